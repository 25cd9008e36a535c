//! What shows that words are only said to be somebody's: the table `[doubt]` of `cues.toml`.

use super::lexicon::{Lexicon, WordId};
use super::mistake::Text;
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// Words that doubt is known by.
#[derive(Debug, Default)]
pub struct Doubts {
    undone: FxHashSet<WordId>,
    ever: FxHashSet<WordId>,
    seeming: FxHashSet<WordId>,
    asking: FxHashSet<WordId>,
    awaits: FxHashSet<WordId>,
    rumours: FxHashSet<WordId>,
    answered: FxHashSet<WordId>,
    media: FxHashSet<WordId>,
    circulates: FxHashSet<WordId>,
    posters: FxHashSet<WordId>,
    posted: FxHashSet<WordId>,
    announced: FxHashSet<WordId>,
    truths: FxHashSet<WordId>,
    falsehoods: FxHashSet<WordId>,
    verdicts: FxHashSet<WordId>,
    labels: FxHashSet<WordId>,
}

/// The table as the file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    undone: String,
    ever: String,
    seeming: String,
    asking: String,
    awaits: String,
    rumours: String,
    answered: String,
    media: String,
    circulates: String,
    posters: String,
    posted: String,
    announced: String,
    truths: String,
    falsehoods: String,
    verdicts: String,
    labels: String,
    pub examples: Vec<Text>,
}

impl Doubts {
    pub(super) fn load(table: &Table, lexicon: &mut Lexicon) -> Doubts {
        Doubts {
            undone: lexicon.add_all(&table.undone),
            ever: lexicon.add_all(&table.ever),
            seeming: lexicon.add_all(&table.seeming),
            asking: lexicon.add_all(&table.asking),
            awaits: lexicon.add_all(&table.awaits),
            rumours: lexicon.add_all(&table.rumours),
            answered: lexicon.add_all(&table.answered),
            media: lexicon.add_all(&table.media),
            circulates: lexicon.add_all(&table.circulates),
            posters: lexicon.add_all(&table.posters),
            posted: lexicon.add_all(&table.posted),
            announced: lexicon.add_all(&table.announced),
            truths: lexicon.add_all(&table.truths),
            falsehoods: lexicon.add_all(&table.falsehoods),
            verdicts: lexicon.add_all(&table.verdicts),
            labels: lexicon.add_all(&table.labels),
        }
    }

    /// Whether the saying behind the word is owed, planned, told of by others or was given up, and not done.
    pub fn undone(&self, word: WordId) -> bool {
        self.undone.contains(&word)
    }

    /// Whether the word, between a negation and a verb, tells that it was done at no time.
    pub fn ever(&self, word: WordId) -> bool {
        self.ever.contains(&word)
    }

    /// Whether the word tells that something only seems so.
    pub fn seeming(&self, word: WordId) -> bool {
        self.seeming.contains(&word)
    }

    /// Whether the word asks whether something is so.
    pub fn asking(&self, word: WordId) -> bool {
        self.asking.contains(&word)
    }

    /// Whether somebody waits for what the word's object does.
    pub fn awaits(&self, word: WordId) -> bool {
        self.awaits.contains(&word)
    }

    /// Whether the noun is what is told about without a source.
    pub fn rumour(&self, word: WordId) -> bool {
        self.rumours.contains(&word)
    }

    /// Whether the noun is what words can be put into: a video, a screenshot.
    pub fn medium(&self, word: WordId) -> bool {
        self.media.contains(&word)
    }

    /// Whether the verb tells that something goes around.
    pub fn circulates(&self, word: WordId) -> bool {
        self.circulates.contains(&word)
    }

    /// Whether the noun is somebody without a name who posts.
    pub fn poster(&self, word: WordId) -> bool {
        self.posters.contains(&word)
    }

    /// Whether the verb tells of posting.
    pub fn posted(&self, word: WordId) -> bool {
        self.posted.contains(&word)
    }

    /// Whether the word tells that the words of a posting follow.
    pub fn announced(&self, word: WordId) -> bool {
        self.announced.contains(&word)
    }

    /// Whether the word, with a negation before it, calls something false.
    pub fn truth(&self, word: WordId) -> bool {
        self.truths.contains(&word)
    }

    /// Whether the word calls something false.
    pub fn falsehood(&self, word: WordId) -> bool {
        self.falsehoods.contains(&word)
    }

    /// Whether a verdict on what stands before begins with the word.
    pub fn verdict(&self, word: WordId) -> bool {
        self.verdicts.contains(&word)
    }

    /// Whether the word, before a colon or in brackets, opens the headline of a check of facts.
    pub fn label(&self, word: WordId) -> bool {
        self.labels.contains(&word)
    }

    /// Whether the noun is something that can be answered: what was said, or told of somebody.
    pub fn answered(&self, word: WordId) -> bool {
        self.answered.contains(&word)
    }
}
