//! What the sandbox says and takes about itself, on any of its addresses, for tests in other languages.

use super::answer::Answer;
use super::fault;
use super::request::Request;
use super::service::Service;
use http::{Method, StatusCode};
use serde_json::json;

/// The answer, if the request is one about the sandbox itself.
pub(super) fn answer(service: &Service, request: &Request) -> Option<Answer> {
    let [first, name] = request.segments.as_slice() else { return None };
    if first != "_sandbox" {
        return None;
    }
    Some(match (&request.method, name.as_str()) {
        (&Method::GET, "received") => Answer::json(StatusCode::OK, &service.record.to_json()),
        (&Method::GET, "addresses") => Answer::new(StatusCode::OK, service.addresses_now().to_string()),
        (&Method::POST, "faults") => add_faults(service, request),
        (&Method::DELETE, "faults") => {
            service.script.clear();
            Answer::json(StatusCode::OK, &json!({}))
        }
        _ => return None,
    })
}

fn add_faults(service: &Service, request: &Request) -> Answer {
    match fault::read(&request.raw) {
        Ok(faults) => {
            faults.into_iter().for_each(|fault| service.script.add(fault));
            Answer::json(StatusCode::OK, &json!({}))
        }
        Err(error) => Answer::json(StatusCode::BAD_REQUEST, &json!({ "error": error })),
    }
}
