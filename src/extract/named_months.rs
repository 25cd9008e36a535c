//! Months that are people: who is called `Juli Waskita` is meant by a `Juli` that speaks, not July.

use super::times::Found;
use crate::lang::{Class, Pack};
use crate::model::TimeKind;
use crate::text::{Shape, Token, TokenKind};
use rustc_hash::FxHashSet;

/// What was found without the words that name somebody here.
pub(super) fn without_people(text: &str, tokens: &[Token], found: Vec<Found>, pack: &Pack) -> Vec<Found> {
    let at = |byte: u32| tokens.partition_point(|t| t.span.start < byte);
    let single = |f: &Found| f.kind == TimeKind::Date && f.span.of(text).bytes().all(|b| b.is_ascii_alphabetic());
    if !found.iter().any(single) {
        return found;
    }
    let called = called(text, tokens, &found, pack);
    let cue = |i: usize| {
        tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower && pack.cues.begins(t.word))
    };
    let person = |f: &Found| {
        let i = at(f.span.start);
        single(f) && called.contains(f.span.of(text)) && (i > 0 && cue(i - 1) || cue(i + 1))
    };
    found.into_iter().filter(|f| !person(f)).collect()
}

/// The words for months before which no day stands and behind which a name does, in the middle of no time.
fn called<'a>(text: &'a str, tokens: &[Token], found: &[Found], pack: &Pack) -> FxHashSet<&'a str> {
    let timed =
        |t: &Token| found.get(found.partition_point(|f| f.span.end <= t.span.start)).is_some_and(|f| f.span.contains(t.span));
    let name = |t: &Token| {
        t.kind == TokenKind::Word
            && t.shape == Shape::Capital
            && (pack.words.class(t.word) == Class::default() || pack.words.class(t.word).any(Class::GIVEN_NAME))
    };
    let month = |t: &Token| pack.words.class(t.word).any(Class::NAME_INSIDE) && t.shape == Shape::Capital && !timed(t);
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs.filter(|(a, b)| month(a) && b.spaced && name(b)).map(|(a, _)| a.span.of(text)).collect()
}
