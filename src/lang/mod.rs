//! Language packs: every word that the program knows of a language is data under `lang/<code>/*.toml`, embedded in the
//! binary, loaded and checked once. Each row has a running `example`, which a test runs. No word of a language stands in
//! a `.rs` file outside tests.
//!
//! One file a layer: `times.rs` reads `times.toml` for `extract::times`, and so on. All layers share one [`Lexicon`], so
//! that a text's words are looked up once, in `text::tokenize`.

mod lexicon;

pub use lexicon::{Lexicon, WordId};

use std::sync::OnceLock;

/// Everything known of one language.
#[derive(Debug)]
pub struct Pack {
    /// ISO 639-1 code.
    pub code: &'static str,
    /// Every word that any layer knows.
    pub lexicon: Lexicon,
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
        PACK.get_or_init(|| Pack { code: "id", lexicon: Lexicon::default(), knowledge: String::new() })
    }
}
