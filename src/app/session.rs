//! The session: what the interface takes up from the last run, and what it gives to be kept for the next.
//!
//! What was read is taken up at once. Where one was is taken up as soon as a snapshot holds it, unless a person has done
//! something before. As long as that is open, what is given to be kept is what was taken up: nothing is lost by
//! leaving early. Nothing is given before anything was taken up, nor as long as nothing has changed. The review of the last
//! run goes on when all is loaded, so that it holds what has come in since.

mod spot;

use super::carry::sort;
use super::choose::{arrange, restore};
use super::selection::{self, Deed, Source};
use super::state::Place;
use super::{Effect, State, decide, orders, scope};
use crate::model::Span;
use crate::pane::histogram::Unit;
use crate::pane::list::Filter;
use crate::pane::queue::Queue;
use crate::pane::{Focus, facets};
use crate::search::Query;
use crate::store::Opened;
use crate::store::session::{Facet, Quoted, Quotes, Session, Spot, UnderWay};
use crossterm::event::{KeyEventKind, MouseEventKind};
use rustc_hash::FxHashMap;
use spot::{Finder, spot};
use std::sync::Arc;

/// The quotes of a review that are kept one by one; of more none are.
const MOST_QUOTES: usize = 200_000;

/// Of the places to come back to, so many around the present one are kept.
const MOST_JUMPS: usize = 60;

/// How it stands with the session.
#[derive(Clone, Debug, Default)]
pub struct Keeping {
    /// What was taken up; `None` before the store has answered.
    before: Option<Session>,
    /// Whether to go where one was.
    wanted: bool,
    /// Whether what was set up is still to be taken up.
    unset: bool,
    /// What was kept last.
    kept: Session,
    /// Whether the timer runs.
    timed: bool,
    /// Whether the theme that comes next was asked for by a person.
    theme_asked: bool,
    /// Name of the theme that a person has changed to.
    theme: Option<Box<str>>,
    /// The review under way.
    review: Option<Arc<UnderWay>>,
    /// The review of an earlier run that is not taken up yet, and the quote that was chosen in it.
    resume: Option<(Arc<UnderWay>, Option<Quoted>)>,
}

/// Whether a person does something by this message.
pub fn is_deed(msg: &super::Msg) -> bool {
    use super::Msg;
    match msg {
        Msg::Key(key) => key.kind != KeyEventKind::Release,
        Msg::Mouse(mouse) => mouse.kind != MouseEventKind::Moved,
        // The mouse is turned on by the configuration, too.
        Msg::Do(action) => *action != crate::action::Action::Mouse,
        _ => false,
    }
}

/// A person has done something: that goes before the session. Leaving alone does not.
pub fn deed(state: &mut State, effects: &[Effect]) {
    if !effects.iter().any(|effect| matches!(effect, Effect::Quit)) {
        state.moved = true;
        state.keeping.wanted = false;
    }
}

/// Takes up what was kept.
pub fn take_up(state: &mut State, mut opened: Opened) -> Vec<Effect> {
    let before = std::mem::take(&mut opened.session);
    let keeping = &mut state.keeping;
    keeping.unset = before.here != Spot::default();
    keeping.wanted = !state.moved && keeping.unset;
    let theme = before.theme.clone().filter(|_| keeping.theme.is_none() && !keeping.theme_asked);
    if theme.is_some() {
        keeping.theme.clone_from(&theme);
    }
    let scopes = before.scopes.iter().filter_map(scope::taken_up).collect();
    state.recall.take_up(&before.typed);
    if state.scopes.is_empty() {
        state.scopes = scopes;
    }
    let keeping = &mut state.keeping;
    keeping.before = Some(before);
    let done = state.loading.as_ref().is_some_and(|loading| loading.done);
    let mut effects = go_there(state, done);
    effects.extend(decide::opened(state, opened));
    effects.extend(theme.map(|name| Effect::Theme(name.into_string())));
    effects
}

