//! The embedded themes: whole, readable, and saying with more than colour what a state is.

use super::*;
use ratatui::style::Color;

/// What may lie under any text.
const GROUNDS: [Meaning; 5] =
    [Meaning::Text, Meaning::Selected, Meaning::SelectedElsewhere, Meaning::Related, Meaning::QuoteChosen];
/// What brings its own ink with its ground, and is laid over all.
const INKED: [Meaning; 5] = [Meaning::StatusBar, Meaning::StatusMode, Meaning::Hit, Meaning::HitChosen, Meaning::Overlay];
/// What is drawn, not read.
const DRAWN: [Meaning; 4] = [Meaning::Border, Meaning::ProgressRest, Meaning::BorderFocused, Meaning::Scrollbar];

fn themes() -> Vec<Theme> {
    Theme::built_in_names().map(|name| Theme::built_in(name).unwrap()).collect()
}

/// Contrast of styles laid one over the other.
fn contrast_of(layers: &[Style]) -> Option<f64> {
    let style = layers.iter().fold(Style::new(), |below, above| below.patch(*above));
    contrast(style.fg?, style.bg?)
}

#[test]
fn every_embedded_theme_gives_every_meaning() {
    for (name, text) in BUILT_IN {
        let missing: Vec<_> = Meaning::ALL.iter().filter(|m| !text.contains(&format!("\n{} = ", m.name()))).collect();
        assert!(missing.is_empty() || text.contains("inherits"), "{name} lacks {missing:?}");
        assert_eq!(Theme::built_in(name).unwrap().name, *name);
    }
}

#[test]
fn every_text_is_readable_on_every_ground_in_true_and_in_256_colours() {
    let mut poor = std::collections::BTreeSet::new();
    for theme in themes().into_iter().flat_map(|t| [t.clone(), t.reduced(Depth::Indexed)]) {
        let least = if theme.name == "high-contrast" { 7.0 } else { 4.5 };
        let text = theme.style(Meaning::Text);
        for meaning in Meaning::ALL.iter().filter(|m| !DRAWN.contains(m)) {
            for ground in GROUNDS.iter().chain([&Meaning::Overlay]).filter(|_| !INKED.contains(meaning)) {
                for layers in [[*ground, *meaning], [*meaning, *ground]] {
                    let Some(ratio) = contrast_of(&[text, theme.style(layers[0]), theme.style(layers[1])]) else { continue };
                    if ratio < least {
                        poor.insert(format!("{}: {meaning:?} with {ground:?} has {ratio:.1}", theme.name));
                    }
                }
            }
            for inked in INKED {
                let Some(ratio) = contrast_of(&[text, theme.style(*meaning), theme.style(inked)]) else { continue };
                if ratio < least {
                    poor.insert(format!("{}: {inked:?} over {meaning:?} has {ratio:.1}", theme.name));
                }
            }
        }
        for drawn in DRAWN {
            let Some(ratio) = contrast_of(&[text, theme.style(drawn)]) else { continue };
            if ratio < 2.0 {
                poor.insert(format!("{}: {drawn:?} has {ratio:.1}", theme.name));
            }
        }
    }
    assert!(poor.is_empty(), "{poor:#?}");
}

#[test]
fn states_differ_and_not_by_colour_alone() {
    use Meaning::*;
    let groups: &[&[Meaning]] = &[
        &[Text, Selected, SelectedElsewhere, Related],
        &[Text, QuoteDirect, QuoteMixed, QuoteIndirect],
        &[Date, Inferred, Linked, Unknown],
        &[Asserts, Denies, Accuses, Confirms, Declines, Condemns, Warns, Urges],
        &[PaneTitle, PaneTitleFocused],
        &[Text, Hit, HitChosen],
        &[Read, Unread],
        &[Progress, ProgressRest],
        &[Bar, BarRelated],
    ];
    for theme in themes() {
        for (a, b) in groups.iter().flat_map(|g| g.iter().flat_map(|a| g.iter().map(move |b| (*a, *b)))).filter(|(a, b)| a < b) {
            let (one, other) = (theme.style(a), theme.style(b));
            let shape = a.glyph() != b.glyph() || one.add_modifier != other.add_modifier;
            let ground = one.bg != other.bg && one.bg.or(other.bg) != Some(Color::Reset);
            assert!(shape || ground, "{}: {a:?} and {b:?} differ by the colour of the ink alone", theme.name);
            assert!(one != other || a.glyph() != b.glyph(), "{}: {a:?} and {b:?} look alike", theme.name);
        }
    }
}

#[test]
fn mono_has_no_colour_and_shows_the_selection() {
    let mono = Theme::built_in("mono").unwrap();
    assert!(Meaning::ALL.iter().all(|m| mono.style(*m).fg.is_none() && mono.style(*m).bg.is_none()));
    assert!(mono.style(Meaning::Selected).add_modifier.contains(ratatui::style::Modifier::REVERSED));
}

#[test]
fn glyphs_are_one_column_wide() {
    for meaning in Meaning::ALL {
        let width = unicode_width::UnicodeWidthStr::width(meaning.glyph());
        assert_eq!(width, usize::from(!meaning.glyph().is_empty()), "{meaning:?}");
    }
}

#[test]
fn a_theme_of_ones_own_changes_a_line_of_another() {
    let own = "inherits = 'light'\n[palette]\nlake = '#003366'\n[styles]\ntitle = 'lake bold on white'\n";
    let theme = Theme::parse("own", "own.toml", own).unwrap();
    let light = Theme::built_in("light").unwrap();
    assert_eq!(theme.style(Meaning::Title), Style::new().fg(Color::Rgb(0, 0x33, 0x66)).bg(Color::White).bold());
    assert_eq!(theme.style(Meaning::Cue), light.style(Meaning::Cue));
}

#[test]
fn every_fault_of_a_theme_is_told_with_line_and_next_step() {
    for (text, want) in [
        ("inherits = 'drak'", "t.toml:1: unknown theme `drak`; did you mean `dark`?"),
        ("[styles]\ntitel = 'red'", "t.toml:2: unknown meaning `titel`; did you mean `title`?"),
        (
            "[styles]\ntitle = 'redd'",
            "t.toml:2: `redd` is neither a colour of the palette, nor a colour, nor a modifier; did you mean `red`?",
        ),
        ("[styles]\ntitle = '#1'", "t.toml:2: `#1` is no colour; write # and six hexadecimal digits, like #ffd75f"),
        ("[palette]\nink = '#12345é'", "t.toml:2: `#12345é` is no colour; write # and six hexadecimal digits, like #ffd75f"),
        ("[palette]\nink = 'grren'", "t.toml:2: unknown colour `grren`; did you mean `green`? (or write #rrggbb)"),
        (
            "[styles]\ntitle = 'red blue'",
            "t.toml:2: a second colour `blue` in \"red blue\"; write \"foreground modifier on background\"",
        ),
        ("[styles]\ntitle = 'red on'", "t.toml:2: no colour after `on` in \"red on\""),
        ("[styles]\ntitle = 3", "t.toml:2: `title` must be a string in quotation marks, and is an integer"),
        ("styles = 3", "t.toml:1: `styles` must be a table, and is an integer"),
        ("[style]\n", "t.toml:1: unknown key `style`; did you mean `styles`?"),
    ] {
        let faults: Vec<_> = Theme::parse("t", "t.toml", text).unwrap_err().iter().map(Fault::to_string).collect();
        assert_eq!(faults, [want], "{text}");
    }
}
