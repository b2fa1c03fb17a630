//! What the requests amount to: people, events, e-mails.

use crate::Host;
use cio_config::Region;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A person that was identified and not deleted since.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// The region of the account.
    pub region: Region,
    /// What the person was identified by: an id, an e-mail address, or `cio_` and a number.
    pub id: String,
    /// All attributes; of those set twice the later.
    pub attributes: Map<String, Value>,
}

/// An event, a page view or a screen view.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The region of the account.
    pub region: Region,
    /// The API it came through.
    pub host: Host,
    /// `event`, `page` or `screen`.
    pub kind: String,
    /// Its name; for a page the address or the title.
    pub name: String,
    /// Whose event it is, if the person is known.
    pub person: Option<String>,
    /// Whose event it is, if the person is not.
    pub anonymous_id: Option<String>,
    /// What repetitions are told by: `id` on the Track API, `messageId` on the Pipelines API.
    pub id: Option<String>,
    /// When it happened: seconds on the Track API, text on the Pipelines API.
    pub timestamp: Option<Value>,
    /// `data` on the Track API, `properties` on the Pipelines API.
    pub data: Map<String, Value>,
}

/// A transactional e-mail that was queued.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Email {
    /// The region of the account.
    pub region: Region,
    /// The delivery ID that was answered.
    pub delivery_id: String,
    /// The recipients, as one text.
    pub to: String,
    /// Whom it is recorded for: one of `id`, `email` and `cio_id`.
    pub identifiers: Map<String, Value>,
    /// The whole request.
    pub request: Map<String, Value>,
}

/// What one request changed.
#[derive(Clone, Debug)]
pub(super) enum Effect {
    Identified { region: Region, id: String, attributes: Map<String, Value>, create: bool },
    Deleted { region: Region, id: String },
    Happened(Event),
    Queued(Email),
}

/// Everybody identified and not deleted since, by region and id.
pub(super) fn people<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Person> {
    let mut people: BTreeMap<(Region, &str), Map<String, Value>> = BTreeMap::new();
    for effect in effects {
        match effect {
            Effect::Identified { region, id, attributes, create } => {
                if *create || people.contains_key(&(*region, id)) {
                    people.entry((*region, id)).or_default().extend(attributes.clone());
                }
            }
            Effect::Deleted { region, id } => {
                people.remove(&(*region, id.as_str()));
            }
            Effect::Happened(_) | Effect::Queued(_) => {}
        }
    }
    let person =
        |((region, id), attributes): ((Region, &str), _)| Person { region, id: id.to_owned(), attributes };
    people.into_iter().map(person).collect()
}

/// Every event once, in the order of arrival: one that repeats an id is the one already there.
pub(super) fn events<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Event> {
    let mut seen = BTreeSet::new();
    effects
        .filter_map(|effect| match effect {
            Effect::Happened(event) => Some(event),
            _ => None,
        })
        .filter(|event| event.id.as_ref().is_none_or(|id| seen.insert((event.region, id))))
        .cloned()
        .collect()
}

/// Every e-mail, in the order of arrival. The service knows no repetition here, and neither does this.
pub(super) fn emails<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Email> {
    effects
        .filter_map(|effect| match effect {
            Effect::Queued(email) => Some(email.clone()),
            _ => None,
        })
        .collect()
}
