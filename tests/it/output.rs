//! What leaves the program, whatever it is given: nothing that acts on a terminal, quiet where nobody listens, a line and a
//! status where something cannot be written, no file written over that is read.
#![cfg(unix)]

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SIMAK: &str = env!("CARGO_BIN_EXE_simak");

const ARTICLE: &str = "Bendungan Kuala Tiga Retak\n\nSUNGAI RAYA, HARIAN CONTOH – “Retaknya kecil dan tidak berbahaya,” kata \
    Kepala Dinas Pengairan Ratna Suwandi, Selasa (4/3/2025).\n";

/// A folder that is home, with two articles in `berita`, of which most outputs are longer than a pipe and the buffers before it hold.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("berita")).unwrap();
    fs::write(home.path().join("berita/satu.txt"), ARTICLE).unwrap();
    let said = |n: usize| format!("“Kami menunggu {n} hari di tepi sungai itu,” kata Ratna Suwandi, Senin (3/3/2025).\n\n");
    fs::write(home.path().join("berita/dua.txt"), (100..600).map(said).collect::<String>()).unwrap();
    home
}

/// The program in a clean environment, with `home` as its home and current folder.
fn simak<A: AsRef<OsStr>>(home: &Path, args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(SIMAK);
    command.args(args).current_dir(home).stdin(Stdio::null()).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", home).env("USER", "Dewi");
    command
}

fn run<A: AsRef<OsStr>>(home: &Path, args: impl IntoIterator<Item = A>) -> Output {
    simak(home, args).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Every command that writes, in every form. Those of a person need `kept`, what is kept of another.
fn commands() -> Vec<Vec<&'static str>> {
    let mut commands = vec![
        vec!["berita"],
        vec!["--help"],
        vec!["--version"],
        vec!["help"],
        vec!["help", "extract"],
        vec!["export", "--help"],
        vec!["sessions"],
        vec!["merge", "other.sqlite", "berita"],
        vec!["import", "notes.jsonld", "berita"],
        vec!["words", "words.toml"],
        vec!["extract", "--schema"],
        vec!["extract", "--explain", "berita"],
        vec!["export", "--schema"],
    ];
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        commands.push(vec!["completions", shell]);
    }
    for row in simak::export::FORMATS {
        commands.push(vec!["extract", "--format", row.name, "berita"]);
    }
    for row in simak::export::brief::FORMATS {
        commands.push(vec!["brief", "--format", row.name, "berita"]);
    }
    for row in simak::export::quotes::FORMATS {
        commands.push(vec!["export", "--format", row.name, "berita"]);
    }
    commands
}

/// A home with what every one of [`commands`] needs.
fn stocked() -> tempfile::TempDir {
    let home = home();
    let notes = run(home.path(), ["export", "--format", "annotations", "berita"]);
    let mut notes: serde_json::Value = serde_json::from_slice(&notes.stdout).unwrap();
    for item in notes["first"]["items"].as_array_mut().unwrap() {
        let verdict = serde_json::json!({"type": "TextualBody", "purpose": "assessing", "value": "accepted"});
        item["body"].as_array_mut().unwrap().push(verdict);
    }
    fs::write(home.path().join("notes.jsonld"), notes.to_string()).unwrap();
    let own = "[[class]]\nname = \"role\"\nwords = \"juragan\"\nexample = \"[Juragan] itu pulang.\"\n";
    fs::write(home.path().join("words.toml"), own).unwrap();
    assert!(simak(home.path(), ["import", "notes.jsonld", "berita"]).env("USER", "Sari").output().unwrap().status.success());
    fs::copy(kept(home.path()), home.path().join("other.sqlite")).unwrap();
    fs::remove_dir_all(home.path().join(".local")).unwrap();
    home
}

/// The database of the one corpus of which something is kept.
fn kept(home: &Path) -> PathBuf {
    let mut files = fs::read_dir(home.join(".local/share/simak/corpora")).unwrap().map(|entry| entry.unwrap().path());
    files.find(|file| file.extension().is_some_and(|ending| ending == "sqlite")).unwrap()
}

