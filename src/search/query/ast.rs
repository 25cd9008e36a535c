//! What a query says: one typed tree.

use super::when::When;
use crate::model::{Attribution, FindingKind, QuoteKind, Relation, SpeakerKind, Stance, named};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A part of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// One term, and the bytes of the query that it stands in.
    Term(Term, Range<usize>),
    /// What the part inside does not hold for.
    Not(Box<Node>),
    /// All of these hold.
    All(Vec<Node>),
    /// One of these holds at least.
    Any(Vec<Node>),
}

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A word; where names are filtered, letters of one, some of which may be left out.
    Word(Box<str>),
    /// Words as they stand.
    Phrase(Box<str>),
    /// Somebody of this name.
    Speaker(Box<str>),
    /// An outlet of this name.
    Outlet(Box<str>),
    /// A stance.
    Stance(Stance),
    /// A kind of quote, voice, statement or finding.
    Kind(Kind),
    /// A person's tag.
    Tag(Box<str>),
    /// Words of a person's note.
    Note(Box<str>),
    /// What a person has done with it.
    Is(Is),
    /// When.
    Date(When),
    /// What a regular expression finds, as a phrase is found.
    Pattern(Pattern),
}

/// A regular expression.
#[derive(Clone, Debug)]
pub struct Pattern(pub(super) Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

/// Something that comes in kinds.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// How words are reported.
    Quote(QuoteKind),
    /// Whether they are anybody's words, or only said to be.
    Attribution(Attribution),
    /// What kind of voice it is.
    Voice(SpeakerKind),
    /// How the versions of a statement differ.
    Statement(Relation),
    /// What a finding finds, by its name in the extraction document.
    Finding(&'static str),
}

named! {
    /// What a person can have done with something.
    #[derive(Copy, Clone, Debug, PartialEq, Eq)]
    pub enum Is {
        /// The article was opened.
        Read = "read",
        /// The article was not opened.
        Unread = "unread",
        /// Decided upon, all of it.
        Reviewed = "reviewed",
        /// Something of it is not decided upon.
        Unreviewed = "unreviewed",
        /// Found right.
        Accepted = "accepted",
        /// Found wrong.
        Rejected = "rejected",
        /// Put right.
        Corrected = "corrected",
        /// Set aside for somebody to look at.
        Flagged = "flagged",
        /// Passed over.
        Skipped = "skipped",
        /// Marked.
        Marked = "marked",
        /// With a note.
        Noted = "noted",
        /// With a highlighted passage.
        Highlighted = "highlighted",
    }
}

named! {
    /// Before the colon.
    #[derive(Copy, Clone, Debug, PartialEq, Eq)]
    pub enum Field {
        /// `speaker:`
        Speaker = "speaker",
        /// `outlet:`
        Outlet = "outlet",
        /// `stance:`
        Stance = "stance",
        /// `kind:`
        Kind = "kind",
        /// `tag:`
        Tag = "tag",
        /// `note:`
        Note = "note",
        /// `is:`
        Is = "is",
        /// `date:`
        Date = "date",
        /// `re:`
        Re = "re",
    }
}

impl Field {
    /// What is expected behind the colon.
    pub(super) fn expects(self) -> &'static str {
        match self {
            Field::Speaker => "a name",
            Field::Outlet => "the name of an outlet",
            Field::Stance => "a stance",
            Field::Kind => "a kind",
            Field::Tag => "a tag",
            Field::Note => "a word of a note",
            Field::Is => "a state",
            Field::Date => "a date",
            Field::Re => "a regular expression",
        }
    }
}

/// The values of `kind:`: every kind of quote, voice, statement and finding, by its name with hyphens for spaces.
static KINDS: LazyLock<Vec<(Box<str>, Kind)>> = LazyLock::new(|| {
    let quotes = QuoteKind::ALL.map(|kind| (kind.name(), Kind::Quote(kind)));
    let attributions = Attribution::ALL.map(|attribution| (attribution.name(), Kind::Attribution(attribution)));
    let voices = SpeakerKind::ALL.map(|kind| (kind.name(), Kind::Voice(kind)));
    let statements = Relation::ALL.map(|relation| (relation.name(), Kind::Statement(relation)));
    let findings = FindingKind::ALL.map(|kind| (kind.name(), Kind::Finding(kind.name())));
    let all = quotes.into_iter().chain(attributions).chain(voices).chain(statements).chain(findings);
    all.map(|(name, kind)| (name.replace(' ', "-").into(), kind)).collect()
});

/// The values of `kind:` with their names.
pub fn kinds() -> impl Iterator<Item = (&'static str, Kind)> {
    KINDS.iter().map(|(name, kind)| (&**name, *kind))
}

impl Kind {
    /// As it is written.
    pub fn name(self) -> &'static str {
        kinds().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}
