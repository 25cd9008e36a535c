//! Options of a load: what is too large to be an article, how many threads work, what is extracted with.

use super::format::Unit;
use super::knowledge::Knowledge;
use jiff::tz::Offset;

/// The zone of Jakarta, which holds where no other is set.
pub const ZONE: Offset = Offset::constant(7);

/// How to load.
#[derive(Copy, Clone, Debug)]
pub struct LoadOptions {
    /// Most bytes of one article: a text file, a line of `.jsonl`, a record of `.json`.
    pub article_bytes: u64,
    /// Most bytes of one `.json` file, which is read whole (`.jsonl` is streamed and has no limit).
    pub file_bytes: u64,
    /// Threads that decode and extract; 0: as many as the machine runs at once.
    pub threads: usize,
    /// The language pack.
    pub knowledge: &'static Knowledge,
    /// Whether files that are written, changed or removed later are taken up, as long as somebody listens.
    pub watch: bool,
    /// The time zone of the outlets, as its offset from UTC: dates of records that name another are turned into it.
    pub zone: Offset,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self {
            article_bytes: 16 << 20,
            file_bytes: 512 << 20,
            threads: 0,
            knowledge: Knowledge::embedded(),
            watch: false,
            zone: ZONE,
        }
    }
}

impl LoadOptions {
    /// Most bytes that are read at once of a file of which so much is read.
    pub(super) fn most(self, unit: Unit) -> u64 {
        if unit == Unit::Article { self.article_bytes } else { self.file_bytes }
    }

    /// Number of worker threads.
    pub(super) fn workers(self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(2, usize::from).min(16),
            n => n,
        }
    }
}

/// A number of bytes for a person.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..=9_999 => format!("{bytes} bytes"),
        10_000..=9_999_999 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}
