//! Annotations of any kind: read, taken up, decided, and everything written after that.

use super::json::{any, one_of, or_any, place};
use super::link::every_format;
use super::material::{corpora, decided, quotes};
use super::{chance, text};
use crate::engine::{Rng, Target};
use crate::words::{ANNOTATIONS, JSON};
use serde_json::{Map, Value, json};
use simak::export::quotes::{read_annotations, take_up};

/// Imports.
pub const IMPORT: Target = Target {
    name: "import",
    about: "any JSON as annotations: read, taken up, decided, written in every format",
    run: import,
    make,
    words: &[ANNOTATIONS, ANNOTATIONS, JSON],
    longest: 2_500,
    share: 20,
};

fn import(input: &[u8]) {
    let (text, chance) = (text(input), chance(input));
    let Ok(annotations) = read_annotations(&text) else { return };
    let corpus = &corpora()[1 + chance as usize % (corpora().len() - 1)];
    let mut review = decided(corpus, chance >> 8);
    let taken = take_up(corpus, &mut review, &annotations);
    assert!(taken.annotations + taken.left.len() >= taken.highlights);
    assert!(taken.left.iter().all(|left| !left.why.is_empty()));
    let before = review.steps().len();
    let step = review.decide(taken.changes.iter().cloned());
    assert_eq!(step.is_some(), !taken.changes.is_empty(), "what is taken up is decided");
    if step.is_none() {
        return;
    }
    // Taken up twice it is there already; what says otherwise is left.
    let again = take_up(corpus, &mut review, &annotations);
    assert!(again.changes.is_empty(), "taken up twice: {:?}", again.changes);
    if chance % 16 == 0 {
        every_format(corpus, &review);
    }
    review.undo().expect("the step is taken back");
    assert_eq!(review.steps().len(), before + 2);
}

fn make(rng: &mut Rng) -> Vec<u8> {
    let items: Vec<Value> = (0..rng.usize(1..6)).map(|_| or_any(rng, annotation)).collect();
    let all = match rng.u8(0..4) {
        0 => items.into(),
        1 => json!({ "type": "AnnotationCollection", "first": { "items": items } }),
        2 => json!({ "items": items }),
        _ => items.into_iter().next().unwrap_or_default(),
    };
    all.to_string().into_bytes()
}

/// An annotation of a quote that is there, more or less.
fn annotation(rng: &mut Rng) -> Value {
    let corpus = &corpora()[1 + rng.usize(0..corpora().len() - 1)];
    let Some(at) = rng.choice(quotes(corpus)) else { return any(rng, 3) };
    let Some((article, quote)) = corpus.quote(at) else { return any(rng, 3) };
    let words = quote.span.of(&article.text);
    let start = article.text[..quote.span.start as usize].chars().count();
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    if rng.bool() {
        put("simak:quote", or_any(rng, |_| format!("{}:{start}-{}", article.id, start + words.chars().count()).into()));
        put("simak:corrected", json!([one_of(rng, &["speaker", "span", "kind", "stance", "said", "note", "tag:a", "x"])]));
        put("simak:said", one_of(rng, &["2031-02", "kemarin", ""]));
    }
    let bodies: Vec<Value> = (0..rng.usize(0..5)).map(|_| body(rng)).collect();
    put("body", or_any(rng, |_| bodies.into()));
    let source = json!({
        "id": or_any(rng, |_| article.source.url.as_deref().into()),
        "simak:article": or_any(rng, |_| (*article.id).into()),
        "simak:path": or_any(rng, |_| (*article.source.path).into()),
        "dcterms:title": article.title,
    });
    let exact = if rng.bool() { words } else { words.get(1..).unwrap_or(words) };
    let selectors = json!([
        { "type": "TextQuoteSelector", "exact": or_any(rng, |_| exact.into()), "prefix": one_of(rng, &["", "“", "x"]) },
        { "type": "TextPositionSelector", "start": or_any(rng, |_| start.into()), "end": place(rng) },
    ]);
    put("target", or_any(rng, |_| json!({ "source": source, "selector": selectors })));
    fields.into()
}

fn body(rng: &mut Rng) -> Value {
    let purpose =
        one_of(rng, &["assessing", "tagging", "bookmarking", "identifying", "classifying", "commenting", "linking", "x"]);
    let value = one_of(
        rng,
        &[
            "accepted",
            "rejected",
            "flagged",
            "skipped",
            "kind:mixed",
            "stance:warns",
            "said:2031-02",
            "Rani",
            "penting",
            "\u{301}\n",
            " ",
        ],
    );
    json!({ "type": "TextualBody", "purpose": purpose, "value": value })
}
