//! The Track API.

use super::answer::{Answer, Refusal};
use super::auth::Signing;
use super::body;
use super::request::Request;
use super::route::{Context, Route, Surface};
use super::service::other_region;
use super::views::{Effect, Event};
use crate::Host;
use cio_config::Region;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

pub(super) const SURFACE: Surface = Surface { name: "Track API", routes: ROUTES, refuse };

const ROUTES: &[Route] = &[
    Route {
        template: "GET /api/v1/accounts/region",
        signing: Signing::TrackOfAnyRegion,
        answer: account_region,
    },
    Route { template: "PUT /api/v1/customers/{identifier}", signing: Signing::Track, answer: identify },
    Route { template: "DELETE /api/v1/customers/{identifier}", signing: Signing::Track, answer: delete },
    Route { template: "POST /api/v1/customers/{identifier}/events", signing: Signing::Track, answer: event },
    Route { template: "POST /api/v1/events", signing: Signing::Track, answer: anonymous_event },
];

/// Answers the way to the other region, without a body.
///
/// That the service redirects is official, the status is the one that Customer.io's Node client is tested with.
pub(super) fn redirect(request: &Request, root: &str, region: Region) -> Answer {
    let answer = Answer::new(StatusCode::MOVED_PERMANENTLY, "").because(other_region(region, request.region));
    match HeaderValue::from_str(&format!("{root}{}", request.path)) {
        Ok(location) => answer.header(header::LOCATION, location),
        Err(_) => answer,
    }
}

