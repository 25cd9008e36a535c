//! A database as a file: opened, set aside where it is broken, and held where it cannot be written now.
//!
//! Damage and failure are two things. A database that is damaged is set aside, and what is whole in it goes on in another
//! ([`super::aside`]). Where the machine fails (no room, no right, no descriptor, somebody else holds the lock), the database
//! stays where it is: what was decided is read from it, and what is decided from now on is [`Held`] until it can be written.

use super::aside;
use super::confined;
use super::facts::{fact, set};
use super::files::{self, BESIDE, Identity, SHARED, at, identity, is_still, private, remove, with_ending};
use super::gaps::{self, add};
use super::location::{Which, absolute};
use super::lock::{self, Lock, Unlocked};
use super::log::{self, Read};
use super::looking::{reader, steady};
use super::millis;
use super::ownership::{self, leave, own_log, see};
use super::schema::{check, migrate, version};
use super::session::Session;
use super::unfit::Unfit;
use crate::review::Step;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// A command waits so long for another program that holds the database.
const PATIENCE: Duration = millis(5_000);

/// What is told where another program writes.
const ELSEWHERE: &str = "This corpus is open in another simak as well: here it can be read, but nothing decided.";

/// A database as it was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Identifier of its log.
    pub log: Arc<str>,
    /// The steps of its log.
    pub steps: Vec<Step>,
    /// Where the person was.
    pub session: Session,
    /// The right to write it; `None` where it cannot be written.
    pub writer: Option<Writer>,
    /// What is to be gone on with where it cannot be written now, but what was decided is known.
    pub held: Option<Held>,
    /// Nothing is known of what was decided, but may be at another time.
    pub later: bool,
    /// What the person has to know.
    pub trouble: Option<String>,
}

/// The right to write a database, as long as it lives.
#[derive(Debug)]
pub(super) struct Writer(Own);

/// What is to be in a database before anything is added, as soon as it can be written.
#[derive(Debug)]
pub(super) struct Held {
    /// The log under whose name is decided.
    pub log: Arc<str>,
    /// The number of the last step in it.
    pub last: u64,
    /// The steps.
    pub steps: Vec<Step>,
    /// Whether these are what is left of a database that is gone.
    pub gone: bool,
    lock: Option<Lock>,
}

/// A database that is open, with its lock.
#[derive(Debug)]
struct Own {
    file: PathBuf,
    db: Connection,
    lock: Lock,
    /// Which file it is, and which one is written ahead of it.
    here: Option<Identity>,
    ahead: Option<Identity>,
}

/// A database that is fit to be written: with its steps, and what the person has to know.
struct Ready {
    own: Own,
    steps: Vec<Step>,
    said: Vec<String>,
}

/// Why a database cannot be written, with its lock; and what is whole in it, where that is known.
struct Refusal {
    unfit: Unfit,
    lock: Option<Lock>,
    whole: Option<Vec<Step>>,
}

/// Opens a database for this person: takes its lock, reads it, sets it aside if it is broken.
pub(super) fn open(which: &Which, who: &str) -> Found {
    open_within(which, who, PATIENCE)
}

/// [`open`], with less or more patience with another program that holds the database.
pub(super) fn open_within(which: &Which, who: &str, patience: Duration) -> Found {
    let file = match which.file() {
        Ok(file) => file,
        Err(trouble) => return untouched(trouble),
    };
    let ready = match lock::lock(&file) {
        Ok(lock) => ready(&file, lock, patience),
        Err(Unlocked::Elsewhere) => return elsewhere(&file),
        Err(Unlocked::Failed(error)) => Err(Refusal { unfit: error.into(), lock: None, whole: None }),
    };
    match ready {
        Ok(ready) => begin(which, who, ready),
        Err(Refusal { unfit: Unfit::Newer(version), .. }) => untouched(newer(version)),
        Err(Refusal { unfit, lock, whole }) => {
            held(&file, who, &unfit.why(), lock, whole.map(|steps| (steps, Session::default())))
        }
    }
}

