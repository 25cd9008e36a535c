//! Values that are one of a few names, or written as their text.

use crate::model::{
    BlockKind, Certainty, DifferenceKind, FindingKind, Heard, QuoteKind, Relation, SpeakerKind, Stance, TimeKind, TimeValue,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

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

pub(super) fn certainties() -> [&'static str; 3] {
    [Certainty::Stated, Certainty::Inferred, Certainty::Linked].map(certainty)
}

pub(super) fn block_kinds() -> [&'static str; 8] {
    use BlockKind::*;
    [Title, Standfirst, Dateline, Paragraph, Subhead, Caption, Credit, Boilerplate].map(BlockKind::name)
}

pub(super) fn quote_kinds() -> [&'static str; 3] {
    [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect].map(QuoteKind::name)
}

pub(super) fn stances() -> [&'static str; 8] {
    Stance::ALL.map(Stance::name)
}

pub(super) fn time_kinds() -> [&'static str; 4] {
    [TimeKind::Date, TimeKind::Time, TimeKind::Duration, TimeKind::Set].map(TimeKind::name)
}

pub(super) fn speaker_kinds() -> [&'static str; 4] {
    use SpeakerKind::*;
    [Person, Organization, Unnamed, Document].map(SpeakerKind::name)
}

pub(super) fn difference_kinds() -> [&'static str; 4] {
    use DifferenceKind::*;
    [Name, Number, Negation, Words].map(DifferenceKind::name)
}

pub(super) fn differences() -> Vec<Option<&'static str>> {
    difference_kinds().into_iter().map(Some).chain([None]).collect()
}

pub(super) fn relations() -> [&'static str; 4] {
    Relation::ALL.map(Relation::name)
}

pub(super) fn heard() -> [&'static str; 4] {
    [Heard::Directly, Heard::Indirectly, Heard::Unnamed, Heard::NotAtAll].map(Heard::name)
}

pub(super) fn finding_kinds() -> [&'static str; 7] {
    use FindingKind::*;
    let words = DifferenceKind::Words;
    [Paraphrase(words), Versions(words), Framing, Weekday, Dates, EventDates, OneOutlet].map(FindingKind::name)
}
