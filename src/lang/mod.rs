//! Language packs: every word that the program knows of a language is data under `lang/<code>/*.toml`, embedded in the
//! binary, loaded and checked once. Each row has a running `example`, which a test runs. No word of a language stands in
//! a `.rs` file outside tests.
//!
//! One file a layer: `times.rs` reads `times.toml` for `extract::times`, and so on. All layers share one [`Lexicon`], so
//! that a text's words are looked up once, in `text::tokenize`.

pub mod blocks;
mod clauses;
mod cues;
mod doubts;
mod hash;
mod interviews;
mod languages;
mod lexicon;
mod link;
mod matters;
mod mistake;
mod own;
pub mod times;
mod words;

pub use clauses::Clauses;
pub use cues::{Complement, Cue, Cues, Frame, StanceContext};
pub use doubts::Doubts;
pub use hash::{pair_hash, word_hash};
pub use interviews::Interviews;
pub use languages::Languages;
pub use lexicon::{Lexicon, WordId, in_lower_case};
pub use link::{Link, lower_words};
pub use matters::Matters;
pub use mistake::{Mistake, suggestion};
pub use own::{Example, Own, Shows};
pub use words::{Class, Words};

use cues::CueRows;
use mistake::Source;
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
    /// What accusations and denials are about.
    pub matters: Matters,
    /// How its language is told from others.
    pub languages: Languages,
    /// The user's own additions, if there are any.
    pub own: Option<Own>,
    /// Hash of the language data, the user's own included, hexadecimal; goes into extractions.
    pub knowledge: String,
}

impl Pack {
    /// The Indonesian pack.
    ///
    /// # Panics
    /// Never in a released binary: the embedded data is loaded by a test.
    pub fn indonesian() -> &'static Pack {
        static PACK: OnceLock<Pack> = OnceLock::new();
        PACK.get_or_init(|| {
            Pack::load(FILES, None).unwrap_or_else(|mistake| panic!("the embedded language pack is broken\n{mistake}"))
        })
    }

    /// The Indonesian pack with a user's own additions: `text` of a file named `file`.
    ///
    /// # Errors
    /// The first mistake of the file.
    pub fn with_own(file: &str, text: &str) -> Result<Pack, Mistake> {
        Pack::load(FILES, Some(Source { file, text }))
    }

    fn load(files: [(&str, &str); 8], own: Option<Source<'_>>) -> Result<Pack, Mistake> {
        let [sentences, words, cues, times, blocks, link, matters, languages] = files.map(|(file, text)| Source { file, text });
        let mut lexicon = Lexicon::default();
        let mut hash = blake3::Hasher::new();
        for source in [sentences, words, cues, times, blocks, link, matters, languages] {
            hash.update(source.text.as_bytes());
        }
        let mut pack = Pack {
            code: "id",
            words: Words::load(words, sentences, &mut lexicon)?,
            cues: Cues::default(),
            times: times::Times::load(times, &mut lexicon)?,
            blocks: blocks::Blocks::load(blocks, &mut lexicon)?,
            link: Link::load(link, &mut lexicon)?,
            matters: Matters::load(matters)?,
            languages: Languages::load(languages)?,
            lexicon: Lexicon::default(),
            own: None,
            knowledge: String::new(),
        };
        let mut own_cues = None;
        if let Some(source) = own {
            let mut rows = own::Rows::read(source)?;
            pack.own = Some(Own { file: source.file.to_owned(), rows: rows.len(), examples: rows.examples(source) });
            pack.blocks.add(rows.blocks(), source, &mut lexicon)?;
            pack.words.add(rows.class, source, &mut lexicon)?;
            pack.link.add(&rows.same, &rows.variant, source)?;
            own_cues = Some(CueRows { source, cues: rows.cue, stances: rows.stance });
            hash.update(source.text.as_bytes());
        }
        pack.cues = Cues::load(cues, own_cues, &mut lexicon)?;
        pack.knowledge = hash.finalize().to_hex().chars().take(16).collect();
        Ok(Pack { lexicon, ..pack })
    }
}

/// The files of the Indonesian pack: how a mistake names them, and their texts.
const FILES: [(&str, &str); 8] = [
    ("src/lang/id/sentences.toml", include_str!("id/sentences.toml")),
    ("src/lang/id/words.toml", include_str!("id/words.toml")),
    ("src/lang/id/cues.toml", include_str!("id/cues.toml")),
    ("src/lang/id/times.toml", include_str!("id/times.toml")),
    ("src/lang/id/blocks.toml", include_str!("id/blocks.toml")),
    ("src/lang/id/link.toml", include_str!("id/link.toml")),
    ("src/lang/id/matters.toml", include_str!("id/matters.toml")),
    ("src/lang/id/languages.toml", include_str!("id/languages.toml")),
];

#[cfg(test)]
mod tests;
