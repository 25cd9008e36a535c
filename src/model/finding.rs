//! What a reader should look at twice: where the articles differ from each other, from the calendar or from themselves.

use super::named::named;
use super::{DifferenceKind, Mention, QuoteRef, SpeakerIx};
use std::sync::Arc;

/// Index into [`super::Corpus::findings`].
pub type FindingIx = u32;

named! {
    /// What differs. A finding never says who is right.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum FindingKind {
        /// An article's paraphrase and the quote beside it differ in a name, a number or a negation.
        Paraphrase(DifferenceKind = DifferenceKind::Words) = "paraphrase",
        /// Two articles print the same words with another name, number or negation.
        Versions(DifferenceKind = DifferenceKind::Words) = "versions",
        /// The article says that somebody denies, the words decline to answer.
        Framing = "framing",
        /// The printed weekday is not that of the printed date.
        Weekday = "weekday",
        /// Two articles give the same words two dates.
        Dates = "dates",
        /// Two articles tell of one event and print two days for it.
        EventDates = "event dates",
        /// A name that only one of the outlets that tell the story prints.
        OneOutlet = "one outlet",
    }
}

impl FindingKind {
    /// How grave it is, the gravest first: another name or a negation before another number, days after words, a slip of the
    /// calendar last.
    pub fn gravity(self) -> u8 {
        match self {
            FindingKind::Paraphrase(kind) | FindingKind::Versions(kind) => match kind {
                DifferenceKind::Name | DifferenceKind::Negation => 0,
                DifferenceKind::Number => 2,
                DifferenceKind::Words => 5,
            },
            FindingKind::Framing => 1,
            FindingKind::EventDates => 3,
            FindingKind::Dates => 4,
            FindingKind::OneOutlet => 6,
            FindingKind::Weekday => 7,
        }
    }

    /// What differs between the two places, for those that are of words.
    pub fn difference(self) -> Option<DifferenceKind> {
        match self {
            FindingKind::Paraphrase(kind) | FindingKind::Versions(kind) => Some(kind),
            _ => None,
        }
    }
}

/// One thing to look at, with the words it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Stable identifier.
    pub id: Arc<str>,
    /// What differs.
    pub kind: FindingKind,
    /// The words that differ: one place, or two that stand against each other.
    pub places: Vec<Mention>,
    /// The quotes that the places lie in, where they do.
    pub quotes: Vec<QuoteRef>,
    /// Whose words they are, where it matters.
    pub speaker: Option<SpeakerIx>,
}
