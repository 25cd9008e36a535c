//! One speaker for the voices of several articles.
//!
//! - Persons join by their whole name, however it is spelt. A part of a name (`Umbara`, `Rani`) joins the one full name in
//!   the corpus that has it, when something else agrees: a role, the story told, or that the full name is in several
//!   articles. Where several full names have it, the role or the story must choose one; else it stays alone.
//! - Organizations and documents join by name; one that is only described (`polisi`) stays in its article.
//! - Unnamed voices join when office and affiliation agree and they say the same thing.
//!
//! Blocks are words of names, roles and runs of said words; nothing is compared outside a block, and blocks too large to
//! tell anybody apart are passed over.

use super::groups::Groups;
use super::names::{VoiceKey, name_hash};
use super::prepare::{Prepared, pair_hash, shared};
use crate::model::SpeakerKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// One voice of one article.
#[derive(Copy, Clone)]
pub struct Node<'a> {
    /// Index of its article.
    pub article: u32,
    /// Index of the voice in it.
    pub voice: u32,
    /// What kind of voice it is.
    pub kind: SpeakerKind,
    /// What it is compared by.
    pub key: &'a VoiceKey,
    /// The words of its name, hashed; without the state's or the body's name that an article ran into it.
    pub name: &'a [u32],
    /// Whether the article names them and does not quote them.
    pub silent: bool,
}

/// A full name that more than one word of a name may belong to.
struct Form {
    name: Vec<u32>,
    /// The last word of the name.
    last: u32,
    /// Whether it ends with a son's word.
    younger: bool,
    nodes: Vec<u32>,
    /// How many of them are quoted.
    quoted: usize,
}

/// Forms that may share a word of a name before the word says nothing.
const NAME_BLOCK: usize = 200;
/// Articles of a form that are asked whether they tell the same story.
const STORIES: usize = 8;
/// Articles with a full name from which a part of it needs no other ground.
const KNOWN: usize = 3;
/// How many times more articles one full name must be in than any other for a part of both to mean it.
const FOREMOST: usize = 4;
/// Names that have a word of a role for it to tell nobody apart.
const COMMON_ROLE: usize = 12;
/// Voices of one block that are compared with its first ones.
const VOICE_BLOCK: usize = 64;

/// All voices by article and position.
pub fn nodes<'a>(articles: &[&'a Prepared]) -> Vec<Node<'a>> {
    let mut out = Vec::new();
    for (article, prepared) in articles.iter().enumerate() {
        for (voice, key) in prepared.voices.iter().enumerate() {
            let silent = voice >= prepared.article.voices.len();
            let Some(kind) = prepared.voice(voice as u32).map(|v| v.kind) else { continue };
            out.push(Node { article: article as u32, voice: voice as u32, kind, key, name: &key.name, silent });
        }
    }
    let bodies = Bodies::of(&out, articles);
    // An initial is never a body's name, whatever title holds the letter (`Komisi I`).
    let initial = |node: &Node| {
        let voice = articles.get(node.article as usize).and_then(|a| a.voice(node.voice));
        voice.is_some_and(|v| v.name.split_whitespace().next().is_some_and(|first| first.trim_end_matches('.').len() < 3))
    };
    for node in out.iter_mut().filter(|n| n.kind == SpeakerKind::Person) {
        if let Some(parted) = node.key.unglued.as_deref().filter(|p| p.len() > 1 && bodies.names.contains(&name_hash(p))) {
            node.name = parted;
        }
        if bodies.run_into(node.name) && !initial(node) {
            node.name = node.name.get(1..).unwrap_or(node.name);
        }
    }
    out
}

/// What the corpus tells of first words that are no part of a name: an article that has nobody else of a state runs the
/// state into the name (`Presiden Velanda Rosa Anindya`), the other articles tell it apart.
struct Bodies {
    /// Words that are the whole name of an organization or a state that speaks, or that an article uses as a place's or a
    /// body's name.
    speaking: FxHashSet<u32>,
    /// Words of titles and affiliations.
    titles: FxHashSet<u32>,
    /// Names of two words or more.
    names: FxHashSet<u32>,
    /// How many different names begin with a word, up to two.
    begins: FxHashMap<u32, (u32, bool)>,
}

