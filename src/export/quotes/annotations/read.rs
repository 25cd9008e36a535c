//! Web Annotations as they are read (W3C Web Annotation Data Model, <https://www.w3.org/TR/annotation-model/>): those that this
//! program writes, and any others. Collections, pages, lists and single ones are understood; of an annotation what it is
//! about, its words or position, and what its bodies say. What is not understood is passed over.

use crate::model::{QuoteKind, Stance};
use crate::review::{ArticleAnchor, Field, Verdict};
use serde_json::Value as Json;

/// An annotation, as far as it is understood.
#[derive(Clone, Debug, Default)]
pub struct Annotation {
    /// What its article is to be found by.
    pub(super) anchor: Option<ArticleAnchor>,
    /// The words before, its own, and those behind.
    pub(super) words: Option<[Box<str>; 3]>,
    /// Its first code point, and one past the last.
    pub(super) position: Option<(u32, u32)>,
    /// Where this program had found the quote, in code points.
    pub(super) found: Option<(u32, u32)>,
    /// Whether this program wrote it.
    pub(super) own: bool,
    /// What a person corrected.
    pub(super) corrected: Vec<Field>,
    pub(super) verdict: Option<Verdict>,
    pub(super) speaker: Option<(Box<str>, Option<Box<str>>)>,
    pub(super) kind: Option<QuoteKind>,
    pub(super) stance: Option<Stance>,
    pub(super) said: Option<Box<str>>,
    pub(super) tags: Vec<Box<str>>,
    pub(super) note: Option<String>,
    pub(super) marked: bool,
}

/// The annotations of a file: of a collection, of a page, of a list, or a single one. The error is ready to be shown.
pub fn read(text: &str) -> Result<Vec<Annotation>, String> {
    let json: Json = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| format!("no JSON ({error})"))?;
    let items = items(&json).ok_or("no annotations are in it: a collection, a page, a list or a single one was looked for")?;
    Ok(items.into_iter().map(annotation).collect())
}

fn items(json: &Json) -> Option<Vec<&Json>> {
    if let Some(list) = json.as_array() {
        return Some(list.iter().collect());
    }
    if json.get("target").is_some() {
        return Some(vec![json]);
    }
    let page = json.get("first").filter(|page| page.is_object()).unwrap_or(json);
    Some(page.get("items")?.as_array()?.iter().collect())
}

/// One thing or a list of them.
fn each(json: Option<&Json>) -> impl Iterator<Item = &Json> {
    let list = json.and_then(Json::as_array);
    list.into_iter().flatten().chain(json.filter(move |_| list.is_none()))
}

fn text<'j>(json: &'j Json, name: &str) -> Option<&'j str> {
    json.get(name)?.as_str()
}

fn annotation(json: &Json) -> Annotation {
    let mut own = Annotation { own: json.get("simak:quote").is_some(), ..Annotation::default() };
    own.found = text(json, "simak:quote").and_then(|id| {
        let (start, end) = id.rsplit_once(':')?.1.split('~').next()?.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    });
    own.corrected = each(json.get("simak:corrected")).filter_map(|name| name.as_str()?.to_owned().try_into().ok()).collect();
    own.said = text(json, "simak:said").map(Into::into);
    let mut bodies: Vec<&Json> = each(json.get("body")).collect();
    bodies.extend(json.get("bodyValue"));
    for body in bodies {
        own.take_body(body);
    }
    // (Of several targets, the first that has words.)
    let targets = || each(json.get("target"));
    if let Some(target) = targets().find(|target| target.get("selector").is_some()).or_else(|| targets().next()) {
        own.anchor = target.get("source").map_or_else(|| anchor(target), anchor);
        each(target.get("selector")).for_each(|selector| own.take_selector(selector, 0));
    }
    own
}

