//! Where somebody's words end because another's begin: `S mengatakan C, sedangkan T mengatakan D`, `…, yang dibantah oleh T`.

use super::super::marks::Region;
use super::super::phrase::{Head, Phrase, phrase};
use super::direct::{Ground, Rule};
use super::{Who, Work, cue_at};
use crate::lang::{Class, Cue, Frame};
use crate::model::Stance;

/// So many tokens behind a conjunction another speaker's verb is looked for.
const AHEAD: usize = 24;

/// What is answered has at most so many tokens before the verb.
const ANSWERED: usize = 20;

impl Work<'_, '_> {
    /// Whether another's words begin at token `k`, behind content that began at `start`.
    pub(super) fn opposed(&self, k: usize, start: usize) -> bool {
        let ctx = self.ctx;
        let comma = ctx.is(k, ',');
        let at = k + usize::from(comma);
        if k <= start || !ctx.lower(at) || self.quoted(at) {
            return false;
        }
        let opposes = ctx.pack.cues.clauses.oppose(ctx.word(at));
        // `…, meskipun T membantah D`: there only a denial is another's.
        let concedes = ctx.pack.cues.clauses.concedes(ctx.word(at));
        if opposes || concedes {
            return self.another_tells(at + 1, concedes);
        }
        comma && ctx.is_class(at, Class::RELATIVE) && self.answered_by(at + 1)
    }

    /// Whether a subject with a verb of saying, or `menurut T`, begins at `from`.
    fn another_tells(&self, from: usize, denial: bool) -> bool {
        let ctx = self.ctx;
        let end = self.unit.range.end.min(from + AHEAD);
        if cue_at(ctx, from, &[Frame::According]).is_some_and(|c| !c.clitic) {
            return phrase(ctx, from + 1, end).is_some_and(|p| p.head != Head::Pronoun);
        }
        let Some(verb) = (from + 1..end).find(|&i| {
            ctx.is(i, '.') || ctx.lower(i) && self.cue(i, &[Frame::Active]).is_some() || self.passive_cue(i).is_some()
        }) else {
            return false;
        };
        if ctx.is(verb, '.') || (from..verb).any(|i| ctx.is_class(i, Class::RELATIVE | Class::THAT | Class::SUBORDINATOR)) {
            return false;
        }
        if self.passive_cue(verb).is_some() {
            return self.answered_by(verb);
        }
        if denial && self.cue(verb, &[Frame::Active]).is_none_or(|c| c.stance != Stance::Denies) {
            return false;
        }
        // The subject stands between the conjunction and the verb, and nothing else but what tells of it.
        let speaks = |p: Phrase| {
            let names = matches!(p.head, Head::Person | Head::Organization) || p.head == Head::Description && !p.demonstrative;
            let beside = (p.range.end..verb).all(|i| ctx.is_class(i, Class::ADVERB)) || ctx.is(p.range.end, ',');
            names && beside
        };
        phrase(ctx, from, verb).is_some_and(speaks)
    }

    /// `dibantah oleh T`, `disanggah T`: whether somebody's answer in the passive begins at `at`, adverbs apart.
    fn answered_by(&self, at: usize) -> bool {
        let ctx = self.ctx;
        let Some(verb) = (at..at + 3).find(|&i| !ctx.is_class(i, Class::ADVERB)) else { return false };
        let Some(len) = self.passive_cue(verb) else { return false };
        let from = verb + len + usize::from(ctx.pack.cues.is_by(ctx.word(verb + len)));
        phrase(ctx, from, self.unit.range.end).is_some_and(|p| p.head != Head::Document)
    }

    /// The length of a passive cue of denial or accusation at a token.
    fn passive_cue(&self, i: usize) -> Option<usize> {
        let cue = self.cue(i, &[Frame::Passive]).filter(|c| !c.clitic && c.stance != Stance::Asserts)?;
        Some(usize::from(cue.len))
    }

    /// `Kabar itu dibantah oleh T`: what T answers is what stands before the verb, else the verb itself.
    pub(super) fn answered(&mut self, i: usize, cue: Cue, end: usize, who: Who) -> Option<usize> {
        let ctx = self.ctx;
        let floor = self.unit.range.start.max(i.saturating_sub(ANSWERED));
        let stops = |k: usize| {
            let joins = ctx.lower(k) && (ctx.pack.cues.clauses.oppose(ctx.word(k)) || ctx.is_class(k, Class::RELATIVE));
            ctx.is(k, ',') || ctx.is(k, '.') || ctx.is(k, ':') || self.quoted(k) || joins
        };
        let from = (floor..i).rev().find(|&k| stops(k)).map_or(floor, |k| k + 1);
        let mut until = i;
        while until > from && ctx.is_class(until - 1, Class::ADVERB) {
            until -= 1;
        }
        let doubts = &ctx.pack.cues.doubts;
        let told = from..until;
        let pointed = told.clone().any(|k| ctx.is_class(k, Class::DEMONSTRATIVE));
        let said = told.clone().any(|k| doubts.answered(ctx.word(k)));
        let governed = until > from && ctx.is_class(until - 1, Class::PREPOSITION | Class::SUBORDINATOR);
        let whole = i - from < ANSWERED && (from == self.unit.range.start || !ctx.is_class(from - 1, Class::RELATIVE));
        // A save in a match is no answer: what is answered is pointed at, or is something that was said.
        let content = match cue.stance {
            _ if until > from && whole && !governed && (said || pointed && cue.stance != Stance::Denies) => told,
            Stance::Denies if from == i && !whole => i..end,
            _ => return None,
        };
        self.report(i, cue, end, who, content, "indirect.reply", 66)
    }

    /// `“A,” kata S yang langsung disanggah T, “B.”`
    pub(super) fn answer_before(&self, region: &Region) -> Option<Ground> {
        let ctx = self.ctx;
        let comma = region.open.checked_sub(1).filter(|&i| ctx.is(i, ',') || ctx.is(i, ':'))?;
        let floor = self.unit.range.start.max(comma.saturating_sub(AHEAD));
        let at = (floor..comma).rev().take_while(|&i| !self.quoted(i)).find(|&i| self.passive_cue(i).is_some())?;
        let end = at + self.passive_cue(at)?;
        let from = end + usize::from(ctx.pack.cues.is_by(ctx.word(end)));
        let who = phrase(ctx, from, comma).filter(|p| p.range.end == comma && p.head != Head::Pronoun)?;
        let stance = self.cue(at, &[Frame::Passive])?.stance;
        Some(Ground { cue: Some(at..end), who: Who::Phrase(who), stance, rule: Rule::Before, at })
    }

    /// Whether what ends at `behind` is `menurut T` behind a conjunction that sets it against other words.
    pub(super) fn follows_opposed(&self, behind: usize) -> bool {
        let ctx = self.ctx;
        let floor = self.unit.range.start.max(behind.saturating_sub(ANSWERED)) + 1;
        (floor..behind).any(|i| {
            ctx.pack.cues.clauses.oppose(ctx.word(i - 1)) && cue_at(ctx, i, &[Frame::According]).is_some_and(|c| !c.clitic)
        })
    }
}
