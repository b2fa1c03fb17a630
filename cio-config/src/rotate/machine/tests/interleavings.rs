//! Every order of the steps of every three actors.

use super::world::{Actor, World};
use crate::schema::key_sets::Sets;
use std::collections::HashSet;
use std::time::Duration;

/// How many worlds there are, once all have been checked.
fn explore(first: World) -> usize {
    let mut seen = HashSet::from([first.clone()]);
    let mut open = vec![first];
    while let Some(world) = open.pop() {
        let next = world.next();
        if next.is_empty() {
            world.check_end();
        }
        for world in next {
            if seen.insert(world.clone()) {
                open.push(world);
            }
        }
    }
    seen.len()
}

/// Every choice of three, with repetition.
fn threes() -> impl Iterator<Item = Vec<Actor>> {
    let all = Actor::ALL.len();
    (0..all).flat_map(move |first| {
        (first..all).flat_map(move |second| {
            (second..all).map(move |third| [first, second, third].map(|index| Actor::ALL[index]).to_vec())
        })
    })
}

#[test]
fn no_order_of_three_actors_deadlocks_loads_twice_at_once_or_loses_new_keys() {
    let mut worlds = 0;
    for interval in [None, Some(Duration::from_secs(1))] {
        for second in [Sets::NONE, Sets::one(0)] {
            worlds += threes().map(|actors| explore(World::new(interval, second, actors))).sum::<usize>();
        }
    }
    assert!(worlds > 10_000, "{worlds} worlds were tried");
}
