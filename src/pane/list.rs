//! A list with its own viewport: which items are shown in which order, which is chosen, which are lit up.
//!
//! An item is an index into the snapshot. The order is worked out when something changes, never while drawing; drawing
//! asks for the visible slice.

use super::paint::Row;
use super::{Item, Motion};
use crate::search::Query;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::Range;

/// What a list shows.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Items in the order shown.
    order: Vec<u32>,
    /// The same before the lit ones were put first, and what it was made from.
    base: Vec<u32>,
    made: Option<Made>,
    version: u64,
    lit_first: bool,
    /// Items that belong to what is chosen elsewhere, ascending.
    lit: Vec<u32>,
    /// Position in `order` of the chosen item.
    selected: usize,
    /// Position in `order` of the first item drawn.
    top: usize,
    /// How many items fit.
    page: usize,
    /// The filter over it.
    pub filter: Option<Filter>,
}

/// A filter as typed, and what it found.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// What was typed.
    pub query: Query,
    /// Which question the last effect asked.
    pub generation: u64,
    /// What was found, the best first; `None` until the first answer.
    pub items: Option<Vec<u32>>,
    /// Whether more is to come.
    pub done: bool,
}

/// How a list is to be arranged.
#[derive(Debug, Default)]
pub struct Arrangement<'a> {
    /// Every item, sorted.
    pub sorted: &'a [u32],
    /// Number of this sorting; another snapshot or order has another number.
    pub epoch: u64,
    /// What the list is narrowed to, and the items that belong to it, ascending.
    pub within: Option<(Item, &'a [u32])>,
    /// Lit up: these, ascending.
    pub lit: Vec<u32>,
    /// Whether the lit ones stand first.
    pub lit_first: bool,
}

/// What the base of a list was made from; as long as it is the same, the base is.
#[derive(Clone, Debug, Default, PartialEq)]
struct Made {
    epoch: u64,
    within: Option<Item>,
    filter: Option<(u64, usize)>,
}

impl List {
    /// Arranges the list anew, doing only what has changed. The chosen item stays chosen if it is still shown; else the
    /// place stays.
    pub fn arrange(&mut self, arrangement: Arrangement<'_>) {
        let filter = self.filter.as_ref().and_then(|f| Some((f.generation, f.items.as_ref()?.len())));
        let made = Made { epoch: arrangement.epoch, within: arrangement.within.map(|w| w.0), filter };
        let same = self.made.as_ref() == Some(&made);
        let lit_first = arrangement.lit_first && !arrangement.lit.is_empty();
        if same && self.lit == arrangement.lit && self.lit_first == lit_first {
            return;
        }
        let chosen = self.item();
        if !same {
            self.base = self.base(&arrangement);
            self.made = Some(made);
            self.version += 1;
        }
        let lit_before = std::mem::replace(&mut self.lit_first, lit_first);
        self.lit = arrangement.lit;
        if !same || lit_first || lit_before {
            self.order = self.base.clone();
            if lit_first {
                let size = self.lit.last().map_or(0, |last| *last as usize + 1);
                let bits = Bits::new(&self.lit, size);
                self.order.clear();
                self.order.extend(self.base.iter().filter(|i| bits.has(**i)));
                self.order.extend(self.base.iter().filter(|i| !bits.has(**i)));
            }
            if !chosen.is_some_and(|item| self.select(item)) {
                self.selected = self.selected.min(self.order.len().saturating_sub(1));
            }
        }
        self.show_selected();
    }

    /// The items that are left by narrowing and filter, in their order.
    fn base(&self, arrangement: &Arrangement<'_>) -> Vec<u32> {
        let Arrangement { sorted, within, .. } = arrangement;
        let found = self.filter.as_ref().and_then(|f| f.items.as_deref());
        let size = sorted.iter().max().map_or(0, |m| *m as usize + 1);
        let within = within.map(|(_, items)| Bits::new(items, size));
        let keep = |item: &u32| within.as_ref().is_none_or(|w| w.has(*item));
        let ranked = self.filter.as_ref().is_some_and(|f| f.query.is_ranked());
        match found {
            // Nothing matches better than another: they keep their order.
            Some(found) if !ranked => {
                let found = Bits::new(found, size);
                sorted.iter().copied().filter(|i| found.has(*i) && keep(i)).collect()
            }
            // The best match first; what the sorted list does not hold is not shown.
            Some(found) => {
                let known = Bits::new(sorted, size);
                found.iter().copied().filter(|i| known.has(*i) && keep(i)).collect()
            }
            None => sorted.iter().copied().filter(keep).collect(),
        }
    }

    /// A number that changes whenever other items are shown (not when others are lit up).
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The items lit up, ascending.
    pub fn lit_items(&self) -> &[u32] {
        &self.lit
    }

    /// Number of items shown.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The items shown, in order.
    pub fn items(&self) -> &[u32] {
        &self.order
    }

    /// The chosen item.
    pub fn item(&self) -> Option<u32> {
        self.order.get(self.selected).copied()
    }

    /// Position of the chosen item.
    pub fn position(&self) -> usize {
        self.selected
    }

    /// Chooses an item; `false` when it is not shown.
    pub fn select(&mut self, item: u32) -> bool {
        // Neighbours first: a step to the next item is what happens most.
        let near = self.selected.saturating_sub(1)..(self.selected + 2).min(self.order.len());
        let at = near.into_iter().find(|i| self.order.get(*i) == Some(&item));
        match at.or_else(|| self.order.iter().position(|i| *i == item)) {
            Some(at) => {
                self.selected = at;
                self.show_selected();
                true
            }
            None => false,
        }
    }

