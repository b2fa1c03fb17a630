//! `SubmitForm`: what a person filled into a form.

use super::operation::operation;
use crate::surface::TrackApi;
use crate::wire::{self, Identifier, InvalidInput, Object, Path};
use http::Method;
use std::fmt;

/// Names that the service keeps for itself and drops from a form.
///
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
const RESERVED: [&str; 5] = ["form_id", "form_name", "form_type", "form_url", "form_url_param"];

/// Submits a form; it creates the person if there is none, and the form too.
///
/// Exactly one of ID and e-mail address says who it was. All values are strings. The service cannot recognise that a
/// second copy is one, so a form that may have been submitted is never sent again.
/// Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::SubmitForm;
///
/// let form = SubmitForm::by_email("newsletter", "ada@example.com").field("first_name", "Ada");
/// assert_eq!(form.request()?.uri(), "/api/v1/forms/newsletter/submit");
/// assert_eq!(form.request()?.body(), r#"{"data":{"email":"ada@example.com","first_name":"Ada"}}"#);
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone)]
pub struct SubmitForm {
    form_id: Identifier,
    data: Object,
}

impl SubmitForm {
    /// By the person with this e-mail address.
    #[must_use]
    pub fn by_email(form_id: impl Into<Identifier>, email: impl Into<Identifier>) -> Self {
        let email = email.into();
        Self::by("email", form_id.into(), email.checked_as_person("email"))
    }

    /// By the person with this ID.
    #[must_use]
    pub fn by_id(form_id: impl Into<Identifier>, id: impl Into<Identifier>) -> Self {
        let id = id.into();
        Self::by("id", form_id.into(), id.checked("id"))
    }

    fn by(name: &'static str, form_id: Identifier, person: Result<&str, InvalidInput>) -> Self {
        let mut data = Object::new("form field");
        match person {
            Ok(person) => data.set(name, person),
            Err(fault) => data.fail(fault),
        }
        Self { form_id, data }
    }

    /// Sets one field of the form; the last value counts. Usually it becomes the person's attribute of that name.
    #[must_use]
    pub fn field(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match field_name(name.as_ref()) {
            Ok(name) => self.data.set(name, value.as_ref()),
            Err(fault) => self.data.fail(fault),
        }
        self
    }

    /// Sets several fields of the form.
    #[must_use]
    pub fn fields<N: AsRef<str>, V: AsRef<str>>(self, fields: impl IntoIterator<Item = (N, V)>) -> Self {
        fields.into_iter().fold(self, |form, (name, value)| form.field(name, value))
    }
}

fn field_name(name: &str) -> Result<&str, InvalidInput> {
    let is = |other: &&str| name.eq_ignore_ascii_case(other);
    if ["id", "email"].iter().any(is) {
        return Err(InvalidInput::new("form field", "is a second identifier; a form has exactly one"));
    }
    if RESERVED.contains(&name) {
        return Err(InvalidInput::new("form field", "has a name that the service reserves and drops"));
    }
    Ok(name)
}

operation!(
    SubmitForm,
    TrackApi,
    "track.submit_form",
    "POST /api/v1/forms/{form_id}/submit",
    Unsafe,
    |form| {
        let path = Path::new("/api/v1/forms").segment("form ID", form.form_id.checked("form ID")?)?;
        wire::object_request(Method::POST, path.then("/submit"), |body| body.object("data", &form.data))
    }
);

impl fmt::Debug for SubmitForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SubmitForm").field("data", &self.data).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::SubmitForm;
    use crate::operation::Operation;

    #[test]
    fn a_value_that_cannot_be_sent_is_refused_by_name() {
        let form = || SubmitForm::by_id("f", 42);
        for (form, reason) in [
            (SubmitForm::by_id("", 42), "form ID is empty"),
            (SubmitForm::by_id("f", ""), "id is empty"),
            (SubmitForm::by_email("f", ""), "email is empty"),
            (form().field("Email", "a"), "form field is a second identifier; a form has exactly one"),
            (form().field("id", "43"), "form field is a second identifier; a form has exactly one"),
            (form().field("form_id", "f"), "form field has a name that the service reserves and drops"),
            (form().fields([("", "a")]), "form field has an empty name"),
        ] {
            assert_eq!(form.request().unwrap_err().to_string(), reason);
        }
    }
}
