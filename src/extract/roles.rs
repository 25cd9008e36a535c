//! Titles and affiliations as data: `juru bicara Kementerian Luar Negeri Velanda` is the title `juru bicara` at the
//! `Kementerian Luar Negeri Velanda`.
//!
//! A title stands before the name, behind it (`Rani Waskita, ketua panitia,`) or before it with a comma between (`Kepala
//! Dinas Air Liris, Rani Waskita,`). Everything is given as printed; a rank between affiliation and name is a title of
//! its own, and what leads into a title (`Menurut Ketua …`) is no part of it.

use super::context::Context;
use super::extent::closing;
use super::phrase::{Head, Phrase, phrase};
use crate::lang::Class;
use crate::model::Role;
use crate::text::{Shape, TokenKind};
use std::ops::Range;

/// At most so many tokens are read for a title behind or before a comma.
const LONGEST: usize = 18;

/// The titles that a token range holds: the office with its affiliation, then a rank that stands behind it.
pub(crate) fn roles(ctx: &Context<'_>, range: Range<usize>) -> Vec<Role> {
    let start = opening(ctx, &range);
    let end = rank(ctx, start..range.end);
    let cut = affiliation(ctx, start..end);
    let text = |range: Range<usize>| ctx.slice(range).trim_matches(|c: char| c.is_whitespace() || c == ',');
    let role = |title: &str, of: &str| {
        let affiliation = (!of.is_empty()).then(|| of.into());
        (!title.is_empty()).then(|| Role { title: title.into(), affiliation })
    };
    let rank = (end..range.end).find(|&i| !ranked(ctx, i)).unwrap_or(range.end);
    let links = |i: &usize| ctx.lower(*i) && ctx.is_class(*i, Class::PREPOSITION | Class::LINKER);
    let title = (start..cut).rev().find(|i| !links(i)).map_or(start, |i| i + 1);
    role(text(start..title), text(cut..end)).into_iter().chain(role(text(end..rank), "")).collect()
}

/// Whether a word is a rank or goes with one (`Laksamana Muda TNI`).
fn ranked(ctx: &Context<'_>, i: usize) -> bool {
    let with = Class::RANK | Class::ORGANIZATION | Class::ORGANIZATION_WORD;
    ctx.is_class(i, with) || ctx.token(i).shape == Shape::Upper
}

/// Where a title begins: at its first word that is one. What stands before is no part of it (`Menurut Ketua …`).
fn opening(ctx: &Context<'_>, range: &Range<usize>) -> usize {
    range.clone().find(|&i| ctx.is_class(i, Class::ROLE) && !ctx.is_class(i, Class::PREPOSITION)).unwrap_or(range.end)
}

/// Where the rank begins that stands behind an office: `Kapolres Liris Utara AKBP`, `Panglima Armada Laksamana Muda TNI`.
/// `Sekretaris Jenderal` is one title, `Kapolres AKBP` two, and a `Direktorat Jenderal` a body.
fn rank(ctx: &Context<'_>, range: Range<usize>) -> usize {
    let begins = |&i: &usize| {
        let behind = !ctx.is_class(i - 1, Class::ROLE | Class::ORGANIZATION_HEAD) || ctx.is_class(i - 1, Class::RANK);
        ctx.is_class(i, Class::RANK) && ctx.capital(i) && (behind || !ctx.is_class(i, Class::ORGANIZATION_WORD))
    };
    if ctx.is_class(range.start, Class::RANK) {
        return range.start;
    }
    (range.start + 1..range.end).find(begins).unwrap_or(range.end)
}

