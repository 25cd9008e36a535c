//! Bytes of the terminal → events, with an end to what is never finished.
//!
//! A link that drops bytes, or an answer that comes late, leaves a sequence without its end. The parser of `crossterm` waits
//! for that end for ever, and everything typed meanwhile, Ctrl-C too, belongs to the sequence. Here a control character or a
//! byte that cannot go on ends it at once, and silence ends it after [`UNFINISHED`]; what it was is not known, so it
//! means nothing. What one whole sequence means is said by `terminput`, which has crossterm's own table.

use crossterm::event::Event;
use std::time::Duration;

/// So long after an escape character a sequence may begin; then it was the key. A terminal sends both in one piece; only a
/// slow link parts them.
const ESCAPE: Duration = Duration::from_millis(30);

/// A sequence or a paste that gets no byte for so long is over. Longer than links stall inside of a sequence, shorter than a
/// person waits before pressing a key again.
const UNFINISHED: Duration = Duration::from_millis(500);

/// The longest sequence that means something has about twenty bytes.
const LONGEST: usize = 64;

/// More of one paste is not kept: no box takes as much, and tells so.
const PASTED: usize = 1 << 20;

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// What was read and is not whole yet.
#[derive(Debug, Default)]
pub struct Decoder {
    /// A sequence or a character that was begun.
    begun: Vec<u8>,
    /// What was pasted so far, with what could be the beginning of its end.
    pasted: Option<Vec<u8>>,
}

/// What a sequence lacks.
enum Lacks {
    /// Nothing.
    Nothing,
    /// More bytes.
    More,
    /// It cannot go on by this byte, which stands for itself.
    Other,
}

impl Decoder {
    /// Takes bytes; events that are whole by them are appended.
    pub fn take(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        for &byte in bytes {
            match &mut self.pasted {
                Some(pasted) => {
                    pasted.push(byte);
                    if pasted.ends_with(PASTE_ENDS) {
                        pasted.truncate(pasted.len() - PASTE_ENDS.len());
                        self.end_paste(events);
                    } else if pasted.len() > PASTED + PASTE_ENDS.len() {
                        // What could be the end stays; in between something is left out.
                        pasted.remove(PASTED);
                    }
                }
                None => self.add(byte, events),
            }
        }
    }

    /// Nothing came for as long as [`Decoder::patience`] says.
    pub fn give_up(&mut self, events: &mut Vec<Event>) {
        self.end_paste(events);
        let begun = std::mem::take(&mut self.begun);
        // An escape character alone is the key; with one more it is a letter with Alt.
        if begun.len() <= 2 {
            events.extend(meaning(&begun));
        }
    }

    /// How long more bytes can be waited for; `None` where nothing is begun.
    pub fn patience(&self) -> Option<Duration> {
        match (&self.pasted, self.begun.as_slice()) {
            (None, []) => None,
            (None, [0x1b] | [0x1b, b']' | b'P' | b'X' | b'^' | b'_']) => Some(ESCAPE),
            _ => Some(UNFINISHED),
        }
    }

    fn add(&mut self, byte: u8, events: &mut Vec<Event>) {
        match lacks(&self.begun, byte) {
            Lacks::Nothing => {
                self.begun.push(byte);
                if self.begun == PASTE_BEGINS {
                    self.pasted = Some(Vec::new());
                } else {
                    events.extend(meaning(&self.begun));
                }
                self.begun.clear();
            }
            // (Of what is longer than any, the rest is passed over.)
            Lacks::More if self.begun.len() < LONGEST => self.begun.push(byte),
            Lacks::More => {}
            Lacks::Other => {
                // An escape character before another one was the key.
                if self.begun == [0x1b] {
                    events.extend(meaning(&self.begun));
                }
                self.begun.clear();
                self.add(byte, events);
            }
        }
    }

    fn end_paste(&mut self, events: &mut Vec<Event>) {
        if let Some(pasted) = self.pasted.take() {
            events.push(Event::Paste(String::from_utf8_lossy(&pasted).into_owned()));
        }
    }
}

