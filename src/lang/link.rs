//! What linking knows of a language: `link.toml`. Which words carry no content, which tell of an event, which voices
//! without a name hold one office, which names are one.
//!
//! Words of running text are asked for by [`WordId`] (a table look-up); names of voices, which are few, by their letters.

mod rows;
#[cfg(test)]
mod tests;

pub(super) use rows::{Same, Variant};

use super::lexicon::{Lexicon, WordId};
use super::mistake::{Mistake, Source};
use rows::{File, Words};
use rustc_hash::FxHashMap;

/// The words of `link.toml`, ready to be asked.
#[derive(Debug, Default)]
pub struct Link {
    marks: Vec<u64>,
    verb_forms: Vec<Box<str>>,
    lead_ins: Vec<Vec<WordId>>,
    determiners: Vec<Vec<String>>,
    government: Vec<String>,
    qualifiers: Vec<String>,
    offices: Phrases,
    same: Phrases,
    folds: Vec<(String, String)>,
    variants: FxHashMap<String, String>,
    magnitudes: Vec<(String, f64)>,
}

const STOP: u64 = 1;
const VERB: u64 = 2;
const NOT_VERB: u64 = 4;
const EDGE: u64 = 8;
const CLAUSE: u64 = 16;
const POINTS_BACK: u64 = 32;
const ADVERBIAL: u64 = 64;
const AHEAD: u64 = 128;
const NEGATION: u64 = 256;
const CITING: u64 = 512;
const ARTICLE: u64 = 1024;
const PASSED_ON: u64 = 2048;
const BESIDE: u64 = 4096;
const BULLETIN: u64 = 8192;
const ORIGIN: u64 = 16384;
const ELSEWHERE: u64 = 32768;
const FIRM: u64 = 65536;

/// Phrases by their first word, the longest first, each with what it stands for.
#[derive(Debug, Default)]
struct Phrases(FxHashMap<String, Vec<Phrase>>);

/// The words of a phrase, and of what it stands for.
type Phrase = (Vec<String>, Vec<String>);

impl Phrases {
    fn add(&mut self, from: &str, to: &str) {
        let from = lower_words(from);
        let Some(first) = from.first().cloned() else { return };
        let rows = self.0.entry(first).or_default();
        rows.retain(|row| row.0 != from);
        rows.push((from, lower_words(to)));
        rows.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    }

    /// The longest phrase at the start of `words`: its length and what it stands for.
    fn at(&self, words: &[String]) -> Option<(usize, &[String])> {
        let rows = self.0.get(words.first()?)?;
        rows.iter().find(|(from, _)| words.starts_with(from)).map(|(from, to)| (from.len(), to.as_slice()))
    }
}

/// A text's words in lower case, without punctuation.
pub fn lower_words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
        .map(|w| w.trim_matches(['-', '\'', '’']).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect()
}

impl Link {
    /// A word that may stand between an edge and its date (`sampai dengan 3 Juni`).
    pub const JOINT: u64 = 1 << 17;
    /// A word that opens a condition.
    pub const SUPPOSES: u64 = 1 << 18;
    /// A word of what happens again and again.
    pub const HABIT: u64 = 1 << 19;
    /// A noun of something said or written: a time behind it may be its own.
    pub const DATED_NOUN: u64 = 1 << 20;
    /// A verb of ending.
    pub const ENDS: u64 = 1 << 21;
    /// A verb of taking place.
    pub const TAKES_PLACE: u64 = 1 << 22;
    /// A first word of a sentence that only announces what stands below it.
    pub const ANNOUNCES: u64 = 1 << 23;
    /// A word of what was done before something else that is told (`lebih dulu …`).
    pub const BEFOREHAND: u64 = 1 << 24;
    /// A word behind which stands what came before that of which the sentence tells (`setelah …`).
    pub const AFTER: u64 = 1 << 25;
    /// A word that is a predicate or opens one, and no verb by its form.
    pub const PREDICATE: u64 = 1 << 26;
    /// A first word that goes on with what stands before, where a comma follows (`Pasalnya, …`).
    pub const CONTINUES: u64 = 1 << 27;
    /// A word behind which stands where something happened.
    pub const WHERE: u64 = 1 << 28;
    /// A first word of the first of several sentences, where a comma follows (`Pertama, …`).
    pub const ENUMERATES: u64 = 1 << 29;
    /// A noun behind which stands what takes place, not where.
    pub const OCCASION: u64 = 1 << 30;
    /// A word of what is still to come (`akan`).
    pub const FUTURE: u64 = 1 << 31;
    /// A noun of something that happened (`peristiwa`).
    pub const HAPPENING: u64 = 1 << 32;
    /// A word, in the main clause up to its predicate, of what is so or often happens, not of what happened.
    pub const STATE: u64 = 1 << 34;
    /// A verb of how a life or a term began: its day is background.
    pub const BEGAN: u64 = 1 << 35;
    /// A word by which who speaks names themselves or whom they speak to.
    pub const SPEAKS: u64 = 1 << 33;

