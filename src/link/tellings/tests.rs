//! Which sentences of hand-made articles are tellings, and with which date.

use crate::lang::Pack;
use crate::link::prepare;
use crate::link::testing::Build;
use crate::model::{Block, BlockKind, Span};

fn told(build: Build) -> Vec<(String, String)> {
    let p = prepare(build.article(), Pack::indonesian());
    let text = &p.article.text;
    let dated = p.tellings.iter().filter(|t| !t.is_of_own_day());
    dated.map(|t| (t.sentence.of(text).to_owned(), p.article.times[t.time as usize].value.to_string())).collect()
}

#[test]
fn a_sentence_with_a_verb_and_a_date_is_a_telling() {
    let b = Build::new("a", "Dewan kota membuka jembatan baru pada Senin (3/6). Antrean panjang di Tuban.")
        .time("Senin (3/6)", "2024-06-03");
    assert_eq!(told(b).len(), 1);
    let b = Build::new("b", "Jadwal kapal Tuban Senin (3/6)").time("Senin (3/6)", "2024-06-03");
    assert_eq!(told(b).len(), 0, "no verb");
    let b = Build::new("c", "Pabrik gula itu mempekerjakan warga desa sejak 2020.").time("2020", "2020");
    assert_eq!(told(b).len(), 0, "an edge");
    let b = Build::new("d", "Tim muda menjuarai Piala Laut 2020 dengan gemilang.").time("2020", "2020");
    assert_eq!(told(b).len(), 0, "part of a name");
    let b = Build::new("f", "Harga kopra untuk pengiriman Januari merosot tajam.").time("Januari", "2020-01");
    assert_eq!(told(b).len(), 0, "part of a name");
    let b = Build::new("e", "Pada 2020 tim muda menjuarai Piala Laut.").time("2020", "2020");
    assert_eq!(told(b).len(), 1);
}

#[test]
fn a_date_of_what_is_only_looked_to_is_none() {
    let told_on = |text: &str| told(Build::new("a", text).time("3 Juni", "2024-06-03")).len();
    assert_eq!(told_on("Koperasi membagi beras kepada warga menjelang pesta panen pada 3 Juni."), 0);
    assert_eq!(told_on("Panen garam turun dibandingkan panen desa tetangga pada 3 Juni."), 0);
    assert_eq!(told_on("Menjelang panen, koperasi membagi beras kepada warga pada 3 Juni."), 1);
    let hour =
        |text: &str| told(Build::new("a", text).time("pukul 01.00", "2024-06-03T01:00").time("3 Juni", "2024-06-03")).len();
    assert_eq!(hour("Jam buka pasar garam diperpanjang hingga pukul 01.00 pada 3 Juni."), 0, "the end of a stretch");
    assert_eq!(hour("Pasar garam dibuka mulai pukul 01.00 pada 3 Juni."), 1);
}

#[test]
fn a_year_of_several_and_that_of_what_was_before_are_none() {
    let told_in = |text: &str| told(Build::new("a", text).time("2029", "2029")).len();
    assert_eq!(told_in("Panen garam naik menjadi 12 ton dari 9 ton pada 2029."), 0);
    assert_eq!(told_in("Koperasi membeli perahu dari 3 nelayan pada 2029."), 1, "nothing rose");
    let several = "Koperasi membangun gudang garam pada 2029 dan 2030.";
    assert_eq!(told(Build::new("a", several).time("2029", "2029").time("2030", "2030")).len(), 0);
    let two = "Koperasi membangun gudang garam pada 2029 dan membuka pasar pada 2030.";
    assert_eq!(told(Build::new("a", two).time("2029", "2029").time("2030", "2030")).len(), 1);
}

#[test]
fn what_is_quoted_on_a_day_did_not_happen_then() {
    let day = "Rabu (4/6)";
    let cited = |text: &str| told(Build::new("a", text).time(day, "2031-06-04")).len();
    assert_eq!(cited("Inilah cara merawat perahu, dirangkum dari berbagai sumber, Rabu (4/6)."), 0);
    assert_eq!(cited("Redaksi menyusun artikel ini pada Rabu (4/6) bagi nelayan muda."), 0);
    assert_eq!(cited("Mengutip laman bursa, Rabu (4/6), harga kopra turun ke titik terendah."), 1);
}

