//! Events: dated sentences of several articles that tell of one happening or one statement, as one.
//!
//! Tellings are compared inside months only, and there only where they share a feature (a content word, or a pair of
//! them) that few of the month's tellings have. Two are one event when their dates allow each other and their weighted
//! features agree enough; statements must be the same speaker's. The event has the finest date among its tellings, and
//! all must allow it.

use super::groups::Groups;
use super::prepare::{Prepared, shared};
use super::tellings::{DEED, FIGURE, Telling, quotes_in};
use super::titles;
use crate::lang::Pack;
use crate::model::*;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A telling with all that comparing needs at hand.
struct Told<'a> {
    article: u32,
    telling: &'a Telling,
    time: &'a TimeExpression,
    start: Date,
    end: Date,
    /// The speaker, when it is a statement.
    speaker: Option<SpeakerIx>,
    features: &'a [u32],
    story: &'a [u32],
    weight: f64,
}

/// Tellings of a month with one feature that are compared with each other.
const BLOCK: usize = 24;
/// How much of their weighted features two tellings share to be one event: happenings; one speaker's statements of one
/// day; a statement and a happening, or a stretch of days and one of them.
const SAME_HAPPENING: f64 = 0.28;
const SAME_STATEMENT: f64 = 0.18;
const SAME_MIXED: f64 = 0.50;
/// How much more it takes when their dates differ in precision, and when their articles tell different stories.
const OTHER_DATE: f64 = 0.10;
const OTHER_STORY: f64 = 0.12;
/// How much more it takes for two statements of one speaker when their articles tell different stories.
const OTHER_TOPIC: f64 = 0.30;
/// The same for a lead, whose date is only that of the statement behind it.
const SAME_LEAD: f64 = 0.50;
/// How much two tellings of dates of different precision must agree (not only in the hour).
const SAME_COARSE: f64 = 0.45;
/// One in so many of its word pairs must an article share that points back, for what it points to to be the same.
const BACK_PART: usize = 6;
/// How much more it takes when both tell numbers and share none.
const OTHER_FIGURES: f64 = 0.10;
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
/// Minutes between two clock times of one event.
const ONE_TIME: i32 = 60;
/// Features that two tellings share at least.
const LEAST_SHARED: usize = 3;

/// The events of a corpus in order, and for each article the events it tells.
pub fn build(articles: &[&Prepared], voices: &[Vec<SpeakerIx>], pack: &Pack) -> (Vec<Event>, Vec<Vec<EventIx>>) {
    let counts = Counts::new(articles);
    let told = told(articles, voices, &counts);
    let mut groups = Groups::new(told.len());
    let mut months: Vec<(i32, u32)> = Vec::with_capacity(told.len());
    for (i, t) in told.iter().enumerate() {
        months.push((month(t.start), i as u32));
        if t.coarse() <= Precision::Week && month(t.end) != month(t.start) {
            months.push((month(t.end), i as u32));
        }
    }
    months.sort_unstable();
    let mut pairs = Vec::new();
    for block in months.chunk_by(|a, b| a.0 == b.0).filter(|b| b.len() > 1) {
        pairs_in(&told, block, &counts, &mut pairs);
    }
    join(&told, pairs, &mut groups);
    join_leads(&told, &mut groups);
    assemble(articles, voices, &told, &mut groups, pack)
}

fn month(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month())
}

impl Told<'_> {
    fn coarse(&self) -> Precision {
        self.time.value.precision().unwrap_or(Precision::Era)
    }

    fn allows(&self, other: &Told) -> bool {
        (self.start <= other.start && other.end <= self.end) || (other.start <= self.start && self.end <= other.end)
    }
}

/// How many tellings have a feature, in a table of fixed size: a feature may seem commoner than it is, never rarer.
struct Counts {
    table: Vec<u16>,
    tellings: usize,
}

