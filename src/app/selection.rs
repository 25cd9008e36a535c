//! Many quotes at once: which are meant, and what is done with them beside the screen, since they may be all there are.
//!
//! A question takes the snapshot and the state of decisions along, both of which cost nothing to copy; its answer holds
//! only if nothing was decided meanwhile, else it is asked again.

use super::state::State;
use super::{Effect, decide};
use crate::model::{Corpus, QuoteRef};
use crate::pane::paint::plural;
use crate::pane::queue::{self, Queue};
use crate::review::{Decision, Judgement, Review, Step, Verdict};
use crate::search::{self, Asked, List, Query};
use jiff::civil::Date;
use std::sync::Arc;

/// Up to so many quotes are decided about at once without leaving the screen's thread.
const FEW: usize = 2_000;

/// The quotes of so many items at most are looked up there.
const FEW_ITEMS: usize = 200;

/// Which quotes are meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Source {
    /// Every quote.
    #[default]
    Everything,
    /// Those that people judged differently.
    Differences,
    /// What is quoted in these items of a list, of this snapshot; `None`: in those that answer the query. Of the quotes of
    /// an item those that make it answer the query.
    Of(List, Option<Vec<u32>>, Query),
    /// These of this snapshot.
    These(Vec<QuoteRef>),
    /// These, as far as they are there.
    Kept(Vec<queue::Key>),
}

/// What is done with them.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// A review of them is begun.
    Begin {
        /// What it is called.
        of: String,
        /// Whether it is one of an earlier run that goes on.
        again: bool,
    },
    /// What is not decided of them gets this verdict; with `true`, what is decided differently by several as well.
    Give(Verdict, bool),
    /// (Of none.) The last step is taken back.
    Undo,
    /// (Of none.) What was taken back last is done again.
    Redo,
}

/// What is to be done beside the screen.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which quotes.
    pub source: Source,
    /// What with them.
    pub deed: Deed,
    /// The corpus that they are of.
    pub corpus: Arc<Corpus>,
    /// What is decided so far.
    pub review: Review,
    /// How often it was laid anew, or learnt of what was kept.
    pub epoch: u64,
    /// The review under way, to look at anew what is decided; `None` where so little is that the steps are looked at.
    pub queue: Option<Queue>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The quotes that it was about, and what was to be done with them.
    quotes: Vec<QuoteRef>,
    deed: Deed,
    /// At which state of decisions it was asked.
    at: (usize, u64),
    corpus: Arc<Corpus>,
    review: Review,
    step: Option<Arc<Step>>,
    queue: Option<Queue>,
}

/// Works a question out, on this day. Not for the screen's thread.
pub fn answer(question: Question, today: Date) -> Answer {
    let Question { source, deed, corpus, mut review, epoch, mut queue } = question;
    let at = (review.steps().len(), epoch);
    let mut about = Vec::new();
    let step = match &deed {
        Deed::Begin { of, .. } => {
            queue = Some(match source {
                Source::Differences => Queue::of_differences(&corpus, &review, of.clone()),
                source => Queue::new(&corpus, &review, of.clone(), quotes(source, &corpus, &review, today)),
            });
            None
        }
        Deed::Give(verdict, settles) => {
            about = quotes(source, &corpus, &review, today);
            let changes = undecided(&mut review, &corpus, &about, *verdict, *settles);
            review.decide(changes)
        }
        Deed::Undo => review.undo(),
        Deed::Redo => review.redo(),
    };
    if let Some(queue) = queue.as_mut().filter(|_| step.is_some()) {
        queue.look(&review);
    }
    Answer { quotes: about, deed, at, corpus, review, step, queue }
}

/// The quotes that are meant, by article and position, on this day.
pub fn quotes(source: Source, corpus: &Corpus, review: &Review, today: Date) -> Vec<QuoteRef> {
    match source {
        Source::Everything => all(corpus),
        Source::Differences => {
            let differing = Queue::of_differences(corpus, review, String::new());
            quotes(Source::These(differing.rows().to_vec()), corpus, review, today)
        }
        Source::Of(list, items, query) => {
            let asked = Asked { query: &query, list, corpus, review, today };
            let items = items.unwrap_or_else(|| search::matching(&asked));
            search::quotes_of(&asked, &items)
        }
        Source::These(mut quotes) => {
            quotes.sort_unstable();
            quotes.dedup();
            quotes
        }
        Source::Kept(keys) => quotes(Source::These(queue::find(corpus, &keys).0), corpus, review, today),
    }
}

