//! A request that is not carried out, and why.

use http::StatusCode;

/// A request that is not carried out. Each surface has its own body for it.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    /// The service's message.
    pub(super) message: String,
    /// A longer explanation, where the service's message is terse.
    pub(super) reason: String,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: &str, reason: impl Into<String>) -> Self {
        Self { status, message: message.to_owned(), reason: reason.into() }
    }

    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        let message = message.into();
        Self { status: StatusCode::BAD_REQUEST, reason: message.clone(), message }
    }
}
