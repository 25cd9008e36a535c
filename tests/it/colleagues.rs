//! Two people review the same news: what one decided is taken up by the other, and it is told how far they agree.

use serde_json::Value as Json;
use simak::loader::{LoadOptions, load_now};
use simak::model::{Corpus, QuoteRef};
use simak::review::{Field, Value, Verdict};
use simak::store::{Store, Told, Which};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// A file of the sample corpus.
const CLIPPING: &str = "sample-corpus/kilat24.jsonl";

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    /// The database of a session.
    fn kept(&self, session: &str) -> PathBuf {
        self.0.path().join(format!("simak/sessions/{session}.sqlite"))
    }

    /// Runs the program as this person.
    fn run(&self, who: &str, args: &[&str]) -> (Option<i32>, String, String) {
        let mut simak = Command::new(env!("CARGO_BIN_EXE_simak"));
        simak.args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
        let output = simak.env("XDG_DATA_HOME", self.0.path()).env("SIMAK_REVIEWER", who).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }
}

fn corpus() -> Corpus {
    load_now(vec![CLIPPING.into()], LoadOptions::default()).unwrap()
}

fn quotes(corpus: &Corpus) -> Vec<QuoteRef> {
    let own = |(ix, article): (u32, &Arc<simak::model::Article>)| {
        (0..article.quotes.len() as u32).map(move |quote| QuoteRef { article: ix, quote }).collect::<Vec<_>>()
    };
    (0..).zip(&corpus.articles).flat_map(own).collect()
}

/// Gives verdicts on the first quotes as this person.
fn judge(file: &Path, who: &str, corpus: &Corpus, verdicts: &[Option<Verdict>]) {
    let store = Store::new(Which::File(file.to_owned()), who);
    let (tell, told) = std::sync::mpsc::channel();
    store.start(move |what| drop(tell.send(what))).unwrap();
    let Told::Opened(opened) = told.recv().unwrap() else { panic!() };
    let mut review = opened.review;
    for (at, verdict) in quotes(corpus).into_iter().zip(verdicts) {
        let Some(verdict) = verdict else { continue };
        let (article, quote) = corpus.quote(at).unwrap();
        let target = review.of_quote(article, quote);
        store.add(review.decide([(target, Field::Verdict, Some(Value::Verdict(*verdict)))]).unwrap());
    }
    assert_eq!(store.close(Duration::from_secs(20)), None);
}

