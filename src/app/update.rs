//! Messages → changes of state and effects.

use super::carry::sort;
use super::choose::{arrange, choose, focus, follow, restore, show_quotes};
use super::correct::{self, Edge};
use super::state::{Lights, Overlay};
use super::{
    Effect, Export, Loading, Msg, State, annotate, copy, decide, export, mouse, orders, overlay, prompt, queries, review,
    rulings, scope, select, selection, session, timeline,
};
use crate::action::Action;
use crate::keymap::Step;
use crate::model::path;
use crate::pane::paint::{number, plural};
use crate::pane::palette::Actions;
use crate::pane::picker::Picker;
use crate::pane::{Board, Focus, Item, Motion, facets};
use crate::review::Verdict;
use crossterm::event::{KeyEvent, KeyEventKind};
use std::sync::Arc;

/// Takes one message: changes the state and says what is to be done outside.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let deed = session::is_deed(&msg);
    let mut effects = take(state, msg);
    if deed {
        session::deed(state, &effects);
    }
    state.lay_out();
    session::note(state, &mut effects);
    decide::give_out(state, &mut effects);
    effects
}

fn take(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => take_key(state, key),
        Msg::Paste(text) if state.prompt.is_some() => prompt::paste(state, &text),
        Msg::Paste(text) => overlay::paste(state, &text),
        Msg::Mouse(event) => mouse::take(state, event),
        Msg::Do(action) => act(state, action, None),
        Msg::Resize(width, height) => {
            state.size = (width, height);
            Vec::new()
        }
        Msg::PendingTimeout => {
            state.continuations = !state.pending.is_empty();
            Vec::new()
        }
        Msg::Loading(loading) => take_loading(state, loading),
        Msg::Corpus(snapshot) => take_corpus(state, |state| decide::corpus_came(state, snapshot)),
        Msg::Laid { generation, snapshot, placed } => {
            take_corpus(state, |state| decide::laid(state, generation, snapshot, *placed))
        }
        Msg::Filtered { generation, items, done, .. } => {
            prompt::filtered(state, generation, items, done);
            Vec::new()
        }
        Msg::Selected { generation, answer } => selection::answered(state, generation, *answer),
        Msg::Found { generation, hits, done } => {
            prompt::found(state, generation, hits, done);
            Vec::new()
        }
        Msg::Edited(text) => annotate::edited(state, &text),
        Msg::Notice(notice) => {
            state.notice = Some(notice);
            Vec::new()
        }
        Msg::InTheWay(export) => {
            let Export { wanted, path, .. } = *export;
            export::in_the_way(state, wanted, path);
            Vec::new()
        }
        Msg::Theme(theme) => {
            state.theme = theme;
            session::theme_came(state);
            Vec::new()
        }
        Msg::Opened(opened) => session::take_up(state, *opened),
        Msg::Kept { number, at } => {
            decide::kept(state, number, at);
            Vec::new()
        }
        Msg::Unkept(why) => decide::unkept(state, why),
        Msg::KeptAgain => decide::kept_again(state),
        Msg::KeepDue => session::due(state),
        Msg::Leave => session::keep(state),
    }
}

/// Takes a snapshot; tells when files were written or removed since all was loaded.
fn take_corpus(state: &mut State, take: impl FnOnce(&mut State) -> Vec<Effect>) -> Vec<Effect> {
    let size = decide::read_so_far;
    let before = size(state);
    let mut effects = take(state);
    effects.extend(session::go_there(state, false));
    let now = size(state);
    if state.loading.as_ref().is_some_and(|loading| loading.done) {
        let word = if now.0 > before.0 { "more" } else { "fewer" };
        let articles = plural(now.0.abs_diff(before.0), "article", "articles");
        let troubles = plural(now.1.saturating_sub(before.1), "trouble", "troubles");
        if now.0 != before.0 {
            tell(state, &format!("{articles} {word}, {} in all.", number(now.0)));
        }
        if now.1 > before.1 {
            tell(state, &format!("{troubles} more."));
        }
    }
    effects
}

/// Says something behind what is told already and not yet answered by a key.
pub(super) fn tell(state: &mut State, what: &str) {
    let before = state.notice.take().filter(|notice| !notice.is_empty()).map(|notice| notice + " ").unwrap_or_default();
    state.notice = Some(before + what);
}

