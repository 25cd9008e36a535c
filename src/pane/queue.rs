//! The queue of a review: quotes to be decided about, the least certain first, with what was decided of each.
//!
//! Above the list stands how far one is, below it the chosen quote with the rules that it stands on. What was decided last
//! is right above what comes next, so that it is in sight and can be gone back to. A queue may also be of what several people
//! judged differently: there a quote is done once that is settled.

mod differences;

pub use differences::confirmed;

use super::list::{Arrangement, List, Slot, scrollbar};
use super::paint::{Row, number, short_date};
use super::wrap::wrap;
use crate::model::{Article, Corpus, Quote, QuoteKind, QuoteRef, Span, TimeValue};
use crate::review::{Effective, Item, Judgement, Outcome, Review, Step};
use crate::text::display::sanitize_line;
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::Arc;

/// How many of the latest decisions the pace is measured over.
const PACE: usize = 20;

/// A review under way.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// The quotes, by their place in the queue.
    pub list: List,
    /// What is reviewed, in words.
    pub of: String,
    /// Whether it is of what people judged differently.
    pub settling: bool,
    /// Whether its quotes are still being gathered.
    pub gathering: bool,
    order: Arc<Order>,
    /// What is decided of each, so that a decision costs the same in a queue of any length.
    outcomes: Vec<Option<Outcome>>,
    progress: Progress,
    epoch: u64,
    /// When the latest decisions were kept, in milliseconds since 1970.
    times: VecDeque<i64>,
}

/// The quotes of a queue in their order, which decisions leave as it is.
#[derive(Debug, Default)]
struct Order {
    rows: Vec<QuoteRef>,
    /// The same by what stays from snapshot to snapshot.
    keys: Vec<Key>,
    /// Where each stands.
    places: FxHashMap<Item, u32>,
}

/// A quote by what stays from snapshot to snapshot: its article's identifier, and its place there.
pub type Key = (Arc<str>, Span);

impl Order {
    fn new(rows: Vec<QuoteRef>, keys: Vec<Key>) -> Arc<Order> {
        let places = keys.iter().zip(0..).map(|(key, row)| (item(key), row)).collect();
        Arc::new(Order { rows, keys, places })
    }
}

fn item((id, span): &Key) -> Item {
    Item::Quote(Arc::clone(id), *span)
}

/// How many quotes of a review are decided, and how.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Quotes in the queue.
    pub all: usize,
    /// Accepted as found.
    pub accepted: usize,
    /// Accepted after a correction.
    pub corrected: usize,
    /// Rejected.
    pub rejected: usize,
    /// To be looked at again.
    pub flagged: usize,
    /// Passed over.
    pub skipped: usize,
}

impl Progress {
    fn count(&mut self, outcome: Outcome) -> &mut usize {
        match outcome {
            Outcome::Accepted => &mut self.accepted,
            Outcome::Corrected => &mut self.corrected,
            Outcome::Rejected => &mut self.rejected,
            Outcome::Flagged => &mut self.flagged,
            Outcome::Skipped => &mut self.skipped,
        }
    }

    /// How many are decided; what was passed over is not.
    pub fn done(self) -> usize {
        self.accepted + self.corrected + self.rejected + self.flagged
    }
}

impl Queue {
    /// A review of these quotes: what is decided already first, as it was decided, then the least certain of the rest.
    pub fn new(corpus: &Corpus, review: &Review, of: String, mut quotes: Vec<QuoteRef>) -> Queue {
        quotes.sort_unstable();
        quotes.dedup();
        quotes.retain(|at| corpus.quote(*at).is_some());
        Self::arranged(corpus, review, of, quotes, false)
    }

    /// Those quotes that people judged differently, as a review.
    pub fn of_differences(corpus: &Corpus, review: &Review, of: String) -> Queue {
        let mut wanted: FxHashMap<&str, Vec<Span>> = FxHashMap::default();
        for (ix, _) in review.differences() {
            if let Some(Item::Quote(article, span)) = review.placed().found.get(&ix) {
                wanted.entry(article).or_default().push(*span);
            }
        }
        let mut quotes = Vec::new();
        for (article, ix) in corpus.articles.iter().zip(0..) {
            let spans = wanted.get(&*article.id).map(Vec::as_slice).unwrap_or_default();
            let own = article.quotes.iter().zip(0..).filter(|(quote, _)| spans.contains(&quote.span));
            quotes.extend(own.map(|(_, quote)| QuoteRef { article: ix, quote }));
        }
        Self::arranged(corpus, review, of, quotes, true)
    }

