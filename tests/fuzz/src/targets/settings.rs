//! Settings, keys, themes, and a user's own words: TOML of any kind, and what is wrong in it told with its line.

use super::text;
use crate::checks::harmless;
use crate::engine::{Rng, Target, pick};
use crate::words::{self, OWN, TOML};
use ratatui::style::Color;
use simak::action::ACTIONS;
use simak::config::{Config, KEYS, listed};
use simak::extract::examples::mistakes;
use simak::extract::extract;
use simak::keymap::{Key, Keymap, Pending, Step};
use simak::lang::Pack;
use simak::model::Document;
use simak::setting::Fault;
use simak::text::display::sanitize;
use simak::theme::{Depth, Meaning, Theme, contrast};

/// Settings and keys.
pub const SETTINGS: Target = Target {
    name: "settings",
    about: "any text as config.toml, with keys; any word as a key",
    run: settings,
    make: settings_made,
    words: &[TOML, words::KEYS],
    longest: 600,
    share: 60,
};

/// Themes.
pub const THEME: Target =
    Target { name: "theme", about: "any text as a theme", run: theme, make: theme_made, words: &[TOML], longest: 600, share: 60 };

/// A user's own words.
pub const WORDS: Target = Target {
    name: "words",
    about: "any text as lang/id.toml: its rows are loaded, its examples run, a text extracted with them",
    run: own_words,
    make: words_made,
    words: &[OWN, OWN, TOML],
    longest: 1_500,
    share: 1,
};

fn lines(faults: &[Fault], text: &str) {
    let lines = 1 + text.matches('\n').count();
    assert!(!faults.is_empty());
    for fault in faults {
        assert!(fault.line <= lines && !fault.message.is_empty(), "{fault:?}");
    }
    // (They are shown after this.)
    harmless(&sanitize(&listed(faults)));
}

fn settings(input: &[u8]) {
    let text = text(input);
    for word in text.split_whitespace().take(8) {
        if let Ok(key) = Key::parse(word) {
            assert_eq!(Key::parse(&key.to_string()).as_ref(), Ok(&key), "{word:?}");
            assert_eq!(Key::of_event(&key.event()), key, "{word:?}");
        }
    }
    match Config::parse("c.toml", &text) {
        Ok(config) => typed(&config.keymap, &text),
        Err(faults) => lines(&faults, &text),
    }
}

/// Every key of a keymap does what it is bound to, and no other key makes it fail.
fn typed(keymap: &Keymap, text: &str) {
    for binding in keymap.bindings() {
        let (mut pending, mut last) = (Pending::default(), Step::Nothing);
        for key in &binding.keys {
            let _ = pending.shown();
            last = keymap.feed(&mut pending, key.event());
        }
        let counts = binding.keys.first().is_some_and(|key| key.digit().is_some());
        let bound = matches!(&last, Step::Action(action, _) if *action == binding.action) || matches!(last, Step::Pending(_));
        assert!(bound || counts, "{binding:?} gives {last:?}");
    }
    let mut pending = Pending::default();
    for word in text.split_whitespace().filter_map(|word| Key::parse(word).ok()).take(20) {
        let _ = keymap.feed(&mut pending, word.event());
    }
}

fn theme(input: &[u8]) {
    let text = text(input);
    match Theme::parse("a", "a.toml", &text) {
        Ok(theme) => {
            for depth in [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None] {
                let reduced = theme.clone().reduced(depth);
                for meaning in Meaning::ALL {
                    let style = reduced.style(*meaning);
                    let colours = [style.fg.unwrap_or_default(), style.bg.unwrap_or_default()];
                    let fits = |colour: &Color| depth != Depth::None || *colour == Color::Reset;
                    assert!(colours.iter().all(fits), "{meaning:?} {style:?}");
                    assert!(contrast(colours[0], colours[1]).is_none_or(|c| (1.0..=21.01).contains(&c)), "{style:?}");
                }
            }
        }
        Err(faults) => lines(&faults, &text),
    }
}

