//! What annotations decide: each is looked for in the corpus, and what it says becomes changes of the review.
//!
//! The article is looked for as that of any decision: by identifier, text, address, place, title; the words as those of any
//! passage. Nothing is guessed: what cannot be placed is listed with the reason, and what a person has decided otherwise stays
//! as it is. Words that are no quote here are lit up.

use super::read::Annotation;
use crate::export::wire::CodePoints;
use crate::model::{Article, Corpus, Quote, QuoteRef, Span};
use crate::review::anchor::text_hash;
use crate::review::place::{Finder, quote_at};
use crate::review::{ArticleAnchor, Decision, Field, Key, Passage, Review, SaidBy, Target, Value, Verdict, Why};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What was not taken up, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its words, or where it should stand.
    pub what: String,
    /// Why.
    pub why: String,
}

/// What annotations decide.
#[derive(Debug, Default)]
pub struct TakenUp {
    /// The decisions.
    pub changes: Vec<Decision>,
    /// How many annotations say something that is taken up, or is so already.
    pub annotations: usize,
    /// How many of them are about words that are no quote here, and are lit up instead.
    pub highlights: usize,
    /// What is not.
    pub left: Vec<Left>,
}

/// What the annotations decide of a corpus; `review` has to be placed in it.
pub fn take_up(corpus: &Corpus, review: &mut Review, annotations: &[Annotation]) -> TakenUp {
    let speaker = |(at, id): (QuoteRef, &Arc<str>)| (Arc::clone(id), at);
    let first = corpus.speakers.iter().filter_map(|own| Some((*own.quotes.first()?, &own.id)));
    let speakers = first.map(speaker).collect();
    let mut desk = Desk {
        corpus,
        review,
        finder: Finder::new(corpus),
        points: FxHashMap::default(),
        speakers,
        places: FxHashMap::default(),
        taken: TakenUp::default(),
    };
    for own in annotations {
        match desk.take(own) {
            Ok(true) => desk.taken.annotations += 1,
            Ok(false) => {}
            Err(why) => desk.left(own, why),
        }
    }
    let mut taken = desk.taken;
    taken.changes.retain(|(target, field, to)| {
        let now = target.item.as_ref().and_then(|item| review.item(item)).and_then(|own| own.get(field));
        now != *to
    });
    taken
}

/// What is needed to take annotations up.
struct Desk<'a> {
    corpus: &'a Corpus,
    review: &'a mut Review,
    finder: Finder<'a>,
    points: FxHashMap<u32, CodePoints<'a>>,
    /// A quote of each speaker.
    speakers: FxHashMap<Arc<str>, QuoteRef>,
    /// Where among the changes a field of a subject is.
    places: FxHashMap<(Key, Field), usize>,
    taken: TakenUp,
}

impl<'a> Desk<'a> {
    fn left(&mut self, own: &Annotation, why: &str) {
        self.taken.left.push(Left { what: own.what(), why: why.to_owned() });
    }

