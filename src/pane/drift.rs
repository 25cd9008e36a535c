//! Drift: what one speaker said once, in all its versions. The fullest stands on top; in each of the others the words that
//! differ from it are marked, contradictions strongest, and told once more in words below.

use super::board::{Face, Head, Known, Paragraph, Part, Piece, Target, copy, published, speaker, words};
use super::paint::plural;
use crate::model::{Corpus, Difference, Relation, Span, Statement, Version};
use crate::search::List;
use crate::theme::Meaning;
use rustc_hash::FxHashSet;
use std::cmp::Reverse;

/// Left-out passages that are told of one version.
const LEFT_OUT: usize = 3;

/// What makes the drift.
pub static FACE: Face = Face {
    title: "Drift",
    name: "drift",
    entry: "statement",
    empty: "Nothing is told twice.",
    list: List::Statements,
    orders: &["gravest first", "most versions first", "newest first", "by speaker"],
    sort,
    head,
    parts,
    compares: true,
    id: |corpus, statement| corpus.statements.get(statement as usize).map(|s| s.id.clone()),
};

fn sort(corpus: &Corpus, order: usize) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..corpus.statements.len() as u32).collect();
    let statement = |ix: &u32| corpus.statements.get(*ix as usize);
    match order {
        1 => sorted.sort_by_key(|ix| Reverse(statement(ix).map(|s| s.versions.len()))),
        2 => sorted.sort_by_cached_key(|ix| Reverse(statement(ix).and_then(|s| newest(corpus, s)))),
        3 => sorted.sort_by_cached_key(|ix| {
            let speaker = statement(ix).and_then(|s| corpus.speakers.get(s.speaker as usize));
            speaker.map(|s| s.name.to_lowercase())
        }),
        _ => {}
    }
    sorted
}

fn newest(corpus: &Corpus, statement: &Statement) -> Option<jiff::civil::Date> {
    let articles = statement.versions.iter().filter_map(|v| corpus.articles.get(v.quote.article as usize));
    articles.filter_map(|a| a.published.as_ref()?.value.bounds()).map(|b| b.1).max()
}

fn relation(relation: Relation) -> Piece {
    match relation {
        Relation::Contradicting => Piece::new(&format!("{} contradicting", Meaning::Contradicts.glyph()), Meaning::Contradicts),
        other => Piece::new(&format!("{} {}", Meaning::Asserts.glyph(), other.name()), Meaning::Text),
    }
}

fn head(known: Known<'_>, ix: u32) -> Option<Head> {
    let corpus = known.corpus;
    let statement = corpus.statements.get(ix as usize)?;
    let (article, quote) = corpus.quote(statement.fullest()?)?;
    let counts = format!(" {}“ {}▤", statement.versions.len(), outlets(corpus, statement));
    Some(Head {
        lead: relation(statement.relation()),
        name: speaker(corpus, Some(statement.speaker)),
        words: vec![words(quote.span.of(&article.text), quote.kind)],
        right: vec![Piece::new(&counts, Meaning::Count)],
    })
}

/// Number of outlets that tell it; copies of an article are not counted again, those without an outlet each for themselves.
fn outlets(corpus: &Corpus, statement: &Statement) -> usize {
    let of = |v: &Version| {
        let outlet = corpus.articles.get(v.quote.article as usize)?.outlet.as_deref();
        Some((outlet, if outlet.is_none() { v.quote.article } else { 0 }))
    };
    statement.versions.iter().filter(|v| !v.copy).map(of).collect::<FxHashSet<_>>().len()
}

fn parts(known: Known<'_>, ix: u32, chosen: usize, _: usize) -> Vec<Part> {
    let corpus = known.corpus;
    let Some(statement) = corpus.statements.get(ix as usize) else { return Vec::new() };
    let Some((fullest, rest)) = statement.versions.split_first() else { return Vec::new() };
    let mut rest: Vec<&Version> = rest.iter().collect();
    rest.sort_by_key(|v| v.relation);
    let count = plural(statement.versions.len(), "version", "versions");
    let outlets = plural(outlets(corpus, statement), "source", "sources");
    let about = Piece::new(&format!(" · {count}, {outlets}"), Meaning::Count);
    let mut parts = vec![Part::heading(vec![speaker(corpus, Some(statement.speaker)), about])];
    // The fullest version is marked where the chosen one differs from it; if it is chosen itself, where the gravest does.
    let compared = rest.get(chosen.saturating_sub(1)).map_or(&[][..], |v| &v.differences);
    let there = compared.iter().filter_map(|d| Some((d.there?, mark(d, Meaning::LeftOut))));
    let full = text(corpus, fullest, there.collect());
    let lead = Part::cell(Target::Quote(fullest.quote), [line(corpus, fullest, None), full].into_iter().flatten().collect());
    parts.push(Part { lead: true, ..lead });
    parts.extend(rest.into_iter().map(|version| {
        let here = version.differences.iter().filter_map(|d| Some((d.here?, mark(d, Meaning::Added))));
        let mut told = vec![line(corpus, version, Some(version.relation)), text(corpus, version, here.collect())];
        told.extend(in_words(corpus, version, fullest).into_iter().map(Some));
        Part::cell(Target::Quote(version.quote), told.into_iter().flatten().collect())
    }));
    parts
}

