//! What was read: how many articles of whom and of when, what is a copy of what, and what could not be read.

use super::dates;
use super::notes::Notes;
use super::parts::{Entry, Section, Sentence};
use crate::export::count;
use crate::model::{Article, ArticleIx, Corpus, QuoteRef};
use crate::review::Reviewed;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Builds the section; `limit` articles at most are listed.
pub fn section(notes: &mut Notes<'_>, limit: usize) -> Section {
    let corpus = notes.corpus;
    let entries = vec![figures(corpus, notes), articles(corpus, notes, limit), troubles(corpus, notes, limit)];
    Section {
        id: "read",
        title: "What was read",
        about: "Dates are shown as they are known: stated by the article or its record, inferred from its own words, or linked \
            from other articles. What is not known is shown as unknown.",
        entries: entries.into_iter().filter(|e| !e.lines.is_empty()).collect(),
    }
}

/// How much was reviewed.
pub fn reviewed(reviewed: &Reviewed, notes: &mut Notes<'_>) -> Entry {
    let line = Sentence::new().own(reviewed.told()).cite(notes.cite_reading());
    Entry { head: Some(Sentence::new().own("Reviewed")), lines: vec![line], ..Entry::default() }
}

/// The day on which an article appeared, as far as it is known.
fn day(article: &Article) -> Option<Date> {
    Some(article.published.as_ref()?.value.bounds()?.1)
}

fn figures(corpus: &Corpus, notes: &mut Notes<'_>) -> Entry {
    let copies = (0..).zip(&corpus.copies).filter(|(ix, of)| *ix != **of).count();
    let copied = match copies {
        0 => String::new(),
        1 => ", one of them a copy of another (the two count as one source)".to_owned(),
        n => format!(", {n} of them copies of others (a copy and its original count as one source)"),
    };
    let total = count(corpus.articles.len(), "article");
    let mut lines = vec![Sentence::new().own(format!("{total}{copied}.")).cite(notes.cite_reading())];
    lines.extend(period(corpus, notes));
    lines.extend(alleged(corpus, notes));
    let mut outlets: Vec<(Option<&str>, Vec<ArticleIx>)> = Vec::new();
    let mut named: Vec<(Option<&str>, ArticleIx)> =
        (0..).zip(&corpus.articles).map(|(ix, a)| (a.outlet.as_deref(), ix)).collect();
    named.sort_unstable();
    for group in named.chunk_by(|a, b| a.0 == b.0) {
        outlets.extend(group.first().map(|first| (first.0, group.iter().map(|g| g.1).collect())));
    }
    outlets.sort_by_key(|(name, articles)| (name.is_none(), Reverse(articles.len())));
    for (name, articles) in outlets {
        let line = match name {
            Some(name) => Sentence::new().name(name),
            None => Sentence::new().own("Outlet unknown"),
        };
        let cites = notes.cite(articles.iter().filter_map(|ix| notes.whole(*ix)).collect::<Vec<_>>());
        lines.push(line.own(format!(": {}.", count(articles.len(), "article"))).cite(cites));
    }
    Entry { lines, ..Entry::default() }
}

/// What is only alleged to be somebody's words, which nothing else in the brief holds.
fn alleged(corpus: &Corpus, notes: &mut Notes<'_>) -> Option<Sentence> {
    let quotes: BTreeSet<QuoteRef> = corpus.speakers.iter().flat_map(|speaker| &speaker.alleged).copied().collect();
    let told = format!(
        "Left out: {} that only a doubtful source puts into somebody's mouth (`simak export --alleged` writes them).",
        count(quotes.len(), "quote")
    );
    (!quotes.is_empty()).then(|| Sentence::new().own(told).cite(notes.cite_quotes(quotes)))
}

/// From the first to the last article.
fn period(corpus: &Corpus, notes: &mut Notes<'_>) -> Vec<Sentence> {
    let dated: Vec<(Date, ArticleIx)> = (0..).zip(&corpus.articles).filter_map(|(ix, a)| Some((day(a)?, ix))).collect();
    let mut lines = Vec::new();
    if let (Some(first), Some(last)) = (dated.iter().min_by_key(|d| d.0), dated.iter().max_by_key(|d| d.0)) {
        let told = |(day, _): &(Date, ArticleIx)| day.strftime("%a %-d %b %Y").to_string();
        let ends = [first, last].map(|d| notes.whole(d.1));
        let cites = notes.cite(ends.into_iter().flatten());
        lines
            .push(Sentence::new().own("Published from ").strong(told(first)).own(" to ").strong(told(last)).own(".").cite(cites));
    }
    let undated: Vec<ArticleIx> = (0..).zip(&corpus.articles).filter(|(_, a)| day(a).is_none()).map(|(ix, _)| ix).collect();
    if !undated.is_empty() {
        let cites = notes.cite(undated.iter().filter_map(|ix| notes.whole(*ix)).collect::<Vec<_>>());
        lines.push(Sentence::new().own(format!("Date unknown: {}.", count(undated.len(), "article"))).cite(cites));
    }
    lines
}

/// The articles in the order of their dates, the newest where there are too many.
fn articles(corpus: &Corpus, notes: &mut Notes<'_>, limit: usize) -> Entry {
    let mut order: Vec<(Option<Date>, ArticleIx)> = (0..).zip(&corpus.articles).map(|(ix, a)| (day(a), ix)).collect();
    order.sort_by_key(|o| (o.0.is_some(), o.0, o.1));
    let left = order.len().saturating_sub(limit);
    let shown = order.split_off(left);
    let mut lines = Vec::new();
    for (_, ix) in shown {
        let Some(article) = corpus.articles.get(ix as usize) else { continue };
        let line = match &article.published {
            Some(p) => {
                Sentence::new().strong(dates::date(&p.value)).own(format!(" ({}), ", dates::how_known(&p.value, p.certainty)))
            }
            None => Sentence::new().strong("Date unknown").own(", "),
        };
        let line = match &article.outlet {
            Some(outlet) => line.name(outlet),
            None => line.own("outlet unknown"),
        };
        let line = line.own(": ").title(article);
        let of = corpus.copies.get(ix as usize).filter(|of| **of != ix);
        let line = if of.is_some() { line.own(", a copy of the second source") } else { line };
        let cites =
            notes.cite([Some(ix), of.copied()].into_iter().flatten().filter_map(|ix| notes.whole(ix)).collect::<Vec<_>>());
        lines.push(line.own(".").cite(cites));
    }
    lines.extend(super::left_out(left, "older or undated articles", notes));
    Entry { head: Some(Sentence::new().own("Articles")), lines, ..Entry::default() }
}

fn troubles(corpus: &Corpus, notes: &mut Notes<'_>, limit: usize) -> Entry {
    let told = |t: &crate::model::Trouble| {
        let record = t.record.map_or(String::new(), |n| format!(", record {n}"));
        Sentence::new().name(&format!("{}{record}", t.path)).own(": ").name(&t.message)
    };
    let mut lines: Vec<Sentence> = Vec::new();
    for trouble in corpus.troubles.iter().take(limit) {
        lines.push(told(trouble).cite(notes.cite_reading()));
    }
    lines.extend(super::left_out(corpus.troubles.len().saturating_sub(limit), "files or records that could not be read", notes));
    Entry { head: Some(Sentence::new().own("Not read")), lines, ..Entry::default() }
}