impl Counts {
    fn new(articles: &[&Prepared]) -> Self {
        let tellings = articles.iter().map(|p| p.tellings.len()).sum::<usize>();
        let size = (tellings * 16).next_power_of_two().clamp(1 << 10, 1 << 22);
        let mut counts = Self { table: vec![0; size], tellings };
        for feature in articles.iter().flat_map(|p| p.features.iter()) {
            let place = counts.place(*feature);
            if let Some(count) = counts.table.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
        counts
    }

    fn of(&self, feature: u32) -> usize {
        usize::from(self.table.get(self.place(feature)).copied().unwrap_or(1).max(1))
    }

    fn place(&self, feature: u32) -> usize {
        (feature >> 2) as usize & (self.table.len() - 1)
    }

    fn weight(&self, feature: u32) -> f64 {
        let part = if feature & DEED == 0 { 1.0 } else { DEED_WEIGHT };
        part * (1.0 + self.tellings as f64 / self.of(feature) as f64).ln()
    }
}

fn told<'a>(articles: &[&'a Prepared], voices: &[Vec<SpeakerIx>], counts: &Counts) -> Vec<Told<'a>> {
    let mut out = Vec::new();
    for (article, prepared) in articles.iter().enumerate() {
        for telling in &prepared.tellings {
            let Some(time) = prepared.article.times.get(telling.time as usize) else { continue };
            let Some((start, end)) = time.value.bounds() else { continue };
            let features = prepared.features.get(telling.features.0 as usize..telling.features.1 as usize).unwrap_or(&[]);
            let speaker = telling.voice.and_then(|v| voices.get(article)?.get(v as usize).copied());
            let weight = features.iter().map(|f| counts.weight(*f)).sum();
            let story = &prepared.story[..];
            out.push(Told { article: article as u32, telling, time, start, end, speaker, features, story, weight });
        }
    }
    out
}

/// A pair of tellings that may be one, with how much they agree in thousandths.
type Pair = (u16, u32, u32);

