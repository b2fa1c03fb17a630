//! The requests to a store, and the secrets it gives.

use crate::finding::note::{Date, Note};
use std::fmt;
use std::time::{Duration, SystemTime};
use zeroize::Zeroizing;

/// Customer.io recommends to rotate keys regularly; 90 days are usual.
const OLD: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// A secret that a load needs: where in the store it is, decoded.
///
/// ```
/// use cio_config::SecretRequest;
///
/// let request = SecretRequest::new("secret/customerio").with("version", "2");
/// assert_eq!((request.path(), request.parameter("version")), ("secret/customerio", Some("2")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SecretRequest {
    path: String,
    parameters: Vec<(String, String)>,
}

impl SecretRequest {
    /// The secret at a path.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), parameters: Vec::new() }
    }

    /// With a parameter, as a reference has them: `version`.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value of a parameter.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A secret as a store keeps it: one value, or fields with a value each. Wiped when dropped; `Debug` shows no value.
///
/// ```
/// use cio_config::Secret;
///
/// let secret = Secret::fields().field("app_api_key", b"0123456789abcdef".to_vec()).other_field("retries", "a number");
/// assert!(!format!("{secret:?}").contains("0123456789"));
/// let secret = Secret::value(b"0123456789abcdef".to_vec());
/// ```
pub struct Secret {
    pub(crate) content: Content,
    stored: Option<SystemTime>,
    expires: Option<SystemTime>,
}

pub(crate) enum Content {
    Value(Zeroizing<Vec<u8>>),
    Fields(Vec<(String, FieldContent)>),
}

pub(crate) enum FieldContent {
    Text(Zeroizing<Vec<u8>>),
    /// The kind of value: `a number`.
    Other(&'static str),
}

impl Secret {
    /// One value. If it is JSON, a reference may name a field in it.
    #[must_use]
    pub fn value(bytes: impl Into<Zeroizing<Vec<u8>>>) -> Self {
        Self::of(Content::Value(bytes.into()))
    }

    /// Fields, none yet.
    #[must_use]
    pub fn fields() -> Self {
        Self::of(Content::Fields(Vec::new()))
    }

    /// With a field. A secret that was one value has fields from here on.
    #[must_use]
    pub fn field(self, name: impl Into<String>, text: impl Into<Zeroizing<Vec<u8>>>) -> Self {
        self.with(name.into(), FieldContent::Text(text.into()))
    }

    /// With a field that is not a string. `kind` describes it in messages: `a number`.
    #[must_use]
    pub fn other_field(self, name: impl Into<String>, kind: &'static str) -> Self {
        self.with(name.into(), FieldContent::Other(kind))
    }

    /// Sets when this value was stored. A report shows the age, and after 90 days advises to replace the key.
    #[must_use]
    pub fn stored_since(self, time: impl Into<Option<SystemTime>>) -> Self {
        Self { stored: time.into(), ..self }
    }

    /// Says when the store stops giving the value.
    #[must_use]
    pub fn expires_at(self, time: impl Into<Option<SystemTime>>) -> Self {
        Self { expires: time.into(), ..self }
    }

    /// The age, as a report shows it.
    pub(crate) fn notes(&self) -> Vec<Note> {
        let stored = self.stored.map(|time| {
            let age = SystemTime::now().duration_since(time).unwrap_or_default();
            Note::StoredSince { date: Date::of(time), is_old: age > OLD }
        });
        let expires = self.expires.map(|time| Note::Expires { date: Date::of(time) });
        stored.into_iter().chain(expires).collect()
    }

    const fn of(content: Content) -> Self {
        Self { content, stored: None, expires: None }
    }

    fn with(self, name: String, content: FieldContent) -> Self {
        let mut fields = match self.content {
            Content::Fields(fields) => fields,
            Content::Value(_) => Vec::new(),
        };
        fields.push((name, content));
        Self { content: Content::Fields(fields), stored: self.stored, expires: self.expires }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            Content::Value(_) => f.write_str("Secret([redacted])"),
            Content::Fields(fields) => f.debug_set().entries(fields.iter().map(|(name, _)| name)).finish(),
        }
    }
}
