//! What was merged, and what of it was taken back: records beside the log, which are only added to as well.
//!
//! A merge is recorded with the rows of all steps that it stands for, those that it brought and those that were there already.
//! A step that merges brought counts as long as one of those that stand for it was not taken back; so whatever is taken
//! back, in whatever order, what counts is what the other merges alone would have brought. A step that no merge brought (one's
//! own, and those merged before merges were recorded) counts always.

use super::unfit::Unfit;
use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A merge, as `simak merge --list` tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number, by which it is taken back.
    pub number: i64,
    /// When it was done, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// The file that was merged.
    pub file: String,
    /// The hash of that (BLAKE3), in hexadecimal digits.
    pub hash: String,
    /// Whose decisions it took up that did not count before, and how many.
    pub taken: BTreeMap<Arc<str>, usize>,
    /// Whether it counts, or was taken back.
    pub stands: bool,
}

/// What taking a merge back, or up again, did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// The number of the merge.
    pub number: i64,
    /// Its file.
    pub file: String,
    /// Whose decisions count no more, or again, and how many.
    pub changed: BTreeMap<Arc<str>, usize>,
    /// What the person has to know of their database.
    pub said: Option<String>,
}

/// A row of the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Record {
    /// A merge.
    Merge {
        at: i64,
        file: String,
        hash: String,
        taken: BTreeMap<Arc<str>, usize>,
        /// The rows of the steps that it stands for.
        steps: Vec<Rows>,
    },
    /// The merge of this number was taken back.
    Undo { at: i64, merge: i64 },
    /// The merge of this number was taken up again.
    Redo { at: i64, merge: i64 },
}

/// Rows of steps: the first, the last, and whether the merge brought them.
pub(super) type Rows = (i64, i64, bool);

/// Rows of steps that count no more: first and last ones, ascending, apart from one another.
#[derive(Debug, Default)]
pub(super) struct Left(Vec<(i64, i64)>);

impl Left {
    /// Whether this row counts no more.
    pub fn has(&self, ix: i64) -> bool {
        let at = self.0.partition_point(|(_, last)| *last < ix);
        self.0.get(at).is_some_and(|(first, _)| *first <= ix)
    }
}

/// Adds a record; gives the number of the last merge.
pub(super) fn add(transaction: &Transaction<'_>, record: &Record) -> Result<i64, String> {
    let content = serde_json::to_string(record).map_err(|error| error.to_string())?;
    let plain = |error: rusqlite::Error| error.to_string();
    let last: i64 = transaction.query_row("SELECT coalesce(max(ix), 0) FROM merge", [], |row| row.get(0)).map_err(plain)?;
    let ix = last.checked_add(1).ok_or_else(|| "there are too many merges".to_owned())?;
    let sum = sum(ix, &content);
    let row = (ix, &content, sum.as_slice());
    transaction.execute("INSERT INTO merge (ix, content, sum) VALUES (?, ?, ?)", row).map_err(plain)?;
    Ok(numbered(&records(transaction).map_err(Unfit::why)?).last().map_or(0, |(number, _)| number))
}

/// The merges among some records: the first is 1.
fn numbered(records: &[Record]) -> impl Iterator<Item = (i64, &Record)> {
    (1..).zip(records.iter().filter(|record| matches!(record, Record::Merge { .. })))
}

/// Every record, in order. None is in a database of before they were kept.
pub(super) fn records(db: &Connection) -> Result<Vec<Record>, Unfit> {
    let table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'merge'";
    if db.query_row(table, [], |_| Ok(())).optional()?.is_none() {
        return Ok(Vec::new());
    }
    let mut rows = db.prepare("SELECT ix, content, sum FROM merge ORDER BY ix")?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?));
    let rows = rows.query_map([], row)?;
    rows.map(|row| {
        let (ix, content, own) = row?;
        let record = serde_json::from_str(&content).ok().filter(|_| own == sum(ix, &content));
        record.ok_or_else(|| Unfit::Broken(format!("record {ix} of merges is not what was written")))
    })
    .collect()
}

fn sum(ix: i64, content: &str) -> [u8; 8] {
    let mut hash = blake3::Hasher::new();
    hash.update(&ix.to_le_bytes()).update(content.as_bytes());
    let mut sum = [0; 8];
    sum.iter_mut().zip(hash.finalize().as_bytes()).for_each(|(to, from)| *to = *from);
    sum
}

/// The merges that do not stand.
fn undone(records: &[Record]) -> BTreeSet<i64> {
    let mut undone = BTreeSet::new();
    for record in records {
        match record {
            Record::Undo { merge, .. } => drop(undone.insert(*merge)),
            Record::Redo { merge, .. } => drop(undone.remove(merge)),
            Record::Merge { .. } => {}
        }
    }
    undone
}

/// Which steps count no more.
pub(super) fn left(db: &Connection) -> Result<Left, Unfit> {
    Ok(left_by(&records(db)?))
}

fn left_by(records: &[Record]) -> Left {
    let undone = undone(records);
    // Where the merges begin and end that stand for a row, and those that brought it.
    let mut turns: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for (number, record) in numbered(records) {
        let Record::Merge { steps, .. } = record else { continue };
        let stands = i64::from(!undone.contains(&number));
        for (first, last, brought) in steps.iter().filter(|(first, last, _)| first <= last) {
            for (at, by) in [(*first, 1), (last.saturating_add(1), -1)] {
                let turn = turns.entry(at).or_default();
                turn.0 += by * stands;
                turn.1 += by * i64::from(*brought);
            }
        }
    }
    let (mut stand, mut brought, mut since) = (0, 0, None);
    let mut left = Left::default();
    for (at, turn) in turns {
        (stand, brought) = (stand + turn.0, brought + turn.1);
        match (since, stand == 0 && brought > 0) {
            (None, true) => since = Some(at),
            (Some(first), false) => {
                left.0.push((first, at - 1));
                since = None;
            }
            _ => {}
        }
    }
    left
}

/// Every merge, in order.
pub(super) fn listed(records: &[Record]) -> Vec<Recorded> {
    let undone = undone(records);
    let one = |(number, record): (i64, &Record)| match record {
        Record::Merge { at, file, hash, taken, .. } => {
            let (at, file, hash, taken) = (*at, file.clone(), hash.clone(), taken.clone());
            Some(Recorded { number, at, file, hash, taken, stands: !undone.contains(&number) })
        }
        Record::Undo { .. } | Record::Redo { .. } => None,
    };
    numbered(records).filter_map(one).collect()
}

/// Rows as ranges: those that follow one another and were brought, or not, alike.
pub(super) fn ranges(mut rows: Vec<(i64, bool)>) -> Vec<Rows> {
    rows.sort_unstable();
    rows.dedup();
    let mut ranges: Vec<Rows> = Vec::new();
    for (ix, brought) in rows {
        match ranges.last_mut() {
            Some((_, last, own)) if *own == brought && last.checked_add(1) == Some(ix) => *last = ix,
            _ => ranges.push((ix, ix, brought)),
        }
    }
    ranges
}
