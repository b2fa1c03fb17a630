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
mod device;
mod entities;
mod entity;
mod object;
mod person;
mod person_event;
mod relationships;
mod report_push_delivery;
mod suppression;

pub use attributes::{Attributes, FromFields, OneByOne};
pub use device::{AddDevice, DeleteDevice};
pub use entities::{Batch, Entities};
pub use entity::{Custom, Entity};
pub use object::{DeleteObject, IdentifyAnonymous, IdentifyObject};
pub use person::IdentifyPerson;
pub use person_event::PersonEvent;
pub use relationships::{ObjectRelationships, PersonRelationships};
pub use report_push_delivery::ReportPushDelivery;
pub use suppression::{DeletePerson, SuppressPerson, UnsuppressPerson};

#[cfg(test)]
mod tests;
