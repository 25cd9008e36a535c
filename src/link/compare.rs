//! Two versions of one statement, word by word.
//!
//! The words are aligned by the longest common subsequence (Myers 1986, as the crate `similar` has it). A name is one
//! word however long it is, and one name however it is written (`Korut`, `Korea Utara`); so is a date, and a number with
//! its magnitude (`30 ribu`, `30.000`). A difference contradicts when the two are nearly the same words and both have a name
//! or a number in the same place and not the same one, or when one has a negation before the same word.

use super::names;
use super::prepare::TITLES;
use crate::lang::{Class, Pack, pair_hash, word_hash};
use crate::model::{Article, Difference, DifferenceKind, Relation, Span, TimeValue};
use crate::text::{Token, TokenKind, tokenize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// One word of a version, or one name.
#[derive(Copy, Clone, Debug)]
pub struct Word {
    /// Where it stands in the article.
    pub span: Span,
    /// What it is compared by.
    pub key: u32,
    /// What kind of word it is.
    pub kind: WordKind,
    /// Whether a clause opens with it that tells which are meant (`yang …`).
    pub relative: bool,
    /// The amount that a number tells, and to which one it may be rounded.
    pub amount: Option<Amount>,
}

/// An amount as it is printed.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Amount {
    value: f64,
    /// The worth of its last figure that is no nought: 1,000,000 of `38 juta`.
    step: f64,
}

impl Amount {
    /// Of a printed number with a factor behind it.
    fn of(number: &str, factor: f64) -> Option<Amount> {
        let plain = number.replace('.', "").replace(',', ".");
        let value: f64 = plain.parse().ok()?;
        let behind = plain.split_once('.').map_or(0, |(_, behind)| behind.len());
        let noughts = if behind > 0 { 0 } else { plain.bytes().rev().take_while(|b| *b == b'0').count() };
        let step = 10_f64.powi(i32::try_from(noughts).ok()? - i32::try_from(behind).ok()?);
        Some(Amount { value: value * factor, step: step * factor })
    }

    /// Whether one is the other, rounded as it is printed (`38 juta` for 38,208,348).
    fn rounds(self, other: Amount) -> bool {
        let (coarse, fine) = if self.step >= other.step { (self, other) } else { (other, self) };
        coarse.step > fine.step && (coarse.value - fine.value).abs() <= coarse.step / 2.0
    }
}

/// What a word is to a comparison.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// A word without content of its own.
    Stop,
    /// A word with content.
    Content,
    /// A name, or a word of one.
    Name,
    /// A number.
    Number,
    /// A negation.
    Negation,
    /// A temporal expression, compared by its value.
    Time,
}

/// Words compared of one version at most; what is said beyond them is not compared.
const LIMIT: usize = 400;
/// Letters in which so many words are looked for.
const LETTERS: usize = 40 * LIMIT;
/// Words on either side of a difference that may contradict; longer ones are other words.
const LONGEST: usize = 4;
/// Content words in common from which a difference may contradict; with the words between them they must be two thirds of
/// the shorter version.
const COMMON: usize = 3;
/// Words behind a negation among which the one that it denies stands.
const NEAR: usize = 3;
/// Words behind a number among which stands which are meant.
const COUNTED: usize = 12;
/// Letters at the start that make two names spellings or short forms of one.
const SAME_START: usize = 4;

/// The words of a stretch of an article.
pub fn words(article: &Article, span: Span, pack: &Pack) -> Vec<Word> {
    let all = span.of(&article.text);
    let text = all.char_indices().nth(LETTERS).and_then(|(end, _)| all.get(..end)).unwrap_or(all);
    let tokens: Vec<Token> = tokenize(text, &pack.lexicon)
        .into_iter()
        .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
        .take(LIMIT)
        .collect();
    let lower: Vec<String> = tokens.iter().map(|t| t.of(text).to_lowercase()).collect();
    let place = |a: &Token, b: &Token| Span { start: span.start + a.span.start, end: span.start + b.span.end };
    let times = article.times.get(article.times.partition_point(|t| t.span.end <= span.start)..).unwrap_or(&[]);
    let mut times = times.iter().peekable();
    let mut out = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let (Some(token), Some(rest)) = (tokens.get(at), lower.get(at..)) {
        while times.next_if(|t| t.span.end <= span.start + token.span.start).is_some() {}
        let time = times.peek().filter(|t| t.span.contains(place(token, token)));
        let (len, key, kind) = match time {
            Some(time) => {
                let len = tokens.iter().skip(at).take_while(|t| time.span.contains(place(t, t))).count();
                // How long something lasts is a number where it begins with one (`3 tahun penjara`).
                let number = token.kind == TokenKind::Number && matches!(time.value, TimeValue::Duration(..));
                (len, word_hash(&time.value.to_string()), if number { WordKind::Number } else { WordKind::Time })
            }
            None => name_at(&tokens, rest, at, pack)
                .or_else(|| amount_at(text, *token, rest, pack))
                .unwrap_or_else(|| single(text, *token, pack)),
        };
        let last = tokens.get(at + len.max(1) - 1).unwrap_or(token);
        let relative = pack.words.class(token.word).any(Class::RELATIVE);
        let amount = amount(text, *token, rest, kind, pack);
        out.push(Word { span: place(token, last), key, kind, relative, amount });
        at += len.max(1);
    }
    out
}

