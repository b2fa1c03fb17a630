//! One request as it arrived: raw, and decoded once.

use crate::sandbox::refusal::Refusal;
use crate::surface::host::Host;
use bytes::Bytes;
use cio_config::Region;
use http::{HeaderMap, Method, header};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// One request, and the listener that received it.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) host: Host,
    pub(super) region: Region,
    pub(super) method: Method,
    /// Path and query as received.
    pub(super) path: String,
    /// The path's segments, each percent-decoded once.
    pub(super) segments: Vec<String>,
    pub(super) headers: HeaderMap,
    /// The scheme and host before the path, as in a request to a proxy.
    pub(super) authority: Option<String>,
    pub(super) raw: Bytes,
    /// The body, if it is JSON.
    pub(super) body: Option<Value>,
}

impl Request {
    pub(super) fn read(host: Host, region: Region, request: http::Request<Bytes>) -> Self {
        let (parts, raw) = request.into_parts();
        Self {
            host,
            region,
            segments: segments_of_path(parts.uri.path()),
            path: parts.uri.path_and_query().map_or_else(String::new, ToString::to_string),
            method: parts.method,
            headers: parts.headers,
            body: serde_json::from_slice(&raw).ok(),
            authority: parts.uri.authority().map(|authority| authority.as_str().to_owned()),
            raw,
        }
    }

    /// A path segment that no client should send, if there is one.
    pub(super) fn path_fault(&self) -> Option<&'static str> {
        let has = |test: fn(&str) -> bool| self.segments.iter().any(|segment| test(segment));
        if has(str::is_empty) {
            Some("the path has an empty segment, where an identifier was probably empty")
        } else if has(|segment| matches!(segment, "." | "..")) {
            Some("the path has a segment `.` or `..`, which clients and proxies resolve into another path")
        } else {
            None
        }
    }

    /// A parameter after the path, percent-decoded once; a plus is a blank, as in forms.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.path.split_once('?')?;
        let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs.into_iter().find(|(found, _)| *found == name).map(|(_, value)| decode(&value.replace('+', " ")))
    }

    /// The body, which has to be a JSON object.
    pub(super) fn object(&self) -> Result<&Map<String, Value>, Refusal> {
        match &self.body {
            Some(Value::Object(object)) => Ok(object),
            Some(_) => Err(Refusal::bad_request("the body must be a JSON object")),
            None if self.raw.is_empty() => {
                Err(Refusal::bad_request("the body is empty, expected a JSON object"))
            }
            None if self.headers.contains_key(header::CONTENT_ENCODING) => {
                Err(Refusal::bad_request("the body is compressed, which the sandbox does not read"))
            }
            None => Err(Refusal::bad_request("the body is not JSON")),
        }
    }
}

pub(super) fn segments_of_path(path: &str) -> Vec<String> {
    path.strip_prefix('/').unwrap_or(path).split('/').map(decode).collect()
}

/// Percent-decodes once. An escape that is not valid stays as it is; bytes that are not UTF-8 become U+FFFD.
fn decode(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{decode, segments_of_path};

    #[test]
    fn each_segment_is_decoded_exactly_once() {
        assert_eq!(
            segments_of_path("/api/v1/customers/a%2Fb%40c%2520d"),
            ["api", "v1", "customers", "a/b@c%20d"]
        );
        assert_eq!(segments_of_path("/customers/42/"), ["customers", "42", ""]);
        assert_eq!(segments_of_path("/customers/%2E%2e"), ["customers", ".."]);
    }

    #[test]
    fn a_percent_sign_without_two_hex_digits_is_kept() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("%+1"), "%+1");
        assert_eq!(decode("a+b"), "a+b");
        assert_eq!(decode("%C3%A9"), "é");
    }
}
