//! The two accounts: one a region, each with one workspace.

use super::by_region::{ByRegion, REGIONS};
use super::credentials::{Credentials, random};
use cio_config::{Region, Role};

/// One account: its region, its workspace, its keys.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) region: Region,
    pub(super) environment_id: u64,
    pub(super) credentials: Credentials,
}

/// Both accounts.
#[derive(Clone, Debug)]
pub(super) struct Accounts(ByRegion<Account>);

impl Accounts {
    pub(super) fn made_up() -> Self {
        Self(ByRegion::make(|region| Account {
            region,
            // Disjoint ranges: no test mistakes one workspace for the other by luck.
            environment_id: random() % 50_000 + if region == Region::Eu { 150_000 } else { 100_000 },
            credentials: Credentials::made_up(),
        }))
    }

    pub(super) fn get(&self, region: Region) -> &Account {
        self.0.get(region)
    }

    pub(super) fn find(&self, matches: impl Fn(&Account) -> bool) -> Option<&Account> {
        REGIONS.into_iter().map(|region| self.get(region)).find(|account| matches(account))
    }

    /// Whose key a text is, and which.
    pub(super) fn owner(&self, text: &str) -> Option<(Region, Role)> {
        REGIONS.into_iter().find_map(|region| Some((region, self.get(region).credentials.role_of(text)?)))
    }
}