    /// Reads `link.toml`; its words enter the lexicon.
    ///
    /// # Errors
    /// The first mistake of the file.
    pub(super) fn load(source: Source<'_>, lexicon: &mut Lexicon) -> Result<Link, Mistake> {
        let file: File = source.read()?;
        let mut link = Link::default();
        let verbs = [(&file.verb, VERB), (&file.not_verb, NOT_VERB)];
        let stops = file.stop.iter().map(|row| (&row.words, STOP));
        let verbs = verbs.iter().flat_map(|(rows, mark)| rows.iter().map(|row| (&row.words, *mark)));
        let words = file.marked().into_iter().map(|(row, mark)| (&row.words, mark));
        stops.chain(verbs).chain(words).for_each(|(words, mark)| link.mark(words, mark, lexicon));
        link.magnitudes = file.magnitude.iter().flat_map(|row| row.words.iter().map(|w| (w.clone(), row.factor))).collect();
        link.verb_forms = file.verb_form.iter().map(|f| f.prefix.as_str().into()).collect();
        for phrase in file.lead_in.iter().flat_map(|row| &row.words) {
            link.lead_ins.push(phrase.split(' ').map(|w| lexicon.add(w)).collect());
        }
        link.lead_ins.sort_by_key(|p| std::cmp::Reverse(p.len()));
        link.determiners = file.determiner.iter().flat_map(|row| row.words.iter().map(|w| lower_words(w))).collect();
        link.determiners.sort_by_key(|p| std::cmp::Reverse(p.len()));
        link.government = file.government.iter().flat_map(|row| row.words.clone()).collect();
        link.qualifiers = file.qualifier.iter().flat_map(|row| row.words.clone()).collect();
        for row in &file.office {
            let head = row.words.first().map_or("", String::as_str);
            row.words.iter().for_each(|w| link.offices.add(w, head));
        }
        link.folds = file.fold.iter().map(|f| (f.from.clone(), f.to.clone())).collect();
        link.add(&file.same, &file.variant, source)?;
        Ok(link)
    }

    /// Adds rows that stand in `source`: who is called what, and spellings of a name. What was added before yields.
    pub(super) fn add(&mut self, same: &[Same], variants: &[Variant], source: Source<'_>) -> Result<(), Mistake> {
        for row in same {
            let name = row.name.get_ref();
            if lower_words(name).is_empty() {
                return Err(source.at(&row.name, "no name here; write the one that the forms stand for"));
            }
            self.same.add(name, name);
            for form in source.phrases(&row.forms)? {
                if lower_words(form.get_ref()) == lower_words(name) {
                    return Err(source.at(form, "a form that is the name itself; take it out"));
                }
                self.same.add(form.get_ref(), name);
            }
        }
        for row in variants {
            let words = source.phrases(&row.words)?;
            let [first, _, ..] = words.as_slice() else {
                return Err(source.at(&row.words, "one spelling only; write at least two that are one name"));
            };
            let head = self.fold_word(first.get_ref());
            for word in words {
                let word = self.fold_word(word.get_ref());
                self.variants.insert(word, head.clone());
            }
        }
        Ok(())
    }

    fn mark(&mut self, words: &[String], mark: u64, lexicon: &mut Lexicon) {
        for word in words {
            let index = lexicon.add(word).index();
            if self.marks.len() <= index {
                self.marks.resize(index + 1, 0);
            }
            self.marks[index] |= mark;
        }
    }

    /// Whether a word has a mark.
    pub fn has(&self, word: WordId, mark: u64) -> bool {
        self.marks.get(word.index()).is_some_and(|m| m & mark != 0)
    }

