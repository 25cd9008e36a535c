//! The extraction document as types: what `json.rs` serialises. Model offsets are bytes; here they are code points.
//!
//! Everything borrows from the corpus and is made one article, speaker or event at a time, so that writing a corpus needs
//! no second copy of it. Fields may be added; the meaning of those here is fixed by the extraction document's contract.

mod types;

pub use types::*;

use crate::model::{self, Article, Corpus, Event, QuoteRef, Speaker, SpeakerIx};

/// Bytes of text for which one count is kept.
const STRIDE: usize = 64;

/// Turns byte offsets of one text into code points: built in one pass, then constant time an offset.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before byte `STRIDE * i`; empty for ASCII, where the two are the same.
    before: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// Counts the code points of `text`.
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            before.reserve(text.len() / STRIDE + 1);
            let mut count = 0;
            for stride in text.as_bytes().chunks(STRIDE) {
                before.push(count);
                count += heads(stride);
            }
        }
        Self { text, before }
    }

    /// The number of code points before a byte offset (which lies on a character boundary; one past the end is the end).
    pub fn at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        match self.before.get(byte / STRIDE) {
            None if self.before.is_empty() => byte as u32,
            None => self.before.last().copied().unwrap_or(0) + self.count(self.before.len().saturating_sub(1) * STRIDE, byte),
            Some(&before) => before + self.count(byte - byte % STRIDE, byte),
        }
    }

    /// The byte at which a code point begins; the end for the one past the last; `None` beyond.
    pub fn byte(&self, point: u32) -> Option<u32> {
        if self.before.is_empty() {
            return (point as usize <= self.text.len()).then_some(point);
        }
        let stride = self.before.partition_point(|before| *before <= point).saturating_sub(1);
        let (mut at, mut count) = (stride * STRIDE, self.before.get(stride).copied().unwrap_or(0));
        for byte in self.text.as_bytes().get(at..).unwrap_or_default() {
            if byte & 0xc0 != 0x80 {
                if count == point {
                    return Some(at as u32);
                }
                count += 1;
            }
            at += 1;
        }
        (count == point).then_some(at as u32)
    }

    fn count(&self, start: usize, end: usize) -> u32 {
        heads(self.text.as_bytes().get(start..end).unwrap_or(&[]))
    }

    fn span(&self, span: model::Span) -> Span<'a> {
        Span { start: self.at(span.start), end: self.at(span.end), text: span.of(self.text) }
    }
}

/// Bytes that begin a character.
fn heads(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&b| u32::from(b & 0xc0 != 0x80)).sum()
}

/// A corpus with the code-point tables of its articles.
pub struct Wire<'a> {
    corpus: &'a Corpus,
    language: &'a str,
    points: Vec<CodePoints<'a>>,
}

impl<'a> Wire<'a> {
    /// Counts every article's code points.
    pub fn new(corpus: &'a Corpus, language: &'a str) -> Self {
        Self { corpus, language, points: corpus.articles.iter().map(|a| CodePoints::new(&a.text)).collect() }
    }

