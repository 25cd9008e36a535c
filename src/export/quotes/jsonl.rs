//! Quotes as one JSON object a line. The types are the documentation: their schema, and the tables of `README.md`, follow
//! from them.
//!
//! Strings are the stored text to the letter; what would act on a terminal is written as `\uXXXX`, which says the same.

use super::{Decided, How, Quotes, Row, Said};
use crate::export::json::value;
use crate::export::wire::{Plain, Shown};
use crate::model::{Attribution, Certainty, QuoteKind, SpeakerKind, Stance};
use crate::review::Verdict;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use std::io::{self, Write};

/// A quote, as found or as a person corrected it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "quote")]
struct QuoteLine<'a> {
    /// Its identifier in the extraction document: of its article and the place at which it was found.
    id: &'a str,
    /// The words, letter by letter.
    text: &'a str,
    /// The first code point of the words in the article's text, from 0.
    start: u32,
    /// One past the last code point.
    end: u32,
    /// Up to 32 characters before the words.
    prefix: &'a str,
    /// Up to 32 characters behind the words.
    suffix: &'a str,
    /// Whole clauses between marks, a fragment between marks, or a reported clause without.
    #[schemars(extend("enum" = QuoteKind::ALL.map(QuoteKind::name)))]
    kind: &'static str,
    /// What the speaker does with the words.
    #[schemars(extend("enum" = Stance::ALL.map(Stance::name)))]
    stance: &'static str,
    /// Whose words they are; null where unknown.
    speaker: Option<SpeakerPart<'a>>,
    /// Who speaks together with them.
    also: Vec<SpeakerPart<'a>>,
    /// Whether they are the speaker's words, or only said to be: by a rumour, a hoax, a question, a demand.
    #[schemars(extend("enum" = Attribution::ALL.map(Attribution::name)))]
    attribution: &'static str,
    /// The words of the article that show that they are only said to be; null for the others.
    doubt: Option<&'a str>,
    /// When they were said or, where that is not told, when the article appeared; null where neither is known.
    date: Option<DatePart<'a>>,
    /// The article they stand in.
    article: ArticlePart<'a>,
    /// The rule that found the quote.
    rule: &'a str,
    /// How sure the rule is, 0 to 100.
    confidence: u8,
    /// What a person decided of it; null where nothing was.
    review: Option<ReviewPart<'a>>,
}

/// Whose words they are.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "speaker")]
struct SpeakerPart<'a> {
    /// Identifier in the extraction document; null for somebody whom a person named and who is not in it.
    id: Option<&'a str>,
    /// The name.
    name: &'a str,
    /// What kind of voice it is; null where a person named them.
    #[schemars(extend("enum" = speaker_kinds()))]
    kind: Option<&'static str>,
    /// The title that the article gives them, with the organization.
    role: Option<&'a str>,
}

/// A date with how it is known.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "date")]
struct DatePart<'a> {
    /// TIMEX3 value, at its own precision.
    value: Shown<'a>,
    /// First day it covers.
    start: Plain<Date>,
    /// Last day it covers.
    end: Plain<Date>,
    /// What it is the date of.
    #[schemars(extend("enum" = ["said", "published"]))]
    of: &'static str,
    /// How it is known: a person says so, the sentence tells it, or as the article's own date is known.
    #[schemars(extend("enum" = How::names()))]
    known: &'static str,
}

/// The article that a quote stands in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "article")]
struct ArticlePart<'a> {
    /// Its identifier: hash of its source.
    id: &'a str,
    /// Hash of its text (BLAKE3, the first 16 hexadecimal digits).
    text_hash: &'a str,
    /// Headline.
    title: Option<&'a str>,
    /// Who published it.
    outlet: Option<&'a str>,
    /// Who wrote it.
    authors: &'a [Box<str>],
    /// When it appeared: a TIMEX3 value.
    published: Option<Shown<'a>>,
    /// How that is known.
    #[schemars(extend("enum" = certainties()))]
    certainty: Option<&'static str>,
    /// The file.
    path: &'a str,
    /// Number of the record in it, from 0.
    record: u32,
    /// Address on the web.
    url: Option<&'a str>,
    /// Code of its language.
    language: &'a str,
}

