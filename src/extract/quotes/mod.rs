//! Quotes: direct, mixed and indirect, each with its cue and the words that name its speaker.
//!
//! Regions between quotation marks are found first, then cues; a joint pattern loses some. What a unit (a sentence with
//! the whole of its quoted regions) yields is a list of [`Step`]s in the order of the text; `voices` then walks the steps
//! of all units and says whose the words are.

mod accused;
mod behind;
mod clause;
mod content;
mod direct;
mod doubt;
mod headline;
mod indirect;
mod interview;
mod joint;
mod labelled;
mod nouns;
mod opposed;
mod posts;
mod qualified;
mod relative;
mod stance;
mod subject;
mod terms;

pub(crate) use interview::interview;
pub(crate) use posts::posts;

use super::context::Context;
use super::longtitle::titled_through;
use super::marks::Region;
use super::phrase::{Head, Phrase, phrase};
use super::units::Unit;
use crate::lang::{Class, Cue, Frame};
use crate::model::{BlockKind, QuoteKind, Span, Stance};
use crate::text::TokenKind;
use std::ops::Range;

/// A quote whose speaker is still words.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub kind: QuoteKind,
    pub span: Span,
    /// The tokens of the cue.
    pub cue: Option<Range<usize>>,
    pub who: Who,
    pub stance: Stance,
    pub rule: &'static str,
    pub confidence: u8,
    /// Who relayed it, as printed.
    pub chain: Vec<String>,
    /// Who speaks together with `who`.
    pub also: Vec<Phrase>,
    /// The words that show that it is only said to be theirs.
    pub doubt: Option<Range<usize>>,
}

impl Draft {
    /// Words that are set apart as somebody's without a verb: an answer, a post.
    fn set_apart(ctx: &Context<'_>, words: Range<usize>, who: Who, rule: &'static str) -> Draft {
        Draft {
            kind: QuoteKind::Direct,
            span: ctx.span(words),
            cue: None,
            who,
            stance: Stance::Asserts,
            rule,
            confidence: SET_APART,
            chain: Vec::new(),
            also: Vec::new(),
            doubt: None,
        }
    }
}

/// How sure it is whose words are that are set apart: their label or signature tells, but no verb.
const SET_APART: u8 = 80;

/// The words that tell whose a quote is.
#[derive(Clone, Debug)]
pub(crate) enum Who {
    /// A noun phrase.
    Phrase(Phrase),
    /// Somebody already told of: a clitic or a pronoun (then with its tokens).
    Told(Option<Range<usize>>),
    /// The speaker of the quote before, or who is being told of.
    Same,
}

/// Whether a quote of this rule is told in passing: its speaker is not who the text goes on about.
pub(crate) fn in_passing(rule: &str) -> bool {
    rule == accused::ACCUSED_BY || rule == nouns::NOUN
}

/// What a unit tells about speech.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A quote.
    Quote(Draft),
    /// Somebody is the subject of the unit; whether a reporting verb follows.
    Subject(Phrase, bool),
    /// Somebody said what stands beside this sentence (`Hal itu dikatakan S`).
    Said(Phrase, Range<usize>),
    /// Somebody is asked, and answers from here on.
    Faces(Phrase),
}

/// What one unit yields, in the order of its cues.
pub(crate) fn steps(ctx: &Context<'_>, unit: &Unit, regions: &[Region]) -> Vec<Step> {
    let regions = &regions[unit.regions.clone()];
    let doubles = regions.iter().filter(|r| !r.single).cloned().collect();
    let used = vec![false; unit.range.len()];
    let mut work = Work { ctx, unit, regions, doubles, told: Vec::new(), headed: None, used, out: Vec::new() };
    work.announced();
    work.direct();
    work.indirect();
    work.relatives();
    work.nouns();
    work.subject_step();
    let Work { mut out, .. } = work;
    out.sort_by_key(|(at, _)| *at);
    let mut steps: Vec<Step> = out.into_iter().map(|(_, step)| step).collect();
    relays(ctx, unit, &mut steps);
    quoted_by(ctx, unit, &mut steps);
    steps
}

