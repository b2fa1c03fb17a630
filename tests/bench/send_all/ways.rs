//! The ways to send many events: ours, and what one would write without it.

use crate::account::{self, AUTHORIZATION};
use crate::events;
use cio_http::batch::{Envelope as _, Item, Packed, SendAll, Summary};
use cio_http::track::v2::{Batch, Custom, Entities};
use reqwest::header::CONTENT_TYPE;

pub(crate) struct Way {
    pub(crate) name: &'static str,
    /// The way that this one is a multiple of.
    pub(crate) beside: &'static str,
    /// Whether it takes the events one by one, and is looked at for the memory it takes.
    pub(crate) streams: bool,
    /// Makes the client that sends so many events.
    pub(crate) start: fn(&str) -> SendEvents,
}

pub(crate) type SendEvents = Box<dyn Fn(u64)>;

pub(crate) const MAX_BODY: usize = Entities::MAX_BODY;

const OPENING: &[u8] = br#"{"batch":["#;
const CLOSING: &[u8] = b"]}";

const PREPARED: &str = "serialised, then sent as prepared bodies";
const PREPARED_BLOCKING: &str = "the same with reqwest::blocking";
const PREPARED_BY_THREADS: &str = "the same by four threads";

pub(crate) const ALL: [Way; 9] = [
    Way { name: PREPARED, beside: PREPARED, streams: false, start: |root| prepared(sender(root)) },
    Way { name: "packed by hand, by size", beside: PREPARED, streams: true, start: packed_by_hand },
    Way {
        name: "send_all, one batch at a time",
        beside: PREPARED,
        streams: false,
        start: |root| {
            send_all(root, SendAll::default().concurrency(1), |number| Custom(events::by_hand(number)))
        },
    },
    Way {
        name: "send_all",
        beside: PREPARED,
        streams: true,
        start: |root| send_all(root, SendAll::default(), |number| Custom(events::by_hand(number))),
    },
    Way {
        name: "send_all of track::v2::PersonEvent",
        beside: PREPARED,
        streams: true,
        start: |root| send_all(root, SendAll::default(), events::typed),
    },
    Way {
        name: PREPARED_BLOCKING,
        beside: PREPARED_BLOCKING,
        streams: false,
        start: |root| prepared(sender_blocking(root)),
    },
    Way {
        name: "blocking send_all, one batch at a time",
        beside: PREPARED_BLOCKING,
        streams: true,
        start: |root| send_all_blocking(root, SendAll::default().concurrency(1)),
    },
    Way { name: PREPARED_BY_THREADS, beside: PREPARED_BY_THREADS, streams: true, start: prepared_by_threads },
    Way {
        name: "blocking send_all",
        beside: PREPARED_BY_THREADS,
        streams: true,
        start: |root| send_all_blocking(root, SendAll::default()),
    },
];

// Generic over the function, which is inlined as `by_hand` is in the others.
fn send_all<T>(root: &str, options: SendAll, event: impl Fn(u64) -> T + 'static) -> SendEvents
where
    T: Item<Envelope = Entities> + 'static,
{
    let cio = cio_http::Client::builder(account::credentials()).sandbox(&account::addresses(root));
    let (cio, runtime) = (cio.build().expect("its settings are the usual ones"), runtime());
    Box::new(move |events| {
        complete(&runtime.block_on(cio.send_all((0..events).map(&event), &options, drop)));
    })
}

fn send_all_blocking(root: &str, options: SendAll) -> SendEvents {
    let cio = cio_http::blocking::Client::builder(account::credentials()).sandbox(&account::addresses(root));
    let cio = cio.build().expect("its settings are the usual ones");
    Box::new(move |events| {
        let events = (0..events).map(|number| Custom(events::by_hand(number)));
        complete(&cio.send_all(events, &options, drop));
    })
}

fn complete(summary: &Summary) {
    assert!(summary.is_complete(), "{summary:?}");
}

fn prepared(send: impl Fn(Vec<u8>) + 'static) -> SendEvents {
    Box::new(move |events| bodies(events).for_each(&send))
}

/// As many at a time as `send_all` sends by default.
fn prepared_by_threads(root: &str) -> SendEvents {
    let (send, threads) = (sender_blocking(root), 4);
    Box::new(move |events| {
        let (give, take) = std::sync::mpsc::sync_channel::<Vec<u8>>(0);
        let take = std::sync::Mutex::new(take);
        let next = || take.lock().expect("no thread panics while it waits").recv();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Ok(body) = next() {
                        send(body)
                    }
                });
            }
            bodies(events).for_each(|body| give.send(body).expect("they take all"));
            drop(give);
        });
    })
}

