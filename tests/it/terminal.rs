//! The program on a pseudo-terminal: that it starts, reacts and leaves the terminal as it was, however it ends.
//!
//! What the panes show is tested without a terminal; here stands only what a terminal is needed for.
#![cfg(unix)]

#[path = "../terminal/ends.rs"]
mod ends;
#[path = "../terminal/pty.rs"]
mod pty;
#[path = "../terminal/random.rs"]
mod random;

use pty::{Session, command};
use simak::app::{State, view};
use simak::runtime::{Options, run_with};
use simak::theme::Theme;
use std::fmt::Write;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Once;

const SIMAK: &str = env!("CARGO_BIN_EXE_simak");
/// A word of the corpus that is on every first screen.
const SEEN: &str = "Bendungan";

/// A folder that is home, with a small corpus in `berita`.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("berita")).unwrap();
    let text = "Bendungan Kuala Tiga Retak\n\nSUNGAI RAYA, HARIAN CONTOH – “Retaknya kecil dan tidak berbahaya,” kata Kepala Dinas \
                Pengairan Ratna Suwandi, Selasa (4/3/2025).\n";
    std::fs::write(home.path().join("berita/satu.txt"), text).unwrap();
    home
}

fn simak_in(home: &Path) -> portable_pty::CommandBuilder {
    let mut simak = command(SIMAK, home);
    simak.arg("berita");
    simak
}

fn started(home: &Path) -> Session {
    let session = opened(home, simak_in(home));
    session.wait_for(SEEN);
    session
}

/// Starts the program and waits until it has opened its database: before, nothing can be decided.
fn opened(home: &Path, simak: portable_pty::CommandBuilder) -> Session {
    let before = tokens(home);
    let session = Session::start(simak, 120, 40);
    session.wait("what was kept", |_| tokens(home) != before);
    session
}

/// What every opening of a database changes in it.
fn tokens(home: &Path) -> Vec<String> {
    let folders = ["corpora", "sessions"].map(|name| std::fs::read_dir(home.join(".local/share/simak").join(name)));
    let files = folders.into_iter().flatten().flatten().map(|entry| entry.unwrap().path());
    let token = |file: PathBuf| {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let db = rusqlite::Connection::open_with_flags(file, flags).ok()?;
        db.query_row("SELECT value FROM fact WHERE name = 'token'", [], |row| row.get(0)).ok()
    };
    let mut tokens: Vec<String> =
        files.filter(|file| file.extension().is_some_and(|e| e == "sqlite")).filter_map(token).collect();
    tokens.sort();
    tokens
}

#[test]
fn starts_draws_and_leaves() {
    let home = home();
    let mut session = started(home.path());
    assert!(session.is_raw());
    session.press("q");
    assert!(session.ended().success());
    session.assert_whole_again();
}

#[test]
fn help_opens_and_closes() {
    let home = home();
    let mut session = started(home.path());
    session.press("?");
    session.wait_for("Move down one item");
    session.press("\u{1b}");
    session.wait("help to close", |s| !s.contents().contains("Move down one item"));
    session.press("q");
    assert!(session.ended().success());
}

#[test]
fn a_pending_sequence_shows_what_can_follow() {
    let home = home();
    let mut session = started(home.path());
    session.press("g");
    session.wait_for("Go to the first item");
    session.press("gq");
    assert!(session.ended().success());
}

#[test]
fn every_size_is_drawn_and_none_fails() {
    let home = home();
    let mut session = started(home.path());
    for (columns, rows) in [(160, 50), (80, 24), (40, 10), (1, 1), (20, 3), (200, 60), (80, 24)] {
        session.resize(columns, rows);
        if (columns, rows) >= (40, 10) {
            session.wait("a frame of the new size", |s| {
                s.rows(0, columns).nth(usize::from(rows) - 1).is_some_and(|r| !r.trim().is_empty())
            });
        }
    }
    session.wait_for(SEEN);
    session.press("q");
    assert!(session.ended().success());
    session.assert_whole_again();
}

#[test]
fn a_signal_ends_it_with_its_number_and_a_whole_terminal() {
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2), ("QUIT", 3)] {
        let home = home();
        let mut session = started(home.path());
        session.signal(name);
        assert_eq!(session.ended().exit_code(), 128 + number, "SIG{name}");
        session.assert_whole_again();
    }
}

