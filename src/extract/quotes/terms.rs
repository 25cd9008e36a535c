//! Terms in marks that are nobody's words: names of things listed (`adalah “A” dan “B”`), a word that the writer keeps away
//! from (`yang “A”`, `para “A”`).

use super::super::context::Context;
use super::super::marks::Region;
use super::Work;
use super::clause::has_predicate;
use crate::lang::Class;

/// A term has at most so many words.
const TERM: usize = 2;

impl Work<'_, '_> {
    /// Whether a region is a term, where nothing right before it says that it is somebody's.
    pub(super) fn term(&self, region: &Region) -> bool {
        let ctx = self.ctx;
        let Some(before) = region.open.checked_sub(1).filter(|&i| i >= self.unit.range.start) else { return false };
        let kept_away = ctx.lower(before) && ctx.is_class(before, Class::RELATIVE | Class::DETERMINER);
        let one = region.inner().len() == 1;
        (kept_away && one || short(ctx, region)) && (kept_away || self.listed(region))
    }

    /// `“A” dan “B”`, `“A”, “B”`: one of several terms, of which nothing says that the first is somebody's.
    fn listed(&self, region: &Region) -> bool {
        let ctx = self.ctx;
        let n = self.doubles.partition_point(|r| r.open < region.open);
        let beside = |a: usize, b: usize| {
            let (Some(first), Some(second)) = (self.doubles.get(a), self.doubles.get(b)) else { return false };
            let joint = |i: usize| ctx.is_class(i, Class::COORDINATOR) || ctx.is(i, ',');
            let between = first.close + 1..second.open;
            !between.is_empty() && between.len() <= 2 && between.into_iter().all(joint) && short(ctx, first) && short(ctx, second)
        };
        let mut first = n;
        while first > 0 && beside(first - 1, first) {
            first -= 1;
        }
        let list = first < n || beside(n, n + 1);
        let told = self.doubles.get(first).and_then(|r| r.open.checked_sub(1)).is_some_and(|i| self.calls(i));
        list && !told
    }

    /// Whether what ends at a token says what somebody calls something: `menyebutnya`, `menyebut T sebagai`.
    fn calls(&self, i: usize) -> bool {
        self.is_cue_end(i)
            || self.ctx.is_class(i, Class::DEMONSTRATIVE)
            || self.ctx.pack.cues.clauses.liken(self.ctx.word(i))
            || self.ctx.is(i, ',')
            || self.ctx.is(i, ':')
    }
}

/// Whether a region is a word or two without a predicate and a negation.
fn short(ctx: &Context<'_>, region: &Region) -> bool {
    let words = region.inner().filter(|&i| ctx.is_word(i)).take(TERM + 1).count();
    let says = |i: usize| ctx.is_class(i, Class::NEGATION | Class::ADVERB) || ctx.is(i, '!') || ctx.is(i, '?') || ctx.is(i, '.');
    (1..=TERM).contains(&words) && !region.inner().any(says) && !has_predicate(ctx, region.inner())
}