fn take_loading(state: &mut State, loading: Loading) -> Vec<Effect> {
    let ended = loading.done && state.loading.as_ref().is_none_or(|before| !before.done);
    if ended {
        let word = if loading.cancelled { "Stopped" } else { "Done" };
        let articles = plural(loading.articles as usize, "article", "articles");
        let files = plural(loading.files_read as usize, "file", "files");
        let troubles = match loading.troubles {
            0 => String::new(),
            n => format!(", {}", plural(n as usize, "trouble", "troubles")),
        };
        let left_out = match loading.left_out {
            0 => String::new(),
            n => format!(" Ignore files hide {}.", plural(n as usize, "file or folder", "files and folders")),
        };
        tell(state, &format!("{word}: {articles} from {files}{troubles}.{left_out}"));
    }
    let done = loading.done;
    state.loading = Some(loading);
    if done { session::go_there(state, true) } else { Vec::new() }
}

fn take_key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    if key.kind == KeyEventKind::Release {
        return Vec::new();
    }
    state.notice = None;
    state.continuations = false;
    if state.prompt.is_some() {
        return prompt::key(state, key);
    }
    if let Some(effects) = overlay::key(state, key) {
        return effects;
    }
    if state.overlay.is_none()
        && let Some(effects) = select::key(state, key)
    {
        return effects;
    }
    match state.keymap.feed(&mut state.pending, key) {
        Step::Action(action, count) => act(state, action, count),
        Step::Pending(_) => vec![Effect::PendingTimer],
        Step::Nothing => Vec::new(),
    }
}

/// Does an action, `count` times where that means anything.
pub(super) fn act(state: &mut State, action: Action, count: Option<u32>) -> Vec<Effect> {
    if state.overlay.is_some() {
        return overlay::act(state, action, count);
    }
    if let Some(effects) = select::act(state, action, count) {
        return effects;
    }
    if let Some(motion) = Motion::of(action, count) {
        move_in(state, motion);
        return Vec::new();
    }
    let times = count.unwrap_or(1).max(1) as isize;
    match action {
        Action::NextPane => focus(state, state.focus.step(times, state.desk)),
        Action::PreviousPane => focus(state, state.focus.step(-times, state.desk)),
        Action::FocusArticles => focus(state, Focus::Articles),
        Action::FocusReader => focus(state, Focus::Reader),
        Action::FocusSpeakers => focus(state, Focus::Speakers),
        Action::FocusTimeline => focus(state, Focus::Timeline),
        Action::FocusLedger => focus_board(state, Board::Ledger),
        Action::FocusDrift => focus_board(state, Board::Drift),
        Action::FocusBalance => focus_board(state, Board::Balance),
        Action::FocusFindings => focus_board(state, Board::Findings),
        Action::FocusQueue => focus(state, Focus::Queue),
        Action::Review => return review::start(state),
        Action::ReviewAll => return review::start_all(state),
        Action::ReviewDifferences => review::start_differences(state),
        Action::TakeOther => return review::take_other(state),
        Action::Accept => return review::give(state, Verdict::Accepted),
        Action::Reject => return review::give(state, Verdict::Rejected),
        Action::Flag => return review::give(state, Verdict::Flagged),
        Action::Skip => return review::give(state, Verdict::Skipped),
        Action::AcceptAll => return review::give_all(state, Verdict::Accepted),
        Action::RejectAll => return review::give_all(state, Verdict::Rejected),
        Action::Zoom => state.zoom = !state.zoom,
        Action::ZoomIn => timeline::zoom(state, -times),
        Action::ZoomOut => timeline::zoom(state, times),
        Action::ZoomFit => timeline::fit(state),
        Action::Facets => timeline::open_facets(state),
        Action::Track => timeline::next_track(state),
        Action::Follow => {
            if let Err(why) = follow(state) {
                state.notice = Some(why.to_owned());
            }
        }
        Action::Back if state.focus == Focus::Queue => match review::back(state) {
            Some(effects) => return effects,
            None => jump(state, true, times),
        },
        Action::Back | Action::Forward => jump(state, action == Action::Back, times),
        Action::Clear => return clear(state),
        Action::NextQuote => step_quote(state, times),
        Action::PreviousQuote => step_quote(state, -times),
        Action::NextArticle => step_article(state, times),
        Action::PreviousArticle => step_article(state, -times),
        Action::FindNext => step_hit(state, times),
        Action::FindPrevious => step_hit(state, -times),
        Action::Find => prompt::open_find(state),
        Action::Filter if state.focus == Focus::Queue => {
            state.notice = Some("Filter a list, and start a review of what it shows (r).".to_owned());
        }
        Action::Filter => prompt::open_filter(state),
        Action::Queries => return queries::open(state),
        Action::Sort => next_sort(state),
        Action::Scope => return scope::enter(state),
        Action::AsFound => return decide::as_found(state),
        Action::Palette => state.overlay = Some(Overlay::Palette(Picker::new(Actions))),
        Action::Help => state.overlay = Some(Overlay::Help(Default::default())),
        Action::Troubles => state.overlay = Some(Overlay::Troubles(Default::default())),
        Action::Count => state.pending.begin_count(),
        Action::MergeSpeaker => return rulings::merge(state),
        Action::SplitSpeaker => return rulings::split(state),
        Action::RenameSpeaker => prompt::open_rename(state),
        Action::CorrectSpeaker => return correct::open_speaker(state),
        Action::CorrectKind => return correct::kind(state),
        Action::CorrectStance => return correct::stance(state),
        Action::CorrectDate => return correct::open_said(state),
        Action::StartEarlier => return correct::span(state, Edge::StartEarlier),
        Action::StartLater => return correct::span(state, Edge::StartLater),
        Action::EndLater => return correct::span(state, Edge::EndLater),
        Action::EndEarlier => return correct::span(state, Edge::EndEarlier),
        Action::Select => return select::begin(state),
        Action::Highlight => return select::highlight(state),
        Action::NextPassage => return select::step(state, times),
        Action::PreviousPassage => return select::step(state, -times),
        Action::WriteOut => return export::open(state),
        Action::Note => return annotate::open_note(state),
        Action::Tag => return annotate::open_tags(state),
        Action::Mark => return annotate::mark(state),
        Action::Unread => return annotate::unread(state),
        Action::Undo => return undo(state),
        Action::Redo => return decide::redo(state),
        _ => return outside(state, action),
    }
    Vec::new()
}

