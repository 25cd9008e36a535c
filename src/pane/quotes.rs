//! The quotes of the chosen speaker, over time and across outlets.

use super::articles::date;
use super::list::{Arrangement, List, Slot, scrollbar};
use super::marks::kind_word;
use super::queue::meaning as outcome;
use super::wrap::wrap;
use crate::model::{Corpus, QuoteKind, QuoteRef, SpeakerIx};
use crate::review::{Effective, Review};
use crate::text::display::clip;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The list and what belongs to it. Items are indices into the speaker's quotes.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    /// The list.
    pub list: List,
    /// Whose quotes.
    pub speaker: Option<SpeakerIx>,
    /// Whether the oldest stand first.
    pub oldest_first: bool,
    sorted: Vec<u32>,
    /// Number of the sorting, and what it was made of: snapshot, speaker, order.
    epoch: u64,
    made: Option<(u64, Option<SpeakerIx>, bool)>,
}

impl Quotes {
    /// Shows the quotes of this speaker; quotes of `article` are lit up. `snapshot` is the number of the snapshot.
    pub fn of_speaker(&mut self, corpus: &Corpus, snapshot: u64, speaker: Option<SpeakerIx>, article: Option<u32>) {
        if self.speaker != speaker {
            let epoch = self.epoch;
            *self = Quotes { speaker, oldest_first: self.oldest_first, epoch, ..Quotes::default() };
        }
        let of = speaker.and_then(|s| corpus.speakers.get(s as usize));
        let (quotes, alleged) = of.map_or((&[][..], &[][..]), |s| (&s.quotes, &s.alleged));
        let made = Some((snapshot, speaker, self.oldest_first));
        if self.made != made {
            self.sort(corpus, quotes, alleged);
            self.made = made;
            self.epoch += 1;
        }
        let within = |quotes: &[QuoteRef], first: usize| {
            let article = article.unwrap_or(u32::MAX);
            let of = quotes.partition_point(|q| q.article < article)..quotes.partition_point(|q| q.article <= article);
            of.map(move |i| (first + i) as u32)
        };
        let lit = within(quotes, 0).chain(within(alleged, quotes.len())).collect();
        let epoch = self.epoch;
        self.list.arrange(Arrangement { sorted: &self.sorted, epoch, lit, ..Arrangement::default() });
    }

    fn sort(&mut self, corpus: &Corpus, quotes: &[QuoteRef], alleged: &[QuoteRef]) {
        let all: Vec<QuoteRef> = quotes.iter().chain(alleged).copied().collect();
        self.sorted = (0..all.len() as u32).collect();
        let day = |i: &u32| {
            let article = all.get(*i as usize).and_then(|q| corpus.articles.get(q.article as usize));
            article.and_then(|a| a.published.as_ref()).and_then(|p| p.value.bounds()).map(|b| b.0)
        };
        // The undated stand last in both orders.
        if self.oldest_first {
            self.sorted.sort_by_cached_key(|i| (day(i).is_none(), day(i)));
        } else {
            self.sorted.sort_by_cached_key(|i| (day(i).is_none(), std::cmp::Reverse(day(i))));
        }
        // What is only alleged stands behind what is theirs.
        self.sorted.sort_by_key(|i| *i as usize >= quotes.len());
    }

    /// The chosen quote.
    pub fn chosen(&self, corpus: &Corpus) -> Option<QuoteRef> {
        self.at(corpus, self.list.item()?)
    }

    /// Chooses this quote, if the speaker said it.
    pub fn select(&mut self, corpus: &Corpus, quote: QuoteRef) -> bool {
        let Some(speaker) = self.speaker.and_then(|s| corpus.speakers.get(s as usize)) else { return false };
        let Some(at) = speaker.quotes.iter().chain(&speaker.alleged).position(|q| *q == quote) else { return false };
        self.list.select(at as u32)
    }

    fn at(&self, corpus: &Corpus, item: u32) -> Option<QuoteRef> {
        corpus.speakers.get(self.speaker? as usize)?.listed(item)
    }
}

/// Lines that one quote takes in a list of this size.
pub fn item_lines(area: Rect) -> usize {
    match (area.width, area.height) {
        (110.., _) => 1,
        (_, 15..) => 3,
        _ => 2,
    }
}

/// Draws the list.
pub fn view(quotes: &Quotes, (corpus, review): (&Corpus, &Review), focused: bool, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let tall = item_lines(area);
    let page = area.height as usize / tall;
    let visible = quotes.list.visible(page);
    let rows = quotes.list.rows(area, page);
    for (row, at) in visible.clone().enumerate() {
        let found = || {
            let item = *quotes.list.items().get(at)?;
            let place = quotes.at(corpus, item)?;
            let article = corpus.articles.get(place.article as usize)?;
            Some((item, article, article.quotes.get(place.quote as usize)?))
        };
        let Some((item, article, quote)) = found() else { continue };
        let (chosen, lit) = (at == quotes.list.position(), quotes.list.is_lit(item));
        let slot = Slot { area: rows, y: row * tall, chosen, focused, lit };
        let Some(mut first) = slot.row(0, theme, buf) else { break };
        let judgement = review.quote(article, quote);
        let effective = Effective::of(article, quote, judgement);
        first.put_decided(judgement, 24);
        if let Some(meaning) = judgement.and_then(outcome) {
            first.put_right(meaning.glyph(), meaning, 24);
        }
        date(&mut first, article);
        if !quote.is_reported() {
            first.field(&format!("{} alleged", Meaning::Alleged.glyph()), 10, Meaning::Alleged);
        }
        let stance = Meaning::of_stance(effective.stance);
        first.field(&format!("{} {}", stance.glyph(), effective.stance.name()), 11, stance);
        if tall == 1 || area.width >= 46 {
            first.field(&kind_word(effective.kind), 11, Meaning::of_quote(effective.kind));
        } else {
            first.put(Meaning::of_quote(effective.kind).glyph(), Meaning::of_quote(effective.kind)).skip(1);
        }
        let outlet = article.outlet.as_deref().unwrap_or("outlet unknown");
        let (words, _) = clip(effective.span.of(&article.text), rows.width as usize * tall);
        let words = if effective.kind == QuoteKind::Indirect { words.into_owned() } else { format!("“{words}”") };
        let meaning = Meaning::of_quote(effective.kind);
        if tall == 1 {
            first.field(outlet, 16, Meaning::Outlet).skip(1).put(&words, meaning);
            continue;
        }
        first.put(outlet, Meaning::Outlet);
        let lines = wrap(&words, rows.width.saturating_sub(4) as usize, &[]);
        for y in 1..tall {
            let Some(mut next) = slot.row(y, theme, buf) else { break };
            next.skip(1);
            if let Some(text) = lines.get(y - 1) {
                let end = if y + 1 == tall { words.len() } else { text.end as usize };
                next.put(words.get(text.start as usize..end).unwrap_or(""), meaning);
            }
        }
    }
    scrollbar(visible.start, page, quotes.list.len(), theme, area, buf);
}
