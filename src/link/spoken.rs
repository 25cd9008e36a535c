//! Who speaks for whom: a party itself, its spokesmen and lawyers, the state or body whose office it holds, and, for a body,
//! whoever holds an office of it.

use crate::lang::{Pack, lower_words};
use crate::model::{Party, Speaker, SpeakerIx, SpeakerKind, SpeakerRole};
use rustc_hash::FxHashMap;

/// In whose name somebody speaks who speaks for a party, the party itself first.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// The party itself.
    Own,
    /// A spokesman, a lawyer.
    Spokesman,
    /// The body whose office the party holds; for a body, who holds an office of it.
    Body,
}

/// A party, ready to be compared with speakers.
pub struct Side<'a> {
    party: &'a Party,
    pack: &'a Pack,
    /// Whether it is somebody, not a body; one who is never quoted may be either.
    person: bool,
    body: bool,
    /// Its names, a list of words each; those of a body canonical.
    names: Vec<Vec<String>>,
    /// The bodies whose offices it holds.
    bodies: Vec<Vec<String>>,
}

impl<'a> Side<'a> {
    /// Of a party that has this voice, if it has any.
    pub fn new(party: &'a Party, voice: Option<&Speaker>, pack: &'a Pack) -> Self {
        let kind = voice.map(|v| v.kind);
        let person = kind.is_none_or(|k| k == SpeakerKind::Person);
        let body = kind != Some(SpeakerKind::Person);
        let mut names: Vec<Vec<String>> = Vec::new();
        for name in std::iter::once(&party.name).chain(voice.into_iter().flat_map(|v| &v.aliases)) {
            names.push(lower_words(name));
            if body {
                names.push(pack.link.organization(name));
            }
        }
        names.retain(|n| !n.is_empty());
        names.sort_unstable();
        names.dedup();
        let roles = voice.map_or(&[][..], |v| &v.roles);
        let bodies = roles.iter().filter_map(|r| r.affiliation.as_deref()).map(|a| pack.link.organization(a));
        let bodies = bodies.filter(|b| !b.is_empty()).collect();
        Self { party, pack, person, body, names, bodies }
    }

    /// Whether it may be a person.
    pub fn person(&self) -> bool {
        self.person
    }

    /// In whose name a speaker speaks for it. In an article that tells of it (`near`), another speaker with one of its names
    /// is the party, and who is only `its lawyer` is that where nobody else is accused (`alone`).
    pub fn voice(&self, ix: SpeakerIx, speaker: &Speaker, near: bool, alone: bool) -> Option<Voice> {
        if Some(ix) == self.party.speaker || near && self.is(speaker) {
            return Some(Voice::Own);
        }
        match speaker.kind {
            SpeakerKind::Organization => self.held_by(speaker).then_some(Voice::Body),
            SpeakerKind::Document => None,
            SpeakerKind::Unnamed => {
                let roles = speaker.roles.iter().filter(|r| r.affiliation.is_some());
                let of_roles = || roles.filter_map(|r| self.through(&role(r), alone && near)).min();
                let words = lower_words(&speaker.name);
                let office = || self.body && self.pack.link.office(&speaker.name).is_some() && self.named_in(&words);
                self.through(&words, alone && near).or_else(of_roles).or_else(|| office().then_some(Voice::Spokesman))
            }
            SpeakerKind::Person => {
                let through = speaker.roles.iter().filter_map(|r| self.through(&role(r), alone && near)).min();
                let of_body = |r: &SpeakerRole| r.affiliation.as_deref().is_some_and(|a| self.named_in(&lower_words(a)));
                through.or_else(|| (self.body && speaker.roles.iter().any(of_body)).then_some(Voice::Body))
            }
        }
    }

    /// Whether a speaker goes by one of its names, in short or in full.
    fn is(&self, speaker: &Speaker) -> bool {
        let of_kind = match speaker.kind {
            SpeakerKind::Person => self.person,
            SpeakerKind::Organization => self.body,
            _ => false,
        };
        let within = |a: &[String], b: &[String]| holds(b, a);
        let same = |words: &[String]| match speaker.kind {
            SpeakerKind::Person => self.names.iter().any(|n| within(n, words) || within(words, n)),
            _ => self.names.iter().any(|n| n == words),
        };
        let names = || std::iter::once(&speaker.name).chain(&speaker.aliases);
        of_kind && names().any(|n| same(&lower_words(n)) || self.body && same(&self.pack.link.organization(n)))
    }

