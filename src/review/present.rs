//! The present state of a review: what follows from its log.
//!
//! Copying it costs next to nothing (its parts are shared), so that whoever works beside the screen takes a copy along.

use super::anchor::{ArticleAnchor, Passage, VoiceAnchor};
use super::field::{Field, Value};
use super::judgement::Judgement;
use super::place::{Item, Placed, Why};
use super::step::{Act, Change, Step, StepId};
use super::subject::{Key, Subject};
use crate::model::{Article, Corpus, Event, Quote, Rows, Span, Speaker};
use std::sync::Arc;

/// Index of a subject in one review.
pub type SubjectIx = u32;

/// What is decided, and how it came to be.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Who decides now.
    who: Arc<str>,
    /// The log that new steps are written to.
    log: Arc<str>,
    /// The number of the last step written there.
    number: u64,
    subjects: Rows<Arc<Subject>>,
    keys: imbl::HashMap<Key, SubjectIx>,
    anchors: imbl::HashMap<Arc<str>, Arc<ArticleAnchor>>,
    judgements: Rows<Judgement>,
    steps: Rows<Arc<Step>>,
    /// Positions of the steps that can be taken back, the last one last; and of those that can be done again.
    undo: Rows<u32>,
    redo: Rows<u32>,
    placed: Placed,
}

/// A thing of the corpus that can be decided about: its subject, and what it is in this corpus.
#[derive(Clone, Debug)]
pub struct Target {
    /// What the decision holds on to.
    pub subject: Arc<Subject>,
    /// What that is in the corpus; `None` for what is in none.
    pub item: Option<Item>,
}

impl Review {
    /// The state that follows from a log, written to by this person under this identifier.
    pub fn new(log: Arc<str>, who: Arc<str>, steps: impl IntoIterator<Item = Step>) -> Review {
        let mut review = Review { who, log, ..Review::default() };
        for step in steps {
            review.apply(Arc::new(step));
        }
        review
    }

    /// Who decides now.
    pub fn who(&self) -> &Arc<str> {
        &self.who
    }

    /// Every step, in the order in which they were applied.
    pub fn steps(&self) -> &Rows<Arc<Step>> {
        &self.steps
    }

    /// Every subject, with what is decided of it.
    pub fn subjects(&self) -> impl Iterator<Item = (SubjectIx, &Arc<Subject>, &Judgement)> {
        self.subjects.iter().zip(&self.judgements).enumerate().map(|(ix, (subject, own))| (ix as SubjectIx, subject, own))
    }

    /// A subject with what is decided of it.
    pub fn subject(&self, ix: SubjectIx) -> Option<(&Arc<Subject>, &Judgement)> {
        Some((self.subjects.get(ix as usize)?, self.judgements.get(ix as usize)?))
    }

    /// Number of subjects.
    pub fn len(&self) -> usize {
        self.subjects.len()
    }

