//! Quotes written to a file, whole or not at all.

use crate::app::{Export, Msg, selection};
use crate::export::quotes::Quotes;
use crate::loader::{self, Knowledge};
use crate::store::whole::{self, Readers};
use std::fs;
use std::path::PathBuf;

/// The file of this name; `~/` is the home folder, as in a shell.
fn place(name: &str) -> PathBuf {
    let home = || Some(etcetera::home_dir().ok()?.join(name.strip_prefix("~/")?));
    home().unwrap_or_else(|| name.into())
}

/// Writes the quotes, unless a file is in the way that is not to be replaced; says how it went. What is read (`roots`) is
/// never written over, nor is anything written to what is no file: a pipe could keep one waiting for ever.
pub fn write(export: Box<Export>, roots: &[PathBuf]) -> Msg {
    let path = &place(&export.path);
    let shown = std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let there = fs::metadata(path).ok();
    if there.is_some_and(|there| !there.is_file() && !there.is_dir()) {
        return Msg::Notice(format!("{}: is a device or a pipe, to which only `simak export -o` writes.", shown.display()));
    }
    if loader::reads(roots, path) {
        return Msg::Notice(format!("{}: is one of the files that are read here, so it is not written over.", shown.display()));
    }
    if !export.replace && fs::symlink_metadata(path).is_ok() {
        return Msg::InTheWay(export);
    }
    let Export { wanted, source, about, corpus, review, .. } = &*export;
    let found = selection::quotes(source.clone(), corpus, review, crate::clock::today());
    if found.is_empty() {
        return Msg::Notice("Nothing is quoted there: nothing was written.".to_owned());
    }
    let language = Knowledge::of_user().pack.code;
    let (quotes, told) = Quotes::chosen((corpus, review), language, (&found, about), wanted.choice, wanted.format);
    match whole::replace(path, Readers::Owner, &|out| (wanted.format.write)(&quotes, out)) {
        Ok(()) => Msg::Notice(format!("{told}: written to {}.", shown.display())),
        Err(error) => Msg::Notice(format!("{}: cannot be written ({error}); nothing there was changed.", shown.display())),
    }
}
