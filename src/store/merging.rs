//! Taking up what other people decided: the steps of their logs, beside one's own.
//!
//! The other database is only read, and may be open elsewhere. Either all of it is taken up, in one transaction, or nothing
//! is. Steps that are there already are passed over; one of the same name that says something else is a sign that a database
//! was copied in a way that could not be seen, and is refused: which of the two is right nobody can know.

use super::database::{self, Refused};
use super::location::Which;
use super::reading;
use crate::review::{Act, Review, Step};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What became of one's own database.
#[derive(Debug)]
pub struct Merged {
    /// Whose decisions were taken up, and how many of each; those taken back count as well.
    pub taken: BTreeMap<Arc<str>, usize>,
    /// What follows from all logs.
    pub review: Review,
}

/// The database that is meant by the name of a file or of a session. The error is ready to be shown.
pub fn other(name: &Path) -> Result<PathBuf, String> {
    if name.exists() {
        return Ok(name.to_owned());
    }
    let none = || format!("{}: there is no such file, and no session of this name", name.display());
    let session = name.to_str().ok_or_else(none)?;
    Which::Named(session.to_owned(), Vec::new()).file().ok().filter(|file| file.exists()).ok_or_else(none)
}

/// Takes the steps of another database up into one's own. Where the other one's are by somebody of one's own name, that
/// has to be oneself (`same_person`). The error is ready to be shown; then nothing was changed.
pub fn merge(which: &Which, who: &str, other: &Path, same_person: bool) -> Result<Merged, String> {
    let file = which.file()?;
    let real = |path: &Path| fs::canonicalize(path).ok();
    if real(&file).is_some_and(|own| real(other) == Some(own)) {
        return Err(format!("{}: that is the very database into which it would be merged; name another", other.display()));
    }
    let theirs = reading::steps(other)?;
    // (Opening sets a damaged one aside; that is for the interface to do, where it is seen.)
    let known = if file.exists() { reading::steps(&file)? } else { Vec::new() };
    let logs: BTreeSet<&str> = known.iter().map(|step| &*step.id.log).collect();
    let namesake = |step: &Step| decides(step) && &*step.who == who && !logs.contains(&*step.id.log);
    if !same_person && theirs.iter().any(namesake) {
        return Err(format!(
            "{}: decisions there are by {who}, which is your name as well. If you made them yourself, in another place, say \
             --same-person. If not, give each of you a name: SIMAK_REVIEWER=name simak …",
            other.display()
        ));
    }
    let mut found = database::open(which, who);
    let Some(writer) = found.writer.as_mut() else { return Err(found.trouble.unwrap_or_default()) };
    let taken = writer.merge(&found.log, who, &mut found.steps, theirs).map_err(|refused| match refused {
        Refused::Other(step) => format!(
            "{}: {step} says something else there than here. A database was copied with its machine, and both were gone on \
             with; nothing was taken up, since nobody can know which of the two is meant",
            other.display()
        ),
        Refused::Unwritable(why) => why,
    })?;
    let mut counts = BTreeMap::new();
    for step in taken.iter().filter(|step| decides(step)) {
        // (Many may be decided in one step; to take it back is one thing.)
        let decided = if step.act == Act::Do { step.changes.len() } else { 1 };
        *counts.entry(Arc::clone(&step.who)).or_default() += decided;
    }
    Ok(Merged { taken: counts, review: Review::new(found.log, who.into(), found.steps) })
}

/// Whether somebody decides something in a step.
pub(super) fn decides(step: &Step) -> bool {
    !matches!(step.act, Act::Note | Act::Saw(_))
}

#[cfg(test)]
mod tests;
