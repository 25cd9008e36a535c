//! Where reported content begins and ends, and where the words that name its speaker do.

use super::super::phrase::{Head, phrase};
use super::clause::has_predicate;
use super::{Who, Work, cue_at};
use crate::lang::{Class, Complement, Cue, Frame};
use crate::model::Stance;
use crate::text::TokenKind;
use std::ops::Range;

/// Behind the verb that tells who carried the words stand at most so many tokens.
const CARRIED: usize = 16;

/// A relative clause between commas behind a name has at most so many tokens.
const RELATIVE: usize = 20;

impl Work<'_, '_> {
    /// Content without a mark at either end that no other one pairs with, and without line ends there.
    pub(super) fn without_stray(&self, mut content: Range<usize>) -> Range<usize> {
        let ctx = self.ctx;
        let sign = |i: usize| matches!(ctx.letters(i), "\\" | "[") || ctx.is(i, ']') && ctx.is(i.wrapping_sub(1), '\\');
        let stray = |i: usize| !self.quoted(i) && (matches!(ctx.token(i).kind, TokenKind::Mark | TokenKind::Newline) || sign(i));
        while !content.is_empty() && stray(content.start) {
            content.start += 1;
        }
        // `lampu itu redup.” …`: what ended the sentence before a stray mark ends it still.
        let open = content.clone().any(|i| ctx.is(i, '('));
        let mut cut = false;
        while !content.is_empty() && !self.quoted(content.end - 1) {
            let last = content.end - 1;
            let apart = stray(last) || ctx.is(last, ')') && !open;
            let ended = cut && ends(ctx.letters(last), true);
            if !apart && !ended {
                break;
            }
            cut |= apart;
            content.end = last;
        }
        content
    }

    /// The clause that begins at `start`.
    pub(super) fn content(&self, start: usize) -> Range<usize> {
        let ctx = self.ctx;
        let last = self.unit.range.end;
        let mut end = start;
        while end < last && !self.ends_content(end, start) {
            end = self.past_region(end).unwrap_or(end + 1).min(last);
        }
        end = self.without_date(start, end);
        while end > start && !self.quoted(end - 1) && ends(ctx.letters(end - 1), end == last) {
            end -= 1;
        }
        start.min(end)..end
    }

    /// `Meski S mengatakan C, T pulang`: content that a subordinate clause in front of its sentence reports ends with it.
    pub(super) fn subordinate(&self, cue: usize, content: Range<usize>) -> Range<usize> {
        let ctx = self.ctx;
        let start = self.unit.range.start;
        // `Selain itu S …` begins no clause.
        let opener = ctx.is_class(start, Class::SUBORDINATOR) && !ctx.is_class(start + 1, Class::DEMONSTRATIVE);
        if !opener || cue >= start + 16 {
            return content;
        }
        // `Meski Rani, ketua panitia, mengatakan C, …`
        let commas = (start..cue).filter(|&i| ctx.is(i, ',')).count();
        if commas != 0 && !(commas == 2 && ctx.is(cue - 1, ',')) {
            return content;
        }
        let comma = content.clone().find(|&i| ctx.is(i, ',') && !self.quoted(i) && i > content.start);
        let end = comma.unwrap_or(content.end);
        content.start..end
    }

    /// Whether content that began at `start` ends before token `k`.
    fn ends_content(&self, k: usize, start: usize) -> bool {
        let ctx = self.ctx;
        if k <= start || self.quoted(k) {
            return false;
        }
        if self.opposed(k, start) {
            return true;
        }
        if ctx.is(k, ',') {
            let next = k + 1;
            if self.carried(next) {
                return true;
            }
            let trailing = ctx.lower(next) && cue_at(ctx, next, &[Frame::After, Frame::Relay]).is_some();
            let according = ctx.lower(next) && cue_at(ctx, next, &[Frame::According]).is_some();
            let tells = || self.tells(start, k);
            return (trailing && self.attributes(next))
                || according
                || !tells() && (self.joined_verb(next) || self.joined_teller(next));
        }
        ctx.is_class(k, Class::GERUND) && ctx.lower(k) && !self.tells(start, k) && self.joined_verb(k)
    }

