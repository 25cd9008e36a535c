//! Days that are counted within a month or from a week: `9, 10, dan 11 Juni`, `tanggal 5 bulan lalu`, `Jumat tiga pekan
//! lalu`, `Senin pertama bulan Juni`, `malam Minggu`.

use super::scan::Scan;
use super::spans::Amount;
use super::{Base, Found, Lean, YearRef};
use crate::lang::times::{NumeralKind, Shift, TimeRole, UnitWord};
use crate::model::{PartOfDay, TimeUnit};

/// Days that share a month at most, as they are listed.
const LISTED: usize = 8;
/// Weeks at most between a weekday and the day of publication: more are told by the date.
const WEEKS: u32 = 52;
/// Tokens before a weekday among which a word of a range's beginning stands.
const RANGE: usize = 4;

impl Scan<'_> {
    /// The token after the head noun of a date and its stop.
    pub fn behind_head(&self, at: usize) -> usize {
        let headed = self.has(at, TimeRole::Date);
        let stop = headed && self.is(at + 1, '.') && self.glued(at + 1) && self.day_number(at + 2).is_some();
        at + usize::from(headed) + usize::from(stop)
    }

    /// `9` and `10` of `9, 10, dan 11 Juni 2031`: a day that shares the month of the last of a list.
    pub fn listed_day(&self, at: usize) -> Option<(Base, usize)> {
        let day = self.day_number(at)?;
        let mut last = at;
        for _ in 0..LISTED {
            let comma = last + 1 + usize::from(self.is(last + 1, ','));
            let joined = self.has(comma, TimeRole::And) || self.is(comma, '&');
            let next = comma + usize::from(joined);
            if next == last + 1 {
                return None;
            }
            let next = self.behind_head(next);
            let (before, number) = (self.day_number(last)?, self.day_number(next)?);
            last = next;
            if joined {
                // `3 dan 5 Juni` are days in order; `30 dan 1 Juni` are not of one month.
                let month = self.month(last + 1).filter(|_| before < number)?;
                let (year, _) = self.year_after(last + 2);
                return Some((Base::MonthDay { year, month, day, weekday: 0, lean: Lean::None }, at + 1));
            }
            if number <= before {
                return None;
            }
        }
        None
    }

    /// `5 dan 6 Maret`: one day and the next, as a range.
    pub fn two_days(&self, at: usize) -> Option<(Base, usize)> {
        let (first, _) = self.listed_day(at)?;
        let (day, last) = (self.day_number(at)?, self.day_number(at + 2)?);
        let month = self.month(at + 3).filter(|_| last == day + 1)?;
        let (year, end) = self.year_after(at + 4);
        let last = Base::MonthDay { year, month, day: last, weekday: 0, lean: Lean::None };
        Some((Base::Range(Box::new((first, last))), end))
    }

    /// `5 bulan lalu` and `20 mendatang` behind the head noun of a date.
    pub fn day_of_month(&self, at: usize) -> Option<(Base, usize)> {
        let day = self.day_number(at)?;
        if self.word(at + 1).unit == Some(UnitWord::Plain(TimeUnit::Month)) {
            let (Shift { direction, told: false }, end) = self.shift(at + 2)? else { return None };
            return Some((Base::DayOfMonth { day, months: Some(i32::from(direction)), lean: Lean::None }, end));
        }
        let (lean, end) = self.leaning(at + 1);
        (lean != Lean::None).then_some((Base::DayOfMonth { day, months: None, lean }, end))
    }

    /// `tiga pekan lalu` behind a weekday: how many weeks, and the token after it.
    pub fn weeks_away(&self, at: usize) -> Option<(i32, usize)> {
        let Amount { least: None, tenths: Some(tenths), unit: TimeUnit::Week, end } = self.amount(at)? else { return None };
        let (Shift { direction, told: false }, end) = self.shift(end)? else { return None };
        let whole = tenths % 10 == 0 && tenths / 10 <= WEEKS && direction != 0;
        whole.then_some(((tenths / 10) as i32 * i32::from(direction), end))
    }

    /// `pertama bulan Juni`, `terakhir Mei 2031` behind a weekday.
    pub fn weekday_of_month(&self, at: usize, weekday: u8) -> Option<(Base, usize)> {
        let nth = match self.word(at).numeral {
            Some((NumeralKind::Ordinal, n)) if self.of(at).len() > 3 => u8::try_from(n).ok()?,
            _ if self.has(at, TimeRole::Latest) => 0,
            _ => return None,
        };
        let next = at + 1 + usize::from(self.has(at + 1, TimeRole::Lead) && self.word(at + 1).unit.is_none());
        let headed = self.word(next).unit == Some(UnitWord::Plain(TimeUnit::Month));
        let name = next + usize::from(headed);
        if let Some(month) = self.month(name) {
            let (year, end) = self.year_after(name + 1);
            let (lean, end) = if year == YearRef::Open { self.leaning(end) } else { (Lean::None, end) };
            let month = Base::Month { year, month, lean };
            return Some((Base::NthWeekday { weekday, nth, month: Box::new(month) }, end));
        }
        let (Shift { direction, told: false }, end) = self.shift(name).filter(|_| headed)? else { return None };
        let month = Base::Shift { unit: TimeUnit::Month, by: i32::from(direction), told: false };
        Some((Base::NthWeekday { weekday, nth, month: Box::new(month) }, end))
    }

    /// `malam Minggu`: the evening before the Sunday.
    pub fn eve(&self, at: usize) -> Option<(usize, Found)> {
        let (PartOfDay::Night, next) = self.part(at)? else { return None };
        let weekday = self.weekday(next).filter(|_| !self.compound(at))?;
        let part = Some(PartOfDay::Night);
        let comma = next + 1 + usize::from(self.is(next + 1, ','));
        let open = comma + usize::from(self.is(comma, '('));
        if let Some((base, end)) = self.dated(open).filter(|(_, end)| open == comma || self.is(*end, ')')) {
            return Some(self.found(at, end + usize::from(open > comma), base, part, None, "date.eve"));
        }
        let (lean, end) = self.leaning(next + 1);
        let shifted = self.week_shift(next + 1).map(|(shift, end)| (i32::from(shift.direction), end));
        let (lean, weeks, end) = match shifted.or_else(|| self.weeks_away(next + 1)) {
            Some((by, after)) => (Lean::None, Some(by), after),
            None => (lean, None, end),
        };
        let lean = if lean == Lean::None && self.turned(at) { Lean::Nearest } else { lean };
        let eve = Base::Eve(Box::new(Base::Weekday { weekday, lean, weeks }));
        Some(self.found(at, end, eve, part, None, "date.eve"))
    }

    /// Whether the weekday at `at` is one that something lasts to, or is put off to.
    pub fn deadline(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).filter(|i| *i >= self.start);
        let has = |back: usize, role| before(back).is_some_and(|i| self.has(i, role));
        // `ditunda pada Selasa` tells when it was put off.
        if has(1, TimeRole::Deadline) || has(2, TimeRole::Deadline) && has(1, TimeRole::Lead) && !has(1, TimeRole::On) {
            return true;
        }
        // `Hingga Senin belum …` looks back; so does `dari Sabtu hingga Senin`.
        let until =
            before(1).filter(|&i| self.has(i, TimeRole::Until) && !self.sentence_start(i) && !self.is(i.wrapping_sub(1), ','));
        until.is_some_and(|until| {
            let from = until.saturating_sub(RANGE).max(self.start);
            self.part(at + 1).is_none() && !(from..until).any(|i| self.weekday(i).is_some() || self.has(i, TimeRole::Since))
        })
    }
}
