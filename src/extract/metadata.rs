//! Who wrote, edited, published and supplied an article: from its record and from its own credits.
//!
//! The record's word comes first. Names are given as printed, one by one, without the desk behind them.

use super::lines::{address, candidates, longest, matched, names_only, span, unmarked};
use crate::lang::blocks::{At, Field};
use crate::lang::{Pack, WordId};
use crate::model::{Block, BlockKind, Given, Source, Span};
use crate::text::{Shape, Token, TokenKind, tokenize, within};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Credits of one article at most: more of them are a list of something else.
const CREDITS: usize = 100;

/// The longest part of a degree, in letters (`S.Pd.Gr`, `M.Kesos`).
const DEGREE: usize = 6;

/// What is known of an article besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Headline, from the record or from the text.
    pub title: Option<Box<str>>,
    /// The line below the headline.
    pub standfirst: Option<Box<str>>,
    /// Who published it.
    pub outlet: Option<Box<str>>,
    /// Who wrote it.
    pub authors: Vec<Box<str>>,
    /// Who edited it.
    pub editors: Vec<Box<str>>,
    /// Agencies or outlets credited as the origin, as printed.
    pub credits: Vec<Box<str>>,
}

/// Gathers the metadata of an article.
pub fn metadata(given: &Given, source: &Source, text: &str, tokens: &[Token], blocks: &[Block], pack: &Pack) -> Metadata {
    let mut reader = Reader {
        text,
        tokens,
        pack,
        out: Metadata::default(),
        authors: Names::default(),
        editors: Names::default(),
        credits: Names::default(),
        owner: None,
        origin: None,
        imprint: None,
    };
    for line in &given.authors {
        reader.names(line, Field::Author);
    }
    // An outlet is no author, though some records name it as one.
    let site = source.url.as_deref().and_then(host);
    let own: Vec<String> = given.outlet.as_deref().into_iter().chain(site).map(str::to_lowercase).collect();
    reader.authors.retain(|name| own.is_empty() || !own.contains(&name.to_lowercase()));
    reader.agencies();
    let given_authors = !reader.authors.list.is_empty();
    let mut dateline = None;
    for block in blocks {
        match block.kind {
            BlockKind::Dateline => dateline = reader.outlet_in(block.span),
            BlockKind::Credit => reader.credit(block.span, given_authors),
            BlockKind::Caption => reader.caption(block.span),
            BlockKind::Paragraph => {
                reader.imprint(block.span);
                reader.relays(block.span);
            }
            _ => {}
        }
    }
    let Reader { mut out, authors, editors, credits, owner, origin, imprint, .. } = reader;
    (out.authors, out.editors, out.credits) = (authors.list, editors.list, credits.list);
    let head = |kind| blocks.iter().find(|b| b.kind == kind).map(|b| Box::from(b.span.of(text)));
    out.title = given.title.clone().or_else(|| head(BlockKind::Title));
    out.standfirst = head(BlockKind::Standfirst);
    let site = site.map(Box::from);
    out.outlet = given.outlet.clone().or(out.outlet).or(owner).or(dateline).or(imprint).or(origin).or(site);
    out
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    pack: &'a Pack,
    out: Metadata,
    authors: Names,
    editors: Names,
    credits: Names,
    owner: Option<Box<str>>,
    origin: Option<Box<str>>,
    imprint: Option<Box<str>>,
}

/// Names in the order in which they stand, each once. An article may have tens of thousands of them, so a name is not looked
/// for along the list.
#[derive(Default)]
struct Names {
    list: Vec<Box<str>>,
    known: FxHashSet<Box<str>>,
}

impl Names {
    fn add(&mut self, name: &str) {
        if self.known.insert(name.into()) {
            self.list.push(name.into());
        }
    }

    /// Adds a degree to the last name, as it is printed.
    fn extend_last(&mut self, degree: &str) {
        if let Some(last) = self.list.last_mut() {
            *last = format!("{last}, {degree}").into();
            self.known.insert(last.clone());
        }
    }

    fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.list.retain(|name| {
            let keep = keep(name);
            if !keep {
                self.known.remove(name);
            }
            keep
        });
    }
}