/// Goes where one was, as far as the snapshot holds it; `done` when no other snapshot follows.
pub fn go_there(state: &mut State, done: bool) -> Vec<Effect> {
    let open = (state.keeping.wanted || state.keeping.unset) && !state.corpus.articles.is_empty();
    let Some(before) = state.keeping.before.as_ref().filter(|_| open).cloned() else { return resume(state) };
    if !state.keeping.wanted {
        // What a person does goes before where they were, not before what they had set up.
        let mut effects = set_up(state, &before);
        effects.extend(resume(state));
        return effects;
    }
    let corpus = Arc::clone(&state.corpus);
    let mut finder = Finder::new(&corpus, &before);
    let place = finder.place(&before.here, &state.place());
    let missing = |id: &Option<Arc<str>>, found: Option<u32>| id.is_some() && found.is_none();
    let article_missing = missing(&before.here.article, finder.article(before.here.article.as_deref()));
    let whole = !article_missing
        && !missing(&before.here.speaker, place.speaker)
        && !missing(&before.here.event, place.event)
        && !missing(&before.here.entry, place.entry.map(|entry| entry.item));
    if article_missing && !done {
        return Vec::new();
    }
    (state.zoom, state.timeline.scale) = (before.zoom, before.scale.as_deref().and_then(Unit::by_name));
    let mut effects = if state.keeping.unset { set_up(state, &before) } else { Vec::new() };
    let here = state.place();
    state.jumps.places = before.jumps.iter().map(|spot| finder.place(spot, &here)).collect();
    state.jumps.at = before.jumped.min(state.jumps.places.len());
    restore(state, &place);
    state.lights = finder.lights(&before.lights);
    arrange(state);
    state.moved = true;
    state.keeping.wanted = !whole && !done;
    effects.extend(resume(state));
    state.keeping.kept = session(state).unwrap_or_default();
    effects
}

/// Sets up what a person had set up: orders, facets, filters, the search, the review; nothing that they have set up
/// otherwise since.
fn set_up(state: &mut State, before: &Session) -> Vec<Effect> {
    state.keeping.unset = false;
    let facet = |facet: &Facet| match facet {
        Facet::Outlet(name) => Some(facets::Facet::Outlet(name.clone())),
        Facet::Named(name) => facets::Facet::named(name),
    };
    if state.timeline.facets == facets::opening() {
        state.timeline.facets = before.facets.iter().filter_map(facet).collect();
    }
    let fresh = State::new(Arc::clone(&state.keymap), Arc::clone(&state.theme));
    for focus in Focus::lists() {
        let untouched = orders::name(state, focus) == orders::name(&fresh, focus);
        if let Some(order) = before.orders.get(name(focus)).filter(|_| untouched) {
            orders::choose(state, focus, order);
        }
    }
    sort(state);
    let mut effects = Vec::new();
    for focus in Focus::lists() {
        if state.list(focus).filter.is_some() {
            continue;
        }
        let text = before.filters.get(name(focus)).map(|text| &**text).unwrap_or_default();
        if let Some(query) = Query::of_list(text, state.filtered(focus)).ok().filter(|query| !query.is_empty()) {
            state.list_mut(focus).filter.get_or_insert_with(Filter::default).query = query;
            effects.extend(state.ask_filter(focus));
        }
    }
    if state.find.query.is_empty() {
        state.find.query = before.find.as_deref().unwrap_or_default().to_owned();
        effects.extend(state.ask_find());
    }
    let none = state.queue.is_empty() && state.gathering.is_none();
    if let Some(review) = before.review.as_ref().filter(|_| none) {
        state.keeping.review = Some(Arc::clone(review));
        state.keeping.resume = Some((Arc::clone(review), before.row.clone()));
        state.queue = Queue::gathering(review.of.to_string());
    }
    effects
}

