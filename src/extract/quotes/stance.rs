//! What the speaker does with the words: the reporting verb, what negates it and its object tell it, never a word of the quote.

use super::super::context::Context;
use super::{Draft, NEAR};
use crate::lang::{Class, StanceContext, WordId};
use crate::model::Stance;
use std::ops::Range;

/// So many tokens before a verb a negation can stand, adverbs and a verb beside it between (`tidak membenarkan maupun membantah`).
const NEGATED: usize = 6;

/// How a verb is denied.
#[derive(Copy, Clone, Default, Debug)]
pub(super) struct Negation {
    /// A negation holds it.
    pub negated: bool,
    /// It is not wanted, or not yet done.
    pub refused: bool,
}

/// What negates the verb at `verb`, not looking before `floor`.
pub(super) fn negation(ctx: &Context<'_>, verb: usize, floor: usize) -> Negation {
    let clauses = &ctx.pack.cues.clauses;
    let (mut refused, mut limited, mut joined) = (false, false, false);
    for i in (floor.max(verb.saturating_sub(NEGATED))..verb).rev() {
        let word = ctx.word(i);
        refused |= clauses.refuses(word);
        if ctx.is_class(i, Class::NEGATION) {
            return Negation { negated: !limited, refused: refused && !limited };
        }
        limited |= clauses.limits(word);
        let goes_on = joined || ctx.is_class(i, Class::ADVERB) || clauses.refuses(word) || clauses.either(word);
        joined = clauses.either(word);
        if !goes_on {
            break;
        }
    }
    Negation { negated: false, refused }
}

/// The stance of a draft.
pub(super) fn stance(ctx: &Context<'_>, draft: &Draft, own: Stance, unit_start: usize) -> Stance {
    let words = |range: Range<usize>| range.map(|i| ctx.word(i)).collect::<Vec<_>>();
    let Some(range) = draft.cue.clone() else { return own };
    let cue = words(range.clone());
    let behind = |end: usize| end + usize::from(ctx.pack.cues.clauses.manner(ctx.word(end)));
    let next: WordId = ctx.word(behind(range.end));
    let Negation { negated, refused } = negation(ctx, range.start, unit_start);
    let before = words(unit_start.max(range.start.saturating_sub(NEAR))..range.start.max(unit_start));
    ctx.pack.cues.stance(StanceContext { cue: &cue, next, negated, refused, before: &before }, own)
}
