//! Correcting what was found of a quote: where it begins and ends, how it is reported, what its speaker does with it,
//! whose words they are. A corrected quote counts as accepted. The words themselves are never changed: a quote stays a
//! slice of its article.

use super::decide::{decide, obstacle};
use super::review::meant;
use super::state::{Overlay, State};
use super::{Effect, prompt, review};
use crate::extract::time_of;
use crate::lang::Pack;
use crate::model::{Article, Corpus, Quote, QuoteKind, QuoteRef, Span, Stance, TimeValue};
use crate::pane::chooser::{Names, Picked};
use crate::pane::paint::long_date;
use crate::pane::picker::Picker;
use crate::review::{Effective, Field, Passage, SaidBy, Target, Value, Verdict};
use crate::text::words;
use jiff::civil::{Date, date};
use std::sync::Arc;

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

/// Opens the line in which it is written when the chosen quote was said.
pub fn open_said(state: &mut State) -> Vec<Effect> {
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    let corpus = Arc::clone(&state.corpus);
    let Some((article, quote)) = meant(state).and_then(|at| corpus.quote(at)) else {
        return state.told("No quote is chosen.");
    };
    let judgement = state.decided.review.quote(article, quote);
    let found = quote.found().said.as_ref().map(ToString::to_string);
    let before = judgement.and_then(|own| own.said.as_deref().map(str::to_owned)).or(found).unwrap_or_default();
    let day = article.published.as_ref().and_then(|published| published.value.day());
    let target = state.decided.review.of_quote(article, quote);
    prompt::open_said(state, target, day, &before);
    Vec::new()
}

/// The time that is written: of the calendar (`2024-10-12`, `2024-10`), or in words as the article of this day would write it.
///
/// # Errors
/// What is expected there.
pub fn time_said(text: &str, day: Option<Date>) -> Result<TimeValue, &'static str> {
    let text = text.trim();
    let calendar = TimeValue::read(text);
    if calendar.bounds().is_some() {
        return Ok(calendar);
    }
    // Without a date of the article, words must name one by themselves: they must mean the same from any day.
    let named = |day: Date| time_of(text, day, Pack::indonesian()).filter(|value| value.bounds().is_some());
    let (one, other) = (day.unwrap_or(date(2024, 11, 6)), day.unwrap_or(date(1999, 2, 1)));
    match (named(one), named(other)) {
        (Some(value), other) if other.as_ref() == Some(&value) => Ok(value),
        (Some(_), _) => Err("the article has no date from which these words could be worked out"),
        (None, _) => Err("a date is written 2024-10-12, 2024-10, 2024-W42, 2024, or in words as articles write it"),
    }
}

/// Says when a quote was said; nothing written: as it was found.
pub fn said(state: &mut State, target: Target, text: &str, day: Option<Date>) -> Vec<Effect> {
    let value = match time_said(text, day) {
        Ok(value) => Some(value),
        Err(_) if text.trim().is_empty() => None,
        Err(why) => return state.told(why),
    };
    let notice = value.as_ref().map_or("When it was said is as it was found.".to_owned(), |v| format!("Said {}.", long_date(v)));
    let value = value.map(|value| Value::Text(value.to_string().into()));
    let accepted = (target.clone(), Field::Verdict, Some(Value::Verdict(Verdict::Accepted)));
    let effects = decide(state, vec![(target, Field::Said, value), accepted], &notice);
    review::show(state);
    effects
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
                Value::Kind(kind) => *kind == quote.found().kind,
                Value::Stance(stance) => *stance == quote.found().stance,
                Value::Span(passage) => *passage == Passage::of(&article.text, quote.found().span),
                _ => false,
            };
            let target = state.decided.review.of_quote(article, quote);
            let accepted = (target.clone(), Field::Verdict, Some(Value::Verdict(Verdict::Accepted)));
            decide(state, vec![(target, field, (!found).then_some(value)), accepted], &notice)
        }
        Err(why) => state.told(why),
    }
}

/// A span with one end moved by a word; at least one word is left.
fn moved(text: &str, span: Span, edge: Edge) -> Option<Span> {
    let (start, end) = (span.start as usize, span.end as usize);
    let (first, last) = words::ends(text, span)?;
    let (start, end) = match edge {
        Edge::StartEarlier => (words::word_before(text, start)?.start as usize, end),
        Edge::StartLater => (words::word_after(text, first.end as usize).filter(|word| *word <= last)?.start as usize, end),
        Edge::EndLater => (start, words::word_after(text, end)?.end as usize),
        Edge::EndEarlier => (start, words::word_before(text, last.start as usize).filter(|word| *word >= first)?.end as usize),
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
    state.overlay = Some(Overlay::Speaker(Box::new(Picker::new(Names(likely(&corpus, at)))), at));
    Vec::new()
}

/// Names of those who may have said a quote, with a quote of theirs: the voices of its article, those named nearest to it
/// first, then all others, the most quoted first.
fn likely(corpus: &Corpus, at: QuoteRef) -> Vec<(Arc<str>, QuoteRef)> {
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
        Some((Arc::from(&*speaker.name), own))
    };
    let mut rows: Vec<(Arc<str>, QuoteRef)> = voices.into_iter().filter_map(of_voice).collect();
    // Two people may have one name.
    let there: Vec<Option<u32>> = rows.iter().map(|(_, own)| corpus.speaker_of(*own)).collect();
    for speaker in &corpus.speakers {
        let own = speaker.quotes.first().filter(|own| !there.contains(&corpus.speaker_of(**own)));
        rows.extend(own.map(|own| (Arc::from(&*speaker.name), *own)));
    }
    rows
}

/// Says whose words a quote is.
pub fn speaker(state: &mut State, at: QuoteRef, picked: &Picked) -> Vec<Effect> {
    let corpus = Arc::clone(&state.corpus);
    let Some((article, quote)) = corpus.quote(at) else { return Vec::new() };
    let same = match picked {
        Picked::Row(_, own) => corpus.speaker_of(*own) == corpus.speaker_of(at),
        Picked::Name(_) | Picked::Nobody => false,
    };
    let attribution = match picked {
        Picked::Row(name, own) => match state.decided.review.voice(&corpus, *own) {
            Some(voice) => SaidBy::Voice(voice, (&**name).into()),
            None => SaidBy::Named((&**name).into()),
        },
        Picked::Name(name) => SaidBy::Named((&**name).into()),
        Picked::Nobody => SaidBy::Unknown,
    };
    let found = corpus.speaker_of(at).and_then(|ix| corpus.speakers.get(ix as usize)).map(|speaker| &*speaker.name);
    let notice = format!("{} said it.", attribution.name().unwrap_or("Nobody known"));
    let named = matches!(attribution, SaidBy::Named(_) | SaidBy::Unknown) && attribution.name() == found;
    let value = (!same && !named).then_some(Value::Speaker(attribution));
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
