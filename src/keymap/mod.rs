//! Keys → actions: the table's defaults with the user's overrides, key sequences and counts.
//!
//! Feeding a key is pure: whatever is begun and not ended stands in `Pending`, which belongs to the interface's state.
//!
//! **Counts and digits.** Digits move between panes, and counts must be typed, too. The rule has no timing in it: a digit
//! begins a count unless a binding begins with it (so 9 does, and 1 to 8 do once their panes are bound elsewhere); the
//! key of the action `count` (`'`) begins one in any case; inside a count every digit counts. Esc gives up what was begun.

mod key;

pub use key::Key;

use crate::action::{ACTIONS, Action};
use crate::setting::{Fault, Setting};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};

/// The greatest count; more digits change nothing.
const COUNT_MAX: u32 = 99_999;

/// Which key sequences do what.
#[derive(Clone, Debug, PartialEq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// One sequence of keys and what it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    /// The keys, in order; never empty.
    pub keys: Vec<Key>,
    /// What they do.
    pub action: Action,
}

/// A key sequence or count begun and not ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pending {
    keys: Vec<Key>,
    count: Option<u32>,
    counting: bool,
}

/// What a key came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Do this, so many times (`None` when no count was typed; it is for the action to say what a count means).
    Action(Action, Option<u32>),
    /// More keys are needed; these can follow.
    Pending(Vec<Continuation>),
    /// The key means nothing here, or gave up what was begun.
    Nothing,
}

/// A key that can follow, for the hint line.
#[derive(Clone, Debug, PartialEq)]
pub struct Continuation {
    /// The key, or several, as shown.
    pub keys: String,
    /// What it does, if it ends the sequence.
    pub action: Option<Action>,
}

impl Default for Keymap {
    /// The keys of the action table.
    fn default() -> Keymap {
        let rows = ACTIONS.iter().flat_map(|row| row.keys.iter().map(|keys| (row.action, *keys)));
        let bindings = rows.filter_map(|(action, keys)| Some(Binding { keys: parse_sequence(keys).ok()?, action })).collect();
        Keymap { bindings }
    }
}

impl Keymap {
    /// The defaults with the settings of a `[keys]` table laid over them: `name = "key"` or `name = ["key", "key key"]`
    /// replaces all keys of that action, an empty list takes them away. Every fault is told with its line.
    pub fn with_settings(settings: &[Setting<'_>]) -> Result<Keymap, Vec<Fault>> {
        let mut keymap = Keymap::default();
        let mut faults = Vec::new();
        let mut set: Vec<(Action, &Setting<'_>)> = Vec::new();
        for setting in settings {
            let Some(action) = Action::by_name(setting.key) else {
                faults.push(setting.unknown("action", ACTIONS.iter().map(|row| row.name)));
                continue;
            };
            match sequences(setting) {
                Ok(sequences) => {
                    keymap.bindings.retain(|b| b.action != action);
                    keymap.bindings.extend(sequences.into_iter().map(|keys| Binding { keys, action }));
                    set.push((action, setting));
                }
                Err(more) => faults.extend(more),
            }
        }
        for (a, b) in keymap.clashes() {
            // The later setting is to blame; one of the two is always a setting, since the defaults do not clash.
            let Some((_, setting)) = set.iter().rev().find(|(action, _)| *action == a.action || *action == b.action) else {
                continue;
            };
            faults.push(setting.fault(clash_message(setting.key, a, b)));
        }
        faults.sort();
        if faults.is_empty() { Ok(keymap) } else { Err(faults) }
    }

    /// Every binding.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// The keys of an action as shown, the first bound first; empty when it has none.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        self.bindings.iter().filter(|b| b.action == action).map(|b| show(&b.keys)).collect()
    }

    /// Takes one key. Releases mean nothing and change nothing.
    pub fn feed(&self, pending: &mut Pending, event: KeyEvent) -> Step {
        if event.kind == KeyEventKind::Release {
            return Step::Nothing;
        }
        let key = Key::of_event(&event);
        if key.is(KeyCode::Esc) && !pending.is_empty() {
            pending.clear();
            return Step::Nothing;
        }
        if self.count(pending, key) {
            return Step::Pending(self.continuations(pending));
        }
        pending.keys.push(key);
        if let Some(twin) = key.twin().filter(|_| !self.begins(&pending.keys)) {
            pending.keys.pop();
            pending.keys.push(twin);
        }
        match self.bindings.iter().find(|b| b.keys == pending.keys).map(|b| b.action) {
            Some(Action::Count) => {
                *pending = Pending { counting: true, ..Pending::default() };
                Step::Pending(self.continuations(pending))
            }
            Some(action) => {
                let count = pending.count;
                pending.clear();
                Step::Action(action, count)
            }
            None if self.begins(&pending.keys) => Step::Pending(self.continuations(pending)),
            None => {
                pending.clear();
                Step::Nothing
            }
        }
    }

    /// What can follow.
    pub fn continuations(&self, pending: &Pending) -> Vec<Continuation> {
        if pending.keys.is_empty() {
            let digits = Continuation { keys: "0-9".to_owned(), action: None };
            return if pending.counting { vec![digits] } else { Vec::new() };
        }
        let mut found: Vec<Continuation> = Vec::new();
        for binding in &self.bindings {
            let Some([key, rest @ ..]) = binding.keys.strip_prefix(pending.keys.as_slice()) else { continue };
            let next = Continuation { keys: key.to_string(), action: rest.is_empty().then_some(binding.action) };
            if !found.contains(&next) {
                found.push(next);
            }
        }
        found
    }

    /// Takes a digit into the count, if it is one.
    fn count(&self, pending: &mut Pending, key: Key) -> bool {
        let Some(digit) = key.digit().filter(|_| pending.keys.is_empty()) else { return false };
        let begins = digit != 0 && !self.begins(&[key]);
        if !pending.counting && !begins {
            return false;
        }
        pending.counting = true;
        pending.count = Some(pending.count.unwrap_or(0).saturating_mul(10).saturating_add(digit).min(COUNT_MAX));
        true
    }

    fn begins(&self, keys: &[Key]) -> bool {
        self.bindings.iter().any(|b| b.keys.starts_with(keys))
    }

    /// Pairs of bindings of which one hides the other.
    fn clashes(&self) -> Vec<(&Binding, &Binding)> {
        let mut clashes = Vec::new();
        for (i, a) in self.bindings.iter().enumerate() {
            for b in self.bindings.iter().skip(i + 1) {
                if a.keys.starts_with(&b.keys) || b.keys.starts_with(&a.keys) {
                    clashes.push((a, b));
                }
            }
        }
        clashes
    }
}

impl Pending {
    /// Whether nothing is begun.
    pub fn is_empty(&self) -> bool {
        !self.counting && self.keys.is_empty()
    }

