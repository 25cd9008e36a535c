//! The words by which the items of the lists are filtered: what a list shows of them; and the texts that stand behind.

use super::{List, first_words};
use crate::model::{Article, Corpus, Event, QuoteRef, Speaker, SpeakerIx};
use crate::text::words::boundary;

/// How many items a list has.
pub fn count(corpus: &Corpus, list: List) -> usize {
    match list {
        List::Articles => corpus.articles.len(),
        List::Speakers => corpus.speakers.len(),
        List::Quotes(speaker) => corpus.speakers.get(speaker as usize).map_or(0, |s| s.listed_count()),
        List::Events => corpus.events.len(),
        List::Claims => corpus.claims.len(),
        List::Statements => corpus.statements.len(),
        List::Hearings => corpus.hearings.len(),
        List::Findings => corpus.findings.len(),
    }
}

/// Appends the words that a list shows of an item.
pub fn words(corpus: &Corpus, list: List, item: u32, out: &mut String) {
    match list {
        List::Articles => corpus.articles.get(item as usize).into_iter().for_each(|a| article(a, out)),
        List::Speakers => corpus.speakers.get(item as usize).into_iter().for_each(|s| voice(s, out)),
        List::Quotes(speaker) => {
            let quote = corpus.speakers.get(speaker as usize).and_then(|s| s.listed(item));
            quote.into_iter().for_each(|at| quoted(corpus, at, out));
        }
        List::Events => corpus.events.get(item as usize).into_iter().for_each(|e| event(e, out)),
        List::Claims => claim(corpus, item, out),
        List::Statements => statement(corpus, item, out),
        List::Hearings => hearing(corpus, item, out),
        List::Findings => finding(corpus, item, out),
    }
}

/// Calls `take` for the texts that stand behind an item, until it says that this is enough.
pub fn texts(corpus: &Corpus, list: List, item: u32, take: &mut dyn FnMut(&str) -> bool) {
    let at = item as usize;
    let mut quote = |at: QuoteRef| corpus.quote(at).is_some_and(|(article, quote)| take(quote.span.of(&article.text)));
    match list {
        List::Articles => {
            let _ = corpus.articles.get(at).is_some_and(|article| take(&article.text));
        }
        List::Speakers => {
            let roles = corpus.speakers.get(at).into_iter().flat_map(|s| &s.roles);
            let mut parts = roles.flat_map(|role| std::iter::once(&role.title).chain(&role.affiliation));
            parts.any(|part| take(part));
        }
        List::Quotes(speaker) => {
            let own = corpus.speakers.get(speaker as usize).and_then(|s| s.listed(item));
            let _ = own.is_some_and(&mut quote);
        }
        List::Events => {
            let mut mentions = corpus.events.get(at).into_iter().flat_map(|event| &event.mentions);
            mentions.any(|m| corpus.articles.get(m.article as usize).is_some_and(|a| take(m.span.of(&a.text))));
        }
        List::Claims => {
            corpus.claims.get(at).into_iter().flat_map(|c| &c.positions).any(|p| quote(p.quote));
        }
        List::Statements => {
            corpus.statements.get(at).into_iter().flat_map(|s| &s.versions).any(|v| quote(v.quote));
        }
        List::Hearings => {
            corpus.hearings.get(at).into_iter().flat_map(|h| &h.quotes).any(|at| quote(*at));
        }
        List::Findings => {
            let Some(finding) = corpus.findings.get(at) else { return };
            if !finding.quotes.iter().any(|at| quote(*at)) {
                let mut places = finding.places.iter();
                places.any(|m| corpus.articles.get(m.article as usize).is_some_and(|a| take(m.span.of(&a.text))));
            }
        }
    }
}

/// Appends the words of a quote, wherever it is shown: its own, its speaker, its stance, its outlet.
pub fn quote(corpus: &Corpus, at: QuoteRef, out: &mut String) {
    quoted(corpus, at, out);
    corpus.all_speakers_of(at).for_each(|ix| speaker(corpus, Some(ix), out));
}

