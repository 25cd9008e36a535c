//! The keys by which voices of several articles are compared: spelling-free names, offices, roles.

use crate::lang::{Class, Pack, lower_words, pair_hash, word_hash};
use crate::model::{Article, SpeakerKind, Voice};

/// What one voice of one article is compared by.
#[derive(Clone, Debug, PartialEq)]
pub struct VoiceKey {
    /// The words of its name, hashed, in order: one spelling for several, one name for what has several.
    pub name: Box<[u32]>,
    /// Other names that this article itself gives it and that are no part of its name (abbreviations), hashed.
    pub aliases: Box<[u32]>,
    /// The content words of its titles and affiliations, ascending.
    pub roles: Box<[u32]>,
    /// For the unnamed: the office, else 0.
    pub office: u32,
    /// For the unnamed: runs of three words of what is quoted, ascending.
    pub said: Box<[u32]>,
    /// Whether the name names (a person, a body with a proper name) or only describes (`polisi`, `seorang warga`).
    pub proper: bool,
    /// The name without what may be glued to its last word, hashed: another article may print it so.
    pub unglued: Option<Box<[u32]>>,
    /// Whether a word of the name is a given name, or a title stands by it: then it is surely a person's.
    pub certain: bool,
    /// The words of the firms that a person works for, ascending.
    pub firms: Box<[u32]>,
    /// Whether the name is one word that many people bear.
    pub common: bool,
    /// Whether every word of the name is a given name: others bear the same, and longer names have its words.
    pub given: bool,
    /// Whether the name is so long that few bear it by chance.
    pub long: bool,
    /// Whether the article introduces somebody by this name: with their age or a calling (`Rani (34)`, `Prof. Rani`).
    pub introduced: bool,
    /// Whether the name ends with a son's word (`Jr`): without it, it is another person's.
    pub younger: bool,
    /// Whether the name is made up or withheld (`Rani (bukan nama sebenarnya)`, `RW (27)`): outside its article it is nobody's.
    pub local: bool,
    /// Whether the name is written in capitals alone, as initials are.
    pub initials: bool,
}

/// Runs of words kept of what an unnamed voice says.
const SAID_LIMIT: usize = 96;

/// The key of a voice of an article whose quotes these are.
pub fn key(article: &Article, quotes: &[u32], voice: &Voice, pack: &Pack) -> VoiceKey {
    let link = &pack.link;
    let (mut office, mut said) = (0, Vec::new());
    let name: Vec<u32> = match voice.kind {
        SpeakerKind::Person => person(&voice.name, pack),
        SpeakerKind::Organization | SpeakerKind::Document => hashes(&link.organization(&voice.name), pack),
        SpeakerKind::Unnamed => {
            let (head, rest) = link.office(&voice.name).unwrap_or_default();
            office = if head.is_empty() { 0 } else { word_hash(&head) };
            said = runs(article, quotes);
            let of_role = || voice.roles.iter().find_map(|r| r.affiliation.as_deref()).map(|a| link.organization(a));
            match (office, rest.is_empty()) {
                (0, _) => hashes(&link.bare(&voice.name), pack),
                (_, true) => hashes(&of_role().unwrap_or_default(), pack),
                (_, false) => hashes(&rest, pack),
            }
        }
    };
    let mut aliases: Vec<u32> = Vec::new();
    if voice.kind == SpeakerKind::Person {
        let other = voice.aliases.iter().map(|a| person(a, pack)).filter(|a| !a.iter().all(|w| name.contains(w)));
        aliases = other.map(|a| name_hash(&a)).collect();
        aliases.sort_unstable();
        aliases.dedup();
    }
    let capital = voice.name.split_whitespace().any(|w| w.starts_with(char::is_uppercase));
    let last = voice.name.split_whitespace().next_back().unwrap_or("").trim_end_matches('.').to_lowercase();
    let parted = || {
        let (before, last) = voice.name.rsplit_once(' ')?;
        Some(person(&format!("{before} {}", pack.lexicon.unglued(last)?), pack).into_boxed_slice())
    };
    let given = |w: &str| pack.words.class(pack.lexicon.id(&w.to_lowercase())).any(Class::GIVEN_NAME);
    VoiceKey {
        certain: !voice.roles.is_empty() || voice.name.split_whitespace().any(given),
        common: given(&voice.name) || voice.name.chars().count() < 3,
        given: voice.name.split_whitespace().all(given),
        long: voice.name.chars().count() > 4,
        introduced: introduced(article, voice, pack),
        local: voice.kind == SpeakerKind::Person && withheld(article, voice, pack),
        initials: !voice.name.chars().any(char::is_lowercase),
        unglued: if voice.kind == SpeakerKind::Person { parted() } else { None },
        younger: pack.words.class(pack.lexicon.id(&last)).any(Class::GENERATION),
        proper: capital && !general(voice, pack) && proper_from(voice.kind).is_some_and(|least| name.len() >= least),
        firms: firms(voice, pack),
        name: name.into_boxed_slice(),
        aliases: aliases.into_boxed_slice(),
        roles: roles(voice, pack),
        office,
        said: said.into_boxed_slice(),
    }
}

