//! A query worked out for one corpus, and its answer for one item after the other.
//!
//! Names, outlets and dates are looked up once; an item then costs as much as the quotes it stands on. What is cheap is
//! asked first, so that words are compared, and texts read, only of what is left.

use super::super::fuzzy::{Fuzzy, Matcher};
use super::super::{List, Needle, entries};
use super::ast::{Node, Term};
use super::decided::Decided;
use super::held::{Held, Known};
use super::test::{Test, overlap};
use super::{Query, asks_names};
use crate::model::{Claim, Corpus, Hearing, Party, QuoteRef};
use crate::review::{Judgement, Review};
use jiff::civil::Date;
use regex::Regex;

/// A query, worked out.
pub struct Plan<'a> {
    known: Known<'a>,
    list: List,
    root: Option<Op>,
    matcher: Fuzzy,
}

/// A part of a query, worked out.
enum Op {
    /// Letters of a name.
    Word(Box<str>),
    /// Words as they stand in what the list shows.
    Shown(Needle),
    /// Words as they stand there, or in the whole text.
    Phrase(Needle),
    /// The same of a regular expression.
    Pattern(Regex),
    /// The item itself, or one quote of it, answers all of these.
    One(Vec<Test>),
    Not(Box<Op>),
    All(Vec<Op>),
    Any(Vec<Op>),
    /// Can hold for nothing.
    Never,
}

/// What an item itself answers.
enum Own {
    Yes,
    No,
    /// One of its quotes may.
    AskQuotes,
}

/// The words that a list shows for an item, made when they are first asked for.
#[derive(Default)]
struct Shown {
    words: String,
    made: bool,
}

