//! Files and folders that change at random under a running watcher: in the end the corpus is what a fresh load gives.

use proptest::prelude::*;
use simak::loader::{CorpusEvent, LoadOptions, load_all, open};
use simak::model::Corpus;
use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, timeout};

/// How long the corpus may take to become what the folder holds. On a machine at rest it is two seconds.
const BOUND: Duration = Duration::from_secs(60);

/// Something that happens to a file or a folder.
#[derive(Clone, Debug)]
enum Step {
    Write(u8, u8),
    Append(u8, u8),
    Truncate(u8),
    /// Written beside it and put in its place, as editors do.
    Replace(u8, u8),
    Rename(u8, u8),
    Remove(u8),
    Fifo(u8),
    Dangling(u8),
    /// A folder inside is deleted and made anew with a file.
    Anew(u8, u8),
    /// The named folder itself is deleted and made anew with a file.
    RootAnew(u8),
    /// The named folder is renamed and another one comes in its place.
    RootMoved(u8),
    /// An ignore file hides a file, or nothing.
    Ignore(u8, bool),
    Rest,
}

fn step() -> impl Strategy<Value = Step> {
    let (file, text) = (0u8..6, any::<u8>());
    prop_oneof![
        4 => (file.clone(), text).prop_map(|(f, t)| Step::Write(f, t)),
        2 => (file.clone(), text).prop_map(|(f, t)| Step::Append(f, t)),
        1 => file.clone().prop_map(Step::Truncate),
        2 => (file.clone(), text).prop_map(|(f, t)| Step::Replace(f, t)),
        2 => (file.clone(), file.clone()).prop_map(|(a, b)| Step::Rename(a, b)),
        2 => file.clone().prop_map(Step::Remove),
        1 => file.clone().prop_map(Step::Fifo),
        1 => file.clone().prop_map(Step::Dangling),
        2 => (file.clone(), text).prop_map(|(f, t)| Step::Anew(f, t)),
        1 => text.prop_map(Step::RootAnew),
        1 => text.prop_map(Step::RootMoved),
        1 => (file, any::<bool>()).prop_map(|(f, on)| Step::Ignore(f, on)),
        2 => Just(Step::Rest),
    ]
}

fn text(n: u8) -> String {
    format!("“Kabar {n},” kata Rukmini, Senin (5/5).\n").repeat(1 + usize::from(n % 3))
}

struct Room {
    root: PathBuf,
    aside: u32,
}

impl Room {
    /// Three files in the folder itself, three in one inside of it.
    fn file(&self, n: u8) -> PathBuf {
        let folder = if n < 3 { self.root.clone() } else { self.root.join("dalam") };
        let _ = fs::create_dir_all(&folder);
        // Two names that differ in one byte which is no UTF-8.
        match n {
            1 => folder.join(OsStr::from_bytes(b"kop\xe8.txt")),
            2 => folder.join(OsStr::from_bytes(b"kop\xe9.txt")),
            n => folder.join(format!("berita-{n}.txt")),
        }
    }

    fn renew(&mut self, n: u8) {
        fs::create_dir_all(&self.root).unwrap();
        fs::write(self.root.join("baru.txt"), text(n)).unwrap();
    }