#[test]
fn nobody_who_stops_listening_is_told_off() {
    let home = stocked();
    for args in commands() {
        let whole = run(home.path(), &args);
        assert_eq!(whole.status.code(), Some(0), "{args:?}: {}", told(&whole));
        assert!(!whole.stdout.is_empty(), "{args:?}");
        // (Merging twice, or importing twice, tells less.)
        let whole = run(home.path(), &args);
        for bytes in [0, 5000] {
            let (mut reader, writer) = std::io::pipe().unwrap();
            let mut child = simak(home.path(), &args).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
            // (The command held the other end; it is gone with it.)
            let _ = (&mut reader).take(bytes).read_to_end(&mut Vec::new());
            drop(reader);
            let mut told_here = String::new();
            child.stderr.take().unwrap().read_to_string(&mut told_here).unwrap();
            assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}, {bytes} bytes: {told_here}");
            assert_eq!(told_here, told(&whole), "{args:?}, {bytes} bytes: more is told than to somebody who listens");
        }
    }
}

#[test]
fn what_cannot_be_written_is_told_and_is_no_success() {
    let home = stocked();
    if !Path::new("/dev/full").exists() {
        return;
    }
    for args in commands() {
        let quiet = told(&run(home.path(), &args)).lines().count();
        let output = simak(home.path(), &args).stdout(File::options().write(true).open("/dev/full").unwrap()).output().unwrap();
        let told = told(&output);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {told}");
        assert!(told.contains("No space left on device"), "{args:?}: {told}");
        assert_eq!(told.lines().filter(|line| line.contains("No space")).count(), 1, "{args:?}: {told}");
        assert!(told.lines().count() <= quiet + 1, "{args:?}: {told}");
        // Nobody to tell it to: the status alone says so.
        let full = || File::options().write(true).open("/dev/full").unwrap();
        assert_eq!(simak(home.path(), &args).stdout(full()).stderr(full()).status().unwrap().code(), Some(1), "{args:?}");
    }
}

#[test]
fn closed_and_odd_descriptors_are_no_end() {
    let home = stocked();
    for (redirections, statuses) in [
        (">&-", &[0][..]),
        ("2>&-", &[0]),
        ("<&-", &[0]),
        ("<&- >&- 2>&-", &[0]),
        ("</", &[0]),
        ("< /dev/null > /dev/null 2> /dev/full", &[0]),
        ("> /", &[1, 2]),
    ] {
        for args in commands().into_iter().filter(|args| !["--format", "completions"].iter().any(|own| args.contains(own))) {
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(format!("exec \"$@\" {redirections}")).arg("sh").arg(SIMAK).args(&args);
            let status = shell.current_dir(home.path()).env("HOME", home.path()).stdout(Stdio::null()).stderr(Stdio::null());
            let status = status.status().unwrap().code().unwrap();
            assert!(statuses.contains(&status), "{args:?} {redirections}: {status}");
        }
    }
}

/// Words that act on a terminal, or make two lines of one.
const HOSTILE: &[&[u8]] = &[
    b"\x1b]0;judul\x07\x1b[31m\x1b[2J\x1b[201~\xc2\x9b31m\xc2\x9d0;x\xc2\x9c",
    b"a\nsimak: forged\r\nb\rc\t\x08\x7f\xc2\x85",
    "\u{202e}kilab\u{202c}\u{2066}\u{200f}\u{feff}\u{2028}\u{2029}\u{e0041}\u{200b}".as_bytes(),
    b"kop\xe9\x9b\x1b[0m",
];

/// No byte of an output acts on a terminal.
#[track_caller]
fn harmless(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let odd = text.chars().find(|c| *c != '\n' && (*c < ' ' || simak::text::display::hidden(*c)));
    assert!(odd.is_none(), "{what}: {odd:?} in {text:?}");
}

