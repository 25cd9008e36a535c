//! The days that an article names, as evidence of when it was published: their years, and which of them are days on which
//! something was said, read or received.
//!
//! A day counts only where its year is certain: printed with it, printed elsewhere and fitting its weekday, or near an
//! anchor that another article gives. Where weekday and date contradict each other, a writer has carried one of them over
//! from the day or the month before, so the later is meant; what cannot be explained so is no evidence.

use super::times::{Base, Found, Lean, YearRef, days, number};
use crate::lang::times::TimeRole;
use crate::lang::{Pack, WordId};
use crate::model::{Block, BlockKind, PartOfDay, Span};
use crate::text::{Token, TokenKind, within};
use jiff::ToSpan;
use jiff::civil::Date;

/// How many tokens before a day its reporting word may stand.
const CUE_REACH: usize = 8;
/// The same for a day near an anchor; and for words that say how a statement was come by.
const LONG_REACH: usize = 24;
/// How many tokens before a day the signature of a post may begin.
const SIGNATURE: usize = 20;
/// How far from the anchor a reported day may lie, any other day told, and a weekday.
const NEAR_REPORTED: i32 = 60;
const NEAR_TOLD: i32 = 7;
const NEAR_WEEKDAY: i32 = 3;
/// How many of the years printed, the latest first, can be that of a day without one.
const LATEST_YEARS: usize = 3;
/// The last hour at whose end the day's news can still be out the same day.
const LATE: u8 = 17;

/// What the inference reads.
pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub blocks: &'a [Block],
    pub found: &'a [Found],
    pub pack: &'a Pack,
}

/// A day that the article names, with its year.
pub(super) struct Day {
    pub date: Date,
    pub span: Span,
    /// Where the year was read, when it does not stand with the day.
    pub year: Option<Span>,
    /// Named as news dates what was said: weekday, the date in brackets, beside a comma or a reporting word.
    pub reported: bool,
    /// Told at night.
    pub night: bool,
    /// Nothing but a weekday.
    pub alone: bool,
    /// The date is not the weekday it is called; the one meant was worked out.
    pub misprint: bool,
    /// How many days from the publication the words say it is (`kemarin (17/6)`: -1).
    pub claims: Option<i32>,
}

