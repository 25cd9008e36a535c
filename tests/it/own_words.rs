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
    let berita = folder.join("berita");
    let args: Vec<_> = args.iter().map(Path::new).chain([berita.as_path()]).collect();
    call(folder, &args)
}

fn call(folder: &Path, args: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simak"));
    command.args(args).stdin(Stdio::null());
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

/// What `simak words` says: its status, standard output and standard error, the file's name as `id.toml`.
fn words(own: &str) -> (Option<i32>, String, String) {
    let folder = folder(Some(own.as_bytes()));
    let output = call(folder.path(), &[Path::new("words")]);
    let file = folder.path().join("simak/lang/id.toml").display().to_string();
    let text = |bytes| String::from_utf8(bytes).unwrap().replace(&file, "id.toml");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn words_whose_examples_are_right_pass() {
    assert_eq!(words(OWN), (Some(0), "id.toml: 5 rows, and every example shows what is found\n".into(), String::new()));
    let rest = "
[[stance]]
verbs = \"menggerutu\"
before = \"di_pasar\"
stance = \"accuses\"
example = \"Di pasar, <Rani Waskita> [menggerutu] bahwa {pagar itu dicuri orang}.\"

[[variant]]
words = [\"sudewa\", \"sudiwo\"]
one = [\"Sudewa\", \"Sudiwo\"]
apart = [\"Sudewa\", \"Sadewa\"]

[[line]]
kind = \"credit\"
at = \"start\"
words = [\"juru gambar :\"]
example = \"Juru gambar: Rani Waskita\"
counter = \"Juru gambar itu pulang lebih awal.\"

[[outlet]]
name = \"Kabar Liris\"
words = [\"kabar liris\"]
example = \"MUARA JATI, ⟦KABAR LIRIS⟧ — Kapal itu tiba.\"

[[agency]]
words = [\"lenterawarta\"]
example = \"Kapal itu tiba, seperti dilansir ⟦Lenterawarta⟧.\"
";
    let (status, told, wrong) = words(&format!("{OWN}{rest}"));
    assert_eq!((status, wrong.as_str()), (Some(0), ""));
    assert!(told.contains("10 rows"), "{told}");
}

/// Each row is well formed, and its example shows what is not found.
#[test]
fn an_example_that_shows_something_else_is_told_with_its_place() {
    let cases = [
        (
            "[[cue]]\nframe = \"active\"\nforms = \"menggerutu\"\nstance = \"condemns\"\n\
             example = \"<Rani Waskita> [menggerutu] bahwa {pintu air itu} bocor.\"\n",
            "id.toml:5:11: what is found here is `<Rani Waskita> [menggerutu] bahwa {pintu air itu bocor}.`; mend the row, or its example",
        ),
        (
            "[[cue]]\nframe = \"active\"\nforms = \"menggerutu\"\nstance = \"condemns\"\n\
             example = \"{Pintu} [menggerutu].\"\n",
            "id.toml:5:11: no quote is found here; mend the row, or its example",
        ),
        (
            "[[cue]]\nframe = \"active\"\nforms = \"menggerutu\"\nstance = \"condemns\"\n\
             example = \"<Rani Waskita> [menggerutu] bahwa {pagar itu bocor}.\"\n\
             [[stance]]\nverbs = \"menggerutu\"\nbefore = \"waskita\"\nstance = \"accuses\"\n\
             example = \"<Rani Waskita> [menggerutu] bahwa {pagar itu dicuri orang}.\"\n",
            "id.toml:5:11: the stance found here is `accuses`, not `condemns`; another row tells it before this one",
        ),
        (
            "[[same]]\nname = \"Wirawan Tegalsari\"\nforms = [\"Wito\"]\nexample = \"Wiro\"\n",
            "id.toml:4:11: `Wiro` is none of the forms of this row; write one that is",
        ),
        (
            "[[variant]]\nwords = [\"sudewa\", \"sudiwo\"]\none = [\"Sudewa\", \"Sadewa\"]\napart = [\"Sudewa\", \"Sudiwo\"]\n",
            "id.toml:2:9: `Sudewa` and `Sadewa` are two names here; mend the words of the row, or its examples",
        ),
        (
            "[[line]]\nkind = \"credit\"\nat = \"line\"\nwords = [\"juru gambar :\"]\nexample = \"Juru gambar: Rani Waskita pulang.\"\n",
            "id.toml:5:11: this is found to be of the kind `paragraph`, not `credit`; mend the row, or its example",
        ),
        (
            "[[outlet]]\nname = \"Kabar Liris\"\nwords = [\"kabar liris\"]\nexample = \"⟦Kabar Liris⟧ tiba.\"\n",
            "id.toml:4:11: the outlet found here is none; mend the row, or its example",
        ),
        (
            "[[agency]]\nwords = [\"lenterawarta\"]\nexample = \"⟦Lenterawarta⟧ tiba.\"\n",
            "id.toml:3:11: the agency found here is none; mend the row, or its example",
        ),
    ];
    for (own, want) in cases {
        let (status, told, wrong) = words(own);
        let first = wrong.lines().next().unwrap_or_default();
        assert_eq!((status, told.as_str(), first), (Some(1), "", format!("simak: {want}").as_str()), "{own}");
        assert!(wrong.lines().any(|line| line.trim_end().ends_with('^')), "{wrong}");
    }
    let all: String = cases.iter().map(|(own, _)| *own).collect();
    let (_, _, wrong) = words(&all);
    assert!(wrong.matches("mend the").count() > cases.len() - 2, "all are told, in the order of the file: {wrong}");
}

#[test]
fn what_is_no_file_of_words_is_told_by_the_command_too() {
    let (status, _, wrong) = words(&OWN.replace("frame = \"active\"", "frame = \"aktive\""));
    assert_eq!(status, Some(1));
    assert!(wrong.starts_with("simak: id.toml:12:9: unknown value `aktive`; did you mean `active`?\n"), "{wrong}");
    let none = folder(None);
    let output = call(none.path(), &[Path::new("words")]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("lang/id.toml: cannot be read") && told.contains("name another file"), "{told}");
    let file = none.path().join("kata.toml");
    fs::write(&file, OWN).unwrap();
    assert!(call(none.path(), &[Path::new("words"), &file]).status.success());
}
