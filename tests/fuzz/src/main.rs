//! The commands: `all`, `run`, `replay`, `list`; `README.md` explains them. Ends with 1 where anything failed, with 2 where a
//! run could not be made.

use clap::{Args, Parser, Subcommand};
use simak_fuzz::engine::driver::{attempt, drive, scratch};
use simak_fuzz::engine::worker::{Order, Report, work};
use simak_fuzz::engine::{Target, fault, memory, watch};
use simak_fuzz::targets;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

/// Tries simak with any input, any keys, any damage.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run every target
    All(Options),
    /// Run some targets
    Run {
        /// Their names
        #[arg(required = true)]
        targets: Vec<String>,
        #[command(flatten)]
        options: Options,
    },
    /// Try inputs once, as they were kept where they failed
    Replay {
        /// The files; the folder of each is named for its target
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The target, where the folder's name does not say it
        #[arg(long)]
        target: Option<String>,
        /// An execution may take so many milliseconds of work
        #[arg(long, default_value_t = 5_000)]
        limit: u64,
        /// In this process, without limits, so that a debugger or a profiler sees it
        #[arg(long)]
        here: bool,
    },
    /// Tell the targets
    List,
    #[command(hide = true)]
    Work { order: String },
    #[command(hide = true)]
    Attempt { order: String },
}

// (The name is that of a group of arguments, which no command may have as well.)
#[derive(Args)]
struct Options {
    /// So long each, in seconds
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// So many executions in all instead, each target its share of them
    #[arg(long, conflicts_with = "seconds")]
    executions: Option<u64>,
    /// The same seed gives the same inputs
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// So many targets at once
    #[arg(long, default_value_t = 1)]
    jobs: usize,
    /// An execution may take so many milliseconds of work
    #[arg(long, default_value_t = 5_000)]
    limit: u64,
    /// A target may hold so many megabytes
    #[arg(long, default_value_t = 1_024)]
    memory: usize,
    /// The folder of seeds
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds"))]
    seeds: PathBuf,
    /// The folder that inputs go to which failed
    #[arg(long, default_value = "target/fuzz-faults")]
    faults: PathBuf,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::All(options) => several(&targets::ALL.iter().collect::<Vec<_>>(), &options),
        Command::Run { targets, options } => named(&targets).and_then(|targets| several(&targets, &options)),
        Command::Replay { files, target, limit, here } => replay(&files, target.as_deref(), limit, here),
        Command::List => {
            targets::ALL.iter().for_each(|target| println!("{:<10} {}", target.name, target.about));
            Ok(true)
        }
        Command::Work { order } => within(&order, |target, order| {
            println!("{}", serde_json::to_string(&work(target, order)?)?);
            Ok(true)
        }),
        Command::Attempt { order } => within(&order, |target, order| {
            println!("{}", serde_json::to_string(&once(target, order)?)?);
            Ok(true)
        }),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn named(names: &[String]) -> io::Result<Vec<&'static Target>> {
    names.iter().map(|name| find(name)).collect()
}

fn find(name: &str) -> io::Result<&'static Target> {
    targets::find(name).ok_or_else(|| {
        let all: Vec<&str> = targets::ALL.iter().map(|target| target.name).collect();
        io::Error::other(format!("there is no target {name:?}; there are {}", all.join(", ")))
    })
}

fn within(order: &str, run: impl FnOnce(&'static Target, Order) -> io::Result<bool>) -> io::Result<bool> {
    let order: Order = serde_json::from_str(order)?;
    run(find(&order.target)?, order)
}

/// Tries the input of an order in this process.
fn once(target: &'static Target, order: Order) -> io::Result<Option<fault::Fault>> {
    let input = std::fs::read(&order.current)?;
    fault::watch_panics();
    watch::start(Duration::from_millis(order.limit))?;
    memory::limit(order.memory);
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(move || fault::told(target.run, &input))?;
    thread.join().map_err(|_| io::Error::other("the engine failed"))
}

/// Runs targets, so many at once, and tells a line of each; whether nothing failed.
fn several(targets: &[&'static Target], run: &Options) -> io::Result<bool> {
    let scratch = scratch()?;
    let shares: u64 = targets.iter().map(|target| target.share).sum();
    println!("seed {}", run.seed);
    println!(
        "{:<11}{:>12}{:>10}{:>8}{:>9}{:>10}{:>9}  reached",
        "target", "executions", "a second", "faults", "µs/byte", "longest", "peak"
    );
    let (next, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let one = || -> io::Result<()> {
        while let Some(target) = targets.get(next.fetch_add(1, Relaxed)) {
            let order = Order {
                target: target.name.to_owned(),
                seed: run.seed,
                from: 0,
                time: run.executions.is_none().then_some((run.seconds * 1e3) as u64),
                executions: run.executions.map(|n| (n as u128 * u128::from(target.share) / u128::from(shares.max(1))) as u64),
                limit: run.limit,
                memory: run.memory << 20,
                seeds: run.seeds.join(target.name),
                faults: run.faults.join(target.name),
                current: scratch.path().join(target.name),
            };
            let report = drive(&order)?;
            failed.fetch_add(report.faults.len(), Relaxed);
            tell(target, &report);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..run.jobs.max(1)).map(|_| scope.spawn(one)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(io::Error::other("the engine failed"))))
    })?;
    Ok(failed.into_inner() == 0)
}

fn tell(target: &Target, report: &Report) {
    let Report { executions, time, worst, longest, peak, reached, faults } = report;
    let rate = *executions as f64 / (*time).max(1) as f64 * 1e6;
    let new = faults.iter().filter(|found| found.new).count();
    let faults_told = if faults.is_empty() { "0".to_owned() } else { format!("{new} new/{}", faults.len()) };
    let reached = reached.map_or("not counted".to_owned(), |(own, all)| format!("{own} of {all} edges"));
    let (longest, peak) = (format!("{:.1} ms", *longest as f64 / 1e3), format!("{:.1} MB", *peak as f64 / 1e6));
    println!("{:<11}{executions:>12}{rate:>10.0}{faults_told:>8}{worst:>9.2}{longest:>10}{peak:>9}  {reached}", target.name);
    for found in faults {
        println!("  {}: {}\n    {}", found.fault.kind, found.fault.place, found.fault.message.lines().next().unwrap_or(""));
        println!("    replay {}", found.file.display());
    }
}

fn replay(files: &[PathBuf], target: Option<&str>, limit: u64, here: bool) -> io::Result<bool> {
    let mut well = true;
    for file in files {
        let folder = file.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or("");
        let target = find(target.unwrap_or(folder))?;
        let input = std::fs::read(file)?;
        if here {
            (target.run)(&input);
            println!("{}: nothing failed", file.display());
            continue;
        }
        let order = Order { target: target.name.to_owned(), limit, memory: 1 << 30, ..Order::default() };
        match attempt(&order, &input)? {
            None => println!("{}: nothing failed", file.display()),
            Some(fault) => {
                println!("{}: {}: {}\n{}\n{}", file.display(), fault.kind, fault.place, fault.message, fault.way);
                well = false;
            }
        }
    }
    Ok(well)
}
