//! Which file a corpus is kept in.

use etcetera::BaseStrategy;
use std::io;
use std::path::{Path, PathBuf};

/// Name of the folder of databases of a corpus, and of those of a name.
const OF_CORPORA: &str = "corpora";
const OF_NAMES: &str = "sessions";

/// Ending of a database.
pub(super) const ENDING: &str = "sqlite";

/// Which database is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// That of the corpus of these paths, whatever their order; without any, of the sample corpus.
    Corpus(Vec<PathBuf>),
    /// The one of this name, for the corpus of these paths.
    Named(String, Vec<PathBuf>),
    /// This file.
    File(PathBuf),
}

impl Which {
    /// The paths of its corpus.
    pub fn paths(&self) -> &[PathBuf] {
        match self {
            Which::Corpus(paths) | Which::Named(_, paths) => paths,
            Which::File(_) => &[],
        }
    }

    /// The file. The error is ready to be shown.
    pub fn file(&self) -> Result<PathBuf, String> {
        let (folder, name) = match self {
            Which::Corpus(paths) => {
                (OF_CORPORA, key(paths).map_err(|e| format!("There is no current folder ({e}): nothing is kept."))?)
            }
            Which::Named(name, _) => (OF_NAMES, checked(name)?.to_owned()),
            Which::File(file) => return Ok(file.clone()),
        };
        Ok(data()?.join(folder).join(format!("{name}.{ENDING}")))
    }
}

/// The folders that hold databases.
pub(super) fn folders() -> Result<[PathBuf; 2], String> {
    let data = data()?;
    Ok([data.join(OF_NAMES), data.join(OF_CORPORA)])
}

/// The name of a database of a name; `None` for one of a corpus.
pub(super) fn name_of(file: &Path) -> Option<&str> {
    let folder = file.parent()?.file_name()?;
    if folder == OF_NAMES { file.file_stem()?.to_str() } else { None }
}

fn data() -> Result<PathBuf, String> {
    let base = etcetera::choose_base_strategy().map_err(|e| format!("There is no home folder ({e}): nothing is kept."))?;
    Ok(base.data_dir().join("simak"))
}

/// A name that can be that of a file on every system.
fn checked(name: &str) -> Result<&str, String> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let good = !name.is_empty() && name.len() <= 100 && name.chars().all(fits) && !name.starts_with(['.', ' ', '-']);
    let why = || format!("{name:?} cannot be the name of a session: use letters, digits, -, _ and blanks inside.");
    if good && !name.ends_with([' ', '.']) { Ok(name) } else { Err(why()) }
}

fn key(paths: &[PathBuf]) -> io::Result<String> {
    if paths.is_empty() {
        return Ok("sample".to_owned());
    }
    let mut hash = blake3::Hasher::new();
    for path in absolute(paths)? {
        hash.update(path.as_os_str().as_encoded_bytes()).update(b"\0");
    }
    Ok(hash.finalize().to_hex().chars().take(32).collect())
}

/// The same paths from any folder, in order, each once.
pub(super) fn absolute(paths: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    // Collected from its components, a path is the same with and without a slash at its end.
    let plain = |path: &PathBuf| Ok(std::path::absolute(path)?.components().collect());
    let mut paths = paths.iter().map(plain).collect::<io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// Who decides: the name that the person or the system gives.
pub fn reviewer() -> String {
    let named = ["SIMAK_REVIEWER", "USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    let named = named.into_iter().map(|name| name.trim().to_owned()).find(|name| !name.is_empty());
    named.unwrap_or_else(|| "reviewer".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_paths_are_the_same_corpus() {
        let key = |paths: &[&str]| key(&paths.iter().map(PathBuf::from).collect::<Vec<_>>()).unwrap();
        assert_eq!(key(&["/b", "/a"]), key(&["/a/", "/b/.", "/a"]));
        assert_ne!(key(&["/a", "/b"]), key(&["/ab"]));
        assert_ne!(key(&["/a"]), key(&["a"]));
        assert_eq!(key(&[]), "sample");
    }

    #[test]
    fn a_name_is_one_file() {
        for name in ["banjir", "Pilkada 2024", "uji-2_b", "séance", "a.b"] {
            assert_eq!(checked(name), Ok(name));
        }
        for name in ["", "..", ".a", "a/b", "a\\b", "a\0", " a", "a ", "-a", "a:", &"a".repeat(101)] {
            assert!(checked(name).is_err(), "{name:?}");
        }
    }
}
