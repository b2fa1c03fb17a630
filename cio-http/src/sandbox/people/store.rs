//! The people of the sandbox, changed by one effect after another.

use super::person::{FIRST, Person};
use super::stored_event::StoredEvent;
use super::suppression::Suppression;
use crate::sandbox::body::{as_identifier, identifier};
use crate::sandbox::effect::change::Change;
use crate::sandbox::effect::{Effect, Event};
use crate::sandbox::people::person::{folded, person_key};
use crate::sandbox::seen::SeenIds;
use crate::sandbox::workspace_key::WorkspaceKey;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Key = (WorkspaceKey, String);

const SUPPRESSED: &str = "ignored: this person is suppressed";
const OLDER: &str =
    "ignored: its timestamp is older than that of a change of this person that was applied before";
const NO_SUCH_NUMBER: &str = "ignored: no person has this cio_id, and only the service assigns one";

/// The people of the sandbox, and their events, after all effects so far.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct PeopleStore {
    pub(super) people: BTreeMap<Key, Person>,
    /// The person of each name, names written as [`Person::names`] does.
    named: HashMap<Key, String>,
    /// How many people were ever created, so that no number is used twice.
    ever: BTreeMap<WorkspaceKey, u32>,
    /// The newest time that a change of each person named, by `cio_id`.
    newest: HashMap<Key, i64>,
    pub(super) suppressed: Suppression,
    /// The recipient of each delivery.
    pub(super) deliveries: BTreeMap<Key, String>,
    pub(super) events: Vec<StoredEvent>,
    /// The ids of events.
    seen: SeenIds,
}

