//! The speech layers in one call: regions, units, people, quotes, voices.

use super::context::Context;
use super::marks::regions;
use super::people::People;
use super::quotes::steps;
use super::units::units;
use super::voices::{Voices, voices};
use crate::lang::Pack;
use crate::model::{Block, TimeExpression};
use crate::text::Token;

/// Finds the quotes of an article and whose they are.
pub(crate) fn speech(text: &str, tokens: &[Token], blocks: &[Block], times: &[TimeExpression], pack: &Pack) -> Voices {
    let ctx = Context::new(text, tokens, blocks, times, pack);
    let blocks = ctx.content_blocks();
    let regions = regions(&ctx, &blocks);
    let units = units(&ctx, &blocks, &regions);
    let people = People::collect(&ctx, &blocks, &regions);
    let found = units.iter().map(|unit| steps(&ctx, unit, &regions)).collect();
    let ranges: Vec<_> = units.into_iter().map(|unit| unit.range).collect();
    voices(&ctx, people, &ranges, found)
}
