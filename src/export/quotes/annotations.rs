//! Quotes as Web Annotations: a collection with one page (W3C Web Annotation Data Model,
//! <https://www.w3.org/TR/annotation-model/>), as JSON-LD.
//!
//! The target is the article (its address on the web, else a name made of its hash), with the words, what surrounds them
//! and their code points as selectors. The positions count in the text that simak keeps, whose hash stands beside them;
//! elsewhere the words decide. Bodies say who, what, and what a person makes of it, each with the purpose that the model
//! has for it. All that is needed to find the quote again is in the selectors: [`read_annotations`] and [`take_up`] read it in
//! again, and what other programs wrote.

mod decide;
mod read;

pub use decide::{Left, TakenUp, take_up};
pub use read::{Annotation, read as read_annotations};

use super::{Decided, Quotes, Row, uuid};
use crate::export::brief::markdown::is_web;
use crate::export::json::value;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Names of this program's own properties.
const OWN: &str = "urn:x-simak:";

/// Writes the quotes.
pub fn write(quotes: &Quotes<'_>, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<&str> = quotes.rows.iter().map(|row| &*row.id).collect();
    let collection = uuid(&names.join("\n"));
    let page = json!({ "id": format!("urn:uuid:{}", uuid(&format!("{collection} page"))), "type": "AnnotationPage" });
    let head = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "simak": OWN, "dcterms": "http://purl.org/dc/terms/" }],
        "id": format!("urn:uuid:{collection}"),
        "type": "AnnotationCollection",
        "label": quotes.about,
        "generator": { "type": "Software", "name": concat!("simak ", env!("CARGO_PKG_VERSION")) },
        "total": quotes.rows.len(),
    });
    object(&head, "first", out)?;
    let items = json!({ "startIndex": 0, "id": page["id"], "type": page["type"], "partOf": head["id"] });
    object(&items, "items", out)?;
    out.write_all(b"[")?;
    for (i, row) in quotes.rows.iter().enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        value(out, &annotation(row, quotes.language))?;
    }
    out.write_all(b"\n]}}\n")
}

/// Writes an object as far as the value of its last field.
fn object(fields: &Value, last: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut text = Vec::new();
    value(&mut text, fields)?;
    text.pop();
    out.write_all(&text)?;
    write!(out, ",\n\"{last}\":")
}

fn annotation(row: &Row<'_>, language: &str) -> Value {
    let mut fields = json!({
        "id": format!("urn:uuid:{}", uuid(&row.id)),
        "type": "Annotation",
        "motivation": if row.verdict.is_some() { "assessing" } else { "classifying" },
        "body": bodies(row),
        "target": target(row, language),
        "simak:quote": row.id,
        "simak:rule": row.rule,
        "simak:confidence": row.confidence,
    });
    if !row.also.is_empty() {
        fields["simak:also"] = row.also.iter().map(|other| other.name).collect();
    }
    if let Some(doubt) = row.doubt {
        fields["simak:doubt"] = doubt.into();
    }
    if let Some(Decided { who, at }) = row.decided {
        fields["creator"] = json!({ "type": "Person", "name": who });
        if let Some(at) = at {
            fields["created"] = at.to_string().into();
        }
    }
    if !row.corrected.is_empty() {
        fields["simak:corrected"] = json!(row.corrected);
    }
    if let Some(said) = row.said {
        fields["simak:said"] = said.into();
    }
    fields
}

/// What is said of the words: whose they are, what the speaker does, when; and what a person makes of it.
fn bodies(row: &Row<'_>) -> Vec<Value> {
    let body = |purpose: &str, text: &str| json!({ "type": "TextualBody", "purpose": purpose, "value": text });
    let mut bodies = Vec::new();
    if let Some(speaker) = &row.speaker {
        let mut who = body("identifying", speaker.name);
        speaker.id.into_iter().for_each(|id| who["simak:speaker"] = id.into());
        bodies.push(who);
    }
    bodies.push(body("classifying", &format!("kind:{}", row.kind.name())));
    bodies.push(body("classifying", &format!("stance:{}", row.stance.name())));
    if row.doubt.is_some() {
        bodies.push(body("classifying", &format!("attribution:{}", row.attribution().name())));
    }
    bodies.extend(row.date.as_ref().map(|date| body("classifying", &format!("{}:{}", date.how.of(), date.value))));
    bodies.extend(row.verdict.map(|verdict| body("assessing", verdict.name())));
    bodies.extend(row.tags.iter().map(|tag| body("tagging", tag)));
    bodies.extend(row.note.map(|note| {
        let mut note = body("commenting", note);
        note["format"] = "text/markdown".into();
        note
    }));
    if row.marked {
        bodies.push(json!({ "type": "TextualBody", "purpose": "bookmarking", "value": "marked" }));
    }
    bodies
}

fn target(row: &Row<'_>, language: &str) -> Value {
    let (article, words) = (row.article, row.passage());
    let url = article.source.url.as_deref().filter(|url| is_web(url));
    let mut source = json!({
        "id": url.map_or_else(|| format!("urn:uuid:{}", uuid(&article.id)), str::to_owned),
        "type": "Text",
        "language": language,
        "simak:article": &*article.id,
        "simak:text": &*row.text_hash,
        "simak:path": &*article.source.path,
        "simak:record": article.source.record,
    });
    let published = article.published.as_ref().map(|p| p.value.to_string());
    let told = [
        ("dcterms:title", article.title.as_deref()),
        ("dcterms:publisher", article.outlet.as_deref()),
        ("dcterms:date", published.as_deref()),
    ];
    for (name, text) in told {
        text.into_iter().for_each(|text| source[name] = text.into());
    }
    json!({
        "type": "SpecificResource",
        "source": source,
        "selector": [
            { "type": "TextQuoteSelector", "exact": &*words.exact, "prefix": &*words.prefix, "suffix": &*words.suffix },
            { "type": "TextPositionSelector", "start": row.start, "end": row.end },
        ],
    })
}
