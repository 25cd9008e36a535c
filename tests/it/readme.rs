//! The README's tables follow from the program's own: keys from the actions, filters from the
//! query language, settings from the configuration, formats from the exports.
//!
//! `UPDATE_EXPECT=1 cargo test --test it readme::` writes them anew.

use simak::action::{ACTIONS, Group};
use std::fmt::Write;
use std::path::PathBuf;

/// Keys of all actions under their headings, in the order of the action table.
fn keys() -> String {
    let mut table = String::new();
    for group in Group::ALL {
        let _ = writeln!(table, "| {} | keys | name |\n| --- | --- | --- |", group.title());
        for row in ACTIONS.iter().filter(|row| row.group == group) {
            let keys: Vec<_> = row.keys.iter().map(|key| format!("`{key}`")).collect();
            let _ = writeln!(table, "| {} | {} | `{}` |", row.help, keys.join(" "), row.name);
        }
        table.push('\n');
    }
    table.trim_end().to_owned()
}

fn config() -> String {
    let mut table = String::from("| setting | what it is |\n| --- | --- |\n");
    for (name, help) in simak::config::KEYS {
        let _ = writeln!(table, "| `{name}` | {help} |");
    }
    table.trim_end().to_owned()
}

fn filters() -> String {
    let mut table = String::from("| filter | what it finds |\n| --- | --- |\n");
    for (form, help) in simak::search::query::FORMS {
        let _ = writeln!(table, "| `{form}` | {help} |");
    }
    table.trim_end().to_owned()
}

fn exports() -> String {
    let mut table = String::from("| format | what it is | files |\n| --- | --- | --- |\n");
    for row in simak::export::quotes::FORMATS {
        let endings: Vec<_> = row.endings.iter().map(|ending| format!("`.{ending}`")).collect();
        let _ = writeln!(table, "| `{}` | {} | {} |", row.name, row.help, endings.join(" "));
    }
    table.trim_end().to_owned()
}

/// The text with the part between the marks of `name` replaced.
fn with_part(text: &str, name: &str, part: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("README.md has no `{open}`"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("README.md has no `{close}`"));
    format!("{before}{open}\n{part}\n\n{close}{after}")
}

#[test]
fn readme_has_the_tables_of_the_program() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let parts = [("keys", keys()), ("filters", filters()), ("config", config()), ("exports", exports())];
    let want = parts.iter().fold(text.clone(), |text, (name, part)| with_part(&text, name, part));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &want).unwrap();
        return;
    }
    let differs = want.lines().zip(text.lines()).position(|(want, got)| want != got);
    let line = differs.unwrap_or_else(|| want.lines().count().min(text.lines().count()));
    assert!(want == text, "README.md:{}: not what the program's tables say; run with UPDATE_EXPECT=1", line + 1);
}

#[test]
fn every_group_of_actions_is_in_the_readme() {
    let shown = keys();
    for row in ACTIONS {
        assert!(shown.contains(&format!("`{}`", row.name)), "{} is under no heading of the README", row.name);
    }
}
