//! Typing at the bottom of the screen: a search of the texts or a filter of a list. Results come while one types.

use super::choose::{arrange, choose};
use super::recall::{Back, Shelf};
use super::state::{Find, Light};
use super::{Effect, State, Wanted, annotate, correct, export, queries, rulings, scope};
use crate::model::{Mention, Span};
use crate::pane::input::{self, Input};
use crate::pane::list::Filter;
use crate::pane::{Focus, Item};
use crate::review::{Target, VoiceAnchor};
use crate::search::query::{self, Completion};
use crate::search::{List, Literal, Query, Wrong};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::civil::Date;

/// What is being typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What for.
    pub kind: Kind,
    /// What was typed so far.
    pub input: Input,
    /// What stood there before, to go back to.
    before: String,
    /// Where one is among what was typed earlier.
    back: Back,
    /// The voice whose speaker is being renamed.
    voice: Option<VoiceAnchor>,
    /// What tags or a date are written on.
    target: Option<Target>,
    /// The day from which a date in words is worked out: that of the article.
    pub day: Option<Date>,
    /// What is written to the file that is being named.
    pub export: Option<Wanted>,
    /// What is wrong with the query of a filter; as long as something is, the last one that was understood holds.
    pub wrong: Option<Wrong>,
    /// What the word at the cursor is being completed to, and which of these stands there.
    pub completing: Option<(Completion, usize)>,
}

impl Prompt {
    fn new(kind: Kind, input: Input, before: String) -> Prompt {
        Prompt {
            kind,
            input,
            before,
            back: Back::default(),
            voice: None,
            target: None,
            day: None,
            export: None,
            wrong: None,
            completing: None,
        }
    }
}

/// What a prompt is for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A search of the texts.
    Find,
    /// A filter of this pane's list.
    Filter(Focus),
    /// The name of the speaker that was chosen.
    Rename,
    /// The tags of what was chosen.
    Tags,
    /// When the chosen quote was said.
    Said,
    /// The name of the file that quotes are written to.
    File,
    /// The query of a scope.
    Scope,
}

impl Kind {
    /// Where what is typed is kept, to be brought back.
    fn shelf(self) -> Option<Shelf> {
        match self {
            Kind::Find => Some(Shelf::Searches),
            Kind::Filter(_) | Kind::Scope => Some(Shelf::Queries),
            Kind::Rename | Kind::Tags | Kind::Said | Kind::File => None,
        }
    }
}

/// Opens the prompt of the search.
pub fn open_find(state: &mut State) {
    let before = state.find.query.clone();
    state.prompt = Some(Prompt::new(Kind::Find, Input::default(), before));
}

/// Opens the prompt of the focused list's filter.
pub fn open_filter(state: &mut State) {
    let focus = if state.focus == Focus::Reader { Focus::Articles } else { state.focus };
    if state.focus == Focus::Reader {
        super::choose::focus(state, Focus::Articles);
    }
    if let Focus::Board(board) = focus {
        state.boards[board as usize].inside = false;
    }
    let before = state.list(focus).filter.as_ref().map_or(String::new(), |f| f.query.text().to_owned());
    state.prompt = Some(Prompt::new(Kind::Filter(focus), Input::new(&before), before));
}

/// Opens the prompt of a scope's query.
pub fn open_scope(state: &mut State) {
    state.prompt = Some(Prompt::new(Kind::Scope, Input::default(), String::new()));
}

/// Opens the prompt of the chosen speaker's name.
pub fn open_rename(state: &mut State) {
    let Some((voice, name)) = rulings::to_rename(state) else {
        state.notice = Some("No speaker is chosen.".to_owned());
        return;
    };
    let before = name.into_string();
    let prompt = Prompt::new(Kind::Rename, Input::new(&before), before);
    state.prompt = Some(Prompt { voice: Some(voice), ..prompt });
}

/// Opens the prompt of tags.
pub fn open_tags(state: &mut State, target: Target, before: &str) {
    let prompt = Prompt::new(Kind::Tags, Input::new(before), before.to_owned());
    state.prompt = Some(Prompt { target: Some(target), ..prompt });
}

/// Opens the prompt of when something was said, in an article of this day.
pub fn open_said(state: &mut State, target: Target, day: Option<Date>, before: &str) {
    let prompt = Prompt::new(Kind::Said, Input::new(before), before.to_owned());
    state.prompt = Some(Prompt { target: Some(target), day, ..prompt });
}