    /// Every article.
    pub fn articles(&self) -> impl Iterator<Item = ArticleOut<'a>> {
        (0..).zip(&self.corpus.articles).zip(&self.points).map(|((ix, article), points)| self.article(ix, article, points))
    }

    /// Every speaker.
    pub fn speakers(&self) -> impl Iterator<Item = SpeakerOut<'a>> {
        self.corpus.speakers.iter().map(|speaker| self.speaker(speaker))
    }

    /// Every event.
    pub fn events(&self) -> impl Iterator<Item = EventOut<'a>> {
        self.corpus.events.iter().map(|event| self.event(event))
    }

    /// Every statement.
    pub fn statements(&self) -> impl Iterator<Item = StatementOut<'a>> {
        self.corpus.statements.iter().filter_map(|statement| self.statement(statement))
    }

    /// Every claim.
    pub fn claims(&self) -> impl Iterator<Item = ClaimOut<'a>> {
        self.corpus.claims.iter().map(|claim| self.claim(claim))
    }

    /// Every hearing.
    pub fn hearings(&self) -> impl Iterator<Item = HearingOut<'a>> {
        self.corpus.hearings.iter().map(|hearing| self.hearing(hearing))
    }

    /// Every finding.
    pub fn findings(&self) -> impl Iterator<Item = FindingOut<'a>> {
        self.corpus.findings.iter().map(|finding| self.finding(finding))
    }

    /// Every trouble.
    pub fn troubles(&self) -> impl Iterator<Item = TroubleOut<'a>> {
        self.corpus.troubles.iter().map(|t| TroubleOut { path: &t.path, record: t.record, message: &t.message })
    }

    fn article(&self, ix: u32, article: &'a Article, points: &CodePoints<'a>) -> ArticleOut<'a> {
        let source = &article.source;
        ArticleOut {
            id: &article.id,
            source: SourceOut { path: &source.path, record: source.record, id: source.id.as_deref(), url: source.url.as_deref() },
            title: article.title.as_deref(),
            standfirst: article.standfirst.as_deref(),
            outlet: article.outlet.as_deref(),
            authors: &article.authors,
            editors: &article.editors,
            credits: &article.credits,
            language: article.language.unwrap_or(self.language),
            published: article.published.as_ref().map(|published| PublishedOut {
                value: Plain(&published.value),
                certainty: published.certainty.name(),
                rule: published.rule,
                evidence: published.evidence.iter().map(|&span| points.span(span)).collect(),
            }),
            text: &article.text,
            blocks: article.blocks.iter().map(|block| block_out(block, points)).collect(),
            quotes: (0..)
                .zip(&article.quotes)
                .filter(|(_, quote)| !quote.is_rejected())
                .filter_map(|(quote, _)| self.quote(QuoteRef { article: ix, quote }))
                .collect(),
            times: article.times.iter().map(|time| time_out(time, points)).collect(),
        }
    }

    fn quote(&self, at: QuoteRef) -> Option<QuoteOut<'a>> {
        let article = self.corpus.articles.get(at.article as usize)?;
        let quote = article.quotes.get(at.quote as usize)?;
        let points = self.points.get(at.article as usize)?;
        Some(QuoteOut {
            id: self.quote_id(at)?,
            kind: quote.kind.name(),
            span: points.span(quote.span),
            cue: quote.cue.map(|span| points.span(span)),
            mention: quote.mention.map(|span| points.span(span)),
            speaker: self.corpus.speaker_of(at).and_then(|speaker| self.speaker_id(speaker)),
            also: self.corpus.all_speakers_of(at).skip(1).filter_map(|speaker| self.speaker_id(speaker)).collect(),
            attribution: quote.attribution().name(),
            doubt: quote.doubt.map(|span| points.span(span)),
            chain: article.chain(quote),
            stance: quote.stance.name(),
            said: quote.said.as_ref().map(Plain),
            rule: quote.rule,
            speaker_rule: quote.speaker_rule,
            confidence: quote.confidence,
            decided: quote.decided.is_some().then_some("corrected"),
        })
    }

    fn quote_id(&self, at: QuoteRef) -> Option<String> {
        quote_id(self.corpus.articles.get(at.article as usize)?, at.quote, self.points.get(at.article as usize)?)
    }

    fn speaker(&self, speaker: &'a Speaker) -> SpeakerOut<'a> {
        let articles = |role: &model::SpeakerRole| role.articles.iter().filter_map(|&ix| self.article_id(ix)).collect();
        SpeakerOut {
            id: &speaker.id,
            name: &speaker.name,
            kind: speaker.kind.name(),
            aliases: &speaker.aliases,
            roles: speaker
                .roles
                .iter()
                .map(|role| RoleOut { title: &role.title, affiliation: role.affiliation.as_deref(), articles: articles(role) })
                .collect(),
        }
    }

    fn event(&self, event: &'a Event) -> EventOut<'a> {
        let mention = |m: &model::Mention| {
            let points = self.points.get(m.article as usize)?;
            Some(MentionOut { article: self.article_id(m.article)?, start: points.at(m.span.start), end: points.at(m.span.end) })
        };
        let date = &event.date;
        EventOut {
            id: &event.id,
            kind: event.kind.name(),
            title: &event.title,
            date: DateOut {
                value: Plain(&date.value),
                start: Plain(date.start),
                end: Plain(date.end),
                certainty: date.certainty.name(),
            },
            mentions: event.mentions.iter().filter_map(mention).collect(),
            quotes: event.quotes.iter().filter_map(|&at| self.quote_id(at)).collect(),
            speakers: event.speakers.iter().filter_map(|&ix| self.speaker_id(ix)).collect(),
        }
    }

    fn statement(&self, statement: &'a model::Statement) -> Option<StatementOut<'a>> {
        let points = |at: QuoteRef| self.points.get(at.article as usize);
        let fullest = points(statement.fullest()?)?;
        let version = |v: &model::Version| {
            let own = points(v.quote)?;
            let difference = |d: &model::Difference| DifferenceOut {
                kind: d.kind.name(),
                here: d.here.map(|span| own.span(span)),
                there: d.there.map(|span| fullest.span(span)),
            };
            Some(VersionOut {
                quote: self.quote_id(v.quote)?,
                relation: v.relation.name(),
                copy: v.copy,
                differences: v.differences.iter().map(difference).collect(),
            })
        };
        Some(StatementOut {
            id: &statement.id,
            speaker: self.speaker_id(statement.speaker),
            relation: statement.relation().name(),
            versions: statement.versions.iter().filter_map(version).collect(),
        })
    }

    fn claim(&self, claim: &'a model::Claim) -> ClaimOut<'a> {
        let position = |p: &'a model::Position| {
            Some(PositionOut {
                speaker: p.speaker.and_then(|ix| self.speaker_id(ix)),
                stance: p.stance.name(),
                quote: self.quote_id(p.quote)?,
                date: p.date.as_ref().map(Plain),
                copy: p.copy,
            })
        };
        let answer = |a: &'a model::Answer| {
            Some(AnswerOut {
                accused: a.accused,
                speaker: a.speaker.and_then(|ix| self.speaker_id(ix)),
                quote: self.quote_id(a.quote)?,
                how: a.how.name(),
                rule: a.rule,
            })
        };
        ClaimOut {
            id: &claim.id,
            title: self.corpus.quote(claim.title).map_or("", |(article, quote)| quote.span.of(&article.text)),
            quote: self.quote_id(claim.title),
            accused: claim.accused.iter().map(|p| self.party(p)).collect(),
            positions: claim.positions.iter().filter_map(position).collect(),
            answers: claim.answers.iter().filter_map(answer).collect(),
            sources: claim.sources,
            unnamed_only: claim.unnamed_only,
        }
    }

    fn party(&self, party: &'a model::Party) -> PartyOut<'a> {
        PartyOut {
            name: &party.name,
            speaker: party.speaker.and_then(|ix| self.speaker_id(ix)),
            article: self.article_id(party.mention.article),
            span: self.points.get(party.mention.article as usize).map(|points| points.span(party.mention.span)),
        }
    }

    fn hearing(&self, hearing: &'a model::Hearing) -> HearingOut<'a> {
        let ids = |claims: &[model::ClaimIx]| {
            claims.iter().filter_map(|ix| Some(&*self.corpus.claims.get(*ix as usize)?.id)).collect::<Vec<_>>()
        };
        HearingOut {
            party: self.party(&hearing.party),
            accused_in: ids(&hearing.accused_in),
            accuses_in: ids(&hearing.accuses_in),
            heard: hearing.heard.name(),
            quotes: hearing.quotes.iter().filter_map(|&at| self.quote_id(at)).collect(),
        }
    }

    fn finding(&self, finding: &'a model::Finding) -> FindingOut<'a> {
        let place = |m: &model::Mention| {
            let span = self.points.get(m.article as usize)?.span(m.span);
            Some(PlaceOut { article: self.article_id(m.article)?, span })
        };
        FindingOut {
            id: &finding.id,
            kind: finding.kind.name(),
            difference: finding.kind.difference().map(model::DifferenceKind::name),
            speaker: finding.speaker.and_then(|ix| self.speaker_id(ix)),
            places: finding.places.iter().filter_map(place).collect(),
            quotes: finding.quotes.iter().filter_map(|&at| self.quote_id(at)).collect(),
        }
    }

    fn article_id(&self, ix: u32) -> Option<&'a str> {
        Some(&self.corpus.articles.get(ix as usize)?.id)
    }

    fn speaker_id(&self, ix: SpeakerIx) -> Option<&'a str> {
        Some(&self.corpus.speakers.get(ix as usize)?.id)
    }
}

/// Identifier of a quote, of article and the place at which it was found: the same quote keeps it whatever else is found,
/// loaded, reordered or decided.
pub fn quote_id(article: &Article, quote: u32, points: &CodePoints<'_>) -> Option<String> {
    let own = article.quotes.get(quote as usize)?;
    let place = own.found().span;
    let twin =
        article.quotes.iter().take(quote as usize).rev().map(|q| q.found().span).take_while(|span| span.start == place.start);
    let id = format!("{}:{}-{}", article.id, points.at(place.start), points.at(place.end));
    Some(match twin.filter(|span| *span == place).count() {
        0 => id,
        n => format!("{id}~{}", n + 1),
    })
}

fn block_out(block: &model::Block, points: &CodePoints<'_>) -> BlockOut {
    BlockOut { kind: block.kind.name(), start: points.at(block.span.start), end: points.at(block.span.end), rule: block.rule }
}

fn time_out<'a>(time: &'a model::TimeExpression, points: &CodePoints<'a>) -> TimeOut<'a> {
    TimeOut {
        span: points.span(time.span),
        kind: time.kind.name(),
        value: Plain(&time.value),
        certainty: time.certainty.name(),
        rule: time.rule,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_of_every_boundary() {
        let mixed = "“Ya,” kata Zoë. ".repeat(40);
        for text in ["", "abc", "“é”", mixed.as_str()] {
            let points = CodePoints::new(text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.at(byte as u32) as usize, count);
                assert_eq!(points.byte(count as u32), Some(byte as u32));
            }
            assert_eq!(points.at(text.len() as u32) as usize, text.chars().count());
            assert_eq!(points.at(u32::MAX) as usize, text.chars().count());
            assert_eq!(points.byte(text.chars().count() as u32), Some(text.len() as u32));
            assert_eq!(points.byte(text.chars().count() as u32 + 1), None);
        }
    }
}