/// A state or a body that has several names: how many words it takes, and its key. What stands for it must be written as a
/// name.
fn name_at(tokens: &[Token], rest: &[String], at: usize, pack: &Pack) -> Option<(usize, u32, WordKind)> {
    let (len, name) = pack.link.same_at(rest)?;
    let title = name.first().is_some_and(|w| pack.words.class(pack.lexicon.id(w)).any(Class::ROLE | Class::RANK));
    let capital = tokens.get(at..at + len)?.iter().any(|t| t.capital());
    let kind = if title { WordKind::Content } else { WordKind::Name };
    (capital || title).then(|| (len, name.iter().fold(0, |key, word| pair_hash(key, word_hash(word))), kind))
}

/// The amount of a number, with the magnitude behind it.
fn amount(text: &str, token: Token, rest: &[String], kind: WordKind, pack: &Pack) -> Option<Amount> {
    let magnitude = rest.get(1).and_then(|word| pack.link.magnitude(word)).unwrap_or(1.0);
    let number = kind == WordKind::Number && token.kind == TokenKind::Number;
    number.then(|| Amount::of(token.of(text), magnitude)).flatten()
}

/// A number with the magnitude behind it.
fn amount_at(text: &str, token: Token, rest: &[String], pack: &Pack) -> Option<(usize, u32, WordKind)> {
    if token.kind != TokenKind::Number {
        return None;
    }
    let number: f64 = token.of(text).replace('.', "").replace(',', ".").parse().ok()?;
    let magnitude = rest.get(1).and_then(|word| pack.link.magnitude(word));
    let value = number * magnitude.unwrap_or(1.0);
    Some((1 + usize::from(magnitude.is_some()), word_hash(&value.to_string()), WordKind::Number))
}

fn single(text: &str, token: Token, pack: &Pack) -> (usize, u32, WordKind) {
    let kind = kind(text, token, pack);
    let key = match kind {
        WordKind::Name => names::word(token.of(text), pack),
        _ => word_hash(token.of(text)),
    };
    (1, key, kind)
}

fn kind(text: &str, token: Token, pack: &Pack) -> WordKind {
    let class = pack.words.class(token.word);
    if token.kind == TokenKind::Number {
        return WordKind::Number;
    }
    if pack.link.is_negation(token.word) {
        return WordKind::Negation;
    }
    let opens = opens_sentence(text, token.span.start as usize);
    let listed = class.any(Class::PLACE | Class::STATE | Class::GIVEN_NAME | Class::ORGANIZATION);
    let title = class.any(TITLES | Class::KIN);
    // Where everything is in capitals, they tell nothing.
    let tells = || listed || text.contains(char::is_lowercase);
    if token.capital() && token.span.len() > 1 && (listed || !opens) && !title && !pack.link.is_stop(token.word) && tells() {
        return WordKind::Name;
    }
    if pack.link.is_stop(token.word) || token.span.len() == 1 { WordKind::Stop } else { WordKind::Content }
}

/// Whether a word is the first of a sentence, so that its capital says nothing.
fn opens_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end();
    before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ',' | '-' | '/' | ')' | '(' | ';'))
}

