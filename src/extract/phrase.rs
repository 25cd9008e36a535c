//! Noun phrases that can name a speaker: role, affiliation and name in any order, read forward from their first word.
//!
//! Indonesian is head-initial and capitalises whole titles (`Direktur Jenderal Penanganan Fakir Miskin Kementerian Sosial
//! Asep Sasa Purnama`), so a name is the last run of capitalised words that no word class, no shape and no lower-case use
//! in the same article marks as part of an office, an organization or a place.

use super::context::Context;
use crate::lang::Class;
use crate::text::{Shape, TokenKind};
use std::ops::Range;

/// What a phrase names.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Head {
    /// A person by name.
    Person,
    /// An organization, a state, a capital that stands for one.
    Organization,
    /// A title or a description without a name.
    Description,
    /// A document.
    Document,
    /// A pronoun.
    Pronoun,
}

/// A noun phrase, in token indices.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// All of it.
    pub range: Range<usize>,
    /// Without determiners before and demonstratives behind.
    pub core: Range<usize>,
    /// What it names.
    pub head: Head,
    /// The name, for a person.
    pub name: Range<usize>,
    /// The title with its affiliation, where there is one.
    pub role: Range<usize>,
    /// Whether it begins with an indefinite determiner.
    pub indefinite: bool,
    /// Whether it ends with a demonstrative.
    pub demonstrative: bool,
}

/// At most so many tokens are read for one phrase.
const LONGEST: usize = 22;

/// Reads the phrase that begins at `start`, not beyond `end`. `None` if nothing there can name a speaker.
pub(crate) fn phrase(ctx: &Context<'_>, start: usize, end: usize) -> Option<Phrase> {
    let mut i = start;
    while i < end && ctx.lower_or_first(i) && ctx.is_class(i, Class::DETERMINER) {
        i += 1;
    }
    if i < end && ctx.is_class(i, Class::PRONOUN) && !ctx.in_time(i) {
        let range = start..i + 1;
        let none = i..i;
        return Some(Phrase {
            core: i..i + 1,
            range,
            head: Head::Pronoun,
            name: none.clone(),
            role: none,
            indefinite: false,
            demonstrative: false,
        });
    }
    let indefinite = i > start;
    let stop = extent(ctx, i, end.min(i + LONGEST));
    let mut core_end = stop;
    let demonstrative = stop > i && ctx.is_class(stop - 1, Class::DEMONSTRATIVE);
    while core_end > i && ctx.is_class(core_end - 1, Class::DEMONSTRATIVE) {
        core_end -= 1;
    }
    if core_end <= i {
        return None;
    }
    let name = if names_nobody(ctx, i, indefinite) { core_end..core_end } else { name(ctx, i..core_end) };
    let doubtful = name.len() == 1 && !certain(ctx, name.start) && !speaks(ctx, stop) && owed_to_place(ctx, name.start);
    let name = if doubtful { core_end..core_end } else { name };
    let name = if indefinite && name.len() == 1 && ctx.lower(i) && !certain(ctx, name.start) { core_end..core_end } else { name };
    if name.is_empty()
        && !indefinite
        && ctx.is_class(stop, Class::LINKER)
        && ctx.capital(stop + 1)
        && ctx.is_class(i, Class::ROLE)
        && let Some(carried) = carried(ctx, start, i, stop + 1, end)
    {
        return Some(carried);
    }
    let head = if !name.is_empty() { Head::Person } else { describe(ctx, i..core_end)? };
    let role = if head == Head::Person { role_before(ctx, i, name.start) } else { i..i };
    Some(Phrase { range: start..stop, core: i..core_end, head, name, role, indefinite, demonstrative })
}

/// A title that a preposition carries on to its organization, if a name follows: `Ketua Komisi Air dari Fraksi Randu Rani`.
fn carried(ctx: &Context<'_>, start: usize, core: usize, rest: usize, end: usize) -> Option<Phrase> {
    if !ctx.is_class(rest, Class::ORGANIZATION_HEAD | Class::ORGANIZATION) && ctx.token(rest).shape != Shape::Upper {
        return None;
    }
    let stop = extent(ctx, rest, end.min(rest + LONGEST));
    let name = name(ctx, rest..stop);
    (!name.is_empty()).then(|| Phrase {
        range: start..stop,
        core: core..stop,
        head: Head::Person,
        role: role_before(ctx, core, name.start),
        name,
        indefinite: false,
        demonstrative: false,
    })
}

