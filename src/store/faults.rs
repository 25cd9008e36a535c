//! Every call of the system that the store makes about its files, made to fail: once, and from then on. Whatever fails,
//! nothing that was confirmed is lost, nothing is told falsely, a sound database stays in its place, and once the fault is
//! gone everything is there.
//!
//! The test runs itself again with a library loaded before libc (`tests/store/faults.c`), which counts the calls and lets
//! one of them fail. Each operation is first done without a fault, and then once for every call that it made.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a process of its own tells the test what it counted")]

use super::testing::step;
use super::{Left, Store, Told, Which, database, files, lock, reading};
use crate::review::{Review, Step};
use crate::store::Session;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// Names the operation to the process in which calls fail, and the folder below which.
const CHILD: &str = "FAULTS_OF";
const BELOW: &str = "FAULTS_BELOW";
/// This very test.
const NAME: &str = "store::faults::whatever_call_fails_nothing_that_was_kept_is_lost";

/// The errors of a machine that is full, broken, in the way, or gone (Linux): EIO, ENOSPC, EACCES, EMFILE, EROFS, EDQUOT,
/// ESTALE, ENOMEM, EPERM, EFBIG, ENOLCK.
const ERRORS: [i32; 11] = [5, 28, 13, 24, 30, 122, 116, 12, 1, 27, 37];

static FOR_EVER: AtomicBool = AtomicBool::new(false);

/// Where all calls fail from some on, only every so many of them is the first; where one fails, every one is.
const EVERY: i32 = 3;

/// The steps that a database holds before anything is done.
const BEFORE: u64 = 5;
/// The step that a bit is flipped in, where one is damaged.
const DAMAGED: u64 = 3;

/// What is done while a call fails.
struct Operation {
    name: &'static str,
    /// Makes what is there before.
    prepare: fn(&Path),
    /// Does it; calls count from the moment that `arm` is called.
    run: fn(&Path, &dyn Fn()) -> Outcome,
    /// The steps that were kept before and have to be there in the end.
    kept: fn() -> BTreeSet<u64>,
    /// The beginnings of the names of what is beside the database in the end, behind its own.
    beside: &'static [&'static str],
}

/// What was told meanwhile.
#[derive(Debug, Default)]
struct Outcome {
    /// The steps that were given to be kept.
    given: BTreeSet<u64>,
    /// Those of which it was said that they are.
    confirmed: BTreeSet<u64>,
    /// What was said to be left in the end.
    left: Option<Left>,
    /// Whether the file was deleted by somebody else, so that what is left in the end was kept only in memory.
    deleted: bool,
}

const OPERATIONS: &[Operation] = &[
    Operation { name: "begin", prepare: |_| {}, run: decide_twice, kept: BTreeSet::new, beside: &[] },
    Operation { name: "go on", prepare: closed, run: decide_twice, kept: all, beside: &[] },
    Operation { name: "go on after a crash", prepare: crashed, run: decide_twice, kept: all, beside: &[] },
    Operation { name: "set aside", prepare: damaged, run: decide_twice, kept: but_one, beside: &["bad-"] },
    Operation { name: "take up again", prepare: lying, run: decide_twice, kept: all, beside: &["taken-up-"] },
    Operation { name: "write it anew", prepare: closed, run: deleted, kept: all, beside: &[] },
    Operation { name: "read only", prepare: closed, run: read, kept: all, beside: &[] },
    Operation { name: "read only after a crash", prepare: crashed, run: read, kept: all, beside: &[] },
    Operation { name: "import", prepare: closed, run: import, kept: all, beside: &[] },
];

fn all() -> BTreeSet<u64> {
    (1..=BEFORE).collect()
}

fn but_one() -> BTreeSet<u64> {
    (1..=BEFORE).filter(|number| *number != DAMAGED).collect()
}

fn which(file: &Path) -> Which {
    Which::File(file.to_owned())
}

