//! What an article itself tells of its capitalised words that no pack lists: which are names of places and states.
//!
//! No list holds every regency, state and capital, and titles run into names without a comma (`Menteri Luar Negeri
//! Lethmark Ottar Lindqvam`). So the whole article is asked first: a word that stands alone behind `di` or `Pemerintah`,
//! that begins several people's names, or that stands alone in narration while another word of the run is the person's
//! short name, belongs to the title.

use super::context::Context;
use crate::lang::{Class, Frame};
use crate::text::{Shape, TokenKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// How a capitalised word is used in an article.
#[derive(Default)]
struct Use<'a> {
    /// Times it stands alone, with no capitalised neighbour.
    alone: u32,
    /// Times it stands alone right behind an `after` cue, as only a speaker does.
    speaks: u32,
    /// Times it stands alone behind a noun (`kapal Orvania`).
    owns: u32,
    /// The words it stands before behind a title.
    before: Vec<&'a str>,
}

/// The capitalised words that the article uses as names of places or states.
pub(crate) fn entities<'a>(ctx: &Context<'a>) -> FxHashSet<&'a str> {
    let mut out = placed(ctx);
    let (uses, runs) = uses(ctx);
    let alone = |i: usize| uses.get(ctx.letters(i)).is_some_and(|u| u.alone > 0);
    for run in runs {
        let first = run.start;
        let Some(used) = uses.get(ctx.letters(first)).filter(|_| ctx.class(first) == Class::default()) else { continue };
        let another = alone(run.end - 1) || run.len() > 2 && (alone(first + 1) || used.owns > 0);
        if used.before.len() > 1 || used.alone > 0 && used.speaks == 0 && another {
            out.insert(ctx.letters(first));
        }
    }
    out
}

/// Words alone behind a locative, a place's or an organization's noun: `di Liris`, `Pemerintah Velanda`.
fn placed<'a>(ctx: &Context<'a>) -> FxHashSet<&'a str> {
    let heads = Class::LOCATIVE | Class::PLACE_HEAD | Class::ORGANIZATION_HEAD;
    let alone = |i: usize| ctx.class(i) == Class::default() && ctx.capital(i) && !ctx.capital(i + 1);
    let headed = |i: usize| {
        let class = ctx.class(i - 1);
        let office = class.any(Class::ORGANIZATION_WORD) && !class.any(Class::NAME_TOO);
        class.any(heads) && (!class.any(Class::ROLE) || class.any(Class::ORGANIZATION_HEAD))
            || ctx.capital(i - 1) && office && untitled(ctx, i - 1)
    };
    let mut out: FxHashSet<&str> = (1..ctx.tokens.len()).filter(|&i| alone(i) && headed(i)).map(|i| ctx.letters(i)).collect();
    if !out.is_empty() {
        // A word that begins a name of two with no title before it is a person's, whatever a lost line end put before it.
        let office = heads | Class::ROLE | Class::ORGANIZATION_WORD;
        let begins = |i: usize| nameless(ctx, i) && nameless(ctx, i + 1) && !ctx.capital(i - 1) && !ctx.is_class(i - 1, office);
        (1..ctx.tokens.len()).filter(|&i| begins(i)).for_each(|i| {
            out.remove(ctx.letters(i));
        });
    }
    out
}

/// Whether the capitalised words up to `i` hold no title: `Kementerian Luar Negeri`, not `Menteri Luar Negeri`.
fn untitled(ctx: &Context<'_>, i: usize) -> bool {
    (0..=i).rev().take(10).take_while(|&k| ctx.capital(k)).all(|k| !ctx.is_class(k, Class::ROLE))
}

