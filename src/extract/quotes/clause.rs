//! Whether what stands behind a reporting verb is a clause: `menegaskan bahwa …` and `menegaskan jembatan itu aman` report,
//! `menegaskan komitmennya` and `untuk menegaskan …` do not.

use super::super::context::Context;
use super::Work;
use crate::lang::{Class, Complement, Cue};
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
        let wanted = |i: usize| {
            let verb = ctx.lower(i + 1) && ctx.pack.words.verb_shape(ctx.letters(i + 1));
            ctx.is_class(i, Class::PREPOSITION) && clauses.purpose(ctx.word(i)) && verb
        };
        let urges = ctx.is_class(first, Class::PREPOSITION) || matches!(cue.stance, Stance::Urges | Stance::Warns);
        let event = cue.complement == Complement::Predicate && clauses.event(ctx.word(first));
        let told =
            event || wanted(first) || urges && content.clone().take(FAR).any(|i| ctx.is_class(i, Class::THAT) || wanted(i));
        if told || clauses.stated(ctx.word(first)) || has_predicate(ctx, content.clone()) {
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

    /// Whether a verb is meant, wanted or possible, not done: `untuk memastikan`, `tanpa menyebut`, `akan meminta`.
    pub(super) fn intended(&self, verb: usize) -> bool {
        let ctx = self.ctx;
        let before = |i: usize| i.checked_sub(1).filter(|&b| b >= self.unit.range.start);
        let mut at = before(verb);
        for _ in 0..3 {
            match at {
                Some(i) if ctx.pack.cues.clauses.purpose(ctx.word(i)) && !ctx.capital(i) => return true,
                Some(i) if ctx.is_class(i, Class::ADVERB) => at = before(i),
                _ => return false,
            }
        }
        false
    }
}

/// Whether words hold a predicate that is not inside a relative clause or a purpose.
pub(super) fn has_predicate(ctx: &Context<'_>, range: Range<usize>) -> bool {
    let clauses = &ctx.pack.cues.clauses;
    let verb = |i: usize| {
        ctx.lower(i)
            && ctx.pack.words.verb_shape(ctx.letters(i))
            && !clauses.never(ctx.word(i))
            && !ctx.is_class(i, Class::ROLE | Class::NOUN | Class::PREPOSITION | Class::UNNAMED | Class::DETERMINER)
    };
    let mut inside = false;
    for i in range.start..range.end.min(range.start + FAR) {
        let purpose = ctx.is_class(i, Class::PREPOSITION) && clauses.purpose(ctx.word(i)) && verb(i + 1);
        if ctx.is_class(i, Class::RELATIVE) || purpose {
            inside = true;
        } else if verb(i) {
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