fn own_words(input: &[u8]) {
    let text = text(input);
    let lines = 1 + text.matches('\n').count();
    match Pack::with_own("id.toml", &text) {
        Ok(pack) => {
            for mistake in mistakes(&pack) {
                assert!(mistake.line <= lines && !mistake.message.is_empty(), "{mistake:?}");
            }
            let document = Document {
                text: "“Ya,” kata Rani. Juragan Bimo menggerundel bahwa pintu bocor.".into(),
                ..Document::default()
            };
            crate::annotations::well_formed(&extract(document, &pack));
        }
        Err(mistake) => assert!(mistake.line <= lines && !mistake.message.is_empty(), "{mistake:?}"),
    }
}

fn value(rng: &mut Rng, words: &[&str]) -> String {
    let word = |rng: &mut Rng| pick(rng, words).trim().to_owned();
    match rng.u8(0..10) {
        0 => "true".to_owned(),
        1 => rng.u32(..).to_string(),
        2 => format!("['{}', '{}']", word(rng), word(rng)),
        3 => "[]".to_owned(),
        _ => format!("'{}'", word(rng)),
    }
}

fn settings_made(rng: &mut Rng) -> Vec<u8> {
    let mut out = String::new();
    for _ in 0..rng.usize(0..4) {
        let (key, _) = rng.choice(KEYS).unwrap_or(&KEYS[0]);
        out.push_str(&format!("{key} = {}\n", value(rng, TOML)));
    }
    out.push_str("[keys]\n");
    for _ in 0..rng.usize(0..8) {
        let action = rng.choice(ACTIONS).map_or("", |row| row.name);
        out.push_str(&format!("{action} = {}\n", value(rng, words::KEYS)));
    }
    out.into_bytes()
}

fn theme_made(rng: &mut Rng) -> Vec<u8> {
    let mut out = format!("inherits = {}\n[palette]\n", value(rng, &["dark", "light", "mono", "terminal", "high-contrast", "x"]));
    for name in ["ink", "bold", "on", "red"] {
        out.push_str(&format!("{name} = {}\n", value(rng, &["#14161b", "red", "230", "#12345", "256", "reset", "#é12345"])));
    }
    out.push_str("[styles]\n");
    for _ in 0..rng.usize(0..6) {
        let meaning = rng.choice(Meaning::ALL).map_or("", |own| own.name());
        out.push_str(&format!(
            "{meaning} = {}\n",
            value(rng, &["ink bold", "red on ink", "on", "bold", "on on", "#fff", "ink ink"])
        ));
    }
    out.into_bytes()
}

/// The tables of a user's own words, with their fields.
const TABLES: &[(&str, &[&str])] = &[
    ("class", &["name", "words", "example"]),
    ("cue", &["frame", "complement", "forms", "stance", "example", "only", "unless"]),
    ("stance", &["verbs", "next", "content", "before", "stance", "example", "negated"]),
    ("same", &["name", "forms", "example"]),
    ("variant", &["words", "one", "apart"]),
    ("line", &["kind", "at", "field", "words", "example", "counter"]),
    ("outlet", &["name", "words", "example"]),
    ("agency", &["words", "example"]),
];

fn words_made(rng: &mut Rng) -> Vec<u8> {
    let mut out = String::new();
    for _ in 0..rng.usize(0..4) {
        let (table, fields) = TABLES[rng.usize(0..TABLES.len())];
        out.push_str(&format!("[[{table}]]\n"));
        for field in fields {
            let value = match rng.u8(0..3) {
                0 => pick(rng, OWN).to_owned(),
                1 => format!("[\"{}\"]", pick(rng, &["kata", "kabar hulu", "a b * …", ""])),
                _ => format!("\"{}\"", pick(rng, &["kata", "[kata] itu", "<Rani> [kata] bahwa {itu}", "⟦kata⟧", "role", ""])),
            };
            out.push_str(&format!("{field} = {value}\n"));
        }
    }
    out.into_bytes()
}
