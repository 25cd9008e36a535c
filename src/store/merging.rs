//! Taking up what other people decided: the steps of their logs, beside one's own; and taking that back.
//!
//! The other database is only read, and may be open elsewhere. Everything in it is checked before anything is taken up
//! ([`checks`]). Of each person either all is taken up, in one transaction, or nothing is: those of the person whose database it
//! is, and those of others where that is said. Steps that count already are passed over; one of the same name that says
//! something else is a sign that a database was copied in a way that could not be seen, and is refused: which of the two is right
//! nobody can know. What was taken up is recorded ([`super::merges`]), so that it can be taken back.
//!
//! What this protects: nobody speaks in the name of whoever merges, and nobody but its owner speaks in a database without being
//! named. What it does not: sums are no secret, so whoever can write a file can put anything into it in its owner's name.

mod checks;

use super::database;
use super::location::Which;
use super::merges::{self, Record, Recorded, Undone};
use super::ownership::{see, written};
use super::reading;
use super::unfit::Unfit;
use super::{gaps, log};
use crate::review::{Act, Review, Step};
use checks::Here;
use rusqlite::Transaction;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What the next opening may cost once something is merged. Many times what the limits of `confined` let take on a slow machine:
/// what gets here is nothing that anybody wrote.
const OPENING: Duration = Duration::from_secs(30);

/// Another's database, read and checked, of which nothing was taken up yet.
#[derive(Debug)]
pub struct Guest {
    /// Its file.
    pub file: PathBuf,
    /// Who decides in it, by name.
    pub speakers: Vec<Speaker>,
    steps: Vec<Step>,
    hash: String,
}

/// Somebody who decides in another's database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Their name.
    pub who: Arc<str>,
    /// Whether it is their database.
    pub owner: bool,
    /// Whether it is one's own name.
    pub own_name: bool,
    /// How much they decided.
    pub decisions: usize,
    /// How much of that does not count here yet.
    pub new: usize,
}

/// Whose decisions are to be taken up, beside the owner's.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// These people's.
    pub people: BTreeSet<String>,
    /// Everybody's, but for one's own name.
    pub everybody: bool,
    /// Those by one's own name, which one made oneself, in another place.
    pub same_person: bool,
}

impl Choice {
    /// Whether what somebody decided is to be taken up.
    pub fn takes(&self, speaker: &Speaker) -> bool {
        if speaker.own_name {
            return self.same_person;
        }
        speaker.owner || self.everybody || self.people.contains(&*speaker.who)
    }
}

/// What became of one's own database.
#[derive(Debug)]
pub struct Merged {
    /// Whose decisions were taken up, and how many of each; those taken back count as well.
    pub taken: BTreeMap<Arc<str>, usize>,
    /// The number by which the merge is taken back; `None` where there was nothing new.
    pub number: Option<i64>,
    /// What follows from all logs.
    pub review: Review,
    /// What the person has to know of their database.
    pub said: Option<String>,
}

/// The database that is meant by the name of a file or of a session. The error is ready to be shown.
pub fn other(name: &Path) -> Result<PathBuf, String> {
    if name.exists() {
        return Ok(name.to_owned());
    }
    let none = || format!("{}: there is no such file, and no session of this name", name.display());
    let session = name.to_str().ok_or_else(none)?;
    Which::Named(session.to_owned(), Vec::new()).file().ok().filter(|file| file.exists()).ok_or_else(none)
}