#[test]
fn the_mouse_is_given_back_too() {
    let home = home();
    let mut session = started(home.path());
    session.press("m");
    session.wait("the mouse", |s| s.mouse_protocol_mode() != vt100::MouseProtocolMode::None);
    session.signal("TERM");
    session.ended();
    session.assert_whole_again();
}

/// A second article in the corpus of this home, listed after the first.
fn two_articles() -> tempfile::TempDir {
    let home = home();
    let text = "Jembatan Muara Dua Dibuka\n\nSUNGAI RAYA, HARIAN CONTOH – “Jembatan ini dibuka untuk semua,” kata Bupati Harun \
                Lesmana, Senin (3/3/2025).\n";
    std::fs::write(home.path().join("berita/dua.txt"), text).unwrap();
    home
}

/// The files in the folder of databases.
fn kept(home: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(home.join(".local/share/simak/corpora")) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The database, once there is one.
fn database(home: &Path) -> Option<PathBuf> {
    kept(home).into_iter().find(|path| path.extension().is_some_and(|e| e == "sqlite"))
}

/// One value of the database, as text; nothing as long as it is not there.
fn value(home: &Path, query: &str) -> Option<String> {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let db = rusqlite::Connection::open_with_flags(database(home)?, flags).ok()?;
    db.query_row(query, [], |row| row.get(0)).ok()
}

/// Where the person was.
const WHERE: &str = "SELECT value FROM fact WHERE name = 'session'";

/// Whether the reader alone is on the screen, with the second article.
fn reads_the_second(screen: &vt100::Screen) -> bool {
    let shown = screen.contents();
    shown.contains("▸2 Reader") && shown.contains("Harun") && !shown.contains("3 Speakers")
}

#[test]
fn comes_back_to_where_one_was_however_it_ended() {
    let home = two_articles();
    let home = home.path();
    let mut session = started(home);
    session.wait_for("Jembatan");
    session.press("G\rz");
    session.wait("the second article alone", reads_the_second);
    session.press("q");
    assert!(session.ended().success());
    session.assert_whole_again();
    for name in ["TERM", "HUP"] {
        // The same folder by another name.
        let mut simak = command(SIMAK, home);
        simak.arg(home.join("berita/."));
        let mut session = Session::start(simak, 120, 40);
        session.wait("the second article again", reads_the_second);
        session.press("z");
        session.wait("all panes", |s| s.contents().contains("3 Speakers"));
        session.press("z1");
        session.wait("the list alone", |s| s.contents().contains("▸1 Articles"));
        session.signal(name);
        session.ended();
        let session = value(home, WHERE).unwrap();
        assert!(session.contains("\"pane\":\"articles\"") && session.contains("\"zoom\":true"), "{session}");
        let mut session = Session::start(simak_in(home), 120, 40);
        session.wait("the list alone again", |s| s.contents().contains("▸1 Articles") && !s.contents().contains("3 Speakers"));
        session.press("2");
        session.wait("the second article", reads_the_second);
        session.press("q");
        assert!(session.ended().success());
    }
    assert_eq!(kept(home).len(), 2, "one database and its lock: {:?}", kept(home));
}

#[test]
fn what_was_read_outlasts_being_killed() {
    let home = two_articles();
    let session = {
        let mut session = started(home.path());
        session.wait_for("Jembatan");
        session.press("G\r");
        session
    };
    session.wait("the session to be kept", |_| value(home.path(), WHERE).is_some());
    session.signal("KILL");
    drop(session);
    let again = started(home.path());
    again.wait("the second article", |s| s.contents().contains("▸2 Reader") && s.contents().contains("Harun"));
}

#[test]
fn a_second_one_and_a_broken_session_are_told_and_nothing_is_lost() {
    let home = two_articles();
    let mut first = started(home.path());
    first.wait_for("Jembatan");
    first.press("G\r");
    first.wait("the second article", |s| s.contents().contains("▸2 Reader") && s.contents().contains("Harun"));
    let mut second = Session::start(simak_in(home.path()), 160, 40);
    second.wait_for("open in another simak");
    second.press("j\r3q");
    assert!(second.ended().success());
    first.press("q");
    assert!(first.ended().success());
    let session = value(home.path(), WHERE).unwrap();
    assert!(session.contains("\"pane\":\"reader\""), "the first one's: {session}");
    let read = "SELECT count(*) || '' FROM change WHERE field = 'read'";
    let before = value(home.path(), read).unwrap();
    assert_ne!(before, "0");
    let file = database(home.path()).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let mut session = Session::start(simak_in(home.path()), 160, 40);
    session.wait_for("set aside");
    session.press("2q");
    assert!(session.ended().success());
    let aside = PathBuf::from(format!("{}.bad-1", file.display()));
    assert_eq!(std::fs::read(aside).unwrap(), bytes[..bytes.len() / 2]);
    assert!(value(home.path(), read).is_some(), "another one was begun");
}

#[test]
fn suspends_and_comes_back() {
    let home = home();
    let mut shell = command("/bin/sh", home.path());
    shell.arg("-i");
    shell.env("PS1", "ready> ");
    let mut session = Session::start(shell, 120, 40);
    session.wait("the shell", |s| s.contents().contains("ready> "));
    session.press(&format!("{SIMAK} berita\r"));
    session.wait_for(SEEN);
    for _ in 0..2 {
        session.press("\u{1a}");
        session.wait("the shell again", |s| {
            !s.alternate_screen() && !s.hide_cursor() && s.contents().trim_end().ends_with("ready>")
        });
        session.press("fg\r");
        session.wait_for(SEEN);
    }
    session.press("q");
    session.wait("the shell at last", |s| !s.alternate_screen() && s.contents().trim_end().ends_with("ready>"));
    session.press("exit\r");
    session.ended();
}

#[test]
fn a_passage_is_noted_in_the_editor_and_found_again() {
    let home = two_articles();
    let editor = home.path().join("editor.sh");
    std::fs::write(&editor, "#!/bin/sh\nprintf 'dari *editor*\\n' >> \"$2\"\n").unwrap();
    let mut simak = simak_in(home.path());
    simak.env("VISUAL", format!("sh {}", editor.display()));
    let mut session = Session::start(simak, 120, 40);
    session.wait_for("Jembatan");
    session.press("G\r");
    session.wait("the second article", |s| s.contents().contains("▸2 Reader") && s.contents().contains("Harun"));
    session.press("ggvlli");
    session.wait_for("on the passage");
    session.press("\u{f}");
    session.wait_for("passage ✎ dari *editor*");
    session.press("q");
    assert!(session.ended().success());
    session.assert_whole_again();
    let mut session = started(home.path());
    session.wait("the second article again", |s| s.contents().contains("▸2 Reader") && s.contents().contains("Harun"));
    session.press("1gg/editor\r");
    session.wait_for("passage ✎ dari *editor*");
    session.press("q");
    assert!(session.ended().success());
}

#[test]
fn the_editor_gets_the_terminal_and_gives_it_back() {
    let home = home();
    let editor = home.path().join("editor.sh");
    std::fs::write(&editor, "#!/bin/sh\nprintf 'editing %s of %s' \"$1\" \"$2\"; read answer\n").unwrap();
    let mut simak = simak_in(home.path());
    simak.env("VISUAL", format!("sh {}", editor.display()));
    let mut session = Session::start(simak, 120, 40);
    session.wait_for(SEEN);
    session.press("e");
    session
        .wait("the editor", |s| !s.alternate_screen() && s.contents().contains("editing +") && s.contents().contains("satu.txt"));
    assert!(!session.is_raw());
    session.press("j\u{3}x\r");
    session.wait_for(SEEN);
    session.press("q");
    assert!(session.ended().success());
    session.assert_whole_again();
}

#[test]
fn a_copy_reaches_the_terminal_when_there_is_no_other_clipboard() {
    let home = home();
    let mut simak = simak_in(home.path());
    simak.env("SSH_CONNECTION", "1");
    let mut session = Session::start(simak, 120, 40);
    session.wait_for(SEEN);
    session.press("2]y");
    session.wait_for("OSC 52");
    session.press("q");
    assert!(session.ended().success());
}

#[test]
fn without_colours_the_selection_is_still_seen() {
    let home = home();
    let mut simak = simak_in(home.path());
    simak.env("NO_COLOR", "1");
    let mut session = Session::start(simak, 120, 40);
    session.wait_for(SEEN);
    let cells = |s: &vt100::Screen| -> Vec<vt100::Cell> {
        (0..40).flat_map(|r| (0..120).map(move |c| (r, c))).filter_map(|(r, c)| s.cell(r, c).cloned()).collect()
    };
    session.wait("a reversed row", |s| cells(s).iter().any(vt100::Cell::inverse));
    let coloured =
        session.screen(|s| cells(s).iter().any(|c| (c.fgcolor(), c.bgcolor()) != (vt100::Color::Default, vt100::Color::Default)));
    assert!(!coloured);
    session.press("q");
    assert!(session.ended().success());
}

#[test]
fn idle_costs_nothing() {
    let home = home();
    let session = started(home.path());
    let stat = format!("/proc/{}/stat", session.id());
    if !Path::new(&stat).exists() {
        std::io::stderr().write_all(b"skipped: no /proc here\n").unwrap();
        return;
    }
    // Ticks of user and system time, and how often it woke: both must stand still for as long as a hundred looks.
    let spent = || -> String {
        let after_name = std::fs::read_to_string(&stat).unwrap();
        after_name.rsplit(')').next().unwrap().split_whitespace().skip(11).take(2).collect::<Vec<_>>().join(" ")
    };
    let (mut last, mut still) = (spent(), 0);
    session.wait("the program to be idle", |_| true);
    for _ in 0..3000 {
        std::thread::sleep(std::time::Duration::from_millis(10));
        let now = spent();
        still = if now == last { still + 1 } else { 0 };
        last = now;
        if still == 100 {
            return;
        }
    }
    panic!("it never comes to rest");
}

#[test]
fn a_wrong_configuration_is_told_before_the_screen_is_touched() {
    let home = home();
    std::fs::write(home.path().join("own.toml"), "them = 'dark'\n[keys]\nzoom = 'j'\n").unwrap();
    let mut simak = command(SIMAK, home.path());
    simak.args(["--config", "own.toml", "berita"]);
    let mut session = Session::start(simak, 120, 40);
    assert_eq!(session.ended().exit_code(), 2);
    session.wait("the faults", |s| s.contents().contains("own.toml:1: unknown key `them`; did you mean `theme`?"));
    session.wait("the faults", |s| s.contents().contains("own.toml:3: `j` is also `down`"));
    session.assert_whole_again();
}

#[test]
fn keys_and_theme_of_ones_own() {
    let home = home();
    std::fs::create_dir_all(home.path().join(".config/simak/themes")).unwrap();
    std::fs::write(home.path().join(".config/simak/config.toml"), "theme = 'own'\n[keys]\nquit = 'W W'\n").unwrap();
    std::fs::write(home.path().join(".config/simak/themes/own.toml"), "inherits = 'dark'\n[styles]\ntext = 'white on blue'\n")
        .unwrap();
    let mut session = started(home.path());
    session.wait("a blue ground", |s| s.cell(5, 5).is_some_and(|c| c.bgcolor() == vt100::Color::Idx(4)));
    session.press("WW");
    assert!(session.ended().success());
}

#[test]
fn a_theme_is_taken_up_as_it_is_written() {
    let home = home();
    let own = home.path().join(".config/simak/themes/own.toml");
    std::fs::create_dir_all(own.parent().unwrap()).unwrap();
    std::fs::write(home.path().join(".config/simak/config.toml"), "theme = 'own'\n").unwrap();
    std::fs::write(&own, "inherits = 'dark'\n[styles]\ntext = 'white on blue'\n").unwrap();
    let mut session = started(home.path());
    let ground = |index| move |s: &vt100::Screen| s.cell(5, 5).is_some_and(|c| c.bgcolor() == vt100::Color::Idx(index));
    session.wait("a blue ground", ground(4));
    // Watching begins with the first keys, so a key that is seen comes before the change.
    session.press("?");
    session.wait_for("Move down one item");
    session.press("\u{1b}");
    std::fs::write(&own, "inherits = 'dark'\n[styles]\ntext = 'white on gren'\n").unwrap();
    session.wait_for("did you mean `green`?");
    std::fs::write(&own, "inherits = 'dark'\n[styles]\ntext = 'black on green'\n").unwrap();
    session.wait("a green ground", ground(2));
    session.press("q");
    assert!(session.ended().success());
}

#[test]
fn a_pipe_gets_plain_text_and_may_break() {
    let home = home();
    let mut records = String::new();
    for n in 0..3000 {
        writeln!(records, "{{\"judul\": \"Bendungan {n}\", \"isi\": \"Air di bendungan nomor {n} naik.\"}}").unwrap();
    }
    std::fs::write(home.path().join("berita/banyak.jsonl"), records).unwrap();
    let mut simak = Command::new(SIMAK);
    simak.arg("berita").current_dir(home.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let all = simak.output().unwrap();
    assert!(all.status.success());
    assert!(String::from_utf8_lossy(&all.stdout).contains("Bendungan 2999"));
    assert!(!all.stdout.contains(&0x1b));
    let mut child = simak.spawn().unwrap();
    child.stdout.take().unwrap().read_exact(&mut [0]).unwrap();
    let broken = child.wait_with_output().unwrap();
    assert!(broken.status.success(), "{:?}", broken);
    assert!(!String::from_utf8_lossy(&broken.stderr).contains("panic"));
}

/// Runs one of the `child_…` tests of this file on a terminal.
fn child(name: &str, home: &Path) -> Session {
    let mut child = command(std::env::current_exe().unwrap(), home);
    child.args(["--exact", &format!("terminal::{name}"), "--ignored", "--nocapture", "--test-threads=1"]);
    Session::start(child, 120, 40)
}

fn interface(view: simak::runtime::View) {
    run_with(Options { paths: vec![PathBuf::from("berita")], ..Options::default() }, view);
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_reports() {
    let home = home();
    let mut session = child("child_that_panics", home.path());
    assert_eq!(session.ended().exit_code(), 101);
    session.wait("the report on the main screen", |s| {
        !s.alternate_screen() && s.contents().contains("the second frame is never drawn")
    });
    session.assert_whole_again();
}

#[test]
#[ignore = "the other half of a_panic_gives_the_terminal_back_before_it_reports"]
fn child_that_panics() {
    static FIRST: Once = Once::new();
    interface(|state: &State, theme: &Theme, area, buffer| {
        assert!(!FIRST.is_completed(), "the second frame is never drawn");
        FIRST.call_once(|| view(state, theme, area, buffer));
    });
}

#[test]
fn a_panic_of_a_worker_leaves_the_screen_alone_and_is_told_at_the_end() {
    let home = home();
    let mut session = child("child_with_a_panicking_worker", home.path());
    let shown = session.wait_for(SEEN);
    assert!(!shown.contains("the worker gave up"));
    session.press("q");
    session.ended();
    session
        .wait("the report", |s| s.contents().contains("a background task failed") && s.contents().contains("the worker gave up"));
    session.assert_whole_again();
}

#[test]
#[ignore = "the other half of a_panic_of_a_worker_leaves_the_screen_alone_and_is_told_at_the_end"]
fn child_with_a_panicking_worker() {
    static FIRST: Once = Once::new();
    interface(|state, theme, area, buffer| {
        FIRST.call_once(|| assert!(std::thread::spawn(|| panic!("the worker gave up")).join().is_err()));
        view(state, theme, area, buffer);
    });
}

/// Two hundred quotes in ten articles.
fn two_hundred_quotes() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("berita")).unwrap();
    let names = ["Ratna Suwandi", "Harun Lesmana", "Dewi Pertiwi Anom", "Bagas Wirayuda"];
    for article in 0..10 {
        let mut text =
            format!("Bendungan Kuala Tiga Dibahas Hari Ke-{article}\n\nSUNGAI RAYA, HARIAN CONTOH – Rapat berlanjut.\n");
        for quote in 0..20 {
            let name = names[(article + quote) % names.len()];
            let _ = write!(text, "\n“Usulan nomor {quote} pada hari {article} harus dibahas bersama warga,” kata {name}.\n");
        }
        std::fs::write(home.path().join(format!("berita/{article}.txt")), text).unwrap();
    }
    home
}

#[test]
fn two_hundred_quotes_are_reviewed_by_keys_and_found_decided_by_the_next_run() {
    let home = two_hundred_quotes();
    let mut session = started(home.path());
    let all = |s: &vt100::Screen| s.contents().contains("Articles ━━━ 10");
    session.wait("all articles", all);
    session.press("A");
    session.wait_for("0 of 200");
    let mut decided = 0;
    for (keys, count) in [("a", 60), ("x", 20), ("d", 10), ("a", 9)] {
        for _ in 0..count {
            session.press(keys);
        }
        decided += count;
        session.wait_for(&format!("{decided} of 200"));
    }
    // One is passed over and comes again at the end; one is corrected; one is taken back and decided anew.
    session.press("p");
    session.press("ck");
    session.press("a");
    session.press("x");
    session.wait_for("101 of 200");
    session.press("\x7f");
    session.wait_for("100 of 200");
    for _ in 0..100 {
        session.press("a");
    }
    session.wait_for("is decided");
    session.wait_for("200 of 200");
    let count = "SELECT count(*) || '' FROM step WHERE act <> 'note'";
    // 99 decisions, one passed over, one corrected, one made and taken back, and the last hundred.
    session.wait("all to be on the disk", |_| value(home.path(), count).as_deref() == Some("203"));
    session.signal("KILL");
    session.ended();
    let mut session = started(home.path());
    session.wait("all articles", all);
    // (What was decided is found in the corpus a moment later.)
    session.wait_for("✓");
    session.press("A");
    session.wait_for("200 of 200");
    session.press("u");
    session.wait_for("199 of 200");
    session.press("q");
    assert!(session.ended().success());
}

#[test]
fn quotes_are_written_to_a_file_beside_the_screen_and_none_is_replaced_unasked() {
    let home = two_articles();
    let mut session = started(home.path());
    session.wait_for("Jembatan");
    session.press("wj\r");
    session.wait_for("file quotes.csv");
    session.press("\r");
    session.wait_for("2 of 2 quotes: written to");
    let file = home.path().join("quotes.csv");
    let first = std::fs::read_to_string(&file).unwrap();
    assert!(first.starts_with("\"quote\",\"speaker\",") && first.ends_with("\r\n") && first.contains("Jembatan ini dibuka"));
    std::fs::write(&file, "catatan saya").unwrap();
    session.press("wj\r\r");
    session.wait_for("it is there already: Enter replaces it");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "catatan saya");
    session.press("\r");
    session.wait_for("2 of 2 quotes: written to");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), first);
    session.press("w\r\x15tidak/ada.md\r");
    session.wait_for("cannot be written");
    session.press("q");
    assert!(session.ended().success());
}

