//! Whether what stands behind a reporting verb is a clause: `menegaskan bahwa …` and `menegaskan jembatan itu aman` report,
//! `menegaskan komitmennya` and `untuk menegaskan …` do not.

use super::super::context::Context;
use super::super::phrase::phrase;
use super::Work;
use crate::lang::{Class, Complement, Cue, Frame};
use crate::model::Stance;
use std::ops::Range;

/// At most so many tokens are looked at for a predicate.
const FAR: usize = 48;

impl Work<'_, '_> {
    /// Whether the unmarked content behind an active cue is a clause and not a thing.
    pub(super) fn reports_clause(&self, cue: Cue, content: &Range<usize>) -> bool {
        let ctx = self.ctx;
        let first = content.start;
        let clauses = &ctx.pack.cues.clauses;
        let shaped = |i: usize| ctx.lower(i) && ctx.pack.words.verb_shape(ctx.letters(i));
        let adverb = |i: usize| ctx.is_class(i, Class::ADVERB);
        let wanted = |i: usize| {
            ctx.is_class(i, Class::PREPOSITION)
                && clauses.purpose(ctx.word(i))
                && (shaped(i + 1) || adverb(i + 1) && shaped(i + 2))
        };
        let urges = ctx.is_class(first, Class::PREPOSITION) || matches!(cue.stance, Stance::Urges | Stance::Warns);
        let event = cue.complement == Complement::Predicate && clauses.event(ctx.word(first));
        let told =
            event || wanted(first) || urges && content.clone().take(FAR).any(|i| ctx.is_class(i, Class::THAT) || wanted(i));
        // `menyampaikan hal itu saat …`
        let behind = |i: usize| ctx.is_class(i, Class::SUBORDINATOR) && !ctx.in_time(i);
        if clauses.thing(ctx.word(first), ctx.letters(first))
            && ctx.is_class(first + 1, Class::DEMONSTRATIVE)
            && behind(first + 2)
        {
            return false;
        }
        // `meminta nomor itu, artinya T harus pergi`: what one asks for ends with the comma.
        let ends = |&i: &usize| ctx.is(i, ',') && ctx.lower(i + 1) && !ctx.is_class(i + 1, Class::RELATIVE);
        let comma = if cue.stance == Stance::Urges { content.clone().find(ends) } else { None };
        let until = comma.unwrap_or(content.end);
        if told || clauses.stated(ctx.word(first)) || has_predicate(ctx, first..until) {
            return true;
        }
        let letters = ctx.letters(first);
        let thing = ctx.is_class(first, Class::DETERMINER | Class::PREPOSITION)
            || ctx.pack.words.common_shape(letters)
            || ctx.pack.cues.has_clitic(letters)
            || clauses.thing(ctx.word(first), letters);
        cue.complement == Complement::Clause && !thing && !self.mere_noun(content)
    }

    /// `menambahkan lontong ke daftar`, `menyinggung Kepala Badan`: a bare noun or a name as the whole object.
    fn mere_noun(&self, content: &Range<usize>) -> bool {
        let ctx = self.ctx;
        let noun = content.clone().take_while(|&i| ctx.is_word(i) && !ctx.is_class(i, Class::PREPOSITION));
        let (words, capitals) = noun.fold((0, 0), |(w, c), i| (w + 1, c + usize::from(ctx.capital(i))));
        let whole = content.start + words == content.end;
        words == capitals && words > 0 && whole || words == 1 && ctx.pack.cues.clauses.place(ctx.word(content.start + 1))
    }

    /// `mengakui T sebagai guru`: who is recognized as something confesses nothing, but for what is one's own (`mengakui
    /// perbuatannya sebagai kesalahan`).
    pub(super) fn recognizes(&self, cue: Cue, content: &Range<usize>) -> bool {
        let ctx = self.ctx;
        let clauses = &ctx.pack.cues.clauses;
        let confirms = cue.stance == Stance::Confirms && cue.complement == Complement::Object;
        let near = content.start..content.end.min(content.start + FAR);
        let as_what = near.clone().find(|&i| ctx.lower(i) && clauses.liken(ctx.word(i)));
        confirms
            && as_what.is_some_and(|at| {
                let own = (content.start..at).any(|i| ctx.pack.cues.has_clitic(ctx.letters(i)));
                at > content.start && !own && !(content.start..at).any(|i| self.verb(i) || self.predicate(i))
            })
    }