/// Whether a phrase is an organization whatever capitals it ends with: it begins with the organization's noun.
fn names_nobody(ctx: &Context<'_>, first: usize, indefinite: bool) -> bool {
    ctx.is_class(first, Class::ORGANIZATION_HEAD) && !ctx.is_class(first, Class::ROLE)
        || indefinite && ctx.is_class(first, Class::STATE)
}

/// Whether a reporting verb follows, after adverbs.
fn speaks(ctx: &Context<'_>, stop: usize) -> bool {
    let verb = (stop..stop + 4).find(|&i| !ctx.is_class(i, Class::ADVERB)).unwrap_or(stop);
    ctx.pack.cues.begins(ctx.word(verb))
}

/// Whether a word is capitalised only where a sentence begins.
fn owed_to_place(ctx: &Context<'_>, i: usize) -> bool {
    ctx.opens_sentence(i) && !ctx.seen_inside(i)
}

/// Whether a single word is surely a person's name.
fn certain(ctx: &Context<'_>, i: usize) -> bool {
    ctx.is_class(i, Class::GIVEN_NAME) || ctx.is(i + 1, '(') && ctx.token(i + 2).kind == TokenKind::Number
}

/// Where the words of the phrase end.
fn extent(ctx: &Context<'_>, start: usize, end: usize) -> usize {
    let stops = Class::PREPOSITION
        | Class::COORDINATOR
        | Class::SUBORDINATOR
        | Class::ADVERB
        | Class::RELATIVE
        | Class::PRONOUN
        | Class::FIRST_PERSON
        | Class::THAT
        | Class::NEGATION;
    let nominal = Class::ROLE
        | Class::ORGANIZATION_HEAD
        | Class::ORGANIZATION
        | Class::UNNAMED
        | Class::NOUN
        | Class::DOCUMENT
        | Class::ORGANIZATION_WORD;
    let mut i = start;
    let mut named = false;
    while i < end {
        let token = ctx.token(i);
        if ctx.in_time(i) {
            break;
        }
        match token.kind {
            TokenKind::Word if token.shape != Shape::Lower => {
                let class = ctx.class(i);
                named |= !class.any(nominal | Class::PLACE | Class::HONORIFIC | Class::DEGREE | Class::PLACE_HEAD);
                i += 1;
            }
            TokenKind::Word => {
                let class = ctx.class(i);
                if class.any(Class::DEMONSTRATIVE) && i > start {
                    return i + 1;
                }
                if class.any(Class::NAME_PARTICLE) && named && ctx.capital(i + 1) {
                    i += 1;
                    continue;
                }
                let verb = ctx.pack.words.verb_shape(ctx.letters(i)) && !class.any(nominal);
                let joins = class.any(Class::COORDINATOR) && joins_titles(ctx, i);
                if named && !joins
                    || verb
                    || (class.any(stops) && !class.any(nominal) && !joins)
                    || ctx.pack.cues.begins(ctx.word(i))
                {
                    break;
                }
                i += 1;
            }
            // `Covid -19`, `Menteri Riset/Kepala Badan Inovasi`
            TokenKind::Punct if glues(ctx, i, start) => i += 1,
            TokenKind::Number
                if i > start && (ctx.capital(i - 1) || ctx.is(i - 1, '-')) && !token.of(ctx.text).contains(['.', ',']) =>
            {
                i += 1
            }
            TokenKind::Punct if ctx.is(i, '(') => match closing(ctx, i, end) {
                Some(close) if i > start => i = close + 1,
                _ => break,
            },
            TokenKind::Punct if ctx.is(i, '.') && dotted(ctx, i, start) => i += 1,
            _ => break,
        }
    }
    i
}

/// `Menteri Hukum dan Hak Asasi Manusia`: a coordinator between two parts of one capitalised title.
fn joins_titles(ctx: &Context<'_>, i: usize) -> bool {
    let office = Class::ORGANIZATION_WORD | Class::ORGANIZATION_HEAD;
    ctx.capital(i + 1)
        && i > 0
        && ctx.capital(i - 1)
        && (ctx.is_class(i + 1, office) || ctx.pack.words.common_shape(&ctx.letters(i + 1).to_lowercase()))
}

