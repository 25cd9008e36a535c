//! The interface as a person uses it: keys in, screens out.

use super::testing::{Driver, check_screen, corpus, fresh};
use super::*;
use crate::keymap::Key;
use crate::model::{Corpus, QuoteRef};
use crate::pane::{Focus, Item};
use crate::theme::Theme;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

#[test]
fn screens_at_three_sizes() {
    for (width, height) in [(160, 50), (120, 30), (80, 24), (40, 10)] {
        for (name, keys) in [
            ("start", ""),
            ("reader", "j Enter ] ]"),
            ("speakers", "3 j"),
            ("quotes", "3 Enter j"),
            ("timeline", "4 Home j j"),
            ("event", "4 Home j j Enter"),
            ("find", "/ 'bendungan Enter n"),
            ("filter", "f 'waduk"),
            ("filter-wrong", "f 'retak_-stance:denyed"),
            ("filter-senseless", "3 f 'is:unread"),
            ("filter-fields", "f 'stance:denies_speaker:wirya Enter"),
            ("filter-completing", "f 'retak_outlet: Tab Tab"),
            ("help", "?"),
            ("palette", ": 'quo"),
            ("troubles", "!"),
            ("zoom", "4 z"),
            ("months", "4 Home j 9 - + + +"),
            ("ledger", "5 Enter j"),
            ("drift", "6 Enter j"),
            ("balance", "7 j"),
            ("findings", "8"),
        ] {
            let mut driver = Driver::new(width, height);
            driver.keys(keys);
            if (width, name) == (120, "speakers") {
                break;
            }
            check_screen(&format!("{name}-{width}x{height}"), &driver);
        }
    }
}

#[test]
fn loading_and_what_can_follow_are_shown() {
    let mut driver = Driver::empty(160, 50);
    driver.send(Msg::Loading(Loading {
        files_found: 2_232,
        files_read: 512,
        bytes_found: 8_000_000,
        bytes_read: 2_000_000,
        articles: 480,
        troubles: 2,
        ..Loading::default()
    }));
    check_screen("loading-160x50", &driver);
    driver.keys("g");
    driver.send(Msg::PendingTimeout);
    assert!(driver.text().contains("Go to the first item or line."), "{}", driver.text());
}

#[test]
fn drawing_changes_nothing_at_any_size() {
    let mut driver = Driver::new(160, 50);
    for keys in ["", "Enter ]", "5", "6 Enter", "7 j", "8 Enter", "?", "Esc : 'z", "Esc /", "Esc f", "Esc 4", "!"] {
        driver.keys(keys);
        for width in (0..170).step_by(7).chain([1, 2, 3, 5]) {
            for height in (0..56).step_by(5).chain([1, 2, 3, 4]) {
                driver.send(Msg::Resize(width, height));
                assert_eq!(driver.buffer(), driver.buffer());
                // A view that is told another size than the state knows must not fail either.
                let area = Rect::new(0, 0, height, width.min(60));
                view(&driver.state, &Theme::default(), area, &mut Buffer::empty(area));
            }
        }
        driver.send(Msg::Resize(160, 50));
    }
}

#[test]
fn an_article_lights_up_its_speakers_and_events() {
    let mut driver = Driver::new(160, 50);
    driver.keys("j");
    let state = &driver.state;
    let article = state.articles.list.item().unwrap();
    assert_eq!(state.reader.article, Some(article), "moving shows the article");
    assert!(state.speakers.list.lit() > 0 && state.timeline.list.lit() > 0);
    let first = state.speakers.list.items()[0];
    assert!(state.speakers.list.is_lit(first), "what is lit stands first");
}

#[test]
fn a_speaker_leads_to_quotes_to_their_place_and_back() {
    let mut driver = Driver::new(160, 50);
    driver.keys("3 Enter");
    assert_eq!((driver.state.focus, driver.state.narrow), (Focus::Quotes, Some(Item::Speaker(0))));
    assert_eq!(driver.state.articles.list.len(), 2, "articles are narrowed to those that quote the speaker");
    let said = driver.state.quotes.chosen(driver.state.corpus()).unwrap();
    driver.keys("Enter");
    assert_eq!(driver.state.focus, Focus::Reader);
    assert_eq!((driver.state.reader.article, driver.state.reader.quote), (Some(said.article), Some(said.quote)));
    driver.keys("Backspace");
    assert_eq!(driver.state.focus, Focus::Quotes);
    driver.keys("Ctrl-o");
    assert_eq!((driver.state.focus, driver.state.narrow), (Focus::Speakers, None));
    assert_eq!(driver.state.articles.list.len(), 4);
    driver.keys("L");
    assert_eq!(driver.state.focus, Focus::Quotes, "forward again");
}

