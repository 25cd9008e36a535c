//! Claims: accusations, denials, confirmations and refusals that are about one thing.
//!
//! Two are candidates when they share a word or a name that few others have. They are about one thing when their weighted
//! words agree enough, less where the same party is accused, and never where two different ones are. What points back
//! (`tuduhan tersebut`) belongs to what it points to.

use super::groups::Groups;
use super::matter::{Accused, Matter};
use super::names::whole;
use super::prepare::Prepared;
use super::tellings::DEED;
use crate::lang::{Pack, lower_words, pair_hash};
use crate::model::*;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Matters with one feature that are compared with each other.
const BLOCK: usize = 40;
/// How much of their weighted features two matters share to be one claim: where the same party is accused; where one
/// names nobody.
const SAME_ACCUSED: f64 = 0.26;
const UNNAMED: f64 = 0.42;
/// Features that they share at least, and how many of them are no names.
const SHARED: usize = 3;
const DEEDS: usize = 1;
/// Days between two positions of one claim.
const DAYS: i32 = 60;
/// Words of a title at most; of clearer ones, those nearest to it.
const TITLE_WORDS: usize = 30;

/// A matter with all that comparing needs at hand.
struct Side<'a> {
    at: QuoteRef,
    quote: &'a Quote,
    article: &'a Article,
    matter: &'a Matter,
    speaker: Option<SpeakerIx>,
    /// Who says it together with them.
    also: Vec<SpeakerIx>,
    /// Its features, with that of the accused.
    features: Vec<u32>,
    /// Who is accused, by key.
    accused: Option<u32>,
    day: Option<Date>,
    weight: f64,
}

/// The claims of a corpus: those with most parties first, then the newest.
pub fn build(
    articles: &[&Prepared],
    voices: &[Vec<SpeakerIx>],
    speakers: &[Speaker],
    copies: &[ArticleIx],
    pack: &Pack,
) -> Vec<Claim> {
    let parties = Parties::new(speakers, pack);
    let (mut sides, back) = sides(articles, voices, speakers, &parties, pack);
    let counts = counts(&sides);
    let total = sides.len();
    let weight = |feature: u32| (1.0 + total as f64 / f64::from(counts.get(&feature).copied().unwrap_or(1))).ln();
    for side in &mut sides {
        side.weight = side.features.iter().map(|f| weight(*f)).sum();
    }
    let mut groups = Groups::new(sides.len());
    join(&sides, &weight, &mut groups);
    back.iter().for_each(|(from, to)| {
        groups.join(*from, *to);
    });
    let mut members: BTreeMap<u32, Vec<&Side>> = BTreeMap::new();
    for (i, side) in sides.iter().enumerate() {
        members.entry(groups.root(i as u32)).or_default().push(side);
    }
    let mut claims: Vec<Claim> = members.into_values().filter_map(|m| claim(&m, &parties, speakers, copies)).collect();
    let parties = |c: &Claim| c.positions.iter().map(|p| (p.speaker, p.stance)).collect::<BTreeSet<_>>().len();
    let newest = |c: &Claim| c.positions.first().and_then(|p| p.date.as_ref()?.bounds()).map(|b| b.1);
    claims.sort_by_cached_key(|c| (Reverse(parties(c)), Reverse(newest(c)), c.title));
    claims
}

