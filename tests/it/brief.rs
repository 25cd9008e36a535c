//! The brief: a golden file of a small story, every sentence with its sources and every source where it says, words that
//! act nowhere, a page that parses, files written whole or not at all.
//!
//! `UPDATE_EXPECT=1 cargo test --test it brief::` writes the golden file anew.

use crate::markup::{harmless, markup};
use crate::story::{self, Words};
use scraper::{ElementRef, Html, Selector};
use simak::export::brief::{Brief, FORMATS};
use simak::lang::Pack;
use simak::model::Corpus;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn written(corpus: &Corpus, format: &str) -> String {
    let pack = Pack::indonesian();
    let mut out = Vec::new();
    let row = FORMATS.iter().find(|row| row.name == format).unwrap();
    (row.write)(&Brief::new(corpus, pack, 60, None), &mut out).unwrap();
    // The version and the language data change with every release, the story does not.
    let text = String::from_utf8(out).unwrap();
    text.replace(&*pack.knowledge, "KNOWLEDGE").replace(&format!("simak {} ", env!("CARGO_PKG_VERSION")), "simak VERSION ")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn simak(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_simak")).args(args).current_dir(root()).output().unwrap()
}

/// Words that try to be markup in Markdown and in HTML, to leave their quotation marks, and to act on a terminal.
const HOSTILE: &[&str] = &[
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' style='color:red",
    "]]> --> <!-- </style> </title> </svg>",
    "&lt;b&gt; &amp; &#60;i&#62; &copy",
    "**tebal** _miring_ ~~coret~~ `kode` ``` ~~~",
    "[tautan](javascript:alert(1)) ![gambar](http://x.example/a.png)",
    "[^1]: [^99] | sel | $x$ ^a^ {#id} <https://x.example>",
    "https://x.example www.x.example a@x.example :roket: @nama #12",
    "\n\n# judul\n\n- butir\n\n> kutip\n\n    kode\n\n---\n\n| a | b |\n| --- | --- |\n",
    "\u{1b}[31mmerah\u{1b}[0m \u{202e}kilab\u{202c} \u{200b}\u{0}\u{7}\u{9b}2J \u{feff}\u{e0041}",
    "\\ \\\\ \\* 1. satu 2) dua + tiga",
];

fn hostile(word: &str) -> Corpus {
    corpus_of(&Words {
        outlet: format!("{word} outlet"),
        title: format!("{word} title {word}"),
        speaker: format!("{word} speaker"),
        role: format!("{word} role"),
        said: format!("{word} 30 said {word}"),
        told: format!("{word} 50 told {word}"),
        url: format!("https://x.example/{word}"),
        path: format!("{word}/path"),
        trouble: format!("{word} trouble {word}"),
    })
}

fn corpus_of(words: &Words) -> Corpus {
    story::corpus(words)
}

#[test]
fn a_small_story_is_told_as_the_golden_file_says() {
    let got = written(&corpus_of(&Words::plain()), "markdown");
    let path = root().join("tests/brief/story.md");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &got).unwrap();
        return;
    }
    let want = fs::read_to_string(&path).unwrap();
    for (number, (want, got)) in (1..).zip(want.lines().zip(got.lines())) {
        assert_eq!(want, got, "{}:{number}; UPDATE_EXPECT=1 writes it anew", path.display());
    }
    assert_eq!(want.lines().count(), got.lines().count());
}

/// Numbers of the footnotes that a line cites.
fn cited(line: &str) -> Vec<usize> {
    line.split("[^").skip(1).filter_map(|rest| rest.split_once(']')?.0.parse().ok()).collect()
}