#[test]
fn no_argument_acts_on_the_terminal() {
    let home = stocked();
    let lines: &[&[&str]] = &[
        &["{}"],
        &["--{}"],
        &["-{}"],
        &["--config={}"],
        &["--config", "{}", "berita"],
        &["--theme={}", "x", "--none"],
        &["--session={}"],
        &["--session", "{}", "berita"],
        &["extract", "{}"],
        &["extract", "--format={}"],
        &["extract", "--{}", "berita"],
        &["extract", "--format", "text", "berita", "{}"],
        &["extract", "--explain", "berita", "{}"],
        &["brief", "--limit={}", "berita"],
        &["brief", "--format={}", "berita"],
        &["brief", "-o", "none/{}", "berita"],
        &["brief", "-o", "{}/", "berita"],
        &["brief", "{}"],
        &["export", "--query={}", "berita"],
        &["export", "--query=speaker:{} (", "berita"],
        &["export", "--saved={}", "berita"],
        &["export", "--session={}", "berita"],
        &["export", "--session-file={}", "berita"],
        &["export", "-o", "none/{}.md", "berita"],
        &["export", "--format={}", "berita"],
        &["export", "{}"],
        &["merge", "{}"],
        &["merge", "--session={}", "other.sqlite"],
        &["import", "{}"],
        &["import", "--session={}", "notes.jsonld"],
        &["import", "notes.jsonld", "{}"],
        &["words", "{}"],
        &["words", "words.toml", "{}"],
        &["sessions", "{}"],
        &["completions", "{}"],
        &["help", "{}"],
        &["{}", "extract"],
    ];
    let mut errors = 0;
    for line in lines {
        for word in HOSTILE {
            let fill = |arg: &&str| match arg.split_once("{}") {
                Some((before, after)) => OsString::from_vec([before.as_bytes(), word, after.as_bytes()].concat()),
                None => OsString::from(arg),
            };
            let args: Vec<OsString> = line.iter().map(fill).collect();
            let output = run(home.path(), &args);
            assert!(matches!(output.status.code(), Some(0..=2)), "{args:?}: {output:?}");
            harmless(&format!("{args:?}"), &output.stdout);
            harmless(&format!("{args:?}"), &output.stderr);
            errors += usize::from(!output.stderr.is_empty());
        }
    }
    assert!(errors > lines.len() * HOSTILE.len() * 3 / 4, "{errors} lines said anything");
}

/// What the environment may say, at once where one does not hide the other.
const VARIABLES: &[&[&str]] = &[
    &["USER", "SIMAK_REVIEWER", "TMPDIR", "LANG", "LC_ALL", "TZ", "COLUMNS", "TERM", "COLORFGBG", "RUST_BACKTRACE", "EDITOR"],
    &["XDG_CONFIG_HOME", "XDG_DATA_HOME"],
    &["HOME"],
];

#[test]
fn no_name_of_a_file_or_of_the_environment_acts_on_the_terminal() {
    for word in HOSTILE {
        let home = stocked();
        let odd = OsStr::from_bytes(word);
        let folder = home.path().join("lain");
        fs::create_dir(&folder).unwrap();
        // What is read, what cannot be, and what is settings.
        fs::write(folder.join([word, &b".txt"[..]].concat().as_slice().name()), ARTICLE).unwrap();
        fs::write(folder.join([word, &b".json"[..]].concat().as_slice().name()), "{").unwrap();
        symlink([b"none/", *word].concat().as_slice().name(), folder.join([b"l", *word].concat().as_slice().name())).unwrap();
        fs::create_dir_all(home.path().join(".config/simak/lang")).unwrap();
        fs::write(home.path().join(".config/simak/lang/id.toml"), [b"[[class]]\nname = \"", *word, b"\"\n"].concat()).unwrap();
        let bad = home.path().join([word, &b".toml"[..]].concat().as_slice().name());
        fs::write(&bad, [b"[[", *word, b"]]\n"].concat()).unwrap();
        fs::copy(home.path().join("other.sqlite"), home.path().join(odd)).unwrap();
        let lines: &[&[&OsStr]] = &[
            &["lain".as_ref()],
            &["extract".as_ref(), "--format".as_ref(), "text".as_ref(), "lain".as_ref()],
            &["extract".as_ref(), "lain".as_ref()],
            &["extract".as_ref(), "--explain".as_ref(), "lain".as_ref()],
            &["brief".as_ref(), "lain".as_ref()],
            &["export".as_ref(), "lain".as_ref()],
            &["words".as_ref()],
            &["words".as_ref(), bad.as_ref()],
            &["merge".as_ref(), odd],
            &["import".as_ref(), "notes.jsonld".as_ref(), "lain".as_ref()],
            &["sessions".as_ref()],
            &["--help".as_ref()],
            &["--version".as_ref()],
            &["--none".as_ref()],
        ];
        for line in lines {
            for names in VARIABLES {
                let output = simak(home.path(), *line).envs(names.iter().map(|name| (name, odd))).output().unwrap();
                let what = format!("{line:?} with {names:?} {word:?}");
                assert!(matches!(output.status.code(), Some(0..=2)), "{what}: {output:?}");
                harmless(&what, &output.stdout);
                harmless(&what, &output.stderr);
            }
            // As what it is called itself.
            let output = simak(home.path(), *line).arg0(odd).output().unwrap();
            harmless("its own name", &[output.stdout, output.stderr].concat());
        }
    }
}

