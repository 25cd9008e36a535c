//! The date line of a record, in every outlet's own writing.

use super::scan::{Scan, digits};
use super::{Base, YearRef};
use crate::lang::Pack;
use crate::model::TimeValue;
use crate::text::{TokenKind, tokenize};
use jiff::civil::Date;

/// The date that a record states, to the minute where it gives one: ISO 8601, `Rabu, 18 Jun 2025 07:30 WIB`,
/// `18/06/2025, 21:35 WIB`, `June 18, 2025`. `None` where no full date can be read.
pub(in crate::extract) fn record_date(line: &str, pack: &Pack) -> Option<TimeValue> {
    if let Some(value) = iso(line) {
        return Some(value);
    }
    let tokens = tokenize(line, &pack.lexicon);
    let scan = Scan { text: line, tokens: &tokens, words: &pack.times, lexicon: &pack.lexicon, start: 0, end: tokens.len() };
    let (date, end) = (0..tokens.len()).find_map(|at| {
        if let Some((base, end)) = scan.dated(at)
            && let Base::MonthDay { year: YearRef::Given(year), month, day, .. } = base
        {
            return Some((Date::new(year, month as i8, day as i8).ok()?, end));
        }
        scan.month_first(at)
    })?;
    let hour = (end..tokens.len()).find_map(|at| {
        let token = tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        hour_minute(token.of(line))
    });
    Some(match hour {
        Some((hour, minute)) => TimeValue::Clock(date, hour, minute),
        None => TimeValue::Day(date),
    })
}

/// `2025-06-18`, `2025-06-18T22:02:10+07:00`, `2025-06-18 22:02`, `20250618`: the local time as printed.
fn iso(line: &str) -> Option<TimeValue> {
    let line = line.trim();
    let bytes = line.as_bytes();
    let compact = bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit);
    let (year, month, day, rest) = if compact {
        (line.get(..4)?, line.get(4..6)?, line.get(6..8)?, "")
    } else {
        let stroke = |i: usize| matches!(bytes.get(i), Some(b'-' | b'/'));
        if !stroke(4) || !stroke(7) {
            return None;
        }
        (line.get(..4)?, line.get(5..7)?, line.get(8..10)?, line.get(10..)?)
    };
    let date = Date::new(digits(year)?.0 as i16, digits(month)?.0 as i8, digits(day)?.0 as i8).ok()?;
    let clock = rest.trim_start_matches(['T', 't', ' ', ',']);
    Some(match clock.get(..5).and_then(hour_minute).map(|(hour, minute)| (on_twelve(hour, clock), minute)) {
        Some((hour, minute)) => TimeValue::Clock(date, hour, minute),
        None => TimeValue::Day(date),
    })
}

/// The hour where letters at the end say which half of the day it is of: `09:05 PM`.
fn on_twelve(hour: u8, clock: &str) -> u8 {
    let end = clock.trim_end().to_ascii_lowercase();
    match (end.ends_with("pm"), end.ends_with("am")) {
        (true, _) if hour < 12 => hour + 12,
        (_, true) if hour == 12 => 0,
        _ => hour,
    }
}

fn hour_minute(figures: &str) -> Option<(u8, u8)> {
    let mut parts = figures.split([':', '.']);
    let (hour, _) = digits(parts.next()?).filter(|&(n, len)| n < 24 && len <= 2)?;
    let (minute, _) = digits(parts.next()?).filter(|&(n, len)| n < 60 && len == 2)?;
    Some((hour as u8, minute as u8))
}

impl Scan<'_> {
    /// `June 18, 2025`.
    fn month_first(&self, at: usize) -> Option<(Date, usize)> {
        let month = self.month(at)?;
        let (day, len) = self.number(at + 1)?;
        let year = at + 2 + usize::from(self.is(at + 2, ','));
        let date = Date::new(self.year_number(year)?, month as i8, i8::try_from(day).ok()?).ok()?;
        (len <= 2).then_some((date, year + 1))
    }
}