/// Opens the prompt of a file's name.
pub fn open_file(state: &mut State, wanted: Wanted, name: &str) {
    let prompt = Prompt::new(Kind::File, Input::new(name), name.to_owned());
    state.prompt = Some(Prompt { export: Some(wanted), ..prompt });
}

/// Takes a key while the prompt is open.
pub fn key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let Some(prompt) = state.prompt.as_mut() else { return Vec::new() };
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    if let (Kind::Filter(_) | Kind::Tags | Kind::Scope, KeyCode::Tab | KeyCode::BackTab) = (prompt.kind, key.code) {
        return complete(state, key.code == KeyCode::Tab);
    }
    prompt.completing = None;
    if let (Kind::Filter(focus), KeyCode::Char('s'), true) = (prompt.kind, key.code, control) {
        return if prompt.wrong.is_some() { Vec::new() } else { queries::save_from(state, focus) };
    }
    if let (Some(shelf), KeyCode::Up | KeyCode::Down) = (prompt.kind.shelf(), key.code) {
        return recall(state, shelf, key.code == KeyCode::Up);
    }
    let Some(motion) = input::motion(key) else {
        return match key.code {
            KeyCode::Enter => accept(state),
            _ if input::leaves(key) => cancel(state),
            _ if prompt.input.key(key) == Some(true) => typed(state),
            _ => Vec::new(),
        };
    };
    match prompt.kind {
        Kind::Filter(focus) => {
            super::update::move_list(state, focus, motion);
        }
        Kind::Find | Kind::Rename | Kind::Tags | Kind::Said | Kind::File | Kind::Scope => {}
    }
    Vec::new()
}

/// Brings back what was typed earlier, or later.
fn recall(state: &mut State, shelf: Shelf, earlier: bool) -> Vec<Effect> {
    let Some(prompt) = state.prompt.as_mut() else { return Vec::new() };
    let now = prompt.input.text().to_owned();
    let Some(text) = state.recall.step(shelf, &mut prompt.back, &now, earlier) else { return Vec::new() };
    prompt.input = Input::new(&text);
    typed(state)
}

/// Takes pasted text while the prompt is open.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(prompt) = state.prompt.as_mut() else { return Vec::new() };
    prompt.completing = None;
    prompt.input.insert(text.trim_end_matches(['\r', '\n']));
    typed(state)
}

fn typed(state: &mut State) -> Vec<Effect> {
    let Some(prompt) = &state.prompt else { return Vec::new() };
    let query = prompt.input.text().to_owned();
    match prompt.kind {
        Kind::Find => ask_find(state, &query),
        Kind::Said => {
            let wrong = correct::time_said(&query, prompt.day).err().filter(|_| !query.trim().is_empty());
            let wrong = wrong.map(|why| Wrong::new(0..query.len(), why));
            if let Some(prompt) = &mut state.prompt {
                prompt.wrong = wrong;
            }
            Vec::new()
        }
        Kind::Rename | Kind::Tags | Kind::File => Vec::new(),
        Kind::Scope => {
            let wrong = Query::of_list(&query, List::Articles).err();
            if let Some(prompt) = &mut state.prompt {
                prompt.wrong = wrong;
            }
            Vec::new()
        }
        Kind::Filter(focus) => ask_filter(state, focus, &query),
    }
}

fn ask_find(state: &mut State, query: &str) -> Vec<Effect> {
    let wrong = Literal::parse(query).err();
    if let Some(prompt) = &mut state.prompt {
        prompt.wrong = wrong;
    }
    state.find.query = query.to_owned();
    let effect = state.ask_find();
    if effect.is_none() {
        drop_find(state);
    }
    effect.into_iter().collect()
}

pub(super) fn ask_filter(state: &mut State, focus: Focus, query: &str) -> Vec<Effect> {
    let list = state.filtered(focus);
    let (query, wrong) = match Query::of_list(query, list) {
        Ok(query) => (Some(query), None),
        Err(wrong) => {
            let now = state.list(focus).filter.as_ref().map_or("", |filter| filter.query.text());
            (wrong.before(query, now).and_then(|before| Query::of_list(before, list).ok()), Some(wrong))
        }
    };
    if let Some(prompt) = &mut state.prompt {
        prompt.wrong = wrong;
    }
    match query {
        None => Vec::new(),
        Some(query) if query.is_empty() => {
            drop_filter(state, focus);
            Vec::new()
        }
        Some(query) => {
            state.list_mut(focus).filter.get_or_insert_with(Filter::default).query = query;
            state.ask_filter(focus).into_iter().collect()
        }
    }
}