    /// `mengatakan bahwa T menolak X dan menyebut Y`: whether somebody in the content reports already, so that what is
    /// joined to it is the content's own.
    fn tells(&self, start: usize, end: usize) -> bool {
        let ctx = self.ctx;
        let that = start.checked_sub(1).is_some_and(|i| ctx.is_class(i, Class::THAT));
        that && (start + 1..end.min(start + 12))
            .any(|i| self.cue(i, &[Frame::Active]).is_some() && !ctx.is_class(i - 1, Class::RELATIVE))
    }

    /// Whether a trailing cue has a speaker behind it, so that it is no ordinary word.
    fn attributes(&self, i: usize) -> bool {
        match cue_at(self.ctx, i, &[Frame::After]) {
            Some(cue) => self.who_after(cue, i + usize::from(cue.len)).is_some(),
            None => true,
        }
    }

    /// `dan menambahkan`, `dia kemudian menambahkan`: a joined reporting verb with content of its own.
    fn joined_verb(&self, mut k: usize) -> bool {
        let ctx = self.ctx;
        let from = k;
        while k < from + 4 && (ctx.is_class(k, Class::GERUND | Class::ADVERB | Class::PRONOUN)) && ctx.lower(k) {
            k += 1;
        }
        // `dengan tegas mengutuk` tells how, `dengan mengatakan` what.
        let manner = ctx.is_class(from, Class::PREPOSITION) && k > from + 1;
        let cue = cue_at(ctx, k, &[Frame::Active]).filter(|c| k > from && !manner && c.complement != Complement::Marked);
        let end = self.unit.range.end;
        let act =
            |c: Cue| c.complement == Complement::Object && c.stance != Stance::Asserts && !ctx.is_class(from, Class::PRONOUN);
        let plain = cue.is_some_and(|c| {
            act(c) || ctx.is_class(k + 1, Class::THAT) || self.reports_clause(c, &(k + usize::from(c.len)..end))
        });
        plain && !ctx.is_class(k - 1, Class::NEGATION) && ctx.word(from) != ctx.word(k)
    }

    /// `…, dengan S mengatakan C`: a joined clause in which somebody else reports.
    fn joined_teller(&self, k: usize) -> bool {
        let ctx = self.ctx;
        let joined = ctx.is_class(k, Class::GERUND) && ctx.is_class(k, Class::PREPOSITION) && ctx.lower(k);
        let who = joined.then(|| phrase(ctx, k + 1, self.unit.range.end)).flatten();
        who.is_some_and(|p| {
            p.head != Head::Pronoun
                && cue_at(ctx, p.range.end, &[Frame::Active]).is_some_and(|c| c.complement == Complement::Clause)
        })
    }

    /// `C, Kabar Randu melaporkan pada Rabu.`: whether nothing but who carried the words follows.
    pub(super) fn carried(&self, from: usize) -> bool {
        let ctx = self.ctx;
        let end = self.unit.range.end;
        if !ctx.capital(from) || ctx.in_time(from) {
            return false;
        }
        let Some(who) = phrase(ctx, from, end).filter(|p| p.head != Head::Pronoun) else { return false };
        let verb = who.range.end;
        let plain = |i: usize| !ctx.is_word(i) || ctx.in_time(i) || ctx.is_class(i, Class::PREPOSITION | Class::DEMONSTRATIVE);
        let carries = ctx.lower(verb) && ctx.pack.cues.clauses.carry(ctx.word(verb));
        carries && end <= verb + CARRIED && (verb + 1..end).all(plain)
    }

