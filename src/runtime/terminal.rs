//! The terminal taken and given back.
//!
//! There is one way back, `restore`, and it may be called from anywhere any number of times: by the guard when it is
//! dropped, by the panic hook, by the thread that watches signals, before the editor, before suspending. It gives back
//! line mode first, since that cannot block, and what must be written afterwards.

use super::watch;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::ResetColor;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
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
    watch::tell(true);
    modes::raw()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
    if MOUSE.load(Ordering::SeqCst) { execute!(io::stdout(), EnableMouseCapture) } else { Ok(()) }
}

/// Gives the terminal back as it was. Idempotent; tells nobody of errors, because there is nobody left to tell.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    modes::back();
    let _ = leave(&mut io::stdout());
    watch::tell(false);
}

/// Writes what gives the screen back.
pub fn leave(out: &mut impl Write) -> io::Result<()> {
    queue!(out, DisableMouseCapture, DisableBracketedPaste, ResetColor, LeaveAlternateScreen, cursor::Show)?;
    out.flush()
}

/// The terminal to read from: standard input where it is one.
#[cfg(unix)]
pub fn tty() -> io::Result<std::fs::File> {
    let stdin = rustix::stdio::stdin();
    if rustix::termios::isatty(stdin) {
        return Ok(rustix::io::fcntl_dupfd_cloexec(stdin, 0)?.into());
    }
    std::fs::File::options().read(true).write(true).open("/dev/tty")
}

/// The line modes. Those that hold when the terminal is taken for the first time are the person's: they are given back
/// whenever it is, whatever an editor has left behind.
#[cfg(unix)]
mod modes {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
    use std::io;
    use std::sync::Mutex;

    static FIRST: Mutex<Option<Termios>> = Mutex::new(None);

    /// Every key as it is pressed, and none shown.
    pub fn raw() -> io::Result<()> {
        let tty = super::tty()?;
        let mut first = FIRST.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut modes = match &*first {
            Some(first) => first.clone(),
            None => first.insert(tcgetattr(&tty)?).clone(),
        };
        modes.make_raw();
        tcsetattr(&tty, OptionalActions::Now, &modes)?;
        // Who reads or writes without waiting may have left that behind as well.
        for fd in [rustix::stdio::stdin(), rustix::stdio::stdout()] {
            let flags = fcntl_getfl(fd)?;
            if flags.contains(OFlags::NONBLOCK) {
                fcntl_setfl(fd, flags - OFlags::NONBLOCK)?;
            }
        }
        Ok(())
    }

    /// As it was at first.
    pub fn back() {
        // (Not waited for: who holds it gives the terminal back already, or has just been interrupted by a panic.)
        let first = FIRST.try_lock().ok().and_then(|first| first.clone());
        if let (Some(first), Ok(tty)) = (first, super::tty()) {
            let _ = tcsetattr(&tty, OptionalActions::Now, &first);
        }
    }
}

#[cfg(not(unix))]
mod modes {
    pub use crossterm::terminal::enable_raw_mode as raw;

    pub fn back() {
        let _ = crossterm::terminal::disable_raw_mode();
    }
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