/// As many events in each body as fit for certain: no size is looked at.
fn bodies(events: u64) -> impl Iterator<Item = Vec<u8>> {
    const EACH: u64 = 2000;
    (0..events).step_by(EACH as usize).map(move |start| {
        let mut body = Vec::with_capacity(MAX_BODY);
        body.extend_from_slice(OPENING);
        for number in start..(start + EACH).min(events) {
            serde_json::to_writer(&mut body, &events::by_hand(number)).expect("it is JSON");
            body.push(b',');
        }
        close(&mut body);
        body
    })
}

fn packed_by_hand(root: &str) -> SendEvents {
    let send = sender(root);
    Box::new(move |events| {
        let (mut body, mut event) = (Vec::with_capacity(MAX_BODY), Vec::with_capacity(1024));
        body.extend_from_slice(OPENING);
        for number in 0..events {
            event.clear();
            serde_json::to_writer(&mut event, &events::by_hand(number)).expect("it is JSON");
            if body.len() + event.len() + CLOSING.len() > MAX_BODY {
                close(&mut body);
                send(std::mem::replace(&mut body, Vec::with_capacity(MAX_BODY)));
                body.extend_from_slice(OPENING);
            }
            body.extend_from_slice(&event);
            body.push(b',');
        }
        close(&mut body);
        send(body);
    })
}

/// Puts the end in the place of the last comma.
fn close(body: &mut Vec<u8>) {
    body.pop();
    body.extend_from_slice(CLOSING);
}

/// Sends one body with plain reqwest.
fn sender(root: &str) -> impl Fn(Vec<u8>) + use<> {
    let http = reqwest::Client::builder().no_proxy().build().expect("its settings are the usual ones");
    let (url, runtime) = (format!("{root}/api/v2/batch"), runtime());
    move |body| {
        let request = http.post(&url).header("authorization", AUTHORIZATION);
        let request = request.header(CONTENT_TYPE, "application/json").body(body);
        runtime.block_on(async {
            let answer = request.send().await.and_then(reqwest::Response::error_for_status);
            answer.expect("the server takes everything").bytes().await.expect("the answer is complete");
        });
    }
}

fn sender_blocking(root: &str) -> impl Fn(Vec<u8>) + use<> {
    let http = reqwest::blocking::Client::builder().no_proxy().build();
    let (http, url) = (http.expect("its settings are the usual ones"), format!("{root}/api/v2/batch"));
    move |body| {
        let request = http.post(&url).header("authorization", AUTHORIZATION);
        let request = request.header(CONTENT_TYPE, "application/json").body(body);
        let answer = request.send().and_then(reqwest::blocking::Response::error_for_status);
        answer.expect("the server takes everything").bytes().expect("the answer is complete");
    }
}

fn runtime() -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime for sockets")
}

/// Bytes of each batch that `send_all` makes of so many events.
pub(crate) fn batch_sizes(events: u64) -> Vec<usize> {
    let packed = Batch::pack((0..events).map(|number| Custom(events::by_hand(number))));
    let size = |packed| match packed {
        Packed::Batch(batch) => batch.size(),
        _ => panic!("every event is small"),
    };
    packed.map(size).collect()
}
