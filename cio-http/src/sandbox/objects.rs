//! The objects that exist after all requests, with their attributes and people.

use crate::sandbox::effect::Effect;
use crate::sandbox::effect::change::Change;
use crate::sandbox::workspace_key::{WorkspaceKey, placed};
use cio_config::{Region, WorkspaceId};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// An object that was identified and not deleted since.
///
/// Needs the feature `sandbox`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Object {
    /// The region of the account.
    pub region: Region,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Its type and id: `1/acme`.
    pub id: String,
    /// The service's own ID: `ob000001`.
    pub cio_object_id: String,
    /// All attributes; of those set twice the later. One that was set to `null` or to nothing is gone.
    pub attributes: Map<String, Value>,
    /// Who is related to it, as in [`Person::id`](super::Person::id) or by an anonymous ID, and how.
    pub people: BTreeMap<String, Map<String, Value>>,
}

placed!(Object);

impl Object {
    pub(super) fn type_and_id(&self) -> (&str, &str) {
        self.id.split_once('/').expect("an object is made under its type and id")
    }
}

/// All objects after some effects.
#[derive(Default)]
struct Objects {
    there: BTreeMap<(WorkspaceKey, String), Object>,
    /// How many people were ever created, so that no number is used twice.
    ever: BTreeMap<WorkspaceKey, u32>,
}

/// Every object identified and not deleted since, by region and id.
pub(super) fn objects<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Object> {
    let mut objects = Objects::default();
    for effect in effects {
        if let Effect::Changed(place, change) = effect {
            objects.apply(*place, change);
        }
    }
    objects.there.into_values().collect()
}

impl Objects {
    fn apply(&mut self, place: WorkspaceKey, change: &Change) {
        match change {
            Change::IdentifiedObject { object, attributes } => {
                self.with(place, object, |object| set(&mut object.attributes, attributes));
            }
            Change::Related { object, person, attributes } => {
                self.with(place, object, |object| {
                    set(object.people.entry(person.clone()).or_default(), attributes);
                });
            }
            Change::Unrelated { object, person } => {
                if let Some(object) = self.there.get_mut(&self.key(place, object)) {
                    object.people.remove(person);
                }
            }
            Change::DeletedObject { object } => {
                self.there.remove(&self.key(place, object));
            }
            _ => {}
        }
    }

    /// Changes the object, made if it is not there: a relationship makes it too. The service's own ID makes none.
    fn with(&mut self, place: WorkspaceKey, id: &str, change: impl FnOnce(&mut Object)) {
        let key = self.key(place, id);
        if !self.there.contains_key(&key) && id.contains('/') {
            let ever = self.ever.entry(place).or_default();
            *ever += 1;
            let cio_object_id = format!("ob{ever:06}");
            let (attributes, people) = (Map::new(), BTreeMap::new());
            let object = Object {
                region: place.region,
                workspace: place.id(),
                id: id.to_owned(),
                cio_object_id,
                attributes,
                people,
            };
            self.there.insert(key.clone(), object);
        }
        if let Some(object) = self.there.get_mut(&key) {
            change(object);
        }
    }

    fn key(&self, place: WorkspaceKey, id: &str) -> (WorkspaceKey, String) {
        let has_it = |object: &&Object| object.place() == place && object.cio_object_id == id;
        let by_own = if id.contains('/') { None } else { self.there.values().find(has_it) };
        (place, by_own.map_or(id, |object| &object.id).to_owned())
    }
}

fn set(attributes: &mut Map<String, Value>, given: &Map<String, Value>) {
    attributes.extend(given.clone());
    attributes.retain(|_, value| !value.is_null() && value != "");
}
