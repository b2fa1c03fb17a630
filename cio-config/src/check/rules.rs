//! The rules between the fields of a struct, and which one each field breaks.

mod judged;
mod plain;
mod variables;
mod words;
mod workspace;

use crate::check::stated::has_region;
use crate::credential::claims;
use crate::credential::role::Role;
use crate::schema::fields::{Field, FieldKind, Presence};
use crate::schema::names;
use crate::text::compare::equal;
use crate::text::hash::hash_name;

/// The fields of a struct, each with the rule that it breaks, if any.
#[derive(Clone, Copy, Debug)]
pub struct Judged<const FIELDS: usize> {
    fields: [Field; FIELDS],
    broken: [Option<Rule>; FIELDS],
}

/// A rule, with the facts for its message.
#[derive(Clone, Copy, Debug)]
enum Rule {
    /// The field is named for another credential.
    NameClaims(Role),
    /// The field's `env` is the variable of another credential.
    EnvClaims(Role),
    /// A type parameter, which can only be the region, is used for a key.
    ParameterAsKey,
    /// A setting reads the variable of a credential.
    SettingReads(Role),
    /// A credential is marked as a setting.
    CredentialAsSetting,
    /// A setting reads the variable that chooses the profile.
    SettingIsProfile,
    /// Another field, of this index, holds the same credential.
    SameRole(usize),
    /// Another field, of this index, reads the same variable.
    SameVariable(usize),
    /// A credential other than the region has a default.
    KeyHasDefault,
    /// A field that always has a value has a default.
    NeedlessDefault,
    /// A Track API key without its site ID.
    TrackKeyAlone,
    /// A site ID without a key to go with it.
    SiteIdAlone,
    /// A key that signs, and no region.
    NoRegion,
}

/// Finds the rule that each field breaks.
///
/// A field whose name and type disagree is one mistake: the rules about which fields go together are then skipped, since they
/// would report the same mistake again.
#[must_use]
pub const fn judge<const FIELDS: usize>(fields: [Field; FIELDS]) -> Judged<FIELDS> {
    let mut broken = [None; FIELDS];
    // Most structs are plain and break nothing, and their derive should cost the compiler next to nothing.
    if plain::keeps_every_rule(&fields) {
        return Judged { fields, broken };
    }
    let mut mistaken = false;
    let mut index = 0;
    while index < FIELDS {
        broken[index] = alone(&fields, &broken, index);
        mistaken = mistaken
            || is_misnamed(broken[index])
            || matches!(broken[index], Some(Rule::SameRole(_) | Rule::CredentialAsSetting))
            // The fix of this is a field that states the region.
            || matches!((broken[index], fields[index].role()), (Some(Rule::NeedlessDefault), Some(Role::Region)));
        index += 1;
    }
    let mut index = 0;
    while index < FIELDS && !mistaken {
        if broken[index].is_none() {
            broken[index] = together(&fields, index);
        }
        index += 1;
    }
    Judged { fields, broken }
}

/// The rules for a field by itself, or beside those before it.
const fn alone(fields: &[Field], broken: &[Option<Rule>], index: usize) -> Option<Rule> {
    let field = &fields[index];
    match field.role() {
        Some(_) if field.marked_setting => Some(Rule::CredentialAsSetting),
        Some(role) => match claimed(fields, index, role) {
            Some(rule) => Some(rule),
            None => match first_of_role(fields, index, role) {
                Some(first) if is_same_type(&fields[first], field) || is_misnamed(broken[first]) => None,
                Some(first) => Some(Rule::SameRole(first)),
                None => match default_fault(field, role) {
                    Some(rule) => Some(rule),
                    None => shared_variable(fields, broken, index),
                },
            },
        },
        None => match setting_fault(field) {
            Some(rule) => Some(rule),
            None => shared_variable(fields, broken, index),
        },
    }
}

/// Whether a field holds another credential than its name says. Other findings about that field come from the same
/// mistake.
const fn is_misnamed(broken: Option<Rule>) -> bool {
    matches!(broken, Some(Rule::NameClaims(_) | Rule::EnvClaims(_) | Rule::ParameterAsKey))
}

const fn claimed(fields: &[Field], index: usize, role: Role) -> Option<Rule> {
    let field = &fields[index];
    if matches!(field.kind, FieldKind::Pin(None)) && is_parameter_of_a_key(fields, index) {
        return Some(Rule::ParameterAsKey);
    }
    if field.any_name {
        return None;
    }
    if let Some(env) = field.env {
        if let Some(claimed) = claims::by_variable(env) {
            if claimed as u8 != role as u8 {
                return Some(Rule::EnvClaims(claimed));
            }
        }
    }
    match claims::by_field(field.name) {
        Some(claimed) if claimed as u8 != role as u8 && !is_site_id_pair(claimed, role) => {
            Some(Rule::NameClaims(claimed))
        }
        _ => None,
    }
}

