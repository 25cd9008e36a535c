//! Files → linked snapshots of the corpus, as they are loaded and, where they are watched, as they change.

use super::follow::Following;
use super::knowledge::Fault;
use super::linking::{Linking, News};
use super::{CancelHandle, LoadEvent, LoadOptions, Progress, WAITING, load, watch};
use crate::link::{Ground, Linker};
use crate::model::Corpus;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::mpsc;

/// What happens while a corpus is opened.
#[derive(Debug)]
pub enum CorpusEvent {
    /// How it goes; a few times a second.
    Progress(Progress),
    /// The corpus as far as it is loaded, linked, and what it was linked of. Replaces the one before.
    Snapshot(Arc<Corpus>, Ground),
    /// All is loaded and linked.
    Done(Progress),
    /// Something to be said about the files that are watched.
    Notice(String),
}

/// Loads files and folders (without any, the embedded sample corpus) and links them as they come. Must be called inside a
/// tokio runtime. Events come through a bounded channel; [`CorpusEvent::Done`] is the last one, also after a cancel, unless
/// the files are watched: then snapshots follow as files change. Dropping the receiver stops everything.
pub fn open(paths: Vec<PathBuf>, options: LoadOptions) -> (mpsc::Receiver<CorpusEvent>, CancelHandle) {
    let (events, receiver) = mpsc::channel(WAITING);
    let (news, queue) = mpsc::channel(WAITING);
    let (loading, cancel) = load(paths.clone(), options);
    let linking = Linking::new(options, events.clone());
    tokio::task::spawn_blocking(move || linking.run(queue));
    let handle = cancel.clone();
    tokio::spawn(async move {
        let Some(last) = forward(loading, &events, &news).await else { return cancel.cancel() };
        let may_change = options.watch && !last.cancelled && !paths.is_empty();
        if news.send(News::Loaded(last, may_change)).await.is_err() || !may_change {
            return;
        }
        let (following, told) = Following::new(&paths).await;
        if let Some(line) = told
            && watch::tell(&events, line).await.is_none()
        {
            return;
        }
        watch::watch(following, paths, options, cancel.seen(), &news, &events).await;
    });
    (receiver, handle)
}

/// Passes on what loading tells until it ends; `None` when nobody listens any more.
async fn forward(
    mut loading: mpsc::Receiver<LoadEvent>,
    events: &mpsc::Sender<CorpusEvent>,
    news: &mpsc::Sender<News>,
) -> Option<Progress> {
    while let Some(event) = loading.recv().await {
        match event {
            LoadEvent::Progress(progress) => events.send(CorpusEvent::Progress(progress)).await.ok()?,
            LoadEvent::Batch(articles, troubles) => news.send(News::Batch(articles, troubles)).await.ok()?,
            LoadEvent::Done(progress) => return Some(progress),
        }
    }
    Some(Progress::default())
}

/// Loads everything and links it once, for those who need no snapshots on the way. Must be called inside a tokio runtime.
pub async fn load_all(paths: Vec<PathBuf>, options: LoadOptions) -> Corpus {
    let (mut linker, mut left_out) = (linker(options), 0);
    let (mut events, _cancel) = load(paths, options);
    while let Some(event) = events.recv().await {
        match event {
            LoadEvent::Batch(articles, troubles) => {
                linker.add(articles);
                linker.trouble(troubles);
            }
            LoadEvent::Progress(_) => {}
            LoadEvent::Done(progress) => {
                left_out = progress.left_out;
                break;
            }
        }
    }
    Corpus { left_out, ..linker.corpus() }
}

/// Like [`load_all`], for callers without a tokio runtime; must not be called inside one.
///
/// # Errors
/// When the machine gives no threads to work with.
pub fn load_now(paths: Vec<PathBuf>, options: LoadOptions) -> std::io::Result<Corpus> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    Ok(runtime.block_on(load_all(paths, options)))
}

/// A linker with the knowledge of a load, and what was wrong with that.
pub(super) fn linker(options: LoadOptions) -> Linker {
    let mut linker = Linker::new(options.knowledge.pack);
    linker.trouble(options.knowledge.fault.iter().map(Fault::trouble));
    linker
}