/// How every capitalised word without a class is used, and the runs of such words behind a title.
fn uses<'a>(ctx: &Context<'a>) -> (FxHashMap<&'a str, Use<'a>>, Vec<Range<usize>>) {
    let mut uses: FxHashMap<&str, Use<'_>> = FxHashMap::default();
    let mut runs = Vec::new();
    let mut i = 0;
    while i < ctx.tokens.len() {
        if !nameless(ctx, i) {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while nameless(ctx, end) {
            end += 1;
        }
        let titled = i > 0 && ctx.is_class(i - 1, Class::ROLE | Class::ORGANIZATION_WORD) && !ctx.token(i).is(ctx.text, '.');
        if end == i + 1 && !(i > 0 && ctx.capital(i - 1)) && !ctx.capital(end) {
            let used = uses.entry(ctx.letters(i)).or_default();
            used.alone += 1;
            used.speaks += u32::from(i > 0 && after_cue(ctx, i - 1));
            used.owns += u32::from(i > 0 && noun(ctx, i - 1));
        } else if titled && end > i + 1 {
            let used = uses.entry(ctx.letters(i)).or_default();
            let next = ctx.letters(i + 1);
            if used.before.len() < 2 && !used.before.contains(&next) {
                used.before.push(next);
            }
            runs.push(i..end);
        }
        i = end;
    }
    (uses, runs)
}

/// Whether a capitalised word has no class, or is a given name.
fn nameless(ctx: &Context<'_>, i: usize) -> bool {
    let class = ctx.class(i);
    let token = ctx.token(i);
    token.kind == TokenKind::Word
        && token.shape == Shape::Capital
        && (class == Class::default() || class.any(Class::GIVEN_NAME))
        && !ctx.in_time(i)
}

/// Whether a cue stands at `i` behind quoted or reported words.
fn after_cue(ctx: &Context<'_>, i: usize) -> bool {
    let behind = i > 0 && (ctx.is(i - 1, ',') || ctx.token(i - 1).kind == TokenKind::Mark);
    behind && ctx.lower(i) && ctx.pack.cues.at(ctx.word(i), |k| ctx.word(i + k)).any(|c| c.frame == Frame::After)
}

/// Whether a lower-case word can be a noun: no function word, no verb.
fn noun(ctx: &Context<'_>, i: usize) -> bool {
    let nominal = Class::UNNAMED | Class::ORGANIZATION_HEAD | Class::ORGANIZATION_WORD | Class::NOUN | Class::DOCUMENT;
    let class = ctx.class(i);
    let open = class == Class::default() || class.any(nominal);
    ctx.lower(i) && open && !ctx.pack.words.verb_shape(ctx.letters(i)) && !ctx.pack.cues.begins(ctx.word(i))
}

/// Single capitalised words where a speaker stands: behind an `after` cue, before an active verb. The article calls somebody
/// by them.
pub(crate) fn short_forms<'a>(ctx: &Context<'a>) -> FxHashSet<&'a str> {
    let mut out = FxHashSet::default();
    for i in 0..ctx.tokens.len() {
        if !ctx.is_word(i) || !ctx.pack.cues.begins(ctx.word(i)) {
            continue;
        }
        let name = |k: usize| ctx.name(k) || ctx.capital(k) && ctx.is_class(k, Class::NAME_TOO);
        if name(i + 1) && !ctx.capital(i + 2) {
            out.insert(ctx.letters(i + 1));
        }
        if i > 0 && ctx.name(i - 1) && (i < 2 || !ctx.capital(i - 2)) {
            out.insert(ctx.letters(i - 1));
        }
    }
    out
}

/// The first two words of the names of bodies that the article prints behind the body's noun and with no person's name
/// behind them: `PT Randu Karya (Persero)`.
pub(crate) fn bodies<'a>(ctx: &Context<'a>) -> FxHashSet<(&'a str, &'a str)> {
    let body = |i: usize| ctx.is_class(i, Class::ORGANIZATION_HEAD) && !ctx.is_class(i, Class::ROLE);
    (1..ctx.tokens.len())
        .filter(|&i| ctx.capital(i) && ctx.capital(i + 1) && !ctx.capital(i + 2) && body(i - 1) && !body(i))
        .map(|i| (ctx.letters(i), ctx.letters(i + 1)))
        .collect()
}
