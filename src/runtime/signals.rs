//! Signals, on a thread of their own.
//!
//! When the terminal goes away, a read of it may never return, so the loop that draws cannot be trusted to notice. This
//! thread tells the loop to end; if it has not ended a second later, it gives the terminal back itself and ends the
//! program.

use tokio::sync::mpsc::Sender;

/// What a signal asks for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End, because of the signal of this number.
    End(u8),
    /// Continue after a stop: the screen and its modes may have been changed by others.
    Continued,
}

/// Watches from now on.
#[cfg(unix)]
pub fn watch(sender: Sender<Signal>) -> std::io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGCONT => drop(sender.try_send(Signal::Continued)),
                // While the editor has the terminal, its Ctrl-C and Ctrl-\ reach us as well and are not meant for us.
                SIGINT | SIGQUIT if super::terminal::is_lent() => {}
                signal => end(&sender, signal),
            }
        }
    })?;
    Ok(())
}

/// Where there are no such signals, nothing is watched.
#[cfg(not(unix))]
pub fn watch(_sender: Sender<Signal>) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn end(sender: &Sender<Signal>, signal: i32) {
    use std::time::Duration;
    let number = u8::try_from(signal).unwrap_or(0);
    let _ = sender.try_send(Signal::End(number));
    std::thread::sleep(Duration::from_secs(1));
    // Writing to a stopped terminal may block for ever; then it is left as it is.
    let (done, given_back) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        super::terminal::restore();
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
