//! The examples of `blocks.toml`, and what is a title, a dateline, a subhead, a credit.

use super::*;
use crate::extract::extract;
use crate::model::{Article, Document, Given};
use crate::text::tokenize;

fn cut(text: &str) -> Vec<(BlockKind, String)> {
    let pack = Pack::indonesian();
    let tokens = tokenize(text, &pack.lexicon);
    blocks(text, &tokens, Known::default(), pack).iter().map(|b| (b.kind, b.span.of(text).to_owned())).collect()
}

fn kinds(text: &str) -> Vec<BlockKind> {
    cut(text).into_iter().map(|(kind, _)| kind).collect()
}

fn article(text: &str, author: &[&str]) -> Article {
    let given = Given { authors: author.iter().map(|a| Box::from(*a)).collect(), ..Given::default() };
    extract(Document { text: text.into(), given, ..Document::default() }, Pack::indonesian())
}

/// Every line row stands between two paragraphs, and at the end for what only stands there.
#[test]
fn every_row_of_the_pack_does_what_its_example_says() {
    for example in Pack::indonesian().blocks.examples() {
        let line = example.line.replace(['⟦', '⟧'], "");
        let marked = example.line.split_once('⟦').map(|(_, rest)| rest.trim_end_matches('⟧')).unwrap_or(&line);
        let text = format!("Kapal itu tiba di pelabuhan.\n{line}\nWarga menyambutnya dengan gembira.");
        let found = cut(&text).iter().find(|(_, part)| part == marked).map(|(kind, _)| *kind);
        assert_eq!(found, Some(example.kind.unwrap_or(BlockKind::Paragraph)), "{line}\n{:?}", cut(&text));
    }
}

#[test]
fn every_name_of_the_pack_is_read_as_its_example_says() {
    for (example, what) in Pack::indonesian().blocks.mentions() {
        let (before, rest) = example.split_once('⟦').expect("an example marks its name");
        let (name, after) = rest.split_once('⟧').expect("an example marks its name");
        let got = article(&format!("{before}{name}{after}"), &[]);
        match *what {
            "outlet" => assert_eq!(
                got.outlet.map(|o| o.to_lowercase().contains(&name.to_lowercase()) || name == "VOA"),
                Some(true),
                "{example}"
            ),
            "credit" => assert!(got.credits.iter().any(|c| **c == *name), "{example}: {:?}", got.credits),
            _ => assert!(got.authors.iter().any(|a| **a == *name), "{example}: {:?}", got.authors),
        }
    }
}

#[test]
fn titles_only_where_the_text_has_one() {
    use BlockKind::*;
    let text = "Dua negara menanggapi klaim tentang kapal\n\nUtusan itu menyebutnya rumor, kata seorang pejabat kepada wartawan\n\nKapal itu tiba. Warga menyambutnya.\n\nSelesai sudah.";
    assert_eq!(kinds(text), [Title, Standfirst, Paragraph, Paragraph]);
    assert_eq!(kinds("Kapal itu tiba kemarin.\n\nWarga menyambutnya."), [Paragraph, Paragraph]);
    assert_eq!(
        kinds("# Kapal tiba\n\nWarga menyambutnya.\n\n## Di pelabuhan\n\nIa menangis."),
        [Title, Paragraph, Subhead, Paragraph]
    );
    assert_eq!(
        kinds("Kapal Bantuan Tiba di Teluk Damar\nWarga menyambut kapal itu dengan gembira sejak pagi di pelabuhan lama."),
        [Title, Paragraph]
    );
}

#[test]
fn datelines_need_evidence() {
    for (text, dateline) in [
        ("MUARA JATI, KOMPAS — Kapal itu tiba.", "MUARA JATI, KOMPAS —"),
        ("Muara Jati (ANTARA) - Kapal itu tiba.", "Muara Jati (ANTARA) -"),
        ("Liputan6.com, Muara Jati -Kapal itu tiba.", "Liputan6.com, Muara Jati -"),
        ("Liputan6.com, MuaraKapal itu tiba.", "Liputan6.com, Muara"),
        ("muara.co.id – Kapal itu tiba.", "muara.co.id –"),
        ("JATIMUARA- Kapal itu tiba.", "JATIMUARA-"),
        ("JATIMUARA-Kapal itu tiba.", "JATIMUARA-"),
    ] {
        assert_eq!(cut(text).first().map(|(kind, part)| (*kind, part.as_str())), Some((BlockKind::Dateline, dateline)), "{text}");
    }
    for text in ["Rusia - negara itu - menang.", "Kapal itu tiba – kata Rina.", "Rina, Budi - mereka datang.", "Kapal"] {
        assert_eq!(kinds(text), [BlockKind::Paragraph], "{text}");
    }
}

