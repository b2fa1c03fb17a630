//! The people whom the Track and Pipelines APIs made, as the App API shows them.

use super::{accepted, kept, not_found, page};
use crate::sandbox::answer::{Answer, Refusal};
use crate::sandbox::route::Context;
use crate::sandbox::views::{self, Person};
use serde_json::{Map, Value, json};

/// A person as this API shows one.
pub(super) struct Known(Person);

/// Everybody in this account.
pub(super) fn all(context: &Context<'_>) -> Vec<Known> {
    let people = context.record.view(|effects| views::people(effects));
    people.into_iter().filter(|person| person.region == context.account.region).map(Known).collect()
}

impl Known {
    /// Identified by an address, a person has no ID.
    pub(super) fn identifiers(&self) -> Value {
        let by_email = self.0.id.contains('@');
        let id = (!by_email).then_some(&self.0.id);
        let email = if by_email { json!(self.0.id) } else { self.attribute("email") };
        json!({"id": id, "email": email, "cio_id": self.0.cio_id})
    }

    /// The service writes each value as a text.
    fn attribute(&self, name: &str) -> Value {
        match self.0.attributes.get(name) {
            None | Some(Value::Null) => Value::Null,
            Some(Value::String(text)) => json!(text),
            Some(other) => json!(other.to_string()),
        }
    }

    fn shown(&self) -> Value {
        let attributes: Map<String, Value> =
            self.0.attributes.keys().map(|name| (name.clone(), self.attribute(name))).collect();
        let identifiers = self.identifiers();
        json!({
            "id": identifiers["id"],
            "identifiers": identifiers,
            "attributes": attributes,
            "timestamps": {"cio_id": super::now()},
            "unsubscribed": self.attribute("unsubscribed") == "true",
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

    fn is_in(&self, segment: &Value) -> bool {
        segment.as_u64().is_some_and(|segment| self.0.segments.contains(&segment))
    }

    fn fits(&self, filter: &Value) -> Result<bool, Refusal> {
        let Some((kind, of)) =
            filter.as_object().filter(|filter| filter.len() == 1).and_then(|f| f.iter().next())
        else {
            return Err(Refusal::bad_request("filter must have one of and, or, not, segment and attribute"));
        };
        let all = || -> Result<Vec<bool>, Refusal> {
            of.as_array().into_iter().flatten().map(|filter| self.fits(filter)).collect()
        };
        match kind.as_str() {
            "and" => all().map(|fit| fit.iter().all(|fits| *fits)),
            "or" => all().map(|fit| fit.iter().any(|fits| *fits)),
            "not" => self.fits(of).map(|fits| !fits),
            "segment" => Ok(self.is_in(&of["id"])),
            "attribute" => {
                let value = self.attribute(of["field"].as_str().unwrap_or_default());
                Ok(if of["operator"] == "exists" { !value.is_null() } else { value == of["value"] })
            }
            _ => Err(Refusal::bad_request("filter must have one of and, or, not, segment and attribute")),
        }
    }
}

/// Nobody is an empty list, and so is an address that was not encoded.
pub(super) fn by_email(context: &Context<'_>) -> Result<Answer, Refusal> {
    let email = context.query("email").ok_or_else(|| Refusal::bad_request("email is required"))?;
    let found =
        all(context).iter().map(Known::identifiers).filter(|person| person["email"] == *email).collect();
    Ok(accepted(&json!({"results": Value::Array(found)})))
}

/// Here Customer.io's ID comes as a number, as the documents have it in some places.
pub(super) fn search(context: &Context<'_>) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    let filter = request.get("filter").ok_or_else(|| Refusal::bad_request("filter is required"))?;
    let mut found = Vec::new();
    for person in all(context) {
        if person.fits(filter)? {
            let mut identifiers = person.identifiers();
            identifiers["cio_id"] = json!(person.0.cio_id.trim_start_matches('a').parse::<u32>().ok());
            found.push(identifiers);
        }
    }
    let (identifiers, next) = page(context, found, 1000);
    let ids: Vec<&Value> =
        identifiers.iter().map(|person| &person["id"]).filter(|id| !id.is_null()).collect();
    Ok(accepted(&json!({"ids": ids, "identifiers": identifiers, "next": next})))
}

pub(super) fn attributes(context: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({"customer": named(context)?.shown()})))
}

/// Items without a `customer` around each, which is how they come, and not how they are documented.
pub(super) fn many_attributes(context: &Context<'_>) -> Result<Answer, Refusal> {
    let ids = context.request.object()?.get("ids").and_then(Value::as_array);
    let ids = ids.ok_or_else(|| Refusal::bad_request("ids must be an array"))?;
    let people = all(context);
    let found: Vec<Value> =
        people.iter().filter(|person| ids.contains(&person.identifiers()["id"])).map(Known::shown).collect();
    Ok(accepted(&json!({"customers": found})))
}

/// A list of what a person has, of which there is none here.
pub(super) fn none(context: &Context<'_>, member: &str) -> Result<Answer, Refusal> {
    named(context)?;
    Ok(accepted(&json!({member: null, "next": ""})))
}

pub(super) fn preferences(context: &Context<'_>) -> Result<Answer, Refusal> {
    let person = named(context)?;
    Ok(accepted(&json!({"customer": {
        "id": person.identifiers()["id"],
        "identifiers": person.identifiers(),
        "unsubscribed": false,
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
    let (identifiers, next) = page(context, members, 1000);
    let ids: Vec<&Value> =
        identifiers.iter().map(|person| &person["id"]).filter(|id| !id.is_null()).collect();
    Ok(accepted(&json!({"ids": ids, "identifiers": identifiers, "next": next})))
}

pub(super) fn segment_count(context: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({"count": members(context)?.len()})))
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

fn named(context: &Context<'_>) -> Result<Known, Refusal> {
    let kind = context.query("id_type").unwrap_or_else(|| "id".to_owned());
    if !matches!(kind.as_str(), "id" | "email" | "cio_id") {
        return Err(Refusal::bad_request("id_type must be id, email or cio_id"));
    }
    let wanted = context.segment("{customer_id}");
    let found = all(context).into_iter().find(|person| person.identifiers()[&kind] == wanted);
    found.ok_or_else(|| not_found("person"))
}
