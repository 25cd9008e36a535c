//! JSON of every shape: what is no list of articles costs a few times its own size, and time that grows as it does.

use proptest::prelude::*;
use simak::loader::parse;
use std::path::Path;
use std::time::{Duration, Instant};

/// A file of about so many bytes: something repeated, between something else.
#[derive(Clone, Debug)]
struct Shape {
    before: &'static str,
    unit: String,
    after: &'static str,
}

impl Shape {
    fn of(&self, bytes: usize) -> Vec<u8> {
        let times = bytes / self.unit.len().max(1);
        [self.before, &self.unit.repeat(times), self.after].concat().into_bytes()
    }
}

const BEFORE: &[&str] = &[
    "",
    "[",
    "[{",
    "{",
    "[[",
    "[\"",
    "[{\"text\": [",
    "[{\"text\": \"",
    "{\"penulis\": [",
    "[{\"authors\": [\"",
    "[{\"text\": \"Kabar.\", \"author\": [",
    "[{\"text\": {\"name\": [",
    "[\n  {\"text\": ",
];
const AFTER: &[&str] =
    &["", "]", "}]", "\"]", "\"}]", "0]}]", "}", "\\", "{\"text\": \"Kabar terakhir.\"}]", "\n  {\"text\": \"x\"}\n]"];
const UNITS: &[&str] = &[
    "1,",
    "{},",
    "[],",
    "null,",
    "\"a\",",
    "[",
    "{",
    "]",
    "}",
    ",",
    "\"",
    "\\",
    "\\\"",
    "a",
    " ",
    "\n",
    "0",
    "{\"a\":",
    "[{",
    "[1,",
    "\"k\":1,",
    "\"text\":1,",
    "\"text\":\"\",",
    "{\"text\":\"\"},",
    "{\"text\":1}",
    "\\u0041",
    "\\ud800",
    "é",
    "1e999,",
    "-",
    "tru",
    "\n  {\"text\": }",
    "\n{",
    "\n  {",
    "{\"name\":\"a\"},",
    "\"a\":{\"b\":[1]},",
    "\t",
    "\u{feff}",
    "“Kabar,” kata Rukmini. ",
];

fn shape() -> impl Strategy<Value = Shape> {
    let unit = proptest::collection::vec(proptest::sample::select(UNITS), 1..4).prop_map(|units| units.concat());
    (proptest::sample::select(BEFORE), unit, proptest::sample::select(AFTER)).prop_map(|(before, unit, after)| Shape {
        before,
        unit,
        after,
    })
}

/// How long a file takes, at best.
fn took(name: &str, bytes: &[u8]) -> Duration {
    let once = || {
        let begun = Instant::now();
        let parsed = parse(Path::new(name), bytes);
        assert!(parsed.troubles.len() <= 60, "{} troubles of one file", parsed.troubles.len());
        begun.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn time_grows_as_the_file_does(shape in shape(), name in proptest::sample::select(&["a.json", "a.jsonl", "a.md", "a.txt"][..])) {
        let (small, large) = (shape.of(100_000), shape.of(800_000));
        let (small, large) = (took(name, &small), took(name, &large));
        // Eight times as much takes eight times as long; sixteen with a machine that has much else to do.
        let bound = small * 16 + Duration::from_millis(100);
        prop_assert!(large < bound, "{name} {shape:?}: {small:?}, then {large:?}");
    }
}

/// What may take memory: numbers, empty things, keys, strings, nesting, values nobody asks for, names nobody has, rules of
/// front matters. A child of its own reads each, and the system says how much it had at most.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_a_few_times_the_file() {
    const MEGABYTES: usize = 8;
    /// What the program has without any file, with debug information and all.
    const ITSELF: usize = 90;
    let room = tempfile::tempdir().unwrap();
    let keys: String = (0..500_000).map(|n| format!("\"kunci {n}\": {n},")).collect();
    let shapes = [
        ("angka.json", "[", "1,", "1]"),
        ("kosong.json", "[", "{},", "{}]"),
        ("daftar.json", "[", "[],", "[]]"),
        ("tiada.json", "[", "null,", "null]"),
        ("dalam.json", "", "[", ""),
        ("benda.json", "", "{\"a\":", ""),
        ("kalimat.json", "[\"", "kata ", "\"]"),
        ("nilai.json", "[{\"judul\":[", "1,", "1]}]"),
        ("penulis.json", "[", "{\"authors\":[\"a\",\"b\",\"c\"]},", "0]"),
        ("judul.jsonl", "", "{\"title\":\"Judul\"}\n", ""),
        ("angka.jsonl", "", "1\n", ""),
        ("kurung.json", "", "}", ""),
        ("koma.json", "[", ",", "]"),
        ("latin.json", "[", "\"\u{e9}\",", "0]"),
    ];
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, before, unit, after) in shapes {
        let times = (MEGABYTES << 20) / unit.len();
        files.push((name.to_owned(), [before, &unit.repeat(times), after].concat().into_bytes()));
    }
    files.push(("kunci.json".to_owned(), format!("[{{{keys}\"a\":1}}]").into_bytes()));
    // The same bytes as an old encoding has them.
    let latin = files.iter().find(|(name, _)| name == "latin.json").map(|(_, bytes)| bytes.clone()).unwrap();
    let latin: Vec<u8> = latin.into_iter().filter(|byte| *byte != 0xc3).collect();
    files.push(("barat.json".to_owned(), latin));
    let mut wrong = Vec::new();
    for (name, bytes) in files {
        let path = room.path().join(&name);
        std::fs::write(&path, &bytes).unwrap();
        let (peak, status) = peak(&path);
        let bound = 3 * (bytes.len() >> 20) + ITSELF;
        if peak > bound || !matches!(status, Some(0 | 1)) {
            wrong.push(format!("{name}: {peak} MB of {bound}, status {status:?}"));
        }
        std::fs::remove_file(&path).unwrap();
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The most memory in megabytes that a run on a file had, and how it ended.
#[cfg(target_os = "linux")]
fn peak(path: &Path) -> (usize, Option<i32>) {
    use std::process::{Command, Stdio};
    let room = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_simak"));
    command.args(["extract", "--format", "text"]).arg(path).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.env("HOME", room.path()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let begun = Instant::now();
    loop {
        // The mark only rises, so the last one that is seen is the highest but for a moment.
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let mark = told.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok());
        peak = peak.max(mark.unwrap_or(0) >> 10);
        if let Some(status) = child.try_wait().unwrap() {
            return (peak, status.code());
        }
        assert!(begun.elapsed() < Duration::from_secs(120), "{} is not read in time", path.display());
        std::thread::sleep(Duration::from_millis(2));
    }
}
