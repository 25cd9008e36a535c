//! The date that a record gives, made the local one of its outlet: `2031-06-11T18:30:00Z` is the next morning in Jakarta.
//!
//! Only what names its own zone is moved: an instant of ISO 8601 or RFC 2822, seconds or milliseconds since 1970. All else
//! stays as printed; `extract` reads it, and what it cannot read is told. The zero of a clock is no date.

use super::Trouble;
use crate::model::{Article, Document, Source};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// The first and the last second since 1970 that a record can mean: of 1990 and of 2100.
const SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;
/// Figures of a number of seconds, and of milliseconds, since 1970 at least: fewer are a day (`20310611`).
const FIGURES: usize = 9;
/// Letters of a value at most that a trouble shows.
const SHOWN: usize = 40;

/// Makes the date of a document's record the local one; the value as it was printed, if it says anything.
pub(super) fn settle(document: &mut Document, zone: Offset) -> Option<Box<str>> {
    let printed = document.given.published.take()?;
    let local = match instant(&printed) {
        Some(instant) => written(instant, zone),
        None => Some(printed.clone()).filter(|line| !line.starts_with("1970-01-01") && !is_zero(line)),
    };
    document.given.published = local;
    document.given.published.is_some().then_some(printed)
}

/// Told where the date of a record was not understood: the record, the value, and what to do.
pub(super) fn not_understood(printed: &str, article: &Article) -> Option<Trouble> {
    let read = article.published.as_ref().is_some_and(|published| published.rule == "published.record");
    (!read).then(|| {
        let Source { path, record, .. } = &article.source;
        let value: String = printed.trim().chars().take(SHOWN).collect();
        let message = format!("the date “{value}” is not understood; write it as 2031-06-12 or 2031-06-12T07:30+07:00");
        Trouble { path: Arc::clone(path), record: Some(*record), message: message.into() }
    })
}

/// The instant that a value names with its zone.
fn instant(line: &str) -> Option<Timestamp> {
    let line = line.trim();
    let figures = line.split_once('.').map_or(line, |(whole, _)| whole);
    if figures.len() >= FIGURES && figures.bytes().all(|b| b.is_ascii_digit()) {
        let number: i64 = figures.parse().ok()?;
        let seconds = if SECONDS.contains(&number) { number } else { number / 1000 };
        return Timestamp::from_second(seconds).ok().filter(|_| SECONDS.contains(&seconds));
    }
    if let Ok(instant) = line.parse::<Timestamp>() {
        return Some(instant);
    }
    let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    parser.parse_timestamp(line).ok()
}

/// The day and minute of an instant in a zone; nothing for the zero of a clock.
fn written(instant: Timestamp, zone: Offset) -> Option<Box<str>> {
    let zero = instant.duration_since(Timestamp::UNIX_EPOCH).abs() < SignedDuration::from_hours(24);
    let local = instant.to_zoned(TimeZone::fixed(zone)).datetime();
    (!zero).then(|| {
        let (date, time) = (local.date(), local.time());
        format!("{date}T{:02}:{:02}", time.hour(), time.minute()).into()
    })
}

fn is_zero(line: &str) -> bool {
    line.trim().bytes().all(|b| b == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Given;

    fn settled(line: &str) -> Option<String> {
        let given = Given { published: Some(line.into()), ..Given::default() };
        let mut document = Document { given, ..Document::default() };
        let _ = settle(&mut document, jiff::tz::offset(7));
        document.given.published.map(String::from)
    }

    #[test]
    fn an_instant_is_the_outlets_own_day() {
        for (line, local) in [
            ("2031-06-11T18:30:00Z", "2031-06-12T01:30"),
            ("2031-06-11T18:30:00.000Z", "2031-06-12T01:30"),
            ("2031-06-11 18:30:00+00:00", "2031-06-12T01:30"),
            ("2031-06-12T06:30:00+07:00", "2031-06-12T06:30"),
            ("2031-06-12T06:30:00+0900", "2031-06-12T04:30"),
            ("Wed, 11 Jun 2031 22:00:00 GMT", "2031-06-12T05:00"),
            ("Thu, 12 Jun 2031 08:00:00 +0700", "2031-06-12T08:00"),
            ("1939161600", "2031-06-14T07:00"),
            ("1939161600000", "2031-06-14T07:00"),
            ("1939161600.0", "2031-06-14T07:00"),
        ] {
            assert_eq!(settled(line).as_deref(), Some(local), "{line}");
        }
    }

    #[test]
    fn what_names_no_zone_stays_as_printed() {
        for line in ["2031-06-12", "2031-06-12T23:30:00", "20310612", "Rabu, 18 Jun 2031 07:30 WIB", "kemarin", "18/06/2031"] {
            assert_eq!(settled(line).as_deref(), Some(line));
        }
    }

    #[test]
    fn the_zero_of_a_clock_is_no_date() {
        for line in ["1970-01-01T00:00:00Z", "1970-01-01", "0", "1970-01-01T07:00:00+07:00", "1970-01-01 00:00:00"] {
            assert_eq!(settled(line), None, "{line}");
        }
    }
}
