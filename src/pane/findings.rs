//! Findings: what a reader should look at twice, with the places that differ. It is told what differs and where, never who
//! is right.

use super::board::{Face, Head, Known, Paragraph, Part, Piece, Target, published, speaker};
use crate::model::{Article, Corpus, DifferenceKind, Finding, FindingKind, Mention, Span};
use crate::search::List;
use crate::theme::Meaning;
use std::cmp::Reverse;

/// Bytes of text around the words that differ, where no quote holds them.
const AROUND: u32 = 90;

/// What makes the findings.
pub static FACE: Face = Face {
    title: "Findings",
    name: "findings",
    entry: "finding",
    empty: "Nothing was found to differ.",
    list: List::Findings,
    orders: &["gravest first", "newest first", "by article"],
    sort,
    head,
    parts,
    compares: false,
    id: |corpus, finding| corpus.findings.get(finding as usize).map(|f| f.id.clone()),
};

fn sort(corpus: &Corpus, order: usize) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..corpus.findings.len() as u32).collect();
    let finding = |ix: &u32| corpus.findings.get(*ix as usize);
    match order {
        1 => sorted.sort_by_cached_key(|ix| Reverse(finding(ix).and_then(|f| newest(corpus, f)))),
        2 => sorted.sort_by_key(|ix| finding(ix).and_then(|f| f.places.first().copied())),
        _ => {}
    }
    sorted
}

fn newest(corpus: &Corpus, finding: &Finding) -> Option<jiff::civil::Date> {
    let articles = finding.places.iter().filter_map(|p| corpus.articles.get(p.article as usize));
    articles.filter_map(|a| a.published.as_ref()?.value.bounds()).map(|b| b.1).max()
}

/// What differs, in a word for the list and in a sentence.
fn told(kind: FindingKind) -> (&'static str, &'static str) {
    match kind {
        FindingKind::Paraphrase(difference) => match difference {
            DifferenceKind::Name => ("paraphrase", "A paraphrase and the quote beside it have different names."),
            DifferenceKind::Number => ("paraphrase", "A paraphrase and the quote beside it have different numbers."),
            DifferenceKind::Negation => ("paraphrase", "Of a paraphrase and the quote beside it, one has a negation."),
            DifferenceKind::Words => ("paraphrase", "A paraphrase and the quote beside it differ."),
        },
        FindingKind::Versions(difference) => match difference {
            DifferenceKind::Name => ("versions", "Two articles print the same words with different names."),
            DifferenceKind::Number => ("versions", "Two articles print the same words with different numbers."),
            DifferenceKind::Negation => ("versions", "Two articles print the same words, one with a negation."),
            DifferenceKind::Words => ("versions", "Two articles print the same words differently."),
        },
        FindingKind::Framing => ("framing", "It is told as a denial; the words decline to speak of it."),
        FindingKind::Weekday => ("weekday", "The weekday printed is not that of the date printed."),
        FindingKind::Dates => ("dates", "Two articles date the same words differently."),
        FindingKind::EventDates => ("event dates", "Two articles tell of one event and print different days for it."),
        FindingKind::OneOutlet => ("one outlet", "Of the outlets that tell the story, only one prints this name."),
    }
}

fn head(known: Known<'_>, ix: u32) -> Option<Head> {
    let corpus = known.corpus;
    let finding = corpus.findings.get(ix as usize)?;
    let name = match finding.speaker {
        Some(_) => speaker(corpus, finding.speaker),
        None => {
            let article = finding.places.first().and_then(|p| corpus.articles.get(p.article as usize));
            Piece::new(article.and_then(|a| a.outlet.as_deref()).unwrap_or("outlet unknown"), Meaning::Outlet)
        }
    };
    let mut words = Vec::new();
    for place in &finding.places {
        let article = corpus.articles.get(place.article as usize)?;
        if !words.is_empty() {
            words.push(Piece::new(" · ", Meaning::Dim));
        }
        words.push(Piece::new(&format!("“{}”", place.span.of(&article.text)), Meaning::Text));
    }
    let lead = Piece::new(&format!("{} {}", Meaning::Contradicts.glyph(), told(finding.kind).0), Meaning::Contradicts);
    Some(Head { lead, name, words, right: Vec::new() })
}

