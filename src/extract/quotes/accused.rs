//! Accusations in the passive: `S dituding T melakukan C`, `S dituduh melakukan C oleh T`, `S didakwa jaksa C`.
//!
//! Who is accused stands before the verb and is part of what is alleged; who accuses stands behind it. Without an accuser
//! the words are nobody's.

use super::super::phrase::{Head, Phrase, phrase};
use super::stance::negation;
use super::{Who, Work};
use crate::lang::{Class, Cue, Frame};
use std::ops::Range;

/// The rule's name. Who accuses so is not who the next sentence goes on about: that is the accused.
pub(super) const ACCUSED_BY: &str = "indirect.accused-by";

/// Who accuses stands at most so many tokens behind the verb (`dituduh melakukan C oleh T`).
const AGENT: usize = 24;

/// Behind these a verb goes on with what is alleged.
const OPEN: Class = Class(Class::PREPOSITION.0 | Class::COORDINATOR.0 | Class::THAT.0 | Class::RELATIVE.0 | Class::NEGATION.0);

impl Work<'_, '_> {
    /// Handles the passive of an accusation at `i`; returns where what is alleged ends.
    pub(super) fn accused_by(&mut self, i: usize, cue: Cue, end: usize) -> Option<usize> {
        let ctx = self.ctx;
        let start = self.unit.range.start;
        if !ctx.lower(i) || negation(ctx, i, start).negated {
            return None;
        }
        let accused = self.subject(i).filter(|p| p.head != Head::Document && p.range.start < i)?;
        let before = (accused.range.end..i).rev().find(|&k| !ctx.is_class(k, Class::ADVERB));
        let relative = before.is_some_and(|k| ctx.is_class(k, Class::RELATIVE));
        if before.is_some() && !relative {
            return None;
        }
        let (who, alleged) = self.accuser(end, relative)?;
        if alleged.len() < 2 {
            return None;
        }
        let content = accused.range.start..alleged.end;
        self.report(i, cue, end, Who::Phrase(who), content, ACCUSED_BY, 62)
    }

    /// Who accuses, behind a passive that ends at `end`, and what is alleged.
    fn accuser(&self, end: usize, relative: bool) -> Option<(Phrase, Range<usize>)> {
        let ctx = self.ctx;
        let last = self.unit.range.end;
        let by = usize::from(ctx.pack.cues.is_by(ctx.word(end)));
        let able = |p: &Phrase| matches!(p.head, Head::Person | Head::Organization | Head::Description) && !p.demonstrative;
        // `S yang dituduh T melakukan C membantah`: the clause ends before the verb of its sentence.
        let told = |k: &usize| ctx.lower(*k) && self.cue(*k, &[Frame::Active]).is_some() && !ctx.is_class(*k - 1, OPEN);
        let within = |c: Range<usize>| c.start..(c.start + 2..c.end).find(told).unwrap_or(c.end);
        let rest = |from: usize| if relative { within(self.clause(from)) } else { self.content(from) };
        if by == 1 || self.speaker_at(end) {
            let who = phrase(ctx, end + by, last).filter(able)?;
            let alleged = rest(who.range.end);
            return (!ctx.is(alleged.start, ',')).then_some((who, alleged));
        }
        let alleged = rest(end);
        let agent = (end..last.min(end + AGENT)).find(|&k| ctx.lower(k) && ctx.pack.cues.is_by(ctx.word(k)))?;
        if !(alleged.start..=alleged.end).contains(&agent) || (end..agent).any(|k| ctx.is(k, ',')) {
            return None;
        }
        let who = phrase(ctx, agent + 1, last).filter(able)?;
        Some((who, alleged.start..agent))
    }
}
