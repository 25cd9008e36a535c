//! Which tellings are one event: how much two of them agree, and which of a month's are compared at all.
//!
//! Features weigh by how few tellings of the corpus have them. What keeps two apart whatever they share: other speakers,
//! dates that do not allow each other, clock times far apart.

use crate::link::prepare::{Prepared, shared};
use crate::link::tellings::{DEED, FIGURE, Telling};
use crate::model::*;
use jiff::civil::Date;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;

/// A telling with all that comparing needs at hand.
pub struct Told<'a> {
    /// The index of its article.
    pub article: u32,
    /// The telling.
    pub telling: &'a Telling,
    /// Its date.
    pub time: &'a TimeExpression,
    /// The first day of its date.
    pub start: Date,
    /// The last day of its date.
    pub end: Date,
    /// The speaker, when it is a statement.
    pub speaker: Option<SpeakerIx>,
    /// What it is about.
    pub features: &'a [u32],
    /// The names in it.
    pub names: &'a [u32],
    /// What in it only tells where.
    places: &'a [u32],
    /// Its article's pairs of words.
    pub story: &'a [u32],
    /// The sum of the weights of its features.
    pub weight: f64,
    /// From 0 to 1: how much of all is told of its date, so that sharing it says little.
    pub busy: f64,
}

/// How much it takes on a quiet date and on a busy one, of which so much is told that sharing it says little.
type Measure = (f64, f64);

/// Pairs that one thread compares at once, at least.
const AT_ONCE: usize = 512;
/// Tellings of a group that are compared with those of another.
pub const MEMBERS: usize = 8;
/// Tellings of a month with one feature that are compared with each other.
pub const BLOCK: usize = 24;
/// How much of their weighted features two tellings share to be one event: happenings; one speaker's statements of one
/// day; a statement and a happening, or a stretch of days and one of them.
const SAME_HAPPENING: f64 = 0.28;
const SAME_STATEMENT: Measure = (0.18, 0.30);
const SAME_MIXED: f64 = 0.50;
/// How much more it takes when their dates differ in precision, and when their articles tell different stories.
const OTHER_DATE: f64 = 0.10;
const OTHER_STORY: f64 = 0.12;
/// How much more it takes for two statements of one speaker when their articles tell different stories.
const OTHER_TOPIC: f64 = 0.30;
/// The same for a lead, whose date is only that of the statement behind it.
const SAME_LEAD: Measure = (0.50, 0.60);
/// The same where the day of one is only that on which its article appeared, and the part of an article's word pairs that the
/// two must share then.
const SAME_OWN_DAY: Measure = (0.34, 0.40);
const OWN_STORY_PART: usize = 12;
/// The same for leads that share neither a number nor a deed that few tell of.
const LEAD_ALONE: Measure = (0.0, 0.90);
/// How much it takes of dates of a month or more where they share neither a number nor a deed.
const COARSE_ALONE: f64 = 0.55;
/// How much more it takes for two leads whose statements are one speaker's and share less than so much.
const LEAD_SAID: f64 = 0.10;
const OTHER_SAID: f64 = 0.30;
/// How much two tellings of dates of different precision must agree (not only in the hour).
const SAME_COARSE: Measure = (0.45, 0.55);
/// One in so many of its word pairs must an article share that points back, for what it points to to be the same.
const BACK_PART: usize = 3;
/// Words and pairs of words that two tellings share at least of what does not only tell where.
const ELSEWHERE_LEAST: usize = 2;
/// One in so many of its word pairs must an article share with which a telling has only the place in common.
const PLACE_PART: usize = 10;
/// How much more it takes when both tell numbers and share none.
const OTHER_FIGURES: Measure = (0.10, 0.20);
/// How much less it takes when they tell of one deed (`menandatangani perjanjian`) that few others tell of: one of so many
/// tellings, or so many in all.
const SAME_DEED: f64 = 0.12;
const DEED_PART: usize = 500;
const DEED_MOST: usize = 4;
/// One in so many of an article's word pairs makes its story another's.
const STORY_PART: usize = 20;
/// What a deed weighs of what a word does: a verb makes several.
const DEED_WEIGHT: f64 = 0.25;
/// Features that must be shared for a deed to count: its two words and itself are three.
const DEED_LEAST: usize = 5;
/// How much more it takes when they share neither a number nor any verb with a word beside it.
const OTHER_DEEDS: Measure = (0.0, 0.08);
/// How much more it takes when their date is one that more than one of so many tellings have, and more than so many.
const BUSY_DATE: Measure = (0.0, 0.06);
const BUSY_PART: usize = 100;
const BUSY_LEAST: usize = 24;
const BUSY_WIDTH: f64 = 0.5;
/// How much more it takes when both name somebody or something rare, and not the same: one of so many tellings names it.
const OTHER_NAMES: f64 = 0.20;
/// What a name weighs of what a word does: who and where tell less than what.
const NAME_WEIGHT: Measure = (1.0, 0.5);
const NAME_PART: usize = 400;
/// Tellings from which it is known what few name; words and pairs of words of a whole name.
const CORPUS: usize = 500;
const WHOLE_NAME: usize = 3;
/// What the resemblance counts of two tellings that name others.
const APART_PART: f64 = 0.5;
/// How much of the weight of their names two tellings share at least not to be apart.
const SAME_NAMES: f64 = 0.15;
const SAME_COMMON_NAMES: f64 = 0.50;
/// Minutes between two clock times of one event.
const ONE_TIME: i32 = 30;
/// Features that two tellings share at least.
const LEAST_SHARED: usize = 3;

