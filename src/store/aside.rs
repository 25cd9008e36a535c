//! Databases that were set aside: how one is, and what becomes of it.
//!
//! Only a damaged one is set aside, and only once another stands ready that holds what is whole in it; until the last name
//! is exchanged the old one is in its place, and where the machine stops in between, the next opening goes on from there.
//! A database that lies aside is told of at every start, since it may be all that is left of somebody's work. One that
//! proves to be sound was set aside by mistake (an older version did so when the disk was full): it is taken up again.

use super::confined;
use super::facts::{fact, set};
use super::files::{self, BESIDE, SHARED, at, identity, private, remove, stamp, sync_folder, with_ending};
use super::gaps::{self, add};
use super::location::Which;
use super::log;
use super::looking::copied;
use super::schema::{self, migrate, version};
use super::unfit::Unfit;
use crate::review::Step;
use rusqlite::{Connection, OpenFlags};
use rustc_hash::FxHashSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Endings of one that was set aside, and of one that was taken up again, each before a number.
const ASIDE: &str = ".bad-";
const TAKEN: &str = ".taken-up-";
/// Ending of one that is being made to take another one's place.
const NEW: &str = ".new";
/// So many may lie aside.
const MOST: u32 = 1000;
/// What the name of a fact begins with that says what is known of one that lies aside, before its name.
const KNOWN: &str = "aside ";

/// What was set aside.
pub(super) struct Aside {
    /// Its name.
    pub name: String,
    /// How many steps were whole in it, which the one in its place holds.
    pub whole: usize,
}

/// Those that lie aside of a database, by number.
fn all(file: &Path) -> Vec<(u32, PathBuf)> {
    let Some((folder, name)) = file.parent().zip(file.file_name()) else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let name = format!("{}{ASIDE}", name.to_string_lossy());
    let number = |entry: io::Result<fs::DirEntry>| {
        let own = entry.ok()?.file_name();
        let number = own.to_str()?.strip_prefix(&name)?.split('-').next()?.parse().ok()?;
        Some((number, with_ending(file, &format!("{ASIDE}{number}"))))
    };
    let mut all: Vec<(u32, PathBuf)> = entries.filter_map(number).collect();
    all.sort();
    all.dedup();
    all
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().display().to_string()
}

/// What is to be told of those that lie aside by whoever only reads; `None` where there are none.
pub fn lying(which: &Which) -> Option<String> {
    let file = which.file().ok()?;
    let all: Vec<String> =
        all(&file).iter().filter(|(_, path)| path.exists()).map(|(_, path)| path.display().to_string()).collect();
    let which = if all.len() == 1 { "a database of these files was" } else { "databases of these files were" };
    (!all.is_empty()).then(|| {
        format!(
            "{}: {which} set aside here; opening the files in simak takes up what is whole in it. Delete it once nothing is missing",
            all.join(", ")
        )
    })
}

/// Adds what sound ones hold that lie aside and were not taken up yet.
pub(super) fn sound(file: &Path, steps: &mut Vec<Step>) {
    for (_, aside) in all(file) {
        let Ok(Whole { steps: theirs, sound: true, .. }) = copied(&aside).map_err(Unfit::why).and_then(|copy| whole(&copy))
        else {
            continue;
        };
        let known: FxHashSet<_> = steps.iter().map(|step| step.id.clone()).collect();
        steps.extend(theirs.into_iter().filter(|step| !known.contains(&step.id)));
    }
}

/// Puts a damaged database aside and another in its place that holds what is whole in it. Where that fails, the old one is
/// where it was: the error says why, and what is whole in it where that is known. Nothing may have it open.
pub(super) fn replace(file: &Path) -> Result<Aside, (String, Option<Vec<Step>>)> {
    let copy = copied(file).map_err(|unfit| (unfit.why(), None))?;
    let Whole { steps, session, .. } = whole(&copy).map_err(|why| (why, None))?;
    drop(copy);
    let new = with_ending(file, NEW);
    let done = || -> Result<String, Unfit> {
        let aside = (1..MOST).map(|n| with_ending(file, &format!("{ASIDE}{n}"))).find(|path| is_free(file, path));
        let aside = aside.ok_or_else(|| io::Error::other("there are too many set aside already"))?;
        let (known, stamp) = known(&aside, &stamp(file));
        let session = session.as_deref().map(|session| ("session", session));
        let facts: Vec<(&str, &str)> = session.into_iter().chain([(known.as_str(), stamp.as_str())]).collect();
        make(&new, &steps, &facts)?;
        exchange(file, &new, &aside)?;
        Ok(name_of(&aside))
    };
    match done() {
        Ok(name) => Ok(Aside { name, whole: steps.len() }),
        Err(unfit) => {
            let _ = clear(&new);
            Err((unfit.why(), Some(steps)))
        }
    }
}