/// Bytes as the name of a file.
trait Name {
    fn name(&self) -> &Path;
}

impl Name for [u8] {
    fn name(&self) -> &Path {
        Path::new(OsStr::from_bytes(self))
    }
}

#[test]
fn nothing_that_is_read_is_written_over() {
    let home = stocked();
    let at = |name: &str| home.path().join(name);
    fs::create_dir(at("berita/dalam")).unwrap();
    let record = serde_json::json!({"title": "Bendungan Retak", "text": ARTICLE});
    fs::write(at("berita/dalam/kawat.jsonl"), format!("{record}\n")).unwrap();
    fs::write(at("berita/b\u{e9}.md"), ARTICLE).unwrap();
    fs::write(home.path().join(b"berita/kop\xe9.txt".name()), ARTICLE).unwrap();
    fs::hard_link(at("berita/satu.txt"), at("hard.csv")).unwrap();
    symlink("berita/dalam/kawat.jsonl", at("soft.jsonl")).unwrap();
    symlink("soft.jsonl", at("softer.md")).unwrap();
    symlink("berita", at("other-way")).unwrap();
    fs::create_dir_all(at(".config/simak/lang")).unwrap();
    fs::copy(at("words.toml"), at(".config/simak/lang/id.toml")).unwrap();
    let targets = [
        "berita/satu.txt",
        "./berita/../berita/satu.txt",
        "berita/dalam/kawat.jsonl",
        "berita/b\u{e9}.md",
        "other-way/satu.txt",
        "hard.csv",
        "soft.jsonl",
        "softer.md",
        ".config/simak/lang/id.toml",
    ];
    let mut targets: Vec<PathBuf> = targets.iter().map(PathBuf::from).collect();
    targets.push(b"berita/kop\xe9.txt".name().to_owned());
    targets.push(at("berita/satu.txt"));
    let mut refused = 0;
    for target in &targets {
        let before = (fs::read(home.path().join(target)).unwrap(), fs::symlink_metadata(home.path().join(target)).unwrap().ino());
        for command in [&["export", "--format", "jsonl", "-o"][..], &["brief", "-o"]] {
            for root in ["berita", "other-way"] {
                let args: Vec<&OsStr> = command.iter().map(OsStr::new).chain([target.as_os_str(), root.as_ref()]).collect();
                let output = run(home.path(), args);
                assert_eq!(output.status.code(), Some(1), "{target:?} {command:?}: {output:?}");
                assert!(
                    told(&output).contains("is one of the files that are read") && told(&output).lines().count() == 1,
                    "{output:?}"
                );
                refused += 1;
            }
        }
        let after = (fs::read(home.path().join(target)).unwrap(), fs::symlink_metadata(home.path().join(target)).unwrap().ino());
        assert_eq!(before, after, "{target:?}");
    }
    assert_eq!(refused, targets.len() * 4);
    // Nor what was decided.
    assert!(run(home.path(), ["import", "notes.jsonld", "berita"]).status.success());
    let own = kept(home.path());
    for (database, named) in [(at("other.sqlite"), true), (own, false)] {
        let before = fs::read(&database).unwrap();
        let mut export = simak(home.path(), ["export", "-o"]);
        export.arg(&database).arg("berita");
        if named {
            export.arg("--session-file").arg(&database);
        }
        let output = export.output().unwrap();
        assert!(output.status.code() == Some(1) && told(&output).contains("that are read"), "{output:?}");
        assert_eq!(fs::read(&database).unwrap(), before);
    }
    // What lies beside is written.
    let output = run(home.path(), ["export", "-o", "berita/dalam/kutipan.csv", "berita"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(
        fs::metadata(at("berita/dalam/kutipan.csv")).unwrap().mode() & 0o777,
        0o600,
        "what a person decided is theirs alone"
    );
    assert!(run(home.path(), ["export", "-o", "berita/dalam/kutipan.csv", "berita"]).status.success(), "a second time");
    fs::set_permissions(at("berita/dalam/kutipan.csv"), fs::Permissions::from_mode(0o444)).unwrap();
    let output = run(home.path(), ["export", "-o", "berita/dalam/kutipan.csv", "berita"]);
    assert!(output.status.code() == Some(1) && told(&output).contains("only be read"), "{output:?}");
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let home = home();
    let at = |name: &str| home.path().join(name);
    fs::write(at("old.csv"), "yang lama").unwrap();
    fs::hard_link(at("old.csv"), at("linked.csv")).unwrap();
    fs::write(at("single.csv"), "yang lama").unwrap();
    let listed = || {
        let mut names: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = listed();
    for (command, target) in [("export", "old.csv"), ("export", "single.csv"), ("export", "new.csv"), ("brief", "new.html")] {
        // (As a full disk: a write beyond the limit fails.)
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -f 8; exec \"$@\"", "sh", SIMAK, command, "-o", target, "berita"]);
        let output = shell.current_dir(home.path()).env("HOME", home.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{target}: {output:?}");
        let told = told(&output);
        assert_eq!(told.lines().filter(|line| line.contains(target) && line.contains("cannot be written")).count(), 1, "{told}");
        assert_eq!(listed(), before, "{target}: something was left behind");
    }
    for old in ["old.csv", "linked.csv", "single.csv"] {
        assert_eq!(fs::read_to_string(at(old)).unwrap(), "yang lama");
    }
}

#[test]
fn pipes_and_devices_are_outputs_as_well() {
    let home = home();
    let bare = run(home.path(), ["export", "--format", "csv", "berita"]);
    for name in ["/dev/stdout", "/proc/self/fd/1", "/dev/fd/1"] {
        if !Path::new(name).exists() {
            continue;
        }
        let output = run(home.path(), ["export", "--format", "csv", "-o", name, "berita"]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(0), bare.stdout.len()), "{name}");
        // Behind what a file holds already, where that is asked for.
        let log = home.path().join("log");
        fs::write(&log, "before\n").unwrap();
        let to = File::options().append(true).open(&log).unwrap();
        assert!(simak(home.path(), ["export", "--format", "csv", "-o", name, "berita"]).stdout(to).status().unwrap().success());
        let log = fs::read(&log).unwrap();
        assert!(log.starts_with(b"before\n") && log.ends_with(&bare.stdout), "{name}");
    }
    let fifo = home.path().join("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let mut child = simak(home.path(), ["export", "--format", "csv", "-o", "fifo", "berita"]).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(File::open(&fifo).unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("\"quote\",") && child.wait().unwrap().success());
    if Path::new("/dev/full").exists() {
        let output = run(home.path(), ["export", "-o", "/dev/full", "berita"]);
        assert!(output.status.code() == Some(1) && told(&output).contains("No space left on device"), "{output:?}");
    }
}

