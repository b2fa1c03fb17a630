//! The state of people after the requests: their attributes, their events, and the suppressed.

mod listing;
mod person;
mod store;
mod stored_event;
mod suppressed;
mod suppression;
#[cfg(test)]
mod tests;

pub use person::Person;
pub(super) use person::{folded, person_key};
pub(super) use store::PeopleStore;
pub use suppressed::Suppressed;
