//! Queries saved by name: kept like every decision, so that they outlast the program and are taken back.

use super::decide::{decide, obstacle};
use super::state::{Overlay, State};
use super::{Effect, prompt};
use crate::pane::Focus;
use crate::pane::picker::Picker;
use crate::pane::queries::{Picked, Queries, Saved};
use crate::review::{Field, Subject, Value};
use crate::search::Query;

/// Opens the list of the saved queries; the query of the focused list can be saved there.
pub fn open(state: &mut State) -> Vec<Effect> {
    list(state, false)
}

fn list(state: &mut State, saving: bool) -> Vec<Effect> {
    let present = state.list(state.focus).filter.as_ref().map(|filter| filter.query.text().into());
    let queries = Queries { saved: saved(state), present, saving };
    state.overlay = Some(Overlay::Queries(Box::new(Picker::new(queries))));
    Vec::new()
}

/// Keeps the filter that is being typed, and opens the list to save it.
pub fn save_from(state: &mut State, focus: Focus) -> Vec<Effect> {
    state.prompt = None;
    if state.list(focus).filter.is_none() {
        return state.told("Nothing is filtered: there is no query to save.");
    }
    list(state, true)
}

/// Every saved query, by name.
fn saved(state: &State) -> Vec<Saved> {
    let of = |(subject, query): (&Subject, &str)| Saved { name: subject.words().into(), query: query.into() };
    let mut saved: Vec<Saved> = state.decided.review.queries().map(of).collect();
    saved.sort_by(|a, b| a.name.cmp(&b.name));
    saved
}

/// Filters by the query that was chosen, or saves it.
pub fn picked(state: &mut State, picked: &Picked) -> Vec<Effect> {
    match picked {
        Picked::Use(saved) => use_it(state, saved),
        Picked::Save(saved) => {
            let notice = format!("Saved as {}; Q finds it.", saved.name);
            set(state, &saved.name, Some(Value::Text(saved.query.clone())), &notice)
        }
    }
}

/// Forgets the chosen query of the list; the list stays open.
pub fn forget(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Queries(queries)) = &state.overlay else { return Vec::new() };
    let Some(Picked::Use(Saved { name, .. })) = queries.chosen().cloned() else { return Vec::new() };
    let effects = set(state, &name, None, &format!("{name} is forgotten; u brings it back."));
    let left = saved(state);
    if let Some(Overlay::Queries(queries)) = &mut state.overlay {
        queries.change(|queries| queries.saved = left);
    }
    effects
}

/// Filters the focused list; the reader and a review have the articles filtered.
fn use_it(state: &mut State, saved: &Saved) -> Vec<Effect> {
    if matches!(state.focus, Focus::Reader | Focus::Queue) {
        super::choose::focus(state, Focus::Articles);
    }
    let list = state.filtered(state.focus);
    if let Err(wrong) = Query::of_list(&saved.query, list) {
        return state.told(&format!("{} is no query of these {}: {wrong}.", saved.name, list.name()));
    }
    state.notice = Some(format!("Filtered by {}.", saved.name));
    prompt::ask_filter(state, state.focus, &saved.query)
}

fn set(state: &mut State, name: &str, value: Option<Value>, notice: &str) -> Vec<Effect> {
    if let Some(obstacle) = obstacle(state) {
        return state.told(obstacle);
    }
    let target = state.decided.review.of_query(name);
    decide(state, vec![(target, Field::Query, value)], notice)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Driver, check_screen};
    use crate::pane::Focus;

    #[test]
    fn a_query_is_saved_by_name_used_again_and_forgotten() {
        let mut driver = Driver::new(160, 50);
        driver.keys("f 'speaker:wirya Ctrl-s 'gubernur Enter");
        assert!(driver.text().contains("Saved as gubernur"), "{}", driver.text());
        assert_eq!(driver.state.articles.list.len(), 2);
        driver.keys("Esc f 'kind:indirect Enter Q 'lisan Enter Esc");
        assert_eq!(driver.state.articles.list.len(), 4);
        // What is saved stands first where one is saving, whatever else is so named.
        driver.keys("f Ctrl-u 'kind:direct Ctrl-s 'gub Enter");
        assert!(driver.text().contains("Saved as gub"), "{}", driver.text());
        driver.keys("u Q 'gub Enter");
        assert_eq!(driver.state.articles.list.len(), 2, "filtered again");
        driver.keys("Esc 4 Q 'gub Enter");
        assert_eq!(driver.state.timeline.list.len(), 2, "any list that it makes sense for");
        driver.keys("Esc Q Ctrl-x");
        assert!(!driver.text().contains("speaker:wirya") && driver.text().contains("kind:indirect"), "{}", driver.text());
        driver.keys("Esc u Q 'gub Enter");
        assert_eq!((driver.state.focus, driver.state.timeline.list.len()), (Focus::Timeline, 2), "{}", driver.text());
    }

    #[test]
    fn a_query_that_makes_no_sense_for_a_list_leaves_it_as_it_is() {
        let mut driver = Driver::new(160, 50);
        driver.keys("f 'is:unread Ctrl-s 'baru Enter Esc 3 Q 'baru Enter");
        assert!(driver.text().contains("baru is no query of these speakers"), "{}", driver.text());
        assert_eq!(driver.state.speakers.list.len(), 4);
        driver.keys("1 f 'retak_-stance:denyed Ctrl-s");
        assert!(driver.state.overlay.is_none() && driver.state.prompt.is_some(), "what is wrong is not saved");
    }

    #[test]
    fn screens_at_three_sizes() {
        for (width, height) in [(160, 50), (80, 24), (40, 10)] {
            let mut driver = Driver::new(width, height);
            driver.keys("Q");
            check_screen(&format!("queries-none-{width}x{height}"), &driver);
            driver.keys("Esc f 'speaker:wirya_stance:denies Ctrl-s 'bantahan Enter f Ctrl-u 'is:unread Ctrl-s 'ba");
            check_screen(&format!("queries-{width}x{height}"), &driver);
        }
    }
}
