//! Sentence boundaries over tokens.
//!
//! A sentence ends at `.`, `?`, `!` or `…` (with closing marks and brackets behind it) when what follows could begin one.
//! Not after an abbreviation of the pack, an initial (`A. Yani`), or a number's dot. Inside quotation marks sentences are
//! cut as well; the quote layer joins them again by its marks.

use super::{Token, TokenKind};
use crate::lang::Lexicon;
use std::ops::Range;

/// A sentence: a range of token indices.
pub type Sentence = Range<usize>;

/// Tokens of a sentence at most: a longer one is cut, behind a comma where one stands near, so that what looks at a whole
/// sentence for each of its words takes no time beyond measure. The longest in 12,000 articles, a list of wages, has 612.
const LONGEST: usize = 800;
/// Stops, marks and brackets behind the end of a sentence that are looked past: more of them are a line of dots.
const CLOSING: usize = 32;
/// So many tokens before the cut such a comma is looked for.
const NEAR: usize = 200;

/// Cuts `tokens[range]` into sentences; a line end always ends one. Ranges are ordered, not empty, without line ends at
/// either end, have at most `LONGEST` tokens (but for closing marks), and together cover every other token of `range`.
pub fn sentences(text: &str, tokens: &[Token], range: Range<usize>, lexicon: &Lexicon) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut start = range.start;
    let mut i = range.start;
    while i < range.end {
        let token = tokens[i];
        if token.kind == TokenKind::Newline {
            if start < i {
                out.push(start..i);
            }
            start = i + 1;
        } else if ends(text, tokens, i, range.clone(), lexicon) {
            let end = past_closing(text, tokens, i + 1, range.end);
            out.push(start..end);
            start = end;
            i = end;
            continue;
        } else if i + 1 - start >= LONGEST {
            let comma = (i + 1 - NEAR..=i).rev().find(|&k| [',', ';', ':'].iter().any(|&c| tokens[k].is(text, c)));
            let end = comma.unwrap_or(i) + 1;
            out.push(start..end);
            start = end;
        }
        i += 1;
    }
    if start < range.end {
        out.push(start..range.end);
    }
    out
}

/// The first token from `from` on that does not close what stands before it.
fn past_closing(text: &str, tokens: &[Token], from: usize, end: usize) -> usize {
    let limit = end.min(from + CLOSING);
    (from..limit).find(|&i| !closes(text, tokens[i])).unwrap_or(limit)
}

fn closes(text: &str, token: Token) -> bool {
    !token.spaced
        && match token.kind {
            TokenKind::Mark | TokenKind::SingleMark => true,
            TokenKind::Punct => matches!(token.of(text), ")" | "]" | "." | "!" | "?" | "…"),
            _ => false,
        }
}

fn ends(text: &str, tokens: &[Token], i: usize, range: Range<usize>, lexicon: &Lexicon) -> bool {
    let token = tokens[i];
    if token.kind != TokenKind::Punct || !matches!(token.of(text), "." | "?" | "!" | "…") {
        return false;
    }
    let next = past_closing(text, tokens, i + 1, range.end);
    if next >= range.end || tokens[next].kind == TokenKind::Newline {
        return true;
    }
    let follower = tokens[next];
    if token.of(text) == "." && i > range.start && !tokens[i].spaced {
        let before = tokens[i - 1];
        let initial = before.kind == TokenKind::Word && before.span.len() == 1 && before.capital();
        let abbreviated = before.kind == TokenKind::Word && lexicon.is_abbreviation(before.word);
        if next == i + 1 && (initial || abbreviated) {
            return false;
        }
    }
    let begins = match follower.kind {
        TokenKind::Word => follower.shape != super::Shape::Lower,
        TokenKind::Number | TokenKind::Mark | TokenKind::SingleMark => follower.spaced,
        TokenKind::Punct => follower.spaced && matches!(follower.of(text), "(" | "[" | "–" | "—" | "-" | "•" | "@" | "#"),
        TokenKind::Newline => true,
    };
    // `…baru.Kata` (a lost space) still ends a sentence; `detik.com` and `No.3` do not.
    begins && (follower.spaced || (follower.capital() && glued_start(text, tokens, i)))
}

fn glued_start(text: &str, tokens: &[Token], i: usize) -> bool {
    let Some(before) = i.checked_sub(1).map(|b| tokens[b]) else { return false };
    let closing = before.kind == TokenKind::Mark || before.is(text, ')');
    closing || (before.kind == TokenKind::Word && before.shape == super::Shape::Lower && before.span.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn cut(text: &str) -> Vec<String> {
        let lexicon = Lexicon::with_abbreviations(["dr", "no"]);
        let tokens = tokenize(text, &lexicon);
        sentences(text, &tokens, 0..tokens.len(), &lexicon)
            .into_iter()
            .map(|s| text[tokens[s.start].span.start as usize..tokens[s.end - 1].span.end as usize].to_owned())
            .collect()
    }

    #[test]
    fn dots_that_end_and_dots_that_do_not() {
        assert_eq!(cut("Ia datang. Dr. A. Yani tidak."), ["Ia datang.", "Dr. A. Yani tidak."]);
        assert_eq!(cut("Harga 3.000 rupiah di detik.com naik."), ["Harga 3.000 rupiah di detik.com naik."]);
        assert_eq!(cut("“Ya.” Ia pergi.Kami tinggal."), ["“Ya.”", "Ia pergi.", "Kami tinggal."]);
        assert_eq!(cut("Judul\nIsi berita"), ["Judul", "Isi berita"]);
    }

    #[test]
    fn no_sentence_is_longer_than_the_longest() {
        for word in ["kapal ", "kapal, ", "\"kapal\" ", ". ", "...", "\"", "a.b "] {
            let text = word.repeat(3 * LONGEST);
            let lexicon = Lexicon::default();
            let tokens = tokenize(&text, &lexicon);
            let found = sentences(&text, &tokens, 0..tokens.len(), &lexicon);
            assert!(found.windows(2).all(|pair| pair[0].end == pair[1].start), "{word:?}");
            assert_eq!((found[0].start, found[found.len() - 1].end), (0, tokens.len()), "{word:?}");
            let commas = word.contains(',');
            let long = |s: &&Sentence| s.len() > LONGEST || commas && !tokens[s.end - 1].is(&text, ',');
            assert!(word.contains('.') || !found.iter().any(|s| long(&s)), "{word:?}");
        }
    }
}
