//! What is kept at all: the databases of the data folder, and which of them is meant by a name.

use super::facts::fact;
use super::location::{ENDING, Which, folders, name_of};
use super::looking::reader;
use super::schema::version;
use super::unfit::Unfit;
use std::fs;
use std::path::PathBuf;

/// A database of the data folder, as `simak sessions` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name it goes by, where it has one.
    pub name: Option<String>,
    /// The file.
    pub file: PathBuf,
    /// The files and folders of its corpus; none for the sample corpus.
    pub paths: Vec<PathBuf>,
    /// Number of steps in its log, without those that only note what was read.
    pub steps: u64,
    /// When the last step was kept, in milliseconds since 1970 (UTC).
    pub last: Option<i64>,
    /// Why it cannot be opened, where it cannot.
    pub fault: Option<String>,
}

/// The databases of the data folder, those with a name first, by name, then the others, the last used first.
pub fn list() -> Result<Vec<Listed>, String> {
    let mut listed = Vec::new();
    for folder in folders()? {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
        listed.extend(files.filter(|file| file.extension().is_some_and(|own| own == ENDING)).map(look));
    }
    listed.sort_by(|a, b| (a.name.is_none(), &a.name, b.last).cmp(&(b.name.is_none(), &b.name, a.last)));
    Ok(listed)
}

/// The database that is meant by these arguments. A session that is named without paths is the one of the paths that it was
/// kept of. The error is ready to be shown.
pub fn meant(session: Option<String>, paths: Vec<PathBuf>) -> Result<Which, String> {
    let Some(name) = session else { return Ok(Which::Corpus(paths)) };
    let which = Which::Named(name.clone(), paths);
    let file = which.file()?;
    match (which.paths().is_empty(), file.exists()) {
        (true, true) => Ok(Which::Named(name, look(file).paths)),
        (true, false) => Err(format!(
            "there is no session {name:?} yet; name the files and folders that it is of: simak --session {name} PATH"
        )),
        (false, _) => Ok(which),
    }
}

fn look(file: PathBuf) -> Listed {
    let name = name_of(&file).map(str::to_owned);
    let looked = || -> Result<(Vec<PathBuf>, u64, Option<i64>), Unfit> {
        let db = reader(&file)?;
        if version(&db)? == 0 {
            return Ok((Vec::new(), 0, None));
        }
        let paths = fact(&db, "paths")?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let counted = "SELECT count(*), max(at) FROM step WHERE act NOT IN ('note', 'saw', 'unsaw')";
        let (steps, last) = db.query_row(counted, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        Ok((paths, steps.max(0) as u64, last))
    };
    match looked() {
        Ok((paths, steps, last)) => Listed { name, file, paths, steps, last, fault: None },
        Err(unfit) => {
            let fault = match unfit {
                Unfit::Newer(version) => format!("it is of a newer simak (version {version})"),
                Unfit::Broken(why) => format!("it is damaged ({why}); opening its corpus sets it aside"),
                Unfit::Withheld(why) => format!("it cannot be read now ({why})"),
            };
            Listed { name, file, paths: Vec::new(), steps: 0, last: None, fault: Some(fault) }
        }
    }
}
