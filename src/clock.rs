//! The time by the clock of the system, which may stand anywhere: on a machine without a battery, in a test of the year 10000.
//! `jiff` panics beyond its calendar; here the first or last time of it stands for what is beyond.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now.
pub fn now() -> Timestamp {
    nearest(SystemTime::now())
}

/// The day that it is here.
pub fn today() -> Date {
    now().to_zoned(TimeZone::system()).date()
}

fn nearest(time: SystemTime) -> Timestamp {
    let end = if time > UNIX_EPOCH { Timestamp::MAX } else { Timestamp::MIN };
    Timestamp::try_from(time).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn any_clock_names_a_day_everywhere() {
        for years in [0u64, 1, 100, 2_000, 7_900, 8_100, 20_000, 200_000_000_000] {
            let away = Duration::from_secs(years.saturating_mul(31_556_952).min(i64::MAX as u64 / 2));
            for time in [UNIX_EPOCH.checked_add(away), UNIX_EPOCH.checked_sub(away)].into_iter().flatten() {
                for hours in [-25, -12, 0, 14, 25] {
                    let day = nearest(time).to_zoned(TimeZone::fixed(jiff::tz::Offset::from_hours(hours).unwrap())).date();
                    assert!(
                        years > 7_000 || (i64::from(day.year()) - 1970).unsigned_abs().abs_diff(years) <= 1,
                        "{years}: {day}"
                    );
                }
            }
        }
        assert!(today().year() > 2000);
    }
}
