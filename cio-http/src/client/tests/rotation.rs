//! Both clients while the keys change: a refused send waits for the new ones, and is sent once more.

use super::{app_key, track_pair};
use crate::call::retry::Policy;
use crate::error::Error;
use crate::sandbox::{Fault, Sandbox, Symptom};
use crate::{app, track};
use cio_config::{CdpApiKey, PipelinesCredentials, Region, Role, Rotating, TrackCredentials};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const US: Region = Region::Us;

/// A sandbox whose current Track pair a `Rotating` loads, and how often it did.
struct Scene {
    sandbox: Arc<Sandbox>,
    keys: Rotating<TrackCredentials>,
    loads: Arc<AtomicUsize>,
}

impl Scene {
    fn new() -> Self {
        let (sandbox, loads) = (Arc::new(Sandbox::start().unwrap()), Arc::new(AtomicUsize::new(0)));
        let (of, counted) = (sandbox.clone(), loads.clone());
        let keys = Rotating::from_fn(move || {
            counted.fetch_add(1, Ordering::SeqCst);
            Ok::<_, std::io::Error>(track_pair(&of.credentials(US), US))
        });
        Self { sandbox, keys: keys.unwrap(), loads }
    }

    fn rotate(&self) {
        self.sandbox.rotate(US, Role::TrackApiKey);
    }

    fn loads(&self) -> usize {
        self.loads.load(Ordering::SeqCst)
    }

    /// The statuses of all answers.
    fn statuses(&self) -> Vec<u16> {
        self.sandbox.received().iter().map(|received| received.status.as_u16()).collect()
    }
}

/// Runs a test with a client of each kind: its type, and what a send gives.
macro_rules! each_client {
    (|$client:ident, $sent:ident| $test:block) => {{
        #[cfg(feature = "async")]
        {
            use crate::client::asynchronous as $client;
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            macro_rules! $sent {
                ($sending:expr) => {
                    runtime.block_on($sending)
                };
            }
            $test
        }
        #[cfg(feature = "blocking")]
        {
            use crate::client::blocking as $client;
            macro_rules! $sent {
                ($sending:expr) => {
                    $sending
                };
            }
            $test
        }
    }};
}

mod many;

#[test]
fn a_refused_send_loads_the_new_key_and_is_sent_once_more() {
    each_client!(|client, sent| {
        let scene = Scene::new();
        let builder = client::Client::rotating_builder(&scene.keys).sandbox(&*scene.sandbox);
        let cio = builder.policy(Policy::none()).build().unwrap();
        sent!(cio.send(&track::Identify::new("1"))).unwrap();
        scene.rotate();
        sent!(cio.send(&track::TrackEvent::new("1", "bought"))).unwrap();
        sent!(cio.send(&track::Identify::new("2"))).unwrap();
        assert_eq!(scene.statuses(), [200, 401, 200, 200]);
        assert_eq!((scene.loads(), scene.keys.generation()), (2, 1));
        assert!(format!("{cio:?}").contains("generation: 1"), "{cio:?}");
        assert_eq!(scene.keys.counts().other_waits, 0);
    });
}

#[test]
fn with_two_sets_of_keys_no_send_is_refused_until_the_older_is_retired() {
    each_client!(|client, sent| {
        let scene = Scene::new();
        let cio = client::Client::rotating_builder(&scene.keys).sandbox(&*scene.sandbox).build().unwrap();
        scene.sandbox.add_keys(US);
        sent!(cio.send(&track::Identify::new("1"))).unwrap();
        scene.sandbox.retire_older_keys(US);
        sent!(cio.send(&track::Identify::new("2"))).unwrap();
        assert_eq!((scene.statuses(), scene.loads()), (vec![200, 401, 200], 2));
    });
}

#[test]
fn a_key_that_nothing_replaces_is_one_load_and_the_401_is_the_result() {
    each_client!(|client, sent| {
        let scene = Scene::new();
        let cio = client::Client::rotating_builder(&scene.keys).sandbox(&*scene.sandbox).build().unwrap();
        scene.sandbox.revoke(US, Role::TrackApiKey);
        for _ in 0..5 {
            let error = sent!(cio.send(&track::Identify::new("1"))).unwrap_err();
            assert!(matches!(error, Error::Refused(_)) && error.status().unwrap() == 401, "{error}");
        }
        assert_eq!((scene.loads(), scene.statuses()), (2, vec![401; 5]));
    });
}

