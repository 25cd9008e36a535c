//! The present state of a review: what follows from its log, as one person sees it.
//!
//! As long as one's own log alone has touched a subject, its steps are applied one after the other. Where others have, the
//! state follows from everybody's opinions ([`super::opinion`]), in the order of [`super::order`].
//!
//! Copying it costs next to nothing (its parts are shared), so that whoever works beside the screen takes a copy along.

mod fold;
mod opinions;
#[cfg(test)]
mod plain_tests;
mod stack;
mod targets;

pub use opinions::Difference;
pub use targets::{Decision, Target};

use super::anchor::ArticleAnchor;
use super::field::Value;
use super::judgement::Judgement;
use super::order::{Known, ordered};
use super::place::{Item, Placed, Why};
use super::step::{Act, Change, Step, StepId};
use super::subject::{Key, Subject};
use crate::model::{Article, Event, Quote, Rows, Span, Speaker};
use fold::Hand;
use stack::Stack;
use std::sync::Arc;

/// Index of a subject in one review.
pub type SubjectIx = u32;

/// What is decided, and how it came to be.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Who decides now.
    who: Arc<str>,
    /// The log that new steps are written to.
    log: Arc<str>,
    /// The number of the last step written there.
    number: u64,
    subjects: Rows<Arc<Subject>>,
    keys: imbl::HashMap<Key, SubjectIx>,
    anchors: imbl::HashMap<Arc<str>, Arc<ArticleAnchor>>,
    judgements: Rows<Judgement>,
    /// Who has touched each subject, and where.
    hands: Rows<Hand>,
    steps: Rows<Arc<Step>>,
    /// Number and position of each log's steps.
    logs: imbl::HashMap<Arc<str>, Rows<(u64, u32)>>,
    known: Known,
    /// Positions of the steps that are taken back.
    undone: imbl::HashSet<u32>,
    /// Where people differ.
    differences: imbl::OrdMap<SubjectIx, Arc<[Difference]>>,
    /// The steps that can be taken back, and those that can be done again.
    undo: Stack,
    redo: Stack,
    /// Subjects that somebody decided about whose merge was taken back. What was decided meanwhile follows from opinions still.
    left: imbl::HashSet<Key>,
    placed: Placed,
}

impl Review {
    /// The state that follows from some logs, whatever the order in which their steps are given, as this person sees it;
    /// what they decide is written under this identifier.
    pub fn new(log: Arc<str>, who: Arc<str>, steps: impl IntoIterator<Item = Step>) -> Review {
        let mut review = Review { who, log, ..Review::default() };
        let (left, steps): (Vec<Step>, Vec<Step>) = steps.into_iter().partition(|step| step.act == Act::Left);
        review.left = left.iter().flat_map(|step| &step.changes).map(|change| change.subject.key()).collect();
        review.apply(ordered(steps).into_iter().map(Arc::new));
        review
    }

    /// Who decides now.
    pub fn who(&self) -> &Arc<str> {
        &self.who
    }

    /// Every step, in the order in which they were applied.
    pub fn steps(&self) -> &Rows<Arc<Step>> {
        &self.steps
    }

    /// Every subject, with what is decided of it.
    pub fn subjects(&self) -> impl Iterator<Item = (SubjectIx, &Arc<Subject>, &Judgement)> {
        self.subjects.iter().zip(&self.judgements).enumerate().map(|(ix, (subject, own))| (ix as SubjectIx, subject, own))
    }

    /// A subject with what is decided of it.
    pub fn subject(&self, ix: SubjectIx) -> Option<(&Arc<Subject>, &Judgement)> {
        Some((self.subjects.get(ix as usize)?, self.judgements.get(ix as usize)?))
    }

    /// Number of subjects.
    pub fn len(&self) -> usize {
        self.subjects.len()
    }

