//! Lays a small corpus, a new article linked with its neighbours, over the large one that the neighbours are of.
//!
//! Whatever the new article takes part in is found again by the neighbours that take part too: a speaker by their voices,
//! an event by their sentences, a statement and a claim by their quotes. What none of them has is new.

use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::sync::Arc;

/// The statement and the claim that a quote of the large corpus takes part in.
#[derive(Debug, Default)]
pub struct Places {
    statements: FxHashMap<QuoteRef, StatementIx>,
    claims: FxHashMap<QuoteRef, ClaimIx>,
}

impl Places {
    /// Of a whole corpus.
    pub fn new(corpus: &Corpus) -> Self {
        let statements = (0..).zip(&corpus.statements).flat_map(|(ix, s)| s.versions.iter().map(move |v| (v.quote, ix)));
        let claims = (0..).zip(&corpus.claims).flat_map(|(ix, c)| c.positions.iter().map(move |p| (p.quote, ix)));
        Self { statements: statements.collect(), claims: claims.collect() }
    }
}

/// What is laid over what, and where.
pub struct Graft<'a> {
    base: &'a mut Corpus,
    places: &'a mut Places,
    part: &'a Corpus,
    /// The index in the large corpus of each article of the small one; that of the new one is last.
    at: &'a [ArticleIx],
    /// The same of speakers.
    speakers: Vec<Option<SpeakerIx>>,
    /// The new article, in the small corpus and in the large one.
    new: (ArticleIx, ArticleIx),
}

impl<'a> Graft<'a> {
    /// `part` is a corpus of articles of `base` and, last, a new one; `at` tells which.
    pub fn new(base: &'a mut Corpus, places: &'a mut Places, part: &'a Corpus, at: &'a [ArticleIx]) -> Self {
        let new = (part.articles.len().saturating_sub(1) as ArticleIx, base.articles.len() as ArticleIx);
        Self { base, places, part, at, speakers: Vec::new(), new }
    }

    /// Lays it. The speakers that are new or have new names.
    pub fn lay(mut self) -> Vec<SpeakerIx> {
        let Some(article) = self.part.articles.last() else { return Vec::new() };
        self.base.articles.push_back(Arc::clone(article));
        self.base.added += 1;
        let touched = self.lay_speakers();
        self.lay_copies();
        self.lay_events();
        self.lay_statements();
        self.lay_claims();
        self.lay_findings();
        touched
    }

    fn article(&self, ix: ArticleIx) -> Option<ArticleIx> {
        self.at.get(ix as usize).copied()
    }

    fn quote(&self, at: QuoteRef) -> Option<QuoteRef> {
        Some(QuoteRef { article: self.article(at.article)?, quote: at.quote })
    }

    fn mention(&self, mention: Mention) -> Option<Mention> {
        Some(Mention { article: self.article(mention.article)?, ..mention })
    }

    fn speaker(&self, ix: SpeakerIx) -> Option<SpeakerIx> {
        self.speakers.get(ix as usize).copied().flatten()
    }

    /// Finds each speaker in the large corpus: most of its voices are of that one; else by its identifier, which is that
    /// of its name; else it is added.
    fn lay_speakers(&mut self) -> Vec<SpeakerIx> {
        let mut votes: Vec<FxHashMap<SpeakerIx, u32>> = vec![FxHashMap::default(); self.part.speakers.len()];
        for (ix, voices) in (0..self.new.0).zip(&self.part.voices) {
            let large = self.article(ix).and_then(|at| self.base.voices.get(at as usize));
            for (small, large) in voices.iter().zip(large.into_iter().flatten()) {
                if let Some(votes) = votes.get_mut(*small as usize) {
                    *votes.entry(*large).or_insert(0) += 1;
                }
            }
        }
        let most = |votes: &FxHashMap<SpeakerIx, u32>| votes.iter().max_by_key(|(ix, n)| (**n, Reverse(**ix))).map(|v| *v.0);
        self.speakers = votes.iter().map(most).collect();
        let own: Vec<SpeakerIx> = self.part.voices.last().cloned().unwrap_or_default();
        let mut touched = own.clone();
        touched.sort_unstable();
        touched.dedup();
        let mut out = Vec::new();
        for small in touched {
            let Some(speaker) = self.part.speakers.get(small as usize) else { continue };
            let large = self.speaker(small).unwrap_or_else(|| self.base.speakers.len() as SpeakerIx);
            if let Some(slot) = self.speakers.get_mut(small as usize) {
                *slot = Some(large);
            }
            out.extend(self.lay_speaker(speaker, large).then_some(large));
        }
        let voices = own.into_iter().map(|small| self.speaker(small).unwrap_or_default()).collect();
        self.base.voices.push_back(voices);
        out
    }

