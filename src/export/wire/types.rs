//! The types of the extraction document: their fields, what each means, and their JSON Schema, which follows from both.
//!
//! The first line of every field's description stands in the schema and in the tables of `export/README.md`. Fields may be
//! added; the meaning of those here is fixed.

use crate::model::{
    BlockKind, Certainty, DifferenceKind, FindingKind, Heard, QuoteKind, Relation, SpeakerKind, Stance, TimeKind, TimeValue,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

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
    /// Code of the language it was read in.
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

/// A role that articles give a speaker.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "role")]
pub struct RoleOut<'a> {
    /// The title, as printed.
    pub title: &'a str,
    /// The organization, if named.
    pub affiliation: Option<&'a str>,
    /// Identifiers of the articles that print it.
    pub articles: Vec<&'a str>,
}

/// One voice of the corpus.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "speaker")]
pub struct SpeakerOut<'a> {
    /// Stable identifier.
    pub id: &'a str,
    /// The name without title, as full as the articles give it.
    pub name: &'a str,
    /// What kind of voice it is.
    #[schemars(extend("enum" = speaker_kinds()))]
    pub kind: &'static str,
    /// Every other form in use.
    pub aliases: &'a [Box<str>],
    /// Roles as printed, the most frequent first.
    pub roles: Vec<RoleOut<'a>>,
}

/// The date of an event at its own precision.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "event_date")]
pub struct DateOut<'a> {
    /// TIMEX3 value: the finest that all mentions allow.
    pub value: Shown<'a>,
    /// First day it covers.
    pub start: Plain<jiff::civil::Date>,
    /// Last day it covers.
    pub end: Plain<jiff::civil::Date>,
    /// How it is known.
    #[schemars(extend("enum" = certainties()))]
    pub certainty: &'static str,
}

/// A place that tells of an event.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "mention")]
pub struct MentionOut<'a> {
    /// Identifier of the article.
    pub article: &'a str,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// One event of the corpus.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "event")]
pub struct EventOut<'a> {
    /// Stable identifier.
    pub id: &'a str,
    /// A clause of one of the articles, in its own words.
    pub title: &'a str,
    /// When.
    pub date: DateOut<'a>,
    /// Where it is told.
    pub mentions: Vec<MentionOut<'a>>,
    /// Identifiers of what is quoted there.
    pub quotes: Vec<String>,
    /// Identifiers of who takes part or is quoted.
    pub speakers: Vec<&'a str>,
}

/// One place in which a version differs from the fullest one.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "difference")]
pub struct DifferenceOut<'a> {
    /// What differs: a name, a number, a negation, or other words.
    #[schemars(extend("enum" = difference_kinds()))]
    pub kind: &'static str,
    /// The words of this version, in its article; null where it has none.
    pub here: Option<Span<'a>>,
    /// The words of the fullest version, in that one's article; null where it has none.
    pub there: Option<Span<'a>>,
}

/// One telling of a statement.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "version")]
pub struct VersionOut<'a> {
    /// Identifier of the quote.
    pub quote: String,
    /// How it stands to the fullest version.
    #[schemars(extend("enum" = relations()))]
    pub relation: &'static str,
    /// Whether its article is a copy of one that has an earlier version here: the two are one source.
    pub copy: bool,
    /// Where it differs, in the order of the words.
    pub differences: Vec<DifferenceOut<'a>>,
}

/// What one speaker said once and several places tell.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "statement")]
pub struct StatementOut<'a> {
    /// Stable identifier.
    pub id: &'a str,
    /// Identifier of the speaker.
    pub speaker: Option<&'a str>,
    /// The gravest relation among its versions.
    #[schemars(extend("enum" = relations()))]
    pub relation: &'static str,
    /// Every telling, two at least; the first is the fullest, with which the others are compared.
    pub versions: Vec<VersionOut<'a>>,
}

/// Somebody whom a claim concerns, and where an article names them (`start`, `end`, `text` in `article`).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "party")]
pub struct PartyOut<'a> {
    /// The name: the speaker's, else as printed.
    pub name: &'a str,
    /// Identifier of the speaker; null for one who is never quoted.
    pub speaker: Option<&'a str>,
    /// Identifier of the article.
    pub article: Option<&'a str>,
    /// Where, and the words.
    #[serde(flatten)]
    pub span: Option<Span<'a>>,
}

/// What one speaker does with a claim in one place.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "position")]
pub struct PositionOut<'a> {
    /// Identifier of the speaker; null where unknown.
    pub speaker: Option<&'a str>,
    /// What they do.
    #[schemars(extend("enum" = stances()))]
    pub stance: &'static str,
    /// Identifier of the quote they do it with.
    pub quote: String,
    /// TIMEX3 value: when, as the sentence says, else the day the article appeared; null where neither is known.
    pub date: Option<Shown<'a>>,
    /// Whether its article is a copy of one that has an earlier position here: the two are one source.
    pub copy: bool,
}