    /// `tudingan itu setelah …`, `kesalahannya saat …`: an object that points back to what was told, or is somebody's own,
    /// ends before what tells when or how it was answered.
    pub(super) fn pointed(&self, content: Range<usize>, cue: Cue, marked: bool) -> Range<usize> {
        let ctx = self.ctx;
        if cue.complement != Complement::Object {
            return content;
        }
        let start = content.start;
        let answered = matches!(cue.stance, Stance::Denies | Stance::Confirms) && ctx.pack.cues.doubts.answered(ctx.word(start));
        let pointed = answered && ctx.is_class(start + 1, Class::DEMONSTRATIVE);
        let clitic = ctx.lower(start) && ctx.pack.cues.has_clitic(ctx.letters(start)) && !self.verb(start);
        let end = start + if pointed { 2 } else { 1 };
        let aside = Class::SUBORDINATOR | Class::PREPOSITION | Class::GERUND;
        let ends = ctx.lower(end) && !ctx.in_time(end) && !ctx.is_class(end, Class::THAT | Class::RELATIVE | Class::ROLE);
        let over = if pointed { aside } else { Class::SUBORDINATOR };
        if !marked && (pointed || clitic) && end < content.end && ends && ctx.is_class(end, over) {
            return start..end;
        }
        // `membantah menerima suap, meski jaksa …`: what speaks against it is not in it.
        let concedes = |i: usize| ctx.is(i, ',') && ctx.pack.cues.clauses.concedes(ctx.word(i + 1)) && !self.quoted(i);
        let end = (start + 1..content.end).find(|&i| concedes(i)).unwrap_or(content.end);
        start..end
    }

    /// `…, Senin (2/12).`: a date at the end belongs to the saying, not to what is said.
    fn without_date(&self, start: usize, end: usize) -> usize {
        let ctx = self.ctx;
        let from = end.saturating_sub(12).max(start + 1);
        let comma = (from..end).find(|&k| ctx.is(k, ',') && ctx.in_time(k + 1) && ctx.capital(k + 1));
        comma.filter(|&k| (k + 1..end).filter(|&t| ctx.is_word(t) && !ctx.in_time(t)).count() <= 4).unwrap_or(end)
    }

    /// The clause behind a speaker that is named first or inside it; `None` if only an aside follows.
    pub(super) fn rest(&self, behind: usize) -> Option<Range<usize>> {
        let ctx = self.ctx;
        // `menurutnya lagi, C`
        let again = ctx.is_class(behind, Class::ADVERB) && ctx.is(behind + 1, ',');
        let behind = if again { behind + 1 } else { behind };
        let start = if ctx.is(behind, ',') { behind + 1 } else { behind };
        // `Menurut S, jika A, maka B`: there the conjunction is the content's own.
        let that = ctx.is_class(start, Class::THAT) && !ctx.pack.cues.clauses.condition(ctx.word(start));
        let start = if that { start + 1 } else { start };
        if self.carried(start) {
            return None;
        }
        // `Menurut S, tahun ini C`: a time behind a comma begins the content unless a comma ends it.
        let past = (start..self.unit.range.end).find(|&i| !ctx.in_time(i)).unwrap_or(start);
        let timed = ctx.in_time(start) && (!ctx.is(behind, ',') || !ctx.is_word(past));
        let listed = !ctx.is(behind, ',') && ctx.is_class(start, Class::COORDINATOR);
        let aside = timed || listed || ctx.is_class(start, Class::PREPOSITION | Class::RELATIVE) && !ctx.is(behind, ',');
        let content = self.content(start);
        let words = content.clone().filter(|&k| ctx.is_word(k) && !ctx.in_time(k)).take(4).count();
        let behind_comma = ctx.is(behind, ',') || ctx.lower(start) || ctx.capital(start);
        // `Menurut S C, sedangkan menurut T D`: beside another's words two are enough.
        let against = words >= 2 && (self.opposed(content.end, start) || self.follows_opposed(behind));
        let goes_on = ctx.is(behind, ',') && words >= 2 && has_predicate(ctx, content.clone());
        // `Menurut S, posko itu penuh`
        let pointed = ctx.is(behind, ',') && words >= 3 && ctx.is_class(start + 1, Class::DEMONSTRATIVE);
        ((words >= 4 || goes_on || against || pointed) && !aside && behind_comma && start < self.unit.range.end)
            .then_some(content)
    }

