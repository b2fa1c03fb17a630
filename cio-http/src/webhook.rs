//! Whether a webhook comes from Customer.io.
//!
//! Customer.io signs each reporting webhook: it sends the seconds since 1970 in [`TIMESTAMP`], and in [`SIGNATURE`] the
//! HMAC-SHA256 of `v0:<timestamp>:<body>`, keyed by the webhook signing key, in 64 lower-case hex digits. The body is
//! taken byte by byte, so it must be verified before anything parses and rewrites it.
//!
//! ```
//! use cio_config::WebhookSigningKey;
//! use cio_http::webhook::{self, SIGNATURE, TIMESTAMP};
//! use std::time::Duration;
//!
//! fn accept(key: &WebhookSigningKey, request: &http::Request<Vec<u8>>) -> bool {
//!     let header = |name| request.headers().get(name).map_or(&b""[..], |value| value.as_bytes());
//!     let tolerance = Duration::from_secs(5 * 60);
//!     webhook::verify(key, header(TIMESTAMP), header(SIGNATURE), request.body(), tolerance).is_ok()
//! }
//!
//! let key = WebhookSigningKey::new("whsec-example")?;
//! assert!(!accept(&key, &http::Request::new(b"{}".to_vec())));
//! # Ok::<(), cio_config::KeyFault>(())
//! ```
//!
//! With the feature `sandbox`, `Sandbox::webhook` gives a test what the service would post.
//!
//! # Old webhooks
//!
//! Customer.io tries to deliver a webhook for 7 days. Whether a later attempt gets a timestamp and a signature of its own
//! is not documented: if it does not, a tolerance shorter than 7 days refuses what was delayed. A tolerance is no
//! documented demand either. It bounds for how long somebody who has recorded a webhook can send it again, and so does
//! remembering the `event_id` of each, which is needed in any case, since a webhook may arrive twice. `Duration::MAX`
//! takes any age.
//!
//! Source: <https://docs.customer.io/files/webhooks.json>, read 2026-08-13.

use cio_config::WebhookSigningKey;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The header that holds the seconds since 1970.
pub const TIMESTAMP: &str = "x-cio-timestamp";

/// The header that holds the signature.
pub const SIGNATURE: &str = "x-cio-signature";

/// Why a webhook is not to be believed; each is an answer of 401.
///
/// ```
/// use cio_http::webhook::WebhookFault;
///
/// assert_eq!(WebhookFault::Signature.to_string(), "the signature is not that of this body, timestamp and key");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookFault {
    /// [`TIMESTAMP`] is missing, or no number of seconds.
    #[error("the header X-CIO-Timestamp is not the number of seconds since 1970")]
    MalformedTimestamp,
    /// [`SIGNATURE`] is missing, or not 64 lower-case hex digits.
    #[error("the header X-CIO-Signature is not 64 lower-case hex digits")]
    MalformedSignature,
    /// It is not from Customer.io, or not for this workspace, or was changed on its way.
    #[error("the signature is not that of this body, timestamp and key")]
    Signature,
    /// It is genuine, and was signed too long ago, or too far ahead of this clock.
    #[error("the webhook was signed at a time too far from now")]
    Stale,
}

/// Checks that Customer.io signed this body with this key, at a time no further from now than `tolerance`.
///
/// `timestamp` and `signature` are the headers as they came, and `body` is the body before anything parsed it. The
/// comparison takes the same time wherever a signature is wrong. See [above](self#old-webhooks) for `tolerance`.
///
/// # Errors
/// [`WebhookFault`]; nothing of the body may then be used.
pub fn verify(
    key: &WebhookSigningKey,
    timestamp: impl AsRef<[u8]>,
    signature: impl AsRef<[u8]>,
    body: impl AsRef<[u8]>,
    tolerance: Duration,
) -> Result<(), WebhookFault> {
    verify_at(key, timestamp, signature, body, tolerance, SystemTime::now())
}

/// As [`verify`], by a clock of your own.
///
/// ```
/// use cio_config::WebhookSigningKey;
/// use cio_http::webhook;
/// use std::time::{Duration, UNIX_EPOCH};
///
/// let key = WebhookSigningKey::new("whsec-example")?;
/// let signature = "a24c07b50a856607ad6640d580a185eb3dd4613c32d25460f41be78b38623d0d";
/// let body = r#"{"event_id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#;
/// let now = UNIX_EPOCH + Duration::from_secs(1_613_063_100);
/// assert!(webhook::verify_at(&key, "1613063089", signature, body, Duration::from_secs(60), now).is_ok());
/// # Ok::<(), cio_config::KeyFault>(())
/// ```
///
/// # Errors
/// As [`verify`].
pub fn verify_at(
    key: &WebhookSigningKey,
    timestamp: impl AsRef<[u8]>,
    signature: impl AsRef<[u8]>,
    body: impl AsRef<[u8]>,
    tolerance: Duration,
    now: SystemTime,
) -> Result<(), WebhookFault> {
    let timestamp = timestamp.as_ref();
    let signed_at = seconds(timestamp).ok_or(WebhookFault::MalformedTimestamp)?;
    let signature = decode(signature.as_ref()).ok_or(WebhookFault::MalformedSignature)?;
    // Before the time is looked at: nobody but Customer.io learns what this clock says.
    mac(key.expose(), timestamp, body.as_ref())
        .verify_slice(&signature)
        .map_err(|_| WebhookFault::Signature)?;
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    if now.abs_diff(Duration::from_secs(signed_at)) > tolerance {
        return Err(WebhookFault::Stale);
    }
    Ok(())
}

/// The signature of a body, as Customer.io writes it.
#[cfg(any(test, feature = "sandbox"))]
pub(crate) fn sign(key: &str, timestamp: u64, body: &[u8]) -> String {
    use std::fmt::Write as _;

    let mac = mac(key, timestamp.to_string().as_bytes(), body).finalize().into_bytes();
    mac.iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a `String` takes every text");
        text
    })
}

/// The key is the text as it stands, not what it may decode to.
fn mac(key: &str, timestamp: &[u8], body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    [b"v0:", timestamp, b":", body].into_iter().for_each(|part| mac.update(part));
    mac
}

/// Digits and nothing else: a sign or a blank would be another text with the same number.
fn seconds(timestamp: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(timestamp).ok()?;
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Some guides show the signature after `v0=`, so that is taken too.
fn decode(signature: &[u8]) -> Option<[u8; 32]> {
    let digits: &[u8; 64] = signature.strip_prefix(b"v0=").unwrap_or(signature).try_into().ok()?;
    let mut decoded = [0; 32];
    for (byte, pair) in decoded.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(decoded)
}

fn digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
