//! Which tellings of hand-made articles are one event, and which of them print two days for it.

use crate::lang::Pack;
use crate::link::testing::Build;
use crate::link::{Linker, prepare};
use crate::model::*;

fn corpus(list: Vec<Build>) -> Corpus {
    let pack = Pack::indonesian();
    let mut linker = Linker::new(pack);
    linker.add(list.into_iter().map(|b| prepare(b.article(), pack)));
    linker.corpus()
}

fn shown(corpus: &Corpus) -> Vec<String> {
    corpus.events.iter().map(|e| format!("{} {} ×{}", e.date.value, e.title, e.articles().len())).collect()
}

#[test]
fn one_happening_in_three_articles_has_the_finest_date() {
    let list = vec![
        Build::new("a", "Presiden Vestria dan Perdana Menteri Orlan menandatangani perjanjian kemitraan laut pada Juni 2031.")
            .time("Juni 2031", "2031-06"),
        Build::new("b", "Vestria dan Orlan menandatangani perjanjian kemitraan laut itu pada Selasa (17/6).")
            .time("Selasa (17/6)", "2031-06-17"),
        Build::new(
            "c",
            "Pada pekan itu perjanjian kemitraan laut ditandatangani, lalu Vestria dan Orlan menandatangani perjanjian dagang.",
        )
        .time("pekan itu", "2031-W25"),
        Build::new("d", "Pada Juni 2031 Vestria menutup pelabuhan utara bagi kapal ikan asing.").time("Juni 2031", "2031-06"),
    ];
    let corpus = corpus(list);
    assert_eq!(corpus.events.len(), 2, "{:?}", shown(&corpus));
    let joined = corpus.events.iter().find(|e| e.articles().len() == 3).expect("one event of three");
    assert_eq!(joined.date.value.to_string(), "2031-06-17");
    assert_eq!(corpus.article_events[3].len(), 1);
}

#[test]
fn statements_of_two_people_are_two_events() {
    let text = |name: &str| format!("“Pasukan Vestria bergerak ke Selat Karang malam ini,” kata {name}, Rabu (18/6).");
    let build = |id: &str, name: &str| {
        Build::new(id, &text(name)).time("Rabu (18/6)", "2031-06-18").quote(
            "Pasukan Vestria bergerak ke Selat Karang malam ini",
            "kata",
            name,
        )
    };
    let corpus = corpus(vec![build("a", "Rani Umbara"), build("b", "Tomas Lind"), build("c", "Rani Umbara")]);
    assert_eq!(corpus.events.iter().map(|e| e.articles().len()).max(), Some(2), "{:?}", shown(&corpus));
    assert_eq!(corpus.events.len(), 2);
    assert!(corpus.events.iter().all(|e| e.speakers.len() == 1 && !e.quotes.is_empty()));
}

#[test]
fn another_day_is_another_event() {
    let text = "Dewan kota menunda lelang jembatan gantung pada";
    let list = vec![
        Build::new("a", &format!("{text} Senin (2/6).")).time("Senin (2/6)", "2031-06-02"),
        Build::new("b", &format!("{text} Selasa (3/6).")).time("Selasa (3/6)", "2031-06-03"),
    ];
    assert_eq!(corpus(list).events.len(), 2);
}

#[test]
fn the_same_words_of_two_firms_are_two_events() {
    let told = |id: &str, firm: &str| {
        let text = format!("Emiten {firm} membagikan dividen dalam rapat umum pemegang saham pada Senin (2/6).");
        Build::new(id, &text).time("Senin (2/6)", "2031-06-02")
    };
    // What few name is known of a corpus of some size.
    let filler = (0..900).map(|n| {
        let text = format!("Warga Lembah Randu menanam pohon ke-{n} di tepi sungai pada Selasa (3/6).");
        Build::new(&format!("n{n:03}"), &text).time("Selasa (3/6)", "2031-06-03")
    });
    let list = vec![told("a", "Lodra Samudra"), told("b", "Vesta Niaga"), told("c", "Lodra Samudra")];
    let corpus = corpus(list.into_iter().chain(filler).collect());
    let of = |article: usize| corpus.article_events[article].clone();
    assert!(of(0) == of(2) && of(0) != of(1), "{:?}", [of(0), of(1), of(2)]);
}

