//! The same words in several places: what became of a statement on its way through the outlets.

use super::named::named;
use super::{QuoteRef, Span, SpeakerIx};
use std::sync::Arc;

/// Index into [`super::Corpus::statements`].
pub type StatementIx = u32;

named! {
    /// How a version stands to the fullest one, the gravest first.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Relation {
        /// Almost the same words, but a name, a number or a negation differs.
        Contradicting = "contradicting",
        /// Other words for the same.
        Reworded = "reworded",
        /// The same words, some left out.
        Shortened = "shortened",
        /// The same words.
        Identical = "identical",
    }
}

named! {
    /// What differs between two versions in one place.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum DifferenceKind {
        /// Another name stands in the same place.
        Name = "name",
        /// Another number stands in the same place.
        Number = "number",
        /// One denies what the other says.
        Negation = "negation",
        /// Words were added, left out or replaced.
        Words = "words",
    }
}

impl DifferenceKind {
    /// Whether the two versions cannot both be the speaker's words.
    pub fn contradicts(self) -> bool {
        self != DifferenceKind::Words
    }
}

/// One place in which a version differs from the fullest one.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub kind: DifferenceKind,
    /// The words of this version, in its article; `None` where it has none.
    pub here: Option<Span>,
    /// The words of the fullest version, in that one's article; `None` where it has none.
    pub there: Option<Span>,
}

/// One telling of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The words.
    pub quote: QuoteRef,
    /// How they stand to the fullest version.
    pub relation: Relation,
    /// Where they differ, in the order of the words.
    pub differences: Vec<Difference>,
    /// Whether the article is a copy of one that has an earlier version here, so that the two are one source.
    pub copy: bool,
}

/// Something that one speaker said once and that is told in several places.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Stable identifier.
    pub id: Arc<str>,
    /// Who said it.
    pub speaker: SpeakerIx,
    /// Every telling, two at least; the first is the fullest, with which the others are compared.
    pub versions: Vec<Version>,
}

impl Statement {
    /// The gravest relation among its versions.
    pub fn relation(&self) -> Relation {
        self.versions.iter().skip(1).map(|v| v.relation).min().unwrap_or(Relation::Identical)
    }

    /// The fullest version.
    pub fn fullest(&self) -> Option<QuoteRef> {
        self.versions.first().map(|v| v.quote)
    }
}
