//! The name at the end of a title that no single phrase holds: `Ketua Panitia Harian Perayaan Ulang Tahun ke-40 Kota Randu
//! Rani Waskita`, `Kepala Bagian Pemasaran & Humas Randu Motor Rani Waskita`, `penulis dan pelatih renang, Rani Waskita`,
//! `pemilik yang juga mengemudikan perahu, Rani Waskita`.
//!
//! The title is walked on over numbers, brackets, joints and further bodies up to a person's name. What is between must be
//! nominal: a verb ends the walk, but behind a relative pronoun, where the name must then stand behind a comma.

use super::context::Context;
use super::extent::closing;
use super::name::certain;
use super::phrase::{Head, Phrase, phrase};
use crate::lang::Class;
use crate::text::TokenKind;

/// At most so many tokens stand between the beginning of a title and the name.
const LONGEST: usize = 26;

/// At most so many bodies and places are read on the way.
const PARTS: usize = 6;

/// The person whose title `first` begins, their name not beyond `end`.
pub(crate) fn titled_through(ctx: &Context<'_>, first: &Phrase, end: usize) -> Option<Phrase> {
    let mut walk = Walk { ctx, at: first.range.end, end: end.min(first.range.start + LONGEST), relative: false, comma: false };
    for _ in 0..PARTS {
        let found = walk.next_part()?;
        match found.head {
            Head::Person if walk.fits(&found) => {
                let role = if found.role.is_empty() { first.core.start..found.name.start } else { found.role.clone() };
                let role = if walk.relative || walk.comma { first.core.clone() } else { first.core.start..role.end };
                return Some(Phrase {
                    range: first.range.start..found.range.end,
                    core: first.core.start..found.core.end,
                    role,
                    indefinite: false,
                    ..found
                });
            }
            Head::Person if walk.comma && !(found.name.len() == 1 && ctx.is(found.range.end, ',')) => return None,
            Head::Organization | Head::Description | Head::Person if !found.demonstrative => {
                walk.at = found.range.end.max(walk.at + 1);
                walk.comma = false;
            }
            _ => return None,
        }
    }
    None
}

struct Walk<'a, 'b> {
    ctx: &'a Context<'b>,
    at: usize,
    end: usize,
    /// Whether a relative pronoun was passed.
    relative: bool,
    /// Whether a comma stands right before.
    comma: bool,
}

impl Walk<'_, '_> {
    /// Goes on to the next phrase; `None` where what stands between is no title's.
    fn next_part(&mut self) -> Option<Phrase> {
        let ctx = self.ctx;
        let from = self.at;
        while self.at < self.end {
            let i = self.at;
            if ctx.is(i, ',') {
                self.comma = true;
                self.at += 1;
                // Behind a comma a capitalised word goes on, nothing else.
                if !ctx.capital(i + 1) && !ctx.is_class(i + 1, Class::HONORIFIC) {
                    return None;
                }
                continue;
            }
            if ctx.is(i, '(') {
                self.at = closing(ctx, i, self.end)? + 1;
                continue;
            }
            let capital = ctx.capital(i) && !ctx.in_time(i);
            if capital && (i > from || self.comma) && (!self.relative || self.comma)
                || ctx.is_class(i, Class::HONORIFIC) && self.comma
            {
                if let Some(found) = phrase(ctx, i, self.end) {
                    return Some(found);
                }
            } else if !self.passes(i) {
                return None;
            }
            self.relative |= ctx.is_class(i, Class::RELATIVE);
            self.comma = false;
            self.at += 1;
        }
        None
    }

    /// Whether a token can stand inside a title. Behind its first one.
    fn passes(&self, i: usize) -> bool {
        let ctx = self.ctx;
        let token = ctx.token(i);
        let joint = ["&", "/", "-"].contains(&ctx.letters(i));
        match token.kind {
            TokenKind::Number => true,
            TokenKind::Punct => joint,
            TokenKind::Word if ctx.pack.cues.begins(ctx.word(i)) => false,
            // `juru bicara Randu saat itu, Rani Waskita`
            TokenKind::Word if ctx.is_class(i, Class::SUBORDINATOR) => {
                ctx.is_class(i + 1, Class::DEMONSTRATIVE) && ctx.is(i + 2, ',')
            }
            TokenKind::Word if ctx.is_class(i, Class::DEMONSTRATIVE) => ctx.is_class(i - 1, Class::SUBORDINATOR),
            TokenKind::Word if ctx.in_time(i) => false,
            TokenKind::Word if self.relative || ctx.capital(i) => true,
            TokenKind::Word => {
                let links = Class::LINKER | Class::COORDINATOR | Class::RELATIVE | Class::ORIGIN;
                let stops = Class::PREPOSITION
                    | Class::SUBORDINATOR
                    | Class::ADVERB
                    | Class::PRONOUN
                    | Class::FIRST_PERSON
                    | Class::THAT
                    | Class::NEGATION
                    | Class::DEMONSTRATIVE;
                ctx.is_class(i, links | Class::ROLE)
                    || !ctx.is_class(i, stops) && !ctx.pack.words.verb_shape(ctx.letters(i))
                    || ctx.is_class(i, Class::PREPOSITION) && ctx.is(i + 1, '-')
            }
            _ => false,
        }
    }

    /// Whether a person found on the way is who holds the title: named in full or surely a name, and nothing behind that
    /// makes them the subject of a clause of their own.
    fn fits(&self, found: &Phrase) -> bool {
        let ctx = self.ctx;
        let next = found.range.end;
        let placed = ctx.is_class(found.core.start, Class::PLACE_HEAD | Class::ORGANIZATION_HEAD);
        let begins = found.name.start == found.core.start || !found.role.is_empty() || placed;
        let named = found.name.len() > 1 || certain(ctx, found.name.start) || ctx.short(found.name.start);
        let alone = !self.comma || begins;
        let verb = next < self.end && ctx.lower(next) && self.comma && ctx.pack.words.verb_shape(ctx.letters(next));
        let cue = next < self.end && self.comma && ctx.pack.cues.begins(ctx.word(next));
        let closes = self.relative && self.comma && begins && (next >= self.end || !ctx.is_word(next));
        (named || closes) && alone && !verb && !cue
    }
}
