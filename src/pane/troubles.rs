//! What went wrong: what could not be read, each trouble with its file, what is wrong and what to do; and what was decided
//! and has no place in the corpus any more, with the reason. Nothing of it is dropped.

use super::Motion;
use super::list::{Slot, scrollbar};
use super::paint::view_told;
use super::wrap::wrap;
use crate::model::{Corpus, Trouble, path};
use crate::review::{Judgement, Review, Subject, Why};
use crate::text::display::clip;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::path::PathBuf;

/// Lines of one trouble: the file, then two lines of message.
const TALL: usize = 3;

/// What is chosen.
#[derive(Clone, Debug, Default)]
pub struct Troubles {
    selected: usize,
}

/// What the list is of.
#[derive(Copy, Clone, Debug)]
pub struct Known<'a> {
    /// The corpus, with what could not be read.
    pub corpus: &'a Corpus,
    /// What was decided; only once all is loaded, since till then much has no place.
    pub review: Option<&'a Review>,
}

/// One of them.
enum One<'a> {
    Unread(&'a Trouble),
    Lost(&'a Subject, &'a Judgement, Why),
}

impl<'a> Known<'a> {
    fn all(self) -> impl Iterator<Item = One<'a>> {
        let lost = self.review.into_iter().flat_map(Review::lost);
        let lost = lost.map(|(subject, own, why)| One::Lost(subject, own, why));
        self.corpus.troubles.iter().map(One::Unread).chain(lost)
    }

    /// How many could not be read, and how many decisions are lost.
    pub fn counts(self) -> (usize, usize) {
        (self.corpus.troubles.len(), self.review.map_or(0, |review| review.placed().lost.len()))
    }
}

impl Troubles {
    /// Moves the choice.
    pub fn go(&mut self, known: Known<'_>, motion: Motion) {
        self.selected = motion.apply(self.selected, known.all().count(), 10);
    }

    /// The file of the chosen trouble, and the line to look at.
    pub fn chosen(&self, known: Known<'_>) -> Option<(PathBuf, u32)> {
        Some(match known.all().nth(self.selected)? {
            One::Unread(trouble) => (path::real(&trouble.path), trouble.record.map_or(1, |record| record + 1)),
            One::Lost(subject, ..) => (path::real(&subject.article()?.path), 1),
        })
    }
}

/// Draws the list into the inside of an overlay.
pub fn view(troubles: &Troubles, known: Known<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let count = known.all().count();
    if count == 0 {
        view_told("Everything was read, and all that was decided is in its place.", theme, area, buf);
    }
    let page = (area.height as usize / TALL).max(1);
    let top = (troubles.selected + 1).saturating_sub(page);
    let room = area.width as usize * TALL;
    for (i, one) in known.all().enumerate().skip(top).take(page) {
        let slot = Slot { area, y: (i - top) * TALL, chosen: i == troubles.selected, focused: true, lit: false };
        let message = match one {
            One::Unread(trouble) => {
                let Some(mut row) = slot.row(0, theme, buf) else { break };
                row.put("! ", Meaning::Error).put(&trouble.path, Meaning::Title);
                if let Some(record) = trouble.record {
                    row.put(&format!(", record {}", record + 1), Meaning::Dim);
                }
                clip(&trouble.message, room).0.into_owned()
            }
            One::Lost(subject, own, why) => {
                let Some(mut row) = slot.row(0, theme, buf) else { break };
                row.put("? ", Meaning::Unknown).put(&format!("{} ", subject.kind()), Meaning::Dim);
                row.put(&format!("“{}”", clip(subject.words(), room).0), Meaning::Text);
                clip(&lost(subject, own, why), room).0.into_owned()
            }
        };
        view_message(&message, slot, theme, buf);
    }
    scrollbar(top, page, count, theme, area, buf);
}

/// What was decided of something that is lost, why it is, and where it was.
fn lost(subject: &Subject, own: &Judgement, why: Why) -> String {
    let place = subject.article().map_or(String::new(), |article| {
        let outlet = article.outlet.as_deref().map(|outlet| format!("{outlet}, ")).unwrap_or_default();
        let title = article.title.as_deref().map(|title| format!("“{title}”, ")).unwrap_or_default();
        format!(" It stood in {outlet}{title}{}.", article.path)
    });
    format!("{}: {}.{place}", own.summary(), why.text())
}

fn view_message(message: &str, slot: Slot, theme: &Theme, buf: &mut Buffer) {
    let lines = wrap(message, slot.area.width.saturating_sub(4) as usize, &[]);
    for y in 1..TALL {
        let (Some(mut row), Some(text)) = (slot.row(y, theme, buf), lines.get(y - 1)) else { continue };
        let end = if y + 1 == TALL { message.len() } else { text.end as usize };
        row.skip(2).put(message.get(text.start as usize..end).unwrap_or(""), Meaning::Text);
    }
}