#[test]
fn verdicts_of_one_judge_on_two_people_are_two_events() {
    let told = |id: &str, name: &str| {
        let said = format!("Terdakwa {name} terbukti secara sah bersalah menyuap mandor bendungan");
        let text = format!("“{said},” kata Rani Umbara, Rabu (4/6).");
        Build::new(id, &text).time("Rabu (4/6)", "2031-06-04").quote(&said, "kata", "Rani Umbara")
    };
    let list = vec![told("a", "Tomas Lind"), told("b", "Sinta Karsa"), told("c", "Tomas Lind")];
    assert_eq!(corpus(list).events.len(), 2);
}

#[test]
fn what_points_back_to_another_story_is_another_event() {
    let told = |id: &str, story: &str| {
        let text = format!("{story} Unggahan tersebut beredar di media sosial warga desa pada Senin (2/6).");
        Build::new(id, &text).time("Senin (2/6)", "2031-06-02")
    };
    let one = "Kabar bohong menyebut bupati menjual jembatan gantung kepada saudagar kopra dari seberang. Panitia lelang membantah \
        kabar itu dan menunjukkan surat tanah kepada wartawan di balai kota.";
    let other = "Sebuah video memperlihatkan ikan raksasa menelan perahu nelayan di muara Tanjung Randu. Ahli laut menyebut \
        gambar bergerak tersebut buatan mesin karena bayangan air tidak wajar.";
    assert_eq!(corpus(vec![told("a", one), told("b", other)]).events.len(), 2);
}

#[test]
fn forecasts_of_one_day_are_one_event_only_by_a_number() {
    let told = |id: &str, text: &str| Build::new(id, text).time("Senin (2/6)", "2031-06-02");
    let forecast = |id: &str, place: &str, rest: &str| {
        told(id, &format!("Cuaca {place} pada Senin (2/6) diperkirakan berawan dengan potensi hujan ringan {rest}."))
    };
    let lumba = corpus(vec![forecast("a", "Lembah Lumba", "pagi hari"), forecast("b", "Muara Lumba", "sore hari")]);
    assert_eq!(lumba.events.len(), 2, "{:?}", shown(&lumba));
    let rain = corpus(vec![forecast("a", "Lembah Lumba", "hingga 34 milimeter"), forecast("b", "Lembah Lumba", "34 milimeter")]);
    assert_eq!(rain.events.len(), 1, "{:?}", shown(&rain));
    // A word of a name is none of a forecast.
    let minister = |id: &str| told(id, "Menteri Perdagangan membuka pasar garam Lembah Lumba pada Senin (2/6).");
    assert_eq!(corpus(vec![minister("a"), minister("b")]).events.len(), 1);
}

/// Two articles whose leads tell of one judge's verdicts in the same words, each dated by what the judge says.
fn verdicts(said: [&str; 2]) -> Corpus {
    let told = |id: &str, who: &str, said: &str| {
        let lead =
            format!("Majelis hakim balai Lumba membacakan putusan bagi {who} juragan Orlan dalam perkara suap mandor bendungan.");
        Build::new(id, &format!("{lead} “{said},” kata Rani Umbara, Rabu (4/6).")).time("Rabu (4/6)", "2031-06-04").quote(
            said,
            "kata",
            "Rani Umbara",
        )
    };
    corpus(vec![told("a", "ibu", said[0]), told("b", "pengacara", said[1])])
}

#[test]
fn leads_are_one_event_only_where_the_statements_that_date_them_may_be() {
    let years = |name: &str| format!("Menjatuhkan pidana penjara kepada {name} karena menyuap mandor bendungan itu");
    let (lind, karsa) = (years("Tomas Lind"), years("Sinta Karsa"));
    let apart = verdicts([&lind, &karsa]);
    assert_eq!(apart.events.iter().map(|e| e.articles().len()).max(), Some(1), "{:?}", shown(&apart));
    let one = verdicts([&lind, &lind]);
    assert_eq!(one.events.len(), 1, "{:?}", shown(&one));
}

