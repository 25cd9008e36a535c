//! Reported clauses without quotation marks: `S mengatakan bahwa C`, `C, kata S`, `Menurut S, C`, the object of an
//! accusation or a denial, and a headline's `S: C`.
//!
//! A cue inside reported content belongs to the content; a coordinated one (`… dan menambahkan …`) begins content of its
//! own. A sentence whose content holds a quoted fragment yields the fragment, not the clause again.

use super::super::phrase::Head;
use super::clause::has_predicate;
use super::content::ends;
use super::stance::negation;
use super::{Draft, Step, Who, Work};
use crate::lang::{Class, Complement, Cue, Frame};
use crate::model::{QuoteKind, Stance};
use crate::text::TokenKind;
use std::ops::Range;

/// The least number of words that a reported clause has.
const LEAST: usize = 3;

/// Whom it is said to, before the day of saying, and that day have at most so many tokens.
const ASIDE: usize = 10;
const DAY: usize = 12;

impl Work<'_, '_> {
    /// Finds the unit's reported clauses.
    pub(super) fn indirect(&mut self) {
        self.headline();
        let mut i = self.closing().unwrap_or(self.unit.range.start);
        let mut floor = i;
        while i < self.unit.range.end {
            let next = self.at_cue(i, floor);
            if let Some(end) = next {
                floor = floor.max(end);
            }
            i = next.unwrap_or(i).max(i + 1);
        }
    }

    /// `C, kata S.` where nothing but an aside follows: the whole sentence is what S said, whoever else speaks in it.
    /// Returns where it ends.
    fn closing(&mut self) -> Option<usize> {
        let ctx = self.ctx;
        let Range { start, end } = self.unit.range.clone();
        if self.regions.iter().any(|r| !r.single) {
            return None;
        }
        let at =
            (start + 2..end).rev().find(|&i| ctx.is(i - 1, ',') && ctx.lower(i) && self.cue(i, &[Frame::After]).is_some())?;
        let cue = self.cue(at, &[Frame::After])?;
        let stop = at + usize::from(cue.len);
        let who = self.who_after(cue, stop).filter(|_| cue.clitic || self.speaker_at(stop))?;
        let behind = self.end_of(&who, stop);
        let told = (start..at)
            .find_map(|i| Some((i, self.cue(i, &[Frame::Active])?)))
            .filter(|(i, c)| c.complement == Complement::Object && self.subject(*i).is_some());
        if self.rest(behind).is_some() || (start..at - 1).any(|i| self.cue(i, &[Frame::According]).is_some()) {
            return None;
        }
        let own = told.map_or(cue, |(_, c)| Cue { stance: c.stance, ..cue });
        self.report(at, own, stop, who, start..at - 1, "indirect.cue-after", 84).map(|_| behind)
    }

    /// The token behind a line that broke off inside the unit.
    fn past_line(&self, i: usize) -> usize {
        let broken = i + 1 < self.unit.range.end && self.ctx.token(i).kind == TokenKind::Newline;
        i + usize::from(broken)
    }

    /// `mengatakan, Senin (2/12), C`, `mengatakan kepada wartawan, Senin (2/12), C`: where the content begins behind the day
    /// of saying that stands between commas.
    fn past_day(&self, end: usize) -> Option<usize> {
        let ctx = self.ctx;
        let aside = ctx.pack.cues.clauses.addressee(ctx.word(end)) || ctx.is_class(end, Class::LOCATIVE);
        let comma = (end..end + if aside { ASIDE } else { 1 }).find(|&i| ctx.is(i, ',') || self.quoted(i))?;
        if !ctx.is(comma, ',') || !self.calendar(comma + 1) || aside && (end..comma).any(|i| self.verb(i)) {
            return None;
        }
        let past = (comma + 1..self.unit.range.end.min(comma + 1 + DAY)).find(|&i| !ctx.in_time(i))?;
        let goes_on = ctx.is(past, ',') && past + LEAST < self.unit.range.end && !ctx.is_class(past + 1, Class::COORDINATOR);
        goes_on.then(|| past + 1 + usize::from(ctx.is_class(past + 1, Class::THAT)))
    }

