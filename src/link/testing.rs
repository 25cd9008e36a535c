//! Articles built by hand for the tests of linking.

use crate::model::*;

/// Builds an article: a text, and what is to be found in it, named by its words.
pub struct Build(Article);

impl Build {
    /// An article without a date.
    pub fn new(id: &str, text: &str) -> Self {
        Self(Article {
            id: id.into(),
            source: Source { path: format!("{id}.txt").into(), ..Source::default() },
            text: text.into(),
            blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), rule: "test" }],
            ..Article::default()
        })
    }

    /// Gives it a stated date.
    pub fn published(mut self, day: &str) -> Self {
        let value = TimeValue::Day(day.parse().expect("a date"));
        self.0.published = Some(Published { value, certainty: Certainty::Stated, rule: "record", evidence: Vec::new() });
        self
    }

    /// Marks the first such words that are not marked yet as a date.
    pub fn time(mut self, words: &str, value: &str) -> Self {
        let from = self.0.times.iter().filter(|t| t.span.of(&self.0.text) == words).map(|t| t.span.end as usize).max();
        let span = self.find(words, from.unwrap_or(0));
        let expression =
            TimeExpression { span, kind: TimeKind::Date, value: parse(value), certainty: Certainty::Stated, rule: "test" };
        self.0.times.push(expression);
        self.0.times.sort_by_key(|t| t.span);
        self
    }

    /// Adds a voice that is not quoted.
    pub fn voice(mut self, name: &str, kind: SpeakerKind) -> Self {
        self.speaker(name, kind);
        self
    }

    /// Adds somebody who is named and not quoted.
    pub fn told_of(mut self, name: &str, title: &str) -> Self {
        let role = Role { title: title.into(), affiliation: None };
        let roles = if title.is_empty() { Vec::new() } else { vec![role] };
        let kind = SpeakerKind::Person;
        self.0.people.push(Voice { name: name.into(), kind, aliases: Vec::new(), roles, mentions: Vec::new() });
        self
    }

    /// Gives the last voice a role.
    pub fn role(mut self, title: &str, affiliation: Option<&str>) -> Self {
        let role = Role { title: title.into(), affiliation: affiliation.map(Into::into) };
        self.0.voices.last_mut().expect("a voice").roles.push(role);
        self
    }

    /// Gives the last voice another name.
    pub fn alias(mut self, name: &str) -> Self {
        self.0.voices.last_mut().expect("a voice").aliases.push(name.into());
        self
    }

    /// Marks words as a person's.
    pub fn quote(self, words: &str, cue: &str, name: &str) -> Self {
        self.quote_of(words, cue, name, SpeakerKind::Person)
    }

    /// Marks words as somebody's.
    pub fn quote_of(mut self, words: &str, cue: &str, name: &str, kind: SpeakerKind) -> Self {
        let speaker = Some(self.speaker(name, kind));
        let (span, cue) = (self.find(words, 0), Some(self.find(cue, 0)));
        let stance = Stance::Asserts;
        let (rule, confidence) = ("test", 90);
        let quote = Quote {
            kind: QuoteKind::Direct,
            span,
            cue,
            mention: None,
            speaker,
            also: Vec::new(),
            doubt: None,
            chain: vec![],
            stance,
            said: None,
            rule,
            speaker_rule: Some(rule),
            confidence,
            decided: None,
        };
        self.0.quotes.push(quote);
        self.0.quotes.sort_by_key(|q| q.span);
        self
    }

    /// Makes the quote marked last one without quotation marks.
    pub fn indirect(mut self) -> Self {
        self.0.quotes.last_mut().expect("a quote").kind = QuoteKind::Indirect;
        self
    }

    /// Gives the quote marked last a stance.
    pub fn stance(mut self, stance: Stance) -> Self {
        self.0.quotes.last_mut().expect("a quote").stance = stance;
        self
    }

    /// Gives the date marked last the rule that found it.
    pub fn rule(mut self, rule: &'static str) -> Self {
        self.0.times.last_mut().expect("a date").rule = rule;
        self
    }

    /// The article.
    pub fn article(self) -> Article {
        self.0
    }

    fn speaker(&mut self, name: &str, kind: SpeakerKind) -> VoiceIx {
        if let Some(i) = self.0.voices.iter().position(|v| &*v.name == name) {
            return i as VoiceIx;
        }
        let (aliases, roles, mentions) = (vec![], vec![], vec![]);
        self.0.voices.push(Voice { name: name.into(), kind, aliases, roles, mentions });
        self.0.voices.len() as VoiceIx - 1
    }

    fn find(&self, words: &str, from: usize) -> Span {
        let at = self.0.text[from..].find(words).unwrap_or_else(|| panic!("not in the text: {words}")) + from;
        Span::new(at, at + words.len())
    }
}

fn parse(value: &str) -> TimeValue {
    let number = |part: &str| part.parse::<i16>().expect("a number");
    if let Some(years) = value.strip_prefix('P').and_then(|v| v.strip_suffix('Y')) {
        return TimeValue::Duration(years.parse::<u32>().ok().map(|n| 10 * n), TimeUnit::Year);
    }
    if value.contains(['/', 'T', '_']) {
        return if value == "PAST_REF" { TimeValue::Past } else { TimeValue::read(value) };
    }
    match (value.len(), value.split_once('-')) {
        _ if value.starts_with('X') => TimeValue::Open(value.into()),
        (10, _) => TimeValue::Day(value.parse().expect("a date")),
        (_, Some((year, week))) if week.starts_with('W') => TimeValue::Week(number(year), number(&week[1..]) as u8),
        (_, Some((year, month))) => TimeValue::Month(number(year), number(month) as u8),
        _ => TimeValue::Year(number(value)),
    }
}
