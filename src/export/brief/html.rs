//! A brief as one self-contained page: no network, no script, no font but the reader's own; light and dark, to be printed.
//!
//! Everything goes through [`Page`], which takes tags only as literals of this source and escapes all else, so that no byte
//! of an article becomes markup. The page's own policy forbids it to fetch or run anything.

use super::chart::{Chart, Mark};
use super::notes::Cites;
use super::notes::{Note, Place};
use super::parts::{self, Anchor, Brief, Entry, Run, Section, Sentence, Table};
use crate::export::count;
use crate::model::Certainty;
use crate::text::display::sanitize_line;
use std::fmt::Display;
use std::io::{self, Write};

/// How the page looks.
const STYLE: &str = include_str!("style.css");
/// The picture's width, the height of its bars and of a lane, in its own units.
const WIDTH: f64 = 960.0;
const BARS: f64 = 120.0;
const LANE: f64 = 14.0;

/// Writes a brief.
pub fn write(brief: &Brief, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { out, language: &brief.language, cited: vec![0; brief.notes.len()] };
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")?;
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n")?;
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n")?;
    page.raw("<title>")?
        .text(&brief.title)?
        .raw("</title>\n<style>\n")?
        .raw(STYLE)?
        .raw("</style>\n</head>\n<body>\n<header>\n<h1>")?;
    page.text(&brief.title)?.raw("</h1>\n<p class=\"about\">")?;
    page.text("The words between quotation marks are those of the articles; the brief does not say who is right.")?;
    page.raw("</p>\n<nav aria-label=\"Sections\">")?;
    for section in &brief.sections {
        page.raw("<a href=\"#")?.text(section.id)?.raw("\">")?.text(section.title)?.raw("</a> ")?;
    }
    page.raw("<a href=\"#sources\">Sources</a></nav>\n</header>\n<main>\n")?;
    for section in &brief.sections {
        let chart = (section.id == "timeline").then_some(&brief.chart);
        self::section(section, chart, &mut page)?;
    }
    sources(brief, &mut page)?;
    page.raw("</main>\n</body>\n</html>\n").map(|_| ())
}

/// The output, with what may be written to it.
struct Page<'a> {
    out: &'a mut dyn Write,
    language: &'a str,
    /// How often each note was cited so far.
    cited: Vec<usize>,
}

impl Page<'_> {
    /// Markup: a literal of this source, never anything that was read.
    fn raw(&mut self, markup: &'static str) -> io::Result<&mut Self> {
        self.out.write_all(markup.as_bytes())?;
        Ok(self)
    }

    /// Text, in an element or in a quoted attribute; nothing in it acts.
    fn text(&mut self, text: &str) -> io::Result<&mut Self> {
        let text = sanitize_line(text);
        let mut kept = 0;
        for (at, c) in text.char_indices() {
            let Some(entity) = entity(c) else { continue };
            self.out.write_all(text.as_bytes().get(kept..at).unwrap_or(&[]))?;
            self.out.write_all(entity.as_bytes())?;
            kept = at + c.len_utf8();
        }
        self.out.write_all(text.as_bytes().get(kept..).unwrap_or(&[]))?;
        Ok(self)
    }

    /// A number, or what else is made of this source's own types.
    fn number(&mut self, number: impl Display) -> io::Result<&mut Self> {
        self.text(&number.to_string())
    }

    /// A length in the picture.
    fn length(&mut self, length: f64) -> io::Result<&mut Self> {
        self.text(&format!("{length:.1}"))
    }

    /// `id="claim-3"`, with a blank before it.
    fn id(&mut self, anchor: Option<Anchor>) -> io::Result<&mut Self> {
        match anchor {
            Some(Anchor { what, number }) => self.raw(" id=\"")?.text(what)?.raw("-")?.number(number)?.raw("\""),
            None => Ok(self),
        }
    }
}