    /// Does it as far as it can be done.
    fn step(&mut self, step: &Step) {
        let write = |path: &Path, n: u8| {
            // (Not into a FIFO, where one would wait for a reader.)
            let there = path.symlink_metadata().is_ok_and(|data| !data.is_file());
            if there {
                let _ = fs::remove_file(path);
            }
            let _ = fs::write(path, text(n));
        };
        match step {
            Step::Write(f, n) => write(&self.file(*f), *n),
            Step::Append(f, n) => {
                let path = self.file(*f);
                if path.is_file() {
                    let _ = OpenOptions::new().append(true).open(path).and_then(|mut file| file.write_all(text(*n).as_bytes()));
                }
            }
            Step::Truncate(f) => {
                let path = self.file(*f);
                if path.is_file() {
                    let _ = OpenOptions::new().write(true).open(path).and_then(|file| file.set_len(20));
                }
            }
            Step::Replace(f, n) => {
                let path = self.file(*f);
                let beside = path.with_extension("tmp");
                fs::write(&beside, text(*n)).unwrap();
                fs::rename(beside, path).unwrap();
            }
            Step::Rename(a, b) => drop(fs::rename(self.file(*a), self.file(*b))),
            Step::Remove(f) => drop(fs::remove_file(self.file(*f))),
            Step::Fifo(f) => {
                let path = self.file(*f);
                let _ = fs::remove_file(&path);
                let _ = Command::new("mkfifo").arg(path).status();
            }
            Step::Dangling(f) => {
                let path = self.file(*f);
                let _ = fs::remove_file(&path);
                let _ = symlink("tiada", path);
            }
            Step::Anew(f, n) => {
                let _ = fs::remove_dir_all(self.root.join("dalam"));
                write(&self.file(3 + f % 3), *n);
            }
            Step::RootAnew(n) => {
                fs::remove_dir_all(&self.root).unwrap();
                self.renew(*n);
            }
            Step::RootMoved(n) => {
                self.aside += 1;
                fs::rename(&self.root, self.root.with_extension(format!("lama{}", self.aside))).unwrap();
                self.renew(*n);
            }
            Step::Ignore(f, on) => {
                let rules = if *on { format!("berita-{f}.txt\n") } else { String::new() };
                fs::write(self.root.join(".ignore"), rules).unwrap();
            }
            Step::Rest => std::thread::sleep(Duration::from_millis(90)),
        }
    }
}

/// What matters of a corpus: its files with their texts, and what was wrong. (Which of two files with the same bytes has the
/// plain identifier depends on which was there first.)
fn held(corpus: &Corpus) -> (Vec<(String, String)>, Vec<String>) {
    let mut texts: Vec<_> = corpus.articles.iter().map(|a| (a.source.path.to_string(), a.text.to_string())).collect();
    texts.sort();
    let mut troubles: Vec<_> = corpus.troubles.iter().map(|t| format!("{}: {}", t.path, t.message)).collect();
    troubles.sort();
    (texts, troubles)
}

/// The next thing that is told, until a moment.
async fn next(events: &mut Receiver<CorpusEvent>, until: Instant) -> Option<CorpusEvent> {
    timeout(until.saturating_duration_since(Instant::now()), events.recv()).await.ok().flatten()
}

