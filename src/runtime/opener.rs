//! Other programs: the editor, which gets the terminal, and the browser, which gets nothing.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

/// Editors that take `FILE:LINE` instead of `+LINE FILE`, with the options they need.
const COLON_EDITORS: &[(&str, &[&str])] = &[
    ("code", &["--wait", "--goto"]),
    ("codium", &["--wait", "--goto"]),
    ("zed", &["--wait"]),
    ("subl", &["--wait"]),
    ("hx", &[]),
    ("helix", &[]),
];

/// The command of the editor: as configured, else `$VISUAL`, else `$EDITOR`, else `vi`.
pub fn editor(configured: Option<&str>) -> String {
    let set = |name| std::env::var(name).ok().filter(|command| !command.trim().is_empty());
    configured.map(str::to_owned).or_else(|| set("VISUAL")).or_else(|| set("EDITOR")).unwrap_or_else(|| "vi".to_owned())
}

/// Runs the editor on a file, at a line, and waits for it. The error is ready to be shown.
pub fn edit(editor: &str, path: &Path, line: u32) -> Result<(), String> {
    let mut command = shell(editor, &arguments(editor, path, line));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) if status.code() == Some(127) => {
            Err(format!("the editor `{editor}` was not found; set $EDITOR, or `editor` in the configuration"))
        }
        Ok(status) => Err(format!("the editor `{editor}` ended with {status}")),
        Err(error) => Err(format!("the editor `{editor}` could not be started: {error}; set $EDITOR")),
    }
}

/// Opens an address and waits for the opener, which most often leaves at once. The error is ready to be shown.
pub fn browse(configured: Option<&str>, address: &str) -> Result<(), String> {
    check_address(address)?;
    let mut command = match configured {
        Some(browser) => shell(browser, &[address.into()]),
        None => {
            let mut command = Command::new(system_opener());
            command.arg(address);
            command
        }
    };
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the browser could not be opened ({status}); the address is {address}")),
        Err(error) => Err(format!("the browser could not be opened ({error}); the address is {address}")),
    }
}

/// Only addresses of the web, and nothing in them that a shell, a terminal or an opener could take for something else.
pub fn check_address(address: &str) -> Result<(), String> {
    let lower = address.to_ascii_lowercase();
    let web = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).is_some_and(|rest| !rest.is_empty());
    let odd = address.chars().any(|c| c.is_control() || c.is_whitespace() || "\"'`\\<>".contains(c));
    if web && !odd { Ok(()) } else { Err("this is no http or https address, so it is not opened".to_owned()) }
}

/// Has a text edited in a file of its own, and gives what was made of it.
///
/// # Errors
/// As [`edit`], and where the file cannot be written or read.
pub fn edit_text(editor: &str, text: &str) -> Result<String, String> {
    let file = tempfile::Builder::new().prefix("simak-note-").suffix(".md").tempfile();
    let file = file.map_err(|error| format!("There is no place for a file to edit ({error}); write the note in its box."))?;
    let path = file.path();
    let told = |error: std::io::Error| format!("{}: {error}. The note is as it was.", path.display());
    std::fs::write(path, text).map_err(told)?;
    edit(editor, path, 1)?;
    let bytes = std::fs::read(path).map_err(told)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn arguments(editor: &str, path: &Path, line: u32) -> Vec<OsString> {
    // A path that begins with a dash must not become an option.
    let dash = path.as_os_str().as_encoded_bytes().starts_with(b"-");
    let mut path = if dash { Path::new(".").join(path).into_os_string() } else { path.into() };
    let program = editor.split_whitespace().next().and_then(|word| word.rsplit(['/', '\\']).next()).unwrap_or("");
    let line = line.max(1);
    match COLON_EDITORS.iter().find(|(name, _)| *name == program) {
        Some((_, options)) => {
            path.push(format!(":{line}"));
            options.iter().map(OsString::from).chain([path]).collect()
        }
        None => vec![format!("+{line}").into(), path],
    }
}

/// A command as people set it in `$EDITOR`: words with options and quotes, so the shell takes it apart; our arguments
/// never pass through it as text.
#[cfg(unix)]
fn shell(words: &str, arguments: &[OsString]) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{words} \"$@\"")).arg(words).args(arguments);
    command
}

#[cfg(not(unix))]
fn shell(words: &str, arguments: &[OsString]) -> Command {
    let mut parts = words.split_whitespace();
    let mut command = Command::new(parts.next().unwrap_or_default());
    command.args(parts).args(arguments);
    command
}

fn system_opener() -> &'static str {
    if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn each_editor_gets_the_line_in_its_own_way() {
        for (editor, want) in [
            ("vi", "+7 a.txt"),
            ("/usr/bin/nvim -u NONE", "+7 a.txt"),
            ("code", "--wait --goto a.txt:7"),
            ("/opt/bin/hx", "a.txt:7"),
        ] {
            assert_eq!(arguments(editor, Path::new("a.txt"), 7).join(OsStr::new(" ")), want);
        }
        assert_eq!(arguments("vi", Path::new("-rf"), 0).join(OsStr::new(" ")), "+1 ./-rf");
    }

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        for good in ["https://contoh.id/a?b=c&d=1", "HTTP://contoh.id"] {
            assert!(check_address(good).is_ok(), "{good}");
        }
        for bad in
            ["file:///etc/passwd", "javascript:alert(1)", "https://", "https://a b", "https://a\u{1b}]0;x", "-h", "https://a'b"]
        {
            assert!(check_address(bad).is_err(), "{bad}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn the_editor_gets_odd_names_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a $(touch b) 'c'.txt");
        std::fs::write(&path, "x").unwrap();
        edit("f() { test -e \"$2\"; }; f", &path, 3).unwrap();
        assert!(edit("simak-no-such-editor 2>/dev/null", Path::new("x"), 1).unwrap_err().contains("was not found"));
    }
}
