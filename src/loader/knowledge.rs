//! What is extracted with: the embedded language pack, and a user's own additions to it in the configuration's folder.
//!
//! `lang/id.toml` there has the rows and the checks of the pack's own files (`src/lang/README.md`). A mistake in it is told
//! once, and the program goes on with the embedded pack alone: somebody's typing error must not keep them from their news.

use crate::lang::{Mistake, Pack};
use crate::model::Trouble;
use etcetera::BaseStrategy;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The file of one's own additions, in the configuration's folder.
pub const OWN: &str = "lang/id.toml";

/// A language pack, and what was wrong with the user's own additions to it.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// What is extracted with.
    pub pack: &'static Pack,
    /// Why the user's own additions are not part of it.
    pub fault: Option<Fault>,
}

/// Why a user's own additions were left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The mistake in it; `None` when it could not be read at all.
    pub mistake: Option<Mistake>,
    /// What is wrong and what to do, on one line.
    pub message: String,
}

impl Fault {
    /// As a trouble of loading.
    pub fn trouble(&self) -> Trouble {
        Trouble { path: self.file.as_str().into(), record: None, message: self.message.as_str().into() }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.mistake {
            Some(mistake) => write!(f, "{mistake}\n{LEFT_OUT}"),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

const LEFT_OUT: &str = "your own words are left out until this is mended; all else goes on";

impl Knowledge {
    /// The embedded pack alone.
    pub fn embedded() -> &'static Knowledge {
        static EMBEDDED: OnceLock<Knowledge> = OnceLock::new();
        EMBEDDED.get_or_init(|| Knowledge { pack: Pack::indonesian(), fault: None })
    }

    /// The pack with the additions in `folder`, if there are any. What is read is kept until the program ends: it is
    /// asked for once.
    pub fn read(folder: &Path) -> &'static Knowledge {
        let path = folder.join(OWN);
        let file = path.display().to_string();
        let fault = |mistake: Option<Mistake>, message: String| Knowledge {
            fault: Some(Fault { file: file.clone(), mistake, message }),
            ..Knowledge::embedded().clone()
        };
        let knowledge = match std::fs::read_to_string(&path) {
            // (A home that is no folder, as that of a service, holds no words either.)
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Knowledge::embedded(),
            Err(error) => fault(None, format!("cannot be read ({error}); check the file; {LEFT_OUT}")),
            Ok(text) => match Pack::with_own(&file, &text) {
                Ok(pack) => Knowledge { pack: Box::leak(Box::new(pack)), fault: None },
                Err(mistake) => {
                    let message = format!("{}; {LEFT_OUT}", mistake.brief());
                    fault(Some(mistake), message)
                }
            },
        };
        Box::leak(Box::new(knowledge))
    }

    /// The pack with the additions in the user's own folder, read once.
    pub fn of_user() -> &'static Knowledge {
        static OF_USER: OnceLock<&Knowledge> = OnceLock::new();
        OF_USER.get_or_init(|| folder().map_or_else(Knowledge::embedded, |folder| Knowledge::read(&folder)))
    }
}

/// The user's folder for this program's configuration.
pub fn folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("simak"))
}
