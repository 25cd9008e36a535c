//! The timeline: what happened when, each event once however many articles tell it.

use super::dates;
use super::notes::Notes;
use super::parts::{Anchor, Entry, Mark, Run, Section, Sentence};
use crate::export::count;
use crate::model::{Corpus, Event, EventIx, Mention};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Participants that are named.
const NAMES: usize = 6;

/// The events that are shown, oldest first: where there are too many, those that most sources tell.
pub fn shown(corpus: &Corpus, limit: usize) -> Vec<EventIx> {
    let mut order: Vec<EventIx> = (0..corpus.events.len() as EventIx).collect();
    if order.len() > limit {
        order.sort_by_cached_key(|ix| {
            let weight = |e: &Event| (Reverse(sources(corpus, e)), Reverse(e.quotes.len()));
            (corpus.events.get(*ix as usize).map(weight), *ix)
        });
        order.truncate(limit);
        order.sort_unstable();
    }
    order
}

/// Builds the section.
pub fn section(notes: &mut Notes<'_>, limit: usize) -> Section {
    let corpus = notes.corpus;
    let shown = shown(corpus, limit);
    let mut entries: Vec<Entry> = Vec::new();
    for (number, ix) in (1..).zip(&shown) {
        let Some(event) = corpus.events.get(*ix as usize) else { continue };
        let anchor = Some(Anchor { what: "event", number });
        entries.push(Entry { anchor, lines: vec![sentence(event, corpus, notes)], ..Entry::default() });
    }
    let left = super::left_out(corpus.events.len() - shown.len(), "events that fewer sources tell", notes);
    entries.extend(left.map(|line| Entry { lines: vec![line], ..Entry::default() }));
    Section {
        id: "timeline",
        title: "Timeline",
        about: "One event however many articles tell it, in the words of one of them, at the finest date that all of them allow. \
            Behind the date: how exact it is and how it is known.",
        entries,
    }
}

/// Number of sources that tell an event: articles, copies of one item counted once.
fn sources(corpus: &Corpus, event: &Event) -> usize {
    let origin = |m: &Mention| corpus.copies.get(m.article as usize).copied().unwrap_or(m.article);
    event.mentions.iter().map(origin).collect::<BTreeSet<_>>().len()
}

fn sentence(event: &Event, corpus: &Corpus, notes: &mut Notes<'_>) -> Sentence {
    let article = |m: &Mention| corpus.articles.get(m.article as usize);
    let told = |m: &&Mention| article(m).map_or("", |a| m.span.of(&a.text)).contains(&*event.title);
    let titled = |m: &&Mention| article(m).and_then(|a| a.title.as_deref()).is_some_and(|t| t.trim() == &*event.title);
    let inside = event.mentions.iter().find(told);
    // No clause of the text can be understood by itself: then a headline names it.
    let own = inside.or_else(|| event.mentions.iter().find(titled));
    let date = &event.date;
    let line =
        Sentence::new().strong(dates::date(&date.value)).own(format!(" ({}): ", dates::how_known(&date.value, date.certainty)));
    let line = if inside.is_none() { line.own("in a headline ") } else { line };
    let line = line.runs([Run::Words(vec![(event.title.to_string(), Mark::Plain)])]);
    let names: Vec<&str> = event.speakers.iter().filter_map(|ix| Some(&*corpus.speakers.get(*ix as usize)?.name)).collect();
    let line = if names.is_empty() { line } else { line.own(", with ").names(&names, NAMES) };
    let quotes = if event.quotes.is_empty() { String::new() } else { format!(", {}", count(event.quotes.len(), "quote")) };
    let line = line.own(format!("; {}{quotes}.", count(sources(corpus, event), "source")));
    // The words shown come from the first place that is cited; then every other article, once.
    let mut seen: BTreeSet<u32> = own.map(|m| m.article).into_iter().collect();
    let others = event.mentions.iter().filter(|m| seen.insert(m.article)).copied().collect::<Vec<_>>();
    line.cite(notes.cite(own.copied().into_iter().chain(others)))
}
