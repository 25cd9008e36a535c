//! The boards: ledger, drift, balance and findings. They are one pane in four faces: a list of entries, and beside or
//! below it the sentences on which the chosen entry stands. Enter steps from the list into the sentences.
//!
//! What the four share is here: state, layout, drawing. What makes each of them what it is stands in its [`Face`], a row
//! of functions in a file of its own, which know the corpus and tell words and meanings, never cells of the screen.

mod detail;
mod index;

pub use detail::{Detail, Paragraph, Part, Piece, Target};
pub use index::{Holding, Index, holding};

use super::list::{Arrangement, Filter, List, Slot, scrollbar};
use super::paint::{Row, certainty_glyph, short_date};
use super::{Board, Item, Motion, balance, drift, findings, ledger};
use crate::model::{Article, Certainty, Corpus, QuoteKind, QuoteRef, SpeakerIx, SpeakerKind, Stance, TimeValue};
use crate::pane::queue::told_of;
use crate::review::Review;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;

/// What the boards are made of: a snapshot, what was counted in it when it came, and what was decided about it.
#[derive(Copy, Clone, Debug)]
pub struct Known<'a> {
    /// What a person has decided.
    pub review: &'a Review,
    /// The snapshot.
    pub corpus: &'a Corpus,
    /// Which entries belong to what.
    pub index: &'a Index,
}

/// What makes a board what it is.
#[derive(Debug)]
pub struct Face {
    /// Its name as shown.
    pub title: &'static str,
    /// Its name in a session.
    pub name: &'static str,
    /// One of its entries, in a word.
    pub entry: &'static str,
    /// What is said when it has none.
    pub empty: &'static str,
    /// What its filter filters.
    pub list: crate::search::List,
    /// Its orders, in words; the first is that of the corpus.
    pub orders: &'static [&'static str],
    /// Every entry in one of the orders.
    pub sort: fn(&Corpus, usize) -> Vec<u32>,
    /// An entry in the list.
    pub head: fn(Known<'_>, u32) -> Option<Head>,
    /// What an entry stands on, for so many columns; the number is that of the sentence chosen.
    pub parts: fn(Known<'_>, u32, usize, usize) -> Vec<Part>,
    /// Whether the sentences are told otherwise when another of them is chosen.
    pub compares: bool,
    /// What stays the same of an entry from one snapshot to the next.
    pub id: fn(&Corpus, u32) -> Option<Arc<str>>,
}

impl Board {
    /// What makes it what it is.
    pub fn face(self) -> &'static Face {
        match self {
            Board::Ledger => &ledger::FACE,
            Board::Drift => &drift::FACE,
            Board::Balance => &balance::FACE,
            Board::Findings => &findings::FACE,
        }
    }
}

/// An entry as its list shows it.
#[derive(Clone, Debug)]
pub struct Head {
    /// In front.
    pub lead: Piece,
    /// Whose it is.
    pub name: Piece,
    /// What it is about.
    pub words: Vec<Piece>,
    /// Counts and marks at the right end, the outermost first.
    pub right: Vec<Piece>,
}

/// The state of a board.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// Its entries.
    pub list: List,
    /// Which of its orders.
    pub order: usize,
    /// Whether the keys move among the sentences of the chosen entry.
    pub inside: bool,
    /// What the chosen entry stands on.
    pub detail: Detail,
    sorted: Vec<u32>,
}

impl Entries {
    /// Sorts the entries of a snapshot.
    pub fn sort(&mut self, face: &Face, corpus: &Corpus) {
        self.sorted = (face.sort)(corpus, self.order);
    }

    /// Goes on to the next order; its name.
    pub fn next_order(&mut self, face: &Face) -> &'static str {
        self.order = (self.order + 1) % face.orders.len().max(1);
        self.order_name(face)
    }

    /// The order in a word.
    pub fn order_name(&self, face: &Face) -> &'static str {
        face.orders.get(self.order).copied().unwrap_or("")
    }

    /// Number of all entries.
    pub fn total(&self) -> usize {
        self.sorted.len()
    }

    /// Arranges the list; see [`Arrangement`].
    pub fn arrange(&mut self, epoch: u64, within: Option<(Item, &[u32])>, lit: Vec<u32>) {
        self.list.arrange(Arrangement { sorted: &self.sorted, epoch, within, lit, lit_first: false });
    }

    /// Fits the list to `area` (of no size: it is not on the screen) and lays the chosen entry out, if that is not done.
    pub fn lay_out(&mut self, face: &Face, known: Known<'_>, snapshot: u64, area: Rect) {
        let place = places(area, self.inside);
        if !area.is_empty() {
            self.list.set_page(place.list.height as usize / item_lines(place.list.width));
        }
        self.inside &= !self.list.is_empty();
        self.detail.lay_out(face, known, (snapshot, self.list.item()), place.detail);
    }

    /// Moves among the entries, or among the sentences of the chosen one.
    pub fn go(&mut self, motion: Motion) {
        if self.inside { self.detail.go(motion) } else { self.list.go(motion) }
    }
}

