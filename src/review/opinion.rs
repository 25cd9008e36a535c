//! Who is of which opinion on a field of a subject, and where people differ.
//!
//! Everybody's opinion is the last thing they decided and did not take back. Opinions of several people stand side by side:
//! whoever decides otherwise than another one, even knowing it, does not change the other one's opinion. A decision made
//! knowing that opinions differ settles that: all that it knew give way to it. A decision that did not know of it, or
//! comes later, is an opinion again. So nothing depends on who put logs together or when, and no one's verdict is
//! changed by another's without somebody having seen both.

use super::field::{Field, Value, Verdict};
use std::sync::Arc;

/// What somebody decided of a field, among all that was decided of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Position of the step in the order of all.
    pub step: u32,
    /// Who.
    pub who: Arc<str>,
    /// What it is to be; `None`: as it was found.
    pub value: Option<Value>,
}

impl Word {
    /// Whether it says anything of the field. Passing over a quote does not.
    pub fn speaks(&self, field: &Field) -> bool {
        match (&self.value, field) {
            (Some(Value::Verdict(verdict)), _) => *verdict != Verdict::Skipped,
            (Some(_), _) => true,
            (None, field) => Field::CORRECTIONS.contains(field),
        }
    }

    fn agrees(&self, other: &Word) -> bool {
        match (&self.value, &other.value) {
            (Some(one), Some(other)) => one.agrees(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

/// Of more words on one field than this, only the last are looked at: a bit each in a `Set`.
pub const WORDS: usize = 64;

/// Some of the words that are looked at, by their place among them.
type Set = u64;

fn members(set: Set) -> impl Iterator<Item = usize> {
    (0..WORDS).filter(move |i| set >> i & 1 == 1)
}

/// The words before a place.
fn before(i: usize) -> Set {
    (1 << i) - 1
}

/// Those of some words, in the order of their steps, that stand: everybody's last one, but for those that gave way to
/// another. `knows` says of two steps whether whoever made the first knew the second.
pub fn standing(words: &[Word], field: &Field, knows: impl Fn(u32, u32) -> bool) -> Vec<Word> {
    let words = words.get(words.len().saturating_sub(WORDS)..).unwrap_or_default();
    let alone = words.iter().all(|word| words.first().is_some_and(|first| first.who == word.who));
    if alone {
        return words.last().cloned().into_iter().collect();
    }
    let set = |is: &dyn Fn(&Word) -> bool| -> Set {
        words.iter().zip(0..WORDS).filter(|(word, _)| is(word)).fold(0, |set, (_, i)| set | 1 << i)
    };
    let by_same: Vec<Set> = words.iter().map(|word| set(&|other| other.who == word.who)).collect();
    let knew: Vec<Set> = words.iter().map(|word| set(&|other| knows(word.step, other.step))).collect();
    let of = |sets: &[Set], i: usize| sets.get(i).copied().unwrap_or(0);
    // Of some words, everybody's last one that did not give way to one that settles.
    let left = |all: Set, settles: Set| -> Set {
        let last = |i: usize| all & of(&by_same, i) & !before(i) & !(1 << i) == 0;
        let gave_way = |i: usize| members(all & settles & !of(&by_same, i)).any(|k| of(&knew, k) >> i & 1 == 1);
        members(all).filter(|i| last(*i) && !gave_way(*i)).fold(0, |set, i| set | 1 << i)
    };
    let at = |set: Set| members(set).filter_map(|i| words.get(i));
    let all = set(&|_| true);
    let mut settles = if field.is_opinion() { 0 } else { all };
    if field.is_opinion() {
        for i in members(all) {
            let known = left(of(&knew, i) & before(i), settles);
            settles |= Set::from(differ(&at(known).collect::<Vec<_>>(), field)) << i;
        }
    }
    at(left(all, settles)).cloned().collect()
}

/// Whether some opinions are not all the same.
pub fn differ(words: &[&Word], field: &Field) -> bool {
    let mut speaking = words.iter().filter(|word| word.speaks(field));
    let first = speaking.next();
    first.is_some_and(|first| speaking.any(|word| !word.agrees(first)))
}

/// What a person sees of some standing words: their own, else the last of the others'. Notes are seen of everybody, what
/// was read of oneself.
pub fn seen_by(who: &str, standing: &[Word], field: &Field) -> Option<Word> {
    let own = standing.iter().find(|word| &*word.who == who);
    if *field == Field::Read {
        return own.cloned();
    }
    if *field == Field::Note {
        return joined(standing);
    }
    let speaking = |word: &&Word| !field.is_opinion() || word.speaks(field);
    own.filter(speaking).or_else(|| standing.iter().rev().find(speaking)).or(own).cloned()
}

/// Notes of several people as one, each with its name.
fn joined(standing: &[Word]) -> Option<Word> {
    let notes: Vec<(&Word, &str)> = standing
        .iter()
        .filter_map(|word| match &word.value {
            Some(Value::Text(text)) => Some((word, &**text)),
            _ => None,
        })
        .collect();
    let (last, _) = notes.last()?;
    let same = notes.windows(2).all(|pair| matches!(pair, [(_, one), (_, other)] if one == other));
    let text = || notes.iter().map(|(word, text)| format!("{}: {text}", word.who)).collect::<Vec<_>>().join("\n\n");
    let value = if same { last.value.clone() } else { Some(Value::Text(text().into())) };
    Some(Word { value, ..Word::clone(last) })
}
