//! The thin binary: arguments in, exit status out.

use simak::cli::{self, Asked};
use simak::runtime::{self, Options};

fn main() -> std::process::ExitCode {
    simak::notice::tell_panics();
    simak::store::outlive_limits();
    if let Some(status) = runtime::watching() {
        return status;
    }
    match cli::main() {
        Asked::Interface { paths, config, theme, session, query } => {
            runtime::run(Options { paths, config, theme, session, query })
        }
        Asked::Done(status) => status,
    }
}
