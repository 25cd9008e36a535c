//! Correcting what was found of a quote: where it begins and ends, how it is reported, what its speaker does with it,
//! whose words they are. A corrected quote counts as accepted. The words themselves are never changed: a quote stays a
//! slice of its article.

use super::decide::{decide, obstacle};
use super::review::meant;
use super::state::{Overlay, State};
use super::{Effect, review};
use crate::model::{Article, Corpus, Quote, QuoteKind, QuoteRef, Span, Stance};
use crate::pane::chooser::{Chooser, Picked};
use crate::review::{Attribution, Effective, Field, Passage, Value, Verdict};
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

/// Which end of a quote is moved, and whether outward.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The beginning, a word earlier.
    StartEarlier,
    /// The beginning, a word later.
    StartLater,
    /// The end, a word earlier.
    EndEarlier,
    /// The end, a word later.
    EndLater,
}

/// Moves an end of the chosen quote by a word.
pub fn span(state: &mut State, edge: Edge) -> Vec<Effect> {
    correct(state, |article, _, now| {
        let moved = moved(&article.text, now.span, edge).ok_or("There is no further word there.")?;
        Ok((Field::Span, Value::Span(Passage::of(&article.text, moved)), format!("“{}”", short(moved.of(&article.text)))))
    })
}

/// Gives the chosen quote the next kind.
pub fn kind(state: &mut State) -> Vec<Effect> {
    correct(state, |_, _, now| {
        let kind = next(&QuoteKind::ALL, now.kind);
        Ok((Field::Kind, Value::Kind(kind), format!("It is {} now.", kind.name())))
    })
}

/// Gives the chosen quote the next stance.
pub fn stance(state: &mut State) -> Vec<Effect> {
    correct(state, |_, _, now| {
        let stance = next(&Stance::ALL, now.stance);
        Ok((Field::Stance, Value::Stance(stance), format!("Its speaker {} now.", stance.name())))
    })
}

fn next<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|one| *one == now).unwrap_or(0);
    all.get((at + 1) % all.len().max(1)).copied().unwrap_or(now)
}

type Corrected = Result<(Field, Value, String), &'static str>;

