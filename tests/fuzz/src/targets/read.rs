//! The readers of every input format, with all encodings.

use super::material::text as any_text;
use super::{chance, json, text};
use crate::checks::references;
use crate::engine::{Rng, Target, pick};
use crate::pieces::PIECES;
use crate::words::{self, TIMES};
use simak::extract::extract;
use simak::lang::Pack;
use simak::link::{Linker, prepare};
use simak::loader::parse;
use std::path::Path;

/// One in so many inputs is linked as well, from what its reader made of it.
const LINKED: u64 = 64;

/// Plain text.
pub const TXT: Target = Target {
    name: "txt",
    about: "any bytes as a .txt file, in every encoding",
    run: |input| read("a.txt", input),
    make: |rng| any_text(rng, 30).into_bytes(),
    words: &[PIECES, TIMES],
    longest: 2_000,
    share: 120,
};

/// Markdown.
pub const MD: Target = Target {
    name: "md",
    about: "any bytes as a .md file, with front matters",
    run: |input| read("a.md", input),
    make: front_matter,
    words: &[words::MARKDOWN, words::MARKDOWN, words::TOML, PIECES],
    longest: 2_000,
    share: 120,
};

/// JSON.
pub const JSON: Target = Target {
    name: "json",
    about: "any bytes as a .json file, broken in every way",
    run: |input| read("a.json", input),
    make: |rng| json::articles(rng, "\n"),
    words: &[words::JSON, words::JSON, PIECES],
    longest: 2_000,
    share: 120,
};

/// JSON lines.
pub const JSONL: Target = Target {
    name: "jsonl",
    about: "any bytes as a .jsonl file",
    run: |input| read("a.jsonl", input),
    make: |rng| json::articles(rng, ""),
    words: &[words::JSON, words::JSON, PIECES],
    longest: 2_000,
    share: 120,
};

/// Whatever a file holds is read or told, the same each time, and what is read is the file's own text.
fn read(name: &str, input: &[u8]) {
    let parsed = parse(Path::new(name), input);
    // (Zeros and marks of byte order are blanks in one encoding or another.)
    let all = |fits: &dyn Fn(u8) -> bool| {
        input.iter().all(|byte| byte.is_ascii_whitespace() || b"\0\xfe\xff\xef\xbb\xbf".contains(byte) || fits(*byte))
    };
    let blank = all(&|_| false) || text(input).trim().is_empty();
    let list_of_nothing = name.contains(".json") && all(&|byte| b"[],".contains(&byte));
    let silent = parsed.documents.is_empty() && parsed.troubles.is_empty();
    assert!(!silent || blank || list_of_nothing, "lost in silence");
    for document in &parsed.documents {
        assert!(!document.text.trim().is_empty() && document.id.len() == 16, "{document:?}");
    }
    let records = parsed.documents.iter().map(|document| document.source.record);
    assert!(records.clone().zip(records.skip(1)).all(|(a, b)| a < b), "records out of order");
    let lines = 1 + input.iter().filter(|byte| **byte == b'\n').count() + input.len() / 2;
    for trouble in &parsed.troubles {
        assert!(!trouble.message.is_empty() && &*trouble.path == name, "{trouble:?}");
        let line = trouble.message.strip_prefix("line ").and_then(|rest| rest.split_once(':')?.0.parse::<usize>().ok());
        assert!(line.is_none_or(|line| (1..=lines).contains(&line)), "{trouble:?}");
    }
    // A file of text that is one article is that article, letter by letter.
    let one = name.ends_with("txt") || name.ends_with("md");
    if let (true, Ok(own), [document]) = (one, std::str::from_utf8(input), &parsed.documents[..]) {
        assert_eq!(&*document.text, own.strip_prefix('\u{feff}').unwrap_or(own));
    }
    let chance = chance(input);
    if chance.is_multiple_of(8) {
        let again = parse(Path::new(name), input);
        assert_eq!((&parsed.documents, &parsed.troubles), (&again.documents, &again.troubles));
    }
    if chance % LINKED == 1 {
        let pack = Pack::indonesian();
        let mut linker = Linker::new(pack);
        linker.add(parsed.documents.into_iter().take(4).map(|document| prepare(extract(document, pack), pack)));
        linker.trouble(parsed.troubles);
        references(&linker.corpus());
    }
}

/// A front matter of either kind, and a text.
fn front_matter(rng: &mut Rng) -> Vec<u8> {
    let fence = pick(rng, &["---", "+++", "----", "..."]);
    let mut out = format!("{fence}\n");
    for _ in 0..rng.usize(0..8) {
        let key = pick(rng, &["title", "date", "authors", "outlet", "tanggal", "judul", "x y", "\"a\"", "- a", ""]);
        let sign = pick(rng, &[": ", " = ", ":", "="]);
        let value = match rng.u8(0..5) {
            0 => format!("[{}]", any_text(rng, 4)),
            1 => format!("\"{}\"", any_text(rng, 4)),
            2 => format!("\n- {}\n  - {}", any_text(rng, 2), any_text(rng, 2)),
            3 => pick(rng, TIMES).to_owned(),
            _ => any_text(rng, 4),
        };
        out.push_str(&format!("{key}{sign}{value}\n"));
    }
    out.push_str(if rng.u8(0..6) > 0 { fence } else { "" });
    out.push_str(&format!("\n# {}\n{}", any_text(rng, 5), any_text(rng, 20)));
    out.into_bytes()
}
