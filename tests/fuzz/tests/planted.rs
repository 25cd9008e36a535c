//! The engine finds what is planted: a program that cannot fail proves nothing. Every kind of fault, found, reduced, kept as a
//! file, and found again by `replay`; where nothing is planted, nothing is found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fuzz(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_simak-fuzz")).args(arguments).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Runs a target for so many executions; its status, the files of what was found, and what was told.
fn run(target: &str, executions: u64, limit: &str, folder: &Path) -> (Option<i32>, Vec<PathBuf>, String) {
    let executions = executions.to_string();
    let faults = folder.to_str().unwrap();
    let output = fuzz(&["run", target, "--executions", &executions, "--limit", limit, "--memory", "300", "--faults", faults]);
    let files = fs::read_dir(folder.join(target)).into_iter().flatten().map(|entry| entry.unwrap().path());
    let files: Vec<PathBuf> = files.filter(|file| file.extension().is_none() && !file.ends_with("slowest")).collect();
    (output.status.code(), files, told(&output))
}

/// Plants one: found, its file of this kind and at most so long, found again, and known the next time.
fn is_found(target: &str, executions: u64, limit: &str, kind: &str, length: u64) {
    let folder = tempfile::tempdir().unwrap();
    let (status, files, said) = run(target, executions, limit, folder.path());
    assert_eq!(status, Some(1), "{target}: {said}");
    let [file] = &files[..] else { panic!("{target}: {files:?}\n{said}") };
    assert!(file.file_name().unwrap().to_str().unwrap().starts_with(kind), "{target}: {file:?}\n{said}");
    let len = fs::metadata(file).unwrap().len();
    assert!(len <= length, "{target} is not reduced: {len} bytes");
    let again = fuzz(&["replay", file.to_str().unwrap(), "--limit", limit]);
    assert_eq!(again.status.code(), Some(1), "{target}: {}", told(&again));
    assert!(told(&again).contains(kind), "{target}: {}", told(&again));
    let (_, _, said) = run(target, executions, limit, folder.path());
    assert!(said.contains("0 new/1"), "{target}: {said}");
}

#[test]
fn what_panics_is_found() {
    is_found("planted-panic", 3_000, "5000", "panic", 3);
    is_found("planted-caught", 200, "5000", "panic", 2);
}

#[test]
fn a_span_that_cuts_a_character_is_found() {
    is_found("planted-span", 5_000, "5000", "panic", 60);
}

#[test]
fn what_takes_the_process_with_it_is_found() {
    is_found("planted-memory", 200, "5000", "memory", 8);
    is_found("planted-stack", 200, "1000", "stack", 8);
    is_found("planted-abort", 200, "1000", "abort", 8);
}

#[test]
fn what_never_ends_is_found() {
    is_found("planted-hang", 200, "200", "hang", 200);
    is_found("planted-wait", 200, "100", "hang", 200);
}

#[test]
fn where_nothing_is_planted_nothing_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (status, files, said) = run("planted-none", 20_000, "5000", folder.path());
    assert_eq!((status, files.len()), (Some(0), 0), "{said}");
    assert!(said.contains("20000"), "{said}");
    let input = folder.path().join("harmless");
    fs::write(&input, "<b").unwrap();
    let output = fuzz(&["replay", input.to_str().unwrap(), "--target", "planted-panic"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(fuzz(&["run", "no-such-target"]).status.code(), Some(2));
}
