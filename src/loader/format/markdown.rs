//! Markdown: the text is the whole file, never altered; a front matter or a first heading gives metadata.
//!
//! The front matter is YAML between `---` lines or TOML between `+++` lines. Of YAML only what front matters hold is
//! read: `key: value`, quoted or not, and lists, in brackets or one item a line.

use super::{Parsed, Piece, record};
use crate::model::Given;
use serde_json::{Map, Value};

/// Reads one article.
pub(super) fn parse(piece: &Piece, out: &mut Parsed) {
    out.article(piece, given);
}

fn given(text: &str) -> Given {
    let (mut fields, body) = match front_matter(text) {
        Some(("+++", inner, body)) => (toml_fields(inner), body),
        Some((_, inner, body)) => (yaml_fields(inner), body),
        None => (Map::new(), text),
    };
    let mut given = record::given(&mut fields);
    if given.title.is_none() {
        given.title = heading(body).map(Into::into);
    }
    given
}

/// The fence, the lines between the fences, and what follows.
fn front_matter(text: &str) -> Option<(&'static str, &str, &str)> {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != fence {
        return None;
    }
    let mut at = first.len();
    for line in text.get(at..)?.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((fence, text.get(first.len()..at)?, text.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

/// The first heading, if the body begins with one.
fn heading(body: &str) -> Option<&str> {
    let line = body.lines().find(|line| !line.trim().is_empty())?;
    let title = line.strip_prefix("# ")?.trim().trim_end_matches('#').trim_end();
    (!title.is_empty()).then_some(title)
}

fn toml_fields(inner: &str) -> Map<String, Value> {
    let table: toml::Table = inner.parse().unwrap_or_default();
    table.into_iter().filter_map(|(key, value)| Some((key, toml_value(value)?))).collect()
}

fn toml_value(value: toml::Value) -> Option<Value> {
    Some(match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Array(items) => Value::Array(items.into_iter().filter_map(toml_value).collect()),
        _ => return None,
    })
}

fn yaml_fields(inner: &str) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut open: Option<&str> = None;
    for line in inner.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if let Some(Value::Array(items)) = open.and_then(|key| fields.get_mut(key)) {
                items.push(scalar(item));
            }
        } else if let Some((key, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t', '#'])) {
            let (key, value) = (key.trim(), value.trim());
            let list = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
            let value = match list {
                Some(items) => Value::Array(items.split(',').map(scalar).collect()),
                None if value.is_empty() => Value::Array(Vec::new()),
                None => scalar(value),
            };
            fields.insert(key.to_owned(), value);
            open = Some(key);
        }
    }
    fields
}

fn scalar(value: &str) -> Value {
    let value = value.trim();
    let bare = ['"', '\''].into_iter().find_map(|mark| value.strip_prefix(mark)?.strip_suffix(mark));
    match bare {
        Some(bare) if value.starts_with('"') => Value::String(bare.replace("\\\"", "\"").replace("\\\\", "\\")),
        Some(bare) => Value::String(bare.replace("''", "'")),
        None => Value::String(value.split(" #").next().unwrap_or(value).trim_end().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matters_give_metadata() {
        let yaml = given(
            "---\ntitle: \"Kapal \\\"Mutiara\\\" tiba\"\ndate: 2031-05-02 # petang\nauthors:\n- Sari\n  - 'Bima'\noutlet: Kabar\n---\n# Lain\n",
        );
        assert_eq!(yaml.title.as_deref(), Some("Kapal \"Mutiara\" tiba"));
        assert_eq!(yaml.published.as_deref(), Some("2031-05-02"));
        assert_eq!(yaml.authors, [Box::from("Sari"), "Bima".into()]);
        assert_eq!(yaml.outlet.as_deref(), Some("Kabar"));
        let toml = given("+++\ntitle = 'Panen'\ndate = 2031-05-02T07:30:00+07:00\nauthor = [\"Sari\", \"Bima\"]\n+++\n");
        assert_eq!((toml.title.as_deref(), toml.published.as_deref()), (Some("Panen"), Some("2031-05-02T07:30:00+07:00")));
        assert_eq!(toml.authors.len(), 2);
    }

    #[test]
    fn a_heading_is_a_title_and_a_rule_is_no_front_matter() {
        assert_eq!(given("\n# Panen raya #\n\nIsi.").title.as_deref(), Some("Panen raya"));
        assert_eq!(given("Isi dulu.\n# Bukan judul"), Given::default());
        assert_eq!(given("---\ntitle: tak berakhir\n"), Given::default());
        assert_eq!(given("----\n---\n"), Given::default());
    }
}
