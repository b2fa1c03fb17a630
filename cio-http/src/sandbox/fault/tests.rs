//! The effect of each fault on a request, on the record and on the client, over sockets.

use crate::sandbox::fault::Fault;
use crate::sandbox::fault::symptom::Symptom;
use crate::sandbox::stand_in::Sandbox;
use crate::sandbox::testing::basic;
use crate::surface::host::Host;
use crate::{app, track};
use cio_config::Region::{Eu, Us};
use cio_config::Role;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant, SystemTime};

const WAIT: Duration = Duration::from_millis(300);

/// The answer, read to its end.
fn exchange(root: &str, head: &str, body: &str) -> Result<String, ErrorKind> {
    let mut stream = TcpStream::connect(root.strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(WAIT)).unwrap();
    let length = body.len();
    let request =
        format!("{head}\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let mut part = [0; 1024];
    loop {
        match stream.read(&mut part) {
            Ok(0) => return Ok(String::from_utf8(answer).unwrap()),
            Ok(read) => answer.extend_from_slice(&part[..read]),
            Err(error) if answer.is_empty() => return Err(error.kind()),
            Err(error) => return Ok(format!("{} {:?}", String::from_utf8(answer).unwrap(), error.kind())),
        }
    }
}

fn identify(sandbox: &Sandbox) -> Result<String, ErrorKind> {
    let keys = sandbox.credentials(Us);
    let signature = basic(keys.site_id(), keys.track_api_key());
    let head = format!("PUT /api/v1/customers/42 HTTP/1.1\r\nauthorization: {signature}");
    exchange(sandbox.addresses().root(Host::Track, Us), &head, r#"{"plan":"pro"}"#)
}

fn control(sandbox: &Sandbox, call: &str, body: &str) -> String {
    exchange(sandbox.addresses().root(Host::App, Eu), &format!("{call} HTTP/1.1"), body).unwrap()
}

#[test]
fn a_fault_before_leaves_nothing_done_and_a_fault_after_leaves_it_done() {
    type Seen = fn(Result<&str, ErrorKind>) -> bool;
    let symptoms: [(Symptom, Seen); 8] = [
        (Symptom::status(503), |seen| seen.is_ok_and(|answer| answer.starts_with("HTTP/1.1 503 "))),
        (Symptom::html(502), |seen| seen.is_ok_and(|answer| answer.ends_with("</html>\n"))),
        (Symptom::empty(), |seen| seen.is_ok_and(|answer| answer.ends_with("\r\n\r\n"))),
        (Symptom::truncated(), |seen| seen.is_ok_and(|answer| answer.ends_with("\r\n\r\n{"))),
        (Symptom::cut_off(), |seen| {
            seen.is_ok_and(|answer| {
                answer.contains("content-length: 3\r\n") && answer.ends_with("{ ConnectionReset")
            })
        }),
        (Symptom::reset(), |seen| seen == Err(ErrorKind::ConnectionReset)),
        (Symptom::silence(), |seen| seen == Err(ErrorKind::WouldBlock)),
        (Symptom::status(429).retry_after(Duration::from_millis(1500)), |seen| {
            seen.is_ok_and(|answer| answer.contains("retry-after: 2\r\n"))
        }),
    ];
    for (symptom, is_seen) in symptoms {
        for (fault, people) in [(Fault::before(symptom.clone()), 0), (Fault::after(symptom.clone()), 1)] {
            let sandbox = Sandbox::start().unwrap();
            assert_eq!(fault.carries_out(), Some(people == 1));
            sandbox.fail(fault);
            let seen = identify(&sandbox);
            assert!(is_seen(seen.as_deref().map_err(|kind| *kind)), "{symptom}: {seen:?}");
            assert_eq!(sandbox.people().len(), people, "{symptom}");
            let received = sandbox.received();
            assert_eq!(received[0].fault.as_ref().and_then(Fault::carries_out), Some(people == 1));
            assert!(identify(&sandbox).unwrap().ends_with("{}\n"), "the next request is answered");
        }
    }
}

#[test]
fn a_late_answer_is_to_what_was_done_at_once() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fail(Fault::late(WAIT * 10));
    assert_eq!(identify(&sandbox), Err(ErrorKind::WouldBlock));
    assert_eq!(sandbox.people().len(), 1);

    sandbox.fail(Fault::late(WAIT / 10));
    let begun = Instant::now();
    assert!(identify(&sandbox).unwrap().ends_with("{}\n"));
    assert!(begun.elapsed() >= WAIT / 10);
}

#[test]
fn faults_strike_in_their_order_where_they_are_to() {
    let sandbox = Sandbox::start().unwrap();
    let status = || identify(&sandbox).unwrap()["HTTP/1.1 ".len()..][..3].to_owned();
    sandbox.fail(Fault::before(Symptom::status(500)).on::<app::SendEmail>());
    sandbox.fail(Fault::before(Symptom::status(501)).host(Host::Pipelines));
    sandbox.fail(Fault::before(Symptom::status(502)).region(Eu));
    sandbox.fail(Fault::before(Symptom::status(503)).on::<track::Identify>().skip(1).times(2));
    sandbox.fail(Fault::before(Symptom::status(504)).skip(1));
    assert_eq!([(); 6].map(|()| status()), ["200", "503", "503", "504", "200", "200"]);

    sandbox.fail(Fault::before(Symptom::status(505)).always());
    assert_eq!([(); 3].map(|()| status()), ["505"; 3]);
    sandbox.recover();
    assert_eq!(status(), "200");
    sandbox.fail(Fault::before(Symptom::status(506)).times(0));
    assert_eq!(status(), "200");
}

#[test]
fn a_date_is_not_sooner_than_asked_for() {
    let sandbox = Sandbox::start().unwrap();
    let wait = Duration::from_millis(1100);
    sandbox.fail(Fault::before(Symptom::status(429).retry_after_date(wait)));
    let asked = SystemTime::now();
    let answer = identify(&sandbox).unwrap();
    let (_, date) = answer.split_once("retry-after: ").unwrap();
    let date = httpdate::parse_http_date(date.split_once("\r\n").unwrap().0).unwrap();
    assert!((wait..wait * 3).contains(&date.duration_since(asked).unwrap()));
}

#[test]
fn a_rotated_key_is_refused_and_the_new_one_is_good() {
    let sandbox = Sandbox::start().unwrap();
    let old = sandbox.credentials(Us);
    sandbox.fail(Fault::rotate(Role::TrackApiKey).skip(1));
    assert!(identify(&sandbox).unwrap().starts_with("HTTP/1.1 200 "));
    let refused = identify(&sandbox).unwrap();
    assert!(refused.starts_with("HTTP/1.1 401 "), "{refused}");
    assert!(refused.contains("the password is the revoked Track API key of the us account"), "{refused}");
    assert_ne!(sandbox.credentials(Us).track_api_key(), old.track_api_key());
    assert!(identify(&sandbox).unwrap().starts_with("HTTP/1.1 200 "));
    assert!(
        control(&sandbox, "GET /_sandbox/addresses", "").contains(sandbox.credentials(Us).track_api_key())
    );
}

#[test]
fn a_revoked_key_stays_revoked() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fail(Fault::revoke(Role::SiteId).region(Us));
    for _ in 0..2 {
        assert!(identify(&sandbox).unwrap().starts_with("HTTP/1.1 401 "));
    }
    assert!(sandbox.people().is_empty());
}

