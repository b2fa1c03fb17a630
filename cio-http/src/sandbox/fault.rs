//! Faults that a test scripts: which request each strikes, and its effect on that request.

mod json;
mod script;
mod symptom;
#[cfg(test)]
mod tests;

pub(super) use json::read;
pub(super) use script::Script;
pub use symptom::Symptom;
pub(super) use symptom::Wait;

use super::account::Current;
use super::answer::Answer;
use super::request::Request;
use super::template;
use super::workspace_key::WorkspaceKey;
use crate::operation::Operation;
use crate::surface::Surface as _;
use crate::surface::host::Host;
use cio_config::{Region, Role};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Something that goes wrong at one request, or at more.
///
/// Needs the feature `sandbox`.
///
/// Each says whether the request is carried out, since that is what a client cannot see: after a 503 or a connection
/// that broke, a message may be on its way or not. [`Sandbox::fail`](super::Sandbox::fail) takes it; faults strike in
/// the order in which they were given, one a request, and a request that a fault strikes does not count for the faults
/// after it. A fault that names nothing strikes the next request, whatever it is.
///
/// ```
/// # #[cfg(feature = "blocking")]
/// # {
/// use cio_config::{AppApiKey, AppCredentials, Region};
/// use cio_http::sandbox::{Fault, Sandbox, Symptom};
/// use cio_http::{Error, app, blocking::Client};
///
/// let sandbox = Sandbox::start()?;
/// let key = AppApiKey::new(sandbox.credentials(Region::Us).app_api_key())?;
/// let cio = Client::new(AppCredentials::new(key, Region::Us))?;
/// let email = app::SendEmail::template(3).to("ada@example.com").id("42");
///
/// // The e-mail is queued, and then the connection breaks: the client must not send it again.
/// sandbox.fail(Fault::after(Symptom::reset()).on::<app::SendEmail>());
///
/// assert!(matches!(cio.send(&email), Err(Error::Unconfirmed(_))));
/// assert_eq!(sandbox.emails().len(), 1);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "strikes nothing until `Sandbox::fail` is given it"]
pub struct Fault {
    what: FaultEffect,
    host: Option<Host>,
    region: Option<Region>,
    route: Option<Cow<'static, str>>,
    skip: u32,
    /// How many requests it strikes yet; `None` for all.
    left: Option<u32>,
    /// The JSON that it was read from, if it was.
    source: Option<Arc<Value>>,
}

#[derive(Clone, Debug)]
enum FaultEffect {
    Before(Symptom),
    After(Symptom),
    Late(Duration),
    Revoke(Role),
    Rotate(Role),
}

impl Fault {
    /// The request is not carried out, and the client sees this.
    pub const fn before(symptom: Symptom) -> Self {
        Self::new(FaultEffect::Before(symptom))
    }

    /// The request is carried out, and the client sees this in place of the answer.
    pub const fn after(symptom: Symptom) -> Self {
        Self::new(FaultEffect::After(symptom))
    }

    /// The request is carried out at once, and its answer is this much later; it is lost if the client does not wait
    /// that long.
    pub const fn late(delay: Duration) -> Self {
        Self::new(FaultEffect::Late(delay))
    }

    /// From this request on the account's key of a role is refused, and nothing takes its place.
    pub const fn revoke(role: Role) -> Self {
        Self::new(FaultEffect::Revoke(role))
    }

    /// From this request on the account's key of a role is refused, and another is in its place.
    ///
    /// [`Sandbox::credentials`](super::Sandbox::credentials) and
    /// [`Sandbox::environment`](super::Sandbox::environment) then have the new one.
    pub const fn rotate(role: Role) -> Self {
        Self::new(FaultEffect::Rotate(role))
    }

    const fn new(what: FaultEffect) -> Self {
        Self { what, host: None, region: None, route: None, skip: 0, left: Some(1), source: None }
    }

    /// Strikes requests of this operation only, which may be one of your own.
    pub fn on<O: Operation>(mut self) -> Self {
        self.host = Some(O::Surface::HOST);
        self.route = Some(Cow::Borrowed(O::ROUTE));
        self
    }

    /// Strikes requests to this API only.
    pub const fn host(mut self, host: Host) -> Self {
        self.host = Some(host);
        self
    }

    /// Strikes requests to this region only.
    pub const fn region(mut self, region: Region) -> Self {
        self.region = Some(region);
        self
    }

    /// Lets so many requests pass first that it would strike: with 2 the third attempt fails.
    pub const fn skip(mut self, requests: u32) -> Self {
        self.skip = requests;
        self
    }

    /// Strikes so many requests. Default: 1.
    pub const fn times(mut self, requests: u32) -> Self {
        self.left = Some(requests);
        self
    }

    /// Strikes every request, until [`Sandbox::recover`](super::Sandbox::recover).
    pub const fn always(mut self) -> Self {
        self.left = None;
        self
    }

    /// Whether a request that this strikes is carried out; `None` for [`revoke`](Self::revoke) and
    /// [`rotate`](Self::rotate), where it depends on the key that signs it.
    #[must_use]
    pub const fn carries_out(&self) -> Option<bool> {
        match self.what {
            FaultEffect::Before(_) => Some(false),
            FaultEffect::After(_) | FaultEffect::Late(_) => Some(true),
            FaultEffect::Revoke(_) | FaultEffect::Rotate(_) => None,
        }
    }

    /// As JSON, with what is left of it; nothing of one that was not given as JSON.
    pub(super) fn to_json(&self) -> Option<Value> {
        let mut line = Value::clone(self.source.as_deref()?);
        line["skip"] = json!(self.skip);
        if let Some(left) = self.left {
            line["times"] = json!(left);
        }
        Some(line)
    }

    fn concerns(&self, request: &Request) -> bool {
        let at_route =
            |template: &Cow<'_, str>| template::matches(template, &request.method, &request.segments);
        self.host.is_none_or(|host| host == request.host)
            && self.region.is_none_or(|region| region == request.region)
            && self.route.as_ref().is_none_or(at_route)
    }

    /// The effect before the request is read.
    pub(super) fn prepare(&self, accounts: &Current, place: WorkspaceKey) {
        match self.what {
            FaultEffect::Revoke(role) => accounts.revoke(place, role),
            FaultEffect::Rotate(role) => accounts.rotate(place, role),
            FaultEffect::Before(_) | FaultEffect::After(_) | FaultEffect::Late(_) => {}
        }
    }

    /// The effect on the answer, and on the changes of the request.
    pub(super) fn spoil(&self, answer: &mut Answer) {
        match &self.what {
            FaultEffect::Before(symptom) => {
                answer.effects.clear();
                symptom.show(answer);
            }
            FaultEffect::After(symptom) => symptom.show(answer),
            FaultEffect::Late(delay) => answer.delay = answer.delay.max(*delay),
            FaultEffect::Revoke(_) | FaultEffect::Rotate(_) => return,
        }
        answer.reason = Some(self.to_string());
    }
}

/// Says what it does, as `X-Sandbox-Reason` does: `a scripted fault: 503, and the request was not carried out`.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scripted fault: ")?;
        match &self.what {
            FaultEffect::Before(symptom) => write!(f, "{symptom}, and the request was not carried out"),
            FaultEffect::After(symptom) => write!(f, "{symptom}, after the request was carried out"),
            FaultEffect::Late(delay) => write!(f, "the answer was {delay:?} late"),
            FaultEffect::Revoke(role) => write!(f, "the {role} was revoked"),
            FaultEffect::Rotate(role) => write!(f, "the {role} was replaced"),
        }
    }
}
