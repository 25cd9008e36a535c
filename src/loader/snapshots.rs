//! Batches → linked snapshots of the corpus, on a thread of their own.
//!
//! The first snapshot is made of the first batch, so that there is something to read at once; from then on whenever the
//! corpus has grown by a quarter and loading has had thrice the time that the last linking took, so that linking takes a
//! quarter of the time at most, whatever the size; and at the end.

use super::knowledge::Fault;
use super::{CancelHandle, LoadEvent, LoadOptions, Progress, WAITING, load};
use crate::link::{Linker, Prepared};
use crate::model::{Corpus, Trouble};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// What happens while a corpus is opened.
#[derive(Debug)]
pub enum CorpusEvent {
    /// How it goes; a few times a second.
    Progress(Progress),
    /// The corpus as far as it is loaded, linked. Replaces the one before.
    Snapshot(Arc<Corpus>),
    /// All is loaded and the last snapshot was sent; nothing follows.
    Done(Progress),
}

/// Loads files and folders (without any, the embedded sample corpus) and links them as they come. Must be called inside a
/// tokio runtime. Events come through a bounded channel and end with [`CorpusEvent::Done`], also after a cancel; dropping
/// the receiver stops everything.
pub fn open(paths: Vec<PathBuf>, options: LoadOptions) -> (mpsc::Receiver<CorpusEvent>, CancelHandle) {
    let (events, receiver) = mpsc::channel(WAITING);
    let (batches, queue) = mpsc::channel(WAITING);
    let (mut loading, cancel) = load(paths, options);
    let snapshots = events.clone();
    let linking = tokio::task::spawn_blocking(move || link(queue, &snapshots, options));
    let handle = cancel.clone();
    tokio::spawn(async move {
        let mut last = Progress::default();
        while let Some(event) = loading.recv().await {
            let sent = match event {
                LoadEvent::Progress(progress) => events.send(CorpusEvent::Progress(progress)).await.is_ok(),
                LoadEvent::Batch(articles, troubles) => batches.send((articles, troubles)).await.is_ok(),
                LoadEvent::Done(progress) => {
                    last = progress;
                    break;
                }
            };
            if !sent {
                return cancel.cancel();
            }
        }
        drop(batches);
        let _ = linking.await;
        let _ = events.send(CorpusEvent::Done(last)).await;
    });
    (receiver, handle)
}

/// Loads everything and links it once, for those who need no snapshots on the way. Must be called inside a tokio runtime.
pub async fn load_all(paths: Vec<PathBuf>, options: LoadOptions) -> Corpus {
    let mut linker = linker(options);
    let (mut events, _cancel) = load(paths, options);
    while let Some(event) = events.recv().await {
        match event {
            LoadEvent::Batch(articles, troubles) => {
                linker.add(articles);
                linker.trouble(troubles);
            }
            LoadEvent::Progress(_) => {}
            LoadEvent::Done(_) => break,
        }
    }
    snapshot(&linker)
}

/// Like [`load_all`], for callers without a tokio runtime; must not be called inside one.
///
/// # Errors
/// When the machine gives no threads to work with.
pub fn load_now(paths: Vec<PathBuf>, options: LoadOptions) -> std::io::Result<Corpus> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build()?;
    Ok(runtime.block_on(load_all(paths, options)))
}

/// Time that loading has to itself after a linking.
struct Pause {
    ended: Instant,
    length: Duration,
}

impl Pause {
    fn over(&self) -> bool {
        self.ended.elapsed() >= self.length
    }
}

fn link(mut queue: mpsc::Receiver<(Vec<Prepared>, Vec<Trouble>)>, out: &mpsc::Sender<CorpusEvent>, options: LoadOptions) {
    let mut linker = linker(options);
    let (mut linked, mut stale) = (0, true);
    let mut pause = Pause { ended: Instant::now(), length: Duration::ZERO };
    while let Some((articles, troubles)) = queue.blocking_recv() {
        linker.add(articles);
        linker.trouble(troubles);
        stale = true;
        if linker.len() > linked && linker.len() >= linked + linked / 4 && pause.over() {
            let begun = Instant::now();
            if out.blocking_send(CorpusEvent::Snapshot(Arc::new(snapshot(&linker)))).is_err() {
                return;
            }
            (linked, stale) = (linker.len(), false);
            pause = Pause { ended: Instant::now(), length: begun.elapsed() * 3 };
        }
    }
    if stale {
        let _ = out.blocking_send(CorpusEvent::Snapshot(Arc::new(snapshot(&linker))));
    }
}

/// A linker with the knowledge of a load, and what was wrong with that.
fn linker(options: LoadOptions) -> Linker {
    let mut linker = Linker::new(options.knowledge.pack);
    linker.trouble(options.knowledge.fault.iter().map(Fault::trouble));
    linker
}

/// Troubles arrive in any order; in a snapshot they stand by path and record.
fn snapshot(linker: &Linker) -> Corpus {
    let mut corpus = linker.corpus();
    corpus.troubles.sort();
    corpus.troubles.dedup();
    corpus
}
