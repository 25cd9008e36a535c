//! Noun phrases that can name a speaker: role, affiliation and name in any order, read forward from their first word.
//! `extent` says where one ends, `name` which of its words are a person's name.

use super::context::Context;
use super::extent::extent;
use super::name::{called, certain, name, owed_to_place};
use super::nicknames::called as called_behind;
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
    while i < end.min(start + LONGEST) && ctx.lower_or_first(i) && ctx.is_class(i, Class::DETERMINER) {
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
    // `ucap ibunda Rani`: somebody of Rani's.
    let opens = ctx.opens_sentence(i) && (ctx.lower(i + 1) || !ctx.is_class(i, Class::NAME_TOO));
    let kin = ctx.is_class(i, Class::KIN) && !ctx.is_class(i, Class::HONORIFIC) && (ctx.lower(i) || opens);
    // `laporan tahunan Dinas Rani`: nor does a document speak for who wrote it.
    let paper = ctx.is_class(i, Class::DOCUMENT) && !ctx.is_class(i, Class::UNNAMED | Class::ROLE);
    let name = if kin || paper || of_client(ctx, i, core_end) {
        core_end..core_end
    } else if names_nobody(ctx, i, indefinite) {
        match called(ctx, i..core_end) {
            none if none.is_empty() => ranked(ctx, i..core_end),
            name => name,
        }
    } else {
        name(ctx, i..core_end)
    };
    // `Menteri Luar Negeri Vestria itu`: a demonstrative stands behind an office, not behind a name.
    // `delegasi Vestria`: nor does a name stand behind an office that is a body too.
    let body = ctx.is_class(i, Class::ORGANIZATION_HEAD);
    let office = ctx.is_class(i, Class::ROLE) && (demonstrative || body);
    let given = || name.clone().any(|k| ctx.sure_name(k));
    let name = if office && !(name.len() == 1 && certain(ctx, name.start)) && !(name.len() > 1 && (!demonstrative || given())) {
        core_end..core_end
    } else {
        name
    };
    let doubtful = name.len() == 1 && !certain(ctx, name.start) && !speaks(ctx, stop) && owed_to_place(ctx, name.start);
    let name = if doubtful { core_end..core_end } else { name };
    let name = if indefinite && name.len() == 1 && ctx.lower(i) && !certain(ctx, name.start) { core_end..core_end } else { name };
    // `pelatih asal Lethmark`: where somebody comes from.
    let origin = name.start > i && ctx.is_class(name.start - 1, Class::ORIGIN) && ctx.lower(name.start - 1);
    let name = if origin { core_end..core_end } else { name };
    // `Indeks ini menilai`: a word before a demonstrative is a noun, whatever it is called.
    let noun = demonstrative && name.len() == 1 && name.start == i && owed_to_place(ctx, i) && !certain(ctx, i);
    let name = if noun { core_end..core_end } else { name };
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
        _ if name.start == i && name.len() > 1 && told_as_body(ctx, &name) => Head::Organization,
        _ if !name.is_empty() => Head::Person,
        Some(Head::Organization) if kin => Head::Description,
        None if kin => Head::Description,
        // `Seorang penari hujan`: somebody, whatever they are called.
        None if one_person => Head::Description,
        other => other?,
    };
    if head == Head::Description
        && !demonstrative
        && !indefinite
        && let Some(end) = epithet(ctx, stop, end)
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
    let beyond = if demonstrative { None } else { beyond(ctx, i, stop, end, head) };
    let (stop, core_end) = beyond.map_or((stop, core_end), |end| (end, end));
    let name = if head == Head::Person { name } else { core_end..core_end };
    let role = if head == Head::Person { role_before(ctx, i, name.start) } else { i..i };
    Some(Phrase { range: start..stop, core: i..core_end, head, name, role, indefinite, demonstrative })
}

