//! What the requests amount to for people: who is there, with what, what they did, and who may not be.

mod everybody;
#[cfg(test)]
mod tests;

use super::views::{Effect, Event};
use cio_config::Region;
use everybody::Everybody;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A person that was identified and not deleted since.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// The region of the account.
    pub region: Region,
    /// What the person was identified by: an id, an e-mail address, a phone number, or `cio_` and a number.
    pub id: String,
    /// What the service calls the person, whatever else changes: `a3000001`.
    pub cio_id: String,
    /// All attributes; of those set twice the later.
    pub attributes: Map<String, Value>,
    /// All devices by token, each with its platform and what else was said of it.
    pub devices: BTreeMap<String, Map<String, Value>>,
    /// The manual segments that the person was added to.
    pub segments: BTreeSet<u64>,
}

/// Somebody of whom everything is ignored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Suppressed {
    /// The region of the account.
    pub region: Region,
    /// What the person was suppressed by, as in [`Person::id`].
    pub id: String,
}

/// Everybody identified and not deleted since, by region and id.
pub(super) fn people<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Person> {
    Everybody::after(effects).people.into_values().collect()
}

/// Everybody suppressed and not unsuppressed since, by region and id.
pub(super) fn suppressed<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Suppressed> {
    let suppressed = Everybody::after(effects).suppressed;
    suppressed.into_iter().map(|(region, id)| Suppressed { region, id }).collect()
}

/// Every event once, in the order of arrival: one that repeats an id is the one already there, one of somebody
/// suppressed is none, and one of somebody who was merged is that of the person who is left.
pub(super) fn events<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Event> {
    Everybody::after(effects).events
}

/// What a person is listed by who is named by `id`, `email`, `phone` or `cio_id`.
pub(super) fn person_key(name: &str, value: &str) -> String {
    if name == "cio_id" { format!("cio_{value}") } else { value.to_owned() }
}
