//! Circles of files: which files use one another, directly or through others.
//!
//! A file uses another where a path that begins with `crate`, `super` or `self` leads into it: to the deepest module of the
//! path that is a file. A parent that declares a child does not use it by that; one that re-exports from it does.

use super::{Source, none, sources};
use std::collections::BTreeMap;

/// How many files of each module stand in circles. A number may only shrink: whoever opens a circle lowers it.
const LEFT: &[(&str, usize)] = &[("app", 19), ("extract", 8), ("link", 6), ("loader", 10), ("pane", 5)];

#[test]
fn files_use_one_another_in_no_circles_but_those_that_are_left() {
    let sources = sources();
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for circle in circles(&sources) {
        let names: Vec<String> = circle.iter().map(|ix| sources[*ix].path.display().to_string()).collect();
        found.entry(&sources[circle[0]].module).or_default().push(names.join(" "));
    }
    let count = |circles: &[String]| circles.iter().map(|circle| circle.split(' ').count()).sum::<usize>();
    let left: BTreeMap<&str, usize> = LEFT.iter().copied().collect();
    let mut faults = Vec::new();
    for module in found.keys().chain(left.keys()) {
        let circles = found.get(module).map_or(&[][..], |circles| circles);
        let (now, most) = (count(circles), left.get(module).copied().unwrap_or(0));
        if now > most {
            let all = circles.join("\n  ");
            faults.push(format!("{module}: {now} files use one another in circles, {most} may:\n  {all}"));
        } else if now < most {
            faults.push(format!("{module}: {now} files are left in circles; write {now} for {most} in tests/tidy/circles.rs"));
        }
    }
    faults.sort();
    faults.dedup();
    none(faults);
}

/// The circles: sets of files each of which is reached from each other one.
fn circles(sources: &[Source]) -> Vec<Vec<usize>> {
    let modules: Vec<Vec<String>> = sources.iter().map(path).collect();
    let by_path: BTreeMap<&[String], usize> = modules.iter().enumerate().map(|(ix, own)| (own.as_slice(), ix)).collect();
    let uses: Vec<Vec<usize>> = sources
        .iter()
        .zip(&modules)
        .enumerate()
        .map(|(ix, (source, own))| {
            let code: String = source.code().map(|(_, line)| format!("{line}\n")).collect();
            let mut uses: Vec<usize> = named(&code, own).iter().filter_map(|path| file(&by_path, path)).collect();
            uses.sort_unstable();
            uses.dedup();
            uses.retain(|other| *other != ix);
            uses
        })
        .collect();
    let reached: Vec<Vec<bool>> = (0..sources.len()).map(|ix| reach(&uses, ix)).collect();
    let mut taken = vec![false; sources.len()];
    let mut circles = Vec::new();
    for (ix, from) in reached.iter().enumerate() {
        let circle: Vec<usize> = (ix..sources.len()).filter(|&o| !taken[o] && from[o] && reached[o][ix]).collect();
        circle.iter().for_each(|&own| taken[own] = true);
        if !circle.is_empty() {
            circles.push(circle);
        }
    }
    circles
}

/// What is reached from a file in one step or more.
fn reach(uses: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut reached = vec![false; uses.len()];
    let mut open = uses[from].clone();
    while let Some(ix) = open.pop() {
        if !std::mem::replace(&mut reached[ix], true) {
            open.extend(&uses[ix]);
        }
    }
    reached
}

/// The names of the module that a file is: `src/app/mod.rs` and `src/app.rs` are `app`.
fn path(source: &Source) -> Vec<String> {
    let inside = source.path.strip_prefix("src").unwrap().with_extension("");
    let mut names: Vec<String> = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|last| last == "mod" || last == "lib" || last == "main") {
        names.pop();
    }
    names
}

/// The deepest module of a path that is a file.
fn file(by_path: &BTreeMap<&[String], usize>, path: &[String]) -> Option<usize> {
    (1..=path.len()).rev().find_map(|end| by_path.get(&path[..end])).copied()
}

/// Every path that code names, from the root of the crate.
fn named(code: &str, own: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':' && c != '$') {
                tree(&code[at..], &mut own.to_vec(), &mut found);
            }
        }
    }
    found
}

/// Follows a tree of names (`a::{b, c::d}`) from its beginning; `at` is the module it is in. Returns how long it is.
fn tree(code: &str, at: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let name: String = code.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let mut end = name.len();
    match &*name {
        "crate" => at.clear(),
        "super" => drop(at.pop()),
        "self" | "" => {}
        _ => at.push(name),
    }
    if !code[end..].starts_with("::") {
        found.push(at.clone());
        return end;
    }
    end += 2;
    if !code[end..].starts_with('{') {
        return end + tree(&code[end..], at, found);
    }
    end += 1;
    while let Some(c) = code[end..].chars().next() {
        match c {
            '}' => return end + 1,
            c if c == ',' || c.is_whitespace() => end += c.len_utf8(),
            c if c.is_alphanumeric() || c == '_' => end += tree(&code[end..], &mut at.clone(), found),
            c => end += c.len_utf8(),
        }
    }
    end
}

#[test]
fn a_path_is_followed_into_its_file() {
    let own: Vec<String> = ["a", "b"].map(str::to_owned).into();
    let paths = |code: &str| -> Vec<String> { named(code, &own).iter().map(|path| path.join("::")).collect() };
    assert_eq!(paths("use super::{c::D, e};\nuse crate::{f, g::{h, self}};"), ["f", "g::h", "g", "a::c::D", "a::e"]);
    assert_eq!(paths("let x = self::c::f(super::super::Y);"), ["Y", "a::b::c::f"]);
    assert_eq!(paths("let x = mysuper::y; $crate::z"), Vec::<String>::new());
}
