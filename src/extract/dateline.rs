//! The dateline at the start of an article: place and outlet, in either order, before a dash.
//!
//! Evidence is an outlet (a domain, a name of the pack, capitals in brackets) or a place in capitals; a dash alone is not
//! enough. Scraped text loses spaces, so the end may lie inside a token (`Kota-Warga`, `KotaWarga`).

use super::blocks::Known;
use super::lines::{address, longest};
use super::metadata::host;
use crate::lang::Pack;
use crate::text::{Shape, Token, TokenKind};
use std::ops::Range;

/// The longest dateline, in tokens.
const LIMIT: usize = 18;
/// The fewest letters of a place of several words in capitals.
const SEVERAL_LETTERS: usize = 7;

/// Where the dateline at the start of a line ends (its dash included), in bytes; `None` if there is none.
pub(super) fn dateline(text: &str, tokens: &[Token], line: &Range<usize>, pack: &Pack, outlets: &[String]) -> Option<u32> {
    let end = line.end.min(line.start + LIMIT);
    let mut at = line.start;
    let (mut outlet, mut capitals) = (false, false);
    // A place of several short words in capitals (`HO CHI MINH`).
    let mut letters = Some(0);
    while at < end {
        let token = tokens[at];
        match token.kind {
            TokenKind::Word | TokenKind::Number => {
                let site = address(text, tokens, at, end).or_else(|| named(text, tokens, at..end, outlets));
                if let Some(stop) = site.or_else(|| longest(&pack.blocks.outlets, text, tokens, at, end).map(|(_, stop)| stop)) {
                    // An outlet's name in lower case is an ordinary word, unless it follows the place.
                    let follows = at > line.start && (tokens[at - 1].is(text, ',') || tokens[at - 1].is(text, '('));
                    if site.is_some() || token.shape != Shape::Lower || follows {
                        outlet = true;
                        at = stop;
                        continue;
                    }
                }
                if let Some(cut) = glued(text, tokens, at, outlet) {
                    return Some(cut);
                }
                if token.kind == TokenKind::Word && token.shape == Shape::Lower {
                    // `KOMPAS. com`: a lost address goes on behind a space.
                    if outlet && tokens[at - 1].is(text, '.') && token.span.len() <= 3 {
                        at += 1;
                        continue;
                    }
                    return None;
                }
                letters = letters.filter(|_| token.shape == Shape::Upper).map(|n| n + token.span.len());
                capitals |= at == line.start && token.shape == Shape::Upper && token.span.len() >= 4;
                // `Outlet.com, Place Sentence`: without a dash only one word of place can be told from the sentence.
                let lost_dash = outlet && at > line.start && tokens[at - 1].is(text, ',') && at + 1 < end;
                if lost_dash && tokens[at + 1].kind == TokenKind::Word && address(text, tokens, line.start, end).is_some() {
                    let more = (at + 1..end).find(|&i| dash(text, tokens[i]) || tokens[i].shape == Shape::Lower);
                    if !more.is_some_and(|i| dash(text, tokens[i])) {
                        // `Outlet.com, Two WordsSentence begins`
                        let second = tokens[at + 1];
                        let cut = joint(second.of(text)).filter(|_| second.capital());
                        return Some(cut.map_or(token.span.end, |cut| second.span.start + cut));
                    }
                }
            }
            TokenKind::Punct if dash(text, token) => {
                let mut stop = at;
                while stop < line.end && dash(text, tokens[stop]) {
                    stop += 1;
                }
                let follower = *tokens.get(stop).filter(|_| stop < line.end)?;
                let begins = follower.kind != TokenKind::Word || follower.shape != Shape::Lower;
                let dated = dated(text, tokens, line.start, at);
                let place = at > line.start + 1 && letters.is_some_and(|n| n >= SEVERAL_LETTERS);
                return ((outlet || capitals || place || dated) && begins).then(|| tokens[stop - 1].span.end);
            }
            TokenKind::Punct if token.is(text, '(') => {
                let inside = tokens.get(at + 1)?;
                outlet |= inside.shape == Shape::Upper && inside.span.len() >= 3;
            }
            TokenKind::Punct if [',', ')', '/', '.'].iter().any(|&c| token.is(text, c)) => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

/// The outlet's own name and those that its address holds, as `named` compares them.
pub(super) fn outlet_keys(known: Known<'_>) -> Vec<String> {
    let host = known.url.and_then(host).unwrap_or_default();
    let labels = host.rsplit_once('.').map_or("", |(labels, _)| labels).split('.');
    let keys = labels.chain(known.outlet).map(key);
    keys.filter(|key| key.len() >= 4).collect()
}

/// Letters and figures of a name, small and without spaces.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where one of the names that the record gives the outlet ends, if the tokens begin with it: `Muara Kini` is also the
/// `muarakini` of its address.
fn named(text: &str, tokens: &[Token], range: Range<usize>, outlets: &[String]) -> Option<usize> {
    let first = tokens.get(range.start).filter(|t| t.shape != Shape::Lower)?;
    outlets.iter().find_map(|name| {
        let mut rest = name.strip_prefix(key(first.of(text)).as_str())?;
        let mut stop = range.start + 1;
        while !rest.is_empty() {
            let token = tokens.get(stop).filter(|t| stop < range.end && t.kind == TokenKind::Word)?;
            rest = rest.strip_prefix(key(token.of(text)).as_str())?;
            stop += 1;
        }
        Some(stop)
    })
}

/// Whether a place and a full date stand before the dash at `at`: `Sleman, 18 Juni 2031 -`, `Sleman (18/6/2031) -`.
fn dated(text: &str, tokens: &[Token], start: usize, at: usize) -> bool {
    let place = tokens.get(start).is_some_and(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower);
    let Some(end) = at.checked_sub(1).filter(|end| *end > start) else { return false };
    let last = end - usize::from(tokens.get(end).is_some_and(|t| t.is(text, ')')));
    let Some(before) = tokens.get(start..last).filter(|_| place) else { return false };
    let year = tokens.get(last).is_some_and(|t| {
        let number = t.kind == TokenKind::Number && t.span.len() == 4;
        number && t.of(text).parse().is_ok_and(|year: u16| (1900..2200).contains(&year))
    });
    let day = |t: &Token| t.kind == TokenKind::Number && t.span.len() <= 2;
    let parts = before.iter().any(|t| t.is(text, ',') || t.is(text, '('));
    year && parts && before.iter().any(day)
}

fn dash(text: &str, token: Token) -> bool {
    token.kind == TokenKind::Punct && matches!(token.of(text), "-" | "–" | "—" | "―" | "−" | "‒")
}

/// The end of a place that a lost space glued to the first word of the sentence.
fn glued(text: &str, tokens: &[Token], at: usize, outlet: bool) -> Option<u32> {
    let token = tokens[at];
    let word = token.of(text);
    let start = token.span.start;
    if let Some((place, rest)) = word.split_once('-') {
        let upper = place.len() >= 4 && place.bytes().all(|b| b.is_ascii_uppercase());
        let begins = rest.starts_with(char::is_uppercase);
        return (begins && (upper || outlet)).then_some(start + place.len() as u32 + 1);
    }
    let after_comma = at > 0 && tokens[at - 1].is(text, ',');
    if !outlet || !after_comma || token.shape != Shape::Capital {
        return None;
    }
    joint(word).map(|cut| start + cut)
}

/// Where a small letter stands before a great one within a word, in bytes.
fn joint(word: &str) -> Option<u32> {
    let mut before = ' ';
    for (offset, c) in word.char_indices() {
        if c.is_uppercase() && before.is_lowercase() {
            return Some(offset as u32);
        }
        before = c;
    }
    None
}