#[test]
fn other_languages_write_faults_as_json() {
    let sandbox = Sandbox::start().unwrap();
    let faults = r#"[
        {"before": {"status": 429, "retry_after": 2, "headers": {"x-a": "b"}, "body": "busy"}, "host": "track"},
        {"after": "reset", "route": "PUT /api/v1/customers/{identifier}", "region": "us", "skip": 1, "times": 2},
        {"before": {"html": 502}}, {"late_ms": 1},
        {"revoke": "app_api_key"}, {"rotate": "site_id"}, {"before": "silence", "always": true}
    ]"#;
    assert!(control(&sandbox, "POST /_sandbox/faults", faults).starts_with("HTTP/1.1 200 "));
    let first = identify(&sandbox).unwrap();
    assert!(first.contains("retry-after: 2\r\n") && first.contains("x-a: b\r\n"), "{first}");
    assert!(first.ends_with("busy"), "{first}");
    assert!(identify(&sandbox).unwrap().starts_with("HTTP/1.1 502 "));
    assert_eq!(identify(&sandbox), Err(ErrorKind::ConnectionReset));
    assert_eq!(identify(&sandbox), Err(ErrorKind::ConnectionReset));
    assert!(
        control(&sandbox, "GET /_sandbox/received", "")
            .contains("a reset, after the request was carried out")
    );
    control(&sandbox, "DELETE /_sandbox/faults", "");
    assert!(identify(&sandbox).unwrap().starts_with("HTTP/1.1 200 "));
}

