//! The extraction document as another program reads it: no field missing, offsets in code points that give the text letter
//! by letter, references that lead somewhere, both JSON forms the same, nothing that acts on a terminal, exit statuses.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn simak(args: &[&str], paths: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_simak")).args(args).args(paths).stdin(Stdio::null()).output().unwrap()
}

fn document(paths: &[&Path]) -> Value {
    let output = simak(&["extract", "--format", "json"], paths);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn sample() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-corpus")
}

/// Text that would act on a terminal, and text whose offsets differ in bytes, code points and UTF-16.
const HOSTILE: &str = "“Kami 😀 siap\u{1b}[2J,” kata Rani Waskita\u{202e}, Senin (5/5/2031).\r\n\r\n\
    \u{9b}31mRani membantah tuduhan itu\u{7}.\u{200b} “Tidak\ttahu,” katanya.\u{0} \u{e0041}\n";

fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a\u{1b}[31m.txt"), HOSTILE).unwrap();
    let record = serde_json::json!({"title": "Judul \u{1b}]0;x\u{7}\u{202e}", "text": HOSTILE, "outlet": "Kabar\u{9b}m", "author": "Sari\u{1b}c"});
    fs::write(folder.path().join("b.jsonl"), format!("{record}\n{{rusak \u{202e}\u{1b}c\n")).unwrap();
    folder
}

/// A shape: what keys an object has and what stands there. `?` null or, `*` a list of.
fn shape(of: &str) -> &'static [(&'static str, &'static str)] {
    match of {
        "document" => &[
            ("schema", "string"),
            ("extractor", "extractor"),
            ("articles", "*article"),
            ("speakers", "*speaker"),
            ("events", "*event"),
            ("troubles", "*trouble"),
        ],
        "extractor" => &[("name", "string"), ("version", "string"), ("knowledge", "string")],
        "article" => &[
            ("id", "string"),
            ("source", "source"),
            ("title", "?string"),
            ("standfirst", "?string"),
            ("outlet", "?string"),
            ("authors", "*string"),
            ("editors", "*string"),
            ("credits", "*string"),
            ("language", "string"),
            ("published", "?published"),
            ("text", "string"),
            ("blocks", "*block"),
            ("quotes", "*quote"),
            ("times", "*time"),
        ],
        "source" => &[("path", "string"), ("record", "number"), ("id", "?string"), ("url", "?string")],
        "published" => &[("value", "string"), ("certainty", "certainty"), ("rule", "string"), ("evidence", "*span")],
        "span" => &[("start", "number"), ("end", "number"), ("text", "string")],
        "block" => &[("kind", "block kind"), ("start", "number"), ("end", "number"), ("rule", "string")],
        "quote" => &[
            ("id", "string"),
            ("kind", "quote kind"),
            ("start", "number"),
            ("end", "number"),
            ("text", "string"),
            ("cue", "?span"),
            ("mention", "?span"),
            ("speaker", "?string"),
            ("chain", "*string"),
            ("stance", "stance"),
            ("said", "?string"),
            ("rule", "string"),
            ("speaker_rule", "?string"),
        ],
        "time" => &[
            ("start", "number"),
            ("end", "number"),
            ("text", "string"),
            ("type", "time type"),
            ("value", "string"),
            ("certainty", "certainty"),
            ("rule", "string"),
        ],
        "speaker" => {
            &[("id", "string"), ("name", "string"), ("kind", "speaker kind"), ("aliases", "*string"), ("roles", "*role")]
        }
        "role" => &[("title", "string"), ("affiliation", "?string"), ("articles", "*string")],
        "event" => &[
            ("id", "string"),
            ("title", "string"),
            ("date", "event date"),
            ("mentions", "*mention"),
            ("quotes", "*string"),
            ("speakers", "*string"),
        ],
        "event date" => &[("value", "string"), ("start", "string"), ("end", "string"), ("certainty", "certainty")],
        "mention" => &[("article", "string"), ("start", "number"), ("end", "number")],
        "trouble" => &[("path", "string"), ("record", "?number"), ("message", "string")],
        _ => panic!("no such shape: {of}"),
    }
}

fn words(of: &str) -> Option<&'static str> {
    Some(match of {
        "certainty" => "stated inferred linked",
        "block kind" => "title standfirst dateline paragraph subhead caption credit boilerplate",
        "quote kind" => "direct mixed indirect",
        "stance" => "asserts denies accuses confirms declines condemns warns urges",
        "time type" => "DATE TIME DURATION SET",
        "speaker kind" => "person organization unnamed document",
        _ => return None,
    })
}

