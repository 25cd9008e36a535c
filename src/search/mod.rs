//! Searching a corpus: lists filtered by the query language ([`query`]), and literal search over the articles' texts.
//!
//! Both run off the interface's thread, in chunks: after each chunk they publish what they have so far and ask whether
//! they are still wanted, so that the next key stops them. Chunks double in size, so that publishing stays linear.
//! Fuzzy matching is for short strings only: over whole texts everything matches and seconds pass.

mod entries;
mod fuzzy;
mod literal;
mod own;
pub mod query;

pub use fuzzy::{Fuzzy, Matcher, atoms, rank};
pub use literal::{Literal, MAX_HITS, Needle};
pub use query::{Query, Wrong};

use crate::model::{Corpus, Mention, QuoteRef, SpeakerIx};
use crate::review::Review;
use jiff::civil::Date;
use std::ops::ControlFlow;

/// The lists that can be filtered.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// Articles.
    Articles,
    /// Speakers.
    Speakers,
    /// The quotes of one speaker; items are indices into [`crate::model::Speaker::quotes`].
    Quotes(SpeakerIx),
    /// Events of the timeline.
    Events,
    /// Claims of the ledger.
    Claims,
    /// Statements of the drift.
    Statements,
    /// Hearings of the balance.
    Hearings,
    /// Findings.
    Findings,
}

impl List {
    /// Every list; the quotes are those of the first speaker.
    pub const ALL: [List; 8] = [
        List::Articles,
        List::Speakers,
        List::Quotes(0),
        List::Events,
        List::Claims,
        List::Statements,
        List::Hearings,
        List::Findings,
    ];

    /// What its items are called.
    pub fn name(self) -> &'static str {
        match self {
            List::Articles => "articles",
            List::Speakers => "speakers",
            List::Quotes(_) => "quotes",
            List::Events => "events",
            List::Claims => "claims",
            List::Statements => "statements",
            List::Hearings => "parties",
            List::Findings => "findings",
        }
    }
}

/// A query that is asked of a list.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// What is asked.
    pub query: &'a Query,
    /// Of which list.
    pub list: List,
    /// In which corpus.
    pub corpus: &'a Corpus,
    /// What a person has decided about it.
    pub review: &'a Review,
    /// The day, for dates in words.
    pub today: Date,
}

/// Items that answer a query, the best first. `publish` gets all results so far and whether that is all; it is called once
/// at least, and breaks off the search by `ControlFlow::Break`.
pub fn filter(asked: &Asked<'_>, publish: &mut dyn FnMut(Vec<u32>, bool) -> ControlFlow<()>) {
    filter_while(asked, &|| true, publish);
}

/// As [`filter`], as long as the answer is `wanted`, which is asked before each item: afterwards nothing is published.
pub fn filter_while(asked: &Asked<'_>, wanted: &dyn Fn() -> bool, publish: &mut dyn FnMut(Vec<u32>, bool) -> ControlFlow<()>) {
    let plan = asked.plan();
    fuzzy::in_chunks(plan.count(), wanted, |item, buffer| plan.score(item, buffer), publish);
}

/// Items that answer a query, in the order of the list.
pub fn matching(asked: &Asked<'_>) -> Vec<u32> {
    let (plan, mut buffer) = (asked.plan(), String::new());
    (0..plan.count() as u32).filter(|item| plan.score(*item, &mut buffer).is_some()).collect()
}

/// All quotes of the corpus that answer a query, by article and position, whatever list it names.
pub fn quotes(asked: &Asked<'_>) -> Vec<QuoteRef> {
    let plan = asked.plan();
    let all = (0..)
        .zip(&asked.corpus.articles)
        .flat_map(|(article, own)| (0..own.quotes.len() as u32).map(move |quote| QuoteRef { article, quote }));
    all.filter(|at| plan.holds_for(*at)).collect()
}

/// The quotes of these items that make them answer the query, by article and position: of articles filtered by a stance,
/// the quotes of this stance.
pub fn quotes_of(asked: &Asked<'_>, items: &[u32]) -> Vec<QuoteRef> {
    let (plan, mut found) = (asked.plan(), Vec::new());
    items.iter().for_each(|item| plan.each_of(*item, &mut |quote| found.push(quote)));
    found.sort_unstable();
    found.dedup();
    found
}

impl<'a> Asked<'a> {
    fn plan(&self) -> query::Plan<'a> {
        query::Plan::new(self.query, self.list, self.corpus, self.review, self.today)
    }
}

/// Places where the texts of the corpus match `query`, and what is so noted or tagged there, by article and position.
/// `publish` as in [`filter`].
pub fn find(corpus: &Corpus, review: &Review, query: &str, publish: &mut dyn FnMut(Vec<Mention>, bool) -> ControlFlow<()>) {
    find_while((corpus, review), query, &|| true, publish);
}

/// As [`find`], as long as the answer is `wanted`, which is asked before each word in each text: afterwards nothing is
/// published.
pub fn find_while(
    (corpus, review): (&Corpus, &Review),
    query: &str,
    wanted: &dyn Fn() -> bool,
    publish: &mut dyn FnMut(Vec<Mention>, bool) -> ControlFlow<()>,
) {
    let query = Literal::new(query);
    let own = if query.is_empty() { Vec::new() } else { own::find(corpus, review, &query) };
    let mut own = own.into_iter().peekable();
    let mut hits = Vec::new();
    let (mut bytes, mut chunk) = (0, 1 << 20);
    for (ix, article) in (0..).zip(&corpus.articles) {
        if hits.len() >= MAX_HITS || query.is_empty() {
            break;
        }
        let before = hits.len();
        if query
            .hits_while((&article.text, article.title.as_deref()), wanted, |span| hits.push(Mention { article: ix, span }))
            .is_break()
        {
            return;
        }
        let found = hits.len();
        hits.extend(std::iter::from_fn(|| own.next_if(|hit| hit.article == ix)));
        if hits.len() > found
            && let Some(new) = hits.get_mut(before..)
        {
            new.sort_unstable_by_key(|hit| hit.span);
            hits.dedup();
        }
        bytes += article.text.len();
        if bytes >= chunk {
            if publish(hits.clone(), false).is_break() {
                return;
            }
            (bytes, chunk) = (0, chunk * 2);
        }
    }
    hits.truncate(MAX_HITS);
    let _ = publish(hits, true);
}

/// The words that a list shows for an article without a title.
pub fn first_words(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.char_indices().nth(160).map_or(text.len(), |(at, _)| at);
    let line = text[..end].lines().next().unwrap_or("");
    line.trim_end()
}
