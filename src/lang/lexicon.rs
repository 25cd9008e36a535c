//! The words that the layers of a pack know, each with a small number, so that layers index tables instead of comparing
//! strings.

use rustc_hash::FxHashMap;

/// Number of a word in a [`Lexicon`].
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct WordId(pub u32);

impl WordId {
    /// A word that no layer knows.
    pub const UNKNOWN: WordId = WordId(0);

    /// Index for a table of `lexicon.len()` rows.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Interned lower-case words. Filled while a pack loads, read-only afterwards.
#[derive(Clone, Debug)]
pub struct Lexicon {
    ids: FxHashMap<Box<str>, WordId>,
    words: Vec<Box<str>>,
    abbreviations: Vec<bool>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self { ids: FxHashMap::default(), words: vec!["".into()], abbreviations: vec![false] }
    }
}

impl Lexicon {
    /// The number of a word given in lower case (straight apostrophes); `UNKNOWN` if no layer knows it.
    pub fn id(&self, lower: &str) -> WordId {
        self.ids.get(lower).copied().unwrap_or(WordId::UNKNOWN)
    }

    /// Adds a word (any case) and returns its number.
    pub fn add(&mut self, word: &str) -> WordId {
        let word = word.to_lowercase().replace(['’', '‘', '`'], "'");
        if let Some(&id) = self.ids.get(word.as_str()) {
            return id;
        }
        let id = WordId(self.words.len() as u32);
        self.words.push(word.as_str().into());
        self.abbreviations.push(false);
        self.ids.insert(word.into(), id);
        id
    }

    /// Adds a word whose full stop does not end a sentence (`Dr.`, `No.`), given without it.
    pub fn add_abbreviation(&mut self, word: &str) -> WordId {
        let id = self.add(word);
        self.abbreviations[id.index()] = true;
        id
    }

    /// Whether a full stop after this word belongs to it.
    pub fn is_abbreviation(&self, word: WordId) -> bool {
        self.abbreviations.get(word.index()).copied().unwrap_or(false)
    }

    /// The word, in lower case; empty for `UNKNOWN`.
    pub fn word(&self, id: WordId) -> &str {
        self.words.get(id.index()).map_or("", |w| w)
    }

    /// Number of words, with the unknown one: the size of a table indexed by [`WordId::index`].
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.words.len() <= 1
    }

    /// A lexicon of abbreviations only, for tests of sentence boundaries.
    pub fn with_abbreviations<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut lexicon = Self::default();
        for word in words {
            lexicon.add_abbreviation(word);
        }
        lexicon
    }
}
