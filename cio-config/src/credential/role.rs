//! The one table of roles: the name of each credential, where it is read from, who may see it.

use std::fmt;

/// Which of Customer.io's credentials a value is.
///
/// The keys look alike and are not interchangeable, so every problem, hint and report names the role. Variables and file keys
/// are defined here once, for the loader, its hints and the documentation.
///
/// ```
/// use cio_config::Role;
///
/// assert_eq!(Role::AppApiKey.variable(), "CUSTOMERIO_APP_API_KEY");
/// assert_eq!(Role::AppApiKey.to_string(), "App API key");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Role {
    /// Names a set of Track credentials: the user name of the Track API.
    SiteId,
    /// The password of the Track API.
    TrackApiKey,
    /// The bearer token of the App API.
    AppApiKey,
    /// The write key of one Pipelines source.
    CdpApiKey,
    /// The key that signs reporting webhooks.
    WebhookSigningKey,
    /// A token of a service account; it may send messages in every workspace.
    ServiceAccountToken,
    /// The site ID that an app used before it moved to the Pipelines SDKs.
    MigrationSiteId,
    /// The number of a workspace, which Customer.io also calls environment ID.
    WorkspaceId,
    /// The data centre the account is in.
    Region,
}

/// Who may see a credential.
///
/// ```
/// use cio_config::{Exposure, Role};
///
/// assert_eq!(Role::CdpApiKey.exposure(), Exposure::Shippable);
/// assert_eq!(Role::AppApiKey.exposure(), Exposure::ServerOnly);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Exposure {
    /// Never leaves the server.
    ServerOnly,
    /// May ship in a mobile app or a page: it only writes.
    Shippable,
}

/// One line of the table.
struct Row {
    name: &'static str,
    type_name: &'static str,
    /// Every variable it is read from, the usual one first.
    variables: &'static [&'static str],
    /// The usual one with `_FILE` appended, so that no load has to build it.
    file_variable: &'static str,
    file_key: &'static str,
    page: &'static str,
    exposure: Exposure,
}

const API_CREDENTIALS: &str = "https://fly.customer.io/settings/api_credentials";

impl Role {
    /// Every role, in the order of the table.
    pub const ALL: [Self; 9] = [
        Self::SiteId,
        Self::TrackApiKey,
        Self::AppApiKey,
        Self::CdpApiKey,
        Self::WebhookSigningKey,
        Self::ServiceAccountToken,
        Self::MigrationSiteId,
        Self::WorkspaceId,
        Self::Region,
    ];

