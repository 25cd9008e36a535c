//! Which commit a release is built of, for `simak --version`: of a packed source as the package says, of a clone as git
//! says, and of anything else nothing is said. A build never fails for want of it.
//!
//! A debug build says nothing of a commit: to know it, all would have to be built anew at each.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Digits of a commit that are told.
const DIGITS: usize = 7;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let Some(root) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else { return };
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        watched(&root).iter().for_each(|file| println!("cargo::rerun-if-changed={}", file.display()));
        if let Some(commit) = commit(&root) {
            println!("cargo::rustc-env=SIMAK_COMMIT={commit}");
        }
    }
}

/// The commit, and its day where that is known: `3c86ff8 2026-11-30`.
pub fn commit(root: &Path) -> Option<String> {
    if let Ok(told) = std::fs::read_to_string(root.join(PACKED)) {
        return packed(&told);
    }
    // (A source that was put into somebody else's repository is not of their commit.)
    let top = git(root, &["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != root.canonicalize().ok()? {
        return None;
    }
    let told = git(root, &["log", "-1", &format!("--abbrev={DIGITS}"), "--format=%h %cs"])?;
    told.chars().all(|c| c.is_ascii_hexdigit() || " -".contains(c)).then_some(told)
}

/// What `cargo package` leaves in a package.
const PACKED: &str = ".cargo_vcs_info.json";

fn packed(told: &str) -> Option<String> {
    let (_, after) = told.split_once("\"sha1\"")?;
    let commit: String =
        after.chars().skip_while(|c| !c.is_ascii_hexdigit()).take_while(char::is_ascii_hexdigit).take(DIGITS).collect();
    (commit.len() == DIGITS).then_some(commit)
}

/// The files that change when another commit is checked out or made. (One that is not there would have this run every time.)
fn watched(root: &Path) -> Vec<PathBuf> {
    let named = |name: &str| Some(root.join(git(root, &["rev-parse", "--git-path", name])?));
    let branch = git(root, &["symbolic-ref", "-q", "HEAD"]);
    let files = [Some(root.join(PACKED)), named("HEAD"), named("packed-refs"), branch.and_then(|branch| named(&branch))];
    files.into_iter().flatten().filter(|file| file.is_file()).collect()
}

/// What git says, on one line; `None` where it is not there or says nothing.
fn git(root: &Path, args: &[&str]) -> Option<String> {
    let output =
        Command::new("git").arg("-C").arg(root).args(args).env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").output().ok()?;
    let told = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !told.is_empty()).then_some(told)
}
