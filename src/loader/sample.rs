//! The sample corpus, embedded in the binary: what `simak` shows when no path is given.

use super::Shared;
use super::format::{self, Piece};
use rust_embed::RustEmbed;
use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;

/// Everything under `sample-corpus/` in a format that simak reads.
#[derive(RustEmbed)]
#[folder = "sample-corpus/"]
struct Files;

/// Paths and contents of the sample corpus, by path.
pub fn sample_files() -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<_> = Files::iter().filter(|path| format::of(Path::new(path.as_ref())).is_some()).collect();
    paths.sort();
    paths.into_iter().filter_map(|path| Some((format!("sample-corpus/{path}"), Files::get(&path)?.data.into_owned()))).collect()
}

/// The sample corpus as jobs, a file each, counted as read.
pub(super) fn pieces(shared: &Shared) -> Vec<Vec<Piece>> {
    let files = sample_files();
    shared.files_found.store(files.len() as u64, Relaxed);
    shared.bytes_found.store(files.iter().map(|(_, bytes)| bytes.len() as u64).sum(), Relaxed);
    shared.walked.store(true, Relaxed);
    let piece = |(path, bytes): (String, Vec<u8>)| {
        let format = format::of(Path::new(&path))?;
        shared.files_read.fetch_add(1, Relaxed);
        shared.bytes_read.fetch_add(bytes.len() as u64, Relaxed);
        Some(vec![Piece::whole(path.into(), format, bytes)])
    };
    files.into_iter().filter_map(piece).collect()
}