fn parts(known: Known<'_>, ix: u32, _: usize, _: usize) -> Vec<Part> {
    let corpus = known.corpus;
    let Some(finding) = corpus.findings.get(ix as usize) else { return Vec::new() };
    let mut parts = vec![Part::heading(vec![Piece::new(told(finding.kind).1, Meaning::Subhead)])];
    for place in &finding.places {
        let Some(article) = corpus.articles.get(place.article as usize) else { continue };
        let mut line: Vec<Piece> = published(article).into();
        line.push(Piece::new(article.outlet.as_deref().unwrap_or("outlet unknown"), Meaning::Outlet));
        if let Some(title) = &article.title {
            line.extend([Piece::new(" · ", Meaning::Dim), Piece::new(title, Meaning::Dim)]);
        }
        let told = vec![Paragraph::cut(line, 1), context(corpus, finding, article, *place).indented()];
        let lead = parts.len() == 1;
        parts.push(Part { lead, ..Part::cell(Target::Place(*place), told) });
    }
    parts
}

/// The words that differ, marked, in the quote that holds them or in the words around them.
fn context(corpus: &Corpus, finding: &Finding, article: &Article, place: Mention) -> Paragraph {
    let quotes = finding.quotes.iter().filter(|q| q.article == place.article).filter_map(|q| corpus.quote(*q));
    let quote = quotes.map(|(_, quote)| quote.span).find(|span| span.contains(place.span) && *span != place.span);
    let span = quote.unwrap_or_else(|| around(&article.text, place.span));
    let piece = |from: u32, to: u32, meaning| Piece::new(article.text.get(from as usize..to as usize).unwrap_or(""), meaning);
    let more = |cut: bool| Piece::new(if cut { "…" } else { "" }, Meaning::Dim);
    Paragraph::new(vec![
        more(quote.is_none() && article.text.get(..span.start as usize).is_some_and(inside_line_before)),
        piece(span.start, place.span.start, Meaning::Text),
        piece(place.span.start, place.span.end, Meaning::Contradicts),
        piece(place.span.end, span.end, Meaning::Text),
        more(quote.is_none() && article.text.get(span.end as usize..).is_some_and(inside_line_after)),
    ])
}

fn inside_line_before(text: &str) -> bool {
    !text.is_empty() && !text.ends_with('\n')
}

fn inside_line_after(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(['\r', '\n'])
}

/// Some words on either side of a place, on its own line of the text.
fn around(text: &str, place: Span) -> Span {
    let before = text.get(..place.start as usize).unwrap_or("");
    let line = before.rfind('\n').map_or(0, |at| at as u32 + 1);
    let start = line.max(place.start.saturating_sub(AROUND));
    let start = word_edge(text, start, place.start);
    let rest = text.get(place.end as usize..).unwrap_or("");
    let line_end = place.end + rest.find('\n').unwrap_or(rest.len()) as u32;
    let mut end = line_end.min(place.end.saturating_add(AROUND));
    while end < line_end && !text.is_char_boundary(end as usize) {
        end += 1;
    }
    let cut = text.get(place.end as usize..end as usize).unwrap_or("");
    let end = if end == line_end { end } else { place.end + cut.rfind(' ').unwrap_or(0) as u32 };
    Span { start, end }
}

/// The first beginning of a word at or after `at`, no later than `last`.
fn word_edge(text: &str, at: u32, last: u32) -> u32 {
    let mut at = at;
    while at < last && !text.is_char_boundary(at as usize) {
        at += 1;
    }
    let begins = at == 0 || text.get(..at as usize).is_some_and(|t| t.ends_with(char::is_whitespace));
    if begins {
        return at;
    }
    let inside = text.get(at as usize..last as usize).unwrap_or("");
    inside.find(' ').map_or(last, |space| at + space as u32 + 1)
}
