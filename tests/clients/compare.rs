//! Two requests as a sandbox recorded them, and where they differ.

use cio_http::sandbox::Received;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A request as the sandbox lists it.
#[derive(Deserialize)]
pub(crate) struct Record {
    host: String,
    method: String,
    path: String,
    segments: Vec<String>,
    signed_by: Option<String>,
    body: Option<Value>,
    status: u16,
}

impl From<&Received> for Record {
    fn from(received: &Received) -> Self {
        let host = match received.host {
            cio_http::Host::Track => "track",
            cio_http::Host::App => "app",
            cio_http::Host::Pipelines => "pipelines",
        };
        Self {
            host: host.to_owned(),
            method: received.method.to_string(),
            path: received.path.clone(),
            segments: received.segments.clone(),
            signed_by: received.signed_by.map(|role| role.name().to_owned()),
            body: received.body.clone(),
            status: received.status.as_u16(),
        }
    }
}

impl Record {
    /// The compared form of a request: path and query are decoded, and the query is sorted.
    fn compared(&self) -> Value {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        let pairs: serde_json::Map<String, Value> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), Value::from(decoded(value))))
            .collect();
        json!({
            "host": self.host,
            "method": self.method,
            "segments": self.segments,
            "query": pairs,
            "signed_by": self.signed_by,
            "body": self.body,
            "status": self.status,
        })
    }
}

/// `+` is a blank in a query, as some encode it.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap_or_default(), rest.next().unwrap_or_default()];
                let digits = std::str::from_utf8(&digits).unwrap_or_default();
                u8::from_str_radix(digits, 16).unwrap_or(b'?')
            }
            byte => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The places where two requests differ: `body.device.attributes`.
pub(crate) fn places(theirs: &Record, ours: &Record) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    walk(&theirs.compared(), &ours.compared(), "", &mut places);
    places
}

fn walk(theirs: &Value, ours: &Value, at: &str, places: &mut BTreeSet<String>) {
    let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            let names: BTreeSet<&String> = theirs.keys().chain(ours.keys()).collect();
            for name in names {
                match (theirs.get(name), ours.get(name)) {
                    (Some(theirs), Some(ours)) => walk(theirs, ours, &below(name), places),
                    _ => {
                        places.insert(below(name));
                    }
                }
            }
        }
        (Value::Array(theirs), Value::Array(ours)) if theirs.len() == ours.len() => {
            for (index, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
                walk(theirs, ours, &below(&index.to_string()), places);
            }
        }
        _ if theirs == ours => {}
        _ => {
            places.insert(at.to_owned());
        }
    }
}
