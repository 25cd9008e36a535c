//! Unnamed voices: one speaker where office and affiliation agree and they say the same thing.
//!
//! Blocks are an office with one word of an affiliation; inside a block only what shares runs of said words is compared.

use super::{Node, VOICE_BLOCK};
use crate::link::groups::Groups;
use crate::model::SpeakerKind;
use rustc_hash::FxHashMap;

/// Joins the unnamed voices of one office and one affiliation.
pub fn join(nodes: &[Node], groups: &mut Groups) {
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
        // The first voice of each office that has an affiliation, and whether there is no other affiliation.
        let mut full: FxHashMap<u32, (usize, &Node, bool)> = FxHashMap::default();
        for (j, node) in offices().filter(|(_, n)| !n.name.is_empty()) {
            let (_, only, alone) = full.entry(node.key.office).or_insert((j, node, true));
            *alone &= only.name == node.name;
        }
        for (i, bare) in offices().filter(|(_, n)| n.name.is_empty()) {
            if let Some((j, _, true)) = full.get(&bare.key.office) {
                groups.join((first + i) as u32, (first + j) as u32);
            }
        }
    }
}
