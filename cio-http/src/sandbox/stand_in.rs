//! The running stand-in: its keys and its faults.

use crate::sandbox::addresses::Addresses;
use crate::sandbox::credentials::Credentials;
use crate::sandbox::fault::Fault;
use crate::sandbox::server::Server;
use crate::sandbox::service::Service;
use crate::sandbox::variables;
use crate::surface::host::Host;
use cio_config::{Environment, Region, Role, WorkspaceId};
use std::fmt;
use std::sync::Arc;

/// A stand-in Customer.io in this process; gone when dropped.
///
/// Needs the feature `sandbox`.
///
/// ```
/// use cio_config::Region;
/// use cio_http::sandbox::Sandbox;
///
/// let sandbox = Sandbox::start()?;
/// assert_ne!(sandbox.workspace_id(Region::Us), sandbox.workspace_id(Region::Eu));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Sandbox {
    pub(super) service: Arc<Service>,
    pub(super) _server: Server,
}

impl Sandbox {
    /// Where it listens, and the keys it took when it started.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.service.addresses
    }

    /// The address of the page that shows what arrived, for a browser.
    #[must_use]
    pub fn page(&self) -> String {
        format!("{}/_sandbox/", self.addresses().root(Host::Track, Region::Us))
    }

    /// The line that the sandbox program prints: addresses and the keys of all workspaces, as they are now.
    #[must_use]
    pub fn line(&self) -> String {
        self.service.addresses_now().to_string()
    }

    /// The variables of an account as names and values, for programs that are started with them.
    #[must_use]
    pub fn variables(&self, region: Region) -> Vec<(String, String)> {
        variables::of_account(&self.service.accounts.get(), region)
    }

    /// The number of the first workspace of the account in a region.
    #[must_use]
    pub fn workspace_id(&self, region: Region) -> WorkspaceId {
        self.workspace(region, "").id()
    }

    /// The keys of the first workspace of the account in a region, as they are now: some may have been
    /// [rotated](Self::rotate).
    #[must_use]
    pub fn credentials(&self, region: Region) -> Credentials {
        self.workspace(region, "").credentials()
    }

    /// The variables of the US account, as a source to load credentials from.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.environment_of(Region::Us)
    }

    /// The variables of the account in a region: six keys, the workspace and the region; and those of each workspace that
    /// [has a name](super::Builder::workspace), under its name.
    #[must_use]
    pub fn environment_of(&self, region: Region) -> Environment {
        self.variables(region).into_iter().collect()
    }

    /// Adds a fault to the end of the script.
    pub fn fail(&self, fault: Fault) {
        self.service.script.add(fault);
    }

    /// Removes all pending faults. Keys that were revoked or rotated stay so.
    pub fn recover(&self) {
        self.service.script.clear();
    }

    /// Refuses the key of a role from now on, as [`Fault::revoke`] does from a request on.
    pub fn revoke(&self, region: Region, role: Role) {
        self.workspace(region, "").revoke(role);
    }

    /// Puts another key in the place of that of a role, as [`Fault::rotate`] does at a request; the old one is refused.
    ///
    /// ```
    /// use cio_config::{Region, Role};
    /// use cio_http::sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::start()?;
    /// let old = sandbox.credentials(Region::Us);
    /// sandbox.rotate(Region::Us, Role::AppApiKey);
    /// assert_ne!(sandbox.credentials(Region::Us).app_api_key(), old.app_api_key());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn rotate(&self, region: Region, role: Role) {
        self.workspace(region, "").rotate(role);
    }

    /// Gives the account another set of keys, as [`Workspace::add_keys`](super::Workspace::add_keys) does.
    pub fn add_keys(&self, region: Region) {
        self.workspace(region, "").add_keys();
    }

    /// Revokes all sets of keys of the account except the one added last.
    pub fn retire_older_keys(&self, region: Region) {
        self.workspace(region, "").retire_older_keys();
    }
}

impl AsRef<Addresses> for Sandbox {
    fn as_ref(&self) -> &Addresses {
        self.addresses()
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("addresses", self.addresses()).finish_non_exhaustive()
    }
}
