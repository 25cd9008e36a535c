//! Writing quotes to a file: which ones, in which format, under which name. The file itself is written outside.

use super::prompt::open_file;
use super::review::shown;
use super::state::{Overlay, State};
use super::{Effect, Export};
use crate::export::quotes::{Choice, Format};
use crate::model::QuoteRef;
use crate::pane::Focus;
use crate::pane::formats::Formats;
use crate::search::{List, Query};
use std::sync::Arc;

/// What is to be written, as far as it is chosen.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// How.
    pub format: &'static Format,
    /// Which of the quotes shown.
    pub choice: Choice,
    /// The file of this name, which is there already, may be replaced.
    pub in_the_way: Option<String>,
}

/// Opens the list of formats.
pub fn open(state: &mut State) -> Vec<Effect> {
    if shown(state).0.is_empty() {
        return state.told("Nothing is quoted there: there is nothing to write.");
    }
    state.overlay = Some(Overlay::Formats(Formats::new(Choice::of(&state.decided.review))));
    Vec::new()
}

/// A format was chosen: asks for the name of the file.
pub fn chosen(state: &mut State, formats: Formats) {
    state.overlay = None;
    let Some(format) = formats.chosen() else { return };
    let name = match format.endings.first() {
        Some(ending) => format!("quotes.{ending}"),
        None => format!("quotes-{}.json", format.name),
    };
    open_file(state, Wanted { format, choice: formats.choice, in_the_way: None }, &name);
}

/// There is a file of this name already: asks again.
pub fn in_the_way(state: &mut State, wanted: Wanted, path: String) {
    if state.prompt.is_none() {
        open_file(state, Wanted { in_the_way: Some(path.clone()), ..wanted }, &path);
    }
}

/// The name was given: has the quotes written.
pub fn write(state: &mut State, wanted: Wanted, path: &str) -> Vec<Effect> {
    let path = path.trim();
    if path.is_empty() {
        return state.told("Nothing was written: the file has no name.");
    }
    let (quotes, of) = shown(state);
    let (query, about) = match asked(state) {
        Some(query) => {
            let about = format!(" of the query {}", query.text());
            (Some(query), about)
        }
        None => (None, format!(" of {of}")),
    };
    state.notice = Some(format!("{path} is being written …"));
    vec![Effect::Export(Box::new(Export {
        replace: wanted.in_the_way.as_deref() == Some(path),
        wanted,
        path: path.to_owned(),
        quotes: sorted(quotes),
        query,
        about,
        corpus: Arc::clone(&state.corpus),
        review: state.decided.review.clone(),
    }))]
}

fn sorted(mut quotes: Vec<QuoteRef>) -> Vec<QuoteRef> {
    quotes.sort_unstable();
    quotes.dedup();
    quotes
}

/// The query of the focused list, as one that quotes answer. Words alone are asked of what the list shows, not of quotes.
fn asked(state: &State) -> Option<Query> {
    let focus = if state.focus == Focus::Reader { return None } else { state.focus };
    let query = &state.list(focus).filter.as_ref()?.query;
    Query::of_list(query.text(), List::Quotes(0)).ok().filter(|query| !query.is_ranked() && !query.is_empty())
}

#[cfg(test)]
mod tests;
