//! The title of an event: a clause of an article's own words, cut from a sentence and never reworded.

use crate::lang::{Class, Link, Pack, WordId};
use crate::model::{Span, TimeExpression};
use crate::text::{Token, TokenKind, tokenize};

/// Bytes from which a title may end before a clause, and bytes it has at most.
const ENOUGH: usize = 48;
const MOST: usize = 120;
/// Bytes from which a title need not go on behind a clause.
const MIDDLING: usize = 72;
/// Bytes of a title that is a whole clause at least.
const LEAST: usize = 32;
/// Bytes that a title may have to reach the date of what is told.
const REACH: usize = 150;
/// Bytes of a title that has all of its sentence, because no clause of it ends before.
const FULL: usize = 180;
/// Tokens that must be left behind an adverbial that is passed over.
const LEAST_LEFT: usize = 4;
/// Words of a place that an adverbial ends with, its comma counted (`di Jenewa, Swiss, …`).
const PLACE_WORDS: usize = 3;
/// Letters behind a title that tell whether its clause ends there.
const NEXT: usize = 40;
/// Words at the beginning that may point back.
const POINTING: usize = 4;
/// Bytes of a sentence, or of what somebody says, among which its title is looked for.
const PART: usize = 6_000;

/// The span of a title in the sentence that tells of the event, or in the part of it that has the date.
pub fn title(text: &str, sentence: Span, date: Span, times: &[TimeExpression], pack: &Pack) -> Span {
    let sentence = beginning(text, sentence);
    let part = sentence.of(text);
    let mut tokens = tokenize(part, &pack.lexicon);
    tokens.truncate(spoken(part, &tokens).unwrap_or(tokens.len()));
    let at = |t: &Token| Span { start: t.span.start + sentence.start, end: t.span.end + sentence.start };
    let first = lead(part, &tokens, times, &at, pack);
    let Some(start) = tokens.get(first).map(|t| at(t).start) else { return sentence };
    // Who says what is behind a mark does not belong to it.
    if tokens.iter().take(first).filter(|t| is_mark(part, t)).count() % 2 == 1 {
        let closing = tokens.iter().skip(first).position(|t| is_mark(part, t)).map_or(tokens.len(), |n| first + n);
        let words = tokens.iter().take(closing).rposition(|t| t.kind != TokenKind::Punct).map_or(closing, |n| n + 1);
        tokens.truncate(words.max(first + 1));
    }
    let dated = |a: &Token, b: &Token| time_at(times, Span { start: at(a).start, end: at(b).end }).is_some();
    let last = tokens.last().map_or(sentence.end, |t| at(t).end);
    let behind = |t: &Token| at(t).start >= date.end;
    let end = finish(part, &tokens, first, &Dates { dated: &dated, behind: &behind }, pack).map_or(last, |t| at(t).end);
    let cut = unmarked(text, Span { start, end });
    // Where the clause does not end before it, all of the sentence, if it is not much longer.
    let full = tokens.iter().rev().find(|t| !matches!(t.kind, TokenKind::Newline) && !t.is(part, '.')).map_or(end, |t| at(t).end);
    if full > end && (full - start) as usize <= FULL && !is_whole(text, cut, pack) {
        return unmarked(text, Span { start, end: full });
    }
    cut
}

/// No more of a span than titles are looked for in.
fn beginning(text: &str, span: Span) -> Span {
    let end = (0..=span.len().min(PART)).rev().map(|n| span.start as usize + n).find(|at| text.is_char_boundary(*at));
    Span { start: span.start, end: end.map_or(span.end, |end| end as u32) }
}

/// Where the words of a quote end that was opened in a sentence before: they are the title, and not who said them.
fn spoken(part: &str, tokens: &[Token]) -> Option<usize> {
    let marks = tokens.iter().filter(|t| is_mark(part, t)).count();
    let first = tokens.iter().position(|t| is_mark(part, t)).filter(|_| marks % 2 == 1)?;
    let words = tokens.iter().take(first).filter(|t| t.kind == TokenKind::Word).count();
    let end = tokens.iter().take(first).rposition(|t| t.kind != TokenKind::Punct)? + 1;
    (words >= LEAST_LEFT).then_some(end)
}

