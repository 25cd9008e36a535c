//! The speakers: who is quoted, in which roles as printed, how often and by whom.

use super::notes::{Notes, at_quote};
use super::parts::{Entry, Section, Sentence};
use crate::export::count;
use crate::model::{ArticleIx, Corpus, Mention, QuoteKind, Span, Speaker, SpeakerIx, SpeakerKind, SpeakerRole};
use std::collections::BTreeSet;

/// Roles and other forms of a name that are shown.
const ROLES: usize = 4;
/// How far from a name its title is looked for, in bytes.
const REACH: usize = 160;

/// Builds the section: the most quoted first.
pub fn section(notes: &mut Notes<'_>, limit: usize) -> Section {
    let corpus = notes.corpus;
    let mut lines: Vec<Sentence> = Vec::new();
    for (ix, speaker) in corpus.heard().take(limit) {
        lines.push(line(ix, speaker, corpus, notes));
    }
    lines.extend(super::left_out(corpus.heard().count().saturating_sub(limit), "speakers quoted less often", notes));
    Section {
        id: "speakers",
        title: "Speakers",
        about: "Everybody who is quoted, the most quoted first, with their roles as printed. Direct: with words between quotation marks.",
        entries: vec![Entry { lines, ..Entry::default() }],
    }
}

/// Adds the roles as printed. That of one without a name is in the words that stand for the name.
fn roles(line: Sentence, speaker: &Speaker) -> Sentence {
    let told = |r: &&SpeakerRole| speaker.kind != SpeakerKind::Unnamed || !speaker.name.contains(&*r.title);
    let roles: Vec<&SpeakerRole> = speaker.roles.iter().filter(told).collect();
    let mut line = match roles.len() {
        0 if speaker.kind == SpeakerKind::Person => return line.own(" — role unknown"),
        0 => return line,
        _ => line.own(" — "),
    };
    for (i, role) in roles.iter().take(ROLES).enumerate() {
        let affiliation = role.affiliation.as_deref().map_or(String::new(), |a| format!(", {a}"));
        line = if i > 0 { line.own("; ") } else { line }.name(&format!("{}{affiliation}", role.title));
    }
    match roles.len().saturating_sub(ROLES) {
        0 => line,
        more => line.own(format!("; {}", count(more, "more role"))),
    }
}

fn line(ix: SpeakerIx, speaker: &Speaker, corpus: &Corpus, notes: &mut Notes<'_>) -> Sentence {
    let line = Sentence::new().name(&speaker.name).own(format!(" ({})", speaker.kind.name()));
    let forms: Vec<&str> = speaker.aliases.iter().map(|a| &**a).collect();
    let line = if forms.is_empty() { line } else { line.own(", also ").names(&forms, ROLES) };
    let line = roles(line, speaker);
    let quote = |q: &&crate::model::QuoteRef| corpus.quote(**q).is_some_and(|(_, quote)| quote.kind != QuoteKind::Indirect);
    let (all, direct) = (speaker.quotes.len(), speaker.quotes.iter().filter(quote).count());
    let articles: BTreeSet<ArticleIx> = speaker.quotes.iter().map(|q| q.article).collect();
    let outlets: BTreeSet<&str> = articles.iter().filter_map(|ix| corpus.articles.get(*ix as usize)?.outlet.as_deref()).collect();
    let by = if outlets.is_empty() { String::new() } else { format!(" of {}", count(outlets.len(), "outlet")) };
    let (quotes, articles) = (count(all, "quote"), count(articles.len(), "article"));
    let line = line.own(format!(" — {quotes}, {direct} of them direct, in {articles}{by}."));
    let roles = speaker.roles.iter().take(ROLES).filter_map(|role| printed(ix, role, corpus));
    let quotes = speaker.quotes.iter().take(1).filter_map(|at| at_quote(corpus, *at));
    let places: Vec<Mention> = roles.chain(quotes).collect();
    line.cite(notes.cite(places))
}

/// Where an article prints a role: the title and the name beside it, or the name where the title is not near.
fn printed(speaker: SpeakerIx, role: &SpeakerRole, corpus: &Corpus) -> Option<Mention> {
    let article_ix = *role.articles.first()?;
    let article = corpus.articles.get(article_ix as usize)?;
    let voices = corpus.voices.get(article_ix as usize)?;
    let own = voices.iter().zip(&article.voices).filter(|(ix, _)| **ix == speaker);
    let mentions: Vec<Span> = own.flat_map(|(_, voice)| voice.mentions.iter().copied()).collect();
    let near = mentions.iter().find_map(|name| beside(&article.text, *name, &role.title));
    Some(Mention { article: article_ix, span: near.or(mentions.first().copied())? })
}

/// The span of a name and of the title that stands near it.
fn beside(text: &str, name: Span, title: &str) -> Option<Span> {
    let boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=(name.start as usize).saturating_sub(REACH)).rev().find(boundary)?;
    let end = (name.end as usize + REACH..=text.len()).find(boundary).unwrap_or(text.len());
    let window = text.get(start..end)?;
    let nearest = |at: &usize| (start + at).abs_diff(name.start as usize);
    let at = start + window.match_indices(title).map(|(at, _)| at).min_by_key(nearest)?;
    Some(Span::new(at.min(name.start as usize), (at + title.len()).max(name.end as usize)))
}
