//! The last resort: decisions that cannot be kept where they belong when the program ends are written to the folder for
//! temporary files, as a database that `simak merge` takes up.
//!
//! They get a log of their own there. Under the names that they have they could not be told from others that get these
//! names, should the database be gone on with in the meantime.

use super::aside::make;
use super::ownership::fresh;
use crate::review::{Act, Step, StepId};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Writes decisions, made under the name of this log knowing others so far, behind steps that are not kept any more; gives
/// the file, unless it cannot be written either.
pub(super) fn write(
    log: &Arc<str>,
    who: &str,
    known: &BTreeMap<Arc<str>, u64>,
    gone: &[Step],
    decisions: &[Arc<Step>],
) -> Option<PathBuf> {
    let file = std::env::temp_dir().join(format!("simak-unkept-{}.sqlite", fresh().get(..12)?));
    let mut steps = gone.to_vec();
    steps.extend(renamed(log, who, known, decisions));
    make(&file, &steps, &[]).ok().map(|()| file)
}

/// The same decisions in a log of their own, which begins with what was known.
fn renamed(log: &Arc<str>, who: &str, known: &BTreeMap<Arc<str>, u64>, decisions: &[Arc<Step>]) -> Vec<Step> {
    let own: Arc<str> = fresh().into();
    let name = |number: usize| StepId { log: Arc::clone(&own), number: number as u64 + 1 };
    let saw = known.iter().map(|(log, number)| Act::Saw(StepId { log: Arc::clone(log), number: *number }));
    let saw =
        saw.enumerate().map(|(number, act)| Step { id: name(number), who: who.into(), at: now(), act, changes: Vec::new() });
    let mut steps: Vec<Step> = saw.collect();
    let mut names: BTreeMap<StepId, StepId> = BTreeMap::new();
    for decision in decisions {
        let id = name(steps.len());
        if decision.id.log == *log {
            names.insert(decision.id.clone(), id.clone());
        }
        let of = |of: &StepId| names.get(of).unwrap_or(of).clone();
        let act = match &decision.act {
            Act::Undo(id) => Act::Undo(of(id)),
            Act::Redo(id) => Act::Redo(of(id)),
            other => other.clone(),
        };
        steps.push(Step { id, at: now(), act, ..Step::clone(decision) });
    }
    steps
}

fn now() -> i64 {
    crate::clock::now().as_millisecond()
}