impl Told<'_> {
    /// How fine its date is.
    pub fn coarse(&self) -> Precision {
        self.time.value.precision().unwrap_or(Precision::Era)
    }

    /// The statement that dates it, when it is a lead.
    fn dated_by<'t, 'a>(&self, told: &'t [Told<'a>]) -> Option<&'t Told<'a>> {
        let first = told.partition_point(|t| t.article < self.article);
        told.get(first + self.telling.dated_by? as usize)
    }

    /// Whether it names somebody or something besides where it was.
    pub fn names_who(&self) -> bool {
        self.names.iter().any(|n| self.places.binary_search(n).is_err())
    }

    /// Whether it tells a number.
    pub fn has_figure(&self) -> bool {
        self.features.iter().any(|f| is_figure(*f))
    }

    fn figures(&self) -> usize {
        self.features.iter().filter(|f| is_figure(**f)).count()
    }

    fn is_stretch(&self) -> bool {
        matches!(self.time.value, TimeValue::Range(_))
    }

    fn allows(&self, other: &Told) -> bool {
        (self.start <= other.start && other.end <= self.end) || (other.start <= self.start && self.end <= other.end)
    }
}

/// How many tellings have a feature, in a table of fixed size: a feature may seem commoner than it is, never rarer.
#[derive(Debug)]
pub struct Counts {
    table: Vec<u16>,
    tellings: usize,
    /// How many tellings have a date, by its first and last day.
    dates: FxHashMap<(Date, Date), usize>,
}

impl Counts {
    /// Of all tellings of a corpus.
    pub fn new(articles: &[&Prepared]) -> Self {
        let tellings = articles.iter().map(|p| p.tellings.len()).sum::<usize>();
        let size = (tellings * 16).next_power_of_two().clamp(1 << 10, 1 << 22);
        let mut counts = Self { table: vec![0; size], tellings: 0, dates: FxHashMap::default() };
        articles.iter().for_each(|p| counts.add(p));
        counts
    }

    /// Counts what one more article tells.
    pub fn add(&mut self, prepared: &Prepared) {
        self.tellings += prepared.tellings.len();
        let bounds = |t: &Telling| prepared.time(t)?.value.bounds();
        for date in prepared.tellings.iter().filter_map(bounds) {
            *self.dates.entry(date).or_default() += 1;
        }
        for feature in prepared.tellings.iter().flat_map(|t| prepared.features(t.features)) {
            let place = self.place(*feature);
            if let Some(count) = self.table.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
    }

    /// How many tellings have a feature; at least 1.
    pub fn of(&self, feature: u32) -> usize {
        usize::from(self.table.get(self.place(feature)).copied().unwrap_or(1).max(1))
    }

    /// Whether a feature is a deed that few tell of.
    pub fn is_rare_deed(&self, feature: u32) -> bool {
        feature & DEED != 0 && self.of(feature) <= DEED_MOST.max(self.tellings / DEED_PART)
    }

    /// How busy a date is, from 0 to 1: all the way from so many tellings on to half as many again.
    fn busy(&self, start: Date, end: Date) -> f64 {
        let most = BUSY_LEAST.max(self.tellings / BUSY_PART) as f64;
        let of = self.dates.get(&(start, end)).copied().unwrap_or(0) as f64;
        ((of - most) / (most * BUSY_WIDTH)).clamp(0.0, 1.0)
    }

    fn place(&self, feature: u32) -> usize {
        (feature >> 2) as usize & (self.table.len() - 1)
    }

    fn weight(&self, feature: u32) -> f64 {
        let part = if feature & DEED == 0 { 1.0 } else { DEED_WEIGHT };
        part * (1.0 + self.tellings as f64 / self.of(feature) as f64).ln()
    }
}

/// The tellings of all articles that have bounds, in order.
pub fn told<'a>(articles: &[&'a Prepared], voices: &[Vec<SpeakerIx>], counts: &Counts) -> Vec<Told<'a>> {
    let mut out: Vec<Told> = Vec::new();
    for (article, prepared) in (0..).zip(articles) {
        for telling in &prepared.tellings {
            let Some(time) = prepared.time(telling) else { continue };
            let Some((start, end)) = time.value.bounds() else { continue };
            let busy = counts.busy(start, end);
            // What appeared on a day may have happened on the one before.
            let start = if telling.is_of_own_day() { start.yesterday().unwrap_or(start) } else { start };
            let [features, names, places] = [telling.features, telling.names, telling.places].map(|of| prepared.features(of));
            let speaker = telling.voice.and_then(|v| voices.get(article as usize)?.get(v as usize).copied());
            let weight = features.iter().map(|f| counts.weight(*f) * part(names, busy, *f)).sum();
            let story = &prepared.story;
            out.push(Told { article, telling, time, start, end, speaker, features, names, places, story, weight, busy });
        }
    }
    out
}

