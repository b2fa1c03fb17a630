//! The types that a field of a derived struct may have: a credential, an optional one, or a pinned region.

use crate::credential::fault::KeyFault;
use crate::credential::key::app_api_key::AppApiKey;
use crate::credential::key::cdp_api_key::CdpApiKey;
use crate::credential::key::migration_site_id::MigrationSiteId;
use crate::credential::key::service_account_token::ServiceAccountToken;
use crate::credential::key::site_id::SiteId;
use crate::credential::key::track_api_key::TrackApiKey;
use crate::credential::key::webhook_signing_key::WebhookSigningKey;
use crate::credential::key::workspace_id::WorkspaceId;
use crate::credential::region::Region;
use crate::credential::sealed::Credential;
use crate::credential::value::Value;
use crate::schema::fields::{FieldKind, Presence};

/// A type that a field of a derived struct may have. Written for generated code; sealed by its location.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Customer.io credential",
    label = "expected a credential",
    note = "mark a value of your own `#[cio(setting)]`, and a struct of credentials `#[cio(nested)]`",
    note = "credentials are `SiteId`, `TrackApiKey`, `AppApiKey`, `CdpApiKey`, `WebhookSigningKey`, `ServiceAccountToken`, \
            `MigrationSiteId`, `WorkspaceId` and `Region`, each also as `Option<…>`, and the pins `Us` and `Eu`"
)]
pub trait FieldType: Sized {
    /// Which credential the field holds.
    const KIND: FieldKind;
    /// The result when no source has a value.
    const PRESENCE: Presence;

    /// Reads the value that a source had.
    ///
    /// # Errors
    /// [`KeyFault`] if it cannot be this credential.
    fn read(value: Value) -> Result<Self, KeyFault>;

    /// The value when no source has one, if the type has such a value.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// The text, if there is one.
    fn text(&self) -> Option<&str>;
}

/// `K` and `Option<K>` as field types. Not blanket impls: the compiler would then name the bound, not the mistake.
macro_rules! field_types {
    ($($name:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl FieldType for $name {
            const KIND: FieldKind = FieldKind::Credential(<$name as Credential>::ROLE);
            const PRESENCE: Presence = Presence::Required;

            fn read(value: Value) -> Result<Self, KeyFault> {
                Credential::from_owned(value.into_text()?)
            }

            fn text(&self) -> Option<&str> {
                Some(self.exposed())
            }
        }

        #[diagnostic::do_not_recommend]
        impl FieldType for Option<$name> {
            const KIND: FieldKind = FieldKind::Credential(<$name as Credential>::ROLE);
            const PRESENCE: Presence = Presence::Optional;

            fn read(value: Value) -> Result<Self, KeyFault> {
                Credential::from_owned(value.into_text()?).map(Some)
            }

            fn absent() -> Option<Self> {
                Some(None)
            }

            fn text(&self) -> Option<&str> {
                self.as_ref().map(Credential::exposed)
            }
        }
    )*};
}

field_types! {
    SiteId TrackApiKey AppApiKey CdpApiKey WebhookSigningKey ServiceAccountToken MigrationSiteId WorkspaceId Region
}
