//! Gold of the seed articles that stand beside the project and not in it; absent, the test says so and is skipped.

use super::notation::{ArticleGold, CorpusGold, EventGold, QuoteGold, TimeGold};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The folder of shared data: `$SIMAK_SHARED`, or `../shared` beside the project.
pub fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SIMAK_SHARED").map_or_else(|| super::root().join("../shared"), PathBuf::from);
    folder.join("gold/seeds").is_dir().then_some(folder)
}

/// All gold of the seeds.
pub fn gold(folder: &Path) -> (Vec<ArticleGold>, CorpusGold) {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut articles = Vec::new();
    let mut links = CorpusGold::default();
    for path in files.iter().filter(|path| path.extension().is_some_and(|e| e == "json")) {
        let value: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        if path.ends_with("corpus.json") { links = across(&value) } else { articles.push(article(&value)) }
    }
    (articles, links)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> Vec<String> {
    value.as_array().map(|items| items.iter().map(text).collect()).unwrap_or_default()
}

fn name(doc: &Value) -> String {
    format!("{}.txt", text(doc))
}

fn article(value: &Value) -> ArticleGold {
    let quotes = value["quotes"].as_array().unwrap().iter().map(|quote| QuoteGold {
        line: 0,
        kind: text(&quote["kind"]),
        required: quote["required"] == true,
        stances: quote["stance"].as_str().map(str::to_owned).into_iter().collect(),
        speakers: list(&quote["speaker"]),
        text: text(&quote["text"]),
        nth: Some(quote["nth"].as_u64().unwrap_or(0) as usize),
    });
    let times = value["times"].as_array().unwrap().iter().map(|time| TimeGold {
        line: 0,
        required: time["required"] == true,
        values: list(&time["value"]),
        text: text(&time["text"]),
        nth: Some(time["nth"].as_u64().unwrap_or(0) as usize),
    });
    ArticleGold {
        article: name(&value["doc"]),
        published: list(&value["published"]),
        quotes: quotes.collect(),
        times: times.collect(),
        ..ArticleGold::default()
    }
}

fn across(value: &Value) -> CorpusGold {
    let docs = |item: &Value| item["docs"].as_array().unwrap().iter().map(name).collect();
    let events = value["events"].as_array().unwrap().iter().map(|event| EventGold {
        dates: list(&event["date"]),
        words: list(&event["words"]).into_iter().map(|word| vec![word]).collect(),
        articles: docs(event),
    });
    let links = value["links"].as_array().unwrap().iter().map(|link| (list(&link["speaker"]), docs(link)));
    CorpusGold { events: events.collect(), links: links.collect(), ..CorpusGold::default() }
}
