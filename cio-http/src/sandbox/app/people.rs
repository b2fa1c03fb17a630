//! The people whom the Track and Pipelines APIs made, as the App API shows them.

use super::{accepted, filter, kept, messages, not_found, objects, paging};
use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::people::{Everybody, folded};
use crate::sandbox::route::Context;
use crate::sandbox::track::Change;
use crate::sandbox::views::{Effect, Person};
use serde_json::{Map, Value, json};

/// A person as this API shows one.
pub(super) struct Known(Person);

/// Everybody in this account.
pub(super) fn all(context: &Context<'_>) -> Vec<Known> {
    let people = context.record.everybody(Everybody::people);
    people.into_iter().filter(|person| person.region == context.account.region).map(Known).collect()
}

impl Known {
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

    /// The service writes each value as a text.
    fn attribute(&self, name: &str) -> Value {
        match name {
            "id" | "email" => json!(self.identifier(name)),
            "cio_id" => json!(self.0.cio_id),
            _ => filter::text(self.0.attributes.get(name).unwrap_or(&Value::Null)),
        }
    }

    /// Any case of true, 1 and "1" say so.
    fn is_unsubscribed(&self) -> bool {
        let said = self.attribute("unsubscribed");
        said.as_str().is_some_and(|said| said == "1" || said.eq_ignore_ascii_case("true"))
    }

    /// Identifiers are attributes as well.
    fn shown(&self) -> Value {
        let names = self.0.attributes.keys().map(String::as_str).chain(["id", "email", "cio_id"]);
        let attributes: Map<String, Value> =
            names.map(|name| (name.to_owned(), self.attribute(name))).collect();
        let identifiers = self.identifiers();
        json!({
            "id": identifiers["id"],
            "identifiers": identifiers,
            "attributes": attributes,
            "timestamps": {"cio_id": super::now()},
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

    fn is_in(&self, segment: &Value) -> bool {
        segment.as_u64().is_some_and(|segment| self.0.segments.contains(&segment))
    }

    fn fits(&self, wanted: &Value) -> Result<bool, Refusal> {
        filter::fits(wanted, &|kind, condition| match kind {
            "segment" => Some(Ok(self.is_in(&condition["id"]))),
            "attribute" => Some(filter::attribute(condition, |name| self.attribute(name))),
            _ => None,
        })
    }
}

/// Nobody is an empty list, and so is an address that was not encoded.
pub(super) fn by_email(context: &Context<'_>) -> Result<Answer, Refusal> {
    let email = context.query("email").ok_or_else(|| Refusal::bad_request("email is required"))?;
    let has_it =
        |person: &&Known| person.identifier("email").is_some_and(|own| folded(&own) == folded(&email));
    let found = all(context).iter().filter(has_it).map(Known::identifiers).collect();
    Ok(accepted(&json!({"results": Value::Array(found)})))
}

/// Here Customer.io's ID comes as a number, as the documents have it in some places.
pub(super) fn search(context: &Context<'_>) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    let wanted = request.get("filter").ok_or_else(|| Refusal::bad_request("filter is required"))?;
    filter::check(wanted, &filter::OF_PEOPLE)?;
    let mut found = Vec::new();
    for person in all(context) {
        if person.fits(wanted)? {
            let mut identifiers = person.identifiers();
            identifiers["cio_id"] = json!(person.0.cio_id.trim_start_matches('a').parse::<u32>().ok());
            found.push(identifiers);
        }
    }
    people(context, found, &paging::LIST)
}

/// One page of people. Who has no id is an empty text in the shorter list.
fn people(context: &Context<'_>, found: Vec<Value>, length: &paging::Length) -> Result<Answer, Refusal> {
    let (identifiers, next) = length.page(context, found)?;
    let ids: Vec<&str> = identifiers.iter().map(|person| person["id"].as_str().unwrap_or_default()).collect();
    Ok(accepted(&json!({"ids": ids, "identifiers": identifiers, "next": next})))
}

pub(super) fn attributes(context: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({"customer": named(context)?.shown()})))
}

/// Items without a `customer` around each, which is how they come, and not how they are documented.
pub(super) fn many_attributes(context: &Context<'_>) -> Result<Answer, Refusal> {
    let ids = context.request.object()?.get("ids").and_then(Value::as_array);
    let ids = ids.filter(|ids| ids.len() <= 100);
    let ids = ids.ok_or_else(|| Refusal::bad_request("ids must be an array of at most 100"))?;
    let people = all(context);
    let found: Vec<Value> =
        people.iter().filter(|person| ids.contains(&person.identifiers()["id"])).map(Known::shown).collect();
    Ok(accepted(&json!({"customers": found})))
}

pub(super) fn preferences(context: &Context<'_>) -> Result<Answer, Refusal> {
    let person = named(context)?;
    Ok(accepted(&json!({"customer": {
        "id": person.identifiers()["id"],
        "identifiers": person.identifiers(),
        "unsubscribed": person.is_unsubscribed(),
        "topics": [],
    }})))
}

/// The segments that a person was put into by hand.
pub(super) fn segments(context: &Context<'_>) -> Result<Answer, Refusal> {
    let person = named(context)?;
    let segment =
        |id: &u64| kept::find(context, "segments", &id.to_string()).unwrap_or_else(|| json!({ "id": id }));
    let segments: Vec<Value> = person.0.segments.iter().map(segment).collect();
    Ok(accepted(&json!({ "segments": segments })))
}

/// The people in a segment: where there is nobody, the service writes no `null`.
pub(super) fn membership(context: &Context<'_>) -> Result<Answer, Refusal> {
    let members = members(context)?.iter().map(Known::identifiers).collect();
    people(context, members, &paging::MEMBERS)
}

pub(super) fn segment_count(context: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({"count": members(context)?.len()})))
}

