//! One pass that cuts a text into tokens and looks each word up in the lexicon.
//!
//! Linear, no allocation per token. A word keeps its inner hyphens and apostrophes (`negara-negara`, `Ma’ruf`,
//! `Asia-Pasifik`), but two words that a lost space glued together (`ujarRani`) are two tokens; a number keeps its inner separators (`3.000`, `05.36`, `372,5`), but not `/` and `-` (`26/1`).

use crate::lang::{Lexicon, WordId};
use crate::model::Span;
use rustc_hash::FxHashMap;

/// What a token is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// Letters, with inner hyphens and apostrophes; may hold digits after the first character.
    Word,
    /// Digits with inner `.`, `,` or `:` between digits.
    Number,
    /// A double quotation mark of any glyph (also `''`).
    Mark,
    /// A single quotation mark that is not inside a word.
    SingleMark,
    /// A run of line ends and white space with at least one line end.
    Newline,
    /// Any other single character.
    Punct,
}

/// The letter case of a word.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Shape {
    /// No capital letter, or not a word.
    Lower,
    /// A capital first, the rest not all capitals (`Kementerian`, `McDonald`).
    Capital,
    /// All capitals, two letters or more (`NATO`, `AS`).
    Upper,
    /// A capital later than the first letter only (`iPhone`).
    Mixed,
}

/// One token.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it is.
    pub span: Span,
    /// What the lexicon calls it (looked up in lower case); [`WordId::UNKNOWN`] when no pack row names it.
    pub word: WordId,
    /// What it is.
    pub kind: TokenKind,
    /// Its letter case.
    pub shape: Shape,
    /// Whether white space stands before it (true for the first token).
    pub spaced: bool,
}

impl Token {
    /// The token's letters.
    pub fn of(self, text: &str) -> &str {
        self.span.of(text)
    }

    /// Whether it is this one punctuation character.
    #[inline]
    pub fn is(self, text: &str, c: char) -> bool {
        let start = self.span.start as usize;
        self.kind == TokenKind::Punct
            && if c.is_ascii() { text.as_bytes().get(start) == Some(&(c as u8)) } else { text[start..].starts_with(c) }
    }

