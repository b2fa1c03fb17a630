//! The Track API.

pub(super) mod answers;
mod events;
mod limits;
mod people;
mod relationships;
mod reports;
#[cfg(test)]
mod tests;
mod v2;

use super::answer::Answer;
use super::auth::Signing;
use super::route::{Context, Route, Surface};
use crate::sandbox::refusal::Refusal;
use crate::sandbox::track::answers::refuse;
use crate::surface::host::Host;
use http::StatusCode;
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
    Route { template, signing: Signing::None, answer }
}

/// `url` is the sandbox's own root: nothing that follows it should leave this machine.
fn account_region(context: &Context<'_>) -> Result<Answer, Refusal> {
    let place = context.workspace.place;
    Ok(Answer::json(
        StatusCode::OK,
        &json!({
            "url": context.addresses.root(Host::Track, place.region),
            "region": place.region.as_str(),
            "environment_id": place.workspace,
        }),
    ))
}
