//! What could not be read: each trouble with its file, what is wrong and what to do.

use super::Motion;
use super::list::{Slot, scrollbar};
use super::paint::Row;
use super::wrap::wrap;
use crate::model::{Corpus, Trouble};
use crate::text::display::sanitize_line;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Lines of one trouble: the file, then two lines of message.
const TALL: usize = 3;

/// What is chosen.
#[derive(Clone, Debug, Default)]
pub struct Troubles {
    selected: usize,
}

impl Troubles {
    /// Moves the choice.
    pub fn go(&mut self, corpus: &Corpus, motion: Motion) {
        self.selected = motion.apply(self.selected, corpus.troubles.len(), 10);
    }

    /// The chosen trouble.
    pub fn chosen<'c>(&self, corpus: &'c Corpus) -> Option<&'c Trouble> {
        corpus.troubles.get(self.selected)
    }
}

/// Draws the list into the inside of an overlay.
pub fn view(troubles: &Troubles, corpus: &Corpus, theme: &Theme, area: Rect, buf: &mut Buffer) {
    if corpus.troubles.is_empty()
        && let Some(mut row) = Row::new(buf, theme, area, 0)
    {
        row.put("Everything was read.", Meaning::Dim);
    }
    let page = (area.height as usize / TALL).max(1);
    let top = (troubles.selected + 1).saturating_sub(page);
    for (i, trouble) in corpus.troubles.iter().enumerate().skip(top).take(page) {
        let chosen = i == troubles.selected;
        let slot = Slot { area, y: (i - top) * TALL, chosen, focused: true, lit: false };
        let Some(mut first) = slot.row(0, theme, buf) else { break };
        first.put("! ", Meaning::Error).put(&trouble.path, Meaning::Title);
        if let Some(record) = trouble.record {
            first.put(&format!(", record {}", record + 1), Meaning::Dim);
        }
        let message = sanitize_line(&trouble.message);
        let lines = wrap(&message, area.width.saturating_sub(4) as usize, &[]);
        for y in 1..TALL {
            let (Some(mut row), Some(text)) = (slot.row(y, theme, buf), lines.get(y - 1)) else { continue };
            let end = if y + 1 == TALL { message.len() } else { text.end as usize };
            row.skip(2).put(message.get(text.start as usize..end).unwrap_or(""), Meaning::Text);
        }
    }
    scrollbar(top, page, corpus.troubles.len(), theme, area, buf);
}
