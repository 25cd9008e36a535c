//! The corpus of the screens: four articles on a dam, with all that links them.

use crate::model::*;
use jiff::civil::{Date, date};
use std::sync::Arc;

/// An article in the making; words are found in its text to make spans.
struct Draft {
    article: Article,
}

impl Draft {
    fn new(path: &str, title: Option<&str>, outlet: Option<&str>, published: Option<(Date, Certainty)>, text: &str) -> Draft {
        let rule = |certainty| match certainty {
            Certainty::Stated => "published.record",
            Certainty::Inferred => "published.latest-date",
            Certainty::Linked => "published.same-statement",
        };
        let published = published.map(|(day, certainty)| Published {
            value: TimeValue::Day(day),
            certainty,
            rule: rule(certainty),
            evidence: Vec::new(),
        });
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            if !line.is_empty() {
                let kind = if line.starts_with("Baca juga") { BlockKind::Boilerplate } else { BlockKind::Paragraph };
                blocks.push(Block { kind, span: Span::new(at, at + line.len()), rule: "test" });
            }
            at += line.len() + 1;
        }
        let source =
            Source { path: path.into(), url: Some(format!("https://contoh.example/{path}").into()), ..Source::default() };
        Draft {
            article: Article {
                id: path.into(),
                source,
                title: title.map(Into::into),
                outlet: outlet.map(Into::into),
                authors: vec!["Ratih Palupi".into()],
                published,
                text: text.into(),
                blocks,
                ..Article::default()
            },
        }
    }

    fn span(&self, words: &str) -> Span {
        let start = self.article.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
        Span::new(start, start + words.len())
    }

    fn voice(mut self, name: &str, kind: SpeakerKind, role: Option<(&str, Option<&str>)>, mentions: &[&str]) -> Draft {
        let roles = role.map(|(title, of)| Role { title: title.into(), affiliation: of.map(Into::into) });
        let mentions = mentions.iter().map(|m| self.span(m)).collect();
        let voice = Voice { name: name.into(), kind, aliases: Vec::new(), roles: roles.into_iter().collect(), mentions };
        self.article.voices.push(voice);
        self
    }

    fn quote(mut self, words: &str, kind: QuoteKind, cue: &str, speaker: Option<u32>, stance: Stance) -> Draft {
        let quote = Quote {
            kind,
            span: self.span(words),
            cue: Some(self.span(cue)),
            mention: None,
            speaker,
            also: Vec::new(),
            doubt: None,
            chain: Vec::new(),
            stance,
            said: None,
            rule: "direct.cue-after",
            speaker_rule: Some("speaker.full-name"),
            confidence: 90,
            decided: None,
        };
        self.article.quotes.push(quote);
        self.article.quotes.sort_by_key(|q| q.span);
        self
    }

    fn time(mut self, words: &str, value: TimeValue) -> Draft {
        let span = self.span(words);
        self.article.times.push(TimeExpression {
            span,
            kind: TimeKind::Date,
            value,
            certainty: Certainty::Stated,
            rule: "date.full",
        });
        self
    }

    fn done(self) -> Arc<Article> {
        Arc::new(self.article)
    }
}

