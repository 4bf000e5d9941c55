//! The memo gives what was made before, and only that.

use super::{cube, plate, upright_edges};
use crate::memo::{forget, statistics as memo_statistics};
use crate::*;

const LIMIT: usize = 64 << 20;

/// A box with rounded upright edges.
fn rounded(size: f64, radius: f64) -> Shape {
    let part = cube(size);
    fillet(&part, &upright_edges(&part), radius).expect("a fillet is possible")
}

#[test]
fn equal_calls_of_two_runs_give_the_same_geometry() {
    let first = with_memo(LIMIT, || rounded(10.0, 2.0));
    let before = memo_statistics();
    let again = with_memo(LIMIT, || rounded(10.0, 2.0));
    assert!(first.is_same(&again));
    assert_eq!(memo_statistics().misses, before.misses);
    assert!(memo_statistics().hits > before.hits);
    let other = with_memo(LIMIT, || rounded(10.0, 1.0));
    assert!(!other.is_same(&first));
    let volume = |part: &Shape| part.volume().expect("a part has a volume");
    assert!(volume(&other) > volume(&first));
    assert!(!rounded(10.0, 2.0).is_same(&first), "outside a run nothing is taken from the memo");
    forget();
}

#[test]
fn equal_calls_of_one_run_give_shapes_of_their_own() {
    let two = || (cube(4.0), cube(4.0));
    let (a, b) = with_memo(LIMIT, two);
    assert!(!a.is_same(&b));
    let (c, d) = with_memo(LIMIT, two);
    assert!(a.is_same(&c) && b.is_same(&d));
    let pair = with_memo(LIMIT, || compound(&[cube(4.0), cube(4.0)])).expect("a compound is possible");
    assert_eq!(pair.count(Kind::Solid), Ok(2));
    forget();
}

#[test]
fn failures_are_not_remembered_and_places_are_told_apart() {
    let edges = |part: &Shape| part.children(Kind::Edge).expect("edges can be listed");
    let fails = || {
        let part = cube(1.0);
        fillet(&part, &edges(&part), 5.0).and_then(|part| part.is_valid().map(|valid| (part, valid)))
    };
    let failed = |outcome: Result<(Shape, bool)>| !matches!(outcome, Ok((_, true)));
    assert!(failed(with_memo(LIMIT, fails)) && failed(with_memo(LIMIT, fails)));
    let moved = |x: f64| {
        let part = cube(1.0).moved(&Transform::translation([x, 0.0, 0.0])).expect("shapes can be moved");
        fuse(&part, &[cube(1.0)], &BooleanOptions::default()).and_then(|part| part.volume())
    };
    let volumes = [0.5, 0.25, 0.5].map(|x| with_memo(LIMIT, || moved(x)).expect("a union is possible"));
    for (volume, expected) in volumes.into_iter().zip([1.5, 1.25, 1.5]) {
        assert!((volume - expected).abs() < 1e-9, "{volumes:?}");
    }
    forget();
}

#[test]
fn the_memo_keeps_to_its_limit() {
    const SMALL: usize = 1 << 20;
    for step in 0..100 {
        let part = with_memo(SMALL, || rounded(10.0 + f64::from(step), 1.0));
        assert_eq!(part.is_valid(), Ok(true));
        assert!(memo_statistics().bytes <= SMALL);
    }
    // What was made last is still there, what was made first is not.
    let (hits, misses) = (memo_statistics().hits, memo_statistics().misses);
    with_memo(SMALL, || rounded(109.0, 1.0));
    assert_eq!(memo_statistics().misses, misses);
    assert!(memo_statistics().hits > hits);
    with_memo(SMALL, || rounded(10.0, 1.0));
    assert!(memo_statistics().misses > misses);
    forget();
}

#[test]
fn a_run_that_fills_more_than_half_is_kept_for_the_next() {
    with_memo(LIMIT, || rounded(10.0, 1.0));
    let bytes = memo_statistics().bytes;
    forget();
    let limit = bytes * 3 / 2;
    with_memo(limit, || rounded(10.0, 1.0));
    let before = memo_statistics().misses;
    with_memo(limit, || rounded(10.0, 1.0));
    assert_eq!(memo_statistics().misses, before);
    forget();
}

#[test]
fn numbers_are_those_without_a_memo() {
    let measure = || plate().measures().expect("a plate can be measured");
    let plain = measure();
    for _ in 0..2 {
        assert_eq!(with_memo(LIMIT, measure), plain);
    }
    forget();
}
