//! Everybody, as one effect after the other left them.

use super::person::Person;
use super::suppressed::Suppressed;
use crate::sandbox::body::{as_identifier, identifier};
use crate::sandbox::effect::change::Change;
use crate::sandbox::effect::{Effect, Event};
use crate::sandbox::people::person::{folded, person_key};
use cio_config::Region;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Key = (Region, String);

const SUPPRESSED: &str = "ignored: this person is suppressed";
const NO_SUCH_NUMBER: &str = "ignored: no person has this cio_id, and only the service assigns one";

/// Everybody after some effects.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Everybody {
    pub(super) people: BTreeMap<Key, Person>,
    /// The person behind each name, names written as [`Person::names`] does.
    named: HashMap<Key, String>,
    /// How many there ever were.
    ever: BTreeMap<Region, u32>,
    /// Who is suppressed, each by all names.
    pub(super) suppressed: Vec<(Region, BTreeSet<String>)>,
    /// The recipient of each delivery.
    pub(super) deliveries: BTreeMap<Key, String>,
    pub(super) events: Vec<Event>,
    /// The ids of events.
    seen: BTreeSet<Key>,
}

impl Everybody {
    /// Takes down what one effect changes; what of it the service ignores without a word, and why.
    pub(in crate::sandbox) fn apply(&mut self, effect: &Effect) -> Option<&'static str> {
        match effect {
            Effect::Identified { region, id, attributes, create } => {
                return self.identify(*region, id, attributes, *create);
            }
            Effect::Deleted { region, id } => drop(self.take(&self.key(*region, id))),
            Effect::Queued(email) => {
                if let Some((kind, id)) = email.identifiers.iter().next() {
                    let key = (email.region, email.delivery_id.clone());
                    self.deliveries.insert(key, person_key(kind, &as_identifier(id).unwrap_or_default()));
                }
            }
            Effect::Happened(event) => return self.happen(event),
            Effect::Changed(region, change) => return self.change(*region, change),
            // `Record` has sorted out repeated messages before.
            Effect::Once { .. } | Effect::Kept { .. } => {}
        }
        None
    }

    fn happen(&mut self, event: &Event) -> Option<&'static str> {
        if event.person.as_ref().is_some_and(|person| self.is_suppressed(event.region, person)) {
            return Some(SUPPRESSED);
        }
        if event.id.as_ref().is_some_and(|id| !self.seen.insert((event.region, id.clone()))) {
            return Some("ignored: an event with this id was received before");
        }
        self.events.push(event.clone());
        None
    }

    /// If the path names no existing person, the attributes may; that person then gets the identifier in the path.
    fn identify(
        &mut self,
        region: Region,
        id: &str,
        attributes: &Map<String, Value>,
        create: bool,
    ) -> Option<&'static str> {
        if self.is_suppressed(region, id) {
            return Some(SUPPRESSED);
        }
        let by_path = self.key(region, id);
        let is_number = id.starts_with("cio_");
        let renamed = if is_number { None } else { self.named_within(&by_path, attributes) };
        let key = renamed.clone().unwrap_or_else(|| by_path.clone());
        if !create && !self.people.contains_key(&key) {
            return Some("ignored: no person has this identifier, and `_update` creates none");
        }
        if !self.make(&key) {
            return Some(NO_SUCH_NUMBER);
        }
        let may_have = |(name, value): &(&String, &Value)| self.may_have(&key, is_number, name, value);
        let own: Vec<_> = attributes.iter().filter(may_have).collect();
        let ignored = (own.len() < attributes.len()).then_some(
            "an identifier in the body was ignored: it belongs to another person, or differs from the person's own, \
             which only a path with `cio_` and the cio_id can change",
        );
        self.update(&key, |person| {
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
        ignored
    }

    /// The person with an identifier among the attributes, if the path names no existing person.
    fn named_within(&self, path: &Key, attributes: &Map<String, Value>) -> Option<Key> {
        let named = |kind| Some(self.key(path.0, &identifier(attributes, kind)?));
        let known = |key: &Key| self.people.contains_key(key);
        ["id", "email"].into_iter().filter_map(named).find(known).filter(|_| !known(path))
    }

    /// An identifier of another person is not taken over, and an existing id changes only by way of `cio_` and the
    /// cio_id.
    fn may_have(&self, person: &Key, by_number: bool, kind: &str, value: &Value) -> bool {
        let (true, Some(value)) = (matches!(kind, "id" | "email"), as_identifier(value)) else { return true };
        let key = self.key(person.0, &value);
        let is_free = key == *person || !self.people.contains_key(&key);
        let id = self.people.get(person).and_then(|person| person.identifier("id"));
        is_free && (kind == "email" || by_number || id.is_none_or(|id| id == value))
    }

    fn change(&mut self, region: Region, change: &Change) -> Option<&'static str> {
        match change {
            Change::AddedDevice { person, .. } if self.is_suppressed(region, person) => {
                return Some(SUPPRESSED);
            }
            Change::AddedDevice { person, token, device } => {
                let add = |person: &mut Person| {
                    person.devices.entry(token.clone()).or_default().extend(device.clone());
                };
                self.make(&self.key(region, person));
                return (!self.there(region, person, add)).then_some(NO_SUCH_NUMBER);
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
            Change::Merged { primary, secondary } => return self.merge(region, primary, secondary),
            Change::Segmented { segment, people, added } => {
                let change = |person: &String| self.segment(region, person, *segment, *added);
                let there = people.iter().map(change).filter(|there| *there).count();
                return (there < people.len())
                    .then_some("some of these people do not exist, and were ignored");
            }
            Change::Unsubscribed { delivery_id } => {
                let person = self.deliveries.get(&(region, delivery_id.clone())).cloned().unwrap_or_default();
                let unsubscribe = |person: &mut Person| {
                    person.attributes.insert("unsubscribed".into(), Value::Bool(true));
                };
                let done = self.there(region, &person, unsubscribe);
                return (!done).then_some("ignored: no existing person was sent this delivery");
            }
            _ => {}
        }
        None
    }

    fn segment(&mut self, region: Region, person: &str, segment: u64, added: bool) -> bool {
        self.there(region, person, |person| {
            if added {
                person.segments.insert(segment)
            } else {
                person.segments.remove(&segment)
            };
        })
    }

    /// Nothing happens if the primary person is not there.
    fn merge(&mut self, region: Region, primary: &str, secondary: &str) -> Option<&'static str> {
        let (primary, secondary) = (self.key(region, primary), self.key(region, secondary));
        if !self.people.contains_key(&primary) {
            return Some("ignored: the primary person does not exist");
        }
        if primary == secondary {
            return Some("ignored: both are the same person");
        }
        self.hand_over(&secondary, &primary.1);
        if let Some(secondary) = self.take(&secondary) {
            self.update(&primary, |primary| primary.take_over(secondary));
        }
        None
    }

    /// Moves the events and deliveries of one person to another.
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

    /// Changes the person; returns whether there is one.
    fn there(&mut self, region: Region, id: &str, change: impl FnOnce(&mut Person)) -> bool {
        let key = self.key(region, id);
        self.people.get_mut(&key).map(change).is_some()
    }

    /// Creates the person, if there is none. A cio_id creates no person.
    fn make(&mut self, key: &Key) -> bool {
        if self.people.contains_key(key) {
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
    fn update(&mut self, key: &Key, change: impl FnOnce(&mut Person)) {
        let Some(mut person) = self.take(key) else { return };
        change(&mut person);
        person.settle();
        if person.id != key.1 {
            self.hand_over(key, &person.id);
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

impl Everybody {
    /// Everybody identified and not deleted since, by region and id.
    pub(in crate::sandbox) fn people(&self) -> Vec<Person> {
        self.people.values().cloned().collect()
    }

    /// Everybody suppressed and not unsuppressed since, by region and id.
    pub(in crate::sandbox) fn suppressed(&self) -> Vec<Suppressed> {
        let each = |(region, names): &(Region, BTreeSet<String>)| {
            let region = *region;
            names.clone().into_iter().map(move |id| Suppressed { region, id })
        };
        self.suppressed.iter().flat_map(each).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Every event once, in the order of arrival. An event that repeats an id is dropped, and so is one of a
    /// suppressed person; the events of a merged person belong to the remaining one.
    pub(in crate::sandbox) fn events(&self) -> Vec<Event> {
        self.events.clone()
    }

    /// The recipient of each delivery, by region and delivery.
    pub(in crate::sandbox) fn deliveries(&self) -> BTreeMap<(Region, String), String> {
        self.deliveries.clone()
    }
}