/// What a sequence lacks once this byte comes behind what was begun.
fn lacks(begun: &[u8], byte: u8) -> Lacks {
    let when = |whole: bool| if whole { Lacks::Nothing } else { Lacks::More };
    match begun {
        [] => when(byte != 0x1b && !matches!(byte, 0xc2..=0xf4)),
        // A character of several bytes.
        [first @ 0xc2..=0xf4, rest @ ..] => match byte {
            0x80..=0xbf => when(
                rest.len() + 2
                    >= if *first < 0xe0 {
                        2
                    } else if *first < 0xf0 {
                        3
                    } else {
                        4
                    },
            ),
            _ => Lacks::Other,
        },
        // In a control string BEL or `ESC \` is the end.
        [0x1b, b']' | b'P' | b'X' | b'^' | b'_', rest @ ..] => match (rest.last(), byte) {
            (_, 0x07) | (Some(0x1b), b'\\') => Lacks::Nothing,
            (Some(0x1b), _) => Lacks::Other,
            (_, 0x1b | b' '..) => Lacks::More,
            _ => Lacks::Other,
        },
        // With Alt; but nobody is kept from leaving.
        [0x1b] if matches!(byte, 0x1b | 0x03) => Lacks::Other,
        [0x1b] => when(!matches!(byte, b'[' | b'O' | b']' | b'P' | b'X' | b'^' | b'_' | 0xc2..=0xf4)),
        [0x1b, 0xc2..=0xf4, ..] => lacks(&begun[1..], byte),
        // Nothing else holds a control character.
        [0x1b, ..] if byte < b' ' || byte == 0x7f => Lacks::Other,
        [0x1b, b'[', b'M', rest @ ..] => when(rest.len() == 2),
        [0x1b, b'[', b'['] => Lacks::Nothing,
        [0x1b, b'['] => when(matches!(byte, 0x40..=0x7e) && byte != b'[' && byte != b'M'),
        [0x1b, b'[', ..] => match byte {
            0x40..=0x7e => Lacks::Nothing,
            b' '..=b'?' => Lacks::More,
            _ => Lacks::Other,
        },
        [0x1b, b'O'] => Lacks::Nothing,
        _ => Lacks::Other,
    }
}

