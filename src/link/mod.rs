//! Many articles → one corpus: speakers unified, dates inferred from other articles, events, and what connects them.
//!
//! Pure and deterministic: the same articles give the same corpus, in whatever order and batches they arrive, on however
//! many cores. Near-linear: no comparison of all pairs anywhere, only within blocking keys.
//!
//! [`prepare`] does what depends on one article alone, so that worker threads share it; [`Linker`] keeps what was
//! prepared and joins it into snapshots: `dates` dates the undated (which are prepared again), `speakers` and `profiles`
//! make one speaker of many voices, `events` one event of many dated sentences (`tellings`), `statements` one statement of
//! many quotes (`same` tells which, `compare` what differs), `copies` finds copies.
//! [`Growing`] takes up more articles without linking all anew: `near` finds what a new one may have to do with, these few
//! are linked in the same way, `graft` lays the outcome over the corpus. [`Ground`] links a part of a snapshot again, or what
//! a person has decided otherwise.

mod accused;
mod answers;
mod claims;
mod compare;
mod copies;
mod dates;
mod events;
mod findings;
mod graft;
mod ground;
mod groups;
mod growing;
mod hearings;
mod matter;
mod names;
mod near;
mod prepare;
mod profiles;
mod rulings;
mod same;
mod speakers;
mod spoken;
mod statements;
mod tellings;
#[cfg(test)]
mod testing;
mod titles;

pub use ground::Ground;
pub use growing::{Growing, Whole};
pub use prepare::{Prepared, prepare};
pub use rulings::rule;

use crate::extract;
use crate::lang::Pack;
use crate::model::{Corpus, Published, Trouble};
use events::Counts;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Collects prepared articles and joins them into snapshots.
#[derive(Debug)]
pub struct Linker {
    pack: &'static Pack,
    articles: Vec<Arc<Prepared>>,
    troubles: Vec<Trouble>,
}

impl Linker {
    /// An empty linker.
    pub fn new(pack: &'static Pack) -> Self {
        Self { pack, articles: Vec::new(), troubles: Vec::new() }
    }

    /// Adds articles, in any order.
    pub fn add<P: Into<Arc<Prepared>>>(&mut self, batch: impl IntoIterator<Item = P>) {
        self.articles.extend(batch.into_iter().map(Into::into));
    }

    /// Removes the articles of these files, and the troubles with them.
    pub fn remove(&mut self, paths: &FxHashSet<Arc<str>>) {
        if paths.is_empty() {
            return;
        }
        self.articles.retain(|p| !paths.contains(&p.article.source.path));
        self.troubles.retain(|t| !paths.contains(&t.path));
    }

    /// The identifiers of its articles, in no order.
    pub fn ids(&self) -> impl Iterator<Item = &Arc<str>> {
        self.articles.iter().map(|p| &p.article.id)
    }

    /// Its articles, in no order.
    pub fn articles(&self) -> impl Iterator<Item = &Arc<Prepared>> {
        self.articles.iter()
    }

    /// The troubles that it was told of, in no order.
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
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
        self.whole().corpus()
    }

    /// The same, with what it takes to add to it.
    pub fn whole(&self) -> Whole {
        Whole::new(self.ordered(), self.told(), self.pack)
    }

    /// The articles by path and record, dated as far as others date them.
    fn ordered(&self) -> Vec<Arc<Prepared>> {
        let mut articles = self.articles.clone();
        articles.sort_by_cached_key(|p| (Arc::clone(&p.article.source.path), p.article.source.record));
        let refs: Vec<&Prepared> = articles.iter().map(|p| &**p).collect();
        let dated = self.dated(&refs);
        for (i, prepared) in dated {
            if let Some(slot) = articles.get_mut(i) {
                *slot = Arc::new(prepared);
            }
        }
        articles
    }

    fn told(&self) -> Vec<Trouble> {
        let mut troubles = self.troubles.clone();
        troubles.sort_unstable();
        troubles.dedup();
        troubles
    }

    /// The articles that others date, prepared anew with their date.
    fn dated(&self, articles: &[&Prepared]) -> Vec<(usize, Prepared)> {
        let found = dates::infer(articles, self.pack);
        let redate = |(i, published): (usize, Published)| {
            let article = extract::redate(&articles.get(i)?.article, published, self.pack);
            Some((i, prepare(article, self.pack)))
        };
        found.into_par_iter().filter_map(redate).collect()
    }
}

