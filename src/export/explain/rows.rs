//! Rows of a page: text wrapped to a width, carets under what is marked, labels behind or below them.

use crate::model::Span;
use crate::text::display::{Display, sanitize_line};
use std::io::{self, Write};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns before the text: a line number and a bar.
const GUTTER: usize = 8;

/// Something marked in a text.
pub(super) struct Mark {
    /// Where, in bytes of the stored text.
    pub span: Span,
    /// What it is, where it goes on in another row.
    pub short: String,
    /// What it is, where it begins.
    pub label: String,
}

/// What is written to.
pub(super) struct Page<'a> {
    pub out: &'a mut dyn Write,
    pub width: usize,
}

impl Page<'_> {
    /// A field of the article's head.
    pub fn field(&mut self, name: &str, value: &str) -> io::Result<()> {
        let value = sanitize_line(value);
        for (i, row) in wrapped(&value, self.width.saturating_sub(12)).into_iter().enumerate() {
            let name = if i == 0 { name } else { "" };
            writeln!(self.out, "{name:<11} {}", value.get(row).unwrap_or_default())?;
        }
        Ok(())
    }

    /// The head of a block.
    pub fn block(&mut self, told: &str) -> io::Result<()> {
        writeln!(self.out, "\n      ┌ {told}")
    }

    /// An item of a list below a block's head.
    pub fn item(&mut self, text: &str) -> io::Result<()> {
        let text = sanitize_line(text);
        let rows = wrapped(&text, self.width - GUTTER);
        rows.into_iter().try_for_each(|row| writeln!(self.out, "      │ {}", text.get(row).unwrap_or_default()))
    }

    /// A part of the text that begins at byte `start` in line `line`, with the marks that touch it.
    pub fn lines(&mut self, part: &str, start: usize, line: usize, marks: &[&Mark]) -> io::Result<()> {
        let shown = Display::new(part);
        let place = |stored: u32| shown.to_shown((stored as usize).saturating_sub(start).min(part.len()));
        let placed: Vec<(Range<usize>, bool, &Mark)> =
            marks.iter().map(|m| (place(m.span.start)..place(m.span.end), m.span.start as usize >= start, *m)).collect();
        let (mut open, mut rest) = (Vec::new(), placed.as_slice());
        let mut from = 0;
        for (n, text) in shown.text.split('\n').enumerate() {
            for (i, row) in wrapped(text, self.width - GUTTER).into_iter().enumerate() {
                let number = if i == 0 { (line + n).to_string() } else { String::new() };
                writeln!(self.out, "{number:>5} │ {}", text.get(row.clone()).unwrap_or_default())?;
                let here = from + row.start..from + row.end;
                open.retain(|(at, ..): &&(Range<usize>, bool, &Mark)| at.end > here.start);
                let begun = rest.partition_point(|(at, ..)| at.start < here.end.max(here.start + 1));
                let (now, later) = rest.split_at(begun);
                open.extend(now);
                rest = later;
                for (at, whole, mark) in &open {
                    let begins = *whole && at.start >= here.start;
                    self.mark(text, &(at.start.max(here.start) - from..at.end.min(here.end) - from), row.start, begins, mark)?;
                }
            }
            from += text.len() + 1;
        }
        Ok(())
    }

    /// Carets under a range of a row that begins at byte `row` of `text`, and the label behind them, or below if there is no room.
    fn mark(&mut self, text: &str, at: &Range<usize>, row: usize, begins: bool, mark: &Mark) -> io::Result<()> {
        let columns = self.width - GUTTER;
        let width = |range: Range<usize>| text.get(range).map_or(0, UnicodeWidthStr::width);
        let long = width(at.start..at.end).max(1);
        // A sign without a width of its own at a row's end is marked under what stands before it.
        let indent = width(row..at.start).min(columns.saturating_sub(long));
        let label = sanitize_line(if begins { &mark.label } else { &mark.short });
        let label = if begins { label } else { format!("… {label}").into() };
        let carets = format!("{}{}", " ".repeat(indent), "^".repeat(long));
        let needs = label.width();
        if indent + long + 1 + needs <= columns {
            return writeln!(self.out, "      · {carets} {label}");
        }
        writeln!(self.out, "      · {carets}")?;
        let indent = indent.min(columns.saturating_sub(needs)).max(2);
        wrapped(&label, columns.saturating_sub(indent).max(20))
            .into_iter()
            .try_for_each(|row| writeln!(self.out, "      · {}{}", " ".repeat(indent), label.get(row).unwrap_or_default()))
    }
}

/// The rows of a line of text: byte ranges of at most `columns` columns, cut at spaces where there are any. A space at a
/// cut is in no row. An empty line has one empty row.
fn wrapped(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut used) = (0, 0);
    // Where the row could end, where the next would begin, and the columns up to there.
    let mut gap: Option<(usize, usize, usize)> = None;
    for (at, piece) in text.grapheme_indices(true) {
        let (space, width) = (piece == " ", piece.width());
        if space && used + width > columns {
            rows.push(start..at);
            (start, used, gap) = (at + 1, 0, None);
            continue;
        }
        while used + width > columns && at > start {
            let (end, next, before) = gap.take().unwrap_or((at, at, used));
            rows.push(start..end);
            (start, used) = (next, used.saturating_sub(before));
        }
        used += width;
        if space {
            gap = Some((at, at + 1, used));
        }
    }
    rows.push(start..text.len());
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, columns: usize) -> Vec<&str> {
        wrapped(text, columns).into_iter().map(|row| &text[row]).collect()
    }

    #[test]
    fn lines_are_cut_at_spaces_and_by_columns() {
        assert_eq!(rows("", 10), [""]);
        assert_eq!(rows("satu dua tiga", 8), ["satu dua", "tiga"]);
        assert_eq!(rows("satu dua tiga", 9), ["satu dua", "tiga"]);
        assert_eq!(rows("sepuluhhuruf dua", 6), ["sepulu", "hhuruf", "dua"]);
        assert_eq!(rows("漢字漢字", 4), ["漢字", "漢字"]);
    }

    proptest! {
        #[test]
        fn no_row_is_wider_than_asked_and_no_letter_is_lost(text in "[a-z 漢é]{0,80}", columns in 2..20_usize) {
            let rows = rows(&text, columns);
            prop_assert!(rows.iter().all(|row| row.width() <= columns));
            prop_assert_eq!(rows.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }
}
