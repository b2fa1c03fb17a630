//! The two routes of the second version of the Track API: one operation, or many.

use super::limits::{self, FieldFault};
use super::people::{read_device, read_merge};
use super::relationships::{name_of, object_key, of_object, of_person};
use crate::sandbox::answer::Answer;
use crate::sandbox::body;
use crate::sandbox::effect::change::{Change, Metric};
use crate::sandbox::effect::{Effect, Event};
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use crate::sandbox::track::answers::accepted;
use crate::sandbox::workspace_key::WorkspaceKey;
use crate::surface::host::Host;
use http::StatusCode;
use serde_json::{Map, Value, json};

type JsonObject = Map<String, Value>;

/// Bytes of one operation, and of a whole batch. KB is taken as 1000 bytes, the smaller reading.
const MAX_OPERATION: usize = 32_000;
const MAX_BATCH: usize = 500_000;

const PERSON: [&str; 4] = ["id", "email", "phone", "cio_id"];

pub(super) fn entity(context: &Context<'_>) -> Result<Answer, Refusal> {
    let operation = Value::Object(context.request.object()?.clone());
    match read(&operation, context.request.raw.len(), context.workspace.place) {
        Ok(effects) => Ok(accepted().with(effects)),
        Err(fault) => {
            let body = json!({"errors": [fault.to_json()]});
            Ok(Answer::json(StatusCode::BAD_REQUEST, &body).because(fault.refuse().reason))
        }
    }
}

/// Takes the good operations, and lists the others in a 207.
pub(super) fn batch(context: &Context<'_>) -> Result<Answer, Refusal> {
    limits::at_most("batch", MAX_BATCH, context.request.raw.len(), "the request")
        .map_err(FieldFault::refuse)?;
    let operations = context.request.object()?.get("batch").and_then(Value::as_array);
    let operations = operations.ok_or_else(|| Refusal::bad_request("batch must be an array"))?;
    let (mut effects, mut errors) = (Vec::new(), Vec::new());
    for (index, operation) in operations.iter().enumerate() {
        match read(operation, operation.to_string().len(), context.workspace.place) {
            Ok(changes) => effects.extend(changes),
            Err(fault) => {
                let mut error = fault.to_json();
                error["batch_index"] = index.into();
                errors.push(error);
            }
        }
    }
    if errors.is_empty() {
        return Ok(accepted().with(effects));
    }
    let reason = format!("{} of {} operations were refused", errors.len(), operations.len());
    let answer = Answer::json(StatusCode::MULTI_STATUS, &json!({"errors": errors}));
    Ok(answer.because(reason).with(effects))
}

fn read(operation: &Value, bytes: usize, place: WorkspaceKey) -> Result<Vec<Effect>, FieldFault> {
    limits::at_most("", MAX_OPERATION, bytes, "an operation")?;
    let operation = operation.as_object().ok_or_else(|| FieldFault::new("", "must be an object"))?;
    let kind = at("type", body::required_text(operation, "type"))?;
    let action = at("action", body::required_text(operation, "action"))?;
    match (kind, action) {
        ("person", "merge") => {
            at("primary", read_merge(operation)).map(|change| vec![Effect::Changed(place, change)])
        }
        ("person", _) => person(action, operation, place),
        ("object", _) => object(action, operation, place),
        ("delivery", "event") => delivery(operation, place),
        ("delivery", _) => Err(unknown_action()),
        _ => Err(FieldFault::new("type", "must be person, object or delivery")),
    }
}

fn person(action: &str, operation: &JsonObject, place: WorkspaceKey) -> Result<Vec<Effect>, FieldFault> {
    let one_of = "must hold exactly one of id, email, phone and cio_id";
    let id = identifiers(operation)?.and_then(|identifiers| name_of(identifiers, &PERSON));
    let id = id.ok_or_else(|| FieldFault::new("identifiers", one_of))?;
    limits::person("identifiers", &id)?;
    let changed = |change| Ok(vec![Effect::Changed(place, change)]);
    match action {
        "identify" => identify(id, operation, place),
        "event" | "page" | "screen" => event_effect(action, id, operation, place),
        "delete" => Ok(vec![Effect::Deleted { place, id }]),
        "suppress" => changed(Change::Suppressed { person: id }),
        "unsuppress" => changed(Change::Unsuppressed { person: id }),
        "add_device" => {
            let (token, device) = at("device", read_device(device(operation)?, "token"))?;
            changed(Change::AddedDevice { person: id, token, device })
        }
        "delete_device" => {
            let token = at("device.token", body::required_text(device(operation)?, "token"))?.to_owned();
            changed(Change::DeletedDevice { person: id, token })
        }
        "add_relationships" | "delete_relationships" => {
            let changes = of_person(&id, action, operation.get("cio_relationships"))?;
            Ok(changes.into_iter().map(|change| Effect::Changed(place, change)).collect())
        }
        _ => Err(unknown_action()),
    }
}