/// What somebody is accused of or denies.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "claim")]
pub struct ClaimOut<'a> {
    /// Stable identifier.
    pub id: &'a str,
    /// The words of the clearest accusation, or of the clearest denial where nobody accuses.
    pub title: &'a str,
    /// Identifier of the quote that these words are.
    pub quote: Option<String>,
    /// Who is accused, the most accused first; nobody where the words name none.
    pub accused: Vec<PartyOut<'a>>,
    /// Every stance taken, newest first.
    pub positions: Vec<PositionOut<'a>>,
    /// Number of sources: articles, copies of one item counted once.
    pub sources: u32,
    /// Whether every accuser is without a name or unknown.
    pub unnamed_only: bool,
}

/// How a party of the claims is heard.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "hearing")]
pub struct HearingOut<'a> {
    /// Who.
    pub party: PartyOut<'a>,
    /// Identifiers of the claims in which it is accused.
    pub accused_in: Vec<&'a str>,
    /// Identifiers of the claims in which it accuses.
    pub accuses_in: Vec<&'a str>,
    /// How it is heard in the articles that tell of these claims, at best.
    #[schemars(extend("enum" = heard()))]
    pub heard: &'static str,
    /// Identifiers of the quotes it is heard with there, the best kind first, then newest first.
    pub quotes: Vec<String>,
}

/// Words that a finding is about.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "place")]
pub struct PlaceOut<'a> {
    /// Identifier of the article.
    pub article: &'a str,
    /// Where, and the words.
    #[serde(flatten)]
    pub span: Span<'a>,
}

/// What should be looked at twice.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "finding")]
pub struct FindingOut<'a> {
    /// Stable identifier.
    pub id: &'a str,
    /// What differs: an article's paraphrase and the quote beside it, the versions of several articles, a denial told above words that decline to answer, weekday and date, two dates of one thing, a name that one source only prints.
    #[schemars(extend("enum" = finding_kinds()))]
    pub kind: &'static str,
    /// What differs in the words, for paraphrases and versions.
    #[schemars(extend("enum" = differences()))]
    pub difference: Option<&'static str>,
    /// Identifier of whose words they are, where it matters.
    pub speaker: Option<&'a str>,
    /// The words that differ: one place, or two that stand against each other.
    pub places: Vec<PlaceOut<'a>>,
    /// Identifiers of the quotes that the places lie in, where they do.
    pub quotes: Vec<String>,
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

/// What is written as its text.
pub struct Plain<T>(pub T);
/// A TIMEX3 value.
pub type Shown<'a> = Plain<&'a TimeValue>;

impl<T: std::fmt::Display> Serialize for Plain<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Name of a certainty in the extraction document.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Stated => "stated",
        Certainty::Inferred => "inferred",
        Certainty::Linked => "linked",
    }
}

impl<T> JsonSchema for Plain<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "value".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

fn certainties() -> [&'static str; 3] {
    [Certainty::Stated, Certainty::Inferred, Certainty::Linked].map(certainty)
}

fn block_kinds() -> [&'static str; 8] {
    use BlockKind::*;
    [Title, Standfirst, Dateline, Paragraph, Subhead, Caption, Credit, Boilerplate].map(BlockKind::name)
}

fn quote_kinds() -> [&'static str; 3] {
    [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect].map(QuoteKind::name)
}

fn stances() -> [&'static str; 8] {
    Stance::ALL.map(Stance::name)
}

fn time_kinds() -> [&'static str; 4] {
    [TimeKind::Date, TimeKind::Time, TimeKind::Duration, TimeKind::Set].map(TimeKind::name)
}

fn speaker_kinds() -> [&'static str; 4] {
    use SpeakerKind::*;
    [Person, Organization, Unnamed, Document].map(SpeakerKind::name)
}

fn difference_kinds() -> [&'static str; 4] {
    use DifferenceKind::*;
    [Name, Number, Negation, Words].map(DifferenceKind::name)
}

fn differences() -> Vec<Option<&'static str>> {
    difference_kinds().into_iter().map(Some).chain([None]).collect()
}

fn relations() -> [&'static str; 4] {
    Relation::ALL.map(Relation::name)
}

fn heard() -> [&'static str; 4] {
    [Heard::Directly, Heard::Indirectly, Heard::Unnamed, Heard::NotAtAll].map(Heard::name)
}

fn finding_kinds() -> [&'static str; 6] {
    use FindingKind::*;
    let words = DifferenceKind::Words;
    [Paraphrase(words), Versions(words), Framing, Weekday, Dates, OneOutlet].map(FindingKind::name)
}
