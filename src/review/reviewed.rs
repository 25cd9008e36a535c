//! How much of a corpus was reviewed, for whoever reads what was made of it.

use super::judgement::Outcome;
use super::present::Review;
use super::subject::Subject;
use crate::model::Corpus;
use std::collections::BTreeSet;

/// How much of a corpus was reviewed, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviewed {
    /// Quotes that were found.
    pub quotes: usize,
    /// Of these, accepted as found.
    pub accepted: usize,
    /// Corrected.
    pub corrected: usize,
    /// Rejected, and left out.
    pub rejected: usize,
    /// Flagged as doubtful.
    pub flagged: usize,
    /// Whether those that nobody accepted or corrected are left out as well.
    pub only: bool,
    /// Who decided, by name.
    pub by: Vec<String>,
}

impl Reviewed {
    /// What was decided of the quotes of a corpus; `None` where nothing was.
    pub fn of(corpus: &Corpus, review: &Review, only: bool) -> Option<Reviewed> {
        let mut told = Reviewed { only, ..Reviewed::default() };
        let quotes = corpus.articles.iter().flat_map(|article| article.quotes.iter().map(move |quote| (&**article, quote)));
        for (article, quote) in quotes {
            told.quotes += 1;
            match review.quote(article, quote).and_then(Outcome::of) {
                Some(Outcome::Accepted) => told.accepted += 1,
                Some(Outcome::Corrected) => told.corrected += 1,
                Some(Outcome::Rejected) => told.rejected += 1,
                Some(Outcome::Flagged) => told.flagged += 1,
                Some(Outcome::Skipped) | None => {}
            }
        }
        let of_quote = |subject: &Subject| matches!(subject, Subject::Quote(..));
        let decides =
            review.steps().iter().filter(|step| step.changes.iter().any(|c| c.field.is_opinion() && of_quote(&c.subject)));
        let by: BTreeSet<&str> = decides.map(|step| &*step.who).filter(|who| !who.is_empty()).collect();
        told.by = by.into_iter().map(str::to_owned).collect();
        (only || told.done() > 0).then_some(told)
    }

    /// How many were decided about.
    pub fn done(&self) -> usize {
        self.accepted + self.corrected + self.rejected + self.flagged
    }

    /// All of it in one sentence.
    pub fn told(&self) -> String {
        let parts = [
            (self.accepted, "accepted"),
            (self.corrected, "corrected"),
            (self.rejected, "rejected and left out"),
            (self.flagged, "flagged as doubtful"),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
        let by = if self.by.is_empty() { String::new() } else { format!(" by {}", self.by.join(", ")) };
        let only = if self.only { "; every quote that was not accepted or corrected is left out" } else { "" };
        let quotes = if self.quotes == 1 { "1 quote".to_owned() } else { format!("{} quotes", self.quotes) };
        format!("{} of {} reviewed{by}{parts}{only}.", self.done(), quotes)
    }
}
