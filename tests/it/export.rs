//! Exported quotes: each says where it stands and what was decided of it, no word of an article acts in any format, what is
//! written can be read by other programs, files are written whole, and the page tells of every column and field.
//!
//! `UPDATE_EXPECT=1 cargo test --test it export::` writes the page's tables anew.

use crate::markup::{harmless, markup};
use crate::story::{self, Words};
use serde_json::{Value as Json, json};
use simak::export::quotes::{Annotation, COLUMNS, Choice, FORMATS, LeftOut, Quotes, read_annotations, schema, take_up};
use simak::loader::{LoadOptions, load_now};
use simak::model::{Corpus, QuoteKind, QuoteRef, Span, Stance};
use simak::review::{Field, Passage, Review, SaidBy, Subject, Target, Value, Verdict, Who, place};
use simak::store::{Store, Told, Which};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A file of the sample corpus.
const CLIPPING: &str = "sample-corpus/kilat24.jsonl";

/// Words that try to be a formula, markup, a line of the format, or to act on a terminal.
const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"http://x.example\",\"a\")",
    "+62 @SUM(1) -1",
    "\t=1",
    "\r\n=1\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n",
    "a\",\"b\"\"\r\n\"c",
    "`kode` ``` | sel | **tebal** [^1]: [a](javascript:b) <b>x</b> &amp;",
    "\n\n# judul\n\n- butir\n\n> kutip\n\n| a |\n| --- |\n",
    "</script><img src=x onerror=alert(1)>",
    "\u{1b}[31mmerah\u{1b}[0m \u{202e}kilab\u{202c} \u{200f}\u{0}\u{7}\u{9b}2J \u{feff}\u{e0041}",
    "\\, \\; \\n ; , : \\",
    "👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒 é”é”é”é”é”é”é”é”é”é”é”é”é”é”é”é”é”é”é”é”é”é”é”é”",
];

fn words(word: &str) -> Words {
    Words {
        outlet: format!("{word} outlet"),
        title: format!("{word} title"),
        speaker: format!("{word} speaker"),
        role: format!("{word} role"),
        said: format!("{word} 30 said {word}"),
        told: format!("{word} 50 told"),
        url: format!("https://x.example/{word}"),
        path: format!("{word}/path"),
        trouble: String::new(),
    }
}

/// The story with a first quote that is accepted, tagged and noted, a second that is rejected, a third that is corrected in
/// everything, and a fourth that is flagged; those of the copy are undecided.
fn reviewed(word: Option<&str>) -> (Corpus, Review) {
    let corpus = story::corpus(&word.map_or_else(Words::plain, words));
    let mut review = Review::new("log".into(), word.unwrap_or("Dewi").into(), []);
    review.take(place(&corpus, &review));
    let own = word.unwrap_or("penting");
    let mut decide = |article: usize, quote: usize, changes: Vec<(Field, Value)>| {
        let article = &corpus.articles[article];
        let target = review.of_quote(article, &article.quotes[quote]);
        let step = review.decide(changes.into_iter().map(|(field, to)| (target.clone(), field, Some(to)))).unwrap();
        review.kept(step.id.number, 1_930_000_000_000 + step.id.number as i64 * 1000);
    };
    let verdict = |verdict| (Field::Verdict, Value::Verdict(verdict));
    let note = (Field::Note, Value::Text(format!("{own}\nbaris *dua*").into()));
    decide(
        0,
        0,
        vec![verdict(Verdict::Accepted), (Field::Tag(own.into()), Value::On), (Field::Tag("dua".into()), Value::On), note],
    );
    decide(0, 1, vec![verdict(Verdict::Rejected)]);
    let last = &corpus.articles[2];
    let span = last.quotes[0].span;
    let shorter = Span { start: span.end - 4, ..span };
    let changes = vec![
        (Field::Speaker, Value::Speaker(SaidBy::Named(format!("{own} lain").into()))),
        (Field::Span, Value::Span(Passage::of(&last.text, shorter))),
        (Field::Kind, Value::Kind(QuoteKind::Mixed)),
        (Field::Stance, Value::Stance(Stance::Warns)),
        (Field::Said, Value::Text("2031-02".into())),
        (Field::Mark, Value::On),
    ];
    decide(2, 0, changes);
    decide(2, 1, vec![verdict(Verdict::Flagged)]);
    (corpus, review)
}

