//! Shapes: one or two snippets that are repeated, with what differs from one time to the next.

use super::pieces::{BEHIND, BETWEEN, PIECES};
use serde_json::{Value, json};

/// Chooses one thing after another, the same for the same seed.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn throw(&mut self, sides: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }

    /// Whether something comes that comes once in so many times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.throw(n) == 0
    }

    fn pick(&mut self, of: &[&'static str]) -> &'static str {
        of[self.throw(of.len())]
    }
}

/// What is repeated to make a text or a corpus of any size.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// What stands once, before all.
    pub head: String,
    /// What is repeated.
    pub snippets: Vec<String>,
    /// Whether all of the first snippet stands before all of the second, and not one by one.
    pub apart: bool,
    /// After how many times what differs begins anew; 0 where nothing differs.
    pub cycle: usize,
    /// Of many articles: how they are dated (0 not, 1 on one day, 2 on a day each), titled (0 not, 1 alike, 2 differently),
    /// and from how many outlets they are.
    pub dated: usize,
    pub titled: usize,
    pub outlets: usize,
}

impl Shape {
    /// One at random.
    pub fn random(dice: &mut Dice) -> Self {
        let snippets = if dice.one_in(3) { 2 } else { 1 };
        Self {
            head: if dice.one_in(6) { snippet(dice, 3) } else { String::new() },
            snippets: (0..snippets).map(|_| snippet(dice, 6)).collect(),
            apart: snippets == 2 && dice.one_in(3),
            cycle: [0, 0, 1, 7, 40, 300, usize::MAX, usize::MAX][dice.throw(8)],
            dated: dice.throw(3),
            titled: dice.throw(3),
            outlets: 1 + dice.throw(6),
        }
    }

    /// A text of at least so many bytes.
    pub fn text(&self, bytes: usize) -> String {
        let mut out = fill(&self.head, 0, self.cycle);
        match (self.apart, self.snippets.as_slice()) {
            (true, [first, second]) => {
                let share = bytes * first.len() / (first.len() + second.len());
                self.repeat(&mut out, &[first], share);
                self.repeat(&mut out, &[second], bytes);
            }
            (_, snippets) => self.repeat(&mut out, &snippets.iter().collect::<Vec<_>>(), bytes),
        }
        out
    }

    fn repeat(&self, out: &mut String, snippets: &[&String], bytes: usize) {
        let mut n = 0;
        while out.len() < bytes {
            out.push_str(&fill(snippets[n % snippets.len()], n, self.cycle));
            n += 1;
        }
    }

    /// The text of one of many articles: its snippets a few times.
    pub fn article(&self, n: usize) -> String {
        let mut out = fill(&self.head, n, self.cycle);
        for (k, snippet) in self.snippets.iter().enumerate() {
            // Not every article has all.
            if self.snippets.len() == 1 || !(n + k).is_multiple_of(3) {
                for again in 0..2 {
                    out.push_str(&fill(snippet, 2 * n + again, self.cycle));
                }
            }
        }
        out
    }

    /// As JSON on one line, for a replay.
    pub fn json(&self) -> String {
        let Self { head, snippets, apart, cycle, dated, titled, outlets } = self;
        json!({ "head": head, "snippets": snippets, "apart": apart, "cycle": cycle, "dated": dated, "titled": titled, "outlets": outlets })
            .to_string()
    }

    /// The shape that [`Shape::json`] wrote, or whose one snippet is this text.
    pub fn read(text: &str) -> Self {
        let Ok(value @ Value::Object(_)) = serde_json::from_str(text) else {
            return Self { snippets: vec![text.to_owned()], outlets: 1, ..Self::default() };
        };
        let number = |key: &str| value[key].as_u64().unwrap_or(0) as usize;
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Self {
            head: word(&value["head"]),
            snippets: value["snippets"].as_array().into_iter().flatten().map(word).collect(),
            apart: value["apart"] == true,
            cycle: number("cycle"),
            dated: number("dated"),
            titled: number("titled"),
            outlets: number("outlets"),
        }
    }
}

fn snippet(dice: &mut Dice, most: usize) -> String {
    loop {
        let mut out = String::new();
        for n in 0..1 + dice.throw(most) {
            if n > 0 {
                out.push_str(dice.pick(BETWEEN));
            }
            out.push_str(dice.pick(PIECES));
        }
        out.push_str(dice.pick(BEHIND));
        if !out.trim().is_empty() {
            return out;
        }
    }
}

const SYLLABLES: &[&str] = &["ra", "ni", "wa", "ski", "ta", "ru", "bo", "ga", "si", "mo", "pra", "le", "du", "han", "ko", "yu"];
const MONTHS: &[&str] = &["Januari", "Maret", "Mei", "Juli", "Agustus", "November"];

/// A word of its own for each number.
fn word(n: usize, salt: usize) -> String {
    let mut rest = n.wrapping_mul(7).wrapping_add(salt);
    let mut out = String::from(SYLLABLES[salt % SYLLABLES.len()]);
    for least in 0..4 {
        out.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
        if rest == 0 && least > 0 {
            break;
        }
    }
    out
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A snippet for the `n`-th time.
fn fill(snippet: &str, n: usize, cycle: usize) -> String {
    let n = if cycle == 0 { 0 } else { n % cycle };
    let mut out = String::with_capacity(snippet.len() + 16);
    let mut rest = snippet;
    let mut salt = 0;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let Some((key, behind)) = behind.split_once('}') else {
            out.push('{');
            rest = behind;
            continue;
        };
        salt += 1;
        match key {
            "name" => out.push_str(&format!("{} {}", capital(&word(n / 3, salt)), capital(&word(n, salt + 5)))),
            "given" | "place" => out.push_str(&capital(&word(n, salt))),
            "word" => out.push_str(&word(n, salt)),
            "short" => out.push_str(&word(n, salt).to_uppercase()),
            "n" => out.push_str(&(n + salt).to_string()),
            "date" => out.push_str(&format!("{}/{}/{}", n % 28 + 1, n / 28 % 12 + 1, 2000 + n / 336 % 60)),
            "day" => out.push_str(&format!("{} {}", n % 28 + 1, MONTHS[n / 28 % MONTHS.len()])),
            "year" => out.push_str(&(1950 + n % 120).to_string()),
            "hour" => out.push_str(&format!("{:02}.{:02}", n % 24, n / 24 % 60)),
            _ => out.push_str(&format!("{{{key}}}")),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}
