//! Anchors what was found: to the publication date, to the last date told, or to nothing (`XXXX-10-25`).
//!
//! Years are chosen so that a named weekday fits; without one the nearest date is taken. Nothing is guessed: without an
//! anchor the value stays open.

use super::{Base, Clock, Found, Lean, YearRef};
use crate::model::{Certainty, PartOfDay, Published, Quote, QuoteKind, TimeExpression, TimeKind, TimeUnit, TimeValue};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The rule of a date whose printed weekday is another day's.
pub const WEEKDAY_MISMATCH: &str = "date.weekday-mismatch";

/// How far from publication a day can be to which a bare time of day still belongs.
const NARRATED_DAYS: i32 = 31;

/// How far from publication a day told beside `hari ini` can be.
const WRITTEN_DAYS: i32 = 3;

/// How many days before publication words can have been said whose times are counted from then.
const SPOKEN_DAYS: i32 = 7;

/// Years of full dates at most among which one is looked for that a weekday fits.
const YEARS: usize = 4;

/// How far from publication the day lies that a printed weekday and day of month could both mean.
const MISPRINT_DAYS: i32 = 31;

/// How far into the next year a day without a year can be.
const NEXT_YEAR_DAYS: i32 = 62;

/// Resolves what was found, in order, against the publication date.
pub(in crate::extract) fn resolve(found: &[Found], published: Option<&Published>) -> Vec<TimeExpression> {
    let certainty = published.map_or(Certainty::Inferred, |p| p.certainty.max(Certainty::Inferred));
    let mut anchors = Anchors::new(published.and_then(|p| p.value.day()), certainty);
    if published.is_none() {
        anchors.years = printed_years(found);
    }
    let mut out = Vec::with_capacity(found.len());
    for (i, item) in found.iter().enumerate() {
        // `pukul 08.30, Senin (16/3)`: the day that follows at once is the day meant.
        let ahead = found.get(i + 1).filter(|next| item.base == Base::Today && next.span.start <= item.span.end + 8);
        let day = ahead.and_then(|next| anchors.value(&next.base).day());
        let value = match (day, item.clock) {
            (Some(day), Some(clock)) => clocked(&TimeValue::Day(day), clock),
            _ => match counted(item, found.get(i + 1)).map(|next| (anchors.whole(next), next)) {
                Some((told, next)) if anchors.fits(&told, &next.base) => told,
                _ => anchors.whole(item),
            },
        };
        anchors.tell(item, &value);
        let misprint = contradicts(&item.base, &value);
        let meant = if misprint { anchors.meant(item).map(|day| replaced(&value, day)) } else { None };
        let stated = meant.is_none() && (matches!(&item.base, Base::Fixed(_)) || complete(&item.base));
        let value = meant.unwrap_or(value);
        out.push(TimeExpression {
            span: item.span,
            kind: item.kind,
            certainty: if stated { Certainty::Stated } else { anchors.certainty },
            rule: if misprint { WEEKDAY_MISMATCH } else { item.rule },
            value,
        });
    }
    out
}

/// Anchors what is counted from the day of speaking (`minggu lalu`) inside direct quotes to the day on which they were said,
/// where that is another than the day of publication, and not long before it. `times` is what `found` was resolved to.
pub(in crate::extract) fn spoken(found: &[Found], times: &mut [TimeExpression], quotes: &[Quote], published: Option<&Published>) {
    let Some(published) = published.and_then(|p| p.value.day()) else { return };
    let direct = quotes.iter().filter(|q| q.kind == QuoteKind::Direct);
    for (quote, said) in direct.filter_map(|q| Some((q.span, q.said.as_ref()?.day()?))) {
        if !(1..=SPOKEN_DAYS).contains(&days(said, published)) {
            continue;
        }
        let anchors = Anchors::new(Some(said), Certainty::Inferred);
        let from = found.partition_point(|item| item.span.start < quote.start);
        for (item, time) in found.iter().zip(times.iter_mut()).skip(from).take_while(|(item, _)| item.span.end <= quote.end) {
            if matches!(item.base, Base::Shift { told: false, .. }) {
                time.value = anchors.whole(item);
            }
        }
    }
}

