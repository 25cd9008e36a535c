//! Which files the ignore files of folders hide: `.ignore` and `.gitignore`, in git's own notation.
//!
//! The rules are those of ripgrep: what lies further inside counts more, and any `.ignore` more than any `.gitignore`; a
//! hidden file counts where a rule asks for it. Above the folder that was named they hold inside of one repository only,
//! up to its root, and only where they belong to the owner of that folder: nobody can hide somebody else's files by putting
//! a rule into a folder for all. They are read here and not by the `ignore` crate, which opens whatever has their name: what
//! is no regular file, or too large for a list of rules, is told once and not read.

use super::walk::trouble;
use super::{Shared, opening};
use crate::model::Trouble;
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The files' names, those that count more first.
pub(super) const NAMES: [&str; 2] = [".ignore", ".gitignore"];
/// Bytes and lines that such a file may have: the longest that are published have a tenth of it, and ten thousand rules take
/// a second to be made ready.
const BYTES: u64 = 256 << 10;
const LINES: usize = 4_000;

/// The rules that hold where the walk is.
#[derive(Default)]
pub(super) struct Ignored {
    /// Those of the folders above the one that was named, from outside in; then those of the folders that the walk is in.
    folders: Vec<Folder>,
    /// How many lie above.
    above: usize,
}

/// The rules of one folder.
struct Folder {
    /// The folder; above the named one it is absolute.
    path: PathBuf,
    /// The named folder as seen from here, where this one lies above it.
    inside: PathBuf,
    /// By name.
    rules: [Gitignore; NAMES.len()],
}

impl Ignored {
    /// The rules above a folder. What is wrong with them goes to `out`.
    pub fn above(root: &Path, shared: &Shared, out: &mut Vec<Trouble>) -> Self {
        let mut folders = Vec::new();
        let real = root.canonicalize().unwrap_or_default();
        // A folder that is a repository's root has nothing above it.
        let repository = real.ancestors().position(|folder| folder.join(".git").symlink_metadata().is_ok());
        for folder in real.ancestors().take(repository.map_or(0, |last| last + 1)).skip(1) {
            let inside = real.strip_prefix(folder).unwrap_or(Path::new("")).to_owned();
            let foreign = |file: &Path| !same_owner(file, &real);
            folders.extend(Folder::read(folder, inside, &foreign, shared, out));
        }
        folders.reverse();
        Self { above: folders.len(), folders }
    }

    /// The walk enters a folder that lies so many folders below the named one.
    pub fn enter(&mut self, path: &Path, shared: &Shared, out: &mut Vec<Trouble>) {
        self.leave(path);
        self.folders.extend(Folder::read(path, PathBuf::new(), &|_| false, shared, out));
    }

    /// Forgets the rules of folders in which this path is not.
    fn leave(&mut self, path: &Path) {
        while self.folders.len() > self.above && self.folders.last().is_some_and(|folder| !path.starts_with(&folder.path)) {
            self.folders.pop();
        }
    }

    /// What the rules say of something below the named folder `root`: hidden, asked for, or nothing.
    pub fn rule(&mut self, path: &Path, root: &Path, is_folder: bool) -> Match<()> {
        self.leave(path);
        let mut told = Match::None;
        for name in 0..NAMES.len() {
            for folder in self.folders.iter().rev() {
                let Some(rules) = folder.rules.get(name).filter(|rules| !rules.is_empty()) else { continue };
                let inside = folder.seen(path, root);
                told = told.or(rules.matched(inside, is_folder).map(|_| ()));
            }
        }
        told
    }
}

impl Folder {
    /// The rules of a folder, if it has any.
    fn read(
        path: &Path,
        inside: PathBuf,
        foreign: &dyn Fn(&Path) -> bool,
        shared: &Shared,
        out: &mut Vec<Trouble>,
    ) -> Option<Self> {
        let rules = NAMES.map(|name| {
            let file = path.join(name);
            let (kept, wrong) = rules(&file, foreign, shared);
            out.extend(wrong.map(|message| trouble(&file, message)));
            kept
        });
        let any = rules.iter().any(|rules| !rules.is_empty());
        any.then(|| Self { path: path.to_owned(), inside, rules })
    }

