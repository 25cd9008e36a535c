//! The speech layers in one call: regions, units, people, quotes, voices.

use super::context::Context;
use super::marks::regions;
use super::people::People;
use super::quotes::{interview, posts, steps};
use super::units::units;
use super::voices::{Voices, voices};
use crate::lang::Pack;
use crate::model::{Block, TimeExpression};
use crate::text::Token;

/// Finds the quotes of an article and whose they are.
pub(crate) fn speech(text: &str, tokens: &[Token], blocks: &[Block], times: &[TimeExpression], pack: &Pack) -> Voices {
    let ctx = Context::new(text, tokens, blocks, times, pack);
    let mut blocks = ctx.content_blocks();
    let mut marked = regions(&ctx, &blocks);
    let people = People::collect(&ctx, &blocks, &marked);
    let mut turns = interview(&ctx, &people);
    if turns.is_empty() {
        turns = posts(&ctx);
    }
    if !turns.is_empty() {
        blocks.retain(|(_, range)| turns.binary_search_by_key(&range.start, |t| t.range.start).is_err());
        marked = regions(&ctx, &blocks);
    }
    let mut found: Vec<_> =
        units(&ctx, &blocks, &marked).into_iter().map(|unit| (unit.range.clone(), steps(&ctx, &unit, &marked))).collect();
    found.extend(turns.into_iter().map(|turn| (turn.range, turn.steps)));
    found.sort_by_key(|(range, _)| range.start);
    let (ranges, found): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    voices(&ctx, people, &ranges, found)
}