/// What a person decided.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "review")]
struct ReviewPart<'a> {
    /// What a person says of the quote; null where nobody said anything.
    #[schemars(extend("enum" = verdicts()))]
    verdict: Option<&'static str>,
    /// What was corrected: `speaker`, `span`, `kind`, `stance`, `said`. The quote has it as it is now.
    corrected: &'a [&'static str],
    /// Tags, in order of the alphabet.
    tags: &'a [Box<str>],
    /// A note, in Markdown.
    note: Option<&'a str>,
    /// Whether it is marked.
    marked: bool,
    /// Who decided last.
    reviewer: &'a str,
    /// When, in UTC; null where that was not kept.
    decided: Option<Plain<Timestamp>>,
}

/// Writes the quotes.
pub fn write(quotes: &Quotes<'_>, out: &mut dyn Write) -> io::Result<()> {
    quotes.rows.iter().try_for_each(|row| {
        let passage = row.passage();
        value(out, &line(row, quotes.language, &passage.prefix, &passage.suffix))?;
        out.write_all(b"\n")
    })
}

/// Writes the JSON Schema (draft 2020-12) of a line.
pub fn schema(out: &mut dyn Write) -> io::Result<()> {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    serde_json::to_writer_pretty(&mut *out, &generator.into_root_schema_for::<QuoteLine<'_>>())?;
    out.write_all(b"\n")
}

fn line<'r>(row: &'r Row<'_>, language: &'r str, prefix: &'r str, suffix: &'r str) -> QuoteLine<'r> {
    let article = row.article;
    QuoteLine {
        id: &row.id,
        text: row.words(),
        start: row.start,
        end: row.end,
        prefix,
        suffix,
        kind: row.kind.name(),
        stance: row.stance.name(),
        speaker: row.speaker.as_ref().map(speaker),
        also: row.also.iter().map(speaker).collect(),
        attribution: row.attribution().name(),
        doubt: row.doubt,
        date: row.date.as_ref().map(|date| DatePart {
            value: Plain(&date.value),
            start: Plain(date.start),
            end: Plain(date.end),
            of: date.how.of(),
            known: date.how.name(),
        }),
        article: ArticlePart {
            id: &article.id,
            text_hash: &row.text_hash,
            title: article.title.as_deref(),
            outlet: article.outlet.as_deref(),
            authors: &article.authors,
            published: article.published.as_ref().map(|p| Plain(&p.value)),
            certainty: article.published.as_ref().map(|p| p.certainty.name()),
            path: &article.source.path,
            record: article.source.record,
            url: article.source.url.as_deref(),
            language,
        },
        rule: row.rule,
        confidence: row.confidence,
        review: row.decided.map(|Decided { who, at }| ReviewPart {
            verdict: row.verdict.map(Verdict::name),
            corrected: &row.corrected,
            tags: row.tags,
            note: row.note,
            marked: row.marked,
            reviewer: who,
            decided: at.map(Plain),
        }),
    }
}

fn speaker<'r>(said: &'r Said<'_>) -> SpeakerPart<'r> {
    SpeakerPart { id: said.id, name: said.name, kind: said.kind.map(SpeakerKind::name), role: said.role.as_deref() }
}

fn speaker_kinds() -> Vec<Option<&'static str>> {
    use SpeakerKind::*;
    or_null([Person, Organization, Unnamed, Document].map(SpeakerKind::name))
}

fn certainties() -> Vec<Option<&'static str>> {
    or_null(Certainty::ALL.map(Certainty::name))
}

fn verdicts() -> Vec<Option<&'static str>> {
    or_null(Verdict::ALL.map(Verdict::name))
}

fn or_null<const N: usize>(names: [&'static str; N]) -> Vec<Option<&'static str>> {
    names.into_iter().map(Some).chain([None]).collect()
}
