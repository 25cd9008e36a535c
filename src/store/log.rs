//! Steps as rows. Each carries a sum over everything it says, so that a row that is not what was written is known.

use super::merges;
use super::unfit::Unfit;
use crate::review::{Act, Change, Key, Step, StepId, Subject};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What is read of a log.
#[derive(Debug, Default)]
pub struct Read {
    /// The steps that are as they were written, in the order of the log.
    pub steps: Vec<Step>,
    /// Why not all of them are, if not.
    pub fault: Option<Unfit>,
    /// What is as it was written and cannot be, and is left out.
    pub left_out: Option<String>,
    /// Whether there are decisions of a step that is not there.
    pub orphans: bool,
}

impl Read {
    /// The steps that count: not those that came with a merge that was taken back.
    pub fn counting(self) -> Vec<Step> {
        self.steps.into_iter().filter(|step| step.act != Act::Left).collect()
    }
}

/// The highest number of a step. Nobody gets there by deciding, so a higher one was not given by this program; and behind the
/// highest that a database holds there would be none for the next decision.
pub const LAST: u64 = 1 << 62;

/// Of a name and of a log's identifier so many characters are told: names are short, and eight tell logs apart.
const NAME: usize = 40;
const LOG: usize = 8;

/// A step of some name: its row and its sum.
pub struct Named {
    /// The row.
    pub ix: i64,
    sum: Vec<u8>,
}

impl Named {
    /// Whether it says the same as this step.
    pub fn says(&self, step: &Step) -> bool {
        is_whole(step, &self.sum)
    }
}

/// The steps of this name: of those that count one at most.
pub fn named(db: &Connection, id: &StepId) -> Result<Vec<Named>, String> {
    let plain = |error: rusqlite::Error| error.to_string();
    let number = i64::try_from(id.number).map_err(|error| error.to_string())?;
    let mut rows = db.prepare_cached("SELECT ix, sum FROM step WHERE log = ? AND number = ?").map_err(plain)?;
    let found = rows.query_map(params![&*id.log, number], |row| Ok(Named { ix: row.get(0)?, sum: row.get(1)? }));
    found.and_then(Iterator::collect).map_err(plain)
}

/// Adds a step. Nothing is added where one of its name is there already.
pub fn add(transaction: &Transaction<'_>, step: &Step) -> Result<bool, String> {
    if step.act == Act::Left || !named(transaction, &step.id)?.is_empty() {
        return Ok(false);
    }
    insert(transaction, step).map(|_| true)
}

/// Adds a step, whether one of its name is there or not; gives its row. It never gets the index of one that another program took
/// away: changes that were left of that one would be taken for its own.
pub fn insert(transaction: &Transaction<'_>, step: &Step) -> Result<i64, String> {
    let plain = |error: rusqlite::Error| error.to_string();
    let (act, of) = act_row(&step.act);
    let number = i64::try_from(step.id.number).map_err(|error| error.to_string())?;
    let of_number = of.map(|id| i64::try_from(id.number)).transpose().map_err(|error| error.to_string())?;
    let sum = sum(step)?;
    let mut insert = transaction
        .prepare_cached(
            "INSERT INTO step (ix, log, number, who, at, act, of_log, of_number, sum)
             VALUES (max((SELECT ifnull(max(ix), 0) FROM step), (SELECT ifnull(max(step), 0) FROM change)) + 1,
                     ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .map_err(plain)?;
    let of_log = of.map(|id| &*id.log);
    let row = params![&*step.id.log, number, &*step.who, step.at, act, of_log, of_number, sum.as_slice()];
    insert.execute(row).map_err(plain)?;
    let ix = transaction.last_insert_rowid();
    for change in &step.changes {
        let subject = subject(transaction, &change.subject)?;
        let (before, after) = (value(&change.from)?, value(&change.to)?);
        let mut insert = transaction
            .prepare_cached("INSERT INTO change (step, subject, field, before, after) VALUES (?, ?, ?, ?, ?)")
            .map_err(plain)?;
        insert.execute(params![ix, subject, change.field.to_string(), before, after]).map_err(plain)?;
    }
    Ok(ix)
}

/// Whether a step that bears this one's name says the same.
pub fn has(db: &Connection, step: &Step) -> Result<bool, String> {
    Ok(named(db, &step.id)?.iter().any(|own| own.says(step)))
}

/// When the step was kept that bears this one's name, where it says the same but for that.
pub fn kept_at(db: &Connection, step: &Step) -> Result<Option<i64>, String> {
    let number = i64::try_from(step.id.number).map_err(|error| error.to_string())?;
    let row = "SELECT at, sum FROM step WHERE log = ? AND number = ?";
    let own = db.query_row(row, params![&*step.id.log, number], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)));
    let own = own.optional().map_err(|error| error.to_string())?;
    Ok(own.filter(|(at, sum)| is_whole(&Step { at: *at, ..step.clone() }, sum)).map(|(at, _)| at))
}

