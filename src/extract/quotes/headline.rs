//! Headlines: `S: C`, and the bare verb that only they have, `S Bantah C`, with words in marks behind its colon,
//! `S Bantah C: “D”`.

use super::super::marks::Region;
use super::super::phrase::{Head, Phrase, phrase};
use super::direct::{Ground, Rule};
use super::stance::negation;
use super::{Who, Work};
use crate::lang::{Class, Complement, Cue, Frame};
use crate::model::{BlockKind, Stance};

/// So many tokens of an article are searched for a body that speaks elsewhere in it: it is told of early, and a text of
/// nothing but headings takes no more time than another.
const TOLD: usize = 2_000;

/// So many tokens of a headline are searched for its verb: who acts is named before it.
const VERB: usize = 16;

/// Who acts in a headline, with the verb.
#[derive(Clone)]
pub(super) struct Headed {
    who: Phrase,
    verb: usize,
    cue: Cue,
}

impl Work<'_, '_> {
    /// Finds the verb of a headline and whose it is, before anything is told of the words in marks behind it.
    pub(super) fn announced(&mut self) {
        if self.unit.kind == BlockKind::Title {
            self.headed = self.bare_verb();
        }
    }

    /// The first bare verb of a headline that somebody stands right before.
    fn bare_verb(&self) -> Option<Headed> {
        let ctx = self.ctx;
        let range = self.unit.range.clone();
        let verb = (range.start + 1..range.end.min(range.start + VERB))
            .find(|&i| ctx.pack.cues.starts(ctx.word(i)) && self.cue(i, &[Frame::Headline]).is_some())?;
        let cue = self.cue(verb, &[Frame::Headline])?;
        let negated = negation(ctx, verb, range.start);
        if negated.negated || negated.refused {
            return None;
        }
        let mut end = verb;
        while end > range.start && ctx.is_class(end - 1, Class::ADVERB) && !ctx.name(end - 1) {
            end -= 1;
        }
        // `Pengamat: Panitia Bantah Data`: what a label tells is the label's.
        if (range.start..end).any(|i| ctx.is(i, ':') || ctx.is(i, ';') || self.quoted(i)) {
            return None;
        }
        let from = (range.start..end).rev().find(|&i| ctx.is(i, ',')).map_or(range.start, |i| i + 1);
        let mut who = phrase(ctx, from, end).filter(|p| p.range.end == end && p.range.start == from)?;
        // `Jaksa Tuntut Rani Waskita`: capitals everywhere make the office of the accuser look like that of the accused.
        who.indefinite |= who.head == Head::Description && cue.stance == Stance::Accuses;
        let speaks = matches!(who.head, Head::Person | Head::Organization | Head::Description);
        (speaks && !self.labels(&who)).then_some(Headed { who, verb, cue })
    }

    /// `S Bantah C: “D”`: whose the words in marks are behind the colon of a headline.
    pub(super) fn headed(&self, region: &Region) -> Option<Ground> {
        let Headed { who, verb, cue } = self.headed.clone()?;
        let ctx = self.ctx;
        let behind = region.open > verb && ctx.is(region.open - 1, ':') && self.closes_unit(region);
        let cue_range = verb..verb + usize::from(cue.len);
        let (stance, who) = (cue.stance, Who::Phrase(who));
        behind.then_some(Ground { cue: Some(cue_range), who, stance, rule: Rule::Label, at: region.open })
    }

    /// A headline's or a subhead's `S: C`, and `S Bantah C`.
    pub(super) fn headline(&mut self) {
        let ctx = self.ctx;
        let range = self.unit.range.clone();
        if let Some(Headed { who, verb, cue }) = self.headed.clone() {
            let end = verb + usize::from(cue.len);
            // `Bantah Atur Lomba Usai Didemo`: what tells when is not in it.
            let when = |i: usize| ctx.pack.cues.clauses.after(ctx.word(i)) && i > end + 1;
            let over = |i: usize| ctx.is(i, ':') || ctx.is(i, ';') || ctx.is(i, ',') || self.quoted(i) || when(i);
            let stop = (end..range.end).find(|&i| over(i)).unwrap_or(range.end);
            let content = self.content(end + usize::from(ctx.pack.cues.clauses.manner(ctx.word(end))));
            let content = content.start..content.end.min(stop);
            self.report(verb, cue, end, Who::Phrase(who), content, "indirect.headline-verb", 60);
            return;
        }
        if !matches!(self.unit.kind, BlockKind::Title | BlockKind::Subhead) || !self.regions.is_empty() {
            return;
        }
        let Some(who) = phrase(ctx, range.start, range.end).filter(|p| p.range.start == range.start) else { return };
        let colon = who.range.end;
        if !ctx.is(colon, ':') || who.head == Head::Pronoun || range.end - colon < 4 || self.labels(&who) {
            return;
        }
        let content = self.content(colon + 1);
        let cue = Cue {
            frame: Frame::After,
            complement: Complement::Clause,
            stance: Stance::Asserts,
            clitic: false,
            whom: false,
            len: 1,
        };
        self.report(colon, cue, colon, Who::Phrase(who), content, "indirect.headline", 62);
    }