/// How many tokens around a cue or a region are looked at for what belongs to it: keeps the time linear in any text.
const NEAR: usize = 160;

/// The state of one unit's analysis.
struct Work<'a, 'b> {
    ctx: &'a Context<'b>,
    unit: &'a Unit,
    regions: &'a [Region],
    /// The regions between double marks.
    doubles: Vec<Region>,
    /// Where the regions open that are somebody's words, and whether they are whole clauses.
    told: Vec<(usize, bool)>,
    /// What the verb of a headline tells of the words in marks behind its colon.
    headed: Option<headline::Headed>,
    /// Which of the unit's tokens belong to a cue that already reports something.
    used: Vec<bool>,
    /// Steps with the token that orders them.
    out: Vec<(usize, Step)>,
}

impl Work<'_, '_> {
    /// Whether a token stands in a quoted region (marks included).
    fn quoted(&self, i: usize) -> bool {
        self.past_region(i).is_some()
    }

    /// The token behind the quoted region that a token stands in.
    fn past_region(&self, i: usize) -> Option<usize> {
        let last = self.doubles[..self.doubles.partition_point(|r| r.open <= i)].last();
        last.filter(|r| i <= r.close).map(|r| r.close + 1)
    }

    fn is_used(&self, i: usize) -> bool {
        i.checked_sub(self.unit.range.start).and_then(|n| self.used.get(n)).copied().unwrap_or(false)
    }

    fn mark_used(&mut self, cue: Range<usize>) {
        let start = self.unit.range.start;
        for i in cue {
            if let Some(used) = i.checked_sub(start).and_then(|n| self.used.get_mut(n)) {
                *used = true;
            }
        }
    }

    /// The cue of one of these frames that begins at a token outside quotation marks.
    fn cue(&self, i: usize, frames: &[Frame]) -> Option<Cue> {
        if i >= self.unit.range.end || self.quoted(i) {
            return None;
        }
        cue_at(self.ctx, i, frames)
    }

    /// Adds a quote.
    fn quote(&mut self, at: usize, mut draft: Draft, own: Stance) {
        let ctx = self.ctx;
        draft.stance = stance::stance(ctx, &draft, own, self.unit.range.start);
        self.join(&mut draft);
        draft.doubt = draft.doubt.take().or_else(|| self.doubt(&draft));
        self.out.push((at, Step::Quote(draft)));
    }

    /// Notes who the unit is about, for the pronouns of the next ones.
    fn subject_step(&mut self) {
        if self.unit.kind != BlockKind::Paragraph && self.unit.kind != BlockKind::Standfirst {
            return;
        }
        self.announces();
        if let Some(found) = self.topic().or_else(|| self.introduced_last()) {
            let verb = (found.range.end..self.unit.range.end).take(4).find(|&i| !self.ctx.is_class(i, Class::ADVERB));
            let reports = verb.is_some_and(|i| self.cue(i, &[Frame::Active]).is_some());
            self.out.push((self.unit.range.start, Step::Subject(found, reports)));
        }
    }
}

/// The cue of one of these frames at a token.
pub(crate) fn cue_at(ctx: &Context<'_>, i: usize, frames: &[Frame]) -> Option<Cue> {
    if !ctx.pack.cues.starts(ctx.word(i)) {
        return None;
    }
    let whom = |c: &Cue| !c.whom || somebody(ctx, i + usize::from(c.len));
    ctx.pack.cues.at(ctx.word(i), |k| ctx.word(i + k)).find(|c| frames.contains(&c.frame) && whom(c))
}

