//! The types that a field of a derived struct may have: a credential, an optional one, or a pinned region.

use crate::credential::fault::Fault;
use crate::credential::key::Credential;
use crate::credential::region::{Eu, Pin, Region, Us};
use crate::credential::value::Value;
use crate::schema::fields::FieldKind;

/// A type that a field of a derived struct may have. Written for generated code; sealed by its location.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Customer.io credential",
    label = "expected a credential",
    note = "credentials are `SiteId`, `TrackApiKey`, `AppApiKey`, `CdpApiKey`, `WebhookSigningKey`, \
            `ServiceAccountToken`, `MigrationSiteId`, `WorkspaceId` and `Region`, each also as `Option<…>`, and the pins `Us` and `Eu`",
    note = "mark a value of your own `#[cio(setting)]`, and a struct of credentials `#[cio(nested)]`"
)]
pub trait FieldType: Sized {
    /// Which credential the field holds.
    const KIND: FieldKind;
    /// What happens when no source has it.
    const PRESENCE: Presence;

    /// Reads the value that a source had.
    ///
    /// # Errors
    /// [`Fault`] if it cannot be this credential.
    fn read(value: Value) -> Result<Self, Fault>;

    /// The value when no source has one, if the type has such a value.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// The text, if there is one and it may leave the server.
    fn shown(&self) -> Option<&str>;
}

/// Whether a field must be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Presence {
    /// It must.
    Required,
    /// It may be missing: `Option<K>`.
    Optional,
    /// The type states it; a source may repeat it, and must not contradict.
    Pinned,
}

/// `K` and `Option<K>` as field types. Not blanket impls: the compiler would then name the bound, not the mistake.
macro_rules! field_types {
    ($name:ident) => {
        #[diagnostic::do_not_recommend]
        impl crate::schema::field_type::FieldType for $name {
            const KIND: crate::schema::fields::FieldKind = crate::schema::fields::FieldKind::Credential(
                <$name as crate::credential::key::Credential>::ROLE,
            );
            const PRESENCE: crate::schema::field_type::Presence =
                crate::schema::field_type::Presence::Required;

            fn read(value: crate::credential::value::Value) -> Result<Self, crate::credential::fault::Fault> {
                crate::credential::key::Credential::from_own(value.into_text()?)
            }

            fn shown(&self) -> Option<&str> {
                crate::credential::key::Credential::shown(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl crate::schema::field_type::FieldType for Option<$name> {
            const KIND: crate::schema::fields::FieldKind = crate::schema::fields::FieldKind::Credential(
                <$name as crate::credential::key::Credential>::ROLE,
            );
            const PRESENCE: crate::schema::field_type::Presence =
                crate::schema::field_type::Presence::Optional;

            fn read(value: crate::credential::value::Value) -> Result<Self, crate::credential::fault::Fault> {
                crate::credential::key::Credential::from_own(value.into_text()?).map(Some)
            }

            fn absent() -> Option<Self> {
                Some(None)
            }

            fn shown(&self) -> Option<&str> {
                self.as_ref().and_then(crate::credential::key::Credential::shown)
            }
        }
    };
}
pub(crate) use field_types;

field_types!(Region);

macro_rules! pinned {
    ($($name:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl FieldType for $name {
            const KIND: FieldKind = FieldKind::Pin(Some(Self::REGION));
            const PRESENCE: Presence = Presence::Pinned;

            fn read(value: Value) -> Result<Self, Fault> {
                Self::from_text(value.text()?)
            }

            fn absent() -> Option<Self> {
                Some(Self)
            }

            fn shown(&self) -> Option<&str> {
                Credential::shown(self)
            }
        }
    )*};
}
pinned!(Us Eu);
