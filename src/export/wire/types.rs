//! The types of the extraction document: their fields, what each means, and their JSON Schema, which follows from both.
//!
//! The first line of every field's description stands in the schema and in the tables of `export/README.md`. Fields may be
//! added; the meaning of those here is fixed.

mod article;
mod kinds;
mod linked;

pub use article::*;
pub use kinds::{Plain, Shown};
pub use linked::*;

use schemars::JsonSchema;
use serde::Serialize;

// It is written piece by piece: only its form is told here.
/// The whole document.
#[derive(JsonSchema)]
#[schemars(rename = "document")]
#[allow(dead_code, reason = "the schema follows from it")]
pub struct DocumentOut<'a> {
    /// Name and version of the document's form.
    pub schema: &'static str,
    /// Who made it.
    pub extractor: ExtractorOut<'a>,
    /// Every article.
    pub articles: Vec<ArticleOut<'a>>,
    /// Every voice of the articles.
    pub speakers: Vec<SpeakerOut<'a>>,
    /// Every event that is told with a date.
    pub events: Vec<EventOut<'a>>,
    /// What one speaker said once and several places tell, the gravest differences first.
    pub statements: Vec<StatementOut<'a>>,
    /// What somebody is accused of or denies, the most disputed first.
    pub claims: Vec<ClaimOut<'a>>,
    /// How those whom the claims concern are heard, the least heard first.
    pub hearings: Vec<HearingOut<'a>>,
    /// What should be looked at twice.
    pub findings: Vec<FindingOut<'a>>,
    /// What could not be read.
    pub troubles: Vec<TroubleOut<'a>>,
}

/// A slice of an article's text.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "span")]
pub struct Span<'a> {
    /// First code point of the article's text.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The article's own text there, letter by letter.
    pub text: &'a str,
}

/// Who made the document.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "extractor")]
pub struct ExtractorOut<'a> {
    /// Always `simak`.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
    /// Hash of the language data.
    pub knowledge: &'a str,
}

/// Something that could not be read.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "trouble")]
pub struct TroubleOut<'a> {
    /// The file or folder.
    pub path: &'a str,
    /// The record in it.
    pub record: Option<u32>,
    /// What is wrong and what to do.
    pub message: &'a str,
}
