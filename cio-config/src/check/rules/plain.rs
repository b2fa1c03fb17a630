//! Finds in one pass whether a struct of plain credentials keeps every rule. Any other struct goes through the rules.

use crate::credential::claims;
use crate::credential::role::Role;
use crate::schema::fields::{Field, FieldKind, Presence};

/// Whether the fields certainly keep every rule. `false` says nothing: another look is needed.
pub(super) const fn keeps_every_rule(fields: &[Field]) -> bool {
    let mut held = 0_u32;
    let mut states_region = false;
    let mut index = 0;
    while index < fields.len() {
        let field = &fields[index];
        let FieldKind::Credential(role) = field.kind else { return false };
        let is_special = field.marked_setting || field.env.is_some() || field.default.is_some();
        if is_special || held & bit(role) != 0 || !claims::is_own(field.name, role) {
            return false;
        }
        held |= bit(role);
        states_region |= matches!((role, field.presence), (Role::Region, Presence::Required));
        index += 1;
    }
    let pair = bit(Role::SiteId) | bit(Role::TrackApiKey);
    let signers =
        bit(Role::TrackApiKey) | bit(Role::AppApiKey) | bit(Role::CdpApiKey) | bit(Role::ServiceAccountToken);
    let is_whole = held & pair == 0 || held & pair == pair;
    is_whole && (states_region || held & signers == 0)
}

const fn bit(role: Role) -> u32 {
    1 << role as u32
}