fn articles() -> Vec<Arc<Article>> {
    use QuoteKind::*;
    use SpeakerKind::*;
    use Stance::*;
    let dam = "LUMBA, Kabar Pagi — Gubernur Sagara Wirya Danu membantah tuduhan bahwa bendungan itu retak.\n\
        “Tidak ada retakan di dinding bendungan. Kami memeriksanya setiap pekan,” kata Wirya di Lumba, Selasa (4/3/2031).\n\
        Baca juga: Harga beras naik\n\
        Warga desa hilir meminta laporan dibuka. “Kami mendengar bunyi dari dinding itu tiap malam,” ujar seorang warga.\n\
        Wirya akan menemui warga pada 10 Maret 2031.";
    let report = "Komisi Bendungan menuding pemerintah menunda perbaikan, menurut laporan yang terbit Senin (3/3/2031).\n\
        “Retakan sepanjang dua meter terlihat sejak Januari,” kata ketua komisi Naya Kirana. \
        Ia mendesak pengosongan waduk.";
    let copy = "Gubernur Wirya Danu: “Tidak ada retakan di dinding bendungan.” Ia berbicara di Lumba.";
    vec![
        Draft::new(
            "a/bendungan.txt",
            Some("Gubernur bantah bendungan retak"),
            Some("Kabar Pagi"),
            Some((date(2031, 3, 4), Certainty::Stated)),
            dam,
        )
        .voice("Wirya Danu", Person, Some(("Gubernur", Some("Sagara"))), &["Wirya Danu", "Wirya di"])
        .voice("seorang warga", Unnamed, None, &["seorang warga"])
        .quote("bendungan itu retak", Indirect, "membantah", Some(0), Denies)
        .quote("Tidak ada retakan di dinding bendungan. Kami memeriksanya setiap pekan", Direct, "kata", Some(0), Asserts)
        .quote("Kami mendengar bunyi dari dinding itu tiap malam", Direct, "ujar", Some(1), Asserts)
        .time("Selasa (4/3/2031)", TimeValue::Day(date(2031, 3, 4)))
        .time("10 Maret 2031", TimeValue::Day(date(2031, 3, 10)))
        .done(),
        Draft::new(
            "b/laporan.txt",
            Some("Komisi: retakan sudah terlihat sejak Januari"),
            Some("Suara Hilir"),
            Some((date(2031, 3, 3), Certainty::Inferred)),
            report,
        )
        .voice("Naya Kirana", Person, Some(("ketua komisi", None)), &["Naya Kirana"])
        .voice("Komisi Bendungan", Organization, None, &["Komisi Bendungan"])
        .quote("pemerintah menunda perbaikan", Indirect, "menuding", Some(1), Accuses)
        .quote("Retakan sepanjang dua meter terlihat sejak Januari", Direct, "kata", Some(0), Asserts)
        .quote("pengosongan waduk", Indirect, "mendesak", Some(0), Urges)
        .time("Senin (3/3/2031)", TimeValue::Day(date(2031, 3, 3)))
        .time("sejak Januari", TimeValue::Month(2031, 1))
        .done(),
        Draft::new("c/salinan.txt", None, Some("Warta Lumba"), Some((date(2031, 3, 4), Certainty::Linked)), copy)
            .voice("Wirya Danu", Person, Some(("Gubernur", None)), &["Wirya Danu"])
            .quote("Tidak ada retakan di dinding bendungan.", Direct, "Gubernur", Some(0), Asserts)
            .done(),
        Draft::new(
            "d/tanpa-tanggal.txt",
            Some("Tanya jawab tentang waduk"),
            None,
            None,
            "Apa itu waduk? “Waduk menyimpan air,” begitu tertulis di papan.",
        )
        .quote("Waduk menyimpan air", Direct, "tertulis", None, Asserts)
        .done(),
    ]
}

fn speaker(id: &str, name: &str, kind: SpeakerKind, role: Option<(&str, Option<&str>)>, quotes: &[(u32, u32)]) -> Speaker {
    let roles =
        role.map(|(title, of)| SpeakerRole { title: title.into(), affiliation: of.map(Into::into), articles: vec![quotes[0].0] });
    Speaker {
        id: id.into(),
        name: name.into(),
        kind,
        aliases: Vec::new(),
        roles: roles.into_iter().collect(),
        quotes: quotes.iter().map(|&(article, quote)| QuoteRef { article, quote }).collect(),
        alleged: Vec::new(),
    }
}

fn event(
    title: &str,
    value: TimeValue,
    certainty: Certainty,
    mentions: &[(u32, u32, u32)],
    quotes: &[(u32, u32)],
    speakers: &[u32],
) -> Event {
    let (start, end) = value.bounds().unwrap();
    Event {
        kind: EventKind::Happening,
        id: title.into(),
        title: title.into(),
        date: EventDate { value, start, end, certainty },
        mentions: mentions.iter().map(|&(article, start, end)| Mention { article, span: Span { start, end } }).collect(),
        quotes: quotes.iter().map(|&(article, quote)| QuoteRef { article, quote }).collect(),
        speakers: speakers.to_vec(),
    }
}

/// A place in an article, by its words.
fn place(articles: &[Arc<Article>], article: u32, words: &str) -> Mention {
    let text = &articles[article as usize].text;
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    Mention { article, span: Span::new(start, start + words.len()) }
}

fn at(article: u32, quote: u32) -> QuoteRef {
    QuoteRef { article, quote }
}

/// A claim that nobody answers, and one that rests on a voice without a name.
fn claims(articles: &[Arc<Article>]) -> Vec<Claim> {
    let position = |speaker, quote, stance, day| Position {
        speaker: Some(speaker),
        quote,
        stance,
        date: Some(TimeValue::Day(date(2031, 3, day))),
        copy: false,
    };
    vec![
        Claim {
            id: "retak".into(),
            title: at(0, 0),
            accused: vec![Party { name: "Wirya Danu".into(), speaker: Some(0), mention: place(articles, 0, "Wirya Danu") }],
            positions: vec![
                position(0, at(0, 0), Stance::Denies, 4),
                position(3, at(0, 2), Stance::Accuses, 4),
                Position { copy: true, ..position(0, at(2, 0), Stance::Denies, 4) },
            ],
            answers: vec![Answer {
                accused: 0,
                speaker: Some(0),
                quote: at(0, 0),
                how: Answered::Denies,
                rule: "answer.position",
            }],
            sources: 1,
            unnamed_only: true,
        },
        Claim {
            id: "penundaan".into(),
            title: at(1, 0),
            accused: vec![Party { name: "pemerintah".into(), speaker: None, mention: place(articles, 1, "pemerintah") }],
            positions: vec![position(2, at(1, 0), Stance::Accuses, 3)],
            answers: vec![],
            sources: 1,
            unnamed_only: false,
        },
    ]
}

