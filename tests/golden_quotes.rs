//! Golden caret corpora for quotes: `tests/golden/quotes*.txt`, and the examples of the language pack's cues.
//!
//! A label is `direct`, `mixed` or `indirect`, then the speaker (`?` for none), then the stance where it is not `asserts`;
//! or `cue`.

mod golden;

use golden::{annotate, carets};
use simak::lang::Pack;
use simak::model::{Article, Span, Stance};

fn label(article: &Article, n: usize) -> String {
    let quote = &article.quotes[n];
    let speaker = quote.speaker.map_or("?", |v| &article.voices[v as usize].name);
    let stance = if quote.stance == Stance::Asserts { String::new() } else { format!(" {}", quote.stance.name()) };
    format!("{} {speaker}{stance}", quote.kind.name())
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
        let article = annotate(&text, None);
        let pair = |span: Option<Span>| span.map(|s| (s.start as usize, s.end as usize));
        let found = article.quotes.iter().any(|q| {
            pair(Some(q.span)) == content
                && (pair(q.cue) == cue || article.quotes.len() == 1 && q.cue.is_none())
                && (who.is_none() || pair(q.mention) == who || q.mention.is_none())
        });
        if !found {
            wrong.push(format!("{row}\n{}", carets(&article, marks)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
