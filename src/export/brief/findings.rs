//! Findings: where articles differ from each other, from the calendar or from themselves. What differs and where, never who
//! is right.

use super::notes::Notes;
use super::parts::{Anchor, Entry, Mark, Section, Sentence, said};
use crate::model::{Corpus, Finding, FindingKind, Mention, QuoteKind, QuoteRef, Span};

/// Builds the section.
pub fn section(notes: &mut Notes<'_>, limit: usize) -> Section {
    let corpus = notes.corpus;
    let mut entries: Vec<Entry> = Vec::new();
    for (number, finding) in (1..).zip(corpus.findings.iter().take(limit)) {
        entries.push(entry(number, finding, corpus, notes));
    }
    let left = super::left_out(corpus.findings.len().saturating_sub(limit), "findings further down the list", notes);
    entries.extend(left.map(|line| Entry { lines: vec![line], ..Entry::default() }));
    Section {
        id: "findings",
        title: "Findings",
        about: "What is worth a second look: where articles differ from each other, from the calendar or from themselves.",
        entries,
    }
}

fn entry(number: usize, finding: &Finding, corpus: &Corpus, notes: &mut Notes<'_>) -> Entry {
    let anchor = Some(Anchor { what: "finding", number });
    let cites = notes.cite(finding.places.iter().copied());
    let told = sentence(finding, corpus).cite(cites);
    if finding.places.len() < 2 {
        return Entry { anchor, lines: vec![told], ..Entry::default() };
    }
    let mut lines: Vec<Sentence> = Vec::new();
    for at in &finding.quotes {
        lines.extend(quoted(*at, finding, corpus).map(|line| line.cite(notes.cite_quotes([*at]))));
    }
    Entry { anchor, head: Some(told), lines, table: None }
}

/// What differs, with the words of each place.
fn sentence(finding: &Finding, corpus: &Corpus) -> Sentence {
    let speaker = finding.speaker.and_then(|ix| corpus.speakers.get(ix as usize));
    let line = match speaker {
        Some(speaker) => Sentence::new().name(&speaker.name).own(" — "),
        None => Sentence::new(),
    };
    let difference = finding.kind.difference().map_or("", |kind| kind.name());
    match finding.kind {
        FindingKind::Paraphrase(_) => {
            let line = line.own("an article tells the same words twice and differs in a ").strong(difference).own(": ");
            sides(line, finding, corpus, &|n| manner(finding, corpus, n).to_owned())
        }
        FindingKind::Versions(_) => {
            let line = line.own("articles tell the same words and differ in a ").strong(difference).own(": ");
            sides(line, finding, corpus, &|n| outlet(finding, corpus, n))
        }
        FindingKind::Dates => {
            let line = line.own("articles give the same words two ").strong("dates").own(": ");
            sides(line, finding, corpus, &|n| outlet(finding, corpus, n))
        }
        FindingKind::EventDates => {
            let line = line.own("articles tell of one event and print two ").strong("days").own(" for it: ");
            sides(line, finding, corpus, &|n| outlet(finding, corpus, n))
        }
        FindingKind::Framing => {
            let line = line.own("the article tells of a ").strong("denial").own(", the words decline to comment: ");
            sides(line, finding, corpus, &|n| if n == 0 { "in its telling" } else { "in the words" }.to_owned())
        }
        FindingKind::Weekday => {
            at(line, finding, corpus, 0).own(": the printed ").strong("weekday").own(" is not that of the date.")
        }
        FindingKind::OneOutlet => {
            let line =
                line.own("named ").own(outlet(finding, corpus, 0)).strong(" only").own(", of the sources that tell the event: ");
            at(line, finding, corpus, 0).own(".")
        }
    }
}

/// The words of every place, each with where it is.
fn sides(mut line: Sentence, finding: &Finding, corpus: &Corpus, wherein: &dyn Fn(usize) -> String) -> Sentence {
    for n in 0..finding.places.len() {
        line = if n > 0 { line.own(", ") } else { line };
        line = at(line, finding, corpus, n).own(format!(" {}", wherein(n)));
    }
    line.own(".")
}

/// Adds the words of one place.
fn at(line: Sentence, finding: &Finding, corpus: &Corpus, n: usize) -> Sentence {
    let place = finding.places.get(n).and_then(|place| Some((corpus.articles.get(place.article as usize)?, place.span)));
    match place {
        Some((article, span)) => line.words(&article.text, span),
        None => line,
    }
}

fn manner(finding: &Finding, corpus: &Corpus, n: usize) -> &'static str {
    match finding.quotes.get(n).and_then(|q| corpus.quote(*q)).map(|(_, quote)| quote.kind) {
        Some(QuoteKind::Indirect) => "in reported words",
        Some(_) => "between quotation marks",
        None => "in another place",
    }
}

fn outlet(finding: &Finding, corpus: &Corpus, n: usize) -> String {
    let article = finding.places.get(n).and_then(|place| corpus.articles.get(place.article as usize));
    match article.and_then(|a| a.outlet.as_deref()) {
        Some(outlet) => format!("by {outlet}"),
        None => "by an unknown outlet".to_owned(),
    }
}

/// A quote with the places of the finding marked, where one lies in it.
fn quoted(at: QuoteRef, finding: &Finding, corpus: &Corpus) -> Option<Sentence> {
    let (article, quote) = corpus.quote(at)?;
    let inside = |m: &&Mention| m.article == at.article && quote.span.contains(m.span) && m.span != quote.span;
    let mut marks: Vec<(Span, Mark)> = finding.places.iter().filter(inside).map(|m| (m.span, Mark::Contradicts)).collect();
    marks.sort_unstable();
    let line = Sentence::new().own(format!("{}, ", quote.kind.name())).strong(quote.stance.name()).own(": ");
    Some(line.runs([said(&article.text, quote, &marks)]))
}
