//! The control API, on any of the sandbox's addresses: for tests in other languages, and for its page.

mod feed;
mod fix;
mod guard;
pub(super) mod lists;
mod page;
mod settings;
#[cfg(test)]
mod tests;

use super::answer::Answer;
use super::people::PeopleStore;
use super::request::Request;
use super::service::Service;
use super::{fault, objects, views};
use crate::surface::host::Host;
use bytes::Bytes;
use cio_config::Region;
use http::{Method, StatusCode};
use serde_json::json;

/// Answers a request about the sandbox itself, and hands any other to the service.
pub(super) fn answer(service: &Service, host: Host, region: Region, request: http::Request<Bytes>) -> Answer {
    let request = Request::read(host, region, request);
    about_the_sandbox(service, &request).unwrap_or_else(|| service.answer(&request))
}

fn about_the_sandbox(service: &Service, request: &Request) -> Option<Answer> {
    if request.segments.first().is_none_or(|first| first != "_sandbox") {
        return None;
    }
    if let Some(refusal) = guard::refuse(request) {
        return Some(refusal);
    }
    let rest: Vec<&str> = request.segments[1..].iter().map(String::as_str).collect();
    Some(guard::hardened(answer_to(service, request, &rest)?))
}

fn answer_to(service: &Service, request: &Request, rest: &[&str]) -> Option<Answer> {
    let ok = |value| Answer::json(StatusCode::OK, &value);
    let list = &service.record;
    Some(match (&request.method, rest) {
        (&Method::GET, ["" | "page.css" | "page.js" | "view.js" | "more.js"]) => page::file(rest[0]),
        (&Method::GET, ["health"]) => ok(json!({"is": "well"})),
        (&Method::GET, ["received"]) => {
            list.lines(|lines| lists::list(request, lines.iter(), |line| line.received().to_json()))
        }
        (&Method::GET, ["received", number]) => feed::whole(service, number)?,
        (&Method::DELETE, ["received"]) => {
            list.clear();
            ok(json!({}))
        }
        (&Method::GET, ["people"]) => {
            list.with_people(|people_store| lists::list(request, people_store.each(), lists::person))
        }
        (&Method::GET, ["events"]) => list.with_people(|people_store| {
            lists::list(request, people_store.stored_events().iter(), |event| lists::event(&event.event()))
        }),
        (&Method::GET, ["sent"]) => {
            let sent = list.view(|effects| views::sent(effects));
            lists::list(request, sent.iter(), lists::sent)
        }
        (&Method::GET, ["sent", delivery, "webhook"]) => feed::webhook(service, delivery, request)?,
        (&Method::GET, ["sent", delivery, "body"]) => page::email(service, delivery)?,
        (&Method::GET, ["suppressed"]) => {
            let suppressed = list.with_people(PeopleStore::suppressed);
            lists::list(request, suppressed.iter(), lists::suppressed)
        }
        (&Method::GET, ["objects"]) => {
            let objects = list.view(|effects| objects::objects(effects));
            lists::list(request, objects.iter(), lists::object)
        }
        (&Method::GET, ["forms"]) => {
            let forms = list.view(|effects| views::forms(effects));
            lists::list(request, forms.iter(), lists::form)
        }
        (&Method::GET, ["metrics"]) => {
            let metrics = list.view(|effects| views::metrics(effects));
            lists::list(request, metrics.iter(), lists::metric)
        }
        (&Method::GET, ["addresses"]) => Answer::new(StatusCode::OK, service.addresses_now().to_string()),
        (&Method::GET, ["env"]) => feed::variables(service, request),
        (&Method::GET, ["feed"]) => feed::feed(service, request),
        (&Method::GET, ["summary"]) => ok(feed::summary(service)),
        (&Method::GET, ["changes"]) => feed::changes(service),
        (&Method::POST, ["settings"]) => settings::set(service, request),
        (&Method::POST, ["faults"]) => add_faults(service, request),
        (&Method::DELETE, ["faults"]) => {
            service.script.clear();
            ok(json!({}))
        }
        _ => return None,
    })
}

fn add_faults(service: &Service, request: &Request) -> Answer {
    let added = fault::read(&request.raw).and_then(|faults| service.script.add_all(faults));
    match added {
        Ok(()) => Answer::json(StatusCode::OK, &json!({})),
        Err(error) => Answer::json(StatusCode::BAD_REQUEST, &json!({ "error": error })),
    }
}
