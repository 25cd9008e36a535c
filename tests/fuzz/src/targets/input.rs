//! The boxes that one types in: a line, and a note. Any text, any keys, drawn at any width.

use super::keys::{Typed, keys, typed};
use super::{chance, material, text};
use crate::checks::screen;
use crate::engine::{Rng, Target};
use crate::words::KEYS;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use simak::pane::input::{Input, leaves, motion};
use simak::pane::note::{self, Note};
use simak::pane::paint::Row;
use simak::theme::Theme;
use std::sync::OnceLock;

/// The boxes.
pub const INPUT: Target = Target {
    name: "input",
    about: "any text in a box to type in, or in a note, and any keys after it",
    run: |input| {
        let (all, chance) = (text(input), chance(input));
        let (begun, keys) = all.split_once('\n').unwrap_or((&all, ""));
        if chance % 8 == 0 { note(begun, keys, chance >> 8) } else { line(begun, keys, chance >> 8) }
    },
    make,
    words: &[KEYS],
    longest: 400,
    share: 200,
};

fn theme() -> &'static Theme {
    static THEME: OnceLock<Theme> = OnceLock::new();
    THEME.get_or_init(Theme::default)
}

/// The text stays one line without control characters, the cursor in it and between characters.
fn line(begun: &str, keys: &str, chance: u64) {
    let mut input = Input::default();
    input.insert(begun);
    sound(&input);
    typed(keys, |typed| {
        match typed {
            Typed::Key(key) => {
                let before = input.text().to_owned();
                let (changed, _, _) = (input.key(key), motion(key), leaves(key));
                assert!(
                    changed == Some(true) || before == input.text() || before.len() == input.text().len(),
                    "{key:?} is silent"
                );
            }
            Typed::Paste(text) => input.insert(&text),
            Typed::Other(..) => input.replace(0..input.cursor(), "é"),
        }
        sound(&input);
    });
    let area = Rect::new(0, 0, (chance % 40) as u16, 1);
    let mut buffer = Buffer::empty(area);
    let at = (chance >> 8) as usize % (input.text().len() + 1);
    if let Some(mut row) = Row::new(&mut buffer, theme(), area, 0) {
        let wrong = (chance.is_multiple_of(3) && input.text().is_char_boundary(at)).then_some(at..input.text().len());
        input.view(&mut row, wrong);
    }
    screen(&buffer);
}

fn sound(input: &Input) {
    assert!(input.text().is_char_boundary(input.cursor()), "the cursor stands inside a character");
    assert!(!input.text().chars().any(char::is_control), "{:?}", input.text());
}

fn note(begun: &str, keys: &str, chance: u64) {
    let area = Rect::new(0, 0, (chance % 50) as u16, (chance >> 8) as u16 % 12);
    let mut note = Note::new(begun, begun.to_owned());
    typed(keys, |typed| match typed {
        Typed::Key(key) => note.key(key, area.width.into()),
        Typed::Paste(text) => note.insert(&text),
        Typed::Other(..) => note = Note::new(&note.text(), String::new()),
    });
    let mut buffer = Buffer::empty(area);
    note::view(&note, theme(), area, &mut buffer);
    screen(&buffer);
    assert_eq!(note.text().trim(), note.text());
}

fn make(rng: &mut Rng) -> Vec<u8> {
    let begun = material::text(rng, 6).replace('\n', " ");
    format!("{begun}\n{}", keys(rng, &[KEYS], 24)).into_bytes()
}