async fn becomes_what_the_folder_holds(steps: Vec<Step>) {
    let folder = tempfile::tempdir().unwrap();
    let mut room = Room { root: folder.path().join("kliping"), aside: 0 };
    room.renew(0);
    room.step(&Step::Write(4, 7));
    let options = LoadOptions { watch: true, threads: 2, ..LoadOptions::default() };
    let (mut events, _cancel) = open(vec![room.root.clone()], options);
    let mut last: Option<Arc<Corpus>> = None;
    while !matches!(events.recv().await, Some(CorpusEvent::Done(_))) {}
    let root = room.root.clone();
    let doing = tokio::task::spawn_blocking(move || {
        steps.iter().for_each(|step| room.step(step));
        // One file is there in the end, or all that was read would stay.
        room.step(&Step::Ignore(0, false));
        fs::write(room.root.join("akhir.txt"), "“Selesai,” kata Rukmini.\n").unwrap();
    });
    doing.await.unwrap();
    let fresh = load_all(vec![root], LoadOptions { threads: 2, ..LoadOptions::default() }).await;
    let want = held(&fresh);
    let until = Instant::now() + BOUND;
    while last.as_ref().is_none_or(|corpus| held(corpus) != want) {
        match next(&mut events, until).await {
            Some(CorpusEvent::Snapshot(corpus, _)) => last = Some(corpus),
            Some(_) => {}
            None => panic!("got {:#?}, wanted {want:#?}", last.map(|corpus| held(&corpus))),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn any_changes_leave_what_a_fresh_load_gives(steps in proptest::collection::vec(step(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap();
        runtime.block_on(becomes_what_the_folder_holds(steps));
        runtime.shutdown_background();
    }
}

/// Waits until a snapshot has so many articles.
async fn articles(events: &mut Receiver<CorpusEvent>, count: usize, within: Duration) -> Arc<Corpus> {
    let until = Instant::now() + within;
    loop {
        match next(events, until).await {
            Some(CorpusEvent::Snapshot(corpus, _)) if corpus.articles.len() == count => return corpus,
            Some(_) => {}
            None => panic!("no snapshot of {count} articles in time"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_file_is_taken_up_while_others_are_written_all_the_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("a.txt"), text(1)).unwrap();
    fs::write(path(".ignore"), "abaikan.txt\n").unwrap();
    let (mut events, _cancel) = open(vec![folder.path().to_owned()], LoadOptions { watch: true, ..LoadOptions::default() });
    articles(&mut events, 1, BOUND).await;
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let busy = ["catatan.log", "abaikan.txt", "ramai.txt"].map(path);
    let noise = std::thread::spawn(move || {
        while stopped.recv_timeout(Duration::from_millis(20)).is_err_and(|e| e == std::sync::mpsc::RecvTimeoutError::Timeout) {
            for path in &busy {
                let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
                file.write_all(b"Baris.\n").unwrap();
            }
        }
    });
    fs::write(path("b.txt"), text(2)).unwrap();
    // The noise goes on: the file that is read is one article, the other two are none.
    articles(&mut events, 3, BOUND).await;
    drop(stop);
    noise.join().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_made_anew_is_followed_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("kliping");
    fs::create_dir(&root).unwrap();
    fs::write(root.join("a.txt"), text(1)).unwrap();
    let (mut events, _cancel) = open(vec![root.clone()], LoadOptions { watch: true, ..LoadOptions::default() });
    articles(&mut events, 1, BOUND).await;
    // What goes can only be missed by who follows: a folder replaced before that is simply the folder.
    fs::write(root.join("b.txt"), text(2)).unwrap();
    articles(&mut events, 2, BOUND).await;
    fs::remove_file(root.join("b.txt")).unwrap();
    articles(&mut events, 1, BOUND).await;
    for round in 0..3 {
        if round == 1 {
            fs::rename(&root, folder.path().join("lama")).unwrap();
        } else {
            fs::remove_dir_all(&root).unwrap();
        }
        fs::create_dir(&root).unwrap();
        fs::write(root.join("a.txt"), text(10 + round)).unwrap();
        let until = Instant::now() + BOUND;
        loop {
            match next(&mut events, until).await.expect("it is said in time") {
                CorpusEvent::Notice(line) if line.contains("followed again") => break,
                _ => {}
            }
        }
        // From then on it is as before.
        fs::write(root.join("b.txt"), text(20 + round)).unwrap();
        articles(&mut events, 2, BOUND).await;
        fs::remove_file(root.join("b.txt")).unwrap();
        articles(&mut events, 1, BOUND).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_written_again_as_it_was_is_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("a.txt"), "Satu.").unwrap();
    let (mut events, _cancel) = open(vec![folder.path().to_owned()], LoadOptions { watch: true, ..LoadOptions::default() });
    let before = articles(&mut events, 1, BOUND).await;
    fs::write(path("a.txt"), "Satu.").unwrap();
    fs::write(path("b.txt"), "Dua.").unwrap();
    let mut sizes = Vec::new();
    let until = Instant::now() + BOUND;
    while sizes.last() != Some(&2) {
        if let CorpusEvent::Snapshot(corpus, _) = next(&mut events, until).await.expect("a change is taken up") {
            assert!(corpus.articles.iter().any(|article| Arc::ptr_eq(article, &before.articles[0])), "it was read again");
            sizes.push(corpus.articles.len());
        }
    }
}
