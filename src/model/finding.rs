//! What a reader should look at twice: where the articles differ from each other, from the calendar or from themselves.

use super::{DifferenceKind, Mention, QuoteRef, SpeakerIx};
use std::sync::Arc;

/// Index into [`super::Corpus::findings`].
pub type FindingIx = u32;

/// What differs. A finding never says who is right.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingKind {
    /// An article's paraphrase and the quote beside it differ in a name, a number or a negation.
    Paraphrase(DifferenceKind),
    /// Two articles print the same words with another name, number or negation.
    Versions(DifferenceKind),
    /// The article says that somebody denies, the words decline to answer.
    Framing,
    /// The printed weekday is not that of the printed date.
    Weekday,
    /// Two articles give the same words two dates.
    Dates,
    /// Two articles tell of one event and print two days for it.
    EventDates,
    /// A name that only one of the outlets that tell the story prints.
    OneOutlet,
}

impl FindingKind {
    /// Name in the extraction document.
    pub fn name(self) -> &'static str {
        match self {
            FindingKind::Paraphrase(_) => "paraphrase",
            FindingKind::Versions(_) => "versions",
            FindingKind::Framing => "framing",
            FindingKind::Weekday => "weekday",
            FindingKind::Dates => "dates",
            FindingKind::EventDates => "event dates",
            FindingKind::OneOutlet => "one outlet",
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