#[test]
fn a_session_of_a_name_is_apart_and_comes_back_without_paths() {
    let home = two_articles();
    let named = |arguments: &[&str]| {
        let mut simak = command(SIMAK, home.path());
        simak.args(arguments);
        Session::start(simak, 120, 40)
    };
    let mut session = opened(home.path(), {
        let mut simak = command(SIMAK, home.path());
        simak.args(["--session", "kedua", "berita"]);
        simak
    });
    session.wait_for("2 articles");
    session.press("Aaa");
    session.wait_for("2 of 2");
    session.press("q");
    assert!(session.ended().success());
    let mut session = started(home.path());
    session.wait_for("2 articles");
    session.press("A");
    session.wait_for("0 of 2");
    session.press("q");
    assert!(session.ended().success());
    let mut session = named(&["--session", "kedua"]);
    session.wait_for("2 articles");
    session.press("A");
    session.wait_for("2 of 2");
    session.press("q");
    assert!(session.ended().success());
    let run = |arguments: &[&str]| {
        let mut simak = Command::new(SIMAK);
        simak.args(arguments).env_clear().env("HOME", home.path()).current_dir(home.path());
        String::from_utf8(simak.output().unwrap().stdout).unwrap()
    };
    let exported = run(&["export", "--session", "kedua", "--format", "jsonl"]);
    assert_eq!(exported.lines().count(), 2, "{exported}");
    let listed = run(&["sessions"]);
    assert!(listed.starts_with("kedua: 2 decisions, the last "), "{listed}");
    assert!(listed.contains("(without a name): 0 decisions") && listed.matches("berita\n").count() == 2, "{listed}");
    let mut unknown = named(&["--session", "ketiga"]);
    assert!(!unknown.ended().success());
    unknown.wait("why not", |s| s.contents().contains("there is no session \"ketiga\" yet"));
    let mut wrong = named(&["--session", "../x", "berita"]);
    assert!(!wrong.ended().success());
    wrong.wait("why not", |s| s.contents().contains("cannot be the name of a session"));
}
