//! The number of a workspace.

use crate::credential::accept::{header_safe, not_something_else};
use crate::credential::fault::KeyFault;
use crate::credential::role::Role;
use crate::credential::sealed::{Credential, Sealed};
use std::fmt;
use std::str::FromStr;

/// Workspace ID: the number of a workspace, which Customer.io also calls environment ID.
///
/// Not a secret: it has `Display`, `PartialEq` and `Copy`.
///
/// ```
/// use cio_config::WorkspaceId;
///
/// let workspace: WorkspaceId = "3".parse()?;
/// assert_eq!(workspace, WorkspaceId::from(3));
/// assert_eq!(workspace.to_string(), "3");
/// # Ok::<(), cio_config::KeyFault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkspaceId {
    number: u64,
    /// The number as text, padded with blanks in front, so that `exposed` can lend it.
    text: [u8; LONGEST],
}

/// Digits of the largest number.
const LONGEST: usize = 20;

impl WorkspaceId {
    /// The number.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.number
    }
}

impl Sealed for WorkspaceId {}

impl Credential for WorkspaceId {
    const ROLE: Role = Role::WorkspaceId;

    fn from_text(text: &str) -> Result<Self, KeyFault> {
        // `u64::from_str` takes `+3` and `03`, which would not be shown as they were set.
        match text.parse::<u64>() {
            Ok(number) if text.starts_with(|first| ('1'..='9').contains(&first)) => Ok(number.into()),
            _ => {
                not_something_else(text)?;
                header_safe(text)?;
                Err(KeyFault::NotWorkspaceId)
            }
        }
    }

    fn exposed(&self) -> &str {
        std::str::from_utf8(self.text.trim_ascii_start()).unwrap_or_default()
    }
}

crate::credential::key::deserialized!(WorkspaceId);

impl From<u64> for WorkspaceId {
    fn from(number: u64) -> Self {
        let mut text = [b' '; LONGEST];
        let mut rest = number;
        for digit in text.iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        Self { number, text }
    }
}

impl FromStr for WorkspaceId {
    type Err = KeyFault;

    fn from_str(text: &str) -> Result<Self, KeyFault> {
        Self::from_text(text)
    }
}

impl fmt::Display for WorkspaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(f)
    }
}

impl fmt::Debug for WorkspaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WorkspaceId").field(&self.number).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::WorkspaceId;
    use crate::credential::sealed::Credential;

    #[test]
    fn every_number_shows_as_it_is() {
        for number in [0, 3, 10, 130_000, u64::MAX] {
            let workspace = WorkspaceId::from(number);
            assert_eq!(workspace.exposed(), number.to_string());
            assert_eq!(format!("{workspace} {workspace:?}"), format!("{number} WorkspaceId({number})"));
        }
        assert!(WorkspaceId::from(9) < WorkspaceId::from(10));
    }
}
