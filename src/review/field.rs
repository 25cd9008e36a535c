//! What can be decided of a thing, and what it can be decided to be.

use super::anchor::{Passage, VoiceAnchor};
use crate::model::{QuoteKind, Stance, named};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Field {
    /// Whether what was found is right ([`Value::Verdict`]).
    Verdict,
    /// Who said it ([`Value::Speaker`]).
    Speaker,
    /// Where the words begin and end ([`Value::Span`]).
    Span,
    /// How they are reported ([`Value::Kind`]).
    Kind,
    /// What the speaker does with them ([`Value::Stance`]).
    Stance,
    /// When they were said ([`Value::Text`], a TIMEX3 value).
    Said,
    /// A note in Markdown ([`Value::Text`]).
    Note,
    /// A tag of this name ([`Value::On`]).
    Tag(Box<str>),
    /// A mark ([`Value::On`]).
    Mark,
    /// A passage that is lit up ([`Value::On`]).
    Highlight,
    /// That an article was read ([`Value::On`]).
    Read,
    /// That a decision on who is who holds ([`Value::On`]).
    Holds,
    /// A query saved by name ([`Value::Text`]).
    Query,
}

/// Names of the fields without a tag's own name.
const NAMES: [(Field, &str); 12] = [
    (Field::Verdict, "verdict"),
    (Field::Speaker, "speaker"),
    (Field::Span, "span"),
    (Field::Kind, "kind"),
    (Field::Stance, "stance"),
    (Field::Said, "said"),
    (Field::Note, "note"),
    (Field::Mark, "mark"),
    (Field::Highlight, "highlight"),
    (Field::Read, "read"),
    (Field::Holds, "holds"),
    (Field::Query, "query"),
];

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Tag(name) => write!(f, "tag:{name}"),
            field => f.write_str(NAMES.iter().find(|(own, _)| own == field).map_or("", |(_, name)| name)),
        }
    }
}

impl From<Field> for String {
    fn from(field: Field) -> String {
        field.to_string()
    }
}

impl TryFrom<String> for Field {
    type Error = String;

    fn try_from(name: String) -> Result<Field, String> {
        if let Some(tag) = name.strip_prefix("tag:").filter(|tag| !tag.is_empty()) {
            return Ok(Field::Tag(tag.into()));
        }
        let known = NAMES.iter().find(|(_, own)| *own == name);
        known.map(|(field, _)| field.clone()).ok_or_else(|| format!("there is no field {name:?}"))
    }
}

impl Field {
    /// What a person can correct of a quote.
    pub const CORRECTIONS: [Field; 5] = [Field::Speaker, Field::Span, Field::Kind, Field::Stance, Field::Said];

    /// Whether a value is of its kind.
    pub fn takes(&self, value: &Value) -> bool {
        match self {
            Field::Verdict => matches!(value, Value::Verdict(_)),
            Field::Speaker => matches!(value, Value::Speaker(_)),
            Field::Span => matches!(value, Value::Span(_)),
            Field::Kind => matches!(value, Value::Kind(_)),
            Field::Stance => matches!(value, Value::Stance(_)),
            Field::Said | Field::Note | Field::Query => matches!(value, Value::Text(_)),
            Field::Tag(_) | Field::Mark | Field::Highlight | Field::Read | Field::Holds => *value == Value::On,
        }
    }

    /// Whether two people can be of different opinions on it, so that one of them has to give way. Notes, tags and marks
    /// of several people stand side by side.
    pub fn is_opinion(&self) -> bool {
        *self == Field::Verdict || Field::CORRECTIONS.contains(self)
    }
}

/// What it is decided to be. Nothing decided is `None` outside.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// It is so.
    On,
    /// Words of the person's own.
    Text(Box<str>),
    /// What was found is right or not.
    Verdict(Verdict),
    /// Who said it.
    Speaker(SaidBy),
    /// Where the words stand.
    Span(Passage),
    /// How they are reported.
    #[serde(with = "kind")]
    Kind(QuoteKind),
    /// What the speaker does with them.
    #[serde(with = "stance")]
    Stance(Stance),
}

impl Value {
    /// Whether both say the same of an article, wherever its file lies: a speaker by the name, words by their place.
    pub fn agrees(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Speaker(one), Value::Speaker(other)) => one.name() == other.name(),
            (Value::Span(one), Value::Span(other)) => (&one.exact, one.start) == (&other.exact, other.start),
            (one, other) => one == other,
        }
    }

    /// What it says, for a person.
    pub fn said(&self) -> String {
        match self {
            Value::On => "yes".to_owned(),
            Value::Text(text) => text.to_string(),
            Value::Verdict(verdict) => verdict.name().to_owned(),
            Value::Speaker(who) => who.name().unwrap_or("nobody known").to_owned(),
            Value::Span(words) => format!("“{}”", words.exact),
            Value::Kind(kind) => kind.name().to_owned(),
            Value::Stance(stance) => stance.name().to_owned(),
        }
    }
}

named! {
    /// What a person says of what was found.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Verdict {
        /// It is right, as found or as corrected.
        Accepted = "accepted",
        /// It is wrong.
        Rejected = "rejected",
        /// Somebody has to look at it again.
        Flagged = "flagged",
        /// Not decided; it comes again at the end.
        Skipped = "skipped",
    }
}

/// Whose words they are, as decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SaidBy {
    /// A speaker of the corpus, by one of their voices and the name shown.
    Voice(VoiceAnchor, Box<str>),
    /// Somebody by this name.
    Named(Box<str>),
    /// Nobody can be said to have said it.
    Unknown,
}

impl SaidBy {
    /// The name; `None` for nobody.
    pub fn name(&self) -> Option<&str> {
        match self {
            SaidBy::Voice(_, name) | SaidBy::Named(name) => Some(name),
            SaidBy::Unknown => None,
        }
    }
}

macro_rules! by_name {
    ($module:ident, $type:ty, $what:literal) => {
        mod $module {
            use serde::{Deserialize, Deserializer, Serializer, de::Error};
            use std::borrow::Cow;

            pub fn serialize<S: Serializer>(value: &$type, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(value.name())
            }

            pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<$type, D::Error> {
                let name = Cow::<str>::deserialize(from)?;
                <$type>::by_name(&name).ok_or_else(|| D::Error::custom(format!(concat!("there is no ", $what, " {:?}"), name)))
            }
        }
    };
}

by_name!(kind, crate::model::QuoteKind, "kind of quote");
by_name!(stance, crate::model::Stance, "stance");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_values_are_read_as_they_are_written() {
        let fields = NAMES.iter().map(|(field, _)| field.clone()).chain([Field::Tag("politik: uang".into())]);
        for field in fields {
            let text = serde_json::to_string(&field).unwrap();
            assert_eq!(serde_json::from_str::<Field>(&text).unwrap(), field, "{text}");
        }
        let values = [
            Value::On,
            Value::Text("*baik*\n".into()),
            Value::Verdict(Verdict::Skipped),
            Value::Speaker(SaidBy::Unknown),
            Value::Speaker(SaidBy::Named("Rani".into())),
            Value::Span(Passage { exact: "a".into(), prefix: "".into(), suffix: "b".into(), start: 7 }),
            Value::Kind(QuoteKind::Mixed),
            Value::Stance(Stance::Declines),
        ];
        for value in values {
            let text = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value, "{text}");
        }
        for text in [r#""tag:""#, r#""tags""#, r#""""#] {
            assert!(serde_json::from_str::<Field>(text).is_err(), "{text}");
        }
    }
}