/// Goes on with the review of an earlier run, as soon as all is loaded and it is known what was decided.
fn resume(state: &mut State) -> Vec<Effect> {
    let ready = state.loading.as_ref().is_some_and(|loading| loading.done) && decide::is_settled(state);
    let Some((review, _)) = state.keeping.resume.as_ref().filter(|_| ready && state.gathering.is_none()) else {
        return Vec::new();
    };
    let source = match &review.quotes {
        Quotes::Everything => Source::Everything,
        Quotes::Differences => Source::Differences,
        Quotes::Query(pane, text) => {
            let list = Focus::lists().find(|focus| name(*focus) == &**pane).map(|focus| state.filtered(focus));
            match list.and_then(|list| Some((list, Query::of_list(text, list).ok()?))) {
                Some((list, query)) => Source::Of(list, None, query),
                None => Source::Kept(Vec::new()),
            }
        }
        Quotes::These(articles) => {
            let quote = |id: &Arc<str>, (start, end): (u32, u32)| (Arc::clone(id), Span { start, end });
            Source::Kept(articles.iter().flat_map(|(id, spans)| spans.iter().map(move |span| quote(id, *span))).collect())
        }
    };
    let of = review.of.to_string();
    selection::ask(state, source, Deed::Begin { of, again: true })
}

/// What the session knows of the review under way.
pub type Aside = (Option<Arc<UnderWay>>, Option<(Arc<UnderWay>, Option<Quoted>)>);

/// What the session knows of the review under way, to be put back where no other one comes of it.
pub fn aside(state: &State) -> Aside {
    (state.keeping.review.clone(), state.keeping.resume.clone())
}

/// Puts it back.
pub fn back(state: &mut State, (review, resume): Aside) {
    (state.keeping.review, state.keeping.resume) = (review, resume);
}

/// A person begins a review of this, from a pane.
pub fn reviewing(state: &mut State, pane: Focus, source: &Source) {
    // Where the list is narrowed as well, or of one speaker, the query alone would be another selection.
    let plain = !super::review::is_narrowed(state, pane)
        && (state.timeline.facets == facets::opening() || pane != Focus::Timeline)
        && pane != Focus::Quotes;
    let quotes = match source {
        Source::Everything => Some(Quotes::Everything),
        Source::Of(_, _, query) if plain && !query.is_empty() => Some(Quotes::Query(name(pane).into(), query.text().into())),
        _ => None,
    };
    state.keeping.resume = None;
    let of = state.queue.of.as_str().into();
    state.keeping.review = quotes.map(|quotes| Arc::new(UnderWay { of, quotes }));
}

/// A person begins to settle what was judged differently.
pub fn settling(state: &mut State) {
    state.keeping.resume = None;
    let of = state.queue.of.as_str().into();
    state.keeping.review = Some(Arc::new(UnderWay { of, quotes: Quotes::Differences }));
}

/// The quotes of a review are known; `again` where it is one of an earlier run.
pub fn begun(state: &mut State, again: bool) {
    if let Some((review, row)) = state.keeping.resume.take().filter(|_| again) {
        if let Quotes::These(articles) = &review.quotes {
            let gone = articles.iter().map(|(_, spans)| spans.len()).sum::<usize>().saturating_sub(state.queue.rows().len());
            if gone > 0 {
                super::update::tell(state, &format!("{gone} quotes of the review are not there any more."));
            }
        }
        let chosen = row.and_then(|(id, start)| {
            let at = state.queue.keys().iter().position(|(own, span)| *own == id && span.start == start)?;
            state.queue.rows().get(at).copied()
        });
        if let Some(at) = chosen {
            state.queue.select(at);
        }
    } else if state.queue.is_empty() {
        state.keeping.review = None;
    } else if state.keeping.review.is_none() && state.queue.rows().len() <= MOST_QUOTES {
        let mut articles: FxHashMap<Arc<str>, Vec<(u32, u32)>> = FxHashMap::default();
        for (id, span) in state.queue.keys() {
            articles.entry(Arc::clone(id)).or_default().push((span.start, span.end));
        }
        let mut articles: Vec<_> = articles.into_iter().collect();
        articles.sort_unstable();
        state.keeping.review = Some(Arc::new(UnderWay { of: state.queue.of.as_str().into(), quotes: Quotes::These(articles) }));
    }
}