    /// Whether nothing was ever decided.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
    }

    /// Where the subjects are in the corpus.
    pub fn placed(&self) -> &Placed {
        &self.placed
    }

    /// What is decided and has no place in the corpus, with the reason.
    pub fn lost(&self) -> impl Iterator<Item = (&Arc<Subject>, &Judgement, Why)> {
        let of = |(ix, why): &(SubjectIx, Why)| {
            let (subject, own) = self.subject(*ix)?;
            Some((subject, own, *why))
        };
        self.placed.lost.iter().filter_map(of).filter(|(_, own, _)| own.is_decided())
    }

    /// What is decided of an item of the corpus.
    pub fn item(&self, item: &Item) -> Option<&Judgement> {
        self.judgements.get(*self.placed.items.get(item)? as usize)
    }

    /// What is decided of an article.
    pub fn article(&self, article: &Article) -> Option<&Judgement> {
        self.item(&Item::Article(Arc::clone(&article.id)))
    }

    /// What is decided of a quote of this article.
    pub fn quote(&self, article: &Article, quote: &Quote) -> Option<&Judgement> {
        self.item(&Item::of_quote(article, quote))
    }

    /// What is decided of a speaker.
    pub fn speaker(&self, speaker: &Speaker) -> Option<&Judgement> {
        self.item(&Item::Speaker(Arc::clone(&speaker.id)))
    }

    /// What is decided of an event.
    pub fn event(&self, event: &Event) -> Option<&Judgement> {
        self.item(&Item::Event(Arc::clone(&event.id)))
    }

    /// What the subjects of a step are in the corpus, as far as they are in it; one may come several times.
    pub fn items<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = &'a Item> {
        step.changes.iter().filter_map(|change| self.placed.found.get(self.keys.get(&change.subject.key())?))
    }

    /// The passages of an article that were decided about, by position.
    pub fn passages(&self, article: &Article) -> impl Iterator<Item = (Span, &Judgement)> {
        let passages = self.placed.passages.get(&article.id).map(Vec::as_slice).unwrap_or_default();
        passages.iter().filter_map(|(span, ix)| Some((*span, self.judgements.get(*ix as usize)?)))
    }

    /// Decides: sets fields of things. The step is applied, and given back to be kept; `None` where nothing changes.
    pub fn decide(&mut self, changes: impl IntoIterator<Item = Decision>) -> Option<Arc<Step>> {
        self.act(Act::Do, changes)
    }

    /// Notes what is not taken back by undoing.
    pub fn note(&mut self, changes: impl IntoIterator<Item = Decision>) -> Option<Arc<Step>> {
        self.act(Act::Note, changes)
    }

    fn act(&mut self, act: Act, changes: impl IntoIterator<Item = Decision>) -> Option<Arc<Step>> {
        let mut rows: Vec<Change> = Vec::new();
        for (target, field, to) in changes {
            let known = self.keys.get(&target.subject.key()).copied();
            let same = known.map(|ix| self.placed.same(ix));
            let from = same.and_then(|ix| self.judgements.get(ix as usize)?.get(&field));
            // Where people differ, to stay with one's own opinion settles it.
            if from == to && !same.is_some_and(|ix| self.differs_on(ix, &field)) {
                continue;
            }
            let ix = known.unwrap_or_else(|| self.add(&target.subject));
            if let Some(item) = target.item {
                self.placed.put(item, ix);
            }
            rows.push(Change { subject: target.subject, field, from, to });
        }
        if rows.is_empty() { None } else { Some(self.write(act, rows)) }
    }

    /// Takes one's last step back that was not, and gives the step that does so to be kept.
    pub fn undo(&mut self) -> Option<Arc<Step>> {
        let position = self.undo.last()?;
        let step = Arc::clone(self.steps.get(position as usize)?);
        let mut undone = self.undone.clone();
        undone.insert(position);
        let changes = self.changes(&step, &undone, |change| change.from.clone());
        Some(self.write(Act::Undo(step.id.clone()), changes))
    }

    /// Does one's last step again that was taken back, and gives the step that does so to be kept.
    pub fn redo(&mut self) -> Option<Arc<Step>> {
        let position = self.redo.last()?;
        let step = Arc::clone(self.steps.get(position as usize)?);
        let mut undone = self.undone.clone();
        undone.remove(&position);
        let changes = self.changes(&step, &undone, |change| change.to.clone());
        Some(self.write(Act::Redo(step.id.clone()), changes))
    }

    /// The step that [`Review::undo`] would take back.
    pub fn last(&self) -> Option<&Arc<Step>> {
        self.steps.get(self.undo.last()? as usize)
    }

    /// The step that [`Review::redo`] would do again.
    pub fn last_undone(&self) -> Option<&Arc<Step>> {
        self.steps.get(self.redo.last()? as usize)
    }

    /// What becomes of the fields of a step once these steps are taken back: for a subject that one log alone has touched,
    /// what `alone` says.
    fn changes(&self, step: &Step, undone: &imbl::HashSet<u32>, alone: impl Fn(&Change) -> Option<Value>) -> Vec<Change> {
        let row = |change: &Change| {
            let ix = self.placed.same(*self.keys.get(&change.subject.key())?);
            let from = self.judgements.get(ix as usize)?.get(&change.field);
            let several = !self.hands.get(ix as usize)?.is_of(&self.log);
            let to = if several { self.seen(ix, &change.field, undone) } else { alone(change) };
            // (Of a difference it is kept also where one's own opinion stays what it is.)
            (several || from != to).then(|| Change { from, to, ..change.clone() })
        };
        step.changes.iter().filter_map(row).collect()
    }

    fn write(&mut self, act: Act, changes: Vec<Change>) -> Arc<Step> {
        let id = StepId { log: Arc::clone(&self.log), number: self.number + 1 };
        let step = Arc::new(Step { id, who: Arc::clone(&self.who), at: 0, act, changes });
        self.apply([Arc::clone(&step)]);
        step
    }

    /// A step of one's own was kept at this time; whether it says what somebody makes of a quote.
    pub fn kept(&mut self, number: u64, at: i64) -> bool {
        let wanted = |step: &Arc<Step>| step.id.number == number && step.id.log == self.log;
        // What is kept now was decided a moment ago.
        let Some(ix) = (0..self.steps.len()).rev().find(|ix| self.steps.get(*ix).is_some_and(wanted)) else { return false };
        let Some(step) = self.steps.get_mut(ix) else { return false };
        *step = Arc::new(Step { at, ..Step::clone(step) });
        step.act == Act::Do && step.changes.iter().any(|change| change.field.is_opinion())
    }
}