    /// Whether nothing that is denied follows: the clause ends, or turns against the denial.
    fn alone(&self, end: usize) -> bool {
        let ctx = self.ctx;
        let clauses = &ctx.pack.cues.clauses;
        let at = end + usize::from(clauses.manner(ctx.word(end)));
        let turns = |i: usize| ctx.lower(i) && (clauses.oppose(ctx.word(i)) || clauses.concedes(ctx.word(i)));
        at >= self.unit.range.end || ctx.is(at, '.') || turns(at + usize::from(ctx.is(at, ',')))
    }

    /// Whether a day of the calendar begins at a token: no `malam itu`, which is the content's own.
    fn calendar(&self, i: usize) -> bool {
        let ctx = self.ctx;
        let at = ctx.token(i).span;
        let time = ctx.times.get(ctx.times.partition_point(|t| t.span.end <= at.start));
        !ctx.lower(i) && time.is_some_and(|t| t.span.start == at.start && t.value.day().is_some())
    }

    /// Handles the cue at a token, if there is one; returns where its content or its speaker ends.
    fn at_cue(&mut self, i: usize, floor: usize) -> Option<usize> {
        if self.quoted(i) || self.is_used(i) || !self.ctx.pack.cues.starts(self.ctx.word(i)) {
            return None;
        }
        self.active(i).or_else(|| self.after(i, floor)).or_else(|| self.according(i, floor)).or_else(|| self.passive_step(i))
    }

    /// `S mengatakan (bahwa) C`.
    fn active(&mut self, i: usize) -> Option<usize> {
        let ctx = self.ctx;
        let cue = self.cue(i, &[Frame::Active]).filter(|_| ctx.lower(i) || i == self.unit.range.start)?;
        let end = i + usize::from(cue.len);
        // `kebutuhan yang sangat mendesak`
        let degree = i > self.unit.range.start && ctx.pack.cues.clauses.degree(ctx.word(i - 1));
        let head = i - usize::from(degree);
        let relative = head > self.unit.range.start && ctx.is_class(head - 1, Class::RELATIVE);
        let unheard = ctx.pack.cues.clauses.unheard(ctx.word(i)) && (self.intended(i) || self.owed(i));
        let able = i > self.unit.range.start && ctx.pack.cues.clauses.ability(ctx.word(i - 1));
        // (`tidak hanya mengatakan`, `tak ragu menyebut`: that is said.)
        let near = i.saturating_sub(2).max(self.unit.range.start)..i;
        let limited = near.clone().any(|n| ctx.pack.cues.clauses.limits(ctx.word(n)));
        let negated = !limited && near.clone().any(|n| ctx.is_class(n, Class::NEGATION));
        // `tidak pernah menuduh C`: who does not accuse accuses nobody.
        let silent = !matches!(cue.stance, Stance::Denies | Stance::Confirms | Stance::Declines);
        if cue.complement == Complement::Object && silent && negation(ctx, i, self.unit.range.start).negated {
            return None;
        }
        let never = (i.saturating_sub(2).max(self.unit.range.start)..i).any(|n| ctx.pack.cues.doubts.ever(ctx.word(n)));
        let marked = self.marked(end);
        if (relative && (marked.is_none() || ctx.is(end, ',')))
            || (negated && cue.complement != Complement::Object && !never)
            || unheard
            || able
        {
            return None;
        }
        // `tidak ingin Rani berbicara`: there another is to do it.
        if cue.stance == Stance::Declines && ctx.capital(end) {
            return None;
        }
        // `Rani membantah.`, `Rani membantah keras, namun …`: what is denied was told before.
        if cue.stance == Stance::Denies && self.alone(end) {
            let who = self.governing_subject(i)?;
            return self.report(i, cue, end, who, i..end, "indirect.reply", 66);
        }
        let start = match (cue.complement, marked) {
            _ if self.one_of_verbs(end) => return None,
            (_, Some(start)) => start,
            (Complement::Marked, None) => return None,
            (_, None) if ctx.is(end, ',') => return None,
            (_, None) if ctx.pack.cues.clauses.topic(ctx.word(end)) => return None,
            (Complement::Clause, None) if self.addressed(end) => return None,
            (Complement::Object, None) if self.shares_object(end) => return None,
            (Complement::Object, None) => end + usize::from(ctx.pack.cues.clauses.manner(ctx.word(end))),
            (_, None) if matches!(cue.stance, Stance::Urges | Stance::Warns) => end,
            (_, None) => self.past_addressee(end),
        };
        // `S membantahnya`: the clitic is what is answered.
        if cue.complement == Complement::Object && ctx.pack.cues.has_clitic(ctx.letters(i)) {
            let who = self.governing_subject(i)?;
            return self.report(i, cue, end, who, i..end, "indirect.reply", 70);
        }
        // Before the content is read: a run of cues that nobody speaks is walked once.
        let who = self.governing_subject(i)?;
        let content = self.unjoined(self.subordinate(i, self.content(start)), cue, marked.is_some());
        let content = self.pointed(content, cue, marked.is_some());
        let against = content.len() > 1 && self.opposed(content.end, content.start);
        let clause = marked.is_some() || against || cue.complement == Complement::Object || self.reports_clause(cue, &content);
        if !clause || marked.is_none() && (!negated && self.intended(i) || self.recognizes(cue, &content)) {
            return None;
        }
        self.report(i, cue, end, who, content, "indirect.subject-verb", if marked.is_some() { 88 } else { 76 })
    }

