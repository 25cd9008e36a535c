//! Passages in quotation marks of which nobody is known to have said them: the text of a post, a letter, an advertisement
//! that an article shows. What they tell is theirs and nothing that happened.

use super::quotes_in;
use crate::link::prepare::Reading;
use crate::model::{Article, BlockKind, Span};
use crate::text::{Token, TokenKind};

/// Paragraphs of one such passage.
const LONGEST: usize = 40;

/// The passages of whole paragraphs, ascending and apart: from a paragraph that opens with a mark to the one that closes it.
pub fn passages(article: &Article, reading: &Reading) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut open: Option<(Span, usize)> = None;
    for (n, block) in article.blocks.iter().enumerate() {
        let marks = Marks::of(block.span, reading);
        let odd = marks.count % 2 == 1;
        open = open.filter(|(_, first)| n - first < LONGEST);
        let whole = match open {
            // A paragraph that opens anew tells that the mark before was never closed.
            Some((from, _)) if odd && marks.closes && !marks.opens => Some(Span { start: from.start, end: block.span.end }),
            _ if !odd && marks.opens && marks.closes && marks.count == 2 && block.kind == BlockKind::Paragraph => {
                Some(block.span)
            }
            _ => None,
        };
        if odd {
            open = Some((block.span, n)).filter(|_| marks.opens && !marks.closes);
        }
        if let Some(span) = whole.filter(|span| quotes_in(&article.quotes, *span).is_empty()) {
            // What it holds is a part of it.
            found.truncate(found.partition_point(|within| within.end <= span.start));
            found.push(span);
        }
    }
    found
}

/// The quotation marks of a paragraph.
struct Marks {
    count: usize,
    /// Whether it begins with one.
    opens: bool,
    /// Whether it ends with one.
    closes: bool,
}

impl Marks {
    fn of(span: Span, reading: &Reading) -> Marks {
        let tokens = reading.within(span);
        let mark = |t: &Token| t.kind == TokenKind::Mark;
        let full = |t: &&Token| t.kind != TokenKind::Newline && !t.is(reading.text, '.');
        Marks {
            count: tokens.iter().filter(|t| mark(t)).count(),
            opens: tokens.first().is_some_and(mark),
            closes: tokens.iter().rev().find(full).is_some_and(mark),
        }
    }
}