    fn arranged(corpus: &Corpus, review: &Review, of: String, mut quotes: Vec<QuoteRef>, settling: bool) -> Queue {
        quotes.sort_by_cached_key(|at| {
            let Some((article, quote)) = corpus.quote(*at) else { return (true, 0, *at) };
            match review.quote(article, quote).filter(|own| !settling && own.is_reviewed()) {
                Some(own) => (false, own.latest, *at),
                None => (true, certainty(quote).into(), *at),
            }
        });
        let key = |at: &QuoteRef| corpus.quote(*at).map(|(article, quote)| (Arc::clone(&article.id), quote.span));
        let keys = quotes.iter().filter_map(key).collect();
        let mut queue = Queue { of, settling, order: Order::new(quotes, keys), epoch: 1, ..Queue::default() };
        queue.arrange();
        queue.look(review);
        queue.go_on();
        queue
    }

    /// A review whose quotes are not known yet.
    pub fn gathering(of: String) -> Queue {
        Queue { of, gathering: true, ..Queue::default() }
    }

    fn arrange(&mut self) {
        let sorted: Vec<u32> = (0..self.order.rows.len() as u32).collect();
        self.list.arrange(Arrangement { sorted: &sorted, epoch: self.epoch, ..Arrangement::default() });
    }

    /// Takes a new snapshot; quotes that are gone leave the queue.
    pub fn carry(&mut self, corpus: &Corpus, review: &Review) {
        if self.is_empty() {
            return;
        }
        let chosen = self.list.item().and_then(|item| self.order.keys.get(item as usize)).cloned();
        let (rows, keys) = find(corpus, &self.order.keys);
        let at = chosen.and_then(|chosen| keys.iter().position(|key| *key == chosen));
        self.order = Order::new(rows, keys);
        self.epoch += 1;
        self.arrange();
        self.look(review);
        if let Some(at) = at {
            self.list.select(at as u32);
        }
    }

    /// Looks at what is decided of every quote.
    pub fn look(&mut self, review: &Review) {
        self.outcomes = self.order.keys.iter().map(|key| self.outcome(review, &item(key))).collect();
        self.progress = Progress { all: self.order.rows.len(), ..Progress::default() };
        for outcome in self.outcomes.iter().flatten() {
            *self.progress.count(*outcome) += 1;
        }
    }

    /// Takes what was looked at in a copy of this queue; nothing where it has become another one since.
    pub fn looked(&mut self, copy: Queue) {
        if Arc::ptr_eq(&self.order, &copy.order) {
            (self.outcomes, self.progress) = (copy.outcomes, copy.progress);
        }
    }

    /// What is decided of a quote; where people judged it differently and that is what is reviewed, nothing is.
    fn outcome(&self, review: &Review, item: &Item) -> Option<Outcome> {
        let differs = self.settling && !review.differences_on(item).is_empty();
        review.item(item).filter(|_| !differs).and_then(Outcome::of)
    }

    /// The quotes that nothing is decided of, or that were passed over.
    pub fn left(&self) -> impl Iterator<Item = QuoteRef> {
        let left = |outcome: &Option<Outcome>| matches!(outcome, None | Some(Outcome::Skipped));
        self.order.rows.iter().zip(&self.outcomes).filter(move |(_, outcome)| left(outcome)).map(|(at, _)| *at)
    }

    /// Leaves the chosen quote as it is, for the next one that nothing is decided of.
    pub fn pass(&mut self) -> bool {
        let here = self.list.item().map_or(0, |item| item as usize);
        let count = self.outcomes.len();
        let open = |at: &usize| matches!(self.outcomes.get(*at), Some(None));
        match (1..=count).map(|k| (here + k) % count).find(open) {
            Some(at) => self.list.select(at as u32),
            None => false,
        }
    }

