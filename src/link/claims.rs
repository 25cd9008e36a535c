//! Claims: accusations, denials, confirmations and refusals that are about one thing.
//!
//! Two are candidates when they share a word or a name that few others have. They are about one thing when their weighted
//! words agree enough, less where the same party is accused, and never where two different ones are. What points back
//! (`tuduhan tersebut`) belongs to what it points to.

use super::accused::voice_at;
use super::answers;
use super::groups::Groups;
use super::matter::{Accused, Matter};
use super::names::whole;
use super::prepare::Prepared;
use super::spoken;
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
/// The same where one accuses somebody of it and he denies it himself: he denies what he is accused of.
const OWN_DENIAL: f64 = 0.15;
/// Features that they share at least, and how many of them are no names.
const SHARED: usize = 3;
/// The same of an accusation and the accused's own denial: him and a deed.
const SHARED_OWN: usize = 2;
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
    /// Whether that is a person: a state is accused of much, and denies much.
    person: bool,
    /// Its features, with that of the accused.
    features: Vec<u32>,
    /// Who is accused, by key, ascending.
    accused: Vec<u32>,
    /// The same, as they are told of.
    parties: Vec<Accusee>,
    day: Option<Date>,
    weight: f64,
}

/// One who is accused in a matter.
struct Accusee {
    key: u32,
    /// The voice of the corpus that it is.
    speaker: Option<SpeakerIx>,
    /// Where it is named.
    span: Span,
    /// The whole name that the article prints, of one who is never quoted.
    name: Option<Box<str>>,
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
    let about = |m: &[&Side]| m.iter().flat_map(|s| s.features.iter().copied()).collect::<Vec<u32>>();
    let made = members.into_values().filter_map(|m| Some((claim(&m, speakers, copies)?, about(&m))));
    let mut claims: Vec<(Claim, Vec<u32>)> = made.collect();
    let parties = |c: &Claim| c.positions.iter().map(|p| (p.speaker, p.stance)).collect::<BTreeSet<_>>().len();
    let newest = |c: &Claim| c.positions.first().and_then(|p| p.date.as_ref()?.bounds()).map(|b| b.1);
    claims.sort_by_cached_key(|(c, _)| (Reverse(parties(c)), Reverse(newest(c)), c.title));
    let (mut claims, about): (Vec<Claim>, Vec<Vec<u32>>) = claims.into_iter().unzip();
    answers::find(&mut claims, &about, &answers::Linked { articles, voices, speakers, pack });
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
            let (speaker, also): (_, Vec<SpeakerIx>) = (said_by.next(), said_by.collect());
            let told = Told { article, voices: voices.get(ix).map_or(&[][..], |v| v), speakers, parties, pack };
            let all = told.speakers;
            let speakers: Vec<SpeakerIx> = speaker.into_iter().chain(also.iter().copied()).collect();
            let accusees = told.accused(matter, quote, &speakers);
            let mut accused: Vec<u32> = accusees.iter().map(|a| a.key).collect();
            accused.sort_unstable();
            accused.dedup();
            let mut features = if matter.back.is_none() { matter.features.to_vec() } else { Vec::new() };
            if !features.is_empty() {
                features.extend(&accused);
            }
            features.sort_unstable();
            features.dedup();
            let day = quote.said.as_ref().and_then(TimeValue::bounds).or(published).map(|b| b.1);
            let at = QuoteRef { article: ix as u32, quote: matter.quote };
            let person = speaker.and_then(|s| all.get(s as usize)).is_some_and(|s| s.kind == SpeakerKind::Person);
            out.push(Side {
                at,
                quote,
                article,
                matter,
                speaker,
                also,
                person,
                features,
                accused,
                parties: accusees,
                day,
                weight: 0.0,
            });
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
    let mut accused: FxHashMap<u32, Vec<u32>> = (0..).zip(sides).map(|(i, s)| (i, s.accused.clone())).collect();
    for (_, i, j) in scored {
        let (a, b) = (groups.root(i), groups.root(j));
        let of = |root: u32| accused.get(&root).map_or(&[][..], |of| of);
        let (x, y) = (of(a), of(b));
        if a != b && (x.is_empty() || y.is_empty() || x.iter().any(|k| y.contains(k))) {
            let both = x.iter().chain(y).copied().collect();
            groups.join(a, b);
            accused.insert(a.min(b), both);
        }
    }
}

