//! What holds for the annotations of any text. Shared by the test of any text and by the fuzz programs.

use serde_json::Value;
use simak::export::json;
use simak::lang::Pack;
use simak::model::{Article, Corpus, Span};

/// Whether a span is a slice of the text.
fn slices(span: Span, text: &str) -> bool {
    text.get(span.start as usize..span.end as usize).is_some()
}

/// Annotations are ordered, inside, on character boundaries, and each names its rule.
pub fn well_formed(article: &Article) {
    let text = &*article.text;
    for pair in article.blocks.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "blocks {pair:?}");
    }
    for block in &article.blocks {
        let words = block.span.of(text);
        assert!(slices(block.span, text) && !words.is_empty() && words.trim() == words && !block.rule.is_empty(), "{block:?}");
    }
    for pair in article.times.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "times {pair:?}");
    }
    for time in &article.times {
        assert!(slices(time.span, text) && !time.span.is_empty() && !time.rule.is_empty(), "{time:?}");
    }
    for pair in article.quotes.windows(2) {
        let [a, b] = [pair[0].span, pair[1].span];
        assert!((a.start, std::cmp::Reverse(a.end)) < (b.start, std::cmp::Reverse(b.end)), "quotes {a:?} {b:?}");
        assert!(!a.overlaps(b) || a.contains(b), "quotes cross: {:?} {:?}", a.of(text), b.of(text));
    }
    for quote in &article.quotes {
        assert!(slices(quote.span, text) && !quote.span.is_empty() && !quote.rule.is_empty(), "{quote:?}");
        assert!(quote.cue.into_iter().chain(quote.mention).all(|span| slices(span, text) && !span.is_empty()), "{quote:?}");
        assert!(quote.speaker.is_none_or(|v| (v as usize) < article.voices.len()), "{quote:?}");
        assert_eq!(quote.speaker.is_some(), quote.speaker_rule.is_some(), "{quote:?}");
        assert!(quote.confidence <= 100);
    }
    for voice in &article.voices {
        assert!(!voice.name.trim().is_empty(), "{voice:?}");
        assert!(voice.mentions.is_sorted() && voice.mentions.iter().all(|&span| slices(span, text)), "{voice:?}");
        assert!(voice.roles.iter().all(|role| !role.title.is_empty()), "{voice:?}");
    }
    assert!(article.published.iter().flat_map(|p| &p.evidence).all(|&span| slices(span, text)), "{:?}", article.published);
}

/// The document that other programs read says the same, in code points.
pub fn document_is_verbatim(corpus: &Corpus) {
    let mut out = Vec::new();
    json::document(corpus, Pack::indonesian(), &mut out).unwrap();
    let document: Value = serde_json::from_slice(&out).unwrap();
    for (article, stored) in document["articles"].as_array().unwrap().iter().zip(&corpus.articles) {
        assert_eq!(article["text"].as_str(), Some(&*stored.text));
        let letters: Vec<char> = stored.text.chars().collect();
        for item in ["quotes", "times"].iter().flat_map(|key| article[key].as_array().unwrap()) {
            let [start, end] = ["start", "end"].map(|key| item[key].as_u64().unwrap() as usize);
            assert_eq!(item["text"].as_str().unwrap(), letters[start..end].iter().collect::<String>());
        }
    }
}