impl PeopleStore {
    /// Applies one effect. Returns why the service would silently ignore a part of it.
    pub(in crate::sandbox) fn apply(&mut self, effect: &Effect) -> Option<&'static str> {
        match effect {
            Effect::Identified { place, id, attributes, create, at } => {
                return self.identify(*place, id, attributes, *create, *at);
            }
            Effect::Deleted { place, id } => drop(self.take(&self.key(*place, id))),
            Effect::Queued(email) => {
                if let Some((kind, id)) = email.identifiers.iter().next() {
                    let key = (email.place(), email.delivery_id.clone());
                    self.deliveries.insert(key, person_key(kind, &as_identifier(id).unwrap_or_default()));
                }
            }
            Effect::Changed(place, change) => return self.change(*place, change),
            // `Record` hands events over, and has sorted out repeated messages before.
            Effect::Event(_) | Effect::Once { .. } | Effect::Kept { .. } => {}
        }
        None
    }

    /// As [`apply`](Self::apply), for an event.
    pub(in crate::sandbox) fn add_event(&mut self, event: Event) -> Option<&'static str> {
        if event.person.as_ref().is_some_and(|person| self.suppressed.has(event.place(), person)) {
            return Some(SUPPRESSED);
        }
        if event.id.as_ref().is_some_and(|id| !self.seen.is_first(&(event.place(), id))) {
            return Some("ignored: an event with this id was received before");
        }
        self.events.push(StoredEvent::new(event));
        None
    }

    /// If the path names no existing person, the attributes may; that person then gets the identifier in the path.
    fn identify(
        &mut self,
        place: WorkspaceKey,
        id: &str,
        attributes: &Map<String, Value>,
        create: bool,
        at: Option<i64>,
    ) -> Option<&'static str> {
        if self.suppressed.has(place, id) {
            return Some(SUPPRESSED);
        }
        let by_path = self.key(place, id);
        let is_number = id.starts_with("cio_");
        let renamed = if is_number { None } else { self.named_within(&by_path, attributes) };
        let key = renamed.clone().unwrap_or_else(|| by_path.clone());
        if !create && !self.people.contains_key(&key) {
            return Some("ignored: no person has this identifier, and `_update` creates none");
        }
        if !self.make(&key) {
            return Some(NO_SUCH_NUMBER);
        }
        if !self.is_newest(&key, at) {
            return Some(OLDER);
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
            let (_, person) = self.key(place, id);
            let is_theirs = |event: &&mut StoredEvent| event.anonymous_id.as_deref() == Some(visitor);
            for event in self.events.iter_mut().filter(|event| event.place == place).filter(is_theirs) {
                event.person.get_or_insert_with(|| person.as_str().into());
            }
        }
        ignored
    }

    /// Whether no change of the person that named a later time was applied before. One that names none always counts.
    fn is_newest(&mut self, key: &Key, at: Option<i64>) -> bool {
        let (Some(person), Some(at)) = (self.people.get(key), at) else { return true };
        let newest = self.newest.entry((key.0, person.cio_id.clone())).or_insert(at);
        let is_newest = at >= *newest;
        *newest = at.max(*newest);
        is_newest
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

    fn change(&mut self, place: WorkspaceKey, change: &Change) -> Option<&'static str> {
        match change {
            Change::AddedDevice { person, .. } if self.suppressed.has(place, person) => {
                return Some(SUPPRESSED);
            }
            Change::AddedDevice { person, token, device } => {
                let add = |person: &mut Person| {
                    person.devices.entry(token.clone()).or_default().extend(device.clone());
                };
                self.make(&self.key(place, person));
                return (!self.there(place, person, add)).then_some(NO_SUCH_NUMBER);
            }
            Change::DeletedDevice { person, token } => {
                self.there(place, person, |person| drop(person.devices.remove(token)));
            }
            Change::Suppressed { person } if !self.suppressed.has(place, person) => {
                let suppressed = self.take(&self.key(place, person));
                let names = suppressed.map(|person| person.identifiers().collect());
                self.suppressed.add(place, names.unwrap_or_else(|| BTreeSet::from([person.clone()])));
            }
            Change::Unsuppressed { person } => {
                self.suppressed.remove(place, person);
            }
            Change::Merged { primary, secondary } => return self.merge(place, primary, secondary),
            Change::Segmented { segment, people, added } => {
                let change = |person: &String| self.segment(place, person, *segment, *added);
                let there = people.iter().map(change).filter(|there| *there).count();
                return (there < people.len())
                    .then_some("some of these people do not exist, and were ignored");
            }
            Change::Unsubscribed { delivery_id } => {
                let person = self.deliveries.get(&(place, delivery_id.clone())).cloned().unwrap_or_default();
                let unsubscribe = |person: &mut Person| {
                    person.attributes.insert("unsubscribed".into(), Value::Bool(true));
                };
                let done = self.there(place, &person, unsubscribe);
                return (!done).then_some("ignored: no existing person was sent this delivery");
            }
            _ => {}
        }
        None
    }

    fn segment(&mut self, place: WorkspaceKey, person: &str, segment: u64, added: bool) -> bool {
        self.there(place, person, |person| {
            if added {
                person.segments.insert(segment)
            } else {
                person.segments.remove(&segment)
            };
        })
    }

    /// Nothing happens if the primary person is not there.
    fn merge(&mut self, place: WorkspaceKey, primary: &str, secondary: &str) -> Option<&'static str> {
        let (primary, secondary) = (self.key(place, primary), self.key(place, secondary));
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
        let is_theirs =
            |place: WorkspaceKey, person: &str| place == from.0 && self.key(place, person) == *from;
        let of_event =
            |event: &StoredEvent| event.person.as_ref().is_some_and(|it| is_theirs(event.place, it));
        let events: Vec<usize> = (0..self.events.len()).filter(|at| of_event(&self.events[*at])).collect();
        let of_delivery = |((place, _), person): &(&Key, &String)| is_theirs(*place, person);
        let deliveries = self.deliveries.iter().filter(of_delivery).map(|(key, _)| key.clone());
        for delivery in deliveries.collect::<Vec<_>>() {
            self.deliveries.insert(delivery, to.to_owned());
        }
        for at in events {
            self.events[at].person = Some(to.into());
        }
    }

    /// Changes the person; returns whether there is one.
    fn there(&mut self, place: WorkspaceKey, id: &str, change: impl FnOnce(&mut Person)) -> bool {
        let key = self.key(place, id);
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

    /// Adds a person who was known before, with the number that the person had.
    pub(super) fn put_back(&mut self, person: Person) {
        let number = person.cio_id.trim_start_matches('a').parse().unwrap_or(FIRST);
        let ever = self.ever.entry(person.place()).or_default();
        *ever = (*ever).max(number.saturating_sub(FIRST));
        self.put(person);
    }

    fn put(&mut self, person: Person) {
        for name in person.names() {
            self.named.insert((person.place(), name), person.id.clone());
        }
        self.people.insert((person.place(), person.id.clone()), person);
    }

    /// A person is also found by the service's own number, and by the e-mail address in any case.
    fn key(&self, place: WorkspaceKey, id: &str) -> Key {
        let named = self.named.get(&(place, folded(id)));
        (place, named.map_or(id, String::as_str).to_owned())
    }
}
