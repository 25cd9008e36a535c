//! The interface as a state machine: `State`, `Msg`, `Effect`; `update` is the only thing that changes state, `view` only
//! reads it. No I/O, no clock, no terminal size but what arrives as a message.

mod annotate;
#[cfg(test)]
mod boards_tests;
mod carry;
mod choose;
mod copy;
mod correct;
mod decide;
mod export;
mod layout;
mod links;
mod mouse;
mod orders;
mod overlay;
mod prompt;
mod queries;
mod recall;
mod review;
mod rulings;
mod scope;
mod select;
pub mod selection;
mod session;
mod snapshot;
mod state;
mod status;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod timeline;
mod update;
mod view;

pub use crate::loader::Progress as Loading;
pub use crate::search::List;
pub use export::Wanted;
pub use scope::Scope;
pub use snapshot::{Snapshot, Wish};
pub use state::State;
pub use update::update;
pub use view::view;

use crate::action::Action;
use crate::model::Corpus;
use crate::review::{Placed, Review, Step};
use crate::search::Query;
use crate::store::{Opened, Session};
use std::path::PathBuf;
use std::sync::Arc;

/// What can happen to the interface.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed, as crossterm tells it.
    Key(crossterm::event::KeyEvent),
    /// Text was pasted (only where text is being typed).
    Paste(String),
    /// A mouse event (only while the mouse is on).
    Mouse(crossterm::event::MouseEvent),
    /// An action, from the palette or a test.
    Do(Action),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// Time passed since a key sequence was left pending: show its continuations.
    PendingTimeout,
    /// How loading goes.
    Loading(Loading),
    /// A new snapshot of the corpus.
    Corpus(Snapshot),
    /// A snapshot with what a person has decided in its places; `generation` tells which question it answers.
    Laid {
        /// The number that the effect carried.
        generation: u64,
        /// The snapshot.
        snapshot: Snapshot,
        /// Where the subjects of decisions are in it.
        placed: Box<Placed>,
    },
    /// A filter's result; `generation` tells which question it answers.
    Filtered {
        /// The number that the effect carried.
        generation: u64,
        /// Which list.
        list: List,
        /// Items that match, the best first, by index in the corpus of the effect.
        items: Vec<u32>,
        /// Whether more is to come.
        done: bool,
    },
    /// What came of a question about many quotes.
    Selected {
        /// The number that the effect carried.
        generation: u64,
        /// The answer.
        answer: Box<selection::Answer>,
    },
    /// A search's hits so far.
    Found {
        /// The number that the effect carried.
        generation: u64,
        /// Where, by article and position.
        hits: Vec<crate::model::Mention>,
        /// Whether more is to come.
        done: bool,
    },
    /// What the editor has made of the text that it was given.
    Edited(String),
    /// A line for the status bar: how a copy or an opener went.
    Notice(String),
    /// A file of this name is there already; it is not written.
    InTheWay(Box<Export>),
    /// Another theme, or the same one changed on disk.
    Theme(Arc<crate::theme::Theme>),
    /// What was kept of earlier runs on this corpus.
    Opened(Box<Opened>),
    /// The step of this number is on the disk since this time, in milliseconds since 1970 (UTC).
    Kept {
        /// Its number.
        number: u64,
        /// When.
        at: i64,
    },
    /// What is decided cannot be kept, for this reason; it is tried again.
    Unkept(String),
    /// What could not be kept is kept by now.
    KeptAgain,
    /// The time that `Effect::KeepTimer` asked for is over.
    KeepDue,
    /// The program is about to end, by whatever cause.
    Leave,
}

/// Quotes to be written to a file.
#[derive(Clone, Debug)]
pub struct Export {
    /// How, and which of them.
    pub wanted: Wanted,
    /// The file.
    pub path: String,
    /// Whether a file of this name is replaced.
    pub replace: bool,
    /// Which quotes.
    pub source: selection::Source,
    /// Which ones they are, in words behind “quotes”.
    pub about: String,
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// What was decided about it.
    pub review: Review,
}

/// What the interface asks the runtime to do. Each ends in a `Msg`, if in anything.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Suspend the process (Ctrl-Z) and come back.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Put text on the clipboard (native, then OSC 52).
    Copy(String),
    /// Open a file in `$EDITOR` at a line (from 1), or in the pager form `$EDITOR file`.
    OpenEditor {
        /// The file.
        path: PathBuf,
        /// The line.
        line: u32,
    },
    /// Have a text edited in `$EDITOR`; it comes back as `Msg::Edited`.
    EditText(String),
    /// Open an address in the browser.
    OpenBrowser(String),
    /// Filter a list by a query off the interface's thread, on the day on which that is done.
    Filter {
        /// Comes back with the result.
        generation: u64,
        /// Which list.
        list: List,
        /// What was typed, understood and fit for the list.
        query: Query,
        /// Of what.
        corpus: Arc<Corpus>,
        /// What was decided about it.
        review: Box<Review>,
    },
    /// Search the articles' texts, and what a person has noted and tagged, off the interface's thread.
    Find {
        /// Comes back with the result.
        generation: u64,
        /// What was typed.
        query: String,
        /// In what.
        corpus: Arc<Corpus>,
        /// What was decided about it.
        review: Box<Review>,
    },
    /// Make of a snapshot what is to be shown of it, off the interface's thread and on this day; it comes back as `Msg::Laid`.
    /// A later one that comes before its turn takes the place of this one.
    Lay {
        /// Comes back with the result.
        generation: u64,
        /// The snapshot as it was linked.
        snapshot: Snapshot,
        /// What was decided, and how it is to be shown.
        wish: Box<Wish>,
    },
    /// Work a question about many quotes out, off the interface's thread and on this day; it comes back as `Msg::Selected`.
    Select {
        /// Comes back with the result.
        generation: u64,
        /// The question.
        question: Box<selection::Question>,
    },
    /// Write quotes to a file, whole or not at all; it comes back as `Msg::Notice` or `Msg::InTheWay`.
    Export(Box<Export>),
    /// Keep a step of decisions, behind all that were given before; it is confirmed by `Msg::Kept`.
    Write(Arc<Step>),
    /// Send `Msg::PendingTimeout` in 300 ms.
    PendingTimer,
    /// Mouse reporting on or off.
    Mouse(bool),
    /// Change to the next theme and send it as `Msg::Theme`.
    NextTheme,
    /// Change to the theme of this name, as a session asks for, and send it as `Msg::Theme`; what does not fit is passed over.
    Theme(String),
    /// Send `Msg::KeepDue` in a few seconds.
    KeepTimer,
    /// Keep the session for the next run.
    Keep(Box<Session>),
    /// Stop loading.
    CancelLoading,
}
