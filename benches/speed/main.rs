//! How fast simak is, and how that grows: `cargo bench`. The articles are generated; see `generator`.
//!
//! - `extraction`: MB of text a second on one core, beside a plain pass that only finds the words of the same text;
//! - `shapes`: texts of one shape that invite quadratic time, in full size (a paragraph of 10 MB, 100,000 marks, 50,000
//!   nested brackets, 300,000 cues, …): time and MB a second;
//! - `corpus`: load and link 1,000, 10,000 and 100,000 articles from one file, and linking alone; adding one article to a linked corpus;
//! - `screen`: from nothing to the first frame, and from a key to the painted buffer with 100,000 articles loaded;
//! - memory of 100,000 linked articles against their text, printed at the end (where the system tells it).
//!
//! `SIMAK_BENCH_ARTICLES=10000` leaves out what is larger.

mod generator;
#[path = "../../tests/properties/shapes.rs"]
#[allow(dead_code, reason = "the test's sizes are not used here")]
mod shapes;

use criterion::{BatchSize, BenchmarkId, Criterion, SamplingMode, Throughput};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use simak::action::Action;
use simak::app::{Effect, Msg, Snapshot, State, selection, update, view};
use simak::extract::extract;
use simak::keymap::Keymap;
use simak::lang::Pack;
use simak::link::{Linker, Prepared, prepare};
use simak::loader::{LoadOptions, load_now};
use simak::model::{Corpus, Document};
use simak::review::{Field, Review, Value, Verdict};
use simak::search::{self, Asked, Query};
use simak::store::Opened;
use simak::theme::Theme;
use std::hint::black_box;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation;

/// Articles of one extraction pass.
const PASS: usize = 500;
/// Size of the screen.
const SCREEN: Rect = Rect { x: 0, y: 0, width: 160, height: 50 };

fn main() {
    let most = std::env::var("SIMAK_BENCH_ARTICLES").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let mut criterion = Criterion::default().configure_from_args();
    extraction(&mut criterion);
    hostile(&mut criterion);
    let folder = std::env::temp_dir().join(format!("simak-bench-{}", std::process::id()));
    let sizes: Vec<_> = [1_000, 10_000, 100_000].into_iter().filter(|n| *n <= most).collect();
    corpora(&mut criterion, &folder, &sizes);
    if let Some(&largest) = sizes.last() {
        let before = resident();
        let corpus = load_now(vec![file(&folder, largest)], LoadOptions::default()).expect("threads to load with");
        memory(&corpus, before);
        screen(&mut criterion, &Arc::new(corpus));
    }
    let _ = std::fs::remove_dir_all(&folder);
    criterion.final_summary();
}

