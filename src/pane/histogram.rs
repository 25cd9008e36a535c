//! How much is told of which time: dated mentions counted into equal bins.
//!
//! A few dates far away (a treaty of 1953) would squeeze everything else into one bar, so the bins cover the middle of
//! the mentions and what lies before and after is told as a number. An event wider than a bin (a month among days) is
//! in no bin and is counted apart.

use super::paint::number;
use crate::model::{Corpus, Event, EventIx};
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

/// Mentions counted into bins.
#[derive(Clone, Debug, Default)]
pub struct Histogram {
    /// Width of a bin.
    pub unit: Unit,
    first: i64,
    bins: Vec<Bin>,
    /// Mentions before the first bin and after the last, and of events wider than a bin.
    beyond: (usize, usize, usize),
    /// The events that are lit up.
    lit: Vec<EventIx>,
}

/// Where an event is counted.
enum Place {
    Bin(usize),
    Before,
    After,
    Wider,
}

#[derive(Copy, Clone, Debug, Default)]
struct Bin {
    all: u32,
    lit: u32,
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

    /// Number of the bin that holds a day.
    fn bin(self, day: Date) -> i64 {
        let (year, month) = (i64::from(day.year()), i64::from(day.month()));
        let days = || day.since(Date::constant(1970, 1, 5)).map_or(0, |span| i64::from(span.get_days()));
        match self {
            Unit::Day => days(),
            Unit::Week => days().div_euclid(7),
            Unit::Month => year * 12 + month - 1,
            Unit::Quarter => year * 4 + (month - 1) / 3,
            Unit::Year => year,
            Unit::Decade => year.div_euclid(10),
        }
    }

    /// First day of a bin, as shown under the bars.
    fn label(self, bin: i64) -> String {
        let monday = Date::constant(1970, 1, 5);
        let days = |n: i64| i32::try_from(n).ok().and_then(|n| monday.checked_add(n.days()).ok());
        match self {
            Unit::Day => days(bin).map_or_else(String::new, |d| d.to_string()),
            Unit::Week => days(bin * 7).map_or_else(String::new, |d| d.to_string()),
            Unit::Month => format!("{:04}-{:02}", bin.div_euclid(12), bin.rem_euclid(12) + 1),
            Unit::Quarter => format!("{:04}-Q{}", bin.div_euclid(4), bin.rem_euclid(4) + 1),
            Unit::Year => format!("{bin:04}"),
            Unit::Decade => format!("{bin:03}0s"),
        }
    }
}

impl Histogram {
    /// Counts the mentions of these events into at most `width` bins.
    pub fn new(corpus: &Corpus, events: &[EventIx], width: usize) -> Histogram {
        let event = |ix: &EventIx| corpus.events.get(*ix as usize);
        let mut days: Vec<(Date, u32)> =
            events.iter().filter_map(event).map(|e| (e.date.start, e.mentions.len() as u32)).collect();
        if !days.is_sorted() {
            days.sort_unstable();
        }
        let total: u64 = days.iter().map(|d| u64::from(d.1)).sum();
        let Some((start, end)) = middle(&days, total) else { return Histogram::default() };
        let fits = |unit: &&Unit| unit.bin(end) - unit.bin(start) < width as i64;
        let unit = UNITS.iter().find(fits).copied().unwrap_or(Unit::Decade);
        let first = unit.bin(start);
        let count = (unit.bin(end) - first + 1).clamp(0, width as i64) as usize;
        let mut histogram = Histogram { unit, first, bins: vec![Bin::default(); count], ..Histogram::default() };
        for event in events.iter().filter_map(event) {
            let weight = event.mentions.len();
            match histogram.place(event) {
                Place::Bin(at) => histogram.bins[at].all += weight as u32,
                Place::Before => histogram.beyond.0 += weight,
                Place::After => histogram.beyond.1 += weight,
                Place::Wider => histogram.beyond.2 += weight,
            }
        }
        histogram
    }

    /// Lights up what belongs to these events, and nothing else.
    pub fn light(&mut self, corpus: &Corpus, events: &[EventIx]) {
        if self.lit == events {
            return;
        }
        self.lit = events.to_vec();
        self.bins.iter_mut().for_each(|bin| bin.lit = 0);
        for event in events.iter().filter_map(|ix| corpus.events.get(*ix as usize)) {
            if let Place::Bin(at) = self.place(event) {
                // An event that the list does not show is in no bar.
                let bin = &mut self.bins[at];
                bin.lit = (bin.lit + event.mentions.len() as u32).min(bin.all);
            }
        }
    }

    fn place(&self, event: &Event) -> Place {
        let (from, to) = (self.unit.bin(event.date.start), self.unit.bin(event.date.end));
        match from - self.first {
            _ if from != to => Place::Wider,
            ..0 => Place::Before,
            at if (at as usize) < self.bins.len() => Place::Bin(at as usize),
            _ => Place::After,
        }
    }