    /// Whether it is a word that begins with a capital.
    pub fn capital(self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// Bytes of what may be words that lost spaces glued together: a longer one is no text, and to look for its parts takes time
/// beyond measure.
const GLUED: usize = 256;

/// The tokens of a text, in order.
pub type Tokens = Vec<Token>;

/// Cuts `text` into tokens. Spans are in bytes of `text`, ordered, not overlapping, on character boundaries.
pub fn tokenize(text: &str, lexicon: &Lexicon) -> Tokens {
    let mut tokens = Vec::with_capacity(text.len() / 6 + 4);
    let mut lower = String::with_capacity(32);
    let mut spaced = true;
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let start = at;
        if c.is_whitespace() {
            let mut line = false;
            while let Some(c) = char_at(text, at).filter(|c| c.is_whitespace()) {
                line |= c == '\n' || c == '\r' || c == '\u{2028}' || c == '\u{2029}';
                at += c.len_utf8();
            }
            if line {
                tokens.push(plain(start, at, TokenKind::Newline, true));
            }
            spaced = true;
            continue;
        }
        // A mark behind one of these is a mark, and a word a word.
        if is_unseen(c) {
            at += c.len_utf8();
            continue;
        }
        let token = if c.is_alphabetic() {
            let (end, signs) = word_end(text, at);
            at = end;
            if signs == SMALL {
                // What most words are: nothing glued, nothing to be lowered.
                let word = lexicon.id(&text[start..at]);
                Token { span: Span::new(start, at), word, kind: TokenKind::Word, shape: Shape::Lower, spaced }
            } else {
                let glued = if at - start <= GLUED { lexicon.glued(&text[start..at]) } else { None };
                at = glued.map_or(at, |cut| start + cut);
                word(text, start, at, &mut lower, lexicon, spaced)
            }
        } else if c.is_ascii_digit() {
            let (end, kind) = number_end(text, at);
            at = end;
            match kind {
                TokenKind::Word => word(text, start, at, &mut lower, lexicon, spaced),
                kind => plain(start, at, kind, spaced),
            }
        } else {
            let (len, kind) = symbol(text, at, c);
            at += len;
            plain(start, at, kind, spaced)
        };
        tokens.push(token);
        spaced = false;
    }
    apart(tokens, text, lexicon)
}

/// Cuts tokens in two where a part of the text begins inside them (`Tuban-Rani`, behind a dateline); places in bytes.
pub fn cut(text: &str, tokens: &mut Tokens, places: impl IntoIterator<Item = u32>, lexicon: &Lexicon) {
    for place in places {
        let at = tokens.partition_point(|t| t.span.end <= place);
        let Some(token) = tokens.get(at).copied().filter(|t| t.span.start < place && text.is_char_boundary(place as usize))
        else {
            continue;
        };
        let half = |from: u32, to: u32, spaced: bool| {
            let shift = move |t: Token| Token {
                span: Span { start: t.span.start + from, end: t.span.end + from },
                spaced: t.spaced && (spaced || t.span.start > 0),
                ..t
            };
            tokenize(Span { start: from, end: to }.of(text), lexicon).into_iter().map(shift)
        };
        let halves = half(token.span.start, place, token.spaced).chain(half(place, token.span.end, false));
        tokens.splice(at..=at, halves.collect::<Vec<_>>());
    }
}

/// Cuts in two what a lost space glued together and the text itself prints apart elsewhere.
fn apart(tokens: Tokens, text: &str, lexicon: &Lexicon) -> Tokens {
    let named = |t: &&Token| t.kind == TokenKind::Word && t.shape == Shape::Capital;
    let doubtful = |t: &Token| t.word == WordId::UNKNOWN && named(&t) && t.span.len() > 5;
    if !tokens.iter().any(doubtful) {
        return tokens;
    }
    let mut printed: FxHashMap<&str, u32> = FxHashMap::default();
    tokens.iter().filter(named).for_each(|t| *printed.entry(t.of(text)).or_default() += 1);
    let times = |word: &str| printed.get(word).copied().unwrap_or(0);
    let mut lower = String::new();
    let mut cuts: Vec<(usize, Token, Token)> = Vec::new();
    for (i, token) in tokens.iter().enumerate().filter(|(_, t)| doubtful(t)) {
        let Some(cut) = lexicon.glued_beside(token.of(text), &times) else { continue };
        let (start, middle, end) = (token.span.start as usize, token.span.start as usize + cut, token.span.end as usize);
        let first = word(text, start, middle, &mut lower, lexicon, token.spaced);
        cuts.push((i, first, word(text, middle, end, &mut lower, lexicon, false)));
    }
    if cuts.is_empty() {
        return tokens;
    }
    let mut out = Vec::with_capacity(tokens.len() + cuts.len());
    let mut cuts = cuts.into_iter().peekable();
    for (i, token) in tokens.into_iter().enumerate() {
        match cuts.next_if(|cut| cut.0 == i) {
            Some((_, first, second)) => out.extend([first, second]),
            None => out.push(token),
        }
    }
    out
}

/// The tokens that lie wholly inside a span.
pub fn within(tokens: &[Token], span: Span) -> std::ops::Range<usize> {
    let start = tokens.partition_point(|t| t.span.start < span.start);
    let end = tokens.partition_point(|t| t.span.end <= span.end);
    start..end.max(start)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte < 0x80 { Some(byte as char) } else { text[at..].chars().next() }
}

fn plain(start: usize, end: usize, kind: TokenKind, spaced: bool) -> Token {
    Token { span: Span::new(start, end), word: WordId::UNKNOWN, kind, shape: Shape::Lower, spaced }
}

fn word(text: &str, start: usize, end: usize, lower: &mut String, lexicon: &Lexicon, spaced: bool) -> Token {
    let letters = &text[start..end];
    if letters.is_ascii() {
        return ascii_word(letters, start, lower, lexicon, spaced);
    }
    lower.clear();
    let (mut first, mut capitals, mut count) = (false, 0usize, 0usize);
    for (i, c) in letters.chars().enumerate() {
        let upper = c.is_uppercase();
        if upper {
            capitals += 1;
            first |= i == 0;
            lower.extend(c.to_lowercase());
        } else {
            lower.push(if c == '’' || c == '‘' || c == '`' { '\'' } else { c });
        }
        count += usize::from(c.is_alphabetic());
    }
    let shape = shape(first, capitals, count);
    Token { span: Span::new(start, end), word: lexicon.id(lower), kind: TokenKind::Word, shape, spaced }
}

/// [`word`] without a letter beyond ASCII.
fn ascii_word(letters: &str, start: usize, lower: &mut String, lexicon: &Lexicon, spaced: bool) -> Token {
    let bytes = letters.as_bytes();
    let span = Span::new(start, start + letters.len());
    let (mut capitals, mut count, mut ticks) = (0, 0, false);
    for &b in bytes {
        capitals += usize::from(b.is_ascii_uppercase());
        count += usize::from(b.is_ascii_alphabetic());
        ticks |= b == b'`';
    }
    lower.clear();
    lower.push_str(letters);
    lower.make_ascii_lowercase();
    if ticks {
        *lower = lower.replace('`', "'");
    }
    let shape = shape(bytes.first().is_some_and(u8::is_ascii_uppercase), capitals, count);
    Token { span, word: lexicon.id(lower), kind: TokenKind::Word, shape, spaced }
}

/// The shape of a word of `count` letters, `capitals` of them capital, the first one or not.
fn shape(first: bool, capitals: usize, count: usize) -> Shape {
    match (first, capitals) {
        (_, 0) => Shape::Lower,
        (true, n) if n == count && n > 1 => Shape::Upper,
        (true, _) => Shape::Capital,
        (false, _) => Shape::Mixed,
    }
}

/// Kinds of signs in a word, as bits.
const SMALL: u8 = 1;
const LARGE: u8 = 2;
const DIGIT: u8 = 4;
const OTHER: u8 = 8;

/// What an ASCII letter or digit is; 0 for every other byte.
static ALPHANUMERIC: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 128 {
        table[b] = match b as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => LARGE,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        b += 1;
    }
    table
};

