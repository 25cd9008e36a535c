//! What a person has written themselves: where notes and tags that match a search are.

use super::{Literal, first_words};
use crate::model::{Article, Corpus, Mention, Span};
use crate::review::{Item, Judgement, Review};
use rustc_hash::FxHashSet;

/// The places whose notes or tags hold every part of a query, by article and position: quotes and passages themselves, an
/// article's first words, a speaker's first quote, the first place that tells an event.
pub fn find(corpus: &Corpus, review: &Review, query: &Literal) -> Vec<Mention> {
    let mut items: Vec<&Item> = Vec::new();
    for (item, ix) in &review.placed().items {
        if review.subject(*ix).is_some_and(|(_, own)| matches(own, query)) {
            items.push(item);
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    let wanted: FxHashSet<&str> = items.iter().map(|item| id(item)).collect();
    let articles = corpus.articles_of(&wanted);
    let speakers = corpus.speakers_of(&wanted);
    let events = corpus.events_of(&wanted);
    let place = |item: &Item| -> Option<Mention> {
        match item {
            Item::Article(id) => {
                let article = *articles.get(&**id)?;
                Some(Mention { article, span: beginning(corpus.articles.get(article as usize)?) })
            }
            Item::Quote(id, span) | Item::Passage(id, span) => Some(Mention { article: *articles.get(&**id)?, span: *span }),
            Item::Speaker(id) => {
                let first = *corpus.speakers.get(*speakers.get(&**id)? as usize)?.quotes.first()?;
                Some(Mention { article: first.article, span: corpus.quote(first)?.1.span })
            }
            Item::Event(id) => corpus.events.get(*events.get(&**id)? as usize)?.mentions.first().copied(),
        }
    };
    let mut places: Vec<Mention> = items.into_iter().filter_map(place).collect();
    places.sort_unstable_by_key(|place| (place.article, place.span));
    places
}

/// Whether a note and tags hold every part of a query.
fn matches(own: &Judgement, query: &Literal) -> bool {
    if own.note.is_none() && own.tags.is_empty() {
        return false;
    }
    let mut text = own.note.as_deref().unwrap_or_default().to_owned();
    for tag in &own.tags {
        text.push_str(" #");
        text.push_str(tag);
    }
    let mut found = false;
    query.hits(&text, |_| found = true);
    found
}

fn id(item: &Item) -> &str {
    match item {
        Item::Article(id) | Item::Quote(id, _) | Item::Passage(id, _) | Item::Speaker(id) | Item::Event(id) => id,
    }
}

/// The first words of an article, by which it is shown where it is meant as a whole.
fn beginning(article: &Article) -> Span {
    let words = first_words(&article.text);
    let start = article.text.len() - article.text.trim_start().len();
    Span::new(start, start + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::corpus;
    use crate::review::{Field, Value};

    #[test]
    fn notes_and_tags_are_found_where_they_belong() {
        let corpus = corpus();
        let mut review = Review::new("log".into(), "Rani".into(), []);
        let (first, second) = (&corpus.articles[0], &corpus.articles[1]);
        let quote = second.quotes[1].clone();
        let passage = Span::new(30, 45);
        let note = |words: &str| Some(Value::Text(words.into()));
        let rows = [
            (review.of_article(first), Field::Note, note("Minta *dokumen* asli")),
            (review.of_quote(second, &quote), Field::Note, note("cek rekaman\ndan dokumen")),
            (review.of_passage(second, passage), Field::Tag("dokumen".into()), Some(Value::On)),
            (review.of_speaker(&corpus, &corpus.speakers[3]).unwrap(), Field::Note, note("minta nama")),
            (review.of_event(&corpus, &corpus.events[3]).unwrap(), Field::Tag("janji".into()), Some(Value::On)),
        ];
        review.decide(rows).unwrap();
        let places = |query: &str| -> Vec<(u32, Span)> {
            find(&corpus, &review, &Literal::new(query)).into_iter().map(|hit| (hit.article, hit.span)).collect()
        };
        assert_eq!(places("dokumen"), [(0, beginning(first)), (1, passage.min(quote.span)), (1, passage.max(quote.span))]);
        assert_eq!(places("\"rekaman dan dokumen\""), [(1, quote.span)]);
        assert_eq!(places("#dokumen"), [(1, passage)]);
        assert_eq!(places("minta nama"), [(0, first.quotes[2].span)]);
        assert_eq!(places("#janji"), [(0, corpus.events[3].mentions[0].span)]);
        assert_eq!(places("bendungan"), []);
        assert_eq!(beginning(first).of(&first.text), first_words(&first.text));
        // Beside what the texts hold, in order, each place once.
        let mut all = Vec::new();
        super::super::find(&corpus, &review, "*minta*", &mut |hits, _| {
            all = hits;
            std::ops::ControlFlow::Continue(())
        });
        assert!(all.is_sorted_by_key(|hit| (hit.article, hit.span)) && all.len() > 2, "{all:?}");
    }
}
