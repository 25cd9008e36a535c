//! The process that runs one target: input after input, until its time or its number of executions is over.
//!
//! Before each execution the input is written to a file that the driver reads should the process die. Panics are kept,
//! reduced, and the run goes on; each place counts once.

use super::coverage::Coverage;
use super::fault::{self, Fault};
use super::reduce::reduced;
use super::stream::Stream;
use super::{Target, memory, watch};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The stack of an execution: that of a thread of Rust's, on which simak extracts, links, and draws.
const STACK: usize = 2 << 20;

/// An input of fewer bytes counts as one of so many where time is told by the byte: what is done once would hide the rest.
const LEAST: usize = 256;

/// So long at most an input is made smaller.
const REDUCE: Duration = Duration::from_secs(5);

/// After so many different faults, or processes that died, a run is given up: the first ones have to be mended.
pub const ENOUGH: usize = 12;

/// The name of the file of the input that took the longest by the byte, beside the faults.
const SLOWEST: &str = "slowest";

/// After so many executions it is looked at the clock.
const LOOK: u64 = 16;

/// What is run, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Order {
    /// The target's name.
    pub target: String,
    /// The seed of the run.
    pub seed: u64,
    /// Number of the first execution.
    pub from: u64,
    /// How long, in milliseconds.
    pub time: Option<u64>,
    /// How many executions, at most.
    pub executions: Option<u64>,
    /// An execution may take so long, in milliseconds of work.
    pub limit: u64,
    /// The process may hold so many bytes.
    pub memory: usize,
    /// The folder of the target's seeds.
    pub seeds: PathBuf,
    /// The folder that the target's faults go to.
    pub faults: PathBuf,
    /// The file that the input of each execution is written to.
    pub current: PathBuf,
}

/// What came of a run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// How many executions.
    pub executions: u64,
    /// How long they took, in microseconds.
    pub time: u64,
    /// The longest time by the byte of its input, in microseconds.
    pub worst: f64,
    /// The longest execution, in microseconds.
    pub longest: u64,
    /// The most that an execution held beyond what was held before it, in bytes.
    pub peak: usize,
    /// Edges of the code that were reached, and all there are, where they are counted.
    pub reached: Option<(usize, usize)>,
    /// What failed.
    pub faults: Vec<Found>,
}

/// A fault that was kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Found {
    /// What failed.
    pub fault: Fault,
    /// The file of its input.
    pub file: PathBuf,
    /// Whether the file was not there before this run.
    pub new: bool,
}

impl Found {
    /// Keeps a fault.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep(fault: Fault, folder: &Path, input: &[u8]) -> io::Result<Found> {
        let new = !folder.join(fault.name()).exists();
        let file = fault.keep(folder, input)?;
        Ok(Found { fault, file, new })
    }
}

/// Writes the number and the input of the execution that begins.
struct Current(File, Vec<u8>);

impl Current {
    fn write(&mut self, number: u64, input: &[u8]) -> io::Result<()> {
        self.1.clear();
        self.1.extend_from_slice(&number.to_le_bytes());
        self.1.extend_from_slice(&(input.len() as u64).to_le_bytes());
        self.1.extend_from_slice(input);
        self.0.rewind()?;
        self.0.write_all(&self.1)
    }
}

/// The number and the input of the execution that was under way.
///
/// # Errors
/// There was none.
pub fn current(file: &Path) -> io::Result<(u64, Vec<u8>)> {
    let mut file = File::open(file)?;
    let mut number = || -> io::Result<u64> {
        let mut bytes = [0; 8];
        file.read_exact(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    };
    let (number, len) = (number()?, number()?);
    let mut input = Vec::new();
    file.take(len).read_to_end(&mut input)?;
    Ok((number, input))
}

/// Runs an order.
///
/// # Errors
/// A file cannot be read or written, or no thread can be had.
pub fn work(target: &'static Target, order: Order) -> io::Result<Report> {
    fault::watch_panics();
    watch::start(Duration::from_millis(order.limit))?;
    memory::limit(order.memory);
    let run = move || Work::new(target, &order)?.run();
    let thread = std::thread::Builder::new().name(target.name.to_owned()).stack_size(STACK).spawn(run)?;
    thread.join().map_err(|_| io::Error::other("the engine failed"))?
}

struct Work<'o> {
    target: &'static Target,
    order: &'o Order,
    stream: Stream<'static>,
    current: Current,
    coverage: Option<Coverage>,
    /// The folder of inputs that reached new code.
    grown: PathBuf,
    report: Report,
    /// The input that took the longest by the byte.
    worst: Vec<u8>,
}

