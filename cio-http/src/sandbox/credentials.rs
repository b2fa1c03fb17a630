//! The made-up keys of one account.

use cio_config::__private::{sandbox_key, sandbox_port, sandbox_token};
use cio_config::Role;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};

/// The keys of one of the sandbox's two accounts: well-formed, made up, and new for each sandbox.
///
/// Needs the feature `sandbox`.
///
/// They start with `facade_sandbox_` and the first port that the sandbox listens on, the token with `sa_sandbox_` before
/// that: a form that no key of Customer.io has. A client that holds such keys sends to this sandbox, in any build. `Debug`
/// does not show them, as it would not show real ones.
///
/// ```
/// use cio_config::Region;
/// use cio_http::sandbox::Sandbox;
///
/// let sandbox = Sandbox::start()?;
/// let credentials = sandbox.addresses().credentials(Region::Eu);
/// assert!(credentials.site_id().starts_with("facade_sandbox_"));
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
    /// The first port of the sandbox.
    port: u16,
}

impl Credentials {
    /// Of a sandbox whose first port is this.
    pub(super) fn made_up(port: u16) -> Self {
        let key = || sandbox_key(port, random());
        Self {
            site_id: key(),
            track_api_key: key(),
            app_api_key: key(),
            cdp_api_key: key(),
            webhook_signing_key: key(),
            service_account_token: sandbox_token(port, random()),
            port,
        }
    }

    /// Takes each key from `find`, which is given the key's name in a file: `site_id`.
    pub(super) fn try_from_names<E>(find: impl Fn(&'static str) -> Result<String, E>) -> Result<Self, E> {
        let read = Self {
            site_id: find(Role::SiteId.file_key())?,
            track_api_key: find(Role::TrackApiKey.file_key())?,
            app_api_key: find(Role::AppApiKey.file_key())?,
            cdp_api_key: find(Role::CdpApiKey.file_key())?,
            webhook_signing_key: find(Role::WebhookSigningKey.file_key())?,
            // A line may leave it out: most programs have no service account.
            service_account_token: find(Role::ServiceAccountToken.file_key()).unwrap_or_default(),
            port: 0,
        };
        let port = sandbox_port(&read.site_id).unwrap_or_default();
        Ok(Self { port, ..read })
    }

    /// Another set of the same sandbox.
    pub(super) fn others(&self) -> Self {
        Self::made_up(self.port)
    }

    /// The same keys, naming this port: a sandbox that was kept and starts again may have another.
    pub(super) fn on_port(self, port: u16) -> Self {
        let moved = |key: String| match sandbox_port(&key) {
            Some(before) => key.replacen(&format!("_{before}_"), &format!("_{port}_"), 1),
            None => key,
        };
        Self {
            site_id: moved(self.site_id),
            track_api_key: moved(self.track_api_key),
            app_api_key: moved(self.app_api_key),
            cdp_api_key: moved(self.cdp_api_key),
            webhook_signing_key: moved(self.webhook_signing_key),
            service_account_token: moved(self.service_account_token),
            port,
        }
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
        let other = self.others();
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
    let known = Credentials::made_up(0).entries().map(|(role, _)| role);
    known
        .into_iter()
        .find(|role| role.file_key() == name)
        .ok_or_else(|| format!("the key must be one of {}", known.map(Role::file_key).join(", ")))
}

/// A random number, so that no test can hard-code it. None of the keys is a secret, so the seed of a hash map is
/// enough.
pub(super) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::{Credentials, sandbox_port};
    use std::collections::BTreeSet;

    #[test]
    fn no_two_keys_are_alike_and_all_name_the_port() {
        let (one, other) = (Credentials::made_up(4010), Credentials::made_up(4010));
        let keys: BTreeSet<_> =
            one.entries().into_iter().chain(other.entries()).map(|(_, key)| key).collect();
        assert_eq!(keys.len(), 12);
        assert!(keys.iter().all(|key| sandbox_port(key) == Some(4010)));
    }
}
