//! The order of steps of several logs, and who knew what when they decided.
//!
//! A step knows the steps before it in its own log, and of another log those up to the last one that its own log has taken
//! note of ([`Act::Saw`]). The order follows from the steps alone, never from who put them together or when: each log
//! in its own order, what is known before what knows it, else the earlier time first, else by the log's identifier.
//! Clocks that differ can change the order of steps that do not know one another, nothing else.

use super::step::{Act, Step, StepId};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// The steps in their order.
pub fn ordered(steps: impl IntoIterator<Item = Step>) -> Vec<Step> {
    let mut logs: BTreeMap<Arc<str>, VecDeque<Step>> = BTreeMap::new();
    for step in steps {
        logs.entry(Arc::clone(&step.id.log)).or_default().push_back(step);
    }
    for log in logs.values_mut() {
        log.make_contiguous().sort_by_key(|step| step.id.number);
    }
    let mut out = Vec::with_capacity(logs.values().map(VecDeque::len).sum());
    while logs.len() > 1 {
        let Some(log) = next(&logs) else { break };
        if let Some(steps) = logs.get_mut(&log) {
            out.extend(steps.pop_front());
            if steps.is_empty() {
                logs.remove(&log);
            }
        }
    }
    out.extend(logs.into_values().flatten());
    out
}

/// The log whose first step comes next.
fn next(logs: &BTreeMap<Arc<str>, VecDeque<Step>>) -> Option<Arc<str>> {
    let waits = |step: &Step| match &step.act {
        Act::Saw(id) => logs.get(&id.log).and_then(VecDeque::front).is_some_and(|own| own.id.number <= id.number),
        _ => false,
    };
    let heads = logs.iter().filter_map(|(log, steps)| Some((log, steps.front()?)));
    // (Logs that wait for one another were not written by this program; their order is still the same everywhere.)
    let first = heads.min_by_key(|(log, step)| (waits(step), step.at, Arc::clone(log)));
    first.map(|(log, _)| Arc::clone(log))
}

/// How far others have decided what a log does not know yet, and the number that its next step has there.
pub fn unseen(log: &Arc<str>, steps: &[Step]) -> (u64, Vec<StepId>) {
    let mut own: Vec<&Step> = steps.iter().filter(|step| step.id.log == *log).collect();
    own.sort_by_key(|step| step.id.number);
    let mut known = Known::default();
    own.iter().for_each(|step| known.take(step));
    let next = StepId { log: Arc::clone(log), number: own.last().map_or(0, |step| step.id.number) + 1 };
    let mut others: BTreeMap<&Arc<str>, u64> = BTreeMap::new();
    let decides = |step: &&Step| step.id.log != *log && matches!(step.act, Act::Do | Act::Undo(_) | Act::Redo(_));
    for step in steps.iter().filter(decides) {
        let last = others.entry(&step.id.log).or_default();
        *last = step.id.number.max(*last);
    }
    let unseen = others.into_iter().filter(|(other, last)| known.upto(&next, other) < *last);
    (next.number, unseen.map(|(other, number)| StepId { log: Arc::clone(other), number }).collect())
}

/// How far each log knew the others.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Of each pair of logs: from which number on, and how far. Ascending.
    saw: imbl::HashMap<Pair, Vec<(u64, u64)>>,
}

/// The log that knows and the one that is known.
type Pair = (Arc<str>, Arc<str>);

impl Known {
    /// Takes a step into account; those of one log in their order.
    pub fn take(&mut self, step: &Step) {
        if let Act::Saw(id) = &step.act {
            let key = (Arc::clone(&step.id.log), Arc::clone(&id.log));
            let own = self.saw.entry(key).or_default();
            let before = own.last().map_or(0, |(_, upto)| *upto);
            own.push((step.id.number, id.number.max(before)));
        }
    }

    /// Whether whoever made the one step knew the other one.
    pub fn knows(&self, one: &StepId, other: &StepId) -> bool {
        if one.log == other.log {
            return other.number < one.number;
        }
        self.upto(one, &other.log) >= other.number && other.number > 0
    }

    /// How far another log was known at this step; 0 for not at all.
    pub fn upto(&self, step: &StepId, log: &Arc<str>) -> u64 {
        let Some(own) = self.saw.get(&(Arc::clone(&step.log), Arc::clone(log))) else { return 0 };
        let at = own.partition_point(|(from, _)| *from < step.number);
        at.checked_sub(1).and_then(|at| own.get(at)).map_or(0, |(_, upto)| *upto)
    }
}
