//! Dates in words, at their own precision, with how they are known.

use crate::model::{Certainty, PartOfDay, Precision, TimeValue};
use jiff::civil::Date;

/// A date in words: `Wed 23 Oct 2024, 14:20`, `June 2024`, `2024`. What has no other form is its TIMEX3 value.
pub fn date(value: &TimeValue) -> String {
    let day = |date: &Date| date.strftime("%a %-d %b %Y").to_string();
    match value {
        TimeValue::Day(date) => day(date),
        TimeValue::Clock(date, hour, minute) => format!("{}, {hour:02}:{minute:02}", day(date)),
        TimeValue::Part(date, part) => format!("{}, {}", day(date), in_words(*part)),
        TimeValue::Week(..) => value.bounds().map_or_else(|| value.to_string(), |(start, _)| format!("week of {}", day(&start))),
        TimeValue::Month(..) => {
            value.bounds().map_or_else(|| value.to_string(), |(start, _)| start.strftime("%B %Y").to_string())
        }
        TimeValue::Quarter(year, quarter) => format!("quarter {quarter} of {year}"),
        TimeValue::Half(year, 1) => format!("first half of {year}"),
        TimeValue::Half(year, _) => format!("second half of {year}"),
        TimeValue::Decade(decade) => format!("{decade}0s"),
        TimeValue::Century(century) => format!("the years {century:02}00 to {century:02}99"),
        TimeValue::Range(ends) => format!("{} to {}", date(&ends.0), date(&ends.1)),
        other => other.to_string(),
    }
}

/// A date in words with how exact and how sure it is: `June 2024 (to the month, inferred)`.
pub fn known(value: &TimeValue, how: Certainty) -> String {
    format!("{} ({})", date(value), how_known(value, how))
}

/// How exact and how sure a date is: `to the month, inferred`.
pub fn how_known(value: &TimeValue, how: Certainty) -> String {
    let precision = match value.precision() {
        Some(Precision::Clock) => "to the time of day, ",
        Some(Precision::Day) => "to the day, ",
        Some(Precision::Week) => "to the week, ",
        Some(Precision::Month) => "to the month, ",
        Some(Precision::Quarter) => "to the quarter, ",
        Some(Precision::Year) => "to the year, ",
        Some(Precision::Era) => "to the decade, ",
        None => "",
    };
    format!("{precision}{}", how.name())
}

fn in_words(part: PartOfDay) -> &'static str {
    match part {
        PartOfDay::Morning => "morning",
        PartOfDay::Afternoon => "afternoon",
        PartOfDay::Evening => "evening",
        PartOfDay::Night => "night",
    }
}
