//! An article's parts: title, standfirst, dateline, paragraphs, subheads, captions, credits, boilerplate.
//!
//! Line by line, on evidence only: a part wrongly set aside hides its quotes, so whatever no rule names is a paragraph.
//! Parts are cut at token ends, are ordered and do not overlap, and no letter of the text is changed.

mod running;
#[cfg(test)]
mod tests;

use super::dateline::{dateline, outlet_keys};
use super::front::front_matter;
use super::lines::{Line, address, candidates, lines, matched, names_only, span, unmarked, word_count};
use super::nested::{Nested, nested};
use crate::lang::Pack;
use crate::lang::blocks::{At, Field, LineRule};
use crate::model::{Block, BlockKind, Span};
use crate::text::{Shape, Token, TokenKind, within};
use std::ops::Range;

/// The longest line that can be boilerplate, a caption or a credit, in words.
const ASIDE_WORDS: usize = 40;
/// The longest credit or link that ends like a sentence and is still one, in words.
const GLUED_WORDS: usize = 14;
/// Among so many tokens at its begin a label may be glued to a line.
const GLUED_LABEL: usize = 4;
/// The longest title of what is embedded below it, in words.
const EMBEDDED_WORDS: usize = 20;
/// How many lines from the end a signature in brackets may stand.
const SIGNATURE_LINES: usize = 6;

/// What the record tells of an article, as far as it helps to cut it.
#[derive(Copy, Clone, Debug, Default)]
pub struct Known<'a> {
    /// The headline.
    pub title: Option<&'a str>,
    /// The outlet's name.
    pub outlet: Option<&'a str>,
    /// The address.
    pub url: Option<&'a str>,
}

/// A kind of block with the rule that told it.
type Found = (BlockKind, &'static str);

/// Cuts a text into blocks, with what the record tells of it.
pub fn blocks(text: &str, tokens: &[Token], known: Known<'_>, pack: &Pack) -> Vec<Block> {
    let cutter = Cutter { text, tokens, pack, outlets: outlet_keys(known) };
    let lines = lines(text, tokens);
    let front = front_matter(text, tokens, &lines);
    let kind = |(i, line): (usize, &Line)| {
        if i < front {
            Some((BlockKind::Boilerplate, "front-matter"))
        } else {
            cutter.aside(&line.tokens, lines.len() - i, i == front)
        }
    };
    let mut kinds: Vec<Option<Found>> = lines.iter().enumerate().map(kind).collect();
    cutter.embedded(&lines, &mut kinds);
    let mut whole = cutter.repetitions(&lines, &mut kinds);
    cutter.heads(&lines, &mut kinds, known.title);
    cutter.subheads(&lines, &mut kinds);
    let mut out = Vec::with_capacity(lines.len() + 4);
    let last_text = kinds.iter().rposition(Option::is_none);
    let first_text = kinds.iter().position(Option::is_none);
    for (i, (line, kind)) in lines.iter().zip(&kinds).enumerate() {
        match *kind {
            Some((_, "line.repeated")) if !whole.is_empty() => out.append(&mut whole),
            Some((kind, rule)) => out.push(Block { kind, span: cutter.head_span(&line.tokens, kind), rule }),
            None => cutter.running(&line.tokens, Some(i) == first_text, Some(i) == last_text, &mut out),
        }
    }
    out
}

struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    pack: &'a Pack,
    outlets: Vec<String>,
}

