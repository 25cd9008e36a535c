//! Whether two quotes of one speaker are one statement: that they say the same, not only that they speak of the same thing.
//!
//! Words are compared by their stems. How much two quotes must share depends on where they stand. What stands in quotation
//! marks twice was copied: half of the words do, or one long run. A reporter's own words need more, and those that lead in
//! the quote behind them less again, for a paraphrase stands before its quote and the next fact behind it. Names, figures and
//! nouns tell what is spoken of: what is said of it must be shared as well.

use super::prepare::{FIGURE, MARKS, NAMED, TOPIC, VERB};
use crate::model::{Quote, QuoteKind, QuoteRef, SpeakerIx};
use jiff::civil::Date;

/// Content words that two versions share at least, and when they are nearly all of the shorter one's.
const COMMON: usize = 4;
const FEWEST: usize = 3;
/// How many of them must be no names: names tell what is spoken of, not what is said of it.
const PLAIN: usize = 2;
const HALF: f64 = 0.5;
/// The part of the shorter one's words that they must be: of two quotes in marks, and where one is a reporter's words.
const COPIED: f64 = 0.55;
const RETOLD: f64 = 0.6;
/// The same where no verb is among them.
const NOUNS: f64 = 0.7;
const NEARLY_ALL: f64 = 0.75;
/// The same for a paraphrase and the quote behind it, where a verb is among them, and where the longer one is no longer than
/// this: in much that is said some words are found by chance.
const LED_IN: f64 = 0.5;
const SHORT: usize = 20;
const LONG: usize = 30;
/// The same for two paraphrases that stand beside each other.
const BOTH_RETOLD: f64 = 0.8;
/// Bytes between a quote and the next one for the two to stand beside each other.
const BESIDE: u32 = 400;
/// Content words of a run in both, and the part of the shorter one's words that it must be.
const RUN: usize = 4;
const RUN_PART: f64 = 0.4;
/// The same of voices without a name, for such words are what makes them one.
const RUN_UNNAMED: usize = 2;
const RUN_UNNAMED_PART: f64 = 0.25;
/// Days between two tellings of one statement.
const DAYS: i32 = 60;
/// Words at the start of a quote among which stands who or what it is about.
const SUBJECT: usize = 2;

/// A quote that somebody is known to have said.
pub struct Said<'a> {
    /// Which it is.
    pub at: QuoteRef,
    /// Who said it.
    pub speaker: SpeakerIx,
    /// The quote.
    pub quote: &'a Quote,
    /// Its content words, as `prepare` keeps them.
    pub words: &'a [u32],
    /// When it was said, or published.
    pub day: Option<Date>,
    /// Whether the speaker is nobody by name: what they say made one speaker of several voices.
    pub unnamed: bool,
}

impl Said<'_> {
    fn retold(&self) -> bool {
        self.quote.kind == QuoteKind::Indirect
    }

    /// Whether it is in quotation marks, in part at least.
    pub fn quoted(&self) -> bool {
        !self.retold()
    }

    fn marked(&self, mark: u32) -> impl Iterator<Item = u32> {
        self.words.iter().filter(move |w| *w & mark == mark).map(|w| w & !MARKS)
    }

    fn has(&self, word: u32) -> bool {
        self.words.iter().any(|w| w & !MARKS == word)
    }

    /// Every name with the word before it, where that is none, and whether the article is about it.
    fn holders(&self) -> impl Iterator<Item = (u32, u32, bool)> {
        self.words.windows(2).filter_map(|pair| match pair {
            [word, name] if word & NAMED == 0 && name & NAMED == NAMED => {
                Some((word & !MARKS, name & !MARKS, name & TOPIC == TOPIC))
            }
            _ => None,
        })
    }

    /// The name with which the quote begins.
    fn subject(&self) -> Option<u32> {
        self.words.iter().take(SUBJECT).find(|w| *w & NAMED == NAMED).map(|w| w & !MARKS)
    }
}

