//! Who the subject of a reporting verb is: the noun phrase before it, in its own comma-separated segment, or further left
//! where an apposition, a relative clause or a coordination stands between.

use super::super::longtitle::titled_through;
use super::super::phrase::{Head, Phrase, is_affiliation, phrase};
use super::behind::bare;
use super::{Draft, NEAR, Step, Who, Work, in_passing, speaker_after};
use crate::lang::{Class, Frame};
use crate::text::{Shape, TokenKind};
use std::ops::Range;

impl Work<'_, '_> {
    /// Whose words an active cue at `verb` reports; `None` if nothing before it can speak.
    pub(super) fn governing_subject(&self, verb: usize) -> Option<Who> {
        if self.is_effect(verb) {
            return None;
        }
        self.subject(verb).map(|p| if p.head == Head::Pronoun { Who::Told(Some(p.core)) } else { Who::Phrase(p) })
    }

    /// The phrase that is the subject of the verb at `verb`.
    pub(super) fn subject(&self, verb: usize) -> Option<Phrase> {
        let ctx = self.ctx;
        let start = self.clause_start(verb);
        let mut end = verb;
        let broken = |i: usize| ctx.token(i).kind == TokenKind::Newline;
        while end > start && (broken(end - 1) || ctx.is_class(end - 1, Class::ADVERB) && !ctx.capital(end - 1)) {
            end -= 1;
        }
        // `Dalam bahasa Jawa ia berkata`, `Di Jakarta dia mengatakan`: what stands before the pronoun tells where or how.
        let told = end.checked_sub(1).filter(|&i| i > start && ctx.lower(i) && ctx.is_class(i, Class::PERSONAL));
        if let Some(found) = told.filter(|&i| ctx.capital(i - 1)).and_then(|i| phrase(ctx, i, end)) {
            return Some(found);
        }
        // `Rani masih ingat wajah pelaku saat mengakui C`: who stands before the conjunction says it.
        let when = end.checked_sub(1).filter(|&i| i > start + 1 && ctx.lower(i) && ctx.is_class(i, Class::SUBORDINATOR));
        if let Some(found) =
            when.filter(|&i| ctx.is_class(i - 1, Class::UNNAMED) && ctx.lower(i - 1)).and_then(|i| phrase(ctx, i - 1, i))
        {
            return Some(found);
        }
        let joined = end > start && ctx.is_class(end - 1, Class::GERUND) && ctx.lower(end - 1);
        let segments = self.segments(start..end);
        if joined || end == start {
            // `C, kata S, seraya menambahkan C`
            let told = if joined { self.told_before(end - 1) } else { None };
            return told.or_else(|| self.first_subject(&segments)).or_else(|| self.coordinated(verb));
        }
        let listed = segments
            .last()
            .is_some_and(|s| ctx.is_class(s.start, Class::COORDINATOR) && ctx.lower(s.start) && segments.len() > 2);
        if listed {
            return self.first_subject(&segments);
        }
        let (mut below, mut degree): (Option<Phrase>, _) = (None, None);
        for (n, segment) in segments.iter().enumerate().rev() {
            let beside = n + 1 == segments.len() && !ctx.is(end.wrapping_sub(1), ',');
            // `Rani Waskita, M.Kom, mengatakan`
            if self.is_degree(segment) {
                degree = degree.or(Some(segment));
                continue;
            }
            let Some(found) = self.in_segment(segment.clone(), beside) else {
                // `Rani, yang tinggal di Bekasi, Jawa Barat, mengatakan`: the place belongs to the relative clause.
                let aside = ctx.is_class(segment.start, Class::RELATIVE) && below.as_ref().is_some_and(|p| self.is_place(p));
                if below.is_some() && !aside {
                    break;
                }
                continue;
            };
            // `Rani Waskita, dosen di Randu, Yogyakarta, mengatakan`: a body or a place between commas belongs to the name
            // before it.
            if below.is_none() && self.object_before_comma(&found, segment, end) {
                let main = self.first_subject(&segments[..=n]).filter(|p| p.range.end < found.range.start);
                return main.or_else(|| (!self.governed_by_verb(&found)).then_some(found));
            }
            let aside = found.head == Head::Organization && !beside;
            let placed = found.head == Head::Organization && self.only_a_place(&found, segment);
            if n > 0 && ctx.is(end.wrapping_sub(1), ',') {
                if let Some(whole) = self.whole_name(&segments[n - 1], segment) {
                    return Some(whole);
                }
                if placed && ctx.is_class(found.core.start, Class::STATE) && self.ends_with_place(&segments[n - 1]) {
                    let main = self.first_subject(&segments[..n]);
                    return main.or(Some(found));
                }
            }
            let placed = placed && !found.core.clone().any(|i| ctx.is_class(i, Class::STATE));
            let office = found.head == Head::Organization && found.core.clone().any(|i| ctx.is_class(i, Class::ROLE));
            match &below {
                None if office && n > 0 && self.named_before(&segments[n - 1]) => below = Some(found),
                None if (found.head == Head::Description || aside || placed) && n > 0 => below = Some(found),
                // `Dinas Pendidikan Kota Randu, Banten, mengakui`: a place behind a body is where it is.
                Some(place) if found.head == Head::Organization && self.is_place(place) && !self.is_place(&found) => {
                    return Some(found);
                }
                Some(_) if (found.head == Head::Description || found.head == Head::Organization) && n > 0 => {}
                // `Rani Waskita, kepala dinas, mengatakan`: the description is an apposition of the name before it.
                Some(_) if found.head == Head::Person && self.ends_at(&found, segment.end) => return Some(found),
                Some(_) => break,
                // `Rani Waskita, kuasa hukum Bima dan Sinta Dewi, mengatakan`: the name ends an apposition.
                None if n > 0 && self.inside_apposition(&found, segment, end) => below = Some(found),
                // `Rani, Ketua KUD Misaya, mengatakan`: the name of a body that ends the title of the name before it.
                None if n > 0 && self.names_a_body(&found, segment, end) => {
                    let name = segments[n - 1].clone();
                    let plain = |i: usize| ctx.capital(i) && ctx.token(i).shape == Shape::Capital;
                    if name.len() <= 4 && name.clone().all(|i| plain(i) && !ctx.is_class(i, Class::ROLE | Class::PLACE)) {
                        return Some(bare(name, Head::Person));
                    }
                    below = Some(found);
                }
                None => return Some(found),
            }
        }
        // Where nobody else is found, the words are somebody's all the same.
        let called = || self.in_segment(degree?.clone(), true);
        below.or_else(|| self.coordinated(verb)).or_else(called)
    }