impl Bodies {
    fn of(nodes: &[Node], articles: &[&Prepared]) -> Bodies {
        let persons = || nodes.iter().filter(|n| n.kind == SpeakerKind::Person);
        let bodies = nodes.iter().filter(|n| n.kind == SpeakerKind::Organization && n.key.proper);
        let mut begins: FxHashMap<u32, (u32, bool)> = FxHashMap::default();
        for name in persons().map(|n| n.name).filter(|name| name.len() > 2) {
            let (Some(first), Some(rest)) = (name.first(), name.get(1..)) else { continue };
            let seen = begins.entry(*first).or_insert((name_hash(rest), false));
            seen.1 |= seen.0 != name_hash(rest);
        }
        Bodies {
            speaking: bodies
                .filter_map(|n| if let [word] = n.name { Some(*word) } else { None })
                .chain(articles.iter().flat_map(|a| a.bodies.iter().copied()))
                .collect(),
            titles: persons().flat_map(|n| n.key.roles.iter().copied()).collect(),
            names: persons().filter(|n| n.name.len() > 1).map(|n| name_hash(n.name)).collect(),
            begins,
        }
    }

    /// Whether the first word of a name is a body's, not the person's.
    fn run_into(&self, name: &[u32]) -> bool {
        let (Some(first), Some(rest)) = (name.first(), name.get(1..)) else { return false };
        let known = self.names.contains(&name_hash(rest)) && (self.speaking.contains(first) || self.titles.contains(first));
        let several = self.speaking.contains(first) && self.begins.get(first).is_some_and(|b| b.1);
        rest.len() > 1 && (known || several)
    }
}

/// Which nodes are one speaker.
pub fn unify(articles: &[&Prepared], nodes: &[Node]) -> Groups {
    let mut groups = Groups::new(nodes.len());
    let persons = Persons::new(articles, nodes);
    persons.join(&mut groups);
    join_named(nodes, &mut groups);
    join_unnamed(nodes, &mut groups);
    groups
}

/// Organizations and documents with a proper name.
fn join_named(nodes: &[Node], groups: &mut Groups) {
    let mut first: FxHashMap<(SpeakerKind, u32), u32> = FxHashMap::default();
    for (i, node) in nodes.iter().enumerate() {
        if matches!(node.kind, SpeakerKind::Organization | SpeakerKind::Document) && !node.name.is_empty() {
            // What only describes is one voice inside its article and nobody outside it.
            let place = if node.key.proper { 0 } else { node.article + 1 };
            let block = pair_hash(name_hash(node.name), place);
            let seen = *first.entry((node.kind, block)).or_insert(i as u32);
            groups.join(seen, i as u32);
        }
    }
}

fn join_unnamed(nodes: &[Node], groups: &mut Groups) {
    let mut blocks: FxHashMap<(u32, u32), Vec<u32>> = FxHashMap::default();
    for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.kind == SpeakerKind::Unnamed && n.key.office != 0) {
        for word in node.name {
            blocks.entry((node.key.office, *word)).or_default().push(i as u32);
        }
    }
    for block in blocks.values().filter(|b| b.len() > 1) {
        join_in_block(nodes, block, groups);
    }
    join_in_article(nodes, groups);
}