fn lines(text: &str) -> Vec<Json> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_a_colleague_decided_is_taken_up_and_told() {
    use Verdict::{Accepted, Flagged, Rejected};
    let (rani, sari, corpus) = (Home::new(), Home::new(), corpus());
    let first = corpus.quote(quotes(&corpus)[1]).unwrap();
    judge(&rani.kept("uji"), "Rani", &corpus, &[Some(Accepted), Some(Accepted), Some(Rejected), Some(Accepted), None]);
    judge(&sari.kept("uji"), "Sari", &corpus, &[Some(Accepted), Some(Flagged), Some(Rejected), None, Some(Rejected)]);
    let theirs = sari.kept("uji");
    let before = fs::read(&theirs).unwrap();
    let merge =
        |home: &Home, who: &str, other: &Path| home.run(who, &["merge", other.to_str().unwrap(), "--session", "uji", CLIPPING]);
    let (status, told, errors) = merge(&rani, "Rani", &theirs);
    assert_eq!(status, Some(0), "{errors}");
    assert!(told.starts_with("Taken up: 4 decisions by Sari.\n"), "{told}");
    // Observed 2/3; expected (2/3 · 1/3 + 1/3 · 1/3 + 0 · 1/3) = 1/3; κ = (2/3 − 1/3) / (2/3).
    assert!(told.contains("Rani and Sari both judged 3 quotes, neither knowing the other's verdict."), "{told}");
    assert!(told.contains("Cohen's κ 0.50; observed 66.7 %, expected by chance 33.3 %."), "{told}");
    assert!(told.contains("https://doi.org/10.1177/001316446002000104"), "{told}");
    assert!(told.contains("Different opinions on 1 quote; D in simak lists them"), "{told}");
    assert!(told.contains("verdict: Rani accepted; Sari flagged"), "{told}");
    let words = first.1.span.of(&first.0.text);
    assert!(told.contains(&format!("“{words}” · {}", first.0.outlet.as_deref().unwrap())), "{told}");
    assert_eq!(fs::read(&theirs).unwrap(), before);
    let (status, again, _) = merge(&rani, "Rani", &theirs);
    assert_eq!((status, again.starts_with("Nothing new")), (Some(0), true), "{again}");
    // What one alone decided holds for both; where they differ, each exports their own.
    let export = |home: &Home, who: &str| {
        let (_, out, told) = home.run(who, &["export", "--session", "uji", "--all", "--format", "jsonl", CLIPPING]);
        let verdicts: Vec<String> = lines(&out)
            .iter()
            .filter(|line| !line["review"].is_null())
            .map(|line| line["review"]["verdict"].as_str().unwrap().to_owned())
            .collect();
        (verdicts, told)
    };
    let (verdicts, told) = export(&rani, "Rani");
    assert_eq!(verdicts, ["accepted", "accepted", "accepted"]);
    assert!(told.contains("1 quote is judged differently"), "{told}");
    merge(&sari, "Sari", &rani.kept("uji"));
    assert_eq!(export(&sari, "Sari").0, ["accepted", "flagged", "accepted"]);
    // It is recorded, and taken back and taken up again as one.
    let session = |home: &Home, args: &[&str]| {
        let (status, told, errors) = home.run("Rani", &[&["merge"], args, &["--session", "uji"]].concat());
        assert_eq!(status, Some(0), "{errors}");
        told
    };
    let listed = session(&rani, &["--list"]);
    assert!(listed.starts_with("1: ") && listed.contains("4 decisions by Sari\n") && listed.contains("uji.sqlite"), "{listed}");
    let told = session(&rani, &["--undo", "1"]);
    assert!(told.starts_with("Taken back: merge 1 of ") && told.contains("4 decisions by Sari count no more."), "{told}");
    assert!(session(&rani, &["--list"]).contains(", taken back\n"));
    assert!(!export(&rani, "Rani").1.contains("judged differently"), "as before");
    let told = session(&rani, &["--redo", "uji.sqlite"]);
    assert!(told.starts_with("Taken up again: merge 1 of ") && told.contains("4 decisions by Sari count again."), "{told}");
    assert!(export(&rani, "Rani").1.contains("1 quote is judged differently"));
    let (status, _, errors) = rani.run("Rani", &["merge", "--undo", "9", "--session", "uji"]);
    assert!(status == Some(1) && errors.contains("no such merge"), "{errors}");
    // What cannot be merged is told.
    for (other, want) in [("nobody", "no session of this name"), (CLIPPING, "cannot be read")] {
        let (status, out, errors) = merge(&rani, "Rani", Path::new(other));
        assert_eq!((status, &*out), (Some(1), ""), "{errors}");
        assert!(errors.contains(want), "{errors}");
    }
}

#[test]
fn whose_database_it_is_not_is_named_and_taken_up_only_where_that_is_said() {
    use Verdict::{Accepted, Rejected};
    let (rani, sari, dewi, corpus) = (Home::new(), Home::new(), Home::new(), corpus());
    judge(&rani.kept("uji"), "Rani", &corpus, &[Some(Accepted), Some(Accepted)]);
    judge(&sari.kept("uji"), "Sari", &corpus, &[Some(Rejected)]);
    judge(&dewi.kept("uji"), "Dewi", &corpus, &[None, None, Some(Rejected), Some(Accepted)]);
    let merge = |home: &Home, who: &str, other: &Home, more: &[&str]| {
        let file = other.kept("uji");
        home.run(who, &[&["merge", file.to_str().unwrap(), "--session", "uji"], more, &[CLIPPING]].concat())
    };
    merge(&sari, "Sari", &dewi, &[]);
    let (status, told, errors) = merge(&rani, "Rani", &sari, &[]);
    assert_eq!(status, Some(0), "{errors}");
    for want in [
        "Taken up: 1 decision by Sari.\n",
        "  Dewi: 2 decisions, 2 of them new\n  Sari: 1 decision, 1 of them new, whose database it is\n",
        "Left out: 2 decisions by Dewi, whose database it is not; --person=Dewi takes them up, --everybody all.\n",
        "This is merge 1: simak merge --undo 1 takes it back.\n",
    ] {
        assert!(told.contains(want), "{told}");
    }
    let (_, told, _) = merge(&rani, "Rani", &sari, &["--person=Dewi"]);
    assert!(
        told.contains("Taken up: 2 decisions by Dewi.\n") && told.contains("This is merge 2") && !told.contains("Left"),
        "{told}"
    );
    let (_, told, _) = merge(&dewi, "Dewi", &rani, &["--everybody"]);
    assert!(told.contains("Taken up: 2 decisions by Rani.\nTaken up: 1 decision by Sari.\n"), "{told}");
    let (status, out, errors) = merge(&rani, "Rani", &sari, &["--person", "Umar"]);
    assert!(status == Some(1) && out.is_empty() && errors.contains("nobody called \"Umar\""), "{errors}");
    // What is read of a database that is given away is not what runs.
    let hang = rusqlite::Connection::open(sari.kept("uji")).unwrap();
    let view = "PRAGMA foreign_keys = off; DROP TABLE step; CREATE VIEW step AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS ix, 'l' AS \
        log, x AS number, 'w' AS who, 0 AS at, 'do' AS act, NULL AS of_log, NULL AS of_number, x'00' AS sum FROM c";
    hang.execute_batch(view).unwrap();
    let (status, out, errors) = merge(&rani, "Rani", &sari, &[]);
    assert_eq!((status, &*out, errors.lines().count()), (Some(1), "", 1), "{errors}");
    assert!(errors.contains("its table \"step\" is none of simak") && errors.contains("nothing of it was taken up"), "{errors}");
}

