//! Filters and searches off the drawing thread: one running of each kind, stopped by the next.

use crate::app::Msg;
use crate::model::Corpus;
use crate::review::Review;
use crate::search::{self, Asked, List, Query};
use jiff::civil::Date;
use std::mem::{Discriminant, discriminant};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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

/// What answers a question.
type Answer = Box<dyn FnOnce() + Send>;

/// Where the questions of one kind are answered, one after the other.
#[derive(Default)]
struct Slot {
    /// Whether somebody is at work.
    busy: bool,
    /// What comes after that; what is asked meanwhile takes its place.
    next: Option<Answer>,
}

/// The questions of one kind.
struct Running {
    kind: Kind,
    /// Whether the one that was asked last is not wanted any more.
    stopped: Arc<AtomicBool>,
    slot: Arc<Mutex<Slot>>,
}

/// The questions that are being answered.
#[derive(Default)]
pub struct Searches {
    running: Vec<Running>,
}

impl Searches {
    /// Filters a list; results come as `Msg::Filtered`.
    pub fn filter(&mut self, out: Sender<Msg>, generation: u64, question: Question) {
        let (stopped, slot) = self.begin(Some(discriminant(&question.list)));
        answer(slot, move || {
            let Question { query, list, corpus, review, today } = question;
            let asked = Asked { query: &query, list, corpus: &corpus, review: &review, today };
            let mut publish = |items, done| tell(&stopped, &out, Msg::Filtered { generation, list, items, done });
            search::filter_while(&asked, &|| !stopped.load(Ordering::Relaxed), &mut publish);
        });
    }

    /// Searches the texts, and what was noted and tagged; hits come as `Msg::Found`.
    pub fn find(&mut self, out: Sender<Msg>, generation: u64, query: String, (corpus, review): (Arc<Corpus>, Box<Review>)) {
        let (stopped, slot) = self.begin(None);
        answer(slot, move || {
            let mut publish = |hits, done| tell(&stopped, &out, Msg::Found { generation, hits, done });
            search::find_while((&corpus, &review), &query, &|| !stopped.load(Ordering::Relaxed), &mut publish);
        });
    }

    /// Stops the question of the same kind; the new one's flag, and where it is answered.
    fn begin(&mut self, kind: Kind) -> (Arc<AtomicBool>, Arc<Mutex<Slot>>) {
        let stopped = Arc::<AtomicBool>::default();
        let slot = match self.running.iter_mut().find(|running| running.kind == kind) {
            Some(running) => {
                std::mem::replace(&mut running.stopped, Arc::clone(&stopped)).store(true, Ordering::Relaxed);
                Arc::clone(&running.slot)
            }
            None => {
                let slot = Arc::<Mutex<Slot>>::default();
                self.running.push(Running { kind, stopped: Arc::clone(&stopped), slot: Arc::clone(&slot) });
                slot
            }
        };
        (stopped, slot)
    }
}

/// Answers a question once the one before it has stopped; one that is asked meanwhile takes its place. So a person who
/// types keeps one thread busy, not as many as there are letters.
fn answer(slot: Arc<Mutex<Slot>>, work: impl FnOnce() + Send + 'static) {
    let mut own = lock(&slot);
    if std::mem::replace(&mut own.busy, true) {
        own.next = Some(Box::new(work));
        return;
    }
    drop(own);
    tokio::task::spawn_blocking(move || {
        let free = Free(slot);
        let mut work: Option<Answer> = Some(Box::new(work));
        while let Some(now) = work {
            now();
            let mut own = lock(&free.0);
            work = own.next.take();
            own.busy = work.is_some();
        }
    });
}

/// Makes room in a slot also where an answer panics.
struct Free(Arc<Mutex<Slot>>);

impl Drop for Free {
    fn drop(&mut self) {
        if std::thread::panicking() {
            *lock(&self.0) = Slot::default();
        }
    }
}

fn lock(slot: &Mutex<Slot>) -> MutexGuard<'_, Slot> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Searches {
    fn drop(&mut self) {
        for running in &self.running {
            running.stopped.store(true, Ordering::Relaxed);
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
        let (first, _) = searches.begin(kind(List::Quotes(1)));
        let ((other, _), (text, _)) = (searches.begin(kind(List::Articles)), searches.begin(None));
        let (second, _) = searches.begin(kind(List::Quotes(2)));
        let stopped = |flag: &AtomicBool| flag.load(Ordering::Relaxed);
        assert!(stopped(&first));
        assert!(!stopped(&second) && !stopped(&other) && !stopped(&text));
        drop(searches);
        assert!(stopped(&second) && stopped(&other) && stopped(&text));
    }

    #[tokio::test]
    async fn questions_asked_meanwhile_take_each_others_place() {
        let slot = Arc::<Mutex<Slot>>::default();
        let (told, mut answered) = tokio::sync::mpsc::unbounded_channel();
        let (go, gate) = std::sync::mpsc::channel::<()>();
        let first = told.clone();
        answer(Arc::clone(&slot), move || {
            gate.recv().unwrap();
            first.send(0).unwrap();
        });
        for n in 1..300 {
            let told = told.clone();
            answer(Arc::clone(&slot), move || told.send(n).unwrap());
        }
        go.send(()).unwrap();
        assert_eq!((answered.recv().await, answered.recv().await), (Some(0), Some(299)));
        // One that panics does not keep the next from being answered.
        for _ in 0..3 {
            answer(Arc::clone(&slot), || panic!("on purpose"));
            while lock(&slot).busy {
                tokio::task::yield_now().await;
            }
        }
        answer(Arc::clone(&slot), move || told.send(300).unwrap());
        assert_eq!(answered.recv().await, Some(300));
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