/// Of one office, where one affiliation is part of the other: the same article, or the same words.
fn join_in_block(nodes: &[Node], block: &[u32], groups: &mut Groups) {
    let mut by_run: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut before: Option<u32> = None;
    for &i in block {
        let Some(node) = nodes.get(i as usize) else { continue };
        let same_body = |j: u32| nodes.get(j as usize).is_some_and(|other| within(node.name, other.name));
        let mut candidates: Vec<u32> = Vec::new();
        for run in &node.key.said {
            let others = by_run.entry(*run).or_default();
            candidates.extend(others.iter());
            if others.len() < VOICE_BLOCK {
                others.push(i);
            }
        }
        candidates.sort_unstable();
        for same in candidates.chunk_by(|a, b| a == b).filter(|same| same.len() >= 2) {
            same.first().filter(|j| same_body(**j)).map(|j| groups.join(*j, i));
        }
        let neighbour = before.replace(i).filter(|j| nodes.get(*j as usize).is_some_and(|n| n.article == node.article));
        neighbour.filter(|j| same_body(*j)).map(|j| groups.join(j, i));
    }
}

/// Whether all words of one list are in the other.
fn within(a: &[u32], b: &[u32]) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().all(|w| many.contains(w))
}

/// In one article, an office without affiliation is the only voice of that office that has one.
fn join_in_article(nodes: &[Node], groups: &mut Groups) {
    let mut behind = 0;
    for of_article in nodes.chunk_by(|a, b| a.article == b.article) {
        let first = behind;
        behind += of_article.len();
        let offices = || of_article.iter().enumerate().filter(|(_, n)| n.kind == SpeakerKind::Unnamed && n.key.office != 0);
        for (i, bare) in offices().filter(|(_, n)| n.name.is_empty()) {
            let mut full = offices().filter(|(_, n)| n.key.office == bare.key.office && !n.name.is_empty());
            let Some((j, only)) = full.next() else { continue };
            if full.all(|(_, n)| n.name == only.name) {
                groups.join((first + i) as u32, (first + j) as u32);
            }
        }
    }
}

/// The persons of a corpus by name.
struct Persons<'a> {
    articles: &'a [&'a Prepared],
    nodes: &'a [Node<'a>],
    forms: Vec<Form>,
    /// Forms of two words or more, by each word.
    by_word: FxHashMap<u32, Vec<u32>>,
    /// Forms by abbreviations that articles give them; a form appears once per abbreviation.
    by_alias: FxHashMap<u32, Vec<u32>>,
    /// Words of roles that so many people have that one alone makes nobody the same (`anggota`).
    common_roles: FxHashSet<u32>,
}

