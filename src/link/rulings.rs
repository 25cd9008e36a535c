//! A person's decisions about who is who, laid over a linked corpus. The corpus below stays as it was linked, so that a
//! decision can be taken back, and each new snapshot is ruled anew.
//!
//! What a ruling names and the corpus does not hold is passed over: the article may come back.

use super::groups::Groups;
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A voice: its article, and its place there.
type Voiced = (ArticleIx, VoiceIx);

/// The corpus with these rulings, in their order.
pub fn rule(base: &Corpus, rulings: &[Ruling]) -> Corpus {
    let mut corpus = base.clone();
    let found = Found::new(base, rulings);
    let mut ruled = Ruled { voices: FxHashMap::default(), groups: Groups::new(base.speakers.len() + rulings.len()), base };
    let mut next = base.speakers.len() as u32;
    let mut touched: BTreeSet<u32> = BTreeSet::new();
    let mut names: Vec<(Voiced, &str)> = Vec::new();
    for ruling in rulings {
        match ruling {
            Ruling::Same(a, b) => {
                let (Some(a), Some(b)) = (found.at(a), found.at(b)) else { continue };
                let (Some(x), Some(y)) = (ruled.speaker(a), ruled.speaker(b)) else { continue };
                ruled.groups.join(x, y);
                touched.extend([x, y]);
                let kept = base.speakers.get(x as usize).map(|s| &*s.name);
                names.extend(kept.map(|name| (a, name)));
            }
            Ruling::Apart(voice) => {
                let Some(at) = found.at(voice) else { continue };
                touched.extend(ruled.speaker(at));
                ruled.voices.insert(at, next);
                touched.insert(next);
                next += 1;
            }
            Ruling::Named(voice, name) => {
                let Some((at, speaker)) = found.at(voice).and_then(|at| Some((at, ruled.speaker(at)?))) else { continue };
                touched.insert(speaker);
                names.push((at, name));
            }
        }
    }
    if touched.is_empty() {
        return corpus;
    }
    rebuild(&mut corpus, &mut ruled, &touched, &names);
    corpus
}

/// The voices that rulings name, in this corpus.
struct Found<'a> {
    articles: FxHashMap<&'a str, ArticleIx>,
    base: &'a Corpus,
}

impl<'a> Found<'a> {
    fn new(base: &'a Corpus, rulings: &[Ruling]) -> Self {
        let named: FxHashSet<&str> = rulings
            .iter()
            .flat_map(|r| match r {
                Ruling::Same(a, b) => vec![&*a.article, &*b.article],
                Ruling::Apart(voice) | Ruling::Named(voice, _) => vec![&*voice.article],
            })
            .collect();
        let articles = (0..).zip(&base.articles).filter(|(_, a)| named.contains(&*a.id)).map(|(ix, a)| (&*a.id, ix)).collect();
        Self { articles, base }
    }

    fn at(&self, voice: &VoiceRef) -> Option<Voiced> {
        let ix = *self.articles.get(&*voice.article)?;
        let voices = &self.base.articles.get(ix as usize)?.voices;
        Some((ix, voices.iter().position(|v| v.name == voice.name)? as VoiceIx))
    }
}

/// Which speaker each voice is, as far as it is ruled.
struct Ruled<'a> {
    /// Voices set apart, by their new speaker.
    voices: FxHashMap<Voiced, u32>,
    /// Speakers that are one.
    groups: Groups,
    base: &'a Corpus,
}

impl Ruled<'_> {
    fn speaker(&mut self, at: Voiced) -> Option<u32> {
        let own = self.voices.get(&at).copied();
        let speaker = own.or_else(|| self.base.voices.get(at.0 as usize)?.get(at.1 as usize).copied())?;
        Some(self.groups.root(speaker))
    }
}