#[test]
fn a_third_statement_makes_no_one_of_two_people() {
    let told = |id: &str, said: &str| {
        let text = format!("“{said},” kata Rani Umbara, Rabu (4/6).");
        Build::new(id, &text).time("Rabu (4/6)", "2031-06-04").quote(said, "kata", "Rani Umbara")
    };
    let guilty = |name: &str| format!("Terdakwa {name} terbukti secara sah bersalah menyuap mandor bendungan");
    let list = vec![
        told("a", &guilty("Tomas Lind")),
        told("b", "Keduanya terbukti secara sah bersalah menyuap mandor bendungan"),
        told("c", &guilty("Sinta Karsa")),
    ];
    let corpus = corpus(list);
    let of = |article: usize| corpus.article_events[article].clone();
    assert_ne!(of(0), of(2), "{:?}", shown(&corpus));
}

#[test]
fn of_a_month_the_deed_or_the_number_must_agree() {
    let told = |id: &str, text: &str| Build::new(id, text).time("Juni 2031", "2031-06");
    let list = |a: &str, b: &str| corpus(vec![told("a", a), told("b", b)]).events.len();
    let one = "Pada Juni 2031 koperasi nelayan Lembah Lumba membangun gudang garam di muara.";
    assert_eq!(list(one, "Koperasi nelayan Lembah Lumba membangun gudang garam besar pada Juni 2031."), 1);
    assert_eq!(list(one, "Pada Juni 2031 gudang garam koperasi nelayan Lembah Lumba terbakar habis semalam."), 2);
}

/// The days that contradict each other, of two articles that were published on these days.
fn contested(texts: [(&str, &str, &str); 2], published: [&str; 2]) -> Vec<String> {
    let build = |id: &str, (text, words, day): (&str, &str, &str), published: &str| {
        Build::new(id, text).time(words, day).published(published)
    };
    let [a, b] = texts;
    let corpus = corpus(vec![build("a", a, published[0]), build("b", b, published[1])]);
    let of = corpus.findings.iter().filter(|f| f.kind == FindingKind::EventDates);
    of.flat_map(|f| f.places.iter().map(|p| p.span.of(&corpus.articles[p.article as usize].text).to_owned())).collect()
}

#[test]
fn two_days_of_one_event_are_found_and_another_event_is_not() {
    let sank = "Kapal garam Lodra Samudra tenggelam di Selat Karang dengan 27 awak setelah menabrak tiang jembatan gantung";
    let first =
        format!("{sank} pada Senin (2/6). Nelayan muara menolong mereka, lalu membawa nakhoda tua itu ke puskesmas desa.");
    let other =
        format!("Pasar garam Tanjung Randu sepi. {sank} itu pada Selasa (3/6), kata warga. Harga garam naik dua kali lipat.");
    let one = (first.as_str(), "Senin (2/6)", "2031-06-02");
    let two = (other.as_str(), "Selasa (3/6)", "2031-06-03");
    let late = ["2031-06-05", "2031-06-06"];
    assert_eq!(contested([one, two], late), ["Senin (2/6)", "Selasa (3/6)"]);
    assert!(contested([one, (other.as_str(), "Selasa (3/6)", "2031-06-02")], late).is_empty(), "one day");
    assert!(contested([one, (other.as_str(), "Selasa (3/6)", "2031-06")], late).is_empty(), "a coarser date");
    assert!(contested([one, two], ["2031-06-02", "2031-06-03"]).is_empty(), "between the two articles");
    let night = other.replace(", kata warga", " waktu setempat");
    assert!(contested([one, (&night, "Selasa (3/6)", "2031-06-03")], late).is_empty(), "another clock");
    let many = other.replace("27 awak", "31 awak");
    assert!(contested([one, (&many, "Selasa (3/6)", "2031-06-03")], late).is_empty(), "another number");
    let left = "Kapal garam Lodra Samudra bertolak ke Selat Karang dengan 27 awak pada Selasa (3/6).";
    assert!(contested([one, (left, "Selasa (3/6)", "2031-06-03")], late).is_empty(), "another deed");
    let copy = first.replace("Senin (2/6)", "Selasa (3/6)");
    assert!(contested([one, (&copy, "Selasa (3/6)", "2031-06-03")], late).is_empty(), "a copy");
    let both = Build::new("a", &format!("{first} Bangkai kapal ditarik Selasa (3/6)."))
        .time("Senin (2/6)", "2031-06-02")
        .time("Selasa (3/6)", "2031-06-03")
        .published("2031-06-05");
    let second = Build::new("b", &other).time("Selasa (3/6)", "2031-06-03").published("2031-06-06");
    assert!(corpus(vec![both, second]).findings.is_empty(), "it knows of both days");
}

