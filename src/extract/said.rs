//! When the words of a quote were said: a time of the clause that attributes them, and of no other.
//!
//! A sentence tells more times than that of speaking: of a birth, of a flood that the words are about, of an election to
//! come. So a time counts only where nothing between it and its clause's start says that it belongs to something else, and
//! one that is wider than a week only right behind the speaker.

use super::context::Context;
use crate::lang::Class;
use crate::lang::times::TimeRole;
use crate::model::{Precision, QuoteKind, Span, TimeValue};
use std::ops::Range;

/// Tokens before a time among which its clause is read.
const CLAUSE: usize = 16;

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
        own(ctx, asked, at) && (!wide || beside(ctx, asked, at) || leads(ctx, asked, at, t.span))
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
