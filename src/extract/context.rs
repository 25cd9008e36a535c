//! What every layer reads: the text, its tokens with their word classes, blocks and times.

use super::evidence::{bodies, entities, short_forms};
use super::insets::{nicknames, suspects};
use super::name::reads_as_name;
use crate::lang::{Class, Pack, WordId, in_lower_case};
use crate::model::{Block, BlockKind, Span, TimeExpression};
use crate::text::{Shape, Token, TokenKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// At most so many names of places and bodies of one article are kept.
const BODIES: usize = 64;

/// The state of one article while it is being annotated. Cheap to look at, never changed by a layer.
pub(crate) struct Context<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub blocks: &'a [Block],
    pub times: &'a [TimeExpression],
    pub pack: &'a Pack,
    class: Vec<Class>,
    /// Whether a token begins with a capital.
    capital: Vec<bool>,
    in_time: Vec<bool>,
    lower_seen: FxHashSet<&'a str>,
    entities: FxHashSet<&'a str>,
    inside: FxHashSet<&'a str>,
    names: Vec<bool>,
    /// Which tokens are words by which the article calls somebody.
    short: Vec<bool>,
    /// Where each of these words stands first.
    first: FxHashMap<&'a str, usize>,
    body_names: FxHashSet<(&'a str, &'a str)>,
    /// Where each word that is part of a name stands first.
    told: FxHashMap<&'a str, usize>,
    /// The first words of names of two words or more.
    begins: FxHashSet<&'a str>,
    /// Initials that stand for a person here.
    suspects: FxHashSet<&'a str>,
    /// Which tokens are a nickname in marks inside a name, with its marks.
    nickname: Vec<bool>,
}

impl<'a> Context<'a> {
    pub fn new(text: &'a str, tokens: &'a [Token], blocks: &'a [Block], times: &'a [TimeExpression], pack: &'a Pack) -> Self {
        let mut class: Vec<Class> = tokens.iter().map(|t| pack.words.class(t.word)).collect();
        let mut in_time = vec![false; tokens.len()];
        let mut at = 0;
        for time in times {
            while at < tokens.len() && tokens[at].span.start < time.span.start {
                at += 1;
            }
            let mut i = at;
            while i < tokens.len() && tokens[i].span.end <= time.span.end {
                in_time[i] = true;
                i += 1;
            }
        }
        // `Juni Prasetyo`: a month's name before a given name is one too.
        let given = |i: usize| tokens.get(i).is_some_and(|t| t.capital() && pack.words.class(t.word).any(Class::GIVEN_NAME));
        let alone = |i: usize| in_time[i] && (i == 0 || !in_time[i - 1]) && !in_time.get(i + 1).copied().unwrap_or(false);
        let governed = |i: usize| i > 0 && class[i - 1].any(Class::PREPOSITION | Class::NOUN);
        let months: Vec<usize> = (0..tokens.len())
            .filter(|&i| tokens[i].kind == TokenKind::Word && alone(i) && tokens[i].capital() && given(i + 1) && !governed(i))
            .collect();
        for i in months {
            in_time[i] = false;
            class[i] = Class::GIVEN_NAME;
        }
        let lower_seen = tokens
            .iter()
            .filter(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower && t.word == WordId::UNKNOWN)
            .map(|t| t.of(text))
            .collect();
        let mut ctx = Context {
            text,
            tokens,
            blocks,
            times,
            pack,
            class,
            capital: tokens.iter().map(|t| begins_with_capital(t, text)).collect(),
            in_time,
            lower_seen,
            entities: FxHashSet::default(),
            inside: FxHashSet::default(),
            names: Vec::new(),
            short: Vec::new(),
            first: FxHashMap::default(),
            body_names: FxHashSet::default(),
            told: FxHashMap::default(),
            begins: FxHashSet::default(),
            suspects: FxHashSet::default(),
            nickname: Vec::new(),
        };
        ctx.suspects = suspects(&ctx);
        ctx.entities = entities(&ctx);
        ctx.inside = (1..tokens.len())
            .filter(|&i| ctx.class(i) == Class::default() && ctx.capital(i) && !ctx.opens_sentence(i))
            .map(|i| ctx.letters(i))
            .collect();
        ctx.names = (0..tokens.len()).map(|i| reads_as_name(&ctx, i)).collect();
        ctx.nickname = nicknames(&ctx);
        let whole = |i: usize| ctx.name(i) && ctx.name(i + 1) && ctx.token(i).spaced && ctx.token(i + 1).spaced;
        ctx.begins = (0..tokens.len()).filter(|&i| whole(i)).map(|i| ctx.letters(i)).collect();
        ctx.told = (0..tokens.len()).rev().filter(|&i| ctx.name(i)).map(|i| (ctx.letters(i), i)).collect();
        let shorts = short_forms(&ctx);
        ctx.short = (0..tokens.len()).map(|i| ctx.capital(i) && shorts.contains(ctx.letters(i))).collect();
        ctx.body_names = bodies(&ctx);
        ctx.first = (0..tokens.len()).rev().filter(|&i| ctx.short(i)).map(|i| (ctx.letters(i), i)).collect();
        ctx
    }

