//! The terminal taken and given back.
//!
//! There is one way back, `restore`, and it may be called from anywhere any number of times: by the guard when it is
//! dropped, by the panic hook, by the thread that watches signals, before the editor, before suspending. It gives back
//! line mode first, since that cannot block, and what must be written afterwards.

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::ResetColor;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute, queue};
use std::io::{self, IsTerminal, Write};
use std::panic::PanicHookInfo;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

static TAKEN: AtomicBool = AtomicBool::new(false);
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Until when signals may still be meant for the program that had the terminal before.
static LENT: Mutex<Option<Instant>> = Mutex::new(None);
const LATE_SIGNALS: Duration = Duration::from_secs(1);
/// What worker threads said when they panicked; told once the screen is given back.
static LATE: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Holds the terminal; gives it back when dropped.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, no cursor. The panic hook is there before.
    pub fn enter() -> io::Result<Guard> {
        install_panic_hook();
        let guard = Guard(());
        take()?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Whether the screen is ours at the moment.
pub fn is_taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

/// Whether keys that interrupt may have been meant for the program that had the terminal: it has it still, or had it so
/// shortly ago that a signal may be late. While the terminal is ours, Ctrl-C is a key and no signal.
pub fn is_lent() -> bool {
    let late = |until: Option<Instant>| until.is_some_and(|until| Instant::now() < until);
    !is_taken() || LENT.lock().is_ok_and(|until| late(*until))
}

/// Takes the terminal back from another program.
pub fn take_back() -> io::Result<()> {
    if let Ok(mut until) = LENT.lock() {
        *until = Some(Instant::now() + LATE_SIGNALS);
    }
    take()
}

/// Takes the terminal; the mouse as it was.
pub fn take() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
    if MOUSE.load(Ordering::SeqCst) { execute!(io::stdout(), EnableMouseCapture) } else { Ok(()) }
}

/// Gives the terminal back as it was. Idempotent; tells nobody of errors, because there is nobody left to tell.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = disable_raw_mode();
    let mut out = io::stdout();
    let _ = queue!(out, DisableMouseCapture, DisableBracketedPaste, ResetColor, LeaveAlternateScreen, cursor::Show);
    let _ = out.flush();
}

/// Turns mouse reporting on or off.
pub fn mouse(on: bool) -> io::Result<()> {
    MOUSE.store(on, Ordering::SeqCst);
    if on { execute!(io::stdout(), EnableMouseCapture) } else { execute!(io::stdout(), DisableMouseCapture) }
}

/// Why the interface cannot be shown here, with what to do instead.
pub fn obstacle() -> Option<String> {
    let what = if !io::stdout().is_terminal() {
        "standard output is no terminal"
    } else if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        "the terminal (TERM=dumb) cannot be drawn upon"
    } else {
        return None;
    };
    Some(format!("{what}; write the articles as text with `simak … | cat`, or for other programs with `simak extract …`"))
}

/// What worker threads said when they panicked, each once.
pub fn late_reports() -> Vec<String> {
    LATE.lock().map(|mut late| std::mem::take(&mut *late)).unwrap_or_default()
}

/// A panic of the thread that draws ends the program: the screen is given back before the report. A panic of a worker
/// does not, and must not write over the screen: its report is kept for later.
fn install_panic_hook() {
    let drawing: ThreadId = std::thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        if std::thread::current().id() != drawing && is_taken() {
            if let Ok(mut late) = LATE.lock() {
                late.push(info.to_string());
            }
            return;
        }
        restore();
        before(info);
    }));
}
