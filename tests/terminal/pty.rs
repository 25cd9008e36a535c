//! A program on a pseudo-terminal: what it draws, what it leaves behind.
//!
//! Everything waits for a condition and never for a time; what does not come within `PATIENCE` fails with the screen.

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

pub const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(10);
/// What the emulator is told to have, at most: the program may be told of far more.
const LARGEST: (u16, u16) = (1_000, 500);
/// And at least: in one row or column it fails at a line or a letter that has no room.
const NARROWEST: u16 = 2;
const LOWEST: u16 = 2;

/// A running program and its screen.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    parser: Arc<Mutex<vt100::Parser>>,
    modes_before: String,
}

/// A command in a clean environment of which the tests know everything. Without `XDG_…` variables, configuration and
/// sessions stand below `home`, never where those of the person who runs the tests are.
pub fn command(program: impl AsRef<Path>, home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program.as_ref());
    command.env_clear();
    command.env("PATH", std::env::var("PATH").unwrap_or_default());
    command.env("HOME", home);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.cwd(home);
    command
}

impl Session {
    /// Starts a command on a terminal of this size.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> Session {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let modes_before = modes(pair.master.as_ref());
        let parser =
            Arc::new(Mutex::new(vt100::Parser::new(rows.clamp(LOWEST, LARGEST.1), columns.clamp(NARROWEST, LARGEST.0), 1000)));
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let keys = pair.master.take_writer().unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&parser);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                shared.lock().unwrap().process(&bytes[..count]);
            }
        });
        Session { child, master: pair.master, keys, parser, modes_before }
    }

    /// Types, as bytes of the terminal.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen is so, and returns what it shows.
    pub fn wait(&self, what: &str, so: impl Fn(&vt100::Screen) -> bool) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let (there, shown) = self.screen(|screen| (so(screen), screen.contents()));
            if there {
                return shown;
            }
            assert!(Instant::now() < until, "waited in vain for {what}; the screen:\n{shown}");
            std::thread::sleep(GLANCE);
        }
    }

    /// Waits until the interface is there and shows this.
    pub fn wait_for(&self, text: &str) -> String {
        self.wait(text, |screen| screen.alternate_screen() && screen.contents().contains(text))
    }

    /// Waits until the program has ended.
    pub fn ended(&mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            if Instant::now() >= until {
                let _ = self.child.kill();
                panic!("the program did not end; the screen:\n{}", self.screen(|s| s.contents()));
            }
            std::thread::sleep(GLANCE);
        }
    }

    /// Whether the program has ended within this time.
    pub fn ends_within(&mut self, time: Duration) -> bool {
        let until = Instant::now() + time;
        loop {
            if self.child.try_wait().unwrap().is_some() {
                return true;
            }
            if Instant::now() >= until {
                return false;
            }
            std::thread::sleep(GLANCE);
        }
    }

    /// Types as [`Session::press`] does, where the program may have ended already.
    pub fn try_press(&mut self, bytes: &[u8]) -> bool {
        self.keys.write_all(bytes).and_then(|()| self.keys.flush()).is_ok()
    }

    /// Looks at the screen.
    pub fn screen<T>(&self, look: impl Fn(&vt100::Screen) -> T) -> T {
        look(self.parser.lock().unwrap().screen())
    }

    /// Gives the terminal another size, as dragging a window's corner does.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.parser.lock().unwrap().screen_mut().set_size(rows.clamp(LOWEST, LARGEST.1), columns.clamp(NARROWEST, LARGEST.0));
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.id().to_string()).status().unwrap();
        assert!(sent.success());
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Waits until the terminal is as before the program, and says in what it is not.
    pub fn assert_whole_again(&self) {
        let whole = |s: &vt100::Screen| {
            !s.alternate_screen()
                && !s.hide_cursor()
                && !s.bracketed_paste()
                && s.mouse_protocol_mode() == vt100::MouseProtocolMode::None
                && (s.fgcolor(), s.bgcolor()) == (vt100::Color::Default, vt100::Color::Default)
                && !(s.bold() || s.inverse() || s.underline() || s.italic())
        };
        self.wait("main screen, cursor, paste, mouse and colours as before", whole);
        assert_eq!(modes(self.master.as_ref()), self.modes_before, "line modes");
    }

    /// The line modes that hold now.
    pub fn is_raw(&self) -> bool {
        modes(self.master.as_ref()) != self.modes_before
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("termios"))
}
