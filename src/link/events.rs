//! Events: dated sentences of several articles that tell of one happening or one statement, as one.
//!
//! Tellings are compared inside months only, and there only where they share a feature (a content word, or a pair of
//! them) that few of the month's tellings have. Two are one event when their dates allow each other and their weighted
//! features agree enough; statements must be the same speaker's. The event has the finest date among its tellings, and
//! all must allow it.

mod agreement;
mod contested;
mod naming;

pub use self::agreement::Counts;
use self::agreement::{MEMBERS, Pair, Told, is_busy, named_apart, pairs_in, resemblance, told};
use self::naming::Title;
use super::groups::Groups;
use super::prepare::Prepared;
use super::tellings::{Telling, named_in, quotes_in};
use crate::lang::Pack;
use crate::model::*;
use jiff::civil::Date;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Events that one thread puts together at once, at least.
const AT_ONCE: usize = 64;
/// How much of their weighted features the tellings of two groups share on average to be one event.
const ALIKE: f64 = 0.05;
/// The part of their pairs that may name others.
const APART: f64 = 0.34;
/// How much of them a lead shares with what other articles tell of the statement that dates it.
const LEAD_ALIKE: f64 = 0.20;
/// The same for a lead whose article is of another day than the statement.
const LATE_ALIKE: f64 = 0.40;
/// Quotes before a sentence among which one that reaches into it is looked for, and quotes behind it over which what is said
/// in it goes on: whoever speaks on for longer gives a speech.
const BEFORE: usize = 64;
const BEHIND: usize = 64;

/// The events of a corpus in order, for each article the events it tells, and the dates that two articles give otherwise for
/// one event.
pub fn build(
    articles: &[&Prepared],
    voices: &[Vec<SpeakerIx>],
    copies: &[ArticleIx],
    counts: &Counts,
    pack: &Pack,
) -> (Vec<Event>, Vec<Vec<EventIx>>, Vec<[Mention; 2]>) {
    let told = told(articles, voices, counts);
    let mut groups = Groups::new(told.len());
    let mut months: Vec<(i32, u32)> = Vec::with_capacity(told.len());
    for (i, t) in told.iter().enumerate() {
        months.push((month(t.start), i as u32));
        if t.coarse() <= Precision::Week && month(t.end) != month(t.start) {
            months.push((month(t.end), i as u32));
        }
    }
    months.sort_unstable();
    let blocks: Vec<_> = months.chunk_by(|a, b| a.0 == b.0).filter(|b| b.len() > 1).collect();
    let of = |block: &&[(i32, u32)]| (pairs_in(&told, block, counts), contested::pairs_in(&told, block, counts));
    let (pairs, contested): (Vec<_>, Vec<_>) = blocks.par_iter().map(of).unzip();
    join(&told, pairs.concat(), counts, &mut groups);
    join_leads(&told, counts, &mut groups);
    let contested = contested::places(&told, articles, copies, contested.concat(), &mut groups, counts);
    let (events, of_article) = assemble(articles, voices, &told, &mut groups, counts, pack);
    (events, of_article, contested)
}

fn month(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month())
}

/// Joins pairs, the most alike first, as long as all tellings of the joined group allow its finest date, and the two groups
/// resemble each other as a whole: what is told of one day in many ways would else run together.
fn join(told: &[Told], mut pairs: Vec<Pair>, counts: &Counts, groups: &mut Groups) {
    pairs.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    pairs.dedup();
    let mut bounds: Vec<(Date, Date, Option<SpeakerIx>)> = told.iter().map(|t| (t.start, t.end, t.speaker)).collect();
    let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (_, i, j) in pairs {
        let (a, b) = (groups.root(i), groups.root(j));
        let (Some(&x), Some(&y)) = (bounds.get(a as usize), bounds.get(b as usize)) else { continue };
        let (start, end) = (x.0.max(y.0), x.1.min(y.1));
        // The finer of the two must lie inside the other: neighbouring weeks that touch are not one date.
        let nested = (start, end) == (x.0, x.1) || (start, end) == (y.0, y.1);
        let one_voice = x.2.is_none() || y.2.is_none() || x.2 == y.2;
        if a == b || !nested || start > end || !one_voice {
            continue;
        }
        let of = |root: u32| members.get(&root).map_or(vec![root], Vec::clone);
        let (mut mine, other) = (of(a), of(b));
        if alike(told, &mine, &other, counts) && groups.join(a, b) {
            let root = groups.root(a);
            if let Some(slot) = bounds.get_mut(root as usize) {
                *slot = (start, end, x.2.or(y.2));
            }
            mine.extend(other);
            mine.truncate(MEMBERS);
            members.insert(root, mine);
        }
    }
}

