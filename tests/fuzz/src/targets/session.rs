//! Sessions of any kind, also of impossible states: taken up, drawn, gone on with.

use super::desk::{Desk, opened};
use super::json::{any, one_of, or_any, place};
use super::keys::{keys, typed};
use super::material::corpora;
use super::{chance, text};
use crate::engine::{Rng, Target, pick};
use crate::words::{JSON, KEYS, NAMES};
use serde_json::{Map, Value, json};
use simak::store::Session;

/// Sessions.
pub const SESSION: Target = Target {
    name: "session",
    about: "any JSON as a session: taken up, drawn, keys typed",
    run: session,
    make,
    words: &[NAMES, NAMES, JSON],
    longest: 1_500,
    share: 20,
};

/// Names of panes, and some that are none.
const PANES: &[&str] =
    &["articles", "reader", "speakers", "quotes", "timeline", "ledger", "drift", "balance", "findings", "review", "x", ""];

fn session(input: &[u8]) {
    let (text, chance) = (text(input), chance(input));
    // (Behind the session, on a line of its own, keys may follow.)
    let (session, rest) = text.rsplit_once("\nkeys: ").unwrap_or((&text, "j Enter k ] Backspace L"));
    let Ok(session) = serde_json::from_str::<Session>(session) else { return };
    let again = serde_json::to_string(&session).expect("a session is written");
    assert_eq!(serde_json::from_str::<Session>(&again).ok().as_ref(), Some(&session), "a session is read back");
    let mut desk = Desk::new(60 + (chance >> 4) as u16 % 60, 12 + (chance >> 12) as u16 % 20);
    let corpus = 1 + chance as usize % 6;
    if chance % 2 == 0 {
        desk.show(corpus);
        desk.send(opened(session, true));
    } else {
        desk.send(opened(session, true));
        desk.show(corpus);
    }
    desk.look();
    typed(rest, |typed| desk.take(typed));
    desk.show((chance >> 20) as usize);
    desk.end();
}

fn make(rng: &mut Rng) -> Vec<u8> {
    let mut fields = Map::new();
    let (here, jump) = (spot(rng), spot(rng));
    let mut put = |rng: &mut Rng, name: &str, value: &dyn Fn(&mut Rng) -> Value| {
        if rng.bool() {
            let value = value(rng);
            fields.insert(name.to_owned(), value);
        }
    };
    put(rng, "here", &|_| here.clone());
    put(
        rng,
        "lights",
        &|rng| json!({ "articles": thing(rng), "hits": rng.bool(), "speakers": thing(rng), "boards": thing(rng) }),
    );
    put(rng, "jumps", &|rng| vec![jump.clone(); rng.usize(0..4)].into());
    put(rng, "jumped", &place);
    put(rng, "filters", &|rng| json!({ pick(rng, PANES): pick(rng, crate::words::QUERIES) }));
    put(rng, "orders", &|rng| json!({ pick(rng, PANES): one_of(rng, &["by date", "by name", "newest first", "x"]) }));
    put(rng, "find", &|rng| one_of(rng, &["gudang", "\"", "a b", "\u{301}", ""]));
    put(
        rng,
        "facets",
        &|rng| json!([{ "outlet": one_of(rng, &["Kabar Hulu", ""]) }, { "named": one_of(rng, &["stated", "x"]) }]),
    );
    put(rng, "zoom", &|rng| or_any(rng, |rng| rng.bool().into()));
    put(rng, "scale", &|rng| one_of(rng, &["days", "weeks", "months", "years", "decades", "x"]));
    put(rng, "theme", &|rng| one_of(rng, &["light", "mono", "x"]));
    put(rng, "review", &|rng| {
        let quotes = match rng.u8(0..5) {
            0 => "everything".into(),
            1 => "differences".into(),
            2 => json!({ "query": [one_of(rng, PANES), one_of(rng, &["stance:denies", "((", ""])] }),
            _ => json!({ "these": [[id(rng), [[place(rng), place(rng)], [0, 90]]]] }),
        };
        json!({ "of": "semua", "quotes": quotes })
    });
    put(rng, "row", &|rng| json!([id(rng), place(rng)]));
    let keys = keys(rng, &[KEYS], 12);
    format!("{}\nkeys: {keys}", Value::from(fields)).into_bytes()
}

/// An identifier of something that is there, or not.
fn id(rng: &mut Rng) -> Value {
    let corpus = rng.choice(corpora());
    let some = |rng: &mut Rng| match (rng.u8(0..4), corpus) {
        (0, Some(corpus)) => rng.choice(corpus.speakers.iter()).map(|own| own.id.to_string()),
        (1, Some(corpus)) => rng.choice(corpus.events.iter()).map(|own| own.id.to_string()),
        (2, Some(corpus)) => rng.choice(corpus.claims.iter()).map(|own| own.id.to_string()),
        (_, Some(corpus)) => rng.choice(corpus.articles.iter()).map(|own| own.id.to_string()),
        _ => None,
    };
    or_any(rng, |rng| some(rng).into())
}

fn thing(rng: &mut Rng) -> Value {
    let name = pick(rng, &["article", "speaker", "event"]);
    match rng.u8(0..6) {
        0 => Value::Null,
        1 => json!({ "quote": [id(rng), place(rng)] }),
        2 => json!({ "entry": [one_of(rng, PANES), id(rng)] }),
        3 => any(rng, 1),
        _ => json!({ name: id(rng) }),
    }
}

fn spot(rng: &mut Rng) -> Value {
    let all = [
        ("pane", one_of(rng, PANES)),
        ("narrow", thing(rng)),
        ("article", id(rng)),
        ("top", place(rng)),
        ("quote", place(rng)),
        ("words", json!([place(rng), place(rng)])),
        ("speaker", id(rng)),
        ("said", json!([id(rng), place(rng)])),
        ("event", id(rng)),
        ("desk", one_of(rng, PANES)),
        ("entry", id(rng)),
        ("cell", place(rng)),
        ("inside", rng.bool().into()),
    ];
    // (What is not of its kind makes all of it no session: most of these are left out.)
    let fits = |name: &str, value: &Value| match name {
        "top" | "quote" | "cell" => value.is_u64(),
        "inside" => true,
        _ => true,
    };
    all.into_iter()
        .filter(|(name, value)| rng.bool() && fits(name, value))
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