/// Nobody is in a segment that is gone.
pub(super) fn delete_segment(context: &Context<'_>) -> Result<Answer, Refusal> {
    let answer = kept::delete(context, "segments")?;
    let segment = context.parameter().parse().expect("segments are made under numbers");
    let people = members(context)?.into_iter().map(|person| format!("cio_{}", person.0.cio_id)).collect();
    let left = Change::Segmented { segment, people, added: false };
    Ok(answer.with([Effect::Changed(context.account.region, left)]))
}

/// A segment is there if it was made, or if somebody was put into it.
fn members(context: &Context<'_>) -> Result<Vec<Known>, Refusal> {
    let segment = context.parameter().parse::<u64>().map_or(Value::Null, Value::from);
    let mut people = all(context);
    people.retain(|person| person.is_in(&segment));
    if people.is_empty() {
        kept::named(context, "segments")?;
    }
    Ok(people)
}

/// The one workspace. What a bill would count is not counted here.
pub(super) fn workspaces(context: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({"workspaces": [{
        "id": context.account.environment_id,
        "name": format!("Sandbox {}", context.account.region),
        "messages_sent": messages::all(context).len(),
        "billable_messages_sent": 0,
        "people": all(context).len(),
        "object_types": 1,
        "objects": objects::all(context).len(),
    }]})))
}

/// Whom the path names.
pub(super) fn named(context: &Context<'_>) -> Result<Known, Refusal> {
    let wanted = context.segment("{customer_id}");
    find(context, wanted)?.ok_or_else(|| not_found("person"))
}

/// Whom a name names, which is of the kind that the query says. The service's own may have `cio_` before it.
pub(super) fn find(context: &Context<'_>, wanted: &str) -> Result<Option<Known>, Refusal> {
    let kind = context.query("id_type").unwrap_or_else(|| "id".to_owned());
    let wanted = match kind.as_str() {
        "id" | "email" | "phone" => wanted.to_owned(),
        "cio_id" => format!("cio_{}", wanted.trim_start_matches("cio_")),
        _ => return Err(Refusal::bad_request("id_type must be id, email, phone or cio_id")),
    };
    let is_kind = |person: &Known| match kind.as_str() {
        "id" => person.identifier("id").is_some_and(|id| id == wanted),
        "email" => person.identifier("email").is_some_and(|_| wanted.contains('@')),
        _ => true,
    };
    Ok(all(context).into_iter().find(|person| person.is_called(&wanted) && is_kind(person)))
}
