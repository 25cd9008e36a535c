//! Closed word classes and word shapes: `words.toml` and `sentences.toml`.

use super::lexicon::{Lexicon, WordId};
use serde::Deserialize;

macro_rules! classes {
    ($($name:ident = $bit:literal, $text:literal;)*) => {
        /// A set of word classes.
        #[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
        pub struct Class(pub u32);

        impl Class {
            $(#[doc = concat!("The class `", $text, "` of `words.toml`.")] pub const $name: Class = Class(1 << $bit);)*

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
struct ClassRow {
    name: String,
    words: String,
    example: String,
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
    /// A message with the file's name and what is wrong.
    pub fn load(words: &str, sentences: &str, lexicon: &mut Lexicon) -> Result<Words, String> {
        let file: File = toml::from_str(words).map_err(|e| format!("words.toml: {e}"))?;
        let abbreviations: Sentences = toml::from_str(sentences).map_err(|e| format!("sentences.toml: {e}"))?;
        lexicon.set_glue(&abbreviations.glue.whole, &abbreviations.glue.behind, &abbreviations.glue.behind_known);
        for word in abbreviations.abbreviations.iter().flat_map(|row| row.words.split_whitespace()) {
            lexicon.add_abbreviation(word);
        }
        let mut out = Words { affixes: file.affix, verb_shapes: file.verb_shape, ..Words::default() };
        for row in file.class {
            let class = Class::by_name(&row.name).ok_or_else(|| format!("words.toml: no class is named `{}`", row.name))?;
            for word in row.words.split_whitespace() {
                // A phrase counts by its first word: the phrase layers look at the rest themselves.
                let id = lexicon.add(word.split('_').next().unwrap_or(word));
                if out.classes.len() <= id.index() {
                    out.classes.resize(id.index() + 1, Class::default());
                }
                out.classes[id.index()] = out.classes[id.index()] | class;
            }
            out.examples.push((row.name, row.example));
        }
        Ok(out)
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
        lower.len() >= self.least && lower.starts_with(self.prefix.as_str()) && lower.ends_with(self.suffix.as_str())
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

    #[test]
    fn a_wrong_class_is_an_error() {
        let row = "affix = []\nverb_shape = []\n[[class]]\nname = \"nomina\"\nwords = \"\"\nexample = \"\"";
        let error = Words::load(row, "abbreviations = []", &mut Lexicon::default()).unwrap_err();
        assert!(error.contains("nomina"), "{error}");
    }
}
