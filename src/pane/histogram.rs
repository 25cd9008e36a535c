//! How much is told of which time: dated events counted into equal bins, each as often as sources tell it.
//!
//! The scale is chosen so that all is seen, or is zoomed by a person; where not all has room, a window of it is shown
//! around the chosen event. At the scale chosen by itself, a few dates far away (a treaty of 1953) would squeeze everything
//! else into one bar, so it covers the middle of what is told. What lies outside of the window is told as a number. An event
//! wider than a bin (a month among days) is in no bin and is counted apart.
//!
//! Counting walks the facts of the events once, when other events are shown or the scale changes; moving the window and
//! drawing cost what the window holds.

use super::facts::{Fact, of};
use super::paint::number;
use crate::model::{Certainty, EventIx};
use crate::theme::{Meaning, Theme};
use jiff::ToSpan;
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Width of a bin.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Unit {
    /// A day.
    #[default]
    Day,
    /// An ISO week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

const UNITS: [Unit; 6] = [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year, Unit::Decade];

/// Events counted into bins, and the window of them that is shown.
#[derive(Clone, Debug, Default)]
pub struct Histogram {
    /// Width of a bin.
    pub unit: Unit,
    /// The bins that are not empty, ascending.
    bins: Vec<Bin>,
    /// First and last bin that the window is to show, if there is room.
    whole: (i64, i64),
    /// The window: its first bin, and how many.
    window: (i64, usize),
    /// What is told by events wider than a bin.
    wider: u64,
    /// The events that are lit up.
    lit: Vec<EventIx>,
}

/// A bin that something falls into.
#[derive(Copy, Clone, Debug, Default)]
struct Bin {
    /// Its number.
    at: i64,
    /// How much is told of it; of that, by events whose date is printed; and by events lit up.
    all: u32,
    stated: u32,
    lit: u32,
    /// How much is told of the bins before.
    before: u64,
}

impl Unit {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
            Unit::Decade => "decade",
        }
    }

    /// The unit of this name.
    pub fn by_name(name: &str) -> Option<Unit> {
        UNITS.into_iter().find(|unit| unit.name() == name)
    }

    /// The unit `by` steps wider (or finer, where negative), at most the last there is.
    pub fn step(self, by: isize) -> Unit {
        let at = (self as usize).saturating_add_signed(by);
        UNITS[at.min(UNITS.len() - 1)]
    }

    /// Number of the bin that holds a day, given with its number of days.
    fn bin(self, day: Date, days: i32) -> i64 {
        let (year, month) = (i64::from(day.year()), i64::from(day.month()));
        match self {
            Unit::Day => i64::from(days),
            Unit::Week => i64::from(days.div_euclid(7)),
            Unit::Month => year * 12 + month - 1,
            Unit::Quarter => year * 4 + (month - 1) / 3,
            Unit::Year => year,
            Unit::Decade => year.div_euclid(10),
        }
    }

    /// The bins of the first and the last day of an event.
    fn bins(self, fact: &Fact) -> (i64, i64) {
        (self.bin(fact.days.0, fact.numbers.0), self.bin(fact.days.1, fact.numbers.1))
    }

    /// A bin as shown under the bars, by its first day or its last.
    fn label(self, bin: i64, last: bool) -> String {
        let monday = Date::constant(1970, 1, 5);
        let days = |n: i64| i32::try_from(n).ok().and_then(|n| monday.checked_add(n.days()).ok());
        match self {
            Unit::Day => days(bin).map_or_else(String::new, |d| d.to_string()),
            Unit::Week => days(bin * 7 + if last { 6 } else { 0 }).map_or_else(String::new, |d| d.to_string()),
            Unit::Month => format!("{:04}-{:02}", bin.div_euclid(12), bin.rem_euclid(12) + 1),
            Unit::Quarter => format!("{:04}-Q{}", bin.div_euclid(4), bin.rem_euclid(4) + 1),
            Unit::Year => format!("{bin:04}"),
            Unit::Decade => format!("{bin:03}0s"),
        }
    }
}

impl Histogram {
    /// Counts these events into bins of this unit; without one, of the finest whose window shows what matters in `width`
    /// bins.
    pub fn new(facts: &[Fact], events: &[EventIx], unit: Option<Unit>, width: usize) -> Histogram {
        let Some((start, end)) = reach(facts, events, unit.is_none()) else { return Histogram::default() };
        let whole = |unit: Unit| (unit.bin(start.0, start.1), unit.bin(end.0, end.1));
        let fits = |unit: &Unit| whole(*unit).1 - whole(*unit).0 < width as i64;
        let unit = unit.or_else(|| UNITS.into_iter().find(fits)).unwrap_or(Unit::Decade);
        let mut histogram = Histogram { unit, whole: whole(unit), ..Histogram::default() };
        let mut counted: Vec<Bin> = Vec::new();
        for fact in of(facts, events) {
            let (at, to) = unit.bins(fact);
            let stated = if fact.certainty == Certainty::Stated { fact.sources } else { 0 };
            match counted.last_mut() {
                _ if at != to => histogram.wider += u64::from(fact.sources),
                Some(bin) if bin.at == at => (bin.all, bin.stated) = (bin.all + fact.sources, bin.stated + stated),
                _ => counted.push(Bin { at, all: fact.sources, stated, ..Bin::default() }),
            }
        }
        // In the order of time each bin comes once; in another order its parts are brought together.
        if !counted.is_sorted_by_key(|bin| bin.at) {
            counted.sort_by_key(|bin| bin.at);
        }
        counted.dedup_by(|more, bin| {
            let same = more.at == bin.at;
            if same {
                (bin.all, bin.stated) = (bin.all + more.all, bin.stated + more.stated);
            }
            same
        });
        let mut before = 0;
        for bin in &mut counted {
            bin.before = before;
            before += u64::from(bin.all);
        }
        histogram.bins = counted;
        histogram
    }