#[test]
fn a_quote_in_the_reader_leads_to_its_speaker() {
    let mut driver = Driver::new(160, 50);
    driver.keys("4 Enter");
    driver.keys("Esc Esc 2 ]");
    let quote = QuoteRef { article: driver.state.reader.article.unwrap(), quote: driver.state.reader.quote.unwrap() };
    let speaker = driver.state.corpus().speaker_of(quote);
    driver.keys("Enter");
    assert_eq!(driver.state.focus, Focus::Quotes);
    assert_eq!(driver.state.quotes.speaker, speaker);
    assert_eq!(driver.state.quotes.chosen(driver.state.corpus()), Some(quote));
}

#[test]
fn an_event_leads_to_every_article_that_tells_it() {
    let mut driver = Driver::new(160, 50);
    driver.keys("4 Home j j Enter");
    assert_eq!(driver.state.focus, Focus::Articles);
    let mut told = driver.state.articles.list.items().to_vec();
    told.sort_unstable();
    assert_eq!(told, [0, 2]);
    assert!(driver.state.reader.place.is_some(), "the reader shows where it is told");
    driver.keys("Esc");
    assert_eq!(driver.state.articles.list.len(), 4, "Esc drops the narrowing");
}

#[test]
fn a_quote_without_a_speaker_says_so() {
    let mut driver = Driver::new(160, 50);
    driver.keys("G 2 ]");
    assert!(driver.text().contains("? speaker unknown"), "{}", driver.text());
    driver.keys("Enter");
    assert_eq!(driver.state.focus, Focus::Reader);
    assert!(driver.text().contains("Nobody was found who said this."));
}

#[test]
fn the_search_counts_its_hits_and_goes_through_them() {
    let mut driver = Driver::new(160, 50);
    driver.keys("/ 'bendungan");
    assert!(driver.text().contains("4 hits in 3 articles"), "{}", driver.text());
    driver.keys("Enter");
    assert_eq!(driver.state.focus, Focus::Reader);
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push((driver.state.reader.article, driver.state.reader.place));
        driver.keys("n");
    }
    assert_eq!(seen[0], (driver.state.reader.article, driver.state.reader.place), "around the end");
    driver.keys("N");
    assert_eq!(seen[3], (driver.state.reader.article, driver.state.reader.place));
    let mut all = seen.clone();
    all.sort_by_key(|(a, p)| (*a, p.map(|p| p.start)));
    all.dedup();
    assert_eq!(all.len(), 4, "every hit once");
    driver.keys("Esc");
    assert!(driver.state.find.hits.is_empty());
}

#[test]
fn a_filter_needs_all_its_atoms_and_esc_drops_it() {
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'bantah_gub*");
    assert_eq!(driver.state.articles.list.items(), [0]);
    driver.keys("Enter");
    assert_eq!(driver.state.articles.list.len(), 1);
    driver.keys("Esc");
    assert_eq!(driver.state.articles.list.len(), 4);
    driver.keys("3 f 'nay Esc");
    assert_eq!(driver.state.speakers.list.len(), 4, "Esc in the prompt leaves all as before");
}

#[test]
fn a_wrong_filter_keeps_the_view_and_says_where_it_is_wrong() {
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'outlet:kabar");
    assert_eq!(driver.state.articles.list.items(), [0]);
    driver.keys("'_OR_outlet: ");
    assert_eq!(driver.state.articles.list.items(), [0], "what is being typed is no word to be looked for");
    assert!(driver.text().contains("the name of an outlet is expected behind `outlet:`."), "{}", driver.text());
    driver.keys("Enter");
    assert!(driver.state.prompt.is_some(), "what was typed is not thrown away");
    driver.keys("'suara Enter");
    assert!(driver.state.prompt.is_none());
    assert_eq!(driver.state.articles.list.len(), 2);
    driver.keys("f Ctrl-u");
    assert_eq!(driver.state.articles.list.len(), 4);
    driver.send(Msg::Paste("outlet:kabar".to_owned()));
    driver.keys("Enter f Ctrl-u");
    driver.send(Msg::Paste("speker:naya".to_owned()));
    assert_eq!(driver.state.articles.list.len(), 4);
    driver.keys("Esc");
    assert_eq!(driver.state.articles.list.items(), [0], "Esc leaves all as before");
}