    /// Adds what the new article has of a speaker; whether that is a name.
    fn lay_speaker(&mut self, small: &Speaker, large: SpeakerIx) -> bool {
        let (from, to) = self.new;
        let of = |list: &[QuoteRef]| list.iter().filter(|q| q.article == from).map(|q| QuoteRef { article: to, ..*q }).collect();
        let roles = small.roles.iter().filter(|r| r.articles.contains(&from));
        let mut more = Speaker { quotes: of(&small.quotes), alleged: of(&small.alleged), roles: Vec::new(), ..small.clone() };
        let Some(speaker) = self.base.speakers.get_mut(large as usize) else {
            more.roles = roles.map(|r| SpeakerRole { articles: vec![to], ..r.clone() }).collect();
            self.base.speakers.push_back(more);
            return true;
        };
        speaker.quotes.extend(more.quotes);
        speaker.alleged.extend(more.alleged);
        for role in roles {
            let same = |r: &&mut SpeakerRole| (&r.title, &r.affiliation) == (&role.title, &role.affiliation);
            match speaker.roles.iter_mut().find(same) {
                Some(known) => known.articles.push(to),
                None => speaker.roles.push(SpeakerRole { articles: vec![to], ..role.clone() }),
            }
        }
        let voices = self.part.articles.last().map_or(&[][..], |a| &a.voices);
        let own = self.part.voices.last().into_iter().flatten().zip(voices);
        let names = own.filter(|(ix, _)| self.speakers.get(**ix as usize).copied().flatten() == Some(large));
        let known = speaker.aliases.len();
        for name in names.map(|(_, voice)| &voice.name) {
            if *name != speaker.name && !speaker.aliases.contains(name) {
                speaker.aliases.push(name.clone());
            }
        }
        speaker.aliases.sort_unstable();
        speaker.aliases.len() > known
    }

    fn lay_copies(&mut self) {
        let of = self.part.copies.last().filter(|ix| **ix != self.new.0).and_then(|ix| self.article(*ix));
        let first = of.and_then(|at| self.base.copies.get(at as usize)).copied();
        self.base.copies.push_back(first.unwrap_or(self.new.1));
    }

    fn lay_events(&mut self) {
        let mut told: Vec<EventIx> = Vec::new();
        for small in self.part.article_events.last().into_iter().flatten() {
            let Some(event) = self.part.events.get(*small as usize) else { continue };
            let ix = self.same_event(event);
            let new = |m: &&Mention| m.article == self.new.0;
            let mentions: Vec<Mention> = event.mentions.iter().filter(new).filter_map(|m| self.mention(*m)).collect();
            let quotes = event.quotes.iter().filter(|q| q.article == self.new.0).filter_map(|q| self.quote(*q));
            let quotes: Vec<QuoteRef> = quotes.collect();
            let mut speakers: Vec<SpeakerIx> = event.speakers.iter().filter_map(|s| self.speaker(*s)).collect();
            match ix.and_then(|ix| self.base.events.get_mut(ix as usize)) {
                Some(large) => {
                    large.mentions.extend(mentions);
                    large.quotes.extend(quotes);
                    large.speakers.append(&mut speakers);
                    large.speakers.sort_unstable();
                    large.speakers.dedup();
                    let finer = event.date.value.precision() < large.date.value.precision();
                    if finer && large.date.start <= event.date.start && event.date.end <= large.date.end {
                        large.date = event.date.clone();
                    }
                }
                // What one sentence told was no line before: the neighbours tell it now too.
                None => {
                    speakers.sort_unstable();
                    speakers.dedup();
                    let mut mentions: Vec<Mention> = event.mentions.iter().filter_map(|m| self.mention(*m)).collect();
                    mentions.sort_unstable();
                    let mut quotes: Vec<QuoteRef> = event.quotes.iter().filter_map(|q| self.quote(*q)).collect();
                    quotes.sort_unstable();
                    let event = Event { mentions, quotes, speakers, ..event.clone() };
                    let ix = self.base.events.len() as EventIx;
                    for article in event.articles() {
                        if let Some(told) = self.base.article_events.get_mut(article as usize) {
                            told.push(ix);
                        }
                    }
                    self.base.events.push_back(event);
                }
            }
            told.push(ix.unwrap_or(self.base.events.len().saturating_sub(1) as EventIx));
        }
        told.sort_unstable();
        told.dedup();
        self.base.article_events.push_back(told);
    }

    /// The event of the large corpus in which most of the neighbours' sentences are.
    fn same_event(&self, event: &Event) -> Option<EventIx> {
        let mut votes: FxHashMap<EventIx, u32> = FxHashMap::default();
        for mention in event.mentions.iter().filter(|m| m.article != self.new.0).filter_map(|m| self.mention(*m)) {
            for ix in self.base.article_events.get(mention.article as usize).into_iter().flatten() {
                let has = |e: &Event| e.mentions.binary_search(&mention).is_ok();
                if self.base.events.get(*ix as usize).is_some_and(has) {
                    *votes.entry(*ix).or_insert(0) += 1;
                }
            }
        }
        votes.into_iter().max_by_key(|(ix, n)| (*n, Reverse(*ix))).map(|v| v.0)
    }

