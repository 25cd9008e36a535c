//! What was found in the clear text, in the text itself.

use crate::model::{Article, Block, Quote, Span, TimeExpression, Voice};
use crate::text::Clear;

/// An article whose spans are those of the clear text, with those of its own text.
pub(super) fn article(mut article: Article, clear: &Clear<'_>) -> Article {
    if clear.is_same() {
        return article;
    }
    article.blocks.iter_mut().for_each(|block| block.span = clear.back(block.span));
    let evidence = article.published.iter_mut().flat_map(|published| &mut published.evidence);
    evidence.for_each(|span| *span = clear.back(*span));
    let voices = article.voices.iter_mut().chain(&mut article.people);
    findings(&mut article.times, &mut article.quotes, voices, clear);
    article
}

/// Times, quotes and voices of the clear text with the spans of the text itself.
pub(super) fn findings<'v>(
    times: &mut [TimeExpression],
    quotes: &mut [Quote],
    voices: impl Iterator<Item = &'v mut Voice>,
    clear: &Clear<'_>,
) {
    if clear.is_same() {
        return;
    }
    let back = |span: &mut Span| *span = clear.back(*span);
    times.iter_mut().for_each(|time| back(&mut time.span));
    for quote in quotes {
        back(&mut quote.span);
        [&mut quote.cue, &mut quote.mention, &mut quote.doubt].into_iter().flatten().for_each(back);
    }
    voices.flat_map(|voice| &mut voice.mentions).for_each(back);
}

/// The blocks of a text as those of its clear text.
pub(super) fn forth(blocks: &[Block], clear: &Clear<'_>) -> Vec<Block> {
    blocks.iter().map(|block| Block { span: clear.forth(block.span), ..*block }).collect()
}