/// What a database still holds.
struct Whole {
    steps: Vec<Step>,
    /// Where the person was.
    session: Option<String>,
    /// Whether all of it is as it was written.
    sound: bool,
}

/// What is whole in a database that may be damaged. An error where the machine does not let it be read.
fn whole(copy: &Connection) -> Result<Whole, String> {
    let is_sound = |version| confined::is_own(copy, version).and_then(|()| schema::check(copy)).map(|()| version);
    let sound = match version(copy).and_then(is_sound) {
        Err(Unfit::Withheld(why)) => return Err(why),
        Err(unfit @ Unfit::Newer(_)) => return Err(unfit.why()),
        checked => checked,
    };
    match version(copy) {
        Ok(1..) => {}
        Err(Unfit::Withheld(why)) => return Err(why),
        _ => return Ok(Whole { steps: Vec::new(), session: None, sound: sound.is_ok() }),
    }
    let read = log::read(copy);
    match &read.fault {
        Some(Unfit::Withheld(why)) => Err(why.clone()),
        fault => {
            let session = fact(copy, "session").ok().flatten();
            let sound = sound.is_ok() && fault.is_none();
            Ok(Whole { steps: read.counting(), session, sound })
        }
    }
}

fn is_free(file: &Path, aside: &Path) -> bool {
    let taken = aside.to_str().zip(file.to_str()).and_then(|(aside, file)| aside.strip_prefix(file)?.strip_prefix(ASIDE));
    let taken = taken.map(|number| with_ending(file, &format!("{TAKEN}{number}")));
    let free = |path: &Path| at(path).is_ok_and(|own| own.is_none());
    free(aside) && BESIDE.iter().all(|ending| free(&with_ending(aside, ending))) && taken.is_none_or(|taken| free(&taken))
}

/// Removes a database and what is beside it.
fn clear(file: &Path) -> io::Result<()> {
    [BESIDE[0], BESIDE[1], SHARED, ""].iter().try_for_each(|ending| remove(&with_ending(file, ending)))
}

