//! One key and its notation: `j`, `G`, `Space`, `Ctrl-d`, `PageDown`, `F1`.
//!
//! Terminals tell the same key in several ways (a capital with or without Shift, `BackTab` with Shift); a `Key` is one
//! of them, so that keys can be compared.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;

/// A key with its modifiers, normalised.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Named keys, as they are written and shown. The first name of a code is the one shown.
const NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("BackTab", KeyCode::BackTab),
    ("Space", KeyCode::Char(' ')),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
];

impl Key {
    /// The key of an event, without regard to press or release.
    pub fn of_event(event: &KeyEvent) -> Key {
        Key::new(event.code, event.modifiers)
    }

    fn new(code: KeyCode, modifiers: KeyModifiers) -> Key {
        let mut modifiers = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let mut code = code;
        match code {
            KeyCode::Char(c) if modifiers.contains(KeyModifiers::CONTROL) => {
                code = KeyCode::Char(c.to_lowercase().next().unwrap_or(c));
                modifiers -= KeyModifiers::SHIFT;
            }
            KeyCode::Char(c) if modifiers.contains(KeyModifiers::SHIFT) => {
                code = KeyCode::Char(c.to_uppercase().next().unwrap_or(c));
                modifiers -= KeyModifiers::SHIFT;
            }
            KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => {
                code = KeyCode::BackTab;
                modifiers -= KeyModifiers::SHIFT;
            }
            KeyCode::BackTab => modifiers -= KeyModifiers::SHIFT,
            _ => {}
        }
        Key { code, modifiers }
    }

    /// Reads the notation of one key. The error says what is wrong with it.
    pub fn parse(word: &str) -> Result<Key, String> {
        let mut rest = word;
        let mut modifiers = KeyModifiers::NONE;
        while let Some((name, after)) = rest.split_once('-').filter(|(name, after)| !name.is_empty() && !after.is_empty()) {
            modifiers |= match name.to_ascii_lowercase().as_str() {
                "ctrl" | "c" => KeyModifiers::CONTROL,
                "alt" | "a" => KeyModifiers::ALT,
                "shift" | "s" => KeyModifiers::SHIFT,
                _ => return Err(format!("`{name}-` in key `{word}` is none of Ctrl-, Alt-, Shift-")),
            };
            rest = after;
        }
        Ok(Key::new(parse_code(rest).ok_or_else(|| unknown_key(word, rest))?, modifiers))
    }

    /// A press of it.
    pub fn event(&self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    /// Whether it is this plain key.
    pub fn is(&self, code: KeyCode) -> bool {
        self.code == code && self.modifiers.is_empty()
    }

    /// The digit, if it is a plain one.
    pub fn digit(&self) -> Option<u32> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => c.to_digit(10),
            _ => None,
        }
    }

    /// What old terminals cannot tell apart from it: some send Ctrl-h for Backspace.
    pub fn twin(&self) -> Option<Key> {
        let ctrl_h = self.code == KeyCode::Char('h') && self.modifiers == KeyModifiers::CONTROL;
        ctrl_h.then_some(Key { code: KeyCode::Backspace, modifiers: KeyModifiers::NONE })
    }

    /// The key that every terminal without an extended protocol sends instead of this one, so that a binding of this one
    /// could never be reached.
    pub fn shadowed_by(&self) -> Option<Key> {
        let code = match self.code {
            KeyCode::Char('i') => KeyCode::Tab,
            KeyCode::Char('m') => KeyCode::Enter,
            KeyCode::Char('[') => KeyCode::Esc,
            _ => return None,
        };
        (self.modifiers == KeyModifiers::CONTROL).then_some(Key { code, modifiers: KeyModifiers::NONE })
    }
}

fn parse_code(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_whitespace() && !c.is_control()).then_some(KeyCode::Char(c));
    }
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let number = name.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=12).contains(&number).then_some(KeyCode::F(number))
}

fn unknown_key(word: &str, rest: &str) -> String {
    let near = crate::setting::suggestion(rest, NAMES.iter().map(|(name, _)| *name));
    format!("unknown key `{word}`{near} (keys are single characters, Enter, Space, PageDown, F1 …, with Ctrl-, Alt-, Shift-)")
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (flag, name) in [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")] {
            if self.modifiers.contains(flag) {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            other => write!(f, "{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_reads_back_as_it_is_shown() {
        for word in ["j", "G", "?", "-", "Space", "Ctrl-d", "PageDown", "F1", "F12", "Alt-x", "Shift-Up", "BackTab", "Ctrl--"] {
            assert_eq!(Key::parse(word).unwrap().to_string(), word);
        }
        for (word, shown) in
            [("ctrl-D", "Ctrl-d"), ("enter", "Enter"), ("Shift-Tab", "BackTab"), ("Shift-g", "G"), ("C-d", "Ctrl-d")]
        {
            assert_eq!(Key::parse(word).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_key_is_refused_with_a_reason() {
        for (word, reason) in
            [("Entr", "did you mean `Enter`?"), ("Hyper-x", "none of Ctrl-"), ("F13", "unknown key"), ("", "unknown key")]
        {
            let error = Key::parse(word).unwrap_err();
            assert!(error.contains(reason), "{word}: {error}");
        }
    }

    #[test]
    fn the_ways_a_terminal_tells_one_key_are_one() {
        let shifted = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::SHIFT);
        let capital = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::NONE);
        let both = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(Key::of_event(&shifted), Key::of_event(&capital));
        assert_eq!(Key::of_event(&both), Key::of_event(&capital));
    }
}
