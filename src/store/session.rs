//! The session: where a person was.
//!
//! Things are named by their stable identifiers, never by indices, so that a session outlives changes of its corpus.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where a person was. What a database holds beyond this, or does not, is passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
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
}
