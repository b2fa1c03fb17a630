//! The App API.

use super::answer::{Answer, Refusal};
use super::auth::Signing;
use super::body;
use super::credentials::random;
use super::request::Request;
use super::route::{Context, Route, Surface};
use super::views::{Effect, Email};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};
use std::time::SystemTime;

pub(super) const SURFACE: Surface = Surface { name: "App API", routes: ROUTES, refuse };

const ROUTES: &[Route] = &[
    Route { template: "POST /v1/send/email", signing: Signing::App, answer: send_email },
    Route { template: "GET /v1/workspaces", signing: Signing::App, answer: workspaces },
    Route { template: "GET /v1/info/ip_addresses", signing: Signing::Nobody, answer: ip_addresses },
];

/// To, carbon copies and blind ones together.
const RECIPIENTS: usize = 15;

/// Sends word their refusals in one way, all other routes in another.
fn refuse(request: &Request, refusal: &Refusal) -> Answer {
    let is_send = request.segments.get(1).is_some_and(|segment| segment == "send");
    let body = if is_send {
        json!({"meta": {"error": refusal.message}})
    } else {
        json!({"errors": [{"detail": refusal.message, "status": refusal.status.as_str()}]})
    };
    quiet(Answer::json(refusal.status, &body)).because(&refusal.reason)
}

fn accepted(body: &Value) -> Answer {
    quiet(Answer::json(StatusCode::OK, body))
}

/// No cache keeps what this API says.
fn quiet(answer: Answer) -> Answer {
    answer
        .header(header::CACHE_CONTROL, HeaderValue::from_static("must-revalidate,no-cache,no-store"))
        .header(header::PRAGMA, HeaderValue::from_static("no-cache"))
        .header(header::EXPIRES, HeaderValue::from_static("0"))
}

fn send_email(context: &Context<'_>) -> Result<Answer, Refusal> {
    let request = context.request.object()?;
    let to = required(request, "to")?;
    let identifiers = identifiers(request)?;
    if body::identifier(request, "transactional_message_id").is_none() {
        for name in ["body", "subject", "from"] {
            required(request, name)?;
        }
    }
    if recipients(request)? > RECIPIENTS {
        return Err(Refusal::bad_request(format!("more than {RECIPIENTS} recipients in to, cc and bcc")));
    }
    let delivery_id = format!("{:016x}{:016x}", random(), random());
    let answer = accepted(&json!({"delivery_id": delivery_id, "queued_at": now()}));
    Ok(answer.with([Effect::Queued(Email {
        region: context.account.region,
        delivery_id,
        to: to.to_owned(),
        identifiers: identifiers.clone(),
        request: request.clone(),
    })]))
}

/// In the words that Customer.io's own command line expects.
fn required<'a>(request: &'a Map<String, Value>, name: &str) -> Result<&'a str, Refusal> {
    body::text(request, name)?
        .filter(|text| !text.trim().is_empty())
        .ok_or_else(|| Refusal::bad_request(format!("Missing required field: \"{name}\"")))
}

/// Exactly one of the three ways to say who it is.
fn identifiers(request: &Map<String, Value>) -> Result<&Map<String, Value>, Refusal> {
    let identifiers = body::object(request, "identifiers")?
        .ok_or_else(|| Refusal::bad_request("Missing required field: \"identifiers\""))?;
    let known =
        ["id", "email", "cio_id"].into_iter().filter(|name| body::identifier(identifiers, name).is_some());
    if known.count() == 1 && identifiers.len() == 1 {
        Ok(identifiers)
    } else {
        Err(Refusal::bad_request("identifiers must hold exactly one of id, email and cio_id"))
    }
}

fn recipients(request: &Map<String, Value>) -> Result<usize, Refusal> {
    let count = |name| Ok(body::text(request, name)?.map_or(0, |list| list.split(',').count()));
    Ok(count("to")? + count("cc")? + count("bcc")?)
}

