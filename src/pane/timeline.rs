//! The timeline: what happened when, one event however many articles tell it.
//!
//! Events stand under their date at its own precision (a day, a week, a month), which is written once for those that
//! share it. Above them a histogram shows how much is told of which time, as near as one has zoomed in.

use super::Item;
use super::facets::{self, Choices, Facets};
use super::facts::Fact;
use super::histogram::{Histogram, Unit};
use super::list::{Arrangement, List, Slot, scrollbar};
use super::paint::{Row, Stances, certainty_glyph, long_date, short_date, stances};
use super::silence::{self, Silences};
use crate::model::{Corpus, Event, Precision};
use crate::review::Review;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::cmp::Reverse;
use std::sync::Arc;

/// The list and what belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// The list.
    pub list: List,
    /// Its order.
    pub sort: Sort,
    /// Which events are shown.
    pub facets: Facets,
    /// The scale that a person has zoomed to; `None` as long as the histogram chooses its own.
    pub scale: Option<Unit>,
    histogram: Histogram,
    /// For what the histogram was counted: list, scale, and width where the scale depends on it.
    counted: Option<(u64, Option<Unit>, usize)>,
    sorted: Vec<u32>,
    facts: Arc<[Fact]>,
    /// What is no silence in this corpus; see [`super::silence::longest_gap`].
    longest_gap: i32,
    /// Silences between the events shown, and in which version of the list.
    silences: (Option<u64>, Silences),
}

/// Orders of the list.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum Sort {
    /// The oldest first.
    #[default]
    Oldest,
    /// The newest first.
    Newest,
    /// What most sources tell first.
    Told,
}

impl Sort {
    /// The next order.
    pub fn next(self) -> Sort {
        match self {
            Sort::Oldest => Sort::Newest,
            Sort::Newest => Sort::Told,
            Sort::Told => Sort::Oldest,
        }
    }

    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Oldest => "oldest first",
            Sort::Newest => "newest first",
            Sort::Told => "most told first",
        }
    }
}

impl Timeline {
    /// As it opens: what happened.
    pub fn opening() -> Timeline {
        Timeline { facets: facets::opening(), ..Timeline::default() }
    }

    /// Takes note of what a new snapshot holds.
    pub fn take(&mut self, facts: Arc<[Fact]>, longest_gap: i32) {
        (self.facts, self.longest_gap) = (facts, longest_gap);
    }

    /// Sorts the events of the snapshot that the facets ask for.
    pub fn sort(&mut self, corpus: &Corpus) {
        self.sorted = (0..self.facts.len() as u32).collect();
        facets::retain(&self.facets, corpus, &self.facts, &mut self.sorted);
        let fact = |ix: &u32| &self.facts[*ix as usize];
        match self.sort {
            Sort::Oldest => self.sorted.sort_by_key(|ix| fact(ix).numbers.0),
            Sort::Newest => self.sorted.sort_by_key(|ix| Reverse(fact(ix).numbers.0)),
            Sort::Told => self.sorted.sort_by_key(|ix| Reverse((fact(ix).sources, fact(ix).articles))),
        }
    }

    /// Which of the items drawn stands on this line of the list.
    pub fn row_at(&self, line: usize, area: Rect) -> usize {
        let (height, tall) = (parts(area).1.height as usize, item_lines(area.width));
        let mut end = 0;
        let below = |at: &usize| {
            end += lines(&self.silences.1, *at, height, tall);
            end <= line
        };
        self.list.visible(height).take_while(below).count()
    }

    /// The facets that can be ticked.
    pub fn choices(&self, corpus: &Corpus) -> Choices {
        Choices::new(corpus, &self.facts)
    }

    /// The facts of the chosen event.
    fn chosen(&self) -> Option<&Fact> {
        self.list.item().and_then(|item| self.facts.get(item as usize))
    }

    /// Zooms so many steps out, or in where negative. `false` at the end of the scale.
    pub fn zoom(&mut self, by: isize) -> bool {
        let (before, after) = (self.histogram.unit, self.histogram.unit.step(by));
        self.scale = Some(after);
        before != after
    }