#[test]
fn odd_homes_are_no_end() {
    let home = home();
    let file = home.path().join("file");
    fs::write(&file, "x").unwrap();
    let file = file.to_str().unwrap();
    let below = format!("{file}/below");
    let odd = ["/dev/null", "/nonexistent", file, below.as_str(), "", "relative", "/proc/self/mem", "/"];
    for (name, value) in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"].iter().flat_map(|n| odd.map(|v| (n, v))) {
        for args in [&["berita"][..], &["export", "berita"], &["sessions"]] {
            let output = simak(home.path(), args).env(name, value).output().unwrap();
            let told = told(&output);
            assert_eq!(output.status.code(), Some(0), "{name}={value:?} {args:?}: {told}");
            assert!(!told.contains("cannot be read"), "{name}={value:?} {args:?}: {told}");
        }
    }
    let output = simak(home.path(), ["extract", "berita"]).env_remove("HOME").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

/// What the program writes to a terminal before the screen is taken, because it cannot start; and its status.
fn on_a_terminal(home: &Path, args: &[&OsStr]) -> (u32, Vec<u8>) {
    let pair = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
    let mut command = portable_pty::CommandBuilder::new(SIMAK);
    command.env_clear();
    command.env("HOME", home);
    command.env("TERM", "xterm");
    command.cwd(home);
    command.args(args);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut bytes = Vec::new();
    // (Linux ends a terminal that nobody has open any more with an error.)
    let _ = reader.read_to_end(&mut bytes);
    (child.wait().unwrap().exit_code(), bytes)
}