/// A pair of tellings that may be one, with how much they agree in thousandths.
pub type Pair = (u16, u32, u32);

/// The pairs of a month that agree enough.
pub fn pairs_in(told: &[Told], block: &[(i32, u32)], counts: &Counts) -> Vec<Pair> {
    let mut entries: Vec<(u32, Date, u32)> = Vec::new();
    for &(_, i) in block {
        let Some(t) = told.get(i as usize) else { continue };
        entries.extend(t.features.iter().map(|f| (*f, t.start, i)));
    }
    entries.sort_unstable();
    let mut near: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for run in entries.chunk_by(|a, b| a.0 == b.0).filter(|r| r.len() > 1) {
        if run.len() <= BLOCK {
            count_pairs(told, run, &mut near);
        } else {
            // A common feature still tells among tellings of one day.
            run.chunk_by(|a, b| a.1 == b.1)
                .filter(|r| (2..=BLOCK).contains(&r.len()))
                .for_each(|r| count_pairs(told, r, &mut near));
        }
    }
    let near: Vec<(u32, u32)> = near.into_iter().filter(|(_, n)| *n >= 2).map(|(pair, _)| pair).collect();
    let agreeing = |(i, j): &(u32, u32)| {
        let score = agreement(told.get(*i as usize)?, told.get(*j as usize)?, told, counts)?;
        Some(((score * 1000.0) as u16, *i, *j))
    };
    near.par_iter().with_min_len(AT_ONCE).filter_map(agreeing).collect()
}

fn count_pairs(told: &[Told], run: &[(u32, Date, u32)], near: &mut FxHashMap<(u32, u32), u32>) {
    for (n, (_, _, j)) in run.iter().enumerate() {
        for (_, _, i) in run.iter().take(n) {
            let (Some(a), Some(b)) = (told.get(*i as usize), told.get(*j as usize)) else { continue };
            if a.allows(b) {
                *near.entry((*i.min(j), *i.max(j))).or_insert(0) += 1;
            }
        }
    }
}