fn section(section: &Section, chart: Option<&Chart>, page: &mut Page<'_>) -> io::Result<()> {
    page.raw("<section id=\"")?.text(section.id)?.raw("\">\n<h2>")?.text(section.title)?.raw("</h2>\n<p class=\"about\">")?;
    page.text(section.about)?.raw("</p>\n")?;
    if let Some(chart) = chart {
        picture(chart, page)?;
    }
    if section.entries.is_empty() {
        page.raw("<p>Nothing found.</p>\n")?;
    }
    let mut listing = false;
    for entry in &section.entries {
        let item = entry.head.is_none() && entry.table.is_none() && entry.anchor.is_some();
        if listing && !item {
            page.raw("</ol>\n")?;
        }
        if item && !listing {
            page.raw("<ol>\n")?;
        }
        listing = item;
        if item { self::item(entry, page) } else { self::entry(entry, page) }?;
    }
    page.raw(if listing { "</ol>\n</section>\n" } else { "</section>\n" }).map(|_| ())
}

/// An entry of a numbered list.
fn item(entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    page.raw("<li")?.id(entry.anchor)?;
    if let Some(anchor) = entry.anchor {
        page.raw(" value=\"")?.number(anchor.number)?.raw("\"")?;
    }
    page.raw(">")?;
    entry.lines.iter().try_for_each(|sentence| line(sentence, page))?;
    page.raw("</li>\n").map(|_| ())
}

fn entry(entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    page.raw("<article")?.id(entry.anchor)?.raw(">\n")?;
    if let Some(head) = &entry.head {
        page.raw("<h3>")?;
        if let Some(Anchor { what, number }) = entry.anchor {
            page.raw("<span class=\"label\">")?.text(what)?.raw(" ")?.number(number)?.raw("</span> ")?;
        }
        line(head, page)?;
        page.raw("</h3>\n")?;
    }
    if !entry.lines.is_empty() {
        page.raw("<ul>\n")?;
        for sentence in &entry.lines {
            page.raw("<li>")?;
            line(sentence, page)?;
            page.raw("</li>\n")?;
        }
        page.raw("</ul>\n")?;
    }
    if let Some(table) = &entry.table {
        self::table(table, page)?;
    }
    page.raw("</article>\n").map(|_| ())
}

fn table(table: &Table, page: &mut Page<'_>) -> io::Result<()> {
    page.raw("<table>\n<thead><tr>")?;
    for head in table.heads {
        page.raw("<th scope=\"col\">")?.text(head)?.raw("</th>")?;
    }
    page.raw("</tr></thead>\n<tbody>\n")?;
    for row in &table.rows {
        page.raw("<tr>")?;
        for (i, cell) in row.cells.iter().enumerate() {
            page.raw("<td>")?;
            runs(cell, page)?;
            if i + 1 == row.cells.len() {
                cites(&row.cites, page)?;
            }
            page.raw("</td>")?;
        }
        page.raw("</tr>\n")?;
    }
    page.raw("</tbody>\n</table>\n").map(|_| ())
}

fn line(sentence: &Sentence, page: &mut Page<'_>) -> io::Result<()> {
    runs(&sentence.runs, page)?;
    cites(&sentence.cites, page)
}

fn runs(runs: &[Run], page: &mut Page<'_>) -> io::Result<()> {
    for run in runs {
        match run {
            Run::Own(words) => page.text(words)?,
            Run::Strong(words) => page.raw("<strong>")?.text(words)?.raw("</strong>")?,
            Run::Name(name) => page.raw("<bdi>")?.text(name)?.raw("</bdi>")?,
            Run::To(Anchor { what, number }) => {
                page.raw("<a href=\"#")?.text(what)?.raw("-")?.number(number)?.raw("\">")?;
                page.number(number)?.raw("</a>")?
            }
            Run::Words(pieces) | Run::Reported(pieces) => {
                let reported = matches!(run, Run::Reported(_));
                let (class, open, close) = if reported { ("reported", "", "") } else { ("words", "“", "”") };
                let language = page.language;
                page.raw("<bdi class=\"")?.raw(class)?.raw("\" lang=\"")?.text(language)?.raw("\">")?.raw(open)?;
                for (piece, mark) in pieces {
                    match mark {
                        parts::Mark::Plain => page.text(piece)?,
                        parts::Mark::Differs => page.raw("<u>")?.text(piece)?.raw("</u>")?,
                        parts::Mark::Contradicts => page.raw("<mark>")?.text(piece)?.raw("</mark>")?,
                    };
                }
                page.raw(close)?.raw("</bdi>")?
            }
        };
    }
    Ok(())
}