    /// Draws bars, and under them the time they cover. `chosen` is a day whose bar is marked.
    pub fn view(&self, chosen: Option<Date>, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.height < 2 || self.bins.is_empty() {
            return;
        }
        let height = area.height as usize - 1;
        let most = self.bins.iter().map(|b| b.all).max().unwrap_or(0).max(1) as usize;
        let wide = (area.width as usize / self.bins.len()).clamp(1, 6) as u16;
        let chosen = chosen.map(|day| self.unit.bin(day) - self.first);
        for (i, bin) in self.bins.iter().enumerate() {
            let x = area.x + i as u16 * wide;
            let is_chosen = chosen == Some(i as i64);
            let eighths = |n: u32| (n as usize * height * 8).div_ceil(most).max(usize::from(n > 0));
            for x in x..(x + wide.max(2) - u16::from(wide > 1)).min(x + wide).min(area.right()) {
                column(eighths(bin.all), eighths(bin.lit), is_chosen, theme, Rect { x, width: 1, ..area }, buf);
            }
        }
        self.view_axis(chosen, wide, theme, Rect { y: area.bottom() - 1, height: 1, ..area }, buf);
    }

    fn view_axis(&self, chosen: Option<i64>, wide: u16, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let width = (self.bins.len() as u16 * wide).max(12).min(area.width);
        let dim = theme.style(Meaning::Dim);
        buf.set_stringn(area.x, area.y, "─".repeat(width as usize), width as usize, theme.style(Meaning::Border));
        let last = self.bins.len() as i64 - 1;
        let (from, to) = (self.unit.label(self.first), self.unit.label(self.first + last));
        let right = width.saturating_sub(to.len() as u16);
        let mut taken = (width, 0);
        if let Some(at) = chosen.filter(|c| (0..=last).contains(c)) {
            let x = at as u16 * wide;
            let label = self.unit.label(self.first + at);
            // The date of the chosen bar stands at its foot, on the side where there is room.
            let (text, x) = match x + label.len() as u16 + 2 <= width {
                true => (format!("▲ {label}"), x),
                false => (format!("{label} ▲"), (x + 1).saturating_sub(label.len() as u16 + 2)),
            };
            buf.set_stringn(area.x + x, area.y, &text, (width - x.min(width)) as usize, theme.style(Meaning::BarChosen));
            taken = (x, x + text.chars().count() as u16);
        }
        if (from.len() as u16) < taken.0 {
            buf.set_stringn(area.x, area.y, &from, width as usize, dim);
        }
        if last > 0 && right > taken.1 && right > from.len() as u16 {
            buf.set_stringn(area.x + right, area.y, &to, (width - right) as usize, dim);
        }
    }

    /// What the bars leave out, in words; empty when nothing.
    pub fn beyond(&self) -> String {
        let (before, after, wider) = self.beyond;
        let part = |n: usize, word: &str| (n > 0).then(|| format!("{} {word}", number(n)));
        let wider_word = format!("wider than a {}", self.unit.name());
        let parts = [part(before, "earlier"), part(after, "later"), part(wider, &wider_word)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// From where to where the bins go: all, unless what lies far out (a tenth before, a thirtieth after) stretches it more
/// than threefold; news look back further than ahead.
fn middle(days: &[(Date, u32)], total: u64) -> Option<(Date, Date)> {
    let (first, last) = (days.first()?.0, days.last()?.0);
    let at = |share: u64| {
        let mut seen = 0;
        days.iter().find(|(_, n)| {
            seen += u64::from(*n);
            seen * 100 > total * share
        })
    };
    let (low, high) = (at(10)?.0, at(97)?.0);
    let length = |a: Date, b: Date| i64::from(b.since(a).map_or(0, |span| span.get_days())) + 1;
    let stretched = length(first, last) > 3 * length(low, high).max(10);
    Some(if stretched { (low, high) } else { (first, last) })
}

const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

fn column(all: usize, lit: usize, chosen: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let height = area.height as usize - 1;
    for level in 0..height {
        let y = area.y + (height - 1 - level) as u16;
        let full = all.saturating_sub(level * 8).min(8);
        if full == 0 {
            break;
        }
        let bright = lit > level * 8;
        let (glyph, meaning) = match (chosen, bright) {
            (true, _) => (EIGHTHS[full], Meaning::BarChosen),
            (false, true) if lit.saturating_sub(level * 8) >= 4 && full == 8 => {
                (Meaning::BarRelated.glyph(), Meaning::BarRelated)
            }
            (false, true) => (EIGHTHS[full], Meaning::BarRelated),
            (false, false) => (EIGHTHS[full], Meaning::Bar),
        };
        buf[(area.x, y)].set_symbol(glyph).set_style(theme.style(meaning));
    }
}
