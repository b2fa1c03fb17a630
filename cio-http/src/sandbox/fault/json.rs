//! Faults as JSON, for tests in other languages.

use super::symptom::{Symptom, Wait, final_status};
use super::{Fault, FaultEffect};
use crate::sandbox::{addresses, credentials};
use crate::surface::host::Host;
use cio_config::Region;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// One fault: exactly one of the first five, and which requests it strikes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultJson {
    before: Option<Value>,
    after: Option<Value>,
    late_ms: Option<u64>,
    revoke: Option<String>,
    rotate: Option<String>,
    host: Option<String>,
    region: Option<String>,
    route: Option<String>,
    #[serde(default)]
    skip: u32,
    times: Option<u32>,
    #[serde(default)]
    always: bool,
}

/// A symptom that needs more than its name: a status, or a page with one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SymptomJson {
    status: Option<u16>,
    html: Option<u16>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
    retry_after: Option<u64>,
    retry_after_date: Option<u64>,
}

/// Reads one fault or a list of them: all, or none and why.
pub(in crate::sandbox) fn read(body: &[u8]) -> Result<Vec<Fault>, String> {
    let lines = match serde_json::from_slice(body).map_err(|error| error.to_string())? {
        Value::Array(lines) => lines,
        line => vec![line],
    };
    let fault = |line: Value| {
        let source = Some(Arc::new(line.clone()));
        Ok(Fault { source, ..from_json::<FaultJson>(line)?.fault()? })
    };
    lines.into_iter().map(fault).collect()
}

fn from_json<T: for<'a> Deserialize<'a>>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

impl FaultJson {
    fn fault(self) -> Result<Fault, String> {
        let host = self.host.map(|name| host(&name)).transpose()?;
        let region = self.region.map(|name| region(&name)).transpose()?;
        let route = self.route.map(route).transpose()?;
        let left = match (self.times, self.always) {
            (Some(_), true) => return Err("a fault has either times or always".to_owned()),
            (None, true) => None,
            (times, false) => Some(times.unwrap_or(1)),
        };
        let what = match (self.before, self.after, self.late_ms, self.revoke, self.rotate) {
            (Some(seen), None, None, None, None) => FaultEffect::Before(symptom(seen)?),
            (None, Some(seen), None, None, None) => FaultEffect::After(symptom(seen)?),
            (None, None, Some(delay), None, None) => FaultEffect::Late(Duration::from_millis(delay)),
            (None, None, None, Some(key), None) => FaultEffect::Revoke(credentials::role_named(&key)?),
            (None, None, None, None, Some(key)) => FaultEffect::Rotate(credentials::role_named(&key)?),
            _ => return Err("expected exactly one of before, after, late_ms, revoke and rotate".to_owned()),
        };
        Ok(Fault { host, region, route, left, skip: self.skip, ..Fault::new(what) })
    }
}

fn symptom(seen: Value) -> Result<Symptom, String> {
    if let Value::String(name) = &seen {
        return match name.as_str() {
            "empty" => Ok(Symptom::empty()),
            "truncated" => Ok(Symptom::truncated()),
            "cut_off" => Ok(Symptom::cut_off()),
            "reset" => Ok(Symptom::reset()),
            "silence" => Ok(Symptom::silence()),
            _ => Err("a symptom must be empty, truncated, cut_off, reset, silence, or an object".to_owned()),
        };
    }
    let seen: SymptomJson = from_json(seen)?;
    let status = |status| final_status(status).ok_or("a status must be a number from 200 to 599");
    let wait = match (seen.retry_after, seen.retry_after_date) {
        (Some(_), Some(_)) => return Err("a status has either retry_after or retry_after_date".to_owned()),
        (Some(seconds), None) => Some(Wait::Seconds(Duration::from_secs(seconds))),
        (None, date) => date.map(|seconds| Wait::Date(Duration::from_secs(seconds))),
    };
    match (seen.status, seen.html) {
        (Some(given), None) => {
            Ok(Symptom::of_status(status(given)?, headers(&seen.headers)?, seen.body, wait))
        }
        (None, Some(given)) if wait.is_none() && seen.headers.is_empty() && seen.body.is_empty() => {
            Ok(Symptom::of_page(status(given)?))
        }
        (None, Some(_)) => Err("a page of HTML has a status and nothing else".to_owned()),
        _ => Err("a symptom has either status or html".to_owned()),
    }
}

fn headers(pairs: &BTreeMap<String, String>) -> Result<HeaderMap, String> {
    let header = |(name, value): (&String, &String)| {
        Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
    };
    pairs
        .iter()
        .map(header)
        .collect::<Option<_>>()
        .ok_or("headers must be names with one line of text each".into())
}

fn host(name: &str) -> Result<Host, String> {
    addresses::HOSTS
        .into_iter()
        .find(|host| addresses::name(*host) == name)
        .ok_or("a host must be track, app or pipelines".into())
}

fn region(name: &str) -> Result<Region, String> {
    name.parse().map_err(|_| "a region must be us or eu".into())
}

fn route(template: String) -> Result<Cow<'static, str>, String> {
    if template.split_once(" /").is_none_or(|(method, _)| method.is_empty()) {
        return Err("a route must be a method and a path, as in `PUT /api/v1/customers/{identifier}`".into());
    }
    Ok(Cow::Owned(template))
}
