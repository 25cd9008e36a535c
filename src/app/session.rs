//! The session: what the interface takes up from the last run, and what it gives to be kept for the next.
//!
//! What was read is taken up at once. Where one was is taken up as soon as a snapshot holds it, unless a person has done
//! something before. As long as that is open, what is given to be kept is what was taken up: nothing is lost by
//! leaving early. Nothing is given before anything was taken up, nor as long as nothing has changed.

use super::choose::restore;
use super::state::{Entry, Place};
use super::{Effect, State, rulings};
use crate::model::{Corpus, Ruling};
use crate::pane::Focus;
use crate::pane::histogram::Unit;
use crate::store::Session;
use crossterm::event::{KeyEventKind, MouseEventKind};
use std::sync::Arc;

/// How it stands with the session.
#[derive(Clone, Debug, Default)]
pub struct Keeping {
    /// What was taken up, without the articles read; `None` before the store has answered.
    before: Option<Session>,
    /// Whether to go where one was.
    wanted: bool,
    /// What was kept last.
    kept: Mark,
    /// Whether the timer runs.
    timed: bool,
    /// Whether the theme that comes next was asked for by a person.
    theme_asked: bool,
    /// Name of the theme that a person has changed to.
    theme: Option<Box<str>>,
}

/// What tells one session from another. Articles read only become more.
#[derive(Clone, Debug, Default, PartialEq)]
struct Mark {
    read: usize,
    article: Option<Arc<str>>,
    speaker: Option<Arc<str>>,
    event: Option<Arc<str>>,
    desk: Option<Focus>,
    entry: Id,
    focus: Option<Focus>,
    zoom: bool,
    scale: Option<Unit>,
    theme: Option<Box<str>>,
    rulings: Vec<Ruling>,
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
pub fn take_up(state: &mut State, session: Session, notice: Option<String>) -> Vec<Effect> {
    state.notice = notice.or(state.notice.take());
    let mut before = session;
    state.articles.read.extend(std::mem::take(&mut before.read));
    let ruled = std::mem::take(&mut before.rulings);
    let keeping = &mut state.keeping;
    keeping.wanted = !state.moved;
    let theme = before.theme.clone().filter(|_| keeping.theme.is_none() && !keeping.theme_asked);
    if theme.is_some() {
        keeping.theme.clone_from(&theme);
    }
    keeping.before = Some(before);
    let done = state.loading.as_ref().is_some_and(|loading| loading.done);
    go_there(state, done);
    let mut effects = rulings::take_up(state, ruled);
    effects.extend(theme.map(|name| Effect::Theme(name.into_string())));
    effects
}

/// Goes where one was, as far as the snapshot holds it; `done` when no other snapshot follows.
pub fn go_there(state: &mut State, done: bool) {
    let Some(before) = state.keeping.before.clone().filter(|_| state.keeping.wanted && !state.corpus.articles.is_empty()) else {
        return;
    };
    let corpus = Arc::clone(&state.corpus);
    let (article, speaker, event) = found(&corpus, &before);
    let desk = Focus::ALL.into_iter().filter(|own| own.on_desk()).find(|own| before.desk.as_deref() == Some(name(*own)));
    let desk = desk.unwrap_or(state.desk);
    let entry = before.entry.as_deref().and_then(|id| entry_of(&corpus, desk, id));
    let missing = |id: &Option<Arc<str>>, found: Option<u32>| id.is_some() && found.is_none();
    let article_missing = missing(&before.article, article);
    let whole = !article_missing
        && !missing(&before.speaker, speaker)
        && !missing(&before.event, event)
        && !missing(&before.entry, entry);
    if article_missing && !done {
        return;
    }
    state.zoom = before.zoom;
    state.timeline.scale = before.scale.as_deref().and_then(Unit::by_name);
    let pane = Focus::ALL.into_iter().find(|focus| before.pane.as_deref() == Some(name(*focus)));
    // An article that is gone is not exchanged for another in the reader, which would count as read.
    let focus = pane.filter(|focus| *focus != Focus::Reader || article.is_some()).unwrap_or(state.focus);
    let article = article.or(state.reader.article);
    let entry = entry.map(|item| Entry { item, cell: 0, inside: false });
    restore(state, &Place { focus, narrow: None, article, top: 0, quote: None, speaker, said: None, event, desk, entry });
    state.moved = true;
    state.keeping.wanted = !whole && !done;
    state.keeping.kept = mark(state);
}

fn found(corpus: &Corpus, session: &Session) -> (Option<u32>, Option<u32>, Option<u32>) {
    let at = |position: Option<usize>| position.map(|at| at as u32);
    let article = session.article.as_ref().and_then(|id| at(corpus.articles.iter().position(|a| a.id == *id)));
    let speaker = session.speaker.as_ref().and_then(|id| at(corpus.speakers.iter().position(|s| s.id == *id)));
    let event = session.event.as_ref().and_then(|id| at(corpus.events.iter().position(|e| e.id == *id)));
    (article, speaker, event)
}

/// The entry with this identifier on the board that stands on the desk.
fn entry_of(corpus: &Corpus, desk: Focus, wanted: &str) -> Option<u32> {
    let Focus::Board(board) = desk else { return None };
    let id = board.face().id;
    (0..).map_while(|ix| Some((ix, id(corpus, ix)?))).find(|(_, id)| **id == *wanted).map(|(ix, _)| ix)
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
        state.keeping.kept = mark(state);
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
    if !has_changed(state) {
        return Vec::new();
    }
    state.keeping.kept = mark(state);
    session(state).map(Effect::Keep).into_iter().collect()
}

fn has_changed(state: &State) -> bool {
    state.keeping.before.is_some() && state.keeping.kept != mark(state)
}

fn mark(state: &State) -> Mark {
    let (article, speaker, event) = ids(state);
    let (read, focus, theme) = (state.articles.read.len(), Some(state.focus), state.keeping.theme.clone());
    Mark {
        read,
        article,
        speaker,
        event,
        desk: Some(state.desk),
        entry: entry(state),
        focus,
        zoom: state.zoom,
        scale: state.timeline.scale,
        theme,
        rulings: state.rulings.list.clone(),
    }
}

type Id = Option<Arc<str>>;
/// Identifier of what is chosen on the board that is shown.
fn entry(state: &State) -> Id {
    let Focus::Board(board) = state.desk else { return None };
    (board.face().id)(&state.corpus, state.entry()?.item)
}

fn ids(state: &State) -> (Id, Id, Id) {
    let corpus = &state.corpus;
    let article = state.reader.article.or(state.articles.list.item()).and_then(|a| corpus.articles.get(a as usize));
    let speaker = state.speakers.list.item().and_then(|s| corpus.speakers.get(s as usize));
    let event = state.timeline.list.item().and_then(|e| corpus.events.get(e as usize));
    (article.map(|a| Arc::clone(&a.id)), speaker.map(|s| Arc::clone(&s.id)), event.map(|e| Arc::clone(&e.id)))
}

/// The session as it is to be kept; `None` before the store has answered.
fn session(state: &State) -> Option<Session> {
    let before = state.keeping.before.as_ref()?;
    let read = state.articles.read.iter().cloned().collect();
    let theme = state.keeping.theme.clone();
    // Where nothing is loaded, nobody can be anywhere.
    if state.keeping.wanted || state.corpus.articles.is_empty() {
        return Some(Session { read, theme, rulings: state.rulings.list.clone(), ..before.clone() });
    }
    let (article, speaker, event) = ids(state);
    let (desk, pane, entry) = (Some(name(state.desk).into()), Some(name(state.focus).into()), entry(state));
    let (scale, rulings) = (state.timeline.scale.map(|unit| unit.name().into()), state.rulings.list.clone());
    Some(Session { read, article, speaker, event, desk, entry, pane, zoom: state.zoom, scale, theme, rulings })
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
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Driver, corpus};
    use super::super::{Loading, Msg};
    use super::*;
    use crate::theme::Theme;

