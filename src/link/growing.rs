//! A linked corpus that takes up more articles at once.
//!
//! A new article is linked, in the same way as all were, with the few that it may have to do with ([`super::near`]), and
//! the outcome is laid over the corpus ([`super::graft`]): that costs the same however large the corpus is. What was
//! linked before stays as it was, the new is added: two speakers whom the new article shows to be one, the date of an
//! article that had none, and how the accused are heard wait until everything is linked anew.

use super::events::Counts;
use super::graft::{Graft, Places};
use super::ground::Ground;
use super::link;
use super::near::Near;
use super::prepare::Prepared;
use crate::lang::Pack;
use crate::model::{Corpus, Trouble};
use std::sync::Arc;

/// A corpus of which everything was linked together, with what that was worked out of.
#[derive(Debug)]
pub struct Whole {
    pack: &'static Pack,
    corpus: Corpus,
    articles: Arc<Vec<Arc<Prepared>>>,
    counts: Counts,
}

impl Whole {
    /// Links articles in their order.
    pub(super) fn new(articles: Vec<Arc<Prepared>>, troubles: Vec<Trouble>, pack: &'static Pack) -> Self {
        let refs: Vec<&Prepared> = articles.iter().map(|p| &**p).collect();
        let counts = Counts::new(&refs);
        let corpus = Corpus { troubles, ..link(&refs, &counts, pack) };
        Self { pack, corpus, articles: Arc::new(articles), counts }
    }

    /// The corpus.
    pub fn corpus(&self) -> Corpus {
        self.corpus.clone()
    }

    /// What it was linked of.
    pub fn ground(&self) -> Ground {
        Ground::new(Arc::clone(&self.articles), self.pack)
    }

    /// Makes it one that more may be added to. That takes an index of all of it, which who only reads the corpus does not
    /// need.
    pub fn growing(self) -> Growing {
        let near = Near::new(&self.articles, &self.corpus, &self.counts, self.pack);
        let places = Places::new(&self.corpus);
        Growing { whole: self, near, places }
    }
}

/// A linked corpus and what it takes to add to it.
#[derive(Debug)]
pub struct Growing {
    whole: Whole,
    near: Near,
    places: Places,
}

impl Growing {
    /// The corpus as it is now; shares what did not change with those before.
    pub fn corpus(&self) -> Corpus {
        self.whole.corpus()
    }

    /// What it is linked of.
    pub fn ground(&self) -> Ground {
        self.whole.ground()
    }

    /// Adds articles, each with what it has to do with, behind those that are there.
    pub fn add<P: Into<Arc<Prepared>>>(
        &mut self,
        batch: impl IntoIterator<Item = P>,
        troubles: impl IntoIterator<Item = Trouble>,
    ) {
        for prepared in batch {
            self.add_one(prepared.into());
        }
        let known = &mut self.whole.corpus.troubles;
        known.extend(troubles);
        known.sort_unstable();
        known.dedup();
    }

    fn add_one(&mut self, new: Arc<Prepared>) {
        let Whole { pack, corpus, articles, counts } = &mut self.whole;
        counts.add(&new);
        let mut at = self.near.of(&new, corpus);
        let mut beside: Vec<&Prepared> = at.iter().filter_map(|ix| articles.get(*ix as usize)).map(|p| &**p).collect();
        beside.push(&new);
        let part = link(&beside, counts, pack);
        let ix = articles.len() as u32;
        at.push(ix);
        let touched = Graft::new(corpus, &mut self.places, &part, &at).lay();
        self.near.add(ix, &new);
        for speaker in touched {
            if let Some(of) = corpus.speakers.get(speaker as usize) {
                self.near.name(speaker, of, pack);
            }
        }
        Arc::make_mut(articles).push(new);
    }
}
