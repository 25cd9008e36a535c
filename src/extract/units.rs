//! Units: sentences, joined where a quoted region runs over their ends, so that a quote and its attribution are together.

use super::context::Context;
use super::marks::Region;
use crate::model::BlockKind;
use crate::text::sentences;
use std::ops::Range;

/// A unit of so many tokens is not joined with the next line any more.
const LONGEST: usize = 400;

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
        for sentence in sentences(ctx.text, ctx.tokens, range.clone(), &ctx.pack.lexicon) {
            let start = r;
            while r < regions.len() && regions[r].open < sentence.end {
                r += 1;
            }
            match out.last_mut() {
                Some(last)
                    if last.range.end > sentence.start
                        || held(last, regions, sentence.start)
                        || sentence.start == range.start && goes_on(ctx, last, *kind, sentence.start) =>
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

/// Whether one of the unit's regions is still open at `at`, or closes right there.
fn held(unit: &Unit, regions: &[Region], at: usize) -> bool {
    regions[unit.regions.clone()].last().is_some_and(|r| r.close >= at)
}
