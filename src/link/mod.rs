//! Many articles → one corpus: speakers unified, dates inferred from other articles, events, and what connects them.
//!
//! Pure and deterministic: the same articles give the same corpus, in whatever order and batches they arrive. Near-linear:
//! no comparison of all pairs anywhere, only within blocking keys.
//!
//! [`prepare`] does what depends on one article alone, so that worker threads share it; [`Linker`] keeps what was
//! prepared and joins it into snapshots: `dates` dates the undated (which are prepared again), `speakers` and `profiles`
//! make one speaker of many voices, `events` one event of many dated sentences (`tellings`), `similar` finds copies.

mod dates;
mod events;
mod groups;
mod names;
mod prepare;
mod profiles;
mod similar;
mod speakers;
mod tellings;
#[cfg(test)]
mod testing;
mod titles;

pub use prepare::{Prepared, prepare};

use crate::lang::Pack;
use crate::model::{Article, Corpus, Trouble};
use std::sync::Arc;

/// Collects prepared articles and joins them into snapshots.
#[derive(Debug)]
pub struct Linker {
    pack: &'static Pack,
    articles: Vec<Prepared>,
    troubles: Vec<Trouble>,
}

impl Linker {
    /// An empty linker.
    pub fn new(pack: &'static Pack) -> Self {
        Self { pack, articles: Vec::new(), troubles: Vec::new() }
    }

    /// Adds articles, in any order.
    pub fn add(&mut self, batch: impl IntoIterator<Item = Prepared>) {
        self.articles.extend(batch);
    }

    /// Adds troubles of loading, in any order.
    pub fn trouble(&mut self, troubles: impl IntoIterator<Item = Trouble>) {
        self.troubles.extend(troubles);
    }

    /// Number of articles so far.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Links everything added so far into a snapshot.
    pub fn corpus(&self) -> Corpus {
        let mut articles: Vec<&Prepared> = self.articles.iter().collect();
        let place = |p: &&Prepared| (Arc::clone(&p.article.source.path), p.article.source.record);
        articles.sort_by_cached_key(place);
        let dated = self.dated(&articles);
        for (i, prepared) in &dated {
            if let Some(slot) = articles.get_mut(*i) {
                *slot = prepared;
            }
        }
        let nodes = speakers::nodes(&articles);
        let mut groups = speakers::unify(&articles, &nodes);
        let (speakers, voices) = profiles::build(&articles, &nodes, &mut groups);
        let (events, article_events) = events::build(&articles, &voices, self.pack);
        let mut troubles = self.troubles.clone();
        troubles.sort_unstable();
        Corpus {
            speakers,
            events,
            voices,
            article_events,
            copies: similar::copies(&articles),
            articles: articles.iter().map(|p| Arc::clone(&p.article)).collect(),
            troubles,
        }
    }

    /// The articles that others date, prepared anew with their date.
    fn dated(&self, articles: &[&Prepared]) -> Vec<(usize, Prepared)> {
        let found = dates::infer(articles, self.pack);
        let redate = |(i, published)| {
            let article = Article { published: Some(published), ..(*articles.get(i)?.article).clone() };
            Some((i, prepare(article, self.pack)))
        };
        found.into_iter().filter_map(redate).collect()
    }
}
