//! Drawing helpers: one row of cells at a time, filled from the left and the right, never past its end.

use super::wrap::wrap;
use crate::model::{Certainty, Quote, Stance, TimeValue};
use crate::review::Judgement;
use crate::search::Query;
use crate::text::display::{clip, columns, letters};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// One row of cells that is being filled.
pub struct Row<'b> {
    buf: &'b mut Buffer,
    theme: &'b Theme,
    /// Laid over every style, so that a chosen row is seen whole.
    over: Style,
    y: u16,
    left: u16,
    right: u16,
}

impl<'b> Row<'b> {
    /// The row `y` rows below the top of `area`; `None` when the area has no such row.
    pub fn new(buf: &'b mut Buffer, theme: &'b Theme, area: Rect, y: usize) -> Option<Row<'b>> {
        let area = area.intersection(buf.area);
        if y >= area.height as usize || area.width == 0 {
            return None;
        }
        Some(Row { buf, theme, over: Style::new(), y: area.y + y as u16, left: area.x, right: area.right() })
    }

    /// Gives the whole row a meaning, laid over everything that follows.
    pub fn over(mut self, meaning: Meaning) -> Self {
        self.over = self.theme.style(meaning);
        let area = Rect::new(self.left, self.y, self.right - self.left, 1);
        self.buf.set_style(area, self.over);
        self
    }

    /// Columns left.
    pub fn room(&self) -> usize {
        (self.right - self.left) as usize
    }

    /// Writes at the left, cut off with `…` where there is no room.
    pub fn put(&mut self, text: &str, meaning: Meaning) -> &mut Self {
        let style = self.theme.style(meaning);
        self.put_styled(text, style)
    }

    /// As [`Row::put`], with a style made of several meanings.
    pub fn put_styled(&mut self, text: &str, style: Style) -> &mut Self {
        let (fitting, whole) = fitted(text, self.room());
        self.left = self.write(self.left, &fitting, style);
        if !whole {
            // What was cut off ends the row.
            self.left = self.right;
        }
        self
    }

    /// As [`Row::put`], with the letters that a query matches marked as such.
    pub fn put_matched(&mut self, text: &str, meaning: Meaning, query: Option<&Query>) -> &mut Self {
        let (start, style) = (self.left, self.theme.style(meaning));
        let Some(query) = query else { return self.put_styled(text, style) };
        let (clean, _) = clip(text, self.room());
        self.put_styled(text, style);
        let places = query.places(&clean);
        let (mut x, mut chars) = (start, 0);
        for letter in letters(&clean) {
            let wide = letter.wide as u16;
            if x + wide > self.left {
                break;
            }
            let end = chars + clean[letter.at..letter.at + letter.len].chars().count();
            let after = places.partition_point(|place| *place < chars);
            if places.get(after).is_some_and(|place| *place < end) {
                let style = style.patch(self.over).patch(self.theme.style(Meaning::Match));
                self.buf.set_style(Rect::new(x, self.y, wide, 1), style);
            }
            (x, chars) = (x + wide, end);
        }
        self
    }

    /// Sets text into cells from `x` on: the one place where a pane's text becomes cells. Gives the column behind it.
    fn write(&mut self, x: u16, text: &str, style: Style) -> u16 {
        set_letters(self.buf, (x, self.y), self.right, text, style.patch(self.over))
    }

    /// Writes at the right end how often each stance is taken, the plain one left out, if there is room for it and
    /// `keep` columns more.
    pub fn put_stances(&mut self, counts: &Stances, keep: usize) -> &mut Self {
        for stance in Stance::ALL.into_iter().rev().filter(|s| *s != Stance::Asserts) {
            let count = counts[stance as usize];
            if count > 0 {
                let meaning = Meaning::of_stance(stance);
                self.put_right(&format!(" {}{count}", meaning.glyph()), meaning, keep);
            }
        }
        self
    }

    /// Writes at the right end that a thing is marked, noted, tagged, if there is room for it and `keep` columns more.
    pub fn put_decided(&mut self, judgement: Option<&Judgement>, keep: usize) -> &mut Self {
        let Some(own) = judgement else { return self };
        let parts = [(!own.tags.is_empty(), Meaning::Tagged), (own.note.is_some(), Meaning::Noted), (own.mark, Meaning::Marked)];
        for (_, meaning) in parts.into_iter().filter(|(is, _)| *is) {
            self.put_right(meaning.glyph(), meaning, keep);
        }
        self
    }

    /// Writes at the left in a field of `width` columns.
    pub fn field(&mut self, text: &str, width: usize, meaning: Meaning) -> &mut Self {
        let width = width.min(self.room());
        let end = self.left + width as u16;
        self.write(self.left, &fit(text, width), self.theme.style(meaning));
        self.left = end;
        self
    }

    /// Leaves columns empty.
    pub fn skip(&mut self, columns: usize) -> &mut Self {
        self.left = (self.left + columns.min(self.room()) as u16).min(self.right);
        self
    }

    /// Writes at the right end, if there is room for it and `keep` columns more.
    pub fn put_right(&mut self, text: &str, meaning: Meaning, keep: usize) -> &mut Self {
        let (fitting, whole) = fitted(text, self.room());
        let width = columns(&fitting);
        if whole && width > 0 && width + keep <= self.room() {
            let from = self.right - width as u16;
            self.write(from, &fitting, self.theme.style(meaning));
            self.right = from;
        }
        self
    }

    /// Writes keys at the left, each with what it does.
    pub fn put_keys(&mut self, keys: &[(&str, &str)]) {
        for (key, what) in keys {
            self.put(key, Meaning::KeyHint).put(" ", Meaning::Overlay).put(what, Meaning::KeyHelp).put("  ", Meaning::Overlay);
        }
    }

    /// Fills what is left with a character.
    pub fn rule(&mut self, glyph: &str, meaning: Meaning) {
        let style = self.theme.style(meaning).patch(self.over);
        for x in self.left..self.right {
            self.buf[(x, self.y)].set_symbol(glyph).set_style(style);
        }
        self.left = self.right;
    }
}

