//! What the accused say to a claim without taking a position on it: *says otherwise*, or an answer in a related claim.
//!
//! Nobody is shown as not having answered whose words about the matter stand in what was read. Asked is the party under every
//! name that is one speaker, whoever speaks for it, and its positions on other claims of the same articles. An accusation is
//! no answer.

use super::prepare::{FIGURE, MARKS, NAMED, Prepared};
use super::tellings::DEED;
use crate::lang::{Link, Pack};
use crate::model::*;
use crate::text::{Token, tokenize};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Words of the matter that words of the accused share with it to be about it: in an article that tells of the claim, there where
/// they speak of themselves (or anywhere where they say that they did not), and in any other.
const HERE: usize = 2;
const SPOKEN: usize = 1;
const ELSEWHERE: usize = 3;
/// Quotes of one party that are looked at in articles that do not tell of the claim.
const MOST: usize = 400;

/// Adds to each claim how those of the accused answer it who take no position on it; whoever is heard in no article that tells of
/// their claims is heard where their own words are about one of them.
pub fn find(articles: &[&Prepared], speakers: &[Speaker], hearings: &mut [Hearing], claims: &mut [Claim], pack: &Pack) {
    let desk = Desk { articles, speakers, pack };
    for hearing in hearings.iter_mut().filter(|hearing| hearing.heard == Heard::NotAtAll) {
        let about = hearing.accused_in.iter().filter_map(|claim| claims.get(*claim as usize));
        let found = about.filter_map(|claim| desk.elsewhere(claim, hearing)).next();
        if let Some(quote) = found
            && let Some((_, words)) = desk.quote(quote)
        {
            hearing.heard = if words.kind == QuoteKind::Indirect { Heard::Indirectly } else { Heard::Directly };
            hearing.quotes = vec![quote];
        }
    }
    let mut of: FxHashMap<ClaimIx, Vec<&Hearing>> = FxHashMap::default();
    for hearing in &*hearings {
        hearing.accused_in.iter().for_each(|claim| of.entry(*claim).or_default().push(hearing));
    }
    let taken: Vec<BTreeSet<ArticleIx>> = claims.iter().map(told_in).collect();
    let mut found: Vec<Vec<Answer>> = Vec::with_capacity(claims.len());
    for (ix, claim) in (0..).zip(&*claims) {
        let own = of.get(&ix).map_or(&[][..], Vec::as_slice);
        let answer = |(by, party): (u32, &Party)| {
            let hearing = own.iter().find(|h| h.party.is(party))?;
            if takes_position(claim, hearing) {
                return None;
            }
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

/// Whether a party takes a position on a claim other than accusing, itself or through whoever is heard for it.
fn takes_position(claim: &Claim, hearing: &Hearing) -> bool {
    let own = |p: &Position| hearing.party.speaker.is_some() && p.speaker == hearing.party.speaker;
    claim.positions.iter().any(|p| p.stance != Stance::Accuses && (own(p) || hearing.quotes.contains(&p.quote)))
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
        let about = |at: &QuoteRef| {
            let least = if self.speaks(*at) { SPOKEN } else { HERE };
            !said.contains(at) && self.shared(*at, &matter) >= least && !self.accuses(*at)
        };
        let here = || hearing.quotes.iter().filter(|at| articles.contains(&at.article));
        let found = here().find(|at| about(at)).or_else(|| here().find(|at| !said.contains(at) && self.denies(**at)));
        found.copied().or_else(|| self.elsewhere(claim, hearing))
    }

    /// A party's own words about a claim in an article that does not tell of it.
    fn elsewhere(&self, claim: &Claim, hearing: &Hearing) -> Option<QuoteRef> {
        let (articles, matter) = (told_in(claim), self.matter(claim));
        let own = self.speakers.get(hearing.party.speaker? as usize).map_or(&[][..], |s| &s.quotes);
        let mut elsewhere = own.iter().filter(|at| !articles.contains(&at.article)).take(MOST);
        let least = |at: QuoteRef| if self.denies(at) { SPOKEN } else { ELSEWHERE };
        elsewhere.find(|at| !self.accuses(**at) && self.shared(**at, &matter) >= least(**at)).copied()
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

    /// Whether somebody speaks of themselves.
    fn speaks(&self, at: QuoteRef) -> bool {
        self.has(at, |link, token| link.has(token.word, Link::SPEAKS))
    }

    /// Whether somebody says of themselves that they did not (`Saya tidak menyentuh uang itu`).
    fn denies(&self, at: QuoteRef) -> bool {
        !self.accuses(at) && self.speaks(at) && self.has(at, |link, token| link.is_negation(token.word))
    }

    fn has(&self, at: QuoteRef, is: impl Fn(&Link, &Token) -> bool) -> bool {
        let Some((article, quote)) = self.quote(at) else { return false };
        let tokens = tokenize(quote.span.of(&article.text), &self.pack.lexicon);
        tokens.iter().any(|token| is(&self.pack.link, token))
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
