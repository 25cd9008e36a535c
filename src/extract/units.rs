//! Units: sentences, joined where a quoted region runs over their ends, so that a quote and its attribution are together.

use super::context::Context;
use super::marks::Region;
use crate::model::BlockKind;
use crate::text::sentences;
use std::ops::Range;

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
                Some(last) if last.range.end > sentence.start || held(last, regions, sentence.start) => {
                    last.range.end = last.range.end.max(sentence.end);
                    last.regions.end = r;
                }
                _ => out.push(Unit { range: sentence.clone(), regions: start..r, kind: *kind }),
            }
        }
    }
    out
}

/// Whether one of the unit's regions is still open at `at`, or closes right there.
fn held(unit: &Unit, regions: &[Region], at: usize) -> bool {
    regions[unit.regions.clone()].last().is_some_and(|r| r.close >= at)
}