    /// `Rani, yang berada di Randu, Lethmark, menambahkan`, `Rani, seusai serangan ke Lethmark, mengatakan`: a body that
    /// ends what stands between commas before the verb.
    fn object_before_comma(&self, found: &Phrase, segment: &Range<usize>, end: usize) -> bool {
        let ctx = self.ctx;
        let verb = |i: usize| ctx.lower(i) && ctx.pack.words.verb_shape(ctx.letters(i)) && !ctx.is_class(i, Class::ROLE);
        found.head == Head::Organization
            && ctx.is(end.wrapping_sub(1), ',')
            && found.range.end == segment.end
            && (segment.start..found.range.start).any(verb)
    }

    /// Whether a name is only the last word of an apposition between commas that a lower-case title begins.
    fn inside_apposition(&self, found: &Phrase, segment: &Range<usize>, end: usize) -> bool {
        let ctx = self.ctx;
        let first = segment.start;
        found.head == Head::Person
            && found.range.start > first
            && ctx.lower(first)
            && ctx.is_class(first, Class::ROLE | Class::KIN)
            && ctx.is(end.wrapping_sub(1), ',')
    }

    /// Whether a segment is nothing but a place's name that is no state's.
    fn only_a_place(&self, found: &Phrase, segment: &Range<usize>) -> bool {
        let ctx = self.ctx;
        found.range == *segment && found.core.clone().all(|i| ctx.is_class(i, Class::PLACE | Class::STATE))
    }

    /// Whether nothing but somebody's name stands in a segment.
    fn named_before(&self, segment: &Range<usize>) -> bool {
        phrase(self.ctx, segment.start, segment.end).is_some_and(|p| p.head == Head::Person && p.range == *segment)
    }

