//! A search for what breaks the interface on a terminal: keys of the whole keyboard and of Unicode, pastes, mouse bytes, broken
//! sequences, resizes, over articles full of what a terminal could act on. An emulator looks at every cell, and after every
//! end, asked for or not, the terminal is whole.
//!
//! `SIMAK_RANDOM_SECONDS=600 cargo test --test it terminal::random` searches longer; a failure prints its seed, and
//! `SIMAK_RANDOM_SEED` runs it again.

use super::pty::{Session, command};
use super::{SEEN, SIMAK};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// So long is searched when nothing else is said.
const SECONDS: u64 = 8;

const SIZES: &[(u16, u16)] = &[
    (160, 50),
    (120, 40),
    (80, 24),
    (40, 10),
    (200, 60),
    (20, 3),
    (1, 1),
    (2, 2),
    (3, 50),
    (132, 5),
    (64, 17),
    (65, 16),
    (116, 30),
    (115, 30),
    (76, 20),
    (75, 20),
    (300, 4),
    (13, 13),
    (500, 100),
    (0, 0),
];

/// What is typed, pasted or sent by a terminal, whole and broken.
const BYTES: &[&str] = &[
    "\x1b",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[H",
    "\x1b[F",
    "\x1b[3~",
    "\x1b[Z",
    "\x1bOP",
    "\x1b[15~",
    "\x1b[1;5C",
    "\x1bf",
    "\r",
    "\t",
    "\x7f",
    "\x01",
    "\x05",
    "\x0b",
    "\x0e",
    "\x10",
    "\x12",
    "\x13",
    "\x15",
    "\x17",
    "\x18",
    "\x0c",
    "\0",
    "\x1b[200~Rp\u{a0}500\x1b[201~",
    "\x1b[200~\u{202e}\u{200b}e\u{301}\u{301}\x07\x1b[2J\r\n東\x1b[201~",
    "\x1b[200~",
    "\x1b[201~",
    "\x1b[200~is:unread OR (",
    "\x1b[<0;10;5M",
    "\x1b[<0;10;5m",
    "\x1b[<64;9;9M",
    "\x1b[<65;70;9M",
    "\x1b[<0;0;0M",
    "\x1b[<35;999;999M",
    "\x1b[<",
    "\x1b[M !!",
    "\x1b[M",
    "\x1b[32;0;0M",
    "\x1b[?1;2c",
    "\x1b[?",
    "\x1b]11;rgb:0/0/0\x07",
    "\x1b]11;rgb:0/0/0\x1b\\",
    "\x1b]",
    "\x1bP1$r0m\x1b\\",
    "\x1bP",
    "\x1b[I",
    "\x1b[O",
    "\x1b[97;5u",
    "é",
    "東",
    "\u{301}",
    "\u{200d}",
    "\u{200b}",
    "\u{202e}",
    "\u{a0}",
    "\u{3000}",
    "👩\u{200d}👩\u{200d}👧",
    "🇮🇩",
    "क\u{94d}ष",
    "\u{e0041}",
];

/// Numbers that follow from a seed (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }

    /// Something that may come from a terminal.
    fn bytes(&mut self) -> Vec<u8> {
        match self.roll(8) {
            // What a key of the keyboard sends, but for Ctrl-C and Ctrl-Z, and `q`: those end it.
            0..=4 => vec![(b' '..=b'~').filter(|byte| !b"q".contains(byte)).nth(self.roll(94)).unwrap()],
            5 | 6 => self.one(BYTES).as_bytes().to_vec(),
            _ => (0..self.roll(6)).map(|_| self.roll(256) as u8).filter(|byte| !b"q\x03\x1a".contains(byte)).collect(),
        }
    }
}

/// Tells the seed where a search fails.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = writeln!(std::io::stderr(), "SIMAK_RANDOM_SEED={} runs this again", self.0);
        }
    }
}

