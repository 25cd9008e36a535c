//! What stands between quotation marks: direct quotes (whole clauses beside a cue) and mixed ones (a fragment inside a
//! reported sentence). A title, a programme's name or a scare quote has no cue and is nobody's.

use super::super::context::Context;
use super::super::marks::Region;
use super::super::phrase::Head;
use super::{Draft, NEAR, Who, Work};
use crate::lang::{Class, Complement, Cue, Frame};
use crate::model::{BlockKind, QuoteKind, Stance};
use crate::text::{Shape, TokenKind};
use std::ops::Range;

/// What attributes a region.
pub(super) struct Ground {
    pub cue: Option<Range<usize>>,
    pub who: Who,
    pub stance: Stance,
    pub rule: Rule,
    pub at: usize,
}

/// How a region is attributed; each names its rules and how sure they are.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Rule {
    After,
    Behind,
    Before,
    Split,
    Passive,
    Standing,
    Later,
    Unlisted,
    Relayed,
    Label,
}

impl Rule {
    fn name(self, kind: QuoteKind) -> &'static str {
        match (self, kind) {
            (Rule::After, QuoteKind::Direct) => "direct.cue-after",
            (Rule::Behind, QuoteKind::Direct) => "direct.clause-after",
            (Rule::Before, QuoteKind::Direct) => "direct.cue-before",
            (Rule::Split, QuoteKind::Direct) => "direct.split",
            (Rule::Passive, QuoteKind::Direct) => "direct.passive",
            (Rule::Unlisted, QuoteKind::Direct) => "direct.unlisted-cue",
            (Rule::Relayed, _) => "direct.relayed",
            (Rule::Standing, _) => "direct.standing",
            (Rule::Label, _) => "direct.label",
            (Rule::After | Rule::Unlisted, _) => "mixed.cue-after",
            (Rule::Later, _) => "mixed.later-cue",
            _ => "mixed.reported",
        }
    }

    fn confidence(self, who: &Who) -> u8 {
        let base = match self {
            Rule::After => 96,
            Rule::Behind | Rule::Before => 90,
            Rule::Split => 88,
            Rule::Passive | Rule::Label => 80,
            Rule::Later | Rule::Unlisted => 70,
            Rule::Standing | Rule::Relayed => 60,
        };
        match who {
            Who::Phrase(p) if p.head == Head::Person => base,
            Who::Phrase(_) => base - 4,
            Who::Told(_) => base - 10,
            Who::Same => base - 8,
        }
    }
}

/// The least number of words of a paragraph that is nothing but a quote, and of one with a number in a list of them.
const STANDING: usize = 4;
const NUMBERED: usize = 3;

/// The least number of words that a clause between marks has where no capital begins it.
const CLAUSE: usize = 5;

impl Work<'_, '_> {
    /// Attributes every region of the unit that is somebody's words.
    pub(super) fn direct(&mut self) {
        let mut last: Option<(usize, Who, Stance)> = None;
        for n in 0..self.regions.len() {
            let region = self.regions[n].clone();
            let Some(ground) = self.ground(&region, last.as_ref()) else { continue };
            let span = region.words(self.ctx);
            if span.is_empty() {
                continue;
            }
            let kind = self.kind(&region, &ground);
            self.told.push((region.open, kind == QuoteKind::Direct));
            if let Some(cue) = &ground.cue {
                self.mark_used(cue.clone());
            }
            last = Some((region.close, ground.who.clone(), ground.stance));
            let draft = Draft {
                kind,
                span,
                rule: ground.rule.name(kind),
                confidence: ground.rule.confidence(&ground.who),
                cue: ground.cue,
                who: ground.who,
                stance: ground.stance,
                chain: Vec::new(),
                also: Vec::new(),
                doubt: None,
            };
            self.quote(ground.at, draft, ground.stance);
        }
    }

    fn ground(&self, region: &Region, last: Option<&(usize, Who, Stance)>) -> Option<Ground> {
        let beside = self.cue_after(region).or_else(|| self.clause_after(region)).map(|found| self.told_in_front(region, found));
        if region.single {
            return beside;
        }
        let beside = beside.or_else(|| self.signed(region));
        if beside.is_none() && self.term(region) {
            return None;
        }
        beside
            .or_else(|| self.answer_before(region))
            .or_else(|| self.split(region, last))
            .or_else(|| self.labelled(region))
            .or_else(|| self.headed(region))
            .or_else(|| self.before(region))
            .or_else(|| self.passive(region))
            .or_else(|| self.unlisted_cue(region))
            .or_else(|| self.narrated(region))
            .or_else(|| self.relayed(region))
            .or_else(|| self.later(region))
            .or_else(|| self.standing(region))
    }

