//! Temporal expressions and their TIMEX3 values.
//!
//! Values follow TIMEX3 as ISO-TimeML has it (Pustejovsky et al. 2010); weeks are ISO 8601 weeks. `TimeValue` is the
//! parsed form, so that dates can be compared and grouped; its `Display` is the value string of the contract.

use super::named::named;
use super::{Certainty, Span};
use jiff::civil::Date;
use std::fmt;

named! {
    /// TIMEX3 type.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum TimeKind {
        /// A calendar date, at any precision.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// A recurring time.
        Set = "SET",
    }
}

/// Part of a day, with its TIMEX3 code.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartOfDay {
    /// `MO`
    Morning,
    /// `AF`
    Afternoon,
    /// `EV`
    Evening,
    /// `NI`
    Night,
}

impl PartOfDay {
    /// TIMEX3 code.
    pub fn code(self) -> &'static str {
        match self {
            PartOfDay::Morning => "MO",
            PartOfDay::Afternoon => "AF",
            PartOfDay::Evening => "EV",
            PartOfDay::Night => "NI",
        }
    }
}

/// Unit of a duration.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    /// `PT…S`
    Second,
    /// `PT…M`
    Minute,
    /// `PT…H`
    Hour,
    /// `P…D`
    Day,
    /// `P…W`
    Week,
    /// `P…M`
    Month,
    /// `P…Y`
    Year,
    /// `P…DE`
    Decade,
    /// `P…C`
    Century,
}

/// How exact a date is, the finest first.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// To the minute or the part of a day.
    Clock,
    /// To the day.
    Day,
    /// To an ISO week, or a range of days.
    Week,
    /// To the month.
    Month,
    /// To the quarter or half-year.
    Quarter,
    /// To the year.
    Year,
    /// Coarser than a year.
    Era,
}

/// A TIMEX3 value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeValue {
    /// `2024-10-25`
    Day(Date),
    /// `2024-10-25TMO`
    Part(Date, PartOfDay),
    /// `2024-10-25T08:30`
    Clock(Date, u8, u8),
    /// `2024-W42`
    Week(i16, u8),
    /// `2024-06`
    Month(i16, u8),
    /// `2024-Q3`
    Quarter(i16, u8),
    /// `2024-H2`
    Half(i16, u8),
    /// `2024`
    Year(i16),
    /// `199` for the 1990s
    Decade(i16),
    /// `18` for the 19th century
    Century(i16),
    /// `2026-03-12/2026-03-15`
    Range(Box<(TimeValue, TimeValue)>),
    /// `P3D`, `PT48H`; tenths of a unit, so that `P2.5Y` is 25; `None` is `PXM`
    Duration(Option<u32>, TimeUnit),
    /// `PRESENT_REF`
    Present,
    /// `PAST_REF`
    Past,
    /// `FUTURE_REF`
    Future,
    /// What is not anchored to a calendar (`XXXX-10-25`, `XXXX-WXX-1`, `T05:00`), as its value string
    Open(Box<str>),
}

/// A temporal expression of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// The whole expression with its head noun, without the preposition.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value.
    pub value: TimeValue,
    /// Whether the value is printed in full (`Stated`), worked out from the article (`Inferred`) or from others (`Linked`).
    pub certainty: Certainty,
    /// Name of the rule that found it.
    pub rule: &'static str,
}

impl TimeValue {
    /// First and last day that the value covers; `None` for durations, references and what is not anchored.
    pub fn bounds(&self) -> Option<(Date, Date)> {
        use TimeValue::*;
        let month = |year: i16, first: u8, last: u8| {
            let start = Date::new(year, first as i8, 1).ok()?;
            Some((start, Date::new(year, last as i8, 1).ok()?.last_of_month()))
        };
        match self {
            Day(date) | Part(date, _) | Clock(date, ..) => Some((*date, *date)),
            Week(year, week) => {
                let monday = jiff::civil::ISOWeekDate::new(*year, *week as i8, jiff::civil::Weekday::Monday).ok()?.date();
                Some((monday, monday.checked_add(jiff::Span::new().days(6)).ok()?))
            }
            Month(year, m) => month(*year, *m, *m),
            Quarter(year, q) => month(*year, q.checked_mul(3)?.checked_sub(2)?, q * 3),
            Half(year, h) => month(*year, h.checked_mul(6)?.checked_sub(5)?, h * 6),
            Year(year) => month(*year, 1, 12),
            Decade(d) => Some((month(d.checked_mul(10)?, 1, 1)?.0, month(d * 10 + 9, 12, 12)?.1)),
            Century(c) => Some((month(c.checked_mul(100)?, 1, 1)?.0, month(c * 100 + 99, 12, 12)?.1)),
            Range(ends) => Some((ends.0.bounds()?.0, ends.1.bounds()?.1)),
            Duration(..) | Present | Past | Future | Open(_) => None,
        }
    }

    /// How exact the value is; `None` where `bounds` is.
    pub fn precision(&self) -> Option<Precision> {
        use TimeValue::*;
        Some(match self {
            Part(..) | Clock(..) => Precision::Clock,
            Day(_) => Precision::Day,
            Week(..) => Precision::Week,
            Month(..) => Precision::Month,
            Quarter(..) | Half(..) => Precision::Quarter,
            Year(_) => Precision::Year,
            Decade(_) | Century(_) => Precision::Era,
            Range(_) => {
                let (start, end) = self.bounds()?;
                match start.until(end).map_or(i32::MAX, |s| s.get_days()) {
                    ..=0 => Precision::Day,
                    1..=9 => Precision::Week,
                    10..=45 => Precision::Month,
                    46..=190 => Precision::Quarter,
                    191..=400 => Precision::Year,
                    _ => Precision::Era,
                }
            }
            Duration(..) | Present | Past | Future | Open(_) => return None,
        })
    }