fn check(value: &Value, is: &str, at: &str) {
    if let Some(is) = is.strip_prefix('?') {
        if !value.is_null() {
            check(value, is, at);
        }
        return;
    }
    if let Some(is) = is.strip_prefix('*') {
        let items = value.as_array().unwrap_or_else(|| panic!("{at} is no list: {value}"));
        return items.iter().enumerate().for_each(|(i, item)| check(item, is, &format!("{at}[{i}]")));
    }
    match (is, words(is)) {
        ("string", _) => assert!(value.is_string(), "{at}: {value}"),
        ("number", _) => assert!(value.is_u64(), "{at}: {value}"),
        (_, Some(words)) => assert!(words.split(' ').any(|word| value == word), "{at}: {value}"),
        _ => {
            let object: &Map<String, Value> = value.as_object().unwrap_or_else(|| panic!("{at} is no object: {value}"));
            for (key, is) in shape(is) {
                let inner = object.get(*key).unwrap_or_else(|| panic!("{at} lacks {key}"));
                check(inner, is, &format!("{at}.{key}"));
            }
        }
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// Every `{start, end}` lies in the text, every `{start, end, text}` is the text there. The number of spans with text.
fn verbatim(value: &Value, letters: &[char]) -> usize {
    let inner = match value {
        Value::Array(items) => items.iter().map(|item| verbatim(item, letters)).sum(),
        Value::Object(fields) => fields.values().map(|item| verbatim(item, letters)).sum(),
        _ => 0,
    };
    let (Some(start), Some(end)) = (value["start"].as_u64(), value["end"].as_u64()) else { return inner };
    let slice: String = letters[start as usize..end as usize].iter().collect();
    match value["text"].as_str() {
        Some(text) => {
            assert_eq!(text, slice);
            inner + 1
        }
        None => inner,
    }
}

/// Everything that the contract promises of a document.
fn valid(document: &Value) -> BTreeMap<&'static str, usize> {
    check(document, "document", "document");
    assert_eq!(document["schema"], "simak.extraction/1");
    let mut found = BTreeMap::new();
    let mut quotes = BTreeSet::new();
    let mut articles = BTreeMap::new();
    let speakers: BTreeSet<_> = list(document, "speakers").iter().map(|s| text(s, "id")).collect();
    assert_eq!(speakers.len(), list(document, "speakers").len(), "speakers share an id");
    for article in list(document, "articles") {
        let letters: Vec<char> = text(article, "text").chars().collect();
        *found.entry("spans").or_default() += verbatim(article, &letters);
        for quote in list(article, "quotes") {
            assert!(quotes.insert(text(quote, "id")), "two quotes share the id {}", quote["id"]);
            assert!(quote["speaker"].as_str().is_none_or(|id| speakers.contains(id)), "{quote}");
            assert_eq!(quote["speaker"].is_null(), quote["speaker_rule"].is_null(), "{quote}");
        }
        assert!(articles.insert(text(article, "id"), letters.len() as u64).is_none(), "two articles share an id");
    }
    for speaker in list(document, "speakers") {
        for role in list(speaker, "roles") {
            assert!(list(role, "articles").iter().all(|id| articles.contains_key(id.as_str().unwrap())), "{role}");
        }
    }
    for event in list(document, "events") {
        assert!(!list(event, "mentions").is_empty(), "{event}");
        for mention in list(event, "mentions") {
            assert!(mention["end"].as_u64().unwrap() <= articles[text(mention, "article")], "{mention}");
        }
        assert!(list(event, "quotes").iter().all(|id| quotes.contains(id.as_str().unwrap())), "{event}");
        assert!(list(event, "speakers").iter().all(|id| speakers.contains(id.as_str().unwrap())), "{event}");
    }
    found.extend([("articles", articles.len()), ("speakers", speakers.len()), ("quotes", quotes.len())]);
    found.extend([("events", list(document, "events").len()), ("troubles", list(document, "troubles").len())]);
    found
}

#[test]
fn the_sample_corpus_is_a_valid_document() {
    let found = valid(&document(&[&sample()]));
    assert!(found.values().filter(|n| **n > 0).count() == 5 && found["troubles"] == 0, "{found:?}");
}

#[test]
fn any_text_is_kept_to_the_letter() {
    let folder = hostile();
    let document = document(&[folder.path()]);
    let found = valid(&document);
    assert_eq!((found["articles"], found["troubles"]), (2, 1));
    for article in list(&document, "articles") {
        assert_eq!(text(article, "text"), HOSTILE);
    }
}

#[test]
fn lines_hold_the_same_objects() {
    let hostile = hostile();
    for folder in [sample(), hostile.path().to_owned()] {
        let whole = document(&[&folder]);
        let output = simak(&["extract", "--format", "jsonl"], &[&folder]);
        let mut lines: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for line in output.stdout.split(|&b| b == b'\n').filter(|line| !line.is_empty()) {
            let mut object: Map<String, Value> = serde_json::from_slice(line).unwrap();
            let record = object.remove("record").unwrap();
            if let Some(number) = object.remove("record_number") {
                object.insert("record".to_owned(), number);
            }
            lines.entry(format!("{}s", record.as_str().unwrap())).or_default().push(Value::Object(object));
        }
        for kind in ["articles", "speakers", "events", "statements", "claims", "hearings", "findings", "troubles"] {
            assert_eq!(list(&whole, kind), lines.remove(kind).unwrap_or_default(), "{kind}");
        }
        assert!(lines.is_empty());
    }
}

#[test]
fn a_file_that_moves_keeps_its_ids() {
    let (here, there) = (hostile(), tempfile::tempdir().unwrap());
    fs::create_dir(there.path().join("sub")).unwrap();
    fs::copy(here.path().join("b.jsonl"), there.path().join("sub/z.jsonl")).unwrap();
    let ids = |document: &Value| -> Vec<String> {
        let quotes = list(document, "articles").iter().flat_map(|a| list(a, "quotes"));
        quotes.chain(list(document, "articles")).map(|item| text(item, "id").to_owned()).collect()
    };
    let (before, after) = (document(&[&here.path().join("b.jsonl")]), document(&[there.path()]));
    assert_eq!(ids(&before), ids(&after));
}

/// No character that acts on a terminal: none but line ends and what has a glyph.
fn harmless(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    let odd = |c: &char| *c != '\n' && simak::text::display::hidden(*c);
    assert!(!text.chars().any(|c| odd(&c)), "{:?} in {text:?}", text.chars().find(odd));
}

#[test]
fn no_output_holds_what_acts_on_a_terminal() {
    let folder = hostile();
    for args in [&["extract", "--format", "json"][..], &["extract", "--format", "jsonl"], &["extract", "--format", "text"], &[]] {
        let output = simak(args, &[folder.path()]);
        assert!(output.status.success());
        assert!(output.stdout.len() > 200 && !output.stderr.is_empty(), "{args:?}");
        harmless(&output.stdout);
        harmless(&output.stderr);
    }
}

#[test]
fn without_a_terminal_the_same_material_is_plain_text() {
    let output = simak(&[], &[]);
    let (told, plain) = (String::from_utf8(output.stderr).unwrap(), String::from_utf8(output.stdout).unwrap());
    assert_eq!(output.status.code(), Some(0));
    assert!(told.lines().count() == 1 && told.contains("simak extract") && told.contains("--help"), "{told}");
    for heading in ["ARTICLES (", "SPEAKERS (", "TIMELINE ("] {
        assert!(plain.lines().any(|line| line.starts_with(heading)), "{heading}");
    }
}

#[test]
fn exit_statuses() {
    let folder = hostile();
    let none = folder.path().join("tiada.txt");
    let status = |args: &[&str], paths: &[&Path]| simak(args, paths).status.code();
    assert_eq!(status(&["extract"], &[folder.path(), &none]), Some(0));
    assert_eq!(status(&["extract"], &[&none]), Some(1));
    assert_eq!(status(&[], &[&none]), Some(1));
    assert_eq!(status(&["extract", "--format", "xml"], &[folder.path()]), Some(2));
    assert_eq!(status(&["--warna"], &[]), Some(2));
    assert_eq!(status(&["--help"], &[]), Some(0));
    assert_eq!(status(&["--version"], &[]), Some(0));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for args in [&["extract"][..], &["extract", "--format", "jsonl"], &[]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_simak"))
            .args(args)
            .arg(sample())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}: {told}");
        assert!(told.lines().count() <= 1 && !told.contains("panic"), "{args:?}: {told}");
    }
}
