//! Worker threads: parse, give every article its id in the order of reading, extract, prepare for linking.
//!
//! Parsing and extraction run in any order on any thread; only the short step between them, [`Gate`], takes turns, so that
//! of two articles with the same bytes the same one always gets the plain id.

use super::format::{BATCH, Parsed, TOLD};
use super::read::Job;
use super::recorded;
use super::{LoadEvent, LoadOptions, Shared};
use crate::lang::Pack;
use crate::link::{self, Prepared};
use crate::model::{Article, Document, Trouble};
use rustc_hash::FxHashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, mpsc};

/// Bytes of an article that waits until all others are done, so that these are on the screen before it.
const LARGE: usize = BATCH;
/// How long articles of a job that are done wait for the others of it.
const SHOWN: Duration = Duration::from_millis(200);

/// Name of every worker thread; a panic hook may know it by this.
pub const THREAD: &str = "simak-loader";

/// Starts the threads; each adds a permit to `ended` when it ends. Their number.
pub(super) fn start(
    queue: mpsc::Receiver<Job>,
    events: &mpsc::Sender<LoadEvent>,
    shared: &Arc<Shared>,
    ended: &Arc<Semaphore>,
    options: LoadOptions,
) -> u32 {
    let queue = Arc::new(Mutex::new(queue));
    let (gate, large) = (Arc::new(Gate::default()), Arc::default());
    (0..options.workers()).fold(0, |started, _| {
        let worker = Worker {
            queue: Arc::clone(&queue),
            gate: Arc::clone(&gate),
            large: Arc::clone(&large),
            events: events.clone(),
            shared: Arc::clone(shared),
            options,
            pack: options.knowledge.pack,
        };
        let ended = Arc::clone(ended);
        let run = move || {
            let _ended = Ended(ended);
            worker.run();
        };
        started + u32::from(std::thread::Builder::new().name(THREAD.to_owned()).spawn(run).is_ok())
    })
}

/// Tells on every way out that a thread has ended.
struct Ended(Arc<Semaphore>);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.add_permits(1);
    }
}

struct Worker {
    queue: Arc<Mutex<mpsc::Receiver<Job>>>,
    gate: Arc<Gate>,
    /// The large articles, which wait.
    large: Arc<Mutex<Vec<Document>>>,
    events: mpsc::Sender<LoadEvent>,
    shared: Arc<Shared>,
    options: LoadOptions,
    pack: &'static Pack,
}

/// Nobody wants more.
struct Stopped;

impl Worker {
    fn run(&self) {
        let _ = self.all();
    }

    fn all(&self) -> Result<(), Stopped> {
        while let Some(job) = lock(&self.queue).blocking_recv() {
            self.going_on()?;
            let (documents, troubles) = self.parse(job).ok_or(Stopped)?;
            let (large, usual) = documents.into_iter().partition(|document| document.text.len() >= LARGE);
            let large: Vec<Document> = large;
            lock(&self.large).extend(large);
            self.articles(usual, troubles)?;
        }
        while let Some(document) = self.smallest() {
            self.articles(vec![document], Vec::new())?;
        }
        Ok(())
    }

    fn going_on(&self) -> Result<(), Stopped> {
        if self.shared.stopped() { Err(Stopped) } else { Ok(()) }
    }

    /// The smallest of the articles that waited.
    fn smallest(&self) -> Option<Document> {
        let mut large = lock(&self.large);
        let (at, _) = large.iter().enumerate().min_by_key(|(_, document)| document.text.len())?;
        Some(large.swap_remove(at))
    }

    /// Extracts articles and sends them on, some of them as soon as they are ready where all of them take long.
    fn articles(&self, documents: Vec<Document>, mut troubles: Vec<Trouble>) -> Result<(), Stopped> {
        let mut batch = Vec::with_capacity(documents.len());
        let mut begun = Instant::now();
        for mut document in documents {
            if self.shared.stopped() {
                break;
            }
            let date = recorded::settle(&mut document, self.options.zone);
            match self.extract(document) {
                Ok(prepared) => {
                    troubles.extend(date.and_then(|date| recorded::not_understood(&date, &prepared.article)));
                    batch.push(prepared);
                }
                Err(trouble) => troubles.push(trouble),
            }
            if begun.elapsed() >= SHOWN {
                self.send(std::mem::take(&mut batch), std::mem::take(&mut troubles))?;
                begun = Instant::now();
            }
        }
        self.send(batch, troubles)?;
        self.going_on()
    }

