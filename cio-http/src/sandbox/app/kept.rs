//! Keeps everything created through the API: segments, exports, collections and so on.

use super::{paging, plain};
use crate::sandbox::answer::Answer;
use crate::sandbox::app::answers::{accepted, no_content, not_found, now};
use crate::sandbox::effect::Effect;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use crate::sandbox::{body, views};
use serde_json::{Map, Value, json};

pub(super) fn effect(context: &Context<'_>, kind: &'static str, id: &str, value: Option<Value>) -> Effect {
    Effect::Kept { place: context.workspace.place, kind, id: id.to_owned(), value }
}

/// All of one kind, in the order in which they were made.
pub(super) fn all(context: &Context<'_>, kind: &str) -> Vec<Value> {
    kept(context, kind).into_iter().map(|(_, value)| value).collect()
}

pub(super) fn find(context: &Context<'_>, kind: &str, id: &str) -> Option<Value> {
    kept(context, kind).into_iter().find(|(known, _)| known == id).map(|(_, value)| value)
}

fn kept(context: &Context<'_>, kind: &str) -> Vec<(String, Value)> {
    context.record.view(|effects| views::kept(effects, context.workspace.place, kind))
}

/// One more than there ever were: a number that was deleted does not come back.
pub(super) fn next_id(context: &Context<'_>, kind: &str) -> usize {
    context.record.view(|effects| views::made(effects, context.workspace.place, kind)) + 1
}

/// Keeps a thing under a new number, with the common fields.
pub(super) fn make(context: &Context<'_>, kind: &'static str, own: &Map<String, Value>) -> (Value, Effect) {
    let id = next_id(context, kind);
    let mut made = json!({
        "id": id,
        "deduplicate_id": format!("{id}:{}", now()),
        "created_at": now(),
        "updated_at": now(),
        "sandbox": "a field that no document names",
    });
    made.as_object_mut().expect("it was written as an object").extend(own.clone());
    let effect = effect(context, kind, &id.to_string(), Some(made.clone()));
    (made, effect)
}

/// Lists all of one kind; `null` where there is none, if the service says so.
pub(super) fn list(context: &Context<'_>, kind: &str, null: bool) -> Result<Answer, Refusal> {
    let all = all(context, kind);
    let all = if null && all.is_empty() { Value::Null } else { all.into() };
    Ok(accepted(&json!({ kind: all })))
}

/// The one that the last parameter of the path names.
pub(super) fn named(context: &Context<'_>, kind: &'static str) -> Result<(String, Value), Refusal> {
    let id = context.parameter();
    let found = find(context, kind, id).ok_or_else(|| not_found(kind.trim_end_matches('s')))?;
    Ok((id.to_owned(), found))
}

pub(super) fn one(context: &Context<'_>, kind: &'static str, member: &str) -> Result<Answer, Refusal> {
    named(context, kind).map(|(_, found)| accepted(&json!({ member: found })))
}

pub(super) fn delete(context: &Context<'_>, kind: &'static str) -> Result<Answer, Refusal> {
    let (id, _) = named(context, kind)?;
    Ok(no_content().with([effect(context, kind, &id, None)]))
}

pub(super) fn create_segment(context: &Context<'_>) -> Result<Answer, Refusal> {
    let segment = body::object(context.request.object()?, "segment")?;
    let segment = segment.ok_or_else(|| Refusal::bad_request("segment is required"))?;
    body::required_text(segment, "name")?;
    let mut own = segment.clone();
    for (name, value) in [
        ("state", json!("finished")),
        ("progress", json!(null)),
        ("type", json!("manual")),
        ("tags", json!(null)),
    ] {
        own.insert(name.to_owned(), value);
    }
    let (made, effect) = make(context, "segments", &own);
    Ok(accepted(&json!({"segment": made})).with([effect]))
}

pub(super) fn segment_usage(context: &Context<'_>) -> Result<Answer, Refusal> {
    named(context, "segments")?;
    Ok(accepted(&json!({"used_by": plain::used_by()})))
}

/// One that is done at once.
pub(super) fn create_export(context: &Context<'_>, kind: &str) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    let about = ["filters", "newsletter_id", "campaign_id", "transactional_message_id", "action_id"];
    if !about.into_iter().any(|name| request.contains_key(name)) {
        return Err(Refusal::bad_request("filters is required"));
    }
    let own = json!({
        "type": kind, "status": "done", "failed": false, "description": null, "total": 0, "downloads": 0,
        "user_id": 0, "user_email": "sandbox@example.com",
    });
    let (made, effect) = make(context, "exports", own.as_object().expect("it was written as an object"));
    Ok(accepted(&json!({"export": made})).with([effect]))
}

/// A URL on this machine where nothing listens, so that a client that follows it stays local.
pub(super) fn download_export(context: &Context<'_>) -> Result<Answer, Refusal> {
    let (id, _) = named(context, "exports")?;
    let root = context.addresses.root(crate::surface::host::Host::App, context.workspace.place.region);
    Ok(accepted(&json!({"url": format!("{root}/_sandbox/exports/{id}")})))
}

pub(super) fn create_import(context: &Context<'_>) -> Result<Answer, Refusal> {
    let import = body::object(context.request.object()?, "import")?;
    let mut own = import.ok_or_else(|| Refusal::bad_request("import is required"))?.clone();
    for name in ["name", "data_file_url", "type"] {
        body::required_text(&own, name)?;
    }
    own.insert("state".to_owned(), json!("imported"));
    let (made, effect) = make(context, "imports", &own);
    Ok(accepted(&json!({"import": made})).with([effect]))
}

