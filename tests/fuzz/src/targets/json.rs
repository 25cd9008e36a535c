//! JSON made from nothing: any values, and values that look like something.

use super::material::text;
use crate::engine::{Rng, pick};
use serde_json::{Map, Value, json};

/// Keys of articles, in both languages.
const KEYS: &[&str] =
    &["text", "isi", "title", "judul", "tanggal", "published", "authors", "penulis", "outlet", "url", "id", "x"];

/// Any value, not very deep.
pub fn any(rng: &mut Rng, depth: usize) -> Value {
    match rng.u8(0..if depth == 0 { 5 } else { 8 }) {
        0 => Value::Null,
        1 => rng.bool().into(),
        2 => (rng.i64(..) >> rng.u32(0..64)).into(),
        3 => json!(rng.f64() * 1e9),
        4 => text(rng, 4).into(),
        5 => (0..rng.usize(0..4)).map(|_| any(rng, depth - 1)).collect(),
        _ => {
            let mut fields = Map::new();
            for _ in 0..rng.usize(0..4) {
                fields.insert(pick(rng, KEYS).to_owned(), any(rng, depth - 1));
            }
            fields.into()
        }
    }
}

/// A value of a kind, or in rare cases any other.
pub fn or_any(rng: &mut Rng, value: impl FnOnce(&mut Rng) -> Value) -> Value {
    if rng.u8(0..12) == 0 { any(rng, 2) } else { value(rng) }
}

/// One of some strings.
pub fn one_of(rng: &mut Rng, names: &[&str]) -> Value {
    or_any(rng, |rng| pick(rng, names).into())
}

/// A number that might be a place in a text.
pub fn place(rng: &mut Rng) -> Value {
    or_any(rng, |rng| match rng.u8(0..8) {
        0 => u32::MAX.into(),
        1 => u64::MAX.into(),
        _ => rng.u32(0..900).into(),
    })
}

/// Articles as records, parted by `between` and lines, in a list or one after another.
pub fn articles(rng: &mut Rng, between: &str) -> Vec<u8> {
    let list = !between.is_empty() && rng.bool();
    let mut records = Vec::new();
    for _ in 0..rng.usize(0..6) {
        let mut fields = Map::new();
        for _ in 0..rng.usize(0..6) {
            let value = or_any(rng, |rng| text(rng, 12).into());
            fields.insert(pick(rng, KEYS).to_owned(), value);
        }
        let record = or_any(rng, |_| fields.into());
        records.push(if rng.bool() && !between.is_empty() {
            serde_json::to_string_pretty(&record).unwrap_or_default()
        } else {
            record.to_string()
        });
    }
    let body = records.join(if list { ",\n" } else { "\n" });
    if list { format!("[\n{body}\n]").into_bytes() } else { body.into_bytes() }
}