    /// The width of a bar, in a word.
    pub fn unit(&self) -> &'static str {
        self.histogram.unit.name()
    }

    /// Arranges the list; see [`Arrangement`].
    pub fn arrange(&mut self, epoch: u64, within: Option<(Item, &[u32])>, lit: Vec<u32>) {
        self.list.arrange(Arrangement { sorted: &self.sorted, epoch, within, lit, lit_first: false });
    }

    /// Counts the histogram for this width and finds the silences, if that is not done yet, and moves window and list to
    /// the chosen event.
    pub fn lay_out(&mut self, area: Rect) {
        let version = Some(self.list.version());
        if self.silences.0 != version {
            // What a filter found stands in another order than that of the days.
            let by_day = self.sort != Sort::Told && self.list.filter.as_ref().is_none_or(|f| f.items.is_none());
            let items = if by_day { self.list.items() } else { &[] };
            self.silences = (version, Silences::among(&self.facts, items, self.sort == Sort::Newest, self.longest_gap));
        }
        let (height, tall) = (parts(area).1.height as usize, item_lines(area.width));
        let silences = &self.silences.1;
        self.list.show_selected_in(height, |at| lines(silences, at, height, tall));
        let width = parts(area).0.width.saturating_sub(2) as usize;
        if width == 0 {
            return;
        }
        let counted = Some((self.list.version(), self.scale, if self.scale.is_none() { width } else { 0 }));
        if self.counted != counted {
            self.histogram = Histogram::new(&self.facts, self.list.items(), self.scale, width);
            self.counted = counted;
        }
        self.histogram.light(&self.facts, self.list.lit_items());
        let chosen = self.chosen().copied();
        self.histogram.aim(chosen.as_ref(), width);
    }
}

/// The parts of the timeline's area: histogram and list.
pub fn parts(area: Rect) -> (Rect, Rect) {
    let bars = match area.height {
        0..=6 => 0,
        7..=9 => 3,
        10..=16 => 4,
        _ => 6,
    };
    (Rect { height: bars, ..area }, Rect { y: area.y + bars, height: area.height - bars, ..area })
}

/// Lines of the item at a position with the silence above it, which is left out where nothing else would have room.
fn lines(silences: &Silences, at: usize, height: usize, tall: usize) -> usize {
    tall + usize::from(height > tall && silences.above(at).is_some())
}

/// Lines that one event takes in a list so wide: one where half of it is left for the title.
pub fn item_lines(width: u16) -> usize {
    if width < 96 { 2 } else { 1 }
}

/// The scale of the bars, for the pane's title.
pub fn bars_text(timeline: &Timeline) -> String {
    format!("a bar a {}", timeline.histogram.unit.name())
}

/// What the bars leave out, for the pane's title.
pub fn beyond_text(timeline: &Timeline) -> Option<String> {
    Some(timeline.histogram.beyond_text()).filter(|text| !text.is_empty())
}

