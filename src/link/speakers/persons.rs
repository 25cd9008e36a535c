//! Persons: one speaker where the whole name agrees, or a part of it and something else besides.
//!
//! Every spelling-free name is a form, with the voices that bear it. What each form is a part of is decided for all forms
//! before any is joined, so that no order matters.

use super::spelt::alike;
use super::{Node, VOICE_BLOCK};
use crate::link::groups::Groups;
use crate::link::names::{VoiceKey, name_hash};
use crate::link::prepare::{Prepared, shared};
use crate::model::SpeakerKind;
use rustc_hash::{FxHashMap, FxHashSet};

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
/// The same where the part is a name that many bear.
const COMMONLY_KNOWN: usize = 8;
/// How many times more articles one full name must be in than any other for a part of both to mean it.
const FOREMOST: usize = 4;
/// People of one whole name who are told apart.
const HOMONYMS: usize = 8;
/// Words of a role that tell somebody apart together, however common each is.
const TELLING: usize = 3;
/// Names that have a word of a role for it to tell nobody apart.
const COMMON_ROLE: usize = 12;

/// The persons of a corpus by name.
pub struct Persons<'a> {
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
    /// From the voices of a corpus.
    pub fn new(articles: &'a [&'a Prepared], nodes: &'a [Node<'a>]) -> Self {
        let mut forms: Vec<Form> = Vec::new();
        let mut index: FxHashMap<u32, u32> = FxHashMap::default();
        let mut by_word: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut by_alias: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (i, node) in
            nodes.iter().enumerate().filter(|(_, n)| n.kind == SpeakerKind::Person && !n.name.is_empty() && !n.key.local)
        {
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

    /// Joins those who are one person.
    pub fn join(&self, groups: &mut Groups) {
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
                // Who has a title tells people apart; who has none is the first of them.
                let untitled = |n: &u32| self.nodes.get(*n as usize).is_none_or(|n| n.key.roles.is_empty());
                let (rest, titled): (Vec<u32>, Vec<u32>) = form.nodes.iter().partition(|n| untitled(n));
                let mut people: Vec<u32> = Vec::new();
                for n in titled.iter().chain(&rest) {
                    match people.iter().find(|first| !self.homonyms(**first, *n)) {
                        Some(first) => {
                            groups.join(*first, *n);
                        }
                        None if people.len() < HOMONYMS => people.push(*n),
                        None => {}
                    }
                }
                if let Some(up) = self.forms.get(end(f) as usize).and_then(|t| t.nodes.first()) {
                    groups.join(anchor, *up);
                }
                continue;
            }
            self.join_parts(f, form, &end, groups);
        }
        self.join_spellings(groups);
    }

    /// Whether one key is two people's name: it is spelt in two ways, and neither role nor story agrees; or it stands at two
    /// firms, and the story does not agree.
    fn homonyms(&self, a: u32, b: u32) -> bool {
        let Some((x, y)) = self.nodes.get(a as usize).zip(self.nodes.get(b as usize)) else { return false };
        let printed = |n: &Node| Some(self.articles.get(n.article as usize)?.voice(n.voice)?.name.to_lowercase());
        let roles = !x.key.roles.is_empty() && !y.key.roles.is_empty();
        let firms = |n: &Node| !n.key.firms.is_empty();
        let two_firms = firms(x) && firms(y) && shared(&x.key.firms, &y.key.firms) == 0 && !self.same_story(a, b);
        // `Menteri Pertanahan Surya Budi`, `Surya Budi, direktur pemasaran PT Lodra`: many bear such a name.
        let apart = shared(&x.key.roles, &y.key.roles) == 0 && x.key.given && y.key.given;
        let at_one = || roles && firms(x) != firms(y) && apart && !self.same_story(a, b);
        let two_callings = || roles && printed(x) != printed(y) && !self.agree(a, b);
        x.name.len() == 2 && x.article != y.article && (two_firms || at_one() || two_callings())
    }

    /// Joins whole names that differ in one letter, or in a word that one of them shortens, where something else agrees.
    fn join_spellings(&self, groups: &mut Groups) {
        let printed = |form: &Form| {
            let node = self.nodes.get(*form.nodes.first()? as usize)?;
            let name = &*self.articles.get(node.article as usize)?.voice(node.voice)?.name;
            // Without a body's name that ran into it.
            Some(if node.name.len() < node.key.name.len() { name.split_once(' ').map_or(name, |(_, own)| own) } else { name })
        };
        let names: Vec<&str> = self.forms.iter().map(|f| printed(f).filter(|_| f.quoted > 0).unwrap_or("")).collect();
        for (a, b, vowel) in alike(&names) {
            let Some((x, y)) = self.forms.get(a).zip(self.forms.get(b)) else { continue };
            let mut pairs = x.nodes.iter().take(STORIES).flat_map(|a| y.nodes.iter().take(STORIES).map(move |b| (*a, *b)));
            if pairs.any(|(a, b)| self.one_spelt_twice(a, b, vowel))
                && let (Some(first), Some(second)) = (x.nodes.first(), y.nodes.first())
            {
                groups.join(*first, *second);
            }
        }
    }

    /// Whether two voices with nearly one name are one person: by their role, or, where they differ in more than a last
    /// vowel, by their story; in one article, where not both are told of with roles of their own.
    fn one_spelt_twice(&self, a: u32, b: u32, vowel: bool) -> bool {
        let Some((x, y)) = self.nodes.get(a as usize).zip(self.nodes.get(b as usize)) else { return false };
        let (common, least) = (shared(&x.key.roles, &y.key.roles), x.key.roles.len().min(y.key.roles.len()));
        let office = common > 0 && 2 * common >= least;
        if x.article == y.article {
            return office || least == 0 && !vowel;
        }
        let telling = common >= TELLING || !self.shares_common_role_only(x.key, y.key);
        office && telling || !vowel && self.same_story(a, b)
    }

    /// Names of one word: each voice is asked by itself, for two articles may mean two people.
    fn join_parts(&self, f: u32, form: &Form, end: &dyn Fn(u32) -> u32, groups: &mut Groups) {
        let called: Vec<u32> = self.aliased(form).into_iter().map(end).collect();
        let mut candidates: Vec<u32> = self.larger(f).into_iter().map(end).chain(called.iter().copied()).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut alone: Vec<u32> = Vec::new();
        for &n in &form.nodes {
            match self.choose(n, &candidates).or_else(|| self.nicknamed(n, &candidates, &called)) {
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
        let common = form.nodes.first().and_then(|n| self.nodes.get(*n as usize)).is_some_and(|n| n.key.given);
        let silent = !common && (!known(&form.nodes) || !known(&other.nodes));
        (silent || pairs.any(|(a, b)| self.agree(a, b) && (!common || self.surely(a, b)))).then_some(*only)
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

    /// A node of the only person of the corpus who is told to be called by this name: it is no part of the full one and no
    /// name that many bear.
    fn nicknamed(&self, node: u32, candidates: &[u32], called: &[u32]) -> Option<u32> {
        let this = self.nodes.get(node as usize)?;
        let [only] = candidates else { return None };
        let other = self.forms.get(*only as usize)?;
        let apart = |o: &u32| {
            let roles = self.nodes.get(*o as usize).map_or(&[][..], |n| &n.key.roles);
            !roles.is_empty() && !this.key.roles.is_empty() && shared(roles, &this.key.roles) == 0
        };
        let sure = called.contains(only) && !this.key.common && !this.key.initials && !this.key.introduced;
        other.nodes.first().copied().filter(|_| sure && !other.nodes.iter().take(STORIES).all(apart))
    }

    /// A node of the candidate that a one-word name belongs to.
    fn choose(&self, node: u32, candidates: &[u32]) -> Option<u32> {
        let this = self.nodes.get(node as usize)?;
        let fits = |f: u32, sure: bool| {
            let other = self.forms.get(f as usize)?;
            let first = other.nodes.first().copied()?;
            let agree = |o: u32| self.agree(node, o) && (!this.key.common || self.surely(node, o));
            let agrees = other.nodes.iter().take(STORIES).any(|o| agree(*o));
            // Who is introduced by this name alone, or in an office of their own, is somebody else.
            let bare = this.key.roles.is_empty() && !this.key.introduced;
            let rare = || !this.key.common && (this.name == [other.last] || this.key.long && other.quoted > 0);
            let known = if this.key.common { COMMONLY_KNOWN } else { KNOWN };
            (agrees || sure && bare && (other.quoted >= known || rare())).then_some(first)
        };
        match candidates {
            [] => None,
            [only] => fits(*only, true),
            several if several.len() <= NAME_BLOCK => {
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

    /// Whether two voices that agree do so by more than half of what is told of one of them, or by the story.
    fn surely(&self, a: u32, b: u32) -> bool {
        let Some((x, y)) = self.nodes.get(a as usize).zip(self.nodes.get(b as usize)) else { return false };
        let least = x.key.roles.len().min(y.key.roles.len());
        x.article == y.article || 2 * shared(&x.key.roles, &y.key.roles) > least || self.same_story(a, b)
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