impl<'a> Persons<'a> {
    fn new(articles: &'a [&'a Prepared], nodes: &'a [Node<'a>]) -> Self {
        let mut forms: Vec<Form> = Vec::new();
        let mut index: FxHashMap<u32, u32> = FxHashMap::default();
        let mut by_word: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut by_alias: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.kind == SpeakerKind::Person && !n.name.is_empty()) {
            let form = *index.entry(name_hash(node.name)).or_insert_with(|| {
                let mut name = node.name.to_vec();
                name.sort_unstable();
                name.dedup();
                if name.len() > 1 {
                    name.iter().for_each(|w| by_word.entry(*w).or_default().push(forms.len() as u32));
                }
                let last = node.name.last().copied().unwrap_or(0);
                forms.push(Form { name, last, younger: node.key.younger, nodes: Vec::new(), quoted: 0 });
                forms.len() as u32 - 1
            });
            for alias in &node.key.aliases {
                let with = by_alias.entry(*alias).or_default();
                if !with.contains(&form) && with.len() < NAME_BLOCK {
                    with.push(form);
                }
            }
            if let Some(form) = forms.get_mut(form as usize) {
                form.nodes.push(i as u32);
                form.quoted += usize::from(!node.silent);
            }
        }
        let common_roles = common_roles(&forms, nodes);
        Self { articles, nodes, forms, by_word, by_alias, common_roles }
    }

    fn join(&self, groups: &mut Groups) {
        // What each form belongs to, decided for all before any is joined, so that no order matters.
        let targets: Vec<Option<u32>> = (0..self.forms.len() as u32).map(|f| self.whole(f)).collect();
        let end = |mut form: u32| {
            for _ in 0..8 {
                match targets.get(form as usize).copied().flatten() {
                    Some(up) => form = up,
                    None => break,
                }
            }
            form
        };
        for (f, form) in self.forms.iter().enumerate() {
            let (f, Some(&anchor)) = (f as u32, form.nodes.first()) else { continue };
            if form.name.len() > 1 {
                for n in &form.nodes {
                    groups.join(anchor, *n);
                }
                if let Some(up) = self.forms.get(end(f) as usize).and_then(|t| t.nodes.first()) {
                    groups.join(anchor, *up);
                }
                continue;
            }
            self.join_parts(f, form, &end, groups);
        }
    }

    /// Names of one word: each voice is asked by itself, for two articles may mean two people.
    fn join_parts(&self, f: u32, form: &Form, end: &dyn Fn(u32) -> u32, groups: &mut Groups) {
        let mut candidates: Vec<u32> = self.larger(f).into_iter().chain(self.aliased(form)).map(end).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut alone: Vec<u32> = Vec::new();
        for &n in &form.nodes {
            match self.choose(n, &candidates) {
                Some(target) => {
                    groups.join(n, target);
                }
                None => alone.push(n),
            }
        }
        self.join_alone(&alone, groups);
    }

    /// The longer name that a name of two words or more is a part of, when there is exactly one and nothing speaks
    /// against it.
    fn whole(&self, f: u32) -> Option<u32> {
        let form = self.forms.get(f as usize)?;
        if form.name.len() < 2 {
            return None;
        }
        let larger = self.larger(f);
        let [only] = larger.as_slice() else { return None };
        let other = self.forms.get(*only as usize)?;
        let mut pairs = form.nodes.iter().take(STORIES).flat_map(|a| other.nodes.iter().take(STORIES).map(move |b| (*a, *b)));
        let known = |n: &[u32]| n.iter().any(|i| self.nodes.get(*i as usize).is_some_and(|n| !n.key.roles.is_empty()));
        let silent = !known(&form.nodes) || !known(&other.nodes);
        (silent || pairs.any(|(a, b)| self.agree(a, b))).then_some(*only)
    }

    /// The longest forms that have every word of this one and more.
    fn larger(&self, f: u32) -> Vec<u32> {
        let Some(form) = self.forms.get(f as usize) else { return Vec::new() };
        let blocks = form.name.iter().map(|w| self.by_word.get(w).map_or(&[][..], Vec::as_slice));
        let Some(block) = blocks.min_by_key(|b| b.len()).filter(|b| b.len() <= NAME_BLOCK) else { return Vec::new() };
        // `Rani Waskita` is the mother of `Rani Waskita Jr`.
        let son = |a: &Form, b: &Form| a.name.len() > 1 && b.younger && !a.younger;
        let holds = |a: &Form, b: &Form| b.name.len() > a.name.len() && shared(&a.name, &b.name) == a.name.len() && !son(a, b);
        let over = |other: &Form| holds(form, other) && (other.quoted > 0 || self.surname(form, other));
        let over: Vec<u32> = block.iter().copied().filter(|&o| self.forms.get(o as usize).is_some_and(over)).collect();
        let within = |a: u32, b: u32| {
            let (a, b) = (self.forms.get(a as usize), self.forms.get(b as usize));
            a.zip(b).is_some_and(|(a, b)| holds(a, b))
        };
        over.iter().copied().filter(|&a| !over.iter().any(|&b| within(a, b))).collect()
    }

    /// Whether one word is the family name in a full name that surely is a person's, and no given name.
    fn surname(&self, word: &Form, full: &Form) -> bool {
        let of = |form: &Form| form.nodes.first().and_then(|n| self.nodes.get(*n as usize));
        let common = of(word).is_none_or(|n| n.key.common);
        let sure = || full.nodes.iter().take(STORIES).any(|n| self.nodes.get(*n as usize).is_some_and(|n| n.key.certain));
        word.name == [full.last] && !common && (sure() || self.articles_of(full.nodes.iter()) > 1)
    }

    fn aliased(&self, form: &Form) -> Vec<u32> {
        let [word] = form.name.as_slice() else { return Vec::new() };
        self.by_alias.get(&name_hash(&[*word])).cloned().unwrap_or_default()
    }

    /// A node of the candidate that a one-word name belongs to.
    fn choose(&self, node: u32, candidates: &[u32]) -> Option<u32> {
        let this = self.nodes.get(node as usize)?;
        let fits = |f: u32, sure: bool| {
            let other = self.forms.get(f as usize)?;
            let first = other.nodes.first().copied()?;
            let agrees = other.nodes.iter().take(STORIES).any(|o| self.agree(node, *o));
            let bare = this.key.roles.is_empty() && !this.key.introduced && !this.key.common;
            let rare = || bare && (this.name == [other.last] || this.key.long && other.quoted > 0);
            (agrees || sure && (other.quoted >= KNOWN || rare())).then_some(first)
        };
        match candidates {
            [] => None,
            [only] => fits(*only, true),
            several if several.len() <= STORIES => {
                let mut fitting = several.iter().filter_map(|f| fits(*f, false));
                match (fitting.next(), fitting.next()) {
                    (Some(one), None) => Some(one),
                    _ => self.foremost(several).and_then(|f| fits(f, true)),
                }
            }
            _ => None,
        }
    }

    /// The one of several full names that is in far more articles than any other.
    fn foremost(&self, forms: &[u32]) -> Option<u32> {
        let mut by_articles: Vec<(usize, u32)> =
            forms.iter().filter_map(|f| Some((self.forms.get(*f as usize)?.quoted, *f))).collect();
        by_articles.sort_unstable_by(|a, b| b.cmp(a));
        match by_articles.as_slice() {
            [(most, form), (0, _), ..] if *most >= KNOWN => Some(*form),
            [(most, form), (next, _), ..] if *most >= FOREMOST * next.max(&KNOWN.div_ceil(2)) => Some(*form),
            _ => None,
        }
    }

    fn articles_of<'n>(&self, nodes: impl Iterator<Item = &'n u32>) -> usize {
        let mut articles: Vec<u32> = nodes.take(4 * KNOWN).filter_map(|n| Some(self.nodes.get(*n as usize)?.article)).collect();
        articles.dedup();
        articles.len()
    }

    /// One-word names that belong to no full name: one speaker when their roles or their stories agree.
    fn join_alone(&self, alone: &[u32], groups: &mut Groups) {
        let mut by_role: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &n in alone {
            let Some(node) = self.nodes.get(n as usize) else { continue };
            for role in &node.key.roles {
                let others = by_role.entry(*role).or_default();
                for &other in others.iter().take(STORIES) {
                    if self.agree(n, other) {
                        groups.join(n, other);
                    }
                }
                if others.len() < VOICE_BLOCK {
                    others.push(n);
                }
            }
        }
        for pair in alone.windows(2) {
            if let [a, b] = pair
                && self.same_story(*a, *b)
            {
                groups.join(*a, *b);
            }
        }
    }

    /// Whether two voices agree in role or in the story their articles tell.
    fn agree(&self, a: u32, b: u32) -> bool {
        let (Some(x), Some(y)) = (self.nodes.get(a as usize), self.nodes.get(b as usize)) else { return false };
        let common = shared(&x.key.roles, &y.key.roles);
        let least = x.key.roles.len().min(y.key.roles.len());
        let telling = |n: &usize| *n > 0 && (2 * *n > least || !self.shares_common_role_only(x.key, y.key));
        x.article == y.article || (telling(&common) && 2 * common >= least) || self.same_story(a, b)
    }

    fn shares_common_role_only(&self, a: &VoiceKey, b: &VoiceKey) -> bool {
        a.roles.iter().filter(|r| b.roles.binary_search(r).is_ok()).all(|r| self.common_roles.contains(r))
    }

    fn same_story(&self, a: u32, b: u32) -> bool {
        let story = |n: u32| self.nodes.get(n as usize).and_then(|n| self.articles.get(n.article as usize)).map(|p| &p.story);
        let (Some(x), Some(y)) = (story(a), story(b)) else { return false };
        let common = shared(x, y);
        common >= 5 && 12 * common >= x.len().min(y.len())
    }
}

