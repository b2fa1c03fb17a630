//! The Pipelines API.

use super::answer::{Answer, Refusal};
use super::auth::Signing;
use super::body;
use super::request::Request;
use super::route::{Context, Route, Surface};
use super::views::{Effect, Event};
use crate::Host;
use cio_config::Region;
use http::StatusCode;
use serde_json::{Map, Value, json};

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

type Object = Map<String, Value>;

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
    accepted().because(format!("dropped, and answered 200 for want of X-Strict-Mode: {}", refusal.reason))
}

fn accepted() -> Answer {
    Answer::json(StatusCode::OK, &json!({}))
}

fn single(kind: &str, context: &Context<'_>) -> Result<Answer, Refusal> {
    let effect = effect(kind, context.request.object()?, context.account.region)?;
    Ok(accepted().with(effect))
}

/// All or nothing: what the service does with the good items of a bad batch is not documented.
fn batch(context: &Context<'_>) -> Result<Answer, Refusal> {
    let items = context.request.object()?.get("batch").and_then(Value::as_array);
    let items = items.ok_or_else(|| Refusal::bad_request("batch must be an array"))?;
    let effects = items.iter().enumerate().map(|(index, item)| {
        let item = item.as_object().ok_or_else(|| Refusal::bad_request("it must be an object"));
        item.and_then(|item| effect(body::required_text(item, "type")?, item, context.account.region))
            .map_err(|refusal| Refusal::bad_request(format!("batch item {index}: {}", refusal.message)))
    });
    let effects: Vec<Option<Effect>> = effects.collect::<Result<_, _>>()?;
    Ok(accepted().with(effects.into_iter().flatten()))
}

/// What one call changes, if it has all that it needs.
fn effect(kind: &str, call: &Object, region: Region) -> Result<Option<Effect>, Refusal> {
    let id = |name| body::identifier(call, name);
    let need = |is_there: bool, what: &str| if is_there { Ok(()) } else { Err(Refusal::bad_request(what)) };
    let known = id("userId").is_some() || id("anonymousId").is_some();
    match kind {
        "identify" => identify(call, region),
        "track" => {
            body::required_text(call, "event")?;
            need(known || id("groupId").is_some(), "one of userId, anonymousId and groupId is required")?;
            happened("event", "event", call, region).map(Some)
        }
        "page" | "screen" => {
            need(known, "userId or anonymousId is required")?;
            happened(kind, "name", call, region).map(Some)
        }
        "group" => {
            need(id("groupId").is_some(), "groupId is required")?;
            need(known, "userId or anonymousId is required").map(|()| None)
        }
        "alias" => {
            need(id("previousId").is_some() && id("userId").is_some(), "previousId and userId are required")
                .map(|()| None)
        }
        _ => Err(Refusal::bad_request("type must be identify, track, page, screen, group or alias")),
    }
}

/// An address in the traits identifies too; with an `anonymousId` alone nobody is identified yet.
fn identify(call: &Object, region: Region) -> Result<Option<Effect>, Refusal> {
    let traits = body::object(call, "traits")?.cloned().unwrap_or_default();
    match body::identifier(call, "userId").or_else(|| body::identifier(&traits, "email")) {
        Some(id) => Ok(Some(Effect::Identified { region, id, attributes: traits, create: true })),
        None if body::identifier(call, "anonymousId").is_some() => Ok(None),
        None => Err(Refusal::bad_request("userId or anonymousId is required")),
    }
}

fn happened(kind: &str, name: &str, call: &Object, region: Region) -> Result<Effect, Refusal> {
    let person = body::identifier(call, "userId");
    let name = body::text(call, name)?.unwrap_or_default().to_owned();
    // This API has no route that deletes; an event of this name does it.
    if let ("User Deleted", Some(id)) = (name.as_str(), &person) {
        return Ok(Effect::Deleted { region, id: id.clone() });
    }
    Ok(Effect::Happened(Event {
        region,
        host: Host::Pipelines,
        kind: kind.to_owned(),
        name,
        person,
        anonymous_id: body::identifier(call, "anonymousId"),
        id: body::some_text(call, "messageId")?,
        timestamp: call.get("timestamp").cloned(),
        data: body::object(call, "properties")?.cloned().unwrap_or_default(),
    }))
}

