//! Queries: any text is understood or told where it is wrong; what is understood is answered in every list.

use super::material::{corpora, decided};
use super::{chance, text};
use crate::checks::harmless;
use crate::engine::{Rng, Target, pick};
use crate::words::QUERIES;
use jiff::civil::date;
use simak::model::Corpus;
use simak::review::Review;
use simak::search::query::complete;
use simak::search::{Asked, Fuzzy, List, Literal, Query, matching, quotes, quotes_of};
use std::sync::OnceLock;

/// Queries.
pub const QUERY: Target = Target {
    name: "query",
    about: "any text as a query of each list: understood and answered, or told where it is wrong",
    run: query,
    make,
    words: &[QUERIES],
    longest: 300,
    share: 250,
};

/// One in so many queries is answered: to answer takes much longer than to understand.
const ANSWERED: u64 = 4;

fn material() -> &'static [(&'static Corpus, Review)] {
    static MATERIAL: OnceLock<Vec<(&'static Corpus, Review)>> = OnceLock::new();
    MATERIAL.get_or_init(|| corpora().iter().map(|corpus| (&**corpus, decided(corpus, 5))).collect())
}

fn query(input: &[u8]) {
    let (text, chance) = (text(input), chance(input));
    let (corpus, review) = &material()[(chance >> 8) as usize % material().len()];
    for (n, list) in List::ALL.into_iter().enumerate() {
        match Query::of_list(&text, list) {
            Ok(query) => {
                assert!(query.check(list).is_ok() && query.text() == text);
                if chance % (List::ALL.len() as u64 * ANSWERED) == n as u64 {
                    answer(&Asked { query: &query, list, corpus, review, today: date(2031, 5, 20) });
                }
            }
            Err(wrong) => {
                assert!(text.get(wrong.at.clone()).is_some(), "a mistake beside the query: {wrong:?}");
                assert!(!wrong.message.is_empty());
                if chance % 8 == n as u64 {
                    harmless(&wrong.shown(&text));
                    let _ = wrong.before(&text, &text);
                }
            }
        }
    }
    let list = List::ALL[chance as usize % List::ALL.len()];
    let cursor = (chance >> 16) as usize % (text.len() + 1);
    if let Some(own) = complete(&text, cursor, list, corpus, review) {
        assert!(text.get(own.at.clone()).is_some() && !own.values.is_empty(), "{own:?}");
        let completed = [&text[..own.at.start], &own.values[0], &text[own.at.end..]].concat();
        let _ = Query::of_list(&completed, list);
    }
}

fn answer(asked: &Asked<'_>) {
    let found = matching(asked);
    assert!(found.is_sorted(), "items in the order of the list");
    let own = quotes_of(asked, &found);
    assert!(own.iter().chain(&quotes(asked)).all(|at| asked.corpus.quote(*at).is_some()));
    for article in asked.corpus.articles.iter().take(2) {
        for at in asked.query.places(&article.text) {
            assert!(at < article.text.chars().count());
        }
        Literal::new(asked.query.text()).hits(&article.text, |span| assert!(!span.of(&article.text).is_empty()));
    }
    let _ = Fuzzy::default().places("Lintang Prabawa", asked.query.text());
}

/// A query as its grammar goes, to some depth.
fn make(rng: &mut Rng) -> Vec<u8> {
    let mut out = String::new();
    terms(rng, 3, &mut out);
    out.into_bytes()
}

fn terms(rng: &mut Rng, depth: usize, out: &mut String) {
    for n in 0..rng.usize(1..4) {
        if n > 0 {
            out.push_str(pick(rng, &[" ", " ", " OR ", " AND ", "  "]));
        }
        out.push_str(pick(rng, &["", "", "", "-", "NOT "]));
        match rng.u8(0..6) {
            0 if depth > 0 => {
                out.push('(');
                terms(rng, depth - 1, out);
                out.push(')');
            }
            1 => out.push_str(&format!("\"{}\"", pick(rng, QUERIES))),
            2 | 3 => {
                out.push_str(pick(rng, &["speaker:", "outlet:", "stance:", "kind:", "date:", "tag:", "note:", "is:"]));
                out.push_str(pick(rng, QUERIES));
            }
            _ => out.push_str(pick(rng, QUERIES)),
        }
    }
}