/// Whether a hyphen or a slash holds two parts of a title together.
fn glues(ctx: &Context<'_>, i: usize, start: usize) -> bool {
    let next = ctx.token(i + 1);
    let hyphen = ctx.is(i, '-') && !next.spaced && next.kind == TokenKind::Number;
    let slash = ctx.is(i, '/') && !next.spaced && !ctx.token(i).spaced && ctx.capital(i + 1);
    i > start && ctx.capital(i - 1) && (hyphen || slash)
}

/// Whether a full stop belongs to an initial or a title inside a name (`A. Yani`, `Dr. Rani`).
fn dotted(ctx: &Context<'_>, i: usize, start: usize) -> bool {
    let before = i.wrapping_sub(1);
    i > start
        && !ctx.token(i).spaced
        && ctx.capital(before)
        && (ctx.token(before).span.len() == 1
            || ctx.pack.lexicon.is_abbreviation(ctx.word(before))
            || ctx.is_class(before, Class::DEGREE))
        && (ctx.capital(i + 1) || ctx.is(i + 1, ','))
}

/// The bracket that closes the one at `open`, if it is near.
pub(crate) fn closing(ctx: &Context<'_>, open: usize, end: usize) -> Option<usize> {
    (open + 1..end.min(open + 9)).find(|&i| ctx.is(i, ')'))
}

/// Whether a token can be part of a person's name.
pub(crate) fn name_word(ctx: &Context<'_>, i: usize) -> bool {
    ctx.name(i)
}

/// Works out what [`name_word`] tells of a token; once a token, as it is asked often.
pub(crate) fn reads_as_name(ctx: &Context<'_>, i: usize) -> bool {
    let class = ctx.class(i);
    let office = Class::ROLE
        | Class::ORGANIZATION_HEAD
        | Class::ORGANIZATION
        | Class::ORGANIZATION_WORD
        | Class::PLACE_HEAD
        | Class::PLACE
        | Class::STATE
        | Class::UNNAMED
        | Class::DOCUMENT
        | Class::DEGREE
        | Class::HONORIFIC
        | Class::NOT_A_NAME
        | Class::INTRO
        | Class::PREPOSITION
        | Class::PRONOUN
        | Class::FIRST_PERSON
        | Class::DETERMINER
        | Class::ADVERB
        | Class::NEGATION
        | Class::COORDINATOR
        | Class::SUBORDINATOR
        | Class::DEMONSTRATIVE
        | Class::RELATIVE;
    if !ctx.capital(i) || ctx.in_time(i) {
        return false;
    }
    if class.any(Class::GIVEN_NAME) {
        return true;
    }
    let letters = ctx.letters(i);
    let lower = letters.to_lowercase();
    let verb = owed_to_place(ctx, i) && ctx.pack.words.verb_shape(&lower);
    let common = class.any(office) || verb || ctx.pack.words.common_shape(&lower) || ctx.pack.cues.begins(ctx.word(i));
    !common && !ctx.seen_lower(i) && !ctx.entity(i) && !letters.contains(|c: char| c.is_ascii_digit())
}

/// The last run of name words in `range`; empty if there is none.
fn name(ctx: &Context<'_>, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    let skip = |i: usize| {
        ctx.is(i, '.')
            || ctx.is_class(i, Class::DEGREE)
            || ctx.token(i).kind == TokenKind::Number
            || ctx.is_class(i, Class::DEMONSTRATIVE)
    };
    let bracketed = |end: usize| -> Option<usize> {
        ctx.is(end - 1, ')').then(|| (range.start..end).rev().find(|&i| ctx.is(i, '('))).flatten()
    };
    while end > range.start {
        if let Some(open) = bracketed(end) {
            end = open;
        } else if skip(end - 1) && !name_word(ctx, end - 1) {
            end -= 1;
        } else {
            break;
        }
    }
    let part = |i: usize| {
        name_word(ctx, i)
            || (ctx.is_class(i, Class::NAME_TOO) && ctx.capital(i) && i > range.start && name_word(ctx, i - 1))
            || (ctx.is_class(i, Class::NAME_PARTICLE) && i + 1 < end && name_word(ctx, i + 1))
            || (ctx.is(i, '.') && i > range.start && ctx.token(i - 1).span.len() <= 3 && ctx.capital(i - 1))
    };
    let mut start = end;
    while start > range.start && part(start - 1) {
        start -= 1;
    }
    // A particle or a dot begins no name.
    while start < end && !name_word(ctx, start) {
        start += 1;
    }
    if start == end || !plausible(ctx, start..end) {
        return end..end;
    }
    trim_start(ctx, range.start, start..end)
}

