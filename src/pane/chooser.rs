//! Choosing a name out of many, or giving a new one: what is typed narrows the list, and is itself the last choice.

use super::picker::{Offer, Picker};
use crate::model::QuoteRef;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;

/// Names, the most likely first, each with a quote of whoever bears it.
#[derive(Clone, Debug)]
pub struct Names(pub Vec<(Arc<str>, QuoteRef)>);

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A row of the list: the name, and a quote of whoever bears it.
    Row(Arc<str>, QuoteRef),
    /// A name that was typed.
    Name(Arc<str>),
    /// Nobody.
    Nobody,
}

impl Names {
    /// Finds everybody's quote again in another snapshot; who has none there leaves the list.
    pub fn carry(&mut self, place: impl Fn(QuoteRef) -> Option<QuoteRef>) {
        self.0 = std::mem::take(&mut self.0).into_iter().filter_map(|(name, at)| Some((name, place(at)?))).collect();
    }
}

impl Offer for Names {
    type Row = Picked;
    const PROMPT: &'static str = "who ";

    fn count(&self) -> usize {
        self.0.len()
    }

    fn words(&self, item: usize, out: &mut String) {
        self.0.get(item).into_iter().for_each(|(name, _)| out.push_str(name));
    }

    fn rows(&self, found: &[u32], typed: &str) -> Vec<Picked> {
        let named = found.iter().filter_map(|item| self.0.get(*item as usize));
        let named = named.map(|(name, own)| Picked::Row(Arc::clone(name), *own));
        let new = Some(typed).filter(|typed| !typed.is_empty()).map(|typed| Picked::Name(typed.into()));
        named.chain(new).chain([Picked::Nobody]).collect()
    }
}

/// Draws it into the inside of an overlay.
pub fn view(chooser: &Picker<Names>, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    chooser.view(theme, inner, buf, |picked, row| {
        match picked {
            Picked::Row(name, _) => row.put(name, Meaning::Speaker),
            Picked::Name(name) => row.put(name, Meaning::Speaker).put("  as a new name", Meaning::Dim),
            Picked::Nobody => row.put("nobody can be said to have said it", Meaning::Unknown),
        };
    });
}
