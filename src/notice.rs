//! What the program says on standard error. This is the only place that writes there, so that no file name, argument or word of a
//! settings file acts on the terminal, whoever made the message.
//!
//! It never fails: where nobody can hear it, so be it.

use crate::text::display::{sanitize, sanitize_line};
use std::io::{self, Write};
use std::panic::PanicHookInfo;

/// Says one thing, on one line.
pub fn tell(message: &str) {
    let _ = writeln!(io::stderr(), "simak: {}", sanitize_line(message));
}

/// Says several lines as they are laid out, without the program's name before them.
pub fn show(lines: &str) {
    let _ = writeln!(io::stderr(), "{}", sanitize(lines).trim_end());
}

/// Has panics told here as well: what a panic says may quote anything.
pub fn tell_panics() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let thread = std::thread::current();
        show(&format!("simak: thread {:?} {info}", thread.name().unwrap_or("without a name")));
        let trace = std::backtrace::Backtrace::capture();
        if trace.status() == std::backtrace::BacktraceStatus::Captured {
            show(&trace.to_string());
        }
    }));
}
