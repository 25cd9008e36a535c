//! An article that is added to a linked corpus is linked as it would be if all were linked anew.

use simak::lang::Pack;
use simak::link::{Linker, Prepared, prepare};
use simak::loader::{LoadOptions, load_now};
use simak::model::{Article, Corpus, QuoteRef};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a corpus holds together, by words that no order changes.
#[derive(Default)]
struct Held {
    speakers: BTreeSet<BTreeSet<String>>,
    events: BTreeSet<BTreeSet<String>>,
    statements: BTreeSet<BTreeSet<String>>,
    claims: BTreeSet<BTreeSet<String>>,
}

fn held(corpus: &Corpus) -> Held {
    let article = |ix: u32| &*corpus.articles[ix as usize].id;
    let quote = |q: &QuoteRef| format!("{} {}", article(q.article), q.quote);
    let quotes = |of: &[QuoteRef]| of.iter().map(quote).collect::<BTreeSet<_>>();
    Held {
        speakers: corpus.speakers.iter().map(|s| quotes(&s.quotes)).collect(),
        events: corpus
            .events
            .iter()
            .map(|e| e.mentions.iter().map(|m| format!("{} {}", article(m.article), m.span.start)).collect())
            .collect(),
        statements: corpus.statements.iter().map(|s| s.versions.iter().map(|v| quote(&v.quote)).collect()).collect(),
        claims: corpus.claims.iter().map(|c| c.positions.iter().map(|p| quote(&p.quote)).collect()).collect(),
    }
}

/// How many of the sets with something of an article in one corpus are the same in the other, and how many there are.
fn agree(grown: &BTreeSet<BTreeSet<String>>, whole: &BTreeSet<BTreeSet<String>>, id: &str) -> (usize, usize) {
    let of = |sets: &BTreeSet<BTreeSet<String>>| {
        let own = |s: &&BTreeSet<String>| s.iter().any(|m| m.split(' ').next() == Some(id));
        sets.iter().filter(own).cloned().collect::<BTreeSet<_>>()
    };
    let (grown, whole) = (of(grown), of(whole));
    (grown.intersection(&whole).count(), grown.union(&whole).count())
}

/// Every index points at something, and both ways.
fn sound(corpus: &Corpus) {
    let (articles, speakers, events) = (corpus.articles.len(), corpus.speakers.len() as u32, corpus.events.len() as u32);
    assert_eq!([corpus.voices.len(), corpus.article_events.len(), corpus.copies.len()], [articles; 3]);
    for (article, voices) in corpus.articles.iter().zip(&corpus.voices) {
        assert_eq!(article.voices.len(), voices.len());
        assert!(voices.iter().all(|s| *s < speakers));
    }
    for (ix, speaker) in (0..).zip(&corpus.speakers) {
        assert!(
            speaker.quotes.is_sorted() && speaker.quotes.iter().all(|q| corpus.all_speakers_of(*q).any(|own| own == ix)),
            "{}",
            speaker.name
        );
    }
    for (ix, told) in (0..).zip(&corpus.article_events) {
        let told_by = |e: &u32| corpus.events[*e as usize].mentions.iter().any(|m| m.article == ix);
        assert!(told.is_sorted() && told.iter().all(|e| *e < events && told_by(e)));
    }
    for event in &corpus.events {
        assert!(event.mentions.is_sorted() && event.quotes.is_sorted() && event.speakers.iter().all(|s| *s < speakers));
    }
    let quotes = corpus.statements.iter().flat_map(|s| s.versions.iter().map(|v| v.quote));
    let positions = corpus.claims.iter().flat_map(|c| c.positions.iter().map(|p| p.quote));
    assert!(quotes.chain(positions).all(|q| corpus.quote(q).is_some()));
}

fn linker(articles: &[Arc<Article>]) -> Linker {
    let pack = Pack::indonesian();
    let mut linker = Linker::new(pack);
    linker.add(articles.iter().map(again));
    linker
}

fn again(article: &Arc<Article>) -> Prepared {
    prepare((**article).clone(), Pack::indonesian())
}

/// Takes each article out of a corpus and adds it again; shares of what is held together as when linked whole.
fn shares(articles: &[Arc<Article>], step: usize) -> [(usize, usize); 4] {
    let whole = held(&linker(articles).corpus());
    let mut sums = [(0, 0); 4];
    for n in (0..articles.len()).step_by(step) {
        let rest: Vec<_> = articles.iter().enumerate().filter(|(i, _)| *i != n).map(|(_, a)| Arc::clone(a)).collect();
        let mut growing = linker(&rest).whole().growing();
        growing.add([again(&articles[n])], []);
        let corpus = growing.corpus();
        sound(&corpus);
        assert_eq!((corpus.added, corpus.articles.len()), (1, articles.len()));
        let (grown, id) = (held(&corpus), &*articles[n].id);
        let kinds = [
            agree(&grown.speakers, &whole.speakers, id),
            agree(&grown.events, &whole.events, id),
            agree(&grown.statements, &whole.statements, id),
            agree(&grown.claims, &whole.claims, id),
        ];
        for (sum, (same, all)) in sums.iter_mut().zip(kinds) {
            *sum = (sum.0 + same, sum.1 + all);
        }
    }
    sums
}

#[test]
fn an_article_added_is_linked_as_among_all() {
    let articles: Vec<_> = load_now(Vec::new(), LoadOptions::default()).expect("threads").articles.into_iter().collect();
    let shares = shares(&articles, 1);
    for ((same, all), least) in shares.into_iter().zip([0.98, 0.9, 0.9, 0.9]) {
        assert!(same as f64 >= least * all as f64, "{shares:?}");
    }
}

/// All articles one after the other: what is found is near what is found when linking whole, whatever the order.
#[test]
fn a_corpus_grows_from_nothing() {
    let articles: Vec<_> = load_now(Vec::new(), LoadOptions::default()).expect("threads").articles.into_iter().collect();
    let mut growing = linker(&[]).whole().growing();
    for article in articles.iter().rev() {
        growing.add([again(article)], []);
        sound(&growing.corpus());
    }
    let (grown, whole) = (held(&growing.corpus()), held(&linker(&articles).corpus()));
    for (grown, whole) in [(grown.speakers, whole.speakers), (grown.events, whole.events)] {
        let same = grown.intersection(&whole).count();
        assert!(10 * same >= 8 * whole.len(), "{same} of {}", whole.len());
    }
}
