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
    assert!(left.said.contains("locked") && left.said.contains("3 decisions are not kept."), "{left:?}");
    std::fs::remove_file(refuge(&left)).unwrap();
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

/// The file that what was left was written to.
fn refuge(left: &Left) -> PathBuf {
    left.said.split("What was decided is in ").nth(1).unwrap().split(": ").next().unwrap().into()
}

/// Deletes a folder, though somebody makes files there.
pub(in crate::store) fn delete(folder: &Path) {
    while folder.exists() && std::fs::remove_dir_all(folder).is_err() {}
}

/// The steps of the test that are in the file at this path.
fn numbers(file: &Path) -> Vec<u64> {
    let steps = crate::store::reading::steps(file).unwrap();
    let mut numbers: Vec<u64> = steps.iter().filter(|step| &*step.id.log == "log").map(|step| step.id.number).collect();
    numbers.sort_unstable();
    numbers
}

fn wait_for(heard: &Receiver<Told>, what: impl Fn(&Told) -> bool) -> Told {
    loop {
        let told = heard.recv_timeout(PATIENCE).unwrap();
        if what(&told) {
            return told;
        }
    }
}

/// Keeps these, and closes.
fn keep(file: &Path, numbers: impl Iterator<Item = u64>) {
    let (store, heard) = started(file);
    opened(&heard);
    numbers.for_each(|n| store.add(Arc::new(step(n))));
    assert_eq!(store.close(PATIENCE), None);
}

#[test]
fn what_is_decided_while_another_program_holds_the_database_is_kept_as_soon_as_it_lets_go() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.sqlite");
    keep(&file, 1..=5);
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("PRAGMA locking_mode = exclusive; BEGIN EXCLUSIVE").unwrap();
    let (store, heard) = started(&file);
    let shown = opened(&heard);
    assert!(shown.writable && shown.held && shown.trouble.unwrap().contains("held in memory"));
    assert_eq!(shown.review.steps().iter().filter(|step| &*step.id.log == "log").count(), 5, "what was decided is shown");
    (6..=8).for_each(|n| store.add(Arc::new(step(n))));
    other.execute_batch("COMMIT").unwrap();
    drop(other);
    wait_for(&heard, |told| matches!(told, Told::Recovered));
    assert_eq!(numbers(&file), (1..=8).collect::<Vec<_>>());
    assert_eq!(store.close(PATIENCE), None);
    keep(&file, 9..=9);
    assert_eq!(numbers(&file), (1..=9).collect::<Vec<_>>());
}

#[test]
fn what_cannot_be_kept_in_the_end_is_written_to_another_place_from_which_it_is_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.sqlite");
    let (store, heard) = started(&file);
    let mut review = opened(&heard).review;
    let subject = |n| crate::review::Target { subject: step(n).changes[0].subject.clone(), item: None };
    let mut decide = |n| {
        let value = crate::review::Value::Verdict(crate::review::Verdict::Accepted);
        review.decide([(subject(n), crate::review::Field::Verdict, Some(value))]).unwrap()
    };
    store.add(decide(1));
    wait_for(&heard, |told| matches!(told, Told::Kept { .. }));
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    (10..=12).for_each(|n| store.add(decide(n)));
    store.add(review.undo().unwrap());
    let left = store.close(Duration::from_millis(200)).unwrap();
    assert_eq!(left.decisions, 4);
    other.execute_batch("COMMIT").unwrap();
    drop(other);
    let refuge = refuge(&left);
    let which = Which::File(file.clone());
    let guest = crate::store::look(&which, "Rani", &refuge).unwrap();
    let all = crate::store::Choice { everybody: true, same_person: true, ..Default::default() };
    let merged = crate::store::merge(&which, "Rani", &guest, &all).unwrap();
    std::fs::remove_file(refuge).unwrap();
    let decided = merged.review.subjects().filter(|(_, _, own)| own.is_decided()).count();
    assert_eq!(decided, 3, "the last one was taken back");
    assert_eq!(merged.review.differing(), 0);
}

#[test]
fn whatever_becomes_of_the_file_all_that_was_decided_is_in_the_one_at_its_place() {
    type Deed<'d> = &'d dyn Fn(&Path);
    let old = tempfile::tempdir().unwrap();
    let older = old.path().join("b.sqlite");
    keep(&older, 1..=2);
    let empty = old.path().join("empty.sqlite");
    keep(&empty, std::iter::empty());
    let others = old.path().join("others.sqlite");
    keep(&others, 100..=104);
    let put = |from: &Path, to: &Path| {
        let beside = to.with_extension("put");
        std::fs::copy(from, &beside).unwrap();
        std::fs::rename(beside, to).unwrap();
    };
    let folder_gone = |file: &Path| delete(file.parent().unwrap());
    let folder_moved = |file: &Path| {
        let folder = file.parent().unwrap();
        delete(&folder.with_extension("moved"));
        std::fs::rename(folder, folder.with_extension("moved")).unwrap();
    };
    let deeds: [(&str, Deed<'_>, usize); 8] = [
        ("its folder was deleted", &folder_gone, 0),
        ("its folder was moved", &folder_moved, 0),
        ("it was deleted", &|file| std::fs::remove_file(file).unwrap(), 0),
        ("it was renamed", &|file| std::fs::rename(file, file.with_extension("conflict")).unwrap(), 0),
        ("an older copy was put there", &|file| put(&older, file), 0),
        ("an empty one was put there", &|file| put(&empty, file), 0),
        ("another one was put there", &|file| put(&others, file), 5),
        ("its lock was deleted", &|file| std::fs::remove_file(file.with_extension("sqlite.lock")).unwrap(), 0),
    ];
    for (what, deed, more) in deeds {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data/b.sqlite");
        std::fs::create_dir(file.parent().unwrap()).unwrap();
        std::fs::copy(&older, &file).unwrap();
        keep(&file, 3..=3);
        let (store, heard) = started(&file);
        assert!(opened(&heard).writable);
        store.add(Arc::new(step(4)));
        store.save(session("here"));
        wait_for(&heard, |told| matches!(told, Told::Kept { number: 4, .. }));
        deed(&file);
        // It is noticed without anything being decided, and after a decision as well.
        if !what.contains("lock") {
            wait_for(&heard, |told| matches!(told, Told::Said(said) if said.contains("Another program")));
            assert!(numbers(&file).starts_with(&[1, 2, 3, 4]), "{what}: {:?}", numbers(&file));
            deed(&file);
        }
        store.add(Arc::new(step(5)));
        wait_for(&heard, |told| matches!(told, Told::Kept { number: 5, .. }));
        assert_eq!(store.close(PATIENCE), None, "{what}");
        assert_eq!(numbers(&file).len(), 5 + more, "{what}: {:?}", numbers(&file));
        let (store, heard) = started(&file);
        let again = opened(&heard);
        assert!(again.writable && again.trouble.is_none(), "{what}: {:?}", again.trouble);
        assert_eq!(again.session, session("here"), "{what}");
        assert_eq!(store.close(PATIENCE), None);
        let sound: String =
            rusqlite::Connection::open(&file).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok", "{what}");
    }
}
