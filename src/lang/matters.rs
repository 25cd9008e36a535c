//! What accusations and denials are about: `matters.toml`. Words are compared by their stems, and by rows of words that
//! stand for one another.
//!
//! Stems are those of the Snowball stemmer for Indonesian (after Tala 2003), which loses the first letter of roots that a
//! nasal prefix melts into (`mengirim` → `irim`): `k` and `t` before a vowel are left out of every stem. Stemming is slow
//! for what it does, and text repeats its words: a table of fixed size remembers the latest stems.

use super::hash::{folded, word_hash};
use super::mistake::{Mistake, Source};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use snowball_stemmers_rs::{Algorithm, Stemmer};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Stems that are remembered: a power of two.
const REMEMBERED: usize = 1 << 15;

/// The words of `matters.toml`, ready to be asked.
#[derive(Debug, Default)]
pub struct Matters {
    accusations: FxHashSet<String>,
    answers: FxHashSet<String>,
    /// Words of who speaks for somebody, the longest first.
    spokesmen: Vec<Vec<String>>,
    /// Words of the law; whether who is accused stands behind them.
    laws: FxHashMap<String, bool>,
    sides: FxHashSet<String>,
    initialed: FxHashSet<String>,
    passives: Vec<String>,
    callings: Vec<Vec<String>>,
    defenders: Vec<Vec<String>>,
    of_nobody: FxHashSet<String>,
    /// The first stem of a row by each of its stems.
    kin: FxHashMap<String, String>,
    /// For a word, at the place that the upper bits of its 64-bit hash tell: the lower 32 of them, and the hash of its key.
    remembered: Box<[AtomicU64]>,
}

impl Matters {
    /// Reads `matters.toml`.
    ///
    /// # Errors
    /// The first mistake of the file.
    pub(super) fn load(source: Source<'_>) -> Result<Matters, Mistake> {
        let file: File = source.read()?;
        let words = |rows: &[Words]| rows.iter().flat_map(|row| row.words.clone()).collect();
        let mut matters = Matters {
            accusations: words(&file.accusation),
            answers: words(&file.answer),
            sides: words(&file.side),
            initialed: words(&file.initialed),
            of_nobody: words(&file.of_nobody),
            ..Matters::default()
        };
        let spokesmen = file.spokesman.iter().flat_map(|row| row.words.iter().map(|w| super::lower_words(w)));
        matters.spokesmen = spokesmen.collect();
        matters.spokesmen.sort_by_key(|words| std::cmp::Reverse(words.len()));
        matters.passives = file.passive.iter().flat_map(|row| row.words.clone()).collect();
        let callings = file.spokesman.iter().filter(|row| row.calling);
        matters.callings = callings.flat_map(|row| row.words.iter().map(|w| super::lower_words(w))).collect();
        let defenders = file.spokesman.iter().filter(|row| row.defends);
        matters.defenders = defenders.flat_map(|row| row.words.iter().map(|w| super::lower_words(w))).collect();
        matters.laws = file.law.iter().flat_map(|row| row.words.iter().map(|w| (w.clone(), row.named_behind))).collect();
        matters.remembered = (0..REMEMBERED).map(|_| AtomicU64::new(0)).collect();
        for row in &file.kin {
            let Some(head) = row.words.first().map(|w| stem(w)) else { continue };
            matters.kin.extend(row.words.iter().map(|w| (stem(w), head.clone())));
        }
        Ok(matters)
    }

    /// Whether a noun (in lower case) means an accusation and nothing of what is alleged.
    pub fn is_accusation(&self, lower: &str) -> bool {
        self.accusations.contains(lower)
    }

    /// Whether a word (in lower case) is of answering.
    pub fn is_answer(&self, lower: &str) -> bool {
        self.answers.contains(lower)
    }

    /// Where words (in lower case) of who speaks for somebody stand in an office (`kuasa hukum Rani Umbara`).
    pub fn spokesman(&self, office: &[String]) -> Option<(usize, usize)> {
        let at = |phrase: &Vec<String>| office.windows(phrase.len()).position(|w| w == phrase).map(|i| (i, i + phrase.len()));
        self.spokesmen.iter().find_map(at)
    }

    /// The words of the law that accuse.
    pub fn laws(&self) -> impl Iterator<Item = &str> {
        self.laws.keys().map(String::as_str)
    }

    /// Whether a word (in lower case) is one of the law that accuses, and then whether who is accused stands behind it
    /// (`terdakwa N`), not before (`N diduga`).
    pub fn law(&self, lower: &str) -> Option<bool> {
        self.laws.get(lower).copied()
    }

    /// Whether an office (in lower case) is that of who defends somebody: what the law says they only repeat.
    pub fn defends(&self, office: &[String]) -> bool {
        self.defenders.iter().any(|words| office.windows(words.len()).any(|w| w == words))
    }

    /// Whether an office (in lower case) is a calling, in which one speaks for oneself as well (`advokat`).
    pub fn is_calling(&self, office: &[String]) -> bool {
        self.callings.iter().any(|words| words == office)
    }

    /// Whether a verb (in lower case) is passive: what stands before it did nothing.
    pub fn is_passive(&self, lower: &str) -> bool {
        self.passives.iter().any(|prefix| lower.starts_with(prefix.as_str()))
    }

    /// Whether initials that somebody is called by follow a word (in lower case).
    pub fn is_initialed(&self, lower: &str) -> bool {
        self.initialed.contains(lower)
    }

