//! Temporal expressions in two steps: `find` reads what stands there, without a calendar; `resolve` anchors it to the
//! publication date or, for narrative ones, to the last date told.
//!
//! The steps are apart because the publication date is itself inferred from what was found (`published`), and because an
//! article that gets its date later, from others, is resolved again. Evidence first: a lone number is never a year
//! unless its neighbours say so, and numbers in web addresses, credits and boilerplate are not looked at.

mod asked;
mod clock;
mod counted;
mod dates;
mod feasts;
mod periods;
mod record;
mod resolve;
mod scan;
mod sets;
mod spans;
#[cfg(test)]
mod tests;

pub use asked::time_of;
pub use resolve::WEEKDAY_MISMATCH;

pub(super) use feasts::FEAST;
pub(super) use record::record_date;
pub(super) use resolve::{days, number, resolve, spoken};

use crate::lang::Pack;
use crate::lang::times::TimeRole;
use crate::model::{Block, BlockKind, PartOfDay, Span, TimeKind, TimeUnit, TimeValue};
use crate::text::{Shape, Token, TokenKind, within};
use scan::Scan;

/// Which way an expression looks from its anchor.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Lean {
    /// Told as past, unless near: for months and weekdays the last that has begun.
    #[default]
    None,
    /// Before the anchor.
    Past,
    /// After the anchor.
    Future,
    /// The one told before (`Kamis pagi itu`).
    Told,
    /// In a clause that turns to the future: the nearest day of a year, the coming weekday. For a month that nothing
    /// turns: the next month rather than that of the year before.
    Nearest,
}

/// A year, as far as the words give it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum YearRef {
    /// Not at all.
    Open,
    /// In full.
    Given(i16),
    /// Counted from the year of publication.
    Shift(i16),
}

/// What an expression names, before it is anchored.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Base {
    /// The value is complete.
    Fixed(TimeValue),
    /// A day of a month; `weekday` is 0 when none is named.
    MonthDay { year: YearRef, month: u8, day: u8, weekday: u8, lean: Lean },
    /// A day of a week; `weeks` counts weeks from that of publication, if the words do.
    Weekday { weekday: u8, lean: Lean, weeks: Option<i32> },
    /// A day of the month of publication, or of one so many months from it.
    DayOfMonth { day: u8, months: Option<i32>, lean: Lean },
    /// The day before a day of a week, whose evening is called after it (`malam Minggu`).
    Eve(Box<Base>),
    /// Which of the weekdays of a month; the last where `nth` is 0.
    NthWeekday { weekday: u8, nth: u8, month: Box<Base> },
    /// A month.
    Month { year: YearRef, month: u8, lean: Lean },
    /// A year counted from that of publication.
    Year(YearRef),
    /// A season of a year, with its TIMEX3 code.
    Season { year: YearRef, code: &'static str },
    /// A quarter (1 to 4), or a half-year where `half`.
    Quarter { year: YearRef, number: u8, half: bool },
    /// So many units from the publication, or from the last date told.
    Shift { unit: TimeUnit, by: i32, told: bool },
    /// From one to another, the first taking what it lacks from the second.
    Range(Box<(Base, Base)>),
    /// Nothing but a time of day.
    Today,
    /// Hours or minutes before or after publication.
    Hours,
}

/// An expression as it stands in the text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    /// The whole expression.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// What it names.
    pub base: Base,
    /// Part of the day.
    pub part: Option<PartOfDay>,
    /// Hour and minute, and the end of a range of hours.
    pub clock: Option<Clock>,
    /// How many days from the publication the words say it is: `kemarin (17/6)` is -1.
    pub claims: Option<i32>,
    /// Whether the sentence turns to the future before it.
    pub ahead: bool,
    /// Name of the rule that found it.
    pub rule: &'static str,
}

/// A time of day, or a range of times.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub until: Option<(u8, u8)>,
}

/// Finds every temporal expression outside boilerplate and credits.
pub(super) fn find(text: &str, tokens: &[Token], blocks: &[Block], pack: &Pack) -> Vec<Found> {
    let mut out = Vec::new();
    let called = Called::new(text, tokens, pack);
    for block in blocks {
        if matches!(block.kind, BlockKind::Boilerplate | BlockKind::Credit) {
            continue;
        }
        let range = within(tokens, block.span);
        let scan = Scan { text, tokens, words: &pack.times, lexicon: &pack.lexicon, start: range.start, end: range.end };
        let mut at = range.start;
        while at < range.end {
            let token = tokens[at];
            let unknown = token.word.index() == 0;
            let starts = match token.kind {
                TokenKind::Word => !unknown && scan.word(at).begins(),
                TokenKind::Number => true,
                _ => {
                    at += 1;
                    continue;
                }
            };
            if scan.scheme(at) {
                at = super::lines::address(text, tokens, at, range.end).unwrap_or(at + 1);
                continue;
            }
            let paired = || {
                if unknown && token.capital() { scan.paired_months(at).or_else(|| scan.paired_weekdays(at)) } else { None }
            };
            match starts.then(|| scan.expression(at)).flatten().or_else(paired) {
                Some((end, found)) if end == at + 1 && found.rule == "date.month" && called.is(&scan, at) => at = end,
                Some((end, mut found)) => {
                    at = end.max(at + 1);
                    claim(&mut found, out.last());
                    out.push(found);
                }
                None => at += 1,
            }
        }
    }
    out
}

/// The months that are somebody's name in the text: `Juli Kusumastuti`.
struct Called(u16);

impl Called {
    fn new(text: &str, tokens: &[Token], pack: &Pack) -> Self {
        let month = |t: &Token| if t.kind == TokenKind::Word { pack.times.word(t.word).month } else { 0 };
        let name = |t: &Token| t.kind == TokenKind::Word && t.shape == Shape::Capital && t.spaced;
        let common = |t: &Token| t.kind == TokenKind::Word && pack.times.word(t.word).has(TimeRole::Lead);
        let named = tokens.windows(3).filter(|w| {
            let [before, first, second] = w else { return false };
            let unknown = second.word == crate::lang::WordId::UNKNOWN && !second.of(text).contains('-');
            let fits = name(first) && month(first) != 0 && name(second) && unknown;
            fits && before.kind != TokenKind::Number && !common(before) && before.shape == Shape::Capital
                || fits && pack.cues.begins(before.word)
        });
        Called(named.fold(0, |all, w| all | w.get(1).map_or(0, |t| 1 << month(t))))
    }

    /// Whether the lone month at `at` is such a name: no word that leads times stands before it.
    fn is(&self, scan: &Scan<'_>, at: usize) -> bool {
        let led = at > scan.start && scan.has(at - 1, TimeRole::Lead);
        !led && scan.month(at).is_some_and(|month| self.0 & (1 << month) != 0)
    }
}

/// `besok, Kamis (19/6)`: the day in full is what the word beside it counts from publication, and both are one day.
fn claim(found: &mut Found, before: Option<&Found>) {
    let Some(before) = before.filter(|before| (1..=2).contains(&found.span.start.saturating_sub(before.span.end))) else {
        return;
    };
    let Base::Shift { unit: TimeUnit::Day, by, told: false } = before.base else { return };
    if matches!(found.base, Base::MonthDay { .. }) {
        found.claims = Some(by);
    }
}
