//! The list of speakers: every voice of the corpus, named or not, with roles as printed and how often it is quoted.

use super::Item;
use super::list::{Arrangement, List, Slot, scrollbar};
use super::paint::{Row, Stances, stances};
use super::queue::told_of;
use crate::model::{Corpus, Speaker, SpeakerKind};
use crate::review::Review;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::Arc;

/// The list and what belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Speakers {
    /// The list.
    pub list: List,
    /// Its order.
    pub sort: Sort,
    sorted: Vec<u32>,
    /// In how many articles each is quoted, and how often.
    counts: Arc<[(u32, u32)]>,
    /// Stances of the speakers in sight, counted when they come into sight.
    stances: FxHashMap<u32, Stances>,
}

/// Orders of the list.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum Sort {
    /// The most quoted first.
    #[default]
    Quotes,
    /// Quoted in the most articles first.
    Articles,
    /// By name.
    Name,
    /// Persons, organizations, the unnamed, documents.
    Kind,
}

impl Sort {
    /// The next order.
    pub fn next(self) -> Sort {
        match self {
            Sort::Quotes => Sort::Articles,
            Sort::Articles => Sort::Name,
            Sort::Name => Sort::Kind,
            Sort::Kind => Sort::Quotes,
        }
    }

    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Quotes => "most quoted first",
            Sort::Articles => "most articles first",
            Sort::Name => "by name",
            Sort::Kind => "by kind",
        }
    }
}

impl Speakers {
    /// Takes note of what a new snapshot holds; see [`counts`].
    pub fn take(&mut self, counts: Arc<[(u32, u32)]>) {
        self.counts = counts;
    }

    /// Sorts the speakers of a snapshot.
    pub fn sort(&mut self, corpus: &Corpus) {
        self.stances.clear();
        let count = |ix: &u32| self.counts.get(*ix as usize).copied().unwrap_or_default();
        // Nobody is listed for having said nothing.
        self.sorted = (0..self.counts.len() as u32).filter(|s| count(s).1 > 0).collect();
        let speaker = |ix: &u32| &corpus.speakers[*ix as usize];
        match self.sort {
            Sort::Quotes => self.sorted.sort_by_key(|ix| Reverse(count(ix).1)),
            Sort::Articles => self.sorted.sort_by_key(|ix| Reverse(count(ix))),
            Sort::Name => self.sorted.sort_by_cached_key(|ix| speaker(ix).name.to_lowercase()),
            Sort::Kind => self.sorted.sort_by_key(|ix| (speaker(ix).kind, Reverse(count(ix).1))),
        }
    }

    /// Counts the stances of the speakers in sight, if they are not counted yet.
    pub fn lay_out(&mut self, corpus: &Corpus, page: usize) {
        for at in self.list.visible(page) {
            let Some(item) = self.list.items().get(at).copied() else { continue };
            self.stances.entry(item).or_insert_with(|| {
                let quotes = corpus.speakers.get(item as usize).map_or(&[][..], |s| &s.quotes);
                stances(quotes.iter().filter_map(|q| corpus.articles.get(q.article as usize)?.quotes.get(q.quote as usize)))
            });
        }
    }

    /// Number of speakers that are quoted.
    pub fn total(&self) -> usize {
        self.sorted.len()
    }

    /// Arranges the list; see [`Arrangement`].
    pub fn arrange(&mut self, epoch: u64, within: Option<(Item, &[u32])>, lit: Vec<u32>) {
        self.list.arrange(Arrangement { sorted: &self.sorted, epoch, within, lit, lit_first: true });
    }
}

/// In how many articles each speaker of a snapshot is quoted, and how often, by their index.
pub fn counts(corpus: &Corpus) -> Arc<[(u32, u32)]> {
    let articles = |speaker: &Speaker| {
        let mut last = None;
        speaker.quotes.iter().filter(|q| last.replace(q.article) != Some(q.article)).count() as u32
    };
    corpus.speakers.iter().map(|s| (articles(s), s.quotes.len() as u32)).collect()
}

/// The glyph of a kind of voice.
pub fn kind_glyph(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "○",
        SpeakerKind::Organization => "□",
        SpeakerKind::Unnamed => "◌",
        SpeakerKind::Document => "≡",
    }
}

/// A role in a line.
pub fn role_text(title: &str, affiliation: Option<&str>) -> String {
    match affiliation {
        Some(affiliation) => format!("{title}, {affiliation}"),
        None => title.to_owned(),
    }
}

/// Lines that one speaker takes in a list so wide.
pub fn item_lines(width: u16) -> usize {
    if width < 64 { 2 } else { 1 }
}

/// Draws the list.
pub fn view(
    speakers: &Speakers,
    (corpus, review): (&Corpus, &Review),
    focused: bool,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let tall = item_lines(area.width);
    let page = area.height as usize / tall;
    let visible = speakers.list.visible(page);
    let rows = speakers.list.rows(area, page);
    for (row, at) in visible.clone().enumerate() {
        let Some(item) = speakers.list.items().get(at).copied() else { continue };
        let Some(speaker) = corpus.speakers.get(item as usize) else { continue };
        let (chosen, lit) = (at == speakers.list.position(), speakers.list.is_lit(item));
        let slot = Slot { area: rows, y: row * tall, chosen, focused, lit };
        let Some(mut first) = slot.row(0, theme, buf) else { break };
        let name = if speaker.kind == SpeakerKind::Unnamed { Meaning::SpeakerUnnamed } else { Meaning::Speaker };
        first.put(kind_glyph(speaker.kind), name).skip(1);
        // The same in every row, whatever stands at its end.
        let width = (first.room().saturating_sub(11) / 3).clamp(16, 32);
        let articles = speakers.counts.get(item as usize).map_or(0, |c| c.0);
        first.put_right(" ", Meaning::Dim, 1);
        first.put_right(&format!(" {:>3}“ {:>3}▤", speaker.quotes.len(), articles), Meaning::Count, 8);
        if let Some(stances) = speakers.stances.get(&item) {
            first.put_stances(stances, 12);
        }
        if let Some(told) = told_of(review, corpus, speaker.quotes.iter().copied()) {
            first.put_right(&format!(" {}", told.glyph()), told, 12);
        }
        first.put_decided(review.speaker(speaker), 12);
        if tall == 1 {
            first.field(&speaker.name, width, name).skip(2);
            role(&mut first, speaker);
        } else {
            first.put_matched(&speaker.name, name, speakers.list.filter.as_ref().map(|filter| &filter.query));
            let Some(mut second) = slot.row(1, theme, buf) else { break };
            role(second.skip(2), speaker);
        }
    }
    scrollbar(visible.start, page, speakers.list.len(), theme, area, buf);
}

fn role(row: &mut Row<'_>, speaker: &Speaker) {
    let mut roles = speaker.roles.iter().map(|r| role_text(&r.title, r.affiliation.as_deref()));
    match (roles.next(), speaker.aliases.is_empty()) {
        (Some(first), _) => {
            row.put(&first, Meaning::Role);
            roles.for_each(|role| {
                row.put(" · ", Meaning::Dim).put(&role, Meaning::Role);
            });
        }
        (None, false) => {
            row.put("also ", Meaning::Dim).put(&speaker.aliases.join(", "), Meaning::Role);
        }
        (None, true) => {
            let word = match speaker.kind {
                SpeakerKind::Person => "no role printed",
                SpeakerKind::Organization => "organization",
                SpeakerKind::Unnamed => "unnamed",
                SpeakerKind::Document => "document",
            };
            row.put(word, Meaning::Dim);
        }
    }
}