#[test]
fn a_refusal_other_than_401_loads_nothing() {
    each_client!(|client, sent| {
        let scene = Scene::new();
        let cio = client::Client::rotating_builder(&scene.keys).sandbox(&*scene.sandbox).build().unwrap();
        scene.rotate();
        scene.sandbox.fail(Fault::before(Symptom::status(403)));
        sent!(cio.send(&track::Identify::new("1"))).unwrap_err();
        assert_eq!((scene.loads(), scene.statuses().len()), (1, 1));
    });
}

#[test]
fn a_client_of_fixed_keys_is_refused_as_before() {
    each_client!(|client, sent| {
        let scene = Scene::new();
        let fixed = track_pair(&scene.sandbox.credentials(US), US);
        let cio = client::Client::builder(fixed).sandbox(&*scene.sandbox).build().unwrap();
        scene.rotate();
        sent!(cio.send(&track::Identify::new("1"))).unwrap_err();
        assert_eq!(scene.statuses(), [401]);
    });
}

#[test]
fn a_client_for_another_workspace_rotates_over_the_same_connections() {
    each_client!(|client, sent| {
        let scene = Scene::new();
        let app = app_key(scene.sandbox.credentials(US).app_api_key(), US);
        let first = client::Client::builder(app).sandbox(&*scene.sandbox).build().unwrap();
        let cio = first.with_rotating(&scene.keys).unwrap();
        scene.rotate();
        sent!(cio.send(&track::Identify::new("1"))).unwrap();
        sent!(first.send(&app::SendEmail::template(3).to("ada@example.com").id("42"))).unwrap();
        assert_eq!(scene.statuses(), [401, 200, 200]);
    });
}

#[test]
fn a_reload_before_the_send_needs_no_401() {
    each_client!(|client, sent| {
        let scene = Scene::new();
        let cio = client::Client::rotating_builder(&scene.keys).sandbox(&*scene.sandbox).build().unwrap();
        scene.rotate();
        scene.keys.reload().unwrap();
        sent!(cio.send(&track::Identify::new("1"))).unwrap();
        assert_eq!(scene.statuses(), [200]);
        let key = cio.credentials();
        assert_eq!(track_key(&key), scene.sandbox.credentials(US).track_api_key());
    });
}

fn track_key(credentials: &TrackCredentials) -> String {
    cio_config::Provides::<cio_config::TrackApiKey>::provide(credentials).expose().to_owned()
}

#[test]
fn a_client_that_lets_pipelines_drop_silently_cannot_rotate() {
    each_client!(|client, sent| {
        let key = CdpApiKey::new("0123456789abcdef0123").unwrap();
        let keys = Rotating::fixed(PipelinesCredentials::new(key, US));
        let error = client::Client::rotating_builder(&keys).pipelines_drops_silently().build().unwrap_err();
        assert!(error.to_string().contains("with `pipelines_drops_silently`"), "{error}");
        // Without a key of Pipelines there is nothing to hide.
        let scene = Scene::new();
        let builder = client::Client::rotating_builder(&scene.keys).sandbox(&*scene.sandbox);
        let cio = builder.pipelines_drops_silently().build().unwrap();
        sent!(cio.send(&track::Identify::new("1"))).unwrap();
        assert!(cio.with_rotating(&keys).is_err());
    });
}

#[cfg(feature = "blocking")]
#[test]
fn of_many_threads_that_are_refused_one_loads_and_each_send_arrives_once() {
    const SENDS: usize = 24;
    let scene = Scene::new();
    let builder = crate::client::blocking::Client::rotating_builder(&scene.keys);
    let cio = builder.sandbox(&*scene.sandbox).build().unwrap();
    scene.rotate();
    std::thread::scope(|scope| {
        for person in 0..SENDS {
            let cio = &cio;
            scope.spawn(move || cio.send(&track::Identify::new(person.to_string())).unwrap());
        }
    });
    let accepted = scene.statuses().iter().filter(|status| **status == 200).count();
    assert_eq!((accepted, scene.loads()), (SENDS, 2));
    assert_eq!(scene.keys.counts().changed, 1);
}

#[cfg(feature = "async")]
#[test]
fn of_many_tasks_that_are_refused_one_loads_and_each_send_arrives_once() {
    const SENDS: usize = 24;
    let scene = Scene::new();
    let builder = crate::client::asynchronous::Client::rotating_builder(&scene.keys);
    let cio = builder.sandbox(&*scene.sandbox).build().unwrap();
    scene.rotate();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut tasks = tokio::task::JoinSet::new();
        for person in 0..SENDS {
            let cio = cio.clone();
            tasks.spawn(async move { cio.send(&track::Identify::new(person.to_string())).await.unwrap() });
        }
        tasks.join_all().await;
    });
    let accepted = scene.statuses().iter().filter(|status| **status == 200).count();
    assert_eq!((accepted, scene.loads()), (SENDS, 2));
}
