//! What several people say of one subject, and where they differ.

use super::Review;
use crate::review::opinion::{Word, differ, seen_by, standing};
use crate::review::{Field, Item, Judgement, SubjectIx, Value, Verdict};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What people say of one field of a subject, where they do not say the same and nobody has settled it.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The field.
    pub field: Field,
    /// Everybody's opinion, in the order in which they were given.
    pub opinions: Vec<Word>,
}

impl Review {
    /// Where people differ: subjects, in the order in which they came up, each with its fields.
    pub fn differences(&self) -> impl Iterator<Item = (SubjectIx, &[Difference])> {
        self.differences.iter().map(|(ix, own)| (*ix, &**own))
    }

    /// On how many subjects people differ.
    pub fn differing(&self) -> usize {
        self.differences.len()
    }

    /// Where people differ on an item of the corpus; empty where they do not.
    pub fn differences_on(&self, item: &Item) -> &[Difference] {
        let own = self.placed.items.get(item).and_then(|ix| self.differences.get(ix));
        own.map(|own| &**own).unwrap_or_default()
    }

    pub(super) fn differs_on(&self, ix: SubjectIx, field: &Field) -> bool {
        self.differences.get(&ix).is_some_and(|own| own.iter().any(|difference| difference.field == *field))
    }

    /// Whether whoever made the step at one position knew the one at another.
    pub(in crate::review) fn knows(&self, one: u32, other: u32) -> bool {
        let id = |position: u32| self.steps.get(position as usize).map(|step| &step.id);
        id(one).zip(id(other)).is_some_and(|(one, other)| self.known.knows(one, other))
    }

    /// Everything that was decided of a field and not taken back, where several logs decided about the subject.
    pub(in crate::review) fn words_of_several(&self, ix: SubjectIx, field: &Field) -> Vec<Word> {
        match self.hands.get(ix as usize) {
            Some(hand) if hand.is_of_several() => self.words(ix, field, &self.undone),
            _ => Vec::new(),
        }
    }

    /// Everything that was decided of a field but for what is taken back. Who accepts a quote says of what they could have
    /// corrected that it is as it was when they saw it.
    fn words(&self, ix: SubjectIx, field: &Field, undone: &imbl::HashSet<u32>) -> Vec<Word> {
        let Some(hand) = self.hands.get(ix as usize) else { return Vec::new() };
        let (mut words, mut decided): (Vec<Word>, bool) = (Vec::new(), false);
        for own in hand.touched.chunk_by(|a, b| a.0 == b.0) {
            let Some(position) = own.first().map(|(position, _)| *position) else { continue };
            let Some(step) = self.steps.get(position as usize).filter(|_| !undone.contains(&position)) else { continue };
            let changes = || own.iter().rev().filter_map(|(_, nth)| step.changes.get(*nth as usize));
            let accepts = Some(Value::Verdict(Verdict::Accepted));
            let value = match changes().find(|change| change.field == *field) {
                Some(change) => {
                    decided = true;
                    change.to.clone()
                }
                None if Field::CORRECTIONS.contains(field) && changes().any(|change| change.to == accepts) => {
                    let seen = |word: &&Word| word.who == step.who || self.knows(position, word.step);
                    words.iter().rev().find(seen).and_then(|word| word.value.clone())
                }
                None => continue,
            };
            words.push(Word { step: position, who: Arc::clone(&step.who), value });
        }
        if decided { words } else { Vec::new() }
    }

    fn standing(&self, ix: SubjectIx, field: &Field, undone: &imbl::HashSet<u32>) -> Vec<Word> {
        standing(&self.words(ix, field, undone), field, |one, other| self.knows(one, other))
    }

    /// What one sees of a field, once these steps are taken back.
    pub(super) fn seen(&self, ix: SubjectIx, field: &Field, undone: &imbl::HashSet<u32>) -> Option<Value> {
        seen_by(&self.who, &self.standing(ix, field, undone), field)?.value
    }

    /// Works out what is decided of a subject that several logs have touched.
    pub(super) fn fold(&mut self, ix: SubjectIx) {
        let Some(hand) = self.hands.get(ix as usize) else { return };
        let change = |(position, nth): &(u32, u32)| self.steps.get(*position as usize)?.changes.get(*nth as usize);
        let fields: BTreeSet<&Field> = hand.touched.iter().filter_map(change).map(|change| &change.field).collect();
        let mut judgement = Judgement::default();
        let mut differences = Vec::new();
        let mut accepted = true;
        // (The verdict comes first.)
        for field in fields {
            let standing = self.standing(ix, field, &self.undone);
            if let Some(word) = seen_by(&self.who, &standing, field) {
                judgement.latest = if *field == Field::Read { judgement.latest } else { judgement.latest.max(word.step) };
                judgement.set(field, word.value);
            }
            let opinions: Vec<Word> = standing.into_iter().filter(|word| word.speaks(field)).collect();
            if *field == Field::Verdict {
                let accepts = |word: &Word| word.value == Some(Value::Verdict(Verdict::Accepted));
                accepted = opinions.is_empty() || opinions.iter().any(accepts);
            }
            // Of what nobody accepts it does not matter what else is said.
            let matters = field.is_opinion() && (accepted || *field == Field::Verdict);
            if matters && differ(&opinions.iter().collect::<Vec<_>>(), field) {
                differences.push(Difference { field: field.clone(), opinions });
            }
        }
        if differences.is_empty() {
            self.differences.remove(&ix);
        } else {
            self.differences.insert(ix, differences.into());
        }
        if let Some(own) = self.judgements.get_mut(ix as usize) {
            *own = judgement;
        }
    }
}