fn correct(state: &mut State, how: impl FnOnce(&Article, &Quote, &Effective<'_>) -> Corrected) -> Vec<Effect> {
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    let corpus = Arc::clone(&state.corpus);
    let Some((article, quote)) = meant(state).and_then(|at| corpus.quote(at)) else {
        return state.told("No quote is chosen.");
    };
    let judgement = state.decided.review.quote(article, quote).cloned();
    let now = Effective::of(article, quote, judgement.as_ref());
    match how(article, quote, &now) {
        Ok((field, value, notice)) => {
            // Back at what was found, nothing is corrected.
            let found = match &value {
                Value::Kind(kind) => *kind == quote.kind,
                Value::Stance(stance) => *stance == quote.stance,
                Value::Span(passage) => *passage == Passage::of(&article.text, quote.span),
                _ => false,
            };
            let target = state.decided.review.of_quote(article, quote);
            let accepted = (target.clone(), Field::Verdict, Some(Value::Verdict(Verdict::Accepted)));
            decide(state, vec![(target, field, (!found).then_some(value)), accepted], &notice)
        }
        Err(why) => state.told(why),
    }
}

/// A span with one end moved by a word; at least one word is left, and no line's end is crossed twice.
fn moved(text: &str, span: Span, edge: Edge) -> Option<Span> {
    let (start, end) = (span.start as usize, span.end as usize);
    let words = |from: usize, to: usize| {
        let part = text.get(from..to).unwrap_or("");
        part.unicode_word_indices().map(move |(at, word)| (from + at, from + at + word.len()))
    };
    // Far enough for any word that is one.
    let near = |at: usize, by: isize| {
        let mut at = at.saturating_add_signed(by).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = match edge {
        Edge::StartEarlier => (words(near(start, -400), start).next_back()?.0, end),
        Edge::StartLater => (words(start, end).nth(1)?.0, end),
        Edge::EndLater => (start, words(end, near(end, 400)).next()?.1),
        Edge::EndEarlier => {
            let all: Vec<_> = words(start, end).collect();
            (start, all.get(all.len().checked_sub(2)?)?.1)
        }
    };
    Some(Span::new(start, end))
}

/// Opens the list of those who may have said the chosen quote, the most likely first.
pub fn open_speaker(state: &mut State) -> Vec<Effect> {
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    let corpus = Arc::clone(&state.corpus);
    let Some(at) = meant(state).filter(|at| corpus.quote(*at).is_some()) else {
        return state.told("No quote is chosen.");
    };
    state.overlay = Some(Overlay::Speaker(Box::new(Chooser::new(likely(&corpus, at))), at));
    Vec::new()
}

/// Names of those who may have said a quote, with a quote of theirs: the voices of its article, those named nearest to it
/// first, then all others, the most quoted first.
fn likely(corpus: &Corpus, at: QuoteRef) -> Vec<(Box<str>, QuoteRef)> {
    let Some((article, quote)) = corpus.quote(at) else { return Vec::new() };
    let mut voices: Vec<(u32, usize)> = article
        .voices
        .iter()
        .enumerate()
        .map(|(ix, voice)| {
            let far = voice.mentions.iter().map(|m| m.start.abs_diff(quote.span.end).min(m.end.abs_diff(quote.span.start)));
            (far.min().unwrap_or(u32::MAX), ix)
        })
        .collect();
    voices.sort_unstable();
    let of_voice = |(_, voice): (u32, usize)| {
        let own = article.quotes.iter().position(|quote| quote.speaker == Some(voice as u32))?;
        let own = QuoteRef { article: at.article, quote: own as u32 };
        let speaker = corpus.speakers.get(corpus.speaker_of(own)? as usize)?;
        Some((speaker.name.clone(), own))
    };
    let mut rows: Vec<(Box<str>, QuoteRef)> = voices.into_iter().filter_map(of_voice).collect();
    let here = rows.len();
    for speaker in &corpus.speakers {
        let known = rows.iter().take(here).any(|(name, _)| *name == speaker.name);
        rows.extend(speaker.quotes.first().filter(|_| !known).map(|own| (speaker.name.clone(), *own)));
    }
    rows
}

/// Says whose words a quote is.
pub fn speaker(state: &mut State, at: QuoteRef, picked: Picked) -> Vec<Effect> {
    let corpus = Arc::clone(&state.corpus);
    let Some((article, quote)) = corpus.quote(at) else { return Vec::new() };
    let attribution = match picked {
        Picked::Row(name, own) => match state.decided.review.voice(&corpus, own) {
            Some(voice) => Attribution::Voice(voice, name),
            None => Attribution::Named(name),
        },
        Picked::Name(name) => Attribution::Named(name),
        Picked::Nobody => Attribution::Unknown,
    };
    let found = corpus.speaker_of(at).and_then(|ix| corpus.speakers.get(ix as usize)).map(|speaker| &*speaker.name);
    let notice = format!("{} said it.", attribution.name().unwrap_or("Nobody known"));
    let value = (attribution.name() != found).then_some(Value::Speaker(attribution));
    let target = state.decided.review.of_quote(article, quote);
    let accepted = (target.clone(), Field::Verdict, Some(Value::Verdict(Verdict::Accepted)));
    let effects = decide(state, vec![(target, Field::Speaker, value), accepted], &notice);
    review::show(state);
    effects
}

fn short(words: &str) -> String {
    let count = words.chars().count();
    if count <= 60 {
        return words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let (head, tail): (String, String) = (words.chars().take(28).collect(), words.chars().skip(count - 28).collect());
    format!("{} … {}", head.trim_end(), tail.trim_start())
}

#[cfg(test)]
mod tests;
