//! The people an article names: every full name with its short forms and titles, before any quote is looked at.
//!
//! A short form (88 of 100 named cues) is resolved to the nearest full name before it that holds the word, else to the
//! first one after it. Where a title's last words and a name run together (`Direktur Perludem Titi …`), a short form used
//! later tells where the name begins.

use super::context::Context;
use super::extent::closing;
use super::marks::Region;
use super::phrase::{Head, Phrase, is_affiliation, phrase};
use super::roles::{beside, roles};
use crate::lang::{Class, Pack, lower_words};
use crate::model::{BlockKind, Role, Span};
use crate::text::TokenKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// One person.
#[derive(Debug, Default)]
pub(crate) struct Person {
    /// The fullest name, as printed.
    pub name: String,
    /// The words of the fullest name, in lower case.
    pub words: Vec<String>,
    /// Titles as printed.
    pub roles: Vec<Role>,
    /// Where named: first token and span, in order.
    pub mentions: Vec<(usize, Span)>,
    /// Other forms, as printed.
    pub aliases: Vec<String>,
    /// Whether the article told of them only as somebody's kin where they were first named (`kakaknya, Rani`).
    pub kin: bool,
}

/// Everyone named in an article.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub all: Vec<Person>,
    by_word: FxHashMap<String, Vec<usize>>,
    /// Bracketed abbreviations with what they stand for: `Kementerian Pertanian (Kementan)`.
    pub abbreviations: FxHashMap<String, String>,
    /// People by their initials and by other names without a word of the full one.
    by_initials: FxHashMap<String, usize>,
    /// People by the words of their titles.
    by_role: FxHashMap<String, Vec<usize>>,
}

/// At most so many people, titles and forms are compared for one mention: keeps the time linear in any text.
const CLOSE: usize = 32;

struct Candidate {
    phrase: Phrase,
    at: usize,
}

impl People {
    /// Collects the people named outside quotation marks.
    pub fn collect(ctx: &Context<'_>, blocks: &[(BlockKind, Range<usize>)], regions: &[Region]) -> People {
        let mut people = People::default();
        let mut singles = Vec::new();
        let mut candidates = Vec::new();
        for (_, range) in blocks {
            let mut i = range.start;
            while i < range.end {
                if let Some(region) = inside(regions, i).filter(|r| !r.single) {
                    i = region.close + 1;
                    continue;
                }
                let begins = ctx.capital(i) || ctx.is_class(i, Class::ROLE);
                let Some(found) = begins.then(|| phrase(ctx, i, range.end)).flatten() else {
                    i += 1;
                    continue;
                };
                people.note_abbreviation(ctx, &found);
                let next = found.range.end.max(i + 1);
                if found.head == Head::Person && !is_affiliation(ctx, &found, range.end) {
                    let found = cut_at_short(ctx, found);
                    let list = if found.name.len() > 1 { &mut candidates } else { &mut singles };
                    list.push(Candidate { at: found.name.start, phrase: found });
                }
                i = next;
            }
        }
        for candidate in &candidates {
            people.add_full(ctx, candidate);
        }
        for candidate in &candidates {
            people.note_nickname(ctx, candidate.phrase.name.clone());
        }
        people.note_descriptions(ctx, blocks);
        let met: Vec<_> = singles.iter().filter_map(|c| Some((people.single(ctx, c)?, c))).collect();
        for (person, candidate) in met {
            people.all[person].see(ctx, candidate);
        }
        for person in &mut people.all {
            person.mentions.sort_unstable();
            person.mentions.dedup();
        }
        people.index_roles(ctx.pack);
        people
    }

    /// What an abbreviation stands for, with its region or without: `BA`, `BA Randu`.
    pub fn stands_for(&self, name: &str) -> Option<String> {
        let (short, region) = name.split_once(' ').unwrap_or((name, ""));
        let long = self.abbreviations.get(short)?;
        (region.is_empty() || long.strip_suffix(region).is_some_and(|l| l.ends_with(' '))).then(|| long.clone())
    }

    /// Whom bracketed initials stand for: `Agung Harimurti Yudhana (AHY)`.
    pub fn initialled(&self, initials: &str) -> Option<usize> {
        self.by_initials.get(initials).copied()
    }

