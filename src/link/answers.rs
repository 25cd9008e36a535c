//! Who has answered what they are accused of, and how: the one place that works it out. Ledger, balance, brief and the
//! extraction document show what is found here.
//!
//! Asked are the party under all its names, who speaks for it, the body whose office it holds; what they say in the articles
//! that tell of the claim, and in all others what they say on the same matter. Shown as not having answered somebody who has
//! is the gravest fault: where it is in doubt, the words are an answer, and stand there to be read.

use super::prepare::{FIGURE, MARKS, NAMED, Prepared, VERB};
use super::spoken::{self, Side, Spokesmen, Voice};
use super::tellings::DEED;
use crate::lang::{Class, Pack, lower_words};
use crate::model::*;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// `otherwise.same-words`: words of the accusation that an assertion has as well, in an article that tells of the claim and
/// in any other. One word is chance; another article has not even the story in common.
const SHARED_THERE: usize = 2;
const SHARED_ELSEWHERE: usize = 3;
/// `otherwise.not-so`, `answer.same-deed`: such words in what says `not` or answers something: with them one is enough; in
/// another article where it is a verb.
const SHARED_NEGATED: usize = 1;
/// `otherwise.same-words`: of such few words in another article that are at least this part (one in so many) of all that is
/// said (`program nuklirnya bersifat damai`).
const SHARED_PART: usize = 2;
/// A word that more quotes have is of no matter: one in so many of them, and so many at least.
const COMMON: usize = 25;
const FEW: u32 = 6;
/// Days between the claim and words in another article.
const DAYS: i32 = 60;
/// `otherwise.i-did-not`: words between who speaks of himself and his `not`.
const NOT_NEAR: usize = 2;
/// Words elsewhere that are read of one speaker.
const ELSEWHERE: usize = 256;
/// Quotes of an article up to which those are looked for who speak for a party; in a longer one only the party's own.
pub(super) const MANY: usize = 400;
/// Answers kept of one party to one claim.
const ANSWERS: usize = 16;

/// Finds the answers to claims; `features` are what each of them is about.
pub fn find(claims: &mut [Claim], features: &[Vec<u32>], at: &Linked) {
    let search = Search::new(claims, features, at);
    let answers: Vec<Vec<Answer>> = (0..).zip(claims.iter()).map(|(ix, claim)| search.claim(ix, claim)).collect();
    for (claim, answers) in claims.iter_mut().zip(answers) {
        claim.answers = answers;
    }
}

/// What is known before claims are.
pub struct Linked<'a> {
    pub articles: &'a [&'a Prepared],
    pub voices: &'a [Vec<SpeakerIx>],
    pub speakers: &'a [Speaker],
    pub pack: &'a Pack,
}

struct Search<'a> {
    at: &'a Linked<'a>,
    /// What each claim is about, as the words of quotes are kept, ascending.
    about: Vec<Vec<u32>>,
    spokesmen: Spokesmen<'a>,
    /// The claim in which a quote answers.
    answers_in: FxHashMap<QuoteRef, ClaimIx>,
    /// How many parties are accused in an article.
    accused: FxHashMap<ArticleIx, usize>,
}

/// Words that may be an answer.
struct Words<'a> {
    quote: &'a Quote,
    at: QuoteRef,
    speaker: SpeakerIx,
    voice: Voice,
    /// Whether its article tells of the claim.
    there: bool,
}

impl<'a> Search<'a> {
    fn new(claims: &[Claim], features: &[Vec<u32>], at: &'a Linked<'a>) -> Self {
        let about = |f: &Vec<u32>| {
            let mut words: Vec<u32> = f.iter().filter(|f| **f & DEED != 0).map(|f| f & !MARKS).collect();
            words.sort_unstable();
            words.dedup();
            words
        };
        let mut about: Vec<Vec<u32>> = features.iter().map(about).collect();
        let mut counts: FxHashMap<u32, u32> = about.iter().flatten().map(|w| (*w, 0)).collect();
        let mut quotes = 0;
        for prepared in at.articles {
            quotes += prepared.article.quotes.len();
            for word in prepared.said.iter() {
                if let Some(count) = counts.get_mut(&(word & !MARKS)) {
                    *count += 1;
                }
            }
        }
        let most = FEW.max((quotes / COMMON) as u32);
        for words in &mut about {
            words.retain(|w| counts.get(w).is_none_or(|n| *n <= most));
        }
        let positions = (0..).zip(claims).flat_map(|(ix, c)| c.positions.iter().map(move |p| (ix, p)));
        let answers_in = positions.filter(|(_, p)| p.stance != Stance::Accuses).map(|(ix, p)| (p.quote, ix)).collect();
        let mut accused: FxHashMap<ArticleIx, BTreeSet<(Option<SpeakerIx>, &str)>> = FxHashMap::default();
        for claim in claims {
            for article in told(claim) {
                accused.entry(article).or_default().extend(claim.accused.iter().map(|p| (p.speaker, &*p.name)));
            }
        }
        let accused = accused.into_iter().map(|(article, parties)| (article, parties.len())).collect();
        Self { at, about, spokesmen: Spokesmen::new(at.speakers, at.pack), answers_in, accused }
    }

