//! The clipboard: the system's own where there is one, else the terminal's by OSC 52.
//!
//! A display server may keep one waiting, and on X11 whoever copied must stay to hand the text out; so the system's
//! clipboard lives on a thread of its own. Over SSH it would be the wrong machine's: there OSC 52 goes first, and since
//! no terminal answers it, it is also the last.

use std::sync::mpsc::{Sender, channel};

/// Longer texts some terminals drop silently.
const OSC52_LIMIT: usize = 74_000;

/// How a copy is to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The system's clipboard has it.
    Copied,
    /// The terminal is to be asked (by the thread that draws, between two frames).
    AskTerminal(String),
}

/// The way to the thread that holds the system's clipboard.
#[derive(Debug)]
pub struct Clipboard {
    remote: bool,
    thread: Option<Sender<String>>,
}

impl Clipboard {
    /// Nothing is opened before the first copy.
    pub fn new() -> Clipboard {
        let remote = ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| std::env::var_os(name).is_some());
        Clipboard { remote, thread: None }
    }

    /// Copies; `tell` is called from another thread, or at once.
    pub fn copy(&mut self, text: String, tell: impl Fn(Outcome) + Send + Clone + 'static) {
        if self.remote {
            return tell(Outcome::AskTerminal(text));
        }
        let thread = self.thread.get_or_insert_with(|| start(tell.clone()));
        if let Err(refused) = thread.send(text) {
            self.thread = None;
            tell(Outcome::AskTerminal(refused.0));
        }
    }
}

impl Default for Clipboard {
    fn default() -> Clipboard {
        Clipboard::new()
    }
}

/// What to say once the terminal was asked to take this text.
pub fn asked_notice(text: &str) -> String {
    if text.len() > OSC52_LIMIT {
        return "sent to the terminal's clipboard; it is long, and some terminals drop long texts".to_owned();
    }
    "sent to the terminal's clipboard (OSC 52)".to_owned()
}

fn start(tell: impl Fn(Outcome) + Send + 'static) -> Sender<String> {
    let (sender, texts) = channel::<String>();
    let _ = std::thread::Builder::new().name("clipboard".to_owned()).spawn(move || {
        let mut clipboard = arboard::Clipboard::new().ok();
        for text in texts {
            let copied = clipboard.as_mut().is_some_and(|c| c.set_text(text.as_str()).is_ok());
            tell(if copied { Outcome::Copied } else { Outcome::AskTerminal(text) });
        }
    });
    sender
}
