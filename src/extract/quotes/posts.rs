//! Posts that are set whole under their text, as social networks embed them: `C — Rani Waskita (@rani) 3 Juni 2031`, and
//! quotations set as a block with a signature (`> C`, `> — Rani Waskita`).

use super::super::context::Context;
use super::super::phrase::{Head, phrase};
use super::interview::Turn;
use super::labelled::handle;
use super::{Draft, Step, Who};
use crate::model::BlockKind;
use crate::text::TokenKind;
use std::ops::Range;

/// A signature has at most so many tokens.
const SIGNATURE: usize = 24;
/// A post has at least so many words.
const LEAST: usize = 2;
/// At most so many lines of one quotation.
const LINES: usize = 32;

/// The posts and signed quotations of an article, in order.
pub(crate) fn posts(ctx: &Context<'_>) -> Vec<Turn> {
    let blocks = ctx.block_tokens();
    let mut out: Vec<Turn> = Vec::new();
    let mut from = 0;
    for (n, (kind, range)) in blocks.iter().enumerate() {
        let Some((dash, who)) = Some(range).filter(|_| *kind == BlockKind::Paragraph).and_then(|r| signature(ctx, r)) else {
            continue;
        };
        let set = |k: usize| blocks.get(k).is_some_and(|(kind, r)| *kind == BlockKind::Paragraph && ctx.is(r.start, '>'));
        let mut first = n;
        while set(n) && first > from && n - first < LINES && set(first - 1) {
            first -= 1;
        }
        let start = blocks.get(first).map_or(range.start, |(_, r)| r.start);
        let words = trimmed(ctx, start + usize::from(ctx.is(start, '>'))..dash);
        if words.clone().filter(|&i| ctx.is_word(i)).take(LEAST).count() < LEAST {
            continue;
        }
        let draft = Draft::set_apart(ctx, words, who, "direct.signed");
        from = n + 1;
        // Each of its lines is taken away from running text.
        for (_, line) in blocks.get(first..n).unwrap_or_default() {
            out.push(Turn { range: line.clone(), steps: Vec::new() });
        }
        out.push(Turn { range: range.clone(), steps: vec![Step::Quote(draft)] });
    }
    out
}

/// The signature that a block ends with: where its dash stands, and whose it is.
fn signature(ctx: &Context<'_>, block: &Range<usize>) -> Option<(usize, Who)> {
    let set = ctx.is(block.start, '>');
    let near = block.end.saturating_sub(SIGNATURE).max(block.start);
    let mut dashes = (near..block.end).rev().filter(|&i| ctx.is_dash(i) && ctx.token(i).spaced && ctx.capital(i + 1));
    let dash = dashes.next()?;
    let who = phrase(ctx, dash + 1, block.end).filter(|p| p.head == Head::Person && p.range.start == dash + 1)?;
    let open = who.range.end;
    let named = ctx.is(open, '(').then(|| handle(ctx, open + 1, block.end)).flatten();
    let behind = named.as_ref().map_or(open, |h| h.end + usize::from(ctx.is(h.end, ')')));
    let over = (behind..block.end).all(|i| ctx.in_time(i) || !ctx.is_word(i));
    // Without a handle only what is set as a quotation is one, and only where the name begins the line.
    let alone = set && dash == block.start + 1 && who.name.len() > 1;
    (over && (named.is_some() || alone)).then_some((dash, Who::Phrase(who)))
}

/// Tokens without marks around the whole, signs of quotation and line ends.
fn trimmed(ctx: &Context<'_>, mut words: Range<usize>) -> Range<usize> {
    let sign = |i: usize| matches!(ctx.token(i).kind, TokenKind::Newline | TokenKind::Mark) || ctx.is(i, '>');
    while !words.is_empty() && sign(words.start) {
        words.start += 1;
    }
    while !words.is_empty() && sign(words.end - 1) {
        words.end -= 1;
    }
    words
}