    /// A statement with a version in the new article replaces the one whose versions it has; is added where there is none;
    /// and waits where the large corpus has versions that it does not have.
    fn lay_statements(&mut self) {
        for small in self.part.statements.iter().filter(|s| s.versions.iter().any(|v| v.quote.article == self.new.0)) {
            let quotes: FxHashSet<QuoteRef> = small.versions.iter().filter_map(|v| self.quote(v.quote)).collect();
            let Some(speaker) = self.speaker(small.speaker) else { continue };
            let mut large = Statement { speaker, ..small.clone() };
            large.versions.retain_mut(|v| self.quote(v.quote).map(|at| v.quote = at).is_some());
            let known = large.versions.iter().find_map(|v| self.places.statements.get(&v.quote)).copied();
            let ix = known.unwrap_or(self.base.statements.len() as StatementIx);
            match self.base.statements.get_mut(ix as usize) {
                None => self.base.statements.push_back(large),
                Some(known) if known.versions.iter().all(|v| quotes.contains(&v.quote)) => {
                    *known = Statement { id: Arc::clone(&known.id), ..large };
                }
                Some(known) if known.fullest() == large.fullest() => {
                    known.versions.extend(large.versions.into_iter().filter(|v| v.quote.article == self.new.1));
                }
                Some(_) => continue,
            }
            let laid = self.base.statements.get(ix as usize).into_iter().flat_map(|s| &s.versions);
            self.places.statements.extend(laid.map(|v| (v.quote, ix)));
        }
    }

    fn lay_claims(&mut self) {
        for small in self.part.claims.iter().filter(|c| quotes(c).any(|q| q.article == self.new.0)) {
            let mut large = small.clone();
            let Some(title) = self.quote(small.title) else { continue };
            large.title = title;
            large.positions.retain_mut(|p| {
                p.speaker = p.speaker.and_then(|s| self.speaker(s));
                self.quote(p.quote).map(|at| p.quote = at).is_some()
            });
            large.answers.retain_mut(|a| {
                a.speaker = a.speaker.and_then(|s| self.speaker(s));
                self.quote(a.quote).map(|at| a.quote = at).is_some()
            });
            large.accused.retain_mut(|party| {
                party.speaker = party.speaker.and_then(|s| self.speaker(s));
                self.mention(party.mention).map(|at| party.mention = at).is_some()
            });
            large.answers.retain_mut(|answer| self.quote(answer.quote).map(|at| answer.quote = at).is_some());
            let known = large.positions.iter().find_map(|p| self.places.claims.get(&p.quote)).copied();
            let ix = known.unwrap_or(self.base.claims.len() as ClaimIx);
            match self.base.claims.get_mut(ix as usize) {
                None => self.base.claims.push_back(large),
                Some(known) => take_up(known, large, self.new.1),
            }
            let laid = self.base.claims.get(ix as usize).into_iter().flat_map(|c| &c.positions);
            self.places.claims.extend(laid.map(|p| (p.quote, ix)));
        }
    }

    /// Only what stands in the new article: the rest is found already.
    fn lay_findings(&mut self) {
        for small in self.part.findings.iter().filter(|f| f.places.iter().any(|p| p.article == self.new.0)) {
            let mut large = small.clone();
            large.speaker = small.speaker.and_then(|s| self.speaker(s));
            large.places = small.places.iter().filter_map(|p| self.mention(*p)).collect();
            large.quotes = small.quotes.iter().filter_map(|q| self.quote(*q)).collect();
            self.base.findings.push_back(large);
        }
    }
}

/// Everything that takes a stance to a claim or answers it.
fn quotes(claim: &Claim) -> impl Iterator<Item = QuoteRef> + '_ {
    claim.positions.iter().map(|p| p.quote).chain(claim.answers.iter().map(|a| a.quote))
}

/// Adds the positions that one article takes to a claim, and the answers in it.
fn take_up(known: &mut Claim, more: Claim, article: ArticleIx) {
    let day = |p: &Position| p.date.as_ref().and_then(TimeValue::bounds).map(|b| b.1);
    let new = more.positions.into_iter().filter(|p| p.quote.article == article);
    let before = known.positions.len();
    known.positions.extend(new);
    let one_source = known.positions.get(before..).is_none_or(|new| new.iter().all(|p| p.copy));
    known.sources += u32::from(!one_source);
    known.positions.sort_by_key(|p| (Reverse(day(p)), p.quote));
    let mut places = Vec::new();
    for party in more.accused {
        let same = |p: &Party| (p.speaker, p.name.to_lowercase()) == (party.speaker, party.name.to_lowercase());
        let at = known.accused.iter().position(same).unwrap_or(known.accused.len());
        places.push(at as u32);
        if at == known.accused.len() {
            known.accused.push(party);
        }
    }
    let there = |a: &Answer| places.get(a.accused as usize).copied();
    let answers = more.answers.into_iter().filter_map(|a| Some(Answer { accused: there(&a)?, ..a }));
    let new: Vec<Answer> =
        answers.filter(|a| !known.answers.iter().any(|k| (k.accused, k.quote) == (a.accused, a.quote))).collect();
    known.answers.extend(new);
    known.answers.sort_by_key(|a| (a.accused, a.how));
    known.unnamed_only &= more.unnamed_only;
}