/// The step of this name, in few words: who and when; `None` where there is none.
pub fn told(db: &Connection, id: &StepId) -> Option<String> {
    let number = i64::try_from(id.number).ok()?;
    let row = "SELECT who, at FROM step WHERE log = ? AND number = ?";
    let (who, at): (String, i64) =
        db.query_row(row, params![&*id.log, number], |row| Ok((row.get(0)?, row.get(1)?))).optional().ok()??;
    Some(in_words(id, &who, at))
}

/// A step in few words: which and of whom, and when.
pub fn in_words(id: &StepId, who: &str, at: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(at).map(|at| at.strftime(" (%Y-%m-%d %H:%M UTC)").to_string());
    let short = |text: &str, most| text.chars().take(most).collect::<String>();
    format!("step {} of {}'s log {}{}", id.number, short(who, NAME), short(&id.log, LOG), at.unwrap_or_default())
}

/// The number of a subject. Where two people have its files in two places, it is there twice, as each of them has it: a
/// step is kept letter by letter.
fn subject(transaction: &Transaction<'_>, subject: &Subject) -> Result<i64, String> {
    let plain = |error: rusqlite::Error| error.to_string();
    let key = subject.key().0.to_be_bytes();
    let content = serde_json::to_string(subject).map_err(|error| error.to_string())?;
    let mut known = transaction.prepare_cached("SELECT ix FROM subject WHERE key = ? AND content = ?").map_err(plain)?;
    if let Some(ix) = known.query_row(params![key.as_slice(), content], |row| row.get(0)).optional().map_err(plain)? {
        return Ok(ix);
    }
    let mut insert = transaction.prepare_cached("INSERT INTO subject (key, content) VALUES (?, ?)").map_err(plain)?;
    insert.execute(params![key.as_slice(), content]).map_err(plain)?;
    Ok(transaction.last_insert_rowid())
}

fn value(value: &Option<crate::review::Value>) -> Result<Option<String>, String> {
    value.as_ref().map(serde_json::to_string).transpose().map_err(|error| error.to_string())
}

fn act_row(act: &Act) -> (&'static str, Option<&StepId>) {
    match act {
        Act::Do => ("do", None),
        Act::Undo(of) => ("undo", Some(of)),
        Act::Redo(of) => ("redo", Some(of)),
        Act::Note => ("note", None),
        Act::Saw(of) => ("saw", Some(of)),
        Act::Unsaw(of) => ("unsaw", Some(of)),
        Act::Left => ("left", None),
    }
}

/// The sum of a step: BLAKE3 over everything it says, the first 8 bytes.
fn sum(step: &Step) -> Result<[u8; 8], String> {
    let (act, of) = act_row(&step.act);
    let mut hash = blake3::Hasher::new();
    let mut feed = |part: &str| {
        hash.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    };
    feed(&step.id.log);
    feed(&step.id.number.to_string());
    feed(&step.who);
    feed(&step.at.to_string());
    feed(act);
    if let Some(of) = of {
        feed(&of.log);
        feed(&of.number.to_string());
    }
    for change in &step.changes {
        feed(&serde_json::to_string(&*change.subject).map_err(|error| error.to_string())?);
        feed(&change.field.to_string());
        for value in [&change.from, &change.to] {
            feed(&self::value(value)?.unwrap_or_default());
        }
    }
    let mut sum = [0; 8];
    sum.iter_mut().zip(hash.finalize().as_bytes()).for_each(|(to, from)| *to = *from);
    Ok(sum)
}

/// Whether a step is as it was written.
fn is_whole(step: &Step, own: &[u8]) -> bool {
    sum(step).is_ok_and(|sum| sum == *own)
}

