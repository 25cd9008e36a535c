//! Words that are somebody's only according to a doubtful source: a rumour, an edited video, a question, what is owed,
//! awaited or was never said. They are kept, with the words that show it.

use super::{Draft, Who, Work};
use crate::lang::{Class, Complement, Doubts, Frame};
use crate::model::{BlockKind, QuoteKind};
use std::ops::Range;

/// So many tokens before a subject can tell that its words are doubtful.
const BEFORE: usize = 16;

/// So many tokens of what stands before a unit are looked at for a posting whose words it holds.
const POSTING: usize = 48;

/// A verdict has at most so many tokens.
const VERDICT: usize = 12;

impl Work<'_, '_> {
    /// The words that show that a quote is only said to be its speaker's.
    pub(super) fn doubt(&self, draft: &Draft) -> Option<Range<usize>> {
        let Some(cue) = &draft.cue else { return self.posting(draft) };
        let subject = match &draft.who {
            Who::Phrase(p) => p.range.clone(),
            Who::Told(Some(range)) => range.clone(),
            _ => cue.clone(),
        };
        if subject.start > cue.start {
            return self.label();
        }
        // `Menurut S, T akan menilai U “C”`: the fragment is of what S says.
        let told = draft.kind == QuoteKind::Mixed && self.cue(self.unit.range.start, &[Frame::According]).is_some();
        let verb = self.undone(subject.end..cue.start, cue.start).filter(|_| !told);
        let verb = verb.or_else(|| self.supposition(cue.start));
        verb.or_else(|| self.told_of(&subject, draft)).or_else(|| self.label())
    }

    fn doubts(&self) -> &Doubts {
        &self.ctx.pack.cues.doubts
    }

    /// `S harus mengatakan C`, `S tidak pernah berkata C`: the saying is not done.
    fn undone(&self, between: Range<usize>, verb: usize) -> Option<Range<usize>> {
        let ctx = self.ctx;
        let near = between.start.max(verb.saturating_sub(4))..verb;
        let adverbs = |from: usize| (from..verb).all(|i| ctx.is_class(i, Class::ADVERB) || self.doubts().undone(ctx.word(i)));
        let word = |i: usize| ctx.word(i);
        // `tidak pernah mengakui C` is a stance, no doubtful saying.
        let object = self.cue(verb, &[Frame::Active]).is_some_and(|c| c.complement == Complement::Object);
        let found = near.clone().find(|&i| {
            let never = !object && ctx.is_class(i, Class::NEGATION) && (i + 1..verb).any(|k| self.doubts().ever(word(k)));
            ctx.lower(i) && (never || self.doubts().undone(word(i)) || self.doubts().seeming(word(i))) && adverbs(i + 1)
        })?;
        Some(found..verb)
    }

    /// `jika S mengatakan bahwa C`: a saying that is only supposed.
    fn supposition(&self, verb: usize) -> Option<Range<usize>> {
        let ctx = self.ctx;
        let opens = |at: &usize| *at == self.unit.range.start || ctx.is(*at - 1, ',');
        self.supposed_at(verb).filter(opens).map(|at| at..at + 1)
    }

    /// What stands before the subject tells that the words are doubtful.
    fn told_of(&self, subject: &Range<usize>, draft: &Draft) -> Option<Range<usize>> {
        let ctx = self.ctx;
        let doubts = self.doubts();
        let floor = self.unit.range.start.max(subject.start.saturating_sub(BEFORE));
        let stop = |i: usize| self.quoted(i) || ctx.is(i, ',') || ctx.is(i, ';') || ctx.is(i, '.') || ctx.is(i, ':');
        let from = (floor..subject.start).rev().find(|&i| stop(i)).map_or(floor, |i| i + 1);
        let before = from..subject.start;
        let word = |i: usize| ctx.word(i);
        if let Some(at) = (from..=subject.start).find(|&i| doubts.asking(word(i))) {
            return Some(at..at + 1);
        }
        if let Some(at) = before.clone().find(|&i| doubts.seeming(word(i))) {
            return Some(at..at + 1);
        }
        let denied = |&i: &usize| {
            let negated = i > from && ctx.is_class(i - 1, Class::NEGATION);
            doubts.truth(word(i)) && negated && subject.start <= i + 4
        };
        // `Tidak benar Rani mengatakan`: the word may be read as part of the phrase.
        if let Some(at) = (from..=subject.start).find(denied) {
            return Some(at - 1..at + 1);
        }
        let last = subject.start.checked_sub(1).filter(|&i| i >= from)?;
        if doubts.awaits(word(last)) {
            return Some(last..subject.start);
        }
        let pointed = |i: usize| (i + 1..subject.start).any(|k| ctx.is_class(k, Class::DEMONSTRATIVE));
        let led = |i: usize| i > from && ctx.is_class(i - 1, Class::PREPOSITION);
        // `Soal isu yang beredar Rani mengatakan C`: that is what she speaks about.
        let links = |k: usize, i: usize| ctx.is_class(k, Class::THAT) || ctx.is_class(k, Class::RELATIVE) && !led(i);
        let joins = |i: usize| i == last || (i + 1..subject.start).any(|k| links(k, i));
        if let Some(at) = before.clone().find(|&i| doubts.rumour(word(i)) && joins(i) && !pointed(i)) {
            return Some(at..at + 1);
        }
        let medium = before.clone().find(|&i| doubts.medium(word(i)) && !pointed(i) && !led(i))?;
        let goes = |&i: &usize| doubts.circulates(word(i)) && !(i > from && ctx.is_class(i - 1, Class::RELATIVE));
        if before.clone().any(|i| goes(&i)) {
            return Some(medium..medium + 1);
        }
        if let Some(at) = before.clone().find(|&i| doubts.falsehood(word(i))) {
            return Some(at..at + 1);
        }
        let end = ctx.tokens.partition_point(|t| t.span.start < draft.span.end);
        self.verdict(end.saturating_sub(VERDICT).max(subject.end)..self.unit.range.end.min(end + VERDICT))
    }

