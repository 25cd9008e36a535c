//! What is kept, when, and that one comes back to it.

use super::super::testing::{Driver, corpus};
use super::super::{Loading, Msg};
use super::*;
use crate::model::Corpus;
use crate::review::{Field, Review, Step, Value};

use crate::theme::Theme;

fn opened(session: Session) -> Msg {
    holding(session, Review::new("log".into(), "Rani".into(), []))
}

fn holding(session: Session, review: Review) -> Msg {
    Msg::Opened(Box::new(Opened { session, review, writable: true, ..Opened::default() }))
}

/// What is decided and whether it was read, as a run leaves it.
fn read(driver: &Driver) -> Vec<bool> {
    let corpus = driver.state.corpus();
    let review = &driver.state.decided.review;
    corpus.articles.iter().map(|article| review.article(article).is_some_and(|own| own.read)).collect()
}

fn on_the_commission() -> Session {
    let here = Spot {
        article: Some(corpus().articles[1].id.clone()),
        speaker: Some("komisi".into()),
        event: Some("Gubernur menemui warga".into()),
        desk: Some("ledger".into()),
        entry: Some("penundaan".into()),
        pane: Some("quotes".into()),
        ..Spot::default()
    };
    Session { here, zoom: true, scale: Some("month".into()), ..Session::default() }
}

/// The session that is given to be kept.
fn kept(driver: &mut Driver) -> Option<Session> {
    driver.effects.clear();
    driver.send(Msg::Leave);
    driver.effects.iter().find_map(|effect| match effect {
        Effect::Keep(session) => Some(Session::clone(session)),
        _ => None,
    })
}

type Id = Option<Arc<str>>;

fn where_it_is(driver: &Driver) -> (Id, Id, Id, Focus, bool) {
    let here = session(&driver.state).unwrap().here;
    (here.article, here.speaker, here.event, driver.state.focus, driver.state.zoom)
}

fn there(session: &Session) -> (Id, Id, Id, Focus, bool) {
    let here = session.here.clone();
    let focus = Focus::ALL.into_iter().find(|f| here.pane.as_deref() == Some(name(*f))).unwrap();
    (here.article, here.speaker, here.event, focus, session.zoom)
}

#[test]
fn one_comes_back_to_where_one_was_in_whichever_order_things_arrive() {
    for pane in Focus::ALL {
        let mut session = on_the_commission();
        session.here.pane = Some(name(pane).into());
        let mut driver = Driver::empty(160, 50);
        driver.send(opened(session.clone()));
        driver.send(Msg::Corpus(corpus().into()));
        assert_eq!(where_it_is(&driver), there(&session), "{pane:?}");
        let mut driver = Driver::unopened(160, 50);
        driver.send(opened(session.clone()));
        assert_eq!(where_it_is(&driver), there(&session), "{pane:?}");
        assert_eq!(kept(&mut driver), None, "nothing has changed");
    }
}

fn same_screens(first: &Driver, second: &Driver, keys: &str) {
    for (first, second) in first.text().lines().zip(second.text().lines()) {
        assert_eq!(first, second, "{keys}");
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
        "Enter j j",
        "3 Enter Enter Backspace",
        "3 f 'wirya Enter Enter Enter",
        "f 'outlet:kabar Enter s s",
        "4 f 'gubernur Enter s",
        "/ 'bendungan Enter n",
        "F Enter Down Enter Esc",
        "3 s Enter s j",
        "A a x",
        "A a x Enter",
        "f 'speaker:wirya Enter r a d",
        "3 g g r a p",
        "4 Enter r j j",
    ] {
        let mut first = Driver::unopened(120, 40);
        first.send(opened(Session::default()));
        first.send(Msg::Loading(Loading { done: true, ..Loading::default() }));
        first.keys(keys);
        let session = kept(&mut first).unwrap();
        let text = serde_json::to_string(&session).unwrap();
        assert_eq!(serde_json::from_str::<Session>(&text).unwrap(), session, "{keys}");
        let mut second = Driver::empty(120, 40);
        let steps = first.state.decided.review.steps().iter().map(|step| Step::clone(step));
        second.send(holding(session.clone(), Review::new("log".into(), "Rani".into(), steps)));
        second.send(Msg::Corpus(corpus().into()));
        second.send(Msg::Loading(Loading { done: true, ..Loading::default() }));
        assert_eq!(where_it_is(&second), where_it_is(&first), "{keys}");
        assert_eq!(read(&second), read(&first), "{keys}");
        // The screens are the same but for what they tell last, and for what was typed last in the queue's list.
        for driver in [&mut first, &mut second] {
            driver.state.notice = None;
            driver.state.loading = None;
        }
        same_screens(&first, &second, keys);
        // A change comes and goes; then all is as it was.
        second.keys("z");
        second.send(Msg::KeepDue);
        second.keys("z");
        assert_eq!(kept(&mut second), Some(session), "{keys}");
        // One comes back to the same places.
        for driver in [&mut first, &mut second] {
            driver.keys("Ctrl-o");
            driver.state.notice = None;
        }
        if first.state.focus != Focus::Queue {
            same_screens(&first, &second, keys);
        }
    }
}