#[test]
fn guests_of_one_feast_are_no_title_of_it() {
    let feast = "panen raya garam Lembah Lumba yang digelar di balai Tanjung Randu pada Senin (2/6)";
    let told = |id: &str, text: &str| Build::new(id, text).time("Senin (2/6)", "2031-06-02");
    let list = vec![
        told("a", &format!("Penyanyi Sinta Karsa menyumbang lagu dalam {feast}.")),
        told("b", &format!("Bupati Tomas Lind hadir dalam {feast}.")),
        told("c", "Panen raya garam Lembah Lumba digelar di balai Tanjung Randu pada Senin (2/6)."),
    ];
    let corpus = corpus(list);
    assert_eq!(shown(&corpus), ["2031-06-02 Panen raya garam Lembah Lumba digelar di balai Tanjung Randu pada Senin (2/6) ×3"]);
}

#[test]
fn the_day_on_which_a_source_was_read_makes_no_event() {
    let told = |id: &str, text: &str| Build::new(id, text).time("Rabu (4/6)", "2031-06-04");
    let read = "Mengutip laman bursa, Rabu (4/6), harga kopra Lembah Lumba turun menjadi 27 keping.";
    assert_eq!(corpus(vec![told("a", read), told("b", read)]).events.len(), 0);
    let happened = "Harga kopra Lembah Lumba turun menjadi 27 keping pada Rabu (4/6).";
    assert_eq!(corpus(vec![told("a", read), told("b", happened)]).events.len(), 1);
    let said = |how: &str| {
        let text = format!("“Harga kopra Lembah Lumba turun menjadi 27 keping,” {how} Rabu (4/6).");
        told("a", &text).quote("Harga kopra Lembah Lumba turun menjadi 27 keping", "kata", "Rani Umbara")
    };
    assert_eq!(corpus(vec![said("kata Rani Umbara, dikutip")]).events.len(), 0);
    assert_eq!(corpus(vec![said("kata Rani Umbara dalam siaran yang dikutip warga,")]).events.len(), 1);
}

#[test]
fn days_that_most_tell_of_are_not_their_first() {
    let told = |id: &str, words: &str, value: &str| {
        Build::new(id, &format!("Pasar malam garam Lembah Lumba akan berlangsung pada {words}.")).time(words, value)
    };
    let days = |id: &str| told(id, "2-9 Juni", "2031-06-02/2031-06-09");
    let list = vec![days("a"), days("b"), told("c", "2 Juni mendatang", "2031-06-02")];
    let corpus = corpus(list);
    assert_eq!(corpus.events.iter().map(|e| e.date.value.to_string()).collect::<Vec<_>>(), ["2031-06-02/2031-06-09"]);
}