    /// Whether a token can owe its capital to its place alone.
    pub fn opens_sentence(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).map(|b| self.token(b)) else { return true };
        match before.kind {
            TokenKind::Word | TokenKind::Number => false,
            TokenKind::Punct if self.is(i - 1, '.') && !before.spaced => !self.abbreviated(i.wrapping_sub(2)),
            TokenKind::Punct => !matches!(before.of(self.text), "," | "(" | "/" | "-"),
            _ => true,
        }
    }

    /// Whether a full stop behind a word belongs to it: an initial, an abbreviation.
    pub fn abbreviated(&self, i: usize) -> bool {
        self.token(i).span.len() == 1 || self.pack.lexicon.is_abbreviation(self.word(i))
    }

    /// Whether a word is capitalised inside a sentence somewhere in the article.
    pub fn seen_inside(&self, i: usize) -> bool {
        self.inside.contains(self.letters(i))
    }

    /// Whether the article uses a word as the name of a place or a state.
    pub fn entity(&self, i: usize) -> bool {
        self.class(i) == Class::default() && self.entities.contains(self.letters(i))
    }

    /// The words that the article uses as names of places, states or bodies, in order of the alphabet.
    pub fn bodies(&self) -> Box<[Box<str>]> {
        // One or two letters are a name's initials as well.
        let mut words: Vec<&str> = self.entities.iter().copied().filter(|w| w.len() > 2).collect();
        words.sort_unstable();
        words.truncate(BODIES);
        words.into_iter().map(Into::into).collect()
    }

    /// The token at `i`; past the end a line end, so that no layer has to ask.
    pub fn token(&self, i: usize) -> Token {
        self.tokens.get(i).copied().unwrap_or(Token {
            span: Span::new(self.text.len(), self.text.len()),
            word: WordId::UNKNOWN,
            kind: TokenKind::Newline,
            shape: Shape::Lower,
            spaced: true,
        })
    }

    pub fn word(&self, i: usize) -> WordId {
        self.tokens.get(i).map_or(WordId::UNKNOWN, |t| t.word)
    }

    /// The letters of a token.
    pub fn letters(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// The classes of a token's word.
    pub fn class(&self, i: usize) -> Class {
        self.class.get(i).copied().unwrap_or_default()
    }

    pub fn is_class(&self, i: usize, class: Class) -> bool {
        self.class(i).any(class)
    }

    /// Whether a word is a person's name beyond doubt: a given name, or the short form by which the article calls somebody.
    pub fn sure_name(&self, i: usize) -> bool {
        self.is_class(i, Class::GIVEN_NAME) || self.short(i)
    }

    /// Whether a token is a dash.
    pub fn is_dash(&self, i: usize) -> bool {
        matches!(self.letters(i), "-" | "–" | "—" | "―" | "~")
    }

    /// Whether the token is this punctuation character.
    pub fn is(&self, i: usize, c: char) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is(self.text, c))
    }

    /// Whether the token can be part of a person's name.
    pub fn name(&self, i: usize) -> bool {
        self.names.get(i).copied().unwrap_or(false)
    }

    /// Whether the article calls somebody by this word alone, where a speaker stands.
    pub fn short(&self, i: usize) -> bool {
        self.short.get(i).copied().unwrap_or(false)
    }

    /// Whether a word by which somebody is called stands in the article before `i` too.
    pub fn told_before(&self, i: usize) -> bool {
        self.first.get(self.letters(i)).is_some_and(|first| *first < i)
    }

    /// Where the word of a name stands first in the article.
    pub fn first_told(&self, i: usize) -> Option<usize> {
        self.told.get(self.letters(i)).copied()
    }

    /// Whether the two words at `i` are the name of a body that the article prints as such.
    pub fn body_name(&self, i: usize) -> bool {
        self.capital(i) && self.body_names.contains(&(self.letters(i), self.letters(i + 1)))
    }

    /// Whether the token is the initials of a person whom the article names no otherwise (`RW (27)`).
    pub fn suspect(&self, i: usize) -> bool {
        self.token(i).shape == Shape::Upper && self.suspects.contains(self.letters(i))
    }

    /// Whether the token belongs to a nickname in marks inside a name.
    pub fn nickname(&self, i: usize) -> bool {
        self.nickname.get(i).copied().unwrap_or(false)
    }

    /// Whether a lost space glued the token to the whole name of somebody else: it begins another name elsewhere (`… kata
    /// Rani WaskitaBima menolak`, where Bima Pratama was told of).
    pub fn glued_to_name(&self, i: usize) -> bool {
        let glued = i > 1 && self.is_word(i) && !self.token(i).spaced && self.is_word(i - 1);
        glued && self.name(i) && self.name(i - 1) && self.name(i - 2) && self.begins.contains(self.letters(i))
    }

    /// Whether the token belongs to a temporal expression.
    pub fn in_time(&self, i: usize) -> bool {
        self.in_time.get(i).copied().unwrap_or(false)
    }

    /// Whether the token is a lower-case word.
    pub fn lower(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower)
    }

    pub fn is_word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether a word begins with a capital, or with a lower-case particle before one (`al-Farid`).
    pub fn capital(&self, i: usize) -> bool {
        self.capital.get(i).copied().unwrap_or(false)
    }

    /// Whether a capitalised word stands in this article in lower case too: then it is no name.
    pub fn seen_lower(&self, i: usize) -> bool {
        self.word(i) == WordId::UNKNOWN && in_lower_case(self.letters(i), |lower| self.lower_seen.contains(lower))
    }

    /// The span of a token range, without what is around it.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.is_empty() || range.end > self.tokens.len() {
            return Span::default();
        }
        Span { start: self.tokens[range.start].span.start, end: self.tokens[range.end - 1].span.end }
    }

    /// The text of a token range.
    pub fn slice(&self, range: Range<usize>) -> &'a str {
        self.span(range).of(self.text)
    }

    /// The words of a token range as they are spelt where no space is lost: two glued ones apart, white space as one space.
    pub fn spelt(&self, range: Range<usize>) -> String {
        let mut out = String::with_capacity(self.span(range.clone()).len());
        for i in range.clone() {
            let token = self.token(i);
            let glued = || i > range.start && self.is_word(i) && self.is_word(i - 1);
            let spaced = token.kind != TokenKind::Newline && i > range.start && (token.spaced || glued());
            if spaced && !out.ends_with(' ') {
                out.push(' ');
            }
            if token.kind != TokenKind::Newline {
                out.push_str(self.letters(i));
            }
        }
        out
    }

    /// The blocks that hold reportable text, with their token ranges.
    pub fn content_blocks(&self) -> Vec<(BlockKind, Range<usize>)> {
        use BlockKind::{Paragraph, Standfirst, Subhead, Title};
        let mut blocks = self.block_tokens();
        blocks.retain(|(kind, _)| matches!(kind, Title | Standfirst | Paragraph | Subhead));
        blocks
    }

    /// All blocks that hold a token, with their token ranges.
    pub fn block_tokens(&self) -> Vec<(BlockKind, Range<usize>)> {
        let mut out = Vec::with_capacity(self.blocks.len());
        let mut at = 0;
        for block in self.blocks {
            while at < self.tokens.len() && self.tokens[at].span.start < block.span.start {
                at += 1;
            }
            let start = at;
            while at < self.tokens.len() && self.tokens[at].span.end <= block.span.end {
                at += 1;
            }
            if start < at {
                out.push((block.kind, start..at));
            }
        }
        out
    }
}

/// Whether a token is a word that begins with a capital, or with a lower-case particle before one (`al-Farid`).
fn begins_with_capital(token: &Token, text: &str) -> bool {
    let particled = || token.shape == Shape::Mixed && token.of(text).contains('-');
    token.kind == TokenKind::Word && (token.capital() || particled())
}