    /// `Rani, yang berada di Moskow, Rusia, menambahkan`: whether a segment ends with a place behind a preposition.
    fn ends_with_place(&self, segment: &Range<usize>) -> bool {
        let ctx = self.ctx;
        let last = segment.end - 1;
        last > segment.start + 1 && ctx.capital(last) && ctx.lower(last - 1) && ctx.is_class(last - 1, Class::LOCATIVE)
    }

    /// `Wakil Ketua Panitia, Jadi Waskita, mengatakan`: nothing but capitals between commas behind a title is a name,
    /// whatever else its words can mean.
    fn whole_name(&self, title: &Range<usize>, segment: &Range<usize>) -> Option<Phrase> {
        let ctx = self.ctx;
        let other = Class::ORGANIZATION
            | Class::ORGANIZATION_HEAD
            | Class::STATE
            | Class::PLACE
            | Class::PLACE_HEAD
            | Class::ROLE
            | Class::HONORIFIC
            | Class::DOCUMENT
            | Class::DEGREE
            | Class::ARTICLE;
        let plain =
            |i: usize| ctx.capital(i) && ctx.token(i).shape == Shape::Capital && !ctx.is_class(i, other) && !ctx.in_time(i);
        let fits = (2..=4).contains(&segment.len()) && segment.clone().all(plain) && segment.clone().any(|i| ctx.name(i));
        let begins = |&s: &usize| ctx.is_class(s, Class::ROLE) && (s == title.start || ctx.opens_sentence(s));
        let first = title.clone().find(begins).filter(|_| fits)?;
        let held = phrase(ctx, first, title.end).filter(|p| p.head == Head::Description && p.range.end == title.end)?;
        Some(Phrase {
            range: segment.clone(),
            core: segment.clone(),
            head: Head::Person,
            name: segment.clone(),
            role: held.core,
            indefinite: false,
            demonstrative: false,
        })
    }

    /// Where the clause of a verb begins: behind the last semicolon, colon or quoted region's sentence.
    pub(super) fn clause_start(&self, verb: usize) -> usize {
        let ctx = self.ctx;
        // `PT. Randu Karya menolak`
        let leads = Class::HONORIFIC | Class::RANK | Class::ROLE | Class::ORGANIZATION_HEAD;
        let stop =
            |i: usize| i > 0 && ctx.is_class(i - 1, leads) && ctx.abbreviated(i - 1) && ctx.letters(i - 1) != ctx.letters(i + 1);
        let hard = |i: usize| {
            ctx.is(i, ';') || ctx.is(i, ':') || (ctx.is(i, '.') && ctx.token(i + 1).spaced && ctx.capital(i + 1) && !stop(i))
        };
        let floor = self.unit.range.start.max(verb.saturating_sub(NEAR));
        (floor..verb).rev().find(|&i| !self.quoted(i) && hard(i)).map_or(floor, |i| i + 1)
    }

    /// The parts between commas, outside brackets and quoted regions.
    pub(super) fn segments(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let ctx = self.ctx;
        let mut out = Vec::new();
        let (mut from, mut depth) = (range.start, 0usize);
        for i in range.clone() {
            if ctx.is(i, '(') {
                depth += 1;
            } else if ctx.is(i, ')') {
                depth = depth.saturating_sub(1);
            } else if depth == 0 && (ctx.is(i, ',') || self.quoted(i)) {
                if from < i {
                    out.push(from..i);
                }
                from = i + 1;
            }
        }
        if from < range.end {
            out.push(from..range.end);
        }
        out
    }

