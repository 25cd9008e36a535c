//! A passage being selected in the reader: from word to word and from line to line, in the stored text.

use super::Reader;
use crate::model::{Corpus, Span};
use crate::pane::Motion;
use crate::text::words;

/// The two words that a selection lies between; either may stand before the other.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Selecting {
    fixed: Span,
    moving: Span,
}

impl Selecting {
    /// From the first of the two words to the end of the other.
    pub fn span(self) -> Span {
        Span { start: self.fixed.start.min(self.moving.start), end: self.fixed.end.max(self.moving.end) }
    }
}

impl Reader {
    /// Begins to select: the quote or the place at which the reader stands, else the first word in sight. `false` where
    /// there is no word.
    pub fn select(&mut self, corpus: &Corpus) -> bool {
        let Some(article) = self.open_article(corpus) else { return false };
        let quote = self.quote.and_then(|quote| article.quotes.get(quote as usize)).map(|quote| quote.span);
        let there = quote.or(self.place).and_then(|span| words::ends(&article.text, span));
        let first = || words::word_at(&article.text, self.stored_top()).map(|word| (word, word));
        let Some((fixed, moving)) = there.or_else(first) else { return false };
        self.selecting = Some(Selecting { fixed, moving });
        self.show(moving);
        true
    }

    /// Has the other end move from now on.
    pub fn other_end(&mut self) {
        if let Some(Selecting { fixed, moving }) = self.selecting {
            self.selecting = Some(Selecting { fixed: moving, moving: fixed });
            self.show(fixed);
        }
    }

    /// Moves the end by so many words.
    pub fn select_words(&mut self, corpus: &Corpus, by: isize) {
        let (Some(article), Some(selecting)) = (self.open_article(corpus), self.selecting) else { return };
        let text = &article.text;
        let mut moving = selecting.moving;
        for _ in 0..by.unsigned_abs().min(10_000) {
            let next = match by > 0 {
                true => words::word_after(text, moving.end as usize),
                false => words::word_before(text, moving.start as usize),
            };
            let Some(next) = next else { break };
            moving = next;
        }
        self.move_to(moving);
    }

    /// Moves the end by lines as the text would be moved by; it stays in its column as far as there are words.
    pub fn select_lines(&mut self, corpus: &Corpus, motion: Motion) {
        let (Some(article), Some(selecting)) = (self.open_article(corpus), self.selecting) else { return };
        let display = &self.sheet.display;
        let at = display.to_shown(selecting.moving.start as usize) as u32;
        let here = self.line_of(at);
        let column = self.sheet.lines.get(here).map_or(0, |line| at.saturating_sub(line.start));
        let mut to = motion.apply(here, self.sheet.lines.len(), self.page);
        // Empty lines are passed over in the direction of the movement.
        let empty = |to: usize| self.sheet.lines.get(to).is_some_and(|line| line.of(&display.text).trim().is_empty());
        while empty(to) && to + 1 < self.sheet.lines.len() && to > 0 {
            to = if to > here { to + 1 } else { to - 1 };
        }
        let Some(line) = self.sheet.lines.get(to) else { return };
        let target = (line.start + column).min(line.end.saturating_sub(1).max(line.start));
        if let Some(word) = words::word_at(&article.text, display.to_stored(target as usize)) {
            self.move_to(word);
        }
    }

    fn move_to(&mut self, moving: Span) {
        if let Some(selecting) = &mut self.selecting {
            selecting.moving = moving;
            self.show(moving);
        }
    }
}
