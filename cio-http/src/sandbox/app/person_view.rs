//! A person created through the Track or Pipelines API, as the App API shows one.

use crate::sandbox::app::answers::not_found;
use crate::sandbox::app::filter;
use crate::sandbox::people::{PeopleStore, Person};
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use serde_json::{Map, Value, json};

/// A person as this API shows one.
pub(super) struct PersonView(pub(super) Person);

/// Every person in this account.
pub(super) fn all(context: &Context<'_>) -> Vec<PersonView> {
    let people = context.record.with_people(PeopleStore::people);
    people.into_iter().filter(|person| person.place() == context.workspace.place).map(PersonView).collect()
}

impl PersonView {
    pub(super) fn identifiers(&self) -> Value {
        let [id, email] = ["id", "email"].map(|kind| self.identifier(kind));
        json!({"id": id, "email": email, "cio_id": self.0.cio_id})
    }

    /// The `id` or the `email`, if the person has one.
    pub(super) fn identifier(&self, kind: &str) -> Option<String> {
        self.0.identifier(kind)
    }

    /// Whether this is one of the person's names; the case of an address does not count.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.0.is_called(name)
    }

    /// The service writes each value as a string.
    fn attribute(&self, name: &str) -> Value {
        match name {
            "id" | "email" => json!(self.identifier(name)),
            "cio_id" => json!(self.0.cio_id),
            _ => filter::text(self.0.attributes.get(name).unwrap_or(&Value::Null)),
        }
    }

    /// Any case of true, 1 and "1" say so.
    pub(super) fn is_unsubscribed(&self) -> bool {
        let said = self.attribute("unsubscribed");
        said.as_str().is_some_and(|said| said == "1" || said.eq_ignore_ascii_case("true"))
    }

    /// Identifiers are attributes as well.
    pub(super) fn to_json(&self) -> Value {
        let names = self.0.attributes.keys().map(String::as_str).chain(["id", "email", "cio_id"]);
        let attributes: Map<String, Value> =
            names.map(|name| (name.to_owned(), self.attribute(name))).collect();
        let identifiers = self.identifiers();
        json!({
            "id": identifiers["id"],
            "identifiers": identifiers,
            "attributes": attributes,
            "timestamps": {"cio_id": crate::sandbox::app::answers::now()},
            "unsubscribed": self.is_unsubscribed(),
            "devices": self.devices(),
            "sandbox": "a field that no document names",
        })
    }

    /// `null` where there are none, as some lists of the service.
    fn devices(&self) -> Value {
        let device = |(token, own): (&String, &Map<String, Value>)| {
            let mut device = own.clone();
            device.insert("id".to_owned(), json!(token));
            Value::Object(device)
        };
        let devices: Vec<Value> = self.0.devices.iter().map(device).collect();
        if devices.is_empty() { Value::Null } else { devices.into() }
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        self.0.cio_id == other.0.cio_id
    }

    pub(super) fn is_in(&self, segment: &Value) -> bool {
        segment.as_u64().is_some_and(|segment| self.0.segments.contains(&segment))
    }

    pub(super) fn fits(&self, wanted: &Value) -> Result<bool, Refusal> {
        filter::fits(wanted, &|kind, condition| match kind {
            "segment" => Some(Ok(self.is_in(&condition["id"]))),
            "attribute" => Some(filter::attribute(condition, |name| self.attribute(name))),
            _ => None,
        })
    }
}

/// The person in the path.
pub(super) fn named(context: &Context<'_>) -> Result<PersonView, Refusal> {
    let wanted = context.segment("{customer_id}");
    find(context, wanted)?.ok_or_else(|| not_found("person"))
}

/// The person with an identifier of the kind in the query. A `cio_id` may start with `cio_`.
pub(super) fn find(context: &Context<'_>, wanted: &str) -> Result<Option<PersonView>, Refusal> {
    let kind = context.query("id_type").unwrap_or_else(|| "id".to_owned());
    let wanted = match kind.as_str() {
        "id" | "email" | "phone" => wanted.to_owned(),
        "cio_id" => format!("cio_{}", wanted.trim_start_matches("cio_")),
        _ => return Err(Refusal::bad_request("id_type must be id, email, phone or cio_id")),
    };
    let is_kind = |person: &PersonView| match kind.as_str() {
        "id" => person.identifier("id").is_some_and(|id| id == wanted),
        "email" => person.identifier("email").is_some_and(|_| wanted.contains('@')),
        _ => true,
    };
    Ok(all(context).into_iter().find(|person| person.is_called(&wanted) && is_kind(person)))
}
