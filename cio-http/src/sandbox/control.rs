//! What the sandbox says and takes about itself, on any of its addresses, for tests in other languages.

use super::answer::Answer;
use super::objects::Object;
use super::people::Everybody;
use super::request::Request;
use super::service::Service;
use super::{addresses, fault, objects, views};
use crate::sandbox::effect::change::{Form, Metric};
use crate::sandbox::effect::{Event, Sent};
use crate::sandbox::people::{Person, Suppressed};
use crate::surface::host::Host;
use bytes::Bytes;
use cio_config::Region;
use http::{Method, StatusCode};
use serde_json::{Value, json};

/// Answers a request about the sandbox itself, and hands any other to the service.
pub(super) fn answer(service: &Service, host: Host, region: Region, request: http::Request<Bytes>) -> Answer {
    let request = Request::read(host, region, request);
    about_the_sandbox(service, &request).unwrap_or_else(|| service.answer(request))
}

fn about_the_sandbox(service: &Service, request: &Request) -> Option<Answer> {
    let [first, name] = request.segments.as_slice() else { return None };
    if first != "_sandbox" {
        return None;
    }
    Some(match (&request.method, name.as_str()) {
        (&Method::GET, "received") => Answer::json(StatusCode::OK, &service.record.to_json()),
        (&Method::GET, "people") => list(&service.record.everybody(Everybody::people), person),
        (&Method::GET, "events") => list(&service.record.everybody(Everybody::events), event),
        (&Method::GET, "sent") => list(&service.record.view(|effects| views::sent(effects)), sent),
        (&Method::GET, "suppressed") => list(&service.record.everybody(Everybody::suppressed), suppressed),
        (&Method::GET, "objects") => list(&service.record.view(|effects| objects::objects(effects)), object),
        (&Method::GET, "forms") => list(&service.record.view(|effects| views::forms(effects)), form),
        (&Method::GET, "metrics") => list(&service.record.view(|effects| views::metrics(effects)), metric),
        (&Method::GET, "addresses") => Answer::new(StatusCode::OK, service.addresses_now().to_string()),
        (&Method::POST, "faults") => add_faults(service, request),
        (&Method::DELETE, "faults") => {
            service.script.clear();
            Answer::json(StatusCode::OK, &json!({}))
        }
        _ => return None,
    })
}

fn list<T>(things: &[T], show: fn(&T) -> Value) -> Answer {
    Answer::json(StatusCode::OK, &things.iter().map(show).collect())
}

fn person(person: &Person) -> Value {
    json!({
        "region": person.region.as_str(),
        "id": person.id,
        "cio_id": person.cio_id,
        "attributes": person.attributes,
        "devices": person.devices,
        "segments": person.segments,
    })
}

fn event(event: &Event) -> Value {
    json!({
        "region": event.region.as_str(),
        "host": addresses::name(event.host),
        "kind": event.kind,
        "name": event.name,
        "person": event.person,
        "anonymous_id": event.anonymous_id,
        "id": event.id,
        "timestamp": event.timestamp,
        "data": event.data,
    })
}

fn sent(sent: &Sent) -> Value {
    json!({
        "region": sent.region.as_str(),
        "kind": sent.kind,
        "delivery_id": sent.delivery_id,
        "queued_at": sent.queued_at,
        "to": sent.to,
        "identifiers": sent.identifiers,
        "request": sent.request,
    })
}

fn suppressed(suppressed: &Suppressed) -> Value {
    json!({"region": suppressed.region.as_str(), "id": suppressed.id})
}

fn object(object: &Object) -> Value {
    json!({
        "region": object.region.as_str(),
        "id": object.id,
        "cio_object_id": object.cio_object_id,
        "attributes": object.attributes,
        "people": object.people,
    })
}

fn form(form: &Form) -> Value {
    json!({
        "region": form.region.as_str(),
        "form_id": form.form_id,
        "person": form.person,
        "data": form.data,
    })
}

