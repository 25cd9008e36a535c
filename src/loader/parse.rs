//! Bytes → documents and troubles, without a disk: what reading does with a file of this name, in one call. For those who
//! have the bytes already, and for programs that try any bytes at all.

use super::format::{self, Parsed};
use super::read;
use super::walk::unknown_format;
use crate::model::path::shown;
use std::path::Path;

/// What a file of this name holds, if these are its bytes. Takes the same way as a file that is loaded, but in one piece.
pub fn parse(name: &Path, bytes: &[u8]) -> Parsed {
    let mut parsed = Parsed::default();
    match format::of(name) {
        Some(format) => {
            let job = read::whole(shown(name), format, bytes.to_vec(), parsed.options);
            parsed.troubles = job.troubles;
            job.pieces.iter().for_each(|piece| parsed.add(piece));
        }
        None => parsed.troubles.push(unknown_format(name)),
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_by_the_ending_of_their_name() {
        let texts = |name: &str, bytes: &[u8]| {
            let parsed = parse(Path::new(name), bytes);
            let texts: Vec<_> = parsed.documents.iter().map(|d| d.text.to_string()).collect();
            (texts.join("|"), parsed.troubles.len())
        };
        let lines = b"{\"text\": \"Satu.\"}\n{rusak\n{\"text\": \"Dua.\"}";
        let list = b"[{\"text\": \"Satu.\"},\n{\"text\": \"Dua.\"}]";
        assert_eq!(texts("a.txt", b"Isi."), ("Isi.".to_owned(), 0));
        assert_eq!(texts("a.jsonl", lines), ("Satu.|Dua.".to_owned(), 1));
        assert_eq!(texts("a.jsonl", list), ("Satu.|Dua.".to_owned(), 0));
        assert_eq!(texts("a.json", list), ("Satu.|Dua.".to_owned(), 0));
        for (name, bytes) in [("a.html", "Isi."), ("a.txt", ""), ("a.json", ""), ("a.jsonl", ""), ("a.md", "%PDF-")] {
            assert_eq!(texts(name, bytes.as_bytes()), (String::new(), 1), "{name}");
        }
    }
}