    /// A step was taken: looks at what it has changed.
    pub fn changed(&mut self, review: &Review, step: &Step) {
        for item in review.items(step) {
            let Some(row) = self.order.places.get(item).copied() else { continue };
            let now = self.outcome(review, item);
            let Some(before) = self.outcomes.get_mut(row as usize) else { continue };
            if let Some(before) = std::mem::replace(before, now) {
                *self.progress.count(before) -= 1;
            }
            if let Some(now) = now {
                *self.progress.count(now) += 1;
            }
        }
    }

    /// The quote of the queue that a step decided about, if it did about any.
    pub fn of_step(&self, review: &Review, step: &Step) -> Option<QuoteRef> {
        let row = review.items(step).find_map(|item| self.order.places.get(item))?;
        self.order.rows.get(*row as usize).copied()
    }

    /// Whether there is no review.
    pub fn is_empty(&self) -> bool {
        self.order.rows.is_empty()
    }

    /// Every quote, in the order of the queue.
    pub fn rows(&self) -> &[QuoteRef] {
        &self.order.rows
    }

    /// The same, by what stays from snapshot to snapshot.
    pub fn keys(&self) -> &[Key] {
        &self.order.keys
    }

    /// The chosen quote.
    pub fn chosen(&self) -> Option<QuoteRef> {
        self.order.rows.get(self.list.item()? as usize).copied()
    }

    /// Chooses this quote, if it is in the queue.
    pub fn select(&mut self, at: QuoteRef) -> bool {
        match self.order.rows.iter().position(|row| *row == at) {
            Some(item) => self.list.select(item as u32),
            None => false,
        }
    }

    /// Chooses the next quote that nothing is decided of, from the chosen one on and around; then what was passed over.
    /// `false` where nothing is left.
    pub fn go_on(&mut self) -> bool {
        let here = self.list.item().map_or(0, |item| item as usize);
        let count = self.outcomes.len();
        let is = |at: usize, wanted: Option<Outcome>| self.outcomes.get(at).is_some_and(|own| *own == wanted);
        let open = (0..count).map(|k| (here + k) % count).find(|at| is(*at, None));
        let skipped = || (1..=count).map(|k| (here + k) % count).find(|at| is(*at, Some(Outcome::Skipped)));
        match open.or_else(skipped) {
            Some(at) => self.list.select(at as u32),
            None => false,
        }
    }

    /// How far the review is.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// A decision was kept at this time.
    pub fn kept(&mut self, at: i64) {
        self.times.push_back(at);
        if self.times.len() > PACE {
            self.times.pop_front();
        }
    }

    /// Decisions an hour over the latest ones; `None` where they are too few, or too far apart to be work.
    pub fn pace(&self) -> Option<u32> {
        let (first, last) = (self.times.front()?, self.times.back()?);
        let (steps, passed) = (self.times.len() as i64 - 1, last - first);
        (steps >= 4 && passed > 0 && passed / steps < 300_000).then(|| (steps * 3_600_000 / passed) as u32)
    }
}

/// Those of these quotes that a corpus holds, in their order.
pub fn find(corpus: &Corpus, keys: &[Key]) -> (Vec<QuoteRef>, Vec<Key>) {
    let mut wanted: FxHashMap<&str, Option<u32>> = keys.iter().map(|(id, _)| (&**id, None)).collect();
    for (ix, article) in corpus.articles.iter().enumerate() {
        if let Some(place) = wanted.get_mut(&*article.id) {
            *place = Some(ix as u32);
        }
    }
    let row = |key: &Key| {
        let article = (*wanted.get(&*key.0)?)?;
        let quotes = &corpus.articles.get(article as usize)?.quotes;
        let from = quotes.partition_point(|quote| quote.span.start < key.1.start);
        let quote = from + quotes.get(from..)?.iter().position(|quote| quote.span == key.1)?;
        Some((QuoteRef { article, quote: quote as u32 }, key.clone()))
    };
    keys.iter().filter_map(row).unzip()
}

/// How sure it is that a quote was found right, in percent: as sure as the rule that found it, less where nobody is known
/// to have said it.
pub fn certainty(quote: &Quote) -> u8 {
    if quote.speaker.is_some() { quote.confidence } else { quote.confidence.saturating_sub(20) }
}