/// Who prints a version, when, and how it stands to the fullest.
fn line(corpus: &Corpus, version: &Version, to: Option<Relation>) -> Option<Paragraph> {
    let (article, quote) = corpus.quote(version.quote)?;
    let mut line = vec![match to {
        Some(to) => relation(to),
        None => Piece::new("▪ fullest", Meaning::Subhead),
    }];
    line.push(Piece::new(" · ", Meaning::Dim));
    line.extend(published(article));
    line.push(Piece::new(article.outlet.as_deref().unwrap_or("outlet unknown"), Meaning::Outlet));
    line.push(Piece::new(&format!(" · {}", quote.kind.name()), Meaning::of_quote(quote.kind)));
    line.extend(version.copy.then(copy));
    Some(Paragraph::cut(line, 2))
}

/// The words of a version, those that differ marked.
fn text(corpus: &Corpus, version: &Version, mut marks: Vec<(Span, Meaning)>) -> Option<Paragraph> {
    let (article, quote) = corpus.quote(version.quote)?;
    marks.sort_unstable_by_key(|(span, _)| (span.start, span.end));
    let mut pieces = Vec::new();
    let mut at = quote.span.start;
    let mut put = |from: u32, to: u32, meaning| {
        if let Some(text) = article.text.get(from as usize..to as usize).filter(|t| !t.is_empty()) {
            pieces.push(Piece::new(text, meaning));
        }
    };
    for (span, meaning) in marks {
        let (start, end) = (span.start.clamp(at, quote.span.end), span.end.clamp(at, quote.span.end));
        put(at, start, Meaning::Text);
        put(start, end, meaning);
        at = end;
    }
    put(at, quote.span.end, Meaning::Text);
    Some(Paragraph::new(pieces).indented())
}

fn mark(difference: &Difference, words: Meaning) -> Meaning {
    if difference.kind.contradicts() { Meaning::Contradicts } else { words }
}

/// What differs, in words: the contradictions, then what is left out.
fn in_words(corpus: &Corpus, version: &Version, fullest: &Version) -> Vec<Paragraph> {
    let words = |at: &Version, span: Option<Span>| -> Option<String> {
        let article = corpus.articles.get(at.quote.article as usize)?;
        article.text.get(span?.start as usize..span?.end as usize).map(str::to_owned)
    };
    let mut told = Vec::new();
    for difference in version.differences.iter().filter(|d| d.kind.contradicts()) {
        let quoted = |text: Option<String>| text.map_or("nothing".to_owned(), |text| format!("“{text}”"));
        told.push(Paragraph::new(vec![
            Piece::new(&format!("{} {}: ", Meaning::Contradicts.glyph(), difference.kind.name()), Meaning::Dim),
            Piece::new(&quoted(words(version, difference.here)), Meaning::Contradicts),
            Piece::new(" where the fullest version has ", Meaning::Dim),
            Piece::new(&quoted(words(fullest, difference.there)), Meaning::Contradicts),
        ]));
    }
    let left = version.differences.iter().filter(|d| !d.kind.contradicts() && d.here.is_none());
    let left: Vec<String> = left.filter_map(|d| words(fullest, d.there)).collect();
    if !left.is_empty() && version.relation != Relation::Reworded {
        let more = if left.len() > LEFT_OUT { ", …" } else { "" };
        let list: Vec<String> = left.iter().take(LEFT_OUT).map(|words| format!("“{words}”")).collect();
        let glyph = Meaning::LeftOut.glyph();
        told.push(Paragraph::cut(
            vec![
                Piece::new(&format!("{glyph} left out: "), Meaning::Dim),
                Piece::new(&format!("{}{more}", list.join(", ")), Meaning::LeftOut),
            ],
            2,
        ));
    }
    told.into_iter().map(Paragraph::indented).collect()
}