    /// A path below the named folder as seen from here.
    fn seen(&self, path: &Path, root: &Path) -> PathBuf {
        if self.inside.as_os_str().is_empty() {
            path.strip_prefix(&self.path).unwrap_or(path).to_owned()
        } else {
            self.inside.join(path.strip_prefix(root).unwrap_or(path))
        }
    }
}

/// The rules of a file, none where there is no such file; and what is wrong, where something is.
fn rules(file: &Path, foreign: &dyn Fn(&Path) -> bool, shared: &Shared) -> (Gitignore, Option<String>) {
    match file.symlink_metadata() {
        // It is not there, or the folder cannot be read, which is told of that.
        Err(_) => return (Gitignore::empty(), None),
        Ok(_) if foreign(file) => {
            let message = "rules about which files are left out, of another owner than the folder that was named; not followed: \
                copy them into that folder if you want them";
            return (Gitignore::empty(), Some(message.to_owned()));
        }
        Ok(_) => {}
    }
    match text(file, shared) {
        Ok(text) => compiled(&text),
        Err(message) => (Gitignore::empty(), Some(message)),
    }
}

/// What a file of rules holds, if it is one.
fn text(file: &Path, shared: &Shared) -> Result<String, String> {
    let not_read = |what: &str| format!("no list of files to leave out, but {what}; it is not read: remove it, or replace it");
    match file.metadata() {
        Ok(data) if !data.is_file() => return Err(not_read(opening::kind_name(data.file_type()))),
        Ok(data) if data.len() > BYTES => return Err(too_long()),
        _ => {}
    }
    let (opened, _) = opening::open(file, shared)?;
    let mut bytes = Vec::new();
    opened.take(BYTES + 1).read_to_end(&mut bytes).map_err(|error| opening::io_message(&error))?;
    if bytes.len() as u64 > BYTES || memchr::memchr_iter(b'\n', &bytes).count() > LINES {
        return Err(too_long());
    }
    Ok(String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).into_owned())
}

fn too_long() -> String {
    let size = super::limits::size(BYTES);
    format!("longer than a list of files to leave out may be ({size}, {LINES} lines), so it is not read; shorten it")
}

/// The rules in a text, and the first line that is none.
fn compiled(text: &str) -> (Gitignore, Option<String>) {
    let mut builder = GitignoreBuilder::new("");
    let mut wrong = None;
    for (line, number) in text.lines().zip(1..) {
        if let Err(error) = builder.add_line(None, line) {
            wrong = wrong.or_else(|| Some(format!("line {number}: no pattern ({error}); correct it, the other lines hold")));
        }
    }
    match builder.build() {
        Ok(rules) => (rules, wrong),
        Err(error) => {
            (Gitignore::empty(), Some(format!("its patterns are too much ({error}), so none is followed; simplify them")))
        }
    }
}

