//! What linking needs of one article alone, worked out once on a worker thread and kept in little room.
//!
//! Words are kept as 32-bit hashes, never as strings: two articles share a word when they share its hash. A chance
//! collision costs a little similarity between two articles and never a letter of text.

use super::matter::{self, Matter};
use super::names::{self, VoiceKey};
use super::tellings::{self, OWN_DAY, Telling};
use crate::extract;
use crate::lang::{Class, Pack, pair_hash, word_hash};
use crate::model::{Article, Attribution, BlockKind, Span, TimeExpression, Voice, VoiceIx};
use crate::text::{Sentence, Token, TokenKind, sentences};
use std::ops::Range;
use std::sync::Arc;

/// An article with everything that linking needs of it alone.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The article.
    pub article: Arc<Article>,
    /// Hashes of its pairs of neighbouring content words, ascending, each once.
    pub(super) story: Box<[u32]>,
    /// Where its voices are named, in order.
    pub(super) mentions: Box<[(Span, VoiceIx)]>,
    /// Its dated sentences.
    pub(super) tellings: Box<[Telling]>,
    /// The day on which it appeared, for what it tells of without a day.
    pub(super) own_day: Option<Box<TimeExpression>>,
    /// What the tellings are about; each telling holds a range of it, ascending.
    pub(super) features: Box<[u32]>,
    /// The content words of each of its quotes, in order: a range of `said` each.
    pub(super) quotes: Box<[(u32, u32)]>,
    /// What its quotes say; see `quotes`.
    pub(super) said: Box<[u32]>,
    /// What its accusations, denials, confirmations and refusals are about, in order.
    pub(super) matters: Box<[Matter]>,
    /// The keys of its voices, one each, then of those who are not quoted.
    pub(super) voices: Box<[VoiceKey]>,
    /// The words that it uses as names of places and bodies, hashed as the words of names are.
    pub(super) bodies: Box<[u32]>,
}

impl Prepared {
    /// Gives the article another identifier: two with the same bytes must not share one.
    pub fn rename(&mut self, id: Arc<str>) {
        Arc::make_mut(&mut self.article).id = id;
    }

    /// One of the article's voices, or behind them of those who are not quoted.
    pub(super) fn voice(&self, n: u32) -> Option<&Voice> {
        let quoted = self.article.voices.len();
        let n = n as usize;
        self.article.voices.get(n).or_else(|| self.article.people.get(n.checked_sub(quoted)?))
    }
}

/// Pairs kept of one article: the smallest hashes, so that long articles are sampled alike.
const STORY_LIMIT: usize = 320;
/// The bits of a word of `said` that tell whether it is written as a name, is a number, is a verb, is what the article is
/// about; every other bit is that of its stem.
pub(super) const NAMED: u32 = 1;
pub(super) const FIGURE: u32 = 2;
pub(super) const VERB: u32 = 4;
pub(super) const TOPIC: u32 = 8;
pub(super) const MARKS: u32 = NAMED | FIGURE | VERB | TOPIC;
/// How often an article has a word that it is about.
const OFTEN: u8 = 5;
/// Content words kept of one quote.
const SAID_LIMIT: usize = 48;

/// Works out what linking needs of one article alone. Runs on worker threads.
pub fn prepare(article: Article, pack: &Pack) -> Prepared {
    prepare_shared(Arc::new(article), pack)
}

/// [`prepare`] of an article that is shared already.
pub(super) fn prepare_shared(article: Arc<Article>, pack: &Pack) -> Prepared {
    let reading = Reading::new(&article, pack);
    let story = story(&reading);
    let mentions = tellings::mentions(&article);
    let own_day = tellings::own_day(&article).map(Box::new);
    let (tellings, features) = tellings::find(&article, &mentions, &reading, pack);
    let quoted = quotes_of(&article, Attribution::Reported);
    let said_by = |i: usize| quoted.get(i).map_or(&[][..], Vec::as_slice);
    let voices = article.voices.iter().chain(&article.people).enumerate();
    let voices = voices.map(|(i, v)| names::key(&article, said_by(i), v, pack)).collect();
    let bodies = article.bodies.iter().map(|w| names::word(w, pack)).collect();
    let (quotes, said) = said(&article, &reading, pack);
    let matters = matter::find(&article, &reading, pack);
    Prepared { article, story, mentions, tellings, own_day, features, quotes, said, matters, voices, bodies }
}

