//! Which sentences of hand-made articles are tellings, and with which date.

use crate::lang::Pack;
use crate::link::prepare;
use crate::link::testing::Build;

fn told(build: Build) -> Vec<(String, String)> {
    let p = prepare(build.article(), Pack::indonesian());
    let text = &p.article.text;
    p.tellings.iter().map(|t| (t.sentence.of(text).to_owned(), p.article.times[t.time as usize].value.to_string())).collect()
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
