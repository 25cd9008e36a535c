//! Statements: what one speaker said once and several places tell, with what became of the words.
//!
//! Two quotes of one speaker are candidates when they share a pair of neighbouring content words, or stand beside each
//! other in one article; `same` tells whether they are one statement. Blocks are one speaker's pairs of words; blocks too
//! large to tell anything are passed over. What several quotes have been joined for must hold of each and the fullest: what
//! is one statement with a third one only is a statement of its own.

use super::compare::{Word, compare, words};
use super::groups::Groups;
use super::prepare::{MARKS, NAMED, Prepared};
use super::same::{Said, across, beside, days_apart, one_statement, runs};
use crate::lang::{Pack, pair_hash};
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Quotes of one speaker with one pair of words that are compared with each other.
const BLOCK: usize = 12;
/// Content words of a quote that may have another version.
const FEWEST: usize = 2;
/// Days between two tellings that contradict each other.
const SAME_DAY: i32 = 1;
/// Sources that print one other name or number for it to be a slip.
const SLIP: usize = 2;
/// Versions shown of one statement.
const VERSIONS: usize = 64;

/// The statements of a corpus, the gravest differences first, then those told most.
pub fn build(articles: &[&Prepared], voices: &[Vec<SpeakerIx>], copies: &[ArticleIx], pack: &Pack) -> Vec<Statement> {
    let said = said(articles, voices);
    let mut groups = Groups::new(said.len());
    join_across(&said, &mut groups);
    join_beside(&said, &mut groups);
    let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for i in 0..said.len() as u32 {
        members.entry(groups.root(i)).or_default().push(i);
    }
    let mut several: Vec<Vec<u32>> = members.into_values().filter(|m| m.len() > 1).collect();
    let mut out: Vec<Statement> = Vec::new();
    // What is said of somebody else in the same words is a statement of its own.
    while let Some(members) = several.pop() {
        let (statement, others) = statement(articles, &said, &members, copies, pack);
        out.extend(statement);
        several.extend(Some(others).filter(|o| (2..members.len()).contains(&o.len())));
    }
    let sort = |s: &Statement| (s.relation(), Reverse(s.versions.len()), s.fullest().map(|q| (q.article, q.quote)));
    out.sort_by_key(sort);
    out
}

fn said<'a>(articles: &[&'a Prepared], voices: &[Vec<SpeakerIx>]) -> Vec<Said<'a>> {
    let mut out = Vec::new();
    for (ix, prepared) in articles.iter().enumerate() {
        let published = prepared.article.published.as_ref().and_then(|p| p.value.bounds());
        for (i, quote) in prepared.article.quotes.iter().enumerate().filter(|(_, q)| q.counts()) {
            let speaker = quote.speaker.and_then(|v| voices.get(ix)?.get(v as usize).copied());
            let words = prepared.said(i as u32);
            let Some(speaker) = speaker.filter(|_| words.len() >= FEWEST) else { continue };
            let voice = quote.speaker.and_then(|v| prepared.voice(v));
            let unnamed = voice.is_some_and(|v| v.kind == SpeakerKind::Unnamed);
            let day = quote.said.as_ref().and_then(TimeValue::bounds).or(published).map(|b| b.1);
            out.push(Said { at: QuoteRef { article: ix as u32, quote: i as u32 }, speaker, quote, words, day, unnamed });
        }
    }
    out
}

