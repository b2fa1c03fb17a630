//! Who may ask about the sandbox: programs and its own page, and no page from elsewhere.

use crate::sandbox::answer::Answer;
use crate::sandbox::request::Request;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

const FETCH_SITE: &str = "sec-fetch-site";
const FETCH_MODE: &str = "sec-fetch-mode";

/// A 403, if a browser sent this for a page from elsewhere.
///
/// A page whose host name was made to resolve to this machine (DNS rebinding) is found by `Host`; one that sends from
/// its own place, by `Origin` or, where a browser leaves that out, by `Sec-Fetch-Site`. A client that is not a browser
/// sends neither of the last two.
pub(super) fn refuse(request: &Request) -> Option<Answer> {
    let reason = reason(request)?;
    let answer = Answer::json(StatusCode::FORBIDDEN, &json!({ "error": reason }));
    Some(hardened(answer.because(reason)))
}

fn reason(request: &Request) -> Option<&'static str> {
    let headers = &request.headers;
    let one = |name: HeaderName| {
        let mut values = headers.get_all(name).iter();
        let value = values.next().map(|value| value.to_str().unwrap_or_default().to_ascii_lowercase());
        (value, values.next().is_some())
    };
    let (host, two_hosts) = one(header::HOST);
    let hosts = host.iter().map(String::as_str).chain(request.authority.as_deref());
    if two_hosts || !hosts.into_iter().all(is_loopback) {
        return Some("/_sandbox/ answers this machine only: use 127.0.0.1, [::1] or localhost");
    }
    let elsewhere = Some("/_sandbox/ answers programs and the sandbox's own page, not other pages");
    let (origin, two_origins) = one(header::ORIGIN);
    let is_own =
        |origin: &str| origin.strip_prefix("http://").is_some_and(|own| Some(own) == host.as_deref());
    if two_origins || origin.is_some_and(|origin| !is_own(&origin)) {
        return elsewhere;
    }
    let said = |name: &str, value: &str| headers.get(name).is_some_and(|found| found == value);
    let is_visit = request.method == Method::GET && said(FETCH_MODE, "navigate");
    let is_from_elsewhere = said(FETCH_SITE, "cross-site") || said(FETCH_SITE, "same-site");
    if is_from_elsewhere && !is_visit { elsewhere } else { None }
}

/// Whether `Host` names this machine, with or without a port.
fn is_loopback(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return false;
    }
    let address = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(inside) => inside.parse::<Ipv6Addr>().map(IpAddr::V6).ok(),
        None => name.parse::<Ipv4Addr>().map(IpAddr::V4).ok(),
    };
    name.eq_ignore_ascii_case("localhost") || address.is_some_and(|address| address.is_loopback())
}

/// With headers that keep the answer from other pages.
pub(super) fn hardened(mut answer: Answer) -> Answer {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "SAMEORIGIN"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ("cache-control", "no-store"),
    ] {
        let name = HeaderName::from_static(name);
        answer.headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::is_loopback;
    use crate::sandbox::testing::{reason, service};
    use crate::surface::host::Host::App;

    #[test]
    fn only_loopback_names_are_this_machine() {
        for host in
            ["127.0.0.1", "127.0.0.1:80", "127.9.8.7:1", "localhost", "LOCALHOST:4010", "[::1]", "[::1]:1"]
        {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "example.com",
            "example.com:80",
            "localhost.example.com",
            "127.0.0.1.example.com",
            "127.0.0.1:80:80",
            "127.0.0.1:x",
            "10.0.0.1",
            "0.0.0.0",
            "[::2]",
            "::1",
            "2130706433",
            "localhost:",
            "a@localhost",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn a_page_from_another_origin_is_refused_by_each_header_that_names_it() {
        let service = service();
        for headers in [
            "host: attacker.example",
            "host: attacker.example:4010",
            "host: 127.0.0.1:1\norigin: http://attacker.example",
            "host: 127.0.0.1:1\norigin: null",
            "host: 127.0.0.1:1\norigin: http://127.0.0.1:2",
            "host: 127.0.0.1:1\norigin: https://127.0.0.1:1",
            "host: 127.0.0.1:1\nsec-fetch-site: cross-site\nsec-fetch-mode: no-cors",
            "host: 127.0.0.1:1\nsec-fetch-site: same-site\nsec-fetch-mode: cors",
            "host: attacker.example\nhost: 127.0.0.1:1",
            "host: 127.0.0.1:1\nhost: attacker.example",
            "host: 127.0.0.1:1\norigin: http://127.0.0.1:1\norigin: http://attacker.example",
        ] {
            for call in [
                "GET /_sandbox/received",
                "GET /_sandbox/addresses",
                "GET /_sandbox/",
                "GET /%5Fsandbox/people",
                "POST /_sandbox/faults",
                "POST /_sandbox/settings",
                "DELETE /_sandbox/received",
            ] {
                let answer = service.ask(App, &format!("{call}\n{headers}"), "", "");
                assert_eq!(answer.status(), 403, "{call} {headers}");
                assert!(reason(&answer).contains("/_sandbox/"));
            }
        }
        assert!(service.received().is_empty());
    }

    #[test]
    fn programs_and_the_own_page_are_answered() {
        let service = service();
        for headers in [
            "",
            "\nhost: localhost:4010",
            "\nhost: [::1]:4010\norigin: http://[::1]:4010",
            "\nhost: 127.0.0.1:4010\norigin: http://127.0.0.1:4010\nsec-fetch-site: same-origin",
            "\nhost: 127.0.0.1:4010\nsec-fetch-site: none\nsec-fetch-mode: navigate",
            "\nhost: 127.0.0.1:4010\nsec-fetch-site: cross-site\nsec-fetch-mode: navigate",
        ] {
            let answer = service.ask(App, &format!("GET /_sandbox/people{headers}"), "", "");
            assert_eq!(answer.status(), 200, "{headers}");
            assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
            assert_eq!(answer.headers()["cross-origin-resource-policy"], "same-origin");
        }
        let visit = "DELETE /_sandbox/received\nhost: 127.0.0.1:1\nsec-fetch-site: cross-site\nsec-fetch-mode: navigate";
        assert_eq!(service.ask(App, visit, "", "").status(), 403);
    }
}
