//! Triggering a broadcast, and its results.

use super::{filter, kept, paging, person_view};
use crate::sandbox::answer::Answer;
use crate::sandbox::app::answers::{accepted, not_found, now, refuse};
use crate::sandbox::body;
use crate::sandbox::people::folded;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

const AUDIENCES: [&str; 5] = ["recipients", "emails", "ids", "per_user_data", "data_file_url"];

/// People in one broadcast, at most.
const MOST: usize = 10_000;

/// Bytes of the data that all share.
const LARGEST_DATA: usize = 50_000;

/// Bytes of a body.
const LARGEST_BODY: usize = 25_000_000;

pub(super) fn trigger(context: &Context<'_>) -> Result<Answer, Refusal> {
    // A trigger without a body goes to the audience set up in the dashboard.
    let empty = Map::new();
    let request = if context.request.raw.is_empty() { &empty } else { context.request.object()? };
    check(context, request)?;
    let id = kept::next_id(context, "triggers");
    let errors = missing(context, request);
    let stopped = !errors.is_empty();
    let trigger = json!({
        "id": id,
        "broadcast_id": number(context, "{broadcast_id}"),
        "created_at": now(),
        "processed_at": now(),
        "errors": errors,
    });
    let answer = if stopped {
        let message = format!(
            "Errors were found while processing per user data (ids, emails or json data). \
             More detail available from the errors endpoint for trigger {id}"
        );
        refuse(context.request, &unprocessable(&message, "a person in the audience does not exist"))
    } else {
        accepted(&json!({ "id": id }))
    };
    Ok(answer.with([kept::effect(context, "triggers", &id.to_string(), Some(trigger))]))
}

fn check(context: &Context<'_>, request: &Map<String, Value>) -> Result<(), Refusal> {
    let audiences: Vec<&str> = AUDIENCES.into_iter().filter(|name| request.contains_key(*name)).collect();
    if audiences.len() > 1 {
        let message = format!("only one of {} can be given", audiences.join(" and "));
        return Err(unprocessable(&message, "a broadcast takes at most one audience"));
    }
    if body::object(request, "recipients")?.is_some_and(Map::is_empty) {
        return Err(unprocessable("empty recipients filter is not valid", "leave `recipients` out"));
    }
    if let Some(recipients) = request.get("recipients") {
        let fault = |refusal: Refusal| {
            let reason = "what the service answers to such a filter is not documented";
            unprocessable(&format!("recipients is not a filter: {}", refusal.message), reason)
        };
        filter::check(recipients, &filter::OF_PEOPLE).map_err(fault)?;
    }
    for name in ["emails", "ids", "per_user_data"] {
        match request.get(name) {
            None => {}
            Some(Value::Array(list)) if list.len() <= MOST => {}
            Some(Value::Array(_)) => {
                return Err(unprocessable(&format!("{name} is too long"), "10,000 at most"));
            }
            Some(_) => return Err(Refusal::bad_request(format!("{name} must be an array"))),
        }
    }
    let data = body::object(request, "data")?.map_or(0, |data| json!(data).to_string().len());
    if data > LARGEST_DATA || context.request.raw.len() > LARGEST_BODY {
        return Err(unprocessable("data is too large", "50,000 bytes of data and 25 MB in all"));
    }
    Ok(())
}

/// Who does not exist, or whose data are none, unless they may be left out.
fn missing(context: &Context<'_>, request: &Map<String, Value>) -> Vec<String> {
    let may = |flag: &str| request.get(flag) == Some(&Value::Bool(true));
    let known = person_view::all(context);
    let names = |person: &person_view::PersonView| {
        ["id", "email"].map(|kind| person.identifier(kind).map(|name| (kind, folded(&name))))
    };
    let names: HashSet<(&str, String)> = known.iter().flat_map(names).flatten().collect();
    let knows = |kind: &'static str, name: &Value| {
        body::as_identifier(name).is_some_and(|name| names.contains(&(kind, folded(&name))))
    };
    let list = |name: &str| request.get(name).and_then(Value::as_array).into_iter().flatten();
    let flag = |kind: &str| if kind == "id" { "id_ignore_missing" } else { "email_ignore_missing" };
    let mut errors = Vec::new();
    let mut look_up = |kind: &'static str, name: &Value| {
        if !may(flag(kind)) && !knows(kind, name) {
            errors.push(format!("{kind} not found"));
        }
    };
    list("ids").for_each(|id| look_up("id", id));
    list("emails").for_each(|email| look_up("email", email));
    for row in list("per_user_data") {
        match (row.get("id"), row.get("email")) {
            (Some(id), None) => look_up("id", id),
            (None, Some(email)) => look_up("email", email),
            _ => look_up("id", &Value::Null),
        }
    }
    errors
}

pub(super) fn triggers(context: &Context<'_>) -> Result<Answer, Refusal> {
    let mut triggers = kept::all(context, "triggers");
    triggers.retain(|trigger| trigger["broadcast_id"] == number(context, "{broadcast_id}"));
    Ok(accepted(&json!({"triggers": triggers.into_iter().map(without_errors).collect::<Vec<_>>()})))
}

pub(super) fn status(context: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&without_errors(found(context)?)))
}

pub(super) fn errors(context: &Context<'_>) -> Result<Answer, Refusal> {
    let errors = found(context)?["errors"].as_array().cloned().unwrap_or_default();
    let (errors, next) = paging::LIST.page(context, errors)?;
    Ok(accepted(&json!({"errors": errors, "next": next})))
}

fn found(context: &Context<'_>) -> Result<Value, Refusal> {
    kept::find(context, "triggers", context.segment("{trigger_id}"))
        .filter(|trigger| trigger["broadcast_id"] == number(context, "{broadcast_id}"))
        .ok_or_else(|| not_found("trigger"))
}

fn without_errors(mut trigger: Value) -> Value {
    if let Some(trigger) = trigger.as_object_mut() {
        trigger.remove("errors");
    }
    trigger
}

fn number(context: &Context<'_>, name: &str) -> Value {
    context.segment(name).parse::<u64>().map_or(Value::Null, Value::from)
}

fn unprocessable(message: &str, reason: &str) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, message, reason)
}