/// The pairs of a month that agree enough.
fn pairs_in(told: &[Told], block: &[(i32, u32)], counts: &Counts, pairs: &mut Vec<Pair>) {
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
    for ((i, j), n) in near {
        let (Some(a), Some(b)) = (told.get(i as usize), told.get(j as usize)) else { continue };
        if n >= 2
            && let Some(score) = agreement(a, b, counts)
        {
            pairs.push(((score * 1000.0) as u16, i, j));
        }
    }
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
fn agreement(a: &Told, b: &Told, counts: &Counts) -> Option<f64> {
    let mut least = threshold(a, b)?;
    let (mut i, mut j, mut n, mut common) = (0, 0, 0, 0.0);
    let (mut deed, mut figure) = (false, false);
    while let (Some(x), Some(y)) = (a.features.get(i), b.features.get(j)) {
        if x == y {
            n += 1;
            common += counts.weight(*x);
            deed |= x & DEED != 0 && counts.of(*x) <= DEED_MOST.max(counts.tellings / DEED_PART);
            figure |= is_figure(*x);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    if (a.start, a.end) != (b.start, b.end) && a.coarse().max(Precision::Day) != b.coarse().max(Precision::Day) {
        least = least.max(SAME_COARSE);
    } else if deed && n >= DEED_LEAST {
        least -= SAME_DEED;
    }
    if !figure && a.features.iter().any(|f| is_figure(*f)) && b.features.iter().any(|f| is_figure(*f)) {
        // One article does not tell one thing twice with other numbers.
        if a.article == b.article {
            return None;
        }
        least += OTHER_FIGURES;
    }
    let score = common / (a.weight * b.weight).sqrt().max(f64::MIN_POSITIVE);
    if n < LEAST_SHARED || score < least {
        return None;
    }
    let (one_story, all) = (shared(a.story, b.story), a.story.len().min(b.story.len()));
    if (a.telling.back || b.telling.back) && a.speaker.is_none() && BACK_PART * one_story < all {
        return None;
    }
    if STORY_PART * one_story < all {
        least += if a.speaker.is_some() && b.speaker.is_some() { OTHER_TOPIC } else { OTHER_STORY };
    }
    (score >= least).then_some(score.min(1.0))
}

fn is_figure(feature: u32) -> bool {
    feature & (DEED | FIGURE) == FIGURE
}

/// How much two tellings must agree, by their speakers and dates alone; `None` when these keep them apart.
fn threshold(a: &Told, b: &Told) -> Option<f64> {
    let one_date = a.start == b.start && a.end == b.end;
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
    let stretch = |t: &Told| matches!(t.time.value, TimeValue::Range(_));
    let least = match (a.speaker, b.speaker) {
        (Some(x), Some(y)) if x != y => return None,
        (Some(_), None) | (None, Some(_)) => SAME_MIXED,
        _ if stretch(a) != stretch(b) => SAME_MIXED,
        _ if a.telling.dated_by.is_some() || b.telling.dated_by.is_some() => SAME_LEAD,
        (Some(_), Some(_)) if one_date => SAME_STATEMENT,
        _ => SAME_HAPPENING,
    };
    Some(if one_date { least } else { least + OTHER_DATE })
}

/// Joins pairs, the most alike first, as long as all tellings of the joined group allow its finest date.
fn join(told: &[Told], mut pairs: Vec<Pair>, groups: &mut Groups) {
    pairs.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    pairs.dedup();
    let mut bounds: Vec<(Date, Date, Option<SpeakerIx>)> = told.iter().map(|t| (t.start, t.end, t.speaker)).collect();
    for (_, i, j) in pairs {
        let (a, b) = (groups.root(i), groups.root(j));
        let (Some(&x), Some(&y)) = (bounds.get(a as usize), bounds.get(b as usize)) else { continue };
        let (start, end) = (x.0.max(y.0), x.1.min(y.1));
        // The finer of the two must lie inside the other: neighbouring weeks that touch are not one date.
        let nested = (start, end) == (x.0, x.1) || (start, end) == (y.0, y.1);
        let one_voice = x.2.is_none() || y.2.is_none() || x.2 == y.2;
        if a != b && nested && start <= end && one_voice && groups.join(a, b) {
            let root = groups.root(a);
            if let Some(slot) = bounds.get_mut(root as usize) {
                *slot = (start, end, x.2.or(y.2));
            }
        }
    }
}

/// A lead is one event with the statement that dates it, unless it is told by several speakers' statements: then what
/// happened is one event, and what each says of it another.
fn join_leads(told: &[Told], groups: &mut Groups) {
    let first = |article: u32| told.partition_point(|t| t.article < article) as u32;
    let leads = told.iter().enumerate().filter_map(|(i, t)| Some((i as u32, first(t.article) + t.telling.dated_by?)));
    let mut leads: Vec<(u32, u32)> = leads.map(|(lead, by)| (groups.root(lead), groups.root(by))).collect();
    leads.sort_unstable();
    leads.dedup();
    // What else is in a group of leads: a statement keeps other statements out.
    let voices: Vec<(u32, SpeakerIx)> = {
        let mut voices: Vec<_> = told.iter().enumerate().filter_map(|(i, t)| Some((groups.root(i as u32), t.speaker?))).collect();
        voices.sort_unstable();
        voices
    };
    let voice = |root: u32| voices.get(voices.partition_point(|v| v.0 < root)).filter(|v| v.0 == root).map(|v| v.1);
    for lead in leads.chunk_by(|a, b| a.0 == b.0) {
        let mut speakers: Vec<_> = lead.iter().flat_map(|(lead, by)| [voice(*lead), voice(*by)]).flatten().collect();
        speakers.sort_unstable();
        speakers.dedup();
        for (of, by) in lead.iter().filter(|_| speakers.len() == 1) {
            groups.join(*of, *by);
        }
    }
}

fn assemble(
    articles: &[&Prepared],
    voices: &[Vec<SpeakerIx>],
    told: &[Told],
    groups: &mut Groups,
    pack: &Pack,
) -> (Vec<Event>, Vec<Vec<EventIx>>) {
    let mut by_root: Vec<(u32, u32)> = (0..told.len() as u32).map(|i| (groups.root(i), i)).collect();
    by_root.sort_unstable();
    let mut events: Vec<Event> = by_root
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|group| {
            let of: Vec<&Told> = group.iter().filter_map(|(_, i)| told.get(*i as usize)).collect();
            event(articles, voices, &of, pack)
        })
        .collect();
    let order = |e: &Event| (e.date.start, e.date.value.precision(), e.date.end);
    events.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.title.cmp(&b.title)).then_with(|| a.id.cmp(&b.id)));
    let mut of_article = vec![Vec::new(); articles.len()];
    for (ix, event) in events.iter().enumerate() {
        for article in event.articles() {
            if let Some(list) = of_article.get_mut(article as usize) {
                list.push(ix as EventIx);
            }
        }
    }
    (events, of_article)
}