#[test]
fn filters_follow_what_is_decided() {
    let mut driver = Driver::new(160, 50);
    let shown = |driver: &Driver| driver.state.articles.list.len();
    driver.keys("f 'is:unreviewed Enter");
    assert_eq!(shown(&driver), 4);
    driver.keys("A g a");
    assert_eq!(shown(&driver), 0);
    driver.keys("u");
    assert_eq!(shown(&driver), 4);
    driver.keys("1 f Ctrl-u 'is:unread Enter Enter");
    let before = shown(&driver);
    driver.keys("1 f '_ Enter");
    assert_eq!(shown(&driver) + 1, before, "what was opened goes when it is asked for anew");
}

#[test]
fn tab_completes_a_filter() {
    let mut driver = Driver::new(160, 50);
    let typed = |driver: &Driver| driver.state.prompt.as_ref().unwrap().input.text().to_owned();
    driver.keys("f 'sta Tab");
    assert_eq!(typed(&driver), "stance:");
    driver.keys("Tab Tab");
    assert_eq!(typed(&driver), "stance:denies");
    assert_eq!(driver.state.articles.list.items(), [0]);
    driver.keys("BackTab BackTab");
    assert_eq!(typed(&driver), "stance:urges");
    driver.keys("'_outlet:hil Tab");
    assert_eq!(typed(&driver), "stance:urges outlet:\"Suara Hilir\"");
    assert_eq!(driver.state.articles.list.items(), [1]);
    driver.keys("'_xyz Tab");
    assert_eq!(typed(&driver), "stance:urges outlet:\"Suara Hilir\" xyz");
}

/// What hostile or careless articles hold: escapes, controls, what has no width, what turns the direction of writing, marks on
/// nothing or too many on one letter, wide and long ones.
const HOSTILE: &[&str] = &[
    "\u{1b}[31mmerah\u{1b}]0;judul\u{7}\t\u{202e}kilab\u{200b}\r\nbaris\u{9b}2J",
    "\u{301}\u{301}merah\u{200c}\u{200d} \u{200d}\u{fe0f}\u{fe0f}",
    "\u{1b}[200~merah\u{1b}[201~\n\u{0}",
    "東京merah東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京東京",
    "merah 👩\u{200d}👩\u{200d}👧👍🏽🇮🇩🇮 क\u{94d}ष\u{94d}ष \u{1100}\u{1100}\u{1161} \u{600}1",
    "\u{e0041}\u{feff}\u{2066}merah\u{2069}\u{ad}\u{61c}\u{180e}\u{2060}\u{115f}\u{3164}",
    "me\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}\u{30c}\u{30d}\u{30e}\u{30f}\u{310}\u{311}\u{312}\u{313}\u{314}rah merah",
];

/// The corpus of the screens with hostile words wherever an article may have them.
fn hostile(which: usize) -> Arc<Corpus> {
    let nasty = HOSTILE[which % HOSTILE.len()];
    let mut bad = (*corpus()).clone();
    let first = &bad.articles[0];
    let mut article = (**first).clone();
    (article.title, article.outlet) = (Some(nasty.into()), Some(nasty.into()));
    article.text = format!("{nasty} {}", first.text).into();
    article.authors = vec![nasty.into(); 3];
    article.source.path = nasty.into();
    article.source.url = Some(nasty.into());
    bad.articles[0] = Arc::new(article);
    bad.speakers[0].name = nasty.into();
    bad.speakers[0].aliases = vec![nasty.into()];
    bad.events[2].title = nasty.into();
    bad.troubles[0].message = nasty.into();
    bad.troubles[0].path = nasty.into();
    Arc::new(bad)
}