fn newer(version: i64) -> String {
    format!("What was kept of this corpus is of a newer simak (version {version}): it is left alone, and nothing is kept.")
}

fn untouched(trouble: String) -> Found {
    Found { trouble: Some(trouble), ..Found::default() }
}

fn unwritable(file: &Path, why: &str) -> String {
    format!("{}: cannot be written ({why})", file.display())
}

/// Opens a database to be written, whose lock is held; a damaged one is set aside, and what lies aside is taken up.
fn ready(file: &Path, lock: Lock, patience: Duration) -> Result<Ready, Refusal> {
    let connected = aside::mend(file).map_err(Unfit::from).and_then(|()| connect(file, patience));
    let (connected, set_aside, mut said) = match connected {
        Err(Unfit::Broken(_)) => match damaged(file, patience) {
            Ok((why, aside)) => {
                let taken = match aside.whole {
                    0 => "nothing in it could be read".to_owned(),
                    1 => "the one decision that is whole in it was taken over".to_owned(),
                    n => format!("the {n} decisions that are whole in it were taken over"),
                };
                let said =
                    format!("What was kept of this corpus is damaged ({why}); it was set aside as {}, and {taken}.", aside.name);
                (connect(file, patience), Some(aside.name), vec![said])
            }
            Err((Unfit::Withheld(why), whole)) => return Err(Refusal { unfit: Unfit::Withheld(why), lock: Some(lock), whole }),
            Err((_, _)) => (connect(file, patience), None, Vec::new()),
        },
        connected => (connected, None, Vec::new()),
    };
    match connected {
        Ok(Connected { mut db, read, here }) => {
            said.extend(read.left_out.map(|what| format!("Left out of what was kept: {what}; all else is there.")));
            let mut steps = read.steps;
            said.extend(aside::take_up(&mut db, file, &mut steps, set_aside.as_deref()));
            Ok(Ready { own: Own { file: file.to_owned(), db, lock, here, ahead: None }, steps, said })
        }
        Err(unfit) => Err(Refusal { unfit, lock: Some(lock), whole: None }),
    }
}

/// Sets a damaged database aside: what is wrong with it, and what was done. Damage is believed once it is seen twice in a
/// file that is the same meanwhile: another program may be writing it.
fn damaged(file: &Path, patience: Duration) -> Result<(String, aside::Aside), Kept> {
    let before = files::stamp(file);
    let why = match connect(file, patience) {
        Err(Unfit::Broken(why)) => why,
        Err(unfit) => return Err((unfit, None)),
        Ok(_) => return Err((Unfit::Broken(String::new()), None)),
    };
    if files::stamp(file) != before {
        return Err((Unfit::Withheld("another program is changing it".to_owned()), None));
    }
    match aside::replace(file) {
        Ok(aside) => Ok((why, aside)),
        Err((error, whole)) => {
            let why = format!("it is damaged ({why}), and cannot be set aside ({error})");
            Err((Unfit::Withheld(why), whole))
        }
    }
}

/// A connection that may write.
struct Connected {
    db: Connection,
    read: Read,
    here: Option<Identity>,
}

/// Why a damaged database was not set aside, and what is whole in it, where that is known.
type Kept = (Unfit, Option<Vec<Step>>);

/// How a connection goes about with others.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Sharing {
    /// Readers go on beside it, over memory that is shared; what is written is written ahead.
    Memory,
    /// Where there is none (on a network, on a full disk): readers wait, what is to be put back is written first.
    Locks,
}

fn connect(file: &Path, patience: Duration) -> Result<Connected, Unfit> {
    match connected(file, patience, Sharing::Memory) {
        Err(Unfit::Withheld(why)) => connected(file, Duration::ZERO, Sharing::Locks).map_err(|other| match other {
            Unfit::Withheld(_) => Unfit::Withheld(why),
            other => other,
        }),
        connected => connected,
    }
}

