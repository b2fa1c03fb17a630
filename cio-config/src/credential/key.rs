//! The key types, and the macro that makes one.

pub(crate) mod app_api_key;
pub(crate) mod cdp_api_key;
pub(crate) mod deserialize;
pub(crate) mod migration_site_id;
pub(crate) mod service_account_token;
pub(crate) mod site_id;
pub(crate) mod track_api_key;
pub(crate) mod webhook_signing_key;
pub(crate) mod workspace_id;

/// A type for one key: redacted in `Debug`, wiped when dropped, and not convertible to another key.
///
/// `$check` accepts a value or returns a [`KeyFault`].
macro_rules! key {
    ($(#[$docs:meta])* $name:ident, $check:expr) => {
        $(#[$docs])*
        #[derive(Clone)]
        pub struct $name(secrecy::SecretString);

        impl $name {
            /// Takes the key as the dashboard shows it, unchanged.
            ///
            /// # Errors
            /// [`KeyFault`](crate::KeyFault) if the value cannot be this key. The fault never holds the value.
            pub fn new(text: &str) -> Result<Self, crate::credential::fault::KeyFault> {
                crate::credential::sealed::Credential::from_text(text)
            }

            /// The key itself. Search for this name to audit every use.
            #[must_use]
            pub fn expose(&self) -> &str {
                secrecy::ExposeSecret::expose_secret(&self.0)
            }

            /// Whether both are the same key, compared in constant time.
            ///
            /// Keys have no `==`: the time of a comparison that stops at the first difference leaks how many bytes of a guess match.
            #[must_use]
            pub fn ct_eq(&self, other: &Self) -> bool {
                subtle::ConstantTimeEq::ct_eq(self.expose().as_bytes(), other.expose().as_bytes()).into()
            }
        }

        impl crate::credential::sealed::Sealed for $name {}

        impl crate::credential::sealed::Credential for $name {
            const ROLE: crate::credential::role::Role = crate::credential::role::Role::$name;

            fn from_text(text: &str) -> Result<Self, crate::credential::fault::KeyFault> {
                $check(text)?;
                Ok(Self(text.into()))
            }

            fn from_owned(mut text: crate::text::wiped::WipedText) -> Result<Self, crate::credential::fault::KeyFault> {
                $check(&text)?;
                Ok(Self(secrecy::SecretBox::new(std::mem::take(&mut *text))))
            }

            fn exposed(&self) -> &str {
                self.expose()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::credential::fault::KeyFault;

            fn from_str(text: &str) -> Result<Self, crate::credential::fault::KeyFault> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = crate::credential::fault::KeyFault;

            fn try_from(text: &str) -> Result<Self, crate::credential::fault::KeyFault> {
                Self::new(text)
            }
        }

        crate::credential::key::deserialized!($name);

        /// Keeps the `String` or wipes it.
        impl TryFrom<String> for $name {
            type Error = crate::credential::fault::KeyFault;

            fn try_from(text: String) -> Result<Self, crate::credential::fault::KeyFault> {
                crate::credential::sealed::Credential::from_owned(crate::text::wiped::text(text))
            }
        }
    };
}
use key;

/// `Deserialize` for a credential.
macro_rules! deserialized {
    ($name:ident) => {
        /// Takes a string. Any other type is refused with an error that does not quote it.
        ///
        /// This allows a credential in a configuration that another library reads. That library's own errors, such as those of
        /// its syntax, may quote the value.
        impl<'de> serde_core::Deserialize<'de> for $name {
            fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::credential::key::deserialize::text(deserializer)
            }
        }
    };
}
pub(crate) use deserialized;