#[test]
fn every_sentence_has_a_source_and_every_source_is_told_once() {
    let output = simak(&["brief"]);
    assert!(output.status.success(), "{output:?}");
    for text in [written(&corpus_of(&Words::plain()), "markdown"), String::from_utf8(output.stdout).unwrap()] {
        let (mut defined, mut used) = (Vec::new(), BTreeSet::new());
        for line in text.lines() {
            let sentence = line.starts_with("- ")
                || (line.starts_with("### Claim ") && line.contains(": "))
                || line.starts_with("### Statement ")
                || line.starts_with("### Finding ");
            let row = line.starts_with("| ") && !line.starts_with("| When") && !line.starts_with("| ---");
            match line.strip_prefix("[^").and_then(|rest| rest.split_once("]: ")) {
                Some((number, _)) => defined.push(number.parse::<usize>().unwrap()),
                None if sentence || row => {
                    assert!(!cited(line).is_empty(), "no source: {line}");
                    used.extend(cited(line));
                }
                None => assert!(cited(line).is_empty() && (line.is_empty() || line.starts_with(['#', '*', '|'])), "{line}"),
            }
        }
        assert!(defined.len() > 5 && defined.iter().copied().eq(1..=defined.len()), "{defined:?}");
        assert!(used.into_iter().eq(1..=defined.len()));
    }
}

#[test]
fn what_is_only_alleged_is_told_as_left_out() {
    let mut corpus = corpus_of(&Words::plain());
    let told = |corpus: &Corpus| written(corpus, "markdown").contains("puts into somebody's mouth");
    assert!(!told(&corpus));
    let speaker = corpus.speakers.iter_mut().find(|speaker| !speaker.quotes.is_empty()).unwrap();
    speaker.alleged = vec![speaker.quotes.pop().unwrap()];
    let text = written(&corpus, "markdown");
    assert!(text.contains("Left out: 1 quote that only a doubtful source"), "{text}");
}

