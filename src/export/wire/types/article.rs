//! An article: where it is from, what is known of it, its blocks, quotes and times.

use super::Span;
use super::kinds::{Shown, attributions, block_kinds, certainties, quote_kinds, stances, time_kinds};
use schemars::JsonSchema;
use serde::Serialize;

/// Where an article came from.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "source")]
pub struct SourceOut<'a> {
    /// The file as it was named or found.
    pub path: &'a str,
    /// Number of the record in the file, from 0.
    pub record: u32,
    /// The record's own identifier.
    pub id: Option<&'a str>,
    /// Address on the web, if the record gives one.
    pub url: Option<&'a str>,
}

/// When an article appeared.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "published")]
pub struct PublishedOut<'a> {
    /// TIMEX3 value.
    pub value: Shown<'a>,
    /// How it is known: printed or given by the record, worked out from the article's own words, or from other articles.
    #[schemars(extend("enum" = certainties()))]
    pub certainty: &'static str,
    /// The rule that worked it out.
    pub rule: &'static str,
    /// The words it stands on; none where the record gives it.
    pub evidence: Vec<Span<'a>>,
}

/// A part of an article.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "block")]
pub struct BlockOut {
    /// What it is for.
    #[schemars(extend("enum" = block_kinds()))]
    pub kind: &'static str,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The rule that told its kind.
    pub rule: &'static str,
}

/// Words of somebody in an article: `text` is what is quoted, without its marks.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "quote")]
pub struct QuoteOut<'a> {
    /// Stable identifier.
    pub id: String,
    /// Whole clauses between marks, a fragment between marks, or a reported clause without.
    #[schemars(extend("enum" = quote_kinds()))]
    pub kind: &'static str,
    /// Where, and the words.
    #[serde(flatten)]
    pub span: Span<'a>,
    /// The reporting verb or phrase.
    pub cue: Option<Span<'a>>,
    /// The words that name the speaker there.
    pub mention: Option<Span<'a>>,
    /// Identifier of the speaker; null where unknown.
    pub speaker: Option<&'a str>,
    /// Identifiers of joint speakers after the first.
    pub also: Vec<&'a str>,
    /// Whether they are the speaker's words, or only said to be: by a rumour, a hoax, a question, a demand.
    #[schemars(extend("enum" = attributions()))]
    pub attribution: &'static str,
    /// The words that show that they are only said to be; null for the others.
    pub doubt: Option<Span<'a>>,
    /// Who relayed the words, nearest first, as printed.
    pub chain: Vec<&'a str>,
    /// What the speaker does with the words, as the reporting verb has it.
    #[schemars(extend("enum" = stances()))]
    pub stance: &'static str,
    /// TIMEX3 value of when they were said, if the sentence tells.
    pub said: Option<Shown<'a>>,
    /// The rule that found it.
    pub rule: &'static str,
    /// The rule that told whose words they are.
    pub speaker_rule: Option<&'static str>,
    /// How sure the rule is, 0 to 100.
    pub confidence: u8,
    /// What a person decided of it, where that changed it; null for a quote as it was found.
    pub decided: Option<&'static str>,
}

/// A temporal expression in an article.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "time")]
pub struct TimeOut<'a> {
    /// Where, and the words.
    #[serde(flatten)]
    pub span: Span<'a>,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    #[schemars(extend("enum" = time_kinds()))]
    pub kind: &'static str,
    /// TIMEX3 value.
    pub value: Shown<'a>,
    /// How the value is known.
    #[schemars(extend("enum" = certainties()))]
    pub certainty: &'static str,
    /// The rule that found it.
    pub rule: &'static str,
}

/// One article with its annotations.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "article")]
pub struct ArticleOut<'a> {
    /// Hash of the source's bytes: stable when a file moves.
    pub id: &'a str,
    /// Where it came from.
    pub source: SourceOut<'a>,
    /// Headline.
    pub title: Option<&'a str>,
    /// The line below the headline.
    pub standfirst: Option<&'a str>,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// Who wrote it.
    pub authors: &'a [Box<str>],
    /// Who edited it.
    pub editors: &'a [Box<str>],
    /// Agencies or outlets credited as the origin, as printed.
    pub credits: &'a [Box<str>],
    /// Code of the language it is in; in one that is not read there are no quotes and no times.
    pub language: &'a str,
    /// When it appeared; null where that is not known.
    pub published: Option<PublishedOut<'a>>,
    /// The text, letter by letter as decoded; every span counts in it.
    pub text: &'a str,
    /// Its parts, in order.
    pub blocks: Vec<BlockOut>,
    /// Its quotes, in order.
    pub quotes: Vec<QuoteOut<'a>>,
    /// Its temporal expressions, in order.
    pub times: Vec<TimeOut<'a>>,
}