/// How much two matters agree, from 0 to 1; `None` when they are not one claim.
fn agreement(a: &Side, b: &Side, weight: &dyn Fn(u32) -> f64) -> Option<f64> {
    let apart = a.day.zip(b.day).map_or(0, |(x, y)| x.until(y).map_or(i32::MAX, |s| s.get_days().abs()));
    let same = a.accused.iter().any(|k| b.accused.contains(k));
    let own = |x: &Side, y: &Side| {
        let stances = (x.matter.stance, y.matter.stance) == (Stance::Accuses, Stance::Denies);
        stances && y.person && y.matter.accused == Accused::Speaker
    };
    let (least, shared) = match (a.accused.is_empty(), b.accused.is_empty()) {
        (false, false) if same && (own(a, b) || own(b, a)) => (OWN_DENIAL, SHARED_OWN),
        (false, false) if same => (SAME_ACCUSED, SHARED),
        (false, false) => return None,
        _ => (UNNAMED, SHARED),
    };
    let common: Vec<u32> = a.features.iter().filter(|f| b.features.binary_search(f).is_ok()).copied().collect();
    let deeds = common.iter().filter(|f| *f & DEED != 0).count();
    if apart > DAYS || common.len() < shared || deeds < DEEDS {
        return None;
    }
    let score = common.iter().map(|f| weight(*f)).sum::<f64>() / (a.weight * b.weight).sqrt().max(f64::MIN_POSITIVE);
    (score >= least).then_some(score)
}

fn claim(sides: &[&Side], speakers: &[Speaker], copies: &[ArticleIx]) -> Option<Claim> {
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
        let position = Position { speaker: side.speaker, quote: side.at, stance: side.matter.stance, date, copy };
        let also = side.also.iter().map(|one| Position { speaker: Some(*one), ..position.clone() });
        let joint: Vec<_> = also.map(|position| (side.day, position)).collect();
        positions.push((side.day, position));
        positions.extend(joint);
    }
    positions.sort_by_key(|(day, p)| (Reverse(*day), p.quote));
    let accusers = || sides.iter().filter(|s| s.matter.stance == Stance::Accuses);
    let unnamed = |s: &&&Side| {
        let voice = s.speaker.and_then(|ix| speakers.get(ix as usize));
        voice.is_none_or(|v| v.kind == SpeakerKind::Unnamed)
    };
    let id = blake3::hash(format!("claim|{}|{}", title.article.id, title.quote.span.start).as_bytes());
    Some(Claim {
        id: id.to_hex().get(..16)?.into(),
        title: title.at,
        accused: accused(sides, speakers),
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
    let of = |stance: Stance| sides.iter().filter(move |s| s.matter.stance == stance && founds(s)).max_by_key(rank);
    of(Stance::Accuses).or_else(|| of(Stance::Denies))
}

/// Whether somebody's words make a claim by themselves: an accusation of somebody, a denial that is reported as one. A
/// long quote in which something is called untrue takes part in a claim and founds none.
fn founds(side: &Side) -> bool {
    let reported = side.quote.kind != QuoteKind::Direct;
    if !side.matter.founds {
        return false;
    }
    match side.matter.stance {
        Stance::Accuses => !side.accused.is_empty() || (reported && side.matter.back.is_some()),
        _ => reported && side.matter.back.is_none(),
    }
}

/// Who is accused, the most accused first, each once.
fn accused(sides: &[&Side], speakers: &[Speaker]) -> Vec<Party> {
    let mut by_key: BTreeMap<u32, (usize, Party)> = BTreeMap::new();
    for side in sides.iter().filter(|s| matches!(s.matter.stance, Stance::Accuses | Stance::Denies)) {
        for one in &side.parties {
            let voice = one.speaker.and_then(|s| speakers.get(s as usize)).map(|s| &*s.name);
            let name = voice.or(one.name.as_deref()).unwrap_or(one.span.of(&side.article.text));
            let mention = Mention { article: side.at.article, span: one.span };
            let party = || Party { name: name.into(), speaker: one.speaker, mention };
            by_key.entry(one.key).or_insert_with(|| (0, party())).0 += 1;
        }
    }
    let mut list: Vec<(usize, Party)> = by_key.into_values().collect();
    list.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    list.into_iter().map(|l| l.1).collect()
}

/// What tells whom an article means.
struct Told<'a> {
    article: &'a Article,
    voices: &'a [SpeakerIx],
    speakers: &'a [Speaker],
    parties: &'a Parties,
    pack: &'a Pack,
}

