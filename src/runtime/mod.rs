//! The edge: the event loop, what it performs, and the terminal taken and given back.
//!
//! This is the only place that waits, reads the clock or touches the terminal. What a key means and what is shown is
//! decided by `app`; this module carries messages in and effects out. Order of reading: `event_loop`, `terminal`,
//! `keys` (with `decode`), `signals`, `watch`, `room`, then what is performed: `loading`, `searches`, `exporting`, `clipboard`, `opener`, `themes`.

mod clipboard;
mod decode;
mod event_loop;
mod exporting;
#[cfg_attr(not(unix), path = "keys_elsewhere.rs")]
mod keys;
mod laying;
mod loading;
mod opener;
mod room;
mod searches;
mod signals;
mod terminal;
mod themes;
mod watch;

pub use terminal::{Guard, obstacle};

use crate::app::{State, view};
use crate::config::{Config, listed};
use crate::notice;
use crate::search::Query;
use crate::store::{self, Left, Store, Which};
use crate::theme::Theme;
use event_loop::{End, EventLoop};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// The disk has this long to take the session when the program ends.
const TO_KEEP: Duration = Duration::from_secs(2);

/// What draws a frame; [`view`], but for tests.
pub type View = fn(&State, &Theme, Rect, &mut Buffer);

/// How the interface is to begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Files and folders to read; none for the sample corpus.
    pub paths: Vec<PathBuf>,
    /// The configuration, if not the user's own.
    pub config: Option<PathBuf>,
    /// The theme, if not the configured one.
    pub theme: Option<String>,
    /// The name under which what is decided is kept, if any.
    pub session: Option<String>,
    /// What finds the articles that alone are shown; empty for all.
    pub query: Query,
}

/// Runs the interface on the terminal until somebody leaves. Whatever goes wrong is told on standard error, after the
/// terminal was given back. Status 1: decisions could not be kept, or the terminal cannot be used; 2: the configuration, the
/// theme or the terminal does not allow it.
pub fn run(options: Options) -> ExitCode {
    #[cfg(unix)]
    let _watch = obstacle().is_none().then(watch::start).flatten();
    run_with(options, view)
}

/// What is done where this process was started to give the terminal back for another one; see `watch`.
pub fn watching() -> Option<ExitCode> {
    #[cfg(unix)]
    return watch::asked();
    #[cfg(not(unix))]
    None
}

/// [`run`] with another view, so that a test can let one fail. Nobody watches then.
pub fn run_with(options: Options, view: View) -> ExitCode {
    if let Some(obstacle) = obstacle() {
        return fail(2, &obstacle);
    }
    if let Some(missing) = room::missing() {
        return fail(1, &missing);
    }
    let config = match Config::load(options.config.as_deref()) {
        Ok(config) => Arc::new(config),
        Err(faults) => return fail_for(2, &listed(&faults)),
    };
    let around = themes::Surroundings::read();
    let (themes, theme) = match themes::Themes::new(Arc::clone(&config), options.theme.as_deref(), &around) {
        Ok(chosen) => chosen,
        Err(messages) => return fail_for(2, &messages),
    };
    // With NO_COLOR set, crossterm would drop modifiers, too, and with them the selected row; themes see to colours.
    crossterm::style::force_color_output(true);
    let mut state = State::new(Arc::new(config.keymap.clone()), theme);
    state.begin_within(options.query);
    let which = match store::meant(options.session, options.paths) {
        Ok(which) => which,
        Err(message) => return fail(2, &message),
    };
    let (ended, unkept) = match on_the_terminal(which, state, view, config, themes) {
        Ok((end, left)) => (Ok(end), left.is_some_and(|left| left.decisions > 0)),
        Err(error) => (Err(error), false),
    };
    for report in terminal::late_reports() {
        fail(0, &format!("a background task failed: {report}"));
    }
    match ended {
        Ok(End::Quit) if unkept => ExitCode::FAILURE,
        Ok(End::Quit) => ExitCode::SUCCESS,
        Ok(End::Signal(number)) => ExitCode::from(128 + number),
        Err(error) => fail(1, &format!("the terminal cannot be used: {error}")),
    }
}

/// How it ended, and what was not kept.
type Ended = (End, Option<Left>);

fn on_the_terminal(which: Which, state: State, view: View, config: Arc<Config>, themes: themes::Themes) -> io::Result<Ended> {
    let (sender, signals) = tokio::sync::mpsc::channel(8);
    let paths = which.paths().to_vec();
    let store = Store::new(which, store::reviewer());
    let leaving = signals::Leaving::new(store.clone());
    signals::watch(sender, leaving.clone())?;
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(4);
    let tokio = tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build()?;
    #[cfg(unix)]
    watch::wait_until_ready();
    let guard = Guard::enter()?;
    // A panic must not wait for background work to end, as dropping the runtime would.
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let own = config.themes.as_deref().and_then(Path::parent).map(Path::to_owned);
        let zone = config.zone;
        let event_loop = EventLoop::new(state, view, config, themes, signals, store.clone())?;
        tokio.block_on(event_loop.run(|| loading::Load::start(paths, own.as_deref(), zone)))
    }));
    drop(guard);
    leaving.begun();
    // (The terminal is given back first: a slow disk must not hold it.)
    let left = store.close(TO_KEEP);
    if let Some(left) = &left {
        fail(0, &left.said);
    }
    tokio.shutdown_background();
    let ended = ended.unwrap_or_else(|panic| resume_unwind(panic));
    ended.map(|end| (end, left))
}

fn fail(status: u8, message: &str) -> ExitCode {
    notice::tell(message);
    ExitCode::from(status)
}

/// Fails for several reasons, one a line.
fn fail_for(status: u8, messages: &str) -> ExitCode {
    messages.lines().for_each(notice::tell);
    ExitCode::from(status)
}
