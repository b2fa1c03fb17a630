//! The classification of reqwest's failures, over real connections that misbehave.

#[cfg(feature = "async")]
mod connect_faults;

use super::roots::Roots;
use super::{Options, has_tls, tls, user_agent};
use crate::call::LONGEST_ANSWER;
use crate::error::transport_error::FailurePoint;
use bytes::Bytes;
use cio_test_server::{Server, Then, unused_url};
use http::{Request, Response, StatusCode};
use std::io::{self, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

const CUT_OFF: &str = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{";
const CUT_OFF_IN_CHUNKS: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n";

/// A server that answers each request with what a test writes, and then closes the connection.
fn server(write: impl Fn(&mut TcpStream) -> io::Result<()> + Send + Sync + 'static) -> String {
    url(&Server::serving(move |_, stream| {
        write(stream)?;
        Ok(Then::Close)
    }))
}

fn url(server: &Server) -> String {
    format!("{}/secret", server.url())
}

fn stalls_after(text: &'static str) -> String {
    url(&Server::serving(move |_, stream| {
        stream.write_all(text.as_bytes())?;
        Ok(Then::Stall)
    }))
}

fn closes_after(text: &'static str) -> String {
    server(move |stream| stream.write_all(text.as_bytes()))
}

fn unused() -> String {
    format!("{}/secret", unused_url())
}

fn options() -> Options {
    Options { timeout: Duration::from_millis(300), ..Options::default() }
}

const HOUR: Duration = Duration::from_secs(3600);

/// A caller's builder of either kind, which wants everything that it may not have.
macro_rules! wilful {
    ($name:ident, $builder:ty) => {
        fn $name(builder: $builder, live: bool) -> $builder {
            let again =
                reqwest::retry::for_host("127.0.0.1").no_budget().classify_fn(|answer| answer.retryable());
            builder
                .redirect(reqwest::redirect::Policy::limited(10))
                .retry(again)
                .connect_timeout(HOUR)
                .https_only(!live)
                .connection_verbose(true)
                .user_agent("another")
        }
    };
}

#[cfg(feature = "async")]
wilful!(wilful_async, reqwest::ClientBuilder);
#[cfg(feature = "blocking")]
wilful!(wilful_blocking, reqwest::blocking::ClientBuilder);

/// Sends one request through every driver there is, on nothing and on a caller's builder.
fn through_each_driver(url: &str, live: bool) -> Vec<Outcome> {
    timed_through_each_driver(url, live, &options()).into_iter().map(|(outcome, _)| outcome).collect()
}

type Outcome = Result<Response<Bytes>, (FailurePoint, String)>;

/// The same, with the time from sending to the end.
fn timed_through_each_driver(url: &str, live: bool, options: &Options) -> Vec<(Outcome, Duration)> {
    let request = || Request::get(url).body(Bytes::new()).unwrap();
    let roots = || Roots::parse(url.strip_suffix("/secret")).unwrap();
    let mut results = Vec::new();
    #[cfg(feature = "async")]
    for own in [None, Some(wilful_async(reqwest::Client::builder(), live).timeout(HOUR))] {
        let http = super::asynchronous::http(own, options, live, roots()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let begun = Instant::now();
        results.push((
            runtime.block_on(async {
                super::asynchronous::execute(&http, request(), http.permit().await?.limit()).await
            }),
            begun.elapsed(),
        ));
    }
    #[cfg(feature = "blocking")]
    for own in [None, Some(wilful_blocking(reqwest::blocking::Client::builder(), live).timeout(HOUR))] {
        let http = super::blocking::http(own, options, live, roots()).unwrap();
        let begun = Instant::now();
        results.push((
            super::blocking::execute(&http, request(), http.permit().unwrap().limit()),
            begun.elapsed(),
        ));
    }
    let found = |error: super::TransportError| (error.point(), format!("{error} {error:?}"));
    results.into_iter().map(|(result, took)| (result.map_err(found), took)).collect()
}

#[test]
fn each_driver_knows_how_far_a_request_came() {
    for (url, live, expected) in [
        (unused(), false, FailurePoint::Connect),
        (stalls_after(""), false, FailurePoint::Timeout),
        (stalls_after(CUT_OFF), false, FailurePoint::Timeout),
        (stalls_after(CUT_OFF_IN_CHUNKS), false, FailurePoint::Timeout),
        (closes_after(""), false, FailurePoint::Interrupted),
        (closes_after(CUT_OFF), false, FailurePoint::Interrupted),
        (closes_after(CUT_OFF_IN_CHUNKS), false, FailurePoint::Interrupted),
        (unused(), true, FailurePoint::Request),
    ] {
        if live && !tls::IS_THERE {
            continue;
        }
        for result in through_each_driver(&url, live) {
            let (point, shown) = result.unwrap_err();
            assert_eq!(point, expected, "{shown}");
            assert!(!shown.contains("secret"), "{shown}");
        }
    }
}

#[test]
fn the_time_limit_covers_the_body_too() {
    let url = server(|stream| {
        CUT_OFF.bytes().try_for_each(|byte| {
            thread::sleep(Duration::from_millis(20));
            stream.write_all(&[byte])
        })
    });
    for (outcome, took) in timed_through_each_driver(&url, false, &options()) {
        assert!(matches!(outcome, Err((FailurePoint::Timeout, _))), "{outcome:?}");
        assert!(took < options().timeout + Duration::from_millis(250), "{took:?}");
    }
}

#[test]
fn an_answer_is_whole_in_however_many_pieces_it_comes() {
    for text in [
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n0123456789",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n0\r\n8\r\n12345678\r\n1\r\n9\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n0123456789",
        "HTTP/1.0 200 OK\r\n\r\n0123456789",
        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n0123456789",
    ] {
        let piece_by_piece = server(|stream| {
            text.bytes().try_for_each(|byte| {
                thread::sleep(Duration::from_micros(100));
                stream.write_all(&[byte])
            })
        });
        for url in [closes_after(text), piece_by_piece] {
            for (outcome, _) in timed_through_each_driver(&url, false, &Options::default()) {
                assert_eq!(outcome.unwrap().body(), "0123456789", "{text}");
            }
        }
    }
}

#[test]
fn an_answer_without_end_is_read_no_further_than_it_may_be_long() {
    let chunk = [&b"100000\r\n"[..], &[b' '; 0x10_0000], b"\r\n"].concat();
    for header in ["transfer-encoding: chunked", "content-length: 1000000000000"] {
        let chunk = chunk.clone();
        let url = server(move |stream| {
            write!(stream, "HTTP/1.1 200 OK\r\n{header}\r\n\r\n")?;
            loop {
                stream.write_all(&chunk)?;
            }
        });
        for (outcome, _) in timed_through_each_driver(&url, false, &Options::default()) {
            let length = outcome.unwrap().body().len() as u64;
            assert!((LONGEST_ANSWER + 1..=LONGEST_ANSWER + 1_000_000).contains(&length), "{length}");
        }
    }
}

#[test]
fn no_driver_follows_a_redirect() {
    for result in through_each_driver(
        &closes_after("HTTP/1.1 301 Moved\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"),
        false,
    ) {
        assert_eq!(result.unwrap().status(), StatusCode::MOVED_PERMANENTLY);
    }
}

#[test]
fn a_request_is_sent_once_and_under_our_name_whatever_a_callers_builder_says() {
    let server = Server::serving(|_, stream| {
        stream.write_all(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")?;
        Ok(Then::Close)
    });
    let results = through_each_driver(&url(&server), false);
    let heads: Vec<String> = server.received().iter().map(|request| request.head().to_owned()).collect();
    assert_eq!(heads.len(), results.len());
    for head in heads {
        assert!(head.contains("user-agent: cio-http/") && !head.contains("referer"), "{head}");
    }
}

#[test]
fn a_build_without_tls_is_for_a_sandbox_and_says_so() {
    assert!(has_tls(false).is_ok());
    let found = has_tls(true).err().map(|error| error.to_string());
    let expected = "the client could not be set up: no TLS feature of `cio-http` is on, so it reaches a sandbox only; \
                    add `rustls` to its features";
    assert_eq!(found.as_deref(), (!tls::IS_THERE).then_some(expected));
}

#[test]
fn the_user_agent_names_us_and_then_the_caller() {
    let own = user_agent(None).unwrap();
    assert!(own.to_str().unwrap().starts_with("cio-http/"));
    assert_eq!(user_agent(Some("billing/2")).unwrap(), format!("{} billing/2", own.to_str().unwrap()));
    assert!(user_agent(Some("a\r\nx: y")).is_err());
}