    /// The clause before a trailing attribution.
    pub(super) fn left(&self, floor: usize, comma: usize) -> Range<usize> {
        let ctx = self.ctx;
        let mut start = floor.max(self.unit.range.start);
        // `Melansir R, Rabu (2/6), C, kata S`: who carried the words is no part of them.
        if start == self.unit.range.start && cue_at(ctx, start, &[Frame::Relay]).is_some() {
            let past = |i: usize| ctx.is(i, ',') && !ctx.in_time(i + 1);
            start = (start..comma.min(start + 24)).find(|&i| past(i)).map_or(start, |i| i + 1);
        }
        if let Some(region) =
            self.doubles[..self.doubles.partition_point(|r| r.close < comma)].last().filter(|r| r.close >= start)
        {
            start = if region.close + 4 < comma { start } else { region.close + 1 };
        }
        while start < comma && (ctx.is(start, ',') || ctx.is_class(start, Class::COORDINATOR) && ctx.lower(start)) {
            start += 1;
        }
        start..comma.max(start)
    }

    /// Where the words that name the speaker end, with an apposition or a place and date behind them.
    pub(super) fn end_of(&self, who: &Who, end: usize) -> usize {
        let ctx = self.ctx;
        let mut at = match who {
            Who::Phrase(p) => p.range.end,
            Who::Told(Some(range)) => range.end,
            _ => end,
        };
        if ctx.is(at, '(') {
            at = super::super::extent::closing(ctx, at, self.unit.range.end).map_or(at, |c| c + 1);
        }
        // `Menurut Rani Waskita, kepala dinas itu, C`
        if ctx.is(at, ',')
            && ctx.is_class(at + 1, Class::ROLE)
            && let Some(p) =
                phrase(ctx, at + 1, self.unit.range.end).filter(|p| p.head == Head::Description && ctx.is(p.range.end, ','))
        {
            at = p.range.end;
        }
        self.apposition(at).or_else(|| self.relative_aside(at)).unwrap_or(at)
    }

    /// `Menurut Rani Waskita, yang memimpin sejak 2019, C`: where a relative clause between commas ends.
    fn relative_aside(&self, at: usize) -> Option<usize> {
        let ctx = self.ctx;
        let start = Some(at + 1).filter(|&start| ctx.is(at, ',') && ctx.lower(start) && ctx.is_class(start, Class::RELATIVE))?;
        let end = (start..self.unit.range.end.min(start + RELATIVE)).find(|&i| ctx.is(i, ',') || self.quoted(i))?;
        // `dikatakan S, yang menyatakan bahwa C, D`: a verb of saying there has words of its own.
        let tells = (start..end).any(|i| self.cue(i, &[Frame::Active]).is_some());
        let words = (end + 1..self.unit.range.end).filter(|&i| ctx.is_word(i)).take(2).count();
        (ctx.is(end, ',') && !tells && words == 2).then_some(end)
    }

    /// `Menurut Rani Waskita, dosen sekaligus kepala laboratorium di Randu, C`: where an apposition without a predicate ends.
    fn apposition(&self, at: usize) -> Option<usize> {
        let ctx = self.ctx;
        let start = Some(at).filter(|&at| ctx.is(at, ',') && ctx.lower(at + 1) && !ctx.in_time(at + 1))? + 1;
        let end = (start..self.unit.range.end.min(start + 20)).find(|&i| ctx.is(i, ','))?;
        let office = (start..end.min(start + 5)).any(|i| ctx.is_class(i, Class::ROLE) && ctx.lower(i));
        (office && !has_predicate(ctx, start..end) && has_predicate(ctx, end..self.unit.range.end)).then_some(end)
    }
}

pub(super) fn ends(letters: &str, last: bool) -> bool {
    matches!(letters, "." | "," | ";" | "…" | "-" | "--" | "–" | "—") || last && matches!(letters, "!" | "?")
}