    /// `membaca, mewarnai, dan menari`, `menganggap dan mempertentangkan`: whether the verb that ends here is one of several,
    /// and reports nothing by itself.
    fn one_of_verbs(&self, end: usize) -> bool {
        let ctx = self.ctx;
        let joint = |i: usize| ctx.is_class(i, Class::COORDINATOR) && ctx.lower(i);
        let plain = || joint(end) && self.cue(end + 1, &[Frame::Active]).is_none();
        self.verb(end + 1) && (plain() || ctx.is(end, ',') && ctx.is(end + 2, ','))
    }

    /// Whether somebody follows, for whom or to whom it is said, and nothing of what is said: `bersaksi untuk terdakwa Rani`.
    fn addressed(&self, end: usize) -> bool {
        let ctx = self.ctx;
        let whom = Class::ROLE | Class::UNNAMED | Class::HONORIFIC;
        ctx.is_class(end, Class::PREPOSITION)
            && (ctx.is_class(end + 1, whom) || ctx.name(end + 1))
            && (end + 1..self.unit.range.end.min(end + 24))
                .all(|i| !ctx.lower(i) || !ctx.pack.words.verb_shape(ctx.letters(i)) || ctx.is_class(i, Class::ROLE))
    }

    /// Where content begins that a conjunction or a comma marks, with what may stand between:
    /// `mengatakan kepada wartawan di Randu, Senin, bahwa C`.
    fn marked(&self, end: usize) -> Option<usize> {
        let ctx = self.ctx;
        if ctx.is_class(end, Class::THAT) {
            return Some(if self.conditional(end) { end } else { end + 1 });
        }
        if let Some(start) = self.past_day(end) {
            return Some(start);
        }
        if ctx.is(end, ',') || ctx.is(end, ':') {
            // `melihat-lihat, menilai, dan pulang`
            let listed = ctx.is(end, ',') && ctx.is_class(end + 1, Class::COORDINATOR) && ctx.lower(end + 1);
            return (!listed).then_some(if ctx.is_class(end + 1, Class::THAT) { end + 2 } else { end + 1 });
        }
        let aside = ctx.is_class(end, Class::PREPOSITION) || ctx.in_time(end);
        let that = (end..self.unit.range.end.min(end + 16)).find(|&k| ctx.is_class(k, Class::THAT) || self.quoted(k))?;
        // `menilai X sebagai jalan untuk maju agar Y`: there the conjunction stands inside the content.
        let clauses = &ctx.pack.cues.clauses;
        let inside = clauses.condition(ctx.word(that)) && (end..that).any(|k| clauses.purpose(ctx.word(k)) && self.verb(k + 1));
        (aside && !inside && !self.quoted(that)).then_some(that + 1)
    }

