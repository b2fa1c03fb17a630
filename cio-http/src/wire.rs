//! Helpers for writing a request and reading an answer, which your own operations may use too.

mod finite;
mod first_fault;
mod id_type;
mod identifier;
mod input;
mod object;
mod objects_only;
mod path;
mod unique_id;
mod unix_time;
mod writer;

pub(crate) use finite::{write as write_json, write_object};
pub(crate) use first_fault::FirstFault;
pub use id_type::IdType;
pub use identifier::Identifier;
pub use input::InvalidInput;
pub(crate) use input::{at_most, not_blank, numbered, one_line};
pub(crate) use object::{Limits, Object};
pub(crate) use objects_only::{InObject, ObjectsOnly};
pub use path::Path;
pub(crate) use path::is_plain;
pub(crate) use unique_id::UniqueId;
pub use unix_time::UnixTime;
pub(crate) use writer::{Writer, list};

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header::CONTENT_TYPE};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::collections::HashMap;

/// A `GET` of `path`.
///
/// # Errors
/// [`InvalidInput`] if the path is too long for a request, or holds what none can carry.
pub fn get(path: &Path) -> Result<Request<Bytes>, InvalidInput> {
    request(Method::GET, path.clone(), Bytes::new())
}

/// A `DELETE` of `path`.
///
/// # Errors
/// [`InvalidInput`] if the path is too long for a request, or holds what none can carry.
pub fn delete(path: &Path) -> Result<Request<Bytes>, InvalidInput> {
    request(Method::DELETE, path.clone(), Bytes::new())
}

/// A `POST` of `body`, written as JSON once, straight into the request.
///
/// ```
/// use cio_http::wire::{self, Path};
///
/// let request = wire::post(&Path::new("/api/v1/events"), &serde_json::json!({ "name": "purchase" }))?;
/// assert_eq!(request.body(), r#"{"name":"purchase"}"#);
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
///
/// # Errors
/// [`InvalidInput`] if the body cannot be JSON: a NaN, an infinity, a map whose keys are not strings.
pub fn post<T: Serialize + ?Sized>(path: &Path, body: &T) -> Result<Request<Bytes>, InvalidInput> {
    request(Method::POST, path.clone(), finite::to_json("body", body)?.into())
}

/// A `PUT` of `body`, written as JSON once, straight into the request.
///
/// # Errors
/// As [`post`].
pub fn put<T: Serialize + ?Sized>(path: &Path, body: &T) -> Result<Request<Bytes>, InvalidInput> {
    request(Method::PUT, path.clone(), finite::to_json("body", body)?.into())
}

/// A body on its own, for an operation that is kept until it is sent.
pub(crate) fn to_body<T: Serialize + ?Sized>(body: &T) -> Result<Bytes, InvalidInput> {
    Ok(finite::to_json("body", body)?.into())
}

/// Every request says that it speaks JSON, also one without a body, as Customer.io's own clients do.
pub(crate) fn request(method: Method, path: Path, body: Bytes) -> Result<Request<Bytes>, InvalidInput> {
    let mut request = Request::new(body);
    *request.method_mut() = method;
    let len = path.as_str().len();
    *request.uri_mut() = Uri::from_maybe_shared(path.into_bytes()).map_err(|_| {
        let is_long = len >= usize::from(u16::MAX);
        let unsendable = "contains characters that no request can carry";
        let reason = if is_long { "is too long for a request" } else { unsendable };
        InvalidInput::new("path", reason)
    })?;
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(request)
}

/// A request whose body is one short object, written member by member.
pub(crate) fn object_request(
    method: Method,
    path: Path,
    members: impl FnOnce(&mut Writer<'_>) -> Result<(), InvalidInput>,
) -> Result<Request<Bytes>, InvalidInput> {
    request(method, path, Writer::body(128, members)?)
}

/// Why a good status came with an answer that cannot be used.
///
/// Says what was expected and where reading stopped, never the content.
///
/// ```
/// let response = http::Response::new(bytes::Bytes::from("<html>"));
/// let unreadable = cio_http::wire::json::<serde_json::Value>(&response).unwrap_err();
/// assert_eq!(unreadable.to_string(), "it is not JSON (line 1, column 1)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct UnreadableAnswer {
    reason: std::borrow::Cow<'static, str>,
}

