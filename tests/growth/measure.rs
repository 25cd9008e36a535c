//! What a shape costs in a size: processor time of this thread, and memory in use at most.
//!
//! Time is that of the thread and not the clock's, so that other work of the machine counts little; of several runs the least
//! counts. A slope is the exponent of growth: 1 where twice as much takes twice as long, 2 where it takes four times as long.

use super::shape::Shape;
use cpu_time::ThreadTime;
use peak_alloc::PeakAlloc;
use simak::extract::extract;
use simak::lang::Pack;
use simak::link::{Linker, Prepared, prepare};
use simak::model::{Document, Given, Source};
use std::hint::black_box;
use std::sync::Arc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// What is measured.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Extracting an article of so many bytes, and linking it alone.
    Article,
    /// Linking so many articles.
    Corpus,
    /// Adding a few articles to a linked corpus of so many.
    Growing,
}

impl Kind {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Corpus => "corpus",
            Self::Growing => "growing",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Article, Self::Corpus, Self::Growing].into_iter().find(|kind| kind.name() == name)
    }

    /// The greatest exponent that is no fault: what is added to a corpus costs about the same whatever its size.
    pub fn most(self) -> f64 {
        match self {
            Self::Article | Self::Corpus => 1.3,
            Self::Growing => 0.6,
        }
    }

    /// The smallest size: so many bytes, or articles.
    pub fn least(self) -> usize {
        match self {
            Self::Article => 12_500,
            Self::Corpus | Self::Growing => 125,
        }
    }
}

/// Articles that are added to a corpus.
const ADDED: usize = 20;

/// What something costs.
#[derive(Copy, Clone, Debug)]
pub struct Cost {
    /// Seconds of this thread's processor time.
    pub seconds: f64,
    /// Bytes in use at most, beyond those before.
    pub bytes: usize,
}

impl Cost {
    fn least(self, other: Cost) -> Cost {
        Cost { seconds: self.seconds.min(other.seconds), bytes: self.bytes.min(other.bytes) }
    }
}

/// What a shape costs in a size, the least of so many runs.
pub fn cost(shape: &Shape, kind: Kind, size: usize, runs: usize) -> Cost {
    let once = || match kind {
        Kind::Article => article(shape, size),
        Kind::Corpus => corpus(shape, size),
        Kind::Growing => growing(shape, size),
    };
    (1..runs).fold(once(), |least, _| least.least(once()))
}

fn of<T>(work: impl FnOnce() -> T) -> Cost {
    ALLOCATED.reset_peak_usage();
    let before = ALLOCATED.current_usage();
    let begun = ThreadTime::now();
    let done = black_box(work());
    let cost = Cost { seconds: begun.elapsed().as_secs_f64(), bytes: ALLOCATED.peak_usage().saturating_sub(before) };
    drop(done);
    cost
}

fn article(shape: &Shape, bytes: usize) -> Cost {
    let text = shape.text(bytes);
    let given = Given { published: (shape.dated > 0).then(|| "2031-05-05".into()), ..Given::default() };
    of(|| linker([prepared(Document { id: "a".into(), text: text.as_str().into(), given, ..Document::default() })]).corpus())
}

fn corpus(shape: &Shape, articles: usize) -> Cost {
    let linker = linker(many(shape, 0, articles));
    of(|| linker.corpus())
}

fn growing(shape: &Shape, articles: usize) -> Cost {
    let mut growing = linker(many(shape, 0, articles)).whole().growing();
    let more: Vec<Arc<Prepared>> = many(shape, articles, ADDED).into_iter().map(Arc::new).collect();
    of(|| growing.add(more, []))
}

fn linker(articles: impl IntoIterator<Item = Prepared>) -> Linker {
    let mut linker = Linker::new(Pack::indonesian());
    linker.add(articles);
    linker
}

fn prepared(document: Document) -> Prepared {
    prepare(extract(document, Pack::indonesian()), Pack::indonesian())
}

fn many(shape: &Shape, from: usize, articles: usize) -> Vec<Prepared> {
    let document = |n: usize| {
        let published = match shape.dated {
            0 => None,
            1 => Some("2031-05-05".into()),
            _ => Some(format!("20{:02}-{:02}-{:02}", n % 90 + 10, n / 90 % 12 + 1, n / 1080 % 28 + 1).as_str().into()),
        };
        let title = match shape.titled {
            0 => None,
            1 => Some("Bendungan Retak".into()),
            _ => Some(format!("Kabar {n}").as_str().into()),
        };
        let outlet = Some(format!("Kabar {}", n % shape.outlets.max(1)).as_str().into());
        Document {
            id: format!("a{n}").as_str().into(),
            text: shape.article(n).as_str().into(),
            given: Given { published, title, outlet, ..Given::default() },
            source: Source { path: format!("a{n}.txt").as_str().into(), ..Source::default() },
        }
    };
    (from..from + articles).map(|n| prepared(document(n))).collect()
}

/// Seconds and bytes below which growth says nothing: what is done once, and what a machine's own noise is.
const SECONDS: f64 = 0.004;
const BYTES: usize = 1 << 20;

/// The exponents of growth, of time and of memory, between two sizes of which one is so many times the other.
pub fn slopes(small: Cost, large: Cost, times: usize) -> [f64; 2] {
    let slope = |small: f64, large: f64| (large / small).log2() / (times as f64).log2();
    let bytes = |cost: Cost| cost.bytes.max(BYTES) as f64;
    [slope(small.seconds.max(SECONDS), large.seconds.max(SECONDS)), slope(bytes(small), bytes(large))]
}
