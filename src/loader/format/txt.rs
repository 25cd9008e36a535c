//! Plain text: the file is the article, and says nothing of itself outside its text.

use super::{Parsed, Piece, Told};

/// Reads one article.
pub(super) fn parse(piece: &Piece, out: &mut Parsed) {
    out.article(piece, |_| Told::default());
}
