//! The loop: wait for something, tell `update`, perform what it asks for, draw if anything changed.
//!
//! Nothing here knows what a key means or what a pane shows. Keys come before all else and are drawn at once; what
//! comes from loading and searching is drawn thirty times a second at most. When nothing happens, nothing runs.

use super::clipboard::{self, Clipboard, Outcome};
use super::keys::{Ahead, Keys};
use super::laying::Laying;
use super::loading::Load;
use super::searches::{Question, Searches};
use super::signals::{self, Signal};
use super::themes::Themes;
use super::{View, exporting, opener, terminal};
use crate::app::{Effect, Msg, State, selection, update};
use crate::config::Config;
use crate::loader::Changes;
use crate::model::path;
use crate::store::{Store, Told};
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::Event;
use crossterm::execute;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, CrosstermBackend};
use ratatui::layout::{Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::io::{self, BufWriter, Stdout};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

/// A key sequence that waits this long has its continuations shown.
const PENDING: Duration = Duration::from_millis(300);
/// Between two frames that no key asked for.
const FRAME: Duration = Duration::from_millis(33);
/// Keys that are already there are taken together, this long at most, before a frame is drawn.
const BURST: Duration = Duration::from_millis(8);
/// Between a change and the keeping of it, during which others may follow.
const KEEP: Duration = Duration::from_secs(3);
/// Keys that follow one whose answer is being worked out (what is to be reviewed) wait so long for it; then they are taken as
/// they come.
const HELD: Duration = Duration::from_millis(250);
/// Messages that wait.
const INBOX: usize = 64;
/// The columns and rows that are drawn, at most; what a terminal claims to have beyond stays blank. The largest screens have
/// half as many; a terminal may claim 65,535 of each, whose cells would take 19 GB.
const MOST: Size = Size { width: 1_000, height: 500 };

/// How the loop ended.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// A person left.
    Quit,
    /// A signal of this number, or the terminal went away.
    Signal(u8),
}

/// What the loop works with.
pub struct EventLoop {
    state: State,
    view: View,
    config: Arc<Config>,
    themes: Themes,
    screen: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    /// `None` while another program has the terminal.
    keys: Option<Keys>,
    /// Typed before another program got the terminal.
    ahead: Ahead,
    /// Until when keys wait for the answer to the one before.
    held_until: Option<Instant>,
    editor: Option<JoinHandle<Edited>>,
    signals: Receiver<Signal>,
    inbox: Receiver<Msg>,
    outbox: Sender<Msg>,
    copies: (Sender<Outcome>, Receiver<Outcome>),
    clipboard: Clipboard,
    searches: Searches,
    laying: Laying,
    load: Option<Load>,
    theme_files: Option<Changes>,
    store: Store,
    keep_at: Option<Instant>,
    hints_at: Option<Instant>,
    draw_at: Option<Instant>,
    end: Option<End>,
}

/// How an editor was left: with the text it was given, where it was given one; or what went wrong.
type Edited = Result<Option<String>, String>;

/// What there can be to do next.
enum Next {
    Signal(Signal),
    Input(Option<io::Result<Event>>),
    EditorLeft(Edited),
    Copied(Outcome),
    Msg(Msg),
    ThemesChanged,
    Hints,
    Keep,
    Draw,
    /// Keys have waited long enough.
    Released,
}

impl EventLoop {
    /// A loop that has not begun; the terminal is taken already.
    pub fn new(
        state: State,
        view: View,
        config: Arc<Config>,
        themes: Themes,
        signals: Receiver<Signal>,
        store: Store,
    ) -> io::Result<EventLoop> {
        let (outbox, inbox) = channel(INBOX);
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        let viewport = Viewport::Fixed(drawn(backend.size()?));
        let screen = Terminal::with_options(backend, TerminalOptions { viewport })?;
        Ok(EventLoop {
            state,
            view,
            config,
            themes,
            screen,
            keys: None,
            ahead: Ahead::default(),
            held_until: None,
            editor: None,
            signals,
            inbox,
            outbox,
            copies: channel(INBOX),
            clipboard: Clipboard::new(),
            searches: Searches::default(),
            laying: Laying::default(),
            load: None,
            theme_files: None,
            store,
            keep_at: None,
            hints_at: None,
            draw_at: None,
            end: None,
        })
    }

