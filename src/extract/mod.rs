//! One article → its annotations. Pure, deterministic, linear in the text; cannot fail and cannot panic on any text.
//!
//! The pipeline below is the map: each layer is one module, reads what the layers before it found, and adds its own.

mod context;
mod marks;
mod units;

use crate::lang::Pack;
use crate::model::{Article, Document};

/// Annotates one article.
pub fn extract(document: Document, pack: &Pack) -> Article {
    let Document { id, source, given, text } = document;
    let _ = pack;
    Article {
        id,
        source,
        title: given.title,
        standfirst: None,
        outlet: given.outlet,
        authors: given.authors,
        editors: Vec::new(),
        credits: Vec::new(),
        published: None,
        text,
        blocks: Vec::new(),
        quotes: Vec::new(),
        times: Vec::new(),
        voices: Vec::new(),
    }
}
