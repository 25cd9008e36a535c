//! What somebody is accused of, and who says what to it.

use super::named::named;
use super::{Corpus, Mention, QuoteRef, SpeakerIx, Stance, TimeValue};
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
    /// How somebody who is accused has answered, the clearest first.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Answered {
        /// Denies it, in their own name.
        Denies = "denies",
        /// Confirms or admits it, in their own name.
        Confirms = "confirms",
        /// Was asked and declines to speak of it.
        Declines = "declines",
        /// Somebody who speaks for them answers: a spokesman, a lawyer.
        Spokesman = "through a spokesman",
        /// The state or body whose office they hold answers; for a body, who heads it or holds an office of it.
        Body = "through the body",
        /// Says something about the same matter, without a verb of denial.
        Otherwise = "says otherwise",
        /// Denies, confirms or declines in another claim on the same matter, or admits another thing beside this one.
        Related = "in a related claim",
    }
}

/// Words that answer a claim for one of those who are accused in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// For whom: a place in [`Claim::accused`].
    pub accused: u32,
    /// Who answers; `None` where the article does not say.
    pub speaker: Option<SpeakerIx>,
    /// With which words.
    pub quote: QuoteRef,
    /// How it is an answer.
    pub how: Answered,
    /// Name of the rule that made it one.
    pub rule: &'static str,
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
    /// What was found in every article that answers it, by who is accused, then the clearest first.
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

impl Claim {
    /// What answers it for one of the accused.
    pub fn answers_of(&self, accused: u32) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(move |a| a.accused == accused)
    }

    /// The answers that are no positions: words about the same matter, another claim's, those of who speaks for the accused.
    pub fn answers_beside(&self) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(|a| !self.positions.iter().any(|p| p.quote == a.quote && p.stance != Stance::Accuses))
    }

    /// The places in [`Claim::accused`] of those for whom no answer was found.
    ///
    /// Whoever declines was asked, and has answered. An accusation that strikes back is none: of the matter itself it says
    /// nothing.
    pub fn unanswered(&self) -> impl Iterator<Item = u32> {
        (0..self.accused.len() as u32).filter(|at| self.answers_of(*at).next().is_none())
    }
}

impl Corpus {
    /// What is said of who has no answer. Answers are looked for in every article, not only in those that tell of a claim:
    /// their number is that of all.
    pub fn no_answer(&self) -> String {
        match self.articles.len() {
            1 => "no answer found in this 1 article".to_owned(),
            n => format!("no answer found in these {n} articles"),
        }
    }
}