    /// The subject in one segment. `last` is the segment that the verb stands behind.
    fn in_segment(&self, segment: Range<usize>, last: bool) -> Option<Phrase> {
        let ctx = self.ctx;
        let start = segment
            .clone()
            .rev()
            .find(|&i| ctx.is_class(i, Class::SUBORDINATOR | Class::THAT) && !ctx.capital(i) && i + 1 < segment.end)
            .map_or(segment.start, |i| i + 1);
        let from_clause = |from: usize| (from..segment.end).filter(move |&s| self.may_begin(s, segment.start));
        let governed = |s: usize| self.after_preposition(s, segment.start);
        let adjacent = from_clause(segment.start)
            .filter(|&s| !governed(s))
            .filter_map(|s| phrase(ctx, s, segment.end))
            .filter(|p| !self.qualifies(p, segment.start))
            .find(|p| self.ends_at(p, segment.end))
            .map(|p| self.predicated(&p, segment.start).or_else(|| self.described(&p, segment.start)).unwrap_or(p));
        let aside = ctx.is_class(segment.start, Class::PREPOSITION | Class::RELATIVE) && start == segment.start;
        if adjacent.is_some() || !last && aside {
            return adjacent.filter(|_| last || !aside);
        }
        let free = |from: usize| {
            let mut open = from_clause(from).filter(|&s| !governed(s)).filter_map(|s| phrase(ctx, s, segment.end));
            open.find(|p| !self.qualifies(p, segment.start))
        };
        // Behind a preposition only a name can be meant after all: `Dalam sambutan pada Rani Waskita mengatakan`.
        let named = |p: &Phrase| p.head == Head::Person && self.ends_at(p, segment.end);
        let any = || from_clause(segment.start).filter_map(|s| phrase(ctx, s, segment.end)).find(named);
        let open = free(start).or_else(|| free(segment.start));
        let titled =
            |p: &Phrase| last && p.head == Head::Description && !p.demonstrative && ctx.is_class(p.core.start, Class::ROLE);
        let through = open.as_ref().filter(|p| titled(p)).and_then(|p| titled_through(ctx, p, segment.end));
        through.filter(|p| self.ends_at(p, segment.end)).or(open).or_else(any)
    }

    /// Whether a subject may begin at a token: not behind a preposition that governs it, not inside a time.
    pub(super) fn may_begin(&self, s: usize, start: usize) -> bool {
        let ctx = self.ctx;
        let opener = ctx.is_class(s, Class::PREPOSITION | Class::COORDINATOR | Class::SUBORDINATOR)
            && !ctx.is_class(s, Class::ROLE)
            && !ctx.name(s);
        // `Lantas dia …`, `Kemudian Rani …`: a sentence's first word may be no part of a name.
        let first = s == self.unit.range.start + 1
            && (ctx.is_class(s, Class::PRONOUN)
                || ctx.is_class(s - 1, Class::INTRO | Class::ADVERB | Class::COORDINATOR) && !ctx.is_class(s - 1, Class::ROLE));
        !ctx.in_time(s)
            && !opener
            && (s == start
                || first
                || (!ctx.capital(s - 1) || ctx.is_class(s - 1, Class::INTRO) && ctx.opens_sentence(s - 1))
                    && !ctx.is_class(s - 1, Class::ROLE | Class::HONORIFIC | Class::DETERMINER))
    }

    pub(super) fn after_preposition(&self, s: usize, start: usize) -> bool {
        let ctx = self.ctx;
        let governs = Class::PREPOSITION | Class::LINKER | Class::NAME_PARTICLE | Class::LOCATIVE | Class::ORIGIN;
        s > start && ctx.lower(s - 1) && ctx.is_class(s - 1, governs) && !ctx.is_class(s - 1, Class::SUBORDINATOR)
    }

    /// Whether nothing but adverbs stands between a phrase and `end`.
    fn ends_at(&self, found: &Phrase, end: usize) -> bool {
        (found.range.end..end).all(|i| self.ctx.is_class(i, Class::ADVERB) || self.ctx.token(i).kind == TokenKind::Newline)
    }

    /// The first phrase of a list of segments that no preposition governs: for a verb that is joined to another one.
    fn first_subject(&self, segments: &[Range<usize>]) -> Option<Phrase> {
        let ctx = self.ctx;
        let first = |segment: &Range<usize>| {
            let begins = |&s: &usize| self.may_begin(s, segment.start) && !self.after_preposition(s, segment.start);
            segment.clone().filter(begins).find_map(|s| phrase(ctx, s, segment.end))
        };
        // `Dalam wawancara radio, Rani bercerita dan mengatakan`
        let aside = |s: &&Range<usize>| ctx.is_class(s.start, Class::PREPOSITION) && !ctx.is_class(s.start, Class::ROLE);
        let main = segments.iter().filter(|s| !aside(s)).find_map(first);
        main.or_else(|| segments.iter().find_map(first))
    }

