//! How those whom the claims concern are heard: in their own words, in reported ones, through somebody without a name,
//! or not at all. Heard is who is quoted in an article that tells of the claim; copies of one item are one article.

use super::prepare::Prepared;
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Quotes shown of one party.
const QUOTES: usize = 64;
/// Quotes of an article up to which those are looked for who speak for a party; in a longer one only the party's own words
/// count.
const MANY: usize = 400;

/// A hearing that is being put together.
struct Open {
    party: Party,
    accused_in: Vec<ClaimIx>,
    accuses_in: Vec<ClaimIx>,
}

/// The hearings of all who accuse or are accused: the accused before the others, the least heard first.
pub fn build(articles: &[&Prepared], voices: &[Vec<SpeakerIx>], speakers: &[Speaker], claims: &[Claim]) -> Vec<Hearing> {
    let mut open: Vec<Open> = Vec::new();
    let mut by_name: FxHashMap<(Option<SpeakerIx>, Box<str>), usize> = FxHashMap::default();
    let mut of = |party: &Party, open: &mut Vec<Open>| -> usize {
        let name = if party.speaker.is_some() { "".into() } else { party.name.to_lowercase().into() };
        *by_name.entry((party.speaker, name)).or_insert_with(|| {
            open.push(Open { party: party.clone(), accused_in: Vec::new(), accuses_in: Vec::new() });
            open.len() - 1
        })
    };
    for (ix, claim) in (0..).zip(claims) {
        for party in &claim.accused {
            let at = of(party, &mut open);
            add(open.get_mut(at).map(|o| &mut o.accused_in), ix);
        }
        for position in claim.positions.iter().filter(|p| p.stance == Stance::Accuses) {
            let Some(party) = accuser(position, articles, speakers) else { continue };
            let at = of(&party, &mut open);
            add(open.get_mut(at).map(|o| &mut o.accuses_in), ix);
        }
    }
    let mut out: Vec<Hearing> = open.into_iter().map(|o| hearing(o, articles, voices, speakers, claims)).collect();
    let order = |h: &Hearing| (h.accused_in.is_empty(), Reverse(h.heard), Reverse(h.accused_in.len() + h.accuses_in.len()));
    out.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.party.name.cmp(&b.party.name)));
    out
}

fn add(claims: Option<&mut Vec<ClaimIx>>, claim: ClaimIx) {
    if let Some(claims) = claims.filter(|c| c.last() != Some(&claim)) {
        claims.push(claim);
    }
}

fn accuser(position: &Position, articles: &[&Prepared], speakers: &[Speaker]) -> Option<Party> {
    let speaker = position.speaker?;
    let quote = articles.get(position.quote.article as usize)?.article.quotes.get(position.quote.quote as usize)?;
    let mention = Mention { article: position.quote.article, span: quote.mention.or(quote.cue).unwrap_or(quote.span) };
    Some(Party { name: speakers.get(speaker as usize)?.name.clone(), speaker: Some(speaker), mention })
}

fn hearing(
    Open { party, accused_in, accuses_in }: Open,
    articles: &[&Prepared],
    voices: &[Vec<SpeakerIx>],
    speakers: &[Speaker],
    claims: &[Claim],
) -> Hearing {
    let about = accused_in.iter().chain(&accuses_in).filter_map(|c| claims.get(*c as usize));
    let told: FxHashSet<ArticleIx> = about.flat_map(|c| c.positions.iter().map(|p| p.quote.article)).collect();
    let mut heard: Vec<(Heard, QuoteRef)> = Vec::new();
    for &article in &told {
        let Some(prepared) = articles.get(article as usize) else { continue };
        if prepared.article.quotes.len() > MANY {
            let of = party.speaker.and_then(|s| speakers.get(s as usize)).map_or(&[][..], |s| &s.quotes);
            let of = of.iter().skip(of.partition_point(|q| q.article < article)).take_while(|q| q.article == article);
            heard.extend(of.filter_map(|q| Some((own(prepared.article.quotes.get(q.quote as usize)?)?, *q))));
            continue;
        }
        for (i, quote) in (0..).zip(&prepared.article.quotes).filter(|(_, q)| q.counts()) {
            let how = |voice: VoiceIx| {
                let speaker = *voices.get(article as usize)?.get(voice as usize)?;
                if Some(speaker) == party.speaker {
                    return own(quote);
                }
                let for_it = speakers.get(speaker as usize).is_some_and(|s| speaks_for(s, &party));
                for_it.then(|| spoken_for(speakers, speaker, quote))
            };
            heard.extend(quote.voices().filter_map(how).min().map(|how| (how, QuoteRef { article, quote: i })));
        }
    }
    let day = |q: &QuoteRef| articles.get(q.article as usize)?.article.published.as_ref()?.value.bounds().map(|b| b.1);
    heard.sort_by_key(|(how, q)| (*how, Reverse(day(q)), *q));
    Hearing {
        heard: heard.first().map_or(Heard::NotAtAll, |h| h.0),
        quotes: heard.into_iter().take(QUOTES).map(|h| h.1).collect(),
        party,
        accused_in,
        accuses_in,
    }
}

