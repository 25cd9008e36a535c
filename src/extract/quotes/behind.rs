//! What stands behind a quoted region and tells whose it is: `“C,” kata S`, `“C,” katanya`, `“C,” S menambahkan`,
//! `“C,” demikian bunyi surat itu`, `“C,” dikutip dari S`.
//!
//! The comma before a closing mark says that an attribution follows. So the cue may there be a verb that no list holds
//! (`“C,” ceplos Rani`), and its speaker a word that no list knows as one.

use super::super::context::Context;
use super::super::longtitle::titled_through;
use super::super::marks::Region;
use super::super::phrase::{Head, Phrase, phrase};
use super::direct::{Ground, Rule};
use super::labelled::handle;
use super::{Who, Work, cue_at, speaker_after};
use crate::lang::{Class, Cue, Frame};
use crate::model::Stance;
use crate::text::{Shape, TokenKind};
use std::ops::Range;

/// What cannot begin the words that name a speaker.
const STOPS: Class = Class(
    Class::PREPOSITION.0
        | Class::COORDINATOR.0
        | Class::SUBORDINATOR.0
        | Class::ADVERB.0
        | Class::THAT.0
        | Class::NEGATION.0
        | Class::FIRST_PERSON.0,
);

/// At most so many words name a speaker that no list knows.
const LONGEST: usize = 6;

impl Work<'_, '_> {
    /// `“C,” kata S` and `“C,” katanya`.
    pub(super) fn cue_after(&self, region: &Region) -> Option<Ground> {
        let ctx = self.ctx;
        let at = skip(ctx, region.close + 1);
        let closed = closed(ctx, region);
        let cue = self.cue(at, &[Frame::After]).filter(|_| closed || ctx.tokens[at].shape == Shape::Lower)?;
        let end = at + usize::from(cue.len);
        let known = self.doubled(cue, end).or_else(|| self.who_after(cue, end));
        let who = known.or_else(|| closed.then(|| self.unlisted_who(end)))?;
        Some(Ground { cue: Some(at..end), who, stance: self.trailing_stance(end).unwrap_or(cue.stance), rule: Rule::After, at })
    }

    /// `…,” tambahnya. – kata perwakilan itu.`: a clitic with the speaker named behind it.
    fn doubled(&self, cue: Cue, end: usize) -> Option<Who> {
        let at = skip(self.ctx, end);
        let second = self.cue(at, &[Frame::After]).filter(|c| cue.clitic && !c.clitic && at > end)?;
        self.who_after(second, at + usize::from(second.len))
    }

    /// Whose words an `after` cue reports.
    pub(super) fn who_after(&self, cue: Cue, end: usize) -> Option<Who> {
        if cue.clitic {
            return Some(Who::Told(None));
        }
        let end = end + usize::from(self.ctx.pack.cues.is_by(self.ctx.word(end)));
        // `cuit @rani`
        if let Some(handle) = handle(self.ctx, end, self.unit.range.end) {
            return Some(Who::Phrase(bare(handle, Head::Description)));
        }
        match speaker_after(self.ctx, end, self.unit.range.end) {
            Some(p) if p.head == Head::Pronoun => Some(Who::Told(Some(p.core))),
            Some(p) => Some(Who::Phrase(p)),
            // A capital behind a cue is a name, whatever else the word can mean (`kata Agung`).
            None if self.ctx.capital(end) && !self.ctx.in_time(end) => Some(self.unlisted_who(end)),
            None => None,
        }
    }

    /// Whether the word behind a cue can begin the words that name a speaker: what is between a comma and a common noun is
    /// no cue (`…, nilai kepemilikan saham itu naik`).
    pub(super) fn speaker_at(&self, i: usize) -> bool {
        let ctx = self.ctx;
        let nominal = Class::PRONOUN
            | Class::ROLE
            | Class::HONORIFIC
            | Class::UNNAMED
            | Class::ORGANIZATION_HEAD
            | Class::DETERMINER
            | Class::DOCUMENT;
        ctx.is_word(i) && (ctx.token(i).shape != Shape::Lower || ctx.is_class(i, nominal))
    }

    /// Who stands behind a sure cue, though no list knows the words: capitalised ones are a name, others a description.
    fn unlisted_who(&self, start: usize) -> Who {
        let ctx = self.ctx;
        let limit = self.unit.range.end.min(start + LONGEST);
        let named = |i: &usize| ctx.is_word(*i) && ctx.token(*i).shape != Shape::Lower && !ctx.in_time(*i);
        let capitals = (start..limit).take_while(named).count();
        let titled = (start..start + capitals).any(|i| ctx.is_class(i, Class::ROLE) && !ctx.is_class(i, Class::NAME_TOO));
        if titled {
            let title = bare(start..start + capitals, Head::Description);
            return Who::Phrase(titled_through(ctx, &title, self.unit.range.end).unwrap_or(title));
        }
        if capitals > 0 {
            return Who::Phrase(bare(start..start + capitals, Head::Person));
        }
        let mut end = start;
        while end < limit && ctx.is_word(end) && !ctx.in_time(end) && !ctx.is_class(end, STOPS) {
            end += 1;
            if ctx.is_class(end - 1, Class::DEMONSTRATIVE) {
                break;
            }
        }
        if end == start {
            return Who::Same;
        }
        let head = if ctx.is_class(start, Class::DOCUMENT) { Head::Document } else { Head::Description };
        let told = bare(start..end, head);
        if end > start + 1 && ctx.is_class(end - 1, Class::DEMONSTRATIVE) {
            return Who::Phrase(Phrase { core: start..end - 1, demonstrative: true, ..told });
        }
        Who::Phrase(told)
    }

