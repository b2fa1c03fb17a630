//! The routes about events in the first version of the Track API.

use super::limits::{self, FieldFault};
use super::people::person;
use crate::sandbox::answer::Answer;
use crate::sandbox::body;
use crate::sandbox::effect::{Effect, Event};
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use crate::sandbox::track::answers::accepted;
use crate::sandbox::track::limits::seconds;
use crate::surface::host::Host;
use serde_json::Value;

pub(super) fn event(context: &Context<'_>) -> Result<Answer, Refusal> {
    let event = read_event(context)?;
    let person = Some(person(context)?);
    Ok(accepted().with([Effect::Event(Event { person, ..event })]))
}

/// Without an `anonymous_id` this is an invitation, which needs a recipient.
pub(super) fn anonymous_event(context: &Context<'_>) -> Result<Answer, Refusal> {
    let event = read_event(context)?;
    if event.anonymous_id.is_none() && !event.data.get("recipient").is_some_and(Value::is_string) {
        return Err(Refusal::bad_request("an event without anonymous_id needs data.recipient"));
    }
    Ok(accepted().with([Effect::Event(event)]))
}

fn read_event(context: &Context<'_>) -> Result<Event, Refusal> {
    let body = context.request.object()?;
    let kind = body::text(body, "type")?.unwrap_or("event");
    if !matches!(kind, "event" | "page" | "screen") {
        return Err(Refusal::bad_request("type must be event, page or screen"));
    }
    // The service trims names of events.
    let name = body::required_text(body, "name")?.trim().to_owned();
    let data = body::object(body, "data")?;
    limits::event(&name, data).map_err(FieldFault::refuse)?;
    Ok(Event {
        region: context.workspace.place.region,
        workspace: context.workspace.place.id(),
        host: Host::Track,
        kind: kind.to_owned(),
        name,
        person: None,
        anonymous_id: body::some_text(body, "anonymous_id")?,
        id: body::some_text(body, "id")?,
        timestamp: seconds(body, "timestamp")?,
        data: data.cloned().unwrap_or_default(),
    })
}