/// Acronyms alone are organizations; at least one word must be written like a name.
fn plausible(ctx: &Context<'_>, name: Range<usize>) -> bool {
    name.clone().any(|i| {
        let token = ctx.token(i);
        token.shape == Shape::Capital && token.span.len() > 1 || ctx.is_class(i, Class::GIVEN_NAME)
    })
}

/// Gives to the office what stands before the name: acronyms, and what a place or an organization's noun takes with it.
fn trim_start(ctx: &Context<'_>, phrase: usize, name: Range<usize>) -> Range<usize> {
    let Range { mut start, end } = name;
    let acronym = |i: usize| ctx.token(i).shape == Shape::Upper && ctx.token(i).span.len() > 2 && !ctx.is(i + 1, '.');
    if let Some(last) = (start..end - 1).rev().find(|&i| acronym(i)) {
        start = last + 1;
    }
    while start + 1 < end && ctx.token(start).shape == Shape::Upper && ctx.token(start).span.len() > 1 && !ctx.is(start + 1, '.')
    {
        start += 1;
    }
    let before = start.checked_sub(1).filter(|&b| b >= phrase);
    let heads =
        before.is_some_and(|b| ctx.is_class(b, Class::PLACE_HEAD | Class::ORGANIZATION_HEAD) && !ctx.is_class(b, Class::ROLE));
    let posted = before.is_some_and(|b| ctx.is_class(b, Class::PLACE_ROLE)) && end - start == 1;
    if posted && !ctx.is_class(start, Class::GIVEN_NAME) {
        return end..end;
    }
    if heads {
        // `Yayasan Pijar Timur`, `Desa Tegalsari`: the first word is the organization's or the place's own.
        let given = (start..end).find(|&i| ctx.is_class(i, Class::GIVEN_NAME) && i > start);
        return match given {
            Some(given) => given..end,
            None if end - start >= 3 => start + 1..end,
            None => end..end,
        };
    }
    if !plausible(ctx, start..end) { end..end } else { start..end }
}

/// The title before a name: everything from the phrase's first word that is not an honorific.
fn role_before(ctx: &Context<'_>, start: usize, name: usize) -> Range<usize> {
    let mut end = name;
    while end > start && (ctx.is_class(end - 1, Class::HONORIFIC) && !ctx.is_class(end - 1, Class::ROLE) || ctx.is(end - 1, '.'))
    {
        end -= 1;
    }
    let roleish = (start..end).any(|i| ctx.is_class(i, Class::ROLE | Class::UNNAMED));
    if roleish { start..end } else { start..start }
}

/// What a phrase without a person's name is.
fn describe(ctx: &Context<'_>, range: Range<usize>) -> Option<Head> {
    let first = range.start;
    let class = ctx.class(first);
    let capital = range.clone().any(|i| ctx.capital(i));
    if class.any(Class::ROLE | Class::UNNAMED) && !class.any(Class::ORGANIZATION_HEAD | Class::STATE) {
        return Some(Head::Description);
    }
    if class.any(Class::ORGANIZATION_HEAD | Class::ORGANIZATION | Class::STATE) {
        return Some(Head::Organization);
    }
    if class.any(Class::DOCUMENT) {
        return Some(Head::Document);
    }
    if class.any(Class::HONORIFIC) && range.len() > 1 && capital {
        return Some(Head::Description);
    }
    let acronym = ctx.token(first).shape == Shape::Upper && ctx.token(first).span.len() > 1;
    let proper = ctx.capital(first)
        && !class.any(Class::INTRO | Class::PREPOSITION | Class::ADVERB | Class::NOT_A_NAME | Class::FIRST_PERSON);
    let several = range.len() > 1 && range.clone().take(2).all(|i| ctx.capital(i));
    if acronym || (proper && (several || class.any(Class::PLACE) || ctx.entity(first))) {
        return Some(Head::Organization);
    }
    None
}

impl Context<'_> {
    /// A word in lower case, or one whose capital may be due to its place.
    pub fn lower_or_first(&self, i: usize) -> bool {
        self.is_word(i) && self.token(i).shape != Shape::Upper
    }
}
