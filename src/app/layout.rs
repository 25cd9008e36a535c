//! Where the panes stand, by size. Pure: the same size and focus give the same layout.
//!
//! Wide: all panes, across the bottom the desk: the timeline, since time wants width, or the board shown instead. Two:
//! the list that was used last, and the reader. One: the focused pane. Zoom gives the focused pane everything.

use crate::pane::Focus;
use ratatui::layout::Rect;

/// Panes with their areas, title row included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Every pane on the screen.
    pub panes: Vec<(Focus, Rect)>,
    /// Columns between panes.
    pub rules: Vec<Rect>,
    /// The line at the bottom.
    pub status: Rect,
}

impl Layout {
    /// The area of a pane below its title; empty when it is not on the screen.
    pub fn inner(&self, focus: Focus) -> Rect {
        self.panes.iter().find(|(f, _)| *f == focus).map_or(Rect::ZERO, |(_, area)| inner(*area))
    }

    /// The pane at a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<(Focus, Rect)> {
        self.panes.iter().copied().find(|(_, area)| area.contains((x, y).into()))
    }
}

/// A pane's area without its title row.
pub fn inner(area: Rect) -> Rect {
    let title = area.height.min(1);
    Rect { y: area.y + title, height: area.height - title, ..area }
}

/// Which panes are wanted.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The focused one.
    pub focus: Focus,
    /// The list that was focused last.
    pub list: Focus,
    /// Of those that share the timeline's place, the one that stands there.
    pub desk: Focus,
}

/// Lays the panes out in `area`.
pub fn layout(area: Rect, Shown { focus, list, desk }: Shown, zoom: bool) -> Layout {
    let bar = u16::from(area.height >= 2);
    let (body, status) = split_bottom(area, bar);
    let mut layout = Layout { status, ..Layout::default() };
    match () {
        _ if zoom => layout.panes.push((focus, body)),
        _ if area.width >= 116 && area.height >= 20 => wide(body, desk, &mut layout),
        _ if area.width >= 72 && area.height >= 12 => two(body, list, &mut layout),
        _ if area.width >= 44 && area.height >= 26 => stacked(body, list, &mut layout),
        _ => layout.panes.push((focus, body)),
    }
    layout
}

fn wide(body: Rect, desk: Focus, layout: &mut Layout) {
    // A review shows the ten latest decisions above what comes next.
    let tall = if desk == Focus::Queue { (body.height * 2 / 5).clamp(7, 22) } else { (body.height * 3 / 10).clamp(7, 18) };
    let (body, bottom) = split_bottom(body, tall);
    let side = (body.width * 28 / 100).clamp(32, 54);
    let (articles, rest) = split_left(body, side, layout);
    let reader_width = rest.width.saturating_sub(side);
    let (reader, speakers) = split_left(rest, reader_width, layout);
    let (speakers, quotes) = split_bottom(speakers, speakers.height * 55 / 100);
    layout.panes.extend([
        (Focus::Articles, articles),
        (Focus::Reader, reader),
        (Focus::Speakers, speakers),
        (Focus::Quotes, quotes),
        (desk, bottom),
    ]);
}

fn two(body: Rect, list: Focus, layout: &mut Layout) {
    let (left, reader) = split_left(body, (body.width * 45 / 100).clamp(32, 52), layout);
    lists(left, list, layout);
    layout.panes.push((Focus::Reader, reader));
}

fn stacked(body: Rect, list: Focus, layout: &mut Layout) {
    let (top, reader) = split_bottom(body, body.height * 60 / 100);
    lists(top, list, layout);
    layout.panes.push((Focus::Reader, reader));
}

/// One list; speakers and their quotes share the room.
fn lists(area: Rect, list: Focus, layout: &mut Layout) {
    match list {
        Focus::Speakers | Focus::Quotes => {
            let (speakers, quotes) = split_bottom(area, area.height * 55 / 100);
            layout.panes.extend([(Focus::Speakers, speakers), (Focus::Quotes, quotes)]);
        }
        list => layout.panes.push((list, area)),
    }
}

fn split_bottom(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    let top = Rect { height: area.height - height, ..area };
    (top, Rect { y: top.bottom(), height, ..area })
}

fn split_left(area: Rect, width: u16, layout: &mut Layout) -> (Rect, Rect) {
    let width = width.min(area.width);
    let rule = (area.width - width).min(1);
    layout.rules.push(Rect { x: area.x + width, width: rule, ..area });
    (Rect { width, ..area }, Rect { x: area.x + width + rule, width: area.width - width - rule, ..area })
}

/// The inside of an overlay on a screen of this size.
pub(super) fn overlay_area(area: Rect) -> Rect {
    let frame = overlay_frame(area);
    Rect {
        x: frame.x + frame.width.min(2),
        y: frame.y + frame.height.min(1),
        width: frame.width.saturating_sub(4),
        height: frame.height.saturating_sub(2),
    }
}

/// The whole of an overlay, with its frame.
pub(super) fn overlay_frame(area: Rect) -> Rect {
    let width = if area.width > 64 { (area.width - 8).min(110) } else { area.width };
    let height = if area.height > 16 { area.height - 4 } else { area.height };
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(focus: Focus, list: Focus) -> Shown {
        Shown { focus, list, desk: if list.on_desk() { list } else { Focus::Timeline } }
    }

    fn panes(width: u16, height: u16, focus: Focus, list: Focus) -> Vec<Focus> {
        layout(Rect::new(0, 0, width, height), shown(focus, list), false).panes.iter().map(|p| p.0).collect()
    }

    #[test]
    fn three_layouts_by_size() {
        use Focus::*;
        assert_eq!(panes(160, 50, Reader, Articles), [Articles, Reader, Speakers, Quotes, Timeline]);
        assert_eq!(panes(120, 30, Reader, Articles).len(), 5);
        assert_eq!(panes(80, 24, Reader, Articles), [Articles, Reader]);
        assert_eq!(panes(80, 24, Quotes, Quotes), [Speakers, Quotes, Reader]);
        assert_eq!(panes(40, 10, Timeline, Timeline), [Timeline]);
        let drift = Board(crate::pane::Board::Drift);
        assert_eq!(panes(160, 50, drift, drift), [Articles, Reader, Speakers, Quotes, drift]);
        assert_eq!(panes(80, 24, Reader, drift), [drift, Reader]);
    }

    #[test]
    fn at_every_size_panes_stay_inside_and_apart() {
        for width in (0..200).step_by(3) {
            for height in 0..70 {
                let area = Rect::new(0, 0, width, height);
                for focus in Focus::ALL {
                    let layout = layout(area, shown(focus, focus), false);
                    let shown: Vec<Rect> = layout.panes.iter().map(|p| p.1).chain([layout.status]).collect();
                    for (i, a) in shown.iter().enumerate() {
                        assert_eq!(a.intersection(area), *a, "{width}×{height}");
                        assert!(shown[i + 1..].iter().all(|b| a.intersection(*b).is_empty()), "{width}×{height}");
                    }
                }
            }
        }
    }
}
