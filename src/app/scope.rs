//! The scope: the articles that the whole program is narrowed to, as if nothing else were open. Scopes nest: each lies within
//! the one before, and the last is left first.
//!
//! A scope is what finds its articles (a query, or the articles themselves), so that it holds in later snapshots as well.
//! Which articles those are, and what links them alone, is worked out beside the screen.

use super::Effect;
use super::decide::lay;
use super::links::related;
use super::state::State;
use crate::model::{ArticleIx, Corpus};
use crate::pane::{Focus, Item};
use crate::review::Review;
use crate::search::{self, Asked, List, Query};
use crate::store::session;
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the program is narrowed to.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// What it is, as shown.
    pub name: Arc<str>,
    /// What finds its articles.
    pub of: Of,
}

impl Scope {
    /// The articles that a query finds; `None` where it asks for nothing.
    pub fn of_query(query: Query) -> Option<Scope> {
        (!query.is_empty()).then(|| Scope { name: query.text().into(), of: Of::Query(query) })
    }
}

/// What finds the articles of a scope.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    /// Those that answer a query.
    Query(Query),
    /// These, by their identifiers.
    Articles(Arc<[Arc<str>]>),
}

/// The articles of a corpus that lie within some scopes, ascending; `None` where there is no scope.
pub fn within(corpus: &Corpus, review: &Review, scopes: &[Scope], today: Date) -> Option<Vec<ArticleIx>> {
    let mut left: Option<Vec<ArticleIx>> = None;
    for scope in scopes {
        let found: Vec<ArticleIx> = match &scope.of {
            Of::Query(query) => search::matching(&Asked { query, list: List::Articles, corpus, review, today }),
            Of::Articles(ids) => {
                let ids: FxHashSet<&str> = ids.iter().map(|id| &**id).collect();
                let mut found: Vec<ArticleIx> = corpus.articles_of(&ids).into_values().collect();
                found.sort_unstable();
                found
            }
        };
        left = Some(match left {
            Some(left) => left.into_iter().filter(|ix| found.binary_search(ix).is_ok()).collect(),
            None => found,
        });
    }
    left
}

/// Narrows the program: to what the focused list is filtered to or what is searched for, to what the lists are narrowed to, or
/// to the chosen speaker, event or entry of a board; where nothing of that is, to a query that is typed.
pub fn enter(state: &mut State) -> Vec<Effect> {
    match meant(state) {
        Some(scope) => push(state, scope),
        None => {
            super::prompt::open_scope(state);
            Vec::new()
        }
    }
}

/// Narrows the program to what a query finds.
pub fn to_query(state: &mut State, text: &str) -> Vec<Effect> {
    match Query::of_list(text.trim(), List::Articles) {
        Ok(query) => match Scope::of_query(query) {
            Some(scope) => push(state, scope),
            None => state.told("Nothing was typed: the scope is as it was."),
        },
        Err(wrong) => state.told(&format!("{}: {wrong}.", text.trim())),
    }
}

/// Leaves the scope that was entered last; whether there was one.
pub fn leave(state: &mut State) -> Option<Vec<Effect>> {
    let left = state.scopes.pop()?;
    state.notice = Some(match state.scopes.last() {
        Some(scope) => format!("Back to the scope {}.", scope.name),
        None => format!("The scope {} was left: everything is shown.", left.name),
    });
    Some(lay(state))
}

/// A snapshot within the scopes has come: where it holds no article, the last scope is left.
pub fn came(state: &mut State, everything: usize) -> Option<Vec<Effect>> {
    let empty = state.corpus.articles.is_empty() && everything > 0;
    let loaded = state.loading.as_ref().is_none_or(|loading| loading.done);
    let scope = state.scopes.last().filter(|_| empty && loaded)?;
    let notice = format!("No article answers {}: that scope was left.", scope.name);
    state.scopes.pop();
    state.notice = Some(notice);
    Some(lay(state))
}

fn push(state: &mut State, scope: Scope) -> Vec<Effect> {
    if state.scopes.last() == Some(&scope) {
        return state.told("That is the scope already.");
    }
    let key = state.keymap.keys_of(crate::action::Action::Clear).into_iter().next().unwrap_or_default();
    state.notice = Some(format!("Everything is of {} alone now; {key} leaves it, after filters and the like.", scope.name));
    state.scopes.push(scope);
    lay(state)
}

