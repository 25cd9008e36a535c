//! Configuration: an optional, sparse TOML file that the program reads and never writes.
//!
//! It stands in the XDG folder (`~/.config/simak/config.toml`) or is named by `--config`; themes of one's own stand in
//! `themes/` beside it, words of one's own in `lang/` (read by `loader::knowledge`). What is not set keeps its default; what is not known is an error with its line, all of them at
//! once, before the screen is touched.

use crate::keymap::Keymap;
pub use crate::loader::knowledge::folder;
use crate::setting::{Document, Fault, Setting, suggestion};
use crate::text::display::sanitize_line;
use crate::theme::{Depth, Theme};
use jiff::tz::Offset;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a person may set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Name of the theme.
    pub theme: Option<String>,
    /// How many colours to use; `None` goes by the terminal.
    pub colours: Option<Depth>,
    /// Whether the mouse is on from the start.
    pub mouse: bool,
    /// Command of the editor, instead of `$VISUAL` and `$EDITOR`.
    pub editor: Option<String>,
    /// Command of the browser, instead of the system's.
    pub browser: Option<String>,
    /// The time zone of the outlets, instead of that of Jakarta.
    pub zone: Option<Offset>,
    /// The keys.
    pub keymap: Keymap,
    /// The folder of themes of one's own.
    pub themes: Option<PathBuf>,
    /// Why the user's own file was passed over, where there is one that cannot be read.
    pub unread: Option<Fault>,
}

/// The keys of the file, with what they are for: the one list that reading, suggestions and documentation share.
pub const KEYS: &[(&str, &str)] = &[
    ("theme", "name of a theme: dark, light, high-contrast, mono, terminal, or a file of themes/"),
    ("colours", "auto, true, 256, 16 or none"),
    ("mouse", "true to have the mouse on from the start"),
    ("editor", "command that opens a file, instead of $VISUAL and $EDITOR"),
    ("browser", "command that opens an address, instead of the system's"),
    ("zone", "time zone of the outlets, for dates of records that name another: Asia/Jakarta, Asia/Makassar, +09:00"),
    ("keys", "table of action = \"key\" or action = [\"key\", \"key key\"]; [] for none"),
];

impl Config {
    /// Reads the file that was named, or else the one in the user's folder, if there is one. A file that was named must be
    /// readable; without the other one goes on.
    pub fn load(named: Option<&Path>) -> Result<Config, Vec<Fault>> {
        match named.map(Path::to_owned).or_else(|| Some(folder()?.join("config.toml"))) {
            Some(path) => Config::read(&path, named.is_some()),
            None => Ok(Config::default()),
        }
    }

    fn read(path: &Path, must_be_there: bool) -> Result<Config, Vec<Fault>> {
        let file = path.display().to_string();
        let themes = path.parent().map(|folder| folder.join("themes"));
        let error = match std::fs::read_to_string(path) {
            Ok(text) => return Ok(Config { themes, ..Config::parse(&file, &text)? }),
            Err(error) => error,
        };
        let fault = Fault { file, line: 0, message: format!("cannot be read: {error}; check the name and the permissions") };
        match error.kind() {
            // (What is no text is a mistake in a file that is there, like any other.)
            _ if must_be_there => Err(vec![fault]),
            ErrorKind::InvalidData => Err(vec![fault]),
            // (The home of a service is no folder.)
            ErrorKind::NotFound | ErrorKind::NotADirectory => Ok(Config { themes, ..Config::default() }),
            _ => Ok(Config { themes, unread: Some(fault), ..Config::default() }),
        }
    }

    /// Reads the text of a file; `file` is its name in faults.
    pub fn parse(file: &str, text: &str) -> Result<Config, Vec<Fault>> {
        let document = Document::parse(file, text).map_err(|fault| vec![fault])?;
        let (mut config, mut faults) = (Config::default(), Vec::new());
        for setting in document.settings() {
            if let Err(more) = config.set(&setting) {
                faults.extend(more);
            }
        }
        if faults.is_empty() { Ok(config) } else { Err(faults) }
    }

    fn set(&mut self, setting: &Setting<'_>) -> Result<(), Vec<Fault>> {
        let one = |fault| vec![fault];
        match setting.key {
            "theme" => self.theme = Some(setting.text().map_err(one)?.to_owned()),
            "mouse" => self.mouse = setting.flag().map_err(one)?,
            "editor" => self.editor = Some(command(setting).map_err(one)?),
            "browser" => self.browser = Some(command(setting).map_err(one)?),
            "zone" => self.zone = Some(zone(setting).map_err(one)?),
            "colours" => self.colours = depth(setting).map_err(one)?,
            "keys" => self.keymap = Keymap::with_settings(&setting.must_be_table().map_err(one)?)?,
            _ => return Err(vec![setting.unknown("key", KEYS.iter().map(|(name, _)| *name))]),
        }
        Ok(())
    }