impl<'o> Work<'o> {
    fn new(target: &'static Target, order: &'o Order) -> io::Result<Self> {
        let mut stream = Stream::new(target, order.seed, &order.seeds)?;
        let coverage = Coverage::new();
        let grown = order.faults.join("grown");
        if coverage.is_some() {
            fs::create_dir_all(&grown)?;
            for entry in fs::read_dir(&grown)? {
                stream.keep(&fs::read(entry?.path())?);
            }
        }
        let current = Current(File::create(&order.current)?, Vec::new());
        Ok(Work { target, order, stream, current, coverage, grown, report: Report::default(), worst: Vec::new() })
    }

    fn run(mut self) -> io::Result<Report> {
        let begun = Instant::now();
        let time = self.order.time.map_or(Duration::MAX, Duration::from_millis);
        let last = self.order.executions.map_or(u64::MAX, |n| self.order.from.saturating_add(n));
        let mut input = Vec::new();
        for number in self.order.from..last {
            if number % LOOK == 0 && begun.elapsed() >= time || self.report.faults.len() >= ENOUGH {
                break;
            }
            self.stream.input(number, &mut input);
            self.current.write(number, &input)?;
            self.execute(&input)?;
            self.report.executions += 1;
        }
        self.report.time = begun.elapsed().as_micros() as u64;
        fs::create_dir_all(&self.order.faults)?;
        fs::write(self.order.faults.join(SLOWEST), &self.worst)?;
        self.report.reached = self.coverage.as_ref().map(Coverage::reached);
        Ok(self.report)
    }

    fn execute(&mut self, input: &[u8]) -> io::Result<()> {
        if let Some(coverage) = &mut self.coverage {
            coverage.begin();
        }
        let held = memory::held();
        memory::begin();
        let begun = Instant::now();
        let fault = fault::panic_of(self.target.run, input);
        let took = begun.elapsed();
        self.report.peak = self.report.peak.max(memory::peak() - held.min(memory::peak()));
        if let Some(fault) = fault {
            return self.failed(fault, input);
        }
        self.measure(input, took);
        if self.coverage.as_mut().is_some_and(Coverage::is_new) {
            self.stream.keep(input);
            let name =
                input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, b| (hash ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
            fs::write(self.grown.join(format!("{name:016x}")), input)?;
        }
        Ok(())
    }

    /// Notes how long an execution took. A record is run again: what took long because something else ran is none.
    fn measure(&mut self, input: &[u8], took: Duration) {
        let by_byte = |took: Duration| took.as_secs_f64() * 1e6 / input.len().max(LEAST) as f64;
        if by_byte(took) <= self.report.worst && took.as_micros() as u64 <= self.report.longest {
            return;
        }
        let begun = Instant::now();
        let _ = fault::panic_of(self.target.run, input);
        let took = took.min(begun.elapsed());
        if by_byte(took) > self.report.worst {
            self.report.worst = by_byte(took);
            self.worst = input.to_vec();
        }
        self.report.longest = self.report.longest.max(took.as_micros() as u64);
    }

    /// Keeps what failed, reduced, unless the place is known.
    fn failed(&mut self, fault: Fault, input: &[u8]) -> io::Result<()> {
        if self.report.faults.iter().any(|known| known.fault.same(&fault)) {
            return Ok(());
        }
        let run = self.target.run;
        let same = |input: &[u8]| fault::panic_of(run, input).is_some_and(|other| other.same(&fault));
        // What fails only once has something else to do with it than the input; it is kept as it is.
        let small = if same(input) { reduced(input, REDUCE, same) } else { input.to_vec() };
        let fault = fault::told(run, &small).filter(|other| other.same(&fault)).unwrap_or(fault);
        self.report.faults.push(Found::keep(fault, &self.order.faults, &small)?);
        Ok(())
    }
}
