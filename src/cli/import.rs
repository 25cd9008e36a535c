//! `simak import`: annotations of other programs, or exported by this one, become decisions.
//!
//! All of a file is one step, which `u` in the interface takes back. What is decided otherwise already stays as it is; what
//! cannot be placed is listed with the reason.

use super::output::print;
use crate::export::quotes::{TakenUp, read_annotations, take_up};
use crate::link::Ground;
use crate::notice::tell;
use crate::review::{self, Field, Review, Shown, Value};
use crate::store;
use crate::text::display::sanitize_line;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Arguments of `import`.
#[derive(clap::Args)]
pub(super) struct Import {
    /// The annotations: JSON-LD as `simak export --format annotations` writes it, or any W3C Web Annotations
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Take them up into the session of this name; without PATH, of the files that it is of
    #[arg(long, value_name = "NAME")]
    session: Option<String>,
    /// Files and folders of news that the annotations are about; none for the sample corpus
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Takes the annotations up: 0 when that is done, 1 when it cannot be, 2 for bad arguments.
pub(super) fn run(Import { file, session, paths }: Import) -> ExitCode {
    let which = match store::meant(session, paths) {
        Ok(which) => which,
        Err(why) => {
            tell(&why);
            return ExitCode::from(2);
        }
    };
    let failed = |why: String| {
        tell(&format!("{}: {why}", file.display()));
        ExitCode::FAILURE
    };
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => return failed(format!("cannot be read ({error}); name a file of annotations")),
    };
    let annotations = match read_annotations(&text) {
        Ok(annotations) => annotations,
        Err(why) => return failed(why),
    };
    let (corpus, knowledge) = match super::read(which.paths().to_vec()) {
        Ok(read) => read,
        Err(status) => return status,
    };
    super::tell_troubles(knowledge, &corpus, "; `simak extract` lists all");
    let corpus = Arc::new(corpus);
    let mut taken = TakenUp::default();
    let kept = store::decide(&which, &store::reviewer(), |mut review: Review| {
        let ground = || Ground::of(&corpus, knowledge.pack);
        let (corpus, placed) = review::lay(&corpus, &ground, &review, &Shown::default());
        review.take(placed);
        taken = take_up(&corpus, &mut review, &annotations);
        review.decide(taken.changes.iter().cloned())
    });
    match kept {
        Ok(said) => {
            said.iter().for_each(|said| tell(said));
            print(&|out| write(&taken, annotations.len(), out))
        }
        Err(why) => {
            tell(&why);
            ExitCode::FAILURE
        }
    }
}

fn write(taken: &TakenUp, all: usize, out: &mut dyn Write) -> io::Result<()> {
    let count = |is: &dyn Fn(&Field, &Option<Value>) -> bool| taken.changes.iter().filter(|(_, field, to)| is(field, to)).count();
    let rows = [
        (count(&|field, _| *field == Field::Verdict), "verdict"),
        (count(&|field, _| Field::CORRECTIONS.contains(field)), "correction"),
        (count(&|field, _| matches!(field, Field::Tag(_))), "tag"),
        (count(&|field, _| *field == Field::Note), "note"),
        (count(&|field, _| *field == Field::Mark), "mark"),
        (count(&|field, _| *field == Field::Highlight), "highlight"),
    ];
    let told: Vec<String> = rows.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(n, what)).collect();
    writeln!(out, "{} of {} say something that is kept.", taken.annotations, counted(all, "annotation"))?;
    match told.is_empty() {
        true => writeln!(out, "Nothing new was taken up.")?,
        false => writeln!(out, "Taken up in one step: {}; u in simak takes it back.", told.join(", "))?,
    }
    if taken.highlights > 0 {
        writeln!(out, "{} no quote here: the words are lit up instead.", is_are(taken.highlights))?;
    }
    if !taken.left.is_empty() {
        writeln!(out, "Not taken up ({}):", taken.left.len())?;
    }
    for left in &taken.left {
        writeln!(out, "  {}: {}", sanitize_line(&left.what), sanitize_line(&left.why))?;
    }
    Ok(())
}

fn is_are(n: usize) -> String {
    if n == 1 { "1 of them is about what is".to_owned() } else { format!("{n} of them are about what is") }
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
