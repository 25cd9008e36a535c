//! Interviews that are laid out as questions and answers, without quotation marks: the table `[interview]` of `cues.toml`.

use super::lexicon::{Lexicon, WordId};
use super::mistake::Text;
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// What interviews are known by.
#[derive(Debug, Default)]
pub struct Interviews {
    asks: FxHashSet<WordId>,
    answers: FxHashSet<WordId>,
    announces: FxHashSet<WordId>,
    beside: FxHashSet<WordId>,
    excerpts: FxHashSet<WordId>,
}

/// The table as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    asks: String,
    answers: String,
    announces: String,
    beside: String,
    excerpts: String,
    pub examples: Vec<Text>,
}

impl Interviews {
    pub(super) fn load(table: &Table, lexicon: &mut Lexicon) -> Interviews {
        Interviews {
            asks: lexicon.add_all(&table.asks),
            answers: lexicon.add_all(&table.answers),
            announces: lexicon.add_all(&table.announces),
            beside: lexicon.add_all(&table.beside),
            excerpts: lexicon.add_all(&table.excerpts),
        }
    }

    /// Whether the word before a colon tells that a question follows.
    pub fn asks(&self, word: WordId) -> bool {
        self.asks.contains(&word)
    }

    /// Whether the word before a colon tells that an answer follows.
    pub fn answers(&self, word: WordId) -> bool {
        self.answers.contains(&word)
    }

    /// Whether the word tells of an interview.
    pub fn announces(&self, word: WordId) -> bool {
        self.announces.contains(&word)
    }

    /// Whether the word announces that what was asked and answered follows.
    pub fn excerpt(&self, word: WordId) -> bool {
        self.excerpts.contains(&word)
    }

    /// Whether whom one talked with stands behind the word.
    pub fn beside(&self, word: WordId) -> bool {
        self.beside.contains(&word)
    }
}
