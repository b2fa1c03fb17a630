//! The objects that the Track and Pipelines APIs made, as the App API shows them.

use super::{filter, paging, person_view};
use crate::sandbox::answer::Answer;
use crate::sandbox::app::answers::{accepted, not_found};
use crate::sandbox::app::person_view::PersonView;
use crate::sandbox::body;
use crate::sandbox::objects::{Object, objects};
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use serde_json::{Map, Value, json};

pub(super) fn all(context: &Context<'_>) -> Vec<Object> {
    let objects = context.record.view(|effects| objects(effects));
    objects.into_iter().filter(|object| object.place() == context.workspace.place).collect()
}

pub(super) fn search(context: &Context<'_>) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    let kind = body::required_text(request, "object_type_id")?;
    let wanted = request.get("filter").ok_or_else(|| Refusal::bad_request("filter is required"))?;
    filter::check(wanted, &filter::OF_OBJECTS)?;
    let mut found = Vec::new();
    for object in all(context).iter().filter(|object| object.type_and_id().0 == kind) {
        let value = |name: &str| filter::text(object.attributes.get(name).unwrap_or(&Value::Null));
        if filter::fits(wanted, &|kind, condition| {
            (kind == "object_attribute").then(|| filter::attribute(condition, value))
        })? {
            found.push(identifiers(object));
        }
    }
    let (identifiers, next) = paging::LIST.page(context, found)?;
    let ids: Vec<&Value> = identifiers.iter().map(|object| &object["object_id"]).collect();
    Ok(accepted(&json!({"ids": ids, "identifiers": identifiers, "next": next})))
}

fn identifiers(object: &Object) -> Value {
    json!({"object_id": object.type_and_id().1, "cio_object_id": object.cio_object_id})
}

pub(super) fn attributes(context: &Context<'_>) -> Result<Answer, Refusal> {
    let object = named(context)?;
    let attributes: Map<String, Value> =
        object.attributes.iter().map(|(name, value)| (name.clone(), filter::text(value))).collect();
    Ok(accepted(&json!({"object": {
        "identifiers": identifiers(&object),
        "object_type_id": object.type_and_id().0,
        "attributes": attributes,
        "timestamps": {},
        "sandbox": "a field that no document names",
    }})))
}

/// Every existing person related to it. The type is a string here, and a number in the relationships of a person.
pub(super) fn people(context: &Context<'_>) -> Result<Answer, Refusal> {
    let object = named(context)?;
    let is_related = |person: &&PersonView| object.people.keys().any(|name| person.is_called(name));
    let related = |person: &PersonView| {
        json!({
            "identifiers": person.identifiers(),
            "object_type_id": object.type_and_id().0,
            "object_type_disabled": false,
        })
    };
    listed(context, person_view::all(context).iter().filter(is_related).map(related).collect())
}

pub(super) fn of_person(context: &Context<'_>) -> Result<Answer, Refusal> {
    let person = person_view::named(context)?;
    let related = |object: &Object| {
        let (_, attributes) = object.people.iter().find(|(name, _)| person.is_called(name))?;
        Some(json!({
            "object_type_id": object.type_and_id().0.parse::<u64>().ok(),
            "identifiers": identifiers(object),
            "attributes": attributes,
            "timestamps": {},
        }))
    };
    listed(context, all(context).iter().filter_map(related).collect())
}

/// None are `null`, as some lists of the service.
fn listed(context: &Context<'_>, relationships: Vec<Value>) -> Result<Answer, Refusal> {
    let (relationships, next) = paging::LIST.page(context, relationships)?;
    let relationships = if relationships.is_empty() { Value::Null } else { relationships.into() };
    Ok(accepted(&json!({"cio_relationships": relationships, "next": next})))
}

fn named(context: &Context<'_>) -> Result<Object, Refusal> {
    let kind = context.query("id_type").unwrap_or_else(|| "object_id".to_owned());
    let (type_id, id) = (context.segment("{object_type_id}"), context.segment("{object_id}"));
    let is_it = |object: &Object| match kind.as_str() {
        "cio_object_id" => object.cio_object_id == id,
        _ => object.type_and_id() == (type_id, id),
    };
    all(context).into_iter().find(is_it).ok_or_else(|| not_found("object"))
}
