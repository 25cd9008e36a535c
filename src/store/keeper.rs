//! The thread that reads and writes the file, so that nobody who draws ever waits for a disk.
//!
//! One session is being written, one at most waits: a later one takes its place.

use super::file::{self, Opened, Writer};
use super::session::Session;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What the thread tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// What was kept, told once and first; with it what the person has to know.
    Opened(Session, Option<String>),
    /// Keeping failed; told at the first time of a row.
    Trouble(String),
}

/// Where the session of one corpus is kept. Clones are the same store.
#[derive(Clone, Debug)]
pub struct Store(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    paths: Vec<PathBuf>,
    desk: Mutex<Desk>,
    changed: Condvar,
}

/// What lies between the thread and the others.
#[derive(Debug, Default)]
struct Desk {
    /// What is to be written next.
    next: Option<Session>,
    /// Whether nothing will follow.
    closing: bool,
    running: bool,
    /// Why the last one was not written.
    failed: Option<String>,
}

impl Store {
    /// The store for the corpus of these paths; without any, for the sample corpus. Nothing is read yet.
    pub fn new(paths: Vec<PathBuf>) -> Store {
        Store(Arc::new(Shared { paths, desk: Mutex::default(), changed: Condvar::new() }))
    }

    /// Starts the thread, which reads and then waits for what is to be written. `tell` may block.
    pub fn start(&self, tell: impl FnMut(Told) + Send + 'static) -> std::io::Result<()> {
        let paths = self.0.paths.clone();
        self.start_on(move || file::of(&paths), tell)
    }

    fn start_on(
        &self,
        file: impl FnOnce() -> Result<PathBuf, String> + Send + 'static,
        tell: impl FnMut(Told) + Send + 'static,
    ) -> std::io::Result<()> {
        let shared = Arc::clone(&self.0);
        shared.desk().running = true;
        let started = std::thread::Builder::new().name("store".to_owned()).spawn(move || run(&shared, file(), tell));
        if started.is_err() {
            self.0.desk().running = false;
        }
        started.map(drop)
    }

    /// Has a session written as soon as can be. Does not wait.
    pub fn save(&self, session: Session) {
        self.0.desk().next = Some(session);
        self.0.changed.notify_all();
    }