fn every(corpus: &Corpus) -> Vec<QuoteRef> {
    let quotes = |(article, own): (u32, &std::sync::Arc<simak::model::Article>)| {
        (0..own.quotes.len() as u32).map(move |quote| QuoteRef { article, quote }).collect::<Vec<_>>()
    };
    (0..).zip(&corpus.articles).flat_map(quotes).collect()
}

fn export(format: &str, word: Option<&str>, choice: Choice) -> String {
    let (corpus, review) = reviewed(word);
    let (taken, _) = choice.take(&corpus, &review, &every(&corpus));
    let about = word.map_or_else(|| "All of it.".to_owned(), |word| format!("All of {word}."));
    let quotes = Quotes::new(&corpus, &review, "id", &taken, about);
    let mut out = Vec::new();
    (FORMATS.iter().find(|row| row.name == format).unwrap().write)(&quotes, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn lines(text: &str) -> Vec<Json> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn json_of(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

#[test]
fn what_was_decided_chooses() {
    let (corpus, review) = reviewed(None);
    let (taken, left) = Choice::Reviewed.take(&corpus, &review, &every(&corpus));
    assert_eq!(taken, [QuoteRef { article: 0, quote: 0 }, QuoteRef { article: 2, quote: 0 }]);
    assert_eq!(left, LeftOut { rejected: 1, flagged: 1, undecided: 2, ..LeftOut::default() });
    assert_eq!(left.to_string(), "1 rejected, 1 flagged, 2 undecided");
    let (taken, left) = Choice::All.take(&corpus, &review, &every(&corpus));
    assert_eq!((taken.len(), left.to_string()), (5, "1 rejected".to_owned()));
    assert_eq!((Choice::of(&review), Choice::of(&Review::default())), (Choice::Reviewed, Choice::All));
}

#[test]
fn alleged_words_are_left_out_unless_they_are_asked_for_and_are_marked_everywhere() {
    let (mut corpus, _) = reviewed(None);
    let copy = std::sync::Arc::make_mut(&mut corpus.articles[0]);
    let own = &mut copy.quotes[0];
    let doubt = Span { start: own.span.start, end: own.span.start + 5 };
    own.doubt = Some(doubt);
    let words = doubt.of(&copy.text).to_owned();
    let review = Review::default();
    let at = QuoteRef { article: 0, quote: 0 };
    let all = every(&corpus);
    let (taken, left) = Choice::All.take(&corpus, &review, &all);
    assert!(!taken.contains(&at) && taken.len() + 1 == all.len(), "{taken:?}");
    assert_eq!(left.to_string(), "1 only alleged");
    let (taken, left) = Choice::Alleged.take(&corpus, &review, &all);
    assert_eq!((taken.as_slice(), left.reported), (&[at][..], all.len() - 1));
    let quotes = Quotes::new(&corpus, &review, "id", &taken, "All of it.".to_owned());
    for row in FORMATS.iter().filter(|row| row.name != "csl") {
        let mut out = Vec::new();
        (row.write)(&quotes, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("alleged"), "{}: {out}", row.name);
        assert!(row.dated || out.contains(&words), "{}: {out}", row.name);
    }
}

#[test]
fn a_line_says_where_the_words_stand_and_what_was_decided() {
    let (corpus, _) = reviewed(None);
    let [first, last] = &lines(&export("jsonl", None, Choice::Reviewed))[..] else { panic!() };
    for (line, article) in [(first, &corpus.articles[0]), (last, &corpus.articles[2])] {
        let (start, end) = (line["start"].as_u64().unwrap() as usize, line["end"].as_u64().unwrap() as usize);
        let slice: String = article.text.chars().take(end).skip(start).collect();
        assert_eq!(line["text"], slice);
        let around = format!("{}{slice}{}", line["prefix"].as_str().unwrap(), line["suffix"].as_str().unwrap());
        assert!(article.text.contains(&around), "{around}");
    }
    assert_eq!(first["speaker"]["name"], "Rani Waskita");
    assert_eq!(
        first["date"],
        json!({"value": "2031-03-11", "start": "2031-03-11", "end": "2031-03-11", "of": "published", "known": "stated"})
    );
    let want = json!({"verdict": "accepted", "corrected": [], "tags": ["dua", "penting"], "note": "penting\nbaris *dua*", "marked": false,
        "reviewer": "Dewi", "decided": "2031-02-27T23:06:41Z"});
    assert_eq!(first["review"], want);
    assert_eq!((&last["text"], &last["kind"], &last["stance"]), (&json!("eter"), &json!("mixed"), &json!("warns")));
    assert_eq!(last["speaker"], json!({"id": null, "name": "penting lain", "kind": null, "role": null}));
    assert_eq!(last["date"]["end"], "2031-02-28");
    assert_eq!(last["date"]["known"], "corrected");
    assert_eq!(last["review"]["corrected"], json!(["speaker", "span", "kind", "stance", "said"]));
    let all = lines(&export("jsonl", None, Choice::All));
    assert_eq!(all.iter().filter(|line| line["review"].is_null()).count(), 2);
    assert_eq!(all.last().unwrap()["review"]["verdict"], "flagged");
}

#[test]
fn lines_are_what_their_schema_says_to_the_letter() {
    let mut written = Vec::new();
    schema(&mut written).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_slice(&written).unwrap()).unwrap();
    for word in HOSTILE {
        let text = export("jsonl", Some(word), Choice::All);
        harmless(&text, &['\n', '\r']);
        let lines = lines(&text);
        assert_eq!(lines.len(), 5);
        for line in &lines {
            let faults: Vec<String> = validator.iter_errors(line).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(faults.is_empty(), "{faults:#?}");
        }
        assert_eq!(lines[0]["text"], words(word).said);
        assert_eq!(lines[0]["article"]["title"], words(word).title);
    }
}

#[test]
fn a_table_has_a_row_a_quote_and_no_formula() {
    let plain = export("csv", None, Choice::Reviewed);
    assert!(plain.ends_with("\r\n") && plain.starts_with("\"quote\",\"speaker\",\"role\","));
    let rows = records(&plain);
    assert_eq!((&*rows[0]["quote"], &*rows[0]["tags"]), ("Pintu air dibuka 30 sentimeter pada pukul 05.10", "dua; penting"));
    assert_eq!((&*rows[1]["outcome"], &*rows[1]["date"], &*rows[1]["marked"]), ("corrected", "2031-02", "yes"));
    for word in HOSTILE {
        let text = export("csv", Some(word), Choice::All);
        harmless(&text, &['\n', '\r']);
        let rows = records(&text);
        assert_eq!(rows.len(), 5, "{word:?}");
        for (name, cell) in rows.iter().flatten() {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell:?}");
        }
        let shown = simak::text::display::sanitize(&words(word).said).into_owned();
        let cell = &rows[0]["quote"];
        let guarded = rows[0]["guarded"].split("; ").any(|name| name == "quote");
        assert_eq!((cell.replace('\'', ""), guarded), (shown.replace('\'', ""), *cell != shown), "{cell:?}");
    }
}

#[test]
fn no_word_is_markup_in_markdown() {
    let built = |text: &str| {
        let mut found = markup(text);
        found.retain(|name, _| !name.starts_with("link "));
        found
    };
    let plain = export("markdown", None, Choice::All);
    assert!(plain.contains("text ") && plain.contains("Tue 11 Mar 2031 (to the day, stated)"), "{plain}");
    assert!(plain.contains("  - Corrected (speaker, span, kind, stance, said) by Dewi, 2031-02-27."), "{plain}");
    let want = built(&plain);
    assert_eq!((want["footnote"], want["reference"]), (5, 5), "{plain}");
    for word in HOSTILE {
        let text = export("markdown", Some(word), Choice::All);
        harmless(&text, &['\n', '\r']);
        assert_eq!(built(&text), want, "{word:?}\n{text}");
    }
}

#[test]
fn annotations_point_at_their_words() {
    let (corpus, _) = reviewed(None);
    let collection = json_of(&export("annotations", None, Choice::All));
    assert_eq!((&collection["type"], &collection["total"]), (&json!("AnnotationCollection"), &json!(5)));
    let page = &collection["first"];
    assert_eq!((&page["type"], &page["partOf"]), (&json!("AnnotationPage"), &collection["id"]));
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 5);
    for item in items {
        let source = &item["target"]["source"];
        let article = corpus.articles.iter().find(|a| source["simak:article"] == *a.id).unwrap();
        let [quote, position] = &item["target"]["selector"].as_array().unwrap()[..] else { panic!() };
        let (start, end) = (position["start"].as_u64().unwrap() as usize, position["end"].as_u64().unwrap() as usize);
        let slice: String = article.text.chars().take(end).skip(start).collect();
        assert_eq!(quote["exact"], slice);
        assert!(item["id"].as_str().unwrap().starts_with("urn:uuid:"));
    }
    let bodies = |item: &Json| -> Vec<String> {
        let told = |body: &Json| format!("{} {}", body["purpose"].as_str().unwrap(), body["value"].as_str().unwrap());
        item["body"].as_array().unwrap().iter().map(told).collect()
    };
    let want = [
        "identifying Rani Waskita",
        "classifying kind:direct",
        "classifying stance:asserts",
        "classifying published:2031-03-11",
        "assessing accepted",
        "tagging dua",
        "tagging penting",
        "commenting penting\nbaris *dua*",
    ];
    assert_eq!(bodies(&items[0]), want);
    assert_eq!(items[0]["target"]["source"]["id"], "https://kabar-lembah.example/pintu-air");
    assert_eq!((&items[0]["creator"]["name"], &items[0]["created"]), (&json!("Dewi"), &json!("2031-02-27T23:06:41Z")));
    let undecided = &items[1];
    assert!(undecided.get("creator").is_none() && undecided["motivation"] == "classifying");
    let mut ids: Vec<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 5);
    for word in HOSTILE {
        let text = export("annotations", Some(word), Choice::All);
        harmless(&text, &['\n', '\r']);
        let collection = json_of(&text);
        assert_eq!(collection["first"]["items"][0]["target"]["selector"][0]["exact"], words(word).said);
        assert!(!collection["first"]["items"][0]["target"]["source"]["id"].as_str().unwrap().contains(['<', ' ', '"']));
    }
}

