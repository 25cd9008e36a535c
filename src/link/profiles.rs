//! From groups of voices to [`Speaker`]s: canonical name, aliases, roles as printed, quotes.

use super::groups::Groups;
use super::names::{name_hash, words as words_of};
use super::prepare::{Prepared, quotes_of};
use super::speakers::Node;
use crate::lang::{Class, Pack, lower_words};
use crate::model::{ArticleIx, Attribution, Quote, QuoteRef, Speaker, SpeakerIx, SpeakerKind, SpeakerRole, Voice};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The speakers of the corpus, the most quoted first, and which speaker each voice of each article is.
pub fn build(articles: &[&Prepared], nodes: &[Node], groups: &mut Groups, pack: &Pack) -> (Vec<Speaker>, Vec<Vec<SpeakerIx>>) {
    let mut members: Vec<Vec<u32>> = Vec::new();
    let mut index: FxHashMap<u32, u32> = FxHashMap::default();
    for i in 0..nodes.len() as u32 {
        let at = *index.entry(groups.root(i)).or_insert_with(|| {
            members.push(Vec::new());
            members.len() as u32 - 1
        });
        if let Some(list) = members.get_mut(at as usize) {
            list.push(i);
        }
    }
    let quotes: Vec<_> = articles.iter().map(|p| quotes_of(&p.article, Attribution::Reported)).collect();
    let doubtful = |p: &Prepared| !p.article.quotes.iter().all(Quote::is_reported);
    let alleged_of = |p: &Prepared| if doubtful(p) { quotes_of(&p.article, Attribution::Alleged) } else { Vec::new() };
    let alleged: Vec<_> = articles.iter().map(|p| alleged_of(p)).collect();
    let mut made: Vec<(Speaker, Vec<u32>)> = members
        .into_iter()
        .filter_map(|m| {
            let of: Vec<&Node> = m.iter().filter_map(|i| nodes.get(*i as usize)).collect();
            of.iter().find(|n| !n.silent)?;
            let mut profile = profile(articles, &of, &quotes, pack)?;
            profile.alleged = places(&of, &alleged);
            Some((profile, m))
        })
        .collect();
    let order = |s: &Speaker| (std::cmp::Reverse(s.quotes.len()), s.name.clone());
    made.sort_by(|a, b| a.0.quotes.len().cmp(&b.0.quotes.len()).reverse().then_with(|| order(&a.0).cmp(&order(&b.0))));
    let mut voices: Vec<Vec<SpeakerIx>> = articles.iter().map(|p| vec![0; p.article.voices.len()]).collect();
    let mut taken: FxHashMap<Arc<str>, u32> = FxHashMap::default();
    let mut speakers = Vec::with_capacity(made.len());
    for (ix, (mut speaker, of)) in made.into_iter().enumerate() {
        for node in of.iter().filter_map(|i| nodes.get(*i as usize)) {
            if let Some(slot) = voices.get_mut(node.article as usize).and_then(|v| v.get_mut(node.voice as usize)) {
                *slot = ix as SpeakerIx;
            }
        }
        let again = taken.entry(Arc::clone(&speaker.id)).and_modify(|n| *n += 1).or_insert(0);
        if *again > 0 {
            speaker.id = format!("{}-{again}", speaker.id).into();
        }
        speakers.push(speaker);
    }
    (speakers, voices)
}