/// Days between two quotes; 0 where either has no date.
pub fn days_apart(a: &Said, b: &Said) -> i32 {
    a.day.zip(b.day).map_or(0, |(x, y)| x.until(y).map_or(i32::MAX, |s| s.get_days().abs()))
}

/// Whether two quotes of one speaker, wherever they stand, are versions of one statement.
pub fn one_statement(a: &Said, b: &Said) -> bool {
    if a.at.article == b.at.article {
        return beside(a, b) || Shared::of(a, b).most(NEARLY_ALL, NEARLY_ALL);
    }
    across(a, b) || runs(a, b)
}

/// Whether two quotes of one speaker in two articles share enough words to be one statement.
pub fn across(a: &Said, b: &Said) -> bool {
    if a.at.article == b.at.article || days_apart(a, b) > DAYS {
        return false;
    }
    let shared = Shared::of(a, b);
    let enough = shared.all == shared.greatest
        || match a.retold() || b.retold() {
            true => shared.all > FEWEST && shared.most(RETOLD, NOUNS) || shared.verbs > 0 && shared.enough(FEWEST, 1.0),
            false => shared.most(COPIED, NOUNS) || shared.enough(FEWEST, 1.0),
        };
    enough && !of_others(a, b, shared.part(NEARLY_ALL)) && !other_figures(a, b)
}

/// Whether two quotes in two articles share a run of words too long for chance: one of them goes on where the other is cut.
pub fn runs(a: &Said, b: &Said) -> bool {
    let unnamed = a.unnamed && b.unnamed;
    let apart = a.at.article == b.at.article || days_apart(a, b) > DAYS;
    if apart || !unnamed && (a.retold() || b.retold()) {
        return false;
    }
    let (run, part) = if unnamed { (RUN_UNNAMED, RUN_UNNAMED_PART) } else { (RUN, RUN_PART) };
    let (longest, plain) = longest_run(a.words, b.words);
    let least = a.words.len().min(b.words.len());
    longest >= run && plain >= run.min(RUN - 1) && longest as f64 >= part * least as f64 && !of_others(a, b, false)
}

/// Whether of two quotes of one speaker one tells the other again beside it in one article: neighbours, one of them without
/// marks.
pub fn beside(a: &Said, b: &Said) -> bool {
    let (first, second) = if a.at <= b.at { (a, b) } else { (b, a) };
    let neighbours = first.at.article == second.at.article
        && first.speaker == second.speaker
        && first.at.quote + 1 == second.at.quote
        && (first.retold() || second.retold());
    if !neighbours {
        return false;
    }
    let shared = Shared::of(first, second);
    let near = second.quote.span.start.saturating_sub(first.quote.span.end) <= BESIDE;
    shared.own > 0
        && match (first.retold(), second.retold()) {
            _ if !near => shared.most(NEARLY_ALL, NEARLY_ALL),
            (true, false) => shared.leads_in(),
            (true, true) => shared.enough(COMMON, BOTH_RETOLD),
            _ => shared.enough(COMMON, RETOLD) && shared.plainly(RETOLD),
        }
}

/// Whether the same words are said of two: both name whom they speak of, and none of the other's; or they begin with two
/// names of which the other says nothing, or have them behind one word (`terdakwa Rani`, `terdakwa Tomas`)
/// and are no near copies, in which one would be a slip where its article is not about it.
fn of_others(a: &Said, b: &Said, copies: bool) -> bool {
    let named = |s: &Said| s.words.windows(2).any(|w| w.iter().all(|w| w & NAMED == NAMED));
    if named(a) && named(b) && !a.marked(NAMED).any(|w| b.has(w)) {
        return true;
    }
    let other = |x: u32, y: u32| !a.has(y) && !b.has(x);
    a.subject().zip(b.subject()).is_some_and(|(x, y)| other(x, y))
        || a.holders().any(|(word, x, about)| b.holders().any(|(w, y, of)| w == word && other(x, y) && (!copies || about && of)))
}

