//! Values that are one of a few names, or written as their text.

use crate::model::{
    Answered, Attribution, BlockKind, Certainty, DifferenceKind, EventKind, FindingKind, Heard, QuoteKind, Relation, SpeakerKind,
    Stance, TimeKind, TimeValue,
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

/// The names of an enum's variants, for the schema.
macro_rules! names {
    ($($function:ident: $type:ident;)+) => {
        $(pub(super) fn $function() -> Vec<&'static str> { $type::ALL.map($type::name).to_vec() })+
    };
}

names! {
    certainties: Certainty;
    block_kinds: BlockKind;
    quote_kinds: QuoteKind;
    attributions: Attribution;
    stances: Stance;
    time_kinds: TimeKind;
    speaker_kinds: SpeakerKind;
    difference_kinds: DifferenceKind;
    relations: Relation;
    heard: Heard;
    answered: Answered;
    event_kinds: EventKind;
    finding_kinds: FindingKind;
}

pub(super) fn differences() -> Vec<Option<&'static str>> {
    difference_kinds().into_iter().map(Some).chain([None]).collect()
}
