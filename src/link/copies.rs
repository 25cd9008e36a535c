//! Articles that are copies of one another: wire items with small changes.
//!
//! The hashes of an article's word pairs are cut into sixteen ranges; the smallest of each range is a sketch (one
//! permutation min-hash). Two articles that agree in two neighbouring ranges are compared in full.

use super::groups::Groups;
use super::prepare::Prepared;
use crate::lang::pair_hash;
use crate::model::ArticleIx;

const RANGES: usize = 16;
/// Articles with one band that are compared with its first ones.
const BLOCK: usize = 4;
/// Pairs below which an article is too short to be called a copy.
const LEAST: usize = 12;

/// For each article the first one that it is a copy of; its own index when it is none.
pub fn copies(articles: &[&Prepared]) -> Vec<ArticleIx> {
    let mut bands: Vec<(u64, u32)> = Vec::with_capacity(articles.len() * RANGES / 2);
    for (i, prepared) in articles.iter().enumerate().filter(|(_, p)| p.story.len() >= LEAST) {
        let sketch = sketch(&prepared.story);
        for (band, rows) in sketch.chunks(2).enumerate() {
            if let [a, b] = rows {
                bands.push((((band as u64) << 32) | u64::from(pair_hash(*a, *b)), i as u32));
            }
        }
    }
    bands.sort_unstable();
    let mut groups = Groups::new(articles.len());
    let story = |i: u32| articles.get(i as usize).map_or(&[][..], |p| &p.story);
    for block in bands.chunk_by(|a, b| a.0 == b.0).filter(|b| b.len() > 1) {
        for (n, (_, i)) in block.iter().enumerate() {
            for (_, j) in block.iter().take(n.min(BLOCK)) {
                if groups.root(*i) != groups.root(*j) && alike(story(*i), story(*j)) {
                    groups.join(*i, *j);
                }
            }
        }
    }
    (0..articles.len() as u32).map(|i| groups.root(i)).collect()
}

/// Whether two articles have most of their word pairs in common.
pub fn alike(a: &[u32], b: &[u32]) -> bool {
    // Three fifths of all that either has.
    let need = (3 * (a.len() + b.len())).div_ceil(8);
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        // What is left does not make up for what is missing.
        if common + (a.len() - i).min(b.len() - j) < need {
            return false;
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        common += usize::from(x == y);
    }
    common >= need
}

fn sketch(story: &[u32]) -> [u32; RANGES] {
    let mut out = [0; RANGES];
    for &hash in story.iter().rev() {
        if let Some(slot) = out.get_mut((hash >> 28) as usize) {
            *slot = hash;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Pack;
    use crate::link::prepare;
    use crate::link::testing::Build;

    #[test]
    fn a_wire_item_with_small_changes_is_a_copy() {
        let wire = "Nelayan Tanjung Randu menolak pagar bambu sepanjang dua kilometer. Kepala desa mencatat seratus perahu \
            tertahan di muara. Gubernur berjanji membongkar pagar sebelum panen garam dimulai. Polisi air memeriksa pemilik \
            lahan, mandor proyek dan empat pekerja harian.";
        let changed = wire.replace("Gubernur", "Bupati").replace("seratus", "sembilan puluh");
        let other = "Tim putri Lembah Randu menjuarai turnamen voli pantai. Pelatih memuji servis kapten. Ribuan penonton \
            memenuhi tribun hingga laga usai. Panitia menyiapkan hadiah sapi dan kambing untuk juara kedua serta ketiga.";
        let pack = Pack::indonesian();
        let all = [("a", wire), ("b", &*changed), ("c", other)].map(|(id, t)| prepare(Build::new(id, t).article(), pack));
        assert_eq!(copies(&all.each_ref()), [0, 0, 2]);
    }
}