    /// Whether a word carries no content of its own.
    pub fn is_stop(&self, word: WordId) -> bool {
        self.has(word, STOP)
    }

    /// Whether a date behind this word is the edge of a stretch of time.
    pub fn is_edge(&self, word: WordId) -> bool {
        self.has(word, EDGE)
    }

    /// Whether a clause may begin with this word.
    pub fn opens_clause(&self, word: WordId) -> bool {
        self.has(word, CLAUSE)
    }

    /// Whether a sentence that begins with this word points back to another.
    pub fn points_back(&self, word: WordId) -> bool {
        self.has(word, POINTS_BACK)
    }

    /// Whether this word with or behind a date says that it is still to come.
    pub fn lies_ahead(&self, word: WordId) -> bool {
        self.has(word, AHEAD)
    }

    /// Whether this word denies the one behind it.
    pub fn is_negation(&self, word: WordId) -> bool {
        self.has(word, NEGATION)
    }

    /// Whether this word tells that something was quoted or gathered.
    pub fn is_citing(&self, word: WordId) -> bool {
        self.has(word, CITING)
    }

    /// Whether this word, pointed at (`artikel ini`), is the article itself.
    pub fn is_article(&self, word: WordId) -> bool {
        self.has(word, ARTICLE)
    }

    /// Whether this word tells by whom what stands before was said.
    pub fn is_passed_on(&self, word: WordId) -> bool {
        self.has(word, PASSED_ON)
    }

    /// Whether a date behind this word, with no verb between, is that of something beside what is told.
    pub fn stands_beside(&self, word: WordId) -> bool {
        self.has(word, BESIDE)
    }

    /// Whether this word tells of what is measured or forecast every day anew.
    pub fn is_bulletin(&self, word: WordId) -> bool {
        self.has(word, BULLETIN)
    }

    /// Whether this word says that a name is a firm's.
    pub fn is_firm(&self, word: WordId) -> bool {
        self.has(word, FIRM)
    }

    /// Whether this word says that a time is another place's.
    pub fn is_elsewhere(&self, word: WordId) -> bool {
        self.has(word, ELSEWHERE)
    }

    /// Whether a number behind this word is that from which something rose or fell.
    pub fn is_origin(&self, word: WordId) -> bool {
        self.has(word, ORIGIN)
    }

    /// By how much a number with this word (in lower case) behind it is to be multiplied.
    pub fn magnitude(&self, lower: &str) -> Option<f64> {
        self.magnitudes.iter().find(|m| m.0 == lower).map(|m| m.1)
    }

    /// Whether a sentence that begins with this word begins with an adverbial, up to its comma.
    pub fn opens_adverbial(&self, word: WordId) -> bool {
        self.has(word, ADVERBIAL)
    }

    /// Whether a word (with its letters in lower case) is a verb, by list or by form.
    pub fn is_verb(&self, word: WordId, lower: &str) -> bool {
        if self.has(word, VERB) {
            return true;
        }
        lower.len() >= 6 && !self.has(word, NOT_VERB) && self.verb_forms.iter().any(|p| lower.starts_with(&**p))
    }

    /// How many of the first words of a sentence only lead in.
    pub fn lead_in(&self, words: &[WordId]) -> usize {
        self.lead_ins.iter().find(|p| words.starts_with(p)).map_or(0, Vec::len)
    }

    /// The length of the longest lead-in, in words.
    pub fn longest_lead_in(&self) -> usize {
        self.lead_ins.first().map_or(0, Vec::len)
    }

    /// The words of an unnamed voice or an organization without what does not belong to its name.
    pub fn bare(&self, name: &str) -> Vec<String> {
        let mut words = lower_words(name);
        while let Some(d) = self.determiners.iter().find(|d| words.len() > d.len() && words.starts_with(d)) {
            words.drain(..d.len());
        }
        while let Some(d) = self.determiners.iter().find(|d| words.len() > d.len() && words.ends_with(d)) {
            words.truncate(words.len() - d.len());
        }
        words
    }

    /// The key of an organization's name: its words with every other name of a state or body replaced by the canonical.
    pub fn organization(&self, name: &str) -> Vec<String> {
        let words = self.canonical(&self.bare(name));
        match words.split_first() {
            Some((first, rest)) if self.government.contains(first) && self.same.at(rest).is_some_and(|m| m.0 == rest.len()) => {
                rest.to_vec()
            }
            _ => words,
        }
    }

