//! Wrapping a text once per width: lines as spans, so that drawing can take the window it needs.
//!
//! Linear in the text: every character is measured once. Letters are never changed; only line ends and runs of empty
//! lines are laid out anew.

use crate::model::Span;
use crate::text::display::letters;

/// Wraps `text` to `width` columns; a letter that is wider has a line to itself. `breaks` are offsets, ascending, before which a new paragraph begins: one empty line is
/// put before the line that holds it, if it does not follow one; several empty lines become one.
pub fn wrap(text: &str, width: usize, breaks: &[u32]) -> Vec<Span> {
    let mut lines = Vec::with_capacity(text.len() / width.max(8) + 8);
    let mut breaks = breaks.iter().copied().peekable();
    let mut at = 0;
    let mut blank = true;
    for line in text.split('\n') {
        let end = at + line.len();
        let mut gap = false;
        while let Some(place) = breaks.peek().copied().filter(|place| (*place as usize) < end.max(at + 1)) {
            // A paragraph that begins inside a line stays glued to it, as it stands in the text.
            gap |= text.get(at..place as usize).is_none_or(|before| before.trim().is_empty());
            breaks.next();
        }
        let empty = line.trim().is_empty();
        if (gap || empty) && !blank {
            lines.push(Span::new(at, at));
            blank = true;
        }
        if !empty {
            wrap_line(line, at, width.max(1), &mut lines);
            blank = false;
        }
        at = end + 1;
    }
    while lines.last().is_some_and(|l| l.is_empty()) {
        lines.pop();
    }
    lines
}

/// A place where a line may end: the line's last byte, the next line's first, and the columns up to there.
struct Break {
    end: usize,
    next: usize,
    column: usize,
}

fn wrap_line(line: &str, offset: usize, width: usize, lines: &mut Vec<Span>) {
    let mut start = 0;
    let mut column = 0;
    let mut last: Option<Break> = None;
    let mut space = false;
    let mut each = |at: usize, piece: &str, wide: usize| {
        let next = at + piece.len();
        if piece.chars().all(char::is_whitespace) {
            column += wide;
            let end = last.take().filter(|_| space).map_or(at, |b| b.end);
            last = Some(Break { end, next, column });
            space = true;
            return;
        }
        while column + wide > width && column > 0 {
            let Break { end, next, column: done } =
                last.take().filter(|b| b.next > start && b.end > start).unwrap_or(Break { end: at, next: at, column });
            // (White space at the beginning that is wider than a line is none.)
            if !line[start..end].trim().is_empty() {
                lines.push(Span::new(offset + start, offset + end));
            }
            (start, column) = (next, column - done);
        }
        column += wide;
        space = false;
        if piece.ends_with(['-', '–', '—', '/']) || wide > 1 {
            last = Some(Break { end: next, next, column });
        }
    };
    if line.is_ascii() {
        for at in 0..line.len() {
            each(at, &line[at..at + 1], 1);
        }
    } else {
        for letter in letters(line) {
            each(letter.at, &line[letter.at..letter.at + letter.len], letter.wide);
        }
    }
    let rest = line[start..].trim_end();
    if !rest.is_empty() {
        lines.push(Span::new(offset + start, offset + start + rest.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::display::columns;
    use proptest::prelude::*;

    fn lines(text: &str, width: usize, breaks: &[u32]) -> Vec<String> {
        wrap(text, width, breaks).iter().map(|l| l.of(text).to_owned()).collect()
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(lines("satu dua tiga empat", 9, &[]), ["satu dua", "tiga", "empat"]);
        assert_eq!(lines("satu  dua", 4, &[]), ["satu", "dua"]);
        assert_eq!(lines("katapanjangsekali dua", 6, &[]), ["katapa", "njangs", "ekali", "dua"]);
        assert_eq!(lines("negara-negara lain", 8, &[]), ["negara-", "negara", "lain"]);
        assert_eq!(lines("東京都は", 4, &[]), ["東京", "都は"]);
        assert_eq!(lines("“Ya,” katanya.", 7, &[]), ["“Ya,”", "katanya", "."]);
    }

    #[test]
    fn paragraphs_are_parted_by_one_empty_line() {
        assert_eq!(lines("a\n\n\n\nb\nc\n", 9, &[]), ["a", "", "b", "c"]);
        assert_eq!(lines("a\nb\nc", 9, &[0, 2]), ["a", "", "b", "c"]);
        assert_eq!(lines("a b\nc", 9, &[0, 2]), ["a b", "c"]);
        assert_eq!(lines("\n\n", 9, &[]), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "([a-zé東 \n“-]|\u{301}|    |\u{a0}){0,80}", width in 2usize..12) {
            let wrapped = wrap(&text, width, &[]);
            for line in &wrapped {
                prop_assert!(columns(line.of(&text)) <= width, "{:?}", line.of(&text));
            }
            let kept: String = wrapped.iter().flat_map(|l| l.of(&text).chars()).filter(|c| !c.is_whitespace()).collect();
            let all: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(kept, all);
        }
    }
}
