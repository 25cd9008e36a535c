//! Articles as the targets write them, the corpora that they link to, and what a person decides there.
//!
//! An input holds up to seven articles, parted by lines of `====`. Each may begin with lines of metadata (`title: …`), after
//! which an empty line follows; `␤` stands for a line end there.

use crate::engine::mutate::odd;
use crate::engine::{Rng, pick};
use crate::pieces::PIECES;
use crate::words::{HEADERS, TIMES};
use simak::extract::extract;
use simak::lang::Pack;
use simak::link::{Linker, prepare};
use simak::model::{Corpus, Document, Given, QuoteRef, Source, Trouble};
use simak::review::{Field, Review, Value, Verdict, place};
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

/// An input holds so many articles at most.
const ARTICLES: usize = 7;

/// The seeds of linking, which make the corpora of the other targets.
const STORIES: [&str; 3] = [
    include_str!("../../seeds/link/lumbung.txt"),
    include_str!("../../seeds/link/kapal.txt"),
    include_str!("../../seeds/link/sama.txt"),
];

/// An article with everything in it that acts on a terminal, in each of its fields.
const HOSTILE: &str = "title: a\u{1b}]0;x\u{7}\u{202e}b\u{301}␤c\toutlet\noutlet: \u{301}\u{200b}\u{9b}2J漢字\nauthor: \u{7f}\u{feff}Rani\n\
    url: https://x.example/\u{1b}[31m␤a\npath: a\u{202e}b␤c\u{1b}.txt\npublished: 2031-05-14\n\n“\u{1b}[2J Kami\u{202e} pulang\u{301}\u{200d}👨,” kata \
    \u{301}Rani\u{200b} Waskita\u{7}, Senin (5/5/2031).\n\nMenteri\u{a0}Air\u{9d}0;x\u{9c} membantah menuduh Rani\u{2028}mencuri 漢漢漢漢.\r\n";

/// The articles of an input.
pub fn documents(text: &str) -> Vec<Document> {
    text.split("====\n").take(ARTICLES).enumerate().map(|(n, part)| document(n as u32, part)).collect()
}

fn document(n: u32, part: &str) -> Document {
    let (mut given, mut source) = (Given::default(), Source { path: format!("{n}.txt").into(), record: n, ..Source::default() });
    let mut rest = part;
    while let Some((line, behind)) = rest.split_once('\n') {
        let Some((name, value)) = line.split_once(": ") else { break };
        let value: Box<str> = value.replace('␤', "\n").into();
        match name {
            "title" => given.title = Some(value),
            "published" => given.published = Some(value),
            "outlet" => given.outlet = Some(value),
            "author" => given.authors.push(value),
            "url" => source.url = Some(value),
            "path" => source.path = value.into(),
            _ => break,
        }
        rest = behind;
    }
    let text = rest.strip_prefix('\n').unwrap_or(rest);
    let id = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    Document { id: format!("{id:016x}").into(), source, given, text: text.into() }
}

/// The articles, linked.
pub fn linked(documents: Vec<Document>) -> Corpus {
    let pack = Pack::indonesian();
    let mut linker = Linker::new(pack);
    linker.add(documents.into_iter().map(|document| prepare(extract(document, pack), pack)));
    linker.corpus()
}

/// Corpora to try things in: none, three stories, a part of one, all of them, one that is hostile in every field.
pub fn corpora() -> &'static [Arc<Corpus>] {
    static CORPORA: OnceLock<Vec<Arc<Corpus>>> = OnceLock::new();
    CORPORA.get_or_init(|| {
        let mut all: Vec<Corpus> = STORIES.iter().map(|story| linked(documents(story))).collect();
        all.insert(0, Corpus::default());
        all.push(linked(documents(STORIES[0]).into_iter().take(1).collect()));
        all.push(linked(documents(&STORIES.join("====\n"))));
        let mut hostile = linked(documents(&format!("{HOSTILE}====\n{}", STORIES[0])));
        hostile.troubles.push(Trouble {
            path: "\u{1b}[2Ja\n".into(),
            record: Some(1),
            message: "\u{9b}2J\u{202e}\u{301}b".into(),
        });
        all.push(hostile);
        all.into_iter().map(Arc::new).collect()
    })
}

/// Every quote.
pub fn quotes(corpus: &Corpus) -> Vec<QuoteRef> {
    let of = |(article, quotes): (u32, usize)| (0..quotes as u32).map(move |quote| QuoteRef { article, quote });
    (0..).zip(corpus.articles.iter().map(|article| article.quotes.len())).flat_map(of).collect()
}

/// What somebody decides who is not sure: every verdict, notes, tags and marks, as `chance` goes.
pub fn decided(corpus: &Corpus, chance: u64) -> Review {
    let mut rng = Rng::with_seed(chance);
    let mut review = Review::new("log".into(), "Dewi".into(), []);
    review.take(place(corpus, &review));
    for at in quotes(corpus) {
        let Some((article, quote)) = corpus.quote(at) else { continue };
        let target = review.of_quote(article, quote);
        let mut changes = Vec::new();
        match rng.usize(0..6) {
            n @ 0..4 => changes.push((Field::Verdict, Value::Verdict(Verdict::ALL[n]))),
            4 => changes.push((Field::Tag("penting".into()), Value::On)),
            _ => {}
        }
        if rng.u8(0..4) == 0 {
            changes.push((Field::Note, Value::Text(format!("cek {}", odd(&mut rng)).into())));
            changes.push((Field::Mark, Value::On));
        }
        review.decide(changes.into_iter().map(|(field, to)| (target.clone(), field, Some(to))));
    }
    review
}

/// A text of pieces that mean something.
pub fn text(rng: &mut Rng, most: usize) -> String {
    let mut text = String::new();
    for _ in 0..rng.usize(0..most) {
        match rng.u8(0..20) {
            0 => text.push(odd(rng)),
            1..=3 => text.push_str(pick(rng, TIMES)),
            _ => text.push_str(pick(rng, PIECES)),
        }
        if rng.u8(0..6) > 0 {
            text.push(' ');
        }
    }
    text
}

/// Articles with metadata.
pub fn articles(rng: &mut Rng) -> Vec<u8> {
    let mut text = String::new();
    for n in 0..rng.usize(1..=ARTICLES) {
        if n > 0 {
            text.push_str("\n====\n");
        }
        for name in ["title", "published", "outlet", "author", "url"] {
            if rng.bool() {
                let words = self::text(rng, 6).replace('\n', "␤");
                let _ = writeln!(text, "{name}: {}{words}", if rng.bool() { pick(rng, HEADERS) } else { "" });
            }
        }
        text.push('\n');
        text.push_str(&self::text(rng, 40));
    }
    text.into_bytes()
}