#[test]
fn a_lead_has_the_date_of_the_statement_that_dates_it() {
    let text = "Dewan kota membuka jembatan gantung di Lembah Randu. Biayanya ditanggung koperasi. “Kami lega,” kata ketua dewan Rani Umbara dalam peresmian itu, Rabu (4/6).";
    let build = |day: &str| {
        Build::new("a", text).published(day).time("Rabu (4/6)", "2031-06-04").quote("Kami lega", "kata", "Rani Umbara")
    };
    let of = |day: &str| told(build(day)).into_iter().map(|t| t.0).collect::<Vec<_>>();
    assert!(of("2031-06-04").iter().any(|s| s.starts_with("Dewan kota membuka")), "{:?}", of("2031-06-04"));
    assert_eq!(of("2031-06-09").len(), 1, "old news");
}

#[test]
fn the_date_outside_the_quote_is_that_of_the_statement() {
    let b = Build::new("a", "“Kapal tiba di dermaga pada Juni,” kata Rani Umbara, Senin (3/6).")
        .time("Juni", "2024-06")
        .time("Senin (3/6)", "2024-06-03")
        .quote("Kapal tiba di dermaga pada Juni", "kata", "Rani Umbara");
    let p = prepare(b.article(), Pack::indonesian());
    assert_eq!(p.tellings[0].voice, Some(0));
    assert_eq!(p.article.times[p.tellings[0].time as usize].value.to_string(), "2024-06-03");
}

#[test]
fn a_date_that_a_verb_has_taken_is_none_of_a_later_statement() {
    let b = Build::new("a", "Vestria menandatangani perjanjian laut pada Juni 2024, menyebutnya “awal yang baik”.")
        .time("Juni 2024", "2024-06")
        .quote_of("awal yang baik", "menyebutnya", "Vestria", crate::model::SpeakerKind::Organization);
    assert_eq!(prepare(b.article(), Pack::indonesian()).tellings[0].voice, None);
}

/// The dates of the tellings of a text with one date.
fn dated(text: &str, words: &str, rule: &'static str) -> usize {
    told(Build::new("a", text).time(words, "2031-06-04").rule(rule)).len()
}

#[test]
fn a_condition_a_habit_and_a_comparison_did_not_happen_on_their_day() {
    assert_eq!(dated("Kalau perahu ditarik hari Rabu, warga muara menyusul.", "hari Rabu", "date.weekday"), 0);
    assert_eq!(dated("Kalau hujan reda, warga muara menarik perahu hari Rabu.", "hari Rabu", "date.weekday"), 1);
    let ferry = "Feri muara itu memuat rata-rata 300 penumpang pada";
    assert_eq!(dated(&format!("{ferry} hari Rabu."), "hari Rabu", "date.weekday"), 0);
    assert_eq!(dated(&format!("{ferry} Rabu (4/6)."), "Rabu (4/6)", "date.weekday-date"), 1);
    assert_eq!(dated("Berbeda dengan Rabu (4/6), pasar garam membuka semua pintu.", "Rabu (4/6)", "date.weekday-date"), 0);
    assert_eq!(dated("Pasar garam muara ditutup sampai dengan 4 Juni.", "4 Juni", "date.day-month"), 0);
    assert_eq!(dated("Pasar garam muara bersama koperasi ditutup 4 Juni.", "4 Juni", "date.day-month"), 1);
    assert_eq!(dated("Berikut 10 perahu yang dijual koperasi pada 4 Juni.", "4 Juni", "date.day-month"), 0);
}

#[test]
fn the_time_of_what_is_spoken_of_is_not_that_of_the_sentence() {
    let said = |words: &str| {
        let text = format!("Rani Umbara mengatakan, {words}.");
        told(Build::new("a", &text).time("semalam", "2031-06-03TNI").quote(words, "mengatakan", "Rani Umbara").indirect()).len()
    };
    assert_eq!(said("pernyataan dewan semalam tidak setegas yang ditunggu warga"), 0);
    assert_eq!(said("perahu dewan semalam menabrak tiang dermaga warga"), 1);
}

