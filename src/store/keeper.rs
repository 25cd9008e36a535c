//! The thread that reads and writes the database, so that nobody who draws ever waits for a disk.
//!
//! Steps are written in their order, each in a transaction of its own, and confirmed once they are on the disk. Of the
//! session one is written, one at most waits: a later one takes its place. What cannot be written stays, is told, and is
//! tried again: soon, with whatever comes next, and at the end.

use super::database::{self, Found, Writer};
use super::location::Which;
use super::session::Session;
use crate::review::{Review, Step};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What failed is tried again after this long.
const AGAIN: Duration = Duration::from_secs(2);

/// What the thread tells.
#[derive(Clone, Debug)]
pub enum Told {
    /// What was kept, told once and first.
    Opened(Box<Opened>),
    /// The step of this number is on the disk since this time, in milliseconds since 1970 (UTC).
    Kept {
        /// Its number in its log.
        number: u64,
        /// When.
        at: i64,
    },
    /// Keeping failed; told at the first time of a row.
    Trouble(String),
    /// What had failed is kept by now.
    Recovered,
}

/// What was kept.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// What was decided.
    pub review: Review,
    /// Where the person was.
    pub session: Session,
    /// Whether anything can be decided and kept.
    pub writable: bool,
    /// What the person has to know.
    pub trouble: Option<String>,
}

/// Where what is decided of one corpus is kept. Clones are the same store.
#[derive(Clone, Debug)]
pub struct Store(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    which: Which,
    who: Arc<str>,
    desk: Mutex<Desk>,
    changed: Condvar,
}

/// What lies between the thread and the others.
#[derive(Debug, Default)]
struct Desk {
    /// What is to be added, in order.
    steps: VecDeque<Arc<Step>>,
    /// What is to be written next of where the person is.
    session: Option<Session>,
    /// Whether nothing will follow.
    closing: bool,
    running: bool,
    /// Why the last one was not written.
    failed: Option<String>,
}

impl Desk {
    fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.session.is_none()
    }
}

impl Store {
    /// The store of this database, for decisions of this person. Nothing is read yet.
    pub fn new(which: Which, who: impl Into<Arc<str>>) -> Store {
        Store(Arc::new(Shared { which, who: who.into(), desk: Mutex::default(), changed: Condvar::new() }))
    }

    /// Starts the thread, which reads and then waits for what is to be written. `tell` may block.
    pub fn start(&self, tell: impl FnMut(Told) + Send + 'static) -> std::io::Result<()> {
        let shared = Arc::clone(&self.0);
        shared.desk().running = true;
        let started = std::thread::Builder::new().name("store".to_owned()).spawn(move || run(&shared, tell));
        if started.is_err() {
            self.0.desk().running = false;
        }
        started.map(drop)
    }

    /// Has where the person is written as soon as can be. Does not wait.
    pub fn save(&self, session: Session) {
        self.0.desk().session = Some(session);
        self.0.changed.notify_all();
    }

    /// Has a step written as soon as can be, behind all that were given before. Does not wait.
    pub fn add(&self, step: Arc<Step>) {
        self.0.desk().steps.push_back(step);
        self.0.changed.notify_all();
    }

    /// Waits, but not longer than this, until all is written. Says what was not.
    pub fn close(self, patience: Duration) -> Option<String> {
        let mut desk = self.0.desk();
        desk.closing = true;
        self.0.changed.notify_all();
        let waited = self.0.changed.wait_timeout_while(desk, patience, |desk| desk.running);
        let (desk, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        let steps = desk.steps.len();
        match &desk.failed {
            Some(why) if steps > 0 => Some(format!("{why} {steps} decisions are not kept.")),
            Some(why) => Some(why.clone()),
            None if waited.timed_out() && steps > 0 => Some(format!("{steps} decisions could not be kept in time")),
            None if waited.timed_out() && desk.session.is_some() => Some("the session could not be kept in time".to_owned()),
            None => None,
        }
    }
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        // What lies there is whole after every statement, so a panic elsewhere does no harm.
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says on every way out of the thread that it runs no more.
struct Running<'s>(&'s Shared);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.desk().running = false;
        self.0.changed.notify_all();
    }
}

fn run(shared: &Shared, mut tell: impl FnMut(Told)) {
    let _running = Running(shared);
    let Found { log, steps, session, writer, trouble } = database::open(&shared.which, &shared.who);
    let review = Review::new(log, Arc::clone(&shared.who), steps);
    tell(Told::Opened(Box::new(Opened { review, session, writable: writer.is_some(), trouble })));
    match writer {
        Some(writer) => keep(shared, writer, tell),
        None => {
            let mut desk = shared.desk();
            (desk.session, desk.steps) = (None, VecDeque::new());
        }
    }
}

fn keep(shared: &Shared, mut writer: Writer, mut tell: impl FnMut(Told)) {
    loop {
        let mut desk = shared.desk();
        while desk.is_empty() && !desk.closing {
            desk = shared.changed.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
        let closing = desk.closing;
        let (step, session) = (desk.steps.front().cloned(), desk.session.clone());
        drop(desk);
        let written = match (&step, &session) {
            (Some(step), _) => add(&mut writer, step).map(|at| Some(Told::Kept { number: step.id.number, at })),
            (None, Some(session)) => writer.keep(session).map(|()| None),
            (None, None) => return,
        };
        let mut desk = shared.desk();
        let failed_before = desk.failed.is_some();
        match written {
            Ok(kept) => {
                match step {
                    Some(_) => drop(desk.steps.pop_front()),
                    // A later one stays.
                    None => desk.session = desk.session.take().filter(|next| Some(next) != session.as_ref()),
                }
                desk.failed = None;
                drop(desk);
                kept.into_iter().chain(failed_before.then_some(Told::Recovered)).for_each(&mut tell);
            }
            Err(why) => {
                desk.failed = Some(why.clone());
                if closing {
                    return;
                }
                drop(desk);
                if !failed_before {
                    tell(Told::Trouble(why));
                }
                wait_for_more(shared);
            }
        }
    }
}

/// Waits until something comes, it is time to try again, or nothing more will come.
fn wait_for_more(shared: &Shared) {
    let desk = shared.desk();
    let waiting = desk.steps.len();
    let same = |desk: &mut Desk| !desk.closing && desk.steps.len() == waiting;
    drop(shared.changed.wait_timeout_while(desk, AGAIN, same));
}

/// Adds a step with the time of its writing, which is given back.
fn add(writer: &mut Writer, step: &Step) -> Result<i64, String> {
    let at = jiff::Timestamp::now().as_millisecond();
    writer.add(&[Step { at, ..step.clone() }]).map(|_| at)
}

#[cfg(test)]
mod tests;