    /// `“A,” kata S, “B.”`
    fn split(&self, region: &Region, last: Option<&(usize, Who, Stance)>) -> Option<Ground> {
        let (close, who, stance) = last?;
        let ctx = self.ctx;
        let before = region.open.checked_sub(1)?;
        let joined = ctx.is(before, ',') || ctx.is(before, '.') || ctx.is(before, ';');
        let ends = region.close + 2 >= self.unit.range.end;
        let near = region.open - close < 40;
        let verb = (*close..region.open).any(|i| self.cue(i, &[Frame::Active]).is_some() && !self.is_used(i));
        (joined && ends && near && !verb).then(|| Ground {
            cue: None,
            who: who.clone(),
            stance: *stance,
            rule: Rule::Split,
            at: region.open,
        })
    }

    /// `Seorang warga mengeluh, “C,” tulisnya.`: the clitic means whom the sentence names in front of the words.
    fn told_in_front(&self, region: &Region, found: Ground) -> Ground {
        if !matches!(found.who, Who::Told(None)) || !self.set_off(region) {
            return found;
        }
        let front = self.before(region).filter(|b| b.cue.as_ref().is_some_and(|c| c.end + 1 == region.open));
        match front {
            Some(Ground { who: who @ Who::Phrase(_), .. }) => Ground { who, ..found },
            _ => found,
        }
    }

    /// `S mengatakan, “C.”` and the fragment in `S menyebutnya “C” …`.
    fn before(&self, region: &Region) -> Option<Ground> {
        let ctx = self.ctx;
        let start = self.unit.range.start.max(region.open.saturating_sub(NEAR));
        let before = self.doubles[..self.doubles.partition_point(|r| r.open < region.open)].last();
        let floor = before.map_or(start, |r| (r.close + 1).max(start));
        let frames = [Frame::Active, Frame::According];
        let nearest = |from: usize| {
            (from..region.open).rev().find_map(|i| Some((i, self.cue(i, &frames)?)).filter(|_| !self.inside_noun(i)))
        };
        let (at, cue) = nearest(floor).or_else(|| nearest(start))?;
        // `mengatakan bahwa … dan memperingatkan T agar “C”`: a verb that is joined to the first reports words of its own.
        let joined = (start..at).rev().find(|&i| !ctx.is_class(i, Class::ADVERB) || ctx.is_class(i, Class::GERUND));
        let own = cue.stance != Stance::Asserts && joined.is_some_and(|i| ctx.lower(i) && ctx.is_class(i, Class::GERUND));
        let (at, cue) = if own { (at, cue) } else { self.reporting(start, at).unwrap_or((at, cue)) };
        if self.is_title(region) || !self.reports_fragment(at + usize::from(cue.len), cue, region) {
            return None;
        }
        let end = at + usize::from(cue.len);
        let who = match cue.frame {
            Frame::According if cue.clitic => Who::Told(None),
            Frame::According => self.who_after(cue, end)?,
            _ => self.governing_subject(at).filter(|who| !self.tells_of_a_thing(at, who))?,
        };
        Some(Ground { cue: Some(at..end), who, stance: cue.stance, rule: Rule::Before, at: at.max(start) })
    }

    /// `muncul narasi yang menyebut T sebagai “C”`: whether the verb stands in a relative clause that tells of a thing, and
    /// not of who was found.
    fn tells_of_a_thing(&self, verb: usize, who: &Who) -> bool {
        let ctx = self.ctx;
        let start = self.unit.range.start;
        let first = (start..verb).rev().find(|&i| !ctx.is_class(i, Class::ADVERB));
        let Some(relative) = first.filter(|&i| ctx.is_class(i, Class::RELATIVE)) else { return false };
        let Some(noun) = relative.checked_sub(1).filter(|&i| i >= start) else { return false };
        let persons =
            Class::ROLE | Class::UNNAMED | Class::PRONOUN | Class::DEMONSTRATIVE | Class::KIN | Class::ORGANIZATION_HEAD;
        let adjacent = matches!(who, Who::Phrase(p) if p.range.end == relative);
        !adjacent && ctx.lower(noun) && !ctx.is_class(noun, persons)
    }

    /// Whether a cue that reports only what is marked as content reports this region, which ends `from` behind it.
    fn reports_fragment(&self, from: usize, cue: Cue, region: &Region) -> bool {
        let ctx = self.ctx;
        let beside_comma = |i: usize| ctx.is(i, ',') && (i == from || i + 1 == region.open);
        let stop = |i: usize| ctx.is(i, '.') && i + 1 == region.open;
        let marked = |i: usize| beside_comma(i) || stop(i) || ctx.is(i, ':') || ctx.is_class(i, Class::THAT);
        let beside = from >= region.open && (begins_clause(ctx, region) || region.inner().len() > 3);
        cue.complement != Complement::Marked || beside || (from..region.open).any(marked)
    }

