//! Set-ups that are broken on purpose, one for each verdict. None leaves this machine.

use cio_config::{Environment, Region, Role};
use cio_http::sandbox::{Fault, Sandbox, Symptom};
use cio_http::{Host, app, track};
use reqwest::blocking::ClientBuilder;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

/// A set-up.
pub(crate) struct SetUp {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) arrange: fn(&Sandbox, Environment) -> (Environment, Way),
}

/// Where requests go.
pub(crate) enum Way {
    Sandbox,
    /// To Customer.io's names, each of which is resolved to loopback or to nothing.
    Loopback(Box<ClientBuilder>),
}

const fn set_up(
    name: &'static str,
    what: &'static str,
    arrange: fn(&Sandbox, Environment) -> (Environment, Way),
) -> SetUp {
    SetUp { name, what, arrange }
}

/// A key that belongs to no account.
const UNKNOWN: &str = "0123456789abcdef0123";

const SITE_ID: &str = Role::SiteId.variable();
const TRACK_KEY: &str = Role::TrackApiKey.variable();
const APP_KEY: &str = Role::AppApiKey.variable();
const CDP_KEY: &str = Role::CdpApiKey.variable();

pub(crate) const SET_UPS: &[SetUp] = &[
    set_up("ok", "everything is right", |_, right| (right, Way::Sandbox)),
    set_up("mistyped-pair", "the Track API key is mistyped", |_, right| {
        (right.with(TRACK_KEY, UNKNOWN), Way::Sandbox)
    }),
    set_up("torn-pair", "the site ID is of another set", |sandbox, right| {
        let other = sandbox.credentials(Region::Eu);
        (right.with(SITE_ID, other.site_id()), Way::Sandbox)
    }),
    set_up("swapped-pair", "site ID and key are swapped (--cross-probe finds it)", |sandbox, right| {
        let keys = sandbox.credentials(Region::Us);
        (right.with(SITE_ID, keys.track_api_key()).with(TRACK_KEY, keys.site_id()), Way::Sandbox)
    }),
    set_up("wrong-kind", "the Track API key is an App API key (--cross-probe)", |sandbox, right| {
        let app_key = sandbox.credentials(Region::Us).app_api_key().to_owned();
        (right.with(TRACK_KEY, app_key).without(APP_KEY), Way::Sandbox)
    }),
    set_up("revoked-app-key", "the App API key was deleted", |sandbox, right| {
        sandbox.revoke(Region::Us, Role::AppApiKey);
        (right, Way::Sandbox)
    }),
    set_up("revoked-cdp-key", "the CDP API key was deleted", |sandbox, right| {
        sandbox.revoke(Region::Us, Role::CdpApiKey);
        (right, Way::Sandbox)
    }),
    set_up("wrong-cdp-key", "the CDP API key is a Track API key", |_, right| {
        (right.with(CDP_KEY, UNKNOWN), Way::Sandbox)
    }),
    set_up("cdp-key-of-eu", "the prefix of the CDP API key names the EU", |_, right| {
        (right.with(CDP_KEY, format!("sk_eu_{UNKNOWN}")), Way::Sandbox)
    }),
    set_up("not-allowed", "the App API answers 403", |sandbox, right| {
        let answer = Symptom::status(403).body(r#"{"errors":[{"detail":"not allowed","status":"403"}]}"#);
        sandbox.fail(Fault::before(answer).host(Host::App).always());
        (right, Way::Sandbox)
    }),
    set_up("other-region", "keys of the EU, and the region says US", |sandbox, _| {
        (sandbox.environment_of(Region::Eu).with(Role::Region.variable(), "us"), Way::Sandbox)
    }),
    set_up("app-key-of-eu", "the App API key is of the EU (--cross-probe)", |sandbox, right| {
        let app_key = sandbox.credentials(Region::Eu).app_api_key().to_owned();
        (right.with(APP_KEY, app_key), Way::Sandbox)
    }),
    set_up("other-workspace", "the workspace ID is that of another", |_, right| {
        (right.with(Role::WorkspaceId.variable(), "7"), Way::Sandbox)
    }),
    set_up("other-account", "the App API key is of another account", |sandbox, right| {
        let list = Symptom::status(200).body(r#"{"workspaces":[{"id":7,"name":"Another"}]}"#);
        sandbox.fail(Fault::before(list).on::<app::ListWorkspaces>().always());
        (right, Way::Sandbox)
    }),
    set_up("name", "the names of the hosts are not found", |_, right| (ordinary(right), to(None))),
    set_up("refused-connection", "no server at that port", |_, right| (ordinary(right), to(unused().ok()))),
    set_up("tls", "a server that does not speak TLS", |sandbox, right| {
        let root = sandbox.addresses().root(Host::Track, Region::Us);
        (ordinary(right), to(root.trim_start_matches("http://").parse().ok()))
    }),
    set_up("proxy", "a proxy that is not there", |_, right| {
        let address = unused().map_or_else(|_| "127.0.0.1:1".to_owned(), |address| address.to_string());
        let proxy = reqwest::Proxy::all(format!("http://{address}")).expect("it is a URL");
        (ordinary(right), Way::Loopback(Box::new(ClientBuilder::new().proxy(proxy))))
    }),
    set_up("timeout", "no answer arrives", |sandbox, right| {
        sandbox.fail(Fault::before(Symptom::silence()).always());
        (right, Way::Sandbox)
    }),
    set_up("interrupted", "connections break", |sandbox, right| {
        sandbox.fail(Fault::before(Symptom::reset()).always());
        (right, Way::Sandbox)
    }),
    set_up("something-else", "a login page answers", |sandbox, right| {
        sandbox.fail(Fault::before(Symptom::html(200)).always());
        (right, Way::Sandbox)
    }),
    set_up("cannot-tell", "Customer.io fails", |sandbox, right| {
        sandbox.fail(Fault::before(Symptom::status(503)).on::<track::AccountRegion>().always());
        (right, Way::Sandbox)
    }),
    set_up("not-asked", "a webhook signing key, which no request takes", |sandbox, right| {
        let key = sandbox.credentials(Region::Us).webhook_signing_key().to_owned();
        (right.with(Role::WebhookSigningKey.variable(), key), Way::Sandbox)
    }),
    set_up("not-loaded", "a variable is not set, another is quoted", |_, right| {
        (right.without(SITE_ID).with(TRACK_KEY, "'0123456789abcdef0123'"), Way::Sandbox)
    }),
];

/// With keys that no sandbox issued, which a client sends to Customer.io's names.
fn ordinary(environment: Environment) -> Environment {
    let others = [(SITE_ID, UNKNOWN), (TRACK_KEY, "3210fedcba9876543210"), (CDP_KEY, "abcdef0123456789abcd")];
    let environment = others.into_iter().fold(environment, |so_far, (name, key)| so_far.with(name, key));
    environment.with(APP_KEY, "0123456789abcdef0123456789abcdef")
}

/// Resolves every name to one address of this machine, or to none.
struct Loopback(Option<SocketAddr>);

impl Resolve for Loopback {
    fn resolve(&self, _: Name) -> Resolving {
        let address = self.0;
        Box::pin(async move {
            let found: Addrs = Box::new(address.into_iter());
            address.map(|_| found).ok_or_else(|| io::Error::other("no such host").into())
        })
    }
}

fn to(address: Option<SocketAddr>) -> Way {
    Way::Loopback(Box::new(ClientBuilder::new().no_proxy().dns_resolver(Arc::new(Loopback(address)))))
}

/// An address that nothing listens at.
fn unused() -> io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}
