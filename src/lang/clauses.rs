//! What tells a reported clause from a thing (`menegaskan *komitmennya*`) and a saying from a purpose (`untuk memastikan …`):
//! the table `[clause]` of `cues.toml`.

use super::lexicon::{Lexicon, WordId};
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// Words that clauses are known by.
#[derive(Debug, Default)]
pub struct Clauses {
    predicates: FxHashSet<WordId>,
    copulas: FxHashSet<WordId>,
    never: FxHashSet<WordId>,
    things: FxHashSet<WordId>,
    stated: FxHashSet<WordId>,
    events: FxHashSet<WordId>,
    places: FxHashSet<WordId>,
    purposes: FxHashSet<WordId>,
    topics: FxHashSet<WordId>,
    ending: String,
}

/// The table as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    predicates: String,
    copulas: String,
    never: String,
    things: String,
    ending: String,
    stated: String,
    events: String,
    places: String,
    purposes: String,
    topics: String,
}

impl Clauses {
    pub(super) fn load(table: Table, lexicon: &mut Lexicon) -> Clauses {
        Clauses {
            predicates: lexicon.add_all(&table.predicates),
            copulas: lexicon.add_all(&table.copulas),
            never: lexicon.add_all(&table.never),
            things: lexicon.add_all(&table.things),
            stated: lexicon.add_all(&table.stated),
            events: lexicon.add_all(&table.events),
            places: lexicon.add_all(&table.places),
            purposes: lexicon.add_all(&table.purposes),
            topics: lexicon.add_all(&table.topics),
            ending: table.ending,
        }
    }

    /// Whether the word is a predicate or stands beside one.
    pub fn predicate(&self, word: WordId) -> bool {
        self.predicates.contains(&word)
    }

    /// Whether the word joins a subject to what it is, and so stands in no relative clause before it.
    pub fn copula(&self, word: WordId) -> bool {
        self.copulas.contains(&word)
    }

    /// Whether the word has the shape of a verb and is none.
    pub fn never(&self, word: WordId) -> bool {
        self.never.contains(&word)
    }

    /// Whether an object that begins with the word and has no predicate is a thing; `letters` in lower case.
    pub fn thing(&self, word: WordId, letters: &str) -> bool {
        self.things.contains(&word) || letters.strip_suffix(self.ending.as_str()).is_some_and(|stem| stem.len() > 3)
    }

    /// Whether a noun states a clause by itself (`pentingnya kerja sama`).
    pub fn stated(&self, word: WordId) -> bool {
        self.stated.contains(&word)
    }

    /// Whether a noun tells of an event, which one promises, wants or announces (`mengumumkan kenaikan tarif`).
    pub fn event(&self, word: WordId) -> bool {
        self.events.contains(&word)
    }

    /// Whether a place follows the word, so that one noun before it is a thing (`menambahkan lontong ke daftar`).
    pub fn place(&self, word: WordId) -> bool {
        self.places.contains(&word)
    }

    /// Whether what a preposition begins is what one speaks of, not what one says (`bercerita tentang …`).
    pub fn topic(&self, word: WordId) -> bool {
        self.topics.contains(&word)
    }

    /// Whether a verb behind the word is meant, wanted or possible, but not done (`untuk memastikan`).
    pub fn purpose(&self, word: WordId) -> bool {
        self.purposes.contains(&word)
    }
}
