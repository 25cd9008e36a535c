//! Which entries of the boards belong to which article and speaker: counted once for each snapshot, so that no key asks
//! the whole corpus.

use crate::model::{ArticleIx, ClaimIx, Corpus, Mention, Party, QuoteRef, SpeakerIx};
use crate::pane::Board;
use rustc_hash::FxHashSet;

/// Which entries belong to what.
#[derive(Clone, Debug, Default)]
pub struct Index {
    by_article: [Pairs; Board::ALL.len()],
    by_speaker: [Pairs; Board::ALL.len()],
    /// The hearings of those whom a claim concerns.
    hearings: Pairs,
    /// For each claim, the places in `accused` of those who have taken no position in it.
    silent: Vec<Vec<u32>>,
}

/// Keys with their items, ascending.
#[derive(Clone, Debug, Default)]
struct Pairs(Vec<(u32, u32)>);

impl Pairs {
    fn new(mut pairs: Vec<(u32, u32)>) -> Pairs {
        pairs.sort_unstable();
        pairs.dedup();
        Pairs(pairs)
    }

    fn of(&self, key: u32) -> impl Iterator<Item = u32> {
        let from = self.0.partition_point(|p| p.0 < key);
        self.0.iter().skip(from).take_while(move |p| p.0 == key).map(|p| p.1)
    }
}

/// What an entry holds.
#[derive(Clone, Debug, Default)]
pub struct Holding {
    /// The quotes that it stands on.
    pub quotes: Vec<QuoteRef>,
    /// Other places that it stands on.
    pub places: Vec<Mention>,
    /// Whom it concerns.
    pub speakers: Vec<SpeakerIx>,
}

impl Holding {
    /// Its articles, ascending.
    pub fn articles(&self) -> Vec<ArticleIx> {
        let mut articles: Vec<_> = self.quotes.iter().map(|q| q.article).chain(self.places.iter().map(|p| p.article)).collect();
        articles.sort_unstable();
        articles.dedup();
        articles
    }
}

/// What an entry of a board holds.
pub fn holding(corpus: &Corpus, board: Board, item: u32) -> Holding {
    let at = item as usize;
    match board {
        Board::Ledger => corpus.claims.get(at).map(|claim| Holding {
            quotes: claim.positions.iter().map(|p| p.quote).collect(),
            places: claim.accused.iter().map(|p| p.mention).collect(),
            speakers: claim
                .positions
                .iter()
                .filter_map(|p| p.speaker)
                .chain(claim.accused.iter().filter_map(|p| p.speaker))
                .collect(),
        }),
        Board::Drift => corpus.statements.get(at).map(|statement| Holding {
            quotes: statement.versions.iter().map(|v| v.quote).collect(),
            places: Vec::new(),
            speakers: vec![statement.speaker],
        }),
        Board::Balance => corpus.hearings.get(at).map(|hearing| {
            let claims = hearing.accused_in.iter().chain(&hearing.accuses_in).filter_map(|c| corpus.claims.get(*c as usize));
            let told = claims.flat_map(|c| c.positions.iter().map(|p| p.quote));
            Holding {
                quotes: hearing.quotes.iter().copied().chain(told).collect(),
                places: vec![hearing.party.mention],
                speakers: hearing.party.speaker.into_iter().collect(),
            }
        }),
        Board::Findings => corpus.findings.get(at).map(|finding| Holding {
            quotes: finding.quotes.clone(),
            places: finding.places.clone(),
            speakers: finding.speaker.into_iter().collect(),
        }),
    }
    .unwrap_or_default()
}

/// Number of entries of a board.
fn count(corpus: &Corpus, board: Board) -> usize {
    match board {
        Board::Ledger => corpus.claims.len(),
        Board::Drift => corpus.statements.len(),
        Board::Balance => corpus.hearings.len(),
        Board::Findings => corpus.findings.len(),
    }
}

impl Index {
    /// Counts a snapshot.
    pub fn new(corpus: &Corpus) -> Index {
        let mut index = Index::default();
        for (at, board) in Board::ALL.into_iter().enumerate() {
            let (mut articles, mut speakers) = (Vec::new(), Vec::new());
            for item in 0..count(corpus, board) as u32 {
                let holding = holding(corpus, board, item);
                articles.extend(holding.articles().into_iter().map(|a| (a, item)));
                speakers.extend(holding.speakers.iter().map(|s| (*s, item)));
            }
            (index.by_article[at], index.by_speaker[at]) = (Pairs::new(articles), Pairs::new(speakers));
        }
        let concerned = corpus.hearings.iter().zip(0..).flat_map(|(h, ix)| h.accused_in.iter().map(move |c| (*c, ix)));
        index.hearings = Pairs::new(concerned.collect());
        index.silent = (0..corpus.claims.len() as u32).map(|claim| index.count_silent(corpus, claim)).collect();
        index
    }

    /// The entries of a board that stand on an article.
    pub fn of_article(&self, board: Board, article: ArticleIx) -> impl Iterator<Item = u32> {
        self.by_article[board as usize].of(article)
    }

    /// The entries of a board that concern a speaker.
    pub fn of_speaker(&self, board: Board, speaker: SpeakerIx) -> impl Iterator<Item = u32> {
        self.by_speaker[board as usize].of(speaker)
    }

    /// Those accused in a claim who have taken no position in it, neither themselves nor through one who speaks for them.
    pub fn silent<'c>(&'c self, corpus: &'c Corpus, claim: ClaimIx) -> impl Iterator<Item = &'c Party> {
        let accused = corpus.claims.get(claim as usize).map_or(&[][..], |c| &c.accused);
        let silent = self.silent.get(claim as usize).map_or(&[][..], |s| s);
        silent.iter().filter_map(move |at| accused.get(*at as usize))
    }

    fn count_silent(&self, corpus: &Corpus, ix: ClaimIx) -> Vec<u32> {
        let Some(claim) = corpus.claims.get(ix as usize) else { return Vec::new() };
        let taken: FxHashSet<QuoteRef> = claim.positions.iter().map(|p| p.quote).collect();
        let answered = |party: &Party| {
            let itself = party.speaker.is_some() && claim.positions.iter().any(|p| p.speaker == party.speaker);
            let heard = || self.hearings.of(ix).filter_map(|h| corpus.hearings.get(h as usize)).filter(|h| same(&h.party, party));
            itself || heard().any(|h| h.quotes.iter().any(|q| taken.contains(q)))
        };
        (0..).zip(&claim.accused).filter(|(_, party)| !answered(party)).map(|(at, _)| at).collect()
    }
}

/// Whether two parties are one: the same voice, or the same name where there is none.
fn same(a: &Party, b: &Party) -> bool {
    match (a.speaker, b.speaker) {
        (None, None) => a.name.to_lowercase() == b.name.to_lowercase(),
        (a, b) => a == b,
    }
}
