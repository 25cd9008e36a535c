//! What must hold of a screen, of a text that a terminal may show, of what is written for other programs, and of what refers
//! to what in a corpus.

use ratatui::buffer::Buffer;
use simak::model::{Corpus, Mention, QuoteRef};
use simak::text::display::hidden;
use unicode_width::UnicodeWidthStr;

/// No cell holds what acts on a terminal, what has no width of its own, or more than its row has room for.
pub fn screen(buffer: &Buffer) {
    let area = buffer.area;
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            let symbol = buffer[(x, y)].symbol();
            if symbol == " " {
                continue;
            }
            harmless(symbol);
            assert!(!symbol.contains('\n'), "a line end in a cell: {symbol:?} at {x},{y}");
            let wide = symbol.width();
            assert!(wide > 0, "nothing but marks in a cell: {symbol:?} at {x},{y}");
            assert!(usize::from(x) + wide <= usize::from(area.right()), "wider than the row: {symbol:?} at {x},{y} of {area:?}");
        }
    }
}

/// A text holds nothing that acts on a terminal; it may have lines.
pub fn harmless(text: &str) {
    let odd = text.chars().find(|c| *c != '\n' && (c.is_control() || hidden(*c)));
    assert!(odd.is_none(), "{odd:?} reaches the terminal in {text:?}");
}

/// A text for other programs has lines and tabs, and no other control character.
pub fn plain(text: &str) {
    let odd = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    assert!(odd.is_none(), "{odd:?} is written");
}

/// Whatever refers to something refers to what is there, and every place is words of its article.
pub fn references(corpus: &Corpus) {
    let quote = |at: &QuoteRef| assert!(corpus.quote(*at).is_some(), "{at:?}");
    let mention = |at: &Mention| {
        let article = corpus.articles.get(at.article as usize).unwrap_or_else(|| panic!("{at:?}"));
        assert!(article.text.get(at.span.start as usize..at.span.end as usize).is_some(), "{at:?}");
    };
    let speaker = |at: u32| assert!((at as usize) < corpus.speakers.len(), "speaker {at}");
    assert_eq!((corpus.voices.len(), corpus.article_events.len()), (corpus.articles.len(), corpus.articles.len()));
    for (article, voices) in corpus.articles.iter().zip(&corpus.voices) {
        assert_eq!(article.voices.len(), voices.len());
        voices.iter().for_each(|at| speaker(*at));
    }
    for events in &corpus.article_events {
        assert!(events.is_sorted() && events.iter().all(|at| (*at as usize) < corpus.events.len()));
    }
    for own in &corpus.speakers {
        assert!(!own.name.trim().is_empty());
        own.quotes.iter().for_each(quote);
    }
    for own in &corpus.events {
        assert!(own.date.start <= own.date.end && !own.mentions.is_empty(), "{own:?}");
        own.mentions.iter().for_each(mention);
        own.quotes.iter().for_each(quote);
        own.speakers.iter().for_each(|at| speaker(*at));
    }
    for own in &corpus.claims {
        quote(&own.title);
        own.positions.iter().for_each(|position| quote(&position.quote));
        own.accused.iter().for_each(|party| mention(&party.mention));
    }
    for own in &corpus.hearings {
        mention(&own.party.mention);
        own.quotes.iter().for_each(quote);
        assert!(own.accused_in.iter().chain(&own.accuses_in).all(|at| (*at as usize) < corpus.claims.len()));
    }
    for own in &corpus.findings {
        own.places.iter().for_each(mention);
        own.quotes.iter().for_each(quote);
        own.speaker.into_iter().for_each(speaker);
    }
    let originals = corpus.copies.iter().zip(0..);
    assert!(originals.into_iter().all(|(original, own)| *original <= own), "a copy of a later one: {:?}", corpus.copies);
}