fn closed(file: &Path) {
    let mut writer = database::open(&which(file), "Rani").writer.unwrap();
    (1..=BEFORE).for_each(|number| assert!(writer.write(&step(number)).is_ok()));
}

fn crashed(file: &Path) {
    let mut writer = database::open(&which(file), "Rani").writer.unwrap();
    (1..=BEFORE).for_each(|number| assert!(writer.write(&step(number)).is_ok()));
    // As it is on the disk at this moment.
    let copies: Vec<_> = ["", "-wal"].map(|ending| fs::read(files::with_ending(file, ending)).unwrap()).into();
    drop(writer);
    for (ending, bytes) in ["", "-wal"].iter().zip(copies) {
        fs::write(files::with_ending(file, ending), bytes).unwrap();
    }
}

fn damaged(file: &Path) {
    closed(file);
    let mut bytes = fs::read(file).unwrap();
    let words = format!("catatan {DAMAGED}");
    let at = bytes.windows(words.len()).position(|part| part == words.as_bytes()).unwrap();
    bytes[at] ^= 1;
    fs::write(file, bytes).unwrap();
}

/// As an older version left it that took a full disk for damage: an empty one in the place of the one that holds all.
fn lying(file: &Path) {
    closed(file);
    fs::rename(file, files::with_ending(file, ".bad-1")).unwrap();
    let other = file.with_file_name("b.sqlite");
    assert!(database::open(&which(&other), "Rani").writer.is_some());
    fs::rename(&other, file).unwrap();
    fs::rename(lock::lock_of(&other), lock::lock_of(file)).unwrap();
}

/// Decides with a store: what it tells is checked as it comes.
fn decided(file: &Path, after_first: impl FnOnce()) -> Outcome {
    let (told, heard) = channel();
    let store = Store::new(which(file), "Rani");
    store.start(move |what| drop(told.send(what))).unwrap();
    let mut outcome = Outcome::default();
    let until = Instant::now() + Duration::from_millis(if for_ever() { 30 } else { 300 });
    // Nothing is decided before what was kept is known.
    let opened = loop {
        match heard.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Told::Opened(opened)) => break Some(opened),
            Ok(Told::Trouble(why)) => assert!(why.contains("tried again"), "{why}"),
            Ok(other) => panic!("{other:?}"),
            Err(_) => break None,
        }
    };
    if let Some(opened) = opened {
        assert!(opened.writable, "{opened:?}");
        let shown = numbers(opened.review.steps().iter().map(|step| &**step));
        assert!(shown == all() || shown == but_one() || shown.is_empty(), "only a part is shown: {shown:?}");
        store.save(Session { find: Some("a".into()), ..Session::default() });
        store.add(Arc::new(step(6)));
        outcome.given.insert(6);
        after_first();
        store.add(Arc::new(step(7)));
        outcome.given.insert(7);
    }
    outcome.left = store.close(Duration::from_millis(30));
    for told in heard.iter() {
        match told {
            Told::Kept { number, .. } => assert!(outcome.confirmed.insert(number), "{number} is confirmed twice"),
            Told::Trouble(_) | Told::Said(_) | Told::Recovered => {}
            Told::Opened(opened) => assert!(outcome.given.is_empty(), "{opened:?}"),
        }
    }
    outcome
}

fn decide_twice(file: &Path, arm: &dyn Fn()) -> Outcome {
    arm();
    decided(file, || {})
}

/// Somebody deletes the database, or its folder, while it is open.
fn deleted(file: &Path, arm: &dyn Fn()) -> Outcome {
    let mut outcome = decided(file, || {
        let until = Instant::now() + Duration::from_secs(10);
        while reading::steps(file).map_or(0, |steps| numbers(&steps).len()) < 6 && Instant::now() < until {
            std::thread::yield_now();
        }
        super::keeper::tests::delete(file.parent().unwrap());
        arm();
    });
    outcome.deleted = true;
    outcome
}

