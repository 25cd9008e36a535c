//! A snapshot as the interface takes it: the corpus, with what the panes must know of all of it. Made beside the screen,
//! because it takes longer than a frame where the corpus is large.

use super::scope::{Scope, within};
use crate::lang::Pack;
use crate::link::Ground;
use crate::model::Corpus;
use crate::pane::articles::moments;
use crate::pane::board::Index;
use crate::pane::facts::{Fact, facts};
use crate::pane::silence::longest_gap;
use crate::pane::speakers::counts;
use crate::review::{Placed, Review, Shown, lay};
use jiff::civil::Date;
use std::sync::Arc;

/// A corpus, and what is counted once for it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// What it was linked of; `None` where that is to be prepared anew when it is needed.
    pub ground: Option<Ground>,
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

/// How a snapshot is to be shown.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// What was decided.
    pub review: Review,
    /// Whether everything is shown as it was found.
    pub as_found: bool,
    /// What the program is narrowed to, each within the one before.
    pub scopes: Vec<Scope>,
}

impl Snapshot {
    /// The snapshot of a corpus with what it was linked of.
    pub fn new(corpus: Arc<Corpus>, ground: Ground) -> Snapshot {
        Snapshot { ground: Some(ground), ..Snapshot::from(corpus) }
    }

    /// The snapshot as a person wishes to see it on this day, and where the subjects of decisions are in it. Not for the
    /// screen's thread.
    pub fn laid(self, wish: &Wish, today: Date) -> (Snapshot, Placed) {
        let scope = within(&self.corpus, &wish.review, &wish.scopes, today);
        let shown = Shown { as_found: wish.as_found, scope, ..Shown::default() };
        let ground = || self.ground.clone().unwrap_or_else(|| Ground::of(&self.corpus, Pack::indonesian()));
        let (corpus, placed) = lay(&self.corpus, &ground, &wish.review, &shown);
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
            ground: None,
            longest_gap: longest_gap(&facts),
            facts: facts.into(),
            moments: moments(&corpus),
            counts: counts(&corpus),
            corpus,
        }
    }
}