impl Reading<'_> {
    /// The days that the article names whose year is printed, follows from the weekday, or is that of the anchor.
    pub fn days(&self, anchor: Option<Date>) -> Vec<Day> {
        let years = self.printed_years();
        self.found.iter().filter_map(|item| self.day(item, &years, anchor)).collect()
    }

    fn day(&self, item: &Found, years: &[(i16, Span)], anchor: Option<Date>) -> Option<Day> {
        let night = item.part == Some(PartOfDay::Night);
        let (year, month, day, weekday, lean) = match item.base {
            Base::MonthDay { year, month, day, weekday, lean } => (year, month, day, weekday, lean),
            Base::Weekday { weekday, lean: Lean::None, weeks: None } if !item.ahead => {
                let date = weekday_near(anchor?, weekday)?;
                let reported = self.reported(item.span, LONG_REACH) || self.opens(item.span);
                let (span, claims) = (item.span, item.claims);
                return Some(Day { date, span, year: None, reported, night, alone: true, misprint: false, claims });
            }
            _ => return None,
        };
        let told = lean == Lean::None && !item.ahead;
        let bracketed = told && item.rule == "date.weekday-brackets";
        let mut reported = bracketed && (self.reported(item.span, CUE_REACH) || early(item)) || self.signed(item.span);
        let at = |year: i16| Date::new(year, month as i8, day as i8).ok();
        let (date, year) = match (year, anchor) {
            (YearRef::Given(year), _) => (at(year)?, None),
            (YearRef::Open, None) => fitting(years, weekday, at).map(|(date, span)| (date, Some(span)))?,
            (YearRef::Open, Some(anchor)) => {
                let distance = |date: &Date| days(anchor, *date).abs();
                let candidates = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
                let date = candidates.into_iter().filter_map(at).min_by_key(distance)?;
                reported |= told && distance(&date) <= NEAR_TOLD && self.reported(item.span, LONG_REACH);
                (Some(date).filter(|date| distance(date) <= NEAR_REPORTED)?, None)
            }
            (YearRef::Shift(_), _) => return None,
        };
        let misprint = weekday != 0 && number(date) != weekday;
        let beside = |year: i16| at(year).filter(|_| (year - date.year()).abs() == 1);
        let (date, year) = match misprint.then(|| fitting(years, weekday, beside)) {
            None => (date, year),
            Some(Some((date, span))) => (date, Some(span)),
            Some(None) => (meant(date, weekday).filter(|_| reported)?, year),
        };
        let claims = item.claims.filter(|_| !misprint);
        Some(Day { date, span: item.span, year, reported, night, alone: false, misprint, claims })
    }

    /// Whether words before a day in its sentence make it that of a statement: a word of reading or receiving, or, where
    /// the statement was made on no occasion of its own, a comma or a reporting word within `reach`.
    fn reported(&self, day: Span, reach: usize) -> bool {
        let at = self.tokens.partition_point(|t| t.span.start < day.start);
        let before = &self.tokens[at.saturating_sub(LONG_REACH)..at];
        let within = |t: &&Token| t.kind != TokenKind::Newline && !t.is(self.text, '.');
        let sentence = || before.iter().rev().take_while(within);
        let known = |t: &&Token| t.kind == TokenKind::Word && t.word != WordId::UNKNOWN;
        let any = |role| sentence().filter(known).any(|t| self.pack.times.word(t.word).has(role));
        let says = |t: &Token| self.pack.cues.begins(t.word) || !self.pack.blocks.relays.with_word(t.word).is_empty();
        let said = || before.last().is_some_and(|t| t.is(self.text, ',')) || sentence().take(reach).filter(known).any(says);
        any(TimeRole::Reported) || !any(TimeRole::Occasion) && said()
    }

    /// Whether a day stands behind a name with a handle that a post is signed with: `— Rani Waskita (@rani) 3 Juni 2031`.
    fn signed(&self, day: Span) -> bool {
        let at = self.tokens.partition_point(|t| t.span.start < day.start);
        let line = self.tokens[at.saturating_sub(SIGNATURE)..at].iter().rev().take_while(|t| t.kind != TokenKind::Newline);
        let (mut handle, mut dash) = (false, false);
        for token in line {
            handle |= token.is(self.text, '@');
            dash |= handle && (token.is(self.text, '—') || token.is(self.text, '–') || token.is(self.text, '-'));
        }
        handle && dash && self.tokens[at - 1].is(self.text, ')')
    }

    /// Whether nothing but a preposition stands before a day in its sentence.
    fn opens(&self, day: Span) -> bool {
        let at = self.tokens.partition_point(|t| t.span.start < day.start);
        let ends = |t: &Token| t.kind == TokenKind::Newline || t.is(self.text, '.');
        let lead = |t: &&Token| self.pack.times.word(t.word).has(TimeRole::Lead);
        self.tokens[..at].iter().rev().find(|t| !lead(t)).is_none_or(ends)
    }

    /// Every number that can be a year of the article, in dates, names and credits, each once, ascending.
    fn printed_years(&self) -> Vec<(i16, Span)> {
        let content = self.blocks.iter().filter(|b| b.kind != BlockKind::Boilerplate);
        let numbers = content.flat_map(|b| &self.tokens[within(self.tokens, b.span)]).filter(|t| t.kind == TokenKind::Number);
        let mut years: Vec<(i16, Span)> = numbers
            .filter(|t| t.span.len() == 4)
            .filter_map(|t| Some((t.of(self.text).parse::<i16>().ok()?, t.span)))
            .filter(|(year, _)| (1990..2060).contains(year))
            .collect();
        years.sort_by_key(|&(year, span)| (year, span.start));
        years.dedup_by_key(|&mut (year, _)| year);
        years
    }
}

/// The year among those printed in which a day of a month falls on its weekday, the latest first; with its print.
fn fitting(years: &[(i16, Span)], weekday: u8, at: impl Fn(i16) -> Option<Date>) -> Option<(Date, Span)> {
    let fit = |year: i16| at(year).filter(|date| weekday != 0 && number(*date) == weekday);
    years.iter().rev().take(LATEST_YEARS).find_map(|&(year, span)| Some((fit(year)?, span)))
}

/// The weekday nearest to an anchor.
fn weekday_near(anchor: Date, weekday: u8) -> Option<Date> {
    let ahead = (i32::from(weekday) - i32::from(number(anchor))).rem_euclid(7);
    let by = if ahead > NEAR_WEEKDAY { ahead - 7 } else { ahead };
    anchor.checked_add(by.days()).ok()
}

/// The day meant where weekday and date contradict each other: the later of two neighbours, else the day of the month
/// before or after on which the weekday falls.
fn meant(date: Date, weekday: u8) -> Option<Date> {
    let is = |date: &Date| number(*date) == weekday;
    if date.yesterday().is_ok_and(|d| is(&d)) {
        return Some(date);
    }
    let shifted = |months: i32| date.checked_add(months.months()).ok().filter(|d| d.day() == date.day());
    [date.tomorrow().ok(), shifted(1), shifted(-1)].into_iter().flatten().find(is)
}

/// Told with a part of the day or an hour that leaves time to print it the same day.
fn early(item: &Found) -> bool {
    match (item.clock, item.part) {
        (Some(clock), _) => clock.hour < LATE,
        (None, part) => matches!(part, Some(PartOfDay::Morning | PartOfDay::Afternoon)),
    }
}
