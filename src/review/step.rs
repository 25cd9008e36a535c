//! The log's rows: a step is what one key press decides, of one thing or of many.

use super::field::{Field, Value};
use super::subject::Subject;
use std::sync::Arc;

/// What names a step in any log: the log that it was written in first, and its number there, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StepId {
    /// Identifier of that log.
    pub log: Arc<str>,
    /// Number in it.
    pub number: u64,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Decides.
    Do,
    /// Takes this step back.
    Undo(StepId),
    /// Does this step again that was taken back.
    Redo(StepId),
    /// Notes something that is not taken back by undoing: that an article was opened.
    Note,
    /// Takes note of another log as far as this step: what is decided from here on is decided knowing it.
    Saw(StepId),
    /// Does without another log behind this step (0: without all of it), since the merge that brought it was taken back:
    /// what is decided from here on is decided without knowing that.
    Unsaw(StepId),
    /// Whatever it was, it came with a merge that was taken back, and counts for nothing. It is only ever read, never written.
    Left,
}

/// One field of one subject, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub subject: Arc<Subject>,
    /// What is decided of it.
    pub field: Field,
    /// What it was; `None` where nothing was decided.
    pub from: Option<Value>,
    /// What it is now; `None` where nothing is decided any more.
    pub to: Option<Value>,
}

/// What was decided at once, kept and taken back as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub id: StepId,
    /// Who decided.
    pub who: Arc<str>,
    /// When it was kept, in milliseconds since 1970 (UTC); 0 as long as it is not.
    pub at: i64,
    /// What it does.
    pub act: Act,
    /// What it changes, each field of a subject once at most.
    pub changes: Vec<Change>,
}

impl Step {
    /// How many things it is about.
    pub fn subjects(&self) -> usize {
        self.changes.chunk_by(|a, b| a.subject == b.subject).count()
    }
}
