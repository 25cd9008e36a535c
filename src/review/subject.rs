//! What a decision is about.

use super::anchor::{ArticleAnchor, Passage, VoiceAnchor};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a decision is about, held by its content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// An article.
    Article(Arc<ArticleAnchor>),
    /// A quote, by its words as they were found when it was first decided about.
    Quote(Arc<ArticleAnchor>, Passage),
    /// A passage that a person chose.
    Passage(Arc<ArticleAnchor>, Passage),
    /// A speaker, by one of their voices.
    Speaker(VoiceAnchor),
    /// An event, by the first place that tells it.
    Event(Arc<ArticleAnchor>, Passage),
    /// Who is who.
    Who(Who),
    /// A query saved by this name.
    Query(Box<str>),
}

/// A decision on who is who, as [`crate::model::Ruling`], with voices that are found again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The speakers of these two voices are one; the first one's name stays.
    Same(VoiceAnchor, VoiceAnchor),
    /// This voice is somebody else than the speaker it was taken for.
    Apart(VoiceAnchor),
    /// The speaker of this voice goes by this name.
    Named(VoiceAnchor, Box<str>),
}

impl Who {
    /// The voices that it is about.
    pub fn voices(&self) -> (&VoiceAnchor, Option<&VoiceAnchor>) {
        match self {
            Who::Same(one, other) => (one, Some(other)),
            Who::Apart(one) | Who::Named(one, _) => (one, None),
        }
    }
}

/// What tells one subject from another wherever its files lie: hash of its kind, the identifiers of its articles, its
/// words and their position (BLAKE3, the first 128 bits).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u128);

impl Subject {
    /// Its key.
    pub fn key(&self) -> Key {
        let mut hash = blake3::Hasher::new();
        let mut feed = |part: &str| {
            hash.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        };
        let voice = |voice: &VoiceAnchor, feed: &mut dyn FnMut(&str)| {
            feed(&voice.article.id);
            feed(&voice.name);
        };
        let passage = |kind: &str, article: &ArticleAnchor, words: &Passage, feed: &mut dyn FnMut(&str)| {
            feed(kind);
            feed(&article.id);
            feed(&words.exact);
            feed(&words.start.to_string());
        };
        match self {
            Subject::Article(article) => {
                feed("article");
                feed(&article.id);
            }
            Subject::Quote(article, words) => passage("quote", article, words, &mut feed),
            Subject::Passage(article, words) => passage("passage", article, words, &mut feed),
            Subject::Event(article, words) => passage("event", article, words, &mut feed),
            Subject::Speaker(own) => {
                feed("speaker");
                voice(own, &mut feed);
            }
            Subject::Who(Who::Same(one, other)) => {
                feed("same");
                voice(one, &mut feed);
                voice(other, &mut feed);
            }
            Subject::Who(Who::Apart(own)) => {
                feed("apart");
                voice(own, &mut feed);
            }
            Subject::Who(Who::Named(own, name)) => {
                feed("named");
                voice(own, &mut feed);
                feed(name);
            }
            Subject::Query(name) => {
                feed("query");
                feed(name);
            }
        }
        let bytes = hash.finalize();
        Key(bytes.as_bytes().iter().take(16).fold(0, |key, byte| key << 8 | u128::from(*byte)))
    }

    /// The article it stands in, of who is who the first one; `None` for queries.
    pub fn article(&self) -> Option<&Arc<ArticleAnchor>> {
        match self {
            Subject::Article(article)
            | Subject::Quote(article, _)
            | Subject::Passage(article, _)
            | Subject::Event(article, _) => Some(article),
            Subject::Speaker(voice) => Some(&voice.article),
            Subject::Who(who) => Some(&who.voices().0.article),
            Subject::Query(_) => None,
        }
    }

    /// Its words, where it has any: the passage, the name, the title.
    pub fn words(&self) -> &str {
        match self {
            Subject::Article(article) => article.title.as_deref().unwrap_or(&article.path),
            Subject::Quote(_, words) | Subject::Passage(_, words) | Subject::Event(_, words) => &words.exact,
            Subject::Speaker(voice) => &voice.name,
            Subject::Who(who) => &who.voices().0.name,
            Subject::Query(name) => name,
        }
    }

    /// What it is, in one word for a person.
    pub fn kind(&self) -> &'static str {
        match self {
            Subject::Article(_) => "article",
            Subject::Quote(..) => "quote",
            Subject::Passage(..) => "passage",
            Subject::Speaker(_) => "speaker",
            Subject::Event(..) => "event",
            Subject::Who(_) => "who is who",
            Subject::Query(_) => "query",
        }
    }
}
