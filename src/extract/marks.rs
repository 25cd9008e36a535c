//! Quotation marks → quoted regions.
//!
//! Marks are paired by position inside a paragraph, never by glyph: Kompas opens with `”`, scraped text mixes `"` and `”`
//! and loses spaces. Where position is ambiguous, a cue right behind a mark tells that it closes. An unpaired mark opens
//! nothing, except where the next paragraph opens again: a quote that runs over several paragraphs.

use super::context::Context;
use crate::lang::Frame;
use crate::model::{BlockKind, Span};
use crate::text::TokenKind;
use std::ops::Range;

/// At most so many commas and dashes stand between a mark and its cue (`”, – kata`): a run of them is no attribution.
const SIGNS: usize = 8;

/// A quoted region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// Token of the opening mark.
    pub open: usize,
    /// Token of the closing mark.
    pub close: usize,
    /// Whether the marks are single ones; such a region is a quote only beside a cue.
    pub single: bool,
}

impl Region {
    /// The tokens inside the marks.
    pub fn inner(&self) -> Range<usize> {
        self.open + 1..self.close
    }

    /// The words inside the marks, without the comma before the closing one.
    pub fn words(&self, ctx: &Context<'_>) -> Span {
        let mut inner = self.inner();
        while !inner.is_empty() && ctx.is(inner.end - 1, ',') {
            inner.end -= 1;
        }
        ctx.span(inner)
    }
}

/// Finds the quoted regions of all content blocks, in order; they do not overlap.
pub(crate) fn regions(ctx: &Context<'_>, blocks: &[(BlockKind, Range<usize>)]) -> Vec<Region> {
    let mut out = Vec::new();
    let mut carried: Option<usize> = None;
    // Up to where no attribution stands behind the mark that is carried: no paragraph is looked at again for each next one.
    let mut free = 0;
    for (n, (_, range)) in blocks.iter().enumerate() {
        let tells = |&i: &usize| ctx.token(i).kind == TokenKind::Mark && !seconds(ctx, i) && !ctx.nickname(i);
        let mut marks = range.clone().filter(tells).collect::<Vec<_>>();
        if carried.is_some() {
            if marks.first() == Some(&range.start) {
                marks.remove(0);
            } else {
                carried = None;
            }
        }
        let left = pair(ctx, &marks, carried.take(), range.clone(), &mut out);
        let opens_next = blocks.get(n + 1).is_some_and(|(_, next)| ctx.token(next.start).kind == TokenKind::Mark);
        carried = left.filter(|&open| opens_next && may_run_on(ctx, open, free, range.clone()));
        free = range.end;
    }
    let doubles = out.len();
    for (_, range) in blocks {
        singles(ctx, range.clone(), doubles, &mut out);
    }
    out.sort_by_key(|r| r.open);
    out
}

/// Whether a mark is the sign of seconds: `40'12.3"`.
fn seconds(ctx: &Context<'_>, mark: usize) -> bool {
    let Some(minutes) = mark.checked_sub(3) else { return false };
    let number = |i: usize| ctx.token(i).kind == TokenKind::Number;
    let glued = (minutes + 1..=mark).all(|i| !ctx.token(i).spaced);
    glued && number(minutes) && ctx.token(minutes + 1).kind == TokenKind::SingleMark && number(minutes + 2)
}

/// Pairs the marks of one paragraph; returns an opening mark that found no partner.
fn pair(ctx: &Context<'_>, marks: &[usize], carried: Option<usize>, block: Range<usize>, out: &mut Vec<Region>) -> Option<usize> {
    let mut open = carried;
    let mut k = 0;
    while k < marks.len() {
        let mark = marks[k];
        match open {
            // `tinggalnya.” Tidak …, ”ucapnya`: what looks closed opens after all where the next mark closes before a cue.
            None if closes_only(ctx, mark, block.start) && !marks.get(k + 1).is_some_and(|&m| cue_follows(ctx, m)) => {}
            None => open = Some(mark),
            // `“… bahwa " C " apalagi D,” katanya`: marks with a space on either side, inside others.
            Some(o) if loose(ctx, mark) && inner_pair(ctx, &marks[k..], block.start) => {
                out.push(Region { open: o, close: marks[k + 2], single: false });
                open = None;
                k += 2;
            }
            Some(o) if opens_only(ctx, mark, block.start) => {
                let nested = marks.get(k + 1).is_some_and(|&m| closes_only(ctx, m, block.start))
                    && marks.get(k + 2).is_some_and(|&m| closes_only(ctx, m, block.start));
                if nested {
                    out.push(Region { open: o, close: marks[k + 2], single: false });
                    open = None;
                    k += 2;
                } else {
                    open = Some(mark);
                }
            }
            Some(o) => {
                if mark > o + 1 {
                    out.push(Region { open: o, close: mark, single: false });
                }
                open = None;
            }
        }
        k += 1;
    }
    open
}

