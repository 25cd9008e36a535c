//! The file of a session: where it stands, who may write it, and how it is replaced whole.
//!
//! Beside `<corpus>.json` stands `<corpus>.lock`, locked as long as a program that writes runs; the system lets go of it
//! however that ends. The lock is a file of its own because the other is replaced. Both are for their owner's eyes only:
//! what a journalist reads is nobody else's concern.

use super::session::{Fault, Session};
use etcetera::BaseStrategy;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A file as it was found.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// What it held; nothing, where there was none or it could not be understood.
    pub session: Session,
    /// The right to write it; `None` where it must not be written.
    pub writer: Option<Writer>,
    /// What the person has to know.
    pub trouble: Option<String>,
}

/// The right to write a file, as long as it lives.
#[derive(Debug)]
pub(super) struct Writer {
    file: PathBuf,
    _lock: File,
}

/// The file for the corpus of these paths, whatever their order; without any, for the sample corpus.
pub(super) fn of(paths: &[PathBuf]) -> Result<PathBuf, String> {
    let base = etcetera::choose_base_strategy().map_err(|e| format!("There is no home folder ({e}): nothing is kept."))?;
    let folder = base.state_dir().unwrap_or_else(|| base.data_dir()).join("simak").join("sessions");
    let key = key(paths).map_err(|e| format!("There is no current folder ({e}): nothing is kept."))?;
    Ok(folder.join(format!("{key}.json")))
}

fn key(paths: &[PathBuf]) -> io::Result<String> {
    if paths.is_empty() {
        return Ok("sample".to_owned());
    }
    // Collected from its components, a path is the same with and without a slash at its end.
    let plain = |path: &PathBuf| Ok(std::path::absolute(path)?.components().collect());
    let mut paths = paths.iter().map(plain).collect::<io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    paths.dedup();
    let mut hash = blake3::Hasher::new();
    for path in paths {
        hash.update(path.as_os_str().as_encoded_bytes()).update(b"\0");
    }
    Ok(hash.finalize().to_hex().chars().take(32).collect())
}

/// Opens a file: takes its lock, reads it, sets it aside if it is broken.
pub(super) fn open(file: &Path) -> Opened {
    let (lock, locked) = match lock(file) {
        Ok(lock) => (Some(lock), None),
        Err(why) => (None, Some(why)),
    };
    let writer = lock.map(|lock| Writer { file: file.to_owned(), _lock: lock });
    match fs::read(file) {
        Ok(text) => match Session::parse(&text) {
            Ok(session) => Opened { session, writer, trouble: locked },
            Err(Fault::Newer(version)) => untouched(format!(
                "The session of this corpus is of a newer simak (version {version}): it is left alone, and nothing is kept."
            )),
            Err(Fault::Broken(why)) => broken(file, &why, writer, locked),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Opened { session: Session::default(), writer, trouble: locked },
        Err(error) => untouched(format!("{}: cannot be read ({error}); it is left alone, and nothing is kept.", file.display())),
    }
}

fn untouched(trouble: String) -> Opened {
    Opened { trouble: Some(trouble), ..Opened::default() }
}

fn broken(file: &Path, why: &str, writer: Option<Writer>, locked: Option<String>) -> Opened {
    if writer.is_none() {
        return Opened { trouble: locked, ..Opened::default() };
    }
    match set_aside(file) {
        Ok(aside) => {
            let name = aside.file_name().unwrap_or_default().display();
            let trouble = format!("The session of this corpus cannot be understood ({why}); it was set aside as {name}.");
            Opened { writer, trouble: Some(trouble), ..Opened::default() }
        }
        Err(error) => {
            untouched(format!("{}: cannot be understood ({why}) nor set aside ({error}); nothing is kept.", file.display()))
        }
    }
}

/// Takes the lock. The error says why nothing will be kept.
fn lock(file: &Path) -> Result<File, String> {
    let path = file.with_extension("lock");
    let unwritable = |error: io::Error| format!("{}: cannot be written ({error}); nothing is kept.", path.display());
    make_folder(file).map_err(unwritable)?;
    let lock = owners().truncate(false).open(&path).map_err(unwritable)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            Err("This corpus is open in another simak as well: what you read here is not kept.".to_owned())
        }
        Err(TryLockError::Error(error)) => Err(unwritable(error)),
    }
}

fn make_folder(file: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.recursive(true).create(file.parent().unwrap_or(Path::new(".")))
}

/// Options to write a file that only its owner reads.
fn owners() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Renames a file to the first of `.bad-1`, `.bad-2` and so on that is free.
fn set_aside(file: &Path) -> io::Result<PathBuf> {
    let free = (1..1000).map(|n| file.with_extension(format!("json.bad-{n}"))).find(|path| !path.exists());
    let aside = free.ok_or_else(|| io::Error::other("there are too many set aside already"))?;
    fs::rename(file, &aside)?;
    Ok(aside)
}

impl Writer {
    /// Replaces the file, whole or not at all. The error is ready to be shown.
    pub fn write(&self, session: Session) -> Result<(), String> {
        let text = session.write()?;
        self.replace(&text)
            .map_err(|error| format!("{}: cannot be written ({error}); what you have read is not kept.", self.file.display()))
    }

