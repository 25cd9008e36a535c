//! The words that the layers of a pack know, each with a small number, so that layers index tables instead of comparing
//! strings.

use rustc_hash::{FxHashMap, FxHashSet};

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

/// Asks about a word in lower case; one of a few ASCII letters is lowered without allocating.
pub fn in_lower_case<T>(word: &str, ask: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0; 32];
    if let Some(letters) = buffer.get_mut(..word.len()).filter(|_| word.is_ascii()) {
        letters.copy_from_slice(word.as_bytes());
        letters.make_ascii_lowercase();
        if let Ok(lower) = std::str::from_utf8(letters) {
            return ask(lower);
        }
    }
    ask(&word.to_lowercase())
}

/// Interned lower-case words. Filled while a pack loads, read-only afterwards.
#[derive(Clone, Debug)]
pub struct Lexicon {
    ids: FxHashMap<Short, WordId>,
    /// The words that are too long for a [`Short`].
    long: FxHashMap<Box<str>, WordId>,
    words: Vec<Box<str>>,
    abbreviations: Vec<bool>,
    glue: Glue,
}

/// A word of a few letters as two numbers: what is looked up for every word of a text is compared without following a
/// pointer, which costs more than all the rest.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
struct Short(u64, u64);

impl Short {
    fn of(word: &str) -> Option<Short> {
        let mut bytes = [0; 16];
        // The last byte is the length: no word is another one with zeros behind it.
        *bytes.last_mut()? = word.len() as u8;
        bytes.get_mut(..15)?.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        let both = u128::from_le_bytes(bytes);
        Some(Short(both as u64, (both >> 64) as u64))
    }
}

/// What is known of words that a lost space glued together.
#[derive(Clone, Debug, Default)]
struct Glue {
    whole: FxHashSet<Box<str>>,
    /// Words with what they may be glued to: [`NAME`], [`KNOWN`], [`PRINTED`].
    behind: FxHashMap<Box<str>, u8>,
    /// The length of the longest of them.
    longest: usize,
    verbs: Vec<Box<str>>,
    names: FxHashSet<Box<str>>,
}

/// May be glued to any name.
const NAME: u8 = 1;
/// May be glued to a word that the lexicon holds.
const KNOWN: u8 = 2;
/// May be glued to a word that stands alone elsewhere in the same text.
const PRINTED: u8 = 4;

impl Glue {
    fn add(&mut self, words: &str, to: u8) {
        for word in words.split_whitespace() {
            self.longest = self.longest.max(word.len());
            *self.behind.entry(word.into()).or_default() |= to;
        }
    }

    /// What a word may be glued to.
    fn to(&self, word: &str) -> u8 {
        if word.len() > self.longest { 0 } else { self.behind.get(word).copied().unwrap_or(0) }
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            ids: FxHashMap::default(),
            long: FxHashMap::default(),
            words: vec!["".into()],
            abbreviations: vec![false],
            glue: Glue::default(),
        }
    }
}

impl Lexicon {
    /// The number of a word given in lower case (straight apostrophes); `UNKNOWN` if no layer knows it.
    pub fn id(&self, lower: &str) -> WordId {
        let id = Short::of(lower).map_or_else(|| self.long.get(lower), |short| self.ids.get(&short));
        id.copied().unwrap_or(WordId::UNKNOWN)
    }

    /// Whether any layer knows a word, in any case.
    fn known(&self, word: &str) -> bool {
        in_lower_case(word, |lower| self.id(lower)) != WordId::UNKNOWN
    }

    /// Adds a word (any case) and returns its number.
    pub fn add(&mut self, word: &str) -> WordId {
        let word = word.to_lowercase().replace(['’', '‘', '`'], "'");
        let known = self.id(&word);
        if known != WordId::UNKNOWN {
            return known;
        }
        let id = WordId(self.words.len() as u32);
        self.words.push(word.as_str().into());
        self.abbreviations.push(false);
        match Short::of(&word) {
            Some(short) => self.ids.insert(short, id),
            None => self.long.insert(word.into(), id),
        };
        id
    }

