//! The two accounts: one a region, each with one workspace.

use super::by_region::{ByRegion, REGIONS};
use super::credentials::{Credentials, random};
use cio_config::{Region, Role};
use std::sync::{Arc, Mutex, PoisonError};

/// One account: its region, its workspace, its keys.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) region: Region,
    pub(super) environment_id: u64,
    /// The keys that it was given last.
    pub(super) credentials: Credentials,
    /// Older ones that are still good.
    pub(super) older: Vec<Credentials>,
}

impl Account {
    /// All sets of keys that are good.
    pub(super) fn sets(&self) -> impl Iterator<Item = &Credentials> {
        std::iter::once(&self.credentials).chain(&self.older)
    }
}

/// Both accounts.
#[derive(Clone)]
pub(super) struct Accounts {
    by_region: ByRegion<Account>,
    /// Keys that are good no more, and whose they were.
    revoked: Vec<(Region, Role, String)>,
}

/// Both accounts as they are now: keys come and go.
#[derive(Debug)]
pub(super) struct Current(Mutex<Arc<Accounts>>);

impl Accounts {
    pub(super) fn made_up() -> Self {
        let account = |region| Account {
            region,
            // Disjoint ranges: no test mistakes one workspace for the other by luck.
            environment_id: random() % 50_000 + if region == Region::Eu { 150_000 } else { 100_000 },
            credentials: Credentials::made_up(),
            older: Vec::new(),
        };
        Self { by_region: ByRegion::make(account), revoked: Vec::new() }
    }

    pub(super) fn get(&self, region: Region) -> &Account {
        self.by_region.get(region)
    }

    pub(super) fn find(&self, matches: impl Fn(&Account) -> bool) -> Option<&Account> {
        REGIONS.into_iter().map(|region| self.get(region)).find(|account| matches(account))
    }

    /// Whose key a text is, and which.
    pub(super) fn owner(&self, text: &str) -> Option<(Region, Role)> {
        REGIONS
            .into_iter()
            .find_map(|region| Some((region, self.get(region).sets().find_map(|keys| keys.role_of(text))?)))
    }

    /// Whose key a text was that is good no more, and which.
    pub(super) fn former_owner(&self, text: &str) -> Option<(Region, Role)> {
        let (region, role, _) = self.revoked.iter().find(|(_, _, key)| key == text)?;
        Some((*region, *role))
    }
}

impl Current {
    pub(super) fn new(accounts: Accounts) -> Self {
        Self(Mutex::new(Arc::new(accounts)))
    }

    pub(super) fn get(&self) -> Arc<Accounts> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The account's key of this role is good no more, and stays the account's.
    pub(super) fn revoke(&self, region: Region, role: Role) {
        self.change(|accounts| {
            let key = accounts.get(region).credentials.of(role).map(str::to_owned);
            accounts.revoked.extend(key.map(|key| (region, role, key)));
        });
    }

    /// The account's key of this role is good no more, and another takes its place.
    pub(super) fn rotate(&self, region: Region, role: Role) {
        self.change(|accounts| {
            let key = accounts.by_region.get_mut(region).credentials.replace(role);
            accounts.revoked.extend(key.map(|key| (region, role, key)));
        });
    }

    /// The account has another set of keys; the ones before stay good.
    pub(super) fn add(&self, region: Region) {
        self.change(|accounts| {
            let account = accounts.by_region.get_mut(region);
            let before = std::mem::replace(&mut account.credentials, Credentials::made_up());
            account.older.push(before);
        });
    }

    /// All sets of keys but the last are good no more.
    pub(super) fn retire(&self, region: Region) {
        self.change(|accounts| {
            for keys in std::mem::take(&mut accounts.by_region.get_mut(region).older) {
                let keys = keys.entries().map(|(role, key)| (region, role, key.to_owned()));
                accounts.revoked.extend(keys);
            }
        });
    }

    fn change(&self, change: impl FnOnce(&mut Accounts)) {
        // One change is one look-up and one push, neither of which panics.
        change(Arc::make_mut(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)));
    }
}

impl std::fmt::Debug for Accounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Accounts").field(&self.by_region).finish_non_exhaustive()
    }
}
