//! The person's name in a noun phrase.
//!
//! Indonesian is head-initial and capitalises whole titles (`Direktur Jenderal Penanganan Fakir Miskin Kementerian Sosial
//! Asep Sasa Purnama`), so a name is the last run of capitalised words that no word class, no shape and no lower-case use
//! in the same article marks as part of an office, an organization or a place.

use super::context::Context;
use crate::lang::{Class, in_lower_case};
use crate::text::{Shape, TokenKind};
use std::ops::Range;

/// Works out what [`Context::name`] tells of a token; once a token, as it is asked often.
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
        | Class::RANK
        | Class::NOT_A_NAME
        | Class::KIN
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
        | Class::RELATIVE
        | Class::CALLED
        | Class::FONDLY;
    if !ctx.capital(i) || ctx.in_time(i) {
        return false;
    }
    if class.any(Class::GIVEN_NAME) || class.any(Class::NAME_INSIDE) && named_inside(ctx, i) || ctx.suspect(i) {
        return true;
    }
    if class.any(office) || ctx.pack.cues.begins(ctx.word(i)) {
        return false;
    }
    let letters = ctx.letters(i);
    let words = &ctx.pack.words;
    let common = |lower: &str| words.common_shape(lower) || words.verb_shape(lower) && owed_to_place(ctx, i);
    !in_lower_case(letters, common)
        && !ctx.seen_lower(i)
        && !ctx.entity(i)
        && !branded(letters)
        && !shortened(letters)
        && !inner_acronym(letters)
        && !letters.contains(|c: char| c.is_ascii_digit())
}

/// Whether a word that opens sentences (`Lalu`) is a name where it is capitalised inside one: before a word that no list
/// holds, or behind a cue, a title or a calling.
fn named_inside(ctx: &Context<'_>, i: usize) -> bool {
    let free = |k: usize| ctx.class(k) == Class::default() || ctx.is_class(k, Class::GIVEN_NAME);
    let before = i.wrapping_sub(1);
    let called =
        ctx.lower(before) && ctx.pack.cues.begins(ctx.word(before)) || ctx.is_class(before, Class::ROLE | Class::HONORIFIC);
    !ctx.opens_sentence(i) && (ctx.capital(i + 1) && free(i + 1) || called && !ctx.capital(i + 1))
}

/// Whether a word is written like a brand: a capital behind more than three small letters (`SurveySensum`, not `McLeod`).
fn branded(letters: &str) -> bool {
    let mut small = 0;
    letters.chars().any(|c| {
        let inner = c.is_uppercase() && small > 3;
        small = if c.is_lowercase() { small + 1 } else { 0 };
        inner
    })
}

/// Whether a word is written like an abbreviation with small letters in it (`APSyFI`).
fn shortened(letters: &str) -> bool {
    let mut letters = letters.chars();
    let upper = letters.by_ref().take(2).filter(|c| c.is_uppercase()).count();
    upper == 2 && letters.any(char::is_lowercase)
}

/// Whether an abbreviation stands behind small letters in a word (`MenPAN`, `KemenUKM`).
fn inner_acronym(letters: &str) -> bool {
    let mut before = ['A'; 2];
    letters.chars().any(|c| {
        let acronym = before[0].is_lowercase() && before[1].is_uppercase() && c.is_uppercase();
        before = [before[1], c];
        acronym
    })
}

/// The last run of name words in `range`; empty if there is none.
pub(crate) fn name(ctx: &Context<'_>, range: Range<usize>) -> Range<usize> {
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
        } else if skip(end - 1) && !ctx.name(end - 1) {
            end -= 1;
        } else {
            break;
        }
    }
    let part = |i: usize| {
        ctx.name(i)
            || doubled(ctx, i)
            || (ctx.is_class(i, Class::NAME_TOO)
                && ctx.capital(i)
                && (i > range.start && ctx.name(i - 1) || first_too(ctx, i, range.start, end)))
            || surnamed(ctx, i, range.start)
            || (ctx.is_class(i, Class::NAME_PARTICLE) && i + 1 < end && (ctx.name(i + 1) || particles(ctx, i, end)))
            || initial(ctx, i, range.start, end)
            || initials(ctx, i, end)
            || last_initials(ctx, i, range.start, end)
            || ctx.nickname(i)
            || (ctx.is(i, '.') && i > range.start && ctx.token(i - 1).span.len() <= 3 && ctx.capital(i - 1))
    };
    let mut start = end;
    while start > range.start && part(start - 1) && !(start < end && ctx.glued_to_name(start)) {
        start -= 1;
    }
    start = behind_rank(ctx, range.start, start, end);
    // A particle or a dot begins no name.
    while start < end && !ctx.name(start) && !first_too(ctx, start, range.start, end) && !initials(ctx, start, end) {
        start += 1;
    }
    if end - start > 2 && ctx.body_name(start) {
        start += 2;
    }
    if end - start > 1 && opener(ctx, start, end) {
        start += 1;
    }
    // `Randu Rani` behind `The`: the body's own name, then the person's.
    if start > range.start && ctx.is_class(start - 1, Class::ARTICLE) {
        start = if end - start > 2 { start + 1 } else { end };
    }
    if start == end || !plausible(ctx, start..end) {
        return end..end;
    }
    trim_start(ctx, range.start, start..end)
}

