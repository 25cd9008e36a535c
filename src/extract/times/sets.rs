//! What comes again: `setiap Senin`, `setiap tahunnya`, `dua kali seminggu`, `lima tahun sekali`.

use super::scan::Scan;
use super::spans::Amount;
use super::{Base, Found};
use crate::lang::times::{TimeRole, UnitWord};
use crate::model::{TimeKind, TimeUnit, TimeValue};

impl Scan<'_> {
    /// A set, by the word for every or by how often something is.
    pub fn set(&self, at: usize) -> Option<(usize, Found)> {
        if !self.has(at, TimeRole::Every) {
            return self.frequency(at);
        }
        let (value, end) = self.every(at + 1)?;
        Some(self.set_of(at, end, value, "set"))
    }

    fn set_of(&self, at: usize, end: usize, value: TimeValue, rule: &'static str) -> (usize, Found) {
        let (end, mut found) = self.found(at, end, Base::Fixed(value), None, None, rule);
        found.kind = TimeKind::Set;
        (end, found)
    }

    /// What stands behind the word for every: `Senin hingga Jumat`, `17 Agustus`, `tanggal 1`, `bulan Juni`, `tahun`,
    /// `dua pekan`, `akhir pekan`, `pagi`, `pukul 06.00`.
    fn every(&self, at: usize) -> Option<(TimeValue, usize)> {
        let open = |value: String| TimeValue::Open(value.into());
        let of_unit = |unit| TimeValue::Duration(Some(10), unit);
        let plain = |at: usize, unit| self.word(at).unit == Some(UnitWord::Plain(unit));
        if let Some(set) = self.every_weekday(at + usize::from(plain(at, TimeUnit::Day))) {
            return Some(set);
        }
        let date = at + usize::from(self.has(at, TimeRole::Date));
        if let Some((day, _)) = self.number(date).filter(|&(n, len)| (1..=31).contains(&n) && len <= 2) {
            if let Some(month) = self.month(date + 1) {
                return Some((open(format!("XXXX-{month:02}-{day:02}")), date + 2));
            }
            if date > at {
                return Some((open(format!("XXXX-XX-{day:02}")), date + 1));
            }
        }
        let month = at + usize::from(plain(at, TimeUnit::Month));
        if let Some(number) = self.month(month) {
            return Some((open(format!("XXXX-{number:02}")), month + 1));
        }
        let edge = at + usize::from(self.has(at, TimeRole::Edge));
        match self.word(edge).unit {
            Some(UnitWord::Each(unit)) => return Some((of_unit(unit), edge + 1)),
            // `setiap pagi hari` is told below, `setiap hari pukul 06.00` here.
            Some(UnitWord::Plain(unit)) => return Some((of_unit(unit), edge + 1)),
            _ if edge > at => return None,
            _ => {}
        }
        if let Some(Amount { tenths, unit, end, .. }) = self.amount(at) {
            return Some((TimeValue::Duration(tenths, unit), end));
        }
        if let Some((part, end)) = self.part(at) {
            let end = end + usize::from(plain(end, TimeUnit::Day));
            return Some((open(format!("XXXX-XX-XXT{}", part.code())), end));
        }
        let (clock, end) = self.clock(at).filter(|(clock, _)| clock.until.is_none())?;
        Some((open(format!("XXXX-XX-XXT{:02}:{:02}", clock.hour, clock.minute)), end))
    }

    /// `Senin`, `Sabtu malam`, `Senin hingga Jumat`.
    fn every_weekday(&self, at: usize) -> Option<(TimeValue, usize)> {
        if let Some((first, last)) = self.weekdays(at) {
            return Some((TimeValue::Open(format!("XXXX-WXX-{first}/XXXX-WXX-{last}").into()), at + 1));
        }
        let first = self.weekday(at)?;
        if let Some(last) = self.joint(at + 1).and_then(|joint| Some((self.weekday(joint)?, joint + 1))) {
            return Some((TimeValue::Open(format!("XXXX-WXX-{first}/XXXX-WXX-{}", last.0).into()), last.1));
        }
        let (part, end) = self.part(at + 1).map_or(("", at + 1), |(part, end)| (part.code(), end));
        let sign = if part.is_empty() { "" } else { "T" };
        Some((TimeValue::Open(format!("XXXX-WXX-{first}{sign}{part}").into()), end))
    }

    /// `dua kali seminggu`, `tiga kali dalam sebulan`, `sekali dalam dua tahun`; nothing where it is told of one stretch of
    /// time (`tiga kali dalam sepekan terakhir`).
    fn frequency(&self, at: usize) -> Option<(usize, Found)> {
        let counted = || self.count(at).filter(|&(_, end)| self.has(end, TimeRole::Often)).map(|(_, end)| end + 1);
        let behind = if self.has(at, TimeRole::Once) { at + 1 } else { counted()? };
        let within = usize::from(self.has(behind, TimeRole::During));
        let Amount { least, tenths, unit, end } = self.amount(behind + within)?;
        let one = matches!(self.word(behind + within).unit, Some(UnitWord::One(_)));
        let once = self.has(at, TimeRole::Once) && within > 0;
        if !(one || once) || least.is_some() || tenths.is_none() || self.has(end, TimeRole::Latest) || self.shift(end).is_some() {
            return None;
        }
        Some(self.set_of(at, end, TimeValue::Duration(tenths, unit), "set.often"))
    }
}
