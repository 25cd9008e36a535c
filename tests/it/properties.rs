//! What holds for any text: annotations are ordered, inside, on character boundaries and verbatim; the same twice; no bytes
//! make it fail; and time grows as the text does, whatever its shape.

#[path = "../properties/checks.rs"]
mod checks;
#[path = "../properties/pieces.rs"]
mod pieces;
#[path = "../properties/shapes.rs"]
mod shapes;

use checks::{document_is_verbatim, well_formed};
use pieces::PIECES;
use proptest::prelude::*;
use shapes::{SHAPES, Shape};
use simak::export::explain;
use simak::extract::extract;
use simak::lang::Pack;
use simak::link::{Linker, prepare};
use simak::loader::{LoadOptions, load_now};
use simak::model::{Article, Corpus, Document, Given};
use std::fs;
use std::time::{Duration, Instant};
use unicode_width::UnicodeWidthStr;

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => any::<char>().prop_map(String::from)];
    let space = prop_oneof![6 => Just(" "), 1 => Just("")];
    prop::collection::vec((piece, space), 0..90).prop_map(|parts| parts.into_iter().map(|(piece, space)| piece + space).collect())
}

fn article(text: &str, published: Option<&str>) -> Article {
    let given = Given { published: published.map(Box::from), ..Given::default() };
    extract(Document { id: "x".into(), text: text.into(), given, ..Document::default() }, Pack::indonesian())
}

fn linked(article: &Article) -> Corpus {
    let mut linker = Linker::new(Pack::indonesian());
    linker.add([prepare(article.clone(), Pack::indonesian())]);
    linker.corpus()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

    #[test]
    fn annotations_of_any_text_are_ordered_inside_and_verbatim(text in text(), dated in any::<bool>()) {
        let published = dated.then_some("Rabu, 18 Jun 2031 07:30 WIB");
        let first = article(&text, published);
        well_formed(&first);
        prop_assert_eq!(&first, &article(&text, published));
        prop_assert_eq!(&*first.text, text.as_str());
        let corpus = linked(&first);
        document_is_verbatim(&corpus);
        let mut page = Vec::new();
        explain::write(&corpus, Pack::indonesian(), 60, &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        prop_assert!(page.lines().skip(1).all(|line| line.width() <= 60), "{}", page);
    }
}

/// Nothing stands before the first word or behind the last one, whatever a layer expects there.
#[test]
fn any_two_pieces_may_open_and_end_a_text() {
    for first in PIECES {
        for second in PIECES {
            for text in [format!("{first} {second} Rani mengatakan bahwa ia pulang."), format!("“Ya,” kata {first} {second}")]
            {
                well_formed(&article(&text, None));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn any_bytes_are_read_or_told(bytes in prop::collection::vec(any::<u8>(), 0..400), ending in prop::sample::select(&["txt", "md", "json", "jsonl"][..])) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("a.{ending}"));
        fs::write(&path, &bytes).unwrap();
        let load = || load_now(vec![path.clone()], LoadOptions { threads: 1, ..LoadOptions::default() }).unwrap();
        let corpus = load();
        prop_assert!(!corpus.articles.is_empty() || !corpus.troubles.is_empty() || bytes.iter().all(u8::is_ascii_whitespace));
        corpus.articles.iter().for_each(|a| well_formed(a));
        document_is_verbatim(&corpus);
        prop_assert_eq!(corpus, load());
    }
}

/// How much longer a text four times as long may take: four times, and some room for a machine that has other work.
const ROOM: f64 = 4.0 * 2.5;
/// Below this, a machine's own noise is all that is measured.
const LEAST: Duration = Duration::from_millis(4);

fn time(text: &str) -> Duration {
    let document = Document { id: "x".into(), text: text.into(), ..Document::default() };
    let begun = Instant::now();
    let corpus = linked(&extract(document, Pack::indonesian()));
    let taken = begun.elapsed();
    drop(corpus);
    taken
}

/// The least of several ratios of the time for four times as much to the time for so much; ends with the first good one.
fn growth(shape: &Shape) -> f64 {
    let (small, large) = ((shape.text)(shape.part), (shape.text)(shape.part * 4));
    let mut least = f64::INFINITY;
    for _ in 0..12 {
        let (one, four) = (time(&small).max(LEAST), time(&large));
        least = least.min(four.as_secs_f64() / one.as_secs_f64());
        if least <= ROOM {
            break;
        }
    }
    least
}

#[test]
fn time_grows_as_the_text_does() {
    time("Hangatkan dulu.");
    let slow: Vec<String> = SHAPES
        .iter()
        .map(|shape| (shape, growth(shape)))
        .filter(|(_, growth)| *growth > ROOM)
        .map(|(shape, growth)| format!("{}: {growth:.1} times the time for 4 times the text", shape.name))
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// `cargo test --test it properties:: -- --ignored --nocapture`
#[test]
#[ignore = "takes its time: the full sizes, which the benchmark measures"]
#[allow(clippy::print_stderr, reason = "tells its figures")]
fn full_sizes_end() {
    for shape in SHAPES {
        let text = (shape.text)(shape.full);
        let (quarter, taken) = (time(&(shape.text)(shape.full / 4)), time(&text));
        let (size, growth) = (text.len() as f64 / 1e6, taken.as_secs_f64() / quarter.max(LEAST).as_secs_f64());
        let rate = size / taken.as_secs_f64();
        eprintln!("{:>24}: {size:>4.1} MB, {taken:>8.1?}, {rate:>5.1} MB/s, {growth:.1} times a quarter", shape.name);
    }
}

#[test]
fn texts_of_every_shape_are_well_formed() {
    for shape in SHAPES {
        well_formed(&article(&(shape.text)(200), None));
    }
}
