//! Events whose names say what to do: this API has no other way to delete.

use super::calls::{Call, object_key, property};
use crate::sandbox::body;
use crate::sandbox::body::JsonObject;
use crate::sandbox::effect::Effect;
use crate::sandbox::effect::change::{Change, Metric};
use crate::sandbox::refusal::Refusal;
use serde_json::Value;

/// The effects of an event with a reserved name; `None` for any other event.
pub(super) fn effects(event: &str, call: &Call<'_>) -> Result<Option<Vec<Effect>>, Refusal> {
    let change = match event {
        "User Deleted" => {
            return Ok(Some(vec![Effect::Deleted { place: call.place, id: person(call)? }]));
        }
        "User Suppressed" => Change::Suppressed { person: person(call)? },
        "User Unsuppressed" => Change::Unsuppressed { person: person(call)? },
        "Device Created or Updated" => added_device(call)?,
        "Device Deleted" => Change::DeletedDevice { person: person(call)?, token: device(call)?.0 },
        "Relationship Deleted" => Change::Unrelated { person: person(call)?, object: object(call)? },
        "Object Deleted" => {
            call.known_or_anonymous()?;
            Change::DeletedObject { object: object(call)? }
        }
        "Report Delivery Event" => Change::Reported(metric(call)?),
        "Report Content Event" => {
            property(properties(call)?, "actionType", &["viewed_content", "clicked_content"])?;
            return Ok(Some(vec![call.event_effect("event", "event")?]));
        }
        _ => return Ok(None),
    };
    Ok(Some(call.changed([change])))
}

fn person(call: &Call<'_>) -> Result<String, Refusal> {
    call.id("userId").ok_or_else(|| Refusal::bad_request("userId is required"))
}

fn properties<'a>(call: &Call<'a>) -> Result<&'a JsonObject, Refusal> {
    body::object(call.body, "properties")?.ok_or_else(|| Refusal::bad_request("properties is required"))
}

fn added_device(call: &Call<'_>) -> Result<Change, Refusal> {
    let (token, mut device) = device(call)?;
    // Under the name that the Track API has for it.
    if let Some(platform) = device.remove("type") {
        device.insert("platform".to_owned(), platform);
    }
    Ok(Change::AddedDevice { person: person(call)?, token, device })
}

/// The token, and the other facts about the device in the context.
fn device(call: &Call<'_>) -> Result<(String, JsonObject), Refusal> {
    let device = call.context.and_then(|context| context.get("device")?.as_object());
    let mut device = device.cloned().unwrap_or_default();
    match device.remove("token") {
        Some(Value::String(token)) if !token.is_empty() => Ok((token, device)),
        _ => Err(Refusal::bad_request("context.device.token is required")),
    }
}

fn object(call: &Call<'_>) -> Result<String, Refusal> {
    let properties = properties(call)?;
    let id = body::identifier(properties, "objectId");
    let id = id.ok_or_else(|| Refusal::bad_request("properties.objectId is required"))?;
    object_key(body::identifier(properties, "objectTypeId"), &id)
}

fn metric(call: &Call<'_>) -> Result<Metric, Refusal> {
    const METRICS: [&str; 4] = ["delivered", "clicked", "converted", "opened"];
    let properties = properties(call)?;
    Ok(Metric {
        region: call.place.region,
        workspace: call.place.id(),
        delivery_id: property(properties, "deliveryId", &[])?.to_owned(),
        metric: property(properties, "metric", &METRICS)?.to_owned(),
        request: call.body.clone(),
    })
}