    /// Whether the marks hold the name of a thing (a song, a theme, a term) and not what somebody said.
    fn is_title(&self, region: &Region) -> bool {
        let ctx = self.ctx;
        let start = self.unit.range.start;
        let before = |far: usize| (region.open.saturating_sub(far).max(start)..region.open).rev();
        let announced = before(3).take_while(|&i| ctx.is_word(i)).any(|i| ctx.pack.cues.announces_title(ctx.word(i)));
        let thing = before(1).any(|i| ctx.pack.cues.has_title(ctx.word(i)));
        announced || thing || !self.introduced(region) && capitalised(ctx, region) || self.joins_title(region)
    }

    /// `berarti “A” atau “B”`: the second of two names.
    fn joins_title(&self, region: &Region) -> bool {
        let Some(joint) = region.open.checked_sub(1).filter(|&i| self.ctx.is_class(i, Class::COORDINATOR)) else { return false };
        let before = self.doubles.partition_point(|r| r.close < joint);
        before.checked_sub(1).and_then(|n| self.doubles.get(n)).is_some_and(|r| {
            let words = self.unit.range.start.max(r.open.saturating_sub(3))..r.open;
            r.close + 1 == joint && words.into_iter().any(|i| self.ctx.pack.cues.announces_title(self.ctx.word(i)))
        })
    }

    /// The cue whose content a nearer cue stands in: `S mengatakan bahwa T menyatakan “C”` is told by S.
    fn reporting(&self, start: usize, inner: usize) -> Option<(usize, Cue)> {
        let ctx = self.ctx;
        let outer = (start..inner).find_map(|i| Some((i, self.cue(i, &[Frame::Active])?)))?;
        let told = (outer.0..inner).any(|i| ctx.is_class(i, Class::THAT));
        (told && self.governing_subject(outer.0).is_some()).then_some(outer)
    }

    /// Whether an active cue is used as part of a noun phrase (`untuk mengatakan`, `tanpa menyebutkan`).
    fn inside_noun(&self, i: usize) -> bool {
        i > self.unit.range.start && self.ctx.is_class(i - 1, Class::NEGATION)
    }

    /// `“C.” Hal itu dikatakan S.` inside one unit.
    fn passive(&self, region: &Region) -> Option<Ground> {
        // `Tugu “A” dibangun dan diperkuat dengan prasasti yang disebutkan S`: an inscription in the middle of a sentence.
        if !self.whole(region) && self.is_title(region) {
            return None;
        }
        let (at, cue) = (region.close + 1..self.unit.range.end.min(region.close + NEAR))
            .find_map(|i| Some((i, self.cue(i, &[Frame::Passive])?)))
            .filter(|(_, cue)| cue.stance == Stance::Asserts)?;
        if !self.whole(region) && at > region.open && self.ctx.is_class(at - 1, Class::RELATIVE) {
            return None;
        }
        let end = at + usize::from(cue.len);
        let who = self.who_passive(cue, end)?;
        Some(Ground { cue: Some(at..end), who, stance: cue.stance, rule: Rule::Passive, at })
    }

    /// Whose words a passive cue reports.
    pub(super) fn who_passive(&self, cue: Cue, end: usize) -> Option<Who> {
        let by = usize::from(self.ctx.pack.cues.is_by(self.ctx.word(end)));
        self.who_after(cue, end + by)
    }

    /// A fragment in a sentence that is attributed further on: `Proyek “gagal total” itu, kata S, …`.
    fn later(&self, region: &Region) -> Option<Ground> {
        let ctx = self.ctx;
        let found = (region.close + 1..self.unit.range.end.min(region.close + NEAR))
            .find_map(|i| Some((i, self.cue(i, &[Frame::After]).filter(|_| ctx.lower(i) && ctx.is(i - 1, ','))?)));
        let several = region.inner().filter(|&i| ctx.is_word(i)).count() > 1;
        let (at, cue) = found.filter(|_| several && !self.is_title(region))?;
        let end = at + usize::from(cue.len);
        let who = self.who_after(cue, end)?;
        Some(Ground { cue: Some(at..end), who, stance: cue.stance, rule: Rule::Later, at })
    }

    /// A paragraph or sentence that is nothing but the quote.
    fn standing(&self, region: &Region) -> Option<Ground> {
        let ctx = self.ctx;
        let before = |far: usize| region.open.checked_sub(far);
        let numbered = before(1).is_some_and(|i| ctx.is(i, '.'))
            && before(2).is_some_and(|i| {
                ctx.token(i).kind == TokenKind::Number && i.checked_sub(1).is_none_or(|b| ctx.token(b).kind == TokenKind::Newline)
            });
        let answer = self.regions.len() == 1 && before(1).is_some_and(|i| ctx.is(i, '.'));
        if self.unit.kind != BlockKind::Paragraph || region.open != self.unit.range.start && !numbered && !answer {
            return None;
        }
        let words = region.inner().filter(|&i| ctx.is_word(i)).count();
        let least = if numbered { NUMBERED } else { STANDING };
        (self.closes_unit(region) && words >= least && begins_clause(ctx, region)).then_some(Ground {
            cue: None,
            who: Who::Same,
            stance: Stance::Asserts,
            rule: Rule::Standing,
            at: region.open,
        })
    }