fn workspaces(context: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({"workspaces": [{
        "id": context.account.environment_id,
        "name": format!("Sandbox {}", context.account.region),
        "messages_sent": 0,
        "billable_messages_sent": 0,
        "people": 0,
        "object_types": 0,
        "objects": 0,
    }]})))
}

/// Addresses set aside for documentation (RFC 5737): nobody's firewall should learn them.
fn ip_addresses(_: &Context<'_>) -> Result<Answer, Refusal> {
    Ok(accepted(&json!({"ip_addresses": ["192.0.2.1", "192.0.2.2"]})))
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use crate::Host::App;
    use crate::sandbox::testing::{json, reason, service};
    use cio_config::Region::{Eu, Us};
    use serde_json::{Value, json};

    const SEND: &str = "POST /v1/send/email";

    fn email() -> Value {
        json!({"to": "ada@example.com", "identifiers": {"id": 42}, "transactional_message_id": 3})
    }

    fn without(name: &str) -> Value {
        let mut email = email();
        email.as_object_mut().unwrap().remove(name);
        email
    }

    fn with(name: &str, value: Value) -> Value {
        let mut email = email();
        email[name] = value;
        email
    }

    #[test]
    fn an_email_is_queued_under_the_id_that_is_answered() {
        let service = service();
        let response = service.ask(App, SEND, &service.app(Us), email());
        assert_eq!(response.status(), 200);
        assert!(json(&response)["queued_at"].is_u64());
        let [email] = &service.emails()[..] else { panic!("{:?}", service.emails()) };
        assert_eq!(json(&response)["delivery_id"], email.delivery_id.as_str());
        assert_eq!(email.to, "ada@example.com");
    }

    #[test]
    fn what_a_send_lacks_is_said_in_the_documented_body() {
        let service = service();
        let two = json!({"id": 1, "email": "ada@example.com"});
        let sixteen = ["a@example.com"; 14].join(",");
        let mut crowd = with("bcc", json!(sixteen));
        crowd["cc"] = json!("b@example.com");
        for (body, expected) in [
            (without("to"), "Missing required field: \"to\""),
            (without("identifiers"), "Missing required field: \"identifiers\""),
            (without("transactional_message_id"), "Missing required field: \"body\""),
            (with("identifiers", two), "identifiers must hold exactly one of id, email and cio_id"),
            (
                with("identifiers", json!({"phone": "1"})),
                "identifiers must hold exactly one of id, email and cio_id",
            ),
            (crowd, "more than 15 recipients in to, cc and bcc"),
        ] {
            let response = service.ask(App, SEND, &service.app(Us), body);
            assert_eq!(response.status(), 400);
            assert_eq!(json(&response), json!({"meta": {"error": expected}}));
        }
        assert!(service.emails().is_empty());
    }

    #[test]
    fn an_email_without_a_template_brings_its_own_text() {
        let service = service();
        let mut email = without("transactional_message_id");
        for name in ["body", "subject", "from"] {
            email[name] = json!("x");
        }
        assert_eq!(service.ask(App, SEND, &service.app(Us), email).status(), 200);
    }

    #[test]
    fn a_key_of_the_other_region_is_refused_not_redirected() {
        let service = service();
        let response = service.ask(App, "GET /v1/workspaces", &service.app(Eu), "");
        assert_eq!(response.status(), 401);
        assert_eq!(json(&response), json!({"errors": [{"detail": "Unauthorized request", "status": "401"}]}));
        assert_eq!(reason(&response), "the key is that of the eu account, and here is the us region");
    }

    #[test]
    fn the_ip_addresses_need_no_key() {
        let service = service();
        let response = service.ask(App, "GET /v1/info/ip_addresses", "", "");
        assert_eq!(response.status(), 200);
        assert!(json(&response)["ip_addresses"].is_array());
        assert_eq!(service.received()[0].signed_by, None);
    }
}
