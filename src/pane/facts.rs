//! What timeline and histogram must know of every event, in a small row each: worked out once for a snapshot, so that
//! filtering, counting and measuring silence walk one array and not the corpus.

use crate::model::{Certainty, Corpus, Event, EventIx, EventKind, Precision};
use jiff::civil::Date;

/// What counts of an event.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Fact {
    /// First and last day that its date covers.
    pub days: (Date, Date),
    /// The same, counted from Monday 1970-01-05.
    pub numbers: (i32, i32),
    /// Articles that tell it.
    pub articles: u32,
    /// Sources that tell it: copies of one wire item count once.
    pub sources: u32,
    /// Whether it is something that was said.
    pub said: bool,
    /// How its date is known.
    pub certainty: Certainty,
    /// Whether the date is known to the month or better; a wider one neither makes a silence nor breaks it.
    pub placed: bool,
}

impl Fact {
    /// The facts of an event.
    pub fn of(corpus: &Corpus, event: &Event) -> Fact {
        let (articles, sources) = told(corpus, event);
        let days = (event.date.start, event.date.end);
        Fact {
            days,
            numbers: (day_number(days.0), day_number(days.1)),
            articles,
            sources,
            said: event.kind == EventKind::Statement,
            certainty: event.date.certainty,
            placed: event.date.value.precision().is_some_and(|p| p <= Precision::Month),
        }
    }
}

/// The facts of all events of a snapshot, by their index.
pub fn facts(corpus: &Corpus) -> Vec<Fact> {
    corpus.events.iter().map(|event| Fact::of(corpus, event)).collect()
}

/// Days since Monday 1970-01-05.
pub fn day_number(day: Date) -> i32 {
    day.since(Date::constant(1970, 1, 5)).map_or(0, |span| span.get_days())
}

/// How many articles tell an event, and how many sources.
fn told(corpus: &Corpus, event: &Event) -> (u32, u32) {
    let mut last = None;
    let articles = event.mentions.iter().map(|m| m.article).filter(|a| last.replace(*a) != Some(*a));
    let mut first: Vec<u32> = Vec::new();
    let mut count = 0;
    for article in articles {
        count += 1;
        let source = corpus.copies.get(article as usize).copied().unwrap_or(article);
        if let Err(at) = first.binary_search(&source) {
            first.insert(at, source);
        }
    }
    (count, first.len() as u32)
}

/// The facts of some events, those left out that there are none of.
pub fn of<'f>(facts: &'f [Fact], events: &'f [EventIx]) -> impl Iterator<Item = &'f Fact> {
    events.iter().filter_map(|ix| facts.get(*ix as usize))
}