    /// `C, kata S` and, inside a clause, `C, kata S, C`.
    fn after(&mut self, i: usize, floor: usize) -> Option<usize> {
        let ctx = self.ctx;
        let first = i == self.unit.range.start || i == self.unit.range.start + 1 && ctx.is_class(i - 1, Class::ADVERB);
        // `S mengatakan, nilai C`: a comma that an active cue stands before is that cue's.
        let free = |c: usize| self.cue(c - 1, &[Frame::Active]).is_none_or(|a| a.len > 1 || a.complement == Complement::Marked);
        let comma = i.checked_sub(1).filter(|&c| c > self.unit.range.start && ctx.is(c, ',') && free(c));
        let cue = self.cue(i, &[Frame::After]).filter(|_| first || ctx.lower(i) && comma.is_some())?;
        let end = i + usize::from(cue.len);
        let who = self.who_after(cue, end).filter(|_| cue.clitic || self.speaker_at(end))?;
        let behind = self.end_of(&who, end);
        // `Lanjut S, C`: a cue that opens its sentence needs the comma.
        let content = match (self.rest(behind), comma) {
            (Some(rest), _) if !first || ctx.is(behind, ',') => rest,
            (_, Some(comma)) => self.left(floor, comma),
            _ => return None,
        };
        let resume = content.end.max(behind);
        self.report(i, cue, end, who, content, "indirect.cue-after", 82).or(Some(resume))
    }

    /// `Menurut S, C` and `C, menurut S`.
    fn according(&mut self, i: usize, floor: usize) -> Option<usize> {
        let ctx = self.ctx;
        let cue = self.cue(i, &[Frame::According])?;
        let end = self.past_line(i + usize::from(cue.len));
        let opens_unit = i == self.unit.range.start;
        let opens = opens_unit || ctx.is(i - 1, ',') || ctx.is_class(i - 1, Class::INTRO | Class::COORDINATOR) || ctx.capital(i);
        let who = self.who_after(cue, end).filter(|_| opens)?;
        let behind = self.past_line(self.end_of(&who, end));
        let told = self.out.iter().any(|(_, s)| matches!(s, Step::Quote(_)));
        let content = match self.rest(behind) {
            // `…, menurut Rani Waskita, Kepala Laboratorium Randu.`: an apposition is nothing said.
            Some(rest) if !opens_unit && ctx.is_class(rest.start, Class::ROLE) && !has_predicate(ctx, rest.clone()) => {
                self.left(floor, i.saturating_sub(1))
            }
            Some(rest) => rest,
            // A second attribution at the end is a relay of what has a speaker already, a document there a source of it.
            None if told || matches!(&who, Who::Phrase(p) if p.head == Head::Document) => return Some(behind),
            None => self.left(floor, i.saturating_sub(1)),
        };
        self.report(i, cue, end, who, content, "indirect.according", 84)
    }

    /// `Hal itu dikatakan S`, `Disampaikan bahwa C oleh S` and `X dituding S C`.
    fn passive_step(&mut self, i: usize) -> Option<usize> {
        let ctx = self.ctx;
        let cue = self.cue(i, &[Frame::Passive])?;
        let end = i + usize::from(cue.len);
        if cue.stance == Stance::Accuses {
            return self.accused_by(i, cue, end);
        }
        // `dibantah keras T`
        let end = end + usize::from(ctx.pack.cues.clauses.manner(ctx.word(end)));
        let who = self.who_passive(cue, end)?;
        let behind = self.end_of(&who, end);
        let answered = cue.stance != Stance::Asserts && self.answered(i, cue, end, who.clone()).is_some();
        if answered || !matches!(cue.stance, Stance::Asserts | Stance::Confirms) {
            if let (Stance::Confirms, Who::Phrase(p)) = (cue.stance, who) {
                self.out.push((i, Step::Said(p, i..end)));
            }
            return Some(behind);
        }
        if self.ctx.is_class(behind, Class::THAT) || self.ctx.is(behind, ',') && self.ctx.is_class(behind + 1, Class::THAT) {
            let content = self.content(behind + 1 + usize::from(self.ctx.is(behind, ',')));
            return self.report(i, cue, end, who, content, "indirect.passive", 74);
        }
        // `Ditambahkan S, C`: a passive that opens its sentence, with a clause behind the comma.
        if i == self.unit.range.start
            && self.ctx.is(behind, ',')
            && let Some(content) = self.rest(behind).filter(|c| has_predicate(self.ctx, c.clone()))
        {
            return self.report(i, cue, end, who, content, "indirect.passive", 70);
        }
        if let Who::Phrase(p) = who {
            self.out.push((i, Step::Said(p, i..end)));
        }
        Some(behind)
    }

