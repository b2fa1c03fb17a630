//! What the requests amount to for people: who is there, with what, what they did, and who may not be.

mod happened;
mod person;
mod shown;
mod store;
mod suppressed;
mod suppression;
#[cfg(test)]
mod tests;

pub use person::Person;
pub(super) use person::{folded, person_key};
pub(super) use store::PeopleStore;
pub use suppressed::Suppressed;