    fn opened(session: Session) -> Msg {
        Msg::Session { session, notice: None }
    }

    fn on_the_commission() -> Session {
        Session {
            read: vec![corpus().articles[1].id.clone(), "an article that is gone".into()],
            article: Some(corpus().articles[1].id.clone()),
            speaker: Some("komisi".into()),
            event: Some("Gubernur menemui warga".into()),
            desk: Some("ledger".into()),
            entry: Some("penundaan".into()),
            pane: Some("quotes".into()),
            zoom: true,
            scale: Some("month".into()),
            theme: None,
            rulings: Vec::new(),
        }
    }

    /// The session that is given to be kept.
    fn kept(driver: &mut Driver) -> Option<Session> {
        driver.effects.clear();
        driver.send(Msg::Leave);
        driver.effects.iter().find_map(|effect| match effect {
            Effect::Keep(session) => Some(session.clone()),
            _ => None,
        })
    }

    fn sorted(mut session: Session) -> Session {
        session.read.sort();
        session
    }

    fn where_it_is(driver: &Driver) -> (Id, Id, Id, Focus, bool) {
        let (article, speaker, event) = ids(&driver.state);
        (article, speaker, event, driver.state.focus, driver.state.zoom)
    }

    fn there(session: &Session) -> (Id, Id, Id, Focus, bool) {
        let focus = Focus::ALL.into_iter().find(|f| session.pane.as_deref() == Some(name(*f))).unwrap();
        (session.article.clone(), session.speaker.clone(), session.event.clone(), focus, session.zoom)
    }

