//! What holds the words of a phrase together in a query.

/// Whether a character opens or closes a phrase.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// Where the word begins that a text ends with; a quotation mark that is open holds words together.
pub(super) fn start_of_word(head: &str) -> usize {
    let (mut start, mut open) = (0, false);
    for (at, c) in head.char_indices() {
        if is_mark(c) {
            open = !open;
        } else if c.is_whitespace() && !open {
            start = at + c.len_utf8();
        }
    }
    start
}
