//! The date of a lead, the first sentence of a piece of news, which has none itself.

use super::{DEED, Telling};
use crate::model::{Article, Certainty, Span, TimeExpression, TimeKind, TimeValue};
use jiff::civil::Date;

/// Days from the article's own date to the statement that dates its lead.
const LEAD_DAYS: i32 = 1;
/// Words that a lead shares with what tells its deed's day: more where that day lies further back than so many.
const DEED_WORDS: usize = 3;
const DEED_DAYS: i32 = 2;

/// A lead has the day of its own deed where the article gives it, not that on which somebody told of it (`… digagalkan pada
/// Selasa`, `kata Rani, Rabu`).
pub fn date_by_deed(article: &Article, tellings: &mut [Telling], pool: &[u32]) {
    let day = |t: &Telling| article.times.get(t.time as usize)?.value.day();
    let features = |t: &Telling| pool.get(t.features.0 as usize..t.features.1 as usize).unwrap_or(&[]);
    let Some(at) = tellings.iter().position(|t| t.dated_by.is_some()) else { return };
    let Some((lead, told)) = tellings.get(at).and_then(|lead| Some((lead, day(lead)?))) else { return };
    let does = |t: &Telling| {
        let both = features(t).iter().filter(|f| features(lead).binary_search(f).is_ok());
        let (deeds, other): (Vec<u32>, Vec<u32>) = both.partition(|f| *f & DEED != 0);
        let days = day(t).and_then(|day| day.until(told).ok()).map_or(0, |s| s.get_days());
        days > 0 && !deeds.is_empty() && (days <= DEED_DAYS || other.len() >= DEED_WORDS)
    };
    let of = |t: &Telling| t.dated_by.is_none() && !t.cited && !t.after && does(t);
    let Some(by) = tellings.iter().position(of) else { return };
    let time = tellings.get(by).map(|t| t.time);
    if let (Some(lead), Some(time)) = (tellings.get_mut(at), time) {
        *lead = Telling { time, dated_by: Some(by as u32), late: false, cited: false, ..*lead };
    }
}

/// Name of the rule by which what an article tells first without a day happened on the day of the article.
const RULE: &str = "event.published";

/// The day on which an article appeared, as the date of what it tells.
pub fn own_day(article: &Article) -> Option<TimeExpression> {
    let value = TimeValue::Day(day_of(article)?);
    Some(TimeExpression { span: Span::default(), kind: TimeKind::Date, value, certainty: Certainty::Inferred, rule: RULE })
}

/// Whether the day on which an article appeared is known.
pub fn has_own_day(article: &Article) -> bool {
    day_of(article).is_some()
}

fn day_of(article: &Article) -> Option<Date> {
    article.published.as_ref()?.value.day()
}

/// For a time that is a day (or finer) on which the article tells its news: whether it was published on another one.
pub fn is_of_the_day(article: &Article, time: u32) -> Option<bool> {
    let told = article.times.get(time as usize)?.value.day()?;
    let Some(published) = article.published.as_ref().and_then(|p| p.value.day()) else { return Some(false) };
    let days = told.until(published).ok()?.get_days().abs();
    (days <= LEAD_DAYS).then_some(days > 0)
}