#[test]
fn a_heading_glued_to_a_paragraph_is_cut_off() {
    use BlockKind::*;
    let text = "Ia menolak untuk menjawab. PBB: Kami memiliki bukti\nSebelumnya, badan itu bungkam.";
    assert_eq!(kinds(text), [Paragraph, Subhead, Paragraph]);
    assert_eq!(kinds("Ia menolak untuk menjawab. Ia lalu pergi\nSebelumnya, badan itu bungkam."), [Paragraph, Paragraph]);
}

#[test]
fn credits_name_who_made_it() {
    let got = article(
        "Kapal itu tiba.\n\nSumber: Kantor Muara\n\nPewarta: Rina A.\n\nEditor : Bagus S\n\n\nCOPYRIGHT © ANTARA News Muara 2024",
        &[],
    );
    assert_eq!(
        (&*got.authors, &*got.editors, &*got.credits),
        (&["Rina A.".into()][..], &["Bagus S".into()][..], &["Kantor Muara".into()][..])
    );
    assert_eq!(got.outlet.as_deref(), Some("ANTARA News Muara"));
    let got = article("muara.co.id – Kapal itu tiba.\n(muara.co.id/Rina Amalia)", &[]);
    assert_eq!((got.outlet.as_deref(), &*got.authors), (Some("muara.co.id"), &["Rina Amalia".into()][..]));
    let got = article("Kapal itu tiba.", &["Rina Amalia, Bagus Santoso -muaraEkonomi"]);
    assert_eq!(&*got.authors, ["Rina Amalia".into(), "Bagus Santoso".into()]);
    let got = article("Kapal itu tiba.\n(Penulis: Rina Amalia | Editor: Bagus Santoso, Tia)", &[]);
    assert_eq!((&*got.authors, &*got.editors), (&["Rina Amalia".into()][..], &["Bagus Santoso".into(), "Tia".into()][..]));
}

#[test]
fn blocks_are_ordered_and_do_not_overlap() {
    let text = "[iklan] a [Gambas:Video] b. “C” (Foto: d)\n\n\n#\n-\n“\nMUARA — [ ( \u{2028}x (a/b)\n(kha)";
    let pack = Pack::indonesian();
    let tokens = tokenize(text, &pack.lexicon);
    let found = blocks(text, &tokens, Known::default(), pack);
    assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{found:?}");
}

#[test]
fn what_a_scrape_gives_again_is_set_aside() {
    use BlockKind::*;
    let (one, two) = (
        "Kapal bantuan itu tiba di pelabuhan lama pada pagi yang cerah.",
        "Warga menyambutnya dengan gembira, kata kepala desa yang hadir di sana.",
    );
    let nested = format!("{}{}", format!("{one} ").repeat(30), two);
    assert_eq!(kinds(&format!("{nested}\n{two}\nSelesai sudah.")), [Paragraph, Boilerplate, Paragraph]);
    // What merely comes twice is kept: somebody's words may be in it.
    assert_eq!(kinds(&format!("{one}\n{two}\n{one}")), [Paragraph, Paragraph, Paragraph]);
}

/// The whole article, then each paragraph between ever shorter ends of it: the single paragraphs are told, in order.
#[test]
fn nested_paragraphs_are_told_once() {
    use BlockKind::*;
    let dateline = "MUARA JATI — ";
    let parts: Vec<String> = ["Rina Amalia", "Bagus Santoso", "Tia Lestari", "Damar Wulan"]
        .iter()
        .map(|name| format!("“Kapal itu datang dari utara {}jauh,” kata {name} kepada warga.", "yang sangat ".repeat(30)))
        .collect();
    let link = "Baca JugaWarga Teluk Menunggu KapalHarga Garam Naik";
    let rest = |from: usize| parts[from..].concat();
    let scraped = |whole: &str| {
        let ends = (1..3).flat_map(|i| [rest(i), parts[i].clone()]).collect::<Vec<_>>().join("\n");
        format!("{dateline}{whole}\n{dateline}{}\n{ends}\n{}", parts[0], parts[3])
    };
    let told =
        |text: &str| cut(text).into_iter().filter(|(kind, _)| *kind == Paragraph).map(|(_, part)| part).collect::<Vec<_>>();
    let text = scraped(&format!("{}{link}{}", parts[0], rest(1)));
    assert_eq!(told(&text), parts);
    assert!(cut(&text).contains(&(Boilerplate, link.to_owned())));
    assert!(cut(&text).contains(&(Dateline, dateline.trim().to_owned())));
    // What the single paragraphs leave out is told too.
    let more = "Dermaga itu sepi kemarin, kata seorang nelayan tua.";
    let text = scraped(&format!("{}{more}{}", parts[0], rest(1)));
    assert_eq!(told(&text).len(), 5);
    assert!(told(&text).contains(&more.to_owned()));
}

