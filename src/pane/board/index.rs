//! Which entries of the boards belong to which article and speaker: counted once for each snapshot, so that no key asks
//! the whole corpus.

use crate::model::{ArticleIx, Corpus, Mention, QuoteRef, SpeakerIx};
use crate::pane::Board;

/// Which entries belong to what.
#[derive(Clone, Debug, Default)]
pub struct Index {
    by_article: [Pairs; Board::ALL.len()],
    by_speaker: [Pairs; Board::ALL.len()],
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
            quotes: claim.positions.iter().map(|p| p.quote).chain(claim.answers.iter().map(|a| a.quote)).collect(),
            places: claim.accused.iter().map(|p| p.mention).collect(),
            speakers: claim
                .positions
                .iter()
                .filter_map(|p| p.speaker)
                .chain(claim.accused.iter().filter_map(|p| p.speaker))
                .chain(claim.answers.iter().filter_map(|a| a.speaker))
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
}
