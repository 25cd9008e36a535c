//! Interviews without quotation marks: paragraphs that begin with a label, `T: …`, `J: …`, `Wartawan: …`, `Rani Waskita: …`,
//! `RW: …`.
//!
//! One line with a colon is a credit, a note, a list. So a layout counts only where a question is followed by an answer and
//! something is asked indeed, and an answer only where it is known whose it is.

use super::super::context::Context;
use super::super::people::People;
use super::super::phrase::{Head, Phrase, phrase};
use super::behind::bare;
use super::{Draft, Step, Who, speaker_after};
use crate::lang::Class;
use crate::model::BlockKind;
use crate::text::{Shape, TokenKind};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A label has at most so many words.
const LABEL: usize = 6;
/// At most so many people are compared with initials: keeps the time linear in any text.
const NEAR: usize = 32;
/// At least so many questions without a label make an interview.
const QUESTIONS: usize = 2;
/// At most so many paragraphs of the introduction are searched for whom one talked with.
const INTRODUCTION: usize = 24;

/// A paragraph of an interview with what it tells.
pub(crate) struct Turn {
    /// Its tokens.
    pub range: Range<usize>,
    /// Nothing for a question.
    pub steps: Vec<Step>,
}

/// What the label of a paragraph tells.
#[derive(Clone)]
enum Label {
    None,
    Asks,
    Answers,
    /// The name of somebody the article tells of before.
    Names(Phrase),
    /// The initials of such a one, named there.
    Initials(Phrase),
    Other,
}

impl Label {
    fn answers(&self) -> bool {
        matches!(self, Label::Answers | Label::Names(_) | Label::Initials(_))
    }
}

/// A block with its label and where its words begin.
struct Labelled {
    kind: BlockKind,
    range: Range<usize>,
    label: Label,
    words: usize,
}

/// The turns of an article's interview, in order: its questions, and its answers with the quotes that they are.
pub(crate) fn interview(ctx: &Context<'_>, people: &People) -> Vec<Turn> {
    let mut parts = labelled(ctx, people);
    set_apart(ctx, &mut parts);
    name_askers(ctx, &mut parts);
    let Some((first, last)) = bounds(ctx, &parts) else { return Vec::new() };
    let start = parts[first].range.start;
    let mut faces = partner(ctx, people, &parts[..first], start);
    let known = faces.is_some();
    let mut out = Vec::new();
    let mut answering = false;
    for (n, part) in parts.iter().enumerate().skip(first) {
        let own = match part.label {
            Label::None => continues(ctx, part) && (n < last || part.words_of(ctx).any(|i| ctx.is_class(i, Class::FIRST_PERSON))),
            _ => true,
        };
        answering = match &part.label {
            Label::None => answering && own,
            Label::Answers => known,
            label => label.answers(),
        };
        if !answering {
            if matches!(part.label, Label::Asks) {
                out.push(Turn { range: part.range.clone(), steps: Vec::new() });
            } else if n > last {
                break;
            }
            continue;
        }
        let who = match &part.label {
            Label::Names(p) => Who::Phrase(p.clone()),
            _ => Who::Same,
        };
        if let Label::Initials(p) = &part.label {
            faces = Some(p.clone());
        }
        let mut steps = Vec::new();
        if matches!(part.label, Label::Answers | Label::Initials(_))
            && let Some(p) = &faces
        {
            steps.push(Step::Faces(p.clone()));
        }
        steps.extend(answer(ctx, part, who).map(Step::Quote));
        out.push(Turn { range: part.range.clone(), steps });
    }
    out
}

impl Labelled {
    /// The tokens of its words, without label and line end.
    fn words_of(&self, ctx: &Context<'_>) -> Range<usize> {
        let mut words = self.words..self.range.end;
        while !words.is_empty() && ctx.token(words.end - 1).kind == TokenKind::Newline {
            words.end -= 1;
        }
        words
    }
}

/// The quote that an answer is; marks around the whole of it are no part of it.
fn answer(ctx: &Context<'_>, part: &Labelled, who: Who) -> Option<Draft> {
    let mut words = part.words_of(ctx);
    let mark = |i: usize| ctx.token(i).kind == TokenKind::Mark;
    if words.len() > 2 && mark(words.start) && mark(words.end - 1) {
        words = words.start + 1..words.end - 1;
    }
    if !words.clone().any(|i| ctx.is_word(i) || ctx.token(i).kind == TokenKind::Number) {
        return None;
    }
    Some(Draft::set_apart(ctx, words, who, "direct.interview"))
}

