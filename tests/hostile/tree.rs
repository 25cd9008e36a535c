//! Trees made at random of every kind of entry, with ignore files of every kind at every level.

use proptest::prelude::*;
use simak::loader::{LoadOptions, load_now};
use simak::model::{Corpus, path::shown};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long any of these trees may take; it takes some hundredths of a second on a machine at rest.
const BOUND: Duration = Duration::from_secs(30);

/// What may have the name of an article.
#[derive(Copy, Clone, Debug, PartialEq)]
enum Kind {
    Text,
    Fifo,
    Socket,
    Folder,
    /// A link to `/dev/zero` or `/dev/full`.
    Device(bool),
    /// A link to itself.
    Self_,
    Dangling,
    /// A link to the folder above.
    Up,
    /// A link to a file outside of the tree.
    Outside,
    /// A file that may not be read.
    Closed,
}

/// What an ignore file may be.
#[derive(Copy, Clone, Debug)]
enum Rules {
    None,
    /// Leaves every `.md` out.
    Markdown,
    /// What is no pattern, then the same.
    Broken,
    Binary,
    Huge,
    Lines,
    Special(Kind),
}

#[derive(Clone, Debug)]
struct Entry {
    /// Names of the folders that it is in, by number, and its own.
    folders: Vec<u8>,
    name: Vec<u8>,
    extension: &'static str,
    kind: Kind,
}

#[derive(Clone, Debug)]
struct Level {
    folders: Vec<u8>,
    gitignore: bool,
    rules: Rules,
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        6 => Just(Kind::Text),
        1 => Just(Kind::Fifo),
        1 => Just(Kind::Socket),
        1 => Just(Kind::Folder),
        1 => any::<bool>().prop_map(Kind::Device),
        1 => Just(Kind::Self_),
        1 => Just(Kind::Dangling),
        1 => Just(Kind::Up),
        1 => Just(Kind::Outside),
        1 => Just(Kind::Closed),
    ]
}

fn name() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        "[a-z]{1,3}".prop_map(String::into_bytes),
        proptest::collection::vec(1u8..=255, 1..5),
        prop_oneof![
            Just(b"kop\xe9".to_vec()),
            Just(b"kop\xe8".to_vec()),
            Just("kop\u{fffd}".as_bytes().to_vec()),
            Just("kop\u{fffd}E9".as_bytes().to_vec()),
            Just(b"baris\nbaru".to_vec()),
            Just(b"\x1b]0;x\x07\x1b[2J".to_vec()),
            Just(b"-rf".to_vec()),
            Just(b"+!x;".to_vec()),
            Just(b" ".to_vec()),
            Just(b"*[a".to_vec()),
            Just(vec![b'x'; 240]),
            Just("é".repeat(100).into_bytes()),
        ],
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    let extension = prop_oneof![4 => Just("txt"), 2 => Just("md"), 1 => Just("TXT"), 1 => Just("dat")];
    (proptest::collection::vec(0u8..3, 0..4), name(), extension, kind()).prop_map(|(folders, name, extension, kind)| {
        // A hidden one is left out, which the level's own rules test; a name of a folder is no file's.
        let name: Vec<u8> = name.into_iter().filter(|byte| *byte != b'/').collect();
        let name = if name.is_empty() || name.starts_with(b".") { b"titik".to_vec() } else { name };
        Entry { folders, name, extension, kind }
    })
}

fn level() -> impl Strategy<Value = Level> {
    let rules = prop_oneof![
        1 => Just(Rules::None),
        2 => Just(Rules::Markdown),
        1 => Just(Rules::Broken),
        1 => Just(Rules::Binary),
        1 => Just(Rules::Huge),
        1 => Just(Rules::Lines),
        4 => kind().prop_filter("no text", |kind| !matches!(kind, Kind::Text | Kind::Up | Kind::Outside)).prop_map(Rules::Special),
    ];
    (proptest::collection::vec(0u8..3, 0..4), any::<bool>(), rules).prop_map(|(folders, gitignore, rules)| Level {
        folders,
        gitignore,
        rules,
    })
}

/// A tree on the disk and what is known of it.
#[derive(Default)]
struct Tree {
    root: PathBuf,
    /// Files that are articles, wherever they lie.
    texts: BTreeSet<PathBuf>,
    /// Entries that must be told.
    told: BTreeSet<PathBuf>,
    /// Folders below which Markdown is left out.
    no_markdown: Vec<PathBuf>,
    /// What must not be opened.
    special: BTreeSet<PathBuf>,
    sockets: Vec<UnixListener>,
}

