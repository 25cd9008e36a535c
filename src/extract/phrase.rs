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
    let name = if names_nobody(ctx, i, indefinite) { called(ctx, i..core_end) } else { name(ctx, i..core_end) };
    // `Menteri Luar Negeri Vestria itu`: a demonstrative stands behind an office, not behind a name.
    // `delegasi Vestria`: nor does a name stand behind an office that is a body too.
    let body = ctx.is_class(i, Class::ORGANIZATION_HEAD);
    let office = ctx.is_class(i, Class::ROLE) && (demonstrative || body);
    let name = if office && name.len() == 1 && !certain(ctx, name.start) { core_end..core_end } else { name };
    let doubtful = name.len() == 1 && !certain(ctx, name.start) && !speaks(ctx, stop) && owed_to_place(ctx, name.start);
    let name = if doubtful { core_end..core_end } else { name };
    let name = if indefinite && name.len() == 1 && ctx.lower(i) && !certain(ctx, name.start) { core_end..core_end } else { name };
    let one = name.len() == 1 && !certain(ctx, name.start);
    if (name.is_empty() || one)
        && !indefinite
        && ctx.is_class(stop, Class::LINKER)
        && ctx.capital(stop + 1)
        && ctx.is_class(i, Class::ROLE)
        && let Some(carried) = carried(ctx, start, i, stop + 1, end).filter(|p| !one || p.name.len() > 1)
    {
        return Some(carried);
    }
    let one_person = indefinite && ctx.is_class(start, Class::SINGULAR) && ctx.lower(i);
    let head = match describe(ctx, i..core_end) {
        _ if !name.is_empty() => Head::Person,
        // `Seorang penari hujan`: somebody, whatever they are called.
        None if one_person => Head::Description,
        other => other?,
    };
    if head == Head::Description
        && !demonstrative
        && ctx.is_class(stop, Class::LINKER)
        && let Some(end) = epithet(ctx, stop + 1, end)
    {
        let none = i..i;
        return Some(Phrase {
            range: start..end,
            core: i..end - 1,
            head,
            name: none.clone(),
            role: none,
            indefinite,
            demonstrative: true,
        });
    }
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

/// Where a description that a preposition goes on with ends, if it ends with a demonstrative: `politikus dari Randu ini`.
fn epithet(ctx: &Context<'_>, rest: usize, end: usize) -> Option<usize> {
    let stop = extent(ctx, rest, end.min(rest + LONGEST));
    (stop > rest + 1 && ctx.is_class(stop - 1, Class::DEMONSTRATIVE)).then_some(stop)
}

/// The name at the end of an organization's phrase (`Kementerian Perdagangan Oka Nirwana`), if the article calls somebody by
/// its first word.
fn called(ctx: &Context<'_>, range: Range<usize>) -> Range<usize> {
    let run = (range.start..range.end).rev().take_while(|&i| name_word(ctx, i)).last();
    let short = run.and_then(|from| (from.max(range.start + 1)..range.end - 1).find(|&i| ctx.short(i)));
    short.map_or(range.end..range.end, |first| first..range.end)
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
                // `Juru Bicara Gugus Tugas Kendari dr Algazali`
                if class.any(Class::HONORIFIC) && i > start && ctx.capital(i - 1) && ctx.capital(i + 1) {
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
            TokenKind::Punct if ctx.is(i, ',') && i > start && lists_titles(ctx, i, end) => i += 1,
            _ => break,
        }
    }
    i
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
    ctx.is_class(i, office) || ctx.pack.words.common_shape(&ctx.letters(i).to_lowercase())
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
        | Class::RANK
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
    !common && !ctx.seen_lower(i) && !ctx.entity(i) && !branded(letters) && !letters.contains(|c: char| c.is_ascii_digit())
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
            || (ctx.is_class(i, Class::NAME_TOO)
                && ctx.capital(i)
                && (i > range.start && name_word(ctx, i - 1) || first_too(ctx, i, range.start, end)))
            || surnamed(ctx, i, range.start)
            || (ctx.is_class(i, Class::NAME_PARTICLE) && i + 1 < end && name_word(ctx, i + 1))
            || (ctx.is(i, '.') && i > range.start && ctx.token(i - 1).span.len() <= 3 && ctx.capital(i - 1))
    };
    let mut start = end;
    while start > range.start && part(start - 1) {
        start -= 1;
    }
    // A particle or a dot begins no name.
    while start < end && !name_word(ctx, start) && !first_too(ctx, start, range.start, end) {
        start += 1;
    }
    if end - start > 1 && opener(ctx, start, end) {
        start += 1;
    }
    if start == end || !plausible(ctx, start..end) {
        return end..end;
    }
    trim_start(ctx, range.start, start..end)
}

/// Whether a name's first word is only the first of its sentence (`Praktis Rani menunggu`): it is capitalised nowhere else
/// inside one, and the article calls somebody by the word behind it alone. Or it stands twice, as where a headline's last
/// word runs into the text.
fn opener(ctx: &Context<'_>, start: usize, end: usize) -> bool {
    let known = end - start == 2 && ctx.short(start + 1);
    let twice = ctx.letters(start) == ctx.letters(start + 1);
    owed_to_place(ctx, start) && !ctx.is_class(start, Class::GIVEN_NAME) && (known || twice)
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
    ctx.is_class(i, Class::NAME_FIRST)
        && i + 1 < end
        && name_word(ctx, i + 1)
        && (ctx.short(i)
            || i == phrase
            || ctx.is_class(before, whole)
            || ctx.is(before, ')')
            || ctx.entity(before)
            || ctx.token(before).shape == Shape::Upper)
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
    let before = start.checked_sub(1).filter(|&b| b >= phrase);
    let heads = before.is_some_and(|b| heads_name(ctx, phrase, b));
    let posted = before.is_some_and(|b| ctx.is_class(b, Class::PLACE_ROLE)) && end - start == 1;
    if posted && !ctx.is_class(start, Class::GIVEN_NAME) {
        return end..end;
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
