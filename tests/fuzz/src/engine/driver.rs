//! Starts a process a target, reads what came of it, and goes on where one died: what it died of is found by how it ended and
//! what it said last, and its input is made smaller by trying again.

use super::fault::Fault;
use super::reduce::reduced;
use super::watch::TOO_LONG;
use super::worker::{ENOUGH, Found, Order, Report, current};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// So long at most the input of a process that died is made smaller.
const REDUCE: Duration = Duration::from_secs(12);

/// While it is made smaller, what should take a moment is given so much time.
const QUICK: u64 = 1_000;

/// Runs an order to its end, however many processes that takes.
///
/// # Errors
/// A process cannot be started, or says nothing that can be read.
pub fn drive(order: &Order) -> io::Result<Report> {
    let (mut whole, begun) = (Report::default(), Instant::now());
    let mut next = order.clone();
    for deaths in 1.. {
        let output = child("work", &next)?;
        if output.status.success() {
            let report: Report = serde_json::from_slice(&output.stdout)?;
            return Ok(together(whole, report));
        }
        let (number, input) = current(&next.current)?;
        let fault = died(&output);
        whole.executions += number + 1 - next.from;
        if !whole.faults.iter().any(|known| known.fault.same(&fault)) {
            let small = smaller(&next, &fault, &input)?;
            whole.faults.push(Found::keep(fault, &next.faults, &small)?);
        }
        next.from = number + 1;
        next.executions = order.executions.map(|n| n.saturating_sub(next.from - order.from));
        next.time = order.time.map(|time| time.saturating_sub(begun.elapsed().as_millis() as u64));
        if next.time == Some(0) || next.executions == Some(0) || deaths >= ENOUGH {
            break;
        }
    }
    whole.time = begun.elapsed().as_micros() as u64;
    Ok(whole)
}

/// Tries an input once, in a process of its own; what it fails with.
///
/// # Errors
/// No process can be started.
pub fn attempt(order: &Order, input: &[u8]) -> io::Result<Option<Fault>> {
    let mut own = tempfile::NamedTempFile::new()?;
    own.write_all(input)?;
    let output = child("attempt", &Order { current: own.path().to_owned(), ..order.clone() })?;
    if output.status.success() {
        return Ok(serde_json::from_slice(&output.stdout)?);
    }
    Ok(Some(died(&output)))
}

fn child(what: &str, order: &Order) -> io::Result<Output> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(what).arg(serde_json::to_string(order)?);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).output()
}

fn together(whole: Report, last: Report) -> Report {
    let mut faults = whole.faults;
    faults.extend(last.faults);
    Report { executions: whole.executions + last.executions, time: whole.time + last.time, faults, ..last }
}

/// What a process died of.
fn died(output: &Output) -> Fault {
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("").to_owned();
    let kind = match () {
        () if output.status.code() == Some(TOO_LONG) => "hang",
        () if said.contains("memory allocation of") => "memory",
        () if said.contains("has overflowed its stack") => "stack",
        () => "abort",
    };
    // (How much memory was asked for last is chance.)
    let place = if kind == "abort" { last.clone() } else { kind.to_owned() };
    Fault { kind: kind.to_owned(), place, message: format!("{}: {last}", output.status), way: String::new() }
}

fn smaller(order: &Order, fault: &Fault, input: &[u8]) -> io::Result<Vec<u8>> {
    let mut failed = Ok(());
    let quick = Order { limit: order.limit.min(QUICK), ..order.clone() };
    let small = reduced(input, REDUCE, |input| match attempt(&quick, input) {
        Ok(other) => other.is_some_and(|other| other.same(fault)),
        Err(error) => {
            failed = Err(error);
            false
        }
    });
    failed?;
    // What takes long in a part of the time only need not be too long.
    let still = fault.kind != "hang" || attempt(order, &small)?.is_some_and(|other| other.same(fault));
    Ok(if still { small } else { input.to_vec() })
}

/// The folder for the files of executions under way: one in memory, where the system has it.
pub fn scratch() -> io::Result<tempfile::TempDir> {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }
}
