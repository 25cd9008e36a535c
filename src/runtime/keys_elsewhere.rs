//! What is typed, where the terminal is not a file: read by `crossterm`.

use crossterm::event::{self, Event, EventStream};
use futures::StreamExt;
use std::io;
use std::time::Duration;

/// What was typed before the terminal was lent: `crossterm` keeps it itself.
#[derive(Debug, Default)]
pub struct Ahead;

/// The events of the terminal.
#[derive(Debug)]
pub struct Keys(EventStream);

impl Keys {
    /// Begins to read.
    pub fn start(_ahead: Ahead) -> io::Result<Keys> {
        Ok(Keys(EventStream::new()))
    }

    /// Stops reading.
    pub fn stop(self) -> Ahead {
        Ahead
    }

    /// The next event.
    pub async fn next(&mut self) -> Option<io::Result<Event>> {
        self.0.next().await
    }

    /// The next event, if it is there already. Not asked of the stream: it would remember the wrong one to wake.
    pub fn waiting(&mut self) -> Option<io::Result<Event>> {
        match event::poll(Duration::ZERO) {
            Ok(false) => None,
            Ok(true) => Some(event::read()),
            Err(error) => Some(Err(error)),
        }
    }
}
