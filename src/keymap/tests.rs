//! Keys typed one after another, and what they come to.

use super::*;
use crate::setting::Document;

/// Types keys in the notation of the keymap and writes down each step that was not pending.
fn typed(keymap: &Keymap, keys: &str) -> String {
    let mut pending = Pending::default();
    let mut steps = Vec::new();
    for word in keys.split_whitespace() {
        let key = Key::parse(word).unwrap();
        match keymap.feed(&mut pending, key.event()) {
            Step::Action(action, None) => steps.push(action.row().name.to_owned()),
            Step::Action(action, Some(count)) => steps.push(format!("{count}×{}", action.row().name)),
            Step::Pending(_) => {}
            Step::Nothing => steps.push("–".to_owned()),
        }
    }
    if !pending.is_empty() {
        steps.push(format!("…{}", pending.shown()));
    }
    steps.join(" ")
}

#[test]
fn sequences_counts_and_digits() {
    let keymap = Keymap::default();
    for (keys, want) in [
        ("j", "down"),
        ("Down", "down"),
        ("g g", "top"),
        ("g", "…g"),
        ("g y j", "– down"),
        ("g Esc j", "– down"),
        ("G", "bottom"),
        ("Ctrl-d", "half-page-down"),
        ("2 j", "focus-reader down"),
        ("7 j", "focus-balance down"),
        ("9 j", "9×down"),
        ("9 0 2 j", "902×down"),
        ("' 2 j", "2×down"),
        ("' 1 2 g g", "12×top"),
        ("' j", "down"),
        ("' Esc 2", "– focus-reader"),
        ("0 j", "focus-review down"),
        ("9 9 9 9 9 9 9 j", "99999×down"),
        ("'", "…count"),
        ("9", "…9"),
        ("9 g", "…9 g"),
        ("Ctrl-h", "back"),
        ("Esc", "clear"),
        ("Ctrl-x", "–"),
    ] {
        assert_eq!(typed(&keymap, keys), want, "typed {keys}");
    }
}

#[test]
fn a_release_means_nothing_and_leaves_what_is_begun() {
    let keymap = Keymap::default();
    let mut pending = Pending::default();
    let g = Key::parse("g").unwrap().event();
    keymap.feed(&mut pending, g);
    let release = KeyEvent { kind: KeyEventKind::Release, ..g };
    assert_eq!(keymap.feed(&mut pending, release), Step::Nothing);
    assert_eq!(keymap.feed(&mut pending, g), Step::Action(Action::Top, None));
}

#[test]
fn what_can_follow_is_told() {
    let keymap = Keymap::default();
    let mut pending = Pending::default();
    let step = keymap.feed(&mut pending, Key::parse("g").unwrap().event());
    let follow = [("a", Action::AcceptAll), ("g", Action::Top), ("x", Action::RejectAll)];
    let follow = follow.map(|(keys, action)| Continuation { keys: keys.to_owned(), action: Some(action) });
    let Step::Pending(mut told) = step else { panic!("{step:?}") };
    told.sort_by(|a, b| a.keys.cmp(&b.keys));
    assert_eq!(told, follow);
}

#[test]
fn the_defaults_are_whole_and_do_not_clash() {
    let rows: usize = ACTIONS.iter().map(|row| row.keys.len()).sum();
    assert_eq!(Keymap::default().bindings.len(), rows, "a default key could not be read");
    assert_eq!(Keymap::default().clashes(), []);
    for row in ACTIONS {
        assert!(!Keymap::default().keys_of(row.action).is_empty(), "{} has no key", row.name);
    }
}

fn with(text: &str) -> Result<Keymap, Vec<String>> {
    let document = Document::parse("c.toml", text).unwrap();
    Keymap::with_settings(&document.settings()).map_err(|faults| faults.iter().map(Fault::to_string).collect())
}

#[test]
fn settings_replace_the_keys_of_an_action() {
    let keymap = with("down = ['t', 'W W']\nnext-theme = []\nzoom = 'Alt-z'\n").unwrap();
    assert_eq!(typed(&keymap, "t j W W Alt-z z"), "down – down zoom –");
    let panes_elsewhere = with("focus-articles = 'F5'\nfocus-reader = 'F6'\nfocus-speakers = []\nfocus-timeline = []").unwrap();
    assert_eq!(typed(&panes_elsewhere, "1 2 j"), "12×down");
}

#[test]
fn every_fault_of_the_settings_is_told_with_line_and_next_step() {
    for (text, want) in [
        ("\ndwon = 'j'", "c.toml:2: unknown action `dwon`; did you mean `down`?"),
        ("zoom = 'j'", "c.toml:1: `j` is also `down`; choose another key, or give `down` its keys here (`down = []` for none)"),
        (
            "zoom = 'W'\n\nmouse = 'W'",
            "c.toml:3: `W` is also `zoom`; choose another key, or give `zoom` its keys here (`zoom = []` for none)",
        ),
        (
            "zoom = 'j y'",
            "c.toml:1: `j y` and `j` (`down`) begin alike, so that one hides the other; choose another key, or set `down` here",
        ),
        ("zoom = ['W', 'W y']", "c.toml:1: `W` and `W y` of `zoom` hide one another; leave one out"),
        ("zoom = 'Esc j'", "c.toml:1: `Esc j` begins with Esc, which terminals cannot tell from Alt; begin with another key"),
        ("zoom = 'W Esc'", "c.toml:1: `W Esc` holds Esc, which gives up the keys before it; choose another key"),
        ("zoom = 'Ctrl-i'", "c.toml:1: `Ctrl-i` reaches a program as `Tab` in most terminals; choose another key"),
        ("zoom = ''", "c.toml:1: an empty key sequence; write `[]` to take all keys away"),
        ("zoom = 7", "c.toml:1: `zoom` must be a string or a list of strings, and is an integer"),
    ] {
        let faults = with(text).unwrap_err();
        assert_eq!(faults, [want], "{text}");
    }
    let several = with("zoom = 'Entr'\nfoo = 'W'\n").unwrap_err();
    assert_eq!(several.len(), 2);
}
