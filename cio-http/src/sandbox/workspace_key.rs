//! One workspace, and all that is kept of it apart from the others.

use cio_config::{Region, WorkspaceId};

/// One workspace: everything is kept by it, so that no two workspaces see each other's people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WorkspaceKey {
    pub(super) region: Region,
    /// Its number: unique in both regions.
    pub(super) workspace: u64,
}

impl WorkspaceKey {
    pub(super) fn id(self) -> WorkspaceId {
        self.workspace.into()
    }
}

/// A method `place` for types that show the region and the workspace of one.
macro_rules! placed {
    ($($shown:ty),*) => {
        $(impl $shown {
            #[allow(dead_code, reason = "not each of them is looked for by its place")]
            pub(in crate::sandbox) fn place(&self) -> $crate::sandbox::workspace_key::WorkspaceKey {
                $crate::sandbox::workspace_key::WorkspaceKey { region: self.region, workspace: self.workspace.number() }
            }
        })*
    };
}
pub(super) use placed;
