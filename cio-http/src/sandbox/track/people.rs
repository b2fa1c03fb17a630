//! The routes about people in the first version of the Track API.

use super::limits::{self, FieldFault};
use crate::sandbox::answer::Answer;
use crate::sandbox::body;
use crate::sandbox::effect::Effect;
use crate::sandbox::effect::change::Change;
use crate::sandbox::people::person_key;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use crate::sandbox::track::answers::accepted;
use serde_json::{Map, Value};

pub(super) fn identify(context: &Context<'_>) -> Result<Answer, Refusal> {
    let id = person(context)?;
    let mut attributes = context.request.object()?.clone();
    limits::attributes("", &attributes).map_err(FieldFault::refuse)?;
    let at = limits::time_of_change(&mut attributes)?;
    let create = attributes.remove("_update") != Some(Value::Bool(true));
    let place = context.workspace.place;
    let mut effects = relationships(context, &id, attributes.remove("cio_relationships"))?;
    effects.insert(0, Effect::Identified { place, id, attributes, create, at });
    Ok(accepted().with(effects))
}

/// Here it is one object with an action, in the second version a list.
fn relationships(context: &Context<'_>, person: &str, found: Option<Value>) -> Result<Vec<Effect>, Refusal> {
    let Some(found) = found else { return Ok(Vec::new()) };
    let action = found.get("action").and_then(Value::as_str).unwrap_or_default();
    if !matches!(action, "add_relationships" | "delete_relationships") {
        return Err(Refusal::bad_request(
            "cio_relationships.action must be add_relationships or delete_relationships",
        ));
    }
    let changes = super::relationships::of_person(person, action, found.get("relationships"));
    let changes = changes.map_err(FieldFault::refuse)?;
    Ok(changes.into_iter().map(|change| Effect::Changed(context.workspace.place, change)).collect())
}

pub(super) fn delete(context: &Context<'_>) -> Result<Answer, Refusal> {
    let id = person(context)?;
    Ok(accepted().with([Effect::Deleted { place: context.workspace.place, id }]))
}

pub(super) fn suppress(context: &Context<'_>) -> Result<Answer, Refusal> {
    changed(context, Change::Suppressed { person: person(context)? })
}

pub(super) fn unsuppress(context: &Context<'_>) -> Result<Answer, Refusal> {
    changed(context, Change::Unsuppressed { person: person(context)? })
}

pub(super) fn add_device(context: &Context<'_>) -> Result<Answer, Refusal> {
    let body = context.request.object()?;
    let device = body::object(body, "device")?.ok_or_else(|| Refusal::bad_request("device is required"))?;
    let (token, device) = read_device(device, "id")?;
    changed(context, Change::AddedDevice { person: person(context)?, token, device })
}

/// The token, which each version of the API calls by another name, and the rest.
pub(super) fn read_device(
    device: &Map<String, Value>,
    name: &str,
) -> Result<(String, Map<String, Value>), Refusal> {
    let token = body::required_text(device, name)?.to_owned();
    if !matches!(body::required_text(device, "platform")?, "ios" | "android") {
        return Err(Refusal::bad_request("platform must be ios or android"));
    }
    body::object(device, "attributes")?;
    crate::sandbox::track::limits::seconds(device, "last_used")?;
    let mut rest = device.clone();
    rest.remove(name);
    Ok((token, rest))
}

pub(super) fn delete_device(context: &Context<'_>) -> Result<Answer, Refusal> {
    let token = context.segment("{device_id}").to_owned();
    changed(context, Change::DeletedDevice { person: person(context)?, token })
}

pub(super) fn merge(context: &Context<'_>) -> Result<Answer, Refusal> {
    changed(context, read_merge(context.request.object()?)?)
}

/// Both people by one of `id`, `email` and `cio_id` each, in either version of the API.
pub(super) fn read_merge(body: &Map<String, Value>) -> Result<Change, Refusal> {
    let one = |name: &str| {
        let person = body::object(body, name)?.filter(|person| person.len() == 1).and_then(|person| {
            let known = |kind| Some(person_key(kind, &body::identifier(person, kind)?));
            ["id", "email", "cio_id"].into_iter().find_map(known)
        });
        person.ok_or_else(|| {
            Refusal::bad_request(format!("{name} must hold exactly one of id, email and cio_id"))
        })
    };
    Ok(Change::Merged { primary: one("primary")?, secondary: one("secondary")? })
}

pub(super) fn add_to_segment(context: &Context<'_>) -> Result<Answer, Refusal> {
    segment(context, true)
}

pub(super) fn remove_from_segment(context: &Context<'_>) -> Result<Answer, Refusal> {
    segment(context, false)
}

fn segment(context: &Context<'_>, added: bool) -> Result<Answer, Refusal> {
    let number: Result<i32, _> = context.segment("{segment_id}").parse();
    let segment = number.ok().and_then(|number| u64::try_from(number).ok());
    let segment = segment.ok_or_else(|| Refusal::bad_request("segment_id must be a number"))?;
    let (_, query) = context.request.path.split_once('?').unwrap_or_default();
    let id_type = query.split('&').find_map(|pair| pair.strip_prefix("id_type=")).unwrap_or("id");
    if !matches!(id_type, "id" | "email" | "cio_id") {
        return Err(Refusal::bad_request("id_type must be id, email or cio_id"));
    }
    let ids = context.request.object()?.get("ids").and_then(Value::as_array);
    let ids = ids.filter(|ids| (1..=1000).contains(&ids.len()));
    let ids = ids.ok_or_else(|| Refusal::bad_request("ids must be an array of 1 to 1000 strings"))?;
    let texts: Option<Vec<&str>> = ids.iter().map(Value::as_str).collect();
    let texts = texts.ok_or_else(|| Refusal::bad_request("ids must be an array of 1 to 1000 strings"))?;
    let people = texts.into_iter().map(|id| person_key(id_type, id)).collect();
    changed(context, Change::Segmented { segment, people, added })
}

pub(super) fn person(context: &Context<'_>) -> Result<String, Refusal> {
    let id = context.segment("{identifier}");
    limits::person("identifier", id).map_err(FieldFault::refuse)?;
    Ok(id.to_owned())
}

pub(super) fn changed(context: &Context<'_>, change: Change) -> Result<Answer, Refusal> {
    Ok(accepted().with([Effect::Changed(context.workspace.place, change)]))
}