impl Annotation {
    fn take_body(&mut self, body: &Json) {
        let value = body.as_str().or_else(|| text(body, "value")).or_else(|| text(body, "chars"));
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else { return };
        let value = if self.own { value } else { value.trim() };
        let purpose = each(body.get("purpose")).find_map(Json::as_str);
        let tag = || value.split_whitespace().collect::<Vec<_>>().join("-").into();
        match purpose {
            Some("assessing") if Verdict::ALL.iter().any(|own| own.name() == value) => {
                self.verdict = Verdict::ALL.into_iter().find(|own| own.name() == value);
            }
            Some("tagging") if self.own => self.tags.push(value.into()),
            Some("tagging") => self.tags.push(tag()),
            Some("bookmarking") => self.marked = true,
            Some("identifying") if self.own => {
                self.speaker = Some((value.into(), text(body, "simak:speaker").map(Into::into)));
            }
            Some("classifying") if self.own => match value.split_once(':') {
                Some(("kind", name)) => self.kind = QuoteKind::ALL.into_iter().find(|own| own.name() == name),
                Some(("stance", name)) => self.stance = Stance::ALL.into_iter().find(|own| own.name() == name),
                Some(("said", date)) => drop(self.said.get_or_insert_with(|| date.into())),
                _ => {}
            },
            Some("classifying" | "identifying") => self.tags.push(tag()),
            Some("linking" | "editing") => {}
            _ => match &mut self.note {
                Some(note) => {
                    note.push_str("\n\n");
                    note.push_str(value);
                }
                None => self.note = Some(value.to_owned()),
            },
        }
    }

    fn take_selector(&mut self, selector: &Json, depth: usize) {
        let number = |name: &str| selector.get(name).and_then(Json::as_u64).and_then(|n| u32::try_from(n).ok());
        match text(selector, "type") {
            Some("TextQuoteSelector" | "oa:TextQuoteSelector") => {
                let part = |name: &str| -> Box<str> { text(selector, name).unwrap_or_default().into() };
                self.words = Some([part("prefix"), part("exact"), part("suffix")]).filter(|[_, exact, _]| !exact.is_empty());
            }
            Some("TextPositionSelector" | "oa:TextPositionSelector") => self.position = number("start").zip(number("end")),
            _ => {}
        }
        if depth < 8 {
            each(selector.get("refinedBy")).for_each(|inner| self.take_selector(inner, depth + 1));
        }
    }

    /// What it is about, for a person.
    pub(super) fn what(&self) -> String {
        let article = || {
            let anchor = self.anchor.as_ref()?;
            Some(anchor.url.as_deref().or(anchor.title.as_deref()).unwrap_or(&anchor.path).to_owned())
        };
        self.words.as_ref().map(|[_, exact, _]| format!("“{exact}”")).or_else(article).unwrap_or_else(|| "?".to_owned())
    }

    /// Whether it says anything that can be decided.
    pub(super) fn decides(&self) -> bool {
        let said = self.verdict.is_some() || self.note.is_some() || self.marked;
        said || !self.tags.is_empty() || !self.corrected.is_empty()
    }
}

/// What an article is to be found by, from a source: its name, or what is told of it.
fn anchor(source: &Json) -> Option<ArticleAnchor> {
    let name = source.as_str().or_else(|| text(source, "id")).or_else(|| text(source, "@id")).unwrap_or_default();
    let own = |name: &str| text(source, name).unwrap_or_default();
    let file = name.strip_prefix("file://").map(decoded);
    let path = text(source, "simak:path").map(str::to_owned).or(file).unwrap_or_else(|| name.to_owned());
    let told = |names: [&str; 3]| names.iter().find_map(|name| text(source, name)).map(Into::into);
    let web = name.starts_with("http://") || name.starts_with("https://");
    let anchor = ArticleAnchor {
        id: own("simak:article").into(),
        text: own("simak:text").into(),
        path: path.into(),
        record: source.get("simak:record").and_then(Json::as_u64).and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
        url: web.then(|| name.into()),
        title: told(["dcterms:title", "dc:title", "title"]),
        outlet: told(["dcterms:publisher", "dc:publisher", "publisher"]),
    };
    let empty = anchor.id.is_empty() && anchor.text.is_empty() && anchor.path.is_empty() && anchor.title.is_none();
    (!empty).then_some(anchor)
}

/// A path without what stands for other characters in an address.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        let hex = behind.get(..2).filter(|_| *byte == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(other) => {
                bytes.push(other);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*byte);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