/// A folder with articles of which every field could act on a terminal.
fn hostile_home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("berita");
    std::fs::create_dir(&folder).unwrap();
    let marks = "\u{301}".repeat(3_000);
    let nasty = [
        "\u{1b}]0;judul\u{7}\u{1b}[2J\u{202e}kilab\u{9b}31m",
        "\u{200b}\u{200c}\u{200d}\u{feff}\u{ad}\u{2066}",
        "\u{301}\u{301}lepas",
        "東京東京東京",
        "👩\u{200d}👩\u{200d}👧 👍🏽 🇮🇩",
        "\u{1b}[200~rm\n\u{1b}[201~\u{0}",
        &marks,
        "क\u{94d}ष\u{94d}ष \u{1100}\u{1161}",
    ];
    let quote = |n: usize| {
        format!("“Retaknya nomor {n} kecil dan tidak berbahaya,” kata Kepala Dinas Pengairan Ratna Suwandi, Selasa (4/3/2025).")
    };
    for (n, nasty) in nasty.iter().enumerate() {
        let record = format!(
            "{{\"title\": {}, \"outlet\": {}, \"author\": {}, \"date\": \"2025-03-0{}\", \"text\": {}}}\n",
            json(&format!("{SEEN} {nasty} retak")),
            json(&format!("Harian {nasty}")),
            json(&format!("Dewi {nasty}")),
            n + 1,
            json(&format!("SUNGAI RAYA – {} {nasty}\n\n{nasty} {}", quote(n), quote(n + 10)))
        );
        std::fs::write(folder.join(format!("{n}.jsonl")), record).unwrap();
    }
    home
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn session(home: &Path, (columns, rows): (u16, u16)) -> Session {
    let mut simak = command(SIMAK, home);
    simak.arg("berita");
    simak.env("VISUAL", "true");
    simak.env("SSH_CONNECTION", "1");
    let session = Session::start(simak, columns, rows);
    session.wait("the interface", |s| s.alternate_screen() && s.bracketed_paste());
    session
}

/// Whether a character has no place in a cell of its own.
fn is_bare(c: char) -> bool {
    c.is_control() || unicode_width::UnicodeWidthChar::width(c).is_none_or(|width| width == 0)
}

/// Looks at every cell of the emulator; how many there are.
fn checked(session: &Session) -> usize {
    session.screen(|screen| {
        let (rows, columns) = screen.size();
        for row in 0..rows {
            for column in 0..columns {
                let Some(cell) = screen.cell(row, column) else { continue };
                let text = cell.contents();
                let hidden = |c: char| c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
                assert!(!text.contains(hidden) && !text.starts_with(is_bare) && text.chars().count() <= 32, "{row},{column}: {text:?}");
            }
        }
        rows as usize * columns as usize
    })
}

/// Ends it in one of many ways.
fn end(session: &mut Session, dice: &mut Dice) {
    match dice.roll(4) {
        0 => session.signal(dice.one(&["TERM", "HUP"])),
        1 => session.signal(dice.one(&["ABRT", "KILL"])),
        _ => {
            // Out of whatever is open, then out of it all; each time behind the end of what may not be whole.
            let until = Instant::now() + super::pty::PATIENCE;
            while !session.ends_within(Duration::from_millis(600)) {
                assert!(Instant::now() < until, "it cannot be left:\n{}", session.screen(|s| s.contents()));
                session.try_press(b"\x03");
            }
        }
    }
    session.ended();
    session.assert_whole_again();
}

#[test]
fn random_keys_on_a_terminal_break_nothing() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let until = Instant::now() + Duration::from_secs(number("SIMAK_RANDOM_SECONDS").unwrap_or(SECONDS));
    let fixed = number("SIMAK_RANDOM_SEED");
    // The same search each time, so that a failure is one of the change at hand; longer ones go further.
    let mut seed = fixed.unwrap_or(1);
    let (mut cells, mut pieces, mut ends) = (0, 0, 0);
    while ends == 0 || fixed.is_none() && Instant::now() < until {
        let told = Seed(seed);
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let home = hostile_home();
        let mut session = session(home.path(), dice.one(SIZES));
        for _ in 0..40 + dice.roll(80) {
            if dice.roll(12) == 0 {
                let (columns, rows) = dice.one(SIZES);
                session.resize(columns, rows);
            }
            let bytes = dice.bytes();
            if !session.try_press(&bytes) || session.ends_within(Duration::from_millis(dice.roll(30) as u64)) {
                break;
            }
            cells += checked(&session);
            pieces += 1;
        }
        // (Keys may have asked to leave: `:quit` is an action like any other.)
        if !session.ends_within(Duration::ZERO) {
            end(&mut session, &mut dice);
        } else {
            assert!(session.ended().success(), "it ended with {:?}:\n{}", session.ended(), session.screen(|s| s.contents()));
            session.assert_whole_again();
        }
        (ends, seed) = (ends + 1, seed + 1);
        drop(told);
    }
    let _ = writeln!(std::io::stderr(), "{pieces} keys and pieces, {cells} cells, {ends} ends");
    assert!(fixed.is_some() || cells > 10_000 && ends > 0);
}
