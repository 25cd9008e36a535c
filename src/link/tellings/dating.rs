//! Which of a sentence's dates is that of what it tells: not that of something beside it, of a habit, of a condition, nor the
//! day on which somebody was quoted; and which part of the sentence has the date.

use super::{ASIDE, CURRENCY, Here};
use crate::lang::{Class, Link};
use crate::link::titles::time_at;
use crate::model::{Precision, Quote, QuoteKind, Span, TimeExpression, TimeKind, TimeValue};
use crate::text::{Token, TokenKind};

/// Dates of a sentence among which that of what it tells is looked for: more of them are a table.
const DATES: usize = 64;
/// Tokens before a date among which stands what the sentence looks to.
const LOOKS_TO: usize = 16;
/// Tokens of the noun phrase whose clause has the date (`… acara panen raya yang digelar pada Senin`).
const PHRASE: usize = 16;

impl Here<'_> {
    /// The date the sentence tells of, and whether it stands inside a quote. Outside of quotes before inside, the finest, the
    /// first; but the days on which something lasts before the hour of a part of it (`pada 3-5 Juni untuk …, yaitu … Rabu siang`).
    pub(super) fn date(&self) -> Option<(usize, bool)> {
        let mut lasting: Option<Span> = None;
        let rank = |i: usize| -> Option<(bool, bool, bool, Precision, usize)> {
            let time = self.times.get(i)?;
            let precision = time.value.precision()?;
            let inside = self.is_inside(time.span);
            if !self.may_date(i, time, precision, inside) {
                return None;
            }
            let cited = self.times.len() > 1 && self.cited(time.span).is_some();
            let part = !inside && lasting.is_some_and(|days| self.opens_between(days, time.span));
            if !inside && matches!(time.value, TimeValue::Range(_)) {
                lasting = lasting.or(Some(time.span));
            }
            Some((inside, cited, part, precision.max(Precision::Day), i))
        };
        (0..self.times.len().min(DATES)).filter_map(rank).min().map(|(inside, .., i)| (i, inside))
    }

    fn may_date(&self, i: usize, time: &TimeExpression, precision: Precision, inside: bool) -> bool {
        let coarse = precision >= Precision::Month;
        let link = &self.pack.link;
        matches!(time.kind, TimeKind::Date | TimeKind::Time)
            && precision != Precision::Era
            && !(precision > Precision::Month && inside)
            && self.happens_then(time.span, coarse)
            && !(coarse && (self.is_listed(i) || self.is_origin(time.span)))
            && !(inside && self.within(time.span).iter().any(|t| link.points_back(t.word)))
            && !(inside && self.is_of_a_noun(time.span))
            && !self.is_supposed(time.span)
            && !self.is_habit(time)
            && !self.is_end(i)
            && !(coarse && self.is_of_the_subject(time.span))
            && !self.is_past_to_come(time)
            && !self.is_began(time.span)
    }

    /// Whether a month or a year is that of the noun which the sentence tells something of (`garam yang dipanen pada 2029
    /// masih di gudang`): what stands behind it in the clause is the predicate.
    fn is_of_the_subject(&self, time: Span) -> bool {
        let tokens = self.tokens();
        let at = self.at(time.start);
        let behind = self.at(time.end);
        let relative = |t: &Token| self.pack.words.class(t.word).any(Class::RELATIVE);
        let Some(clause) = tokens.iter().take(at).rposition(relative) else { return false };
        let Some(verb) = tokens.iter().take(at).skip(clause + 1).find(|t| self.is_verb(t)) else { return false };
        let comma = tokens.iter().take(at).skip(clause).any(|t| t.kind == TokenKind::Punct && t.of(self.reading.text) == ",");
        let opens = |t: &Token| t.kind != TokenKind::Word && t.kind != TokenKind::Number || self.pack.link.opens_clause(t.word);
        let mut rest = tokens.iter().skip(behind).take_while(|t| !opens(t));
        let told = rest.any(|t| self.is_verb(t) || self.pack.link.has(t.word, Link::PREDICATE));
        !comma && told && !self.pack.link.has(verb.word, Link::TAKES_PLACE)
    }

    /// Whether a day that was still to come is told as past (`lebih dulu bersurat pada …`): it is misprinted.
    fn is_past_to_come(&self, time: &TimeExpression) -> bool {
        let ahead = time.value.bounds().zip(self.published).is_some_and(|((start, _), published)| start > published);
        ahead && self.before(time.span).any(|t| self.pack.link.has(t.word, Link::BEFOREHAND))
    }

    /// Whether a date is that of a birth, or of how a term began (`yang lahir pada 17 Agustus 1985`).
    fn is_began(&self, time: Span) -> bool {
        let verb = self.before(time).find(|t| self.pack.link.has(t.word, Link::BEGAN) || self.is_verb(t));
        verb.is_some_and(|t| self.pack.link.has(t.word, Link::BEGAN))
    }

    /// Whether a time is that of a clause of what came before (`… terungkap setelah ditangkap pada Senin pukul 02.00`).
    pub(super) fn is_after(&self, time: Span) -> bool {
        let tokens = self.tokens();
        let at = self.at(time.start);
        let after = |t: &Token| !t.capital() && self.pack.link.has(t.word, Link::AFTER);
        let Some((main, clause)) = tokens.iter().take(at).rposition(after).and_then(|n| tokens.get(..at)?.split_at_checked(n))
        else {
            return false;
        };
        let closed = clause.iter().any(|t| t.kind == TokenKind::Punct && t.of(self.reading.text) == ",");
        !closed && main.iter().any(|t| self.is_verb(t)) && clause.iter().any(|t| self.is_verb(t))
    }

    /// Whether a date stands inside a quote.
    fn is_inside(&self, time: Span) -> bool {
        self.quotes.iter().any(|q| q.span.overlaps(time))
    }

    /// Whether a clause opens between two places.
    fn opens_between(&self, from: Span, to: Span) -> bool {
        let between = self.within(Span { start: from.end, end: to.start });
        between.iter().any(|t| self.pack.link.opens_clause(t.word) && !self.pack.words.class(t.word).any(Class::COORDINATOR))
    }

    /// The tokens before a date in its clause, up to a mark or a comma, the nearest first.
    fn before(&self, time: Span) -> impl Iterator<Item = &Token> {
        let tokens = self.tokens();
        let at = self.at(time.start);
        let closes = |t: &&Token| t.kind != TokenKind::Mark && !(t.kind == TokenKind::Punct && t.of(self.reading.text) == ",");
        tokens.iter().take(at).rev().take(LOOKS_TO).take_while(closes)
    }

    /// Whether the clause of a date is a condition (`kalau direm hari Senin …`).
    fn is_supposed(&self, time: Span) -> bool {
        self.before(time).any(|t| self.pack.link.has(t.word, Link::SUPPOSES))
    }

    /// Whether a weekday is every such weekday (`rata-rata 300 penumpang pada hari Rabu`).
    fn is_habit(&self, time: &TimeExpression) -> bool {
        let bare = time.rule == "date.weekday";
        let pointed = || self.within(time.span).iter().any(|t| self.pack.link.points_back(t.word));
        bare && !pointed() && self.tokens().iter().any(|t| self.pack.link.has(t.word, Link::HABIT))
    }

    /// Whether a date is that of what somebody said or wrote, and not of what is told of it (`pernyataan dewan semalam tidak …`).
    fn is_of_a_noun(&self, time: Span) -> bool {
        let mut words = self.before(time).filter(|t| t.kind == TokenKind::Word);
        let noun = |t: &Token| self.pack.link.has(t.word, Link::DATED_NOUN);
        let found = words.find(|t| noun(t) || self.is_verb(t) || self.pack.link.opens_clause(t.word)).is_some_and(noun);
        // Not `…, dalam laporan bulanan pada Rabu`: that is where it was said.
        let opens = |t: &Token| !self.pack.link.is_stop(t.word) || self.pack.link.opens_clause(t.word) || self.is_verb(t);
        found && words.next().is_none_or(opens)
    }

    /// Whether a date is only the end of something: of what began on another date of the sentence, or of what the sentence
    /// names (`dimulai Juni dan berakhir pada November`, `tahun buku yang berakhir 31 Desember`).
    fn is_end(&self, i: usize) -> bool {
        let Some(time) = self.times.get(i) else { return false };
        let mut words = self.before(time.span).filter(|t| t.kind == TokenKind::Word);
        let ends = words.find(|t| !self.pack.link.is_stop(t.word)).is_some_and(|t| self.pack.link.has(t.word, Link::ENDS));
        let mut named = || words.next().is_some_and(|t| self.pack.words.class(t.word).any(Class::RELATIVE));
        ends && (named() || i > 0)
    }

    /// The part of the sentence that has the date: all of it, but the clause behind a noun where only that tells of a day
    /// (`… hadir dalam panen raya yang digelar pada Senin`), and what somebody says where it tells of one.
    pub(super) fn dated_part(&self, time: Span, inside: bool) -> Span {
        let whole = self.reading.span(self.sentence);
        if inside {
            let said = |q: &&Quote| q.kind == QuoteKind::Indirect && q.span.contains(time) && whole.contains(q.span);
            return self.quotes.iter().find(said).map_or(whole, |q| Span { start: q.span.start, end: whole.end });
        }
        self.clause_of(time).map_or(whole, |start| Span { start, end: whole.end })
    }

    /// Whether the verb of a date is one of taking place: one of the last two before it (`akan digelar mulai …`), or the first
    /// behind it.
    pub(super) fn takes_place(&self, time: Span) -> bool {
        let tokens = self.tokens();
        let (before, behind) = tokens.split_at(self.at(time.start));
        let verb = |t: &&Token| self.is_verb(t);
        let takes_place = |t: &Token| self.pack.link.has(t.word, Link::TAKES_PLACE);
        let mut last = before.iter().rev().filter(verb).take(2).peekable();
        let first = last.peek().is_none().then(|| behind.iter().find(verb)).flatten();
        last.chain(first).any(takes_place)
    }

    /// Where the noun phrase begins whose clause has the date: what takes place then, behind the verb of the sentence.
    fn clause_of(&self, time: Span) -> Option<u32> {
        let tokens = self.tokens();
        let at = self.at(time.start);
        let relative = tokens.iter().take(at).rposition(|t| self.pack.words.class(t.word).any(Class::RELATIVE))?;
        let verb = tokens.iter().take(at).skip(relative + 1).find(|t| self.is_verb(t))?;
        if !self.pack.link.has(verb.word, Link::TAKES_PLACE) {
            return None;
        }
        let content = |t: &Token| {
            let joint = self.pack.words.class(t.word).any(Class::COORDINATOR) || self.pack.link.has(t.word, Link::JOINT);
            let word =
                matches!(t.kind, TokenKind::Word | TokenKind::Number) && !self.pack.link.is_stop(t.word) && !self.is_verb(t);
            let part = t.kind == TokenKind::Punct && matches!(t.of(self.reading.text), "-" | "(" | ")" | "/" | "&");
            joint || word || part || t.capital() && !self.pack.link.is_stop(t.word)
        };
        let comma = tokens.get(relative.checked_sub(1)?).is_some_and(|t| t.of(self.reading.text) == ",");
        let end = relative - usize::from(comma);
        let phrase = tokens.iter().take(end).rev().take(PHRASE).take_while(|t| content(t)).count();
        let joint = |t: &&Token| t.kind == TokenKind::Punct || self.pack.link.is_stop(t.word);
        let first = end - phrase + tokens.iter().take(end).skip(end - phrase).take_while(joint).count();
        let told = tokens.iter().take(first).any(|t| self.is_verb(t));
        if !told || first >= end { None } else { tokens.get(first).map(|t| t.span.start) }
    }

    /// Whether the words before a date make it the time of something. A coarse date must follow a word without content
    /// (`pada 2019`) or begin the sentence; what it follows otherwise has it as part of a name.
    fn happens_then(&self, time: Span, coarse: bool) -> bool {
        let tokens = self.tokens();
        let at = self.hour_before(self.at(time.start));
        let Some(before) = at.checked_sub(1).and_then(|i| tokens.get(i)) else { return true };
        // `sampai dengan 3 Juni`, `berbeda dengan dua tahun lalu`
        let joined = self.pack.link.has(before.word, Link::JOINT);
        let edge = if joined { at.checked_sub(2).and_then(|i| tokens.get(i)).unwrap_or(before) } else { before };
        if edge.kind == TokenKind::Word && self.pack.link.is_edge(edge.word) || self.is_beside(at) {
            return false;
        }
        !coarse || (before.kind == TokenKind::Word && self.pack.link.is_stop(before.word))
    }

    /// Where the hour of a date begins that stands before it (`pukul 01.00 pada 3 Juni`), or else the date.
    fn hour_before(&self, at: usize) -> usize {
        let tokens = self.tokens();
        let preposition = |t: &Token| self.pack.words.class(t.word).any(Class::PREPOSITION) || t.of(self.reading.text) == ",";
        let end = at - usize::from(at > 0 && tokens.get(at - 1).is_some_and(preposition));
        let Some(last) = end.checked_sub(1).and_then(|n| tokens.get(n)) else { return at };
        let hour = time_at(self.times, last.span).filter(|t| matches!(t.value, TimeValue::Clock(..)));
        hour.map_or(at, |hour| self.at(hour.span.start))
    }

    /// Whether the date at a token is that of something which the sentence only looks to (`menjelang pesta pada 1 Juli`).
    fn is_beside(&self, at: usize) -> bool {
        let before = self.tokens().iter().take(at).rev().take(LOOKS_TO).take_while(|t| t.kind != TokenKind::Mark);
        let mut words = before.filter(|t| t.kind == TokenKind::Word);
        words
            .find(|t| self.pack.link.stands_beside(t.word) || self.is_verb(t))
            .is_some_and(|t| self.pack.link.stands_beside(t.word))
    }

    /// Whether a coarse date is one of several in a row (`pada 2020 dan 2022`): what is told of all happened on none.
    fn is_listed(&self, i: usize) -> bool {
        let coarse = |t: &&TimeExpression| t.value.precision().is_some_and(|p| p >= Precision::Month);
        let joined = |a: usize, b: usize| {
            let pair = self.times.get(a).zip(self.times.get(b)).filter(|(a, b)| coarse(a) && coarse(b));
            pair.is_some_and(|(a, b)| match self.within(Span { start: a.span.end, end: b.span.start }) {
                [only] => only.kind == TokenKind::Word && self.pack.words.class(only.word).any(Class::COORDINATOR),
                _ => false,
            })
        };
        joined(i, i + 1) || i.checked_sub(1).is_some_and(|before| joined(before, i))
    }

    /// Whether a coarse date is that of the number from which something rose or fell (`naik dari Rp 9 juta pada 2029`).
    fn is_origin(&self, time: Span) -> bool {
        let tokens = self.tokens();
        let at = self.at(time.start);
        let before = tokens.get(..at).unwrap_or(&[]);
        let origin = before.iter().rposition(|t| self.pack.link.is_origin(t.word)).filter(|n| at - n <= ASIDE);
        let Some((to, from)) = origin.and_then(|n| before.split_at_checked(n)) else { return false };
        // What it rose to stands before, what it rose from behind.
        let number = |t: &Token| t.kind == TokenKind::Number;
        let rose = to.iter().rev().take(ASIDE).any(number) && from.iter().take(CURRENCY).any(number);
        rose && !from.iter().any(|t| self.is_verb(t))
    }

    /// The verb before a date, when it is one of quoting.
    fn cited(&self, time: Span) -> Option<usize> {
        let tokens = self.tokens();
        let at = self.at(time.start);
        let citing = |t: &Token| self.pack.link.is_citing(t.word);
        let verb = tokens.iter().take(at).rposition(|t| self.is_verb(t) || citing(t))?;
        tokens.get(verb).is_some_and(citing).then_some(verb)
    }

    /// Whether a date is only that on which something was quoted or gathered, and nothing else is told: the verb before it is
    /// one of quoting, and what it opens the sentence with is not followed by what happened.
    pub(super) fn is_gathered(&self, time: Span) -> bool {
        let Some(verb) = self.cited(time) else { return false };
        let tokens = self.tokens();
        let behind = self.at(time.end);
        let content = |t: &Token| t.kind == TokenKind::Word && !self.pack.link.is_stop(t.word);
        let opens = !tokens.iter().take(verb).any(|t| content(t) && !self.pack.link.is_citing(t.word));
        !opens || !tokens.iter().skip(behind).any(|t| self.is_verb(t))
    }

    /// Whether a day is that on which a source was read: what it tells may be older (`mengutip data bursa, Rabu, …`,
    /// `kata Rani, dikutip Rabu`).
    pub(super) fn is_cited(&self, time: Span, said: Option<&Quote>) -> bool {
        let Some(said) = said else { return self.cited(time).is_some() };
        let cue = said.cue.map_or(&[][..], |cue| self.within(cue));
        let citing = |t: &Token| self.pack.link.is_citing(t.word);
        let behind = self.within(Span { start: said.span.end, end: time.start.max(said.span.end) });
        let last = behind.iter().rposition(|t| citing(t) || self.is_verb(t) && !self.pack.link.is_stop(t.word));
        let (before, after) = behind.split_at_checked(last.unwrap_or(0)).unwrap_or((&[], behind));
        // What a clause of a noun cites (`siaran yang dikutip warga, Rabu`) is of that noun.
        let relative = before.last().is_some_and(|t| self.pack.words.class(t.word).any(Class::RELATIVE));
        let names = || after.iter().any(|t| t.kind == TokenKind::Word && !self.pack.link.is_stop(t.word) && !citing(t));
        after.first().is_some_and(citing) && !(relative && names()) || cue.iter().any(citing)
    }
}
