//! One decision from outside of the interface.

use super::database;
use super::location::Which;
use super::reading;
use crate::review::{Review, Step};
use std::sync::Arc;

/// Has a person decide once: `decide` gets the present state and gives the step to be kept, if there is one. Gives what the
/// person has to know. Nothing is changed where the database is damaged, newer, open elsewhere, or cannot be written now;
/// the error is ready to be shown.
pub fn decide(which: &Which, who: &str, decide: impl FnOnce(Review) -> Option<Arc<Step>>) -> Result<Option<String>, String> {
    let file = which.file()?;
    if file.exists() {
        // (Opening sets a damaged one aside; that is for the interface to do, where it is seen.)
        reading::steps(&file)?;
    }
    let found = database::open(which, who);
    let Some(mut writer) = found.writer else {
        return Err(format!("{} Nothing was taken up.", found.trouble.unwrap_or_default()));
    };
    match decide(Review::new(found.log, who.into(), found.steps)) {
        Some(step) => writer.write(&step).map(|_| found.trouble),
        None => Ok(found.trouble),
    }
}