fn identify(id: String, operation: &JsonObject, place: WorkspaceKey) -> Result<Vec<Effect>, FieldFault> {
    let mut attributes = attributes(operation)?;
    limits::attributes("attributes", &attributes)?;
    let stated = at("timestamp", limits::seconds(operation, "timestamp"))?;
    let among = at("attributes._timestamp", limits::time_of_change(&mut attributes))?;
    let at = stated.as_ref().and_then(Value::as_i64).or(among);
    let create = attributes.remove("_update") != Some(Value::Bool(true));
    let related = match operation.get("cio_relationships") {
        None => Vec::new(),
        some => of_person(&id, "add_relationships", some)?,
    };
    let mut effects = vec![Effect::Identified { place, id, attributes, create, at }];
    effects.extend(related.into_iter().map(|change| Effect::Changed(place, change)));
    Ok(effects)
}

fn event_effect(
    kind: &str,
    person: String,
    operation: &JsonObject,
    place: WorkspaceKey,
) -> Result<Vec<Effect>, FieldFault> {
    let name = at("name", body::required_text(operation, "name"))?.trim().to_owned();
    let data = attributes(operation)?;
    limits::event(&name, Some(&data))?;
    Ok(vec![Effect::Event(Event {
        region: place.region,
        workspace: place.id(),
        host: Host::Track,
        kind: kind.to_owned(),
        name,
        person: Some(person),
        anonymous_id: None,
        id: at("id", body::some_text(operation, "id"))?,
        timestamp: at("timestamp", limits::seconds(operation, "timestamp"))?,
        data,
    })])
}

fn object(action: &str, operation: &JsonObject, place: WorkspaceKey) -> Result<Vec<Effect>, FieldFault> {
    let one_of = "must hold object_type_id and object_id, or cio_object_id";
    let object = identifiers(operation)?.and_then(object_key);
    let object = object.ok_or_else(|| FieldFault::new("identifiers", one_of))?;
    limits::object_id("identifiers", &object)?;
    let (kinds, is_anonymous): (&[&str], bool) = if action == "identify_anonymous" {
        (&["anonymous_id"], true)
    } else {
        (&["id", "email", "cio_id"], false)
    };
    let related = operation.get("cio_relationships");
    let mut changes = Vec::new();
    match action {
        "identify" | "identify_anonymous" => {
            let attributes = attributes(operation)?;
            limits::object("attributes", &attributes)?;
            changes.push(Change::IdentifiedObject { object: object.clone(), attributes });
            if related.is_some() {
                changes.extend(of_object(&object, kinds, "add_relationships", related)?);
            }
            // The documents' one example names the visitor here.
            if let (true, Some(person)) = (is_anonymous, body::identifier(operation, "anonymous_id")) {
                changes.push(Change::Related { object, person, attributes: Map::new() });
            }
        }
        "delete" => changes.push(Change::DeletedObject { object }),
        "add_relationships" | "delete_relationships" => {
            changes.extend(of_object(&object, kinds, action, related)?);
        }
        _ => return Err(unknown_action()),
    }
    Ok(changes.into_iter().map(|change| Effect::Changed(place, change)).collect())
}

fn delivery(operation: &JsonObject, place: WorkspaceKey) -> Result<Vec<Effect>, FieldFault> {
    let id = identifiers(operation)?.and_then(|identifiers| name_of(identifiers, &["id"]));
    let delivery_id = id.ok_or_else(|| FieldFault::new("identifiers", "must hold id"))?;
    let metric = at("name", body::required_text(operation, "name"))?.to_owned();
    if !matches!(metric.as_str(), "opened" | "converted" | "delivered") {
        return Err(FieldFault::new("name", "must be opened, converted or delivered"));
    }
    at("attributes.device_token", body::required_text(&attributes(operation)?, "device_token"))?;
    let metric = Metric {
        region: place.region,
        workspace: place.id(),
        delivery_id,
        metric,
        request: operation.clone(),
    };
    Ok(vec![Effect::Changed(place, Change::Reported(metric))])
}

fn identifiers(operation: &JsonObject) -> Result<Option<&JsonObject>, FieldFault> {
    at("identifiers", body::object(operation, "identifiers"))
}

fn attributes(operation: &JsonObject) -> Result<JsonObject, FieldFault> {
    Ok(at("attributes", body::object(operation, "attributes"))?.cloned().unwrap_or_default())
}

fn device(operation: &JsonObject) -> Result<&JsonObject, FieldFault> {
    at("device", body::object(operation, "device"))?
        .ok_or_else(|| FieldFault::new("device", "device is required"))
}

fn unknown_action() -> FieldFault {
    FieldFault::new("action", "is not an action of this type")
}

/// Says at which field a body was not as it must be.
fn at<T>(field: &str, read: Result<T, Refusal>) -> Result<T, FieldFault> {
    read.map_err(|refusal| FieldFault::new(field, refusal.message))
}

#[cfg(test)]
mod tests;