    /// Whether a verb is owed or asked for: `diminta memastikan`.
    pub(super) fn owed(&self, verb: usize) -> bool {
        let ctx = self.ctx;
        let floor = self.unit.range.start;
        let before = (floor.max(verb.saturating_sub(4))..verb).rev().find(|&i| !ctx.is_class(i, Class::ADVERB));
        let asked = |i: usize| ctx.pack.cues.doubts.undone(ctx.word(i));
        before.is_some_and(asked) || (floor.max(verb.saturating_sub(2))..verb).any(asked)
    }

    /// Whether a word looks like a verb and is no noun.
    pub(super) fn verb(&self, i: usize) -> bool {
        is_verb(self.ctx, i)
    }

    /// `mengatakan jika A, maka B`: whether the conjunction of content begins a condition inside it.
    pub(super) fn conditional(&self, that: usize) -> bool {
        let ctx = self.ctx;
        let clauses = &ctx.pack.cues.clauses;
        let halves = |i: usize| ctx.is(i, ',') && clauses.consequence(ctx.word(i + 1));
        clauses.condition(ctx.word(that)) && (that..self.unit.range.end.min(that + FAR)).any(halves)
    }

    /// `tidak membenarkan maupun membantah C`: whether the next verb's object is this one's too.
    pub(super) fn shares_object(&self, end: usize) -> bool {
        let ctx = self.ctx;
        let past = (end..end + 3)
            .find(|&i| !ctx.is_class(i, Class::COORDINATOR | Class::ADVERB | Class::NEGATION | Class::GERUND))
            .unwrap_or(end);
        past > end && self.cue(past, &[Frame::Active]).is_some_and(|c| c.complement == Complement::Object)
    }

    /// `mengaku kepada hakim C`: where the content begins behind whom it is said to.
    pub(super) fn past_addressee(&self, end: usize) -> usize {
        let ctx = self.ctx;
        if !ctx.pack.cues.clauses.addressee(ctx.word(end)) {
            return end;
        }
        let role = ctx.is_class(end + 1, Class::ROLE | Class::UNNAMED).then_some(end + 2);
        let whom = phrase(ctx, end + 1, self.unit.range.end).map(|p| p.range.end).or(role);
        let known = |&at: &usize| self.verb(at) || ctx.is_class(at, Class::ADVERB | Class::PRONOUN) || self.predicate(at);
        whom.filter(known).unwrap_or(end)
    }

    fn predicate(&self, i: usize) -> bool {
        self.ctx.lower(i) && self.ctx.pack.cues.clauses.predicate(self.ctx.word(i))
    }

    /// `menolak usul itu dan memilih diam`: a verb joined to the cue is no part of a thing that is its object.
    pub(super) fn unjoined(&self, content: Range<usize>, cue: Cue, marked: bool) -> Range<usize> {
        let ctx = self.ctx;
        let noun = |i: usize| {
            let letters = ctx.letters(i);
            let clauses = &ctx.pack.cues.clauses;
            clauses.thing(ctx.word(i), letters) || clauses.stated(ctx.word(i)) || ctx.pack.words.common_shape(letters)
        };
        if marked || cue.complement != Complement::Object && !noun(content.start) {
            return content;
        }
        let mut joint = None;
        for i in content.start..content.end.min(content.start + FAR) {
            let past = (i + 1..i + 3).find(|&k| !ctx.is_class(k, Class::ADVERB)).unwrap_or(i + 1);
            let joins = ctx.is_class(i, Class::COORDINATOR) && !ctx.is_class(i, Class::ADVERB);
            if joins && ctx.lower(i) && self.verb(past) && i > content.start {
                joint = Some(i);
                break;
            }
            let closed = cue.complement != Complement::Object && ctx.is_class(i, Class::DEMONSTRATIVE);
            if self.verb(i) || self.predicate(i) || closed || ctx.is_class(i, Class::RELATIVE) {
                return content;
            }
        }
        let Some(mut end) = joint else { return content };
        while end > content.start && ctx.is(end - 1, ',') {
            end -= 1;
        }
        content.start..end
    }