/// Aligns a version with the fullest one: how it stands to it, and where the two differ.
pub fn compare(here: &[Word], there: &[Word], texts: (&str, &str)) -> (Relation, Vec<Difference>) {
    let keys = |words: &[Word]| words.iter().map(|w| w.key).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(here), &keys(there));
    let equal = ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. }));
    let common: Vec<&Word> = equal.flat_map(|op| here.get(op.old_range()).unwrap_or(&[])).collect();
    let may_contradict = common.iter().filter(|w| w.kind != WordKind::Stop).count() >= COMMON
        && 3 * common.len() >= 2 * here.len().min(there.len());
    let mut differences = Vec::new();
    for (i, op) in ops.iter().enumerate().filter(|(_, op)| !matches!(op, DiffOp::Equal { .. })) {
        let next = ops.get(i + 1).and_then(|next| here.get(next.old_range())).unwrap_or(&[]);
        let after = next.iter().take(NEAR).find(|w| w.kind != WordKind::Stop);
        let pair = Pair { here, there, mine: op.old_range(), other: op.new_range(), after, texts };
        let kind = if may_contradict { pair.kind() } else { DifferenceKind::Words };
        differences.push(pair.difference(kind));
    }
    // Where each has a negation that the other lacks, both deny, only in another place; two of one side deny nothing.
    let denies = |words: &[Word], span: Option<Span>, most: usize| {
        let words = words.iter().filter(|w| span.is_some_and(|s| s.contains(w.span)));
        words.clone().count() <= most && words.into_iter().any(|w| w.kind == WordKind::Negation)
    };
    let mine = |most: usize| differences.iter().filter(|d| denies(here, d.here, most)).count();
    let other = |most: usize| differences.iter().filter(|d| denies(there, d.there, most)).count();
    let agree = mine(LIMIT) > 0 && other(LIMIT) > 0 || (mine(LONGEST) + other(LONGEST)) % 2 == 0;
    for difference in differences.iter_mut().filter(|d| agree && d.kind == DifferenceKind::Negation) {
        difference.kind = DifferenceKind::Words;
    }
    (relation(&differences, here.len(), there.len()), differences)
}

fn relation(differences: &[Difference], here: usize, there: usize) -> Relation {
    if differences.iter().any(|d| d.kind.contradicts()) {
        return Relation::Contradicting;
    }
    match () {
        () if differences.is_empty() => Relation::Identical,
        () if differences.iter().all(|d| d.here.is_none()) && here < there => Relation::Shortened,
        () => Relation::Reworded,
    }
}

/// Two stretches that stand in the same place.
struct Pair<'a> {
    here: &'a [Word],
    there: &'a [Word],
    mine: std::ops::Range<usize>,
    other: std::ops::Range<usize>,
    /// The first word of weight behind the two, which they share.
    after: Option<&'a Word>,
    texts: (&'a str, &'a str),
}