#[test]
fn a_timeline_has_dates_as_exact_as_they_are_known_and_no_markup() {
    let timeline = json_of(&export("timelinejs", None, Choice::All));
    let events = timeline["events"].as_array().unwrap();
    assert_eq!(events.len(), 4, "one has no date");
    assert!(timeline["title"]["text"]["text"].as_str().unwrap().contains("1 quote without a date left out"));
    assert_eq!(events[0]["start_date"], json!({"year": 2031, "month": 3, "day": 11}));
    assert_eq!(events[3]["start_date"], json!({"year": 2031, "month": 2}));
    for word in HOSTILE {
        let text = export("timelinejs", Some(word), Choice::All);
        harmless(&text, &['\n', '\r']);
        let timeline = json_of(&text);
        for slide in timeline["events"].as_array().unwrap().iter().chain([&timeline["title"]]) {
            assert_eq!(slide["autolink"], false);
            assert!(!slide["text"]["headline"].as_str().unwrap().contains('<'));
            let text = slide["text"]["text"].as_str().unwrap();
            assert!(!text.replace("<p>", "").replace("</p>", "").contains('<'), "{text}");
        }
    }
}

#[test]
fn a_calendar_has_an_event_a_quote_with_a_date() {
    // A reader of its own: unfolded lines, each a name and a value.
    let read = |text: &str| -> Vec<(String, String)> {
        assert!(text.ends_with("\r\n") && text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\n', '\r'])));
        let unfolded = text.replace("\r\n ", "");
        let line = |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
        unfolded.trim_end().split("\r\n").map(line).collect()
    };
    let names =
        |text: &str| -> Vec<String> { read(text).into_iter().map(|(name, _)| name).filter(|name| name != "URL").collect() };
    let plain = export("ical", None, Choice::Reviewed);
    let values =
        |name: &str| -> Vec<String> { read(&plain).into_iter().filter(|(own, _)| own == name).map(|(_, value)| value).collect() };
    assert_eq!(values("DTSTART;VALUE=DATE"), ["20310311", "20310201"]);
    assert_eq!(values("DTEND;VALUE=DATE"), ["20310312", "20310301"]);
    assert_eq!(values("DTSTAMP"), ["20310227T230641Z", "20310227T230643Z"]);
    assert_eq!(values("CATEGORIES"), ["dua,penting"]);
    assert_eq!(values("SUMMARY")[0], "Rani Waskita (asserts): “Pintu air dibuka 30 sentimeter pada pukul 05.10”");
    let want = names(&export("ical", None, Choice::All));
    assert_eq!(want.iter().filter(|name| *name == "UID").count(), 4);
    for word in HOSTILE {
        let text = export("ical", Some(word), Choice::All);
        harmless(&text, &['\n', '\r']);
        assert_eq!(names(&text), want, "{word:?}\n{text}");
    }
}

#[test]
fn references_are_the_articles_once_each() {
    let items = json_of(&export("csl", None, Choice::All));
    let items = items.as_array().unwrap();
    assert_eq!(items.len(), 3);
    let first = &items[0];
    assert_eq!((&first["type"], &first["container-title"]), (&json!("article-newspaper"), &json!("Kabar Lembah")));
    assert_eq!(first["issued"], json!({"date-parts": [[2031, 3, 11]]}));
    assert_eq!(items[1]["issued"], json!({"date-parts": [[2031, 3, 12]], "circa": true}));
    assert!(items[2].get("issued").is_none());
    for word in HOSTILE {
        let text = export("csl", Some(word), Choice::All);
        harmless(&text, &['\n', '\r']);
        let title = json_of(&text)[0]["title"].as_str().unwrap().to_owned();
        assert!(!["<b", "</", "<i", "<s"].iter().any(|tag| title.contains(tag)), "{title}");
    }
}

/// The annotations of all that was decided, but for who decided it and when.
fn annotations(corpus: &Corpus, review: &Review) -> Vec<Json> {
    let (taken, _) = Choice::All.take(corpus, review, &every(corpus));
    let quotes = Quotes::new(corpus, review, "id", &taken, "All.".to_owned());
    let mut out = Vec::new();
    (FORMATS.iter().find(|row| row.name == "annotations").unwrap().write)(&quotes, &mut out).unwrap();
    let mut collection: Json = serde_json::from_slice(&out).unwrap();
    let mut items = std::mem::take(collection["first"]["items"].as_array_mut().unwrap());
    for item in items.iter_mut().map(|item| item.as_object_mut().unwrap()) {
        item.remove("created");
        item.remove("creator");
    }
    items
}

fn read_in(items: &[Json]) -> Vec<Annotation> {
    read_annotations(&json!({"type": "AnnotationCollection", "first": {"items": items}}).to_string()).unwrap()
}

#[test]
fn annotations_are_read_back_in_as_they_were_written() {
    for word in [None].into_iter().chain(HOSTILE.iter().copied().map(Some)) {
        let (corpus, mut review) = reviewed(word);
        // Somebody of the corpus, nobody, and a date that is on no calendar.
        let named = every(&corpus).into_iter().find(|at| corpus.speaker_of(*at).is_some()).unwrap();
        let voice = review.voice(&corpus, named).unwrap();
        let name = corpus.speakers[corpus.speaker_of(named).unwrap() as usize].name.clone();
        for (at, field, value) in [
            ((1, 0), Field::Speaker, Value::Speaker(SaidBy::Voice(voice, name))),
            ((2, 1), Field::Speaker, Value::Speaker(SaidBy::Unknown)),
            ((2, 1), Field::Said, Value::Text("musim hujan".into())),
        ] {
            let article = &corpus.articles[at.0];
            let target = review.of_quote(article, &article.quotes[at.1]);
            review.decide([(target, field, Some(value))]).unwrap();
        }
        let written = annotations(&corpus, &review);
        let mut fresh = Review::new("other".into(), "Sari".into(), []);
        fresh.take(place(&corpus, &fresh));
        let taken = take_up(&corpus, &mut fresh, &read_in(&written));
        assert_eq!((taken.annotations, taken.highlights, &taken.left[..]), (4, 0, &[][..]), "{word:?}");
        assert!(fresh.decide(taken.changes).is_some());
        // (What was rejected is not exported, and so not decided there.)
        let mut again = annotations(&corpus, &fresh);
        again.retain(|item| written.iter().any(|own| own["id"] == item["id"]));
        assert_eq!(again, written, "{word:?}");
        // In one step, which is taken back as one; and once more adds nothing.
        let again = take_up(&corpus, &mut fresh, &read_in(&written));
        assert_eq!((again.changes.len(), again.left.len()), (0, 0), "{:?}", again.changes);
        fresh.undo().unwrap();
        assert!(fresh.subjects().all(|(_, _, own)| own.outcome().is_none() && own.tags.is_empty() && own.note.is_none()));
    }
}

#[test]
fn annotations_of_other_programs_are_placed_or_listed() {
    let corpus = story::corpus(&Words::plain());
    let (first, last) = (&corpus.articles[0], &corpus.articles[2]);
    let quote = first.quotes[0].span.of(&first.text);
    let url = first.source.url.as_deref().unwrap();
    let passage: String = first.text.chars().take(12).collect();
    let words = |exact: &str| json!({"type": "TextQuoteSelector", "exact": exact});
    let comment = |text: &str| json!({"type": "TextualBody", "purpose": "commenting", "value": text});
    let tagging = json!({"type": "TextualBody", "purpose": "tagging", "value": "dua kata"});
    let at = |source: &str, selector: Json| json!({"source": source, "selector": selector});
    let list = json!([
        // A quote, by another form of its address; twice.
        {"target": at(&format!("{}#bab", url.replace("https:", "http:")), words(quote)), "body": [comment("cek"), tagging]},
        {"target": [at(url, json!([{"type": "FragmentSelector", "value": "x"}, words(quote)]))], "body": comment("cek lagi"),
         "motivation": "commenting"},
        // Words that are no quote, by the file's place in another folder; a bare highlight.
        {"target": at(&format!("file:///home/sari/{}", last.source.path.replace(' ', "%20")), words(last.text.split(' ').next().unwrap())),
         "bodyValue": "awal"},
        {"target": at(url, words(&passage)), "motivation": "highlighting"},
        // The article itself.
        {"target": url, "body": comment("tentang seluruhnya")},
        // What cannot be placed.
        {"target": at("https://lain.example/x", words("apa saja")), "body": comment("x")},
        {"target": at(url, words("kata yang tidak ada di sana")), "body": comment("x")},
        {"target": at(url, json!({"type": "TextPositionSelector", "start": 0, "end": 5})), "body": comment("x")},
        {"body": comment("x")},
        {"target": url},
        "bukan anotasi",
    ]);
    let mut review = Review::new("log".into(), "Dewi".into(), []);
    review.take(place(&corpus, &review));
    let read = read_annotations(&list.to_string()).unwrap();
    assert_eq!(read.len(), 11);
    let taken = take_up(&corpus, &mut review, &read);
    let why: Vec<&str> = taken.left.iter().map(|left| &*left.why).collect();
    let want = [
        "the article is not there",
        "its words are not in the article any more",
        "it gives a position only, in a text that may be another one",
        "it does not say what it is about",
        "it says nothing of the article that could be kept",
        "it does not say what it is about",
    ];
    assert_eq!((taken.annotations, taken.highlights, &why[..]), (5, 2, &want[..]));
    assert!(review.decide(taken.changes).is_some());
    let own = review.quote(first, &first.quotes[0]).unwrap();
    assert_eq!((own.note.as_deref(), &own.tags[..]), (Some("cek\n\ncek lagi"), &["dua-kata".into()][..]));
    assert_eq!(review.article(first).unwrap().note.as_deref(), Some("tentang seluruhnya"));
    let lit: Vec<&str> = review.passages(first).filter(|(_, own)| own.highlight).map(|(span, _)| span.of(&first.text)).collect();
    assert_eq!(lit, [&*passage]);
    let lit: Vec<_> = review.passages(last).map(|(span, own)| (span.start, own.highlight, own.note.as_deref())).collect();
    assert_eq!(lit, [(0, true, Some("awal"))]);
    for (text, want) in [("", "no JSON"), ("{}", "no annotations"), ("[1", "no JSON"), ("3", "no annotations")] {
        assert!(read_annotations(text).unwrap_err().contains(want), "{text}");
    }
}

#[test]
fn what_is_decided_otherwise_stays_as_it_is() {
    let (corpus, mut review) = reviewed(None);
    let written = annotations(&corpus, &review);
    let article = &corpus.articles[0];
    let target = review.of_quote(article, &article.quotes[0]);
    let note = Some(Value::Text("milik sendiri".into()));
    review
        .decide([(target.clone(), Field::Verdict, Some(Value::Verdict(Verdict::Rejected))), (target, Field::Note, note)])
        .unwrap();
    let taken = take_up(&corpus, &mut review, &read_in(&written));
    assert_eq!(taken.left.len(), 1);
    assert_eq!(taken.left[0].why, "its verdict is decided otherwise already: rejected");
    review.decide(taken.changes).unwrap();
    let own = review.quote(article, &article.quotes[0]).unwrap();
    assert_eq!((own.verdict, own.note.as_deref()), (Some(Verdict::Rejected), Some("milik sendiri\n\npenting\nbaris *dua*")));
}

fn simak(data: &Path, args: &[&str]) -> Output {
    let root = env!("CARGO_MANIFEST_DIR");
    Command::new(env!("CARGO_BIN_EXE_simak")).args(args).current_dir(root).env("XDG_DATA_HOME", data).output().unwrap()
}

#[test]
fn the_program_asks_the_query_and_writes_whole_files() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let output = simak(folder.path(), args);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (status, all, told) = run(&["export", "--format", "jsonl"]);
    let all = lines(&all);
    let (_, alleged, _) = run(&["export", "--format", "jsonl", "--alleged"]);
    let alleged = lines(&alleged);
    assert!(!alleged.is_empty() && alleged.iter().all(|line| line["attribution"] == "alleged"));
    assert!(all.iter().all(|line| line["attribution"] == "reported"));
    let counted = format!("{} of {} quotes; left out: {} only alleged", all.len(), all.len() + alleged.len(), alleged.len());
    assert!(status == Some(0) && told.contains(&counted), "{told}");
    let (_, denials, _) = run(&["export", "--format", "jsonl", "--query", "stance:denies"]);
    let denials = lines(&denials);
    assert!(!denials.is_empty() && denials.iter().all(|line| line["stance"] == "denies"));
    assert_eq!(denials.len(), all.iter().filter(|line| line["stance"] == "denies").count());
    let (status, none, told) = run(&["export", "--reviewed", "--format", "csv"]);
    assert_eq!((status, records(&none).len()), (Some(0), 0));
    let counted = format!("0 of {} quotes; left out: {} undecided, {} only", all.len() + alleged.len(), all.len(), alleged.len());
    assert!(told.contains(&counted), "{told}");
    let (status, out, told) = run(&["export", "--query", "stance:maybe"]);
    assert_eq!((status, &*out), (Some(2), ""));
    assert!(told.contains("^^^^^"), "{told}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "what is only read makes no database");

    let file = folder.path().join("quotes.ics");
    let path = file.to_str().unwrap();
    assert_eq!(run(&["export", "-o", path, CLIPPING]).0, Some(0));
    let first = fs::read_to_string(&file).unwrap();
    assert!(first.starts_with("BEGIN:VCALENDAR\r\n") && first.ends_with("END:VCALENDAR\r\n"));
    let (status, _, told) = run(&["export", "-o", path, "--session-file", "no.sqlite", CLIPPING]);
    assert!(status == Some(1) && told.contains("no.sqlite"), "{told}");
    assert_eq!(run(&["export", "-o", path, "no.txt"]).0, Some(1));
    assert_eq!(fs::read_to_string(&file).unwrap(), first, "nothing was read, so nothing is written");
    let (status, _, told) = run(&["export", "-o", folder.path().join("no/a.md").to_str().unwrap(), CLIPPING]);
    assert!(status == Some(1) && told.contains("a.md"), "{told}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was left behind");
}

#[test]
fn what_was_kept_is_exported_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("uji.sqlite");
    let corpus = load_now(vec![CLIPPING.into()], LoadOptions::default()).unwrap();
    let quotes = every(&corpus);
    let store = Store::new(Which::File(kept.clone()), "Dewi");
    let (tell, told) = std::sync::mpsc::channel();
    store.start(move |what| drop(tell.send(what))).unwrap();
    let Told::Opened(opened) = told.recv().unwrap() else { panic!() };
    let mut review = opened.review;
    let verdict = |verdict| Some(Value::Verdict(verdict));
    let target = |review: &mut Review, at: QuoteRef| {
        let (article, quote) = corpus.quote(at).unwrap();
        review.of_quote(article, quote)
    };
    let named = *quotes.iter().find(|at| corpus.speaker_of(**at).is_some()).unwrap();
    let other = *quotes.iter().find(|at| **at != named).unwrap();
    let (first, second) = (target(&mut review, named), target(&mut review, other));
    let voice = review.voice(&corpus, named).unwrap();
    let who = Subject::Who(Who::Named(voice, "Nama Yang Benar".into()));
    let saved = review.of_query("diterima");
    let steps = [
        (saved, Field::Query, Some(Value::Text("is:accepted".into()))),
        (first, Field::Verdict, verdict(Verdict::Accepted)),
        (second, Field::Verdict, verdict(Verdict::Rejected)),
        (Target { subject: who.into(), item: None }, Field::Holds, Some(Value::On)),
    ];
    steps.into_iter().for_each(|change| store.add(review.decide([change]).unwrap()));
    // While the other one still has it open, and after.
    let run = |args: &[&str]| {
        let args = [&["export", "--format", "jsonl", "--session-file", kept.to_str().unwrap()], args, &[CLIPPING]].concat();
        let output = simak(folder.path(), &args);
        (lines(std::str::from_utf8(&output.stdout).unwrap()), String::from_utf8(output.stderr).unwrap())
    };
    (0..4).for_each(|_| assert!(matches!(told.recv().unwrap(), Told::Kept { .. })));
    let beside = run(&[]);
    assert_eq!(store.close(std::time::Duration::from_secs(20)), None);
    let bytes = fs::read(&kept).unwrap();
    let (taken, said) = run(&[]);
    assert_eq!((&taken, &said), (&beside.0, &beside.1));
    assert_eq!(taken.len(), 1, "{said}");
    assert!(
        said.contains(&format!("1 of {} quotes; left out: 1 rejected, {} undecided", quotes.len(), quotes.len() - 2)),
        "{said}"
    );
    assert_eq!((&taken[0]["speaker"]["name"], &taken[0]["review"]["reviewer"]), (&json!("Nama Yang Benar"), &json!("Dewi")));
    assert_eq!(run(&["--all"]).0.len(), quotes.len() - 1);
    assert_eq!(run(&["--all", "--saved", "diterima"]).0, taken);
    let (none, said) = run(&["--saved", "lain"]);
    assert!(none.is_empty() && said.contains("no query is saved by the name \"lain\"") && said.contains("diterima"), "{said}");
    assert_eq!(run(&["--query", "is:rejected", "--all"]).0.len(), 0);
    assert_eq!(run(&["--query", "speaker:\"Nama Yang Benar\" is:accepted"]).0, taken);
    assert_eq!(fs::read(&kept).unwrap(), bytes);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "the database and its lock");
}

