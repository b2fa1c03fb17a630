//! The wording of this API's answers.

use crate::sandbox::answer::Answer;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::request::Request;
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::json;

/// The answer to every accepted request: these headers and three bytes, as recorded from the service in 2026-05.
pub(super) fn accepted() -> Answer {
    let header = |name, value| (HeaderName::from_static(name), HeaderValue::from_static(value));
    let headers = [
        header("content-type", "application/json; charset=utf-8"),
        header("cache-control", "no-cache, no-store, must-revalidate, max-age=0"),
        header("access-control-allow-origin", "*"),
        header("status", "200 OK"),
    ];
    let answer = Answer::new(StatusCode::OK, "{}\n");
    headers.into_iter().fold(answer, |answer, (name, value)| answer.header(name, value))
}

/// Answers the way to the other region, without a body.
///
/// That the service redirects is official, the status is the one that Customer.io's Node client is tested with.
pub(in crate::sandbox) fn redirect(request: &Request, root: &str) -> Answer {
    Answer::new(StatusCode::MOVED_PERMANENTLY, "").located(root, request)
}

/// A 400 lists its messages, except that of a merge; everything else has one.
pub(super) fn refuse(request: &Request, refusal: &Refusal) -> Answer {
    let is_at = |index: usize, name| request.segments.get(index).is_some_and(|segment| segment == name);
    let body = match refusal.status {
        StatusCode::BAD_REQUEST if is_at(1, "v2") => {
            json!({"errors": [{"reason": "invalid", "field": "", "message": refusal.message}]})
        }
        StatusCode::BAD_REQUEST if is_at(2, "merge_customers") => json!({"meta": {"error": refusal.message}}),
        StatusCode::BAD_REQUEST => json!({"meta": {"errors": [refusal.message]}}),
        _ => json!({"meta": {"error": refusal.message}}),
    };
    Answer::json(refusal.status, &body).because(&refusal.reason)
}