/// Actions that are done outside.
fn outside(state: &mut State, action: Action) -> Vec<Effect> {
    let effect = match action {
        Action::Quit => Effect::Quit,
        Action::Suspend => Effect::Suspend,
        Action::Redraw => Effect::Redraw,
        Action::NextTheme => session::ask_theme(state),
        Action::CancelLoading => Effect::CancelLoading,
        Action::Mouse => {
            state.mouse = !state.mouse;
            Effect::Mouse(state.mouse)
        }
        Action::Copy => match copy::copied(state) {
            Some((text, what)) => {
                state.notice = Some(format!("{what} was copied."));
                Effect::Copy(text)
            }
            None => return state.told("There is no quote here to copy."),
        },
        Action::OpenEditor => match editor(state) {
            Some(effect) => effect,
            None => return state.told("No article is open."),
        },
        Action::OpenBrowser => {
            let article = state.reader.article.and_then(|a| state.corpus.articles.get(a as usize));
            match article.and_then(|a| a.source.url.clone()) {
                Some(url) => Effect::OpenBrowser(url.into_string()),
                None => return state.told("This article's source gives no address; e opens the file."),
            }
        }
        _ => return Vec::new(),
    };
    vec![effect]
}

/// Lets go of a merge that has begun, or takes the last decision back.
fn undo(state: &mut State) -> Vec<Effect> {
    if rulings::let_go(state) { state.told("Nothing is merged.") } else { decide::undo(state) }
}

/// The source of the open article, at the line where the reader stands; a record of many at its own line.
fn editor(state: &State) -> Option<Effect> {
    let article = state.corpus.articles.get(state.reader.article? as usize)?;
    let shown = &article.source.path;
    let line = match shown.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).as_deref() {
        Some("jsonl") => article.source.record + 1,
        Some("json") => 1,
        _ => state.reader.source_line(&state.corpus),
    };
    Some(Effect::OpenEditor { path: path::real(shown), line })
}

