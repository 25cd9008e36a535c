//! A linked corpus as it is shown: with what was decided, of the articles alone that are meant.

use super::anchor::VoiceAnchor;
use super::decided::{self, DecidedArticles};
use super::place::{Finder, Placed, place};
use super::present::Review;
use super::subject::{Subject, Who};
use crate::link::{Ground, rule};
use crate::model::{ArticleIx, Corpus, Ruling, VoiceRef};
use std::sync::Arc;

/// What of a corpus is shown, and how.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Whether everything stays as it was found, whatever was decided.
    pub as_found: bool,
    /// Whether every quote is out that nobody accepted or corrected.
    pub reviewed_only: bool,
    /// The articles that are shown, ascending; `None` for all.
    pub scope: Option<Vec<ArticleIx>>,
}

/// A linked corpus as it is shown (the same one where nothing was decided and all is shown), and where the subjects are in
/// that: quotes corrected and rejected as was decided, who is who as was decided, and of those articles alone that are meant.
/// Only what is in no article of all the corpus counts as lost. `ground` gives what the corpus was linked of; it is asked
/// for only where anything is linked anew.
pub fn lay(corpus: &Arc<Corpus>, ground: &dyn Fn() -> Ground, review: &Review, shown: &Shown) -> (Arc<Corpus>, Placed) {
    let mut first = place(corpus, review);
    let decided = match (shown.as_found, shown.reviewed_only) {
        (true, _) => DecidedArticles::default(),
        (false, only) => decided::articles(corpus, review, &first, &Finder::new(corpus), only),
    };
    let anew = !decided.articles.is_empty() || shown.scope.is_some();
    let mut now = Arc::clone(corpus);
    if anew {
        now = Arc::new(ground().linked(corpus, &decided.articles, shown.scope.as_deref()));
    }
    let mut rulings = if shown.as_found { Vec::new() } else { rulings(&now, review) };
    rulings.splice(0..0, decided.rulings);
    let ruled = !rulings.is_empty();
    if ruled {
        now = Arc::new(rule(&now, &rulings));
    }
    if !anew && !ruled {
        return (now, first);
    }
    let mut placed = place(&now, review);
    placed.lost = std::mem::take(&mut first.lost);
    (now, placed)
}

/// The decisions on who is who that hold, in the order in which they were made, with the articles as they are now.
fn rulings(corpus: &Corpus, review: &Review) -> Vec<Ruling> {
    let mut held: Vec<(u32, &Who)> = review
        .subjects()
        .filter_map(|(_, subject, own)| match &**subject {
            Subject::Who(who) if own.holds => Some((own.latest, who)),
            _ => None,
        })
        .collect();
    if held.is_empty() {
        return Vec::new();
    }
    held.sort_by_key(|(latest, _)| *latest);
    let finder = Finder::new(corpus);
    let voice = |voice: &VoiceAnchor| {
        let article = finder.voice(voice).ok().map(|(article, _)| article);
        let id = article.and_then(|ix| corpus.articles.get(ix as usize)).map_or(&voice.article.id, |a| &a.id);
        VoiceRef { article: Arc::clone(id), name: voice.name.clone() }
    };
    let ruling = |(_, who): (u32, &Who)| match who {
        Who::Same(one, other) => Ruling::Same(voice(one), voice(other)),
        Who::Apart(own) => Ruling::Apart(voice(own)),
        Who::Named(own, name) => Ruling::Named(voice(own), name.clone()),
    };
    held.into_iter().map(ruling).collect()
}
