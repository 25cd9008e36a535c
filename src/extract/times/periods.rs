//! Months, quarters, half-years, years, decades and seasons, and what stretches from one to another.

use super::scan::{Scan, digits};
use super::{Base, Found, Lean, YearRef};
use crate::lang::times::{NumeralKind, Shift, TimeRole, UnitWord};
use crate::model::{TimeUnit, TimeValue};
use crate::text::{Shape, TokenKind};

impl Scan<'_> {
    /// Months, years, quarters, half-years and other periods, with the edge before them.
    pub fn period(&self, at: usize) -> Option<(usize, Found)> {
        let (edged, from) = self.edge(at);
        let (base, end, rule) = self
            .month_period(from, edged)
            .or_else(|| self.quarter_period(from))
            .or_else(|| self.year_period(from, edged))
            .or_else(|| self.unit_period(from))
            .or_else(|| self.edge_of_unit(from).filter(|_| edged && !self.counted(at)))?;
        Some(self.found(at, end, base, None, None, rule))
    }

    /// Whether a number counts what stands at `at`: `satu akhir pekan` is how long something takes.
    fn counted(&self, at: usize) -> bool {
        at > self.start && self.count(at - 1).is_some_and(|(_, end)| end == at)
    }

    /// What narrows a period before it, and the token after that: `awal`, `pekan kedua`.
    fn edge(&self, at: usize) -> (bool, usize) {
        if self.has(at, TimeRole::Edge) {
            return (true, at + 1);
        }
        let ranked = matches!(self.word(at + 1).numeral, Some((NumeralKind::Ordinal, _))) || self.has(at + 1, TimeRole::Latest);
        let month = |i: usize| self.month(i).is_some() || self.word(i).unit == Some(UnitWord::Plain(TimeUnit::Month));
        let week = self.word(at).unit == Some(UnitWord::Plain(TimeUnit::Week)) && ranked && month(at + 2);
        if week { (true, at + 2) } else { (false, at) }
    }

    fn month_period(&self, at: usize, edged: bool) -> Option<(Base, usize, &'static str)> {
        let headed = self.word(at).unit == Some(UnitWord::Plain(TimeUnit::Month));
        let name = at + usize::from(headed);
        let month = self.month(name)?;
        if let Some(range) = self.months(name, month) {
            return Some(range);
        }
        let (year, end) = match self.shift(name + 1) {
            Some((Shift { direction: 0, told: false }, end)) => (YearRef::Shift(0), end),
            _ => self.year_after(name + 1),
        };
        let (lean, after) = self.leaning(end);
        // `Mar`, `Des`: short forms are names unless a year stands behind them.
        let short = self.of(name).len() < 4 && !self.word(name).never_bare;
        if short && year == YearRef::Open && !headed {
            return None;
        }
        let alone = year == YearRef::Open && lean == Lean::None && !headed && !edged;
        if alone {
            let led = at > self.start && self.has(at - 1, TimeRole::Lead);
            let named = |i: usize| {
                let capital = self.token(i).is_some_and(|t| t.shape == Shape::Capital && t.spaced);
                capital && self.month(i).is_none() && !(i < at && self.sentence_start(i))
            };
            if self.word(name).never_bare && !led && !(at > self.start && self.has(at - 1, TimeRole::Delivery))
                || named(end)
                || self.number(end).is_some()
                || (!led && at > self.start && named(at - 1))
            {
                return None;
            }
        }
        let before = |role| at > self.start && self.has(at - 1, role);
        let lean = match lean {
            Lean::None if year != YearRef::Open || before(TimeRole::Since) => lean,
            Lean::None if before(TimeRole::Delivery) || self.future(at) => Lean::Future,
            Lean::None => Lean::Nearest,
            lean => lean,
        };
        Some((Base::Month { year, month, lean }, after, "date.month"))
    }

    /// `Juni-Juli 2014`, `Maret hingga Mei`: the month at `at` and what it reaches to.
    fn months(&self, at: usize, month: u8) -> Option<(Base, usize, &'static str)> {
        let (year, end) = match self.year_number(at + 1) {
            Some(year) => (YearRef::Given(year), at + 2),
            None => (YearRef::Open, at + 1),
        };
        let joint = self.joint(end).filter(|_| self.has(end, TimeRole::Until) || self.glued(end))?;
        let last = self.month(joint)?;
        let (last_year, end) = self.year_after(joint + 1);
        let (lean, end) = self.leaning_months(at, last_year, end);
        let ends = [(year, month), (last_year, last)].map(|(year, month)| Base::Month { year, month, lean });
        let [first, second] = ends;
        Some((Base::Range(Box::new((first, second))), end, "date.months"))
    }

    /// `Juni-Juli 2014`, where the two are one word of the text.
    pub fn paired_months(&self, at: usize) -> Option<(usize, Found)> {
        let (first, last) = self.token(at).filter(|t| t.capital()).map(|_| self.of(at))?.split_once(['-', '–'])?;
        let month = |word: &str| {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            Some(self.words.word(self.lexicon.id(&word.to_lowercase())).month).filter(|&m| m != 0 && capital)
        };
        let (first, last) = (month(first)?, month(last)?);
        let (year, end) = self.year_after(at + 1);
        let (lean, end) = self.leaning_months(at, year, end);
        // The first takes its year from the second.
        let ends = (Base::Month { year: YearRef::Open, month: first, lean }, Base::Month { year, month: last, lean });
        Some(self.found(at, end, Base::Range(Box::new(ends)), None, None, "date.months"))
    }

    /// Which way months without a year look, and the token after what tells it.
    fn leaning_months(&self, at: usize, year: YearRef, end: usize) -> (Lean, usize) {
        if year != YearRef::Open {
            return (Lean::None, end);
        }
        match self.leaning(end) {
            (Lean::None, end) => (if self.future(at) { Lean::Future } else { Lean::Nearest }, end),
            told => told,
        }
    }

    /// The year behind what every year has: in figures, or as a shift.
    pub fn year_of(&self, end: usize) -> (YearRef, usize) {
        match self.shift(end) {
            Some((Shift { direction, told: false }, after)) => (YearRef::Shift(i16::from(direction)), after),
            _ => self.year_after(end),
        }
    }

    /// `musim panas 2026`, `musim dingin lalu`: the season named up to `end`, with its year.
    pub fn season(&self, at: usize, end: usize, code: &'static str) -> Option<(usize, Found)> {
        let (year, end) = self.year_of(end);
        let named = year != YearRef::Open && !(self.is(end, '/') && self.glued(end));
        named.then(|| self.found(at, end, Base::Season { year, code }, None, None, "date.season"))
    }

    fn quarter_period(&self, at: usize) -> Option<(Base, usize, &'static str)> {
        let half = self.has(at, TimeRole::Half);
        if !half && !self.has(at, TimeRole::Quarter) {
            return None;
        }
        let limit = if half { 2 } else { 4 };
        let next = at + 1;
        let (number, end, year) = if let Some((number, year)) = rank_and_year(self.of(next)) {
            (number, next + 1, Some(year))
        } else {
            let ranked = self.word(next).numeral.map(|(_, n)| n);
            let dashed = usize::from(self.dash(next));
            let (number, end) = match ranked.or_else(|| self.number(next).map(|(n, _)| n)) {
                Some(n) => (n, next + 1),
                None => (self.word(next + dashed).numeral.map(|(_, n)| n)?, next + dashed + 1),
            };
            (number, end, None)
        };
        let number = u8::try_from(number).ok().filter(|n| (1..=limit).contains(n))?;
        let joined = end + usize::from((self.is(end, '/') || self.dash(end)) && self.year_number(end + 1).is_some());
        let (year, end) = match year {
            Some(year) => (YearRef::Given(year), end),
            None => self.year_after(joined),
        };
        let end = if year == YearRef::Open { end.min(joined) } else { end };
        Some((Base::Quarter { year, number, half }, end, "date.quarter"))
    }

    /// Whether the noun for year stands at `at` (`tahun`, `tahun anggaran`), and the token after it.
    fn year_head(&self, at: usize) -> (bool, usize) {
        let headed = self.word(at).unit == Some(UnitWord::Plain(TimeUnit::Year));
        let kind = usize::from(headed && self.has(at + 1, TimeRole::KindOf) && self.year_number(at + 2).is_some());
        (headed, at + usize::from(headed) + kind)
    }

    fn year_period(&self, at: usize, edged: bool) -> Option<(Base, usize, &'static str)> {
        let (headed, figure) = self.year_head(at);
        if let Some((decade, end)) = self.decade(figure, headed || edged) {
            return Some((Base::Fixed(TimeValue::Decade(decade)), end, "date.decade"));
        }
        let year = self.year_number(figure).filter(|_| headed || edged)?;
        Some((Base::Year(YearRef::Given(year)), self.turn(figure + 1), "date.year"))
    }

    /// The token after what turns a year that is given in full (`tahun 2014 lalu`, `2026 mendatang`).
    fn turn(&self, at: usize) -> usize {
        let (lean, end) = self.leaning(at);
        let goes_on = self.token(end).is_some_and(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower);
        if lean != Lean::None && !goes_on { end } else { self.this(at) }
    }

    /// `1990-an`, `90-an`.
    fn decade(&self, at: usize, headed: bool) -> Option<(i16, usize)> {
        let (n, len) = self.number(at)?;
        let suffixed = self.dash(at + 1) && self.glued(at + 1) && self.glued(at + 2) && self.has(at + 2, TimeRole::Suffix);
        match (n, len) {
            _ if !suffixed || n % 10 != 0 => None,
            (1000..=2199, 4) => Some(((n / 10) as i16, at + 3)),
            // `usia 20-an`, `harga 50-an`: two figures need a word of time before them.
            (20..=90, 2) if headed => Some(((190 + n / 10) as i16, at + 3)),
            _ => None,
        }
    }

    /// `tahun 1945-1949`, `1945-1949` and `2020 hingga 2024` after a word that leads years.
    pub fn range_of_years(&self, at: usize) -> Option<(usize, Found)> {
        let (headed, from) = self.year_head(at);
        let first = self.year_number(from)?;
        let slash = self.is(from + 1, '/') && self.glued(from + 1);
        let worded = self.has(from + 1, TimeRole::Until);
        if !slash && !worded && !(self.dash(from + 1)) {
            return None;
        }
        let led = headed || self.led(at) || (self.follows_word(at) && !worded && !slash);
        let last = self.year_number(from + 2).filter(|&last| last > first && led && (!slash || last == first + 1))?;
        let ends = (Base::Year(YearRef::Given(first)), Base::Year(YearRef::Given(last)));
        Some(self.found(at, from + 3, Base::Range(Box::new(ends)), None, None, "date.years"))
    }

    /// Whether the noun for year begins the list of years before `at` (`tahun 2017, 2018, 2020`); `None` where there is no
    /// such list, nor one that a word that leads times begins.
    fn lists_years(&self, at: usize) -> Option<bool> {
        let mut first = at;
        while first >= self.start + 2 && at - first < 24 && self.is(first - 1, ',') && self.year_number(first - 2).is_some() {
            first -= 2;
        }
        let before = |back: usize, unit| first >= self.start + back && self.word(first - back).unit == unit;
        let year = Some(UnitWord::Plain(TimeUnit::Year));
        let kind = first > self.start && self.has(first - 1, TimeRole::KindOf);
        let named = before(1, year) || kind && before(2, year);
        (first < at && (named || self.led(first))).then_some(named)
    }

    /// Whether a word that leads times stands before `at`.
    fn led(&self, at: usize) -> bool {
        at > self.start && self.has(at - 1, TimeRole::Lead)
    }

    /// Whether a word in lower case stands before `at` that numbers nothing.
    fn follows_word(&self, at: usize) -> bool {
        let word = at.checked_sub(1).and_then(|i| self.token(i)).filter(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower);
        word.is_some() && !self.has(at - 1, TimeRole::Numbered) && !self.has(at - 1, TimeRole::About) && !self.glued(at)
    }

    /// A year with nothing but a preposition before it, one that ends its clause (`kontraknya habis 2028.`), or a decade
    /// with nothing at all.
    pub fn lone_year(&self, at: usize) -> Option<(usize, Found)> {
        let led = self.led(at) && self.token(at)?.spaced;
        if let Some((decade, end)) = self.decade(at, led) {
            return Some(self.found(at, end, Base::Fixed(TimeValue::Decade(decade)), None, None, "date.decade"));
        }
        let year = self.year_number(at).filter(|&year| year < 2100)?;
        let listed = self.has(at + 1, TimeRole::Counted) || self.word(at + 1).unit.is_some();
        let closes = |at: usize| {
            self.token(at).is_none_or(|t| matches!(t.kind, TokenKind::Newline | TokenKind::Mark))
                || [".", ",", ")", ";", "?", "!"].contains(&self.of(at))
                || self.has(at, TimeRole::Lead)
        };
        let early = (1000..1800).contains(&year) && self.has(at.wrapping_sub(1), TimeRole::On) && closes(at + 1);
        let closing = (1900..2060).contains(&year) && self.follows_word(at) && closes(self.turn(at + 1));
        let end = self.turn(at + 1);
        let listing = (1900..2060).contains(&year) && self.lists_years(at).is_some_and(|named| closes(end) || named && !listed);
        let late = year >= 1800 && led && !listed;
        (closing || early || late || listing)
            .then(|| self.found(at, end, Base::Year(YearRef::Given(year)), None, None, "date.lone-year"))
    }
}

/// `III-2025`, as scraped text glues it.
fn rank_and_year(word: &str) -> Option<(u32, i16)> {
    let (rank, year) = word.split_once('-')?;
    let number = match rank {
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        _ => digits(rank)?.0,
    };
    let (year, _) = digits(year).filter(|&(_, len)| len == 4)?;
    Some((number, year as i16))
}
