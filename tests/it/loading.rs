//! Loading as a person meets it: folders with anything in them. Everything readable is read, everything else is one
//! trouble that names the path, the line where there is one, and the next step; nothing blocks and nothing is lost.

use simak::loader::{CorpusEvent, LoadEvent, LoadOptions, Progress, load, load_now, open};
use simak::model::Corpus;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const TEXT: &str = "“Harga beras naik,” kata Rukmini, Senin (5/5).\n";

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read(path: impl Into<PathBuf>) -> Corpus {
    read_with(path, LoadOptions::default())
}

fn read_with(path: impl Into<PathBuf>, options: LoadOptions) -> Corpus {
    load_now(vec![path.into()], options).unwrap()
}

/// Names of the files that were read, with their records.
fn names(corpus: &Corpus) -> Vec<String> {
    let name = |path: &str| Path::new(path).file_name().unwrap().to_string_lossy().into_owned();
    corpus.articles.iter().map(|a| format!("{}:{}", name(&a.source.path), a.source.record)).collect()
}

/// Troubles as `file[:record] message`.
fn troubles(corpus: &Corpus) -> Vec<String> {
    let line = |t: &simak::model::Trouble| {
        let file = Path::new(&*t.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        format!("{file}{} {}", t.record.map_or(String::new(), |r| format!(":{r}")), t.message)
    };
    corpus.troubles.iter().map(line).collect()
}

/// Asserts that there is one trouble for each row, with all the row's words.
#[track_caller]
fn told(corpus: &Corpus, rows: &[&[&str]]) {
    let troubles = troubles(corpus);
    assert_eq!(troubles.len(), rows.len(), "{troubles:#?}");
    for (trouble, words) in troubles.iter().zip(rows) {
        assert!(words.iter().all(|word| trouble.contains(word)), "{trouble:?} lacks one of {words:?}");
    }
}

#[test]
fn formats_by_ending_hidden_and_ignored_files_left_alone() {
    let record = serde_json::json!({"judul": "Panen", "isi_berita": TEXT, "penulis": "Sari"}).to_string();
    let folder = folder(&[
        ("a.txt", TEXT.as_bytes()),
        ("b/c.MD", b"# Panen raya\n\nIsi."),
        ("d.json", record.as_bytes()),
        ("e.json", format!("[{record},\n {record}]").as_bytes()),
        ("f.jsonl", format!("{record}\n\n{record}\r\n").as_bytes()),
        ("foto.jpg", b"\xff\xd8\xff"),
        (".rahasia/g.txt", TEXT.as_bytes()),
        ("lama/h.txt", TEXT.as_bytes()),
        (".gitignore", b"lama/\n"),
    ]);
    let corpus = read(folder.path());
    assert_eq!(names(&corpus), ["a.txt:0", "c.MD:0", "d.json:0", "e.json:0", "e.json:1", "f.jsonl:0", "f.jsonl:1"]);
    told(&corpus, &[]);
    assert_eq!(corpus.left_out, 1);
    assert_eq!(&*corpus.articles[0].text, TEXT);
    assert_eq!(&*corpus.articles[3].text, TEXT);
    assert_eq!(corpus.articles[2].title.as_deref(), Some("Panen"));
}

#[test]
fn what_ignore_files_hide_is_counted_and_a_folder_without_anything_else_says_so() {
    let files: &[(&str, &[u8])] =
        &[("a.txt", b"Satu."), ("b.txt", b"Dua."), ("c.jpg", b"x"), ("d/e.txt", b"Tiga."), (".ignore", b"*")];
    let folder = folder(files);
    let corpus = read(folder.path());
    assert_eq!((names(&corpus), corpus.left_out), (Vec::new(), 3));
    told(&corpus, &[&["no article", "leave 3 files and folders out", "name one"]]);
    // A file that is named is read whatever the rules say, and a folder too.
    assert_eq!(names(&read(folder.path().join("a.txt"))), ["a.txt:0"]);
    assert_eq!(names(&read(folder.path().join("d"))), ["e.txt:0"]);
}

#[test]
fn ids_are_hashes_of_the_bytes_made_unique_in_order() {
    let folder = folder(&[("b.txt", TEXT.as_bytes()), ("a.txt", TEXT.as_bytes()), ("c.txt", b"Lain.")]);
    let corpus = read(folder.path());
    let ids: Vec<_> = corpus.articles.iter().map(|a| &*a.id).collect();
    let hash = &blake3::hash(TEXT.as_bytes()).to_hex()[..16];
    assert_eq!(ids, [hash, &format!("{hash}~2"), &blake3::hash(b"Lain.").to_hex()[..16]]);
}

#[test]
fn the_same_file_reached_twice_is_read_once() {
    let folder = folder(&[("a/b.txt", TEXT.as_bytes())]);
    let (a, b) = (folder.path().join("a"), folder.path().join("a/b.txt"));
    assert_eq!(names(&load_now(vec![b.clone(), a, b], LoadOptions::default()).unwrap()), ["b.txt:0"]);
}

#[test]
fn what_is_no_text_or_empty_is_told_and_the_rest_is_read() {
    let noise: Vec<u8> = (0..9000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    let folder = folder(&[
        ("a.txt", TEXT.as_bytes()),
        ("b.txt", &noise),
        ("c.txt", b""),
        ("d.md", b" \n\n"),
        ("e.json", b""),
        ("f.jsonl", b""),
        ("g.txt", b"%PDF-1.7\n"),
        ("h.json", &noise),
        ("i.jsonl", &noise),
    ]);
    let corpus = read(folder.path());
    assert_eq!(names(&corpus), ["a.txt:0"]);
    told(
        &corpus,
        &[
            &["b.txt", "binary", "convert"],
            &["c.txt", "empty"],
            &["d.md", "empty"],
            &["e.json", "empty"],
            &["f.jsonl", "empty"],
            &["g.txt", "PDF", "pdftotext"],
            &["h.json", "binary"],
            &["i.jsonl", "binary"],
        ],
    );
}

#[test]
fn broken_lines_cost_themselves_alone() {
    let good = serde_json::json!({"id": 7, "text": TEXT}).to_string();
    let lines = [&good, "{\"text\": \"tak", &good, "[1, 2]", "{\"judul\": \"tanpa isi\"}", "{\"text\": \" \"}", &good].join("\n");
    let folder = folder(&[("a.jsonl", lines.as_bytes())]);
    let corpus = read(folder.path());
    assert_eq!(names(&corpus), ["a.jsonl:0", "a.jsonl:2", "a.jsonl:6"]);
    assert_eq!(corpus.articles[0].source.id.as_deref(), Some("7"));
    told(
        &corpus,
        &[
            &["a.jsonl:1", "line 2", "broken JSON", "correct"],
            &["a.jsonl:3", "line 4", "JSON object"],
            &["a.jsonl:4", "line 5", "no text", "isi_berita"],
            &["a.jsonl:5", "line 6", "empty"],
        ],
    );
}

#[test]
fn a_broken_element_of_an_array_costs_itself_alone() {
    for (name, broken, read_on) in [
        ("a key without a value", "{\"text\": }", "a.json:3"),
        ("a string that does not close", "{\"text\": \"tak}", "a.json:3"),
        ("a bracket that does not close", "{\"text\": [\"tak\"", "a.json:3"),
        ("a quotation mark too many", "{\"text\": \"tak\"\"}", "a.json:3"),
    ] {
        let good = "  {\"text\": \"Isi berita.\"}";
        let folder = folder(&[("a.json", format!("[\n{good},\n  {broken},\n{good},\n{good}\n]\n").as_bytes())]);
        let corpus = read(folder.path());
        let names = names(&corpus);
        assert!(names.first().unwrap() == "a.json:0" && names.last().unwrap() == read_on, "{name}: {names:?}");
        let told = troubles(&corpus);
        assert!(told.len() == 1 && told[0].starts_with("a.json:1 line 3: broken JSON"), "{name}: {told:#?}");
    }
}

#[test]
fn json_that_is_no_list_of_articles() {
    let folder = folder(&[
        ("a.json", b"[{\"text\": \"Satu.\"}, {\"text\": \"Dua.\"}"),
        ("b.json", b"}}]]"),
        ("c.json", b"\"hanya kata\""),
        ("d.json", b"{\"text\": \"Satu.\"}\n{\"text\": \"Dua.\"}\n"),
        ("e.json", "[".repeat(5000).as_bytes()),
        ("f.jsonl", b"[\n {\"text\": \"Satu.\"},\n {\"text\": \"Dua.\"}\n]\n"),
        ("g.json", b"[{\"text\": \"Satu.\"}]\n[{\"text\": \"Dua.\"}]\n{\"text\": \"Tiga.\"}"),
        ("h.json", b"[]a"),
        ("i.json", b"[{\"text\": \"Satu.\"}]]"),
    ]);
    let corpus = read(folder.path());
    let lists = ["a.json:0", "a.json:1", "d.json:0", "d.json:1", "f.jsonl:0", "f.jsonl:1"];
    assert_eq!(names(&corpus), [&lists[..], &["g.json:0", "g.json:1", "g.json:2", "i.json:0"]].concat());
    let told = troubles(&corpus);
    assert!(told[0].starts_with("a.json line 1: the array is not closed"), "{told:#?}");
    assert!(told.iter().any(|t| t.starts_with("c.json:0 line 1")), "{told:#?}");
    for (file, count) in [("e.json", 1), ("g.json", 0), ("h.json", 1), ("i.json", 1)] {
        assert!(told.iter().filter(|t| t.starts_with(file)).count() == count, "{file}: {told:#?}");
    }
}

#[test]
fn a_large_file_of_several_lists_is_cut_between_them() {
    let list = |from: usize| -> Vec<u8> {
        let article = |n: usize| serde_json::json!({"text": format!("Berita {n}. {}", "kata ".repeat(2_000))});
        serde_json::to_vec(&(from..from + 300).map(article).collect::<Vec<_>>()).expect("a list")
    };
    let folder = folder(&[("a.json", &[list(0), b"\n".to_vec(), list(300), b"\n[]".to_vec()].concat())]);
    let corpus = read(folder.path());
    assert_eq!((corpus.articles.len(), troubles(&corpus)), (600, Vec::new()));
    assert!(corpus.articles.iter().zip(0u32..).all(|(article, n)| article.source.record == n));
}

#[test]
fn a_line_too_long_is_skipped_and_the_next_is_read() {
    let good = serde_json::json!({"text": TEXT}).to_string();
    let long = serde_json::json!({"text": "kata ".repeat(400_000)}).to_string();
    for limit in [1000, 600_000] {
        let options = LoadOptions { article_bytes: limit, ..LoadOptions::default() };
        let folder = folder(&[
            ("a.jsonl", format!("{good}\n{long}\n{good}\n{long}").as_bytes()),
            ("b.txt", long.as_bytes()),
            ("c.json", format!("[{good},{long},{good}]").as_bytes()),
        ]);
        let corpus = read_with(folder.path(), options);
        assert_eq!(names(&corpus), ["a.jsonl:0", "a.jsonl:2", "c.json:0", "c.json:2"]);
        told(
            &corpus,
            &[
                &["a.jsonl", "line 2", "more than", "split"],
                &["a.jsonl", "line 4", "more than", "split"],
                &["b.txt", "larger than", "split"],
                &["c.json:1", "line 1", "more than"],
            ],
        );
    }
}

#[test]
fn encodings() {
    let wide: Vec<u8> = format!("\u{feff}{}\n", serde_json::json!({"text": "“Ya,” katanya."}))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let folder = folder(&[
        ("a.txt", b"\xef\xbb\xbfKabar \xe2\x80\x9cbaik\xe2\x80\x9d."),
        ("b.txt", b"Kabar \x93baik\x94 dari caf\xe9."),
        ("c.jsonl", &wide),
        ("d.jsonl", b"\xef\xbb\xbf{\"text\": \"Satu.\"}\n{\"text\": \"Caf\xe9.\"}\n"),
    ]);
    let corpus = read(folder.path());
    told(&corpus, &[]);
    let texts: Vec<_> = corpus.articles.iter().map(|a| &*a.text).collect();
    assert_eq!(texts, ["Kabar “baik”.", "Kabar “baik” dari café.", "“Ya,” katanya.", "Satu.", "Café."]);
}

#[test]
fn a_named_file_is_answered_for_and_an_empty_folder_too() {
    let folder = folder(&[("foto.html", b"<p>"), ("kosong/.tetap", b"")]);
    told(&read(folder.path().join("foto.html")), &[&["foto.html", ".txt", ".jsonl"]]);
    told(&read(folder.path().join("tiada.txt")), &[&["tiada.txt", "does not exist", "spelling"]]);
    told(&read(folder.path().join("kosong")), &[&["kosong", "no article", ".txt"]]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    #[test]
    fn links_and_special_files_never_block_and_are_told_once() {
        let folder = folder(&[("a.txt", TEXT.as_bytes()), ("sub/b.txt", b"Isi lain.")]);
        let at = |name: &str| folder.path().join(name);
        symlink(at("tiada.txt"), at("c.txt")).unwrap();
        symlink(folder.path(), at("sub/lingkar")).unwrap();
        symlink(at("diri.txt"), at("diri.txt")).unwrap();
        symlink(at("a.txt"), at("z.txt")).unwrap();
        symlink("/dev/zero", at("nol.txt")).unwrap();
        assert!(Command::new("mkfifo").arg(at("pipa.txt")).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(at("soket")).unwrap();
        let corpus = read(folder.path());
        assert_eq!(names(&corpus), ["a.txt:0", "b.txt:0"]);
        told(
            &corpus,
            &[
                &["c.txt", "does not exist", "remove the link"],
                &["diri.txt", "link", "remove"],
                &["nol.txt", "device"],
                &["pipa.txt", "FIFO"],
                &["soket", "socket"],
                &["lingkar", "link back to", "remove"],
            ],
        );
    }

    #[test]
    #[allow(clippy::print_stderr, reason = "a test that could not be run must be seen")]
    fn what_may_not_be_read_is_told() {
        let folder = folder(&[("a.txt", TEXT.as_bytes()), ("b.txt", b"Isi."), ("tutup/c.txt", b"Isi.")]);
        for name in ["b.txt", "tutup"] {
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o000)).unwrap();
        }
        if fs::read(folder.path().join("b.txt")).is_ok() {
            eprintln!("SKIPPED: this user may read everything");
            return;
        }
        let corpus = read(folder.path());
        fs::set_permissions(folder.path().join("tutup"), fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(names(&corpus), ["a.txt:0"]);
        told(&corpus, &[&["b.txt", "may not be read", "chmod"], &["tutup", "may not be read"]]);
    }
}

/// Many files of several formats, some of them broken or alike.
fn many(count: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..count {
        let text = format!("“Kabar {},” kata Rukmini di kota ke-{}.\n", i % 37, i % 11);
        fs::write(folder.path().join(format!("{i:04}.txt")), text.repeat(1 + i % 40)).unwrap();
    }
    let line = |i: usize| {
        if i % 50 == 7 { "{rusak".to_owned() } else { serde_json::json!({"text": format!("Berita {}.", i % 90)}).to_string() }
    };
    fs::write(folder.path().join("x.jsonl"), (0..count).map(line).collect::<Vec<_>>().join("\n")).unwrap();
    folder
}

#[test]
fn any_number_of_threads_gives_the_same_corpus() {
    let folder = many(600);
    let one = read_with(folder.path(), LoadOptions { threads: 1, ..LoadOptions::default() });
    assert_eq!(one.articles.len() + one.troubles.len(), 1200);
    for threads in [2, 7] {
        let other = read_with(folder.path(), LoadOptions { threads, ..LoadOptions::default() });
        assert!(one == other, "{threads} threads");
    }
}

#[tokio::test]
async fn snapshots_grow_and_the_last_one_is_whole() {
    let folder = many(900);
    let (mut events, _cancel) = open(vec![folder.path().to_owned()], LoadOptions::default());
    let (mut sizes, mut progress, mut last) = (Vec::new(), Vec::new(), None);
    while let Some(event) = events.recv().await {
        match event {
            CorpusEvent::Snapshot(corpus, _) => {
                sizes.push(corpus.articles.len());
                last = Some(corpus);
            }
            CorpusEvent::Progress(told) | CorpusEvent::Done(told) => progress.push(told),
            CorpusEvent::Notice(line) => panic!("{line}"),
        }
    }
    assert!(sizes.len() > 1 && sizes.is_sorted(), "{sizes:?}");
    let whole = simak::loader::load_all(vec![folder.path().to_owned()], LoadOptions::default()).await;
    assert!(*last.unwrap() == whole);
    let done = progress.last().unwrap();
    assert_eq!((done.files_found, done.files_read, done.bytes_found), (901, 901, done.bytes_read));
    assert_eq!(done.articles as usize, *sizes.last().unwrap());
    assert!(done.done && done.walked && !done.cancelled);
}

/// The names of the next snapshot that has so many articles.
async fn snapshot_of(events: &mut tokio::sync::mpsc::Receiver<CorpusEvent>, articles: usize) -> Vec<String> {
    let wait = async {
        loop {
            match events.recv().await {
                Some(CorpusEvent::Snapshot(corpus, _)) if corpus.articles.len() == articles => return names(&corpus),
                Some(_) => {}
                None => panic!("no snapshot of {articles} articles"),
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), wait).await.expect("files are watched")
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_written_changed_and_removed_later_are_taken_up() {
    let folder = folder(&[("b.txt", TEXT.as_bytes()), ("c/d.txt", b"Lain lagi."), ("e.jsonl", b"{\"judul\": \"x\"}")]);
    let path = |name: &str| folder.path().join(name);
    let options = LoadOptions { watch: true, ..LoadOptions::default() };
    let (mut events, _cancel) = open(vec![folder.path().to_owned()], options);
    assert_eq!(snapshot_of(&mut events, 2).await, ["b.txt:0", "d.txt:0"]);
    // A new file is added behind the others, then all is linked in its order; the same bytes have another identifier.
    fs::write(path("a.txt"), TEXT).unwrap();
    let linked = ["a.txt:0", "b.txt:0", "d.txt:0"];
    let first = snapshot_of(&mut events, 3).await;
    // A machine that is slow enough links before it adds.
    if first != linked {
        assert_eq!(first, ["b.txt:0", "d.txt:0", "a.txt:0"]);
        assert_eq!(snapshot_of(&mut events, 3).await, linked);
    }
    let record = serde_json::json!({"judul": "Panen", "isi_berita": TEXT}).to_string();
    fs::write(path("e.jsonl"), format!("{record}\n{record}\n")).unwrap();
    assert_eq!(snapshot_of(&mut events, 5).await, ["a.txt:0", "b.txt:0", "d.txt:0", "e.jsonl:0", "e.jsonl:1"]);
    fs::remove_file(path("c/d.txt")).unwrap();
    assert_eq!(snapshot_of(&mut events, 4).await, ["a.txt:0", "b.txt:0", "e.jsonl:0", "e.jsonl:1"]);
    fs::create_dir(path("baru")).unwrap();
    fs::rename(path("b.txt"), path("baru/b.txt")).unwrap();
    fs::write(path("baru/.tersembunyi.txt"), TEXT).unwrap();
    fs::write(path("baru/f.txt"), TEXT).unwrap();
    let names = snapshot_of(&mut events, 5).await;
    assert!(["a.txt:0", "b.txt:0", "f.txt:0"].iter().all(|name| names.iter().any(|n| n == name)), "{names:?}");
}

#[tokio::test]
async fn a_cancelled_load_ends_and_keeps_what_was_read() {
    let folder = many(2000);
    let (mut events, cancel) = load(vec![folder.path().to_owned()], LoadOptions { threads: 1, ..LoadOptions::default() });
    let mut articles = 0;
    let mut end = Progress::default();
    while let Some(event) = events.recv().await {
        match event {
            LoadEvent::Batch(batch, _) => {
                articles += batch.len();
                cancel.cancel();
            }
            LoadEvent::Progress(_) => {}
            LoadEvent::Done(progress) => end = progress,
        }
    }
    assert!(end.done && end.cancelled);
    assert!(articles > 0 && articles < 4000, "{articles}");
}

#[tokio::test]
async fn dropping_the_receiver_stops_the_load() {
    let folder = many(300);
    let (events, cancel) = open(vec![folder.path().to_owned()], LoadOptions::default());
    drop(events);
    drop(cancel);
}

#[tokio::test]
async fn without_a_path_the_embedded_sample_corpus_is_opened() {
    let corpus = simak::loader::load_all(Vec::new(), LoadOptions::default()).await;
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-corpus");
    let named = simak::loader::load_all(vec![folder], LoadOptions::default()).await;
    assert!(corpus.articles.len() >= 30);
    let ids = |corpus: &Corpus| corpus.articles.iter().map(|a| a.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&corpus), ids(&named));
    told(&corpus, &[]);
}

#[test]
fn instants_of_records_are_days_in_the_zone_that_is_set() {
    let folder = folder(&[("a.jsonl", br#"{"text": "Jembatan dibuka hari ini.", "published": "2031-06-12T15:30:00Z"}"#)]);
    let day = |config: Option<&str>| {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir_all(home.path().join("simak")).unwrap();
        if let Some(text) = config {
            fs::write(home.path().join("simak/config.toml"), text).unwrap();
        }
        let mut simak = std::process::Command::new(env!("CARGO_BIN_EXE_simak"));
        simak.env("XDG_CONFIG_HOME", home.path()).args(["extract", "--format", "json"]).arg(folder.path());
        let out = simak.output().unwrap();
        let told = String::from_utf8(out.stderr).unwrap();
        let found: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        (found["articles"][0]["published"]["value"].as_str().unwrap()[..10].to_owned(), told)
    };
    assert_eq!(day(None), ("2031-06-12".to_owned(), String::new()));
    assert_eq!(day(Some("zone = 'Asia/Jayapura'")), ("2031-06-13".to_owned(), String::new()));
    let (day, told) = day(Some("zone = 'Asia/Randu'"));
    assert!(day == "2031-06-12" && told.contains("config.toml:1: `Asia/Randu` is no time zone"), "{day} {told}");
}