    /// Its name in text: `site ID`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The type that carries it: `SiteId`.
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        self.row().type_name
    }

    /// The environment variable it is read from: `CUSTOMERIO_SITE_ID`.
    #[must_use]
    pub const fn variable(self) -> &'static str {
        self.row().variables[0]
    }

    /// Every environment variable it is read from, the usual one first.
    pub(crate) const fn variables(self) -> &'static [&'static str] {
        self.row().variables
    }

    /// The environment variable that names a file with the value: `CUSTOMERIO_SITE_ID_FILE`.
    pub(crate) const fn file_variable(self) -> &'static str {
        self.row().file_variable
    }

    /// Variables that are read too, in this order, when the first one is not set.
    #[must_use]
    pub const fn also_read(self) -> &'static [&'static str] {
        self.row().variables.split_at(1).1
    }

    /// Whether several fields of one load may hold the same value by design: it belongs to the account, or names the workspace.
    pub(crate) const fn is_shared_by_design(self) -> bool {
        matches!(self, Self::Region | Self::WorkspaceId | Self::ServiceAccountToken)
    }

    /// Whether a field of this role and one of another may hold the same value by design. A region and the number of a workspace
    /// are not secret, so equality with them proves nothing; the two site IDs may be those of one workspace.
    pub(crate) fn may_equal(self, other: Self) -> bool {
        let is_public_value = |role| matches!(role, Self::Region | Self::WorkspaceId);
        let both = |one, two| (self, other) == (one, two) || (other, self) == (one, two);
        (self == other && self.is_shared_by_design())
            || is_public_value(self)
            || is_public_value(other)
            || both(Self::SiteId, Self::MigrationSiteId)
    }

    /// Its key in a file: `site_id`.
    #[must_use]
    pub const fn file_key(self) -> &'static str {
        self.row().file_key
    }

    /// Where to find the value: the address of a dashboard page, or its description.
    #[must_use]
    pub const fn page(self) -> &'static str {
        self.row().page
    }

    /// Who may see it.
    #[must_use]
    pub const fn exposure(self) -> Exposure {
        self.row().exposure
    }

    const fn row(self) -> &'static Row {
        match self {
            Self::SiteId => &Row {
                name: "site ID",
                type_name: "SiteId",
                variables: &["CUSTOMERIO_SITE_ID", "CIO_SITE_ID"],
                file_variable: "CUSTOMERIO_SITE_ID_FILE",
                file_key: "site_id",
                page: API_CREDENTIALS,
                exposure: Exposure::Shippable,
            },
            Self::TrackApiKey => &Row {
                name: "Track API key",
                type_name: "TrackApiKey",
                variables: &["CUSTOMERIO_TRACK_API_KEY", "CIO_TRACK_API_KEY"],
                file_variable: "CUSTOMERIO_TRACK_API_KEY_FILE",
                file_key: "track_api_key",
                page: API_CREDENTIALS,
                exposure: Exposure::ServerOnly,
            },
            Self::AppApiKey => &Row {
                name: "App API key",
                type_name: "AppApiKey",
                variables: &["CUSTOMERIO_APP_API_KEY", "CIO_APP_API_KEY", "CIO_APP_KEY"],
                file_variable: "CUSTOMERIO_APP_API_KEY_FILE",
                file_key: "app_api_key",
                page: "https://fly.customer.io/settings/api_credentials?keyType=app",
                exposure: Exposure::ServerOnly,
            },
            Self::CdpApiKey => &Row {
                name: "CDP API key",
                type_name: "CdpApiKey",
                variables: &["CUSTOMERIO_CDP_API_KEY", "CIO_CDP_API_KEY", "CIO_PIPELINES_WRITE_KEY"],
                file_variable: "CUSTOMERIO_CDP_API_KEY_FILE",
                file_key: "cdp_api_key",
                page: "the Settings tab of the source under Data Pipelines > Connections",
                exposure: Exposure::Shippable,
            },
            Self::WebhookSigningKey => &Row {
                name: "webhook signing key",
                type_name: "WebhookSigningKey",
                variables: &["CUSTOMERIO_WEBHOOK_SIGNING_KEY", "CIO_WEBHOOK_SIGNING_KEY"],
                file_variable: "CUSTOMERIO_WEBHOOK_SIGNING_KEY_FILE",
                file_key: "webhook_signing_key",
                page: "the page of the Reporting Webhooks integration",
                exposure: Exposure::ServerOnly,
            },
            Self::ServiceAccountToken => &Row {
                name: "service account token",
                type_name: "ServiceAccountToken",
                variables: &["CUSTOMERIO_SERVICE_ACCOUNT_TOKEN", "CIO_TOKEN"],
                file_variable: "CUSTOMERIO_SERVICE_ACCOUNT_TOKEN_FILE",
                file_key: "service_account_token",
                page: "https://fly.customer.io/settings/api_credentials?keyType=service_accounts",
                exposure: Exposure::ServerOnly,
            },
            Self::MigrationSiteId => &Row {
                name: "migration site ID",
                type_name: "MigrationSiteId",
                variables: &["CUSTOMERIO_MIGRATION_SITE_ID"],
                file_variable: "CUSTOMERIO_MIGRATION_SITE_ID_FILE",
                file_key: "migration_site_id",
                page: API_CREDENTIALS,
                exposure: Exposure::Shippable,
            },
            Self::WorkspaceId => &Row {
                name: "workspace ID",
                type_name: "WorkspaceId",
                variables: &["CUSTOMERIO_WORKSPACE_ID", "CIO_ENVIRONMENT_ID"],
                file_variable: "CUSTOMERIO_WORKSPACE_ID_FILE",
                file_key: "workspace_id",
                page: "the address of the workspace's dashboard",
                exposure: Exposure::Shippable,
            },
            Self::Region => &Row {
                name: "region",
                type_name: "Region",
                variables: &["CUSTOMERIO_REGION", "CIO_REGION"],
                file_variable: "CUSTOMERIO_REGION_FILE",
                file_key: "region",
                page: "the data center in the account settings",
                exposure: Exposure::Shippable,
            },
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Role;
    use std::collections::BTreeSet;

    #[test]
    fn no_name_belongs_to_two_roles() {
        let mut variables = BTreeSet::new();
        let mut file_keys = BTreeSet::new();
        for role in Role::ALL {
            assert!(file_keys.insert(role.file_key()), "{role}");
            assert_eq!(role.file_variable(), format!("{}_FILE", role.variable()));
            for name in role.variables() {
                assert!(variables.insert(*name), "{name}");
            }
        }
    }
}
