//! Which credential a name speaks of: a field that says one and holds another does not compile.

use crate::Role;
use crate::names::{hash_name, hash_upper};

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
    let hash = hash_upper(name.as_bytes());
    match find(&FIELDS, hash) {
        Some(role) => Some(role),
        None => find(&VARIABLES, hash),
    }
}

/// The role whose variable this is, one of the names of the table.
pub(crate) const fn by_variable(name: &str) -> Option<Role> {
    find(&VARIABLES, hash_name(name.as_bytes()))
}

/// A name in upper case, as its hash, and the role it claims.
type Claim = (u64, Role);

/// Hashed once, since hashing all names for each struct would cost more than the rest of its derive.
const VARIABLES: [Claim; count_variables()] = variables();
const FIELDS: [Claim; count_fields()] = fields();

const fn find(claims: &[Claim], hash: u64) -> Option<Role> {
    let mut index = 0;
    while index < claims.len() {
        if claims[index].0 == hash {
            return Some(claims[index].1);
        }
        index += 1;
    }
    None
}

const fn variables<const COUNT: usize>() -> [Claim; COUNT] {
    let mut claims = [(0, Role::Region); COUNT];
    let (mut row, mut next) = (0, 0);
    while row < Role::ALL.len() {
        let role = Role::ALL[row];
        claims[next] = (hash_name(role.variable().as_bytes()), role);
        next = push(&mut claims, next + 1, role, role.also_read());
        row += 1;
    }
    claims
}

const fn fields<const COUNT: usize>() -> [Claim; COUNT] {
    let mut claims = [(0, Role::Region); COUNT];
    let mut next = 0;
    while next < Role::ALL.len() {
        let role = Role::ALL[next];
        claims[next] = (hash_upper(role.file_key().as_bytes()), role);
        next += 1;
    }
    let mut row = 0;
    while row < FIELD_NAMES.len() {
        let (role, names) = FIELD_NAMES[row];
        next = push(&mut claims, next, role, names);
        row += 1;
    }
    claims
}

/// Adds names from the place `next` on, and tells the place after them.
const fn push(claims: &mut [Claim], next: usize, role: Role, names: &[&str]) -> usize {
    let mut index = 0;
    while index < names.len() {
        claims[next + index] = (hash_upper(names[index].as_bytes()), role);
        index += 1;
    }
    next + index
}

const fn count_variables() -> usize {
    let (mut row, mut count) = (0, 0);
    while row < Role::ALL.len() {
        count += 1 + Role::ALL[row].also_read().len();
        row += 1;
    }
    count
}

const fn count_fields() -> usize {
    let (mut row, mut count) = (0, Role::ALL.len());
    while row < FIELD_NAMES.len() {
        count += FIELD_NAMES[row].1.len();
        row += 1;
    }
    count
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
