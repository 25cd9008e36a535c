//! The publication date: as the record states it, or worked out from the article's own words.
//!
//! Inference stands on evidence that is kept with the date: the words it was worked out from, and the rule. What could
//! only be guessed stays unknown; `link` may date the article later from others.

use super::times::{Base, Found, Lean, YearRef, number, record_date};
use crate::lang::Pack;
use crate::model::{Block, BlockKind, Certainty, Given, Published, Source, Span, TimeKind, TimeValue};
use crate::text::{Token, TokenKind, within};
use jiff::civil::Date;

/// Works out the publication date of an article.
pub(super) fn published(
    given: &Given,
    source: &Source,
    text: &str,
    tokens: &[Token],
    blocks: &[Block],
    found: &[Found],
    pack: &Pack,
) -> Option<Published> {
    let stated = |value, rule, evidence| Published { value, certainty: Certainty::Stated, rule, evidence };
    if let Some(value) = given.published.as_deref().and_then(|line| record_date(line, pack)) {
        return Some(stated(value, "published.record", Vec::new()));
    }
    let days = Days::read(text, tokens, blocks, found);
    if let Some(day) = days.list.iter().find(|day| day.printed) {
        return Some(stated(TimeValue::Day(day.date), "published.printed", vec![day.span]));
    }
    let inferred =
        |date, rule, evidence| Some(Published { value: TimeValue::Day(date), certainty: Certainty::Inferred, rule, evidence });
    if let Some(date) = source.url.as_deref().and_then(url_date) {
        return inferred(date, "published.url", Vec::new());
    }
    let (date, rule, evidence) = days.choose()?;
    inferred(date, rule, evidence)
}

/// A day that the article names, with its year.
struct Day {
    date: Date,
    span: Span,
    /// On a line of its own or in the dateline: printed as the article's date.
    printed: bool,
    /// Named with its weekday, as news tells its days.
    news: bool,
    /// How many days from the publication the words say it is (`kemarin (17/6)`: -1).
    claims: Option<i32>,
    /// The sentence turns to the future before it.
    ahead: bool,
    year_printed: bool,
}

struct Days {
    list: Vec<Day>,
}

impl Days {
    fn read(text: &str, tokens: &[Token], blocks: &[Block], found: &[Found]) -> Self {
        let years = printed_years(text, tokens, blocks, found);
        let mut list = Vec::new();
        let mut block = 0;
        for item in found {
            while blocks.get(block).is_some_and(|b| b.span.end <= item.span.start) {
                block += 1;
            }
            let place = blocks.get(block);
            let Base::MonthDay { year, month, day, weekday, lean } = item.base else { continue };
            let at = |year: i16| Date::new(year, month as i8, day as i8).ok();
            let date = match year {
                YearRef::Given(year) => at(year),
                YearRef::Open => fitting(&years, weekday, at),
                YearRef::Shift(_) => None,
            };
            let Some(date) = date else { continue };
            let given = matches!(year, YearRef::Given(_));
            let alone = place.is_some_and(|b| b.kind == BlockKind::Dateline || b.span.len() <= item.span.len() + 16);
            let ahead = lean == Lean::Future || item.ahead;
            let news = weekday != 0;
            list.push(Day {
                date,
                span: item.span,
                printed: alone && given,
                news,
                claims: item.claims,
                ahead,
                year_printed: given,
            });
        }
        Days { list }
    }

    fn choose(&self) -> Option<(Date, &'static str, Vec<Span>)> {
        let evidence = |date: Date| self.list.iter().filter(|d| d.date == date).map(|d| d.span).take(4).collect::<Vec<_>>();
        if let Some((day, by)) = self.list.iter().find_map(|d| Some((d, d.claims?))) {
            let date = day.date.checked_sub(jiff::Span::new().days(by)).ok()?;
            return Some((date, "published.counted-from", vec![day.span]));
        }
        let latest = |news: bool| self.list.iter().filter(|d| (d.news || !news) && !d.ahead).map(|d| d.date).max();
        if let Some(date) = latest(true) {
            let rule = if self.list.iter().any(|d| d.date == date && d.year_printed) {
                "published.latest-news-day"
            } else {
                "published.weekday-year"
            };
            return Some((date, rule, evidence(date)));
        }
        let date = latest(false)?;
        Some((date, "published.latest-day", evidence(date)))
    }
}

/// The year, of those printed, in which a day of a month falls on its weekday; without a weekday, the only one.
fn fitting(years: &[i16], weekday: u8, at: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    if weekday == 0 {
        return years.last().copied().and_then(at);
    }
    years.iter().rev().filter_map(|&year| at(year)).find(|date| number(*date) == weekday)
}

/// The years that the article prints, in dates and in credits, ascending.
fn printed_years(text: &str, tokens: &[Token], blocks: &[Block], found: &[Found]) -> Vec<i16> {
    let mut years: Vec<i16> = Vec::new();
    for item in found {
        match (&item.base, item.kind) {
            (Base::MonthDay { year: YearRef::Given(year), .. }, _)
            | (Base::Month { year: YearRef::Given(year), .. }, _)
            | (Base::Quarter { year: YearRef::Given(year), .. }, _)
            | (Base::Year(YearRef::Given(year)), TimeKind::Date) => years.push(*year),
            _ => {}
        }
    }
    for block in blocks.iter().filter(|b| b.kind == BlockKind::Credit) {
        let in_credit = tokens[within(tokens, block.span)].iter().filter(|t| t.kind == TokenKind::Number && t.span.len() == 4);
        years.extend(in_credit.filter_map(|t| t.of(text).parse::<i16>().ok()).filter(|y| (1990..2100).contains(y)));
    }
    years.sort_unstable();
    years.dedup();
    years
}

/// A date in the path of a web address: `/2025/06/18/`, `/2025-06-18-…`, `/20250618…`.
pub(super) fn url_date(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    parts.windows(3).find_map(|w| {
        let sound = w[0].len() == 4 && w[1].len() == 2 && w[2].len() == 2;
        let (year, month, day) = (w[0].parse::<i16>().ok()?, w[1].parse::<i8>().ok()?, w[2].parse::<i8>().ok()?);
        let near = (1990..2100).contains(&year);
        Date::new(year, month, day).ok().filter(|_| sound && near)
    })
}