    /// Who stands behind an `after` cue right before a joined verb.
    fn told_before(&self, joint: usize) -> Option<Phrase> {
        let near = |p: &Phrase| p.range.end <= joint && joint <= p.range.end + 1;
        self.out.iter().rev().take(16).find_map(|(at, step)| match step {
            Step::Quote(Draft { who: Who::Phrase(p), .. }) if *at < joint && near(p) && p.range.start > *at => Some(p.clone()),
            _ => None,
        })
    }

    /// The subject of the cue before this one in the unit.
    fn coordinated(&self, verb: usize) -> Option<Phrase> {
        self.out.iter().rev().take(16).find_map(|(at, step)| match step {
            Step::Quote(d) if *at < verb && !in_passing(d.rule) => match &d.who {
                Who::Phrase(p) => Some(p.clone()),
                _ => None,
            },
            _ => None,
        })
    }

    /// `Akun itu menambahkan:` with nothing behind the colon: whose the next quote is.
    pub(super) fn announces(&mut self) {
        let Range { start, end } = self.unit.range.clone();
        if !end.checked_sub(1).is_some_and(|last| self.ctx.is(last, ':')) {
            return;
        }
        let verb = (start.max(end.saturating_sub(NEAR))..end).rev().find(|&i| self.cue(i, &[Frame::Active]).is_some());
        if let Some(found) = verb.and_then(|i| self.subject(i)).filter(|p| p.head != Head::Pronoun) {
            self.out.push((start, Step::Faces(found)));
        }
    }

    /// `Hal itu disambut oleh Ketua Panitia Rani Waskita.`: who is told of with a title at the end of a sentence.
    pub(super) fn introduced_last(&self) -> Option<Phrase> {
        let ctx = self.ctx;
        let Range { start, end } = self.unit.range.clone();
        let last = (start..end).rev().take(3).find(|&i| ctx.is_word(i))? + 1;
        let begins = |&s: &usize| {
            s > start
                && ctx.lower(s - 1)
                && ctx.is_class(s - 1, Class::LINKER | Class::PREPOSITION)
                && ctx.is_class(s, Class::ROLE)
        };
        let found = (start.max(last.saturating_sub(24))..last).rev().filter(begins).find_map(|s| {
            let p = phrase(ctx, s, last)?;
            if p.head == Head::Person { Some(p) } else { speaker_after(ctx, s, last) }
        })?;
        (found.head == Head::Person && found.name.len() > 1 && found.range.end == last && !found.role.is_empty()).then_some(found)
    }

    /// The person or organization that a sentence is about: its first phrase that no preposition governs.
    pub(super) fn topic(&self) -> Option<Phrase> {
        let ctx = self.ctx;
        let end = self.unit.range.end;
        let mut i = self.unit.range.start;
        let limit = end.min(i + 40);
        while i < limit {
            if self.quoted(i) {
                i += 1;
                continue;
            }
            if ctx.is_class(i, Class::PRONOUN) {
                return None;
            }
            let opener = ctx.capital(i) || ctx.is_class(i, Class::ROLE | Class::DETERMINER);
            if opener
                && self.may_begin(i, self.unit.range.start)
                && !self.after_preposition(i, self.unit.range.start)
                && let Some(found) = phrase(ctx, i, end)
            {
                if found.head == Head::Person && !is_affiliation(ctx, &found, end) {
                    return Some(found);
                }
                i = found.range.end.max(i + 1);
                continue;
            }
            // Behind the main verb there are objects, not subjects.
            if ctx.lower(i)
                && ctx.pack.words.verb_shape(ctx.letters(i))
                && !ctx.is_class(i, Class::ROLE | Class::NOUN | Class::PREPOSITION)
            {
                let reports = self.cue(i, &[Frame::Active, Frame::After]).is_some();
                if reports || i > self.unit.range.start + 3 {
                    return None;
                }
            }
            i += 1;
        }
        None
    }
}
