//! Times of day: `pukul 05.36 WIB`, `sekitar pukul 08.30`, `08.00-10.00 WIB`, `pukul tujuh pagi`.

use super::scan::{Scan, digits};
use super::{Base, Clock, Found};
use crate::lang::times::TimeRole;
use crate::model::PartOfDay;
use crate::text::{Shape, TokenKind};

impl Scan<'_> {
    /// A time of day without a date.
    pub fn clock_expression(&self, at: usize) -> Option<(usize, Found)> {
        let (clock, end) = self.clock(at)?;
        Some(self.found(at, end, Base::Today, None, Some(clock), "time.clock"))
    }

    /// A time of day and the token after it.
    pub fn clock(&self, at: usize) -> Option<(Clock, usize)> {
        let mut next = at + usize::from(self.has(at, TimeRole::About));
        let headed = self.has(next, TimeRole::Clock);
        next += usize::from(headed);
        // `pk. 19.45`
        next += usize::from(
            headed && self.is(next, '.') && self.glued(next) && self.token(next + 1).is_some_and(|t| t.kind == TokenKind::Number),
        );
        let (mut start, full, mut end) = self.hour(next, headed)?;
        let mut until = None;
        let zone = usize::from(self.has(end, TimeRole::Zone));
        if let Some(joint) = self.joint(end + zone) {
            let skip = joint + usize::from(self.has(joint, TimeRole::Clock));
            if let Some((hour, true, after)) = self.hour(skip, headed) {
                until = Some(hour);
                end = after;
            } else if self.dash(end) && self.glued(end + 1) {
                return None;
            }
        }
        let mut told = false;
        if let Some((part, after)) = self.part(end).filter(|_| headed || self.has(at, TimeRole::AndAHalf)) {
            start.0 = on_clock(start.0, part);
            (end, told) = (after, true);
        } else if let Some((late, after)) = self.noon(end).filter(|_| (1..=12).contains(&start.0)) {
            start.0 = start.0 % 12 + if late { 12 } else { 0 };
            (end, told) = (after, full || headed);
        }
        let zoned = self.has(end, TimeRole::Zone);
        end += usize::from(zoned);
        // Figures with a dot and no head are a price or a score unless a zone follows.
        (headed || told || ((zoned || zone > 0) && full)).then_some((Clock { hour: start.0, minute: start.1, until }, end))
    }

    /// Whether the hour before `at` is one after noon, as the letters there say, and the token after them.
    fn noon(&self, at: usize) -> Option<(bool, usize)> {
        let late = self.has(at, TimeRole::AfterNoon);
        let capitals = self.token(at).is_some_and(|t| t.shape == Shape::Upper);
        (capitals && (late || self.has(at, TimeRole::BeforeNoon))).then_some((late, at + 1))
    }

    /// `setengah tujuh`: half an hour before it.
    fn half_hour(&self, at: usize) -> Option<((u8, u8), bool, usize)> {
        let (tenths, end) = self.count(at + 1).filter(|_| self.has(at, TimeRole::AndAHalf))?;
        let hour = u8::try_from(tenths / 10).ok().filter(|hour| tenths % 10 == 0 && (1..=12).contains(hour))?;
        let before = if hour == 1 { 12 } else { hour - 1 };
        Some(((before, 30), true, end))
    }

    /// An hour with its minutes, whether minutes were given, and the token after it.
    fn hour(&self, at: usize, headed: bool) -> Option<((u8, u8), bool, usize)> {
        let token = self.token(at)?;
        if let Some(half) = self.half_hour(at) {
            return Some(half);
        }
        if token.kind == TokenKind::Word {
            let (tenths, end) = self.count(at).filter(|_| headed)?;
            return (10..=240).contains(&tenths).then_some((((tenths / 10) as u8, ((tenths % 10) * 6) as u8), false, end));
        }
        if token.kind != TokenKind::Number {
            return None;
        }
        let figures = token.of(self.text);
        let mut parts = figures.split(['.', ':']);
        let (hour, _) = digits(parts.next()?).filter(|&(n, len)| n <= 24 && len <= 2)?;
        let minute = parts.next().map(digits);
        let minute = match minute {
            None => None,
            Some(Some((minute, 2))) if minute < 60 => Some(minute),
            Some(_) => return None,
        };
        let seconds = parts.next().map(digits);
        let sound = seconds.is_none_or(|s| s.is_some_and(|(n, len)| n < 60 && len == 2)) && parts.next().is_none();
        sound.then_some(((hour as u8, minute.unwrap_or(0) as u8), minute.is_some(), at + 1))
    }
}

/// An hour told with its part of the day on the clock of twenty-four hours.
fn on_clock(hour: u8, part: PartOfDay) -> u8 {
    let later = match part {
        PartOfDay::Morning => false,
        PartOfDay::Afternoon => hour < 8,
        // `pukul 12 malam` is the end of the day.
        PartOfDay::Evening | PartOfDay::Night => (4..=12).contains(&hour),
    };
    if later { hour + 12 } else { hour }
}
