//! A user's own additions to the language data: `lang/id.toml` in the configuration's folder. They count everywhere, change
//! the `knowledge` of what is extracted, and a mistake in them costs nothing but themselves.

use serde_json::Value;
use simak::loader::{Knowledge, LoadOptions, load_now};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const OWN: &str = "\
[[class]]
name = \"role\"
words = \"juragan\"
example = \"[Juragan] itu pulang.\"

[[class]]
name = \"organization\"
words = \"kemtirta\"
example = \"[Kemtirta] menutup pintu air.\"

[[cue]]
frame = \"active\"
complement = \"clause\"
forms = \"menggerutu\"
stance = \"condemns\"
example = \"<Rani Waskita> [menggerutu] bahwa {pintu air itu bocor}.\"

[[same]]
name = \"Kementerian Perairan Lethmark\"
forms = [\"Kemtirta\"]
example = \"Kemtirta\"

[[same]]
name = \"Wirawan Tegalsari\"
forms = [\"Wito\"]
example = \"Wito\"
";

const ONE: &str = "Juragan Bahar Sudana menggerutu bahwa pintu air di Liris bocor sejak pekan lalu.\n\n\
    “Kami menunggu truk,” kata Wito kepada warga.\n\nKemtirta mengatakan bahwa pintu air itu aman.\n";
const TWO: &str = "“Besok kami pulang,” kata Wirawan Tegalsari di Liris.\n\n\
    Kementerian Perairan Lethmark mengatakan bahwa bendungan itu aman.\n";

/// A folder of configuration with this file of one's own, and two articles.
fn folder(own: Option<&[u8]>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("simak/lang")).unwrap();
    if let Some(own) = own {
        fs::write(folder.path().join("simak/lang/id.toml"), own).unwrap();
    }
    fs::create_dir(folder.path().join("berita")).unwrap();
    fs::write(folder.path().join("berita/satu.txt"), ONE).unwrap();
    fs::write(folder.path().join("berita/dua.txt"), TWO).unwrap();
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simak"));
    command.args(args).arg(folder.join("berita")).stdin(Stdio::null());
    command.env("XDG_CONFIG_HOME", folder).env("HOME", folder).output().unwrap()
}

fn document(folder: &Path) -> Value {
    let output = run(folder, &["extract"]);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn speaker<'a>(document: &'a Value, name: &str) -> Option<&'a Value> {
    document["speakers"].as_array().unwrap().iter().find(|s| s["name"] == name)
}

fn quote<'a>(document: &'a Value, begins: &str) -> Option<&'a Value> {
    let articles = document["articles"].as_array().unwrap().iter();
    articles.flat_map(|a| a["quotes"].as_array().unwrap()).find(|q| q["text"].as_str().unwrap().starts_with(begins))
}

#[test]
fn names_titles_aliases_and_verbs_count() {
    let (without, with) = (folder(None), folder(Some(OWN.as_bytes())));
    let (before, after) = (document(without.path()), document(with.path()));
    assert!(quote(&before, "pintu air di Liris").is_none());
    let found = quote(&after, "pintu air di Liris").expect("the own verb reports");
    assert_eq!((&found["stance"], &found["cue"]["text"]), (&Value::from("condemns"), &Value::from("menggerutu")));
    let bahar = speaker(&after, "Bahar Sudana").expect("the own title stands before a name");
    assert_eq!(bahar["roles"][0]["title"], "Juragan");
    assert!(speaker(&before, "Wito").is_some() && speaker(&after, "Wito").is_none());
    for (name, alias) in [("Wirawan Tegalsari", "Wito"), ("Kementerian Perairan Lethmark", "Kemtirta")] {
        let one = speaker(&after, name).unwrap_or_else(|| panic!("{name}: {:#}", after["speakers"]));
        assert!(one["aliases"].as_array().unwrap().iter().any(|a| a == alias), "{one}");
    }
    assert_ne!(before["extractor"]["knowledge"], after["extractor"]["knowledge"]);
    assert_eq!(after["troubles"].as_array().unwrap().len(), 0);
}

#[test]
fn a_page_of_explanation_tells_of_them() {
    let folder = folder(Some(OWN.as_bytes()));
    let page = String::from_utf8(run(folder.path(), &["extract", "--explain"]).stdout).unwrap();
    let file = folder.path().join("simak/lang/id.toml");
    assert!(page.contains(&format!("own words: 5 rows of {}", file.display())), "{page}");
    assert!(String::from_utf8(run(folder.path(), &["--help"]).stdout).unwrap().contains("lang/id.toml"));
}

#[test]
fn a_mistake_is_told_once_and_costs_nothing_else() {
    let broken = folder(Some(OWN.replace("frame = \"active\"", "frame = \"aktive\"").as_bytes()));
    let output = run(broken.path(), &["extract"]);
    let told = String::from_utf8(output.stderr).unwrap();
    let file = broken.path().join("simak/lang/id.toml");
    let want = format!(
        "simak: {}:12:9: unknown value `aktive`; did you mean `active`?\nsimak:    |\nsimak: 12 | frame = \"aktive\"\n\
         simak:    |         ^^^^^^^^\nsimak: your own words are left out until this is mended; all else goes on\n",
        file.display()
    );
    assert_eq!((output.status.code(), told), (Some(0), want));
    let (with, without) = (document(broken.path()), document(folder(None).path()));
    assert_eq!(with["extractor"], without["extractor"]);
    assert_eq!(with["speakers"], without["speakers"]);
    let troubles = with["troubles"].as_array().unwrap();
    assert_eq!(troubles.len(), 1);
    assert!(troubles[0]["message"].as_str().unwrap().starts_with("line 12, column 9: unknown value `aktive`"), "{troubles:?}");
}

#[test]
fn what_cannot_be_read_is_told_too() {
    let folder = folder(Some(b"\xff\xfe"));
    let output = run(folder.path(), &["extract"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && told.lines().count() == 1 && told.contains("cannot be read"), "{told}");
}

/// What the interface does: it reads the folder of its configuration and lists what is wrong among the troubles.
#[test]
fn the_interface_loads_with_them() {
    let load = |folder: &TempDir| {
        let knowledge = Knowledge::read(&folder.path().join("simak"));
        let options = LoadOptions { knowledge, ..LoadOptions::default() };
        load_now(vec![folder.path().join("berita")], options).unwrap()
    };
    let corpus = load(&folder(Some(OWN.as_bytes())));
    assert!(corpus.troubles.is_empty());
    assert!(corpus.speakers.iter().any(|s| &*s.name == "Wirawan Tegalsari" && s.aliases.iter().any(|a| &**a == "Wito")));
    let corpus = load(&folder(Some(b"[[class]]\nname = \"role\"\n")));
    assert_eq!(corpus.articles.len(), 2);
    assert_eq!(corpus.troubles.len(), 1);
    assert!(corpus.troubles[0].message.contains("`words` is missing in this row"), "{:?}", corpus.troubles);
}