/// The years of full dates, each once; none where there are more than an article of one time has.
fn printed_years(found: &[Found]) -> Vec<i16> {
    let mut years = Vec::new();
    for item in found {
        if let Base::MonthDay { year: YearRef::Given(year), .. } = item.base
            && !years.contains(&year)
        {
            years.push(year);
            if years.len() > YEARS {
                return Vec::new();
            }
        }
    }
    years
}

/// `besok, Kamis (19/6)`: the day told beside a word that counts from the day of writing, which may be earlier than
/// that of publication.
fn counted<'a>(item: &Found, next: Option<&'a Found>) -> Option<&'a Found> {
    let word = matches!(item.base, Base::Shift { unit: TimeUnit::Day, told: false, .. }) && item.part.is_none();
    next.filter(|next| word && next.claims.is_some() && next.clock.is_none() && next.part.is_none())
}

/// The anchors as the text goes on.
struct Anchors {
    published: Option<Date>,
    certainty: Certainty,
    told: Option<Date>,
    /// The same while no year is known.
    told_open: Option<Box<str>>,
    /// The month or year told since the last day.
    told_period: Option<(i16, Option<u8>)>,
    /// The last day told in full for each weekday.
    weekdays: [Option<Date>; 7],
    /// The years that full dates print, each once, a few at most.
    years: Vec<i16>,
}

impl Anchors {
    /// Nothing told so far.
    fn new(published: Option<Date>, certainty: Certainty) -> Self {
        Self { published, certainty, told: None, told_open: None, told_period: None, weekdays: [None; 7], years: Vec::new() }
    }

    /// Whether a day told in full can be what the word beside it counts from the day of writing, and is no misprint.
    fn fits(&self, told: &TimeValue, base: &Base) -> bool {
        let near = |day: Date| self.published.is_none_or(|published| days(published, day).abs() <= WRITTEN_DAYS);
        told.day().is_none_or(near) && !contradicts(base, told)
    }

    fn whole(&self, item: &Found) -> TimeValue {
        let mut base = match (&item.base, item.ahead) {
            (Base::MonthDay { year: YearRef::Open, month, day, weekday, lean: Lean::None }, true) => {
                self.month_day(YearRef::Open, *month, *day, *weekday, Lean::Nearest)
            }
            (Base::Weekday { weekday, lean: Lean::None, weeks: None }, true) => self.weekday(*weekday, Lean::Nearest, None),
            _ => self.value(&item.base),
        };
        if item.base == Base::Today {
            base = self.narrated().or(self.published).map_or(TimeValue::Open("".into()), TimeValue::Day);
        }
        match (item.clock, item.part) {
            (Some(clock), _) => clocked(&base, clock),
            (None, Some(part)) => parted(base, part),
            (None, None) => base,
        }
    }

    /// The day a bare time of day belongs to: the last one told, unless that is long past.
    fn narrated(&self) -> Option<Date> {
        self.told.filter(|told| self.published.is_none_or(|published| days(*told, published).abs() <= NARRATED_DAYS))
    }