fn is_mark(part: &str, token: &Token) -> bool {
    token.kind == TokenKind::Mark && token.of(part).chars().all(is_quotation_mark)
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// The first token of the title: behind lead-ins, marks, and an opening date or adverbial with a comma behind it.
fn lead(part: &str, tokens: &[Token], times: &[TimeExpression], at: &dyn Fn(&Token) -> Span, pack: &Pack) -> usize {
    let dated = |t: &Token| time_at(times, at(t)).is_some();
    let left = |n: usize| tokens.iter().skip(n).filter(|t| t.kind == TokenKind::Word && !dated(t)).count() >= LEAST_LEFT;
    let mut first = 0;
    for _ in 0..4 {
        let before = first;
        let skip = |t: &Token| matches!(t.kind, TokenKind::Punct) && !t.is(part, '(');
        while tokens.get(first).is_some_and(skip) {
            first += 1;
        }
        // What somebody says begins behind its mark where an adverbial opens it.
        let adverbial = |t: &Token| pack.link.opens_adverbial(t.word);
        if tokens.get(first).is_some_and(|t| is_mark(part, t)) && tokens.get(first + 1).is_some_and(adverbial) {
            first += 1;
        }
        let words: Vec<WordId> = tokens.iter().skip(first).take(pack.link.longest_lead_in()).map(|t| t.word).collect();
        first += pack.link.lead_in(&words);
        let counts = |t: &Token| pack.link.has(t.word, Link::ENUMERATES | Link::CONTINUES);
        if tokens.get(first).is_some_and(counts) && tokens.get(first + 1).is_some_and(|t| t.is(part, ',')) && left(first + 2) {
            first += 2;
        }
        let Some(opening) = tokens.get(first) else { break };
        if dated(opening) {
            // A date goes with the comma behind it; without one only where something was left out before it.
            let behind = first + tokens.iter().skip(first).take_while(|t| dated(t)).count();
            let comma = tokens.get(behind).is_some_and(|t| t.is(part, ','));
            first = if comma && left(behind + 1) {
                behind + 1
            } else if first > 0 && left(behind) {
                behind
            } else {
                first
            };
        } else if pack.link.opens_adverbial(opening.word) || first > 0 && is_place(opening, pack) {
            let joins = |t: Option<&Token>| t.is_some_and(|t| pack.words.class(t.word).any(Class::COORDINATOR));
            let closes =
                |n: usize, t: &Token| t.is(part, ',') && t.kind == TokenKind::Punct && !dated(t) && !joins(tokens.get(n + 1));
            let comma = (0..).zip(tokens).skip(first).find(|(n, t)| closes(*n, t)).map(|(n, _)| n - first);
            let marked = |n: &usize| tokens.iter().take(*n).skip(first).any(|t| t.kind == TokenKind::Mark);
            let far = |n: &usize| is_place(opening, pack) && *n > first + PLACE_WORDS;
            let behind = comma.map(|n| first + n + 1).filter(|n| left(*n) && !marked(n) && !far(n));
            first = behind.unwrap_or(first);
        }
        if first == before {
            break;
        }
    }
    if first + 3 > tokens.len() { 0 } else { first }
}

fn is_place(token: &Token, pack: &Pack) -> bool {
    token.capital() && pack.words.class(token.word).any(Class::PLACE | Class::STATE)
}

/// Whether a sentence (or a part of it, which may begin anywhere) can be understood by itself: it neither begins inside a
/// quote nor goes on with something (`Kedua, …`) nor points back (`hal itu …`).
pub fn stands_alone(text: &str, sentence: Span, whole: bool, times: &[TimeExpression], pack: &Pack) -> bool {
    let sentence = beginning(text, sentence);
    let part = sentence.of(text);
    let tokens = tokenize(part, &pack.lexicon);
    let opened = tokens.first().is_some_and(|t| t.kind != TokenKind::Mark && (t.capital() || !whole));
    let at = |t: &Token| Span { start: t.span.start + sentence.start, end: t.span.end + sentence.start };
    let dated = |t: &Token| time_at(times, at(t)).is_some();
    let continues = match tokens.as_slice() {
        [first, comma, ..] => pack.link.has(first.word, Link::CONTINUES) && comma.is(part, ','),
        _ => false,
    };
    // `Sementara itu` only leads in.
    let words: Vec<WordId> = tokens.iter().take(pack.link.longest_lead_in()).map(|t| t.word).collect();
    let lead = pack.link.lead_in(&words);
    opened && !continues && !tokens.iter().skip(lead).take(POINTING).any(|t| pack.link.points_back(t.word) && !dated(t))
}

/// Whether somebody speaks of themselves or to another in a title: it is a piece of what they say.
pub fn speaks(title: &str, pack: &Pack) -> bool {
    tokenize(title, &pack.lexicon).iter().any(|t| pack.link.has(t.word, Link::SPEAKS))
}

/// Whether a sentence tells how something is, or what often happens: a word of that stands in its main clause up to the predicate.
pub fn is_state(text: &str, sentence: Span, pack: &Pack) -> bool {
    let part = beginning(text, sentence).of(text);
    let tokens = tokenize(part, &pack.lexicon);
    let to = predicate(part, &tokens, pack).map_or(tokens.len(), |at| at + 1);
    tokens.iter().take(to).any(|t| !t.capital() && pack.link.has(t.word, Link::STATE))
}

/// Whether a title is a scrap of a sentence: it begins in the middle of one, and not with its subject.
pub fn is_scrap(title: &str, pack: &Pack) -> bool {
    let tokens = tokenize(title, &pack.lexicon);
    let Some(first) = tokens.iter().find(|t| t.kind == TokenKind::Word) else { return true };
    let lower = first.of(title).chars().next().is_some_and(char::is_lowercase);
    let link = &pack.link;
    let joins = link.is_stop(first.word) || link.opens_clause(first.word) || link.opens_adverbial(first.word);
    lower && (joins || link.has(first.word, Link::BEFOREHAND) || is_verb(title, first, pack))
}

/// Whether the first words of a title point back to what stands before.
pub fn points_back(title: &str, pack: &Pack) -> bool {
    tokenize(title, &pack.lexicon).iter().take(POINTING).any(|t| pack.link.points_back(t.word))
}

/// Whether a headline tells something: it is no question and no bare term.
pub fn is_headline(title: &str, pack: &Pack) -> bool {
    let words = tokenize(title, &pack.lexicon).iter().filter(|t| t.kind == TokenKind::Word).count();
    words >= LEAST_LEFT && !title.trim_end().ends_with('?')
}

/// Whether a title is a clause: something is told of somebody or something in its main clause, and it does not end before
/// the clause does. Who says something (`… mengatakan bantuan`) tells nothing yet.
pub fn is_whole(text: &str, title: Span, pack: &Pack) -> bool {
    let part = title.of(text);
    let tokens = tokenize(part, &pack.lexicon);
    let behind = text.get(title.end as usize..).unwrap_or("").trim_start_matches(is_quotation_mark);
    let near = behind.char_indices().nth(NEXT).map_or(behind.len(), |(at, _)| at);
    let next = tokenize(behind.get(..near).unwrap_or(behind), &pack.lexicon);
    // An abbreviation in brackets belongs to the word before it.
    let bracket = next.first().is_some_and(|t| t.is(behind, '('));
    let after = if bracket { next.iter().position(|t| t.is(behind, ')')).map_or(next.len(), |n| n + 1) } else { 0 };
    let Some(predicate) = predicate(part, &tokens, pack) else { return false };
    let stop = |t: &Token| t.kind == TokenKind::Punct && matches!(t.of(part), "." | ":" | "?");
    let enough = tokens.iter().filter(|t| t.kind == TokenKind::Word && !pack.link.is_stop(t.word)).count() >= LEAST_LEFT;
    let one = !tokens.windows(2).any(|w| matches!(w, [mark, next] if stop(mark) && next.spaced));
    next.get(after).is_none_or(|next| may_end(part, &tokens, predicate, next, pack)) && enough && one
}

/// Whether a clause of these tokens, the predicate among them, may end before the next token.
fn may_end(part: &str, tokens: &[Token], predicate: usize, next: &Token, pack: &Pack) -> bool {
    let class = |t: &Token| pack.words.class(t.word);
    match (next.kind, tokens) {
        (TokenKind::Number, _) => false,
        (TokenKind::Word, [.., before, last]) => {
            // What the next word is the predicate of begins in the clause; a verb alone may want an object still.
            let goes_on = pack.link.has(next.word, Link::PREDICATE);
            let alone = class(before).any(Class::RELATIVE) || before.is(part, ',') && is_verb(part, last, pack);
            let open = predicate + 1 >= tokens.len() || alone;
            let shares = is_verb(part, last, pack) && class(next).any(Class::COORDINATOR);
            let opens = pack.link.opens_clause(next.word) || pack.link.is_stop(next.word);
            opens && !goes_on && !open && !shares
        }
        (TokenKind::Word, _) => false,
        // What is told begins behind `…, menyampaikan,`.
        _ => !next.is(part, ',') || predicate + 1 < tokens.len(),
    }
}

fn is_verb(part: &str, token: &Token, pack: &Pack) -> bool {
    token.kind == TokenKind::Word && pack.link.is_verb(token.word, &token.of(part).to_lowercase())
}

/// Where the predicate of the main clause stands, if that has a subject before it.
fn predicate(part: &str, tokens: &[Token], pack: &Pack) -> Option<usize> {
    let class = |t: &Token| pack.words.class(t.word);
    let word = |t: &Token| matches!(t.kind, TokenKind::Word | TokenKind::Number);
    let joins = |t: &Token| class(t).any(Class::RELATIVE | Class::COORDINATOR);
    let comma = |t: &Token| t.kind == TokenKind::Punct && t.is(part, ',');
    // What an adverbial or a clause before the main one opens ends with a comma.
    let mut from = tokens.iter().position(word)?;
    while let Some(first) = tokens.get(from) {
        let (clause, adverbial) = (class(first).any(Class::SUBORDINATOR), pack.link.opens_adverbial(first.word));
        let next = tokens.iter().skip(from).position(comma).map(|n| from + n + 1);
        match next {
            _ if joins(first) => return None,
            Some(next) if clause || adverbial => from = next,
            None if clause => return None,
            _ => break,
        }
    }
    let (mut subject, mut relatives, mut told) = (false, 0, false);
    for (i, token) in tokens.iter().enumerate().skip(from).filter(|(_, t)| word(t)) {
        let predicate =
            pack.link.has(token.word, Link::PREDICATE) || !pack.link.is_stop(token.word) && is_verb(part, token, pack);
        if class(token).any(Class::RELATIVE) {
            relatives += 1;
        } else if !token.capital() && class(token).any(Class::SUBORDINATOR) {
            break;
        } else if predicate && !token.capital() {
            // `yang akan digelar` is one predicate.
            match (told, relatives) {
                (true, _) => {}
                (false, 0) => return subject.then_some(i),
                (false, _) => relatives -= 1,
            }
            told = true;
        } else {
            told = false;
            subject |= token.capital() || !pack.link.is_stop(token.word) || pack.link.points_back(token.word);
        }
    }
    None
}

/// What a title must know of dates.
struct Dates<'a> {
    /// Whether two tokens stand in one date.
    dated: &'a dyn Fn(&Token, &Token) -> bool,
    /// Whether a token stands behind the date of what is told.
    behind: &'a dyn Fn(&Token) -> bool,
}