    fn claim(&self, ix: ClaimIx, claim: &Claim) -> Vec<Answer> {
        let told = told(claim);
        let days: Vec<Date> = claim.positions.iter().filter_map(|p| p.date.as_ref()?.bounds()).map(|b| b.1).collect();
        let mut out = Vec::new();
        for (accused, party) in (0..).zip(&claim.accused) {
            let mut found: Vec<Answer> = Vec::new();
            let side = Side::new(party, self.speaker(party.speaker), self.at.pack);
            let mut add = |words: Words| {
                if let Some((how, rule)) = self.answer(ix, claim, &side, &words) {
                    found.push(Answer { accused, speaker: Some(words.speaker), quote: words.at, how, rule });
                }
            };
            for article in &told {
                self.there(*article, claim, party, &side, &mut add);
            }
            self.elsewhere(party, &side, &told, &days, &mut add);
            let day = |a: &Answer| self.day(a.quote);
            found.sort_by_key(|a| (a.how, Reverse(day(a)), a.quote));
            let mut seen = FxHashSet::default();
            found.retain(|a| seen.insert(a.quote));
            found.truncate(ANSWERS);
            out.extend(found);
        }
        out
    }

    /// What is said for a party in an article that tells of the claim.
    fn there(&self, article: ArticleIx, claim: &Claim, party: &Party, side: &Side, add: &mut dyn FnMut(Words)) {
        let Some(prepared) = self.at.articles.get(article as usize) else { return };
        if prepared.article.quotes.len() > MANY {
            let own = self.speaker(party.speaker).map_or(&[][..], |s| &s.quotes);
            let own = own.iter().skip(own.partition_point(|q| q.article < article)).take_while(|q| q.article == article);
            for (at, speaker) in own.zip(std::iter::repeat(party.speaker.unwrap_or_default())) {
                let Some(quote) = prepared.article.quotes.get(at.quote as usize) else { continue };
                add(Words { quote, at: *at, speaker, voice: Voice::Own, there: true });
            }
            return;
        }
        let alone = self.accused.get(&article).is_none_or(|n| *n <= 1);
        for (i, quote) in (0..).zip(&prepared.article.quotes).filter(|(_, q)| q.counts()) {
            let at = QuoteRef { article, quote: i };
            let said = said_for(quote, article, self.at.voices, self.at.speakers, side, alone);
            let said = said.or_else(|| self.denied_for(claim, at));
            if let Some((voice, speaker)) = said {
                add(Words { quote, at, speaker, voice, there: true });
            }
        }
    }

    /// A spokesman who denies or confirms what somebody is accused of speaks for them, whatever he is called: nobody else is
    /// asked. Not one who accuses.
    fn denied_for(&self, claim: &Claim, at: QuoteRef) -> Option<(Voice, SpeakerIx)> {
        let answers = |p: &&Position| p.quote == at && matches!(p.stance, Stance::Denies | Stance::Confirms | Stance::Declines);
        let speaker = claim.positions.iter().find(answers)?.speaker?;
        let accuses = claim.positions.iter().any(|p| p.stance == Stance::Accuses && p.speaker == Some(speaker));
        let office = |r: &SpeakerRole| self.at.pack.matters.spokesman(&spoken::role(r)).is_some();
        let of = self.speaker(Some(speaker))?;
        (!accuses && of.roles.iter().any(office)).then_some((Voice::Spokesman, speaker))
    }

    /// What is said for a party in other articles.
    fn elsewhere(&self, party: &Party, side: &Side, told: &[ArticleIx], days: &[Date], add: &mut dyn FnMut(Words)) {
        let own = party.speaker.map(|s| (s, Voice::Own));
        let others = self.spokesmen.of(side).into_iter().map(|s| (s, Voice::Spokesman));
        for (speaker, voice) in own.into_iter().chain(others) {
            let quotes = self.speaker(Some(speaker)).map_or(&[][..], |s| &s.quotes);
            for at in quotes.iter().filter(|q| told.binary_search(&q.article).is_err()).take(ELSEWHERE) {
                let day = self.day(*at);
                let near = |d: &Date| day.is_none_or(|day| day.until(*d).is_ok_and(|s| s.get_days().abs() <= DAYS));
                let quote = self.at.articles.get(at.article as usize).and_then(|p| p.article.quotes.get(at.quote as usize));
                if let Some(quote) = quote.filter(|_| days.is_empty() || days.iter().any(near)) {
                    add(Words { quote, at: *at, speaker, voice, there: false });
                }
            }
        }
    }

