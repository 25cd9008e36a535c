//! `simak sessions`: what is kept, of which corpus, how much, since when.

use super::output::print;
use crate::notice::tell;
use crate::store::{self, Listed};
use crate::text::display::sanitize_line;
use std::io::{self, Write};
use std::process::ExitCode;

/// Lists every session and every corpus that something is kept of.
pub fn run() -> ExitCode {
    match store::list() {
        Ok(listed) => print(&|out| write(&listed, out)),
        Err(why) => {
            tell(&why);
            ExitCode::FAILURE
        }
    }
}

fn write(listed: &[Listed], out: &mut dyn Write) -> io::Result<()> {
    if listed.is_empty() {
        return writeln!(out, "Nothing is kept yet. simak --session NAME PATH begins a session of that name.");
    }
    for one in listed {
        let name = one.name.as_deref().map_or("(without a name)".to_owned(), |name| sanitize_line(name).into_owned());
        let steps = match one.steps {
            1 => "1 decision".to_owned(),
            n => format!("{n} decisions"),
        };
        let last = one.last.and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
        let last = last.map_or(String::new(), |at| format!(", the last {}", at.strftime("%Y-%m-%d %H:%M UTC")));
        writeln!(out, "{name}: {steps}{last}")?;
        if let Some(fault) = &one.fault {
            writeln!(out, "  {}", sanitize_line(fault))?;
        } else if one.paths.is_empty() {
            writeln!(out, "  the sample corpus")?;
        }
        for path in &one.paths {
            writeln!(out, "  {}", sanitize_line(&path.to_string_lossy()))?;
        }
        writeln!(out, "  kept in {}", sanitize_line(&one.file.to_string_lossy()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_one_is_told_with_what_it_is_of_and_what_is_wrong_with_it() {
        let one = |name: Option<&str>, steps, last, fault: Option<&str>| Listed {
            name: name.map(str::to_owned),
            file: "/data/a.sqlite".into(),
            paths: if fault.is_none() { vec!["/berita".into()] } else { Vec::new() },
            steps,
            last,
            fault: fault.map(str::to_owned),
        };
        let mut out = Vec::new();
        let rows = [one(Some("banjir"), 1, Some(0), None), one(None, 12, None, Some("it is damaged\u{1b}[31m"))];
        write(&rows, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.starts_with("banjir: 1 decision, the last 1970-01-01 00:00 UTC\n  /berita\n  kept in /data/a.sqlite\n"),
            "{text}"
        );
        assert!(text.contains("(without a name): 12 decisions\n  it is damaged") && !text.contains('\u{1b}'), "{text}");
        let mut none = Vec::new();
        write(&[], &mut none).unwrap();
        assert!(String::from_utf8(none).unwrap().contains("Nothing is kept yet"));
    }
}
