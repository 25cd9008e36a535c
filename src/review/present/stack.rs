//! Steps that can be taken back or done again, the last one last.

/// Positions of steps, each once at most. Any of them is taken out in no time, wherever it lies.
#[derive(Clone, Debug, Default)]
pub struct Stack {
    /// By when they were put on.
    order: imbl::OrdMap<u32, u32>,
    places: imbl::HashMap<u32, u32>,
    next: u32,
}

impl Stack {
    /// Puts one on top.
    pub fn push(&mut self, position: u32) {
        self.remove(position);
        self.order.insert(self.next, position);
        self.places.insert(position, self.next);
        self.next += 1;
    }

    /// Takes one out; whether it was there.
    pub fn remove(&mut self, position: u32) -> bool {
        let place = self.places.remove(&position);
        place.is_some_and(|place| self.order.remove(&place).is_some())
    }

    /// The one on top.
    pub fn last(&self) -> Option<u32> {
        self.order.get_max().map(|(_, position)| *position)
    }
}
