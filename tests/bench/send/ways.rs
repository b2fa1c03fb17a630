//! The ways to say one thing of one person: ours, and what one would write without it. Each sends the same bytes.

use crate::account::{self, SITE_ID, TRACK_API_KEY};
use bytes::Bytes;
use cio_http::track::Identify;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy;
use hyper_util::rt::TokioExecutor;
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::Serialize;
use std::hint::black_box;
use std::sync::Arc;
use std::thread;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

pub(crate) struct Way {
    pub(crate) name: &'static str,
    /// The way that this one is a multiple of.
    pub(crate) beside: &'static str,
    start: fn(&str) -> Box<dyn Sender>,
}

/// A client that is ready.
pub(crate) trait Sender {
    /// Sends so many requests, so many at a time.
    fn send(&self, requests: u64, concurrency: u64);
}

impl Way {
    pub(crate) fn start(&self, root: &str) -> Box<dyn Sender> {
        (self.start)(root)
    }
}

const REQWEST: &str = "reqwest";
const REQWEST_BLOCKING: &str = "reqwest::blocking";

pub(crate) const ALL: [Way; 6] = [
    Way { name: REQWEST, beside: REQWEST, start: reqwest },
    Way { name: "reqwest, header and base URL made once", beside: REQWEST, start: reqwest_prepared },
    Way { name: "hyper", beside: REQWEST, start: hyper },
    Way { name: "cio_http::Client", beside: REQWEST, start: cio_http },
    Way { name: REQWEST_BLOCKING, beside: REQWEST_BLOCKING, start: reqwest_blocking },
    Way { name: "cio_http::blocking::Client", beside: REQWEST_BLOCKING, start: cio_http_blocking },
];

/// The cost of a program that does nothing, and of one in which each request is a clone of a client.
pub(crate) const NOTHING: Way =
    Way { name: "nothing", beside: "nothing", start: |_| Box::new(Blocking(drop)) };
pub(crate) const CLONES: Way = Way { name: "clones", beside: "nothing", start: clones };

/// The attributes of the person.
#[derive(Serialize)]
struct Person<'a> {
    email: &'a str,
    plan: &'a str,
    created_at: u64,
}

const ADA: Person<'_> = Person { email: "ada@example.com", plan: "pro", created_at: 1_700_000_000 };

fn identify(person: u64) -> Identify {
    Identify::new(person).attribute("email", ADA.email).attribute("plan", ADA.plan).created_at(ADA.created_at)
}

fn cio_http(root: &str) -> Box<dyn Sender> {
    let cio = cio_http::Client::builder(account::credentials()).sandbox(&account::addresses(root));
    let cio = cio.build().expect("its settings are the usual ones");
    asynchronous(move |person| {
        let cio = cio.clone();
        async move { cio.send(&identify(person)).await.expect("the server takes everything") }
    })
}

fn clones(root: &str) -> Box<dyn Sender> {
    let cio = cio_http::Client::builder(account::credentials()).sandbox(&account::addresses(root));
    let cio = cio.build().expect("its settings are the usual ones");
    Box::new(Blocking(move |_| drop(black_box(cio.clone()))))
}

fn cio_http_blocking(root: &str) -> Box<dyn Sender> {
    let cio = cio_http::blocking::Client::builder(account::credentials()).sandbox(&account::addresses(root));
    let cio = cio.build().expect("its settings are the usual ones");
    Box::new(Blocking(move |person| cio.send(&identify(person)).expect("the server takes everything")))
}

fn reqwest(root: &str) -> Box<dyn Sender> {
    let http = reqwest::Client::builder().no_proxy().build().expect("its settings are the usual ones");
    let root: Arc<str> = root.into();
    asynchronous(move |person| {
        let (http, root) = (http.clone(), root.clone());
        async move {
            let url = format!("{root}/api/v1/customers/{person}");
            let request = http.put(url).basic_auth(SITE_ID, Some(TRACK_API_KEY)).json(&ADA);
            let answer = request.send().await.and_then(reqwest::Response::error_for_status);
            answer.expect("the server takes everything").bytes().await.expect("the answer is complete");
        }
    })
}

fn reqwest_prepared(root: &str) -> Box<dyn Sender> {
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, HeaderValue::from_static(account::AUTHORIZATION));
    let http = reqwest::Client::builder().no_proxy().default_headers(headers).build();
    let http = http.expect("its settings are the usual ones");
    let base: Arc<Url> = Arc::new(format!("{root}/api/v1/customers/").parse().expect("it is a URL"));
    asynchronous(move |person| {
        let (http, base) = (http.clone(), base.clone());
        async move {
            let url = base.join(&person.to_string()).expect("a number is a path");
            let answer = http.put(url).json(&ADA).send().await.and_then(reqwest::Response::error_for_status);
            answer.expect("the server takes everything").bytes().await.expect("the answer is complete");
        }
    })
}

fn hyper(root: &str) -> Box<dyn Sender> {
    let http = legacy::Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let root: Arc<str> = root.into();
    asynchronous(move |person| {
        let (http, root) = (http.clone(), root.clone());
        async move {
            let request = http::Request::put(format!("{root}/api/v1/customers/{person}"))
                .header(AUTHORIZATION, HeaderValue::from_static(account::AUTHORIZATION))
                .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                .body(Full::new(serde_json::to_vec(&ADA).expect("it is JSON").into()))
                .expect("its parts are right");
            let answer = http.request(request).await.expect("the server answers");
            assert!(answer.status().is_success());
            answer.into_body().collect().await.expect("the answer is complete").to_bytes();
        }
    })
}

fn reqwest_blocking(root: &str) -> Box<dyn Sender> {
    let http = reqwest::blocking::Client::builder().no_proxy().build();
    let (http, root) = (http.expect("its settings are the usual ones"), root.to_owned());
    Box::new(Blocking(move |person| {
        let url = format!("{root}/api/v1/customers/{person}");
        let request = http.put(url).basic_auth(SITE_ID, Some(TRACK_API_KEY)).json(&ADA);
        let answer = request.send().and_then(reqwest::blocking::Response::error_for_status);
        answer.expect("the server takes everything").bytes().expect("the answer is complete");
    }))
}

/// Sends from tasks on one thread.
struct Asynchronous<F> {
    runtime: Runtime,
    send: Arc<F>,
}

fn asynchronous<F, R>(send: F) -> Box<dyn Sender>
where
    F: Fn(u64) -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Box::new(Asynchronous { runtime: runtime.expect("a runtime for sockets"), send: Arc::new(send) })
}

impl<F, R> Sender for Asynchronous<F>
where
    F: Fn(u64) -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    fn send(&self, requests: u64, concurrency: u64) {
        self.runtime.block_on(async {
            let mut tasks = JoinSet::new();
            for _ in 0..concurrency {
                let send = self.send.clone();
                tasks.spawn(async move {
                    for person in 0..requests / concurrency {
                        send(person).await;
                    }
                });
            }
            tasks.join_all().await;
        });
    }
}

/// Sends from threads.
struct Blocking<F>(F);

impl<F: Fn(u64) + Sync> Sender for Blocking<F> {
    fn send(&self, requests: u64, concurrency: u64) {
        thread::scope(|scope| {
            for _ in 0..concurrency {
                scope.spawn(|| (0..requests / concurrency).for_each(&self.0));
            }
        });
    }
}
