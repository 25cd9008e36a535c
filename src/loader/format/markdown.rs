//! Markdown: the text is the whole file, never altered; a front matter or a first heading gives metadata.
//!
//! The front matter is YAML between `---` lines or TOML between `+++` lines. Of YAML only what front matters hold is
//! read: `key: value`, quoted or not, and lists, in brackets or one item a line.

use super::{Parsed, Piece, Told, record, record::Record, size};

/// Most bytes of a front matter: more than a record ever says of itself, and so few that reading them takes no time.
const FRONT_MATTER: usize = 256 << 10;

/// Reads one article.
pub(super) fn parse(piece: &Piece, out: &mut Parsed) {
    out.article(piece, given);
}

fn given(text: &str) -> Told {
    let (mut record, body, wrong) = match front_matter(text) {
        Some((_, inner, body)) if inner.len() > FRONT_MATTER => {
            let message = format!("a front matter of more than {}, which is not read; shorten it", size(FRONT_MATTER as u64));
            (Record::default(), body, Some(message))
        }
        Some(("+++", inner, body)) => (toml_fields(inner), body, None),
        Some((_, inner, body)) => (yaml_fields(inner), body, None),
        None => (Record::default(), text, None),
    };
    let wrong = wrong.or_else(|| record.excess());
    let (mut given, url) = record::given(&mut record);
    if given.title.is_none() {
        given.title = heading(body).map(Into::into);
    }
    Told { given, url, wrong }
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

fn toml_fields(inner: &str) -> Record {
    let table: toml::Table = inner.parse().unwrap_or_default();
    let mut record = Record::default();
    table.into_iter().for_each(|(key, value)| record.set(&key, toml_values(value)));
    record
}

fn toml_values(value: toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => vec![text],
        toml::Value::Datetime(date) => vec![date.to_string()],
        toml::Value::Integer(number) => vec![number.to_string()],
        toml::Value::Array(items) => items.into_iter().filter_map(|item| toml_values(item).into_iter().next()).collect(),
        _ => Vec::new(),
    }
}

fn yaml_fields(inner: &str) -> Record {
    let mut record = Record::default();
    let mut open: Option<(&str, Vec<String>)> = None;
    for line in inner.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if let Some((_, items)) = &mut open {
                items.push(scalar(item));
            }
        } else if let Some((key, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t', '#'])) {
            let (key, value) = (key.trim(), value.trim());
            let list = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
            open.take().into_iter().for_each(|(key, items)| record.set(key, items));
            match list {
                Some(items) => open = Some((key, items.split(',').map(scalar).collect())),
                None if value.is_empty() => open = Some((key, Vec::new())),
                None => record.set(key, [scalar(value)]),
            }
        }
    }
    open.into_iter().for_each(|(key, items)| record.set(key, items));
    record
}

fn scalar(value: &str) -> String {
    let value = value.trim();
    let bare = ['"', '\''].into_iter().find_map(|mark| value.strip_prefix(mark)?.strip_suffix(mark));
    match bare {
        Some(bare) if value.starts_with('"') => bare.replace("\\\"", "\"").replace("\\\\", "\\"),
        Some(bare) => bare.replace("''", "'"),
        None => value.split(" #").next().unwrap_or(value).trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Given;

    fn given(text: &str) -> Given {
        super::given(text).given
    }

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