/// The meaning of what was decided.
pub fn meaning(judgement: &Judgement) -> Option<Meaning> {
    Some(match Outcome::of(judgement)? {
        Outcome::Accepted => Meaning::Accepted,
        Outcome::Corrected => Meaning::Corrected,
        Outcome::Rejected => Meaning::Rejected,
        Outcome::Flagged => Meaning::Flagged,
        Outcome::Skipped => Meaning::Skipped,
    })
}

/// The head, the list, and the chosen quote.
pub fn parts(area: Rect) -> (Rect, Rect, Rect) {
    let head = Rect { height: area.height.min(1), ..area };
    let rest = area.height - head.height;
    let below = match rest {
        0..=3 => 0,
        4..=8 => rest / 2,
        // At least ten rows stay above the chosen one where there is room.
        _ => (rest.saturating_sub(11)).clamp(3, 8),
    };
    let list = Rect { y: area.y + head.height, height: rest - below, ..area };
    (head, list, Rect { y: list.bottom(), height: below, ..area })
}

/// What the view shows beside the queue.
#[derive(Copy, Clone, Debug)]
pub struct Beside<'a> {
    /// The corpus.
    pub corpus: &'a Corpus,
    /// What was decided.
    pub review: &'a Review,
    /// Whether the pane has the focus.
    pub focused: bool,
}

/// Draws the queue.
pub fn view(queue: &Queue, beside: Beside<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let (head, list, below) = parts(area);
    view_head(queue, theme, head, buf);
    let page = list.height as usize;
    let visible = queue.list.visible(page);
    let rows = queue.list.rows(list, page);
    for (y, at) in visible.clone().enumerate() {
        let place = queue.list.items().get(at).and_then(|item| queue.order.rows.get(*item as usize));
        let Some((article, quote)) = place.and_then(|place| beside.corpus.quote(*place)) else { continue };
        let slot = Slot { area: rows, y, chosen: at == queue.list.position(), focused: beside.focused, lit: false };
        let Some(mut row) = slot.row(0, theme, buf) else { break };
        view_row(&mut row, article, quote, *place.unwrap_or(&QuoteRef { article: 0, quote: 0 }), beside);
    }
    scrollbar(visible.start, page, queue.list.len(), theme, list, buf);
    if let Some(at) = queue.chosen().filter(|_| !below.is_empty()) {
        view_chosen(at, beside, theme, below, buf);
    }
}

fn view_head(queue: &Queue, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(mut row) = Row::new(buf, theme, area, 0) else { return };
    let progress = queue.progress();
    let done = progress.done();
    let width = if area.width >= 100 { 20 } else { 8 };
    let filled = (done * width).checked_div(progress.all).unwrap_or(0);
    row.skip(1).put(&Meaning::Progress.glyph().repeat(filled), Meaning::Progress);
    row.put(&Meaning::ProgressRest.glyph().repeat(width - filled), Meaning::ProgressRest);
    row.put(&format!(" {} of {} ", number(done), number(progress.all)), Meaning::Count);
    let parts = [
        (progress.accepted, Meaning::Accepted, "accepted"),
        (progress.corrected, Meaning::Corrected, "corrected"),
        (progress.rejected, Meaning::Rejected, "rejected"),
        (progress.flagged, Meaning::Flagged, "flagged"),
        (progress.skipped, Meaning::Skipped, "skipped"),
    ];
    let worded = area.width >= 100;
    for (count, meaning, word) in parts.into_iter().filter(|(count, ..)| *count > 0) {
        let word = if worded { format!(" {word}") } else { String::new() };
        row.put(&format!(" {}{}{word}", meaning.glyph(), number(count)), meaning);
    }
    if let Some(pace) = queue.pace() {
        row.put(&format!("  {} an hour", number(pace as usize)), Meaning::Dim);
    }
}

/// Whose words they are, as a person decided or as was found.
fn speaker<'a>(at: QuoteRef, effective: &Effective<'a>, corpus: &'a Corpus) -> Option<&'a str> {
    match effective.speaker {
        Some(decided) => decided.name(),
        None => corpus.speaker_of(at).and_then(|ix| corpus.speakers.get(ix as usize)).map(|speaker| &*speaker.name),
    }
}