#[test]
fn the_lead_of_another_day_is_no_event_of_a_statement_repeated_there() {
    let told = |id: &str, lead: &str, day: &str| {
        let text = format!("{lead} “Itu kabar bohong, garam tetap dibeli koperasi,” kata Rani Umbara, Rabu (4/6).");
        Build::new(id, &text).published(day).time("Rabu (4/6)", "2031-06-04").quote(
            "Itu kabar bohong, garam tetap dibeli koperasi",
            "kata",
            "Rani Umbara",
        )
    };
    let first = "Ketua koperasi membantah kabar bahwa pembelian garam Lembah Lumba dihentikan.";
    let other = "Sebanyak 53 gudang baru Tanjung Randu menerima hasil panen nelayan.";
    let titles = |day: &str| {
        let corpus = corpus(vec![told("a", first, "2031-06-04"), told("b", other, day)]);
        corpus.events.iter().map(|e| (e.articles().len(), e.title.contains("53 gudang"))).collect::<Vec<_>>()
    };
    assert!(titles("2031-06-05").contains(&(1, true)), "{:?}", titles("2031-06-05"));
    assert!(!titles("2031-06-04").contains(&(1, true)), "{:?}", titles("2031-06-04"));
}

#[test]
fn the_hour_of_what_came_before_is_none_of_the_event() {
    let hour = |text: &str| {
        let words = "Senin (2/6) pukul 02.00";
        corpus(vec![Build::new("a", text).time(words, "2031-06-02T02:00")]).events[0].date.value.to_string()
    };
    assert_eq!(hour("Dua perahu lain ditemukan warga setelah nakhoda ditangkap pada Senin (2/6) pukul 02.00."), "2031-06-02");
    assert_eq!(hour("Nakhoda perahu garam ditangkap warga pada Senin (2/6) pukul 02.00."), "2031-06-02T02:00");
}

#[test]
fn who_passes_on_what_stands_before_tells_of_that() {
    let text = "Koperasi Lembah Randu menutup pasar garam. Hal ini disampaikan ketua dewan Rani Umbara usai menerima nelayan, \
        Rabu (4/6).";
    let corpus = corpus(vec![Build::new("a", text).time("Rabu (4/6)", "2031-06-04")]);
    assert_eq!(shown(&corpus), ["2031-06-04 Koperasi Lembah Randu menutup pasar garam ×1"]);
}

#[test]
fn two_happenings_in_one_place_on_one_day_are_two_events() {
    let told = |id: &str, text: &str| Build::new(id, text).time("Rabu (4/6)", "2031-06-04");
    let one = "Rani Umbara selesai menjalani pemeriksaan di gedung Dewan Garam, pada Rabu (4/6).";
    let other = "Pemeriksaan sendiri dilakukan di gedung Dewan Garam, Rabu (4/6) kemarin.";
    let events = |more: [&str; 2]| {
        let list = [("a", one, more[0]), ("b", other, more[1])];
        let corpus = corpus(list.map(|(id, text, more)| told(id, &format!("{text} {more}"))).into());
        corpus.events.len()
    };
    let story = "Perkara suap mandor bendungan itu menjerat juragan kopra Orlan. Petugas menyita perahu dan karung cengkih, lalu \
        menyegel rumah tua milik keluarga juragan dekat pasar lama. Sebelas saksi sudah memberi keterangan sejak musim tanam \
        kopi, kebanyakan kuli angkut dan juru tulis bendungan. Kuasa hukum meminta perkara cepat dibawa ke muka hakim. \
        Warga hulu berharap tanggul retak segera ditambal supaya sawah tidak kebanjiran lagi. Bupati berjanji meninjau \
        pekerjaan bersama insinyur tua pensiunan jawatan pengairan.";
    let another = "Nakhoda kapal pesiar diduga memalsukan surat tanda laut. Penumpang mengadu kepada syahbandar setelah terlantar \
        dua malam tanpa air minum, sementara awak mogok menuntut upah. Saudagar lada dari seberang ikut merugi karena \
        muatannya membusuk. Perusahaan pelayaran berjanji mengganti ongkos tiket seluruh penumpang. Kapal pengganti bertolak \
        menjelang subuh dengan pengawalan dua kapal patroli bercat putih. Serikat pelaut menggalang sumbangan bagi keluarga \
        korban badai lewat pertunjukan wayang kulit.";
    assert_eq!(events([story, another]), 2);
    assert_eq!(events([story, story]), 1, "one story");
    // What takes place there tells more than where.
    let fair = "Perahu listrik baru akan dipamerkan di ajang Pekan Bahari Tanjung Randu pada Rabu (4/6).";
    let open = "Pekan Bahari Tanjung Randu siap digelar pada Rabu (4/6).";
    assert_eq!(corpus(vec![told("a", fair), told("b", open)]).events.len(), 1);
}

