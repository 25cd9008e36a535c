//! The examples of `link.toml`.

use super::*;
use crate::text::{TokenKind, tokenize};

const TEXT: &str = include_str!("../id/link.toml");

fn loaded() -> (File, Link, Lexicon) {
    let mut lexicon = Lexicon::default();
    let link = Link::load(Source { file: "link.toml", text: TEXT }, &mut lexicon).unwrap();
    (toml::from_str(TEXT).unwrap(), link, lexicon)
}

fn first_verb(example: &str, link: &Link, lexicon: &Lexicon) -> String {
    let tokens = tokenize(example, lexicon);
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let found = words.map(|t| (t.word, t.of(example).to_lowercase())).find(|(id, w)| link.is_verb(*id, w));
    found.map(|f| f.1).unwrap_or_default()
}

#[test]
fn words_of_text() {
    let (file, link, lexicon) = loaded();
    for row in &file.stop {
        let words = lower_words(&row.example);
        let content: Vec<_> = words.into_iter().filter(|w| !link.is_stop(lexicon.id(w))).collect();
        assert_eq!(content, row.content, "{}", row.example);
    }
    for row in file.verb.iter().chain(&file.not_verb) {
        assert_eq!(first_verb(&row.example, &link, &lexicon), row.found);
    }
    for row in &file.verb_form {
        assert_eq!(first_verb(&row.example, &link, &lexicon), row.found);
        assert!(row.found.starts_with(&row.prefix), "{}", row.example);
    }
    for row in &file.lead_in {
        let words: Vec<_> = lower_words(&row.example);
        let ids: Vec<_> = words.iter().map(|w| lexicon.id(w)).collect();
        assert!(words[link.lead_in(&ids)..].join(" ").starts_with(&row.title), "{}", row.example);
    }
    for (row, mark) in file.marked() {
        assert!(lower_words(&row.example).iter().any(|w| link.has(lexicon.id(w), mark)), "{}", row.example);
    }
    assert!(file.clause.iter().all(|row| link.opens_clause(lexicon.id(&row.example))));
    for row in &file.ahead {
        assert!(lower_words(&row.example).last().is_some_and(|w| link.lies_ahead(lexicon.id(w))), "{}", row.example);
    }
    for row in &file.magnitude {
        let (number, word) = row.example.split_once(' ').expect("a number and a word");
        assert_eq!(number.parse::<f64>().unwrap() * link.magnitude(word).unwrap(), row.value, "{}", row.example);
    }
    for row in &file.adverbial {
        assert!(lower_words(&row.example).first().is_some_and(|w| link.opens_adverbial(lexicon.id(w))), "{}", row.example);
    }
    for row in &file.edge {
        let (before, _) = row.example.split_once(" {").expect("the date stands in braces");
        assert!(before.rsplit(' ').next().is_some_and(|w| link.is_edge(lexicon.id(w))), "{}", row.example);
    }
}

#[test]
fn names_of_voices() {
    let (file, link, _) = loaded();
    for row in &file.office {
        assert_eq!(link.office(&row.example).map(|o| o.0), Some(row.head.clone()), "{}", row.example);
    }
    for row in &file.determiner {
        assert_eq!(link.bare(&row.example).join(" "), row.rest);
    }
    for row in &file.government {
        assert_eq!(link.organization(&row.example).join(" "), row.rest);
    }
    for row in &file.qualifier {
        let left = lower_words(&row.example).into_iter().filter(|w| !link.qualifiers.contains(w)).collect::<Vec<_>>();
        assert_eq!(left.join(" "), row.rest);
    }
    for row in &file.same {
        let example = row.example.get_ref();
        assert_eq!(link.organization(example), lower_words(row.name.get_ref()), "{example}");
        assert!(row.forms.get_ref().iter().any(|f| f.get_ref().to_lowercase() == example.to_lowercase()), "{example}");
    }
}

#[test]
fn spellings_of_names() {
    let (file, link, _) = loaded();
    let rows = file.fold.iter().map(|r| (&r.one, &r.apart)).chain(file.variant.iter().map(|r| (&r.one, &r.apart)));
    for (one, apart) in rows {
        assert_eq!(link.name_word(&one[0]), link.name_word(&one[1]));
        assert_ne!(link.name_word(&apart[0]), link.name_word(&apart[1]));
    }
    assert_eq!(link.name_word("Zelenskyy"), link.name_word("Zelensky"));
    assert_eq!(link.name_word("Ma’ruf"), link.name_word("Maruf"));
    assert_eq!(link.name_word("Erdoğan"), "erdogan");
}
