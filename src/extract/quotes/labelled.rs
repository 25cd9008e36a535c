//! Words in marks whose speaker stands beside them without a verb: behind a label (`Saksi Rani Waskita: “C.”`,
//! `Rani Waskita kepada hakim: “C.”`, `- Rani Waskita (camat): “C.”`, `Kata Rani Waskita: “C.”`), signed with a dash
//! (`“C.” — Rani Waskita`), or told by what somebody does (`“C,” Rani Waskita menunjuk jembatan itu.`).

use super::super::context::Context;
use super::super::marks::Region;
use super::super::phrase::{Head, Phrase, phrase};
use super::direct::{Ground, Rule};
use super::{Who, Work};
use crate::lang::{Class, Frame};
use crate::model::{BlockKind, Stance};
use crate::text::TokenKind;
use std::ops::Range;

/// A label, a signature and what stands beside a name in them have at most so many tokens.
const LABEL: usize = 16;
const ASIDE: usize = 8;

impl Work<'_, '_> {
    /// `Saksi Rani Waskita: “C.”`: words that a label tells whose they are.
    pub(super) fn labelled(&self, region: &Region) -> Option<Ground> {
        let ctx = self.ctx;
        let colon = region.open.checked_sub(1)?;
        let start = self.line_start(colon)?;
        let alone = self.closes_unit(region) && self.unit.kind != BlockKind::Title;
        if !alone || !begins_sentence(ctx, region) {
            return None;
        }
        let cue = self.cue(start, &[Frame::After]).filter(|c| !c.clitic && ctx.capital(start));
        let from = cue.map_or(start, |c| start + usize::from(c.len));
        if !(ctx.is(colon, ':') || cue.is_some() && ctx.is(colon, ',')) {
            return None;
        }
        let who = phrase(ctx, from, colon)?;
        let behind = who.range.end;
        let aside = ctx.is(behind, '(') && ctx.is(colon - 1, ')') || ctx.pack.cues.clauses.addressee(ctx.word(behind));
        let whole = behind == colon || aside && colon - behind <= ASIDE;
        let known = match who.head {
            Head::Person => ctx.capital(from) && self.surely(&who),
            Head::Description => ctx.is_class(from, Class::ROLE | Class::UNNAMED) && who.range.len() <= ASIDE / 2,
            _ => false,
        };
        let who = if who.head == Head::Pronoun { Who::Told(Some(who.core)) } else { Who::Phrase(who) };
        let told = known || cue.is_some();
        let cue = cue.map(|_| start..from);
        (whole && told).then_some(Ground { cue, who, stance: Stance::Asserts, rule: Rule::Label, at: region.open })
    }

    /// `“C.” — Rani Waskita`: words that somebody's name is set under.
    pub(super) fn signed(&self, region: &Region) -> Option<Ground> {
        let ctx = self.ctx;
        let at = region.close + 1;
        let alone = region.open == self.unit.range.start || self.line_start(region.open) == Some(region.open);
        let from = (at..at + 2).find(|&i| !ctx.is_dash(i)).filter(|&i| i > at && ctx.capital(i))?;
        let who = phrase(ctx, from, self.unit.range.end)?;
        let end = self.unit.range.end;
        let behind = who.range.end;
        let aside = ctx.is(behind, ',') || ctx.is(behind, '(') || ctx.is(behind, '.') || ctx.in_time(behind);
        let whole = behind >= end || aside && end - behind <= LABEL;
        let person = who.head == Head::Person && self.surely(&who);
        (alone && whole && person).then_some(Ground {
            cue: None,
            who: Who::Phrase(who),
            stance: Stance::Asserts,
            rule: Rule::Label,
            at,
        })
    }

    /// `“C,” Rani Waskita menunjuk jembatan itu.`: the comma says that what follows tells who spoke.
    pub(super) fn narrated(&self, region: &Region) -> Option<Ground> {
        let ctx = self.ctx;
        let at = region.close + 1;
        if !ctx.is(region.close - 1, ',') || !begins_sentence(ctx, region) || !self.whole(region) || !ctx.capital(at) {
            return None;
        }
        let who = phrase(ctx, at, self.unit.range.end).filter(|p| p.head == Head::Person && self.surely(p))?;
        let acts = (who.range.end..self.unit.range.end).find(|&i| !ctx.is_class(i, Class::ADVERB)).is_some_and(|i| self.verb(i));
        acts.then_some(Ground { cue: None, who: Who::Phrase(who), stance: Stance::Asserts, rule: Rule::Unlisted, at })
    }

    /// Whether a name is a person's beyond doubt: a whole one, a title, a given name, one that the article has whole elsewhere.
    fn surely(&self, p: &Phrase) -> bool {
        let ctx = self.ctx;
        let sure = |i: usize| ctx.sure_name(i);
        let place = |i: usize| ctx.is_class(i, Class::PLACE | Class::STATE | Class::PLACE_HEAD | Class::ORGANIZATION_HEAD);
        let whole = p.name.len() > 1 && !p.name.clone().any(|i| place(i) || ctx.entity(i) || ctx.seen_lower(i));
        !p.role.is_empty() || whole || p.name.clone().any(sure)
    }

    /// Where the line begins that a token stands in, behind a bullet or a number; `None` if that is too far away.
    fn line_start(&self, i: usize) -> Option<usize> {
        let ctx = self.ctx;
        let start = self.unit.range.start;
        let near = i.saturating_sub(LABEL).max(start);
        let broken = (near..i).rev().find(|&k| ctx.token(k).kind == TokenKind::Newline).map(|k| k + 1);
        let from = broken.or_else(|| (near == start).then_some(start))?;
        let bullet = |k: usize| ctx.is_dash(k) || ctx.is(k, '*') || ctx.is(k, '•');
        let numbered = ctx.token(from).kind == TokenKind::Number && (ctx.is(from + 1, '.') || ctx.is(from + 1, ')'));
        Some(if numbered { from + 2 } else { from + usize::from(bullet(from)) })
    }

    /// Whether nothing but signs follows a region in its unit.
    pub(super) fn closes_unit(&self, region: &Region) -> bool {
        !(region.close + 1..self.unit.range.end).any(|i| self.ctx.is_word(i))
    }
}

/// Whether the first word between the marks begins a sentence.
fn begins_sentence(ctx: &Context<'_>, region: &Region) -> bool {
    let first = region.inner().find(|&i| matches!(ctx.token(i).kind, TokenKind::Word | TokenKind::Number));
    first.is_some_and(|i| ctx.capital(i) || ctx.token(i).kind == TokenKind::Number)
}

/// The handle that begins at a token: `@rani.waskita`.
pub(crate) fn handle(ctx: &Context<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    if !ctx.is(at, '@') || at + 1 >= end || ctx.token(at + 1).spaced {
        return None;
    }
    let inner = |i: usize| !ctx.token(i).spaced && (ctx.is_word(i) || ctx.token(i).kind == TokenKind::Number || joins(ctx, i));
    let mut stop = (at + 1..end.min(at + LABEL)).find(|&i| !inner(i)).unwrap_or(end.min(at + LABEL));
    while stop > at + 1 && ctx.is(stop - 1, '.') {
        stop -= 1;
    }
    (stop > at + 1).then_some(at..stop)
}

fn joins(ctx: &Context<'_>, i: usize) -> bool {
    ctx.is(i, '.') || ctx.is(i, '_') || ctx.is(i, '-') || ctx.is(i, '*')
}
