//! Days, months and years of the calendar, with a weekday, a part of the day and a time of day where they belong together.

use super::scan::{Scan, digits};
use super::{Base, Found, Lean, YearRef};
use crate::lang::times::{Shift, TimeRole, UnitWord};
use crate::model::TimeUnit;
use crate::text::TokenKind;
use jiff::civil::Date;

/// Letters of a short month at most (`Agust.`).
const SHORT_MONTH: usize = 5;

/// A calendar date in the text: what it names, and the token after it.
struct Dated {
    base: Base,
    end: usize,
    rule: &'static str,
}

impl Scan<'_> {
    /// A day: weekday, date or both, with what belongs to it.
    pub fn day_expression(&self, at: usize) -> Option<(usize, Found)> {
        let head = at + usize::from(self.day_head(at));
        if let Some(weekday) = self.weekday(head) {
            // `Pasar Minggu` is a place unless a date follows.
            if head == at && self.compound(at) && !self.is(at + 1, '(') && !self.is(at + 1, ',') {
                return None;
            }
            return self.weekday_expression(at, head, weekday);
        }
        let headed = self.has(at, TimeRole::Date);
        let from = self.behind_head(at);
        if let Some((base, end)) = self.listed_day(from) {
            return Some(self.found(at, end, base, None, None, "date.listed"));
        }
        let Some(dated) = self.date(from, 0, headed) else {
            let (base, end) = self.day_of_month(from).filter(|_| headed)?;
            return Some(self.with_time(at, end, base, "date.day-of-month"));
        };
        let (lean, end) = self.leaning(dated.end);
        let base = lean_on(dated.base, lean);
        Some(self.with_time(at, end, base, dated.rule))
    }

    /// `malam 12 Januari`, `pagi tanggal 3 Mei`: the part of the day before the date.
    pub fn part_of_date(&self, at: usize) -> Option<(usize, Found)> {
        let (part, next) = self.part(at)?;
        let headed = self.has(next, TimeRole::Date);
        // `malam 5 dan 6 Maret`
        if let Some((base, end)) = self.two_days(self.behind_head(next)) {
            return Some(self.found(at, end, base, Some(part), None, "date.part-date"));
        }
        let dated = self.date(next + usize::from(headed), 0, headed)?;
        let (lean, end) = self.leaning(dated.end);
        let (end, mut found) = self.found(at, end, lean_on(dated.base, lean), Some(part), None, "date.part-date");
        found.ahead = self.future(at);
        Some((end, found))
    }

    /// Whether the word before `at` makes one noun with the weekday or part of the day there.
    pub fn compound(&self, at: usize) -> bool {
        at > self.start && self.has(at - 1, TimeRole::Compound)
    }

    /// Whether the noun for day stands before a weekday.
    fn day_head(&self, at: usize) -> bool {
        self.word(at).unit == Some(UnitWord::Plain(TimeUnit::Day))
    }

    fn weekday_expression(&self, at: usize, head: usize, weekday: u8) -> Option<(usize, Found)> {
        let mut end = head + 1;
        // In lower-case company `Minggu` at a sentence's start is the week; `minggu` is left to `period`.
        let ambiguous = self.word(head).unit.is_some() && head == at;
        if ambiguous && self.word(end).shift.is_some() && self.sentence_start(at) {
            return None;
        }
        let (mut lean, mut weeks, mut part) = (Lean::None, None, None);
        loop {
            if let Some((shift, after)) = self.week_shift(end) {
                weeks = Some(i32::from(shift.direction));
                end = after;
            } else if let Some((by, after)) = self.weeks_away(end).filter(|_| weeks.is_none() && lean == Lean::None) {
                (weeks, end) = (Some(by), after);
            } else if let (direction @ (Lean::Past | Lean::Future), after) = self.leaning(end) {
                lean = direction;
                end = after;
            } else if let Some((named, told, after)) = self.part_phrase(end).filter(|_| part.is_none()) {
                // `Kamis siang ini`, `Kamis pagi itu`
                part = Some(named);
                lean = if told { Lean::Told } else { lean };
                end = after;
            } else if let Some((named, after)) = self.part(end).filter(|_| part.is_none()) {
                part = Some(named);
                end = after;
                end += usize::from(self.has(end, TimeRole::Zone));
            } else {
                break;
            }
        }
        if let Some((base, after)) = self.weekday_of_month(end, weekday).filter(|_| end == head + 1) {
            return Some(self.with_time(at, after, base, "date.weekday-of-month"));
        }
        let mut base = Base::Weekday { weekday, lean, weeks };
        let mut rule = "date.weekday";
        let comma = end + usize::from(self.is(end, ','));
        let open = if self.is(comma, '(') { comma } else { end };
        if self.is(open, '(')
            && let Some(dated) = self.date(open + 1 + usize::from(self.has(open + 1, TimeRole::Date)), weekday, true)
            && self.is(dated.end, ')')
        {
            (base, rule, end) = (dated.base, "date.weekday-brackets", dated.end + 1);
            // `Kamis (12/6) lalu.` looks back; `Kamis (12/6) lalu pergi` goes on.
            if let (Lean::Past, after) = self.leaning(end)
                && self.token(after).is_none_or(|t| t.kind != TokenKind::Word)
                && self.day_phrase(end).is_none()
            {
                (lean, end) = (Lean::Past, after);
            }
        } else if let Some(dated) = self.date(comma + usize::from(self.has(comma, TimeRole::Date)), weekday, true) {
            (base, rule, end) = (dated.base, "date.weekday-date", dated.end);
        }
        if ambiguous && end == head + 1 && self.sentence_start(at) && !self.is(end, ',') && self.part(end).is_none() {
            return None;
        }
        let base = lean_on(base, lean);
        let (end, mut found) = self.with_time(at, end, base, rule);
        if rule == "date.weekday" {
            found.ahead = self.turned(at);
        }
        // `Jumat (13/6) kemarin`: the word tells when this was written.
        let claim = self.day_phrase(end + usize::from(self.is(end, ','))).filter(|_| rule == "date.weekday-brackets");
        if let Some((by, after)) = claim.filter(|&(by, _)| by <= 0) {
            found.claims = Some(by);
            found.span.end = self.token(after - 1).map_or(found.span.end, |t| t.span.end);
            return Some((after, found));
        }
        if found.part.is_none() && found.clock.is_none() && part.is_some() {
            (found.part, found.kind) = (part, crate::model::TimeKind::Time);
        }
        Some((end, found))
    }

    /// `pekan depan`, `minggu lalu` after a weekday.
    pub fn week_shift(&self, at: usize) -> Option<(Shift, usize)> {
        (self.word(at).unit == Some(UnitWord::Plain(TimeUnit::Week))).then(|| self.shift(at + 1)).flatten()
    }

    /// Whether nothing but a mark stands between `at` and the sentence's start.
    pub fn sentence_start(&self, at: usize) -> bool {
        at == self.start
            || self.token(at - 1).is_none_or(|t| !matches!(t.kind, TokenKind::Word | TokenKind::Number) && !t.is(self.text, ','))
    }

    /// A shift at `at` (`lalu`, `yang lalu`, `yang akan datang`) and the token after it.
    pub fn shift(&self, at: usize) -> Option<(Shift, usize)> {
        let linked = at + usize::from(self.has(at, TimeRole::Linker));
        let coming = linked + usize::from(linked > at && self.has(linked, TimeRole::Coming));
        let shift = self.word(coming).shift?;
        Some((shift, coming + 1))
    }

    pub fn leaning(&self, at: usize) -> (Lean, usize) {
        match self.shift(at) {
            Some((Shift { direction: -1, told: false }, end)) => (Lean::Past, end),
            Some((Shift { direction: 1, told: false }, end)) => (Lean::Future, end),
            _ => (Lean::None, at),
        }
    }

    /// Adds the part of the day and the time of day behind a date.
    fn with_time(&self, from: usize, end: usize, base: Base, rule: &'static str) -> (usize, Found) {
        let mut end = end;
        let mut part = None;
        if let Some((named, after)) = self.part_phrase(end).map(|(part, _, after)| (part, after)).or_else(|| self.part(end)) {
            part = Some(named);
            end = after + usize::from(self.has(after, TimeRole::Zone));
        }
        let comma = end + usize::from(self.is(end, ','));
        let clock = self.clock(comma).filter(|_| !matches!(base, Base::Range(_)));
        if let Some((_, after)) = clock {
            end = after;
        }
        let (end, mut found) = self.found(from, end, base, part.filter(|_| clock.is_none()), clock.map(|(clock, _)| clock), rule);
        found.ahead = self.future(from);
        (end, found)
    }

    /// A date in figures or with a month's name. `certain`: something before it says that it is a date.
    fn date(&self, at: usize, weekday: u8, certain: bool) -> Option<Dated> {
        self.named_date(at, weekday).or_else(|| self.figures(at, weekday, certain))
    }

    /// A date that something before it says is one: what it names, and the token after it.
    pub fn dated(&self, at: usize) -> Option<(Base, usize)> {
        self.date(at, 0, true).map(|dated| (dated.base, dated.end))
    }

    /// `17 Agustus 1945`, `12-15 Maret`, `30 Maret hingga 2 April`.
    fn named_date(&self, at: usize, weekday: u8) -> Option<Dated> {
        let day = self.day_number(at)?;
        if let Some(month) = self.month(at + 1) {
            let (year, end) = self.year_after(at + 2);
            let base = Base::MonthDay { year, month, day, weekday, lean: Lean::None };
            return Some(self.until(base, end, "date.day-month"));
        }
        if let Some(dated) = self.glued_range(at, day) {
            return Some(dated);
        }
        let joint = self.joint(at + 1)?;
        let last = joint + usize::from(self.has(joint, TimeRole::Date));
        let (last_day, month) = (self.day_number(last)?, self.month(last + 1)?);
        let (year, end) = self.year_after(last + 2);
        let ends = [day, last_day].map(|day| Base::MonthDay { year, month, day, weekday: 0, lean: Lean::None });
        let [first, second] = ends;
        Some(Dated { base: Base::Range(Box::new((first, second))), end, rule: "date.range" })
    }

    /// `11 Juni-14 Juli 2025`, where the first month and the second day are one word of the text.
    fn glued_range(&self, at: usize, day: u8) -> Option<Dated> {
        let (first, last) = self.of(at + 1).split_once(['-', '–'])?;
        let month = self.words.word(self.lexicon.id(&first.to_lowercase())).month;
        let last_day = digits(last).filter(|&(n, len)| (1..=31).contains(&n) && len <= 2)?.0 as u8;
        let last_month = self.month(at + 2).filter(|_| month != 0 && first.starts_with(char::is_uppercase))?;
        let (year, end) = self.year_after(at + 3);
        let on = |year, month, day| Base::MonthDay { year, month, day, weekday: 0, lean: Lean::None };
        let ends = (on(YearRef::Open, month, day), on(year, last_month, last_day));
        Some(Dated { base: Base::Range(Box::new(ends)), end, rule: "date.range" })
    }

    /// `Rabu-Kamis`, `Rabu-Kamis (4-5/12/2013)`: two weekdays that are one word of the text.
    pub fn paired_weekdays(&self, at: usize) -> Option<(usize, Found)> {
        let (first, last) = self.weekdays(at)?;
        if self.is(at + 1, '(')
            && let Some(dated) = self.date(at + 2, 0, true)
            && matches!(dated.base, Base::Range(_))
            && self.is(dated.end, ')')
        {
            return Some(self.found(at, dated.end + 1, dated.base, None, None, "date.weekday-brackets"));
        }
        let (lean, weeks, end) = match self.week_shift(at + 1) {
            Some((shift, end)) => (Lean::None, Some(i32::from(shift.direction)), end),
            None => {
                let (lean, end) = self.leaning(at + 1);
                let this = self.this(end);
                (if this > end { Lean::Nearest } else { lean }, None, this)
            }
        };
        let on = |weekday| Base::Weekday { weekday, lean, weeks };
        Some(self.found(at, end, Base::Range(Box::new((on(first), on(last)))), None, None, "date.weekday"))
    }

    /// The two weekdays that one word of the text names: `Rabu-Kamis`.
    pub fn weekdays(&self, at: usize) -> Option<(u8, u8)> {
        let (first, last) = self.token(at).filter(|t| t.capital()).map(|_| self.of(at))?.split_once(['-', '–'])?;
        let weekday = |word: &str| {
            let capital = word.starts_with(char::is_uppercase);
            Some(self.words.word(self.lexicon.id(&word.to_lowercase())).weekday).filter(|&n| n != 0 && capital)
        };
        Some((weekday(first)?, weekday(last)?))
    }

    /// Joins a second date behind a dash or an until-word.
    fn until(&self, base: Base, end: usize, rule: &'static str) -> Dated {
        let second = self.joint(end).map(|joint| joint + usize::from(self.has(joint, TimeRole::Date)));
        if let Some(second) = second
            && let Some(day) = self.day_number(second)
            && let Some(month) = self.month(second + 1)
        {
            let (year, end) = self.year_after(second + 2);
            let last = Base::MonthDay { year, month, day, weekday: 0, lean: Lean::None };
            return Dated { base: Base::Range(Box::new((base, last))), end, rule: "date.range" };
        }
        Dated { base, end, rule }
    }

    pub fn day_number(&self, at: usize) -> Option<u8> {
        self.number(at).filter(|&(n, len)| (1..=31).contains(&n) && len <= 2).map(|(n, _)| n as u8)
    }

    /// The year behind a month, and the token after it.
    pub fn year_after(&self, at: usize) -> (YearRef, usize) {
        let at = self.short_month(at);
        let comma =
            at + usize::from(self.is(at, ',') && self.year_number(at + 1).is_some_and(|y| y >= 1900) && !self.glued(at + 1));
        if let Some(year) = self.year_number(comma) {
            return (YearRef::Given(year), self.this(comma + 1));
        }
        if self.word(at).unit != Some(UnitWord::Plain(TimeUnit::Year)) {
            return (YearRef::Open, at);
        }
        if let Some(year) = self.year_number(at + 1) {
            return (YearRef::Given(year), self.this(at + 2));
        }
        match self.shift(at + 1) {
            Some((Shift { direction, told: false }, end)) => (YearRef::Shift(i16::from(direction)), end),
            _ => (YearRef::Open, at),
        }
    }

    /// The token after the stop of a short month (`6 Sep. 2030`), if a year stands behind it.
    fn short_month(&self, at: usize) -> usize {
        let short = at > self.start && self.month(at - 1).is_some() && self.of(at - 1).len() <= SHORT_MONTH;
        at + usize::from(short && self.is(at, '.') && self.glued(at) && self.year_number(at + 1).is_some())
    }

    /// The token after the word for *this*, which belongs to the year before it (`akhir 2025 ini`).
    pub fn this(&self, at: usize) -> usize {
        at + usize::from(self.word(at).shift.is_some_and(|shift| shift.direction == 0))
    }

    /// Four figures that can be a year.
    pub fn year_number(&self, at: usize) -> Option<i16> {
        let (n, _) = self.number(at).filter(|&(n, len)| len == 4 && (1000..=2199).contains(&n))?;
        let counted = self.has(at + 1, TimeRole::Counted) || self.is(at + 1, '%') && self.glued(at + 1) || self.other_era(at + 1);
        (!counted).then_some(n as i16)
    }

    /// `26/1`, `26/1/2024`, `2024-10-25`, `25-10-2024`, `25.10.2024`.
    fn figures(&self, at: usize, weekday: u8, certain: bool) -> Option<Dated> {
        let dotted = self.dotted(at);
        if dotted.is_some() {
            return dotted;
        }
        let (first, first_len) = self.number(at)?;
        let slash = self.is(at + 1, '/');
        // `(4-5/12/2013)`
        if certain && first_len <= 2 && self.dash(at + 1) && self.is(at + 3, '/') {
            let last = self.figures(at + 2, 0, true)?;
            let Base::MonthDay { year, month, day, .. } = last.base else { return None };
            let first = day_month(first, u32::from(month), year, 0).filter(|_| first < u32::from(day))?;
            return Some(Dated { base: Base::Range(Box::new((first, last.base))), end: last.end, rule: "date.range" });
        }
        if !slash && !self.dash(at + 1) {
            return None;
        }
        // Spaced strokes (`28 / 11`) count only where something says that it is a date.
        let loose = certain && slash;
        let near = |i: usize| loose || self.glued(i);
        let (second, second_len) = self.number(at + 2).filter(|_| near(at + 1) && near(at + 2))?;
        let same = if slash { self.is(at + 3, '/') } else { self.dash(at + 3) };
        let third = if same && near(at + 3) && near(at + 4) { self.number(at + 4) } else { None };
        let Some((third, third_len)) = third else {
            let base = day_month(first, second, YearRef::Open, weekday)?;
            let fits = slash && certain && first_len <= 2 && second_len <= 2;
            return fits.then_some(Dated { base, end: at + 3, rule: "date.figures" });
        };
        let (day, month, year) = match (first_len, third_len) {
            (4, 1..=2) => (third, second, first),
            (1..=2, 4) => (first, second, third),
            (1..=2, 2) if certain && slash => (first, second, 2000 + third),
            _ => return None,
        };
        let year = i16::try_from(year).ok().filter(|y| (1000..2200).contains(y))?;
        let base = day_month(day, month, YearRef::Given(year), weekday)?;
        Some(Dated { base, end: at + 5, rule: "date.figures" })
    }

    fn dotted(&self, at: usize) -> Option<Dated> {
        let mut parts = self.of(at).split('.');
        let (day, month, year) = (digits(parts.next()?)?, digits(parts.next()?)?, digits(parts.next()?)?);
        if parts.next().is_some() || day.1 > 2 || month.1 > 2 || year.1 != 4 {
            return None;
        }
        let base = day_month(day.0, month.0, YearRef::Given(year.0 as i16), 0)?;
        Some(Dated { base, end: at + 1, rule: "date.figures" })
    }

    /// Whether the sentence turns to the future before `at`.
    pub fn future(&self, at: usize) -> bool {
        (self.start..at)
            .rev()
            .take(14)
            .take_while(|&i| !self.is(i, '.') && !self.token(i).is_some_and(|t| t.kind == TokenKind::Newline))
            .any(|i| self.has(i, TimeRole::Future))
    }

    /// Whether the clause turns to the future before the weekday at `at`: `akan berlayar mulai Jumat`, but not
    /// `akan berlayar, kata Rina, Jumat`.
    pub fn turned(&self, at: usize) -> bool {
        (self.start..at)
            .rev()
            .take(14)
            .take_while(|&i| self.token(i).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)))
            .any(|i| self.has(i, TimeRole::Future))
            || self.deadline(at)
    }
}

fn day_month(day: u32, month: u32, year: YearRef, weekday: u8) -> Option<Base> {
    let sound = (1..=31).contains(&day) && (1..=12).contains(&month);
    let leap = match year {
        YearRef::Given(year) => year,
        _ => 2000,
    };
    Date::new(leap, month as i8, day as i8).ok().filter(|_| sound)?;
    Some(Base::MonthDay { year, month: month as u8, day: day as u8, weekday, lean: Lean::None })
}

fn lean_on(base: Base, to: Lean) -> Base {
    match base {
        Base::MonthDay { year, month, day, weekday, lean: Lean::None } => Base::MonthDay { year, month, day, weekday, lean: to },
        other => other,
    }
}
