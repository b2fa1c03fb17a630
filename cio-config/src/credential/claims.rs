//! Which credential a name speaks of: a field that says one and holds another does not compile.

use crate::credential::role::Role;
use crate::text::compare::ends_with;
use crate::text::hash::{hash_name, hash_upper};

/// What fields are called, beside their role's file key and variables.
const FIELD_NAMES: [(Role, &[&str]); 8] = [
    (Role::SiteId, &["siteid", "track_site_id", "tracking_site_id"]),
    (
        Role::TrackApiKey,
        &["track_key", "api_key_track", "track_apikey", "tracking_key", "tracking_api_key", "track_token"],
    ),
    (Role::AppApiKey, &["app_key", "api_key_app", "app_apikey", "app_token", "app_api_token"]),
    (
        Role::CdpApiKey,
        &[
            "cdp_key",
            "api_key_cdp",
            "cdp_apikey",
            "write_key",
            "cdp_write_key",
            "pipelines_key",
            "pipelines_api_key",
        ],
    ),
    (
        Role::WebhookSigningKey,
        &["webhook_key", "signing_key", "webhook_secret", "signing_secret", "webhook_signing_secret"],
    ),
    (Role::ServiceAccountToken, &["sa_token", "service_token", "service_account_key"]),
    (Role::WorkspaceId, &["environment_id"]),
    (Role::Region, &["datacenter", "data_center", "data_centre"]),
];

/// The role that the name of a field claims, in any case: one of the names above, the role's file key or its variables.
pub(crate) const fn by_field(name: &str) -> Option<Role> {
    FIELDS.find(hash_upper(name.as_bytes()))
}

/// Whether a field's name certainly speaks of `role`: the names that most structs use.
///
/// The compiler compares with a literal in one step, and would walk through a name of the table letter by letter.
pub(crate) const fn is_own(name: &str, role: Role) -> bool {
    let name = name.as_bytes();
    match role {
        Role::SiteId => matches!(name, b"site_id"),
        Role::TrackApiKey => matches!(name, b"track_key" | b"track_api_key"),
        Role::AppApiKey => matches!(name, b"app_key" | b"app_api_key"),
        Role::CdpApiKey => matches!(name, b"cdp_key" | b"cdp_api_key" | b"write_key"),
        Role::WebhookSigningKey => matches!(name, b"webhook_key" | b"webhook_signing_key"),
        Role::ServiceAccountToken => matches!(name, b"service_account_token"),
        Role::MigrationSiteId => matches!(name, b"migration_site_id"),
        Role::WorkspaceId => matches!(name, b"workspace_id"),
        Role::Region => matches!(name, b"region"),
    }
}

/// The role whose variable this is, one of the names of the table, or the one that names its file.
pub(crate) const fn by_variable(name: &str) -> Option<Role> {
    let name = name.as_bytes();
    match VARIABLES.find(hash_name(name)) {
        None if ends_with(name, b"_FILE") => {
            VARIABLES.find(hash_name(name.split_at(name.len() - b"_FILE".len()).0))
        }
        claimed => claimed,
    }
}

/// Names that mean the Track API key in most programs, and another key in some.
const AMBIGUOUS: [&str; 3] = ["CUSTOMERIO_API_KEY", "CUSTOMER_IO_API_KEY", "CIO_API_KEY"];

/// Whether a variable is of that kind.
pub(crate) fn is_ambiguous(name: &str) -> bool {
    AMBIGUOUS.contains(&name)
}

/// Whether such a variable may hold the credential of this role.
pub(crate) fn may_be_ambiguous(role: Option<Role>) -> bool {
    matches!(role, Some(Role::TrackApiKey | Role::AppApiKey | Role::CdpApiKey))
}

/// Hashed once: hashing every name for each struct would cost the compiler more than the rest of its derive.
const VARIABLES: Claims = variables();
const FIELDS: Claims = fields();

/// The hashes of names in upper case, each at the place that it gives, or at the next that is free.
struct Claims([Option<(u64, Role)>; Self::PLACES]);

impl Claims {
    /// Twice as many as there are names, so that a free place is never far.
    const PLACES: usize = 128;

    const fn find(&self, hash: u64) -> Option<Role> {
        let mut place = hash as usize % Self::PLACES;
        while let Some((known, role)) = self.0[place] {
            if known == hash {
                return Some(role);
            }
            place = (place + 1) % Self::PLACES;
        }
        None
    }

    const fn add(mut self, role: Role, names: &[&str]) -> Self {
        let mut index = 0;
        while index < names.len() {
            let hash = hash_upper(names[index].as_bytes());
            let mut place = hash as usize % Self::PLACES;
            while self.0[place].is_some() {
                place = (place + 1) % Self::PLACES;
            }
            self.0[place] = Some((hash, role));
            index += 1;
        }
        self
    }
}

const fn variables() -> Claims {
    let mut claims = Claims([None; Claims::PLACES]);
    let mut row = 0;
    while row < Role::ALL.len() {
        let role = Role::ALL[row];
        claims = claims.add(role, role.variables());
        row += 1;
    }
    claims
}

const fn fields() -> Claims {
    let mut claims = variables();
    let mut row = 0;
    while row < Role::ALL.len() {
        let role = Role::ALL[row];
        claims = claims.add(role, &[role.file_key()]);
        row += 1;
    }
    let mut row = 0;
    while row < FIELD_NAMES.len() {
        let (role, names) = FIELD_NAMES[row];
        claims = claims.add(role, names);
        row += 1;
    }
    claims
}

#[cfg(test)]
mod tests {
    use super::{by_field, by_variable, is_own};
    use crate::credential::role::Role;

    #[test]
    fn a_name_claims_the_role_it_speaks_of() {
        for (name, role) in [
            ("track_key", Some(Role::TrackApiKey)),
            ("track_api_key", Some(Role::TrackApiKey)),
            ("api_key_app", Some(Role::AppApiKey)),
            ("app_api_key", Some(Role::AppApiKey)),
            ("write_key", Some(Role::CdpApiKey)),
            ("cdp_key", Some(Role::CdpApiKey)),
            ("CIO_APP_KEY", Some(Role::AppApiKey)),
            ("customerio_region", Some(Role::Region)),
            ("key", None),
            ("api_key", None),
            ("token", None),
        ] {
            assert_eq!(by_field(name), role, "{name}");
        }
        assert_eq!(by_variable("CIO_PIPELINES_WRITE_KEY"), Some(Role::CdpApiKey));
        assert_eq!(by_variable("CUSTOMERIO_CDP_API_KEY_FILE"), Some(Role::CdpApiKey));
        assert_eq!(by_variable("CUSTOMERIO_API_KEY"), None);
        assert_eq!(by_variable("_FILE"), None);
    }

    #[test]
    fn the_quick_look_never_says_more_than_the_table() {
        for role in Role::ALL {
            assert!(is_own(role.file_key(), role), "{role}");
            for name in ["track_key", "app_key", "cdp_key", "write_key", "webhook_key", "key", "api_key", ""]
            {
                assert!(!is_own(name, role) || by_field(name) == Some(role), "{name}");
            }
        }
    }
}