fn all(corpus: &Corpus) -> Vec<QuoteRef> {
    let of = |(article, quotes): (u32, u32)| (0..quotes).map(move |quote| QuoteRef { article, quote });
    (0..).zip(corpus.articles.iter().map(|article| article.quotes.len() as u32)).flat_map(of).collect()
}

/// The verdict on those of some quotes that nothing is decided of, or on which people differ and that is to be settled.
fn undecided(review: &mut Review, corpus: &Corpus, quotes: &[QuoteRef], verdict: Verdict, settles: bool) -> Vec<Decision> {
    let mut changes = Vec::new();
    for (article, quote) in quotes.iter().filter_map(|at| corpus.quote(*at)) {
        if settles || !review.quote(article, quote).is_some_and(Judgement::is_reviewed) {
            changes.extend(super::review::judged(review, article, quote, verdict));
        }
    }
    changes
}

/// Has something done with quotes: at once where they are few, else beside the screen.
pub fn ask(state: &mut State, source: Source, deed: Deed) -> Vec<Effect> {
    state.generation += 1;
    let begins = matches!(deed, Deed::Begin { .. });
    let slot = if begins { &mut state.gathering } else { &mut state.deciding };
    *slot = Some(state.generation);
    let (corpus, review) = (Arc::clone(&state.corpus), state.decided.review.clone());
    // (No day is asked for where there is no query.)
    let day = Date::default();
    let source = match source {
        Source::Of(list, Some(items), query) if items.len() <= FEW_ITEMS && query.is_empty() => {
            Source::These(quotes(Source::Of(list, Some(items), query), &corpus, &review, day))
        }
        other => other,
    };
    let few = match (&source, &deed) {
        (Source::These(quotes), Deed::Begin { .. } | Deed::Give(..)) => quotes.len() <= FEW,
        (_, Deed::Undo) => review.last().is_none_or(|step| step.changes.len() <= FEW),
        (_, Deed::Redo) => review.last_undone().is_none_or(|step| step.changes.len() <= FEW),
        _ => false,
    };
    let queue = (!begins && !few).then(|| state.queue.clone());
    let question = Question { source, deed, corpus, review, epoch: state.decided.epoch, queue };
    if few {
        let (generation, answer) = (state.generation, answer(question, day));
        return answered(state, generation, answer);
    }
    vec![Effect::Select { generation: state.generation, question: Box::new(question) }]
}

/// Takes an answer, unless it is one to an older question.
pub fn answered(state: &mut State, generation: u64, answer: Answer) -> Vec<Effect> {
    let slots = [&mut state.gathering, &mut state.deciding];
    if !slots.into_iter().any(|slot| slot.take_if(|asked| *asked == generation).is_some()) {
        return Vec::new();
    }
    let Answer { quotes, deed, at, corpus, review, step, queue } = answer;
    let now = (state.decided.review.steps().len(), state.decided.epoch);
    let same = Arc::ptr_eq(&corpus, &state.corpus) && at == now;
    let told = match (deed, &step) {
        (Deed::Begin { again, .. }, _) => {
            let mut queue = queue.unwrap_or_default();
            if !same {
                queue.carry(&state.corpus, &state.decided.review);
            }
            return super::review::begun(state, queue, again);
        }
        (deed, _) if !same => return ask(state, Source::Kept(queue::keys(&corpus, &quotes)), deed),
        (Deed::Give(..), None) => "Everything there is decided already.".to_owned(),
        (Deed::Undo, None) => "There is no decision to take back.".to_owned(),
        (Deed::Redo, None) => "Nothing was taken back that could be done again.".to_owned(),
        (Deed::Give(verdict, _), Some(step)) => {
            format!("{} {}; u takes it back.", plural(step.subjects(), "quote", "quotes"), verdict.name())
        }
        (Deed::Undo, Some(step)) => format!("Taken back: {}.", decide::said(step)),
        (Deed::Redo, Some(step)) => format!("Done again: {}.", decide::said(step)),
    };
    let Some(step) = step else { return state.told(&told) };
    state.decided.review = review;
    match queue {
        Some(queue) => state.queue.looked(queue, &state.decided.review),
        None => state.queue.changed(&state.decided.review, &step),
    }
    let effects = decide::written(state, step, &told);
    super::review::show(state);
    effects
}