    fn value(&self, base: &Base) -> TimeValue {
        match base {
            Base::Fixed(value) => value.clone(),
            Base::MonthDay { year, month, day, weekday, lean } => self.month_day(*year, *month, *day, *weekday, *lean),
            Base::Weekday { weekday, lean, weeks } => self.weekday(*weekday, *lean, *weeks),
            Base::DayOfMonth { day, months, lean } => self.day_of_month(*day, *months, *lean),
            Base::Eve(base) => match self.value(base) {
                TimeValue::Day(day) => day.yesterday().map_or(TimeValue::Day(day), TimeValue::Day),
                open => open,
            },
            Base::NthWeekday { weekday, nth, month } => self.nth_weekday(*weekday, *nth, month),
            Base::Month { year, month, lean } => match self.month_year(*year, *month, *lean) {
                Some(year) => TimeValue::Month(year, *month),
                None => TimeValue::Open(format!("XXXX-{month:02}").into()),
            },
            Base::Year(year) => self.year(*year).map_or_else(|| TimeValue::Open("XXXX".into()), TimeValue::Year),
            Base::Season { year, code } => {
                let year = self.year(*year).map_or_else(|| "XXXX".to_owned(), |year| year.to_string());
                TimeValue::Open(format!("{year}-{code}").into())
            }
            Base::Quarter { year, number, half } => self.quarter(*year, *number, *half),
            Base::Shift { unit, by, told } => self.shift(*unit, *by, *told),
            Base::Range(ends) => self.range(&ends.0, &ends.1),
            Base::Today => TimeValue::Open("".into()),
            Base::Hours => self.published.map_or_else(|| TimeValue::Open("XXXX-XX-XXTXX".into()), TimeValue::Day),
        }
    }

    fn year(&self, year: YearRef) -> Option<i16> {
        match year {
            YearRef::Given(year) => Some(year),
            YearRef::Shift(by) => self.published?.year().checked_add(by),
            YearRef::Open => None,
        }
    }

    fn month_day(&self, year: YearRef, month: u8, day: u8, weekday: u8, lean: Lean) -> TimeValue {
        let open = || TimeValue::Open(format!("XXXX-{month:02}-{day:02}").into());
        let at = |year: i16| Date::new(year, month as i8, day as i8).ok();
        if let Some(year) = self.year(year) {
            return at(year).map_or_else(open, TimeValue::Day);
        }
        let Some(published) = self.published else {
            // Without a day of publication, the one year that a full date prints and in which the weekday fits.
            let mut fits = self.years.iter().filter_map(|&year| at(year)).filter(|d| weekday != 0 && number(*d) == weekday);
            return match (fits.next(), fits.next()) {
                (Some(day), None) => TimeValue::Day(day),
                _ => open(),
            };
        };
        let fits = |date: &Date| match lean {
            Lean::Nearest | Lean::Told => true,
            // Without a word that turns it, a day of next year is meant only where it is near.
            Lean::None => date.year() <= published.year() || days(published, *date) <= NEXT_YEAR_DAYS,
            Lean::Past => *date <= published,
            Lean::Future => *date >= published,
        };
        let year = published.year();
        let candidates = || [year - 1, year, year + 1].into_iter().filter_map(at).filter(fits);
        let named = candidates().filter(|d| weekday == 0 || number(*d) == weekday);
        let distance = |date: &Date| days(published, *date).abs();
        // A weekday that fits the year before or after wins only within half a year: a misprint is likelier than that.
        let best = named.min_by_key(distance).filter(|d| distance(d) < 200 || weekday == 0);
        best.or_else(|| candidates().min_by_key(distance)).map_or_else(open, TimeValue::Day)
    }

    /// A day of the month of publication, or of one before or after it.
    fn day_of_month(&self, day: u8, months: Option<i32>, lean: Lean) -> TimeValue {
        let of = |by: i32| {
            let month = self.published?.first_of_month().checked_add(i64::from(by).months()).ok()?;
            Date::new(month.year(), month.month(), day as i8).ok()
        };
        let ahead = |date: &Date| self.published.is_some_and(|published| *date > published);
        let date = match (months, lean) {
            (Some(by), _) => of(by),
            (None, Lean::Future) => of(0).filter(ahead).or_else(|| of(1)),
            (None, _) => of(0).filter(|date| !ahead(date)).or_else(|| of(-1)),
        };
        date.map_or_else(|| TimeValue::Open(format!("XXXX-XX-{day:02}").into()), TimeValue::Day)
    }

