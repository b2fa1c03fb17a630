//! The feed of the page: the last requests, each with its verdict, and counts of everything else.

use super::fix::{RequestOutcome, fix};
use crate::sandbox::account::Accounts;
use crate::sandbox::addresses;
use crate::sandbox::answer::Answer;
use crate::sandbox::by_region::REGIONS;
use crate::sandbox::line::RecordedRequest;
use crate::sandbox::request::Request;
use crate::sandbox::service::Service;
use crate::sandbox::settings::RetryAfter;
use crate::sandbox::{objects, report, variables, views};
use crate::surface::host::Host;
use cio_config::{Region, Role};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

/// Requests in one answer: the page shows no more.
const MOST: usize = 500;

/// Bytes of a body in the list; the whole is asked for alone.
const LONGEST: usize = 4000;

/// The requests from `?after=N` on, the last of them if there are many.
pub(super) fn feed(service: &Service, request: &Request) -> Answer {
    let after = request.query("after").and_then(|after| after.parse::<u64>().ok()).unwrap_or(0);
    let accounts = service.accounts.get();
    let lines: Vec<Value> = service.record.lines(|lines| {
        let first = lines.front().map_or(0, |line| line.number);
        let known = usize::try_from(after.saturating_sub(first)).unwrap_or(usize::MAX);
        let skip = known.max(lines.len().saturating_sub(MOST));
        lines.iter().skip(skip).map(|line| request_json(line, &accounts, LONGEST)).collect()
    });
    let body = json!({"ever": service.record.ever(), "lines": lines});
    Answer::json(StatusCode::OK, &body)
}

/// One request with all of its body.
pub(super) fn whole(service: &Service, number: &str) -> Option<Answer> {
    let number: u64 = number.parse().ok()?;
    let accounts = service.accounts.get();
    let line = service.record.lines(|lines| {
        let line = lines.iter().find(|line| line.number == number)?;
        Some(request_json(line, &accounts, usize::MAX))
    })?;
    Some(Answer::json(StatusCode::OK, &line))
}

fn request_json(line: &RecordedRequest, accounts: &Accounts, longest: usize) -> Value {
    let verdict = RequestOutcome::of(line);
    let workspace = line.place.and_then(|place| accounts.at(place));
    let headers = line.headers();
    let pair =
        |(name, value): (&http::HeaderName, &HeaderValue)| json!([name.as_str(), text(value.as_bytes())]);
    json!({
        "number": line.number,
        "at": line.at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis() as u64,
        "region": line.region.as_str(),
        "workspace": workspace.map(|workspace| &workspace.name),
        "workspace_id": line.place.map(|place| place.workspace),
        "host": addresses::name(line.host),
        "method": line.method.as_str(),
        "path": line.path,
        "route": line.route,
        "signed_by": line.signed_by.map(Role::name),
        "headers": headers.iter().map(pair).collect::<Vec<_>>(),
        "body": text(&line.raw[..line.raw.len().min(longest)]),
        "bytes": line.raw.len(),
        "status": line.status.as_u16(),
        "answer": text(&line.answer),
        "verdict": verdict.word(),
        "reason": line.reason,
        "fix": fix(line, verdict),
        "people": line.people,
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Counts of everything, and the settings.
pub(super) fn summary(service: &Service) -> Value {
    let accounts = service.accounts.get();
    let record = &service.record;
    let settings = service.settings();
    let workspaces = REGIONS.map(|region| {
        let one =
            |it: &crate::sandbox::account::Workspace| json!({"name": it.name, "id": it.place.workspace});
        accounts.in_region(region).map(one).collect::<Vec<_>>()
    });
    let rates = match settings.rates {
        None => "off",
        Some(RetryAfter::Missing) => "missing",
        Some(RetryAfter::Seconds) => "seconds",
        Some(RetryAfter::Date) => "date",
    };
    json!({
        "ever": record.ever(),
        "kept": record.lines(std::collections::VecDeque::len),
        "people": record.with_people(|people_store| people_store.each().len()),
        "events": record.with_people(|people_store| people_store.stored_events().len()),
        "sent": record.view(|effects| views::count_sent(effects)),
        "objects": record.view(|effects| objects::objects(effects).len()),
        "faults": service.script.left().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "workspaces": {"us": workspaces[0], "eu": workspaces[1]},
        "rates": rates,
        "latency_ms": settings.latency.as_millis() as u64,
        "pace": pace(service),
    })
}

/// Requests to each API in the last second and in the last three.
fn pace(service: &Service) -> Value {
    let now = SystemTime::now();
    let since = |line: &RecordedRequest| now.duration_since(line.at).unwrap_or_default();
    let (second, three) = (Duration::from_secs(1), Duration::from_secs(3));
    service.record.lines(|lines| {
        let last: Vec<(Host, Duration)> =
            lines.iter().rev().map(|line| (line.host, since(line))).take_while(|it| it.1 < three).collect();
        let count = |host, within| last.iter().filter(|it| it.0 == host && it.1 < within).count();
        let each = addresses::HOSTS
            .map(|host| (addresses::name(host).to_owned(), json!([count(host, second), count(host, three)])));
        Value::Object(each.into_iter().collect())
    })
}

/// Server-sent events: one whenever something changed.
pub(super) fn changes(service: &Service) -> Answer {
    let answer = Answer::new(StatusCode::OK, "")
        .header(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Answer { changes: Some(service.record.changes()), ..answer }
}

/// Lines of `NAME=value`, of the account in `?region=`, the US without it.
pub(super) fn variables(service: &Service, request: &Request) -> Answer {
    let region = request.query("region").and_then(|region| region.parse().ok()).unwrap_or(Region::Us);
    let lines = variables::of_account(&service.accounts.get(), region);
    let lines: String = lines.into_iter().map(|(name, value)| format!("{name}={value}\n")).collect();
    Answer::new(StatusCode::OK, lines)
}

/// The webhook that would be posted about a message.
pub(super) fn webhook(service: &Service, delivery: &str, request: &Request) -> Option<Answer> {
    let sent = service.record.view(|effects| views::sent(effects));
    let sent = sent.into_iter().find(|sent| sent.delivery_id == delivery)?;
    let metric = request.query("metric").unwrap_or_else(|| "sent".to_owned());
    Some(Answer::json(StatusCode::OK, &report::body(&sent, &metric, sent.queued_at)))
}
