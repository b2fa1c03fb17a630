//! The Pipelines API.

mod calls;
mod semantic;
#[cfg(test)]
mod tests;

use super::answer::Answer;
use super::auth::Signing;
use super::body;
use super::request::Request;
use super::route::{Context, Route, Surface};
use crate::sandbox::effect::Effect;
use crate::sandbox::refusal::Refusal;
use calls::Call;
use http::StatusCode;
use serde_json::{Value, json};

pub(super) const SURFACE: Surface = Surface { name: "Pipelines API", routes: ROUTES, refuse };

const ROUTES: &[Route] = &[
    route("POST /v1/identify", |context| single("identify", context)),
    route("POST /v1/track", |context| single("track", context)),
    route("POST /v1/page", |context| single("page", context)),
    route("POST /v1/screen", |context| single("screen", context)),
    route("POST /v1/group", |context| single("group", context)),
    route("POST /v1/alias", |context| single("alias", context)),
    route("POST /v1/batch", batch),
];

/// 32 KB and 500 KB, taken as round numbers.
const MAX_CALL: usize = 32_000;
const MAX_BATCH: usize = 500_000;

const fn route(template: &'static str, answer: fn(&Context<'_>) -> Result<Answer, Refusal>) -> Route {
    Route { template, signing: Signing::Pipelines, answer }
}

/// With `X-Strict-Mode: 1` a status that says so; without it a 200, though nothing was kept.
///
/// The body of a strict refusal is not documented. This is the one that Customer.io's Python client looks for.
fn refuse(request: &Request, refusal: &Refusal) -> Answer {
    let strict = request.headers.get("x-strict-mode").is_some_and(|value| value == "1");
    if strict || refusal.status == StatusCode::NOT_FOUND {
        let code = refusal.status.canonical_reason().unwrap_or_default().to_lowercase().replace(' ', "_");
        let body = json!({"code": code, "message": refusal.message});
        return Answer::json(refusal.status, &body).because(&refusal.reason);
    }
    accepted().because(format!(
        "dropped, but answered with 200 because X-Strict-Mode is not set: {}",
        refusal.reason
    ))
}

fn accepted() -> Answer {
    Answer::json(StatusCode::OK, &json!({}))
}

fn single(kind: &str, context: &Context<'_>) -> Result<Answer, Refusal> {
    at_most("the call", MAX_CALL, context.request.raw.len())?;
    let body = context.request.object()?;
    let call = Call { kind, body, context: body::object(body, "context")?, place: context.workspace.place };
    Ok(accepted().with(effects(&call)?))
}

/// All or nothing: the documents do not say whether the valid items of an invalid batch are stored.
fn batch(context: &Context<'_>) -> Result<Answer, Refusal> {
    at_most("the batch", MAX_BATCH, context.request.raw.len())?;
    let body = context.request.object()?;
    let items = body.get("batch").and_then(Value::as_array);
    let items = items.ok_or_else(|| Refusal::bad_request("batch must be an array"))?;
    let shared = body::object(body, "context")?;
    let item = |item: &Value| {
        let body = item.as_object().ok_or_else(|| Refusal::bad_request("it must be an object"))?;
        at_most("it", MAX_CALL, item.to_string().len())?;
        // Customer.io's own clients send a context with each call, against the documents.
        let context_of_call = shared.or(body::object(body, "context")?);
        let kind = body::required_text(body, "type")?;
        effects(&Call { kind, body, context: context_of_call, place: context.workspace.place })
    };
    let changes = items.iter().enumerate().map(|(index, call)| {
        item(call).map_err(|refusal| Refusal::bad_request(format!("batch item {index}: {}", refusal.message)))
    });
    let changes: Vec<Vec<Effect>> = changes.collect::<Result<_, _>>()?;
    Ok(accepted().with(changes.into_iter().flatten()))
}

/// The effects of one call, applied once if it has a `messageId`.
fn effects(call: &Call<'_>) -> Result<Vec<Effect>, Refusal> {
    let message_id = body::some_text(call.body, "messageId")?;
    let effects = call.effects()?;
    Ok(match message_id {
        Some(id) => vec![Effect::Once { place: call.place, id, effects }],
        None => effects,
    })
}

fn at_most(what: &str, limit: usize, bytes: usize) -> Result<(), Refusal> {
    if bytes > limit {
        return Err(Refusal::bad_request(format!("{what} is larger than {limit} bytes")));
    }
    Ok(())
}
