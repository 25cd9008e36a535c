//! The extraction document's schema: what the program writes is what the schema says, and the page tells of every field.
//!
//! `UPDATE_EXPECT=1 cargo test --test it schema::` writes the page's tables anew.

use serde_json::{Map, Value};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn json(args: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_simak")).args(args).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn schema() -> Value {
    json(&["extract", "--schema"])
}

/// The same schema, in which no object has a field that is not told.
fn closed(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("properties") {
                    fields.insert("additionalProperties".to_owned(), Value::Bool(false));
                }
                fields.values_mut().for_each(close);
            }
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    close(&mut schema);
    schema
}

/// Text in which every layer finds something, with what a terminal, a page and a careless reader trip over.
const HOSTILE: &str = "“Pintu air 😀 ditutup\u{1b}[2J,” kata Rani Waskita\u{202e}, Senin (5/5/2031).\r\n\r\n\
    \u{9b}31mRani membantah tuduhan bahwa PT Bendungan Jaya menutup pintu air tanpa izin\u{7}.\u{200b} “Tidak\ttahu,” katanya.\u{0}\n\
    PT Bendungan Jaya menuduh Rani Waskita menutup pintu air tanpa izin. </script>\"'&\n";

#[test]
fn what_is_written_is_what_the_schema_says() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a\u{1b}[31m.txt"), HOSTILE).unwrap();
    let record =
        serde_json::json!({"id": "<7>", "title": "Judul \u{202e}", "text": HOSTILE, "outlet": "Kabar\u{9b}m", "url": "x"});
    fs::write(folder.path().join("b.jsonl"), format!("{record}\n{{rusak\n")).unwrap();
    fs::write(folder.path().join("c.txt"), "").unwrap();
    let validator = jsonschema::validator_for(&closed(schema())).unwrap();
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-corpus");
    for path in [&*sample, folder.path()] {
        let document = json(&["extract", path.to_str().unwrap()]);
        let faults: Vec<String> =
            validator.iter_errors(&document).map(|e| format!("{}: {e}", e.instance_path())).take(9).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
    }
    // (The validator sees faults.)
    let mut document = json(&["extract", sample.to_str().unwrap()]);
    document["articles"][0]["quotes"][0]["stance"] = "sure".into();
    assert!(!validator.is_valid(&document));
}

/// The definition that a schema refers to, and how it says so: `[quote]`, `span or null`.
fn told(value: &Value) -> String {
    if let Some(name) = value["$ref"].as_str() {
        let name = name.trim_start_matches("#/$defs/");
        return format!("[{name}](#{name})");
    }
    if let Some(words) = value["enum"].as_array() {
        return words.iter().map(|w| format!("`{}`", w.as_str().unwrap_or("null"))).collect::<Vec<_>>().join(" · ");
    }
    if let Some(any) = value["anyOf"].as_array() {
        return any.iter().map(told).collect::<Vec<_>>().join(" or ");
    }
    match &value["type"] {
        Value::String(kind) if kind == "array" => format!("list of {}", told(&value["items"])),
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ => panic!("what is {value}?"),
    }
}

fn table(out: &mut String, name: &str, object: &Value) {
    let about = object["description"].as_str().unwrap_or_default();
    let _ = writeln!(out, "### {name}\n\n{about}\n\n| field | is | what it says |\n| --- | --- | --- |");
    let required: Vec<&str> = object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let empty = Map::new();
    for (field, value) in object["properties"].as_object().unwrap_or(&empty) {
        let about = value["description"].as_str().unwrap_or_else(|| panic!("{name}.{field} has no description"));
        let maybe = if required.contains(&&**field) { "" } else { ", or absent" };
        let _ = writeln!(out, "| `{field}` | {}{maybe} | {} |", told(value), about.replace('\n', " "));
    }
    out.push('\n');
}

#[test]
fn the_page_tells_of_every_field() {
    let schema = schema();
    let mut tables = String::new();
    table(&mut tables, "document", &schema);
    for (name, object) in schema["$defs"].as_object().unwrap() {
        table(&mut tables, name, object);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/export/README.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once("<!-- fields -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /fields -->").unwrap();
    let want = format!("{before}<!-- fields -->\n\n{tables}<!-- /fields -->{after}");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, want).unwrap();
        return;
    }
    assert!(want == page, "{}: not what the schema says; UPDATE_EXPECT=1 writes it anew", path.display());
}
