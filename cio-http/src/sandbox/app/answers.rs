//! The wording of this API's answers.

use crate::sandbox::answer::Answer;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::request::Request;
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use std::time::SystemTime;

/// Sends word their refusals in one way, all other routes in another.
pub(super) fn refuse(request: &Request, refusal: &Refusal) -> Answer {
    let is_send = request.segments.get(1).is_some_and(|segment| segment == "send");
    let body = if is_send {
        json!({"meta": {"error": refusal.message}})
    } else if refusal.status == StatusCode::UNPROCESSABLE_ENTITY {
        json!({"errors": [{
            "detail": refusal.message,
            "source": {"pointer": pointer(&refusal.message)},
            "status": refusal.status.as_str(),
        }]})
    } else {
        json!({"errors": [{"detail": refusal.message, "status": refusal.status.as_str()}]})
    };
    quiet(Answer::json(refusal.status, &body)).because(&refusal.reason)
}

/// Answers the way to the other region as it was worded in 2023, below the sandbox's own root.
pub(in crate::sandbox) fn redirect(request: &Request, root: &str) -> Answer {
    let body = json!({"errors": [{"detail": "wrong datacenter", "status": "301"}]});
    quiet(Answer::json(StatusCode::MOVED_PERMANENTLY, &body)).located(root, request)
}

pub(super) fn accepted(body: &Value) -> Answer {
    quiet(Answer::json(StatusCode::OK, body))
}

pub(super) fn no_content() -> Answer {
    quiet(Answer::new(StatusCode::NO_CONTENT, ""))
}

pub(super) fn not_found(what: &str) -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "not found",
        format!("no request created this {what} in this sandbox"),
    )
}

/// Answers of this API are not cached.
pub(super) fn quiet(answer: Answer) -> Answer {
    answer
        .header(header::CACHE_CONTROL, HeaderValue::from_static("must-revalidate,no-cache,no-store"))
        .header(header::PRAGMA, HeaderValue::from_static("no-cache"))
        .header(header::EXPIRES, HeaderValue::from_static("0"))
}

pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The field that an error with status 422 points at.
pub(super) fn pointer(message: &str) -> &'static str {
    if message.contains("recipients") {
        "/data/attributes/recipients"
    } else {
        "/data/attributes/per_user_data"
    }
}
