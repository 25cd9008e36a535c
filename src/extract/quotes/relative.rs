//! What somebody says in a relative clause that tells of them: `Camat S yang menyangkal C`.

use super::super::phrase::{Head, Phrase, phrase};
use super::{Draft, Step, Who, Work};
use crate::lang::{Class, Complement, Frame};
use crate::model::{QuoteKind, Stance};
use std::ops::Range;

/// So many tokens before the relative the words that name somebody may begin.
const BEFORE: usize = 16;

/// At most so many tokens of the clause are what is said.
const CLAUSE: usize = 24;

impl Work<'_, '_> {
    /// Finds accusations, denials and condemnations in relative clauses.
    pub(super) fn relatives(&mut self) {
        let mut i = self.unit.range.start + 2;
        while i < self.unit.range.end {
            let past = self.relative(i);
            i = past.unwrap_or(i + 1).max(i + 1);
        }
    }

    /// The act of the verb at `verb`, if a relative stands before it; returns where what is said ends.
    fn relative(&mut self, verb: usize) -> Option<usize> {
        let ctx = self.ctx;
        if self.quoted(verb) || self.is_used(verb) || !ctx.pack.cues.starts(ctx.word(verb)) {
            return None;
        }
        let acts = |s: Stance| matches!(s, Stance::Denies | Stance::Accuses | Stance::Condemns);
        let cue = self.cue(verb, &[Frame::Active]).filter(|c| c.complement == Complement::Object && acts(c.stance))?;
        let floor = self.unit.range.start.max(verb.saturating_sub(BEFORE));
        let past_adverbs = (floor..verb).rev().find(|&i| !ctx.is_class(i, Class::ADVERB) || ctx.is_class(i, Class::NEGATION))?;
        let relative = Some(past_adverbs).filter(|&i| ctx.is_class(i, Class::RELATIVE) && ctx.lower(i) && i > floor)?;
        let begins = |&s: &usize| self.may_begin(s, floor);
        let named = |p: &Phrase| p.range.end == relative && matches!(p.head, Head::Person | Head::Organization) && !p.indefinite;
        let who = (floor..relative).filter(begins).filter_map(|s| phrase(ctx, s, relative)).find(named)?;
        let end = verb + usize::from(cue.len);
        let content = self.clause(if ctx.is_class(end, Class::THAT) { end + 1 } else { end });
        if content.len() < 2 || self.told_within(verb, &who) {
            return None;
        }
        let stop = content.end;
        let draft = Draft {
            kind: QuoteKind::Indirect,
            span: ctx.span(content),
            cue: Some(verb..end),
            who: Who::Phrase(who),
            stance: cue.stance,
            rule: "indirect.relative",
            confidence: 66,
            chain: Vec::new(),
            also: Vec::new(),
            doubt: None,
        };
        self.mark_used(verb..end);
        self.quote(verb, draft, cue.stance);
        Some(stop)
    }

    /// What is said in a relative clause: up to a comma, or to what goes on behind a demonstrative.
    pub(super) fn clause(&self, start: usize) -> Range<usize> {
        let ctx = self.ctx;
        let last = self.unit.range.end.min(start + CLAUSE);
        let over = |k: usize| {
            let closed =
                k > start && ctx.is_class(k - 1, Class::DEMONSTRATIVE) && (self.verb(k) || ctx.is_class(k, Class::ADVERB));
            closed || ctx.is(k, ',') || ctx.is(k, '.') || ctx.is(k, ';') || self.quoted(k)
        };
        let end = (start..last).find(|&k| over(k)).unwrap_or(last);
        start.min(end)..end
    }

    /// Whether the clause stands inside words that somebody else is reported to have said, but for what they deplore or praise.
    fn told_within(&self, verb: usize, who: &Phrase) -> bool {
        let at = self.ctx.token(verb).span;
        self.out.iter().rev().take(16).any(|(_, step)| match step {
            Step::Quote(d) => {
                let object = d.cue.as_ref().and_then(|c| self.cue(c.start, &[Frame::Active]));
                let deplores = object.is_some_and(|c| c.complement == Complement::Object) && who.head == Head::Person;
                d.span.contains(at) && !deplores
            }
            _ => false,
        })
    }
}