    /// Whether these words are the office of who speaks for it: a word of speaking for somebody, and whom.
    fn through(&self, office: &[String], alone: bool) -> Option<Voice> {
        let (from, to) = self.pack.matters.spokesman(office)?;
        let client: Vec<String> = office.get(..from)?.iter().chain(office.get(to..)?).cloned().collect();
        if client.is_empty() {
            return alone.then_some(Voice::Spokesman);
        }
        let short = |n: &Vec<String>| self.person && client.iter().all(|w| n.contains(w));
        if self.named_in(&client) || self.names.iter().any(short) {
            return Some(Voice::Spokesman);
        }
        let client = self.pack.link.canonical(&client);
        self.bodies.iter().any(|b| holds(&client, b) || holds(b, &client)).then_some(Voice::Body)
    }

    fn named_in(&self, words: &[String]) -> bool {
        let canonical = self.pack.link.canonical(words);
        self.names.iter().any(|n| holds(words, n) || holds(&canonical, n))
    }

    /// Whether a body answers for it: the one whose office it holds, or, of a body, one that bears its name or whose name it
    /// bears (`Kementerian Pertahanan Vestria` and `Vestria`).
    fn held_by(&self, speaker: &Speaker) -> bool {
        let words = self.pack.link.organization(&speaker.name);
        let office = self.bodies.iter().any(|b| holds(b, &words) || holds(&words, b));
        let part = || self.body && self.names.iter().any(|n| holds(&words, n) || holds(n, &words));
        !words.is_empty() && (office || part())
    }
}

/// A role as one run of words: what is the office and what the name of whom it serves is not always told apart.
pub fn role(role: &SpeakerRole) -> Vec<String> {
    let mut words = lower_words(&role.title);
    words.extend(role.affiliation.as_deref().map(lower_words).unwrap_or_default());
    words
}

/// Whether words stand in others, one behind the other.
fn holds(words: &[String], part: &[String]) -> bool {
    !part.is_empty() && words.windows(part.len()).any(|w| w == part)
}

/// Speakers who have the office of speaking for somebody, by the words of whom they speak for.
pub struct Spokesmen<'a> {
    by_word: FxHashMap<String, Vec<SpeakerIx>>,
    speakers: &'a [Speaker],
}

/// Spokesmen that are asked of one party at most: more share a word that says nothing.
const SPOKESMEN: usize = 64;

impl<'a> Spokesmen<'a> {
    /// All of a corpus.
    pub fn new(speakers: &'a [Speaker], pack: &Pack) -> Self {
        let mut by_word: FxHashMap<String, Vec<SpeakerIx>> = FxHashMap::default();
        for (ix, speaker) in (0..).zip(speakers) {
            let own = (speaker.kind == SpeakerKind::Unnamed).then(|| lower_words(&speaker.name));
            let roles = speaker.roles.iter().map(role).chain(own);
            for office in roles.filter(|o| pack.matters.spokesman(o).is_some()) {
                for word in office {
                    let list = by_word.entry(word).or_default();
                    if list.last() != Some(&ix) && list.len() <= SPOKESMEN {
                        list.push(ix);
                    }
                }
            }
        }
        Self { by_word, speakers }
    }

    /// Those who speak for a party wherever they do.
    pub fn of(&self, side: &Side) -> Vec<SpeakerIx> {
        let words = side.names.iter().filter(|n| n.len() > 1 || side.body).filter_map(|n| n.last());
        let lists = words.filter_map(|w| self.by_word.get(w)).filter(|l| l.len() <= SPOKESMEN);
        let mut out: Vec<SpeakerIx> = lists.flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
        out.retain(|ix| {
            let speaker = self.speakers.get(*ix as usize);
            speaker.is_some_and(|s| side.voice(*ix, s, false, false) == Some(Voice::Spokesman))
        });
        out
    }
}
