//! What is marked where in an article's text, flattened for drawing.
//!
//! Annotations nest and overlap (a quote holds a time, a cue stands beside it); the screen has one style per cell. One
//! sweep turns them into stretches that do not overlap, each with all that it means, so that drawing a line is a
//! binary search and a walk.

use crate::model::{Article, BlockKind, Quote, QuoteKind, Span, SpeakerKind};
use crate::text::display::Display;
use crate::theme::{Meaning, Theme};
use ratatui::style::Style;

/// Everything that can be marked, the weakest first: later ones are painted over earlier ones.
const LAYERS: [Meaning; 10] = [
    Meaning::Title,
    Meaning::Subhead,
    Meaning::QuoteIndirect,
    Meaning::QuoteMixed,
    Meaning::QuoteDirect,
    Meaning::Time,
    Meaning::Cue,
    Meaning::SpeakerUnnamed,
    Meaning::Speaker,
    Meaning::Dim,
];

/// A stretch of the displayed text with one set of meanings.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it is in the displayed text.
    pub span: Span,
    layers: u16,
}

impl Stretch {
    /// Its style: of all its meanings, the later over the earlier.
    pub fn style(self, theme: &Theme) -> Style {
        let layers = LAYERS.iter().enumerate().filter(|(i, _)| self.layers >> i & 1 == 1);
        layers.fold(Style::new(), |style, (_, meaning)| style.patch(theme.style(*meaning)))
    }

    /// Whether it has this meaning.
    pub fn has(self, meaning: Meaning) -> bool {
        LAYERS.iter().position(|m| *m == meaning).is_some_and(|i| self.layers >> i & 1 == 1)
    }
}

/// The marks of an article in its displayed text, by position; unmarked text has no stretch.
pub fn marks(article: &Article, display: &Display) -> Vec<Stretch> {
    let mut edges: Vec<(u32, bool, usize)> = Vec::new();
    let mut mark = |span: Span, meaning: Meaning| {
        let shown = shown(span, display);
        if let Some(layer) = LAYERS.iter().position(|m| *m == meaning).filter(|_| !shown.is_empty()) {
            edges.push((shown.start, true, layer));
            edges.push((shown.end, false, layer));
        }
    };
    for block in &article.blocks {
        match block.kind {
            BlockKind::Title => mark(block.span, Meaning::Title),
            BlockKind::Standfirst | BlockKind::Subhead => mark(block.span, Meaning::Subhead),
            BlockKind::Caption | BlockKind::Credit | BlockKind::Boilerplate => mark(block.span, Meaning::Dim),
            BlockKind::Dateline | BlockKind::Paragraph => {}
        }
    }
    for quote in &article.quotes {
        mark(quote.span, Meaning::of_quote(quote.kind));
        quote.cue.into_iter().for_each(|cue| mark(cue, Meaning::Cue));
        quote.mention.into_iter().for_each(|mention| mark(mention, naming(article, quote)));
    }
    for voice in &article.voices {
        let meaning = if voice.kind == SpeakerKind::Unnamed { Meaning::SpeakerUnnamed } else { Meaning::Speaker };
        voice.mentions.iter().for_each(|mention| mark(*mention, meaning));
    }
    article.times.iter().for_each(|time| mark(time.span, Meaning::Time));
    sweep(edges)
}

/// A stored span in the displayed text.
pub fn shown(span: Span, display: &Display) -> Span {
    Span::new(display.to_shown(span.start as usize), display.to_shown(span.end as usize))
}

/// How a quote's kind is told: glyph and word.
pub fn kind_word(kind: QuoteKind) -> String {
    format!("{} {}", Meaning::of_quote(kind).glyph(), kind.name())
}

fn naming(article: &Article, quote: &Quote) -> Meaning {
    let voice = quote.speaker.and_then(|v| article.voices.get(v as usize));
    if voice.is_some_and(|v| v.kind == SpeakerKind::Unnamed) { Meaning::SpeakerUnnamed } else { Meaning::Speaker }
}

fn sweep(mut edges: Vec<(u32, bool, usize)>) -> Vec<Stretch> {
    edges.sort_unstable();
    let mut open = [0u32; LAYERS.len()];
    let mut layers = 0u16;
    let mut from = 0;
    let mut stretches: Vec<Stretch> = Vec::new();
    for (at, begins, layer) in edges {
        if at > from && layers != 0 {
            stretches.push(Stretch { span: Span { start: from, end: at }, layers });
        }
        from = at;
        open[layer] = if begins { open[layer] + 1 } else { open[layer].saturating_sub(1) };
        layers = if open[layer] > 0 { layers | 1 << layer } else { layers & !(1 << layer) };
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_marks_become_stretches_side_by_side() {
        let direct = LAYERS.iter().position(|m| *m == Meaning::QuoteDirect).unwrap();
        let time = LAYERS.iter().position(|m| *m == Meaning::Time).unwrap();
        let stretches = sweep(vec![(0, true, direct), (9, false, direct), (3, true, time), (5, false, time)]);
        let spans: Vec<_> = stretches.iter().map(|s| (s.span.start, s.span.end, s.has(Meaning::Time))).collect();
        assert_eq!(spans, [(0, 3, false), (3, 5, true), (5, 9, false)]);
        assert!(stretches.iter().all(|s| s.has(Meaning::QuoteDirect)));
    }
}
