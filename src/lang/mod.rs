//! Language packs: every word that the program knows of a language is data under `lang/<code>/*.toml`, embedded in the
//! binary, loaded and checked once. Each row has a running `example`, which a test runs. No word of a language stands in
//! a `.rs` file outside tests.
//!
//! One file a layer: `times.rs` reads `times.toml` for `extract::times`, and so on. All layers share one [`Lexicon`], so
//! that a text's words are looked up once, in `text::tokenize`.

pub mod blocks;
mod cues;
mod lexicon;
mod link;
pub mod times;
mod words;

pub use cues::{Complement, Cue, Cues, Frame, StanceContext};
pub use lexicon::{Lexicon, WordId};
pub use link::{Link, lower_words};
pub use words::{Class, Words};

use std::sync::OnceLock;

/// Everything known of one language.
#[derive(Debug)]
pub struct Pack {
    /// ISO 639-1 code.
    pub code: &'static str,
    /// Every word that any layer knows.
    pub lexicon: Lexicon,
    /// Word classes and shapes.
    pub words: Words,
    /// Reporting verbs and phrases.
    pub cues: Cues,
    /// Words of time.
    pub times: times::Times,
    /// The parts of an article.
    pub blocks: blocks::Blocks,
    /// Words of linking: content, events, offices, names that are one.
    pub link: Link,
    /// Hash of the language data, hexadecimal; goes into extractions.
    pub knowledge: String,
}

impl Pack {
    /// The Indonesian pack.
    ///
    /// # Panics
    /// Never in a released binary: the embedded data is loaded by a test.
    pub fn indonesian() -> &'static Pack {
        static PACK: OnceLock<Pack> = OnceLock::new();
        PACK.get_or_init(|| Pack::load().unwrap_or_else(|error| panic!("the embedded language pack is broken: {error}")))
    }

    fn load() -> Result<Pack, String> {
        const SENTENCES: &str = include_str!("id/sentences.toml");
        const WORDS: &str = include_str!("id/words.toml");
        const CUES: &str = include_str!("id/cues.toml");
        const TIMES: &str = include_str!("id/times.toml");
        const BLOCKS: &str = include_str!("id/blocks.toml");
        const LINK: &str = include_str!("id/link.toml");
        let mut lexicon = Lexicon::default();
        let mut hash = blake3::Hasher::new();
        for source in [SENTENCES, WORDS, CUES, TIMES, BLOCKS, LINK] {
            hash.update(source.as_bytes());
        }
        Ok(Pack {
            code: "id",
            words: Words::load(WORDS, SENTENCES, &mut lexicon)?,
            cues: Cues::load(CUES, &mut lexicon)?,
            times: times::Times::load(TIMES, &mut lexicon)?,
            blocks: blocks::Blocks::load(BLOCKS, &mut lexicon)?,
            link: Link::load(LINK, &mut lexicon)?,
            lexicon,
            knowledge: hash.finalize().to_hex()[..16].to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_data_loads() {
        let pack = Pack::load().unwrap_or_else(|e| panic!("{e}"));
        assert!(pack.lexicon.len() > 200);
        assert_eq!(pack.knowledge.len(), 16);
    }
}