    /// The state, body or title at the start of `words` (in lower case) that has several names: how many words it takes, and
    /// its canonical name.
    pub fn same_at(&self, words: &[String]) -> Option<(usize, &[String])> {
        self.same.at(words)
    }

    /// What a whole name stands for, if a row says so.
    pub fn stands_for(&self, words: &[String]) -> Option<&[String]> {
        self.same.at(words).filter(|(len, _)| *len == words.len()).map(|(_, name)| name)
    }

    /// Words with every other name of a state or body replaced by the canonical.
    pub fn canonical(&self, words: &[String]) -> Vec<String> {
        let mut out = Vec::with_capacity(words.len());
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|r| !r.is_empty()) {
            match self.same.at(rest) {
                Some((len, name)) => {
                    out.extend_from_slice(name);
                    at += len;
                }
                None => {
                    out.extend_from_slice(&rest[..1]);
                    at += 1;
                }
            }
        }
        out
    }

    /// The office at the head of an unnamed voice and the other words of its name (its affiliation, for the most part),
    /// canonical and without qualifiers. `None` when its head noun is no office.
    pub fn office(&self, name: &str) -> Option<(String, Vec<String>)> {
        let words = self.bare(name);
        let (len, head) = self.offices.at(&words)?;
        let rest: Vec<_> = words[len..].iter().filter(|w| !self.qualifiers.contains(w)).cloned().collect();
        Some((head.join(" "), self.canonical(&rest)))
    }

    /// The spelling-free key of one word of a name: lower case, no accents, one spelling of the several in use.
    pub fn name_word(&self, word: &str) -> String {
        let folded = self.fold_word(word);
        self.variants.get(&folded).cloned().unwrap_or(folded)
    }

    fn fold_word(&self, word: &str) -> String {
        let mut out: String = word.to_lowercase().chars().filter_map(plain_letter).collect();
        for (from, to) in &self.folds {
            if out.contains(from.as_str()) {
                out = out.replace(from.as_str(), to);
            }
        }
        let mut last = None;
        out.retain(|c| last.replace(c) != Some(c) || c.is_ascii_digit());
        out
    }
}

impl File {
    /// Every row whose words have a mark, with that mark.
    fn marked(&self) -> Vec<(&Words, u64)> {
        let kinds = [
            (&self.edge, EDGE),
            (&self.clause, CLAUSE),
            (&self.points_back, POINTS_BACK),
            (&self.adverbial, ADVERBIAL),
            (&self.ahead, AHEAD),
            (&self.negation, NEGATION),
            (&self.citing, CITING),
            (&self.article, ARTICLE),
            (&self.passed_on, PASSED_ON),
            (&self.beside, BESIDE),
            (&self.bulletin, BULLETIN),
            (&self.origin, ORIGIN),
            (&self.elsewhere, ELSEWHERE),
            (&self.firm, FIRM),
            (&self.joint, Link::JOINT),
            (&self.supposes, Link::SUPPOSES),
            (&self.habit, Link::HABIT),
            (&self.dated_noun, Link::DATED_NOUN),
            (&self.ends, Link::ENDS),
            (&self.takes_place, Link::TAKES_PLACE),
            (&self.announces, Link::ANNOUNCES),
            (&self.beforehand, Link::BEFOREHAND),
            (&self.after, Link::AFTER),
            (&self.predicate, Link::PREDICATE),
            (&self.continues, Link::CONTINUES),
            (&self.locating, Link::WHERE),
            (&self.enumerates, Link::ENUMERATES),
            (&self.occasion, Link::OCCASION),
            (&self.future, Link::FUTURE),
            (&self.happening, Link::HAPPENING),
            (&self.speaks, Link::SPEAKS),
            (&self.state, Link::STATE),
            (&self.began, Link::BEGAN),
        ];
        kinds.into_iter().flat_map(|(rows, mark)| rows.iter().map(move |row| (row, mark))).collect()
    }
}

/// A letter without its accent; `None` for marks inside words.
fn plain_letter(c: char) -> Option<char> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ł' | 'ļ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'ş' | 'š' => 's',
        'ť' | 'ţ' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        c if c.is_alphanumeric() => c,
        _ => return None,
    })
}
