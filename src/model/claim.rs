//! What somebody is accused of, and who says what to it.

use super::named::named;
use super::{Corpus, Mention, QuoteRef, SpeakerIx, Stance, TimeValue};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Index into [`super::Corpus::claims`].
pub type ClaimIx = u32;

/// Somebody whom a claim concerns, as an article names them.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The name: the speaker's, else as printed.
    pub name: Box<str>,
    /// The voice of the corpus that it is; `None` for one who is never quoted.
    pub speaker: Option<SpeakerIx>,
    /// Where they are named in this matter.
    pub mention: Mention,
}

impl Party {
    /// Whether two are one: the same voice, or the same name where neither is ever quoted.
    pub fn is(&self, other: &Party) -> bool {
        match (self.speaker, other.speaker) {
            (None, None) => self.name.to_lowercase() == other.name.to_lowercase(),
            (a, b) => a == b,
        }
    }
}

/// What one speaker does with a claim in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Who; `None` where the article does not say.
    pub speaker: Option<SpeakerIx>,
    /// With which words.
    pub quote: QuoteRef,
    /// What they do.
    pub stance: Stance,
    /// When: as the sentence says, else the day the article appeared; `None` where neither is known.
    pub date: Option<TimeValue>,
    /// Whether the article is a copy of one that has an earlier position here, so that the two are one source.
    pub copy: bool,
}

named! {
    /// How somebody answers an accusation without a verb of denial, confirmation or refusal about it.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Answered {
        /// In other words about the matter.
        Otherwise = "says otherwise",
        /// In another claim on the matter.
        Related = "in a related claim",
    }
}

/// The answer of one who is accused, where it is no position on the claim itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Their place in [`Claim::accused`].
    pub by: u32,
    /// How.
    pub how: Answered,
    /// With which words.
    pub quote: QuoteRef,
}

/// One matter that somebody is accused of or denies, with everyone who takes a stance to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Stable identifier.
    pub id: Arc<str>,
    /// The words of the clearest accusation, or of the clearest denial where nobody accuses.
    pub title: QuoteRef,
    /// Who is accused, the most accused first; empty where the words name nobody.
    pub accused: Vec<Party>,
    /// Every stance taken, newest first.
    pub positions: Vec<Position>,
    /// What the accused say to it otherwise, one answer each at most.
    pub answers: Vec<Answer>,
    /// Number of sources: articles, copies of one item counted once.
    pub sources: u32,
    /// Whether every accuser is without a name or unknown.
    pub unnamed_only: bool,
}

named! {
    /// How a party is heard in the articles that tell of what concerns it, the best first.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Heard {
        /// In its own words, between quotation marks.
        Directly = "directly",
        /// In reported words only.
        Indirectly = "indirectly",
        /// Only by somebody without a name.
        Unnamed = "unnamed",
        /// Not at all.
        NotAtAll = "not at all",
    }
}

/// How one party of the claims is heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Hearing {
    /// Who.
    pub party: Party,
    /// The claims in which it is accused, ascending.
    pub accused_in: Vec<ClaimIx>,
    /// The claims in which it accuses, ascending.
    pub accuses_in: Vec<ClaimIx>,
    /// How it is heard in the articles that tell of these claims.
    pub heard: Heard,
    /// The words it is heard with there, the best kind first, then newest first.
    pub quotes: Vec<QuoteRef>,
}

impl Corpus {
    /// For each claim, the places in [`Claim::accused`] of those who have not answered it in what was read.
    ///
    /// One has answered who denies or confirms it or declines to speak of it, oneself or through somebody who is heard for
    /// one (see [`Hearing`]): whoever declines was asked, and that is told. An accusation is no answer, not even one that
    /// strikes back: of the matter itself it says nothing, and a reader must not take it for the accused's word on it. Other
    /// words of theirs about the matter are one as well ([`Claim::answers`]).
    pub fn unanswered(&self) -> Vec<Vec<u32>> {
        let concerned: BTreeSet<(ClaimIx, u32)> =
            (0..).zip(&self.hearings).flat_map(|(ix, h)| h.accused_in.iter().map(move |claim| (*claim, ix))).collect();
        let silent = |(ix, claim): (ClaimIx, &Claim)| {
            let answers: Vec<&Position> = claim.positions.iter().filter(|p| p.stance != Stance::Accuses).collect();
            let quotes: BTreeSet<QuoteRef> = answers.iter().map(|p| p.quote).collect();
            let answered = |party: &Party| {
                let itself = party.speaker.is_some() && answers.iter().any(|p| p.speaker == party.speaker);
                let hearings = concerned.range((ix, 0)..=(ix, u32::MAX)).filter_map(|(_, h)| self.hearings.get(*h as usize));
                itself || hearings.filter(|h| h.party.is(party)).any(|h| h.quotes.iter().any(|q| quotes.contains(q)))
            };
            let otherwise = |at: u32| claim.answers.iter().any(|answer| answer.by == at);
            (0..).zip(&claim.accused).filter(|(at, party)| !answered(party) && !otherwise(*at)).map(|(at, _)| at).collect()
        };
        (0..).zip(&self.claims).map(silent).collect()
    }
}
