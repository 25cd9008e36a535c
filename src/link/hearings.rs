//! How those whom the claims concern are heard: in their own words, in reported ones, through somebody without a name,
//! or not at all. Heard is who is quoted in an article that tells of the claim, or answers it in another; copies of one item are
//! one article.

use super::answers::{MANY, said_for};
use super::prepare::Prepared;
use super::spoken::{Side, Voice};
use crate::lang::Pack;
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Quotes shown of one party.
const QUOTES: usize = 64;

/// A hearing that is being put together.
struct Open {
    party: Party,
    accused_in: Vec<ClaimIx>,
    accuses_in: Vec<ClaimIx>,
}

/// The hearings of all who accuse or are accused: the accused before the others, the least heard first.
pub fn build(
    articles: &[&Prepared],
    voices: &[Vec<SpeakerIx>],
    speakers: &[Speaker],
    claims: &[Claim],
    pack: &Pack,
) -> Vec<Hearing> {
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
    let mut out: Vec<Hearing> = open.into_iter().map(|o| hearing(o, articles, voices, speakers, claims, pack)).collect();
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
    pack: &Pack,
) -> Hearing {
    let about = || accused_in.iter().chain(&accuses_in).filter_map(|c| claims.get(*c as usize));
    let told: FxHashSet<ArticleIx> = about().flat_map(|c| c.positions.iter().map(|p| p.quote.article)).collect();
    let own_voice = party.speaker.and_then(|s| speakers.get(s as usize));
    let side = Side::new(&party, own_voice, pack);
    let mut heard: Vec<(Heard, QuoteRef)> = Vec::new();
    let quote = |at: QuoteRef| articles.get(at.article as usize)?.article.quotes.get(at.quote as usize);
    for &article in &told {
        let Some(prepared) = articles.get(article as usize) else { continue };
        if prepared.article.quotes.len() > MANY {
            let of = own_voice.map_or(&[][..], |s| &s.quotes);
            let of = of.iter().skip(of.partition_point(|q| q.article < article)).take_while(|q| q.article == article);
            heard.extend(of.filter_map(|q| Some((own(quote(*q)?)?, *q))));
            continue;
        }
        for (i, quote) in (0..).zip(&prepared.article.quotes).filter(|(_, q)| q.counts()) {
            let at = QuoteRef { article, quote: i };
            let said = said_for(quote, article, voices, speakers, &side, false);
            heard.extend(said.and_then(|(voice, by)| Some((how(voice, speakers, by, quote)?, at))));
        }
    }
    // What answers the claims is heard wherever it stands.
    for claim in accused_in.iter().filter_map(|c| claims.get(*c as usize)) {
        let is = |accused: u32| claim.accused.get(accused as usize).is_some_and(|p| p.is(&party));
        for answer in claim.answers.iter().filter(|a| is(a.accused)) {
            let voice = if answer.speaker.is_some() && answer.speaker == party.speaker { Voice::Own } else { Voice::Spokesman };
            let by = answer.speaker.unwrap_or_default();
            heard.extend(quote(answer.quote).and_then(|q| Some((how(voice, speakers, by, q)?, answer.quote))));
        }
    }
    let day = |q: &QuoteRef| articles.get(q.article as usize)?.article.published.as_ref()?.value.bounds().map(|b| b.1);
    heard.sort_by_key(|(how, q)| (*how, Reverse(day(q)), *q));
    let mut seen = FxHashSet::default();
    heard.retain(|(_, q)| seen.insert(*q));
    Hearing {
        heard: heard.first().map_or(Heard::NotAtAll, |h| h.0),
        quotes: heard.into_iter().take(QUOTES).map(|h| h.1).collect(),
        party,
        accused_in,
        accuses_in,
    }
}

/// How a party is heard by a quote of itself or of who speaks for it.
fn how(voice: Voice, speakers: &[Speaker], by: SpeakerIx, quote: &Quote) -> Option<Heard> {
    if voice == Voice::Own { own(quote) } else { Some(spoken_for(speakers, by, quote)) }
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
        let claim = &corpus.claims[0];
        claim.unanswered().map(|at| claim.accused[at as usize].name.to_string()).collect()
    }

    #[test]
    fn who_denies_confirms_or_declines_has_answered_and_somebody_else_has_not() {
        use SpeakerKind::{Person, Unnamed};
        let lind = ["Tomas Lind"];
        let tuduhan = "tuduhan itu";
        assert!(silent(tuduhan, "membantah", "Tomas Lind", Person, Stance::Denies).is_empty());
        assert!(silent(tuduhan, "membenarkan", "Tomas Lind", Person, Stance::Confirms).is_empty());
        assert!(silent(tuduhan, "enggan menanggapi", "Tomas Lind", Person, Stance::Declines).is_empty());
        assert!(silent(tuduhan, "membantah", "pengacara Tomas Lind", Unnamed, Stance::Denies).is_empty(), "spoken for");
        assert_eq!(silent(tuduhan, "membantah", "Sinta Karsa", Person, Stance::Denies), lind, "somebody else");
    }
}
