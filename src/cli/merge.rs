//! `simak merge`: what somebody else decided is taken up beside one's own decisions, and it is told how far both agree and
//! where they differ.
//!
//! Nothing is read but the two databases: a decision carries the words that it is about.

use super::output::print;
use crate::notice::tell;
use crate::review::agreement::{SOURCE, VERDICTS};
use crate::review::opinion::Word;
use crate::review::{Agreement, Review, Subject, Value, agreement};
use crate::store::{self, Merged};
use crate::text::display::sanitize_line;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `merge`.
#[derive(clap::Args)]
pub(super) struct Merge {
    /// The other person's database, or the name of a session of yours that holds it
    #[arg(value_name = "OTHER")]
    other: PathBuf,
    /// Take it up into the session of this name; without PATH, of the files that it is of
    #[arg(long, value_name = "NAME")]
    session: Option<String>,
    /// The decisions there by somebody of your name are yours as well, made in another place
    #[arg(long)]
    same_person: bool,
    /// Files and folders of news that both of you reviewed; none for the sample corpus
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Takes the other database up: 0 when that is done, 1 when it cannot be, 2 for bad arguments.
pub(super) fn run(Merge { other, session, same_person, paths }: Merge) -> ExitCode {
    let which = match store::meant(session, paths) {
        Ok(which) => which,
        Err(why) => {
            tell(&why);
            return ExitCode::from(2);
        }
    };
    store::lying(&which).iter().for_each(|lying| tell(lying));
    let who = store::reviewer();
    let merged = store::other(&other).and_then(|file| store::merge(&which, &who, &file, same_person));
    match merged {
        Ok(merged) => print(&|out| write(&merged, out)),
        Err(why) => {
            tell(&why);
            ExitCode::FAILURE
        }
    }
}

fn write(Merged { taken, review }: &Merged, out: &mut dyn Write) -> io::Result<()> {
    if taken.is_empty() {
        writeln!(out, "Nothing new: all of it was taken up already.")?;
    }
    for (who, count) in taken {
        writeln!(out, "Taken up: {} by {}.", counted(*count, "decision"), sanitize_line(who))?;
    }
    let pairs = agreement(review);
    pairs.iter().try_for_each(|own| write_agreement(own, out))?;
    if pairs.is_empty() {
        writeln!(out, "\nNo quote was judged by two of you without one knowing the other's verdict.")?;
    } else {
        writeln!(out, "\nκ = (observed − expected) / (1 − expected). {SOURCE}")?;
    }
    write_differences(review, out)
}

fn write_agreement(own: &Agreement, out: &mut dyn Write) -> io::Result<()> {
    let (one, other) = (sanitize_line(&own.one), sanitize_line(&own.other));
    writeln!(
        out,
        "\n{one} and {other} both judged {}, neither knowing the other's verdict.",
        counted(own.all() as usize, "quote")
    )?;
    let percent = |share: Option<f64>| share.map_or_else(|| "unknown".to_owned(), |share| format!("{:.1} %", share * 100.0));
    let kappa = own.kappa().map_or_else(|| "not defined (both gave one verdict to all)".to_owned(), |k| format!("{k:.2}"));
    let (observed, expected) = (percent(own.observed()), percent(own.expected()));
    writeln!(out, "Agreement: Cohen's κ {kappa}; observed {observed}, expected by chance {expected}.")?;
    write!(out, "{:>20}", "")?;
    for verdict in VERDICTS {
        write!(out, "{:>12}", verdict.name())?;
    }
    writeln!(out, "   ← {other}")?;
    for (verdict, row) in VERDICTS.iter().zip(own.counts) {
        write!(out, "{:>20}", verdict.name())?;
        row.iter().try_for_each(|count| write!(out, "{count:>12}"))?;
        writeln!(out)?;
    }
    writeln!(out, "{:>20}", format!("↑ {one}"))
}

fn write_differences(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    if review.differing() == 0 {
        return writeln!(out, "\nNothing is left to settle.");
    }
    let quotes = counted(review.differing(), "quote");
    writeln!(out, "\nDifferent opinions on {quotes}; D in simak lists them, and a decision there settles them:")?;
    for (ix, differences) in review.differences() {
        let Some((subject, _)) = review.subject(ix) else { continue };
        writeln!(out, "  {}", head(subject))?;
        for difference in differences {
            let said: Vec<String> = difference.opinions.iter().map(said).collect();
            writeln!(out, "    {}: {}", difference.field, said.join("; "))?;
        }
    }
    Ok(())
}

/// The words, and where they stand.
fn head(subject: &Subject) -> String {
    let article = subject.article();
    let parts = article.map(|a| [a.outlet.as_deref(), a.title.as_deref(), Some(&*a.path)]).unwrap_or_default();
    let place: Vec<&str> = parts.into_iter().flatten().collect();
    sanitize_line(&format!("“{}” · {}", subject.words(), place.join(" · "))).into_owned()
}

fn said(word: &Word) -> String {
    let value = word.value.as_ref().map_or_else(|| "as found".to_owned(), Value::said);
    sanitize_line(&format!("{} {value}", word.who)).into_owned()
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
