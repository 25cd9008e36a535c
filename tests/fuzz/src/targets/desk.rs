//! The interface with somebody at it, and with all that it asks for done at once, or held back and done later: what answers
//! come late, after another corpus, is tried so.

use super::keys::{Typed, pasted};
use super::material::corpora;
use crate::checks::{harmless, screen};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::civil::{Date, date};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use simak::action::Action;
use simak::app::{Effect, Loading, Msg, Snapshot, State, selection, update, view};
use simak::export::quotes::Quotes;
use simak::keymap::Keymap;
use simak::review::Review;
use simak::search::{self, Asked};
use simak::store::{Opened, Session};
use simak::theme::Theme;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

/// The day on which everything happens.
const TODAY: Date = date(2031, 5, 20);

/// So many answers at most follow from one message: more go round in a circle.
const ANSWERS: usize = 64;

/// The interface, with what it waits for.
pub struct Desk {
    state: State,
    size: (u16, u16),
    /// What was asked for and is not done yet.
    asked: VecDeque<Effect>,
    held: bool,
    /// A file was in the way.
    in_the_way: bool,
}

fn snapshots() -> &'static [Snapshot] {
    static SNAPSHOTS: OnceLock<Vec<Snapshot>> = OnceLock::new();
    SNAPSHOTS.get_or_init(|| corpora().iter().map(|corpus| Arc::clone(corpus).into()).collect())
}

fn themes() -> &'static [Arc<Theme>] {
    static THEMES: OnceLock<Vec<Arc<Theme>>> = OnceLock::new();
    THEMES.get_or_init(|| Theme::built_in_names().filter_map(|name| Theme::built_in(name).ok()).map(Arc::new).collect())
}

fn keymap() -> Arc<Keymap> {
    static KEYMAP: OnceLock<Arc<Keymap>> = OnceLock::new();
    Arc::clone(KEYMAP.get_or_init(Arc::default))
}

/// The answer of a store that nothing was kept in but a session.
pub fn opened(session: Session, writable: bool) -> Msg {
    let review = Review::new("log".into(), "Dewi".into(), []);
    let trouble = (!writable).then(|| "nothing is kept".to_owned());
    Msg::Opened(Box::new(Opened { review, session, writable, trouble, ..Opened::default() }))
}

impl Desk {
    /// The interface before anything happened, on a screen of this size.
    pub fn new(width: u16, height: u16) -> Desk {
        let state = State::new(keymap(), Arc::clone(&themes()[0]));
        let mut desk = Desk { state, size: (0, 0), asked: VecDeque::new(), held: false, in_the_way: false };
        desk.resize(width, height);
        desk
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.send(Msg::Resize(width, height));
    }

    /// Shows a corpus of the material.
    pub fn show(&mut self, corpus: usize) {
        self.send(Msg::Corpus(snapshots()[corpus % snapshots().len()].clone()));
    }

    /// Sends a message, and does what is asked for, unless it is held back.
    pub fn send(&mut self, msg: Msg) {
        self.asked.extend(update(&mut self.state, msg));
        let most = self.asked.len() + ANSWERS;
        for _ in 0..most {
            if self.held {
                return;
            }
            let Some(effect) = self.asked.pop_front() else { return };
            if let Some(answer) = self.answer(effect) {
                self.asked.extend(update(&mut self.state, answer));
            }
        }
        assert!(self.asked.is_empty(), "the interface goes round in a circle: {:?}", self.asked.front());
    }

