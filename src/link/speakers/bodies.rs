//! First words that are no part of a name: an article that has nobody else of a state runs the state into the name
//! (`Presiden Velanda Rosa Anindya`), the other articles of the corpus tell it apart.

use super::Node;
use crate::link::names::name_hash;
use crate::link::prepare::Prepared;
use crate::model::SpeakerKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// What the corpus tells of first words that are no part of a name.
pub struct Bodies {
    /// Words that are the whole name of an organization or a state that speaks, or that an article uses as a place's or a
    /// body's name.
    speaking: FxHashSet<u32>,
    /// Words of titles and affiliations.
    titles: FxHashSet<u32>,
    /// Names of two words or more.
    pub names: FxHashSet<u32>,
    /// How many different names begin with a word, up to two.
    begins: FxHashMap<u32, (u32, bool)>,
}

impl Bodies {
    /// From the voices of a corpus, and the words that its articles use as names of places and bodies.
    pub fn of(nodes: &[Node], articles: &[&Prepared]) -> Bodies {
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
    pub fn run_into(&self, name: &[u32]) -> bool {
        let (Some(first), Some(rest)) = (name.first(), name.get(1..)) else { return false };
        let known = self.names.contains(&name_hash(rest)) && (self.speaking.contains(first) || self.titles.contains(first));
        let several = self.speaking.contains(first) && self.begins.get(first).is_some_and(|b| b.1);
        rest.len() > 1 && (known || several)
    }
}