    /// Draws the first frame, starts to load, and goes on until somebody or something ends it.
    pub async fn run(mut self, start: impl FnOnce() -> Load) -> io::Result<End> {
        let ended = self.go_on(start).await;
        // Also where the terminal has gone away in the middle of a frame.
        self.tell(Msg::Leave)?;
        ended
    }

    async fn go_on(&mut self, start: impl FnOnce() -> Load) -> io::Result<End> {
        self.resized()?;
        if self.config.mouse {
            self.tell(Msg::Do(crate::action::Action::Mouse))?;
        }
        if let Some(fault) = &self.config.unread {
            self.tell(Msg::Notice(fault.to_string()))?;
        }
        self.draw()?;
        self.open_store()?;
        self.load = Some(start());
        self.theme_files = self.config.themes.as_deref().and_then(Changes::in_folder);
        self.keys = Some(Keys::start(Ahead::default())?);
        while self.end.is_none() {
            let next = self.next().await;
            self.take(next)?;
        }
        Ok(self.end.unwrap_or(End::Quit))
    }

    async fn next(&mut self) -> Next {
        let EventLoop { signals, keys, editor, copies, inbox, load, theme_files, keep_at, hints_at, draw_at, held_until, .. } =
            self;
        let held = held_until.is_some_and(|until| Instant::now() < until) && self.state.awaits_an_answer();
        tokio::select! {
            biased;
            Some(signal) = signals.recv() => Next::Signal(signal),
            event = async { keys.as_mut()?.next().await }, if keys.is_some() && !held => Next::Input(event),
            () = wait(*held_until), if held => Next::Released,
            () = wait(*draw_at), if draw_at.is_some() => Next::Draw,
            Some(left) = async { Some(editor.as_mut()?.await) }, if editor.is_some() =>
                Next::EditorLeft(left.unwrap_or_else(|error| Err(error.to_string()))),
            Some(outcome) = copies.1.recv() => Next::Copied(outcome),
            Some(msg) = inbox.recv() => Next::Msg(msg),
            Some(msg) = async { Some(load.as_mut()?.next().await) }, if load.is_some() => Next::Msg(msg),
            () = wait(*hints_at), if hints_at.is_some() => Next::Hints,
            () = wait(*keep_at), if keep_at.is_some() => Next::Keep,
            Some(()) = async { theme_files.as_mut()?.next().await }, if theme_files.is_some() => Next::ThemesChanged,
        }
    }

    fn take(&mut self, next: Next) -> io::Result<()> {
        match next {
            Next::Signal(Signal::End(number)) => self.end = Some(End::Signal(number)),
            Next::Signal(Signal::Continued) => self.continued()?,
            // (While another program has the terminal, its size is asked for afterwards.)
            Next::Signal(Signal::Resized) if self.keys.is_none() => {}
            Next::Signal(Signal::Resized) => {
                self.resized()?;
                self.draw()?;
            }
            Next::Input(event) => self.input(event)?,
            Next::EditorLeft(result) => {
                self.editor = None;
                self.come_back()?;
                match result {
                    Ok(Some(text)) => self.tell(Msg::Edited(text))?,
                    Ok(None) => {}
                    Err(message) => self.tell(Msg::Notice(message))?,
                }
            }
            Next::Copied(outcome) => self.copied(outcome)?,
            Next::Msg(msg) => self.tell(msg)?,
            Next::ThemesChanged => match self.themes.again() {
                Ok(theme) if theme == *self.state.theme() => {}
                Ok(theme) => self.tell(Msg::Theme(theme))?,
                Err(message) => self.tell(Msg::Notice(message))?,
            },
            Next::Hints => {
                self.hints_at = None;
                self.tell(Msg::PendingTimeout)?;
            }
            Next::Keep => {
                self.keep_at = None;
                self.tell(Msg::KeepDue)?;
            }
            Next::Draw => self.draw()?,
            Next::Released => {}
        }
        Ok(())
    }

