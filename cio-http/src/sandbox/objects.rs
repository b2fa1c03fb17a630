//! What the requests amount to for objects: which are there, with what and whom.

use super::track::Change;
use super::views::Effect;
use cio_config::Region;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// An object that was identified and not deleted since.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Object {
    /// The region of the account.
    pub region: Region,
    /// What it was identified by: its type and id, `1/acme`, or its `cio_object_id`.
    pub id: String,
    /// All attributes; of those set twice the later.
    pub attributes: Map<String, Value>,
    /// Who is related to it, as in [`Person::id`](super::Person::id) or by an anonymous ID, and how.
    pub people: BTreeMap<String, Map<String, Value>>,
}

type Objects = BTreeMap<(Region, String), Object>;

/// Every object identified and not deleted since, by region and id.
pub(super) fn objects<'a>(effects: impl Iterator<Item = &'a Effect>) -> Vec<Object> {
    let mut objects = Objects::new();
    for effect in effects {
        if let Effect::Changed(region, change) = effect {
            apply(&mut objects, *region, change);
        }
    }
    objects.into_values().collect()
}

fn apply(objects: &mut Objects, region: Region, change: &Change) {
    match change {
        Change::IdentifiedObject { object, attributes } => {
            get(objects, region, object).attributes.extend(attributes.clone());
        }
        Change::Related { object, person, attributes } => {
            let people = &mut get(objects, region, object).people;
            people.entry(person.clone()).or_default().extend(attributes.clone());
        }
        Change::Unrelated { object, person } => {
            get(objects, region, object).people.remove(person);
        }
        Change::DeletedObject { object } => {
            objects.remove(&(region, object.clone()));
        }
        _ => {}
    }
}

/// The object, made if it is not there: a relationship makes it too.
fn get<'a>(objects: &'a mut Objects, region: Region, id: &str) -> &'a mut Object {
    let new = || Object { region, id: id.to_owned(), attributes: Map::new(), people: BTreeMap::new() };
    objects.entry((region, id.to_owned())).or_insert_with(new)
}
