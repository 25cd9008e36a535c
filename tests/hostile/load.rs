//! A load while something in it takes long, or while the system has too little of everything.

use simak::loader::{CorpusEvent, LoadEvent, LoadOptions, load, open};
use std::fs;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::{Instant, timeout};

/// How long something may take that takes a moment on a machine at rest.
const BOUND: Duration = Duration::from_secs(60);

/// A folder of small articles, and large ones that take many seconds each.
fn folder(small: usize, large: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..small {
        fs::write(folder.path().join(format!("kecil-{n:03}.txt")), format!("“Kabar {n},” kata Rukmini di kota ke-{n}.\n"))
            .unwrap();
    }
    let text = "“Harga beras naik lagi,” kata Rukmini Waskita, Kepala Dinas Pangan, Senin (5/5/2031). Menurut dia, stok cukup.\n";
    for n in 0..large {
        fs::write(folder.path().join(format!("besar-{n}.txt")), text.repeat((8 << 20) / text.len())).unwrap();
    }
    folder
}

/// On one thread, with large files before and among the others.
#[tokio::test(flavor = "multi_thread")]
async fn large_articles_hold_up_nobody_and_are_named() {
    let folder = folder(60, 2);
    let (mut events, cancel) = open(vec![folder.path().to_owned()], LoadOptions { threads: 1, ..LoadOptions::default() });
    let (mut shown, mut named) = (false, None);
    while !(shown && named.is_some()) {
        match timeout(BOUND, events.recv()).await.expect("it goes on").expect("it is not over") {
            CorpusEvent::Snapshot(corpus, _) => shown |= corpus.articles.len() == 60,
            CorpusEvent::Progress(progress) => named = named.or(progress.slow),
            CorpusEvent::Done(_) => panic!("the large articles are faster than they are here"),
            CorpusEvent::Notice(_) => {}
        }
    }
    assert!(named.is_some_and(|name| name.contains("besar-")));
    cancel.cancel();
}

/// What is in the middle of a large article is left out; what was read stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_load_is_stopped_in_the_middle_of_an_article() {
    let folder = folder(30, 1);
    let (mut events, cancel) = load(vec![folder.path().to_owned()], LoadOptions { threads: 1, ..LoadOptions::default() });
    let (mut articles, mut stopped): (usize, Option<Instant>) = (0, None);
    loop {
        match timeout(BOUND, events.recv()).await.expect("it ends").expect("the end is told") {
            LoadEvent::Batch(batch, _) => articles += batch.len(),
            LoadEvent::Progress(progress) if progress.slow.is_some() && stopped.is_none() => {
                cancel.cancel();
                stopped = Some(Instant::now());
            }
            LoadEvent::Progress(_) => {}
            LoadEvent::Done(progress) => {
                assert!(progress.cancelled && progress.done);
                break;
            }
        }
    }
    // A tenth of a second on a machine at rest, and far less than the article takes in any case.
    assert!(stopped.expect("it was stopped before it ended").elapsed() < Duration::from_secs(3));
    assert_eq!(articles, 30);
}

/// A system that lets the program open a few files only: all is read, or it is told what to do.
#[cfg(unix)]
#[test]
fn few_open_files_are_enough_or_it_is_told() {
    let folder = folder(40, 0);
    for limit in [20, 22, 24, 28, 32] {
        let script = format!("ulimit -n {limit}; exec \"$0\" extract --format text \"$1\"");
        let mut command = std::process::Command::new("sh");
        command.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_simak")).arg(folder.path());
        let out = command.env("HOME", folder.path().join("rumah")).output().unwrap();
        let (text, told) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        assert!(!told.contains("panicked"), "{limit}: {told}");
        assert!(
            text.contains("ARTICLES (40)") || told.contains("ulimit -n") || text.contains("ulimit -n"),
            "{limit}: {told}\n{text}"
        );
    }
}

/// The longest lists of authors, as lists, as one line, and in the article itself.
#[test]
fn authors_without_number_take_time_that_grows_with_them() {
    use simak::{extract::extract, lang::Pack, loader::parse};
    let names = |count: usize| (0..count).map(|n| format!("Nama {}", word(n))).collect::<Vec<_>>();
    let list = |count: usize| serde_json::json!({"text": "Kabar.", "authors": names(count)}).to_string();
    let line = |count: usize| serde_json::json!({"text": "Kabar.", "author": names(count).join(", ")}).to_string();
    let text = |count: usize| {
        let credits: Vec<_> = names(count).iter().map(|name| format!("Editor: {name}")).collect();
        serde_json::json!({"text": format!("Kabar.\n\n{}", credits.join("\n"))}).to_string()
    };
    let title = |count: usize| serde_json::json!({"text": "Kabar.", "title": names(count).join(" ")}).to_string();
    let outlet =
        |count: usize| serde_json::json!({"text": "Kabar.", "outlet": names(count).join(" "), "authors": names(900)}).to_string();
    let kinds: [(&str, &dyn Fn(usize) -> String); 5] =
        [("list", &list), ("line", &line), ("text", &text), ("title", &title), ("outlet", &outlet)];
    for (kind, record) in kinds {
        let took = |count: usize| {
            let begun = std::time::Instant::now();
            let parsed = parse(Path::new("a.json"), record(count).as_bytes());
            let articles: Vec<_> = parsed.documents.into_iter().map(|document| extract(document, Pack::indonesian())).collect();
            assert_eq!(articles.len(), 1, "{kind}");
            if kind == "line" {
                assert_eq!(articles[0].authors.len(), count);
            }
            begun.elapsed()
        };
        let (small, large) = ((0..2).map(|_| took(3_000)).min().unwrap(), took(24_000));
        // Eight times as many; a square would be sixty-four times.
        assert!(large < small * 24 + Duration::from_millis(200), "{kind}: {small:?}, then {large:?}");
    }
    let parsed = parse(Path::new("a.json"), list(3_000).as_bytes());
    assert!(
        parsed.troubles.len() == 1 && parsed.troubles[0].message.contains("1000 authors and 2000 more"),
        "{:?}",
        parsed.troubles
    );
}

/// A name that is no other number's.
fn word(mut n: usize) -> String {
    let mut word = String::from("B");
    loop {
        word.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
        if n == 0 {
            return word;
        }
    }
}