impl Pair<'_> {
    fn words(&self) -> (&[Word], &[Word]) {
        (self.here.get(self.mine.clone()).unwrap_or(&[]), self.there.get(self.other.clone()).unwrap_or(&[]))
    }

    fn kind(&self) -> DifferenceKind {
        let (mine, other) = self.words();
        let of = |words: &[Word], kind: WordKind| words.iter().filter(|w| w.kind == kind).count();
        if mine.len() > LONGEST || other.len() > LONGEST {
            return DifferenceKind::Words;
        }
        // A negation and nothing else of weight on one side, none on the other.
        let plain = |words: &[Word]| words.iter().all(|w| matches!(w.kind, WordKind::Negation | WordKind::Stop));
        if of(mine, WordKind::Negation) + of(other, WordKind::Negation) == 1
            && plain(mine)
            && plain(other)
            && self.after.is_some_and(|w| w.kind == WordKind::Content)
        {
            return DifferenceKind::Negation;
        }
        let same_place = |kind| of(mine, kind) > 0 && of(mine, kind) == of(other, kind);
        match () {
            () if same_place(WordKind::Number) && self.unlike(WordKind::Number) && !self.rounded() && self.counts_one_thing() => {
                DifferenceKind::Number
            }
            () if same_place(WordKind::Name) && self.unlike(WordKind::Name) => DifferenceKind::Name,
            () => DifferenceKind::Words,
        }
    }

    /// Whether the numbers of the two sides may count the same thing: not where each tells which are meant, and they tell
    /// others (`12 perahu yang berlayar`, `5 perahu yang ditambal`).
    fn counts_one_thing(&self) -> bool {
        let which = |words: &[Word], end: usize| {
            let behind = words.iter().skip(end).take(COUNTED);
            let mut clause = behind.skip_while(|w| !w.relative).skip(1);
            clause.find(|w| matches!(w.kind, WordKind::Content | WordKind::Name)).map(|w| w.key)
        };
        let both = which(self.here, self.mine.end).zip(which(self.there, self.other.end));
        both.is_none_or(|(a, b)| a == b)
    }

    /// Whether each number of one side is that of the other, rounded.
    fn rounded(&self) -> bool {
        let (mine, other) = self.words();
        let amounts = |words: &[Word]| words.iter().filter_map(|w| w.amount).collect::<Vec<_>>();
        let (mine, other) = (amounts(mine), amounts(other));
        !mine.is_empty() && mine.len() == other.len() && mine.iter().zip(&other).all(|(a, b)| a == b || a.rounds(*b))
    }

    /// Whether the name or number of one side is no form of that of the other, nor short for all its words.
    fn unlike(&self, kind: WordKind) -> bool {
        let (mine, other) = self.words();
        let form = |words: &[Word], text: &str, all: bool| {
            let own = words.iter().filter(|w| all || w.kind == kind).map(|w| w.span.of(text).to_lowercase());
            own.collect::<Vec<_>>().join(" ")
        };
        let forms = |all| (form(mine, self.texts.0, all), form(other, self.texts.1, all));
        let ((a, b), (whole, entire)) = (forms(false), forms(true));
        if kind == WordKind::Number {
            let digits = |of: &str| of.chars().filter(char::is_ascii_digit).collect::<String>();
            return digits(&whole) != digits(&entire);
        }
        // Two people's whole names are no slip: other words of the same form are said of somebody else.
        let people = a.contains(' ') && b.contains(' ') && !a.split(' ').any(|w| b.split(' ').any(|o| o == w));
        let short = |short: &str, long: &str| {
            let starts = long.match_indices(' ').map(|(at, _)| at + 1);
            std::iter::once(0).chain(starts).any(|at| long.get(at..).is_some_and(|rest| abbreviates(short, rest)))
        };
        !(people && self.words_of(kind) || forms_of_one(&a, &b) || short(&a, &entire) || short(&b, &whole))
    }

    /// Whether both sides have several words of a kind (a state's name is one word, however long).
    fn words_of(&self, kind: WordKind) -> bool {
        let (mine, other) = self.words();
        [mine, other].iter().all(|words| words.iter().filter(|w| w.kind == kind).count() > 1)
    }

    fn difference(&self, kind: DifferenceKind) -> Difference {
        let (mine, other) = match kind {
            DifferenceKind::Name => (self.whole(self.here, &self.mine), self.whole(self.there, &self.other)),
            _ => (self.mine.clone(), self.other.clone()),
        };
        let cover = |words: &[Word], range: std::ops::Range<usize>| match words.get(range) {
            Some([first, .., last]) => Some(Span { start: first.span.start, end: last.span.end }),
            Some([only]) => Some(only.span),
            _ => None,
        };
        Difference { kind, here: cover(self.here, mine), there: cover(self.there, other) }
    }

    /// The names of a stretch with the words of the same name around them.
    fn whole(&self, words: &[Word], range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        let name = |i: usize| words.get(i).is_some_and(|w| w.kind == WordKind::Name);
        let (mut start, mut end) = (range.start, range.end);
        while start < end && !name(start) {
            start += 1;
        }
        while end > start && !name(end - 1) {
            end -= 1;
        }
        while start > 0 && name(start - 1) {
            start -= 1;
        }
        while name(end) {
            end += 1;
        }
        start..end
    }
}

/// Whether two names (in lower case) are spellings or short forms of one: what they do not share begins alike.
fn forms_of_one(a: &str, b: &str) -> bool {
    let (left, right): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let rest = |of: &[&str], without: &[&str]| of.iter().filter(|w| !without.contains(w)).copied().collect::<Vec<_>>().join(" ");
    let (a, b) = (rest(&left, &right), rest(&right, &left));
    let start = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let ends = a.ends_with(&b) || b.ends_with(&a);
    ends || start >= SAME_START || abbreviates(&a, &b) || abbreviates(&b, &a)
}

