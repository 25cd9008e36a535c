//! Drift: what one speaker said once and several places tell differently, contradictions first, differing words marked.

use super::dates;
use super::notes::Notes;
use super::parts::{Anchor, Entry, Mark, Section, Sentence, said};
use crate::export::count;
use crate::model::{Corpus, Difference, Mention, Relation, Span, Statement, Version};

/// Versions of one statement that are shown.
const VERSIONS: usize = 12;

/// Builds the section.
pub fn section(notes: &mut Notes<'_>, limit: usize) -> Section {
    let corpus = notes.corpus;
    let (same, told): (Vec<&Statement>, Vec<&Statement>) =
        corpus.statements.iter().partition(|s| s.relation() == Relation::Identical);
    let mut entries: Vec<Entry> = Vec::new();
    for (number, statement) in (1..).zip(told.iter().take(limit)) {
        entries.push(entry(number, statement, corpus, notes));
    }
    let mut lines: Vec<Sentence> = Vec::new();
    lines.extend(super::left_out(told.len().saturating_sub(limit), "statements told differently", notes));
    if !same.is_empty() {
        let cites = notes.cite_quotes(same.iter().filter_map(|s| s.fullest()));
        lines.push(
            Sentence::new()
                .own(format!("{} told in the same words everywhere.", count(same.len(), "more statement")))
                .cite(cites),
        );
    }
    if !lines.is_empty() {
        entries.push(Entry { lines, ..Entry::default() });
    }
    Section {
        id: "drift",
        title: "Drift",
        about: "One statement as several places tell it, contradictions first. The fullest version is the one the others are \
            compared with. Marked strongly: another name, another number, a negation; marked lightly: other words, or words \
            that one of them leaves out.",
        entries,
    }
}

fn entry(number: usize, statement: &Statement, corpus: &Corpus, notes: &mut Notes<'_>) -> Entry {
    let name = corpus.speakers.get(statement.speaker as usize).map_or("", |s| &*s.name);
    let relation = statement.relation().name();
    let versions = count(statement.versions.len(), "version");
    let head = Sentence::new().name(name).own(format!(" — {versions}, ")).strong(relation);
    let head = head.cite(notes.cite_quotes(statement.versions.iter().map(|v| v.quote)));
    let mut lines = Vec::new();
    for (i, version) in statement.versions.iter().take(VERSIONS).enumerate() {
        lines.extend(telling(i == 0, version, statement, corpus, notes));
        lines.extend(contradictions(version, statement, corpus, notes));
    }
    let left: Vec<_> = statement.versions.iter().skip(VERSIONS).map(|v| v.quote).collect();
    if !left.is_empty() {
        let cites = notes.cite_quotes(left.iter().copied());
        lines.push(Sentence::new().own(format!("{} left out.", count(left.len(), "more version"))).cite(cites));
    }
    Entry { anchor: Some(Anchor { what: "statement", number }), head: Some(head), lines, table: None }
}

/// One version, with what differs marked.
fn telling(fullest: bool, version: &Version, statement: &Statement, corpus: &Corpus, notes: &mut Notes<'_>) -> Option<Sentence> {
    let (article, quote) = corpus.quote(version.quote)?;
    let how = |d: &Difference| if d.kind.contradicts() { Mark::Contradicts } else { Mark::Differs };
    let mut marks: Vec<(Span, Mark)> = if fullest {
        statement.versions.iter().flat_map(|v| &v.differences).filter_map(|d| Some((d.there?, how(d)))).collect()
    } else {
        version.differences.iter().filter_map(|d| Some((d.here?, how(d)))).collect()
    };
    // Of two marks at one place the graver comes first and stays.
    marks.sort_by_key(|(span, how)| (span.start, std::cmp::Reverse(*how), span.end));
    let outlet = article.outlet.as_deref();
    let line = match outlet {
        Some(outlet) => Sentence::new().name(outlet),
        None => Sentence::new().own("Outlet unknown"),
    };
    let how = if fullest { "fullest version" } else { version.relation.name() };
    let copy = if version.copy { ", a copy" } else { "" };
    let day = article.published.as_ref().map_or("date unknown".to_owned(), |p| dates::date(&p.value));
    let line = line.own(format!(", {day}, {}, ", quote.kind.name())).strong(how).own(format!("{copy}: "));
    Some(line.runs([said(&article.text, quote, &marks)]).cite(notes.cite_quotes([version.quote])))
}

/// What contradicts the fullest version, a sentence a difference.
fn contradictions(version: &Version, statement: &Statement, corpus: &Corpus, notes: &mut Notes<'_>) -> Vec<Sentence> {
    let Some(fullest) = statement.fullest() else { return Vec::new() };
    let text = |article: u32| corpus.articles.get(article as usize).map_or("", |a| &*a.text);
    let mut told = |d: &Difference| {
        let side = |line: Sentence, article: u32, span: Option<Span>| match span {
            Some(span) => line.words(text(article), span),
            None => line.own("nothing"),
        };
        let line = Sentence::new().own("Differs in a ").strong(d.kind.name()).own(": ");
        let line = side(line, version.quote.article, d.here).own(" here, ");
        let line = side(line, fullest.article, d.there).own(" in the fullest version.");
        let places = [(version.quote.article, d.here), (fullest.article, d.there)];
        let places = places.into_iter().filter_map(|(article, span)| Some(Mention { article, span: span? }));
        line.cite(notes.cite(places))
    };
    version.differences.iter().filter(|d| d.kind.contradicts()).map(&mut told).collect()
}
