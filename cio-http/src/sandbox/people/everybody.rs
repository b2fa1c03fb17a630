//! Everybody, as one effect after the other left them.

use super::{Person, person_key};
use crate::sandbox::track::Change;
use crate::sandbox::views::{Effect, Event};
use cio_config::Region;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Key = (Region, String);

/// Everybody after some effects.
#[derive(Default)]
pub(super) struct Everybody {
    pub(super) people: BTreeMap<Key, Person>,
    /// Whom a name among the attributes last named, in lower case; it need not any more.
    named: HashMap<Key, String>,
    /// How many there ever were.
    ever: BTreeMap<Region, u32>,
    pub(super) suppressed: BTreeSet<Key>,
    /// Whom a delivery went to.
    deliveries: BTreeMap<Key, String>,
    pub(super) events: Vec<Event>,
    /// The ids of events.
    seen: BTreeSet<Key>,
}

impl Everybody {
    pub(super) fn after<'a>(effects: impl Iterator<Item = &'a Effect>) -> Self {
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
        let person = event.person.as_ref().map(|person| self.key(event.region, person));
        if person.is_some_and(|person| self.suppressed.contains(&person)) {
            return;
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
        self.person(key.clone()).attributes.extend(attributes.clone());
        self.name(key);
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
                people.iter().for_each(|person| self.segment(region, person, *segment, *added));
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

    fn segment(&mut self, region: Region, person: &str, segment: u64, added: bool) {
        self.there(region, person, |person| {
            if added {
                person.segments.insert(segment)
            } else {
                person.segments.remove(&segment)
            };
        });
    }

    /// Nothing happens if the primary person is not there.
    fn merge(&mut self, region: Region, primary: &str, secondary: &str) {
        let (primary, secondary) = (self.key(region, primary), self.key(region, secondary));
        if primary == secondary || !self.people.contains_key(&primary) {
            return;
        }
        self.move_events(&secondary, &primary);
        let Some(secondary) = self.people.remove(&secondary) else { return };
        let key = primary.clone();
        let primary = self.person(primary);
        for (name, value) in secondary.attributes {
            if primary.attributes.get(&name).is_none_or(|value| value.is_null() || value == "") {
                primary.attributes.insert(name, value);
            }
        }
        primary.segments.extend(secondary.segments);
        self.name(key);
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
        let named = &mut self.named;
        self.people.entry(key).or_insert_with(|| {
            *ever += 1;
            let cio_id = format!("a{}", 3_000_000 + *ever);
            named.insert((region, format!("cio_{cio_id}")), id.clone());
            Person {
                region,
                id,
                cio_id,
                attributes: Map::new(),
                devices: BTreeMap::new(),
                segments: BTreeSet::new(),
            }
        })
    }

    /// Takes down by which names somebody is found.
    fn name(&mut self, key: Key) {
        let Some(person) = self.people.get(&key) else { return };
        let (region, id) = key;
        for name in ["id", "email"].into_iter().filter_map(|name| person.attributes.get(name)) {
            self.named.insert((region, text(name).to_ascii_lowercase()), id.clone());
        }
    }

    /// A person is also found by the service's own number, and by the id or e-mail address among the attributes.
    fn key(&self, region: Region, id: &str) -> Key {
        let key = (region, id.to_owned());
        if self.people.contains_key(&key) {
            return key;
        }
        // A name that nobody ever had need not be looked for among all.
        let Some(last) = self.named.get(&(region, id.to_ascii_lowercase())) else { return key };
        let has_it = |person: &&Person| person.region == region && person.is_named(id);
        let last = self.people.get(&(region, last.clone())).filter(has_it);
        let found = last.or_else(|| self.people.values().find(has_it));
        found.map_or(key, |person| (region, person.id.clone()))
    }
}

impl Person {
    fn is_named(&self, id: &str) -> bool {
        let named = |name| self.attributes.get(name).map(text).unwrap_or_default();
        id.strip_prefix("cio_") == Some(self.cio_id.as_str())
            || named("id") == id
            || named("email").eq_ignore_ascii_case(id)
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