impl Tree {
    fn make(&mut self, path: &Path, kind: Kind, text: &str) {
        if path.symlink_metadata().is_ok() {
            return;
        }
        let told = match kind {
            Kind::Text => return self.write(path, text),
            Kind::Folder => return fs::create_dir(path).unwrap(),
            Kind::Fifo => Command::new("mkfifo").arg("--").arg(path).status().is_ok_and(|status| status.success()),
            // (A socket's path is short.)
            Kind::Socket => UnixListener::bind(path).map(|socket| self.sockets.push(socket)).is_ok(),
            Kind::Device(zero) => symlink(if zero { "/dev/zero" } else { "/dev/full" }, path).is_ok(),
            Kind::Self_ => symlink(path, path).is_ok(),
            Kind::Dangling => symlink("tiada", path).is_ok(),
            Kind::Up => symlink("..", path).is_ok(),
            Kind::Outside => symlink(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), path).is_ok(),
            Kind::Closed => {
                fs::write(path, text).unwrap();
                fs::set_permissions(path, fs::Permissions::from_mode(0o0)).unwrap();
                return;
            }
        };
        if told && matches!(kind, Kind::Fifo | Kind::Socket) {
            self.special.insert(path.to_owned());
        }
        // (From the named folder itself the link leads out of the tree, and back into what is known.)
        let out = matches!(kind, Kind::Up) && path.parent() == Some(&self.root);
        if told && !matches!(kind, Kind::Outside) && !out {
            self.told.insert(path.to_owned());
        }
    }

    fn write(&mut self, path: &Path, text: &str) {
        fs::write(path, text).unwrap();
        self.texts.insert(path.to_owned());
    }

    fn rules(&mut self, folder: &Path, level: &Level) {
        let path = folder.join(if level.gitignore { ".gitignore" } else { ".ignore" });
        if path.symlink_metadata().is_ok() {
            return;
        }
        let mut write = |bytes: &[u8], holds: bool, told: bool| {
            fs::write(&path, bytes).unwrap();
            self.no_markdown.extend(holds.then(|| folder.to_owned()));
            self.told.extend(told.then(|| path.clone()));
        };
        match level.rules {
            Rules::None => {}
            Rules::Markdown => write(b"# catatan\n*.md\n", true, false),
            Rules::Broken => write(b"{a\n*.md\n", true, true),
            Rules::Binary => write(&[0, 159, 146, 150, b'\n', 255], false, false),
            Rules::Huge => write(&b"*.md\n".repeat(80_000), false, true),
            Rules::Lines => write(&b"*\n".repeat(5_000), false, true),
            Rules::Special(Kind::Closed) => {}
            Rules::Special(kind) => {
                self.make(&path, kind, "");
                self.told.insert(path);
            }
        }
    }
}

/// What is read of a tree; the test fails where that takes too long.
fn read(folder: &Path) -> Corpus {
    let (out, done) = mpsc::channel();
    let folder = folder.to_owned();
    std::thread::spawn(move || {
        let loaded = load_now(vec![folder], LoadOptions { threads: 2, ..LoadOptions::default() });
        drop(out.send(loaded.unwrap()));
    });
    done.recv_timeout(BOUND).expect("the tree is read in time")
}