/// The name at the end of an organization's phrase (`Kementerian Perdagangan Oka Nirwana`), if the article calls somebody by
/// its first word.
pub(crate) fn called(ctx: &Context<'_>, range: Range<usize>) -> Range<usize> {
    let run = (range.start..range.end).rev().take_while(|&i| ctx.name(i)).last();
    let short = run.and_then(|from| (from.max(range.start + 1)..range.end - 1).find(|&i| ctx.short(i)));
    short.map_or(range.end..range.end, |first| first..range.end)
}

/// Whether a single letter is an initial between two words of a name (`Rani H. Waskita`), whatever else it abbreviates.
fn initial(ctx: &Context<'_>, i: usize, start: usize, end: usize) -> bool {
    let next = i + 1 + usize::from(ctx.is(i + 1, '.'));
    ctx.token(i).span.len() == 1 && ctx.capital(i) && i > start && next < end && ctx.name(i - 1) && ctx.name(next)
}

/// Whether two letters end a name of one or two words before them (`Rani WB`) and are no body's, place's or degree's.
fn last_initials(ctx: &Context<'_>, i: usize, start: usize, end: usize) -> bool {
    let other = Class::ORGANIZATION
        | Class::ORGANIZATION_HEAD
        | Class::ORGANIZATION_WORD
        | Class::ROLE
        | Class::PLACE
        | Class::PLACE_HEAD
        | Class::STATE
        | Class::DEGREE
        | Class::NOT_A_NAME
        | Class::DOCUMENT;
    let token = ctx.token(i);
    let whole = i > start && ctx.name(i - 1) && ctx.token(i - 1).shape == Shape::Capital && !ctx.entity(i - 1);
    let few = i < start + 2 || !ctx.capital(i - 2) || i < start + 3 && ctx.name(i - 2);
    i + 1 == end && token.shape == Shape::Upper && token.span.len() == 2 && !ctx.is_class(i, other) && whole && few
}

/// Where a name begins that holds an office's word: right behind a rank everything is the name (`Ipda Rani Mufti Waskita`).
fn behind_rank(ctx: &Context<'_>, phrase: usize, start: usize, end: usize) -> usize {
    let inside = Class::ROLE | Class::KIN | Class::HONORIFIC | Class::DOCUMENT | Class::UNNAMED;
    let from = start.saturating_sub(3).max(phrase + 1);
    let first = (from..start).find(|&i| ctx.is_class(i - 1, Class::RANK) && ctx.capital(i - 1) && ctx.name(i));
    let all = |first: &usize| (*first..start).all(|i| ctx.name(i) || ctx.capital(i) && ctx.is_class(i, inside));
    first.filter(|_| start < end && !ctx.is_class(start - 1, Class::RANK)).filter(all).unwrap_or(start)
}

/// Whether two initials without a space stand at `i`, whatever else the first abbreviates: `H.P. Waskita`.
fn initials(ctx: &Context<'_>, i: usize, end: usize) -> bool {
    let letter = |k: usize| ctx.token(k).span.len() == 1 && ctx.capital(k);
    let tight = || ctx.is(i + 1, '.') && !ctx.token(i + 1).spaced && !ctx.token(i + 2).spaced && letter(i + 2);
    letter(i) && i + 4 < end && tight() && (ctx.name(i + 3) || ctx.is(i + 3, '.') && ctx.name(i + 4))
}

/// Whether a name's first word is only the first of its sentence (`Praktis Rani menunggu`): it is capitalised nowhere else
/// inside one, and the article calls somebody by the word behind it alone. Or it stands twice, as where a headline's last
/// word runs into the text.
fn opener(ctx: &Context<'_>, start: usize, end: usize) -> bool {
    // `Ron Bartsch, konsultan penerbangan`: a name that was not told of before is told in full.
    let before = || ctx.is_class(start + 1, Class::GIVEN_NAME) || ctx.told_before(start + 1);
    let known = end - start == 2 && ctx.short(start + 1) && before();
    let twice = ctx.letters(start) == ctx.letters(start + 1);
    owed_to_place(ctx, start) && !ctx.is_class(start, Class::GIVEN_NAME) && (known || twice)
}