#[test]
fn what_takes_place_titles_what_others_do_there() {
    let told = |id: &str, text: &str| Build::new(id, text).time("2-9 Juni", "2031-06-02/2031-06-09");
    let list = vec![
        told("a", "Sinta Karsa dan Tomas Lind akan bertanding di lomba perahu Muara Lumba Terbuka pada 2-9 Juni."),
        told(
            "b",
            "Rani Umbara dijadwalkan kembali bertanding di lomba perahu Muara Lumba Terbuka, yang akan digelar mulai 2-9 Juni.",
        ),
    ];
    let corpus = corpus(list);
    assert_eq!(shown(&corpus), ["2031-06-02/2031-06-09 lomba perahu Muara Lumba Terbuka, yang akan digelar mulai 2-9 Juni ×2"]);
}

#[test]
fn bulletins_with_one_number_in_common_and_one_not_are_two() {
    let told = |id: &str, low: &str| {
        let text =
            format!("Pada perdagangan Rabu (4/6), indeks kopra berada di level tertinggi 711,54 dan level terendah {low}.");
        Build::new(id, &text).time("Rabu (4/6)", "2031-06-04")
    };
    assert_eq!(corpus(vec![told("a", "697,28"), told("b", "693,01")]).events.len(), 2);
    assert_eq!(corpus(vec![told("a", "697,28"), told("b", "697,28")]).events.len(), 1);
}

#[test]
fn a_lead_dated_by_what_was_read_somewhere_is_no_other_articles() {
    let lead = "Kementerian Garam Vestria mengungkap 2.700 perahu nelayan Lembah Lumba bocor.";
    let told = |id: &str, said: &str, how: &str, cue: &str, name: &str| {
        let text = format!("{lead} “{said},” {how}, Rabu (4/6).");
        Build::new(id, &text).published("2031-06-04").time("Rabu (4/6)", "2031-06-04").quote(said, cue, name)
    };
    let said = |id: &str| told(id, "Kami menambal semuanya sebelum panen raya tiba", "kata Rani Umbara", "kata", "Rani Umbara");
    let read = "Faktanya ada ribuan perahu yang sudah tua sekali di muara";
    let read = told("b", read, "mengutip laman Kementerian Garam", "mengutip", "Kementerian Garam");
    let most = |list: Vec<Build>| corpus(list).events.iter().map(|e| e.articles().len()).max();
    assert_eq!(most(vec![said("a"), read]), Some(1));
    assert_eq!(most(vec![said("a"), said("b")]), Some(2));
}

#[test]
fn of_what_is_said_of_a_month_that_month_makes_the_title() {
    let told = |id: &str, text: &str, said: &str, cue: &str| {
        Build::new(id, text).time("Juni 2031", "2031-06").quote(said, cue, "Rani Umbara").indirect()
    };
    let rest =
        "permintaan nelayan kecil dan pedagang pasar malam terhadap garam kristal koperasi tetap meningkat tajam pada Juni 2031";
    let said = format!("kami bersyukur {rest}");
    let cut = format!(
        "Direktur Penjualan dan Pemasaran Garam Lembah Lumba menyampaikan, meskipun muara dangkal sekali, pihaknya bersyukur {rest}"
    );
    let list = vec![
        told("a", &format!("Dijelaskan Rani Umbara, {cut}."), &cut, "Dijelaskan"),
        told("b", &format!("Rani Umbara mengatakan, {said}."), &said, "mengatakan"),
    ];
    let corpus = corpus(list);
    let titles = corpus.events.iter().map(|e| e.title.contains("Juni 2031")).collect::<Vec<_>>();
    assert_eq!(titles, [true], "{:?}", shown(&corpus));
}