impl Reader<'_> {
    fn credit(&mut self, block: Span, given_authors: bool) {
        let (text, tokens) = (self.text, self.tokens);
        let range = within(tokens, block);
        for part in split(tokens, range.clone(), |t| t.is(text, '|')) {
            let start = unmarked(text, tokens, &part);
            let rule = candidates(&self.pack.blocks.lines, text, tokens, start)
                .iter()
                .find_map(|p| Some((p.tells, matched(p, text, tokens, start, part.end)?)));
            let Some((rule, value)) = rule.filter(|(rule, _)| matches!(rule.at, At::Start | At::Line | At::Names)) else {
                if part == range && tokens[part.start].is(text, '(') && !given_authors {
                    self.signature(part);
                }
                continue;
            };
            let value = value..part.end;
            match rule.field {
                Some(field @ (Field::Author | Field::Editor)) if field == Field::Editor || !given_authors => {
                    let names = bare(span(tokens, &value).of(text)).to_owned();
                    // What asks is a turn of an interview, whatever its label says.
                    if !names.contains('?') {
                        self.names(&names, field);
                    }
                }
                Some(Field::Source) => self.source(value),
                Some(Field::Copyright) => self.copyright(value),
                _ => {}
            }
        }
    }

    /// `(outlet/Name)`: the outlet, then who wrote it.
    fn signature(&mut self, part: Range<usize>) {
        let (text, tokens) = (self.text, self.tokens);
        let inside = part.start + 1..part.end.saturating_sub(1);
        for piece in split(tokens, inside, |t| t.is(text, '/')) {
            let site = address(text, tokens, piece.start, piece.end) == Some(piece.end);
            let known =
                longest(&self.pack.blocks.outlets, text, tokens, piece.start, piece.end).filter(|(_, end)| *end == piece.end);
            let words = piece.len();
            if site || known.is_some() {
                self.out.outlet = self.out.outlet.take().or_else(|| Some(span(tokens, &piece).of(text).into()));
            } else if words >= 2 && tokens[piece.start].capital() {
                self.authors.add(span(tokens, &piece).of(text));
            }
        }
    }

    fn source(&mut self, value: Range<usize>) {
        let (text, tokens) = (self.text, self.tokens);
        if value.is_empty() {
            return;
        }
        let printed = span(tokens, &value).of(text);
        match address(text, tokens, value.start, value.end) {
            Some(_) => self.origin = host(printed).map(Box::from).or_else(|| self.origin.take()),
            None => self.add_credit(bare(printed)),
        }
    }

    /// `© Outlet 2024`: the outlet without signs and year.
    fn copyright(&mut self, value: Range<usize>) {
        let tokens = self.tokens;
        let name = |t: &Token| t.kind == TokenKind::Word && t.shape != Shape::Lower;
        let Some(start) = value.clone().find(|&i| name(&tokens[i])) else { return };
        let end = (start..value.end).find(|&i| tokens[i].kind != TokenKind::Word).unwrap_or(value.end);
        let end = address(self.text, tokens, start, value.end).unwrap_or(end);
        self.owner = Some(span(tokens, &(start..end)).of(self.text).into());
    }

    /// The source that a caption names in brackets.
    fn caption(&mut self, block: Span) {
        let (text, tokens) = (self.text, self.tokens);
        let range = within(tokens, block);
        let Some(open) = range.clone().rev().find(|&i| tokens[i].is(text, '(')) else { return };
        let end = (open..range.end).find(|&i| tokens[i].is(text, ')')).unwrap_or(range.end);
        let Some(colon) = (open..end).find(|&i| tokens[i].is(text, ':')) else { return };
        let value = colon + 1..end;
        if !value.is_empty() {
            self.add_credit(span(tokens, &value).of(text));
        }
    }

    /// Agencies that running text names as the origin.
    fn relays(&mut self, block: Span) {
        let (text, tokens) = (self.text, self.tokens);
        let range = within(tokens, block);
        let mut i = range.start;
        while i < range.end {
            if candidates(&self.pack.blocks.relays, text, tokens, i).is_empty() {
                i += 1;
                continue;
            }
            let relay = longest(&self.pack.blocks.relays, text, tokens, i, range.end);
            let Some((_, mut at)) = relay else {
                i += 1;
                continue;
            };
            while let Some((_, more)) = longest(&self.pack.blocks.relays, text, tokens, at, range.end) {
                at = more;
            }
            if let Some((_, end)) = longest(&self.pack.blocks.agencies, text, tokens, at, range.end)
                && tokens[at].capital()
                && !tokens.get(end).is_some_and(|t| t.kind == TokenKind::Word && t.capital() && end < range.end)
            {
                self.add_credit(span(tokens, &(at..end)).of(text));
            }
            i = at;
        }
    }

    fn outlet_in(&self, block: Span) -> Option<Box<str>> {
        let (text, tokens) = (self.text, self.tokens);
        let range = within(tokens, block);
        let known = range.clone().find_map(|i| {
            let site = address(text, tokens, i, range.end).map(|end| span(tokens, &(i..end)).of(text).into());
            site.or_else(|| longest(&self.pack.blocks.outlets, text, tokens, i, range.end).map(|(p, _)| p.tells.clone()))
        });
        known.or_else(|| {
            // `MUARA JATI, SUARA TELUK —`, `Muara Jati (MUARA) -`: capitals behind the place, unless they are a day.
            let end = range.clone().rev().find(|&i| tokens[i].kind == TokenKind::Word)? + 1;
            let sign = |i: usize| tokens[i].is(text, ',') || tokens[i].is(text, '(');
            let start = (range.start + 1..end).rev().find(|&i| sign(i))? + 1;
            let upper = |t: &Token| t.kind == TokenKind::Word && t.shape == Shape::Upper;
            let day = |t: &Token| {
                let word = self.pack.times.word(t.word);
                t.word != WordId::UNKNOWN && (word.weekday != 0 || word.month != 0)
            };
            let part = tokens.get(start..end)?;
            let printed = span(tokens, &(start..end)).of(text);
            let fits = part.iter().all(|t| upper(t) && !day(t)) && printed.len() >= 4;
            fits.then(|| printed.into())
        })
    }

    /// `Mingguan Teluk, 27 April 2025`: the publication that stands before a date on a line of its own.
    fn imprint(&mut self, block: Span) {
        let (text, tokens) = (self.text, self.tokens);
        let range = within(tokens, block);
        if range.len() > 16 || self.imprint.is_some() {
            return;
        }
        let start = unmarked(text, tokens, &range);
        let Some(comma) = range.clone().find(|&i| tokens[i].is(text, ',')) else { return };
        let press = longest(&self.pack.blocks.press, text, tokens, start, comma).is_some_and(|(_, end)| end < comma);
        let dated = tokens[comma..range.end].iter().any(|t| t.kind == TokenKind::Number && t.span.len() == 4);
        let rest = tokens[comma..range.end].iter().all(|t| t.kind != TokenKind::Word || t.shape != Shape::Lower);
        if press && dated && rest && names_only(text, tokens, start..comma, &[]) {
            self.imprint = Some(span(tokens, &(start..comma)).of(text).into());
        }
    }

    /// Some records name the agency as the author, which is where the article is from.
    fn agencies(&mut self) {
        let pack = self.pack;
        let agency = |name: &str| {
            let tokens = tokenize(name, &pack.lexicon);
            let known = longest(&pack.blocks.agencies, name, &tokens, 0, tokens.len());
            known.is_some_and(|(_, end)| end == tokens.len())
        };
        let mut agencies = Vec::new();
        self.authors.retain(|name| {
            let agency = agency(name);
            agencies.extend(agency.then(|| Box::<str>::from(name)));
            !agency
        });
        agencies.iter().for_each(|name| self.add_credit(name));
    }

    fn add_credit(&mut self, printed: &str) {
        let printed = printed.trim();
        if !printed.is_empty() && self.credits.list.len() < CREDITS {
            self.credits.add(printed);
        }
    }

    /// The names in an author line: `A, B dan C -desk`.
    fn names(&mut self, line: &str, field: Field) {
        let joiners = &self.pack.blocks.joiners;
        let names = if field == Field::Editor { &mut self.editors } else { &mut self.authors };
        let mut add = |name: &str| {
            let name = bare(name);
            if degree(name) && names.list.last().is_some() {
                names.extend_last(name);
            } else if name.chars().any(char::is_alphabetic) {
                names.add(name);
            }
        };
        for part in desk_cut(line).split([',', '/', ';', '|', '&']) {
            let mut start = 0;
            let mut at = 0;
            for word in part.split_inclusive(char::is_whitespace) {
                if joiners.iter().any(|j| **j == *word.trim()) {
                    add(&part[start..at]);
                    start = at + word.len();
                }
                at += word.len();
            }
            add(&part[start..]);
        }
    }
}