/// Asks those filters again whose answer follows from what is decided. What was merely opened stays in a list of what is
/// unread until it is asked for anew: nothing vanishes under the cursor because one looks at it.
pub fn ask_decided(state: &mut State) -> Vec<Effect> {
    let asks = |state: &State, focus| state.list(focus).filter.as_ref().is_some_and(|filter| filter.query.asks_decisions());
    Focus::lists().filter_map(|focus| if asks(state, focus) { state.ask_filter(focus) } else { None }).collect()
}

/// Completes the word at the cursor, or puts the next (or last) of what can stand there in its place.
fn complete(state: &mut State, forward: bool) -> Vec<Effect> {
    let list = match state.prompt.as_ref().map(|prompt| prompt.kind) {
        Some(Kind::Filter(focus)) => Some(state.filtered(focus)),
        Some(Kind::Scope) => Some(List::Articles),
        _ => None,
    };
    let Some(prompt) = &mut state.prompt else { return Vec::new() };
    let (completion, old, new) = match prompt.completing.take() {
        Some((completion, old)) => {
            let count = completion.values.len();
            let new = (old + if forward { 1 } else { count - 1 }) % count.max(1);
            (completion, Some(old), new)
        }
        None => {
            let (text, cursor) = (prompt.input.text(), prompt.input.cursor());
            let review = &state.decided.review;
            let completion = match list {
                Some(list) => query::complete(text, cursor, list, &state.corpus, review),
                None => query::complete_tag(text, cursor, review),
            };
            let Some(completion) = completion else { return Vec::new() };
            (completion, None, 0)
        }
    };
    let end = old.and_then(|old| completion.values.get(old)).map_or(completion.at.end, |v| completion.at.start + v.len());
    if let Some(value) = completion.values.get(new) {
        prompt.input.replace(completion.at.start..end, value);
    }
    // Of one there is nothing to choose; the next Tab completes what follows.
    prompt.completing = Some((completion, new)).filter(|(completion, _)| completion.values.len() > 1);
    typed(state)
}

fn accept(state: &mut State) -> Vec<Effect> {
    if state.prompt.as_ref().is_some_and(|prompt| prompt.wrong.is_some()) {
        // It is told what is wrong; what was typed is not thrown away.
        return Vec::new();
    }
    let Some(prompt) = state.prompt.take() else { return Vec::new() };
    if let Some(shelf) = prompt.kind.shelf() {
        state.recall.entered(shelf, prompt.input.text());
    }
    match (prompt.kind, prompt.target) {
        (Kind::Tags, Some(target)) => return annotate::tags(state, target, prompt.input.text()),
        (Kind::Said, Some(_)) if prompt.input.text().trim() == prompt.before => return state.told("It is as it was."),
        (Kind::Said, Some(target)) => return correct::said(state, target, prompt.input.text(), prompt.day),
        _ => {}
    }
    if let Some(wanted) = prompt.export {
        return export::write(state, wanted, prompt.input.text());
    }
    if let Some(voice) = prompt.voice {
        return rulings::rename(state, voice, prompt.input.text());
    }
    if prompt.kind == Kind::Scope {
        return scope::to_query(state, prompt.input.text());
    }
    if prompt.kind == Kind::Find && !state.find.query.is_empty() {
        state.find.go = true;
        arrived(state);
    }
    Vec::new()
}

fn cancel(state: &mut State) -> Vec<Effect> {
    let Some(prompt) = state.prompt.take() else { return Vec::new() };
    match prompt.kind {
        Kind::Find => ask_find(state, &prompt.before),
        Kind::Rename | Kind::Tags | Kind::Said | Kind::File | Kind::Scope => Vec::new(),
        Kind::Filter(focus) => ask_filter(state, focus, &prompt.before),
    }
}

/// Drops the search.
pub fn drop_find(state: &mut State) {
    state.generation += 1;
    state.find = Find { generation: state.generation, ..Find::default() };
    state.reader.place = None;
    if state.lights.articles == Some(Light::Hits) {
        state.lights.articles = None;
    }
    arrange(state);
}

/// Drops the filter of a pane's list.
pub fn drop_filter(state: &mut State, focus: Focus) {
    state.list_mut(focus).filter = None;
    rearrange(state, focus);
}

