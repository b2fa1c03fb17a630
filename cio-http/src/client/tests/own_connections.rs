//! Both clients over connections that the caller sets up: through a proxy, to a server of the caller's certificate authority.

use crate::call::retry::Policy;
use crate::error::Error;
use crate::track::{Account, AccountRegion};
use cio_config::{Region, SiteId, TrackApiKey, TrackCredentials};
use cio_test_server::{Authority, Request, Server, Then};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::Write;
use std::net::TcpStream;
use std::sync::{Arc, mpsc};

const ANSWER: &[u8] = br#"{"url":"https://track.customer.io","region":"us","environment_id":3}"#;

/// A proxy that connects to no other host: it answers as the Track API would.
struct Proxy {
    address: String,
    authority: Vec<u8>,
    /// The head of each request, to the proxy and to the server it forwards to.
    heads: mpsc::Receiver<String>,
}

fn proxy() -> Proxy {
    let authority = Authority::new();
    let tls = authority.config("track.customer.io");

    let (sender, heads) = mpsc::channel();
    let server = Server::serving(move |request, stream| tunnel(request, stream, &tls, &sender));
    Proxy { address: server.url(), authority: authority.der().to_vec(), heads }
}

fn tunnel(
    request: &Request,
    stream: &mut TcpStream,
    tls: &Arc<ServerConfig>,
    sender: &mpsc::Sender<String>,
) -> std::io::Result<Then> {
    let _ = sender.send(request.head().to_owned());
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
    let connection = ServerConnection::new(Arc::clone(tls)).map_err(std::io::Error::other)?;
    let mut secured = StreamOwned::new(connection, stream);
    let _ = sender.send(Request::read(&mut secured)?.head().to_owned());
    write!(secured, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", ANSWER.len())?;
    secured.write_all(ANSWER)?;
    secured.conn.send_close_notify();
    secured.flush()?;
    Ok(Then::Close)
}

/// The result of each client through the proxy, with or without trust in its authority.
fn asked(proxy: &Proxy, trusting: bool) -> Vec<Result<Account, Error>> {
    let site_id = SiteId::new("b0a31ab4c2d65e1f9a77").unwrap();
    let pair = TrackCredentials::new(site_id, TrackApiKey::new("0123456789abcdef0123").unwrap(), Region::Us);
    let certificates = || trusting.then(|| reqwest::Certificate::from_der(&proxy.authority).unwrap());
    let through = || reqwest::Proxy::https(&proxy.address).unwrap();
    let mut results = Vec::new();
    #[cfg(feature = "async")]
    {
        let http = reqwest::Client::builder().proxy(through()).tls_certs_only(certificates());
        let cio = crate::client::asynchronous::Client::builder(pair.clone())
            .policy(Policy::none())
            .http(http)
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        results.push(runtime.block_on(cio.send(&AccountRegion)));
    }
    #[cfg(feature = "blocking")]
    {
        let http = reqwest::blocking::Client::builder().proxy(through()).tls_certs_only(certificates());
        let cio = crate::client::blocking::Client::builder(pair).policy(Policy::none()).http(http);
        results.push(cio.build().unwrap().send(&AccountRegion));
    }
    results
}

#[test]
fn a_proxy_and_an_authority_of_the_caller_are_used() {
    let proxy = proxy();
    for account in asked(&proxy, true) {
        assert_eq!(account.unwrap().region, Region::Us);
        let [tunnel, inside] = [proxy.heads.recv().unwrap(), proxy.heads.recv().unwrap()];
        assert!(tunnel.starts_with("CONNECT track.customer.io:443 HTTP/1.1\r\n"), "{tunnel}");
        assert!(!tunnel.to_lowercase().contains("\r\nauthorization"), "{tunnel}");
        assert!(inside.starts_with("GET /api/v1/accounts/region HTTP/1.1\r\n"), "{inside}");
        assert!(
            inside.contains("authorization: Basic ") && inside.contains("user-agent: cio-http/"),
            "{inside}"
        );
    }
}

#[test]
fn an_authority_that_the_caller_does_not_name_is_not_trusted() {
    let proxy = proxy();
    for result in asked(&proxy, false) {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Unavailable(_)), "{error}");
        assert_eq!(
            proxy.heads.recv().unwrap().lines().next(),
            Some("CONNECT track.customer.io:443 HTTP/1.1")
        );
    }
    assert!(proxy.heads.try_recv().is_err());
}
