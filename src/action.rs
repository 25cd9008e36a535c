//! The one table of actions: name, help, default keys. Key help, palette, hints, configuration and README follow from it.
//!
//! A new action is one row of `ACTIONS` and one arm in `app::update` (or in the pane that it belongs to).

macro_rules! actions {
    ($($variant:ident, $name:literal, $group:ident, [$($key:literal),*], $help:literal;)*) => {
        /// Something a person can do by key or from the palette.
        #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $(#[doc = $help] $variant,)* }

        /// Every action, in the order in which help and palette list them.
        pub const ACTIONS: &[ActionRow] = &[
            $(ActionRow { action: Action::$variant, name: $name, group: Group::$group, keys: &[$($key),*], help: $help },)*
        ];
    };
}

/// A heading in the help.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Within a list or a text.
    Move,
    /// Between panes.
    Panes,
    /// Along links.
    Follow,
    /// Searching and filtering.
    Find,
    /// In the reader.
    Read,
    /// On the timeline.
    Time,
    /// Who is who.
    Who,
    /// Deciding.
    Review,
    /// Out of the program.
    Out,
    /// The program itself.
    Program,
}

impl Group {
    /// Every heading, in the order of the help.
    pub const ALL: [Group; 10] = [
        Group::Move,
        Group::Panes,
        Group::Follow,
        Group::Find,
        Group::Read,
        Group::Review,
        Group::Time,
        Group::Who,
        Group::Out,
        Group::Program,
    ];

    /// Heading as shown.
    pub fn title(self) -> &'static str {
        match self {
            Group::Move => "Move",
            Group::Panes => "Panes",
            Group::Follow => "Follow",
            Group::Find => "Find",
            Group::Read => "Read",
            Group::Time => "Timeline",
            Group::Who => "Who is who",
            Group::Review => "Review",
            Group::Out => "Copy, open, write",
            Group::Program => "Program",
        }
    }
}

/// One row of the table.
#[derive(Copy, Clone, Debug)]
pub struct ActionRow {
    /// What is done.
    pub action: Action,
    /// Name for configuration and palette.
    pub name: &'static str,
    /// Heading in the help.
    pub group: Group,
    /// Default key sequences, in the notation of `keymap`.
    pub keys: &'static [&'static str],
    /// One line of help.
    pub help: &'static str,
}

