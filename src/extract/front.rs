//! The front matter at the start of a Markdown text: fields between two fences, no part of what is told.
//!
//! Every line between the fences must be a field, an item of a list or a remark; else the fence is a mere rule, and what
//! stands below it is text.

use super::lines::{Line, span};
use crate::text::Token;

/// The longest front matter, in lines.
const LIMIT: usize = 60;

/// How many lines the front matter takes, its fences included; 0 without one.
pub(super) fn front_matter(text: &str, tokens: &[Token], lines: &[Line]) -> usize {
    let at = |line: &Line| span(tokens, &line.tokens);
    let Some(first) = lines.first().map(at) else { return 0 };
    let fence = first.of(text);
    if first.start != 0 || !matches!(fence, "---" | "+++") {
        return 0;
    }
    let sign = if fence == "---" { ':' } else { '=' };
    for (i, line) in lines.iter().enumerate().skip(1).take(LIMIT) {
        let (start, words) = (at(line).start as usize, at(line).of(text));
        if words == fence {
            return i + 1;
        }
        let indented = text.get(..start).is_some_and(|before| before.ends_with([' ', '\t']));
        let field = words.split_once(sign).is_some_and(|(key, _)| !key.trim_end().contains(char::is_whitespace));
        if !indented && !field && !words.starts_with(['-', '#', '[', ']']) {
            return 0;
        }
    }
    0
}