fn event(articles: &[&Prepared], voices: &[Vec<SpeakerIx>], told: &[&Told], pack: &Pack) -> Option<Event> {
    let date = date(told)?;
    let best = told.iter().max_by_key(|t| {
        let fits = (t.start, t.end) == (date.start, date.end);
        let by_itself =
            articles.get(t.article as usize).is_some_and(|p| titles::stands_alone(&p.article.text, t.telling.sentence, pack));
        // A sentence of middling length makes the best title.
        let length = Reverse(t.telling.sentence.len().abs_diff(140));
        (fits, by_itself, t.speaker.is_none(), length, Reverse((t.article, t.telling.sentence)))
    })?;
    let home = &articles.get(best.article as usize)?.article;
    let title = titles::title(&home.text, best.telling.sentence, &home.times, pack).of(&home.text);
    let (mut quotes, mut speakers) = (BTreeSet::new(), BTreeSet::new());
    for t in told {
        let Some(article) = articles.get(t.article as usize).map(|p| &p.article) else { continue };
        let speaker = |voice: Option<VoiceIx>| voices.get(t.article as usize)?.get(voice? as usize).copied();
        quotes.extend(said_there(article, t.telling).map(|quote| QuoteRef { article: t.article, quote }));
        speakers.extend(quotes_in(&article.quotes, t.telling.sentence).iter().filter_map(|q| speaker(q.speaker)));
        for (voice, of) in article.voices.iter().enumerate() {
            if of.mentions.iter().any(|m| t.telling.sentence.contains(*m)) {
                speakers.extend(speaker(Some(voice as VoiceIx)));
            }
        }
    }
    let mut mentions: Vec<Mention> = told.iter().map(|t| Mention { article: t.article, span: t.telling.sentence }).collect();
    mentions.sort_unstable();
    mentions.dedup();
    Some(Event {
        id: id(articles, told)?,
        title: title.into(),
        date,
        mentions,
        quotes: quotes.into_iter().collect(),
        speakers: speakers.into_iter().collect(),
    })
}

/// The finest date among the tellings; of several hours of one day, the day.
fn date(told: &[&Told]) -> Option<EventDate> {
    let finest = told.iter().min_by_key(|t| (t.coarse(), t.end, t.time.certainty))?;
    let mut value = finest.time.value.clone();
    if let Some(day) = value.day() {
        let hours = told.iter().filter(|t| t.coarse() == Precision::Clock);
        let one_hour = hours.clone().all(|t| t.time.value == value);
        if !one_hour || told.iter().any(|t| t.coarse() == Precision::Day) && told.len() > 1 {
            value = TimeValue::Day(day);
        }
    }
    let same = told.iter().filter(|t| (t.start, t.end) == (finest.start, finest.end));
    let certainty = same.map(|t| t.time.certainty).min()?;
    Some(EventDate { value, start: finest.start, end: finest.end, certainty })
}

/// An identifier made of what first tells of the event: the article's own identifier and the place in it.
fn id(articles: &[&Prepared], told: &[&Told]) -> Option<std::sync::Arc<str>> {
    let places = told.iter().filter_map(|t| Some((&*articles.get(t.article as usize)?.article.id, t.telling.sentence.start)));
    let (article, start) = places.min()?;
    let hash = blake3::hash(format!("{article}|{start}").as_bytes());
    hash.to_hex().get(..16).map(Into::into)
}

