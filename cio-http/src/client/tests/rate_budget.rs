//! Both clients wait for their turns, together with their clones.

use super::track_pair;
use crate::call::rate_budget::{Rate, RateBudget};
use crate::sandbox::Sandbox;
use crate::surface::limit::Limit;
use crate::track;
use cio_config::Region;
use std::time::{Duration, Instant};

const INTERVAL: Duration = Duration::from_millis(60);

/// How long it takes to send twice through a client and twice through its clone.
fn takes(sandbox: &Sandbox, budget: &RateBudget) -> Vec<Duration> {
    let pair = track_pair(sandbox.addresses().credentials(Region::Us), Region::Us);
    let operation = track::AccountRegion;
    let mut took = Vec::new();
    #[cfg(feature = "async")]
    {
        let cio = crate::client::asynchronous::Client::builder(pair.clone())
            .sandbox(sandbox)
            .rate_budget(budget.clone());
        let cio = cio.build().unwrap();
        let clone = cio.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let begun = Instant::now();
        runtime.block_on(async {
            cio.send(&operation).await.unwrap();
            clone.send(&operation).await.unwrap();
            let (one, other) = (cio.send(&operation), clone.send(&operation));
            one.await.unwrap();
            other.await.unwrap();
        });
        took.push(begun.elapsed());
    }
    #[cfg(feature = "blocking")]
    {
        let cio = crate::client::blocking::Client::builder(pair).sandbox(sandbox).rate_budget(budget.clone());
        let cio = cio.build().unwrap();
        let clone = cio.clone();
        let begun = Instant::now();
        std::thread::scope(|scope| {
            for client in [&cio, &clone] {
                scope.spawn(move || (0..2).for_each(|_| drop(client.send(&operation).unwrap())));
            }
        });
        took.push(begun.elapsed());
    }
    took
}

#[test]
fn a_client_and_its_clone_share_one_budget() {
    let sandbox = Sandbox::start().unwrap();
    let slow = RateBudget::unlimited().rate(Limit::Track, Rate::new(1, INTERVAL));
    for took in takes(&sandbox, &slow) {
        // The first leaves at once, and each other one interval after the one before it.
        assert!(took >= INTERVAL * 3, "{took:?}");
    }

    let other = RateBudget::unlimited().rate(Limit::App, Rate::new(1, Duration::from_secs(3600)));
    assert!(takes(&sandbox, &other).iter().sum::<Duration>() < Duration::from_secs(60));
}