/// Puts the speakers that were touched together anew, and everything that names a speaker by its index.
fn rebuild(corpus: &mut Corpus, ruled: &mut Ruled, touched: &BTreeSet<u32>, names: &[(Voiced, &str)]) {
    let touched: BTreeSet<u32> = touched.iter().map(|s| ruled.groups.root(*s)).collect();
    let mut members: BTreeMap<u32, Vec<Voiced>> = BTreeMap::new();
    let mut voices = ruled.base.voices.clone();
    for (article, of) in (0..).zip(&mut voices) {
        for (voice, slot) in (0..).zip(of) {
            let speaker = ruled.speaker((article, voice)).unwrap_or(*slot);
            if touched.contains(&speaker) {
                members.entry(speaker).or_default().push((article, voice));
            }
            *slot = speaker;
        }
    }
    let named: BTreeMap<u32, &str> = names.iter().filter_map(|(at, name)| Some((ruled.speaker(*at)?, *name))).collect();
    let mut speakers: Vec<(u32, Speaker)> = Vec::with_capacity(ruled.base.speakers.len());
    for (ix, speaker) in (0..).zip(&ruled.base.speakers) {
        if ruled.groups.root(ix) == ix && !touched.contains(&ix) {
            speakers.push((ix, speaker.clone()));
        }
    }
    for (ix, of) in members {
        let before = ruled.base.speakers.get(ix as usize);
        speakers.extend(speaker(ruled.base, before, &of, named.get(&ix).copied()).map(|s| (ix, s)));
    }
    speakers.sort_by(|(_, a), (_, b)| {
        Reverse(a.quotes.len()).cmp(&Reverse(b.quotes.len())).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id))
    });
    let place: FxHashMap<u32, SpeakerIx> = (0..).zip(&speakers).map(|(new, (old, _))| (*old, new)).collect();
    for slot in voices.iter_mut().flatten() {
        *slot = place.get(slot).copied().unwrap_or(*slot);
    }
    corpus.voices = voices;
    corpus.speakers = speakers.into_iter().map(|s| s.1).collect();
    renumber(corpus, &mut |old| place.get(&ruled.groups.root(old)).copied());
}