/// Whether two files belong to the same person, as far as the system tells.
fn same_owner(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let owner = |path: &Path| path.symlink_metadata().ok().map(|data| data.uid());
        owner(one) == owner(other)
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a file of a tree is hidden, of a folder named inside of it.
    fn hidden(rules: &[(&str, &str)], named: &str, path: &str) -> Option<bool> {
        let room = tempfile::tempdir().unwrap();
        let root = room.path().join("atas/kliping");
        std::fs::create_dir_all(root.join("dalam/sekali")).unwrap();
        for (file, text) in rules {
            let file = room.path().join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let (named, mut troubles) = (room.path().join(named), Vec::new());
        let mut ignored = Ignored::above(&named, &Shared::default(), &mut troubles);
        let path = room.path().join(path);
        let mut folders: Vec<_> = path.ancestors().skip(1).take_while(|folder| folder.starts_with(&named)).collect();
        folders.reverse();
        folders.iter().for_each(|folder| ignored.enter(folder, &Shared::default(), &mut troubles));
        assert_eq!(troubles, []);
        match ignored.rule(&path, &named, false) {
            Match::None => None,
            Match::Ignore(()) => Some(true),
            Match::Whitelist(()) => Some(false),
        }
    }

    #[test]
    fn what_lies_further_inside_counts_more_and_ignore_more_than_gitignore() {
        let (root, file) = ("atas/kliping", "atas/kliping/dalam/a.txt");
        let (outer, inner, git) = ("atas/kliping/.ignore", "atas/kliping/dalam/.ignore", "atas/kliping/dalam/.gitignore");
        for (rules, want) in [
            (&[][..], None),
            (&[(outer, "*.txt")], Some(true)),
            (&[(outer, "*.md")], None),
            (&[(outer, "/a.txt")], None),
            (&[(outer, "/dalam/a.txt")], Some(true)),
            (&[(outer, "dalam/*")], Some(true)),
            (&[(inner, "/a.txt")], Some(true)),
            (&[(outer, "*.txt"), (inner, "!a.txt")], Some(false)),
            (&[(outer, "!a.txt"), (inner, "*.txt")], Some(true)),
            (&[(git, "*.txt"), (outer, "!a.txt")], Some(false)),
            (&[(git, "!a.txt"), (outer, "*.txt")], Some(true)),
            (&[(outer, "*.txt\n!a.txt")], Some(false)),
            (&[(outer, "# *.txt\n\n  \n")], None),
            (&[(outer, "\u{feff}*.txt\r\n")], Some(true)),
        ] {
            assert_eq!(hidden(rules, root, file), want, "{rules:?}");
        }
    }

    #[test]
    fn above_the_named_folder_they_hold_inside_of_one_repository() {
        let (root, file) = ("atas/kliping", "atas/kliping/dalam/a.txt");
        for (rules, want) in [
            (&[("atas/.gitignore", "*.txt")][..], None),
            (&[("atas/.ignore", "*")], None),
            (&[("atas/.gitignore", "*.txt"), ("atas/.git/HEAD", "")], Some(true)),
            (&[(".gitignore", "*.txt"), (".git/HEAD", "")], Some(true)),
            (&[("atas/.gitignore", "/kliping/dalam/a.txt"), (".git/HEAD", "")], Some(true)),
            (&[(".gitignore", "*.txt"), ("atas/.git/HEAD", "")], None),
            (&[("atas/.ignore", "*.txt"), ("atas/kliping/.git/HEAD", "")], None),
            (&[("atas/.gitignore", "*.txt"), (".git/HEAD", ""), ("atas/kliping/.gitignore", "!a.txt")], Some(false)),
        ] {
            assert_eq!(hidden(rules, root, file), want, "{rules:?}");
        }
        // The same seen from a folder further inside.
        let rules = &[(".gitignore", "/atas/kliping/dalam/a.txt"), (".git/HEAD", "")];
        assert_eq!(hidden(rules, "atas/kliping/dalam", file), Some(true));
    }

    /// Whoever may give a folder away can try it: what somebody else put above it is told and not followed.
    #[test]
    #[cfg(unix)]
    #[allow(clippy::print_stderr, reason = "a test that could not be run must be seen")]
    fn rules_of_another_owner_above_are_told_and_not_followed() {
        let room = tempfile::tempdir().unwrap();
        let root = room.path().join("kliping");
        std::fs::create_dir_all(&root).unwrap();
        std::fs::create_dir(room.path().join(".git")).unwrap();
        std::fs::write(room.path().join(".ignore"), "*").unwrap();
        if std::os::unix::fs::chown(&root, Some(12_345), None).is_err() {
            eprintln!("SKIPPED: this user may not give files away");
            return;
        }
        let mut troubles = Vec::new();
        let mut ignored = Ignored::above(&root, &Shared::default(), &mut troubles);
        assert!(ignored.rule(&root.join("a.txt"), &root, false).is_none());
        assert!(troubles.len() == 1 && troubles[0].message.contains("another owner"), "{troubles:?}");
    }

    /// The longest list that is read is ready in a moment, whatever its patterns.
    #[test]
    fn the_longest_lists_are_made_ready_in_time() {
        let lines = |line: &str| (line.to_owned() + "\n").repeat(LINES.min(BYTES as usize / (line.len() + 1)));
        for line in
            ["*", "a", "**/a/**/b/**", "a*b*c*d*[x-z]{a,b,{c,d}}", "/x/y/z/[!a-z]*.txt", "?????*?????", "{a,{b,{c,{d,{e,f}}}}}"]
        {
            let begun = std::time::Instant::now();
            let (rules, _) = compiled(&lines(line));
            let _ = rules.matched("dalam/sekali/a.txt", false);
            let took = begun.elapsed();
            assert!(took < std::time::Duration::from_secs(10), "{line}: {took:?}");
        }
    }
}