    /// Waits, but not longer than this, until all is written. Says what was not.
    pub fn close(self, patience: Duration) -> Option<String> {
        let mut desk = self.0.desk();
        desk.closing = true;
        self.0.changed.notify_all();
        let waited = self.0.changed.wait_timeout_while(desk, patience, |desk| desk.running);
        let (desk, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() && desk.next.is_some() {
            return Some("the session could not be kept in time".to_owned());
        }
        desk.failed.clone()
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

fn run(shared: &Shared, file: Result<PathBuf, String>, mut tell: impl FnMut(Told)) {
    let _running = Running(shared);
    let opened = match file {
        Ok(file) => file::open(&file),
        Err(trouble) => Opened { trouble: Some(trouble), ..Opened::default() },
    };
    let Opened { session, writer, trouble } = opened;
    tell(Told::Opened(session, trouble));
    match writer {
        Some(writer) => keep(shared, &writer, tell),
        None => shared.desk().next = None,
    }
}

fn keep(shared: &Shared, writer: &Writer, mut tell: impl FnMut(Told)) {
    let mut unwritten = None;
    loop {
        let mut desk = shared.desk();
        while desk.next.is_none() && !desk.closing {
            desk = shared.changed.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
        let closing = desk.closing;
        // On leaving, what failed before is tried once more.
        let session = desk.next.clone().or(unwritten.take().filter(|_| closing));
        drop(desk);
        if let Some(session) = session {
            let failed = writer.write(session.clone()).err();
            let mut desk = shared.desk();
            desk.next = desk.next.take().filter(|next| *next != session);
            let known = std::mem::replace(&mut desk.failed, failed.clone()).is_some();
            drop(desk);
            unwritten = failed.is_some().then_some(session);
            if let Some(trouble) = failed.filter(|_| !known && !closing) {
                tell(Told::Trouble(trouble));
            }
        }
        // Not `desk.closing`: who closes only now has what failed tried once more, by another turn.
        if closing && shared.desk().next.is_none() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use std::sync::mpsc::{Receiver, channel};

    const PATIENCE: Duration = Duration::from_secs(30);

    fn started(file: &Path) -> (Store, Receiver<Told>) {
        let (told, heard) = channel();
        let (store, file) = (Store::new(Vec::new()), file.to_owned());
        store.start_on(move || Ok(file), move |what| drop(told.send(what))).unwrap();
        (store, heard)
    }

    fn session(article: &str) -> Session {
        Session { article: Some(article.into()), ..Session::default() }
    }

    #[test]
    fn the_last_one_is_kept_and_closing_waits_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b.json");
        let (store, heard) = started(&file);
        assert_eq!(heard.recv(), Ok(Told::Opened(Session::default(), None)));
        (0..100).for_each(|n| store.save(session(&n.to_string())));
        assert_eq!(store.close(PATIENCE), None);
        let (store, heard) = started(&file);
        assert_eq!(heard.recv(), Ok(Told::Opened(session("99"), None)), "the lock is free again as well");
        assert_eq!(store.close(PATIENCE), None);
        assert!(heard.recv().is_err());
    }

    #[test]
    fn a_failure_is_told_once_and_tried_again_on_closing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.json");
        let (store, heard) = started(&file);
        assert!(matches!(heard.recv(), Ok(Told::Opened(..))));
        // A folder where the new file ought to be written.
        let in_the_way = folder.path().join("b.json.new");
        std::fs::create_dir(&in_the_way).unwrap();
        store.save(session("a"));
        assert!(matches!(heard.recv(), Ok(Told::Trouble(trouble)) if trouble.contains("cannot be written")));
        store.save(session("b"));
        assert!(store.clone().close(PATIENCE).unwrap().contains("cannot be written"));
        assert!(heard.recv().is_err(), "told once");

        let (store, heard) = started(&file);
        assert!(matches!(heard.recv(), Ok(Told::Opened(..))));
        store.save(session("c"));
        assert!(matches!(heard.recv(), Ok(Told::Trouble(_))));
        std::fs::remove_dir(&in_the_way).unwrap();
        assert_eq!(store.close(PATIENCE), None);
        assert_eq!(file::open(&file).session, session("c"));
    }

    #[test]
    fn closing_while_a_failure_is_told_tries_again_as_well() {
        let folder = tempfile::tempdir().unwrap();
        let (file, in_the_way) = (folder.path().join("b.json"), folder.path().join("b.json.new"));
        let store = Store::new(Vec::new());
        let (told_so, heard) = channel();
        let (desk, opened, blocked) = (store.clone(), file.clone(), in_the_way.clone());
        let tell = move |told| match told {
            Told::Opened(..) => std::fs::create_dir(&blocked).unwrap(),
            Told::Trouble(_) => {
                std::fs::remove_dir(&blocked).unwrap();
                desk.0.desk().closing = true;
                told_so.send(()).unwrap();
            }
        };
        store.save(session("a"));
        store.start_on(move || Ok(opened), tell).unwrap();
        heard.recv().unwrap();
        assert_eq!(store.close(PATIENCE), None);
        assert!(!in_the_way.exists());
        assert_eq!(file::open(&file).session, session("a"));
    }

    #[test]
    fn who_may_not_write_does_not_and_closing_does_not_wait() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.json");
        let (first, heard) = started(&file);
        assert!(matches!(heard.recv(), Ok(Told::Opened(_, None))));
        let (second, heard) = started(&file);
        assert!(matches!(heard.recv(), Ok(Told::Opened(_, Some(_)))));
        second.save(session("second"));
        assert_eq!(second.close(PATIENCE), None);
        assert!(!file.exists());
        assert_eq!(first.close(PATIENCE), None);
        assert_eq!(Store::new(Vec::new()).close(PATIENCE), None, "one that was never started");
    }
}
