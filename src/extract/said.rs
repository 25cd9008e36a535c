//! When the words of a quote were said: a time of the clause that attributes them, and of no other.
//!
//! A sentence tells more times than that of speaking: of a birth, of a flood that the words are about, of an election to
//! come. So a time counts only where nothing between it and its clause's start says that it belongs to something else, and
//! one that is wider than a week only right behind the speaker.

use super::context::Context;
use crate::lang::times::TimeRole;
use crate::lang::{Class, Frame};
use crate::model::{Precision, QuoteKind, Span, TimeValue};
use std::ops::Range;

/// Tokens before a time among which its clause is read.
const CLAUSE: usize = 16;

/// Tokens before a time among which who carried the words is named.
const CARRIER: usize = 10;

/// Tokens between a time and the reporting word behind it at most that belong together.
const LEAST: usize = 1;

/// What is known of the quote whose day is asked for.
pub(super) struct Asked<'a> {
    pub quote: Span,
    pub kind: QuoteKind,
    /// Tokens of the reporting word.
    pub cue: Option<&'a Range<usize>>,
    /// Where the speaker is named.
    pub mention: Option<Span>,
    /// Tokens of the sentence.
    pub unit: Range<usize>,
}

/// When the words were said: the first time behind the reporting word that belongs to its clause, else one before it.
pub(super) fn said(ctx: &Context<'_>, asked: &Asked<'_>) -> Option<TimeValue> {
    let around = ctx.span(asked.unit.clone());
    let quote = asked.quote;
    let from = ctx.times.partition_point(|t| t.span.start < around.start);
    let outside = |span: Span| {
        !quote.contains(span) && (asked.kind != QuoteKind::Mixed || span.end <= quote.start || span.start >= quote.end)
    };
    let times = ctx.times.get(from..).unwrap_or_default().iter().take_while(|t| t.span.end <= around.end);
    let fits = times.filter(|t| outside(t.span) && t.value.bounds().is_some()).filter(|t| {
        let at = ctx.tokens.partition_point(|token| token.span.start < t.span.start);
        let wide = t.value.precision().is_none_or(|precision| precision > Precision::Week);
        own(ctx, asked, at) && !carried(ctx, asked, at) && (!wide || beside(ctx, asked, at) || leads(ctx, asked, at, t.span))
    });
    let cue = asked.cue.map_or(around.start, |cue| ctx.span(cue.clone()).start);
    let mut before = None;
    for time in fits {
        if time.span.start >= cue {
            return Some(time.value.clone());
        }
        before = before.or(Some(time));
    }
    before.map(|time| time.value.clone())
}

/// Whether nothing in the clause before the time at token `at` makes it that of something else.
fn own(ctx: &Context<'_>, asked: &Asked<'_>, at: usize) -> bool {
    let first = at.saturating_sub(CLAUSE).max(asked.unit.start);
    let mut aside = false;
    for i in (first..at).rev() {
        let inside = asked.quote.contains(ctx.token(i).span);
        let mark = ctx.is(i, ',') || ctx.is(i, '.') || ctx.is(i, ';');
        // A bracket in front of the time itself closes the clause only where the time stands alone in it.
        if inside || mark || asked.cue.is_some_and(|cue| cue.contains(&i)) {
            break;
        }
        let role = |role| ctx.pack.times.word(ctx.word(i)).has(role);
        // `yang ditemui di kantornya Kamis`: he was met to be asked.
        if role(TimeRole::Reported) || role(TimeRole::Occasion) {
            return true;
        }
        aside |= ctx.lower(i) && (role(TimeRole::Aside) || ctx.is_class(i, Class::RELATIVE));
    }
    !aside
}