/// Where the parts of a board stand.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The entries.
    pub list: Rect,
    /// Between the two.
    pub rule: Rect,
    /// The sentences of the chosen entry.
    pub detail: Rect,
}

/// Where the parts of a board stand in `area`: side by side where it is wide, else one above the other; what has the keys
/// gets the greater part of little room.
pub fn places(area: Rect, inside: bool) -> Places {
    if area.width >= 100 {
        let width = (area.width * 2 / 5).clamp(40, 76);
        let list = Rect { width, ..area };
        let rule = Rect { x: list.right(), width: 1, ..area };
        return Places { list, rule, detail: Rect { x: rule.right(), width: area.width - width - 1, ..area } };
    }
    let tall = item_lines(area.width) as u16;
    let height = match (area.height, inside) {
        (0..=5, true) => 0,
        (0..=5, false) => area.height,
        (6..=15, true) => tall,
        (6..=15, false) => area.height / 2,
        (height, _) => height * 2 / 5,
    };
    // Whole entries only.
    let height = if height > tall { height - height % tall } else { height };
    let list = Rect { height, ..area };
    let between = u16::from(height > 0 && height < area.height);
    let rule = Rect { y: list.bottom(), height: between, ..area };
    Places { list, rule, detail: Rect { y: rule.bottom(), height: area.height - height - between, ..area } }
}

/// Lines that one entry takes in a list so wide.
pub fn item_lines(width: u16) -> usize {
    if width < 72 { 2 } else { 1 }
}

/// Draws a board.
pub fn view(entries: &Entries, board: Board, known: Known<'_>, focused: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let (face, place) = (board.face(), places(area, entries.inside));
    let tall = item_lines(place.list.width);
    let page = place.list.height as usize / tall;
    let visible = entries.list.visible(page);
    let rows = entries.list.rows(place.list, page);
    for (row, at) in visible.clone().enumerate() {
        let Some(item) = entries.list.items().get(at).copied() else { continue };
        let Some(head) = (face.head)(known, item) else { continue };
        let (chosen, lit) = (at == entries.list.position(), entries.list.is_lit(item));
        let slot = Slot { area: rows, y: row * tall, chosen, focused: focused && !entries.inside, lit };
        let told = told_of(known.review, known.corpus, holding(known.corpus, board, item).quotes);
        view_head((&head, told), slot, tall, entries.list.filter.as_ref(), theme, buf);
    }
    scrollbar(visible.start, page, entries.list.len(), theme, place.list, buf);
    for y in 0..place.rule.height as usize {
        if let Some(mut row) = Row::new(buf, theme, place.rule, y) {
            row.rule(if place.rule.width == 1 { "┆" } else { "╌" }, Meaning::Border);
        }
    }
    entries.detail.view(focused && entries.inside, theme, place.detail, buf);
}

fn view_head(
    (head, told): (&Head, Option<Meaning>),
    slot: Slot,
    tall: usize,
    filter: Option<&Filter>,
    theme: &Theme,
    buf: &mut Buffer,
) {
    let Some(mut first) = slot.row(0, theme, buf) else { return };
    let keep = if tall == 1 { 34 } else { 14 };
    // The same in every row, whatever stands at its end.
    let width = (first.room().saturating_sub(26) / 3).clamp(10, 26);
    if let Some(told) = told {
        first.put_right(&format!(" {}", told.glyph()), told, keep);
    }
    for piece in &head.right {
        first.put_right(&piece.text, piece.meaning, keep);
    }
    if tall == 1 {
        first.field(&head.lead.text, 15, head.lead.meaning).skip(1);
        first.field(&head.name.text, width, head.name.meaning).skip(1);
        put_all(&mut first, &head.words, filter);
        return;
    }
    first.put(&head.lead.text, head.lead.meaning).skip(1);
    first.put_matched(&head.name.text, head.name.meaning, filter.map(|filter| &filter.query));
    if let Some(mut second) = slot.row(1, theme, buf) {
        put_all(second.skip(1), &head.words, filter);
    }
}

