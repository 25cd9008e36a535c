//! Fixed phrases, counted units (`lima tahun lalu`, `tiga hari`) and centuries.

use super::scan::{Scan, digits};
use super::{Base, Found, YearRef};
use crate::lang::WordId;
use crate::lang::times::{Phrase, PhraseMeaning, Shift, TimeRole, UnitWord};
use crate::model::{PartOfDay, TimeKind, TimeUnit, TimeValue};
use crate::text::{Shape, Token, TokenKind};

/// So many of a unit of time.
pub(super) struct Amount {
    /// Where a range is told, its lower end, in tenths.
    pub least: Option<u32>,
    /// In tenths; `None` for an unknown number.
    pub tenths: Option<u32>,
    pub unit: TimeUnit,
    /// The token after it.
    pub end: usize,
}

impl Scan<'_> {
    /// How many days from publication the fixed phrase at `at` is, and the token after it.
    pub fn day_phrase(&self, at: usize) -> Option<(i32, usize)> {
        let (phrase, end) = self.fixed(at)?;
        match phrase.meaning {
            PhraseMeaning::Shift { unit: TimeUnit::Day, by, told: false, part: None } => Some((by, end)),
            _ => None,
        }
    }

    /// The part of a day that a fixed phrase at `at` names, whether of the day told before, and the token after it.
    pub fn part_phrase(&self, at: usize) -> Option<(PartOfDay, bool, usize)> {
        let (phrase, end) = self.fixed(at)?;
        match phrase.meaning {
            PhraseMeaning::Shift { unit: TimeUnit::Day, told, part: Some(part), .. } => Some((part, told, end)),
            _ => None,
        }
    }

    pub fn fixed(&self, at: usize) -> Option<(&Phrase, usize)> {
        let phrase = self.words.phrases(self.word(at)).iter().find(|p| {
            let stands = |(i, w): (usize, &WordId)| self.token(at + i).is_some_and(|t| t.kind == TokenKind::Word && t.word == *w);
            p.words.iter().enumerate().all(stands)
        })?;
        Some((phrase, at + phrase.words.len()))
    }

    /// Whether the word at `at` is the last of a name in the middle of a sentence: `harian Muara Kini`, but not
    /// `Warga Kini Mengungsi` in a headline.
    fn ends_name(&self, at: usize) -> bool {
        let name = |t: &Token| t.kind == TokenKind::Word && !matches!(t.shape, Shape::Lower | Shape::Upper);
        let capital = |i: usize| self.token(i).is_some_and(|t| name(&t));
        capital(at) && at > self.start && capital(at - 1) && !capital(at + 1)
    }

    /// A fixed phrase of the pack, with a part of the day behind it.
    pub fn phrase(&self, at: usize) -> Option<(usize, Found)> {
        let (phrase, end) = self.fixed(at)?;
        if end == at + 1 && self.ends_name(at) {
            return None;
        }
        let fixed = |value, rule| Some(self.found(at, end, Base::Fixed(value), None, None, rule));
        match phrase.meaning {
            PhraseMeaning::Season(code) => self.season(at, end, code),
            PhraseMeaning::Feast(month, day) => self.feast(at, end, month, day),
            PhraseMeaning::Lunar(_) => None,
            PhraseMeaning::Present => fixed(TimeValue::Present, "reference.present"),
            PhraseMeaning::Past => fixed(TimeValue::Past, "reference.past"),
            PhraseMeaning::Future => fixed(TimeValue::Future, "reference.future"),
            // `tidur siang ini`: a nap, no part of a day.
            PhraseMeaning::Shift { part: Some(_), .. } if self.compound(at) => None,
            PhraseMeaning::Shift { unit, by, told, part } => {
                let (part, end) = match self.part(end).filter(|_| part.is_none() && unit == TimeUnit::Day) {
                    Some((part, after)) => (Some(part), after),
                    None => (part, end),
                };
                // `kemarin (17/6)`: the date in brackets is the value, and tells when this was written.
                if unit == TimeUnit::Day
                    && !told
                    && self.is(end, '(')
                    && let Some((base, close)) = self.dated(end + 1)
                    && self.is(close, ')')
                {
                    let (end, mut found) = self.found(at, close + 1, base, part, None, "date.phrase-brackets");
                    found.claims = Some(by);
                    return Some((end, found));
                }
                let base = Base::Shift { unit, by, told };
                Some(self.found(at, end, base, part, None, if told { "date.told" } else { "date.phrase" }))
            }
        }
    }

    /// `pekan lalu`, `tahun depan`, `bulan sebelumnya`: one unit and its shift.
    pub fn unit_period(&self, at: usize) -> Option<(Base, usize, &'static str)> {
        let Some(UnitWord::Plain(unit)) = self.word(at).unit else { return None };
        if matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Century) {
            return None;
        }
        let (shift, end) = self.shift(at + 1)?;
        if unit == TimeUnit::Day && !shift.told {
            return None;
        }
        let by = i32::from(shift.direction);
        if unit == TimeUnit::Year && !shift.told {
            return Some((Base::Year(YearRef::Shift(by as i16)), end, "date.unit-shift"));
        }
        Some((Base::Shift { unit, by, told: shift.told }, end, "date.unit-shift"))
    }

    /// `awal tahun`, `akhir bulan`: the year or month of publication, where nothing goes on to name another one
    /// (`awal tahun ajaran`).
    pub fn edge_of_unit(&self, at: usize) -> Option<(Base, usize, &'static str)> {
        let base = match self.word(at).unit? {
            UnitWord::Plain(TimeUnit::Year) => Base::Year(YearRef::Shift(0)),
            UnitWord::Plain(unit @ (TimeUnit::Month | TimeUnit::Week)) => Base::Shift { unit, by: 0, told: false },
            _ => return None,
        };
        let named = self.token(at + 1).is_some_and(|t| match t.kind {
            TokenKind::Word => t.shape != Shape::Lower || self.has(at + 1, TimeRole::KindOf),
            TokenKind::Number => true,
            _ => false,
        });
        (!named).then_some((base, at + 1, "date.edge"))
    }

    /// A number of units: a point when a shift follows, else a duration.
    pub fn quantity(&self, at: usize) -> Option<(usize, Found)> {
        if let Some(found) = self.century(at) {
            return Some(found);
        }
        let Amount { least, tenths, unit, end } = self.amount(at)?;
        if self.has(end, TimeRole::Towards)
            && let Some((Shift { direction: 1, told: false }, after)) = self.shift(end + 1)
        {
            return Some(self.duration(at, after, least, tenths, unit));
        }
        if let Some((shift, after)) = self.shift(end) {
            let stretch = shift == Shift { direction: 1, told: false } && at > self.start && self.has(at - 1, TimeRole::During);
            if stretch {
                return Some(self.duration(at, after, least, tenths, unit));
            }
            return self.shifted(at, tenths, unit, shift, after);
        }
        // `setahun sekali`, `lima tahun sekali`
        if self.has(end, TimeRole::Once) {
            let (end, mut found) = self.duration(at, end + 1, least, tenths, unit);
            (found.kind, found.rule) = (TimeKind::Set, "set.once");
            return Some((end, found));
        }
        let latest = if self.has(end, TimeRole::Latest) { self.this(end + 1) } else { end };
        Some(self.duration(at, latest, least, tenths, unit))
    }

    /// How many of which unit.
    pub fn amount(&self, at: usize) -> Option<Amount> {
        let one = |tenths, unit, end| Some(Amount { least: None, tenths, unit, end });
        match self.word(at).unit {
            Some(UnitWord::One(unit)) => {
                let half = self.has(at + 1, TimeRole::AndAHalf);
                return one(Some(if half { 15 } else { 10 }), unit, at + 1 + usize::from(half));
            }
            Some(UnitWord::Many(unit)) => return one(None, unit, at + 1),
            _ => {}
        }
        if self.has(at, TimeRole::Some) {
            let Some(UnitWord::Plain(unit)) = self.word(at + 1).unit else { return None };
            return one(None, unit, at + 2);
        }
        let (mut tenths, mut next) = self.count(at)?;
        next = self.again(next, tenths);
        let mut least = None;
        // `20-30 menit`, `satu hingga dua tahun`
        if let Some((most, after)) = self.joint(next).and_then(|joint| self.count(joint)).filter(|&(most, _)| most > tenths) {
            (least, tenths, next) = (Some(tenths), most, after);
        }
        let Some(UnitWord::Plain(unit)) = self.word(next).unit else { return None };
        // `Nomor 6 Tahun 2024` is a law of that year.
        if unit == TimeUnit::Year && self.year_number(next + 1).is_some() {
            return None;
        }
        // `Tiga Hari Besar` is a name.
        let named = self.token(next).is_some_and(|t| t.shape == Shape::Capital)
            && self.token(at).is_some_and(|t| t.shape == Shape::Capital);
        let half = usize::from(self.has(next + 1, TimeRole::AndAHalf));
        let tenths = Some(tenths.saturating_add(5 * half as u32));
        (!named).then_some(Amount { least, tenths, unit, end: next + 1 + half })
    }

    /// `20 (dua puluh) hari`: the token after the same number told again in brackets.
    fn again(&self, at: usize, tenths: u32) -> usize {
        let told = self.is(at, '(').then(|| self.count(at + 1)).flatten();
        told.filter(|&(again, end)| again == tenths && self.is(end, ')')).map_or(at, |(_, end)| end + 1)
    }

    pub fn duration(&self, at: usize, end: usize, least: Option<u32>, tenths: Option<u32>, unit: TimeUnit) -> (usize, Found) {
        let most = TimeValue::Duration(tenths, unit);
        let value = match least {
            Some(least) => TimeValue::Range(Box::new((TimeValue::Duration(Some(least), unit), most))),
            None => most,
        };
        let (end, mut found) = self.found(at, end, Base::Fixed(value), None, None, "duration");
        found.kind = TimeKind::Duration;
        (end, found)
    }

    fn shifted(&self, at: usize, tenths: Option<u32>, unit: TimeUnit, shift: Shift, end: usize) -> Option<(usize, Found)> {
        let Some(tenths) = tenths else {
            let value = match shift.direction {
                -1 if !shift.told => TimeValue::Past,
                1 if !shift.told => TimeValue::Future,
                _ => return Some(self.duration(at, end - 1, None, None, unit)),
            };
            return Some(self.found(at, end, Base::Fixed(value), None, None, "reference.some"));
        };
        let count = i32::try_from(tenths / 10).ok()?.checked_mul(i32::from(shift.direction))?;
        if shift.direction == 0 {
            return Some(self.duration(at, end, None, Some(tenths), unit));
        }
        let (unit, factor) = match unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour if shift.told => {
                return Some(self.duration(at, end - 1, None, Some(tenths), unit));
            }
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => {
                return Some(self.found(at, end, Base::Hours, None, None, "date.hours"));
            }
            TimeUnit::Decade => (TimeUnit::Year, 10),
            TimeUnit::Century => (TimeUnit::Year, 100),
            other => (other, 1),
        };
        let by = count.checked_mul(factor)?;
        Some(self.found(at, end, Base::Shift { unit, by, told: shift.told }, None, None, "date.count-shift"))
    }

    /// `abad ke-19`, `abad 19`.
    fn century(&self, at: usize) -> Option<(usize, Found)> {
        if self.word(at).unit != Some(UnitWord::Plain(TimeUnit::Century)) {
            return None;
        }
        let figures = self.of(at + 1).rsplit('-').next()?;
        let (number, _) = digits(figures).filter(|&(n, len)| len <= 2 && (1..=30).contains(&n))?;
        if self.other_era(at + 2) {
            return None;
        }
        let base = Base::Fixed(TimeValue::Century(number as i16 - 1));
        Some(self.found(at, at + 2, base, None, None, "date.century"))
    }
}