fn metric(metric: &Metric) -> Value {
    json!({
        "region": metric.region.as_str(),
        "delivery_id": metric.delivery_id,
        "metric": metric.metric,
        "request": metric.request,
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

#[cfg(test)]
mod tests {
    use crate::sandbox::testing::{json, service};
    use crate::surface::host::Host::{App, Pipelines, Track};
    use cio_config::Region::Us;
    use serde_json::json;

    #[test]
    fn what_the_requests_amount_to_is_listed_for_other_languages() {
        let service = service();
        let (track, app) = (service.track(Us), service.app(Us));
        service.ask(Track, "PUT /api/v1/customers/42", &track, json!({"plan": "pro"}));
        let event = json!({"name": "bought", "id": "01E4C4CT6YDC7Y5M7FE1GWWPQJ"});
        for _ in 0..2 {
            service.ask(Track, "POST /api/v1/customers/42/events", &track, &event);
        }
        let email = json!({"to": "a@b.c", "transactional_message_id": 3, "identifiers": {"id": "42"}});
        service.ask(App, "POST /v1/send/email", &app, &email);

        let list = |name: &str| json(&service.ask(Pipelines, &format!("GET /_sandbox/{name}"), "", ""));
        let mut person =
            json!({"region": "us", "id": "42", "cio_id": "a3000001", "attributes": {"plan": "pro"}});
        (person["devices"], person["segments"]) = (json!({}), json!([]));
        assert_eq!(list("people"), json!([person]));
        let events = list("events");
        assert_eq!((events.as_array().unwrap().len(), &events[0]["id"]), (1, &event["id"]));
        assert_eq!((&events[0]["host"], &events[0]["person"]), (&json!("track"), &json!("42")));
        let sent = list("sent");
        assert_eq!((&sent[0]["kind"], &sent[0]["request"]), (&json!("email"), &email));
        assert!(sent[0]["queued_at"].is_u64());
        assert_eq!(list("received").as_array().unwrap().len(), 4, "none of these is a request");
    }

    #[test]
    fn all_that_is_kept_is_listed_for_other_languages() {
        let service = service();
        let ask = |call: &str, body: serde_json::Value| service.ask(Track, call, &service.track(Us), body);
        ask("POST /api/v1/customers/43/suppress", json!({}));
        ask("POST /api/v1/forms/news/submit", json!({"data": {"id": "42"}}));
        ask("POST /api/v1/metrics", json!({"delivery_id": "d", "metric": "opened"}));
        let identifiers = json!({"object_type_id": "1", "object_id": "acme"});
        let object = json!({"type": "object", "action": "identify", "identifiers": identifiers});
        ask("POST /api/v2/entity", object);

        let list = |name: &str| json(&service.ask(App, &format!("GET /_sandbox/{name}"), "", ""));
        assert_eq!(list("suppressed"), json!([{"region": "us", "id": "43"}]));
        let form = json!({"region": "us", "form_id": "news", "person": "42", "data": {"id": "42"}});
        assert_eq!(list("forms"), json!([form]));
        let request = json!({"delivery_id": "d", "metric": "opened"});
        let metric = json!({"region": "us", "delivery_id": "d", "metric": "opened", "request": request});
        assert_eq!(list("metrics"), json!([metric]));
        let (id, cio_object_id) = ("1/acme", "ob000001");
        let object =
            json!({"region": "us", "id": id, "cio_object_id": cio_object_id, "attributes": {}, "people": {}});
        assert_eq!(list("objects"), json!([object]));
    }

    #[test]
    fn there_is_nothing_else_about_the_sandbox() {
        let service = service();
        for call in
            ["POST /_sandbox/received", "GET /_sandbox/faults", "GET /_sandbox", "GET /_sandbox/people/42"]
        {
            assert_eq!(service.ask(App, call, "", "").status(), 404, "{call}");
        }
    }
}
