//! The timeline as a picture: how much is told of which time, and below it every event as far as its date reaches.
//!
//! Only what to draw stands here, in numbers; the page draws it. A few dates far away would squeeze all else into one bar,
//! so the picture covers the middle of the mentions, and what lies before and after is told as a number.

use crate::model::{Certainty, Corpus, EventIx};
use jiff::ToSpan;
use jiff::civil::Date;

/// Bars at most, and lanes of events.
const BARS: usize = 60;
const LANES: usize = 12;

/// What was told of which time.
#[derive(Default)]
pub struct Chart {
    /// The time of one bar, in a word; empty where nothing is dated.
    pub unit: &'static str,
    /// The bars, one after the other without a gap.
    pub bars: Vec<Bar>,
    /// Mentions of events that end before the first bar, begin after the last, or are wider than one.
    pub beyond: (usize, usize, usize),
    /// The events that have a place below the bars.
    pub marks: Vec<Mark>,
    /// Number of lanes that the marks need.
    pub lanes: usize,
}

/// One bar.
pub struct Bar {
    /// First day.
    pub start: Date,
    /// Mentions of events of this time.
    pub mentions: usize,
}

/// One event below the bars.
pub struct Mark {
    /// Its number in the timeline.
    pub number: usize,
    /// Where it begins and ends, as parts of the width, 0 to 1.
    pub ends: (f64, f64),
    /// The lane it stands in.
    pub lane: usize,
    /// How its date is known.
    pub certainty: Certainty,
}

/// First day of a bar, the first day of the next one, and the word for it.
struct Unit {
    name: &'static str,
    floor: fn(Date) -> Option<Date>,
    next: fn(Date) -> Option<Date>,
}

const UNITS: &[Unit] = &[
    Unit { name: "day", floor: Some, next: |d| d.checked_add(1.day()).ok() },
    Unit {
        name: "week",
        floor: |d| d.checked_sub(i64::from(d.weekday().to_monday_zero_offset()).days()).ok(),
        next: |d| d.checked_add(7.days()).ok(),
    },
    Unit { name: "month", floor: |d| Some(d.first_of_month()), next: |d| d.checked_add(1.month()).ok() },
    Unit {
        name: "quarter",
        floor: |d| Date::new(d.year(), (d.month() - 1) / 3 * 3 + 1, 1).ok(),
        next: |d| d.checked_add(3.months()).ok(),
    },
    Unit { name: "year", floor: |d| Some(d.first_of_year()), next: |d| d.checked_add(1.year()).ok() },
    Unit {
        name: "decade",
        floor: |d| Date::new(d.year().div_euclid(10) * 10, 1, 1).ok(),
        next: |d| d.checked_add(10.years()).ok(),
    },
];

impl Chart {
    /// Counts all events of a corpus; `shown` are those that get a mark, in the order of the timeline.
    pub fn new(corpus: &Corpus, shown: &[EventIx]) -> Chart {
        Self::build(corpus, shown).unwrap_or_default()
    }

    fn build(corpus: &Corpus, shown: &[EventIx]) -> Option<Chart> {
        let mut days: Vec<(Date, usize)> = corpus.events.iter().map(|e| (e.date.start, e.mentions.len())).collect();
        days.sort_unstable();
        let (unit, edges) = scale(&days)?;
        let (first, end) = (*edges.first()?, *edges.last()?);
        let starts = edges.get(..edges.len() - 1)?;
        let mut bars: Vec<Bar> = starts.iter().map(|start| Bar { start: *start, mentions: 0 }).collect();
        let mut beyond = (0, 0, 0);
        for event in &corpus.events {
            let (from, to, mentions) = (event.date.start, event.date.end, event.mentions.len());
            let bar = starts.partition_point(|start| *start <= from);
            if to < first {
                beyond.0 += mentions;
            } else if from >= end {
                beyond.1 += mentions;
            } else if from < first || edges.get(bar).is_none_or(|next| to >= *next) {
                beyond.2 += mentions;
            } else if let Some(bar) = bar.checked_sub(1).and_then(|bar| bars.get_mut(bar)) {
                bar.mentions += mentions;
            }
        }
        let mut chart = Chart { unit: unit.name, bars, beyond, ..Chart::default() };
        chart.place(corpus, shown, first, end);
        Some(chart)
    }

    /// Gives each event a place: the first lane that is free there, the last one where none is.
    fn place(&mut self, corpus: &Corpus, shown: &[EventIx], first: Date, end: Date) {
        let part = |date: Date| f64::from(between(first, date)) / f64::from(between(first, end).max(1));
        let mut free = [0.0_f64; LANES];
        for (number, ix) in (1..).zip(shown) {
            let Some(date) = corpus.events.get(*ix as usize).map(|e| &e.date).filter(|d| d.end >= first && d.start < end) else {
                continue;
            };
            let after = date.end.checked_add(1.day()).unwrap_or(date.end);
            let ends = (part(date.start.max(first)), part(after.min(end)));
            let lane = free.iter().position(|free| *free <= ends.0).unwrap_or(LANES - 1);
            if let Some(free) = free.get_mut(lane) {
                *free = ends.1.max(ends.0 + 0.012);
            }
            self.lanes = self.lanes.max(lane + 1);
            self.marks.push(Mark { number, ends, lane, certainty: date.certainty });
        }
    }
}

/// The finest unit whose bars cover the days, or else the middle of them, with the edges of its bars.
fn scale(days: &[(Date, usize)]) -> Option<(&'static Unit, Vec<Date>)> {
    let (first, last) = (days.first()?.0, days.last()?.0);
    let total: usize = days.iter().map(|d| d.1).sum();
    let at = |part: usize| {
        let mut before = 0;
        let found = days.iter().find(|d| {
            before += d.1;
            before * 100 > total * part
        });
        found.map_or(last, |d| d.0)
    };
    // Days, weeks and months for all that was told; where these do not do, for nine tenths of it; else whatever does.
    let tries = [(first, last, 3), (at(5), at(94), 3), (at(5), at(94), UNITS.len())];
    tries.iter().find_map(|(from, to, units)| UNITS.iter().take(*units).find_map(|unit| Some((unit, edges(unit, *from, *to)?))))
}

/// The edges of the bars from one day to another; `None` if there were too many.
fn edges(unit: &Unit, from: Date, to: Date) -> Option<Vec<Date>> {
    let mut edges = vec![(unit.floor)(from)?];
    while *edges.last()? <= to {
        if edges.len() > BARS {
            return None;
        }
        edges.push((unit.next)(*edges.last()?)?);
    }
    Some(edges)
}

/// Days from one date to another.
fn between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