    fn send(&self, batch: Vec<Prepared>, troubles: Vec<Trouble>) -> Result<(), Stopped> {
        self.shared.articles.fetch_add(batch.len() as u64, Relaxed);
        self.shared.troubles.fetch_add(troubles.len() as u64, Relaxed);
        if batch.is_empty() && troubles.is_empty() {
            return Ok(());
        }
        self.events.blocking_send(LoadEvent::Batch(batch, troubles)).map_err(|_| {
            self.shared.cancelled.store(true, Relaxed);
            Stopped
        })
    }

    /// The job's articles with their ids; `None` once stopped.
    fn parse(&self, job: Job) -> Option<(Vec<Document>, Vec<Trouble>)> {
        let mut parsed = Parsed::new(self.options, job.troubles);
        job.pieces.iter().for_each(|piece| parsed.add(piece));
        drop(job.pieces);
        let mut turn = self.gate.wait(job.number, &self.shared)?;
        turn.name(&mut parsed.documents);
        turn.limit(&mut parsed.troubles);
        turn.next += 1;
        self.gate.turned.notify_all();
        Some((parsed.documents, parsed.troubles))
    }

    /// Extraction never panics; if it did, it would cost one article and be told.
    fn extract(&self, document: Document) -> Result<Prepared, Trouble> {
        let source = document.source.clone();
        let prepare = || link::prepare(trimmed(crate::extract::extract(document, self.pack)), self.pack);
        let _at_work = self.shared.at_work(&source.path);
        catch_unwind(AssertUnwindSafe(prepare)).map_err(|_| {
            let message = "an error of simak itself, the article is left out; please report it with the file";
            Trouble { path: source.path, record: Some(source.record), message: message.into() }
        })
    }
}

/// The article without room for more: it will be kept for long, beside many others.
fn trimmed(mut article: Article) -> Article {
    article.blocks.shrink_to_fit();
    article.quotes.shrink_to_fit();
    article.times.shrink_to_fit();
    article.voices.shrink_to_fit();
    article.voices.iter_mut().for_each(|voice| voice.mentions.shrink_to_fit());
    article
}

/// Lets one job at a time through, by number.
#[derive(Default)]
struct Gate {
    turn: Mutex<Turn>,
    turned: Condvar,
}

#[derive(Default)]
struct Turn {
    next: u64,
    ids: FxHashMap<Arc<str>, u32>,
    told: FxHashMap<Arc<str>, u32>,
}

impl Gate {
    fn wait(&self, number: u64, shared: &Shared) -> Option<MutexGuard<'_, Turn>> {
        let mut turn = lock(&self.turn);
        while turn.next < number {
            // A worker that was stopped before its turn never passes it on.
            let pause = Duration::from_millis(20);
            (turn, _) = self.turned.wait_timeout(turn, pause).unwrap_or_else(PoisonError::into_inner);
            if shared.stopped() {
                return None;
            }
        }
        Some(turn)
    }
}

impl Turn {
    /// Makes ids unique: the second article with the same bytes becomes `…~2`.
    fn name(&mut self, documents: &mut [Document]) {
        for document in documents {
            let seen = self.ids.entry(Arc::clone(&document.id)).or_default();
            *seen += 1;
            if *seen > 1 {
                document.id = format!("{}~{seen}", document.id).into();
            }
        }
    }

    /// Tells of one file so many troubles and then that there are more.
    fn limit(&mut self, troubles: &mut Vec<Trouble>) {
        troubles.retain_mut(|trouble| {
            let told = self.told.entry(Arc::clone(&trouble.path)).or_default();
            *told += 1;
            if *told == TOLD {
                trouble.message = format!("{} (what else is wrong with this file is not listed)", trouble.message).into();
            }
            *told <= TOLD
        });
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
