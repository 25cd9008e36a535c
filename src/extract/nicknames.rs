//! Other names that an article itself gives to somebody: `Rani Waskita (Rara)`, `Bima Pratama, yang akrab disapa Bim,`, `kata
//! pria yang karib disapa Bim`, `Bim, sapaan akrab Bima Pratama`.
//!
//! Such a name shares no word with the full one, so only these words tell whose it is. What the article also uses as a part
//! of another person's name, and what is a place's or a body's, is nobody's nickname.

use super::context::Context;
use super::people::{People, name_words};
use crate::lang::Class;
use crate::model::BlockKind;
use std::ops::Range;

/// At most so many words stand between a name and the one that is given besides.
const BETWEEN: usize = 6;

impl People {
    /// Notes the name that stands behind a full name as its other one.
    pub(super) fn note_nickname(&mut self, ctx: &Context<'_>, name: Range<usize>) {
        let Some(other) = bracketed(ctx, name.end).or_else(|| called(ctx, name.end)) else { return };
        if let Some(person) = self.named(ctx, name) {
            self.give(ctx, person, other);
        }
    }

    /// Notes the names that stand behind descriptions (`pria yang akrab disapa Bim`): they mean whoever was named in full
    /// before; and those before `sapaan akrab`, behind which the full name stands.
    pub(super) fn note_descriptions(&mut self, ctx: &Context<'_>, blocks: &[(BlockKind, Range<usize>)]) {
        let mut last: Option<usize> = None;
        let mut mentions: Vec<(usize, usize)> =
            self.all.iter().enumerate().flat_map(|(p, person)| person.mentions.iter().map(move |m| (m.0, p))).collect();
        mentions.sort_unstable();
        let mut next = mentions.into_iter().peekable();
        for i in blocks.iter().flat_map(|(_, range)| range.clone()) {
            while let Some((_, person)) = next.next_if(|m| m.0 <= i) {
                last = Some(person);
            }
            if !ctx.is_class(i, Class::CALLED) || !ctx.lower(i) {
                continue;
            }
            let relative =
                (i.saturating_sub(BETWEEN)..i).rev().take_while(|&k| ctx.lower(k)).find(|&k| ctx.is_class(k, Class::RELATIVE));
            let described = relative.and_then(|k| k.checked_sub(1)).filter(|&k| ctx.is_class(k, Class::UNNAMED | Class::ROLE));
            if let (Some(from), Some(person)) = (described, last)
                && let Some(other) = called(ctx, from + 1)
            {
                self.give(ctx, person, other);
            }
            self.note_before(ctx, i);
        }
    }

    /// `Bim, sapaan akrab Bima Pratama,`.
    fn note_before(&mut self, ctx: &Context<'_>, at: usize) {
        let full = (at + 1..at + BETWEEN).find(|&i| !ctx.is_class(i, Class::FONDLY | Class::CALLED)).unwrap_or(at);
        let end = (full..full + BETWEEN).find(|&i| !ctx.name(i)).unwrap_or(full);
        let before = at.checked_sub(2).filter(|&b| ctx.is(b + 1, ',') && ctx.name(b) && !ctx.capital(b.wrapping_sub(1)));
        if let (Some(before), true) = (before, end > full + 1)
            && let Some(person) = self.named(ctx, full..end)
        {
            self.give(ctx, person, before..before + 1);
        }
    }

    /// Gives somebody another name, unless it is another one's already.
    fn give(&mut self, ctx: &Context<'_>, person: usize, other: Range<usize>) {
        if name_words(ctx, other.clone()).iter().all(|word| !self.has_word(word)) {
            self.also(&ctx.spelt(other), person);
        }
    }
}

/// The name in a description by which it tells who is meant: `pria yang karib disapa Bim`.
pub(super) fn told_in(ctx: &Context<'_>, core: Range<usize>) -> Option<Range<usize>> {
    let at = core.clone().find(|&i| ctx.is_class(i, Class::CALLED) && ctx.lower(i))?;
    let behind = (at + 1..core.end).find(|&i| !ctx.lower(i) || !ctx.is_class(i, Class::FONDLY))?;
    own(ctx, behind).filter(|name| name.end <= core.end)
}

/// `Rani Waskita (Rara)`, `Rani Waskita (Bu Rara)`: the name in the brackets that open at `open`.
fn bracketed(ctx: &Context<'_>, open: usize) -> Option<Range<usize>> {
    let name = own(ctx, open + 1)?;
    (ctx.is(open, '(') && ctx.is(name.end, ')')).then_some(name)
}

/// `Bima Pratama, yang akrab disapa Bang Bim`, `Bima Pratama alias Bim`: the name behind such words at `at`.
pub(super) fn called(ctx: &Context<'_>, at: usize) -> Option<Range<usize>> {
    let start = at + usize::from(ctx.is(at, ',') || ctx.is(at, '('));
    let words = Class::CALLED | Class::FONDLY | Class::RELATIVE;
    let end = (start..start + BETWEEN).find(|&i| !ctx.lower(i) || !ctx.is_class(i, words))?;
    let told = (start..end).any(|i| ctx.is_class(i, Class::CALLED));
    // `Bima Pratama atau Bim`: where the article calls somebody so.
    let either = end == start + 1 && ctx.is_class(start, Class::COORDINATOR) && ctx.is_class(start, Class::FONDLY);
    let name = own(ctx, end)?;
    (told || either && name.len() == 1 && ctx.short(name.start)).then_some(name)
}

/// One or two words that can be a name, without the calling before them.
fn own(ctx: &Context<'_>, at: usize) -> Option<Range<usize>> {
    let start = (at..at + 3).find(|&i| !ctx.is_class(i, Class::HONORIFIC) || !ctx.name(i) && !ctx.capital(i + 1))?;
    let end = (start..start + 3).find(|&i| !ctx.name(i) || ctx.letters(i).len() < 3)?;
    (end > start && end < start + 3).then_some(start..end)
}
