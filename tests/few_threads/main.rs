//! The blocking `send_all` in a process that can start few threads, or none.
#![cfg(target_os = "linux")]

use cio_config::{Region, SiteId, TrackApiKey, TrackCredentials};
use cio_http::batch::{BatchEvent, SendAll};
use cio_http::blocking::Client;
use cio_http::sandbox::Sandbox;
use cio_http::track::v2::PersonEvent;
use std::collections::HashSet;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

/// Set in the child: how many more threads it can start.
const THREADS: &str = "FEW_THREADS_TEST";

/// Of every stack, so that address space can be left for a certain number of them, and for no other.
const STACK: usize = 256 << 20;

const EVENTS: u64 = 20_000;

#[test]
fn send_all_goes_on_with_the_threads_there_are() {
    if let Ok(threads) = std::env::var(THREADS) {
        return send_all_with(threads.parse().unwrap());
    }
    for threads in ["0", "1", "3"] {
        let child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "send_all_goes_on_with_the_threads_there_are",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(THREADS, threads)
            .env("RUST_MIN_STACK", STACK.to_string())
            // Otherwise each thread reserves address space for a heap too.
            .env("MALLOC_ARENA_MAX", "1")
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&child.stdout);
        let errors = String::from_utf8_lossy(&child.stderr);
        assert!(child.status.success(), "{threads} threads: {printed}\n{errors}");
        assert!(printed.contains("all events were taken"), "{threads} threads: {printed}\n{errors}");
    }
}

/// A limit is for a whole process, so this runs in one that does nothing else.
fn send_all_with(threads: usize) {
    let sandbox = Sandbox::start().unwrap();
    let keys = sandbox.credentials(Region::Us);
    let track_key = TrackApiKey::new(keys.track_api_key()).unwrap();
    let credentials = TrackCredentials::new(SiteId::new(keys.site_id()).unwrap(), track_key, Region::Us);
    let cio = Client::builder(credentials).sandbox(&sandbox).build().unwrap();
    // The first send opens a connection, and whatever the two sides start for it.
    let first = cio.send_all([PersonEvent::new(1_u64, "first")], &SendAll::default(), |_| {});
    assert!(first.is_complete(), "{first:?}");

    leave_address_space_for(threads);
    let mut senders = HashSet::new();
    let mut accepted = 0;
    let events = (0..EVENTS).map(|person| PersonEvent::new(person, "imported"));
    let summary = cio.send_all(events, &SendAll::default(), |report| {
        if let BatchEvent::Batch(batch) = report {
            accepted += batch.items().count();
        }
        senders.insert(thread::current().id());
    });
    assert!(summary.is_complete(), "{summary:?}");
    assert_eq!((accepted, summary.progress().accepted), (20_000, 20_000));
    assert_eq!(senders.len(), 1, "reports come on the caller's thread");
    assert_eq!(sandbox.events().len(), 20_001);
    println!("all events were taken");
}

/// Half a stack more than the threads need is left for the heap.
fn leave_address_space_for(threads: usize) {
    limit_address_space(0);
    // The C library keeps the stack of a thread that has ended for the next one: these threads take all that it keeps.
    let wait = || thread::sleep(Duration::from_secs(3600));
    while thread::Builder::new().spawn(wait).is_ok() {}
    limit_address_space(threads * STACK);
}

/// So many bytes more than now, and half a stack; the limit that can be raised again.
fn limit_address_space(more: usize) {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")).unwrap();
    let kilobytes: usize = size.trim().trim_end_matches(" kB").parse().unwrap();
    let limit = format!("--as={}:", kilobytes * 1024 + more + STACK / 2);
    let set =
        Command::new("prlimit").args(["--pid", &std::process::id().to_string(), &limit]).status().unwrap();
    assert!(set.success());
}