    /// Whether a pronoun (in lower case) means the speaker's side.
    pub fn is_side(&self, lower: &str) -> bool {
        self.sides.contains(lower)
    }

    /// Whether what this noun (in lower case) tells of is done by nobody in particular.
    pub fn is_of_nobody(&self, lower: &str) -> bool {
        self.of_nobody.contains(lower)
    }

    /// Hash of what a word is compared by; never 0. The same as that of [`Matters::key`] of the word in lower case.
    pub fn key_hash(&self, word: &str) -> u32 {
        let whole = folded(word);
        let tag = whole & 0xffff_ffff;
        let place = self.remembered.get((whole >> 32) as usize % REMEMBERED);
        let held = place.map_or(0, |p| p.load(Relaxed));
        if held as u32 != 0 && held >> 32 == tag {
            return held as u32;
        }
        let key = word_hash(&self.key(&word.to_lowercase()));
        if let Some(place) = place {
            place.store(tag << 32 | u64::from(key), Relaxed);
        }
        key
    }

    /// What a word (in lower case) is compared by: its stem, or that of the first word of its row.
    pub fn key(&self, lower: &str) -> String {
        let stem = stem(lower);
        self.kin.get(&stem).cloned().unwrap_or(stem)
    }
}

/// The stem of a word in lower case, without a first letter that a prefix may have melted into.
fn stem(lower: &str) -> String {
    // The halves of a doubled word are one.
    let word = lower.split_once('-').filter(|(a, b)| a == b).map_or(lower, |(a, _)| a);
    let stem = Stemmer::create(Algorithm::Indonesian).stem(word);
    let mut letters = stem.chars();
    let melts = matches!(letters.next(), Some('k' | 't')) && matches!(letters.next(), Some('a' | 'e' | 'i' | 'o' | 'u'));
    if melts && stem.len() > 3 { stem.get(1..).unwrap_or(&stem).to_owned() } else { stem.into_owned() }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    accusation: Vec<Words>,
    kin: Vec<Words>,
    answer: Vec<Words>,
    spokesman: Vec<Spokesman>,
    passive: Vec<Words>,
    law: Vec<Law>,
    side: Vec<Words>,
    initialed: Vec<Words>,
    of_nobody: Vec<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "examples are read by the test that runs them")]
struct Spokesman {
    words: Vec<String>,
    #[serde(default)]
    calling: bool,
    #[serde(default)]
    defends: bool,
    example: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "examples are read by the test that runs them")]
struct Law {
    words: Vec<String>,
    #[serde(default)]
    named_behind: bool,
    example: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "examples are read by the test that runs them")]
struct Words {
    words: Vec<String>,
    example: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_does_what_its_example_says() {
        let text = include_str!("id/matters.toml");
        let matters = Matters::load(Source { file: "matters.toml", text }).unwrap();
        let file: File = toml::from_str(text).unwrap();
        let words = super::super::lower_words;
        assert!(file.accusation.iter().all(|row| words(&row.example).iter().any(|w| matters.is_accusation(w))));
        assert!(file.answer.iter().all(|row| words(&row.example).iter().any(|w| matters.is_answer(w))));
        assert!(file.spokesman.iter().all(|row| matters.spokesman(&words(&row.example)).is_some()));
        let calling = |row: &Spokesman| matters.callings.contains(&words(&row.words[0])) == row.calling;
        assert!(file.spokesman.iter().all(calling));
        assert!(file.spokesman.iter().all(|row| matters.defends(&words(&row.example)) == row.defends));
        assert!(file.passive.iter().all(|row| words(&row.example).iter().any(|w| matters.is_passive(w))));
        assert!(file.initialed.iter().all(|row| words(&row.example).iter().any(|w| matters.is_initialed(w))));
        assert!(file.side.iter().all(|row| words(&row.example).iter().any(|w| matters.is_side(w))));
        assert!(file.of_nobody.iter().all(|row| words(&row.example).iter().any(|w| matters.is_of_nobody(w))));
        for row in &file.law {
            let example = words(&row.example);
            assert!(example.iter().any(|w| matters.law(w) == Some(row.named_behind)), "{}", row.example);
        }
        for row in &file.kin {
            let head = matters.key(&row.words[0]);
            for example in row.example.split(';') {
                let keys = words(example);
                assert!(keys.iter().any(|w| matters.key(w) == head), "{example}: no word of the row {:?}", row.words);
            }
        }
    }

    #[test]
    fn what_is_remembered_is_what_is_found() {
        let text = include_str!("id/matters.toml");
        let matters = Matters::load(Source { file: "matters.toml", text }).unwrap();
        let fresh = Matters { kin: matters.kin.clone(), ..Matters::default() };
        let words = ["Mengirim", "dikirim", "menahan", "ditahan", "kapal", "Ünal", "tentara", "pasukan"];
        for word in words.iter().chain(&words) {
            assert_eq!(matters.key_hash(word), fresh.key_hash(word), "{word}");
        }
        assert_eq!(matters.key_hash("Mengirim"), matters.key_hash("dikirim"));
        assert_eq!(matters.key_hash("tentara"), matters.key_hash("Pasukan"));
    }

    #[test]
    fn forms_of_one_root_have_one_key() {
        let matters = Matters::default();
        for (a, b) in [("mengirimkan", "dikirim"), ("tuduhan", "menuduh"), ("penerimaan", "diterima"), ("kapal-kapal", "kapal")] {
            assert_eq!(matters.key(a), matters.key(b), "{a} {b}");
        }
        assert_ne!(matters.key("menolak"), matters.key("menerima"));
    }
}
