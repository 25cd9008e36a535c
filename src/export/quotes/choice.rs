//! Which quotes are exported, by what was decided and by whether they are anybody's words at all.

use crate::model::{Corpus, Quote, QuoteRef};
use crate::review::{Judgement, Outcome, Review, Subject};
use std::fmt;

/// Which quotes are taken.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Those that were accepted, and those that were corrected and not decided otherwise.
    Reviewed,
    /// Every one that was not rejected.
    All,
    /// What is only alleged to be somebody's words, and was not rejected; the others leave it out.
    Alleged,
}

/// How many quotes were not taken, by why.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Rejected ones.
    pub rejected: usize,
    /// Flagged ones.
    pub flagged: usize,
    /// Those passed over.
    pub skipped: usize,
    /// Those of which nothing was decided.
    pub undecided: usize,
    /// Those that are only alleged, where the others are asked for.
    pub alleged: usize,
    /// Those that are reported, where the alleged ones are asked for.
    pub reported: usize,
}

impl Choice {
    /// What is taken unless somebody asks for the other: the reviewed ones where there are any, else all.
    pub fn of(review: &Review) -> Choice {
        let quote = |subject: &Subject| matches!(subject, Subject::Quote(..));
        if review.subjects().any(|(_, subject, own)| quote(subject) && own.is_reviewed()) {
            Choice::Reviewed
        } else {
            Choice::All
        }
    }

    /// Whether a quote is taken of which this was decided.
    pub fn takes(self, quote: &Quote, judgement: Option<&Judgement>) -> bool {
        let outcome = judgement.and_then(Outcome::of);
        self.is_of(quote)
            && match self {
                Choice::All | Choice::Alleged => outcome != Some(Outcome::Rejected),
                Choice::Reviewed => matches!(outcome, Some(Outcome::Accepted | Outcome::Corrected)),
            }
    }

    /// Whether it takes words of this kind: what is reported, or what is alleged.
    fn is_of(self, quote: &Quote) -> bool {
        quote.is_reported() == (self != Choice::Alleged)
    }

    /// Those of some quotes that are taken, and how many are not.
    pub fn take(self, corpus: &Corpus, review: &Review, quotes: &[QuoteRef]) -> (Vec<QuoteRef>, LeftOut) {
        let (mut taken, mut left) = (Vec::new(), LeftOut::default());
        for at in quotes {
            let Some((article, quote)) = corpus.quote(*at) else { continue };
            let judgement = review.quote(article, quote);
            if self.takes(quote, judgement) {
                taken.push(*at);
                continue;
            }
            *match judgement.and_then(Outcome::of) {
                _ if !self.is_of(quote) => {
                    if quote.is_reported() {
                        &mut left.reported
                    } else {
                        &mut left.alleged
                    }
                }
                Some(Outcome::Rejected) => &mut left.rejected,
                Some(Outcome::Flagged) => &mut left.flagged,
                Some(Outcome::Skipped) => &mut left.skipped,
                Some(Outcome::Accepted | Outcome::Corrected) | None => &mut left.undecided,
            } += 1;
        }
        (taken, left)
    }

    /// Which ones those are, in words.
    pub fn told(self) -> &'static str {
        match self {
            Choice::Reviewed => "accepted or corrected",
            Choice::All => "not rejected",
            Choice::Alleged => "only alleged and not rejected",
        }
    }
}

impl fmt::Display for LeftOut {
    /// `2 rejected, 3 undecided`; nothing where none is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LeftOut { rejected, flagged, skipped, undecided, alleged, reported } = *self;
        let rows = [
            (rejected, "rejected"),
            (flagged, "flagged"),
            (skipped, "skipped"),
            (undecided, "undecided"),
            (alleged, "only alleged"),
            (reported, "reported"),
        ];
        let mut first = true;
        for (n, what) in rows.into_iter().filter(|(n, _)| *n > 0) {
            write!(f, "{}{n} {what}", if first { "" } else { ", " })?;
            first = false;
        }
        Ok(())
    }
}
