//! The queue of a review: quotes to be decided about, the least certain first, with what was decided of each.
//!
//! Above the list stands how far one is, below it the chosen quote with the rules that it stands on. What was decided last
//! is right above what comes next, so that it is in sight and can be gone back to. A queue may also be of what several people
//! judged differently: there a quote is done once that is settled.

mod differences;
mod view;

pub use differences::confirmed;
pub use view::{Beside, parts, view};

use super::list::{Arrangement, List};
use crate::model::{Article, Corpus, Quote, QuoteRef, Span};
use crate::review::{Item, Judgement, Outcome, Review, Step};
use crate::theme::Meaning;
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
    /// Those of the whole review, also where a snapshot does not hold them: they may come back.
    all: Arc<[Key]>,
    /// Where each stands.
    places: FxHashMap<Item, u32>,
}

/// A quote by what stays from snapshot to snapshot: its article's identifier, and the place there at which it was found.
pub type Key = (Arc<str>, Span);

impl Order {
    fn new(rows: Vec<QuoteRef>, keys: Vec<Key>, all: Arc<[Key]>) -> Arc<Order> {
        let places = keys.iter().zip(0..).map(|(key, row)| (item(key), row)).collect();
        Arc::new(Order { rows, keys, all, places })
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
        quotes.retain(|at| corpus.quote(*at).is_some());
        Self::arranged(corpus, review, of, quotes, false)
    }

    /// Those quotes that people judged differently, as a review.
    pub fn of_differences(corpus: &Corpus, review: &Review, of: String) -> Queue {
        let key = |(ix, _)| match review.placed().found.get(&ix) {
            Some(Item::Quote(article, span)) => Some((Arc::clone(article), *span)),
            _ => None,
        };
        let keys: Vec<Key> = review.differences().filter_map(key).collect();
        Self::arranged(corpus, review, of, find(corpus, &keys).0, true)
    }

    fn arranged(corpus: &Corpus, review: &Review, of: String, mut quotes: Vec<QuoteRef>, settling: bool) -> Queue {
        quotes.sort_unstable();
        quotes.dedup();
        quotes.sort_by_cached_key(|at| {
            let Some((article, quote)) = corpus.quote(*at) else { return (true, 0, *at) };
            match review.quote(article, quote).filter(|own| !settling && own.is_reviewed()) {
                Some(own) => (false, own.latest, *at),
                None => (true, certainty(quote).into(), *at),
            }
        });
        let keys = keys(corpus, &quotes);
        let all = keys.as_slice().into();
        let mut queue = Queue { of, settling, order: Order::new(quotes, keys, all), epoch: 1, ..Queue::default() };
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

    /// Takes a new snapshot; quotes that are gone leave the queue as long as they are.
    pub fn carry(&mut self, corpus: &Corpus, review: &Review) {
        if self.order.all.is_empty() {
            return;
        }
        let chosen = self.list.item().and_then(|item| self.order.keys.get(item as usize)).cloned();
        let (rows, keys) = find(corpus, &self.order.all);
        let at = chosen.and_then(|chosen| keys.iter().position(|key| *key == chosen));
        self.order = Order::new(rows, keys, Arc::clone(&self.order.all));
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

    /// Takes what was looked at in a copy of this queue; where it has become another one since, looks itself.
    pub fn looked(&mut self, copy: Queue, review: &Review) {
        if Arc::ptr_eq(&self.order, &copy.order) {
            (self.outcomes, self.progress) = (copy.outcomes, copy.progress);
        } else {
            self.look(review);
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

/// These quotes by what stays.
pub fn keys(corpus: &Corpus, quotes: &[QuoteRef]) -> Vec<Key> {
    let key = |(article, quote): (&Article, &Quote)| (Arc::clone(&article.id), quote.found().span);
    quotes.iter().filter_map(|at| corpus.quote(*at).map(key)).collect()
}

/// Those of these quotes that a corpus holds, in their order.
pub fn find(corpus: &Corpus, keys: &[Key]) -> (Vec<QuoteRef>, Vec<Key>) {
    let articles = corpus.articles_of(&keys.iter().map(|(id, _)| &**id).collect());
    let row = |key: &Key| {
        let article = *articles.get(&*key.0)?;
        let quotes = &corpus.articles.get(article as usize)?.quotes;
        let from = quotes.partition_point(|quote| quote.found().span.start < key.1.start);
        let quote = from + quotes.get(from..)?.iter().position(|quote| quote.found().span == key.1)?;
        Some((QuoteRef { article, quote: quote as u32 }, key.clone()))
    };
    keys.iter().filter_map(row).unzip()
}

/// How sure it is that a quote was found right, in percent: as sure as the rule that found it, less where nobody is known
/// to have said it.
pub fn certainty(quote: &Quote) -> u8 {
    if quote.speaker.is_some() { quote.confidence } else { quote.confidence.saturating_sub(20) }
}

/// So many quotes of one row are looked at, so that a frame costs what fits on the screen.
const LOOKED_AT: usize = 400;

/// What a row tells of the quotes that it stands on: that one was rejected, else corrected, else flagged, else accepted.
pub fn told_of(review: &Review, corpus: &Corpus, quotes: impl IntoIterator<Item = QuoteRef>) -> Option<Meaning> {
    if review.is_empty() {
        return None;
    }
    let of = |at: QuoteRef| {
        let (article, quote) = corpus.quote(at)?;
        Outcome::of(review.quote(article, quote)?)
    };
    let gravity = |outcome: &Outcome| match outcome {
        Outcome::Rejected => 0,
        Outcome::Corrected => 1,
        Outcome::Flagged => 2,
        Outcome::Accepted => 3,
        Outcome::Skipped => 4,
    };
    let told = quotes.into_iter().take(LOOKED_AT).filter_map(of).min_by_key(gravity);
    told.filter(|outcome| *outcome != Outcome::Skipped).map(of_outcome)
}

/// The meaning of what was decided.
pub fn meaning(judgement: &Judgement) -> Option<Meaning> {
    Outcome::of(judgement).map(of_outcome)
}

fn of_outcome(outcome: Outcome) -> Meaning {
    match outcome {
        Outcome::Accepted => Meaning::Accepted,
        Outcome::Corrected => Meaning::Corrected,
        Outcome::Rejected => Meaning::Rejected,
        Outcome::Flagged => Meaning::Flagged,
        Outcome::Skipped => Meaning::Skipped,
    }
}
