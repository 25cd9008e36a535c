//! What the accused say to a claim without taking a position on it: *says otherwise*, or an answer in a related claim.
//!
//! Nobody is shown as not having answered whose words about the matter stand in what was read. Asked is the party under every
//! name that is one speaker, whoever speaks for it, and its positions on other claims of the same articles. An accusation is
//! no answer.

use super::prepare::{FIGURE, MARKS, NAMED, Prepared};
use super::tellings::DEED;
use crate::lang::{Link, Pack};
use crate::model::*;
use crate::text::tokenize;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Words of the matter that words of the accused share with it to be about it: in an article that tells of the claim, and in
/// any other.
const HERE: usize = 1;
const ELSEWHERE: usize = 3;
/// Quotes of one party that are looked at in articles that do not tell of the claim.
const MOST: usize = 400;

/// Adds to each claim how those of the accused answer it who take no position on it.
pub fn find(articles: &[&Prepared], speakers: &[Speaker], hearings: &[Hearing], claims: &mut [Claim], pack: &Pack) {
    let mut of: FxHashMap<ClaimIx, Vec<&Hearing>> = FxHashMap::default();
    for hearing in hearings {
        hearing.accused_in.iter().for_each(|claim| of.entry(*claim).or_default().push(hearing));
    }
    let desk = Desk { articles, speakers, pack };
    let taken: Vec<BTreeSet<ArticleIx>> = claims.iter().map(told_in).collect();
    let mut found: Vec<Vec<Answer>> = Vec::with_capacity(claims.len());
    for (ix, claim) in (0..).zip(&*claims) {
        let own = of.get(&ix).map_or(&[][..], Vec::as_slice);
        let answer = |(by, party): (u32, &Party)| {
            let hearing = own.iter().find(|h| h.party.is(party))?;
            let answer = |how: Answered, quote: QuoteRef| Answer { by, how, quote };
            let words = || desk.otherwise(claim, hearing).map(|quote| answer(Answered::Otherwise, quote));
            let related = || related(ix, hearing, claims, &taken).map(|quote| answer(Answered::Related, quote));
            words().or_else(related)
        };
        found.push((0..).zip(&claim.accused).filter_map(answer).collect());
    }
    for (claim, answers) in claims.iter_mut().zip(found) {
        claim.answers = answers;
    }
}

/// The articles that tell of a claim.
fn told_in(claim: &Claim) -> BTreeSet<ArticleIx> {
    claim.positions.iter().map(|p| p.quote.article).collect()
}

/// A position that a party takes on another claim of one of the same articles, other than accusing.
fn related(ix: ClaimIx, hearing: &Hearing, claims: &[Claim], taken: &[BTreeSet<ArticleIx>]) -> Option<QuoteRef> {
    let own = taken.get(ix as usize)?;
    let heard: FxHashSet<QuoteRef> = hearing.quotes.iter().copied().collect();
    let others = hearing.accused_in.iter().filter(|other| **other != ix).filter(|other| {
        let theirs = taken.get(**other as usize);
        theirs.is_some_and(|theirs| theirs.intersection(own).next().is_some())
    });
    let mut positions = others.filter_map(|other| claims.get(*other as usize)).flat_map(|claim| &claim.positions);
    positions.find(|p| p.stance != Stance::Accuses && heard.contains(&p.quote)).map(|p| p.quote)
}

/// What words are compared in.
struct Desk<'a> {
    articles: &'a [&'a Prepared],
    speakers: &'a [Speaker],
    pack: &'a Pack,
}