impl Told<'_> {
    /// Who is accused in a matter that these say.
    fn accused(&self, matter: &Matter, quote: &Quote, said_by: &[SpeakerIx]) -> Vec<Accusee> {
        let span = quote.mention.unwrap_or(quote.span);
        let himself = |of: &dyn Fn(&Speaker) -> Option<u32>| {
            let one = |ix: &SpeakerIx| {
                let speaker = self.speakers.get(*ix as usize)?;
                let key = of(speaker)?;
                let voice = self.parties.speakers.get(&key).copied();
                let unnamed = speaker.kind == SpeakerKind::Unnamed;
                let own = self.parties.behind(speaker, self.pack) == Some(key) || unnamed;
                Some(Accusee { key, speaker: voice.or(own.then_some(*ix)), span, name: None })
            };
            said_by.iter().filter_map(one).filter(|a| a.speaker.is_some()).collect::<Vec<_>>()
        };
        match matter.accused {
            Accused::Nobody => Vec::new(),
            Accused::Speaker => himself(&|s| self.parties.spoken_for(s, self.pack)),
            Accused::Side => himself(&|s| self.parties.side_of(s, self.pack)),
            Accused::Named(span, key) => {
                let all = std::iter::once((span, key)).chain(matter.also.iter().copied());
                let denier = |a: &Accusee| matter.stance == Stance::Accuses && a.speaker.is_some_and(|s| said_by.contains(&s));
                all.map(|(span, key)| self.named(span, key)).filter(|a| !denier(a)).collect()
            }
        }
    }

    /// Who is named at a place: the voice of the corpus that the article's own is, however it is called there.
    fn named(&self, span: Span, key: u32) -> Accusee {
        let voice = voice_at(self.article, span).filter(|(_, v)| v.kind == SpeakerKind::Person);
        let known = voice.and_then(|(i, _)| self.voices.get(i).copied());
        let speaker = known.or_else(|| self.parties.speakers.get(&key).copied());
        let own = speaker.and_then(|s| self.speakers.get(s as usize)).and_then(|s| self.parties.behind(s, self.pack));
        Accusee { key: own.unwrap_or(key), speaker, span, name: voice.map(|(_, v)| v.name.clone()) }
    }
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

    /// Whom a speaker speaks for who denies something of himself: himself, or whose spokesman or lawyer he is; `None` where
    /// that is nobody who is known.
    fn spoken_for(&self, speaker: &Speaker, pack: &Pack) -> Option<u32> {
        let mut office = speaker.roles.iter().map(spoken::role).filter_map(|words| {
            let served = speaker.kind == SpeakerKind::Person && !pack.matters.is_calling(&words);
            let (from, to) = pack.matters.spokesman(&words).filter(|_| served)?;
            Some(words.get(..from)?.iter().chain(words.get(to..)?).cloned().collect::<Vec<_>>())
        });
        match office.next() {
            Some(client) => Some(key(&pack.link.organization(&client.join(" ")), pack)).filter(|k| self.speakers.contains_key(k)),
            None => self.behind(speaker, pack),
        }
    }

    /// The body whose office a speaker holds, where it is known, else himself.
    fn side_of(&self, speaker: &Speaker, pack: &Pack) -> Option<u32> {
        let bodies = speaker.roles.iter().filter_map(|r| r.affiliation.as_deref());
        let mut bodies = bodies.map(|a| key(&pack.link.organization(a), pack)).filter(|k| self.speakers.contains_key(k));
        bodies.next().or_else(|| self.spoken_for(speaker, pack))
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
