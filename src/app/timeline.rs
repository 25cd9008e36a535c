//! What is done to the timeline alone, from whichever pane: its scale, and which events it shows.

use super::State;
use super::choose::{arrange, focus};
use super::state::Overlay;
use crate::pane::Focus;
use crate::pane::facets::{Facet, opening};
use crate::pane::picker::Picker;

/// Zooms so many steps out, or in where negative.
pub fn zoom(state: &mut State, by: isize) {
    show(state);
    if !state.timeline.zoom(by) {
        let end = if by < 0 { "finer" } else { "wider" };
        state.notice = Some(format!("A bar is a {} already; there is nothing {end}.", state.timeline.unit()));
    }
}

/// Lets the timeline choose its own scale.
pub fn fit(state: &mut State) {
    show(state);
    state.timeline.scale = None;
}

/// Opens the list of facets.
pub fn open_facets(state: &mut State) {
    show(state);
    state.overlay = Some(Overlay::Facets(Picker::new(state.timeline.choices(&state.corpus))));
}

/// Ticks a facet, or takes its tick away.
pub fn tick(state: &mut State, facet: &Facet) {
    if !state.timeline.facets.remove(facet) {
        state.timeline.facets.insert(facet.clone());
    }
    refilter(state);
}

/// Shows statements and happenings in turn: these, those, both.
pub fn next_track(state: &mut State) {
    show(state);
    let facets = &mut state.timeline.facets;
    let (said, happened) = (facets.remove(&Facet::Statement), facets.remove(&Facet::Happening));
    let notice = match (said, happened) {
        (false, true) => {
            facets.insert(Facet::Statement);
            "Statements are shown: what somebody said on a day."
        }
        (true, false) => "Happenings and statements are shown.",
        _ => {
            facets.insert(Facet::Happening);
            "Happenings are shown."
        }
    };
    state.notice = Some(notice.to_owned());
    refilter(state);
}

/// Shows what the timeline opened with again.
pub fn drop_facets(state: &mut State) {
    state.timeline.facets = opening();
    refilter(state);
}

fn refilter(state: &mut State) {
    state.epoch += 1;
    state.timeline.sort(&state.corpus);
    arrange(state);
}

