//! Who sends, and what: two drivers, and three operations that differ in what a repetition does.

use super::Cell;
use cio_config::{AppApiKey, CioCredentials, Region, Role, SiteId, TrackApiKey};
use cio_http::batch::{BatchEvent, Item, SendAll, Summary};
use cio_http::sandbox::Sandbox;
use cio_http::track::v2::Entities;
use cio_http::{Client, Error, Operation, Policy, SignedBy, app, blocking, track};
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::runtime::Runtime;

pub(crate) const ATTEMPTS: u32 = 3;

/// How long an attempt may take where that is what the test waits for.
pub(crate) const TIMEOUT: Duration = Duration::from_millis(500);

#[derive(CioCredentials)]
pub(crate) struct Keys {
    site_id: SiteId,
    track_key: TrackApiKey,
    app_key: AppApiKey,
    region: Region,
}

pub(crate) enum Driver {
    Async(Client<Keys>, Runtime),
    Blocking(blocking::Client<Keys>),
}

impl Driver {
    pub(crate) fn new(sandbox: &Sandbox, blocking: bool, limit: Duration) -> Self {
        let keys = Keys::loader().environment(sandbox.environment()).load().unwrap();
        let moment = Duration::from_millis(2);
        let policy = Policy::default().retries(ATTEMPTS - 1).first_delay(moment).longest_retry_after(moment);
        if blocking {
            let builder = blocking::Client::builder(keys).sandbox(sandbox).policy(policy).timeout(limit);
            return Self::Blocking(builder.build().unwrap());
        }
        let builder = Client::builder(keys).sandbox(sandbox).policy(policy).timeout(limit);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self::Async(builder.build().unwrap(), runtime)
    }

    pub(crate) fn send<O: Operation<Surface: SignedBy<Keys>>>(
        &self,
        operation: &O,
    ) -> Result<O::Output, Error> {
        match self {
            Self::Async(cio, runtime) => runtime.block_on(cio.send(operation)),
            Self::Blocking(cio) => cio.send(operation),
        }
    }

    /// One batch after the other.
    pub(crate) fn send_all<T: Item<Envelope = Entities>>(
        &self,
        items: Vec<T>,
        report: impl FnMut(BatchEvent<T>),
    ) -> Summary {
        let options = SendAll::default().concurrency(1);
        match self {
            Self::Async(cio, runtime) => runtime.block_on(cio.send_all(items, &options, report)),
            Self::Blocking(cio) => cio.send_all(items, &options, report),
        }
    }
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::Async(..)) { "async" } else { "blocking" })
    }
}

/// The effect of a second copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Safe,
    DedupedById,
    Unsafe,
}

impl Kind {
    /// The key that signs it.
    pub(crate) fn role(self) -> Role {
        if self == Self::Unsafe { Role::AppApiKey } else { Role::TrackApiKey }
    }
}

/// One operation about a person that no other operation names, so that the record shows which it is.
pub(crate) struct Parcel {
    person: String,
    operation: Which,
}

enum Which {
    Identify(track::Identify),
    Event(track::TrackEvent),
    Email(Box<app::SendEmail>),
}

impl Parcel {
    pub(crate) fn new(cell: Cell) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let person = format!("person-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let id = person.as_str();
        let operation = match cell.kind {
            Kind::Safe => Which::Identify(track::Identify::new(id)),
            Kind::DedupedById => Which::Event(track::TrackEvent::new(id, "purchase")),
            Kind::Unsafe => Which::Email(Box::new(app::SendEmail::template(3).to("ada@example.com").id(id))),
        };
        Self { person, operation }
    }

    pub(crate) fn send(&self, driver: &Driver) -> Result<(), Error> {
        match &self.operation {
            Which::Identify(identify) => driver.send(identify),
            Which::Event(event) => driver.send(event),
            Which::Email(email) => driver.send(&**email).map(drop),
        }
    }

    pub(crate) fn is_unsafe(&self) -> bool {
        matches!(self.operation, Which::Email(_))
    }

    /// How often it counts, by the sandbox's record.
    pub(crate) fn arrived(&self, sandbox: &Sandbox) -> usize {
        let id = &self.person;
        match &self.operation {
            Which::Identify(_) => sandbox.people().iter().filter(|person| person.id == *id).count(),
            Which::Event(_) => {
                sandbox.events().iter().filter(|event| event.person.as_ref() == Some(id)).count()
            }
            Which::Email(_) => {
                sandbox.emails().iter().filter(|email| email.identifiers["id"] == **id).count()
            }
        }
    }
}
