//! What a style can mean. One table; the names are the keys of a theme file.
//!
//! Colour never stands alone: a meaning that tells a state has a glyph as well, one column wide, or the view says it in
//! a word. Views ask for meanings only and never name a colour.

use crate::model::{Certainty, QuoteKind, Stance};

macro_rules! meanings {
    ($($variant:ident, $name:literal, $glyph:literal, $doc:literal;)*) => {
        /// What a style can mean.
        #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Meaning { $(#[doc = $doc] $variant,)* }

        impl Meaning {
            /// Every meaning, in the order of declaration.
            pub const ALL: &[Meaning] = &[$(Meaning::$variant,)*];

            /// Its key in a theme file.
            pub fn name(self) -> &'static str {
                match self { $(Meaning::$variant => $name,)* }
            }

            /// The glyph that says the same without colour, one column wide; empty where a word or the place says it.
            pub fn glyph(self) -> &'static str {
                match self { $(Meaning::$variant => $glyph,)* }
            }

            /// What it is for, in a line.
            pub fn help(self) -> &'static str {
                match self { $(Meaning::$variant => $doc,)* }
            }
        }
    };
}

meanings! {
    Text, "text", "", "Plain text; its colours are those of the whole screen, every other style is laid over it.";
    Dim, "dim", "", "What matters least: boilerplate, credits, separators, empty places.";
    Title, "title", "", "An article's headline.";
    Subhead, "subhead", "", "A standfirst, a subhead, a group's heading in a list.";
    Outlet, "outlet", "", "Who published it.";
    Date, "date", "", "A date as stated.";
    Inferred, "inferred", "~", "A date or link worked out from the article's own words.";
    Linked, "linked", "≈", "A date or link worked out from other articles.";
    Unknown, "unknown", "?", "What was not found: no speaker, no date.";
    Alleged, "alleged", "¿", "Words that are only said to be somebody's: by a doubtful source, or as what is asked or demanded.";
    Count, "count", "", "A number of quotes, articles, mentions.";
    Unread, "unread", "•", "An article not opened yet.";
    Read, "read", " ", "An article that was opened.";
    Accepted, "accepted", "✓", "A quote that a person accepted as it was found.";
    Corrected, "corrected", "±", "A quote that a person corrected and accepted.";
    Rejected, "rejected", "×", "A quote that a person rejected.";
    Flagged, "flagged", "⚑", "A quote that a person wants looked at again.";
    Skipped, "skipped", "↷", "A quote that a person passed over.";
    Marked, "marked", "★", "What a person marked.";
    Noted, "noted", "✎", "What a person wrote a note on.";
    Tagged, "tagged", "#", "What a person tagged.";
    Highlighted, "highlighted", "▪", "A passage that a person highlighted.";
    QuoteDirect, "quote-direct", "│", "Words inside quotation marks, whole clauses.";
    QuoteMixed, "quote-mixed", "┆", "A quoted fragment inside a reported sentence.";
    QuoteIndirect, "quote-indirect", "┊", "A reported clause without quotation marks.";
    QuoteChosen, "quote-chosen", "▌", "The quote at which the reader stands (laid over its kind).";
    Cue, "cue", "", "The reporting verb or phrase.";
    Speaker, "speaker", "", "The words that name a speaker, and speakers in lists.";
    SpeakerUnnamed, "speaker-unnamed", "", "A voice without a name.";
    Role, "role", "", "A speaker's title and affiliation.";
    Time, "time", "", "A temporal expression in the text.";
    Asserts, "asserts", "·", "Stance: says so, nothing more.";
    Denies, "denies", "≠", "Stance: denies it.";
    Accuses, "accuses", "!", "Stance: accuses somebody of it.";
    Confirms, "confirms", "=", "Stance: confirms or admits it.";
    Declines, "declines", "–", "Stance: declines to comment.";
    Condemns, "condemns", "×", "Stance: condemns it.";
    Warns, "warns", "^", "Stance: warns of it.";
    Urges, "urges", "»", "Stance: urges or demands it.";
    Silent, "silent", "∅", "Who is accused and not heard, or of whom no answer was found.";
    OneSource, "one-source", "", "A claim that stands on one source, or on accusers without a name only.";
    Contradicts, "contradicts", "⇄", "Words that differ in a name, a number or a negation, or otherwise contradict each other.";
    Added, "added", "+", "Words of a version that the fullest one does not have.";
    LeftOut, "left-out", "−", "Words of the fullest version that another one leaves out or replaces.";
    Selected, "selected", "▌", "The chosen row of the focused list.";
    SelectedElsewhere, "selected-elsewhere", "▏", "The chosen row of a list that is not focused.";
    Related, "related", "◦", "A row lit up because it belongs to what is chosen in another pane.";
    Several, "several", "◆", "An event that several sources tell; copies of one wire item are one source.";
    Silence, "silence", "·", "Time without an event: between two events far apart, and in place of a bar.";
    Border, "border", "", "The frame of a pane.";
    BorderFocused, "border-focused", "", "The frame of the focused pane.";
    PaneTitle, "pane-title", "", "The name of a pane.";
    PaneTitleFocused, "pane-title-focused", "▸", "The name of the focused pane.";
    Match, "match", "", "The letters that a filter matched.";
    Hit, "hit", "", "A hit of the search.";
    HitChosen, "hit-chosen", "", "The hit at which the reader stands.";
    StatusBar, "status-bar", "", "The line at the bottom.";
    StatusMode, "status-mode", "", "A state named in the bar: filter, zoom, mouse, narrowing.";
    KeyHint, "key-hint", "", "A key in a hint or in the help.";
    KeyHelp, "key-help", "", "What the key does.";
    Input, "input", "", "What is being typed.";
    Notice, "notice", "", "How something went.";
    Error, "error", "!", "What went wrong.";
    Progress, "progress", "█", "The part of a progress bar that is done.";
    ProgressRest, "progress-rest", "░", "The part that is still to do.";
    Bar, "bar", "█", "A bar of the histogram.";
    BarInferred, "bar-inferred", "░", "The part of a bar whose dates are worked out.";
    BarChosen, "bar-chosen", "█", "The bar of the chosen event.";
    BarRelated, "bar-related", "▒", "The part of a bar that belongs to what is chosen elsewhere.";
    Overlay, "overlay", "", "The ground of help, palette and lists laid over the panes.";
    Scrollbar, "scrollbar", "▐", "Where in a long list or text one stands.";
}

