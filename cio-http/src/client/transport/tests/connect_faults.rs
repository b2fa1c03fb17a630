//! Why no connection could be made, over real connections that fail in each way, with each TLS library.

use crate::client::transport::failure;
use crate::error::connect_fault::{ConnectFault, TlsFault};
use crate::error::transport_error::FailurePoint;
use cio_test_server::{Server, Then, unused_address};
use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
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

struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

fn authority() -> Authority {
    let key = KeyPair::generate().unwrap();
    let mut parameters = CertificateParams::new([]).unwrap();
    parameters.distinguished_name.push(DnType::CommonName, "an authority");
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = parameters.self_signed(&key).unwrap();
    Authority { certificate, issuer: Issuer::new(parameters, key) }
}

/// A server with a certificate of this authority.
fn tls(authority: &Authority, name: &str, expired: bool) -> SocketAddr {
    let key = KeyPair::generate().unwrap();
    let mut parameters = CertificateParams::new([name.to_owned()]).unwrap();
    if expired {
        parameters.not_after = date_time_ymd(2020, 1, 1);
    }
    let certificate = parameters.signed_by(&key, &authority.issuer).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap();
    let config = Arc::new(config);
    Server::accepting(move |stream| {
        let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        // A client that does not trust the certificate hangs up.
        let _ = StreamOwned::new(connection, stream).read(&mut [0; 4096]);
    })
    .address()
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
    let authority = authority();
    let root = reqwest::Certificate::from_der(authority.certificate.der()).unwrap();
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
                https(tls(&authority, "127.0.0.1", false)),
                ConnectFault::Tls(TlsFault::UnknownIssuer),
            ),
            (trusting(), https(tls(&authority, "127.0.0.1", true)), ConnectFault::Tls(TlsFault::NotInForce)),
            (
                trusting(),
                https(tls(&authority, "other.example", false)),
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