/// Looks at every cell of a screen: a letter with a width of its own that nothing hidden, and not too much, is set on. Says how
/// many there are.
fn checked(buffer: &Buffer) -> usize {
    let mut behind = 0;
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            let bad = symbol.chars().any(crate::text::display::hidden) || symbol.chars().count() > 32;
            let wide = unicode_width::UnicodeWidthStr::width(symbol);
            let first = symbol.chars().next().and_then(unicode_width::UnicodeWidthChar::width);
            assert!(!bad && wide > 0 && first > Some(0), "the cell {x},{y} holds {symbol:?}");
            assert!(behind == 0 || symbol == " ", "{symbol:?} stands under a wide letter at {x},{y}");
            behind = if behind > 0 { behind - 1 } else { wide - 1 };
            assert!(x as usize + behind < buffer.area.width as usize, "{symbol:?} reaches past the end at {x},{y}");
        }
    }
    buffer.content.len()
}

#[test]
fn no_byte_of_an_article_reaches_the_terminal_as_a_control() {
    for (which, nasty) in HOSTILE.iter().enumerate() {
        for (width, height) in [(160, 50), (80, 24), (40, 10), (13, 7)] {
            let mut driver = Driver::empty(width, height);
            driver.send(fresh());
            driver.send(Msg::Corpus(hostile(which).into()));
            driver.send(Msg::Notice((*nasty).to_owned()));
            for keys in [
                "",
                "Enter ]",
                "3 Enter",
                "4 j j Enter",
                "5",
                "6",
                "7",
                "8",
                "f 'merah",
                "Esc / 'merah Enter",
                "1 i",
                "Esc Esc A",
                "Esc 1 R",
                "Esc !",
            ] {
                driver.keys(keys);
                checked(&driver.buffer());
                driver.send(Msg::Paste((*nasty).to_owned()));
                checked(&driver.buffer());
                assert!(width < 160 || driver.text().contains("rah"), "{keys}: {}", driver.text());
            }
        }
    }
}

#[test]
fn what_is_copied_is_what_is_seen() {
    let mut copies = 0;
    for which in 0..HOSTILE.len() {
        let mut driver = Driver::empty(160, 50);
        driver.send(fresh());
        driver.send(Msg::Corpus(hostile(which).into()));
        for keys in [
            "1 Home y",
            "2 y",
            "] y",
            "v l l l y",
            "3 Home y",
            "Enter y",
            "4 Home y",
            "j y",
            "j y",
            "5 y",
            "Enter y",
            "6 y",
            "Enter y",
            "7 y",
            "8 y",
            "A y",
        ] {
            driver.keys(keys);
        }
        for effect in &driver.effects {
            let Effect::Copy(text) = effect else { continue };
            copies += 1;
            let acts = |c: char| c != '\n' && crate::text::display::hidden(c);
            assert!(!text.contains(acts), "{text:?}");
            // Behind the words everything is one line.
            for line in text.split("\n— ").skip(1) {
                assert!(!line.split("\n\n").next().unwrap().contains('\n'), "{text:?}");
            }
        }
    }
    assert!(copies > 10 * HOSTILE.len(), "{copies}");
}

/// Ten titles of five megabytes cost a frame what there is room for.
#[test]
fn long_names_cost_a_frame_what_it_shows() {
    for part in ["a", "\u{301}", "\u{200b}", "\u{1b}]", "東 "] {
        let long: Arc<str> = part.repeat((4 << 20) / part.len()).into();
        let mut bad = (*corpus()).clone();
        for ix in 0..bad.articles.len() {
            let mut article = (*bad.articles[ix]).clone();
            (article.title, article.outlet) = (Some((&*long).into()), Some((&*long).into()));
            article.authors = vec![(&*long).into()];
            bad.articles[ix] = Arc::new(article);
        }
        bad.speakers[0].name = (&*long).into();
        bad.events[2].title = (&*long).into();
        let mut driver = Driver::empty(160, 50);
        driver.send(fresh());
        driver.send(Msg::Corpus(Arc::new(bad).into()));
        driver.send(Msg::Notice(long.to_string()));
        let started = std::time::Instant::now();
        let mut frames = 0;
        for keys in
            ["j", "k", "Enter", "]", "3", "Enter", "4", "j", "j", "Enter", "5", "6", "7", "8", "1 f 'a", "Enter", "n", "j", "k"]
        {
            driver.keys(keys);
            checked(&driver.buffer());
            frames += 1;
        }
        assert!(
            started.elapsed() < std::time::Duration::from_secs(20),
            "{frames} frames of {part:?} took {:?}",
            started.elapsed()
        );
    }
}