/// Whether words that begin at a token name somebody, and no thing: `para terdakwa`, `Rani Waskita`, but not `keadilan`.
fn somebody(ctx: &Context<'_>, i: usize) -> bool {
    let person = Class::ROLE | Class::UNNAMED | Class::PRONOUN | Class::HUMAN | Class::HONORIFIC | Class::KIN;
    let counts = ctx.is_class(i, Class::DETERMINER) || ctx.token(i).kind == TokenKind::Number;
    let at = i + usize::from(counts);
    ctx.is_class(at, person) || ctx.capital(at) && !ctx.in_time(at) && !ctx.is_class(at, Class::DOCUMENT)
}

/// The phrase behind a cue, with a name that follows its title behind a comma, a preposition or a second title:
/// `kata Kepala Dusun Nglahar, Kelurahan Sumbersari, Wahyu Wibowo di Sleman`, `kata peneliti dari Randu, Rani Waskita`.
pub(crate) fn speaker_after(ctx: &Context<'_>, start: usize, end: usize) -> Option<Phrase> {
    // `kata dr. Rani`: the stop of a short title ends nothing.
    let short = ctx.is_class(start, Class::HONORIFIC) && ctx.is(start + 1, '.') && ctx.capital(start + 2);
    let first = phrase(ctx, if short { start + 2 } else { start }, end).map(|p| Phrase { range: start..p.range.end, ..p })?;
    let first = with_handle(ctx, first, end);
    let titled = ctx.lower(start) || !first.role.is_empty();
    let sure = |i: usize| ctx.sure_name(i);
    let body = first.head == Head::Person && titled && !first.name.clone().any(sure);
    // `kata kuasa hukum Rani, Bima Pratama, di Moyu`: one name of whose lawyer it is, then the lawyer's whole one.
    let of = first.head == Head::Person && ctx.lower(start) && !first.role.is_empty() && first.name.len() == 1;
    let whole = |p: &Phrase| body || ctx.is(p.range.end, ',');
    if (body || of)
        && let Some(named) = named_behind(ctx, &first, end).filter(whole)
    {
        return Some(named);
    }
    if body
        && first.name.len() == 1
        && let Some(named) = titled_through(ctx, &first, end).filter(|p| p.name.len() > 1)
    {
        return Some(named);
    }
    if first.head != Head::Description && first.head != Head::Organization {
        return Some(first);
    }
    let mut at = first.range.end;
    for _ in 0..5 {
        let Some(next) = goes_on(ctx, at, first.head) else { break };
        let Some(found) = phrase(ctx, next, end) else {
            // `…, Kelurahan Sumber, Kecamatan Moyu, …`: places between the title and the name.
            let comma = (next + 1..end.min(next + 5)).find(|&i| !ctx.capital(i)).filter(|&i| ctx.is(i, ','));
            match comma.filter(|_| ctx.is_class(next, Class::PLACE_HEAD)) {
                Some(comma) => at = comma,
                None => break,
            }
            continue;
        };
        match found.head {
            Head::Person => {
                let role = if found.role.is_empty() { first.core.clone() } else { found.role.clone() };
                return Some(Phrase { range: start..found.range.end, core: first.core.start..found.core.end, role, ..found });
            }
            Head::Organization | Head::Description if ctx.capital(found.core.start) => at = found.range.end,
            _ => break,
        }
    }
    let open = first.head == Head::Description && !first.demonstrative;
    let through = if open { titled_through(ctx, &first, end) } else { None };
    Some(through.unwrap_or(first))
}

/// `kata peneliti senior Randulab, Rani Waskita, di Moyu`: what stood as a name is the affiliation.
fn named_behind(ctx: &Context<'_>, first: &Phrase, end: usize) -> Option<Phrase> {
    let at = first.range.end;
    if !ctx.is(at, ',') || !ctx.capital(at + 1) || ctx.in_time(at + 1) {
        return None;
    }
    let found = phrase(ctx, at + 1, end).filter(|p| p.head == Head::Person && p.name.start == at + 1 && p.name.len() > 1)?;
    let role = first.core.clone();
    Some(Phrase { range: first.range.start..found.range.end, core: first.core.start..found.core.end, role, ..found })
}

