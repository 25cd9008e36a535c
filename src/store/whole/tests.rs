use super::*;
use proptest::prelude::*;

fn text<'a>(text: &'a [u8]) -> impl Fn(&mut dyn Write) -> io::Result<()> + 'a {
    move |out| out.write_all(text)
}

/// What a folder holds.
fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("brief.md");
    for readers in [Readers::AsUsual, Readers::Owner] {
        replace(&path, readers, &text(b"one")).unwrap();
        let failing = |out: &mut dyn Write| {
            out.write_all(b"half")?;
            Err(io::Error::other("full"))
        };
        assert!(replace(&path, readers, &failing).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"one");
        replace(&path, readers, &text(b"two")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }
    assert_eq!(names_in(folder.path()), ["brief.md"], "something was left behind");
    for wrong in ["", "none/brief.md", "brief.md/", "brief.md/x", "new/"] {
        assert!(replace(&folder.path().join(wrong), Readers::AsUsual, &text(b"x")).is_err(), "{wrong:?}");
    }
    let long = folder.path().join("n".repeat(255));
    replace(&long, Readers::Owner, &text(b"a name as long as it may be")).unwrap();
}

#[test]
fn a_closed_pipe_is_no_error_however_it_is_wrapped() {
    struct Broken(ErrorKind);
    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let wrapping = |out: &mut dyn Write| {
        let big = vec![b'x'; BUFFER + 1];
        out.write_all(&big).map_err(|error| io::Error::other(format!("something else: {error}")))
    };
    let csv = |out: &mut dyn Write| {
        let mut table = ::csv::Writer::from_writer(out);
        for _ in 0..BUFFER {
            table.write_record(["a", "b"])?;
        }
        table.flush()
    };
    let json = |out: &mut dyn Write| Ok(serde_json::to_writer(out, &vec![7; BUFFER])?);
    for write in [&wrapping as Content<'_>, &csv, &json] {
        assert!(pour(Broken(ErrorKind::BrokenPipe), write).is_ok());
        assert!(pour(Broken(ErrorKind::StorageFull), write).is_err());
        assert!(pour(io::sink(), write).is_ok());
    }
    assert!(pour(io::sink(), &|_| Err(ErrorKind::BrokenPipe.into())).is_err(), "an error of the content is one");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    #[test]
    fn the_mode_stays_and_a_new_file_of_ones_own_is_closed_to_others() {
        let folder = tempfile::tempdir().unwrap();
        let (own, usual, like) = (folder.path().join("own"), folder.path().join("usual"), folder.path().join("like"));
        replace(&own, Readers::Owner, &text(b"x")).unwrap();
        replace(&usual, Readers::AsUsual, &text(b"x")).unwrap();
        fs::write(&like, "x").unwrap();
        assert_eq!((mode(&own), mode(&usual)), (0o600, mode(&like)));
        for bits in [0o600, 0o640, 0o644, 0o666, 0o755, 0o200, 0o620] {
            for readers in [Readers::Owner, Readers::AsUsual] {
                fs::set_permissions(&own, Permissions::from_mode(bits)).unwrap();
                replace(&own, readers, &text(b"y")).unwrap();
                assert_eq!(mode(&own), bits, "{bits:o}");
            }
        }
        for bits in [0o444, 0o400, 0o000, 0o555] {
            fs::set_permissions(&own, Permissions::from_mode(bits)).unwrap();
            let before = fs::metadata(&own).unwrap().ino();
            assert!(replace(&own, Readers::Owner, &text(b"z")).unwrap_err().to_string().contains("only be read"), "{bits:o}");
            assert_eq!((mode(&own), fs::metadata(&own).unwrap().ino()), (bits, before));
        }
    }

    #[test]
    fn links_stay_links() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("deep")).unwrap();
        fs::write(at("deep/real"), "a text that is longer than the next one").unwrap();
        fs::set_permissions(at("deep/real"), Permissions::from_mode(0o640)).unwrap();
        symlink("deep/second", at("first")).unwrap();
        symlink("real", at("deep/second")).unwrap();
        symlink("deep/not-yet", at("dangling")).unwrap();
        symlink("loop-b", at("loop-a")).unwrap();
        symlink("loop-a", at("loop-b")).unwrap();
        replace(&at("first"), Readers::Owner, &text(b"through two links")).unwrap();
        assert_eq!(fs::read(at("deep/real")).unwrap(), b"through two links");
        assert!(fs::symlink_metadata(at("first")).unwrap().is_symlink() && mode(&at("deep/real")) == 0o640);
        replace(&at("dangling"), Readers::Owner, &text(b"new")).unwrap();
        assert_eq!(fs::read(at("deep/not-yet")).unwrap(), b"new");
        assert!(fs::symlink_metadata(at("dangling")).unwrap().is_symlink());
        assert!(replace(&at("loop-a"), Readers::Owner, &text(b"x")).is_err());
        // Other names of the same file go on being that.
        fs::hard_link(at("deep/real"), at("other")).unwrap();
        for content in [&b"short"[..], b"and now a longer one than before", b"", b"again"] {
            replace(&at("first"), Readers::Owner, &text(content)).unwrap();
            assert_eq!((&*fs::read(at("other")).unwrap(), mode(&at("other"))), (content, 0o640));
            assert!(same(&at("other"), &at("first")));
        }
        assert_eq!(names_in(&at("deep")), ["not-yet", "real", "second"]);
    }

    #[test]
    fn pipes_and_devices_are_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let fifo = folder.path().join("fifo");
        assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let reader = {
            let fifo = fifo.clone();
            std::thread::spawn(move || fs::read(fifo).unwrap())
        };
        replace(&fifo, Readers::Owner, &text(b"through a pipe")).unwrap();
        assert_eq!(reader.join().unwrap(), b"through a pipe");
        replace(Path::new("/dev/null"), Readers::Owner, &text(b"nobody hears")).unwrap();
        if Path::new("/dev/full").exists() {
            let error = replace(Path::new("/dev/full"), Readers::Owner, &text(b"no room")).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::StorageFull);
        }
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(replace(&socket, Readers::Owner, &text(b"x")).is_err());
        assert_eq!(names_in(folder.path()), ["fifo", "socket"]);
    }

    #[test]
    fn the_same_file_is_known_by_every_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a"), "x").unwrap();
        fs::write(at("b"), "x").unwrap();
        fs::hard_link(at("a"), at("hard")).unwrap();
        symlink("a", at("soft")).unwrap();
        for (other, is) in [("a", true), ("hard", true), ("soft", true), ("./a", true), ("b", false), ("none", false)] {
            assert_eq!(same(&at("a"), &at(other)), is, "{other}");
        }
    }
}