#[test]
fn the_end_of_loading_is_told() {
    let mut driver = Driver::new(160, 50);
    let loading = Loading { files_read: 4, articles: 4, troubles: 1, ..Loading::default() };
    driver.send(Msg::Loading(loading.clone()));
    driver.send(Msg::Loading(Loading { done: true, ..loading }));
    assert!(driver.text().contains("Done: 4 articles from 4 files, 1 trouble."), "{}", driver.text());
}

#[test]
fn articles_that_come_or_go_later_are_told_and_one_stays_where_one_was() {
    let loading = Loading { articles: 4, done: true, ..Loading::default() };
    let whole = corpus();
    let less = |n: usize| Arc::new(Corpus { articles: whole.articles.iter().take(n).cloned().collect(), ..(*whole).clone() });
    let mut driver = Driver::new(160, 50);
    driver.keys("j j");
    driver.send(Msg::Corpus(less(3).into()));
    assert_eq!(driver.state.notice, None, "still loading");
    driver.send(Msg::Loading(loading));
    assert_eq!(driver.state.notice.take().as_deref(), Some("Done: 4 articles from 0 files."));
    driver.send(Msg::Corpus(Arc::clone(&whole).into()));
    assert_eq!(driver.state.notice.as_deref(), Some("1 article more, 4 in all."));
    driver.send(Msg::Corpus(Arc::clone(&whole).into()));
    driver.send(Msg::Corpus(less(2).into()));
    assert_eq!(driver.state.notice.as_deref(), Some("1 article more, 4 in all. 2 articles fewer, 2 in all."));
    driver.send(Msg::Corpus(Arc::clone(&whole).into()));
    driver.keys("Home");
    let mut broken = (*whole).clone();
    broken.troubles.extend(whole.troubles.first().cloned());
    driver.send(Msg::Corpus(Arc::new(broken).into()));
    assert_eq!(driver.state.notice.as_deref(), Some("1 trouble more."));
    driver.send(Msg::Corpus(Arc::clone(&whole).into()));
    // The first by path now stands behind the others, as one that was added does.
    let mut added = (*whole).clone();
    let first = added.articles.pop_front().into_iter();
    added.articles.extend(first);
    added.added = 1;
    let added = Arc::new(added);
    for _ in 0..4 {
        let chosen =
            |driver: &Driver| driver.state.articles.list.item().map(|a| driver.state.corpus.articles[a as usize].id.clone());
        let before = chosen(&driver);
        driver.send(Msg::Corpus(Arc::clone(&added).into()));
        assert_eq!(chosen(&driver), before);
        driver.send(Msg::Corpus(Arc::clone(&whole).into()));
        assert_eq!(chosen(&driver), before);
        driver.keys("j");
    }
}

#[test]
fn a_near_copy_is_shown_as_one() {
    let mut driver = Driver::empty(160, 50);
    driver.send(Msg::Corpus(Arc::new(Corpus { copies: vec![0, 1, 0, 3].into(), ..(*corpus()).clone() }).into()));
    driver.keys("j");
    assert!(driver.text().contains("≈ copy of Kabar Pagi") && driver.text().contains(" ≈copy"), "{}", driver.text());
}

#[test]
fn late_answers_change_nothing() {
    let mut driver = Driver::new(160, 50);
    driver.keys("f 'retak");
    let shown = driver.state.articles.list.items().to_vec();
    driver.send(Msg::Filtered { generation: 1, list: List::Articles, items: vec![3], done: true });
    driver.send(Msg::Found { generation: 1, hits: Vec::new(), done: true });
    assert_eq!(driver.state.articles.list.items(), shown);
}

