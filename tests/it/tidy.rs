//! What holds for the source as a whole: who may use whom, where the terminal, the clock and the files are, where words
//! of a language stand, and that every module says what it is for. A failure names file and line.

#[path = "../tidy/circles.rs"]
mod circles;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Layers from the inside out. A module uses its own layer only where the layer is a family (`true`), and any layer inside.
const LAYERS: &[(bool, &[&str])] = &[
    (true, &["model"]),
    (true, &["text", "lang"]),
    (true, &["extract"]),
    (true, &["link"]),
    (true, &["review"]),
    (true, &["clock"]),
    (false, &["loader", "store", "search", "export", "notice"]),
    (true, &["action", "theme", "keymap", "config", "setting"]),
    (true, &["pane"]),
    (true, &["app"]),
    (true, &["runtime"]),
];

/// Layers without files, clock, threads or panic.
const CORE: usize = 5;

/// `cli` needs no terminal: it uses the inner layers up to this one, and what a person has set (`config`).
const HEADLESS: usize = 7;

/// Crates and the only modules that may name them.
const CRATES: &[(&str, &[&str])] = &[
    ("ratatui", &["action", "theme", "keymap", "config", "setting", "pane", "app", "runtime"]),
    ("crossterm", &["action", "theme", "keymap", "config", "setting", "pane", "app", "runtime"]),
    ("tokio", &["loader", "store", "runtime", "cli"]),
];

/// What the core never does.
const NOT_IN_CORE: &[&str] = &[
    "std::fs",
    "std::io",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "Instant::now",
    "SystemTime",
    "Zoned::now",
    ".unwrap()",
    ".expect(",
    "todo!(",
    "unimplemented!(",
    "unreachable!(",
];

/// Words of the language pack that are words of this program as well, or of its formats.
const BOTH: &[&str] = &[
    "answer",
    "spokesman",
    "simak",
    "advertisement",
    "agency",
    "april",
    "august",
    "capital",
    "cargo",
    "copyright",
    "data",
    "editor",
    "email",
    "final",
    "formal",
    "global",
    "group",
    "head",
    "journal",
    "line",
    "link",
    "loading",
    "mark",
    "media",
    "meta",
    "network",
    "news",
    "next",
    "nominal",
    "normal",
    "notice",
    "november",
    "asia",
    "jakarta",
    "jayapura",
    "makassar",
    "pontianak",
    "organization",
    "pane",
    "previous",
    "program",
    "real",
    "records",
    "regional",
    "september",
    "share",
    "software",
    "source",
    "standard",
    "status",
    "store",
    "system",
    "tags",
    "target",
    "task",
    "terminal",
    "times",
    "total",
    "unit",
    "update",
    "video",
    "wire",
];

/// A source file without its tests: lines with their numbers, comments apart.
struct Source {
    path: PathBuf,
    module: String,
    text: String,
}

impl Source {
    /// Code lines before the tests, with numbers from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().take_while(|(_, line)| line.trim() != "#[cfg(test)]");
        lines.map(|(i, line)| (i + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.path.display())
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path.strip_prefix(root.join("src")).unwrap();
                let module = inside.components().next().unwrap().as_os_str().to_string_lossy();
                let module = module.trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).unwrap();
                sources.push(Source { path: path.strip_prefix(root).unwrap().to_owned(), module, text });
            }
        }
    }
    // A module that exists for tests alone is not the program.
    let declared: BTreeSet<String> = sources.iter().flat_map(|s| test_modules(&s.text)).collect();
    sources.retain(|s| !s.path.file_stem().is_some_and(|stem| declared.contains(&*stem.to_string_lossy())));
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// Names of modules declared as `#[cfg(test)] mod name;`.
fn test_modules(text: &str) -> Vec<String> {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]" || pair[0].starts_with("#[cfg(all(test,"));
    declared.filter_map(|pair| pair[1].strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)).collect()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|(_, modules)| modules.contains(&module))
}

/// Modules of this crate that a line names.
fn named(line: &str) -> Vec<&str> {
    line.split("crate::")
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split(['}', ',']).map(|item| item.trim().split("::").next().unwrap()).collect(),
            None => vec![rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()],
        })
        .filter(|name| layer(name).is_some() || *name == "cli")
        .collect()
}

