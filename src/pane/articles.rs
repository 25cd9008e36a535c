//! The list of articles: date with how it is known, outlet, title, and how much is quoted.

use super::Item;
use super::list::{Arrangement, Filter, List, Slot, scrollbar};
use super::paint::{Row, certainty_glyph, short_date, stances};
use super::queue::told_of;
use crate::model::{Article, ArticleIx, Corpus, QuoteRef};
use crate::review::Review;
use crate::search::first_words;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;

/// The list and what belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    /// The list.
    pub list: List,
    /// Its order.
    pub sort: Sort,
    moments: Arc<[Option<i64>]>,
    sorted: Vec<u32>,
}

/// Orders of the list.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Default)]
pub enum Sort {
    /// The newest first, the undated last.
    #[default]
    Newest,
    /// The oldest first, the undated last.
    Oldest,
    /// Those with the most quotes first.
    Quotes,
    /// By outlet, then the newest first.
    Outlet,
    /// As the files stand in their folders.
    Files,
}

impl Sort {
    /// The next order.
    pub fn next(self) -> Sort {
        match self {
            Sort::Newest => Sort::Oldest,
            Sort::Oldest => Sort::Quotes,
            Sort::Quotes => Sort::Outlet,
            Sort::Outlet => Sort::Files,
            Sort::Files => Sort::Newest,
        }
    }

    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Newest => "newest first",
            Sort::Oldest => "oldest first",
            Sort::Quotes => "most quotes first",
            Sort::Outlet => "by outlet",
            Sort::Files => "by file",
        }
    }
}

impl Articles {
    /// Takes note of what a new snapshot holds; see [`moments`].
    pub fn take(&mut self, moments: Arc<[Option<i64>]>) {
        self.moments = moments;
    }

    /// Sorts the articles of a snapshot.
    pub fn sort(&mut self, corpus: &Corpus) {
        self.sorted = (0..corpus.articles.len() as u32).collect();
        let article = |ix: &u32| &corpus.articles[*ix as usize];
        let day = |ix: &u32| self.moments.get(*ix as usize).copied().flatten();
        match self.sort {
            Sort::Newest => self.sorted.sort_by_key(|ix| day(ix).map_or((1, 0), |d| (0, -d))),
            Sort::Oldest => self.sorted.sort_by_key(|ix| day(ix).map_or((1, 0), |d| (0, d))),
            Sort::Quotes => self.sorted.sort_by_cached_key(|ix| usize::MAX - article(ix).kept_quotes()),
            Sort::Outlet => self.sorted.sort_by_cached_key(|ix| {
                let outlet = article(ix).outlet.as_ref().map(|o| o.to_lowercase());
                (outlet.is_none(), outlet, day(ix).map_or((1, 0), |d| (0, -d)))
            }),
            // As they were linked, but for those that were added since.
            Sort::Files if corpus.added == 0 => {}
            Sort::Files => self.sorted.sort_by_cached_key(|ix| (article(ix).source.path.clone(), article(ix).source.record)),
        }
    }

    /// Arranges the list; see [`Arrangement`].
    pub fn arrange(&mut self, epoch: u64, within: Option<(Item, &[u32])>, lit: Vec<u32>) {
        self.list.arrange(Arrangement { sorted: &self.sorted, epoch, within, lit, lit_first: true });
    }

    /// The article `by` places further in the list than `from`.
    pub fn beside(&self, from: Option<ArticleIx>, by: isize) -> Option<ArticleIx> {
        let items = self.list.items();
        let at = from.and_then(|from| items.iter().position(|i| *i == from)).unwrap_or(self.list.position());
        items.get(at.checked_add_signed(by)?).copied()
    }
}

/// When the articles of a snapshot appeared, by their index: minutes since 1970.
pub fn moments(corpus: &Corpus) -> Arc<[Option<i64>]> {
    corpus.articles.iter().map(|a| a.published.as_ref().and_then(|p| moment(&p.value))).collect()
}

/// Minutes since the epoch of where a value begins.
fn moment(value: &crate::model::TimeValue) -> Option<i64> {
    let (start, _) = value.bounds()?;
    let days = i64::from(start.since(jiff::civil::Date::new(1970, 1, 1).ok()?).ok()?.get_days());
    let minutes = match value {
        crate::model::TimeValue::Clock(_, hour, minute) => i64::from(*hour) * 60 + i64::from(*minute),
        _ => 0,
    };
    Some(days * 1440 + minutes)
}

