//! Targets with a fault planted in each, and one without: whether the engine finds them is a test (`tests/planted.rs`), since a
//! program that cannot fail proves nothing. They are no part of `all`.

use crate::annotations::well_formed;
use crate::engine::{Rng, Target, pick};
use simak::extract::extract;
use simak::lang::Pack;
use simak::model::{Document, Span};
use std::hint::black_box;

/// Every planted one.
pub const PLANTED: &[Target] = &[
    toy("planted-none", |input| drop(black_box(input.to_ascii_lowercase()))),
    toy("planted-panic", |input| assert!(!has(input, b"<b") || !has(input, b"1"), "both of them: {input:?}")),
    toy("planted-caught", |input| {
        if has(input, b"<b") {
            let _ = std::thread::spawn(|| panic!("on another thread")).join();
        }
    }),
    toy("planted-hang", |input| while has(input, b"<b") && black_box(true) {}),
    toy("planted-wait", |input| {
        if has(input, b"<b") {
            loop {
                std::thread::park();
            }
        }
    }),
    toy("planted-memory", |input| {
        if has(input, b"<b") {
            let mut held: Vec<Vec<u8>> = Vec::new();
            loop {
                held.push(black_box(vec![1; 1 << 20]));
            }
        }
    }),
    toy("planted-stack", |input| assert!(!has(input, b"<b") || deep(black_box(1)) == 0)),
    toy("planted-abort", |input| {
        if has(input, b"<b") {
            std::process::abort()
        }
    }),
    toy("planted-span", a_cut_character),
];

const fn toy(name: &'static str, run: fn(&[u8])) -> Target {
    Target { name, about: "planted", run, make, words: &[&["<b", "1", "“Ya,” kata Rani. "]], longest: 200, share: 1 }
}

fn make(rng: &mut Rng) -> Vec<u8> {
    (0..rng.usize(0..12)).flat_map(|_| pick(rng, &["a ", "b ", "c\n"]).bytes()).collect()
}

fn has(input: &[u8], what: &[u8]) -> bool {
    input.windows(what.len()).any(|part| part == what)
}

fn deep(n: u64) -> u64 {
    if black_box(n) == 0 { 0 } else { deep(black_box(n + 1)) + black_box(n) }
}

/// Extraction whose quotes end a byte too late.
fn a_cut_character(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut article = extract(Document { text: text.as_ref().into(), ..Document::default() }, Pack::indonesian());
    for quote in &mut article.quotes {
        quote.span = Span::new(quote.span.start as usize, quote.span.end as usize + 1);
    }
    well_formed(&article);
}
