//! The workspaces of both accounts, one account a region, and the keys of each.

use super::by_region::REGIONS;
use super::credentials::{Credentials, random};
use super::workspace_key::WorkspaceKey;
use cio_config::{Region, Role};
use std::sync::{Arc, Mutex, PoisonError};

/// One workspace: its region, name and keys.
#[derive(Clone, Debug)]
pub(super) struct Workspace {
    pub(super) place: WorkspaceKey,
    /// Empty for the first of its account.
    pub(super) name: String,
    /// The keys that it was given last.
    pub(super) credentials: Credentials,
    /// Older ones that are still good. A set may share keys with the next one.
    pub(super) older: Vec<Credentials>,
}

impl Workspace {
    /// All sets of keys that are good.
    pub(super) fn sets(&self) -> impl Iterator<Item = &Credentials> {
        std::iter::once(&self.credentials).chain(&self.older)
    }
}

/// The workspaces of both accounts; at least one in each.
#[derive(Clone)]
pub(super) struct Accounts {
    workspaces: Vec<Workspace>,
    /// Keys that are good no more, and whose they were.
    revoked: Vec<(WorkspaceKey, Role, String)>,
}

/// Both accounts as they are now: keys come and go.
#[derive(Debug)]
pub(super) struct Current(Mutex<Arc<Accounts>>);

impl Accounts {
    /// In each region one workspace without a name, and one for each name.
    pub(super) fn made_up(names: &[String], port: u16) -> Self {
        let names = || std::iter::once("").chain(names.iter().map(String::as_str));
        let each = REGIONS.into_iter().flat_map(|region| names().map(move |name| (region, name)));
        let mut workspaces = Vec::<Workspace>::new();
        for (region, name) in each {
            // Disjoint ranges: no test mistakes one workspace for the other by luck.
            let first = if region == Region::Eu { 150_000 } else { 100_000 };
            let mut number = first + random() % 50_000;
            while workspaces.iter().any(|workspace| workspace.place.workspace == number) {
                number = first + (number + 1) % 50_000;
            }
            let place = WorkspaceKey { region, workspace: number };
            let (name, credentials, older) = (name.to_owned(), Credentials::made_up(port), Vec::new());
            workspaces.push(Workspace { place, name, credentials, older });
        }
        Self { workspaces, revoked: Vec::new() }
    }

    /// With workspaces that were kept in the place of those of the same name, and keys that were revoked before.
    pub(super) fn with(mut self, saved: Vec<Workspace>, revoked: Vec<(WorkspaceKey, Role, String)>) -> Self {
        for saved in saved {
            let is_same =
                |it: &&mut Workspace| (it.place.region, &it.name) == (saved.place.region, &saved.name);
            match self.workspaces.iter_mut().find(is_same) {
                Some(workspace) => *workspace = saved,
                None => self.workspaces.push(saved),
            }
        }
        self.revoked = revoked;
        self
    }

    pub(super) fn all(&self) -> &[Workspace] {
        &self.workspaces
    }

    pub(super) fn revoked(&self) -> &[(WorkspaceKey, Role, String)] {
        &self.revoked
    }

    /// The first workspace of the account in a region.
    pub(super) fn get(&self, region: Region) -> &Workspace {
        self.named(region, "").expect("each account has a workspace without a name")
    }

    pub(super) fn named(&self, region: Region, name: &str) -> Option<&Workspace> {
        self.in_region(region).find(|workspace| workspace.name == name)
    }

    /// All of an account, the one without a name first.
    pub(super) fn in_region(&self, region: Region) -> impl Iterator<Item = &Workspace> {
        self.workspaces.iter().filter(move |workspace| workspace.place.region == region)
    }

    pub(super) fn at(&self, place: WorkspaceKey) -> Option<&Workspace> {
        self.workspaces.iter().find(|workspace| workspace.place == place)
    }

    pub(super) fn find(&self, matches: impl Fn(&Workspace) -> bool) -> Option<&Workspace> {
        self.workspaces.iter().find(|workspace| matches(workspace))
    }

