//! One speaker for the voices of several articles.
//!
//! - Persons join by their whole name, however it is spelt. A part of a name (`Umbara`, `Rani`) joins the one full name in
//!   the corpus that has it, when something else agrees: a role, the story told, or that the full name is in several
//!   articles. Where several full names have it, the role or the story must choose one; else it stays alone.
//! - Organizations and documents join by name; one that is only described (`polisi`) stays in its article.
//! - Unnamed voices join when office and affiliation agree and they say the same thing.
//!
//! Blocks are words of names, roles and runs of said words; nothing is compared outside a block, and blocks too large to
//! tell anybody apart are passed over.

mod bodies;
mod persons;
mod spelt;
mod unnamed;

use self::bodies::Bodies;
use self::persons::Persons;
use super::groups::Groups;
use super::names::{VoiceKey, name_hash};
use super::prepare::Prepared;
use crate::lang::pair_hash;
use crate::model::SpeakerKind;
use rustc_hash::FxHashMap;

pub struct Node<'a> {
    /// Index of its article.
    pub article: u32,
    /// Index of the voice in it.
    pub voice: u32,
    /// What kind of voice it is.
    pub kind: SpeakerKind,
    /// What it is compared by.
    pub key: &'a VoiceKey,
    /// The words of its name, hashed; without the state's or the body's name that an article ran into it.
    pub name: &'a [u32],
    /// Whether the article names them and does not quote them.
    pub silent: bool,
}

/// Voices of one block that are compared with its first ones.
const VOICE_BLOCK: usize = 64;

/// All voices by article and position.
pub fn nodes<'a>(articles: &[&'a Prepared]) -> Vec<Node<'a>> {
    let mut out = Vec::new();
    for (article, prepared) in articles.iter().enumerate() {
        for (voice, key) in prepared.voices.iter().enumerate() {
            let silent = voice >= prepared.article.voices.len();
            let Some(kind) = prepared.voice(voice as u32).map(|v| v.kind) else { continue };
            out.push(Node { article: article as u32, voice: voice as u32, kind, key, name: &key.name, silent });
        }
    }
    let bodies = Bodies::of(&out, articles);
    // An initial is never a body's name, whatever title holds the letter (`Komisi I`).
    let initial = |node: &Node| {
        let voice = articles.get(node.article as usize).and_then(|a| a.voice(node.voice));
        voice.is_some_and(|v| v.name.split_whitespace().next().is_some_and(|first| first.trim_end_matches('.').len() < 3))
    };
    for node in out.iter_mut().filter(|n| n.kind == SpeakerKind::Person) {
        if let Some(parted) = node.key.unglued.as_deref().filter(|p| p.len() > 1 && bodies.names.contains(&name_hash(p))) {
            node.name = parted;
        }
        if bodies.run_into(node.name) && !initial(node) {
            node.name = node.name.get(1..).unwrap_or(node.name);
        }
    }
    out
}

/// Which nodes are one speaker.
pub fn unify(articles: &[&Prepared], nodes: &[Node]) -> Groups {
    let mut groups = Groups::new(nodes.len());
    let persons = Persons::new(articles, nodes);
    persons.join(&mut groups);
    join_named(nodes, &mut groups);
    unnamed::join(nodes, &mut groups);
    groups
}