#[test]
fn json_that_is_not_a_fault_is_refused_as_a_whole_with_the_reason() {
    let sandbox = Sandbox::start().unwrap();
    for (faults, expected) in [
        ("", "EOF"),
        ("{}", "expected exactly one of before, after, late_ms, revoke and rotate"),
        (r#"{"before": "reset", "after": "reset"}"#, "expected exactly one of"),
        (r#"[{"before": "reset"}, {"before": "boom"}]"#, "a symptom must be empty, truncated"),
        (r#"{"before": {"status": 99}}"#, "a status must be a number from 200 to 599"),
        (r#"{"before": {"status": 500, "html": 500}}"#, "a symptom has either status or html"),
        (r#"{"before": {"status": 500, "headers": {"a b": "c"}}}"#, "headers must be names"),
        (r#"{"before": "reset", "route": "/api"}"#, "a route must be a method and a path"),
        (r#"{"before": "reset", "host": "fly"}"#, "a host must be track, app or pipelines"),
        (r#"{"before": "reset", "region": "moon"}"#, "a region must be us or eu"),
        (r#"{"rotate": "region"}"#, "the key must be one of site_id, track_api_key"),
        (r#"{"before": "reset", "time": 2}"#, "unknown field `time`"),
        (r#"{"before": "reset", "times": 2, "always": true}"#, "a fault has either times or always"),
        (r#"{"before": {"html": 502, "body": "busy"}}"#, "a page of HTML has a status and nothing else"),
        (
            r#"{"before": {"status": 429, "retry_after": 2, "retry_after_date": 2}}"#,
            "either retry_after or retry_after_date",
        ),
    ] {
        let answer = control(&sandbox, "POST /_sandbox/faults", faults);
        assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains(expected), "{faults}: {answer}");
    }
    assert!(identify(&sandbox).unwrap().starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_date_that_no_clock_reaches_is_the_last_one_and_the_fault_strikes() {
    let sandbox = Sandbox::start().unwrap();
    for (date, expected) in [
        (u64::MAX, "retry-after: Fri, 31 Dec 9999 23:59:59 GMT"),
        (300_000_000_000, "retry-after: Fri, 31 Dec 9999 23:59:59 GMT"),
    ] {
        let fault = format!(r#"{{"before": {{"status": 429, "retry_after_date": {date}}}}}"#);
        assert!(control(&sandbox, "POST /_sandbox/faults", &fault).starts_with("HTTP/1.1 200 "));
        let answer = identify(&sandbox).unwrap();
        assert!(answer.starts_with("HTTP/1.1 429 ") && answer.contains(expected), "{answer}");
    }
    sandbox.fail(Fault::before(Symptom::status(503).retry_after(std::time::Duration::MAX)));
    assert!(identify(&sandbox).unwrap().contains("retry-after: 18446744073709551615"));
}