    /// Whose a key is: the workspace in words, and its role.
    pub(super) fn owner(&self, text: &str) -> Option<(String, Role)> {
        let role = |workspace: &Workspace| workspace.sets().find_map(|keys| keys.role_of(text));
        self.workspaces.iter().find_map(|workspace| Some((self.words(workspace.place), role(workspace)?)))
    }

    /// Whose a key was that was revoked or rotated.
    pub(super) fn former_owner(&self, text: &str) -> Option<(String, Role)> {
        let (place, role, _) = self.revoked.iter().find(|(_, _, key)| key == text)?;
        Some((self.words(*place), *role))
    }

    /// `us account`, or `us account's workspace marketing` where there are several.
    pub(super) fn words(&self, place: WorkspaceKey) -> String {
        match self.at(place).map(|workspace| workspace.name.as_str()) {
            Some(name) if !name.is_empty() => format!("{} account's workspace {name}", place.region),
            _ => format!("{} account", place.region),
        }
    }
}

impl Current {
    pub(super) fn new(accounts: Accounts) -> Self {
        Self(Mutex::new(Arc::new(accounts)))
    }

    pub(super) fn get(&self) -> Arc<Accounts> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The workspace's key of this role is good no more, and stays the workspace's.
    pub(super) fn revoke(&self, place: WorkspaceKey, role: Role) {
        self.change(place, |workspace| workspace.credentials.of(role).map(|key| (role, key.to_owned())));
    }

    /// The workspace's key of this role is good no more, and another takes its place.
    pub(super) fn rotate(&self, place: WorkspaceKey, role: Role) {
        self.change(place, |workspace| Some((role, workspace.credentials.replace(role)?)));
    }

    /// The workspace has another set of keys; the ones before stay good.
    pub(super) fn add(&self, place: WorkspaceKey) {
        self.add_set(place, Credentials::others);
    }

    /// The workspace has another key of this role, a pair for either half of one; the ones before stay good.
    pub(super) fn add_key(&self, place: WorkspaceKey, role: Role) {
        self.add_set(place, |before| {
            let mut keys = before.clone();
            let pair = [Role::SiteId, Role::TrackApiKey];
            let roles = if pair.contains(&role) { pair.to_vec() } else { vec![role] };
            roles.into_iter().for_each(|role| drop(keys.replace(role)));
            keys
        });
    }

    fn add_set(&self, place: WorkspaceKey, make: impl FnOnce(&Credentials) -> Credentials) {
        self.change(place, |workspace| {
            let keys = make(&workspace.credentials);
            let before = std::mem::replace(&mut workspace.credentials, keys);
            workspace.older.push(before);
            []
        });
    }

    /// All sets of keys but the last are good no more.
    pub(super) fn retire(&self, place: WorkspaceKey) {
        self.change(place, |workspace| {
            let older = std::mem::take(&mut workspace.older);
            let is_gone = |key: &str| workspace.credentials.role_of(key).is_none();
            let each = |keys: Credentials| keys.entries().map(|(role, key)| (role, key.to_owned()));
            older.into_iter().flat_map(each).filter(|(_, key)| is_gone(key)).collect::<Vec<_>>()
        });
    }

    /// Changes one workspace; the keys that the change returns are revoked.
    fn change<R: IntoIterator<Item = (Role, String)>>(
        &self,
        place: WorkspaceKey,
        change: impl FnOnce(&mut Workspace) -> R,
    ) {
        // One change is one look-up and one push, neither of which panics.
        let mut accounts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let accounts = Arc::make_mut(&mut accounts);
        let Some(workspace) = accounts.workspaces.iter_mut().find(|it| it.place == place) else { return };
        let revoked = change(workspace).into_iter().map(|(role, key)| (place, role, key));
        accounts.revoked.extend(revoked);
    }
}

impl std::fmt::Debug for Accounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Accounts").field(&self.workspaces).finish_non_exhaustive()
    }
}
