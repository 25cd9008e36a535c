//! Extraction of any text: what `tests/it/properties.rs` checks.

use super::{chance, material, text};
use crate::annotations::well_formed;
use crate::engine::Target;
use crate::pieces::PIECES;
use crate::words::TIMES;
use simak::extract::extract as extracted;
use simak::lang::Pack;
use simak::link::prepare;
use simak::model::{Document, Given};

/// Extraction.
pub const EXTRACT: Target = Target {
    name: "extract",
    about: "any text: its annotations are ordered, inside, verbatim, and the same twice",
    run: extract,
    make: |rng| material::text(rng, 90).into_bytes(),
    words: &[PIECES, PIECES, TIMES],
    longest: 3_000,
    share: 30,
};

fn extract(input: &[u8]) {
    let (text, chance) = (text(input), chance(input));
    let pack = Pack::indonesian();
    let published = (chance % 2 == 0).then(|| "Rabu, 18 Jun 2031 07:30 WIB".into());
    let given = Given { published, ..Given::default() };
    let read =
        || extracted(Document { id: "x".into(), text: text.as_ref().into(), given: given.clone(), ..Document::default() }, pack);
    let article = read();
    assert_eq!(&*article.text, &*text, "an article's text is never altered");
    well_formed(&article);
    if chance % 8 < 2 {
        assert_eq!(article, read());
    }
    drop(prepare(article, pack));
}
