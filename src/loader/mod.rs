//! Loading: walk, read, decode, extract in batches on worker threads, and link into snapshots as it goes.
//!
//! One bad file never stops the rest and is told once, with its line and the next step. The walk is sorted and batches are
//! numbered, so that the same files give the same articles, ids and troubles on any number of threads. Every channel is
//! bounded: a slow reader of events slows the loading, never fills the memory.
//!
//! What is extracted with is told by [`Knowledge`].
//!
//! The stages, a file each: [`walk`](self) → `read` (tokio) → bounded channel → `work` (threads: `decode`, `format`,
//! extraction) → [`LoadEvent`]s → `snapshots` (a thread that links) → [`CorpusEvent`]s. The interface is not known here.
//!
//! ```no_run
//! # async fn example() {
//! let (mut events, cancel) = simak::loader::open(vec!["berita".into()], simak::loader::LoadOptions::default());
//! while let Some(event) = events.recv().await {
//!     match event {
//!         simak::loader::CorpusEvent::Progress(progress) => println!("{} articles", progress.articles),
//!         simak::loader::CorpusEvent::Snapshot(corpus, _) => println!("{} linked", corpus.articles.len()),
//!         simak::loader::CorpusEvent::Notice(line) => println!("{line}"),
//!         simak::loader::CorpusEvent::Done(_) => break,
//!     }
//!     cancel.cancel(); // at any time: what was read stays
//! }
//! # }
//! ```

mod changes;
mod decode;
mod follow;
pub mod format;
mod html;
mod ignored;
pub mod knowledge;
mod limits;
mod lines;
mod linking;
mod mojibake;
mod opening;
mod parse;
mod read;
mod record;
mod recorded;
mod sample;
mod snapshots;
mod walk;
mod watch;
mod work;

pub use changes::Changes;
pub use format::Parsed;
pub use knowledge::Knowledge;
pub use limits::LoadOptions;
pub use parse::parse;
pub use sample::sample_files;
pub use snapshots::{CorpusEvent, load_all, load_now, open};
pub use walk::reads;
pub use work::THREAD;

use crate::link::Prepared;
use crate::model::Trouble;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, mpsc};
use walk::Seen;

/// How often progress is told, at most.
const TELL: Duration = Duration::from_millis(50);
/// How long a file has been in work when it is named; most take some thousandths of a second.
const LONG: Duration = Duration::from_secs(1);
/// How long a load that is stopped waits for articles that are nearly done. What is not done by then is left out.
const LAST: Duration = Duration::from_millis(50);
/// Batches that wait between two stages.
const WAITING: usize = 8;

/// How loading goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files found so far.
    pub files_found: u64,
    /// Files read so far.
    pub files_read: u64,
    /// Bytes of the files found so far.
    pub bytes_found: u64,
    /// Bytes read so far.
    pub bytes_read: u64,
    /// Articles extracted so far.
    pub articles: u64,
    /// Troubles so far.
    pub troubles: u64,
    /// Files and folders left out so far, since ignore files hide them.
    pub left_out: u64,
    /// The file that has been in work the longest, where that is long.
    pub slow: Option<Arc<str>>,
    /// Whether the walk has ended, so that `files_found` is the total.
    pub walked: bool,
    /// Whether all is over.
    pub done: bool,
    /// Whether a person stopped it.
    pub cancelled: bool,
}

/// What happens while files are loaded.
#[derive(Debug)]
pub enum LoadEvent {
    /// How it goes; a few times a second.
    Progress(Progress),
    /// Articles, extracted, and what could not be read.
    Batch(Vec<Prepared>, Vec<Trouble>),
    /// All is over; nothing follows.
    Done(Progress),
}

/// Stops a load. What has been read stays; `Done` still follows.
#[derive(Clone, Debug)]
pub struct CancelHandle(Arc<Shared>);

impl CancelHandle {
    /// Stops it at once.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Relaxed);
    }

    /// What was found, where it is watched.
    fn seen(&self) -> Seen {
        self.0.seen.as_ref().map(|seen| std::mem::take(&mut *work::lock(seen))).unwrap_or_default()
    }
}