fn view_row(row: &mut Row<'_>, article: &Article, quote: &Quote, at: QuoteRef, Beside { corpus, review, .. }: Beside<'_>) {
    let judgement = review.quote(article, quote);
    let effective = Effective::of(article, quote, judgement);
    match judgement.and_then(meaning) {
        Some(meaning) => row.put(meaning.glyph(), meaning).skip(1),
        None => row.skip(2),
    };
    let differences = review.differences_on(&Item::Quote(Arc::clone(&article.id), quote.span));
    row.put_decided(judgement, 30);
    match differences.is_empty() {
        true => drop(row.field(&format!("{:>3} %", certainty(quote)), 6, Meaning::Count)),
        false => differences::put_short(row, differences),
    }
    let stance = Meaning::of_stance(effective.stance);
    row.put(Meaning::of_quote(effective.kind).glyph(), Meaning::of_quote(effective.kind));
    row.field(stance.glyph(), 2, stance);
    let name = speaker(at, &effective, corpus);
    let room = (row.room() / 3).clamp(8, 26);
    match name {
        Some(name) => row.field(name, room, Meaning::Speaker),
        None => row.field("? nobody found", room, Meaning::Unknown),
    };
    row.skip(1).put(&words(article, &effective), Meaning::of_quote(effective.kind));
}

fn words(article: &Article, effective: &Effective<'_>) -> String {
    let words = sanitize_line(effective.span.of(&article.text));
    if effective.kind == QuoteKind::Indirect { words.into_owned() } else { format!("“{words}”") }
}

fn view_chosen(at: QuoteRef, Beside { corpus, review, .. }: Beside<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some((article, quote)) = corpus.quote(at) else { return };
    let judgement = review.quote(article, quote);
    let effective = Effective::of(article, quote, judgement);
    let Some(mut row) = Row::new(buf, theme, area, 0) else { return };
    row.put("─ ", Meaning::Border).put(&format!("{} % sure: {}", certainty(quote), quote.rule), Meaning::Subhead);
    row.put(&format!(" · {}", effective.kind.name()), Meaning::of_quote(effective.kind));
    row.put(&format!(" · {}", effective.stance.name()), Meaning::of_stance(effective.stance));
    match (speaker(at, &effective, corpus), effective.speaker, quote.speaker_rule) {
        (Some(name), Some(_), _) => row.put(&format!(" · {name} (corrected)"), Meaning::Speaker),
        (Some(name), None, Some(rule)) => row.put(&format!(" · {name}: {rule}"), Meaning::Speaker),
        (Some(name), None, None) => row.put(&format!(" · {name}"), Meaning::Speaker),
        (None, ..) => row.put(" · nobody is known to have said it", Meaning::Unknown),
    };
    let corrected = effective.said.map(TimeValue::read);
    if let Some(said) = corrected.as_ref().or(quote.said.as_ref()) {
        let how = if corrected.is_some() { " (corrected)" } else { "" };
        row.put(&format!(" · said {}{how}", short_date(said)), Meaning::Time);
    }
    let outlet = article.outlet.as_deref().unwrap_or("outlet unknown");
    row.put(&format!(" · {outlet}"), Meaning::Outlet);
    if let Some(published) = &article.published {
        row.put(&format!(" {}", short_date(&published.value)), Meaning::of_certainty(published.certainty));
    }
    row.put(" ", Meaning::Border).rule("─", Meaning::Border);
    let differences = review.differences_on(&Item::Quote(Arc::clone(&article.id), quote.span));
    // A line at least is left for the words.
    let shown = differences.len().min((area.height as usize).saturating_sub(2));
    for (difference, y) in differences.iter().take(shown).zip(1..) {
        let Some(mut row) = Row::new(buf, theme, area, y) else { break };
        differences::put_full(&mut row, difference, review);
    }
    let area = Rect { y: area.y + shown as u16, height: area.height - shown as u16, ..area };
    let words = words(article, &effective);
    let lines = wrap(&words, area.width.saturating_sub(4) as usize, &[]);
    for y in 1..area.height as usize {
        let (Some(mut row), Some(line)) = (Row::new(buf, theme, area, y), lines.get(y - 1)) else { break };
        // The last row holds the rest, cut off.
        let end = if y + 1 == area.height as usize { words.len() } else { line.end as usize };
        let text = words.get(line.start as usize..end).unwrap_or("");
        row.skip(2).put(text, Meaning::of_quote(effective.kind));
    }
}