/// The matters of all articles, and which of them point back to which.
fn sides<'a>(
    articles: &[&'a Prepared],
    voices: &[Vec<SpeakerIx>],
    speakers: &[Speaker],
    parties: &Parties,
    pack: &Pack,
) -> (Vec<Side<'a>>, Vec<(u32, u32)>) {
    let (mut out, mut back): (Vec<Side>, Vec<(u32, u32)>) = (Vec::new(), Vec::new());
    for (ix, prepared) in articles.iter().enumerate() {
        let article = &*prepared.article;
        let first = out.len() as u32;
        let published = article.published.as_ref().and_then(|p| p.value.bounds());
        for matter in &prepared.matters {
            let Some(quote) = article.quotes.get(matter.quote as usize) else { break };
            back.extend(matter.back.map(|n| (out.len() as u32, first + n)));
            let mut said_by = quote.voices().filter_map(|v| voices.get(ix)?.get(v as usize).copied());
            let (speaker, also) = (said_by.next(), said_by.collect());
            let own = || speakers.get(speaker? as usize).and_then(|s| parties.behind(s, pack));
            let accused = match matter.accused {
                Accused::Nobody => None,
                Accused::Speaker => own(),
                Accused::Named(_, key) => Some(key),
            };
            let mut features = if matter.back.is_none() { matter.features.to_vec() } else { Vec::new() };
            if !features.is_empty() {
                features.extend(accused);
            }
            features.sort_unstable();
            features.dedup();
            let day = quote.said.as_ref().and_then(TimeValue::bounds).or(published).map(|b| b.1);
            let at = QuoteRef { article: ix as u32, quote: matter.quote };
            out.push(Side { at, quote, article, matter, speaker, also, features, accused, day, weight: 0.0 });
        }
    }
    (out, back)
}

fn counts(sides: &[Side]) -> FxHashMap<u32, u32> {
    let mut counts = FxHashMap::default();
    for feature in sides.iter().flat_map(|s| &s.features) {
        *counts.entry(*feature).or_insert(0) += 1;
    }
    counts
}

/// Joins what is about one thing, the surest first.
fn join(sides: &[Side], weight: &dyn Fn(u32) -> f64, groups: &mut Groups) {
    let mut entries: Vec<(u32, u32)> = Vec::new();
    for (i, side) in sides.iter().enumerate() {
        // Names alone are in too many matters; a name with a deed is not.
        let (deeds, names): (Vec<u32>, Vec<u32>) = side.features.iter().partition(|f| *f & DEED != 0);
        entries.extend(deeds.iter().map(|d| (*d, i as u32)));
        entries.extend(deeds.iter().flat_map(|d| names.iter().map(move |n| (pair_hash(*d, *n), i as u32))));
    }
    entries.sort_unstable();
    let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
    for block in entries.chunk_by(|a, b| a.0 == b.0).filter(|b| (2..=BLOCK).contains(&b.len())) {
        for (n, (_, j)) in block.iter().enumerate() {
            pairs.extend(block.iter().take(n).map(|(_, i)| (*i.min(j), *i.max(j))));
        }
    }
    let mut scored: Vec<(Reverse<u32>, u32, u32)> = Vec::new();
    for (i, j) in pairs {
        let (Some(a), Some(b)) = (sides.get(i as usize), sides.get(j as usize)) else { continue };
        scored.extend(agreement(a, b, weight).map(|score| (Reverse((score * 1000.0) as u32), i, j)));
    }
    scored.sort_unstable();
    // Of two groups that accuse different parties none is joined, however alike two of their members are.
    let mut accused: FxHashMap<u32, Option<u32>> = (0..).zip(sides).map(|(i, s)| (i, s.accused)).collect();
    for (_, i, j) in scored {
        let (a, b) = (groups.root(i), groups.root(j));
        let of = |root: u32| accused.get(&root).copied().flatten();
        let (x, y) = (of(a), of(b));
        if a != b && (x.is_none() || y.is_none() || x == y) {
            groups.join(a, b);
            accused.insert(a.min(b), x.or(y));
        }
    }
}

/// How much two matters agree, from 0 to 1; `None` when they are not one claim.
fn agreement(a: &Side, b: &Side, weight: &dyn Fn(u32) -> f64) -> Option<f64> {
    let apart = a.day.zip(b.day).map_or(0, |(x, y)| x.until(y).map_or(i32::MAX, |s| s.get_days().abs()));
    let least = match (a.accused, b.accused) {
        (Some(x), Some(y)) if x == y => SAME_ACCUSED,
        (Some(_), Some(_)) => return None,
        _ => UNNAMED,
    };
    let common: Vec<u32> = a.features.iter().filter(|f| b.features.binary_search(f).is_ok()).copied().collect();
    let deeds = common.iter().filter(|f| *f & DEED != 0).count();
    if apart > DAYS || common.len() < SHARED || deeds < DEEDS {
        return None;
    }
    let score = common.iter().map(|f| weight(*f)).sum::<f64>() / (a.weight * b.weight).sqrt().max(f64::MIN_POSITIVE);
    (score >= least).then_some(score)
}

