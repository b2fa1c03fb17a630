//! The blocking client near async code: it works where a thread may wait, and refuses where it may not.

use super::pair;
use cio_config::{AppCredentials, CioCredentials, TrackCredentials};
use cio_http::Error;
use cio_http::app::GetSegmentMembership;
use cio_http::batch::SendAll;
use cio_http::blocking::Client;
use cio_http::sandbox::Sandbox;
use cio_http::track::{Identify, v2::PersonEvent};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

fn made(sandbox: &Sandbox) -> Result<Client<TrackCredentials>, Error> {
    Client::builder(pair(sandbox)).sandbox(sandbox).build()
}

fn used(cio: &Client<TrackCredentials>) -> Result<(), Error> {
    cio.send(&Identify::new("42"))
}

fn in_one_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn in_threads() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

#[test]
fn in_a_thread_it_works() {
    let sandbox = Sandbox::start().unwrap();
    let cio = made(&sandbox).unwrap();
    used(&cio).unwrap();
    drop(cio);
    // A handle that is entered makes no task of a thread.
    let runtime = in_one_thread();
    let _entered = runtime.enter();
    let cio = made(&sandbox).unwrap();
    used(&cio).unwrap();
}

#[test]
fn in_spawn_blocking_it_works() {
    for runtime in [in_one_thread(), in_threads()] {
        let sandbox = Sandbox::start().unwrap();
        runtime.block_on(async {
            tokio::task::spawn_blocking(move || {
                let cio = made(&sandbox).unwrap();
                used(&cio).unwrap();
                let events = (0..3_u64).map(|person| PersonEvent::new(person, "imported"));
                assert!(cio.send_all(events, &SendAll::default(), drop).is_complete());
                drop(cio);
            })
            .await
            .unwrap();
        });
    }
}

#[test]
fn in_block_in_place_it_works() {
    let sandbox = Sandbox::start().unwrap();
    in_threads().block_on(async move {
        let task = async move {
            tokio::task::block_in_place(|| {
                let cio = made(&sandbox).unwrap();
                used(&cio).unwrap();
                drop(cio);
            });
        };
        tokio::spawn(task).await.unwrap();
    });
}

/// In a task, in the future of `block_on`, in a `LocalSet` and in a `select!`, on both kinds of runtime.
#[test]
fn in_an_async_task_it_is_refused_and_may_be_dropped() {
    for runtime in [in_one_thread(), in_threads()] {
        let sandbox = Sandbox::start().unwrap();
        let app = AppCredentials::loader().environment(sandbox.environment()).load().unwrap();
        let app = Client::builder(app).sandbox(&sandbox).build().unwrap();
        let clients = [made(&sandbox).unwrap(), made(&sandbox).unwrap()];
        let sandbox = std::sync::Arc::new(sandbox);
        let refused = move |sandbox: &Sandbox, cio: Client<TrackCredentials>| {
            for error in [made(sandbox).err().unwrap(), used(&cio).unwrap_err()] {
                assert!(
                    matches!(error, Error::Setup(_)) && error.to_string().contains("spawn_blocking"),
                    "{error}"
                );
            }
            let events = (0..3_u64).map(|person| PersonEvent::new(person, "imported"));
            let summary = cio.send_all(events, &SendAll::default(), |_| panic!("nothing is taken"));
            assert!(summary.is_stopped() && matches!(summary.first_error(), Some(Error::Setup(_))));
            drop(cio);
        };
        runtime.block_on(async {
            let [first, second] = clients;
            refused(&sandbox, first);
            assert!(matches!(app.items(GetSegmentMembership::new(7)).next(), Some(Err(Error::Setup(_)))));
            drop(app);
            let kept = std::sync::Arc::clone(&sandbox);
            tokio::spawn(async move { refused(&kept, second) }).await.unwrap();
        });
        let clients = [made(&sandbox).unwrap(), made(&sandbox).unwrap()];
        let local = tokio::task::LocalSet::new();
        runtime.block_on(local.run_until(async {
            let [first, second] = clients;
            tokio::select! { () = async { refused(&sandbox, first) } => {} }
            // After its own steps, and with none left.
            while tokio::task::coop::has_budget_remaining() {
                tokio::task::coop::consume_budget().await;
                if !tokio::task::coop::has_budget_remaining() {
                    break;
                }
            }
            refused(&sandbox, second);
        }));
        assert!(sandbox.received().is_empty());
    }
}

/// The steps that are counted to find a task are given back to it.
#[test]
fn a_task_has_as_many_steps_as_before() {
    let sandbox = Sandbox::start().unwrap();
    let cio = made(&sandbox).unwrap();
    in_one_thread().block_on(async {
        used(&cio).unwrap_err();
        assert!(tokio::task::coop::has_budget_remaining());
        drop(cio);
    });
}

/// Reqwest ends with its thread, which waits for a name that is being resolved.
#[test]
fn the_last_client_may_be_dropped_in_a_task_while_it_resolves_a_name() {
    let sandbox = Sandbox::start().unwrap();
    let cio = made(&sandbox).unwrap();
    used(&cio).unwrap();
    let begun = Instant::now();
    in_one_thread().block_on(async { drop(cio) });
    assert!(begun.elapsed() < Duration::from_secs(2));
}
