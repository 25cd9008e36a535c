//! What was typed before: earlier searches and queries, brought back by Up and Down.

use crate::store::session::Typed;

/// So many entries of each are kept.
const MOST: usize = 100;

/// Which entries.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Searches of the texts.
    Searches,
    /// Queries of filters and scopes.
    Queries,
}

/// Earlier entries, the latest last.
#[derive(Clone, Debug, Default)]
pub struct Recall(Typed);

/// Where one is among earlier entries, and what stood there before one went back.
#[derive(Clone, Debug, Default)]
pub struct Back {
    steps: usize,
    draft: String,
}

impl Recall {
    /// Those that were kept; what was typed in this run stays behind them.
    pub fn take_up(&mut self, kept: &Typed) {
        let now = std::mem::take(&mut self.0);
        self.0 = kept.clone();
        now.find.into_iter().for_each(|text| add(&mut self.0.find, &text));
        now.queries.into_iter().for_each(|text| add(&mut self.0.queries, &text));
    }

    /// To be kept.
    pub fn kept(&self) -> Typed {
        self.0.clone()
    }

    /// Takes note of what was entered.
    pub fn entered(&mut self, shelf: Shelf, text: &str) {
        match shelf {
            Shelf::Searches => add(&mut self.0.find, text),
            Shelf::Queries => add(&mut self.0.queries, text),
        }
    }

    /// The entry one step earlier (or later), and in the end what stood there first; `None` where there is none.
    pub fn step(&self, shelf: Shelf, back: &mut Back, now: &str, earlier: bool) -> Option<String> {
        let entries = match shelf {
            Shelf::Searches => &self.0.find,
            Shelf::Queries => &self.0.queries,
        };
        if back.steps == 0 {
            back.draft = now.to_owned();
        }
        let steps = if earlier { back.steps + 1 } else { back.steps.checked_sub(1)? };
        let text = match steps {
            0 => back.draft.clone(),
            steps => entries.get(entries.len().checked_sub(steps)?)?.to_string(),
        };
        back.steps = steps;
        Some(text)
    }
}

fn add(entries: &mut Vec<Box<str>>, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    entries.retain(|own| **own != *text);
    entries.push(text.into());
    let over = entries.len().saturating_sub(MOST);
    entries.drain(..over);
}

#[cfg(test)]
mod tests {
    use super::super::testing::Driver;

    #[test]
    fn up_and_down_bring_back_what_was_typed() {
        let mut driver = Driver::new(160, 50);
        driver.keys("/ 'retak* Enter / 'warga Enter f 'outlet:kabar Enter Esc f 'speaker:wirya Enter Esc");
        let typed = |driver: &Driver| driver.state.prompt.as_ref().unwrap().input.text().to_owned();
        driver.keys("/ Up");
        assert_eq!(typed(&driver), "warga");
        driver.keys("Up Up");
        assert_eq!(typed(&driver), "retak*", "the first one stays");
        driver.keys("Down");
        assert_eq!(typed(&driver), "warga");
        assert!(!driver.state.find.hits.is_empty(), "it is searched for at once");
        driver.keys("Esc f 'out Up Up");
        assert_eq!(typed(&driver), "outlet:kabar");
        driver.keys("Down Down");
        assert_eq!(typed(&driver), "out", "what was being typed comes back");
        driver.keys("Esc Esc Esc Z Up Up");
        assert_eq!(typed(&driver), "outlet:kabar", "a scope is a query as well");
    }
}
