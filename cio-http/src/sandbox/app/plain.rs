//! Answers that do not depend on earlier requests.

use crate::sandbox::answer::Answer;
use crate::sandbox::app::answers::{accepted, no_content};
use crate::sandbox::refusal::Refusal;
use crate::sandbox::route::Context;
use serde_json::{Value, json};

/// A list with nothing in it.
pub(super) fn nothing_in(member: &str) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({member: [], "next": "", "sandbox": "a field that no document names"})))
}

/// One thing, with the number from the path; as a string, since some IDs are strings.
pub(super) fn thing(context: &Context<'_>, member: &str) -> Result<Answer, Refusal> {
    let named = context.parameter();
    Ok(accepted(&json!({member: {
        "id": named,
        "name": "Sandbox",
        "created": crate::sandbox::app::answers::now(),
        "tags": null,
        "sandbox": "a field that no document names",
    }})))
}

/// An object that says nothing.
pub(super) fn ok() -> Result<Answer, Refusal> {
    Ok(accepted(&json!({})))
}

pub(super) fn gone() -> Result<Answer, Refusal> {
    Ok(no_content())
}

/// Something that is counted, in steps.
pub(super) fn metric(member: &str) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({member: {"series": {"sent": [0, 0], "opened": [0, 0], "clicked": null}}})))
}

pub(super) fn journey_metric() -> Result<Answer, Refusal> {
    Ok(accepted(&json!({"journey_metric": {"started": [0], "finished": [0], "converted": [0]}})))
}

/// The campaigns and newsletters that use a thing: none.
pub(super) fn used_by() -> Value {
    json!({"campaigns": [], "sent_newsletters": null, "draft_newsletters": []})
}

pub(super) fn usage() -> Result<Answer, Refusal> {
    Ok(accepted(&used_by()))
}

/// An object type is identified by a number, written as a string.
pub(super) fn object_types() -> Result<Answer, Refusal> {
    Ok(accepted(
        &json!({"types": [{"id": "1", "name": "Companies", "singular_name": "Company", "enabled": true}]}),
    ))
}

/// Addresses reserved for documentation (RFC 5737), so that none ends up in a firewall rule.
pub(super) fn ip_addresses(_: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({"ip_addresses": ["192.0.2.1", "192.0.2.2"]})))
}
