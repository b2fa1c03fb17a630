//! The six sends.

use crate::app::recipients::count;
use crate::sandbox::answer::Answer;
use crate::sandbox::app::answers::{accepted, now};
use crate::sandbox::body;
use crate::sandbox::credentials::random;
use crate::sandbox::effect::{Effect, Sent};
use crate::sandbox::refusal::Refusal;
use crate::sandbox::request::Request;
use crate::sandbox::route::Context;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{StatusCode, header};
use serde_json::{Map, Value, json};

/// To, carbon copies and blind ones together.
const RECIPIENTS: usize = 15;

/// Bytes of all attachments together, decoded.
const ATTACHMENTS: usize = 2_000_000;

/// Bytes of a request without its attachments.
const PAYLOAD: usize = 1_000_000;

/// Seconds that a message may wait: 90 days.
const AHEAD: u64 = 90 * 24 * 60 * 60;

pub(super) fn email(context: &Context<'_>) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    required(request, "to")?;
    if body::identifier(request, "transactional_message_id").is_none() {
        for name in ["body", "subject", "from"] {
            required(request, name)?;
        }
    }
    if recipients(request)? > RECIPIENTS {
        return Err(Refusal::bad_request(format!("more than {RECIPIENTS} recipients in to, cc and bcc")));
    }
    attachments(request)?;
    send("email", context, request)
}

/// Any other kind: it needs a template.
pub(super) fn from_template(kind: &'static str, context: &Context<'_>) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    if body::identifier(request, "transactional_message_id").is_none() {
        return Err(Refusal::bad_request("Missing required field: \"transactional_message_id\""));
    }
    send(kind, context, request)
}

fn send(kind: &'static str, context: &Context<'_>, request: &Map<String, Value>) -> Result<Answer, Refusal> {
    names_its_workspace(context)?;
    let attached = request.get("attachments").map_or(0, |attachments| attachments.to_string().len());
    if context.request.raw.len().saturating_sub(attached) > PAYLOAD {
        let reason = "the limit is 1 MB without attachments; what the service answers is not documented";
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "the request is too large", reason));
    }
    let identifiers = identifiers(request)?;
    let send_at = request.get("send_at").map_or(Some(0), Value::as_u64);
    if send_at.is_none_or(|send_at| send_at > now() + AHEAD) {
        return Err(Refusal::bad_request("send_at must be seconds since 1970, at most 90 days ahead"));
    }
    let delivery_id = format!("{:016x}{:016x}", random(), random());
    let queued_at = now();
    let answer = accepted(&json!({"delivery_id": delivery_id, "queued_at": queued_at, "send_at": null}));
    Ok(answer.with([Effect::Queued(Sent {
        region: context.workspace.place.region,
        workspace: context.workspace.place.id(),
        kind,
        delivery_id,
        queued_at,
        to: body::some_text(request, "to")?,
        identifiers: identifiers.clone(),
        request: request.clone(),
    })]))
}

/// A service account's token says nothing of the workspace, so the request has to, in the words of the command line.
fn names_its_workspace(context: &Context<'_>) -> Result<(), Refusal> {
    if !is_service_account(context.request) {
        return Ok(());
    }
    let named = context.request.headers.get("x-workspace-id").and_then(|id| id.to_str().ok());
    match named.map(str::parse::<u64>) {
        None => Err(Refusal::bad_request("workspace_id is required")),
        Some(Ok(id)) if id == context.workspace.place.workspace => Ok(()),
        Some(_) => Err(Refusal::new(
            StatusCode::UNAUTHORIZED,
            "Unauthorized",
            "X-Workspace-Id is not the workspace of this account",
        )),
    }
}

fn is_service_account(request: &Request) -> bool {
    let header = request.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    header.and_then(|value| value.split_once(' ')).is_some_and(|(_, token)| token.starts_with("sa_"))
}

/// In the words that Customer.io's own command line expects.
fn required<'a>(request: &'a Map<String, Value>, name: &str) -> Result<&'a str, Refusal> {
    body::text(request, name)?
        .filter(|text| !text.trim().is_empty())
        .ok_or_else(|| Refusal::bad_request(format!("Missing required field: \"{name}\"")))
}

/// Exactly one of the three ways to say who it is.
fn identifiers(request: &Map<String, Value>) -> Result<&Map<String, Value>, Refusal> {
    let identifiers = body::object(request, "identifiers")?
        .ok_or_else(|| Refusal::bad_request("Missing required field: \"identifiers\""))?;
    let known =
        ["id", "email", "cio_id"].into_iter().filter(|name| body::identifier(identifiers, name).is_some());
    if known.count() == 1 && identifiers.len() == 1 {
        Ok(identifiers)
    } else {
        Err(Refusal::bad_request("identifiers must hold exactly one of id, email and cio_id"))
    }
}

fn recipients(request: &Map<String, Value>) -> Result<usize, Refusal> {
    let mut all = 0;
    for name in ["to", "cc", "bcc"] {
        all += body::text(request, name)?.map_or(0, count);
    }
    Ok(all)
}

/// The list of forbidden file types is not public: the sandbox forbids one.
fn attachments(request: &Map<String, Value>) -> Result<(), Refusal> {
    let mut size = 0;
    for (name, content) in body::object(request, "attachments")?.into_iter().flatten() {
        let decoded = content.as_str().and_then(|content| STANDARD.decode(content).ok());
        let not_base64 = || Refusal::bad_request(format!("Attachment must be base64 encoded: \"{name}\""));
        size += decoded.ok_or_else(not_base64)?.len();
        if name.ends_with(".exe") {
            let message = format!("Forbidden file type exe for attachment {name}.");
            return Err(Refusal::new(StatusCode::FORBIDDEN, &message, "the sandbox forbids .exe"));
        }
    }
    if size > ATTACHMENTS {
        let message = "Total attachment size exceeds the limit";
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message, "the limit is 2 MB"));
    }
    Ok(())
}
