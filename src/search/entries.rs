//! The words by which entries of the boards are filtered: names, and the first words of what they are about.

use super::first_words;
use crate::model::{Corpus, QuoteRef, SpeakerIx};

/// A claim: the accused, its words, everyone who takes a position.
pub fn claim(corpus: &Corpus, item: u32, out: &mut String) {
    let Some(claim) = corpus.claims.get(item as usize) else { return };
    claim.accused.iter().for_each(|party| add(&party.name, out));
    words(corpus, claim.title, out);
    let mut last = None;
    for position in claim.positions.iter().take(32).filter(|p| last.replace(p.speaker) != Some(p.speaker)) {
        add(position.stance.name(), out);
        speaker(corpus, position.speaker, out);
    }
}

/// A statement: its speaker, how its versions differ, the fullest one.
pub fn statement(corpus: &Corpus, item: u32, out: &mut String) {
    let Some(statement) = corpus.statements.get(item as usize) else { return };
    speaker(corpus, Some(statement.speaker), out);
    add(statement.relation().name(), out);
    statement.fullest().into_iter().for_each(|quote| words(corpus, quote, out));
}

/// A hearing: the party, and how it is heard.
pub fn hearing(corpus: &Corpus, item: u32, out: &mut String) {
    let Some(hearing) = corpus.hearings.get(item as usize) else { return };
    add(&hearing.party.name, out);
    add(hearing.heard.name(), out);
}

/// A finding: its kind, whose words they are, the words that differ, the outlets.
pub fn finding(corpus: &Corpus, item: u32, out: &mut String) {
    let Some(finding) = corpus.findings.get(item as usize) else { return };
    add(finding.kind.name(), out);
    speaker(corpus, finding.speaker, out);
    for place in &finding.places {
        let Some(article) = corpus.articles.get(place.article as usize) else { continue };
        add(first_words(place.span.of(&article.text)), out);
        article.outlet.iter().for_each(|outlet| add(outlet, out));
    }
}

fn add(text: &str, out: &mut String) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(text);
}

fn speaker(corpus: &Corpus, speaker: Option<SpeakerIx>, out: &mut String) {
    speaker.and_then(|s| corpus.speakers.get(s as usize)).into_iter().for_each(|s| add(&s.name, out));
}

fn words(corpus: &Corpus, at: QuoteRef, out: &mut String) {
    if let Some((article, quote)) = corpus.quote(at) {
        add(first_words(quote.span.of(&article.text)), out);
        article.outlet.iter().for_each(|outlet| add(outlet, out));
    }
}