/// Where a phrase ends that goes on with what tells whose or who: `pernyataan singkat Kedutaan Randu`, `laporan dari Randu
/// Pos`, `pria yang akrab disapa Bim`.
fn beyond(ctx: &Context<'_>, first: usize, stop: usize, end: usize, head: Head) -> Option<usize> {
    if head == Head::Description && ctx.is_class(stop, Class::RELATIVE) && ctx.lower(stop) {
        return called_behind(ctx, stop).map(|name| name.end).filter(|&e| e <= end);
    }
    if head == Head::Organization && stop == first + 1 && !ctx.is_class(first, Class::DOCUMENT) {
        return seated(ctx, first, stop, end);
    }
    if head == Head::Person || !ctx.is_class(first, Class::DOCUMENT) {
        return None;
    }
    let verb = |i: usize| ctx.pack.words.verb_shape(ctx.letters(i)) || ctx.pack.cues.begins(ctx.word(i));
    let noun = stop == first + 1;
    let plain = |i: usize| ctx.class(i) == Class::default() || ctx.is_class(i, Class::ADVERB) && ctx.capital(i + 1);
    let tells = |i: usize| noun && ctx.lower(i) && !ctx.in_time(i) && plain(i) && !verb(i);
    let mut at = (stop..stop + 2).find(|&i| !tells(i)).unwrap_or(stop + 2);
    at += usize::from(ctx.lower(at) && ctx.is_class(at, Class::LINKER) && !ctx.in_time(at));
    let media = ctx.capital(at) || at > stop && ctx.is_class(at, Class::DOCUMENT | Class::ORGANIZATION_HEAD);
    if at == stop || at >= end || !media || ctx.in_time(at) {
        return None;
    }
    let body = phrase(ctx, at, end.min(stop + LONGEST))?;
    let capital = body.core.clone().any(|i| ctx.capital(i)) || ctx.is(body.range.end, '@');
    (capital && body.head != Head::Pronoun && !body.demonstrative).then_some(body.range.end)
}

/// `Pemerintah di Kabupaten Randu`: where the place ends that tells which body it is.
fn seated(ctx: &Context<'_>, first: usize, stop: usize, end: usize) -> Option<usize> {
    let body = ctx.is_class(first, Class::ORGANIZATION_HEAD) && !ctx.is_class(first, Class::ROLE | Class::DOCUMENT);
    let at = stop + 1;
    let place = ctx.is_class(at, Class::PLACE_HEAD | Class::PLACE) && ctx.capital(at) && !ctx.in_time(at);
    let linked = ctx.lower(stop) && ctx.is_class(stop, Class::LOCATIVE) && ctx.is_class(stop, Class::LINKER);
    let last = (at..end.min(at + 5)).take_while(|&i| ctx.capital(i) && !ctx.in_time(i)).last()?;
    (body && linked && place).then_some(last + 1)
}