/// Where the word ends that begins at `at`, and the kinds of its signs.
fn word_end(text: &str, mut at: usize) -> (usize, u8) {
    let bytes = text.as_bytes();
    let mut signs = 0;
    while let Some(sign) = bytes.get(at).map(|b| ALPHANUMERIC[usize::from(*b)]).filter(|sign| *sign != 0) {
        signs |= sign;
        at += 1;
    }
    if bytes.get(at).is_none_or(|b| b.is_ascii() && !matches!(b, b'-' | b'\'' | b'`')) {
        return (at, signs);
    }
    while let Some(c) = char_at(text, at) {
        let joins = c.is_alphanumeric() || is_combining(c);
        let inner = || char_at(text, at + c.len_utf8()).is_some_and(char::is_alphanumeric);
        if joins || (matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '‘' | '`') && inner()) {
            at += c.len_utf8();
            signs |= OTHER;
        } else {
            break;
        }
    }
    (at, signs)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether a character takes no room and shows nothing: spaces and joiners of no width, signs of direction, byte order marks.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn number_end(text: &str, mut at: usize) -> (usize, TokenKind) {
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let inner = matches!(bytes[at], b'.' | b',' | b':') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if bytes[at].is_ascii_digit() || inner {
            at += 1;
        } else {
            break;
        }
    }
    match char_at(text, at) {
        Some(c) if c.is_alphabetic() => (word_end(text, at).0, TokenKind::Word),
        _ => (at, TokenKind::Number),
    }
}