    /// Which of the weekdays of a month, the last for 0.
    fn nth_weekday(&self, weekday: u8, nth: u8, month: &Base) -> TimeValue {
        let of = |year: i16, month: u8| {
            let first = Date::new(year, month as i8, 1).ok()?;
            let ahead = (i64::from(weekday) - i64::from(number(first))).rem_euclid(7);
            let first = first.checked_add(ahead.days()).ok()?;
            let count = if nth == 0 { 4 } else { i64::from(nth) - 1 };
            let day = first.checked_add((count * 7).days()).ok()?;
            if day.month() as u8 == month { Some(day) } else { day.checked_sub(7.days()).ok().filter(|_| nth == 0) }
        };
        match self.value(month) {
            TimeValue::Month(year, month) => of(year, month),
            _ => None,
        }
        .map_or_else(|| TimeValue::Open(format!("XXXX-WXX-{weekday}").into()), TimeValue::Day)
    }

    fn weekday(&self, weekday: u8, lean: Lean, weeks: Option<i32>) -> TimeValue {
        let open = TimeValue::Open(format!("XXXX-WXX-{weekday}").into());
        let Some(published) = self.published else {
            return self.weekdays[usize::from(weekday.clamp(1, 7)) - 1].map_or(open, TimeValue::Day);
        };
        if let Some(weeks) = weeks {
            let monday = published.checked_sub((i64::from(number(published)) - 1).days());
            let day = monday.and_then(|m| m.checked_add((i64::from(weeks) * 7 + i64::from(weekday) - 1).days()));
            return day.map_or(open, TimeValue::Day);
        }
        let back = (i64::from(number(published)) - i64::from(weekday)).rem_euclid(7);
        let told = self.weekdays[usize::from(weekday.clamp(1, 7)) - 1];
        // `pertemuan Kamis` in an article that has told the Thursday of this or the next week in full.
        if let Some(day) = told.filter(|d| match lean {
            Lean::None => days(published, *d).abs() < 7,
            Lean::Nearest => (0..7).contains(&days(published, *d)),
            Lean::Told => true,
            _ => false,
        }) {
            return TimeValue::Day(day);
        }
        let shift = match lean {
            Lean::Future => 7 - back,
            Lean::Nearest => (7 - back) % 7,
            // `Rabu lalu` in an article that has told a Wednesday of this week means that one.
            Lean::Past if back == 0 => match told.filter(|d| (0..7).contains(&days(*d, published))) {
                Some(day) => -i64::from(days(day, published)),
                None => -7,
            },
            _ => -back,
        };
        published.checked_add(shift.days()).map_or(open, TimeValue::Day)
    }

    /// The one day within weeks of publication that a weekday and a day of the month which contradict each other could
    /// both mean: the month is what was misprinted.
    ///
    /// It is not after publication unless the words turn to the future.
    fn meant(&self, item: &Found) -> Option<Date> {
        let (Base::MonthDay { day, weekday, lean, .. }, Some(published)) = (&item.base, self.published) else { return None };
        let ahead = item.ahead || *lean == Lean::Future;
        let mut near = (-1..=1).filter_map(|by: i64| {
            let month = published.first_of_month().checked_add(by.months()).ok()?;
            let date = Date::new(month.year(), month.month(), *day as i8).ok()?;
            let near = days(published, date).abs() <= MISPRINT_DAYS && (ahead || date <= published);
            (number(date) == *weekday && near).then_some(date)
        });
        let first = near.next()?;
        near.next().is_none().then_some(first)
    }

    fn month_year(&self, year: YearRef, month: u8, lean: Lean) -> Option<i16> {
        if let Some(year) = self.year(year) {
            return Some(year);
        }
        let published = self.published?;
        let (now, year) = (published.month() as u8, published.year());
        if lean == Lean::Nearest && month == now % 12 + 1 {
            return Some(year + i16::from(month < now));
        }
        Some(match lean {
            Lean::None | Lean::Nearest | Lean::Told if month <= now => year,
            Lean::Past if month < now => year,
            Lean::None | Lean::Nearest | Lean::Told | Lean::Past => year - 1,
            Lean::Future if month >= now => year,
            Lean::Future => year + 1,
        })
    }