/// The words of roles that more than a hundredth of all names have, and no fewer than [`COMMON_ROLE`].
fn common_roles(forms: &[Form], nodes: &[Node]) -> FxHashSet<u32> {
    let mut with: FxHashMap<u32, usize> = FxHashMap::default();
    for first in forms.iter().filter_map(|f| nodes.get(*f.nodes.first()? as usize)) {
        first.key.roles.iter().for_each(|role| *with.entry(*role).or_default() += 1);
    }
    with.into_iter().filter(|(_, n)| *n >= COMMON_ROLE.max(forms.len() / 100)).map(|(role, _)| role).collect()
}

#[cfg(test)]
mod tests {
    use crate::lang::Pack;
    use crate::link::testing::Build;
    use crate::link::{Linker, prepare};
    use crate::model::{Corpus, SpeakerKind};

    const STORY: &str = "Kepala desa menolak pagar bambu di muara Tanjung Randu karena seratus perahu nelayan tertahan sepekan.";

    fn corpus(list: Vec<Build>) -> Corpus {
        let mut linker = Linker::new(Pack::indonesian());
        linker.add(list.into_iter().map(|b| prepare(b.article(), Pack::indonesian())));
        linker.corpus()
    }

    /// The names of the speakers of the voices, one an article.
    fn names(list: Vec<Build>) -> Vec<String> {
        let corpus = corpus(list);
        corpus.voices.iter().map(|v| corpus.speakers[v[0] as usize].name.to_string()).collect()
    }

