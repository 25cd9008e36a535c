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
mod tests {
    use super::*;
    use crate::pane::facts::day_number;
    use jiff::civil::date;

    fn fact(start: Date, end: Date, sources: u32, certainty: Certainty) -> Fact {
        Fact {
            days: (start, end),
            numbers: (day_number(start), day_number(end)),
            articles: sources,
            sources,
            said: false,
            certainty,
            placed: true,
        }
    }

    fn day(day: Date) -> Fact {
        fact(day, day, 1, Certainty::Stated)
    }

    /// The window after zooming to `unit` around the event `chosen`: labels of its ends, its bins, what lies beyond.
    fn window(facts: &[Fact], unit: Option<Unit>, chosen: Option<usize>, width: usize) -> (String, Vec<u32>, (u64, u64, u64)) {
        let all: Vec<u32> = (0..facts.len() as u32).collect();
        let mut histogram = Histogram::new(facts, &all, unit, width);
        histogram.aim(chosen.and_then(|i| facts.get(i)), width);
        let (first, count) = histogram.window;
        let name = histogram.unit.name();
        let (from, to) = (histogram.unit.label(first, false), histogram.unit.label(first + count as i64 - 1, true));
        let bars = histogram.shown().iter().map(|bin| bin.all).collect();
        (format!("{name} {from} {to}"), bars, histogram.beyond())
    }

    #[test]
    fn all_is_seen_where_there_is_room_and_else_a_window_around_the_chosen() {
        let facts = [date(2023, 1, 5), date(2024, 2, 28), date(2024, 3, 1), date(2024, 3, 2), date(2025, 12, 31)].map(day);
        let all: &[(Option<Unit>, usize, &str, &[u32])] = &[
            (None, 2, "quarter 2023-Q1 2025-Q4", &[1, 3, 1]),
            (Some(Unit::Year), 2, "year 2023 2025", &[1, 3, 1]),
            (Some(Unit::Month), 2, "month 2023-09 2024-08", &[1, 2]),
            (Some(Unit::Month), 0, "month 2023-01 2023-12", &[1]),
            (Some(Unit::Month), 4, "month 2025-01 2025-12", &[1]),
            // A leap day lies between.
            (Some(Unit::Day), 2, "day 2024-02-24 2024-03-06", &[1, 1, 1]),
            (Some(Unit::Week), 2, "week 2024-01-15 2024-04-07", &[3]),
        ];
        for (unit, chosen, want, bars) in all {
            let (got, shown, beyond) = window(&facts, *unit, Some(*chosen), 12);
            assert_eq!((got.as_str(), &shown[..]), (*want, *bars), "{unit:?} around {chosen}");
            let seen: u32 = shown.iter().sum();
            assert_eq!(beyond.0 + beyond.1 + u64::from(seen), 5, "nothing is lost");
        }
    }

    #[test]
    fn what_lies_far_out_is_gone_to_when_it_is_chosen() {
        let mut facts: Vec<Fact> = (1..=30).map(|d| day(date(2031, 4, d))).collect();
        facts.insert(0, day(date(1953, 7, 27)));
        assert_eq!(window(&facts, None, Some(5), 60).0, "day 2031-04-03 2031-04-30");
        let (far, bars, beyond) = window(&facts, None, Some(0), 60);
        assert_eq!((far.as_str(), &bars[..], beyond), ("day 1953-07-13 1953-08-09", &[1][..], (0, 30, 0)));
    }

    #[test]
    fn one_event_none_and_what_is_wider_than_a_bin() {
        assert_eq!(window(&[day(date(2031, 4, 1))], None, Some(0), 40), ("day 2031-04-01 2031-04-01".into(), vec![1], (0, 0, 0)));
        let none = window(&[], Some(Unit::Month), None, 40);
        assert_eq!((none.1, none.2), (Vec::new(), (0, 0, 0)));
        let era = fact(date(1990, 1, 1), date(1999, 12, 31), 2, Certainty::Inferred);
        assert_eq!(window(&[era], Some(Unit::Year), Some(0), 40), ("year 1990 1990".into(), vec![], (0, 0, 2)));
        assert_eq!(window(&[era], Some(Unit::Decade), Some(0), 40).1, [2]);
        let all = [fact(Date::MIN, Date::MAX, 1, Certainty::Stated), day(Date::MAX), day(Date::MIN)];
        for unit in UNITS {
            for chosen in 0..3 {
                let _ = window(&all, Some(unit), Some(chosen), 7);
            }
        }
    }

    #[test]
    fn the_order_of_the_list_changes_no_bar() {
        let facts = [date(2031, 4, 1), date(2031, 4, 9), date(2031, 4, 1), date(2031, 5, 1)].map(day);
        let counted = |order: &[u32]| {
            let histogram = Histogram::new(&facts, order, Some(Unit::Day), 50);
            histogram.bins.iter().map(|bin| (bin.at, bin.all, bin.before)).collect::<Vec<_>>()
        };
        assert_eq!(counted(&[0, 2, 1, 3]), counted(&[3, 0, 1, 2]));
        assert_eq!(counted(&[1, 1]).len(), 1);
    }
}
