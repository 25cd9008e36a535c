//! The thin binary: arguments in, exit status out.

fn main() -> std::process::ExitCode {
    simak::cli::main()
}