fn connected(file: &Path, patience: Duration, sharing: Sharing) -> Result<Connected, Unfit> {
    let here = private(file)?;
    let mut db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(patience)?;
    // As long as it is not known to be sound it stays as it is, and what is written ahead as well.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    if sharing == Sharing::Locks {
        db.pragma_update(None, "locking_mode", "exclusive")?;
    }
    let version = version(&db)?;
    confined::is_own(&db, version)?;
    check(&db)?;
    let read = if version == 0 { Read::default() } else { log::read(&db) };
    if let Some(unfit) = read.fault {
        return Err(unfit);
    }
    let mode = |name: &str| db.pragma_update_and_check(None, "journal_mode", name, |row| row.get::<_, String>(0));
    // (Where what is written ahead cannot be shared, SQLite says so by staying with the other way.)
    if sharing == Sharing::Locks || mode("wal")? != "wal" {
        mode("truncate")?;
        db.pragma_update(None, "locking_mode", "normal")?;
    }
    // (That it can be read says nothing yet: where what is shared can only be read, so can the database.)
    db.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
    // Every transaction is on the disk before it counts as written.
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", false)?;
    migrate(&mut db, version)?;
    db.pragma_update(None, "foreign_keys", true)?;
    if !is_still(file, here)? {
        return Err(Unfit::Withheld("another program exchanged it at the same time".to_owned()));
    }
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(Connected { db, read, here })
}

/// Gives a fresh or sound database what every one has, and takes its session up.
fn begin(which: &Which, who: &str, Ready { mut own, mut steps, mut said }: Ready) -> Found {
    // A session that is not understood is one of a beginning: it says only where one was.
    let session = fact(&own.db, "session").ok().flatten().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let count = steps.len();
    match prepare(&mut own, which, who, &mut steps, None) {
        Ok((log, told)) => {
            said.extend(told);
            let trouble = (!said.is_empty()).then(|| said.join(" "));
            Found { log, steps, session, writer: Some(Writer(own)), trouble, ..Found::default() }
        }
        Err(why) => {
            steps.truncate(count);
            let Own { file, lock, .. } = own;
            let mut found = held(&file, who, &why, Some(lock), Some((steps, session)));
            found.trouble = found.trouble.map(|trouble| said.into_iter().map(|said| said + " ").collect::<String>() + &trouble);
            found
        }
    }
}

/// Makes a database the one that is written here: the person's log, the paths of the corpus, what the log notes of others.
/// Where decisions were made before that (`on`), they are put into it.
fn prepare(
    own: &mut Own,
    which: &Which,
    who: &str,
    steps: &mut Vec<Step>,
    on: Option<&Held>,
) -> Result<(Arc<str>, Vec<String>), String> {
    let plain = |error: rusqlite::Error| error.to_string();
    let transaction = own.db.transaction().map_err(plain)?;
    let owned = own_log(&transaction, own.lock.file(), &own.file, who, on.map(|on| &on.log)).map_err(plain)?;
    if let Some(paths) = absolute(which.paths()).ok().filter(|_| !matches!(which, Which::File(_))) {
        let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
        set(&transaction, "paths", &serde_json::to_string(&paths).unwrap_or_default()).map_err(plain)?;
    }
    let mut said = Vec::from_iter(gaps::look(&transaction, steps).map_err(plain)?);
    match on {
        // What is decided next has its number already.
        Some(on) => carry(&transaction, on)?,
        None => see(&transaction, &owned.log, who, steps)?,
    }
    transaction.commit().map_err(plain)?;
    let _ = leave(own.lock.file(), &owned.token);
    if owned.exchanged && on.is_none() {
        said.push(
            "This database is not the one that was written here last: another program put it here. What was decided after it \
             was copied is not in it."
                .to_owned(),
        );
    }
    Ok((owned.log, said))
}

/// Puts steps into a database that lacks them.
fn carry(transaction: &Transaction<'_>, on: &Held) -> Result<(), String> {
    for step in &on.steps {
        if !log::add(transaction, step)? && !log::has(transaction, step)? {
            return Err(format!("{} says something else there", log::told(transaction, &step.id).unwrap_or_default()));
        }
    }
    gaps::added(transaction, &on.steps).map_err(|error| error.to_string())?;
    if gaps::last(transaction, &on.log).map_err(|error| error.to_string())? > on.last {
        return Err("another program has gone on with this log there".to_owned());
    }
    Ok(())
}

