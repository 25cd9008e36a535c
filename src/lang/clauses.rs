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
    conditions: FxHashSet<WordId>,
    consequences: FxHashSet<WordId>,
    unheard: FxHashSet<WordId>,
    likens: FxHashSet<WordId>,
    hearers: FxHashSet<WordId>,
    degrees: FxHashSet<WordId>,
    addressees: FxHashSet<WordId>,
    manners: FxHashSet<WordId>,
    opposes: FxHashSet<WordId>,
    concedes: FxHashSet<WordId>,
    both: FxHashSet<WordId>,
    joints: FxHashSet<WordId>,
    either: FxHashSet<WordId>,
    limits: FxHashSet<WordId>,
    refusals: FxHashSet<WordId>,
    abilities: FxHashSet<WordId>,
    carries: FxHashSet<WordId>,
    after: FxHashSet<WordId>,
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
    conditions: String,
    consequences: String,
    unheard: String,
    likens: String,
    hearers: String,
    degrees: String,
    addressees: String,
    manners: String,
    opposes: String,
    concedes: String,
    both: String,
    joints: String,
    either: String,
    limits: String,
    refusals: String,
    abilities: String,
    carries: String,
    after: String,
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
            conditions: lexicon.add_all(&table.conditions),
            consequences: lexicon.add_all(&table.consequences),
            unheard: lexicon.add_all(&table.unheard),
            likens: lexicon.add_all(&table.likens),
            hearers: lexicon.add_all(&table.hearers),
            degrees: lexicon.add_all(&table.degrees),
            addressees: lexicon.add_all(&table.addressees),
            manners: lexicon.add_all(&table.manners),
            opposes: lexicon.add_all(&table.opposes),
            concedes: lexicon.add_all(&table.concedes),
            both: lexicon.add_all(&table.both),
            joints: lexicon.add_all(&table.joints),
            either: lexicon.add_all(&table.either),
            limits: lexicon.add_all(&table.limits),
            refusals: lexicon.add_all(&table.refusals),
            abilities: lexicon.add_all(&table.abilities),
            carries: lexicon.add_all(&table.carries),
            after: lexicon.add_all(&table.after),
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

    /// Whether a verb behind the noun is what one may or can do (`kebebasan berpendapat`).
    pub fn ability(&self, word: WordId) -> bool {
        self.abilities.contains(&word)
    }

    /// Whether the verb tells who carried the words, where it ends a sentence (`C, Kabar Randu melaporkan`).
    pub fn carry(&self, word: WordId) -> bool {
        self.carries.contains(&word)
    }

    /// Whether the word begins what tells when a headline's act was done (`Usai Didemo`).
    pub fn after(&self, word: WordId) -> bool {
        self.after.contains(&word)
    }

    /// Whether a verb behind the word is meant, wanted or possible, but not done (`untuk memastikan`).
    pub fn purpose(&self, word: WordId) -> bool {
        self.purposes.contains(&word)
    }

    /// Whether a conjunction of content may also begin a condition or a purpose inside it.
    pub fn condition(&self, word: WordId) -> bool {
        self.conditions.contains(&word)
    }

    /// Whether the word begins the other half of a condition.
    pub fn consequence(&self, word: WordId) -> bool {
        self.consequences.contains(&word)
    }

    /// Whether a verb tells of a thought that nobody hears.
    pub fn unheard(&self, word: WordId) -> bool {
        self.unheard.contains(&word)
    }

    /// Whether the word, behind a demonstrative, begins what is said of a thing.
    pub fn liken(&self, word: WordId) -> bool {
        self.likens.contains(&word)
    }

    /// Whether the word is who is spoken to.
    pub fn hearer(&self, word: WordId) -> bool {
        self.hearers.contains(&word)
    }

    /// Whether the word tells how much (`kebutuhan yang sangat mendesak`).
    pub fn degree(&self, word: WordId) -> bool {
        self.degrees.contains(&word)
    }

    /// Whether behind the word stands whom it is said to.
    pub fn addressee(&self, word: WordId) -> bool {
        self.addressees.contains(&word)
    }

    /// Whether the word, behind an `object` verb, tells how and not what.
    pub fn manner(&self, word: WordId) -> bool {
        self.manners.contains(&word)
    }

    /// Whether another's words may begin behind the word.
    pub fn oppose(&self, word: WordId) -> bool {
        self.opposes.contains(&word)
    }

    /// Whether the word tells that somebody does not want to, or has not yet done so.
    pub fn refuses(&self, word: WordId) -> bool {
        self.refusals.contains(&word)
    }

    /// Whether the word, behind a negation, takes it back (`tidak hanya membantah`).
    pub fn limits(&self, word: WordId) -> bool {
        self.limits.contains(&word)
    }

    /// Whether the word joins two verbs under one negation.
    pub fn either(&self, word: WordId) -> bool {
        self.either.contains(&word)
    }

    /// Whether the word joins two who speak together.
    pub fn joint(&self, word: WordId) -> bool {
        self.joints.contains(&word)
    }

    /// Whether the word opens a list of two who speak together (`baik A maupun B`).
    pub fn both(&self, word: WordId) -> bool {
        self.both.contains(&word)
    }

    /// Whether another's denial may begin behind the word.
    pub fn concedes(&self, word: WordId) -> bool {
        self.concedes.contains(&word)
    }
}
