//! A linked corpus that takes up more articles at once.
//!
//! A new article is linked, in the same way as all were, with the few that it may have to do with ([`super::near`]), and
//! the outcome is laid over the corpus ([`super::graft`]): that costs the same however large the corpus is. What was
//! linked before stays as it was, the new is added: two speakers whom the new article shows to be one, the date of an
//! article that had none, and how the accused are heard wait until everything is linked anew.

use super::events::Counts;
use super::graft::{Graft, Places};
use super::near::Near;
use super::prepare::Prepared;
use super::{Linker, link};
use crate::lang::Pack;
use crate::model::{Corpus, Trouble};
use std::sync::Arc;

/// A linked corpus and what it takes to add to it.
#[derive(Debug)]
pub struct Growing {
    pack: &'static Pack,
    corpus: Corpus,
    articles: Vec<Arc<Prepared>>,
    counts: Counts,
    near: Near,
    places: Places,
}

impl Growing {
    /// Links everything that a linker has.
    pub fn new(linker: &Linker) -> Self {
        let articles = linker.ordered();
        let refs: Vec<&Prepared> = articles.iter().map(|p| &**p).collect();
        let counts = Counts::new(&refs);
        let corpus = Corpus { troubles: linker.told(), ..link(&refs, &counts, linker.pack) };
        let near = Near::new(&articles, &corpus, &counts, linker.pack);
        let places = Places::new(&corpus);
        Self { pack: linker.pack, corpus, articles, counts, near, places }
    }

    /// The corpus as it is now; shares what did not change with those before.
    pub fn corpus(&self) -> Corpus {
        self.corpus.clone()
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
        self.corpus.troubles.extend(troubles);
        self.corpus.troubles.sort_unstable();
        self.corpus.troubles.dedup();
    }

    fn add_one(&mut self, new: Arc<Prepared>) {
        self.counts.add(&new);
        let mut at = self.near.of(&new, &self.corpus);
        let mut articles: Vec<&Prepared> = at.iter().filter_map(|ix| self.articles.get(*ix as usize)).map(|p| &**p).collect();
        articles.push(&new);
        let part = link(&articles, &self.counts, self.pack);
        let ix = self.articles.len() as u32;
        at.push(ix);
        let touched = Graft::new(&mut self.corpus, &mut self.places, &part, &at).lay();
        self.near.add(ix, &new);
        for speaker in touched {
            if let Some(of) = self.corpus.speakers.get(speaker as usize) {
                self.near.name(speaker, of, self.pack);
            }
        }
        self.articles.push(new);
    }
}
