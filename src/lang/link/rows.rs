//! The rows of `link.toml` as they are written. Every row has an example; of spellings, two that are one name and two that
//! are not.

use crate::lang::mistake::Text;
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub stop: Vec<Stop>,
    pub verb: Vec<Verb>,
    pub verb_form: Vec<VerbForm>,
    pub not_verb: Vec<Verb>,
    pub edge: Vec<Words>,
    pub lead_in: Vec<LeadIn>,
    pub clause: Vec<Words>,
    pub points_back: Vec<Words>,
    pub adverbial: Vec<Words>,
    pub ahead: Vec<Words>,
    pub negation: Vec<Words>,
    pub citing: Vec<Words>,
    pub article: Vec<Words>,
    pub passed_on: Vec<Words>,
    pub beside: Vec<Words>,
    pub bulletin: Vec<Words>,
    pub origin: Vec<Words>,
    pub elsewhere: Vec<Words>,
    pub firm: Vec<Words>,
    pub joint: Vec<Words>,
    pub supposes: Vec<Words>,
    pub habit: Vec<Words>,
    pub dated_noun: Vec<Words>,
    pub ends: Vec<Words>,
    pub takes_place: Vec<Words>,
    pub announces: Vec<Words>,
    pub beforehand: Vec<Words>,
    pub after: Vec<Words>,
    pub predicate: Vec<Words>,
    pub continues: Vec<Words>,
    pub locating: Vec<Words>,
    pub occasion: Vec<Words>,
    pub enumerates: Vec<Words>,
    pub future: Vec<Words>,
    pub happening: Vec<Words>,
    pub speaks: Vec<Words>,
    pub state: Vec<Words>,
    pub began: Vec<Words>,
    pub magnitude: Vec<Magnitude>,
    pub office: Vec<Office>,
    pub determiner: Vec<Rest>,
    pub qualifier: Vec<Rest>,
    pub government: Vec<Rest>,
    pub same: Vec<Same>,
    pub fold: Vec<Fold>,
    pub variant: Vec<Variant>,
}

macro_rules! rows {
    ($($name:ident { $($field:ident: $kind:ty),* };)*) => {
        $(
            #[derive(Deserialize)]
            #[serde(deny_unknown_fields)]
            #[allow(dead_code, reason = "examples are read by the test that runs them")]
            pub struct $name { $(pub $field: $kind),* }
        )*
    };
}

rows! {
    Stop { words: Vec<String>, example: String, content: Vec<String> };
    Verb { words: Vec<String>, example: String, found: String };
    VerbForm { prefix: String, example: String, found: String };
    Words { words: Vec<String>, example: String };
    Magnitude { words: Vec<String>, factor: f64, example: String, value: f64 };
    LeadIn { words: Vec<String>, example: String, title: String };
    Office { words: Vec<String>, example: String, head: String };
    Rest { words: Vec<String>, example: String, rest: String };
    Same { name: Text, forms: Spanned<Vec<Text>>, example: Text };
    Fold { from: String, to: String, one: [String; 2], apart: [String; 2] };
    Variant { words: Spanned<Vec<Text>>, one: [String; 2], apart: [String; 2] };
}
