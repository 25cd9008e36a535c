//! What the chosen entry of a board stands on: headings, and sentences that can be chosen, wrapped once per width.
//!
//! It is laid out when the entry, the width or the snapshot changes, at the cost of that entry; drawing takes the window.

use super::{Face, Known};
use crate::model::{Mention, QuoteRef, Span};
use crate::pane::Motion;
use crate::pane::list::scrollbar;
use crate::pane::paint::{Row, fit};
use crate::pane::wrap::wrap;
use crate::text::display::{clip, columns};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::Range;

/// Columns at the left, for the mark of what is chosen.
const GUTTER: u16 = 2;

/// Columns in place of a window that is not on the screen.
const UNSEEN: Rect = Rect { x: 0, y: 0, width: 80, height: 8 };

/// As many columns of one piece are kept as several screens hold: what is longer is to be read in its article.
const MOST_COLUMNS: usize = 10_000;

/// Words with one meaning, fit for display.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// What they mean.
    pub meaning: Meaning,
}

/// Pieces that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pieces: Vec<Piece>,
    /// The most rows it may take; the last is cut off.
    rows: usize,
    indent: usize,
}

/// Where a sentence stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A quote.
    Quote(QuoteRef),
    /// Other words of an article.
    Place(Mention),
}

/// A heading, or a sentence that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands; `None` for a heading.
    pub target: Option<Target>,
    /// Whether it is the sentence that stands for the entry.
    pub lead: bool,
    /// What is told of it.
    pub paragraphs: Vec<Paragraph>,
}

/// The parts of the chosen entry, laid out.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    made: Option<Made>,
    area: Rect,
    lines: Vec<Line>,
    cells: Vec<Cell>,
    /// Which of the cells is chosen.
    chosen: usize,
    top: usize,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
struct Made {
    snapshot: u64,
    item: u32,
    width: u16,
    compared: usize,
}

#[derive(Clone, Debug)]
struct Line {
    cell: Option<usize>,
    indent: usize,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
struct Cell {
    target: Target,
    lines: Range<usize>,
}

impl Piece {
    /// Words of an article or of the program.
    pub fn new(text: &str, meaning: Meaning) -> Piece {
        let (clean, whole) = clip(text, MOST_COLUMNS);
        let mut text = clean.into_owned();
        if !whole {
            text.push('…');
        }
        Piece { text, meaning }
    }

    /// Words in a column of this width.
    pub fn wide(text: &str, width: usize, meaning: Meaning) -> Piece {
        let mut text = fit(text, width.saturating_sub(1)).into_owned();
        text.extend(std::iter::repeat_n(' ', width.saturating_sub(columns(&text))));
        Piece { text, meaning }
    }
}

impl Paragraph {
    /// As many rows as it needs.
    pub fn new(pieces: Vec<Piece>) -> Paragraph {
        Paragraph { pieces, rows: usize::MAX, indent: 0 }
    }

    /// So many rows at most.
    pub fn cut(pieces: Vec<Piece>, rows: usize) -> Paragraph {
        Paragraph { pieces, rows, indent: 0 }
    }

    /// The same, set in by two columns.
    #[must_use]
    pub fn indented(self) -> Paragraph {
        Paragraph { indent: 2, ..self }
    }

    fn lines(self, cell: Option<usize>, width: usize, out: &mut Vec<Line>) {
        let text: String = self.pieces.iter().map(|p| p.text.as_str()).collect();
        let spans = wrap(&text, width.saturating_sub(self.indent).max(1), &[]);
        for (i, span) in spans.iter().enumerate().take(self.rows) {
            let last = i + 1 == self.rows;
            let span = if last { Span { start: span.start, end: text.len() as u32 } } else { *span };
            out.push(Line { cell, indent: self.indent, pieces: cut_out(&self.pieces, span) });
        }
    }
}

/// The parts of the pieces that lie in a span of the text that they make together.
fn cut_out(pieces: &[Piece], span: Span) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = 0u32;
    for piece in pieces {
        let end = at + piece.text.len() as u32;
        let (from, to) = (span.start.clamp(at, end) - at, span.end.clamp(at, end) - at);
        if let Some(text) = piece.text.get(from as usize..to as usize).filter(|text| !text.is_empty()) {
            out.push(Piece { text: text.to_owned(), meaning: piece.meaning });
        }
        at = end;
    }
    out
}

impl Part {
    /// A heading.
    pub fn heading(pieces: Vec<Piece>) -> Part {
        Part { target: None, lead: false, paragraphs: vec![Paragraph::new(pieces)] }
    }

    /// A sentence.
    pub fn cell(target: Target, paragraphs: Vec<Paragraph>) -> Part {
        Part { target: Some(target), lead: false, paragraphs }
    }
}