#[cfg(test)]
mod tests {
    use crate::Host::Pipelines;
    use crate::sandbox::testing::{basic, json, reason, service};
    use cio_config::Region::{Eu, Us};
    use serde_json::json;

    const STRICT: &str = "\nx-strict-mode: 1";

    #[test]
    fn a_batch_does_what_its_items_would() {
        let service = service();
        let body = json!({"batch": [
            {"type": "identify", "userId": "42", "traits": {"plan": "pro"}},
            {"type": "track", "userId": "42", "event": "bought", "messageId": "m1"},
            {"type": "track", "userId": "42", "event": "bought", "messageId": "m1"},
            {"type": "page", "anonymousId": "a1", "name": "Home"},
            {"type": "group", "userId": "42", "groupId": "g"},
            {"type": "alias", "userId": "42", "previousId": "41"},
        ]});
        let response =
            service.ask(Pipelines, &format!("POST /v1/batch{STRICT}"), &service.pipelines(Us), body);
        assert_eq!((response.status().as_u16(), json(&response)), (200, json!({})));
        assert_eq!(service.people()[0].id, "42");
        let events = service.events();
        let names: Vec<_> = events.iter().map(|event| (event.kind.as_str(), event.name.as_str())).collect();
        assert_eq!(names, [("event", "bought"), ("page", "Home")]);
    }

    #[test]
    fn a_bad_call_is_refused_in_strict_mode_and_dropped_without() {
        let service = service();
        for (path, body) in [
            ("identify", json!({})),
            ("track", json!({"userId": "42"})),
            ("page", json!({"name": "Home"})),
            ("group", json!({"userId": "42"})),
            ("alias", json!({"userId": "42"})),
            ("batch", json!({"batch": [{"userId": "42", "event": "bought"}]})),
        ] {
            let key = service.pipelines(Us);
            let strict = service.ask(Pipelines, &format!("POST /v1/{path}{STRICT}"), &key, &body);
            assert_eq!(strict.status(), 400, "{path}");
            assert_eq!(json(&strict)["code"], "bad_request");
            let permissive = service.ask(Pipelines, &format!("POST /v1/{path}"), &key, &body);
            assert_eq!((permissive.status().as_u16(), json(&permissive)), (200, json!({})));
            assert!(reason(&permissive).starts_with("dropped, "), "{}", reason(&permissive));
        }
        assert!(service.people().is_empty() && service.events().is_empty());
    }

    #[test]
    fn a_wrong_key_is_told_only_in_strict_mode() {
        let service = service();
        let body = json!({"userId": "42"});
        let with_password = basic(service.keys(Us).cdp_api_key(), "x");
        for key in [service.track(Us), service.app(Us), service.pipelines(Eu), with_password, String::new()] {
            let strict = service.ask(Pipelines, &format!("POST /v1/identify{STRICT}"), &key, &body);
            assert_eq!(strict.status(), 401);
            let permissive = service.ask(Pipelines, "POST /v1/identify\nx-strict-mode: true", &key, &body);
            assert_eq!(permissive.status(), 200);
        }
        assert!(service.people().is_empty());
        let dropped = service.received().iter().all(|received| received.reason.is_some());
        assert!(dropped);
    }

    #[test]
    fn an_event_of_the_right_name_deletes() {
        let service = service();
        service.ask(Pipelines, "POST /v1/identify", &service.pipelines(Us), json!({"userId": "42"}));
        let deleted = json!({"userId": "42", "event": "User Deleted"});
        service.ask(Pipelines, "POST /v1/track", &service.pipelines(Us), deleted);
        assert!(service.people().is_empty());
    }
}
