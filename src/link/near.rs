//! Which articles of a corpus a new one may have to do with: those that share what few have (what they tell, what is said
//! in them, what somebody is accused of), and those that quote speakers by its names.

use super::events::Counts;
use super::names::{self, name_hash};
use super::prepare::{MARKS, Prepared};
use super::tellings::DEED;
use crate::lang::{Pack, pair_hash};
use crate::model::{ArticleIx, Corpus, Speaker, SpeakerIx, SpeakerKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::sync::Arc;

/// Articles that may share a key before it says nothing.
const POSTINGS: usize = 32;
/// Articles that share most with a new one, by the weight of the keys.
const NEAREST: usize = 40;
/// Speakers that may be meant by one word of a name, the most quoted first; articles taken of each.
const SPEAKERS: usize = 6;
const ARTICLES: usize = 4;
/// Pairs of words of an article's story by which copies are found: the smallest.
const STORY: usize = 8;
/// What tells the kinds of keys apart.
const SAID: u32 = 0x51;
const MATTER: u32 = 0x52;
const TOLD: u32 = 0x53;
const STORIES: u32 = 0x54;
const WHOLE: u32 = 0x55;

/// Finds the neighbours of an article.
#[derive(Debug)]
pub struct Near {
    /// Keys with the articles that have them, ascending.
    linked: Vec<(u32, ArticleIx)>,
    /// The same of articles that were added since.
    added: FxHashMap<u32, Vec<ArticleIx>>,
    /// Speakers by each word of their names, and by whole names.
    names: FxHashMap<u32, Vec<SpeakerIx>>,
    articles: usize,
}

impl Near {
    /// An index of articles and of the speakers in them.
    pub fn new(articles: &[Arc<Prepared>], corpus: &Corpus, counts: &Counts, pack: &Pack) -> Self {
        let mut linked: Vec<(u32, ArticleIx)> = Vec::new();
        for (ix, prepared) in (0..).zip(articles) {
            let rare = |feature: u32| counts.of(feature) <= POSTINGS;
            keys(prepared, &rare, |key| linked.push((key, ix)));
        }
        linked.sort_unstable();
        linked.dedup();
        let rare = linked.chunk_by(|a, b| a.0 == b.0).filter(|with| with.len() <= POSTINGS).flatten().copied();
        let mut near =
            Self { linked: rare.collect(), added: FxHashMap::default(), names: FxHashMap::default(), articles: articles.len() };
        (0..).zip(&corpus.speakers).for_each(|(ix, speaker)| near.name(ix, speaker, pack));
        near
    }

    /// Takes up an article.
    pub fn add(&mut self, ix: ArticleIx, prepared: &Prepared) {
        self.articles += 1;
        keys(prepared, &|_| true, |key| {
            let with = self.added.entry(key).or_default();
            if with.len() <= POSTINGS && with.last() != Some(&ix) {
                with.push(ix);
            }
        });
    }

    /// Takes up a speaker's names.
    pub fn name(&mut self, ix: SpeakerIx, speaker: &Speaker, pack: &Pack) {
        for name in std::iter::once(&speaker.name).chain(&speaker.aliases) {
            let words = names::words(name, speaker.kind, pack);
            for key in words.iter().copied().chain([whole(speaker.kind, &words)]) {
                let with = self.names.entry(key).or_default();
                if with.len() < SPEAKERS && !with.contains(&ix) {
                    with.push(ix);
                }
            }
        }
    }

    /// The articles of the corpus that an article may have to do with, ascending.
    pub fn of(&self, prepared: &Prepared, corpus: &Corpus) -> Vec<ArticleIx> {
        let mut weights: FxHashMap<ArticleIx, f64> = FxHashMap::default();
        let mut own: FxHashSet<u32> = FxHashSet::default();
        keys(prepared, &|_| true, |key| {
            own.insert(key);
        });
        for key in own {
            let from = self.linked.partition_point(|e| e.0 < key);
            let linked = self.linked.iter().skip(from).take_while(|e| e.0 == key).map(|e| e.1);
            let added = self.added.get(&key).map_or(&[][..], Vec::as_slice);
            let with = (linked.clone().count() + added.len()).max(1);
            if with > POSTINGS {
                continue;
            }
            let weight = (self.articles.max(1) as f64 / with as f64).ln_1p();
            linked.chain(added.iter().copied()).for_each(|ix| *weights.entry(ix).or_insert(0.0) += weight);
        }
        let mut weights: Vec<(ArticleIx, f64)> = weights.into_iter().collect();
        weights.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(Reverse(a.0).cmp(&Reverse(b.0))));
        let mut near: Vec<ArticleIx> = weights.iter().take(NEAREST).map(|w| w.0).collect();
        for speaker in self.speakers(prepared) {
            let Some(speaker) = corpus.speakers.get(speaker as usize) else { continue };
            let quoted = speaker.quotes.chunk_by(|a, b| a.article == b.article);
            near.extend(quoted.filter_map(|of| of.first()).map(|q| q.article).take(ARTICLES));
        }
        near.sort_unstable();
        near.dedup();
        near
    }

    /// The speakers whom the article's names may mean.
    fn speakers(&self, prepared: &Prepared) -> FxHashSet<SpeakerIx> {
        let mut out = FxHashSet::default();
        let kinds = (0..).map_while(|n| prepared.voice(n)).map(|v| v.kind);
        for (key, kind) in prepared.voices.iter().zip(kinds).filter(|(_, kind)| *kind != SpeakerKind::Unnamed) {
            match self.names.get(&whole(kind, &key.name)) {
                Some(same) => out.extend(same),
                None if kind == SpeakerKind::Person => {
                    let words = key.name.iter().chain(&key.aliases).filter_map(|word| self.names.get(word));
                    out.extend(words.flatten());
                }
                None => {}
            }
        }
        out
    }
}

/// The key of a whole name.
fn whole(kind: SpeakerKind, words: &[u32]) -> u32 {
    pair_hash(WHOLE + kind as u32, name_hash(words))
}

/// The keys of what an article tells, as far as `rare` has the features of its tellings.
fn keys(prepared: &Prepared, rare: &dyn Fn(u32) -> bool, mut put: impl FnMut(u32)) {
    prepared.features.iter().filter(|f| rare(**f)).for_each(|f| put(pair_hash(TOLD, *f)));
    for quote in 0..prepared.quotes.len() as u32 {
        for pair in prepared.said(quote).windows(2) {
            if let [a, b] = pair {
                put(pair_hash(SAID, pair_hash(a & !MARKS, b & !MARKS)));
            }
        }
    }
    let deeds = prepared.matters.iter().flat_map(|m| m.features.iter()).filter(|f| *f & DEED != 0);
    deeds.for_each(|f| put(pair_hash(MATTER, *f)));
    prepared.story.iter().take(STORY).for_each(|f| put(pair_hash(STORIES, *f)));
}