/// On a terminal it is asked whose decisions are to be taken up; anything but a yes is a no.
#[cfg(unix)]
#[test]
fn on_a_terminal_it_is_asked_whose_decisions_are_taken_up() {
    use std::io::{Read, Write};
    let (sari, dewi, corpus) = (Home::new(), Home::new(), corpus());
    judge(&sari.kept("uji"), "Sari", &corpus, &[Some(Verdict::Rejected)]);
    judge(&dewi.kept("uji"), "Dewi", &corpus, &[None, Some(Verdict::Rejected)]);
    let theirs = dewi.kept("uji");
    sari.run("Sari", &["merge", theirs.to_str().unwrap(), "--session", "uji", CLIPPING]);
    for (answer, want) in
        [("\n", "Left out: 1 decision by Dewi"), ("n\n", "Left out: 1"), ("y\n", "Taken up: 1 decision by Dewi.")]
    {
        let rani = Home::new();
        judge(&rani.kept("uji"), "Rani", &corpus, &[Some(Verdict::Accepted)]);
        let pair = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
        let mut simak = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_simak"));
        simak.args(["merge", sari.kept("uji").to_str().unwrap(), "--session", "uji", CLIPPING]);
        simak.cwd(env!("CARGO_MANIFEST_DIR"));
        simak.env("XDG_DATA_HOME", rani.0.path());
        simak.env("SIMAK_REVIEWER", "Rani");
        let mut child = pair.slave.spawn_command(simak).unwrap();
        drop(pair.slave);
        // What is typed before it is asked for waits there.
        let mut keys = pair.master.take_writer().unwrap();
        keys.write_all(answer.as_bytes()).unwrap();
        let mut seen = Vec::new();
        // (The end of a terminal is an error on some systems.)
        let _ = pair.master.try_clone_reader().unwrap().read_to_end(&mut seen);
        assert!(child.wait().unwrap().success());
        let seen = String::from_utf8_lossy(&seen);
        let asked = "Dewi is not known to be the owner of ";
        assert!(seen.contains(asked) && seen.contains("1 new decision. Take them up? [y/N]") && seen.contains(want), "{seen}");
    }
}

#[test]
fn exported_annotations_are_imported_into_a_fresh_database_and_exported_again_the_same() {
    use Verdict::{Accepted, Flagged, Skipped};
    let (rani, sari, corpus) = (Home::new(), Home::new(), corpus());
    judge(&rani.kept("uji"), "Rani", &corpus, &[Some(Accepted), Some(Flagged), None, Some(Skipped), Some(Accepted)]);
    let file = rani.0.path().join("kutipan.jsonld");
    let path = file.to_str().unwrap();
    let export = |home: &Home| {
        let (status, _, told) = home.run("Rani", &["export", "--session", "uji", "--all", "-o", path, CLIPPING]);
        assert_eq!(status, Some(0), "{told}");
        let mut collection: Json = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for item in collection["first"]["items"].as_array_mut().unwrap() {
            item.as_object_mut().unwrap().remove("created");
        }
        collection
    };
    let first = export(&rani);
    let import = |home: &Home| home.run("Rani", &["import", path, "--session", "uji", CLIPPING]);
    let (status, told, errors) = import(&sari);
    assert_eq!(status, Some(0), "{errors}");
    assert!(told.contains("Taken up in one step: 4 verdicts; u in simak takes it back."), "{told}");
    assert_eq!(export(&sari), first);
    let (_, told, _) = import(&sari);
    assert!(told.contains("Nothing new was taken up."), "{told}");
    let (status, out, errors) = sari.run("Rani", &["import", CLIPPING, "--session", "uji", CLIPPING]);
    assert_eq!((status, &*out), (Some(1), ""), "{errors}");
    assert!(errors.contains("no JSON"), "{errors}");
    let (status, _, errors) = sari.run("Rani", &["import", "tidak-ada.json", CLIPPING]);
    assert!(status == Some(1) && errors.contains("tidak-ada.json"), "{errors}");
}