/// How much two tellings agree, from 0 to 1; `None` when they are not one event.
fn agreement(a: &Told, b: &Told, told: &[Told], counts: &Counts) -> Option<f64> {
    let busy = a.busy.min(b.busy);
    let mut least = threshold(a, b)?;
    let common = Common::of(a, b, counts);
    let score = common.score(a, b);
    let own_day = a.telling.is_of_own_day() || b.telling.is_of_own_day();
    let lead = !own_day && (a.telling.dated_by.is_some() || b.telling.dated_by.is_some());
    if let (Some(x), Some(y)) = (a.dated_by(told), b.dated_by(told))
        && x.speaker.is_some()
        && x.speaker == y.speaker
    {
        // Where one speaker dates both, what is said tells whether it is one piece of news.
        if !common.figure() && opposed(x, y, counts) {
            return None;
        }
        if !common.figure() && resemblance(x, y, counts) < LEAD_SAID {
            least += OTHER_SAID;
        }
    }
    if lead && !common.deed && !common.figure() && score < by(busy, LEAD_ALONE) {
        return None;
    }
    if (a.start, a.end) != (b.start, b.end) && a.coarse().max(Precision::Day) != b.coarse().max(Precision::Day) {
        least = least.max(by(busy, SAME_COARSE));
    } else if common.deed && common.n >= DEED_LEAST {
        least -= SAME_DEED;
    }
    if !common.figure() && a.has_figure() && b.has_figure() {
        // Neither one article nor one speaker, on a busy day, tells one thing twice with other numbers.
        if a.article == b.article || is_busy(busy) && a.speaker.is_some() && b.speaker.is_some() {
            return None;
        }
        least += by(busy, OTHER_FIGURES);
    }
    // Two bulletins of a day have most words in common, whatever they tell, and maybe one of several numbers.
    let figures = || common.figure() && common.figures == a.figures().min(b.figures());
    if a.telling.bulletin && b.telling.bulletin && a.speaker.is_none() && !figures() {
        return None;
    }
    // The day on which a source was read and that of a lead are sure of neither.
    let unsure = |x: &Told, y: &Told| x.telling.cited && y.telling.dated_by.is_some();
    if unsure(a, b) || unsure(b, a) {
        return None;
    }
    if !common.figure() && !common.verb {
        // Of a month or a year much is told: it takes what was done, or how much.
        if a.coarse().max(b.coarse()) >= Precision::Month && !a.is_stretch() {
            least = least.max(COARSE_ALONE);
        }
        least += by(busy, OTHER_DEEDS);
    }
    least += by(busy, BUSY_DATE);
    if named_apart(a, b, counts) {
        // What is told in the same words of two firms happened twice, and what one speaker says of two people is said twice
        // (a judge reads two verdicts).
        let none = shared(a.names, b.names) == 0;
        if none || a.speaker.is_some() && b.speaker.is_some() {
            return None;
        }
        least += OTHER_NAMES;
    }
    let vague = is_busy(busy) && common.plain < LEAST_SHARED && !common.figure() && !common.rare;
    if common.n < LEAST_SHARED || vague || score < least {
        return None;
    }
    let (one_story, all) = (shared(a.story, b.story), a.story.len().min(b.story.len()));
    // What points back, and what shares little more than the place, is the same in one story only.
    let of_story = |part: usize| part * one_story >= all;
    // A day that is only that of the articles tells nothing: they must tell one story.
    if own_day && !of_story(OWN_STORY_PART) {
        return None;
    }
    let back = a.telling.back || b.telling.back;
    let place_only = || elsewhere(a, b) < ELSEWHERE_LEAST;
    if a.speaker.is_none() && (back && !of_story(BACK_PART) || !of_story(PLACE_PART) && place_only()) {
        return None;
    }
    if !of_story(STORY_PART) {
        least += if a.speaker.is_some() && b.speaker.is_some() { OTHER_TOPIC } else { OTHER_STORY };
    }
    (score >= least).then_some(score.min(1.0))
}

/// What two tellings share.
#[derive(Default)]
pub struct Common {
    /// How many features.
    pub n: usize,
    /// Their weight.
    weight: f64,
    /// How many of them are neither names nor deeds.
    plain: usize,
    /// Whether a name that few tell of is among them.
    pub rare: bool,
    /// Whether a deed is among them.
    verb: bool,
    /// Whether a deed that few tell of is.
    pub deed: bool,
    /// How many numbers are.
    figures: usize,
}

impl Common {
    /// Whether a number is among them.
    pub fn figure(&self) -> bool {
        self.figures > 0
    }