    /// Whether nothing was ever decided.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
    }

    /// Where the subjects are in the corpus.
    pub fn placed(&self) -> &Placed {
        &self.placed
    }

    /// What is decided and has no place in the corpus, with the reason.
    pub fn lost(&self) -> impl Iterator<Item = (&Arc<Subject>, &Judgement, Why)> {
        let of = |(ix, why): &(SubjectIx, Why)| {
            let (subject, own) = self.subject(*ix)?;
            Some((subject, own, *why))
        };
        self.placed.lost.iter().filter_map(of).filter(|(_, own, _)| own.is_decided())
    }

    /// What is decided of an item of the corpus.
    pub fn item(&self, item: &Item) -> Option<&Judgement> {
        self.judgements.get(*self.placed.items.get(item)? as usize)
    }

    /// What is decided of an article.
    pub fn article(&self, article: &Article) -> Option<&Judgement> {
        self.item(&Item::Article(Arc::clone(&article.id)))
    }

    /// What is decided of a quote of this article.
    pub fn quote(&self, article: &Article, quote: &Quote) -> Option<&Judgement> {
        self.item(&Item::Quote(Arc::clone(&article.id), quote.span))
    }

    /// What is decided of a speaker.
    pub fn speaker(&self, speaker: &Speaker) -> Option<&Judgement> {
        self.item(&Item::Speaker(Arc::clone(&speaker.id)))
    }

    /// What is decided of an event.
    pub fn event(&self, event: &Event) -> Option<&Judgement> {
        self.item(&Item::Event(Arc::clone(&event.id)))
    }

    /// What the subjects of a step are in the corpus, as far as they are in it; one may come several times.
    pub fn items<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = &'a Item> {
        step.changes.iter().filter_map(|change| self.placed.found.get(self.keys.get(&change.subject.key())?))
    }

    /// The passages of an article that were decided about, by position.
    pub fn passages(&self, article: &Article) -> impl Iterator<Item = (Span, &Judgement)> {
        let passages = self.placed.passages.get(&article.id).map(Vec::as_slice).unwrap_or_default();
        passages.iter().filter_map(|(span, ix)| Some((*span, self.judgements.get(*ix as usize)?)))
    }

    /// An article, to decide about it.
    pub fn of_article(&mut self, article: &Article) -> Target {
        let item = Item::Article(Arc::clone(&article.id));
        self.target(item, |review| Subject::Article(review.anchor(article)))
    }

    /// A quote of this article, to decide about it.
    pub fn of_quote(&mut self, article: &Article, quote: &Quote) -> Target {
        let item = Item::Quote(Arc::clone(&article.id), quote.span);
        self.target(item, |review| Subject::Quote(review.anchor(article), Passage::of(&article.text, quote.span)))
    }

    /// A passage of this article, to decide about it.
    pub fn of_passage(&mut self, article: &Article, span: Span) -> Target {
        let item = Item::Passage(Arc::clone(&article.id), span);
        self.target(item, |review| Subject::Passage(review.anchor(article), Passage::of(&article.text, span)))
    }

    /// A speaker, to decide about them, by the first voice that the corpus holds of theirs; `None` where it holds none.
    pub fn of_speaker(&mut self, corpus: &Corpus, speaker: &Speaker) -> Option<Target> {
        let voice = self.voice(corpus, *speaker.quotes.first()?)?;
        Some(self.target(Item::Speaker(Arc::clone(&speaker.id)), |_| Subject::Speaker(voice)))
    }

    /// An event, to decide about it, by the first place that tells it.
    pub fn of_event(&mut self, corpus: &Corpus, event: &Event) -> Option<Target> {
        let mention = event.mentions.first()?;
        let article = corpus.articles.get(mention.article as usize)?;
        let words = Passage::of(&article.text, mention.span);
        Some(self.target(Item::Event(Arc::clone(&event.id)), |review| Subject::Event(review.anchor(article), words)))
    }

    /// The query of this name, to save it or to forget it.
    pub fn of_query(&mut self, name: &str) -> Target {
        Target { subject: Arc::new(Subject::Query(name.into())), item: None }
    }

    /// Every saved query: its subject, which has its name, and how it was written.
    pub fn queries(&self) -> impl Iterator<Item = (&Subject, &str)> {
        self.subjects().filter_map(|(_, subject, own)| Some((&**subject, own.query.as_deref()?)))
    }

    /// The voice that a quote of the corpus belongs to.
    pub fn voice(&mut self, corpus: &Corpus, at: crate::model::QuoteRef) -> Option<VoiceAnchor> {
        let (article, quote) = corpus.quote(at)?;
        let voice = article.voices.get(quote.speaker? as usize)?;
        Some(VoiceAnchor { article: self.anchor(article), name: voice.name.clone() })
    }

    /// The anchor of an article; the same one as long as the article is the same.
    pub fn anchor(&mut self, article: &Article) -> Arc<ArticleAnchor> {
        if let Some(anchor) = self.anchors.get(&article.id) {
            return Arc::clone(anchor);
        }
        let anchor = Arc::new(ArticleAnchor::of(article));
        self.anchors.insert(Arc::clone(&article.id), Arc::clone(&anchor));
        anchor
    }

    fn target(&mut self, item: Item, new: impl FnOnce(&mut Review) -> Subject) -> Target {
        let known = self.placed.items.get(&item).and_then(|ix| self.subjects.get(*ix as usize));
        let subject = known.cloned().unwrap_or_else(|| Arc::new(new(self)));
        Target { subject, item: Some(item) }
    }

    /// Decides: sets fields of things. The step is applied, and given back to be kept; `None` where nothing changes.
    pub fn decide(&mut self, changes: impl IntoIterator<Item = (Target, Field, Option<Value>)>) -> Option<Arc<Step>> {
        self.act(Act::Do, changes)
    }

    /// Notes what is not taken back by undoing.
    pub fn note(&mut self, changes: impl IntoIterator<Item = (Target, Field, Option<Value>)>) -> Option<Arc<Step>> {
        self.act(Act::Note, changes)
    }

    fn act(&mut self, act: Act, changes: impl IntoIterator<Item = (Target, Field, Option<Value>)>) -> Option<Arc<Step>> {
        let mut rows: Vec<Change> = Vec::new();
        for (target, field, to) in changes {
            let known = self.keys.get(&target.subject.key()).copied();
            let from = known.and_then(|ix| self.judgements.get(self.placed.same(ix) as usize)?.get(&field));
            if from == to {
                continue;
            }
            let ix = known.unwrap_or_else(|| self.add(&target.subject));
            if let Some(item) = target.item {
                self.placed.put(item, ix);
            }
            rows.push(Change { subject: target.subject, field, from, to });
        }
        self.write(act, rows)
    }

    /// Takes the last step back that was not, and gives the step that does so to be kept.
    pub fn undo(&mut self) -> Option<Arc<Step>> {
        let step = Arc::clone(self.steps.get(*self.undo.last()? as usize)?);
        let back = step.changes.iter().map(|change| (change, change.from.clone()));
        let changes = self.changes(back);
        self.write_even_if_empty(Act::Undo(step.id.clone()), changes)
    }

    /// Does the last step again that was taken back, and gives the step that does so to be kept.
    pub fn redo(&mut self) -> Option<Arc<Step>> {
        let step = Arc::clone(self.steps.get(*self.redo.last()? as usize)?);
        let again = step.changes.iter().map(|change| (change, change.to.clone()));
        let changes = self.changes(again);
        self.write_even_if_empty(Act::Redo(step.id.clone()), changes)
    }

    /// The step that [`Review::undo`] would take back.
    pub fn last(&self) -> Option<&Arc<Step>> {
        self.steps.get(*self.undo.last()? as usize)
    }

    /// The step that [`Review::redo`] would do again.
    pub fn last_undone(&self) -> Option<&Arc<Step>> {
        self.steps.get(*self.redo.last()? as usize)
    }

    fn changes<'c>(&self, wanted: impl Iterator<Item = (&'c Change, Option<Value>)>) -> Vec<Change> {
        let now = |change: &Change| {
            let ix = self.keys.get(&change.subject.key())?;
            self.judgements.get(self.placed.same(*ix) as usize)?.get(&change.field)
        };
        let rows = wanted.map(|(change, to)| Change { from: now(change), to, ..change.clone() });
        rows.filter(|change| change.from != change.to).collect()
    }

    fn write(&mut self, act: Act, changes: Vec<Change>) -> Option<Arc<Step>> {
        if changes.is_empty() { None } else { self.write_even_if_empty(act, changes) }
    }

    fn write_even_if_empty(&mut self, act: Act, changes: Vec<Change>) -> Option<Arc<Step>> {
        let id = StepId { log: Arc::clone(&self.log), number: self.number + 1 };
        let step = Arc::new(Step { id, who: Arc::clone(&self.who), at: 0, act, changes });
        self.apply(Arc::clone(&step));
        Some(step)
    }

    /// A step of one's own was kept at this time.
    pub fn kept(&mut self, number: u64, at: i64) {
        let wanted = |step: &Arc<Step>| step.id.number == number && step.id.log == self.log;
        // What is kept now was decided a moment ago.
        let Some(ix) = (0..self.steps.len()).rev().find(|ix| self.steps.get(*ix).is_some_and(wanted)) else { return };
        if let Some(step) = self.steps.get_mut(ix) {
            *step = Arc::new(Step { at, ..Step::clone(step) });
        }
    }

    fn apply(&mut self, step: Arc<Step>) {
        let position = self.steps.len() as u32;
        for change in &step.changes {
            let ix = self.keys.get(&change.subject.key()).copied().unwrap_or_else(|| self.add(&change.subject));
            let same = self.placed.same(ix) as usize;
            if let Some(judgement) = self.judgements.get_mut(same) {
                judgement.set(&change.field, change.to.clone());
                if change.field != Field::Read {
                    judgement.latest = position;
                }
            }
        }
        if step.id.log == self.log {
            self.number = self.number.max(step.id.number);
            self.stack(&step, position);
        }
        self.steps.push_back(step);
    }

    fn stack(&mut self, step: &Step, position: u32) {
        let named = |review: &Review, stack: &Rows<u32>, id: &StepId| {
            (0..stack.len())
                .rev()
                .find(|at| stack.get(*at).and_then(|p| review.steps.get(*p as usize)).is_some_and(|step| step.id == *id))
        };
        match &step.act {
            Act::Do => {
                self.undo.push_back(position);
                self.redo = Rows::new();
            }
            Act::Undo(id) => {
                if let Some(at) = named(self, &self.undo, id) {
                    let position = self.undo.remove(at);
                    self.redo.push_back(position);
                }
            }
            Act::Redo(id) => {
                if let Some(at) = named(self, &self.redo, id) {
                    let position = self.redo.remove(at);
                    self.undo.push_back(position);
                }
            }
            Act::Note => {}
        }
    }

    fn add(&mut self, subject: &Arc<Subject>) -> SubjectIx {
        let ix = self.subjects.len() as SubjectIx;
        self.keys.insert(subject.key(), ix);
        if let Some(article) = subject.article() {
            self.anchors.entry(Arc::clone(&article.id)).or_insert_with(|| Arc::clone(article));
        }
        self.subjects.push_back(Arc::clone(subject));
        self.judgements.push_back(Judgement::default());
        ix
    }

    /// Takes up where the subjects are in another snapshot; those that were added since keep their places.
    pub fn take(&mut self, mut placed: Placed) {
        let before = std::mem::take(&mut self.placed);
        for ix in placed.count..self.subjects.len() as SubjectIx {
            if let Some(item) = before.found.get(&ix) {
                placed.put(item.clone(), ix);
            }
        }
        let refold = before.aliases != placed.aliases;
        self.placed = placed;
        if refold {
            let steps = std::mem::take(&mut self.steps);
            self.judgements = self.judgements.iter().map(|_| Judgement::default()).collect();
            (self.undo, self.redo) = (Rows::new(), Rows::new());
            for step in steps {
                self.apply(step);
            }
        }
    }
}