#[test]
fn the_choice_survives_a_new_snapshot() {
    let mut driver = Driver::new(160, 50);
    driver.keys("j 3 j 4 j 2 ]");
    let id = |driver: &Driver| {
        let state = &driver.state;
        let corpus = state.corpus();
        let article = state.reader.article.map(|a| corpus.articles[a as usize].id.clone());
        let speaker = state.speakers.list.item().map(|s| corpus.speakers[s as usize].id.clone());
        let event = state.timeline.list.item().map(|e| corpus.events[e as usize].id.clone());
        (article, speaker, event, state.reader.quote)
    };
    let before = id(&driver);
    let whole = corpus();
    let mut more = Corpus { speakers: whole.speakers.iter().rev().cloned().collect(), ..(*whole).clone() };
    for voices in &mut more.voices {
        voices.iter_mut().for_each(|s| *s = 3 - *s);
    }
    for event in &mut more.events {
        event.speakers.iter_mut().for_each(|s| *s = 3 - *s);
    }
    driver.send(Msg::Corpus(Arc::new(more).into()));
    assert_eq!(id(&driver), before);
    driver.send(Msg::Corpus(Arc::<Corpus>::default().into()));
    assert_eq!(driver.state.reader.article, None);
    let _ = driver.text();
}

#[test]
fn a_copied_quote_has_its_citation() {
    let mut driver = Driver::new(160, 50);
    driver.keys("3 Enter y");
    let copied = driver.effects.iter().find_map(|e| if let Effect::Copy(text) = e { Some(text.clone()) } else { None });
    assert_eq!(
        copied.as_deref(),
        Some(
            "bendungan itu retak [reported, not in quotation marks]\n— Wirya Danu (Gubernur, Sagara), in Kabar Pagi, \
             “Gubernur bantah bendungan retak”, 2031-03-04, https://contoh.example/a/bendungan.txt"
        )
    );
}

/// A path is opened as the system has it, whatever its bytes.
#[test]
#[cfg(unix)]
fn the_editor_opens_a_file_whose_name_is_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let mut corpus = Corpus::clone(&corpus());
    let path = std::path::Path::new(std::ffi::OsStr::from_bytes(b"a/kop\xe9.txt"));
    for ix in 0..corpus.articles.len() {
        let mut article = crate::model::Article::clone(&corpus.articles[ix]);
        article.source.path = crate::model::path::shown(path);
        corpus.articles[ix] = Arc::new(article);
    }
    let mut driver = Driver::empty(160, 50);
    driver.send(Msg::Corpus(Arc::new(corpus).into()));
    driver.keys("1 Enter e");
    assert!(driver.effects.iter().any(|e| matches!(e, Effect::OpenEditor { path: opened, .. } if opened == path)));
}

#[test]
fn what_takes_long_is_named_and_what_is_hidden_is_counted() {
    let mut driver = Driver::new(160, 50);
    let slow = Some("kliping/besar\u{1b}[2J.txt".into());
    let loading = Loading { files_read: 4, articles: 4, slow, left_out: 3, ..Loading::default() };
    driver.send(Msg::Loading(loading.clone()));
    assert!(driver.text().contains("besar.txt takes long"), "{}", driver.text());
    driver.send(Msg::Loading(Loading { done: true, slow: None, ..loading }));
    let told = driver.state.notice.as_deref().unwrap_or_default();
    assert!(told.ends_with("Ignore files hide 3 files and folders."), "{told}");
}

#[test]
fn the_editor_opens_at_the_line_of_the_quote() {
    let mut driver = Driver::new(160, 50);
    driver.keys("3 Enter j Enter e");
    let line = driver
        .effects
        .iter()
        .find_map(|e| if let Effect::OpenEditor { path, line } = e { Some((path.clone(), *line)) } else { None });
    assert_eq!(line, Some(("a/bendungan.txt".into(), 2)));
}

#[test]
fn help_filters_and_palette_acts() {
    let mut driver = Driver::new(80, 24);
    driver.keys("? / 'clipb");
    assert!(driver.text().contains("Nothing matches."), "{}", driver.text());
    driver.keys("Esc / 'citation Enter");
    assert!(driver.text().contains("Copy the quote with its citation."), "{}", driver.text());
    driver.keys("Esc Esc");
    assert!(driver.state.overlay.is_none());
    driver.keys(": 'zzzz Enter");
    assert!(driver.text().contains("No action matches."), "what was typed is not thrown away: {}", driver.text());
    driver.keys("Ctrl-u 'focus-tim Enter");
    assert_eq!(driver.state.focus, Focus::Timeline);
    driver.keys("q");
    assert!(matches!(driver.effects.last(), Some(Effect::Quit)));
}

