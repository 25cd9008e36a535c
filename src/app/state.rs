//! The state of the interface. Only `update` changes it.

use super::layout::{Layout, Shown, layout};
use super::prompt::Prompt;
use super::session::Keeping;
use super::{Effect, List, Loading};
use crate::keymap::{Keymap, Pending};
use crate::model::{Corpus, Mention, QuoteRef};
use crate::pane::articles::Articles;
use crate::pane::board::{Entries, Index, Known};
use crate::pane::chooser::Names;
use crate::pane::facets::Choices;
use crate::pane::formats::Formats;
use crate::pane::help::Help;
use crate::pane::note::Note;
use crate::pane::palette::Actions;
use crate::pane::picker::Picker;
use crate::pane::queries::Queries;
use crate::pane::queue::{self, Queue};
use crate::pane::quotes::Quotes;
use crate::pane::reader::Reader;
use crate::pane::speakers::Speakers;
use crate::pane::timeline::Timeline;
use crate::pane::troubles::{self, Troubles};
use crate::pane::{Board, Focus, Item, articles, list, quotes, speakers, timeline};
use crate::review::Target;
use crate::search::Query;
use crate::theme::Theme;
use ratatui::layout::Rect;
use std::sync::Arc;

/// Everything the interface knows.
#[derive(Clone, Debug)]
pub struct State {
    pub(super) corpus: Arc<Corpus>,
    pub(super) size: (u16, u16),
    pub(super) keymap: Arc<Keymap>,
    pub(super) pending: Pending,
    /// Whether the continuations of what is pending are shown.
    pub(super) continuations: bool,
    pub(super) theme: Arc<Theme>,
    pub(super) focus: Focus,
    /// The list that was focused last, for the layout of two panes.
    pub(super) last_list: Focus,
    /// Which of the panes that share the timeline's place stands there.
    pub(super) desk: Focus,
    pub(super) zoom: bool,
    pub(super) articles: Articles,
    pub(super) reader: Reader,
    pub(super) speakers: Speakers,
    pub(super) quotes: Quotes,
    pub(super) timeline: Timeline,
    /// In the order of [`Board::ALL`].
    pub(super) boards: [Entries; Board::ALL.len()],
    /// What belongs to what among the boards, in this snapshot.
    pub(super) index: Arc<Index>,
    /// The review under way.
    pub(super) queue: Queue,
    /// The question that waits for the quotes of a review.
    pub(super) gathering: Option<u64>,
    /// The question that waits for many quotes to be decided about.
    pub(super) deciding: Option<u64>,
    /// The review before the one whose quotes are being gathered, should there be none.
    pub(super) aside: Option<(Queue, super::session::Aside)>,
    pub(super) lights: Lights,
    /// Whether a person has done anything yet, in this run or in the one whose session was taken up.
    pub(super) moved: bool,
    /// What the lists are narrowed to.
    pub(super) narrow: Option<Item>,
    pub(super) jumps: Jumps,
    pub(super) prompt: Option<Prompt>,
    pub(super) find: Find,
    /// What was typed before.
    pub(super) recall: super::recall::Recall,
    /// What a person has decided.
    pub(super) decided: super::decide::Decided,
    /// What the whole program is narrowed to, each within the one before.
    pub(super) scopes: Vec<super::scope::Scope>,
    /// The speaker that waits to be merged.
    pub(super) merging: super::rulings::Merging,
    /// Number of the snapshot.
    pub(super) snapshot: u64,
    /// Number of the last sorting of the lists.
    pub(super) epoch: u64,
    /// Number of the last question that was asked outside.
    pub(super) generation: u64,
    pub(super) overlay: Option<Overlay>,
    pub(super) loading: Option<Loading>,
    pub(super) notice: Option<String>,
    pub(super) mouse: bool,
    pub(super) keeping: Keeping,
}

