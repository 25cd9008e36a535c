//! The targets, a file each. A target's `run` takes any bytes; its `make` knows the grammar where bytes do not reach.

pub mod database;
pub mod desk;
pub mod display;
pub mod extract;
pub mod import;
pub mod input;
pub mod interface;
pub mod json;
pub mod keys;
pub mod link;
pub mod material;
pub mod planted;
pub mod query;
pub mod read;
pub mod session;
pub mod settings;

use crate::engine::Target;

/// Every target, the quick ones first.
pub static ALL: &[Target] = &[
    read::TXT,
    read::MD,
    read::JSON,
    read::JSONL,
    query::QUERY,
    input::INPUT,
    display::DISPLAY,
    settings::SETTINGS,
    settings::THEME,
    session::SESSION,
    import::IMPORT,
    extract::EXTRACT,
    link::LINK,
    interface::INTERFACE,
    settings::WORDS,
    database::MERGE,
];

/// The target of this name, a planted one as well.
pub fn find(name: &str) -> Option<&'static Target> {
    ALL.iter().chain(planted::PLANTED).find(|target| target.name == name)
}

/// An input as text: what is none is seen as U+FFFD.
fn text(input: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(input)
}

/// A number that follows from an input: what is chosen by it is the same each time.
fn chance(input: &[u8]) -> u64 {
    input.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)) >> 7
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Rng;
    use crate::engine::stream::Stream;
    use std::path::PathBuf;

    #[test]
    fn every_target_has_seeds_and_takes_them_and_what_it_makes() {
        for target in ALL {
            let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target.name);
            let seeds = std::fs::read_dir(&folder).map_or(0, Iterator::count) as u64;
            assert!(seeds > 0, "{} has no seeds", target.name);
            let (stream, mut input) = (Stream::new(target, 1, &folder).unwrap(), Vec::new());
            for number in 0..seeds + 20 {
                stream.input(number, &mut input);
                (target.run)(&input);
            }
            let mut rng = Rng::with_seed(7);
            assert!((0..50).any(|_| (target.make)(&mut rng).len() > 20), "{} makes nothing", target.name);
        }
    }

    #[test]
    fn every_folder_of_seeds_is_of_a_target() {
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(ALL.iter().any(|target| target.name == name), "{name}");
        }
    }
}
