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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Effect;
    use crate::app::testing::Driver;
    use std::path::Path;

    /// What the keys ask for, to be written to this file.
    fn asked(path: &Path, replace: bool) -> Box<Export> {
        let mut driver = Driver::new(160, 50);
        driver.keys("w j Enter Enter");
        let mut effects = driver.effects.iter();
        let found = effects.find_map(|effect| if let Effect::Export(export) = effect { Some(export.clone()) } else { None });
        Box::new(Export { path: path.display().to_string(), replace, ..*found.unwrap() })
    }

    fn notice(msg: Msg) -> String {
        match msg {
            Msg::Notice(notice) => notice,
            Msg::InTheWay(_) => "in the way".to_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_is_written_unless_it_is_read_or_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("berita")).unwrap();
        fs::write(at("berita/satu.txt"), "“Kami menunggu,” kata Rani Waskita.\n").unwrap();
        fs::hard_link(at("berita/satu.txt"), at("other.csv")).unwrap();
        let roots = [at("berita")];
        assert!(notice(write(asked(&at("q.csv"), false), &roots)).contains("written to"));
        assert!(fs::read_to_string(at("q.csv")).unwrap().starts_with("\"quote\","));
        assert_eq!(notice(write(asked(&at("q.csv"), false), &roots)), "in the way");
        assert!(notice(write(asked(&at("q.csv"), true), &roots)).contains("written to"));
        for read in ["berita/satu.txt", "other.csv", "berita/../berita/satu.txt"] {
            assert!(notice(write(asked(&at(read), true), &roots)).contains("files that are read"), "{read}");
        }
        assert!(fs::read_to_string(at("other.csv")).unwrap().starts_with("“Kami"));
        assert!(notice(write(asked(&at("berita"), true), &roots)).contains("it is a folder"));
        assert!(notice(write(asked(&at("none/q.csv"), false), &roots)).contains("cannot be written"));
        #[cfg(unix)]
        for device in ["/dev/null", "/dev/tty"].iter().filter(|device| Path::new(device).exists()) {
            let told = notice(write(asked(Path::new(device), true), &roots));
            assert!(told.contains("a device or a pipe"), "{told}");
        }
    }
}
