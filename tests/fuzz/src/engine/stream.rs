//! The inputs of a target, by their number: first its seeds as they are, then what is made of them and of nothing.

use super::mutate::{cut, mutate};
use super::{Rng, Target};
use std::fs;
use std::io;
use std::path::Path;

/// Of so many inputs one is made from nothing, as the target's grammar goes.
const MADE: u64 = 4;

/// The inputs of a target.
pub struct Stream<'t> {
    target: &'t Target,
    seed: u64,
    /// What is mutated: the seeds, and behind them what reached new code.
    pool: Vec<Vec<u8>>,
    seeds: usize,
}

impl<'t> Stream<'t> {
    /// The inputs of a run; `seeds` is the folder of its seeds, which need not be there.
    ///
    /// # Errors
    /// A seed that cannot be read.
    pub fn new(target: &'t Target, seed: u64, seeds: &Path) -> io::Result<Stream<'t>> {
        let mut files = match fs::read_dir(seeds) {
            Ok(entries) => entries.map(|entry| entry.map(|own| own.path())).collect::<io::Result<Vec<_>>>()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        files.sort();
        let pool: Vec<Vec<u8>> = files.iter().map(fs::read).collect::<io::Result<_>>()?;
        // (The name is part of the seed, so that targets with the same seeds do not all try the same.)
        let seed = target.name.bytes().fold(seed, |seed, byte| (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Ok(Stream { target, seed, seeds: pool.len(), pool })
    }

    /// Puts the input of this number into `out`.
    pub fn input(&self, number: u64, out: &mut Vec<u8>) {
        out.clear();
        if let Some(seed) = usize::try_from(number).ok().filter(|at| *at < self.seeds).and_then(|at| self.pool.get(at)) {
            // (A seed is run whole, however long it is.)
            return out.extend_from_slice(seed);
        }
        let mut rng = Rng::with_seed(self.seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let Target { make, words, longest, .. } = *self.target;
        if self.pool.is_empty() || rng.u64(0..MADE) == 0 {
            *out = make(&mut rng);
            if rng.u8(0..3) > 0 {
                return cut(out, longest);
            }
        } else {
            out.extend_from_slice(self.any(&mut rng));
        }
        let other = self.any(&mut rng);
        mutate(&mut rng, out, other, words, longest);
    }

    /// Keeps an input that reached new code, to be mutated further.
    pub fn keep(&mut self, input: &[u8]) {
        self.pool.push(input.to_vec());
    }

    fn any(&self, rng: &mut Rng) -> &[u8] {
        match self.pool.len() {
            0 => &[],
            len => &self.pool[rng.usize(0..len)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOY: Target = Target {
        name: "toy",
        about: "",
        run: |_| {},
        make: |rng| vec![rng.u8(..); 9],
        words: &[&["kata"]],
        longest: 50,
        share: 1,
    };

    #[test]
    fn the_same_seed_gives_the_same_inputs_from_any_number_on_and_another_one_others() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("b"), "dua kata").unwrap();
        fs::write(folder.path().join("a"), "satu").unwrap();
        let inputs = |seed: u64, from: u64| {
            let stream = Stream::new(&TOY, seed, folder.path()).unwrap();
            let mut input = Vec::new();
            let mut next = |number| {
                stream.input(number, &mut input);
                input.clone()
            };
            (from..300).map(&mut next).collect::<Vec<_>>()
        };
        let all = inputs(3, 0);
        assert_eq!((&*all[0], &*all[1]), (&b"satu"[..], &b"dua kata"[..]), "seeds first, by name");
        assert_eq!(all, inputs(3, 0));
        assert_eq!(all[100..], inputs(3, 100));
        let other = inputs(4, 0);
        assert!(all.iter().zip(&other).filter(|(a, b)| a == b).count() < 30);
    }
}