fn claim(sides: &[&Side], parties: &Parties, speakers: &[Speaker], copies: &[ArticleIx]) -> Option<Claim> {
    // Somebody must accuse, or deny: who only confirms or declines does so to what is no claim here.
    let title = clearest(sides)?;
    let source = |s: &Side| copies.get(s.at.article as usize).copied().unwrap_or(s.at.article);
    let mut first: FxHashMap<ArticleIx, ArticleIx> = FxHashMap::default();
    for side in sides {
        let known = first.entry(source(side)).or_insert(side.at.article);
        *known = side.at.article.min(*known);
    }
    let mut positions: Vec<(Option<Date>, Position)> = Vec::new();
    for side in sides {
        let said = side.quote.said.clone();
        let date = said.or_else(|| side.article.published.as_ref().map(|p| p.value.clone()));
        let copy = first.get(&source(side)).is_some_and(|article| *article < side.at.article);
        let position = Position { speaker: side.speaker, quote: side.at, stance: side.quote.stance, date, copy };
        let also = side.also.iter().map(|one| Position { speaker: Some(*one), ..position.clone() });
        let joint: Vec<_> = also.map(|position| (side.day, position)).collect();
        positions.push((side.day, position));
        positions.extend(joint);
    }
    positions.sort_by_key(|(day, p)| (Reverse(*day), p.quote));
    let accusers = || sides.iter().filter(|s| s.quote.stance == Stance::Accuses);
    let unnamed = |s: &&&Side| {
        let voice = s.speaker.and_then(|ix| speakers.get(ix as usize));
        voice.is_none_or(|v| v.kind == SpeakerKind::Unnamed)
    };
    let id = blake3::hash(format!("claim|{}|{}", title.article.id, title.quote.span.start).as_bytes());
    Some(Claim {
        id: id.to_hex().get(..16)?.into(),
        title: title.at,
        accused: accused(sides, parties, speakers),
        positions: positions.into_iter().map(|p| p.1).collect(),
        answers: Vec::new(),
        sources: first.len() as u32,
        unnamed_only: accusers().next().is_some() && accusers().all(|s| unnamed(&s)),
    })
}