    /// `… ternyata hoaks`: what the outlet says of what stands before.
    fn verdict(&self, range: Range<usize>) -> Option<Range<usize>> {
        let ctx = self.ctx;
        let end = range.end;
        let doubts = self.doubts();
        range.filter(|&i| !self.quoted(i)).find_map(|i| {
            let verdict = ctx.lower(i) && doubts.verdict(ctx.word(i));
            let negated = |k: usize| doubts.truth(ctx.word(k)) && ctx.is_class(k - 1, Class::NEGATION);
            let close = end.min(i + 5);
            let at = (i + 1..close).find(|&k| doubts.falsehood(ctx.word(k)) || negated(k)).filter(|_| verdict)?;
            Some(i..at + 1)
        })
    }

    /// Where content ends that a verdict on it follows: `Kabar bahwa S mengatakan C ternyata hoaks`.
    pub(super) fn before_verdict(&self, content: Range<usize>, who: &Who) -> Range<usize> {
        let ctx = self.ctx;
        let Who::Phrase(subject) = who else { return content };
        let floor = self.unit.range.start.max(subject.range.start.saturating_sub(BEFORE));
        let doubtful = |i: usize| self.doubts().rumour(ctx.word(i)) || self.doubts().medium(ctx.word(i));
        if subject.range.start > content.start || !(floor..subject.range.start).any(doubtful) {
            return content;
        }
        // `Klaim bahwa S mengaku C tidak benar.`
        let last = content.end.saturating_sub(1);
        if last > content.start + 1 && self.doubts().truth(ctx.word(last)) && ctx.is_class(last - 1, Class::NEGATION) {
            return content.start..last - 1;
        }
        let from = content.end.saturating_sub(VERDICT).max(content.start + 1);
        let found = self.verdict(from..content.end);
        found.map_or(content.clone(), |v| content.start..v.start)
    }

    /// `HOAKS: S Mengatakan C`: the label of a headline.
    fn label(&self) -> Option<Range<usize>> {
        let ctx = self.ctx;
        if !matches!(self.unit.kind, BlockKind::Title | BlockKind::Subhead) {
            return None;
        }
        let first = (self.unit.range.start..self.unit.range.end.min(self.unit.range.start + 2)).find(|&i| ctx.is_word(i))?;
        let closed = ctx.is(first + 1, ':') || ctx.is(first + 1, ']') || ctx.is(first + 1, ')');
        (closed && self.doubts().label(ctx.word(first))).then_some(first..first + 1)
    }

    /// A quote that stands alone behind an anonymous posting, or before the question whether it is true.
    fn posting(&self, draft: &Draft) -> Option<Range<usize>> {
        if !matches!(draft.who, Who::Same) {
            return None;
        }
        let ctx = self.ctx;
        let doubts = self.doubts();
        let start = self.unit.range.start;
        let behind = self.unit.range.end..ctx.tokens.len().min(self.unit.range.end + 3);
        let before = start.saturating_sub(POSTING)..start;
        let medium = before.clone().any(|i| doubts.medium(ctx.word(i)));
        if let Some(asked) = behind.into_iter().find(|&i| doubts.asking(ctx.word(i))).filter(|_| medium) {
            return Some(asked..asked + 1);
        }
        let posted = before.clone().rev().find(|&i| doubts.posted(ctx.word(i)))?;
        let poster = (posted.saturating_sub(8)..posted).find(|&i| doubts.poster(ctx.word(i)))?;
        // `akun Rani Waskita mengunggah`: an account with a name speaks for itself.
        let named = (poster + 1..posted).any(|i| ctx.name(i));
        let words = (posted..start).any(|i| doubts.announced(ctx.word(i)));
        (medium && words && !named).then_some(poster..posted + 1)
    }
}
