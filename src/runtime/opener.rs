//! Other programs: the editor, which gets the terminal, and the browser, which gets nothing.
//!
//! A name that comes from elsewhere is never an option or a command to them: a path is absolute or begins with `./`, and
//! stands behind `--` where the program knows that; an address is one of the web. Paths stay what the system has, whatever
//! their bytes, and no shell reads them.

use crate::text::display::hidden;
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// How an editor is told of a line.
#[derive(Copy, Clone, Debug)]
enum Line {
    /// `+LINE FILE`, or `+LINE -- FILE` where it is known that the editor takes `--` for the end of its options.
    Before {
        /// Whether it does.
        dashes: bool,
    },
    /// `FILE:LINE`, behind these options.
    Behind(&'static [&'static str]),
}

/// Editors by the name of their program. All others get `+LINE FILE`.
const EDITORS: &[(&[&str], Line)] = &[
    // (POSIX has `--` for vi, the others tell of it in their own manuals.)
    (&["vi", "vim", "nvim", "gvim", "view", "vimdiff", "nvi", "nano", "emacs", "emacsclient"], Line::Before { dashes: true }),
    (&["code", "code-insiders", "code-oss", "codium", "vscodium", "cursor"], Line::Behind(&["--wait", "--goto"])),
    (&["zed", "zeditor", "subl", "sublime_text"], Line::Behind(&["--wait"])),
    (&["hx", "helix"], Line::Behind(&[])),
];

/// The command of the editor: as configured, else `$VISUAL`, else `$EDITOR`, else `vi`.
pub fn editor(configured: Option<&str>) -> OsString {
    let set = |name| std::env::var_os(name).filter(|command| !command.to_string_lossy().trim().is_empty());
    configured.map(OsString::from).or_else(|| set("VISUAL")).or_else(|| set("EDITOR")).unwrap_or_else(|| "vi".into())
}

/// Runs the editor on a file, at a line, and waits for it. The error is ready to be shown.
pub fn edit(editor: &OsStr, path: &Path, line: u32) -> Result<(), String> {
    let shown = editor.to_string_lossy();
    let missing = || format!("the editor `{shown}` was not found; set $EDITOR, or `editor` in the configuration");
    match command(editor, &arguments(editor, path, line)).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) if not_found(status) => Err(missing()),
        Ok(status) => Err(format!("the editor `{shown}` ended with {status}")),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(missing()),
        Err(error) => Err(format!("the editor `{shown}` could not be started: {error}; set $EDITOR")),
    }
}

/// What a shell says of a command that is not there.
fn not_found(status: ExitStatus) -> bool {
    status.code() == Some(127)
}

/// Opens an address and waits for the opener, which most often leaves at once. The error is ready to be shown.
pub fn browse(configured: Option<&str>, address: &str) -> Result<(), String> {
    check_address(address)?;
    let opener = OsStr::new(configured.unwrap_or(SYSTEM_OPENER));
    let mut command = command(opener, &[address.into()]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) if not_found(status) => {
            Err(format!("the browser `{}` was not found; the address is {address}", opener.to_string_lossy()))
        }
        Ok(status) => Err(format!("the browser could not be opened ({status}); the address is {address}")),
        Err(error) => Err(format!("the browser could not be opened ({error}); the address is {address}")),
    }
}

/// Only addresses of the web, and nothing in them that a shell, a terminal or an opener could take for something else.
pub fn check_address(address: &str) -> Result<(), String> {
    let lower = address.to_ascii_lowercase();
    let web = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = web.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['));
    let odd = address.chars().any(|c| hidden(c) || c.is_whitespace() || "\"'`\\<>".contains(c));
    if host && !odd { Ok(()) } else { Err("this is no http or https address, so it is not opened".to_owned()) }
}

/// Has a text edited in a file of its own, and gives what was made of it.
///
/// # Errors
/// As [`edit`], and where the file cannot be written or read.
pub fn edit_text(editor: &OsStr, text: &str) -> Result<String, String> {
    let file = tempfile::Builder::new().prefix("simak-note-").suffix(".md").tempfile();
    let file = file.map_err(|error| format!("There is no place for a file to edit ({error}); write the note in its box."))?;
    let path = file.path();
    let told = |error: std::io::Error| format!("{}: {error}. The note is as it was.", path.display());
    std::fs::write(path, text).map_err(told)?;
    edit(editor, path, 1)?;
    let bytes = std::fs::read(path).map_err(told)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What the editor is given behind its own words.
fn arguments(editor: &OsStr, path: &Path, line: u32) -> Vec<OsString> {
    let path = no_option(path).into_os_string();
    let (line, name) = (line.max(1), program(editor));
    let known = EDITORS.iter().find(|(names, _)| names.contains(&&*name)).map(|(_, how)| *how);
    match known.unwrap_or(Line::Before { dashes: false }) {
        Line::Before { dashes } => {
            let dashes = dashes.then(|| OsString::from("--"));
            [format!("+{line}").into()].into_iter().chain(dashes).chain([path]).collect()
        }
        Line::Behind(options) => {
            // (A number behind a colon in the name itself would be taken for the line: such a file is opened without one.)
            let number = |part: &str| part.trim().is_empty() || part.trim().parse::<f64>().is_ok();
            let odd = path.to_string_lossy().split(':').skip(1).any(number);
            let mut place = path;
            if !odd {
                place.push(format!(":{line}"));
            }
            let options = options.iter().filter(|option| !odd || **option != "--goto");
            options.map(|&option| option.into()).chain([place]).collect()
        }
    }
}

/// The same path in a form that no program takes for an option, a command or an address.
fn no_option(path: &Path) -> PathBuf {
    if path.is_absolute() || path.starts_with(".") { path.to_owned() } else { Path::new(".").join(path) }
}

/// The name of the program that a command runs: without its folder, what is set for it, and what runs it.
fn program(command: &OsStr) -> String {
    let text = command.to_string_lossy();
    let words = if is_file(command) { vec![text.into_owned()] } else { shlex::split(&text).unwrap_or_default() };
    let sets = |word: &String| word.split_once('=').is_some_and(|(name, _)| !name.is_empty() && !name.contains('/'));
    let mut words = words
        .into_iter()
        .skip_while(|word| sets(word) || word.ends_with("/env") || ["env", "exec", "command"].contains(&&**word));
    let name = words.next().unwrap_or_default();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    [".exe", ".cmd"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name).to_owned()
}

/// Whether a command is the path of a program as it stands, blanks and all.
fn is_file(command: &OsStr) -> bool {
    let path = Path::new(command);
    path.components().count() > 1 && path.is_file()
}

/// A command as people set it in `$EDITOR`: words with options and quotes, so the shell takes it apart; our arguments
/// never pass through it as text. The path of a program is taken as it is, so that blanks in it need no quotes.
#[cfg(unix)]
fn command(words: &OsStr, arguments: &[OsString]) -> Command {
    if is_file(words) {
        let mut command = Command::new(words);
        command.args(arguments);
        return command;
    }
    let mut script = words.to_owned();
    script.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(words).args(arguments);
    command
}

#[cfg(not(unix))]
fn command(words: &OsStr, arguments: &[OsString]) -> Command {
    let text = words.to_string_lossy();
    let mut parts = if is_file(words) { vec![text.into_owned()] } else { shlex::split(&text).unwrap_or_default() }.into_iter();
    let mut command = Command::new(parts.next().unwrap_or_default());
    command.args(parts).args(arguments);
    command
}

const SYSTEM_OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "explorer"
} else {
    "xdg-open"
};

#[cfg(test)]
mod tests;