/// Whether the date is that of a clause behind the main one (`Harga garam tetap setelah dewan bersidang pada Senin`).
pub fn is_aside(text: &str, sentence: Span, date: Span, pack: &Pack) -> bool {
    if !sentence.contains(date) {
        return false;
    }
    let part = Span { start: sentence.start, end: date.start }.of(text);
    let tokens = tokenize(part, &pack.lexicon);
    let verb = |t: &Token| is_verb(part, t, pack);
    let opens = |t: &Token| !t.capital() && pack.words.class(t.word).any(Class::SUBORDINATOR);
    let Some(at) = tokens.iter().rposition(opens) else { return false };
    let (main, clause) = tokens.split_at_checked(at).unwrap_or((&tokens, &[]));
    main.iter().any(verb) && clause.iter().any(verb)
}

/// The last token of the title: of a whole clause where one ends in time, else where words may; never between two tokens of
/// one date, and behind the date where it has room.
fn finish<'a>(part: &str, tokens: &'a [Token], first: usize, dates: &Dates, pack: &Pack) -> Option<&'a Token> {
    let from = tokens.get(first)?.span.start as usize;
    let whole = tokens.iter().rev().find(|t| !matches!(t.kind, TokenKind::Newline) && !t.is(part, '.'))?;
    if whole.span.end as usize - from <= MOST {
        return Some(whole);
    }
    let main = tokens.get(first..).and_then(|rest| predicate(part, rest, pack)).map(|n| first + n);
    let mut word = tokens.get(first)?;
    let mut best: Option<((bool, bool), &Token)> = None;
    let (mut clause, mut verb, mut told, mut aside) = (None, false, false, false);
    for (i, token) in tokens.iter().enumerate().skip(first + 1) {
        let Some(before) = tokens.get(i - 1) else { break };
        let length = before.span.end as usize - from;
        let over = length > MOST;
        if over && (told || length > REACH) {
            break;
        }
        // `…, yang …,` tells who, not what.
        let comma = before.is(part, ',');
        aside = if comma { pack.words.class(token.word).any(Class::RELATIVE) } else { aside };
        verb |= !aside && is_verb(part, before, pack);
        if (dates.dated)(before, token) {
            continue;
        }
        let behind = (dates.behind)(token);
        let parts = parts_clauses(part, token) || pack.link.opens_clause(token.word);
        // A title ends with a word that says something: never behind `mengatakan` or `pada`.
        let ends = before.kind != TokenKind::Punct && !(before.kind == TokenKind::Word && pack.link.is_stop(before.word));
        if (parts || token.is(part, '(')) && verb && length >= ENOUGH && ends && !over {
            clause = Some(before);
            told = behind;
        }
        let name = before.capital() && token.capital();
        let fits = length >= LEAST && (!over || behind && !told);
        let closes = ends || (dates.dated)(before, before) || before.is(part, ')') || pack.link.points_back(before.word);
        if let Some(main) = main.filter(|main| *main < i && fits && closes && !name)
            && let Some(of_itself) = tokens.get(first..=i).and_then(|clause| strength(part, clause, main - first, pack))
        {
            let rank = (behind, of_itself && length >= MIDDLING);
            best = best.filter(|(other, _)| rank < *other).or(Some((rank, before)));
        }
        if token.spaced && ends && !over && !name {
            word = before;
        }
        // Where the date has room, the title does not end before it.
        if !told && behind && ends {
            (clause, word, told) = (None, before, true);
        }
    }
    // What a clause is cut from is better whole, where it is not much longer, unless the part ends of itself.
    let all = whole.span.end as usize - from;
    match best {
        Some((rank, last)) if rank == (true, true) || all > FULL => return Some(last),
        Some(_) => return Some(whole),
        None => {}
    }
    let last = clause.unwrap_or(word);
    // What somebody says may be words without content alone.
    let length = last.span.end as usize - from;
    Some(if length < ENOUGH && all <= REACH { whole } else { last })
}