/// A database that cannot be written now; what is in it is shown where it can be read.
fn held(file: &Path, who: &str, why: &str, lock: Option<Lock>, whole: Option<(Vec<Step>, Session)>) -> Found {
    let mut trouble = unwritable(file, why);
    let (mut steps, session) = match whole.map_or_else(|| look(file), |whole| Ok((whole, None))) {
        Ok((whole, damage)) => {
            if let Some(damage) = damage {
                trouble.push_str(&format!("; it is damaged ({damage}), and shown is what is whole in it"));
            }
            whole
        }
        Err(Unfit::Newer(version)) => return untouched(newer(version)),
        Err(unfit) => {
            let trouble = format!("{}: cannot be opened ({why}) nor read ({})", file.display(), unfit.why());
            return Found { later: true, ..untouched(trouble) };
        }
    };
    // What is decided from now on is decided knowing what is shown, and in a log of its own: nobody can know yet what else
    // will be in the database once it can be written.
    let log: Arc<str> = ownership::fresh().into();
    let notes = ownership::notes(&log, who, &steps);
    steps.extend(notes.iter().cloned());
    let held = Held { log: Arc::clone(&log), last: notes.len() as u64, steps: notes, gone: false, lock };
    Found { log, steps, session, held: Some(held), trouble: Some(trouble), ..Found::default() }
}

/// One that another program writes.
fn elsewhere(file: &Path) -> Found {
    match look(file) {
        Ok(((steps, session), _)) => Found { steps, session, ..untouched(ELSEWHERE.to_owned()) },
        Err(Unfit::Newer(version)) => untouched(newer(version)),
        Err(_) => untouched(ELSEWHERE.to_owned()),
    }
}

/// What is in a database, read only; and what is wrong with it, where not all of it is whole.
#[allow(clippy::type_complexity, reason = "two pairs, taken apart at once")]
fn look(file: &Path) -> Result<((Vec<Step>, Session), Option<String>), Unfit> {
    let nothing = |damage| Ok(((Vec::new(), Session::default()), damage));
    if at(file)?.is_none() {
        return nothing(None);
    }
    let looked = || -> Result<_, Unfit> {
        let db = reader(file)?;
        let moment = db.unchecked_transaction()?;
        if version(&moment)? == 0 {
            return nothing(None);
        }
        let session = fact(&moment, "session")?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        match log::read(&moment) {
            Read { fault: Some(unfit @ Unfit::Withheld(_)), .. } => Err(unfit),
            Read { steps, fault, .. } => Ok(((steps, session), fault.map(Unfit::why))),
        }
    };
    match steady(file, looked) {
        Err(Unfit::Broken(why)) => nothing(Some(why)),
        looked => looked,
    }
}

impl Held {
    /// Goes on with what is held, in the database at its place: gives the right to write it, and what the person has to
    /// know. The error is ready to be shown.
    pub fn go_on(&mut self, which: &Which, who: &str, patience: Duration) -> Result<(Writer, Option<String>), String> {
        let file = which.file()?;
        let lock = match self.lock.take().filter(|lock| lock.is_of(&file)) {
            Some(lock) => lock,
            None => lock::lock(&file).map_err(|unlocked| match unlocked {
                Unlocked::Elsewhere => unwritable(&file, "it is open in another simak by now"),
                Unlocked::Failed(error) => unwritable(&file, &error.to_string()),
            })?,
        };
        let Ready { mut own, mut steps, mut said } = ready(&file, lock, patience).map_err(|refusal| {
            self.lock = refusal.lock;
            unwritable(&file, &refusal.unfit.why())
        })?;
        match prepare(&mut own, which, who, &mut steps, Some(self)) {
            Ok((_, told)) => {
                said.extend(told);
                Ok((Writer(own), (!said.is_empty()).then(|| said.join(" "))))
            }
            Err(why) => {
                self.lock = Some(own.lock);
                Err(unwritable(&file, &why))
            }
        }
    }
}