    fn replace(&self, text: &[u8]) -> io::Result<()> {
        let new = self.file.with_extension("json.new");
        let mut file = owners().truncate(true).open(&new)?;
        file.write_all(text)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&new, &self.file)?;
        // The name is on the disk only once its folder is; where a folder cannot be opened, the system sees to it.
        if let Some(folder) = self.file.parent().and_then(|folder| File::open(folder).ok()) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(article: &str) -> Session {
        Session { read: vec![article.into()], article: Some(article.into()), ..Session::default() }
    }

    fn place() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state/simak/sessions/abc.json");
        (folder, file)
    }

    fn names(file: &Path) -> Vec<String> {
        let entries = fs::read_dir(file.parent().unwrap()).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_written_is_found_again_and_nothing_else_is_left() {
        let (_folder, file) = place();
        let first = open(&file);
        assert_eq!((first.session, first.trouble), (Session::default(), None));
        let writer = first.writer.unwrap();
        writer.write(session("a")).unwrap();
        writer.write(session("b")).unwrap();
        drop(writer);
        let again = open(&file);
        assert_eq!((again.session, again.trouble), (session("b"), None));
        assert_eq!(names(&file), ["abc.json", "abc.lock"]);
    }

    #[test]
    fn a_write_that_was_cut_off_leaves_the_file_as_it_was() {
        let (_folder, file) = place();
        open(&file).writer.unwrap().write(session("a")).unwrap();
        fs::write(file.with_extension("json.new"), "{\"vers").unwrap();
        let again = open(&file);
        assert_eq!((again.session, again.trouble), (session("a"), None));
        again.writer.unwrap().write(session("b")).unwrap();
        assert_eq!(names(&file), ["abc.json", "abc.lock"]);
    }

    #[test]
    fn a_broken_file_is_set_aside_letter_by_letter_and_told() {
        let (_folder, file) = place();
        drop(open(&file));
        for (n, text) in [(1, "{\"version\":1,\"sess"), (2, "\0\0\0\0")] {
            fs::write(&file, text).unwrap();
            let opened = open(&file);
            assert_eq!(opened.session, Session::default());
            assert!(opened.trouble.unwrap().contains(&format!("set aside as abc.json.bad-{n}")));
            assert_eq!(fs::read_to_string(file.with_extension(format!("json.bad-{n}"))).unwrap(), text);
            opened.writer.unwrap().write(session("a")).unwrap();
        }
        assert_eq!(open(&file).session, session("a"));
    }

    #[test]
    fn a_newer_file_is_left_alone_and_not_written() {
        let (_folder, file) = place();
        drop(open(&file));
        let text = r#"{"version":99,"session":{"all":"else"}}"#;
        fs::write(&file, text).unwrap();
        let opened = open(&file);
        assert!(opened.writer.is_none() && opened.trouble.unwrap().contains("newer simak (version 99)"));
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
        assert_eq!(names(&file), ["abc.json", "abc.lock"]);
    }

    #[test]
    fn a_second_one_reads_only_until_the_first_has_gone() {
        let (_folder, file) = place();
        let first = open(&file).writer.unwrap();
        first.write(session("a")).unwrap();
        let second = open(&file);
        assert_eq!(second.session, session("a"));
        assert!(second.writer.is_none() && second.trouble.unwrap().contains("another simak"));
        fs::write(&file, "broken").unwrap();
        assert!(open(&file).writer.is_none());
        assert_eq!(fs::read_to_string(&file).unwrap(), "broken", "who does not write sets nothing aside");
        drop(first);
        assert!(open(&file).writer.is_some());
    }

    #[test]
    fn where_nothing_can_be_written_it_is_told_and_what_there_is_is_read() {
        let (folder, file) = place();
        // A file where a folder ought to be; permissions would not stop the superuser.
        fs::write(folder.path().join("state"), "").unwrap();
        let opened = open(&file);
        assert!(opened.writer.is_none() && opened.trouble.is_some());
        let (_folder, file) = place();
        open(&file).writer.unwrap().write(session("a")).unwrap();
        fs::remove_file(file.with_extension("lock")).unwrap();
        fs::create_dir(file.with_extension("lock")).unwrap();
        let opened = open(&file);
        assert_eq!(opened.session, session("a"));
        assert!(opened.writer.is_none() && opened.trouble.unwrap().contains("cannot be written"));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_read_only_is_read() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, file) = place();
        open(&file).writer.unwrap().write(session("a")).unwrap();
        fs::remove_file(file.with_extension("lock")).unwrap();
        let parent = file.parent().unwrap();
        fs::set_permissions(parent, fs::Permissions::from_mode(0o500)).unwrap();
        let superuser = fs::write(parent.join("probe"), "").is_ok();
        let opened = open(&file);
        fs::set_permissions(parent, fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(opened.session, session("a"));
        assert!(superuser || (opened.writer.is_none() && opened.trouble.unwrap().contains("nothing is kept")));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, file) = place();
        open(&file).writer.unwrap().write(session("a")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o077;
        assert_eq!([mode(&file), mode(&file.with_extension("lock")), mode(file.parent().unwrap())], [0, 0, 0]);
    }

    #[test]
    fn the_same_paths_are_the_same_corpus() {
        let key = |paths: &[&str]| key(&paths.iter().map(PathBuf::from).collect::<Vec<_>>()).unwrap();
        assert_eq!(key(&["/b", "/a"]), key(&["/a/", "/b/.", "/a"]));
        assert_ne!(key(&["/a", "/b"]), key(&["/ab"]));
        assert_ne!(key(&["/a"]), key(&["a"]));
        assert_eq!(key(&[]), "sample");
    }
}
