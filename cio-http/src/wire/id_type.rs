//! Which kind of identifier names a person.

use std::fmt;

/// Which kind of identifier names a person, where the API cannot derive it from the value.
///
/// ```
/// use cio_http::Operation;
/// use cio_http::app::GetCustomerAttributes;
/// use cio_http::wire::IdType;
///
/// let person = GetCustomerAttributes::new("ada@example.com").id_type(IdType::Email);
/// assert_eq!(person.request()?.uri(), "/v1/customers/ada%40example.com/attributes?id_type=email");
/// # Ok::<(), cio_http::wire::InvalidInput>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IdType {
    /// Your ID; the service's default.
    #[default]
    Id,
    /// An e-mail address.
    Email,
    /// Customer.io's ID. Segments take it without `cio_` before it.
    CioId,
    /// A phone number. Some routes of the App API take one; segments do not.
    Phone,
}

impl IdType {
    /// As the API writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Email => "email",
            Self::CioId => "cio_id",
            Self::Phone => "phone",
        }
    }
}

impl fmt::Display for IdType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
