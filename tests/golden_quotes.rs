//! Golden caret corpora for quotes: `tests/golden/quotes*.txt`, and the examples of the language pack's cues.
//!
//! A case is an article's lines, each followed by lines of carets with a label:
//! `direct`, `mixed` or `indirect`, then the speaker (`?` for none), then the stance where it is not `asserts`; or `cue`.
//! A line without carets asserts that nothing in it is a quote. Cases are separated by blank lines; `#` begins a comment.
//! `UPDATE_EXPECT=1 cargo test --test golden_quotes` rewrites the files.

use simak::extract::extract;
use simak::lang::Pack;
use simak::model::{Article, Document, Span, Stance};
use std::fmt::Write as _;
use std::path::PathBuf;

fn annotate(text: &str) -> Article {
    extract(Document { text: text.into(), ..Document::default() }, Pack::indonesian())
}

fn label(article: &Article, n: usize) -> String {
    let quote = &article.quotes[n];
    let speaker = quote.speaker.map_or("?", |v| &article.voices[v as usize].name);
    let stance = if quote.stance == Stance::Asserts { String::new() } else { format!(" {}", quote.stance.name()) };
    format!("{} {speaker}{stance}", quote.kind.name())
}

/// The text of a case with its annotations as carets under each line.
fn carets(article: &Article) -> String {
    let mut marks: Vec<(Span, String)> = (0..article.quotes.len()).map(|n| (article.quotes[n].span, label(article, n))).collect();
    let mut cues: Vec<_> = article.quotes.iter().filter_map(|q| q.cue).collect();
    cues.dedup();
    marks.extend(cues.into_iter().map(|cue| (cue, "cue".to_owned())));
    marks.sort_by_key(|(span, _)| *span);
    let mut out = String::new();
    let mut start = 0;
    for line in article.text.split_inclusive('\n') {
        let end = start + line.len();
        let _ = writeln!(out, "{}", line.trim_end());
        for (span, label) in &marks {
            let (from, to) = ((span.start as usize).max(start), (span.end as usize).min(start + line.trim_end().len()));
            if from < to {
                let indent = article.text[start..from].chars().count();
                let width = article.text[from..to].chars().count();
                let label = if from == span.start as usize { label.as_str() } else { "…" };
                let _ = writeln!(out, "{}{} {label}", " ".repeat(indent), "^".repeat(width));
            }
        }
        start = end;
    }
    out
}

/// A case's text without its caret lines.
fn plain(case: &str) -> String {
    case.lines().filter(|l| !l.trim_start().starts_with('^') && !l.starts_with('#')).collect::<Vec<_>>().join("\n")
}

#[test]
fn quotes_are_as_the_golden_files_say() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.file_name().unwrap().to_string_lossy().starts_with("quotes"));
    files.sort();
    assert!(!files.is_empty());
    let mut wrong = String::new();
    for path in files {
        let want = std::fs::read_to_string(&path).unwrap();
        let mut got = Vec::new();
        let mut line = 1;
        for case in want.trim_end().split("\n\n") {
            let comments: String = case.lines().filter(|l| l.starts_with('#')).map(|l| format!("{l}\n")).collect();
            let text = plain(case);
            let now = if text.is_empty() {
                comments.trim_end().to_owned()
            } else {
                format!("{comments}{}", carets(&annotate(&text)).trim_end())
            };
            if now != case.trim_end() {
                let _ = writeln!(wrong, "{}:{line}\n--- want\n{case}\n--- got\n{now}\n", path.display());
            }
            line += case.lines().count() + 1;
            got.push(now);
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, got.join("\n\n") + "\n").unwrap();
            wrong.clear();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Text and spans of an example in the notation of `cues.toml`: `{content} [cue] <who>`.
fn example(row: &str) -> (String, [Option<(usize, usize)>; 3]) {
    let mut text = String::new();
    let mut spans = [None; 3];
    let mut open = [0; 3];
    for c in row.chars() {
        if let Some(n) = "{[<".find(c) {
            open[n] = text.len();
        } else if let Some(n) = "}]>".find(c) {
            spans[n] = Some((open[n], text.len()));
        } else {
            text.push(c);
        }
    }
    (text, spans)
}

#[test]
fn every_example_of_a_cue_gives_what_it_shows() {
    let mut wrong = Vec::new();
    for row in &Pack::indonesian().cues.examples {
        let (text, [content, cue, who]) = example(row);
        let article = annotate(&text);
        let pair = |span: Option<Span>| span.map(|s| (s.start as usize, s.end as usize));
        let found = article.quotes.iter().any(|q| {
            pair(Some(q.span)) == content
                && (pair(q.cue) == cue || article.quotes.len() == 1 && q.cue.is_none())
                && (who.is_none() || pair(q.mention) == who || q.mention.is_none())
        });
        if !found {
            wrong.push(format!("{row}\n{}", carets(&article)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
