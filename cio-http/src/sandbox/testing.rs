//! A service without sockets, for the tests beside it.

use super::account::Accounts;
use super::addresses::{Addresses, HOSTS};
use super::credentials::Credentials;
use super::people::PeopleStore;
use super::received::Received;
use super::service::Service;
use super::settings::Settings;
use super::stand_in::Sandbox;
use super::{control, views};
use crate::sandbox::effect::{Effect, Email, Event, Sent};
use crate::sandbox::people::Person;
use crate::surface::host::Host;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use cio_config::{Region, Role};
use http::Response;
use serde_json::Value;

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

pub(super) struct TestService {
    service: Service,
}

/// Both accounts, nothing asked yet. The EU Track API is at port 4.
pub(super) fn service() -> TestService {
    service_that(Settings::default())
}

pub(super) fn service_that(settings: Settings) -> TestService {
    let accounts = Accounts::made_up(&["marketing".to_owned()], 1);
    let address = |host, region| {
        let after = HOSTS.iter().position(|other| *other == host).unwrap();
        let port = if region == Region::Eu { 4 } else { 1 } + u16::try_from(after).unwrap();
        SocketAddr::from(([127, 0, 0, 1], port))
    };
    let addresses = Addresses::new(address, |region| accounts.get(region).credentials.clone());
    TestService { service: Service::new(accounts, addresses, settings, None) }
}

impl TestService {
    pub(super) fn keys(&self, region: Region) -> &Credentials {
        self.service.addresses.credentials(region)
    }

    pub(super) fn keys_now(&self, region: Region) -> Credentials {
        self.keys_of(region, "")
    }

    pub(super) fn keys_of(&self, region: Region, name: &str) -> Credentials {
        self.service.accounts.get().named(region, name).unwrap().credentials.clone()
    }

    pub(super) fn workspace_of(&self, region: Region, name: &str) -> u64 {
        self.service.accounts.get().named(region, name).unwrap().place.workspace
    }

    pub(super) fn add_key(&self, region: Region, role: Role) {
        let place = self.service.accounts.get().get(region).place;
        self.service.accounts.add_key(place, role);
    }

    pub(super) fn retire(&self, region: Region) {
        let place = self.service.accounts.get().get(region).place;
        self.service.accounts.retire(place);
    }

    /// Asks the US region. `call` is method and path; with header lines after it, if any.
    pub(super) fn ask(
        &self,
        host: Host,
        call: &str,
        authorization: &str,
        body: impl ToString,
    ) -> Response<Bytes> {
        self.ask_in(Region::Us, host, call, authorization, body)
    }

    #[expect(clippy::needless_pass_by_value, reason = "a body made by `json!` reads better without `&`")]
    pub(super) fn ask_in(
        &self,
        region: Region,
        host: Host,
        call: &str,
        authorization: &str,
        body: impl ToString,
    ) -> Response<Bytes> {
        let mut lines = call.lines();
        let (method, path) = lines.next().unwrap().split_once(' ').unwrap();
        let mut request = http::Request::builder().method(method).uri(path);
        if !authorization.is_empty() {
            request = request.header("authorization", authorization);
        }
        for line in lines {
            let (name, value) = line.split_once(": ").unwrap();
            request = request.header(name, value);
        }
        let request = request.body(body.to_string().into()).unwrap();
        control::answer(&self.service, host, region, request).into_response()
    }

    pub(super) fn track(&self, region: Region) -> String {
        basic(self.keys(region).site_id(), self.keys(region).track_api_key())
    }

    pub(super) fn app(&self, region: Region) -> String {
        format!("Bearer {}", self.keys(region).app_api_key())
    }

    pub(super) fn pipelines(&self, region: Region) -> String {
        basic(self.keys(region).cdp_api_key(), "")
    }

    pub(super) fn workspace(&self, region: Region) -> u64 {
        self.service.accounts.get().get(region).place.workspace
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.service.record.received()
    }

    pub(super) fn people(&self) -> Vec<Person> {
        self.service.record.with_people(PeopleStore::people)
    }

    /// Whatever all effects so far amount to.
    pub(super) fn view<T>(&self, view: impl FnOnce(&mut dyn Iterator<Item = &Effect>) -> T) -> T {
        self.service.record.view(view)
    }

    pub(super) fn with_people<T>(&self, view: impl FnOnce(&PeopleStore) -> T) -> T {
        self.service.record.with_people(view)
    }

    pub(super) fn events(&self) -> Vec<Event> {
        self.service.record.with_people(PeopleStore::events)
    }

    pub(super) fn sent(&self) -> Vec<Sent> {
        self.service.record.view(|effects| views::sent(effects))
    }

    pub(super) fn emails(&self) -> Vec<Email> {
        self.service.record.view(|effects| views::emails(effects))
    }
}

pub(super) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

pub(super) fn json(response: &Response<Bytes>) -> Value {
    serde_json::from_slice(response.body()).unwrap()
}

pub(super) fn reason(response: &Response<Bytes>) -> &str {
    response.headers()["x-sandbox-reason"].to_str().unwrap()
}

/// Sends one request to the US Track API of a running sandbox, signed by the pair if there is one, and reads the answer.
pub(super) fn send(sandbox: &Sandbox, call: &str, keys: Option<&Credentials>, body: &str) -> String {
    let root = sandbox.addresses().root(Host::Track, Region::Us);
    let mut stream = TcpStream::connect(root.strip_prefix("http://").unwrap()).unwrap();
    let signed =
        keys.map(|keys| format!("authorization: {}\r\n", basic(keys.site_id(), keys.track_api_key())));
    let request = format!(
        "{call} HTTP/1.1\r\nhost: localhost\r\n{}content-length: {}\r\nconnection: close\r\n\r\n{body}",
        signed.unwrap_or_default(),
        body.len(),
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