    /// The names of all themes: the embedded ones, then those of the user's folder by name.
    pub fn theme_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Theme::built_in_names().map(str::to_owned).collect();
        let entries = self.themes.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let mut own: Vec<String> = entries.filter_map(|entry| theme_name(&entry.path())).filter(|n| !names.contains(n)).collect();
        own.sort();
        names.extend(own);
        names
    }

    /// The theme of this name: the user's, if there is one, else the embedded one. The error is ready to be shown.
    pub fn open_theme(&self, name: &str) -> Result<Theme, String> {
        let plain_name = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
        if let Some(path) = self.themes.as_ref().filter(|_| plain_name).map(|folder| folder.join(format!("{name}.toml"))) {
            match std::fs::read_to_string(&path) {
                Ok(text) => return Theme::parse(name, &path.display().to_string(), &text).map_err(|faults| listed(&faults)),
                // (Also where nobody can tell: the folder is no folder, or may not be looked into.)
                Err(_) if std::fs::symlink_metadata(&path).is_err() => {}
                Err(error) => return Err(sanitize_line(&format!("{}: cannot be read: {error}", path.display())).into_owned()),
            }
        }
        if Theme::built_in_names().any(|known| known == name) {
            return Theme::built_in(name);
        }
        let names = self.theme_names();
        let near = suggestion(name, names.iter().map(String::as_str));
        Err(sanitize_line(&format!("unknown theme `{name}`{near}")).into_owned())
    }
}

/// Faults, one a line, whatever the file and its keys are called.
pub fn listed(faults: &[Fault]) -> String {
    faults.iter().map(|fault| sanitize_line(&fault.to_string()).into_owned()).collect::<Vec<_>>().join("\n")
}

fn theme_name(path: &Path) -> Option<String> {
    let toml = path.extension().is_some_and(|e| e == "toml");
    path.file_stem().filter(|_| toml)?.to_str().map(str::to_owned)
}

fn command(setting: &Setting<'_>) -> Result<String, Fault> {
    let text = setting.text()?.trim();
    let full = (!text.is_empty()).then(|| text.to_owned());
    full.ok_or_else(|| setting.fault(format!("`{}` is empty; name a command, or leave the line out", setting.key)))
}

/// The zones that are known by name: those of Indonesia, which set no clock back.
const ZONES: &[(&str, i8)] =
    &[("Asia/Jakarta", 7), ("Asia/Pontianak", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9), ("UTC", 0)];

/// A zone by its name, or by its offset: `+07:00`, `-03:30`.
fn zone(setting: &Setting<'_>) -> Result<Offset, Fault> {
    let text = setting.text()?;
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == text) {
        return Ok(Offset::constant(*hours));
    }
    let offset = || {
        let (sign, rest) = text.strip_prefix('+').map(|rest| (1, rest)).or_else(|| Some((-1, text.strip_prefix('-')?)))?;
        let (hours, minutes) = rest.split_once(':')?;
        let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
        let fits = rest.len() == 5 && !rest.contains('+') && hours < 15 && minutes < 60;
        let (hours, minutes) = (i32::from(hours), i32::from(minutes));
        Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok().filter(|_| fits)
    };
    let names: Vec<&str> = ZONES.iter().map(|(name, _)| *name).collect();
    offset().ok_or_else(|| {
        setting.fault(format!("`{text}` is no time zone: choose {}, or an offset such as +07:00", names.join(", ")))
    })
}