/// Lines that one article takes in a list so wide.
pub fn item_lines(width: u16) -> usize {
    if width < 76 { 2 } else { 1 }
}

/// What the list shows beside an article.
#[derive(Copy, Clone, Debug)]
pub struct Beside<'a> {
    /// Whether the list has the focus.
    pub focused: bool,
    /// Hits of the search, by article.
    pub hits: &'a [crate::model::Mention],
    /// What was decided.
    pub review: &'a Review,
}

/// Draws the list.
pub fn view(articles: &Articles, corpus: &Corpus, beside: Beside<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let tall = item_lines(area.width);
    let page = area.height as usize / tall;
    let visible = articles.list.visible(page);
    let rows = articles.list.rows(area, page);
    for (row, at) in visible.clone().enumerate() {
        let Some(item) = articles.list.items().get(at).copied() else { continue };
        let Some(article) = corpus.articles.get(item as usize) else { continue };
        let (chosen, lit) = (at == articles.list.position(), articles.list.is_lit(item));
        let slot = Slot { area: rows, y: row * tall, chosen, focused: beside.focused, lit };
        let Some(mut first) = slot.row(0, theme, buf) else { break };
        let judgement = beside.review.article(article);
        let unread = !judgement.is_some_and(|own| own.read);
        first.put(if unread { Meaning::Unread } else { Meaning::Read }.glyph(), Meaning::Unread);
        date(&mut first, article);
        counts(&mut first, article, hits_of(beside.hits, item));
        let quotes = (0..article.quotes.len() as u32).map(|quote| QuoteRef { article: item, quote });
        if let Some(told) = told_of(beside.review, corpus, quotes) {
            first.put_right(&format!(" {}", told.glyph()), told, 10);
        }
        first.put_decided(judgement, 10).put_stances(&stances(article.quotes.iter()), 10);
        if corpus.copies.get(item as usize).is_some_and(|first| *first != item) {
            first.put_right(&format!(" {}copy", Meaning::Linked.glyph()), Meaning::Linked, 12);
        }
        if tall == 1 {
            first.field(article.outlet.as_deref().unwrap_or("?"), 18, Meaning::Outlet).skip(1);
            title(&mut first, article, articles.list.filter.as_ref());
        } else {
            first.put(article.outlet.as_deref().unwrap_or("outlet unknown"), Meaning::Outlet);
            let Some(mut second) = slot.row(1, theme, buf) else { break };
            title(second.skip(1), article, articles.list.filter.as_ref());
        }
    }
    scrollbar(visible.start, page, articles.list.len(), theme, area, buf);
}

/// An article's date in twelve columns, with the glyph that says how it is known.
pub fn date(row: &mut Row<'_>, article: &Article) {
    match &article.published {
        Some(published) => {
            let meaning = Meaning::of_certainty(published.certainty);
            row.field(&short_date(&published.value), 10, Meaning::Date);
            row.put(certainty_glyph(published.certainty), meaning).skip(1);
        }
        None => {
            row.field("no date", 10, Meaning::Unknown).put(Meaning::Unknown.glyph(), Meaning::Unknown).skip(1);
        }
    }
}

fn title(row: &mut Row<'_>, article: &Article, filter: Option<&Filter>) {
    match &article.title {
        Some(title) => row.put_matched(title, Meaning::Title, filter.map(|filter| &filter.query)),
        None => row.put_matched(first_words(&article.text), Meaning::Dim, filter.map(|filter| &filter.query)),
    };
}

fn counts(row: &mut Row<'_>, article: &Article, hits: usize) {
    let counts = format!(" {:>3}“ {:>2}○", article.kept_quotes(), article.voices.len());
    row.put_right(" ", Meaning::Dim, 1);
    row.put_right(&counts, Meaning::Count, 6);
    if hits > 0 {
        row.put_right(&format!(" *{hits}"), Meaning::Hit, 6);
    }
}

fn hits_of(hits: &[crate::model::Mention], article: ArticleIx) -> usize {
    hits.partition_point(|h| h.article <= article) - hits.partition_point(|h| h.article < article)
}