/// Where a title goes on behind what ended it: behind a comma or a slash, and for a title also behind a preposition or a
/// coordinator, if a capitalised word follows.
fn goes_on(ctx: &Context<'_>, at: usize, head: Head) -> Option<usize> {
    let linked = head == Head::Description
        && ctx.lower(at)
        && (ctx.is_class(at, Class::LINKER) || ctx.is_class(at, Class::COORDINATOR) && ctx.is_class(at + 1, Class::ROLE));
    let joined = ctx.is(at, ',') || ctx.is(at, '/') || linked;
    let called = ctx.is(at, ',') && ctx.is_class(at + 1, Class::HONORIFIC) && (ctx.capital(at + 2) || ctx.is(at + 2, '.'));
    (joined && (ctx.capital(at + 1) || called) && !ctx.in_time(at + 1)).then_some(at + 1)
}

/// `akun @rani.waskita`: a description goes on to the handle behind it.
fn with_handle(ctx: &Context<'_>, p: Phrase, end: usize) -> Phrase {
    let handle = if p.head == Head::Person { None } else { labelled::handle(ctx, p.range.end, end) };
    let Some(stop) = handle.map(|handle| handle.end) else { return p };
    Phrase { core: p.core.start..stop, range: p.range.start..stop, name: stop..stop, ..p }
}

/// Gives every quote of a unit the relays that the unit names (`…, seperti diberitakan S`).
fn relays(ctx: &Context<'_>, unit: &Unit, steps: &mut [Step]) {
    let mut chain = Vec::new();
    let mut i = unit.range.start;
    while i < unit.range.end && chain.len() < 4 {
        if !ctx.pack.cues.starts(ctx.word(i)) {
            i += 1;
            continue;
        }
        let relay = cue_at(ctx, i, &[Frame::Relay]);
        let according = || {
            let trailing = i > unit.range.start && ctx.is(i - 1, ',');
            cue_at(ctx, i, &[Frame::According]).filter(|c| trailing && !c.clitic)
        };
        if let Some(cue) = relay.or_else(according) {
            let mut at = i + usize::from(cue.len);
            while ctx.is_class(at, Class::PREPOSITION) || ctx.pack.cues.is_by(ctx.word(at)) {
                at += 1;
            }
            if let Some(who) = phrase(ctx, at, unit.range.end) {
                let name = ctx.slice(who.core.clone()).to_owned();
                let speaks = |s: &Step| matches!(s, Step::Quote(d) if matches!(&d.who, Who::Phrase(p) if ctx.slice(p.core.clone()) == name));
                if ctx.capital(who.core.start) && !steps.iter().any(speaks) {
                    chain.push(name);
                }
                i = who.range.end;
                continue;
            }
        }
        i += 1;
    }
    if chain.is_empty() {
        return;
    }
    for step in steps {
        if let Step::Quote(draft) = step {
            draft.chain = chain.clone();
        }
    }
}

/// `Mengutip S, kantor berita R mengatakan …`: the words are those of S, R relays them.
fn quoted_by(ctx: &Context<'_>, unit: &Unit, steps: &mut [Step]) {
    let start = unit.range.start;
    let Some(cue) = cue_at(ctx, start, &[Frame::Relay]) else { return };
    let Some(source) = phrase(ctx, start + usize::from(cue.len), unit.range.end) else { return };
    if !ctx.is(source.range.end, ',') || !matches!(source.head, Head::Person | Head::Description) {
        return;
    }
    for step in steps {
        if let Step::Quote(draft) = step
            && let Who::Phrase(relay) = &draft.who
            && relay.head == Head::Organization
        {
            draft.chain = vec![ctx.slice(relay.core.clone()).to_owned()];
            draft.who = Who::Phrase(source.clone());
        }
    }
}