/// What lights up the lists: for each the thing chosen last in another pane.
#[derive(Copy, Clone, Debug, Default)]
pub struct Lights {
    /// The articles'.
    pub articles: Option<Light>,
    /// The speakers'.
    pub speakers: Option<Item>,
    /// The timeline's.
    pub timeline: Option<Item>,
    /// The boards'.
    pub boards: Option<Item>,
}

/// What lights up articles.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Light {
    /// What belongs to a thing.
    Item(Item),
    /// What the search hit.
    Hits,
}

/// A search of the texts.
#[derive(Clone, Debug, Default)]
pub struct Find {
    /// What was asked; empty when there is no search.
    pub query: String,
    /// Which question the last effect asked.
    pub generation: u64,
    /// What was hit, by article and position.
    pub hits: Vec<Mention>,
    /// Number of articles hit.
    pub articles: usize,
    /// Whether that is all.
    pub done: bool,
    /// Whether the first hit is to be gone to as soon as it is known.
    pub go: bool,
}

/// What is laid over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The keys.
    Help(Help),
    /// All actions.
    Palette(Picker<Actions>),
    /// What the timeline shows.
    Facets(Picker<Choices>),
    /// What could not be read.
    Troubles(Troubles),
    /// How quotes are written.
    Formats(Formats),
    /// Who said this quote.
    Speaker(Box<Picker<Names>>, QuoteRef),
    /// The queries saved by name.
    Queries(Box<Picker<Queries>>),
    /// A note on this.
    Note(Box<Note>, Box<Target>),
}

/// Where one was: what a jump comes back to.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The focused pane.
    pub focus: Focus,
    /// What the lists were narrowed to.
    pub narrow: Option<Item>,
    /// The open article.
    pub article: Option<u32>,
    /// The byte of its text on top of the window.
    pub top: usize,
    /// The quote in it.
    pub quote: Option<u32>,
    /// Other words in it that were shown as chosen.
    pub words: Option<crate::model::Span>,
    /// The chosen speaker.
    pub speaker: Option<u32>,
    /// The chosen quote of theirs.
    pub said: Option<QuoteRef>,
    /// The chosen event.
    pub event: Option<u32>,
    /// The pane that stood in the timeline's place.
    pub desk: Focus,
    /// What was chosen there, where that was a board.
    pub entry: Option<Entry>,
}

/// Where one was on a board.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The chosen entry.
    pub item: u32,
    /// The chosen one of its sentences.
    pub cell: usize,
    /// Whether the keys moved among the sentences.
    pub inside: bool,
}

/// The jump list, as in an editor: places before `at` can be come back to, those from `at` on gone forward to.
#[derive(Clone, Debug, Default)]
pub struct Jumps {
    /// The places.
    pub places: Vec<Place>,
    /// Where one stands among them.
    pub at: usize,
}

impl Jumps {
    /// The greatest number of places kept.
    const MAX: usize = 200;

