//! What every credential can do, and how a key type is made.

pub(crate) mod app_api_key;
pub(crate) mod cdp_api_key;
pub(crate) mod deserialize;
pub(crate) mod migration_site_id;
pub(crate) mod service_account_token;
pub(crate) mod site_id;
pub(crate) mod track_api_key;
pub(crate) mod webhook_signing_key;
pub(crate) mod workspace_id;

use crate::credential::fault::{Fault, header_safe, is_placeholder};
use crate::credential::role::Role;
use crate::text::wiped::Text;

/// A type that carries one of Customer.io's credentials.
///
/// The type is the role: it decides which variable a field reads, which page of the dashboard the value comes from,
/// and which surface of the API it signs. The trait is sealed: the roles are Customer.io's, and all are here.
///
/// ```
/// use cio_config::{Credential, Role, SiteId};
///
/// assert_eq!(SiteId::ROLE, Role::SiteId);
/// ```
pub trait Credential: sealed::Sealed + Sized + Send + Sync + 'static {
    /// Which credential it is.
    const ROLE: Role;

    #[doc(hidden)]
    fn from_text(text: &str) -> Result<Self, Fault>;

    /// The same of a text that nobody else needs: a key keeps it, so that there is no second one.
    #[doc(hidden)]
    fn from_own(text: Text) -> Result<Self, Fault> {
        Self::from_text(&text)
    }

    /// The text, if it is one that may leave the server.
    #[doc(hidden)]
    fn shown(&self) -> Option<&str> {
        None
    }
}

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// What every API key must be: a header can carry it, nobody left it at its example, and it is no service account
/// token, the one kind of key that shows its kind.
fn api_key(text: &str) -> Result<(), Fault> {
    token(text)?;
    if is_service_account_token(text) {
        return Err(Fault::ServiceAccountToken);
    }
    Ok(())
}

/// What every key must be. `<your key>` is an example before it is a text with a blank: nothing was copied that could be
/// copied again.
fn token(text: &str) -> Result<(), Fault> {
    if is_placeholder(text) {
        return Err(Fault::Placeholder);
    }
    header_safe(text)
}

/// What a key must be to stand as the user name of HTTP Basic authentication.
fn user_name(text: &str) -> Result<(), Fault> {
    api_key(text)?;
    if text.contains(':') { Err(Fault::Colon) } else { Ok(()) }
}

fn is_service_account_token(text: &str) -> bool {
    text.starts_with("sa_live_") || text.starts_with("sa_sandbox_")
}

/// A type for one key: quiet, wiped when dropped, and not to be mistaken for another.
///
/// `$check` says what a text must be, and returns a [`Fault`] otherwise.
macro_rules! key {
    ($(#[$docs:meta])* $name:ident, $check:expr) => {
        $(#[$docs])*
        #[derive(Clone)]
        pub struct $name(secrecy::SecretString);

        impl $name {
            /// Takes the key as the dashboard shows it, unchanged.
            ///
            /// # Errors
            /// [`Fault`](crate::Fault) if the text cannot be this key. The fault never holds the text.
            pub fn new(text: &str) -> Result<Self, crate::credential::fault::Fault> {
                crate::credential::key::Credential::from_text(text)
            }

            /// The key itself. Search for this name to audit every use.
            #[must_use]
            pub fn expose(&self) -> &str {
                secrecy::ExposeSecret::expose_secret(&self.0)
            }

            /// Whether both are the same key, in a time that does not depend on where they differ.
            ///
            /// Keys have no `==`: a comparison that stops at the first difference tells how far a guess was right.
            #[must_use]
            pub fn ct_eq(&self, other: &Self) -> bool {
                subtle::ConstantTimeEq::ct_eq(self.expose().as_bytes(), other.expose().as_bytes()).into()
            }
        }

        impl crate::credential::key::sealed::Sealed for $name {}

        impl crate::credential::key::Credential for $name {
            const ROLE: crate::credential::role::Role = crate::credential::role::Role::$name;

            fn from_text(text: &str) -> Result<Self, crate::credential::fault::Fault> {
                $check(text)?;
                Ok(Self(text.into()))
            }

            fn from_own(mut text: crate::text::wiped::Text) -> Result<Self, crate::credential::fault::Fault> {
                $check(&text)?;
                Ok(Self(secrecy::SecretBox::new(std::mem::take(&mut *text))))
            }

            fn shown(&self) -> Option<&str> {
                match Self::ROLE.exposure() {
                    crate::credential::role::Exposure::Shippable => Some(self.expose()),
                    crate::credential::role::Exposure::ServerOnly => None,
                }
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::credential::fault::Fault;

            fn from_str(text: &str) -> Result<Self, crate::credential::fault::Fault> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = crate::credential::fault::Fault;

            fn try_from(text: &str) -> Result<Self, crate::credential::fault::Fault> {
                Self::new(text)
            }
        }

        crate::credential::key::deserialized!($name);

        /// Keeps the `String` or wipes it.
        impl TryFrom<String> for $name {
            type Error = crate::credential::fault::Fault;

            fn try_from(text: String) -> Result<Self, crate::credential::fault::Fault> {
                crate::credential::key::Credential::from_own(crate::text::wiped::text(text))
            }
        }
    };
}
use key;

/// `Deserialize` for a credential.
macro_rules! deserialized {
    ($name:ident) => {
        /// Takes a string; anything else is refused without a word of it.
        ///
        /// So that it can sit in a configuration which another library reads. What that library says of its own accord,
        /// of a syntax error for one, may quote the text.
        impl<'de> serde_core::Deserialize<'de> for $name {
            fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::credential::key::deserialize::text(deserializer)
            }
        }
    };
}
pub(crate) use deserialized;
