//! Files found → numbered jobs of about one batch of bytes, in the order of the walk.
//!
//! Small files are read in groups, a few groups at once and ahead of the workers; JSON lines are streamed, so that a file
//! of any size needs one batch of memory and its first articles come at once. What is too long is skipped, not kept.

use super::decode::{refusal, wide};
use super::format::{EMPTY, JSON, Piece, Unit, too_long};
use super::limits::size;
use super::walk::{Found, io_message, shown, walk};
use super::{LoadOptions, Shared, format::Format, sample};
use crate::model::Trouble;
use futures::stream::{FuturesOrdered, StreamExt};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc::{self, Sender, error::TryRecvError};
use tokio::task::JoinHandle;

/// Bytes of text in one job: a worker is busy with them for some hundredths of a second.
const BATCH: usize = 256 << 10;
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
        let walking = tokio::task::spawn_blocking(move || walk(paths, &shared, &out));
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
                Found::File { path, name, format, .. } if format.unit == Unit::Lines => {
                    self.drain().await?;
                    self.lines(&path, name, format).await?;
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
        if let Found::File { bytes, .. } = found {
            self.bytes += bytes;
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
            self.ahead.push_back(tokio::task::spawn_blocking(move || read_group(group, options, &shared)));
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

    /// Streams a file of lines.
    async fn lines(&mut self, path: &Path, name: Arc<str>, format: &'static Format) -> Result<(), Stopped> {
        let mut lines = Lines { name, format, line: 1, record: 0, held: Vec::with_capacity(BATCH), skipping: false };
        let read = self.stream(path, &mut lines).await?;
        self.shared.files_read.fetch_add(1, Relaxed);
        let mut job = Job::default();
        match read {
            Err(error) => job.troubles.push(lines.trouble(format!("line {}: {}", lines.line, io_message(&error)))),
            Ok(0) => job.troubles.push(lines.trouble(EMPTY.to_owned())),
            Ok(_) => {}
        }
        let end = lines.held.len();
        job.pieces.extend(lines.cut(end));
        if job.pieces.is_empty() && job.troubles.is_empty() { Ok(()) } else { self.send(job).await }
    }

    /// Sends whole lines as they are read; the last one stays held. The number of bytes read.
    async fn stream(&mut self, path: &Path, lines: &mut Lines) -> Result<io::Result<u64>, Stopped> {
        let mut file = match tokio::fs::File::open(path).await {
            Ok(file) => file,
            Err(error) => return Ok(Err(error)),
        };
        let mut total = 0;
        loop {
            let before = lines.held.len();
            lines.held.reserve(BATCH);
            let read = match (&mut file).take(BATCH as u64).read_buf(&mut lines.held).await {
                Ok(read) => read,
                Err(error) => return Ok(Err(error)),
            };
            if read == 0 {
                return Ok(Ok(total));
            }
            if self.shared.stopped() {
                return Err(Stopped);
            }
            self.shared.bytes_read.fetch_add(read as u64, Relaxed);
            if total == 0
                && let Some(message) = lines.begin()
            {
                let troubles = vec![lines.trouble(message)];
                lines.held.clear();
                self.send(Job { troubles, ..Job::default() }).await?;
                return Ok(Ok(read as u64));
            }
            total += read as u64;
            let limit = if lines.format.unit == Unit::Lines { self.options.article_bytes } else { self.options.file_bytes };
            let job = lines.job(before, limit);
            if !job.pieces.is_empty() || !job.troubles.is_empty() {
                self.send(job).await?;
            }
        }
    }
}

/// The lines of one file that have been read and not yet sent.
struct Lines {
    name: Arc<str>,
    format: &'static Format,
    line: usize,
    record: u32,
    held: Vec<u8>,
    /// Whether the rest of a line that is too long is being left out.
    skipping: bool,
}

impl Lines {
    /// Looks at the first bytes: what is laid out over several lines, or has wide characters, is kept whole; what is no
    /// text is told.
    fn begin(&mut self) -> Option<String> {
        if let Some(refusal) = refusal(&self.held) {
            return Some(refusal);
        }
        let head = self.held.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.held).trim_ascii_start();
        let first = head.split(|&b| b == b'\n').next().unwrap_or(head).trim_ascii_end();
        if wide(&self.held) || first.starts_with(b"[") || first == b"{" {
            self.format = if wide(&self.held) { self.format } else { &JSON };
        }
        None
    }

    /// Cuts off the lines that are whole. Bytes before `from` are known to hold no line end.
    fn job(&mut self, from: usize, limit: u64) -> Job {
        let mut job = Job::default();
        if self.skipping {
            match memchr::memchr(b'\n', &self.held) {
                Some(end) => {
                    self.held.drain(..=end);
                    (self.line, self.record, self.skipping) = (self.line + 1, self.record + 1, false);
                }
                None => self.held.clear(),
            }
        }
        let whole = self.format.unit != Unit::Lines || wide(&self.held);
        let end = match whole {
            true => None,
            false => self.held.get(from.min(self.held.len())..).and_then(|new| memchr::memrchr(b'\n', new)),
        };
        match end {
            Some(end) => job.pieces.extend(self.cut(from.min(self.held.len()) + end + 1)),
            None if self.held.len() as u64 > limit => {
                job.troubles.push(self.trouble(too_long(self.line, limit)));
                self.held = Vec::new();
                self.skipping = true;
            }
            None => {}
        }
        job
    }

    /// The first `end` held bytes as a piece, and what comes after them counted.
    fn cut(&mut self, end: usize) -> Option<Piece> {
        if self.skipping || end == 0 {
            return None;
        }
        let rest = self.held.split_off(end);
        let bytes = std::mem::replace(&mut self.held, rest);
        let piece = Piece { name: Arc::clone(&self.name), format: self.format, line: self.line, record: self.record, bytes };
        for line in piece.bytes.split_inclusive(|&b| b == b'\n') {
            self.line += usize::from(line.ends_with(b"\n"));
            self.record += u32::from(!line.trim_ascii().is_empty());
        }
        Some(piece)
    }

    fn trouble(&self, message: String) -> Trouble {
        Trouble { path: Arc::clone(&self.name), record: None, message: message.into() }
    }
}