/// `kata S, dilansir Kabar Randu, Jumat`: whether the time at token `at` is that of who carried the words. (What is read in
/// somebody's own statement is said on its day: `dikutip dari keterangannya, Jumat`.)
fn carried(ctx: &Context<'_>, asked: &Asked<'_>, at: usize) -> bool {
    let cues = &ctx.pack.cues;
    let first = at.saturating_sub(CARRIER).max(asked.unit.start);
    let mut named = false;
    for i in (first..at).rev() {
        let relay = cues.begins(ctx.word(i)) && cues.at(ctx.word(i), |k| ctx.word(i + k)).any(|c| c.frame == Frame::Relay);
        if relay {
            return named;
        }
        // `C, Kabar Randu melaporkan pada Rabu`
        let own = asked.cue.is_some_and(|cue| cue.contains(&i));
        if !own && ctx.lower(i) && cues.clauses.carry(ctx.word(i)) && i > asked.unit.start && ctx.capital(i - 1) {
            return true;
        }
        let beside = ctx.is(i, ',') && i + 1 < at || ctx.is(i, '.') && ctx.token(i + 1).spaced || ctx.is(i, ';');
        if beside || asked.quote.contains(ctx.token(i).span) || asked.cue.is_some_and(|cue| cue.contains(&i)) {
            return false;
        }
        named |= ctx.capital(i) && !ctx.in_time(i);
    }
    false
}

/// Whether a time in front of the reporting word opens the sentence (`Pada 2018, X mengatakan`) or stands right before it
/// (`X pada 2015 lalu pernah berujar`).
fn leads(ctx: &Context<'_>, asked: &Asked<'_>, at: usize, time: Span) -> bool {
    let Some(cue) = asked.cue.filter(|cue| at < cue.start) else { return false };
    let on = at > asked.unit.start && ctx.pack.times.word(ctx.word(at - 1)).has(TimeRole::On);
    let end = ctx.tokens.partition_point(|token| token.span.start < time.end);
    let opens = at == asked.unit.start + 1 && ctx.is(end, ',');
    on && (opens || (end..=end + LEAST).contains(&cue.start))
}

/// Whether nothing but the speaker and a preposition stands between the reporting word and the time at token `at`.
fn beside(ctx: &Context<'_>, asked: &Asked<'_>, at: usize) -> bool {
    let Some(cue) = asked.cue.filter(|cue| cue.end <= at && at - cue.end <= CLAUSE) else { return false };
    let role = |i: usize, role| ctx.pack.times.word(ctx.word(i)).has(role);
    let speaker = |i: usize| asked.mention.is_some_and(|mention| mention.contains(ctx.token(i).span));
    at > cue.end && role(at - 1, TimeRole::On) && (cue.end..at).all(|i| speaker(i) || ctx.capital(i) || role(i, TimeRole::Lead))
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::lang::Pack;
    use crate::model::{Document, Given};

    /// A sentence with one quote, and the day on which it was said; an empty one where it is not told.
    #[test]
    fn the_day_of_a_report_is_not_that_of_saying() {
        for (text, day) in [
            ("“Kapal itu tiba,” kata Rani Waskita, Rabu (11/6/2031).", "2031-06-11"),
            ("“Kapal itu tiba,” kata Rani Waskita, dilansir Kabar Randu, Rabu (11/6/2031).", ""),
            ("“Kapal itu tiba,” kata Rani Waskita seperti dikutip dari laman Kabar Randu pada Rabu (11/6/2031).", ""),
            ("“Kapal itu tiba,” kata Rani Waskita, Selasa (10/6/2031), dilansir Kabar Randu, Rabu (11/6/2031).", "2031-06-10"),
            ("“Kapal itu tiba,” kata Rani Waskita dikutip dari keterangannya, Rabu (11/6/2031).", "2031-06-11"),
            ("Mengutip Kabar Randu, Rabu (11/6/2031), Rani Waskita mengatakan bahwa kapal itu tiba.", ""),
            ("Kapal itu sudah tiba, kata Rani Waskita, Kabar Randu melaporkan pada Rabu (11/6/2031).", ""),
            ("Rani Waskita mengatakan, Rabu (11/6/2031), kapal itu tiba.", "2031-06-11"),
            // Nothing is in print before it was said.
            ("Rani Waskita mengatakan, Sabtu (14/6/2031), kapal itu tiba.", ""),
        ] {
            let given = Given { published: Some("2031-06-12".into()), ..Given::default() };
            let article = extract(Document { given, text: text.into(), ..Document::default() }, Pack::indonesian());
            let said: Vec<_> = article.quotes.iter().map(|q| q.said.as_ref().map(ToString::to_string)).collect();
            assert_eq!(said, [Some(day).filter(|day| !day.is_empty()).map(str::to_owned)], "{text}");
        }
    }
}