    /// `agar S mengakui C`, `jika S mengakui C`: whether the verb stands in a clause of what is wanted or supposed.
    fn supposed(&self, verb: usize) -> bool {
        self.supposed_at(verb).is_some()
    }

    /// Where the condition stands whose clause a verb is in.
    pub(super) fn supposed_at(&self, verb: usize) -> Option<usize> {
        let ctx = self.ctx;
        let joined = |i: usize| ctx.is_class(i, Class::COORDINATOR) && i + 2 >= verb;
        (self.unit.range.start.max(verb.saturating_sub(12))..verb)
            .rev()
            .take_while(|&i| !ctx.is(i, ',') && !ctx.is(i, '.') && !joined(i) && !self.quoted(i))
            .find(|&i| ctx.pack.cues.clauses.condition(ctx.word(i)))
    }

    /// Whether a verb is meant, wanted or possible, not done: `untuk memastikan`, `tanpa menyebut`, `akan meminta`.
    pub(super) fn intended(&self, verb: usize) -> bool {
        let ctx = self.ctx;
        if self.supposed(verb) {
            return true;
        }
        let before = |i: usize| i.checked_sub(1).filter(|&b| b >= self.unit.range.start);
        let mut at = before(verb);
        for _ in 0..3 {
            match at {
                Some(i) if ctx.pack.cues.clauses.hearer(ctx.word(i)) => return true,
                Some(i) if ctx.pack.cues.clauses.purpose(ctx.word(i)) && !ctx.capital(i) => return true,
                Some(i) if ctx.is_class(i, Class::ADVERB) => at = before(i),
                _ => return false,
            }
        }
        false
    }
}

/// Whether a word looks like a verb and is no noun, title or preposition.
fn is_verb(ctx: &Context<'_>, i: usize) -> bool {
    ctx.lower(i)
        && ctx.pack.words.verb_shape(ctx.letters(i))
        && !ctx.pack.cues.clauses.never(ctx.word(i))
        && !ctx.is_class(i, Class::ROLE | Class::NOUN | Class::PREPOSITION | Class::UNNAMED | Class::DETERMINER)
}

/// Whether words hold a predicate that is not inside a relative clause, a purpose or an aside (`dengan membawa …`).
pub(super) fn has_predicate(ctx: &Context<'_>, range: Range<usize>) -> bool {
    let clauses = &ctx.pack.cues.clauses;
    let mut inside = false;
    for i in range.start..range.end.min(range.start + FAR) {
        let governs = ctx.is_class(i, Class::PREPOSITION | Class::SUBORDINATOR);
        let adverb = clauses.purpose(ctx.word(i)) && ctx.is_class(i + 1, Class::ADVERB);
        // `penutupan jalan itu karena terdampak banjir`: what is behind a demonstrative tells of it.
        let told = i > range.start && ctx.is_class(i - 1, Class::DEMONSTRATIVE) && !ctx.in_time(i - 1);
        if told && clauses.liken(ctx.word(i)) {
            return true;
        }
        let aside = governs && !told && ctx.lower(i) && (is_verb(ctx, i + 1) || adverb && is_verb(ctx, i + 2));
        // `menilai meningkatnya harga`: a verb with the clitic, in front, is a noun.
        let nominal = i == range.start && ctx.pack.cues.has_clitic(ctx.letters(i));
        if ctx.is_class(i, Class::RELATIVE) || aside && !ctx.is_class(i, Class::NEGATION) {
            inside = true;
        } else if is_verb(ctx, i) && !nominal {
            if !inside {
                return true;
            }
            inside = false;
        } else if ctx.lower(i) && (clauses.copula(ctx.word(i)) || !inside && clauses.predicate(ctx.word(i))) {
            return true;
        }
    }
    range.len() > FAR
}