/// A person asks for another theme.
pub fn ask_theme(state: &mut State) -> Effect {
    state.keeping.theme_asked = true;
    Effect::NextTheme
}

/// A theme has come.
pub fn theme_came(state: &mut State) {
    if std::mem::take(&mut state.keeping.theme_asked) {
        state.keeping.theme = Some(state.theme.name.as_str().into());
    }
}

/// After every message: asks for the timer when something has changed that is to be kept.
pub fn note(state: &mut State, effects: &mut Vec<Effect>) {
    if !state.moved {
        state.keeping.kept = session(state).unwrap_or_default();
    } else if !state.keeping.timed && has_changed(state) {
        state.keeping.timed = true;
        effects.push(Effect::KeepTimer);
    }
}

/// The timer has run out.
pub fn due(state: &mut State) -> Vec<Effect> {
    state.keeping.timed = false;
    keep(state)
}

/// Gives what has changed, if anything has, to be kept.
pub fn keep(state: &mut State) -> Vec<Effect> {
    let Some(session) = session(state).filter(|session| *session != state.keeping.kept) else { return Vec::new() };
    state.keeping.kept = session.clone();
    vec![Effect::Keep(Box::new(session))]
}

fn has_changed(state: &State) -> bool {
    session(state).is_some_and(|session| session != state.keeping.kept)
}

/// The session as it is to be kept; `None` before the store has answered.
fn session(state: &State) -> Option<Session> {
    let before = state.keeping.before.as_ref()?;
    let theme = state.keeping.theme.clone();
    // Where nothing is loaded, nobody can be anywhere.
    if state.keeping.wanted || state.keeping.unset || state.corpus.articles.is_empty() {
        return Some(Session { theme, ..before.clone() });
    }
    let corpus = &state.corpus;
    let place = state.place();
    let article = place.article.or(state.articles.list.item());
    let kept = |focus: &Focus| Some((name(*focus).into(), state.list(*focus).filter.as_ref()?.query.text().into()));
    let order = |focus: &Focus| Some((name(*focus).into(), orders::name(state, *focus)?.into()));
    let from = state.jumps.at.saturating_sub(MOST_JUMPS / 2);
    let places = state.jumps.places.iter().skip(from).take(MOST_JUMPS);
    let facet = |facet: &facets::Facet| match facet {
        facets::Facet::Outlet(name) => Facet::Outlet(name.clone()),
        other => Facet::Named(other.name().into()),
    };
    Some(Session {
        here: spot(corpus, &Place { article, ..place }),
        lights: spot::lights(corpus, &state.lights),
        jumps: places.map(|place| spot(corpus, place)).collect(),
        jumped: state.jumps.at - from,
        typed: state.recall.kept(),
        scopes: state.scopes.iter().map(scope::kept).collect(),
        filters: Focus::lists().filter_map(|focus| kept(&focus)).collect(),
        find: Some(state.find.query.as_str()).filter(|query| !query.is_empty()).map(Into::into),
        facets: state.timeline.facets.iter().map(facet).collect(),
        orders: Focus::lists().filter_map(|focus| order(&focus)).collect(),
        zoom: state.zoom,
        scale: state.timeline.scale.map(|unit| unit.name().into()),
        theme,
        review: state.keeping.review.clone(),
        row: match &state.keeping.resume {
            Some((_, row)) => row.clone(),
            None => state.queue.chosen().and_then(|at| spot::quoted(corpus, at)),
        },
    })
}

/// The name that a pane has in a session.
fn name(focus: Focus) -> &'static str {
    match focus {
        Focus::Articles => "articles",
        Focus::Reader => "reader",
        Focus::Speakers => "speakers",
        Focus::Quotes => "quotes",
        Focus::Timeline => "timeline",
        Focus::Board(board) => board.face().name,
        Focus::Queue => "review",
    }
}

#[cfg(test)]
mod tests;
