//! Loading, as the interface is told of it.

use crate::app::{Loading, Msg, Snapshot};
use crate::loader::{self, CancelHandle, CorpusEvent, Knowledge, LoadOptions};
use jiff::tz::Offset;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::spawn_blocking;

/// Messages that wait.
const WAITING: usize = 4;

/// A load under way.
#[derive(Debug)]
pub struct Load {
    messages: Receiver<Msg>,
    cancel: CancelHandle,
    paths: Arc<[PathBuf]>,
    ended: bool,
}

impl Load {
    /// Starts reading, with the user's own words in the configuration's folder and the outlets' time zone; without paths,
    /// the sample corpus. Must be called inside a tokio runtime.
    pub fn start(paths: Vec<PathBuf>, folder: Option<&Path>, zone: Option<Offset>) -> Load {
        let own = paths.clone().into();
        let knowledge = folder.map_or_else(Knowledge::embedded, Knowledge::read);
        let options = LoadOptions { knowledge, watch: true, ..LoadOptions::default() };
        let (events, cancel) = loader::open(paths, LoadOptions { zone: zone.unwrap_or(options.zone), ..options });
        let (out, messages) = channel(WAITING);
        tokio::spawn(tell(events, out));
        Load { messages, cancel, paths: own, ended: false }
    }

    /// The next thing to tell; never again once nothing more can come.
    pub async fn next(&mut self) -> Msg {
        if !self.ended {
            match self.messages.recv().await {
                Some(msg) => return msg,
                None => self.ended = true,
            }
        }
        std::future::pending().await
    }

    /// The files and folders that are read.
    pub fn paths(&self) -> &Arc<[PathBuf]> {
        &self.paths
    }

    /// Stops it; what was read stays.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }
}

/// Makes messages of what happens, off the interface's thread, until nobody listens.
async fn tell(mut events: Receiver<CorpusEvent>, out: Sender<Msg>) {
    while let Some(event) = events.recv().await {
        let msg = match event {
            CorpusEvent::Progress(progress) => Msg::Loading(progress),
            CorpusEvent::Notice(line) => Msg::Notice(line),
            CorpusEvent::Snapshot(corpus, ground) => match spawn_blocking(|| Snapshot::new(corpus, ground)).await {
                Ok(snapshot) => Msg::Corpus(snapshot),
                Err(_) => continue,
            },
            CorpusEvent::Done(progress) => Msg::Loading(Loading { done: true, ..progress }),
        };
        if out.send(msg).await.is_err() {
            return;
        }
    }
}
