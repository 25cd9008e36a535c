//! Reading what was decided without keeping anything: no lock is taken, no file is made, moved or written, whoever else has
//! the database open. Another's database is read under limits ([`super::confined`]).

use super::aside;
use super::confined;
use super::files::{BESIDE, with_ending};
use super::location::Which;
use super::log;
use super::looking::{reader, steady, untouched};
use super::merges::{self, Record};
use super::ownership;
use super::schema::version;
use super::unfit::Unfit;
use crate::review::{Review, Step};
use rusqlite::Connection;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was decided of a corpus, as this person sees it, as far as it is kept at this moment; nothing where nothing ever was.
///
/// # Errors
/// Why it cannot be understood and what to do, ready to be shown. What is whole in a damaged database is not given: it
/// would be taken for all that was decided.
pub fn read(which: &Which, who: &str) -> Result<Review, String> {
    let file = which.file()?;
    let kept = file.exists() || matches!(which, Which::File(_));
    let mut steps = if kept { steps(&file)? } else { Vec::new() };
    aside::sound(&file, &mut steps);
    Ok(Review::new("".into(), who.into(), steps))
}

/// The steps of a database of one's own, all of them. The error is that of [`read`].
pub(super) fn steps(file: &Path) -> Result<Vec<Step>, String> {
    own(file, |db| {
        let read = log::read(db);
        read.fault.map_or(Ok(read.steps), Err)
    })
}

/// The records of merges of a database of one's own. The error is that of [`read`].
pub(super) fn records(file: &Path) -> Result<Vec<Record>, String> {
    own(file, merges::records)
}

fn own<T: Default>(file: &Path, read: impl Fn(&Connection) -> Result<T, Unfit>) -> Result<T, String> {
    let real = there(file)?;
    let once = || {
        let db = reader(&real)?;
        // All of it as it is at one moment, whoever writes meanwhile.
        let moment = db.unchecked_transaction()?;
        match version(&moment)? {
            0 => Ok(T::default()),
            version => confined::is_own(&moment, version).and_then(|()| read(&moment)),
        }
    };
    steady(&real, once).map_err(|unfit| match unfit {
        Unfit::Newer(version) => newer(file, version),
        Unfit::Withheld(why) => format!("{}: what was decided cannot be read now ({why}); try again", file.display()),
        Unfit::Broken(why) => format!(
            "{}: what was decided cannot be read ({why}); opening its corpus in simak sets it aside and keeps what is whole",
            file.display()
        ),
    })
}

/// What there is in another's database.
#[derive(Debug, Default)]
pub(super) struct Anothers {
    /// The steps that count in it.
    pub steps: Vec<Step>,
    /// The logs that were written where it lay last, each with whose it is.
    pub written: Vec<(Arc<str>, Arc<str>)>,
    /// The hash of the file.
    pub hash: String,
}

/// Reads another's database. The error says why it is not, and what to do, ready to be shown.
pub(super) fn anothers(name: &Path) -> Result<Anothers, String> {
    let file = there(name)?;
    steady(&file, || confined(&file)).map_err(|unfit| match unfit {
        Unfit::Newer(version) => newer(name, version),
        Unfit::Broken(why) | Unfit::Withheld(why) => format!(
            "{}: it cannot be read ({}); nothing of it was taken up; ask for another copy, taken while simak is closed there",
            name.display(),
            confined::explained(&why)
        ),
    })
}

fn confined(file: &Path) -> Result<Anothers, Unfit> {
    let [ahead, journal] = BESIDE.map(|ending| with_ending(file, ending));
    let size = |file: &Path| fs::metadata(file).map_or(0, |own| own.len());
    if size(file) + size(&ahead) > confined::FILE {
        return Err(Unfit::Broken(format!("it has more than {} MiB", confined::FILE >> 20)));
    }
    // (To put that back SQLite would take away files that are named in it.)
    if size(&journal) > 0 {
        return Err(Unfit::Broken("a change to it was begun and not ended".to_owned()));
    }
    let hash = hash([file, &ahead])?;
    let mut db = untouched(file)?;
    confined::limit(&mut db)?;
    let moment = db.unchecked_transaction()?;
    let version = version(&moment)?;
    if version == 0 {
        return Ok(Anothers { hash, ..Anothers::default() });
    }
    confined::is_sound(&moment, version)?;
    let read = log::read(&moment);
    if let Some(unfit) = read.fault {
        return Err(unfit);
    }
    let orphans = read.orphans.then(|| "a decision in it is of a step that is not there".to_owned());
    if let Some(why) = read.left_out.clone().or(orphans) {
        return Err(Unfit::Broken(why));
    }
    Ok(Anothers { steps: read.counting(), written: ownership::written(&moment)?, hash })
}

fn newer(file: &Path, version: i64) -> String {
    format!("{}: it is of a newer simak (version {version}); use that one", file.display())
}

