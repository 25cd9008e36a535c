//! Every mistake that a file of language data can have, with the words in which it is told; and that every row has an
//! example.

use super::*;
use std::fs;
use std::path::PathBuf;

#[test]
fn the_embedded_data_loads() {
    let pack = Pack::load(FILES, None).unwrap_or_else(|e| panic!("{e}"));
    assert!(pack.lexicon.len() > 200);
    assert_eq!(pack.knowledge.len(), 16);
}

/// The mistake of a file: one of one's own, or one in place of a file of the pack.
fn mistake(file: &str, text: &str) -> String {
    let mut files = FILES;
    let loaded = match files.iter_mut().find(|(name, _)| name.ends_with(file)) {
        Some(of_pack) => {
            *of_pack = (file, text);
            Pack::load(files, None)
        }
        None => Pack::load(FILES, Some(Source { file, text })),
    };
    match loaded {
        Ok(_) => "nothing is wrong".to_owned(),
        Err(mistake) => {
            assert!(!mistake.brief().contains('\n') && mistake.line <= text.lines().count().max(1));
            mistake.to_string().replace(&Class::NAMES.join(", "), "(all classes)")
        }
    }
}

/// `tests/mistakes.txt`: a heading `# file: what is wrong`, the file, and below `---` how it is told. A line of the pack's
/// own file may be changed instead: `< line` becomes `> line`. `UPDATE_EXPECT=1` writes what is told now.
#[test]
fn mistakes_are_told_as_the_file_says() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes.txt");
    let want = fs::read_to_string(&path).unwrap();
    let mut got = Vec::new();
    for case in want.split("\n\n# ") {
        let (head, rest) = case.trim_start_matches("# ").split_once('\n').unwrap();
        let text = rest.split_once("\n---").map_or(rest, |(text, _)| text).trim_end();
        let (file, _) = head.split_once(": ").unwrap();
        let changed = text.split_once('\n').and_then(|(old, new)| Some((old.strip_prefix("< ")?, new.strip_prefix("> ")?)));
        let told = match changed {
            Some((old, new)) => {
                let (_, whole) = FILES.iter().find(|(name, _)| name.ends_with(file)).unwrap();
                assert!(whole.contains(old), "{file} has no line `{old}`");
                mistake(file, &whole.replacen(old, new, 1))
            }
            None => mistake(file, text),
        };
        got.push(format!("# {head}\n{text}\n---\n{told}"));
    }
    let got = got.join("\n\n") + "\n";
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return fs::write(&path, &got).unwrap();
    }
    for (want, got) in want.split("\n\n# ").zip(got.split("\n\n# ")) {
        assert_eq!(want.trim_end(), got.trim_end());
    }
}

/// Rows whose examples stand under other keys, or that are none of a list.
const OTHERWISE: &[&str] = &["fold", "variant", "clitic", "by", "title", "clause", "interview", "doubt", "glue"];

#[test]
fn every_row_of_every_file_has_an_example() {
    for (file, text) in FILES {
        let table: toml::Table = toml::from_str(text).unwrap();
        for (name, rows) in table.iter().filter(|(name, _)| !OTHERWISE.contains(&name.as_str())) {
            let rows = rows.as_array().unwrap_or_else(|| panic!("{file}: `{name}` is no list of rows"));
            for row in rows {
                let example = row.get("example").and_then(|e| e.as_str()).unwrap_or_default();
                assert!(!example.trim().is_empty(), "{file}: a row of `{name}` has no example: {row}");
            }
        }
    }
}

const PAGE: &str = include_str!("README.md");

#[test]
fn the_page_on_the_data_names_every_file_table_and_class() {
    for (file, text) in FILES {
        let name = file.rsplit('/').next().unwrap_or(file);
        assert!(PAGE.contains(&format!("| `{name}` |")), "{name}");
        let table: toml::Table = toml::from_str(text).unwrap();
        let missing: Vec<_> = table.into_iter().map(|(key, _)| key).filter(|key| !PAGE.contains(&format!("`{key}`"))).collect();
        assert!(missing.is_empty(), "{file}: tables that the page does not name: {missing:?}");
    }
    let missing: Vec<_> = Class::NAMES.iter().filter(|name| !PAGE.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "classes that the page does not name: {missing:?}");
}

#[test]
fn the_words_of_ones_own_on_the_page_are_well_formed() {
    let (_, rest) = PAGE.split_once("```toml\n").unwrap();
    let (own, _) = rest.split_once("```").unwrap();
    let pack = Pack::with_own("id.toml", own).unwrap_or_else(|mistake| panic!("{mistake}"));
    assert_eq!(pack.own.as_ref().map(|own| own.rows), Some(6));
    assert_eq!(crate::extract::examples::mistakes(&pack), []);
    assert_ne!(pack.knowledge, Pack::indonesian().knowledge);
}

#[test]
fn a_full_stop_behind_an_abbreviation_ends_no_sentence() {
    let table: toml::Table = toml::from_str(include_str!("id/sentences.toml")).unwrap();
    let lexicon = &Pack::indonesian().lexicon;
    for row in table["abbreviations"].as_array().unwrap() {
        let example = row["example"].as_str().unwrap();
        let tokens = crate::text::tokenize(example, lexicon);
        let count = crate::text::sentences(example, &tokens, 0..tokens.len(), lexicon).len();
        assert_eq!(count, 1, "{example}");
    }
}