    /// Adds a reported clause; returns where it ends, `None` if it is too short to be one.
    #[allow(clippy::too_many_arguments, reason = "one call a rule, each a row of what the rule found")]
    pub(super) fn report(
        &mut self,
        i: usize,
        cue: Cue,
        end: usize,
        who: Who,
        content: Range<usize>,
        rule: &'static str,
        confidence: u8,
    ) -> Option<usize> {
        let ctx = self.ctx;
        let told = self.told.get(self.told.partition_point(|(open, _)| *open < content.start)).filter(|t| t.0 < content.end);
        // `mengatakan, C “D.”`: whole clauses behind the content end it; a fragment stands for it.
        let (content, fragment) = match told {
            Some(&(open, true)) if open >= content.start + LEAST => {
                let last = (content.start..open).rev().find(|&i| !ends(ctx.letters(i), false)).unwrap_or(open);
                (content.start..last + 1, false)
            }
            found => (content, found.is_some()),
        };
        let content = self.before_verdict(self.without_stray(content), &who);
        let counts = |&k: &usize| ctx.is_word(k) || ctx.token(k).kind == TokenKind::Number;
        let against = self.opposed(content.end, content.start);
        let words = content.clone().filter(counts).take(LEAST + 1).count();
        let answer = rule == "indirect.reply";
        let short =
            cue.complement == Complement::Object || matches!(cue.frame, Frame::After | Frame::According | Frame::Headline);
        // `enggan berkomentar`, `membantah menimbunnya`: there a verb is enough.
        // `mengakui kesalahannya`
        let clitic = content.len() == 1 && ctx.pack.cues.has_clitic(ctx.letters(content.start));
        let own = clitic && cue.stance == Stance::Confirms;
        let verb = cue.complement == Complement::Object && (cue.stance == Stance::Declines || own || self.verb(content.start));
        // `mengatakan bahwa bautnya berkarat`
        let said = content
            .start
            .checked_sub(1)
            .is_some_and(|i| ctx.is_class(i, Class::THAT) && !ctx.pack.cues.clauses.condition(ctx.word(i)));
        let least = match (answer || verb, short || against) {
            (true, _) => 1,
            (_, true) => 2,
            _ if said => 2,
            _ => LEAST,
        };
        let pointed = cue.complement == Complement::Object && ctx.is_class(content.start + 1, Class::DEMONSTRATIVE);
        let anaphor = !answer && pointed && (words <= LEAST || ctx.is_class(content.start + 2, Class::PREPOSITION));
        let list = content.end.checked_sub(1).is_some_and(|i| ctx.is(i, ':'));
        if words < least || content.is_empty() || list {
            return None;
        }
        self.mark_used(i..end.max(i + 1));
        let joined = i > self.unit.range.start && ctx.is_class(i - 1, Class::GERUND) && ctx.lower(i - 1);
        if anaphor && joined || fragment {
            return Some(content.end);
        }
        let confidence = match &who {
            Who::Phrase(p) if p.head == Head::Person => confidence,
            _ => confidence - 8,
        };
        let stop = content.end;
        let cue_range = (end > i).then_some(i..end);
        let span = ctx.span(content);
        let draft = Draft {
            kind: QuoteKind::Indirect,
            span,
            cue: cue_range,
            who,
            stance: cue.stance,
            rule,
            confidence,
            chain: Vec::new(),
            also: Vec::new(),
            doubt: None,
        };
        self.quote(i, draft, cue.stance);
        Some(stop)
    }
}