/// Whether both give figures and other ones, on two days or several of them: what is measured every day anew.
fn other_figures(a: &Said, b: &Said) -> bool {
    let lacks = |mine: &Said, other: &Said| mine.marked(FIGURE).filter(|w| !other.has(*w)).count();
    let (mine, theirs) = (lacks(a, b), lacks(b, a));
    let agree = a.marked(FIGURE).any(|w| b.has(w));
    let days = days_apart(a, b) > 0;
    // Where they agree in one figure, two that they do not are needed.
    let least = mine.min(theirs);
    least > usize::from(agree) && (days || least > 1 && !agree)
}

/// The content words of the longest run that two quotes share, and how many are no names.
fn longest_run(a: &[u32], b: &[u32]) -> (usize, usize) {
    let (mut longest, mut plain) = (0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let pair = |n: &usize| a.get(i + n).copied().zip(b.get(j + n).copied());
            let run = (0..).map_while(|n| pair(&n)).take_while(|(p, q)| p & !MARKS == q & !MARKS);
            let (all, named) = run.fold((0, 0), |(all, named), (p, q)| (all + 1, named + usize::from(p & q & NAMED != 0)));
            (longest, plain) = (longest.max(all), plain.max(all - named));
        }
    }
    (longest, plain)
}

/// How many content words two quotes share, each counted as often as both have it.
#[derive(Copy, Clone, Default)]
struct Shared {
    all: usize,
    plain: usize,
    verbs: usize,
    /// Words of which the article is not full: those tell what it is about, not what is said.
    own: usize,
    /// Content words of the longer and of the shorter one, and those that are no names of that which has fewest.
    greatest: usize,
    least: usize,
    least_plain: usize,
}

impl Shared {
    fn of(a: &Said, b: &Said) -> Self {
        let sorted = |words: &[u32]| {
            let mut words = words.to_vec();
            words.sort_unstable_by_key(|w| w & !MARKS);
            words
        };
        let plain = |s: &Said| s.words.iter().filter(|w| *w & NAMED == 0).count();
        let mut shared = Shared {
            greatest: a.words.len().max(b.words.len()),
            least: a.words.len().min(b.words.len()),
            least_plain: plain(a).min(plain(b)),
            ..Shared::default()
        };
        let (a, b) = (sorted(a.words), sorted(b.words));
        let (mut i, mut j) = (0, 0);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            let (left, right) = (x & !MARKS, y & !MARKS);
            if left == right {
                shared.all += 1;
                shared.plain += usize::from((x | y) & NAMED == 0);
                shared.verbs += usize::from((x | y) & VERB != 0);
                shared.own += usize::from((x | y) & TOPIC == 0);
            }
            i += usize::from(left <= right);
            j += usize::from(right <= left);
        }
        shared
    }

    fn part(self, part: f64) -> bool {
        self.all as f64 >= part * self.least as f64
    }

    /// Whether so great a part of the words that are no names is shared.
    fn plainly(self, part: f64) -> bool {
        self.plain as f64 >= part * self.least_plain as f64
    }

    fn enough(self, words: usize, part: f64) -> bool {
        self.all >= words && self.plain >= PLAIN && self.part(part)
    }

    /// Whether a paraphrase tells what the quote behind it says: the longer that is, the more.
    fn leads_in(self) -> bool {
        let least = if self.verbs > 0 { FEWEST } else { COMMON };
        self.verbs > 0 && self.own >= PLAIN && self.greatest <= SHORT && self.enough(FEWEST, LED_IN)
            || self.greatest <= LONG && self.enough(least, RETOLD)
            || self.enough(FEWEST, NEARLY_ALL)
    }

    /// Whether this great a part is shared, or nearly all of fewer words, half of those that are no names, and something that is
    /// said of what is named: a verb, or so great a part of the words without one.
    fn most(self, part: f64, nouns: f64) -> bool {
        let enough = self.enough(COMMON, part) || self.enough(FEWEST, NEARLY_ALL);
        let said = self.verbs > 0 || self.all >= COMMON && self.plain > PLAIN && self.part(nouns);
        enough && said && self.plainly(HALF)
    }
}

#[cfg(test)]
mod tests;
