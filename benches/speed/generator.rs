//! Articles by the thousand, made up word by word: enough like Indonesian news to cost what news costs.
//!
//! The same number gives the same article, everywhere. Voices, places and happenings recur across articles as they do in a
//! newspaper's archive, so that there is something to link; a corpus of any size keeps about the same number of quotes an
//! article.

use simak::model::{Document, Given, Source};

const GIVEN: &[&str] = &[
    "Rani", "Bayu", "Melati", "Surya", "Laras", "Gilang", "Tirta", "Wening", "Dimas", "Saras", "Galih", "Puspa", "Arga",
    "Kirana", "Jagat", "Ratih", "Panji", "Intan", "Wira", "Lestari", "Damar", "Sekar", "Bagas", "Anjani",
];
const FAMILY: &[&str] = &[
    "Waskita",
    "Pradipta",
    "Mahardika",
    "Sasongko",
    "Wirayuda",
    "Lembayung",
    "Kertanegara",
    "Purnama",
    "Adiwangsa",
    "Cendana",
    "Rahadian",
    "Tanuwijaya",
    "Sumbodo",
    "Paramita",
    "Hutabarat",
    "Manggala",
    "Nirwana",
    "Wanabaya",
    "Gunadarma",
    "Palagan",
];
const ROLE: &[&str] = &["Juru bicara", "Kepala", "Wakil ketua", "Direktur", "Sekretaris", "Peneliti", "Ketua", "Anggota"];
const BODY: &[&str] = &[
    "Kementerian Kelautan",
    "Badan Irigasi",
    "Dewan Kota",
    "Lembaga Pangan",
    "Kepolisian Daerah",
    "Dinas Perhubungan",
    "Balai Cuaca",
    "Serikat Nelayan",
    "Komisi Anggaran",
    "Otoritas Pelabuhan",
];
const PLACE: &[&str] = &[
    "Muara Randu",
    "Lembah Kemiri",
    "Tanjung Sewu",
    "Bukit Lawang Sari",
    "Pulau Merbau",
    "Kota Sagara",
    "Teluk Cempaka",
    "Karang Jati",
];
const THING: &[&str] = &[
    "pembangunan bendungan",
    "harga beras",
    "kabel bawah laut",
    "jadwal kapal feri",
    "anggaran pendidikan",
    "bantuan korban banjir",
    "izin tambang pasir",
    "jalur kereta baru",
    "stok pupuk",
    "pembersihan sungai",
];
const CLAUSE: &[&str] = &[
    "akan selesai sebelum akhir tahun",
    "tidak pernah dibahas secara terbuka",
    "sudah disetujui semua pihak",
    "masih menunggu laporan resmi",
    "harus ditunda sampai ada kepastian",
    "membutuhkan biaya yang lebih besar",
    "berjalan sesuai dengan rencana",
    "merugikan warga di pesisir",
];
const FILLER: &[&str] = &[
    "Jalan menuju lokasi dipenuhi kendaraan yang bergerak lambat, dan para pedagang menggelar lapak di tepi tanggul sejak fajar.",
    "Di papan pengumuman balai desa tertempel daftar nama keluarga, nomor rumah, dan jumlah anggota yang sudah didata petugas.",
    "Anggaran untuk tahap pertama berasal dari dua sumber, sisanya dibicarakan dalam rapat gabungan yang belum dijadwalkan.",
    "Proyek itu bukan yang pertama; dua upaya sebelumnya terhenti karena sengketa lahan dan pergantian kontraktor pelaksana.",
    "Hujan turun deras di hulu, permukaan air naik setinggi lutut orang dewasa, lalu surut perlahan menjelang petang.",
    "Sejumlah toko tetap buka, sebagian lain memilih menutup pintu dan memindahkan barang dagangan ke lantai atas.",
];
const MONTH: &[&str] =
    &["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
const OUTLET: &[&str] = &["Harian Sagara", "Kabar Muara", "Lentera Kota", "Nusa Pagi", "Warta Teluk", "Suara Lembah"];

/// Chooses one thing after another, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn pick(&mut self, of: &'static [&'static str]) -> &'static str {
        of[self.throw(of.len())]
    }
}

/// The article of this number.
pub fn article(number: usize) -> Document {
    let mut dice = Dice(number as u64 ^ 0x5eed);
    dice.throw(2);
    // A happening is told by about six articles, near each other in number and on one day.
    let story = number / 6;
    let mut told = Dice(story as u64 ^ 0x57_0e);
    told.throw(2);
    let (thing, place) = (told.pick(THING), told.pick(PLACE));
    let (day, month, year) = (1 + told.throw(28), told.throw(12), 2024 + story / 400 % 8);
    let people: Vec<(String, String)> = (0..3)
        .map(|_| {
            let name = format!("{} {}", told.pick(GIVEN), told.pick(FAMILY));
            (format!("{} {} {name}", told.pick(ROLE), told.pick(BODY)), name)
        })
        .collect();
    let mut text = format!("{}, {} — ", place.to_uppercase(), dice.pick(OUTLET));
    for paragraph in 0..10 + dice.throw(7) {
        let (full, name) = &people[dice.throw(people.len())];
        let short = name.split(' ').next_back().unwrap_or(name);
        let clause = dice.pick(CLAUSE);
        let date = format!("{day} {} {year}", MONTH[month]);
        text.push_str(&match dice.throw(16) {
            0 => format!("“Urusan {thing} {clause},” kata {full}, {day}/{}/{year}.", month + 1),
            1 => format!("“Kami mencatat bahwa {thing} {clause}. Warga {place} berhak tahu,” ujarnya."),
            2 => format!("{short} mengatakan bahwa {thing} di {place} {clause}."),
            3 => format!("Menurut {full}, {thing} {clause} sejak {date}."),
            4 => format!("{full} membantah tuduhan bahwa {thing} {clause}."),
            5 | 6 => format!("Pertemuan di {place} pada {date} membahas {thing} selama {} jam tanpa hasil.", 2 + dice.throw(5)),
            7 => format!("Sebanyak {} keluarga di {place} menunggu keputusan itu sampai tahun depan.", 20 + dice.throw(900)),
            _ => format!("Warga {place} sudah lama menunggu kejelasan soal {thing}."),
        });
        text.push(' ');
        text.push_str(dice.pick(FILLER));
        text.push_str(if paragraph % 2 == 1 { "\n\n" } else { " " });
    }
    Document {
        id: format!("{number:016x}").into(),
        source: Source { path: "generated.jsonl".into(), record: number as u32, ..Source::default() },
        given: Given {
            title: Some(format!("{} di {place}: {}", capital(thing), dice.pick(CLAUSE)).into()),
            published: Some(format!("{year:04}-{:02}-{day:02}", month + 1).into()),
            authors: vec![dice.pick(GIVEN).into()],
            outlet: Some(dice.pick(OUTLET).into()),
        },
        text: text.trim_end().into(),
    }
}

/// The article as a line of JSON.
pub fn line(article: &Document) -> String {
    let given = &article.given;
    let record = serde_json::json!({
        "id": article.id, "title": given.title, "published": given.published, "author": given.authors, "outlet": given.outlet, "text": article.text,
    });
    format!("{record}\n")
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