/// Whether an organization is called by nothing but the kind of body that it is (`Perusahaan`, `Pemerintah Provinsi`): which
/// one is meant only its article tells.
fn general(voice: &Voice, pack: &Pack) -> bool {
    let kind = |w: &str| {
        let short = w.chars().all(char::is_uppercase);
        !short && pack.words.class(pack.lexicon.id(&w.to_lowercase())).any(Class::ORGANIZATION_HEAD | Class::PLACE_HEAD)
    };
    voice.kind == SpeakerKind::Organization && voice.name.split_whitespace().all(kind)
}

/// The words of the firms that a person works for, without those that say that it is one, and the initials of each.
fn firms(voice: &Voice, pack: &Pack) -> Box<[u32]> {
    let mut out = Vec::new();
    for firm in voice.roles.iter().filter_map(|r| r.affiliation.as_deref()).map(lower_words) {
        let own: Vec<&String> = firm.iter().filter(|w| !pack.link.is_firm(pack.lexicon.id(w))).collect();
        if own.len() < firm.len() {
            let initials: String = own.iter().filter_map(|w| w.chars().next()).collect();
            out.extend(own.iter().map(|w| word(w, pack)).chain([word(&initials, pack)]));
        }
    }
    out.sort_unstable();
    out.dedup();
    out.into_boxed_slice()
}

/// Words from which a name names: a document by one word (`Pasal`, `Penelitian`) is no certain document.
fn proper_from(kind: SpeakerKind) -> Option<usize> {
    match kind {
        SpeakerKind::Unnamed => None,
        SpeakerKind::Document => Some(2),
        SpeakerKind::Person | SpeakerKind::Organization => Some(1),
    }
}

/// Whether an age stands in brackets behind the first mention of somebody, or a calling or a rank before it.
fn introduced(article: &Article, voice: &Voice, pack: &Pack) -> bool {
    let Some(first) = voice.mentions.first() else { return false };
    let before = article.text.get(..first.start as usize).unwrap_or("").trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let told = first.of(&article.text).split_whitespace().next().unwrap_or("");
    let calling = Class::HONORIFIC | Class::RANK | Class::DEGREE;
    let calls = |word: &str| pack.words.class(pack.lexicon.id(&word.trim_end_matches('.').to_lowercase())).any(calling);
    // (`Mas Bim` is how somebody is called, `Drs. Bim` how they are introduced.)
    aged(article, voice) || calls(last) || told.ends_with('.') && calls(told)
}

/// Mentions of a voice that are asked whether its name is withheld.
const ASKED: usize = 8;
/// Bytes behind and before a mention that tell it.
const BEHIND: usize = 64;
const BEFORE: usize = 24;
/// Words of an aside that tells it, at most.
const ASIDE: usize = 5;
/// Letters of the initials of a person at most.
const INITIALS: usize = 4;

/// Whether a name is made up or withheld: words that say so stand beside it, or it is initials with an age.
fn withheld(article: &Article, voice: &Voice, pack: &Pack) -> bool {
    let tells = |word: &str| pack.words.class(pack.lexicon.id(&word.to_lowercase())).any(Class::PSEUDONYM);
    // `bukan nama sebenarnya`, `nama samaran`: a few words, not the first of which tells it (`Rani, sebenarnya …`).
    let aside_tells = |text: &str| {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(ASIDE + 1).collect();
        words.len() <= ASIDE && words.iter().skip(1).any(|w| tells(w))
    };
    let beside = |span: &crate::model::Span| {
        let behind = article.text.get(span.end as usize..).unwrap_or("");
        let reach = (0..=BEHIND.min(behind.len())).rev().find(|n| behind.is_char_boundary(*n)).unwrap_or(0);
        let behind = behind.get(..reach).unwrap_or("").trim_start();
        let aside = match behind.chars().next() {
            Some('(') => behind.split(')').next(),
            Some(',') => behind.get(1..).and_then(|rest| rest.split([',', '.', '\n']).next()),
            _ => None,
        };
        let before = article.text.get(..span.start as usize).unwrap_or("");
        let from = (before.len().saturating_sub(BEFORE)..=before.len()).find(|n| before.is_char_boundary(*n));
        let last = from.and_then(|from| before.get(from..)?.split_whitespace().next_back());
        aside.is_some_and(aside_tells) || last.is_some_and(tells)
    };
    let short = voice.name.len() <= INITIALS && voice.name.bytes().all(|b| b.is_ascii_uppercase());
    voice.mentions.iter().take(ASKED).any(beside) || short && aged(article, voice)
}

