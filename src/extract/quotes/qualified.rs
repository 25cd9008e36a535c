//! What only tells more of somebody before the verb and is not its subject: the objects of a relative clause, a state behind a
//! noun, degrees behind a name.

use super::super::phrase::{Head, Phrase, phrase};
use super::Work;
use crate::lang::Class;
use crate::text::Shape;
use std::ops::Range;

/// A verb with its adverbs between a relative and a description that it governs has at most so many tokens.
const GOVERNED: usize = 4;

impl Work<'_, '_> {
    /// Whether a phrase is the object of the verb right before it (`sebelum meninggalkan Lethmark, mengatakan`).
    pub(super) fn governed_by_verb(&self, found: &Phrase) -> bool {
        let before = found.range.start.wrapping_sub(1);
        self.ctx.lower(before) && self.ctx.pack.words.verb_shape(self.ctx.letters(before))
    }

    /// Whether a verb tells what the clause before its comma led to (`roket itu melesat ke Lethmark, mendorong warga …`).
    pub(super) fn is_effect(&self, verb: usize) -> bool {
        let ctx = self.ctx;
        if !ctx.is_class(verb, Class::EFFECT) || !ctx.is(verb.wrapping_sub(1), ',') {
            return false;
        }
        let aside = Class::RELATIVE | Class::PREPOSITION | Class::SUBORDINATOR | Class::COORDINATOR;
        let plain = |i: usize| ctx.lower(i) && !ctx.in_time(i) && !ctx.is_class(i, Class::ROLE | Class::NOUN);
        let clause = |s: Range<usize>| s.clone().any(|i| plain(i) && ctx.pack.words.verb_shape(ctx.letters(i)));
        let segments = self.segments(self.clause_start(verb)..verb - 1);
        segments.last().is_some_and(|s| !ctx.is_class(s.start, aside) && clause(s.clone()))
    }

    /// Whether a segment is nothing but a degree behind a name (`M.Kom`, `IPU`, `ASEAN Eng`).
    pub(super) fn is_degree(&self, segment: &Range<usize>) -> bool {
        let ctx = self.ctx;
        let dotted = segment.len() == 3 && ctx.is(segment.start + 1, '.') && !ctx.token(segment.end - 1).spaced;
        let listed = ctx.is_class(segment.end - 1, Class::DEGREE);
        let single = ctx.token(segment.start).span.len() == 1 && ctx.capital(segment.end - 1);
        dotted && single || listed && segment.clone().all(|i| ctx.capital(i) && !ctx.name(i))
    }

    /// `Rani yang juga ketua panitia mengatakan`: the name before a relative clause whose predicate a description is.
    pub(super) fn predicated(&self, found: &Phrase, start: usize) -> Option<Phrase> {
        let ctx = self.ctx;
        // `Rani yang dituduh jaksa menerima uang menolak C`: the clause's own verb stands between.
        let governs = |i: usize| {
            let verb = ctx.lower(i) && ctx.pack.words.verb_shape(ctx.letters(i)) && !ctx.is_class(i, Class::ROLE | Class::NOUN);
            verb || ctx.pack.cues.is_by(ctx.word(i))
        };
        let far = found.range.start.saturating_sub(GOVERNED).max(start);
        let near = (far..found.range.start).rev().find(|&i| !ctx.is_class(i, Class::ADVERB) && !governs(i));
        let before = near.or_else(|| (start..far).next_back())?;
        if found.head != Head::Description || !ctx.is_class(before, Class::RELATIVE) {
            return None;
        }
        let begins = (start..before).filter(|&s| self.may_begin(s, start) && !self.after_preposition(s, start));
        let named = |p: &Phrase| p.head == Head::Person && p.range.end == before;
        begins.filter_map(|s| phrase(ctx, s, before)).find(named)
    }

    /// `Sumber yang mengetahui rencana Vestria mengatakan`, `Bima selaku kuasa hukum Rani mengatakan`: who stands before a
    /// clause that a name ends.
    pub(super) fn described(&self, found: &Phrase, start: usize) -> Option<Phrase> {
        let ctx = self.ctx;
        let opens = |i: &usize| ctx.lower(*i) && ctx.is_class(*i, Class::RELATIVE | Class::CAPACITY);
        let clause = (start..found.range.start).rev().find(opens)?;
        if !(matches!(found.head, Head::Person | Head::Organization)
            || found.head == Head::Description && ctx.is_class(clause, Class::CAPACITY))
        {
            return None;
        }
        let verb = ctx.lower(clause + 1) && ctx.pack.words.verb_shape(ctx.letters(clause + 1));
        if !(ctx.is_class(clause, Class::CAPACITY) || verb && clause + 1 < found.range.start) {
            return None;
        }
        let led = |s: usize| s > start && ctx.is_class(s - 1, Class::PREPOSITION | Class::LINKER | Class::LOCATIVE);
        let begins = (start..clause).filter(|&s| self.may_begin(s, start) && !led(s) && !self.after_preposition(s, start));
        let speaks = |p: &Phrase| p.range.end == clause && p.head != Head::Pronoun && p.head != Head::Document;
        begins.filter_map(|s| phrase(ctx, s, clause)).find(speaks)
    }

    /// Whether a state's, a place's or a body's short name only tells of a noun before it: `ke arah Lethmark`, `baja Lethmark`.
    pub(super) fn qualifies(&self, found: &Phrase, start: usize) -> bool {
        let ctx = self.ctx;
        let before = found.range.start.wrapping_sub(1);
        let short = |i: usize| {
            let upper = ctx.token(i).shape == Shape::Upper && ctx.token(i).span.len() > 1;
            ctx.capital(i) && (upper || ctx.entity(i) || ctx.is_class(i, Class::STATE | Class::PLACE))
        };
        let plain =
            || ctx.class(before) == Class::default() || ctx.is_class(before, Class::NOUN | Class::DOCUMENT | Class::ORIGIN);
        found.head == Head::Organization
            && found.range.start > start
            && found.core.clone().all(short)
            && ctx.lower(before)
            && !ctx.in_time(before)
            && plain()
            && !ctx.pack.words.verb_shape(ctx.letters(before))
            && !ctx.pack.cues.starts(ctx.word(before))
    }

    /// Whether one unknown word behind a capitalised title and a body's abbreviation is the body's name.
    pub(super) fn names_a_body(&self, found: &Phrase, segment: &Range<usize>, end: usize) -> bool {
        let ctx = self.ctx;
        let known = |i: usize| ctx.sure_name(i);
        let body = |i: usize| {
            let upper = ctx.token(i).shape == Shape::Upper && ctx.token(i).span.len() > 1;
            upper && !ctx.is_class(i, Class::ROLE) || ctx.is_class(i, Class::ORGANIZATION | Class::ORGANIZATION_HEAD)
        };
        found.head == Head::Person
            && found.name.len() == 1
            && !found.name.clone().any(known)
            && ctx.is_class(segment.start, Class::ROLE)
            && found.range.end == segment.end
            && found.name.start.checked_sub(1).is_some_and(|i| i > segment.start && body(i))
            && ctx.is(end.wrapping_sub(1), ',')
    }

    /// Whether a phrase is nothing but a place's name.
    pub(super) fn is_place(&self, found: &Phrase) -> bool {
        let ctx = self.ctx;
        found.head == Head::Organization && found.core.clone().all(|i| ctx.is_class(i, Class::PLACE | Class::STATE))
    }
}