impl<'a> Plan<'a> {
    /// Works a query out. What it asks that makes no sense for the list holds for nothing; see [`Query::check`].
    pub fn new(query: &Query, list: List, corpus: &'a Corpus, review: &'a Review, today: Date) -> Plan<'a> {
        let decided = if query.asks_decisions() { Decided::new(review, corpus) } else { Decided::default() };
        let known = Known { corpus, decided };
        let root = query.root.as_deref().map(|root| op(root, true, list, &known, today));
        Plan { known, list, root, matcher: Fuzzy::default() }
    }

    /// How many items the list has.
    pub fn count(&self) -> usize {
        entries::count(self.known.corpus, self.list)
    }

    /// How well an item answers the query, the higher the better; `None` where it does not.
    pub fn score(&self, item: u32, buffer: &mut String) -> Option<i64> {
        let Some(root) = &self.root else { return Some(0) };
        let mut shown = Shown { words: std::mem::take(buffer), made: false };
        let score = self.ask(root, item, &mut shown);
        *buffer = shown.words;
        score
    }

    fn ask(&self, op: &Op, item: u32, shown: &mut Shown) -> Option<i64> {
        match op {
            Op::Never => None,
            Op::Word(word) => self.matcher.score(self.shown(item, shown), word),
            Op::Shown(needle) => holds(needle, self.shown(item, shown)).then_some(0),
            Op::Phrase(needle) => {
                let found = holds(needle, self.shown(item, shown)) || self.in_text(&|text| holds(needle, text), item);
                found.then_some(0)
            }
            Op::Pattern(pattern) => {
                let found = pattern.is_match(self.shown(item, shown)) || self.in_text(&|text| pattern.is_match(text), item);
                found.then_some(0)
            }
            Op::One(tests) => self.one(tests, item).then_some(0),
            Op::Not(inner) => self.ask(inner, item, shown).is_none().then_some(0),
            Op::All(parts) => parts.iter().try_fold(0, |sum, part| Some(sum + self.ask(part, item, shown)?)),
            Op::Any(parts) => parts.iter().filter_map(|part| self.ask(part, item, shown)).max(),
        }
    }

    fn shown<'s>(&self, item: u32, shown: &'s mut Shown) -> &'s str {
        if !shown.made {
            shown.made = true;
            shown.words.clear();
            entries::words(self.known.corpus, self.list, item, &mut shown.words);
        }
        &shown.words
    }

    fn in_text(&self, holds: &dyn Fn(&str) -> bool, item: u32) -> bool {
        let mut found = false;
        entries::texts(self.known.corpus, self.list, item, &mut |text| {
            found = found || holds(text);
            found
        });
        found
    }

    /// Whether the item itself, or one quote of it, answers all tests.
    fn one(&self, tests: &[Test], item: u32) -> bool {
        let strict = is_strict(tests);
        let mut rest = Vec::new();
        for test in tests {
            match self.own(test, item, strict) {
                Own::Yes => {}
                Own::No => return false,
                Own::AskQuotes => rest.push(test),
            }
        }
        match rest.as_slice() {
            [] => true,
            rest => {
                let all = |held: Held<'_>| rest.iter().all(|test| test.of_quote(&self.known, &held));
                self.known.any(self.list, item, &mut { all })
            }
        }
    }

    /// Whether the item itself, or every quote of it, is decided upon; `None` where some quotes of it are not, and it may be
    /// asked which.
    fn is_reviewed(&self, item: u32) -> Option<bool> {
        if self.own_judgement(item).is_some_and(Judgement::is_reviewed) {
            return Some(true);
        }
        let mut some = false;
        let open = self.known.any(self.list, item, &mut |held| {
            some = true;
            !held.judgement.is_some_and(Judgement::is_reviewed)
        });
        if open { None } else { Some(some) }
    }

    /// What an item itself answers. Where a stance or a kind of quote is asked as well (`strict`), who and where are asked
    /// of that very quote.
    fn own(&self, test: &Test, item: u32, strict: bool) -> Own {
        let is = |answer: bool| if answer { Own::Yes } else { Own::No };
        let or_quotes = |answer: bool| if answer { Own::Yes } else { Own::AskQuotes };
        match (test, self.list) {
            (Test::State(_) | Test::Tag(_) | Test::Note(_), _) => or_quotes(self.judged(item, &|own| test.of_judgement(own))),
            (Test::Reviewed(wanted), _) => match self.is_reviewed(item) {
                Some(reviewed) => is(reviewed == *wanted),
                None if *wanted => Own::No,
                None => Own::AskQuotes,
            },
            (Test::Read(_), List::Quotes(_)) => Own::AskQuotes,
            (Test::Read(wanted), List::Articles) => is(self.own_judgement(item).is_some_and(|own| own.read) == *wanted),
            (Test::Outlet(outlets), List::Articles) => is(outlets.get(item as usize).copied().unwrap_or(false)),
            (Test::Date(days), List::Articles) => is(overlap(*days, self.known.published(item))),
            (Test::Speaker(named), List::Speakers) => is(named.has(Some(item))),
            (Test::Voice(kind, _), List::Speakers) => is(self.known.speaker(Some(item)).is_some_and(|s| s.kind == *kind)),
            (Test::Date(days), List::Events) => {
                let event = self.known.corpus.events.get(item as usize);
                is(event.is_some_and(|event| overlap(*days, Some((event.date.start, event.date.end)))))
            }
            (Test::Statement(relation), List::Statements) => {
                is(self.known.corpus.statements.get(item as usize).is_some_and(|s| s.relation() == *relation))
            }
            (Test::Finding(name), List::Findings) => {
                is(self.known.corpus.findings.get(item as usize).is_some_and(|finding| finding.kind.name() == *name))
            }
            (Test::Speaker(_) | Test::Voice(..), List::Hearings) => is(self.concerns(test, item)),
            (Test::Speaker(_) | Test::Voice(..) | Test::Outlet(_) | Test::Date(_), _) if !strict => {
                or_quotes(self.concerns(test, item))
            }
            (Test::Statement(_) | Test::Finding(_) | Test::Read(_), _) => Own::No,
            _ => Own::AskQuotes,
        }
    }

    /// What is decided of the item itself.
    fn own_judgement(&self, item: u32) -> Option<&Judgement> {
        let (corpus, decided, at) = (self.known.corpus, &self.known.decided, item as usize);
        match self.list {
            List::Articles => decided.article(corpus.articles.get(at)?)?.own,
            List::Speakers => decided.speaker(corpus.speakers.get(at)?),
            List::Events => decided.event(corpus.events.get(at)?),
            _ => None,
        }
    }

    /// Whether something that is decided of the item itself, or of a passage of it, is so.
    fn judged(&self, item: u32, is: &dyn Fn(&Judgement) -> bool) -> bool {
        let passages = || match self.list {
            List::Articles => {
                let of = self.known.corpus.articles.get(item as usize).and_then(|a| self.known.decided.article(a));
                of.is_some_and(|of| of.passages.iter().any(|own| is(own)))
            }
            _ => false,
        };
        !self.known.decided.is_empty() && (self.own_judgement(item).is_some_and(is) || passages())
    }

    /// Whether an event or an entry of a board concerns who, where or when is asked, besides its quotes.
    fn concerns(&self, test: &Test, item: u32) -> bool {
        let (corpus, at) = (self.known.corpus, item as usize);
        let article = |article: u32| match test {
            Test::Outlet(outlets) => outlets.get(article as usize).copied().unwrap_or(false),
            Test::Date(days) => overlap(*days, self.known.published(article)),
            _ => false,
        };
        let speaker = |ix: Option<u32>| match test {
            Test::Speaker(named) => named.has(ix),
            Test::Voice(kind, _) => self.known.speaker(ix).is_some_and(|s| s.kind == *kind),
            _ => false,
        };
        let party = |party: &Party| match (test, party.speaker) {
            (Test::Speaker(named), None) => named.is(&party.name),
            (_, ix) => speaker(ix),
        };
        match self.list {
            List::Events => corpus.events.get(at).is_some_and(|event| {
                let told = matches!(test, Test::Outlet(_)) && event.mentions.iter().any(|m| article(m.article));
                told || event.speakers.iter().any(|ix| speaker(Some(*ix)))
            }),
            List::Claims => corpus.claims.get(at).is_some_and(|claim| claim.accused.iter().any(party)),
            List::Hearings => corpus.hearings.get(at).is_some_and(|hearing| {
                let mut claims = claims(corpus, hearing);
                party(&hearing.party) || claims.any(|claim| self.tells(test, claim))
            }),
            List::Findings => corpus
                .findings
                .get(at)
                .is_some_and(|finding| speaker(finding.speaker) || finding.places.iter().any(|place| article(place.article))),
            _ => false,
        }
    }

    /// Whether a position of a claim is of the outlet or time that is asked.
    fn tells(&self, test: &Test, claim: &Claim) -> bool {
        let wanted = matches!(test, Test::Outlet(_) | Test::Date(_));
        wanted
            && claim.positions.iter().any(|p| {
                let held = self.known.held(p.quote);
                held.is_some_and(|held| test.of_quote(&self.known, &Held { date: p.date.as_ref(), ..held }))
            })
    }

    /// Whether a quote answers the query, whatever list it is in: words and phrases are looked for in its words.
    pub fn holds_for(&self, at: QuoteRef) -> bool {
        let Some(held) = self.known.held(at) else { return false };
        let mut words = String::new();
        entries::quote(self.known.corpus, at, &mut words);
        self.root.as_ref().is_none_or(|root| self.ask_quote(root, &held, &words))
    }

    /// Calls `take` for those quotes of an item that make it answer the query: what is asked of quotes, each answers itself;
    /// what is asked of the item, it answers for all of them.
    pub fn each_of(&self, item: u32, take: &mut dyn FnMut(QuoteRef)) {
        let mut shown = Shown::default();
        self.known.any(self.list, item, &mut |held| {
            if self.root.as_ref().is_none_or(|root| self.ask_of(root, item, &held, &mut shown)) {
                take(held.at);
            }
            false
        });
    }

    fn ask_of(&self, op: &Op, item: u32, held: &Held<'_>, shown: &mut Shown) -> bool {
        match op {
            Op::One(tests) => {
                let strict = is_strict(tests);
                tests.iter().all(|test| match self.own(test, item, strict) {
                    Own::Yes => true,
                    Own::No => false,
                    Own::AskQuotes => test.of_quote(&self.known, held),
                })
            }
            Op::All(parts) => parts.iter().all(|part| self.ask_of(part, item, held, shown)),
            Op::Any(parts) => parts.iter().any(|part| self.ask_of(part, item, held, shown)),
            whole => self.ask(whole, item, shown).is_some(),
        }
    }

    fn ask_quote(&self, op: &Op, held: &Held<'_>, words: &str) -> bool {
        match op {
            Op::Never => false,
            Op::Word(word) => self.matcher.score(words, word).is_some(),
            Op::Shown(needle) => holds(needle, words),
            Op::Phrase(needle) => holds(needle, words) || holds(needle, held.quote.span.of(&held.article.text)),
            Op::Pattern(pattern) => pattern.is_match(words) || pattern.is_match(held.quote.span.of(&held.article.text)),
            Op::One(tests) => tests.iter().all(|test| test.of_quote(&self.known, held)),
            Op::Not(inner) => !self.ask_quote(inner, held, words),
            Op::All(parts) => parts.iter().all(|part| self.ask_quote(part, held, words)),
            Op::Any(parts) => parts.iter().any(|part| self.ask_quote(part, held, words)),
        }
    }
}