/// Organizations and documents with a proper name.
fn join_named(nodes: &[Node], groups: &mut Groups) {
    let mut first: FxHashMap<(SpeakerKind, u32), u32> = FxHashMap::default();
    for (i, node) in nodes.iter().enumerate() {
        if matches!(node.kind, SpeakerKind::Organization | SpeakerKind::Document) && !node.name.is_empty() {
            // What only describes is one voice inside its article and nobody outside it.
            let place = if node.key.proper { 0 } else { node.article + 1 };
            let block = pair_hash(name_hash(node.name), place);
            let seen = *first.entry((node.kind, block)).or_insert(i as u32);
            groups.join(seen, i as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Pack;
    use crate::link::testing::Build;
    use crate::link::{Linker, prepare};
    use crate::model::{Corpus, SpeakerKind};

    const STORY: &str = "Kepala desa menolak pagar bambu di muara Tanjung Randu karena seratus perahu nelayan tertahan sepekan.";

    fn corpus(list: Vec<Build>) -> Corpus {
        let mut linker = Linker::new(Pack::indonesian());
        linker.add(list.into_iter().map(|b| prepare(b.article(), Pack::indonesian())));
        linker.corpus()
    }

    /// The names of the speakers of the voices, one an article.
    fn names(list: Vec<Build>) -> Vec<String> {
        let corpus = corpus(list);
        corpus.voices.iter().map(|v| corpus.speakers[v[0] as usize].name.to_string()).collect()
    }

    fn person(id: &str, name: &str, title: &str) -> Build {
        let told = Build::new(id, &format!("Berita nomor {id}.")).voice(name, SpeakerKind::Person);
        if title.is_empty() { told } else { told.role(title, None) }
    }

    #[test]
    fn spellings_and_short_forms_are_one_person() {
        let list = vec![
            person("a", "Sergey Volkova", "menteri luar negeri"),
            person("b", "Sergei Volkova", "Menteri Luar Negeri Vestria"),
            person("c", "Volkova", "menteri luar negeri"),
            person("d", "Volkova", "penjaga gawang"),
        ];
        let names = names(list);
        assert_eq!(names[0], names[1]);
        assert_eq!(names[0], names[2], "the role agrees");
        assert_eq!(names[3], "Volkova", "nothing agrees");
    }

    #[test]
    fn a_state_run_into_a_name_is_no_part_of_it() {
        let list = vec![
            person("a", "Vestria Rani Umbara", "presiden"),
            person("b", "Rani Umbara", "presiden Vestria"),
            person("c", "Vestria Tomas Kelana Surya", "duta besar"),
            Build::new("d", "Berita nomor d.").voice("Vestria", SpeakerKind::Organization),
            person("e", "Tomas Kelana Surya", ""),
            person("f", "Sinta Rani Umbara", "camat"),
        ];
        let names = names(list);
        assert_eq!(names[0], "Rani Umbara");
        assert_eq!(names[0], names[1]);
        assert_eq!(names[2], "Tomas Kelana Surya", "the state speaks, and begins the names of two people");
        assert_eq!(names[2], names[4]);
        assert_eq!(names[5], "Sinta Rani Umbara", "nothing says that Sinta is a body");
    }

    #[test]
    fn two_people_of_one_surname_stay_two() {
        let list = vec![
            person("a", "Rani Umbara", "bupati"),
            person("b", "Tomas Umbara", "camat"),
            person("c", "Umbara", "camat"),
            person("d", "Umbara", ""),
        ];
        assert_eq!(names(list), ["Rani Umbara", "Tomas Umbara", "Tomas Umbara", "Umbara"]);
    }

    #[test]
    fn a_short_form_joins_where_the_story_is_the_same() {
        let one = Build::new("a", STORY).voice("Rani Umbara", SpeakerKind::Person);
        let two = Build::new("b", STORY).voice("Umbara", SpeakerKind::Person);
        assert_eq!(names(vec![one, two]), ["Rani Umbara", "Rani Umbara"]);
    }

    #[test]
    fn a_rare_word_is_the_one_full_name_that_has_it() {
        let told = |id: &str, name: &str| Build::new(id, "Berita lain.").told_of(name, "pelatih");
        let list = vec![
            person("a", "Lindqvam", ""),
            told("b", "Ottar Lindqvam"),
            person("c", "Wrenholt", "kapten"),
            told("d", "Maro Wrenholt"),
            person("e", "Wijaya", ""),
            told("f", "Surya Wijaya"),
            person("g", "Oskaria", ""),
            told("h", "Oskaria Bramantyo"),
            person("i", "Zelmira", ""),
            person("j", "Zelmira Tandon", "peneliti"),
        ];
        let want = ["Ottar Lindqvam", "Wrenholt", "Wijaya", "Oskaria", "Zelmira Tandon", "Zelmira Tandon"];
        let corpus = corpus(list);
        let quoted = corpus.voices.iter().filter_map(|v| v.first()).map(|s| &*corpus.speakers[*s as usize].name);
        // Other roles, a name that many bear, and a first name of somebody who is only told of join nothing.
        assert_eq!(quoted.collect::<Vec<_>>(), want);
    }

    #[test]
    fn a_name_with_more_words_in_one_article_is_no_fuller_name() {
        let list = vec![
            person("a", "Rani Umbara", "bupati"),
            person("b", "Rani Umbara", "bupati"),
            person("c", "Kabupaten Rani Umbara", "bupati"),
        ];
        assert_eq!(names(list), ["Rani Umbara"; 3]);
    }

    #[test]
    fn spellings_and_nicknames() {
        let spelt = |a: &str, b: &str, title: &str| {
            let names = names(vec![person("a", a, title), person("b", b, title)]);
            names[0] == names[1]
        };
        assert!(spelt("Brama Juana Karsa", "Brama Juanda Karsa", "Kasat Reskrim Polres Randu"), "the office agrees");
        assert!(!spelt("Brama Juana Karsa", "Brama Juanda Karsa", ""), "nothing agrees");
        let known = || person("a", "Gunadya Lesmana", "pemilik warung").alias("Gundim");
        assert_eq!(names(vec![known(), person("b", "Gundim", "")]), ["Gunadya Lesmana"; 2]);
    }

    #[test]
    fn an_abbreviation_given_once_holds_elsewhere() {
        let list = vec![person("a", "Rani Umbara", "bupati").alias("RUM"), person("b", "RUM", "bupati")];
        assert_eq!(names(list), ["Rani Umbara", "Rani Umbara"]);
    }

    #[test]
    fn bodies_join_by_name_and_descriptions_do_not() {
        let body = |id: &str, name: &str| Build::new(id, "Ya.").voice(name, SpeakerKind::Organization);
        let corpus = corpus(vec![body("a", "Pyongyang"), body("b", "Korea Utara"), body("c", "polisi"), body("d", "polisi")]);
        assert_eq!(corpus.speakers.len(), 3);
        let state = &corpus.speakers[corpus.voices[0][0] as usize];
        assert_eq!((&*state.name, &*state.aliases), ("Korea Utara", &["Pyongyang".into()][..]));
    }

    #[test]
    fn unnamed_voices_join_when_office_affiliation_and_words_agree() {
        let say = |id: &str, name: &str, words: &str| {
            Build::new(id, &format!("{words}, kata {name}.")).quote_of(words, "kata", name, SpeakerKind::Unnamed)
        };
        let list = vec![
            say("a", "perwakilan Vestria untuk PBB", "tuduhan itu hanyalah dongeng yang tidak berdasar"),
            say("b", "seorang diplomat Vestria", "kami menyebutnya dongeng yang tidak berdasar"),
            say("c", "perwakilan Vestria", "panen raya akan dimulai besok"),
            say("d", "seorang warga", "kami menyebutnya dongeng yang tidak berdasar"),
        ];
        let corpus = corpus(list);
        let of: Vec<_> = corpus.voices.iter().map(|v| v[0]).collect();
        assert_eq!(of[0], of[1]);
        assert!(of[2] != of[0] && of[3] != of[0]);
    }

    #[test]
    fn one_name_in_two_spellings_and_two_callings_is_two_people() {
        let list = vec![
            person("a", "Mochamad Kelana", "rektor"),
            person("b", "Muhammad Kelana", "penjaga hutan"),
            person("c", "Muhammad Umbara", "bupati"),
            person("d", "Mohammad Umbara", "Bupati Tanjung Randu"),
        ];
        let corpus = corpus(list);
        let of: Vec<_> = corpus.voices.iter().map(|v| v[0]).collect();
        assert!(of[0] != of[1] && of[2] == of[3]);
    }

    #[test]
    fn names_that_many_bear_are_parts_of_longer_ones_on_sure_ground_only() {
        let two = |short: Build, long: Build| {
            let names = names(vec![short, long]);
            names[0] != names[1]
        };
        let bupati = |name: &str| person("b", name, "bupati Tanjung Randu");
        assert!(two(person("a", "Agus Budi", ""), bupati("Agus Kelana Budi")), "given names, and no ground");
        assert!(!two(person("a", "Agus Budi", "bupati Tanjung Randu"), bupati("Agus Kelana Budi")), "the office");
        assert!(!two(person("a", "Tarum Welok", ""), bupati("Tarum Kelana Welok")), "no given names");
        let member = |name: &str, of: &str| person("a", name, "anggota").role("anggota", Some(of));
        assert!(two(member("Budi", "Dewan Garam"), person("b", "Sinta Karsa Budi", "hakim anggota")), "half of an office");
    }

    #[test]
    fn one_name_at_two_firms_is_two_people() {
        let at = |id: &str, title: &str, firm: &str| {
            Build::new(id, &format!("Berita nomor {id}.")).voice("Surya Kelana", SpeakerKind::Person).role(title, Some(firm))
        };
        let list = vec![
            at("a", "direktur utama", "PT Lodra Samudra Tbk"),
            at("b", "direktur utama", "PT Vesta Niaga"),
            at("c", "komisaris", "PT LS"),
            at("d", "sekretaris perusahaan", "Vesta Niaga Tbk"),
            at("e", "ketua", "Dewan Garam"),
        ];
        let corpus = corpus(list);
        let of: Vec<_> = corpus.voices.iter().map(|v| v[0]).collect();
        assert!(of[0] != of[1], "two firms");
        assert_eq!((of[0], of[1]), (of[2], of[3]), "one firm, by its initials and in another office");
        assert_eq!(of[0], of[4], "a council is no firm");
    }

    #[test]
    fn one_name_in_an_office_and_at_a_firm_is_two_people() {
        let with = |id: &str, title: &str, of: &str| {
            Build::new(id, &format!("Berita nomor {id}.")).voice("Agus Budi", SpeakerKind::Person).role(title, Some(of))
        };
        let list = vec![
            person("a", "Agus Budi", ""),
            with("b", "menteri koordinator", "Bidang Kelautan"),
            with("c", "direktur pemasaran", "PT Lodra Samudra"),
            person("d", "Agus Budi", "Menteri Koordinator"),
        ];
        let corpus = corpus(list);
        let of: Vec<_> = corpus.voices.iter().map(|v| v[0]).collect();
        assert!(of[1] != of[2] && of[1] == of[3] && of[0] == of[1], "{of:?}");
    }

    #[test]
    fn a_body_called_by_its_kind_alone_is_one_inside_its_article_only() {
        let of = |id: &str, name: &str| Build::new(id, "Ya.").voice(name, SpeakerKind::Organization);
        let list = vec![of("a", "Perusahaan"), of("b", "Perusahaan"), of("c", "Dewan Garam"), of("d", "Dewan Garam")];
        assert_eq!(corpus(list).speakers.len(), 3);
    }

    #[test]
    fn a_document_by_one_word_is_one_inside_its_article_only() {
        let of = |id: &str, name: &str| Build::new(id, "Ya.").voice(name, SpeakerKind::Document);
        let list = vec![of("a", "Penelitian"), of("b", "Penelitian"), of("c", "Kitab Samudra"), of("d", "Kitab Samudra")];
        assert_eq!(corpus(list).speakers.len(), 3);
    }
}
