//! What is loaded → linked snapshots of the corpus, on a thread of its own.
//!
//! The first snapshot is made of the first batch, so that there is something to read at once; from then on whenever the
//! corpus has grown by a quarter and loading has had thrice the time that the last linking took, so that linking takes a
//! quarter of the time at most, whatever the size; and at the end. New files that come later are added to the last snapshot
//! at once, and all is linked anew when it has been quiet for a while.

use super::snapshots::linker;
use super::{CorpusEvent, LoadOptions, Progress};
use crate::link::{Ground, Growing, Linker, Prepared, Whole};
use crate::model::{Corpus, Trouble};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender};
use tokio::time::{Instant, timeout_at};

/// How many times what the last linking took loading has to itself behind it; and how many times that it must have been
/// quiet behind a change before all is linked anew, and how long at least.
const PAUSE: u32 = 3;
const QUIET: u32 = 5;
const QUIET_LEAST: Duration = Duration::from_secs(1);
/// How long a few articles wait for more to be linked with: the next may take minutes.
const ALONE: Duration = Duration::from_millis(300);

/// What there is to link.
pub(super) enum News {
    /// More of what is loaded.
    Batch(Vec<Prepared>, Vec<Trouble>),
    /// That was all; and whether the files are watched from now on.
    Loaded(Progress, bool),
    /// Files were written, changed or removed afterwards.
    Changed(Change),
}

/// What became of files that are watched.
#[derive(Default)]
pub(super) struct Change {
    /// Files that are gone or not what they were.
    pub gone: FxHashSet<Arc<str>>,
    /// The articles of those that are new or changed.
    pub articles: Vec<Prepared>,
    /// What is wrong with them.
    pub troubles: Vec<Trouble>,
}

impl Change {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.articles.is_empty() && self.troubles.is_empty()
    }
}

/// What a file says: its records by the hash of their bytes, and its troubles.
#[derive(Default, PartialEq, Eq)]
struct Said<'a> {
    records: BTreeSet<(u32, &'a str)>,
    troubles: BTreeSet<&'a Trouble>,
}

impl<'a> Said<'a> {
    /// By file, of some files.
    fn of(
        articles: impl IntoIterator<Item = &'a Prepared>,
        troubles: &'a [Trouble],
        paths: &FxHashSet<Arc<str>>,
    ) -> FxHashMap<&'a Arc<str>, Said<'a>> {
        let mut said: FxHashMap<_, Said<'_>> = FxHashMap::default();
        for article in articles.into_iter().map(|p| &p.article).filter(|article| paths.contains(&article.source.path)) {
            let hash = article.id.split('~').next().unwrap_or(&article.id);
            said.entry(&article.source.path).or_default().records.insert((article.source.record, hash));
        }
        for trouble in troubles.iter().filter(|trouble| paths.contains(&trouble.path)) {
            said.entry(&trouble.path).or_default().troubles.insert(trouble);
        }
        said
    }
}

/// Nobody listens any more.
struct Deaf;

/// The corpus as it comes to be.
pub(super) struct Linking {
    linker: Linker,
    out: Sender<CorpusEvent>,
    /// Articles in the last snapshot, whether more is known by now, when it was made and how long that took.
    linked: usize,
    stale: bool,
    ended: Instant,
    took: Duration,
    /// Whether all is loaded and the files are watched, so that the corpus may grow.
    watched: bool,
    /// The last snapshot and what was added to it, where it may grow.
    growing: Option<Growing>,
    /// The identifiers of all articles, where any came after loading and none went since.
    ids: Option<FxHashSet<Arc<str>>>,
    /// When all is to be linked anew.
    again: Option<Instant>,
}

impl Linking {
    pub fn new(options: LoadOptions, out: Sender<CorpusEvent>) -> Self {
        let (linker, ended, took) = (linker(options), Instant::now(), Duration::ZERO);
        Self { linker, out, linked: 0, stale: true, ended, took, watched: false, growing: None, ids: None, again: None }
    }

    /// Links what comes until nothing can come any more, or nobody listens. Blocks.
    pub fn run(mut self, mut queue: Receiver<News>) {
        while let Some(news) = self.next(&mut queue) {
            let heard = match news {
                News::Batch(articles, troubles) => self.batch(articles, troubles),
                News::Loaded(progress, watched) => self.loaded(progress, watched),
                News::Changed(change) => self.changed(change),
            };
            if heard.is_err() {
                return;
            }
        }
    }