fn depth(setting: &Setting<'_>) -> Result<Option<Depth>, Fault> {
    Ok(match setting.text()? {
        "auto" => None,
        "true" => Some(Depth::True),
        "256" => Some(Depth::Indexed),
        "16" => Some(Depth::Sixteen),
        "none" => Some(Depth::None),
        other => return Err(setting.fault(format!("`{other}` colours: choose auto, true, 256, 16 or none"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::Action;

    #[test]
    fn zones_are_names_or_offsets() {
        let zone = |text: &str| Config::parse("c.toml", &format!("zone = {text:?}")).map(|config| config.zone.unwrap().seconds());
        for (text, hours) in [("Asia/Jakarta", 7.0), ("Asia/Jayapura", 9.0), ("UTC", 0.0), ("+08:00", 8.0), ("-03:30", -3.5)] {
            assert_eq!(zone(text), Ok((hours * 3_600.0) as i32), "{text}");
        }
        for text in ["", "Asia/Randu", "7", "+7", "+7:00", "+15:00", "+07:60", "+-7:00", "+07:0é"] {
            let faults = zone(text).unwrap_err();
            assert!(
                faults.len() == 1 && faults[0].message.contains("is no time zone: choose Asia/Jakarta"),
                "{text}: {faults:?}"
            );
        }
    }

    #[test]
    fn what_is_set_is_read_and_the_rest_keeps_its_default() {
        let config = Config::parse("c.toml", "theme = 'light'\ncolours = '256'\n[keys]\nquit = 'W'\n").unwrap();
        assert_eq!(config.theme.as_deref(), Some("light"));
        assert_eq!(config.colours, Some(Depth::Indexed));
        assert_eq!(config.keymap.keys_of(Action::Quit), ["W"]);
        assert_eq!(config.keymap.keys_of(Action::Down), ["j", "Down"]);
        assert_eq!(Config::parse("c.toml", "").unwrap(), Config::default());
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let text = "them = 'dark'\nmouse = 'on'\neditor = ' '\ncolours = 'many'\n[keys]\ndwon = 'j'\n";
        let faults = Config::parse("c.toml", text).unwrap_err();
        let want = [
            "c.toml:1: unknown key `them`; did you mean `theme`?",
            "c.toml:2: `mouse` must be true or false, and is a string",
            "c.toml:3: `editor` is empty; name a command, or leave the line out",
            "c.toml:4: `many` colours: choose auto, true, 256, 16 or none",
            "c.toml:6: unknown action `dwon`; did you mean `down`?",
        ];
        assert_eq!(listed(&faults), want.join("\n"));
    }

    #[test]
    #[cfg(unix)]
    fn without_the_users_own_file_one_goes_on() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("file"), "mouse = true").unwrap();
        std::fs::create_dir(at("folder")).unwrap();
        symlink("loop", at("loop")).unwrap();
        symlink("nowhere", at("dangling")).unwrap();
        for (name, told) in [
            ("none", false),
            ("none/x", false),
            ("file/x", false),
            ("dangling", false),
            ("folder", true),
            ("loop", true),
            ("loop/x", true),
        ] {
            let config = Config::read(&at(name), false).unwrap();
            assert_eq!(config.unread.is_some(), told, "{name}");
            assert_eq!(config.keymap, Keymap::default());
            // Nor do themes need the folder.
            assert_eq!(config.open_theme("dark").unwrap().name, "dark", "{name}");
            assert!(config.open_theme("drak").unwrap_err().contains("did you mean"), "{name}");
            assert!(Config::read(&at(name), true).is_err(), "{name}");
        }
        std::fs::write(at("latin"), b"theme = 'caf\xe9'").unwrap();
        assert!(Config::read(&at("latin"), false).is_err());
    }

    #[test]
    fn a_message_is_one_line_and_acts_on_no_terminal() {
        for odd in ["a\u{1b}]0;x\u{7}b", "a\nb", "a\r\nb", "a\u{202e}b", "a\u{9b}2Jb", "\u{85}"] {
            let told = [
                Config::parse(odd, "them = 1").map_err(|faults| listed(&faults)).unwrap_err(),
                Config::parse("c.toml", &format!("{} = 1", toml::Value::from(odd)))
                    .map_err(|faults| listed(&faults))
                    .unwrap_err(),
                Config::default().open_theme(odd).unwrap_err(),
                Config { themes: Some(odd.into()), ..Config::default() }.open_theme(odd).unwrap_err(),
            ];
            for told in told {
                assert!(!told.chars().any(crate::text::display::hidden), "{told:?}");
            }
        }
    }

    #[test]
    fn every_key_of_the_list_is_read() {
        for (key, _) in KEYS {
            let faults = Config::parse("c.toml", &format!("{key} = 1")).unwrap_err();
            assert!(!listed(&faults).contains("unknown key"), "{key}");
        }
    }

    #[test]
    fn a_named_file_must_exist_and_its_folder_holds_the_themes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let faults = Config::load(Some(&path)).unwrap_err();
        assert!(listed(&faults).contains("cannot be read"));
        std::fs::write(&path, "mouse = true").unwrap();
        std::fs::create_dir(folder.path().join("themes")).unwrap();
        std::fs::write(folder.path().join("themes/lake.toml"), "inherits = 'dark'\n[styles]\ntitle = 'blu'\n").unwrap();
        let config = Config::load(Some(&path)).unwrap();
        assert!(config.mouse);
        assert_eq!(config.theme_names().last().map(String::as_str), Some("lake"));
        let error = config.open_theme("lake").unwrap_err();
        assert!(error.ends_with(
            "lake.toml:3: `blu` is neither a colour of the palette, nor a colour, nor a modifier; did you mean `blue`?"
        ));
        assert!(config.open_theme("lke").unwrap_err().contains("did you mean `lake`?"));
        assert!(config.open_theme("../lake").is_err());
        assert_eq!(config.open_theme("mono").unwrap().name, "mono");
    }
}