    /// Takes an annotation up; whether it says anything. The error says why it cannot be taken up.
    fn take(&mut self, own: &Annotation) -> Result<bool, &'static str> {
        let anchor = own.anchor.as_ref().ok_or("it does not say what it is about")?;
        let exactly = self.finder.articles(anchor);
        if own.words.is_none() && own.position.is_none() {
            let article = exactly.first().and_then(|ix| self.article(*ix)).ok_or(Why::NoArticle.text())?;
            let target = self.review.of_article(article);
            self.put_notes(own, &target);
            return if own.decides() { Ok(true) } else { Err("it says nothing of the article that could be kept") };
        }
        let articles = if exactly.is_empty() { self.similar(anchor) } else { exactly };
        if articles.is_empty() {
            return Err(Why::NoArticle.text());
        }
        if own.words.is_none() && !articles.iter().any(|ix| self.article(*ix).is_some_and(|a| text_hash(&a.text) == anchor.text))
        {
            return Err("it gives a position only, in a text that may be another one");
        }
        let mut words = None;
        for ix in articles {
            let Some(article) = self.article(ix) else { continue };
            let Some(span) = self.place(own, ix, article) else { continue };
            if own.position.is_none() && self.twice(own, article) {
                return Err("its words stand in several places, and nothing tells which is meant; give what surrounds them");
            }
            if let Some(quote) = self.quote(own, ix, article, span) {
                return self.take_quote(own, article, quote, span);
            }
            words.get_or_insert((article, span));
        }
        let (article, span) = words.ok_or(Why::NoWords.text())?;
        // (What was only found, and is not any more, was not decided about.)
        if own.own && !own.decides() {
            return Ok(false);
        }
        self.highlight(own, article, span);
        Ok(true)
    }

    fn article(&self, ix: u32) -> Option<&'a Article> {
        self.corpus.articles.get(ix as usize).map(|article| &**article)
    }

    /// Articles whose address is written another way, or whose file lies in another folder.
    fn similar(&self, anchor: &ArticleAnchor) -> Vec<u32> {
        let found = |url: Option<Box<str>>, path: &str| {
            self.finder.articles(&ArticleAnchor { id: "".into(), text: "".into(), url, path: path.into(), ..anchor.clone() })
        };
        if let Some(url) = anchor.url.as_deref() {
            let bare = url.split('#').next().unwrap_or(url);
            let bare = bare.strip_suffix('/').unwrap_or(bare);
            let other = match bare.strip_prefix("https://") {
                Some(rest) => format!("http://{rest}"),
                None => bare.replacen("http://", "https://", 1),
            };
            let ways = [bare, &other].map(|url| [url.to_owned(), format!("{url}/")]);
            return ways
                .into_iter()
                .flatten()
                .map(|url| found(Some(url.into()), ""))
                .find(|own| !own.is_empty())
                .unwrap_or_default();
        }
        let mut rest = &*anchor.path;
        while let Some((_, shorter)) = rest.split_once(['/', '\\']) {
            rest = shorter;
            let own = found(None, rest);
            if !own.is_empty() {
                return own;
            }
        }
        Vec::new()
    }

    fn span(&mut self, ix: u32, article: &'a Article, (start, end): (u32, u32)) -> Option<Span> {
        let points = self.points.entry(ix).or_insert_with(|| CodePoints::new(&article.text));
        let (start, end) = (points.byte(start)?, points.byte(end)?);
        (start < end).then(|| Span::new(start as usize, end as usize))
    }

    /// Where the words stand.
    fn place(&mut self, own: &Annotation, ix: u32, article: &'a Article) -> Option<Span> {
        let there = own.position.and_then(|position| self.span(ix, article, position));
        let Some([prefix, exact, suffix]) = &own.words else { return there };
        let start = there.map_or(0, |span| span.start);
        Passage { exact: exact.clone(), prefix: prefix.clone(), suffix: suffix.clone(), start }.find(&article.text)
    }

    /// Whether the words stand in two places of which neither is more like what surrounds them.
    fn twice(&self, own: &Annotation, article: &Article) -> bool {
        let Some([prefix, exact, suffix]) = &own.words else { return false };
        Passage { exact: exact.clone(), prefix: prefix.clone(), suffix: suffix.clone(), start: 0 }.is_ambiguous(&article.text)
    }

    /// The quote that is meant: the one that was found then, else the one that stands there.
    fn quote(&mut self, own: &Annotation, ix: u32, article: &'a Article, span: Span) -> Option<&'a Quote> {
        let same = own.anchor.as_ref().is_some_and(|anchor| anchor.id == article.id);
        let found = own.found.filter(|_| same).and_then(|found| self.span(ix, article, found));
        let span = found.or_else(|| quote_at(article, span))?;
        article.quotes.iter().find(|quote| quote.found().span == span).or_else(|| {
            let span = quote_at(article, span)?;
            article.quotes.iter().find(|quote| quote.found().span == span)
        })
    }

    fn take_quote(&mut self, own: &Annotation, article: &'a Article, quote: &Quote, span: Span) -> Result<bool, &'static str> {
        if !own.decides() {
            if own.own {
                return Ok(false);
            }
            let target = self.review.of_passage(article, span);
            self.put(own, &target, Field::Highlight, Value::On);
            return Ok(true);
        }
        let target = self.review.of_quote(article, quote);
        for field in &own.corrected {
            let value = match field {
                Field::Speaker => Some(Value::Speaker(self.speaker(own))),
                Field::Span => Some(Value::Span(Passage::of(&article.text, span))),
                Field::Kind => own.kind.map(Value::Kind),
                Field::Stance => own.stance.map(Value::Stance),
                Field::Said => own.said.clone().map(Value::Text),
                _ => None,
            };
            if let Some(value) = value {
                self.put(own, &target, field.clone(), value);
            }
        }
        if let Some(verdict) = own.verdict {
            self.put(own, &target, Field::Verdict, Value::Verdict(verdict));
        }
        self.put_notes(own, &target);
        Ok(true)
    }

    fn speaker(&mut self, own: &Annotation) -> SaidBy {
        let Some((name, id)) = &own.speaker else { return SaidBy::Unknown };
        let at = id.as_deref().and_then(|id| self.speakers.get(id)).copied();
        match at.and_then(|at| self.review.voice(self.corpus, at)) {
            Some(voice) => SaidBy::Voice(voice, name.clone()),
            None => SaidBy::Named(name.clone()),
        }
    }

    /// Lights words up that are no quote here, with what is said of them.
    fn highlight(&mut self, own: &Annotation, article: &'a Article, span: Span) {
        let target = self.review.of_passage(article, span);
        self.put(own, &target, Field::Highlight, Value::On);
        self.put_notes(own, &target);
        self.taken.highlights += 1;
    }

    fn put_notes(&mut self, own: &Annotation, target: &Target) {
        for tag in &own.tags {
            self.put(own, target, Field::Tag(tag.clone()), Value::On);
        }
        if let Some(note) = &own.note {
            self.put(own, target, Field::Note, Value::Text(note.as_str().into()));
        }
        if own.marked {
            self.put(own, target, Field::Mark, Value::On);
        }
    }

    /// Decides, unless it is decided otherwise; a note is written behind another one.
    fn put(&mut self, own: &Annotation, target: &Target, field: Field, to: Value) {
        let place = (target.subject.key(), field.clone());
        let known = self.places.get(&place).copied();
        let decided = || target.item.as_ref().and_then(|item| self.review.item(item)).and_then(|own| own.get(&field));
        let now = match known.and_then(|at| self.taken.changes.get(at)) {
            Some((_, _, value)) => value.clone(),
            None => decided(),
        };
        let to = match (now, to) {
            (Some(Value::Text(before)), Value::Text(more)) if field == Field::Note => {
                if before.contains(&*more) {
                    Value::Text(before)
                } else {
                    Value::Text(format!("{before}\n\n{more}").into())
                }
            }
            (Some(Value::Verdict(Verdict::Skipped)) | None, to) => to,
            (Some(now), to) if now.agrees(&to) => now,
            (Some(now), _) => {
                let why = format!("its {field} is decided otherwise already: {}", now.said());
                return self.left(own, &why);
            }
        };
        match known.and_then(|at| self.taken.changes.get_mut(at)) {
            Some((_, _, value)) => *value = Some(to),
            None => {
                self.places.insert(place, self.taken.changes.len());
                self.taken.changes.push((target.clone(), field, Some(to)));
            }
        }
    }
}
