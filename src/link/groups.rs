//! Disjoint sets over indices, for joining what belongs together.

/// Disjoint sets of `0..n`. The root of a set is its smallest index, so that the outcome does not depend on the order
/// of joining.
#[derive(Clone, Debug)]
pub struct Groups(Vec<u32>);

impl Groups {
    /// `n` sets of one.
    pub fn new(n: usize) -> Self {
        Self((0..n as u32).collect())
    }

    /// The smallest index of the set of `i`.
    pub fn root(&mut self, i: u32) -> u32 {
        let mut at = i;
        while let Some(&up) = self.0.get(at as usize) {
            if up == at {
                break;
            }
            let over = self.0.get(up as usize).copied().unwrap_or(up);
            if let Some(slot) = self.0.get_mut(at as usize) {
                *slot = over;
            }
            at = over;
        }
        at
    }

    /// Joins two sets; false when they were one already.
    pub fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        if let Some(slot) = self.0.get_mut(high as usize).filter(|_| low != high) {
            *slot = low;
        }
        low != high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_smallest() {
        let mut groups = Groups::new(5);
        assert!(groups.join(4, 3) && groups.join(3, 1) && !groups.join(1, 4));
        assert_eq!((groups.root(4), groups.root(0), groups.root(2)), (1, 0, 2));
    }
}
