//! A line of running text: its dateline, what stands in brackets inside of it, and the link, share text, heading or
//! signature that a lost line end glued behind its last sentence.

use super::super::dateline::dateline;
use super::super::lines::{candidates, matched, span, word_count};
use super::{ASIDE_WORDS, Cutter};
use crate::lang::blocks::At;
use crate::model::{Block, BlockKind, Span};
use crate::text::{TokenKind, sentences};
use std::ops::Range;

impl Cutter<'_> {
    /// Cuts a line of running text: its dateline, markers inside it, the subhead or signature glued to its end.
    pub(super) fn running(&self, line: &Range<usize>, first: bool, last: bool, out: &mut Vec<Block>) {
        let (text, tokens) = (self.text, self.tokens);
        let whole = span(tokens, line);
        let line = &self.without_glued_aside(line);
        let rest = Span { start: span(tokens, line).end, end: whole.end };
        let whole = span(tokens, line);
        let mut push = |kind, start: u32, end: u32, rule| {
            let span = Span { start, end }.trim(text);
            if !span.is_empty() {
                out.push(Block { kind, span, rule });
            }
        };
        let mut start = whole.start;
        if let Some(end) = first.then(|| dateline(text, tokens, line, self.pack, &self.outlets)).flatten() {
            push(BlockKind::Dateline, start, end, "dateline");
            start = end;
        }
        let mut i = line.start;
        while i < line.end {
            if tokens[i].is(text, '[')
                && let Some((kind, end)) = self.inside(i, line.end)
            {
                push(BlockKind::Paragraph, start, tokens[i].span.start, "running");
                push(kind, tokens[i].span.start, tokens[end - 1].span.end, "inside.brackets");
                start = tokens[end - 1].span.end;
                i = end;
            } else {
                i += 1;
            }
        }
        let tail = if last { self.glued_signature(line) } else { self.glued_subhead(line) };
        match tail {
            Some(at) if tokens[at].span.start > start => {
                push(BlockKind::Paragraph, start, tokens[at].span.start, "running");
                let signed = (BlockKind::Credit, "glued.signature");
                let (kind, rule) = if last { signed } else { (BlockKind::Subhead, "glued.subhead") };
                push(kind, tokens[at].span.start, whole.end, rule);
            }
            _ => push(BlockKind::Paragraph, start, whole.end, "running"),
        }
        push(BlockKind::Boilerplate, rest.start, rest.end, "glued.aside");
    }

    /// A line without the link or share text that a lost line end glued behind its last sentence.
    fn without_glued_aside(&self, line: &Range<usize>) -> Range<usize> {
        let window = line.start.max(line.end.saturating_sub(ASIDE_WORDS / 2))..line.end;
        let at = window.clone().skip(1).find(|&i| {
            let rules = candidates(&self.pack.blocks.lines, self.text, self.tokens, i);
            let mut ends =
                rules.iter().filter(|p| p.tells.at == At::Start && p.tells.kind == BlockKind::Boilerplate && p.steps.len() > 1);
            ends.any(|p| matched(p, self.text, self.tokens, i, line.end).is_some()) && self.ends_sentence(&(line.start..i))
        });
        line.start..at.filter(|_| !self.ends_sentence(line)).unwrap_or(line.end)
    }

    fn inside(&self, open: usize, end: usize) -> Option<(BlockKind, usize)> {
        let rules = candidates(&self.pack.blocks.lines, self.text, self.tokens, open).iter();
        let rule =
            rules.filter(|p| p.tells.at == At::Inside).find(|p| matched(p, self.text, self.tokens, open, end).is_some())?;
        Some((rule.tells.kind, self.closing(open, end)?))
    }

    /// The first token of a heading glued to a paragraph's end: an unended last sentence in the shape of a heading.
    fn glued_subhead(&self, line: &Range<usize>) -> Option<usize> {
        if self.ends_sentence(line) || self.tokens[line.end - 1].kind != TokenKind::Word {
            return None;
        }
        let cut = sentences(self.text, self.tokens, line.clone(), &self.pack.lexicon);
        let [.., before, head] = cut.as_slice() else { return None };
        let part = &self.tokens[head.clone()];
        let words = word_count(self.tokens, head);
        let quiet = !part.iter().any(|t| t.kind == TokenKind::Mark);
        // `2. Toko Randu, Liris`: an item of a list.
        if !self.tokens[before.clone()].iter().any(|t| t.kind == TokenKind::Word) {
            return None;
        }
        let colon = part.iter().take(5).position(|t| t.is(self.text, ':')).is_some_and(|colon| {
            part[..colon].iter().all(|t| t.capital()) && part.get(colon + 1).is_some_and(|t| t.spaced && t.capital())
        });
        let shaped = colon || (words >= 3 && self.title_case(head));
        let fits = (2..=14).contains(&words) && quiet && shaped && self.may_head(head) && self.ends_sentence(before);
        fits.then_some(head.start)
    }

    /// The first token of a signature in brackets at the end of the last paragraph.
    fn glued_signature(&self, line: &Range<usize>) -> Option<usize> {
        let (text, tokens) = (self.text, self.tokens);
        if !tokens[line.end - 1].is(text, ')') {
            return None;
        }
        let open = (line.start + 1..line.end).rev().take(14).find(|&i| tokens[i].is(text, '('))?;
        let ended = self.ends_sentence(&(line.start..open));
        (ended && self.name_in_brackets(open, line.end)).then_some(open)
    }
}
