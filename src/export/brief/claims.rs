//! The ledger of claims: who is accused of what, who says what to it and when, how the accused have answered,
//! and for whom no answer was found.

use super::dates;
use super::notes::Notes;
use super::parts::{Anchor, Entry, Row, Run, Section, Sentence, Table, said};
use crate::export::count;
use crate::model::{Answer, Answered, Claim, Corpus, Party, Position, QuoteKind, QuoteRef};

/// Positions of one claim that are shown.
const POSITIONS: usize = 20;
/// Answers of one party that are cited.
const CITED: usize = 6;
/// Parties that are named.
const PARTIES: usize = 6;

/// Builds the section.
pub fn section(notes: &mut Notes<'_>, limit: usize) -> Section {
    let corpus = notes.corpus;
    let mut entries: Vec<Entry> = Vec::new();
    for (number, claim) in (1..).zip(corpus.claims.iter().take(limit)) {
        entries.push(entry(number, claim, notes));
    }
    let left = super::left_out(corpus.claims.len().saturating_sub(limit), "claims that fewer parties take a stance to", notes);
    entries.extend(left.map(|line| Entry { lines: vec![line], ..Entry::default() }));
    Section {
        id: "claims",
        title: "Claims",
        about: "What somebody is accused of, in the words of the clearest accusation or denial, and every stance taken to it, \
            the newest first. The words are those of the article; the stance is what its reporting verb says, or the law's words in it. \
            An answer was looked for in every article that was read: of the accused, of who speaks for them, of the body whose \
            office they hold.",
        entries,
    }
}

fn entry(number: usize, claim: &Claim, notes: &mut Notes<'_>) -> Entry {
    let corpus = notes.corpus;
    let head = Sentence::new().runs(words(corpus, claim.title)).cite(notes.cite_quotes([claim.title]));
    let mut lines = vec![accused(claim, notes)];
    lines.extend(unanswered(claim, notes));
    for at in 0..claim.accused.len() as u32 {
        lines.extend(answered(claim, at, notes));
    }
    for answer in claim.answers_beside().take(CITED) {
        lines.extend(beside(claim, answer, notes));
    }
    // Whose words the title is, where nobody else says anything, is one line.
    if let [only] = &*claim.positions {
        let line = who(only, corpus).own(" ").strong(only.stance.name()).own(format!(", {}.", when(only)));
        lines.insert(0, line.cite(notes.cite_quotes([only.quote])));
        return Entry { anchor: Some(Anchor { what: "claim", number }), head: Some(head), lines, table: None };
    }
    let mut rows: Vec<Row> = Vec::new();
    for position in claim.positions.iter().take(POSITIONS) {
        rows.push(row(position, corpus, notes));
    }
    let left = claim.positions.len().saturating_sub(POSITIONS);
    let rest = claim.positions.iter().skip(POSITIONS).map(|p| p.quote);
    if left > 0 {
        let cites = notes.cite_quotes(rest);
        lines.push(Sentence::new().own(format!("{} left out, the oldest.", count(left, "stance"))).cite(cites));
    }
    Entry {
        anchor: Some(Anchor { what: "claim", number }),
        head: Some(head),
        lines,
        table: Some(Table { heads: &["When", "Who", "Stance", "Words"], rows }),
    }
}

fn accused(claim: &Claim, notes: &mut Notes<'_>) -> Sentence {
    let sources = count(claim.sources as usize, "source");
    let only = if claim.unnamed_only { "; every accuser is without a name" } else { "" };
    let names: Vec<&str> = claim.accused.iter().map(|p| &*p.name).collect();
    let line = Sentence::new().strong("Accused").own(": ");
    if names.is_empty() {
        let cites = notes.cite_quotes([claim.title]);
        return line.own(format!("nobody whom the words name. {sources}{only}.")).cite(cites);
    }
    let cites = notes.cite(claim.accused.iter().map(|p| p.mention));
    line.names(&names, PARTIES).own(format!(". {sources}{only}.")).cite(cites)
}

/// How one of the accused has answered, by their place.
fn answered(claim: &Claim, at: u32, notes: &mut Notes<'_>) -> Option<Sentence> {
    let party = claim.accused.get(at as usize)?;
    let mut kinds: Vec<Answered> = claim.answers_of(at).map(|a| a.how).collect();
    kinds.dedup();
    let names: Vec<&str> = kinds.iter().map(|how| how.name()).collect();
    if names.is_empty() {
        return None;
    }
    let quotes: Vec<QuoteRef> = claim.answers_of(at).map(|a| a.quote).take(CITED).collect();
    let line = Sentence::new().strong("Answered").own(": ").name(&party.name).own(format!(", {}.", names.join(", ")));
    Some(line.cite(notes.cite_quotes(quotes)))
}

/// The words of an answer that is no stance of the table.
fn beside(claim: &Claim, answer: &Answer, notes: &mut Notes<'_>) -> Option<Sentence> {
    let party = claim.accused.get(answer.accused as usize)?;
    let line = Sentence::new().name(&party.name).own(" ").strong(answer.how.name()).own(": ");
    Some(line.runs(quoted(notes.corpus, answer.quote)).own(".").cite(notes.cite_quotes([answer.quote])))
}

/// Those of the accused for whom no answer was found.
fn unanswered(claim: &Claim, notes: &mut Notes<'_>) -> Option<Sentence> {
    let silent: Vec<&Party> = claim.unanswered().filter_map(|at| claim.accused.get(at as usize)).collect();
    let names: Vec<&str> = silent.iter().map(|p| &*p.name).collect();
    if names.is_empty() {
        return None;
    }
    let line = Sentence::new().strong(sentence_case(&notes.corpus.no_answer())).own(": ").names(&names, PARTIES).own(".");
    Some(line.cite(notes.cite(silent.iter().map(|p| p.mention))))
}

fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn when(position: &Position) -> String {
    position.date.as_ref().map_or("date unknown".to_owned(), dates::date)
}

fn who(position: &Position, corpus: &Corpus) -> Sentence {
    match position.speaker.and_then(|ix| corpus.speakers.get(ix as usize)) {
        Some(speaker) => Sentence::new().name(&speaker.name),
        None => Sentence::new().own("Somebody unknown"),
    }
}

fn row(position: &Position, corpus: &Corpus, notes: &mut Notes<'_>) -> Row {
    let mut words = quoted(corpus, position.quote);
    if position.copy {
        words.push(Run::Own(" (a copy)".to_owned()));
    }
    let cells = vec![
        vec![Run::Own(when(position))],
        who(position, corpus).runs,
        vec![Run::Strong(position.stance.name().to_owned())],
        words,
    ];
    Row { cells, cites: notes.cite_quotes([position.quote]) }
}

/// The words of a quote, said to be reported where they are.
fn quoted(corpus: &Corpus, at: QuoteRef) -> Vec<Run> {
    let reported = corpus.quote(at).is_some_and(|(_, quote)| quote.kind == QuoteKind::Indirect);
    let told = reported.then(|| Run::Own("reported: ".to_owned()));
    told.into_iter().chain(words(corpus, at)).collect()
}

fn words(corpus: &Corpus, at: QuoteRef) -> Option<Run> {
    let (article, quote) = corpus.quote(at)?;
    Some(said(&article.text, quote, &[]))
}