    /// Whether what stands before a colon labels the headline and speaks no words (`VIDEO: …`, `HOAKS: …`, `Banjir Randu: …`):
    /// what words can be put into, a matter in a place, neither a person's whole name nor a body that is listed or told of
    /// elsewhere.
    fn labels(&self, who: &Phrase) -> bool {
        let ctx = self.ctx;
        let (start, doubts) = (self.unit.range.start, &ctx.pack.cues.doubts);
        let voice = Class::UNNAMED | Class::ROLE | Class::HUMAN;
        let no_name = ctx.is_class(start, Class::NOT_A_NAME) && !ctx.is_class(start, voice);
        let label = doubts.label(ctx.word(start)) || doubts.medium(ctx.word(start)) || no_name;
        let place = who.core.clone().all(|i| ctx.is_class(i, Class::PLACE | Class::PLACE_HEAD));
        if who.range.len() == 1 && label || place {
            return true;
        }
        let listed = Class::ORGANIZATION | Class::ORGANIZATION_HEAD | Class::STATE;
        let again = |i: usize| {
            let elsewhere = |k: usize| !self.unit.range.contains(&k) && ctx.letters(k) == ctx.letters(i);
            let speaks = |k: usize| ctx.pack.cues.starts(ctx.word(k + 1)) || k > 0 && ctx.pack.cues.starts(ctx.word(k - 1));
            (0..ctx.tokens.len().min(TOLD)).any(|k| elsewhere(k) && speaks(k))
        };
        match who.head {
            Head::Person => who.name.len() < 2 && who.role.is_empty() && !ctx.sure_name(who.name.start),
            Head::Organization => {
                !(who.core.clone().any(|i| ctx.is_class(i, listed)) || who.core.len() == 1 && again(who.core.start))
            }
            Head::Document => who.core.clone().all(|i| ctx.is_class(i, Class::NOT_A_NAME)),
            Head::Description | Head::Pronoun => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::lang::Pack;
    use crate::model::{Article, Document};

    fn read(headline: &str) -> Article {
        let text = format!("{headline}\n\nWarga Sukarame menunggu penjelasan di balai desa sejak pagi.");
        extract(Document { text: text.as_str().into(), ..Document::default() }, Pack::indonesian())
    }

    /// A headline, and for each of its quotes who does what with which words.
    #[test]
    fn the_bare_verbs_of_headlines() {
        for (headline, want) in [
            ("Bupati Tegar Wibisana Bantah Terima Suap Dermaga", &["Tegar Wibisana denies Terima Suap Dermaga"][..]),
            (
                "Polres Karangmaya Bantah Salah Tangkap: “Sesuai Prosedur”",
                &["Polres Karangmaya denies Salah Tangkap", "Polres Karangmaya denies Sesuai Prosedur"],
            ),
            ("Rani Waskita Bantah Keras Tudingan Panitia, Sebut Laporannya Lengkap", &["Rani Waskita denies Tudingan Panitia"]),
            ("Dituding Curang, Arum Sedayu Bantah Atur Lomba", &["Arum Sedayu denies Atur Lomba"]),
            ("PT Surya Mekar Tepis Kabar PHK Massal", &["PT Surya Mekar denies Kabar PHK Massal"]),
            ("KPK Tetapkan Tegar Wibisana Jadi Tersangka", &["KPK accuses Tegar Wibisana Jadi Tersangka"]),
            // The office of who accuses is not that of the accused.
            ("Jaksa Tuntut Tegar Wibisana 7 Tahun Penjara", &["Jaksa accuses Tegar Wibisana 7 Tahun Penjara"]),
            ("Arum Sedayu Bantah Atur Lomba Usai Didemo Warga", &["Arum Sedayu denies Atur Lomba"]),
            ("Arum Sedayu Tuding Panitia Curang", &["Arum Sedayu accuses Panitia Curang"]),
            ("Tegar Wibisana Akui Terima Uang Kontraktor", &["Tegar Wibisana confirms Terima Uang Kontraktor"]),
            ("Arum Sedayu Kecam Penutupan Pasar Randu", &["Arum Sedayu condemns Penutupan Pasar Randu"]),
            ("Arum Sedayu Enggan Komentari Kasus Dermaga", &["Arum Sedayu declines Komentari Kasus Dermaga"]),
            // What another tells is the other's.
            ("Pengamat: Pemerintah Bantah Data Panen", &["Pengamat asserts Pemerintah Bantah Data Panen"]),
            // A save, a demand, a verb that is negated, a happening.
            ("Kiper Persikarta Tepis Penalti di Menit Akhir", &[]),
            ("Warga Sukarame Tuntut Ganti Rugi Lahan Tambak", &[]),
            ("Bupati Tegar Wibisana Tak Bantah Terima Uang", &[]),
            ("Banjir Rendam Tiga Desa di Sukarame", &[]),
        ] {
            let article = read(headline);
            let told = article.quotes.iter().map(|q| {
                let speaker = q.speaker.and_then(|v| article.voices.get(v as usize)).map_or("?", |v| &v.name);
                format!("{speaker} {} {}", q.stance.name(), q.span.of(&article.text))
            });
            assert_eq!(told.collect::<Vec<_>>(), want, "{headline}");
        }
    }
}