impl Meaning {
    /// The meaning of a stance.
    pub fn of_stance(stance: Stance) -> Meaning {
        match stance {
            Stance::Asserts => Meaning::Asserts,
            Stance::Denies => Meaning::Denies,
            Stance::Accuses => Meaning::Accuses,
            Stance::Confirms => Meaning::Confirms,
            Stance::Declines => Meaning::Declines,
            Stance::Condemns => Meaning::Condemns,
            Stance::Warns => Meaning::Warns,
            Stance::Urges => Meaning::Urges,
        }
    }

    /// The meaning of a quote's kind.
    pub fn of_quote(kind: QuoteKind) -> Meaning {
        match kind {
            QuoteKind::Direct => Meaning::QuoteDirect,
            QuoteKind::Mixed => Meaning::QuoteMixed,
            QuoteKind::Indirect => Meaning::QuoteIndirect,
        }
    }

    /// The meaning of a date, by how it is known.
    pub fn of_certainty(certainty: Certainty) -> Meaning {
        match certainty {
            Certainty::Stated => Meaning::Date,
            Certainty::Inferred => Meaning::Inferred,
            Certainty::Linked => Meaning::Linked,
        }
    }

    /// The meaning with this key in a theme file.
    pub fn by_name(name: &str) -> Option<Meaning> {
        Meaning::ALL.iter().copied().find(|m| m.name() == name)
    }
}
