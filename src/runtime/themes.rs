//! Which theme, in how many colours: by argument, configuration and terminal.

use crate::config::Config;
use crate::theme::{Depth, Theme};
use std::sync::Arc;

/// What the environment says of colours, read once.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    no_color: bool,
    term: String,
    colorterm: String,
    light: bool,
}

/// The themes one can choose from.
#[derive(Debug)]
pub struct Themes {
    config: Arc<Config>,
    depth: Depth,
    current: String,
    /// Whether the command line names one, which no session changes.
    named: bool,
}

impl Surroundings {
    /// Reads the environment.
    pub fn read() -> Surroundings {
        let text = |name| std::env::var(name).unwrap_or_default();
        let ground: Option<u8> = text("COLORFGBG").rsplit(';').next().and_then(|n| n.parse().ok());
        Surroundings {
            no_color: !text("NO_COLOR").is_empty(),
            term: text("TERM"),
            colorterm: text("COLORTERM"),
            light: ground.is_some_and(|n| n == 7 || n == 15),
        }
    }

    fn depth(&self) -> Depth {
        let term = self.term.as_str();
        if matches!(self.colorterm.as_str(), "truecolor" | "24bit") || term.ends_with("-direct") {
            return Depth::True;
        }
        match term.split('-').next().unwrap_or(term) {
            "linux" | "ansi" | "cygwin" | "vt100" | "vt220" => Depth::Sixteen,
            "alacritty" | "foot" | "wezterm" | "contour" => Depth::True,
            _ if term == "xterm-kitty" || term == "xterm-ghostty" => Depth::True,
            _ => Depth::Indexed,
        }
    }
}

impl Themes {
    /// The themes, and the one to begin with: `named` on the command line, else configured, else what fits the terminal.
    /// `NO_COLOR` leaves modifiers only, unless a theme or a number of colours is named on purpose.
    pub fn new(config: Arc<Config>, named: Option<&str>, around: &Surroundings) -> Result<(Themes, Arc<Theme>), String> {
        let wanted = match config.colours {
            Some(depth) => depth,
            None if around.no_color && named.is_none() => Depth::None,
            None => around.depth(),
        };
        let fitting = match wanted {
            Depth::Sixteen => "terminal",
            _ if around.light => "light",
            _ => "dark",
        };
        let name = match wanted {
            Depth::None => "mono",
            _ => named.or(config.theme.as_deref()).unwrap_or(fitting),
        };
        let themes = Themes { config: config.clone(), depth: wanted, current: name.to_owned(), named: named.is_some() };
        // A wrong name is told even where it would not be taken.
        for name in [named, config.theme.as_deref()].into_iter().flatten() {
            config.open_theme(name)?;
        }
        let theme = themes.open(name)?;
        Ok((themes, theme))
    }

    /// The theme after the current one, read anew; one that cannot be read is told, and the next time passed over.
    pub fn next(&mut self) -> Result<Arc<Theme>, String> {
        if self.depth == Depth::None {
            return Err("without colours mono is the only theme (NO_COLOR, or `colours` in the configuration)".to_owned());
        }
        let names = self.config.theme_names();
        let at = names.iter().position(|name| *name == self.current).unwrap_or(0);
        let next = names.get((at + 1) % names.len().max(1)).cloned().unwrap_or_default();
        self.current = next;
        self.again()
    }

    /// The theme of this name, as a session asks for; `None` where the command line or `NO_COLOR` say otherwise, or where it
    /// cannot be read (any more).
    pub fn choose(&mut self, name: &str) -> Option<Arc<Theme>> {
        if self.named || self.depth == Depth::None {
            return None;
        }
        let theme = self.open(name).ok()?;
        self.current = name.to_owned();
        Some(theme)
    }

    /// The current theme, read anew. The error is short enough for a bar: it names the file without its folder.
    pub fn again(&self) -> Result<Arc<Theme>, String> {
        let folder = self.config.themes.as_ref().map(|folder| folder.join("").display().to_string()).unwrap_or_default();
        self.open(&self.current).map_err(|message| if folder.is_empty() { message } else { message.replace(&folder, "") })
    }

    fn open(&self, name: &str) -> Result<Arc<Theme>, String> {
        Ok(Arc::new(self.config.open_theme(name)?.reduced(self.depth)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Meaning;

    fn around(term: &str, no_color: bool) -> Surroundings {
        Surroundings { no_color, term: term.to_owned(), ..Surroundings::default() }
    }

    fn first(config: Config, named: Option<&str>, around: &Surroundings) -> Result<String, String> {
        Themes::new(Arc::new(config), named, around).map(|(_, theme)| theme.name.clone())
    }

    #[test]
    fn the_argument_goes_before_the_configuration_and_that_before_the_terminal() {
        let light = || Config { theme: Some("light".to_owned()), ..Config::default() };
        let xterm = around("xterm-256color", false);
        assert_eq!(first(light(), Some("high-contrast"), &xterm).unwrap(), "high-contrast");
        assert_eq!(first(light(), None, &xterm).unwrap(), "light");
        assert_eq!(first(Config::default(), None, &xterm).unwrap(), "dark");
        assert_eq!(first(Config::default(), None, &around("linux", false)).unwrap(), "terminal");
    }

    #[test]
    fn no_color_means_mono_unless_a_theme_is_named_on_the_spot() {
        let none = around("xterm-256color", true);
        let configured = Config { theme: Some("light".to_owned()), ..Config::default() };
        assert_eq!(first(configured, None, &none).unwrap(), "mono");
        assert_eq!(first(Config::default(), Some("light"), &none).unwrap(), "light");
        let (mut themes, _) = Themes::new(Arc::default(), None, &none).unwrap();
        assert!(themes.next().is_err());
    }

    #[test]
    fn a_session_chooses_unless_the_command_line_does() {
        let (mut themes, _) = Themes::new(Arc::default(), None, &around("xterm", false)).unwrap();
        assert_eq!(themes.choose("light").map(|theme| theme.name.clone()).as_deref(), Some("light"));
        assert!(themes.choose("gone").is_none());
        assert_eq!(themes.again().unwrap().name, "light");
        let (mut named, _) = Themes::new(Arc::default(), Some("dark"), &around("xterm", false)).unwrap();
        assert!(named.choose("light").is_none());
        let (mut none, _) = Themes::new(Arc::default(), None, &around("xterm", true)).unwrap();
        assert!(none.choose("light").is_none());
    }

    #[test]
    fn a_wrong_name_is_told() {
        let error = first(Config::default(), Some("drak"), &around("xterm", false)).unwrap_err();
        assert_eq!(error, "unknown theme `drak`; did you mean `dark`?");
    }

    #[test]
    fn going_on_comes_round_and_keeps_the_depth() {
        let (mut themes, first) = Themes::new(Arc::default(), None, &around("xterm", false)).unwrap();
        let count = Theme::built_in_names().count();
        let names: Vec<String> = (0..count).map(|_| themes.next().unwrap().name.clone()).collect();
        assert_eq!(names.last(), Some(&first.name));
        assert!(matches!(first.style(Meaning::Text).fg, Some(ratatui::style::Color::Indexed(_))));
    }
}
