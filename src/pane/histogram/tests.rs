//! Scales, bins and what is drawn of them.

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
