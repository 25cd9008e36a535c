//! Files found → numbered jobs of about one batch of bytes, in the order of the walk.
//!
//! Small files are read in groups, a few groups at once and ahead of the workers. JSON lines are streamed, so that a file of
//! any size needs one batch of memory and its first articles come at once; a large list of JSON is read whole and handed on
//! in pieces; a large article is a job of its own. What is too long is skipped, not kept.

use super::format::json::Cutter;
use super::format::{BATCH, EMPTY, JSON, Piece, Unit};
use super::lines::{Begin, Lines};
use super::opening::{self, io_message, too_large};
use super::walk::{Found, trouble, walk};
use super::{LoadOptions, Shared, format::Format, sample};
use crate::model::{Trouble, path::shown};
use futures::stream::{FuturesOrdered, StreamExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc::{self, Sender, error::TryRecvError};
use tokio::task::{JoinHandle, spawn_blocking};

/// Most files of one job.
const FILES: usize = 256;
/// Groups of small files read at once.
const AHEAD: usize = 4;
/// Files found ahead of reading.
const FOUND: usize = 4096;

/// Work for one thread. Numbers are consecutive from 0.
#[derive(Debug, Default)]
pub(super) struct Job {
    /// Its place in the order of reading.
    pub number: u64,
    /// What to parse.
    pub pieces: Vec<Piece>,
    /// What could not be read.
    pub troubles: Vec<Trouble>,
}

/// Why reading ended early: nobody wants more.
struct Stopped;

/// Walks and reads everything. Ends early when cancelled or when no worker listens.
pub(super) async fn read_all(paths: Vec<PathBuf>, options: LoadOptions, shared: Arc<Shared>, jobs: Sender<Job>) {
    let mut reader = Reader { options, shared, jobs, next: 0, group: Vec::new(), bytes: 0, ahead: FuturesOrdered::new() };
    let _ = if paths.is_empty() { reader.sample().await } else { reader.files(paths).await };
}

struct Reader {
    options: LoadOptions,
    shared: Arc<Shared>,
    jobs: Sender<Job>,
    next: u64,
    group: Vec<Found>,
    bytes: u64,
    ahead: FuturesOrdered<JoinHandle<Job>>,
}

impl Reader {
    async fn sample(&mut self) -> Result<(), Stopped> {
        for pieces in sample::pieces(&self.shared) {
            self.send(Job { pieces, ..Job::default() }).await?;
        }
        Ok(())
    }

    async fn files(&mut self, paths: Vec<PathBuf>) -> Result<(), Stopped> {
        let (out, mut found) = mpsc::channel(FOUND);
        let shared = Arc::clone(&self.shared);
        let walking = spawn_blocking(move || walk(paths, &shared, &out));
        loop {
            let next = match found.try_recv() {
                Ok(next) => Some(next),
                Err(TryRecvError::Disconnected) => None,
                Err(TryRecvError::Empty) => {
                    self.close_group().await?;
                    found.recv().await
                }
            };
            let Some(next) = next else { break };
            if self.shared.stopped() {
                return Err(Stopped);
            }
            match next {
                Found::File { path, format, stamp }
                    if format.unit != Unit::Article && (format.unit == Unit::Lines || stamp.large()) =>
                {
                    self.drain().await?;
                    match format.unit {
                        Unit::Lines => self.lines(&path, format).await?,
                        _ => self.elements(path, format).await?,
                    }
                }
                Found::File { stamp, .. } if stamp.large() => {
                    self.close_group().await?;
                    self.add(next).await?;
                }
                next => self.add(next).await?,
            }
        }
        self.drain().await?;
        let _ = walking.await;
        Ok(())
    }

    /// Puts a file or trouble into the open group.
    async fn add(&mut self, found: Found) -> Result<(), Stopped> {
        if let Found::File { stamp, .. } = found {
            self.bytes += stamp.bytes;
        }
        self.group.push(found);
        if self.bytes >= BATCH as u64 || self.group.len() >= FILES { self.close_group().await } else { Ok(()) }
    }

    /// Starts reading the open group.
    async fn close_group(&mut self) -> Result<(), Stopped> {
        self.bytes = 0;
        let group = std::mem::take(&mut self.group);
        if !group.is_empty() {
            let (options, shared) = (self.options, Arc::clone(&self.shared));
            self.ahead.push_back(spawn_blocking(move || read_group(group, options, &shared)));
        }
        while self.ahead.len() >= AHEAD {
            self.send_oldest().await?;
        }
        Ok(())
    }

    /// Sends on all that is being read.
    async fn drain(&mut self) -> Result<(), Stopped> {
        self.close_group().await?;
        while !self.ahead.is_empty() {
            self.send_oldest().await?;
        }
        Ok(())
    }

    async fn send_oldest(&mut self) -> Result<(), Stopped> {
        match self.ahead.next().await {
            Some(Ok(job)) => self.send(job).await,
            _ => Ok(()),
        }
    }

    async fn send(&mut self, job: Job) -> Result<(), Stopped> {
        let number = self.next;
        self.next += 1;
        self.jobs.send(Job { number, ..job }).await.map_err(|_| Stopped)
    }

    /// Hands a list of articles on, a piece after the other.
    async fn elements(&mut self, path: PathBuf, format: &'static Format) -> Result<(), Stopped> {
        let (shared, options) = (Arc::clone(&self.shared), self.options);
        let open = move || {
            let name = shown(&path);
            let at_work = shared.at_work(&name);
            let read = opening::contents(&path, options.most(Unit::File), &shared)?;
            drop(at_work);
            Some(read.map_err(|message| trouble(&path, message)).and_then(|bytes| Cutter::new(name, format, bytes, options)))
        };
        let Ok(Some(opened)) = spawn_blocking(open).await else { return Err(Stopped) };
        self.shared.files_read.fetch_add(1, Relaxed);
        let mut cutter = match opened {
            Ok(cutter) => cutter,
            Err(trouble) => return self.send(Job { troubles: vec![trouble], ..Job::default() }).await,
        };
        loop {
            let cut = move || {
                let next = cutter.next();
                (cutter, next)
            };
            let Ok((rest, next)) = spawn_blocking(cut).await else { return Err(Stopped) };
            let Some((pieces, troubles)) = next else { return Ok(()) };
            if self.shared.stopped() {
                return Err(Stopped);
            }
            self.send(Job { pieces, troubles, ..Job::default() }).await?;
            cutter = rest;
        }
    }

    /// Streams a file of lines.
    async fn lines(&mut self, path: &Path, format: &'static Format) -> Result<(), Stopped> {
        let mut lines = Lines::new(shown(path), format);
        let shared = Arc::clone(&self.shared);
        let _at_work = shared.at_work(&shown(path));
        let read = match self.stream(path, &mut lines).await? {
            Ok(Streamed::List) => return self.elements(path.to_owned(), &JSON).await,
            Ok(Streamed::Lines(bytes)) => Ok(bytes),
            Err(message) => Err(message),
        };
        self.shared.files_read.fetch_add(1, Relaxed);
        let mut job = Job::default();
        match read {
            Err(message) if lines.line == 1 => job.troubles.push(lines.trouble(message)),
            Err(message) => job.troubles.push(lines.trouble(format!("line {}: {message}", lines.line))),
            Ok(0) => job.troubles.push(lines.trouble(EMPTY.to_owned())),
            Ok(_) => {}
        }
        job.pieces.extend(lines.cut(lines.held.len()));
        if job.pieces.is_empty() && job.troubles.is_empty() { Ok(()) } else { self.send(job).await }
    }

    /// Sends whole lines as they are read; the last one stays held.
    async fn stream(&mut self, path: &Path, lines: &mut Lines) -> Result<Result<Streamed, String>, Stopped> {
        let (shared, own) = (Arc::clone(&self.shared), path.to_owned());
        let Ok(opened) = spawn_blocking(move || opening::open(&own, &shared)).await else { return Err(Stopped) };
        let (file, size) = match opened {
            Ok((file, data)) => (tokio::fs::File::from_std(file), data.len()),
            Err(message) => return Ok(Err(message)),
        };
        // What is written behind that while it is read comes with the next change, or this would never end.
        let mut file = file.take(if size == 0 { self.options.file_bytes } else { size });
        let mut total = 0;
        loop {
            let before = lines.held.len();
            lines.held.reserve(BATCH);
            let read = match (&mut file).take(BATCH as u64).read_buf(&mut lines.held).await {
                Ok(read) => read,
                Err(error) => return Ok(Err(io_message(&error))),
            };
            if read == 0 {
                return Ok(Ok(Streamed::Lines(total)));
            }
            if self.shared.stopped() {
                return Err(Stopped);
            }
            match if total == 0 { lines.begin() } else { Begin::Lines } {
                Begin::Refused(message) => {
                    let troubles = vec![lines.trouble(message)];
                    lines.held.clear();
                    self.send(Job { troubles, ..Job::default() }).await?;
                    return Ok(Ok(Streamed::Lines(read as u64)));
                }
                Begin::List => return Ok(Ok(Streamed::List)),
                Begin::Lines => {}
            }
            self.shared.bytes_read.fetch_add(read as u64, Relaxed);
            total += read as u64;
            let (pieces, troubles) = lines.next(before, self.options.article_bytes);
            if !pieces.is_empty() || !troubles.is_empty() {
                self.send(Job { pieces, troubles, ..Job::default() }).await?;
            }
        }
    }
}

/// What came of reading a file of lines.
enum Streamed {
    /// So many bytes of lines.
    Lines(u64),
    /// It is none: it is laid out over several lines.
    List,
}

/// The bytes of one file, as a job of their own.
pub(super) fn whole(name: Arc<str>, format: &'static Format, bytes: Vec<u8>, options: LoadOptions) -> Job {
    let mut job = Job::default();
    if format.unit == Unit::Lines {
        let mut lines = Lines::new(Arc::clone(&name), format);
        lines.held = bytes;
        match lines.begin() {
            Begin::Refused(message) => job.troubles.push(lines.trouble(message)),
            Begin::List => job.pieces.push(Piece::whole(name, &JSON, lines.held)),
            Begin::Lines if lines.held.is_empty() => job.troubles.push(lines.trouble(EMPTY.to_owned())),
            Begin::Lines => job.pieces.extend(lines.cut(lines.held.len())),
        }
    } else if bytes.len() as u64 > options.most(format.unit) {
        let message = too_large(options.most(format.unit)).into();
        job.troubles.push(Trouble { path: name, record: None, message });
    } else {
        job.pieces.push(Piece::whole(name, format, bytes));
    }
    job
}

/// Reads some files whole.
fn read_group(group: Vec<Found>, options: LoadOptions, shared: &Shared) -> Job {
    let mut job = Job::default();
    for found in group {
        match found {
            Found::Trouble(trouble) => job.troubles.push(trouble),
            Found::File { path, format, .. } => {
                let name = shown(&path);
                let _at_work = shared.at_work(&name);
                match opening::contents(&path, options.most(format.unit), shared) {
                    None => return job,
                    Some(Ok(bytes)) => job.pieces.push(Piece::whole(name, format, bytes)),
                    Some(Err(message)) => job.troubles.push(Trouble { path: name, record: None, message: message.into() }),
                }
                shared.files_read.fetch_add(1, Relaxed);
            }
        }
    }
    job
}
