//! Steps that another program took out of a log.
//!
//! The steps of a log are numbered from 1 without a gap, so one that is missing between others is seen. One that is missing
//! at the end is seen because the number of the last one is written with it, in the same transaction, as a fact. What
//! cannot be seen: that somebody took a step away and set the fact back as well. That a whole database was exchanged for an
//! older copy is seen by its token ([`super::ownership`]), but not what was decided after the copy was made.
//!
//! What is missing is told when it is first seen, and noted, since nothing can be done about it. Its number is never given
//! anew: a log whose end is missing is not gone on with.

use super::facts::{fact, set};
use super::log;
use crate::review::Step;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the names of facts begin with that say the last number of a log, and how many were known to be missing.
const LAST: &str = "last of ";
const MISSING: &str = "missing of ";

/// Notes the numbers of steps that are added, in the transaction that adds them.
pub(super) fn added(db: &Connection, steps: &[Step]) -> rusqlite::Result<()> {
    let mut lasts: BTreeMap<&str, u64> = BTreeMap::new();
    for step in steps {
        let last = lasts.entry(&step.id.log).or_default();
        *last = step.id.number.max(*last);
    }
    for (log, number) in lasts {
        if number > noted(db, log)? {
            set(db, &format!("{LAST}{log}"), &number.to_string())?;
        }
    }
    Ok(())
}

/// The number that the last step of a log has, or had before it was taken away; 0 where there was none.
pub(super) fn last(db: &Connection, log: &str) -> rusqlite::Result<u64> {
    let there: Option<i64> = db.query_row("SELECT max(number) FROM step WHERE log = ?", [log], |row| row.get(0))?;
    Ok(noted(db, log)?.max(there.and_then(|number| number.try_into().ok()).unwrap_or(0)))
}

fn noted(db: &Connection, log: &str) -> rusqlite::Result<u64> {
    Ok(fact(db, &format!("{LAST}{log}"))?.and_then(|number| number.parse().ok()).unwrap_or(0))
}

/// Notes what is missing among these steps, which are all that there are; tells what was not known to be missing.
pub(super) fn look(db: &Connection, steps: &[Step]) -> rusqlite::Result<Option<String>> {
    let mut logs: BTreeMap<String, (Option<&Arc<str>>, u64, u64)> = BTreeMap::new();
    for step in steps {
        let (who, count, last) = logs.entry(step.id.log.to_string()).or_default();
        (*who, *count, *last) = (Some(&step.who), *count + 1, step.id.number.max(*last));
    }
    let mut noted = db.prepare("SELECT substr(name, ?2), value FROM fact WHERE substr(name, 1, ?2 - 1) = ?1")?;
    let mut rows = noted.query((LAST, LAST.len() as i64 + 1))?;
    while let Some(row) = rows.next()? {
        let (_, _, last) = logs.entry(row.get(0)?).or_default();
        *last = row.get::<_, String>(1)?.parse().unwrap_or(0).max(*last);
    }
    let mut said = Vec::new();
    for (log, (who, count, last)) in logs {
        let (missing, name) = (last.saturating_sub(count), format!("{MISSING}{log}"));
        let known = fact(db, &name)?.and_then(|number| number.parse().ok()).unwrap_or(0);
        if missing != known {
            set(db, &name, &missing.to_string())?;
        }
        if missing > known {
            let whose = who.map_or_else(|| "a log that is empty now".to_owned(), |who| format!("the log of {who}"));
            let steps = if missing - known == 1 { "1 step".to_owned() } else { format!("{} steps", missing - known) };
            said.push(format!("{steps} of {whose}"));
        }
    }
    Ok((!said.is_empty()).then(|| format!("Missing: {}. Another program took them out of the database.", said.join(", "))))
}

/// Adds steps in one transaction.
pub(super) fn add(db: &mut Connection, steps: &[Step]) -> Result<usize, String> {
    let transaction = db.transaction().map_err(|error| error.to_string())?;
    let mut new = 0;
    for step in steps {
        new += usize::from(log::add(&transaction, step)?);
    }
    added(&transaction, steps).map_err(|error| error.to_string())?;
    transaction.commit().map_err(|error| error.to_string())?;
    Ok(new)
}
