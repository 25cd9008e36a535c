use crate::lang::Pack;
use crate::link::testing::Build;
use crate::link::{Linker, prepare};
const NAME: &str = "Rani Umbara";

fn statements(list: Vec<Build>) -> Vec<usize> {
    let mut linker = Linker::new(Pack::indonesian());
    linker.add(list.into_iter().map(|b| prepare(b.article(), Pack::indonesian())));
    linker.corpus().statements.iter().map(|s| s.versions.len()).collect()
}

/// How a quote is told.
#[derive(Copy, Clone, PartialEq)]
enum By {
    Marks,
    Reporter,
}
use By::{Marks, Reporter};

fn told(by: By, words: &str) -> String {
    match by {
        Marks => format!("“{words},” kata {NAME}."),
        Reporter => format!("{NAME} mengatakan bahwa {words}."),
    }
}

fn add(build: Build, by: By, words: &str) -> Build {
    match by {
        Marks => build.quote(words, "kata", NAME),
        Reporter => build.quote(words, "mengatakan", NAME).indirect(),
    }
}

/// Whether two quotes that stand one behind the other are one statement.
fn beside(rest: &str, (a, first): (By, &str), (b, second): (By, &str)) -> bool {
    let text = format!("Kata orang, Rani mengatakan. {} {} {rest}", told(a, first), told(b, second));
    !statements(vec![add(add(Build::new("a", &text), a, first), b, second)]).is_empty()
}

/// Whether two quotes of two articles are one statement.
fn across(days: [&str; 2], (a, first): (By, &str), (b, second): (By, &str)) -> bool {
    let article = |id: &str, day: &str, by: By, words: &str| {
        add(Build::new(id, &format!("Kata orang, Rani mengatakan. {}", told(by, words))), by, words).published(day)
    };
    !statements(vec![article("a", days[0], a, first), article("b", days[1], b, second)]).is_empty()
}

#[test]
fn a_paraphrase_and_its_quote() {
    for (first, second, one) in [
        (
            (Reporter, "pagar muara akan dibongkar dalam dua pekan"),
            (Marks, "Dalam dua pekan pagar itu kami bongkar supaya perahu dapat lewat"),
            true,
        ),
        // Nouns alone: what is said of them differs.
        (
            (Reporter, "pagar muara Lembah Randu milik seorang juragan tua"),
            (Marks, "Pagar muara Lembah Randu membuat perahu kecil tertahan sampai ombak surut"),
            false,
        ),
        // Behind a quote stands the next fact.
        (
            (Marks, "Dermaga tua dekat muara kami tutup sejak badai merobohkan tiangnya"),
            (Reporter, "dermaga tua dekat muara dibangun kakeknya dengan kayu ulin"),
            false,
        ),
        (
            (Marks, "Dermaga tua dekat muara kami tutup sejak badai merobohkan tiangnya"),
            (Reporter, "dermaga tua dekat muara ditutup karena tiangnya roboh dihantam badai"),
            true,
        ),
        // Two paraphrases are two facts of one story.
        (
            (Reporter, "laporan juragan garam tercatat dengan nomor 114"),
            (Reporter, "laporan juragan garam dibuat menjelang musim angin barat"),
            false,
        ),
        (
            (Reporter, "laporan juragan garam tercatat dengan nomor 114"),
            (Reporter, "laporan juragan garam tercatat dengan nomor 114 tersebut"),
            true,
        ),
    ] {
        assert_eq!(beside("", first, second), one, "{} / {}", first.1, second.1);
    }
}

#[test]
fn what_the_whole_article_is_about_makes_no_paraphrase() {
    let first = (Reporter, "harga garam naik pesat");
    let second = (Marks, "Kalau harga garam naik, kami menambah perahu di muara");
    assert!(beside("", first, second));
    let rest = "Harga garam naik di Randu. Harga garam naik di Tuban. Harga garam naik di Lodra. Harga garam naik lagi.";
    assert!(!beside(rest, first, second));
}

#[test]
fn one_statement_in_two_articles() {
    let day = ["2031-05-14", "2031-05-15"];
    for (first, second, one) in [
        (
            (Reporter, "insentif diberikan untuk meringankan beban nelayan dan menambah tabungan desa"),
            (Reporter, "insentif itu meringankan beban nelayan sekaligus menambah tabungan"),
            true,
        ),
        // A phrase of nouns in both, and nothing said of it.
        (
            (Reporter, "koperasi membuka kerja sama dengan juragan pada bidang benih garam"),
            (Reporter, "kerja sama erat koperasi dan juragan pada segala bidang usaha"),
            false,
        ),
        // Names and what somebody is, in another role.
        (
            (Reporter, "Tomas Lind adalah anggota Serikat Nelayan Lembah"),
            (Reporter, "Tomas Lind ditipu anggota Serikat Nelayan Lembah"),
            false,
        ),
        // The same words of two people.
        (
            (Reporter, "Sinta terbukti menyuap mandor pelabuhan tua"),
            (Reporter, "Tomas terbukti menyuap mandor pelabuhan tua"),
            false,
        ),
        (
            (Marks, "Dengan ini terdakwa Sinta Karsa terbukti menyuap mandor pelabuhan tua, lalu menutup muara"),
            (Marks, "Dengan ini terdakwa Tomas terbukti menyuap mandor pelabuhan, hakim murka"),
            false,
        ),
        // One outlet cuts short what another prints.
        ((Marks, "Semoga badai reda. Semoga perahu juragan selamat tiba"), (Marks, "Semoga perahu juragan selamat"), true),
        // One goes on where the other is cut.
        (
            (Marks, "Balai desa kami cat. Sesudah itu pagar muara kami bongkar sampai tuntas"),
            (Marks, "Pagar muara kami bongkar sampai tuntas. Juragan boleh marah, boleh menggugat, kami siap"),
            true,
        ),
        // What is measured anew.
        (
            (Reporter, "harga garam bergerak pada kisaran 410 sampai 450 keping"),
            (Reporter, "harga garam bergerak pada kisaran 430 sampai 470 keping"),
            false,
        ),
    ] {
        assert_eq!(across(day, first, second), one, "{} / {}", first.1, second.1);
    }
}

#[test]
fn a_version_agrees_with_the_fullest_and_not_with_a_third_alone() {
    let article = |id: &str, words: &str| add(Build::new(id, &told(Marks, words)), Marks, words).published("2031-05-14");
    let list = vec![
        article("a", "Pagar bambu muara akan dibongkar sebelum panen, lalu jalan dan balai nelayan diperbaiki bersama warga"),
        article("b", "Pagar bambu muara akan dibongkar, juragan tidak takut menambah tiang"),
        article("c", "Juragan memang tidak takut menambah tiang"),
    ];
    assert_eq!(statements(list), [2]);
}
