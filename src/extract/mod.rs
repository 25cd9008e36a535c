//! One article → its annotations. Pure, deterministic, linear in the text; cannot fail and cannot panic on any text.
//!
//! The pipeline below is the map: each layer is one module, reads what the layers before it found, and adds its own.

mod blocks;
mod context;
mod dateline;
mod lines;
mod marks;
mod metadata;
mod people;
mod phrase;
mod quotes;
mod speech;
mod units;
mod voices;

pub use blocks::blocks;
pub use metadata::{Metadata, metadata};

use crate::lang::Pack;
use crate::model::{Article, Document};
use crate::text::tokenize;

/// Annotates one article.
pub fn extract(document: Document, pack: &Pack) -> Article {
    let Document { id, source, given, text } = document;
    let tokens = tokenize(&text, &pack.lexicon);
    let blocks = blocks(&text, &tokens, given.title.as_deref(), pack);
    let Metadata { title, standfirst, outlet, authors, editors, credits } =
        metadata(&given, &source, &text, &tokens, &blocks, pack);
    let times = Vec::new();
    let voices::Voices { quotes, voices } = speech::speech(&text, &tokens, &blocks, &times, pack);
    Article {
        id,
        source,
        title,
        standfirst,
        outlet,
        authors,
        editors,
        credits,
        published: None,
        text,
        blocks,
        quotes,
        times,
        voices,
    }
}
