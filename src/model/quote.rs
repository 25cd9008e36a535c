//! Quotes and the voices they belong to.

use super::named::named;
use super::{Span, TimeValue};

named! {
    /// How the words are reported.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum QuoteKind {
        /// Whole clauses between quotation marks.
        Direct = "direct",
        /// A quoted fragment inside a reported sentence.
        Mixed = "mixed",
        /// A reported clause without quotation marks.
        Indirect = "indirect",
    }
}

named! {
    /// What the speaker does with the words.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
    pub enum Stance {
        /// Says so; nothing more.
        #[default]
        Asserts = "asserts",
        /// Denies it.
        Denies = "denies",
        /// Accuses somebody of it.
        Accuses = "accuses",
        /// Confirms or admits it.
        Confirms = "confirms",
        /// Declines to comment or answer.
        Declines = "declines",
        /// Condemns it.
        Condemns = "condemns",
        /// Warns of it.
        Warns = "warns",
        /// Urges or demands it.
        Urges = "urges",
    }
}

named! {
    /// Whether the words are somebody's by the account of the outlet itself.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
    pub enum Attribution {
        /// The outlet, or whom it quotes, says that they were said.
        #[default]
        Reported = "reported",
        /// Only a doubtful source puts them in somebody's mouth (a rumour, a hoax, an edited video), or they are asked
        /// about, awaited, demanded or denied. Such words are kept and shown apart; they count nowhere as the speaker's.
        Alleged = "alleged",
    }
}

/// Index of a voice in [`super::Article::voices`].
pub type VoiceIx = u32;

/// One quote: a slice of its article, with whoever said it as far as that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// How the words are reported.
    pub kind: QuoteKind,
    /// The words: inside the marks, or the reported clause.
    pub span: Span,
    /// The reporting verb or phrase.
    pub cue: Option<Span>,
    /// The words that name the speaker at the cue (`katanya`: the cue alone, so `None`).
    pub mention: Option<Span>,
    /// Whose words they are; `None` is shown as unknown.
    pub speaker: Option<VoiceIx>,
    /// Joint speakers after the first (`Bupati A dan Wakil Bupati B membantah …`); empty without a first.
    pub also: Vec<VoiceIx>,
    /// The words that show that they are only said to be the speaker's; they are theirs where there are none.
    pub doubt: Option<Span>,
    /// Who relayed the words, nearest first, as printed (agency, then outlet).
    pub chain: Vec<Box<str>>,
    /// What the speaker does with them.
    pub stance: Stance,
    /// When they were said, if the sentence tells.
    pub said: Option<TimeValue>,
    /// Name of the rule that found it (`direct.cue-after`, `indirect.subject-verb`, …).
    pub rule: &'static str,
    /// Name of the rule that told whose words they are (`speaker.short-name`, `speaker.clitic`, …); `None` without a speaker.
    pub speaker_rule: Option<&'static str>,
    /// How sure the rule is, 0 to 100; the least certain are reviewed first.
    pub confidence: u8,
    /// What a person decided about it, where that changes what it is; `None` for a quote as it was found.
    pub decided: Option<Box<Decided>>,
}

/// What became of a quote by a person's decision. The quote that holds this is what it is by that decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// The quote as it was found.
    pub found: Quote,
    /// Whether it was rejected: it is no quote, or not so. It stays where it stood, to be shown, and counts nowhere.
    pub rejected: bool,
}

impl Quote {
    /// Everybody whose words they are, the first speaker first.
    pub fn voices(&self) -> impl Iterator<Item = VoiceIx> + '_ {
        self.speaker.into_iter().chain(self.also.iter().copied())
    }

    /// Whether they are the speaker's, or only said to be.
    pub fn attribution(&self) -> Attribution {
        if self.doubt.is_some() { Attribution::Alleged } else { Attribution::Reported }
    }

    /// Whether the words are reported as the speaker's, not only alleged to be.
    pub fn is_reported(&self) -> bool {
        self.doubt.is_none()
    }

    /// Whether a person rejected it.
    pub fn is_rejected(&self) -> bool {
        self.decided.as_ref().is_some_and(|decided| decided.rejected)
    }

    /// Whether it counts among its speakers' words: it is reported as theirs, and nobody rejected it.
    pub fn counts(&self) -> bool {
        self.is_reported() && !self.is_rejected()
    }

    /// The quote as it was found, whatever was decided since.
    pub fn found(&self) -> &Quote {
        self.decided.as_ref().map_or(self, |decided| &decided.found)
    }
}

named! {
    /// What kind of voice it is.
    #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum SpeakerKind {
        /// A named person.
        Person = "person",
        /// An organization, a country, a capital that stands for one.
        Organization = "organization",
        /// Somebody without a name (`seorang warga`, `juru bicara kementerian`).
        Unnamed = "unnamed",
        /// A letter, a report, a treaty.
        Document = "document",
    }
}

/// A title a voice is given in one article, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role {
    /// `juru bicara`, `Menteri Pertahanan`.
    pub title: Box<str>,
    /// `Kementerian Luar Negeri Rusia`; `None` when the article names none.
    pub affiliation: Option<Box<str>>,
}

/// Somebody quoted in one article. Voices of several articles are unified into [`super::Speaker`]s by `link`.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// The fullest name this article gives, without title; for the unnamed the noun phrase as printed.
    pub name: Box<str>,
    /// What kind of voice it is.
    pub kind: SpeakerKind,
    /// Other ways this article names them (short forms, bracketed abbreviations).
    pub aliases: Vec<Box<str>>,
    /// Titles this article gives them.
    pub roles: Vec<Role>,
    /// Where this article names them, in order, short forms included.
    pub mentions: Vec<Span>,
}
