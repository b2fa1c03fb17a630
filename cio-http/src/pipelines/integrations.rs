//! `Integrations`: where a call goes.

use crate::wire::{InvalidInput, Object, Writer};

/// Which of the workspace's integrations get a call; without it, all do.
///
/// An integration has the name from its own documentation.
/// Source: <https://docs.customer.io/files/pipelines.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::pipelines::{Integrations, Track};
///
/// let event = Track::new("42", "purchase").message_id("m1").integrations(Integrations::only(["Mixpanel"]));
/// assert_eq!(
///     event.request()?.body(),
///     r#"{"userId":"42","event":"purchase","messageId":"m1","integrations":{"All":false,"Mixpanel":true}}"#,
/// );
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Debug)]
pub struct Integrations(Object);

impl Integrations {
    /// These and no others.
    #[must_use]
    pub fn only<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        Self::all(false, names)
    }

    /// All but these.
    #[must_use]
    pub fn all_but<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        Self::all(true, names)
    }

    fn all<T: AsRef<str>>(all: bool, but: impl IntoIterator<Item = T>) -> Self {
        let mut integrations = Object::new("integration");
        integrations.set("All", &all);
        for name in but {
            match name.as_ref() {
                "All" => integrations
                    .fail(InvalidInput::new("integration", "is `All`, which is not an integration")),
                name => integrations.set(name, &!all),
            }
        }
        Self(integrations)
    }

    pub(super) fn write(&self, call: &mut Writer<'_>) -> Result<(), InvalidInput> {
        call.object("integrations", &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Integrations;

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