fn profile(articles: &[&Prepared], nodes: &[&Node], quotes: &[Vec<Vec<u32>>], pack: &Pack) -> Option<Speaker> {
    let first = nodes.first()?;
    let voice = |n: &Node| -> Option<&Voice> { articles.get(n.article as usize)?.voice(n.voice) };
    let said = |n: &Node| of_node(n, quotes);
    let words = trusted(nodes, &voice, &|n| of_node(n, quotes).len(), pack);
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut full: BTreeMap<&str, usize> = BTreeMap::new();
    for &node in nodes {
        let Some(voice) = voice(node) else { continue };
        // A body's name that ran into the person's is no name of theirs.
        let ran_in = node.key.name.strip_suffix(node.name).unwrap_or(&[]);
        for alias in voice.aliases.iter().filter(|a| ran_in.is_empty() || words_of(a, voice.kind, pack) != ran_in) {
            names.entry(alias).or_insert(0);
        }
        if !node.silent {
            *names.entry(&voice.name).or_insert(0) += 1;
        }
        if first.kind != SpeakerKind::Person || name_hash(node.name) == words && node.key.name.ends_with(node.name) {
            *full.entry(printed(node, &voice.name)).or_insert(0) += 1 + said(node).len();
        }
    }
    let unnamed = first.kind == SpeakerKind::Unnamed;
    // Of a state's names its own comes before its capital's, however often that is printed; so with whoever has another name.
    let body = matches!(first.kind, SpeakerKind::Organization | SpeakerKind::Person);
    let own = |name: &str| body && pack.link.organization(name) == lower_words(name);
    let weight = |name: &str, n: usize| {
        let length = name.chars().count();
        // `RANI Waskita`: as a text's first word is written, not as a name is.
        let loud = first.kind == SpeakerKind::Person
            && name.split_whitespace().any(|w| w.chars().count() > 3 && w.chars().all(char::is_uppercase));
        if unnamed { (false, true, length, n) } else { (own(name), !loud, n, length) }
    };
    let name = full.iter().max_by(|a, b| weight(a.0, *a.1).cmp(&weight(b.0, *b.1)).then(b.0.cmp(a.0))).map(|e| *e.0)?;
    let shared_id = match first.kind {
        SpeakerKind::Person => nodes.iter().any(|n| n.name.len() > 1 && name_hash(n.name) == words),
        SpeakerKind::Organization | SpeakerKind::Document => first.key.proper,
        SpeakerKind::Unnamed => false,
    };
    // What no name holds apart is held apart by the first article that has it.
    let home = if shared_id { None } else { articles.get(first.article as usize).map(|p| &*p.article.id) };
    let id = format!("{}|{words}|{}|{}", first.kind.name(), first.key.office, home.unwrap_or(""));
    Some(Speaker {
        id: blake3::hash(id.as_bytes()).to_hex().get(..16)?.into(),
        name: name.into(),
        kind: first.kind,
        aliases: names.keys().filter(|n| **n != name).map(|n| Box::from(*n)).collect(),
        roles: roles(nodes, &voice),
        quotes: places(nodes, quotes),
        alleged: Vec::new(),
    })
}

/// The quotes of a voice, of those listed by article and voice.
fn of_node<'q>(node: &Node, quotes: &'q [Vec<Vec<u32>>]) -> &'q [u32] {
    quotes.get(node.article as usize).and_then(|a| a.get(node.voice as usize)).map_or(&[], Vec::as_slice)
}

/// The quotes of several voices, each once, in order.
fn places(nodes: &[&Node], quotes: &[Vec<Vec<u32>>]) -> Vec<QuoteRef> {
    let all = nodes.iter().flat_map(|n| of_node(n, quotes).iter().map(|q| QuoteRef { article: n.article, quote: *q }));
    all.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// A voice's name as printed, without a first word that is not its own.
fn printed<'a>(node: &Node, name: &'a str) -> &'a str {
    let own = node.name.len() == node.key.name.len();
    name.split_once(char::is_whitespace).filter(|_| !own).map_or(name, |(_, rest)| rest)
}

