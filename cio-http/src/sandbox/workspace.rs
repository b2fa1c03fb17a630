//! One workspace of a running sandbox: its number, its keys, its variables.

use crate::sandbox::credentials::Credentials;
use crate::sandbox::stand_in::Sandbox;
use crate::sandbox::variables;
use crate::sandbox::workspace_key::WorkspaceKey;
use cio_config::{Environment, Region, Role, WorkspaceId};

/// One workspace of a [`Sandbox`].
///
/// Needs the feature `sandbox`.
///
/// ```
/// use cio_config::{CioCredentials, Region, SiteId, TrackApiKey};
/// use cio_http::sandbox::Sandbox;
///
/// #[derive(CioCredentials)]
/// #[cio(workspace = "marketing")]
/// struct Marketing {
///     site_id: SiteId,
///     track_key: TrackApiKey,
///     region: Region,
/// }
///
/// let sandbox = Sandbox::builder().workspace("marketing").start()?;
/// let marketing = Marketing::loader().environment(sandbox.environment()).load()?;
/// let workspace = sandbox.workspace(Region::Us, "marketing");
/// assert_eq!(marketing.site_id.expose(), workspace.credentials().site_id());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Workspace<'a> {
    sandbox: &'a Sandbox,
    place: WorkspaceKey,
}

impl Sandbox {
    /// The workspace of this name in the account of a region; the one without a name, the first, is `""`.
    ///
    /// # Panics
    /// If [`Builder::workspace`](super::Builder::workspace) was not given this name.
    #[must_use]
    #[track_caller]
    pub fn workspace(&self, region: Region, name: &str) -> Workspace<'_> {
        let accounts = self.service.accounts.get();
        let place = accounts.named(region, name).map(|workspace| workspace.place);
        let place = place.expect("the builder of the sandbox has no workspace with this name");
        Workspace { sandbox: self, place }
    }
}

impl Workspace<'_> {
    /// Its number.
    #[must_use]
    pub fn id(self) -> WorkspaceId {
        self.place.id()
    }

    /// The keys that it was given last.
    #[must_use]
    pub fn credentials(self) -> Credentials {
        self.get(|workspace| workspace.credentials.clone())
    }

    /// Its variables under their plain names, for credentials that name no workspace.
    #[must_use]
    pub fn environment(self) -> Environment {
        self.get(|workspace| variables::of_workspace(workspace, "")).into_iter().collect()
    }

    /// Refuses its key of a role from now on.
    pub fn revoke(self, role: Role) {
        self.sandbox.service.accounts.revoke(self.place, role);
    }

    /// Puts another key in the place of that of a role; the old one is refused.
    pub fn rotate(self, role: Role) {
        self.sandbox.service.accounts.rotate(self.place, role);
    }

    /// Gives it another set of keys, as the dashboard does; those before stay good until they are
    /// [retired](Self::retire_older_keys).
    ///
    /// ```
    /// use cio_config::Region;
    /// use cio_http::sandbox::Sandbox;
    ///
    /// let sandbox = Sandbox::start()?;
    /// let workspace = sandbox.workspace(Region::Us, "");
    /// let old = workspace.credentials();
    /// workspace.add_keys(); // both sets are good now
    /// workspace.retire_older_keys(); // only the new one is
    /// assert_ne!(workspace.credentials().app_api_key(), old.app_api_key());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn add_keys(self) {
        self.sandbox.service.accounts.add(self.place);
    }

    /// Gives it another key of this role beside the one before. The Track API's two are one pair: both are new.
    pub fn add_key(self, role: Role) {
        self.sandbox.service.accounts.add_key(self.place, role);
    }

    /// Refuses all its keys but those that were added last.
    pub fn retire_older_keys(self) {
        self.sandbox.service.accounts.retire(self.place);
    }

    fn get<T>(self, get: impl FnOnce(&super::account::Workspace) -> T) -> T {
        let accounts = self.sandbox.service.accounts.get();
        get(accounts.at(self.place).expect("no workspace of a sandbox goes away"))
    }
}

#[cfg(test)]
mod tests;