actions! {
    Down, "down", Move, ["j", "Down"], "Move down one item or line.";
    Up, "up", Move, ["k", "Up"], "Move up one item or line.";
    HalfPageDown, "half-page-down", Move, ["Ctrl-d"], "Move down half a page.";
    HalfPageUp, "half-page-up", Move, ["Ctrl-u"], "Move up half a page.";
    PageDown, "page-down", Move, ["PageDown", "Space"], "Move down one page.";
    PageUp, "page-up", Move, ["PageUp"], "Move up one page.";
    Count, "count", Move, ["'"], "Begin a count: ' 1 2 j moves down twelve.";
    Top, "top", Move, ["g g", "Home"], "Go to the first item or line.";
    Bottom, "bottom", Move, ["G", "End"], "Go to the last item or line.";
    NextPane, "next-pane", Panes, ["Tab"], "Move to the next pane.";
    PreviousPane, "previous-pane", Panes, ["BackTab"], "Move to the previous pane.";
    FocusArticles, "focus-articles", Panes, ["1"], "Move to the articles.";
    FocusReader, "focus-reader", Panes, ["2"], "Move to the reader.";
    FocusSpeakers, "focus-speakers", Panes, ["3"], "Move to the speakers.";
    FocusTimeline, "focus-timeline", Panes, ["4"], "Move to the timeline.";
    FocusLedger, "focus-ledger", Panes, ["5"], "Move to the ledger: who accuses, denies, declines, and of whom no answer was found.";
    FocusDrift, "focus-drift", Panes, ["6"], "Move to the drift: one statement in all its versions.";
    FocusBalance, "focus-balance", Panes, ["7"], "Move to the balance: how the accused and their accusers are heard.";
    FocusFindings, "focus-findings", Panes, ["8"], "Move to the findings: what differs, and where.";
    FocusQueue, "focus-review", Panes, ["0"], "Move to the review: quotes to decide about, the least certain first.";
    Zoom, "zoom", Panes, ["z"], "Give the focused pane the whole screen, or give it back.";
    Follow, "follow", Follow, ["Enter", "l", "Right"], "Follow: quote to its place, speaker to the quotes, event to its articles, claim to its sentences.";
    Back, "back", Follow, ["Backspace", "Ctrl-o", "h", "Left"], "Come back to where you were; in a review, take the last decision back and go to it.";
    Forward, "forward", Follow, ["L"], "Go forward again along the jump list.";
    Clear, "clear", Follow, ["Esc"], "Drop the filter, the timeline's facets, the search, the narrowing and the scope, in this order.";
    NextQuote, "next-quote", Read, ["]"], "Go to the next quote in the reader.";
    PreviousQuote, "previous-quote", Read, ["["], "Go to the previous quote in the reader.";
    NextArticle, "next-article", Read, ["J", "}"], "Open the next article of the list.";
    PreviousArticle, "previous-article", Read, ["K", "{"], "Open the previous article of the list.";
    Select, "select", Read, ["v"], "Select a passage in the reader, word by word, to highlight, note, tag, mark or copy it.";
    NextPassage, "next-passage", Read, [">"], "Go to the next passage of your own in the article: highlighted, noted, tagged, marked.";
    PreviousPassage, "previous-passage", Read, ["<"], "Go to the previous passage of your own.";
    Find, "find", Find, ["/"], "Find words or a \"phrase\" in the text of all articles, in your notes and tags.";
    FindNext, "find-next", Find, ["n"], "Go to the next hit.";
    FindPrevious, "find-previous", Find, ["N"], "Go to the previous hit.";
    Filter, "filter", Find, ["f"], "Filter the focused list: words, \"phrases\", field:value; Tab completes.";
    Queries, "queries", Find, ["Q"], "Filter by a saved query, or save the list's own by a name; Ctrl-s does while it is typed.";
    Track, "track", Time, ["T"], "Show what happened, what was said, or both on the timeline.";
    Facets, "facets", Find, ["F"], "Choose what the timeline shows: statements, several sources, certainty, outlets.";
    Scope, "scope", Find, ["Z"], "Narrow the whole program to what is filtered, searched for or chosen, or to a query.";
    Sort, "sort", Find, ["s"], "Sort the focused list by its next order.";
    ZoomIn, "zoom-in", Time, ["+"], "Zoom in on the time around the chosen event: years, quarters, months, weeks, days.";
    ZoomOut, "zoom-out", Time, ["-"], "Zoom out again, as far as decades.";
    ZoomFit, "zoom-fit", Time, ["="], "Let the timeline choose its own scale again.";
    Copy, "copy", Out, ["y"], "Copy the quote with its citation.";
    WriteOut, "write-out", Out, ["w"], "Write the quotes of what is shown to a file: choose a format, then a name.";
    OpenEditor, "open-editor", Out, ["e"], "Open the source file in $EDITOR, at the line.";
    OpenBrowser, "open-browser", Out, ["o"], "Open the article's address in the browser.";
    MergeSpeaker, "merge-speaker", Who, ["M"], "Merge the chosen speaker with the one chosen when it is done again.";
    SplitSpeaker, "split-speaker", Who, ["S"], "Set the voice of the chosen quote's article apart from its speaker.";
    RenameSpeaker, "rename-speaker", Who, ["R"], "Give the chosen speaker a name.";
    Review, "review", Review, ["r"], "Review the quotes of what is chosen, or of all that is shown where the list is filtered or narrowed.";
    ReviewAll, "review-all", Review, ["A"], "Review every quote.";
    ReviewDifferences, "review-differences", Review, ["D"], "Review the quotes on which you and others differ; what is decided there settles them.";
    Accept, "accept", Review, ["a"], "Accept the chosen quote as it is, and go on.";
    Reject, "reject", Review, ["x"], "Reject it: it is no quote, or not so, and go on.";
    Flag, "flag", Review, ["d"], "Flag it as doubtful, to be looked at again, and go on.";
    Skip, "skip", Review, ["p"], "Pass over it; it comes again at the end.";
    CorrectSpeaker, "correct-speaker", Review, ["c s"], "Correct who said the chosen quote: somebody of the corpus, a new name, nobody.";
    CorrectKind, "correct-kind", Review, ["c k"], "Correct how it is reported: direct, mixed, indirect.";
    CorrectStance, "correct-stance", Review, ["c t"], "Correct what its speaker does with it: the next stance.";
    CorrectDate, "correct-date", Review, ["c d"], "Correct when it was said: 2024-10-12, 2024-10, or in words as articles write it.";
    StartEarlier, "start-earlier", Review, ["c b"], "Begin the quote a word earlier.";
    StartLater, "start-later", Review, ["c B"], "Begin the quote a word later.";
    EndLater, "end-later", Review, ["c e"], "End the quote a word later.";
    EndEarlier, "end-earlier", Review, ["c E"], "End the quote a word earlier.";
    TakeOther, "take-other", Review, ["c o"], "Settle a difference as the other person decided it.";
    AcceptAll, "accept-all", Review, ["g a"], "Accept all that is not decided of the review, or of what r would review.";
    RejectAll, "reject-all", Review, ["g x"], "Reject all that is not decided of the review, or of what r would review.";
    Highlight, "highlight", Review, ["H"], "Highlight the selected passage or the quote at which the reader stands, or take that away.";
    Note, "note", Review, ["i"], "Write a note on what is chosen: article, speaker, event, quote, passage.";
    Tag, "tag", Review, ["#"], "Write the tags of what is chosen.";
    Mark, "mark", Review, ["b"], "Mark what is chosen, or take the mark away.";
    Unread, "unread", Review, ["U"], "Make the article unread, or read.";
    AsFound, "as-found", Review, ["V"], "Show everything as it was found, or as it was decided again.";
    Undo, "undo", Review, ["u"], "Take the last decision back, of whatever kind and however many it changed.";
    Redo, "redo", Review, ["Ctrl-r"], "Do again what was taken back last.";
    Palette, "palette", Program, [":"], "Open the palette of all actions.";
    Help, "help", Program, ["?", "F1"], "Show the keys.";
    Troubles, "troubles", Program, ["!"], "List what could not be read, and what was decided and has no place any more.";
    NextTheme, "next-theme", Program, ["t"], "Change to the next theme.";
    Mouse, "mouse", Program, ["m"], "Turn the mouse on or off.";
    CancelLoading, "cancel-loading", Program, ["X"], "Stop loading and keep what has been read.";
    Redraw, "redraw", Program, ["Ctrl-l"], "Draw the whole screen again.";
    Suspend, "suspend", Program, ["Ctrl-z"], "Suspend the program.";
    Quit, "quit", Program, ["q", "Ctrl-c"], "Quit.";
}

impl Action {
    /// The action's row.
    pub fn row(self) -> &'static ActionRow {
        &ACTIONS[self as usize]
    }

    /// The action with this name.
    pub fn by_name(name: &str) -> Option<Action> {
        ACTIONS.iter().find(|row| row.name == name).map(|row| row.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_at_its_own_place_and_named_once() {
        for (i, row) in ACTIONS.iter().enumerate() {
            assert_eq!(row.action as usize, i);
            assert_eq!(Action::by_name(row.name), Some(row.action));
        }
    }
}