/// Links articles in their order; `counts` tells how common the features of their tellings are.
fn link(articles: &[&Prepared], counts: &Counts, pack: &Pack) -> Corpus {
    let nodes = speakers::nodes(articles);
    let mut groups = speakers::unify(articles, &nodes);
    let (speakers, voices) = profiles::build(articles, &nodes, &mut groups, pack);
    let copies = copies::copies(articles);
    let said = || {
        let statements = statements::build(articles, &voices, &copies, pack);
        (statements, claims::build(articles, &voices, &speakers, &copies, pack))
    };
    let told = || events::build(articles, &voices, &copies, counts, pack);
    let ((events, article_events, contested), (statements, claims)) = rayon::join(told, said);
    let hearings = hearings::build(articles, &voices, &speakers, &claims, pack);
    let linked = findings::Linked {
        articles,
        voices: &voices,
        speakers: &speakers,
        statements: &statements,
        events: &events,
        contested: &contested,
        copies: &copies,
    };
    let findings = findings::build(&linked, pack);
    Corpus {
        speakers: speakers.into(),
        events: events.into(),
        voices: voices.into(),
        article_events: article_events.into(),
        copies: copies.into(),
        statements: statements.into(),
        claims: claims.into(),
        hearings: hearings.into(),
        findings: findings.into(),
        articles: articles.iter().map(|p| Arc::clone(&p.article)).collect(),
        ..Corpus::default()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::Build;
    use super::*;
    use crate::model::SpeakerKind;
    use proptest::prelude::*;

    /// Articles that exercise every layer: short forms, homonyms, copies, undated ones, one happening in several.
    fn prepared() -> Vec<Prepared> {
        let wire = "Utusan Vestria menyebut tuduhan pengiriman kapal perang sebagai dongeng tanpa dasar pada Rabu (14/5). Delegasi \
            Vestria meninggalkan ruang sidang Dewan Samudra sesudah pemungutan suara ditutup ketua sidang.";
        let names =
            ["Rani Umbara", "Umbara", "Tomas Umbara", "Sergey Volkova", "Sergei Volkova", "Volkova", "Rani Umbara", "Umbara"];
        let mut out = Vec::new();
        for (i, name) in names.iter().enumerate() {
            let text = format!("{wire} “Kami menunggu keputusan itu,” kata {name}.");
            let mut b = Build::new(&format!("n{i}"), &text).quote("Kami menunggu keputusan itu", "kata", name);
            if i % 3 != 0 {
                b = b.role("laksamana", None);
            }
            b = match i % 4 {
                0 => b.time("Rabu (14/5)", "XXXX-05-14"),
                1 => b.time("Rabu (14/5)", "2031-05").published("2031-05-15"),
                _ => b.time("Rabu (14/5)", "2031-05-14").published("2031-05-14"),
            };
            out.push(b.voice("perwakilan Vestria", SpeakerKind::Unnamed));
        }
        out.into_iter().map(|b| prepare(b.article(), Pack::indonesian())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn order_and_batches_change_nothing(order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(), cut in 0..8_usize) {
            let all = prepared();
            let pack = Pack::indonesian();
            let mut whole = Linker::new(pack);
            whole.add(all.clone());
            let mut parts = Linker::new(pack);
            let (first, rest) = order.split_at(cut);
            parts.add(first.iter().map(|&i| all[i].clone()));
            let _ = parts.corpus();
            parts.add(rest.iter().map(|&i| all[i].clone()));
            prop_assert_eq!(whole.corpus(), parts.corpus());
        }
    }
}