fn move_in(state: &mut State, motion: Motion) {
    if state.focus == Focus::Reader {
        let corpus = Arc::clone(&state.corpus);
        state.reader.go(&corpus, motion);
    } else {
        move_list(state, state.focus, motion);
    }
}

/// Moves the choice of a pane's list.
pub(super) fn move_list(state: &mut State, focus: Focus, motion: Motion) {
    match focus {
        Focus::Board(board) => {
            state.boards[board as usize].go(motion);
            state.lay_out();
        }
        focus => state.list_mut(focus).go(motion),
    }
    prompt::chosen(state, focus);
}

/// Gives a board the keys; its own key again leaves the sentences for the entries.
fn focus_board(state: &mut State, board: Board) {
    if state.focus == Focus::Board(board) {
        state.boards[board as usize].inside = false;
    }
    focus(state, Focus::Board(board));
}

fn jump(state: &mut State, back: bool, times: isize) {
    for _ in 0..times.min(200) {
        let here = state.place();
        let place = if back { state.jumps.back(here) } else { state.jumps.forward(here) };
        match place {
            Some(place) => restore(state, &place),
            None => {
                let word = if back { "This is the first place." } else { "This is the last place." };
                state.notice = Some(word.to_owned());
                return;
            }
        }
    }
}

/// Leaves the sentences of a board, or drops the first there is of: filter, facets, search, narrowing, scope, lights.
fn clear(state: &mut State) -> Vec<Effect> {
    if rulings::let_go(state) {
        return state.told("Nothing is merged.");
    }
    if let Focus::Board(board) = state.focus
        && state.boards[board as usize].inside
    {
        state.boards[board as usize].inside = false;
        state.narrow = state.narrow.filter(|item| !item.same_kind(Item::Entry(board, 0)));
        arrange(state);
        return Vec::new();
    }
    let mut lists = std::iter::once(state.focus).chain(Focus::lists());
    if let Some(focus) = lists.find(|f| state.list(*f).filter.is_some()) {
        prompt::drop_filter(state, focus);
    } else if state.timeline.facets != facets::opening() {
        timeline::drop_facets(state);
    } else if !state.find.query.is_empty() {
        prompt::drop_find(state);
    } else if state.narrow.is_some() {
        state.narrow = None;
        arrange(state);
    } else if state.scopes.is_empty() {
        state.lights = Lights::default();
        arrange(state);
        show_quotes(state);
    } else {
        return scope::leave(state).unwrap_or_default();
    }
    Vec::new()
}

fn step_quote(state: &mut State, by: isize) {
    let corpus = Arc::clone(&state.corpus);
    if !state.reader.step_quote(&corpus, by) {
        let word = if by > 0 { "This is the last quote; J opens the next article." } else { "This is the first quote." };
        state.notice = Some(word.to_owned());
        return;
    }
    if let (Some(article), Some(quote)) = (state.reader.article, state.reader.quote) {
        choose(state, Item::Quote(crate::model::QuoteRef { article, quote }), Focus::Reader);
    }
}

fn step_article(state: &mut State, by: isize) {
    match state.articles.beside(state.reader.article, by) {
        Some(article) => choose(state, Item::Article(article), Focus::Reader),
        None => state.notice = Some("There is no further article in the list.".to_owned()),
    }
}

fn step_hit(state: &mut State, by: isize) {
    if state.find.query.is_empty() {
        state.notice = Some("Nothing is searched for; / finds words in all articles.".to_owned());
        return;
    }
    let here = state.place();
    let mut went = false;
    for _ in 0..by.unsigned_abs().min(1_000) {
        went = prompt::next_hit(state, by.signum());
    }
    if !went {
        state.notice = Some(format!("Nothing matches {}.", state.find.query));
    } else if here.article != state.reader.article || here.focus != Focus::Reader {
        state.jumps.leave(here);
    }
}

fn next_sort(state: &mut State) {
    let Some(name) = orders::next(state, state.focus) else {
        state.notice = Some("A review goes by certainty, the least certain first.".to_owned());
        return;
    };
    state.notice = Some(format!("Sorted: {name}."));
    if state.focus == Focus::Quotes {
        show_quotes(state);
    } else {
        sort(state);
        arrange(state);
    }
}
