//! A small linked story made by hand, so that what a brief says of it depends on the brief alone. Places, people and
//! outlets are invented.

use simak::model::*;
use std::sync::Arc;

/// Names that the story uses; another set makes it a hostile one.
pub struct Words {
    pub outlet: String,
    pub title: String,
    pub speaker: String,
    pub role: String,
    pub said: String,
    pub told: String,
    pub url: String,
    pub path: String,
    pub trouble: String,
}

impl Words {
    pub fn plain() -> Self {
        let text = |text: &str| text.to_owned();
        Words {
            outlet: text("Kabar Lembah"),
            title: text("Pintu Air Sembada Dibuka"),
            speaker: text("Rani Waskita"),
            role: text("juru bicara"),
            said: text("Pintu air dibuka 30 sentimeter pada pukul 05.10"),
            told: text("pintu air dibuka 50 sentimeter"),
            url: text("https://kabar-lembah.example/pintu-air"),
            path: text("kabar/pintu_air.txt"),
            trouble: text("broken JSON at line 2; mend the line"),
        }
    }
}

fn span(text: &str, part: &str) -> Span {
    let at = text.find(part).unwrap_or_else(|| panic!("{part:?} is not in {text:?}"));
    Span::new(at, at + part.len())
}

fn day(text: &str) -> TimeValue {
    TimeValue::Day(text.parse().unwrap())
}

struct Draft<'a> {
    id: &'a str,
    path: &'a str,
    text: &'a str,
    voices: &'a [(&'a str, SpeakerKind, &'a str)],
    quotes: &'a [(QuoteKind, Stance, Option<u32>, &'a str)],
}

fn article(draft: &Draft<'_>, published: Option<(&str, Certainty)>) -> Article {
    let text = draft.text;
    let voice = |(name, kind, role): &(&str, SpeakerKind, &str)| Voice {
        name: (*name).into(),
        kind: *kind,
        aliases: Vec::new(),
        roles: if role.is_empty() { Vec::new() } else { vec![Role { title: (*role).into(), affiliation: None }] },
        mentions: vec![span(text, name)],
    };
    let quote = |(kind, stance, speaker, words): &(QuoteKind, Stance, Option<u32>, &str)| Quote {
        kind: *kind,
        span: span(text, words),
        cue: None,
        mention: None,
        speaker: *speaker,
        also: Vec::new(),
        doubt: None,
        chain: Vec::new(),
        stance: *stance,
        said: None,
        rule: "test",
        speaker_rule: speaker.map(|_| "test"),
        confidence: 90,
        decided: None,
    };
    Article {
        id: draft.id.into(),
        source: Source { path: draft.path.into(), ..Source::default() },
        published: published.map(|(date, certainty)| Published {
            value: day(date),
            certainty,
            rule: "test",
            evidence: Vec::new(),
        }),
        text: text.into(),
        quotes: draft.quotes.iter().map(quote).collect(),
        voices: draft.voices.iter().map(voice).collect(),
        ..Article::default()
    }
}

const BODY: &str = "Dinas Pengairan Sembada";
const ACCUSED: &str = "Bendungan Jaya menutup pintu air tanpa izin";

fn articles(words: &Words) -> Vec<Article> {
    let Words { speaker, role, said, told, .. } = words;
    let first_text = format!("“{said}”, kata {role} {speaker}. {BODY} menuduh {ACCUSED}. Banjir tiba pada Maret 2031.");
    let copy_text = format!("{first_text} (Ant)");
    let last_text = format!("{speaker} mengatakan {told}. “Belum ada izin”, kata seorang warga.");
    let first_voices = [(speaker.as_str(), SpeakerKind::Person, role.as_str()), (BODY, SpeakerKind::Organization, "")];
    let first_quotes =
        [(QuoteKind::Direct, Stance::Asserts, Some(0), said.as_str()), (QuoteKind::Indirect, Stance::Accuses, Some(1), ACCUSED)];
    let last_voices = [(speaker.as_str(), SpeakerKind::Person, ""), ("seorang warga", SpeakerKind::Unnamed, "warga")];
    let last_quotes = [
        (QuoteKind::Indirect, Stance::Asserts, Some(0), told.as_str()),
        (QuoteKind::Direct, Stance::Confirms, Some(1), "Belum ada izin"),
    ];
    let draft = |id, path, text, voices, quotes| Draft { id, path, text, voices, quotes };
    let first = draft("a1a1a1a1a1a1a1a1", &words.path, &first_text, &first_voices, &first_quotes);
    let copy = draft("b2b2b2b2b2b2b2b2", "sore/pintu.txt", &copy_text, &first_voices, &first_quotes);
    let last = draft("c3c3c3c3c3c3c3c3", "warga.txt", &last_text, &last_voices, &last_quotes);
    let mut articles = vec![
        article(&first, Some(("2031-03-11", Certainty::Stated))),
        article(&copy, Some(("2031-03-12", Certainty::Inferred))),
        article(&last, None),
    ];
    articles[0].title = Some(words.title.as_str().into());
    articles[0].outlet = Some(words.outlet.as_str().into());
    articles[0].source.url = Some(words.url.as_str().into());
    articles[1].outlet = Some("Sore".into());
    articles
}

fn speaker(id: &str, name: &str, kind: SpeakerKind, role: Option<&str>, quotes: &[(u32, u32)]) -> Speaker {
    Speaker {
        id: id.into(),
        name: name.into(),
        kind,
        aliases: Vec::new(),
        roles: role.map(|r| SpeakerRole { title: r.into(), affiliation: None, articles: vec![0, 1] }).into_iter().collect(),
        quotes: quotes.iter().map(|&(article, quote)| QuoteRef { article, quote }).collect(),
        alleged: Vec::new(),
    }
}