/// Counters and the flag that all stages share.
#[derive(Debug, Default)]
struct Shared {
    files_found: AtomicU64,
    files_read: AtomicU64,
    bytes_found: AtomicU64,
    bytes_read: AtomicU64,
    articles: AtomicU64,
    troubles: AtomicU64,
    left_out: AtomicU64,
    walked: AtomicBool,
    cancelled: AtomicBool,
    /// How often it was waited for others to close their files.
    pauses: AtomicU32,
    /// The files that are in work, with the moment when that began.
    in_work: Mutex<Vec<(Instant, Arc<str>)>>,
    /// What was found, where it is watched.
    seen: Option<Mutex<Seen>>,
}

impl Shared {
    /// A file is in work, as long as what this gives lives.
    fn at_work(&self, name: &Arc<str>) -> AtWork<'_> {
        let begun = (Instant::now(), Arc::clone(name));
        work::lock(&self.in_work).push(begun.clone());
        AtWork { shared: self, begun }
    }

    /// The file that has been in work the longest, where that is long.
    fn slow(&self) -> Option<Arc<str>> {
        let in_work = work::lock(&self.in_work);
        let (begun, name) = in_work.iter().min_by_key(|(begun, _)| *begun)?;
        (begun.elapsed() >= LONG).then(|| Arc::clone(name))
    }

    fn stopped(&self) -> bool {
        self.cancelled.load(Relaxed)
    }

    fn progress(&self, done: bool) -> Progress {
        Progress {
            files_found: self.files_found.load(Relaxed),
            files_read: self.files_read.load(Relaxed),
            bytes_found: self.bytes_found.load(Relaxed),
            bytes_read: self.bytes_read.load(Relaxed),
            articles: self.articles.load(Relaxed),
            troubles: self.troubles.load(Relaxed),
            left_out: self.left_out.load(Relaxed),
            slow: self.slow(),
            walked: self.walked.load(Relaxed),
            done,
            cancelled: self.stopped(),
        }
    }
}

/// A file is in work.
struct AtWork<'a> {
    shared: &'a Shared,
    begun: (Instant, Arc<str>),
}

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        let mut in_work = work::lock(&self.shared.in_work);
        if let Some(own) = in_work.iter().position(|one| *one == self.begun) {
            in_work.swap_remove(own);
        }
    }
}

/// Starts loading files and folders; without any, the embedded sample corpus. Must be called inside a tokio runtime.
///
/// Events come through a bounded channel and end with [`LoadEvent::Done`]; dropping the receiver stops the load.
/// Most callers want [`open`], which links what is loaded as well.
pub fn load(paths: Vec<PathBuf>, options: LoadOptions) -> (mpsc::Receiver<LoadEvent>, CancelHandle) {
    let seen = options.watch.then(Mutex::default);
    let shared = Arc::new(Shared { seen, ..Shared::default() });
    let (events, receiver) = mpsc::channel(WAITING);
    let handle = CancelHandle(Arc::clone(&shared));
    tokio::spawn(run(paths, options, shared, events));
    (receiver, handle)
}

async fn run(paths: Vec<PathBuf>, options: LoadOptions, shared: Arc<Shared>, events: mpsc::Sender<LoadEvent>) {
    let (jobs, queue) = mpsc::channel(WAITING);
    let at_work = Arc::new(Semaphore::new(0));
    let workers = work::start(queue, &events, &shared, &at_work, options);
    let reading = tokio::spawn(read::read_all(paths, options, Arc::clone(&shared), jobs));
    let all_ended = async {
        let _ = reading.await;
        let _ = at_work.acquire_many(workers).await;
    };
    tokio::pin!(all_ended);
    let mut tick = tokio::time::interval(TELL);
    let mut told = Progress::default();
    let mut stopped: Option<Instant> = None;
    loop {
        tokio::select! {
            () = &mut all_ended => break,
            () = events.closed() => shared.cancelled.store(true, Relaxed),
            _ = tick.tick() => {
                // Neither a disk that does not answer nor an article without end keeps a load from being stopped.
                let since = stopped.filter(|_| shared.stopped()).map_or(Duration::ZERO, |at| at.elapsed());
                stopped = stopped.or_else(|| shared.stopped().then(Instant::now));
                if since >= LAST {
                    break;
                }
                let progress = shared.progress(false);
                if progress != told && events.try_send(LoadEvent::Progress(progress.clone())).is_ok() {
                    told = progress;
                }
            }
        }
        if events.is_closed() {
            shared.cancelled.store(true, Relaxed);
            break;
        }
    }
    let _ = events.send(LoadEvent::Done(shared.progress(true))).await;
}
