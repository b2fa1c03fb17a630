//! What reqwest's failures are taken for, over real connections that misbehave.

use super::{Http, Options, Roots, user_agent};
use crate::transport_error::FailurePoint;
use http::{Request, Response, StatusCode};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

const CUT_OFF: &str = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{";

/// A server that reads one request and then does as told.
fn server(behave: impl Fn(TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4096]);
            behave(stream);
        }
    });
    format!("http://{address}/secret")
}

fn stalls_after(text: &'static str) -> String {
    server(move |mut stream| {
        stream.write_all(text.as_bytes()).unwrap();
        thread::sleep(Duration::from_secs(5));
    })
}

fn closes_after(text: &'static str) -> String {
    server(move |mut stream| stream.write_all(text.as_bytes()).unwrap())
}

fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/secret", listener.local_addr().unwrap())
}

fn options() -> Options {
    Options { timeout: Duration::from_millis(300), ..Options::default() }
}

/// Sends one request through every driver there is.
fn through_each_driver(url: &str, live: bool) -> Vec<Result<StatusCode, (FailurePoint, String)>> {
    let request = || Request::get(url).body(bytes::Bytes::new()).unwrap();
    let roots = || Roots::parse(url.strip_suffix("/secret")).unwrap();
    let mut results = Vec::new();
    #[cfg(feature = "async")]
    {
        let http = Http { client: super::asynchronous(&options(), live).unwrap(), roots: roots() };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        results.push(runtime.block_on(crate::client::execute(&http, request())));
    }
    #[cfg(feature = "blocking")]
    {
        let http = Http { client: super::blocking(&options(), live).unwrap(), roots: roots() };
        results.push(crate::blocking::execute(&http, request()));
    }
    let told = |error: super::TransportError| (error.point(), format!("{error} {error:?}"));
    results
        .into_iter()
        .map(|result| result.map(|answer: Response<_>| answer.status()).map_err(told))
        .collect()
}

#[test]
fn each_driver_knows_how_far_a_request_came() {
    for (url, live, expected) in [
        (nobody(), false, FailurePoint::Connect),
        (stalls_after(""), false, FailurePoint::Timeout),
        (stalls_after(CUT_OFF), false, FailurePoint::Timeout),
        (closes_after(""), false, FailurePoint::Interrupted),
        (closes_after(CUT_OFF), false, FailurePoint::Interrupted),
        (nobody(), true, FailurePoint::Request),
    ] {
        for result in through_each_driver(&url, live) {
            let (point, shown) = result.unwrap_err();
            assert_eq!(point, expected, "{shown}");
            assert!(!shown.contains("secret"), "{shown}");
        }
    }
}

#[test]
fn the_time_limit_covers_the_body_too() {
    let url = server(|mut stream| {
        for byte in CUT_OFF.bytes() {
            thread::sleep(Duration::from_millis(20));
            if stream.write_all(&[byte]).is_err() {
                return;
            }
        }
    });
    let begun = Instant::now();
    let results = through_each_driver(&url, false);
    assert!(results.iter().all(|result| matches!(result, Err((FailurePoint::Timeout, _)))), "{results:?}");
    let limit = options().timeout * u32::try_from(results.len()).unwrap();
    assert!(begun.elapsed() < limit + Duration::from_millis(500));
}

#[test]
fn no_driver_follows_a_redirect() {
    for result in through_each_driver(
        &closes_after("HTTP/1.1 301 Moved\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"),
        false,
    ) {
        assert_eq!(result.unwrap(), StatusCode::MOVED_PERMANENTLY);
    }
}

#[test]
fn the_user_agent_names_us_and_then_the_caller() {
    let own = user_agent(None).unwrap();
    assert!(own.to_str().unwrap().starts_with("cio-http/"));
    assert_eq!(user_agent(Some("billing/2")).unwrap(), format!("{} billing/2", own.to_str().unwrap()));
    assert!(user_agent(Some("a\r\nx: y")).is_err());
}