/// Makes a database with these steps and facts, and has it on the disk.
pub(super) fn make(new: &Path, steps: &[Step], facts: &[(&str, &str)]) -> Result<(), Unfit> {
    clear(new)?;
    private(new)?;
    let mut db = Connection::open_with_flags(new, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", false)?;
    migrate(&mut db, 0)?;
    add(&mut db, steps).map_err(Unfit::Withheld)?;
    gaps::look(&db, steps)?;
    for (name, value) in facts {
        set(&db, name, value)?;
    }
    db.close().map_err(|(_, error)| error)?;
    files::owners().truncate(false).open(new)?.sync_all()?;
    Ok(())
}

/// Gives a database the name of another, and that one the name of what is aside.
fn exchange(file: &Path, new: &Path, aside: &Path) -> io::Result<()> {
    // Two names for the old one, and there is a database in its place at any time; where the system knows no second names,
    // it is renamed.
    let linked = fs::hard_link(file, aside).is_ok();
    let mut moved = Vec::new();
    let done = (|| {
        // What is written ahead goes before the new one comes: beside that it would be taken for its own.
        for ending in BESIDE.into_iter().chain((!linked).then_some("")) {
            let (from, to) = (with_ending(file, ending), with_ending(aside, ending));
            match fs::rename(&from, &to) {
                Ok(()) => moved.push((from, to)),
                Err(error) if error.kind() == ErrorKind::NotFound && !ending.is_empty() => {}
                Err(error) => return Err(error),
            }
        }
        remove(&with_ending(file, SHARED))?;
        sync_folder(file);
        fs::rename(new, file)
    })();
    if done.is_err() {
        for (from, to) in moved.into_iter().rev() {
            let _ = fs::rename(to, from);
        }
        if linked {
            let _ = fs::remove_file(aside);
        }
    }
    sync_folder(file);
    done
}

/// Takes back what [`exchange`] began, where the machine stopped in the middle; or ends it, where only its last step is
/// missing. Nothing may have the database open, and its lock is held.
pub(super) fn mend(file: &Path) -> io::Result<()> {
    let new = with_ending(file, NEW);
    // As long as that is there, and only then, an exchange may have been begun.
    if at(&new)?.is_none() {
        return Ok(());
    }
    let here = at(file)?;
    let aside = all(file);
    if here.is_none() && aside.iter().any(|(_, path)| path.exists()) {
        fs::rename(&new, file)?;
        sync_folder(file);
        return Ok(());
    }
    for (_, aside) in &aside {
        let lies = at(aside)?;
        let twice = here.as_ref().and_then(identity).filter(|own| lies.as_ref().and_then(identity) == Some(*own));
        if here.is_none() || (lies.is_some() && twice.is_none()) {
            continue;
        }
        for ending in BESIDE {
            let (from, to) = (with_ending(aside, ending), with_ending(file, ending));
            if at(&from)?.is_some() && at(&to)?.is_none() {
                fs::rename(from, to)?;
            }
        }
        if twice.is_some() {
            fs::remove_file(aside)?;
        }
    }
    clear(&new)
}

/// Name and value of the fact that all that is whole in one that lies aside is in this database.
fn known(aside: &Path, stamp: &str) -> (String, String) {
    (format!("{KNOWN}{}", name_of(aside)), stamp.to_owned())
}

/// Takes up what is whole in those that lie aside: of a sound one everything, after which it bears another name. The steps
/// that are added are put behind the others. Says what became of each; of the one that was put aside a moment ago nothing.
pub(super) fn take_up(db: &mut Connection, file: &Path, steps: &mut Vec<Step>, just_now: Option<&str>) -> Vec<String> {
    let mut said = Vec::new();
    for (number, aside) in all(file).into_iter().filter(|(_, path)| path.exists()) {
        let name = name_of(&aside);
        if just_now == Some(name.as_str()) {
            continue;
        }
        let (known, stamp) = known(&aside, &stamp(&aside));
        if fact(db, &known).ok().flatten().is_some_and(|own| own == stamp) {
            said.push(lies(&name));
            continue;
        }
        let found = copied(&aside).map_err(Unfit::why).and_then(|copy| whole(&copy));
        let Whole { steps: theirs, session, sound } = match found {
            Ok(whole) => whole,
            Err(why) => {
                said.push(format!("{name} was set aside and cannot be read now ({why}); it is tried again at the next start."));
                continue;
            }
        };
        let count = match taken(db, steps, theirs, session) {
            Ok(count) => count,
            Err(why) => {
                said.push(format!("{} What is whole in it cannot be taken up ({why}).", lies(&name)));
                continue;
            }
        };
        if sound {
            let other = with_ending(file, &format!("{TAKEN}{number}"));
            let now = renamed(&aside, &other).is_ok().then(|| name_of(&other));
            said.push(again(&name, count, now.as_deref()));
        } else {
            // (Where that cannot be noted, it is looked at again.)
            let _ = set(db, &known, &stamp);
            let taken = if count == 0 { String::new() } else { format!(" {} taken up from it now.", were(count)) };
            said.push(format!("{}{taken}", lies(&name)));
        }
    }
    said
}

fn lies(name: &str) -> String {
    format!("{name} lies beside this database: it was set aside as damaged. Delete it once nothing is missing.")
}

fn again(name: &str, count: usize, now: Option<&str>) -> String {
    let steps = if count == 0 { "nothing of it was missing".to_owned() } else { format!("{} taken up again", were(count)) };
    let now = now.map_or(String::new(), |now| format!("; it is named {now} now, and can be deleted"));
    format!("{name} was set aside though it is sound: {steps}{now}.")
}

fn were(steps: usize) -> String {
    if steps == 1 { "1 step was".to_owned() } else { format!("{steps} steps were") }
}

/// Adds what is not there, all or none; says how much it was.
fn taken(db: &mut Connection, steps: &mut Vec<Step>, theirs: Vec<Step>, session: Option<String>) -> Result<usize, String> {
    let plain = |error: rusqlite::Error| error.to_string();
    let known: FxHashSet<_> = steps.iter().map(|step| step.id.clone()).collect();
    let transaction = db.transaction().map_err(plain)?;
    let mut lacking = Vec::new();
    for step in theirs {
        if !known.contains(&step.id) {
            log::add(&transaction, &step)?;
            lacking.push(step);
        } else if !log::has(&transaction, &step)? {
            return Err(format!("{} says something else there", log::told(&transaction, &step.id).unwrap_or_default()));
        }
    }
    gaps::added(&transaction, &lacking).map_err(plain)?;
    if let Some(session) = session.filter(|_| fact(&transaction, "session").is_ok_and(|own| own.is_none())) {
        set(&transaction, "session", &session).map_err(plain)?;
    }
    transaction.commit().map_err(plain)?;
    let count = lacking.len();
    steps.extend(lacking);
    Ok(count)
}

fn renamed(from: &Path, to: &Path) -> io::Result<()> {
    for ending in [BESIDE[0], BESIDE[1], ""] {
        match fs::rename(with_ending(from, ending), with_ending(to, ending)) {
            Err(error) if error.kind() != ErrorKind::NotFound || ending.is_empty() => return Err(error),
            _ => {}
        }
    }
    remove(&with_ending(from, SHARED))?;
    sync_folder(to);
    Ok(())
}

#[cfg(test)]
mod tests;