/// Whether a type parameter is used for a key: its field is named for one, or the region is another field.
const fn is_parameter_of_a_key(fields: &[Field], index: usize) -> bool {
    match claims::by_field(fields[index].name) {
        Some(Role::Region) => return false,
        Some(_) => return true,
        None => {}
    }
    let mut other = 0;
    while other < fields.len() {
        let is_region = match fields[other].kind {
            FieldKind::Pin(None) => matches!(claims::by_field(fields[other].name), Some(Role::Region)),
            FieldKind::Pin(Some(_)) | FieldKind::Credential(Role::Region) => true,
            _ => false,
        };
        if is_region && other != index {
            return true;
        }
        other += 1;
    }
    false
}

/// A site ID that an app migrates from may well be called `site_id`.
const fn is_site_id_pair(claimed: Role, role: Role) -> bool {
    matches!((claimed, role), (Role::SiteId, Role::MigrationSiteId))
}

const fn first_of_role(fields: &[Field], index: usize, role: Role) -> Option<usize> {
    let mut before = 0;
    while before < index {
        match fields[before].role() {
            Some(other) if other as u8 == role as u8 => return Some(before),
            _ => before += 1,
        }
    }
    None
}

/// Two fields of one type are two impls of one trait, which the compiler refuses without this rule.
const fn is_same_type(left: &Field, right: &Field) -> bool {
    match (left.kind, right.kind) {
        (FieldKind::Pin(Some(left)), FieldKind::Pin(Some(right))) => left as u8 == right as u8,
        (FieldKind::Credential(_), FieldKind::Credential(_)) => left.presence as u8 == right.presence as u8,
        _ => false,
    }
}

const fn default_fault(field: &Field, role: Role) -> Option<Rule> {
    match (field.default, field.kind, role) {
        (None, ..) => None,
        (Some(_), FieldKind::Credential(_), Role::Region) if matches!(field.presence, Presence::Required) => {
            None
        }
        (Some(_), _, Role::Region) => Some(Rule::NeedlessDefault),
        (Some(_), ..) => Some(Rule::KeyHasDefault),
    }
}

const fn setting_fault(field: &Field) -> Option<Rule> {
    if !matches!(field.kind, FieldKind::Setting) {
        return None;
    }
    if field.default.is_some() && matches!(field.presence, Presence::Optional) {
        return Some(Rule::NeedlessDefault);
    }
    if let Some(name) = names::variable(field, None, 0) {
        if name.hash() == hash_name(b"CUSTOMERIO_PROFILE") {
            return Some(Rule::SettingIsProfile);
        }
    }
    let named = match field.env {
        Some(env) => claims::by_variable(env),
        None => None,
    };
    match named {
        Some(role) => Some(Rule::SettingReads(role)),
        None => {
            let mut index = 0;
            while index < Role::ALL.len() {
                if equal(field.name.as_bytes(), Role::ALL[index].file_key().as_bytes()) {
                    return Some(Rule::SettingReads(Role::ALL[index]));
                }
                index += 1;
            }
            None
        }
    }
}

const fn shared_variable(fields: &[Field], broken: &[Option<Rule>], index: usize) -> Option<Rule> {
    let mut before = 0;
    while before < index {
        let (left, right) = (&fields[before], &fields[index]);
        if !is_misnamed(broken[before]) && variables::are_shared(left, right) {
            return Some(Rule::SameVariable(before));
        }
        before += 1;
    }
    None
}

/// The rules about which fields go together.
const fn together(fields: &[Field], index: usize) -> Option<Rule> {
    match fields[index].role() {
        Some(Role::TrackApiKey) if !has(fields, Role::SiteId) => Some(Rule::TrackKeyAlone),
        Some(Role::SiteId) if !has(fields, Role::TrackApiKey) && !has(fields, Role::CdpApiKey) => {
            Some(Rule::SiteIdAlone)
        }
        Some(role) if signs(role) && !has_region(fields) && is_first_signer(fields, index) => {
            Some(Rule::NoRegion)
        }
        _ => None,
    }
}

const fn has(fields: &[Field], role: Role) -> bool {
    first_of_role(fields, fields.len(), role).is_some()
}

const fn signs(role: Role) -> bool {
    matches!(role, Role::TrackApiKey | Role::AppApiKey | Role::CdpApiKey | Role::ServiceAccountToken)
}

/// The missing region is one mistake, so it is reported at one field.
const fn is_first_signer(fields: &[Field], index: usize) -> bool {
    let mut before = 0;
    while before < index {
        match fields[before].role() {
            Some(role) if signs(role) => return false,
            _ => before += 1,
        }
    }
    true
}

#[cfg(test)]
mod tests;