#[test]
fn an_end_is_no_day_of_what_began_before() {
    let b = |text: &str| Build::new("a", text).time("Juni", "2031-06").time("November", "2031-11");
    let race = told(b("Lomba perahu muara dimulai pada Juni dan berakhir pada November."));
    assert_eq!(race.into_iter().map(|t| t.1).collect::<Vec<_>>(), ["2031-06"]);
    let book = "Rapat menetapkan laba koperasi untuk tahun buku yang berakhir pada 4 Juni.";
    assert_eq!(dated(book, "4 Juni", "date.day-month"), 0);
    assert_eq!(dated("Masa sidang dewan muara berakhir pada 4 Juni.", "4 Juni", "date.day-month"), 1);
}

#[test]
fn days_of_a_visit_come_before_an_hour_of_it() {
    let b = |text: &str| {
        told(Build::new("a", text).time("3-5 Juni", "2031-06-03/2031-06-05").time("Rabu siang", "2031-06-04TAF"))
            .into_iter()
            .map(|t| t.1)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        b("Bupati mengunjungi muara pada 3-5 Juni untuk dua urusan, yakni membuka pasar pada Rabu siang."),
        ["2031-06-03/2031-06-05"]
    );
    assert_eq!(b("Dari lawatan 3-5 Juni bupati membuka pasar muara Rabu siang."), ["2031-06-04TAF"]);
}

#[test]
fn a_clause_of_a_noun_has_its_own_date() {
    let part = |text: &str| {
        let p = prepare(Build::new("a", text).time("Senin (2/6)", "2031-06-02").article(), Pack::indonesian());
        p.tellings.iter().map(|t| t.part.of(&p.article.text).to_owned()).collect::<Vec<_>>()
    };
    let harvest = "panen raya Lembah Lumba yang digelar pada Senin (2/6)";
    assert_eq!(part(&format!("Rani Umbara hadir dalam {harvest}.")), [format!("{harvest}.")]);
    let caught = "Polisi menangkap pria yang mencuri perahu pada Senin (2/6).";
    assert_eq!(part(caught), [caught], "the verb of the sentence may have the date");
    let subject = "Panen raya yang digelar di Lembah Lumba pada Senin (2/6) menarik warga.";
    assert_eq!(part(subject), [subject], "nothing is told before it");
}

#[test]
fn a_lead_of_some_time_ago_has_no_date_of_a_statement() {
    let of = |lead: &str| {
        let text = format!("{lead} “Kami lega,” kata ketua dewan Rani Umbara, Rabu (4/6).");
        let b = Build::new("a", &text).published("2031-06-04").time("Rabu (4/6)", "2031-06-04");
        let b = if lead.contains("baru-baru") { b.time("baru-baru ini", "PAST_REF") } else { b };
        told(b.quote("Kami lega", "kata", "Rani Umbara")).len()
    };
    assert_eq!(of("Dewan kota membuka jembatan gantung di Lembah Randu."), 2);
    assert_eq!(of("Dewan kota baru-baru ini membuka jembatan gantung di Lembah Randu."), 1);
}

#[test]
fn a_month_or_a_year_of_a_noun_is_not_that_of_what_is_told_of_it() {
    let told_in = |text: &str| told(Build::new("a", text).time("2029", "2029")).len();
    assert_eq!(told_in("Laporan itu menunjukkan, sepertiga garam yang dipanen nelayan pada 2029 berasal dari muara."), 0);
    assert_eq!(told_in("Rani mengakui hasil yang diraih koperasi pada 2029 masih jauh dari cukup."), 0);
    assert_eq!(told_in("Perjanjian yang ditandatangani kedua kota pada 2029 mengatur lelang garam."), 1, "it took place");
    assert_eq!(told_in("Rani membuka pasar yang dibangun nelayan pada 2029."), 1, "nothing is told of it");
}