/// A text that ends in an error behind so many bytes.
struct Failing<'a> {
    text: io::Cursor<&'a [u8]>,
    after: usize,
}

impl Read for Failing<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.after == 0 {
            return Err(io::Error::other("the disk is gone"));
        }
        let most = into.len().min(self.after).min(3);
        let read = self.text.read(&mut into[..most])?;
        self.after -= read;
        Ok(read)
    }
}

impl Seek for Failing<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.text.seek(to)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_file_holds_all_of_the_old_or_all_of_the_new(
        old in prop::option::of(prop::collection::vec(any::<u8>(), 0..60)),
        parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..30), 0..4),
        fails_after in prop::option::of(0_usize..4),
        linked: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mut names = Vec::new();
        if let Some(old) = &old {
            fs::write(&path, old).unwrap();
            names.push("file");
            if linked {
                fs::hard_link(&path, folder.path().join("other")).unwrap();
                names.push("other");
            }
        }
        let written = replace(&path, Readers::Owner, &|out| {
            for (at, part) in parts.iter().enumerate() {
                if fails_after == Some(at) {
                    return Err(io::Error::other("no more"));
                }
                out.write_all(part)?;
            }
            Ok(())
        });
        let whole = parts.concat();
        prop_assert_eq!(written.is_ok(), fails_after.is_none_or(|at| at >= parts.len()));
        let want = if written.is_ok() { Some(whole) } else { old.clone() };
        prop_assert_eq!(fs::read(&path).ok(), want.clone());
        if want.is_some() && old.is_none() {
            names.push("file");
        }
        prop_assert_eq!(names_in(folder.path()), names);
    }

    #[test]
    fn what_cannot_be_written_over_to_the_end_is_given_back(
        old in prop::collection::vec(any::<u8>(), 0..60),
        new in prop::collection::vec(any::<u8>(), 1..60),
        cut in 0_usize..60,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, &old).unwrap();
        let after = cut % new.len();
        let failed = write_over(&path, Failing { text: io::Cursor::new(&new), after }).is_err();
        prop_assert!(failed);
        prop_assert_eq!(fs::read(&path).unwrap(), old);
        write_over(&path, Failing { text: io::Cursor::new(&new), after: usize::MAX }).unwrap();
        prop_assert_eq!(fs::read(&path).unwrap(), new);
        prop_assert_eq!(names_in(folder.path()), ["file"]);
    }
}