    fn person(id: &str, name: &str, title: &str) -> Build {
        let told = Build::new(id, &format!("Berita nomor {id}.")).voice(name, SpeakerKind::Person);
        if title.is_empty() { told } else { told.role(title, None) }
    }

    #[test]
    fn spellings_and_short_forms_are_one_person() {
        let list = vec![
            person("a", "Sergey Volkova", "menteri luar negeri"),
            person("b", "Sergei Volkova", "Menteri Luar Negeri Vestria"),
            person("c", "Volkova", "menteri luar negeri"),
            person("d", "Volkova", "penjaga gawang"),
        ];
        let names = names(list);
        assert_eq!(names[0], names[1]);
        assert_eq!(names[0], names[2], "the role agrees");
        assert_eq!(names[3], "Volkova", "nothing agrees");
    }

    #[test]
    fn a_state_run_into_a_name_is_no_part_of_it() {
        let list = vec![
            person("a", "Vestria Rani Umbara", "presiden"),
            person("b", "Rani Umbara", "presiden Vestria"),
            person("c", "Vestria Tomas Kelana Surya", "duta besar"),
            Build::new("d", "Berita nomor d.").voice("Vestria", SpeakerKind::Organization),
            person("e", "Tomas Kelana Surya", ""),
            person("f", "Sinta Rani Umbara", "camat"),
        ];
        let names = names(list);
        assert_eq!(names[0], "Rani Umbara");
        assert_eq!(names[0], names[1]);
        assert_eq!(names[2], "Tomas Kelana Surya", "the state speaks, and begins the names of two people");
        assert_eq!(names[2], names[4]);
        assert_eq!(names[5], "Sinta Rani Umbara", "nothing says that Sinta is a body");
    }

    #[test]
    fn two_people_of_one_surname_stay_two() {
        let list = vec![
            person("a", "Rani Umbara", "bupati"),
            person("b", "Tomas Umbara", "camat"),
            person("c", "Umbara", "camat"),
            person("d", "Umbara", ""),
        ];
        assert_eq!(names(list), ["Rani Umbara", "Tomas Umbara", "Tomas Umbara", "Umbara"]);
    }

