//! What is typed: the terminal read by a thread of its own, as long as it is ours.
//!
//! Not by `crossterm`'s reader: that waits for ever for the end of a sequence (see [`super::decode`]), cannot be made to forget
//! one, and panics where no descriptor is left. A resize comes by its signal.

use super::decode::Decoder;
use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Events that wait to be taken; behind them the bytes wait in the terminal.
const WAITING: usize = 256;

/// Bytes read at once.
const READ: usize = 4096;

/// What was typed before the terminal was lent, and is taken afterwards.
pub type Ahead = VecDeque<io::Result<Event>>;

/// The events of the terminal; once stopped or dropped, nobody reads the terminal any more.
#[derive(Debug)]
pub struct Keys {
    ahead: Ahead,
    events: Receiver<io::Result<Event>>,
    /// Written to, it ends the thread.
    stop: UnixStream,
    thread: Option<JoinHandle<()>>,
}

impl Keys {
    /// Begins to read, behind what was typed before.
    pub fn start(ahead: Ahead) -> io::Result<Keys> {
        let tty = super::terminal::tty()?;
        let (stop, stopped) = UnixStream::pair()?;
        let (sender, events) = channel(WAITING);
        let thread = std::thread::Builder::new().name("keys".to_owned()).spawn(move || {
            if let Err(error) = read(tty, &stopped, &sender) {
                let _ = sender.blocking_send(Err(error));
            }
        })?;
        Ok(Keys { ahead, events, stop, thread: Some(thread) })
    }

    /// The next event; `None` once the terminal has gone away.
    pub async fn next(&mut self) -> Option<io::Result<Event>> {
        if let Some(event) = self.ahead.pop_front() {
            return Some(event);
        }
        self.events.recv().await
    }

    /// The next event, if it is there already.
    pub fn waiting(&mut self) -> Option<io::Result<Event>> {
        self.ahead.pop_front().or_else(|| self.events.try_recv().ok())
    }

    /// Stops reading; what was read and not taken yet.
    pub fn stop(mut self) -> Ahead {
        let _ = self.stop.write(&[0]);
        // (The thread may wait for room for what it has read.)
        while self.thread.as_ref().is_some_and(|thread| !thread.is_finished()) {
            self.ahead.extend(self.events.try_recv());
            std::thread::yield_now();
        }
        self.ahead.extend(std::iter::from_fn(|| self.events.try_recv().ok()));
        std::mem::take(&mut self.ahead)
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        self.events.close();
        let _ = self.stop.write(&[0]);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Reads until the terminal ends or `stopped` is readable.
fn read(mut tty: File, stopped: &UnixStream, events: &Sender<io::Result<Event>>) -> io::Result<()> {
    let (mut decoder, mut bytes, mut found) = (Decoder::default(), [0; READ], Vec::new());
    let mut heard = Instant::now();
    loop {
        let left = decoder.patience().map(|patience| patience.saturating_sub(heard.elapsed()));
        let (readable, stop) = wait(&tty, stopped, left)?;
        if stop {
            return Ok(());
        }
        if readable {
            match tty.read(&mut bytes) {
                Ok(0) => return Ok(()),
                Ok(count) => {
                    heard = Instant::now();
                    decoder.take(&bytes[..count], &mut found);
                }
                Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {}
                Err(error) => return Err(error),
            }
        } else if decoder.patience().is_some_and(|patience| heard.elapsed() >= patience) {
            decoder.give_up(&mut found);
        }
        for event in found.drain(..) {
            if events.blocking_send(Ok(event)).is_err() {
                return Ok(());
            }
        }
    }
}

/// Waits so long for the terminal and for the end; which of them is readable.
fn wait(tty: &File, stopped: &UnixStream, left: Option<Duration>) -> io::Result<(bool, bool)> {
    let mut both =
        [PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::IN), PollFd::from_borrowed_fd(stopped.as_fd(), PollFlags::IN)];
    // A moment longer than is left, so that no time is left afterwards.
    let left = left.map(|left| left + Duration::from_millis(1));
    let timeout = left.map(|left| Timespec { tv_sec: left.as_secs() as _, tv_nsec: left.subsec_nanos() as _ });
    match poll(&mut both, timeout.as_ref()) {
        Ok(_) => Ok((!both[0].revents().is_empty(), !both[1].revents().is_empty())),
        Err(rustix::io::Errno::INTR) => Ok((false, false)),
        Err(error) => Err(error.into()),
    }
}