    /// Whether a word, in lower case, is part of somebody's name.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.by_word.contains_key(word)
    }

    /// Gives somebody another name by which they are called.
    pub(super) fn also(&mut self, name: &str, person: usize) {
        self.by_initials.entry(name.to_owned()).or_insert(person);
        self.all[person].alias(name);
    }

    /// Notes the initials that stand in brackets behind a name, if they are its own.
    fn note_initials(&mut self, ctx: &Context<'_>, person: usize, name: Range<usize>) {
        let bracketed = ctx.is(name.end, '(') && ctx.is(name.end + 2, ')');
        let initials = ctx.letters(name.end + 1);
        let first = |i: usize| ctx.letters(i).chars().next();
        if bracketed && name.len() > 1 && name.filter_map(first).collect::<String>() == initials {
            self.by_initials.entry(initials.to_owned()).or_insert(person);
            self.all[person].alias(initials);
        }
    }

    fn note_abbreviation(&mut self, ctx: &Context<'_>, found: &Phrase) {
        let Some(open) = found.core.clone().find(|&i| ctx.is(i, '(')) else { return };
        let Some(close) = closing(ctx, open, found.core.end) else { return };
        // `KOMPAS.com-Bank Indonesia (BI)`: what stands for another name does so whatever is left of that one here.
        let known = ctx.pack.link.stands_for(&[ctx.letters(open + 1).to_lowercase()]);
        let other =
            || known.is_some_and(|name| open == found.core.start + 1 && name != lower_words(ctx.letters(found.core.start)));
        if close == open + 2 && ctx.capital(open + 1) && open > found.core.start && found.head != Head::Person && !other() {
            let mut long = ctx.spelt(spelt_out(ctx, found.core.start..open, ctx.letters(open + 1)));
            if found.head == Head::Organization {
                long += &beyond_brackets(ctx, open, found.core.end);
            }
            self.abbreviations.entry(ctx.letters(open + 1).to_owned()).or_insert(long);
        }
    }

    fn add_full(&mut self, ctx: &Context<'_>, candidate: &Candidate) {
        let words = name_words(ctx, candidate.phrase.name.clone());
        let near = words.iter().filter_map(|w| self.by_word.get(w)).flat_map(|list| list.iter().rev().take(CLOSE));
        let same = |p: &usize| {
            let known = &self.all[*p].words;
            (subset(&words, known) || subset(known, &words)) && !younger(ctx, &words, known)
        };
        let known = near.copied().filter(same).min();
        let person = known.unwrap_or_else(|| {
            self.all.push(Person::default());
            self.all.len() - 1
        });
        for word in words.iter().filter(|word| !self.all[person].words.contains(word)) {
            let list = self.by_word.entry(word.clone()).or_default();
            if list.last() != Some(&person) {
                list.push(person);
            }
        }
        let kin = kin_of(ctx, candidate.phrase.range.start);
        let p = &mut self.all[person];
        p.kin = kin && (p.kin || p.mentions.is_empty());
        let printed = ctx.spelt(candidate.phrase.name.clone());
        if words.len() > p.words.len() {
            let old = std::mem::replace(&mut p.name, printed);
            p.words = words;
            if !old.is_empty() {
                p.alias(&old);
            }
        } else {
            p.alias(&printed);
        }
        p.see(ctx, candidate);
        self.note_initials(ctx, person, candidate.phrase.name.clone());
    }

    /// Whom a single word means. It is somebody new only with a title or an age beside it; a cue may make it one later.
    fn single(&mut self, ctx: &Context<'_>, candidate: &Candidate) -> Option<usize> {
        let name = candidate.phrase.name.clone();
        let known = self.named(ctx, name.clone());
        let new = titled(ctx, &candidate.phrase) || aged(ctx, name.end) || made_up(ctx, name.end);
        known.or_else(|| new.then(|| self.create(ctx, name)))
    }

    fn index_roles(&mut self, pack: &Pack) {
        for (n, person) in self.all.iter().enumerate() {
            for role in &person.roles {
                for word in canonical(role, pack) {
                    let list = self.by_role.entry(word).or_default();
                    if list.last() != Some(&n) {
                        list.push(n);
                    }
                }
            }
        }
    }

    /// Of people in order of appearance, the last one told of before `at`, else the first after it.
    fn nearest(&self, people: impl Iterator<Item = usize> + Clone, at: usize) -> Option<usize> {
        let before = |p: usize| {
            let mentions = &self.all[p].mentions;
            mentions[..mentions.partition_point(|m| m.0 <= at)].last().map(|m| m.0)
        };
        let last = people.clone().filter_map(|p| Some((before(p)?, p))).max();
        last.map(|(_, p)| p).or_else(|| people.min_by_key(|&p| self.all[p].mentions.first().map_or(usize::MAX, |m| m.0)))
    }

    /// A person with this name and no other evidence.
    pub fn create(&mut self, ctx: &Context<'_>, name: Range<usize>) -> usize {
        let words = name_words(ctx, name.clone());
        let person = self.all.len();
        for word in &words {
            self.by_word.entry(word.clone()).or_default().push(person);
        }
        let span = ctx.span(name.clone());
        self.all.push(Person { name: ctx.spelt(name.clone()), words, mentions: vec![(name.start, span)], ..Person::default() });
        person
    }

    /// Who is meant by a name, full or short, at its place in the text.
    pub fn named(&self, ctx: &Context<'_>, name: Range<usize>) -> Option<usize> {
        let words = name_words(ctx, name.clone());
        let Some(list) = self.by_word.get(words.first()?) else {
            return self.initialled(ctx.slice(name.clone())).or_else(|| self.ending(&words, name.start));
        };
        let list = around(list, name.start, |&p| self.first_told_of(p));
        let alone = |p: usize| words.len() == 1 || !younger(ctx, &words, &self.all[p].words);
        let fitting = list.iter().copied().filter(|&p| subset(&words, &self.all[p].words) && alone(p));
        // Of two by one word, whose kin the article tells of is not who it goes on with.
        let own = fitting.clone().filter(|&p| words.len() == 1 && !self.all[p].kin);
        self.nearest(own, name.start).or_else(|| self.nearest(fitting, name.start)).or_else(|| self.initialled(ctx.slice(name)))
    }

    /// Who is meant by the end of a name that begins with what nobody is called: a body's name ran into it.
    fn ending(&self, words: &[String], at: usize) -> Option<usize> {
        (1..words.len().saturating_sub(1)).take(4).find_map(|from| {
            let tail = words.get(from..)?;
            let list = around(self.by_word.get(tail.first()?)?, at, |&p| self.first_told_of(p));
            self.nearest(list.iter().copied().filter(|&p| self.all[p].words == tail), at)
        })
    }

    /// The token at which somebody is first named.
    pub fn first_told_of(&self, person: usize) -> usize {
        self.all[person].mentions.first().map_or(usize::MAX, |m| m.0)
    }

    /// Who holds a title told without a name, the last one told of before `at`, else the first after it. A short form of a
    /// title (`menlu`) is its long one.
    pub fn holder(&self, words: &[String], at: usize, pack: &Pack) -> Option<usize> {
        let words = pack.link.canonical(words);
        let list = around(self.by_role.get(words.first()?)?, at, |&p| self.first_told_of(p));
        let holds = |role: &Role| {
            let held: FxHashSet<String> = canonical(role, pack).into_iter().collect();
            words.iter().all(|w| held.contains(w))
        };
        self.nearest(list.iter().copied().filter(|&p| self.all[p].roles.iter().any(holds)), at)
    }
}

