//! Signals, on a thread of their own.
//!
//! When the terminal goes away, a read of it may never return, so the loop that draws cannot be trusted to notice. This
//! thread tells the loop to end; if it has not ended a second later, it has what was decided kept, gives the terminal back
//! itself and ends the program.

use super::TO_KEEP;
use crate::store::Store;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::Sender;

/// The loop has this long to end.
const TO_END: Duration = Duration::from_secs(1);
/// Once it has, the rest of the program has this long: what was decided is being kept, and what was not is told.
const TO_LEAVE: Duration = TO_KEEP.saturating_mul(2);

/// What a signal asks for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End, because of the signal of this number.
    End(u8),
    /// Continue after a stop: the screen and its modes may have been changed by others.
    Continued,
    /// The terminal has another size. (Where others wait already, the next of them asks for the size as well.)
    Resized,
}

/// What is left to be done when the program ends, however that is.
#[derive(Clone)]
pub struct Leaving {
    store: Store,
    /// Whether the loop has ended, and the terminal was given back.
    begun: Arc<AtomicBool>,
}

impl Leaving {
    /// Where what is decided is kept.
    pub fn new(store: Store) -> Leaving {
        Leaving { store, begun: Arc::default() }
    }

    /// The loop has ended, and the terminal was given back: the rest follows.
    pub fn begun(&self) {
        self.begun.store(true, Ordering::SeqCst);
    }

    /// Waits until the loop has ended; whether it has.
    fn waited(&self, patience: Duration) -> bool {
        let until = Instant::now() + patience;
        while !self.begun.load(Ordering::SeqCst) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(10));
        }
        self.begun.load(Ordering::SeqCst)
    }
}

/// Watches from now on.
#[cfg(unix)]
pub fn watch(sender: Sender<Signal>, leaving: Leaving) -> std::io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT, SIGWINCH])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGCONT => drop(sender.try_send(Signal::Continued)),
                SIGWINCH => drop(sender.try_send(Signal::Resized)),
                // While the editor has the terminal, its Ctrl-C and Ctrl-\ reach us as well and are not meant for us.
                SIGINT | SIGQUIT if super::terminal::is_lent() => {}
                signal => end(&sender, signal, &leaving),
            }
        }
    })?;
    Ok(())
}

/// Where there are no such signals, nothing is watched.
#[cfg(not(unix))]
pub fn watch(_sender: Sender<Signal>, _leaving: Leaving) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn end(sender: &Sender<Signal>, signal: i32, leaving: &Leaving) {
    let number = u8::try_from(signal).unwrap_or(0);
    let _ = sender.try_send(Signal::End(number));
    if leaving.waited(TO_END) {
        // The program ends by itself, unless the disk holds it for ever.
        std::thread::sleep(TO_LEAVE);
        std::process::exit(128 + signal);
    }
    let left = leaving.store.clone().close(TO_KEEP);
    // Writing to a stopped terminal may block for ever; then it is left as it is.
    let (done, given_back) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        super::terminal::restore();
        if let Some(left) = left {
            super::fail(0, &left.said);
        }
        let _ = done.send(());
    });
    let _ = given_back.recv_timeout(Duration::from_millis(500));
    std::process::exit(128 + signal);
}

/// Stops this process as Ctrl-Z does where line mode is on; returns when it is continued. Where nobody could continue it
/// (no job control above us) it returns at once.
#[cfg(unix)]
pub fn suspend() -> std::io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)
}

/// Where there is no job control.
#[cfg(not(unix))]
pub fn suspend() -> std::io::Result<()> {
    Err(std::io::Error::other("suspending is not possible on this system"))
}
