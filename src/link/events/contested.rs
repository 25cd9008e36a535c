//! Two dates of one event: where two articles tell of the same happening and print different days for it.
//!
//! Only what is sure is told: a rare deed is shared, a rare name or a number besides, and most of the rest; both print
//! the day in figures, each tells of one day only in its sentence and nowhere of the other's, and both look back on the two
//! days, or ahead of them: what happened between two articles happened again. Whatever happens every day anew, a night
//! that two clocks date differently, and copies of one item are no contradiction; what is said on two days may have been
//! said twice, and is compared word by word elsewhere.

use super::agreement::{BLOCK, Common, Counts, Told, named_apart};
use crate::link::groups::Groups;
use crate::link::prepare::{Prepared, shared};
use crate::model::*;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// Days between the two dates at most.
const DAYS: i32 = 7;
/// Features that are shared at least, and how much of all they are.
const LEAST: usize = 6;
const ALIKE: f64 = 0.35;
/// One in so many of an article's word pairs the other has too.
const STORY_PART: usize = 12;

/// The pairs of a month that share a rare deed and have different days.
pub fn pairs_in(told: &[Told], block: &[(i32, u32)], counts: &Counts) -> Vec<(u32, u32)> {
    let mut entries: Vec<(u32, u32)> = Vec::new();
    for &(_, i) in block {
        let Some(t) = told.get(i as usize).filter(|t| may_differ(t)) else { continue };
        entries.extend(t.features.iter().filter(|f| counts.is_rare_deed(**f)).map(|f| (*f, i)));
    }
    entries.sort_unstable();
    let mut pairs = Vec::new();
    for run in entries.chunk_by(|a, b| a.0 == b.0).filter(|r| (2..=BLOCK).contains(&r.len())) {
        for (n, (_, j)) in run.iter().enumerate() {
            pairs.extend(run.iter().take(n).map(|(_, i)| (*i.min(j), *j.max(i))));
        }
    }
    pairs
}

/// Whether a telling is a happening of one day.
fn may_differ(t: &Told) -> bool {
    t.start == t.end
        && t.speaker.is_none()
        && t.telling.dated_by.is_none()
        && !t.telling.is_of_own_day()
        && !t.telling.back
        && !t.telling.bulletin
        && !t.telling.cited
}

/// The dates of the pairs that contradict each other, each pair of events once.
pub fn places(
    told: &[Told],
    articles: &[&Prepared],
    copies: &[ArticleIx],
    mut pairs: Vec<(u32, u32)>,
    groups: &mut Groups,
    counts: &Counts,
) -> Vec<[Mention; 2]> {
    pairs.sort_unstable();
    pairs.dedup();
    let mut found: BTreeMap<(u32, u32), [Mention; 2]> = BTreeMap::new();
    let mut days = Days { articles, of: FxHashMap::default() };
    for (i, j) in pairs {
        let (Some(a), Some(b)) = (told.get(i as usize), told.get(j as usize)) else { continue };
        let source = |t: &Told| copies.get(t.article as usize).copied().unwrap_or(t.article);
        if source(a) == source(b) || !differ(a, b, &mut days) || !one_happening(a, b, counts) {
            continue;
        }
        let place = |t: &Told| Mention { article: t.article, span: t.time.span };
        let (x, y) = (groups.root(i), groups.root(j));
        found.entry((x.min(y), x.max(y))).or_insert([place(a), place(b)]);
    }
    found.into_values().collect()
}

/// The days that articles tell, each article's worked out once.
struct Days<'a> {
    articles: &'a [&'a Prepared],
    of: FxHashMap<u32, FxHashSet<Date>>,
}

impl Days<'_> {
    fn article(&self, t: &Told) -> Option<&Article> {
        self.articles.get(t.article as usize).map(|p| &*p.article)
    }

    /// Whether the article of a telling tells of a day.
    fn tells(&mut self, t: &Told, day: Date) -> bool {
        let times = self.articles.get(t.article as usize).map_or(&[][..], |p| &p.article.times);
        let one = |x: &TimeExpression| x.value.bounds().filter(|(start, end)| start == end).map(|b| b.0);
        self.of.entry(t.article).or_insert_with(|| times.iter().filter_map(one).collect()).contains(&day)
    }
}

/// Whether the two print different days, and neither article has the day of the other.
fn differ(a: &Told, b: &Told, articles: &mut Days) -> bool {
    let days = a.start.until(b.start).map_or(i32::MAX, |s| s.get_days().abs());
    let night = |t: &Told| !matches!(t.time.value, TimeValue::Day(_)) || t.telling.elsewhere;
    let printed = |t: &Told| {
        let (article, sentence) = (articles.article(t), t.telling.sentence);
        let times = article.map_or(&[][..], |a| &a.times);
        let inside = times.iter().skip(times.partition_point(|x| x.span.start < sentence.start));
        let inside = inside.take_while(|x| x.span.start < sentence.end).filter(|x| sentence.contains(x.span));
        let inside: BTreeSet<Option<Date>> = inside.map(|x| x.value.day()).collect();
        let digits = article.is_some_and(|a| t.time.span.of(&a.text).contains(|c: char| c.is_ascii_digit()));
        digits && inside.len() == 1 && t.time.certainty != Certainty::Linked
    };
    let published = |t: &Told| articles.article(t)?.published.as_ref()?.value.bounds().map(|b| b.0);
    let Some((x, y)) = published(a).zip(published(b)) else { return false };
    let past = [a.start, b.start].iter().filter(|day| **day <= x.min(y)).count();
    let ahead = [a.start, b.start].iter().filter(|day| **day > x.max(y)).count();
    (1..=DAYS).contains(&days)
        && past.max(ahead) == 2
        && !(days == 1 && (night(a) || night(b)))
        && printed(a)
        && printed(b)
        && !articles.tells(a, b.start)
        && !articles.tells(b, a.start)
}

/// Whether two tellings are surely of one happening, but for their dates.
fn one_happening(a: &Told, b: &Told, counts: &Counts) -> bool {
    let common = Common::of(a, b, counts);
    let figures = common.figure() || !(a.has_figure() && b.has_figure());
    let (one_story, all) = (shared(a.story, b.story), a.story.len().min(b.story.len()));
    common.deed
        && (common.rare || common.figure())
        && figures
        && common.n >= LEAST
        && common.score(a, b) >= ALIKE
        && STORY_PART * one_story >= all
        && !named_apart(a, b, counts)
}