/// A speaker made of these voices. It keeps its name where one of them prints it still.
fn speaker(base: &Corpus, before: Option<&Speaker>, of: &[Voiced], named: Option<&str>) -> Option<Speaker> {
    let voice = |at: &Voiced| base.articles.get(at.0 as usize)?.voices.get(at.1 as usize);
    let first = of.iter().find_map(voice)?;
    let mut printed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut roles: BTreeMap<(&str, Option<&str>), Vec<ArticleIx>> = BTreeMap::new();
    for at in of {
        let Some(voice) = voice(at) else { continue };
        *printed.entry(&voice.name).or_insert(0) += 1;
        voice.aliases.iter().for_each(|a| {
            printed.entry(a).or_insert(0);
        });
        for role in &voice.roles {
            roles.entry((&role.title, role.affiliation.as_deref())).or_default().push(at.0);
        }
    }
    let kept = before.map(|s| &*s.name).filter(|name| printed.contains_key(name));
    let fullest = || printed.iter().max_by_key(|(name, n)| (**n, name.len())).map(|p| *p.0);
    let name = named.or(kept).or_else(fullest)?;
    let mut roles: Vec<SpeakerRole> = roles
        .into_iter()
        .map(|((title, affiliation), articles)| SpeakerRole {
            title: title.into(),
            affiliation: affiliation.map(Into::into),
            articles,
        })
        .collect();
    roles.sort_by_key(|r| Reverse(r.articles.len()));
    let said = |reported: bool| -> Vec<QuoteRef> {
        let of_voice = |at: &(ArticleIx, VoiceIx)| {
            let (article, voice) = *at;
            let quotes = base.articles.get(article as usize).map_or(&[][..], |a| &a.quotes);
            let own = (0..)
                .zip(quotes)
                .filter(move |(_, q)| q.is_reported() == reported && !q.is_rejected() && q.voices().any(|v| v == voice));
            own.map(move |(quote, _)| QuoteRef { article, quote })
        };
        of.iter().flat_map(of_voice).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let apart = || {
        let article = base.articles.get(of.first()?.0 as usize)?;
        let hash = blake3::hash(format!("apart|{}|{}", article.id, first.name).as_bytes());
        Some(Arc::from(hash.to_hex().get(..16)?))
    };
    Some(Speaker {
        id: before.map(|s| Arc::clone(&s.id)).or_else(apart)?,
        name: name.into(),
        kind: before.map_or(first.kind, |s| s.kind),
        aliases: printed.keys().filter(|n| **n != name).map(|n| Box::from(*n)).collect(),
        roles,
        quotes: said(true),
        alleged: said(false),
    })
}

/// Gives everything beside the voices the new indices of its speakers. What is somebody's quote is whoever's that is now.
fn renumber(corpus: &mut Corpus, place: &mut dyn FnMut(SpeakerIx) -> Option<SpeakerIx>) {
    let Corpus { articles, voices, events, statements, claims, hearings, findings, .. } = corpus;
    let all_of = |at: QuoteRef| -> Vec<SpeakerIx> {
        let quote = articles.get(at.article as usize).and_then(|a| a.quotes.get(at.quote as usize));
        let own = voices.get(at.article as usize);
        quote.into_iter().flat_map(Quote::voices).filter_map(|v| own?.get(v as usize).copied()).collect()
    };
    let of_quote = |at: QuoteRef| {
        let voice = articles.get(at.article as usize)?.quotes.get(at.quote as usize)?.speaker?;
        voices.get(at.article as usize)?.get(voice as usize).copied()
    };
    for event in events.iter_mut() {
        let told = event.speakers.iter().filter_map(|s| place(*s));
        let speakers: BTreeSet<SpeakerIx> = told.chain(event.quotes.iter().filter_map(|q| of_quote(*q))).collect();
        event.speakers = speakers.into_iter().collect();
    }
    for statement in statements.iter_mut() {
        statement.speaker = statement.fullest().and_then(of_quote).unwrap_or(statement.speaker);
    }
    for claim in claims.iter_mut() {
        // Those who speak together hold a position each, in the order in which the quote names them.
        let mut before: Option<(QuoteRef, usize)> = None;
        for position in claim.positions.iter_mut() {
            let nth = before.filter(|(quote, _)| *quote == position.quote).map_or(0, |(_, nth)| nth + 1);
            position.speaker = all_of(position.quote).get(nth).copied();
            before = Some((position.quote, nth));
        }
        claim.accused.iter_mut().for_each(|p| p.speaker = p.speaker.and_then(&mut *place));
    }
    for hearing in hearings.iter_mut() {
        hearing.party.speaker = hearing.party.speaker.and_then(&mut *place);
    }
    for finding in findings.iter_mut() {
        let own = finding.quotes.first().and_then(|q| of_quote(*q));
        finding.speaker = own.or_else(|| finding.speaker.and_then(&mut *place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Pack;
    use crate::link::testing::Build;
    use crate::link::{Linker, prepare};

    fn corpus() -> Corpus {
        let said = |id: &str, name: &str| {
            Build::new(id, &format!("“Pagar {id} itu dibongkar besok,” kata {name}.")).quote(
                &format!("Pagar {id} itu dibongkar besok"),
                "kata",
                name,
            )
        };
        let list = vec![said("a", "Rani Umbara"), said("b", "Rani Umbara"), said("c", "Tomas Lind"), said("d", "Sinta Lind")];
        let mut linker = Linker::new(Pack::indonesian());
        linker.add(list.into_iter().map(|b| prepare(b.article(), Pack::indonesian())));
        linker.corpus()
    }

    fn voice(article: &str, name: &str) -> VoiceRef {
        VoiceRef { article: article.into(), name: name.into() }
    }

    /// The speakers as name, number of quotes and other names.
    fn shown(corpus: &Corpus) -> Vec<String> {
        let line = |s: &Speaker| format!("{} {} {}", s.name, s.quotes.len(), s.aliases.join("/"));
        corpus.speakers.iter().map(|s| line(s).trim_end().to_owned()).collect()
    }

    fn sound(corpus: &Corpus) {
        for (ix, speaker) in (0..).zip(&corpus.speakers) {
            let theirs = |q: &QuoteRef| corpus.all_speakers_of(*q).any(|s| s == ix);
            assert!(speaker.quotes.iter().chain(&speaker.alleged).all(theirs), "{}", speaker.name);
        }
        let count = corpus.speakers.len() as u32;
        assert!(corpus.voices.iter().flatten().all(|s| *s < count));
        assert!(corpus.events.iter().flat_map(|e| &e.speakers).all(|s| *s < count));
    }

    #[test]
    fn what_a_person_decides_goes_before_what_was_linked() {
        let base = corpus();
        assert_eq!(shown(&base), ["Rani Umbara 2", "Sinta Lind 1", "Tomas Lind 1"]);
        let same = Ruling::Same(voice("a", "Rani Umbara"), voice("c", "Tomas Lind"));
        let apart = Ruling::Apart(voice("b", "Rani Umbara"));
        let named = Ruling::Named(voice("d", "Sinta Lind"), "Sinta Lind Utama".into());
        for (rulings, want) in [
            (vec![same.clone()], vec!["Rani Umbara 3 Tomas Lind", "Sinta Lind 1"]),
            (vec![apart.clone()], vec!["Rani Umbara 1", "Rani Umbara 1", "Sinta Lind 1", "Tomas Lind 1"]),
            (vec![named.clone()], vec!["Rani Umbara 2", "Sinta Lind Utama 1 Sinta Lind", "Tomas Lind 1"]),
            (vec![same.clone(), apart.clone()], vec!["Rani Umbara 2 Tomas Lind", "Rani Umbara 1", "Sinta Lind 1"]),
            (vec![apart, same, named], vec!["Rani Umbara 2 Tomas Lind", "Rani Umbara 1", "Sinta Lind Utama 1 Sinta Lind"]),
        ] {
            let ruled = rule(&base, &rulings);
            assert_eq!(shown(&ruled), want, "{rulings:?}");
            sound(&ruled);
        }
    }

    #[test]
    fn what_is_not_there_is_passed_over() {
        let base = corpus();
        let rulings = [Ruling::Apart(voice("z", "Rani Umbara")), Ruling::Named(voice("a", "Rani"), "Siapa".into())];
        assert_eq!(rule(&base, &rulings), base);
        assert_eq!(rule(&base, &[]), base);
    }
}