#[track_caller]
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn modules_use_only_what_lies_inside() {
    let mut faults = Vec::new();
    for source in sources() {
        let module = source.module.as_str();
        if matches!(module, "lib" | "main") {
            continue;
        }
        let own = layer(module);
        if own.is_none() && module != "cli" {
            faults.push(format!("{}: the module {module} stands in no layer of tests/it/tidy.rs", source.path.display()));
        }
        for (number, line) in source.code() {
            for other in named(line).into_iter().filter(|other| *other != module) {
                let allowed = match (own, layer(other)) {
                    (None, Some(layer)) => layer < HEADLESS || other == "config",
                    (Some(own), Some(other)) => other < own || (other == own && LAYERS[own].0),
                    (_, None) => false,
                };
                if !allowed {
                    faults.push(format!("{}: {module} must not use {other}", source.at(number)));
                }
            }
        }
    }
    none(faults);
}

#[test]
fn crates_are_named_only_where_they_belong() {
    let mut faults = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            for (name, modules) in CRATES {
                let named = line.contains(&format!("{name}::")) || line.contains(&format!("use {name}"));
                if named && !modules.contains(&source.module.as_str()) {
                    faults.push(format!("{}: {name} belongs in {}", source.at(number), modules.join(", ")));
                }
            }
        }
    }
    none(faults);
}

#[test]
fn one_place_writes_to_standard_error() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.module != "notice") {
        // (The terminal is given back before a panic is told; that goes on to the hook of `notice`.)
        let terminal = source.path.ends_with("runtime/terminal.rs");
        for (number, line) in source.code() {
            if line.contains("io::stderr(") || line.contains("set_hook(") && !terminal {
                faults.push(format!("{}: `notice` tells what there is to tell: {}", source.at(number), line.trim()));
            }
        }
    }
    none(faults);
}

#[test]
fn the_core_has_no_files_no_clock_and_no_panic() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|s| layer(&s.module).is_some_and(|layer| layer < CORE)) {
        for (number, line) in source.code() {
            for word in NOT_IN_CORE.iter().filter(|word| line.contains(**word)) {
                faults.push(format!("{}: {word} in the core", source.at(number)));
            }
        }
    }
    none(faults);
}

#[test]
fn every_module_says_what_it_is_for() {
    let mut faults = Vec::new();
    for source in sources() {
        let head = source.text.lines().take_while(|line| line.starts_with("//!")).count();
        if head == 0 {
            faults.push(format!("{}: no module head (//!)", source.path.display()));
        } else if head > 40 && source.module != "lib" {
            // (The head of lib.rs is the map of the whole.)
            faults.push(format!("{}: a module head of {head} lines", source.path.display()));
        }
    }
    none(faults);
}

#[test]
fn no_word_of_a_language_stands_in_the_source() {
    let lexicon = &simak::lang::Pack::indonesian().lexicon;
    let mut faults = BTreeMap::new();
    for source in sources() {
        for (number, line) in source.code() {
            for literal in literals(line) {
                for word in literal.split(|c: char| !c.is_alphanumeric() && c != '-') {
                    let lower = word.to_lowercase();
                    let foreign = lower.len() > 3 && lower.chars().all(char::is_alphabetic) && !BOTH.contains(&&*lower);
                    if foreign && lexicon.id(&lower) != simak::lang::WordId::UNKNOWN {
                        faults.entry(lower).or_insert_with(|| format!("{}: the word {word:?} in {literal:?}", source.at(number)));
                    }
                }
            }
        }
    }
    none(faults.into_values().collect());
}

/// The string literals of a line that begin and end on it.
fn literals(line: &str) -> Vec<String> {
    let (mut out, mut open) = (Vec::new(), None::<String>);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (c, &mut open) {
            ('"', None) => open = Some(String::new()),
            ('"', Some(_)) => out.extend(open.take()),
            ('\\', Some(literal)) => literal.extend([' ', chars.next().unwrap_or(' ')].iter().skip(1).filter(|c| **c == '"')),
            ('\'', None) if line.contains("'\"'") => drop(chars.by_ref().take(2).count()),
            (c, Some(literal)) => literal.push(c),
            (_, None) => {}
        }
    }
    out
}

#[test]
fn the_checks_see_faults() {
    assert_eq!(named("use crate::{app::State, model};"), ["app", "model"]);
    assert_eq!(named("    let x = crate::loader::open(crate::model::Span::default());"), ["loader", "model"]);
    assert_eq!(literals(r#"call("satu", 'x', "d\"ua")"#), ["satu", "d\"ua"]);
    assert_eq!(test_modules("#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod tests {\n"), ["tests"]);
}
