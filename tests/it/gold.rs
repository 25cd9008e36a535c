//! Whole articles against annotation by hand: quotes, speakers, stances, times, dates, and what links articles.
//!
//! The gold stands in `tests/gold/*.gold` (its notation: `gold/notation.rs`), the measures in `gold/score.rs`, the floors
//! in `gold/floors.toml`. A score under its floor fails; a score well over it is told, so that the floor can be raised.
//! Floors only rise. `cargo test --test it gold:: -- --nocapture` prints every difference.
#![allow(clippy::print_stdout, reason = "differences and scores are this test's product")]

#[path = "../gold/notation.rs"]
mod notation;
#[path = "../gold/score.rs"]
mod score;
#[path = "../gold/shared.rs"]
mod shared;

use notation::{ArticleGold, CorpusGold};
use score::{Indexed, Tally};
use std::path::{Path, PathBuf};

/// How far over its floor a score must be before raising the floor is worth a line.
const SLACK: f64 = 0.005;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every article gold of `tests/gold`, and the corpus gold.
fn read_gold() -> (Vec<ArticleGold>, CorpusGold) {
    let folder = root().join("tests/gold");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut articles = Vec::new();
    let mut corpus = CorpusGold::default();
    for path in files.iter().filter(|path| path.extension().is_some_and(|e| e == "gold")) {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let read = if name == "corpus.gold" {
            notation::corpus(&text).map(|gold| corpus = gold)
        } else {
            notation::article(&text).map(|gold| articles.push(gold))
        };
        read.unwrap_or_else(|fault| panic!("tests/gold/{name}:{fault}"));
    }
    (articles, corpus)
}

/// Fails when a measure is under its floor; tells which floors can be raised.
fn hold(group: &str, tally: &Tally) {
    let path = root().join("tests/gold/floors.toml");
    let floors: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let floors = floors[group].as_table().unwrap();
    let measures = tally.measures();
    for line in &tally.log {
        println!("{line}");
    }
    let mut under = Vec::new();
    println!("{group}:");
    for (name, got) in &measures {
        let floor = floors.get(*name).unwrap_or_else(|| panic!("tests/gold/floors.toml: [{group}] has no `{name}`"));
        let floor = floor.as_float().unwrap_or_else(|| panic!("tests/gold/floors.toml: [{group}] {name}: write 0.80"));
        let raise = if *got > floor + SLACK { "   the floor can be raised" } else { "" };
        println!("  {name:18} {got:.4}   floor {floor:.4}{raise}");
        if *got < floor {
            under.push(format!("{name} {got:.4} is under its floor {floor:.4}"));
        }
    }
    for name in floors.keys() {
        assert!(measures.iter().any(|(n, _)| n == name), "tests/gold/floors.toml: [{group}] {name}: no such measure");
    }
    assert!(under.is_empty(), "{group}: {}; run with --nocapture for every difference", under.join("; "));
}

#[test]
fn sample_corpus_meets_its_floors() {
    let corpus = simak::loader::load_now(vec![root().join("sample-corpus")], Default::default()).unwrap();
    assert!(corpus.troubles.is_empty(), "the sample corpus loads without trouble: {:?}", corpus.troubles);
    let (articles, links) = read_gold();
    assert!(articles.len() >= 8, "at least eight articles carry gold");
    let indexed = Indexed::new(&corpus, &root().join("sample-corpus"));
    let mut tally = Tally::default();
    for gold in &articles {
        tally.article(&indexed, gold).unwrap_or_else(|fault| panic!("gold of {}: {fault}", gold.article));
    }
    tally.corpus(&indexed, &links).unwrap_or_else(|fault| panic!("tests/gold/corpus.gold: {fault}"));
    hold("sample", &tally);
}

#[test]
fn shared_seeds_meet_their_floors() {
    let Some(folder) = shared::folder() else {
        println!("SKIPPED: ../shared is not there; set SIMAK_SHARED to score the seed articles");
        return;
    };
    let corpus = simak::loader::load_now(vec![folder.join("seeds")], Default::default()).unwrap();
    let indexed = Indexed::new(&corpus, &folder.join("seeds"));
    let (articles, links) = shared::gold(&folder.join("gold/seeds"));
    let mut tally = Tally::default();
    for gold in &articles {
        tally.article(&indexed, gold).unwrap_or_else(|fault| panic!("gold of {}: {fault}", gold.article));
    }
    tally.corpus(&indexed, &links).unwrap_or_else(|fault| panic!("gold/seeds/corpus.json: {fault}"));
    hold("seeds", &tally);
}

#[test]
fn weekdays_of_the_sample_corpus_are_true_but_one() {
    let wrong = notation::false_weekdays(&root().join("sample-corpus"));
    let names: Vec<_> = wrong.iter().map(|(path, words)| (path.as_str(), words.as_str())).collect();
    assert_eq!(names, [("cakrawala/kapal-riset-ditahan.txt", "Selasa (19 Maret 2031")]);
}

/// The articles' keys as gold names them: the path under `folder`, with `#n` for the n-th record of a file of records.
fn key(path: &str, record: u32, folder: &Path) -> String {
    let path = Path::new(path);
    let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
    if name.ends_with(".jsonl") { format!("{name}#{record}") } else { name }
}