/// The numbers of the sources, each a link that its source links back to.
fn cites(cites: &Cites, page: &mut Page<'_>) -> io::Result<()> {
    if cites.notes.is_empty() {
        return Ok(());
    }
    page.raw("<sup class=\"cites\">")?;
    for number in &cites.notes {
        let nth = number.checked_sub(1).and_then(|n| page.cited.get_mut(n)).map_or(0, |n| {
            *n += 1;
            *n
        });
        page.raw("<a id=\"cite-")?.number(number)?.raw("-")?.number(nth)?.raw("\" href=\"#source-")?.number(number)?;
        page.raw("\">")?.number(number)?.raw("</a> ")?;
    }
    if cites.more > 0 {
        page.raw("and ")?.number(cites.more)?.raw(" more")?;
    }
    page.raw("</sup>").map(|_| ())
}

fn sources(brief: &Brief, page: &mut Page<'_>) -> io::Result<()> {
    page.raw("<section id=\"sources\">\n<h2>Sources</h2>\n<p class=\"about\">")?;
    page.text("Ranges count Unicode code points of the stored text from 0; the last one is not in it.")?.raw("</p>\n<ol>\n")?;
    for (number, note) in (1_usize..).zip(&brief.notes) {
        page.raw("<li id=\"source-")?.number(number)?.raw("\">")?;
        match note {
            Note::Reading(text) => page.text(text).map(|_| ())?,
            Note::Place(place) => self::place(place, page)?,
        }
        let cited = page.cited.get(number - 1).copied().unwrap_or(0);
        page.raw(" <span class=\"back\">")?;
        for nth in 1..=cited {
            page.raw("<a href=\"#cite-")?.number(number)?.raw("-")?.number(nth)?.raw("\" aria-label=\"back to sentence ")?;
            page.number(nth)?.raw("\">↩")?;
            if cited > 1 {
                page.number(nth)?;
            }
            page.raw("</a> ")?;
        }
        page.raw("</span></li>\n")?;
    }
    page.raw("</ol>\n</section>\n").map(|_| ())
}

fn place(place: &Place, page: &mut Page<'_>) -> io::Result<()> {
    match &place.outlet {
        Some(outlet) => page.raw("<bdi>")?.text(outlet)?.raw("</bdi>, ")?,
        None => page.raw("outlet unknown, ")?,
    };
    match &place.title {
        Some(title) => page.raw("<bdi>“")?.text(title)?.raw("”</bdi>, ")?,
        None => page.raw("title unknown, ")?,
    };
    page.text(place.published.as_deref().unwrap_or("date unknown"))?
        .raw(", <bdi class=\"path\">")?
        .text(&place.path)?
        .raw("</bdi>, ")?;
    if let Some(url) = &place.url {
        // Only what is plainly an address of the web can be followed.
        if url.starts_with("https://") || url.starts_with("http://") {
            page.raw("<a class=\"path\" rel=\"noreferrer noopener\" href=\"")?.text(url)?.raw("\">")?.text(url)?.raw("</a>, ")?;
        } else {
            page.raw("<bdi class=\"path\">")?.text(url)?.raw("</bdi>, ")?;
        }
    }
    page.raw("characters ")?.number(place.start)?.raw("–")?.number(place.end)?.raw(", article <code>")?.text(&place.article)?;
    page.raw("</code>").map(|_| ())
}