/// The quotes of each voice of an article that have this attribution, but those that a person rejected.
pub(super) fn quotes_of(article: &Article, attribution: Attribution) -> Vec<Vec<u32>> {
    let mut of = vec![Vec::new(); article.voices.len()];
    for (i, quote) in (0..).zip(&article.quotes).filter(|(_, q)| q.attribution() == attribution && !q.is_rejected()) {
        for voice in quote.voices() {
            if let Some(list) = of.get_mut(voice as usize) {
                list.push(i);
            }
        }
    }
    of
}

impl Prepared {
    /// The date of one of its tellings.
    pub(super) fn time(&self, telling: &Telling) -> Option<&TimeExpression> {
        match telling.time {
            OWN_DAY => self.own_day.as_deref(),
            ix => self.article.times.get(ix as usize),
        }
    }

    /// A range of the features of its tellings.
    pub(super) fn features(&self, (from, to): (u32, u32)) -> &[u32] {
        self.features.get(from as usize..to as usize).unwrap_or(&[])
    }

    /// The content words of a quote, in order, hashed.
    pub(super) fn said(&self, quote: u32) -> &[u32] {
        let range = self.quotes.get(quote as usize).and_then(|(from, to)| self.said.get(*from as usize..*to as usize));
        range.unwrap_or(&[])
    }
}

/// A range for each quote, and the words that the ranges are of.
type Said = (Box<[(u32, u32)]>, Box<[u32]>);

/// The content words of each quote.
fn said(article: &Article, reading: &Reading, pack: &Pack) -> Said {
    let mut words = Vec::new();
    let mut ranges = Vec::with_capacity(article.quotes.len());
    let counts = if article.quotes.is_empty() { Counted::default() } else { Counted::new(&reading.content) };
    for quote in article.quotes.iter() {
        let from = words.len();
        let content = tokens_of(&reading.tokens, quote.span, 0).filter(|i| reading.content.get(*i).is_some_and(|h| *h != 0));
        words.extend(content.take(SAID_LIMIT).filter_map(|i| word_said(i, reading, &counts, pack)));
        ranges.push((from as u32, words.len() as u32));
    }
    (ranges.into_boxed_slice(), words.into_boxed_slice())
}

/// How often an article has its content words, by some bits of their hashes: two that share them count as one, so the table
/// has room enough.
#[derive(Default)]
struct Counted(Vec<u8>);

impl Counted {
    fn new(content: &[u32]) -> Self {
        let mut counts = vec![0_u8; (4 * content.len()).next_power_of_two()];
        let mask = counts.len() - 1;
        for hash in content.iter().filter(|h| **h != 0) {
            if let Some(count) = counts.get_mut(*hash as usize & mask) {
                *count = count.saturating_add(1);
            }
        }
        Self(counts)
    }

    fn of(&self, hash: u32) -> u8 {
        self.0.get(hash as usize & self.0.len().saturating_sub(1)).copied().unwrap_or(0)
    }
}

/// What a content word of a quote is compared by: a number by its value, any other by its stem.
fn word_said(at: usize, reading: &Reading, counts: &Counted, pack: &Pack) -> Option<u32> {
    let (token, hash) = (reading.tokens.get(at)?, *reading.content.get(at)?);
    let word = token.of(reading.text);
    let topic = if counts.of(hash) >= OFTEN { TOPIC } else { 0 };
    if token.kind == TokenKind::Number {
        let plain = word.bytes().all(|b| b.is_ascii_digit());
        let value = if plain { hash } else { figure(word).map_or(hash, |value| word_hash(&value)) };
        return Some(value & !MARKS | FIGURE | topic);
    }
    // A name has no stem. A title is part of one behind its first word (`Serikat Nelayan`).
    let title = |t: &Token| pack.words.class(t.word).any(TITLES);
    let goes_on = || at.checked_sub(1).and_then(|i| reading.capital(i)).is_some_and(|t| !title(t));
    if token.capital() && !reading.opens(at) && (!title(token) || goes_on()) {
        return Some(hash & !MARKS | NAMED | topic);
    }
    let is_verb = |lower: &str| pack.link.is_verb(token.word, lower);
    let verb = if token.capital() { is_verb(&word.to_lowercase()) } else { is_verb(word) };
    let mark = if verb { VERB } else { 0 };
    Some(pack.matters.key_hash(word) & !MARKS | mark | topic)
}