fn statements(articles: &[Arc<Article>]) -> Vec<Statement> {
    let version = |quote, relation, differences| Version { quote, relation, differences, copy: false };
    let full = || version(at(0, 1), Relation::Identical, Vec::new());
    let there = |words| Some(place(articles, 0, words).span);
    let negation = Difference { kind: DifferenceKind::Negation, here: None, there: there("Tidak ada") };
    let left = Difference { kind: DifferenceKind::Words, here: None, there: there("Kami memeriksanya setiap pekan") };
    vec![
        Statement {
            id: "dinding".into(),
            speaker: 0,
            versions: vec![
                full(),
                version(at(2, 0), Relation::Shortened, vec![left]),
                version(at(0, 0), Relation::Contradicting, vec![negation]),
            ],
        },
        Statement { id: "bunyi".into(), speaker: 0, versions: vec![full(), version(at(2, 0), Relation::Shortened, vec![left])] },
    ]
}

fn hearings(claims: &[Claim]) -> Vec<Hearing> {
    let hearing = |party: &Party, accused_in, accuses_in, heard, quotes| Hearing {
        party: party.clone(),
        accused_in,
        accuses_in,
        heard,
        quotes,
    };
    let komisi = Party { name: "Komisi Bendungan".into(), speaker: Some(2), ..claims[1].accused[0].clone() };
    vec![
        hearing(&claims[1].accused[0], vec![1], vec![], Heard::NotAtAll, vec![]),
        hearing(&claims[0].accused[0], vec![0], vec![], Heard::Directly, vec![at(0, 1), at(2, 0), at(0, 0)]),
        hearing(&komisi, vec![], vec![1], Heard::Indirectly, vec![at(1, 0)]),
    ]
}

fn findings(articles: &[Arc<Article>]) -> Vec<Finding> {
    vec![
        Finding {
            id: "retakan".into(),
            kind: FindingKind::Paraphrase(DifferenceKind::Negation),
            places: vec![place(articles, 0, "retak."), place(articles, 0, "Tidak ada retakan")],
            quotes: vec![at(0, 0), at(0, 1)],
            speaker: Some(0),
        },
        Finding {
            id: "nama".into(),
            kind: FindingKind::OneOutlet,
            places: vec![place(articles, 1, "Naya Kirana")],
            quotes: vec![],
            speaker: None,
        },
    ]
}

/// The corpus of the screens: a dam, who says that it is cracked, and who denies it.
pub fn corpus() -> Arc<Corpus> {
    let events = vec![
        event(
            "Retakan terlihat di dinding bendungan",
            TimeValue::Month(2031, 1),
            Certainty::Inferred,
            &[(1, 109, 160)],
            &[(1, 1)],
            &[1],
        ),
        event("Laporan komisi terbit", TimeValue::Day(date(2031, 3, 3)), Certainty::Stated, &[(1, 0, 99)], &[(1, 0)], &[2]),
        event(
            "Gubernur membantah tuduhan",
            TimeValue::Day(date(2031, 3, 4)),
            Certainty::Stated,
            &[(0, 25, 92), (2, 0, 62)],
            &[(0, 0), (0, 1), (2, 0)],
            &[0],
        ),
        event("Gubernur menemui warga", TimeValue::Day(date(2031, 3, 10)), Certainty::Stated, &[(0, 360, 404)], &[], &[0]),
    ];
    let speakers = vec![
        speaker("wirya", "Wirya Danu", SpeakerKind::Person, Some(("Gubernur", Some("Sagara"))), &[(0, 0), (0, 1), (2, 0)]),
        speaker("naya", "Naya Kirana", SpeakerKind::Person, Some(("ketua komisi", None)), &[(1, 1), (1, 2)]),
        speaker("komisi", "Komisi Bendungan", SpeakerKind::Organization, None, &[(1, 0)]),
        speaker("warga", "seorang warga", SpeakerKind::Unnamed, None, &[(0, 2)]),
    ];
    let articles = articles();
    let claims = claims(&articles);
    Arc::new(Corpus {
        statements: statements(&articles).into(),
        hearings: hearings(&claims).into(),
        findings: findings(&articles).into(),
        claims: claims.into(),
        articles: articles.into(),
        speakers: speakers.into(),
        events: events.into(),
        voices: vec![vec![0, 3], vec![1, 2], vec![0], vec![]].into(),
        article_events: vec![vec![2, 3], vec![0, 1], vec![2], vec![]].into(),
        troubles: vec![Trouble {
            path: "a/rusak.json".into(),
            record: None,
            message: "line 3: this is no JSON (a comma is missing). Correct the line and open the folder again.".into(),
        }],
        ..Corpus::default()
    })
}
