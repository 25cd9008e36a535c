//! `simak extract --explain`: a page as it is printed, and what holds for every page: every annotation with its rule is
//! there, no row is wider than asked, carets stand under what is marked, nothing acts on a terminal.

use simak::export::explain;
use simak::lang::Pack;
use simak::loader::{LoadOptions, load_now};
use simak::model::Corpus;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use unicode_width::UnicodeWidthStr;

/// Wide characters, a tab, an escape sequence, a quote over two paragraphs, a title with its affiliation.
const ARTICLE: &str = "Kapal Kertas Berlabuh\n\nLIRIS, KABAR RANDU — “Kapal\t漢字 itu\u{1b}[2J tiba semalam,” kata juru bicara \
    Kementerian Perairan, Sinta Maharani, Selasa (3/6/2031).\n\n“Kami menunggu sejak pagi dan akan terus menunggu sampai \
    semua penumpang turun dengan selamat di dermaga lama.\n\n“Itu saja,” ujarnya.\n";

fn corpus(text: &str) -> Corpus {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("kapal.txt"), text).unwrap();
    load_now(vec![folder.path().join("kapal.txt")], LoadOptions::default()).unwrap()
}

fn page(corpus: &Corpus, width: usize) -> String {
    let mut out = Vec::new();
    explain::write(corpus, Pack::indonesian(), width, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.chars().all(|c| c == '\n' || !simak::text::display::hidden(c)));
    for line in text.lines() {
        assert!(line.width() <= width || line.starts_with("simak ") || line.starts_with("own words"), "{width}: {line}");
    }
    text
}

#[test]
fn a_page_is_as_the_file_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain/kapal.txt");
    let corpus = corpus(ARTICLE);
    let path = corpus.articles[0].source.path.to_string();
    let (head, wide) = (page(&corpus, 100), page(&corpus, 48));
    assert!(head.lines().next().unwrap().ends_with(&Pack::indonesian().knowledge), "{head}");
    let body = |page: &str| page.lines().skip(2).filter(|l| !l.contains(&*path)).collect::<Vec<_>>().join("\n");
    let wide = wide.lines().skip(2).skip_while(|l| !l.starts_with("title")).collect::<Vec<_>>().join("\n");
    let got = format!("{}\n\n{wide}\n", body(&head));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &got).unwrap();
    }
    assert_eq!(fs::read_to_string(&file).unwrap_or_default(), got);
}

#[test]
fn every_annotation_of_the_sample_corpus_is_told_with_its_rule() {
    let corpus = load_now(vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-corpus")], LoadOptions::default()).unwrap();
    let text = page(&corpus, 100_000);
    let rows: Vec<&str> = text.lines().collect();
    let count = |what: &dyn Fn(&str) -> bool| rows.iter().filter(|row| what(row)).count();
    let all = |of: &dyn Fn(&simak::model::Article) -> usize| corpus.articles.iter().map(|a| of(a)).sum::<usize>();
    assert_eq!(count(&|row| row.starts_with("file ")), corpus.articles.len());
    assert_eq!(count(&|row| row.contains(" quote ") && row.contains("\u{a0}%")), all(&|a| a.quotes.len()));
    assert_eq!(count(&|row| row.contains("^ cue ")), all(&|a| a.quotes.iter().filter(|q| q.cue.is_some()).count()));
    assert_eq!(count(&|row| row.contains("^ who ")), all(&|a| a.quotes.iter().filter(|q| q.mention.is_some()).count()));
    let times = ["DATE", "TIME", "DURATION", "SET"];
    assert_eq!(count(&|row| times.iter().any(|t| row.contains(&format!("^ {t} ")))), all(&|a| a.times.len()));
    for article in &corpus.articles {
        let rules = article.blocks.iter().map(|b| b.rule).chain(article.quotes.iter().map(|q| q.rule));
        let rules = rules.chain(article.times.iter().map(|t| t.rule)).chain(article.published.iter().map(|p| p.rule));
        assert!(rules.chain(article.quotes.iter().filter_map(|q| q.speaker_rule)).all(|rule| text.contains(rule)));
        assert!(article.quotes.iter().all(|q| q.speaker.is_some() == q.speaker_rule.is_some()));
    }
    page(&corpus, 100);
    page(&corpus, 40);
}

#[test]
fn the_command_prints_it_and_takes_no_format_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
    let run = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_simak")).args(args).arg(folder.path()).output().unwrap();
    let output = run(&["extract", "--explain"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains("speaker.clitic") && text.contains("direct.cue-after"), "{text}");
    assert_eq!(run(&["extract", "--explain", "--format", "json"]).status.code(), Some(2));
}
