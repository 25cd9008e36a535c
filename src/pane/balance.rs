//! The balance: how those are heard whom the claims concern, in the articles that tell of them. First the accused, the
//! least heard on top, then those who accuse; for each the words it is heard with, and the claims with the ground that
//! they stand on. Copies of one article count once.

use super::board::{Face, Head, Known, Paragraph, Part, Piece, Said, Target, sentence};
use super::ledger::{accused, ground, title};
use super::paint::plural;
use crate::model::{ArticleIx, ClaimIx, Corpus, Heard, Hearing, QuoteRef, SpeakerKind, Stance};
use crate::search::List;
use crate::theme::Meaning;
use rustc_hash::FxHashSet;
use std::cmp::Reverse;

/// What makes the balance.
pub static FACE: Face = Face {
    title: "Balance",
    name: "balance",
    entry: "party",
    empty: "Nobody is accused of anything.",
    list: List::Hearings,
    orders: &["least heard first", "most accused first", "by name"],
    sort,
    head,
    parts,
    compares: false,
    id,
};

/// The speaker's identifier, or the name of one who is never quoted.
fn id(corpus: &Corpus, ix: u32) -> Option<std::sync::Arc<str>> {
    let party = &corpus.hearings.get(ix as usize)?.party;
    let speaker = party.speaker.and_then(|s| corpus.speakers.get(s as usize));
    Some(speaker.map_or_else(|| party.name.as_ref().into(), |s| s.id.clone()))
}

fn sort(corpus: &Corpus, order: usize) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..corpus.hearings.len() as u32).collect();
    let hearing = |ix: &u32| corpus.hearings.get(*ix as usize);
    match order {
        1 => sorted.sort_by_key(|ix| Reverse(hearing(ix).map(|h| (h.accused_in.len(), h.accuses_in.len())))),
        2 => sorted.sort_by_cached_key(|ix| hearing(ix).map(|h| h.party.name.to_lowercase())),
        _ => {}
    }
    sorted
}

fn heard(heard: Heard) -> Piece {
    let (meaning, text) = match heard {
        Heard::Directly => (Meaning::QuoteDirect, "directly"),
        Heard::Indirectly => (Meaning::QuoteIndirect, "indirectly"),
        Heard::Unnamed => (Meaning::SpeakerUnnamed, "unnamed only"),
        Heard::NotAtAll => (Meaning::Silent, "not at all"),
    };
    let glyph = if heard == Heard::Unnamed { super::speakers::kind_glyph(SpeakerKind::Unnamed) } else { meaning.glyph() };
    Piece::new(&format!("{glyph} {text}"), meaning)
}

fn head(known: Known<'_>, ix: u32) -> Option<Head> {
    let corpus = known.corpus;
    let hearing = corpus.hearings.get(ix as usize)?;
    let mut words = Vec::new();
    if !hearing.accused_in.is_empty() {
        let count = plural(hearing.accused_in.len(), "claim", "claims");
        words.push(Piece::new(&format!("accused in {count}"), Meaning::Text));
    }
    if !hearing.accuses_in.is_empty() {
        let between = if words.is_empty() { "" } else { " · " };
        let count = plural(hearing.accuses_in.len(), "claim", "claims");
        words.push(Piece::new(&format!("{between}accuses in {count}"), Meaning::Text));
    }
    let claims = || hearing.accused_in.iter().filter_map(|c| corpus.claims.get(*c as usize));
    let (single, unnamed) = (claims().filter(|c| c.sources <= 1).count(), claims().filter(|c| c.unnamed_only).count());
    if single > 0 {
        words.push(Piece::new(&format!(" · {single} on one source"), Meaning::OneSource));
    }
    if unnamed > 0 {
        words.push(Piece::new(&format!(" · {unnamed} on unnamed only"), Meaning::OneSource));
    }
    let quotes = once(corpus, hearing).count();
    Some(Head {
        lead: heard(hearing.heard),
        name: name(hearing),
        words,
        right: vec![Piece::new(&format!(" {quotes}“"), Meaning::Count)],
    })
}

fn name(hearing: &Hearing) -> Piece {
    let meaning = if hearing.heard == Heard::NotAtAll { Meaning::Silent } else { Meaning::Speaker };
    Piece::new(&hearing.party.name, meaning)
}

/// The article that one is a copy of, or itself.
fn original(corpus: &Corpus, article: ArticleIx) -> ArticleIx {
    corpus.copies.get(article as usize).copied().unwrap_or(article)
}

/// The quotes of a hearing, those of copies left out where the article that they copy is there.
fn once<'c>(corpus: &'c Corpus, hearing: &'c Hearing) -> impl Iterator<Item = QuoteRef> + 'c {
    let there: FxHashSet<ArticleIx> = hearing.quotes.iter().map(|q| q.article).collect();
    hearing.quotes.iter().copied().filter(move |q| {
        let first = original(corpus, q.article);
        first == q.article || !there.contains(&first)
    })
}

fn parts(known: Known<'_>, ix: u32, _: usize, width: usize) -> Vec<Part> {
    let corpus = known.corpus;
    let Some(hearing) = corpus.hearings.get(ix as usize) else { return Vec::new() };
    let mut parts = vec![Part::heading(vec![
        name(hearing),
        Piece::new(" is heard in the articles that tell of the claims: ", Meaning::Dim),
        heard(hearing.heard),
    ])];
    let quotes = once(corpus, hearing).filter_map(|at| {
        let (article, quote) = corpus.quote(at)?;
        let date = quote.said.as_ref().or(article.published.as_ref().map(|p| &p.value));
        let said = Said { quote: at, speaker: corpus.speaker_of(at), stance: quote.stance, date, copy: false };
        Some(Part::cell(Target::Quote(at), sentence(corpus, said, width)))
    });
    parts.extend(quotes);
    for (word, claims) in [("accused in", &hearing.accused_in), ("accuses in", &hearing.accuses_in)] {
        if !claims.is_empty() {
            let count = plural(claims.len(), "claim", "claims");
            parts.push(Part::heading(vec![Piece::new(&format!("{word} {count}"), Meaning::Subhead)]));
        }
        let accuses = word == "accuses in";
        parts.extend(claims.iter().filter_map(|claim| told(corpus, hearing, *claim, accuses)));
    }
    if let Some(first) = parts.iter_mut().find(|p| p.target.is_some()) {
        first.lead = true;
    }
    parts
}

/// A claim in which the party stands: its words and the ground that they stand on.
fn told(corpus: &Corpus, hearing: &Hearing, claim: ClaimIx, accuses: bool) -> Option<Part> {
    let claim = corpus.claims.get(claim as usize)?;
    let own = |p: &&crate::model::Position| p.stance == Stance::Accuses && p.speaker == hearing.party.speaker;
    let at = if accuses { claim.positions.iter().find(own).map(|p| p.quote) } else { None };
    let mut line = ground(claim);
    if accuses {
        line.extend([Piece::new(" · accused: ", Meaning::Dim), accused(claim)]);
    }
    let about = Paragraph::cut(vec![title(corpus, claim)?], 2);
    Some(Part::cell(Target::Quote(at.unwrap_or(claim.title)), vec![about, Paragraph::cut(line, 1).indented()]))
}