/// Whether the clause of these tokens may end before the last of them, and if so whether it ends there of itself: before a
/// comma or a clause of its own, not before what only tells more of its last words.
fn strength(part: &str, tokens: &[Token], predicate: usize, pack: &Pack) -> Option<bool> {
    let (next, clause) = tokens.split_last()?;
    if depth(part, clause) > 0 || !may_end(part, clause, predicate, next, pack) {
        return None;
    }
    // A clause behind the main one is whole with its verb.
    let behind = clause.get(predicate + 1..).unwrap_or(&[]);
    let subordinate = behind.iter().rposition(|t| !t.capital() && pack.words.class(t.word).any(Class::SUBORDINATOR));
    if subordinate.is_some_and(|at| !behind.iter().skip(at).any(|t| is_verb(part, t, pack))) {
        return None;
    }
    let class = pack.words.class(next.word);
    match next.kind {
        TokenKind::Word if class.any(Class::RELATIVE | Class::COORDINATOR | Class::THAT) => None,
        TokenKind::Word if class.any(Class::SUBORDINATOR) => Some(true),
        TokenKind::Word => class.any(Class::PREPOSITION | Class::LOCATIVE).then_some(false),
        _ => parts_clauses(part, next).then_some(true),
    }
}

/// Whether a sign stands between clauses.
fn parts_clauses(part: &str, token: &Token) -> bool {
    token.kind == TokenKind::Punct && matches!(token.of(part), "," | ";" | ":" | "–" | "—")
}