/// Tells something where a list would stand, on as many rows as it takes.
pub fn view_told(text: &str, theme: &Theme, area: Rect, buf: &mut Buffer) {
    for (y, line) in wrap(text, area.width as usize, &[]).into_iter().enumerate() {
        let Some(mut row) = Row::new(buf, theme, area, y) else { break };
        row.put(line.of(text), Meaning::Dim);
    }
}

/// How often each stance is taken, in the order of [`Stance::ALL`].
pub type Stances = [u32; Stance::ALL.len()];

/// Counts stances.
pub fn stances<'q>(quotes: impl Iterator<Item = &'q Quote>) -> Stances {
    let mut counts = Stances::default();
    quotes.for_each(|quote| counts[quote.stance as usize] += 1);
    counts
}

/// Sets text into the cells of a row from a place on, up to the column `right`; letters that have no width, or no room, are
/// left out. Gives the column behind it.
pub fn set_letters(buf: &mut Buffer, (mut x, y): (u16, u16), right: u16, text: &str, style: Style) -> u16 {
    for letter in letters(text).filter(|letter| letter.wide > 0) {
        let wide = letter.wide.min(u16::MAX as usize) as u16;
        if wide > right.saturating_sub(x) {
            break;
        }
        buf[(x, y)].set_symbol(&letter.shown).set_style(style);
        for hidden in x + 1..x + wide {
            // (A terminal shows nothing there: the letter reaches over it.)
            buf[(hidden, y)].reset();
            buf[(hidden, y)].set_style(style);
        }
        x += wide;
    }
    x
}

/// `text`, fit for display as one line, in at most `width` columns, ending in `…` where it was cut.
pub fn fit(text: &str, width: usize) -> Cow<'_, str> {
    fitted(text, width).0
}

/// As [`fit`], and whether nothing was cut.
fn fitted(text: &str, width: usize) -> (Cow<'_, str>, bool) {
    let (clean, whole) = clip(text, width);
    if whole && clean.len() <= width {
        return (clean, true);
    }
    let (mut used, mut end, mut last) = (0, 0, 0);
    for letter in letters(&clean) {
        if used + letter.wide > width {
            break;
        }
        // With the mark of the cut there is room for what ends here.
        if used + letter.wide < width {
            last = letter.at + letter.len;
        }
        (used, end) = (used + letter.wide, letter.at + letter.len);
    }
    if whole && end == clean.len() {
        return (clean, true);
    }
    let cut = if width == 0 { String::new() } else { format!("{}…", clean[..last].trim_end()) };
    (Cow::Owned(cut), false)
}

/// A number with thousands parted (`2,232`).
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `1 quote`, `2 quotes`.
pub fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// A date in ten columns or fewer, at its own precision, and the glyph that says how it is known.
pub fn short_date(value: &TimeValue) -> String {
    match value {
        TimeValue::Range(ends) => match ends.0.bounds() {
            Some((start, _)) => format!("{start}…"),
            None => value.to_string(),
        },
        value => value.day().map_or_else(|| value.to_string(), |day| day.to_string()),
    }
}

/// A date in full: `Fri 2024-10-25 08:30`, `2024-W42`, `2024-03-12 … 2024-03-15`.
pub fn long_date(value: &TimeValue) -> String {
    let weekday = |day: jiff::civil::Date| {
        use jiff::civil::Weekday::*;
        match day.weekday() {
            Monday => "Mon",
            Tuesday => "Tue",
            Wednesday => "Wed",
            Thursday => "Thu",
            Friday => "Fri",
            Saturday => "Sat",
            Sunday => "Sun",
        }
    };
    match value {
        TimeValue::Day(day) => format!("{} {day}", weekday(*day)),
        TimeValue::Part(day, _) => format!("{} {day} {}", weekday(*day), part(value)),
        TimeValue::Clock(day, hour, minute) => format!("{} {day} {hour:02}:{minute:02}", weekday(*day)),
        TimeValue::Range(ends) => format!("{} … {}", ends.0, ends.1),
        value => value.to_string(),
    }
}

fn part(value: &TimeValue) -> &'static str {
    use crate::model::PartOfDay::*;
    match value {
        TimeValue::Part(_, Morning) => "morning",
        TimeValue::Part(_, Afternoon) => "afternoon",
        TimeValue::Part(_, Evening) => "evening",
        TimeValue::Part(_, Night) => "night",
        _ => "",
    }
}

/// The glyph of a date's certainty, a space for a stated one.
pub fn certainty_glyph(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Stated => " ",
        other => Meaning::of_certainty(other).glyph(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_with_a_mark() {
        for (text, width, want) in [
            ("kabar", 5, "kabar"),
            ("kabar", 4, "kab…"),
            ("kabar", 1, "…"),
            ("kabar", 0, ""),
            ("東京都", 6, "東京都"),
            ("東京都", 5, "東京…"),
            ("a “b”", 5, "a “b”"),
            ("a b", 2, "a…"),
        ] {
            assert_eq!(fit(text, width), want, "{text} in {width}");
        }
    }

    #[test]
    fn numbers_and_plurals() {
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(number(12), "12");
        assert_eq!(plural(1, "quote", "quotes"), "1 quote");
    }
}
