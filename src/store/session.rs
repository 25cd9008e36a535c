//! The session as a value and as the text of its file.
//!
//! Things are named by their stable identifiers, never by indices, so that a session outlives changes of its corpus.

use super::ruling;
use crate::model::Ruling;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The version of the file that this program writes, and the newest that it reads.
const VERSION: u32 = 2;

/// Where a person was, and what they have read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Identifiers of the articles that were opened; in a file ascending, each once.
    pub read: Vec<Arc<str>>,
    /// Identifier of the open article.
    pub article: Option<Arc<str>>,
    /// Identifier of the chosen speaker.
    pub speaker: Option<Arc<str>>,
    /// Identifier of the chosen event.
    pub event: Option<Arc<str>>,
    /// Name of the pane that stood in the timeline's place.
    pub desk: Option<Box<str>>,
    /// Identifier of what was chosen there, where that was a board.
    pub entry: Option<Arc<str>>,
    /// Name of the focused pane.
    pub pane: Option<Box<str>>,
    /// Whether it had the whole screen.
    pub zoom: bool,
    /// Name of the unit that the timeline was zoomed to, if it was.
    pub scale: Option<Box<str>>,
    /// Name of the theme, if it was changed while reading.
    pub theme: Option<Box<str>>,
    /// Decisions about who is who, in their order.
    #[serde(with = "ruling")]
    pub rulings: Vec<Ruling>,
}

/// Why the text of a file is no session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A newer program wrote it, in this version.
    Newer(u32),
    /// Nobody wrote it so; why.
    Broken(String),
}

#[derive(Deserialize)]
struct Head {
    version: u32,
}

#[derive(Deserialize)]
struct Body {
    session: Session,
}

#[derive(Serialize)]
struct Written<'s> {
    version: u32,
    session: &'s Session,
}

impl Session {
    /// Reads the text of a file.
    pub(super) fn parse(text: &[u8]) -> Result<Session, Fault> {
        let broken = |error: serde_json::Error| Fault::Broken(error.to_string());
        let Head { version } = serde_json::from_slice(text).map_err(broken)?;
        match version {
            0 => Err(Fault::Broken("there is no version 0".to_owned())),
            1..=VERSION => serde_json::from_slice(text).map(|Body { session }| session).map_err(broken),
            newer => Err(Fault::Newer(newer)),
        }
    }

    /// Writes the text of a file: the same session gives the same text.
    pub(super) fn write(mut self) -> Result<Vec<u8>, String> {
        self.read.sort_unstable();
        self.read.dedup();
        let mut text = serde_json::to_vec(&Written { version: VERSION, session: &self }).map_err(|e| e.to_string())?;
        text.push(b'\n');
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::VoiceRef;

    fn voice(article: &str) -> VoiceRef {
        VoiceRef { article: article.into(), name: "Rani Umbara".into() }
    }

    fn session() -> Session {
        Session {
            read: vec!["b".into(), "a".into(), "b".into()],
            article: Some("b".into()),
            speaker: None,
            event: Some("banjir \"besar\"\n".into()),
            desk: Some("drift".into()),
            entry: Some("surat".into()),
            pane: Some("reader".into()),
            zoom: true,
            scale: Some("week".into()),
            theme: Some("light".into()),
            rulings: vec![
                Ruling::Same(voice("a"), voice("b")),
                Ruling::Apart(voice("a")),
                Ruling::Named(voice("c"), "Rani \"Umbara\"".into()),
            ],
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = session().write().unwrap();
        let want = Session { read: vec!["a".into(), "b".into()], ..session() };
        assert_eq!(Session::parse(&text), Ok(want));
    }

    #[test]
    fn a_text_cut_anywhere_is_broken() {
        let text = session().write().unwrap();
        let whole = text.len() - 1; // without the line's end it is whole as well
        for end in 0..whole {
            assert!(matches!(Session::parse(&text[..end]), Err(Fault::Broken(_))), "{end}");
        }
    }

    #[test]
    fn what_nobody_wrote_is_broken_and_what_is_newer_is_told_apart() {
        for text in ["", "[]", "{}", "null", r#"{"version":1}"#, r#"{"version":0,"session":{}}"#, r#"{"version":-1}"#] {
            assert!(matches!(Session::parse(text.as_bytes()), Err(Fault::Broken(_))), "{text}");
        }
        assert!(matches!(Session::parse(b"{\"version\":1,\"session\":{\"read\":\xff}}"), Err(Fault::Broken(_))));
        assert_eq!(Session::parse(br#"{"version":3,"session":["another form"]}"#), Err(Fault::Newer(3)));
        assert_eq!(Session::parse(br#"{"version":1,"session":{}}"#), Ok(Session::default()));
    }
}