/// Draws histogram and list.
pub fn view(
    timeline: &Timeline,
    (corpus, review): (&Corpus, &Review),
    focused: bool,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let (bars, area) = parts(area);
    let event_at = |at: usize| {
        let item = *timeline.list.items().get(at)?;
        Some((item, corpus.events.get(item as usize)?))
    };
    let bars = Rect { x: bars.x + bars.width.min(1), width: bars.width.saturating_sub(2), ..bars };
    timeline.histogram.view(timeline.chosen(), theme, bars, buf);
    let tall = item_lines(area.width);
    let page = area.height as usize / tall;
    let visible = timeline.list.visible(page);
    let rows = timeline.list.rows(area, page);
    let mut y = 0;
    for at in visible.clone() {
        let Some((item, event)) = event_at(at) else { continue };
        let (chosen, lit) = (at == timeline.list.position(), timeline.list.is_lit(item));
        let above = lines(&timeline.silences.1, at, area.height as usize, tall) - tall;
        if let Some(days) = timeline.silences.1.above(at).filter(|_| above > 0) {
            let whole = timeline.list.len() == timeline.facts.len();
            let Some(mut row) = Row::new(buf, theme, rows, y) else { break };
            row.skip(2).put(&silence::text(days, whole), Meaning::Silence);
        }
        let slot = Slot { area: rows, y: y + above, chosen, focused, lit };
        y += above + tall;
        let Some(mut first) = slot.row(0, theme, buf) else { break };
        let repeats = at > visible.start && event_at(at - 1).is_some_and(|(_, before)| before.date.value == event.date.value);
        date(&mut first, event, repeats && !chosen, tall == 1);
        let Some(fact) = timeline.facts.get(item as usize) else { continue };
        let (told, quotes) = (fact.articles, event.quotes.len());
        let filter = timeline.list.filter.as_ref();
        if tall == 1 {
            first.put(&format!("{told:>3}▤ {quotes:>3}“ "), Meaning::Count);
            speakers(&mut first, corpus, event);
            first.put_stances(&event_stances(corpus, event), 60).put_decided(review.event(event), 60);
            sources(&mut first, fact, true);
            first.put_matched(&event.title, weight(fact), filter.map(|filter| &filter.query));
        } else {
            first.put_right(&format!(" {told:>2}▤ {quotes:>2}“ "), Meaning::Count, 0);
            first.put_stances(&event_stances(corpus, event), 0).put_decided(review.event(event), 0);
            let Some(mut second) = slot.row(1, theme, buf) else { break };
            sources(&mut second, fact, false);
            second.put_matched(&event.title, weight(fact), filter.map(|filter| &filter.query));
        }
    }
    scrollbar(visible.start, page, timeline.list.len(), theme, area, buf);
}

/// How many sources tell an event, if several do; copies of one wire item are marked as such.
fn sources(row: &mut Row<'_>, fact: &Fact, wide: bool) {
    let several = format!("{}{}", Meaning::Several.glyph(), fact.sources);
    let (text, meaning) = match fact.sources {
        2.. => (several.as_str(), Meaning::Several),
        _ if fact.articles > 1 => (Meaning::Linked.glyph(), Meaning::Linked),
        _ => ("", Meaning::Dim),
    };
    if wide {
        row.field(text, 4, meaning);
    } else if !text.is_empty() {
        row.put(text, meaning).skip(1);
    } else {
        row.skip(1);
    }
}

/// An event that several sources tell weighs more.
fn weight(fact: &Fact) -> Meaning {
    if fact.sources > 1 { Meaning::Several } else { Meaning::Text }
}

fn date(row: &mut Row<'_>, event: &Event, repeats: bool, wide: bool) {
    let value = &event.date.value;
    let width = if wide { 25 } else { 10 };
    if repeats {
        row.field("", width, Meaning::Dim);
    } else {
        let text = if wide { long_date(value) } else { short_date(value) };
        row.field(&text, width, Meaning::Date);
    }
    row.put(certainty_glyph(event.date.certainty), Meaning::of_certainty(event.date.certainty)).skip(1);
    let precision = match value.precision() {
        Some(Precision::Clock | Precision::Day) => "day",
        Some(Precision::Week) => "week",
        Some(Precision::Month) => "month",
        Some(Precision::Quarter) => "quarter",
        Some(Precision::Year) => "year",
        Some(Precision::Era) | None => "era",
    };
    row.field(if repeats { "" } else { precision }, 8, Meaning::Dim);
}

fn event_stances(corpus: &Corpus, event: &Event) -> Stances {
    stances(event.quotes.iter().filter_map(|q| corpus.articles.get(q.article as usize)?.quotes.get(q.quote as usize)))
}

/// The first speakers of an event at the right end of its row.
fn speakers(row: &mut Row<'_>, corpus: &Corpus, event: &Event) {
    if row.room() < 90 {
        return;
    }
    let names: Vec<&str> =
        event.speakers.iter().take(2).filter_map(|s| corpus.speakers.get(*s as usize)).map(|s| &*s.name).collect();
    if !names.is_empty() {
        let more = if event.speakers.len() > names.len() { " …" } else { "" };
        let text = format!("{}{more}", names.join(", "));
        row.put_right(&format!("  {} ", super::paint::fit(&text, 44)), Meaning::Speaker, 60);
    }
}