    /// Chooses the item drawn at this row of the viewport; `false` when there is none.
    pub fn select_row(&mut self, row: usize) -> bool {
        let at = self.top + row;
        let there = at < self.order.len();
        if there {
            self.selected = at;
        }
        there
    }

    /// Chooses the first item.
    pub fn reset(&mut self) {
        (self.selected, self.top) = (0, 0);
    }

    /// Forgets all items before a new snapshot, whose indices mean others. Returns how far below the top of the window the
    /// chosen one stood.
    pub fn let_go(&mut self) -> usize {
        let offset = self.selected.saturating_sub(self.top);
        (self.order, self.base, self.lit, self.made) = (Vec::new(), Vec::new(), Vec::new(), None);
        if let Some(filter) = &mut self.filter {
            filter.items = None;
        }
        offset
    }

    /// Chooses an item of the new snapshot, so far below the top of the window as it stood in the old one.
    pub fn take_up(&mut self, item: u32, offset: usize) {
        if self.select(item) {
            self.top = self.selected.saturating_sub(offset);
            self.show_selected();
        }
    }

    /// Whether an item is lit up.
    pub fn is_lit(&self, item: u32) -> bool {
        self.lit.binary_search(&item).is_ok()
    }

    /// Number of items lit up.
    pub fn lit(&self) -> usize {
        self.lit.len()
    }

    /// Chooses the first lit item unless a lit one is chosen.
    pub fn select_lit(&mut self) {
        if self.item().is_none_or(|i| !self.is_lit(i))
            && let Some(at) = self.order.iter().position(|i| self.is_lit(*i))
        {
            self.selected = at;
            self.show_selected();
        }
    }

    /// Shows the list from its first item.
    pub fn scroll_home(&mut self) {
        self.top = 0;
    }

    /// Moves the choice.
    pub fn go(&mut self, motion: Motion) {
        self.selected = motion.apply(self.selected, self.order.len(), self.page);
        self.show_selected();
    }

    /// Tells how many items fit on the screen.
    pub fn set_page(&mut self, page: usize) {
        if self.page != page {
            self.page = page;
            self.show_selected();
        }
    }

    /// Scrolls as little as needed to have the chosen item in sight.
    pub fn show_selected(&mut self) {
        let page = self.page.max(1);
        let margin = if page >= 7 { 2 } else { 0 };
        let lowest = (self.selected + margin + 1).saturating_sub(page);
        let highest = self.selected.saturating_sub(margin);
        self.top = self.top.max(lowest).min(highest).min(self.order.len().saturating_sub(page));
    }

    /// Scrolls as far as the chosen item needs to be wholly in `height` lines, where items differ in height: `lines` are
    /// those of the item at a position.
    pub fn show_selected_in(&mut self, height: usize, lines: impl Fn(usize) -> usize) {
        let mut used = 0;
        let mut lowest = self.selected;
        for at in (self.top.min(self.selected)..=self.selected).rev() {
            used += lines(at);
            if used > height {
                break;
            }
            lowest = at;
        }
        self.top = self.top.max(lowest);
    }

    /// The columns of `area` for the items: all but that of the scrollbar, where one is drawn.
    pub fn rows(&self, area: Rect, page: usize) -> Rect {
        Rect { width: area.width - u16::from(self.order.len() > page).min(area.width), ..area }
    }

    /// Positions that are drawn.
    pub fn visible(&self, page: usize) -> Range<usize> {
        let top = self.top.min(self.order.len());
        top..(top + page).min(self.order.len())
    }
}

/// Draws at the right edge of `area` where in a list or text of `len` the window stands; nothing when all is in sight.
pub fn scrollbar(top: usize, page: usize, len: usize, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if len <= page || area.height < 2 || area.width < 4 {
        return;
    }
    let height = area.height as usize;
    let size = (page * height / len).clamp(1, height);
    let from = top.min(len - page) * (height - size) / (len - page);
    for y in from..from + size {
        let cell = &mut buf[(area.right() - 1, area.y + y as u16)];
        cell.set_symbol(Meaning::Scrollbar.glyph()).set_style(theme.style(Meaning::Scrollbar));
    }
}

/// The rows of the screen that one item takes.
#[derive(Copy, Clone, Debug)]
pub struct Slot {
    /// The list's area.
    pub area: Rect,
    /// First row, from the top of the area.
    pub y: usize,
    /// Whether the item is the chosen one.
    pub chosen: bool,
    /// Whether the list has the focus.
    pub focused: bool,
    /// Whether the item is lit up.
    pub lit: bool,
}

impl Slot {
    /// The item's row `y`, with the two columns at its left drawn: chosen, lit up.
    pub fn row<'b>(self, y: usize, theme: &'b Theme, buf: &'b mut Buffer) -> Option<Row<'b>> {
        let row = Row::new(buf, theme, self.area, self.y + y)?;
        let meaning = if self.focused { Meaning::Selected } else { Meaning::SelectedElsewhere };
        let mut row = if self.chosen { row.over(meaning) } else { row };
        match self.chosen {
            true => row.put(meaning.glyph(), meaning),
            false => row.skip(1),
        };
        match self.lit && y == 0 {
            true => row.put(Meaning::Related.glyph(), Meaning::Related),
            false => row.skip(1),
        };
        Some(row)
    }
}

/// A set of small numbers.
struct Bits(Vec<u64>);

impl Bits {
    fn new(items: &[u32], size: usize) -> Bits {
        let mut bits = vec![0u64; size / 64 + 1];
        for item in items {
            if let Some(word) = bits.get_mut(*item as usize / 64) {
                *word |= 1 << (item % 64);
            }
        }
        Bits(bits)
    }

    fn has(&self, item: u32) -> bool {
        self.0.get(item as usize / 64).is_some_and(|word| word >> (item % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests;