/// Whether an apposition tells that what could be a name is a body's: `Randu Karya, perusahaan pelayaran,`.
fn told_as_body(ctx: &Context<'_>, name: &Range<usize>) -> bool {
    let noun = name.end + 1;
    let surely = name.clone().any(|i| ctx.sure_name(i));
    let body = Class::ORGANIZATION_HEAD;
    !surely
        && ctx.is(name.end, ',')
        && ctx.lower(noun)
        && ctx.is_class(noun, body)
        && !ctx.is_class(noun, Class::ROLE | Class::UNNAMED | Class::ADVERB)
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

/// Where a description that goes on behind `stop` ends, if a demonstrative ends it and nothing but an aside follows:
/// `politikus dari Randu ini.`, `pemain berusia 28 tahun itu,`.
fn epithet(ctx: &Context<'_>, stop: usize, end: usize) -> Option<usize> {
    let verb = || !ctx.is_class(stop, Class::PREPOSITION) && ctx.pack.words.verb_shape(ctx.letters(stop));
    let joined = || ctx.is_class(stop, Class::COORDINATOR) && ctx.lower(stop + 1) && ctx.is_class(stop + 1, Class::ROLE);
    let goes_on = ctx.lower(stop) && (ctx.is_class(stop, Class::LINKER | Class::RELATIVE) || verb() || joined());
    if !goes_on && ctx.token(stop).kind != TokenKind::Number {
        return None;
    }
    // `berusia 31 tahun ini` is no year.
    let aged = |i: usize| i > stop + 1 && ctx.token(i - 2).kind == TokenKind::Number;
    let inner = |i: usize| ctx.is_word(i) || ctx.token(i).kind == TokenKind::Number || ["(", ")", "-"].contains(&ctx.letters(i));
    let at = (stop + 1..end.min(stop + 9))
        .take_while(|&i| inner(i) && (i <= stop + 1 || !ctx.pack.cues.begins(ctx.word(i))))
        .find(|&i| ctx.is_class(i, Class::DEMONSTRATIVE) && (!ctx.in_time(i) || aged(i)))?;
    let over = !ctx.is_word(at + 1) || ctx.is_class(at + 1, Class::PREPOSITION | Class::SUBORDINATOR) || at + 1 >= end;
    over.then_some(at + 1)
}

/// Whether a phrase is an organization whatever capitals it ends with: it begins with the organization's noun.
fn names_nobody(ctx: &Context<'_>, first: usize, indefinite: bool) -> bool {
    ctx.is_class(first, Class::ORGANIZATION_HEAD) && !ctx.is_class(first, Class::ROLE)
        || definite(ctx, first)
        || indefinite && ctx.is_class(first, Class::STATE)
}

/// Whether a foreign article begins a body's name: `The Randu Post`.
fn definite(ctx: &Context<'_>, first: usize) -> bool {
    ctx.is_class(first, Class::ARTICLE) && ctx.capital(first) && ctx.capital(first + 1) && !ctx.in_time(first + 1)
}

/// `Direktorat Lalu Lintas Polda Randu Kombes Pol Rani`: the name behind a rank that a body's name runs into.
fn ranked(ctx: &Context<'_>, range: Range<usize>) -> Range<usize> {
    let rank = (range.start + 1..range.end)
        .rev()
        .find(|&k| ctx.is_class(k, Class::RANK) && ctx.capital(k) && !ctx.is_class(k, Class::ORGANIZATION_WORD));
    rank.map_or(range.end..range.end, |k| name(ctx, k..range.end))
}

/// Whether a reporting verb follows, after adverbs.
fn speaks(ctx: &Context<'_>, stop: usize) -> bool {
    let verb = (stop..stop + 4).find(|&i| !ctx.is_class(i, Class::ADVERB)).unwrap_or(stop);
    ctx.pack.cues.begins(ctx.word(verb))
}

/// `kuasa hukum Rani Waskita menolak`: whether the name behind a calling that somebody's own is (a lawyer, a driver) is that
/// of whose it is: the article told of it before, and not as the lawyer's.
fn of_client(ctx: &Context<'_>, first: usize, end: usize) -> bool {
    if !ctx.lower(first) || !ctx.is_class(first, Class::OF_SOMEBODY) {
        return false;
    }
    let name = name(ctx, first..end);
    let begins = name.start;
    let told = name.clone().filter(|&i| ctx.is_word(i) && ctx.token(i).span.len() > 2).find_map(|i| ctx.first_told(i));
    let before = |at: usize| (at.saturating_sub(3)..at).any(|i| ctx.is_class(i, Class::OF_SOMEBODY));
    !name.is_empty() && told.is_some_and(|at| at < begins && !before(at))
}

/// `Pimpinan Redaksi Randu Pos, Rani Waskita menegaskan`: whether what stands as a name behind a title is the body's, since
/// who holds the title is named behind a comma.
pub(crate) fn is_affiliation(ctx: &Context<'_>, found: &Phrase, end: usize) -> bool {
    let comma = found.range.end;
    let sure = |i: usize| ctx.sure_name(i);
    let titled = found.head == Head::Person && !found.role.is_empty() && !found.name.clone().any(sure);
    if !titled || !ctx.is(comma, ',') || comma + 1 >= end || !ctx.capital(comma + 1) || ctx.in_time(comma + 1) {
        return false;
    }
    let Some(next) = phrase(ctx, comma + 1, end).filter(|p| p.head == Head::Person && p.name.len() > 1) else { return false };
    let rank = next.role.is_empty() || next.role.clone().all(|i| ctx.is_class(i, Class::RANK | Class::HONORIFIC));
    let behind = next.range.end;
    let listed = ctx.is_class(behind, Class::COORDINATOR) || ctx.is(behind, ',') && ctx.is_class(behind + 1, Class::COORDINATOR);
    // `Menurut Bupati Rani Waskita, Bima Pratama menolak`
    let start = found.range.start;
    let governed = start > 0
        && (ctx.pack.cues.begins(ctx.word(start - 1)) || ctx.is_class(start - 1, Class::PREPOSITION))
        && ctx.lower(behind);
    rank && !listed && !governed
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
    if class.any(Class::DEGREE) && ctx.capital(first) {
        return None;
    }
    if definite(ctx, first) {
        return Some(Head::Organization);
    }
    let capital = range.clone().any(|i| ctx.capital(i));
    // `Masyarakat Pelaut Randu (MPR)`
    let bracketed = range.clone().find(|&i| ctx.is(i, '(')).is_some_and(|i| ctx.token(i + 1).shape == Shape::Upper);
    let body = bracketed && ctx.capital(first) && ctx.capital(first + 1) && !class.any(Class::ROLE);
    if class.any(Class::ROLE | Class::UNNAMED) && !class.any(Class::ORGANIZATION_HEAD | Class::STATE) && !body {
        return Some(Head::Description);
    }
    if body || class.any(Class::ORGANIZATION_HEAD | Class::ORGANIZATION | Class::STATE) {
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