/// Whether the tellings of two groups resemble each other on average.
fn alike(told: &[Told], mine: &[u32], other: &[u32], counts: &Counts) -> bool {
    let pairs = || mine.iter().flat_map(|i| other.iter().map(move |j| (i, j)));
    let both = |(i, j): (&u32, &u32)| Some((told.get(*i as usize)?, told.get(*j as usize)?));
    let (mut n, mut apart, mut sum) = (0.0, 0.0, 0.0);
    for (a, b) in pairs().filter_map(both) {
        let named_apart = named_apart(a, b, counts);
        // What one speaker says of two people is said twice, however alike the rest is.
        if named_apart && a.speaker.is_some() && b.speaker.is_some() {
            return false;
        }
        n += 1.0;
        apart += f64::from(u8::from(named_apart));
        sum += resemblance(a, b, counts);
    }
    n <= 1.0 || (sum >= ALIKE * n && apart <= APART * n)
}

/// A lead is one event with the statement that dates it, unless it is told by several speakers' statements: then what
/// happened is one event, and what each says of it another. Where other articles have the statement too and much is
/// told of its date, or the article is of another day, the lead must resemble what they tell.
fn join_leads(told: &[Told], counts: &Counts, groups: &mut Groups) {
    let first = |article: u32| told.partition_point(|t| t.article < article) as u32;
    let leads = told.iter().enumerate().filter_map(|(i, t)| Some((i as u32, first(t.article) + t.telling.dated_by?)));
    let mut leads: Vec<(u32, u32, u32)> = leads.map(|(lead, by)| (groups.root(lead), groups.root(by), lead)).collect();
    leads.sort_unstable();
    leads.dedup();
    // What else is in a group of leads: a statement keeps other statements out.
    let mut voices: Vec<(u32, SpeakerIx)> = Vec::new();
    // What a statement's group tells: its own tellings and the leads that it dates.
    let mut tells: Vec<(u32, u32)> = leads.iter().map(|(_, by, lead)| (*by, *lead)).collect();
    for (i, t) in (0..).zip(told) {
        voices.extend(t.speaker.map(|s| (groups.root(i), s)));
        tells.push((groups.root(i), i));
    }
    voices.sort_unstable();
    tells.sort_unstable();
    let voice = |root: u32| voices.get(voices.partition_point(|v| v.0 < root)).filter(|v| v.0 == root).map(|v| v.1);
    let confirmed = |lead: u32, by: u32| {
        let Some(this) = told.get(lead as usize) else { return false };
        let of = tells.get(tells.partition_point(|t| t.0 < by)..tells.partition_point(|t| t.0 <= by)).unwrap_or(&[]);
        let mut others = of.iter().filter_map(|(_, i)| told.get(*i as usize)).filter(|t| t.article != this.article).peekable();
        let least = if this.telling.late { LATE_ALIKE } else { LEAD_ALIKE };
        let sure = !is_busy(this.busy) && !this.telling.late || others.peek().is_none();
        sure || others.take(MEMBERS).any(|t| resemblance(this, t, counts) >= least)
    };
    for lead in leads.chunk_by(|a, b| a.0 == b.0) {
        let mut speakers: Vec<_> = lead.iter().flat_map(|(lead, by, _)| [voice(*lead), voice(*by)]).flatten().collect();
        speakers.sort_unstable();
        speakers.dedup();
        for (of, by, _) in lead.iter().filter(|(_, by, lead)| speakers.len() <= 1 && confirmed(*lead, *by)) {
            groups.join(*of, *by);
        }
    }
}

