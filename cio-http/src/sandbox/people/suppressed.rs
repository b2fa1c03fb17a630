//! A suppressed person, whose data the service ignores.

use cio_config::{Region, WorkspaceId};

/// A suppressed person: everything that is sent of them is ignored.
///
/// Needs the feature `sandbox`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Suppressed {
    /// The region of the account.
    pub region: Region,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// An id or an e-mail address; who had both is suppressed by both.
    pub id: String,
}
