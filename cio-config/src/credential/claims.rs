//! Which credential a name claims: a field whose name claims one credential and whose type is another does not compile.

use crate::credential::names_in_use::WORDS;
use crate::credential::role::Role;
use crate::text::compare::ends_with;
use crate::text::hash::{hash_name, hash_upper};

/// The role that the name of a field claims, in any case: a word that is in use for one role alone, the role's file
/// key, or one of its variables.
pub(crate) const fn by_field(name: &str) -> Option<Role> {
    FIELDS.find(hash_upper(name.as_bytes()))
}

/// Whether a field's name certainly claims `role`: the names that most structs use.
///
/// `const` evaluation compares with a byte string literal in one step, and hashes a name of the table byte by byte.
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

/// The role that reads this variable: one of its names, or the one with `_FILE`.
pub(crate) const fn by_variable(name: &str) -> Option<Role> {
    let name = name.as_bytes();
    match VARIABLES.find(hash_name(name)) {
        None if ends_with(name, b"_FILE") => {
            VARIABLES.find(hash_name(name.split_at(name.len() - b"_FILE".len()).0))
        }
        claimed => claimed,
    }
}

/// Hashed once: hashing every name for each struct would cost the compiler more than the rest of its derive.
const VARIABLES: Claims = variables();
const FIELDS: Claims = fields();

/// An open-addressed table: each hash of a name in upper case is at the slot that it gives, or at the next free one.
struct Claims([Option<(u64, Role)>; Self::PLACES]);

impl Claims {
    /// Twice as many as there are names, so that a probe is short.
    const PLACES: usize = 256;

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
    while row < WORDS.len() {
        let (roles, words) = WORDS[row];
        if let [role] = roles {
            claims = claims.add(*role, words);
        }
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