/// `Rani van der Waskita`: two particles before a part of a name.
fn particles(ctx: &Context<'_>, i: usize, end: usize) -> bool {
    i + 2 < end && ctx.is_class(i + 1, Class::NAME_PARTICLE) && ctx.name(i + 2)
}

/// Whether a place's name stands as a family name: right behind a given name (`Rusdi Ambon`).
fn surnamed(ctx: &Context<'_>, i: usize, start: usize) -> bool {
    let place = ctx.is_class(i, Class::PLACE) && !ctx.is_class(i, Class::STATE) && ctx.capital(i);
    place && i > start && ctx.is_class(i - 1, Class::GIVEN_NAME) && ctx.capital(i - 1)
}

/// Whether a word that is an office's or a name's (`Agung`) begins a name: behind a whole affiliation, a name before it.
fn first_too(ctx: &Context<'_>, i: usize, phrase: usize, end: usize) -> bool {
    let whole = Class::PLACE | Class::STATE | Class::HONORIFIC;
    let before = i.wrapping_sub(1);
    let called = i + 1 == end && i > phrase && ctx.is_class(before, Class::RANK | Class::HONORIFIC);
    if ctx.is_class(i, Class::NAME_FIRST) && ctx.capital(i) && called && !ctx.is_class(before, Class::ORGANIZATION_WORD) {
        return true;
    }
    if doubled(ctx, i) && i + 1 < end && ctx.name(i + 1) {
        return true;
    }
    ctx.is_class(i, Class::NAME_FIRST)
        && i + 1 < end
        && ctx.name(i + 1)
        && (ctx.short(i)
            || i == phrase
            || ctx.is_class(before, whole)
            || ctx.is(before, ')')
            || ctx.entity(before)
            || ctx.token(before).shape == Shape::Upper)
}

/// Whether a state's name stands right behind itself (`Menteri Pertahanan Vestria, Vestria Waskita`): then it is a given name.
fn doubled(ctx: &Context<'_>, i: usize) -> bool {
    let before = if ctx.is(i.wrapping_sub(1), ',') { i.wrapping_sub(2) } else { i.wrapping_sub(1) };
    ctx.is_class(i, Class::STATE) && ctx.capital(i) && before < i && ctx.letters(before) == ctx.letters(i)
}

/// Acronyms alone are organizations; at least one word must be written like a name.
fn plausible(ctx: &Context<'_>, name: Range<usize>) -> bool {
    name.clone().any(|i| {
        let token = ctx.token(i);
        token.shape == Shape::Capital && token.span.len() > 1 || ctx.is_class(i, Class::GIVEN_NAME) || ctx.suspect(i)
    })
}

/// Gives to the office what stands before the name: acronyms, and what a place or an organization's noun takes with it.
fn trim_start(ctx: &Context<'_>, phrase: usize, name: Range<usize>) -> Range<usize> {
    let Range { mut start, end } = name;
    let upper = |i: usize, least: usize| {
        let token = ctx.token(i);
        let given = ctx.is_class(i, Class::GIVEN_NAME);
        token.shape == Shape::Upper && token.span.len() >= least && !ctx.is(i + 1, '.') && !given
    };
    if let Some(last) = (start..end - 1).rev().find(|&i| upper(i, 3)) {
        start = last + 1;
    }
    while start + 1 < end && upper(start, 2) {
        start += 1;
    }
    let mut before = start.checked_sub(1).filter(|&b| b >= phrase);
    // `PT. Randu Karya Rani Waskita`: the stop is the body's.
    if let Some(stop) = before.filter(|&b| b > phrase && ctx.is(b, '.') && ctx.is_class(b - 1, Class::ORGANIZATION_HEAD)) {
        before = Some(stop - 1);
    }
    if before.is_some_and(|b| runs_on(ctx, phrase, b, start, end)) {
        return start + 1..end;
    }
    let heads = before.is_some_and(|b| heads_name(ctx, phrase, b));
    let posted = before.is_some_and(|b| ctx.is_class(b, Class::PLACE_ROLE)) && end - start == 1;
    if posted && !ctx.is_class(start, Class::GIVEN_NAME) {
        return end..end;
    }
    if heads && before.is_some_and(|b| holder(ctx, phrase, b, start, end)) {
        return start..end;
    }
    if heads {
        // `Yayasan Pijar Timur`, `Desa Tegalsari`: the first word is the organization's or the place's own. A word by
        // which the article calls somebody begins the person's name, with given names before it.
        let short = (start..end - 1).find(|&i| ctx.short(i)).map(|i| with_initials(ctx, start, i));
        let given = (start + 1..end).find(|&i| ctx.is_class(i, Class::GIVEN_NAME));
        return match (short, given) {
            (Some(short), Some(given)) => short.min(given)..end,
            (Some(one), None) | (None, Some(one)) => one..end,
            (None, None) if end - start >= 3 => start + 1..end,
            (None, None) => end..end,
        };
    }
    if !plausible(ctx, start..end) { end..end } else { start..end }
}