impl Detail {
    /// Lays out what the entry (of a snapshot) stands on, if that is not done.
    pub fn lay_out(&mut self, face: &Face, known: Known<'_>, (snapshot, item): (u64, Option<u32>), area: Rect) {
        let Some(item) = item else {
            *self = Detail { area: self.area, ..Detail::default() };
            return;
        };
        let before = if self.area.is_empty() { UNSEEN } else { self.area };
        let seen = if area.is_empty() { before } else { area };
        let taller = self.area.height != seen.height;
        self.area = seen;
        let same = self.made.is_some_and(|m| (m.snapshot, m.item) == (snapshot, item));
        let width = seen.width.saturating_sub(GUTTER + 1);
        let made = Made { snapshot, item, width, compared: if face.compares && same { self.chosen } else { 0 } };
        if self.made == Some(made) {
            if taller {
                self.show_chosen();
            }
            return;
        }
        let parts = (face.parts)(known, item, made.compared, width as usize);
        let lead = parts.iter().filter(|p| p.target.is_some()).position(|p| p.lead).unwrap_or(0);
        self.set(parts, width as usize);
        // Another choice may have to be compared at once.
        (self.chosen, self.top) = if same { (self.chosen, self.top) } else { (lead, 0) };
        self.made = Some(made);
        self.show_chosen();
    }

    fn set(&mut self, parts: Vec<Part>, width: usize) {
        (self.lines, self.cells) = (Vec::new(), Vec::new());
        for part in parts {
            let (start, cell) = (self.lines.len(), part.target.map(|_| self.cells.len()));
            for paragraph in part.paragraphs {
                paragraph.lines(cell, width, &mut self.lines);
            }
            if let Some(target) = part.target {
                self.cells.push(Cell { target, lines: start..self.lines.len() });
            }
        }
    }

    /// Number of sentences.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is no sentence.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Which sentence is chosen.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// Where the chosen sentence stands.
    pub fn target(&self) -> Option<Target> {
        self.cells.get(self.chosen).map(|cell| cell.target)
    }

    /// Where every sentence stands, in order.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.cells.iter().map(|cell| cell.target)
    }

    /// Chooses a sentence.
    pub fn choose(&mut self, cell: usize) {
        self.chosen = cell.min(self.cells.len().saturating_sub(1));
        self.show_chosen();
    }

    /// Chooses the sentence drawn at this row of the window; `false` when there is none.
    pub fn choose_row(&mut self, row: usize) -> bool {
        let cell = self.lines.get(self.top + row).and_then(|line| line.cell);
        cell.into_iter().for_each(|cell| self.choose(cell));
        cell.is_some()
    }

    /// Moves the choice; within a sentence that the window does not hold, the window first.
    pub fn go(&mut self, motion: Motion) {
        let page = self.page();
        let lines = self.cells.get(self.chosen).map_or(0..0, |cell| cell.lines.clone());
        match motion {
            Motion::By(1..) if lines.end > self.top + page && lines.len() > page => {
                self.top = (self.top + page / 2 + 1).min(lines.end - page);
            }
            Motion::By(..=-1) if lines.start < self.top && lines.len() > page => {
                self.top = self.top.saturating_sub(page / 2 + 1).max(lines.start);
            }
            motion => self.choose(motion.apply(self.chosen, self.cells.len(), (page / 2).max(1))),
        }
    }

    fn page(&self) -> usize {
        self.area.height.max(1) as usize
    }

    /// Scrolls as little as needed; the headings above the first sentence come into sight with it.
    fn show_chosen(&mut self) {
        self.chosen = self.chosen.min(self.cells.len().saturating_sub(1));
        let page = self.page();
        let Some(cell) = self.cells.get(self.chosen) else {
            self.top = 0;
            return;
        };
        let first = if self.chosen == 0 { 0 } else { cell.lines.start };
        let first = if cell.lines.end - first > page { cell.lines.start } else { first };
        let lowest = cell.lines.end.saturating_sub(page).min(first);
        self.top = self.top.max(lowest).min(first).min(self.lines.len().saturating_sub(page).max(lowest));
    }

    /// Draws the window.
    pub fn view(&self, focused: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
        for (y, line) in self.lines.iter().skip(self.top).take(area.height as usize).enumerate() {
            let Some(row) = Row::new(buf, theme, area, y) else { break };
            let chosen = line.cell == Some(self.chosen);
            let meaning = if focused { Meaning::Selected } else { Meaning::SelectedElsewhere };
            let mut row = if chosen { row.over(meaning) } else { row };
            match chosen {
                true => row.put(meaning.glyph(), meaning),
                false => row.skip(1),
            };
            row.skip(GUTTER as usize - 1 + line.indent);
            for piece in &line.pieces {
                row.put(&piece.text, piece.meaning);
            }
        }
        scrollbar(self.top, area.height as usize, self.lines.len(), theme, area, buf);
    }
}
