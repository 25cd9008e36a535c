//! Closed word classes and word shapes: `words.toml` and `sentences.toml`.

use super::lexicon::{Lexicon, WordId};
use super::mistake::{Mistake, Source, Text};
use serde::Deserialize;

macro_rules! classes {
    ($($name:ident = $bit:literal, $text:literal;)*) => {
        /// A set of word classes.
        #[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
        pub struct Class(pub u64);

        impl Class {
            $(#[doc = concat!("The class `", $text, "` of `words.toml`.")] pub const $name: Class = Class(1 << $bit);)*

            /// The names of all classes.
            pub const NAMES: &[&str] = &[$($text),*];

            fn by_name(name: &str) -> Option<Class> {
                match name { $($text => Some(Class::$name),)* _ => None }
            }
        }
    };
}

classes! {
    PREPOSITION = 0, "preposition";
    SUBORDINATOR = 1, "subordinator";
    COORDINATOR = 2, "coordinator";
    GERUND = 3, "gerund";
    ADVERB = 4, "adverb";
    NEGATION = 5, "negation";
    INTRO = 6, "intro";
    RELATIVE = 7, "relative";
    THAT = 8, "that";
    PRONOUN = 9, "pronoun";
    FIRST_PERSON = 10, "first_person";
    DETERMINER = 11, "determiner";
    DEMONSTRATIVE = 12, "demonstrative";
    ROLE = 13, "role";
    HONORIFIC = 14, "honorific";
    DEGREE = 15, "degree";
    ORGANIZATION_HEAD = 16, "organization_head";
    ORGANIZATION_WORD = 17, "organization_word";
    PLACE_HEAD = 18, "place_head";
    PLACE = 19, "place";
    STATE = 20, "state";
    UNNAMED = 21, "unnamed";
    DOCUMENT = 22, "document";
    GIVEN_NAME = 23, "given_name";
    NAME_PARTICLE = 24, "name_particle";
    NOT_A_NAME = 25, "not_a_name";
    NOUN = 26, "noun";
    LOCATIVE = 27, "locative";
    ORGANIZATION = 28, "organization";
    NAME_TOO = 29, "name_too";
    LINKER = 30, "linker";
    PLACE_ROLE = 31, "place_role";
    SINGULAR = 32, "singular";
    KIN = 33, "kin";
    NAME_FIRST = 34, "name_first";
    RANK = 35, "rank";
    PORTFOLIO = 36, "portfolio";
    GENERATION = 37, "generation";
    CALLED = 38, "called";
    FONDLY = 39, "fondly";
    ORIGIN = 40, "origin";
    NAME_INSIDE = 41, "name_inside";
    ARTICLE = 42, "article";
    HUMAN = 43, "human";
    PERSONAL = 44, "personal";
    CAPACITY = 45, "capacity";
    PLURAL = 46, "plural";
    KIN_OF = 47, "kin_of";
    EFFECT = 48, "effect";
    PSEUDONYM = 49, "pseudonym";
    OF_SOMEBODY = 50, "of_somebody";
}

impl Class {
    /// Whether the two sets share a class.
    pub fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Class {
    type Output = Class;
    fn bitor(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// Word classes by word, and what a word's shape tells.
#[derive(Debug, Default)]
pub struct Words {
    classes: Vec<Class>,
    affixes: Vec<Affix>,
    verb_shapes: Vec<Affix>,
    examples: Vec<(String, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Affix {
    prefix: String,
    #[serde(default)]
    suffix: String,
    least: usize,
    #[allow(dead_code, reason = "read by the test that runs every example")]
    example: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    class: Vec<ClassRow>,
    affix: Vec<Affix>,
    verb_shape: Vec<Affix>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassRow {
    name: Text,
    words: Text,
    example: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    #[serde(default)]
    abbreviations: Vec<Abbreviations>,
    #[serde(default)]
    glue: Glue,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Glue {
    whole: String,
    behind: String,
    behind_known: String,
    behind_printed: String,
    verbs: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviations {
    words: String,
    #[allow(dead_code, reason = "shows the reader of the file what the row is for")]
    example: String,
}

impl Words {
    /// Reads the two files.
    ///
    /// # Errors
    /// The first mistake of the files.
    pub(super) fn load(words: Source<'_>, sentences: Source<'_>, lexicon: &mut Lexicon) -> Result<Words, Mistake> {
        let file: File = words.read()?;
        let abbreviations: Sentences = sentences.read()?;
        lexicon.set_glue(&abbreviations.glue.whole, &abbreviations.glue.behind, &abbreviations.glue.behind_known);
        lexicon.set_glue_beside(&abbreviations.glue.behind_printed, &abbreviations.glue.verbs);
        for word in abbreviations.abbreviations.iter().flat_map(|row| row.words.split_whitespace()) {
            lexicon.add_abbreviation(word);
        }
        let mut out = Words { affixes: file.affix, verb_shapes: file.verb_shape, ..Words::default() };
        out.add(file.class, words, lexicon)?;
        Ok(out)
    }

    /// Adds rows of classes that stand in `source`.
    pub(super) fn add(&mut self, rows: Vec<ClassRow>, source: Source<'_>, lexicon: &mut Lexicon) -> Result<(), Mistake> {
        for row in rows {
            let unknown = || {
                let mut mistake = source.unknown("class", &row.name, Class::NAMES.iter().copied());
                if !mistake.message.contains(';') {
                    mistake.message += &format!("; there are: {}", Class::NAMES.join(", "));
                }
                mistake
            };
            let class = Class::by_name(row.name.get_ref()).ok_or_else(unknown)?;
            let mut shown = source.between(&row.example, '[', ']')?.to_lowercase();
            shown = shown.split_whitespace().next().unwrap_or_default().to_owned();
            let mut found = false;
            for word in source.words(&row.words)? {
                // A phrase counts by its first word: the phrase layers look at the rest themselves.
                let first = word.split('_').next().unwrap_or(word);
                let id = lexicon.add(first);
                if class == Class::GIVEN_NAME {
                    lexicon.add_glued_name(first);
                }
                found |= lexicon.id(&shown) == id;
                if self.classes.len() <= id.index() {
                    self.classes.resize(id.index() + 1, Class::default());
                }
                if let Some(classes) = self.classes.get_mut(id.index()) {
                    *classes = *classes | class;
                }
            }
            if !found {
                let message = format!("`{shown}` is no word of this row; put the brackets around one that is");
                return Err(source.at(&row.example, message));
            }
            self.examples.push((row.name.into_inner(), row.example.into_inner()));
        }
        Ok(())
    }

    /// The classes of a word.
    pub fn class(&self, word: WordId) -> Class {
        self.classes.get(word.index()).copied().unwrap_or_default()
    }

    /// Whether a word's shape (given in lower case) marks it as part of an office or an organization.
    pub fn common_shape(&self, lower: &str) -> bool {
        self.affixes.iter().any(|a| a.fits(lower))
    }

    /// Whether a lower-case word looks like a verb.
    pub fn verb_shape(&self, lower: &str) -> bool {
        self.verb_shapes.iter().any(|a| a.fits(lower))
    }
}

impl Affix {
    fn fits(&self, lower: &str) -> bool {
        // Most words differ in their first letter or their last: no need to compare strings.
        let (prefix, suffix, bytes) = (self.prefix.as_bytes(), self.suffix.as_bytes(), lower.as_bytes());
        lower.len() >= self.least
            && (prefix.is_empty() || prefix.first() == bytes.first() && bytes.starts_with(prefix))
            && (suffix.is_empty() || suffix.last() == bytes.last() && bytes.ends_with(suffix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Pack;

    #[test]
    fn every_example_holds_a_word_of_its_class() {
        let pack = Pack::indonesian();
        for (name, example) in &pack.words.examples {
            let (_, rest) = example.split_once('[').unwrap_or_else(|| panic!("{name}: no bracket in `{example}`"));
            let (word, _) = rest.split_once(']').unwrap_or_else(|| panic!("{name}: open bracket in `{example}`"));
            let class = pack.words.class(pack.lexicon.id(&word.to_lowercase()));
            assert!(class.any(Class::by_name(name).unwrap()), "{name}: `{word}`");
        }
    }

    #[test]
    fn every_shape_fits_its_example() {
        let words = &Pack::indonesian().words;
        assert!(words.affixes.iter().chain(&words.verb_shapes).all(|a| a.fits(&a.example.to_lowercase())));
    }
}
