//! What is put on the clipboard: a quote with its citation, letter by letter as the outlet prints it, but for what has no
//! letter: what is copied is what is seen. It may be pasted into a shell or an editor, where a control character of an
//! article would act. Words keep their line ends; all else is one line.

use super::State;
use crate::model::{Article, Certainty, Corpus, Event, Mention, QuoteKind, QuoteRef};
use crate::pane::board::Target;
use crate::pane::speakers::role_text;
use crate::pane::{Board, Focus};
use crate::search::first_words;
use crate::text::display::{sanitize, sanitize_line};
use std::borrow::Cow;

/// What is copied from the focused pane, and what it is in a word; `None` when nothing is chosen.
pub fn copied(state: &State) -> Option<(String, &'static str)> {
    let (text, what) = chosen(state)?;
    // Once more as a whole, so that nothing gets by that is put in later.
    Some((sanitize(&text).into_owned(), what))
}

fn chosen(state: &State) -> Option<(String, &'static str)> {
    let corpus = &state.corpus;
    if let (Focus::Reader, Some(selecting)) = (state.focus, state.reader.selecting) {
        let place = Mention { article: state.reader.article?, span: selecting.span() };
        return Some((place_text(corpus, place)?, "The passage with its citation"));
    }
    let quote = match state.focus {
        Focus::Articles => {
            let article = corpus.articles.get(state.articles.list.item()? as usize)?;
            return Some((source(article), "The citation of the article"));
        }
        Focus::Timeline => {
            let event = corpus.events.get(state.timeline.list.item()? as usize)?;
            return Some((event_text(corpus, event), "The event with its articles"));
        }
        Focus::Board(board) => {
            let entries = &state.boards[board as usize];
            if !entries.inside {
                return Some((entry_text(state, board)?, "The entry with its sentences"));
            }
            match entries.detail.target()? {
                Target::Quote(quote) => quote,
                Target::Place(place) => return Some((place_text(corpus, place)?, "The words with their citation")),
            }
        }
        Focus::Reader => state.reader.quote_in_sight(corpus)?,
        Focus::Speakers | Focus::Quotes => state.quotes.chosen(corpus)?,
        Focus::Queue => state.queue.chosen()?,
    };
    Some((quote_text(corpus, quote)?, "The quote with its citation"))
}

/// A quote with its citation.
pub fn quote_text(corpus: &Corpus, at: QuoteRef) -> Option<String> {
    let article = corpus.articles.get(at.article as usize)?;
    let quote = article.quotes.get(at.quote as usize)?;
    let words = sanitize(quote.span.of(&article.text));
    let mut text = match quote.kind {
        QuoteKind::Direct | QuoteKind::Mixed => format!("“{words}”"),
        QuoteKind::Indirect => format!("{words} [reported, not in quotation marks]"),
    };
    if let Some(words) = quote.doubt {
        text.push_str(&format!(" [only alleged: “{}”]", sanitize_line(words.of(&article.text))));
    }
    text.push_str("\n— ");
    let voice = quote.speaker.and_then(|v| article.voices.get(v as usize));
    match corpus.names_of(at).as_deref().or(voice.map(|v| &*v.name)) {
        Some(name) => text.push_str(&sanitize_line(name)),
        None => text.push_str("speaker unknown"),
    }
    // (The title of one of several would be read as that of all.)
    if let Some(role) = voice.filter(|_| quote.also.is_empty()).and_then(|v| v.roles.first()) {
        text.push_str(&format!(" ({})", sanitize_line(&role_text(&role.title, role.affiliation.as_deref()))));
    }
    for relay in &quote.chain {
        text.push_str(&format!(", via {}", sanitize_line(relay)));
    }
    text.push_str(", in ");
    text.push_str(&source(article));
    Some(text)
}

/// Where something is printed: outlet, title, date and how it is known, address.
fn source(article: &Article) -> String {
    let title = match &article.title {
        Some(title) => format!("“{}”", sanitize_line(title)),
        None => format!("[untitled: {} …]", sanitize_line(first_words(&article.text))),
    };
    let date = match &article.published {
        Some(published) => match published.certainty {
            Certainty::Stated => published.value.to_string(),
            Certainty::Inferred => format!("{} (date inferred from the article)", published.value),
            Certainty::Linked => format!("{} (date inferred from other articles)", published.value),
        },
        None => "no date".to_owned(),
    };
    let place = match (&article.source.url, article.source.record) {
        (Some(url), _) => sanitize_line(url),
        (None, 0) => sanitize_line(&article.source.path),
        (None, record) => Cow::Owned(format!("{}, record {}", sanitize_line(&article.source.path), record + 1)),
    };
    format!("{}, {title}, {date}, {place}", sanitize_line(article.outlet.as_deref().unwrap_or("outlet unknown")))
}

/// Words of an article with their citation.
fn place_text(corpus: &Corpus, place: Mention) -> Option<String> {
    let article = corpus.articles.get(place.article as usize)?;
    Some(format!("“{}”\n— in {}", sanitize(place.span.of(&article.text)), source(article)))
}

/// The chosen entry of a board, with every sentence that it stands on.
fn entry_text(state: &State, board: Board) -> Option<String> {
    let (corpus, entries, face) = (&state.corpus, &state.boards[board as usize], board.face());
    let head = (face.head)(state.known(), entries.list.item()?)?;
    let words: String = head.words.iter().map(|piece| piece.text.as_str()).collect();
    let mut text = format!("{}: {} · {} · {words}", face.title, head.lead.text.trim(), head.name.text);
    for target in entries.detail.targets() {
        let (stance, told) = match target {
            Target::Quote(at) => (corpus.quote(at).map(|(_, q)| q.stance.name()), quote_text(corpus, at)),
            Target::Place(place) => (None, place_text(corpus, place)),
        };
        text.push_str("\n\n");
        stance.into_iter().for_each(|stance| text.push_str(&format!("{stance}: ")));
        text.push_str(&told?);
    }
    Some(text)
}

fn event_text(corpus: &Corpus, event: &Event) -> String {
    let mut text = format!("{}: {}", event.date.value, sanitize_line(&event.title));
    for article in event.articles().into_iter().filter_map(|a| corpus.articles.get(a as usize)) {
        text.push_str(&format!("\n— {}", source(article)));
    }
    text
}