/// Hash of the name that a group goes by: the longest, unless a shorter one of two words or more stands in more than
/// [`OUTWEIGHS`] times as many articles, or it stands in one article only, a shorter one stands in several, and what it adds
/// before that one may be no name (`Ketua PP Rani Umbara`, once, for `Rani Umbara`). Of two that are as long, the one in more
/// articles.
fn trusted<'a>(nodes: &[&Node], voice: &dyn Fn(&Node) -> Option<&'a Voice>, said: &dyn Fn(&Node) -> usize, pack: &Pack) -> u32 {
    let mut forms: BTreeMap<(usize, u32), Vec<&Node>> = BTreeMap::new();
    for &node in nodes {
        let with = forms.entry((node.name.len(), name_hash(node.name))).or_default();
        if with.last().is_none_or(|last| last.article != node.article) {
            with.push(node);
        }
    }
    // Of names with as many words, the most frequent.
    // A word in full comes before its first letter (`Muhammad Waskita`, `M. Waskita`).
    let full =
        |n: &&Node| voice(n).is_some_and(|v| v.name.split_whitespace().all(|w| w.trim_end_matches('.').chars().count() > 1));
    let weight = |with: &Vec<&Node>| (with.iter().any(full), with.len(), with.iter().map(|n| said(n)).sum::<usize>());
    let most = |a: &(usize, &Vec<&Node>), b: &(usize, &Vec<&Node>)| {
        a.1.len().cmp(&b.1.len()).then(a.0.cmp(&b.0)).then_with(|| weight(a.1).cmp(&weight(b.1)))
    };
    let whole = forms.iter().filter(|((words, _), _)| *words > 1).map(|((words, hash), with)| (*words, *hash, with));
    let frequent = whole.clone().map(|(words, _, with)| (words, with)).max_by(most);
    if let Some((words, with)) = frequent
        && let Some((_, hash, _)) = whole.clone().find(|(_, _, w)| std::ptr::eq(*w, with))
    {
        let longer = whole.clone().filter(|(w, _, _)| *w > words).map(|(_, _, with)| with.len()).max();
        let same = whole.filter(|(w, _, _)| *w == words).count() > 1;
        if longer.is_some_and(|n| with.len() > OUTWEIGHS * n) || longer.is_none() && same {
            return hash;
        }
    }
    let several = forms.iter().rev().find(|((words, _), with)| *words > 1 && with.len() > 1);
    let Some(((words, hash), known)) = several else { return forms.keys().next_back().map_or(0, |f| f.1) };
    let shorter = known.first().map_or(&[][..], |n| n.name);
    let fuller = |with: &&Vec<&Node>| {
        let Some((node, voice)) = with.first().and_then(|n| Some((n, voice(n)?))) else { return false };
        let added = node.name.iter().take_while(|w| !shorter.contains(w)).count();
        printed(node, &voice.name).split_whitespace().take(added).all(|word| given(word, pack))
    };
    let longer = forms.range((words + 1, 0)..).rev().find(|(_, with)| fuller(with));
    longer.map_or(*hash, |(form, _)| form.1)
}

/// How many times more articles a shorter name must be in than a longer one for somebody to go by it.
const OUTWEIGHS: usize = 5;

/// Whether a word is surely part of a person's name: an initial or a given name.
fn given(word: &str, pack: &Pack) -> bool {
    let word = word.trim_end_matches('.');
    word.chars().count() <= 2 || pack.words.class(pack.lexicon.id(&word.to_lowercase())).any(Class::GIVEN_NAME)
}

/// Roles as printed, the most frequent first; two that differ in case only are one.
fn roles<'a>(nodes: &[&Node], voice: &dyn Fn(&Node) -> Option<&'a Voice>) -> Vec<SpeakerRole> {
    let mut by_key: BTreeMap<(String, String), (SpeakerRole, usize)> = BTreeMap::new();
    for &node in nodes.iter().filter(|n| !n.silent) {
        for role in voice(node).map_or(&[][..], |v| &v.roles) {
            let key = (role.title.to_lowercase(), role.affiliation.as_deref().unwrap_or("").to_lowercase());
            let made = || (SpeakerRole { title: role.title.clone(), affiliation: role.affiliation.clone(), articles: vec![] }, 0);
            let (entry, count) = by_key.entry(key).or_insert_with(made);
            *count += 1;
            if entry.articles.last() != Some(&(node.article as ArticleIx)) {
                entry.articles.push(node.article);
            }
        }
    }
    let mut out: Vec<_> = by_key.into_values().collect();
    out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.title.cmp(&b.0.title)).then_with(|| a.0.affiliation.cmp(&b.0.affiliation)));
    out.into_iter().map(|r| r.0).collect()
}
