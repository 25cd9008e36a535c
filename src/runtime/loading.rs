//! Loading, as the interface is told of it.

use crate::app::{Loading, Msg};
use crate::loader::{self, CancelHandle, CorpusEvent, Knowledge, LoadOptions, Progress};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc::Receiver;

/// A load under way.
#[derive(Debug)]
pub struct Load {
    events: Receiver<CorpusEvent>,
    cancel: CancelHandle,
    ended: bool,
}

impl Load {
    /// Starts reading, with the user's own words in the configuration's folder; without paths, the sample corpus. Must be called inside a tokio runtime.
    pub fn start(paths: Vec<PathBuf>, folder: Option<&Path>) -> Load {
        let knowledge = folder.map_or_else(Knowledge::embedded, Knowledge::read);
        let (events, cancel) = loader::open(paths, LoadOptions { knowledge, watch: true, ..LoadOptions::default() });
        Load { events, cancel, ended: false }
    }

    /// The next thing to tell; never again once nothing more can come.
    pub async fn next(&mut self) -> Msg {
        if !self.ended {
            match self.events.recv().await {
                Some(event) => return self.told(event),
                None => self.ended = true,
            }
        }
        std::future::pending().await
    }

    /// Stops it; what was read stays.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    fn told(&mut self, event: CorpusEvent) -> Msg {
        match event {
            CorpusEvent::Progress(progress) => Msg::Loading(loading(progress)),
            CorpusEvent::Snapshot(corpus) => Msg::Corpus(corpus),
            CorpusEvent::Done(progress) => Msg::Loading(Loading { done: true, ..loading(progress) }),
        }
    }
}

fn loading(progress: Progress) -> Loading {
    let Progress { files_found, files_read, bytes_found, bytes_read, articles, troubles, walked, done, cancelled } = progress;
    Loading { files_found, files_read, bytes_found, bytes_read, articles, troubles, walked, done, cancelled }
}
