//! The finding about one credential.

use super::places::CredentialPlace;
use super::verdict::Verdict;
use cio_config::{Origin, Role};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::borrow::Cow;

/// The finding about one credential. Site ID and Track API key count as one, since a request needs both.
///
/// Needs the feature `async` or `blocking`.
#[derive(Clone, Debug)]
pub struct Finding {
    pub(crate) subject: Cow<'static, str>,
    pub(crate) places: Vec<CredentialPlace>,
    pub(crate) verdict: Verdict,
    /// The service's answer.
    pub(crate) answer: Option<String>,
    pub(crate) causes: Vec<String>,
    pub(crate) fix: Option<String>,
}

impl Finding {
    pub(crate) fn new(
        subject: impl Into<Cow<'static, str>>,
        places: Vec<CredentialPlace>,
        verdict: Verdict,
    ) -> Self {
        Self { subject: subject.into(), places, verdict, answer: None, causes: Vec::new(), fix: None }
    }

    pub(crate) fn answered(mut self, answer: impl Into<String>) -> Self {
        self.answer = Some(answer.into());
        self
    }

    pub(crate) fn because<T: Into<String>>(mut self, causes: impl IntoIterator<Item = T>) -> Self {
        self.causes.extend(causes.into_iter().map(Into::into));
        self
    }

    pub(crate) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// The credential in words: `site ID and Track API key`.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The credentials that it is about: two for the Track pair.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        self.places.iter().map(|place| place.role)
    }

    /// Where the values are, as far as a load reported it.
    pub fn origins(&self) -> impl Iterator<Item = &Origin> {
        self.places.iter().filter_map(|place| place.origin.as_ref())
    }

    /// The verdict.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The question and its answer in one sentence, if a request was made.
    #[must_use]
    pub fn answer(&self) -> Option<&str> {
        self.answer.as_deref()
    }

    /// Possible causes, the likeliest first.
    #[must_use]
    pub fn causes(&self) -> &[String] {
        &self.causes
    }

    /// The fix, if one is needed.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.fix.as_deref()
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let roles: Vec<_> = self.roles().map(Role::file_key).collect();
        let places: Vec<_> = self.places.iter().map(ToString::to_string).collect();
        let obstacle = match self.verdict {
            Verdict::Unreachable(obstacle) => Some(obstacle.name()),
            _ => None,
        };
        let mut finding = serializer.serialize_struct("Finding", 8)?;
        finding.serialize_field("subject", &self.subject)?;
        finding.serialize_field("roles", &roles)?;
        finding.serialize_field("places", &places)?;
        finding.serialize_field("verdict", self.verdict.name())?;
        finding.serialize_field("obstacle", &obstacle)?;
        finding.serialize_field("answer", &self.answer)?;
        finding.serialize_field("causes", &self.causes)?;
        finding.serialize_field("hint", &self.fix)?;
        finding.end()
    }
}
