//! What an accusation, a denial, a confirmation or a refusal is about: worked out of one article alone.
//!
//! The words are those of its sentence, for a denial is often two words (`“cerita palsu”`) whose matter stands around them.
//! What has no matter of its own (`tuduhan tersebut`) points back to the last one that has. Who is accused: [`super::accused`].

use super::names::whole;
use super::prepare::{Reading, TITLES};
use super::tellings::DEED;
use crate::lang::{Class, Pack, lower_words};
use crate::model::{Article, Quote, Span, SpeakerKind, Stance};
use crate::text::{Token, TokenKind};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// What one quote of an article does with a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// The index of the quote in [`Article::quotes`].
    pub quote: u32,
    /// What it is about: keys of names and stems, ascending; those of deeds have [`DEED`] set.
    pub features: Box<[u32]>,
    /// What its speaker does with it: the quote's stance; who says what only the law's words make an accusation accuses.
    pub stance: Stance,
    /// Who is accused.
    pub accused: Accused,
    /// Who is accused together with one who is named, as [`Accused::Named`] says it.
    pub also: Box<[(Span, u32)]>,
    /// Whether it makes a claim by itself: what somebody does is told as an accusation or a denial of something, and not only
    /// by the words that are said.
    pub founds: bool,
    /// The matter before it that it points back to, as an index into the article's matters; its own features say nothing.
    pub back: Option<u32>,
}

/// Who is accused, as one article tells it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Accused {
    /// Nobody by name.
    Nobody,
    /// Whoever speaks; of one who speaks for somebody, whom they speak for.
    Speaker,
    /// The side of whoever speaks (`pihaknya`): the body whose office they hold, else they themselves.
    Side,
    /// Who is named here; the key is that of an organization's name.
    Named(Span, u32),
}

/// Features below which a quote has no matter of its own.
pub(super) const LEAST: usize = 2;
/// Words in a quote that are no names from which on it tells its matter without the sentence around it.
const TOLD: usize = 3;
/// Features kept of a matter.
const MOST: usize = 24;
/// Tokens before and behind a quote and its cue that are read of its sentence: further off stands what others say.
const NEAR: usize = 240;

/// Classes of words that are names wherever they stand.
const LISTED: Class =
    Class(Class::PLACE.0 | Class::STATE.0 | Class::GIVEN_NAME.0 | Class::ORGANIZATION.0 | Class::ORGANIZATION_WORD.0);

/// Classes of words before a name that belong to it.
const HOLDS: Class = Class(
    Class::ROLE.0
        | Class::HONORIFIC.0
        | Class::RANK.0
        | Class::UNNAMED.0
        | Class::KIN.0
        | Class::ORGANIZATION_HEAD.0
        | Class::ORGANIZATION_WORD.0,
);

/// Classes of words that a body's name begins with.
const BODY: Class = Class(Class::ORGANIZATION_HEAD.0 | Class::ORGANIZATION_WORD.0 | Class::ORGANIZATION.0 | Class::STATE.0);

/// Letters of an abbreviation of a body at least (`KPK`); two are initials.
const ABBREVIATION: usize = 3;

fn abbreviation(name: &str) -> bool {
    name.chars().count() >= ABBREVIATION && name.chars().all(char::is_uppercase)
}

/// Whether a stance is one that claims are made of.
pub fn takes_sides(stance: Stance) -> bool {
    matches!(stance, Stance::Accuses | Stance::Denies | Stance::Confirms | Stance::Declines)
}

