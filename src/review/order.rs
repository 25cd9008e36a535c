//! The order of steps of several logs, and who knew what when they decided.
//!
//! A step knows the steps before it in its own log, and of another log those up to the last one that its own log has taken
//! note of ([`Act::Saw`], [`Act::Unsaw`]). The order follows from the steps alone, never from who put them together or when: each log
//! in its own order, what is known before what knows it, else the earlier time first, else by the log's identifier.
//! Clocks that differ can change the order of steps that do not know one another, nothing else.

use super::step::{Act, Step, StepId};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};
use std::sync::Arc;

/// The steps in their order. Costs grow with the steps (times a logarithm), however many logs they are of.
pub fn ordered(steps: impl IntoIterator<Item = Step>) -> Vec<Step> {
    let mut logs: BTreeMap<Arc<str>, VecDeque<Step>> = BTreeMap::new();
    for step in steps {
        logs.entry(Arc::clone(&step.id.log)).or_default().push_back(step);
    }
    for log in logs.values_mut() {
        log.make_contiguous().sort_by_key(|step| step.id.number);
    }
    let count = logs.values().map(VecDeque::len).sum();
    let mut out = Vec::with_capacity(count);
    let mut heads = Heads::new(logs);
    out.extend(std::iter::from_fn(|| heads.next()));
    out
}

/// Logs that are put together: each is named by its place among all, in the order of their identifiers.
struct Heads {
    /// What is left of each log, in its own order.
    logs: Vec<VecDeque<Step>>,
    places: FxHashMap<Arc<str>, usize>,
    /// Logs whose first step waits for none, by its time.
    ready: BinaryHeap<Reverse<(i64, usize)>>,
    /// Logs whose first step waits for another log, by its time.
    waiting: BTreeSet<(i64, usize)>,
    /// For each log, up to which of its numbers which others wait for it.
    awaited: Vec<BTreeSet<(u64, usize)>>,
}

impl Heads {
    fn new(logs: BTreeMap<Arc<str>, VecDeque<Step>>) -> Heads {
        let places = logs.keys().cloned().zip(0..).collect();
        let logs: Vec<VecDeque<Step>> = logs.into_values().collect();
        let (count, awaited) = (logs.len(), logs.iter().map(|_| BTreeSet::new()).collect());
        let mut heads = Heads { logs, places, ready: BinaryHeap::new(), waiting: BTreeSet::new(), awaited };
        (0..count).for_each(|log| heads.place(log));
        heads
    }

    fn head(&self, log: usize) -> Option<&Step> {
        self.logs.get(log)?.front()
    }

    /// The log, and the number in it, that the first step of a log waits for.
    fn waits_for(&self, log: usize) -> Option<(usize, u64)> {
        let Act::Saw(id) = &self.head(log)?.act else { return None };
        let other = *self.places.get(&id.log)?;
        let ahead = self.head(other).is_some_and(|step| step.id.number <= id.number);
        ahead.then_some((other, id.number))
    }

    /// Puts a log where its first step belongs.
    fn place(&mut self, log: usize) {
        let Some(at) = self.head(log).map(|step| step.at) else { return };
        match self.waits_for(log) {
            None => self.ready.push(Reverse((at, log))),
            Some((other, number)) => {
                self.waiting.insert((at, log));
                if let Some(own) = self.awaited.get_mut(other) {
                    own.insert((number, log));
                }
            }
        }
    }

    fn next(&mut self) -> Option<Step> {
        let log = match self.ready.pop() {
            Some(Reverse((_, log))) => log,
            // (Logs that wait for one another were not written by this program; their order is still the same everywhere.)
            None => {
                let (_, log) = self.waiting.pop_first()?;
                if let Some((other, number)) = self.waits_for(log)
                    && let Some(own) = self.awaited.get_mut(other)
                {
                    own.remove(&(number, log));
                }
                log
            }
        };
        let step = self.logs.get_mut(log)?.pop_front();
        let number = self.head(log).map(|step| step.id.number);
        let released = |upto: u64| number.is_none_or(|number| upto < number);
        while let Some((_, waiter)) = self.awaited.get_mut(log).and_then(|own| {
            let first = *own.first()?;
            if released(first.0) { own.pop_first() } else { None }
        }) {
            let Some(at) = self.head(waiter).map(|step| step.at) else { continue };
            self.waiting.remove(&(at, waiter));
            self.ready.push(Reverse((at, waiter)));
        }
        self.place(log);
        step
    }
}

/// What a log does not say yet of how far others have decided, and the number that its next step has: what it has not seen,
/// and what it has seen and is not there any more, since its merge was taken back.
pub fn unseen(log: &Arc<str>, steps: &[Step]) -> (u64, Vec<Act>) {
    let mut own: Vec<&Step> = steps.iter().filter(|step| step.id.log == *log).collect();
    own.sort_by_key(|step| step.id.number);
    let mut known = Known::default();
    own.iter().for_each(|step| known.take(step));
    let next = StepId { log: Arc::clone(log), number: own.last().map_or(0, |step| step.id.number) + 1 };
    let mut others: BTreeMap<&Arc<str>, u64> = BTreeMap::new();
    for step in own {
        if let Act::Saw(id) = &step.act {
            others.entry(&id.log).or_default();
        }
    }
    let decides = |step: &&Step| step.id.log != *log && matches!(step.act, Act::Do | Act::Undo(_) | Act::Redo(_));
    for step in steps.iter().filter(decides) {
        let last = others.entry(&step.id.log).or_default();
        *last = step.id.number.max(*last);
    }
    let act = |(other, number): (&Arc<str>, u64)| {
        let id = StepId { log: Arc::clone(other), number };
        match known.upto(&next, other).cmp(&number) {
            std::cmp::Ordering::Less => Some(Act::Saw(id)),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Act::Unsaw(id)),
        }
    };
    (next.number, others.into_iter().filter_map(act).collect())
}

/// How far each log knew the others.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Of each pair of logs: from which number on, ascending, and how far.
    saw: imbl::HashMap<Pair, Vec<(u64, u64)>>,
}

/// The log that knows and the one that is known.
type Pair = (Arc<str>, Arc<str>);

impl Known {
    /// Takes a step into account; those of one log in their order.
    pub fn take(&mut self, step: &Step) {
        let (Act::Saw(id) | Act::Unsaw(id)) = &step.act else { return };
        let own = self.saw.entry((Arc::clone(&step.id.log), Arc::clone(&id.log))).or_default();
        let before = own.last().map_or(0, |(_, upto)| *upto);
        let upto = if matches!(step.act, Act::Saw(_)) { id.number.max(before) } else { id.number.min(before) };
        own.push((step.id.number, upto));
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