/// The words of a title with its affiliation, in lower case, short forms as their long ones.
fn canonical(role: &Role, pack: &Pack) -> Vec<String> {
    pack.link.canonical(&lower_words(&format!("{} {}", role.title, role.affiliation.as_deref().unwrap_or(""))))
}

/// The part of a list around the place `at`; the list is in order of `key`.
fn around<T>(list: &[T], at: usize, key: impl Fn(&T) -> usize) -> &[T] {
    let middle = list.partition_point(|x| key(x) <= at);
    &list[middle.saturating_sub(CLOSE)..list.len().min(middle + CLOSE)]
}

impl Person {
    fn alias(&mut self, form: &str) {
        if form != self.name && self.aliases.len() < CLOSE && !self.aliases.iter().any(|a| a == form) {
            self.aliases.push(form.to_owned());
        }
    }

    fn see(&mut self, ctx: &Context<'_>, candidate: &Candidate) {
        let name = candidate.phrase.name.clone();
        self.mentions.push((candidate.at, ctx.span(name.clone())));
        let printed = ctx.spelt(name.clone());
        self.alias(&printed);
        let mut role = candidate.phrase.role.clone();
        if role.is_empty() {
            role = beside(ctx, &candidate.phrase);
        }
        for role in roles(ctx, role) {
            if self.roles.len() < CLOSE && !self.roles.contains(&role) {
                self.roles.push(role);
            }
        }
    }
}

/// Whether a name stands right behind a word of kin that is somebody's (`kakaknya, Rani`, `kakaknya Rani`).
fn kin_of(ctx: &Context<'_>, name: usize) -> bool {
    let comma = usize::from(ctx.is(name.wrapping_sub(1), ','));
    let before = name.wrapping_sub(1 + comma);
    ctx.lower(before) && ctx.is_class(before, Class::KIN_OF)
}

