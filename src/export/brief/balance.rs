//! Balance: how the accused are heard, who accuses and is never quoted directly, what stands on one source or on voices
//! without a name.

use super::notes::{Notes, at_quote};
use super::parts::{Entry, Section, Sentence};
use crate::export::count;
use crate::model::{Claim, ClaimIx, Heard, Hearing};

/// Claims that one sentence refers to.
const CLAIMS: usize = 24;
/// Quotes that are cited for how somebody is heard.
const QUOTES: usize = 3;

/// Builds the section.
pub fn section(notes: &mut Notes<'_>, limit: usize) -> Section {
    let corpus = notes.corpus;
    let accused = corpus.hearings.iter().filter(|h| !h.accused_in.is_empty());
    let accusing = corpus.hearings.iter().filter(|h| !h.accuses_in.is_empty() && h.heard != Heard::Directly);
    let entries = vec![
        list("The accused, the least heard first", accused, limit, notes, |h, notes| accused_line(h, limit, notes)),
        list("Who accuses and is never quoted directly", accusing, limit, notes, |h, notes| accusing_line(h, limit, notes)),
        thin(limit, notes),
    ];
    Section {
        id: "balance",
        title: "Balance",
        about: "Heard means quoted in the articles that tell of the claims, in person or through whoever speaks for them: directly between quotation marks, indirectly in \
            reported words, or through somebody without a name. Copies of one item count as one source.",
        entries: entries.into_iter().filter(|e| !e.lines.is_empty()).collect(),
    }
}

fn list<'a, T>(
    title: &str,
    items: impl Iterator<Item = T>,
    limit: usize,
    notes: &mut Notes<'a>,
    mut line: impl FnMut(T, &mut Notes<'a>) -> Sentence,
) -> Entry {
    let mut items = items.fuse();
    let mut lines: Vec<Sentence> = Vec::new();
    for item in items.by_ref().take(limit) {
        lines.push(line(item, notes));
    }
    lines.extend(super::left_out(items.count(), "the rest of this list", notes));
    Entry { head: Some(Sentence::new().own(title)), lines, ..Entry::default() }
}

/// Claims that stand on little, by number.
fn thin(limit: usize, notes: &mut Notes<'_>) -> Entry {
    let corpus = notes.corpus;
    let having = |holds: &dyn Fn(&Claim) -> bool| -> Vec<ClaimIx> {
        (0..).zip(&corpus.claims).filter(|(_, c)| holds(c)).map(|(ix, _)| ix).collect()
    };
    let kinds = [("One source only", having(&|c| c.sources == 1)), ("No accuser with a name", having(&|c| c.unnamed_only))];
    let mut lines: Vec<Sentence> = Vec::new();
    for (title, found) in kinds {
        if found.is_empty() {
            continue;
        }
        let cites = notes.cite_quotes(found.iter().filter_map(|ix| Some(corpus.claims.get(*ix as usize)?.title)));
        let line = Sentence::new().strong(title).own(format!(": {}", count(found.len(), "claim")));
        lines.push(referring(line, &found, limit).own(".").cite(cites));
    }
    Entry { head: Some(Sentence::new().own("Claims that stand on little")), lines, ..Entry::default() }
}

/// Names the claims that stand in the ledger, by number.
fn referring(line: Sentence, claims: &[ClaimIx], limit: usize) -> Sentence {
    let numbers: Vec<usize> = claims.iter().map(|ix| *ix as usize + 1).filter(|number| *number <= limit).collect();
    if numbers.is_empty() { line } else { line.own(" (").refer("claim", &numbers, CLAIMS).own(")") }
}

fn accused_line(hearing: &Hearing, limit: usize, notes: &mut Notes<'_>) -> Sentence {
    let line =
        Sentence::new().name(&hearing.party.name).own(format!(": accused in {}", count(hearing.accused_in.len(), "claim")));
    heard(referring(line, &hearing.accused_in, limit), hearing, notes)
}

fn accusing_line(hearing: &Hearing, limit: usize, notes: &mut Notes<'_>) -> Sentence {
    let line =
        Sentence::new().name(&hearing.party.name).own(format!(": accuses in {}", count(hearing.accuses_in.len(), "claim")));
    heard(referring(line, &hearing.accuses_in, limit), hearing, notes)
}

fn heard(line: Sentence, hearing: &Hearing, notes: &mut Notes<'_>) -> Sentence {
    let corpus = notes.corpus;
    let how = match hearing.heard {
        Heard::Directly => "heard directly",
        Heard::Indirectly => "heard in reported words only",
        Heard::Unnamed => "heard only through somebody without a name",
        Heard::NotAtAll => "not heard at all",
    };
    let quotes = if hearing.quotes.is_empty() { String::new() } else { format!(", {}", count(hearing.quotes.len(), "quote")) };
    let heard = hearing.quotes.iter().take(QUOTES).filter_map(|at| at_quote(corpus, *at));
    let cites = notes.cite(std::iter::once(hearing.party.mention).chain(heard).collect::<Vec<_>>());
    line.own("; ").strong(how).own(format!("{quotes}.")).cite(cites)
}