/// Where the affiliation begins: at the first noun or acronym of an organization, wherever it stands; else at the first
/// place, state or word that could be a name.
fn affiliation(ctx: &Context<'_>, range: Range<usize>) -> usize {
    let mut depth = 0_usize;
    let mut open: Vec<usize> = Vec::new();
    for i in range.clone() {
        depth = if ctx.is(i, ')') { depth.saturating_sub(1) } else { depth };
        if depth == 0 && i > range.start && ctx.token(i).kind == TokenKind::Word {
            open.push(i);
        }
        depth += usize::from(ctx.is(i, '('));
    }
    // `Menteri Perumahan Rakyat Lethmark`: the field belongs to the office, whatever body its words could be.
    let field = range.clone().find(|&i| ctx.is_class(i, Class::PORTFOLIO));
    let named = |i: usize| {
        if field.is_some() {
            return false;
        }
        let class = ctx.class(i);
        let acronym = ctx.token(i).shape == Shape::Upper && ctx.token(i).span.len() > 1;
        class.any(Class::ORGANIZATION_HEAD | Class::ORGANIZATION) && ctx.capital(i) && !class.any(Class::ROLE)
            || acronym && !class.any(Class::ROLE | Class::ORGANIZATION_WORD)
            || class.any(Class::ORGANIZATION_HEAD) && !class.any(Class::ROLE | Class::ORGANIZATION_WORD)
    };
    let placed = |i: usize| {
        if let Some(field) = field {
            let acronym = ctx.token(i).shape == Shape::Upper && !ctx.is_class(i, Class::ORGANIZATION_WORD);
            let state = ctx.is_class(i, Class::STATE | Class::ORGANIZATION) && ctx.capital(i);
            let named = || (i..range.end).all(|k| ctx.capital(k) && (ctx.name(k) || ctx.entity(k)));
            return i > field + 1 && (state || acronym || named());
        }
        let place = ctx.is_class(i, Class::PLACE | Class::STATE | Class::PLACE_HEAD) && ctx.capital(i);
        place || ctx.capital(i) && (ctx.name(i) || ctx.entity(i))
    };
    let first = |fits: &dyn Fn(usize) -> bool| open.iter().copied().find(|&i| fits(i));
    let mut cut = first(&named).or_else(|| first(&placed)).unwrap_or(range.end);
    // `Randu Media`: a head that nothing follows has its name before it.
    let last = cut + 1 >= range.end || ctx.is(cut + 1, '(');
    let headed = last && ctx.is_class(cut, Class::ORGANIZATION_HEAD);
    while headed && cut > range.start + 1 && placed(cut - 1) {
        cut -= 1;
    }
    // `Wali Kota Liris`, `Kepala Desa Tirta`: the noun belongs to the office, the name of the place is what it is of.
    let before = cut.wrapping_sub(1);
    let office = ctx.is_class(before, Class::ROLE) && ctx.capital(before) && !ctx.is_class(before, Class::UNNAMED);
    let place = ctx.is_class(cut, Class::PLACE_HEAD) && !ctx.is_class(cut, Class::ORGANIZATION_HEAD);
    if office && place && cut + 1 < range.end && ctx.capital(cut + 1) { cut + 1 } else { cut }
}

/// The title that stands beside a name instead of right before it; empty if there is none.
pub(crate) fn beside(ctx: &Context<'_>, found: &Phrase) -> Range<usize> {
    let behind = apposition(ctx, found.name.end);
    if behind.is_empty() { before_comma(ctx, found.range.start) } else { behind }
}

/// The title behind a name: `Rani Waskita, gubernur Liris Utara,`.
fn apposition(ctx: &Context<'_>, mut at: usize) -> Range<usize> {
    if ctx.is(at, '(') {
        at = closing(ctx, at, at + 9).map_or(at, |c| c + 1);
    }
    let titles = Class::ROLE | Class::DETERMINER;
    let none = at..at;
    // `Rani Waskita selaku ketua panitia mengatakan`
    if ctx.is_class(at, Class::CAPACITY) && ctx.is_class(at + 1, Class::ROLE) {
        let found = phrase(ctx, at + 1, at + LONGEST);
        return found.filter(|p| matches!(p.head, Head::Description | Head::Organization)).map_or(none, |p| p.core);
    }
    if !ctx.is(at, ',') || !(ctx.is_class(at + 1, titles) || ctx.capital(at + 1) && ctx.is_class(at + 2, Class::ROLE)) {
        return none;
    }
    let Some(found) = phrase(ctx, at + 1, at + LONGEST) else { return none };
    let entitled = found.core.clone().any(|i| ctx.is_class(i, Class::ROLE) && ctx.capital(i));
    let title = found.head == Head::Description || found.head == Head::Organization && entitled;
    let ends = ctx.is(found.range.end, ',') || ctx.is(found.range.end, '.');
    if title && ends { found.core } else { none }
}