fn claim(articles: &[Article]) -> (Claim, Vec<Hearing>) {
    let at = |article: u32, quote| QuoteRef { article, quote };
    let position = |speaker, quote: QuoteRef, stance, date: Option<&str>, copy| Position {
        speaker,
        quote,
        stance,
        date: date.map(day),
        copy,
    };
    let named = |name: &str, speaker| Party {
        name: name.into(),
        speaker,
        mention: Mention { article: 0, span: span(&articles[0].text, name) },
    };
    let claim = Claim {
        id: "k1".into(),
        title: at(0, 1),
        accused: vec![named("Bendungan Jaya", None)],
        positions: vec![
            position(Some(1), at(1, 1), Stance::Accuses, Some("2031-03-12"), true),
            position(Some(1), at(0, 1), Stance::Accuses, Some("2031-03-11"), false),
            position(Some(2), at(2, 1), Stance::Confirms, None, false),
            position(None, at(2, 1), Stance::Declines, None, false),
        ],
        answers: Vec::new(),
        sources: 2,
        unnamed_only: false,
    };
    let hearing = |party, accused_in: &[u32], accuses_in: &[u32], heard, quotes: &[QuoteRef]| Hearing {
        party,
        accused_in: accused_in.to_vec(),
        accuses_in: accuses_in.to_vec(),
        heard,
        quotes: quotes.to_vec(),
    };
    let hearings = vec![
        hearing(named("Bendungan Jaya", None), &[0], &[], Heard::NotAtAll, &[]),
        hearing(named(BODY, Some(1)), &[], &[0], Heard::Indirectly, &[at(0, 1)]),
    ];
    (claim, hearings)
}

/// The story in these words.
pub fn corpus(words: &Words) -> Corpus {
    let articles = articles(words);
    let at = |article: u32, quote| QuoteRef { article, quote };
    let number = |text: &str, digits: &str| text.contains(digits).then(|| span(text, digits));
    let (here, there) = (number(&articles[2].text, "50"), number(&articles[0].text, "30"));
    let version = |quote, relation, copy, differences| Version { quote, relation, differences, copy };
    let differences = vec![Difference { kind: DifferenceKind::Number, here, there }];
    let statement = Statement {
        id: "s1".into(),
        speaker: 0,
        versions: vec![
            version(at(0, 0), Relation::Identical, false, Vec::new()),
            version(at(2, 0), Relation::Contradicting, false, differences),
            version(at(1, 0), Relation::Identical, true, Vec::new()),
        ],
    };
    let flood = "Banjir tiba pada Maret 2031";
    let mention = |article: u32| Mention { article, span: span(&articles[article as usize].text, flood) };
    let month = TimeValue::Month(2031, 3);
    let (start, end) = month.bounds().unwrap();
    let opened = span(&articles[0].text, &words.said);
    let first: jiff::civil::Date = "2031-03-11".parse().unwrap();
    let event = |id: &str, title: &str, date, mentions, quotes, speakers| Event {
        kind: EventKind::Happening,
        id: id.into(),
        title: title.into(),
        date,
        mentions,
        quotes,
        speakers,
    };
    let events = vec![
        event(
            "e1",
            flood,
            EventDate { value: month, start, end, certainty: Certainty::Stated },
            vec![mention(0), mention(1)],
            Vec::new(),
            Vec::new(),
        ),
        event(
            "e2",
            &words.said,
            EventDate { value: TimeValue::Clock(first, 5, 10), start: first, end: first, certainty: Certainty::Inferred },
            vec![Mention { article: 0, span: opened }],
            vec![at(0, 0)],
            vec![0],
        ),
    ];
    let (claim, hearings) = claim(&articles);
    let finding = |id: &str, kind, places: &[Mention], quotes: &[QuoteRef]| Finding {
        id: id.into(),
        kind,
        places: places.to_vec(),
        quotes: quotes.to_vec(),
        speaker: quotes.first().map(|_| 0),
    };
    let place = |article, span: Option<Span>| Mention { article, span: span.unwrap() };
    let findings = vec![
        finding("f1", FindingKind::Versions(DifferenceKind::Number), &[place(2, here), place(0, there)], &[at(2, 0), at(0, 0)]),
        finding("f2", FindingKind::Weekday, &[mention(0)], &[]),
    ];
    Corpus {
        speakers: vec![
            speaker("p1", &words.speaker, SpeakerKind::Person, Some(&words.role), &[(0, 0), (1, 0), (2, 0)]),
            speaker("p2", BODY, SpeakerKind::Organization, None, &[(0, 1), (1, 1)]),
            speaker("p3", "seorang warga", SpeakerKind::Unnamed, None, &[(2, 1)]),
        ]
        .into(),
        voices: vec![vec![0, 1], vec![0, 1], vec![0, 2]].into(),
        copies: vec![0, 0, 2].into(),
        events: events.into(),
        article_events: vec![vec![0, 1], vec![0], vec![]].into(),
        statements: vec![statement].into(),
        claims: vec![claim].into(),
        findings: findings.into(),
        hearings: hearings.into(),
        troubles: vec![Trouble { path: "rusak.jsonl".into(), record: Some(1), message: words.trouble.as_str().into() }],
        left_out: 0,
        articles: articles.into_iter().map(Arc::new).collect(),
        added: 0,
    }
}