    fn quarter(&self, year: YearRef, number: u8, half: bool) -> TimeValue {
        let year = match year {
            YearRef::Open => self.published.map(|date| {
                let begins = if half { number * 6 - 5 } else { number * 3 - 2 };
                date.year() - i16::from(begins > date.month() as u8)
            }),
            year => self.year(year),
        };
        match (year, half) {
            (Some(year), true) => TimeValue::Half(year, number),
            (Some(year), false) => TimeValue::Quarter(year, number),
            (None, half) => TimeValue::Open(format!("XXXX-{}{number}", if half { 'H' } else { 'Q' }).into()),
        }
    }

    fn shift(&self, unit: TimeUnit, by: i32, told: bool) -> TimeValue {
        let open = TimeValue::Open(
            match unit {
                TimeUnit::Week => "XXXX-WXX",
                TimeUnit::Month => "XXXX-XX",
                TimeUnit::Year => "XXXX",
                _ => "XXXX-XX-XX",
            }
            .into(),
        );
        // `Pada 2012 …, setahun sebelumnya`: counted from what was told last, however wide it is.
        match (unit, self.told_period.filter(|_| told)) {
            (TimeUnit::Year, Some((year, _))) => return TimeValue::Year(year.saturating_add(by.clamp(-3000, 3000) as i16)),
            (TimeUnit::Month, Some((year, Some(month)))) => {
                let first = Date::new(year, month as i8, 1).ok();
                let moved = first.and_then(|d| d.checked_add(i64::from(by.clamp(-9999, 9999)).months()).ok());
                return moved.map_or(open, |d| TimeValue::Month(d.year(), d.month() as u8));
            }
            _ => {}
        }
        let anchor = if told { self.told.or(self.published) } else { self.published };
        let Some(anchor) = anchor else {
            let same = self.told_open.clone().filter(|_| told && by == 0 && unit == TimeUnit::Day);
            return same.map_or(open, TimeValue::Open);
        };
        let by = i64::from(by);
        let moved = |span: jiff::Span| anchor.checked_add(span).ok();
        if by.abs() > 100_000 {
            return open;
        }
        match unit {
            TimeUnit::Week => moved((by * 7).days()).map(|d| {
                let week = d.iso_week_date();
                TimeValue::Week(week.year(), week.week() as u8)
            }),
            TimeUnit::Month => moved(by.months()).map(|d| TimeValue::Month(d.year(), d.month() as u8)),
            TimeUnit::Year => i16::try_from(i64::from(anchor.year()) + by).ok().map(TimeValue::Year),
            _ => moved(by.days()).map(TimeValue::Day),
        }
        .unwrap_or(open)
    }

    fn range(&self, first: &Base, last: &Base) -> TimeValue {
        let end = self.value(last);
        let start = match (first, end.day()) {
            // The first end takes the year of the second, or the year before where that would turn them round.
            (Base::MonthDay { year: YearRef::Open, month, day, .. }, Some(until)) => {
                let at = |year| Date::new(year, *month as i8, *day as i8).ok().filter(|d| *d <= until);
                let date = at(until.year()).or_else(|| at(until.year() - 1));
                date.map_or_else(|| self.value(first), TimeValue::Day)
            }
            (Base::Month { year: YearRef::Open, month, .. }, _) => match &end {
                TimeValue::Month(year, last) => TimeValue::Month(year - i16::from(month > last), *month),
                _ => self.value(first),
            },
            // `Rabu-Kamis`: the two are of one week.
            (Base::Weekday { weekday, .. }, Some(until)) => {
                let back = (i64::from(number(until)) - i64::from(*weekday)).rem_euclid(7);
                until.checked_sub(back.days()).map_or_else(|_| self.value(first), TimeValue::Day)
            }
            _ => self.value(first),
        };
        match (&start, &end) {
            (TimeValue::Open(start), TimeValue::Open(end)) => TimeValue::Open(format!("{start}/{end}").into()),
            (TimeValue::Open(_), _) | (_, TimeValue::Open(_)) => end,
            _ => TimeValue::Range(Box::new((start, end))),
        }
    }

