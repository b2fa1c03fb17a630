//! The second version of the Track API: people, objects and deliveries, one operation or thousands in a request.
//!
//! Each type here is one operation. It is sent alone, or goes into a [`Batch`]; an [`Entity`] is any of them, where
//! one collection holds several kinds.
//!
//! ```no_run
//! # #[cfg(feature = "async")]
//! # async fn example(cio: cio_http::Client<cio_config::TrackCredentials>) -> Result<(), cio_http::Error> {
//! use cio_http::track::v2::{Batch, Entity, IdentifyObject, IdentifyPerson, PersonEvent};
//! use cio_http::track::{ObjectId, PersonId};
//!
//! let acme = ObjectId::new(1, "acme");
//! let mut batch = Batch::new();
//! let operations: [Entity; 3] = [
//!     IdentifyObject::new(acme.clone()).attribute("name", "Acme").into(),
//!     IdentifyPerson::new(PersonId::phone("+14155552671")).add_relationship(acme).into(),
//!     PersonEvent::new("42", "purchase").attribute("price", 23.45).into(),
//! ];
//! for operation in operations {
//!     batch.push(operation).expect("three small operations fit");
//! }
//! let outcome = cio.send(&batch).await?;
//! assert!(outcome.is_complete(), "{:?}", outcome.errors());
//! # Ok(())
//! # }
//! ```

mod attributes;
mod delivery_event;
mod device;
mod entity;
mod object;
mod person;
mod person_event;
mod person_standing;
mod relationships;

pub use attributes::{Attributes, FromFields, OneByOne};
pub use delivery_event::DeliveryEvent;
pub use device::{AddDevice, DeleteDevice};
pub use entity::{Custom, Entity};
pub use object::{DeleteObject, IdentifyAnonymous, IdentifyObject};
pub use person::IdentifyPerson;
pub use person_event::PersonEvent;
pub use person_standing::{DeletePerson, SuppressPerson, UnsuppressPerson};
pub use relationships::{ObjectRelationships, PersonRelationships};

use super::identifiers::Identifiers;
use crate::batch::{self, Envelope, Item};
use crate::surface::Track;
use crate::wire::{self, InvalidInput, Path, Writer};
use bytes::Bytes;
use http::Method;

/// Many operations in one request: at most 32 KB each and 500 KB together, taken as 32,000 and 500,000 bytes.
///
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::track::v2::{Batch, DeletePerson};
///
/// let mut batch = Batch::new();
/// batch.push(DeletePerson::new("42")).unwrap();
/// assert_eq!(batch.size(), r#"{"batch":[{"type":"person","action":"delete","identifiers":{"id":"42"}}]}"#.len());
/// ```
pub type Batch = batch::Batch<Entities>;

/// The batch of the second version of the Track API.
///
/// ```
/// use cio_http::batch::Envelope;
///
/// assert_eq!(cio_http::track::v2::Entities::ROUTE, "POST /api/v2/batch");
/// ```
#[derive(Debug)]
pub enum Entities {}

impl Envelope for Entities {
    type Surface = Track;
    const NAME: &'static str = "track.v2.batch";
    const ROUTE: &'static str = "POST /api/v2/batch";
    const PATH: &'static str = "/api/v2/batch";
    const MAX_ITEM: usize = 32_000;
    const MAX_BODY: usize = 500_000;
}

/// The request of one operation alone.
fn request<T: Item<Envelope = Entities>>(operation: &T) -> Result<http::Request<Bytes>, InvalidInput> {
    let mut text = Vec::with_capacity(256);
    operation.write(&mut text)?;
    if text.len() > Entities::MAX_ITEM {
        return Err(InvalidInput::new("operation", format!("is longer than {} bytes", Entities::MAX_ITEM)));
    }
    wire::request(Method::POST, &Path::new("/api/v2/entity"), text.into())
}

/// Starts an operation: whose it is and what it does, by the API's names.
fn begin<'a, T: Identifiers>(
    text: &'a mut Vec<u8>,
    kind: &'static str,
    action: &'static str,
    identifiers: &T,
) -> Result<Writer<'a>, InvalidInput> {
    let mut operation = begin_bare(text, kind, action);
    operation.with("identifiers", |text| identifiers.write(kind, text))?;
    Ok(operation)
}

/// As [`begin`], for the one operation that names nobody there.
fn begin_bare<'a>(text: &'a mut Vec<u8>, kind: &'static str, action: &'static str) -> Writer<'a> {
    let mut operation = Writer::begin(text);
    operation.text("type", kind);
    operation.text("action", action);
    operation
}

/// Lets an item be sent alone, and be one of several kinds.
macro_rules! operation {
    ($name:ident $(<$param:ident: $bound:path>)?, $operation:literal, $replay:ident) => {
        impl $(<$param: $bound>)? crate::operation::Operation for $name $(<$param>)? {
            type Surface = crate::surface::Track;
            type Output = ();
            const NAME: &'static str = $operation;
            const ROUTE: &'static str = "POST /api/v2/entity";
            const REPLAY: crate::operation::Replay = crate::operation::Replay::$replay;

            fn request(&self) -> Result<http::Request<bytes::Bytes>, crate::wire::InvalidInput> {
                super::request(self)
            }

            fn response(&self, response: &http::Response<bytes::Bytes>) -> Result<(), crate::wire::Unreadable> {
                crate::wire::empty(response)
            }
        }

        impl $(<$param: $bound>)? From<$name $(<$param>)?> for super::Entity {
            fn from(operation: $name $(<$param>)?) -> Self {
                Self::of(&operation)
            }
        }
    };
}

use operation;

#[cfg(test)]
mod tests;
