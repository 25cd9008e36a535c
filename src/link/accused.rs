//! Who is accused in an accusation or a denial, and whether it makes a claim: worked out of one article alone.
//!
//! The accused is the first name of what is alleged, before what they are to have done, with all that are joined to it; who
//! denies what has no name is the accused himself. No party is a place, an outlet, whom the words are told to; a body stands
//! for nobody who holds an office of it.

use super::matter::{About, Accused, LEAST, Word};
use super::names::whole;
use crate::lang::{Class, WordId, lower_words};
use crate::model::{Article, Span, SpeakerKind, Stance, Voice};

/// Who is accused, and who together with them.
pub type Told = (Accused, Vec<(Span, u32)>);

/// Words between an accused and the law's word, or between that and what they did, at most.
const NEAR_LAW: usize = 4;

/// First words of what is denied that tell whether anybody in particular is to have done it.
const OPENS: usize = 2;

/// The voice of an article that is named at a place: one whose name is printed around it, a person printed within it, or the
/// only person of whose name it is a part.
pub fn voice_at(article: &Article, span: Span) -> Option<(usize, &Voice)> {
    let voices = || article.voices.iter().chain(&article.people).enumerate();
    let around = voices().find(|(_, v)| v.mentions.iter().any(|m| m.contains(span)));
    let person = |v: &Voice| v.kind == SpeakerKind::Person;
    let within = || voices().find(|(_, v)| person(v) && v.mentions.iter().any(|m| span.contains(*m)));
    around.or_else(within).or_else(|| {
        let words = lower_words(span.of(&article.text));
        let has = |v: &Voice| {
            let name = lower_words(&v.name);
            !words.is_empty() && words.iter().all(|w| name.contains(w))
        };
        let of = || voices().filter(|(_, v)| person(v) && has(v));
        // What ran into a name makes no second one of it.
        let shortest = of().min_by_key(|(_, v)| v.name.len())?;
        of().all(|(_, v)| v.name.starts_with(&*shortest.1.name)).then_some(shortest)
    })
}