    #[test]
    fn one_comes_back_to_where_one_was_in_whichever_order_things_arrive() {
        for pane in Focus::ALL {
            let session = Session { pane: Some(name(pane).into()), ..on_the_commission() };
            let mut driver = Driver::empty(160, 50);
            driver.send(opened(session.clone()));
            driver.send(Msg::Corpus(corpus().into()));
            assert_eq!(where_it_is(&driver), there(&session), "{pane:?}");
            let mut driver = Driver::new(160, 50);
            driver.send(opened(session.clone()));
            assert_eq!(where_it_is(&driver), there(&session), "{pane:?}");
            assert_eq!(kept(&mut driver), None, "nothing has changed");
            assert!(driver.state.articles.read.len() == 2 && driver.state.articles.read.contains(&session.read[0]));
        }
    }

    #[test]
    fn what_is_kept_is_taken_up_by_the_next() {
        for keys in [
            "j Enter ] ]",
            "3 Enter",
            "4 Home j j + +",
            "j J z",
            "4 Home j Enter Enter",
            "4 - - =",
            "5 j",
            "6 Enter",
            "7 j Enter Enter",
        ] {
            let mut first = Driver::new(120, 40);
            first.send(opened(Session::default()));
            first.keys(keys);
            let session = kept(&mut first).unwrap();
            let mut second = Driver::empty(120, 40);
            second.send(opened(session.clone()));
            second.send(Msg::Corpus(corpus().into()));
            assert_eq!(where_it_is(&second), where_it_is(&first), "{keys}");
            assert_eq!(second.state.articles.read, first.state.articles.read, "{keys}");
            assert_eq!(second.state.timeline.scale, first.state.timeline.scale, "{keys}");
            // A change comes and goes; then all is as it was.
            second.keys("z");
            second.send(Msg::KeepDue);
            second.keys("z");
            assert_eq!(kept(&mut second).map(sorted), Some(sorted(session)), "{keys}");
        }
    }

    #[test]
    fn a_key_before_goes_before_the_session_but_what_was_read_stays_read() {
        let session = on_the_commission();
        let mut driver = Driver::empty(160, 50);
        driver.send(opened(session.clone()));
        driver.keys("3");
        driver.send(Msg::Corpus(corpus().into()));
        assert_eq!((driver.state.focus, driver.state.zoom), (Focus::Speakers, false));
        assert!(driver.state.articles.read.contains(&session.read[1]));
        let mut driver = Driver::new(160, 50);
        driver.keys("3");
        driver.send(opened(session.clone()));
        assert_eq!((driver.state.focus, driver.state.zoom), (Focus::Speakers, false));
        assert!(kept(&mut driver).unwrap().read.contains(&session.read[1]));
    }

