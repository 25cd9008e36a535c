//! Colours: their notation, how many a terminal can show, and how well one reads upon another.

use ratatui::style::Color;

/// How many colours a terminal shows.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: modifiers only.
    None,
    /// The terminal's own sixteen.
    Sixteen,
    /// The table of 256.
    Indexed,
    /// All.
    True,
}

/// Named colours: the terminal's own sixteen and its default.
pub(super) const NAMES: &[(&str, Color)] = &[
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("grey", Color::Gray),
    ("dark-grey", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("white", Color::White),
];

/// The sixteen as most terminals show them, in the order of their numbers.
const SIXTEEN: [(Color, (u8, u8, u8)); 16] = [
    (Color::Black, (0, 0, 0)),
    (Color::Red, (205, 0, 0)),
    (Color::Green, (0, 205, 0)),
    (Color::Yellow, (205, 205, 0)),
    (Color::Blue, (0, 0, 238)),
    (Color::Magenta, (205, 0, 205)),
    (Color::Cyan, (0, 205, 205)),
    (Color::Gray, (229, 229, 229)),
    (Color::DarkGray, (127, 127, 127)),
    (Color::LightRed, (255, 0, 0)),
    (Color::LightGreen, (0, 255, 0)),
    (Color::LightYellow, (255, 255, 0)),
    (Color::LightBlue, (92, 92, 255)),
    (Color::LightMagenta, (255, 0, 255)),
    (Color::LightCyan, (0, 255, 255)),
    (Color::White, (255, 255, 255)),
];

/// Reads `#rrggbb` or a name.
pub(super) fn parse(word: &str) -> Option<Color> {
    let Some(hex) = word.strip_prefix('#') else {
        return NAMES.iter().find(|(name, _)| *name == word).map(|(_, colour)| *colour);
    };
    let digits = hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit());
    let number = digits.then(|| u32::from_str_radix(hex, 16).ok()).flatten()?;
    let [_, r, g, b] = number.to_be_bytes();
    Some(Color::Rgb(r, g, b))
}

/// The nearest colour that a terminal of this depth can show.
pub fn reduce(colour: Color, depth: Depth) -> Color {
    match (rgb(colour), depth) {
        (_, Depth::None) => Color::Reset,
        (_, Depth::True) | (None, _) => colour,
        (Some(wanted), Depth::Indexed) if matches!(colour, Color::Rgb(..)) => {
            let indices = (16..=255u8).map(|i| (distance(indexed(i), wanted), Color::Indexed(i)));
            indices.min_by_key(|(d, _)| *d).map_or(colour, |(_, c)| c)
        }
        (Some(_), Depth::Indexed) => colour,
        (Some(wanted), Depth::Sixteen) => {
            let sixteen = SIXTEEN.iter().map(|(c, shown)| (distance(*shown, wanted), *c));
            sixteen.min_by_key(|(d, _)| *d).map_or(colour, |(_, c)| c)
        }
    }
}

/// WCAG contrast ratio of two colours, 1 to 21; `None` where the terminal decides how they look.
pub fn contrast(a: Color, b: Color) -> Option<f64> {
    let (a, b) = (luminance(rgb(a)?), luminance(rgb(b)?));
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

fn rgb(colour: Color) -> Option<(u8, u8, u8)> {
    match colour {
        Color::Rgb(r, g, b) => Some((r, g, b)),
        Color::Indexed(i @ 16..) => Some(indexed(i)),
        Color::Indexed(i) => SIXTEEN.get(i as usize).map(|(_, shown)| *shown),
        named => SIXTEEN.iter().find(|(c, _)| *c == named).map(|(_, shown)| *shown),
    }
}

/// The colours 16 to 255: a cube of six steps a side, then 24 greys.
fn indexed(i: u8) -> (u8, u8, u8) {
    if i >= 232 {
        let grey = 8 + (i - 232) * 10;
        return (grey, grey, grey);
    }
    let step = |n: u8| if n == 0 { 0 } else { 55 + n * 40 };
    let i = i.saturating_sub(16);
    (step(i / 36), step(i / 6 % 6), step(i % 6))
}

/// Distance of two colours, weighted by how the eye takes them (the "redmean" formula).
fn distance(a: (u8, u8, u8), b: (u8, u8, u8)) -> i64 {
    let d = |x: u8, y: u8| i64::from(x) - i64::from(y);
    let (mean, r, g, b) = ((i64::from(a.0) + i64::from(b.0)) / 2, d(a.0, b.0), d(a.1, b.1), d(a.2, b.2));
    (512 + mean) * r * r / 256 + 4 * g * g + (767 - mean) * b * b / 256
}

fn luminance((r, g, b): (u8, u8, u8)) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_or_refused_and_never_panic() {
        assert_eq!(parse("#0a80ff"), Some(Color::Rgb(10, 128, 255)));
        assert_eq!(parse("bright-red"), Some(Color::LightRed));
        for wrong in ["#1", "#12345", "#12345g", "#éé", "#+12345", "", "crimson"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_of_black_and_white_is_the_greatest() {
        let full = contrast(Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)).unwrap();
        assert!((full - 21.0).abs() < 0.01);
        assert_eq!(contrast(Color::Reset, Color::White), None);
    }

    #[test]
    fn reduction_is_exact_where_it_can_be() {
        assert_eq!(reduce(Color::Rgb(255, 0, 0), Depth::Indexed), Color::Indexed(196));
        assert_eq!(reduce(Color::Rgb(8, 8, 8), Depth::Indexed), Color::Indexed(232));
        assert_eq!(reduce(Color::Rgb(250, 250, 250), Depth::Sixteen), Color::White);
        assert_eq!(reduce(Color::Red, Depth::Indexed), Color::Red);
        assert_eq!(reduce(Color::Red, Depth::None), Color::Reset);
    }
}
