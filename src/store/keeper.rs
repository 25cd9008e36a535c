//! The thread that reads and writes the database, so that nobody who draws ever waits for a disk.
//!
//! Steps are written in their order, each in a transaction of its own, and confirmed once they are on the disk, in the file
//! at its place. Of the session one is written, one at most waits: a later one takes its place. What cannot be written
//! stays, is told, and is tried again: soon, with whatever comes next, and at the end as long as there is patience.

use super::database::{self, Found, Held, Writer};
use super::location::Which;
use super::merging::decides;
use super::millis;
use super::refuge;
use super::session::Session;
use crate::review::{Review, Step};
use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What failed is tried again after this long.
const AGAIN: Duration = millis(2_000);
/// At the end it is tried again after this long: somebody waits.
const AT_THE_END: Duration = millis(100);
/// When nothing happens, it is looked this often whether the file is still at its place.
const LOOK: Duration = millis(5_000);
/// Another program that holds the database is waited for this long before that is told. (It is tried again anyway.)
const BUSY: Duration = millis(500);
/// After so many failures in a row the database is opened anew: what is open may have become useless (a network that was
/// gone for a while), while the file is good.
const ANEW: u32 = 3;
/// The thread has this long to end after its patience has ended.
const MARGIN: Duration = Duration::from_secs(1);

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
    /// Something that the person has to know.
    Said(String),
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
    /// Whether anything can be decided: it is kept, or held until it can be.
    pub writable: bool,
    /// Whether it cannot be kept now; `trouble` says why.
    pub held: bool,
    /// What the person has to know.
    pub trouble: Option<String>,
}

/// Where what is decided of one corpus is kept. Clones are the same store.
#[derive(Clone, Debug)]
pub struct Store(Arc<Shared>);

