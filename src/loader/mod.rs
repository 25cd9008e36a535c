//! Loading: walk, read, decode, extract in batches on worker threads.

pub mod record;

use crate::lang::Pack;
use crate::link::Linker;
use crate::model::{Corpus, Document, Given, Source, Trouble};
use std::path::{Path, PathBuf};

/// Reads everything at once, the simple way.
pub fn read_all(paths: &[PathBuf], pack: &'static Pack) -> Corpus {
    let mut linker = Linker::new(pack);
    let mut take = |document| linker.add([crate::link::prepare(crate::extract::extract(document, pack), pack)]);
    let mut troubles = Vec::new();
    for entry in paths.iter().flat_map(|path| ignore::WalkBuilder::new(path).build()).flatten() {
        let path = entry.path();
        if let Err(message) = read_one(path, &mut take) {
            troubles.push(Trouble { path: path.to_string_lossy().into(), record: None, message: message.into() });
        }
    }
    linker.trouble(troubles);
    linker.corpus()
}

fn read_one(path: &Path, take: &mut impl FnMut(Document)) -> Result<(), String> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    if !matches!(extension, "txt" | "md" | "json" | "jsonl") {
        return Ok(());
    }
    let name = path.to_string_lossy().into();
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    if matches!(extension, "txt" | "md") {
        let id = record::hash(text.as_bytes());
        let source = Source { path: name, ..Source::default() };
        take(Document { id, source, given: Given::default(), text: text.into() });
        return Ok(());
    }
    let records: Vec<serde_json::Value> = match extension {
        "jsonl" => text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
        _ => match serde_json::from_str(&text).map_err(|e| e.to_string())? {
            serde_json::Value::Array(items) => items,
            one => vec![one],
        },
    };
    for (i, value) in records.into_iter().enumerate() {
        let bytes = value.to_string();
        if let serde_json::Value::Object(fields) = value {
            take(record::document(&name, i as u32, bytes.as_bytes(), fields)?);
        }
    }
    Ok(())
}
