//! The number of a workspace.

use crate::fault::{Fault, header_safe};
use crate::{Credential, Role};
use std::fmt;
use std::str::FromStr;

/// Workspace ID: the number of a workspace, which Customer.io also calls environment ID.
///
/// No secret: it shows, compares and copies.
///
/// ```
/// use cio_config::WorkspaceId;
///
/// let workspace: WorkspaceId = "3".parse()?;
/// assert_eq!(workspace, WorkspaceId::from(3));
/// assert_eq!(workspace.to_string(), "3");
/// # Ok::<(), cio_config::Fault>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkspaceId(u64);

impl WorkspaceId {
    /// The number.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl crate::key::sealed::Sealed for WorkspaceId {}

impl Credential for WorkspaceId {
    const ROLE: Role = Role::WorkspaceId;

    fn from_text(text: &str) -> Result<Self, Fault> {
        header_safe(text)?;
        // `u64::from_str` takes `+3` and `03`; a number that reads back differently would not be what was set.
        match text.parse() {
            Ok(number) if text.starts_with(|first| ('1'..='9').contains(&first)) => Ok(Self(number)),
            _ => Err(Fault::NotWorkspaceId),
        }
    }
}

crate::field::field_types!(WorkspaceId);
crate::key::deserialized!(WorkspaceId);

impl From<u64> for WorkspaceId {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

impl FromStr for WorkspaceId {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        Self::from_text(text)
    }
}

impl fmt::Display for WorkspaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
