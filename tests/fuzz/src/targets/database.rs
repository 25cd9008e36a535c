//! Databases of any kind, written by somebody else or damaged: opened, read, and merged into one's own.
//!
//! An input is a line a deed: `step LOG NUMBER WHO ACT NUMBER` adds a step with a sum that is right, `mine …` one to one's own
//! database (with the next number of its own log), `sql …` runs a statement, `flip`, `zero`, `cut`, `swap` with numbers damage the file; `same` merges as one person.

use super::text;
use crate::engine::{Rng, Target, pick};
use crate::words::DATABASES;
use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use simak::review::{Act, ArticleAnchor, Change, Field, Passage, Review, Step, StepId, Subject, Value, Verdict};
use simak::store::{Choice, Store, Told, Which, look, merge, read};
use std::fs;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// Merging.
pub const MERGE: Target = Target {
    name: "merge",
    about: "hostile and damaged databases: opened, read, merged; nothing false, nothing of one's own lost",
    run: database,
    make,
    words: &[DATABASES],
    longest: 700,
    share: 1,
};

/// Who decides here.
const WHO: &str = "Dewi";

/// A store is waited for so long: its disk is memory.
const PATIENCE: Duration = Duration::from_secs(20);

/// So long where the databases are made: a step that no database takes (a number given twice) is tried again until then.
const MAKING: Duration = Duration::from_millis(500);

/// So many deeds at most.
const DEEDS: usize = 24;

fn database(input: &[u8]) {
    let text = text(input);
    let folder = crate::engine::driver::scratch().expect("a folder");
    let (own, other) = (folder.path().join("own.sqlite"), folder.path().join("other.sqlite"));
    let deeds: Vec<&str> = text.lines().take(DEEDS).collect();
    let of = |name: &'static str| deeds.iter().filter_map(move |deed| deed.strip_prefix(name));
    opened(&own, WHO, MAKING, |log| {
        of("mine ").zip(1..).map(|(rest, number)| own_step(log, number, rest.len() as u64)).collect()
    });
    opened(&other, "Rani", MAKING, |log| of("step ").filter_map(|rest| step(rest, log)).collect());
    deeds.iter().filter_map(|deed| deed.split_once(' ')).for_each(|(name, rest)| damage(&other, name, rest));
    let which = Which::File(own.clone());
    let before = read(&which, WHO).expect("one's own database is sound");
    if let Ok(theirs) = read(&Which::File(other.clone()), WHO) {
        sound(&theirs);
    }
    let same = deeds.contains(&"same");
    let choice = Choice { everybody: true, same_person: same, ..Choice::default() };
    let merged = look(&which, WHO, &other).and_then(|guest| merge(&which, WHO, &guest, &choice));
    let after = read(&which, WHO).unwrap_or_else(|why| panic!("a merge makes one's own database unreadable: {why}"));
    holds(&before, &after, same);
    sound(&after);
    match merged {
        Ok(merged) => sound(&merged.review),
        Err(why) => assert!(!why.is_empty()),
    }
    // One goes on: what is decided now is kept.
    let mut decided = None;
    let told = opened(&own, WHO, PATIENCE, |log| {
        let numbers = after.steps().iter().filter(|step| step.id.log == *log).map(|step| step.id.number);
        let step = own_step(log, numbers.max().unwrap_or(0).saturating_add(1), 1);
        decided = Some(step.id.clone());
        vec![step]
    });
    let last = read(&which, WHO).expect("one's own database stays sound");
    let kept = last.steps().iter().any(|step| Some(&step.id) == decided.as_ref());
    assert!(kept, "what is decided after a merge is lost: {decided:?}: {told:?}");
    // The other one is opened as one's own: damaged or not, it ends with something to say.
    opened(&other, "Rani", MAKING, |_| Vec::new());
}

/// Opens a database, adds the steps that are given for its log, closes it; what was told of them.
fn opened(file: &Path, who: &str, patience: Duration, steps: impl FnOnce(&Arc<str>) -> Vec<Step>) -> Option<String> {
    let store = Store::new(Which::File(file.to_owned()), who);
    let (tell, told) = mpsc::channel();
    store.start(move |what| drop(tell.send(what))).expect("a thread");
    let opened = match told.recv_timeout(PATIENCE) {
        Ok(Told::Opened(opened)) => opened,
        other => panic!("the store does not open: {other:?}"),
    };
    sound(&opened.review);
    assert!(opened.writable || opened.trouble.is_some(), "what cannot be written says why");
    // (The name of the log is that of the step which would come next.)
    let mut review = opened.review;
    let target = review.of_query("q");
    if let Some(next) = review.decide([(target, Field::Query, Some(Value::Text("a".into())))]).filter(|_| opened.writable) {
        steps(&next.id.log).into_iter().for_each(|step| store.add(Arc::new(step)));
    }
    store.close(patience).map(|left| left.said)
}

fn own_step(log: &Arc<str>, number: u64, n: u64) -> Step {
    Step { id: StepId { log: Arc::clone(log), number }, ..plain(n) }
}

/// Everything that was decided before is decided after. Whoever says that the other one is the same person may have decided
/// otherwise there since.
fn holds(before: &Review, after: &Review, same: bool) {
    let ids = |review: &Review| review.steps().iter().map(|step| step.id.clone()).collect::<std::collections::BTreeSet<_>>();
    assert!(ids(before).is_subset(&ids(after)), "a merge takes steps away");
    for (_, subject, own) in before.subjects() {
        if own.verdict.is_some() && !same {
            let mine = after.subjects().find(|(_, other, _)| other.key() == subject.key()).map(|(_, _, own)| own.verdict);
            assert_eq!(mine, Some(own.verdict), "a merge changes one's own verdict");
        }
    }
}

