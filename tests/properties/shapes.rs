//! Texts of one shape in any size, each of which has cost some program quadratic time. Shared by the test that compares two
//! sizes and by the benchmark that runs the full ones.

/// A shape: its name, its text in a size, and the size that the benchmark runs.
pub struct Shape {
    /// What it is made of.
    pub name: &'static str,
    /// The text, of about so many pieces.
    pub text: fn(usize) -> String,
    /// Pieces of the full size.
    pub full: usize,
    /// Pieces of the smaller of the two sizes that the test compares.
    pub part: usize,
}

const SENTENCES: &str = "Menteri Perairan Galuh Prameswari mengatakan bahwa bendungan itu aman, Selasa (3/6/2031). “Kami menunggu \
    laporan warga,” kata Galuh di Kota Liris. Menurut Hasan Tarigan, sisa bantuan tiba sehari kemudian pukul 05.30. ";

fn nested(n: usize) -> String {
    format!("Kapal itu tiba {}di Liris{} kata Rani Waskita.", "(".repeat(n), ")".repeat(n))
}

fn denials(n: usize) -> String {
    format!("Rani menuduh Tomas mencuri kapal. {}", "Tomas membantah tuduhan itu, Senin (5/5/2031). ".repeat(n))
}

/// A name of its own for each of ten thousand numbers.
fn name(k: usize) -> String {
    let syllables = ["Ra", "ni", "Wa", "ski", "Ta", "ru", "Bo", "ga", "Si", "mo"];
    let [a, b, c, d] = [k % 10, k / 10 % 10, k / 100 % 10, k / 1000 % 10].map(|i| syllables.get(i).copied().unwrap_or("Ra"));
    format!("{}{}{} {}{}", a, b.to_lowercase(), c.to_lowercase(), d, a.to_lowercase())
}

fn names(n: usize) -> String {
    (0..n).map(|k| format!("“Kami pulang,” kata {}. ", name(k))).collect()
}

/// Every shape.
pub const SHAPES: &[Shape] = &[
    Shape { name: "one paragraph", text: |n| SENTENCES.repeat(n), full: 45_000, part: 600 },
    Shape { name: "paragraphs", text: |n| format!("{}\n\n", SENTENCES.trim()).repeat(n), full: 45_000, part: 600 },
    Shape { name: "straight marks", text: |n| "\"".repeat(n), full: 100_000, part: 25_000 },
    Shape { name: "marks among words", text: |n| "kami \"pulang ".repeat(n), full: 100_000, part: 10_000 },
    Shape { name: "opening marks", text: |n| "“kami ".repeat(n), full: 100_000, part: 10_000 },
    Shape { name: "single marks", text: |n| "'kami pulang' ".repeat(n), full: 100_000, part: 10_000 },
    Shape { name: "quotes of one sentence", text: |n| "“Kami pulang,” ".repeat(n), full: 100_000, part: 6_000 },
    Shape { name: "nested brackets", text: nested, full: 50_000, part: 12_500 },
    Shape { name: "square brackets", text: |n| "[".repeat(n) + &"]".repeat(n), full: 50_000, part: 12_500 },
    Shape { name: "cues behind", text: |n| "kata ".repeat(n), full: 300_000, part: 12_000 },
    Shape { name: "cues before", text: |n| "mengatakan bahwa ".repeat(n), full: 300_000, part: 8_000 },
    Shape { name: "cues with speakers", text: |n| "Rani mengatakan, ".repeat(n), full: 300_000, part: 5_000 },
    Shape { name: "clitics", text: |n| "katanya, ".repeat(n), full: 300_000, part: 12_000 },
    Shape { name: "one name", text: |n| "Rani ".repeat(n), full: 100_000, part: 12_000 },
    Shape { name: "capitalised words", text: |n| "Randu Waskita Mahoni Liris ".repeat(n / 4), full: 100_000, part: 12_000 },
    Shape { name: "titles", text: |n| "Menteri Kepala Badan ".repeat(n), full: 100_000, part: 6_000 },
    Shape { name: "people", text: names, full: 20_000, part: 1_500 },
    Shape { name: "denials", text: denials, full: 45_000, part: 2_500 },
    Shape { name: "accusations", text: |n| "Rani menuduh Tomas mencuri, ".repeat(n), full: 45_000, part: 3_000 },
    Shape { name: "commas", text: |n| "Rani, ".repeat(n), full: 100_000, part: 12_000 },
    Shape { name: "short lines", text: |n| "Rani pulang\n".repeat(n), full: 100_000, part: 8_000 },
    Shape { name: "empty lines", text: |n| "\n".repeat(n), full: 1_000_000, part: 100_000 },
    Shape { name: "dates", text: |n| "Senin (5/5/2031) pukul 05.30 WIB ".repeat(n), full: 100_000, part: 4_000 },
    Shape { name: "numbers", text: |n| "12.5/".repeat(n), full: 200_000, part: 12_000 },
    Shape { name: "full stops", text: |n| ".".repeat(n), full: 1_000_000, part: 60_000 },
    Shape { name: "one word", text: |n| "a".repeat(n), full: 10_000_000, part: 500_000 },
    Shape { name: "glued capitals", text: |n| "Ra".repeat(n), full: 1_000_000, part: 60_000 },
    Shape { name: "hyphens", text: |n| "rani-".repeat(n), full: 200_000, part: 20_000 },
    Shape {
        name: "marks that nothing closes",
        text: |n| "\"Saya pulang, dan kami tidak tahu.\n".repeat(n),
        full: 60_000,
        part: 2_000,
    },
    Shape { name: "marks inside lines", text: |n| "RA.\n\"ya,kami".repeat(n), full: 100_000, part: 6_000 },
    Shape {
        name: "articles in one",
        text: |n| "JAKARTA, KABAR — Kapal itu tiba, Senin (5/5/2031). ".repeat(n),
        full: 60_000,
        part: 1_500,
    },
    Shape { name: "years without a stop", text: |n| "kapal 2012,tiba ".repeat(n), full: 100_000, part: 3_000 },
    Shape {
        name: "days without a stop",
        text: |n| "dituduh kemarin di Lethmark seratus tahun lalu ".repeat(n),
        full: 30_000,
        part: 1_000,
    },
    Shape { name: "days without a space", text: |n| "Jumat".repeat(n), full: 1_000_000, part: 20_000 },
    Shape { name: "one word with a capital", text: |n| format!("A{}", "a".repeat(n)), full: 10_000_000, part: 100_000 },
    Shape {
        name: "credits",
        text: |n| (0..n).map(|k| format!("Sumber: Kabar {}\n", name(k))).collect(),
        full: 60_000,
        part: 4_000,
    },
    Shape { name: "laws", text: |n| "KUHP Pasal 5 Menurut ".repeat(n), full: 80_000, part: 3_000 },
];