    /// Whether words answer a claim, how, and by which rule.
    fn answer(&self, ix: ClaimIx, claim: &Claim, side: &Side, words: &Words) -> Option<(Answered, &'static str)> {
        let through = |own: Answered| match words.voice {
            Voice::Own => own,
            Voice::Spokesman => Answered::Spokesman,
            Voice::Body => Answered::Body,
        };
        let own = match words.quote.stance {
            Stance::Denies => Some(Answered::Denies),
            Stance::Confirms => Some(Answered::Confirms),
            Stance::Declines => Some(Answered::Declines),
            _ => None,
        };
        let position = claim.positions.iter().find(|p| p.quote == words.at);
        if let (Some(own), Some(_)) = (own, position) {
            return Some((through(own), "answer.position"));
        }
        let read = self.read(words);
        let Shared { words: shared, verbs, of } = self.shared(ix, words.at);
        // Who strikes back says nothing of the matter, unless it is the accusation itself that they speak of.
        if words.quote.stance == Stance::Accuses {
            return (words.there && position.is_none() && read.accusation)
                .then(|| (through(Answered::Otherwise), "otherwise.accusation"));
        }
        if let Some(own) = own {
            let related = self.answers_in.get(&words.at).is_some_and(|other| *other != ix);
            let how = if related { Answered::Related } else { own };
            let same = shared >= if words.there || verbs > 0 { SHARED_NEGATED } else { SHARED_THERE };
            let rule = match (same, words.there) {
                (true, _) => "answer.same-deed",
                (_, true) if own == Answered::Declines => "answer.declined-there",
                // A person is accused of one thing in an article, a state of many.
                // Who admits something else there denies nothing by that.
                (_, true) if side.person() && words.voice == Voice::Own && own == Answered::Confirms => "answer.admitted-there",
                (_, true) if side.person() && words.voice == Voice::Own => "answer.denied-there",
                _ => return None,
            };
            let how = match own {
                // Whoever admits something like it has not admitted this.
                Answered::Confirms => Answered::Related,
                _ if rule == "answer.denied-there" && !related => Answered::Otherwise,
                _ => how,
            };
            return Some((through(how), rule));
        }
        let rule = match () {
            () if read.negated && shared >= if words.there || verbs > 0 { SHARED_NEGATED } else { SHARED_THERE } => {
                "otherwise.not-so"
            }
            () if shared >= if words.there { SHARED_THERE } else { SHARED_ELSEWHERE } => "otherwise.same-words",
            () if shared >= SHARED_THERE && shared * SHARED_PART >= of => "otherwise.same-words",
            () if !words.there => return None,
            () if read.accusation => "otherwise.accusation",
            () if read.own_not && side.person() && words.voice == Voice::Own => "otherwise.i-did-not",
            () => return None,
        };
        Some((through(Answered::Otherwise), rule))
    }

    fn read(&self, words: &Words) -> Read {
        let article = self.at.articles.get(words.at.article as usize).map(|p| &p.article);
        let text = article.map_or("", |a| words.quote.span.of(&a.text));
        let pack = self.at.pack;
        let mut read = Read::default();
        let mut since = usize::MAX;
        for word in lower_words(text) {
            let class = pack.words.class(pack.lexicon.id(&word));
            let not = class.any(Class::NEGATION);
            read.negated |= not;
            read.accusation |= pack.matters.is_accusation(&word);
            read.own_not |= not && since <= NOT_NEAR;
            since = if class.any(Class::FIRST_PERSON) { 0 } else { since.saturating_add(1) };
        }
        read
    }

    /// How many words of a claim a quote has.
    fn shared(&self, ix: ClaimIx, at: QuoteRef) -> Shared {
        let about = self.about.get(ix as usize).map_or(&[][..], |a| a);
        let said = self.at.articles.get(at.article as usize).map_or(&[][..], |p| p.said(at.quote));
        let mut all: Vec<(u32, u32)> =
            said.iter().filter(|w| **w & (NAMED | FIGURE) == 0).map(|w| (w & !MARKS, w & VERB)).collect();
        all.sort_unstable();
        all.dedup_by_key(|w| w.0);
        let same = || all.iter().filter(|w| about.binary_search(&w.0).is_ok());
        Shared { words: same().count(), verbs: same().filter(|w| w.1 != 0).count(), of: all.len() }
    }