/// Whether an age stands in brackets behind a name where it is first told.
fn aged(article: &Article, voice: &Voice) -> bool {
    let digits = |s: &str| s.starts_with(|c: char| c.is_ascii_digit()) && s.bytes().take(3).any(|b| b == b')');
    let opens = |s: &str| s.trim_start().strip_prefix('(').is_some_and(digits);
    let beside = |m: &crate::model::Span| {
        let behind = article.text.get(m.end as usize..).unwrap_or("");
        opens(behind) || m.of(&article.text).rsplit_once('(').is_some_and(|(_, age)| digits(age))
    };
    voice.mentions.iter().take(2).any(beside)
}

/// Hash of a whole name.
pub fn name_hash(words: &[u32]) -> u32 {
    words.iter().fold(0, |hash, w| pair_hash(hash, *w))
}

/// Hash of one word of a name, the same for all its spellings.
pub fn word(word: &str, pack: &Pack) -> u32 {
    word_hash(&pack.link.name_word(word))
}

/// Hash of a whole name by its words, the same for all their spellings.
pub fn whole<W: AsRef<str>>(words: impl IntoIterator<Item = W>, pack: &Pack) -> u32 {
    words.into_iter().fold(0, |hash, w| pair_hash(hash, word(w.as_ref(), pack)))
}

/// The words of the name of whoever is named, hashed as in [`VoiceKey::name`].
pub fn words(name: &str, kind: SpeakerKind, pack: &Pack) -> Vec<u32> {
    match kind {
        SpeakerKind::Person => person(name, pack),
        _ => hashes(&pack.link.organization(name), pack),
    }
}

fn person(name: &str, pack: &Pack) -> Vec<u32> {
    if let Some(words) = pack.link.stands_for(&lower_words(name)) {
        return words.iter().map(|w| word(w, pack)).collect();
    }
    name.split([' ', '-', ',', '.', '\u{a0}'])
        .map(|w| pack.link.name_word(w))
        .filter(|w| !w.is_empty())
        .map(|w| word_hash(&w))
        .collect()
}

fn hashes(words: &[String], pack: &Pack) -> Vec<u32> {
    words.iter().filter(|w| !pack.link.is_stop(pack.lexicon.id(w))).map(|w| word(w, pack)).collect()
}

fn roles(voice: &Voice, pack: &Pack) -> Box<[u32]> {
    let parts = voice.roles.iter().flat_map(|r| std::iter::once(&r.title).chain(&r.affiliation));
    let mut out: Vec<u32> = parts.flat_map(|p| hashes(&pack.link.organization(p), pack)).collect();
    out.sort_unstable();
    out.dedup();
    out.into_boxed_slice()
}

/// Runs of three words of a voice's quotes.
fn runs(article: &Article, quotes: &[u32]) -> Vec<u32> {
    let mut out = Vec::new();
    for quote in quotes.iter().filter_map(|i| article.quotes.get(*i as usize)) {
        let text = quote.span.of(&article.text);
        let mut last = [0; 2];
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()) {
            let hash = word_hash(word);
            if last[0] != 0 {
                out.push(pair_hash(pair_hash(last[0], last[1]), hash));
            }
            last = [last[1], hash];
        }
    }
    out.sort_unstable();
    out.dedup();
    out.truncate(SAID_LIMIT);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::Build;

    fn keyed(name: &str, kind: SpeakerKind) -> VoiceKey {
        let article = Build::new("a", "Ya, kami setuju.").voice(name, kind).article();
        key(&article, &[], &article.voices[0], Pack::indonesian())
    }

    #[test]
    fn spellings_and_names_of_states_have_one_key() {
        let same = |kind, a, b| assert_eq!(keyed(a, kind).name, keyed(b, kind).name, "{a} {b}");
        same(SpeakerKind::Person, "Sergey Volkova", "Sergei Volkova");
        same(SpeakerKind::Person, "Ma’ruf Joko", "Maruf Djoko");
        same(SpeakerKind::Organization, "pemerintah Korea Utara", "Pyongyang");
        same(SpeakerKind::Organization, "Kemlu Korut", "Kementerian Luar Negeri Korea Utara");
        let (a, b) =
            (keyed("seorang diplomat Korut", SpeakerKind::Unnamed), keyed("perwakilan Korea Utara", SpeakerKind::Unnamed));
        assert_eq!((a.office, &a.name), (b.office, &b.name));
        assert!(!keyed("polisi", SpeakerKind::Organization).proper && keyed("Polri", SpeakerKind::Organization).proper);
    }
}
