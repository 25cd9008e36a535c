//! Text as tokens: words, numbers, quotation marks and punctuation over byte spans. Language-neutral: what a word means
//! is the language pack's business (`lang`), which hands its `Lexicon` in so that every word is looked up exactly once.

mod clear;
pub mod display;
mod sentences;
mod tokens;
pub mod words;

pub use clear::Clear;
pub use sentences::{Sentence, sentences};
pub use tokens::{Shape, Token, TokenKind, Tokens, cut, tokenize, within};
