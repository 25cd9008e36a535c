//! From steps to the present state.

use super::Review;
use super::stack::Stack;
use crate::review::{Act, Change, Field, Judgement, Placed, Step, StepId, Subject, SubjectIx};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Who has touched a subject, and where.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    /// Positions of the steps that decide about it, and of the changes in them; ascending.
    pub touched: Arc<Vec<(u32, u32)>>,
    log: Option<Arc<str>>,
    several: bool,
}

impl Hand {
    /// Whether this log alone has touched it, if any has.
    pub fn is_of(&self, log: &Arc<str>) -> bool {
        !self.several && self.log.as_ref().is_none_or(|own| own == log)
    }

    /// Whether several logs have touched it, or somebody else.
    pub fn is_of_several(&self) -> bool {
        self.several
    }

    /// A log touches it, in a step that is one's own and `alone` so far, or not; whether it is the only one, and one's own.
    fn take(&mut self, log: &Arc<str>, alone: bool) -> bool {
        self.several = !alone || !self.is_of(log);
        self.log.get_or_insert_with(|| Arc::clone(log));
        !self.several
    }
}

impl Review {
    /// Applies steps behind all others. What several have a hand in is worked out once, at the end.
    pub(super) fn apply(&mut self, steps: impl IntoIterator<Item = Arc<Step>>) {
        let mut shared = BTreeSet::new();
        for step in steps {
            self.apply_one(step, &mut shared);
        }
        shared.into_iter().for_each(|ix| self.fold(ix));
    }

    /// Applies a step, and puts the subjects that several have a hand in to those that are to be worked out.
    fn apply_one(&mut self, step: Arc<Step>, shared: &mut BTreeSet<SubjectIx>) {
        let position = self.steps.len() as u32;
        self.known.take(&step);
        self.logs.entry(Arc::clone(&step.id.log)).or_default().push_back((step.id.number, position));
        self.steps.push_back(Arc::clone(&step));
        if step.id.log == self.log {
            self.number = self.number.max(step.id.number);
        }
        if step.who == self.who {
            self.stack(&step, position);
        }
        let taken_back = match &step.act {
            Act::Do | Act::Note | Act::Saw(_) | Act::Unsaw(_) | Act::Left => None,
            // (Nobody takes back what another one decided.)
            Act::Undo(id) | Act::Redo(id) => self.position(id).filter(|at| self.is_by(*at, &step.who)),
        };
        if let Some(target) = taken_back {
            match &step.act {
                Act::Undo(_) => drop(self.undone.insert(target)),
                _ => drop(self.undone.remove(&target)),
            }
        }
        let decides = matches!(step.act, Act::Do | Act::Note);
        for (change, nth) in step.changes.iter().zip(0..) {
            self.change(&step, change, position, decides.then_some(nth), shared);
        }
        // What it changes where others have had a hand in it is more, or less, than what it says.
        let target = taken_back.and_then(|target| self.steps.get(target as usize).cloned());
        for change in target.iter().flat_map(|target| &target.changes) {
            let key = change.subject.key();
            let alone = step.who == self.who && !self.left.contains(&key);
            let ix = self.keys.get(&key).map(|ix| self.placed.same(*ix));
            let hand = ix.and_then(|ix| self.hands.get_mut(ix as usize));
            shared.extend(ix.filter(|_| hand.is_some_and(|hand| !hand.take(&step.id.log, alone))));
        }
    }

    fn change(&mut self, step: &Step, change: &Change, position: u32, nth: Option<u32>, shared: &mut BTreeSet<SubjectIx>) {
        let key = change.subject.key();
        let ix = self.keys.get(&key).copied().unwrap_or_else(|| self.add(&change.subject));
        let same = self.placed.same(ix);
        let alone = step.who == self.who && !self.left.contains(&key);
        let Some(hand) = self.hands.get_mut(same as usize) else { return };
        if let Some(nth) = nth {
            Arc::make_mut(&mut hand.touched).push((position, nth));
        }
        if !hand.take(&step.id.log, alone) {
            shared.insert(same);
        } else if let Some(judgement) = self.judgements.get_mut(same as usize) {
            judgement.set(&change.field, change.to.clone());
            if change.field != Field::Read {
                judgement.latest = position;
            }
        }
    }

    fn is_by(&self, position: u32, who: &str) -> bool {
        self.steps.get(position as usize).is_some_and(|step| &*step.who == who)
    }

    /// Position of the step of this name.
    fn position(&self, id: &StepId) -> Option<u32> {
        let own = self.logs.get(&id.log)?;
        let at = own.binary_search_by_key(&id.number, |(number, _)| *number).ok()?;
        own.get(at).map(|(_, position)| *position)
    }

    fn stack(&mut self, step: &Step, position: u32) {
        match &step.act {
            Act::Do => {
                self.undo.push(position);
                self.redo = Stack::default();
            }
            Act::Undo(id) => {
                if let Some(target) = self.position(id).filter(|target| self.undo.remove(*target)) {
                    self.redo.push(target);
                }
            }
            Act::Redo(id) => {
                if let Some(target) = self.position(id).filter(|target| self.redo.remove(*target)) {
                    self.undo.push(target);
                }
            }
            Act::Note | Act::Saw(_) | Act::Unsaw(_) | Act::Left => {}
        }
    }

    pub(super) fn add(&mut self, subject: &Arc<Subject>) -> SubjectIx {
        let ix = self.subjects.len() as SubjectIx;
        self.keys.insert(subject.key(), ix);
        if let Some(article) = subject.article() {
            self.anchors.entry(Arc::clone(&article.id)).or_insert_with(|| Arc::clone(article));
        }
        self.subjects.push_back(Arc::clone(subject));
        self.judgements.push_back(Judgement::default());
        self.hands.push_back(Hand::default());
        ix
    }

    /// Takes up where the subjects are in another snapshot; those that were added since keep their places.
    pub fn take(&mut self, mut placed: Placed) {
        let before = std::mem::take(&mut self.placed);
        for ix in placed.count..self.subjects.len() as SubjectIx {
            if let Some(item) = before.found.get(&ix) {
                placed.put(item.clone(), ix);
            }
        }
        let again = before.aliases != placed.aliases;
        self.placed = placed;
        if again {
            let steps = std::mem::take(&mut self.steps);
            self.judgements = self.judgements.iter().map(|_| Judgement::default()).collect();
            self.hands = self.hands.iter().map(|_| Hand::default()).collect();
            (self.undo, self.redo) = Default::default();
            (self.logs, self.known, self.undone, self.differences) = Default::default();
            self.apply(steps);
        }
    }
}
