//! Files that are written, changed or removed after they were loaded.
//!
//! The system tells that something changed; what it is, is found by walking again and comparing: so the same files count as
//! in the beginning, nothing that happened while loading is missed, and a program that writes a file in many steps costs a
//! walk each time it rests. Where the system tells nothing (its limits are reached, a network drive) it is walked now and
//! then. When everything is gone at once (a disk was taken away), what was read stays.

use super::follow::{Following, Woken};
use super::linking::{Change, News};
use super::walk::{self, Seen};
use super::{CorpusEvent, LoadEvent, LoadOptions, load};
use crate::model::path::shown;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::Sender;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

/// How many times what a walk took nothing is walked behind it.
const PAUSE: u32 = 10;

/// Tells of changes until nobody listens any more. `seen` is what was there when it was loaded.
pub(super) async fn watch(
    mut following: Following,
    paths: Vec<PathBuf>,
    options: LoadOptions,
    mut seen: Seen,
    news: &Sender<News>,
    events: &Sender<CorpusEvent>,
) {
    let mut empty = false;
    loop {
        let (begun, roots) = (Instant::now(), paths.clone());
        let Ok(now) = spawn_blocking(move || walk::look(roots)).await else { return };
        let pause = begun.elapsed() * PAUSE;
        following.pass_over(&now);
        if now.files.is_empty() && !seen.files.is_empty() {
            let told =
                "Nothing is left of the files that were read. What was read stays, and they are taken up when they are back.";
            if !std::mem::replace(&mut empty, true) && tell(events, told.to_owned()).await.is_none() {
                return;
            }
        } else {
            empty = false;
            if take_up(&seen, &now, options, news).await.is_none() {
                return;
            }
            seen = now;
        }
        let woken = async {
            sleep(pause).await;
            following.wait(pause).await
        };
        let told = tokio::select! {
            woken = woken => woken,
            () = events.closed() => return,
        };
        if let Woken::Told(line) = told
            && tell(events, line).await.is_none()
        {
            return;
        }
    }
}

/// Says a line at the foot; `None` when nobody listens.
pub(super) async fn tell(events: &Sender<CorpusEvent>, line: String) -> Option<()> {
    events.send(CorpusEvent::Notice(line)).await.ok()
}

/// Tells what became of the files, the large ones behind the others; `None` when nobody listens.
async fn take_up(seen: &Seen, now: &Seen, options: LoadOptions, news: &Sender<News>) -> Option<()> {
    let written = now.files.iter().filter(|(path, stamp)| seen.files.get(*path) != Some(stamp));
    let (large, usual): (Vec<_>, Vec<_>) = written.map(|(path, stamp)| (path, stamp.large())).partition(|(_, large)| *large);
    let later: Vec<&Path> = large.iter().map(|(path, _)| path.as_path()).collect();
    let gone = seen.files.iter().filter(|(path, stamp)| now.files.get(*path) != Some(stamp));
    let gone = gone.filter(|(path, _)| !later.contains(&path.as_path())).map(|(path, _)| shown(path));
    let mended = seen.troubles.difference(&now.troubles).map(|trouble| trouble.path.clone());
    let mut change = Change { gone: gone.chain(mended).collect(), ..Change::default() };
    let told = now.troubles.iter().filter(|trouble| !seen.troubles.contains(*trouble) || change.gone.contains(&trouble.path));
    change.troubles = told.cloned().collect();
    read(usual.into_iter().map(|(path, _)| path.clone()).collect(), &mut change, options).await;
    if !change.is_empty() {
        news.send(News::Changed(change)).await.ok()?;
    }
    for path in later {
        let mut change = Change { gone: [shown(path)].into_iter().collect(), ..Change::default() };
        read(vec![path.to_owned()], &mut change, options).await;
        news.send(News::Changed(change)).await.ok()?;
    }
    Some(())
}

/// Reads files that are new or changed.
async fn read(written: Vec<PathBuf>, change: &mut Change, options: LoadOptions) {
    if written.is_empty() {
        return;
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
}

/// How long it takes at most until what the system does not tell of is found: so long, or so many times what a walk takes.
pub(super) fn at_least(least: Duration, times: u32, pause: Duration) -> Duration {
    least.max(pause / PAUSE * times)
}