    /// Gives up what was begun.
    pub fn clear(&mut self) {
        *self = Pending::default();
    }

    /// Begins a count, as the key of `count` does.
    pub fn begin_count(&mut self) {
        *self = Pending { counting: true, ..Pending::default() };
    }

    /// What was typed so far, as shown in the bar (`'12 g`); empty when nothing is begun.
    pub fn shown(&self) -> String {
        let count = match (self.counting, self.count) {
            (_, Some(count)) => count.to_string(),
            (true, None) => "count".to_owned(),
            (false, None) => String::new(),
        };
        let keys = show(&self.keys);
        if count.is_empty() || keys.is_empty() { count + &keys } else { format!("{count} {keys}") }
    }
}

fn show(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

fn parse_sequence(text: &str) -> Result<Vec<Key>, String> {
    let keys: Vec<Key> = text.split_whitespace().map(Key::parse).collect::<Result<_, _>>()?;
    match keys.as_slice() {
        [] => Err("an empty key sequence; write `[]` to take all keys away".to_owned()),
        [first, _, ..] if first.is(KeyCode::Esc) => {
            Err(format!("`{text}` begins with Esc, which terminals cannot tell from Alt; begin with another key"))
        }
        [_, rest @ ..] if rest.iter().any(|key| key.is(KeyCode::Esc)) => {
            Err(format!("`{text}` holds Esc, which gives up the keys before it; choose another key"))
        }
        _ => match keys.iter().find_map(|key| Some((key, key.shadowed_by()?))) {
            Some((key, by)) => Err(format!("`{key}` reaches a program as `{by}` in most terminals; choose another key")),
            None => Ok(keys),
        },
    }
}

fn sequences(setting: &Setting<'_>) -> Result<Vec<Vec<Key>>, Vec<Fault>> {
    let texts = setting.texts().map_err(|fault| vec![fault])?;
    let (mut keys, mut faults) = (Vec::new(), Vec::new());
    for text in texts {
        match parse_sequence(text) {
            Ok(sequence) => keys.push(sequence),
            Err(message) => faults.push(setting.fault(message)),
        }
    }
    if faults.is_empty() { Ok(keys) } else { Err(faults) }
}

fn clash_message(blamed: &str, a: &Binding, b: &Binding) -> String {
    let (own, other) = if a.action.row().name == blamed { (a, b) } else { (b, a) };
    let (own_keys, other_keys, name) = (show(&own.keys), show(&other.keys), other.action.row().name);
    if own.action == other.action {
        return format!("`{own_keys}` and `{other_keys}` of `{blamed}` hide one another; leave one out");
    }
    if own_keys == other_keys {
        return format!(
            "`{own_keys}` is also `{name}`; choose another key, or give `{name}` its keys here (`{name} = []` for none)"
        );
    }
    format!(
        "`{own_keys}` and `{other_keys}` (`{name}`) begin alike, so that one hides the other; choose another key, or set `{name}` here"
    )
}

#[cfg(test)]
mod tests;