fn extraction(criterion: &mut Criterion) {
    let pack = Pack::indonesian();
    let documents: Vec<Document> = (0..PASS).map(generator::article).collect();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    let mut group = criterion.benchmark_group("extraction");
    group.throughput(Throughput::BytesDecimal(bytes as u64)).sample_size(20);
    group.bench_function("unicode_words alone", |b| {
        b.iter(|| documents.iter().map(|d| d.text.unicode_words().count()).sum::<usize>());
    });
    group.bench_function("extract", |b| {
        b.iter_batched(
            || documents.clone(),
            |all| all.into_iter().map(|d| extract(d, pack)).collect::<Vec<_>>(),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("extract and prepare for linking", |b| {
        let each = |d| prepare(extract(d, pack), pack);
        b.iter_batched(|| documents.clone(), |all| all.into_iter().map(each).collect::<Vec<_>>(), BatchSize::LargeInput);
    });
    group.finish();
}

/// Texts of one shape in full size: none may take longer for its size than the others by far.
fn hostile(criterion: &mut Criterion) {
    let pack = Pack::indonesian();
    let mut group = criterion.benchmark_group("shapes");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).warm_up_time(Duration::from_millis(100));
    for shape in shapes::SHAPES {
        let text: Arc<str> = (shape.text)(shape.full).into();
        let document = Document { id: "x".into(), text, ..Document::default() };
        group.throughput(Throughput::BytesDecimal(document.text.len() as u64));
        group.bench_function(BenchmarkId::new(shape.name, shape.full), |b| {
            b.iter_batched(|| document.clone(), |d| prepare(extract(d, pack), pack), BatchSize::LargeInput);
        });
    }
    group.finish();
}

/// The file with so many articles, written if it is not there.
fn file(folder: &Path, articles: usize) -> PathBuf {
    let path = folder.join(format!("{articles}.jsonl"));
    if !path.exists() {
        std::fs::create_dir_all(folder).expect("a folder for generated articles");
        let mut out = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file for generated articles"));
        for number in 0..articles {
            out.write_all(generator::line(&generator::article(number)).as_bytes()).expect("room for generated articles");
        }
        out.flush().expect("room for generated articles");
    }
    path
}

fn corpora(criterion: &mut Criterion, folder: &Path, sizes: &[usize]) {
    let pack = Pack::indonesian();
    let mut group = criterion.benchmark_group("corpus");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).warm_up_time(Duration::from_millis(100));
    for &articles in sizes {
        let path = file(folder, articles);
        group.throughput(Throughput::Elements(articles as u64));
        group.bench_function(BenchmarkId::new("load and link", articles), |b| {
            b.iter(|| load_now(vec![path.clone()], LoadOptions::default()).expect("threads to load with"));
        });
        let mut linker = Linker::new(pack);
        let mut made = 0;
        group.bench_function(BenchmarkId::new("link", articles), |b| {
            // Made only if this benchmark runs: a filter may leave it out.
            let missing = made..articles;
            linker.add(missing.map(|n| -> Prepared { prepare(extract(generator::article(n), pack), pack) }));
            made = articles;
            b.iter(|| linker.corpus());
        });
        let (mut growing, mut next) = (None, articles);
        group.bench_function(BenchmarkId::new("add one article", articles), |b| {
            let growing = growing.get_or_insert_with(|| {
                let mut linker = Linker::new(pack);
                linker.add((0..articles).map(|n| prepare(extract(generator::article(n), pack), pack)));
                linker.whole().growing()
            });
            b.iter_batched(
                || {
                    next += 1;
                    prepare(extract(generator::article(next), pack), pack)
                },
                |new| {
                    growing.add([new], []);
                    growing.corpus()
                },
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

fn start() -> (State, Arc<Theme>) {
    let theme = Arc::new(Theme::built_in("dark").expect("a built-in theme"));
    let keymap = Arc::new(Keymap::default());
    let mut state = State::new(keymap, Arc::clone(&theme));
    update(&mut state, Msg::Resize(SCREEN.width, SCREEN.height));
    (state, theme)
}

/// Performs a message and paints.
fn paint(state: &mut State, theme: &Theme, msg: Msg, buffer: &mut Buffer) -> Vec<Effect> {
    let effects = update(state, msg);
    view(state, theme, SCREEN, buffer);
    effects
}

fn screen(criterion: &mut Criterion, corpus: &Arc<Corpus>) {
    let mut group = criterion.benchmark_group("screen");
    group.bench_function("first frame, before anything is loaded", |b| {
        b.iter(|| {
            let (state, theme) = start();
            let mut buffer = Buffer::empty(SCREEN);
            view(&state, &theme, SCREEN, &mut buffer);
            buffer
        });
    });
    let articles = corpus.articles.len();
    let (mut state, theme) = start();
    let mut buffer = Buffer::empty(SCREEN);
    update(&mut state, Msg::Corpus(Arc::clone(corpus).into()));
    group.bench_function(BenchmarkId::new("count for a snapshot, off the screen's thread", articles), |b| {
        b.iter(|| Snapshot::from(Arc::clone(corpus)));
    });
    let snapshot = Snapshot::from(Arc::clone(corpus));
    group.bench_function(BenchmarkId::new("take a snapshot", articles), |b| {
        b.iter_batched(
            || snapshot.clone(),
            |snapshot| paint(&mut state, &theme, Msg::Corpus(snapshot), &mut buffer),
            BatchSize::SmallInput,
        );
    });
    let keys: [(&str, &[Action]); 4] = [
        ("move in the list", &[Action::Down, Action::Down, Action::Up, Action::PageDown]),
        ("to the end and back", &[Action::Bottom, Action::Top]),
        ("change the pane", &[Action::NextPane]),
        ("open the next article", &[Action::NextArticle, Action::NextArticle, Action::PreviousArticle]),
    ];
    for (name, actions) in keys {
        let mut turn = actions.iter().cycle();
        group.bench_function(BenchmarkId::new(name, articles), |b| {
            b.iter(|| paint(&mut state, &theme, Msg::Do(*turn.next().unwrap_or(&Action::Down)), &mut buffer));
        });
    }
    let mut follow = [Action::FocusSpeakers, Action::Down, Action::Follow, Action::Back].iter().cycle();
    group.bench_function(BenchmarkId::new("choose and follow a speaker, per key", articles), |b| {
        b.iter(|| paint(&mut state, &theme, Msg::Do(*follow.next().unwrap_or(&Action::Down)), &mut buffer));
    });
    filter(&mut group, corpus, &mut state, &theme);
    review(&mut group, corpus, &mut state, &theme);
    group.finish();
}

fn filter(
    group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>,
    corpus: &Arc<Corpus>,
    state: &mut State,
    theme: &Theme,
) {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    let mut buffer = Buffer::empty(SCREEN);
    let articles = corpus.articles.len();
    let key = |code| Msg::Key(KeyEvent::new(code, KeyModifiers::NONE));
    paint(state, theme, Msg::Do(Action::FocusArticles), &mut buffer);
    paint(state, theme, Msg::Do(Action::Filter), &mut buffer);
    let mut typed = [key(KeyCode::Char('k')), key(KeyCode::Backspace)].into_iter().cycle();
    group.bench_function(BenchmarkId::new("type into a filter", articles), |b| {
        b.iter(|| paint(state, theme, typed.next().unwrap_or(Msg::PendingTimeout), &mut buffer));
    });
    paint(state, theme, key(KeyCode::Esc), &mut buffer);
    paint(state, theme, Msg::Do(Action::Filter), &mut buffer);
    let asked = paint(state, theme, Msg::Paste("kapal muara".to_owned()), &mut buffer);
    let Some(Effect::Filter { generation, list, query, corpus, .. }) =
        asked.into_iter().find(|e| matches!(e, Effect::Filter { .. }))
    else {
        return;
    };
    group.sample_size(10);
    let mut all = Vec::new();
    let today = jiff::civil::date(2031, 3, 12);
    let mut answer = |query: &Query, review: &Review| {
        let asked = Asked { query, list, corpus: &corpus, review, today };
        search::filter(&asked, &mut |items, _| {
            all = items;
            ControlFlow::Continue(())
        });
        black_box(all.len())
    };
    let review = decided(&corpus);
    for text in ["speaker:rani date:2024 -is:read kapal", "speaker:rani is:unreviewed stance:denies", "\"jalur kereta baru di\""]
    {
        let query = Query::of_list(text, list).expect("a query");
        group.bench_function(BenchmarkId::new(format!("answer {text}, off the screen's thread"), articles), |b| {
            b.iter(|| answer(&query, &review));
        });
    }
    group.bench_function(BenchmarkId::new("answer a filter, off the screen's thread", articles), |b| {
        b.iter(|| answer(&query, &review));
    });
    group.bench_function(BenchmarkId::new("paint a filter's answer", articles), |b| {
        b.iter_batched(
            || Msg::Filtered { generation, list, items: all.clone(), done: true },
            |msg| paint(state, theme, msg, &mut buffer),
            BatchSize::LargeInput,
        );
    });
}

/// Reviewing everything, with a verdict on a quote of every article: a key that decides, and one that takes back.
fn review(
    group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>,
    corpus: &Arc<Corpus>,
    state: &mut State,
    theme: &Theme,
) {
    let mut buffer = Buffer::empty(SCREEN);
    let opened = Opened { review: decided(corpus), writable: true, ..Opened::default() };
    for effect in update(state, Msg::Opened(Box::new(opened))) {
        if let Effect::Lay { generation, snapshot, wish } = effect {
            let (snapshot, placed) = snapshot.laid(&wish, "2031-03-12".parse().unwrap());
            update(state, Msg::Laid { generation, snapshot, placed: Box::new(placed) });
        }
    }
    let articles = corpus.articles.len();
    let selected = |state: &mut State, action: Action, buffer: &mut Buffer| {
        paint(state, theme, Msg::Do(action), buffer).into_iter().find_map(|effect| match effect {
            Effect::Select { generation, question } => Some((generation, question)),
            _ => None,
        })
    };
    let today = jiff::civil::date(2031, 3, 12);
    group.bench_function(BenchmarkId::new("begin a review of everything", articles), |b| {
        b.iter(|| paint(state, theme, Msg::Do(Action::ReviewAll), &mut buffer));
    });
    group.sample_size(10);
    for (name, action) in [("its queue", Action::ReviewAll), ("a verdict on all that is left", Action::AcceptAll)] {
        let Some((generation, question)) = selected(state, action, &mut buffer) else { continue };
        group.bench_function(BenchmarkId::new(format!("work out {name}, off the screen's thread"), articles), |b| {
            b.iter_batched(|| (*question).clone(), |question| selection::answer(question, today), BatchSize::LargeInput);
        });
        let answer = Box::new(selection::answer(*question, today));
        update(state, Msg::Selected { generation, answer });
    }
    // What was decided at once is taken back, so that something is left to decide.
    if let Some((generation, question)) = selected(state, Action::Undo, &mut buffer) {
        let answer = Box::new(selection::answer(*question, today));
        update(state, Msg::Selected { generation, answer });
    }
    group.bench_function(BenchmarkId::new("decide in a review", articles), |b| {
        b.iter(|| paint(state, theme, Msg::Do(Action::Accept), &mut buffer));
    });
    group.bench_function(BenchmarkId::new("take back in a review", articles), |b| {
        b.iter(|| paint(state, theme, Msg::Do(Action::Back), &mut buffer));
    });
}

/// A verdict on the first quote of every article, every other of which was read.
fn decided(corpus: &Corpus) -> Review {
    let mut review = Review::default();
    for (number, article) in corpus.articles.iter().enumerate() {
        if number % 2 == 0 {
            let target = review.of_article(article);
            review.note([(target, Field::Read, Some(Value::On))]);
        }
        if let Some(quote) = article.quotes.first() {
            let target = review.of_quote(article, quote);
            review.decide([(target, Field::Verdict, Some(Value::Verdict(Verdict::Accepted)))]);
        }
    }
    review
}

/// Bytes of memory that this process holds, where the system tells it.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? << 10)
}

#[allow(clippy::print_stdout, reason = "a benchmark tells its figures")]
fn memory(corpus: &Corpus, before: Option<u64>) {
    let text: u64 = corpus.articles.iter().map(|a| a.text.len() as u64).sum();
    let (Some(before), Some(after)) = (before, resident()) else { return };
    let held = after.saturating_sub(before);
    println!(
        "memory of {} articles: {:.1} MB of text, {:.1} MB held, {:.2} times the text",
        corpus.articles.len(),
        text as f64 / 1e6,
        held as f64 / 1e6,
        held as f64 / text as f64
    );
}
