//! What another's database may say.
//!
//! What it says by itself is looked over whole ([`sound`]): numbers, names, times, and whether a step is one that this program
//! writes. Then, what it says against what is here ([`Here`]): nothing in a log that is written here, nothing that leaves a gap in a
//! log that is known, nothing else under a name that is taken.

use super::super::log::in_words;
use crate::review::{Act, Field, Step, StepId};
use crate::text::display::sanitize_line;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// People who speak in one database: more than a newsroom has. How far they agree is told for each two.
const PEOPLE: usize = 100;
/// Logs in one database: each person begins one in each place where they have it.
const LOGS: usize = 500;
/// Bytes of a name: the longest of a person in any register has less.
const NAME: usize = 300;
/// Bytes of a log's identifier; this program's have 32.
const LOG: usize = 64;
/// The last moment that a calendar tells, in milliseconds since 1970: 9999-12-31. Clocks may be wrong by any time, so that is all
/// that can be asked of one.
const END: i64 = 253_402_300_799_999;

/// Whether steps are such as this program writes. The error names the first that is not.
pub fn sound(steps: &[Step]) -> Result<(), String> {
    let (mut people, mut logs) = (FxHashSet::default(), FxHashSet::default());
    for step in steps {
        if people.insert(&*step.who) {
            name(&step.who)?;
        }
        if logs.insert(&*step.id.log) {
            log(&step.id.log)?;
        }
        if people.len() > PEOPLE || logs.len() > LOGS {
            return Err(format!("more than {PEOPLE} people speak in it, or in more than {LOGS} logs"));
        }
    }
    let by: FxHashMap<&StepId, &Arc<str>> = steps.iter().map(|step| (&step.id, &step.who)).collect();
    for step in steps {
        let other = |of: &StepId| by.get(of).is_some_and(|who| **who != step.who);
        let fault = match &step.act {
            _ if step.id.number == 0 => Some("has no number"),
            _ if !(0..=END).contains(&step.at) => Some("was kept at no time that a calendar tells"),
            Act::Do if step.changes.is_empty() => Some("decides nothing"),
            Act::Undo(of) | Act::Redo(of) if other(of) => Some("takes back what somebody else decided"),
            Act::Note if step.changes.iter().any(|own| own.field != Field::Read) => Some("decides and says that it only read"),
            Act::Saw(_) | Act::Unsaw(_) if !step.changes.is_empty() => Some("decides and says that it only took note"),
            Act::Saw(of) | Act::Unsaw(of) if of.log == step.id.log => Some("takes note of its own log"),
            _ => None,
        };
        if let Some(fault) = fault {
            return Err(format!("{} {fault}", told(step)));
        }
        let fits = |value: &Option<_>, field: &Field| value.as_ref().is_none_or(|value| field.takes(value));
        if let Some(own) = step.changes.iter().find(|own| !fits(&own.from, &own.field) || !fits(&own.to, &own.field)) {
            return Err(format!("{} gives {} what cannot be its value", told(step), own.field));
        }
    }
    Ok(())
}

/// A name is one line that is seen as it is written.
fn name(name: &str) -> Result<(), String> {
    let shown = name.chars().take(40).collect::<String>();
    if name.is_empty() || name.len() > NAME || name.trim() != name || sanitize_line(name) != name {
        return Err(format!("{shown:?} in it cannot be the name of a person"));
    }
    Ok(())
}

fn log(log: &str) -> Result<(), String> {
    if log.is_empty() || log.len() > LOG || !log.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("a log in it has a name that no log has".to_owned());
    }
    Ok(())
}

/// What is here: one's own database.
pub struct Here<'a> {
    steps: FxHashMap<&'a StepId, &'a Step>,
    /// The last number of each log that counts.
    last: BTreeMap<&'a str, u64>,
    /// The logs that are written here and nowhere else.
    written: FxHashSet<Arc<str>>,
}

impl<'a> Here<'a> {
    /// Of these steps, and these logs that are written here.
    pub fn new(steps: &'a [Step], written: FxHashSet<Arc<str>>) -> Here<'a> {
        let mut here = Here { steps: FxHashMap::default(), last: BTreeMap::new(), written };
        for step in steps.iter().filter(|step| step.act != Act::Left) {
            here.steps.insert(&step.id, step);
            let last = here.last.entry(&step.id.log).or_default();
            *last = step.id.number.max(*last);
        }
        here
    }

    /// Whether a step counts here.
    pub fn has(&self, step: &Step) -> bool {
        self.steps.contains_key(&step.id)
    }

    /// Whether the steps of another's database say nothing in the logs that are written here. The error says what they do.
    pub fn is_left_alone(&self, all: &[Step]) -> Result<(), String> {
        let written = |log: &Arc<str>| self.written.contains(log);
        let last = |log: &str| self.last.get(log).copied().unwrap_or(0);
        for step in all.iter().filter(|step| written(&step.id.log)) {
            match self.steps.get(&step.id) {
                Some(own) if *own == step => {}
                Some(own) => return Err(other(own)),
                None => {
                    return Err(format!(
                        "{} is in a log that is written here and nowhere else, and it was not written here: somebody forged it, or \
                         your database was copied with its machine and gone on with",
                        told(step)
                    ));
                }
            }
        }
        for step in all {
            if let Act::Saw(of) = &step.act
                && written(&of.log)
                && of.number > last(&of.log)
            {
                return Err(format!("{} takes note of what you have not decided yet", told(step)));
            }
        }
        Ok(())
    }

    /// Whether these steps, of all that there are in another's database, can be taken up. The error says why not.
    pub fn admits(&self, all: &[Step], taken: &[&Step]) -> Result<(), String> {
        let own = |step: &&&Step| self.steps.get(&step.id).copied().filter(|own| *own != **step);
        if let Some(own) = taken.iter().find_map(|step| own(&step)) {
            return Err(other(own));
        }
        self.has_no_gap(all, taken)
    }

    /// Whether each log that is known goes on from its last step.
    fn has_no_gap(&self, all: &[Step], taken: &[&Step]) -> Result<(), String> {
        let known: FxHashSet<&str> = taken.iter().map(|step| &*step.id.log).filter(|log| self.last.contains_key(log)).collect();
        let mut logs: BTreeMap<&str, Vec<&Step>> = BTreeMap::new();
        for step in all.iter().filter(|step| known.contains(&*step.id.log)) {
            logs.entry(&step.id.log).or_default().push(step);
        }
        for (log, mut steps) in logs {
            steps.sort_by_key(|step| step.id.number);
            let mut last = self.last.get(log).copied().unwrap_or(0);
            for step in steps {
                if step.id.number > last.saturating_add(1) {
                    return Err(format!("{} is there without the one before it, and step {last} is the last here", told(step)));
                }
                last = last.max(step.id.number);
            }
        }
        Ok(())
    }
}

fn told(step: &Step) -> String {
    in_words(&step.id, &step.who, step.at)
}

fn other(step: &Step) -> String {
    format!(
        "{} says something else there than here. A database was copied with its machine, and both were gone on with; nobody can \
         know which of the two is meant",
        told(step)
    )
}
