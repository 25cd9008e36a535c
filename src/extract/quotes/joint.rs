//! Who speaks together: `Bupati A dan Wakil Bupati B membantah C`, `“C,” kata A, B, dan C`, `Baik A maupun B …`.

use super::super::phrase::{Head, Phrase, phrase};
use super::{Draft, Frame, Who, Work};
use crate::lang::Class;

/// At most so many speak together.
const MOST: usize = 6;

/// A speaker's words, title and all, have at most so many tokens.
const LONG: usize = 14;

impl Work<'_, '_> {
    /// Finds who speaks together with the speaker of a draft.
    pub(super) fn join(&self, draft: &mut Draft) {
        let (Who::Phrase(first), Some(cue)) = (&draft.who, &draft.cue) else { return };
        if !able(first) || !self.named(first) {
            return;
        }
        if first.range.start > cue.start {
            draft.also = self.joined_behind(first);
            return;
        }
        // `A, B, dan C mengatakan`: the list stands between the first and the verb.
        if first.range.end < cue.start {
            let listed = self.joined_behind(first);
            let adverbs = |end: usize| (end..cue.start).all(|i| self.ctx.is_class(i, Class::ADVERB));
            if listed.last().is_some_and(|p| p.range.end <= cue.start && adverbs(p.range.end)) {
                draft.also = listed;
                return;
            }
        }
        let mut before = Vec::new();
        while before.len() < MOST
            && let Some(found) = self.joined_before(before.last().unwrap_or(first), before.is_empty())
        {
            before.push(found);
        }
        // The first named is the speaker.
        if let Some(speaker) = before.pop() {
            let last = first.clone();
            draft.also = before.into_iter().rev().chain([last]).collect();
            draft.who = Who::Phrase(speaker);
        }
    }

    /// `kata A dan B`, `kata A, B, dan C`: who else is named behind the speaker.
    fn joined_behind(&self, first: &Phrase) -> Vec<Phrase> {
        let ctx = self.ctx;
        let end = self.unit.range.end;
        let mut out: Vec<Phrase> = Vec::new();
        let mut at = first.range.end;
        let mut closed = false;
        while out.len() < MOST && !closed {
            let comma = usize::from(ctx.is(at, ','));
            closed = self.joins(at + comma);
            if comma == 0 && !closed {
                break;
            }
            let Some(next) = phrase(ctx, at + comma + usize::from(closed), end).filter(|p| able(p) && self.named(p)) else {
                break;
            };
            at = next.range.end;
            out.push(next);
        }
        // `kata Rani dan Bima menambahkan`: the second has a verb of its own. A list ends with a conjunction.
        let verb = (at..end.min(at + 4)).find(|&i| !ctx.is_class(i, Class::ADVERB));
        let speaks = verb.is_some_and(|i| self.cue(i, &[Frame::Active]).is_some() || self.verb(i));
        let own = speaks && !self.ctx.is(first.range.end, ',');
        if closed && !own { out } else { Vec::new() }
    }

    /// `A dan B mengatakan`: who is named before `next`; `last` where `next` ends the list.
    fn joined_before(&self, next: &Phrase, last: bool) -> Option<Phrase> {
        let ctx = self.ctx;
        let floor = self.unit.range.start;
        let joint = next.range.start.checked_sub(1).filter(|&i| i > floor)?;
        let joins = self.joins(joint);
        if !joins && (last || !ctx.is(joint, ',')) {
            return None;
        }
        let end = if joins && ctx.is(joint - 1, ',') { joint - 1 } else { joint };
        let starts = floor.max(end.saturating_sub(LONG))..end;
        let begins = |&s: &usize| self.may_begin(s, floor) && !self.after_preposition(s, floor);
        let found =
            starts.filter(begins).filter_map(|s| phrase(ctx, s, end)).find(|p| p.range.end == end && able(p) && self.named(p))?;
        // What a verb or a noun governs is no subject: `bertemu A dan B mengatakan`.
        let before = found.range.start.checked_sub(1).filter(|&i| i >= floor);
        let free = |i: usize| {
            let open = Class::ADVERB | Class::COORDINATOR | Class::SUBORDINATOR | Class::THAT | Class::INTRO;
            !ctx.is_word(i) || ctx.is_class(i, open) && !ctx.is_class(i, Class::PREPOSITION) || self.both(i)
        };
        before.is_none_or(free).then_some(found)
    }

    /// Whether a person's name is surely one, and no word of an office: `Deputi Sarana dan Prasarana Rani Waskita`.
    fn named(&self, p: &Phrase) -> bool {
        let ctx = self.ctx;
        let known = |i: usize| ctx.sure_name(i);
        let office = Class::ROLE | Class::HONORIFIC | Class::UNNAMED | Class::RANK;
        let titled = p.role.is_empty() || ctx.is_class(p.core.start, office);
        p.head != Head::Person || titled && (p.name.len() > 1 || p.name.clone().any(known))
    }

    fn joins(&self, i: usize) -> bool {
        self.ctx.lower(i) && self.ctx.pack.cues.clauses.joint(self.ctx.word(i))
    }

    /// `baik A maupun B`
    fn both(&self, i: usize) -> bool {
        self.ctx.pack.cues.clauses.both(self.ctx.word(i))
    }
}

/// Whether a phrase names one who can speak together with others.
fn able(p: &Phrase) -> bool {
    matches!(p.head, Head::Person | Head::Organization) && !p.indefinite
}
