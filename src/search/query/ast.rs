//! What a query says: one typed tree.

use super::when::When;
use crate::model::{QuoteKind, Relation, SpeakerKind, Stance};
use std::ops::Range;

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
    /// Letters of a word, some of which may be left out.
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
}

/// Something that comes in kinds.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// How words are reported.
    Quote(QuoteKind),
    /// What kind of voice it is.
    Voice(SpeakerKind),
    /// How the versions of a statement differ.
    Statement(Relation),
    /// What a finding finds, by its name in the extraction document.
    Finding(&'static str),
}

/// What a person can have done with something.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Is {
    /// The article was opened.
    Read,
    /// The article was not opened.
    Unread,
    /// Decided upon, all of it.
    Reviewed,
    /// Something of it is not decided upon.
    Unreviewed,
    /// Found right.
    Accepted,
    /// Found wrong.
    Rejected,
    /// Put right.
    Corrected,
    /// Set aside for somebody to look at.
    Flagged,
    /// Passed over.
    Skipped,
    /// Marked.
    Marked,
    /// With a note.
    Noted,
    /// With a highlighted passage.
    Highlighted,
}

/// Before the colon.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// `speaker:`
    Speaker,
    /// `outlet:`
    Outlet,
    /// `stance:`
    Stance,
    /// `kind:`
    Kind,
    /// `tag:`
    Tag,
    /// `note:`
    Note,
    /// `is:`
    Is,
    /// `date:`
    Date,
}

impl Field {
    /// Every field.
    pub const ALL: [Field; 8] =
        [Field::Speaker, Field::Outlet, Field::Stance, Field::Kind, Field::Tag, Field::Note, Field::Is, Field::Date];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Field::Speaker => "speaker",
            Field::Outlet => "outlet",
            Field::Stance => "stance",
            Field::Kind => "kind",
            Field::Tag => "tag",
            Field::Note => "note",
            Field::Is => "is",
            Field::Date => "date",
        }
    }

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
        }
    }
}

/// The values of `kind:`.
pub const KINDS: [(&str, Kind); 17] = [
    ("direct", Kind::Quote(QuoteKind::Direct)),
    ("mixed", Kind::Quote(QuoteKind::Mixed)),
    ("indirect", Kind::Quote(QuoteKind::Indirect)),
    ("person", Kind::Voice(SpeakerKind::Person)),
    ("organization", Kind::Voice(SpeakerKind::Organization)),
    ("unnamed", Kind::Voice(SpeakerKind::Unnamed)),
    ("document", Kind::Voice(SpeakerKind::Document)),
    ("contradicting", Kind::Statement(Relation::Contradicting)),
    ("reworded", Kind::Statement(Relation::Reworded)),
    ("shortened", Kind::Statement(Relation::Shortened)),
    ("identical", Kind::Statement(Relation::Identical)),
    ("paraphrase", Kind::Finding("paraphrase")),
    ("versions", Kind::Finding("versions")),
    ("framing", Kind::Finding("framing")),
    ("weekday", Kind::Finding("weekday")),
    ("dates", Kind::Finding("dates")),
    ("one-outlet", Kind::Finding("one outlet")),
];

/// The values of `is:`.
pub const STATES: [(&str, Is); 12] = [
    ("read", Is::Read),
    ("unread", Is::Unread),
    ("reviewed", Is::Reviewed),
    ("unreviewed", Is::Unreviewed),
    ("accepted", Is::Accepted),
    ("rejected", Is::Rejected),
    ("corrected", Is::Corrected),
    ("flagged", Is::Flagged),
    ("skipped", Is::Skipped),
    ("marked", Is::Marked),
    ("noted", Is::Noted),
    ("highlighted", Is::Highlighted),
];

impl Kind {
    /// As it is written.
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

impl Is {
    /// As it is written.
    pub fn name(self) -> &'static str {
        STATES.iter().find(|(_, is)| *is == self).map_or("", |(name, _)| name)
    }
}