/// Brings the timeline to the screen, if it is not there.
fn show(state: &mut State) {
    if state.layout().inner(Focus::Timeline).is_empty() {
        focus(state, Focus::Timeline);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Driver, check_screen, corpus};
    use super::super::{Msg, State};
    use super::*;
    use crate::model::{Corpus, Event, EventKind, TimeValue};
    use crate::pane::histogram::Unit;
    use crate::pane::timeline::{item_lines, parts};
    use jiff::civil::date;
    use std::sync::Arc;

    const SIZES: [(u16, u16); 3] = [(160, 50), (80, 24), (40, 10)];

    fn shown(state: &State) -> Vec<&str> {
        let events = &state.corpus.events;
        state.timeline.list.items().iter().map(|ix| &*events[*ix as usize].title).collect()
    }

    /// The corpus of the screens with a third outlet, a copy of the first, and dates that leave silences.
    fn with_silences() -> Arc<Corpus> {
        let mut corpus = Corpus { copies: vec![0, 1, 0, 3].into(), ..(*corpus()).clone() };
        let (quiet, told) = (corpus.events[3].clone(), corpus.events[2].clone());
        corpus.events.push_back(Event { id: "rapat".into(), title: "Komisi rapat lagi".into(), ..quiet });
        corpus.events.push_back(Event { id: "rapat dua".into(), title: "Komisi rapat dua kali".into(), ..told });
        let days = [(2030, 1, 9), (2031, 3, 3), (2031, 3, 4), (2031, 3, 6), (2031, 9, 10), (2031, 9, 11)];
        for (event, (year, month, day)) in corpus.events.iter_mut().zip(days) {
            let day = date(year, month, day);
            (event.date.value, event.date.start, event.date.end) = (TimeValue::Day(day), day, day);
        }
        Arc::new(corpus)
    }

    #[test]
    fn screens_at_three_sizes() {
        for (width, height) in SIZES {
            for (name, keys) in
                [("facets", "4 F Down Enter"), ("facets-ticked", "4 F 'sever Enter Esc"), ("facets-none", "F 'linked Enter Esc")]
            {
                let mut driver = Driver::new(width, height);
                driver.keys(keys);
                check_screen(&format!("{name}-{width}x{height}"), &driver);
            }
            let mut driver = Driver::empty(width, height);
            driver.send(Msg::Corpus(with_silences().into()));
            driver.keys("4 Home j j j");
            check_screen(&format!("silence-{width}x{height}"), &driver);
        }
    }

    /// The corpus of the screens, in which those events are statements at which somebody is quoted; all are shown.
    fn of_two_kinds(width: u16, height: u16) -> Driver {
        let mut corpus = (*corpus()).clone();
        for event in corpus.events.iter_mut().filter(|event| !event.quotes.is_empty()) {
            event.kind = EventKind::Statement;
        }
        let mut driver = Driver::new(width, height);
        driver.send(Msg::Corpus(Arc::new(corpus).into()));
        driver.keys("T T");
        driver
    }

    #[test]
    fn it_opens_with_what_happened_and_shows_what_was_said_by_a_key() {
        let mut driver = of_two_kinds(160, 50);
        let all = shown(&driver.state).len();
        driver.keys("T");
        let happened = shown(&driver.state).len();
        driver.keys("T");
        let said = shown(&driver.state).len();
        assert!(happened > 0 && said > 0 && happened + said == all, "{happened} {said} {all}");
        driver.keys("Esc");
        assert_eq!(shown(&driver.state).len(), happened, "Esc goes back to what it opened with");
    }

    #[test]
    fn of_a_family_any_of_all_families_one() {
        let mut driver = of_two_kinds(160, 50);
        for (keys, want) in [
            (
                "F 'statem Enter Esc",
                &["Retakan terlihat di dinding bendungan", "Laporan komisi terbit", "Gubernur membantah tuduhan"][..],
            ),
            ("F 'hilir Enter Esc", &["Retakan terlihat di dinding bendungan", "Laporan komisi terbit"]),
            ("F 'inferred Enter Esc", &["Retakan terlihat di dinding bendungan"]),
            ("F 'stated Enter Esc", &["Retakan terlihat di dinding bendungan", "Laporan komisi terbit"]),
            (
                "F 'warta Enter Esc",
                &["Retakan terlihat di dinding bendungan", "Laporan komisi terbit", "Gubernur membantah tuduhan"],
            ),
            ("F 'several Enter Esc", &["Gubernur membantah tuduhan"]),
        ] {
            driver.keys(keys);
            assert_eq!(shown(&driver.state), want, "{keys}");
        }
        driver.send(Msg::Corpus(Arc::new(Corpus { copies: vec![0, 1, 0, 3].into(), ..(*corpus()).clone() }).into()));
        assert!(shown(&driver.state).is_empty(), "a copy is no other source");
        assert!(driver.text().contains("No event is as ticked"), "{}", driver.text());
        driver.keys("F 'several Enter Esc Esc T T");
        assert_eq!(shown(&driver.state).len(), 4, "both tracks");
    }

    #[test]
    fn facets_narrowing_and_filter_hold_together() {
        for (width, height) in SIZES {
            let mut driver = of_two_kinds(width, height);
            driver.keys("F 'statem Enter Esc 3 Home Enter");
            assert_eq!(shown(&driver.state), ["Gubernur membantah tuduhan"], "narrowed to a speaker as well");
            driver.keys("4 f 'temu Enter");
            assert!(shown(&driver.state).is_empty(), "what is filtered out by facets is not found");
            driver.keys("Esc");
            assert_eq!(shown(&driver.state).len(), 1);
            driver.keys("Esc");
            assert_eq!(shown(&driver.state), ["Gubernur menemui warga"], "what happened, of the speaker");
            driver.keys("Esc T T");
            assert_eq!(shown(&driver.state).len(), 4);
        }
    }

    #[test]
    fn the_chosen_event_is_in_sight_under_every_silence() {
        for (width, height) in SIZES.into_iter().chain([(60, 14), (120, 22), (40, 6), (40, 5), (30, 4)]) {
            for keys in ["4 Home", "4 s Home"] {
                let mut driver = Driver::empty(width, height);
                driver.send(Msg::Corpus(with_silences().into()));
                driver.keys(keys);
                for _ in 0..6 {
                    let (_, rows) = parts(driver.state.layout().inner(Focus::Timeline));
                    if rows.height as usize >= item_lines(rows.width) {
                        let chosen = driver.state.timeline.list.item().unwrap() as usize;
                        let day = driver.state.corpus.events[chosen].date.start.to_string();
                        let (text, glyph) = (driver.text(), crate::theme::Meaning::Selected.glyph());
                        let seen = text.lines().any(|line| line.contains(glyph) && line.contains(&day));
                        assert!(seen, "{width}×{height} {keys}: {day}\n{text}");
                    }
                    driver.keys("j");
                }
            }
        }
    }

    #[test]
    fn a_click_meets_the_event_below_a_silence() {
        let mut driver = Driver::empty(160, 50);
        driver.send(Msg::Corpus(with_silences().into()));
        driver.keys("4 Home m");
        let text = driver.text();
        let y = text.lines().position(|line| line.contains("days without an event")).unwrap() as u16;
        use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
        for (row, want) in [(y - 1, 0), (y, 1), (y + 1, 1), (y + 2, 2)] {
            driver.keys("4 Home");
            let kind = MouseEventKind::Down(MouseButton::Left);
            driver.state.timeline.list.select(3);
            driver.send(Msg::Mouse(MouseEvent { kind, column: 9, row, modifiers: KeyModifiers::NONE }));
            assert_eq!(driver.state.timeline.list.position(), want, "line {row}");
        }
    }

    #[test]
    fn zooming_keeps_to_the_chosen_event_and_ends_at_days_and_decades() {
        let mut driver = Driver::new(160, 50);
        driver.keys("4 Home j j");
        assert_eq!((driver.state.timeline.unit(), driver.state.timeline.scale), ("day", None));
        driver.keys("+");
        assert!(driver.text().contains("A bar is a day already; there is nothing finer."));
        for (keys, unit) in
            [("-", Unit::Week), ("- - -", Unit::Year), ("9 -", Unit::Decade), ("+", Unit::Year), ("9 +", Unit::Day)]
        {
            driver.keys(keys);
            assert_eq!(driver.state.timeline.scale, Some(unit), "{keys}");
            let chosen = driver.state.timeline.list.item().map(|e| &*driver.state.corpus.events[e as usize].title);
            assert_eq!(chosen, Some("Gubernur membantah tuduhan"));
            assert!(driver.text().contains(&format!("a bar a {}", unit.name())), "{}", driver.text());
        }
        driver.keys("=");
        assert_eq!(driver.state.timeline.scale, None);
        // From a screen without a timeline it is brought there.
        let mut driver = Driver::new(80, 24);
        driver.keys("Enter -");
        assert_eq!((driver.state.focus, driver.state.timeline.scale), (Focus::Timeline, Some(Unit::Week)));
    }

    /// A hundred thousand events over forty years: all is found, and the times are told (`-- --nocapture`).
    #[test]
    #[allow(clippy::print_stdout, reason = "it tells the times")]
    fn a_hundred_thousand_events() {
        let few = corpus();
        let first = date(1991, 1, 1);
        let events = (0..100_000).map(|i: i32| {
            let mut event = few.events[i as usize % 4].clone();
            let day = first.checked_add(jiff::Span::new().days(i / 7 + i / 1_000)).unwrap();
            event.id = i.to_string().into();
            (event.date.value, event.date.start, event.date.end) = (TimeValue::Day(day), day, day);
            event
        });
        let many = Arc::new(Corpus { events: events.collect(), ..(*few).clone() });
        let mut driver = Driver::empty(160, 50);
        driver.send(Msg::Corpus(many.into()));
        driver.keys("4 Home");
        let mut slowest = Vec::new();
        for (keys, count) in
            [("j", 40), ("-", 6), ("+", 6), ("=", 2), ("G", 1), ("k", 20), ("s", 3), ("F", 1), ("Enter", 4), ("Esc", 2)]
        {
            let mut most = std::time::Duration::ZERO;
            for _ in 0..count {
                let start = std::time::Instant::now();
                driver.keys(keys);
                let _ = driver.buffer();
                most = most.max(start.elapsed());
            }
            slowest.push(format!("{keys} {:.1} ms", most.as_secs_f64() * 1e3));
        }
        println!("slowest of each key, painted: {}", slowest.join(", "));
        assert_eq!(driver.state.timeline.list.len(), 100_000);
        assert!(driver.state.timeline.list.item().is_some());
    }
}