    /// Remembers a place that is left; what could be gone forward to is forgotten.
    pub fn leave(&mut self, place: Place) {
        self.places.truncate(self.at);
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
        if self.places.len() > Jumps::MAX {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// Steps back; `here` is remembered to go forward to.
    pub fn back(&mut self, here: Place) -> Option<Place> {
        if self.at == 0 {
            return None;
        }
        if self.at == self.places.len() {
            self.places.push(here);
        } else if let Some(place) = self.places.get_mut(self.at) {
            *place = here;
        }
        self.at -= 1;
        self.places.get(self.at).cloned()
    }

    /// Steps forward again.
    pub fn forward(&mut self, here: Place) -> Option<Place> {
        let place = self.places.get(self.at + 1).cloned()?;
        if let Some(left) = self.places.get_mut(self.at) {
            *left = here;
        }
        self.at += 1;
        Some(place)
    }
}

impl State {
    /// Whether the quotes that were asked for are still being gathered, or what was asked about many still being worked out.
    pub fn awaits_an_answer(&self) -> bool {
        self.gathering.is_some() || self.deciding.is_some()
    }

    /// The state before anything happened: an empty corpus, a terminal of no size.
    pub fn new(keymap: Arc<Keymap>, theme: Arc<Theme>) -> Self {
        Self {
            corpus: Arc::default(),
            size: (0, 0),
            keymap,
            pending: Pending::default(),
            continuations: false,
            theme,
            focus: Focus::Articles,
            last_list: Focus::Articles,
            desk: Focus::Timeline,
            zoom: false,
            articles: Articles::default(),
            reader: Reader::default(),
            speakers: Speakers::default(),
            quotes: Quotes::default(),
            timeline: Timeline::opening(),
            boards: Default::default(),
            index: Arc::default(),
            queue: Queue::default(),
            gathering: None,
            deciding: None,
            aside: None,
            lights: Lights::default(),
            moved: false,
            narrow: None,
            jumps: Jumps::default(),
            prompt: None,
            find: Find::default(),
            recall: super::recall::Recall::default(),
            decided: super::decide::Decided::default(),
            scopes: Vec::new(),
            merging: super::rulings::Merging::default(),
            snapshot: 0,
            epoch: 0,
            generation: 0,
            overlay: None,
            loading: None,
            notice: None,
            mouse: false,
            keeping: Keeping::default(),
        }
    }

    /// Narrows the program from the start to what a query finds, if it asks for anything.
    pub fn begin_within(&mut self, query: Query) {
        self.scopes.extend(super::scope::Scope::of_query(query));
    }

    /// The theme in use.
    pub fn theme(&self) -> &Arc<Theme> {
        &self.theme
    }

    /// The corpus shown.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// Whether mouse reporting is on.
    pub fn mouse(&self) -> bool {
        self.mouse
    }

    /// Says something, and has nothing done.
    pub(super) fn told(&mut self, notice: &str) -> Vec<Effect> {
        self.notice = Some(notice.to_owned());
        Vec::new()
    }

    pub(super) fn layout(&self) -> Layout {
        layout(
            Rect::new(0, 0, self.size.0, self.size.1),
            Shown { focus: self.focus, list: self.last_list, desk: self.desk },
            self.zoom,
        )
    }

    /// Fits lists, text and histogram to the screen. Does nothing that is done already.
    pub(super) fn lay_out(&mut self) {
        let layout = self.layout();
        let items = |focus: Focus, tall: fn(Rect) -> usize| {
            let area = layout.inner(focus);
            area.height as usize / tall(area).max(1)
        };
        self.articles.list.set_page(items(Focus::Articles, |a| articles::item_lines(a.width)));
        self.speakers.list.set_page(items(Focus::Speakers, |a| speakers::item_lines(a.width)));
        let area = layout.inner(Focus::Speakers);
        self.speakers.lay_out(&self.corpus, area.height as usize / speakers::item_lines(area.width));
        self.quotes.list.set_page(items(Focus::Quotes, quotes::item_lines));
        self.queue.list.set_page(queue::parts(layout.inner(Focus::Queue)).1.height as usize);
        let area = layout.inner(Focus::Timeline);
        let (_, events) = timeline::parts(area);
        self.timeline.list.set_page(events.height as usize / timeline::item_lines(events.width));
        self.timeline.lay_out(area);
        self.reader.lay_out(&self.corpus, layout.inner(Focus::Reader));
        let known = Known { corpus: &self.corpus, index: &self.index, review: &self.decided.review };
        for board in Board::ALL {
            let area = layout.inner(Focus::Board(board));
            if !area.is_empty() || self.desk == Focus::Board(board) {
                self.boards[board as usize].lay_out(board.face(), known, self.snapshot, area);
            }
        }
        let overlay = super::layout::overlay_area(Rect::new(0, 0, self.size.0, self.size.1));
        if let Some(Overlay::Help(help)) = &mut self.overlay {
            let text = crate::pane::help::text_area(overlay);
            help.set_size(&self.keymap, text.width as usize, text.height as usize);
        }
    }

    pub(super) fn place(&self) -> Place {
        Place {
            focus: self.focus,
            narrow: self.narrow,
            article: self.reader.article,
            top: self.reader.stored_top(),
            quote: self.reader.quote,
            words: self.reader.place,
            speaker: self.speakers.list.item(),
            said: self.quotes.chosen(&self.corpus),
            event: self.timeline.list.item(),
            desk: self.desk,
            entry: self.entry(),
        }
    }

    /// Where one is on the board that is shown.
    pub(super) fn entry(&self) -> Option<Entry> {
        let Focus::Board(board) = self.desk else { return None };
        let entries = &self.boards[board as usize];
        Some(Entry { item: entries.list.item()?, cell: entries.detail.chosen(), inside: entries.inside })
    }

    /// What the boards are made of.
    pub(super) fn known(&self) -> Known<'_> {
        Known { corpus: &self.corpus, index: &self.index, review: &self.decided.review }
    }

    /// What went wrong. As long as articles are still to come, nothing that was decided counts as lost.
    pub(super) fn troubles(&self) -> troubles::Known<'_> {
        let loaded = self.loading.as_ref().is_none_or(|loading| loading.done);
        troubles::Known { corpus: &self.corpus, review: Some(&self.decided.review).filter(|_| loaded) }
    }