/// Tells which of the paths are opened from now on.
fn opened(folder: &Path) -> (notify::RecommendedWatcher, mpsc::Receiver<PathBuf>) {
    use notify::event::{AccessKind, EventKind};
    use notify::{RecursiveMode, Watcher};
    let (out, opened) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if let Ok(event) = event
            && matches!(event.kind, EventKind::Access(AccessKind::Open(_)))
        {
            event.paths.into_iter().for_each(|path| drop(out.send(path)));
        }
    })
    .unwrap();
    watcher.watch(folder, RecursiveMode::Recursive).unwrap();
    (watcher, opened)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_is_read_in_time_and_all_that_cannot_be_is_told(
        entries in proptest::collection::vec(entry(), 1..24),
        levels in proptest::collection::vec(level(), 0..6),
        repository in any::<bool>(),
    ) {
        let room = tempfile::tempdir().unwrap();
        let root = room.path().join("kliping");
        let folder = |folders: &[u8]| folders.iter().fold(root.clone(), |path, n| path.join(format!("f{n}")));
        let mut tree = Tree { root: root.clone(), ..Tree::default() };
        fs::create_dir(&root).unwrap();
        if repository {
            // What git itself has in a repository is nothing to open.
            fs::create_dir_all(room.path().join(".git/info")).unwrap();
            tree.make(&room.path().join(".git/info/exclude"), Kind::Fifo, "");
            tree.make(&room.path().join(".gitignore"), Kind::Fifo, "");
            tree.told.remove(&room.path().join(".git/info/exclude"));
        }
        for level in &levels {
            fs::create_dir_all(folder(&level.folders)).unwrap();
            tree.rules(&folder(&level.folders), level);
        }
        for (n, entry) in entries.iter().enumerate() {
            let path = folder(&entry.folders);
            fs::create_dir_all(&path).unwrap();
            let name = [&entry.name[..], b".", entry.extension.as_bytes()].concat();
            tree.make(&path.join(OsStr::from_bytes(&name)), entry.kind, &format!("“Kabar {n},” kata Rukmini.\n"));
        }
        let (_watcher, opened) = opened(room.path());
        let begun = Instant::now();
        let corpus = read(&root);
        prop_assert!(begun.elapsed() < BOUND);

        let left_out = |path: &Path| path.extension() == Some(OsStr::new("md")) && tree.no_markdown.iter().any(|f| path.starts_with(f));
        let article = |path: &Path| matches!(path.extension().map(OsStr::as_bytes), Some(b"txt" | b"TXT" | b"md"));
        let want: BTreeSet<_> = tree.texts.iter().filter(|path| article(path) && !left_out(path)).map(|path| shown(path)).collect();
        let got: BTreeSet<_> = corpus.articles.iter().map(|a| a.source.path.clone()).filter(|path| !path.ends_with("Cargo.toml")).collect();
        // (A file that may not be read is one that root may read.)
        let got: BTreeSet<_> = got.into_iter().filter(|path| tree.texts.contains(&simak::model::path::real(path))).collect();
        prop_assert_eq!(got, want);
        let told: BTreeSet<_> = corpus.troubles.iter().map(|trouble| trouble.path.clone()).collect();
        for path in tree.told.iter().filter(|path| !left_out(path)) {
            prop_assert!(told.contains(&shown(path)), "{path:?} is not told: {told:?}");
        }
        for path in opened.try_iter() {
            prop_assert!(!tree.special.contains(&path), "{path:?} was opened");
        }
    }
}

/// Folders whose links lead on in two ways each: as many ways as there are grains on a chessboard.
#[test]
fn links_that_fork_are_followed_once() {
    let room = tempfile::tempdir().unwrap();
    let root = room.path();
    for n in 0..40 {
        let folder = root.join(format!("d{n:02}"));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a.txt"), format!("Kabar {n}.")).unwrap();
        for name in ["kiri", "kanan"] {
            symlink(root.join(format!("d{:02}", n + 1)), folder.join(name)).unwrap();
        }
    }
    fs::create_dir(root.join("d40")).unwrap();
    let corpus = read(&root.join("d00"));
    assert_eq!(corpus.articles.len(), 40);
    assert!(corpus.troubles.is_empty(), "{:?}", corpus.troubles);
}

/// As deep as a path may be, and deeper: put together of parts, since none may be made that long.
#[test]
fn folders_of_any_depth_are_walked_or_told() {
    const PART: usize = 250;
    let room = tempfile::tempdir().unwrap();
    let part = |name: &str| {
        let inside: PathBuf = std::iter::repeat_n("folder", PART - 1).collect();
        fs::create_dir_all(room.path().join(name).join(&inside)).unwrap();
        fs::write(room.path().join(name).join("a.txt"), format!("Kabar {name}.")).unwrap();
        room.path().join(name).join(inside).join("folder")
    };
    part("c");
    for (outer, inner) in [("b", "c"), ("a", "b")] {
        fs::rename(room.path().join(inner), part(outer)).unwrap();
    }
    let corpus = read(&room.path().join("a"));
    let texts: BTreeSet<_> = corpus.articles.iter().map(|article| &*article.text).collect();
    assert_eq!(texts, BTreeSet::from(["Kabar a.", "Kabar b.", "Kabar c."]));
    assert_eq!(corpus.troubles.len(), 1);
    assert!(corpus.troubles[0].message.contains("longer than the system allows"), "{:?}", corpus.troubles[0]);
}