fn symbol(text: &str, at: usize, c: char) -> (usize, TokenKind) {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => (c.len_utf8(), TokenKind::Mark),
        '\'' | '‘' | '’' | '`' | '‚' | '´' => {
            let twin = char_at(text, at + c.len_utf8()) == Some(c);
            if twin { (2 * c.len_utf8(), TokenKind::Mark) } else { (c.len_utf8(), TokenKind::SingleMark) }
        }
        _ => (c.len_utf8(), TokenKind::Punct),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokenize(text, &Lexicon::default()).iter().map(|t| t.of(text)).collect()
    }

    #[test]
    fn words_keep_inner_hyphens_and_apostrophes() {
        assert_eq!(cut("negara-negara Ma’ruf Jum'at ‘kata’"), ["negara-negara", "Ma’ruf", "Jum'at", "‘", "kata", "’"]);
    }

    #[test]
    fn a_part_of_a_text_that_begins_inside_a_token_has_its_own() {
        let lexicon = Lexicon::default();
        let text = "Muara.com, Tuban-Rani Umbara";
        let at = text.find("Rani").expect("it is there");
        let mut tokens = tokenize(text, &lexicon);
        super::cut(text, &mut tokens, [0, at as u32, text.len() as u32], &lexicon);
        let words: Vec<_> = tokens.iter().map(|t| (t.of(text), t.spaced)).collect();
        assert_eq!(words[3..], [(",", false), ("Tuban", true), ("-", false), ("Rani", false), ("Umbara", true)]);
    }

    #[test]
    fn glued_words_are_two() {
        let mut lexicon = Lexicon::default();
        lexicon.set_glue("kabar", "mengatakan", "yang");
        for word in ["ketua", "dpr", "dilansir", "randu"] {
            lexicon.add(word);
        }
        let cut = |text| tokenize(text, &lexicon).iter().map(|t| t.of(text)).collect::<Vec<_>>();
        assert_eq!(cut("ujarRani KetuaDPRBima"), ["ujar", "Rani", "Ketua", "DPR", "Bima"]);
        assert_eq!(cut("Waskitamengatakan Randuyang Melayang"), ["Waskita", "mengatakan", "Randu", "yang", "Melayang"]);
        assert_eq!(
            cut("dilansirkabarRandu kabarRandu iPhone McDonald"),
            ["dilansir", "kabarRandu", "kabarRandu", "iPhone", "McDonald"]
        );
    }

    #[test]
    fn glued_words_are_two_where_the_text_prints_one_alone() {
        let mut lexicon = Lexicon::default();
        lexicon.set_glue("airrandu", "", "");
        lexicon.set_glue_beside("bakal tak", "me");
        let cut = |text: &str| tokenize(text, &lexicon).iter().map(|t| t.of(text)).collect::<Vec<_>>().join("|");
        assert_eq!(cut("Bima Waskita Waskitatak"), "Bima|Waskita|Waskita|tak");
        assert_eq!(cut("Waskitabakal Waskitamenutup"), "Waskita|bakal|Waskita|menutup");
        assert_eq!(cut("Bima Waskita, BimaWaskita"), "Bima|Waskita|,|Bima|Waskita");
        assert_eq!(cut("Waskitatak BimaWaskita Randu AirRandu"), "Waskitatak|BimaWaskita|Randu|AirRandu");
    }

    #[test]
    fn numbers_keep_inner_separators_only() {
        assert_eq!(cut("3.000, 05.36. 26/1 1990-an 3D"), ["3.000", ",", "05.36", ".", "26", "/", "1", "1990", "-", "an", "3D"]);
    }

    #[test]
    fn characters_that_nobody_sees_are_no_tokens() {
        assert_eq!(cut("\u{2060}\"Air\u{200b} naik.\u{feff}\" \u{200e}Rani"), ["\"", "Air", "naik", ".", "\"", "Rani"]);
    }

    #[test]
    fn marks_and_line_ends() {
        let text = "\"a\" \n\n ''b''";
        let kinds: Vec<_> = tokenize(text, &Lexicon::default()).iter().map(|t| t.kind).collect();
        use TokenKind::*;
        assert_eq!(kinds, [Mark, Word, Mark, Newline, Mark, Word, Mark]);
    }
}