/// Whether a paragraph without a label can go on with an answer: it is a paragraph and opens no quotation.
fn continues(ctx: &Context<'_>, part: &Labelled) -> bool {
    part.kind == BlockKind::Paragraph && !part.range.clone().any(|i| ctx.token(i).kind == TokenKind::Mark)
}

/// Whether a paragraph is nothing but one question, and no words in marks.
fn question(ctx: &Context<'_>, part: &Labelled) -> bool {
    let words = part.words_of(ctx);
    let stop = |i: usize| ctx.is(i, '.') || ctx.is(i, '?') || ctx.token(i).kind == TokenKind::Mark;
    part.kind == BlockKind::Paragraph
        && matches!(part.label, Label::None)
        && words.len() > 2
        && ctx.capital(words.start)
        && ctx.is(words.end - 1, '?')
        && !(words.start..words.end - 1).any(stop)
}

/// Makes questions that stand alone, as bold type sets them, and the paragraphs behind them turns of an interview, where
/// there are several and the paragraph before the first announces that its words follow: else the outlet answers itself.
fn set_apart(ctx: &Context<'_>, parts: &mut [Labelled]) {
    let questions: Vec<usize> = (0..parts.len()).filter(|&n| question(ctx, &parts[n])).collect();
    let Some(&first) = questions.first().filter(|_| questions.len() >= QUESTIONS) else { return };
    let excerpt = |part: &Labelled| part.range.clone().any(|i| ctx.pack.cues.interviews.excerpt(ctx.word(i)));
    if !first.checked_sub(1).is_some_and(|before| excerpt(&parts[before])) {
        return;
    }
    for n in questions {
        parts[n].label = Label::Asks;
        if let Some(next) = parts.get_mut(n + 1).filter(|p| p.kind == BlockKind::Paragraph && matches!(p.label, Label::None)) {
            next.label = Label::Answers;
        }
    }
}

/// All blocks but titles, with their labels.
fn labelled(ctx: &Context<'_>, people: &People) -> Vec<Labelled> {
    let part = |(kind, range): (BlockKind, Range<usize>)| {
        let (label, words) = match kind {
            BlockKind::Title | BlockKind::Dateline => (Label::None, range.start),
            _ => label(ctx, people, range.clone()),
        };
        Labelled { kind, range, label, words }
    };
    ctx.block_tokens().into_iter().map(part).collect()
}

/// The label that a block begins with, and where the words behind it begin.
fn label(ctx: &Context<'_>, people: &People, block: Range<usize>) -> (Label, usize) {
    let start = block.start;
    let Some(colon) = (start + 1..block.end.min(start + LABEL + 1)).find(|&i| ctx.is(i, ':')) else {
        return (Label::None, start);
    };
    let plain = |i: usize| ctx.is_word(i) || ctx.is(i, '.') || ctx.is(i, ',');
    if colon + 1 >= block.end || !ctx.capital(start) || !(start..colon).all(plain) {
        return (Label::None, start);
    }
    let interviews = &ctx.pack.cues.interviews;
    let told = |p: &Phrase| people.named(ctx, p.name.clone()).is_some_and(|n| people.first_told_of(n) < start);
    let found = match ctx.word(start) {
        word if colon == start + 1 && interviews.asks(word) => Label::Asks,
        word if colon == start + 1 && interviews.answers(word) => Label::Answers,
        _ => match phrase(ctx, start, colon).filter(|p| p.head == Head::Person && p.range.end == colon && told(p)) {
            Some(p) => Label::Names(p),
            None if told(&bare(start..colon, Head::Person)) => Label::Names(bare(start..colon, Head::Person)),
            None if colon == start + 1 => initials(ctx, people, start).map_or(Label::Other, Label::Initials),
            None => Label::Other,
        },
    };
    (found, colon + 1)
}