/// Takes the answer to a filter.
pub fn filtered(state: &mut State, generation: u64, items: Vec<u32>, done: bool) {
    let asked = |focus: &Focus| state.list(*focus).filter.as_ref().is_some_and(|f| f.generation == generation);
    let Some(focus) = Focus::lists().find(asked) else { return };
    let first = state.list(focus).filter.as_ref().is_some_and(|f| !f.done);
    if let Some(filter) = &mut state.list_mut(focus).filter {
        (filter.items, filter.done) = (Some(items), done);
    }
    let typing = state.prompt.as_ref().is_some_and(|p| p.kind == Kind::Filter(focus));
    rearrange(state, focus);
    if typing && first {
        // The best match is what is meant, until somebody moves.
        state.list_mut(focus).reset();
        chosen(state, focus);
    }
}

/// Takes hits of the search.
pub fn found(state: &mut State, generation: u64, hits: Vec<Mention>, done: bool) {
    if state.find.generation != generation {
        return;
    }
    state.find.articles = super::links::articles_of_hits(&hits).len();
    (state.find.hits, state.find.done) = (hits, done);
    state.lights.articles = Some(Light::Hits);
    arrange(state);
    state.articles.list.scroll_home();
    arrived(state);
}

/// Goes to the first hit, if that is still to be done and can be.
fn arrived(state: &mut State) {
    if state.find.go && state.prompt.is_none() && (state.find.done || !state.find.hits.is_empty()) {
        state.find.go = false;
        let here = state.place();
        if next_hit(state, 0) {
            state.jumps.leave(here);
        } else {
            state.notice = Some(format!("Nothing matches {}.", state.find.query));
        }
    }
}

/// Goes `by` hits further, in the order of the list of articles and around its end; 0: to the first at or after where
/// the reader stands. `false` when there is none.
pub fn next_hit(state: &mut State, by: isize) -> bool {
    let Some(hit) = hit_from(state, by) else { return false };
    super::choose::open(state, hit.article);
    state.lights.speakers = Some(Item::Article(hit.article));
    state.lights.timeline = Some(Item::Article(hit.article));
    arrange(state);
    super::choose::focus(state, Focus::Reader);
    let corpus = std::sync::Arc::clone(&state.corpus);
    state.reader.go_to_hit(&corpus, hit.span);
    true
}

fn hit_from(state: &State, by: isize) -> Option<Mention> {
    let hits = &state.find.hits;
    let of = |article: u32| {
        let start = hits.partition_point(|h| h.article < article);
        let end = hits.partition_point(|h| h.article <= article);
        hits.get(start..end).unwrap_or(&[])
    };
    let here = state.reader.article;
    if let Some(article) = here {
        let own = of(article);
        let at = state.reader.place.map_or(Span::new(state.reader.stored_top(), 0), |p| p);
        let found = match by {
            0 => own.iter().find(|h| h.span.start >= at.start),
            1.. => own.iter().find(|h| h.span.start > at.start),
            _ => own.iter().rev().find(|h| h.span.start < at.start),
        };
        if let Some(hit) = found {
            return Some(*hit);
        }
    }
    let items = state.articles.list.items();
    let count = items.len();
    let backward = by < 0;
    let start =
        here.and_then(|here| items.iter().position(|i| *i == here)).unwrap_or(if backward { 0 } else { count.max(1) - 1 });
    let ring = (1..=count).filter_map(|k| items.get((start + if backward { count - k } else { k }) % count));
    let mut found = ring.map(|a| of(*a)).filter(|own| !own.is_empty());
    found.next().and_then(|own| if backward { own.last() } else { own.first() }).copied()
}

/// Takes note of what is chosen in a pane's list.
pub fn chosen(state: &mut State, focus: Focus) {
    let item = match focus {
        Focus::Articles | Focus::Reader => state.articles.list.item().map(Item::Article),
        Focus::Speakers => state.speakers.list.item().map(Item::Speaker),
        Focus::Quotes => state.quotes.chosen(&state.corpus).map(Item::Quote),
        Focus::Timeline => state.timeline.list.item().map(Item::Event),
        Focus::Board(board) => state.boards[board as usize].list.item().map(|entry| Item::Entry(board, entry)),
        Focus::Queue => state.queue.chosen().map(Item::Quote),
    };
    if let Some(item) = item {
        choose(state, item, focus);
    }
}

fn rearrange(state: &mut State, focus: Focus) {
    if focus == Focus::Quotes {
        super::choose::show_quotes(state);
    } else {
        arrange(state);
    }
}
