//! Keys as the targets write them: words parted by spaces and line ends. A word is a key in the notation of the keymap, letters
//! behind `'` (of which `_` is a space), or a message behind `@`; what is none of these is typed letter by letter.

use super::material::text;
use crate::engine::{Rng, pick};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use simak::keymap::Key;

/// One thing that a person does.
#[derive(Clone, Debug)]
pub enum Typed<'t> {
    /// A key.
    Key(KeyEvent),
    /// Text that is pasted.
    Paste(String),
    /// A message, for whoever knows it: its name, and what follows behind the colon.
    Other(&'t str, &'t str),
}

/// What an input says, in its order.
pub fn typed(input: &str, mut each: impl FnMut(Typed<'_>)) {
    for word in input.split([' ', '\n']).filter(|word| !word.is_empty()) {
        if let Some(message) = word.strip_prefix('@') {
            let (name, rest) = message.split_once(':').unwrap_or((message, ""));
            each(match name {
                "paste" => Typed::Paste(pasted(rest)),
                "null" => Typed::Key(KeyEvent::new(KeyCode::Null, KeyModifiers::all())),
                "release-key" => {
                    Typed::Key(KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, KeyEventKind::Release))
                }
                name => Typed::Other(name, rest),
            });
        } else if let Some(letters) = word.strip_prefix('\'').filter(|rest| !rest.is_empty()) {
            letters.chars().for_each(|c| each(Typed::Key(letter(if c == '_' { ' ' } else { c }))));
        } else if let Ok(key) = Key::parse(word) {
            each(Typed::Key(key.event()));
        } else {
            word.chars().for_each(|c| each(Typed::Key(letter(c))));
        }
    }
}

fn letter(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
}

/// A text with `\n` and `\t` as they are meant.
pub fn pasted(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\t", "\t")
}

/// Keys from nothing, of these words.
pub fn keys(rng: &mut Rng, words: &[&[&str]], most: usize) -> String {
    let mut out = String::new();
    for _ in 0..rng.usize(1..most) {
        match rng.u8(0..16) {
            0 => out.push_str(&format!(" @paste:{}", text(rng, 4).replace([' ', '\n'], "\u{a0}"))),
            1 => out.push_str(&format!(" '{}", text(rng, 2).replace([' ', '\n'], "_"))),
            _ => {
                let list = words[rng.usize(0..words.len())];
                out.push_str(pick(rng, list));
            }
        }
    }
    out
}