    /// The list in the focused pane; the reader stands for the list of articles.
    pub(super) fn list_mut(&mut self, focus: Focus) -> &mut list::List {
        match focus {
            Focus::Articles | Focus::Reader => &mut self.articles.list,
            Focus::Speakers => &mut self.speakers.list,
            Focus::Quotes => &mut self.quotes.list,
            Focus::Timeline => &mut self.timeline.list,
            Focus::Board(board) => &mut self.boards[board as usize].list,
            Focus::Queue => &mut self.queue.list,
        }
    }

    /// As [`State::list_mut`], to read.
    pub(super) fn list(&self, focus: Focus) -> &list::List {
        match focus {
            Focus::Articles | Focus::Reader => &self.articles.list,
            Focus::Speakers => &self.speakers.list,
            Focus::Quotes => &self.quotes.list,
            Focus::Timeline => &self.timeline.list,
            Focus::Board(board) => &self.boards[board as usize].list,
            Focus::Queue => &self.queue.list,
        }
    }

    /// What a filter of this pane's list is a filter of.
    pub(super) fn filtered(&self, focus: Focus) -> List {
        match focus {
            Focus::Articles | Focus::Reader => List::Articles,
            Focus::Speakers => List::Speakers,
            Focus::Quotes => List::Quotes(self.quotes.speaker.unwrap_or(u32::MAX)),
            Focus::Timeline => List::Events,
            Focus::Board(board) => board.face().list,
            // (Never asked: what is reviewed is filtered before.)
            Focus::Queue => List::Articles,
        }
    }

    /// The effect that asks for the filter of this pane's list, if it has one.
    pub(super) fn ask_filter(&mut self, focus: Focus) -> Option<Effect> {
        self.generation += 1;
        let (generation, list, corpus) = (self.generation, self.filtered(focus), Arc::clone(&self.corpus));
        let filter = self.list_mut(focus).filter.as_mut()?;
        (filter.generation, filter.done) = (generation, false);
        let query = filter.query.clone();
        Some(Effect::Filter { generation, list, query, corpus, review: Box::new(self.decided.review.clone()) })
    }

    /// The effect that asks for the hits of the search, if there is one.
    pub(super) fn ask_find(&mut self) -> Option<Effect> {
        self.generation += 1;
        (self.find.generation, self.find.done) = (self.generation, false);
        let query = self.find.query.clone();
        let (corpus, review) = (Arc::clone(&self.corpus), Box::new(self.decided.review.clone()));
        (!query.trim().is_empty()).then_some(Effect::Find { generation: self.generation, query, corpus, review })
    }
}
