//! The Track API: people and what they do.
//!
//! The first version of the API has one operation for each thing to do; they are here. The second, in [`v2`], knows
//! objects and phone numbers too, and takes thousands of operations in one request.

mod account_region;
mod attribute_methods;
mod delete_person;
mod device;
mod devices;
mod event_body;
#[cfg(feature = "event-id")]
mod event_id_from;
mod identifiers;
mod identify;
mod merge_people;
mod operation;
mod path;
mod preferences;
mod relationship;
mod report_delivery;
mod report_push_delivery;
mod segment;
mod submit_form;
mod suppression;
mod track_anonymous;
mod track_event;
mod track_view;
mod unsubscribe;
pub mod v2;

pub use crate::wire::IdType;
pub use account_region::{Account, AccountRegion};
pub use delete_person::DeletePerson;
pub use device::{Device, Platform};
pub use devices::{AddDevice, DeleteDevice};
#[cfg(feature = "event-id")]
pub use event_id_from::event_id_from;
pub use identifiers::{AnonymousId, Identifiers, ObjectId, PersonId};
pub use identify::Identify;
pub use merge_people::MergePeople;
pub use relationship::Relationship;
pub use report_delivery::{DeliveryMetric, ReportDelivery};
pub use report_push_delivery::{PushMetric, ReportPushDelivery};
pub use segment::{AddToSegment, RemoveFromSegment};
pub use submit_form::SubmitForm;
pub use suppression::{SuppressPerson, UnsuppressPerson};
pub use track_anonymous::TrackAnonymous;
pub use track_event::TrackEvent;
pub use track_view::{TrackPage, TrackScreen};
pub use unsubscribe::Unsubscribe;

#[cfg(test)]
mod tests;