/// The accusation that tells most of the matter without running on; where nobody accuses, such a denial.
fn clearest<'a, 'b>(sides: &'b [&'a Side<'a>]) -> Option<&'b &'a Side<'a>> {
    let words = |s: &Side| s.quote.span.of(&s.article.text).split_whitespace().count();
    let rank = |s: &&&Side| {
        let long = words(s).saturating_sub(TITLE_WORDS);
        let named = matches!(s.matter.accused, Accused::Named(..));
        (Reverse(long), named, s.matter.back.is_none(), s.features.len(), Reverse(s.at))
    };
    let of = |stance: Stance| sides.iter().filter(move |s| s.quote.stance == stance && founds(s)).max_by_key(rank);
    of(Stance::Accuses).or_else(|| of(Stance::Denies))
}

/// Whether somebody's words make a claim by themselves: an accusation of somebody, a denial that is reported as one. A
/// long quote in which something is called untrue takes part in a claim and founds none.
fn founds(side: &Side) -> bool {
    let reported = side.quote.kind != QuoteKind::Direct;
    if !side.matter.founds {
        return false;
    }
    match side.quote.stance {
        Stance::Accuses => side.accused.is_some() || (reported && side.matter.back.is_some()),
        _ => reported && side.matter.back.is_none(),
    }
}

/// Who is accused, the most accused first, each once.
fn accused(sides: &[&Side], parties: &Parties, speakers: &[Speaker]) -> Vec<Party> {
    let mut by_key: BTreeMap<u32, (usize, Party)> = BTreeMap::new();
    let mut add = |side: &Side, span: Span, key: u32, speaker: Option<SpeakerIx>| {
        let name = speaker.and_then(|s| speakers.get(s as usize)).map_or(span.of(&side.article.text), |s| &s.name);
        let mention = Mention { article: side.at.article, span };
        by_key.entry(key).or_insert_with(|| (0, Party { name: name.into(), speaker, mention })).0 += 1;
    };
    for side in sides.iter().filter(|s| matches!(s.quote.stance, Stance::Accuses | Stance::Denies)) {
        for (span, key) in &side.matter.also {
            add(side, *span, *key, parties.speakers.get(key).copied());
        }
        let Some(key) = side.accused else { continue };
        let speaker = parties.speakers.get(&key).copied().or(match side.matter.accused {
            Accused::Speaker => side.speaker,
            _ => None,
        });
        let span = match side.matter.accused {
            Accused::Named(span, _) => span,
            _ => side.quote.mention.unwrap_or(side.quote.span),
        };
        add(side, span, key, speaker);
    }
    let mut list: Vec<(usize, Party)> = by_key.into_values().collect();
    list.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    list.into_iter().map(|l| l.1).collect()
}

/// The speakers of a corpus by the keys of their names.
pub struct Parties {
    /// The most quoted speaker of each name.
    pub speakers: FxHashMap<u32, SpeakerIx>,
}

impl Parties {
    fn new(speakers: &[Speaker], pack: &Pack) -> Self {
        let mut by_key = FxHashMap::default();
        let named = || (0..).zip(speakers).filter(|(_, s)| s.kind != SpeakerKind::Unnamed);
        let names = named().map(|(ix, s)| (ix, &s.name));
        // What is somebody's own name is nobody else's by another way to call them.
        for (ix, name) in names.chain(named().flat_map(|(ix, s)| s.aliases.iter().map(move |a| (ix, a)))) {
            by_key.entry(key(&pack.link.organization(name), pack)).or_insert(ix);
        }
        Self { speakers: by_key }
    }

    /// The party that a speaker stands for: itself, or the body that one without a name speaks for.
    fn behind(&self, speaker: &Speaker, pack: &Pack) -> Option<u32> {
        if speaker.kind == SpeakerKind::Unnamed {
            let (_, rest) = pack.link.office(&speaker.name)?;
            let whole = pack.link.same_at(&rest).map(|(_, name)| name.to_vec());
            return Some(key(&whole.unwrap_or(rest), pack)).filter(|k| *k != 0);
        }
        Some(key(&pack.link.organization(&speaker.name), pack))
    }
}

fn key(words: &[String], pack: &Pack) -> u32 {
    whole(words.iter().flat_map(|w| lower_words(w)), pack) & !DEED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::Build;
    use crate::link::{Linker, prepare};

    #[test]
    fn a_body_is_accused_under_its_own_name_whoever_else_is_called_so() {
        let text = "Rani Umbara menuduh Vestria memotong kabel laut itu. “Kami menunggu bukti itu,” kata Orlan Wiraga. “Dunia menunggu \
            bukti itu,” kata Orlan Wiraga. Vestria mengatakan semua kapal berada di pelabuhan.";
        let build = Build::new("a", text)
            .quote("Vestria memotong kabel laut itu", "menuduh", "Rani Umbara")
            .indirect()
            .stance(Stance::Accuses)
            .quote("Kami menunggu bukti itu", "kata", "Orlan Wiraga")
            .alias("Vestria")
            .quote("Dunia menunggu bukti itu", "kata", "Orlan Wiraga")
            .quote_of("semua kapal berada di pelabuhan", "mengatakan", "Vestria", SpeakerKind::Organization);
        let mut linker = Linker::new(Pack::indonesian());
        linker.add([prepare(build.article(), Pack::indonesian())]);
        let corpus = linker.corpus();
        let accused: Vec<_> = corpus.claims.iter().flat_map(|c| &c.accused).map(|p| (&*p.name, p.speaker)).collect();
        let body = corpus.speakers.iter().position(|s| s.kind == SpeakerKind::Organization).map(|ix| ix as SpeakerIx);
        assert_eq!(accused, [("Vestria", body)]);
    }
}