/// Whether a mark has a space before and behind it, so that it tells nothing of where it belongs.
fn loose(ctx: &Context<'_>, mark: usize) -> bool {
    ctx.token(mark).spaced && ctx.token(mark + 1).spaced
}

/// Whether the first two of the marks are a pair inside a region that the third one closes before a comma's cue.
fn inner_pair(ctx: &Context<'_>, marks: &[usize], start: usize) -> bool {
    let second = marks.get(1).is_some_and(|&m| loose(ctx, m));
    second && marks.get(2).is_some_and(|&m| closes_only(ctx, m, start) && ctx.is(m - 1, ',') && cue_follows(ctx, m))
}

fn opens_only(ctx: &Context<'_>, mark: usize, start: usize) -> bool {
    let token = ctx.token(mark);
    let next = ctx.token(mark + 1);
    let before = mark == start || token.spaced || ctx.is(mark - 1, '(') || ctx.is(mark - 1, ':');
    before && !next.spaced && next.kind != TokenKind::Punct && next.kind != TokenKind::Newline && !cue_follows(ctx, mark)
}

fn closes_only(ctx: &Context<'_>, mark: usize, start: usize) -> bool {
    let token = ctx.token(mark);
    let next = ctx.token(mark + 1);
    let behind = next.spaced || next.kind == TokenKind::Newline || next.kind == TokenKind::Punct;
    mark > start && !token.spaced && behind && !ctx.is(mark - 1, ':') && !ctx.is(mark - 1, '(')
}

/// Whether a reporting word follows the mark: then the mark closes, whatever the spaces say.
fn cue_follows(ctx: &Context<'_>, mark: usize) -> bool {
    let mut next = mark + 1;
    while next <= mark + SIGNS && (ctx.is(next, ',') || ctx.is(next, '-') || ctx.is(next, '–')) {
        next += 1;
    }
    ctx.lower(next) && ctx.pack.cues.at(ctx.word(next), |k| ctx.word(next + k)).any(|c| c.frame == Frame::After)
}

/// Whether an unclosed quote may run on into the next paragraph: it must not hold an attribution of its own. Before `free` it
/// has none, if it was opened before that.
fn may_run_on(ctx: &Context<'_>, open: usize, free: usize, block: Range<usize>) -> bool {
    let before = |c| open.checked_sub(1).is_some_and(|b| ctx.is(b, c));
    let ends_sentence = || [".", "!", "?", "…"].contains(&ctx.letters(block.end.saturating_sub(1)));
    let sentence = || before('.') && ctx.capital(open + 1) && ends_sentence();
    let opens_text = open == block.start || before(',') || before(':') || block.end.saturating_sub(open) > 12 || sentence();
    opens_text && !(free.max(open + 1)..block.end).any(|i| ctx.is(i, ',') && cue_follows(ctx, i))
}

fn singles(ctx: &Context<'_>, block: Range<usize>, doubles: usize, out: &mut Vec<Region>) {
    let mut open = None;
    for i in block.clone() {
        if ctx.token(i).kind != TokenKind::SingleMark || ctx.nickname(i) || within(&out[..doubles], i) {
            continue;
        }
        match open {
            None if !closes_only(ctx, i, block.start) => open = Some(i),
            Some(o) if !opens_only(ctx, i, block.start) => {
                let next = out[..doubles].partition_point(|r| r.open <= o);
                let crosses = next < doubles && out[next].open < i;
                if i > o + 1 && !crosses {
                    out.push(Region { open: o, close: i, single: true });
                }
                open = None;
            }
            Some(_) => open = Some(i),
            None => {}
        }
    }
}

/// Whether a token stands between the marks of one of the regions, which are in order and do not overlap.
pub(crate) fn within(regions: &[Region], i: usize) -> bool {
    regions[..regions.partition_point(|r| r.open < i)].last().is_some_and(|r| i < r.close)
}