/// Reads and checks another database that this person wants to merge. Nothing is changed. The error is ready to be shown.
pub fn look(which: &Which, who: &str, other: &Path) -> Result<Guest, String> {
    let file = which.file()?;
    let real = |path: &Path| fs::canonicalize(path).ok();
    if real(&file).is_some_and(|own| real(other) == Some(own)) {
        return Err(format!("{}: that is the very database into which it would be merged; name another", other.display()));
    }
    let theirs = reading::anothers(other)?;
    checks::sound(&theirs.steps).map_err(|why| refused(other, &why))?;
    // (Opening sets a damaged one aside; that is for the interface to do, where it is seen.)
    let own = if file.exists() { reading::steps(&file)? } else { Vec::new() };
    let here: BTreeSet<_> = own.iter().filter(|step| step.act != Act::Left).map(|step| &step.id).collect();
    let mut speakers: BTreeMap<&Arc<str>, (usize, usize)> = BTreeMap::new();
    for step in theirs.steps.iter().filter(|step| decides(step)) {
        let (decisions, new) = speakers.entry(&step.who).or_default();
        *decisions += weight(step);
        *new += if here.contains(&step.id) { 0 } else { weight(step) };
    }
    let owner = owner(&theirs.steps, &theirs.written);
    let speaker = |(name, (decisions, new)): (&Arc<str>, (usize, usize))| Speaker {
        who: Arc::clone(name),
        owner: owner.as_ref() == Some(name),
        own_name: &**name == who,
        decisions,
        new,
    };
    let speakers = speakers.into_iter().map(speaker).collect();
    Ok(Guest { file: other.to_owned(), speakers, steps: theirs.steps, hash: theirs.hash })
}

/// Whose a database is: of those who opened it where it lay last, the one who decided there; else, where it has been moved since, the
/// one who decided elsewhere. Where that are several, nobody.
fn owner(steps: &[Step], written: &[(Arc<str>, Arc<str>)]) -> Option<Arc<str>> {
    let only = |is: &dyn Fn(&Step) -> bool| {
        let people: BTreeSet<&Arc<str>> = steps.iter().filter(|step| decides(step) && is(step)).map(|step| &step.who).collect();
        if let [one] = people.into_iter().collect::<Vec<_>>()[..] { Some(Arc::clone(one)) } else { None }
    };
    let logs: BTreeSet<_> = written.iter().map(|(log, who)| (log, who)).collect();
    let names: BTreeSet<_> = written.iter().map(|(_, who)| who).collect();
    only(&|step| logs.contains(&(&step.id.log, &step.who))).or_else(|| only(&|step| names.contains(&step.who)))
}

fn refused(file: &Path, why: &str) -> String {
    format!("{}: {why}; nothing of it was taken up", file.display())
}

/// Takes up what another database holds into one's own, of the people who are chosen. The error is ready to be shown; then
/// nothing was changed.
pub fn merge(which: &Which, who: &str, guest: &Guest, choice: &Choice) -> Result<Merged, String> {
    let taken: BTreeSet<&str> = guest.speakers.iter().filter(|own| choice.takes(own)).map(|own| &*own.who).collect();
    let steps: Vec<&Step> = guest.steps.iter().filter(|step| taken.contains(&*step.who)).collect();
    changed(which, who, |transaction, own| {
        let written = written(transaction).map_err(|error| error.to_string())?.into_iter().map(|(log, _)| log).collect();
        let here = Here::new(own, written);
        here.is_left_alone(&guest.steps).map_err(|why| refused(&guest.file, &why))?;
        who_is_meant(guest, choice, taken.is_empty())?;
        here.admits(&guest.steps, &steps).map_err(|why| refused(&guest.file, &why))?;
        let mut counts = BTreeMap::new();
        for step in steps.iter().filter(|step| decides(step) && !here.has(step)) {
            *counts.entry(Arc::clone(&step.who)).or_default() += weight(step);
        }
        if steps.iter().all(|step| here.has(step)) {
            return Ok((counts, None));
        }
        let left = merges::left(transaction).map_err(Unfit::why)?;
        let mut rows = Vec::new();
        for step in &steps {
            let named = log::named(transaction, &step.id)?;
            let (counting, gone): (Vec<_>, Vec<_>) = named.iter().partition(|own| !left.has(own.ix));
            if let Some(own) = counting.iter().chain(&gone).find(|own| own.says(step)) {
                rows.push((own.ix, false));
            } else {
                rows.push((log::insert(transaction, step)?, true));
            }
        }
        let added: Vec<Step> = steps.iter().copied().cloned().collect();
        gaps::added(transaction, &added).map_err(|error| error.to_string())?;
        let file = fs::canonicalize(&guest.file).unwrap_or_else(|_| guest.file.clone()).to_string_lossy().into_owned();
        let (at, hash, steps) = (now(), guest.hash.clone(), merges::ranges(rows));
        let number = merges::add(transaction, &Record::Merge { at, file, hash, taken: counts.clone(), steps })?;
        Ok((counts, Some(number)))
    })
    .map(|((taken, number), review, said)| Merged { taken, number, review, said })
}

