//! What the program says of itself: its version, its manual, completions for shells. All of it follows from the arguments.

use super::Arguments;
use super::output::print;
use crate::lang::Pack;
use crate::notice::{self, tell};
use crate::store::whole::{self, Readers};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

/// Help and version are output like any other; what is wrong with the arguments is told with them, and status 2.
pub fn answered(instead: &clap::Error) -> ExitCode {
    if instead.kind() == clap::error::ErrorKind::DisplayVersion {
        return print(&|out| writeln!(out, "{}", version()));
    }
    let text = instead.render();
    if instead.use_stderr() {
        notice::show(&text.to_string());
        return ExitCode::from(2);
    }
    let plain = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty())
        || std::env::var_os("TERM").is_none_or(|term| term == "dumb")
        || !io::stdout().is_terminal();
    let text = if plain { text.to_string() } else { text.ansi().to_string() };
    print(&|out| out.write_all(text.as_bytes()))
}

/// `simak 0.1.0 (3c86ff8 2026-11-30; knowledge id-0123456789abcdef)`: the commit where the build knows one, and the hash of the
/// language data, which stands in every extraction as well.
fn version() -> String {
    let pack = Pack::indonesian();
    let commit = option_env!("SIMAK_COMMIT").map(|commit| format!("{commit}; ")).unwrap_or_default();
    format!("{} {} ({commit}knowledge {}-{})", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"), pack.code, pack.knowledge)
}

/// Writes completions.
pub fn completions(shell: Shell) -> ExitCode {
    let script = completion(shell);
    print(&|out| out.write_all(&script))
}

fn completion(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "simak", &mut script);
    script
}

/// Writes the manual's first page, or all of them as files of a folder.
pub fn manual(folder: Option<&Path>) -> ExitCode {
    let pages = pages();
    let Some(folder) = folder else {
        return match pages.first() {
            Some((_, page)) => print(&|out| out.write_all(page)),
            None => ExitCode::FAILURE,
        };
    };
    for (name, page) in &pages {
        let file = folder.join(name);
        if let Err(error) = whole::replace(&file, Readers::AsUsual, &|out| out.write_all(page)) {
            tell(&format!("{}: cannot be written ({error}); name a folder that is there", file.display()));
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// The pages in roff with the names of their files, one a command.
fn pages() -> Vec<(String, Vec<u8>)> {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let commands: Vec<Command> = program.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
    let of = |command: Command| {
        let man = Man::new(command).manual("simak").source(concat!("simak ", env!("CARGO_PKG_VERSION")));
        let mut page = Vec::new();
        // (Nothing fails that is written into memory.)
        let _ = man.render(&mut page);
        (man.get_filename(), page)
    };
    std::iter::once(program).chain(commands).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    /// Every command that is shown, with its long options.
    fn all() -> Vec<(String, Vec<String>)> {
        let mut program = Arguments::command();
        program.build();
        let options = |command: &Command| -> Vec<String> {
            command.get_arguments().filter_map(|arg| arg.get_long()).map(|long| format!("--{long}")).collect()
        };
        let commands = program.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help");
        let own = ("simak".to_owned(), options(&program));
        std::iter::once(own).chain(commands.map(|c| (c.get_name().to_owned(), options(c)))).collect()
    }

    #[test]
    fn completions_know_every_command_and_option() {
        for shell in Shell::value_variants() {
            let script = String::from_utf8(completion(*shell)).unwrap();
            for (name, options) in all() {
                assert!(script.contains(&name), "{shell}: {name}");
                for option in options {
                    // (fish has them without dashes.)
                    let bare = format!("-l {}", option.trim_start_matches('-'));
                    assert!(script.contains(&option) || script.contains(&bare), "{shell}: {name} {option}");
                }
            }
        }
    }

    #[test]
    fn the_manual_has_a_page_a_command_with_every_option() {
        let pages = pages();
        assert_eq!(pages.len(), all().len());
        for (name, options) in all() {
            let file = if name == "simak" { "simak.1".to_owned() } else { format!("simak-{name}.1") };
            let page = pages.iter().find(|(own, _)| *own == file).map(|(_, page)| String::from_utf8(page.clone()).unwrap());
            let page = page.unwrap_or_else(|| panic!("no page {file}"));
            let read = page.replace("\\-", "-");
            assert!(page.contains(".TH ") && read.contains(".SH NAME") && read.contains(".SH SYNOPSIS"), "{file}");
            options.iter().for_each(|option| assert!(read.contains(option), "{file}: {option}"));
        }
        let first = String::from_utf8(pages[0].1.clone()).unwrap();
        assert!(pages[0].0 == "simak.1" && all().iter().all(|(name, _)| first.contains(name)) && !first.contains("simak\\-man"));
    }
}
