//! The cursor, filters, orders and marks of a list.

use super::*;
use crate::search::Query;

fn list(sorted: &[u32]) -> List {
    let mut list = List { page: 3, ..List::default() };
    list.arrange(Arrangement { sorted, ..Arrangement::default() });
    list
}

#[test]
fn the_choice_survives_a_new_arrangement() {
    let mut list = list(&[4, 3, 2, 1, 0]);
    list.go(Motion::By(1));
    assert_eq!(list.item(), Some(3));
    list.arrange(Arrangement { sorted: &[0, 1, 2, 3, 4], epoch: 1, ..Arrangement::default() });
    assert_eq!((list.item(), list.position()), (Some(3), 3));
    list.arrange(Arrangement {
        sorted: &[0, 1, 2, 3, 4],
        epoch: 1,
        within: Some((Item::Speaker(0), &[0, 2])),
        ..Arrangement::default()
    });
    assert_eq!((list.items(), list.item()), (&[0, 2][..], Some(2)));
}

#[test]
fn lit_items_come_first_in_their_order() {
    let mut list = list(&[0, 1, 2, 3]);
    list.arrange(Arrangement { sorted: &[3, 2, 1, 0], epoch: 1, lit: vec![0, 2], lit_first: true, ..Arrangement::default() });
    assert_eq!(list.items(), [2, 0, 3, 1]);
    assert!(list.is_lit(2) && !list.is_lit(3));
}

#[test]
fn a_filter_orders_by_its_own_rank() {
    let mut list = list(&[0, 1, 2, 3]);
    let filter = |query| Filter {
        query: Query::of_list(query, crate::search::List::Speakers).unwrap(),
        items: Some(vec![3, 9, 1]),
        ..Filter::default()
    };
    list.filter = Some(filter("kata"));
    list.arrange(Arrangement { sorted: &[0, 1, 2, 3], ..Arrangement::default() });
    assert_eq!(list.items(), [3, 1]);
    list.filter = Some(filter("stance:denies"));
    list.arrange(Arrangement { sorted: &[1, 0, 2, 3], epoch: 1, ..Arrangement::default() });
    assert_eq!(list.items(), [1, 3], "without words the list keeps its order");
}

#[test]
fn the_viewport_follows_the_choice() {
    let mut list = list(&(0..100).collect::<Vec<_>>());
    list.go(Motion::To(50));
    assert!(list.visible(3).contains(&50));
    list.go(Motion::To(usize::MAX));
    assert_eq!(list.visible(3), 97..100);
    list.go(Motion::By(-500));
    assert_eq!(list.visible(3), 0..3);
}