    /// Adds the words of a list with spaces between them and returns their numbers.
    pub fn add_all<T: FromIterator<WordId>>(&mut self, words: &str) -> T {
        words.split_whitespace().map(|word| self.add(word)).collect()
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

    /// Tells how glued words are told apart: the words `whole` are never cut, nor what begins
    /// with one in lower case before a capital (`detikRandu`), the words `behind` may
    /// be glued to any name, the words `behind_known` only to a word that the lexicon holds.
    pub fn set_glue(&mut self, whole: &str, behind: &str, behind_known: &str) {
        self.glue = Glue { whole: whole.split_whitespace().map(Box::from).collect(), ..Glue::default() };
        self.glue.add(behind, NAME);
        self.glue.add(behind_known, KNOWN);
    }

    /// Tells what may be glued to a word that stands alone elsewhere in the same text: the words `behind_printed`, and long
    /// words that begin like one of `verbs`.
    pub fn set_glue_beside(&mut self, behind_printed: &str, verbs: &str) {
        self.glue.add(behind_printed, PRINTED);
        self.glue.verbs = verbs.split_whitespace().map(Box::from).collect();
    }

    /// Adds a given name, which may be glued to what stands before it; short ones end other words too.
    pub fn add_glued_name(&mut self, name: &str) {
        if name.len() > 4 {
            self.glue.names.insert(name.to_lowercase().into());
        }
    }

    /// Adds a word that may be glued to any name.
    pub fn add_glue(&mut self, behind: &str) {
        self.glue.add(behind, NAME);
    }

    /// Where the first of two words ends that a lost space glued together (`ujarRani`, `KetuaRani`, `Waskitamengatakan`);
    /// `None` where a word is one.
    pub fn glued(&self, word: &str) -> Option<usize> {
        let bytes = word.as_bytes();
        if bytes.len() < 4 {
            return None;
        }
        match (1..bytes.len()).find(|&i| bytes[i].is_ascii_uppercase()) {
            Some(i) if i > 1 => self.before_capital(word, i),
            Some(_) => self.behind_acronym(word).or_else(|| self.behind_upper(word)),
            None if bytes[1].is_ascii_digit() => self.behind_upper(word),
            None if bytes[0].is_ascii_uppercase() && bytes.len() >= 8 => self.before_ending(word),
            None => None,
        }
    }

    /// Where the first of two words ends that a lost space glued together, where the text itself prints one of them alone
    /// (`Waskitabertemu`, `RaniWaskita`). `printed` tells how often a word stands in the text.
    pub fn glued_beside(&self, word: &str, printed: &dyn Fn(&str) -> u32) -> Option<usize> {
        if !(6..=48).contains(&word.len()) || self.whole(word) {
            return None;
        }
        let times = printed(word);
        let rare = times < 3;
        let cut = (2..word.len() - 1).filter_map(|at| word.split_at_checked(at)).find(|(first, rest)| {
            if rest.bytes().all(|b| b.is_ascii_lowercase()) {
                let surely = rest.len() > 4 && word.len() > 8 && rare;
                first.len() > 3 && self.ends_glued(rest, times) && (surely || printed(first) > 0)
            } else {
                rare && self.names_glued(first, rest, printed)
            }
        });
        cut.map(|(first, _)| first.len())
    }

    /// Whether a word, in any case, is never cut.
    fn whole(&self, word: &str) -> bool {
        in_lower_case(word, |lower| self.glue.whole.contains(lower))
    }

    /// The first part of a word whose end may be a word glued to it: another text may print it by itself.
    pub fn unglued<'a>(&self, word: &'a str) -> Option<&'a str> {
        let mut cuts = (3..word.len().saturating_sub(2).min(48)).filter_map(|at| word.split_at_checked(at));
        cuts.find(|(_, rest)| self.ends_glued(rest, 0)).map(|(first, _)| first)
    }

    /// Whether a word may be glued to a name; a short one only where the whole is printed once.
    fn ends_glued(&self, rest: &str, times: u32) -> bool {
        let glue = &self.glue;
        glue.to(rest) != 0 && (rest.len() > 3 || times < 2) || rest.len() > 6 && glue.verbs.iter().any(|v| rest.starts_with(&**v))
    }

    /// Whether a word is two capitalised ones: each is printed alone or known, one of them printed.
    fn names_glued(&self, first: &str, rest: &str, printed: &dyn Fn(&str) -> u32) -> bool {
        let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        let mut letters = rest.chars();
        let begins = letters.next().is_some_and(char::is_uppercase) && small(letters.next());
        let upper = !first.chars().any(char::is_lowercase);
        if !begins || !upper && !small(first.chars().next_back()) {
            return false;
        }
        let head = rest.get(..rest.bytes().skip(1).position(|b| b.is_ascii_uppercase()).map_or(rest.len(), |i| i + 1));
        let Some(head) = head.filter(|head| head.len() > 2) else { return false };
        let mut titled: String = first.to_lowercase();
        titled.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
        let first = if upper { titled.as_str() } else { first };
        let known = |word: &str| self.known(word);
        let (a, b) = (printed(first) > 0, printed(head) > 0);
        let either = if a { b || known(head) } else { b && known(first) };
        first.len() > 2 && either || upper && b && head.len() > 3
    }

    fn before_capital(&self, word: &str, at: usize) -> Option<usize> {
        let first = word.get(..at)?;
        if first.starts_with(|c: char| c.is_ascii_uppercase()) {
            let known = || self.known(first);
            if self.whole(word) {
                return None;
            }
            let rest = word.get(at..).unwrap_or("").to_lowercase();
            let named = || self.glue.names.contains(rest.as_str());
            let letters = first.bytes().all(|b| b.is_ascii_alphabetic());
            return (at >= 4 && word.len() > at + 2 && letters && (known() || named())).then_some(at);
        }
        if at == 2 && word.len() > 4 && self.glue.to(first) & KNOWN != 0 {
            return Some(at);
        }
        if at < 3 || !first.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        match self.glue.whole.iter().find_map(|b| first.strip_suffix(&**b)) {
            Some("") => None,
            Some(before) => (self.id(before) != WordId::UNKNOWN).then_some(before.len()),
            None => Some(at),
        }
    }

    /// `DPRRani`: an acronym that the lexicon holds, before a capitalised word.
    fn behind_acronym(&self, word: &str) -> Option<usize> {
        let lower = word.bytes().position(|b| b.is_ascii_lowercase()).filter(|&i| i >= 3 && word.len() > i + 2)?;
        let first = word.get(..lower - 1).filter(|w| w.bytes().all(|b| b.is_ascii_uppercase()))?;
        // `RUPSLodra`, but `APSyFI` is one abbreviation.
        if word.get(lower..)?.bytes().any(|b| b.is_ascii_uppercase()) {
            return None;
        }
        self.known(first).then_some(lower - 1)
    }

    /// `BMKGmenyebut`, `ASdi`, `G7telah`: an abbreviation before a word in small letters.
    fn behind_upper(&self, word: &str) -> Option<usize> {
        let at = word.bytes().position(|b| !b.is_ascii_uppercase() && !b.is_ascii_digit()).filter(|&at| at > 1)?;
        let (first, rest) = word.split_at_checked(at)?;
        let known = || self.known(first);
        let to = self.glue.to(rest);
        let long = rest.len() > 3 && to & (NAME | PRINTED) != 0;
        let letter = first.starts_with(|c: char| c.is_ascii_uppercase());
        (letter && (long || to & KNOWN != 0 && known())).then_some(at)
    }

    fn before_ending(&self, word: &str) -> Option<usize> {
        let known = |first: &str| self.known(first);
        let cut = (4..word.len() - 3).filter_map(|at| word.split_at_checked(at)).find(|(first, rest)| {
            let to = self.glue.to(rest);
            to & NAME != 0 || to & KNOWN != 0 && known(first)
        });
        let (first, _) = cut?;
        (!known(word) && !self.whole(word)).then_some(first.len())
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
