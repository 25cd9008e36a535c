//! Golden caret corpora for temporal expressions: `tests/golden/times*.txt`.
//!
//! A case is an article's lines, each followed by lines of carets with a TIMEX3 value. A line without carets asserts that
//! nothing in it is a time. `# published DATE` dates the case; without it the article has no date but its own. Cases are
//! separated by blank lines; `#` begins a comment. `UPDATE_EXPECT=1 cargo test --test golden_times` rewrites the files.

use simak::extract::extract;
use simak::lang::Pack;
use simak::model::{Article, Document, Given};
use std::fmt::Write as _;
use std::path::PathBuf;

fn annotate(text: &str, published: Option<&str>) -> Article {
    let given = Given { published: published.map(Box::from), ..Given::default() };
    extract(Document { text: text.into(), given, ..Document::default() }, Pack::indonesian())
}

/// The text of a case with its times as carets under each line.
fn carets(article: &Article) -> String {
    let mut out = String::new();
    let mut start = 0;
    for line in article.text.split_inclusive('\n') {
        let end = start + line.len();
        let _ = writeln!(out, "{}", line.trim_end());
        for time in article.times.iter().filter(|t| (start..end).contains(&(t.span.start as usize))) {
            let indent = article.text[start..time.span.start as usize].chars().count();
            let width = time.span.of(&article.text).chars().count();
            let _ = writeln!(out, "{}{} {}", " ".repeat(indent), "^".repeat(width), time.value);
        }
        start = end;
    }
    out
}

#[test]
fn times_are_as_the_golden_files_say() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.file_name().unwrap().to_string_lossy().starts_with("times"));
    files.sort();
    assert!(!files.is_empty());
    let mut wrong = String::new();
    for path in files {
        let want = std::fs::read_to_string(&path).unwrap();
        let mut got = Vec::new();
        let mut line = 1;
        for case in want.trim_end().split("\n\n") {
            let comments: String = case.lines().filter(|l| l.starts_with('#')).map(|l| format!("{l}\n")).collect();
            let published = comments.lines().find_map(|l| l.strip_prefix("# published ")).map(str::to_owned);
            let text: Vec<_> = case.lines().filter(|l| !l.trim_start().starts_with('^') && !l.starts_with('#')).collect();
            let now =
                if text.is_empty() { comments } else { comments + &carets(&annotate(&text.join("\n"), published.as_deref())) };
            let now = now.trim_end().to_owned();
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