/// What was not kept when a store was closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// How many decisions.
    pub decisions: usize,
    /// What and why, ready to be shown.
    pub said: String,
}

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
    /// Nothing will follow; what is there is tried until then.
    until: Option<Instant>,
    running: bool,
    /// Whether what is given is kept, or held to be.
    keeping: bool,
    /// Why the last one was not written.
    failed: Option<String>,
    /// How many decisions were kept, and are gone with the file that they were kept in.
    gone: usize,
    /// Where it was written in the end what could not be kept.
    refuge: Option<PathBuf>,
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

    /// Waits, but not much longer than this, until all is written. Says what was not.
    pub fn close(self, patience: Duration) -> Option<Left> {
        let mut desk = self.0.desk();
        desk.until = Some(Instant::now() + patience);
        self.0.changed.notify_all();
        let waited = self.0.changed.wait_timeout_while(desk, patience + MARGIN, |desk| desk.running);
        let (desk, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let decisions = desk.steps.iter().filter(|step| decides(step)).count() + desk.gone;
        if !desk.keeping || (desk.is_empty() && decisions == 0) {
            return None;
        }
        let what = match decisions {
            0 => "where you were is not kept".to_owned(),
            1 => "1 decision is not kept".to_owned(),
            n => format!("{n} decisions are not kept"),
        };
        let why = desk.failed.as_deref().unwrap_or("the disk did not take it in time");
        let refuge = desk.refuge.as_ref().filter(|_| decisions > 0).map(|file| {
            let (file, own) = (file.display(), shown(&self.0.which));
            format!(
                " What was decided is in {file}: once there is room, take it up with simak merge --same-person --everybody \
                 {file}{own}"
            )
        });
        Some(Left { decisions, said: format!("{why}: {what}.{}", refuge.unwrap_or_default()) })
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

/// What names a database on the command line of `simak merge`.
fn shown(which: &Which) -> String {
    match which {
        Which::Named(name, _) => format!(" --session '{name}'"),
        which => which.paths().iter().map(|path| format!(" '{}'", path.display())).collect(),
    }
}

fn run(shared: &Shared, mut tell: impl FnMut(Told)) {
    let _running = Running(shared);
    let Some(Found { log, steps, session, writer, held, trouble, .. }) = opened(shared, &mut tell) else { return };
    let mut known: BTreeMap<Arc<str>, u64> = BTreeMap::new();
    for step in &steps {
        let last = known.entry(Arc::clone(&step.id.log)).or_default();
        *last = step.id.number.max(*last);
    }
    let review = Review::new(Arc::clone(&log), Arc::clone(&shared.who), steps);
    let trouble = match &held {
        Some(_) => trouble.map(|trouble| format!("{trouble}. What you decide is held in memory, and written once that can be.")),
        None => trouble,
    };
    let troubled = held.is_some();
    if let Some(why) = trouble.clone().filter(|_| held.is_some()) {
        shared.desk().failed = Some(why);
    }
    let writable = writer.is_some() || held.is_some();
    shared.desk().keeping = writable;
    tell(Told::Opened(Box::new(Opened { review, session, writable, held: held.is_some(), trouble })));
    let hand = match (writer, held) {
        (Some(writer), _) => {
            writer.hurry(BUSY);
            Hand::Writes(writer)
        }
        (None, Some(held)) => Hand::Holds(held),
        (None, None) => {
            let mut desk = shared.desk();
            (desk.session, desk.steps) = (None, VecDeque::new());
            return;
        }
    };
    Keeper { shared, tell, hand: Some(hand), log, known, kept: Vec::new(), session: None, failures: 0, troubled }.keep();
}

/// Opens the database, until what was decided is known; `None` where it is closed before.
fn opened(shared: &Shared, tell: &mut impl FnMut(Told)) -> Option<Found> {
    let mut told = String::new();
    loop {
        let found = database::open_within(&shared.which, &shared.who, BUSY);
        if !found.later {
            return Some(found);
        }
        let why = found.trouble.unwrap_or_default();
        if why != told {
            tell(Told::Trouble(format!("{why}; it is tried again, and nothing can be decided until then.")));
            told = why;
        }
        let waited = shared.changed.wait_timeout_while(shared.desk(), AGAIN, |desk| desk.until.is_none());
        let (desk, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if desk.until.is_some() {
            return None;
        }
    }
}

/// Whether the database can be written.
enum Hand {
    Writes(Writer),
    /// Not now: what is to be in it as soon as it can.
    Holds(Held),
}

/// Writes what comes.
struct Keeper<'s, T> {
    shared: &'s Shared,
    /// Always there, but for the moment in which it is exchanged.
    hand: Option<Hand>,
    /// The log that is written, and the last number in every log that was known when somebody decided.
    log: Arc<str>,
    known: BTreeMap<Arc<str>, u64>,
    /// The steps that were written in this run, and the session.
    kept: Vec<Arc<Step>>,
    session: Option<Session>,
    /// How often writing failed in a row.
    failures: u32,
    /// Whether something is told not to be kept.
    troubled: bool,
    /// The last to go: who hears nothing more knows that the database is closed.
    tell: T,
}

impl<T: FnMut(Told)> Keeper<'_, T> {
    fn keep(mut self) {
        loop {
            let pause = if matches!(self.hand, Some(Hand::Writes(_))) { LOOK } else { AGAIN };
            let idle = |desk: &mut Desk| desk.is_empty() && desk.until.is_none();
            let waited = self.shared.changed.wait_timeout_while(self.shared.desk(), pause, idle);
            let (desk, _) = waited.unwrap_or_else(PoisonError::into_inner);
            let until = desk.until;
            let (step, session) = (desk.steps.front().cloned(), desk.session.clone());
            drop(desk);
            let gone = matches!(&self.hand, Some(Hand::Holds(held)) if held.gone);
            if until.is_some() && step.is_none() && session.is_none() && !gone {
                return;
            }
            match self.written(step.as_ref(), session) {
                Ok(()) => self.recovered(),
                Err(why) => {
                    self.failed(why);
                    if until.is_some_and(|until| Instant::now() >= until) {
                        return self.take_refuge();
                    }
                    self.wait_for_more();
                }
            }
        }
    }

    /// Writes a step, or else the session, or else sees to it that the file is at its place.
    fn written(&mut self, step: Option<&Arc<Step>>, session: Option<Session>) -> Result<(), String> {
        self.stand()?;
        let Some(Hand::Writes(writer)) = &mut self.hand else { return Ok(()) };
        match (step, session) {
            (Some(step), _) => {
                let at = writer.write(step)?;
                // (It may have been taken away at that very moment; then it is written again where it belongs.)
                if !writer.is_here()? {
                    return Ok(());
                }
                self.shared.desk().steps.pop_front();
                self.kept.push(Arc::new(Step { at, ..Step::clone(step) }));
                let last = self.known.entry(Arc::clone(&step.id.log)).or_default();
                *last = step.id.number.max(*last);
                (self.tell)(Told::Kept { number: step.id.number, at });
            }
            (None, Some(session)) => {
                writer.keep(&session)?;
                let mut desk = self.shared.desk();
                // A later one stays.
                desk.session = desk.session.take().filter(|next| *next != session);
                self.session = Some(session);
            }
            (None, None) => {}
        }
        Ok(())
    }

    /// Sees to it that there is a file that can be written, at its place, with all that was kept.
    fn stand(&mut self) -> Result<(), String> {
        let anew = self.failures > 0 && self.failures.is_multiple_of(ANEW);
        let last = self.known.get(&self.log).copied().unwrap_or(0);
        let mut held = match self.hand.take() {
            Some(Hand::Writes(mut writer)) => match writer.is_here() {
                Ok(false) => writer.let_go(&self.log, last, &self.kept),
                _ if anew => writer.let_go(&self.log, last, &self.kept),
                here => {
                    self.hand = Some(Hand::Writes(writer));
                    return here.map(drop);
                }
            },
            Some(Hand::Holds(held)) => held,
            None => return Ok(()),
        };
        match held.go_on(&self.shared.which, &self.shared.who, BUSY) {
            Ok((writer, said)) => {
                self.hand = Some(Hand::Writes(writer));
                let mut desk = self.shared.desk();
                desk.gone = 0;
                if held.gone && desk.session.is_none() {
                    desk.session.clone_from(&self.session);
                }
                drop(desk);
                let gone = held.gone.then(|| {
                    "Another program took the database away, or put another in its place: all that was decided is in the \
                     one that is there now."
                        .to_owned()
                });
                let said: Vec<String> = gone.into_iter().chain(said).collect();
                if !said.is_empty() {
                    (self.tell)(Told::Said(said.join(" ")));
                }
                Ok(())
            }
            Err(why) => {
                if held.gone {
                    self.shared.desk().gone = held.steps.iter().filter(|step| decides(step)).count();
                }
                self.hand = Some(Hand::Holds(held));
                Err(why)
            }
        }
    }

    /// Writes what could not be kept to another place.
    fn take_refuge(&self) {
        let gone = match &self.hand {
            Some(Hand::Holds(held)) if held.gone => held.steps.as_slice(),
            _ => &[],
        };
        let steps: Vec<Arc<Step>> = self.shared.desk().steps.iter().cloned().collect();
        if steps.iter().any(|step| decides(step)) || gone.iter().any(decides) {
            let refuge = refuge::write(&self.log, &self.shared.who, &self.known, gone, &steps);
            self.shared.desk().refuge = refuge;
        }
    }

    fn recovered(&mut self) {
        self.failures = 0;
        if self.troubled && self.shared.desk().is_empty() {
            self.troubled = false;
            self.shared.desk().failed = None;
            (self.tell)(Told::Recovered);
        }
    }

    fn failed(&mut self, why: String) {
        self.failures = self.failures.saturating_add(1);
        self.shared.desk().failed = Some(why.clone());
        if !std::mem::replace(&mut self.troubled, true) {
            (self.tell)(Told::Trouble(format!("{why}; it is tried again.")));
        }
    }

    /// Waits until something comes, it is time to try again, or nothing more will come.
    fn wait_for_more(&self) {
        let desk = self.shared.desk();
        let waiting = desk.steps.len();
        let pause = if desk.until.is_some() { AT_THE_END } else { AGAIN };
        let ending = desk.until.is_some();
        let same = |desk: &mut Desk| desk.until.is_some() == ending && desk.steps.len() == waiting;
        drop(self.shared.changed.wait_timeout_while(desk, pause, same));
    }
}

#[cfg(test)]
pub(super) mod tests;