    /// Remembers the last date told.
    fn tell(&mut self, item: &Found, value: &TimeValue) {
        if let (Base::MonthDay { month, day, .. }, TimeValue::Open(_)) = (&item.base, value) {
            self.told_open = Some(format!("XXXX-{month:02}-{day:02}").into());
        }
        let day = match value {
            TimeValue::Range(ends) => ends.0.day(),
            other => other.day(),
        };
        match *value {
            TimeValue::Year(year) | TimeValue::Quarter(year, _) | TimeValue::Half(year, _) => {
                self.told_period = Some((year, None));
            }
            TimeValue::Month(year, month) => self.told_period = Some((year, Some(month))),
            _ => {}
        }
        let Some(day) = day.filter(|_| matches!(item.kind, TimeKind::Date | TimeKind::Time)) else { return };
        if item.base == Base::Today || item.base == Base::Hours {
            return;
        }
        self.told = Some(day);
        self.told_period = None;
        if matches!(item.base, Base::MonthDay { .. }) {
            self.weekdays[usize::from(number(day)) - 1] = Some(day);
        }
    }
}

/// The same time on another day.
fn replaced(value: &TimeValue, day: Date) -> TimeValue {
    match value {
        TimeValue::Day(_) => TimeValue::Day(day),
        TimeValue::Part(_, part) => TimeValue::Part(day, *part),
        TimeValue::Clock(_, hour, minute) => TimeValue::Clock(day, *hour, *minute),
        other => other.clone(),
    }
}

/// Whether the day named is not the weekday it is called.
fn contradicts(base: &Base, value: &TimeValue) -> bool {
    match (base, value.day()) {
        (Base::MonthDay { weekday, .. }, Some(day)) => *weekday != 0 && number(day) != *weekday,
        _ => false,
    }
}

/// Whether the words give the value in full.
fn complete(base: &Base) -> bool {
    match base {
        Base::MonthDay { year, .. } | Base::Month { year, .. } | Base::Quarter { year, .. } | Base::Year(year) => {
            matches!(year, YearRef::Given(_))
        }
        Base::Range(ends) => complete(&ends.1),
        _ => false,
    }
}

/// Monday is 1.
pub(in crate::extract) fn number(date: Date) -> u8 {
    match date.weekday() {
        Weekday::Monday => 1,
        Weekday::Tuesday => 2,
        Weekday::Wednesday => 3,
        Weekday::Thursday => 4,
        Weekday::Friday => 5,
        Weekday::Saturday => 6,
        Weekday::Sunday => 7,
    }
}

/// Days from `a` to `b`.
pub(in crate::extract) fn days(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days())
}

fn clocked(base: &TimeValue, clock: Clock) -> TimeValue {
    let at = |hour: u8, minute: u8| match base {
        TimeValue::Day(date) => TimeValue::Clock(*date, hour, minute),
        TimeValue::Open(open) => TimeValue::Open(format!("{open}T{hour:02}:{minute:02}").into()),
        other => other.clone(),
    };
    match (at(clock.hour, clock.minute), clock.until) {
        (start @ TimeValue::Clock(..), Some((hour, minute))) => TimeValue::Range(Box::new((start, at(hour, minute)))),
        (start, _) => start,
    }
}

fn parted(base: TimeValue, part: PartOfDay) -> TimeValue {
    match base {
        TimeValue::Day(date) => TimeValue::Part(date, part),
        TimeValue::Open(open) => TimeValue::Open(format!("{open}T{}", part.code()).into()),
        other => other,
    }
}
