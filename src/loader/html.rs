//! The text of a record that was written as a page: entities decoded, tags left out, paragraphs from those that make them.
//! What a page does not show (scripts, styles, remarks) is no text. A text without tags and entities stays as it is.

use std::borrow::Cow;

/// The longest tag, in bytes.
const TAG: usize = 4_000;
/// The longest entity, in bytes.
const ENTITY: usize = 34;

/// Tags that begin or end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "table",
    "section",
    "article",
    "figure",
    "figcaption",
    "header",
    "footer",
    "aside",
    "hr",
    "dd",
    "dt",
    "dl",
    "pre",
    "body",
    "html",
    "main",
    "nav",
];
/// Tags inside a line.
const INLINE: &[&str] = &[
    "a", "b", "i", "u", "s", "em", "strong", "span", "small", "sup", "sub", "img", "font", "q", "cite", "mark", "abbr", "time",
    "td", "th", "tbody", "thead", "wbr", "ins", "del", "picture", "source", "label", "code",
];
/// Tags whose content nobody sees.
const HIDDEN: &[&str] = &["script", "style", "noscript", "template", "iframe", "svg", "head", "object", "video", "audio", "form"];

/// What a tag does to the text.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Does {
    Nothing,
    Line,
    Paragraph,
    Hides(&'static str),
}

struct Tag {
    end: usize,
    does: Does,
    opens: bool,
}

/// The text that a reader of the page sees.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let text = match memchr::memchr(b'<', text.as_bytes()) {
        Some(_) => stripped(text),
        None => text.into(),
    };
    // What was escaped twice on its way is escaped once more.
    decoded(decoded(text))
}

fn decoded(text: Cow<'_, str>) -> Cow<'_, str> {
    if !entity(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    html_escape::decode_html_entities_to_string(&*text, &mut out);
    // A space that keeps two words together is a space; characters of control are none of a text.
    out.retain(|c| !c.is_control() || matches!(c, '\n' | '\t' | '\r'));
    Cow::Owned(out)
}

/// Whether a text holds anything that looks like an entity.
fn entity(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| {
        let rest = text.as_bytes().get(at + 1..).unwrap_or(&[]);
        let end = rest.iter().take(ENTITY).position(|b| !b.is_ascii_alphanumeric() && *b != b'#');
        end.is_some_and(|end| end > 1 && rest.get(end) == Some(&b';'))
    })
}

fn stripped(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut copied, mut at, mut any) = (0, 0, false);
    let mut unclosed = Vec::new();
    while let Some(found) = text.as_bytes().get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        let start = at + found;
        let Some(Tag { end, does, opens }) = tag(text, start, &mut unclosed) else {
            at = start + 1;
            continue;
        };
        any = true;
        out.push_str(text.get(copied..start).unwrap_or(""));
        match does {
            Does::Line => parted(&mut out, 1),
            Does::Paragraph => parted(&mut out, 2),
            Does::Nothing | Does::Hides(_) => {}
        }
        let end = match does {
            Does::Hides(name) if opens => closed(text, end, name, &mut unclosed),
            _ => end,
        };
        (copied, at) = (end, end);
    }
    if !any {
        return text.into();
    }
    out.push_str(text.get(copied..).unwrap_or(""));
    Cow::Owned(out.trim().to_owned())
}

/// Ends the line, or the paragraph, unless it is ended.
fn parted(out: &mut String, lines: usize) {
    let kept = out.trim_end_matches([' ', '\t']).len();
    out.truncate(kept);
    let there = out.bytes().rev().take(lines).take_while(|b| *b == b'\n').count();
    if !out.is_empty() {
        (there..lines).for_each(|_| out.push('\n'));
    }
}

/// Behind the end of a hidden element, or of its tag where it has none.
fn closed(text: &str, from: usize, name: &'static str, unclosed: &mut Vec<&str>) -> usize {
    if unclosed.contains(&name) {
        return from;
    }
    let rest = text.as_bytes().get(from..).unwrap_or(&[]);
    let close = memchr::memmem::find_iter(rest, b"</")
        .find(|&at| rest.get(at + 2..at + 2 + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes())));
    let Some(close) = close else {
        unclosed.push(name);
        return if name == "script" || name == "style" { text.len() } else { from };
    };
    let close = from + close;
    tag(text, close, unclosed).map_or(close, |tag| tag.end)
}

/// The tag or remark that begins here; what only looks like one is text. `unclosed` are those that end nowhere behind it.
fn tag(text: &str, at: usize, unclosed: &mut Vec<&str>) -> Option<Tag> {
    let bytes = text.as_bytes();
    let rest = bytes.get(at..)?;
    if rest.starts_with(b"<!--") {
        let close = if unclosed.contains(&"!") { None } else { memchr::memmem::find(rest, b"-->") };
        let Some(end) = close.map(|at| at + 3) else {
            unclosed.push("!");
            return None;
        };
        return Some(Tag { end: at + end, does: Does::Nothing, opens: false });
    }
    let opens = rest.get(1) != Some(&b'/');
    let from = if opens { 1 } else { 2 };
    let length = rest.get(from..)?.iter().take(16).take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = text.get(at + from..at + from + length)?;
    if !matches!(rest.get(from + length), Some(b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r')) {
        return None;
    }
    let is = |names: &[&'static str]| names.iter().find(|known| known.eq_ignore_ascii_case(name)).copied();
    let does = if is(&["br"]).is_some() {
        Does::Line
    } else if is(BLOCKS).is_some() {
        Does::Paragraph
    } else if is(INLINE).is_some() {
        Does::Nothing
    } else {
        Does::Hides(is(HIDDEN)?)
    };
    Some(Tag { end: at + end(rest)?, does, opens })
}

/// Behind the `>` of a tag: one between quotation marks is of an attribute.
fn end(rest: &[u8]) -> Option<usize> {
    let mut mark = None;
    for (i, &byte) in rest.iter().enumerate().take(TAG) {
        match (mark, byte) {
            (None, b'>') => return Some(i + 1),
            (None, b'<') if i > 0 => return None,
            (None, b'"' | b'\'') if rest.get(i.wrapping_sub(1)) == Some(&b'=') => mark = Some(byte),
            (Some(open), _) if open == byte => mark = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_is_the_text_that_is_seen() {
        for (page, text) in [
            ("<p>Satu &ldquo;dua&rdquo;</p><p>tiga<br/>empat</p>", "Satu “dua”\n\ntiga\nempat"),
            ("Kata <b>Rani</b> <a href=\"x>y\">Umbara</a>, 3 < 5 & <3", "Kata Rani Umbara, 3 < 5 & <3"),
            ("a<script>x='“Palsu,” kata Bima </b>'</script>b<style>p{}</STYLE >c<!-- “Ya” -->d", "abcd"),
            ("&amp;quot;Ya,&amp;quot; kata Rani &#8211; &#x201c;", "\"Ya,\" kata Rani – “"),
            ("R&D; AT&T <Rani> <br x", "R&D; AT&T <Rani> <br x"),
            ("Biasa saja.\n\nDua.", "Biasa saja.\n\nDua."),
        ] {
            assert_eq!(shown(page), text);
        }
    }

    proptest! {
        #[test]
        fn any_page_is_read(page in "(<|</|>|p|br|script|!--|-->|&|#|x|amp|;|quot|\"|=| |\n|é){0,60}") {
            let _ = shown(&page);
        }
    }
}
