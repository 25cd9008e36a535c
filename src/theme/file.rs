//! Theme files.
//!
//! ```toml
//! inherits = "dark"            # styles not given here are that theme's
//!
//! [palette]                    # names of one's own for colours
//! ink = "#d7dae0"
//!
//! [styles]                     # meaning = "foreground modifier … on background"
//! title = "ink bold"
//! hit = "#000000 on yellow"
//! ```

use super::{Meaning, Theme, colour};
use crate::setting::{Document, Fault, Setting, suggestion};
use ratatui::style::{Color, Modifier, Style};

/// Modifiers, as they are written.
const MODIFIERS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("crossed-out", Modifier::CROSSED_OUT),
];

type Palette<'a> = Vec<(&'a str, Color)>;

/// Reads a theme file. `find` gives the theme that another inherits from; every fault is told with its line.
pub(super) fn parse(
    name: &str,
    file: &str,
    text: &str,
    find: &dyn Fn(&str) -> Result<Theme, String>,
) -> Result<Theme, Vec<Fault>> {
    let document = Document::parse(file, text).map_err(|fault| vec![fault])?;
    let settings = document.settings();
    let mut faults = Vec::new();
    let mut styles = Theme::plain().styles;
    let mut palette = Palette::new();
    // A style may name a colour of the palette, and change one that is inherited: so the three parts in this order,
    // whatever theirs in the file.
    for setting in settings.iter().filter(|s| s.key == "inherits") {
        match setting.text().and_then(|name| find(name).map_err(|message| setting.fault(message))) {
            Ok(theme) => styles = theme.styles,
            Err(fault) => faults.push(fault),
        }
    }
    for entry in tables(&settings, "palette", &mut faults) {
        match entry.text().and_then(|word| colour::parse(word).ok_or_else(|| entry.fault(no_colour(word)))) {
            Ok(colour) => palette.push((entry.key, colour)),
            Err(fault) => faults.push(fault),
        }
    }
    for entry in tables(&settings, "styles", &mut faults) {
        let Some(meaning) = Meaning::by_name(entry.key) else {
            faults.push(entry.unknown("meaning", Meaning::ALL.iter().map(|m| m.name())));
            continue;
        };
        match entry.text().and_then(|words| style(words, &palette).map_err(|message| entry.fault(message))) {
            Ok(style) => styles[meaning as usize] = style,
            Err(fault) => faults.push(fault),
        }
    }
    for setting in &settings {
        if !["inherits", "palette", "styles"].contains(&setting.key) {
            faults.push(setting.unknown("key", ["inherits", "palette", "styles"]));
        }
    }
    faults.sort();
    if faults.is_empty() { Ok(Theme { name: name.to_owned(), styles }) } else { Err(faults) }
}

fn tables<'d>(settings: &[Setting<'d>], name: &str, faults: &mut Vec<Fault>) -> Vec<Setting<'d>> {
    let mut entries = Vec::new();
    for setting in settings.iter().filter(|s| s.key == name) {
        match setting.must_be_table() {
            Ok(more) => entries.extend(more),
            Err(fault) => faults.push(fault),
        }
    }
    entries
}

fn style(words: &str, palette: &Palette<'_>) -> Result<Style, String> {
    let mut style = Style::new();
    let mut ground = false;
    for word in words.split_whitespace() {
        if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*modifier);
            continue;
        }
        if word == "on" && !ground {
            ground = true;
            continue;
        }
        let own = palette.iter().find(|(name, _)| *name == word).map(|(_, colour)| *colour);
        let colour = own.or_else(|| colour::parse(word)).ok_or_else(|| unknown_word(word, palette))?;
        let slot = if ground { &mut style.bg } else { &mut style.fg };
        if slot.replace(colour).is_some() {
            return Err(format!("a second colour `{word}` in \"{words}\"; write \"foreground modifier on background\""));
        }
    }
    if ground && style.bg.is_none() {
        return Err(format!("no colour after `on` in \"{words}\""));
    }
    Ok(style)
}

fn unknown_word(word: &str, palette: &Palette<'_>) -> String {
    if word.starts_with('#') {
        return no_colour(word);
    }
    let known = palette.iter().map(|(name, _)| *name).chain(MODIFIERS.iter().map(|(name, _)| *name));
    let near = suggestion(word, known.chain(colour::NAMES.iter().map(|(name, _)| *name)));
    format!("`{word}` is neither a colour of the palette, nor a colour, nor a modifier{near}")
}

fn no_colour(word: &str) -> String {
    if word.starts_with('#') {
        return format!("`{word}` is no colour; write # and six hexadecimal digits, like #ffd75f");
    }
    format!("unknown colour `{word}`{} (or write #rrggbb)", suggestion(word, colour::NAMES.iter().map(|(name, _)| *name)))
}
