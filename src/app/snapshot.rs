//! A snapshot as the interface takes it: the corpus, with what the panes must know of all of it. Made beside the screen,
//! because it takes longer than a frame where the corpus is large.

use crate::model::Corpus;
use crate::pane::articles::moments;
use crate::pane::board::Index;
use crate::pane::facts::{Fact, facts};
use crate::pane::silence::longest_gap;
use crate::pane::speakers::counts;
use crate::review::{Placed, Review, lay};
use std::sync::Arc;

/// A corpus, and what is counted once for it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// Which entries of the boards belong to what.
    pub index: Arc<Index>,
    /// What the timeline must know of each event.
    pub facts: Arc<[Fact]>,
    /// When each article appeared.
    pub moments: Arc<[Option<i64>]>,
    /// In how many articles each speaker is quoted, and how often.
    pub counts: Arc<[(u32, u32)]>,
    /// The longest gap between two events that is no silence, in days.
    pub longest_gap: i32,
}

impl Snapshot {
    /// The snapshot with who is who in it as was decided, and where the subjects of decisions are. Not for the screen's thread.
    pub fn laid(self, review: &Review) -> (Snapshot, Placed) {
        let (corpus, placed) = lay(&self.corpus, review);
        let same = Arc::ptr_eq(&corpus, &self.corpus);
        (if same { self } else { Snapshot::from(corpus) }, placed)
    }
}

impl From<Arc<Corpus>> for Snapshot {
    /// Counts what is counted once.
    fn from(corpus: Arc<Corpus>) -> Snapshot {
        let facts = facts(&corpus);
        Snapshot {
            index: Arc::new(Index::new(&corpus)),
            longest_gap: longest_gap(&facts),
            facts: facts.into(),
            moments: moments(&corpus),
            counts: counts(&corpus),
            corpus,
        }
    }
}
