//! Everybody, as one effect after the other left them.

use super::{Person, person_key};
use crate::sandbox::body::{as_identifier, identifier};
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
    /// Whom each name names, as [`Person::names`] writes it.
    named: HashMap<Key, String>,
    /// How many there ever were.
    ever: BTreeMap<Region, u32>,
    /// Who is suppressed, each by all names.
    pub(super) suppressed: Vec<(Region, BTreeSet<String>)>,
    /// Whom a delivery went to.
    pub(super) deliveries: BTreeMap<Key, String>,
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
            Effect::Deleted { region, id } => drop(self.take(&self.key(*region, id))),
            Effect::Queued(email) => {
                if let Some((kind, id)) = email.identifiers.iter().next() {
                    let key = (email.region, email.delivery_id.clone());
                    self.deliveries.insert(key, person_key(kind, &as_identifier(id).unwrap_or_default()));
                }
            }
            Effect::Happened(event) => self.happen(event),
            Effect::Changed(region, change) => self.change(*region, change),
            // A message that came twice is told apart before.
            Effect::Once { .. } | Effect::Kept { .. } => {}
        }
    }

    fn happen(&mut self, event: &Event) {
        if event.person.as_ref().is_some_and(|person| self.is_suppressed(event.region, person)) {
            return;
        }
        if event.id.as_ref().is_none_or(|id| self.seen.insert((event.region, id.clone()))) {
            self.events.push(event.clone());
        }
    }

    /// Somebody whom the path does not name may be named by the attributes, and then gets the name in the path.
    fn identify(&mut self, region: Region, id: &str, attributes: &Map<String, Value>, create: bool) {
        if self.is_suppressed(region, id) {
            return;
        }
        let by_path = self.key(region, id);
        let is_number = id.starts_with("cio_");
        let renamed = if is_number { None } else { self.named_within(&by_path, attributes) };
        let key = renamed.clone().unwrap_or_else(|| by_path.clone());
        if !create && !self.people.contains_key(&key) || !self.make(key.clone()) {
            return;
        }
        let may_have = |(name, value): &(&String, &Value)| self.may_have(&key, is_number, name, value);
        let own: Vec<_> = attributes.iter().filter(may_have).collect();
        self.update(key.clone(), |person| {
            person.attributes.extend(own.into_iter().map(|(name, value)| (name.clone(), value.clone())));
            if renamed.is_some() {
                person.rename(id);
            }
        });
        if let Some(visitor) = attributes.get("anonymous_id").and_then(Value::as_str) {
            let (_, person) = self.key(region, id);
            let is_theirs = |event: &&mut Event| event.anonymous_id.as_deref() == Some(visitor);
            for event in self.events.iter_mut().filter(|event| event.region == region).filter(is_theirs) {
                event.person.get_or_insert_with(|| person.clone());
            }
        }
    }

    /// Who has a name among the attributes, if nobody has that in the path.
    fn named_within(&self, path: &Key, attributes: &Map<String, Value>) -> Option<Key> {
        let named = |kind| Some(self.key(path.0, &identifier(attributes, kind)?));
        let known = |key: &Key| self.people.contains_key(key);
        ["id", "email"].into_iter().filter_map(named).find(known).filter(|_| !known(path))
    }

    /// A name of somebody else is not taken over, and an id that is set changes by the service's own number only.
    fn may_have(&self, person: &Key, by_number: bool, kind: &str, value: &Value) -> bool {
        let (true, Some(value)) = (matches!(kind, "id" | "email"), as_identifier(value)) else { return true };
        let key = self.key(person.0, &value);
        let is_free = key == *person || !self.people.contains_key(&key);
        let id = self.people.get(person).and_then(|person| person.identifier("id"));
        is_free && (kind == "email" || by_number || id.is_none_or(|id| id == value))
    }

    fn change(&mut self, region: Region, change: &Change) {
        match change {
            Change::AddedDevice { person, token, device } => {
                if !self.is_suppressed(region, person) && self.make(self.key(region, person)) {
                    let add = |person: &mut Person| {
                        person.devices.entry(token.clone()).or_default().extend(device.clone());
                    };
                    self.there(region, person, add);
                }
            }
            Change::DeletedDevice { person, token } => {
                self.there(region, person, |person| drop(person.devices.remove(token)));
            }
            Change::Suppressed { person } if !self.is_suppressed(region, person) => {
                let suppressed = self.take(&self.key(region, person));
                let names = suppressed.map(|person| person.identifiers().collect());
                self.suppressed.push((region, names.unwrap_or_else(|| BTreeSet::from([person.clone()]))));
            }
            Change::Unsuppressed { person } => {
                self.suppressed.retain(|(at, names)| *at != region || !has(names, person));
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
        self.hand_over(&secondary, &primary.1);
        if let Some(secondary) = self.take(&secondary) {
            self.update(primary, |primary| primary.take_over(secondary));
        }
    }

    /// What somebody did and was sent is somebody else's.
    fn hand_over(&mut self, from: &Key, to: &str) {
        let is_theirs = |region: Region, person: &String| self.key(region, person) == *from;
        let of_event = |event: &Event| event.person.as_ref().is_some_and(|it| is_theirs(event.region, it));
        let events: Vec<usize> = (0..self.events.len()).filter(|at| of_event(&self.events[*at])).collect();
        let of_delivery = |((region, _), person): &(&Key, &String)| is_theirs(*region, person);
        let deliveries = self.deliveries.iter().filter(of_delivery).map(|(key, _)| key.clone());
        for delivery in deliveries.collect::<Vec<_>>() {
            self.deliveries.insert(delivery, to.to_owned());
        }
        for at in events {
            self.events[at].person = Some(to.to_owned());
        }
    }

    fn there(&mut self, region: Region, id: &str, change: impl FnOnce(&mut Person)) {
        let key = self.key(region, id);
        if let Some(person) = self.people.get_mut(&key) {
            change(person);
        }
    }

    /// Makes the person, if there is none. The service's own number makes nobody.
    fn make(&mut self, key: Key) -> bool {
        if self.people.contains_key(&key) {
            return true;
        }
        if key.1.starts_with("cio_") {
            return false;
        }
        let ever = self.ever.entry(key.0).or_default();
        *ever += 1;
        let person = Person::new(key.0, &key.1, *ever);
        self.put(person);
        true
    }

    /// A change that may be one of names too.
    fn update(&mut self, key: Key, change: impl FnOnce(&mut Person)) {
        let Some(mut person) = self.take(&key) else { return };
        change(&mut person);
        person.settle();
        if person.id != key.1 {
            self.hand_over(&key, &person.id);
        }
        self.put(person);
    }

    fn take(&mut self, key: &Key) -> Option<Person> {
        let person = self.people.remove(key)?;
        for name in person.names() {
            self.named.remove(&(key.0, name));
        }
        Some(person)
    }

    fn put(&mut self, person: Person) {
        for name in person.names() {
            self.named.insert((person.region, name), person.id.clone());
        }
        self.people.insert((person.region, person.id.clone()), person);
    }

    /// A person is also found by the service's own number, and by the e-mail address in any case.
    fn key(&self, region: Region, id: &str) -> Key {
        let named = self.named.get(&(region, folded(id)));
        (region, named.map_or(id, String::as_str).to_owned())
    }

    fn is_suppressed(&self, region: Region, person: &str) -> bool {
        self.suppressed.iter().any(|(at, names)| *at == region && has(names, person))
    }
}

fn has(names: &BTreeSet<String>, wanted: &str) -> bool {
    names.iter().any(|name| folded(name) == folded(wanted))
}

/// A name as names are compared: the case of an address does not count.
pub(in crate::sandbox) fn folded(name: &str) -> String {
    if name.contains('@') { name.to_lowercase() } else { name.to_owned() }
}