    /// Moves the window of at most `width` bins so that it shows the chosen event: around it, where not all has room.
    pub fn aim(&mut self, chosen: Option<&Fact>, width: usize) {
        let (first, last) = self.whole;
        let count = (last - first + 1).clamp(1, width.max(1) as i64);
        let fits = count > last - first;
        let from = match chosen.map(|fact| self.unit.bins(fact).0) {
            Some(at) if !(first..=last).contains(&at) => at - count / 2,
            Some(at) if !fits => (at - count / 2).clamp(first, last - count + 1),
            _ => first,
        };
        self.window = (from, count as usize);
    }

    /// Lights up what belongs to these events, and nothing else.
    pub fn light(&mut self, facts: &[Fact], events: &[EventIx]) {
        if self.lit == events {
            return;
        }
        self.lit = events.to_vec();
        self.bins.iter_mut().for_each(|bin| bin.lit = 0);
        for fact in of(facts, events) {
            let (at, to) = self.unit.bins(fact);
            if at == to
                && let Ok(found) = self.bins.binary_search_by_key(&at, |bin| bin.at)
                && let Some(bin) = self.bins.get_mut(found)
            {
                // An event that the list does not show is in no bar.
                bin.lit = (bin.lit + fact.sources).min(bin.all);
            }
        }
    }

    /// The bins of the window that are not empty.
    fn shown(&self) -> &[Bin] {
        let end = self.window.0 + self.window.1 as i64;
        let (from, to) = (self.bins.partition_point(|bin| bin.at < self.window.0), self.bins.partition_point(|bin| bin.at < end));
        self.bins.get(from..to).unwrap_or(&[])
    }

    /// Draws bars, and under them the time they cover. The bars of the chosen event are marked.
    pub fn view(&self, chosen: Option<&Fact>, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let (first, count) = self.window;
        if area.height < 2 || area.width == 0 || count == 0 {
            return;
        }
        let height = area.height as usize - 1;
        let most = self.shown().iter().map(|b| b.all).max().unwrap_or(0).max(1) as usize;
        let eighths = |n: u32| (n as usize * height * 8).div_ceil(most).max(usize::from(n > 0));
        let wide = (area.width as usize / count).clamp(1, 6) as u16;
        let chosen = chosen.map(|fact| self.unit.bins(fact)).map(|(from, to)| (from - first, to - first));
        let mut shown = self.shown().iter().peekable();
        for i in 0..count.min(area.width as usize) {
            let bin = shown.next_if(|bin| bin.at - first == i as i64).copied().unwrap_or_default();
            let column = Column {
                all: eighths(bin.all),
                stated: eighths(bin.stated),
                lit: eighths(bin.lit),
                chosen: chosen.is_some_and(|(from, to)| from == to && from == i as i64),
            };
            let x = area.x + i as u16 * wide;
            if bin.all == 0 && x < area.right() {
                // Time in which nothing happened is time as well.
                let cell = &mut buf[(x, area.y + height as u16 - 1)];
                cell.set_symbol(Meaning::Silence.glyph()).set_style(theme.style(Meaning::Silence));
            }
            for x in x..(x + wide.max(2) - u16::from(wide > 1)).min(x + wide).min(area.right()) {
                column.view(theme, Rect { x, width: 1, ..area }, buf);
            }
        }
        self.view_axis(chosen, wide, theme, Rect { y: area.bottom() - 1, height: 1, ..area }, buf);
    }

