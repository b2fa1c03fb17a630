//! The made-up keys of one account.

use cio_config::Role;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};

/// The keys of one of the sandbox's two accounts: well-formed, made up, and new for each sandbox.
///
/// Needs the feature `sandbox`.
///
/// All start with `facade`, the token with `sa_sandbox_facade`, so that they cannot be mistaken for real ones. `Debug`
/// does not show them, as it would not show real ones.
///
/// ```
/// use cio_config::Region;
/// use cio_http::sandbox::Sandbox;
///
/// let sandbox = Sandbox::start()?;
/// let credentials = sandbox.addresses().credentials(Region::Eu);
/// assert!(credentials.site_id().starts_with("facade"));
/// assert_eq!(format!("{credentials:?}"), "Credentials([redacted])");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct Credentials {
    site_id: String,
    track_api_key: String,
    app_api_key: String,
    cdp_api_key: String,
    webhook_signing_key: String,
    service_account_token: String,
}

impl Credentials {
    pub(super) fn made_up() -> Self {
        Self {
            site_id: key(20),
            track_api_key: key(20),
            app_api_key: key(32),
            cdp_api_key: key(20),
            webhook_signing_key: key(32),
            service_account_token: format!("sa_sandbox_{}", key(32)),
        }
    }

    /// Takes each key from `find`, which is given the key's name in a file: `site_id`.
    pub(super) fn try_from_names<E>(find: impl Fn(&'static str) -> Result<String, E>) -> Result<Self, E> {
        Ok(Self {
            site_id: find(Role::SiteId.file_key())?,
            track_api_key: find(Role::TrackApiKey.file_key())?,
            app_api_key: find(Role::AppApiKey.file_key())?,
            cdp_api_key: find(Role::CdpApiKey.file_key())?,
            webhook_signing_key: find(Role::WebhookSigningKey.file_key())?,
            // A line may leave it out: most programs have no service account.
            service_account_token: find(Role::ServiceAccountToken.file_key()).unwrap_or_default(),
        })
    }

    /// The user name of the Track API.
    #[must_use]
    pub fn site_id(&self) -> &str {
        &self.site_id
    }

    /// The password of the Track API.
    #[must_use]
    pub fn track_api_key(&self) -> &str {
        &self.track_api_key
    }

    /// The bearer token of the App API.
    #[must_use]
    pub fn app_api_key(&self) -> &str {
        &self.app_api_key
    }

    /// The user name of the Pipelines API, which takes no password.
    #[must_use]
    pub fn cdp_api_key(&self) -> &str {
        &self.cdp_api_key
    }

    /// The key that signs webhooks.
    #[must_use]
    pub fn webhook_signing_key(&self) -> &str {
        &self.webhook_signing_key
    }

    /// The bearer token that sends in any workspace of the account.
    #[must_use]
    pub fn service_account_token(&self) -> &str {
        &self.service_account_token
    }

    /// Every key with its role, in the order in which they are listed.
    pub(super) fn entries(&self) -> [(Role, &str); 6] {
        [
            (Role::SiteId, &self.site_id),
            (Role::TrackApiKey, &self.track_api_key),
            (Role::AppApiKey, &self.app_api_key),
            (Role::CdpApiKey, &self.cdp_api_key),
            (Role::WebhookSigningKey, &self.webhook_signing_key),
            (Role::ServiceAccountToken, &self.service_account_token),
        ]
    }

    /// Puts another key in the place of one; the old one, if there is one of this role.
    pub(super) fn replace(&mut self, role: Role) -> Option<String> {
        let other = Self::made_up();
        let (key, other) = match role {
            Role::SiteId => (&mut self.site_id, other.site_id),
            Role::TrackApiKey => (&mut self.track_api_key, other.track_api_key),
            Role::AppApiKey => (&mut self.app_api_key, other.app_api_key),
            Role::CdpApiKey => (&mut self.cdp_api_key, other.cdp_api_key),
            Role::WebhookSigningKey => (&mut self.webhook_signing_key, other.webhook_signing_key),
            Role::ServiceAccountToken => (&mut self.service_account_token, other.service_account_token),
            _ => return None,
        };
        Some(std::mem::replace(key, other))
    }

    /// The key of a role, if there is one.
    pub(super) fn of(&self, role: Role) -> Option<&str> {
        self.entries().into_iter().find(|(known, _)| *known == role).map(|(_, key)| key)
    }

    /// Which of these keys a string is.
    pub(super) fn role_of(&self, text: &str) -> Option<Role> {
        self.entries().into_iter().find(|(_, key)| *key == text).map(|(role, _)| role)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials([redacted])")
    }
}

/// The key that has this name in a file.
pub(super) fn role_named(name: &str) -> Result<Role, String> {
    let known = Credentials::made_up().entries().map(|(role, _)| role);
    known
        .into_iter()
        .find(|role| role.file_key() == name)
        .ok_or_else(|| format!("a key is one of {}", known.map(Role::file_key).join(", ")))
}

/// Lower-case hex digits, as many as asked for.
fn key(digits: usize) -> String {
    let mut key = format!("facade{:016x}{:016x}", random(), random());
    key.truncate(digits);
    key
}

/// A random number, so that no test can hard-code it. None of the keys is a secret, so the seed of a hash map is
/// enough.
pub(super) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::Credentials;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_keys_are_alike_and_all_are_hex_digits() {
        let (one, other) = (Credentials::made_up(), Credentials::made_up());
        let keys: BTreeSet<_> =
            one.entries().into_iter().chain(other.entries()).map(|(_, key)| key).collect();
        assert_eq!(keys.len(), 12);
        let digits = keys.iter().map(|key| key.trim_start_matches("sa_sandbox_"));
        assert!(digits.clone().all(|key| key.bytes().all(|byte| byte.is_ascii_hexdigit())));
        assert!(digits.clone().all(|key| key.len() == 20 || key.len() == 32));
    }
}