/// The quotes of a telling: those in its sentence and, for a statement, what the same voice goes on to say.
fn said_there<'a>(article: &'a Article, telling: &'a Telling) -> impl Iterator<Item = u32> + 'a {
    let inside = |q: &Quote| q.span.overlaps(telling.sentence) || q.cue.is_some_and(|c| telling.sentence.contains(c));
    let mut on = telling.voice.is_some();
    article.quotes.iter().enumerate().filter_map(move |(i, quote)| {
        if inside(quote) {
            return Some(i as u32);
        }
        if quote.span.start < telling.sentence.end || !on {
            return None;
        }
        on = quote.speaker == telling.voice && quote.said.is_none();
        on.then_some(i as u32)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::Build;
    use crate::link::{Linker, prepare};

    fn corpus(list: Vec<Build>) -> Corpus {
        let pack = Pack::indonesian();
        let mut linker = Linker::new(pack);
        linker.add(list.into_iter().map(|b| prepare(b.article(), pack)));
        linker.corpus()
    }

    fn shown(corpus: &Corpus) -> Vec<String> {
        corpus.events.iter().map(|e| format!("{} {} ×{}", e.date.value, e.title, e.articles().len())).collect()
    }

    #[test]
    fn one_happening_in_three_articles_has_the_finest_date() {
        let list = vec![
            Build::new("a", "Presiden Vestria dan Perdana Menteri Orlan menandatangani perjanjian kemitraan laut pada Juni 2031.")
                .time("Juni 2031", "2031-06"),
            Build::new("b", "Vestria dan Orlan menandatangani perjanjian kemitraan laut itu pada Selasa (17/6).")
                .time("Selasa (17/6)", "2031-06-17"),
            Build::new("c", "Pada pekan itu perjanjian kemitraan laut ditandatangani, lalu Vestria dan Orlan menandatangani perjanjian dagang.")
                .time("pekan itu", "2031-W25"),
            Build::new("d", "Pada Juni 2031 Vestria menutup pelabuhan utara bagi kapal ikan asing.").time("Juni 2031", "2031-06"),
        ];
        let corpus = corpus(list);
        assert_eq!(corpus.events.len(), 2, "{:?}", shown(&corpus));
        let joined = corpus.events.iter().find(|e| e.articles().len() == 3).expect("one event of three");
        assert_eq!(joined.date.value.to_string(), "2031-06-17");
        assert_eq!(corpus.article_events[3].len(), 1);
    }

    #[test]
    fn statements_of_two_people_are_two_events() {
        let text = |name: &str| format!("“Pasukan Vestria bergerak ke Selat Karang malam ini,” kata {name}, Rabu (18/6).");
        let build = |id: &str, name: &str| {
            Build::new(id, &text(name)).time("Rabu (18/6)", "2031-06-18").quote(
                "Pasukan Vestria bergerak ke Selat Karang malam ini",
                "kata",
                name,
            )
        };
        let corpus = corpus(vec![build("a", "Rani Umbara"), build("b", "Tomas Lind"), build("c", "Rani Umbara")]);
        assert_eq!(corpus.events.iter().map(|e| e.articles().len()).max(), Some(2), "{:?}", shown(&corpus));
        assert_eq!(corpus.events.len(), 2);
        assert!(corpus.events.iter().all(|e| e.speakers.len() == 1 && !e.quotes.is_empty()));
    }

    #[test]
    fn another_day_is_another_event() {
        let text = "Dewan kota menunda lelang jembatan gantung pada";
        let list = vec![
            Build::new("a", &format!("{text} Senin (2/6).")).time("Senin (2/6)", "2031-06-02"),
            Build::new("b", &format!("{text} Selasa (3/6).")).time("Selasa (3/6)", "2031-06-03"),
        ];
        assert_eq!(corpus(list).events.len(), 2);
    }
}
