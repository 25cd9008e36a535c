//! Golden caret corpora for quotes: `tests/golden/quotes*.txt`, and the examples of the language pack's cues.
//!
//! A label is `direct`, `mixed` or `indirect`, then the speaker (`?` for none) and who speaks along (`+ S`), then the stance
//! where it is not `asserts`, then `alleged` where it is only said to be theirs; or `cue`.

use crate::golden::{self, annotate, carets};
use simak::extract::examples::{shown, unsigned};
use simak::lang::Pack;
use simak::model::{Article, Span, Stance};

fn label(article: &Article, n: usize) -> String {
    let quote = &article.quotes[n];
    let speaker = quote.speaker.map_or("?", |v| &article.voices[v as usize].name);
    let stance = if quote.stance == Stance::Asserts { String::new() } else { format!(" {}", quote.stance.name()) };
    let also: String = quote.also.iter().map(|&v| format!(" + {}", article.voices[v as usize].name)).collect();
    let alleged = if !quote.is_reported() { " alleged" } else { "" };
    format!("{} {speaker}{also}{stance}{alleged}", quote.kind.name())
}

fn marks(article: &Article) -> Vec<(Span, String)> {
    let quotes = (0..article.quotes.len()).map(|n| (article.quotes[n].span, label(article, n)));
    let mut cues: Vec<_> = article.quotes.iter().filter_map(|q| q.cue).collect();
    cues.dedup();
    quotes.chain(cues.into_iter().map(|cue| (cue, "cue".to_owned()))).collect()
}

#[test]
fn quotes_are_as_the_golden_files_say() {
    golden::check("quotes", marks);
}

#[test]
fn every_example_of_a_cue_gives_what_it_shows() {
    let mut wrong = Vec::new();
    for row in &Pack::indonesian().cues.examples {
        let (text, parts) = unsigned(row);
        let article = annotate(&text, None);
        if shown(&article, &parts).is_none() {
            wrong.push(format!("{row}\n{}", carets(&article, marks)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