impl Cutter<'_> {
    /// The kind of a line that is not running text; `left` counts the lines from this one to the end.
    fn aside(&self, line: &Range<usize>, left: usize, first: bool) -> Option<Found> {
        let (text, tokens) = (self.text, self.tokens);
        let words = word_count(tokens, line);
        if words == 0 {
            return Some((BlockKind::Boilerplate, "line.no-words"));
        }
        if words > ASIDE_WORDS {
            return None;
        }
        let lines = &self.pack.blocks.lines;
        let (start, bare) = (line.start, unmarked(text, tokens, line));
        let within_marks = candidates(lines, text, tokens, bare).iter().filter(|_| bare > start).map(|p| (p, bare));
        for (pattern, at) in candidates(lines, text, tokens, start).iter().map(|p| (p, start)).chain(within_marks) {
            let Some(end) = matched(pattern, text, tokens, at, line.end) else { continue };
            let LineRule { kind, at, .. } = pattern.tells;
            match at {
                // `Wartawan: Ceritakan soal itu.` asks somebody, and names nobody.
                At::Start if self.speaks(pattern.tells, end..line.end) => {}
                // Scraped text glues sentences to credits and links: a long line that ends as one hides none of them.
                At::Start if kind != BlockKind::Caption && words > GLUED_WORDS && self.ends_sentence(line) => return None,
                At::Start => return Some((kind, "line.start")),
                // What a text begins with is rather its headline.
                At::Names if !first && names_only(text, tokens, end..line.end, &self.pack.blocks.joiners) => {
                    return Some((kind, "line.names"));
                }
                At::Line if tokens[end..line.end].iter().all(|t| t.kind == TokenKind::Punct) => {
                    return Some((kind, "line.whole"));
                }
                At::Inside if self.closing(line.start, line.end) == Some(line.end) => return Some((kind, "line.brackets")),
                _ => {}
            }
        }
        if address(text, tokens, line.start, line.end) == Some(line.end) {
            return Some((BlockKind::Boilerplate, "line.address"));
        }
        if let Some(kind) = self.tail(line) {
            return Some((kind, "line.tail"));
        }
        if let Some(kind) = self.glued_label(line) {
            return Some((kind, "line.glued"));
        }
        (left <= SIGNATURE_LINES && self.signature(line)).then_some((BlockKind::Credit, "line.signature"))
    }

    /// Whether what stands behind the label of an author or editor is said rather than a name.
    fn speaks(&self, rule: LineRule, value: Range<usize>) -> bool {
        let joins = |t: &Token| self.pack.blocks.joiners.iter().any(|j| **j == *t.of(self.text));
        let lower = |t: &&Token| t.kind == TokenKind::Word && t.shape == Shape::Lower && !joins(t);
        let small = self.tokens[value.clone()].iter().filter(lower).count();
        let ended = self.tokens[value.clone()].last().is_some_and(|t| [".", "!", "?"].contains(&t.of(self.text)));
        let named = matches!(rule.field, Some(Field::Author | Field::Editor));
        named && (small > 2 || small > 0 && ended) && address(self.text, self.tokens, value.start, value.end).is_none()
    }

    /// The kind of a line by the brackets at its end.
    fn tail(&self, line: &Range<usize>) -> Option<BlockKind> {
        let (text, tokens) = (self.text, self.tokens);
        let mut last = line.end;
        while last > line.start + 1 && tokens[last - 1].kind == TokenKind::Punct && !tokens[last - 1].is(text, ')') {
            last -= 1;
        }
        if !tokens[last - 1].is(text, ')') {
            return None;
        }
        let open = (line.start..last).rev().take(24).find(|&i| tokens[i].is(text, '('))?;
        candidates(&self.pack.blocks.lines, text, tokens, open)
            .iter()
            .filter(|p| p.tells.at == At::Tail && matched(p, text, tokens, open, line.end).is_some())
            .map(|p| p.tells.kind)
            .next()
    }

    /// The kind of a line near whose begin a lost space glues a label to another word: `Bengkel MuaraIlustrasi tangki`.
    fn glued_label(&self, line: &Range<usize>) -> Option<BlockKind> {
        if self.ends_sentence(line) {
            return None;
        }
        // Words that nothing separates are one here, however they were cut.
        let first: Vec<&Token> = self.tokens[line.clone()].iter().take(GLUED_LABEL).collect();
        let runs = first.chunk_by(|a, b| !b.spaced && a.kind == TokenKind::Word && b.kind == TokenKind::Word);
        let upper = |part: Option<&str>| part.is_some_and(|rest| rest.starts_with(char::is_uppercase));
        let inner = |word: &&str| word.chars().skip(1).any(char::is_uppercase);
        runs.filter_map(|run| Some(Span { start: run.first()?.span.start, end: run.last()?.span.end }.of(self.text)))
            .filter(inner)
            .find_map(|word| {
                let small = word.to_lowercase();
                let glued = |label: &str| {
                    let longer = small.len() > label.len() && small.len() == word.len();
                    let behind = || small.starts_with(label) && upper(word.get(label.len()..));
                    let before = || small.ends_with(label) && upper(word.get(word.len() - label.len()..));
                    longer && (behind() || before())
                };
                self.pack.blocks.glued.iter().find(|(label, _)| glued(label)).map(|(_, kind)| *kind)
            })
    }

    /// Whether a line is nothing but a short name in brackets: `(outlet/Name)`, `(abc)`.
    fn signature(&self, line: &Range<usize>) -> bool {
        let (text, tokens) = (self.text, self.tokens);
        tokens[line.start].is(text, '(') && self.name_in_brackets(line.start, line.end)
    }

    fn name_in_brackets(&self, open: usize, end: usize) -> bool {
        let (text, tokens) = (self.text, self.tokens);
        if self.closing(open, end) != Some(end) || end - open > 14 {
            return false;
        }
        let inside = &tokens[open + 1..end - 1];
        let joined = inside.iter().any(|t| t.is(text, '/') || t.is(text, '|') || t.is(text, '.'));
        let words = inside.iter().filter(|t| t.kind == TokenKind::Word);
        let names = words.clone().all(|t| t.capital()) && words.clone().count() <= 5;
        let initials = words.clone().count() == 1 && words.clone().all(|t| t.span.len() <= 5);
        let clean = inside.iter().all(|t| matches!(t.kind, TokenKind::Word | TokenKind::Punct));
        clean && words.count() > 0 && (joined || names || initials)
    }

    /// The token after the bracket that closes the one at `open`.
    fn closing(&self, open: usize, end: usize) -> Option<usize> {
        let close = if self.tokens.get(open)?.is(self.text, '[') { ']' } else { ')' };
        (open..end).take(24).find(|&i| self.tokens[i].is(self.text, close)).map(|i| i + 1)
    }

    /// Sets aside lines that are told twice (`nested`), and returns the pieces of the first, if the others stand for it. A
    /// line that merely comes twice stays what it is: hiding somebody's words is worse than showing them twice.
    fn repetitions(&self, lines: &[Line], kinds: &mut [Option<Found>]) -> Vec<Block> {
        let open = lines.iter().zip(kinds.iter()).enumerate().filter(|(_, (_, kind))| kind.is_none());
        let open: Vec<(usize, Span)> = open.map(|(i, (line, _))| (i, span(self.tokens, &line.tokens))).collect();
        let Nested { repeated, pieces } = nested(self.text, &open);
        for i in repeated {
            kinds[i] = Some((BlockKind::Boilerplate, "line.repeated"));
        }
        let piece = |&(span, again): &(Span, bool)| {
            let aside = again || self.begins_aside(span);
            let kind = if aside { BlockKind::Boilerplate } else { BlockKind::Paragraph };
            Block { kind, span, rule: if again { "line.repeated" } else { "nested.rest" } }
        };
        pieces.iter().map(piece).collect()
    }

    /// Whether a piece of text begins with a link, a share line or the like, or has no words.
    fn begins_aside(&self, piece: Span) -> bool {
        let range = within(self.tokens, piece);
        let rules = candidates(&self.pack.blocks.lines, self.text, self.tokens, range.start).iter();
        let mut rules = rules.filter(|p| p.tells.kind == BlockKind::Boilerplate && matches!(p.tells.at, At::Start | At::Line));
        word_count(self.tokens, &range) == 0
            || rules.any(|p| matched(p, self.text, self.tokens, range.start, range.end).is_some())
    }

    /// Sets aside the titles of what is embedded below them: lines that end no sentence right above such a line.
    fn embedded(&self, lines: &[Line], kinds: &mut [Option<Found>]) {
        for i in 1..lines.len() {
            let line = &lines[i - 1].tokens;
            let below = matches!(kinds[i], Some((_, "line.brackets"))) && kinds[i - 1].is_none();
            let quiet = || !self.tokens[line.clone()].iter().any(|t| t.kind == TokenKind::Mark);
            let words = word_count(self.tokens, line);
            if below && i > 1 && words <= EMBEDDED_WORDS && quiet() && self.may_head(line) && !self.ends_sentence(line) {
                kinds[i - 1] = Some((BlockKind::Boilerplate, "line.embedded"));
            }
        }
    }

    /// Finds title and standfirst among the first lines.
    fn heads(&self, lines: &[Line], kinds: &mut [Option<Found>], title: Option<&str>) {
        let Some(first) = kinds.iter().position(Option::is_none) else { return };
        let rest: Vec<usize> = (first + 1..lines.len()).filter(|&i| kinds[i].is_none()).collect();
        let Some(&next) = rest.first() else { return };
        let line = &lines[first].tokens;
        let marked = self.hashes(line) == 1;
        let given = title.is_some_and(|t| t.trim() == span(self.tokens, line).of(self.text).trim());
        let body = rest.iter().any(|&i| self.ends_sentence(&lines[i].tokens));
        let spaced = lines[next].gap && word_count(self.tokens, line) <= 24 && self.may_head(line);
        let tight = self.title_case(line) && self.may_head(line) && {
            let (head, lead) = (word_count(self.tokens, line), word_count(self.tokens, &lines[next].tokens));
            (4..=18).contains(&head) && lead * 2 >= head * 3
        };
        if !(marked || given || (body && (spaced || tight)))
            || dateline(self.text, self.tokens, line, self.pack, &self.outlets).is_some()
        {
            return;
        }
        let rule = match (marked, given) {
            (true, _) => "head.marked",
            (_, true) => "head.given",
            _ if spaced => "head.set-off",
            _ => "head.capitals",
        };
        kinds[first] = Some((BlockKind::Title, rule));
        // A caption may stand between the standfirst and the text.
        let below = rest.get(1).is_some_and(|&i| lines[i].gap || lines[next + 1].gap);
        let set_off = lines[next].gap && below;
        let line = &lines[next].tokens;
        let short = (4..=45).contains(&word_count(self.tokens, line));
        // `Mingguan Teluk, 27 April 2025` tells when, not what.
        let dates = word_count(self.tokens, line) <= 10
            && self.tokens[line.end - 1].kind == TokenKind::Number
            && self.tokens[line.end - 1].span.len() == 4;
        if set_off && short && !dates && !self.ends_sentence(line) && self.may_head(line) && self.hashes(line) == 0 {
            kinds[next] = Some((BlockKind::Standfirst, "head.below-title"));
        }
    }

    /// Finds headings that stand on a line of their own.
    fn subheads(&self, lines: &[Line], kinds: &mut [Option<Found>]) {
        let running: Vec<usize> = (0..lines.len()).filter(|&i| kinds[i].is_none()).collect();
        for around in running.windows(3) {
            let [before, here, after] = around else { continue };
            let line = &lines[*here].tokens;
            let words = word_count(self.tokens, line);
            if self.hashes(line) > 0 && words <= 20 {
                kinds[*here] = Some((BlockKind::Subhead, "subhead.marked"));
                continue;
            }
            let quiet = !self.tokens[line.clone()].iter().any(|t| t.kind == TokenKind::Mark);
            let lone = self.ends_sentence(&lines[*before].tokens)
                && (self.ends_sentence(&lines[*after].tokens) || word_count(self.tokens, &lines[*after].tokens) >= 15)
                && word_count(self.tokens, &lines[*after].tokens) > words;
            let bulleted = self.tokens[line.start].kind == TokenKind::Punct;
            if (1..=12).contains(&words) && quiet && lone && !bulleted && self.may_head(line) && !self.ends_sentence(line) {
                kinds[*here] = Some((BlockKind::Subhead, "subhead.alone"));
            }
        }
    }

    /// Number of `#` signs that a Markdown heading begins with.
    fn hashes(&self, line: &Range<usize>) -> usize {
        let count = self.tokens[line.clone()].iter().take_while(|t| t.is(self.text, '#')).count();
        let spaced = self.tokens.get(line.start + count).is_some_and(|t| t.spaced) && line.start + count < line.end;
        if spaced && count <= 6 { count } else { 0 }
    }

    fn head_span(&self, line: &Range<usize>, kind: BlockKind) -> Span {
        let skip = if matches!(kind, BlockKind::Title | BlockKind::Subhead) { self.hashes(line) } else { 0 };
        span(self.tokens, &(line.start + skip..line.end))
    }

    /// Whether a line can be a heading: it begins like one and no sentence or clause ends with it.
    fn may_head(&self, line: &Range<usize>) -> bool {
        let (first, last) = (self.tokens[line.start], self.tokens[line.end - 1]);
        let open = last.kind == TokenKind::Punct && matches!(last.of(self.text), "." | "," | ":" | ";" | "…");
        let begins = !(first.kind == TokenKind::Word && first.shape == Shape::Lower);
        begins && !open
    }

    /// Whether a line ends as running text does.
    fn ends_sentence(&self, line: &Range<usize>) -> bool {
        let part = &self.tokens[line.clone()];
        let end = |t: &Token| t.kind == TokenKind::Punct && matches!(t.of(self.text), "." | "!" | "?" | "…");
        match part {
            [.., before, last] if last.kind == TokenKind::Mark => end(before) || before.is(self.text, ','),
            [.., before, last] if last.is(self.text, ')') => end(before) || word_count(self.tokens, line) > 15,
            [.., last] => end(last),
            _ => false,
        }
    }

    fn title_case(&self, line: &Range<usize>) -> bool {
        let words = self.tokens[line.clone()].iter().filter(|t| t.kind == TokenKind::Word && t.span.len() > 3);
        let (all, capital) = words.fold((0, 0), |(all, capital), t| (all + 1, capital + usize::from(t.capital())));
        all >= 3 && capital * 10 >= all * 7
    }
}