/// A number as its value is written, without points between thousands and noughts behind a comma.
fn figure(number: &str) -> Option<String> {
    let value: f64 = number.replace('.', "").replace(',', ".").parse().ok()?;
    Some(value.to_string())
}

/// Classes of words that are written with a capital before a name and are no part of it.
pub(super) const TITLES: Class = Class(Class::ROLE.0 | Class::HONORIFIC.0 | Class::RANK.0 | Class::NOT_A_NAME.0);

/// An article's running text as tokens and content words.
pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    /// Hash of each token that is a content word or a number, else 0.
    pub content: Vec<u32>,
    /// Its sentences in running text: nothing of titles, captions, credits and boilerplate.
    pub sentences: Vec<Sentence>,
}

impl<'a> Reading<'a> {
    pub fn new(article: &'a Article, pack: &Pack) -> Self {
        let text = &*article.text;
        let tokens = extract::tokens(text, &article.blocks, pack);
        let content = tokens.iter().map(|t| content_hash(text, *t, pack)).collect();
        let mut found = Vec::new();
        if article.blocks.is_empty() {
            found = sentences(text, &tokens, 0..tokens.len(), &pack.lexicon);
        }
        let mut at = 0;
        for block in article.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph) {
            let range = tokens_of(&tokens, block.span, at);
            at = range.end;
            found.extend(sentences(text, &tokens, range, &pack.lexicon));
        }
        Self { text, tokens, content, sentences: found }
    }

    /// The first token that ends behind a byte.
    pub fn at(&self, byte: u32) -> usize {
        self.tokens.partition_point(|t| t.span.end <= byte)
    }

    /// A word of running text that is written with a capital.
    pub fn capital(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).filter(|t| t.kind == TokenKind::Word && t.capital())
    }

    /// Whether the capital of a token may be only that of a sentence or a quote that it opens.
    pub fn opens(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|i| self.tokens.get(i));
        before.is_none_or(|t| t.kind != TokenKind::Word && !t.is(self.text, ','))
    }

    /// The tokens of a span.
    pub fn within(&self, span: Span) -> &[Token] {
        self.tokens.get(tokens_of(&self.tokens, span, 0)).unwrap_or(&[])
    }

    /// The bytes of a sentence or another range of tokens.
    pub fn span(&self, range: &Range<usize>) -> Span {
        match self.tokens.get(range.clone()) {
            Some([first, .., last]) => Span { start: first.span.start, end: last.span.end },
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }
}

fn tokens_of(tokens: &[Token], span: Span, from: usize) -> Range<usize> {
    let rest = tokens.get(from..).unwrap_or(&[]);
    let start = from + rest.partition_point(|t| t.span.start < span.start);
    let end = from + rest.partition_point(|t| t.span.end <= span.end);
    start..end.max(start)
}

fn content_hash(text: &str, token: Token, pack: &Pack) -> u32 {
    let carries = match token.kind {
        TokenKind::Word => token.span.len() > 1 && !pack.link.is_stop(token.word),
        TokenKind::Number => true,
        _ => false,
    };
    if carries { word_hash(token.of(text)) } else { 0 }
}

/// Pairs of neighbouring content words inside each sentence.
fn story(reading: &Reading) -> Box<[u32]> {
    let mut out = Vec::with_capacity(reading.tokens.len() / 2);
    for sentence in &reading.sentences {
        let mut before = 0;
        for &hash in reading.content.get(sentence.clone()).unwrap_or(&[]).iter().filter(|h| **h != 0) {
            if before != 0 {
                out.push(pair_hash(before, hash));
            }
            before = hash;
        }
    }
    out.sort_unstable();
    out.dedup();
    out.truncate(STORY_LIMIT);
    out.into_boxed_slice()
}

/// How many values two ascending lists share.
pub(super) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        n += usize::from(x == y);
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::Build;

    #[test]
    fn a_story_is_its_pairs_of_content_words() {
        let pack = Pack::indonesian();
        let one = prepare(Build::new("a", "Nelayan menolak pagar laut. Warga setuju.").article(), pack);
        let two = prepare(Build::new("b", "Para nelayan itu menolak pagar di laut.").article(), pack);
        assert_eq!(one.story.len(), 4);
        assert_eq!(shared(&one.story, &two.story), 3);
        assert_eq!(word_hash("Ünal"), word_hash("ünal"));
    }
}
