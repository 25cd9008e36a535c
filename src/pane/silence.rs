//! Silence: days between two neighbours of the timeline without an event.
//!
//! How long is long depends on the corpus: a silence is longer than a week and than four times the median gap between the
//! days on which, after all events of the snapshot, something happened. It is looked for among the events that are shown,
//! so that a speaker's or an outlet's silence is seen as well. What is dated only to a quarter, a year or wider may have
//! been on any day: it neither makes a silence nor breaks one.

use super::facts::Fact;
use super::paint::plural;
use crate::model::EventIx;
use crate::theme::Meaning;

/// Days that are no silence in any corpus.
const WEEK: i32 = 7;
/// How many times the median gap is long.
const LONG: i32 = 4;

/// Where in a list silences are, and how long.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Silences {
    /// Position of the item above which it stands, and its days; ascending.
    found: Vec<(usize, i32)>,
}

/// The longest gap, in days from one event to the next, that is no silence in a corpus of these events.
pub fn longest_gap(facts: &[Fact]) -> i32 {
    let mut days: Vec<i32> = facts.iter().filter(|f| f.placed).map(|f| f.numbers.0).collect();
    if !days.is_sorted() {
        days.sort_unstable();
    }
    days.dedup();
    let mut gaps: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let middle = gaps.len().saturating_sub(1) / 2;
    let median = if gaps.is_empty() { 0 } else { *gaps.select_nth_unstable(middle).1 };
    median.saturating_mul(LONG).max(WEEK)
}

impl Silences {
    /// Looks for silences among items that stand in the order of their days, or in the reverse one.
    pub fn among(facts: &[Fact], items: &[EventIx], newest_first: bool, longest_gap: i32) -> Silences {
        let mut found = Vec::new();
        // The last day on which anything was, and the position of what was before.
        let mut before: Option<(i32, usize)> = None;
        let last = items.len().saturating_sub(1);
        for step in 0..items.len() {
            let at = if newest_first { last - step } else { step };
            let fact = items.get(at).and_then(|ix| facts.get(*ix as usize));
            let Some(fact) = fact.filter(|f| f.placed) else { continue };
            let (first_day, last_day) = fact.numbers;
            if let Some((until, earlier)) = before
                && first_day.saturating_sub(until) > longest_gap
            {
                found.push((if newest_first { earlier } else { at }, first_day - until - 1));
            }
            before = Some((before.map_or(last_day, |(until, _)| until.max(last_day)), at));
        }
        if newest_first {
            found.reverse();
        }
        Silences { found }
    }

    /// The days of the silence above the item at this position, if there is one.
    pub fn above(&self, position: usize) -> Option<i32> {
        let at = self.found.binary_search_by_key(&position, |found| found.0).ok()?;
        self.found.get(at).map(|found| found.1)
    }
}

/// A silence in words. `whole`: all events of the corpus are shown.
pub fn text(days: i32, whole: bool) -> String {
    let (dot, days) = (Meaning::Silence.glyph(), plural(days.max(0) as usize, "day", "days"));
    format!("{dot} {days} without {} {dot}", if whole { "an event" } else { "one of these" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Certainty;
    use crate::pane::facts::day_number;
    use jiff::civil::{Date, date};

    fn fact(start: Date, end: Date, placed: bool) -> Fact {
        Fact {
            days: (start, end),
            numbers: (day_number(start), day_number(end)),
            articles: 1,
            sources: 1,
            said: false,
            certainty: Certainty::Stated,
            placed,
        }
    }

    fn days(days: &[Date]) -> Vec<Fact> {
        days.iter().map(|d| fact(*d, *d, true)).collect()
    }

    #[test]
    fn long_is_what_is_long_in_this_corpus() {
        assert_eq!((longest_gap(&[]), longest_gap(&days(&[date(2031, 1, 1)]))), (7, 7));
        let daily: Vec<Date> = (1..=28).map(|d| date(2031, 2, d)).collect();
        assert_eq!(longest_gap(&days(&daily)), 7);
        let monthly: Vec<Date> = (1..=12).map(|m| date(2031, m, 1)).collect();
        assert_eq!(longest_gap(&days(&monthly)), 4 * 31);
        // Many events of one day are no sign of density.
        assert_eq!(longest_gap(&days(&[date(2031, 1, 1), date(2031, 1, 1), date(2031, 1, 1), date(2031, 1, 11)])), 40);
    }

    #[test]
    fn it_stands_above_what_follows_it_in_either_order() {
        let facts = [
            fact(date(2031, 1, 1), date(2031, 1, 31), true), // a month: it may have been on its last day
            fact(date(2031, 1, 10), date(2031, 1, 10), true),
            fact(date(2031, 1, 20), date(2031, 12, 31), false), // too wide to tell
            fact(date(2031, 3, 14), date(2031, 3, 14), true),
            fact(date(2031, 3, 21), date(2031, 3, 21), true),
        ];
        let oldest = Silences::among(&facts, &[0, 1, 2, 3, 4], false, 7);
        assert_eq!(oldest.found, [(3, 41)]);
        let newest = Silences::among(&facts, &[4, 3, 2, 1, 0], true, 7);
        assert_eq!(newest.found, [(3, 41)]);
        assert_eq!((newest.above(3), newest.above(2)), (Some(41), None));
        assert_eq!(Silences::among(&facts, &[0, 4], false, 7).found, [(1, 48)]);
        assert_eq!(Silences::among(&facts, &[], true, 7), Silences::default());
        assert_eq!(text(41, true), "· 41 days without an event ·");
    }
}
