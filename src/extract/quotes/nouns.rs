//! What somebody says told as a noun: `tudingan T bahwa C`, `bantahan T bahwa C`.
//!
//! Where the noun is the object of a verb, what is said goes on to the end of the clause. Where it is the subject, nothing
//! tells where the words end and the sentence goes on: then they are left alone.

use super::super::phrase::{Head, phrase};
use super::{Draft, Step, Who, Work};
use crate::lang::{Class, Frame};
use crate::model::QuoteKind;

/// The rule's name. Who is told of so is not who the next sentence goes on about.
pub(super) const NOUN: &str = "indirect.noun";

/// The verb that has the noun as its object stands at most so many tokens before it.
const VERB: usize = 6;

impl Work<'_, '_> {
    /// Finds what nouns of saying tell.
    pub(super) fn nouns(&mut self) {
        let range = self.unit.range.clone();
        for i in range.start + 1..range.end {
            if self.ctx.lower(i) && self.ctx.pack.cues.starts(self.ctx.word(i)) {
                self.noun(i);
            }
        }
    }

    fn noun(&mut self, i: usize) -> Option<()> {
        let ctx = self.ctx;
        let cue = self.cue(i, &[Frame::Noun])?;
        let end = i + usize::from(cue.len);
        let who = phrase(ctx, end, self.unit.range.end).filter(|p| {
            let sure = p.head == Head::Description && ctx.is_class(p.core.start, Class::ROLE | Class::UNNAMED);
            p.range.start == end && (matches!(p.head, Head::Person | Head::Organization) || sure)
        })?;
        let that = Some(who.range.end).filter(|&t| ctx.is_class(t, Class::THAT))?;
        let conditional = ctx.pack.cues.clauses.condition(ctx.word(that));
        let floor = self.unit.range.start.max(i.saturating_sub(VERB));
        let stop = |k: usize| ctx.is(k, ',') || ctx.is(k, '.') || self.quoted(k);
        let governed = (floor..i).rev().take_while(|&k| !stop(k)).any(|k| self.verb(k));
        if conditional || !governed {
            return None;
        }
        let mut content = self.without_stray(self.content(that + 1));
        // Inside what is answered it ends with that.
        let at = ctx.token(i).span;
        let around = self.out.iter().rev().take(VERB).find_map(|(_, step)| match step {
            Step::Quote(d) if d.span.contains(at) => Some(d.span.end),
            _ => None,
        });
        while around.is_some_and(|end| !content.is_empty() && ctx.token(content.end - 1).span.end > end) {
            content.end -= 1;
        }
        let marked = self.doubles.iter().any(|r| r.open < content.end && r.close >= content.start);
        if content.len() < 2 || marked {
            return None;
        }
        let draft = Draft {
            kind: QuoteKind::Indirect,
            span: ctx.span(content),
            cue: Some(i..end),
            who: Who::Phrase(who),
            stance: cue.stance,
            rule: NOUN,
            confidence: 60,
            chain: Vec::new(),
            also: Vec::new(),
            doubt: None,
        };
        self.quote(i, draft, cue.stance);
        Some(())
    }
}
