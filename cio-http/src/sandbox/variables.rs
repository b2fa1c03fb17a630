//! The variables that load the keys of a sandbox.

use super::account::{Accounts, Workspace};
use cio_config::{Region, Role};

/// Those of an account: of its first workspace by their plain names, of each other one by names with its own in them.
pub(super) fn of_account(accounts: &Accounts, region: Region) -> Vec<(String, String)> {
    accounts.in_region(region).flat_map(|workspace| of_workspace(workspace, &workspace.name)).collect()
}

/// Those of one workspace, named as if it were called `name`.
pub(super) fn of_workspace(workspace: &Workspace, name: &str) -> Vec<(String, String)> {
    let place = workspace.place;
    let others = [(Role::WorkspaceId, place.workspace.to_string()), (Role::Region, place.region.to_string())];
    let keys = workspace.credentials.entries().map(|(role, key)| (role, key.to_owned()));
    keys.into_iter()
        .chain(others)
        // It belongs to the account.
        .filter(|(role, _)| name.is_empty() || *role != Role::ServiceAccountToken)
        .map(|(role, value)| (variable(role, name), value))
        .collect()
}

/// `CUSTOMERIO_SITE_ID`, or `CUSTOMERIO_MARKETING_SITE_ID`.
fn variable(role: Role, workspace: &str) -> String {
    let plain = role.variable();
    match plain.split_once('_') {
        Some((prefix, rest)) if !workspace.is_empty() => {
            format!("{prefix}_{}_{rest}", workspace.to_ascii_uppercase())
        }
        _ => plain.to_owned(),
    }
}