/// The title before a name, with a comma between: `Kepala Dinas Air Liris, Rani Waskita, …`. Not a title that is behind
/// another name: `Bima Pratama, ketua panitia, Rani Waskita dan …`.
fn before_comma(ctx: &Context<'_>, name: usize) -> Range<usize> {
    let none = name..name;
    let Some(comma) = name.checked_sub(1).filter(|&c| ctx.is(c, ',')) else { return none };
    let title = |s: usize| {
        let found = phrase(ctx, s, comma).filter(|p| p.head == Head::Description && p.range.end == comma)?;
        (ctx.is_class(found.core.start, Class::ROLE) && !found.indefinite && !found.demonstrative).then_some(found.core)
    };
    let starts = (comma.saturating_sub(LONGEST)..comma).filter(|&s| ctx.is_class(s, Class::ROLE) && ctx.capital(s));
    let title = starts.take(3).find_map(title).unwrap_or(none.clone());
    let behind_name = title.start > 1 && ctx.is(title.start - 1, ',') && ctx.name(title.start - 2);
    if behind_name { none } else { title }
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::lang::Pack;
    use crate::model::Document;

    /// The roles of everyone quoted in a text: `name: title @ affiliation; title`.
    fn told(text: &str) -> String {
        let article = extract(Document { text: text.into(), ..Document::default() }, Pack::indonesian());
        let one = |v: &crate::model::Voice| {
            let role = |r: &crate::model::Role| match &r.affiliation {
                Some(of) => format!("{} @ {of}", r.title),
                None => r.title.to_string(),
            };
            format!("{}: {}", v.name, v.roles.iter().map(role).collect::<Vec<_>>().join("; "))
        };
        article.voices.iter().map(one).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn titles_and_affiliations_are_told_apart() {
        for (text, want) in [
            (
                "“Ya,” kata juru bicara Kementerian Luar Negeri Velanda, Dorin Valka.",
                "Dorin Valka: juru bicara @ Kementerian Luar Negeri Velanda",
            ),
            ("“Kami siap,” kata Menteri Pertahanan Bima Pratama.", "Bima Pratama: Menteri Pertahanan"),
            (
                "“Kami siap,” kata Direktur Jenderal Pengairan Kementerian Perairan Sinta Maharani.",
                "Sinta Maharani: Direktur Jenderal Pengairan @ Kementerian Perairan",
            ),
            (
                "“Kami siap,” kata Kasat Reskrim Polres Randu AKP Jumadi Waskita.",
                "Jumadi Waskita: Kasat Reskrim @ Polres Randu; AKP",
            ),
            ("“Kami siap,” kata Sekretaris Jenderal Sinta Maharani.", "Sinta Maharani: Sekretaris Jenderal"),
            ("“Kami siap,” kata Kapolres AKBP Sinta Maharani.", "Sinta Maharani: Kapolres; AKBP"),
            (
                "“Kami siap,” kata Kabid Humas Polda Randu Kombes Pol Sinta Maharani.",
                "Sinta Maharani: Kabid Humas @ Polda Randu; Kombes Pol",
            ),
            ("“Kami siap,” kata Direktur Tirta Media, Sinta Maharani.", "Sinta Maharani: Direktur @ Tirta Media"),
            (
                "“Kami siap,” kata Managing Director Kopi Randu Media, Sinta Maharani.",
                "Sinta Maharani: Managing Director @ Kopi Randu Media",
            ),
            ("“Kami siap,” kata Laksamana Muda TNI Bagas Prakoso.", "Bagas Prakoso: Laksamana Muda TNI"),
            (
                "“Kami siap,” kata Menteri Badan Usaha Milik Negara Sinta Maharani.",
                "Sinta Maharani: Menteri Badan Usaha Milik Negara",
            ),
            (
                "“Kami siap,” kata Wakil Menteri Perumahan Rakyat Malaysia, Sinta Maharani.",
                "Sinta Maharani: Wakil Menteri Perumahan Rakyat @ Malaysia",
            ),
            (
                "“Kami siap,” kata Menteri Koordinator Bidang Tirtayasa dan Perikanan, Sinta Maharani.",
                "Sinta Maharani: Menteri Koordinator Bidang Tirtayasa dan Perikanan",
            ),
            ("“Kami siap,” kata Kapolda Irjen Sinta Maharani.", "Sinta Maharani: Kapolda; Irjen"),
            (
                "“Kami siap,” kata Direktur Angkutan Direktorat Jenderal Pelayaran Sinta Maharani.",
                "Sinta Maharani: Direktur Angkutan @ Direktorat Jenderal Pelayaran",
            ),
            ("“Kami siap,” kata Wakil Wali Kota Surabaya Hasan Tarigan.", "Hasan Tarigan: Wakil Wali Kota @ Surabaya"),
            (
                "“Kami siap,” kata Dosen Ilmu Politik dari Universitas Randu (UR) Hasan Tarigan.",
                "Hasan Tarigan: Dosen Ilmu Politik @ Universitas Randu (UR)",
            ),
            ("“Kami siap,” kata Wali Kota Surabaya Hasan Tarigan.", "Hasan Tarigan: Wali Kota @ Surabaya"),
            ("“Kami siap,” kata warga Kampung Randu, Hasan Tarigan.", "Hasan Tarigan: warga @ Kampung Randu"),
            (
                "“Kami siap,” kata Komisioner Perserikatan Pelaut Randu (PPR) Hasan Tarigan.",
                "Hasan Tarigan: Komisioner @ Perserikatan Pelaut Randu (PPR)",
            ),
        ] {
            assert_eq!(told(text), want, "{text}");
        }
    }

    #[test]
    fn titles_stand_beside_names_too() {
        for (text, want) in [
            (
                "Kepala Dinas Perairan, Bima Pratama, mengatakan bahwa pintu air itu bocor.",
                "Bima Pratama: Kepala @ Dinas Perairan",
            ),
            (
                "Bima Pratama, Kepala Dinas Perairan, mengatakan bahwa pintu air itu bocor.",
                "Bima Pratama: Kepala @ Dinas Perairan",
            ),
            // The title belongs to who stands before it.
            (
                "Bima Pratama, ketua panitia, Sinta Maharani dan Hasan Tarigan datang. “Kami siap,” kata Sinta Maharani.",
                "Sinta Maharani: ",
            ),
            // What leads into a title is no part of it.
            ("Menurut Ketua Ikatan Pelaut, Sinta Maharani, kapal itu sudah tua sekali.", "Sinta Maharani: Ketua @ Ikatan Pelaut"),
            // Somebody else's title, before a comma that ends a clause.
            ("Setelah bertemu ketua panitia itu, Sinta Maharani mengatakan bahwa kapal itu tua.", "Sinta Maharani: "),
        ] {
            assert_eq!(told(text), want, "{text}");
        }
    }
}
