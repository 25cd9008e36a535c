//! A search for texts and corpora whose cost grows faster than they do.
//!
//! Shapes are made at random (pieces of news, marks, dates, lists, line ends, whatever differs from one time to the next),
//! repeated to sizes that double, and taken through extraction and linking: as one article, as many articles, as articles
//! added to a linked corpus. Growth beyond [`measure::Kind::most`], of time or of memory, is a fault; it is told with its shape, which
//! `--replay` measures again.
//!
//! `cargo test --test growth` searches for ten seconds. `cargo test --test growth -- --seconds 600 --seed 7` searches longer and
//! elsewhere (`SIMAK_GROWTH_SECONDS`, `SIMAK_GROWTH_SEED` say the same where no arguments can be given). What it finds and is
//! mended becomes a row of `tests/properties/shapes.rs`.

#![allow(clippy::print_stdout, reason = "a program that tells what it finds")]

mod measure;
mod pieces;
mod shape;

use measure::{Cost, Kind, cost, slopes};
use shape::{Dice, Shape};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Seconds of a search that nobody asked to be longer.
const SECONDS: u64 = 10;
/// The slope from which a shape is measured in larger sizes, as a part of what is no fault.
const SUSPECT: f64 = 1.1;
/// What the first look compares: a size, and one so many times as large; one in so many looks is at sizes so many times as
/// large, for what grows slowly at first.
const LOOK: usize = 4;
const DEEP: usize = 4;
const DEEPER: usize = 8;
/// Seconds at a size beyond which no larger one is tried.
const LONG: f64 = 40.0;
/// Bytes in use for a byte of text, and seconds for a million bytes of it, that are a fault at any growth.
const BYTES: f64 = 2_000.0;
const SLOW: f64 = 60.0;
/// Shapes that are told at the end of the slowest and of the greatest.
const TOLD: usize = 5;

/// What the program is asked to do.
struct Asked {
    seconds: u64,
    seed: u64,
    replay: Option<String>,
    kinds: Vec<Kind>,
}

fn main() -> ExitCode {
    let Some(asked) = asked() else { return ExitCode::SUCCESS };
    // Linking uses all cores: here one, so that its time is that of the thread.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(8 << 20).build().expect("a thread");
    pool.install(|| match &asked.replay {
        Some(shape) => replay(&asked, &Shape::read(&read(shape))),
        None => search(&asked),
    })
}

/// The arguments; `None` where they ask for other tests.
fn asked() -> Option<Asked> {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse().ok());
    let mut asked = Asked {
        seconds: number("SIMAK_GROWTH_SECONDS").unwrap_or(SECONDS),
        seed: number("SIMAK_GROWTH_SEED").unwrap_or(1),
        replay: None,
        kinds: vec![Kind::Article, Kind::Article, Kind::Corpus, Kind::Growing],
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--seconds" => asked.seconds = args.next()?.parse().ok()?,
            "--seed" => asked.seed = args.next()?.parse().ok()?,
            "--replay" => asked.replay = Some(args.next()?),
            "--kind" => asked.kinds = vec![Kind::named(&args.next()?)?],
            // What `cargo test` gives to every program of tests.
            "--list" | "--ignored" => return None,
            filter if !filter.starts_with('-') && !"growth".contains(filter) => return None,
            _ => {}
        }
    }
    Some(asked)
}

/// What stands in a file, or else the words themselves.
fn read(shape: &str) -> String {
    std::fs::read_to_string(shape).unwrap_or_else(|_| shape.to_owned())
}

/// A shape with the figures of it.
struct Found {
    kind: Kind,
    what: String,
    shape: Shape,
}

/// The worst of what was measured, the worst first.
#[derive(Default)]
struct Worst(Vec<(f64, Kind, String)>);

impl Worst {
    fn note(&mut self, figure: f64, kind: Kind, shape: &Shape) {
        if self.0.len() < TOLD || self.0.last().is_some_and(|last| figure > last.0) {
            self.0.push((figure, kind, shape.json()));
            self.0.sort_by(|a, b| b.0.total_cmp(&a.0));
            self.0.truncate(TOLD);
        }
    }

    fn tell(&self, what: &str) {
        println!("{what}:");
        self.0.iter().for_each(|(figure, kind, shape)| println!("{figure:>10.2} {:<8} {shape}", kind.name()));
    }
}