#[test]
fn no_setting_acts_on_the_terminal() {
    for word in HOSTILE {
        let home = home();
        let odd = OsStr::from_bytes(word);
        let quoted = toml::Value::from(String::from_utf8_lossy(word).into_owned()).to_string();
        let settings = home.path().join(".config/simak");
        fs::create_dir_all(settings.join("themes")).unwrap();
        fs::write(settings.join("themes").join([word, &b".toml"[..]].concat().name()), [b"[[", *word].concat()).unwrap();
        let file = |text: &str| {
            let path = home.path().join("c.toml");
            fs::write(&path, text).unwrap();
            path
        };
        let mut told = 0;
        for text in [
            format!("theme = {quoted}\n"),
            format!("{quoted} = 1\n"),
            format!("editor = 1\n{quoted} = {quoted}\n"),
            format!("colours = {quoted}\n"),
            format!("[keys]\n{quoted} = 'x'\nquit = {quoted}\n"),
            format!("theme = 'none'\nmouse = {quoted}\n"),
            format!("[[{}\n", String::from_utf8_lossy(word)),
        ] {
            let path = file(&text);
            let (status, bytes) = on_a_terminal(home.path(), &["--config".as_ref(), path.as_ref()]);
            assert_eq!(status, 2, "{text:?}: {}", String::from_utf8_lossy(&bytes));
            told += bytes.len();
            harmless(&text, &String::from_utf8_lossy(&bytes).replace("\r\n", "\n").into_bytes());
        }
        let own = settings.join("themes/own.toml");
        for text in [
            format!("inherits = {quoted}\n"),
            format!("[styles]\n{quoted} = 'red'\ntitle = {quoted}\n"),
            format!("[palette]\nink = {quoted}\n{quoted} = 'x'\n"),
            format!("{quoted} = {quoted}\n"),
        ] {
            fs::write(&own, &text).unwrap();
            let (status, bytes) = on_a_terminal(home.path(), &["--theme=own".as_ref()]);
            assert_eq!(status, 2, "{text:?}: {}", String::from_utf8_lossy(&bytes));
            harmless(&text, &String::from_utf8_lossy(&bytes).replace("\r\n", "\n").into_bytes());
        }
        // (A theme that is not there is told with the names of those that are.)
        for args in [
            [OsStr::new("--theme"), odd],
            ["--config".as_ref(), odd],
            ["--session".as_ref(), odd],
            ["--theme".as_ref(), "zzzzzzzz".as_ref()],
        ] {
            let (status, bytes) = on_a_terminal(home.path(), &args);
            assert_eq!(status, 2, "{args:?}: {}", String::from_utf8_lossy(&bytes));
            told += bytes.len();
            harmless(&format!("{args:?}"), &String::from_utf8_lossy(&bytes).replace("\r\n", "\n").into_bytes());
        }
        assert!(told > 500);
    }
}
