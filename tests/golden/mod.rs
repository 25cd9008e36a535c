//! Golden caret corpora: `tests/golden/<layer>*.txt`.
//!
//! A case is an article's lines, each followed by lines of carets with a label. A line without carets asserts that nothing
//! in it is marked. `# published DATE` dates the case; without it the article has no date but its own. Cases are separated
//! by blank lines; `#` begins a comment. `UPDATE_EXPECT=1 cargo test` rewrites the files.

use simak::extract::extract;
use simak::lang::Pack;
use simak::model::{Article, Document, Given, Span};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What is marked in an article: where, and the label under it.
pub type Marks = fn(&Article) -> Vec<(Span, String)>;

/// Extracts from a text as if it were a file.
pub fn annotate(text: &str, published: Option<&str>) -> Article {
    let given = Given { published: published.map(Box::from), ..Given::default() };
    extract(Document { text: text.into(), given, ..Document::default() }, Pack::indonesian())
}

/// The text with its marks as carets under each line; a mark that runs over several lines is continued with `…`.
pub fn carets(article: &Article, marks: Marks) -> String {
    let mut marks = marks(article);
    marks.sort_by_key(|(span, _)| *span);
    let mut out = String::new();
    let mut start = 0;
    for line in article.text.split_inclusive('\n') {
        let (text, end) = (line.trim_end(), start + line.len());
        let _ = writeln!(out, "{text}");
        for (span, label) in &marks {
            let (from, to) = ((span.start as usize).max(start), (span.end as usize).min(start + text.len()));
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

/// Holds every file whose name begins with `layer` against what is marked now; tells file, line, want and got.
pub fn check(layer: &str, marks: Marks) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "txt") && p.file_name().unwrap().to_string_lossy().starts_with(layer));
    files.sort();
    assert!(!files.is_empty());
    let wrong: String = files.iter().map(|path| check_file(path, marks)).collect();
    assert!(wrong.is_empty() || std::env::var_os("UPDATE_EXPECT").is_some(), "{wrong}");
}

fn check_file(path: &Path, marks: Marks) -> String {
    let want = std::fs::read_to_string(path).unwrap();
    let (mut wrong, mut got, mut line) = (String::new(), Vec::new(), 1);
    for case in want.trim_end().split("\n\n") {
        let comments: String = case.lines().filter(|l| l.starts_with('#')).map(|l| format!("{l}\n")).collect();
        let published = comments.lines().find_map(|l| l.strip_prefix("# published "));
        let text: Vec<_> = case.lines().filter(|l| !l.trim_start().starts_with('^') && !l.starts_with('#')).collect();
        let marked = if text.is_empty() { String::new() } else { carets(&annotate(&text.join("\n"), published), marks) };
        let now = format!("{comments}{marked}").trim_end().to_owned();
        if now != case.trim_end() {
            let _ = writeln!(wrong, "{}:{line}\n--- want\n{case}\n--- got\n{now}\n", path.display());
        }
        line += case.lines().count() + 1;
        got.push(now);
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, got.join("\n\n") + "\n").unwrap();
    }
    wrong
}