/// Whether tests ask for one very quote, so that who and where are asked of it as well.
fn is_strict(tests: &[Test]) -> bool {
    tests.iter().any(|test| matches!(test, Test::Stance(_) | Test::Quote(_) | Test::Attribution(_)))
}

fn claims<'c>(corpus: &'c Corpus, hearing: &'c Hearing) -> impl Iterator<Item = &'c Claim> {
    hearing.accused_in.iter().chain(&hearing.accuses_in).filter_map(|ix| corpus.claims.get(*ix as usize))
}

fn holds(needle: &Needle, text: &str) -> bool {
    needle.first(text).is_some()
}

/// Works a part out; `wanted` is whether it is not to be left out.
fn op(node: &Node, wanted: bool, list: List, known: &Known<'_>, today: Date) -> Op {
    match node {
        Node::Term(Term::Word(word), _) if asks_names(list) && wanted => Op::Word(word.clone()),
        // A word whose letters may be left out would take away more than anybody means.
        Node::Term(Term::Word(word), _) if asks_names(list) => Needle::new(word).map_or(Op::Never, Op::Shown),
        Node::Term(Term::Word(word), _) => Needle::new(word).map_or(Op::Never, Op::Phrase),
        Node::Term(Term::Pattern(pattern), _) => Op::Pattern(pattern.0.clone()),
        Node::Term(Term::Phrase(words), _) => Needle::new(words).map_or(Op::Never, Op::Phrase),
        Node::Term(term, _) => Test::new(term, known, today).map_or(Op::Never, |test| Op::One(vec![test])),
        Node::Not(inner) => Op::Not(Box::new(op(inner, !wanted, list, known, today))),
        Node::Any(parts) => Op::Any(cheapest_first(parts.iter().map(|part| op(part, wanted, list, known, today)).collect())),
        Node::All(parts) => {
            let (mut tests, mut ops) = (Vec::new(), Vec::new());
            for part in parts {
                match (part, op(part, wanted, list, known, today)) {
                    // Side by side: one quote answers them. What stood in brackets stays apart.
                    (Node::Term(..), Op::One(own)) => tests.extend(own),
                    (_, op) => ops.push(op),
                }
            }
            if !tests.is_empty() {
                ops.push(Op::One(tests));
            }
            Op::All(cheapest_first(ops))
        }
    }
}

fn cheapest_first(mut ops: Vec<Op>) -> Vec<Op> {
    ops.sort_by_key(cost);
    ops
}

fn cost(op: &Op) -> u32 {
    match op {
        Op::Never => 0,
        Op::One(tests) => tests.len() as u32,
        Op::Shown(_) => 100,
        Op::Word(_) => 200,
        Op::Phrase(_) => 1_000,
        Op::Pattern(_) => 4_000,
        Op::Not(inner) => cost(inner) + 1,
        Op::All(parts) | Op::Any(parts) => parts.iter().map(cost).sum(),
    }
}