/// Keys that mean something somewhere, and some that do not.
const KEYS: &[&str] = &[
    "j",
    "k",
    "Ctrl-d",
    "Ctrl-u",
    "PageDown",
    "PageUp",
    "g",
    "G",
    "Tab",
    "BackTab",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "'",
    "z",
    "Enter",
    "Backspace",
    "L",
    "Esc",
    "]",
    "[",
    "J",
    "K",
    "/",
    "n",
    "N",
    "f",
    "s",
    "+",
    "-",
    "=",
    "F",
    "y",
    "e",
    "o",
    ":",
    "?",
    "!",
    "t",
    "m",
    "a",
    "x",
    "p",
    "A",
    "D",
    "w",
    "u",
    "é",
    "\"",
    "Left",
    "Right",
    "Delete",
    "Ctrl-w",
    "F5",
    "r",
    "c",
    "B",
    "E",
    "i",
    "#",
    "b",
    "U",
    "Ctrl-r",
    "v",
    "l",
    "h",
    "H",
    ">",
    "<",
    "Q",
    "Ctrl-s",
    "Ctrl-x",
    "Ctrl-o",
    "0",
];

/// Whatever a terminal, a store or a folder may tell the interface.
fn any_msg() -> impl Strategy<Value = Msg> {
    use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
    let known = prop::sample::select(KEYS).prop_map(|key| Msg::Key(Key::parse(key).unwrap().event()));
    let typed = crate::pane::edit::tests::any_key().prop_map(Msg::Key);
    let kinds = [
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Down(MouseButton::Right),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Up(MouseButton::Left),
        MouseEventKind::Moved,
        MouseEventKind::ScrollDown,
        MouseEventKind::ScrollUp,
        MouseEventKind::ScrollLeft,
    ];
    let place = prop_oneof![4 => 0u16..170, 1 => any::<u16>()];
    let mouse = (prop::sample::select(kinds.to_vec()), place.clone(), place.clone(), 0u8..8).prop_map(
        |(kind, column, row, modifiers)| {
            let modifiers = crossterm::event::KeyModifiers::from_bits_truncate(modifiers);
            Msg::Mouse(MouseEvent { kind, column, row, modifiers })
        },
    );
    let size =
        prop_oneof![3 => (0u16..170, 0u16..60), 1 => (0u16..4, 0u16..4)].prop_map(|(width, height)| Msg::Resize(width, height));
    let pasted = prop_oneof![crate::pane::edit::tests::any_text(), prop::sample::select(HOSTILE).prop_map(str::to_owned)];
    let corpora = (0..HOSTILE.len() + 2).prop_map(|which| match which {
        0 => Msg::Corpus(Arc::<Corpus>::default().into()),
        1 => Msg::Corpus(corpus().into()),
        which => Msg::Corpus(hostile(which).into()),
    });
    prop_oneof![
        12 => known,
        8 => typed,
        2 => mouse,
        1 => size,
        1 => pasted.clone().prop_map(Msg::Paste),
        1 => pasted.clone().prop_map(Msg::Notice),
        1 => pasted.prop_map(Msg::Edited),
        1 => corpora,
        1 => Just(()).prop_map(|()| Msg::PendingTimeout),
    ]
}

/// Keys of the whole keyboard and of Unicode, pastes, mice, resizes, and a corpus that is exchanged meanwhile: each frame is drawn,
/// and each of its cells looked at.
#[test]
fn no_keys_make_it_panic() {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) };
    let cells = std::sync::atomic::AtomicUsize::new(0);
    let steps = (proptest::collection::vec(any_msg(), 0..120), (0u16..170, 0u16..60), 0..HOSTILE.len());
    let run = proptest::test_runner::TestRunner::new(config).run(&steps, |(msgs, size, which)| {
        let mut driver = Driver::new(size.0, size.1);
        driver.send(Msg::Corpus(hostile(which).into()));
        for msg in msgs {
            driver.send(msg);
            let buffer = driver.buffer();
            cells.fetch_add(checked(&buffer), std::sync::atomic::Ordering::Relaxed);
            prop_assert_eq!(buffer, driver.buffer());
        }
        Ok(())
    });
    run.unwrap();
    let cells = cells.into_inner();
    assert!(cells > 1_000_000, "{cells} cells");
}
