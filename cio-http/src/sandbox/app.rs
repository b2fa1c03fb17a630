//! The App API.

mod activities;
mod broadcasts;
mod filter;
mod kept;
mod messages;
mod objects;
mod paging;
mod people;
mod plain;
mod routes;
mod sends;

use super::answer::{Answer, Refusal};
use super::request::Request;
use super::route::Surface;
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use std::time::SystemTime;

pub(super) const SURFACE: Surface = Surface { name: "App API", routes: routes::ROUTES, refuse };

/// Sends word their refusals in one way, all other routes in another.
fn refuse(request: &Request, refusal: &Refusal) -> Answer {
    let is_send = request.segments.get(1).is_some_and(|segment| segment == "send");
    let body = if is_send {
        json!({"meta": {"error": refusal.message}})
    } else if refusal.status == StatusCode::UNPROCESSABLE_ENTITY {
        json!({"errors": [{
            "detail": refusal.message,
            "source": {"pointer": broadcasts::pointer(&refusal.message)},
            "status": refusal.status.as_str(),
        }]})
    } else {
        json!({"errors": [{"detail": refusal.message, "status": refusal.status.as_str()}]})
    };
    quiet(Answer::json(refusal.status, &body)).because(&refusal.reason)
}

/// Answers the way to the other region as it was worded in 2023, below the sandbox's own root.
pub(super) fn redirect(request: &Request, root: &str) -> Answer {
    let body = json!({"errors": [{"detail": "wrong datacenter", "status": "301"}]});
    quiet(Answer::json(StatusCode::MOVED_PERMANENTLY, &body)).located(root, request)
}

fn accepted(body: &Value) -> Answer {
    quiet(Answer::json(StatusCode::OK, body))
}

fn no_content() -> Answer {
    quiet(Answer::new(StatusCode::NO_CONTENT, ""))
}

fn not_found(what: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "not found", format!("nobody made this {what} in this sandbox"))
}

/// No cache keeps what this API says.
fn quiet(answer: Answer) -> Answer {
    answer
        .header(header::CACHE_CONTROL, HeaderValue::from_static("must-revalidate,no-cache,no-store"))
        .header(header::PRAGMA, HeaderValue::from_static("no-cache"))
        .header(header::EXPIRES, HeaderValue::from_static("0"))
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod reads;
#[cfg(test)]
mod tests;
