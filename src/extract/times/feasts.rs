//! Feasts whose day the year fixes (`Hari Natal 2025`), and days of the Muslim calendar (`1 Ramadan 1446 H`).
//!
//! Who sees the new moon decides when a month of that calendar begins, so that a day of it is known to a few days only: it
//! gives the month of ours in which all of them lie, else the year.

use super::scan::Scan;
use super::{Base, Found, Lean, YearRef};
use crate::lang::times::{PhraseMeaning, TimeRole};
use crate::model::TimeValue;
use jiff::civil::Date;

/// The rule's name: a feast alone on a line is a heading, and dates nothing.
pub(in super::super) const FEAST: &str = "date.feast";

/// So many days a day of the Muslim calendar may lie from where counting puts it.
const DOUBT: i32 = 2;
/// Years of the Muslim calendar that news tells of.
const YEARS: std::ops::RangeInclusive<u32> = 1200..=1600;
/// The day before the first of that calendar, counted from 1 January 1970.
const BEGINNING: i32 = -492_149;

impl Scan<'_> {
    /// The feast named up to `end`, with its year.
    pub fn feast(&self, at: usize, end: usize, month: u8, day: u8) -> Option<(usize, Found)> {
        // A common noun in small letters names no feast.
        if self.token(end - 1).is_none_or(|t| !t.capital()) {
            return None;
        }
        let (year, end) = self.year_of(end);
        let base = Base::MonthDay { year, month, day, weekday: 0, lean: Lean::None };
        let open = year == YearRef::Open || self.is(end, '/') && self.glued(end);
        (!open).then(|| self.found(at, end, base, None, None, FEAST))
    }

    /// `1 Ramadan 1446 H`
    pub fn lunar(&self, at: usize) -> Option<(usize, Found)> {
        let (day, _) = self.number(at).filter(|(day, _)| (1..=30).contains(day))?;
        let (phrase, end) = self.fixed(at + 1)?;
        let PhraseMeaning::Lunar(month) = phrase.meaning else { return None };
        let (year, _) = self.number(end).filter(|(year, _)| YEARS.contains(year))?;
        if !self.has(end + 1, TimeRole::OtherEra) {
            return None;
        }
        let value = near(counted(year as i32, i32::from(month), day as i32))?;
        Some(self.found(at, end + 2, Base::Fixed(value), None, None, "date.lunar"))
    }
}

/// The day, counted from 1 January 1970, on which the rule of thirty years with eleven leap days puts a day of that calendar.
fn counted(year: i32, month: i32, day: i32) -> i32 {
    let years = (year - 1) * 354 + (3 + 11 * year) / 30;
    BEGINNING + years + (59 * (month - 1) + 1) / 2 + day
}

/// The month in which all days near one lie, else the year.
fn near(day: i32) -> Option<TimeValue> {
    let date = |by: i32| Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().days(day + by)).ok();
    let (first, last) = (date(-DOUBT)?, date(DOUBT)?);
    match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => Some(TimeValue::Month(first.year(), first.month() as u8)),
        (true, false) => Some(TimeValue::Year(first.year())),
        _ => None,
    }
}