    /// Direct if the region is whole clauses, mixed if it is a fragment of the reported sentence.
    fn kind(&self, region: &Region, ground: &Ground) -> QuoteKind {
        let ctx = self.ctx;
        let begins = begins_clause(ctx, region);
        let clause = region.inner().filter(|&i| ctx.is_word(i)).count() >= CLAUSE;
        let direct = match ground.rule {
            Rule::After | Rule::Behind | Rule::Passive | Rule::Unlisted => self.whole(region),
            Rule::Split | Rule::Standing | Rule::Relayed | Rule::Label => true,
            Rule::Later => self.first(region) && begins && region.inner().len() > 6,
            Rule::Before if begins => self.introduced(region) || ends_sentence(ctx, region) && region.inner().len() > 4,
            Rule::Before => clause && self.set_off(region),
        };
        if direct { QuoteKind::Direct } else { QuoteKind::Mixed }
    }

    /// Whether a region begins a sentence, or stands as a clause of its own behind a comma or a cue.
    pub(super) fn whole(&self, region: &Region) -> bool {
        let words = region.inner().filter(|&i| self.ctx.is_word(i)).count();
        let set_off = self.set_off(region) && words >= CLAUSE;
        let begins = begins_clause(self.ctx, region);
        // A stop that is missing before the mark makes no fragment of what begins with a capital and ends with a comma.
        let joined = |i: usize| self.ctx.is_word(i) || self.ctx.token(i).kind == TokenKind::Number;
        let closed = begins && words >= CLAUSE - 2 && self.ctx.is(region.close - 1, ',') && joined(region.open.wrapping_sub(1));
        let clause = closed && !capitalised(self.ctx, region);
        self.first(region) || set_off || begins && self.introduced(region) || clause
    }

    fn first(&self, region: &Region) -> bool {
        region.open == self.unit.range.start || self.opens_sentence(region.open)
    }

    /// Whether a comma or a colon stands right before the region.
    fn set_off(&self, region: &Region) -> bool {
        region.open > self.unit.range.start && (self.ctx.is(region.open - 1, ',') || self.ctx.is(region.open - 1, ':'))
    }

    /// Whether a comma, a colon or the cue itself stands right before the region.
    fn introduced(&self, region: &Region) -> bool {
        let before = region.open.wrapping_sub(1);
        let ctx = self.ctx;
        region.open > self.unit.range.start
            && (ctx.is(before, ',') || ctx.is(before, ':') || ctx.is(before, '.') || self.is_cue_end(before))
    }

    pub(super) fn is_cue_end(&self, i: usize) -> bool {
        (i.saturating_sub(2)..=i)
            .any(|s| self.cue(s, &[Frame::Active, Frame::After]).is_some_and(|c| s + usize::from(c.len) == i + 1))
    }

    /// Whether a sentence ends right before the mark at `i`: with a stop, a closing mark, or a word glued to it.
    fn opens_sentence(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).filter(|&b| b >= self.unit.range.start) else { return false };
        let token = self.ctx.token(before);
        let glued =
            !self.ctx.token(i).spaced && (token.kind == TokenKind::Word || self.ctx.is(before, ')') || self.ctx.is(before, ']'));
        matches!(self.ctx.letters(before), "." | "!" | "?" | "…" | "-" | "–" | "—") || token.kind == TokenKind::Mark || glued
    }
}

/// Whether a region is words that are all capitalised but for small ones: the name of a thing.
fn capitalised(ctx: &Context<'_>, region: &Region) -> bool {
    let small = Class::PREPOSITION | Class::COORDINATOR;
    let words = || region.inner().filter(|&i| ctx.is_word(i));
    let shouted = words().all(|i| ctx.token(i).shape == Shape::Upper);
    words().count() > 0 && !shouted && words().all(|i| ctx.token(i).shape != Shape::Lower || ctx.is_class(i, small))
}

fn begins_clause(ctx: &Context<'_>, region: &Region) -> bool {
    let first = region.inner().find(|&i| matches!(ctx.token(i).kind, TokenKind::Word | TokenKind::Number));
    first.is_some_and(|i| ctx.token(i).shape != Shape::Lower || ctx.token(i).kind == TokenKind::Number || ctx.is(i - 1, '.'))
}

fn ends_sentence(ctx: &Context<'_>, region: &Region) -> bool {
    matches!(ctx.letters(region.close - 1), "." | "!" | "?" | "…") || matches!(ctx.letters(region.close + 1), ".")
}