    /// Takes an event and all that are there already, then draws.
    fn input(&mut self, event: Option<io::Result<Event>>) -> io::Result<()> {
        let mut until = Instant::now() + BURST;
        let mut event = Some(event);
        while let Some(taken) = event.take() {
            match taken {
                Some(Ok(taken)) => self.tell_event(taken)?,
                // The terminal is gone, or cannot be read: nobody is there to press a key any more.
                Some(Err(_)) | None => self.end = Some(End::Signal(1)),
            }
            if self.state.awaits_an_answer() {
                // What is typed ahead is meant for what the answer brings.
                let held_until = *self.held_until.get_or_insert_with(|| Instant::now() + HELD);
                until = if Instant::now() < held_until { Instant::now() } else { until };
            } else {
                self.held_until = None;
            }
            if self.end.is_some() || Instant::now() >= until {
                break;
            }
            event = self.keys.as_mut().and_then(Keys::waiting).map(Some);
        }
        if self.end.is_none() && self.draw_at.is_some() { self.draw() } else { Ok(()) }
    }

    fn tell_event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Key(key) => self.tell(Msg::Key(key)),
            Event::Paste(text) => self.tell(Msg::Paste(text)),
            Event::Mouse(mouse) => self.tell(Msg::Mouse(mouse)),
            Event::Resize(..) => self.resized(),
            Event::FocusGained | Event::FocusLost => Ok(()),
        }
    }

    /// Tells `update`, performs what it asks for, and sees to it that a frame follows.
    fn tell(&mut self, msg: Msg) -> io::Result<()> {
        let effects = update(&mut self.state, msg);
        let soon = Instant::now() + FRAME;
        self.draw_at = Some(self.draw_at.map_or(soon, |at| at.min(soon)));
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }

    fn draw(&mut self) -> io::Result<()> {
        self.draw_at = None;
        if self.keys.is_none() && self.editor.is_some() {
            return Ok(());
        }
        let EventLoop { screen, state, view, .. } = self;
        let theme = Arc::clone(state.theme());
        execute!(screen.backend_mut(), BeginSynchronizedUpdate)?;
        screen.draw(|frame| view(state, &theme, frame.area(), frame.buffer_mut()))?;
        execute!(screen.backend_mut(), EndSynchronizedUpdate)
    }

    fn resized(&mut self) -> io::Result<()> {
        self.clear()?;
        let Size { width, height } = self.screen.get_frame().area().as_size();
        self.tell(Msg::Resize(width, height))
    }

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Quit => self.end = Some(End::Quit),
            Effect::Suspend => self.suspend()?,
            Effect::Redraw => self.clear()?,
            Effect::Copy(text) => {
                let copies = self.copies.0.clone();
                self.clipboard.copy(text, move |outcome| drop(copies.try_send(outcome)));
            }
            Effect::OpenEditor { path, line } => self.edit(path, line)?,
            Effect::EditText(text) => self.lend(move |editor| opener::edit_text(editor, &text).map(Some)),
            Effect::OpenBrowser(address) => self.browse(address),
            Effect::Filter { generation, list, query, corpus, review } => {
                let question = Question { query, list, corpus, review, today: crate::clock::today() };
                self.searches.filter(self.outbox.clone(), generation, question);
            }
            Effect::Find { generation, query, corpus, review } => {
                self.searches.find(self.outbox.clone(), generation, query, (corpus, review));
            }
            Effect::Lay { generation, snapshot, wish } => self.laying.ask(&self.outbox, (generation, snapshot, wish)),
            Effect::Select { generation, question } => {
                let (outbox, today) = (self.outbox.clone(), crate::clock::today());
                tokio::task::spawn_blocking(move || {
                    let answer = Box::new(selection::answer(*question, today));
                    let _ = outbox.blocking_send(Msg::Selected { generation, answer });
                });
            }
            Effect::Export(export) => {
                let outbox = self.outbox.clone();
                let roots = self.load.as_ref().map(|load| Arc::clone(load.paths())).unwrap_or_default();
                tokio::task::spawn_blocking(move || drop(outbox.blocking_send(exporting::write(export, &roots))));
            }
            Effect::Write(step) => self.store.add(step),
            Effect::PendingTimer => self.hints_at = Some(Instant::now() + PENDING),
            Effect::Mouse(on) => terminal::mouse(on)?,
            Effect::NextTheme => {
                let msg = self.themes.next().map_or_else(Msg::Notice, Msg::Theme);
                self.tell(msg)?;
            }
            Effect::Theme(name) => {
                if let Some(theme) = self.themes.choose(&name) {
                    self.tell(Msg::Theme(theme))?;
                }
            }
            Effect::KeepTimer => self.keep_at = Some(Instant::now() + KEEP),
            Effect::Keep(session) => self.store.save(*session),
            Effect::CancelLoading => self.load.iter().for_each(Load::cancel),
        }
        Ok(())
    }

    /// Has the session read; what the store tells comes as messages.
    fn open_store(&mut self) -> io::Result<()> {
        let outbox = self.outbox.clone();
        let started = self.store.start(move |told| {
            let msg = match told {
                Told::Opened(opened) => Msg::Opened(opened),
                Told::Kept { number, at } => Msg::Kept { number, at },
                Told::Trouble(trouble) => Msg::Unkept(trouble),
                Told::Recovered => Msg::KeptAgain,
                Told::Said(said) => Msg::Notice(said),
            };
            let _ = outbox.blocking_send(msg);
        });
        match started {
            Ok(()) => Ok(()),
            Err(error) => self.tell(Msg::Notice(format!("There is no thread left ({error}): nothing is kept."))),
        }
    }

    fn copied(&mut self, outcome: Outcome) -> io::Result<()> {
        // What was copied is said already; only an uncertain end is worth another word.
        let Outcome::AskTerminal(text) = outcome else { return Ok(()) };
        execute!(self.screen.backend_mut(), CopyToClipboard::to_clipboard_from(&text))?;
        self.tell(Msg::Notice(clipboard::asked_notice(&text)))
    }

    /// Leaves the terminal to the editor; loading goes on meanwhile, drawing does not.
    fn edit(&mut self, path: PathBuf, line: u32) -> io::Result<()> {
        if self.editor.is_some() {
            return Ok(());
        }
        if !path.exists() {
            let told = format!("{} is no file here (any more), so there is nothing to open", path::shown(&path));
            return self.tell(Msg::Notice(told));
        }
        self.lend(move |editor| opener::edit(editor, &path, line).map(|()| None));
        Ok(())
    }

    fn stop_keys(&mut self) {
        if let Some(keys) = self.keys.take() {
            self.ahead = keys.stop();
        }
    }

    /// Leaves the terminal to an editor until it is left.
    fn lend(&mut self, edit: impl FnOnce(&std::ffi::OsStr) -> Edited + Send + 'static) {
        if self.editor.is_some() {
            return;
        }
        self.stop_keys();
        terminal::restore();
        let editor = opener::editor(self.config.editor.as_deref());
        self.editor = Some(tokio::task::spawn_blocking(move || edit(&editor)));
    }

    fn browse(&self, address: String) {
        let (outbox, browser) = (self.outbox.clone(), self.config.browser.clone());
        tokio::task::spawn_blocking(move || {
            let notice = opener::browse(browser.as_deref(), &address).err().unwrap_or_else(|| "opened in the browser".to_owned());
            let _ = outbox.blocking_send(Msg::Notice(notice));
        });
    }

    /// Gives the terminal back, stops, and comes back when continued.
    fn suspend(&mut self) -> io::Result<()> {
        self.stop_keys();
        terminal::restore();
        let stopped = signals::suspend();
        self.come_back()?;
        if let Err(error) = stopped { self.tell(Msg::Notice(error.to_string())) } else { Ok(()) }
    }

    /// Somebody continued us. Where they had stopped us without our knowing, the terminal's modes are theirs.
    fn continued(&mut self) -> io::Result<()> {
        if self.editor.is_some() {
            return Ok(());
        }
        terminal::restore();
        self.come_back()
    }

    fn come_back(&mut self) -> io::Result<()> {
        terminal::take_back()?;
        if self.keys.is_none() {
            self.keys = Some(Keys::start(std::mem::take(&mut self.ahead))?);
        }
        self.resized()?;
        self.draw()
    }

    /// Has the next frame drawn whole. `Terminal::clear` would ask the terminal where its cursor is, and wait for an answer
    /// that the key stream takes away.
    fn clear(&mut self) -> io::Result<()> {
        let area = drawn(self.screen.size()?);
        self.screen.backend_mut().clear_region(ClearType::All)?;
        self.screen.resize(area)
    }
}

/// What is drawn of a terminal of this size.
fn drawn(size: Size) -> Rect {
    Rect::new(0, 0, size.width.min(MOST.width), size.height.min(MOST.height))
}

/// Waits until then.
async fn wait(at: Option<Instant>) {
    if let Some(at) = at {
        sleep_until(at).await;
    }
}
