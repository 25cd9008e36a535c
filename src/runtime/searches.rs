//! Filters and searches off the drawing thread: one running of each kind, stopped by the next.

use crate::app::Msg;
use crate::model::Corpus;
use crate::review::Review;
use crate::search::{self, Asked, List, Query};
use jiff::civil::Date;
use std::mem::{Discriminant, discriminant};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::mpsc::Sender;

/// What kind of question: a filter of one sort of list, or the search of the texts.
type Kind = Option<Discriminant<List>>;

/// A filter's question.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is asked.
    pub query: Query,
    /// Of which list.
    pub list: List,
    /// In which corpus.
    pub corpus: Arc<Corpus>,
    /// What was decided about it.
    pub review: Box<Review>,
    /// The day on which it is asked.
    pub today: Date,
}

/// The questions that are being answered.
#[derive(Debug, Default)]
pub struct Searches {
    running: Vec<(Kind, Arc<AtomicBool>)>,
}

impl Searches {
    /// Filters a list; results come as `Msg::Filtered`.
    pub fn filter(&mut self, out: Sender<Msg>, generation: u64, question: Question) {
        let stopped = self.begin(Some(discriminant(&question.list)));
        tokio::task::spawn_blocking(move || {
            let Question { query, list, corpus, review, today } = question;
            let asked = Asked { query: &query, list, corpus: &corpus, review: &review, today };
            search::filter(&asked, &mut |items, done| tell(&stopped, &out, Msg::Filtered { generation, list, items, done }));
        });
    }

    /// Searches the texts, and what was noted and tagged; hits come as `Msg::Found`.
    pub fn find(&mut self, out: Sender<Msg>, generation: u64, query: String, (corpus, review): (Arc<Corpus>, Box<Review>)) {
        let stopped = self.begin(None);
        tokio::task::spawn_blocking(move || {
            search::find(&corpus, &review, &query, &mut |hits, done| tell(&stopped, &out, Msg::Found { generation, hits, done }));
        });
    }

    /// Stops the question of the same kind and gives the new one its flag.
    fn begin(&mut self, kind: Kind) -> Arc<AtomicBool> {
        self.running.retain(|(other, stopped)| {
            let same = *other == kind;
            stopped.fetch_or(same, Ordering::Relaxed);
            !same
        });
        let stopped = Arc::new(AtomicBool::new(false));
        self.running.push((kind, Arc::clone(&stopped)));
        stopped
    }
}

impl Drop for Searches {
    fn drop(&mut self) {
        for (_, stopped) in &self.running {
            stopped.store(true, Ordering::Relaxed);
        }
    }
}

fn tell(stopped: &AtomicBool, out: &Sender<Msg>, msg: Msg) -> ControlFlow<()> {
    if stopped.load(Ordering::Relaxed) || out.blocking_send(msg).is_err() {
        return ControlFlow::Break(());
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_question_stops_the_one_of_its_kind_and_no_other() {
        let mut searches = Searches::default();
        let kind = |list| Some(discriminant(&list));
        let first = searches.begin(kind(List::Quotes(1)));
        let (other, text) = (searches.begin(kind(List::Articles)), searches.begin(None));
        let second = searches.begin(kind(List::Quotes(2)));
        let stopped = |flag: &AtomicBool| flag.load(Ordering::Relaxed);
        assert!(stopped(&first));
        assert!(!stopped(&second) && !stopped(&other) && !stopped(&text));
        drop(searches);
        assert!(stopped(&second) && stopped(&other) && stopped(&text));
    }

    #[test]
    fn nothing_is_told_once_stopped() {
        let (out, mut inbox) = tokio::sync::mpsc::channel(4);
        let stopped = AtomicBool::new(false);
        assert!(tell(&stopped, &out, Msg::Notice("one".to_owned())).is_continue());
        stopped.store(true, Ordering::Relaxed);
        assert!(tell(&stopped, &out, Msg::Notice("two".to_owned())).is_break());
        drop(out);
        assert!(matches!(inbox.blocking_recv(), Some(Msg::Notice(text)) if text == "one"));
        assert!(inbox.blocking_recv().is_none());
    }
}
