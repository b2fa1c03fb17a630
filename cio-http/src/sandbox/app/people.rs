//! The people created through the Track and Pipelines APIs, as the App API shows them.

use super::{filter, kept, messages, objects, paging};
use crate::sandbox::account::Workspace;
use crate::sandbox::answer::Answer;
use crate::sandbox::app::answers::accepted;
use crate::sandbox::app::person_view::{PersonView, all, named};
use crate::sandbox::effect::Effect;
use crate::sandbox::effect::change::Change;
use crate::sandbox::people::folded;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use serde_json::{Value, json};

/// The list is empty if no person has the address, and if the address was not encoded.
pub(super) fn by_email(context: &Context<'_>) -> Result<Answer, Refusal> {
    let email = context.query("email").ok_or_else(|| Refusal::bad_request("email is required"))?;
    let has_it =
        |person: &&PersonView| person.identifier("email").is_some_and(|own| folded(&own) == folded(&email));
    let found = all(context).iter().filter(has_it).map(PersonView::identifiers).collect();
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
    Ok(accepted(&json!({"customer": named(context)?.to_json()})))
}

/// Items without a `customer` around each, which is how they come, and not how they are documented.
pub(super) fn many_attributes(context: &Context<'_>) -> Result<Answer, Refusal> {
    let ids = context.request.object()?.get("ids").and_then(Value::as_array);
    let ids = ids.filter(|ids| ids.len() <= 100);
    let ids = ids.ok_or_else(|| Refusal::bad_request("ids must be an array of at most 100"))?;
    let people = all(context);
    let found: Vec<Value> = people
        .iter()
        .filter(|person| ids.contains(&person.identifiers()["id"]))
        .map(PersonView::to_json)
        .collect();
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

/// The people in a segment: an empty list here, where the service writes `null` elsewhere.
pub(super) fn membership(context: &Context<'_>) -> Result<Answer, Refusal> {
    let members = members(context)?.iter().map(PersonView::identifiers).collect();
    people(context, members, &paging::MEMBERS)
}

pub(super) fn segment_count(context: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({"count": members(context)?.len()})))
}

/// Deleting a segment removes all people from it.
pub(super) fn delete_segment(context: &Context<'_>) -> Result<Answer, Refusal> {
    let answer = kept::delete(context, "segments")?;
    let segment = context.parameter().parse().expect("segments are made under numbers");
    let people = members(context)?.into_iter().map(|person| format!("cio_{}", person.0.cio_id)).collect();
    let left = Change::Segmented { segment, people, added: false };
    Ok(answer.with([Effect::Changed(context.workspace.place, left)]))
}

/// A segment exists if it was created, or if a person was added to it.
fn members(context: &Context<'_>) -> Result<Vec<PersonView>, Refusal> {
    let segment = context.parameter().parse::<u64>().map_or(Value::Null, Value::from);
    let mut people = all(context);
    people.retain(|person| person.is_in(&segment));
    if people.is_empty() {
        kept::named(context, "segments")?;
    }
    Ok(people)
}

/// All of the account. Billed counts are not kept.
pub(super) fn workspaces(context: &Context<'_>) -> Result<Answer, Refusal> {
    let one = |workspace: &Workspace| {
        let context = &Context { workspace, ..*context };
        let place = workspace.place;
        let name = Some(workspace.name.clone()).filter(|name| !name.is_empty());
        json!({
            "id": place.workspace,
            "name": name.unwrap_or_else(|| format!("Sandbox {}", place.region)),
            "messages_sent": messages::all(context).len(),
            "billable_messages_sent": 0,
            "people": all(context).len(),
            "object_types": 1,
            "objects": objects::all(context).len(),
        })
    };
    let all: Vec<Value> = context.accounts.in_region(context.workspace.place.region).map(one).collect();
    Ok(accepted(&json!({"workspaces": all})))
}