/// `Lurah Sukarasa Rani Waskita`: whether a place's name stands between an office that takes one and a given name.
fn runs_on(ctx: &Context<'_>, phrase: usize, before: usize, start: usize, end: usize) -> bool {
    let town = before > phrase && ctx.is_class(before, Class::PLACE_HEAD) && ctx.is_class(before - 1, Class::PLACE_ROLE);
    let office = ctx.is_class(before, Class::PLACE_ROLE) || town;
    let given = |i: usize| ctx.is_class(i, Class::GIVEN_NAME);
    office && end - start > 2 && ctx.class(start) == Class::default() && !ctx.short(start) && given(start + 1)
}

/// Whether the name of who holds an office stands right behind the noun of a body or a place, which has none of its own
/// here: it begins with a given name (`Direktur RSUD Dewi Waskita`), or the noun is numbered (`Ketua RT Rani Waskita`).
fn holder(ctx: &Context<'_>, phrase: usize, before: usize, start: usize, end: usize) -> bool {
    let office = ctx.is_class(phrase, Class::ROLE) && phrase < before;
    let named = ctx.is(end, ',') && ctx.capital(end + 1) && !ctx.in_time(end + 1);
    let place = ctx.is_class(before, Class::PLACE_HEAD);
    let numbered = place && ctx.token(before).shape == Shape::Upper;
    let name = |i: usize| ctx.is_class(i, Class::GIVEN_NAME);
    let given = name(start) && (end - start == 2 || end - start == 3 && !place && !name(start + 1));
    office && !named && (numbered || given)
}

/// Where a name begins whose first whole word stands at `i`: before its initials (`M Rani`, `R. A. Rani`).
fn with_initials(ctx: &Context<'_>, start: usize, mut i: usize) -> usize {
    let initial = |k: usize| ctx.token(k).span.len() == 1 && ctx.capital(k);
    while i > start && (initial(i - 1) || ctx.is(i - 1, '.') && i > start + 1 && initial(i - 2)) {
        i -= 1;
    }
    i
}

/// Whether the words behind a token begin with the own name of an organization or a place: `Yayasan`, `Desa`. Not where the
/// word is part of a title (`Wali Kota`) or the last field of a body that is named before (`Dinas Perumahan`).
fn heads_name(ctx: &Context<'_>, phrase: usize, before: usize) -> bool {
    let head = Class::PLACE_HEAD | Class::ORGANIZATION_HEAD;
    if !ctx.is_class(before, head) || ctx.is_class(before, Class::ROLE) {
        return false;
    }
    let titled = before > phrase && ctx.is_class(before, Class::PLACE_HEAD) && ctx.is_class(before - 1, Class::PLACE_ROLE);
    let field = ctx.is_class(before, Class::ORGANIZATION_WORD)
        && !ctx.is_class(before, Class::PLACE_HEAD)
        && before > phrase + 1
        && ctx.is_class(before - 1, Class::ORGANIZATION_WORD | Class::ORGANIZATION_HEAD | Class::NAME_TOO)
        && (phrase + 1..before).any(|i| ctx.is_class(i, Class::ORGANIZATION_HEAD));
    !field && !titled
}

/// Whether a word is capitalised only where a sentence begins.
pub(crate) fn owed_to_place(ctx: &Context<'_>, i: usize) -> bool {
    ctx.opens_sentence(i) && !ctx.seen_inside(i)
}

/// Whether a single word is surely a person's name.
pub(crate) fn certain(ctx: &Context<'_>, i: usize) -> bool {
    ctx.is_class(i, Class::GIVEN_NAME) || ctx.suspect(i) || ctx.is(i + 1, '(') && ctx.token(i + 2).kind == TokenKind::Number
}
