//! Files that are written, changed or removed after they were loaded.
//!
//! The system tells that something changed; what it is, is found by walking again and comparing: so the same files count as
//! in the beginning, nothing that happened while loading is missed, and a program that writes a file in many steps costs a
//! walk each time it rests. When everything is gone at once (a disk was taken away), what was read stays.

use super::linking::{Change, News};
use super::walk::{self, Stamps, shown};
use super::{Changes, CorpusEvent, LoadEvent, LoadOptions, load};
use notify::RecursiveMode;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tokio::sync::mpsc::Sender;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

/// How many times what a walk took nothing is walked behind it.
const PAUSE: u32 = 10;

/// Begins to watch what is at these paths; `None` where the system cannot.
pub(super) async fn changes(paths: &[PathBuf]) -> Option<Changes> {
    let folders = paths.iter().map(|path| folder(path)).collect::<Vec<_>>();
    spawn_blocking(move || Changes::of(&folders)).await.ok()?
}

/// Tells of changes until nobody listens any more. `seen` are the files as they were loaded.
pub(super) async fn watch(
    mut changes: Changes,
    paths: Vec<PathBuf>,
    options: LoadOptions,
    mut seen: Stamps,
    news: &Sender<News>,
    events: &Sender<CorpusEvent>,
) {
    loop {
        let (begun, roots) = (Instant::now(), paths.clone());
        let Ok(now) = spawn_blocking(move || walk::stamps(roots)).await else { return };
        let pause = begun.elapsed() * PAUSE;
        if !now.is_empty() {
            let change = change(&seen, &now, options).await;
            seen = now;
            let any = !(change.gone.is_empty() && change.articles.is_empty() && change.troubles.is_empty());
            if any && news.send(News::Changed(change)).await.is_err() {
                return;
            }
        }
        tokio::select! {
            told = async { sleep(pause).await; changes.next().await } => if told.is_none() { return },
            () = events.closed() => return,
        }
    }
}

/// What to watch for a path: a folder with all inside of it; for a file the folder that it is in, since programs put a new
/// file in its place.
fn folder(path: &Path) -> (PathBuf, RecursiveMode) {
    if path.is_dir() {
        return (path.to_owned(), RecursiveMode::Recursive);
    }
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
    (parent.unwrap_or(Path::new(".")).to_owned(), RecursiveMode::NonRecursive)
}

/// What became of the files, with what is in those that are new or changed.
async fn change(seen: &Stamps, now: &Stamps, options: LoadOptions) -> Change {
    let written: Vec<PathBuf> =
        now.iter().filter(|(path, stamp)| seen.get(*path) != Some(stamp)).map(|(path, _)| path.clone()).collect();
    let gone = seen.iter().filter(|(path, stamp)| now.get(*path) != Some(stamp)).map(|(path, _)| shown(path));
    let mut change = Change { gone: gone.collect(), ..Change::default() };
    if written.is_empty() {
        return change;
    }
    let (mut events, _cancel) = load(written, LoadOptions { watch: false, ..options });
    while let Some(event) = events.recv().await {
        match event {
            LoadEvent::Batch(articles, troubles) => {
                change.articles.extend(articles);
                change.troubles.extend(troubles);
            }
            LoadEvent::Progress(_) => {}
            LoadEvent::Done(_) => break,
        }
    }
    change
}
