//! What a snapshot was linked of, kept so that it can be linked again: a part of its articles, or some of them as a person
//! has decided them to be.

use super::events::Counts;
use super::link;
use super::prepare::{Prepared, prepare_shared};
use crate::lang::Pack;
use crate::model::{Article, ArticleIx, Corpus};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The prepared articles of one snapshot, in its order. Copying it costs next to nothing.
#[derive(Clone, Debug)]
pub struct Ground {
    articles: Arc<Vec<Arc<Prepared>>>,
    pack: &'static Pack,
}

impl Ground {
    pub(super) fn new(articles: Arc<Vec<Arc<Prepared>>>, pack: &'static Pack) -> Self {
        Self { articles, pack }
    }

    /// That of a corpus of which nothing but the articles was kept: prepares each anew, on all cores.
    pub fn of(corpus: &Corpus, pack: &'static Pack) -> Self {
        let articles: Vec<&Arc<Article>> = corpus.articles.iter().collect();
        let prepared = articles.par_iter().map(|article| Arc::new(prepare_shared(Arc::clone(article), pack)));
        Self { articles: Arc::new(prepared.collect()), pack }
    }

    /// Links articles of the snapshot anew: those of `scope` (ascending) or all, and in the place of those of `decided`,
    /// what stands there. What is told of the files stays as it was.
    pub fn linked(&self, base: &Corpus, decided: &FxHashMap<ArticleIx, Arc<Article>>, scope: Option<&[ArticleIx]>) -> Corpus {
        let chosen: Vec<ArticleIx> = match scope {
            Some(scope) => scope.iter().copied().filter(|ix| (*ix as usize) < self.articles.len()).collect(),
            None => (0..self.articles.len() as ArticleIx).collect(),
        };
        let prepared = |ix: ArticleIx| match decided.get(&ix) {
            Some(article) => Some(Arc::new(prepare_shared(Arc::clone(article), self.pack))),
            None => self.articles.get(ix as usize).cloned(),
        };
        let linked = self.articles.len().saturating_sub(base.added as usize) as ArticleIx;
        let added = chosen.iter().filter(|ix| **ix >= linked).count() as u32;
        let articles: Vec<Arc<Prepared>> = chosen.into_par_iter().filter_map(prepared).collect();
        let refs: Vec<&Prepared> = articles.iter().map(|p| &**p).collect();
        let counts = Counts::new(&refs);
        let Corpus { troubles, left_out, .. } = base;
        Corpus { troubles: troubles.clone(), left_out: *left_out, added, ..link(&refs, &counts, self.pack) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Linker;
    use crate::link::prepare;
    use crate::link::testing::Build;
    use crate::model::Decided;

    fn articles() -> Vec<Article> {
        let said = |id: &str, name: &str| {
            let words = format!("Pagar {id} itu dibongkar besok");
            Build::new(id, &format!("“{words},” kata {name}.")).quote(&words, "kata", name).article()
        };
        vec![said("a", "Rani Umbara"), said("b", "Rani Umbara"), said("c", "Tomas Lind")]
    }

    fn base() -> (Corpus, Ground) {
        let pack = Pack::indonesian();
        let mut linker = Linker::new(pack);
        linker.add(articles().into_iter().map(|article| prepare(article, pack)));
        let whole = linker.whole();
        (whole.corpus(), whole.ground())
    }

    #[test]
    fn linked_again_it_is_what_it_was() {
        let (corpus, ground) = base();
        assert_eq!(ground.linked(&corpus, &FxHashMap::default(), None), corpus);
        assert_eq!(Ground::of(&corpus, Pack::indonesian()).linked(&corpus, &FxHashMap::default(), None), corpus);
    }

    #[test]
    fn a_part_is_linked_as_if_there_were_nothing_else() {
        let (corpus, ground) = base();
        let part = ground.linked(&corpus, &FxHashMap::default(), Some(&[1, 2, 7]));
        let mut linker = Linker::new(Pack::indonesian());
        linker.add(articles().into_iter().skip(1).map(|article| prepare(article, Pack::indonesian())));
        assert_eq!(part, linker.corpus());
    }

    #[test]
    fn what_was_rejected_counts_nowhere_and_stays_where_it_stood() {
        let (corpus, ground) = base();
        let mut article = Article::clone(&corpus.articles[0]);
        let found = article.quotes[0].clone();
        article.quotes[0].decided = Some(Box::new(Decided { found, rejected: true }));
        let decided = std::iter::once((0, Arc::new(article))).collect();
        let linked = ground.linked(&corpus, &decided, None);
        let counts = |corpus: &Corpus| {
            corpus.speakers.iter().map(|s| (s.name.to_string(), s.quotes.len(), s.alleged.len())).collect::<Vec<_>>()
        };
        assert_eq!(counts(&corpus), [("Rani Umbara".to_owned(), 2, 0), ("Tomas Lind".to_owned(), 1, 0)]);
        assert_eq!(counts(&linked), [("Rani Umbara".to_owned(), 1, 0), ("Tomas Lind".to_owned(), 1, 0)]);
        assert_eq!(linked.articles[0].quotes.len(), 1);
    }
}
