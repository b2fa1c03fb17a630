//! The private half of `Credential`, which seals the trait.

use crate::credential::fault::KeyFault;
use crate::credential::role::Role;
use crate::text::wiped::WipedText;

/// A type that carries one of Customer.io's credentials.
///
/// The type is the role: it decides which variable a field reads, which page of the dashboard the value comes from,
/// and which surface of the API it signs. The trait is sealed: the roles are those of Customer.io.
///
/// ```
/// use cio_config::{Credential, Role, SiteId};
///
/// assert_eq!(SiteId::ROLE, Role::SiteId);
/// ```
pub trait Credential: Sealed + Sized + Send + Sync + 'static {
    /// Which credential it is.
    const ROLE: Role;

    #[doc(hidden)]
    fn from_text(text: &str) -> Result<Self, KeyFault>;

    /// The same for an owned string, whose buffer the key keeps, so that no second copy is made.
    #[doc(hidden)]
    fn from_owned(text: WipedText) -> Result<Self, KeyFault> {
        Self::from_text(&text)
    }

    /// The value.
    #[doc(hidden)]
    fn exposed(&self) -> &str;
}

/// Keeps [`Credential`] to the types of this crate.
pub trait Sealed {}
