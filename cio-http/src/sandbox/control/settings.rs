//! Settings that change while the sandbox runs.

use crate::sandbox::answer::Answer;
use crate::sandbox::request::Request;
use crate::sandbox::service::Service;
use crate::sandbox::settings::RetryAfter;
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

/// The longest delay: clients give up long before.
const LONGEST: u64 = 600_000;

/// The settings in a request; those left out stay as they are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsJson {
    /// `off`, `missing`, `seconds` or `date`.
    rates: Option<String>,
    latency_ms: Option<u64>,
}

pub(super) fn set(service: &Service, request: &Request) -> Answer {
    match read(&request.raw) {
        Ok((rates, latency)) => {
            service.change(|settings| {
                settings.rates = rates.unwrap_or(settings.rates);
                settings.latency = latency.unwrap_or(settings.latency);
            });
            Answer::json(StatusCode::OK, &json!({}))
        }
        Err(error) => Answer::json(StatusCode::BAD_REQUEST, &json!({ "error": error })),
    }
}

type Read = (Option<Option<RetryAfter>>, Option<Duration>);

fn read(body: &[u8]) -> Result<Read, String> {
    let line: SettingsJson = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let rates = match line.rates.as_deref() {
        None => None,
        Some("off") => Some(None),
        Some("missing") => Some(Some(RetryAfter::Missing)),
        Some("seconds") => Some(Some(RetryAfter::Seconds)),
        Some("date") => Some(Some(RetryAfter::Date)),
        Some(_) => return Err("rates must be off, missing, seconds or date".to_owned()),
    };
    match line.latency_ms {
        Some(latency) if latency > LONGEST => Err(format!("latency_ms must be at most {LONGEST}")),
        latency => Ok((rates, latency.map(Duration::from_millis))),
    }
}