fn article(article: &Article, out: &mut String) {
    add(article.title.as_deref().unwrap_or_else(|| first_words(&article.text)), out);
    article.outlet.iter().chain(&article.authors).for_each(|part| add(part, out));
    if let Some(published) = &article.published {
        add(&published.value.to_string(), out);
    }
}

fn voice(speaker: &Speaker, out: &mut String) {
    add(&speaker.name, out);
    speaker.aliases.iter().for_each(|alias| add(alias, out));
    for role in speaker.roles.iter().take(3) {
        add(&role.title, out);
        role.affiliation.iter().for_each(|affiliation| add(affiliation, out));
    }
}

fn quoted(corpus: &Corpus, at: QuoteRef, out: &mut String) {
    if let Some((article, quote)) = corpus.quote(at) {
        let words = quote.span.of(&article.text);
        let end = words.char_indices().nth(200).map_or(words.len(), |(at, _)| at);
        add(words.get(..end).unwrap_or(words), out);
        add(quote.stance.name(), out);
        if !quote.is_reported() {
            add(quote.attribution().name(), out);
        }
        add(article.outlet.as_deref().unwrap_or(""), out);
    }
}

fn event(event: &Event, out: &mut String) {
    add(&event.title, out);
    add(&event.date.value.to_string(), out);
}

/// A claim: the accused, its words, everyone who takes a position.
fn claim(corpus: &Corpus, item: u32, out: &mut String) {
    let Some(claim) = corpus.claims.get(item as usize) else { return };
    claim.accused.iter().for_each(|party| add(&party.name, out));
    fullest(corpus, claim.title, out);
    let mut last = None;
    for position in claim.positions.iter().take(32).filter(|p| last.replace(p.speaker) != Some(p.speaker)) {
        add(position.stance.name(), out);
        speaker(corpus, position.speaker, out);
    }
}

/// A statement: its speaker, how its versions differ, the fullest one.
fn statement(corpus: &Corpus, item: u32, out: &mut String) {
    let Some(statement) = corpus.statements.get(item as usize) else { return };
    speaker(corpus, Some(statement.speaker), out);
    add(statement.relation().name(), out);
    statement.fullest().into_iter().for_each(|quote| fullest(corpus, quote, out));
}

/// A hearing: the party, and how it is heard.
fn hearing(corpus: &Corpus, item: u32, out: &mut String) {
    let Some(hearing) = corpus.hearings.get(item as usize) else { return };
    add(&hearing.party.name, out);
    add(hearing.heard.name(), out);
}

/// A finding: its kind, whose words they are, the words that differ, the outlets.
fn finding(corpus: &Corpus, item: u32, out: &mut String) {
    let Some(finding) = corpus.findings.get(item as usize) else { return };
    add(finding.kind.name(), out);
    speaker(corpus, finding.speaker, out);
    for place in &finding.places {
        let Some(article) = corpus.articles.get(place.article as usize) else { continue };
        add(first_words(place.span.of(&article.text)), out);
        article.outlet.iter().for_each(|outlet| add(outlet, out));
    }
}

/// No list shows as many bytes of one name or title, and letters are looked for at a cost of both lengths.
const SHOWN: usize = 1_024;

fn add(text: &str, out: &mut String) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(&text[..boundary(text, SHOWN)]);
}

fn speaker(corpus: &Corpus, speaker: Option<SpeakerIx>, out: &mut String) {
    speaker.and_then(|s| corpus.speakers.get(s as usize)).into_iter().for_each(|s| add(&s.name, out));
}

fn fullest(corpus: &Corpus, at: QuoteRef, out: &mut String) {
    if let Some((article, quote)) = corpus.quote(at) {
        add(first_words(quote.span.of(&article.text)), out);
        article.outlet.iter().for_each(|outlet| add(outlet, out));
    }
}