impl About<'_> {
    /// What is alleged: behind the noun of accusation and its `bahwa`, where there is one.
    fn alleged<'w>(&self, words: &'w [Word]) -> &'w [Word] {
        let quote = words.partition_point(|w| w.span.start < self.quote.span.start);
        let cue = self.quote.cue.filter(|c| c.start < self.quote.span.start);
        let cue = cue.map_or(quote, |c| words.partition_point(|w| w.span.start < c.end));
        let between = words.get(cue..quote).unwrap_or(&[]);
        let from = if between.iter().any(|w| w.name) && !between.last().is_some_and(|w| w.that) { cue } else { quote };
        let rest = words.get(from..).unwrap_or(&[]);
        let noun = rest.iter().position(|w| w.accusation);
        let that = noun.and_then(|n| rest.iter().skip(n).position(|w| w.that).map(|t| n + t + 1));
        rest.get(that.unwrap_or(0)..).unwrap_or(&[])
    }

    /// Who is accused: the first name before what they are to have done, and those joined to it.
    pub fn accused(&self, words: &[Word]) -> Option<Told> {
        if self.headline(words) {
            return Some((self.headed().unwrap_or(Accused::Nobody), Vec::new()));
        }
        let mention = |w: &Word| self.quote.mention.is_some_and(|m| m.overlaps(w.span));
        let alleged = self.alleged(words);
        let deed = alleged.iter().position(|w| w.verb);
        let before = alleged.get(..deed.unwrap_or(alleged.len())).unwrap_or(&[]);
        let subject = before.iter().position(|w| w.name && !mention(w));
        // Behind the noun itself stands who alleges it, behind a preposition or a law nobody who did anything, and right
        // behind another noun only what that one is of.
        let lead = before.get(..subject.unwrap_or(0)).unwrap_or(&[]);
        let other = lead.iter().any(|w| w.accusation || w.aside) || lead.last().is_some_and(|w| w.counts && !w.name && !w.holds);
        // What is denied of a thing, nobody is accused of.
        let thing = |w: &&Word| w.counts && !w.name;
        let himself = before.iter().position(|w| w.pronoun).unwrap_or(usize::MAX);
        let of_thing = || deed.is_some() && before.iter().position(|w| thing(&w)).is_some_and(|at| at < himself);
        let of_nobody = || before.iter().take(OPENS).any(|w| self.of_nobody(w));
        // A name between a passive and what is alleged is who alleges it.
        let own = |at: usize| before.get(at).is_some_and(|w| self.quote.span.contains(w.span));
        if self.quote.stance == Stance::Accuses
            && (other || !subject.is_some_and(own))
            && let Some(told) = self.before_cue(words)
        {
            return Some(told);
        }
        let named = subject.filter(|_| !other && matches!(self.quote.stance, Stance::Accuses | Stance::Denies));
        Some(match (self.quote.stance, named) {
            (_, Some(at)) => self.parties(before, at),
            (Stance::Denies, None) if !of_thing() && !of_nobody() => (self.own(before), Vec::new()),
            _ => (Accused::Nobody, Vec::new()),
        })
    }

    /// `accused.before-passive`: `N dituding S menjual`. Who is accused stands before a passive, with no verb, preposition or
    /// pronoun between.
    fn before_cue(&self, words: &[Word]) -> Option<Told> {
        let cue = self.quote.cue.filter(|cue| cue.start < self.quote.span.start)?;
        let passive = self.pack.matters.is_passive(&cue.of(self.reading.text).to_lowercase());
        passive.then(|| self.right_before(words, cue).unwrap_or((Accused::Nobody, Vec::new())))
    }

    fn right_before(&self, words: &[Word], cue: Span) -> Option<Told> {
        let before = words.get(..words.partition_point(|w| w.span.end <= cue.start))?;
        let between = |w: &Word| !(w.name || w.counts || w.verb || w.aside || w.pronoun || w.accusation);
        let last = before.iter().rposition(|w| !between(w)).filter(|at| before.get(*at).is_some_and(|w| w.name))?;
        let joined = |w: &Word| w.name || w.joint || w.holds;
        let first = before.get(..last)?.iter().rposition(|w| !joined(w)).map_or(0, |at| at + 1);
        let lead = first.checked_sub(1).and_then(|at| before.get(at));
        if lead.is_some_and(|w| w.aside || w.counts && !w.verb) {
            return None;
        }
        let at = first + before.get(first..)?.iter().position(|w| w.name)?;
        Some(self.parties(before, at))
    }

    /// The named parties at a place, with all that are joined to it (`Rani Umbara, Bima Satria dan Lurah Tegar Wibisana`).
    fn parties(&self, before: &[Word], at: usize) -> Told {
        let mut found: Vec<(Span, u32)> = Vec::new();
        let (mut joined, mut list, mut end) = (true, false, None);
        for (i, word) in before.iter().enumerate().skip(at) {
            let comma = end.is_some_and(|end| self.between(end, word.span.start).contains(','));
            list |= word.joint && !found.is_empty();
            joined |= comma || word.joint;
            // Behind a comma an office of a body is what the one before it holds.
            let apposed = word.body && !found.is_empty() && i.checked_sub(1).and_then(|i| before.get(i)).is_some_and(|w| w.holds);
            if word.name && joined {
                found.extend(self.party(before, i).filter(|_| !apposed));
                joined = false;
            } else if !(word.joint || joined && word.holds) {
                break;
            }
            end = Some(word.span.end);
        }
        found.truncate(if list { found.len() } else { 1 });
        let mut found = found.into_iter();
        let first = found.next().map_or(Accused::Nobody, |(span, key)| Accused::Named(span, key));
        (first, found.collect())
    }

    fn between(&self, from: u32, to: u32) -> &str {
        self.reading.text.get(from as usize..to as usize).unwrap_or("")
    }

    /// The party that a name is: `None` for a place, an outlet, or who only is told it.
    fn party(&self, words: &[Word], at: usize) -> Option<(Span, u32)> {
        let word = words.get(at)?;
        let voice = voice_at(self.article, word.span);
        let name = word.span.of(self.reading.text);
        if voice.is_none() && word.place || self.medium(name) {
            return None;
        }
        let person = voice.is_some_and(|(_, v)| v.kind == SpeakerKind::Person);
        // `direktur PT Arga Jaya`: not the body, but who holds the office.
        let role = at.checked_sub(1).and_then(|i| words.get(i)).filter(|w| w.role && word.body && !person);
        // `direktur PT Arga Jaya berinisial RU`: the name that follows is whose office it is.
        let called = words.iter().skip(at + 1).take(2).position(|w| w.called).and_then(|n| words.get(at + n + 2));
        if let Some(name) = called.filter(|w| w.name && role.is_some()) {
            return Some((name.span, name.key));
        }
        if let Some(role) = role {
            let span = Span { start: role.span.start, end: word.span.end };
            return Some((span, self.key(span.of(self.reading.text))));
        }
        // `Tim Nasional`: the kind of a body is part of its name.
        let head = at.checked_sub(1).and_then(|i| words.get(i)).filter(|w| w.head && voice.is_none());
        if let Some(head) = head {
            let span = Span { start: head.span.start, end: word.span.end };
            return Some((span, self.key(span.of(self.reading.text))));
        }
        // The key is that of the whole name, however short it is here.
        let key = voice.filter(|(_, v)| v.kind == SpeakerKind::Person).map_or(word.key, |(_, v)| self.key(&v.name));
        Some((word.span, key))
    }

    fn key(&self, name: &str) -> u32 {
        whole(self.pack.link.organization(name).iter().flat_map(|w| lower_words(w)), self.pack) & !super::tellings::DEED
    }

    /// Whether a name is that of the outlet, or of who wrote the article.
    fn medium(&self, name: &str) -> bool {
        let outlets = self.article.outlet.iter().map(|o| &**o).chain(self.quote.chain.iter().map(|c| &**c));
        outlets.chain(self.article.authors.iter().map(|a| &**a)).any(|o| o.eq_ignore_ascii_case(name))
    }

    /// Who denies of himself: himself, or his side.
    fn own(&self, before: &[Word]) -> Accused {
        let side = |w: &&Word| w.pronoun && self.pack.matters.is_side(&w.span.of(self.reading.text).to_lowercase());
        match before.iter().find(|w| w.pronoun) {
            Some(w) if side(&w) => Accused::Side,
            Some(w) if w.others => Accused::Nobody,
            _ => Accused::Speaker,
        }
    }

    /// Whether what begins with this noun is done by nobody in particular (`adanya pungutan`).
    fn of_nobody(&self, word: &Word) -> bool {
        self.pack.matters.is_of_nobody(&word.span.of(self.reading.text).to_lowercase())
    }

    /// Who is accused in a headline, in which capitals tell no names: a name of the article that its words begin with.
    fn headed(&self) -> Option<Accused> {
        let said = self.quote.span.of(self.reading.text);
        if self.quote.stance != Stance::Accuses {
            return None;
        }
        let voices = self.article.voices.iter().chain(&self.article.people);
        let named = voices.filter(|v| matches!(v.kind, SpeakerKind::Person | SpeakerKind::Organization));
        let names = named.flat_map(|v| std::iter::once(&v.name).chain(&v.aliases).map(move |n| (n, v)));
        let begins = |n: &str| said.strip_prefix(n).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let (name, voice) = names.filter(|(n, _)| n.chars().count() > 2 && begins(n)).max_by_key(|(n, _)| n.len())?;
        let start = self.quote.span.start;
        Some(Accused::Named(Span { start, end: start + name.len() as u32 }, self.key(&voice.name)))
    }

    /// Who is accused by the law's words inside of what somebody asserts: `terdakwa N terbukti …`, `N diduga …`. `None`
    /// where they accuse nobody by name, say `not`, or are of the accused himself or of who defends somebody.
    pub fn by_law(&self, words: &[Word]) -> Option<Told> {
        let voice = self.article.voices.get(self.quote.speaker? as usize)?;
        if voice.roles.iter().any(|r| self.pack.matters.defends(&lower_words(&r.title))) {
            return None;
        }
        let first = words.iter().position(|w| self.quote.span.contains(w.span))?;
        let count = words.iter().skip(first).take_while(|w| self.quote.span.contains(w.span)).count();
        let own = words.get(first..first + count)?;
        for (i, word) in own.iter().enumerate() {
            let told = match self.pack.matters.law(&word.span.of(self.reading.text).to_lowercase()) {
                Some(true) => self.called_so(own, i),
                Some(false) => self.said_to_have(own, i),
                None => continue,
            };
            let himself = |span: Span| voice_at(self.article, span).is_some_and(|(_, v)| std::ptr::eq(v, voice));
            match told {
                Some((Accused::Named(span, key), also)) if !himself(span) => return Some((Accused::Named(span, key), also)),
                _ => {}
            }
        }
        None
    }

    /// `law.called`: `terdakwa N … menerima`. The name stands behind the law's word, what they did behind it: what was done to
    /// them and what they say are no deeds.
    fn called_so(&self, own: &[Word], law: usize) -> Option<Told> {
        let at = law + 1 + own.iter().skip(law + 1).take(2).position(|w| w.name)?;
        let passive = |w: &Word| self.pack.matters.is_passive(&w.span.of(self.reading.text).to_lowercase());
        let verbs = || own.iter().enumerate().skip(at + 1).take(2 * NEAR_LAW).filter(|(_, w)| w.verb);
        let (deed, _) = verbs().find(|(_, w)| !passive(w))?;
        if verbs().next().is_some_and(|(_, w)| w.says && !passive(w)) || self.denied(own, law, deed) {
            return None;
        }
        Some(self.parties(own.get(..deed)?, at))
    }

    /// `law.said-to-have`: `N diduga menerima`; `diduga dibuat oleh N`. The name stands before the law's word, with no other
    /// subject, preposition or comma between; behind a passive it is whom that is done by.
    fn said_to_have(&self, own: &[Word], law: usize) -> Option<Told> {
        let deed = law + 1 + own.iter().skip(law + 1).take(NEAR_LAW).position(|w| w.verb)?;
        let between = own.get(law + 1..deed)?;
        if between.iter().any(|w| w.pronoun || w.name) || self.denied(own, law.saturating_sub(1), deed) {
            return None;
        }
        if self.pack.matters.is_passive(&own.get(deed)?.span.of(self.reading.text).to_lowercase()) {
            let by = deed + 1 + own.iter().skip(deed + 1).take(2).position(|w| w.by)?;
            let at = by + 1 + own.iter().skip(by + 1).take(2).position(|w| w.name)?;
            return Some(self.parties(own, at));
        }
        let near = law.saturating_sub(2 * NEAR_LAW)..law;
        let (start, end) = (own.get(law)?.span.start, |k: usize| own.get(k).map_or(0, |w| w.span.end));
        let free = |k: usize| {
            let rest = own.get(k + 1..law).unwrap_or(&[]);
            let clear = rest.iter().all(|w| !(w.verb || w.aside || w.that || w.accusation));
            clear && !self.between(end(k), start).contains([',', '.', '“', '”'])
        };
        let at = near.clone().find(|k| own.get(*k).is_some_and(|w| w.name) && free(*k))?;
        // `aset N diduga …`, `di bawah N`: of a thing, or at a place.
        let lead = own.get(at.saturating_sub(2)..at)?;
        if lead.iter().any(|w| w.aside || w.says) || lead.last().is_some_and(|w| w.counts && !w.name && !w.holds && !w.that) {
            return None;
        }
        Some(self.parties(own.get(..law)?, at))
    }

    /// Whether a word between two says `not`.
    fn denied(&self, own: &[Word], from: usize, to: usize) -> bool {
        let (Some(first), Some(last)) = (own.get(from), own.get(to)) else { return true };
        let span = Span { start: first.span.start, end: last.span.end };
        self.reading.within(span).iter().any(|t| self.pack.words.class(t.word).any(Class::NEGATION))
    }

    /// Whether the quote makes a claim. Its verb tells what its speaker does (`menuduh`, `membantah`); words that are one in
    /// themselves must begin with whom they accuse (`Vestria mengarang cerita`) or with what they deny (`tuduhan itu tidak
    /// benar`), or tell of the denial themselves. One name alone is no matter.
    pub fn founds(&self, words: &[Word]) -> bool {
        let Some(cue) = self.quote.cue else { return false };
        let does = |byte: u32| {
            let at = self.reading.at(byte);
            let word = |n: usize| self.reading.tokens.get(at + n).map_or(WordId::UNKNOWN, |t| t.word);
            self.pack.cues.at(word(0), word).map(|c| c.stance).find(|s| *s != Stance::Asserts)
        };
        let told = does(cue.start).is_some();
        let own: Vec<&Word> = words.iter().filter(|w| self.quote.span.contains(w.span)).collect();
        let accusation = |n: usize| own.iter().filter(|w| w.counts || w.accusation).take(n).any(|w| w.accusation);
        let matter =
            accusation(own.len()) || own.iter().any(|w| w.verb) || own.iter().filter(|w| w.counts && !w.name).count() >= LEAST;
        let by_words = match self.quote.stance {
            Stance::Denies => accusation(LEAST) || own.iter().any(|w| does(w.span.start) == Some(Stance::Denies)),
            _ => own.first().is_some_and(|w| w.name),
        };
        matter && (told || by_words)
    }

    /// Whether most words are written with a capital, so that capitals tell no names; what is done in small letters is told
    /// in a sentence, however many names it has.
    fn headline(&self, words: &[Word]) -> bool {
        let small = |w: &Word| !w.span.of(self.reading.text).starts_with(char::is_uppercase);
        let capitals = words.iter().filter(|w| !small(w)).count();
        words.len() > 3 && 2 * capitals > words.len() && !words.iter().any(|w| w.verb && small(w))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Pack;
    use crate::link::prepare;
    use crate::link::testing::Build;
    use crate::model::SpeakerKind;

    /// Who is accused in a sentence, and whether it makes a claim.
    fn matter(text: &str, said: &str, cue: &str, stance: Stance) -> (String, bool) {
        told(Build::new("a", text), said, cue, stance).unwrap_or_else(|| ("no matter".to_owned(), false))
    }

    fn told(build: Build, said: &str, cue: &str, stance: Stance) -> Option<(String, bool)> {
        let build = build.quote_of(said, cue, "Rani Umbara", SpeakerKind::Person).indirect().stance(stance);
        let p = prepare(build.article(), Pack::indonesian());
        let matter = p.matters.first()?;
        let names = |span: &Span| span.of(&p.article.text).to_owned();
        let accused = match matter.accused {
            Accused::Nobody => "nobody".to_owned(),
            Accused::Speaker => "speaker".to_owned(),
            Accused::Side => "side".to_owned(),
            Accused::Named(span, _) => {
                std::iter::once(span).chain(matter.also.iter().map(|a| a.0)).map(|s| names(&s)).collect::<Vec<_>>().join("; ")
            }
        };
        Some((accused, matter.founds))
    }

    /// Who is accused of what Rani Umbara does with these words.
    fn accused(stance: Stance, cue: &str, said: &str) -> String {
        matter(&format!("Rani Umbara {cue} {said}."), said, cue, stance).0
    }

    #[test]
    fn who_is_joined_to_the_accused_is_accused_and_what_he_holds_is_not() {
        for (said, want) in [
            ("Tomas Lind dan Bima Satria menjual tanah kas", "Tomas Lind; Bima Satria"),
            ("Tomas Lind serta Lurah Tegar Wibisana menjual tanah kas", "Tomas Lind; Tegar Wibisana"),
            ("Tomas Lind, Bima Satria, dan Arum Sedayu menjual tanah kas", "Tomas Lind; Bima Satria; Arum Sedayu"),
            ("Tomas Lind, ketua Koperasi Laut, menjual tanah kas", "Tomas Lind"),
            ("Tomas Lind menjual tanah Bima Satria dan Arum Sedayu", "Tomas Lind"),
        ] {
            assert_eq!(accused(Stance::Accuses, "menuduh", said), want, "{said}");
        }
    }

    #[test]
    fn an_office_of_a_body_is_not_the_body_and_initials_are_who_holds_it() {
        for (said, want) in [
            ("direktur PT Arga Jaya menjual tanah kas", "direktur PT Arga Jaya"),
            ("direktur PT Arga Jaya berinisial RU menjual tanah kas", "RU"),
            ("PT Arga Jaya menjual tanah kas", "PT Arga Jaya"),
            ("Lurah Tegar Wibisana menjual tanah kas", "Tegar Wibisana"),
        ] {
            assert_eq!(accused(Stance::Accuses, "menuduh", said), want, "{said}");
        }
    }

    #[test]
    fn who_is_accused_in_the_passive_stands_before_it() {
        for (before, want) in [
            ("Tomas Lind", "Tomas Lind"),
            ("Tomas Lind dan Bima Satria", "Tomas Lind; Bima Satria"),
            ("Lurah Tegar Wibisana juga", "Tegar Wibisana"),
            ("Kapal Tomas Lind", "nobody"),
            ("Di rumah Tomas Lind ia", "nobody"),
            ("Anak buah Tomas Lind", "nobody"),
        ] {
            let text = format!("{before} dituding Rani Umbara menjual tanah kas.");
            assert_eq!(matter(&text, "menjual tanah kas", "dituding", Stance::Accuses).0, want, "{before}");
        }
    }

    #[test]
    fn no_outlet_is_a_party() {
        let text = "Rani Umbara menuduh Kabar Randu memuat cerita palsu.";
        let of = |outlet: &str| {
            let said = "Kabar Randu memuat cerita palsu";
            let build = Build::new("a", text).quote_of(said, "menuduh", "Rani Umbara", SpeakerKind::Person);
            let mut article = build.indirect().stance(Stance::Accuses).article();
            article.outlet = Some(outlet.into());
            prepare(article, Pack::indonesian()).matters[0].accused
        };
        assert_eq!(of("Kabar Randu"), Accused::Nobody);
        assert!(matches!(of("Warta Lumba"), Accused::Named(..)));
    }

    #[test]
    fn who_denies_is_accused_only_of_what_he_is_to_have_done_himself() {
        for (said, want) in [
            ("menjual tanah kas", "speaker"),
            ("dirinya menjual tanah kas", "speaker"),
            ("pihaknya menjual tanah kas", "side"),
            ("mereka menjual tanah kas", "nobody"),
            ("adanya pungutan di kantor lurah", "nobody"),
            ("kekhawatiran warga soal tanah kas", "nobody"),
            ("Tomas Lind menjual tanah kas", "Tomas Lind"),
        ] {
            assert_eq!(accused(Stance::Denies, "membantah", said), want, "{said}");
        }
        let text = "Bima Satria menuduh lurah menjual tanah kas desa. Rani Umbara membantah tuduhan itu.";
        let first = ("lurah menjual tanah kas desa", "menuduh", "Bima Satria");
        let build = Build::new("a", text).quote(first.0, first.1, first.2).indirect().stance(Stance::Accuses);
        let build = build.quote("tuduhan itu", "membantah", "Rani Umbara").indirect().stance(Stance::Denies);
        let p = prepare(build.article(), Pack::indonesian());
        assert_eq!((p.matters[1].accused, p.matters[1].back), (Accused::Nobody, Some(0)), "whoever denies it");
    }

    #[test]
    fn the_laws_words_inside_of_what_is_asserted_accuse() {
        let none = "no matter";
        for (said, want) in [
            ("terdakwa Tomas Lind terbukti menerima suap", "Tomas Lind"),
            ("tersangka Tomas Lind menjual tanah kas", "Tomas Lind"),
            ("tersangka Tomas Lind dan Bima Satria menjual tanah kas", "Tomas Lind; Bima Satria"),
            ("Tomas Lind diduga menjual tanah kas", "Tomas Lind"),
            ("Tomas Lind telah terbukti secara sah menerima suap", "Tomas Lind"),
            ("Tomas Lind dan Bima Satria diduga menjual tanah kas", "Tomas Lind; Bima Satria"),
            ("rekaman itu diduga dibuat oleh Tomas Lind", "Tomas Lind"),
            ("Tomas Lind tidak terbukti menerima suap", none),
            ("terdakwa Tomas Lind tidak menerima suap", none),
            ("Tomas Lind diduga dianiaya tetangganya", none),
            ("kapal Tomas Lind diduga menabrak karang", none),
            ("tersangka Tomas Lind sudah diterima jaksa", none),
            ("tersangka Tomas Lind mengatakan panen gagal", none),
            ("di rumah Tomas Lind, diduga menjual sabu", none),
            ("menurut Tomas Lind diduga ada yang menjual tanah", none),
            ("tersangka menjual tanah kas", none),
        ] {
            assert_eq!(accused(Stance::Asserts, "mengatakan", said), want, "{said}");
        }
        let said = "Rani Umbara diduga menjual tanah kas";
        assert_eq!(accused(Stance::Asserts, "mengatakan", said), none, "of himself");
        let said = "Tomas Lind diduga menjual tanah kas";
        let build = Build::new("a", &format!("Rani Umbara mengatakan {said}.")).voice("Rani Umbara", SpeakerKind::Person);
        assert_eq!(
            told(build.role("pengacara", Some("Tomas Lind")), said, "mengatakan", Stance::Asserts),
            None,
            "who defends him"
        );
    }

    #[test]
    fn who_is_accused_does_what_is_alleged() {
        use Stance::{Accuses, Denies};
        for (text, said, cue, stance, accused) in [
            ("Rani Umbara menuduh Vestria mengirim kapal.", "Vestria mengirim kapal", "menuduh", Accuses, "Vestria"),
            ("Jaksa mendakwa keduanya dengan Pasal 365 KUHP.", "keduanya dengan Pasal 365 KUHP", "mendakwa", Accuses, "nobody"),
            (
                "Jaksa mendakwa para mandor berdasarkan Undang-Undang Pelayaran Laut.",
                "para mandor berdasarkan Undang-Undang Pelayaran Laut",
                "mendakwa",
                Accuses,
                "nobody",
            ),
            ("Rani Umbara membantah menerima suap.", "menerima suap", "membantah", Denies, "speaker"),
            ("Rani Umbara membantah bahwa dia menerima suap.", "dia menerima suap", "membantah", Denies, "speaker"),
            (
                "Rani Umbara membantah sidang itu mengganggu panen warga.",
                "sidang itu mengganggu panen warga",
                "membantah",
                Denies,
                "nobody",
            ),
            (
                "Rani Umbara membantah dalang di balik siaran Malam Kelam.",
                "dalang di balik siaran Malam Kelam",
                "membantah",
                Denies,
                "speaker",
            ),
        ] {
            assert_eq!(matter(text, said, cue, stance).0, accused, "{text}");
        }
    }

    #[test]
    fn a_claim_is_told_as_one_or_names_the_accusation() {
        use Stance::{Accuses, Denies};
        for (text, said, cue, stance, founds) in [
            ("Rani Umbara membantah menerima suap.", "menerima suap", "membantah", Denies, true),
            ("Rani Umbara menepis penalti Tomas.", "penalti Tomas", "menepis", Denies, false),
            ("Rani Umbara mengatakan tudingan itu tidak berdasar.", "tudingan itu tidak berdasar", "mengatakan", Denies, true),
            (
                "Vestria dengan tegas membantah tudingan Orlan, kata Rani Umbara.",
                "Vestria dengan tegas membantah tudingan Orlan",
                "kata",
                Denies,
                true,
            ),
            ("Rani Umbara menegaskan hal itu tidak benar.", "hal itu tidak benar", "menegaskan", Denies, false),
            (
                "Rani Umbara menjelaskan laporan warga berkaitan dengan dugaan fitnah.",
                "laporan warga berkaitan dengan dugaan fitnah",
                "menjelaskan",
                Denies,
                false,
            ),
            ("Rani Umbara mengatakan Vestria mengarang cerita.", "Vestria mengarang cerita", "mengatakan", Accuses, true),
            ("Rani Umbara mengatakan pukat itu merusak karang.", "pukat itu merusak karang", "mengatakan", Accuses, false),
        ] {
            assert_eq!(matter(text, said, cue, stance).1, founds, "{text}");
        }
    }
}
