//! Bytes → text: byte-order marks, UTF-8, else Windows-1252; what is no text at all is recognised.
//!
//! Nothing is normalised: the text is the decoded file, letter by letter. Only the byte-order mark is not part of it.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// First bytes of formats that are sometimes saved under a text's name, and what to do with them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF; convert it, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack it, or save it as plain text"),
    (b"\x1f\x8b", "compressed with gzip; unpack it with gunzip"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as plain text"),
    (b"{\\rtf", "an RTF document; save it as plain text"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
];

/// One in so many bytes may be a control character before a file counts as binary.
const CONTROLS: usize = 100;

const BINARY: &str = "not text (binary data); convert it to text, or remove it";

/// A decoded text, with a word about bytes that did not fit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Said when some of it was lost.
    pub loss: Option<String>,
}

/// Why bytes (of a whole file, or its beginning) are no text, if they are none.
pub(super) fn refusal(bytes: &[u8]) -> Option<String> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(format!("not text but {what}"));
    }
    (!wide(bytes) && binary(bytes)).then(|| BINARY.to_owned())
}

/// Decodes a file, or says why it is none that holds text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, String> {
    if let Some(refusal) = refusal(bytes) {
        return Err(refusal);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with_mark(bytes, encoding, mark);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.into(), loss: None });
    }
    let (sequences, broken) = utf8_sequences(bytes);
    if sequences > broken {
        let loss = format!("{broken} places are not UTF-8 and show as U+FFFD; save the file anew as UTF-8");
        return Ok(Decoded { text: String::from_utf8_lossy(bytes), loss: Some(loss) });
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok(Decoded { text, loss: None })
}

/// Whether a byte-order mark says that line ends are more than one byte.
pub(super) fn wide(head: &[u8]) -> bool {
    Encoding::for_bom(head).is_some_and(|(encoding, _)| encoding != UTF_8)
}

fn with_mark<'a>(bytes: &'a [u8], encoding: &'static Encoding, mark: usize) -> Result<Decoded<'a>, String> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or(&[]));
    if binary(text.as_bytes()) {
        return Err(BINARY.to_owned());
    }
    let loss = broken.then(|| format!("some of it is not {} and shows as U+FFFD; save the file anew as UTF-8", encoding.name()));
    Ok(Decoded { text, loss })
}

/// Whether bytes hold too many control characters for a text. Escape sequences and form feeds happen in text.
fn binary(bytes: &[u8]) -> bool {
    let odd = bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b) || b == 0x7f).count();
    odd > bytes.len() / CONTROLS + 2
}

/// Number of well-formed sequences beyond ASCII, and of places that are not well-formed.
fn utf8_sequences(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        let sequences = chunk.valid().bytes().filter(|&b| b >= 0xc0).count();
        (good + sequences, bad + usize::from(!chunk.invalid().is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> Result<String, String> {
        decode(bytes).map(|d| d.text.into_owned())
    }

    #[test]
    fn encodings_are_recognised() {
        assert_eq!(text("“Ya,” katanya.".as_bytes()), Ok("“Ya,” katanya.".into()));
        assert_eq!(text(b"\xef\xbb\xbfkabar"), Ok("kabar".into()));
        assert_eq!(text(b"\x93Ya,\x94 katanya \x96 caf\xe9"), Ok("“Ya,” katanya – café".into()));
        let wide = |le: bool| {
            "\u{feff}“Ya”\n".encode_utf16().flat_map(|u| if le { u.to_le_bytes() } else { u.to_be_bytes() }).collect::<Vec<_>>()
        };
        assert_eq!(text(&wide(true)), Ok("“Ya”\n".into()));
        assert_eq!(text(&wide(false)), Ok("“Ya”\n".into()));
    }

    #[test]
    fn a_torn_utf8_file_keeps_its_other_letters() {
        let bytes = [&"“Ya,” “tidak”".as_bytes()[..16], &b"\xe2\x80 akhir \xe2\x80\x9d"[..]].concat();
        let torn = decode(&bytes).unwrap();
        assert!(torn.text.starts_with("“Ya,” “tid") && torn.text.contains('\u{fffd}'), "{torn:?}");
        assert!(torn.loss.is_some());
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert!(text(b"%PDF-1.7 ...").unwrap_err().contains("pdftotext"));
        let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(text(&noise).unwrap_err().contains("binary"));
        assert!(text(&[0; 512]).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_decode_or_are_told(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn utf8_text_is_unaltered(text in "[^\u{0}-\u{1f}\u{7f}\u{feff}]*") {
            prop_assume!(!MAGIC.iter().any(|(magic, _)| text.as_bytes().starts_with(magic)));
            prop_assert_eq!(decode(text.as_bytes()).map(|d| d.text.into_owned()), Ok(text));
        }
    }
}