    #[test]
    fn leaving_before_anything_is_there_loses_nothing() {
        let session = on_the_commission();
        let mut driver = Driver::empty(160, 50);
        driver.keys("q");
        assert_eq!(kept(&mut driver), None, "what was not read is not replaced");
        driver.send(opened(session.clone()));
        driver.keys("q");
        assert_eq!(kept(&mut driver), None);
        driver.keys("j z");
        let kept = kept(&mut driver).map(sorted);
        assert_eq!(kept, Some(sorted(session)), "nobody can be anywhere in an empty corpus");
    }

    #[test]
    fn it_waits_for_the_article_and_makes_do_when_all_is_loaded() {
        let session = on_the_commission();
        let mut first = Corpus::clone(&corpus());
        first.articles.truncate(1);
        (first.speakers, first.events) = Default::default();
        let mut driver = Driver::empty(160, 50);
        driver.send(opened(session.clone()));
        driver.send(Msg::Corpus(Arc::new(first).into()));
        assert_eq!(driver.state.focus, Focus::Articles);
        driver.send(Msg::Corpus(corpus().into()));
        assert_eq!(where_it_is(&driver), there(&session));

        let gone = Session { article: Some("gone".into()), pane: Some("reader".into()), ..session };
        let mut driver = Driver::new(160, 50);
        driver.send(opened(Session { read: Vec::new(), ..gone.clone() }));
        assert_eq!(driver.state.speakers.list.position(), 0);
        driver.send(Msg::Loading(Loading { done: true, ..Loading::default() }));
        let (_, speaker, event, focus, _) = where_it_is(&driver);
        assert_eq!((speaker, event, focus), (gone.speaker, gone.event, Focus::Articles));
        assert!(driver.state.articles.read.is_empty(), "nothing counts as read by that");
    }

    #[test]
    fn what_changes_is_kept_once_and_idleness_costs_nothing() {
        let timers = |driver: &Driver| driver.effects.iter().filter(|e| matches!(e, Effect::KeepTimer)).count();
        let keeps = |driver: &Driver| driver.effects.iter().filter(|e| matches!(e, Effect::Keep(_))).count();
        let mut driver = Driver::new(160, 50);
        driver.send(opened(Session::default()));
        driver.send(Msg::Corpus(corpus().into()));
        assert_eq!(timers(&driver), 0, "nobody has done anything");
        driver.keys("j j Enter ] 3 j");
        assert_eq!((timers(&driver), keeps(&driver)), (1, 0));
        driver.send(Msg::KeepDue);
        driver.send(Msg::Resize(100, 40));
        driver.send(Msg::Corpus(corpus().into()));
        assert_eq!((timers(&driver), keeps(&driver)), (1, 1));
        driver.keys("z z");
        driver.send(Msg::KeepDue);
        assert_eq!((timers(&driver), keeps(&driver)), (2, 1), "it is as it was");
    }

    #[test]
    fn a_theme_is_kept_when_it_was_changed_by_key() {
        let theme = |name: &str| Msg::Theme(Arc::new(Theme::built_in(name).unwrap()));
        let mut driver = Driver::new(160, 50);
        driver.send(opened(Session::default()));
        driver.keys("j");
        driver.send(theme("light"));
        assert_eq!(kept(&mut driver).unwrap().theme, None, "it was changed by its file");
        driver.keys("t");
        driver.send(theme("mono"));
        let session = kept(&mut driver).unwrap();
        assert_eq!(session.theme.as_deref(), Some("mono"));
        let mut next = Driver::new(160, 50);
        next.send(opened(session));
        assert!(matches!(&next.effects[..], [Effect::Theme(name)] if name == "mono"));
        next.keys("j");
        assert_eq!(kept(&mut next).unwrap().theme.as_deref(), Some("mono"));
    }

    #[test]
    fn a_notice_of_the_store_outlasts_the_end_of_loading() {
        let mut driver = Driver::new(160, 50);
        driver.send(Msg::Loading(Loading::default()));
        driver.send(Msg::Session { session: Session::default(), notice: Some("It was set aside.".to_owned()) });
        driver.send(Msg::Loading(Loading { done: true, ..Loading::default() }));
        assert!(driver.text().contains("It was set aside. Done"), "{}", driver.text());
    }
}