    fn view_axis(&self, chosen: Option<(i64, i64)>, wide: u16, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let (first, count) = self.window;
        let width = (count as u16).saturating_mul(wide).max(26).min(area.width);
        let dim = theme.style(Meaning::Dim);
        buf.set_stringn(area.x, area.y, "─".repeat(width as usize), width as usize, theme.style(Meaning::Border));
        let last = count as i64 - 1;
        let (earlier, later, _) = self.beyond();
        let from = format!("{}{}", if earlier > 0 { "‹" } else { "" }, self.unit.label(first, false));
        let to = format!("{}{}", self.unit.label(first + last, true), if later > 0 { "›" } else { "" });
        let wide_text = |text: &str| text.chars().count() as u16;
        let right = width.saturating_sub(wide_text(&to));
        let mut taken = (width, 0);
        if let Some((at, end)) = chosen.filter(|(at, end)| *end >= 0 && *at <= last) {
            let style = theme.style(Meaning::BarChosen);
            let (wider, at, end) = (end > at, at.max(0) as u16 * wide, (end.min(last) as u16 + 1) * wide);
            if wider {
                // It lies over all the time on which it may have been.
                let rule = "━".repeat(end.min(width).saturating_sub(at) as usize);
                buf.set_stringn(area.x + at, area.y, rule, width as usize, style);
            }
            let label = self.unit.label(first + i64::from(at / wide), false);
            // The date of the chosen bar stands at its foot, on the side where there is room.
            let (text, x) = match at + wide_text(&label) + 2 <= width {
                true => (format!("▲ {label}"), at),
                false => (format!("{label} ▲"), (at + 1).saturating_sub(wide_text(&label) + 2)),
            };
            buf.set_stringn(area.x + x, area.y, &text, (width - x.min(width)) as usize, style);
            taken = (x, x + wide_text(&text));
        }
        if wide_text(&from) < taken.0 {
            buf.set_stringn(area.x, area.y, &from, width as usize, dim);
        }
        if last > 0 && right > taken.1 && right > wide_text(&from) {
            buf.set_stringn(area.x + right, area.y, &to, (width - right) as usize, dim);
        }
    }

    /// How much is told of the time before the window, after it, and by events wider than a bin.
    fn beyond(&self) -> (u64, u64, u64) {
        let end = self.window.0 + self.window.1 as i64;
        let total = self.bins.last().map_or(0, |bin| bin.before + u64::from(bin.all));
        let before = |at: i64| self.bins.get(self.bins.partition_point(|bin| bin.at < at)).map_or(total, |bin| bin.before);
        (before(self.window.0), total - before(end), self.wider)
    }

    /// What the bars leave out, in words; empty when nothing.
    pub fn beyond_text(&self) -> String {
        let (before, after, wider) = self.beyond();
        let part = |n: u64, word: &str| (n > 0).then(|| format!("{} {word}", number(n as usize)));
        let wider_word = format!("wider than a {}", self.unit.name());
        let parts = [part(before, "earlier"), part(after, "later"), part(wider, &wider_word)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A day with its number.
type Day = (Date, i32);

/// From where to where the events go. With `middle`, what lies far out (a tenth before, a thirtieth after) is left out
/// if it stretches the rest more than threefold; news look back further than ahead.
fn reach(facts: &[Fact], events: &[EventIx], middle: bool) -> Option<(Day, Day)> {
    let mut days: Vec<(i32, Date, u32)> = of(facts, events).map(|f| (f.numbers.0, f.days.0, f.sources)).collect();
    if !days.is_sorted_by_key(|d| d.0) {
        days.sort_unstable_by_key(|d| d.0);
    }
    let total: u64 = days.iter().map(|d| u64::from(d.2)).sum();
    let at = |share: u64| {
        let mut seen = 0;
        days.iter().find(|d| {
            seen += u64::from(d.2);
            seen * 100 > total * share
        })
    };
    let day = |d: &(i32, Date, u32)| (d.1, d.0);
    let (first, last) = (days.first()?, days.last()?);
    let (low, high) = (at(10).unwrap_or(first), at(97).unwrap_or(last));
    let length = |a: &(i32, Date, u32), b: &(i32, Date, u32)| i64::from(b.0) - i64::from(a.0) + 1;
    let stretched = middle && length(first, last) > 3 * length(low, high).max(10);
    Some(if stretched { (day(low), day(high)) } else { (day(first), day(last)) })
}

const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// One column of cells of a bar: its height and that of its parts, in eighths of a cell.
struct Column {
    all: usize,
    stated: usize,
    lit: usize,
    chosen: bool,
}

impl Column {
    fn view(&self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let height = area.height as usize - 1;
        for level in 0..self.all.div_ceil(8).min(height) {
            let part = |eighths: usize| eighths.saturating_sub(level * 8).min(8);
            let (full, lit, stated) = (part(self.all), part(self.lit), part(self.stated));
            let (glyph, meaning) = match () {
                _ if self.chosen => (EIGHTHS[full], Meaning::BarChosen),
                _ if lit >= 4 && full == 8 => (Meaning::BarRelated.glyph(), Meaning::BarRelated),
                _ if lit > 0 => (EIGHTHS[full], Meaning::BarRelated),
                _ if stated >= full.div_ceil(2) => (EIGHTHS[full], Meaning::Bar),
                _ if full == 8 => (Meaning::BarInferred.glyph(), Meaning::BarInferred),
                _ => (EIGHTHS[full], Meaning::BarInferred),
            };
            let y = area.y + (height - 1 - level) as u16;
            buf[(area.x, y)].set_symbol(glyph).set_style(theme.style(meaning));
        }
    }
}

#[cfg(test)]
mod tests;
