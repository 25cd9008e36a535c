//! Files of a person's, taken up as they are written: the system tells of changes in folders; nothing is asked for again and
//! again. What changed is looked at a moment after the last change, because programs write in several steps; but not later
//! than a while after the first one, because some never rest.

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::{Instant, sleep_until};

/// How long it must be quiet before what changed is looked at.
const QUIET: Duration = Duration::from_millis(60);
/// How long it may be busy before what changed is looked at nevertheless: about as long as one waits for a file.
const BUSY: Duration = Duration::from_millis(1_500);

/// Tells of changes in files and folders.
#[derive(Debug)]
pub struct Changes {
    changes: Receiver<()>,
    /// Since when something is changing that is not told yet; kept here because the wait for quiet may be broken off.
    since: Option<Instant>,
    /// Watches as long as it lives.
    _watcher: RecommendedWatcher,
}

impl Changes {
    /// Watches folders, with all that is inside of them where told so. Of what happens only that counts which `counts` says.
    ///
    /// # Errors
    /// Where a folder is not there, or the system cannot watch it.
    pub fn of(
        folders: &[(PathBuf, RecursiveMode)],
        counts: impl Fn(&notify::Result<notify::Event>) -> bool + Send + 'static,
    ) -> notify::Result<Changes> {
        let (sender, changes) = channel(1);
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let read = event.as_ref().is_ok_and(|event| matches!(event.kind, EventKind::Access(_)));
            if !read && counts(&event) {
                // One that waits already says it all.
                let _ = sender.try_send(());
            }
        })?;
        folders.iter().try_for_each(|(folder, mode)| watcher.watch(folder, *mode))?;
        Ok(Changes { changes, since: None, _watcher: watcher })
    }

    /// Watches the files of one folder, not those of folders in it; `None` where that is not possible.
    pub fn in_folder(folder: &Path) -> Option<Changes> {
        Changes::of(&[(folder.to_owned(), RecursiveMode::NonRecursive)], |event| event.is_ok()).ok()
    }

    /// Waits for a change that is over, or goes on for long; `None` when nothing is watched any more.
    pub async fn next(&mut self) -> Option<()> {
        let since = match self.since {
            Some(since) => since,
            None => {
                self.changes.recv().await?;
                *self.since.insert(Instant::now())
            }
        };
        loop {
            let quiet = (Instant::now() + QUIET).min(since + BUSY);
            tokio::select! {
                biased;
                () = sleep_until(quiet) => break,
                more = self.changes.recv() => more?,
            }
        }
        self.since = None;
        Some(())
    }
}