#[test]
fn a_day_to_come_that_is_told_as_past_is_misprinted() {
    let told_on =
        |text: &str, published: &str| told(Build::new("a", text).time("17 Juli", "2031-07-17").published(published)).len();
    let before = "Nakhoda itu lebih dulu bersurat kepada dewan pada 17 Juli.";
    assert_eq!(told_on(before, "2031-06-18"), 0);
    assert_eq!(told_on(before, "2031-07-18"), 1);
    assert_eq!(told_on("Nakhoda itu akan bersurat kepada dewan pada 17 Juli.", "2031-06-18"), 1);
}

#[test]
fn a_day_on_which_a_quote_was_read_is_cited() {
    let cited = |text: &str| {
        let build =
            Build::new("a", text).time("Rabu (4/6)", "2031-06-04").quote("Panen garam naik dua kali lipat", "kata", "Rani");
        prepare(build.article(), Pack::indonesian()).tellings.iter().map(|t| t.cited).collect::<Vec<_>>()
    };
    assert_eq!(cited("“Panen garam naik dua kali lipat,” kata Rani dikutip di Lembah Randu, Rabu (4/6)."), [true]);
    assert_eq!(cited("“Panen garam naik dua kali lipat,” kata Rani dilihat dari kanal dewan, Rabu (4/6)."), [true]);
    assert_eq!(cited("“Panen garam naik dua kali lipat,” kata Rani di Lembah Randu, Rabu (4/6)."), [false]);
}

#[test]
fn a_lead_has_the_day_of_its_deed_where_the_article_gives_it() {
    let lead = |told: &str| {
        let (first, said) = ("Dinas menggagalkan penyelundupan garam di Lembah Randu.", "Garam curian itu milik koperasi muara");
        let text = format!("{first} Tomas mengatakan {told}. “{said},” kata Rani, Rabu (4/6).");
        let build = Build::new("a", &text).time("Selasa (3/6)", "2031-06-03").time("Rabu (4/6)", "2031-06-04");
        let build = build.quote(told, "mengatakan", "Tomas").indirect().quote(said, "kata", "Rani").published("2031-06-04");
        let p = prepare(build.article(), Pack::indonesian());
        let lead = p.tellings.iter().find(|t| t.dated_by.is_some()).expect("a lead");
        p.article.times[lead.time as usize].value.to_string()
    };
    assert_eq!(lead("penyelundupan garam itu digagalkan pada Selasa (3/6)"), "2031-06-03");
    assert_eq!(lead("harga garam di pasar naik pada Selasa (3/6)"), "2031-06-04");
}

#[test]
fn the_text_of_a_post_that_is_shown_tells_of_nothing() {
    let paragraphs = |build: Build| {
        let mut article = build.article();
        let text = article.text.clone();
        let spans = text.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some(Span::new(*at - line.len(), *at - line.len() + line.trim_end().len()))
        });
        article.blocks = spans.map(|span| Block { kind: BlockKind::Paragraph, span, rule: "test" }).collect();
        article
    };
    let told = |build: Build| prepare(paragraphs(build), Pack::indonesian()).tellings.len();
    let post =
        "Berikut isi unggahannya.\n\"UNDIAN GARAM\nDewan membagikan perahu gratis pada Juni 2031.\nDaftar sekarang juga\"\n";
    let on = |text: &str| Build::new("a", text).time("Juni 2031", "2031-06");
    assert_eq!(told(on(post)), 0);
    assert_eq!(told(on("Surat itu singkat.\n\"Dewan membagikan perahu gratis pada Juni 2031.\"\nNelayan tertawa.")), 0);
    assert_eq!(told(on(&post.replace('"', ""))), 1, "no marks");
    let open = "Rani membacakan surat itu.\n\"Kami datang.\nDewan membagikan perahu gratis pada Juni 2031.\nNelayan tertawa.";
    assert_eq!(told(on(open)), 1, "a mark that was never closed");
    let within = post.replace("Daftar", "\"Gratis bagi semua\"\nDaftar");
    assert_eq!(told(on(&within)), 0, "marks within");
    let quoted = on(post).quote("Dewan membagikan perahu gratis", "isi", "Rani Umbara");
    assert_eq!(told(quoted), 1, "somebody says it");
}
