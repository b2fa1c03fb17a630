//! `Identify`: makes a person, or sets what is known of them.

use crate::wire::{self, Identifier, InvalidInput, Object, Path, UnixTime, Unreadable};
use crate::{Operation, Replay, Track};
use bytes::Bytes;
use http::Method;
use serde::Serialize;

/// Makes a person, or sets some of their attributes; those not named stay.
///
/// The person is named by an ID, an e-mail address or `cio_` and their `cio_id`, as the workspace is set up.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::Identify;
///
/// let identify = Identify::new("42").attribute("plan", "pro").created_at(1_700_000_000);
/// assert_eq!(identify.request()?.body(), r#"{"plan":"pro","created_at":1700000000}"#);
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Debug)]
pub struct Identify {
    identifier: Identifier,
    attributes: Object,
}

impl Identify {
    /// Starts with no attribute.
    #[must_use]
    pub fn new(identifier: impl Into<Identifier>) -> Self {
        Self { identifier: identifier.into(), attributes: Object::new("attribute") }
    }

    /// Sets one attribute; the last value counts.
    #[must_use]
    pub fn attribute(mut self, name: impl AsRef<str>, value: impl Serialize) -> Self {
        self.attributes.set(name.as_ref(), &value);
        self
    }

    /// Sets one attribute for each field of a struct, or entry of a map.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::track::Identify;
    ///
    /// #[derive(serde::Serialize)]
    /// struct Person<'a> {
    ///     email: &'a str,
    ///     plan: &'a str,
    /// }
    ///
    /// let identify = Identify::new(42).attributes(Person { email: "ada@example.com", plan: "pro" });
    /// assert_eq!(identify.request()?.body(), r#"{"email":"ada@example.com","plan":"pro"}"#);
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn attributes(mut self, attributes: impl Serialize) -> Self {
        self.attributes.set_all(&attributes);
        self
    }

    /// When the person came to you, from a `SystemTime` or seconds since 1970.
    #[must_use]
    pub fn created_at(mut self, time: impl Into<UnixTime>) -> Self {
        self.attributes.set_time("created_at", time.into());
        self
    }
}

impl Operation for Identify {
    type Surface = Track;
    type Output = ();
    const NAME: &'static str = "track.identify";
    const ROUTE: &'static str = "PUT /api/v1/customers/{identifier}";
    const REPLAY: Replay = Replay::Safe;

    fn request(&self) -> Result<http::Request<Bytes>, InvalidInput> {
        let identifier = self.identifier.checked("identifier")?;
        let path = Path::new("/api/v1/customers").segment("identifier", identifier)?;
        wire::request(Method::PUT, &path, self.attributes.to_bytes()?)
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<(), Unreadable> {
        wire::empty(response)
    }
}

#[cfg(test)]
mod tests {
    use super::Identify;
    use crate::Operation;

    #[test]
    fn the_identifier_is_one_segment() {
        let request = Identify::new("a/b@example.com").request().unwrap();
        assert_eq!(
            (request.method(), request.uri().path()),
            (&http::Method::PUT, "/api/v1/customers/a%2Fb%40example.com")
        );
        assert_eq!(request.body(), "{}");
    }

    #[test]
    fn what_cannot_be_sent_is_refused_by_name() {
        for (identify, reason) in [
            (Identify::new(""), "identifier is empty"),
            (Identify::new(".."), "identifier is `.` or `..`, which would make it another path"),
            (Identify::new("x".repeat(151)), "identifier is longer than 150 bytes"),
            (
                Identify::new(1).attribute("score", f64::NAN),
                "attribute holds a number that is NaN or infinite, which JSON cannot carry",
            ),
            (Identify::new(1).attributes(7), "attribute is neither a struct nor a map"),
            (
                Identify::new(1).created_at(1_700_000_000_000),
                "created_at is in milliseconds: give seconds, divide by 1000",
            ),
        ] {
            assert_eq!(identify.request().unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn debug_shows_what_is_set_and_no_value() {
        let identify = Identify::new("ada@example.com").attribute("plan", "pro").created_at(1);
        assert_eq!(
            format!("{identify:?}"),
            "Identify { identifier: Identifier([redacted]), attributes: 2 set }"
        );
    }
}
