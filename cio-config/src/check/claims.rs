//! Which credential a name speaks of: a field that says one and holds another does not compile.

use crate::Role;
use crate::names::hash_name;

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

/// The role that the name of a field claims, in any case.
pub(super) const fn by_field(name: &str) -> Option<Role> {
    let lower = Folded::lower(name.as_bytes());
    let hash = hash_name(lower.bytes());
    let mut index = 0;
    while index < Role::ALL.len() {
        let role = Role::ALL[index];
        if hash_name(role.file_key().as_bytes()) == hash
            || is_variable(role, Folded::upper(name.as_bytes()).bytes())
        {
            return Some(role);
        }
        index += 1;
    }
    let mut row = 0;
    while row < FIELD_NAMES.len() {
        let (role, names) = FIELD_NAMES[row];
        let mut column = 0;
        while column < names.len() {
            if hash_name(names[column].as_bytes()) == hash {
                return Some(role);
            }
            column += 1;
        }
        row += 1;
    }
    None
}

/// The role whose variable this is, one of the names of the table.
pub(super) const fn by_variable(name: &str) -> Option<Role> {
    let mut index = 0;
    while index < Role::ALL.len() {
        if is_variable(Role::ALL[index], name.as_bytes()) {
            return Some(Role::ALL[index]);
        }
        index += 1;
    }
    None
}

const fn is_variable(role: Role, name: &[u8]) -> bool {
    let hash = hash_name(name);
    if hash_name(role.variable().as_bytes()) == hash {
        return true;
    }
    let also_read = role.also_read();
    let mut index = 0;
    while index < also_read.len() {
        if hash_name(also_read[index].as_bytes()) == hash {
            return true;
        }
        index += 1;
    }
    false
}

/// A name in one case. One that is longer is no name of ours.
struct Folded {
    bytes: [u8; 64],
    length: usize,
}

impl Folded {
    const fn lower(name: &[u8]) -> Self {
        Self::map(name, false)
    }

    const fn upper(name: &[u8]) -> Self {
        Self::map(name, true)
    }

    const fn map(name: &[u8], upper: bool) -> Self {
        let mut bytes = [0; 64];
        let length = if name.len() > 64 { 0 } else { name.len() };
        let mut index = 0;
        while index < length {
            bytes[index] =
                if upper { name[index].to_ascii_uppercase() } else { name[index].to_ascii_lowercase() };
            index += 1;
        }
        Self { bytes, length }
    }

    const fn bytes(&self) -> &[u8] {
        self.bytes.split_at(self.length).0
    }
}

#[cfg(test)]
mod tests {
    use super::{by_field, by_variable};
    use crate::Role;

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
        assert_eq!(by_variable("CUSTOMERIO_API_KEY"), None);
    }
}