/// Whether somebody is chosen who can be.
fn who_is_meant(guest: &Guest, choice: &Choice, nobody: bool) -> Result<(), String> {
    let file = guest.file.display();
    let named = |name: &str| guest.speakers.iter().any(|own| &*own.who == name);
    if let Some(name) = choice.people.iter().find(|name| !named(name)) {
        return Err(format!("{file}: nobody called {name:?} decides in it; there are {}", names(&guest.speakers)));
    }
    let own = |own: &&Speaker| own.own_name && !choice.same_person && own.new > 0;
    if let Some(own) = guest.speakers.iter().find(own).filter(|own| nobody || own.owner || choice.people.contains(&*own.who)) {
        return Err(format!(
            "{file}: decisions there are by {}, which is your name as well. If you made them yourself, in another place, say \
             --same-person. If not, give each of you a name: SIMAK_REVIEWER=name simak …",
            own.who
        ));
    }
    if nobody && guest.speakers.iter().any(|own| own.new > 0) {
        let names = names(&guest.speakers);
        return Err(format!(
            "{file}: none of its decisions are known to be by the person whose database it is; say whose you want, --person NAME \
             or --everybody: there are {names}"
        ));
    }
    Ok(())
}

/// The names of some people and how much they decided; of many the first.
fn names(speakers: &[Speaker]) -> String {
    const SHOWN: usize = 8;
    let mut names: Vec<String> = speakers.iter().take(SHOWN).map(|own| format!("{} ({})", own.who, own.decisions)).collect();
    names.extend(speakers.len().checked_sub(SHOWN).filter(|more| *more > 0).map(|more| format!("{more} more")));
    if names.is_empty() { "none who do".to_owned() } else { names.join(", ") }
}

/// Every merge into a database. The error is ready to be shown.
pub fn merges(which: &Which) -> Result<Vec<Recorded>, String> {
    let file = which.file()?;
    if file.exists() { reading::records(&file).map(|records| merges::listed(&records)) } else { Ok(Vec::new()) }
}

/// Takes back the merge of this number, or the last of this file. The error is ready to be shown; then nothing was changed.
pub fn take_back(which: &Which, who: &str, merge: &str) -> Result<Undone, String> {
    turn(which, who, merge, true)
}

/// Takes a merge up again that was taken back.
pub fn again(which: &Which, who: &str, merge: &str) -> Result<Undone, String> {
    turn(which, who, merge, false)
}