#[test]
fn places_of_several_words_in_capitals_are_datelines() {
    for (text, dateline) in [
        ("TELUK ARU- Hampir semua kapal tiba.", Some("TELUK ARU-")),
        ("HO TEN MIN– Ketua nelayan bangga.", Some("HO TEN MIN–")),
        ("PULAU DUA–Rina Amalia menjual kapal.", Some("PULAU DUA–")),
        ("HITUNG-hitungan nelayan itu keliru.", None),
        ("PT AB - Kapal itu tiba.", None),
        ("Teluk Aru - Kapal itu tiba.", None),
    ] {
        let found = cut(text).into_iter().find(|(kind, _)| *kind == BlockKind::Dateline).map(|(_, part)| part);
        assert_eq!(found.as_deref(), dateline, "{text}");
    }
}

#[test]
fn an_outlet_is_no_author() {
    let given = |author: &str| Given { authors: vec![author.into()], outlet: Some("Muara.example".into()), ..Given::default() };
    let authors = |author: &str| {
        let text = "Kapal itu tiba.\n\nPenulis: Tia Lestari".into();
        extract(Document { text, given: given(author), ..Document::default() }, Pack::indonesian()).authors
    };
    assert_eq!(&*authors("muara.example"), ["Tia Lestari".into()]);
    assert_eq!(&*authors("Rina Amalia"), ["Rina Amalia".into()]);
    assert_eq!(&*authors("Tim Muara.example"), ["Tim Muara.example".into()]);
}

#[test]
fn a_front_matter_is_no_part_of_what_is_told() {
    use BlockKind::*;
    let front = "---\ntitle: Kapal Tiba\ndate: 3 Mei 2025\ntags:\n  - kapal\n---\n\n";
    let body = "MUARA JATI — Kapal itu tiba di dermaga.\n\nWarga menyambutnya dengan gembira.";
    let want = [Boilerplate, Boilerplate, Boilerplate, Boilerplate, Boilerplate, Boilerplate, Dateline, Paragraph, Paragraph];
    assert_eq!(kinds(&format!("{front}{body}")), want);
    assert!(article(&format!("{front}{body}"), &[]).times.is_empty());
    // A rule above a text, and a fence that never closes.
    assert_eq!(kinds(&format!("---\n{body}\n---\nSelesai sudah."))[1], Dateline);
    assert_eq!(kinds("---\ntitle: Kapal itu tiba di dermaga.")[1], Paragraph);
}

#[test]
fn bylines_without_a_colon_name_who_made_it() {
    let text = |byline: &str| format!("# Kapal yang Pulang\n\n{byline}\n\nKapal itu tiba di dermaga.\n\nWarga menyambutnya.");
    for byline in ["Oleh Rina Amalia", "*Oleh: Rina Amalia*", "Oleh: Rina Amalia", "Laporan Rina Amalia", "_Oleh Rina Amalia_"] {
        assert_eq!(&*article(&text(byline), &[]).authors, ["Rina Amalia".into()], "{byline}");
    }
    assert_eq!(
        &*article(&text("Oleh Rina Amalia dan Bagus Santoso"), &[]).authors,
        ["Rina Amalia".into(), "Bagus Santoso".into()]
    );
    for line in ["Oleh karena itu Rina pulang.", "Laporan Tahunan", "Oleh warga, kapal itu ditarik."] {
        assert!(article(&text(line), &[]).authors.is_empty(), "{line}");
    }
    assert_eq!(kinds("Laporan Niaga Teluk\n\nKapal itu tiba di dermaga.\n\nWarga menyambutnya.")[0], BlockKind::Title);
}

/// The outlet in a dateline, in a line of outlet and date, or in the address that the record gives.
#[test]
fn an_outlet_is_read_where_the_article_prints_it() {
    for (text, outlet) in [
        ("MUARA JATI, SUARA TELUK — Kapal itu tiba.", Some("SUARA TELUK")),
        ("MUARA JATI, KAMIS — Kapal itu tiba.", None),
        ("Muara Jati (WARTAKITA) - Kapal itu tiba.", Some("WARTAKITA")),
        ("teluk.example – Kapal itu tiba.", Some("teluk.example")),
        ("Kapal Pulang\n\nMingguan Teluk, 27 April 2025\n\nKapal itu tiba, kata Rina.", Some("Mingguan Teluk")),
        ("Kapal Pulang\n\nMuara Jati, 27 April 2025\n\nKapal itu tiba, kata Rina.", None),
    ] {
        assert_eq!(article(text, &[]).outlet.as_deref(), outlet, "{text}");
    }
    let text = "Muara Kini, Pulau Damar -Kapal itu tiba di dermaga.";
    let pack = Pack::indonesian();
    let tokens = tokenize(text, &pack.lexicon);
    let first = |known| blocks(text, &tokens, known, pack).first().map(|b| b.span.of(text));
    let cut = Some("Muara Kini, Pulau Damar -");
    assert_eq!(first(Known { url: Some("https://www.muarakini.example/baca/1"), ..Known::default() }), cut);
    assert_eq!(first(Known { outlet: Some("Muara Kini"), ..Known::default() }), cut);
    assert_eq!(first(Known::default()), Some(text));
}

