//! Our client: an operation by name, with the inputs of a case, sent to a separate sandbox.

use crate::compare::Record;
use crate::{app, made, pipelines, routes, sends, track, track_v2};
use cio_config::{AppApiKey, CdpApiKey, CioCredentials, Region, SiteId, TrackApiKey};
use cio_http::sandbox::Sandbox;
use cio_http::{Operation, Policy, SignedBy, blocking::Client};
use serde_json::Value;
use std::error::Error;

/// The keys of the sandbox's US account.
#[derive(CioCredentials)]
pub(crate) struct Keys {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    cdp_key: CdpApiKey,
    region: Region,
}

/// A sandbox, and a client of it.
pub(crate) struct Ours {
    sandbox: Sandbox,
    client: Client<Keys>,
}

/// Whether there is such an operation; the record has the request.
pub(crate) type Known = Option<()>;

impl Ours {
    pub(crate) fn start() -> Result<Self, Box<dyn Error>> {
        let sandbox = Sandbox::start()?;
        let keys = Keys::loader().environment(sandbox.environment()).load()?;
        let client = Client::builder(keys).sandbox(&sandbox).policy(Policy::none()).build()?;
        Ok(Self { sandbox, client })
    }

    /// Sends one case, and gives the request as it came.
    pub(crate) fn send(&self, operation: &str, input: &Value) -> Result<Record, Box<dyn Error>> {
        let before = self.sandbox.received().len();
        let input = Input(input);
        track::send(self, operation, input)
            .or_else(|| track_v2::send(self, operation, input))
            .or_else(|| sends::send(self, operation, input))
            .or_else(|| app::send(self, operation, input))
            .or_else(|| made::send(self, operation, input))
            .or_else(|| routes::send(self, operation, input))
            .or_else(|| pipelines::send(self, operation, input))
            .ok_or_else(|| format!("no operation of ours is called {operation}"))?;
        match &self.sandbox.received()[before..] {
            [received] => Ok(received.into()),
            received => Err(format!("{operation}: {} requests of ours", received.len()).into()),
        }
    }

    pub(crate) fn call<O: Operation<Surface: SignedBy<Keys>>>(&self, operation: &O) {
        // A refusal is part of what is compared, by its status; an input that is not sent leaves no record.
        match self.client.send(operation) {
            Err(error) if error.status().is_none() => eprintln!("{error}"),
            _ => {}
        }
    }
}

/// The inputs of a case.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a>(&'a Value);

impl<'a> Input<'a> {
    pub(crate) fn has(self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    /// The inputs inside of one.
    pub(crate) fn inside(self, name: &str) -> Self {
        Self(&self.0[name])
    }

    pub(crate) fn value(self, name: &str) -> &'a Value {
        &self.0[name]
    }

    /// The text of an input that every case of the operation has.
    pub(crate) fn text(self, name: &str) -> &'a str {
        self.0[name].as_str().unwrap_or_else(|| panic!("`{name}` is a string"))
    }

    pub(crate) fn number(self, name: &str) -> u64 {
        self.0[name].as_u64().unwrap_or_else(|| panic!("`{name}` is a number"))
    }

    pub(crate) fn flag(self, name: &str) -> bool {
        self.0[name].as_bool().unwrap_or_else(|| panic!("`{name}` is true or false"))
    }

    pub(crate) fn list(self, name: &str) -> &'a [Value] {
        self.0[name].as_array().unwrap_or_else(|| panic!("`{name}` is a list"))
    }

    pub(crate) fn texts(self, name: &str) -> Vec<&'a str> {
        self.list(name).iter().filter_map(Value::as_str).collect()
    }

    /// Two texts, such as the kind of an identifier and its value.
    pub(crate) fn pair(self, name: &str) -> (&'a str, &'a str) {
        let texts = self.texts(name);
        let [one, other] = texts[..] else { panic!("`{name}` is a pair of texts") };
        (one, other)
    }
}
