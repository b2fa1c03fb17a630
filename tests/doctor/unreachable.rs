//! Connections that fail in each way, all on loopback: the finding names the true cause.

use crate::trial::runtime;
use cio_config::{Region, Role, SiteId, TrackApiKey, TrackCredentials};
use cio_http::{Checkup, Client, ConnectFault, Obstacle, TlsFault, Verdict, blocking};
use cio_test_server::{Authority, Server, Then, unused_address};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io::{self, Read as _, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// How requests leave.
#[derive(Clone)]
enum Way {
    /// Every name is resolved to this, or to nothing.
    To(Option<SocketAddr>),
    ByProxy(String),
    /// To a server whose authority is trusted.
    Trusting(SocketAddr, Vec<u8>),
}

struct Resolver(Option<SocketAddr>);

impl Resolve for Resolver {
    fn resolve(&self, _: Name) -> Resolving {
        let address = self.0;
        Box::pin(async move {
            let found: Addrs = Box::new(address.into_iter());
            address.map(|_| found).ok_or_else(|| io::Error::other("no such host").into())
        })
    }
}

macro_rules! set_up {
    ($builder:expr, $way:expr) => {
        match $way {
            Way::To(address) => $builder.no_proxy().dns_resolver(Arc::new(Resolver(address))),
            Way::ByProxy(url) => $builder.proxy(reqwest::Proxy::all(url).unwrap()),
            Way::Trusting(address, authority) => $builder
                .no_proxy()
                .dns_resolver(Arc::new(Resolver(Some(address))))
                .tls_certs_only([reqwest::Certificate::from_der(&authority).unwrap()]),
        }
    };
}

fn pair() -> TrackCredentials {
    TrackCredentials::new(
        SiteId::new("b0a31ab4c2d65e1f9a77").unwrap(),
        TrackApiKey::new("0123456789abcdef0123").unwrap(),
        Region::Us,
    )
}

fn checkups(way: &Way) -> [Checkup; 2] {
    let (connect, whole) = (Duration::from_millis(400), Duration::from_millis(800));
    let http = set_up!(reqwest::Client::builder(), way.clone());
    let cio = Client::builder(pair()).http(http).connect_timeout(connect).timeout(whole).build().unwrap();
    let waits = runtime().block_on(cio.diagnose());
    let http = set_up!(reqwest::blocking::Client::builder(), way.clone());
    let cio =
        blocking::Client::builder(pair()).http(http).connect_timeout(connect).timeout(whole).build().unwrap();
    [waits, cio.diagnose()]
}

#[track_caller]
fn finds(way: &Way, obstacle: Obstacle, name: &str, fix: &str) {
    for checkup in checkups(way) {
        let finding = checkup.finding(Role::TrackApiKey).unwrap();
        assert_eq!(finding.verdict(), Verdict::Unreachable(obstacle), "\n{checkup}");
        assert!(checkup.to_string().contains(&format!("unreachable: {name}")), "\n{checkup}");
        assert!(finding.hint().unwrap().contains(fix), "\n{checkup}");
        assert!(finding.answer().unwrap().contains("https://track.customer.io"), "\n{checkup}");
    }
}

fn connect(fault: ConnectFault) -> Obstacle {
    Obstacle::Connect(fault)
}

fn proxy_that_answers(answer: &'static str) -> Way {
    let server = Server::serving(move |_, stream| {
        stream.write_all(answer.as_bytes())?;
        Ok(Then::Close)
    });
    Way::ByProxy(server.url())
}

#[test]
pub(crate) fn a_name_that_is_not_found() {
    finds(&Way::To(None), connect(ConnectFault::NameNotFound), "name", "must resolve the names");
}

#[test]
fn a_closed_port() {
    finds(&Way::To(Some(unused_address())), connect(ConnectFault::Refused), "refused", "at port 443");
}

#[test]
fn a_server_whose_authority_is_unknown() {
    let server = Authority::new().silent_server("track.customer.io");
    let fault = ConnectFault::Tls(TlsFault::UnknownIssuer);
    finds(&Way::To(Some(server.address())), connect(fault), "tls", "add its certificate authority");
}

#[test]
fn a_server_with_another_fault_of_tls() {
    let authority = Authority::new();
    let trusting = |server: &Server| Way::Trusting(server.address(), authority.der().to_vec());
    let expired = authority.expired_server("track.customer.io");
    finds(&trusting(&expired), connect(ConnectFault::Tls(TlsFault::NotInForce)), "tls", "the clock");
    let other = authority.silent_server("other.example");
    finds(&trusting(&other), connect(ConnectFault::Tls(TlsFault::OtherName)), "tls", "a login page");
    let plain = Server::always(400, "{}");
    finds(
        &Way::To(Some(plain.address())),
        connect(ConnectFault::Tls(TlsFault::NotTls)),
        "tls",
        "a login page",
    );
}

#[test]
fn a_proxy_that_refuses() {
    let refuses = proxy_that_answers("HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n");
    finds(&refuses, connect(ConnectFault::ProxyRefused), "proxy", "have the proxy allow");
    let asks = proxy_that_answers("HTTP/1.1 407 Who\r\ncontent-length: 0\r\n\r\n");
    finds(&asks, connect(ConnectFault::ProxyAuthentication), "proxy", "user and password");
    let gone = Way::ByProxy(format!("http://{}", unused_address()));
    finds(&gone, connect(ConnectFault::ProxyUnreachable), "proxy", "the address of the proxy");
}

#[test]
fn a_host_that_never_answers() {
    let silent = Server::accepting(|mut stream| {
        let _closed = stream.read_to_end(&mut Vec::new());
    });
    finds(&Way::To(Some(silent.address())), connect(ConnectFault::TimedOut), "timeout", "drop packets");
    let authority = Authority::new();
    let server = authority.silent_server("track.customer.io");
    let way = Way::Trusting(server.address(), authority.der().to_vec());
    finds(&way, Obstacle::NoAnswer, "timeout", "may hold the request back");
}
