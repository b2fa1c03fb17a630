//! What the requests amount to for people: who is there, with what, what they did, and who may not be.

mod everybody;
mod person;
#[cfg(test)]
mod tests;

use super::views::Event;
use cio_config::Region;
pub(super) use everybody::{Everybody, folded};
pub use person::Person;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody of whom everything is ignored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Suppressed {
    /// The region of the account.
    pub region: Region,
    /// An id or an e-mail address; who had both is suppressed by both.
    pub id: String,
}

impl Everybody {
    /// Everybody identified and not deleted since, by region and id.
    pub(super) fn people(&self) -> Vec<Person> {
        self.people.values().cloned().collect()
    }

    /// Everybody suppressed and not unsuppressed since, by region and id.
    pub(super) fn suppressed(&self) -> Vec<Suppressed> {
        let each = |(region, names): &(Region, BTreeSet<String>)| {
            let region = *region;
            names.clone().into_iter().map(move |id| Suppressed { region, id })
        };
        self.suppressed.iter().flat_map(each).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Every event once, in the order of arrival: one that repeats an id is the one already there, one of somebody
    /// suppressed is none, and one of somebody who was merged is that of the person who is left.
    pub(super) fn events(&self) -> Vec<Event> {
        self.events.clone()
    }

    /// Whom each delivery went to, by region and delivery.
    pub(super) fn deliveries(&self) -> BTreeMap<(Region, String), String> {
        self.deliveries.clone()
    }
}

/// What a person is listed by who is named by `id`, `email`, `phone` or `cio_id`.
pub(super) fn person_key(name: &str, value: &str) -> String {
    if name == "cio_id" { format!("cio_{value}") } else { value.to_owned() }
}
