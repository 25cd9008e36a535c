//! Units: sentences, joined where a quoted region runs over their ends, so that a quote and its attribution are together.

use super::context::Context;
use super::marks::Region;
use crate::lang::{Class, Frame};
use crate::model::BlockKind;
use crate::text::{TokenKind, sentences};
use std::ops::Range;

/// A unit of so many tokens is not joined with the next line any more.
const LONGEST: usize = 400;

/// A unit of so many tokens goes on only up to the end of the quoted region that is open: what looks at a whole unit for each
/// of its cues takes no time beyond measure then. The longest in 12,000 articles has fewer.
const FULL: usize = 1_200;

/// A signature has at most so many tokens.
const SIGNATURE: usize = 16;

/// So many words behind the verb of an answer tell how it was given (`menjawab singkat.`).
const MANNER: usize = 2;

/// A sentence with the whole of the quoted regions that begin in it.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// Its tokens.
    pub range: Range<usize>,
    /// Its regions, as indices.
    pub regions: Range<usize>,
    /// What block it stands in.
    pub kind: BlockKind,
}

/// Cuts the content blocks into units.
pub(crate) fn units(ctx: &Context<'_>, blocks: &[(BlockKind, Range<usize>)], regions: &[Region]) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::new();
    let mut r = 0;
    for (kind, range) in blocks {
        for mut sentence in sentences(ctx.text, ctx.tokens, range.clone(), &ctx.pack.lexicon) {
            if let Some(last) = out.last_mut().filter(|last| last.range.len() >= FULL)
                && let Some(end) = still_open(last, regions, sentence.start)
            {
                // The rest of the sentence, with the regions that open there, is a unit of its own.
                last.range.end = last.range.end.max(sentence.end.min(end));
                sentence.start = last.range.end;
                if sentence.is_empty() {
                    continue;
                }
            }
            let start = r;
            while r < regions.len() && regions[r].open < sentence.end {
                r += 1;
            }
            match out.last_mut() {
                Some(last)
                    if last.range.end > sentence.start
                        || still_open(last, regions, sentence.start).is_some()
                        || sentence.start == range.start && goes_on(ctx, last, *kind, sentence.start)
                        || *kind == BlockKind::Paragraph
                            && last.kind == *kind
                            && (signs(ctx, last, regions, &sentence)
                                || sentence.start > range.start && answers(ctx, last, regions.get(start), &sentence)) =>
                {
                    last.range.end = last.range.end.max(sentence.end);
                    last.regions.end = r;
                }
                _ => out.push(Unit { range: sentence.clone(), regions: start..r, kind: *kind }),
            }
        }
    }
    out
}

/// Whether a paragraph goes on with a sentence that a line end broke: it begins with a comma or a reporting
/// verb, or with a small letter where the line before ends with a word, or that line ends with a sentence's first word alone.
fn goes_on(ctx: &Context<'_>, last: &Unit, kind: BlockKind, at: usize) -> bool {
    let near = at <= last.range.end + 1 && kind == BlockKind::Paragraph && last.kind == BlockKind::Paragraph;
    let word = last.range.end.checked_sub(1).is_some_and(|i| ctx.is_word(i));
    let stub = word && last.range.len() <= 2 && !ctx.token(last.range.start).spaced;
    let verb = ctx.lower(at) && ctx.pack.cues.begins(ctx.word(at));
    near && last.range.len() < LONGEST && (ctx.is(at, ',') || word && ctx.lower(at) || stub || verb)
}

/// `“C.” — Rani Waskita`: whether a sentence or line is somebody's name, set behind nothing but a quotation.
fn signs(ctx: &Context<'_>, last: &Unit, regions: &[Region], sentence: &Range<usize>) -> bool {
    let own = regions.get(last.regions.clone()).unwrap_or_default();
    let [region] = own else { return false };
    let near = sentence.start <= last.range.end + 1 && sentence.len() <= SIGNATURE;
    let only =
        !(region.close + 1..last.range.end).any(|i| ctx.is_word(i)) && !(last.range.start..region.open).any(|i| ctx.is_word(i));
    near && only && ctx.is_dash(sentence.start) && ctx.capital(sentence.start + 1)
}

/// `Rani Waskita menjawab singkat. “C.”`: whether a sentence that ends with a reporting verb is answered by words in marks
/// that stand alone.
fn answers(ctx: &Context<'_>, last: &Unit, region: Option<&Region>, sentence: &Range<usize>) -> bool {
    let Some(region) = region.filter(|r| r.open == sentence.start && last.regions.is_empty()) else { return false };
    let behind = region.close + 1;
    let alone = matches!(ctx.token(behind).kind, TokenKind::Newline | TokenKind::Mark) || behind >= ctx.tokens.len();
    let Some(stop) = last.range.end.checked_sub(1).filter(|&i| ctx.is(i, '.') || ctx.is(i, ':')) else { return false };
    let from = stop.saturating_sub(MANNER + 1).max(last.range.start);
    let verb = |i: usize| ctx.pack.cues.at(ctx.word(i), |k| ctx.word(i + k)).any(|c| c.frame == Frame::Active);
    let told = (from..stop).find(|&i| ctx.lower(i) && ctx.pack.cues.begins(ctx.word(i)) && verb(i));
    alone
        && !region.single
        && last.range.len() < LONGEST
        && told.is_some_and(|i| {
            !ctx.is_class(i.saturating_sub(1), Class::NEGATION | Class::RELATIVE) && (i..stop).all(|k| ctx.lower(k))
        })
}

/// Where the last of the unit's regions ends, if it is still open at `at`, or closes right there.
fn still_open(unit: &Unit, regions: &[Region], at: usize) -> Option<usize> {
    regions[unit.regions.clone()].last().filter(|r| r.close >= at).map(|r| r.close + 1)
}