    /// `…,” katanya, memperingatkan.`: a second verb that tells how it was said.
    fn trailing_stance(&self, end: usize) -> Option<Stance> {
        let ctx = self.ctx;
        let verb = (end..self.unit.range.end).take(8).find(|&i| {
            (ctx.is(i.wrapping_sub(1), ',') || ctx.is_class(i.wrapping_sub(1), Class::GERUND))
                && cue_at(ctx, i, &[Frame::Active]).is_some()
                && !ctx.is_word(i + 1)
        });
        verb.and_then(|i| cue_at(ctx, i, &[Frame::Active])).map(|c| c.stance)
    }

    /// `“C,” S menambahkan.`
    pub(super) fn clause_after(&self, region: &Region) -> Option<Ground> {
        let ctx = self.ctx;
        let at = skip(ctx, region.close + 1);
        let who = phrase(ctx, at, self.unit.range.end)?;
        let mut verb = who.range.end;
        while ctx.is_class(verb, Class::ADVERB) {
            verb += 1;
        }
        let cue = self.cue(verb, &[Frame::Active])?;
        let end = verb + usize::from(cue.len);
        let over = end >= self.unit.range.end || !ctx.is_word(end) || ctx.is_class(end, Class::PREPOSITION) || ctx.in_time(end);
        if !over || self.regions.last().is_some_and(|r| r.open >= end) {
            return None;
        }
        let who = if who.head == Head::Pronoun { Who::Told(Some(who.core)) } else { Who::Phrase(who) };
        Some(Ground { cue: Some(verb..end), who, stance: cue.stance, rule: Rule::Behind, at })
    }

    /// `“C,” ceplos Rani` and `“C,” ceplosnya`: a verb that no list holds, where the comma says that a cue follows.
    pub(super) fn unlisted_cue(&self, region: &Region) -> Option<Ground> {
        let ctx = self.ctx;
        let at = skip(ctx, region.close + 1);
        let comma = matches!(ctx.letters(region.close - 1), "," | "!" | "?") || ctx.is(region.close + 1, ',');
        let clauses = region.inner().filter(|&i| ctx.is_word(i)).count() >= 3 && self.whole(region);
        let nominal = Class::ROLE | Class::UNNAMED | Class::NOUN | Class::ORGANIZATION_HEAD | Class::PRONOUN | Class::HONORIFIC;
        let excluded = STOPS | nominal | Class::DETERMINER | Class::RELATIVE | Class::DEMONSTRATIVE | Class::INTRO;
        if !comma || !clauses || at >= self.unit.range.end || !ctx.lower(at) || ctx.in_time(at) || ctx.is_class(at, excluded) {
            return None;
        }
        let ground = |who| Some(Ground { cue: Some(at..at + 1), who, stance: Stance::Asserts, rule: Rule::Unlisted, at });
        if ctx.pack.cues.has_clitic(ctx.letters(at)) && !ctx.is_word(at + 1) {
            return ground(Who::Told(None));
        }
        let who = speaker_after(ctx, at + 1, self.unit.range.end)?;
        match who.head {
            Head::Pronoun => ground(Who::Told(Some(who.core))),
            Head::Person | Head::Description => ground(Who::Phrase(who)),
            _ => None,
        }
    }

    /// `“C,” dikutip dari laman S.`: words of a document or a page, else of who spoke before.
    pub(super) fn relayed(&self, region: &Region) -> Option<Ground> {
        let at = skip(self.ctx, region.close + 1);
        let cue = self.cue(at, &[Frame::Relay]).filter(|_| closed(self.ctx, region) && self.whole(region))?;
        let end = at + usize::from(cue.len);
        let source = (end..end + 3).find(|&i| !self.ctx.is_class(i, Class::PREPOSITION)).unwrap_or(end);
        let who = match speaker_after(self.ctx, source, self.unit.range.end) {
            Some(found) => Who::Phrase(found),
            None if self.ctx.lower(source) && !self.ctx.in_time(source) => self.unlisted_who(source),
            None => Who::Same,
        };
        Some(Ground { cue: Some(at..end), who, stance: Stance::Asserts, rule: Rule::Relayed, at })
    }
}

/// A phrase that is nothing but its words.
pub(super) fn bare(range: Range<usize>, head: Head) -> Phrase {
    let name = if head == Head::Person { range.clone() } else { range.end..range.end };
    let role = range.start..range.start;
    Phrase { core: range.clone(), range, head, name, role, indefinite: false, demonstrative: false }
}

/// Whether a comma or the end of a sentence stands before the closing mark, or a comma behind it.
fn closed(ctx: &Context<'_>, region: &Region) -> bool {
    matches!(ctx.letters(region.close - 1), "," | "." | "!" | "?" | "…") || ctx.is(region.close + 1, ',')
}

/// The token behind the closing mark that can be a cue.
fn skip(ctx: &Context<'_>, mut i: usize) -> usize {
    while matches!(ctx.letters(i), "," | "-" | "–" | "—" | "." | ")") || ctx.token(i).kind == TokenKind::SingleMark {
        i += 1;
    }
    i
}
