//! Why a webhook is refused, and the usual cause of each refusal.

/// The longest body that is hashed and read: 8 MiB.
///
/// Needs the feature `webhook`.
pub const MAX_BODY: usize = 8 << 20;

/// Why a webhook is refused.
///
/// Needs the feature `webhook`.
///
/// Answer 401 to all of them but [`NotAnEvent`](Self::NotAnEvent); see [which status to answer](super#which-status-to-answer).
/// None of them holds a key, a header or a byte of the body, so `Display` and [`hint`](Self::hint) may be logged.
///
/// ```
/// use cio_http::webhook::WebhookFault;
///
/// let fault = WebhookFault::Signature;
/// assert_eq!(fault.to_string(), "the signature does not match this body and timestamp with any of the signing keys");
/// assert!(fault.hint().starts_with("pass the body's bytes as they arrived"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookFault {
    /// The list of keys is empty.
    #[error("no signing key was given, so no webhook can be verified")]
    NoKey,
    /// One of the two headers is missing; its name.
    #[error("the header {0} is missing")]
    MissingHeader(&'static str),
    /// One of the two headers is present more than once; its name.
    #[error("the header {0} is present more than once")]
    RepeatedHeader(&'static str),
    /// [`TIMESTAMP`](super::TIMESTAMP) is not a number of seconds.
    #[error("the header X-CIO-Timestamp is not the number of seconds since 1970")]
    MalformedTimestamp,
    /// [`SIGNATURE`](super::SIGNATURE) is not 64 lower-case hex digits.
    #[error("the header X-CIO-Signature is not 64 lower-case hex digits")]
    MalformedSignature,
    /// The body is longer than [`MAX_BODY`]; it was not hashed.
    #[error("the body is longer than {} MiB", MAX_BODY >> 20)]
    BodyTooLong,
    /// It is not from Customer.io, or not for this workspace, or was changed on its way.
    #[error("the signature does not match this body and timestamp with any of the signing keys")]
    Signature,
    /// It is genuine, and was signed too long ago, or too far ahead of this clock.
    #[error("the webhook was signed at a time too far from now")]
    Stale,
    /// It is genuine, and its body lacks the parts that every documented event has; which part.
    #[error("the body is not a reporting event: {0}")]
    NotAnEvent(&'static str),
}

impl WebhookFault {
    /// The usual cause, and how to fix it, in one sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoKey => "load a `WebhookSigningKey`, or several while the key is being replaced",
            Self::MissingHeader(_) => {
                "the request is not a reporting webhook, or a proxy in front of this service drops headers it does not know"
            }
            Self::RepeatedHeader(_) => {
                "look for a proxy that adds headers: Customer.io sends each of the two once"
            }
            Self::MalformedTimestamp | Self::MalformedSignature => {
                "pass the header's value as it arrived, without a prefix, a blank or a conversion"
            }
            Self::BodyTooLong => {
                "limit the body where it is received; if the webhook is genuine, turn the webhook's Body Content off"
            }
            Self::Signature => {
                "pass the body's bytes as they arrived, since a body that was parsed and written again does not match; if it \
                 is untouched, compare the key with the one on the page Reporting Webhooks of the workspace that sends it"
            }
            Self::Stale => {
                "compare this machine's clock with the time; if it is right, the webhook was delayed or is a replay, and a \
                 longer tolerance accepts it"
            }
            Self::NotAnEvent(_) => {
                "keep the body and answer 200: it is signed, and any other answer delays all later webhooks"
            }
        }
    }
}
