//! Quotes in the order of the text, each once; they may nest, but do not cross.
//!
//! Two rules may claim words that overlap (a quoted region, and a reported clause that ends inside it). Whichever is less
//! sure gives way.

use crate::model::Quote;

/// Sorts quotes and leaves out what comes twice or crosses one that is surer.
pub(super) fn nested(mut quotes: Vec<Quote>) -> Vec<Quote> {
    quotes.sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
    quotes.dedup_by(|b, a| a.span == b.span);
    let mut kept: Vec<Option<Quote>> = Vec::with_capacity(quotes.len());
    // Places in `kept` of the quotes that hold the place at hand, the innermost last.
    let mut around: Vec<usize> = Vec::new();
    'quotes: for quote in quotes {
        while let Some(&at) = around.last() {
            match kept.get(at).and_then(Option::as_ref) {
                Some(outer) if outer.span.end > quote.span.start => {
                    if outer.span.contains(quote.span) {
                        break;
                    }
                    if outer.confidence >= quote.confidence {
                        continue 'quotes;
                    }
                    if let Some(slot) = kept.get_mut(at) {
                        *slot = None;
                    }
                    around.pop();
                }
                _ => {
                    around.pop();
                }
            }
        }
        around.push(kept.len());
        kept.push(Some(quote));
    }
    kept.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{QuoteKind, Span, Stance};

    fn left(spans: &[(usize, usize, u8)]) -> Vec<(u32, u32)> {
        let quote = |&(start, end, confidence): &(usize, usize, u8)| Quote {
            kind: QuoteKind::Direct,
            span: Span::new(start, end),
            cue: None,
            mention: None,
            speaker: None,
            also: Vec::new(),
            doubt: None,
            chain: Vec::new(),
            stance: Stance::Asserts,
            said: None,
            rule: "test",
            speaker_rule: None,
            confidence,
            decided: None,
        };
        nested(spans.iter().map(quote).collect()).iter().map(|q| (q.span.start, q.span.end)).collect()
    }

    #[test]
    fn of_two_that_cross_the_surer_stays() {
        assert_eq!(left(&[(0, 9, 50), (2, 5, 50), (2, 5, 90), (5, 9, 50)]), [(0, 9), (2, 5), (5, 9)]);
        assert_eq!(left(&[(5, 9, 50), (0, 6, 90)]), [(0, 6)]);
        assert_eq!(left(&[(5, 9, 90), (0, 6, 50)]), [(5, 9)]);
        assert_eq!(left(&[(0, 20, 50), (2, 6, 50), (5, 9, 90), (10, 12, 50)]), [(0, 20), (5, 9), (10, 12)]);
        assert_eq!(left(&[(0, 6, 50), (6, 9, 50)]), [(0, 6), (6, 9)]);
    }
}
