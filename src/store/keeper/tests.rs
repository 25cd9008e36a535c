use super::super::testing::step;
use super::*;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};

const PATIENCE: Duration = Duration::from_secs(30);

fn started(file: &Path) -> (Store, Receiver<Told>) {
    let (told, heard) = channel();
    let store = Store::new(Which::File(file.to_owned()), "Rani");
    store.start(move |what| drop(told.send(what))).unwrap();
    (store, heard)
}

fn opened(heard: &Receiver<Told>) -> Opened {
    match heard.recv().unwrap() {
        Told::Opened(opened) => *opened,
        other => panic!("{other:?}"),
    }
}

fn session(article: &str) -> Session {
    Session { find: Some(article.into()), ..Session::default() }
}

#[test]
fn every_step_and_the_last_session_are_kept_and_closing_waits_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a/b.sqlite");
    let (store, heard) = started(&file);
    let first = opened(&heard);
    assert!(first.writable && first.review.is_empty() && first.trouble.is_none());
    for n in 1..=50 {
        store.add(Arc::new(step(n)));
        store.save(session(&n.to_string()));
    }
    assert_eq!(store.close(PATIENCE), None);
    let confirmed: Vec<u64> =
        heard.iter().filter_map(|told| if let Told::Kept { number, .. } = told { Some(number) } else { None }).collect();
    assert_eq!(confirmed, (1..=50).collect::<Vec<_>>());
    let (store, heard) = started(&file);
    let again = opened(&heard);
    let steps = again.review.steps().iter().filter(|step| &*step.id.log == "log").count();
    assert_eq!((again.session, steps), (session("50"), 50), "the lock is free again as well");
    assert!(again.review.steps().iter().all(|step| step.at > 0));
    assert_eq!(store.close(PATIENCE), None);
}

#[test]
fn a_failure_is_told_once_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.sqlite");
    let (store, heard) = started(&file);
    opened(&heard);
    // Another program holds the database for itself.
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    (1..=3).for_each(|n| store.add(Arc::new(step(n))));
    assert!(matches!(heard.recv(), Ok(Told::Trouble(why)) if why.contains("tried again")));
    store.add(Arc::new(step(4)));
    other.execute_batch("COMMIT").unwrap();
    drop(other);
    assert_eq!(store.close(PATIENCE), None);
    let told: Vec<Told> = heard.iter().collect();
    assert_eq!(told.iter().filter(|told| matches!(told, Told::Trouble(_))).count(), 0, "told once");
    assert_eq!(told.iter().filter(|told| matches!(told, Told::Recovered)).count(), 1);
    assert_eq!(told.iter().filter(|told| matches!(told, Told::Kept { .. })).count(), 4);
}

#[test]
fn what_cannot_be_kept_is_counted_on_leaving() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.sqlite");
    let (store, heard) = started(&file);
    opened(&heard);
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    (1..=3).for_each(|n| store.add(Arc::new(step(n))));
    let left = store.close(Duration::from_millis(300)).unwrap();
    assert_eq!(left.decisions, 3);
    assert!(left.said.contains("locked") && left.said.ends_with("3 decisions are not kept."), "{left:?}");
}

#[test]
fn who_may_not_write_does_not_and_closing_does_not_wait() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.sqlite");
    let (first, heard) = started(&file);
    assert!(opened(&heard).writable);
    let (second, heard) = started(&file);
    let read_only = opened(&heard);
    assert!(!read_only.writable && read_only.trouble.is_some());
    second.add(Arc::new(step(1)));
    assert_eq!(second.close(PATIENCE), None);
    assert_eq!(first.close(PATIENCE), None);
    let (third, heard) = started(&file);
    assert!(opened(&heard).review.is_empty());
    assert_eq!(third.close(PATIENCE), None);
    assert_eq!(Store::new(Which::Corpus(Vec::new()), "Rani").close(PATIENCE), None, "one that was never started");
}
