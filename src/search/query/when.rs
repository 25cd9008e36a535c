//! Dates of a query: of the calendar (`2024`, `2024-10`, `2024-10-12`, `2024-W42`, `2024-Q3`) or in words as articles write
//! them (`pekan lalu`), alone or as a range whose ends may be open. Words are worked out when the query is answered.

use super::phrases::is_mark;
use super::wrong::Wrong;
use crate::extract::time_of;
use crate::lang::Pack;
use crate::model::TimeValue;
use jiff::civil::{Date, date};
use std::ops::Range;

/// Days from the beginning of one date to the end of another.
#[derive(Clone, Debug, PartialEq)]
pub struct When {
    /// `None` for all that is before the end.
    from: Option<Bound>,
    /// `None` for all that is after the beginning.
    to: Option<Bound>,
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq)]
enum Bound {
    /// First and last day.
    Days(Date, Date),
    /// Words that name a time, against the day on which they are asked.
    Words(Box<str>),
}

/// Whether words name a time does not depend on the day on which they are asked; this one stands for any.
const ANY_DAY: Date = date(2024, 11, 6);

/// What a date may look like.
const FORMS: &str = "a date is written 2024, 2024-10, 2024-10-12, 2024-10..2024-11, or in words as articles write it";

impl When {
    /// Reads the value of `date:` at this place of a query. Quotation marks around a value or around its ends are no part
    /// of it.
    pub(super) fn read(query: &str, at: Range<usize>) -> Result<When, Wrong> {
        let value = query.get(at.clone()).unwrap_or("");
        let Some(dots) = value.find("..") else {
            let bound = Bound::read(query, at)?;
            return Ok(When { from: Some(bound.clone()), to: Some(bound) });
        };
        let (head, tail) = (at.start..at.start + dots, at.start + dots + 2..at.end);
        let end = |at: Range<usize>| match bare(query, at.clone()).is_empty() {
            true => Ok(None),
            false => Bound::read(query, at).map(Some),
        };
        let when = When { from: end(head)?, to: end(tail)? };
        match (&when.from, &when.to) {
            (None, None) => Err(Wrong::new(at, format!("a date is expected before or behind `..`; {FORMS}"))),
            (Some(Bound::Days(from, _)), Some(Bound::Days(_, to))) if from > to => {
                Err(Wrong::new(at, "this range ends before it begins"))
            }
            _ => Ok(when),
        }
    }

    /// First and last day, when it is asked on `today`; `None` where words do not name one from that day.
    pub fn days(&self, today: Date) -> Option<(Date, Date)> {
        let end = |bound: &Option<Bound>, open: Date| match bound {
            None => Some((open, open)),
            Some(Bound::Days(from, to)) => Some((*from, *to)),
            Some(Bound::Words(words)) => days_of(words, today),
        };
        Some((end(&self.from, Date::MIN)?.0, end(&self.to, Date::MAX)?.1))
    }
}

impl Bound {
    fn read(query: &str, at: Range<usize>) -> Result<Bound, Wrong> {
        let at = bare(query, at);
        let value = query.get(at.clone()).unwrap_or("");
        if value.is_empty() {
            return Err(Wrong::new(at, FORMS));
        }
        let calendar = value.starts_with(|c: char| c.is_ascii_digit())
            && value.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | 'W' | 'w' | 'Q' | 'q'));
        if calendar {
            let days = calendar_days(value);
            return match days {
                Some((from, to)) => Ok(Bound::Days(from, to)),
                None if value.len() < 7 || value.ends_with('-') => Err(Wrong::new(at, FORMS)),
                None => Err(Wrong::new(at, format!("`{value}` is not in the calendar"))),
            };
        }
        match days_of(value, ANY_DAY) {
            Some(_) => Ok(Bound::Words(value.into())),
            None => Err(Wrong::new(at, format!("these words name no date; {FORMS}"))),
        }
    }
}

fn days_of(words: &str, today: Date) -> Option<(Date, Date)> {
    match time_of(words, today, Pack::indonesian())? {
        TimeValue::Present => Some((today, today)),
        value => value.bounds(),
    }
}

/// `2024`, `2024-10`, `2024-10-12`, `2024-W42`, `2024-Q3`.
pub(super) fn calendar_days(value: &str) -> Option<(Date, Date)> {
    let number = |part: &str, width: usize| {
        let figures = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        if figures { part.parse::<i16>().ok() } else { None }
    };
    let mut parts = value.splitn(3, '-');
    let year = number(parts.next()?, 4)?;
    let value = match (parts.next(), parts.next()) {
        (None, _) => TimeValue::Year(year),
        (Some(part), None) => match part.split_at_checked(1)? {
            ("W" | "w", week) => TimeValue::Week(year, number(week, 2)? as u8),
            ("Q" | "q", quarter) => TimeValue::Quarter(year, number(quarter, 1).filter(|q| (1..=4).contains(q))? as u8),
            _ => TimeValue::Month(year, number(part, 2)? as u8),
        },
        (Some(month), Some(day)) => TimeValue::Day(Date::new(year, number(month, 2)? as i8, number(day, 2)? as i8).ok()?),
    };
    value.bounds()
}

/// A place without white space and quotation marks at its ends.
fn bare(query: &str, at: Range<usize>) -> Range<usize> {
    let part = query.get(at.clone()).unwrap_or("");
    let mark = |c: char| c.is_whitespace() || is_mark(c);
    let start = at.start + (part.len() - part.trim_start_matches(mark).len());
    start..start + part.trim_matches(mark).len()
}
