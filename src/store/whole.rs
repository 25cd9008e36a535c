//! Files that are written whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Replaces a file by what `write` writes, or leaves it as it was: a new file beside it takes its place only once it is
/// whole and on the disk. A link stays one: what it leads to is replaced. What is no file (a device, a pipe) is written to.
pub fn replace(path: &Path, write: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.exists() && !target.is_file() {
        if target.is_dir() {
            return Err(io::Error::other("it is a folder"));
        }
        let mut out = BufWriter::new(OpenOptions::new().write(true).open(&target)?);
        write(&mut out)?;
        return out.flush();
    }
    let mut name: OsString = target.file_name().ok_or_else(|| io::Error::other("it names no file"))?.to_owned();
    name.push(format!(".new-{}", std::process::id()));
    let new = target.with_file_name(name);
    let result = fill(&new, write).and_then(|()| fs::rename(&new, &target));
    if result.is_err() {
        let _ = fs::remove_file(&new);
    }
    // The name is on the disk only once its folder is; where a folder cannot be opened, the system sees to it.
    if let Some(folder) = target.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
    result
}

fn fill(new: &Path, write: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, OpenOptions::new().write(true).create_new(true).open(new)?);
    write(&mut out)?;
    out.flush()?;
    out.get_ref().sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("brief.md");
        replace(&path, &|out| out.write_all(b"one")).unwrap();
        let failing = |out: &mut dyn Write| {
            out.write_all(b"half")?;
            Err(io::Error::other("full"))
        };
        assert!(replace(&path, &failing).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"one");
        replace(&path, &|out| out.write_all(b"two")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was left behind");
        assert!(replace(folder.path(), &|out| out.write_all(b"x")).is_err());
        assert!(replace(&folder.path().join("none/brief.md"), &|out| out.write_all(b"x")).is_err());
    }
}