impl Desk<'_> {
    /// Words of a party about a claim: in its articles of whoever is heard for the party, elsewhere of the party itself.
    fn otherwise(&self, claim: &Claim, hearing: &Hearing) -> Option<QuoteRef> {
        let articles = told_in(claim);
        let matter = self.matter(claim);
        let said: FxHashSet<QuoteRef> = claim.positions.iter().map(|p| p.quote).collect();
        let about = |at: &QuoteRef, least: usize| !said.contains(at) && self.shared(*at, &matter) >= least && !self.accuses(*at);
        let here = || hearing.quotes.iter().filter(|at| articles.contains(&at.article));
        let own = hearing.party.speaker.and_then(|ix| self.speakers.get(ix as usize)).map_or(&[][..], |s| &s.quotes);
        let elsewhere = || own.iter().filter(|at| !articles.contains(&at.article)).take(MOST);
        let found = here().find(|at| about(at, HERE)).or_else(|| here().find(|at| !said.contains(at) && self.denies(**at)));
        found.or_else(|| elsewhere().find(|at| about(at, ELSEWHERE))).copied()
    }

    /// The words of a claim's positions that are no names.
    fn matter(&self, claim: &Claim) -> FxHashSet<u32> {
        let of = |at: QuoteRef| {
            let prepared = self.articles.get(at.article as usize)?;
            prepared.matters.iter().find(|m| m.quote == at.quote && m.back.is_none())
        };
        let features = claim.positions.iter().filter_map(|p| of(p.quote)).flat_map(|m| &m.features);
        features.filter(|f| *f & DEED != 0).map(|f| f & !MARKS).collect()
    }

    /// How many different words of a matter a quote has.
    fn shared(&self, at: QuoteRef, matter: &FxHashSet<u32>) -> usize {
        let said = self.articles.get(at.article as usize).map_or(&[][..], |p| p.said(at.quote));
        let words = said.iter().filter(|w| *w & (NAMED | FIGURE) == 0).map(|w| w & !MARKS);
        words.filter(|w| matter.contains(w)).collect::<FxHashSet<_>>().len()
    }

    fn quote(&self, at: QuoteRef) -> Option<(&Article, &Quote)> {
        let article = &self.articles.get(at.article as usize)?.article;
        Some((article, article.quotes.get(at.quote as usize)?))
    }

    fn accuses(&self, at: QuoteRef) -> bool {
        self.quote(at).is_none_or(|(_, quote)| quote.stance == Stance::Accuses)
    }

    /// Whether somebody says of themselves that they did not (`Saya tidak menyentuh uang itu`).
    fn denies(&self, at: QuoteRef) -> bool {
        let Some((article, quote)) = self.quote(at).filter(|(_, quote)| quote.stance != Stance::Accuses) else { return false };
        let words = quote.span.of(&article.text);
        let tokens = tokenize(words, &self.pack.lexicon);
        let own = tokens.iter().any(|t| self.pack.link.has(t.word, Link::SPEAKS));
        own && tokens.iter().any(|t| self.pack.link.is_negation(t.word))
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Pack;
    use crate::link::testing::Build;
    use crate::link::{Linker, prepare};
    use crate::model::{Answered, SpeakerKind, Stance};

    /// How Tomas Lind, who is accused of stealing a boat, answers where this is said.
    fn answer(said: &str, name: &str, kind: SpeakerKind) -> (Vec<Answered>, usize) {
        let text = format!("Rani Umbara menuduh Tomas Lind mencuri kapal patroli milik koperasi. “{said},” kata {name}.");
        let build = Build::new("a", &text)
            .quote("Tomas Lind mencuri kapal patroli milik koperasi", "menuduh", "Rani Umbara")
            .indirect()
            .stance(Stance::Accuses)
            .quote_of(said, "kata", name, kind);
        let mut linker = Linker::new(Pack::indonesian());
        linker.add([prepare(build.article(), Pack::indonesian())]);
        let corpus = linker.corpus();
        let how = corpus.claims[0].answers.iter().map(|answer| answer.how).collect();
        (how, corpus.unanswered().remove(0).len())
    }

    #[test]
    fn words_about_the_matter_answer_without_a_verb_of_denial() {
        use SpeakerKind::{Person, Unnamed};
        let otherwise = (vec![Answered::Otherwise], 0);
        for said in ["Kapal itu saya pinjam", "Saya tidak pernah ke dermaga", "Kapal patroli ada di galangan"] {
            assert_eq!(answer(said, "Tomas Lind", Person), otherwise, "{said}");
        }
        assert_eq!(answer("Kapal itu sudah dikembalikan", "pengacara Tomas Lind", Unnamed), otherwise);
        let silent = (Vec::new(), 1);
        assert_eq!(answer("Panen garam tahun ini baik", "Tomas Lind", Person), silent, "of something else");
        assert_eq!(answer("Kapal itu saya pinjam", "Sinta Karsa", Person), silent, "somebody else");
    }
}