impl Writer {
    /// Adds a step, and says when it was kept, in milliseconds since 1970 (UTC): now, or before, where it is there already
    /// since it was not known whether it was written. The error is ready to be shown.
    pub fn write(&mut self, step: &Step) -> Result<i64, String> {
        let at = crate::clock::now().as_millisecond();
        let own = Step { at, ..step.clone() };
        if self.add(&[own])? > 0 {
            return Ok(at);
        }
        let there = log::kept_at(&self.0.db, step).map_err(|error| unwritable(&self.0.file, &error))?;
        there.ok_or_else(|| {
            let there = log::told(&self.0.db, &step.id).unwrap_or_default();
            unwritable(&self.0.file, &format!("{there} is another one there"))
        })
    }

    /// Adds steps, all or none, and says how many were not there before. The error is ready to be shown.
    pub fn add(&mut self, steps: &[Step]) -> Result<usize, String> {
        add(&mut self.0.db, steps).map_err(|error| unwritable(&self.0.file, &error))
    }

    /// Does something in one transaction, wholly or, where it fails, not at all. The error is ready to be shown.
    pub fn within<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T, String>) -> Result<T, String> {
        let file = self.0.file.clone();
        let failed = |error: rusqlite::Error| unwritable(&file, &error.to_string());
        let transaction = self.0.db.transaction().map_err(failed)?;
        let done = work(&transaction)?;
        transaction.commit().map_err(failed)?;
        Ok(done)
    }

    /// Keeps where the person is. The error is ready to be shown.
    pub fn keep(&self, session: &Session) -> Result<(), String> {
        let text = serde_json::to_string(session).map_err(|error| error.to_string())?;
        set(&self.0.db, "session", &text).map_err(|error| unwritable(&self.0.file, &error.to_string()))
    }

    /// Whether what is written ends in the file at its place: nobody took it away, or put another there. An error where that
    /// cannot be known.
    pub fn is_here(&mut self) -> Result<bool, String> {
        let Own { file, lock, here, ahead, .. } = &mut self.0;
        let mut known = || -> io::Result<bool> {
            if !is_still(file, *here)? {
                return Ok(false);
            }
            // What is written ahead is found by its name, so it is the one of this file as long as that is here.
            *ahead = at(&with_ending(file, BESIDE[0]))?.as_ref().and_then(identity);
            Ok(lock.is_of(file))
        };
        known().map_err(|error| unwritable(&self.0.file, &error.to_string()))
    }

    /// Lets go of the database, and gives what is to be in the one that is opened next: where the file is gone from its
    /// place, all that it holds, else what was `kept`. `last` is the number of the last step of the log.
    pub fn let_go(self, log: &Arc<str>, last: u64, kept: &[Arc<Step>]) -> Held {
        let Own { file, db, lock, here, ahead } = self.0;
        let mut steps: Vec<Step> = Vec::new();
        let gone = !is_still(&file, here).unwrap_or(true);
        if gone {
            steps = log::read(&db).counting();
            // What SQLite would remove when it is closed has the name of what is another one's by now. One's own is removed
            // before the next one is opened: beside it, it would be taken for that one's.
            let _ = db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
            drop(db);
            let beside = with_ending(&file, BESIDE[0]);
            if ahead.is_some() && at(&beside).ok().flatten().as_ref().and_then(identity) == ahead {
                let _ = remove(&beside);
                let _ = remove(&with_ending(&file, SHARED));
            }
        }
        let there: rustc_hash::FxHashSet<_> = steps.iter().map(|step| step.id.clone()).collect();
        steps.extend(kept.iter().filter(|step| !there.contains(&step.id)).map(|step| Step::clone(step)));
        Held { log: Arc::clone(log), last, steps, gone, lock: Some(lock) }
    }

    /// Waits less long for another program that holds the database.
    pub fn hurry(&self, patience: Duration) {
        let _ = self.0.db.busy_timeout(patience);
    }
}

#[cfg(test)]
mod tests;
