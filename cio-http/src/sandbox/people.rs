//! What the requests amount to for people: who is there, with what, what they did, and who may not be.

use super::track::Change;
use super::views::{Effect, Event};
use cio_config::Region;
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

type Key = (Region, String);

#[derive(Default)]
struct Everybody {
    people: BTreeMap<Key, Person>,
    /// How many there ever were.
    ever: BTreeMap<Region, u32>,
    suppressed: BTreeSet<Key>,
    /// Whom a delivery went to.
    deliveries: BTreeMap<Key, String>,
    events: Vec<Event>,
    /// The ids of events.
    seen: BTreeSet<Key>,
}

impl Everybody {
    fn after<'a>(effects: impl Iterator<Item = &'a Effect>) -> Self {
        let mut everybody = Self::default();
        effects.for_each(|effect| everybody.apply(effect));
        everybody
    }

    fn apply(&mut self, effect: &Effect) {
        match effect {
            Effect::Identified { region, id, attributes, create } => {
                self.identify(*region, id, attributes, *create);
            }
            Effect::Deleted { region, id } => {
                self.people.remove(&self.key(*region, id));
            }
            Effect::Queued(email) => {
                if let Some((name, id)) = email.identifiers.iter().next() {
                    let key = (email.region, email.delivery_id.clone());
                    self.deliveries.insert(key, person_key(name, &text(id)));
                }
            }
            Effect::Happened(event) => self.happen(event),
            Effect::Changed(region, change) => self.change(*region, change),
            // A message that came twice is told apart before.
            Effect::Once { .. } | Effect::Kept { .. } => {}
        }
    }

    fn happen(&mut self, event: &Event) {
        // Looking somebody up by an attribute goes through everybody.
        if !self.suppressed.is_empty() {
            let person = event.person.as_ref().map(|person| self.key(event.region, person));
            if person.is_some_and(|person| self.suppressed.contains(&person)) {
                return;
            }
        }
        if event.id.as_ref().is_none_or(|id| self.seen.insert((event.region, id.clone()))) {
            self.events.push(event.clone());
        }
    }

    fn identify(&mut self, region: Region, id: &str, attributes: &Map<String, Value>, create: bool) {
        let key = self.key(region, id);
        if self.suppressed.contains(&key) || !(create || self.people.contains_key(&key)) {
            return;
        }
        if let Some(visitor) = attributes.get("anonymous_id").and_then(Value::as_str) {
            let is_theirs = |event: &&mut Event| event.anonymous_id.as_deref() == Some(visitor);
            for event in self.events.iter_mut().filter(|event| event.region == region).filter(is_theirs) {
                event.person.get_or_insert_with(|| id.to_owned());
            }
        }
        self.person(key).attributes.extend(attributes.clone());
    }

    fn change(&mut self, region: Region, change: &Change) {
        match change {
            Change::AddedDevice { person, token, device } => {
                let key = self.key(region, person);
                if !self.suppressed.contains(&key) {
                    self.person(key).devices.entry(token.clone()).or_default().extend(device.clone());
                }
            }
            Change::DeletedDevice { person, token } => {
                self.there(region, person, |person| drop(person.devices.remove(token)));
            }
            Change::Suppressed { person } => {
                let key = self.key(region, person);
                self.people.remove(&key);
                self.suppressed.insert(key);
            }
            Change::Unsuppressed { person } => {
                self.suppressed.remove(&(region, person.clone()));
            }
            Change::Merged { primary, secondary } => self.merge(region, primary, secondary),
            Change::Segmented { segment, people, added } => {
                for person in people {
                    self.there(region, person, |person| {
                        if *added {
                            person.segments.insert(*segment)
                        } else {
                            person.segments.remove(segment)
                        };
                    });
                }
            }
            Change::Unsubscribed { delivery_id } => {
                if let Some(person) = self.deliveries.get(&(region, delivery_id.clone())).cloned() {
                    let unsubscribed = Value::Bool(true);
                    self.there(region, &person, |person| {
                        person.attributes.insert("unsubscribed".into(), unsubscribed);
                    });
                }
            }
            _ => {}
        }
    }

    /// Nothing happens if the primary person is not there.
    fn merge(&mut self, region: Region, primary: &str, secondary: &str) {
        let (primary, secondary) = (self.key(region, primary), self.key(region, secondary));
        if primary == secondary || !self.people.contains_key(&primary) {
            return;
        }
        self.move_events(&secondary, &primary);
        let Some(secondary) = self.people.remove(&secondary) else { return };
        let primary = self.person(primary);
        for (name, value) in secondary.attributes {
            if primary.attributes.get(&name).is_none_or(|value| value.is_null() || value == "") {
                primary.attributes.insert(name, value);
            }
        }
        primary.segments.extend(secondary.segments);
    }

    fn move_events(&mut self, from: &Key, to: &Key) {
        let is_theirs = |event: &Event| {
            event.person.as_ref().is_some_and(|person| self.key(event.region, person) == *from)
        };
        let moved: Vec<usize> = (0..self.events.len()).filter(|at| is_theirs(&self.events[*at])).collect();
        for at in moved {
            self.events[at].person = Some(to.1.clone());
        }
    }

    fn there(&mut self, region: Region, id: &str, change: impl FnOnce(&mut Person)) {
        let key = self.key(region, id);
        if let Some(person) = self.people.get_mut(&key) {
            change(person);
        }
    }

    fn person(&mut self, key: Key) -> &mut Person {
        let (region, id) = key.clone();
        let ever = self.ever.entry(region).or_default();
        self.people.entry(key).or_insert_with(|| {
            *ever += 1;
            Person {
                region,
                id,
                cio_id: format!("a{}", 3_000_000 + *ever),
                attributes: Map::new(),
                devices: BTreeMap::new(),
                segments: BTreeSet::new(),
            }
        })
    }

    /// A person is also found by the service's own number, and by the id or e-mail address among the attributes.
    fn key(&self, region: Region, id: &str) -> Key {
        let key = (region, id.to_owned());
        if self.people.contains_key(&key) {
            return key;
        }
        let cio_id = id.strip_prefix("cio_");
        let is_named = |person: &&Person| {
            let named = |name| person.attributes.get(name).map(text).unwrap_or_default();
            person.region == region
                && (cio_id == Some(person.cio_id.as_str())
                    || named("id") == id
                    || named("email").eq_ignore_ascii_case(id))
        };
        let found = self.people.values().find(is_named).map(|person| (region, person.id.clone()));
        found.unwrap_or(key)
    }
}

/// What a person is listed by who is named by `id`, `email`, `phone` or `cio_id`.
pub(super) fn person_key(name: &str, value: &str) -> String {
    if name == "cio_id" { format!("cio_{value}") } else { value.to_owned() }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