/// The file itself, wherever a link to it lies; what is no file (a pipe, a device) is not opened.
fn there(file: &Path) -> Result<PathBuf, String> {
    // (On Windows the real name is one that an address cannot have.)
    let real = if cfg!(windows) { Ok(file.to_owned()) } else { fs::canonicalize(file) };
    match real.and_then(|real| Ok((fs::metadata(&real)?.is_file(), real))) {
        Ok((true, real)) => Ok(real),
        Ok((false, _)) => Err(format!("{}: it is no file; name a database", file.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(format!("{}: there is no such file; name another", file.display()))
        }
        Err(error) => Err(format!("{}: it cannot be read ({error}); name another", file.display())),
    }
}

/// The hash of a database, and of what is written ahead of it.
fn hash(files: [&Path; 2]) -> io::Result<String> {
    let mut hash = blake3::Hasher::new();
    for file in files.into_iter().filter(|file| file.is_file()) {
        hash.update_reader(File::open(file)?.take(confined::FILE))?;
    }
    Ok(hash.finalize().to_hex().to_string())
}

#[cfg(test)]
mod tests {
    use super::super::database::open;
    use super::super::testing::step;
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    /// Everything in a folder, to the letter; what SQLite keeps in memory that programs share is no content.
    fn folder(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let files = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|file| !file.to_str().unwrap().ends_with("-shm"));
        let mut files: Vec<_> = files.map(|file| (file.clone(), fs::read(file).unwrap())).collect();
        files.sort();
        files
    }

    fn steps(which: &Which) -> usize {
        read(which, "Rani").unwrap().steps().len()
    }

    #[test]
    fn what_was_decided_is_read_beside_a_program_that_writes_and_after_it() {
        let own = tempfile::tempdir().unwrap();
        // A name that means something in an address.
        let which = Which::File(own.path().join("uji %41?#é.sqlite"));
        assert!(read(&which, "Rani").unwrap_err().contains("there is no such file"));
        assert_eq!(folder(own.path()).len(), 0, "reading makes nothing");
        let mut writer = open(&which, "Rani").writer.unwrap();
        let kept: Vec<Step> = (1..=5).map(step).collect();
        assert_eq!(writer.add(&kept), Ok(5));
        let before = folder(own.path());
        assert_eq!(steps(&which), 5, "while it is written");
        assert_eq!(folder(own.path()), before);
        assert_eq!(writer.add(&[step(6)]), Ok(1), "the writer keeps its right");
        assert_eq!(steps(&which), 6);
        drop(writer);
        let before = folder(own.path());
        assert_eq!(steps(&which), 6);
        assert_eq!(folder(own.path()), before);
        let review = read(&which, "Rani").unwrap();
        let whole: Vec<Step> = review.steps().iter().map(|step| Step::clone(step)).collect();
        assert_eq!(whole, (1..=6).map(step).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_written_meanwhile_is_there_whole_or_not_at_all() {
        let own = tempfile::tempdir().unwrap();
        let which = Which::File(own.path().join("a.sqlite"));
        let (writing, (said, heard)) = (which.clone(), std::sync::mpsc::channel());
        let writer = std::thread::spawn(move || {
            // It is opened and closed again and again, so that it is read as one that never changes as well.
            for round in 0..12 {
                let mut writer = open(&writing, "Rani").writer.unwrap();
                (1..=25).for_each(|n| assert_eq!(writer.add(&[step(round * 25 + n)]), Ok(1)));
                said.send(round * 25 + 25).unwrap();
            }
        });
        let (mut confirmed, mut reads) = (heard.recv().unwrap(), 0);
        while confirmed < 300 {
            let numbers: Vec<u64> = read(&which, "Rani").unwrap().steps().iter().map(|step| step.id.number).collect();
            let own = numbers.iter().zip(1..).take_while(|(number, n)| **number == *n).count();
            assert!(own as u64 >= confirmed, "{own} of {confirmed}");
            confirmed = heard.try_iter().last().unwrap_or(confirmed);
            reads += 1;
        }
        writer.join().unwrap();
        assert!(reads > 2, "{reads}");
    }

    #[test]
    fn what_cannot_be_understood_is_told_and_left_as_it_is() {
        let own = tempfile::tempdir().unwrap();
        let which = Which::File(own.path().join("a.sqlite"));
        let mut writer = open(&which, "Rani").writer.unwrap();
        writer.add(&(1..=5).map(step).collect::<Vec<_>>()).unwrap();
        drop(writer);
        let file = own.path().join("a.sqlite");
        let whole = fs::read(&file).unwrap();
        let mut damaged = whole.clone();
        let at = damaged.windows(7).position(|part| part == b"catatan").unwrap();
        damaged[at] = b'C';
        for bytes in [damaged, b"not a database, but long enough to be read as one".repeat(9), whole[..whole.len() / 2].to_vec()]
        {
            fs::write(&file, bytes).unwrap();
            let before = folder(own.path());
            let told = read(&which, "Rani").unwrap_err();
            assert!(told.contains("a.sqlite") && told.contains("sets it aside"), "{told}");
            assert_eq!(folder(own.path()), before);
        }
        fs::write(&file, b"").unwrap();
        assert_eq!(steps(&which), 0, "an empty one is one of which nothing was decided");
    }
}