    /// What comes next; links meanwhile when it is time: all anew, or what came and has been waiting for more.
    fn next(&mut self, queue: &mut Receiver<News>) -> Option<News> {
        let came = Instant::now();
        loop {
            let waits = self.stale && self.linker.len() > self.linked;
            let at = match self.again {
                Some(at) => at,
                None if waits => (came + ALONE).max(self.ended + self.took * PAUSE),
                None => return queue.blocking_recv(),
            };
            match Handle::current().block_on(timeout_at(at, queue.recv())) {
                Ok(news) => return news,
                Err(_) if self.again.is_some() => self.again().ok()?,
                Err(_) => drop(self.whole().ok()?),
            }
        }
    }

    fn batch(&mut self, articles: Vec<Prepared>, troubles: Vec<Trouble>) -> Result<(), Deaf> {
        self.linker.add(articles);
        self.linker.trouble(troubles);
        self.stale = true;
        let grown = self.linker.len() > self.linked && self.linker.len() >= self.linked + self.linked / 4;
        if grown && self.ended.elapsed() >= self.took * PAUSE {
            self.whole()?;
        }
        Ok(())
    }

    fn loaded(&mut self, progress: Progress, watched: bool) -> Result<(), Deaf> {
        self.watched = watched;
        let whole = if self.stale { Some(self.whole()?) } else { None };
        self.out.blocking_send(CorpusEvent::Done(progress)).map_err(|_| Deaf)?;
        whole.into_iter().for_each(|whole| self.grow(whole));
        Ok(())
    }

    /// New files are added at once; where files are gone, all is linked anew.
    fn changed(&mut self, mut change: Change) -> Result<(), Deaf> {
        self.pass_over_same(&mut change);
        if change.is_empty() {
            return Ok(());
        }
        self.linker.remove(&change.gone);
        if !change.gone.is_empty() {
            self.ids = None;
        }
        self.name(&mut change.articles);
        let articles: Vec<Arc<Prepared>> = change.articles.into_iter().map(Arc::new).collect();
        self.linker.add(articles.iter().cloned());
        self.linker.trouble(change.troubles.iter().cloned());
        match self.growing.as_mut().filter(|_| change.gone.is_empty()) {
            Some(growing) => {
                growing.add(articles, change.troubles);
                let (corpus, ground) = (growing.corpus(), growing.ground());
                self.again = Some(Instant::now() + QUIET_LEAST.max(self.took * QUIET));
                self.send(corpus, ground)
            }
            None => self.again(),
        }
    }

    /// Takes files out of a change that were written again and say what they said.
    fn pass_over_same(&self, change: &mut Change) {
        if change.gone.is_empty() {
            return;
        }
        let before = Said::of(self.linker.articles().map(|p| &**p), self.linker.troubles(), &change.gone);
        let now = Said::of(&change.articles, &change.troubles, &change.gone);
        let same: FxHashSet<Arc<str>> = change.gone.iter().filter(|path| before.get(*path) == now.get(*path)).cloned().collect();
        drop((before, now));
        change.gone.retain(|path| !same.contains(path));
        change.articles.retain(|prepared| !same.contains(&prepared.article.source.path));
        change.troubles.retain(|trouble| !same.contains(&trouble.path));
    }

    /// Of articles with the same bytes only one has the plain identifier.
    fn name(&mut self, articles: &mut [Prepared]) {
        let taken = self.ids.get_or_insert_with(|| self.linker.ids().cloned().collect());
        for prepared in articles {
            let plain = Arc::clone(&prepared.article.id);
            let mut more = 1;
            while !taken.insert(Arc::clone(&prepared.article.id)) {
                more += 1;
                prepared.rename(format!("{plain}~{more}").into());
            }
        }
    }

    /// Links everything and sends it.
    fn whole(&mut self) -> Result<Whole, Deaf> {
        let begun = Instant::now();
        let whole = self.linker.whole();
        (self.linked, self.stale, self.again) = (self.linker.len(), false, None);
        let sent = self.send(whole.corpus(), whole.ground());
        (self.took, self.ended) = (begun.elapsed(), Instant::now());
        sent.map(|()| whole)
    }

    /// The same, to be added to from now on.
    fn again(&mut self) -> Result<(), Deaf> {
        let whole = self.whole()?;
        self.grow(whole);
        Ok(())
    }

    /// Where files are watched, makes ready for more, now that the snapshot is on its way.
    fn grow(&mut self, whole: Whole) {
        self.growing = self.watched.then(|| whole.growing());
    }

    fn send(&self, corpus: Corpus, ground: Ground) -> Result<(), Deaf> {
        self.out.blocking_send(CorpusEvent::Snapshot(Arc::new(corpus), ground)).map_err(|_| Deaf)
    }
}
