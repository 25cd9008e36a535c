//! One article → its annotations. Pure, deterministic, linear in the text; cannot fail and cannot panic on any text.
//!
//! The pipeline below is the map: each layer is one module, reads what the layers before it found, and adds its own.

mod back;
mod blocks;
mod context;
mod dateline;
mod days;
mod evidence;
pub mod examples;
mod extent;
mod front;
mod insets;
mod lines;
mod longtitle;
mod marks;
mod metadata;
mod name;
mod named_months;
mod nested;
mod nesting;
mod nicknames;
mod people;
mod phrase;
mod published;
mod quotes;
mod roles;
mod said;
mod speech;
mod times;
mod units;
mod voices;

pub use blocks::{Known, blocks};
pub use metadata::{Metadata, metadata};
pub use published::{By, day_near};
pub use times::{WEEKDAY_MISMATCH, time_of};

use crate::lang::Pack;
use crate::model::{Article, Block, Document, Published, TimeExpression, TimeValue};
use crate::text::{Clear, Token, Tokens, cut, tokenize};
use days::Reading;
use named_months::without_people;
use published::published;
use std::sync::Arc;

/// Annotates one article. All layers read its text as [`Clear`] shows it; what they found is led back to the text itself.
pub fn extract(document: Document, pack: &Pack) -> Article {
    let Document { id, source, given, text: whole } = document;
    let clear = Clear::of(&whole);
    let text = &*clear.text;
    let language = pack.languages.other(text);
    let mut tokens = tokenize(text, &pack.lexicon);
    let known = Known { title: given.title.as_deref(), outlet: given.outlet.as_deref(), url: source.url.as_deref() };
    let blocks = blocks(text, &tokens, known, pack);
    cut(text, &mut tokens, blocks.iter().map(|b| b.span.start), &pack.lexicon);
    let Metadata { title, standfirst, outlet, authors, editors, credits } =
        metadata(&given, &source, text, &tokens, &blocks, pack);
    let found = without_people(text, &tokens, times::find(text, &tokens, &blocks, pack), pack);
    let published = published(&given, &source, &Reading { text, tokens: &tokens, blocks: &blocks, found: &found, pack });
    let (times, voices::Voices { quotes, voices, people, bodies }) = match language {
        None => told(text, &tokens, &blocks, &found, published.as_ref(), pack),
        // Its words would be read as those of another language: what is found so is wrong.
        Some(_) => Default::default(),
    };
    let article = Article {
        id,
        source,
        title,
        standfirst,
        outlet,
        authors,
        editors,
        credits,
        language,
        published,
        text: Arc::clone(&whole),
        blocks,
        quotes,
        times,
        voices,
        people,
        bodies,
    };
    back::article(article, &clear)
}

/// The same article with another publication date: its times resolved against it, and with them when things were said.
pub fn redate(article: &Article, published: Published, pack: &Pack) -> Article {
    if article.language.is_some() {
        return Article { published: Some(published), ..article.clone() };
    }
    let clear = Clear::of(&article.text);
    let (text, blocks) = (&*clear.text, back::forth(&article.blocks, &clear));
    let tokens = tokens(text, &blocks, pack);
    let found = without_people(text, &tokens, times::find(text, &tokens, &blocks, pack), pack);
    let (mut times, voices::Voices { mut quotes, mut voices, people, .. }) =
        told(text, &tokens, &blocks, &found, Some(&published), pack);
    let mut people = people;
    back::findings(&mut times, &mut quotes, voices.iter_mut().chain(&mut people), &clear);
    Article { published: Some(published), times, quotes, voices, people, ..article.clone() }
}

/// The tokens of a text whose blocks are known: each begins with one of its own.
pub(crate) fn tokens(text: &str, blocks: &[Block], pack: &Pack) -> Tokens {
    let mut tokens = tokenize(text, &pack.lexicon);
    cut(text, &mut tokens, blocks.iter().map(|b| b.span.start), &pack.lexicon);
    tokens
}

/// What is said, and when everything is: the times inside a quote count from the day it was said.
fn told(
    text: &str,
    tokens: &[Token],
    blocks: &[Block],
    found: &[times::Found],
    published: Option<&Published>,
    pack: &Pack,
) -> (Vec<TimeExpression>, voices::Voices) {
    let mut times = times::resolve(found, published);
    let mut voices = speech::speech(text, tokens, blocks, &times, pack);
    // Nothing is in print before it was said.
    if let Some((_, last)) = published.and_then(|published| published.value.bounds()) {
        let later = |said: &TimeValue| said.bounds().is_none_or(|(first, _)| first > last);
        voices.quotes.iter_mut().filter(|q| q.said.as_ref().is_some_and(later)).for_each(|quote| quote.said = None);
    }
    times::spoken(found, &mut times, &voices.quotes, published);
    (times, voices)
}
