//! A request as the record keeps it: once, in its shortest form.

use super::answer::Answer;
use super::fault::Fault;
use super::received::Received;
use super::request::{Request, segments_of_path};
use super::workspace_key::WorkspaceKey;
use crate::surface::host::Host;
use bytes::Bytes;
use cio_config::{Region, Role};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use std::time::SystemTime;

/// Bytes of an answer that are kept, for the page.
const LONGEST_ANSWER: usize = 2000;

/// Names of people that are kept with a request: a batch may be about many.
const MOST_PEOPLE: usize = 100;

/// One request, and how it was answered.
#[derive(Debug)]
pub(super) struct RecordedRequest {
    pub(super) number: u64,
    pub(super) at: SystemTime,
    pub(super) host: Host,
    pub(super) region: Region,
    pub(super) place: Option<WorkspaceKey>,
    pub(super) method: Method,
    pub(super) path: Box<str>,
    pub(super) route: Option<&'static str>,
    pub(super) signed_by: Option<Role>,
    /// Lines of `name: value`. The buffers of the connection are not kept.
    headers: Box<[u8]>,
    pub(super) raw: Box<[u8]>,
    pub(super) status: StatusCode,
    pub(super) answer: Box<[u8]>,
    pub(super) reason: Option<Box<str>>,
    pub(super) fault: Option<Box<Fault>>,
    /// Whom it is about.
    pub(super) people: Box<[Box<str>]>,
}

/// Whose key it was.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signature {
    pub(super) place: Option<WorkspaceKey>,
    pub(super) role: Option<Role>,
}

impl RecordedRequest {
    pub(super) fn new(
        request: &Request,
        route: Option<&'static str>,
        signature: Signature,
        answer: &Answer,
        fault: Option<Fault>,
    ) -> Self {
        Self {
            number: 0,
            at: SystemTime::now(),
            host: request.host,
            region: request.region,
            place: signature.place,
            method: request.method.clone(),
            path: request.path.as_str().into(),
            route,
            signed_by: signature.role,
            headers: written(&request.headers),
            raw: request.raw.as_ref().into(),
            status: answer.status,
            answer: answer.body[..answer.body.len().min(LONGEST_ANSWER)].into(),
            reason: answer.reason.as_deref().map(Into::into),
            fault: fault.map(Box::new),
            people: Box::default(),
        }
    }

    pub(super) fn about(&mut self, mut people: Vec<Box<str>>) {
        people.sort_unstable();
        people.dedup();
        people.truncate(MOST_PEOPLE);
        self.people = people.into();
    }

    /// Bytes that were sent, and so are kept.
    pub(super) fn bytes(&self) -> usize {
        self.headers.len() + self.raw.len()
    }

    pub(super) fn headers(&self) -> HeaderMap {
        self.headers.split(|byte| *byte == b'\n').filter_map(read).collect()
    }

    /// As a test sees it.
    pub(super) fn received(&self) -> Received {
        let path = self.path.split('?').next().unwrap_or_default();
        Received {
            number: self.number,
            at: self.at,
            host: self.host,
            region: self.region,
            workspace: self.place.map(WorkspaceKey::id),
            method: self.method.clone(),
            path: self.path.to_string(),
            segments: segments_of_path(path),
            route: self.route,
            signed_by: self.signed_by,
            headers: self.headers(),
            body: serde_json::from_slice(&self.raw).ok(),
            raw: Bytes::copy_from_slice(&self.raw),
            status: self.status,
            reason: self.reason.as_deref().map(str::to_owned),
            fault: self.fault.as_deref().cloned(),
        }
    }
}

fn written(headers: &HeaderMap) -> Box<[u8]> {
    let mut lines = Vec::new();
    for (name, value) in headers.iter().filter(|(name, _)| *name != header::AUTHORIZATION) {
        lines.extend_from_slice(name.as_str().as_bytes());
        lines.push(b':');
        lines.extend_from_slice(value.as_bytes());
        lines.push(b'\n');
    }
    lines.into()
}

fn read(line: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = HeaderName::from_bytes(&line[..colon]).ok()?;
    Some((name, HeaderValue::from_bytes(&line[colon + 1..]).ok()?))
}
