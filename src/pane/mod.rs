//! The panes: one file each, with its state, what a movement does to it, and its view.
//!
//! A pane knows the corpus and itself. What one pane means to another (lighting up, narrowing, following) is the
//! business of `app`, which moves between them. Views draw the visible slice only and change nothing.

pub mod articles;
pub mod balance;
pub mod board;
pub mod chooser;
pub mod drift;
pub mod edit;
pub mod facets;
pub mod facts;
pub mod findings;
pub mod formats;
pub mod help;
pub mod histogram;
pub mod input;
pub mod ledger;
pub mod list;
pub mod marks;
pub mod note;
pub mod paint;
pub mod palette;
pub mod picker;
pub mod queries;
pub mod queue;
pub mod quotes;
pub mod reader;
pub mod silence;
pub mod speakers;
pub mod timeline;
pub mod troubles;
pub mod wrap;

use crate::action::Action;
use crate::model::{ArticleIx, EventIx, QuoteRef, SpeakerIx};

/// The pane that takes the keys. Speakers and their quotes share a pane, one above the other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Focus {
    /// The list of articles.
    #[default]
    Articles,
    /// The text of an article.
    Reader,
    /// The list of speakers.
    Speakers,
    /// The quotes of the chosen speaker.
    Quotes,
    /// The timeline.
    Timeline,
    /// One of the boards.
    Board(Board),
    /// The queue of a review.
    Queue,
}

/// The boards share the timeline's place on the screen.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Board {
    /// Claims, with every party's stance.
    Ledger,
    /// Statements, with all their versions.
    Drift,
    /// Parties, and how they are heard.
    Balance,
    /// What differs.
    Findings,
}

impl Board {
    /// Every board.
    pub const ALL: [Board; 4] = [Board::Ledger, Board::Drift, Board::Balance, Board::Findings];
}

impl Focus {
    /// Every pane.
    pub const ALL: [Focus; 10] = [
        Focus::Articles,
        Focus::Reader,
        Focus::Speakers,
        Focus::Quotes,
        Focus::Timeline,
        Focus::Board(Board::Ledger),
        Focus::Board(Board::Drift),
        Focus::Board(Board::Balance),
        Focus::Board(Board::Findings),
        Focus::Queue,
    ];

    /// Every pane that is a list of its own over the corpus.
    pub fn lists() -> impl Iterator<Item = Focus> {
        Focus::ALL.into_iter().filter(|focus| !matches!(focus, Focus::Reader | Focus::Queue))
    }

    /// Whether it shares the timeline's place.
    pub fn on_desk(self) -> bool {
        matches!(self, Focus::Timeline | Focus::Board(_) | Focus::Queue)
    }

    /// The pane `by` places further along Tab; of those that share a place, `desk` is the one shown.
    pub fn step(self, by: isize, desk: Focus) -> Focus {
        let ring = [Focus::Articles, Focus::Reader, Focus::Speakers, Focus::Quotes, desk];
        let at = ring.iter().position(|f| *f == self).unwrap_or(4) as isize;
        ring[(at + by).rem_euclid(5) as usize]
    }

    /// The action that moves to it; none for what shares the pane above it.
    pub fn action(self) -> Option<Action> {
        Some(match self {
            Focus::Articles => Action::FocusArticles,
            Focus::Reader => Action::FocusReader,
            Focus::Speakers => Action::FocusSpeakers,
            Focus::Quotes => return None,
            Focus::Timeline => Action::FocusTimeline,
            Focus::Board(Board::Ledger) => Action::FocusLedger,
            Focus::Board(Board::Drift) => Action::FocusDrift,
            Focus::Board(Board::Balance) => Action::FocusBalance,
            Focus::Board(Board::Findings) => Action::FocusFindings,
            Focus::Queue => Action::FocusQueue,
        })
    }

    /// Its name as shown.
    pub fn title(self) -> &'static str {
        match self {
            Focus::Articles => "Articles",
            Focus::Reader => "Reader",
            Focus::Speakers => "Speakers",
            Focus::Quotes => "Quotes",
            Focus::Timeline => "Timeline",
            Focus::Board(board) => board.face().title,
            Focus::Queue => "Review",
        }
    }
}

/// Something that can be chosen, by its index in the present snapshot.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// An article.
    Article(ArticleIx),
    /// A speaker.
    Speaker(SpeakerIx),
    /// An event.
    Event(EventIx),
    /// A quote.
    Quote(QuoteRef),
    /// An entry of a board.
    Entry(Board, u32),
}

impl Item {
    /// Whether both stand in one list.
    pub fn same_kind(self, other: Item) -> bool {
        match (self, other) {
            (Item::Entry(a, _), Item::Entry(b, _)) => a == b,
            (a, b) => std::mem::discriminant(&a) == std::mem::discriminant(&b),
        }
    }
}

/// A movement within a list or a text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Motion {
    /// By so many items or lines.
    By(isize),
    /// By so many half pages.
    HalfPages(isize),
    /// To this item or line; past the end, to the last.
    To(usize),
}

impl Motion {
    /// The movement that an action asks for, with its count.
    pub fn of(action: Action, count: Option<u32>) -> Option<Motion> {
        let times = count.unwrap_or(1).max(1) as isize;
        let line = count.map(|n| (n as usize).saturating_sub(1));
        Some(match action {
            Action::Down => Motion::By(times),
            Action::Up => Motion::By(-times),
            Action::HalfPageDown => Motion::HalfPages(times),
            Action::HalfPageUp => Motion::HalfPages(-times),
            Action::PageDown => Motion::HalfPages(2 * times),
            Action::PageUp => Motion::HalfPages(-2 * times),
            Action::Top => Motion::To(line.unwrap_or(0)),
            Action::Bottom => Motion::To(line.unwrap_or(usize::MAX)),
            _ => return None,
        })
    }

    /// Where the movement ends, from `at` in something of `len` with pages of `page`.
    pub fn apply(self, at: usize, len: usize, page: usize) -> usize {
        let last = len.saturating_sub(1);
        match self {
            Motion::By(by) => at.saturating_add_signed(by).min(last),
            Motion::HalfPages(by) => at.saturating_add_signed(by.saturating_mul((page / 2).max(1) as isize)).min(last),
            Motion::To(to) => to.min(last),
        }
    }
}