/// The scope that is meant by what is chosen; what made it (a filter, a search, a narrowing) is taken off its list.
fn meant(state: &mut State) -> Option<Scope> {
    let focus = if state.focus == Focus::Reader { Focus::Articles } else { state.focus };
    if let Some(filter) = state.list(focus).filter.clone().filter(|filter| !filter.query.is_empty()) {
        let scope = filtered(state, focus, &filter.query)?;
        super::prompt::drop_filter(state, focus);
        return Some(scope);
    }
    if focus == Focus::Articles && !state.find.query.is_empty() {
        let found: BTreeSet<ArticleIx> = state.find.hits.iter().map(|hit| hit.article).collect();
        let scope = of_articles(&state.corpus, &format!("/{}", state.find.query), found)?;
        super::prompt::drop_find(state);
        return Some(scope);
    }
    let item = match focus {
        Focus::Articles => state.narrow.filter(|item| !item.same_kind(Item::Article(0)))?,
        Focus::Speakers | Focus::Quotes => Item::Speaker(match focus {
            Focus::Quotes => state.quotes.speaker?,
            _ => state.speakers.list.item()?,
        }),
        Focus::Timeline => Item::Event(state.timeline.list.item()?),
        Focus::Board(board) => Item::Entry(board, state.boards[board as usize].list.item()?),
        Focus::Queue | Focus::Reader => return None,
    };
    let name = super::links::narrowing(state.known(), item);
    let scope = of_articles(&state.corpus, &name, articles_of(state, item))?;
    state.narrow = None;
    Some(scope)
}

/// What a filtered list shows, as a scope: of the articles' list the query itself, of any other the articles of its items.
fn filtered(state: &State, focus: Focus, query: &Query) -> Option<Scope> {
    if focus == Focus::Articles {
        return Scope::of_query(query.clone());
    }
    let items = state.list(focus).items().to_vec();
    let of = |item: u32| match focus {
        Focus::Speakers => Some(Item::Speaker(item)),
        Focus::Timeline => Some(Item::Event(item)),
        Focus::Board(board) => Some(Item::Entry(board, item)),
        Focus::Quotes => state.corpus.speakers.get(state.quotes.speaker? as usize)?.listed(item).map(Item::Quote),
        Focus::Articles | Focus::Queue | Focus::Reader => None,
    };
    let found: BTreeSet<ArticleIx> = items.into_iter().filter_map(of).flat_map(|item| articles_of(state, item)).collect();
    of_articles(&state.corpus, &format!("{}: {}", focus.title().to_lowercase(), query.text()), found)
}

/// The articles that belong to a thing.
fn articles_of(state: &State, item: Item) -> BTreeSet<ArticleIx> {
    related(state.known(), item).articles.into_iter().collect()
}

fn of_articles(corpus: &Corpus, name: &str, articles: BTreeSet<ArticleIx>) -> Option<Scope> {
    let ids: Vec<Arc<str>> =
        articles.into_iter().filter_map(|ix| Some(Arc::clone(&corpus.articles.get(ix as usize)?.id))).collect();
    if ids.is_empty() { None } else { Some(Scope { name: name.into(), of: Of::Articles(ids.into()) }) }
}

/// A scope as the session keeps it.
pub fn kept(scope: &Scope) -> session::Scope {
    let of = match &scope.of {
        Of::Query(query) => session::ScopeOf::Query(query.text().into()),
        Of::Articles(ids) => session::ScopeOf::Articles(Arc::clone(ids)),
    };
    session::Scope { name: Arc::clone(&scope.name), of }
}

/// A scope that was kept; `None` where its query is not understood any more.
pub fn taken_up(scope: &session::Scope) -> Option<Scope> {
    let of = match &scope.of {
        session::ScopeOf::Query(text) => Of::Query(Query::of_list(text, List::Articles).ok()?),
        session::ScopeOf::Articles(ids) => Of::Articles(Arc::clone(ids)),
    };
    Some(Scope { name: Arc::clone(&scope.name), of })
}

#[cfg(test)]
mod tests {
    use super::super::Msg;
    use super::super::testing::Driver;
    use super::*;
    use crate::action::Action;

    fn titles(driver: &Driver) -> Vec<String> {
        driver.state.corpus().articles.iter().map(|article| article.source.path.to_string()).collect()
    }