/// How many brackets are open behind these tokens.
fn depth(part: &str, tokens: &[Token]) -> usize {
    tokens.iter().fold(0, |n, t| if t.is(part, '(') { n + 1 } else { n.saturating_sub(usize::from(t.is(part, ')'))) })
}

/// The span without a quotation mark that has no partner in it.
fn unmarked(text: &str, span: Span) -> Span {
    let marks = is_quotation_mark;
    let part = span.of(text);
    if part.chars().filter(|c| marks(*c)).count() % 2 == 0 {
        return span;
    }
    let start = part.len() - part.trim_start_matches(marks).len();
    let part = &part[start..];
    let length = part.trim_end_matches(marks).len();
    Span::new(span.start as usize + start, span.start as usize + start + length)
}

/// The one of some times, in order and apart, that a span stands in.
pub fn time_at(times: &[TimeExpression], span: Span) -> Option<&TimeExpression> {
    times.get(times.partition_point(|t| t.span.end < span.end)).filter(|t| t.span.contains(span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::Build;

    fn titled(text: &str, date: &str) -> String {
        let article = Build::new("a", text).time(date, "2024-06").article();
        let whole = Span::new(0, text.len());
        title(text, whole, article.times[0].span, &article.times, Pack::indonesian()).of(text).to_owned()
    }

    #[test]
    fn a_title_begins_where_the_clause_begins_and_ends_where_one_ends() {
        let rows = [
            ("Namun, pada Juni 2024, dewan kota menunda lelang.", "dewan kota menunda lelang"),
            ("Dewan kota menunda lelang pada Juni 2024.", "Dewan kota menunda lelang pada Juni 2024"),
            (
                "Selama sidang di balai kota, panitia lelang menunda tender pada Juni 2024.",
                "panitia lelang menunda tender pada Juni 2024",
            ),
            (
                "Dalam rapat tahunan nelayan di Surabaya, Jawa Timur, ketua serikat Rani Umbara pada Juni 2024 mengatakan, \
                 kuota garam dan ikan asin tahun depan dikurangi sepertiga.",
                "ketua serikat Rani Umbara pada Juni 2024 mengatakan, kuota garam dan ikan asin tahun depan dikurangi sepertiga",
            ),
            (
                "Dilansir dari kantor berita, Juni 2024 dewan kota menunda lelang, rapat dan pawai.",
                "dewan kota menunda lelang, rapat dan pawai",
            ),
            ("Lalu, pada Juni 2024 dermaga dibuka,” kata Rani.", "pada Juni 2024 dermaga dibuka"),
            ("Kami menunda lelang kapal,” kata Rani Juni 2024.", "Kami menunda lelang kapal"),
            ("“Kami menunda lelang, kata Rani Juni 2024.", "Kami menunda lelang, kata Rani Juni 2024"),
            (
                "Warga Lembah Randu akhirnya menutup jembatan gantung tua itu setelah tiang penyangganya patah pada Juni 2024, lalu \
                 menyeberangi muara dengan perahu sewaan sampai musim hujan berakhir.",
                "Warga Lembah Randu akhirnya menutup jembatan gantung tua itu setelah tiang penyangganya patah pada Juni 2024",
            ),
            (
                "Koperasi Lembah Randu, yang mengolah sepertiga garam dari seluruh pesisir utara, pada Juni 2024 membuka gudang \
                 kedua di muara.",
                "Koperasi Lembah Randu, yang mengolah sepertiga garam dari seluruh pesisir utara, pada Juni 2024 membuka gudang kedua \
                 di muara",
            ),
            (
                "Dewan kota menunda lelang jembatan gantung pada Juni 2024 setelah tiga peserta mundur, sehingga warga Lembah \
                 Randu harus menyeberang dengan perahu sampai akhir musim hujan.",
                "Dewan kota menunda lelang jembatan gantung pada Juni 2024 setelah tiga peserta mundur",
            ),
            ("Pertama, pada Juni 2024 dewan kota menunda lelang.", "pada Juni 2024 dewan kota menunda lelang"),
            // A subject is not cut from its predicate, a verb not from its object, and no bracket is left open.
            (
                "Koperasi Lembah Randu pada Juni 2024 mencatat laba 27 keping, naik dari hasil panen lama yang merugi, dan hasil garam \
                 dari muara pun naik lima kali lipat dibandingkan musim panen yang paling buruk.",
                "Koperasi Lembah Randu pada Juni 2024 mencatat laba 27 keping, naik dari hasil panen lama yang merugi",
            ),
            (
                "Dewan Lembah Randu pada Juni 2024 ingin menunjukkan bahwa pasar garam mampu melayani nelayan dengan tetap menjaga dan \
                 memperbaiki jembatan gantung yang menghubungkan kedua tepi muara tua itu.",
                "Dewan Lembah Randu pada Juni 2024 ingin menunjukkan bahwa pasar garam mampu melayani nelayan",
            ),
            (
                "Koperasi Lembah Randu mencatat penurunan hasil panen garam pada Juni 2024 menjadi 392 ton (6,4 persen dari panen raya), \
                 sedangkan nelayan Muara Lumba yang mencoba garam hitam memanen dua kali lipat dari biasanya.",
                "Koperasi Lembah Randu mencatat penurunan hasil panen garam pada Juni 2024 menjadi 392 ton (6,4 persen dari panen raya)",
            ),
        ];
        for (text, want) in rows {
            assert_eq!(titled(text, "Juni 2024"), want);
        }
    }

    #[test]
    fn a_whole_title_tells_something_of_somebody() {
        let whole =
            |title: &str, behind: &str| is_whole(&format!("{title}{behind}"), Span::new(0, title.len()), Pack::indonesian());
        for (title, behind) in [
            ("Dewan kota menunda lelang jembatan gantung", " pada Juni."),
            ("Ketua dewan mengatakan lelang jembatan ditunda", "."),
            ("Uang yang disita dari gudang garam dirampas untuk kota", ""),
            ("Dalam rapat itu, dewan kota menunda lelang", ", lalu pulang."),
            ("Dewan kota memberi tahu Serikat Nelayan Randu", " (SNR) tentang lelang."),
            ("Bantuan garam bagi nelayan telah disalurkan", " untuk muara."),
        ] {
            assert!(whole(title, behind), "{title}");
        }
        for (title, behind) in [
            ("Ketua dewan kota Rani Umbara mengatakan bantuan", " untuk nelayan disalurkan."),
            ("Hakim menyatakan mantan pejabat yang dikenal makelar garam", ", Rani, bersalah."),
            ("Koperasi Lembah Randu bersama Serikat Nelayan Muara", " (SNM) akan membuka pasar."),
            ("Dengan dibukanya pasar garam di muara, serta panen raya nelayan", ", kami optimistis."),
            ("Rapat dewan kota Lembah Randu memutuskan", " untuk menunda lelang."),
            ("Sementara video pengakuan nelayan diputar di balai kota", ", Rani pulang."),
            ("Dewan kota menunda lelang. Jembatan gantung ditutup", "."),
        ] {
            assert!(!whole(title, behind), "{title}");
        }
    }

    #[test]
    fn what_goes_on_with_another_sentence_does_not_stand_alone() {
        let alone = |text: &str| stands_alone(text, Span::new(0, text.len()), true, &[], Pack::indonesian());
        assert!(alone("Kedua nelayan pulang ke muara pada Juni"));
        assert!(alone("Sementara itu, dewan kota menunda lelang pada Juni"));
        assert!(alone("Pertama, hasil panen garam naik pada Juni"));
        assert!(!alone("Kedua, hasil panen garam naik pada Juni"));
        assert!(!alone("Pasalnya, hasil panen garam naik pada Juni"));
        assert!(!alone("Foto tersebut disebarkan pada Juni"));
    }
}
