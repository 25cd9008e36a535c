//! What is to be shown of a snapshot, worked out beside the screen: one at a time, and of those that wait only the latest.

use crate::app::{Msg, Snapshot, Wish};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc::Sender;
use tokio::task::spawn_blocking;

/// A snapshot and how it is to be shown, with the number of the question.
type Job = (u64, Snapshot, Box<Wish>);

/// The work and what waits for it.
#[derive(Clone, Debug, Default)]
pub struct Laying(Arc<Mutex<Turn>>);

#[derive(Debug, Default)]
struct Turn {
    running: bool,
    waits: Option<Job>,
}

impl Laying {
    /// Has it worked out as soon as nothing else is; what waited until now is not asked for any more.
    pub fn ask(&self, outbox: &Sender<Msg>, job: Job) {
        let mut turn = self.turn();
        turn.waits = Some(job);
        if !std::mem::replace(&mut turn.running, true) {
            let (laying, outbox) = (self.clone(), outbox.clone());
            spawn_blocking(move || laying.work(&outbox));
        }
    }

    fn work(&self, outbox: &Sender<Msg>) {
        // (Also where the work fails: what is asked for next must find nobody at it.)
        let _ended = Ended(self);
        while let Some((generation, snapshot, wish)) = self.next() {
            let (snapshot, placed) = snapshot.laid(&wish, crate::clock::today());
            if outbox.blocking_send(Msg::Laid { generation, snapshot, placed: Box::new(placed) }).is_err() {
                return;
            }
        }
    }

    fn next(&self) -> Option<Job> {
        let mut turn = self.turn();
        let next = turn.waits.take();
        turn.running = next.is_some();
        next
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Ended<'a>(&'a Laying);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.turn().running = false;
        }
    }
}
