//! A cursor over the tokens of one block: numbers, numerals, and the order in which the forms are tried.

use super::{Base, Clock, Found};
use crate::lang::Lexicon;
use crate::lang::times::{NumeralKind, TimeRole, TimeWord, Times};
use crate::model::{PartOfDay, Span, TimeKind};
use crate::text::{Shape, Token, TokenKind};

/// Words of a number at most: `sembilan ratus sembilan puluh sembilan juta …` has fewer.
const NUMERAL: usize = 24;
/// Tokens of the number of a document at most that are looked at before its last part.
const SIGN: usize = 24;

/// The tokens `start..end` of one block. All lookups outside the range give nothing.
pub(super) struct Scan<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub words: &'a Times,
    pub lexicon: &'a Lexicon,
    pub start: usize,
    pub end: usize,
}

static NOTHING: TimeWord = TimeWord::NOTHING;

impl<'a> Scan<'a> {
    pub fn token(&self, at: usize) -> Option<Token> {
        if at < self.start || at >= self.end { None } else { self.tokens.get(at).copied() }
    }

    /// What the word at `at` means; nothing for other tokens.
    pub fn word(&self, at: usize) -> &'a TimeWord {
        match self.token(at) {
            Some(token) if token.kind == TokenKind::Word && token.word.index() != 0 => self.words.word(token.word),
            _ => &NOTHING,
        }
    }

    pub fn has(&self, at: usize, role: TimeRole) -> bool {
        self.word(at).has(role)
    }

    pub fn of(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |t| t.of(self.text))
    }

    pub fn is(&self, at: usize, sign: char) -> bool {
        self.token(at).is_some_and(|t| t.is(self.text, sign))
    }

    pub fn dash(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == TokenKind::Punct) && matches!(self.of(at), "-" | "–" | "—")
    }

    /// The token after what joins the two ends of a range, if that stands at `at`: a dash, `hingga`, `sampai dengan`.
    pub fn joint(&self, at: usize) -> Option<usize> {
        if self.has(at, TimeRole::Until) {
            return Some(at + 1 + usize::from(self.has(at + 1, TimeRole::UntilTail)));
        }
        if self.has(at, TimeRole::UntilFirst) && self.has(at + 2, TimeRole::UntilLast) && self.glued(at + 2) {
            let sign = self.is(at + 1, '.') || self.is(at + 1, '/');
            return sign.then_some(at + 3 + usize::from(self.is(at + 3, '.')));
        }
        self.dash(at).then_some(at + 1)
    }

    /// Whether what stands at `at` makes the year or century before it none of our era.
    pub fn other_era(&self, at: usize) -> bool {
        self.has(at, TimeRole::OtherEra) || (self.has(at, TimeRole::Before) && self.has(at + 1, TimeRole::Era))
    }

    /// Whether what begins at `at` is part of a longer sign: `PRINT-01/L.8.11/Fd.1/07/2031`.
    fn inside_number(&self, at: usize) -> bool {
        let mut first = at;
        while first > self.start && at - first < SIGN && self.glued(first) {
            first -= 1;
            if self.is(first, '/') {
                return true;
            }
            let letters = first > self.start && self.token(first - 1).is_some_and(|t| t.kind == TokenKind::Word);
            if self.is(first, '.') && self.glued(first) && letters {
                return true;
            }
            if !self.is(first, '.') && self.token(first).is_none_or(|t| t.kind == TokenKind::Punct) {
                return false;
            }
        }
        false
    }

    /// Whether no white space stands before the token.
    pub fn glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| !t.spaced)
    }

    /// Whether a web address with its scheme begins here.
    pub fn scheme(&self, at: usize) -> bool {
        self.is(at + 1, ':') && self.is(at + 2, '/') && self.is(at + 3, '/') && self.glued(at + 2)
    }

    /// A whole number without separators, of at most four digits, with how many digits it has.
    pub fn number(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.token(at).filter(|t| t.kind == TokenKind::Number)?;
        digits(token.of(self.text))
    }

    /// The month named at `at`. Three capitals are mostly something else (`MRT`), unless a year stands behind them.
    pub fn month(&self, at: usize) -> Option<u8> {
        let word = self.word(at);
        let token = self.token(at).filter(|_| word.month != 0)?;
        let letters = token.shape == Shape::Upper && token.span.len() <= 3 && self.number(at + 1).is_none_or(|(_, len)| len != 4);
        (!letters && (!word.capital || token.shape != Shape::Lower)).then_some(word.month)
    }

    /// The weekday named at `at`.
    pub fn weekday(&self, at: usize) -> Option<u8> {
        let word = self.word(at);
        (word.weekday != 0 && (!word.capital || self.token(at)?.shape != Shape::Lower)).then_some(word.weekday)
    }

    /// The part of the day named at `at` and the token after it.
    pub fn part(&self, at: usize) -> Option<(PartOfDay, usize)> {
        if self.has(at, TimeRole::Small) && self.word(at + 1).unit.is_some() {
            return Some((PartOfDay::Morning, at + 2));
        }
        self.word(at).part.map(|part| (part, at + 1))
    }

    /// A count in figures or words: tenths of one, and the token after it.
    pub fn count(&self, at: usize) -> Option<(u32, usize)> {
        let (mut value, mut next) = match self.token(at)?.kind {
            TokenKind::Number => (self.decimal(at)?, at + 1),
            _ => self.numeral(at)?,
        };
        if self.has(next, TimeRole::AndAHalf) {
            value = value.saturating_add(5);
            next += 1;
        }
        Some((value, next))
    }

    /// A number in figures, in tenths: `48`, `2,5`, `1.500`.
    fn decimal(&self, at: usize) -> Option<u32> {
        let figures = self.of(at);
        if let Some((whole, part)) = figures.split_once(',') {
            let (whole, part) = (digits(whole)?.0, digits(part)?);
            return (part.1 == 1).then(|| whole * 10 + part.0);
        }
        if let Some((thousands, rest)) = figures.split_once('.') {
            let (thousands, rest) = (digits(thousands)?, digits(rest)?);
            return (rest.1 == 3 && thousands.1 <= 3).then(|| (thousands.0 * 1000 + rest.0) * 10);
        }
        digits(figures).map(|(n, _)| n * 10)
    }

    /// A number in words, in tenths.
    fn numeral(&self, at: usize) -> Option<(u32, usize)> {
        let digit = |at: usize| match self.word(at).numeral {
            Some((NumeralKind::Digit, n)) => Some(n),
            _ => None,
        };
        if self.has(at, TimeRole::AndAHalf) {
            return self.word(at + 1).unit.map(|_| (5, at + 1));
        }
        let (mut total, mut value, mut next) = (0u32, digit(at)?, at + 1);
        while next < at + NUMERAL {
            match self.word(next).numeral {
                Some((NumeralKind::Teen, n)) => value = value.saturating_add(n),
                Some((NumeralKind::Scale, n)) => value = value.saturating_mul(n),
                Some((NumeralKind::Digit, n)) if value >= 10 && n < 10 => {
                    total = total.saturating_add(value);
                    value = n;
                }
                _ => break,
            }
            next += 1;
        }
        Some((total.saturating_add(value).saturating_mul(10), next))
    }

    /// Whether a sign of mark-up for emphasis stands at `at`.
    fn markup(&self, at: usize) -> bool {
        self.is(at, '*') || self.is(at, '_')
    }

    /// Whether the word or number at `at` is glued to something that makes it part of a longer sign: `0812-2025`,
    /// `U-23`, `Rp2025`.
    fn inside_sign(&self, at: usize) -> bool {
        if !self.glued(at) || at == self.start {
            return false;
        }
        let mut last = at - 1;
        while last > self.start && self.markup(last) && self.glued(last) {
            last -= 1;
        }
        // `**12 Januari.**`: signs of mark-up that nothing stands glued before.
        if self.markup(last) {
            return false;
        }
        let Some(before) = self.token(last) else { return false };
        match before.kind {
            TokenKind::Punct => {
                !matches!(before.of(self.text), "(" | "[" | "," | "." | ":" | ";" | "–" | "—" | "|" | "!" | "?" | ")")
            }
            TokenKind::Word | TokenKind::Number => true,
            _ => false,
        }
    }

    /// The expression that begins at token `at`, and the token after it.
    pub fn expression(&self, at: usize) -> Option<(usize, Found)> {
        if self.inside_sign(at) || self.inside_number(at) {
            return None;
        }
        let found = self
            .phrase(at)
            .or_else(|| self.lunar(at))
            .or_else(|| self.set(at))
            .or_else(|| self.day_expression(at))
            .or_else(|| self.part_of_date(at))
            .or_else(|| self.eve(at))
            .or_else(|| self.range_of_years(at))
            .or_else(|| self.period(at))
            .or_else(|| self.clock_expression(at))
            .or_else(|| self.quantity(at))
            .or_else(|| self.lone_year(at))?;
        let (end, found) = found;
        // `26/1`, `2025-1999`: a figure that goes on is not the end of an expression.
        let cut = self.token(end - 1).is_some_and(|t| t.kind == TokenKind::Number)
            && (self.dash(end) || self.is(end, '/'))
            && self.glued(end)
            && self.glued(end + 1)
            && self.token(end + 1).is_some_and(|t| t.kind == TokenKind::Number);
        // `12/6/2031/PN`
        let cut = cut || self.is(end, '/') && self.glued(end) && self.glued(end + 1) && self.names_number(end);
        (!cut).then_some((end, found))
    }

    /// Whether a number in figures before `end` goes on with a stroke and capitals.
    fn names_number(&self, end: usize) -> bool {
        let figures = end > self.start && self.token(end - 1).is_some_and(|t| t.kind == TokenKind::Number);
        figures && self.token(end + 1).is_some_and(|t| t.kind == TokenKind::Word && t.shape == Shape::Upper)
    }

    /// Puts an expression together.
    pub fn found(
        &self,
        from: usize,
        end: usize,
        base: Base,
        part: Option<PartOfDay>,
        clock: Option<Clock>,
        rule: &'static str,
    ) -> (usize, Found) {
        let kind = if part.is_some() || clock.is_some() { TimeKind::Time } else { TimeKind::Date };
        let start = self.token(from).map_or(0, |t| t.span.start);
        let span = Span { start, end: self.token(end - 1).map_or(start, |t| t.span.end) };
        (end, Found { span, kind, base, part, clock, claims: None, ahead: false, rule })
    }
}

/// A run of at most four digits, and how many.
pub(super) fn digits(text: &str) -> Option<(u32, usize)> {
    let ok = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    ok.then(|| (text.bytes().fold(0, |n, b| n * 10 + u32::from(b - b'0')), text.len()))
}