/// The matters of an article, in order.
pub fn find(article: &Article, reading: &Reading, pack: &Pack) -> Box<[Matter]> {
    let mut out: Vec<Matter> = Vec::new();
    let people = people(article);
    // The last matter that stands by itself, to which others point back.
    let mut last: Option<u32> = None;
    let by_law = about_law(article, pack);
    for (i, quote) in article.quotes.iter().enumerate().filter(|(_, q)| q.counts()) {
        let sides = takes_sides(quote.stance);
        if !sides && !by_law.contains(&(i as u32)) {
            continue;
        }
        let about = About { article, reading, pack, quote, people: &people };
        let words = about.words();
        let told = if sides { about.accused(&words) } else { about.by_law(&words) };
        let Some((mut accused, also)) = told else { continue };
        let mut features: Vec<u32> = about.telling(&words).map(|w| w.key).collect();
        features.sort_unstable();
        features.dedup();
        features.truncate(MOST);
        // Who goes on denying denies the same.
        let goes_on = quote.stance == Stance::Denies
            && out
                .last()
                .and_then(|m| article.quotes.get(m.quote as usize).filter(|_| m.quote + 1 == i as u32))
                .is_some_and(|q| q.speaker == quote.speaker && matches!(q.stance, Stance::Denies | Stance::Declines));
        let own = !goes_on && !about.points_back(&words) && features.iter().any(|f| f & DEED != 0) && features.len() >= LEAST;
        let back = last.filter(|_| !own);
        if back.is_none() {
            last = Some(out.len() as u32);
        }
        // Whose accusation it was that is denied stands there: who denies it may be anybody.
        if !own && !goes_on && matches!(accused, Accused::Speaker | Accused::Side) {
            accused = Accused::Nobody;
        }
        let stance = if sides { quote.stance } else { Stance::Accuses };
        // What points back to nothing that is told tells of nothing.
        let tells = |w: &Word| w.counts && !w.name && quote.span.contains(w.span);
        let empty = !own && back.is_none() && !words.iter().any(tells);
        let founds = !empty && (!sides || about.founds(&words));
        out.push(Matter { quote: i as u32, features: features.into(), stance, accused, also: also.into(), founds, back });
    }
    out.into()
}

/// The quotes in which a word of the law stands (`terdakwa`, `diduga`).
fn about_law(article: &Article, pack: &Pack) -> FxHashSet<u32> {
    if article.quotes.is_empty() {
        return FxHashSet::default();
    }
    // Letters that take other room in lower case stay as they are.
    let text = article.text.to_ascii_lowercase();
    let mut places: Vec<u32> = pack.matters.laws().flat_map(|word| text.match_indices(word)).map(|(at, _)| at as u32).collect();
    places.sort_unstable();
    let holds = |q: &Quote| places.get(places.partition_point(|at| *at < q.span.start)).is_some_and(|at| *at < q.span.end);
    (0..).zip(&article.quotes).filter(|(_, q)| holds(q)).map(|(i, _)| i).collect()
}

/// What a matter is looked for in.
pub(super) struct About<'a> {
    pub article: &'a Article,
    pub reading: &'a Reading<'a>,
    pub pack: &'a Pack,
    pub quote: &'a Quote,
    /// Words of the names of everybody whom the article names, in lower case.
    people: &'a FxHashSet<Vec<String>>,
}

/// The words of all whole names of an article's people.
fn people(article: &Article) -> FxHashSet<Vec<String>> {
    let persons = article.voices.iter().chain(&article.people).filter(|v| v.kind == SpeakerKind::Person);
    let names = persons.flat_map(|v| std::iter::once(&v.name).chain(&v.aliases));
    names.map(|name| lower_words(name)).filter(|words| words.len() > 1).collect()
}

/// Tokens of a run of capitals before a name in it, and of the name, at most.
const RUN: usize = 8;

