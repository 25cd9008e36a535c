//! The lines of a text as token ranges, and patterns of the language pack on them. Shared by blocks and metadata.

use crate::lang::blocks::{Pattern, Patterns, Step};
use crate::model::Span;
use crate::text::{Shape, Token, TokenKind};
use std::ops::Range;

/// A line that holds something: its tokens, and whether a blank line stands before it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub tokens: Range<usize>,
    pub gap: bool,
}

/// The lines of a text, without the empty ones.
pub(super) fn lines(text: &str, tokens: &[Token]) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut gap) = (0, false);
    for (i, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::Newline {
            if start < i {
                lines.push(Line { tokens: start..i, gap });
                gap = false;
            }
            gap |= token.of(text).matches(['\n', '\u{2028}', '\u{2029}']).count() > 1;
            start = i + 1;
        }
    }
    if start < tokens.len() {
        lines.push(Line { tokens: start..tokens.len(), gap });
    }
    lines
}

/// The span of a token range; empty at the text's start for an empty range.
pub(super) fn span(tokens: &[Token], range: &Range<usize>) -> Span {
    match tokens.get(range.clone()) {
        Some([first, .., last]) => Span { start: first.span.start, end: last.span.end },
        Some([only]) => only.span,
        _ => Span::default(),
    }
}

/// Number of words and numbers in a token range.
pub(super) fn word_count(tokens: &[Token], range: &Range<usize>) -> usize {
    let counted = |t: &&Token| matches!(t.kind, TokenKind::Word | TokenKind::Number);
    tokens.get(range.clone()).map_or(0, |part| part.iter().filter(counted).count())
}

/// The longest pattern that begins at token `at` and ends before `end`, with the token after it.
pub(super) fn longest<'p, T>(
    patterns: &'p Patterns<T>,
    text: &str,
    tokens: &[Token],
    at: usize,
    end: usize,
) -> Option<(&'p Pattern<T>, usize)> {
    candidates(patterns, text, tokens, at).iter().find_map(|p| Some((p, matched(p, text, tokens, at, end)?)))
}

/// The patterns whose first step is token `at`.
pub(super) fn candidates<'p, T>(patterns: &'p Patterns<T>, text: &str, tokens: &[Token], at: usize) -> &'p [Pattern<T>] {
    match tokens.get(at) {
        Some(token) if token.kind == TokenKind::Word => patterns.with_word(token.word),
        Some(token) if token.kind == TokenKind::Punct => token.of(text).chars().next().map_or(&[], |c| patterns.with_sign(c)),
        _ => &[],
    }
}

/// Where a pattern that begins at token `at` ends, if it stands there.
pub(super) fn matched<T>(pattern: &Pattern<T>, text: &str, tokens: &[Token], at: usize, end: usize) -> Option<usize> {
    let stop = at + pattern.steps.len();
    let part = tokens.get(at..stop).filter(|_| stop <= end)?;
    let fits = part.iter().zip(&pattern.steps).all(|(token, step)| match *step {
        Step::Word(word) => token.word == word,
        Step::Sign(sign) => token.is(text, sign),
    });
    fits.then_some(stop)
}

/// Where a web address that begins at token `at` ends: `https://…` up to white space, or words joined by dots (`detik.com`).
pub(super) fn address(text: &str, tokens: &[Token], at: usize, end: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    if !matches!(first.kind, TokenKind::Word | TokenKind::Number) {
        return None;
    }
    let glued = |i: usize| i < end && tokens.get(i).is_some_and(|t| !t.spaced && t.kind != TokenKind::Newline);
    let is = |i: usize, c: char| glued(i) && tokens[i].is(text, c);
    if is(at + 1, ':') && is(at + 2, '/') && is(at + 3, '/') {
        let mut stop = at + 4;
        while glued(stop) {
            stop += 1;
        }
        return Some(stop);
    }
    let mut stop = at + 1;
    while is(stop, '.') && glued(stop + 1) && tokens[stop + 1].kind == TokenKind::Word && top_level(text, tokens, at, stop) {
        stop += 2;
    }
    (stop > at + 1).then_some(stop).or_else(|| bare_host(text, tokens, at, end))
}

/// Where a host in lower case with any ending stops (`muara.example`): set off by what follows it, it is no lost space.
fn bare_host(text: &str, tokens: &[Token], at: usize, end: usize) -> Option<usize> {
    let label = |i: usize| {
        let token = tokens.get(i).filter(|t| i < end && t.kind == TokenKind::Word)?;
        let word = token.of(text);
        word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-').then_some(word.len())
    };
    let glued = |i: usize| i < end && tokens.get(i).is_some_and(|t| !t.spaced);
    label(at)?;
    let (mut stop, mut last) = (at + 1, 0);
    while glued(stop) && tokens[stop].is(text, '.') && glued(stop + 1) && label(stop + 1).is_some() {
        last = label(stop + 1)?;
        stop += 2;
    }
    let follower = tokens.get(stop).filter(|_| stop < end);
    let set_off = follower.is_none_or(|t| ['-', '–', '—', '/', ')'].iter().any(|&c| t.is(text, c)));
    (stop > at + 1 && (2..=12).contains(&last) && set_off).then_some(stop)
}

/// The first token of a line that is not a sign of mark-up for emphasis.
pub(super) fn unmarked(text: &str, tokens: &[Token], line: &Range<usize>) -> usize {
    let sign = |i: &usize| tokens.get(*i).is_some_and(|t| t.is(text, '*') || t.is(text, '_'));
    line.clone().find(|i| !sign(i)).unwrap_or(line.start)
}

/// Whether tokens are names and nothing else: capitalised words, initials, and what joins names.
pub(super) fn names_only(text: &str, tokens: &[Token], range: Range<usize>, joiners: &[Box<str>]) -> bool {
    let part = tokens.get(range).unwrap_or_default();
    let name = |t: &Token| t.kind == TokenKind::Word && t.shape != Shape::Lower;
    let joins = |t: &Token| {
        let word = t.of(text);
        joiners.iter().any(|j| **j == *word) || matches!(word, "," | "." | "&" | "/" | "*" | "_" | "-")
    };
    let words = part.iter().filter(|t| name(t)).count();
    (2..=10).contains(&words) && part.first().is_some_and(name) && part.iter().all(|t| name(t) || joins(t))
}

/// Whether a dot glued between two words joins a domain (`Kompas.com`) and is not a lost space (`baru.Kata`).
fn top_level(text: &str, tokens: &[Token], first: usize, dot: usize) -> bool {
    let (before, after) = (tokens[dot - 1].of(text), tokens[dot + 1].of(text));
    let short = (2..=5).contains(&after.len()) && after.bytes().all(|b| b.is_ascii_alphabetic());
    let cased = after.bytes().all(|b| b.is_ascii_lowercase()) || tokens[first].of(text).bytes().all(|b| !b.is_ascii_lowercase());
    short && cased && before.is_ascii()
}