fn read(file: &Path, arm: &dyn Fn()) -> Outcome {
    arm();
    if let Ok(review) = reading::read(&which(file), "Rani") {
        let shown = numbers(review.steps().iter().map(|step| &**step));
        assert_eq!(shown, all(), "only a part is shown");
    }
    Outcome::default()
}

fn import(file: &Path, arm: &dyn Fn()) -> Outcome {
    arm();
    let mut given = BTreeSet::new();
    let done = super::once::decide(&which(file), "Rani", |review: Review| {
        assert_eq!(numbers(review.steps().iter().map(|step| &**step)), all(), "only a part is known");
        given.insert(6);
        Some(Arc::new(step(6)))
    });
    let confirmed = if done.is_ok() { given.clone() } else { BTreeSet::new() };
    let left = done.err().map(|said| Left { decisions: given.len(), said });
    Outcome { given, confirmed, left, deleted: false }
}

/// The numbers of the steps that are those of the test, as they were written.
fn numbers<'s>(steps: impl IntoIterator<Item = &'s Step>) -> BTreeSet<u64> {
    let own = steps.into_iter().filter(|own| &*own.id.log == "log");
    let same = |own: &Step| Step { at: 0, ..own.clone() } == step(own.id.number);
    own.inspect(|own| assert!(same(own), "{own:?} is not what was written")).map(|own| own.id.number).collect()
}

/// What must hold once the fault is gone.
fn check(operation: &Operation, file: &Path, outcome: &Outcome, what: &str) {
    let there = numbers(&reading::steps(file).unwrap_or_default());
    let found = database::open(&which(file), "Rani");
    assert!(found.writer.is_some(), "{what}: cannot be written: {:?}", found.trouble);
    let steps = numbers(&found.steps);
    let told = outcome.left.as_ref().map_or(0, |left| left.decisions);
    let mut must: BTreeSet<u64> = (operation.kept)();
    must.extend(&outcome.confirmed);
    let missing = must.difference(&steps).count();
    // What somebody else deleted may be lost, but only where that is told.
    assert!(missing == 0 || (outcome.deleted && told >= missing), "{what}: {missing} are lost; there are {steps:?}; {outcome:?}");
    let unknown = outcome.given.difference(&outcome.confirmed).count();
    assert!(told >= unknown, "{what}: {unknown} are neither kept nor told: {outcome:?}");
    assert!(steps.is_subset(&(&(operation.kept)() | &outcome.given)), "{what}: {steps:?} of {outcome:?}");
    assert!(there.is_subset(&steps), "{what}: opening lost something: {there:?}, {steps:?}");
    drop(found);
    let sound: String = Connection::open(file).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok", "{what}");
    let names = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.collect();
    let beside: Vec<&str> =
        names.iter().filter(|name| !name.ends_with("-wal")).filter_map(|name| name.strip_prefix("a.sqlite.")).collect();
    let beside: Vec<&str> = beside.into_iter().filter(|name| *name != "lock").collect();
    let same =
        beside.len() == operation.beside.len() && beside.iter().zip(operation.beside).all(|(own, start)| own.starts_with(start));
    assert!(same, "{what}: {names:?}");
}

/// Whether all calls fail from some on: then there is nothing to wait for.
fn for_ever() -> bool {
    FOR_EVER.load(Ordering::SeqCst)
}

/// Opens a path that means something to the library.
fn direct(how: &str) -> i32 {
    File::open(format!("/faults/{how}")).unwrap_err().raw_os_error().unwrap_or(0)
}

