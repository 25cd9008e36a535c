//! The ledger: what somebody is accused of, in the words of the clearest accusation, and under it every party with its
//! stance, the newest first, then what else answers it. Whoever is accused and for whom no answer was found stands on top.

use super::board::{Face, Head, Known, Paragraph, Part, Piece, Said, Target, date, sentence, words};
use super::paint::plural;
use crate::model::{Answer, Certainty, Claim, ClaimIx, Corpus, Party, Position, Stance};
use crate::search::List;
use crate::theme::Meaning;
use std::cmp::Reverse;

/// What makes the ledger.
pub static FACE: Face = Face {
    title: "Ledger",
    name: "ledger",
    entry: "claim",
    empty: "Nobody is accused of anything.",
    list: List::Claims,
    orders: &["most disputed first", "newest first", "most sources first", "by accused"],
    sort,
    head,
    parts,
    compares: false,
    id: |corpus, claim| corpus.claims.get(claim as usize).map(|c| c.id.clone()),
};

fn sort(corpus: &Corpus, order: usize) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..corpus.claims.len() as u32).collect();
    let claim = |ix: &u32| corpus.claims.get(*ix as usize);
    match order {
        1 => sorted.sort_by_cached_key(|ix| Reverse(claim(ix).and_then(newest))),
        2 => sorted.sort_by_key(|ix| Reverse(claim(ix).map(|c| c.sources))),
        3 => sorted.sort_by_cached_key(|ix| {
            let name = claim(ix).and_then(|c| c.accused.first()).map(|p| p.name.to_lowercase());
            (name.is_none(), name)
        }),
        _ => {}
    }
    sorted
}

/// The last day of the newest position.
fn newest(claim: &Claim) -> Option<jiff::civil::Date> {
    claim.positions.iter().filter_map(|p| p.date.as_ref()?.bounds()).map(|b| b.1).max()
}

fn head(known: Known<'_>, ix: u32) -> Option<Head> {
    let corpus = known.corpus;
    let claim = corpus.claims.get(ix as usize)?;
    let newest = claim.positions.iter().find_map(|p| p.date.as_ref());
    let [day, _] = date(newest, Certainty::Stated);
    let mut right = vec![Piece::new(&format!(" {}▤", claim.sources), Meaning::Count)];
    let silent = claim.unanswered().count();
    right.extend((silent > 0).then(|| Piece::new(&format!(" {}{silent}", Meaning::Silent.glyph()), Meaning::Silent)));
    right.extend(Stance::ALL.into_iter().rev().filter_map(|stance| counted(claim, stance)));
    Some(Head { lead: day, name: accused(claim), words: vec![title(corpus, claim)?], right })
}

/// How often a stance is taken, copies left out.
fn counted(claim: &Claim, stance: Stance) -> Option<Piece> {
    let count = claim.positions.iter().filter(|p| p.stance == stance && !p.copy).count();
    let meaning = Meaning::of_stance(stance);
    (count > 0).then(|| Piece::new(&format!(" {}{count}", meaning.glyph()), meaning))
}

/// Who is accused.
pub fn accused(claim: &Claim) -> Piece {
    let names: Vec<&str> = claim.accused.iter().map(|p| &*p.name).collect();
    match names.is_empty() {
        true => Piece::new("nobody named", Meaning::Unknown),
        false => Piece::new(&names.join(", "), Meaning::Speaker),
    }
}

/// The words of a claim.
pub fn title(corpus: &Corpus, claim: &Claim) -> Option<Piece> {
    let (article, quote) = corpus.quote(claim.title)?;
    Some(words(quote.span.of(&article.text), quote.kind))
}

/// What there is to say of the ground a claim stands on: its sources, and whether that is one or without a name.
pub fn ground(claim: &Claim) -> Vec<Piece> {
    let mut pieces = match claim.sources {
        1 => vec![Piece::new("one source only", Meaning::OneSource)],
        n => vec![Piece::new(&plural(n as usize, "source", "sources"), Meaning::Count)],
    };
    if claim.unnamed_only {
        pieces.extend([Piece::new(" · ", Meaning::Dim), Piece::new("accusers without a name only", Meaning::OneSource)]);
    }
    pieces
}

fn parts(known: Known<'_>, ix: ClaimIx, _: usize, width: usize) -> Vec<Part> {
    let corpus = known.corpus;
    let Some(claim) = corpus.claims.get(ix as usize) else { return Vec::new() };
    let mut first = vec![Piece::new("accused: ", Meaning::Dim), accused(claim), Piece::new(" · ", Meaning::Dim)];
    first.extend(ground(claim));
    let about = Paragraph::cut(title(corpus, claim).into_iter().collect(), 3);
    let mut parts = vec![Part { paragraphs: vec![about, Paragraph::cut(first, 2)], ..Part::heading(Vec::new()) }];
    let parties = claim.unanswered().filter_map(|at| claim.accused.get(at as usize));
    parts.extend(parties.map(|party| silent(corpus, party, width)));
    parts.extend(claim.positions.iter().map(|position| {
        let lead = position.quote == claim.title;
        Part { lead, ..Part::cell(Target::Quote(position.quote), sentence(corpus, said(position), width)) }
    }));
    parts.extend(claim.answers_beside().filter_map(|answer| answered(corpus, claim, answer, width)));
    parts
}

/// A position as a sentence.
pub fn said(position: &Position) -> Said<'_> {
    let Position { speaker, quote, stance, date, copy } = position;
    Said { quote: *quote, speaker: *speaker, stance: *stance, date: date.as_ref(), copy: *copy }
}

/// An answer that is no position: whose, how it is one, and the words.
fn answered(corpus: &Corpus, claim: &Claim, answer: &Answer, width: usize) -> Option<Part> {
    let (article, quote) = corpus.quote(answer.quote)?;
    let party = claim.accused.get(answer.accused as usize)?;
    let date = quote.said.as_ref().or(article.published.as_ref().map(|p| &p.value));
    let said = Said { quote: answer.quote, speaker: answer.speaker, stance: quote.stance, date, copy: false };
    let mut paragraphs = vec![Paragraph::cut(
        vec![
            Piece::new(&party.name, Meaning::Speaker),
            Piece::new(" answers: ", Meaning::Dim),
            Piece::new(answer.how.name(), Meaning::Text),
            Piece::new(&format!(" ({})", answer.rule), Meaning::Dim),
        ],
        1,
    )];
    paragraphs.extend(sentence(corpus, said, width));
    Some(Part::cell(Target::Quote(answer.quote), paragraphs))
}

fn silent(corpus: &Corpus, party: &Party, width: usize) -> Part {
    let mut line = vec![Piece::new(&format!("{} {}  ", Meaning::Silent.glyph(), corpus.no_answer()), Meaning::Silent)];
    line.push(Piece::new(&party.name, Meaning::Silent));
    if let Some(article) = corpus.articles.get(party.mention.article as usize) {
        let outlet = article.outlet.as_deref().unwrap_or("outlet unknown");
        line.extend([Piece::new(" · accused in ", Meaning::Dim), Piece::new(outlet, Meaning::Outlet)]);
    }
    Part::cell(Target::Place(party.mention), vec![Paragraph::cut(line, if width < 84 { 2 } else { 1 })])
}