fn turn(which: &Which, who: &str, name: &str, back: bool) -> Result<Undone, String> {
    if !which.file()?.exists() {
        return Err("nothing is kept of these files yet, so nothing was merged".to_owned());
    }
    let counted = |steps: &[Step]| {
        let mut counts: BTreeMap<Arc<str>, usize> = BTreeMap::new();
        for step in steps.iter().filter(|step| decides(step)) {
            *counts.entry(Arc::clone(&step.who)).or_default() += weight(step);
        }
        counts
    };
    let ((meant, before), review, said) = changed(which, who, |transaction, own| {
        let merges = merges::listed(&merges::records(transaction).map_err(Unfit::why)?);
        let meant = meant(&merges, name, back)?;
        let (at, merge) = (now(), meant.number);
        merges::add(transaction, &if back { Record::Undo { at, merge } } else { Record::Redo { at, merge } })?;
        Ok((meant.clone(), counted(own)))
    })?;
    let after: Vec<Step> = review.steps().iter().map(|step| Step::clone(step)).collect();
    let after = counted(&after);
    let people: BTreeSet<&Arc<str>> = before.keys().chain(after.keys()).collect();
    let differ = |who: &Arc<str>| {
        let count = |counts: &BTreeMap<Arc<str>, usize>| counts.get(who).copied().unwrap_or(0);
        Some((Arc::clone(who), count(&before).abs_diff(count(&after)))).filter(|(_, count)| *count > 0)
    };
    let changed = people.into_iter().filter_map(differ).collect();
    Ok(Undone { number: meant.number, file: meant.file, changed, said })
}

/// The merge of this number, or the last of this file, that stands, or does not.
fn meant<'a>(merges: &'a [Recorded], name: &str, stands: bool) -> Result<&'a Recorded, String> {
    let path = fs::canonicalize(name).ok();
    let is = |own: &&Recorded| {
        let file = Path::new(&own.file);
        let names = || file == Path::new(name) || path.as_deref() == Some(file) || file.file_name() == Some(name.as_ref());
        name.parse() == Ok(own.number) || name.parse::<i64>().is_err() && names()
    };
    match (merges.iter().rev().find(|own| is(own) && own.stands == stands), merges.iter().any(|own| is(&own))) {
        (Some(own), _) => Ok(own),
        (None, true) if stands => Err(format!("{name}: that merge is taken back already; --redo takes it up again")),
        (None, true) => Err(format!("{name}: that merge was not taken back")),
        (None, false) => Err(format!("{name}: there is no such merge; simak merge --list tells which there are")),
    }
}

/// Changes what counts in a database, in one transaction, and gives what follows. That is read and counted as the next opening will
/// do it, before any of it is kept.
fn changed<T>(
    which: &Which,
    who: &str,
    change: impl FnOnce(&Transaction<'_>, &[Step]) -> Result<T, String>,
) -> Result<(T, Review, Option<String>), String> {
    let file = which.file()?;
    if file.exists() {
        // (Opening sets a damaged one aside; that is for the interface to do, where it is seen.)
        reading::steps(&file)?;
    }
    let mut found = database::open(which, who);
    let said = found.trouble.take();
    let Some(writer) = found.writer.as_mut() else {
        return Err(format!("{} Nothing was changed.", said.unwrap_or_default()));
    };
    let done = writer.within(|transaction| {
        let done = change(transaction, &found.steps)?;
        let begun = Instant::now();
        let read = log::read(transaction);
        if let Some(why) = read.fault {
            return Err(format!("What counts would not be in order ({}); nothing was changed", why.why()));
        }
        let mut steps = read.steps;
        see(transaction, &found.log, who, &mut steps)?;
        // (What a log lacked where it came from was taken out there.)
        gaps::look(transaction, &steps).map_err(|error| error.to_string())?;
        let review = Review::new(Arc::clone(&found.log), who.into(), steps);
        if begun.elapsed() > OPENING {
            let seconds = OPENING.as_secs();
            return Err(format!("Every later start would take more than {seconds} seconds with it; nothing was changed"));
        }
        Ok((done, review))
    });
    done.map(|(done, review)| (done, review, said))
}

fn now() -> i64 {
    crate::clock::now().as_millisecond()
}

/// Whether somebody decides something in a step.
pub(super) fn decides(step: &Step) -> bool {
    matches!(step.act, Act::Do | Act::Undo(_) | Act::Redo(_))
}

/// How much is decided in a step: many things may be; to take it back is one thing.
fn weight(step: &Step) -> usize {
    if step.act == Act::Do { step.changes.len() } else { 1 }
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod room;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod undo_tests;
