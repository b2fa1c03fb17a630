//! The people, events and messages that the requests made, as JSON.

use crate::sandbox::addresses;
use crate::sandbox::answer::Answer;
use crate::sandbox::effect::change::{Form, Metric};
use crate::sandbox::effect::{Event, Sent};
use crate::sandbox::objects::Object;
use crate::sandbox::people::{Person, Suppressed};
use crate::sandbox::request::Request;
use http::StatusCode;
use serde_json::{Value, json};

/// All of one kind; with `?last=N` the last so many. Written one by one, since there may be many.
pub(super) fn list<T>(
    request: &Request,
    things: impl ExactSizeIterator<Item = T>,
    show: impl Fn(T) -> Value,
) -> Answer {
    let last = request.query("last").and_then(|last| last.parse().ok()).unwrap_or(things.len());
    let skip = things.len().saturating_sub(last);
    let mut text = String::from("[");
    for thing in things.skip(skip) {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&show(thing).to_string());
    }
    text.push(']');
    Answer::json_text(StatusCode::OK, text)
}

pub(in crate::sandbox) fn person(person: &Person) -> Value {
    json!({
        "region": person.region.as_str(),
        "workspace": person.workspace.number(),
        "id": person.id,
        "cio_id": person.cio_id,
        "attributes": person.attributes,
        "devices": person.devices,
        "segments": person.segments,
    })
}

pub(super) fn event(event: &Event) -> Value {
    json!({
        "region": event.region.as_str(),
        "workspace": event.workspace.number(),
        "host": addresses::name(event.host),
        "kind": event.kind,
        "name": event.name,
        "person": event.person,
        "anonymous_id": event.anonymous_id,
        "id": event.id,
        "timestamp": event.timestamp,
        "data": event.data,
    })
}

pub(super) fn sent(sent: &Sent) -> Value {
    json!({
        "region": sent.region.as_str(),
        "workspace": sent.workspace.number(),
        "kind": sent.kind,
        "delivery_id": sent.delivery_id,
        "queued_at": sent.queued_at,
        "to": sent.to,
        "identifiers": sent.identifiers,
        "request": sent.request,
    })
}

pub(in crate::sandbox) fn suppressed(suppressed: &Suppressed) -> Value {
    json!({"region": suppressed.region.as_str(), "workspace": suppressed.workspace.number(), "id": suppressed.id})
}

pub(super) fn object(object: &Object) -> Value {
    json!({
        "region": object.region.as_str(),
        "workspace": object.workspace.number(),
        "id": object.id,
        "cio_object_id": object.cio_object_id,
        "attributes": object.attributes,
        "people": object.people,
    })
}

pub(super) fn form(form: &Form) -> Value {
    json!({
        "region": form.region.as_str(),
        "workspace": form.workspace.number(),
        "form_id": form.form_id,
        "person": form.person,
        "data": form.data,
    })
}

pub(super) fn metric(metric: &Metric) -> Value {
    json!({
        "region": metric.region.as_str(),
        "workspace": metric.workspace.number(),
        "delivery_id": metric.delivery_id,
        "metric": metric.metric,
        "request": metric.request,
    })
}