fn inside(regions: &[Region], i: usize) -> Option<&Region> {
    let at = regions.partition_point(|r| r.open <= i);
    regions[..at].iter().rev().take(2).find(|r| i <= r.close)
}

/// Whether a capitalised title stands before a name; `warga Madura` has none.
fn titled(ctx: &Context<'_>, found: &Phrase) -> bool {
    !found.role.is_empty() && (ctx.capital(found.role.start) || ctx.is_class(found.name.start, Class::GIVEN_NAME))
}

pub(super) fn aged(ctx: &Context<'_>, at: usize) -> bool {
    ctx.is(at, '(')
        && ctx.is(at + 2, ')')
        && ctx.letters(at + 1).len() <= 2
        && ctx.letters(at + 1).bytes().all(|b| b.is_ascii_digit())
}

/// Whether words behind a name tell that it is made up: `Rani (bukan nama sebenarnya)`.
fn made_up(ctx: &Context<'_>, at: usize) -> bool {
    let aside = ctx.is(at, '(') || ctx.is(at, ',');
    aside && (at + 1..at + 6).take_while(|&i| ctx.lower(i)).skip(1).any(|i| ctx.is_class(i, Class::PSEUDONYM))
}

/// What stands of a body's name behind the brackets that open at `open` (its region), with a space before.
pub(super) fn beyond_brackets(ctx: &Context<'_>, open: usize, end: usize) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for i in open..end {
        depth += usize::from(ctx.is(i, '('));
        let inside = depth > 0;
        depth = if ctx.is(i, ')') { depth.saturating_sub(1) } else { depth };
        let word = ctx.capital(i) || ctx.token(i).kind == TokenKind::Number;
        if !inside && !word {
            break;
        }
        if !inside {
            out.push(' ');
            out.push_str(ctx.letters(i));
        }
    }
    out
}

/// The words of a name in lower case, without dots and particles of punctuation.
pub(crate) fn name_words(ctx: &Context<'_>, name: Range<usize>) -> Vec<String> {
    name.filter(|&i| ctx.is_word(i)).map(|i| ctx.letters(i).to_lowercase().replace(['’', '‘'], "'")).collect()
}

/// The words that an abbreviation stands for: those whose initials it is made of, else without a title before the body.
fn spelt_out(ctx: &Context<'_>, long: Range<usize>, short: &str) -> Range<usize> {
    let initials = |from: usize| -> String {
        (from..long.end).filter(|&i| ctx.capital(i)).filter_map(|i| ctx.letters(i).chars().next()).collect()
    };
    let near = long.end.saturating_sub(2 * short.len()).max(long.start)..long.end;
    let body = |&i: &usize| ctx.is_class(i, Class::ORGANIZATION_HEAD) && !ctx.is_class(i, Class::ROLE);
    let titled = ctx.is_class(long.start, Class::ROLE).then(|| long.clone().find(body)).flatten();
    let Some(body) = titled else { return long };
    near.clone().find(|&i| initials(i) == short).unwrap_or(body)..long.end
}

/// Whether one of two names is the other with a son's word behind it (`Rani Waskita Jr`).
fn younger(ctx: &Context<'_>, a: &[String], b: &[String]) -> bool {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let son = |word: &String| ctx.pack.words.class(ctx.pack.lexicon.id(word)).any(Class::GENERATION);
    few.len() > 1 && many.len() == few.len() + 1 && many.last().is_some_and(son) && !few.last().is_some_and(son)
}

fn subset(short: &[String], long: &[String]) -> bool {
    !short.is_empty() && short.iter().all(|w| long.contains(w))
}

/// Lets a name begin at the word by which the article calls the person later, unless that is its last word, where a title
/// runs into the name without an affiliation between them: then the words between are the affiliation.
fn cut_at_short(ctx: &Context<'_>, mut found: Phrase) -> Phrase {
    let name = found.name.clone();
    let office = Class::ROLE | Class::ORGANIZATION_WORD | Class::ORGANIZATION_HEAD;
    let behind = |i: usize| ctx.is_class(i, office) || ctx.is(i, ')');
    let bare = !found.role.is_empty() && name.start > 0 && behind(name.start - 1);
    let given = |i: usize| (name.start..i).any(|k| ctx.is_class(k, Class::GIVEN_NAME) || ctx.token(k).span.len() == 1);
    if bare
        && name.len() > 2
        && let Some(cut) = name.clone().find(|&i| ctx.short(i))
        && cut > name.start
        && cut + 1 < name.end
        && !given(cut)
    {
        found.role = found.role.start..cut;
        found.name = cut..name.end;
    }
    found
}
