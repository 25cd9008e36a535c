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

/// Of more words on one field than this, only the last are looked at.
const WORDS: usize = 64;

/// Those of some words, in the order of their steps, that stand: everybody's last one, but for those that gave way to
/// another. `knows` says of two steps whether whoever made the first knew the second.
pub fn standing(words: &[Word], field: &Field, knows: impl Fn(u32, u32) -> bool) -> Vec<Word> {
    let words = words.get(words.len().saturating_sub(WORDS)..).unwrap_or_default();
    let alone = words.iter().all(|word| words.first().is_some_and(|first| first.who == word.who));
    if alone {
        return words.last().cloned().into_iter().collect();
    }
    let mut settles = vec![!field.is_opinion(); words.len()];
    let at = |i: usize| words.get(i);
    let knew = |i: usize, j: usize| at(i).zip(at(j)).is_some_and(|(one, other)| knows(one.step, other.step));
    let left = |of: &[usize], settles: &[bool]| -> Vec<usize> {
        let who = |i: usize| at(i).map(|word| &word.who);
        let last = |nth: usize, i: usize| !of.iter().skip(nth + 1).any(|later| who(*later) == who(i));
        let gave_way = |i: usize| of.iter().any(|k| settles.get(*k) == Some(&true) && who(*k) != who(i) && knew(*k, i));
        let own = of.iter().enumerate().filter(|(nth, i)| last(*nth, **i) && !gave_way(**i));
        own.map(|(_, i)| *i).collect()
    };
    for i in 0..words.len() {
        if settles.get(i) == Some(&false) {
            let known: Vec<usize> = (0..i).filter(|j| knew(i, *j)).collect();
            let opinions: Vec<&Word> = left(&known, &settles).into_iter().filter_map(at).collect();
            let settled = differ(&opinions, field);
            settles.get_mut(i).into_iter().for_each(|own| *own = settled);
        }
    }
    let all: Vec<usize> = (0..words.len()).collect();
    left(&all, &settles).into_iter().filter_map(at).cloned().collect()
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