/// A word of a matter, or a name.
pub(super) struct Word {
    pub span: Span,
    pub key: u32,
    pub name: bool,
    /// Whether it tells what the matter is.
    pub counts: bool,
    /// Whether it is a noun that means an accusation.
    pub accusation: bool,
    pub verb: bool,
    pub that: bool,
    /// Whether it joins names (`dan`).
    pub joint: bool,
    /// Whether it names a place that is no state.
    pub place: bool,
    /// Whether it is a body's name, by its words or letters.
    pub body: bool,
    /// Whether it is a role (`direktur`): a body's name behind it is that of whose role it is.
    pub role: bool,
    /// Whether it is a body's kind, written as part of its name (`Tim`).
    pub head: bool,
    /// Whether a name follows that somebody is called by (`berinisial`).
    pub called: bool,
    /// Whether it is a verb of saying, or begins one.
    pub says: bool,
    /// Whether it tells by whom something is done (`oleh`).
    pub by: bool,
    /// Whether it is a title or a body's kind: the name behind it is that of who holds it.
    pub holds: bool,
    pub pronoun: bool,
    /// Whether it is a pronoun of others than the speaker (`mereka`).
    pub others: bool,
    /// Whether what stands behind it is no subject: a preposition, a law or another document.
    pub aside: bool,
}

