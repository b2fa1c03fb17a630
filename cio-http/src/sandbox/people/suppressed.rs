//! A person of whom the service ignores everything.

use cio_config::Region;

/// Somebody of whom everything is ignored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Suppressed {
    /// The region of the account.
    pub region: Region,
    /// An id or an e-mail address; who had both is suppressed by both.
    pub id: String,
}
