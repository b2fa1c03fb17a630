//! One person, and all that names them.

use crate::sandbox::body::as_identifier;
use crate::sandbox::workspace_key::{WorkspaceKey, placed};
use cio_config::{Region, WorkspaceId};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The first of the service's own IDs.
pub(super) const FIRST: u32 = 3_000_000;

/// A person that was identified and not deleted since.
///
/// Needs the feature `sandbox`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// The region of the account.
    pub region: Region,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The person's id or phone number; the e-mail address if there is neither.
    pub id: String,
    /// The service's own ID of the person, which never changes: `a3000001`.
    pub cio_id: String,
    /// All attributes; of those set twice the later.
    pub attributes: Map<String, Value>,
    /// All devices by token, each with its platform and other facts.
    pub devices: BTreeMap<String, Map<String, Value>>,
    /// The manual segments that the person was added to.
    pub segments: BTreeSet<u64>,
}

placed!(Person);

impl Person {
    pub(super) fn new(place: WorkspaceKey, id: &str, number: u32) -> Self {
        Self {
            region: place.region,
            workspace: place.id(),
            id: id.to_owned(),
            cio_id: format!("a{}", FIRST + number),
            attributes: Map::new(),
            devices: BTreeMap::new(),
            segments: BTreeSet::new(),
        }
    }

    /// The `id` or the `email`, if the person has one.
    pub(in crate::sandbox) fn identifier(&self, kind: &str) -> Option<String> {
        let is_kind = self.id.contains('@') == (kind == "email");
        self.attributes.get(kind).and_then(as_identifier).or_else(|| is_kind.then(|| self.id.clone()))
    }

    pub(super) fn identifiers(&self) -> impl Iterator<Item = String> {
        ["id", "email"].into_iter().filter_map(|kind| self.identifier(kind))
    }

    /// All that the person is found by.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.identifiers().map(|name| folded(&name)).chain([format!("cio_{}", self.cio_id)])
    }

    pub(in crate::sandbox) fn is_called(&self, name: &str) -> bool {
        let name = folded(name);
        self.names().any(|own| own == name)
    }

    /// Gives the person another id, or another address.
    pub(super) fn rename(&mut self, to: &str) {
        let kind = if to.contains('@') { "email" } else { "id" };
        if kind == "email" || self.attributes.contains_key(kind) {
            self.attributes.insert(kind.to_owned(), to.into());
        } else {
            self.keep_address();
            self.id = to.to_owned();
        }
    }

    /// Attributes that are not set here, or are empty, come from the other person.
    pub(super) fn take_over(&mut self, other: Self) {
        for kind in ["id", "email"] {
            if let (None, Some(name)) = (self.identifier(kind), other.identifier(kind)) {
                self.attributes.insert(kind.to_owned(), name.into());
            }
        }
        for (name, value) in other.attributes {
            let is_empty = |own: &Value| own.is_null() || own == "";
            if !matches!(name.as_str(), "id" | "email") && self.attributes.get(&name).is_none_or(is_empty) {
                self.attributes.insert(name, value);
            }
        }
        self.segments.extend(other.segments);
    }

    /// Takes the identifiers that the attributes have now.
    pub(super) fn settle(&mut self) {
        let name = self.identifiers().next();
        if let Some(name) = name.filter(|name| *name != self.id) {
            self.keep_address();
            self.id = name;
        }
    }

    /// A person known by the address alone keeps it.
    fn keep_address(&mut self) {
        if let Some(email) = self.identifier("email") {
            self.attributes.insert("email".to_owned(), email.into());
        }
    }
}

/// A name as names are compared: the case of an address does not count.
pub(in crate::sandbox) fn folded(name: &str) -> String {
    if name.contains('@') { name.to_lowercase() } else { name.to_owned() }
}

/// The key under which a person named by `id`, `email`, `phone` or `cio_id` is stored.
pub(in crate::sandbox) fn person_key(name: &str, value: &str) -> String {
    if name == "cio_id" { format!("cio_{value}") } else { value.to_owned() }
}