/// Collections: the rows are kept apart from the fields that lists show.
pub(super) fn create_collection(context: &Context<'_>) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    body::required_text(request, "name")?;
    if request.contains_key("data") == request.contains_key("url") {
        return Err(Refusal::bad_request("one of data and url is required"));
    }
    let rows = request.get("data").cloned().unwrap_or_else(|| json!([]));
    let own = described(&rows, Some(&request["name"]));
    let (made, effect) = make(context, "collections", &own);
    let content = self::effect(context, "contents", &made["id"].to_string(), Some(rows));
    Ok(accepted(&json!({"collection": made})).with([effect, content]))
}

pub(super) fn update_collection(context: &Context<'_>) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    replace_rows(context, request.get("data").cloned(), request.get("name"))
}

pub(super) fn collection_content(context: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&named(context, "contents")?.1))
}

pub(super) fn update_collection_content(context: &Context<'_>) -> Result<Answer, Refusal> {
    replace_rows(context, context.request.body.clone(), None)
}

fn replace_rows(context: &Context<'_>, rows: Option<Value>, name: Option<&Value>) -> Result<Answer, Refusal> {
    let (id, mut collection) = named(context, "collections")?;
    let rows = rows.or_else(|| find(context, "contents", &id)).unwrap_or_else(|| json!([]));
    let changed = collection.as_object_mut().expect("only objects are kept here");
    changed.extend(described(&rows, name));
    let effects = [
        effect(context, "collections", &id, Some(collection.clone())),
        effect(context, "contents", &id, Some(rows)),
    ];
    Ok(accepted(&json!({ "collection": collection })).with(effects))
}

fn described(rows: &Value, name: Option<&Value>) -> Map<String, Value> {
    let first = rows.get(0).and_then(Value::as_object);
    let schema: Vec<&String> = first.into_iter().flat_map(Map::keys).collect();
    let mut own = Map::new();
    own.insert("rows".to_owned(), json!(rows.as_array().map_or(0, Vec::len)));
    own.insert("bytes".to_owned(), json!(rows.to_string().len()));
    own.insert("schema".to_owned(), json!(schema));
    own.extend(name.map(|name| ("name".to_owned(), name.clone())));
    own
}

/// Snippets go by their names.
pub(super) fn update_snippet(context: &Context<'_>) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    let name = body::required_text(request, "name")?;
    let snippet = json!({"name": name, "value": body::text(request, "value")?, "updated_at": now()});
    let effect = effect(context, "snippets", name, Some(snippet.clone()));
    Ok(accepted(&json!({ "snippet": snippet })).with([effect]))
}

/// Reporting webhooks are answered without anything around them.
pub(super) fn create_webhook(context: &Context<'_>) -> Result<Answer, Refusal> {
    let (made, effect) = make(context, "reporting_webhooks", checked_webhook(context)?);
    Ok(accepted(&made).with([effect]))
}

pub(super) fn webhook(context: &Context<'_>) -> Result<Answer, Refusal> {
    named(context, "reporting_webhooks").map(|(_, found)| accepted(&found))
}

pub(super) fn update_webhook(context: &Context<'_>) -> Result<Answer, Refusal> {
    let (id, mut webhook) = named(context, "reporting_webhooks")?;
    let changed = webhook.as_object_mut().expect("only objects are kept here");
    changed.extend(checked_webhook(context)?.clone());
    let effect = effect(context, "reporting_webhooks", &id, Some(webhook.clone()));
    Ok(accepted(&webhook).with([effect]))
}

fn checked_webhook<'a>(context: &Context<'a>) -> Result<&'a Map<String, Value>, Refusal> {
    let request = context.request.object()?;
    body::required_text(request, "name")?;
    body::required_text(request, "endpoint")?;
    match request.get("events") {
        Some(Value::Array(_)) => Ok(request),
        _ => Err(Refusal::bad_request("events must be an array")),
    }
}

/// Suppressed addresses, by the reason and the address.
pub(super) fn suppress(context: &Context<'_>) -> Result<Answer, Refusal> {
    let (kind, email) = (context.segment("{suppression_type}"), context.segment("{email_address}"));
    let suppression = json!({"created": now(), "email": email, "reason": kind, "status": ""});
    Ok(accepted(&json!({})).with([effect(
        context,
        "suppressions",
        &format!("{kind} {email}"),
        Some(suppression),
    )]))
}

pub(super) fn unsuppress(context: &Context<'_>) -> Result<Answer, Refusal> {
    let (kind, email) = (context.segment("{suppression_type}"), context.segment("{email_address}"));
    Ok(no_content().with([effect(context, "suppressions", &format!("{kind} {email}"), None)]))
}

/// Those that have this member of this value.
pub(super) fn suppressions(context: &Context<'_>, member: &str, parameter: &str) -> Result<Answer, Refusal> {
    let wanted = context.segment(parameter);
    let mut all = all(context, "suppressions");
    all.retain(|suppression| suppression[member] == wanted);
    let category = all.first().map(|suppression| suppression["reason"].clone());
    // The one list that goes on by a number of items.
    let start = paging::number(context, "offset")?.unwrap_or(0);
    let all = paging::SUPPRESSIONS.cut(context, all, start)?;
    Ok(accepted(&json!({"category": category, "suppressions": all})))
}