/// A 400 lists its messages, everything else has one.
fn refuse(_: &Request, refusal: &Refusal) -> Answer {
    let body = match refusal.status {
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

fn identify(context: &Context<'_>) -> Result<Answer, Refusal> {
    let mut attributes = context.request.object()?.clone();
    let create = attributes.remove("_update") != Some(Value::Bool(true));
    let id = context.segment("{identifier}").to_owned();
    Ok(accepted().with([Effect::Identified { region: context.account.region, id, attributes, create }]))
}

fn delete(context: &Context<'_>) -> Result<Answer, Refusal> {
    let id = context.segment("{identifier}").to_owned();
    Ok(accepted().with([Effect::Deleted { region: context.account.region, id }]))
}

fn event(context: &Context<'_>) -> Result<Answer, Refusal> {
    let event = read_event(context)?;
    let person = Some(context.segment("{identifier}").to_owned());
    Ok(accepted().with([Effect::Happened(Event { person, ..event })]))
}

/// Without an `anonymous_id` this is an invitation, which needs to know whom.
fn anonymous_event(context: &Context<'_>) -> Result<Answer, Refusal> {
    let event = read_event(context)?;
    if event.anonymous_id.is_none() && !event.data.get("recipient").is_some_and(Value::is_string) {
        return Err(Refusal::bad_request("an event without anonymous_id needs data.recipient"));
    }
    Ok(accepted().with([Effect::Happened(event)]))
}

fn read_event(context: &Context<'_>) -> Result<Event, Refusal> {
    let body = context.request.object()?;
    let kind = body::text(body, "type")?.unwrap_or("event");
    if !matches!(kind, "event" | "page" | "screen") {
        return Err(Refusal::bad_request("type must be event, page or screen"));
    }
    Ok(Event {
        region: context.account.region,
        host: Host::Track,
        kind: kind.to_owned(),
        // The service trims names of events.
        name: body::required_text(body, "name")?.trim().to_owned(),
        person: None,
        anonymous_id: body::some_text(body, "anonymous_id")?,
        id: body::some_text(body, "id")?,
        timestamp: seconds(body)?,
        data: body::object(body, "data")?.cloned().unwrap_or_default(),
    })
}

fn seconds(body: &Map<String, Value>) -> Result<Option<Value>, Refusal> {
    match body.get("timestamp") {
        None | Some(Value::Null) => Ok(None),
        Some(seconds) if seconds.is_i64() || seconds.is_u64() => Ok(Some(seconds.clone())),
        Some(_) => Err(Refusal::bad_request("timestamp must be whole seconds since 1970")),
    }
}

#[cfg(test)]
mod tests {
    use crate::Host::Track;
    use crate::sandbox::testing::{json, reason, service};
    use cio_config::Region::{Eu, Us};
    use cio_config::Role;
    use serde_json::json;

    #[test]
    fn a_person_is_identified_updated_and_deleted() {
        let service = service();
        let key = service.track(Us);
        let response =
            service.ask(Track, "PUT /api/v1/customers/a%2Fb", &key, json!({"plan": "free", "n": 1}));
        assert_eq!((response.status().as_u16(), &response.body()[..]), (200, &b"{}\n"[..]));
        service.ask(Track, "PUT /api/v1/customers/a%2Fb", &key, json!({"plan": "pro"}));
        service.ask(Track, "PUT /api/v1/customers/nobody", &key, json!({"plan": "pro", "_update": true}));

        let [person] = &service.people()[..] else { panic!("{:?}", service.people()) };
        assert_eq!((person.region, person.id.as_str()), (Us, "a/b"));
        assert_eq!(json!(person.attributes), json!({"plan": "pro", "n": 1}));

        service.ask(Track, "DELETE /api/v1/customers/a%2Fb", &key, "");
        assert!(service.people().is_empty());
    }

    #[test]
    fn an_event_that_repeats_its_id_is_listed_once() {
        let service = service();
        let event = json!({"name": " bought ", "id": "01E4C4CT6YDC7Y5M7FE1GWWPQJ", "data": {"price": 3}});
        for _ in 0..2 {
            service.ask(Track, "POST /api/v1/customers/42/events", &service.track(Us), &event);
        }
        let [event] = &service.events()[..] else { panic!("{:?}", service.events()) };
        assert_eq!((event.name.as_str(), event.person.as_deref()), ("bought", Some("42")));
        assert_eq!(service.received().len(), 2);
    }

    #[test]
    fn what_an_event_lacks_is_said_in_the_documented_body() {
        let service = service();
        for (path, body, expected) in [
            ("customers/42/events", "{}", "name is required"),
            (
                "customers/42/events",
                r#"{"name":"x","timestamp":1.5}"#,
                "timestamp must be whole seconds since 1970",
            ),
            ("customers/42/events", r#"{"name":"x","data":[]}"#, "data must be an object"),
            ("customers/42/events", "name=x", "the body is not JSON"),
            ("customers/42/events", "[]", "the body must be a JSON object"),
            ("events", r#"{"name":"x"}"#, "an event without anonymous_id needs data.recipient"),
        ] {
            let response = service.ask(Track, &format!("POST /api/v1/{path}"), &service.track(Us), body);
            assert_eq!(response.status(), 400);
            assert_eq!(json(&response), json!({"meta": {"errors": [expected]}}));
            assert_eq!(reason(&response), expected);
        }
        assert!(service.events().is_empty());
    }

    #[test]
    fn an_anonymous_event_belongs_to_nobody_known() {
        let service = service();
        let body = json!({"name": "seen", "anonymous_id": "a1"});
        service.ask(Track, "POST /api/v1/events", &service.track(Us), body);
        assert_eq!(service.events()[0].anonymous_id.as_deref(), Some("a1"));
        assert_eq!(service.events()[0].person, None);
    }

    #[test]
    fn a_wrong_key_gets_the_documented_body_and_a_reason() {
        let service = service();
        let response = service.ask(Track, "PUT /api/v1/customers/42", &service.app(Us), "{}");
        assert_eq!(response.status(), 401);
        assert_eq!(json(&response), json!({"meta": {"error": "Unauthorized request"}}));
        assert!(reason(&response).starts_with("the Bearer token is the App API key of the us account; "));
        assert!(service.people().is_empty());
        assert_eq!(service.received()[0].signed_by, None);
    }

    #[test]
    fn a_pair_of_the_other_region_is_sent_there() {
        let service = service();
        let response = service.ask(Track, "PUT /api/v1/customers/a%2Fb?x=1", &service.track(Eu), "{}");
        assert_eq!(response.status(), 301);
        assert_eq!(response.headers()["location"], "http://127.0.0.1:4/api/v1/customers/a%2Fb?x=1");
        assert!(service.people().is_empty());
    }

    #[test]
    fn either_host_knows_the_region_of_either_pair() {
        let service = service();
        for (region, name) in [(Us, "us"), (Eu, "eu")] {
            let response = service.ask(Track, "GET /api/v1/accounts/region", &service.track(region), "");
            assert_eq!(json(&response)["region"], name);
            assert!(json(&response)["environment_id"].is_u64());
        }
        assert_eq!(service.received()[1].signed_by, Some(Role::TrackApiKey));
    }
}