    #[test]
    fn a_filter_becomes_the_scope_of_everything_and_esc_leaves_it_last() {
        let mut driver = Driver::new(160, 50);
        let all = titles(&driver);
        driver.keys("f 'outlet:kabar Enter Z");
        assert_eq!(titles(&driver), ["a/bendungan.txt"], "{}", driver.text());
        assert!(driver.text().contains("Everything is of outlet:kabar alone"), "{}", driver.text());
        driver.keys("j");
        assert!(driver.text().contains("[scope: outlet:kabar]"), "{}", driver.text());
        let speakers = |driver: &Driver| driver.state.corpus().speakers.len();
        let few = speakers(&driver);
        // What was narrowed within the scope is dropped first.
        driver.keys("3 Enter Esc");
        assert_eq!(titles(&driver).len(), 1, "the narrowing went first");
        driver.keys("Esc");
        assert_eq!(titles(&driver), all);
        assert!(speakers(&driver) > few);
    }

    #[test]
    fn a_query_is_typed_scopes_nest_and_what_finds_nothing_is_left() {
        let mut driver = Driver::new(160, 50);
        driver.keys("Z 'retak Enter");
        let outer = titles(&driver);
        assert!((1..4).contains(&outer.len()), "{outer:?}");
        driver.keys("3 Z");
        let inner = titles(&driver);
        assert!(inner.len() <= outer.len() && driver.state.scopes.len() == 2, "{inner:?}");
        driver.keys("1 Z 'outlet:siapa Enter");
        assert_eq!((titles(&driver), driver.state.scopes.len()), (inner, 2), "{}", driver.text());
        assert!(driver.text().contains("No article answers outlet:siapa"), "{}", driver.text());
        driver.keys("Esc Esc Esc Esc");
        assert_eq!(titles(&driver).len(), 4);
        driver.keys("Z 'stance:denyed Enter");
        assert!(driver.state.scopes.is_empty() && driver.text().contains("denyed"), "{}", driver.text());
    }

    #[test]
    fn speaker_event_and_claim_make_a_scope_and_the_session_keeps_it() {
        for keys in ["3 Z", "4 Z", "5 Z", "/ 'retak Enter Z"] {
            let mut driver = Driver::new(160, 50);
            driver.keys(keys);
            assert_eq!(driver.state.scopes.len(), 1, "{keys}: {}", driver.text());
            assert!(titles(&driver).len() < 4, "{keys}");
            let scope = driver.state.scopes[0].clone();
            assert_eq!(taken_up(&kept(&scope)), Some(scope));
        }
    }

    #[test]
    fn decisions_outside_of_a_scope_are_not_lost_and_a_review_comes_back_whole() {
        let mut driver = Driver::new(160, 50);
        driver.send(Msg::Loading(crate::app::Loading { done: true, ..Default::default() }));
        driver.keys("A a a");
        let all = driver.state.queue.rows().len();
        driver.keys("1 f 'outlet:kabar Enter Z");
        assert!(driver.state.queue.rows().len() < all);
        assert_eq!(driver.state.decided.review.lost().count(), 0, "{}", driver.text());
        driver.keys("Esc Esc");
        assert_eq!(driver.state.queue.rows().len(), all);
    }

    #[test]
    fn what_is_rejected_or_corrected_governs_every_count_until_it_is_taken_back() {
        let mut driver = Driver::new(160, 50);
        let told = |driver: &Driver| {
            let corpus = driver.state.corpus();
            let of = |name: &str| corpus.speakers.iter().find(|s| &*s.name == name).map_or(0, |s| s.quotes.len());
            (of("Wirya Danu"), of("seorang warga"), corpus.articles.iter().map(|a| a.kept_quotes()).sum::<usize>())
        };
        let before = told(&driver);
        driver.keys("3 Enter x");
        let rejected = told(&driver);
        assert_eq!((rejected.0, rejected.2), (before.0 - 1, before.2 - 1), "{}", driver.text());
        driver.keys("V");
        assert_eq!(told(&driver), before, "as found");
        driver.keys("j");
        assert!(driver.text().contains("[as found]"), "{}", driver.text());
        driver.keys("V u");
        assert_eq!(told(&driver), before, "taken back");
    }

    #[test]
    fn only_what_makes_another_corpus_has_it_made_anew() {
        let mut state = Driver::new(160, 50).state;
        for (action, lays) in
            [(Action::Accept, false), (Action::Flag, false), (Action::Reject, true), (Action::CorrectKind, true)]
        {
            state.focus = Focus::Reader;
            state.reader.quote = Some(0);
            let effects = crate::app::update(&mut state, Msg::Do(action));
            let laid = effects.iter().any(|effect| matches!(effect, Effect::Lay { .. }));
            assert_eq!((laid, state.decided.pending), (lays, lays), "{action:?}");
            state.decided.pending = false;
        }
    }
}