    /// Of two tellings.
    pub fn of(a: &Told, b: &Told, counts: &Counts) -> Common {
        let mut common = Common::default();
        let (mut i, mut j) = (0, 0);
        while let (Some(x), Some(y)) = (a.features.get(i), b.features.get(j)) {
            if x == y {
                common.n += 1;
                common.weight += counts.weight(*x) * part(a.names, a.busy, *x).max(part(b.names, b.busy, *x));
                let name = a.names.binary_search(x).is_ok() || b.names.binary_search(x).is_ok();
                common.plain += usize::from(!name && x & DEED == 0);
                common.rare |= name && counts.of(*x) <= counts.tellings / NAME_PART;
                common.verb |= x & DEED != 0;
                common.deed |= counts.is_rare_deed(*x);
                common.figures += usize::from(is_figure(*x));
            }
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        common
    }

    /// How much of the weighted features of the two it is, from 0 to 1.
    pub fn score(&self, a: &Told, b: &Told) -> f64 {
        self.weight / (a.weight * b.weight).sqrt().max(f64::MIN_POSITIVE)
    }
}

/// How much of their weighted features two tellings share, from 0 to 1, whatever keeps them apart.
pub fn resemblance(a: &Told, b: &Told, counts: &Counts) -> f64 {
    let part = if named_apart(a, b, counts) { APART_PART } else { 1.0 };
    part * Common::of(a, b, counts).score(a, b).min(1.0)
}

/// How many words and pairs of words two tellings share that tell more than where; a name is enough.
fn elsewhere(a: &Told, b: &Told) -> usize {
    let of = |list: &[u32], x: &u32| list.binary_search(x).is_ok();
    let both = a.features.iter().filter(|x| *x & DEED == 0 && of(b.features, x) && !of(a.places, x) && !of(b.places, x));
    both.map(|x| if of(a.names, x) || of(b.names, x) { ELSEWHERE_LEAST } else { 1 }).sum()
}

/// What a feature weighs of what another does: less when it is one of these names.
fn part(names: &[u32], busy: f64, feature: u32) -> f64 {
    if names.binary_search(&feature).is_ok() { by(busy, NAME_WEIGHT) } else { 1.0 }
}

fn by(busy: f64, (quiet, dense): Measure) -> f64 {
    quiet + (dense - quiet) * busy
}

/// Whether a date is busy rather than quiet.
pub fn is_busy(busy: f64) -> bool {
    busy > 0.5
}

/// Whether each names somebody or something that few others name, and what they name is not the same. Of one speaker's
/// statements whole names are enough; what few name is only known of a corpus of some size.
pub fn named_apart(a: &Told, b: &Told, counts: &Counts) -> bool {
    let common: Vec<u32> = a.names.iter().filter(|n| b.names.binary_search(n).is_ok()).copied().collect();
    let whole = if is_busy(a.busy.min(b.busy)) { 1 } else { WHOLE_NAME };
    if a.speaker.is_some() && b.speaker.is_some() && common.is_empty() && a.names.len().min(b.names.len()) >= whole {
        return true;
    }
    // Two happenings that name whole names and none in common are of two bodies, however small the corpus.
    let bodies = a.speaker.is_none() && b.speaker.is_none() && a.names_who() && b.names_who();
    if bodies && common.is_empty() && a.names.len().min(b.names.len()) >= WHOLE_NAME {
        return true;
    }
    let rare = |n: &u32| counts.of(*n) <= counts.tellings / NAME_PART;
    if counts.tellings < CORPUS || !a.names.iter().any(rare) || !b.names.iter().any(rare) {
        return false;
    }
    let weight = |names: &[u32]| names.iter().map(|n| counts.weight(*n)).sum::<f64>();
    let least = if common.iter().any(rare) { SAME_NAMES } else { SAME_COMMON_NAMES };
    weight(&common) < least * (weight(a.names) * weight(b.names)).sqrt()
}

/// Whether two statements of one speaker are of two people, or of two amounts.
fn opposed(a: &Told, b: &Told, counts: &Counts) -> bool {
    named_apart(a, b, counts) || a.has_figure() && b.has_figure() && !Common::of(a, b, counts).figure()
}

/// Whether a feature is a number.
fn is_figure(feature: u32) -> bool {
    feature & (DEED | FIGURE) == FIGURE
}

/// How much two tellings must agree, by their speakers and dates alone; `None` when these keep them apart.
fn threshold(a: &Told, b: &Told) -> Option<f64> {
    let one_date = a.start == b.start && a.end == b.end;
    let busy = a.busy.min(b.busy);
    if a.coarse().max(b.coarse()) >= Precision::Quarter && a.time.value != b.time.value {
        return None;
    }
    if let (TimeValue::Clock(_, h, m), TimeValue::Clock(_, i, n)) = (&a.time.value, &b.time.value) {
        let minutes = |h: u8, m: u8| i32::from(h) * 60 + i32::from(m);
        let apart = (minutes(*h, *m) - minutes(*i, *n)).abs();
        if apart > ONE_TIME || (apart > 0 && a.article == b.article) {
            return None;
        }
    }
    let least = match (a.speaker, b.speaker) {
        (Some(x), Some(y)) if x != y => return None,
        (Some(_), None) | (None, Some(_)) => SAME_MIXED,
        _ if a.is_stretch() != b.is_stretch() => SAME_MIXED,
        _ if a.telling.is_of_own_day() || b.telling.is_of_own_day() => by(busy, SAME_OWN_DAY),
        _ if a.telling.dated_by.is_some() || b.telling.dated_by.is_some() => by(busy, SAME_LEAD),
        (Some(_), Some(_)) if one_date => by(busy, SAME_STATEMENT),
        _ => SAME_HAPPENING,
    };
    let own_day = a.telling.is_of_own_day() || b.telling.is_of_own_day();
    Some(if one_date || own_day { least } else { least + OTHER_DATE })
}