/// The bytes of one file, as a job of their own.
pub(super) fn whole(name: Arc<str>, format: &'static Format, bytes: Vec<u8>, options: LoadOptions) -> Job {
    let mut job = Job::default();
    let limit = options.most(format.unit);
    if bytes.len() as u64 > limit && format.unit != Unit::Lines {
        job.troubles.push(Trouble { path: name, record: None, message: too_large(limit).into() });
    } else if format.unit == Unit::Lines {
        let mut lines = Lines { name, format, line: 1, record: 0, held: bytes, skipping: false };
        let refusal = if lines.held.is_empty() { Some(EMPTY.to_owned()) } else { lines.begin() };
        job.troubles.extend(refusal.map(|message| lines.trouble(message)));
        let end = if job.troubles.is_empty() { lines.held.len() } else { 0 };
        job.pieces.extend(lines.cut(end));
    } else {
        job.pieces.push(Piece { name, format, line: 1, record: 0, bytes });
    }
    job
}

/// Reads some files whole.
fn read_group(group: Vec<Found>, options: LoadOptions, shared: &Shared) -> Job {
    let mut job = Job::default();
    for found in group {
        match found {
            Found::Trouble(trouble) => job.troubles.push(trouble),
            Found::File { .. } if shared.stopped() => {}
            Found::File { path, name, format, .. } => {
                match read_file(&path, options.most(format.unit)) {
                    Ok(bytes) => {
                        shared.bytes_read.fetch_add(bytes.len() as u64, Relaxed);
                        job.pieces.push(Piece { name, format, line: 1, record: 0, bytes });
                    }
                    Err(message) => job.troubles.push(Trouble { path: shown(&path), record: None, message: message.into() }),
                }
                shared.files_read.fetch_add(1, Relaxed);
            }
        }
    }
    job
}

fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|error| io_message(&error))?;
    let bytes = file.metadata().map_err(|error| io_message(&error))?.len();
    let mut content = Vec::with_capacity(bytes.min(limit) as usize + 1);
    if bytes <= limit {
        file.take(limit + 1).read_to_end(&mut content).map_err(|error| io_message(&error))?;
    }
    if bytes.max(content.len() as u64) > limit {
        return Err(too_large(limit));
    }
    Ok(content)
}

fn too_large(limit: u64) -> String {
    format!("larger than {}, too large for its format; split it, or write it as .jsonl, an article a line", size(limit))
}
