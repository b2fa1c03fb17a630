//! Whether one of the keys signed a body.

use super::fault::{MAX_BODY, WebhookFault};
use cio_config::WebhookSigningKey;
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha2::Sha256;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The header that holds the seconds since 1970.
///
/// Needs the feature `webhook`.
pub const TIMESTAMP: &str = "x-cio-timestamp";

/// The header that holds the signature.
///
/// Needs the feature `webhook`.
pub const SIGNATURE: &str = "x-cio-signature";

/// The two headers that sign a webhook, from a `&http::HeaderMap` or, with [`new`](Self::new), from their values.
///
/// Needs the feature `webhook`.
///
/// ```
/// use cio_http::webhook::{Headers, SIGNATURE, TIMESTAMP};
///
/// let mut headers = http::HeaderMap::new();
/// headers.insert(TIMESTAMP, "1613063089".parse()?);
/// headers.insert(SIGNATURE, "a24c07b50a856607ad6640d580a185eb3dd4613c32d25460f41be78b38623d0d".parse()?);
/// let of_http_1 = Headers::from(&headers);
/// // For a framework with other types of headers.
/// let of_values = Headers::new("1613063089", &"a24c07b50a856607ad6640d580a185eb3dd4613c32d25460f41be78b38623d0d");
/// assert_eq!(of_http_1, of_values);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Headers<'a> {
    timestamp: Result<&'a [u8], WebhookFault>,
    signature: Result<&'a [u8], WebhookFault>,
}

impl<'a> Headers<'a> {
    /// The values of [`TIMESTAMP`] and [`SIGNATURE`], as they arrived.
    #[must_use]
    pub fn new<T: AsRef<[u8]> + ?Sized, S: AsRef<[u8]> + ?Sized>(timestamp: &'a T, signature: &'a S) -> Self {
        Self { timestamp: Ok(timestamp.as_ref()), signature: Ok(signature.as_ref()) }
    }
}

/// With two values it is unknown which of them was signed, so both are refused.
impl<'a> From<&'a HeaderMap> for Headers<'a> {
    fn from(headers: &'a HeaderMap) -> Self {
        let one = |key: &str, name| {
            let mut values = headers.get_all(key).iter();
            match (values.next(), values.next()) {
                (Some(value), None) => Ok(value.as_bytes()),
                (None, _) => Err(WebhookFault::MissingHeader(name)),
                _ => Err(WebhookFault::RepeatedHeader(name)),
            }
        };
        Self { timestamp: one(TIMESTAMP, "X-CIO-Timestamp"), signature: one(SIGNATURE, "X-CIO-Signature") }
    }
}

/// A signature is valid for as long as the tolerance, so its value is not shown.
impl std::fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Headers([redacted])")
    }
}

/// Checks that Customer.io signed this body with one of these keys, at a time no further from now than `tolerance`.
///
/// Needs the feature `webhook`.
///
/// [`read`](super::read) does this and reads the event. Use `verify` to store the body unread, and
/// [`Event::parse`](super::Event::parse) where it is processed. `keys` is `[&key]`, `&keys` of a list, or the new key and
/// the old one while a key is being replaced; each of them costs one HMAC over the body. The comparison takes the same time
/// wherever a signature is wrong. See [old webhooks](super#old-webhooks) for `tolerance`.
///
/// # Errors
/// [`WebhookFault`], never `NotAnEvent`; nothing of the body may then be used.
pub fn verify<'h, 'k>(
    keys: impl IntoIterator<Item = &'k WebhookSigningKey>,
    headers: impl Into<Headers<'h>>,
    body: impl AsRef<[u8]>,
    tolerance: Duration,
) -> Result<(), WebhookFault> {
    verify_at(keys, headers, body, tolerance, SystemTime::now())
}

/// As [`verify`], with the current time as an argument.
///
/// Needs the feature `webhook`.
///
/// ```
/// use cio_config::WebhookSigningKey;
/// use cio_http::webhook::{self, Headers};
/// use std::time::{Duration, UNIX_EPOCH};
///
/// let key = WebhookSigningKey::new("whsec-example")?;
/// let signature = "a24c07b50a856607ad6640d580a185eb3dd4613c32d25460f41be78b38623d0d";
/// let body = r#"{"event_id":"01E4C4CT6YDC7Y5M7FE1GWWPQJ"}"#;
/// let now = UNIX_EPOCH + Duration::from_secs(1_613_063_100);
/// let headers = Headers::new("1613063089", signature);
/// webhook::verify_at([&key], headers, body, Duration::from_secs(60), now)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`verify`].
pub fn verify_at<'h, 'k>(
    keys: impl IntoIterator<Item = &'k WebhookSigningKey>,
    headers: impl Into<Headers<'h>>,
    body: impl AsRef<[u8]>,
    tolerance: Duration,
    now: SystemTime,
) -> Result<(), WebhookFault> {
    let Headers { timestamp, signature } = headers.into();
    let timestamp = timestamp?;
    let signed_at = seconds(timestamp).ok_or(WebhookFault::MalformedTimestamp)?;
    let signature = decode(signature?).ok_or(WebhookFault::MalformedSignature)?;
    let body = body.as_ref();
    if body.len() > MAX_BODY {
        return Err(WebhookFault::BodyTooLong);
    }
    // Before the time is looked at: only a sender with a key learns about this machine's clock.
    let mut fault = WebhookFault::NoKey;
    for key in keys {
        if mac(key.expose(), timestamp, body).verify_slice(&signature).is_ok() {
            return in_time(signed_at, tolerance, now);
        }
        fault = WebhookFault::Signature;
    }
    Err(fault)
}

fn in_time(signed_at: u64, tolerance: Duration, now: SystemTime) -> Result<(), WebhookFault> {
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
        write!(text, "{byte:02x}").expect("writing to a `String` never fails");
        text
    })
}

/// The key's text is used as it is, neither hex nor base64 decoded.
fn mac(key: &str, timestamp: &[u8], body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    [b"v0:", timestamp, b":", body].into_iter().for_each(|part| mac.update(part));
    mac
}

/// Digits and nothing else: with a sign or a blank the same number would be signed as other bytes.
fn seconds(timestamp: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(timestamp).ok()?;
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Some third-party guides show the signature after `v0=`, so that is taken too.
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