fn assemble(
    articles: &[&Prepared],
    voices: &[Vec<SpeakerIx>],
    told: &[Told],
    groups: &mut Groups,
    counts: &Counts,
    pack: &Pack,
) -> (Vec<Event>, Vec<Vec<EventIx>>) {
    let mut by_root: Vec<(u32, u32)> = (0..told.len() as u32).map(|i| (groups.root(i), i)).collect();
    by_root.sort_unstable();
    let by_event: Vec<_> = by_root.chunk_by(|a, b| a.0 == b.0).collect();
    let of_group = |group: &&[(u32, u32)]| {
        let of: Vec<&Told> = group.iter().filter_map(|(_, i)| told.get(*i as usize)).collect();
        event(articles, voices, &of, counts, pack)
    };
    let mut events: Vec<Event> = by_event.par_iter().with_min_len(AT_ONCE).filter_map(of_group).collect();
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

fn event(articles: &[&Prepared], voices: &[Vec<SpeakerIx>], told: &[&Told], counts: &Counts, pack: &Pack) -> Option<Event> {
    // What is known only of the day on which a source was read has no day of its own.
    if told.iter().all(|t| t.telling.cited) {
        return None;
    }
    let date = date(told)?;
    if !is_line(told, &date) {
        return None;
    }
    let Title { by, named, headline } = naming::title(articles, told, (date.start, date.end), counts, pack)?;
    let of = &articles.get(by.article as usize)?.article;
    let title = if headline { of.title.as_deref()?.trim() } else { named.of(&of.text) };
    let said = told.iter().all(|t| t.telling.voice.is_some());
    let kind = if said { EventKind::Statement } else { EventKind::Happening };
    let (mut quotes, mut speakers) = (BTreeSet::new(), BTreeSet::new());
    for t in told {
        let Some(article) = articles.get(t.article as usize).map(|p| &p.article) else { continue };
        let speaker = |voice: Option<VoiceIx>| voices.get(t.article as usize)?.get(voice? as usize).copied();
        quotes.extend(said_there(article, t.telling).map(|quote| QuoteRef { article: t.article, quote }));
        let said = quotes_in(&article.quotes, t.telling.sentence).iter().filter(|q| q.counts());
        speakers.extend(said.flat_map(Quote::voices).filter_map(|voice| speaker(Some(voice))));
        let mentions = articles.get(t.article as usize).map_or(&[][..], |p| &p.mentions);
        speakers.extend(named_in(mentions, t.telling.sentence).filter_map(|voice| speaker(Some(voice))));
    }
    // What titles it is a part of its mention, though it may stand in the sentence before.
    let mention = |t: &&Told| {
        let (span, titles) = (t.telling.sentence, std::ptr::eq(*t, by) && !t.telling.sentence.contains(named));
        let hull = Span { start: span.start.min(named.start), end: span.end.max(named.end) };
        Mention { article: t.article, span: if titles { hull } else { span } }
    };
    let mut mentions: Vec<Mention> = told.iter().map(mention).collect();
    mentions.sort_unstable();
    mentions.dedup();
    Some(Event {
        id: id(articles, told)?,
        kind,
        title: title.into(),
        date,
        mentions,
        quotes: quotes.into_iter().collect(),
        speakers: speakers.into_iter().collect(),
    })
}

/// Whether a group of tellings is a line of a chronicle: what one article alone tells of a year, of a month without a name, or of
/// what is measured every day, and not first, is background of what it is about.
fn is_line(told: &[&Told], date: &EventDate) -> bool {
    let alone = told.iter().all(|t| told.first().is_some_and(|first| first.article == t.article));
    let names = told.iter().any(|t| t.names_who());
    let coarse = date.value.precision().is_none_or(|p| p > Precision::Month || p == Precision::Month && !names);
    let background = coarse || told.iter().all(|t| t.telling.bulletin);
    !alone || !background || told.iter().any(|t| t.telling.opening)
}

/// The finest date among the tellings; of several hours of one day, the day; of days that most of them tell of, these, though
/// one names only the first.
fn date(told: &[&Told]) -> Option<EventDate> {
    let mut finest = told.iter().min_by_key(|t| (t.coarse(), t.end, t.time.certainty))?;
    let lasts = |t: &&&Told| matches!(t.time.value, TimeValue::Range(_)) && t.start == finest.start;
    if let Some(days) = told.iter().find(lasts)
        && 2 * told.iter().filter(|t| (t.start, t.end) == (days.start, days.end)).count() > told.len()
    {
        finest = days;
    }
    let mut value = finest.time.value.clone();
    if let Some(day) = value.day() {
        let hours = told.iter().filter(|t| t.coarse() == Precision::Clock);
        let one_hour = hours.clone().all(|t| t.time.value == value);
        let before = finest.telling.after && value.precision() == Some(Precision::Clock);
        if before || !one_hour || told.iter().any(|t| t.coarse() == Precision::Day) && told.len() > 1 {
            value = TimeValue::Day(day);
        }
    }
    let same = told.iter().filter(|t| (t.start, t.end) == (finest.start, finest.end));
    let certainty = same.map(|t| t.time.certainty).min()?;
    let (start, end) = finest.time.value.bounds()?;
    Some(EventDate { value, start, end, certainty })
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
    let behind = article.quotes.partition_point(|q| q.span.start < telling.sentence.end);
    let near = article.quotes.iter().enumerate().take(behind + BEHIND).skip(behind.saturating_sub(BEFORE));
    near.filter(|(_, quote)| !quote.is_rejected()).filter_map(move |(i, quote)| {
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
mod tests;
