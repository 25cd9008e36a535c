//! `simak words`: looks over the file of one's own words and runs its examples. Each mistake is told with file, line and carets.

use super::output::print;
use crate::extract::examples;
use crate::lang::{Mistake, Pack};
use crate::loader::knowledge::{OWN, folder};
use crate::notice::tell;
use crate::text::display::sanitize_line;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `words`.
#[derive(clap::Args)]
pub(super) struct Words {
    /// The file; without one, lang/id.toml of the configuration's folder
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Looks over the file: 0 when all is right, 1 when something is not or nothing could be read.
pub(super) fn run(arguments: Words) -> ExitCode {
    let Some(path) = arguments.file.or_else(|| Some(folder()?.join(OWN))) else {
        tell("no folder of configuration is known; name the file");
        return ExitCode::FAILURE;
    };
    match checked(&path) {
        Ok(rows) => {
            let file = path.to_string_lossy();
            print(&|out| writeln!(out, "{}: {rows}, and every example shows what is found", sanitize_line(&file)))
        }
        Err(told) => {
            told.lines().for_each(tell);
            ExitCode::FAILURE
        }
    }
}

/// How many rows the file has, or what is wrong with it.
fn checked(path: &Path) -> Result<String, String> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{file}: cannot be read ({error}); write rows of your own there, or name another file"))?;
    let pack = Pack::with_own(&file, &text).map_err(|mistake| mistake.to_string())?;
    let wrong = examples::mistakes(&pack);
    if wrong.is_empty() {
        let rows = pack.own.map_or(0, |own| own.rows);
        return Ok(if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") });
    }
    Err(wrong.iter().map(Mistake::to_string).collect::<Vec<_>>().join("\n"))
}
