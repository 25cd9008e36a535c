//! What articles tell together: speakers, events, statements, claims, how parties are heard, findings.

use super::Span;
use super::kinds::{
    Plain, Shown, answered, certainties, difference_kinds, differences, event_kinds, finding_kinds, heard, relations,
    speaker_kinds, stances,
};
use schemars::JsonSchema;
use serde::Serialize;

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
    /// What it is: something that happened, or something that was said.
    #[schemars(extend("enum" = event_kinds()))]
    pub kind: &'static str,
    /// A clause of one of the articles, or its headline, in its own words.
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

/// Words that answer a claim for one of those who are accused in it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "answer")]
pub struct AnswerOut<'a> {
    /// For whom: the place in `accused`, from 0. For who is in no answer, none was found in any of the articles.
    pub accused: u32,
    /// Identifier of who answers; null where unknown.
    pub speaker: Option<&'a str>,
    /// Identifier of the quote.
    pub quote: String,
    /// How it is an answer: their own denial, confirmation or refusal, through who speaks for them, through the body whose office they hold, words about the same matter without a verb of denial, an answer to another claim on it or an admission of something else beside it.
    #[schemars(extend("enum" = answered()))]
    pub how: &'static str,
    /// Name of the rule that made it one.
    pub rule: &'static str,
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
    /// What answers it, in any of the articles, for each of the accused.
    pub answers: Vec<AnswerOut<'a>>,
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