    /// The value that a string is: what `Display` writes of days, parts of days, times, weeks, months, quarters, half-years,
    /// years and ranges of these. Every other string is left as it is, and is on no calendar.
    pub fn read(text: &str) -> TimeValue {
        let ends = || {
            let (start, end) = text.split_once('/')?;
            Some(TimeValue::Range(Box::new((calendar(start)?, calendar(end)?))))
        };
        calendar(text).or_else(ends).unwrap_or_else(|| TimeValue::Open(text.into()))
    }

    /// The day, for values that name one.
    pub fn day(&self) -> Option<Date> {
        match self {
            TimeValue::Day(date) | TimeValue::Part(date, _) | TimeValue::Clock(date, ..) => Some(*date),
            _ => None,
        }
    }
}

/// `2024-10-25`, `2024-10-25TMO`, `2024-10-25T08:30`, `2024-W42`, `2024-06`, `2024-Q3`, `2024-H2`, `2024`.
fn calendar(text: &str) -> Option<TimeValue> {
    use PartOfDay::*;
    let number = |part: &str, width: usize| {
        let figures = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        figures.then(|| part.parse::<u8>().ok()).flatten()
    };
    if let Some((day, rest)) = text.split_once('T') {
        let date: Date = (day.len() == 10).then(|| day.parse().ok())??;
        return match (rest.split_once(':'), [Morning, Afternoon, Evening, Night].into_iter().find(|p| p.code() == rest)) {
            (_, Some(part)) => Some(TimeValue::Part(date, part)),
            (Some((hour, minute)), None) => {
                let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
                (hour < 24 && minute < 60).then_some(TimeValue::Clock(date, hour, minute))
            }
            (None, None) => None,
        };
    }
    let year = text.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?.parse::<i16>().ok()?;
    let value = match text.get(4..)?.split_at_checked(1) {
        None => TimeValue::Year(year),
        Some(("-", rest)) => match (rest.len(), rest.split_at_checked(1)) {
            (5, _) => TimeValue::Day(text.parse().ok()?),
            (_, Some(("W", week))) => TimeValue::Week(year, number(week, 2)?),
            (_, Some(("Q", quarter))) => TimeValue::Quarter(year, number(quarter, 1).filter(|q| (1..=4).contains(q))?),
            (_, Some(("H", half))) => TimeValue::Half(year, number(half, 1).filter(|h| (1..=2).contains(h))?),
            _ => TimeValue::Month(year, number(rest, 2)?),
        },
        Some(_) => return None,
    };
    value.bounds().is_some().then_some(value)
}

impl fmt::Display for TimeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use TimeValue::*;
        match self {
            Day(date) => write!(f, "{date}"),
            Part(date, part) => write!(f, "{date}T{}", part.code()),
            Clock(date, hour, minute) => write!(f, "{date}T{hour:02}:{minute:02}"),
            Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Half(year, half) => write!(f, "{year:04}-H{half}"),
            Year(year) => write!(f, "{year:04}"),
            Decade(decade) => write!(f, "{decade:03}"),
            Century(century) => write!(f, "{century:02}"),
            Range(ends) => write!(f, "{}/{}", ends.0, ends.1),
            Duration(tenths, unit) => {
                let (prefix, code) = match unit {
                    TimeUnit::Second => ("PT", "S"),
                    TimeUnit::Minute => ("PT", "M"),
                    TimeUnit::Hour => ("PT", "H"),
                    TimeUnit::Day => ("P", "D"),
                    TimeUnit::Week => ("P", "W"),
                    TimeUnit::Month => ("P", "M"),
                    TimeUnit::Year => ("P", "Y"),
                    TimeUnit::Decade => ("P", "DE"),
                    TimeUnit::Century => ("P", "CE"),
                };
                match tenths {
                    None => write!(f, "{prefix}X{code}"),
                    // Half of one is told in the next smaller unit.
                    Some(5) if *unit == TimeUnit::Hour => f.write_str("PT30M"),
                    Some(5) if *unit == TimeUnit::Day => f.write_str("PT12H"),
                    Some(5) if *unit == TimeUnit::Year => f.write_str("P6M"),
                    Some(n) if n % 10 == 0 => write!(f, "{prefix}{}{code}", n / 10),
                    Some(n) => write!(f, "{prefix}{}.{}{code}", n / 10, n % 10),
                }
            }
            Present => f.write_str("PRESENT_REF"),
            Past => f.write_str("PAST_REF"),
            Future => f.write_str("FUTURE_REF"),
            Open(value) => f.write_str(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_of_a_calendar_is_read_again() {
        for text in [
            "2024-10-25",
            "2024-10-25TMO",
            "2024-10-25TNI",
            "2024-10-25T08:30",
            "2024-W42",
            "2024-06",
            "2024-Q3",
            "2024-H2",
            "2024",
            "2026-03-12/2026-03-15",
            "2024-10/2024-11",
        ] {
            let value = TimeValue::read(text);
            assert!(value.bounds().is_some(), "{text} is {value:?}");
            assert_eq!(value.to_string(), text);
        }
        for text in [
            "",
            "2",
            "202é",
            "2024-",
            "2024-13",
            "2024-02-30",
            "2024-Q5",
            "2024-H0",
            "2024-W54",
            "2024-1-1",
            "2024-10-25T24:00",
            "2024-10-25T8:30",
            "2024-10-25TXX",
            "XXXX-10-25",
            "PRESENT_REF",
            "P3D",
            "/",
            "2024/",
            "2024/x",
            "+024",
            "2024-+1",
            "éé/é",
            "20240-10-1",
            "2024-10-255",
        ] {
            assert_eq!(TimeValue::read(text), TimeValue::Open(text.into()));
        }
    }
}
