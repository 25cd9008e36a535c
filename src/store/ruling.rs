//! How decisions about who is who are written in a session's file. A decision that is not understood makes the file one
//! that is not understood: it is set aside, never written without it.

use crate::model::{Ruling, VoiceRef};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Voice {
    article: Arc<str>,
    name: Box<str>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Kept {
    Same(Voice, Voice),
    Apart(Voice),
    Named(Voice, Box<str>),
}

impl From<&VoiceRef> for Voice {
    fn from(voice: &VoiceRef) -> Voice {
        Voice { article: Arc::clone(&voice.article), name: voice.name.clone() }
    }
}

impl From<Voice> for VoiceRef {
    fn from(Voice { article, name }: Voice) -> VoiceRef {
        VoiceRef { article, name }
    }
}

/// Writes decisions.
pub(super) fn serialize<S: Serializer>(rulings: &[Ruling], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(rulings.iter().map(|ruling| match ruling {
        Ruling::Same(a, b) => Kept::Same(a.into(), b.into()),
        Ruling::Apart(voice) => Kept::Apart(voice.into()),
        Ruling::Named(voice, name) => Kept::Named(voice.into(), name.clone()),
    }))
}

/// Reads decisions.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Ruling>, D::Error> {
    let kept = Vec::<Kept>::deserialize(from)?;
    Ok(kept
        .into_iter()
        .map(|ruling| match ruling {
            Kept::Same(a, b) => Ruling::Same(a.into(), b.into()),
            Kept::Apart(voice) => Ruling::Apart(voice.into()),
            Kept::Named(voice, name) => Ruling::Named(voice.into(), name),
        })
        .collect())
}
