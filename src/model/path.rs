//! Paths as text that can be shown, stored and compared, and that still lead to the file.
//!
//! A file's name is bytes, which need not be UTF-8, while everything that is written or drawn is text. A name that is
//! UTF-8 is its own text. In any other each byte that does not fit is written as U+FFFD and two hexadecimal digits, and so
//! is U+FFFD itself: two names never have the same text, and the name is found again from it. Only where the system's
//! names are no bytes (Windows) a broken one is shown and not found again.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Stands before the digits of a byte that does not fit.
const MARK: char = char::REPLACEMENT_CHARACTER;

/// A path as text, with `/` between folders.
pub fn shown(path: &Path) -> Arc<str> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let name = match std::str::from_utf8(bytes) {
        Ok(name) if !name.contains(MARK) => Cow::Borrowed(name),
        _ => Cow::Owned(marked(bytes)),
    };
    if cfg!(windows) { name.replace('\\', "/").into() } else { name.into() }
}

/// The path whose text this is.
pub fn real(shown: &str) -> PathBuf {
    #[cfg(unix)]
    if shown.contains(MARK) {
        use std::os::unix::ffi::OsStringExt;
        return std::ffi::OsString::from_vec(unmarked(shown)).into();
    }
    shown.into()
}

fn marked(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 8);
    let mark = |out: &mut String, bytes: &[u8]| {
        for byte in bytes {
            out.push(MARK);
            out.extend([byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])));
        }
    };
    for chunk in bytes.utf8_chunks() {
        for (i, part) in chunk.valid().split(MARK).enumerate() {
            if i > 0 {
                mark(&mut out, MARK.encode_utf8(&mut [0; 4]).as_bytes());
            }
            out.push_str(part);
        }
        mark(&mut out, chunk.invalid());
    }
    out
}

#[cfg(unix)]
fn unmarked(shown: &str) -> Vec<u8> {
    let mut parts = shown.split(MARK);
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        // A text that is no path of ours is taken as it is.
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(part.bytes().skip(2));
            }
            None => {
                bytes.extend(MARK.encode_utf8(&mut [0; 4]).bytes());
                bytes.extend(part.bytes());
            }
        }
    }
    bytes
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    fn path(bytes: &[u8]) -> &Path {
        Path::new(OsStr::from_bytes(bytes))
    }

    #[test]
    fn an_ordinary_name_is_its_own_text() {
        for name in ["a.txt", "berita/Désa №1 “x”.txt", "a\\xE9.txt", "%E9", " ", "a\nb\u{1b}[2J"] {
            assert_eq!((&*shown(Path::new(name)), real(name)), (name, PathBuf::from(name)));
        }
        assert_eq!(&*shown(path(b"kop\xe9.txt")), "kop\u{fffd}E9.txt");
        assert_eq!(&*shown(Path::new("kop\u{fffd}E9.txt")), "kop\u{fffd}EF\u{fffd}BF\u{fffd}BDE9.txt");
    }

    proptest! {
        #[test]
        fn no_two_names_have_the_same_text(parts in proptest::collection::vec(
            prop_oneof![
                proptest::collection::vec(any::<u8>(), 1..4),
                Just("\u{fffd}".as_bytes().to_vec()),
                Just(b"E9".to_vec()),
                Just(b"/".to_vec()),
                Just("é".as_bytes().to_vec()),
            ],
            0..12,
        )) {
            // Since each name is found again from its text, no two texts are the same.
            let bytes = parts.concat();
            let text = shown(path(&bytes));
            let found = real(&text);
            prop_assert_eq!(found.as_os_str().as_bytes(), &bytes[..]);
        }

        #[test]
        fn any_text_is_some_path(text in "(\u{fffd}|[0-9A-F]|é|/|.){0,20}") {
            let _ = real(&text);
        }
    }
}