/// Reads the log as far as it can be read; what is not as it was written is left out and told. What came with a merge that was
/// taken back is there, as [`Act::Left`].
pub fn read(db: &Connection) -> Read {
    let mut read = Read::default();
    let left = merges::left(db).unwrap_or_else(|unfit| {
        read.fault = Some(unfit);
        merges::Left::default()
    });
    let subjects = subjects(db, &mut read.fault);
    let mut changes = changes(db, &subjects, &mut read.fault);
    let rows = db.prepare("SELECT ix, log, number, who, at, act, of_log, of_number, sum FROM step ORDER BY ix");
    let mut logs: FxHashMap<String, Arc<str>> = FxHashMap::default();
    let mut take = |row: &Row<'_>| -> rusqlite::Result<(i64, Option<Step>, Vec<u8>)> {
        let mut text = |at: usize| -> rusqlite::Result<Arc<str>> {
            let text: String = row.get(at)?;
            Ok(Arc::clone(logs.entry(text).or_insert_with_key(|text| text.as_str().into())))
        };
        let id = StepId { log: text(1)?, number: row.get::<_, i64>(2)?.max(0) as u64 };
        let who = text(3)?;
        let of = match row.get::<_, Option<i64>>(7)? {
            Some(number) => Some(StepId { log: text(6)?, number: number.max(0) as u64 }),
            None => None,
        };
        let act = match (row.get_ref(5)?.as_str()?, of) {
            ("do", None) => Some(Act::Do),
            ("note", None) => Some(Act::Note),
            ("undo", Some(of)) => Some(Act::Undo(of)),
            ("redo", Some(of)) => Some(Act::Redo(of)),
            ("saw", Some(of)) => Some(Act::Saw(of)),
            ("unsaw", Some(of)) => Some(Act::Unsaw(of)),
            _ => None,
        };
        let ix = row.get(0)?;
        let at = row.get(4)?;
        let mut changes = || changes.remove(&ix).unwrap_or_default();
        Ok((ix, act.map(|act| Step { id, who, at, act, changes: changes() }), row.get(8)?))
    };
    let (mut names, mut beyond) = (FxHashSet::default(), Vec::new());
    let outcome = rows.and_then(|mut rows| {
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            match take(row) {
                Ok((_, Some(step), own)) if is_whole(&step, &own) && !can_be(&step) => beyond.push(step),
                Ok((ix, Some(step), own)) if is_whole(&step, &own) && left.has(ix) => {
                    read.steps.push(Step { act: Act::Left, ..step });
                }
                Ok((_, Some(step), own)) if is_whole(&step, &own) => {
                    if !names.insert(step.id.clone()) {
                        note(&mut read.fault, format!("{} is there twice", in_words(&step.id, &step.who, step.at)));
                    }
                    read.steps.push(step);
                }
                Ok((ix, ..)) => note(&mut read.fault, format!("step {ix} is not what was written")),
                Err(error) => fail(&mut read.fault, error),
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        fail(&mut read.fault, error);
    }
    read.orphans = !changes.is_empty();
    read.left_out = beyond.first().map(|first| {
        let more = if beyond.len() > 1 { format!(" and {} more", beyond.len() - 1) } else { String::new() };
        format!("{}{more} has a number that nobody gets to by deciding", in_words(&first.id, &first.who, first.at))
    });
    read
}

/// Whether its numbers can have been given by deciding.
fn can_be(step: &Step) -> bool {
    step.id.number <= LAST && act_row(&step.act).1.is_none_or(|of| of.number <= LAST)
}

fn note(fault: &mut Option<Unfit>, what: impl Into<String>) {
    fault.get_or_insert_with(|| Unfit::Broken(what.into()));
}

/// Notes that something could not be read. Where the machine failed, what is there is not known, so that goes before damage.
fn fail(fault: &mut Option<Unfit>, error: rusqlite::Error) {
    let unfit = Unfit::from(error);
    if fault.is_none() || matches!(unfit, Unfit::Withheld(_)) {
        *fault = Some(unfit);
    }
}

/// Every subject by its number, unless its content does not bear its key.
fn subjects(db: &Connection, fault: &mut Option<Unfit>) -> FxHashMap<i64, Arc<Subject>> {
    let mut subjects = FxHashMap::default();
    let outcome = db.prepare("SELECT ix, key, content FROM subject").and_then(|mut rows| {
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let key: [u8; 16] = row.get::<_, Vec<u8>>(1)?.try_into().unwrap_or_default();
            let subject: Option<Subject> = serde_json::from_str(row.get_ref(2)?.as_str()?).ok();
            match subject.filter(|subject| subject.key() == Key(u128::from_be_bytes(key))) {
                Some(subject) => drop(subjects.insert(row.get(0)?, Arc::new(subject))),
                None => note(fault, "what a decision is about is not what was written"),
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        fail(fault, error);
    }
    subjects
}

/// The changes of every step by its number.
fn changes(db: &Connection, subjects: &FxHashMap<i64, Arc<Subject>>, fault: &mut Option<Unfit>) -> FxHashMap<i64, Vec<Change>> {
    let mut changes: FxHashMap<i64, Vec<Change>> = FxHashMap::default();
    let change = |row: &Row<'_>| -> rusqlite::Result<Option<Change>> {
        let value = |at: usize| -> rusqlite::Result<Result<_, serde_json::Error>> {
            let text: Option<String> = row.get(at)?;
            Ok(text.map(|text| serde_json::from_str(&text)).transpose())
        };
        let subject = subjects.get(&row.get(1)?).cloned();
        let field = row.get::<_, String>(2)?.try_into().ok();
        let values = value(3)?.ok().zip(value(4)?.ok());
        let parts = subject.zip(field).zip(values);
        Ok(parts.map(|((subject, field), (from, to))| Change { subject, field, from, to }))
    };
    let outcome = db.prepare("SELECT step, subject, field, before, after FROM change ORDER BY rowid").and_then(|mut rows| {
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            // A change that cannot be read is missing in the sum of its step, where there is one.
            match change(row) {
                Ok(Some(change)) => changes.entry(row.get(0)?).or_default().push(change),
                Ok(None) => {}
                Err(error) => fail(fault, error),
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        fail(fault, error);
    }
    changes
}