#[test]
fn no_word_of_an_article_is_markup_in_markdown() {
    let plain = markup(&written(&corpus_of(&Words::plain()), "markdown"));
    assert!(["Table", "footnote", "link Autolink"].iter().all(|name| plain.contains_key(*name)), "{plain:?}");
    for word in HOSTILE {
        let text = written(&hostile(word), "markdown");
        harmless(&text, &['\n']);
        let mut found = markup(&text);
        // An address that is none is not linked; all else is built as before.
        let links = found.remove("link Autolink").unwrap_or(0);
        let mut want = plain.clone();
        assert!(links <= want.remove("link Autolink").unwrap());
        assert_eq!(found, want, "{word:?}\n{text}");
    }
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// A page that is well formed, links only to what is there, fetches nothing and runs nothing; its elements, counted.
fn page(text: &str) -> (Html, BTreeMap<String, usize>) {
    harmless(text, &['\n']);
    let page = Html::parse_document(text);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    let mut elements: BTreeMap<String, usize> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for element in select(&page, "*") {
        *elements.entry(element.value().name().to_owned()).or_default() += 1;
        for (name, value) in element.value().attrs() {
            let known = "lang charset http-equiv content name rel href class aria-label id scope role value aria-labelledby viewBox x y \
                width height d rx";
            assert!(known.split_whitespace().any(|known| known == name), "{name}={value}");
            let link = ["#", "data:,", "https://"].iter().any(|scheme| value.starts_with(scheme));
            assert!(name != "href" || link, "{name}={value}");
            assert!(name != "id" || ids.insert(value.to_owned()), "two elements are called {value}");
        }
    }
    for link in select(&page, "a[href^='#']") {
        let to = link.value().attr("href").unwrap();
        assert!(ids.contains(&to[1..]), "{to} leads nowhere");
    }
    for name in ["script", "img", "iframe", "object", "form", "base"] {
        assert!(!elements.contains_key(name), "{name}");
    }
    (page, elements)
}

#[test]
fn no_word_of_an_article_is_markup_in_the_page() {
    let (_, plain) = page(&written(&corpus_of(&Words::plain()), "html"));
    for word in HOSTILE {
        let (page, elements) = page(&written(&hostile(word), "html"));
        assert_eq!(elements, plain, "{word:?}");
        let shown = simak::text::display::sanitize_line(word);
        let shown: Vec<&str> = shown.split_whitespace().collect();
        let text: String = page.root_element().text().collect();
        let text: Vec<&str> = text.split_whitespace().collect();
        assert!(text.join(" ").contains(&shown.join(" ")), "{word:?} is not shown");
    }
}

#[test]
fn the_words_of_the_page_stand_where_their_sources_say() {
    let output = simak(&["brief", "--format", "html", "--limit", "0"]);
    let (page, elements) = page(&String::from_utf8(output.stdout).unwrap());
    assert!(["rect", "svg", "table", "u"].iter().all(|name| elements.contains_key(*name)), "{elements:?}");
    let output = simak(&["extract"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let articles = document["articles"].as_array().unwrap();
    let text = |id: &str| articles.iter().find(|a| a["id"] == id).unwrap()["text"].as_str().unwrap();
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut ranges, mut titles): (BTreeMap<String, String>, BTreeMap<String, String>) = Default::default();
    for source in select(&page, "#sources li") {
        let told: String = source.text().collect();
        let Some((_, told)) = told.rsplit_once("characters ") else { continue };
        let (range, id) = told.split_once(", article ").unwrap();
        let (start, end) = range.split_once('–').unwrap();
        let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
        let slice: String = text(id.split_whitespace().next().unwrap()).chars().take(end).skip(start).collect();
        let source = source.value().attr("id").unwrap().to_owned();
        let id = id.split_whitespace().next().unwrap();
        let title = articles.iter().find(|a| a["id"] == id).unwrap()["title"].as_str();
        titles.extend(title.map(|title| (source.clone(), plain(title))));
        ranges.insert(source, plain(&slice));
    }
    let of = |a: &serde_json::Value| a["quotes"].as_array().unwrap().clone();
    let indirect = articles.iter().flat_map(of).filter(|q| q["kind"] == "indirect");
    let indirect: BTreeSet<String> = indirect.map(|q| plain(q["text"].as_str().unwrap())).collect();
    let (mut checked, mut told) = (0, 0);
    for sentence in select(&page, "section:not(#sources, #read) li, td, h3") {
        let cites: Vec<&str> =
            sentence.select(&Selector::parse(".cites a").unwrap()).map(|a| &a.value().attr("href").unwrap()[1..]).collect();
        for words in sentence.select(&Selector::parse(".words, .reported").unwrap()) {
            let reported = words.value().attr("class") == Some("reported");
            let words: String = words.text().collect();
            // What an article only reports stands between no marks.
            let words = if reported {
                assert!(indirect.contains(&plain(&words)), "{words:?} is no reported speech");
                plain(&words)
            } else {
                plain(words.strip_prefix('“').unwrap().strip_suffix('”').unwrap())
            };
            told += usize::from(reported);
            // (An event that a headline names: the source says which.)
            let title = |c: &&str| titles.get(*c).is_some_and(|title| *title == words);
            let found =
                cites.iter().filter_map(|c| ranges.get(*c)).any(|range| range.contains(&words)) || cites.iter().any(title);
            assert!(found, "{words:?} is not where {cites:?} say");
            checked += 1;
        }
    }
    assert!(checked > 100 && told > 10, "{checked}, {told}");
}

#[test]
fn a_section_is_as_long_as_asked_and_says_what_is_left_out() {
    let lines = |args: &[&str]| String::from_utf8(simak(args).stdout).unwrap();
    let (short, whole) = (lines(&["brief", "--limit", "3"]), lines(&["brief", "--limit", "0"]));
    let events = |text: &str| text.split("\n## ").find(|s| s.starts_with("Timeline")).unwrap().matches("\n- ").count();
    assert_eq!(events(&short), 4, "three events, and how many are left out");
    assert!(short.matches(" left out: ").count() >= 4 && !whole.contains(" left out: ") && events(&whole) > 20);
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (page, none) = (folder.path().join("story.html"), folder.path().join("none.txt"));
    let run = |out: &Path, path: &str| simak(&["brief", "-o", out.to_str().unwrap(), path]).status.code();
    assert_eq!(run(&page, "sample-corpus/kilat24.jsonl"), Some(0));
    let first = fs::read_to_string(&page).unwrap();
    assert!(first.starts_with("<!DOCTYPE html>") && first.ends_with("</html>\n"));
    assert_eq!(run(&page, none.to_str().unwrap()), Some(1));
    assert_eq!(fs::read_to_string(&page).unwrap(), first, "nothing was read, so nothing is written");
    assert_eq!(run(folder.path(), "sample-corpus/kilat24.jsonl"), Some(1));
    assert_eq!(run(&folder.path().join("no/folder.md"), "sample-corpus/kilat24.jsonl"), Some(1));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was left behind");
    assert_eq!(simak(&["brief", "--format", "pdf"]).status.code(), Some(2));
}