/// What a whole sequence means, if anything.
fn meaning(sequence: &[u8]) -> Option<Event> {
    // Rows and columns count from 1; the table trusts that.
    let mouse = sequence.starts_with(b"\x1b[") && matches!(sequence.last(), Some(b'M' | b'm')) && sequence.len() > 3;
    if mouse
        && sequence
            .split(|byte| matches!(byte, b';' | b'm' | b'M'))
            .any(|part| !part.is_empty() && part.iter().all(|b| matches!(b, b'0' | b'+')))
    {
        return None;
    }
    let event = terminput::Event::parse_from(sequence).ok().flatten()?;
    terminput_crossterm::to_crossterm(event).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEventKind};
    use proptest::prelude::*;

    fn all(bytes: &[u8]) -> Vec<Event> {
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        decoder.take(bytes, &mut events);
        decoder.give_up(&mut events);
        events
    }

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn sequences_mean_what_they_mean() {
        use KeyCode::*;
        let (none, control, alt, shift) = (KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
        for (bytes, code, modifiers) in [
            ("q", Char('q'), none),
            ("Q", Char('Q'), shift),
            ("é", Char('é'), none),
            ("😀", Char('😀'), none),
            ("\x03", Char('c'), control),
            ("\r", Enter, none),
            ("\t", Tab, none),
            ("\x7f", Backspace, none),
            ("\0", Char(' '), control),
            ("\x1b", Esc, none),
            ("\x1bf", Char('f'), alt),
            ("\x1bé", Char('é'), alt),
            ("\x1b\x7f", Backspace, alt),
            ("\x1b]", Char(']'), alt),
            ("\x1b[A", Up, none),
            ("\x1bOA", Up, none),
            ("\x1bOP", F(1), none),
            ("\x1b[[A", F(1), none),
            ("\x1b[15~", F(5), none),
            ("\x1b[3~", Delete, none),
            ("\x1b[Z", BackTab, shift),
            ("\x1b[1;5C", Right, control),
            ("\x1b[1;2A", Up, shift),
            ("\x1b[97;5u", Char('a'), control),
        ] {
            assert_eq!(all(bytes.as_bytes()), [key(code, modifiers)], "{bytes:?}");
        }
        assert_eq!(all(b"\x1b[200~a\x1b[Ab\r\x1b[201~q"), [Event::Paste("a\x1b[Ab\r".to_owned()), key(Char('q'), none)]);
        let [Event::Mouse(mouse)] = all(b"\x1b[<0;3;4M")[..] else { panic!() };
        assert_eq!((mouse.column, mouse.row, matches!(mouse.kind, MouseEventKind::Down(_))), (2, 3, true));
        assert_eq!(all(b"\x1b\x1b[A").len(), 2, "the key, then another");
    }

    #[test]
    fn a_sequence_without_its_end_takes_no_key_with_it() {
        let quit = key(KeyCode::Char('c'), KeyModifiers::CONTROL);
        for begun in [
            "\x1b",
            "\x1b[",
            "\x1b[<",
            "\x1b[<0;3",
            "\x1b[?",
            "\x1b[200",
            "\x1b]",
            "\x1b]0;x",
            "\x1bP",
            "\x1bP1$r",
            "\x1bO",
            "\x1b[1;",
            "\x1b[M",
            "\u{e9}",
        ] {
            // (Also half a character.)
            let begun = if begun == "\u{e9}" { &begun.as_bytes()[..1] } else { begun.as_bytes() };
            let mut events = Vec::new();
            let mut decoder = Decoder::default();
            decoder.take(begun, &mut events);
            decoder.take(b"\x03", &mut events);
            assert_eq!(events.last(), Some(&quit), "Ctrl-C at once behind {begun:?}");
            let mut decoder = Decoder::default();
            decoder.take(begun, &mut events);
            assert!(decoder.patience().is_some_and(|patience| patience <= UNFINISHED));
            decoder.give_up(&mut events);
            assert_eq!(decoder.patience(), None);
            events.clear();
            decoder.take(b"q", &mut events);
            assert_eq!(events, [key(KeyCode::Char('q'), KeyModifiers::NONE)], "behind {begun:?}");
        }
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        decoder.take(b"\x1b[200~kata", &mut events);
        decoder.give_up(&mut events);
        decoder.take(b"q", &mut events);
        assert_eq!(events, [Event::Paste("kata".to_owned()), key(KeyCode::Char('q'), KeyModifiers::NONE)]);
    }

    /// Bytes as a terminal may send them, whole and broken.
    fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
        let hard = prop::sample::select(
            &[
                "\x1b",
                "\x1b[",
                "\x1b[<",
                "\x1b[<0;0;0M",
                "\x1b[<0;;M",
                "\x1b[0;0;0M",
                "\x1b[32;0;9M",
                "\x1b[<0;+0;+0M",
                "\x1b[M",
                "\x1b[M !!",
                "\x1b[200~",
                "\x1b[201~",
                "\x1b]",
                "\x1bP",
                "\x1b\\",
                "\x07",
                "\x1b[?1;2c",
                "\x1b[u",
                "\x1b[;u",
                "\x1b[1;1:3A",
                "\x1b[99999999999999u",
                "\x1b[;",
                "\x1b[~",
                "\x1b[[",
                "\x1bO",
                "q",
                "é",
                "東",
                "\x03",
                "0",
                ";",
                "m",
                "M",
                "u",
                "~",
                "R",
                "\x7f",
            ][..],
        );
        let part =
            prop_oneof![4 => hard.prop_map(|text| text.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..8)];
        prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

        #[test]
        fn any_bytes_in_any_pieces_mean_the_same_and_a_key_afterwards_is_seen(bytes in any_bytes(), cuts in prop::collection::vec(0usize..60, 0..6)) {
            let whole = all(&bytes);
            let (mut decoder, mut events) = (Decoder::default(), Vec::new());
            let mut at = 0;
            for cut in cuts {
                let end = (at + cut).min(bytes.len());
                decoder.take(&bytes[at..end], &mut events);
                at = end;
            }
            decoder.take(&bytes[at..], &mut events);
            decoder.give_up(&mut events);
            prop_assert_eq!(&events, &whole);
            prop_assert_eq!(decoder.patience(), None);
            decoder.take(b"q", &mut events);
            prop_assert_eq!(events.last(), Some(&key(KeyCode::Char('q'), KeyModifiers::NONE)));
        }
    }

    #[test]
    fn an_endless_paste_keeps_a_bounded_part() {
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        decoder.take(PASTE_BEGINS, &mut events);
        for _ in 0..3 {
            decoder.take(&vec![b'a'; PASTED], &mut events);
        }
        decoder.take(PASTE_ENDS, &mut events);
        let [Event::Paste(text)] = &events[..] else { panic!("{} events", events.len()) };
        assert!(text.len() <= PASTED + 6, "{}", text.len());
    }
}
