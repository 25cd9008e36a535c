//! What is kept, when, and that one comes back to it.

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