    /// What comes of an effect, as in the program, but at once.
    fn answer(&mut self, effect: Effect) -> Option<Msg> {
        let mut all = None;
        match effect {
            Effect::Filter { generation, list, query, corpus, review } => {
                let asked = Asked { query: &query, list, corpus: &corpus, review: &review, today: TODAY };
                search::filter(&asked, &mut |items, _| {
                    all = Some(Msg::Filtered { generation, list, items, done: true });
                    ControlFlow::Continue(())
                });
                all
            }
            Effect::Find { generation, query, corpus, review } => {
                search::find(&corpus, &review, &query, &mut |hits, done| {
                    all = Some(Msg::Found { generation, hits, done });
                    ControlFlow::Continue(())
                });
                all
            }
            Effect::Lay { generation, snapshot, wish } => {
                let (snapshot, placed) = snapshot.laid(&wish, TODAY);
                Some(Msg::Laid { generation, snapshot, placed: Box::new(placed) })
            }
            Effect::Select { generation, question } => {
                Some(Msg::Selected { generation, answer: Box::new(selection::answer(*question, TODAY)) })
            }
            Effect::Export(export) if self.in_the_way && !export.replace => Some(Msg::InTheWay(export)),
            Effect::Export(export) => {
                let found = selection::quotes(export.source.clone(), &export.corpus, &export.review, TODAY);
                let wanted = &export.wanted;
                let (quotes, told) =
                    Quotes::chosen((&export.corpus, &export.review), "id", (&found, &export.about), wanted.choice, wanted.format);
                (wanted.format.write)(&quotes, &mut std::io::sink()).expect("nothing fails in memory");
                Some(Msg::Notice(told))
            }
            Effect::Write(step) => Some(Msg::Kept { number: step.id.number, at: 1_900_000_000_000 }),
            Effect::Copy(text) => {
                // What is copied may be pasted into a shell.
                harmless(&text);
                None
            }
            Effect::EditText(text) => Some(Msg::Edited(format!("{text}\n\u{1b}[2J\u{202e}x"))),
            Effect::NextTheme => themes().last().cloned().map(Msg::Theme),
            Effect::Theme(name) => themes().iter().find(|theme| theme.name == name).cloned().map(Msg::Theme),
            Effect::Keep(session) => {
                let text = serde_json::to_string(&session).expect("a session is written");
                assert_eq!(serde_json::from_str::<Session>(&text).ok().as_ref(), Some(&*session), "a session is read back");
                None
            }
            _ => None,
        }
    }

    /// Does what somebody does.
    pub fn take(&mut self, typed: Typed<'_>) {
        match typed {
            Typed::Key(key) => self.send(Msg::Key(key)),
            Typed::Paste(text) => self.send(Msg::Paste(text)),
            Typed::Other(name, rest) => self.message(name, rest),
        }
    }

    fn message(&mut self, name: &str, rest: &str) {
        let number = rest.parse().unwrap_or(0_usize);
        match name {
            "corpus" => self.show(number),
            "opened" => self.send(opened(Session::default(), true)),
            "readonly" => self.send(opened(Session::default(), false)),
            "hold" => self.held = true,
            "release" => {
                self.held = false;
                self.send(Msg::PendingTimeout);
            }
            "resize" => {
                let (width, height) = rest.split_once('x').unwrap_or((rest, "9"));
                // (Larger ones show no more, and take their time.)
                self.resize(width.parse().unwrap_or(0).min(220), height.parse().unwrap_or(0).min(70));
            }
            "pending" => self.send(Msg::PendingTimeout),
            "due" => self.send(Msg::KeepDue),
            "leave" => self.send(Msg::Leave),
            "loading" => {
                let done = rest == "done";
                self.send(Msg::Loading(Loading { files_found: 9, articles: number as u64, done, ..Loading::default() }));
            }
            "theme" => self.send(Msg::Theme(Arc::clone(&themes()[number % themes().len()]))),
            "notice" => self.send(Msg::Notice(rest.to_owned())),
            "edited" => self.send(Msg::Edited(pasted(rest))),
            "unkept" => self.send(Msg::Unkept(rest.to_owned())),
            "kept-again" => self.send(Msg::KeptAgain),
            "in-the-way" => self.in_the_way = !self.in_the_way,
            "do" => Action::by_name(rest).into_iter().for_each(|action| self.send(Msg::Do(action))),
            "mouse" => mouse(rest).into_iter().for_each(|event| self.send(Msg::Mouse(event))),
            _ => {}
        }
    }

    /// Draws twice: the same each time, and nothing that acts on a terminal.
    pub fn look(&self) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let draw = || {
            let mut buffer = Buffer::empty(area);
            view(&self.state, self.state.theme(), area, &mut buffer);
            buffer
        };
        let first = draw();
        assert!(first == draw(), "drawing twice gives two screens");
        screen(&first);
    }

    /// Ends: what is held back is done, and what is kept is asked for.
    pub fn end(&mut self) {
        self.held = false;
        self.send(Msg::KeepDue);
        self.send(Msg::Leave);
        self.look();
    }
}

fn mouse(told: &str) -> Option<MouseEvent> {
    let mut parts = told.split(',');
    let kind = match parts.next()? {
        "left" => MouseEventKind::Down(MouseButton::Left),
        "right" => MouseEventKind::Down(MouseButton::Right),
        "up" => MouseEventKind::Up(MouseButton::Left),
        "drag" => MouseEventKind::Drag(MouseButton::Left),
        "scroll-up" => MouseEventKind::ScrollUp,
        "scroll-down" => MouseEventKind::ScrollDown,
        _ => MouseEventKind::Moved,
    };
    let (column, row) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}