/// Copies what was prepared.
fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// Does an operation again and again, another call failing each time; gives the number of times.
fn all_of(operation: &Operation, below: &Path) -> u32 {
    let (template, folder) = (below.join("template"), below.join("data"));
    let file = folder.join("a.sqlite");
    fs::create_dir_all(&folder).unwrap();
    (operation.prepare)(&file);
    copy(&folder, &template);
    let once = |how: &str, what: &str| {
        copy(&template, &folder);
        let before: Vec<_> = if operation.name == "set aside" { fs::read(&file).unwrap() } else { Vec::new() };
        let outcome = (operation.run)(&file, &|| assert_ne!(direct(how), 0));
        let calls = direct("off");
        check(operation, &file, &outcome, what);
        if operation.name == "set aside" {
            // (Where it cannot be known whether a number is free, it is the next one.)
            let aside = (1..9).find_map(|n| fs::read(files::with_ending(&file, &format!(".bad-{n}"))).ok()).unwrap();
            assert!(aside == before, "{what}: it is not set aside as it was");
        }
        calls
    };
    // (How many there are depends on how threads meet; a few more do no harm.)
    let calls = (0..3).map(|_| once("at/0/0", "no fault")).max().unwrap() + 2;
    let mut points = 0;
    for call in 1..=calls {
        for (nth, how) in ["at", "from"].iter().enumerate().filter(|(nth, _)| *nth == 0 || call % EVERY == 0) {
            FOR_EVER.store(nth > 0, Ordering::SeqCst);
            let error = ERRORS[(call as usize * 2 + nth * 5) % ERRORS.len()];
            once(&format!("{how}/{call}/{error}"), &format!("{}, {how} call {call} error {error}", operation.name));
            points += 1;
        }
    }
    points
}

fn compiled(folder: &Path) -> Option<PathBuf> {
    let (source, library) = (concat!(env!("CARGO_MANIFEST_DIR"), "/tests/store/faults.c"), folder.join("faults.so"));
    let compiled = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).arg("-ldl").status();
    compiled.is_ok_and(|status| status.success()).then_some(library)
}

#[test]
#[ignore = "takes long: where a lock fails for good, SQLite itself waits for seconds, at every call"]
fn whatever_call_fails_nothing_that_was_kept_is_lost() {
    if let Some(name) = std::env::var_os(CHILD) {
        let operation = OPERATIONS.iter().find(|own| own.name == name).unwrap();
        let points = all_of(operation, &PathBuf::from(std::env::var_os(BELOW).unwrap()));
        println!("points: {points}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let Some(library) = compiled(folder.path()) else {
        eprintln!("SKIPPED: there is no C compiler (cc), so no call can be made to fail");
        return;
    };
    let memory = Path::new("/dev/shm");
    let of = |operation: &'static Operation| {
        let below = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
        let temporary = below.path().join("tmp");
        fs::create_dir(&temporary).unwrap();
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME, "--nocapture", "--include-ignored"])
            .env(CHILD, operation.name)
            .env(BELOW, below.path())
            .env("TMPDIR", &temporary)
            .env("LD_PRELOAD", &library)
            .output()
            .unwrap();
        let (said, errors) = (String::from_utf8_lossy(&child.stdout), String::from_utf8_lossy(&child.stderr));
        assert!(child.status.success(), "{}: {errors}\n{said}", operation.name);
        let points = said.lines().find_map(|line| line.split("points: ").nth(1)?.parse::<u32>().ok()).unwrap();
        (operation.name, points)
    };
    let counted: Vec<(&str, u32)> = std::thread::scope(|scope| {
        let halves: Vec<Vec<&Operation>> = (0..2).map(|n| OPERATIONS.iter().skip(n).step_by(2).collect()).collect();
        let started: Vec<_> =
            halves.into_iter().map(|own| scope.spawn(move || own.into_iter().map(of).collect::<Vec<_>>())).collect();
        started.into_iter().flat_map(|own| own.join().unwrap()).collect()
    });
    println!("calls made to fail: {counted:?}, {} in all", counted.iter().map(|(_, points)| points).sum::<u32>());
    assert!(counted.iter().all(|(_, points)| *points > 40), "{counted:?}");
}
