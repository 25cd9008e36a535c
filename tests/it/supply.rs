//! What the program is made of and handed on as: licences, sources and ages of its dependencies as `deny.toml` allows them, a
//! minimum version of Rust that is true, a version that says of what it was built, a package that holds what it needs.

#[path = "../../build.rs"]
#[allow(dead_code, clippy::print_stdout, reason = "a build script speaks to cargo, and only what it knows is asked here")]
mod build;

use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn toml(file: &str) -> toml::Value {
    toml::from_str(&fs::read_to_string(root().join(file)).unwrap()).unwrap()
}

/// Every package of the lock file, on any system; `None` where some were never downloaded.
#[allow(clippy::print_stderr, reason = "a test that checked nothing says so")]
fn packages() -> Option<Vec<Json>> {
    let mut metadata = Command::new(env!("CARGO"));
    metadata.args(["metadata", "--locked", "--offline", "--format-version", "1"]).current_dir(root());
    let output = metadata.output().unwrap();
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        assert!(why.contains("offline"), "cargo metadata: {why}");
        eprintln!("SKIPPED: some dependencies of other systems were never downloaded (`cargo fetch --locked` does that): {why}");
        return None;
    }
    let metadata: Json = serde_json::from_slice(&output.stdout).unwrap();
    Some(metadata["packages"].as_array().unwrap().clone())
}

fn text<'a>(package: &'a Json, key: &str) -> &'a str {
    package[key].as_str().unwrap_or_default()
}

/// The strings of a list of `deny.toml`.
fn list(value: &toml::Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

#[test]
fn every_licence_is_allowed() {
    let Some(packages) = packages() else { return };
    let deny = toml("deny.toml");
    let licences = &deny["licenses"];
    let allowed: Vec<spdx::Licensee> = list(&licences["allow"]).iter().map(|name| spdx::Licensee::parse(name).unwrap()).collect();
    let mut exceptions = BTreeMap::new();
    for exception in licences["exceptions"].as_array().unwrap() {
        exceptions.insert(exception["crate"].as_str().unwrap(), list(&exception["allow"]));
    }
    let (mut faults, mut used, mut checked) = (Vec::new(), BTreeSet::new(), 0);
    for package in packages.iter().filter(|package| !package["source"].is_null()) {
        let (name, licence) = (text(package, "name"), text(package, "license"));
        let fits = |more: &[&str]| {
            let more: Vec<spdx::Licensee> = more.iter().map(|name| spdx::Licensee::parse(name).unwrap()).collect();
            let parsed = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX);
            parsed.is_ok_and(|parsed| parsed.evaluate(|asked| allowed.iter().chain(&more).any(|own| own.satisfies(asked))))
        };
        checked += 1;
        if fits(&[]) {
            continue;
        }
        match exceptions.get(name) {
            Some(more) if fits(more) => drop(used.insert(name)),
            _ => faults.push(format!("{name} {}: {licence:?} is no licence that deny.toml allows", text(package, "version"))),
        }
    }
    let unused = exceptions.keys().filter(|name| !used.contains(*name));
    faults.extend(unused.map(|name| format!("{name}: an exception of deny.toml that is not needed")));
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    assert!(checked > 100, "{checked} packages only");
}