/// Whose initials a label is: of one person named before it alone.
fn initials(ctx: &Context<'_>, people: &People, at: usize) -> Option<Phrase> {
    let letters = ctx.letters(at);
    if letters.len() < 2 || ctx.token(at).shape == Shape::Lower || letters.chars().any(char::is_lowercase) {
        return None;
    }
    let fits = |n: usize| {
        let person = people.all.get(n)?;
        let own: String = person.words.iter().filter_map(|w| w.chars().next()).flat_map(char::to_uppercase).collect();
        (people.first_told_of(n) < at && (own.starts_with(letters) || own.ends_with(letters))).then_some(n)
    };
    let mut fitting = (0..people.all.len().min(NEAR)).filter_map(fits);
    let found = fitting.next()?;
    fitting.next().is_none().then(|| first_named(ctx, people, found)).flatten()
}

/// The words that first name a person.
fn first_named(ctx: &Context<'_>, people: &People, person: usize) -> Option<Phrase> {
    let (at, span) = people.all.get(person)?.mentions.first()?;
    let end = ctx.tokens.partition_point(|t| t.span.start < span.end);
    Some(bare(*at..end.max(at + 1), Head::Person))
}

/// A label that stands more than once, each time before the answer of another, is the one who asks, if it names nobody and
/// asks at least once (`Kabar Randu: …`), or names somebody and always asks.
fn name_askers(ctx: &Context<'_>, parts: &mut [Labelled]) {
    let turns: Vec<usize> = (0..parts.len()).filter(|&n| !matches!(parts[n].label, Label::None)).collect();
    let mut seen: FxHashMap<&str, Asked> = FxHashMap::default();
    let text = |part: &Labelled| ctx.slice(part.range.start..part.words.saturating_sub(1));
    let open = |part: &Labelled| matches!(part.label, Label::Other | Label::Names(_));
    for (k, part) in turns.iter().map(|&n| &parts[n]).enumerate().filter(|(_, part)| open(part)) {
        let next = turns.get(k + 1).and_then(|&n| parts.get(n));
        let asked = seen.entry(text(part)).or_default();
        asked.times += 1;
        asked.answered += usize::from(next.is_some_and(|next| next.label.answers() && text(next) != text(part)));
        asked.asks += usize::from(asks_something(ctx, part));
    }
    let asker = |part: &Labelled| {
        let least = |times| if matches!(part.label, Label::Names(_)) { times } else { 1 };
        open(part) && seen.get(text(part)).is_some_and(|s| s.times > 1 && s.answered == s.times && s.asks >= least(s.times))
    };
    let askers: Vec<usize> = turns.into_iter().filter(|&n| parts.get(n).is_some_and(asker)).collect();
    for n in askers {
        if let Some(part) = parts.get_mut(n) {
            part.label = Label::Asks;
        }
    }
}

/// How often a label stands, stands before the answer of another, and asks.
#[derive(Default)]
struct Asked {
    times: usize,
    answered: usize,
    asks: usize,
}

fn asks_something(ctx: &Context<'_>, part: &Labelled) -> bool {
    part.words_of(ctx).any(|i| ctx.is(i, '?'))
}

/// The first question that an answer follows, and the last turn; `None` if nothing is asked and answered.
fn bounds(ctx: &Context<'_>, parts: &[Labelled]) -> Option<(usize, usize)> {
    let turns: Vec<usize> = (0..parts.len()).filter(|&n| !matches!(parts[n].label, Label::None | Label::Other)).collect();
    let pair = turns.windows(2).find(|w| matches!(parts[w[0]].label, Label::Asks) && parts[w[1]].label.answers())?;
    let asked = parts.iter().any(|p| matches!(p.label, Label::Asks) && asks_something(ctx, p));
    asked.then_some((pair[0], *turns.last()?))
}

/// Whom the introduction tells that one talked with, else the only person it names.
fn partner(ctx: &Context<'_>, people: &People, introduction: &[Labelled], start: usize) -> Option<Phrase> {
    let interviews = &ctx.pack.cues.interviews;
    for part in introduction.iter().rev().take(INTRODUCTION) {
        let mut announced = false;
        for i in part.range.clone() {
            announced |= interviews.announces(ctx.word(i));
            if announced
                && interviews.beside(ctx.word(i))
                && let Some(p) = speaker_after(ctx, i + 1, part.range.end).filter(|p| p.head == Head::Person)
            {
                return Some(p);
            }
        }
    }
    let mut named = (0..people.all.len().min(NEAR)).filter(|&n| people.first_told_of(n) < start);
    let only = named.next()?;
    named.next().is_none().then(|| first_named(ctx, people, only)).flatten()
}