fn search(asked: &Asked) -> ExitCode {
    let begun = Instant::now();
    let end = Duration::from_secs(asked.seconds);
    let mut dice = Dice(asked.seed);
    let (mut slopes, mut slow, mut large) = (Worst::default(), Worst::default(), Worst::default());
    let mut found: Vec<Found> = Vec::new();
    let mut tried = 0;
    while begun.elapsed() < end {
        let shape = Shape::random(&mut dice);
        let kind = asked.kinds[dice.throw(asked.kinds.len())];
        let deep = if dice.one_in(DEEP) { DEEPER } else { 1 };
        let first = kind.least() * deep;
        let (small, big) = (cost(&shape, kind, first, 1), cost(&shape, kind, LOOK * first, 1));
        tried += 1;
        if kind == Kind::Article {
            let bytes = (LOOK * first) as f64;
            slow.note(big.seconds / bytes * 1e6, kind, &shape);
            large.note(big.bytes as f64 / bytes, kind, &shape);
        }
        let growth = steepest(small, big, LOOK);
        let faults = if growth > SUSPECT * kind.most() / 1.3 { faults(&shape, kind, LOOK * first) } else { (growth, None) };
        slopes.note(faults.0, kind, &shape);
        let fault = faults.1.or_else(|| too_much(kind, big, LOOK * first));
        if let Some(what) = fault {
            println!("FAULT {}: {what}\n  --kind {} --replay '{}'", kind.name(), kind.name(), shape.json());
            found.push(Found { kind, what, shape });
        }
    }
    slopes.tell("steepest growth");
    slow.tell("seconds for a million bytes of one article");
    large.tell("bytes in use for a byte of one article");
    println!("{tried} shapes in {} seconds, seed {}: {} faults", begun.elapsed().as_secs(), asked.seed, found.len());
    for Found { kind, what, shape } in &found {
        println!("FAULT {}: {what}\n  --kind {} --replay '{}'", kind.name(), kind.name(), shape.json());
    }
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The greater of the two exponents, of time and of memory.
fn steepest(small: Cost, large: Cost, times: usize) -> f64 {
    let [seconds, bytes] = slopes(small, large, times);
    seconds.max(bytes)
}

fn too_much(kind: Kind, cost: Cost, size: usize) -> Option<String> {
    let (seconds, bytes) = (cost.seconds / size as f64 * 1e6, cost.bytes as f64 / size as f64);
    match kind {
        Kind::Article if seconds > SLOW => Some(format!("{seconds:.1} s for a million bytes")),
        Kind::Article if bytes > BYTES => Some(format!("{bytes:.0} bytes for a byte")),
        _ => None,
    }
}

/// Measures a suspicious shape at three doublings more. Growth is a fault where all are too steep, and twice: what is compared
/// within blocks of a certain size grows steeply until these are full. The least slope, and what is wrong.
fn faults(shape: &Shape, kind: Kind, from: usize) -> (f64, Option<String>) {
    let mut least = f64::INFINITY;
    let mut costs = Vec::new();
    for runs in [1, 2] {
        costs = vec![cost(shape, kind, from, runs)];
        for size in [2 * from, 4 * from, 8 * from] {
            let before = costs[costs.len() - 1];
            let here = cost(shape, kind, size, runs);
            least = least.min(steepest(before, here, 2));
            costs.push(here);
            if least <= kind.most() || here.seconds > LONG {
                break;
            }
        }
        if least <= kind.most() {
            return (least, None);
        }
    }
    (least, Some(table(&costs, from)))
}

fn table(costs: &[Cost], from: usize) -> String {
    let row = |(n, cost): (usize, &Cost)| format!("{}: {:.3} s, {:.1} MB", from << n, cost.seconds, cost.bytes as f64 / 1e6);
    costs.iter().enumerate().map(row).collect::<Vec<_>>().join("; ")
}

/// Measures one shape at sizes that double.
fn replay(asked: &Asked, shape: &Shape) -> ExitCode {
    let mut fault = false;
    let kinds: &[Kind] = if asked.kinds.len() == 1 { &asked.kinds } else { &[Kind::Article, Kind::Corpus, Kind::Growing] };
    for &kind in kinds {
        println!("{}:", kind.name());
        let mut before: Option<Cost> = None;
        let mut steep = 0;
        for n in 0..7 {
            let size = kind.least() << n;
            let here = cost(shape, kind, size, 2);
            let [seconds, bytes] = before.map_or([0.0; 2], |before| slopes(before, here, 2));
            println!(
                "{size:>9}: {:>8.3} s (slope {seconds:.2}), {:>7.1} MB (slope {bytes:.2})",
                here.seconds,
                here.bytes as f64 / 1e6
            );
            steep = if seconds.max(bytes) > kind.most() { steep + 1 } else { 0 };
            before = Some(here);
            if here.seconds > LONG {
                break;
            }
        }
        fault |= steep > 1;
    }
    if fault { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
