//! `MergePeople`: makes one person of two.

use super::identifiers::PersonId;
use super::identifiers::sealed::Write as _;
use super::operation::operation;
use crate::surface::TrackApi;
use crate::wire::{self, InvalidInput, Path, Writer};
use http::Method;

/// Makes one person of two, which cannot be undone.
///
/// The secondary person's attributes, segments and history go to the primary one where that has none, and the secondary
/// is deleted. The primary has to exist when the merge is processed; if not, nothing happens, and the answer is the
/// same. Source: <https://docs.customer.io/files/journeys-track.json>, read 2026-08-13.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::track::{MergePeople, PersonId};
///
/// let merge = MergePeople::new("42", PersonId::email("ada@example.com"));
/// assert_eq!(merge.request()?.body(), r#"{"primary":{"id":"42"},"secondary":{"email":"ada@example.com"}}"#);
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Debug)]
pub struct MergePeople {
    primary: PersonId,
    secondary: PersonId,
}

impl MergePeople {
    /// The person that remains, and the one that goes; neither by phone number.
    #[must_use]
    pub fn new(primary: impl Into<PersonId>, secondary: impl Into<PersonId>) -> Self {
        Self { primary: primary.into(), secondary: secondary.into() }
    }

    /// The same two members in both versions of the API.
    pub(super) fn write_members(&self, body: &mut Writer<'_>) -> Result<(), InvalidInput> {
        if self.primary == self.secondary {
            return Err(InvalidInput::new("secondary", "is the same person as the primary"));
        }
        for (name, person) in [("primary", &self.primary), ("secondary", &self.secondary)] {
            body.with(name, |text| person.but_no_phone(name)?.write(name, text))?;
        }
        Ok(())
    }
}

operation!(MergePeople, TrackApi, "track.merge_people", "POST /api/v1/merge_customers", Safe, |merge| {
    let path = Path::new("/api/v1/merge_customers");
    wire::object_request(Method::POST, path, |body| merge.write_members(body))
});

#[cfg(test)]
mod tests {
    use super::MergePeople;
    use crate::operation::Operation;
    use crate::track::identifiers::PersonId;

    #[test]
    fn a_merge_that_cannot_be_done_is_refused() {
        for (merge, reason) in [
            (MergePeople::new("42", "42"), "secondary is the same person as the primary"),
            (MergePeople::new("", "42"), "primary is empty"),
            (MergePeople::new("42", ""), "secondary is empty"),
            (
                MergePeople::new("42", PersonId::phone("+14155552671")),
                "secondary is a phone number, and must be an ID or an e-mail address",
            ),
        ] {
            assert_eq!(merge.request().unwrap_err().to_string(), reason);
        }
    }
}