fn own(quote: &Quote) -> Option<Heard> {
    Some(match quote.kind {
        QuoteKind::Direct | QuoteKind::Mixed => Heard::Directly,
        QuoteKind::Indirect => Heard::Indirectly,
    })
}

/// How a party is heard through one who speaks for it.
fn spoken_for(speakers: &[Speaker], speaker: SpeakerIx, quote: &Quote) -> Heard {
    let unnamed = speakers.get(speaker as usize).is_some_and(|s| s.kind == SpeakerKind::Unnamed);
    match (unnamed, quote.kind) {
        (true, _) => Heard::Unnamed,
        (false, QuoteKind::Indirect) => Heard::Indirectly,
        (false, _) => Heard::Directly,
    }
}

/// Whether somebody speaks for a party: it is the body of one of their roles, or stands in the name of one without a name.
fn speaks_for(speaker: &Speaker, party: &Party) -> bool {
    let name = party.name.to_lowercase();
    let holds = |text: &str| {
        let text = text.to_lowercase();
        text.match_indices(&name).any(|(at, _)| {
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            edge(text.get(..at).and_then(|t| t.chars().next_back()))
                && edge(text.get(at + name.len()..).and_then(|t| t.chars().next()))
        })
    };
    match speaker.kind {
        SpeakerKind::Unnamed => holds(&speaker.name),
        SpeakerKind::Person => speaker.roles.iter().any(|r| r.affiliation.as_deref().is_some_and(holds)),
        SpeakerKind::Organization | SpeakerKind::Document => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Pack;
    use crate::link::testing::Build;
    use crate::link::{Linker, prepare};
    use crate::model::{SpeakerKind, Stance};

    /// Who has not answered an accusation of Tomas Lind to which this is said.
    fn silent(said: &str, cue: &str, name: &str, kind: SpeakerKind, stance: Stance) -> Vec<String> {
        let text = format!("Rani Umbara menuduh Tomas Lind mencuri kapal patroli milik koperasi. {name} {cue} {said}.");
        let build = Build::new("a", &text)
            .quote("Tomas Lind mencuri kapal patroli milik koperasi", "menuduh", "Rani Umbara")
            .indirect()
            .stance(Stance::Accuses)
            .quote_of(said, cue, name, kind)
            .indirect()
            .stance(stance);
        let mut linker = Linker::new(Pack::indonesian());
        linker.add([prepare(build.article(), Pack::indonesian())]);
        let corpus = linker.corpus();
        assert_eq!(corpus.claims.len(), 1, "{text}");
        assert_eq!(corpus.claims[0].positions.len(), 2, "{text}");
        let silent = corpus.unanswered().remove(0);
        silent.iter().map(|at| corpus.claims[0].accused[*at as usize].name.to_string()).collect()
    }

    #[test]
    fn who_denies_confirms_or_declines_has_answered_and_who_strikes_back_has_not() {
        use SpeakerKind::{Person, Unnamed};
        let lind = ["Tomas Lind"];
        let tuduhan = "tuduhan itu";
        assert!(silent(tuduhan, "membantah", "Tomas Lind", Person, Stance::Denies).is_empty());
        assert!(silent(tuduhan, "membenarkan", "Tomas Lind", Person, Stance::Confirms).is_empty());
        assert!(silent(tuduhan, "enggan menanggapi", "Tomas Lind", Person, Stance::Declines).is_empty());
        assert!(silent(tuduhan, "membantah", "pengacara Tomas Lind", Unnamed, Stance::Denies).is_empty(), "spoken for");
        assert_eq!(silent("tuduhan itu karangan", "menuding", "Tomas Lind", Person, Stance::Accuses), lind);
        assert_eq!(silent(tuduhan, "membantah", "Sinta Karsa", Person, Stance::Denies), lind, "somebody else");
    }
}
