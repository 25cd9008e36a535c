//! The session: where a person was, and what they had set up.
//!
//! Things are named by their stable identifiers, never by indices, so that a session outlives changes of its corpus.
//! Names of panes, orders and units are those that the interface shows; what is not known any more is passed over.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a person was. What a database holds beyond this, or does not, is passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Where one was.
    pub here: Spot,
    /// What lit up the lists.
    pub lights: Lights,
    /// Places that were jumped from, in their order.
    pub jumps: Vec<Spot>,
    /// How many of them can be come back to; the others can be gone forward to.
    pub jumped: usize,
    /// What the whole program was narrowed to, each within the one before.
    pub scopes: Vec<Scope>,
    /// Queries that lists were filtered by, by the name of their pane.
    pub filters: BTreeMap<Box<str>, Box<str>>,
    /// What was searched for in the texts.
    pub find: Option<Box<str>>,
    /// What was searched for and asked before.
    pub typed: Typed,
    /// What the timeline was told to show.
    pub facets: Vec<Facet>,
    /// Orders of lists, by the name of their pane.
    pub orders: BTreeMap<Box<str>, Box<str>>,
    /// Whether the focused pane had the whole screen.
    pub zoom: bool,
    /// Name of the unit that the timeline was zoomed to, if it was.
    pub scale: Option<Box<str>>,
    /// Name of the theme, if it was changed while reading.
    pub theme: Option<Box<str>>,
    /// The review that was under way.
    pub review: Option<Arc<UnderWay>>,
    /// The quote of it that was chosen.
    pub row: Option<Quoted>,
}

/// A place in the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Spot {
    /// Name of the focused pane.
    pub pane: Option<Box<str>>,
    /// What the lists were narrowed to.
    pub narrow: Option<Thing>,
    /// Identifier of the open article.
    pub article: Option<Arc<str>>,
    /// The byte of its text on top of the window.
    pub top: usize,
    /// The byte at which the chosen quote in it began.
    pub quote: Option<u32>,
    /// Other words in it that were shown as chosen: first byte, and the one behind the last.
    pub words: Option<(u32, u32)>,
    /// Identifier of the chosen speaker.
    pub speaker: Option<Arc<str>>,
    /// The chosen quote of theirs.
    pub said: Option<Quoted>,
    /// Identifier of the chosen event.
    pub event: Option<Arc<str>>,
    /// Name of the pane that stood in the timeline's place.
    pub desk: Option<Box<str>>,
    /// Identifier of what was chosen there, where that was a board.
    pub entry: Option<Arc<str>>,
    /// Which sentence of it.
    pub cell: usize,
    /// Whether the keys moved among its sentences.
    pub inside: bool,
}

/// What lit up the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lights {
    /// The articles, unless the hits of the search did.
    pub articles: Option<Thing>,
    /// Whether these did.
    pub hits: bool,
    /// The speakers.
    pub speakers: Option<Thing>,
    /// The timeline.
    pub timeline: Option<Thing>,
    /// The boards.
    pub boards: Option<Thing>,
}

/// What was typed before, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Searches of the texts.
    pub find: Vec<Box<str>>,
    /// Queries of filters and scopes.
    pub queries: Vec<Box<str>>,
}

/// What the whole program was narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// What it is, as shown.
    pub name: Arc<str>,
    /// What finds its articles.
    pub of: ScopeOf,
}

/// What finds the articles of a scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScopeOf {
    /// This query.
    Query(Box<str>),
    /// They are these, by their identifiers.
    Articles(Arc<[Arc<str>]>),
}

/// A quote: its article's identifier, and the byte at which it begins.
pub type Quoted = (Arc<str>, u32);

/// Something that can be narrowed to or lights up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thing {
    /// An article.
    Article(Arc<str>),
    /// A speaker.
    Speaker(Arc<str>),
    /// An event.
    Event(Arc<str>),
    /// A quote.
    Quote(Arc<str>, u32),
    /// An entry of the board of this name.
    Entry(Box<str>, Arc<str>),
}

/// What the timeline was told to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// What an outlet tells.
    Outlet(Box<str>),
    /// Something else, by its name.
    Named(Box<str>),
}

/// A review that was under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderWay {
    /// What it was of, in words.
    pub of: Box<str>,
    /// Its quotes.
    pub quotes: Quotes,
}

/// The quotes of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quotes {
    /// Every quote that there is.
    Everything,
    /// Those that were judged differently.
    Differences,
    /// Those that answer this query of the list in this pane.
    Query(Box<str>, Box<str>),
    /// These: for each article, by its identifier, the bytes at which they begin and end.
    These(Vec<OfArticle>),
}

/// Quotes of the article with this identifier: first bytes, and the ones behind the last.
pub type OfArticle = (Arc<str>, Vec<(u32, u32)>);