/// The text with the part between the marks of `name` replaced.
fn with_part(text: &str, name: &str, part: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&open).unwrap();
    let (_, after) = rest.split_once(&close).unwrap();
    format!("{before}{open}\n{part}\n{close}{after}")
}

/// The type of a field in few words.
fn told(value: &Json) -> String {
    if let Some(name) = value["$ref"].as_str() {
        return name.trim_start_matches("#/$defs/").to_owned();
    }
    if let Some(words) = value["enum"].as_array() {
        return words.iter().map(|w| format!("`{}`", w.as_str().unwrap_or("null"))).collect::<Vec<_>>().join(" · ");
    }
    if let Some(any) = value["anyOf"].as_array() {
        return any.iter().map(told).collect::<Vec<_>>().join(" or ");
    }
    match &value["type"] {
        Json::String(kind) if kind == "array" => format!("list of {}", told(&value["items"])),
        Json::String(kind) => kind.clone(),
        Json::Array(kinds) => kinds.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(" or "),
        _ => panic!("what is {value}?"),
    }
}

#[test]
fn the_page_tells_of_every_column_and_field() {
    let mut columns = String::from("| column | what it holds |\n| --- | --- |\n");
    for (name, about, _) in COLUMNS {
        let _ = writeln!(columns, "| `{name}` | {about} |");
    }
    let mut written = Vec::new();
    schema(&mut written).unwrap();
    let schema: Json = serde_json::from_slice(&written).unwrap();
    let parts = schema["$defs"].as_object().unwrap();
    let mut fields = String::new();
    for (name, object) in [("quote", &schema)].into_iter().chain(parts.iter().map(|(name, object)| (name.as_str(), object))) {
        let _ = writeln!(
            fields,
            "### {name}\n\n{}\n\n| field | is | what it says |\n| --- | --- | --- |",
            object["description"].as_str().unwrap()
        );
        for (field, value) in object["properties"].as_object().unwrap() {
            let _ = writeln!(
                fields,
                "| `{field}` | {} | {} |",
                told(value),
                value["description"].as_str().unwrap().replace('\n', " ")
            );
        }
        fields.push('\n');
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/export/quotes/README.md");
    let page = fs::read_to_string(&path).unwrap();
    let want = with_part(&with_part(&page, "columns", &columns), "fields", &fields);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, want).unwrap();
        return;
    }
    assert!(want == page, "{}: not what the program says; UPDATE_EXPECT=1 writes it anew", path.display());
}

#[test]
fn what_is_only_reported_stands_between_no_marks() {
    let (corpus, _) = reviewed(None);
    let quotes = corpus.articles.iter().flat_map(|a| a.quotes.iter().map(move |q| (q.kind, q.span.of(&a.text))));
    let reported: Vec<&str> = quotes.filter(|(kind, _)| *kind == QuoteKind::Indirect).map(|(_, words)| words).collect();
    assert!(!reported.is_empty());
    for format in ["markdown", "ical", "timelinejs"] {
        let text = export(format, None, Choice::All).replace("\r\n ", "");
        let told = reported.iter().filter(|words| text.contains(&format!("reported: {words}"))).count();
        assert!(told > 0, "{format}");
        assert!(reported.iter().all(|words| !text.contains(&format!("“{words}"))), "{format}");
    }
}
