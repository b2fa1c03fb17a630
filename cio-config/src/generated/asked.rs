//! Which credential's text is asked for; derived code passes it on to the slots.

use crate::credential::role::{Exposure, Role};

/// Which credential's text is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked(Option<Role>);

impl Asked {
    /// That of this role, if it may leave the server.
    pub(crate) fn shippable(role: Role) -> Self {
        Self(Some(role).filter(|role| role.exposure() == Exposure::Shippable))
    }

    /// The value of this role, whether or not callers may see it.
    pub(crate) const fn any(role: Role) -> Self {
        Self(Some(role))
    }

    pub(crate) const fn role(self) -> Option<Role> {
        self.0
    }
}
