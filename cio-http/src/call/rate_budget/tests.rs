//! However requests come, no more leave than the rate and the burst allow.

use super::{Rate, RateBudget};
use crate::surface::limit::Limit;
use std::time::{Duration, Instant};

const MILLISECOND: Duration = Duration::from_millis(1);
const SECOND: Duration = Duration::from_secs(1);

/// When requests leave that come at these times, in milliseconds.
fn departures(budget: &RateBudget, arrivals: impl IntoIterator<Item = u64>) -> Vec<Duration> {
    let start = Instant::now();
    let depart = |milliseconds| {
        let arrival = Duration::from_millis(milliseconds);
        arrival + budget.turn(Limit::App, start + arrival).unwrap_or_default()
    };
    arrivals.into_iter().map(depart).collect()
}

fn app(rate: Rate) -> RateBudget {
    RateBudget::unlimited().rate(Limit::App, rate)
}

/// Numbers without a pattern, the same in every run.
fn numbers(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

#[test]
fn in_no_window_are_more_than_rate_and_burst_however_requests_come() {
    for seed in 0..300 {
        let mut number = numbers(seed);
        let (interval, burst) = (1 + number(50), 1 + number(8));
        let rate = Rate::new(1, Duration::from_millis(interval)).burst(u32::try_from(burst).unwrap());
        let mut now = 0;
        let arrivals: Vec<u64> = (0..200)
            .map(|_| {
                // Crowds, trickles, and now and then a pause.
                now += if number(20) == 0 { number(1000) } else { number(interval) };
                now
            })
            .collect();
        let left = departures(&app(rate), arrivals.clone());
        for first in 0..left.len() {
            for (more, last) in left[first..].iter().skip(usize::try_from(burst).unwrap()).enumerate() {
                let least = rate.interval * u32::try_from(more + 1).unwrap();
                assert!(*last - left[first] >= least, "seed {seed}, from {first}");
            }
        }
        for (arrival, left) in arrivals.iter().zip(&left) {
            assert!(*left >= Duration::from_millis(*arrival));
        }
    }
}

#[test]
fn a_queue_leaves_as_fast_as_the_rate_allows() {
    let left = departures(&app(Rate::new(10, SECOND).burst(3)), [0; 6]);
    assert_eq!(left, [0, 0, 0, 100, 200, 300].map(Duration::from_millis));
}

#[test]
fn after_a_pause_a_burst_is_free_again_and_no_more() {
    let budget = app(Rate::new(10, SECOND).burst(2));
    let left = departures(&budget, [0, 0, 0, 10_000, 10_000, 10_000]);
    assert_eq!(left, [0, 0, 100, 10_000, 10_000, 10_100].map(Duration::from_millis));
}

#[test]
fn documented_rates_are_kept_in_every_window() {
    for (limit, most, window) in [
        (Limit::App, 10, SECOND),
        (Limit::Broadcasts, 1, 10 * SECOND),
        (Limit::Sends, 3000, 3 * SECOND),
        (Limit::Track, 3000, 3 * SECOND),
        (Limit::Pipelines, 3000, 3 * SECOND),
    ] {
        let (budget, start) = (RateBudget::documented(), Instant::now());
        let left: Vec<Duration> =
            (0..=2 * most).map(|_| budget.turn(limit, start).unwrap_or_default()).collect();
        assert!(left.windows(most + 1).all(|crowd| crowd[most] - crowd[0] >= window), "{limit:?}");
        assert_eq!(left[0], Duration::ZERO);
    }
}

#[test]
fn clones_share_their_turns_and_what_is_set_or_made_anew_does_not() {
    let (budget, now) = (app(Rate::new(1, SECOND)), Instant::now());
    let waits = |budget: &RateBudget| budget.turn(Limit::App, now);
    assert_eq!(waits(&budget), None);
    assert_eq!(waits(&budget.clone()), Some(SECOND));
    assert_eq!(waits(&budget), Some(2 * SECOND));
    assert_eq!(waits(&budget.anew()), None);
    assert_eq!(waits(&budget.clone().rate(Limit::Track, Rate::new(1, SECOND))), None);
    assert_eq!(waits(&budget), Some(3 * SECOND));
}

#[test]
fn a_request_without_a_rate_does_not_wait() {
    let (budget, now) = (app(Rate::new(1, SECOND)), Instant::now());
    assert!((0..100).all(|_| budget.turn(Limit::Track, now).is_none()));
    assert!((0..100).all(|_| RateBudget::unlimited().turn(Limit::App, now).is_none()));
}

#[test]
fn no_rate_is_too_odd_to_be_kept() {
    assert_eq!(Rate::new(0, SECOND), Rate::new(1, SECOND).burst(0));
    assert_eq!(Rate::new(3, SECOND).interval, Duration::from_nanos(333_333_334));
    let now = Instant::now();
    for rate in [
        Rate::new(1, Duration::MAX).burst(u32::MAX),
        Rate::new(u32::MAX, Duration::ZERO),
        Rate::new(1, MILLISECOND).burst(u32::MAX),
    ] {
        assert!((0..3).all(|_| app(rate).turn(Limit::App, now).is_none()), "{rate:?}");
    }
    let never = app(Rate::new(1, Duration::MAX));
    assert_eq!(never.turn(Limit::App, now), None);
    assert!(never.turn(Limit::App, now).unwrap() > SECOND * 1_000_000);
}

#[test]
fn all_shares_together_are_never_more_than_the_whole() {
    for seed in 0..200 {
        let mut number = numbers(seed);
        let mut small = |below| u32::try_from(1 + number(below)).unwrap();
        let (requests, burst) = (small(40), small(40));
        let workers = small(u64::from(requests));
        let whole = Rate::new(requests, SECOND).burst(burst);
        let mut left = Vec::new();
        for _ in 0..workers {
            // At once after pauses of whole seconds, when every burst is full: the worst case.
            let arrivals = (0..200).map(|request| request / 50 * 1000);
            left.extend(departures(&app(whole).share(1, workers), arrivals));
        }
        left.sort();
        let most = usize::try_from(requests + burst - 1).unwrap();
        for (first, last) in left.iter().zip(left.iter().skip(most)) {
            // Intervals are rounded up to nanoseconds.
            assert!(*last - *first >= SECOND, "seed {seed}: {workers} workers share {requests} and {burst}");
        }
    }
}

#[test]
fn a_share_is_a_part_of_every_rate() {
    let all = RateBudget::documented();
    assert_eq!(format!("{:?}", all.clone().share(1, 1)), format!("{all:?}"));
    assert_eq!(format!("{:?}", all.clone().share(0, 0)), format!("{all:?}"));
    assert_eq!(format!("{:?}", all.clone().share(9, 6)), format!("{all:?}"));
    let sixth = all.share(1, 6);
    assert_eq!(sixth.rates[Limit::Sends as usize].unwrap().burst, 50);
    assert_eq!(sixth.rates[Limit::App as usize], Some(Rate::new(1, SECOND)));
    assert_eq!(sixth.rates[Limit::Broadcasts as usize].unwrap().interval, SECOND * 60);
    let twenty = app(Rate::new(10, SECOND)).share(1, 20);
    assert_eq!(twenty.rates[Limit::App as usize].unwrap().interval, SECOND * 2);
}