/// A review that can be asked.
fn sound(review: &Review) {
    for (ix, subject, _) in review.subjects() {
        assert_eq!(review.subject(ix).map(|(own, _)| own.key()), Some(subject.key()));
        let _ = (subject.words(), subject.kind());
    }
    assert!(review.differing() <= review.len());
}

/// A step as a line tells it: `LOG NUMBER WHO ACT NUMBER`; the log `own` is that of the database.
fn step(line: &str, own: &Arc<str>) -> Option<Step> {
    let mut parts = line.split_whitespace();
    let named = |name: &str| if name == "own" { Arc::clone(own) } else { name.into() };
    let (log, number): (Arc<str>, u64) = (named(parts.next()?), parts.next()?.parse().ok()?);
    let (who, act) = (parts.next()?, parts.next()?);
    let of: u64 = parts.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let other = StepId { log: parts.next().map_or_else(|| Arc::clone(&log), named), number: of };
    let act = match act {
        "undo" => Act::Undo(other),
        "redo" => Act::Redo(other),
        "note" => Act::Note,
        "saw" => Act::Saw(other),
        "unsaw" => Act::Unsaw(other),
        _ => Act::Do,
    };
    Some(Step { id: StepId { log, number }, who: who.into(), act, ..plain(of) })
}

fn plain(n: u64) -> Step {
    let article = ArticleAnchor {
        id: format!("{:016x}", n % 3).into(),
        text: "0".into(),
        path: "a.txt".into(),
        record: 0,
        url: None,
        title: None,
        outlet: None,
    };
    let words = Passage { exact: format!("Kami {}", n % 5).into(), prefix: "“".into(), suffix: "”".into(), start: 7 };
    let to = Some(Value::Verdict(Verdict::ALL[n as usize % Verdict::ALL.len()]));
    let changes =
        vec![Change { subject: Arc::new(Subject::Quote(Arc::new(article), words)), field: Field::Verdict, from: None, to }];
    Step { id: StepId { log: "log".into(), number: n }, who: WHO.into(), at: 5, act: Act::Do, changes }
}

fn damage(file: &Path, name: &str, rest: &str) {
    let numbers: Vec<usize> = rest.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let (a, b) = (numbers.first().copied().unwrap_or(0), numbers.get(1).copied().unwrap_or(1));
    if name == "sql" {
        if let Ok(mut db) = Connection::open(file) {
            // No other file is touched, whatever the statement says.
            let alone = |context: AuthContext<'_>| match context.action {
                AuthAction::Attach { .. } => Authorization::Deny,
                _ => Authorization::Allow,
            };
            let _ = db.authorizer(Some(alone));
            // (A statement that never ends would be this program's own fault.)
            let mut left = 20_000;
            let over = move || {
                left -= 1;
                left == 0
            };
            let _ = db.progress_handler(100, Some(over));
            let _ = db.execute_batch(rest);
        }
        return;
    }
    if !matches!(name, "flip" | "zero" | "cut" | "swap") {
        return;
    }
    let Ok(mut bytes) = fs::read(file) else { return };
    let len = bytes.len().max(1);
    match name {
        "flip" => bytes.iter_mut().skip(a % len).take(1).for_each(|byte| *byte ^= 1 << (b % 8)),
        "zero" => bytes.iter_mut().skip(a % len).take(b % 5_000).for_each(|byte| *byte = 0),
        "cut" => bytes.truncate(a % len),
        _ => {
            let page = |n: usize| n % len.div_ceil(4096) * 4096;
            let (a, b) = (page(a).min(page(b)), page(a).max(page(b)));
            if b + 4096 <= len && a != b {
                let (first, second) = bytes.split_at_mut(b);
                first[a..a + 4096].swap_with_slice(&mut second[..4096]);
            }
        }
    }
    let _ = fs::write(file, bytes);
}

fn make(rng: &mut Rng) -> Vec<u8> {
    let mut out = String::new();
    for _ in 0..rng.usize(1..10) {
        let number = |rng: &mut Rng| match rng.u8(0..10) {
            0 => i64::MAX as u64,
            1 => u64::MAX,
            _ => rng.u64(0..9),
        };
        let log = pick(rng, &["own", "own", "lain", "x"]);
        let who = pick(rng, &["Dewi", "Rani", "Bimo"]);
        let act = pick(rng, &["do", "do", "do", "undo", "redo", "note", "saw", "unsaw"]);
        let line = match rng.u8(0..12) {
            0 => format!("flip {} {}", rng.u32(0..40_000), rng.u8(0..8)),
            1 => format!("zero {} {}", rng.u32(0..40_000), rng.u32(0..4096)),
            2 => format!("cut {}", rng.u32(0..40_000)),
            3 => format!("swap {} {}", rng.u8(0..9), rng.u8(0..9)),
            4 => format!("sql {}", pick(rng, DATABASES)),
            5 => "same".to_owned(),
            6 => format!("mine {}", "a".repeat(rng.usize(0..9))),
            _ => format!("step {log} {} {who} {act} {}", number(rng), number(rng)),
        };
        out.push_str(&line);
        out.push('\n');
    }
    out.into_bytes()
}