#[test]
fn everything_comes_from_one_place_and_names_its_version() {
    let Some(packages) = packages() else { return };
    let deny = toml("deny.toml");
    let sources = list(&deny["sources"]["allow-registry"]);
    let mut faults = Vec::new();
    for package in &packages {
        let (name, source) = (text(package, "name"), text(package, "source"));
        if !package["source"].is_null() && !sources.iter().any(|allowed| source == format!("registry+{allowed}")) {
            faults.push(format!("{name}: from {source:?}"));
        }
    }
    let own = packages.iter().find(|package| text(package, "name") == "simak").unwrap();
    for needed in own["dependencies"].as_array().unwrap() {
        if ["*", ""].contains(&text(needed, "req")) || !needed["path"].is_null() {
            faults.push(format!("{}: any version ({:?}) or a path", text(needed, "name"), text(needed, "req")));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_crate_is_there_twice_without_a_word_why() {
    let Some(packages) = packages() else { return };
    let deny = toml("deny.toml");
    let bans = &deny["bans"];
    let named: BTreeSet<&str> = bans["skip"].as_array().unwrap().iter().map(|skip| skip["crate"].as_str().unwrap()).collect();
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in &packages {
        versions.entry(text(package, "name")).or_default().insert(text(package, "version"));
    }
    let twice: BTreeSet<&str> = versions.iter().filter(|(_, versions)| versions.len() > 1).map(|(name, _)| *name).collect();
    let new: Vec<_> = twice.difference(&named).map(|name| (name, &versions[name])).collect();
    assert!(new.is_empty(), "in two versions, and not under `skip` of deny.toml: {new:?}");
    let gone: Vec<_> = named.difference(&twice).collect();
    assert!(gone.is_empty(), "under `skip` of deny.toml, and in one version only: {gone:?}");
}

#[test]
fn no_dependency_asks_for_a_newer_rust() {
    let Some(packages) = packages() else { return };
    let version = |text: &str| -> Vec<u32> { text.split('.').map(|part| part.parse().unwrap()).collect() };
    let own = version(env!("CARGO_PKG_RUST_VERSION"));
    let newer = packages.iter().filter(|package| {
        package["rust_version"].as_str().is_some_and(|asked| version(asked) > [&own[..], &[u32::MAX]].concat())
    });
    let newer: Vec<String> =
        newer.map(|p| format!("{} {} asks for {}", text(p, "name"), text(p, "version"), text(p, "rust_version"))).collect();
    assert!(newer.is_empty(), "rust-version is {}, but {newer:?}", env!("CARGO_PKG_RUST_VERSION"));
}

#[test]
fn the_version_says_what_it_was_built_of() {
    let output = Command::new(env!("CARGO_BIN_EXE_simak")).arg("--version").output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let knowledge = format!("knowledge id-{})\n", simak::lang::Pack::indonesian().knowledge);
    let start = format!("simak {} (", env!("CARGO_PKG_VERSION"));
    let commit = told.strip_prefix(&start).and_then(|rest| rest.strip_suffix(&knowledge)).unwrap_or_else(|| panic!("{told}"));
    assert!(commit.is_empty() || commit.ends_with("; ") && commit.len() >= 9, "{told}");
    let short = Command::new(env!("CARGO_BIN_EXE_simak")).arg("-V").output().unwrap();
    assert_eq!(String::from_utf8(short.stdout).unwrap(), told);
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that checked nothing says so")]
fn a_commit_is_known_where_there_is_one_and_else_none() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["bare", "packed", "odd", "clone", "clone/inner"] {
        fs::create_dir(at(name)).unwrap();
    }
    assert_eq!(build::commit(&at("bare")), None);
    assert_eq!(build::commit(&at("none")), None);
    let told = r#"{ "git": { "sha1": "3c86ff8a0b1c2d3e4f5061728394a5b6c7d8e9f0", "dirty": true }, "path_in_vcs": "" }"#;
    fs::write(at("packed/.cargo_vcs_info.json"), told).unwrap();
    assert_eq!(build::commit(&at("packed")).as_deref(), Some("3c86ff8"));
    for odd in ["", "{}", "{\"git\":{\"sha1\":\"\"}}", "{\"git\":{\"sha1\":\"\\u001b[2J\"}}", "\"sha1\"", "\u{1b}"] {
        fs::write(at("odd/.cargo_vcs_info.json"), odd).unwrap();
        assert_eq!(build::commit(&at("odd")), None, "{odd:?}");
    }
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C")
            .arg(at("clone"))
            .args(["-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgsign=false"])
            .args(args);
        git.env("GIT_AUTHOR_DATE", "2031-03-04T12:00:00Z").env("GIT_COMMITTER_DATE", "2031-03-04T12:00:00Z");
        git.output().is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q"]) {
        eprintln!("SKIPPED: no git, so no commit was told");
        return;
    }
    assert_eq!(build::commit(&at("clone")), None, "there is no commit yet");
    assert!(git(&["commit", "-q", "--allow-empty", "-m", "x"]));
    let told = build::commit(&at("clone")).unwrap();
    let (commit, day) = told.split_once(' ').unwrap();
    assert!(commit.len() >= 7 && commit.chars().all(|c| c.is_ascii_hexdigit()) && day == "2031-03-04", "{told}");
    assert_eq!(build::commit(&at("clone/inner")), None, "that is a folder in somebody else's clone");
}

#[test]
fn a_package_holds_all_that_is_built_in() {
    let manifest = toml("Cargo.toml");
    let include = list(&manifest["package"]["include"]);
    let included = |file: &str| {
        include.iter().any(|pattern| match pattern.trim_start_matches('/') {
            folder if folder.ends_with("/**") => file.starts_with(folder.trim_end_matches("**")),
            start if start.ends_with('*') => file.starts_with(start.trim_end_matches('*')),
            own => file == own,
        })
    };
    let manifest_too = ["Cargo.toml", "build.rs", "README.md", "CONTRIBUTING.md", "LICENSE-MIT", "LICENSE-APACHE"];
    assert!(manifest_too.iter().all(|file| root().join(file).is_file()));
    assert!(manifest_too[1..].iter().all(|file| included(file)));
    // Every folder that the source embeds, and every file.
    let mut sources = vec![root().join("src")];
    let mut embedded = 0;
    while let Some(path) = sources.pop() {
        if path.is_dir() {
            sources.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let Ok(source) = fs::read_to_string(&path) else { continue };
        for line in source.lines() {
            // (What stands between the marks behind one of these.)
            let parts: Vec<&str> = line.split('"').collect();
            let named = parts
                .windows(2)
                .find(|two| ["include_str!(", "include_bytes!(", "folder = "].iter().any(|by| two[0].ends_with(by)));
            let Some([_, name]) = named else { continue };
            let from = if line.contains("folder") { root().to_owned() } else { path.parent().unwrap().to_owned() };
            let file = from.join(name).canonicalize().unwrap_or_else(|error| panic!("{}: {line}: {error}", path.display()));
            let inside = file.strip_prefix(root().canonicalize().unwrap()).unwrap().to_str().unwrap().to_owned();
            let inside = if file.is_dir() { format!("{inside}/x") } else { inside };
            assert!(included(&inside), "{}: {inside} is built in and not in the package", path.display());
            embedded += 1;
        }
    }
    assert!(embedded > 5, "{embedded} only");
}

#[test]
fn the_package_for_debian_names_what_is_there() {
    let manifest = toml("Cargo.toml");
    let recipe = fs::read_to_string(root().join(".ci/deb")).unwrap();
    let assets = manifest["package"]["metadata"]["deb"]["assets"].as_array().unwrap();
    for asset in assets {
        let [from, to, mode] = list(asset)[..] else { panic!("{asset}") };
        let made = PathBuf::from(from);
        match from.strip_prefix("target/") {
            Some(_) => assert!(
                from == "target/release/simak" || recipe.contains(&*made.extension().unwrap().to_string_lossy()),
                "{from}"
            ),
            None => assert!(root().join(from).is_file(), "{from}"),
        }
        assert!(to.starts_with("usr/") && ["755", "644"].contains(&mode), "{asset}");
    }
    assert!(assets.len() > 5 && recipe.contains("\"$simak\" man"), "{recipe}");
}