    fn speaker(&self, ix: Option<SpeakerIx>) -> Option<&'a Speaker> {
        self.at.speakers.get(ix? as usize)
    }

    fn day(&self, at: QuoteRef) -> Option<Date> {
        Some(self.at.articles.get(at.article as usize)?.article.published.as_ref()?.value.bounds()?.1)
    }
}

/// Words that a claim and a quote have in common.
struct Shared {
    words: usize,
    /// How many of them are verbs in the quote.
    verbs: usize,
    /// Words of the quote that are no names and numbers.
    of: usize,
}

/// What the words of a quote are like.
#[derive(Default)]
struct Read {
    /// They have a word of negation.
    negated: bool,
    /// They name the accusation (`tuduhan itu`).
    accusation: bool,
    /// They say of the speaker that something is not so (`saya tidak …`).
    own_not: bool,
}

/// The articles that tell of a claim, ascending.
pub(super) fn told(claim: &Claim) -> Vec<ArticleIx> {
    let articles: BTreeSet<ArticleIx> = claim.positions.iter().map(|p| p.quote.article).collect();
    articles.into_iter().collect()
}

/// In whose name a quote of an article that tells of a party speaks for it, and who.
pub(super) fn said_for(
    quote: &Quote,
    article: ArticleIx,
    voices: &[Vec<SpeakerIx>],
    speakers: &[Speaker],
    side: &Side,
    alone: bool,
) -> Option<(Voice, SpeakerIx)> {
    let of = |voice: VoiceIx| {
        let ix = *voices.get(article as usize)?.get(voice as usize)?;
        Some((side.voice(ix, speakers.get(ix as usize)?, true, alone)?, ix))
    };
    quote.voices().filter_map(of).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::Build;
    use crate::link::{Linker, prepare};
    use SpeakerKind::{Organization, Person, Unnamed};

    const ACCUSED: &str = "Rani Umbara menuduh Tomas Lind menggelapkan dana bendungan desa.";

    /// An accusation of Tomas Lind in one article, with what else is in it.
    fn story(rest: &str) -> Build {
        Build::new("a", &format!("{ACCUSED} {rest}"))
            .quote("Tomas Lind menggelapkan dana bendungan desa", "menuduh", "Rani Umbara")
            .indirect()
            .stance(Stance::Accuses)
    }

    /// How Tomas Lind has answered, and by which rule.
    fn answers(articles: Vec<Build>) -> Vec<(Answered, &'static str)> {
        let mut linker = Linker::new(Pack::indonesian());
        linker.add(articles.into_iter().map(|b| prepare(b.article(), Pack::indonesian())));
        let corpus = linker.corpus();
        let of = |c: &&Claim| {
            c.accused.iter().any(|p| &*p.name == "Tomas Lind") && c.positions.iter().any(|p| p.stance == Stance::Accuses)
        };
        let claim = corpus.claims.iter().find(of).expect("a claim");
        claim.answers.iter().map(|a| (a.how, a.rule)).collect()
    }

    #[test]
    fn own_words_on_the_matter_are_an_answer_without_a_verb_of_denial_and_others_are_none() {
        use Answered::Otherwise;
        for (said, want) in [
            ("Dana itu tidak saya sentuh", Some((Otherwise, "otherwise.not-so"))),
            ("Seluruh dana bendungan sudah kami laporkan", Some((Otherwise, "otherwise.same-words"))),
            ("Tudingan seperti itu sudah biasa", Some((Otherwise, "otherwise.accusation"))),
            ("Saya tidak menyentuh uang siapa pun", Some((Otherwise, "otherwise.i-did-not"))),
            ("Panen tahun ini bagus sekali", None),
            ("Warga tidak perlu khawatir soal panen", None),
        ] {
            let build = story(&format!("“{said},” kata Tomas Lind.")).quote(said, "kata", "Tomas Lind");
            assert_eq!(answers(vec![build]).first().copied(), want, "{said}");
        }
    }

    #[test]
    fn who_admits_or_denies_another_thing_there_has_said_so_and_nothing_else() {
        let of = |verb: &str, said: &str, stance: Stance| {
            let rest = format!("Tomas Lind {verb} {said}.");
            answers(vec![story(&rest).quote(said, verb, "Tomas Lind").indirect().stance(stance)]).first().copied()
        };
        let other = "terlambat datang ke rapat warga";
        assert_eq!(of("mengakui", other, Stance::Confirms), Some((Answered::Related, "answer.admitted-there")));
        assert_eq!(
            of("membantah", other, Stance::Denies),
            Some((Answered::Related, "answer.denied-there")),
            "a claim of its own"
        );
        let same = "menggelapkan dana bendungan desa itu";
        assert_eq!(of("mengakui", same, Stance::Confirms).map(|a| a.0), Some(Answered::Confirms));
    }

    #[test]
    fn words_in_another_article_answer_where_they_are_about_the_same() {
        for (said, want) in [
            ("Tuhan tahu saya tidak menggelapkan apa pun", Some((Answered::Otherwise, "otherwise.not-so"))),
            ("Tudingan seperti itu sudah biasa", None),
            ("Saya tidak menyentuh uang siapa pun", None),
        ] {
            let other = Build::new("b", &format!("Sidang ditunda. “{said},” kata Tomas Lind.")).quote(said, "kata", "Tomas Lind");
            assert_eq!(answers(vec![story(""), other]).first().copied(), want, "{said}");
        }
    }

    #[test]
    fn who_speaks_for_the_accused_answers_and_who_speaks_for_another_does_not() {
        let said = "Dana itu tidak hilang";
        let text = |who: &str| format!("“{said},” kata {who}.");
        let of = |b: Build| answers(vec![b]).first().map(|a| a.0);
        let lawyer =
            |client: Option<&str>| story(&text("Sinta Karsa")).quote(said, "kata", "Sinta Karsa").role("kuasa hukum", client);
        assert_eq!(of(lawyer(Some("Tomas Lind"))), Some(Answered::Spokesman));
        assert_eq!(of(lawyer(Some("Lind"))), Some(Answered::Spokesman), "in short");
        assert_eq!(of(lawyer(Some("Rani Umbara"))), None, "of who accuses");
        assert_eq!(of(lawyer(None)), Some(Answered::Spokesman), "nobody else is accused");
        let plain = story(&text("Sinta Karsa")).quote(said, "kata", "Sinta Karsa").role("bupati", Some("Argakota"));
        assert_eq!(of(plain), None, "somebody else");
        let unnamed = |name: &str| of(story(&text(name)).quote_of(said, "kata", name, Unnamed));
        assert_eq!(unnamed("pengacara Tomas Lind"), Some(Answered::Spokesman));
        assert_eq!(unnamed("pihak Tomas Lind"), Some(Answered::Spokesman));
        assert_eq!(unnamed("tetangga Tomas Lind"), None);
    }

    #[test]
    fn the_body_whose_office_somebody_holds_answers_for_them_and_another_body_does_not() {
        let said = "dana itu tidak hilang";
        let of = |body: &str, role: bool| {
            let rest = format!("{body} mengatakan {said}. “Panen bagus,” kata Tomas Lind.");
            let build = story(&rest).quote_of(said, "mengatakan", body, Organization).indirect();
            let build = build.quote("Panen bagus", "kata", "Tomas Lind");
            answers(vec![if role { build.role("kepala", Some("Dinas Pengairan")) } else { build }]).first().map(|a| a.0)
        };
        assert_eq!(of("Dinas Pengairan", true), Some(Answered::Body));
        assert_eq!(of("Dinas Pertanian", true), None);
        assert_eq!(of("Dinas Pengairan", false), None);
    }

    #[test]
    fn a_denial_of_another_claim_on_the_same_matter_is_an_answer_and_one_on_another_is_none() {
        let denial = |said: &str| {
            let text = format!("Tomas Lind membantah {said}.");
            Build::new("b", &text).quote_of(said, "membantah", "Tomas Lind", Person).indirect().stance(Stance::Denies)
        };
        let of = |said: &str| answers(vec![story(""), denial(said)]).first().map(|a| a.0);
        assert!(matches!(
            of("menggelapkan apa pun selama bertahun-tahun menjabat lurah"),
            Some(Answered::Related | Answered::Denies)
        ));
        assert_eq!(of("menampar sopir angkutan di pasar lama"), None);
    }

    #[test]
    fn who_strikes_back_has_answered_only_where_the_accusation_is_what_is_meant() {
        let of = |said: &str| {
            let rest = format!("Tomas Lind menuding {said}.");
            let build = story(&rest).quote_of(said, "menuding", "Tomas Lind", Person).indirect().stance(Stance::Accuses);
            answers(vec![build]).first().copied()
        };
        assert_eq!(of("tuduhan itu karangan lawannya"), Some((Answered::Otherwise, "otherwise.accusation")));
        assert_eq!(of("Rani Umbara menjual tanah kas"), None);
    }
}