/// Whether `short` is made of letters of `long` in order, from its first one (`kemlu`, `kementerian`).
fn abbreviates(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    short.len() >= 2 && short.chars().next() == long.chars().next() && short.chars().all(|c| letters.any(|l| l == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::Build;

    #[test]
    fn a_rounded_amount_is_that_amount() {
        let of = |number: &str, factor: f64| Amount::of(number, factor).unwrap();
        for (a, b) in [
            (of("38.208.348", 1.0), of("38", 1e6)),
            (of("1,2", 1e12), of("1,23", 1e12)),
            (of("1.000", 1.0), of("987", 1.0)),
            (of("3,5", 1.0), of("3,48", 1.0)),
        ] {
            assert!(a.rounds(b) && b.rounds(a), "{a:?} {b:?}");
        }
        for (a, b) in [(of("16", 1.0), of("11", 1.0)), (of("12", 1.0), of("21", 1.0)), (of("38", 1e6), of("39.900.000", 1.0))] {
            assert!(!a.rounds(b) && !b.rounds(a), "{a:?} {b:?}");
        }
    }

    /// The relation of two texts and the differences that contradict, as `here/there`.
    fn compared(here: &str, there: &str) -> (Relation, Vec<String>) {
        let pack = Pack::indonesian();
        let (a, b) = (Build::new("a", here).article(), Build::new("b", there).article());
        let all = |article: &Article| words(article, Span::new(0, article.text.len()), pack);
        let (relation, differences) = compare(&all(&a), &all(&b), (here, there));
        let shown = |span: Option<Span>, text: &str| span.map_or(String::new(), |s| s.of(text).to_owned());
        let told = differences.iter().filter(|d| d.kind.contradicts());
        (relation, told.map(|d| format!("{} {}/{}", d.kind.name(), shown(d.here, here), shown(d.there, there))).collect())
    }

    #[test]
    fn versions_that_contradict() {
        for (here, there, want) in [
            (
                "Kapal Vestria Utara tiba di pelabuhan melalui selat",
                "Kapal Vestria Selatan tiba di pelabuhan melalui selat pada bulan ini",
                "name Vestria Utara/Vestria Selatan",
            ),
            ("pasukan Korut tiba di dermaga lama", "Tentara Korea Selatan tiba di dermaga lama itu", "name Korut/Korea Selatan"),
            ("ada 1.500 nelayan tertahan di muara", "ada 2.500 nelayan tertahan di muara sungai", "number 1.500/2.500"),
            ("bendungan itu tidak runtuh karena gempa", "bendungan itu runtuh karena gempa", "negation tidak/"),
            (
                "ada 53 pasar garam yang terpasang timbangan baru",
                "ada 255 pasar garam yang terpasang timbangan baru",
                "number 53/255",
            ),
            ("rugi Rp 30 ribu per perahu nelayan kecil", "rugi Rp 40.000 per perahu nelayan kecil", "number 30 ribu/40.000"),
        ] {
            assert_eq!(compared(here, there), (Relation::Contradicting, vec![want.to_owned()]), "{here}");
        }
    }

    #[test]
    fn versions_that_agree() {
        use Relation::*;
        for (here, there, want) in [
            ("Pagar laut itu dibongkar besok pagi", "pagar laut itu dibongkar besok pagi.", Identical),
            ("pagar laut dibongkar besok", "pagar laut itu akan dibongkar besok pagi", Shortened),
            ("ada 3000 perahu di Pyongyang sore ini", "ada 3.000 perahu di Korea Utara sore ini", Identical),
            ("pemerintah Zelensky membuka pelabuhan lama", "pemerintah Zelenskyy membuka pelabuhan lama", Identical),
            ("kami akan membuka pelabuhan lama besok", "mereka bakal membuka pelabuhan lama besok", Reworded),
            ("Rani Umbara membuka pelabuhan lama besok", "Umbara membuka pelabuhan lama itu besok", Reworded),
            ("rugi 30 ribu per perahu nelayan kecil", "rugi 30.000 per perahu nelayan kecil", Identical),
            ("bunga acuan tetap sebesar 5,5 persen", "bunga acuan tetap sebesar 5,50 persen", Identical),
            ("sertifikat HGB warga desa hilang di kantor", "sertifikat SHGB warga desa hilang di kantor", Reworded),
            ("Saya tidak ingin istri pejabat ikut rapat desa", "istri pejabat desa tidak boleh ikut rapat desa", Reworded),
            ("pasal RUU TNI dibahas besok pagi", "pasal Revisi Undang-Undang TNI dibahas besok pagi", Reworded),
            ("nilai ekspor ikan US$ 4,3 miliar setahun", "nilai ekspor ikan USD4,3 miliar setahun", Reworded),
            (
                "menyatakan terdakwa Rani Umbara terbukti bersalah secara sah",
                "menyatakan terdakwa Tomas Lind terbukti bersalah secara sah",
                Reworded,
            ),
            (
                "ada 53 pasar garam di muara yang melayani pemasangan timbangan baru",
                "ada 255 pasar garam di muara yang terpasang timbangan baru",
                Reworded,
            ),
            ("KAMI MEMBUKA PELABUHAN LAMA", "kami membuka pelabuhan lama", Identical),
            (
                "sesuatu yang baik seharusnya diperjuangkan dengan jalan yang baik",
                "sesuatu yang baik tidak bisa diperjuangkan dengan jalan yang tidak baik",
                Reworded,
            ),
            ("dia gak mau pindah rumah lagi", "dia tidak mau pindah rumah lagi", Reworded),
            ("Wapres mengenang jasa para nelayan tua", "Rani mengenang jasa para nelayan tua", Reworded),
            ("harga tidak naik dan beras tidak langka", "harga tidak akan naik dan beras tidak langka", Shortened),
        ] {
            assert_eq!(compared(here, there), (want, vec![]), "{here}");
        }
    }
}
