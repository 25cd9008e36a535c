//! Ends that nobody asked for, and beginnings with little room: the terminal is whole afterwards, and one line says what to do.

use super::pty::{PATIENCE, Session, command};
use super::{SEEN, SIMAK, home, opened, simak_in, started};
use std::time::{Duration, Instant};

/// Sequences that a terminal may begin and never end.
const UNFINISHED: &[&str] =
    &["\x1b[<", "\x1b[<0;1", "\x1b[200~", "\x1b[200~kata", "\x1b[?", "\x1b[", "\x1b]", "\x1b]0;x", "\x1bP", "\x1bO", "\x1b[1;5"];

#[test]
fn a_sequence_without_its_end_keeps_nobody_from_leaving() {
    for begun in UNFINISHED {
        for leave in ["q", "\x03"] {
            let home = home();
            let mut session = started(home.path());
            session.press(begun);
            let since = Instant::now();
            // The first key may still belong to the sequence; what comes after a moment does not.
            while !session.ends_within(Duration::from_millis(700)) {
                assert!(since.elapsed() < Duration::from_secs(10), "{begun:?} swallows {leave:?}");
                session.try_press(leave.as_bytes());
            }
            assert!(session.ended().success(), "{begun:?}");
            session.assert_whole_again();
        }
    }
}

#[test]
fn a_second_process_gives_the_terminal_back_when_the_first_cannot() {
    for (signal, mouse) in [("ABRT", false), ("SEGV", true), ("BUS", false), ("KILL", true)] {
        let home = home();
        let mut session = started(home.path());
        if mouse {
            session.press("m");
            session.wait("the mouse", |s| s.mouse_protocol_mode() != vt100::MouseProtocolMode::None);
        }
        // The first SIGSEGV, which no fault has caused, is passed over by a handler of Rust's own.
        while !session.ends_within(Duration::from_millis(300)) {
            session.signal(signal);
        }
        assert!(!session.ended().success());
        session.wait("what is told", |s| s.contents().contains("simak: it was killed"));
        session.assert_whole_again();
    }
}

/// Killed while the editor has the terminal, nothing is written into what the editor shows.
#[test]
fn the_second_process_leaves_alone_what_is_lent() {
    let home = home();
    let editor = home.path().join("editor.sh");
    std::fs::write(&editor, "#!/bin/sh\nprintf 'editing'; read answer; printf 'and left'\n").unwrap();
    let mut simak = simak_in(home.path());
    simak.env("VISUAL", format!("sh {}", editor.display()));
    let mut session = Session::start(simak, 120, 40);
    session.wait_for(SEEN);
    session.press("e");
    session.wait("the editor", |s| !s.alternate_screen() && s.contents().contains("editing"));
    session.signal("KILL");
    session.ended();
    session.wait("the editor's own end", |s| s.contents().contains("editing"));
    session.assert_whole_again();
}

#[test]
fn an_editor_that_leaves_other_modes_behind_leaves_the_first_ones_to_return_to() {
    for modes in ["raw -echo", "-icanon -isig min 0 time 5", "cbreak", "-opost"] {
        let home = home();
        let editor = home.path().join("editor.sh");
        std::fs::write(&editor, format!("#!/bin/sh\nstty {modes}; echo >> edited\n")).unwrap();
        let mut simak = simak_in(home.path());
        simak.env("VISUAL", format!("sh {}", editor.display()));
        let mut session = opened(home.path(), simak);
        session.wait_for(SEEN);
        // What is typed ahead is not lost.
        session.press("eeq");
        assert!(session.ended().success());
        session.assert_whole_again();
        assert_eq!(std::fs::read_to_string(home.path().join("edited")).unwrap(), "\n\n", "{modes}");
    }
}

#[test]
fn sizes_that_no_screen_has_are_drawn_in_part() {
    let home = home();
    let mut session = started(home.path());
    for (columns, rows) in [(65_535, 65_535), (0, 0), (65_535, 1), (1, 65_535), (20_000, 20_000), (0, 40), (40, 0)] {
        session.resize(columns, rows);
        // A key that is answered comes after the frame of that size.
        session.press("?\x1b");
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", session.id())).unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|kb| kb.trim().split(' ').next()?.parse().ok());
    assert!(peak.unwrap_or(0u64) < 600_000, "{status}");
    session.resize(120, 40);
    session.wait("a frame of the last size", |s| s.rows(0, 120).nth(39).is_some_and(|row| row.contains("keys")));
    // (A key that comes too soon after the last Esc is one with Alt.)
    let since = Instant::now();
    while session.try_press(b"q") && !session.ends_within(Duration::from_millis(100)) {
        assert!(since.elapsed() < PATIENCE, "it does not end");
    }
    assert!(session.ended().success());
    session.assert_whole_again();
}

/// Starts it in a shell that has set a limit before; what it said, and its status, unless it runs.
fn limited(limit: &str) -> Option<(u32, String)> {
    let home = home();
    let mut shell = command("/bin/sh", home.path());
    shell.args(["-c", &format!("{limit}; exec {SIMAK} berita")]);
    let mut session = Session::start(shell, 120, 40);
    let since = Instant::now();
    while !session.ends_within(Duration::from_millis(50)) {
        assert!(since.elapsed() < PATIENCE, "{limit}: it neither begins nor ends");
        if session.screen(|s| s.alternate_screen() && s.contents().contains(SEEN)) {
            session.press("q");
            session.ended();
            session.assert_whole_again();
            return None;
        }
    }
    let status = session.ended().exit_code();
    session.wait("what it said", |s| s.contents().trim_end().contains(' '));
    session.assert_whole_again();
    Some((status, session.screen(|s| s.contents())))
}

#[test]
fn too_little_room_is_told_in_one_line() {
    let mut told = 0;
    for files in (8..=40).step_by(4) {
        if let Some((status, said)) = limited(&format!("ulimit -n {files}")) {
            assert!(status == 1 && said.contains("simak: ") && said.contains("ulimit -n"), "{files} files, {status}: {said}");
            assert!(!said.contains("panicked"), "{said}");
            told += 1;
        }
    }
    assert!(told >= 3, "{told} of few descriptors");
    assert!(limited("ulimit -n 64").is_none());
    for kilobytes in [60_000, 90_000, 120_000, 200_000, 400_000] {
        if let Some((status, said)) = limited(&format!("ulimit -v {kilobytes}")) {
            // (With too little to begin at all, the system says so.)
            assert!(status != 0 && !said.contains("panicked"), "{kilobytes} kB, {status}: {said}");
        }
    }
}

#[test]
fn poor_surroundings_do_not_matter() {
    for (name, value) in [
        ("TERM", None),
        ("TERM", Some("unknown-terminal")),
        ("LANG", Some("C")),
        ("LANG", None),
        ("HOME", None),
        ("HOME", Some("/nonexistent")),
        ("USER", None),
        ("TZ", Some("No/Where")),
    ] {
        let home = home();
        let mut simak = simak_in(home.path());
        match value {
            Some(value) => simak.env(name, value),
            None => simak.env_remove(name),
        }
        let mut session = Session::start(simak, 120, 40);
        session.wait_for(SEEN);
        session.press("q");
        assert!(session.ended().success(), "{name}={value:?}");
        session.assert_whole_again();
    }
    let home = home();
    let mut dumb = simak_in(home.path());
    dumb.env("TERM", "dumb");
    let mut session = Session::start(dumb, 120, 40);
    assert_eq!(session.ended().exit_code(), 2);
    session.wait("why not", |s| s.contents().contains("TERM=dumb"));
}
