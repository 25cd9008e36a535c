//! Quotes written to a file, whole or not at all.

use crate::app::{Export, List, Msg};
use crate::export::quotes::Quotes;
use crate::loader::Knowledge;
use crate::search;
use crate::store::whole;
use std::fs;
use std::path::Path;

/// Writes the quotes, unless a file is in the way that is not to be replaced; says how it went.
pub fn write(export: Box<Export>) -> Msg {
    let path = Path::new(&export.path);
    if !export.replace && fs::symlink_metadata(path).is_ok() {
        return Msg::InTheWay(export);
    }
    let Export { wanted, quotes, query, about, corpus, review, .. } = &*export;
    let found = match query {
        None => quotes.clone(),
        Some(query) => {
            let today = jiff::Zoned::now().date();
            let asked = search::Asked { query, list: List::Quotes(0), corpus, review, today };
            let found = search::quotes(&asked).into_iter();
            found.filter(|at| quotes.binary_search(at).is_ok()).collect()
        }
    };
    let language = Knowledge::of_user().pack.code;
    let (quotes, told) = Quotes::chosen((corpus, review), language, (&found, about), wanted.choice, wanted.format);
    let shown = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match whole::replace(path, &|out| (wanted.format.write)(&quotes, out)) {
        Ok(()) => Msg::Notice(format!("{told}: written to {}.", shown.display())),
        Err(error) => Msg::Notice(format!("{}: cannot be written ({error}); nothing there was changed.", shown.display())),
    }
}
