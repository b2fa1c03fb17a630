//! An answer as a value: made by a surface, recorded, then written to the socket.

use super::request::Request;
use crate::sandbox::effect::Effect;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::Value;
use std::time::Duration;
use tokio::sync::watch;

/// Why the sandbox answered as it did, when the service would leave one guessing.
const REASON: HeaderName = HeaderName::from_static("x-sandbox-reason");

/// Letters of a reason in its header; the record has all of it.
const LONGEST_REASON: usize = 1000;

/// One answer, and the effects of the request.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// Why a request was refused or dropped; holds no part of a key.
    pub(super) reason: Option<String>,
    pub(super) effects: Vec<Effect>,
    /// How much of it is sent, and when.
    pub(super) end: End,
    pub(super) delay: Duration,
    /// Server-sent events after it, as long as the client listens.
    pub(super) changes: Option<watch::Receiver<u64>>,
}

/// How far an answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// All of it is sent.
    Whole,
    /// The connection is reset in the middle of the body.
    InTheBody,
    /// The connection is reset, and nothing of it is sent.
    BeforeIt,
    /// Nothing of it is sent, and the connection stays open.
    Never,
}

impl Answer {
    pub(super) fn new(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
            reason: None,
            effects: Vec::new(),
            end: End::Whole,
            delay: Duration::ZERO,
            changes: None,
        }
    }

    pub(super) fn json(status: StatusCode, body: &Value) -> Self {
        Self::json_text(status, body.to_string())
    }

    /// As [`json`](Self::json), of JSON that is already written.
    pub(super) fn json_text(status: StatusCode, body: String) -> Self {
        Self::new(status, body)
            .header(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"))
    }

    pub(super) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Adds where the same path is below another root.
    pub(super) fn located(self, root: &str, request: &Request) -> Self {
        match HeaderValue::from_str(&format!("{root}{}", request.path)) {
            Ok(location) => self.header(header::LOCATION, location),
            Err(_) => self,
        }
    }

    pub(super) fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    pub(super) fn with(mut self, effects: impl IntoIterator<Item = Effect>) -> Self {
        self.effects.extend(effects);
        self
    }

    /// The answer as HTTP, with its reason in a header.
    pub(super) fn into_response(self) -> http::Response<Bytes> {
        let mut response = http::Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        if let Some(reason) = self.reason {
            response.headers_mut().insert(REASON, in_a_header(&reason));
        }
        response
    }
}

/// A reason may quote the request, and clients read a header only as ASCII and up to some length.
fn in_a_header(reason: &str) -> HeaderValue {
    let printable = |letter: char| {
        let plain = matches!(letter, ' '..='~').then_some(letter);
        plain.into_iter().chain(letter.escape_default().filter(move |_| plain.is_none()))
    };
    let text: String = reason.chars().flat_map(printable).take(LONGEST_REASON).collect();
    HeaderValue::try_from(text).expect("every letter is printable ASCII")
}
