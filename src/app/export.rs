//! Writing quotes to a file: which ones, in which format, under which name. The file itself is written outside.

use super::prompt::open_file;
use super::review::shown;
use super::selection::Source;
use super::state::{Overlay, State};
use super::{Effect, Export};
use crate::export::quotes::{Choice, Format};
use crate::pane::formats::Formats;
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
    if state.corpus.articles.is_empty() {
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
    let (source, of) = shown(state);
    let about = match &source {
        Source::Of(_, _, query) if !query.is_empty() => format!(" of {of}, by the query {}", query.text()),
        _ => format!(" of {of}"),
    };
    state.notice = Some(format!("{path} is being written …"));
    vec![Effect::Export(Box::new(Export {
        replace: wanted.in_the_way.as_deref() == Some(path),
        wanted,
        path: path.to_owned(),
        source,
        about,
        corpus: Arc::clone(&state.corpus),
        review: state.decided.review.clone(),
    }))]
}

#[cfg(test)]
mod tests;
