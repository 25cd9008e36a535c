//! The rows of `times.toml` as they are written. Every row has an `example` with its `value`, and may have a `counter`: a
//! sentence in which nothing may be found.

use super::super::mistake::Text;
use super::{NumeralKind, TimeRole};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub month: Vec<MonthRow>,
    pub weekday: Vec<MonthRow>,
    pub part: Vec<PartRow>,
    pub unit: Vec<UnitRow>,
    pub numeral: Vec<NumeralRow>,
    pub shift: Vec<ShiftRow>,
    pub phrase: Vec<PhraseRow>,
    pub marker: Vec<MarkerRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MonthRow {
    pub number: Spanned<u8>,
    pub words: Vec<String>,
    #[serde(default)]
    pub capital: bool,
    #[serde(default = "yes")]
    pub bare: bool,
    pub example: String,
    pub value: String,
    #[serde(default)]
    pub counter: String,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartRow {
    pub part: Text,
    pub words: Vec<String>,
    pub example: String,
    pub value: String,
    #[serde(default)]
    pub counter: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitRow {
    pub unit: Text,
    pub words: Vec<String>,
    pub one: Vec<String>,
    pub many: Vec<String>,
    #[serde(default)]
    pub each: Vec<String>,
    pub example: String,
    pub value: String,
    #[serde(default)]
    pub counter: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumeralRow {
    pub words: BTreeMap<String, u32>,
    pub kind: NumeralKind,
    pub example: String,
    pub value: String,
    #[serde(default)]
    pub counter: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShiftRow {
    pub words: Vec<String>,
    pub direction: Spanned<i8>,
    #[serde(default)]
    pub told: bool,
    pub example: String,
    pub value: String,
    #[serde(default)]
    pub counter: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarkerRow {
    pub role: TimeRole,
    pub words: Vec<String>,
    pub example: String,
    pub value: String,
    #[serde(default)]
    pub counter: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhraseRow {
    pub words: Spanned<Vec<Text>>,
    pub unit: Option<Text>,
    #[serde(default)]
    pub by: i32,
    #[serde(default)]
    pub told: bool,
    pub season: Option<Text>,
    pub feast: Option<Spanned<[u8; 2]>>,
    pub lunar: Option<Spanned<u8>>,
    pub part: Option<Text>,
    pub reference: Option<Text>,
    pub example: String,
    pub value: String,
    #[serde(default)]
    pub counter: String,
}