#[test]
fn a_review_of_a_query_takes_in_what_has_come_since() {
    let mut first = Driver::empty(160, 50);
    first.send(opened(Session::default()));
    let mut fewer = Corpus::clone(&corpus());
    let new = fewer.articles.pop_back().unwrap();
    let fewer = Arc::new(fewer);
    first.send(Msg::Corpus(fewer.clone().into()));
    first.keys("f 'kind:direct Enter r a a");
    assert_eq!(first.state.queue.rows().len(), 4);
    let session = kept(&mut first).unwrap();
    let steps = first.state.decided.review.steps().iter().map(|step| Step::clone(step));
    let mut second = Driver::empty(160, 50);
    second.send(holding(session, Review::new("log".into(), "Rani".into(), steps)));
    second.send(Msg::Loading(Loading::default()));
    second.send(Msg::Corpus(fewer.into()));
    assert!(second.text().contains("Gathering the quotes"), "{}", second.text());
    second.send(Msg::Corpus(corpus().into()));
    second.send(Msg::Loading(Loading { done: true, ..Loading::default() }));
    assert_eq!(second.state.queue.rows().len(), 4 + new.quotes.len());
    assert_eq!(second.state.queue.progress().done(), 2);
    assert_eq!(second.state.queue.chosen().map(|at| corpus().articles[at.article as usize].id.clone()), {
        let at = first.state.queue.chosen();
        at.map(|at| corpus().articles[at.article as usize].id.clone())
    });
    // What one does oneself goes before what was.
    second.keys("A");
    assert_eq!(second.state.queue.of, "everything");
}

#[test]
fn a_key_before_goes_before_the_session_but_what_was_read_stays_read() {
    let session = on_the_commission();
    let mut review = Review::new("log".into(), "Rani".into(), []);
    let target = review.of_article(&corpus().articles[1]);
    review.note([(target, Field::Read, Some(Value::On))]).unwrap();
    let before = holding(session, review);
    let mut driver = Driver::empty(160, 50);
    driver.send(before.clone());
    driver.keys("3");
    driver.send(Msg::Corpus(corpus().into()));
    assert_eq!((driver.state.focus, driver.state.zoom), (Focus::Speakers, false));
    assert!(read(&driver)[1]);
    // The article is opened before the store has answered.
    let mut driver = Driver::empty(160, 50);
    driver.send(Msg::Corpus(corpus().into()));
    driver.keys("Enter 3");
    driver.send(before);
    assert_eq!((driver.state.focus, driver.state.zoom), (Focus::Speakers, false));
    assert!(read(&driver)[1]);
    assert_eq!(read(&driver).iter().filter(|read| **read).count(), 2);
    let written = driver.effects.iter().filter(|effect| matches!(effect, Effect::Write(_))).count();
    assert_eq!(written, 1, "what was read before is not written again");
}

#[test]
fn an_order_of_before_is_taken_up_unless_another_was_chosen_since() {
    let orders = [("articles", "by file"), ("speakers", "by name")].map(|(pane, order)| (pane.into(), order.into()));
    let session = Session { orders: orders.into(), ..on_the_commission() };
    let order = |driver: &Driver, focus| orders::name(&driver.state, focus).unwrap();
    for keys in ["j", "s", "s s"] {
        let mut driver = Driver::unopened(160, 50);
        driver.keys(keys);
        let chosen = order(&driver, Focus::Articles);
        driver.send(opened(session.clone()));
        assert_eq!(order(&driver, Focus::Articles), if keys == "j" { "by file" } else { chosen }, "{keys}");
        assert_eq!(order(&driver, Focus::Speakers), "by name", "{keys}");
    }
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
    assert_eq!(kept(&mut driver), None, "nobody can be anywhere in an empty corpus");
    driver.send(Msg::Theme(Arc::new(Theme::built_in("mono").unwrap())));
    driver.keys("t");
    driver.send(Msg::Theme(Arc::new(Theme::built_in("light").unwrap())));
    assert_eq!(kept(&mut driver), Some(Session { theme: Some("light".into()), ..session }));
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

    let mut gone = session;
    (gone.here.article, gone.here.pane) = (Some("gone".into()), Some("reader".into()));
    let mut driver = Driver::unopened(160, 50);
    driver.send(opened(gone.clone()));
    assert_eq!(driver.state.speakers.list.position(), 0);
    driver.send(Msg::Loading(Loading { done: true, ..Loading::default() }));
    let (_, speaker, event, focus, _) = where_it_is(&driver);
    assert_eq!((speaker, event, focus), (gone.here.speaker, gone.here.event, Focus::Articles));
    assert!(!read(&driver).contains(&true), "nothing counts as read by that");
}

#[test]
fn what_changes_is_kept_once_and_idleness_costs_nothing() {
    let timers = |driver: &Driver| driver.effects.iter().filter(|e| matches!(e, Effect::KeepTimer)).count();
    let keeps = |driver: &Driver| driver.effects.iter().filter(|e| matches!(e, Effect::Keep(_))).count();
    let mut driver = Driver::unopened(160, 50);
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
    let mut driver = Driver::unopened(160, 50);
    driver.send(opened(Session::default()));
    driver.keys("j");
    driver.send(theme("light"));
    assert_eq!(kept(&mut driver).unwrap().theme, None, "it was changed by its file");
    driver.keys("t");
    driver.send(theme("mono"));
    let session = kept(&mut driver).unwrap();
    assert_eq!(session.theme.as_deref(), Some("mono"));
    let mut next = Driver::unopened(160, 50);
    next.send(opened(session));
    assert!(matches!(&next.effects[..], [Effect::Theme(name)] if name == "mono"));
    next.keys("j");
    assert_eq!(kept(&mut next).unwrap().theme.as_deref(), Some("mono"));
}

#[test]
fn a_notice_of_the_store_outlasts_the_end_of_loading() {
    let mut driver = Driver::unopened(160, 50);
    driver.send(Msg::Loading(Loading::default()));
    driver.send(Msg::Opened(Box::new(Opened { trouble: Some("It was set aside.".to_owned()), ..Opened::default() })));
    driver.send(Msg::Loading(Loading { done: true, ..Loading::default() }));
    assert!(driver.text().contains("It was set aside. Done"), "{}", driver.text());
}
