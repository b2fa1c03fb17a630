//! The routes that report what happened to a message or a form.

use super::people::changed;
use crate::sandbox::answer::Answer;
use crate::sandbox::body;
use crate::sandbox::effect::Effect;
use crate::sandbox::effect::change::{Change, Form, Metric};
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use crate::sandbox::track::answers::accepted;
use http::StatusCode;
use serde_json::Value;

const METRICS: [&str; 8] =
    ["bounced", "clicked", "converted", "deferred", "delivered", "dropped", "opened", "spammed"];
const PUSH_METRICS: [&str; 3] = ["opened", "converted", "delivered"];

/// Names that the service ignores in a form.
const IGNORED: [&str; 5] = ["form_id", "form_name", "form_type", "form_url", "form_url_param"];

/// Answers 204, unlike all else.
pub(super) fn submit_form(context: &Context<'_>) -> Result<Answer, Refusal> {
    let data = body::object(context.request.object()?, "data")?;
    let mut data = data.cloned().ok_or_else(|| Refusal::bad_request("data is required"))?;
    data.retain(|name, _| !IGNORED.contains(&name.as_str()));
    let given = ["id", "email"].map(|name| body::identifier(&data, name));
    let [(Some(person), None) | (None, Some(person))] = [given.into()] else {
        return Err(Refusal::bad_request("data must hold exactly one of id and email"));
    };
    // The one number in the documents is an id.
    if let Some((name, _)) = data.iter().find(|(name, value)| !value.is_string() && *name != "id") {
        return Err(Refusal::bad_request(format!("data.{name} must be a string")));
    }
    let place = context.workspace.place;
    let form_id = context.segment("{form_id}").to_owned();
    let form = Form {
        region: place.region,
        workspace: place.id(),
        form_id,
        person: person.clone(),
        data: data.clone(),
    };
    Ok(Answer::new(StatusCode::NO_CONTENT, "").with([
        Effect::Identified { place, id: person, attributes: data, create: true, at: None },
        Effect::Changed(place, Change::Submitted(form)),
    ]))
}

pub(super) fn metric(context: &Context<'_>) -> Result<Answer, Refusal> {
    report(context, "metric", &METRICS)
}

pub(super) fn push_metric(context: &Context<'_>) -> Result<Answer, Refusal> {
    report(context, "event", &PUSH_METRICS)
}

fn report(context: &Context<'_>, name: &str, metrics: &[&str]) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    let delivery_id = body::required_text(request, "delivery_id")?.to_owned();
    let metric = body::required_text(request, name)?.to_owned();
    if !metrics.contains(&metric.as_str()) {
        return Err(Refusal::bad_request(format!("{name} must be one of {}", metrics.join(", "))));
    }
    crate::sandbox::track::limits::seconds(request, "timestamp")?;
    let place = context.workspace.place;
    changed(
        context,
        Change::Reported(Metric {
            region: place.region,
            workspace: place.id(),
            delivery_id,
            metric,
            request: request.clone(),
        }),
    )
}

/// The one route that insists on the content type.
pub(super) fn unsubscribe(context: &Context<'_>) -> Result<Answer, Refusal> {
    let kind = context.request.headers.get("content-type").and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("application/json")) {
        return Err(Refusal::bad_request("the content type must be application/json"));
    }
    if context.request.object()?.get("unsubscribe") != Some(&Value::Bool(true)) {
        return Ok(accepted());
    }
    let delivery_id = context.segment("{delivery_id}").to_owned();
    changed(context, Change::Unsubscribed { delivery_id })
}
