//! Searching a corpus: a fuzzy filter over the names in a list, and literal search over the articles' texts.
//!
//! Both run off the interface's thread, in chunks: after each chunk they publish what they have so far and ask whether
//! they are still wanted, so that the next key stops them. Chunks double in size, so that publishing stays linear.
//! Fuzzy matching is for short strings only: over whole texts everything matches and seconds pass.

mod entries;
mod fuzzy;
mod literal;

pub use fuzzy::{Fuzzy, Matcher, atoms, rank};
pub use literal::{MAX_HITS, Needle, Query};

use crate::model::{Article, Corpus, Event, Mention, Speaker, SpeakerIx};
use std::ops::ControlFlow;

/// The lists that can be filtered.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// Articles.
    Articles,
    /// Speakers.
    Speakers,
    /// The quotes of one speaker; items are indices into [`Speaker::quotes`].
    Quotes(SpeakerIx),
    /// Events of the timeline.
    Events,
    /// Claims of the ledger.
    Claims,
    /// Statements of the drift.
    Statements,
    /// Hearings of the balance.
    Hearings,
    /// Findings.
    Findings,
}

/// Items of `list` that match `query`, the best first. `publish` gets all results so far and whether that is all; it is
/// called once at least, and breaks off the search by `ControlFlow::Break`.
pub fn filter(corpus: &Corpus, list: List, query: &str, publish: &mut dyn FnMut(Vec<u32>, bool) -> ControlFlow<()>) {
    let matcher = Fuzzy::default();
    let count = match list {
        List::Articles => corpus.articles.len(),
        List::Speakers => corpus.speakers.len(),
        List::Quotes(speaker) => corpus.speakers.get(speaker as usize).map_or(0, |s| s.quotes.len()),
        List::Events => corpus.events.len(),
        List::Claims => corpus.claims.len(),
        List::Statements => corpus.statements.len(),
        List::Hearings => corpus.hearings.len(),
        List::Findings => corpus.findings.len(),
    };
    let text = |item: u32, out: &mut String| match list {
        List::Articles => corpus.articles.get(item as usize).into_iter().for_each(|a| article_text(a, out)),
        List::Speakers => corpus.speakers.get(item as usize).into_iter().for_each(|s| speaker_text(s, out)),
        List::Quotes(speaker) => quote_text(corpus, speaker, item, out),
        List::Events => corpus.events.get(item as usize).into_iter().for_each(|e| event_text(e, out)),
        List::Claims => entries::claim(corpus, item, out),
        List::Statements => entries::statement(corpus, item, out),
        List::Hearings => entries::hearing(corpus, item, out),
        List::Findings => entries::finding(corpus, item, out),
    };
    rank(&matcher, &atoms(query), count, text, publish);
}

/// Places where the texts of the corpus match `query`, by article and position. `publish` as in [`filter`].
pub fn find(corpus: &Corpus, query: &str, publish: &mut dyn FnMut(Vec<Mention>, bool) -> ControlFlow<()>) {
    let query = Query::new(query);
    let mut hits = Vec::new();
    let (mut bytes, mut chunk) = (0, 1 << 20);
    for (ix, article) in corpus.articles.iter().enumerate() {
        if hits.len() >= MAX_HITS || query.is_empty() {
            break;
        }
        query.hits(&article.text, |span| hits.push(Mention { article: ix as u32, span }));
        bytes += article.text.len();
        if bytes >= chunk {
            if publish(hits.clone(), false).is_break() {
                return;
            }
            (bytes, chunk) = (0, chunk * 2);
        }
    }
    hits.truncate(MAX_HITS);
    let _ = publish(hits, true);
}

/// The words that a list shows for an article without a title.
pub fn first_words(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.char_indices().nth(160).map_or(text.len(), |(at, _)| at);
    let line = text[..end].lines().next().unwrap_or("");
    line.trim_end()
}

fn article_text(article: &Article, out: &mut String) {
    out.push_str(article.title.as_deref().unwrap_or_else(|| first_words(&article.text)));
    for part in article.outlet.as_deref().into_iter().chain(article.authors.iter().map(AsRef::as_ref)) {
        out.push(' ');
        out.push_str(part);
    }
    if let Some(published) = &article.published {
        out.push_str(&format!(" {}", published.value));
    }
}

fn speaker_text(speaker: &Speaker, out: &mut String) {
    out.push_str(&speaker.name);
    for alias in &speaker.aliases {
        out.push(' ');
        out.push_str(alias);
    }
    for role in speaker.roles.iter().take(3) {
        out.push(' ');
        out.push_str(&role.title);
        role.affiliation.iter().for_each(|a| {
            out.push(' ');
            out.push_str(a);
        });
    }
}

fn quote_text(corpus: &Corpus, speaker: SpeakerIx, item: u32, out: &mut String) {
    let found = || {
        let at = corpus.speakers.get(speaker as usize)?.quotes.get(item as usize)?;
        let article = corpus.articles.get(at.article as usize)?;
        Some((article, article.quotes.get(at.quote as usize)?))
    };
    if let Some((article, quote)) = found() {
        let words = quote.span.of(&article.text);
        let end = words.char_indices().nth(200).map_or(words.len(), |(at, _)| at);
        out.push_str(&words[..end]);
        out.push_str(&format!(" {} {}", quote.stance.name(), article.outlet.as_deref().unwrap_or("")));
    }
}

fn event_text(event: &Event, out: &mut String) {
    out.push_str(&event.title);
    out.push_str(&format!(" {}", event.date.value));
}