    #[test]
    fn a_short_form_joins_where_the_story_is_the_same() {
        let one = Build::new("a", STORY).voice("Rani Umbara", SpeakerKind::Person);
        let two = Build::new("b", STORY).voice("Umbara", SpeakerKind::Person);
        assert_eq!(names(vec![one, two]), ["Rani Umbara", "Rani Umbara"]);
    }

    #[test]
    fn a_rare_word_is_the_one_full_name_that_has_it() {
        let told = |id: &str, name: &str| Build::new(id, "Berita lain.").told_of(name, "pelatih");
        let list = vec![
            person("a", "Lindqvam", ""),
            told("b", "Ottar Lindqvam"),
            person("c", "Wrenholt", "kapten"),
            told("d", "Maro Wrenholt"),
            person("e", "Wijaya", ""),
            told("f", "Surya Wijaya"),
            person("g", "Oskaria", ""),
            told("h", "Oskaria Bramantyo"),
            person("i", "Zelmira", ""),
            person("j", "Zelmira Tandon", "peneliti"),
        ];
        let want = ["Ottar Lindqvam", "Wrenholt", "Wijaya", "Oskaria", "Zelmira Tandon", "Zelmira Tandon"];
        let corpus = corpus(list);
        let quoted = corpus.voices.iter().filter_map(|v| v.first()).map(|s| &*corpus.speakers[*s as usize].name);
        // Other roles, a name that many bear, and a first name of somebody who is only told of join nothing.
        assert_eq!(quoted.collect::<Vec<_>>(), want);
    }

    #[test]
    fn a_name_with_more_words_in_one_article_is_no_fuller_name() {
        let list = vec![
            person("a", "Rani Umbara", "bupati"),
            person("b", "Rani Umbara", "bupati"),
            person("c", "Kabupaten Rani Umbara", "bupati"),
        ];
        assert_eq!(names(list), ["Rani Umbara"; 3]);
    }

    #[test]
    fn an_abbreviation_given_once_holds_elsewhere() {
        let list = vec![person("a", "Rani Umbara", "bupati").alias("RUM"), person("b", "RUM", "bupati")];
        assert_eq!(names(list), ["Rani Umbara", "Rani Umbara"]);
    }

    #[test]
    fn bodies_join_by_name_and_descriptions_do_not() {
        let body = |id: &str, name: &str| Build::new(id, "Ya.").voice(name, SpeakerKind::Organization);
        let corpus = corpus(vec![body("a", "Pyongyang"), body("b", "Korea Utara"), body("c", "polisi"), body("d", "polisi")]);
        assert_eq!(corpus.speakers.len(), 3);
        let state = &corpus.speakers[corpus.voices[0][0] as usize];
        assert_eq!((&*state.name, &*state.aliases), ("Korea Utara", &["Pyongyang".into()][..]));
    }

    #[test]
    fn unnamed_voices_join_when_office_affiliation_and_words_agree() {
        let say = |id: &str, name: &str, words: &str| {
            Build::new(id, &format!("{words}, kata {name}.")).quote_of(words, "kata", name, SpeakerKind::Unnamed)
        };
        let list = vec![
            say("a", "perwakilan Vestria untuk PBB", "tuduhan itu hanyalah dongeng yang tidak berdasar"),
            say("b", "seorang diplomat Vestria", "kami menyebutnya dongeng yang tidak berdasar"),
            say("c", "perwakilan Vestria", "panen raya akan dimulai besok"),
            say("d", "seorang warga", "kami menyebutnya dongeng yang tidak berdasar"),
        ];
        let corpus = corpus(list);
        let of: Vec<_> = corpus.voices.iter().map(|v| v[0]).collect();
        assert_eq!(of[0], of[1]);
        assert!(of[2] != of[0] && of[3] != of[0]);
    }
}
