//! Fuzzy ranking: a query is split into atoms that must all match, in any order.
//!
//! `fuzzy-matcher` treats a space as a letter, so a whole query of two words would have to match in that order with the
//! space between; hence the atoms. The matcher stands behind a trait, so that another one can take its place.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use std::ops::ControlFlow;

/// What a letter of an atom must score at least. A letter found scores 16, more where it stands at the head of a word or
/// after its neighbour; a gap costs 3 and 1 for each letter in it. So an atom may leave letters out, but its letters are not
/// gathered from all over the text, where nearly everything would match.
const LEAST: i64 = 14;

/// Says how well a short text answers one atom.
pub trait Matcher {
    /// A score, the higher the better; `None` where the atom does not match.
    fn score(&self, text: &str, atom: &str) -> Option<i64>;
}

/// The matcher of the `fuzzy-matcher` crate (the algorithm of skim): letters in order, a bonus for whole words, case
/// ignored unless the atom has a capital.
pub struct Fuzzy(SkimMatcherV2);

impl Default for Fuzzy {
    fn default() -> Self {
        Self(SkimMatcherV2::default().smart_case())
    }
}

impl Fuzzy {
    /// Which characters of a text answer the atoms of a query, ascending; nothing for an atom that does not match.
    pub fn places(&self, text: &str, query: &str) -> Vec<usize> {
        let matched = |atom: &str| self.0.fuzzy_indices(text, atom).filter(|(score, _)| enough(*score, atom));
        let mut places: Vec<usize> = atoms(query).into_iter().filter_map(matched).flat_map(|(_, places)| places).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

fn enough(score: i64, atom: &str) -> bool {
    score >= LEAST * atom.chars().count() as i64
}

impl Matcher for Fuzzy {
    fn score(&self, text: &str, atom: &str) -> Option<i64> {
        self.0.fuzzy_match(text, atom).filter(|score| enough(*score, atom))
    }
}

/// The atoms of a query: its words.
pub fn atoms(query: &str) -> Vec<&str> {
    query.split_whitespace().collect()
}

/// Ranks items `0..count` by the sum of their atoms' scores; ties keep their order. `text` appends an item's words to
/// a buffer. See [`super::filter`] for `publish`.
pub fn rank(
    matcher: &dyn Matcher,
    atoms: &[&str],
    count: usize,
    text: impl Fn(u32, &mut String),
    publish: &mut dyn FnMut(Vec<u32>, bool) -> ControlFlow<()>,
) {
    let score = |item: u32, words: &mut String| {
        words.clear();
        text(item, words);
        atoms.iter().try_fold(0, |sum, atom| Some(sum + matcher.score(words, atom)?))
    };
    in_chunks(count, &|| true, score, publish);
}

/// Ranks items `0..count` by a score, for which there is a buffer, in chunks that double.
pub(super) fn in_chunks(
    count: usize,
    wanted: &dyn Fn() -> bool,
    score: impl Fn(u32, &mut String) -> Option<i64>,
    publish: &mut dyn FnMut(Vec<u32>, bool) -> ControlFlow<()>,
) {
    let mut ranked: Vec<(i64, u32)> = Vec::new();
    let mut buffer = String::new();
    let (mut start, mut chunk) = (0, 2_000);
    loop {
        let end = count.min(start + chunk);
        for item in start as u32..end as u32 {
            if !wanted() {
                return;
            }
            ranked.extend(score(item, &mut buffer).map(|s| (-s, item)));
        }
        ranked.sort_unstable();
        let items = ranked.iter().map(|&(_, item)| item).collect();
        if publish(items, end == count).is_break() || end == count {
            return;
        }
        (start, chunk) = (end, chunk * 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(texts: &[&str], query: &str) -> Vec<u32> {
        let mut last = Vec::new();
        rank(&Fuzzy::default(), &atoms(query), texts.len(), |i, out| out.push_str(texts[i as usize]), &mut |items, _| {
            last = items;
            ControlFlow::Continue(())
        });
        last
    }

    #[test]
    fn every_atom_must_match_in_any_order() {
        let texts = ["Sidang pleno di Karta", "Karta menolak sidang", "Pasar pagi"];
        assert_eq!(ranked(&texts, "karta sidang").len(), 2);
        assert_eq!(ranked(&texts, "pasar karta"), Vec::<u32>::new());
        assert_eq!(ranked(&texts, ""), [0, 1, 2]);
        assert_eq!(ranked(&texts, "pasar"), [2]);
        assert_eq!(ranked(&texts, "psr"), [2], "letters may be left out");
        assert!(ranked(&["xaxxxxxxxbxxxxxxxcxxxxxxxd"], "abcd").is_empty(), "but not gathered from everywhere");
    }

    #[test]
    fn long_lists_publish_as_they_go_and_stop() {
        let mut calls = 0;
        let word = |_: u32, out: &mut String| out.push_str("satu");
        rank(&Fuzzy::default(), &["satu"], 50_000, word, &mut |items, done| {
            calls += 1;
            assert!(!items.is_empty() && !done);
            if calls == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(calls, 2);
    }
}
