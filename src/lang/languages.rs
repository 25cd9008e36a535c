//! In which language a text is: `languages.toml`. Common words of another language are counted against common words of
//! this one, so that two that share most of their words (Indonesian and Malay) are told apart by those that they do not.

use super::lexicon::in_lower_case;
use super::mistake::{Mistake, Source};
use crate::text::words::boundary;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// So many bytes at the beginning of a text are looked at: some four hundred words, which tell as surely as all of them.
const READ: usize = 3_000;

/// Where so many bytes speak for this language and against every other, the rest is not looked at: the lede of an article in
/// another one holds hardly a word of this one.
const FIRST: usize = 400;

/// The words of `languages.toml`, ready to be asked.
#[derive(Debug, Default)]
pub struct Languages {
    rows: Vec<Row>,
    /// For a word, the rows that it speaks for (lower half) or against (upper half), as bits.
    words: FxHashMap<Box<str>, u32>,
}

#[derive(Debug)]
struct Row {
    code: &'static str,
    name: &'static str,
    least: u32,
    times: u32,
}

/// Most languages that are told apart.
const MOST: usize = 16;

impl Languages {
    /// Reads `languages.toml`, which is part of the program: its codes live as long.
    ///
    /// # Errors
    /// The first mistake of the file.
    pub(super) fn load(source: Source<'_>) -> Result<Languages, Mistake> {
        let file: File = source.read()?;
        let mut languages = Languages::default();
        for (at, language) in file.language.into_iter().enumerate().take(MOST) {
            for (words, shift) in [(language.words, 0), (language.own, MOST)] {
                words.into_iter().for_each(|word| *languages.words.entry(word.into()).or_default() |= 1 << (at + shift));
            }
            let (code, name) = (language.code.leak(), language.name.leak());
            languages.rows.push(Row { code, name, least: language.least, times: language.times });
        }
        Ok(languages)
    }

    /// The code of the language of a text, if it is another one than the pack's.
    pub fn other(&self, text: &str) -> Option<&'static str> {
        self.row(text).map(|row| row.code)
    }

    /// What a language is called.
    pub fn name(&self, code: &str) -> Option<&'static str> {
        self.rows.iter().find(|row| row.code == code).map(|row| row.name)
    }

    fn row(&self, text: &str) -> Option<&Row> {
        let (first, read) = (boundary(text, FIRST), boundary(text, READ));
        let mut counts = [(0u32, 0u32); MOST];
        self.count(text.get(..first).unwrap_or(""), &mut counts);
        if self.rows.iter().zip(counts).all(|(_, (other, own))| own > other) {
            return None;
        }
        self.count(text.get(first..read).unwrap_or(""), &mut counts);
        let told = self.rows.iter().zip(counts).find(|(row, (other, own))| *other >= row.least && *other > row.times * own);
        told.map(|(row, _)| row)
    }

    /// Counts the words of a text that speak for each row, and against it.
    fn count(&self, text: &str, counts: &mut [(u32, u32); MOST]) {
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            let bits = in_lower_case(word, |lower| self.words.get(lower).copied().unwrap_or(0));
            if bits == 0 {
                continue;
            }
            for (at, (other, own)) in counts.iter_mut().take(self.rows.len()).enumerate() {
                *other += bits >> at & 1;
                *own += bits >> (at + MOST) & 1;
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: Vec<Language>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "examples are read by the test that runs them")]
struct Language {
    code: String,
    name: String,
    least: u32,
    times: u32,
    words: Vec<String>,
    own: Vec<String>,
    example: String,
    counter: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Languages {
        Languages::load(Source { file: "languages.toml", text: include_str!("id/languages.toml") }).unwrap()
    }

    #[test]
    fn every_row_does_what_its_example_says() {
        let file: File = toml::from_str(include_str!("id/languages.toml")).unwrap();
        let languages = languages();
        for row in file.language {
            assert_eq!(languages.other(&row.example), Some(&*row.code), "{}", row.example);
            assert_eq!(languages.other(&row.counter), None, "{}", row.counter);
            assert_eq!(languages.name(&row.code), Some(&*row.name));
            assert!(row.words.iter().all(|word| !row.own.contains(word)), "{}", row.code);
        }
    }

    #[test]
    fn a_few_words_of_another_language_tell_nothing() {
        let languages = languages();
        for text in [
            "",
            "We are ready for it.",
            "“The end of the road is near,” kata Rani.",
            "Polis asuransi itu hangus.",
            "Kapal itu tiba.",
        ] {
            assert_eq!(languages.other(text), None, "{text}");
        }
    }
}
