//! The Track API.

mod change;
mod events;
mod limits;
mod people;
mod relationships;
mod reports;
#[cfg(test)]
mod tests;
mod v2;

pub(super) use change::Change;
pub use change::{Form, Metric};

use super::answer::{Answer, Refusal};
use super::auth::Signing;
use super::request::Request;
use super::route::{Context, Route, Surface};
use crate::surface::Host;
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::json;

pub(super) const SURFACE: Surface = Surface { name: "Track API", routes: ROUTES, refuse };

const ROUTES: &[Route] = &[
    Route {
        template: "GET /api/v1/accounts/region",
        signing: Signing::TrackOfAnyRegion,
        answer: account_region,
    },
    signed("PUT /api/v1/customers/{identifier}", people::identify),
    signed("DELETE /api/v1/customers/{identifier}", people::delete),
    signed("PUT /api/v1/customers/{identifier}/devices", people::add_device),
    signed("DELETE /api/v1/customers/{identifier}/devices/{device_id}", people::delete_device),
    signed("POST /api/v1/customers/{identifier}/suppress", people::suppress),
    signed("POST /api/v1/customers/{identifier}/unsuppress", people::unsuppress),
    signed("POST /api/v1/customers/{identifier}/events", events::event),
    signed("POST /api/v1/events", events::anonymous_event),
    signed("POST /api/v1/merge_customers", people::merge),
    signed("POST /api/v1/segments/{segment_id}/add_customers", people::add_to_segment),
    signed("POST /api/v1/segments/{segment_id}/remove_customers", people::remove_from_segment),
    signed("POST /api/v1/forms/{form_id}/submit", reports::submit_form),
    public("POST /api/v1/metrics", reports::metric),
    public("POST /api/v1/push/events", reports::push_metric),
    // As Customer.io's Ruby client has it.
    public("POST /push/events", reports::push_metric),
    public("POST /unsubscribe/{delivery_id}", reports::unsubscribe),
    signed("POST /api/v2/entity", v2::entity),
    signed("POST /api/v2/batch", v2::batch),
];

type Respond = fn(&Context<'_>) -> Result<Answer, Refusal>;

const fn signed(template: &'static str, answer: Respond) -> Route {
    Route { template, signing: Signing::Track, answer }
}

const fn public(template: &'static str, answer: Respond) -> Route {
    Route { template, signing: Signing::Nobody, answer }
}

/// Answers the way to the other region, without a body.
///
/// That the service redirects is official, the status is the one that Customer.io's Node client is tested with.
pub(super) fn redirect(request: &Request, root: &str) -> Answer {
    Answer::new(StatusCode::MOVED_PERMANENTLY, "").located(root, request)
}

/// A 400 lists its messages, except that of a merge; everything else has one.
fn refuse(request: &Request, refusal: &Refusal) -> Answer {
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

/// What every accepted request gets: these headers and three bytes, as recorded from the service in 2026-05.
fn accepted() -> Answer {
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

/// `url` is the sandbox's own root: nothing that follows it should leave this machine.
fn account_region(context: &Context<'_>) -> Result<Answer, Refusal> {
    let account = context.account;
    Ok(Answer::json(
        StatusCode::OK,
        &json!({
            "url": context.addresses.root(Host::Track, account.region),
            "region": account.region.as_str(),
            "environment_id": account.environment_id,
        }),
    ))
}