#[test]
fn a_caption_may_stand_below_a_standfirst() {
    use BlockKind::*;
    let text = "Kapal bantuan pulang ke Teluk Damar\n\nWarga menunggu di dermaga sejak fajar\n\n\
                | Gambar kapal di Teluk Damar. (Sumber: Harian Muara) |\nKapal itu tiba di dermaga.\n\nWarga bersorak.";
    assert_eq!(kinds(text), [Title, Standfirst, Caption, Paragraph, Paragraph]);
}

#[test]
fn a_label_that_a_lost_space_glues_makes_a_caption() {
    use BlockKind::*;
    let around = |line: &str| format!("Kapal itu tiba di pelabuhan.\n{line}\nWarga menyambutnya dengan gembira.");
    for line in ["freepikPerbedaan perahu dan kapal", "SUZAKAIlustrasi roda kapal", "Bengkel Muara88Ilustrasi tangki kapal"] {
        assert_eq!(kinds(&around(line)), [Paragraph, Caption, Paragraph], "{line}");
    }
    for line in ["Freepik membuka kantor di Teluk Damar.", "SuzakaIlustrasi itu dibuat Rina.", "Ia melihatilustrasi itu kemarin."]
    {
        assert_eq!(kinds(&around(line)), [Paragraph; 3], "{line}");
    }
}

#[test]
fn the_title_of_what_is_embedded_is_no_paragraph() {
    use BlockKind::*;
    let text = "Kapal itu tiba. Warga menyambutnya.\nMelihat Keramaian di Teluk Damar\n[Gambas:Video 20menit]";
    assert_eq!(kinds(text), [Paragraph, Boilerplate, Boilerplate]);
    let text = "Kapal itu tiba. Warga menyambutnya.\nMereka menari di teluk.\n[Gambas:Video 20menit]";
    assert_eq!(kinds(text), [Paragraph, Paragraph, Boilerplate]);
}

#[test]
fn items_of_a_list_are_no_headings_and_a_question_is_no_credit() {
    use BlockKind::*;
    let text =
        "Inilah pasarnya.\n1. Toko Randu, Jalan Damar\n2. Toko Bahari, Jalan Liris Raya\nSemuanya buka sejak pagi, kata Rina.";
    assert_eq!(kinds(text), [Paragraph; 4]);
    let text = "Kapal itu tiba.\n\nWartawan: Ceritakan soal kapal itu.\n\nRina: Kapal itu tiba kemarin.\n\nReporter: Rina Amalia";
    assert_eq!(kinds(text), [Paragraph, Paragraph, Paragraph, Credit]);
}

#[test]
fn a_short_text_told_twice_is_told_once() {
    use BlockKind::*;
    let first = "Nelayan menjemur jala di dermaga Teluk Damar yang baru saja selesai diperbaiki warga.";
    let second = "Badan pelabuhan mencatat perbaikan dermaga itu telah menelan waktu hampir dua tahun penuh.";
    let third = "Warga berharap kapal besar dapat bersandar lagi sebelum musim angin barat datang kemari.";
    let text = format!("{first}{second}{third}\n{first}\n{second}{third}\n{second}\n{third}");
    assert_eq!(kinds(&text).iter().filter(|k| **k == Paragraph).count(), 3, "{:?}", cut(&text));
    let text = format!("{first} {second}\n{third}\n{first}");
    assert_eq!(kinds(&text), [Paragraph; 3]);
}

#[test]
fn datelines_survive_lost_and_added_spaces() {
    for (text, dateline) in [
        ("Liputan6.com, Teluk DamarKapal itu tiba.", "Liputan6.com, Teluk Damar"),
        ("JATIMUARA, KOMPAS. com - Kapal itu tiba.", "JATIMUARA, KOMPAS. com -"),
    ] {
        assert_eq!(cut(text).first().map(|(kind, part)| (*kind, part.as_str())), Some((BlockKind::Dateline, dateline)), "{text}");
    }
    assert_eq!(kinds("Liputan6.com. ia tiba di Teluk Damar - kata Rina."), [BlockKind::Paragraph]);
}

#[test]
fn an_agency_in_the_place_of_the_author_is_a_credit() {
    let got = article("Kapal itu tiba.", &["Antara"]);
    assert_eq!((&*got.authors, &*got.credits), (&[][..], &["Antara".into()][..]));
    let got = article("Kapal itu tiba.", &["Antara Pertiwi"]);
    assert_eq!((&*got.authors, &*got.credits), (&["Antara Pertiwi".into()][..], &[][..]));
}