fn put_all(row: &mut Row<'_>, pieces: &[Piece], filter: Option<&Filter>) {
    for piece in pieces {
        row.put_matched(&piece.text, piece.meaning, filter.map(|filter| &filter.query));
    }
}

/// One sentence of an entry: who says what, how and when.
#[derive(Copy, Clone, Debug)]
pub struct Said<'a> {
    /// The words.
    pub quote: QuoteRef,
    /// Whose they are; `None` is told as unknown.
    pub speaker: Option<SpeakerIx>,
    /// What is done with them.
    pub stance: Stance,
    /// When.
    pub date: Option<&'a TimeValue>,
    /// Whether it stands in a copy of an article that has it as well.
    pub copy: bool,
}

/// The paragraphs of a sentence: one row of columns where there is room, else who and when above the words.
pub fn sentence(corpus: &Corpus, said: Said<'_>, width: usize) -> Vec<Paragraph> {
    let Some((article, quote)) = corpus.quote(said.quote) else { return Vec::new() };
    let stance = Meaning::of_stance(said.stance);
    let speaker = speaker(corpus, said.speaker);
    let outlet = Piece::new(article.outlet.as_deref().unwrap_or("outlet unknown"), Meaning::Outlet);
    let words = words(quote.span.of(&article.text), quote.kind);
    let mut line = vec![Piece::wide(&format!("{} {}", stance.glyph(), said.stance.name()), 12, stance)];
    line.extend(date(said.date, certainty(article, quote.said.as_ref(), said.date)));
    if width < 84 {
        line.push(speaker);
        line.extend([Piece::new(" · ", Meaning::Dim), outlet]);
        line.extend(said.copy.then(copy));
        return vec![Paragraph::cut(line, 2), Paragraph::cut(vec![words], 2).indented()];
    }
    line.push(Piece::wide(&speaker.text, 25, speaker.meaning));
    line.push(Piece::wide(&outlet.text, 15, outlet.meaning));
    line.extend(said.copy.then(copy));
    line.push(words);
    vec![Paragraph::cut(line, 1)]
}

/// A speaker's name.
pub fn speaker(corpus: &Corpus, speaker: Option<SpeakerIx>) -> Piece {
    match speaker.and_then(|s| corpus.speakers.get(s as usize)) {
        Some(s) if s.kind == SpeakerKind::Unnamed => Piece::new(&s.name, Meaning::SpeakerUnnamed),
        Some(s) => Piece::new(&s.name, Meaning::Speaker),
        None => Piece::new("? speaker unknown", Meaning::Unknown),
    }
}

/// The words of a quote, in quotation marks where the article has them.
pub fn words(words: &str, kind: QuoteKind) -> Piece {
    let text = if kind == QuoteKind::Indirect { words.to_owned() } else { format!("“{words}”") };
    Piece::new(&text, Meaning::of_quote(kind))
}

/// A date in twelve columns, with the glyph that says how it is known.
pub fn date(value: Option<&TimeValue>, certainty: Certainty) -> [Piece; 2] {
    match value {
        Some(value) => [
            Piece::new(&format!("{:<10}", short_date(value)), Meaning::Date),
            Piece::new(&format!("{} ", certainty_glyph(certainty)), Meaning::of_certainty(certainty)),
        ],
        None => [Piece::new("no date   ", Meaning::Unknown), Piece::new("? ", Meaning::Unknown)],
    }
}

/// The date that an article has.
pub fn published(article: &Article) -> [Piece; 2] {
    let published = article.published.as_ref();
    date(published.map(|p| &p.value), published.map_or(Certainty::Stated, |p| p.certainty))
}

/// How the date of a sentence is known: as that of the words that tell it, else as the article's own.
fn certainty(article: &Article, said: Option<&TimeValue>, date: Option<&TimeValue>) -> Certainty {
    match said.filter(|said| Some(*said) == date) {
        Some(said) => article.times.iter().find(|t| t.value == *said).map_or(Certainty::Inferred, |t| t.certainty),
        None => article.published.as_ref().map_or(Certainty::Inferred, |p| p.certainty),
    }
}

/// The mark of what stands in a copy.
pub fn copy() -> Piece {
    Piece::new(&format!(" {}copy ", Meaning::Linked.glyph()), Meaning::Linked)
}
