//! One request of a checkup: what is asked, and how it is signed.

use super::held::FindingSubject;
use crate::call::Call;
use crate::call::hosts::Hosts;
use crate::call::retry::Policy;
use crate::call::signing_headers::SigningHeaders;
use crate::error::Error;
use crate::operation::{Operation, Replay};
use crate::surface::host::Host;
use crate::surface::{PipelinesApi, Surface};
use crate::wire::{self, InvalidInput, UnreadableAnswer};
use bytes::Bytes;
use cio_config::{Region, Role};
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use std::time::Duration;

/// How long one attempt may take.
pub(crate) const LIMIT: Duration = Duration::from_secs(5);

/// The question to ask: each surface has one that changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// `GET /api/v1/accounts/region`.
    Track,
    /// `GET /v1/workspaces`: the route for IP addresses takes any key.
    App,
    /// A call that lacks everything, in strict mode.
    Pipelines,
}

/// Why it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Whether the credential is good.
    Itself,
    /// Whether it is good in the other region.
    OtherRegion,
    /// Whether the value in the slot is another credential.
    OtherKind { slot: Role, holds: Role },
}

/// One request of a checkup.
pub(crate) struct Probe {
    pub(crate) subject: FindingSubject,
    pub(crate) question: Question,
    pub(crate) purpose: Purpose,
    pub(crate) hosts: Hosts,
    pub(crate) signature: SigningHeaders,
    pub(crate) policy: Policy,
}

impl Probe {
    pub(crate) fn call<'a, O: Operation>(&'a self, operation: &'a O) -> Result<Call<'a, O>, Error> {
        Call::signed(operation, &self.signature, &self.hosts, &self.policy)
    }

    pub(crate) fn region(&self) -> Region {
        self.hosts.region()
    }

    /// The API and its address: `the Track API in us (https://track.customer.io)`.
    pub(crate) fn place(&self) -> String {
        let (name, host) = match self.question {
            Question::Track => ("Track", Host::Track),
            Question::App => ("App", Host::App),
            Question::Pipelines => ("Pipelines", Host::Pipelines),
        };
        format!("the {name} API in {} ({})", self.region(), self.hosts.root(host))
    }
}

/// One retry, and no long wait before it.
pub(crate) fn policy() -> Policy {
    Policy::default().retries(1).longest_retry_after(LIMIT).budget(LIMIT)
}

/// A call without an event and without a user, which strict mode refuses and permissive mode drops: in neither is
/// anything stored.
///
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13. That the key is checked before the call is
/// not documented.
#[derive(Debug)]
pub(crate) struct InvalidCall;

impl Operation for InvalidCall {
    type Surface = PipelinesApi;
    type Output = ();
    const NAME: &'static str = "pipelines.invalid_call";
    const ROUTE: &'static str = "POST /v1/track";
    const REPLAY: Replay = Replay::Safe;

    fn request(&self) -> Result<Request<Bytes>, InvalidInput> {
        let request = Request::post("/v1/track").header(CONTENT_TYPE, "application/json");
        Ok(request.body(Bytes::from_static(b"{}")).expect("it is a constant"))
    }

    /// Customer.io answers with an object, a login page with something else.
    fn response(&self, response: &Response<Bytes>) -> Result<(), UnreadableAnswer> {
        wire::json::<serde_json::Map<String, serde_json::Value>>(response).map(|_| ())
    }
}

impl Question {
    /// The credentials that sign it.
    pub(crate) const fn signers(self) -> &'static [Role] {
        match self {
            Self::Track => crate::surface::TrackApi::ROLES,
            Self::App => crate::surface::AppApi::ROLES,
            Self::Pipelines => PipelinesApi::ROLES,
        }
    }
}