/// An author line without the desk behind a dash.
fn desk_cut(line: &str) -> &str {
    [" -", " –", " —"].iter().filter_map(|dash| line.find(dash)).min().map_or(line, |at| &line[..at])
}

fn bare(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '(' | ')' | '*' | '_' | '[' | ']'))
}

/// Whether what stands behind a comma is a degree, by its stops: `S.Kom.`, `M.Si`, `Ph.D`. (`A. Yani` is a name.)
fn degree(part: &str) -> bool {
    let mut pieces = part.split('.').filter(|piece| !piece.is_empty());
    let short = |piece: &str| {
        let letters = piece.chars().count() <= DEGREE && piece.chars().all(char::is_alphabetic);
        letters && piece.starts_with(char::is_uppercase)
    };
    part.len() <= 3 * DEGREE && pieces.clone().count() >= 2 && pieces.all(short)
}

/// The host of a web address, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ' ']).next()?.trim_start_matches("www.");
    host.contains('.').then_some(host)
}

fn split(tokens: &[Token], range: Range<usize>, at: impl Fn(&Token) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    for i in range.clone() {
        if at(&tokens[i]) {
            out.push(start..i);
            start = i + 1;
        }
    }
    out.push(start..range.end);
    out.retain(|part| !part.is_empty());
    out
}