impl About<'_> {
    /// The tokens of the quote and of the sentence that reports it.
    fn range(&self) -> Range<usize> {
        let at = |span: Span| self.reading.tokens.partition_point(|t| t.span.end <= span.start);
        let of = |span: Span| at(span)..self.reading.tokens.partition_point(|t| t.span.start < span.end);
        let quote = of(self.quote.span);
        // Of a quote in marks only its own words and those between it and its cue; else the sentence.
        let cue = self.quote.cue.map(of).unwrap_or(quote.clone());
        let sentences = &self.reading.sentences;
        let home = sentences.get(sentences.partition_point(|s| s.end <= cue.start)).filter(|s| s.start <= cue.start);
        match home {
            Some(home) if home.start <= quote.start && quote.start < home.end => {
                let start = home.start.max(quote.start.min(cue.start).saturating_sub(NEAR));
                start..home.end.min(quote.end.max(cue.end) + NEAR).max(quote.end)
            }
            _ => quote,
        }
    }

    fn words(&self) -> Vec<Word> {
        let (text, tokens) = (self.reading.text, &self.reading.tokens);
        let range = self.range();
        let aside = |span: Span| {
            let of = |s: Option<Span>| s.is_some_and(|s| s.contains(span));
            let times = &self.article.times;
            let time = times.get(times.partition_point(|t| t.span.end <= span.start));
            of(self.quote.cue) || of(self.quote.mention) || time.is_some_and(|t| t.span.contains(span))
        };
        let lower: Vec<String> = tokens.get(range.clone()).unwrap_or(&[]).iter().map(|t| t.of(text).to_lowercase()).collect();
        let mut out = Vec::new();
        let mut i = 0;
        while let (Some(token), Some(rest)) = (tokens.get(range.start + i), lower.get(i..)) {
            let name = self.name_at(range.start + i, rest);
            let len = name.map_or(1, |(len, _)| len).max(1);
            let last = tokens.get(range.start + i + len - 1).unwrap_or(token);
            let span = Span { start: token.span.start, end: last.span.end };
            i += len;
            if token.kind != TokenKind::Word {
                continue;
            }
            let word = rest.first().map_or("", String::as_str);
            let link = &self.pack.link;
            let content = name.is_some() || !(link.is_stop(token.word) || token.span.len() == 1);
            let accusation = self.pack.matters.is_accusation(word);
            let class = self.pack.words.class(token.word);
            let called = class.any(Class::CALLED) || self.pack.matters.is_initialed(word);
            let verb = name.is_none() && !called && link.is_verb(token.word, word);
            let key = match name {
                Some((_, key)) => key & !DEED,
                None => self.pack.matters.key_hash(word) | DEED,
            };
            out.push(Word {
                span,
                holds: class.any(HOLDS) || name.is_none() && self.leads(token, rest),
                pronoun: class.any(Class::PRONOUN),
                others: class.any(Class::PRONOUN) && !class.any(Class::PERSONAL) && !self.pack.matters.is_side(word),
                aside: name.is_none() && class.any(Class::PREPOSITION | Class::LOCATIVE | Class::DOCUMENT),
                key,
                name: name.is_some(),
                counts: content && !accusation && !aside(span),
                accusation,
                verb,
                that: class.any(Class::THAT),
                joint: self.pack.cues.clauses.joint(token.word),
                place: name.is_some()
                    && class.any(Class::PLACE)
                    && !class.any(Class::STATE | Class::GIVEN_NAME | Class::ORGANIZATION),
                body: name.is_some() && (class.any(BODY) || link.same_at(rest).is_some() || abbreviation(span.of(text))),
                role: name.is_none()
                    && class.any(Class::ROLE)
                    && !class.any(Class::ORGANIZATION_HEAD)
                    && self.pack.matters.law(word).is_none(),
                head: name.is_none() && class.any(Class::ORGANIZATION_HEAD) && token.capital(),
                called,
                says: self.pack.cues.begins(token.word) || link.is_citing(token.word),
                by: self.pack.cues.is_by(token.word),
            });
        }
        out
    }

    /// The name at a token: how many tokens it takes, and its key. Names of states and bodies by their canonical name.
    fn name_at(&self, at: usize, rest: &[String]) -> Option<(usize, u32)> {
        let (tokens, link) = (&self.reading.tokens, &self.pack.link);
        let capital = |i: usize| self.reading.capital(i).is_some_and(|t| t.span.len() > 1);
        if let Some((len, name)) = link.same_at(rest).filter(|_| capital(at)) {
            return (!self.title(tokens.get(at)?)).then(|| (len, whole(name, self.pack)));
        }
        // The first word of a sentence is a name where a list has it, or where another name follows.
        let listed = |t: &Token| self.pack.words.class(t.word).any(LISTED);
        // `Jaksa Agung Rani Waskita`, `Rani WB`: a name that the article prints as one is one.
        let named = |from: usize, to: usize| rest.get(from..to).is_some_and(|words| self.people.contains(words));
        if let Some(len) = (2..RUN).rev().find(|len| named(0, *len)).filter(|_| capital(at)) {
            return Some((len, whole(rest.get(..len)?, self.pack)));
        }
        if self.leads(tokens.get(at)?, rest) {
            return None;
        }
        let first = tokens.get(at).filter(|t| capital(at) && !self.title(t) && !link.is_stop(t.word))?;
        if self.reading.opens(at) && !listed(first) && !capital(at + 1) {
            return None;
        }
        let len = (0..rest.len()).take_while(|n| capital(at + n) && !self.title(tokens.get(at + n).unwrap_or(first))).count();
        Some((len, whole(rest.get(..len)?, self.pack)))
    }

    /// Whether capitals go on from a token to a whole name that the article prints: it is part of the title before it.
    fn leads(&self, token: &Token, rest: &[String]) -> bool {
        let from = self.reading.at(token.span.start);
        let run = (0..RUN).take_while(|n| self.reading.capital(from + n).is_some()).count().min(rest.len());
        (1..run).any(|a| (a + 2..=run).any(|b| rest.get(a..b).is_some_and(|words| self.people.contains(words))))
    }

    fn title(&self, token: &Token) -> bool {
        self.pack.words.class(token.word).any(TITLES | Class::THAT | Class::PREPOSITION)
    }

    /// The words that tell what it is about: those of the quote, where they are enough, else those of its sentence.
    fn telling<'w>(&self, words: &'w [Word]) -> impl Iterator<Item = &'w Word> {
        let span = self.quote.span;
        let own = words.iter().filter(|w| span.contains(w.span) && w.counts && !w.name).count() >= TOLD;
        words.iter().filter(move |w| w.counts && (!own || span.contains(w.span)))
    }

    /// Whether the quote says no more than that it is about an accusation told before (`tuduhan tersebut`, `tuduhan Vestria
    /// hanyalah rumor`).
    fn points_back(&self, words: &[Word]) -> bool {
        let own = || words.iter().filter(|w| self.quote.span.contains(w.span));
        own().any(|w| w.accusation) && !own().any(|w| w.that) && own().filter(|w| w.counts && !w.name).count() < LEAST
    }
}
