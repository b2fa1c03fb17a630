//! Batches and pages while the keys change.

use super::{Scene, US};
use crate::app;
use crate::batch::send_all::SendAll;
use crate::sandbox::Sandbox;
use crate::track::Identify;
use crate::track::v2::PersonEvent;
use cio_config::{AppApiKey, AppCredentials, Role, Rotating};
use std::sync::Arc;

const EVENTS: usize = 200;

/// So many events of 10 kB, which are five batches. The key is replaced while they are taken.
fn events(scene: &Scene) -> impl Iterator<Item = PersonEvent> {
    (0..EVENTS).map(|number| {
        if number == 69 {
            scene.rotate();
        }
        PersonEvent::new(number as u64, "imported").attribute("note", "x".repeat(10_000))
    })
}

#[test]
fn send_all_goes_on_with_the_new_keys_and_every_event_arrives_once() {
    each_client!(|client, sent| {
        for concurrency in [1, 4] {
            let scene = Scene::new();
            let cio = client::Client::rotating_builder(&scene.keys).sandbox(&*scene.sandbox).build().unwrap();
            let options = SendAll::default().concurrency(concurrency);
            let summary = sent!(cio.send_all(events(&scene), &options, |_| {}));
            assert!(summary.is_complete(), "{summary:?}");
            assert_eq!(summary.progress().accepted, EVENTS);
            let received = scene.sandbox.received();
            let arrived = received.iter().filter(|request| request.status.is_success());
            let names =
                arrived.map(|request| request.raw.windows(8).filter(|part| *part == b"imported").count());
            assert_eq!(names.sum::<usize>(), EVENTS);
            assert!(received.iter().any(|request| request.status == 401), "a batch met the change");
            assert!(scene.keys.counts().changed >= 1 && scene.keys.counts().other_waits == 0);
        }
    });
}

/// A sandbox with people in it, whose current App key a `Rotating` loads.
fn people() -> (Arc<Sandbox>, Rotating<AppCredentials>) {
    let scene = Scene::new();
    #[cfg(feature = "blocking")]
    {
        let track = crate::client::blocking::Client::rotating_builder(&scene.keys).sandbox(&*scene.sandbox);
        let track = track.build().unwrap();
        for person in 0..4 {
            let email = format!("person-{person}@example.com");
            track.send(&Identify::new(format!("{person}")).attribute("email", email)).unwrap();
        }
    }
    let of = scene.sandbox.clone();
    let keys = Rotating::from_fn(move || {
        AppApiKey::new(of.credentials(US).app_api_key()).map(|key| AppCredentials::new(key, US))
    });
    (scene.sandbox, keys.unwrap())
}

#[cfg(feature = "blocking")]
#[test]
fn pages_go_on_where_they_were_and_no_item_comes_twice() {
    let search = || app::SearchCustomers::new(app::Filter::has_attribute("email")).limit(1);
    let ids = |people: Vec<Option<String>>| people.into_iter().flatten().collect::<Vec<_>>();
    let expected = ["0", "1", "2", "3"];

    let (sandbox, keys) = people();
    let cio = crate::client::blocking::Client::rotating_builder(&keys).sandbox(&*sandbox).build().unwrap();
    let mut found = Vec::new();
    for person in cio.items(search()) {
        found.push(person.unwrap().id);
        sandbox.rotate(US, Role::AppApiKey);
        // Keys that a refusal brought are not read again within a second.
        keys.reload().unwrap();
    }
    let mut found = ids(found);
    found.sort_unstable();
    assert_eq!(found, expected);

    #[cfg(feature = "async")]
    {
        let (sandbox, keys) = people();
        let cio = crate::client::asynchronous::Client::rotating_builder(&keys);
        let cio = cio.sandbox(&*sandbox).build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut found = Vec::new();
        runtime.block_on(async {
            let mut items = cio.items(search());
            while let Some(person) = items.next().await {
                found.push(person.unwrap().id);
                if found.len() == 2 {
                    sandbox.rotate(US, Role::AppApiKey);
                }
            }
        });
        let mut found = ids(found);
        found.sort_unstable();
        assert_eq!(found, expected);
        assert!(sandbox.received().iter().any(|request| request.status == 401), "a page met the change");
    }
}
