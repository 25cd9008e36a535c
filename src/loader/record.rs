//! A record (a JSON object, a front matter) → a document: which key means what, and when a record is no article.
//!
//! The key names are data, `keys.toml`; the first that holds something wins. Values are taken as printed: a date is read
//! by `extract`, an author line is cut there.

use crate::model::{Document, Given, Source};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::sync::{Arc, OnceLock};

/// Names of the keys, per field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    id: Vec<String>,
    url: Vec<String>,
    title: Vec<String>,
    text: Vec<String>,
    published: Vec<String>,
    authors: Vec<String>,
    outlet: Vec<String>,
}

/// The table of key names.
///
/// # Panics
/// Never in a released binary: the embedded table is read by a test.
fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| toml::from_str(include_str!("keys.toml")).expect("keys.toml is a table of key names"))
}

/// The document that a record holds, or what is wrong with the record. `bytes` are the record's own, for its id.
pub fn document(path: &Arc<str>, number: u32, bytes: &[u8], mut record: Map<String, Value>) -> Result<Document, String> {
    let names = &keys().text;
    let named = names.iter().any(|name| record.contains_key(name));
    let text = take(&mut record, names).and_then(string).ok_or_else(|| match named {
        true => "the record's text is empty; fill it in, or remove the record".to_owned(),
        false => format!("the record has no text; give it under one of the keys {}", names.join(", ")),
    })?;
    Ok(Document {
        id: hash(bytes),
        source: Source {
            path: Arc::clone(path),
            record: number,
            id: take(&mut record, &keys().id).and_then(string).map(Into::into),
            url: take(&mut record, &keys().url).and_then(string).map(Into::into),
        },
        given: given(&mut record),
        text: text.into(),
    })
}

/// What a record says of its article.
pub fn given(record: &mut Map<String, Value>) -> Given {
    let keys = keys();
    Given {
        title: take(record, &keys.title).and_then(string).map(Into::into),
        published: take(record, &keys.published).and_then(string).map(Into::into),
        authors: take(record, &keys.authors).map(strings).unwrap_or_default(),
        outlet: take(record, &keys.outlet).and_then(string).map(Into::into),
    }
}

/// Identifier of the bytes of an article's source: stable when a file moves.
pub fn hash(bytes: &[u8]) -> Arc<str> {
    blake3::hash(bytes).to_hex()[..16].into()
}

fn take(record: &mut Map<String, Value>, names: &[String]) -> Option<Value> {
    names.iter().find_map(|name| record.remove(name).filter(filled))
}

/// Whether a value says anything.
fn filled(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Number(_) => true,
        Value::Array(items) => items.iter().any(filled),
        Value::Object(fields) => fields.get("name").is_some_and(filled),
    }
}

/// A value as one string; a list gives its first, an object its `name`.
fn string(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.into_iter().filter(filled).find_map(string),
        Value::Object(mut fields) => fields.remove("name").and_then(string),
        Value::Null | Value::Bool(_) => None,
    }
}

fn strings(value: Value) -> Vec<Box<str>> {
    match value {
        Value::Array(items) => items.into_iter().filter(filled).filter_map(string).map(Into::into).collect(),
        one => string(one).map(Into::into).into_iter().collect(),
    }
}
