//! What the requests amount to for people: who is there, with what, what they did, and who may not be.

mod everybody;
mod happened;
mod person;
mod shown;
mod suppressed;
mod suppression;
#[cfg(test)]
mod tests;

pub(super) use everybody::Everybody;
pub use person::Person;
pub(super) use person::{folded, person_key};
pub use suppressed::Suppressed;
