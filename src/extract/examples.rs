//! The examples of a user's own words, run: each row has to do what its example shows. One that does not is told like any
//! mistake of the file, with its place and with what is found instead.

use super::blocks::{Known, blocks};
use super::extract;
use crate::lang::{Example, Mistake, Pack, Shows, lower_words};
use crate::model::{Article, BlockKind, Document, Quote, Span, Stance};
use crate::text::tokenize;
use std::ops::Range;

/// The examples of the user's own words in `pack` that do not show what is found, in the order of the file.
pub fn mistakes(pack: &Pack) -> Vec<Mistake> {
    let examples = pack.own.iter().flat_map(|own| &own.examples);
    let mut out: Vec<Mistake> = examples.filter_map(|e| Some(e.mistake(wrong(e, pack)?))).collect();
    out.sort_by_key(|mistake| (mistake.line, mistake.column));
    out
}

/// What is wrong with an example.
fn wrong(example: &Example, pack: &Pack) -> Option<String> {
    let text = example.text.as_str();
    match &example.shows {
        Shows::Quote(stance) => quote(text, *stance, pack),
        Shows::Same { name, forms } => same(text, name, forms, pack),
        Shows::Spelling { other, one } => {
            let found = pack.link.name_word(text) == pack.link.name_word(other);
            let is = if found { "are one name here" } else { "are two names here" };
            (found != *one).then(|| format!("`{text}` and `{other}` {is}; mend the words of the row, or its examples"))
        }
        Shows::Line(kind) => line(text, *kind, pack),
        Shows::Outlet(name) => {
            let (found, shown) = named(text, pack);
            let outlet = found.outlet.as_deref().unwrap_or_default();
            let right = outlet.to_lowercase().contains(&shown.to_lowercase()) || outlet == name;
            (!right).then(|| format!("the outlet found here is {}; mend the row, or its example", quoted(outlet)))
        }
        Shows::Credit => {
            let (found, shown) = named(text, pack);
            let right = found.credits.iter().any(|credit| **credit == *shown);
            (!right)
                .then(|| format!("the agency found here is {}; mend the row, or its example", quoted(&found.credits.join(", "))))
        }
    }
}

/// A name as it is told; none is told as such.
fn quoted(name: &str) -> String {
    if name.is_empty() { "none".to_owned() } else { format!("`{name}`") }
}

fn read(text: &str, pack: &Pack) -> Article {
    extract(Document { text: text.into(), ..Document::default() }, pack)
}

/// The article of an example that marks a name with `⟦ ⟧`, and the name.
fn named(example: &str, pack: &Pack) -> (Article, String) {
    let name = example.split_once('⟦').and_then(|(_, rest)| rest.split_once('⟧')).map_or("", |(name, _)| name);
    (read(&example.replace(['⟦', '⟧'], ""), pack), name.to_owned())
}

fn same(text: &str, name: &str, forms: &[String], pack: &Pack) -> Option<String> {
    if !forms.iter().any(|form| form.to_lowercase() == text.to_lowercase()) {
        return Some(format!("`{text}` is none of the forms of this row; write one that is"));
    }
    let found = pack.link.organization(text);
    let right = found == lower_words(name);
    (!right).then(|| {
        format!("`{text}` stands for `{}` here; another row has the same form, or the name one of its own", found.join(" "))
    })
}

/// A line stands between two others, that it may be an article's.
fn line(example: &str, kind: BlockKind, pack: &Pack) -> Option<String> {
    let line = example.replace(['⟦', '⟧'], "");
    let marked = example.split_once('⟦').map_or(line.as_str(), |(_, rest)| rest.trim_end_matches('⟧'));
    let text = format!("Aaa bbb ccc ddd eee fff.\n{line}\nGgg hhh iii jjj kkk lll.");
    let cut = blocks(&text, &tokenize(&text, &pack.lexicon), Known::default(), pack);
    match cut.iter().find(|block| block.span.of(&text) == marked) {
        Some(block) if block.kind == kind => None,
        Some(block) => Some(format!(
            "this is found to be of the kind `{}`, not `{}`; mend the row, or its example",
            block.kind.name(),
            kind.name()
        )),
        None => Some("this is not cut off as it is shown; put ⟦ ⟧ around what the row matches".to_owned()),
    }
}

/// The signs around content, cue and speaker.
const SIGNS: [(char, char); 3] = [('{', '}'), ('[', ']'), ('<', '>')];

fn quote(example: &str, stance: Stance, pack: &Pack) -> Option<String> {
    let (text, parts) = unsigned(example);
    let article = read(&text, pack);
    match shown(&article, &parts) {
        Some(q) if q.stance == stance => None,
        Some(q) => Some(format!(
            "the stance found here is `{}`, not `{}`; another row tells it before this one",
            q.stance.name(),
            stance.name()
        )),
        None if article.quotes.is_empty() => Some("no quote is found here; mend the row, or its example".to_owned()),
        None => {
            let found: Vec<String> = article.quotes.iter().map(|q| format!("`{}`", signed(&text, q))).collect();
            Some(format!("what is found here is {}; mend the row, or its example", found.join(" and ")))
        }
    }
}

fn range(span: Option<Span>) -> Option<Range<usize>> {
    span.map(|span| span.start as usize..span.end as usize)
}

/// What the signs of an example enclose: content, cue and speaker, as bytes of its text.
pub type Parts = [Option<Range<usize>>; 3];

/// The quote of an article that is as an example shows it: its content; its cue, which a lone quote may lack; its
/// speaker, where the example shows one and the quote has a mention.
pub fn shown<'a>(article: &'a Article, [content, cue, who]: &Parts) -> Option<&'a Quote> {
    article.quotes.iter().find(|q| {
        range(Some(q.span)) == *content
            && (range(q.cue) == *cue || article.quotes.len() == 1 && q.cue.is_none())
            && (who.is_none() || range(q.mention) == *who || q.mention.is_none())
    })
}

/// The text of an example in the notation of `cues.toml` (`{content} [cue] <who>`), and what its signs enclose.
pub fn unsigned(example: &str) -> (String, Parts) {
    let mut text = String::new();
    let (mut open, mut ranges) = ([0; 3], [None, None, None]);
    for c in example.chars() {
        let slots = SIGNS.iter().zip(open.iter_mut().zip(&mut ranges));
        match slots.filter(|(signs, _)| signs.0 == c || signs.1 == c).last() {
            Some((signs, (start, _))) if signs.0 == c => *start = text.len(),
            Some((_, (start, range))) => *range = Some(*start..text.len()),
            None => text.push(c),
        }
    }
    (text, ranges)
}

/// A text with the signs around what a quote of it is.
fn signed(text: &str, quote: &Quote) -> String {
    let parts = [Some(quote.span), quote.cue, quote.mention].into_iter().zip(SIGNS);
    let mut signs: Vec<(usize, char)> =
        parts.filter_map(|(span, (open, close))| range(span).map(|r| [(r.start, open), (r.end, close)])).flatten().collect();
    signs.sort_by_key(|(at, _)| *at);
    let (mut out, mut from) = (String::new(), 0);
    for (at, sign) in signs {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push(sign);
        from = at;
    }
    out + text.get(from..).unwrap_or_default()
}