impl UnreadableAnswer {
    /// `reason` completes the sentence "the answer cannot be read: ".
    #[must_use]
    pub fn new(reason: impl Into<std::borrow::Cow<'static, str>>) -> Self {
        Self { reason: reason.into() }
    }

    /// `serde_json`'s own words quote the value it stumbled over, so they are left out.
    fn from_json(error: &serde_json::Error) -> Self {
        let kind = match error.classify() {
            serde_json::error::Category::Eof => "it ends too early",
            serde_json::error::Category::Data => "it is JSON, but not as documented",
            _ => "it is not JSON",
        };
        Self::new(format!("{kind} (line {}, column {})", error.line(), error.column()))
    }
}

/// Reads a JSON answer; a struct is read from an object only, not from a list of its fields.
///
/// # Errors
/// [`UnreadableAnswer`] if it is not JSON, or other JSON than `T`.
pub fn json<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<T, UnreadableAnswer> {
    serde_json::from_slice::<InObject<T>>(response.body())
        .map(|read| read.0)
        .map_err(|error| UnreadableAnswer::from_json(&error))
}

/// Reads an answer that says nothing but its status: 204, no body, or a JSON object with any fields or none.
///
/// A 207 is none: it says that some of what was asked was not done.
///
/// # Errors
/// [`UnreadableAnswer`] for anything else, such as the page of a proxy.
pub fn empty(response: &Response<Bytes>) -> Result<(), UnreadableAnswer> {
    match (response.status(), response.body().trim_ascii()) {
        (StatusCode::MULTI_STATUS, _) => {
            Err(UnreadableAnswer::new("got 207 Multi-Status where a single result was expected"))
        }
        (StatusCode::NO_CONTENT, _) | (_, b"" | b"{}") => Ok(()),
        _ => json::<HashMap<String, IgnoredAny>>(response).map(drop),
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, empty, get, json};
    use bytes::Bytes;
    use http::{Response, StatusCode};

    fn answer(status: StatusCode, body: &'static str) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from_static(body.as_bytes()));
        *response.status_mut() = status;
        response
    }

    #[test]
    fn an_empty_answer_may_take_any_documented_form() {
        for (status, body, ok) in [
            (StatusCode::OK, "{}", true),
            (StatusCode::OK, "{}\n", true),
            (StatusCode::OK, "", true),
            (StatusCode::OK, "\n", true),
            (StatusCode::NO_CONTENT, "", true),
            (StatusCode::OK, r#"{"new":1}"#, true),
            (StatusCode::OK, "<html>", false),
            (StatusCode::OK, "\"text\"", false),
            (StatusCode::OK, r#"{"cut":"#, false),
            (StatusCode::OK, "[]", false),
            (StatusCode::MULTI_STATUS, r#"{"errors":[{"reason":"invalid"}]}"#, false),
            (StatusCode::MULTI_STATUS, "", false),
        ] {
            assert_eq!(empty(&answer(status, body)).is_ok(), ok, "{body}");
        }
    }

    #[test]
    fn a_path_that_is_none_is_refused_for_what_is_wrong_with_it() {
        for (path, reason) in [
            ("/v1/my path", "path contains characters that no request can carry"),
            ("/".repeat(65_535).leak(), "path is too long for a request"),
        ] {
            assert_eq!(get(&Path::new(path)).unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn an_unreadable_answer_is_not_repeated() {
        let error = json::<u64>(&answer(StatusCode::OK, "\"zoe@example.com\"")).unwrap_err();
        assert_eq!(error.to_string(), "it is JSON, but not as documented (line 1, column 17)");
        assert!(!format!("{error:?}").contains("zoe"));
    }
}
