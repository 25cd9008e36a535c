//! Facets: which events the timeline shows, by kind, sources, certainty and outlet, and the list in which they are ticked.
//!
//! Of each family any of the ticked may hold, and each family that has one ticked must hold: statements or happenings, and
//! of this outlet or that. They are named by what they are, not by index, and so outlive a snapshot.

use super::facts::Fact;
use super::paint::number;
use super::picker::{Offer, Picker};
use crate::model::{Certainty, Corpus, EventIx};
use crate::theme::{Meaning, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// One thing that can be asked of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// It was said.
    Statement,
    /// It happened.
    Happening,
    /// Several sources tell it.
    Several,
    /// Its date is known so.
    Dated(Certainty),
    /// This outlet tells it.
    Outlet(Box<str>),
}

/// The facets ticked; none shows everything.
pub type Facets = BTreeSet<Facet>;

/// Those with which a timeline opens: what happened.
pub fn opening() -> Facets {
    Facets::from([Facet::Happening])
}

impl Facet {
    /// In a word or two.
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Facet::Statement => "statements".into(),
            Facet::Happening => "happenings".into(),
            Facet::Several => "several sources".into(),
            Facet::Dated(certainty) => format!("date {}", certainty.name()).into(),
            Facet::Outlet(name) => name.as_ref().into(),
        }
    }

    /// The facet of this name; outlets are named otherwise.
    pub fn named(name: &str) -> Option<Facet> {
        let dated = Certainty::ALL.map(Facet::Dated);
        [Facet::Statement, Facet::Happening, Facet::Several].into_iter().chain(dated).find(|facet| facet.name() == name)
    }

    /// The family, for the list.
    fn family(&self) -> &'static str {
        match self {
            Facet::Statement | Facet::Happening => "kind",
            Facet::Several => "told by",
            Facet::Dated(_) => "certainty",
            Facet::Outlet(_) => "outlet",
        }
    }
}

/// The names of the facets ticked, for titles.
pub fn names(facets: &Facets) -> String {
    facets.iter().map(Facet::name).collect::<Vec<_>>().join(", ")
}

/// Leaves those of `events` that the facets ask for.
pub fn retain(facets: &Facets, corpus: &Corpus, facts: &[Fact], events: &mut Vec<EventIx>) {
    if facets.is_empty() {
        return;
    }
    let ticked = |facet: Facet| facets.contains(&facet);
    let (said, happened, several) = (ticked(Facet::Statement), ticked(Facet::Happening), ticked(Facet::Several));
    let certainties = Certainty::ALL.map(|c| (c, ticked(Facet::Dated(c))));
    let any_certainty = certainties.iter().all(|c| !c.1);
    let outlets: Vec<&str> =
        facets.iter().filter_map(|f| if let Facet::Outlet(name) = f { Some(name.as_ref()) } else { None }).collect();
    // Whether an article is of an outlet asked for, worked out once an article.
    let tells: Vec<bool> = match outlets.is_empty() {
        true => Vec::new(),
        false => corpus.articles.iter().map(|a| a.outlet.as_deref().is_some_and(|o| outlets.contains(&o))).collect(),
    };
    events.retain(|ix| {
        let (Some(fact), Some(event)) = (facts.get(*ix as usize), corpus.events.get(*ix as usize)) else { return false };
        (said == happened || said == fact.said)
            && (!several || fact.sources > 1)
            && (any_certainty || certainties.contains(&(fact.certainty, true)))
            && (outlets.is_empty() || event.mentions.iter().any(|m| tells.get(m.article as usize) == Some(&true)))
    });
}

/// The list in which facets are ticked: every facet with the number of events that it is true of.
#[derive(Clone, Debug)]
pub struct Choices(Vec<(Facet, usize)>);

impl Choices {
    /// Counts the facets of a snapshot: kinds first, then outlets, those that tell most first.
    pub fn new(corpus: &Corpus, facts: &[Fact]) -> Choices {
        let count = |of: &dyn Fn(&Fact) -> bool| facts.iter().filter(|f| of(f)).count();
        let mut all = vec![
            (Facet::Statement, count(&|f| f.said)),
            (Facet::Happening, count(&|f| !f.said)),
            (Facet::Several, count(&|f| f.sources > 1)),
        ];
        for certainty in Certainty::ALL {
            all.push((Facet::Dated(certainty), count(&|f| f.certainty == certainty)));
        }
        let mut outlets: Vec<_> = outlets(corpus).into_iter().map(|(name, n)| (Facet::Outlet(name.into()), n)).collect();
        outlets.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all.extend(outlets);
        Choices(all)
    }
}

impl Offer for Choices {
    type Row = (Facet, usize);
    const PROMPT: &'static str = "find ";
    const HINT: &'static str = " Enter ticks, Esc closes";

    fn count(&self) -> usize {
        self.0.len()
    }

    fn words(&self, item: usize, out: &mut String) {
        if let Some((facet, _)) = self.0.get(item) {
            out.push_str(&format!("{} {}", facet.name(), facet.family()));
        }
    }

    fn rows(&self, found: &[u32], _typed: &str) -> Vec<(Facet, usize)> {
        found.iter().filter_map(|item| self.0.get(*item as usize).cloned()).collect()
    }
}

/// How many events each outlet tells.
fn outlets(corpus: &Corpus) -> FxHashMap<&str, usize> {
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let mut names: Vec<&str> = Vec::new();
    let mut number = |name| {
        *numbers.entry(name).or_insert_with(|| {
            names.push(name);
            names.len() as u32 - 1
        })
    };
    let of_article: Vec<Option<u32>> = corpus.articles.iter().map(|a| a.outlet.as_deref().map(&mut number)).collect();
    let mut counts = vec![0; names.len()];
    let mut seen: Vec<u32> = Vec::new();
    for event in &corpus.events {
        seen.clear();
        seen.extend(event.mentions.iter().filter_map(|m| of_article.get(m.article as usize).copied().flatten()));
        seen.sort_unstable();
        seen.dedup();
        for outlet in &seen {
            if let Some(count) = counts.get_mut(*outlet as usize) {
                *count += 1;
            }
        }
    }
    names.into_iter().zip(counts).collect()
}

/// Draws the list into the inside of an overlay; `ticked` are the facets in force.
pub fn view(choices: &Picker<Choices>, ticked: &Facets, theme: &Theme, inner: Rect, buf: &mut Buffer) {
    choices.view(theme, inner, buf, |(facet, events), row| {
        let on = ticked.contains(facet);
        row.put(if on { "[x] " } else { "[ ] " }, if on { Meaning::StatusMode } else { Meaning::Dim });
        row.put_right(&format!(" {:>7}", number(*events)), Meaning::Count, 16);
        row.put_right(&format!(" {:<9}", facet.family()), Meaning::Dim, 24);
        row.put(&facet.name(), Meaning::Text);
    });
}
