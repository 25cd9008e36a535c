//! That what was confirmed as kept is kept, whenever the process is killed.
//!
//! The test runs itself again as the process to be killed: it decides as fast as it can, and says the number of every
//! decision that the store has confirmed. It is killed (SIGKILL) after some confirmations, wherever it is then, and
//! started again on the same database, until 10,000 decisions are confirmed.
#![cfg(unix)]

use simak::model::{Article, Source};
use simak::review::{Field, Review, Value, Verdict};
use simak::store::{Opened, Store, Told, Which};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Names the database to the process that is to be killed.
const CHILD: &str = "SIMAK_STORE_TO_BE_KILLED";
const DECISIONS: u64 = 10_000;

/// An article to decide about.
pub fn article() -> Article {
    let text = "Pasar Tarum sepi. “Kami menunggu,” kata Rani Umbara.";
    Article {
        id: "a".into(),
        source: Source { path: "a.txt".into(), ..Source::default() },
        text: text.into(),
        ..Article::default()
    }
}

fn open(file: &Path) -> (Store, Review, Receiver<Told>) {
    let store = Store::new(Which::File(file.to_owned()), "Rani");
    let (told, heard) = channel();
    store.start(move |what| drop(told.send(what))).unwrap();
    let Ok(Told::Opened(opened)) = heard.recv() else { panic!("the store did not open") };
    let Opened { review, writable, trouble, .. } = *opened;
    assert!(writable && trouble.is_none(), "{trouble:?}");
    (store, review, heard)
}

/// The note of the decision with this number.
fn note(number: u64) -> String {
    format!("catatan {number}")
}

/// Decides until it is killed, and says what is confirmed.
fn decide(file: &Path) {
    let (store, mut review, heard) = open(file);
    let article = article();
    let mut out = std::io::stdout().lock();
    loop {
        // A few are on their way at any time, as where somebody decides fast.
        for _ in 0..8 {
            let number = review.steps().len() as u64 + 1;
            let target = review.of_article(&article);
            let verdict = Verdict::ALL[number as usize % Verdict::ALL.len()];
            let step = review.decide([
                (target.clone(), Field::Note, Some(Value::Text(note(number).into()))),
                (target, Field::Verdict, Some(Value::Verdict(verdict))),
            ]);
            store.add(step.unwrap());
        }
        for told in heard.iter().take(8) {
            let Told::Kept { number, .. } = told else { panic!("{told:?}") };
            writeln!(out, "{number}").unwrap();
        }
    }
}

#[test]
fn what_was_confirmed_outlasts_being_killed_at_any_point_of_ten_thousand_decisions() {
    if let Some(file) = std::env::var_os(CHILD) {
        return decide(&PathBuf::from(file));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kept.sqlite");
    let (mut confirmed, mut kills, mut seed) = (0_u64, 0, 5_u64);
    while confirmed < DECISIONS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "store::what_was_confirmed_outlasts_being_killed_at_any_point_of_ten_thousand_decisions",
                "--nocapture",
            ])
            .env(CHILD, &file)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Some are killed at once, most in the middle; a moment more, so that it is not always behind a confirmation.
        let (after, moment) = ((seed >> 33) % 600, Duration::from_micros((seed >> 20) % 900));
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut numbers = lines.by_ref().map_while(Result::ok).filter_map(|line| line.parse::<u64>().ok());
        let mut last = numbers.by_ref().take(after as usize + 1).last();
        std::thread::sleep(moment);
        child.kill().unwrap();
        // What was said before it was killed may still be on its way.
        last = numbers.last().or(last);
        child.wait().unwrap();
        confirmed = confirmed.max(last.unwrap_or(0));
        kills += 1;

        let (store, review, heard) = open(&file);
        let steps = review.steps();
        assert!(steps.len() as u64 >= confirmed, "{confirmed} were confirmed, {} are kept, after {kills} kills", steps.len());
        for (step, number) in steps.iter().zip(1..) {
            assert_eq!(step.id.number, number);
            assert_eq!(step.changes[0].to, Some(Value::Text(note(number).into())), "decision {number}");
        }
        assert_eq!(store.close(Duration::from_secs(30)), None);
        drop(heard);
        // What was written and not confirmed any more counts from now on.
        confirmed = steps.len() as u64;
    }
    assert!(kills >= 10, "{kills}");
}
