//! A small set of key sets: one bit for each group of credentials that is replaced as a whole.

use crate::credential::role::Role;

/// Which of a struct's key sets are meant, by their number.
///
/// A key set is what one surface signs with: the Track pair, the App key, the Pipelines key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Sets(u32);

impl Sets {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const ALL: Self = Self(u32::MAX);

    /// The set of this number alone; a number past the last bit is in no set.
    pub(crate) const fn one(number: u32) -> Self {
        Self(if number < u32::BITS { 1 << number } else { 0 })
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) const fn has(self, number: u32) -> bool {
        self.0 & Self::one(number).0 != 0
    }

    /// The key set that a credential belongs to.
    pub(crate) fn of_role(role: Role) -> Self {
        match role {
            Role::SiteId | Role::TrackApiKey => Self::one(0),
            Role::AppApiKey | Role::ServiceAccountToken => Self::one(1),
            Role::CdpApiKey => Self::one(2),
            Role::WebhookSigningKey => Self::one(3),
            _ => Self::NONE,
        }
    }
}
