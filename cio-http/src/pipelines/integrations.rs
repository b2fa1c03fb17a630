//! `Integrations`: where a call goes.

use crate::wire::{self, InvalidInput, Object, Writer};
use serde::Serialize;

/// Which of the workspace's integrations get a call; without it, all do.
///
/// An integration has the name from its own documentation.
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::{Integrations, Track};
///
/// let event = Track::new("42", "purchase").message_id("m1").timestamp(1_700_000_000).integrations(Integrations::only(["Mixpanel"]));
/// assert_eq!(
///     event.request()?.body(),
///     r#"{"userId":"42","event":"purchase","messageId":"m1","timestamp":"2023-11-14T22:13:20.000Z","integrations":{"All":false,"Mixpanel":true}}"#,
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Debug)]
pub struct Integrations(Object);

impl Integrations {
    /// All of them, for those that get [settings](Self::settings) with the call.
    #[must_use]
    pub fn all() -> Self {
        Self::all_but::<&str>([])
    }

    /// These and no others.
    #[must_use]
    pub fn only<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        Self::with_rest(false, names)
    }

    /// All but these.
    #[must_use]
    pub fn all_but<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        Self::with_rest(true, names)
    }

    /// One integration gets the call, with these settings: the fields of a struct, or the entries of a map.
    ///
    /// The documents list booleans alone; libraries of the same protocol send an object for an integration that reads
    /// settings from each call.
    ///
    /// ```
    /// use cio_http::Operation;
    /// use cio_http::pipelines::{Integrations, Track};
    /// use serde_json::json;
    ///
    /// let integrations = Integrations::all().settings("Amplitude", json!({"session_id": 1_700_000_000}));
    /// let event = Track::new("42", "purchase").message_id("m1").timestamp(1_700_000_000).integrations(integrations);
    /// assert!(event.request()?.into_body().ends_with(
    ///     br#""integrations":{"All":true,"Amplitude":{"session_id":1700000000}}}"#
    /// ));
    /// # Ok::<(), cio_http::wire::InvalidInput>(())
    /// ```
    #[must_use]
    pub fn settings(mut self, name: impl AsRef<str>, settings: impl Serialize) -> Self {
        let name = name.as_ref();
        match checked(name) {
            Ok(()) => {
                self.0.set_with(name, |text| wire::write_object("integration's settings", &settings, text))
            }
            Err(fault) => self.0.fail(fault),
        }
        self
    }

    fn with_rest<T: AsRef<str>>(rest: bool, names: impl IntoIterator<Item = T>) -> Self {
        let mut integrations = Object::new("integration");
        integrations.set("All", &rest);
        for name in names {
            match checked(name.as_ref()) {
                Ok(()) => integrations.set(name.as_ref(), &!rest),
                Err(fault) => integrations.fail(fault),
            }
        }
        Self(integrations)
    }

    pub(super) fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        call.object("integrations", &self.0)
    }
}

fn checked(name: &str) -> Result<(), InvalidInput> {
    match name {
        "All" => Err(InvalidInput::new("integration", "is `All`, which is not an integration")),
        name => wire::not_blank("integration", name).map(drop),
    }
}

#[cfg(test)]
mod tests {
    use super::Integrations;
    use serde_json::json;

    #[test]
    fn all_but_some_or_only_some() {
        for (integrations, expected) in [
            (Integrations::only(["A", "B"]), r#"{"All":false,"A":true,"B":true}"#),
            (Integrations::all_but(["A"]), r#"{"All":true,"A":false}"#),
            (Integrations::only::<&str>([]), r#"{"All":false}"#),
        ] {
            assert_eq!(integrations.0.to_bytes().unwrap(), expected);
        }
    }

    #[test]
    fn an_integration_may_get_settings_in_place_of_a_yes() {
        for (integrations, expected) in [
            (Integrations::all().settings("A", json!({"b": 1})), r#"{"All":true,"A":{"b":1}}"#),
            (Integrations::only(["A", "B"]).settings("A", json!({})), r#"{"All":false,"A":{},"B":true}"#),
        ] {
            assert_eq!(integrations.0.to_bytes().unwrap(), expected);
        }
        for (integrations, reason) in [
            (Integrations::all().settings("A", true), "integration's settings is neither a struct nor a map"),
            (
                Integrations::all().settings("All", json!({})),
                "integration is `All`, which is not an integration",
            ),
            (Integrations::all().settings(" ", json!({})), "integration is blank"),
        ] {
            assert_eq!(integrations.0.to_bytes().unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn all_is_not_the_name_of_one() {
        for name in ["", "All"] {
            assert!(Integrations::only([name]).0.to_bytes().is_err(), "{name}");
        }
    }

    #[test]
    fn debug_shows_how_many() {
        assert_eq!(format!("{:?}", Integrations::only(["Secret"])), "Integrations(2 set)");
    }
}
