//! Why no connection could be made, over real connections that fail in each way, with each TLS library.

use crate::client::transport::failure;
use crate::error::connect_fault::{ConnectFault, TlsFault};
use crate::error::transport_error::FailurePoint;
use cio_test_server::{Authority, Server, Then, unused_address};
use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::time::Duration;

fn answers(text: &'static str) -> SocketAddr {
    let server = Server::serving(|_, stream| {
        stream.write_all(text.as_bytes())?;
        Ok(Then::Close)
    });
    server.address()
}

/// Keeps each connection open and says nothing.
fn silent() -> SocketAddr {
    Server::accepting(|mut stream| {
        let _closed = stream.read_to_end(&mut Vec::new());
    })
    .address()
}

/// Closes each connection.
fn hangs_up() -> SocketAddr {
    Server::accepting(drop).address()
}

fn fault(builder: reqwest::ClientBuilder, url: &str) -> (FailurePoint, Option<ConnectFault>, String) {
    let client = builder.connect_timeout(Duration::from_millis(500)).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let error = failure(runtime.block_on(client.get(url).send()).unwrap_err());
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("secret"), "{shown}");
    (error.point(), error.connect(), shown)
}

fn builders() -> Vec<fn() -> reqwest::ClientBuilder> {
    vec![
        #[cfg(feature = "rustls")]
        || reqwest::Client::builder().tls_backend_rustls(),
        #[cfg(feature = "native-tls")]
        || reqwest::Client::builder().tls_backend_native(),
    ]
}

#[test]
fn each_cause_is_known_by_its_own_name() {
    let authority = Authority::new();
    let root = reqwest::Certificate::from_der(authority.der()).unwrap();
    for builder in builders() {
        let trusting = || builder().tls_certs_merge([root.clone()]);
        let by_proxy = |address: String| builder().proxy(reqwest::Proxy::all(address).unwrap());
        let https = |address: SocketAddr| format!("https://{address}/secret");
        let elsewhere = || "https://track.customer.invalid/secret".to_owned();
        for (builder, url, expected) in [
            (builder(), elsewhere(), ConnectFault::NameNotFound),
            (builder(), https(unused_address()), ConnectFault::Refused),
            (builder(), https(silent()), ConnectFault::TimedOut),
            (
                builder(),
                https(authority.silent_server("127.0.0.1").address()),
                ConnectFault::Tls(TlsFault::UnknownIssuer),
            ),
            (
                trusting(),
                https(authority.expired_server("127.0.0.1").address()),
                ConnectFault::Tls(TlsFault::NotInForce),
            ),
            (
                trusting(),
                https(authority.silent_server("other.example").address()),
                ConnectFault::Tls(TlsFault::OtherName),
            ),
            (builder(), https(answers("HTTP/1.1 400 Bad\r\n\r\n")), ConnectFault::Tls(TlsFault::NotTls)),
            (builder(), https(hangs_up()), ConnectFault::Tls(TlsFault::Interrupted)),
            (by_proxy(format!("http://{}", unused_address())), elsewhere(), ConnectFault::ProxyUnreachable),
            (by_proxy("http://proxy.invalid:1".to_owned()), elsewhere(), ConnectFault::ProxyUnreachable),
            (
                by_proxy(format!("http://{}", answers("HTTP/1.1 407 Who\r\ncontent-length: 0\r\n\r\n"))),
                elsewhere(),
                ConnectFault::ProxyAuthentication,
            ),
            (
                by_proxy(format!("http://{}", answers("HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n"))),
                elsewhere(),
                ConnectFault::ProxyRefused,
            ),
            (by_proxy(format!("http://{}", hangs_up())), elsewhere(), ConnectFault::ProxyRefused),
        ] {
            let (point, fault, shown) = fault(builder, &url);
            assert_eq!((point, fault), (FailurePoint::Connect, Some(expected)), "{shown}");
        }
    }
}

#[test]
fn a_limit_of_open_files_is_read_from_the_system_s_number() {
    for number in [23, 24] {
        let error = std::io::Error::from_raw_os_error(number);
        assert_eq!(ConnectFault::of(false, &error), ConnectFault::TooManyOpenFiles);
    }
}
