//! What was decided is what counts: on the sample, a quote after the other is rejected, given to somebody else, accepted.

use simak::lang::Pack;
use simak::link::{Ground, Linker, Prepared, prepare};
use simak::loader::{LoadOptions, load_now};
use simak::model::{Article, Corpus, QuoteRef};
use simak::review::{Field, Review, SaidBy, Shown, Value, Verdict, lay, place};
use std::sync::{Arc, OnceLock};

/// The sample, linked, and what it is linked of.
fn sample() -> (Arc<Corpus>, Ground) {
    static SAMPLE: OnceLock<Vec<Arc<Article>>> = OnceLock::new();
    let load = || load_now(Vec::new(), LoadOptions::default()).expect("threads").articles.into_iter().collect();
    let pack = Pack::indonesian();
    let prepared = |article: &Arc<Article>| -> Prepared { prepare((**article).clone(), pack) };
    let mut linker = Linker::new(pack);
    linker.add(SAMPLE.get_or_init(load).iter().map(prepared));
    let whole = linker.whole();
    (Arc::new(whole.corpus()), whole.ground())
}

/// A review of the corpus in which these things were decided of these quotes.
fn review(corpus: &Corpus, decided: &[(QuoteRef, Field, Value)]) -> Review {
    let mut review = Review::new("log".into(), "Dewi".into(), []);
    review.take(place(corpus, &review));
    for (at, field, value) in decided {
        let (article, quote) = corpus.quote(*at).unwrap();
        let target = review.of_quote(article, quote);
        review.decide([(target, field.clone(), Some(value.clone()))]).unwrap();
    }
    review
}

fn laid(corpus: &Arc<Corpus>, ground: &Ground, review: &Review, shown: &Shown) -> Arc<Corpus> {
    lay(corpus, &|| ground.clone(), review, shown).0
}

/// Whatever is told on the strength of quotes.
fn told_of(corpus: &Corpus) -> Vec<QuoteRef> {
    let speakers = corpus.speakers.iter().flat_map(|s| s.quotes.iter().chain(&s.alleged)).copied();
    let statements = corpus.statements.iter().flat_map(|s| s.versions.iter().map(|v| v.quote));
    let claims = corpus.claims.iter().flat_map(|c| c.positions.iter().map(|p| p.quote).chain(c.answers.iter().map(|a| a.quote)));
    let hearings = corpus.hearings.iter().flat_map(|h| h.quotes.iter().copied());
    let events = corpus.events.iter().flat_map(|e| e.quotes.iter().copied());
    speakers.chain(statements).chain(claims).chain(hearings).chain(events).collect()
}

/// A quote of each kind of thing that is told of quotes: a statement's, a claim's, an event's.
fn chosen(corpus: &Corpus) -> Vec<QuoteRef> {
    let statement = corpus.statements.iter().find(|s| s.versions.len() > 1).unwrap().versions[0].quote;
    let claims = corpus.claims.iter().take(3).map(|c| c.positions[0].quote);
    let event = *corpus.events.iter().find_map(|e| e.quotes.first()).unwrap();
    [statement, event].into_iter().chain(claims).collect()
}

#[test]
fn what_was_rejected_counts_nowhere_and_stays_where_it_stands() {
    let (corpus, ground) = sample();
    for at in chosen(&corpus) {
        assert!(told_of(&corpus).contains(&at));
        let review = review(&corpus, &[(at, Field::Verdict, Value::Verdict(Verdict::Rejected))]);
        let now = laid(&corpus, &ground, &review, &Shown::default());
        assert!(!told_of(&now).contains(&at), "{at:?}");
        let (_, quote) = now.quote(at).unwrap();
        assert!(quote.is_rejected() && !quote.counts());
        assert_eq!(quote.found(), corpus.quote(at).unwrap().1);
        let found = laid(&corpus, &ground, &review, &Shown { as_found: true, ..Shown::default() });
        assert!(Arc::ptr_eq(&found, &corpus), "as found is what was found");
    }
}

#[test]
fn corrected_words_are_whose_they_were_corrected_to() {
    let (corpus, ground) = sample();
    let voice = |corpus: &Corpus, at: QuoteRef| corpus.speaker_of(at).map(|ix| corpus.speakers[ix as usize].name.clone());
    for at in chosen(&corpus) {
        let before = voice(&corpus, at);
        let other = SaidBy::Named("Wening Prastiwi".into());
        let review = review(&corpus, &[(at, Field::Speaker, Value::Speaker(other))]);
        let now = laid(&corpus, &ground, &review, &Shown::default());
        assert_eq!(voice(&now, at).as_deref(), Some("Wening Prastiwi"), "{before:?}");
        let of: Vec<_> = now.speakers.iter().filter(|s| s.quotes.contains(&at) || s.alleged.contains(&at)).collect();
        assert!(of.len() == 1 && &*of[0].name == "Wening Prastiwi");
    }
}

#[test]
fn of_what_was_reviewed_alone_nothing_else_is_told() {
    let (corpus, ground) = sample();
    let own = chosen(&corpus);
    let accepted: Vec<_> = own.iter().map(|at| (*at, Field::Verdict, Value::Verdict(Verdict::Accepted))).collect();
    let now = laid(&corpus, &ground, &review(&corpus, &accepted), &Shown { reviewed_only: true, ..Shown::default() });
    let told = told_of(&now);
    assert!(!told.is_empty() && told.iter().all(|at| own.contains(at)));
}

#[test]
fn a_scope_is_told_as_if_there_were_nothing_else() {
    let (corpus, ground) = sample();
    let scope: Vec<u32> = (0..corpus.articles.len() as u32).step_by(3).collect();
    let part: Vec<_> = scope.iter().map(|ix| Arc::clone(&corpus.articles[*ix as usize])).collect();
    let mut linker = Linker::new(Pack::indonesian());
    linker.add(part.iter().map(|article| prepare((**article).clone(), Pack::indonesian())));
    let alone = linker.corpus();
    let now = laid(&corpus, &ground, &review(&corpus, &[]), &Shown { scope: Some(scope), ..Shown::default() });
    assert_eq!((&now.articles, &now.speakers, &now.events), (&alone.articles, &alone.speakers, &alone.events));
    assert_eq!((&now.statements, &now.claims, &now.findings), (&alone.statements, &alone.claims, &alone.findings));
}