/// Joins what several articles tell.
fn join_across(said: &[Said], groups: &mut Groups) {
    // Every pair of neighbouring content words, with who says it; two names tell only what is spoken of. A pair that two
    // speakers use is common.
    let mut pairs: Vec<(u32, u32, u32)> = Vec::new();
    for (i, s) in said.iter().enumerate() {
        let told = s.words.windows(2).filter(|p| p.iter().any(|w| w & NAMED == 0));
        pairs.extend(told.filter_map(|p| Some((pair_hash(*p.first()? & !MARKS, *p.last()? & !MARKS), s.speaker, i as u32))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
    for pair in pairs.chunk_by(|a, b| a.0 == b.0).filter(|p| p.len() > 1) {
        let own = pair.first().map(|p| p.1) == pair.last().map(|p| p.1);
        for of_speaker in pair.chunk_by(|a, b| a.1 == b.1).filter(|b| (2..=BLOCK).contains(&b.len())) {
            for (n, (_, _, j)) in of_speaker.iter().enumerate() {
                for (_, _, i) in of_speaker.iter().take(n) {
                    let (Some(a), Some(b)) = (said.get(*i as usize), said.get(*j as usize)) else { continue };
                    let new = (own || seen.insert((*i, *j))) && groups.root(*i) != groups.root(*j);
                    if new && (across(a, b) || own && runs(a, b)) {
                        groups.join(*i, *j);
                    }
                }
            }
        }
    }
}

/// Joins a paraphrase with the quote beside it.
fn join_beside(said: &[Said], groups: &mut Groups) {
    for (i, pair) in said.windows(2).enumerate() {
        if let [a, b] = pair
            && beside(a, b)
        {
            groups.join(i as u32, i as u32 + 1);
        }
    }
}

/// The statement of these quotes, and those that are no version of it but of another.
fn statement(
    articles: &[&Prepared],
    said: &[Said],
    members: &[u32],
    copies: &[ArticleIx],
    pack: &Pack,
) -> (Option<Statement>, Vec<u32>) {
    let of = of_fullest(said, members);
    let (Some(fullest), Some(versions)) = (of.first(), versions(articles, &of, copies, pack)) else { return (None, Vec::new()) };
    let mut versions = keep_slips(versions, articles, copies);
    let kept: FxHashSet<QuoteRef> = versions.iter().map(|v| v.quote).collect();
    let others = members.iter().take(VERSIONS).filter(|i| said.get(**i as usize).is_some_and(|s| !kept.contains(&s.at)));
    let others = others.copied().collect();
    let Some((_, rest)) = versions.split_first_mut().filter(|(_, rest)| !rest.is_empty()) else { return (None, others) };
    rest.sort_by_key(|v| (v.relation, v.quote));
    let id = articles.get(fullest.at.article as usize).and_then(|p| {
        let (article, span) = (&p.article.id, fullest.quote.span);
        let hash = blake3::hash(format!("statement|{article}|{}|{}", span.start, span.end).as_bytes());
        Some(hash.to_hex().get(..16)?.into())
    });
    (id.map(|id| Statement { id, speaker: fullest.speaker, versions }), others)
}

/// The fullest of these quotes, and behind it those that are one statement with it, or paraphrase one that is beside it.
fn of_fullest<'s, 'a>(said: &'s [Said<'a>], members: &[u32]) -> Vec<&'s Said<'a>> {
    let mut of: Vec<&Said> = members.iter().filter_map(|i| said.get(*i as usize)).take(VERSIONS).collect();
    // The fullest: in quotation marks, then the longest, then the first.
    of.sort_by_key(|s| (s.quote.kind != QuoteKind::Direct, Reverse(s.words.len()), s.at));
    let Some(fullest) = of.first().copied() else { return of };
    let (mut kept, rest): (Vec<&Said>, Vec<&Said>) =
        of.into_iter().partition(|s| s.at == fullest.at || one_statement(s, fullest));
    let told: Vec<&Said> = rest.into_iter().filter(|s| kept.iter().any(|k| k.quoted() && beside(s, k))).collect();
    kept.extend(told);
    kept
}

/// The versions of a statement, the first of which is the fullest.
fn versions(articles: &[&Prepared], of: &[&Said], copies: &[ArticleIx], pack: &Pack) -> Option<Vec<Version>> {
    let fullest = *of.first()?;
    let text = |s: &Said| articles.get(s.at.article as usize).map(|p| &p.article);
    let read = |s: &Said| -> Option<Vec<Word>> { Some(words(text(s)?, s.quote.span, pack)) };
    let there = read(fullest)?;
    let source = |s: &Said| copies.get(s.at.article as usize).copied().unwrap_or(s.at.article);
    let mut versions = Vec::with_capacity(of.len());
    for s in of {
        let texts: (&str, &str) = (&text(s)?.text, &text(fullest)?.text);
        let (relation, differences) = match s.quote.span.of(texts.0) == fullest.quote.span.of(texts.1) {
            true => (Relation::Identical, Vec::new()),
            false => agreeing(s, fullest, compare(&read(s)?, &there, texts)),
        };
        // What one office says day after day in the same words, with other numbers, is a statement each day.
        if relation == Relation::Contradicting && days_apart(s, fullest) > SAME_DAY {
            continue;
        }
        let copy = of.iter().any(|o| o.at.article < s.at.article && source(o) == source(s));
        versions.push(Version { quote: s.at, relation, differences, copy });
    }
    Some(versions)
}

/// A denial is compared with what is denied: a negation that only one of them has makes no contradiction.
fn agreeing(s: &Said, fullest: &Said, (relation, mut differences): (Relation, Vec<Difference>)) -> (Relation, Vec<Difference>) {
    let denies = |s: &Said| matches!(s.quote.stance, Stance::Denies | Stance::Declines);
    if denies(s) == denies(fullest) || relation != Relation::Contradicting {
        return (relation, differences);
    }
    for difference in differences.iter_mut().filter(|d| d.kind == DifferenceKind::Negation) {
        difference.kind = DifferenceKind::Words;
    }
    let still = differences.iter().any(|d| d.kind.contradicts());
    (if still { relation } else { Relation::Reworded }, differences)
}

/// Parts versions with another name or number that several sources print: what many print alike is no slip of one, but said
/// of somebody else (a judge reads two verdicts in the same words).
fn keep_slips(mut versions: Vec<Version>, articles: &[&Prepared], copies: &[ArticleIx]) -> Vec<Version> {
    let word = |v: &Version| -> Option<String> {
        let first = v.differences.iter().find(|d| d.kind.contradicts())?;
        Some(first.here?.of(&articles.get(v.quote.article as usize)?.article.text).to_lowercase())
    };
    let mut sources: FxHashMap<String, FxHashSet<ArticleIx>> = FxHashMap::default();
    for (word, article) in versions.iter().filter_map(|v| Some((word(v)?, v.quote.article))) {
        sources.entry(word).or_default().insert(copies.get(article as usize).copied().unwrap_or(article));
    }
    versions.retain(|v| word(v).and_then(|w| sources.get(&w)).is_none_or(|s| s.len() <= SLIP));
    versions
}

#[cfg(test)]
mod tests {
    use crate::lang::Pack;
    use crate::link::testing::Build;
    use crate::link::{Linker, prepare};
    use crate::model::*;

    fn corpus(list: Vec<Build>) -> Corpus {
        let mut linker = Linker::new(Pack::indonesian());
        linker.add(list.into_iter().map(|b| prepare(b.article(), Pack::indonesian())));
        linker.corpus()
    }

    fn said(id: &str, day: &str, words: &str) -> Build {
        Build::new(id, &format!("Berita {id}. “{words},” kata Rani Umbara.")).quote(words, "kata", "Rani Umbara").published(day)
    }

    /// The relations of the statements, in their order.
    fn relations(list: Vec<Build>) -> Vec<Vec<Relation>> {
        corpus(list).statements.iter().map(|s| s.versions.iter().map(|v| v.relation).collect()).collect()
    }

    #[test]
    fn versions_of_one_statement_in_several_articles() {
        use Relation::*;
        let words = "Pagar bambu di muara akan dibongkar sebelum panen garam";
        let list = vec![
            said("a", "2031-05-14", words),
            said("b", "2031-05-15", "Pagar bambu di muara dibongkar sebelum panen garam"),
            said("c", "2031-05-15", words),
            said("d", "2031-05-15", "Pagar bambu di muara tidak akan dibongkar sebelum panen garam"),
            said("e", "2031-05-15", "Harga garam naik dua kali sebulan ini"),
        ];
        assert_eq!(relations(list), [vec![Identical, Contradicting, Shortened, Identical]]);
    }

    #[test]
    fn what_an_office_says_every_day_is_a_statement_each_day() {
        let words = |height: &str| format!("Letusan setinggi {height} meter teramati dari pos jaga Gunung Randu");
        let list = vec![said("a", "2031-05-14", &words("700")), said("b", "2031-05-18", &words("900"))];
        assert!(relations(list).is_empty());
    }

    #[test]
    fn the_same_names_make_no_statement() {
        let list = vec![
            said("a", "2031-05-14", "Menteri Orlan dan Presiden Vestria di Tanjung Randu menunda pelayaran perdana"),
            said("b", "2031-05-14", "Warga Tanjung Randu di Vestria memuji Menteri Orlan"),
        ];
        assert!(relations(list).is_empty());
    }

    #[test]
    fn a_paraphrase_is_compared_with_the_quote_beside_it() {
        let text = "Rani Umbara mengatakan pasukan Vestria Utara tiba di muara melalui selat. “Pasukan Vestria Selatan tiba di \
            muara melalui selat pada pagi buta,” kata Rani Umbara.";
        let build = Build::new("a", text)
            .quote("pasukan Vestria Utara tiba di muara melalui selat", "mengatakan", "Rani Umbara")
            .indirect()
            .quote("Pasukan Vestria Selatan tiba di muara melalui selat pada pagi buta", "kata", "Rani Umbara");
        let corpus = corpus(vec![build]);
        let version = &corpus.statements[0].versions[1];
        let shown = version.differences.iter().find(|d| d.kind == DifferenceKind::Name).expect("another name");
        let text = &corpus.articles[0].text;
        assert_eq!(shown.here.map(|s| s.of(text)), Some("Vestria Utara"));
        assert_eq!(shown.there.map(|s| s.of(text)), Some("Vestria Selatan"));
    }

    #[test]
    fn the_same_words_of_two_people_are_two_statements() {
        let words = |name: &str| format!("Menyatakan terdakwa {name} terbukti secara sah dan meyakinkan bersalah menyuap mandor");
        let list = vec![said("a", "2031-05-14", &words("Tomas Lind")), said("b", "2031-05-14", &words("Sinta Karsa"))];
        assert!(relations(list).is_empty());
    }

    #[test]
    fn a_sentence_read_to_several_is_a_statement_each() {
        let words = |years: &str| format!("Menjatuhkan pidana terhadap terdakwa dengan pidana penjara selama {years}");
        let read = |id: &str, years: &str| {
            let value = format!("P{}Y", years.trim_end_matches(" tahun"));
            said(id, "2031-05-14", &words(years)).time(years, &value)
        };
        let list: Vec<Build> = ["a", "b", "c", "d"].iter().map(|id| read(id, "16 tahun")).collect();
        let other: Vec<Build> = ["e", "f", "g"].iter().map(|id| read(id, "3 tahun")).collect();
        let relations = relations(list.into_iter().chain(other).collect());
        assert_eq!(relations, [vec![Relation::Identical; 4], vec![Relation::Identical; 3]]);
    }

    #[test]
    fn a_run_of_names_makes_no_statement() {
        let list = vec![
            said("a", "2031-05-14", "Tomas merupakan anggota Serikat Nelayan Lembah Randu"),
            said("b", "2031-05-14", "Tomas bisa jadi ditipu juragan Serikat Nelayan Lembah Randu"),
        ];
        assert!(relations(list).is_empty());
    }

    #[test]
    fn a_run_that_makes_one_of_two_unnamed_voices_is_one_statement() {
        let say = |id: &str, name: &str, words: &str| {
            Build::new(id, &format!("“{words},” kata {name}.")).quote_of(words, "kata", name, SpeakerKind::Unnamed)
        };
        let list = vec![
            say("a", "perwakilan Vestria", "Tuduhan Orlan tentang kapal hanyalah dongeng yang tidak berdasar"),
            say("b", "seorang diplomat Vestria", "Kami tidak perlu menjawab dongeng yang tidak berdasar dan surat kaleng itu"),
            say("c", "perwakilan Vestria", "Panen raya akan dimulai besok di seluruh lembah"),
        ];
        assert_eq!(relations(list), [vec![Relation::Identical, Relation::Reworded]]);
    }
}
