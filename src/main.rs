//! The thin binary: arguments in, exit status out.

use simak::cli::{self, Asked};
use simak::runtime::{self, Options};

fn main() -> std::process::ExitCode {
    match cli::main() {
        Asked::Interface { paths, config, theme } => runtime::run(Options { paths, config, theme }),
        Asked::Done(status) => status,
    }
}
