//! `simak merge`: what somebody else decided is taken up beside one's own decisions, and it is told how far both agree and
//! where they differ; and a merge is taken back.
//!
//! Nothing is read but the two databases: a decision carries the words that it is about. Whoever decides in the other one
//! without being its owner is named, and taken up only where that is said, or answered on the terminal.

use super::output::print;
use crate::notice::tell;
use crate::review::agreement::{SOURCE, VERDICTS};
use crate::review::opinion::Word;
use crate::review::{Agreement, Review, Subject, Value, agreement};
use crate::store::{self, Choice, Guest, Merged, Recorded, Speaker, Undone, Which};
use crate::text::display::sanitize_line;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Of how many pairs of people it is told how far they agree; one's own first. More nobody reads.
const PAIRS: usize = 20;

/// Arguments of `merge`.
#[derive(clap::Args)]
pub(super) struct Merge {
    /// The other person's database, or the name of a session of yours that holds it
    #[arg(value_name = "OTHER", required_unless_present_any = ["list", "undo", "redo"])]
    other: Option<PathBuf>,
    /// Take it up into the session of this name; without PATH, of the files that it is of
    #[arg(long, value_name = "NAME")]
    session: Option<String>,
    /// Take up what this person decided as well, whose database it is not; may be said several times
    #[arg(long, value_name = "NAME", conflicts_with = "everybody")]
    person: Vec<String>,
    /// Take up what everybody decided, not only the person whose database it is
    #[arg(long)]
    everybody: bool,
    /// The decisions there by somebody of your name are yours as well, made in another place
    #[arg(long)]
    same_person: bool,
    /// List what was merged: number, time, file and its hash, whose decisions
    #[arg(long, conflicts_with_all = ["person", "everybody", "same_person"])]
    list: bool,
    /// Take a merge back, by its number or the name of its file: what it brought counts no more
    #[arg(long, value_name = "MERGE", conflicts_with_all = ["list", "person", "everybody", "same_person"])]
    undo: Option<String>,
    /// Take a merge up again that was taken back
    #[arg(long, value_name = "MERGE", conflicts_with_all = ["list", "undo", "person", "everybody", "same_person"])]
    redo: Option<String>,
    /// Files and folders of news that both of you reviewed; none for the sample corpus
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Takes the other database up: 0 when that is done, 1 when it cannot be, 2 for bad arguments.
pub(super) fn run(arguments: Merge) -> ExitCode {
    let Merge { other, session, person, everybody, same_person, list, undo, redo, mut paths } = arguments;
    let merges = !list && undo.is_none() && redo.is_none();
    // Where nothing is merged, everything that is named is news.
    let other = if merges { other } else { paths.splice(0..0, other).next() };
    let which = match store::meant(session, paths) {
        Ok(which) => which,
        Err(why) => {
            tell(&why);
            return ExitCode::from(2);
        }
    };
    store::lying(&which).iter().for_each(|lying| tell(lying));
    let (who, mut out) = (store::reviewer(), Vec::new());
    let done = match (other, undo, redo) {
        (_, Some(merge), _) => store::take_back(&which, &who, &merge).map(|undone| write_undone(&undone, true, &mut out)),
        (_, _, Some(merge)) => store::again(&which, &who, &merge).map(|undone| write_undone(&undone, false, &mut out)),
        (Some(other), ..) if merges => {
            let choice = Choice { people: person.into_iter().collect(), everybody, same_person };
            merge(&which, &who, &other, choice, &mut out)
        }
        _ => store::merges(&which).map(|merges| write_list(&merges, &mut out)),
    };
    match done {
        // (Nothing fails that is written into memory.)
        Ok(_) => print(&|to| to.write_all(&out)),
        Err(why) => {
            tell(&why);
            ExitCode::FAILURE
        }
    }
}

fn merge(
    which: &Which,
    who: &str,
    other: &std::path::Path,
    mut choice: Choice,
    out: &mut dyn Write,
) -> Result<io::Result<()>, String> {
    let guest = store::look(which, who, &store::other(other)?)?;
    if choice.people.is_empty() && !choice.everybody && io::stdin().is_terminal() && io::stdout().is_terminal() {
        let asked = ask(&guest, &choice, &mut io::stdin().lock(), &mut io::stdout().lock());
        choice.people.extend(asked.unwrap_or_default());
    }
    let merged = store::merge(which, who, &guest, &choice)?;
    merged.said.iter().for_each(|said| tell(said));
    Ok(write(&guest, &choice, &merged, out))
}

/// Asks whose decisions are to be taken up as well, of those whose database it is not. Anything but a yes is a no.
fn ask(guest: &Guest, choice: &Choice, answers: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<Vec<String>> {
    let mut people = Vec::new();
    for own in guest.speakers.iter().filter(|own| own.new > 0 && !own.own_name && !choice.takes(own)) {
        let (decisions, name) = (counted(own.new, "new decision"), sanitize_line(&own.who));
        write!(out, "{name} is not known to be the owner of {}: {decisions}. Take them up? [y/N] ", shown(guest))?;
        out.flush()?;
        let mut answer = String::new();
        if answers.read_line(&mut answer)? == 0 {
            writeln!(out)?;
            break;
        }
        if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
            people.push(own.who.to_string());
        }
    }
    Ok(people)
}

fn shown(guest: &Guest) -> String {
    sanitize_line(&guest.file.to_string_lossy()).into_owned()
}

fn write(guest: &Guest, choice: &Choice, Merged { taken, number, review, .. }: &Merged, out: &mut dyn Write) -> io::Result<()> {
    if number.is_none() {
        writeln!(out, "Nothing new: all of it was taken up already.")?;
    }
    for (who, count) in taken {
        writeln!(out, "Taken up: {} by {}.", counted(*count, "decision"), sanitize_line(who))?;
    }
    write_left_out(guest, choice, out)?;
    if let Some(number) = number {
        writeln!(out, "This is merge {number}: simak merge --undo {number} takes it back.")?;
    }
    let mut pairs = agreement(review);
    pairs.sort_by_key(|own| own.one != *review.who() && own.other != *review.who());
    pairs.iter().take(PAIRS).try_for_each(|own| write_agreement(own, out))?;
    if pairs.len() > PAIRS {
        writeln!(out, "\n{} who judged the same quotes are not told of.", counted(pairs.len() - PAIRS, "more pair"))?;
    }
    if pairs.is_empty() {
        writeln!(out, "\nNo quote was judged by two of you without one knowing the other's verdict.")?;
    } else {
        writeln!(out, "\nκ = (observed − expected) / (1 − expected). {SOURCE}")?;
    }
    write_differences(review, out)
}

/// Who decides in the other database where that is more than its owner, and what of that was not taken up.
fn write_left_out(guest: &Guest, choice: &Choice, out: &mut dyn Write) -> io::Result<()> {
    if guest.speakers.iter().any(|own| !own.owner) {
        writeln!(out, "Who decides in {}:", shown(guest))?;
        for Speaker { who, owner, decisions, new, .. } in &guest.speakers {
            let owner = if *owner { ", whose database it is" } else { "" };
            writeln!(out, "  {}: {}, {new} of them new{owner}", sanitize_line(who), counted(*decisions, "decision"))?;
        }
    }
    for own in guest.speakers.iter().filter(|own| own.new > 0 && !choice.takes(own)) {
        let (decisions, name) = (counted(own.new, "decision"), sanitize_line(&own.who));
        match own.own_name {
            true => writeln!(
                out,
                "Left out: {decisions} by {name}, which is your name; --same-person takes up what was yours, elsewhere."
            )?,
            false => writeln!(
                out,
                "Left out: {decisions} by {name}, whose database it is not; --person={} takes them up, --everybody all.",
                quoted(&name)
            )?,
        }
    }
    Ok(())
}

/// A name as a shell takes it for one word and nothing else.
fn quoted(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', r"'\''")) }
}

fn write_undone(Undone { number, file, changed, said }: &Undone, back: bool, out: &mut dyn Write) -> io::Result<()> {
    said.iter().for_each(|said| tell(said));
    let (file, done) = (sanitize_line(file), if back { "Taken back" } else { "Taken up again" });
    writeln!(out, "{done}: merge {number} of {file}.")?;
    for (who, count) in changed {
        let counts = if back { "count no more" } else { "count again" };
        writeln!(out, "  {} by {} {counts}.", counted(*count, "decision"), sanitize_line(who))?;
    }
    if changed.is_empty() {
        writeln!(out, "  Nothing changes: all of it came with another merge as well, which stands.")?;
    }
    let (key, turns) = if back { ("--redo", "takes it up again") } else { ("--undo", "takes it back") };
    writeln!(out, "simak merge {key} {number} {turns}.")
}

fn write_list(merges: &[Recorded], out: &mut dyn Write) -> io::Result<()> {
    if merges.is_empty() {
        writeln!(out, "Nothing was merged into this, or by a simak that did not record it yet.")?;
    }
    for Recorded { number, at, file, hash, taken, stands } in merges {
        let at = jiff::Timestamp::from_millisecond(*at).map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string());
        let back = if *stands { "" } else { ", taken back" };
        writeln!(out, "{number}: {}, {}{back}", at.unwrap_or_default(), sanitize_line(file))?;
        let by = |(who, count): (&Arc<str>, &usize)| format!("{} by {}", counted(*count, "decision"), sanitize_line(who));
        let taken: Vec<String> = taken.iter().map(by).collect();
        writeln!(out, "  {}", if taken.is_empty() { "nothing that counts".to_owned() } else { taken.join(", ") })?;
        writeln!(out, "  BLAKE3 {}", sanitize_line(hash))?;
    }
    Ok(())
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
