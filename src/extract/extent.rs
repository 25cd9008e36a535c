//! Where the words of a noun phrase end: titles with their fields, brackets, initials.

use super::context::Context;
use crate::lang::{Class, in_lower_case};
use crate::text::{Shape, TokenKind};

/// Where the words of the phrase end.
pub(crate) fn extent(ctx: &Context<'_>, start: usize, end: usize) -> usize {
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
        if ctx.in_time(i) || named && i > start + 1 && ctx.glued_to_name(i) {
            break;
        }
        match token.kind {
            TokenKind::Word if token.shape != Shape::Lower => {
                let class = ctx.class(i);
                let kin = i == start && class.any(Class::KIN) && ctx.lower(i + 1);
                named |= !kin && !class.any(nominal | Class::PLACE | Class::HONORIFIC | Class::DEGREE | Class::PLACE_HEAD);
                i += 1;
            }
            TokenKind::Word => {
                let class = ctx.class(i);
                if class.any(Class::DEMONSTRATIVE) && i > start {
                    return i + 1;
                }
                let particles = ctx.is_class(i + 1, Class::NAME_PARTICLE) && ctx.capital(i + 2);
                if class.any(Class::NAME_PARTICLE) && named && (ctx.capital(i + 1) || particles) {
                    i += 1;
                    continue;
                }
                // `Juru Bicara Gugus Tugas Kendari dr Algazali`
                if class.any(Class::HONORIFIC) && i > start && ctx.capital(i - 1) && calls(ctx, i) {
                    i += 1;
                    continue;
                }
                // `menteri dalam negeri`, but `Kedutaan Randu dalam keterangannya`.
                let governs = class.any(Class::PREPOSITION) && !ctx.is_class(i + 1, Class::ORGANIZATION_WORD);
                if governs && i > start && !class.any(Class::ROLE | Class::ORGANIZATION_HEAD) {
                    break;
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
            // `Rani “Rara” Waskita`
            TokenKind::Mark | TokenKind::SingleMark if named && ctx.nickname(i) => i += 1,
            // `Covid -19`, `Menteri Riset/Kepala Badan Inovasi`
            TokenKind::Punct if glues(ctx, i, start) => i += 1,
            TokenKind::Number
                if i > start
                    && (ctx.capital(i - 1) || ctx.is(i - 1, '-') || ctx.is(i - 1, ')') && ctx.capital(i + 1))
                    && !token.of(ctx.text).contains(['.', ',']) =>
            {
                i += 1
            }
            TokenKind::Punct if ctx.is(i, '(') => match closing(ctx, i, end) {
                Some(close) if i > start => i = close + 1,
                _ => break,
            },
            TokenKind::Punct if ctx.is(i, '.') && dotted(ctx, i, start) => i += 1,
            TokenKind::Punct if ctx.is(i, ',') && i > start && lists_titles(ctx, i, end) => i += 1,
            _ => break,
        }
    }
    i
}

/// Whether a name stands behind a calling, with its full stop or without: `dr Rani`, `dr. Rani`.
fn calls(ctx: &Context<'_>, i: usize) -> bool {
    ctx.capital(i + 1) || ctx.is(i + 1, '.') && ctx.capital(i + 2)
}

/// `Menteri Hukum dan Hak Asasi Manusia`: a coordinator between two parts of one capitalised title.
fn joins_titles(ctx: &Context<'_>, i: usize) -> bool {
    let before = i.wrapping_sub(if ctx.is(i.wrapping_sub(1), ',') { 2 } else { 1 });
    if before >= i || !ctx.capital(i + 1) || !ctx.capital(before) {
        return false;
    }
    let goes_on = ctx.is_class(before, Class::ORGANIZATION_WORD) && !ctx.is_class(i + 1, Class::ROLE | PROPER);
    goes_on && ctx.capital(i + 2) || field(ctx, i + 1)
}

/// Whether a word is one of the fields, bodies or places of which titles are made.
fn field(ctx: &Context<'_>, i: usize) -> bool {
    let office = Class::ORGANIZATION_WORD | Class::ORGANIZATION_HEAD | Class::PLACE_HEAD;
    ctx.is_class(i, office) || in_lower_case(ctx.letters(i), |lower| ctx.pack.words.common_shape(lower))
}

/// What begins a name of its own rather than going on with a title.
const PROPER: Class =
    Class(Class::GIVEN_NAME.0 | Class::PLACE.0 | Class::STATE.0 | Class::ORGANIZATION.0 | Class::HONORIFIC.0 | Class::PRONOUN.0);

/// `Menteri Koordinator Bidang Politik, Hukum, dan Keamanan Rani Waskita`: a comma in the list of a title's fields. Behind
/// it nothing but capitalised fields stands up to a coordinator that joins the last of them.
fn lists_titles(ctx: &Context<'_>, comma: usize, end: usize) -> bool {
    if !field(ctx, comma - 1) || !ctx.capital(comma - 1) {
        return false;
    }
    let limit = end.min(comma + 12);
    let mut i = comma + 1;
    while i < limit {
        if ctx.is_class(i, Class::COORDINATOR) && ctx.lower(i) {
            return ctx.capital(i + 1)
                && !ctx.is_class(i + 1, Class::ROLE | PROPER)
                && (i == comma + 1 || ctx.is(i - 1, ',') || field(ctx, i + 1));
        }
        let named = ctx.is_class(i, Class::ROLE | PROPER);
        if !(ctx.is(i, ',') || ctx.capital(i) && !named) {
            return false;
        }
        i += 1;
    }
    false
}

/// Whether a hyphen or a slash holds two parts of a title together.
fn glues(ctx: &Context<'_>, i: usize, start: usize) -> bool {
    if i <= start || !ctx.capital(i - 1) {
        return false;
    }
    let next = ctx.token(i + 1);
    let hyphen = ctx.is(i, '-') && !next.spaced && next.kind == TokenKind::Number;
    // `Rani Umbara/Siti Waskita`: two people.
    let person = ctx.is_class(i + 1, Class::GIVEN_NAME) && ctx.name(i - 1);
    let slash = ctx.is(i, '/') && !next.spaced && !ctx.token(i).spaced && ctx.capital(i + 1) && !person;
    hyphen || slash
}

/// Whether a full stop belongs to an initial or a title inside a name (`A. Yani`, `Dr. Rani`).
fn dotted(ctx: &Context<'_>, i: usize, start: usize) -> bool {
    let before = i.wrapping_sub(1);
    if i == start || ctx.token(i).spaced {
        return false;
    }
    // `dr. Rani`: a calling in small letters.
    if ctx.lower(before) {
        return ctx.is_class(before, Class::HONORIFIC) && ctx.capital(i + 1);
    }
    ctx.capital(before)
        && (ctx.token(before).span.len() == 1
            || ctx.pack.lexicon.is_abbreviation(ctx.word(before))
            || ctx.is_class(before, Class::DEGREE | Class::RANK))
        && (ctx.capital(i + 1) || ctx.is(i + 1, ','))
}

/// The bracket that closes the one at `open`, if it is near.
pub(crate) fn closing(ctx: &Context<'_>, open: usize, end: usize) -> Option<usize> {
    (open + 1..end.min(open + 9)).find(|&i| ctx.is(i, ')'))
}
