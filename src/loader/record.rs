//! A record (a JSON object, a front matter) → a document: which key means what, and when a record is no article.
//!
//! The key names are data, `keys.toml`; the first that holds something wins. Values are taken as printed: a date is read
//! by `extract`, an author line is cut there.

use super::html::shown;
use crate::model::{Document, Given, Source};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Most authors of a record that are kept: more than any article has, and so few that they take no time.
const VALUES: usize = 1_000;

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

/// What a record says under the keys that mean something. All else is passed over while it is read, so that a record takes
/// no more memory than it says.
#[derive(Debug, Default)]
pub struct Record {
    said: FxHashMap<&'static str, Said>,
}

/// The values of a key that say anything: the one, or those of a list; of an object that of its `name`.
#[derive(Debug, Default)]
struct Said {
    values: Vec<Box<str>>,
    /// How many more there are than are kept.
    more: usize,
}

impl Record {
    /// Takes a value in, as a list of what it says.
    pub fn set(&mut self, key: &str, values: impl IntoIterator<Item = String>) {
        if let Some((name, most)) = known(key) {
            let mut said = Said::default();
            values.into_iter().for_each(|value| said.add(value, most));
            self.said.insert(name, said);
        }
    }

    /// Told where it says more than is kept.
    pub fn excess(&self) -> Option<String> {
        let more: usize = self.said.values().map(|said| said.more).sum();
        (more > 0).then(|| format!("{VALUES} authors and {more} more, which are left out; check the record"))
    }

    fn take(&mut self, names: &[String]) -> Option<Vec<Box<str>>> {
        names.iter().find_map(|name| self.said.remove(name.as_str()).map(|said| said.values).filter(|values| !values.is_empty()))
    }

    fn take_one(&mut self, names: &[String]) -> Option<Box<str>> {
        self.take(names)?.into_iter().next()
    }
}

impl Said {
    fn add(&mut self, value: String, most: usize) {
        if value.trim().is_empty() {
            return;
        }
        match self.values.len() < most {
            true => self.values.push(value.into()),
            false => self.more += usize::from(most > 1),
        }
    }
}

/// A key that means something, and how many of its values are kept.
fn known(key: &str) -> Option<(&'static str, usize)> {
    static KNOWN: OnceLock<FxHashMap<&'static str, usize>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let Keys { id, url, title, text, published, authors, outlet } = keys();
        let one = [id, url, title, text, published, outlet].into_iter().flatten().map(|key| (key.as_str(), 1));
        one.chain(authors.iter().map(|key| (key.as_str(), VALUES))).collect()
    });
    known.get_key_value(key).map(|(key, most)| (*key, *most))
}

/// Why a record is no article.
#[derive(Copy, Clone, Debug)]
pub enum Lack {
    /// It has a text without anything in it.
    Empty,
    /// It has none.
    Text,
}

impl Lack {
    /// What to do about it.
    pub fn message(self) -> String {
        match self {
            Lack::Empty => "the record's text is empty; fill it in, or remove the record".to_owned(),
            Lack::Text => format!("the record has no text; give it under one of the keys {}", keys().text.join(", ")),
        }
    }
}

/// The document that a record holds, if it has a text. `bytes` are the record's own, for its id.
pub fn document(path: &Arc<str>, number: u32, bytes: &[u8], mut record: Record) -> Result<Document, Lack> {
    let names = &keys().text;
    let named = names.iter().any(|name| record.said.contains_key(name.as_str()));
    let text = record.take_one(names).ok_or(if named { Lack::Empty } else { Lack::Text })?;
    let text = shown(&text);
    if text.trim().is_empty() {
        return Err(Lack::Empty);
    }
    let (given, url) = given(&mut record);
    Ok(Document {
        id: hash(bytes),
        source: Source { path: Arc::clone(path), record: number, id: record.take_one(&keys().id), url },
        given,
        text: text.as_ref().into(),
    })
}

/// What a record says of its article, and its address.
pub fn given(record: &mut Record) -> (Given, Option<Box<str>>) {
    let keys = keys();
    let seen = |value: Box<str>| Box::from(shown(&value).trim());
    let (mut outlet, mut url) = (None, record.take_one(&keys.url));
    for name in &keys.outlet {
        match record.take_one(std::slice::from_ref(name)) {
            Some(value) if address(&value) => url = url.or(Some(value)),
            Some(value) => outlet = outlet.or(Some(value)),
            None => {}
        }
    }
    let given = Given {
        title: record.take_one(&keys.title).map(seen),
        published: record.take_one(&keys.published),
        authors: record.take(&keys.authors).unwrap_or_default().into_iter().map(seen).collect(),
        outlet: outlet.map(seen),
    };
    (given, url)
}

/// Whether a value is the address of a page.
fn address(value: &str) -> bool {
    let value = value.trim();
    let host = || value.split('/').next().is_some_and(|host| host.contains('.') && host.len() < value.len());
    !value.contains(char::is_whitespace) && (value.contains("://") || value.starts_with("www.") || host())
}

/// Identifier of the bytes of an article's source: stable when a file moves.
pub fn hash(bytes: &[u8]) -> Arc<str> {
    blake3::hash(bytes).to_hex()[..16].into()
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

/// Reads the keys of an object that mean something.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        while let Some(key) = map.next_key_seed(Key)? {
            match key {
                Some((name, most)) => {
                    let said = map.next_value_seed(Values { most })?;
                    record.said.insert(name, said);
                }
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(record)
    }
}

/// Reads a key: which of those that mean something it is.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<(&'static str, usize)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<(&'static str, usize)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(known(key))
    }
}

/// Reads what a value says: of a list what each of its items says first.
#[derive(Copy, Clone)]
struct Values {
    most: usize,
}

impl Values {
    fn part(self) -> Self {
        Self { most: 1 }
    }

    fn one(self, value: String) -> Said {
        let mut said = Said::default();
        said.add(value, self.most);
        said
    }
}

impl<'de> DeserializeSeed<'de> for Values {
    type Value = Said;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Said, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Values {
    type Value = Said;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Said, E> {
        Ok(Said::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Said, E> {
        Ok(Said::default())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Said, E> {
        Ok(self.one(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Said, E> {
        Ok(self.one(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Said, E> {
        // As it is written in JSON, with a point.
        Ok(self.one(serde_json::Number::from_f64(value).map(|number| number.to_string()).unwrap_or_default()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Said, E> {
        Ok(self.one(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Said, A::Error> {
        let mut all = Said::default();
        loop {
            // Once the one value is found the rest is passed over.
            if self.most == 1 && !all.values.is_empty() {
                if seq.next_element::<IgnoredAny>()?.is_none() {
                    return Ok(all);
                }
                continue;
            }
            let Some(said) = seq.next_element_seed(self.part())? else { return Ok(all) };
            said.values.into_iter().for_each(|value| all.add(value.into(), self.most));
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Said, A::Error> {
        let mut said = Said::default();
        while let Some(key) = map.next_key_seed(NameKey)? {
            match key {
                true => said = map.next_value_seed(self.part())?,
                false => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(said)
    }
}

/// Reads a key: whether it is that of a name.
struct NameKey;

impl<'de> DeserializeSeed<'de> for NameKey {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameKey {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == "name")
    }
}
