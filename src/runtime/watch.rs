//! The last help: a second process of this program that gives the terminal back where the first one cannot any more, since
//! it was killed, or ended by an abort (no memory, no room on a stack) or a fault of a library.
//!
//! It waits at one end of a socket, on which it is told whether the terminal is taken. When the other end closes while it is,
//! it does what [`terminal::restore`] would have done. It is a child, not a parent, so that the process that the shell
//! knows is the program itself: its number, exit status, signals and job control are as ever. Where it cannot be
//! started, the program goes on without it.
#![cfg_attr(not(unix), allow(dead_code, reason = "there is no second process there"))]

#[cfg(unix)]
pub use unix::{asked, start, tell, wait_until_ready};

/// Where there is no such process.
#[cfg(not(unix))]
pub fn tell(_taken: bool) {}

#[cfg(unix)]
mod unix {
    use super::super::terminal;
    use rustix::process::getpgrp;
    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};
    use std::io::{self, ErrorKind, Read, Write};
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;
    use std::process::{Child, Command, ExitCode, Stdio};
    use std::sync::Mutex;
    use std::time::Duration;

    /// The only argument of the second process; no person gives it.
    const ARGUMENT: &str = "--give-the-terminal-back";

    /// So long is waited for the second process to look at the terminal before it is taken.
    const READY: Duration = Duration::from_secs(2);

    /// What a person is told in place of what the first process can say no more: its last words went with the screen.
    const TOLD: &str = "it was killed, or found no memory. What you decided more than a moment before is kept; start it again. \
                        If that repeats, open fewer files at once, or raise the limit on memory (`ulimit -v`).";

    /// The way to the second process.
    static SOCKET: Mutex<Option<UnixStream>> = Mutex::new(None);

    /// The second process, which is waited for at the end.
    #[derive(Debug)]
    pub struct Watch(Child);

    /// Starts the second process, if that is possible.
    pub fn start() -> Option<Watch> {
        let (own, other) = UnixStream::pair().ok()?;
        let mut command = Command::new(std::env::current_exe().ok()?);
        command.arg(ARGUMENT).stdin(OwnedFd::from(other)).stderr(Stdio::null());
        let child = command.spawn().ok()?;
        *SOCKET.lock().ok()? = Some(own);
        Some(Watch(child))
    }

    /// Waits until the second process knows how the terminal was; without that it could not give it back.
    pub fn wait_until_ready() {
        let Ok(mut socket) = SOCKET.lock() else { return };
        let ready = socket.as_mut().is_some_and(|socket| {
            let told = socket.set_read_timeout(Some(READY)).and_then(|()| socket.read(&mut [0]));
            matches!(told, Ok(1))
        });
        if !ready {
            *socket = None;
        }
    }

    /// Tells whether the terminal is taken. (Where somebody tells it at the moment, that is not waited for.)
    pub fn tell(taken: bool) {
        if let Ok(mut socket) = SOCKET.try_lock() {
            let told = socket.as_mut().map(|socket| socket.write_all(&[u8::from(taken)]));
            if let Some(Err(_)) = told {
                *socket = None;
            }
        }
    }

    impl Drop for Watch {
        fn drop(&mut self) {
            if let Ok(mut socket) = SOCKET.lock() {
                *socket = None;
            }
            let _ = self.0.wait();
        }
    }

    /// What the second process does, if this is it: waits, and ends.
    pub fn asked() -> Option<ExitCode> {
        let mut arguments = std::env::args_os().skip(1);
        if arguments.next().is_none_or(|argument| argument != ARGUMENT) || arguments.next().is_some() {
            return None;
        }
        let stdin = rustix::stdio::stdin().try_clone_to_owned().ok();
        if let (Some(stdin), Ok(modes)) = (stdin, tcgetattr(rustix::stdio::stdout())) {
            watch(UnixStream::from(stdin), &modes);
        }
        Some(ExitCode::SUCCESS)
    }

    fn watch(mut socket: UnixStream, modes: &Termios) {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        // What ends the first process must not end this one before.
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
            let _ = signal_hook::flag::register(signal, std::sync::Arc::default());
        }
        let _ = socket.write_all(&[1]);
        let (mut taken, mut bytes) = (false, [0; 64]);
        loop {
            match socket.read(&mut bytes) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Ok(count @ 1..) => taken = bytes[count - 1] == 1,
                Ok(0) | Err(_) => break,
            }
        }
        if taken {
            give_back(modes);
        }
    }

    fn give_back(modes: &Termios) {
        let stdout = rustix::stdio::stdout();
        // Once the shell has the terminal, the modes are the shell's. (Where there is no group, there is no shell.)
        if tcgetpgrp(stdout).map_or(true, |group| group == getpgrp()) {
            let _ = tcsetattr(stdout, OptionalActions::Now, modes);
        }
        let _ = terminal::leave(&mut io::stdout());
        let _ = write!(io::stdout(), "\rsimak: {TOLD}\r\n").and_then(|()| io::stdout().flush());
    }
}