/// The timeline, drawn: bars of what is told of which time, below them each event as far as its date reaches.
fn picture(chart: &Chart, page: &mut Page<'_>) -> io::Result<()> {
    let (Some(first), Some(last)) = (chart.bars.first(), chart.bars.last()) else { return Ok(()) };
    let height = BARS + 24.0 + LANE * chart.lanes as f64 + 4.0;
    let most = chart.bars.iter().map(|b| b.mentions).max().unwrap_or(0).max(1);
    page.raw("<figure>\n<svg class=\"timeline\" role=\"group\" aria-labelledby=\"picture-told\" viewBox=\"0 0 ")?
        .length(WIDTH)?;
    page.raw(" ")?.length(height)?.raw("\">\n")?;
    let width = WIDTH / chart.bars.len() as f64;
    for (i, bar) in chart.bars.iter().enumerate().filter(|(_, bar)| bar.mentions > 0) {
        let tall = (BARS - 14.0) * bar.mentions as f64 / most as f64;
        page.raw("<rect class=\"bar\" x=\"")?.length(i as f64 * width + 0.5)?.raw("\" y=\"")?.length(BARS - tall)?;
        page.raw("\" width=\"")?.length((width - 1.0).max(1.0))?.raw("\" height=\"")?.length(tall)?.raw("\"><title>")?;
        page.text(&format!("{} from {}: told {}", chart.unit, bar.start, count(bar.mentions, "time")))?
            .raw("</title></rect>\n")?;
    }
    page.raw("<path class=\"axis\" d=\"M0 ")?.length(BARS)?.raw("H")?.length(WIDTH)?.raw("\"/>\n")?;
    for (i, bar) in labelled(chart) {
        page.raw("<text x=\"")?.length(i as f64 * width)?.raw("\" y=\"")?.length(BARS + 14.0)?.raw("\">")?;
        page.text(&bar.start.to_string())?.raw("</text>\n")?;
    }
    chart.marks.iter().try_for_each(|m| mark(m, page))?;
    page.raw("</svg>\n<figcaption id=\"picture-told\">")?;
    let told = format!("How often each {} is told of, from {} to the {} of {}.", chart.unit, first.start, chart.unit, last.start);
    let beyond = [(chart.beyond.0, "before"), (chart.beyond.1, "after"), (chart.beyond.2, "of a longer time than one bar")];
    let beyond: Vec<String> = beyond.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let beyond = if beyond.is_empty() { String::new() } else { format!(" Not in the bars: {}.", beyond.join(", ")) };
    page.text(&told)?
        .text(&beyond)?
        .text(" Below, the events listed: filled where the date is stated, hollow where it was worked out.")?;
    page.raw("</figcaption>\n</figure>\n").map(|_| ())
}

/// The bars that carry a date: every one, or as many as there is room for.
fn labelled(chart: &Chart) -> impl Iterator<Item = (usize, &super::chart::Bar)> {
    let step = chart.bars.len().div_ceil(9).max(1);
    chart.bars.iter().enumerate().step_by(step).filter(move |(i, _)| (WIDTH - *i as f64 * WIDTH / chart.bars.len() as f64) > 60.0)
}

fn mark(mark: &Mark, page: &mut Page<'_>) -> io::Result<()> {
    let (from, to) = (mark.ends.0 * WIDTH, mark.ends.1 * WIDTH);
    let width = (to - from - 1.0).max(6.0);
    page.raw("<a href=\"#event-")?.number(mark.number)?.raw("\"><rect class=\"")?;
    page.raw(match mark.certainty {
        Certainty::Stated => "mark stated",
        Certainty::Inferred => "mark inferred",
        Certainty::Linked => "mark linked",
    })?;
    page.raw("\" rx=\"2\" x=\"")?
        .length(from.min(WIDTH - width - 0.5) + 0.5)?
        .raw("\" y=\"")?
        .length(BARS + 22.0 + LANE * mark.lane as f64)?;
    page.raw("\" width=\"")?.length(width)?.raw("\" height=\"")?.length(LANE - 5.0)?.raw("\"><title>event ")?;
    page.number(mark.number)?.raw("</title></rect></a>\n").map(|_| ())
}

/// What stands for a character that could act in a page.
pub(in crate::export) fn entity(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => return None,
    })
}
