//! What several people say of one subject, and where they differ.

use super::Review;
use crate::review::opinion::{WORDS, Word, differ, seen_by, standing};
use crate::review::{Field, Item, Judgement, SubjectIx, Value, Verdict};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What people say of one field of a subject, where they do not say the same and nobody has settled it.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The field.
    pub field: Field,
    /// Everybody's opinion, in the order in which they were given.
    pub opinions: Vec<Word>,
}

/// What a step says of a field: a value, or (`None`) what whoever made it saw there.
struct Said<'a> {
    step: u32,
    who: &'a Arc<str>,
    value: Option<&'a Option<Value>>,
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

    /// Everything that was decided of a field but for what is taken back.
    fn words(&self, ix: SubjectIx, field: &Field, undone: &imbl::HashSet<u32>) -> Vec<Word> {
        let said = self.said(ix, undone);
        said.get(field).map(|said| self.spoken(said, said.len())).unwrap_or_default()
    }

    /// What was said of each field that anything was decided of, but for what is taken back, in order. Who accepts a quote
    /// says of what they could have corrected that it is as it was when they saw it.
    fn said(&self, ix: SubjectIx, undone: &imbl::HashSet<u32>) -> BTreeMap<&Field, Vec<Said<'_>>> {
        let mut said: BTreeMap<&Field, Vec<Said<'_>>> = BTreeMap::new();
        let touched = self.hands.get(ix as usize).map(|hand| hand.touched.as_slice()).unwrap_or_default();
        for own in touched.chunk_by(|a, b| a.0 == b.0) {
            let Some(position) = own.first().map(|(position, _)| *position) else { continue };
            let Some(step) = self.steps.get(position as usize).filter(|_| !undone.contains(&position)) else { continue };
            let mut accepts = false;
            for change in own.iter().filter_map(|(_, nth)| step.changes.get(*nth as usize)) {
                accepts |= change.to == Some(Value::Verdict(Verdict::Accepted));
                let new = Said { step: position, who: &step.who, value: Some(&change.to) };
                let words = said.entry(&change.field).or_default();
                match words.last_mut().filter(|last| last.step == position) {
                    Some(last) => *last = new,
                    None => words.push(new),
                }
            }
            for field in Field::CORRECTIONS.iter().filter(|_| accepts) {
                let words = said.entry(field).or_default();
                if words.last().is_none_or(|last| last.step != position) {
                    words.push(Said { step: position, who: &step.who, value: None });
                }
            }
        }
        said.retain(|_, words| words.iter().any(|word| word.value.is_some()));
        said
    }

    /// The last of some words, so many, with what they say.
    fn spoken(&self, said: &[Said<'_>], last: usize) -> Vec<Word> {
        let mut values: FxHashMap<usize, Option<&Value>> = FxHashMap::default();
        let from = said.len().saturating_sub(last);
        for at in from..said.len() {
            // From each that says "as I saw it" back to what they saw, until one says what that is.
            let (mut asked, mut now) = (vec![at], at);
            let value = loop {
                if let Some(known) = values.get(&now) {
                    break *known;
                }
                match said.get(now).map(|word| (word, word.value)) {
                    Some((_, Some(value))) => break value.as_ref(),
                    Some((word, None)) => {
                        let seen = |other: &Said<'_>| other.who == word.who || self.knows(word.step, other.step);
                        match said.get(..now).and_then(|earlier| earlier.iter().rposition(seen)) {
                            Some(earlier) => now = earlier,
                            None => break None,
                        }
                    }
                    None => break None,
                }
                asked.push(now);
            };
            values.extend(asked.into_iter().map(|at| (at, value)));
        }
        let word = |(at, said): (usize, &Said<'_>)| {
            let value = values.get(&at).copied().flatten().cloned();
            Word { step: said.step, who: Arc::clone(said.who), value }
        };
        said.iter().enumerate().skip(from).map(word).collect()
    }

    fn standing(&self, said: &[Said<'_>], field: &Field) -> Vec<Word> {
        standing(&self.spoken(said, WORDS), field, |one, other| self.knows(one, other))
    }

    /// What one sees of a field, once these steps are taken back.
    pub(super) fn seen(&self, ix: SubjectIx, field: &Field, undone: &imbl::HashSet<u32>) -> Option<Value> {
        let said = self.said(ix, undone);
        seen_by(&self.who, &self.standing(said.get(field)?, field), field)?.value
    }

    /// Works out what is decided of a subject that several logs have touched.
    pub(super) fn fold(&mut self, ix: SubjectIx) {
        let mut judgement = Judgement::default();
        let mut differences = Vec::new();
        let mut accepted = true;
        // (The verdict comes first.)
        for (field, said) in self.said(ix, &self.undone) {
            let standing = self.standing(&said, field);
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
